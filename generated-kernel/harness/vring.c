// SPDX-License-Identifier: GPL-2.0
/*
 * The device's end of a ring of virtio: chains, lies, who is told when, and a
 * driver in another thread, honest or not.
 */
#include "harness.h"

#include <linux/bitops.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <linux/vbus_vring.h>

#define ALIGN_USED 16
#define MAX_NUM 256
#define MAX_SEGS 300
#define TABLES 65536

/* Both ends of a ring; tables lie in memory of which north has offsets. */
struct vr {
	struct vbus_vring r;
	struct vring v;
	struct vbus_memctx ctx;
	void *mem;
	size_t len;
	u8 *tables;
	struct vbus_virtio_chain *chain;
	struct vbus_vring_fault fault;
	u16 at;	/* where the device is, for one who lies near by */
};

static void vr_init(struct vr *t, unsigned int num, bool event_idx,
		    bool indirect)
{
	memset(t, 0, sizeof(*t));
	/* Descriptors are aligned, so up to 15 bytes are not guarded. */
	t->len = (vbus_vring_size(num, ALIGN_USED) + 15) & ~15UL;
	t->mem = guarded_alloc(t->len);
	memset(t->mem, 0, t->len);
	t->tables = guarded_alloc(TABLES);
	memset(t->tables, 0, TABLES);
	t->ctx.base = t->tables;
	t->ctx.len = TABLES;
	CHECK_EQ(vbus_vring_init(&t->r, t->mem, t->len, num, ALIGN_USED,
				 &t->ctx), 0);
	t->r.event_idx = event_idx;
	t->r.indirect = indirect;
	vring_init(&t->v, num, t->mem, ALIGN_USED);
	t->chain = calloc(1, sizeof(*t->chain) +
			  MAX_SEGS * sizeof(*t->chain->seg));
	t->chain->max = MAX_SEGS;
}

static void vr_exit(struct vr *t)
{
	vbus_vring_exit(&t->r);
	free(t->chain);
	guarded_free(t->tables, TABLES);
	guarded_free(t->mem, t->len);
}

static void desc(struct vring_desc *d, u64 addr, u32 len, u16 flags, u16 next)
{
	d->addr = addr;
	d->len = len;
	d->flags = flags;
	d->next = next;
}

static void avail(struct vr *t, u16 head)
{
	u16 idx = t->v.avail->idx;

	t->v.avail->ring[idx % t->v.num] = head;
	virt_store_release(&t->v.avail->idx, idx + 1);
}

static int get(struct vr *t)
{
	return vbus_vring_get(&t->r, t->chain, &t->fault);
}

/* ---- what a ring is ---- */

static void attach(void)
{
	struct vbus_memctx ctx = { 0 };
	struct vbus_vring r;
	size_t len;
	void *mem;
	u32 num;

	for (num = 1; num <= 32768; num *= 2) {
		len = vbus_vring_size(num, 4096);
		mem = aligned_alloc(4096, (len + 4095) & ~4095UL);
		CHECK_EQ(vbus_vring_init(&r, mem, len, num, 4096, &ctx), 0);
		vbus_vring_exit(&r);
		CHECK_EQ(vbus_vring_init(&r, mem + 64, len, num, 4096, &ctx),
			 -EINVAL);
		CHECK_EQ(vbus_vring_init(&r, mem, len - 1, num, 4096, &ctx),
			 -EINVAL);
		CHECK_EQ(vbus_vring_init(&r, mem, 0, num, 4096, &ctx), -EINVAL);
		shim_fail_alloc = 1;
		CHECK_EQ(vbus_vring_init(&r, mem, len, num, 4096, &ctx),
			 -ENOMEM);
		free(mem);
	}
	CHECK_EQ(vbus_vring_init(&r, NULL, ~0UL, 0, 4096, &ctx), -EINVAL);
	CHECK_EQ(vbus_vring_init(&r, NULL, ~0UL, 3, 4096, &ctx), -EINVAL);
	CHECK_EQ(vbus_vring_init(&r, NULL, ~0UL, 65536, 4096, &ctx), -EINVAL);
	CHECK_EQ(vbus_vring_init(&r, NULL, ~0UL, ~0U, 4096, &ctx), -EINVAL);
}

/* ---- honest chains ---- */

static void one(struct vr *t, u16 head, u32 written)
{
	u16 used = t->v.used->idx;
	struct vring_used_elem *e = &t->v.used->ring[used % t->v.num];

	avail(t, head);
	CHECK_EQ(get(t), 0);
	CHECK_EQ(t->chain->head, head);
	CHECK_EQ(get(t), -EAGAIN);
	vbus_vring_put(&t->r, head, written);
	CHECK_EQ((u16)(used + 1), t->v.used->idx);
	CHECK_EQ(e->id, head);
	CHECK_EQ(e->len, written);
}

static void chains(void)
{
	static const unsigned int nums[] = { 1, 2, 8, 256 };
	struct vbus_virtio_iter it;
	struct vr t;
	size_t i;
	u32 n;

	/* each index more often than it has values */
	for (i = 0; i < sizeof(nums) / sizeof(*nums); i++) {
		vr_init(&t, nums[i], i & 1, false);
		CHECK_EQ(get(&t), -EAGAIN);
		for (n = 0; n < nums[i]; n++)
			desc(&t.v.desc[n], 1000 * n + 1, n + 1,
			     n & 1 ? VRING_DESC_F_WRITE : 0, 0);
		for (n = 0; n < 70000; n++) {
			u16 head = n * 7 % nums[i];

			one(&t, head, n);
			CHECK_EQ(t.chain->out.left, head & 1 ? 0 : head + 1);
			CHECK_EQ(t.chain->in.left, head & 1 ? head + 1 : 0);
			CHECK_EQ(t.chain->seg[0].addr, 1000 * head + 1);
		}
		vr_exit(&t);
	}

	/* two to read, two to write, in no order in the ring */
	vr_init(&t, 8, false, false);
	desc(&t.v.desc[5], 100, 10, VRING_DESC_F_NEXT, 2);
	desc(&t.v.desc[2], 200, 20, VRING_DESC_F_NEXT, 7);
	desc(&t.v.desc[7], 300, 30, VRING_DESC_F_NEXT | VRING_DESC_F_WRITE, 0);
	desc(&t.v.desc[0], 400, 40, VRING_DESC_F_WRITE, 0);
	avail(&t, 5);
	CHECK_EQ(get(&t), 0);
	CHECK_EQ(t.chain->out.left, 30);
	CHECK_EQ(t.chain->in.left, 70);
	it = t.chain->out;
	CHECK_EQ(it.seg->addr, 100);
	vbus_virtio_iter_advance(&it, 9);
	CHECK_EQ(it.seg->addr + it.off, 109);
	vbus_virtio_iter_advance(&it, 1);
	CHECK_EQ(it.seg->addr + it.off, 200);
	CHECK_EQ(it.left, 20);
	it = t.chain->in;
	vbus_virtio_iter_advance(&it, 0);
	CHECK_EQ(it.seg->addr + it.off, 300);
	vbus_virtio_iter_advance(&it, 31);
	CHECK_EQ(it.seg->addr + it.off, 401);
	vbus_virtio_iter_advance(&it, 39);
	CHECK_EQ(it.left, 0);
	/* left, and found again */
	vbus_vring_unget(&t.r, t.chain->head);
	CHECK_EQ(get(&t), 0);
	CHECK_EQ(t.chain->head, 5);
	vr_exit(&t);
}

/* In order, against it, and by jumps over the window. */
static void indirect(void)
{
	static const int steps[] = { 1, -1, 37 };
	struct vring_desc *table;
	const u32 n = 100;
	struct vr t;
	size_t s;
	u32 i;

	vr_init(&t, 4, false, true);
	/* at the very end: nothing behind it can be read */
	table = (void *)(t.tables + TABLES) - n * sizeof(*table);
	for (s = 0; s < 3; s++) {
		u16 at = 0;

		for (i = 0; i < n; i++) {
			u16 next = (at + n + steps[s]) % n;

			desc(&table[at], 10 + i, 1 + i,
			     (i + 1 < n ? VRING_DESC_F_NEXT : 0) |
			     (i >= n / 2 ? VRING_DESC_F_WRITE : 0), next);
			at = next;
		}
		/* a descriptor of the ring before it; its WRITE is ignored */
		desc(&t.v.desc[0], 5, 5, VRING_DESC_F_NEXT, 1);
		desc(&t.v.desc[1], (u8 *)table - t.tables, n * sizeof(*table),
		     VRING_DESC_F_INDIRECT | (s ? VRING_DESC_F_WRITE : 0), 0);
		one(&t, 0, 0);
		CHECK_EQ(t.chain->out.left, 5 + 50 * 51 / 2);
		CHECK_EQ(t.chain->in.left, 100 * 101 / 2 - 50 * 51 / 2);
		for (i = 0; i < n; i++) {
			CHECK_EQ(t.chain->seg[1 + i].addr, 10 + i);
			CHECK_EQ(t.chain->seg[1 + i].len, 1 + i);
		}
	}
	vr_exit(&t);
}

/* ---- lies ---- */

/* Refused for this reason, again and again, and nothing was taken. */
static void lie(struct vr *t, const char *what, u64 value)
{
	int i;

	for (i = 0; i < 3; i++) {
		memset(&t->fault, 0, sizeof(t->fault));
		CHECK_EQ(get(t), -EIO);
		if (!strstr(t->fault.what, what)) {
			fprintf(stderr, "'%s' is not about '%s'\n",
				t->fault.what, what);
			exit(1);
		}
		CHECK(t->fault.value == value);
	}
	CHECK_EQ(t->v.used->idx, 0);
	vr_exit(t);
}

static void fresh(struct vr *t, bool indirect)
{
	vr_init(t, 8, false, indirect);
	desc(&t->v.desc[0], 100, 16, 0, 0);
	avail(t, 0);
}

static void lies(void)
{
	const u16 next = VRING_DESC_F_NEXT, write = VRING_DESC_F_WRITE;
	const u16 ind = VRING_DESC_F_INDIRECT;
	struct vring_desc *table;
	struct vr t;
	int i;

	fresh(&t, false);
	t.v.avail->idx = 9;
	lie(&t, "more chains available", 9);
	fresh(&t, false);
	t.v.avail->idx = -1;
	lie(&t, "more chains available", 65535);
	fresh(&t, false);
	t.v.avail->ring[0] = 8;
	lie(&t, "begins beyond the ring", 8);
	fresh(&t, false);
	t.v.avail->ring[0] = 65535;
	lie(&t, "begins beyond the ring", 65535);
	fresh(&t, false);
	avail(&t, 0);
	CHECK_EQ(get(&t), 0);
	lie(&t, "has already", 0);

	fresh(&t, false);
	desc(&t.v.desc[0], 100, 16, next, 0);
	lie(&t, "goes round", 8);
	fresh(&t, false);
	desc(&t.v.desc[0], 100, 16, next, 3);
	desc(&t.v.desc[3], 100, 16, next, 0);
	lie(&t, "goes round", 8);
	fresh(&t, false);
	desc(&t.v.desc[0], 100, 16, next, 8);
	lie(&t, "beyond the last", 8);
	fresh(&t, false);
	t.chain->max = 2;
	for (i = 0; i < 3; i++)
		desc(&t.v.desc[i], 100, 16, i < 2 ? next : 0, i + 1);
	lie(&t, "more buffers than", 2);
	fresh(&t, false);
	desc(&t.v.desc[0], 100, 0, 0, 0);
	lie(&t, "no bytes", 100);
	fresh(&t, false);
	desc(&t.v.desc[0], -16ULL, 16, 0, 0);
	lie(&t, "wraps around", -16ULL);
	fresh(&t, false);
	desc(&t.v.desc[0], -1ULL, -1, write, 0);
	lie(&t, "wraps around", -1ULL);
	fresh(&t, false);
	desc(&t.v.desc[0], 100, 16, next | write, 1);
	desc(&t.v.desc[1], 200, 16, 0, 0);
	lie(&t, "behind one to write", 200);
	fresh(&t, false);
	desc(&t.v.desc[0], 0, 0x80000000, next, 1);
	desc(&t.v.desc[1], 0, 0x80000000, write, 0);
	lie(&t, "2^32 bytes", 0x80000000);
	fresh(&t, false);
	desc(&t.v.desc[0], 100, 16, 8, 0);
	lie(&t, "unknown flags", 8);
	fresh(&t, true);
	desc(&t.v.desc[0], 100, 16, ind | 0x8000, 0);
	lie(&t, "unknown flags", ind | 0x8000);

	fresh(&t, false);
	desc(&t.v.desc[0], 160, 16, ind, 0);
	lie(&t, "was not chosen", 160);
	fresh(&t, true);
	desc(&t.v.desc[0], 160, 16, ind | next, 1);
	lie(&t, "behind an indirect table", 1);
	for (i = 0; i < 20; i++) {
		if (i == 16)
			continue;
		fresh(&t, true);
		desc(&t.v.desc[0], 160, i, ind, 0);
		lie(&t, "no whole number", i);
	}
	fresh(&t, true);
	desc(&t.v.desc[0], -16ULL, 32, ind, 0);
	lie(&t, "table that wraps around", -16ULL);
	fresh(&t, true);
	desc(&t.v.desc[0], TABLES - 16, 32, ind, 0);
	lie(&t, "no memory of the driver", TABLES - 16);
	fresh(&t, true);
	table = (void *)t.tables;
	desc(&t.v.desc[0], 0, 32, ind, 0);
	desc(&table[0], 16, 16, ind, 0);
	lie(&t, "in an indirect table", 16);
	fresh(&t, true);
	table = (void *)t.tables;
	desc(&t.v.desc[0], 0, 32, ind, 0);
	desc(&table[0], 100, 1, next, 2);
	lie(&t, "beyond the last", 2);
	fresh(&t, true);
	table = (void *)t.tables;
	desc(&t.v.desc[0], 0, 32, ind, 0);
	desc(&table[0], 100, 1, next, 0);
	lie(&t, "goes round", 2);
	/* of as many descriptors as 32 bits can say, nothing is allocated */
	fresh(&t, true);
	desc(&t.v.desc[0], 0, -16U, ind, 0);
	t.chain->max = 4;
	for (i = 0; i < 8; i++)
		desc((struct vring_desc *)t.tables + i, 100, 1, next, i + 1);
	lie(&t, "more buffers than", 4);
}

/* ---- who is told ---- */

static bool told(struct vr *t, u16 head)
{
	avail(t, head);
	CHECK_EQ(get(t), 0);
	vbus_vring_put(&t->r, head, 0);
	return vbus_vring_must_tell(&t->r);
}

static void flags(void)
{
	struct vr t;

	vr_init(&t, 4, false, false);
	desc(&t.v.desc[0], 1, 1, 0, 0);
	CHECK(told(&t, 0));
	CHECK(told(&t, 0));
	t.v.avail->flags = VRING_AVAIL_F_NO_INTERRUPT;
	CHECK(!told(&t, 0));
	t.v.avail->flags = 0;
	CHECK(told(&t, 0));

	CHECK_EQ(t.v.used->flags, 0);
	vbus_vring_unlisten(&t.r);
	CHECK_EQ(t.v.used->flags, VRING_USED_F_NO_NOTIFY);
	CHECK(!vbus_vring_listen(&t.r));
	CHECK_EQ(t.v.used->flags, 0);
	avail(&t, 0);
	CHECK(vbus_vring_listen(&t.r));
	vr_exit(&t);
}

static void event_index(void)
{
	struct vr t;
	u32 i;

	vr_init(&t, 4, true, false);
	desc(&t.v.desc[0], 1, 1, 0, 0);
	/* Not before the driver has ever said: it may wait for anything. */
	vring_used_event(&t.v) = 77;
	CHECK(told(&t, 0));
	for (i = 2; i < 78; i++)
		CHECK(!told(&t, 0));
	CHECK(told(&t, 0));
	CHECK(!told(&t, 0));
	/* around */
	vring_used_event(&t.v) = 2;
	for (i = 80; i < 65539; i++)
		CHECK(!told(&t, 0));
	CHECK(told(&t, 0));

	vbus_vring_unlisten(&t.r);
	CHECK_EQ(t.v.used->flags, 0);
	CHECK(!vbus_vring_listen(&t.r));
	CHECK_EQ(vring_avail_event(&t.v), t.v.avail->idx);
	avail(&t, 0);
	CHECK(vbus_vring_listen(&t.r));
	vr_exit(&t);
}

/* ---- two threads ---- */

/* Who waits here was told, or waits in vain: that is a failure. */
struct gate {
	pthread_mutex_t m;
	pthread_cond_t c;
	bool open;
};

static void gate_init(struct gate *g)
{
	pthread_mutex_init(&g->m, NULL);
	pthread_cond_init(&g->c, NULL);
	g->open = false;
}

static void gate_open(struct gate *g)
{
	pthread_mutex_lock(&g->m);
	g->open = true;
	pthread_cond_signal(&g->c);
	pthread_mutex_unlock(&g->m);
}

static void gate_wait(struct gate *g)
{
	struct timespec end;
	int err = 0;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += 20;
	pthread_mutex_lock(&g->m);
	while (!g->open && !err)
		err = pthread_cond_timedwait(&g->c, &g->m, &end);
	g->open = false;
	pthread_mutex_unlock(&g->m);
	CHECK_EQ(err, 0);
}

struct both {
	struct vr t;
	struct gate to_device, to_driver;
	u32 rounds;
	u32 buffer[MAX_NUM];	/* a request in, its answer out */
};

/* The driver: as many chains under way as fit, one buffer each. */
static void *driver(void *arg)
{
	struct both *b = arg;
	struct vring *v = &b->t.v;
	u32 sent = 0, back = 0, under_way = 0;
	u16 last = 0, old, new, idx;
	u16 free[MAX_NUM];
	u32 want[MAX_NUM], nfree = 0, i;

	for (i = 0; i < v->num; i++)
		free[nfree++] = i;

	while (back < b->rounds) {
		old = v->avail->idx;
		new = old;
		while (sent < b->rounds && nfree) {
			u16 head = free[--nfree];

			b->buffer[head] = sent;
			want[head] = sent * 3 + 1;
			desc(&v->desc[head], (uintptr_t)&b->buffer[head], 4,
			     VRING_DESC_F_WRITE, 0);
			v->avail->ring[new++ % v->num] = head;
			sent++;
			under_way++;
			/* few or many, so that both ends often sleep */
			if (sent * 2654435761U >> 30 == 0)
				break;
		}
		virt_store_release(&v->avail->idx, new);
		virt_mb();
		if (b->t.r.event_idx ?
		    vring_need_event(READ_ONCE(vring_avail_event(v)), new, old) :
		    !(READ_ONCE(v->used->flags) & VRING_USED_F_NO_NOTIFY))
			if (new != old)
				gate_open(&b->to_device);

		idx = virt_load_acquire(&v->used->idx);
		if (idx == last && under_way) {
			if (b->t.r.event_idx)
				WRITE_ONCE(vring_used_event(v), last);
			else
				WRITE_ONCE(v->avail->flags, 0);
			virt_mb();
			if (READ_ONCE(v->used->idx) == last)
				gate_wait(&b->to_driver);
			if (!b->t.r.event_idx)
				WRITE_ONCE(v->avail->flags,
					   VRING_AVAIL_F_NO_INTERRUPT);
			idx = virt_load_acquire(&v->used->idx);
		}
		while (last != idx) {
			struct vring_used_elem *e =
				&v->used->ring[last++ % v->num];
			u32 id = READ_ONCE(e->id);

			CHECK(id < v->num);
			CHECK_EQ(READ_ONCE(e->len), 4);
			CHECK_EQ(b->buffer[id], want[id]);
			free[nfree++] = id;
			under_way--;
			back++;
		}
	}

	return NULL;
}

static void device(struct both *b)
{
	struct vbus_vring *r = &b->t.r;
	u32 done = 0;

	while (done < b->rounds) {
		vbus_vring_unlisten(r);
		while (!get(&b->t)) {
			u32 *p = (void *)(uintptr_t)b->t.chain->seg[0].addr;

			CHECK_EQ(b->t.chain->in.left, 4);
			*p = *p * 3 + 1;
			vbus_vring_put(r, b->t.chain->head, 4);
			done++;
			if (vbus_vring_must_tell(r))
				gate_open(&b->to_driver);
		}
		if (done < b->rounds && !vbus_vring_listen(r))
			gate_wait(&b->to_device);
	}
}

static void two_threads(void)
{
	static const unsigned int nums[] = { 1, 2, 4, 64 };
	struct both b;
	pthread_t t;
	size_t i;

	for (i = 0; i < 8; i++) {
		memset(&b, 0, sizeof(b));
		vr_init(&b.t, nums[i / 2], i & 1, false);
		if (!(i & 1))
			b.t.v.avail->flags = VRING_AVAIL_F_NO_INTERRUPT;
		else
			vring_used_event(&b.t.v) = 0;
		gate_init(&b.to_device);
		gate_init(&b.to_driver);
		b.rounds = 60000;
		thread_start(&t, driver, &b);
		device(&b);
		pthread_join(t, NULL);
		vr_exit(&b.t);
	}
}

/* ---- a driver that writes whatever it likes ---- */

static void wild(struct vr *t, u64 *state)
{
	u64 x = rnd(state);
	u16 *words = t->mem;

	switch (x % 8) {
	case 0:
		/* so that something is taken at all */
		WRITE_ONCE(t->v.avail->idx,
			   (u16)(READ_ONCE(t->at) + x / 8 % 4));
		break;
	case 1:
	case 2: {
		struct vring_desc *d = &t->v.desc[x / 8 % t->v.num];

		WRITE_ONCE(d->addr, rnd(state) % (TABLES + 64));
		WRITE_ONCE(d->len, (u32)(rnd(state) % 4 ? rnd(state) % 64 * 16 :
					 rnd(state)));
		WRITE_ONCE(d->flags, (u16)(rnd(state) % 8));
		WRITE_ONCE(d->next, (u16)(rnd(state) % (t->v.num + 2)));
		break;
	}
	case 3:
		WRITE_ONCE(words[x / 8 % (t->len / 2)], (u16)rnd(state));
		break;
	default:
		WRITE_ONCE(t->v.avail->ring[x / 8 % t->v.num],
			   (u16)(rnd(state) % (t->v.num + 1)));
	}
}

/* What was taken obeys the rules, whatever the ring says now. */
static void sound(struct vr *t)
{
	struct vbus_virtio_chain *c = t->chain;
	u64 out = 0, in = 0;
	u32 n = 0, i;

	CHECK(c->head < t->v.num);
	for (i = 0; out < c->out.left; i++, n++)
		out += c->seg[i].len;
	CHECK(out == c->out.left);
	for (; in < c->in.left; i++, n++)
		in += c->seg[i].len;
	CHECK(in == c->in.left);
	CHECK(n && n <= c->max && out + in <= U32_MAX);
	for (i = 0; i < n; i++)
		CHECK(c->seg[i].len &&
		      c->seg[i].addr + c->seg[i].len > c->seg[i].addr);
	CHECK(!c->out.left || c->out.seg == c->seg);
}

static volatile bool wild_stop;

static void *wild_driver(void *arg)
{
	u64 state = 4711;

	while (!__atomic_load_n(&wild_stop, __ATOMIC_RELAXED))
		wild(arg, &state);
	return NULL;
}

static void hostile_ring(bool thread)
{
	u64 state = 12345, i;
	unsigned int taken = 0, refused = 0;
	pthread_t p;
	struct vr t;
	int ret;

	vr_init(&t, 16, true, true);
	for (i = 0; i < TABLES / 16; i++)
		desc((struct vring_desc *)t.tables + i, rnd(&state),
		     rnd(&state) % 5000, rnd(&state) % 4, rnd(&state) % 12);
	wild_stop = false;
	if (thread)
		thread_start(&p, wild_driver, &t);
	/* As long as it takes; main.c has a bound. */
	for (i = 0; i < 400000 || taken < 500 || refused < 500; i++) {
		if (!thread)
			wild(&t, &state);
		t.chain->max = 1 + i % MAX_SEGS;
		ret = get(&t);
		if (!ret) {
			taken++;
			sound(&t);
			vbus_vring_put(&t.r, t.chain->head, 0);
			vbus_vring_must_tell(&t.r);
		} else if (ret == -EIO) {
			refused++;
		}
		WRITE_ONCE(t.at, t.r.next_avail);
		vbus_vring_listen(&t.r);
	}
	__atomic_store_n(&wild_stop, true, __ATOMIC_RELAXED);
	if (thread)
		pthread_join(p, NULL);
	vr_exit(&t);
}

static void hostile(void)
{
	hostile_ring(false);
}

static void hostile_thread(void)
{
	hostile_ring(true);
}

const struct test vring_tests[] = {
	{ "vring-attach", attach },
	{ "vring-chains", chains },
	{ "vring-indirect", indirect },
	{ "vring-lies", lies },
	{ "vring-flags", flags },
	{ "vring-event-index", event_index },
	{ "vring-2-threads", two_threads },
	{ "vring-hostile", hostile },
	{ "vring-hostile-thread", hostile_thread },
	{ NULL, NULL },
};
