// SPDX-License-Identifier: GPL-2.0
/*
 * Event queues of a guest: ../kvm/event.c itself, over memory that it takes for
 * the guest's; the guest is a program's end of the ring.
 */
#include "harness.h"

#include <linux/irq_work.h>
#include <linux/list.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <sched.h>

#include "vbus_north.h"

#define BIT_MASK_OF(q) (1u << (q))

/* What the rest of the module does for it. */
#define __rcu
#define __printf(a, b) __attribute__((format(printf, a, b)))
#define atomic_fetch_or(v, p) __atomic_fetch_or(&(p)->counter, v, __ATOMIC_SEQ_CST)
#define strscpy(to, from, n) snprintf(to, n, "%s", from)
#define GFP_KERNEL_ACCOUNT 0
#define vbus_shm_ioq_attach events_attach
#define vbus_shm_put events_shm_put

typedef struct {
	int counter;
} atomic_t;

static struct ioq *events_attach(struct vbus_shm *shm,
				 struct shm_signal *signal, u32 maxcount);
static void events_shm_put(struct vbus_shm *shm);

/* See backlog_race(). */
static void race_room(void);
#define ioq_notify_enable(q) (race_room(), (ioq_notify_enable)(q))

#include EVENT_C

#undef ioq_notify_enable

static bool allowed = true;

bool eventfd_signal_allowed(void)
{
	return allowed;
}

/* An address of the guest is one of ours. */
void *vk_memory_map(struct vk_guest *g, u64 addr, u64 len)
{
	return (void *)(uintptr_t)addr;
}

void vk_memory_unmap(void *ptr)
{
}

struct vbus_shm *vk_region_create(struct vk_guest *g, u64 addr, u32 len)
{
	struct vbus_shm *shm = calloc(1, sizeof(*shm));

	shm->ptr = (void *)(uintptr_t)addr;
	shm->len = len;
	return shm;
}

static void events_shm_put(struct vbus_shm *shm)
{
	free(shm);
}

struct events_ioq {
	struct ioq ioq;
	struct vbus_shm *shm;
};

static void events_ioq_release(struct ioq *q)
{
	struct events_ioq *e = container_of(q, struct events_ioq, ioq);

	free(e->shm);
	free(e);
}

static const struct ioq_ops events_ioq_ops = {
	.release = events_ioq_release,
};

static struct ioq *events_attach(struct vbus_shm *shm,
				 struct shm_signal *signal, u32 maxcount)
{
	struct events_ioq *e;
	u32 count;
	int err;

	err = ioq_attach_check(shm->ptr, shm->len, maxcount, &count);
	if (err)
		return ERR_PTR(err);
	e = calloc(1, sizeof(*e));
	e->shm = shm;
	CHECK_EQ(ioq_init(&e->ioq, &events_ioq_ops, SHM_LOCALITY_SOUTH,
			  shm->ptr, count, signal), 0);
	shm_signal_put(signal);
	return &e->ioq;
}

static unsigned int faults, raised[4];

void vk_fault(struct vk_guest *g, const char *format, ...)
{
	__atomic_fetch_add(&faults, 1, __ATOMIC_RELAXED);
}

void vk_irq_raise(struct vk_guest *g, u32 vector)
{
	__atomic_fetch_add(&raised[vector], 1, __ATOMIC_SEQ_CST);
}

/* ---- a guest with one queue ---- */

struct events {
	struct vk_guest g;
	struct vk_session s;
	struct vbus_pci_pending pending;
	struct vbus_ring ring;
	struct vbus_event *data;	/* guarded at its end */
	struct ioq_ring_head *head;
	bool deaf;			/* no doorbell */
};

static int events_notify(const struct vbus_signal *sig)
{
	struct events *e = (struct events *)sig->bus;

	if (!e->deaf)
		vk_queues_rung(&e->s);
	return 0;
}

static void events_init(struct events *e, u32 count)
{
	struct vbus_pci_eventqreg reg = { .count = count, .vector = 2 };
	u32 i;

	memset(e, 0, sizeof(*e));
	e->s.guest = &e->g;
	e->s.pending = &e->pending;
	e->head = guarded_alloc(vbus_ring_size(count));
	e->data = guarded_alloc(count * sizeof(*e->data));
	e->ring.head = e->head;
	e->ring.count = count;
	e->ring.signal.desc = &e->head->signal;
	e->ring.signal.notify = events_notify;
	e->ring.signal.bus = e;
	vbus_ring_format(e->head, count);
	for (i = 0; i < count; i++)
		CHECK_EQ(vbus_ring_post(&e->ring, i, (uintptr_t)&e->data[i],
					sizeof(*e->data)), 0);
	vbus_signal_enable(&e->ring.signal);

	reg.ring = (uintptr_t)e->head;
	reg.data = (uintptr_t)e->data;
	e->s.queue[0] = vk_queue_create(&e->s, 0, &reg);
	CHECK(!IS_ERR(e->s.queue[0]));
	e->s.nqueues = 1;
}

static void events_exit(struct events *e)
{
	vk_queue_destroy(e->s.queue[0]);
	guarded_free(e->data, e->ring.count * sizeof(*e->data));
	guarded_free(e->head, vbus_ring_size(e->ring.count));
}

static bool bit_taken(struct events *e)
{
	return __atomic_fetch_and(&e->pending.north, ~BIT_MASK_OF(0),
				  __ATOMIC_SEQ_CST) & BIT_MASK_OF(0);
}

/* The next event, whether or not there was an interrupt. */
static bool take_now(struct events *e, struct vbus_event *event)
{
	struct ioq_ring_desc slot;

	vbus_signal_heard(&e->ring.signal);
	if (vbus_ring_recv(&e->ring, &slot))
		return false;
	CHECK(slot.cookie < e->ring.count);
	CHECK_EQ(slot.len, sizeof(*event));
	memcpy(event, &e->data[slot.cookie], sizeof(*event));
	CHECK_EQ(vbus_ring_repost(&e->ring, slot.cookie,
				  (uintptr_t)&e->data[slot.cookie],
				  sizeof(*event)), 0);
	CHECK_EQ(vbus_ring_signal(&e->ring), 0);
	return true;
}

/*
 * Who rings while the tasklet is at the queue leaves it to the tasklet, so what
 * a doorbell moved is there once nobody is in it.
 */
static void settle(struct events *e)
{
	struct shm_signal *s = &e->s.queue[0]->signal;
	bool busy;

	do {
		sched_yield();
		spin_lock_irq(&s->lock);
		busy = s->in_wakeup || s->deferred;
		spin_unlock_irq(&s->lock);
	} while (busy);
}

/* One thread's look: with all that was moved before it, and all it moves. */
static bool take(struct events *e, struct vbus_event *event)
{
	bool got;

	settle(e);
	got = take_now(e, event);
	settle(e);
	return got;
}

static struct vk_event *last_make(enum vbus_event_id id, u64 handle)
{
	struct vk_event *e = calloc(1, sizeof(*e));

	vk_event_init(e, id, handle);
	return e;
}

static void order(void)
{
	struct vk_event add, sig;
	struct vbus_event got;
	struct events e;
	size_t i;

	events_init(&e, 4);
	memset(e.data, 0xff, 4 * sizeof(*e.data));
	vk_event_init(&add, VBUS_EVENT_DEVADD, 7);
	add.type = "virtual-ethernet";
	vk_event_init(&sig, VBUS_EVENT_SHMSIGNAL, ~0ull);
	vk_event_queue(e.s.queue[0], &add);
	CHECK(bit_taken(&e));
	CHECK_EQ(raised[2], 1);
	/* the guest has not heard yet: one notification is in flight */
	vk_event_queue(e.s.queue[0], &sig);
	vk_event_queue(e.s.queue[0], last_make(VBUS_EVENT_SHMCLOSE, 3));
	CHECK(!bit_taken(&e));
	CHECK_EQ(raised[2], 1);

	CHECK(take(&e, &got));
	CHECK_EQ(got.eventid, VBUS_EVENT_DEVADD);
	CHECK_EQ(got.data.add.id, 7);
	CHECK(!strcmp(got.data.add.type, "virtual-ethernet"));
	for (i = strlen(got.data.add.type); i < sizeof(got.data.add.type); i++)
		CHECK(!got.data.add.type[i]);
	CHECK(take(&e, &got));
	CHECK_EQ(got.eventid, VBUS_EVENT_SHMSIGNAL);
	CHECK(got.data.handle == ~0ull);
	for (i = 8; i < sizeof(got.data); i++)
		CHECK(!((char *)&got.data)[i]);
	CHECK(take(&e, &got));
	CHECK_EQ(got.eventid, VBUS_EVENT_SHMCLOSE);
	CHECK_EQ(got.data.handle, 3);
	CHECK(!take(&e, &got));

	/* heard: the next one raises again, here by way of the irq_work */
	allowed = false;
	vk_event_queue(e.s.queue[0], &sig);
	CHECK(bit_taken(&e));
	CHECK_EQ(raised[2], 1);
	irq_work_sync(&e.s.queue[0]->raise);
	CHECK_EQ(raised[2], 2);
	events_exit(&e);
}

static void collapse(void)
{
	struct vbus_event got;
	struct vk_event sig[2];
	struct events e;
	int n;

	events_init(&e, 1);
	vk_event_init(&sig[0], VBUS_EVENT_SHMSIGNAL, 1);
	vk_event_init(&sig[1], VBUS_EVENT_SHMSIGNAL, 2);
	/* the first is the guest's, so another one waits; no more than that */
	for (n = 0; n < 10; n++) {
		vk_event_queue(e.s.queue[0], &sig[0]);
		vk_event_queue(e.s.queue[0], &sig[1]);
	}
	for (n = 0; take(&e, &got); n++)
		CHECK_EQ(got.data.handle, n == 1 ? 2 : 1);
	CHECK_EQ(n, 3);
	events_exit(&e);
}

static void backlog(void)
{
	struct vk_event sig[40];
	struct vbus_event got;
	struct events e;
	struct vk_queue *q;
	u64 n;

	events_init(&e, 3);
	q = e.s.queue[0];
	for (n = 0; n < 40; n++) {
		vk_event_init(&sig[n], VBUS_EVENT_SHMSIGNAL, n);
		vk_event_queue(q, &sig[n]);
		/* nobody listens while there is room */
		CHECK_EQ(q->pressed, n >= 3);
		CHECK_EQ(e.head->signal.irq[1].enabled, n >= 3);
	}
	for (n = 0; n < 40; n++) {
		CHECK(take(&e, &got));
		CHECK_EQ(got.data.handle, n);
	}
	CHECK(!take(&e, &got));
	CHECK(!q->pressed);
	CHECK(!e.head->signal.irq[1].enabled);

	/* and of what was not told, as the host did not listen, nothing hangs */
	for (n = 0; n < 40; n++)
		vk_event_queue(q, &sig[n]);
	e.deaf = true;
	CHECK(take(&e, &got) && take(&e, &got) && take(&e, &got));
	CHECK(!take(&e, &got));
	e.deaf = false;
	vk_queues_rung(&e.s);
	CHECK(take(&e, &got));
	CHECK_EQ(got.data.handle, 3);
	for (n = 0; n < 40; n++)
		vk_event_cancel(q, &sig[n]);
	events_exit(&e);
}

/* The guest gives a slot back after the look, and before we listen. */
static struct events *race;

static void race_room(void)
{
	struct events *e = race;
	struct vbus_event got;

	race = NULL;
	if (e)
		CHECK(take_now(e, &got));
}

static void backlog_race(void)
{
	struct vbus_event got;
	struct vk_event sig[2];
	struct events e;
	u64 n;

	events_init(&e, 1);
	for (n = 0; n < 2; n++)
		vk_event_init(&sig[n], VBUS_EVENT_SHMSIGNAL, n);
	vk_event_queue(e.s.queue[0], &sig[0]);
	race = &e;
	vk_event_queue(e.s.queue[0], &sig[1]);
	CHECK(!race);
	CHECK(take(&e, &got));
	CHECK_EQ(got.data.handle, 1);
	events_exit(&e);
}

static void cancel(void)
{
	struct vk_event sig[4];
	struct vbus_event got;
	struct events e;
	u64 n;

	events_init(&e, 1);
	for (n = 0; n < 4; n++) {
		vk_event_init(&sig[n], VBUS_EVENT_SHMSIGNAL, n);
		vk_event_queue(e.s.queue[0], &sig[n]);
	}
	CHECK(!vk_event_cancel(e.s.queue[0], &sig[0]));
	CHECK(vk_event_cancel(e.s.queue[0], &sig[2]));
	CHECK(!vk_event_cancel(e.s.queue[0], &sig[2]));
	for (n = 0; take(&e, &got); n++)
		CHECK_EQ(got.data.handle, n == 2 ? 3 : n);
	CHECK_EQ(n, 3);
	events_exit(&e);
}

/* What waits at the end, and belongs to nobody else, goes with the queue. */
static void end_of_queue(void)
{
	struct events e;
	int n;

	events_init(&e, 2);
	for (n = 0; n < 20; n++)
		vk_event_queue(e.s.queue[0],
			       last_make(n % 2 ? VBUS_EVENT_DEVDROP :
					 VBUS_EVENT_SHMCLOSE, n));
	events_exit(&e);
}

struct lie {
	s64 ptr;	/* added to the address */
	u64 len;
	bool good;
};

/* A slot that describes something else; all that is not its place is guarded. */
static void hostile(void)
{
	static const struct lie lies[] = {
		{ 0, sizeof(struct vbus_event), true },
		{ 0, ~0ull, true },
		{ 0, sizeof(struct vbus_event) - 1, false },
		{ 0, 0, false },
		{ -1, 4096, false },
		{ -4096, 4096, false },
		{ 1, 4096, true },
		{ sizeof(struct vbus_event), 4096, true },
		{ sizeof(struct vbus_event) + 1, 4096, false },
		{ 2 * sizeof(struct vbus_event), 4096, false },
		{ INT64_MIN, 4096, false },
		{ INT64_MAX, 4096, false },
	};
	struct vk_event sig;
	size_t i;

	for (i = 0; i < sizeof(lies) / sizeof(*lies); i++) {
		unsigned int before = faults, irqs = raised[2];
		struct events e;

		events_init(&e, 2);
		e.head->ring[0].ptr += lies[i].ptr;
		e.head->ring[0].len = lies[i].len;
		vk_event_init(&sig, VBUS_EVENT_SHMSIGNAL, i);
		vk_event_queue(e.s.queue[0], &sig);
		CHECK_EQ(faults - before, !lies[i].good);
		CHECK_EQ(raised[2] - irqs, lies[i].good);
		CHECK_EQ(e.s.queue[0]->broken, !lies[i].good);
		/* it stays where it is, and can still be taken back */
		CHECK_EQ(vk_event_cancel(e.s.queue[0], &sig), !lies[i].good);
		events_exit(&e);
	}
}

static void broken_index(void)
{
	struct vk_event sig;
	struct events e;

	events_init(&e, 2);
	e.head->idx[IOQ_IDX_INUSE].tail = 2;
	vk_event_init(&sig, VBUS_EVENT_SHMSIGNAL, 1);
	vk_event_queue(e.s.queue[0], &sig);
	CHECK(e.s.queue[0]->broken);
	CHECK(faults);
	CHECK(!raised[2]);
	/* the guest mends it: too late */
	e.head->idx[IOQ_IDX_INUSE].tail = 0;
	CHECK(vk_event_cancel(e.s.queue[0], &sig));
	vk_event_queue(e.s.queue[0], &sig);
	CHECK(!bit_taken(&e));
	CHECK(vk_event_cancel(e.s.queue[0], &sig));
	events_exit(&e);
}

/* ---- two devices and a guest at the same time ---- */

#define STRESS_EVENTS 32
#define STRESS_ROUNDS 20000

struct stress {
	struct events e;
	struct vk_event sig[STRESS_EVENTS];
	unsigned int flag[STRESS_EVENTS];	/* something to be told */
	unsigned int running;
};

static void *stress_device(void *arg)
{
	struct stress *s = arg;
	u64 seed = (uintptr_t)&seed | 1;
	unsigned int n, i;

	for (n = 0; n < STRESS_ROUNDS; n++) {
		i = rnd(&seed) % STRESS_EVENTS;
		__atomic_store_n(&s->flag[i], 1, __ATOMIC_SEQ_CST);
		vk_event_queue(s->e.s.queue[0], &s->sig[i]);
		if (!(n % 64))
			sched_yield();
	}
	__atomic_fetch_sub(&s->running, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static bool stress_told(struct stress *s)
{
	unsigned int i;

	for (i = 0; i < STRESS_EVENTS; i++)
		if (__atomic_load_n(&s->flag[i], __ATOMIC_SEQ_CST))
			return false;
	return true;
}

/* Looks only when its bit is set: so an interrupt that is lost is noticed. */
static void stress(void)
{
	static struct stress s;
	struct vbus_event got;
	pthread_t device[2];
	double end;
	u64 i;

	events_init(&s.e, 5);
	for (i = 0; i < STRESS_EVENTS; i++)
		vk_event_init(&s.sig[i], VBUS_EVENT_SHMSIGNAL, i);
	s.running = 2;
	thread_start(&device[0], stress_device, &s);
	thread_start(&device[1], stress_device, &s);
	end = now() + 60;
	while (__atomic_load_n(&s.running, __ATOMIC_SEQ_CST) ||
	       !stress_told(&s)) {
		CHECK(now() < end);
		if (!bit_taken(&s.e)) {
			sched_yield();
			continue;
		}
		while (take_now(&s.e, &got)) {
			CHECK_EQ(got.eventid, VBUS_EVENT_SHMSIGNAL);
			CHECK(got.data.handle < STRESS_EVENTS);
			/* what it was queued for is seen, or is told again */
			__atomic_store_n(&s.flag[got.data.handle], 0,
					 __ATOMIC_SEQ_CST);
		}
	}
	pthread_join(device[0], NULL);
	pthread_join(device[1], NULL);
	CHECK(!faults);
	events_exit(&s.e);
}

const struct test events_tests[] = {
	{ "events-order", order },
	{ "events-collapse", collapse },
	{ "events-backlog", backlog },
	{ "events-backlog-race", backlog_race },
	{ "events-cancel", cancel },
	{ "events-end", end_of_queue },
	{ "events-hostile", hostile },
	{ "events-broken-index", broken_index },
	{ "events-stress", stress },
	{}
};
