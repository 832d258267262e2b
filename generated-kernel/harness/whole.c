// SPDX-License-Identifier: GPL-2.0
/* Whole messages: both ends of vbus/ring.c and proxy/ring.c, honest and not. */
#include "harness.h"

#include <linux/slab.h>
#include <linux/vbus_device_ring.h>
#include <linux/vbus_driver_ring.h>

#include <unistd.h>

#define NORTH SHM_LOCALITY_NORTH
#define SOUTH SHM_LOCALITY_SOUTH
#define BUF_SIZE 64

int shim_fail_alloc;

/* What the two halves' buses do, for one ring. */
static struct pair *whole_pair;
static u64 whole_bad_address;

int vbus_copy_to(struct vbus_memctx *ctx, u64 dst, const void *src,
		 unsigned long n)
{
	if (dst == whole_bad_address)
		return -EFAULT;
	memcpy((void *)(uintptr_t)dst, src, n);
	return 0;
}

int vbus_copy_from(struct vbus_memctx *ctx, void *dst, u64 src,
		   unsigned long n)
{
	if (ctx && ctx->len) {
		if (src > ctx->len || n > ctx->len - src)
			return -EFAULT;
		memcpy(dst, ctx->base + src, n);
		return 0;
	}
	if (src == whole_bad_address)
		return -EFAULT;
	memcpy(dst, (void *)(uintptr_t)src, n);
	return 0;
}

struct ioq *vbus_shm_ioq_attach(struct vbus_shm *shm,
				struct shm_signal *signal, u32 maxcount)
{
	u32 count;
	int err;

	if (!signal)
		return ERR_PTR(-EINVAL);
	err = ioq_attach_check(shm->ptr, shm->len, maxcount, &count);
	if (!err)
		err = ioq_init(&whole_pair->end[SOUTH].q, &end_ioq_ops, SOUTH,
			       shm->ptr, count, signal);
	if (err)
		return ERR_PTR(err);
	shm_signal_put(signal);
	return &whole_pair->end[SOUTH].q;
}

int vbus_driver_ioq_alloc(struct vbus_device_proxy *vdev, u32 id, u32 prio,
			  u32 count, struct ioq **ioq)
{
	struct end *e = &whole_pair->end[NORTH];
	int err;

	CHECK_EQ(count, whole_pair->count);
	err = ioq_init(&e->q, &end_ioq_ops, NORTH, whole_pair->head, count,
		       &e->signal);
	*ioq = &e->q;
	return err;
}

static u64 whole_addr(struct vbus_device_proxy *vdev, const void *p)
{
	return (uintptr_t)p;
}

static const struct vbus_device_proxy_ops whole_proxy_ops = {
	.addr = whole_addr,
};

struct whole {
	struct pair p;
	struct vbus_device_proxy vdev;
	struct vbus_driver_ring north;
	struct vbus_device_ring south;
	struct vbus_memctx ctx;
	wait_queue_head_t wq[2];
	unsigned int heard[2];
	u32 messages;
};

static void whole_north_heard(struct vbus_driver_ring *ring)
{
	struct whole *w = container_of(ring, struct whole, north);

	__atomic_fetch_add(&w->heard[NORTH], 1, __ATOMIC_RELAXED);
	wake_up(&w->wq[NORTH]);
}

static void whole_south_heard(struct vbus_device_ring *ring)
{
	struct whole *w = container_of(ring, struct whole, south);

	__atomic_fetch_add(&w->heard[SOUTH], 1, __ATOMIC_RELAXED);
	wake_up(&w->wq[SOUTH]);
}

static int whole_attach(struct whole *w, u32 min, u32 max)
{
	struct vbus_shm shm = {
		.ptr = w->p.head,
		.len = ioq_ring_size(w->p.count),
	};
	int ret;

	shm_signal_get(&w->p.end[SOUTH].signal);
	ret = vbus_device_ring_attach(&w->south, &shm, &w->p.end[SOUTH].signal,
				      min, max);
	if (ret)
		shm_signal_put(&w->p.end[SOUTH].signal);
	return ret;
}

static void whole_init(struct whole *w, u32 count, bool to_driver)
{
	memset(w, 0, sizeof(*w));
	whole_pair = &w->p;
	whole_bad_address = 1;
	pair_init(&w->p, count, false, true);
	init_waitqueue_head(&w->wq[NORTH]);
	init_waitqueue_head(&w->wq[SOUTH]);
	w->vdev.ops = &whole_proxy_ops;
	vbus_device_ring_init(&w->south, "ring", &w->ctx, whole_south_heard);
	CHECK_EQ(vbus_driver_ring_alloc(&w->north, &w->vdev, "ring", 0, 0,
					count, BUF_SIZE, to_driver,
					whole_north_heard), 0);
	CHECK_EQ(whole_attach(w, 1, 2048), 0);
}

static void whole_exit(struct whole *w)
{
	vbus_driver_ring_stop(&w->north);
	vbus_device_ring_stop(&w->south);
	vbus_device_ring_drop(&w->south);
	vbus_driver_ring_free(&w->north);
	/* The rings; what is left for the pair are its signals. */
	CHECK_EQ(w->p.end[NORTH].released, 1);
	CHECK_EQ(w->p.end[SOUTH].released, 1);
	w->p.end[NORTH].released = 0;
	w->p.end[SOUTH].released = 0;
	pair_exit(&w->p, false);
}

static u32 fill(unsigned char *buf, u32 seq)
{
	u32 len = 4 + seq % (BUF_SIZE - 3);
	u32 i;

	memcpy(buf, &seq, 4);
	for (i = 4; i < len; i++)
		buf[i] = seq + i * 7;
	return len;
}

static void expect(const unsigned char *buf, int len, u32 seq)
{
	unsigned char want[BUF_SIZE];

	CHECK_EQ(len, fill(want, seq));
	CHECK_EQ(memcmp(buf, want, len), 0);
}

static void put_and_recv(void)
{
	unsigned char buf[BUF_SIZE], got[BUF_SIZE];
	struct whole w;
	u32 seq = 0, n, i;

	for (n = 1; n <= 5; n++) {
		whole_init(&w, n, true);
		CHECK_EQ(vbus_driver_ring_recv(&w.north, got, BUF_SIZE), -EAGAIN);
		CHECK(!vbus_driver_ring_can_recv(&w.north));
		for (seq = 0; seq < 40; seq += n) {
			for (i = 0; i < n; i++) {
				CHECK(vbus_device_ring_can_put(&w.south));
				CHECK_EQ(vbus_device_ring_put(&w.south, buf,
							      fill(buf, seq + i)), 0);
			}
			CHECK(!vbus_device_ring_can_put(&w.south));
			CHECK_EQ(vbus_device_ring_put(&w.south, buf, 4), -EAGAIN);
			for (i = 0; i < n; i++)
				expect(got, vbus_driver_ring_recv(&w.north, got,
								  BUF_SIZE), seq + i);
		}
		CHECK_EQ(vbus_device_ring_flush(&w.south), n);
		for (i = 0; i < n; i++)
			CHECK_EQ(vbus_driver_ring_recv(&w.north, got, BUF_SIZE), 0);
		CHECK_EQ(w.p.end[NORTH].faults + w.p.end[SOUTH].faults, 0);
		whole_exit(&w);
	}
}

static void send_and_get(void)
{
	unsigned char buf[BUF_SIZE], got[BUF_SIZE];
	struct whole w;
	u32 seq, n, i;

	for (n = 1; n <= 5; n++) {
		whole_init(&w, n, false);
		CHECK_EQ(vbus_device_ring_get(&w.south, got, BUF_SIZE), -EAGAIN);
		for (seq = 0; seq < 40; seq += n) {
			for (i = 0; i < n; i++) {
				CHECK(vbus_driver_ring_can_send(&w.north));
				CHECK_EQ(vbus_driver_ring_send(&w.north, buf,
							       fill(buf, seq + i)), 0);
			}
			CHECK(!vbus_driver_ring_can_send(&w.north));
			CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 4), -EAGAIN);
			for (i = 0; i < n; i++) {
				CHECK(vbus_device_ring_can_get(&w.south));
				expect(got, vbus_device_ring_get(&w.south, got,
								 BUF_SIZE), seq + i);
			}
		}
		CHECK_EQ(vbus_driver_ring_send(&w.north, buf, BUF_SIZE + 1), -EMSGSIZE);
		CHECK_EQ(w.p.end[NORTH].faults + w.p.end[SOUTH].faults, 0);
		whole_exit(&w);
	}
}

/* The driver's buffers and messages are not what the device can use. */
static void bad_driver(void)
{
	unsigned char buf[BUF_SIZE] = { 0 };
	struct whole w;

	whole_init(&w, 4, true);
	w.p.head->ring[0].len = 3;
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 4), -EMSGSIZE);
	w.p.head->ring[1].ptr = whole_bad_address;
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 4), -EFAULT);
	/* Both came back with length 0, and the ring goes on. */
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, BUF_SIZE), 0);
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, BUF_SIZE), 0);
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 4), 0);
	w.p.head->idx[IOQ_IDX_INUSE].tail = 99;
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 4), -EIO);
	CHECK(vbus_device_ring_can_put(&w.south));
	whole_exit(&w);

	whole_init(&w, 4, false);
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), 0);
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), 0);
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), 0);
	w.p.head->ring[0].len = (u64)-1;
	CHECK_EQ(vbus_device_ring_get(&w.south, buf, BUF_SIZE), -EMSGSIZE);
	w.p.head->ring[1].ptr = whole_bad_address;
	CHECK_EQ(vbus_device_ring_get(&w.south, buf, BUF_SIZE), -EFAULT);
	CHECK_EQ(vbus_device_ring_get(&w.south, buf, BUF_SIZE), 8);
	whole_exit(&w);
}

/* The device claims what is not so. */
static void bad_device(void)
{
	unsigned char buf[BUF_SIZE] = { 0 };
	struct whole w;
	u32 i;

	whole_init(&w, 4, true);
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 8), 0);
	w.p.head->ring[0].len = BUF_SIZE + 1;
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, BUF_SIZE), -EPROTO);
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 8), 0);
	/* Cookie and address are the peer's to write; the place is ours. */
	w.p.head->ring[1].cookie = (u64)-1;
	w.p.head->ring[1].ptr = whole_bad_address;
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, BUF_SIZE), 8);
	CHECK_EQ(vbus_device_ring_put(&w.south, buf, 8), 0);
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, 7), -EMSGSIZE);
	w.p.head->idx[IOQ_IDX_INUSE].head = 99;
	CHECK_EQ(vbus_driver_ring_recv(&w.north, buf, BUF_SIZE), -EIO);
	whole_exit(&w);

	/* Returned, but not to be reaped: no wait that ends, no endless loop. */
	whole_init(&w, 2, false);
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), 0);
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), 0);
	for (i = 0; i < 2; i++) {
		w.p.head->ring[i].sown = NORTH;
		w.p.head->ring[i].valid = 0;
	}
	CHECK(!vbus_driver_ring_can_send(&w.north));
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), -EAGAIN);
	w.p.head->idx[IOQ_IDX_VALID].head = 99;
	CHECK(vbus_driver_ring_can_send(&w.north));
	CHECK_EQ(vbus_driver_ring_send(&w.north, buf, 8), -EIO);
	whole_exit(&w);
}

/* The bit that unmasks lies with the peer; who listens is known better. */
static void unasked_signals(void)
{
	struct whole w;

	whole_init(&w, 2, true);
	w.p.head->signal.irq[NORTH].enabled = 1;
	w.p.head->signal.irq[SOUTH].enabled = 1;
	vbus_device_ring_signal(&w.south);
	vbus_driver_ring_signal(&w.north);
	CHECK_EQ(w.heard[NORTH] + w.heard[SOUTH], 0);
	vbus_driver_ring_listen(&w.north, true);
	vbus_device_ring_listen(&w.south, true);
	vbus_device_ring_signal(&w.south);
	vbus_driver_ring_signal(&w.north);
	CHECK_SOON(__atomic_load_n(&w.heard[NORTH], __ATOMIC_RELAXED) &&
		   __atomic_load_n(&w.heard[SOUTH], __ATOMIC_RELAXED));
	whole_exit(&w);
}

static void attach_bounds(void)
{
	struct whole w;

	whole_init(&w, 4, true);
	CHECK_EQ(whole_attach(&w, 1, 2048), -EEXIST);
	vbus_device_ring_drop(&w.south);
	CHECK_EQ(vbus_device_ring_put(&w.south, "x", 1), -ENOTCONN);
	CHECK_EQ(vbus_device_ring_flush(&w.south), -ENOTCONN);
	CHECK(vbus_device_ring_can_put(&w.south));
	CHECK_EQ(w.p.end[SOUTH].released, 1);
	w.p.end[SOUTH].released = 0;
	CHECK_EQ(whole_attach(&w, 5, 2048), -EINVAL);
	CHECK_EQ(whole_attach(&w, 1, 3), -EINVAL);
	CHECK_EQ(whole_attach(&w, 4, 4), 0);
	whole_exit(&w);
}

static void no_memory(void)
{
	struct whole w;
	int i;

	for (i = 1; i <= 5; i++) {
		memset(&w, 0, sizeof(w));
		whole_pair = &w.p;
		pair_init(&w.p, 4, false, true);
		w.vdev.ops = &whole_proxy_ops;
		shim_fail_alloc = i;
		CHECK_EQ(vbus_driver_ring_alloc(&w.north, &w.vdev, "ring", 0, 0,
						4, BUF_SIZE, true,
						whole_north_heard), -ENOMEM);
		CHECK_EQ(shim_fail_alloc, 0);
		vbus_driver_ring_stop(&w.north);
		vbus_driver_ring_free(&w.north);
		pair_exit(&w.p, false);
	}
}

/* ---- two threads that sleep on notifications, as the pump does */

static void *put_all(void *data)
{
	unsigned char buf[BUF_SIZE];
	struct whole *w = data;
	u32 seq = 0;
	int ret;

	while (seq < w->messages) {
		ret = vbus_device_ring_put(&w->south, buf, fill(buf, seq));
		if (!ret) {
			if (++seq % 16 == 0)
				vbus_device_ring_signal(&w->south);
			continue;
		}
		CHECK_EQ(ret, -EAGAIN);
		vbus_device_ring_signal(&w->south);
		vbus_device_ring_listen(&w->south, true);
		wait_event(w->wq[SOUTH], vbus_device_ring_can_put(&w->south));
		vbus_device_ring_listen(&w->south, false);
	}
	vbus_device_ring_signal(&w->south);
	return NULL;
}

static void *get_all(void *data)
{
	unsigned char buf[BUF_SIZE];
	struct whole *w = data;
	u32 seq = 0;
	int ret;

	while (seq < w->messages) {
		ret = vbus_device_ring_get(&w->south, buf, sizeof(buf));
		if (ret >= 0) {
			expect(buf, ret, seq);
			if (++seq % 16 == 0)
				vbus_device_ring_signal(&w->south);
			continue;
		}
		CHECK_EQ(ret, -EAGAIN);
		vbus_device_ring_signal(&w->south);
		vbus_device_ring_listen(&w->south, true);
		wait_event(w->wq[SOUTH], vbus_device_ring_can_get(&w->south));
		vbus_device_ring_listen(&w->south, false);
	}
	return NULL;
}

static void recv_stress(void)
{
	unsigned char buf[BUF_SIZE];
	static const u32 counts[] = { 1, 2, 3, 16 };
	struct whole w;
	pthread_t t;
	unsigned int i;
	u32 seq;
	int ret;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		whole_init(&w, counts[i], true);
		w.messages = 5000;
		thread_start(&t, put_all, &w);
		for (seq = 0; seq < w.messages;) {
			ret = vbus_driver_ring_recv(&w.north, buf, sizeof(buf));
			if (ret > 0) {
				expect(buf, ret, seq++);
				continue;
			}
			CHECK_EQ(ret, -EAGAIN);
			vbus_driver_ring_signal(&w.north);
			vbus_driver_ring_listen(&w.north, true);
			wait_event(w.wq[NORTH], vbus_driver_ring_can_recv(&w.north));
			vbus_driver_ring_listen(&w.north, false);
		}
		vbus_driver_ring_signal(&w.north);
		pthread_join(t, NULL);
		whole_exit(&w);
	}
}

static void send_stress(void)
{
	unsigned char buf[BUF_SIZE];
	static const u32 counts[] = { 1, 2, 3, 16 };
	struct whole w;
	pthread_t t;
	unsigned int i;
	u32 seq;
	int ret;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		whole_init(&w, counts[i], false);
		w.messages = 5000;
		thread_start(&t, get_all, &w);
		for (seq = 0; seq < w.messages;) {
			ret = vbus_driver_ring_send(&w.north, buf, fill(buf, seq));
			if (!ret) {
				if (++seq % 16 == 0)
					vbus_driver_ring_signal(&w.north);
				continue;
			}
			CHECK_EQ(ret, -EAGAIN);
			vbus_driver_ring_signal(&w.north);
			vbus_driver_ring_listen(&w.north, true);
			wait_event(w.wq[NORTH], vbus_driver_ring_can_send(&w.north));
			vbus_driver_ring_listen(&w.north, false);
		}
		vbus_driver_ring_signal(&w.north);
		pthread_join(t, NULL);
		whole_exit(&w);
	}
}

const struct test whole_tests[] = {
	{ "whole-put-and-recv", put_and_recv },
	{ "whole-send-and-get", send_and_get },
	{ "whole-bad-driver", bad_driver },
	{ "whole-bad-device", bad_device },
	{ "whole-unasked-signals", unasked_signals },
	{ "whole-attach-bounds", attach_bounds },
	{ "whole-no-memory", no_memory },
	{ "whole-recv-stress", recv_stress },
	{ "whole-send-stress", send_stress },
	{ }
};
