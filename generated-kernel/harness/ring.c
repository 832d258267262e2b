// SPDX-License-Identifier: GPL-2.0
/* The ring, one thread: layout, attach, wrap, refusals, drift. */
#include "harness.h"

#include <unistd.h>

#define NORTH SHM_LOCALITY_NORTH
#define SOUTH SHM_LOCALITY_SOUTH

static const u32 counts[] = { 1, 2, 3, 16, 0 };

static void layout(void)
{
	CHECK_EQ(sizeof(struct shm_signal_irq), 3);
	CHECK_EQ(sizeof(struct shm_signal_desc), 16);
	CHECK_EQ(sizeof(struct ioq_ring_idx), 12);
	CHECK_EQ(sizeof(struct ioq_ring_desc), 32);
	CHECK_EQ(offsetof(struct ioq_ring_desc, sown), 25);
	CHECK_EQ(offsetof(struct ioq_ring_head, idx), 24);
	CHECK_EQ(offsetof(struct ioq_ring_head, count), 48);
	CHECK_EQ(offsetof(struct ioq_ring_head, ring), 56);
	CHECK_EQ(ioq_ring_size(16), 568);
	CHECK_EQ(ioq_ring_size(2048), 65592);
}

static void attach(void)
{
	size_t len = ioq_ring_size(16);
	struct ioq_ring_head *head = guarded_alloc(len);
	char *before = malloc(len);
	u32 n = 0;

#define REFUSED(change, length, max) do {				\
	ioq_format(head, 16);						\
	change;								\
	memcpy(before, head, len);					\
	CHECK_EQ(ioq_attach_check(head, length, max, &n), -EINVAL);	\
	CHECK(!memcmp(before, head, len));				\
} while (0)

	REFUSED(head->magic ^= 1, len, 16);
	REFUSED(head->ver++, len, 16);
	REFUSED(head->signal.magic = 0, len, 16);
	REFUSED(head->signal.ver = 0, len, 16);
	REFUSED(head->count = 0, sizeof(*head), 16);
	REFUSED(head->count = 17, len + 32, 16);
	REFUSED(head->count = IOQ_MAX_COUNT + 1,
		ioq_ring_size(IOQ_MAX_COUNT + 1), U32_MAX);
	REFUSED(head->count = U32_MAX, len, U32_MAX);
	REFUSED(head->count = 15, len, 16);
	REFUSED((void)0, len - 1, 16);
	REFUSED((void)0, len + 1, 16);
	REFUSED((void)0, sizeof(*head) - 1, 16);
	REFUSED((void)0, 0, 16);
	CHECK_EQ(n, 0);

	ioq_format(head, 16);
	CHECK_EQ(ioq_attach_check((char *)head - 4, len, 16, &n), -EINVAL);
	CHECK_EQ(ioq_attach_check(head, len, 16, &n), 0);
	CHECK_EQ(n, 16);
	CHECK_EQ(ioq_attach_check(head, len, U32_MAX, &n), 0);

	free(before);
	guarded_free(head, len);
}

static void init(void)
{
	struct ioq_ring_head *head;
	struct pair p;
	struct ioq q;

	pair_init(&p, 3, false, false);
	head = p.head;
	CHECK_EQ(ioq_init(&q, &end_ioq_ops, NORTH, head, 3, NULL), -EINVAL);
	CHECK_EQ(ioq_init(&q, &end_ioq_ops, NORTH, head, 0,
			  &p.end[NORTH].signal), -EINVAL);
	CHECK_EQ(ioq_init(&q, &end_ioq_ops, NORTH, head, IOQ_MAX_COUNT + 1,
			  &p.end[NORTH].signal), -EINVAL);
	CHECK_EQ(ioq_init(&q, &end_ioq_ops, SOUTH, head, 3,
			  &p.end[NORTH].signal), -EINVAL);
	/* An error keeps no reference: pair_exit() sees the release. */
	pair_exit(&p, false);

	pair_init(&p, 3, true, false);
	CHECK_EQ(ioq_init(&q, &end_ioq_ops, NORTH, head, 3,
			  &p.end[NORTH].signal), -EBUSY);
	pair_exit(&p, true);
}

static void expect(struct pair *p, enum ioq_idx idx, u32 count)
{
	int i;

	for (i = 0; i < 2; i++) {
		struct ioq *q = &p->end[i].q;

		CHECK_EQ(ioq_count(q, idx), count);
		CHECK_EQ(ioq_remain(q, idx), p->count - count);
		CHECK_EQ(ioq_empty(q, idx), !count);
		CHECK_EQ(ioq_full(q, idx), count == p->count);
	}
}

/* Transmit ring against two counters. */
static void wrap_one(u32 n)
{
	struct ioq_ring_desc d;
	struct ioq_iterator it;
	u64 sent = 0, got = 0, reaped = 0, seed = 4711 + n;
	struct ioq *north, *south;
	struct pair p;
	int err, i;

	pair_init(&p, n, true, false);
	north = &p.end[NORTH].q;
	south = &p.end[SOUTH].q;
	for (i = 0; i < 20000; i++) {
		switch (rnd(&seed) % 3) {
		case 0:
			err = ioq_send(north, sent, sent * 8, sent + 1, 0);
			CHECK_EQ(err, sent - reaped < n ? 0 : -ENOSPC);
			sent += !err;
			break;
		case 1:
			err = ioq_recv(south, &it, &d);
			CHECK_EQ(err, got < sent ? 0 : -EAGAIN);
			CHECK_EQ(ioq_recv_ready(south), !err);
			if (err)
				break;
			CHECK_EQ(d.cookie, got);
			CHECK_EQ(d.ptr, got * 8);
			CHECK_EQ(d.len, got + 1);
			CHECK_EQ(d.valid, 1);
			CHECK_EQ(ioq_recv_done(&it), 0);
			got++;
			break;
		case 2:
			CHECK_EQ(ioq_reap_ready(north), reaped < got);
			err = ioq_reap(north, &d, 0);
			CHECK_EQ(err, reaped < got ? 0 : -EAGAIN);
			if (err)
				break;
			CHECK_EQ(d.cookie, reaped);
			reaped++;
			break;
		}
		expect(&p, IOQ_IDX_VALID, sent - reaped);
		expect(&p, IOQ_IDX_INUSE, sent - got);
	}
	CHECK(sent > 10 * n);
	CHECK_EQ(p.end[NORTH].faults + p.end[SOUTH].faults, 0);
	pair_exit(&p, true);
}

static void wrap(void)
{
	const u32 *n;

	for (n = counts; *n; n++)
		wrap_one(*n);
}

static void iterator(void)
{
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct pair p;
	struct ioq *q;
	u32 i;

	pair_init(&p, 3, true, false);
	q = &p.end[NORTH].q;

	CHECK_EQ(ioq_iter_init(q, &it, IOQ_IDX_INVALID, 0), -EINVAL);
	CHECK_EQ(ioq_iter_init(q, &it, 77, 0), -EINVAL);
	CHECK_EQ(ioq_iter_init(q, &it, IOQ_IDX_VALID, 0), 0);

	/* Without a position. */
	CHECK(!ioq_iter_mine(&it));
	CHECK_EQ(ioq_iter_read(&it, &d), -EAGAIN);
	CHECK_EQ(ioq_iter_write(&it, 1, 2, 3), -EINVAL);
	CHECK_EQ(ioq_iter_push(&it, 0), -EINVAL);
	CHECK_EQ(ioq_iter_pop(&it, 0), -EINVAL);
	CHECK_EQ(ioq_iter_pop(&it, IOQ_ITER_FORCE), -EINVAL);
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_NEXT, 0, 0), -EINVAL);
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_SET, 3, 0), -EINVAL);
	CHECK_EQ(ioq_iter_seek(&it, 9, 0, 0), -EINVAL);

	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_SET, 2, 0), 0);
	CHECK_EQ(it.pos, 2);
	CHECK_EQ(ioq_iter_push(&it, 0), -EINVAL);
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_NEXT, 0, 0), 0);
	CHECK_EQ(it.pos, 0);
	/* At the head and mine, but there is nothing. */
	CHECK_EQ(ioq_iter_pop(&it, 0), -ENODATA);

	/* Keeping the owner, so that only the position can refuse. */
	for (i = 0; i < 3; i++)
		CHECK_EQ(ioq_iter_push(&it, IOQ_ITER_NOFLIPOWNER), 0);
	CHECK_EQ(it.pos, 0);
	CHECK_EQ(ioq_iter_push(&it, IOQ_ITER_NOFLIPOWNER), -ENOSPC);
	CHECK_EQ(ioq_iter_pop(&it, 0), 0);
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_TAIL, 0, 0), 0);
	/* The pop handed it to the south. */
	CHECK_EQ(ioq_iter_push(&it, 0), -EINVAL);
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_SET, 2, 0), 0);
	CHECK_EQ(ioq_iter_pop(&it, 0), -EINVAL);

	/* At the head, but the south's. */
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_HEAD, 0, 0), 0);
	CHECK_EQ(it.pos, 1);
	p.head->ring[1].sown = SOUTH;
	CHECK_EQ(ioq_iter_pop(&it, 0), -EINVAL);
	p.head->ring[1].sown = 7;
	CHECK_EQ(ioq_iter_pop(&it, 0), -EINVAL);
	p.head->ring[1].sown = NORTH;

	CHECK_EQ(p.end[NORTH].injected, 0);
	p.head->signal.irq[SOUTH].enabled = 1;
	CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_HEAD, 0, 0), 0);
	CHECK_EQ(ioq_iter_pop(&it, IOQ_ITER_AUTOUPDATE), 0);
	CHECK_EQ(p.end[NORTH].injected, 1);
	pair_exit(&p, true);
}

/* Teardown with slots still in the south: taken, nothing asserts. */
static void force(void)
{
	struct ioq_ring_desc d;
	struct ioq *north;
	struct pair p;
	u32 i, n = 0;

	pair_init(&p, 16, true, false);
	north = &p.end[NORTH].q;
	for (i = 0; i < 10; i++)
		CHECK_EQ(ioq_send(north, i, 0, 0, 0), 0);
	CHECK_EQ(ioq_reap(north, &d, 0), -EAGAIN);
	while (!ioq_reap(north, &d, IOQ_ITER_FORCE)) {
		CHECK_EQ(d.cookie, n);
		CHECK_EQ(d.sown, SOUTH);
		n++;
	}
	CHECK_EQ(n, 10);
	CHECK(ioq_empty(north, IOQ_IDX_VALID));
	pair_exit(&p, true);
}

static void drift(void)
{
	struct ioq *north;
	struct pair p;

	pair_init(&p, 3, true, false);
	north = &p.end[NORTH].q;
	CHECK_EQ(ioq_send(north, 0, 0, 0, 0), 0);
	p.head->idx[IOQ_IDX_INUSE].tail = 2;
	CHECK_EQ(ioq_send(north, 1, 0, 0, 0), -EINVAL);
	CHECK_EQ(p.end[NORTH].faults, 1);
	/* Refused before anything moved. */
	CHECK_EQ(p.head->idx[IOQ_IDX_VALID].tail, 1);
	CHECK_EQ(p.head->ring[1].sown, NORTH);
	p.head->idx[IOQ_IDX_INUSE].tail = 1;
	CHECK_EQ(ioq_send(north, 1, 0, 0, 0), 0);
	pair_exit(&p, true);
}

/*
 * A push that meets a pop can leave full behind: it saw the head where the pop
 * found it. Until a later pop clears it, head and tail may meet; the slot at
 * the tail is the producer's all the same, and there is room.
 */
static void full_left_behind(void)
{
	struct ioq_ring_desc d;
	struct ioq_iterator it;
	struct ioq *north, *south;
	struct pair p;

	/* receive: the producer of inuse is the south */
	pair_init(&p, 2, true, false);
	north = &p.end[NORTH].q;
	south = &p.end[SOUTH].q;
	CHECK_EQ(ioq_post(north, 0, 0, 8), 0);
	CHECK_EQ(ioq_post(north, 1, 0, 8), 0);
	p.head->idx[IOQ_IDX_INUSE].full = 1;
	CHECK(ioq_fill_ready(south));
	CHECK_EQ(ioq_fill(south, &it, &d), 0);
	CHECK_EQ(ioq_fill_done(&it, 1), 0);
	CHECK_EQ(ioq_recv(north, &it, &d), 0);
	pair_exit(&p, true);

	/* transmit: the north, and valid is not in doubt */
	pair_init(&p, 2, true, false);
	north = &p.end[NORTH].q;
	p.head->idx[IOQ_IDX_INUSE].full = 1;
	CHECK_EQ(ioq_send(north, 0, 0, 8, 0), 0);
	CHECK_EQ(ioq_send(north, 1, 0, 8, 0), 0);
	CHECK_EQ(ioq_send(north, 2, 0, 8, 0), -ENOSPC);
	pair_exit(&p, true);
}

static void range(void)
{
	static const u32 bad[] = { 3, 4, 0x80000000, 0xffffffff };
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct ioq *north, *south;
	unsigned int i, idx;
	struct pair p;

	pair_init(&p, 3, true, false);
	north = &p.end[NORTH].q;
	south = &p.end[SOUTH].q;
	for (i = 0; i < 4; i++) {
		for (idx = 0; idx < 2; idx++) {
			ioq_format(p.head, 3);
			p.head->idx[idx].head = bad[i];
			CHECK_EQ(ioq_count(south, idx), 0);
			CHECK(ioq_empty(south, idx));
			CHECK(ioq_full(south, idx));
			ioq_iter_init(south, &it, idx, 0);
			CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_HEAD, 0, 0), -EIO);
			CHECK_EQ(ioq_iter_seek(&it, IOQ_SEEK_TAIL, 0, 0), -EIO);
			CHECK(!it.desc);
			ioq_format(p.head, 3);
			p.head->idx[idx].tail = bad[i];
			CHECK_EQ(ioq_send(north, 0, 0, 0, 0), -EIO);
		}
		/* idx is inuse from here on; the waiter gets to know. */
		CHECK_EQ(ioq_recv(south, &it, &d), -EIO);
		CHECK(ioq_recv_ready(south));
		CHECK(ioq_fill_ready(south));
		CHECK_EQ(ioq_fill(south, &it, &d), -EIO);
		CHECK_EQ(ioq_flush(south), -EIO);
		ioq_format(p.head, 3);
		p.head->count = bad[i];
		p.head->ring[0].sown = SOUTH;
		CHECK_EQ(ioq_remain(south, IOQ_IDX_INUSE), 3);
		CHECK_EQ(ioq_fill(south, &it, &d), 0);
	}
	CHECK(p.end[SOUTH].faults >= 16);
	pair_exit(&p, true);
}

/* What a tracer saw last, and how often. */
struct seen {
	struct ioq_tracer tracer;
	unsigned int pushes, pops, signals[3];
	enum ioq_idx idx;
	u32 pos, used;
};

static void seen_moved(struct ioq_tracer *t, bool push, enum ioq_idx idx,
		       u32 pos, u32 used)
{
	struct seen *seen = container_of(t, struct seen, tracer);

	(push ? &seen->pushes : &seen->pops)[0]++;
	seen->idx = idx;
	seen->pos = pos;
	seen->used = used;
}

static void seen_signal(struct ioq_tracer *t, enum ioq_signal_event what)
{
	struct seen *seen = container_of(t, struct seen, tracer);

	WRITE_ONCE(seen->signals[what], READ_ONCE(seen->signals[what]) + 1);
}

static void traced(void)
{
	struct seen n = { .tracer = { seen_moved, seen_signal } }, s = n;
	struct ioq *north, *south;
	struct ioq_ring_desc d;
	struct ioq_iterator it;
	struct pair p;

	pair_init(&p, 3, true, true);
	north = &p.end[NORTH].q;
	south = &p.end[SOUTH].q;
	ioq_set_tracer(north, &n.tracer);
	ioq_set_tracer(south, &s.tracer);
	/* Nobody asked for it yet. */
	CHECK_EQ(ioq_send(north, 1, 0, 8, 0), 0);
	ioq_signal(north);
	CHECK_EQ(n.pushes + n.signals[IOQ_SIGNAL_MASKED], 0);

	CHECK_EQ(ioq_trace_begin(), 0);
	ioq_notify_disable(south);
	CHECK_EQ(ioq_send(north, 2, 0, 8, 0), 0);
	CHECK_EQ(n.pushes, 1);
	CHECK_EQ(n.idx, IOQ_IDX_BOTH);
	CHECK_EQ(n.pos, 1);
	CHECK_EQ(n.used, 2);
	ioq_signal(north);
	CHECK_EQ(n.signals[IOQ_SIGNAL_MASKED], 1);
	CHECK_EQ(n.signals[IOQ_SIGNAL_SENT], 0);

	CHECK_EQ(ioq_recv(south, &it, &d), 0);
	CHECK_EQ(ioq_recv_done(&it), 0);
	CHECK_EQ(s.pops, 1);
	CHECK_EQ(s.idx, IOQ_IDX_INUSE);
	CHECK_EQ(s.pos, 0);
	CHECK_EQ(s.used, 1);
	ioq_notify_enable(south);
	/* By a softirq, which then clears pending. */
	CHECK_SOON(READ_ONCE(s.signals[IOQ_SIGNAL_HEARD]) == 1 &&
		   !READ_ONCE(south->signal->desc->irq[SOUTH].pending));
	ioq_signal(north);
	CHECK_EQ(n.signals[IOQ_SIGNAL_SENT], 1);
	CHECK_EQ(READ_ONCE(s.signals[IOQ_SIGNAL_HEARD]), 2);

	/* One of two who asked still does. */
	ioq_trace_begin();
	ioq_trace_end();
	ioq_set_tracer(north, NULL);
	CHECK_EQ(ioq_send(north, 3, 0, 8, 0), 0);
	CHECK_EQ(n.pushes, 1);
	CHECK_EQ(ioq_recv(south, &it, &d), 0);
	CHECK_EQ(ioq_recv_done(&it), 0);
	CHECK_EQ(s.pops, 2);
	ioq_trace_end();
	CHECK_EQ(ioq_recv(south, &it, &d), 0);
	CHECK_EQ(ioq_recv_done(&it), 0);
	CHECK_EQ(s.pops, 2);
	pair_exit(&p, true);
}

const struct test ring_tests[] = {
	{ "ring-layout", layout },
	{ "ring-attach", attach },
	{ "ring-init", init },
	{ "ring-wrap-1-2-3-16", wrap },
	{ "ring-iterator", iterator },
	{ "ring-forced-reap", force },
	{ "ring-drift", drift },
	{ "ring-full-left-behind", full_left_behind },
	{ "ring-index-range", range },
	{ "ring-traced", traced },
	{ }
};
