// SPDX-License-Identifier: GPL-2.0
/* The three ways to use a ring, in one thread and in two. */
#include "harness.h"

#include <unistd.h>

#define NORTH SHM_LOCALITY_NORTH
#define SOUTH SHM_LOCALITY_SOUTH

#define BUF_SIZE 64

/* One direction of traffic: buffers in plain memory, so TSAN guards them. */
struct traffic {
	struct pair p;
	u32 messages;
	unsigned char (*buf)[BUF_SIZE];
	/* polling receiver */
	struct ioq_notifier poll;
	wait_queue_head_t poll_wq;
	bool poll_due;
};

static void traffic_init(struct traffic *t, u32 n, u32 messages)
{
	memset(t, 0, sizeof(*t));
	pair_init(&t->p, n, true, true);
	t->messages = messages;
	t->buf = calloc(n, BUF_SIZE);
	init_waitqueue_head(&t->poll_wq);
}

static void traffic_exit(struct traffic *t)
{
	CHECK_EQ(t->p.end[NORTH].faults + t->p.end[SOUTH].faults, 0);
	pair_exit(&t->p, true);
	free(t->buf);
}

static u32 write_message(unsigned char *buf, u32 seq)
{
	u32 len = 4 + seq % (BUF_SIZE - 3);
	u32 i;

	memcpy(buf, &seq, 4);
	for (i = 4; i < len; i++)
		buf[i] = seq + i * 7;
	return len;
}

static void check_message(const unsigned char *buf, u64 len, u32 seq)
{
	u32 i, got;

	CHECK_EQ(len, 4 + seq % (BUF_SIZE - 3));
	memcpy(&got, buf, 4);
	CHECK_EQ(got, seq);
	for (i = 4; i < len; i++)
		CHECK_EQ(buf[i], (unsigned char)(seq + i * 7));
}

static u64 addr(const void *buf)
{
	return (uintptr_t)buf;
}

static void *at(u64 ptr)
{
	return (void *)(uintptr_t)ptr;
}

/* Transmit ring */

static void *transmit(void *arg)
{
	struct traffic *t = arg;
	struct ioq *q = &t->p.end[NORTH].q;
	struct ioq_ring_desc d;
	u32 *free_list = calloc(t->p.count, sizeof(u32));
	u32 nfree, sent = 0, back = 0;
	int err;

	for (nfree = 0; nfree < t->p.count; nfree++)
		free_list[nfree] = nfree;

	while (back < t->messages) {
		while (!ioq_reap(q, &d, 0)) {
			CHECK(d.cookie < t->p.count);
			CHECK_EQ(d.ptr, addr(t->buf[d.cookie]));
			/* Ours again: a south still reading is a race. */
			memset(t->buf[d.cookie], 0, BUF_SIZE);
			free_list[nfree++] = d.cookie;
			back++;
		}
		if (sent < t->messages && nfree) {
			u32 b = free_list[--nfree];
			u32 len = write_message(t->buf[b], sent);

			err = ioq_send(q, b, addr(t->buf[b]), len,
				       IOQ_ITER_AUTOUPDATE);
			CHECK_EQ(err, 0);
			sent++;
		} else if (back < t->messages) {
			if (nfree == 0)
				CHECK_EQ(ioq_send(q, 0, 0, 0, 0), -ENOSPC);
			wait_event(q->wq, ioq_reap_ready(q));
		}
	}
	CHECK_EQ(nfree, t->p.count);
	free(free_list);
	return NULL;
}

static u32 consume(struct traffic *t, u32 got, u32 budget)
{
	struct ioq *q = &t->p.end[SOUTH].q;
	struct ioq_iterator it;
	struct ioq_ring_desc d;

	while (budget-- && !ioq_recv(q, &it, &d)) {
		check_message(at(d.ptr), d.len, got++);
		CHECK_EQ(ioq_recv_done(&it), 0);
	}
	ioq_signal(q);
	return got;
}

static void run_transmit(u32 n, u32 messages)
{
	struct traffic t;
	pthread_t thread;
	struct ioq *q;
	u32 got = 0;

	traffic_init(&t, n, messages);
	q = &t.p.end[SOUTH].q;
	ioq_notify_enable(&t.p.end[NORTH].q);
	ioq_notify_enable(q);
	thread_start(&thread, transmit, &t);
	while (got < messages) {
		wait_event(q->wq, ioq_recv_ready(q));
		got = consume(&t, got, 64);
	}
	pthread_join(thread, NULL);
	CHECK(ioq_empty(q, IOQ_IDX_INUSE));
	CHECK(ioq_empty(q, IOQ_IDX_VALID));
	traffic_exit(&t);
}

static void transmit_threads(void)
{
	run_transmit(1, 20000);
	run_transmit(2, 20000);
	run_transmit(3, 20000);
	run_transmit(16, 100000);
	run_transmit(256, 200000);
}

/* As a network driver: mask, poll with a budget, unmask, rest. */
static void poll_due(struct ioq_notifier *n)
{
	struct traffic *t = container_of(n, struct traffic, poll);

	ioq_notify_disable(&t->p.end[SOUTH].q);
	__atomic_store_n(&t->poll_due, true, __ATOMIC_RELEASE);
	wake_up(&t->poll_wq);
}

static void run_poll(u32 n, u32 messages)
{
	struct traffic t;
	pthread_t thread;
	struct ioq *q;
	u32 got = 0;

	traffic_init(&t, n, messages);
	q = &t.p.end[SOUTH].q;
	t.poll.signal = poll_due;
	ioq_set_notifier(q, &t.poll);
	ioq_notify_enable(&t.p.end[NORTH].q);
	ioq_notify_enable(q);
	thread_start(&thread, transmit, &t);
	while (got < messages) {
		u32 before;

		wait_event(t.poll_wq,
			   __atomic_load_n(&t.poll_due, __ATOMIC_ACQUIRE));
		__atomic_store_n(&t.poll_due, false, __ATOMIC_RELAXED);
		do {
			before = got;
			got = consume(&t, got, 8);
		} while (got == before + 8);
		/* No second look: enabling has to bring back what we miss. */
		ioq_notify_enable(q);
	}
	pthread_join(thread, NULL);
	traffic_exit(&t);
}

static void poll_threads(void)
{
	run_poll(1, 5000);
	run_poll(3, 20000);
	run_poll(16, 50000);
	run_poll(256, 100000);
}

/* Receive ring */

static void *fill(void *arg)
{
	struct traffic *t = arg;
	struct ioq *q = &t->p.end[SOUTH].q;
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 sent = 0;

	while (sent < t->messages) {
		wait_event(q->wq, ioq_fill_ready(q));
		while (sent < t->messages && !ioq_fill(q, &it, &d)) {
			CHECK_EQ(d.len, BUF_SIZE);
			CHECK_EQ(ioq_fill_done(&it, write_message(at(d.ptr),
								  sent)), 0);
			sent++;
			if (sent % 3 == 0)
				ioq_signal(q);
		}
		ioq_signal(q);
	}
	return NULL;
}

static void post_all(struct traffic *t)
{
	struct ioq *q = &t->p.end[NORTH].q;
	u32 i;

	for (i = 0; i < t->p.count; i++)
		CHECK_EQ(ioq_post(q, i, addr(t->buf[i]), BUF_SIZE), 0);
	CHECK_EQ(ioq_post(q, 0, 0, 0), -ENOSPC);
	CHECK(ioq_full(q, IOQ_IDX_VALID));
	CHECK(!ioq_recv_ready(q));
}

static void run_receive(u32 n, u32 messages)
{
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct traffic t;
	pthread_t thread;
	struct ioq *q;
	u32 got = 0;

	traffic_init(&t, n, messages);
	q = &t.p.end[NORTH].q;
	ioq_notify_enable(q);
	ioq_notify_enable(&t.p.end[SOUTH].q);
	post_all(&t);
	thread_start(&thread, fill, &t);
	while (got < messages) {
		wait_event(q->wq, ioq_recv_ready(q));
		while (!ioq_recv(q, &it, &d)) {
			check_message(at(d.ptr), d.len, got++);
			memset(at(d.ptr), 0, BUF_SIZE);
			CHECK_EQ(ioq_recv_repost(&it, d.cookie, d.ptr,
						 BUF_SIZE), 0);
		}
		ioq_signal(q);
	}
	pthread_join(thread, NULL);
	CHECK(ioq_empty(q, IOQ_IDX_INUSE));
	CHECK(ioq_full(q, IOQ_IDX_VALID));
	traffic_exit(&t);
}

static void receive_threads(void)
{
	run_receive(1, 20000);
	run_receive(2, 20000);
	run_receive(3, 20000);
	run_receive(16, 100000);
	run_receive(256, 200000);
}

/* One thread */

static void receive_single(void)
{
	static const u32 counts[] = { 1, 2, 3, 16, 0 };
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct ioq *north, *south;
	struct traffic t;
	const u32 *n;
	u32 i;

	for (n = counts; *n; n++) {
		traffic_init(&t, *n, 0);
		north = &t.p.end[NORTH].q;
		south = &t.p.end[SOUTH].q;
		CHECK_EQ(ioq_fill(south, &it, &d), -EAGAIN);
		CHECK_EQ(ioq_recv(north, &it, &d), -EAGAIN);
		post_all(&t);
		for (i = 0; i < 100; i++) {
			CHECK_EQ(ioq_fill(south, &it, &d), 0);
			CHECK_EQ(d.cookie, i % *n);
			CHECK_EQ(ioq_fill_done(&it, write_message(at(d.ptr),
								  i)), 0);
			CHECK_EQ(ioq_recv(north, &it, &d), 0);
			check_message(at(d.ptr), d.len, i);
			CHECK_EQ(ioq_recv_repost(&it, d.cookie, d.ptr,
						 BUF_SIZE), 0);
		}
		traffic_exit(&t);
	}
}

/* A ring that is only half posted has no messages in its other half. */
static void receive_partial(void)
{
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct ioq *north, *south;
	struct traffic t;
	u32 i;

	traffic_init(&t, 16, 0);
	north = &t.p.end[NORTH].q;
	south = &t.p.end[SOUTH].q;
	for (i = 0; i < 5; i++)
		CHECK_EQ(ioq_post(north, i, addr(t.buf[i]), BUF_SIZE), 0);
	for (i = 0; i < 5; i++) {
		CHECK_EQ(ioq_fill(south, &it, &d), 0);
		CHECK_EQ(ioq_fill_done(&it, 9), 0);
	}
	CHECK_EQ(ioq_fill(south, &it, &d), -EAGAIN);
	for (i = 0; i < 5; i++) {
		CHECK_EQ(ioq_recv(north, &it, &d), 0);
		CHECK_EQ(d.len, 9);
		CHECK_EQ(ioq_recv_done(&it), 0);
	}
	CHECK_EQ(ioq_recv(north, &it, &d), -EAGAIN);
	traffic_exit(&t);
}

static void flush(void)
{
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	struct ioq *north, *south;
	struct traffic t;
	u32 i;

	traffic_init(&t, 16, 0);
	north = &t.p.end[NORTH].q;
	south = &t.p.end[SOUTH].q;
	CHECK_EQ(ioq_flush(south), 0);
	post_all(&t);
	for (i = 0; i < 3; i++) {
		CHECK_EQ(ioq_fill(south, &it, &d), 0);
		CHECK_EQ(ioq_fill_done(&it, 7), 0);
	}
	CHECK_EQ(ioq_flush(south), 13);
	CHECK_EQ(ioq_flush(south), 0);
	for (i = 0; i < 16; i++) {
		CHECK_EQ(ioq_recv(north, &it, &d), 0);
		CHECK_EQ(d.cookie, i);
		CHECK_EQ(d.len, i < 3 ? 7 : 0);
		CHECK_EQ(ioq_recv_done(&it), 0);
	}
	traffic_exit(&t);
}

const struct test pattern_tests[] = {
	{ "pattern-receive", receive_single },
	{ "pattern-receive-partial", receive_partial },
	{ "pattern-flush", flush },
	{ "pattern-transmit-2-threads", transmit_threads },
	{ "pattern-poll-2-threads", poll_threads },
	{ "pattern-receive-2-threads", receive_threads },
	{ }
};
