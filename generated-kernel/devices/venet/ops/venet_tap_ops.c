// SPDX-License-Identifier: GPL-2.0
/*
 * venet-tap without a network interface: a pump. What the guest sends is
 * checked (number and pattern); for each message one of the same length goes
 * back, numbered on its own.
 *
 *  client_mac  what MACQUERY answers; random until written
 *  host_mac    random; nothing has this address
 *  enabled     1: the pump answers; 0: it drops what the guest sends
 *  ifname      <disabled>: there is no network interface
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/etherdevice.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "venet_tap_host.h"
#include "venet_pump.h"

/* Messages of one turn: a fast guest must not keep a CPU. */
#define TAP_BUDGET 256

struct tap {
	u8 client_mac[ETH_ALEN];
	u8 host_mac[ETH_ALEN];
	bool enabled;
};

/**
 * struct tap_pump - the pump of one connection
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
struct tap_pump {
	struct venet_conn *conn;
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
	u8 in[VENET_PUMP_MAX];
	u8 out[VENET_PUMP_MAX];
};

static void tap_take(struct tap_pump *p, size_t len)
{
	struct tap *tap = p->conn->dev->priv;

	if (!venet_pump_ok(p->in, len, p->taken)) {
		p->bad++;
		pr_warn_ratelimited("message %llu of %zu bytes is not what it must be\n",
				    p->taken, len);
	}
	p->taken++;
	p->bytes += len;

	if (READ_ONCE(tap->enabled) && len >= VENET_PUMP_MIN) {
		WRITE_ONCE(p->len, len);
		atomic64_inc(&p->credit);
	}
}

/* Sleeps until it has to stop; for a ring that is of no use any more. */
static void tap_give_up(const char *ring, int ret)
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

static int tap_from_guest(void *data)
{
	struct tap_pump *p = data;
	struct venet_conn *conn = p->conn;
	unsigned int n;
	int ret = 0;

	while (!kthread_should_stop()) {
		venet_tx_listen(conn, true);
		wait_event_interruptible(p->wait, kthread_should_stop() ||
					 venet_tx_can_get(conn));
		venet_tx_listen(conn, false);

		for (n = 0; n < TAP_BUDGET; n++) {
			ret = venet_tx_get(conn, p->in, sizeof(p->in));
			if (ret == -EMSGSIZE || ret == -EFAULT) {
				p->bad++;
				continue;
			}
			if (ret < 0)
				break;

			tap_take(p, ret);
			if (n % VENET_PUMP_BATCH == VENET_PUMP_BATCH - 1) {
				venet_tx_signal(conn);
				wake_up(&p->wait);
			}
		}
		venet_tx_signal(conn);
		wake_up(&p->wait);

		if (ret < 0 && ret != -EAGAIN && ret != -EMSGSIZE &&
		    ret != -EFAULT)
			tap_give_up("tx", ret);
		cond_resched();
	}

	return 0;
}

static int tap_to_guest(void *data)
{
	struct tap_pump *p = data;
	struct venet_conn *conn = p->conn;
	unsigned int n = 0;
	u32 len;
	int ret;

	while (!kthread_should_stop()) {
		if (!atomic64_read(&p->credit)) {
			venet_rx_signal(conn);
			wait_event_interruptible(p->wait,
						 kthread_should_stop() ||
						 atomic64_read(&p->credit));
			continue;
		}

		len = READ_ONCE(p->len);
		venet_pump_fill(p->out, len, p->sent);
		ret = venet_rx_put(conn, p->out, len);
		if (!ret) {
			p->sent++;
			atomic64_dec(&p->credit);
			if (++n % VENET_PUMP_BATCH == 0)
				venet_rx_signal(conn);
			if (n % TAP_BUDGET == 0)
				cond_resched();
			continue;
		}

		venet_rx_signal(conn);
		if (ret == -EAGAIN) {
			/* No buffer: the guest says when there is one. */
			venet_rx_listen(conn, true);
			wait_event_interruptible(p->wait,
						 kthread_should_stop() ||
						 venet_rx_can_put(conn));
			venet_rx_listen(conn, false);
		} else if (ret == -EMSGSIZE || ret == -EFAULT) {
			/* The guest's buffer was no good; it is told by a length of 0. */
			atomic64_dec(&p->credit);
			cond_resched();
		} else {
			tap_give_up("rx", ret);
		}
	}

	return 0;
}

static struct task_struct *tap_start(int (*fn)(void *), struct tap_pump *p,
				     const char *name)
{
	struct task_struct *task = kthread_create(fn, p, "venet-%s", name);

	/* Ours until kthread_stop(), however early it ends. */
	return IS_ERR(task) ? task : get_task_struct(task);
}

static void tap_stop(struct task_struct *task)
{
	kthread_stop(task);
	put_task_struct(task);
}

static void tap_link_down(struct tap_pump *p)
{
	tap_stop(p->from);
	tap_stop(p->to);
	venet_rx_listen(p->conn, false);
	venet_tx_listen(p->conn, false);
	p->from = NULL;
	p->to = NULL;
	pr_info("%s: %llu messages taken (%llu bytes, %llu bad), %llu sent, %lld signals\n",
		vbus_device_name(&p->conn->dev->vdev), p->taken, p->bytes,
		p->bad, p->sent, (s64)atomic64_read(&p->signals));
}

/* ---- the device */

static int tap_create(struct venet_tap *dev)
{
	struct tap *tap = kzalloc(sizeof(*tap), GFP_KERNEL);

	if (!tap)
		return -ENOMEM;

	eth_random_addr(tap->client_mac);
	eth_random_addr(tap->host_mac);
	tap->enabled = true;
	dev->priv = tap;
	return 0;
}

static void tap_destroy(struct venet_tap *dev)
{
	kfree(dev->priv);
}

static int tap_get_client_mac(struct venet_tap *dev, u8 value[6])
{
	struct tap *tap = dev->priv;

	memcpy(value, tap->client_mac, ETH_ALEN);
	return 0;
}

static int tap_set_client_mac(struct venet_tap *dev, const u8 value[6])
{
	struct tap *tap = dev->priv;

	memcpy(tap->client_mac, value, ETH_ALEN);
	return 0;
}

static int tap_get_host_mac(struct venet_tap *dev, u8 value[6])
{
	struct tap *tap = dev->priv;

	memcpy(value, tap->host_mac, ETH_ALEN);
	return 0;
}

static int tap_get_enabled(struct venet_tap *dev, bool *value)
{
	struct tap *tap = dev->priv;

	*value = tap->enabled;
	return 0;
}

static int tap_set_enabled(struct venet_tap *dev, bool value)
{
	struct tap *tap = dev->priv;

	WRITE_ONCE(tap->enabled, value);
	return 0;
}

static int tap_get_ifname(struct venet_tap *dev, char value[16])
{
	strscpy(value, "<disabled>", 16);
	return 0;
}

/* ---- a connection */

static int tap_open(struct venet_conn *conn)
{
	struct tap_pump *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;

	p->conn = conn;
	init_waitqueue_head(&p->wait);
	conn->priv = p;
	return 0;
}

static void tap_close(struct venet_conn *conn)
{
	struct tap_pump *p = conn->priv;

	if (p->from)
		tap_link_down(p);
	conn->priv = NULL;
	kfree(p);
}

/* The pump knows plain frames only. */
static u64 tap_offer_sg(struct venet_conn *conn)
{
	return 0;
}

static void tap_granted_sg(struct venet_conn *conn, u64 bits)
{
}

static u64 tap_offer_rx(struct venet_conn *conn)
{
	return 0;
}

static void tap_granted_rx(struct venet_conn *conn, u64 bits)
{
}

static void tap_ring_rx_notify(struct venet_conn *conn)
{
	struct tap_pump *p = conn->priv;

	atomic64_inc(&p->signals);
	wake_up(&p->wait);
}

static void tap_ring_tx_notify(struct venet_conn *conn)
{
	tap_ring_rx_notify(conn);
}

static int tap_call_linkup(struct venet_conn *conn)
{
	struct tap_pump *p = conn->priv;
	struct task_struct *from, *to;

	if (p->from)
		return -EEXIST;

	from = tap_start(tap_from_guest, p, "from");
	if (IS_ERR(from))
		return PTR_ERR(from);
	to = tap_start(tap_to_guest, p, "to");
	if (IS_ERR(to)) {
		tap_stop(from);
		return PTR_ERR(to);
	}

	p->from = from;
	p->to = to;
	wake_up_process(from);
	wake_up_process(to);
	return 0;
}

static int tap_call_linkdown(struct venet_conn *conn)
{
	struct tap_pump *p = conn->priv;

	if (!p->from)
		return -ENOENT;

	tap_link_down(p);
	return 0;
}

static int tap_call_macquery(struct venet_conn *conn, u8 mac[6])
{
	struct tap *tap = conn->dev->priv;

	/* Only written while no connection is open: cannot change here. */
	memcpy(mac, tap->client_mac, ETH_ALEN);
	return 0;
}

static int tap_call_flushrx(struct venet_conn *conn)
{
	struct tap_pump *p = conn->priv;
	int ret;

	if (!p->from)
		return -EINVAL;

	ret = venet_rx_flush(conn);
	return ret < 0 ? ret : 0;
}

DEFINE_VENET_TAP_OPS(tap);
