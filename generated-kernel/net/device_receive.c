// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, host half: packets of the driver, from ring tx. Whatever
 * describes a packet is copied first, then checked, then used.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/if_vlan.h>
#include <linux/irqflags.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/moduleparam.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
#include <linux/vbus_compat.h>

#include "device.h"

static int vbus_net_decode_flat(const struct ioq_ring_desc *desc,
				struct vbus_net_packet *p)
{
	if (desc->len > VBUS_NET_MAX_MTU + VLAN_ETH_HLEN)
		return -EMSGSIZE;

	memset(&p->sg, 0, sizeof(p->sg));
	p->sg.count = 1;
	p->iov[0].ptr = desc->ptr;
	p->iov[0].len = desc->len;
	p->len = desc->len;
	return 0;
}

static int vbus_net_decode_sg(struct vbus_net_conn *conn,
			      const struct ioq_ring_desc *desc,
			      struct vbus_net_packet *p)
{
	u32 left, i;
	int err;

	if (desc->len < sizeof(p->sg) + sizeof(p->iov[0]) ||
	    desc->len > sizeof(p->sg) + VENET_MAX_IOV * sizeof(p->iov[0]))
		return -EMSGSIZE;

	/* Into sg and on into iov. */
	err = vbus_copy_from(conn->peer.ctx, &p->sg, desc->ptr, sizeof(p->sg));
	if (!err)
		err = vbus_copy_from(conn->peer.ctx, p->iov,
				     desc->ptr + sizeof(p->sg),
				     desc->len - sizeof(p->sg));
	if (err)
		return err;

	if (!p->sg.count ||
	    p->sg.count > (desc->len - sizeof(p->sg)) / sizeof(p->iov[0]))
		return -EINVAL;

	p->len = p->sg.len;
	left = p->len;
	for (i = 0; i < p->sg.count; i++) {
		if (p->iov[i].len > left)
			return -EINVAL;
		left -= p->iov[i].len;
	}

	return left ? -EINVAL : 0;
}

/* A packet, or NULL if it was none; then counted. */
static struct sk_buff *vbus_net_take(struct vbus_net_conn *conn,
				     const struct ioq_ring_desc *desc,
				     struct napi_struct *napi)
{
	struct vbus_net_packet *p = &conn->packet;
	struct sk_buff *skb;
	int err;

	if (!vbus_net_packet_wanted(&conn->peer))
		return NULL;

	if (conn->peer.features & VBUS_NET_F_SG)
		err = vbus_net_decode_sg(conn, desc, p);
	else
		err = vbus_net_decode_flat(desc, p);
	if (err) {
		vbus_net_packet_refused(&conn->peer, err);
		return NULL;
	}

	p->napi = napi;
	p->pool = napi ? conn->pool : NULL;
	p->gfp = napi ? GFP_ATOMIC : GFP_KERNEL;
	skb = vbus_net_packet_take(&conn->peer, p);
	return IS_ERR(skb) ? NULL : skb;
}

static void vbus_net_deliver(struct vbus_net_conn *conn, struct sk_buff *skb,
			     struct napi_struct *napi)
{
	/* Read by who sends as well. */
	WRITE_ONCE(conn->taken, conn->taken + skb->len);
	vbus_net_packet_deliver(&conn->peer, skb, napi);
}

/*
 * Takes at most @budget packets and returns how many; with @napi in softirq,
 * without it in process context.
 */
static int vbus_net_receive(struct vbus_net_conn *conn, int budget,
			    struct napi_struct *napi)
{
	struct sk_buff *skb, *last = NULL;
	struct ioq_ring_desc desc;
	int packets = 0;
	int err = 0;
	int n = 0;

	if (vbus_net_peer_is_broken(&conn->peer))
		return 0;

	while (n < budget) {
		err = ioq_iter_read(&conn->from_it, &desc);
		if (err)
			break;

		n++;
		skb = vbus_net_take(conn, &desc, napi);
		err = ioq_iter_pop(&conn->from_it, 0);
		if (skb) {
			if (last)
				vbus_net_deliver(conn, last, napi);
			last = skb;
			packets++;
		}
		if (err)
			break;
	}

	if (err && err != -EAGAIN)
		vbus_net_break(conn, "tx", err);

	/* Reaches the driver only if it waits for slots. */
	if (n) {
		vbus_net_inc(conn->peer.net, VBUS_NET_SIGNALS_SENT);
		vbus_device_ring_signal(conn->from);
	}

	/* What comes alone has nothing to merge with, and goes a shorter way. */
	if (napi && packets == 1 && vbus_napi_gro_idle(napi))
		napi = NULL;
	if (last)
		vbus_net_deliver(conn, last, napi);

	return n;
}

/* ---- streams ---- */

/*
 * A driver that waits for an answer is best served where its signal arrives,
 * without a switch of threads. One that goes on sending meanwhile is better
 * served by a thread, on another CPU: it sends while that takes, and needs no
 * signal until the thread found nothing for a while. Which it is shows in how
 * soon the next packet comes: within a few times as long as it took to take
 * one. Or in that there is much to take, so that a switch of threads is the
 * least of it. Several times in a row, to begin and to end.
 *
 * On the driver's own CPU the thread is of no use, and is not tried again for a
 * while.
 */
#define VBUS_NET_SOON 4
#define VBUS_NET_MUCH SZ_8K
#define VBUS_NET_STREAM 8
#define VBUS_NET_STREAM_LATER (-256)

static unsigned int stream_us = 500;
module_param(stream_us, uint, 0644);
MODULE_PARM_DESC(stream_us,
		 "how long at most a CPU looks for the next packet of a virtual machine that is sending a stream; 0: no streams (default 500)");

static u64 vbus_net_soon(const struct vbus_net_conn *conn)
{
	return conn->took * VBUS_NET_SOON;
}

/* NAPI goes by the new way when it is scheduled next. */
static void vbus_net_stream_switch(struct vbus_net_conn *conn, bool stream)
{
	/* Neither sleeps nor fails: the thread is there. */
	dev_set_threaded(conn->napi_dev, stream);
}

/* One look at the ring, which took @n packets of @bytes since @start. */
struct vbus_net_turn {
	u64 start;
	u64 bytes;
	int n;
};

/* True if the turn is one of a stream. What was idle is so until it began. */
static bool vbus_net_turn_of_stream(struct vbus_net_conn *conn,
				    const struct vbus_net_turn *turn)
{
	bool soon = turn->start - conn->idle_since < vbus_net_soon(conn);
	u64 now = ktime_get_ns();
	u64 took = div_u64(now - turn->start, turn->n);

	conn->took = conn->took ? (conn->took * 7 + took) / 8 : took;
	conn->idle_since = now;
	return soon || turn->bytes >= VBUS_NET_MUCH;
}

/* In softirq. */
static bool vbus_net_stream_begins(struct vbus_net_conn *conn,
				   const struct vbus_net_turn *turn)
{
	if (!turn->n)
		return false;

	if (vbus_net_turn_of_stream(conn, turn))
		conn->soon++;
	else
		conn->soon = min(conn->soon, 0);

	return conn->soon >= VBUS_NET_STREAM && READ_ONCE(stream_us);
}

/* In the thread: is it where the driver runs? */
static bool vbus_net_stream_is_here(const struct vbus_net_conn *conn)
{
	return raw_smp_processor_id() == READ_ONCE(conn->rung_cpu);
}

/* In the thread: should it look again at once? */
static bool vbus_net_stream_looks(struct vbus_net_conn *conn, int n)
{
	u64 most = (u64)READ_ONCE(stream_us) * NSEC_PER_USEC;

	if (vbus_net_peer_is_broken(&conn->peer))
		return false;
	if (vbus_net_stream_is_here(conn))
		return false;
	if (n)
		return true;

	cpu_relax();
	return ktime_get_ns() - conn->idle_since <
	       min(vbus_net_soon(conn), most);
}

/* In the thread, which found nothing more. */
static bool vbus_net_stream_ends(struct vbus_net_conn *conn)
{
	if (vbus_net_stream_is_here(conn)) {
		conn->soon = VBUS_NET_STREAM_LATER;
		return true;
	}

	return conn->soon <= 0 || !READ_ONCE(stream_us);
}

/* Under the device's lock, NAPI being off. */
static void vbus_net_stream_prepare(struct vbus_net_conn *conn)
{
	conn->streams = false;
	if (!conn->peer.ctx->ops->distant)
		return;

	/* Makes the thread, under that name; without it there are no streams. */
	strscpy(conn->napi_dev->name, vbus_device_name(conn->peer.net->vdev),
		sizeof(conn->napi_dev->name));
	conn->streams = !dev_set_threaded(conn->napi_dev, true);
	conn->soon = 0;
	vbus_net_stream_switch(conn, false);
}

/* ---- without threads ---- */

int vbus_net_poll(struct napi_struct *napi, int budget)
{
	struct vbus_net_conn *conn =
		container_of(napi, struct vbus_net_conn, napi);
	struct vbus_net_turn turn = {};
	u64 before = conn->taken;

	if (conn->streams)
		turn.start = ktime_get_ns();
	turn.n = vbus_net_receive(conn, budget, napi);
	turn.bytes = conn->taken - before;

	if (turn.n == budget)
		return budget;

	if (!conn->streams)
		goto done;

	if (!in_serving_softirq()) {
		if (turn.n)
			conn->soon = vbus_net_turn_of_stream(conn, &turn) ?
				     VBUS_NET_STREAM : conn->soon - 1;
		if (vbus_net_stream_looks(conn, turn.n))
			return budget;
		if (vbus_net_stream_ends(conn))
			vbus_net_stream_switch(conn, false);
	} else if (vbus_net_stream_begins(conn, &turn)) {
		vbus_net_inc(conn->peer.net, VBUS_NET_RX_STREAMS);
		vbus_net_stream_switch(conn, true);
		if (napi_complete_done(napi, turn.n))
			napi_schedule(napi);
		return turn.n;
	}

done:
	/* Unmasked, the driver's signals of meanwhile come at once. */
	if (napi_complete_done(napi, turn.n) && !vbus_net_peer_is_broken(&conn->peer))
		vbus_device_ring_listen(conn->from, true);

	return turn.n;
}

/* Any context. */
static void vbus_net_schedule(struct vbus_net_conn *conn)
{
	/* From a thread, softirq would otherwise wait for the next interrupt. */
	bool now = in_task() && !irqs_disabled();

	if (now)
		local_bh_disable();
	if (napi_schedule_prep(&conn->napi)) {
		vbus_device_ring_listen(conn->from, false);
		__napi_schedule(&conn->napi);
	}
	if (now)
		local_bh_enable();
}

/* ---- by a thread ---- */

static int vbus_net_receive_thread(void *data)
{
	struct vbus_net_conn *conn = data;

	while (!kthread_should_stop()) {
		vbus_device_ring_listen(conn->from, true);
		wait_event_interruptible(conn->from_wait,
					 kthread_should_stop() ||
					 (!vbus_net_peer_is_broken(&conn->peer) &&
					  ioq_iter_mine(&conn->from_it)));
		vbus_device_ring_listen(conn->from, false);

		while (vbus_net_receive(conn, VBUS_NET_BATCH, NULL) &&
		       !kthread_should_stop())
			cond_resched();
		cond_resched();
	}

	return 0;
}

/* ---- both ---- */

/**
 * vbus_net_conn_tx_notify() - the driver signalled ring tx: there are packets
 * @conn: the connection
 *
 * Context: any.
 */
void vbus_net_conn_tx_notify(struct vbus_net_conn *conn)
{
	vbus_net_inc(conn->peer.net, VBUS_NET_RX_SIGNALS);
	if (!READ_ONCE(conn->linked))
		return;
	/* Not what the ring makes up for after it was masked. */
	if (!in_serving_softirq())
		WRITE_ONCE(conn->rung_cpu, raw_smp_processor_id());

	if (conn->threads)
		wake_up(&conn->from_wait);
	else
		vbus_net_schedule(conn);
}
EXPORT_SYMBOL_GPL(vbus_net_conn_tx_notify);

/* Under the device's lock. */
int vbus_net_receive_start(struct vbus_net_conn *conn)
{
	struct ioq *q = conn->from->q;
	struct task_struct *task;

	conn->from_count = q->count;
	if (ioq_iter_init(q, &conn->from_it, IOQ_IDX_INUSE, 0) ||
	    ioq_iter_seek(&conn->from_it, IOQ_SEEK_HEAD, 0, 0))
		return -EINVAL;

	if (!conn->threads) {
		vbus_net_stream_prepare(conn);
		napi_enable(&conn->napi);
		vbus_net_schedule(conn);
		return 0;
	}

	task = kthread_create(vbus_net_receive_thread, conn, "vbus-from/%s",
			      vbus_device_name(conn->peer.net->vdev));
	if (IS_ERR(task))
		return PTR_ERR(task);
	conn->from_task = get_task_struct(task);
	wake_up_process(task);
	return 0;
}

/* Under the device's lock. */
void vbus_net_receive_stop(struct vbus_net_conn *conn)
{
	if (conn->threads) {
		kthread_stop(conn->from_task);
		put_task_struct(conn->from_task);
		conn->from_task = NULL;
	} else {
		napi_disable(&conn->napi);
	}
	vbus_device_ring_listen(conn->from, false);
}

/* NAPI may still hold packets of the interface that goes. */
void vbus_net_receive_quiesce(struct vbus_net_peer *peer)
{
	struct vbus_net_conn *conn = to_vbus_net_conn(peer);

	if (conn->threads)
		return;

	napi_disable(&conn->napi);
	napi_enable(&conn->napi);
	vbus_net_schedule(conn);
}

/*
 * Takes what the driver has posted, after vbus_net_receive_stop(). A driver
 * that goes on posting gets no more than a ring full.
 */
void vbus_net_receive_drain(struct vbus_net_conn *conn)
{
	vbus_net_receive(conn, conn->from_count, NULL);
}
