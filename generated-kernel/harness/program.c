// SPDX-License-Identifier: GPL-2.0
/* A program's end of a ring (../user/lib) and the kernel's other end. */
#include "harness.h"

#include <unistd.h>

#include <vbus_north.h>

#define BUF_SIZE 64

struct program {
	struct vbus_ring north;
	struct shm_signal signal;	/* south */
	struct ioq south;
	u32 messages;
	unsigned char (*buf)[BUF_SIZE];	/* plain: TSAN guards them */
	/* read() of the program's events */
	pthread_mutex_t lock;
	pthread_cond_t event;
	bool due;
};

/* What wakes the device */
static int program_notify(const struct vbus_signal *s)
{
	struct program *p = (void *)(uintptr_t)s->handle;

	shm_signal_wakeup(&p->signal);
	return 0;
}

static int program_inject(struct shm_signal *s)
{
	struct program *p = container_of(s, struct program, signal);

	pthread_mutex_lock(&p->lock);
	p->due = true;
	pthread_cond_signal(&p->event);
	pthread_mutex_unlock(&p->lock);
	return 0;
}

static const struct shm_signal_ops program_signal_ops = {
	.inject = program_inject,
};

static const struct ioq_ops program_ioq_ops = {};

/* As a read() that blocks: a signal that is lost makes it last for ever. */
static void program_wait(struct program *p)
{
	pthread_mutex_lock(&p->lock);
	while (!p->due)
		pthread_cond_wait(&p->event, &p->lock);
	p->due = false;
	pthread_mutex_unlock(&p->lock);
}

static void program_init(struct program *p, u32 count, u32 messages)
{
	u32 found;

	memset(p, 0, sizeof(*p));
	p->messages = messages;
	p->buf = calloc(count, BUF_SIZE);
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->event, NULL);

	p->north.count = count;
	p->north.head = guarded_alloc(vbus_ring_size(count));
	vbus_ring_format(p->north.head, count);
	p->north.signal.desc = &p->north.head->signal;
	p->north.signal.notify = program_notify;
	p->north.signal.handle = (uintptr_t)p;

	CHECK_EQ(ioq_attach_check(p->north.head, vbus_ring_size(count),
				  IOQ_MAX_COUNT, &found), 0);
	CHECK_EQ(found, count);
	shm_signal_init(&p->signal, SHM_LOCALITY_SOUTH, &program_signal_ops,
			&p->north.head->signal);
	CHECK_EQ(ioq_init(&p->south, &program_ioq_ops, SHM_LOCALITY_SOUTH,
			  p->north.head, count, &p->signal), 0);
	vbus_signal_enable(&p->north.signal);
	ioq_notify_enable(&p->south);
}

static void program_exit(struct program *p)
{
	ioq_put(&p->south);
	shm_signal_put(&p->signal);
	guarded_free(p->north.head, vbus_ring_size(p->north.count));
	free(p->buf);
}

static u32 message_write(unsigned char *buf, u32 seq)
{
	memset(buf, seq * 7, BUF_SIZE);
	memcpy(buf, &seq, sizeof(seq));
	return 4 + seq % (BUF_SIZE - 4);
}

static void message_check(const unsigned char *buf, u64 len, u32 seq)
{
	u32 got, i;

	memcpy(&got, buf, sizeof(got));
	CHECK_EQ(got, seq);
	CHECK_EQ(len, 4 + seq % (BUF_SIZE - 4));
	for (i = 4; i < len; i++)
		CHECK_EQ(buf[i], (unsigned char)(seq * 7));
}

static unsigned char *at(u64 ptr)
{
	return (unsigned char *)(uintptr_t)ptr;
}

/* The program sends. */
static void *sender(void *arg)
{
	struct program *p = arg;
	u32 sent = 0, back = 0, count = p->north.count;
	struct ioq_ring_desc d;
	u32 *spare = calloc(count, sizeof(*spare));
	u32 n;

	for (n = 0; n < count; n++)
		spare[n] = n;

	while (back < p->messages) {
		bool moved = false;

		vbus_signal_heard(&p->north.signal);
		while (!vbus_ring_reap(&p->north, &d)) {
			CHECK(d.cookie < count);
			/* Ours again: a device still reading is a race. */
			memset(p->buf[d.cookie], 0, BUF_SIZE);
			spare[n++] = d.cookie;
			back++;
			moved = true;
		}
		while (sent < p->messages && n) {
			u32 b = spare[n - 1];
			u32 len = message_write(p->buf[b], sent);
			int err = vbus_ring_send(&p->north, b,
						      (uintptr_t)p->buf[b],
						      len);

			CHECK_EQ(err, 0);
			n--;
			sent++;
			moved = true;
			CHECK_EQ(vbus_ring_signal(&p->north), 0);
		}
		if (!n)
			CHECK_EQ(vbus_ring_send(&p->north, 0, 0, 0),
				 -ENOSPC);
		if (!moved)
			program_wait(p);
	}
	free(spare);
	return NULL;
}

static void run_send(u32 count, u32 messages)
{
	struct ioq_ring_desc d;
	struct ioq_iterator it;
	struct program p;
	pthread_t thread;
	u32 got = 0, n;

	program_init(&p, count, messages);
	thread_start(&thread, sender, &p);
	while (got < messages) {
		wait_event(p.south.wq, ioq_recv_ready(&p.south));
		for (n = 0; n < 64 && !ioq_recv(&p.south, &it, &d); n++) {
			message_check(at(d.ptr), d.len, got++);
			CHECK_EQ(ioq_recv_done(&it), 0);
		}
		ioq_signal(&p.south);
	}
	pthread_join(thread, NULL);
	CHECK(ioq_empty(&p.south, IOQ_IDX_VALID));
	CHECK(ioq_empty(&p.south, IOQ_IDX_INUSE));
	program_exit(&p);
}

static void send_threads(void)
{
	run_send(1, 20000);
	run_send(2, 20000);
	run_send(3, 20000);
	run_send(64, 100000);
}

/* The program receives. */
static void *receiver(void *arg)
{
	struct program *p = arg;
	struct ioq_ring_desc d;
	u32 got = 0, n;

	for (n = 0; n < p->north.count; n++)
		CHECK_EQ(vbus_ring_post(&p->north, n, (uintptr_t)p->buf[n],
					BUF_SIZE), 0);
	CHECK_EQ(vbus_ring_post(&p->north, 0, 0, 0), -ENOSPC);
	vbus_ring_signal(&p->north);

	while (got < p->messages) {
		vbus_signal_heard(&p->north.signal);
		for (n = 0; !vbus_ring_recv(&p->north, &d); n++) {
			CHECK(d.cookie < p->north.count);
			message_check(at(d.ptr), d.len, got++);
			memset(p->buf[d.cookie], 0, BUF_SIZE);
			CHECK_EQ(vbus_ring_repost(&p->north, d.cookie, d.ptr,
						  BUF_SIZE), 0);
			vbus_ring_signal(&p->north);
		}
		if (!n && got < p->messages)
			program_wait(p);
	}
	return NULL;
}

static void run_receive(u32 count, u32 messages)
{
	struct ioq_ring_desc d;
	struct ioq_iterator it;
	struct program p;
	pthread_t thread;
	u32 sent = 0;

	program_init(&p, count, messages);
	thread_start(&thread, receiver, &p);
	while (sent < messages) {
		wait_event(p.south.wq, ioq_fill_ready(&p.south));
		CHECK_EQ(ioq_fill(&p.south, &it, &d), 0);
		CHECK_EQ(d.len, BUF_SIZE);
		CHECK_EQ(ioq_fill_done(&it, message_write(at(d.ptr), sent)),
			 0);
		sent++;
		ioq_signal(&p.south);
	}
	pthread_join(thread, NULL);
	program_exit(&p);
}

static void receive_threads(void)
{
	run_receive(1, 20000);
	run_receive(2, 20000);
	run_receive(3, 20000);
	run_receive(64, 100000);
}

/* Indices that a device has made up: an error, and no access beyond. */
static void wrong_indices(void)
{
	static const u32 wrong[] = { 4, 5, 1u << 31, ~0u };
	struct ioq_ring_desc d;
	struct program p;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		program_init(&p, 4, 0);
		CHECK_EQ(vbus_ring_recv(&p.north, &d), -EAGAIN);
		CHECK_EQ(vbus_ring_repost(&p.north, 0, 0, 0), -EINVAL);
		CHECK_EQ(vbus_ring_reap(&p.north, &d), -EAGAIN);
		p.north.head->idx[IOQ_IDX_INUSE].tail = wrong[i];
		CHECK_EQ(vbus_ring_recv(&p.north, &d), -EIO);
		CHECK_EQ(vbus_ring_repost(&p.north, 0, 0, 0), -EIO);
		CHECK_EQ(vbus_ring_send(&p.north, 0, 0, 0), -EIO);
		p.north.head->idx[IOQ_IDX_INUSE].tail = 1;
		CHECK_EQ(vbus_ring_send(&p.north, 0, 0, 0), -EIO);
		p.north.head->idx[IOQ_IDX_VALID].head = wrong[i];
		CHECK_EQ(vbus_ring_reap(&p.north, &d), -EIO);
		CHECK_EQ(vbus_ring_post(&p.north, 0, 0, 0), -EIO);
		p.north.head->idx[IOQ_IDX_VALID].head = 0;
		p.north.head->idx[IOQ_IDX_INUSE].tail = 0;
		CHECK_EQ(vbus_ring_send(&p.north, 0, 0, 0), 0);
		program_exit(&p);
	}
}

const struct test program_tests[] = {
	{ "program-send", send_threads },
	{ "program-receive", receive_threads },
	{ "program-wrong-indices", wrong_indices },
	{}
};
