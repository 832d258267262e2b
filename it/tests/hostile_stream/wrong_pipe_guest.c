// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that tells the device of a stream lies: a driver of acme-pipe that
 * opens the device, registers rings and regions as it should, and then writes
 * into them, calls and signals what it should not, while processes of the host
 * use the node. A second thread scribbles over the same memory.
 *
 * The parameter `result` says how far it is: "idle", "running ...", "done ..."
 * or "failed ...". It fails when the device cannot be opened again after a
 * close, when a close takes too long, and when memory is written after it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/gfp.h>
#include <linux/ioq.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/sched/task.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>
#include <linux/vbus_driver.h>
#include <linux/vbus_stream.h>
#include <uapi/acme/pipe.h>

#include "lies.h"

static unsigned long mutations = 10000;
module_param(mutations, ulong, 0444);
MODULE_PARM_DESC(mutations, "lies to tell");

static unsigned int per_session = 64;
module_param(per_session, uint, 0444);
MODULE_PARM_DESC(per_session, "most lies between an open and its close");

static unsigned long seed = 1;
module_param(seed, ulong, 0444);
MODULE_PARM_DESC(seed, "the same one tells the same lies");

static char guest[32] = "wrong";
module_param_string(guest, guest, sizeof(guest), 0444);
MODULE_PARM_DESC(guest, "whose devices to drive");

static char result[160] = "idle";
module_param_string(result, result, sizeof(result), 0444);
MODULE_PARM_DESC(result, "how far it is");

/* No message reaches the end from where a slot may point to. */
#define AREA_SIZE	(256 * 1024)
#define AREA_USED	(64 * 1024)
#define RING_SIZE	(32 * 1024)
#define SHARED_SIZE	(256 * 1024)
#define POISON		0x6b

/**
 * struct wrong_ring - one ring, whose memory is the module's and stays
 * @mem: the memory, RING_SIZE bytes
 * @q: the north end, while @open
 * @count: slots
 * @open: registered with the device
 */
struct wrong_ring {
	struct ioq_ring_head *mem;
	struct ioq q;
	u32 count;
	bool open;
};

/**
 * struct wrong - the guest
 * @vdev: the device
 * @rnd: chance of the liar
 * @scribble_rnd: chance of the scribbler
 * @ring: by number: receive, transmit
 * @ends: region ends, a page
 * @shared: region shared, SHARED_SIZE bytes
 * @area: what slots point to, AREA_SIZE bytes
 * @liar: the thread that opens, lies and closes
 * @scribbler: the thread that scribbles in between
 * @scribble: whether it may; it holds @lock while it does
 * @lock: covers @scribble
 * @lies: told so far
 * @sessions: opened so far
 * @started: of them those to which the device said that the stream flows
 * @refused: calls and regions that the device refused
 */
struct wrong {
	struct vbus_device_proxy *vdev;
	struct rnd_state rnd;
	struct rnd_state scribble_rnd;
	struct wrong_ring ring[2];
	u32 *ends;
	u8 *shared;
	u8 *area;
	struct task_struct *liar;
	struct task_struct *scribbler;
	bool scribble;
	struct mutex lock; /* scribble */
	unsigned long lies;
	unsigned long sessions;
	unsigned long started;
	unsigned long refused;
};

static u8 *wrong_area;

static u64 wrong_ptr(struct rnd_state *rnd)
{
	return (unsigned long)wrong_area + lie_below(rnd, AREA_USED);
}

static int wrong_call(struct wrong *w, u32 func, void *data, size_t len)
{
	int ret = w->vdev->ops->call(w->vdev, func, data, len, 0);

	if (ret < 0)
		w->refused++;
	else if (func == PIPE_FUNC_START)
		w->started++;
	return ret;
}

/* ---- what a right guest would do, mostly ---- */

static int wrong_ring(struct wrong *w, u32 id)
{
	static const u32 depths[] = { 1, 2, 3, 16, 64, 256, 512 };
	struct wrong_ring *r = &w->ring[id];
	static const struct ioq_ops ops;
	struct shm_signal *signal;
	size_t len;
	int err;

	if (r->open)
		ioq_put(&r->q);
	r->open = false;
	r->count = depths[lie_below(&w->rnd, ARRAY_SIZE(depths))];
	ioq_format(r->mem, r->count);
	len = ioq_ring_size(r->count);

	/* A ring that is wrong from the start. */
	if (lie_chance(&w->rnd, 5)) {
		len -= lie_below(&w->rnd, 64);
		lie_in_ring(&w->rnd, r->mem, r->count, wrong_ptr);
	}

	err = w->vdev->ops->shm(w->vdev, id, 0, r->mem, len, &r->mem->signal,
				&signal, 0);
	if (err) {
		w->refused++;
		return err;
	}

	err = ioq_init(&r->q, &ops, SHM_LOCALITY_NORTH, r->mem, r->count,
		       signal);
	shm_signal_put(signal);
	r->open = !err;
	return err;
}

static void wrong_region(struct wrong *w, u32 id, void *mem, size_t len)
{
	struct shm_signal *signal = NULL;

	/* One that is too short, or not where it should begin. */
	if (lie_chance(&w->rnd, 5))
		len -= lie_below(&w->rnd, 8);
	if (w->vdev->ops->shm(w->vdev, id, 0, mem, len, NULL, &signal, 0))
		w->refused++;
}

static void wrong_post(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[PIPE_QUEUE_RX];
	u32 i;

	for (i = 0; i < r->count; i++)
		if (ioq_post(&r->q, i, (unsigned long)w->area +
			     i % 16 * 4096, 4096))
			break;
}

static void wrong_send(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[PIPE_QUEUE_TX];
	struct ioq_ring_desc d;
	u32 i;

	for (i = 0; i < r->count && !ioq_reap(&r->q, &d, 0); i++)
		;
	ioq_send(&r->q, lie_u64(&w->rnd), lie_chance(&w->rnd, 10) ?
		 lie_address(&w->rnd) : wrong_ptr(&w->rnd),
		 lie_chance(&w->rnd, 20) ? lie_length(&w->rnd) :
					   lie_below(&w->rnd, 4096),
		 IOQ_ITER_AUTOUPDATE);
}

static void wrong_take(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[PIPE_QUEUE_RX];
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 i;

	for (i = 0; i < r->count && !ioq_recv(&r->q, &it, &d); i++)
		if (ioq_recv_repost(&it, lie_u64(&w->rnd), wrong_ptr(&w->rnd),
				    lie_chance(&w->rnd, 5) ? 0 : 4096))
			break;
	ioq_signal(&r->q);
}

/* ---- the lies ---- */

static void wrong_odd_call(struct wrong *w)
{
	static const u32 funcs[] = {
		PIPE_FUNC_START, PIPE_FUNC_START, PIPE_FUNC_STOP, 2, 1000,
		VBUS_FUNC_DESCRIBE, VBUS_FUNC_NEGOTIATE, 0xffff0002, U32_MAX,
	};
	static const u32 lens[] = { 0, 0, 0, 1, 8, 64, 4096 };
	u32 func = funcs[lie_below(&w->rnd, ARRAY_SIZE(funcs))];
	u32 len = lens[lie_below(&w->rnd, ARRAY_SIZE(lens))];
	void *data = w->area + 4096;

	prandom_bytes_state(&w->rnd, data, 64);
	if (lie_chance(&w->rnd, 30))
		data = (void *)(unsigned long)lie_address(&w->rnd);
	wrong_call(w, func, data, len);
}

static void wrong_odd_region(struct wrong *w)
{
	switch (lie_below(&w->rnd, 4)) {
	case 0:
		wrong_region(w, PIPE_REGION_ENDS, w->ends, 8);
		break;
	case 1:
		wrong_region(w, PIPE_REGION_SHARED, w->shared, SHARED_SIZE);
		break;
	case 2:
		wrong_region(w, lie_below(&w->rnd, 8), w->area, 4096);
		break;
	default:
		wrong_ring(w, lie_below(&w->rnd, 2));
		break;
	}
}

/* Ends that come and go at random, with bits that mean nothing. */
static void wrong_ends(struct wrong *w, struct rnd_state *rnd)
{
	WRITE_ONCE(w->ends[lie_below(rnd, VBUS_STREAM_ENDS)],
		   lie_chance(rnd, 70) ? lie_below(rnd, 4) :
					 prandom_u32_state(rnd));
}

static void wrong_storm(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[lie_below(&w->rnd, 2)];
	u32 i, n = lie_below(&w->rnd, 100);

	for (i = 0; r->open && i < n; i++)
		ioq_signal(&r->q);
}

static void wrong_lie(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[lie_below(&w->rnd, 2)];
	u32 what = lie_below(&w->rnd, 100);

	if (what < 40 && r->open)
		lie_in_ring(&w->rnd, r->mem, r->count, wrong_ptr);
	else if (what < 60)
		wrong_ends(w, &w->rnd);
	else if (what < 70)
		wrong_odd_call(w);
	else if (what < 75)
		wrong_odd_region(w);
	else if (what < 80)
		wrong_storm(w);
	else if (w->ring[PIPE_QUEUE_TX].open)
		wrong_send(w);

	if (lie_chance(&w->rnd, 30) && w->ring[PIPE_QUEUE_RX].open)
		wrong_take(w);
	if (r->open)
		ioq_signal(&r->q);
	w->lies++;
}

/* ---- the scribbler ---- */

static int wrong_scribble(void *data)
{
	struct wrong *w = data;
	struct wrong_ring *r;
	u32 i;

	while (!kthread_should_stop()) {
		mutex_lock(&w->lock);
		for (i = 0; w->scribble && i < 64; i++) {
			r = &w->ring[i & 1];
			/* Its memory is there; who knows it does not matter. */
			lie_in_ring(&w->scribble_rnd, r->mem, 16, wrong_ptr);
			wrong_ends(w, &w->scribble_rnd);
		}
		mutex_unlock(&w->lock);
		usleep_range(50, 500);
	}

	return 0;
}

static void wrong_let_scribble(struct wrong *w, bool on)
{
	mutex_lock(&w->lock);
	w->scribble = on;
	mutex_unlock(&w->lock);
}

/* ---- sessions ---- */

static void wrong_poison(struct wrong *w)
{
	memset(w->ring[0].mem, POISON, RING_SIZE);
	memset(w->ring[1].mem, POISON, RING_SIZE);
	memset(w->ends, POISON, PAGE_SIZE);
	memset(w->shared, POISON, SHARED_SIZE);
	memset(w->area, POISON, AREA_SIZE);
}

/* Closed in time, and the memory is not written any more. */
static int wrong_close(struct wrong *w)
{
	unsigned long start = jiffies;
	int i, err;

	wrong_let_scribble(w, false);
	err = w->vdev->ops->close(w->vdev, 0);
	if (!err && time_after(jiffies, start + PATIENCE))
		err = -ETIMEDOUT;

	for (i = 0; i < 2; i++) {
		if (w->ring[i].open)
			ioq_put(&w->ring[i].q);
		w->ring[i].open = false;
	}
	wrong_poison(w);
	return err;
}

static bool wrong_untouched(struct wrong *w)
{
	return !memchr_inv(w->ring[0].mem, POISON, RING_SIZE) &&
	       !memchr_inv(w->ring[1].mem, POISON, RING_SIZE) &&
	       !memchr_inv(w->ends, POISON, PAGE_SIZE) &&
	       !memchr_inv(w->shared, POISON, SHARED_SIZE) &&
	       !memchr_inv(w->area, POISON, AREA_SIZE);
}

static void wrong_drop(void *mem, size_t len)
{
	if (mem)
		free_pages_exact(mem, len);
}

static void wrong_free(struct wrong *w)
{
	wrong_drop(w->ring[0].mem, RING_SIZE);
	w->ring[0].mem = NULL;
	wrong_drop(w->ring[1].mem, RING_SIZE);
	w->ring[1].mem = NULL;
	wrong_drop(w->ends, PAGE_SIZE);
	w->ends = NULL;
	wrong_drop(w->shared, SHARED_SIZE);
	w->shared = NULL;
	wrong_drop(w->area, AREA_SIZE);
	w->area = NULL;
	wrong_area = NULL;
}

static int wrong_alloc(struct wrong *w)
{
	w->ring[0].mem = alloc_pages_exact(RING_SIZE, GFP_KERNEL);
	w->ring[1].mem = alloc_pages_exact(RING_SIZE, GFP_KERNEL);
	w->ends = alloc_pages_exact(PAGE_SIZE, GFP_KERNEL);
	w->shared = alloc_pages_exact(SHARED_SIZE, GFP_KERNEL);
	w->area = alloc_pages_exact(AREA_SIZE, GFP_KERNEL);
	if (!w->ring[0].mem || !w->ring[1].mem || !w->ends || !w->shared ||
	    !w->area)
		return -ENOMEM;

	wrong_poison(w);
	wrong_area = w->area;
	return 0;
}

static const char *wrong_session(struct wrong *w)
{
	u32 n = 1 + lie_below(&w->rnd, max(per_session, 1U));

	/* Freed now and then, so that KASAN sees what is touched later. */
	if (w->sessions % 8 == 0) {
		wrong_free(w);
		if (wrong_alloc(w))
			return "memory";
	}

	if (w->vdev->ops->open(w->vdev, PIPE_VERSION, 0))
		return "the device cannot be opened again";
	w->sessions++;

	memset(w->ends, 0, PAGE_SIZE);
	if (lie_chance(&w->rnd, 95) && !wrong_ring(w, PIPE_QUEUE_RX))
		wrong_post(w);
	if (lie_chance(&w->rnd, 95))
		wrong_ring(w, PIPE_QUEUE_TX);
	if (lie_chance(&w->rnd, 95))
		wrong_region(w, PIPE_REGION_ENDS, w->ends, 8);
	if (lie_chance(&w->rnd, 80))
		wrong_region(w, PIPE_REGION_SHARED, w->shared, SHARED_SIZE);
	if (lie_chance(&w->rnd, 95))
		wrong_call(w, PIPE_FUNC_START, NULL, 0);

	wrong_let_scribble(w, lie_chance(&w->rnd, 50));
	while (n-- && w->lies < mutations && !kthread_should_stop()) {
		wrong_lie(w);
		if (lie_chance(&w->rnd, 10))
			usleep_range(100, 2000);
		cond_resched();
	}

	if (wrong_close(w))
		return "close";
	/* What is late is late by a thread's or a process's turn. */
	if (lie_chance(&w->rnd, 20))
		msleep(20);
	if (!wrong_untouched(w))
		return "memory was written after close";
	return NULL;
}

static int wrong_run(void *data)
{
	struct wrong *w = data;
	const char *failed = NULL;

	while (!failed && w->lies < mutations && !kthread_should_stop()) {
		failed = wrong_session(w);
		snprintf(result, sizeof(result),
			 "%s lies=%lu sessions=%lu started=%lu refused=%lu seed=%lu%s%s",
			 failed ? "failed" : "running", w->lies, w->sessions,
			 w->started, w->refused, seed, failed ? " why=" : "",
			 failed ?: "");
	}
	if (!failed)
		snprintf(result, sizeof(result),
			 "done lies=%lu sessions=%lu started=%lu refused=%lu seed=%lu",
			 w->lies, w->sessions, w->started, w->refused, seed);
	pr_info("%s\n", result);

	return 0;
}

/* ---- the driver ---- */

static void wrong_stop(struct wrong *w)
{
	if (w->liar) {
		kthread_stop(w->liar);
		put_task_struct(w->liar);
	}
	if (w->scribbler) {
		kthread_stop(w->scribbler);
		put_task_struct(w->scribbler);
	}
	wrong_free(w);
	kfree(w);
}

static int wrong_start(struct wrong *w, struct task_struct **task,
		       int (*fn)(void *), const char *name)
{
	struct task_struct *t = kthread_create(fn, w, "wrong-%s", name);

	if (IS_ERR(t))
		return PTR_ERR(t);
	/* Ours until kthread_stop(), however early it ends. */
	*task = get_task_struct(t);
	wake_up_process(t);
	return 0;
}

static int wrong_probe(struct vbus_device_proxy *vdev)
{
	size_t n = strlen(guest);
	struct wrong *w;
	int err;

	if (strncmp(dev_name(&vdev->dev), guest, n) ||
	    dev_name(&vdev->dev)[n] != '.' || wrong_area)
		return -ENODEV;

	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return -ENOMEM;

	w->vdev = vdev;
	mutex_init(&w->lock);
	prandom_seed_state(&w->rnd, seed);
	prandom_seed_state(&w->scribble_rnd, seed + 1);
	err = wrong_alloc(w);
	if (!err)
		err = wrong_start(w, &w->scribbler, wrong_scribble, "scribbler");
	if (!err)
		err = wrong_start(w, &w->liar, wrong_run, "guest");
	if (err) {
		wrong_stop(w);
		return err;
	}

	vdev->priv = w;
	return 0;
}

static void wrong_remove(struct vbus_device_proxy *vdev)
{
	wrong_stop(vdev->priv);
	vdev->priv = NULL;
}

static struct vbus_driver wrong_driver = {
	.type = PIPE_DEVICE_TYPE,
	.drv.name = KBUILD_MODNAME,
	.probe = wrong_probe,
	.remove = wrong_remove,
};
module_vbus_driver(wrong_driver);

MODULE_DESCRIPTION("a guest that lies to the device of a stream, for tests");
MODULE_LICENSE("GPL");
