// SPDX-License-Identifier: GPL-2.0
/* The signal protocol: by the letter, and under stress. */
#include "harness.h"

#include <sched.h>
#include <unistd.h>

#define NORTH SHM_LOCALITY_NORTH
#define SOUTH SHM_LOCALITY_SOUTH

/* Signals travel from the south to the north in these tests. */
struct listener {
	struct shm_signal_notifier n;
	struct pair p;
	unsigned int heard;
	bool mask;		/* by the notifier */
	unsigned int again;	/* how often the notifier is signalled anew */
};

static struct shm_signal_irq *irq(struct listener *l)
{
	return &l->p.head->signal.irq[NORTH];
}

static struct shm_signal *receiver(struct listener *l)
{
	return &l->p.end[NORTH].signal;
}

static struct shm_signal *sender(struct listener *l)
{
	return &l->p.end[SOUTH].signal;
}

static unsigned int heard(struct listener *l)
{
	return __atomic_load_n(&l->heard, __ATOMIC_RELAXED);
}

static void hear(struct shm_signal_notifier *n)
{
	struct listener *l = container_of(n, struct listener, n);

	__atomic_fetch_add(&l->heard, 1, __ATOMIC_RELAXED);
	if (l->mask)
		shm_signal_disable(receiver(l));
	if (l->again) {
		l->again--;
		shm_signal_inject(sender(l));
	}
}

static void listener_init(struct listener *l)
{
	memset(l, 0, sizeof(*l));
	pair_init(&l->p, 1, false, false);
	l->n.signal = hear;
	shm_signal_set_notifier(receiver(l), &l->n);
}

static void listener_exit(struct listener *l)
{
	pair_exit(&l->p, false);
}

static void expect(struct listener *l, bool pending, bool dirty)
{
	CHECK_EQ(READ_ONCE(irq(l)->pending), pending);
	CHECK_EQ(READ_ONCE(irq(l)->dirty), dirty);
}

static void check(void)
{
	struct shm_signal_desc desc;

	shm_signal_format(&desc);
	CHECK_EQ(shm_signal_check(&desc), 0);
	CHECK_EQ(desc.magic, 0x58fa39df);
	desc.magic ^= 1;
	CHECK_EQ(shm_signal_check(&desc), -EINVAL);
	shm_signal_format(&desc);
	desc.ver++;
	CHECK_EQ(shm_signal_check(&desc), -EINVAL);
}

static void masked(void)
{
	struct listener l;
	int i;

	listener_init(&l);
	for (i = 0; i < 3; i++)
		CHECK_EQ(shm_signal_inject(sender(&l)), 0);
	CHECK_EQ(l.p.end[SOUTH].injected, 0);
	expect(&l, false, true);
	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), 0);

	shm_signal_enable(receiver(&l));
	CHECK_SOON(heard(&l) == 1);
	listener_exit(&l);
	CHECK_EQ(heard(&l), 1);
}

static void single(void)
{
	struct listener l;
	int i;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	for (i = 0; i < 3; i++)
		shm_signal_inject(sender(&l));
	CHECK_EQ(l.p.end[SOUTH].injected, 1);
	expect(&l, true, true);

	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), 1);
	expect(&l, false, false);

	shm_signal_inject(sender(&l));
	CHECK_EQ(l.p.end[SOUTH].injected, 2);
	listener_exit(&l);
}

static void pending_only(void)
{
	struct listener l;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	irq(&l)->pending = 1;
	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), 1);
	expect(&l, false, false);
	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), 1);
	listener_exit(&l);
}

static void drain(void)
{
	struct listener l;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	l.again = 5;
	shm_signal_inject(sender(&l));
	shm_signal_wakeup(receiver(&l));
	/* While we drain, pending keeps the sender quiet. */
	CHECK_EQ(heard(&l), 6);
	CHECK_EQ(l.p.end[SOUTH].injected, 1);
	expect(&l, false, false);
	listener_exit(&l);
}

static void mask_inside(void)
{
	struct listener l;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	l.mask = true;
	l.again = 1;
	shm_signal_inject(sender(&l));
	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), 1);
	expect(&l, false, true);

	shm_signal_enable(receiver(&l));
	CHECK_SOON(heard(&l) == 2);
	listener_exit(&l);
}

static void late_notifier(void)
{
	struct listener l;

	listener_init(&l);
	shm_signal_set_notifier(receiver(&l), NULL);
	shm_signal_enable(receiver(&l));
	shm_signal_inject(sender(&l));
	shm_signal_set_notifier(receiver(&l), &l.n);
	CHECK_SOON(heard(&l) == 1);

	/* With nobody to tell, the sender still gets its bits back. */
	shm_signal_set_notifier(receiver(&l), NULL);
	shm_signal_inject(sender(&l));
	shm_signal_wakeup(receiver(&l));
	expect(&l, false, false);
	CHECK_EQ(heard(&l), 1);
	listener_exit(&l);
}

static int failures;

static int inject_fails(struct shm_signal *s)
{
	(void)s;
	failures++;
	return -EIO;
}

static void transport_error(void)
{
	static const struct shm_signal_ops ops = { .inject = inject_fails };
	struct shm_signal_desc desc;
	struct shm_signal s;

	shm_signal_format(&desc);
	shm_signal_init(&s, SOUTH, &ops, &desc);
	desc.irq[NORTH].enabled = 1;
	CHECK_EQ(shm_signal_inject(&s), -EIO);
	CHECK_EQ(desc.irq[NORTH].pending, 0);
	CHECK_EQ(desc.irq[NORTH].dirty, 1);
	CHECK_EQ(shm_signal_inject(&s), -EIO);
	CHECK_EQ(failures, 2);
	shm_signal_put(&s);
}

/* A peer that never lets go of dirty. */
static void bounded(void)
{
	struct listener l;
	unsigned int first;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	l.again = ~0U;
	shm_signal_inject(sender(&l));
	shm_signal_wakeup(receiver(&l));
	first = heard(&l);
	CHECK(first >= 1);
	CHECK_SOON(heard(&l) > first + 100);

	shm_signal_stop(receiver(&l));
	first = heard(&l);
	usleep(1000);
	shm_signal_wakeup(receiver(&l));
	CHECK_EQ(heard(&l), first);
	listener_exit(&l);
}

/* The same, inline: the count of one wakeup, with the deferred one away. */
static void bounded_inline(void)
{
	struct listener l;
	unsigned int before;

	listener_init(&l);
	shm_signal_enable(receiver(&l));
	l.again = 20;
	l.p.end[NORTH].signal.deferred = true;
	shm_signal_inject(sender(&l));
	shm_signal_wakeup(receiver(&l));
	before = heard(&l);
	CHECK(before > 1 && before < 20);
	CHECK_EQ(READ_ONCE(irq(&l)->pending), 1);
	l.p.end[NORTH].signal.deferred = false;
	shm_signal_enable(receiver(&l));
	CHECK_SOON(heard(&l) == 21);
	listener_exit(&l);
}

struct passing {
	struct shm_signal_notifier n;
	int plain;	/* a callback after stop is a race, or use after free */
};

static void pass(struct shm_signal_notifier *n)
{
	container_of(n, struct passing, n)->plain++;
}

static bool stop_storm;

static void *storm(void *arg)
{
	struct listener *l = arg;

	while (!__atomic_load_n(&stop_storm, __ATOMIC_RELAXED)) {
		shm_signal_inject(sender(l));
		shm_signal_wakeup(receiver(l));
		shm_signal_enable(receiver(l));
	}
	return NULL;
}

static void stop_race(void)
{
	struct listener l;
	pthread_t thread;
	long heard = 0;
	int i;

	listener_init(&l);
	shm_signal_stop(receiver(&l));
	thread_start(&thread, storm, &l);
	for (i = 0; i < 3000; i++) {
		struct passing *p = calloc(1, sizeof(*p));

		p->n.signal = pass;
		shm_signal_set_notifier(receiver(&l), &p->n);
		if (i % 3)
			usleep(i % 50);
		shm_signal_stop(receiver(&l));
		heard += p->plain;
		memset(p, 0xff, sizeof(*p));
		free(p);
	}
	__atomic_store_n(&stop_storm, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	CHECK(heard > 100);
	listener_exit(&l);
}

/*
 * Two threads, lock step: the sender goes on as soon as the receiver has seen
 * the last number, i.e. just while the receiver decides to go to rest. A
 * wakeup lost is a number never seen.
 */
struct lockstep {
	struct shm_signal_notifier n;
	struct pair p;
	bool masking;	/* rest by mask and enable, not by clearing pending */
	u32 seq;
	u32 ack;
	u32 heard;
	u32 bell;
	bool stop;
};

static struct lockstep *lockstep;

static int ring_bell(struct shm_signal *s)
{
	(void)s;
	__atomic_store_n(&lockstep->bell, 1, __ATOMIC_SEQ_CST);
	return 0;
}

static const struct shm_signal_ops bell_ops = { .inject = ring_bell };

static void hear_step(struct shm_signal_notifier *n)
{
	struct lockstep *l = container_of(n, struct lockstep, n);

	if (l->masking)
		shm_signal_disable(&l->p.end[NORTH].signal);
	WRITE_ONCE(l->ack, READ_ONCE(l->seq));
	/* The notifier may run without news, and masks then too. */
	__atomic_fetch_add(&l->heard, 1, __ATOMIC_RELEASE);
}

static void pause_for(unsigned int n)
{
	while (n--)
		__asm__ volatile("" ::: "memory");
}

static void *transport(void *arg)
{
	struct lockstep *l = arg;
	struct shm_signal *s = &l->p.end[NORTH].signal;
	u64 seed = 88172645463325252ULL;
	unsigned int idle = 0;
	u32 opened = 0;

	while (!READ_ONCE(l->stop)) {
		u32 heard = smp_load_acquire(&l->heard);

		if (__atomic_load_n(&l->bell, __ATOMIC_RELAXED) &&
		    __atomic_exchange_n(&l->bell, 0, __ATOMIC_SEQ_CST)) {
			shm_signal_wakeup(s);
			idle = 0;
		}
		/* Open again, about when the sender goes on. */
		if (l->masking && heard != opened) {
			opened = heard;
			pause_for(rnd(&seed) % 2048);
			shm_signal_enable(s);
			idle = 0;
		}
		if (++idle % 4096 == 0)
			sched_yield();
	}
	return NULL;
}

static void step(bool masking, u32 steps)
{
	static struct lockstep l;
	u64 seed = 0x2545f4914f6cdd1dULL;
	pthread_t thread;
	u32 i;

	lockstep = &l;
	pair_init(&l.p, 1, false, false);
	l.p.end[NORTH].signal.ops = &bell_ops;
	l.p.end[SOUTH].signal.ops = &bell_ops;
	l.n.signal = hear_step;
	l.masking = masking;
	shm_signal_set_notifier(&l.p.end[NORTH].signal, &l.n);
	shm_signal_enable(&l.p.end[NORTH].signal);
	thread_start(&thread, transport, &l);

	for (i = 1; i <= steps; i++) {
		unsigned int spins = 0;
		double end = 0;

		WRITE_ONCE(l.seq, i);
		shm_signal_inject(&l.p.end[SOUTH].signal);
		while (READ_ONCE(l.ack) != i) {
			if (++spins % 1024)
				continue;
			sched_yield();
			if (!end)
				end = now() + 10;
			if (now() > end) {
				fprintf(stderr, "wakeup %u is lost: enabled %u, pending %u, dirty %u\n",
					i, l.p.head->signal.irq[NORTH].enabled,
					l.p.head->signal.irq[NORTH].pending,
					l.p.head->signal.irq[NORTH].dirty);
				exit(1);
			}
		}
		pause_for(rnd(&seed) % (masking ? 2048 : 256));
	}
	WRITE_ONCE(l.stop, true);
	pthread_join(thread, NULL);
	shm_signal_stop(&l.p.end[NORTH].signal);
}

static void lockstep_pending(void)
{
#ifdef __SANITIZE_THREAD__
	/* It does not model fences: only to see no race is reported. */
	step(false, 200000);
#else
	step(false, 1000000);
#endif
}

static void lockstep_masking(void)
{
	step(true, 100000);
}

const struct test signal_tests[] = {
	{ "signal-magic-version", check },
	{ "signal-masked", masked },
	{ "signal-one-in-flight", single },
	{ "signal-pending-only", pending_only },
	{ "signal-drain", drain },
	{ "signal-mask-in-callback", mask_inside },
	{ "signal-late-notifier", late_notifier },
	{ "signal-transport-error", transport_error },
	{ "signal-bounded", bounded },
	{ "signal-bounded-inline", bounded_inline },
	{ "signal-stop-race", stop_race },
	{ "signal-stress-pending", lockstep_pending },
	{ "signal-stress-masking", lockstep_masking },
	{ }
};
