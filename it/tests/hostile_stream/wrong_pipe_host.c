// SPDX-License-Identifier: GPL-2.0
/*
 * The device of a stream that tells its guest lies: class "wrong-pipe". On its
 * bus it offers one interface of type acme-pipe after the other; a driver opens
 * it, and gets wrong answers, wrong slots, wrong indices, ends that come and go,
 * and signals for nothing, while processes use the driver's node. A second
 * thread scribbles over the same memory.
 *
 * The parameter `result` says how far it is: "idle", "running ...", "done ..."
 * or "failed ...". It fails when a driver does not open the interface, does not
 * start the stream of a device that tells no lie, or does not close when the
 * interface goes.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/ioq.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <linux/vbus_stream.h>
#include <linux/wait.h>
#include <uapi/acme/pipe.h>

#include "lies.h"

static unsigned long mutations = 10000;
module_param(mutations, ulong, 0444);
MODULE_PARM_DESC(mutations, "lies to tell");

static unsigned int per_session = 128;
module_param(per_session, uint, 0444);
MODULE_PARM_DESC(per_session, "most lies between an open and its close");

static unsigned long seed = 1;
module_param(seed, ulong, 0444);
MODULE_PARM_DESC(seed, "the same one tells the same lies");

static char result[160] = "idle";
module_param_string(result, result, sizeof(result), 0444);
MODULE_PARM_DESC(result, "how far it is");

struct wrong_dev;

/**
 * struct wrong_conn - an open interface
 * @base: what the bus knows
 * @dev: the device
 * @ctx: the guest's memory
 * @q: by number: receive, transmit; NULL before they are registered
 * @region: ends and shared, by number less that of ends, or NULL
 * @lied: nothing that lies in the rings can be trusted any more
 */
struct wrong_conn {
	struct vbus_connection base;
	struct wrong_dev *dev;
	struct vbus_memctx *ctx;
	struct ioq *q[2];
	struct vbus_shm *region[2];
	bool lied;
};

/**
 * struct wrong_dev - the device
 * @vdev: what the bus knows
 * @intf: the interface of this session
 * @bus: where it is, or NULL
 * @rnd: chance of the liar
 * @answer_rnd: chance of the answers
 * @scribble_rnd: chance of the scribbler
 * @liar: the thread that offers interfaces and lies
 * @scribbler: the thread that scribbles in between
 * @lock: covers what follows, for writing; who sleeps on @wait reads without it
 * @wait: woken when it changes
 * @conn: the open interface, or NULL
 * @opened: it was opened in this session
 * @started: START was called, and neither STOP nor close since
 * @honest: no lies in the answers of this session
 * @scribble: the scribbler may
 * @lies: told so far, by the liar
 * @scribbles: and by the scribbler
 * @sessions: so far
 * @starts: sessions that came to START
 */
struct wrong_dev {
	struct vbus_device vdev;
	struct vbus_device_interface intf;
	struct vbus *bus;
	struct rnd_state rnd;
	struct rnd_state answer_rnd;
	struct rnd_state scribble_rnd;
	struct task_struct *liar;
	struct task_struct *scribbler;
	struct mutex lock; /* all below */
	wait_queue_head_t wait;
	struct wrong_conn *conn;
	bool opened;
	bool started;
	bool honest;
	bool scribble;
	unsigned long lies;
	unsigned long scribbles;
	unsigned long sessions;
	unsigned long starts;
};

/* ---- what a right device would do, mostly ---- */

/*
 * A message into the guest's slot, while what the slot says can be trusted: a
 * guest in this kernel has no protection against a host that does not.
 */
static void wrong_fill(struct wrong_conn *conn, struct rnd_state *rnd)
{
	struct ioq *q = conn->q[PIPE_QUEUE_RX];
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u8 message[256];
	u64 used;

	if (!q || ioq_fill(q, &it, &d))
		return;

	prandom_bytes_state(rnd, message, sizeof(message));
	used = min_t(u64, lie_below(rnd, sizeof(message)), d.len);
	if (!conn->lied)
		vbus_copy_to(conn->ctx, d.ptr, message, used);
	if (lie_chance(rnd, conn->lied ? 60 : 20))
		used = lie_length(rnd);
	ioq_fill_done(&it, used);
}

static void wrong_consume(struct wrong_conn *conn, struct rnd_state *rnd)
{
	struct ioq *q = conn->q[PIPE_QUEUE_TX];
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 n = lie_below(rnd, 8);

	while (q && n-- && !ioq_recv(q, &it, &d))
		ioq_recv_done(&it);
}

/* ---- the lies ---- */

/* Ends that come and go at random, with bits that mean nothing. */
static void wrong_ends(struct wrong_conn *conn, struct rnd_state *rnd)
{
	struct vbus_shm *shm = conn->region[0];
	u32 *ends;

	if (!shm)
		return;

	ends = shm->ptr;
	WRITE_ONCE(ends[lie_below(rnd, VBUS_STREAM_ENDS)],
		   lie_chance(rnd, 70) ? lie_below(rnd, 4) :
					 prandom_u32_state(rnd));
}

/* With @quiet the rings are left alone: only what lies in the slots is wrong. */
static void wrong_lie_once(struct wrong_dev *dev, bool quiet)
{
	struct wrong_conn *conn;
	struct ioq *q;
	u32 n;

	mutex_lock(&dev->lock);
	conn = dev->conn;
	q = conn ? conn->q[lie_below(&dev->rnd, 2)] : NULL;
	if (!q)
		goto unlock;

	switch (lie_below(&dev->rnd, quiet ? 5 : 12)) {
	case 0:
		wrong_fill(conn, &dev->rnd);
		break;
	case 1:
		wrong_consume(conn, &dev->rnd);
		break;
	case 2:
		for (n = lie_below(&dev->rnd, 100); n; n--)
			ioq_signal(q);
		break;
	case 3:
		ioq_flush(q);
		break;
	case 4:
		wrong_ends(conn, &dev->rnd);
		break;
	default:
		conn->lied = true;
		lie_in_ring(&dev->rnd, q->head, q->count, NULL);
	}
	ioq_signal(q);
unlock:
	mutex_unlock(&dev->lock);
	dev->lies++;
}

static int wrong_scribble(void *data)
{
	struct wrong_dev *dev = data;
	struct ioq *q;
	u32 i;

	while (!kthread_should_stop()) {
		mutex_lock(&dev->lock);
		/* Few at a time: the liar waits for the lock. */
		for (i = 0; dev->scribble && dev->conn && i < 8; i++) {
			q = dev->conn->q[i & 1];
			dev->conn->lied = true;
			wrong_ends(dev->conn, &dev->scribble_rnd);
			if (q)
				lie_in_ring(&dev->scribble_rnd, q->head,
					    q->count, NULL);
			dev->scribbles++;
		}
		mutex_unlock(&dev->lock);
		usleep_range(50, 500);
	}

	return 0;
}

/* ---- sessions ---- */

static void wrong_set(struct wrong_dev *dev, bool honest, bool scribble)
{
	mutex_lock(&dev->lock);
	dev->honest = honest;
	dev->scribble = scribble;
	mutex_unlock(&dev->lock);
}

static const struct vbus_device_interface_ops wrong_intf_ops;

static const char *wrong_session(struct wrong_dev *dev)
{
	u32 n = 1 + lie_below(&dev->rnd, max(per_session, 1U));
	bool honest = lie_chance(&dev->rnd, 80);
	bool quiet = lie_chance(&dev->rnd, 30);
	const char *failed = NULL;

	dev->opened = false;
	wrong_set(dev, honest, false);
	dev->intf = (struct vbus_device_interface){
		.type = PIPE_DEVICE_TYPE,
		.ops = &wrong_intf_ops,
	};
	if (vbus_device_interface_register(&dev->vdev, dev->bus, &dev->intf))
		return "interface";

	dev->sessions++;
	if (!wait_event_timeout(dev->wait, READ_ONCE(dev->opened), PATIENCE))
		failed = "no driver opened the interface";
	/* A driver that was lied to may give up instead. */
	else if (wait_event_timeout(dev->wait, READ_ONCE(dev->started),
				    honest ? PATIENCE : HZ / 20))
		dev->starts++;
	else if (honest)
		failed = "the stream was not started, after no lie";

	wrong_set(dev, honest, quiet ? false : lie_chance(&dev->rnd, 50));
	while (!failed && n-- && dev->lies < mutations &&
	       !kthread_should_stop()) {
		wrong_lie_once(dev, quiet);
		if (lie_chance(&dev->rnd, 10))
			usleep_range(100, 2000);
		cond_resched();
	}

	vbus_device_interface_unregister(&dev->intf);
	/* The scribbler goes on to the last moment. */
	if (!wait_event_timeout(dev->wait, !READ_ONCE(dev->conn), PATIENCE))
		failed = "the driver did not close";
	wrong_set(dev, true, false);
	return failed;
}

static int wrong_run(void *data)
{
	struct wrong_dev *dev = data;
	const char *failed = NULL;

	while (!failed && dev->lies < mutations && !kthread_should_stop()) {
		failed = wrong_session(dev);
		snprintf(result, sizeof(result),
			 "%s lies=%lu scribbles=%lu sessions=%lu starts=%lu seed=%lu%s%s",
			 failed ? "failed" : "running", dev->lies,
			 dev->scribbles, dev->sessions, dev->starts, seed,
			 failed ? " why=" : "", failed ?: "");
	}
	if (!failed)
		snprintf(result, sizeof(result),
			 "done lies=%lu scribbles=%lu sessions=%lu starts=%lu seed=%lu",
			 dev->lies, dev->scribbles, dev->sessions, dev->starts,
			 seed);
	pr_info("%s\n", result);

	return 0;
}

/* ---- connection ---- */

static struct wrong_conn *to_wrong_conn(struct vbus_connection *base)
{
	return container_of(base, struct wrong_conn, base);
}

static int wrong_answer(struct wrong_conn *conn, u32 func, u64 data, u32 len)
{
	struct rnd_state *rnd = &conn->dev->answer_rnd;
	u8 junk[64];

	if (!conn->dev->honest && lie_chance(rnd, 20)) {
		prandom_bytes_state(rnd, junk, sizeof(junk));
		vbus_copy_to(conn->ctx, data, junk, min_t(u32, len, 64));
		return lie_chance(rnd, 50) ? -(int)lie_below(rnd, 200) :
					     (int)lie_below(rnd, INT_MAX);
	}

	switch (func) {
	case PIPE_FUNC_START:
		WRITE_ONCE(conn->dev->started, true);
		return 0;
	case PIPE_FUNC_STOP:
		WRITE_ONCE(conn->dev->started, false);
		return 0;
	default:
		return -EINVAL;
	}
}

static int wrong_call(struct vbus_connection *base, u32 func, u64 data, u32 len,
		      u32 flags)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	int ret;

	mutex_lock(&conn->dev->lock);
	ret = wrong_answer(conn, func, data, len);
	mutex_unlock(&conn->dev->lock);
	wake_up(&conn->dev->wait);
	return ret;
}

static int wrong_take_ring(struct wrong_conn *conn, u32 id,
			   struct vbus_shm *shm, struct shm_signal *signal)
{
	struct ioq *q;

	if (conn->q[id])
		return -EEXIST;

	q = vbus_shm_ioq_attach(shm, signal, IOQ_MAX_COUNT);
	if (IS_ERR(q))
		return PTR_ERR(q);

	conn->q[id] = q;
	return 0;
}

static int wrong_shm(struct vbus_connection *base, u32 id, struct vbus_shm *shm,
		     struct shm_signal *signal, u32 flags)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	int err = 0;

	mutex_lock(&conn->dev->lock);
	if (!conn->dev->honest && lie_chance(&conn->dev->answer_rnd, 10))
		err = -EINVAL;
	else if (id <= PIPE_QUEUE_TX)
		err = wrong_take_ring(conn, id, shm, signal);
	else if (id > PIPE_REGION_SHARED || signal ||
		 conn->region[id - PIPE_REGION_ENDS])
		err = -EINVAL;
	else
		conn->region[id - PIPE_REGION_ENDS] = shm;
	mutex_unlock(&conn->dev->lock);
	return err;
}

static void wrong_close(struct vbus_connection *base)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	struct wrong_dev *dev = conn->dev;
	int i;

	mutex_lock(&dev->lock);
	for (i = 0; i < 2; i++) {
		if (conn->q[i]) {
			ioq_stop(conn->q[i]);
			ioq_put(conn->q[i]);
			conn->q[i] = NULL;
		}
		if (conn->region[i])
			vbus_shm_put(conn->region[i]);
		conn->region[i] = NULL;
	}
	WRITE_ONCE(dev->started, false);
	WRITE_ONCE(dev->conn, NULL);
	mutex_unlock(&dev->lock);
	wake_up(&dev->wait);
}

static void wrong_release(struct vbus_connection *base)
{
	struct wrong_conn *conn = to_wrong_conn(base);

	vbus_memctx_put(conn->ctx);
	kfree(conn);
}

static const struct vbus_connection_ops wrong_conn_ops = {
	.call = wrong_call,
	.shm = wrong_shm,
	.close = wrong_close,
	.release = wrong_release,
};

static int wrong_open(struct vbus_device_interface *intf,
		      struct vbus_memctx *ctx, u32 version,
		      struct vbus_connection **out)
{
	struct wrong_dev *dev = container_of(intf, struct wrong_dev, intf);
	struct wrong_conn *conn;
	int err = 0;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	if (!conn)
		return -ENOMEM;

	vbus_connection_init(&conn->base, &wrong_conn_ops);
	conn->dev = dev;
	conn->ctx = vbus_memctx_get(ctx);

	mutex_lock(&dev->lock);
	WRITE_ONCE(dev->opened, true);
	if (dev->conn)
		err = -EBUSY;
	else
		WRITE_ONCE(dev->conn, conn);
	mutex_unlock(&dev->lock);
	wake_up(&dev->wait);

	if (err) {
		wrong_release(&conn->base);
		return err;
	}
	*out = &conn->base;
	return 0;
}

static const struct vbus_device_interface_ops wrong_intf_ops = {
	.open = wrong_open,
};

/* ---- device and class ---- */

static struct wrong_dev *to_wrong_dev(struct vbus_device *vdev)
{
	return container_of(vdev, struct wrong_dev, vdev);
}

static void wrong_stop(struct task_struct **task)
{
	if (!*task)
		return;

	kthread_stop(*task);
	put_task_struct(*task);
	*task = NULL;
}

static int wrong_start(struct wrong_dev *dev, struct task_struct **task,
		       int (*fn)(void *), const char *name)
{
	struct task_struct *t = kthread_create(fn, dev, "wrong-%s", name);

	if (IS_ERR(t))
		return PTR_ERR(t);
	/* Ours until kthread_stop(), however early it ends. */
	*task = get_task_struct(t);
	wake_up_process(t);
	return 0;
}

static int wrong_bus_connect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong_dev(vdev);
	int err;

	if (dev->bus)
		return -EBUSY;

	dev->bus = bus;
	err = wrong_start(dev, &dev->scribbler, wrong_scribble, "scribbler");
	if (!err)
		err = wrong_start(dev, &dev->liar, wrong_run, "host");
	if (err) {
		wrong_stop(&dev->scribbler);
		dev->bus = NULL;
	}
	return err;
}

static int wrong_bus_disconnect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong_dev(vdev);

	wrong_stop(&dev->liar);
	wrong_stop(&dev->scribbler);
	dev->bus = NULL;
	return 0;
}

static void wrong_dev_release(struct vbus_device *vdev)
{
	kfree(to_wrong_dev(vdev));
}

static const struct vbus_device_ops wrong_device_ops = {
	.bus_connect = wrong_bus_connect,
	.bus_disconnect = wrong_bus_disconnect,
	.release = wrong_dev_release,
};

static int wrong_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct wrong_dev *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return -ENOMEM;

	dev->vdev.type = "wrong-pipe";
	dev->vdev.ops = &wrong_device_ops;
	mutex_init(&dev->lock);
	init_waitqueue_head(&dev->wait);
	prandom_seed_state(&dev->rnd, seed);
	prandom_seed_state(&dev->answer_rnd, seed + 1);
	prandom_seed_state(&dev->scribble_rnd, seed + 2);
	*vdev = &dev->vdev;
	return 0;
}

static const struct vbus_devclass_ops wrong_class_ops = {
	.create = wrong_create,
};

static struct vbus_devclass wrong_class = {
	.name = "wrong-pipe",
	.owner = THIS_MODULE,
	.ops = &wrong_class_ops,
};

static int __init wrong_init(void)
{
	return vbus_devclass_register(&wrong_class);
}
module_init(wrong_init);

static void __exit wrong_exit(void)
{
	vbus_devclass_unregister(&wrong_class);
}
module_exit(wrong_exit);

MODULE_DESCRIPTION("the device of a stream that lies to its guest, for tests");
MODULE_LICENSE("GPL");
