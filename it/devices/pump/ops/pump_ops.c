// SPDX-License-Identifier: GPL-2.0
/*
 * The driver of the pump. With messages=N it
 * sends N messages and takes N, both at once, and checks each for its place and
 * its content.
 *
 * /sys/bus/vbus-proxy/devices/<device>/result says how far it is: "idle",
 * "running", "failed <errno> ...", or "done" with the figures of both
 * directions.
 */
#include <linux/atomic.h>
#include <linux/device.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "pump_guest.h"
#include "pump_messages.h"

static unsigned long messages;
module_param(messages, ulong, 0444);
MODULE_PARM_DESC(messages, "to send and to take; 0 leaves the link up and idle");

static unsigned int size = 256;
module_param(size, uint, 0444);
MODULE_PARM_DESC(size, "bytes of a message, 8 to 2048 (default 256)");

/* Messages between two looks at the scheduler. */
#define PUMP_BUDGET 256

/**
 * struct pump_way - one direction
 * @name: for messages
 * @task: its thread; NULL when idle
 * @wait: woken by notifications
 * @buf: the message at hand
 * @count: messages so far
 * @bytes: their bytes
 * @signals: notifications of the device
 * @ns: time it took, once it is done
 * @err: why it ended, 0 when it was done
 */
struct pump_way {
	const char *name;
	struct task_struct *task;
	wait_queue_head_t wait;
	u8 buf[PUMP_MESSAGE_MAX];
	u64 count;
	u64 bytes;
	atomic64_t signals;
	u64 ns;
	int err;
};

/**
 * struct pump - the pump of one device
 * @dev: the device
 * @goal: messages in each direction
 * @len: bytes of each
 * @tx: to the device
 * @rx: from the device
 * @running: directions that are not done
 * @failed: a direction has given up
 */
struct pump {
	struct pump_device *dev;
	u64 goal;
	size_t len;
	struct pump_way tx;
	struct pump_way rx;
	atomic_t running;
	bool failed;
};

static void pump_end(struct pump *p, struct pump_way *way, u64 start, int err)
{
	struct device *dev = &p->dev->vdev->dev;
	u64 ns = max_t(u64, ktime_get_ns() - start, 1);

	way->ns = ns;
	way->err = err;
	if (err) {
		dev_err(dev, "%s: %d after %llu messages\n", way->name, err,
			way->count);
		WRITE_ONCE(p->failed, true);
	} else {
		dev_info(dev, "%s: %llu messages, %llu bytes, %llu us, %llu messages/s, %lld signals\n",
			 way->name, way->count, way->bytes,
			 div_u64(ns, NSEC_PER_USEC),
			 mul_u64_u64_div_u64(way->count, NSEC_PER_SEC, ns),
			 (s64)atomic64_read(&way->signals));
	}

	/* Pairs with the acquire in result_show(): the figures before it. */
	atomic_dec_return_release(&p->running);
}

static int pump_send_one(struct pump *p, struct pump_way *way)
{
	struct pump_device *dev = p->dev;
	int ret;

	pump_message_fill(way->buf, p->len, way->count);
	ret = pump_tx_send(dev, way->buf, p->len);
	if (ret != -EAGAIN)
		return ret;

	/* Full: tell the device, then hear of its signals until it is not. */
	pump_tx_signal(dev);
	pump_tx_listen(dev, true);
	wait_event_interruptible(way->wait, kthread_should_stop() ||
				 pump_tx_can_send(dev));
	pump_tx_listen(dev, false);
	return -EAGAIN;
}

static int pump_take_one(struct pump *p, struct pump_way *way)
{
	struct pump_device *dev = p->dev;
	int ret;

	ret = pump_rx_recv(dev, way->buf, sizeof(way->buf));
	if (ret > 0) {
		if (ret != p->len || !pump_message_ok(way->buf, ret, way->count))
			return -EBADMSG;
		return 0;
	}
	/* A buffer that the device flushed: nothing in it. */
	if (!ret)
		return -EAGAIN;
	if (ret != -EAGAIN)
		return ret;

	pump_rx_signal(dev);
	pump_rx_listen(dev, true);
	wait_event_interruptible(way->wait, kthread_should_stop() ||
				 pump_rx_can_recv(dev));
	pump_rx_listen(dev, false);
	return -EAGAIN;
}

static void pump_run(struct pump *p, struct pump_way *way,
		     int (*one)(struct pump *p, struct pump_way *way),
		     void (*signal)(struct pump_device *dev))
{
	u64 start = ktime_get_ns();
	int ret = 0;

	while (way->count < p->goal) {
		if (kthread_should_stop()) {
			ret = -EINTR;
			break;
		}

		ret = one(p, way);
		if (ret == -EAGAIN) {
			cond_resched();
			continue;
		}
		if (ret)
			break;

		way->count++;
		way->bytes += p->len;
		if (way->count % PUMP_MESSAGE_BATCH == 0)
			signal(p->dev);
		if (way->count % PUMP_BUDGET == 0)
			cond_resched();
	}

	signal(p->dev);
	pump_end(p, way, start, ret == -EAGAIN ? 0 : ret);
}

static int pump_tx_thread(void *data)
{
	struct pump *p = data;

	pump_run(p, &p->tx, pump_send_one, pump_tx_signal);
	return 0;
}

static int pump_rx_thread(void *data)
{
	struct pump *p = data;

	pump_run(p, &p->rx, pump_take_one, pump_rx_signal);
	return 0;
}

static ssize_t result_show(struct device *d, struct device_attribute *attr,
			   char *buf)
{
	struct pump_device *dev = to_vbus_device_proxy(d)->priv;
	struct pump *p = dev ? dev->priv : NULL;

	if (!p || !p->goal)
		return sysfs_emit(buf, "idle\n");
	if (READ_ONCE(p->failed))
		return sysfs_emit(buf, "failed tx=%llu rx=%llu\n",
				  READ_ONCE(p->tx.count),
				  READ_ONCE(p->rx.count));
	/* Pairs with the release in pump_end(). */
	if (atomic_read_acquire(&p->running))
		return sysfs_emit(buf, "running tx=%llu rx=%llu\n",
				  READ_ONCE(p->tx.count),
				  READ_ONCE(p->rx.count));

	return sysfs_emit(buf, "done messages=%llu size=%zu tx_us=%llu tx_signals=%lld rx_us=%llu rx_signals=%lld\n",
			  p->goal, p->len, div_u64(p->tx.ns, NSEC_PER_USEC),
			  (s64)atomic64_read(&p->tx.signals),
			  div_u64(p->rx.ns, NSEC_PER_USEC),
			  (s64)atomic64_read(&p->rx.signals));
}
static DEVICE_ATTR_RO(result);

static void pump_stop(struct pump_way *way)
{
	if (!way->task)
		return;

	kthread_stop(way->task);
	put_task_struct(way->task);
	way->task = NULL;
}

static int pump_create(struct pump *p, struct pump_way *way, const char *name,
		       int (*fn)(void *))
{
	struct task_struct *task = kthread_create(fn, p, "pump-%s", name);

	if (IS_ERR(task))
		return PTR_ERR(task);

	/* Ours until kthread_stop(), however early it ends. */
	way->task = get_task_struct(task);
	return 0;
}

static void pump_init_way(struct pump_way *way, const char *name)
{
	way->name = name;
	init_waitqueue_head(&way->wait);
}

static int pump_probe(struct pump_device *dev)
{
	struct device *d = &dev->vdev->dev;
	struct pump *p;
	int ret;

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;

	p->dev = dev;
	p->goal = messages;
	p->len = clamp_t(size_t, size, PUMP_MESSAGE_MIN, PUMP_MESSAGE_MAX);
	pump_init_way(&p->tx, "tx");
	pump_init_way(&p->rx, "rx");
	atomic_set(&p->running, 2);
	dev->priv = p;

	if (p->goal) {
		ret = pump_create(p, &p->tx, "tx", pump_tx_thread);
		if (!ret)
			ret = pump_create(p, &p->rx, "rx", pump_rx_thread);
		if (ret)
			goto stop;
	}

	ret = device_create_file(d, &dev_attr_result);
	if (ret)
		goto stop;

	ret = pump_linkup(dev);
	if (ret)
		goto file;

	/* From here on nothing fails, and notifications may come. */
	if (p->goal) {
		wake_up_process(p->rx.task);
		wake_up_process(p->tx.task);
	}
	return 0;

file:
	device_remove_file(d, &dev_attr_result);
stop:
	pump_stop(&p->tx);
	pump_stop(&p->rx);
	dev->priv = NULL;
	kfree(p);
	return ret;
}

static void pump_remove(struct pump_device *dev)
{
	struct pump *p = dev->priv;

	pump_stop(&p->tx);
	pump_stop(&p->rx);
	pump_linkdown(dev);
	device_remove_file(&dev->vdev->dev, &dev_attr_result);
	dev->priv = NULL;
	kfree(p);
}

static void pump_ring_rx_notify(struct pump_device *dev)
{
	struct pump *p = dev->priv;

	atomic64_inc(&p->rx.signals);
	wake_up(&p->rx.wait);
}

static void pump_ring_tx_notify(struct pump_device *dev)
{
	struct pump *p = dev->priv;

	atomic64_inc(&p->tx.signals);
	wake_up(&p->tx.wait);
}

DEFINE_PUMP_OPS(pump);
