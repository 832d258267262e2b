// SPDX-License-Identifier: GPL-2.0
/*
 * The far end of the pump: what the guest sends is checked (number and
 * pattern); for each message one of the same length goes back, numbered on its
 * own.
 *
 *  enabled     1: messages are answered; 0: what the guest sends is dropped
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "pump_well_host.h"
#include "pump_messages.h"

/* Messages of one turn: a fast guest must not keep a CPU. */
#define WELL_BUDGET 256

struct well {
	bool enabled;
};

/**
 * struct well_pump - the pump of one connection
 * @conn: the connection
 * @wait: woken by notifications and credit
 * @from: takes messages of the guest; NULL while the link is down
 * @to: sends messages to the guest
 * @credit: messages taken and not answered, each the length of the last one
 * @len: that length
 * @taken: messages taken
 * @bytes: their bytes
 * @bad: messages that were not what they had to be
 * @sent: messages sent
 * @signals: notifications of the guest
 * @in: the message taken last
 * @out: the message to send
 */
struct well_pump {
	struct pump_conn *conn;
	wait_queue_head_t wait;
	struct task_struct *from;
	struct task_struct *to;
	atomic64_t credit;
	u32 len;
	u64 taken;
	u64 bytes;
	u64 bad;
	u64 sent;
	atomic64_t signals;
	u8 in[PUMP_MESSAGE_MAX];
	u8 out[PUMP_MESSAGE_MAX];
};

static void well_take(struct well_pump *p, size_t len)
{
	struct well *well = p->conn->dev->priv;

	if (!pump_message_ok(p->in, len, p->taken)) {
		p->bad++;
		pr_warn_ratelimited("message %llu of %zu bytes is not what it must be\n",
				    p->taken, len);
	}
	p->taken++;
	p->bytes += len;

	if (READ_ONCE(well->enabled) && len >= PUMP_MESSAGE_MIN) {
		WRITE_ONCE(p->len, len);
		atomic64_inc(&p->credit);
	}
}

/* Sleeps until it has to stop; for a ring that is of no use any more. */
static void well_give_up(const char *ring, int ret)
{
	pr_warn("ring %s: %d, no more traffic until the link is down\n", ring,
		ret);
	while (!kthread_should_stop()) {
		set_current_state(TASK_INTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
}

static int well_from_guest(void *data)
{
	struct well_pump *p = data;
	struct pump_conn *conn = p->conn;
	unsigned int n;
	int ret = 0;

	while (!kthread_should_stop()) {
		pump_tx_listen(conn, true);
		wait_event_interruptible(p->wait, kthread_should_stop() ||
					 pump_tx_can_get(conn));
		pump_tx_listen(conn, false);

		for (n = 0; n < WELL_BUDGET; n++) {
			ret = pump_tx_get(conn, p->in, sizeof(p->in));
			if (ret == -EMSGSIZE || ret == -EFAULT) {
				p->bad++;
				continue;
			}
			if (ret < 0)
				break;

			well_take(p, ret);
			if (n % PUMP_MESSAGE_BATCH == PUMP_MESSAGE_BATCH - 1) {
				pump_tx_signal(conn);
				wake_up(&p->wait);
			}
		}
		pump_tx_signal(conn);
		wake_up(&p->wait);

		if (ret < 0 && ret != -EAGAIN && ret != -EMSGSIZE &&
		    ret != -EFAULT)
			well_give_up("tx", ret);
		cond_resched();
	}

	return 0;
}

static int well_to_guest(void *data)
{
	struct well_pump *p = data;
	struct pump_conn *conn = p->conn;
	unsigned int n = 0;
	u32 len;
	int ret;

	while (!kthread_should_stop()) {
		if (!atomic64_read(&p->credit)) {
			pump_rx_signal(conn);
			wait_event_interruptible(p->wait,
						 kthread_should_stop() ||
						 atomic64_read(&p->credit));
			continue;
		}

		len = READ_ONCE(p->len);
		pump_message_fill(p->out, len, p->sent);
		ret = pump_rx_put(conn, p->out, len);
		if (!ret) {
			p->sent++;
			atomic64_dec(&p->credit);
			if (++n % PUMP_MESSAGE_BATCH == 0)
				pump_rx_signal(conn);
			if (n % WELL_BUDGET == 0)
				cond_resched();
			continue;
		}

		pump_rx_signal(conn);
		if (ret == -EAGAIN) {
			/* No buffer: the guest says when there is one. */
			pump_rx_listen(conn, true);
			wait_event_interruptible(p->wait,
						 kthread_should_stop() ||
						 pump_rx_can_put(conn));
			pump_rx_listen(conn, false);
		} else if (ret == -EMSGSIZE || ret == -EFAULT) {
			/* The guest's buffer was no good; it is told by a length of 0. */
			atomic64_dec(&p->credit);
			cond_resched();
		} else {
			well_give_up("rx", ret);
		}
	}

	return 0;
}

static struct task_struct *well_start(int (*fn)(void *), struct well_pump *p,
				     const char *name)
{
	struct task_struct *task = kthread_create(fn, p, "pump-well-%s", name);

	/* Ours until kthread_stop(), however early it ends. */
	return IS_ERR(task) ? task : get_task_struct(task);
}

static void well_stop(struct task_struct *task)
{
	kthread_stop(task);
	put_task_struct(task);
}

static void well_link_down(struct well_pump *p)
{
	well_stop(p->from);
	well_stop(p->to);
	pump_rx_listen(p->conn, false);
	pump_tx_listen(p->conn, false);
	p->from = NULL;
	p->to = NULL;
	pr_info("%s: %llu messages taken (%llu bytes, %llu bad), %llu sent, %lld signals\n",
		vbus_device_name(&p->conn->dev->vdev), p->taken, p->bytes,
		p->bad, p->sent, (s64)atomic64_read(&p->signals));
}

/* ---- the device */

static int well_create(struct pump_well *dev)
{
	struct well *well = kzalloc(sizeof(*well), GFP_KERNEL);

	if (!well)
		return -ENOMEM;

	well->enabled = true;
	dev->priv = well;
	return 0;
}

static void well_destroy(struct pump_well *dev)
{
	kfree(dev->priv);
}

static int well_get_enabled(struct pump_well *dev, bool *value)
{
	struct well *well = dev->priv;

	*value = well->enabled;
	return 0;
}

static int well_set_enabled(struct pump_well *dev, bool value)
{
	struct well *well = dev->priv;

	WRITE_ONCE(well->enabled, value);
	return 0;
}

/* ---- a connection */

static int well_open(struct pump_conn *conn)
{
	struct well_pump *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;

	p->conn = conn;
	init_waitqueue_head(&p->wait);
	conn->priv = p;
	return 0;
}

static void well_close(struct pump_conn *conn)
{
	struct well_pump *p = conn->priv;

	if (p->from)
		well_link_down(p);
	conn->priv = NULL;
	kfree(p);
}

static void well_ring_rx_notify(struct pump_conn *conn)
{
	struct well_pump *p = conn->priv;

	atomic64_inc(&p->signals);
	wake_up(&p->wait);
}

static void well_ring_tx_notify(struct pump_conn *conn)
{
	well_ring_rx_notify(conn);
}

static int well_call_linkup(struct pump_conn *conn)
{
	struct well_pump *p = conn->priv;
	struct task_struct *from, *to;

	if (p->from)
		return -EEXIST;

	from = well_start(well_from_guest, p, "from");
	if (IS_ERR(from))
		return PTR_ERR(from);
	to = well_start(well_to_guest, p, "to");
	if (IS_ERR(to)) {
		well_stop(from);
		return PTR_ERR(to);
	}

	p->from = from;
	p->to = to;
	wake_up_process(from);
	wake_up_process(to);
	return 0;
}

static int well_call_linkdown(struct pump_conn *conn)
{
	struct well_pump *p = conn->priv;

	if (!p->from)
		return -ENOENT;

	well_link_down(p);
	return 0;
}

DEFINE_PUMP_WELL_OPS(well);
