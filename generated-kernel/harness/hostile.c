// SPDX-License-Identifier: GPL-2.0
/*
 * A peer that writes anything anywhere into the shared ring, at any time. The
 * other side must not crash, hang, leave the ring's memory or invent counts.
 */
#include "harness.h"

#include <unistd.h>

#define MUTATIONS 100000
#define SEED 0x9e3779b97f4a7c15ULL

struct victim {
	struct pair p;
	enum shm_locality locality;
	struct ioq_notifier n;
	unsigned int heard;
	unsigned int ops;
	unsigned int ok;	/* ops that went through */
	bool stop;
};

static struct ioq *ring(struct victim *v)
{
	return &v->p.end[v->locality].q;
}

static u32 any_index(u64 *seed, u32 n)
{
	u64 r = rnd(seed);
	u32 odd[] = { 0, 1, n - 1, n, n + 1, 0x7fffffff, 0x80000000, U32_MAX,
		      (u32)r };

	/* Mostly in range, or the victim would only ever see -EIO. */
	return r % 8 ? (u32)(r >> 32) % n : odd[(r >> 8) % 9];
}

static u8 any_byte(u64 *seed)
{
	u64 r = rnd(seed);

	return r % 8 ? r >> 8 & 1 : r >> 16;
}

static void mutate(struct ioq_ring_head *head, u32 n, u64 *seed)
{
	struct ioq_ring_desc *desc = &head->ring[rnd(seed) % n];
	struct ioq_ring_idx *idx = &head->idx[rnd(seed) % 2];
	struct shm_signal_irq *irq = &head->signal.irq[rnd(seed) % 2];

	switch (rnd(seed) % 20) {
	case 0:
		WRITE_ONCE(head->magic, any_index(seed, n));
		break;
	case 1:
		WRITE_ONCE(head->ver, any_index(seed, n));
		break;
	case 2:
		WRITE_ONCE(head->count, any_index(seed, n));
		break;
	case 3:
		WRITE_ONCE(irq->enabled, any_byte(seed));
		break;
	case 4:
		WRITE_ONCE(irq->pending, any_byte(seed));
		break;
	case 5:
		WRITE_ONCE(irq->dirty, any_byte(seed));
		break;
	case 6: case 7:
		WRITE_ONCE(idx->head, any_index(seed, n));
		break;
	case 8: case 9:
		WRITE_ONCE(idx->tail, any_index(seed, n));
		break;
	case 10:
		WRITE_ONCE(idx->full, any_byte(seed));
		break;
	case 11:
		WRITE_ONCE(desc->cookie, rnd(seed));
		break;
	case 12:
		WRITE_ONCE(desc->ptr, rnd(seed));
		break;
	case 13:
		WRITE_ONCE(desc->len, rnd(seed));
		break;
	case 14:
		WRITE_ONCE(desc->valid, any_byte(seed));
		break;
	case 15: case 16: case 17:
		WRITE_ONCE(desc->sown, any_byte(seed));
		break;
	case 18: {
		/* Any byte at all. */
		u8 *mem = (u8 *)head;

		WRITE_ONCE(mem[rnd(seed) % ioq_ring_size(n)], any_byte(seed));
		break;
	}
	case 19: {
		/* Back to a likely state, so that the next lies are believed. */
		u32 pos = rnd(seed) % n;
		int i;

		for (i = 0; i < 2; i++) {
			WRITE_ONCE(head->idx[i].head, pos);
			WRITE_ONCE(head->idx[i].tail, pos);
			WRITE_ONCE(head->idx[i].full, 0);
		}
		break;
	}
	}
}

static void known(struct victim *v, int err)
{
	CHECK(!err || err == -EAGAIN || err == -EINVAL || err == -ENOSPC ||
	      err == -ENODATA || err == -EIO);
	__atomic_fetch_add(&v->ops, 1, __ATOMIC_RELAXED);
	if (!err)
		__atomic_fetch_add(&v->ok, 1, __ATOMIC_RELAXED);
}

static void operate(struct victim *v, u64 *seed)
{
	struct ioq *q = ring(v);
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 n = v->p.count;
	u64 r = rnd(seed);
	int err;

	switch (r % 14) {
	case 0:
		known(v, ioq_post(q, r, r, r));
		break;
	case 1:
		known(v, ioq_send(q, r, r, r, IOQ_ITER_AUTOUPDATE));
		break;
	case 2:
		known(v, ioq_reap(q, &d, 0));
		break;
	case 3:
		known(v, ioq_reap(q, &d, IOQ_ITER_FORCE));
		break;
	case 4:
		err = ioq_recv(q, &it, &d);
		known(v, err ?: ioq_recv_done(&it));
		break;
	case 5:
		err = ioq_recv(q, &it, &d);
		known(v, err ?: ioq_recv_repost(&it, r, r, r));
		break;
	case 6:
		err = ioq_fill(q, &it, &d);
		known(v, err ?: ioq_fill_done(&it, d.len));
		break;
	case 7:
		err = ioq_flush(q);
		CHECK(err <= (int)n);
		known(v, err < 0 ? err : 0);
		break;
	case 8:
		CHECK(ioq_count(q, r >> 8 & 1) <= n);
		CHECK(ioq_remain(q, r >> 8 & 1) <= n);
		ioq_recv_ready(q);
		ioq_fill_ready(q);
		ioq_reap_ready(q);
		break;
	case 9:
		ioq_notify_disable(q);
		ioq_notify_enable(q);
		break;
	case 10:
		shm_signal_wakeup(q->signal);
		break;
	case 11: {
		u32 count = 0;

		if (!ioq_attach_check(v->p.head, ioq_ring_size(n), n, &count))
			CHECK_EQ(count, n);
		break;
	}
	default:
		/* Any iterator, anywhere. */
		CHECK_EQ(ioq_iter_init(q, &it, (r >> 8) % 3, (r >> 16) % 8), 0);
		err = ioq_iter_seek(&it, (r >> 24) % 4, (r >> 32) % n, 0);
		known(v, err);
		if (err)
			break;
		CHECK(it.pos < n);
		if (!ioq_iter_read(&it, &d))
			CHECK_EQ(d.sown, v->locality);
		known(v, ioq_iter_write(&it, r, r, r));
		known(v, r >> 40 & 1 ? ioq_iter_push(&it, 0)
				     : ioq_iter_pop(&it, 0));
		CHECK(it.pos < n);
		break;
	}
	CHECK_EQ(q->count, n);
}

static void hear(struct ioq_notifier *n)
{
	struct victim *v = container_of(n, struct victim, n);

	__atomic_fetch_add(&v->heard, 1, __ATOMIC_RELAXED);
}

static void victim_init(struct victim *v, enum shm_locality locality, u32 n)
{
	memset(v, 0, sizeof(*v));
	pair_init(&v->p, n, true, false);
	v->locality = locality;
	v->n.signal = hear;
	ioq_set_notifier(ring(v), &v->n);
	ioq_notify_enable(ring(v));
}

/* Its own state is sound: on honest memory all works again. */
static void victim_exit(struct victim *v)
{
	struct ioq *north = &v->p.end[SHM_LOCALITY_NORTH].q;
	struct ioq *south = &v->p.end[SHM_LOCALITY_SOUTH].q;
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 i;

	/* The notifier counts until then. */
	ioq_stop(north);
	ioq_stop(south);

	CHECK(v->ok > 1000);
	CHECK(v->heard > 100);
	CHECK(v->p.end[v->locality].faults > 100);

	ioq_format(v->p.head, v->p.count);
	for (i = 0; i < 3 * v->p.count; i++) {
		CHECK_EQ(ioq_send(north, i, 0, 0, 0), 0);
		CHECK_EQ(ioq_recv(south, &it, &d), 0);
		CHECK_EQ(d.cookie, i);
		CHECK_EQ(ioq_recv_done(&it), 0);
		CHECK_EQ(ioq_reap(north, &d, 0), 0);
	}
	pair_exit(&v->p, true);
}

static void alternate(enum shm_locality locality, u64 seed)
{
	static const u32 counts[] = { 1, 3, 16, 256 };
	struct victim v;
	int i, c;

	printf("harness: seed 0x%llx\n", (unsigned long long)seed);
	for (c = 0; c < 4; c++) {
		victim_init(&v, locality, counts[c]);
		for (i = 0; i < MUTATIONS; i++) {
			mutate(v.p.head, counts[c], &seed);
			operate(&v, &seed);
		}
		victim_exit(&v);
	}
}

static void *work(void *arg)
{
	struct victim *v = arg;
	u64 seed = SEED * 3;

	while (!__atomic_load_n(&v->stop, __ATOMIC_RELAXED))
		operate(v, &seed);
	return NULL;
}

static void concurrent(enum shm_locality locality, u64 seed)
{
	static const u32 counts[] = { 3, 16 };
	struct victim v;
	pthread_t thread;
	int i, c;

	printf("harness: seed 0x%llx\n", (unsigned long long)seed);
	for (c = 0; c < 2; c++) {
		unsigned int ops = 0, stuck = 0;

		victim_init(&v, locality, counts[c]);
		thread_start(&thread, work, &v);
		for (i = 0; i < MUTATIONS; i++) {
			mutate(v.p.head, counts[c], &seed);
			/* A hostile guest also kicks. */
			if (rnd(&seed) % 64 == 0)
				shm_signal_wakeup(ring(&v)->signal);
			/* Keep pace with the victim: it is to see each lie. */
			while (i % 8 == 0 && ops == READ_ONCE(v.ops)) {
				usleep(1);
				CHECK(++stuck < 5000000);
			}
			ops = READ_ONCE(v.ops);
		}
		__atomic_store_n(&v.stop, true, __ATOMIC_RELAXED);
		pthread_join(thread, NULL);
		victim_exit(&v);
	}
}

static void south_alternate(void)
{
	alternate(SHM_LOCALITY_SOUTH, SEED);
}

static void north_alternate(void)
{
	alternate(SHM_LOCALITY_NORTH, SEED ^ 0x5555);
}

static void south_concurrent(void)
{
	concurrent(SHM_LOCALITY_SOUTH, SEED ^ 0xaaaa);
}

static void north_concurrent(void)
{
	concurrent(SHM_LOCALITY_NORTH, SEED ^ 0xffff);
}

const struct test hostile_tests[] = {
	{ "hostile-north-mutations", south_alternate },
	{ "hostile-south-mutations", north_alternate },
	{ "hostile-north-concurrent", south_concurrent },
	{ "hostile-south-concurrent", north_concurrent },
	{ }
};
