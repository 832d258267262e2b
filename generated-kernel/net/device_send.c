// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, host half: packets to the driver, by ring rx.
 *
 * A packet is copied once, from where it lies into the driver's slots. When
 * these run out the queue stops and the driver's signal starts it again: the
 * ring is all there is of flow control.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/tcp.h>

#include "device.h"

/* Where the next byte goes. */
struct vbus_net_cursor {
	struct vbus_net_conn *conn;
	u32 slot;
	u32 off;
};

static u32 vbus_net_header_len(const struct vbus_net_conn *conn)
{
	return conn->peer.features & VBUS_NET_F_HDR ?
	       sizeof(struct venet_rx_header) : 0;
}

/* Slots that one packet may fill. */
static u32 vbus_net_max_slots(const struct vbus_net_conn *conn)
{
	return conn->peer.features & VBUS_NET_F_MRG ? conn->to_count : 1;
}

/* Might a packet of that length fit, were all slots empty? A guess. */
bool vbus_net_fits_ever(const struct vbus_net_peer *peer, u32 len)
{
	const struct vbus_net_conn *conn =
		container_of(peer, struct vbus_net_conn, peer);

	return (u64)vbus_net_max_slots(conn) * READ_ONCE(conn->slot_cap) >=
	       len + vbus_net_header_len(conn);
}

/*
 * Finds the slots from @at on that together hold @need bytes. With @slots NULL
 * it only asks, for which no lock is needed.
 *
 * Returns their number; -EAGAIN if there are not as many yet, -EMSGSIZE if
 * there never will be.
 */
static int vbus_net_collect(struct vbus_net_conn *conn, struct ioq_iterator at,
			    u32 need, struct vbus_net_slot *slots)
{
	u32 least = max_t(u32, vbus_net_header_len(conn), 1);
	u32 max = vbus_net_max_slots(conn);
	struct ioq_ring_desc desc;
	u32 n = 0;
	u32 cap;
	int err;

	for (;;) {
		err = ioq_iter_read(&at, &desc);
		if (err)
			return err;

		if (READ_ONCE(conn->slot_cap) != desc.len)
			WRITE_ONCE(conn->slot_cap,
				   min_t(u64, desc.len, U32_MAX));
		/* The header does not span slots, and 0 says flushed. */
		if (desc.len < least)
			return -EMSGSIZE;

		cap = min_t(u64, desc.len, need);
		if (slots) {
			slots[n].ptr = desc.ptr;
			slots[n].cap = cap;
		}
		n++;
		need -= cap;
		if (!need)
			return n;
		if (n == max)
			return -EMSGSIZE;

		ioq_iter_seek(&at, IOQ_SEEK_NEXT, 0, 0);
	}
}

/* For waiting: is there room, or news that is no better? */
static bool vbus_net_room(struct vbus_net_conn *conn, u32 need)
{
	struct ioq_iterator at;

	/* Not a copy of an iterator that moves just now. */
	return ioq_iter_init(conn->to->q, &at, IOQ_IDX_INUSE, 0) ||
	       ioq_iter_seek(&at, IOQ_SEEK_SET, READ_ONCE(conn->to_it.pos), 0) ||
	       vbus_net_collect(conn, at, need, NULL) != -EAGAIN;
}

static int vbus_net_put(void *to, const void *src, u32 len)
{
	struct vbus_net_cursor *at = to;
	struct vbus_net_conn *conn = at->conn;

	while (len) {
		struct vbus_net_slot *slot = &conn->slots[at->slot];
		u32 n = min(len, slot->cap - at->off);
		int err;

		err = vbus_copy_to(conn->peer.ctx, slot->ptr + at->off, src, n);
		if (err)
			return err;

		src += n;
		len -= n;
		at->off += n;
		if (at->off == slot->cap) {
			at->slot++;
			at->off = 0;
		}
	}

	return 0;
}

static void vbus_net_header(const struct sk_buff *skb, u16 slots,
			    struct venet_rx_header *hdr)
{
	const struct skb_shared_info *info = skb_shinfo(skb);

	memset(hdr, 0, sizeof(*hdr));
	hdr->slots = slots;

	if (skb->ip_summed == CHECKSUM_PARTIAL) {
		hdr->flags |= VENET_RX_FLAG_NEEDS_CSUM;
		hdr->csum.start = skb_checksum_start_offset(skb);
		hdr->csum.offset = skb->csum_offset;
	} else if (skb->ip_summed == CHECKSUM_UNNECESSARY) {
		hdr->flags |= VENET_RX_FLAG_CSUM_VALID;
	}

	if (!skb_is_gso(skb))
		return;

	hdr->flags |= VENET_RX_FLAG_GSO;
	hdr->gso.type = info->gso_type & SKB_GSO_TCPV4 ? VENET_GSO_TYPE_TCPV4
						       : VENET_GSO_TYPE_TCPV6;
	hdr->gso.hdrlen = skb_tcp_all_headers(skb);
	hdr->gso.size = info->gso_size;
	if (info->gso_type & SKB_GSO_TCP_ECN)
		hdr->flags |= VENET_RX_FLAG_ECN;
}

/*
 * Puts one packet into the ring, under its lock. The packet stays the
 * caller's. Returns 0 or as vbus_net_collect(), or -EFAULT if a slot was at an
 * address that cannot be written: then its slots go back with length 0.
 */
static int vbus_net_send(struct vbus_net_conn *conn, const struct sk_buff *skb)
{
	u32 header = vbus_net_header_len(conn);
	struct vbus_net_cursor at = { .conn = conn };
	struct venet_rx_header hdr;
	int err = 0;
	int i, n;

	n = vbus_net_collect(conn, conn->to_it, header + skb->len, conn->slots);
	if (n < 0)
		return n;

	if (header) {
		vbus_net_header(skb, n, &hdr);
		err = vbus_net_put(&at, &hdr, sizeof(hdr));
	}
	if (!err)
		err = vbus_net_packet_put(skb, vbus_net_put, &at);

	/* All at once, so that the driver rarely finds the first few only. */
	for (i = 0; i < n; i++)
		if (ioq_fill_done(&conn->to_it,
				  err ? 0 : conn->slots[i].cap))
			return -EIO;

	conn->unsignalled = true;
	if (!err)
		vbus_net_packet_sent(&conn->peer, skb, n);
	return err;
}

/* A packet that cannot be sent, now or ever: says so where it shows. */
static void vbus_net_send_failed(struct vbus_net_conn *conn, int err)
{
	struct vbus_net_device *net = conn->peer.net;

	if (err == -EMSGSIZE) {
		vbus_net_inc(net, VBUS_NET_TX_DROPPED);
	} else if (err == -EFAULT) {
		vbus_net_inc(net, VBUS_NET_TX_ERRORS);
		pr_warn_ratelimited("%s: the driver's buffers cannot be written\n",
				    vbus_device_name(net->vdev));
	} else {
		vbus_net_inc(net, VBUS_NET_TX_ERRORS);
		vbus_net_break(conn, "rx", err);
	}
}

static void vbus_net_send_signal(struct vbus_net_conn *conn)
{
	u64 start = 0;

	if (!conn->unsignalled)
		return;

	conn->unsignalled = false;
	if (conn->peer.ctx->ops->distant)
		start = ktime_get_ns();
	vbus_net_inc(conn->peer.net, VBUS_NET_SIGNALS_SENT);
	vbus_device_ring_signal(conn->to);
	if (start)
		vbus_net_hold_told(&conn->hold, start);
}

static void vbus_net_hold_over(struct vbus_net_hold *hold)
{
	struct vbus_net_conn *conn =
		container_of(hold, struct vbus_net_conn, hold);

	spin_lock(&conn->to_lock);
	vbus_net_send_signal(conn);
	spin_unlock(&conn->to_lock);
}

/* ---- without threads ---- */

/* Stops the queue until the driver signals; false if there is room after all. */
static bool vbus_net_send_wait(struct vbus_net_conn *conn,
			       struct net_device *netdev, u32 need)
{
	WRITE_ONCE(conn->need, need);
	netif_stop_queue(netdev);
	vbus_net_inc(conn->peer.net, VBUS_NET_TX_STOPS);

	/* Then look again: the driver need not signal what came before. */
	vbus_device_ring_listen(conn->to, true);
	if (!vbus_net_room(conn, need))
		return true;

	vbus_device_ring_listen(conn->to, false);
	netif_start_queue(netdev);
	vbus_net_inc(conn->peer.net, VBUS_NET_TX_WAKES);
	return false;
}

static netdev_tx_t vbus_net_xmit_now(struct vbus_net_conn *conn,
				     struct net_device *netdev,
				     struct sk_buff *skb)
{
	u32 header = vbus_net_header_len(conn);
	bool more = netdev_xmit_more();
	netdev_tx_t ret = NETDEV_TX_OK;
	bool hold = false;
	u64 start = 0;
	int err;

	spin_lock(&conn->to_lock);

	if (conn->peer.ctx->ops->distant)
		start = ktime_get_ns();
	err = vbus_net_send(conn, skb);
	if (err == -EAGAIN &&
	    !vbus_net_send_wait(conn, netdev, header + skb->len))
		err = vbus_net_send(conn, skb);

	if (!err) {
		skb_tx_timestamp(skb);
		consume_skb(skb);
		/* For the least of packets; a larger one finds out itself. */
		if (!ioq_iter_mine(&conn->to_it))
			vbus_net_send_wait(conn, netdev, header + 1);
	} else if (err == -EAGAIN) {
		/* The stack keeps it; the queue is stopped or starts anew. */
		ret = NETDEV_TX_BUSY;
	} else {
		vbus_net_send_failed(conn, err);
		dev_kfree_skb_any(skb);
	}

	/* What the driver answered is seen in ring tx, in whatever context. */
	if (start)
		hold = vbus_net_hold_holds(&conn->hold, start, 1,
					   READ_ONCE(conn->taken),
					   conn->to_count / 4);
	if (!(more || hold) || netif_queue_stopped(netdev) ||
	    ret == NETDEV_TX_BUSY)
		vbus_net_send_signal(conn);

	spin_unlock(&conn->to_lock);
	return ret;
}

/* ---- by a thread ---- */

/* Packets that may wait: as many as have a slot. */
static u32 vbus_net_queue_limit(struct vbus_net_conn *conn)
{
	return max_t(u32, ioq_remain(conn->to->q, IOQ_IDX_INUSE), 1);
}

static netdev_tx_t vbus_net_xmit_later(struct vbus_net_conn *conn,
				       struct net_device *netdev,
				       struct sk_buff *skb)
{
	vbus_net_packet_keep(skb);
	skb_queue_tail(&conn->queue, skb);
	if (skb_queue_len(&conn->queue) >= vbus_net_queue_limit(conn)) {
		netif_stop_queue(netdev);
		vbus_net_inc(conn->peer.net, VBUS_NET_TX_STOPS);
	}
	/* After the stop, so that the thread sees it. */
	wake_up(&conn->to_wait);

	return NETDEV_TX_OK;
}

/* Up to a batch; true if the first packet in the queue waits for slots. */
static bool vbus_net_send_queued(struct vbus_net_conn *conn)
{
	struct sk_buff *skb;
	unsigned int n;
	int err = 0;

	for (n = 0; n < VBUS_NET_BATCH; n++) {
		skb = skb_dequeue(&conn->queue);
		if (!skb)
			break;

		mutex_lock(&conn->to->lock);
		err = vbus_net_send(conn, skb);
		mutex_unlock(&conn->to->lock);

		if (err == -EAGAIN) {
			conn->need = vbus_net_header_len(conn) + skb->len;
			skb_queue_head(&conn->queue, skb);
			break;
		}
		if (!err) {
			consume_skb(skb);
		} else {
			vbus_net_send_failed(conn, err);
			kfree_skb(skb);
		}
	}
	vbus_net_send_signal(conn);

	return err == -EAGAIN;
}

static void vbus_net_wake_queue(struct vbus_net_conn *conn)
{
	struct net_device *netdev;

	rcu_read_lock();
	netdev = rcu_dereference(conn->peer.net->up);
	if (netdev && netif_queue_stopped(netdev) &&
	    skb_queue_len(&conn->queue) < vbus_net_queue_limit(conn)) {
		vbus_net_inc(conn->peer.net, VBUS_NET_TX_WAKES);
		netif_wake_queue(netdev);
	}
	rcu_read_unlock();
}

static int vbus_net_send_thread(void *data)
{
	struct vbus_net_conn *conn = data;
	bool waits = false;

	while (!kthread_should_stop()) {
		/* Before the look at the ring in the condition. */
		vbus_device_ring_listen(conn->to, waits);
		wait_event_interruptible(conn->to_wait, kthread_should_stop() ||
					 (!vbus_net_peer_is_broken(&conn->peer) &&
					  !skb_queue_empty(&conn->queue) &&
					  (!waits ||
					   vbus_net_room(conn, conn->need))));
		if (kthread_should_stop())
			break;

		waits = vbus_net_send_queued(conn);
		vbus_net_wake_queue(conn);
		cond_resched();
	}

	return 0;
}

/* ---- both ---- */

netdev_tx_t vbus_net_send_xmit(struct vbus_net_peer *peer,
			       struct net_device *netdev, struct sk_buff *skb)
{
	struct vbus_net_conn *conn = to_vbus_net_conn(peer);

	return conn->threads ? vbus_net_xmit_later(conn, netdev, skb) :
			       vbus_net_xmit_now(conn, netdev, skb);
}

/**
 * vbus_net_conn_rx_notify() - the driver signalled ring rx: it posted slots
 * @conn: the connection
 *
 * Context: any.
 */
void vbus_net_conn_rx_notify(struct vbus_net_conn *conn)
{
	struct net_device *netdev;

	vbus_net_inc(conn->peer.net, VBUS_NET_TX_SIGNALS);
	if (!READ_ONCE(conn->linked))
		return;

	if (conn->threads) {
		wake_up(&conn->to_wait);
		return;
	}

	rcu_read_lock();
	netdev = rcu_dereference(conn->peer.net->up);
	if (netdev && netif_queue_stopped(netdev) &&
	    vbus_net_room(conn, READ_ONCE(conn->need))) {
		vbus_device_ring_listen(conn->to, false);
		vbus_net_inc(conn->peer.net, VBUS_NET_TX_WAKES);
		netif_wake_queue(netdev);
	}
	rcu_read_unlock();
}
EXPORT_SYMBOL_GPL(vbus_net_conn_rx_notify);

/* Under the device's lock. */
int vbus_net_send_start(struct vbus_net_conn *conn)
{
	struct ioq *q = conn->to->q;
	struct task_struct *task;

	conn->to_count = q->count;
	if (ioq_iter_init(q, &conn->to_it, IOQ_IDX_INUSE, 0) ||
	    ioq_iter_seek(&conn->to_it, IOQ_SEEK_TAIL, 0, 0))
		return -EINVAL;
	conn->slot_cap = U32_MAX;
	conn->need = 1;
	conn->unsignalled = false;
	vbus_net_hold_init(&conn->hold, vbus_net_hold_over);
	conn->slots = kvcalloc(conn->to_count, sizeof(*conn->slots),
			       GFP_KERNEL);
	if (!conn->slots)
		return -ENOMEM;

	if (!conn->threads)
		return 0;

	task = kthread_create(vbus_net_send_thread, conn, "vbus-to/%s",
			      vbus_device_name(conn->peer.net->vdev));
	if (IS_ERR(task)) {
		kvfree(conn->slots);
		return PTR_ERR(task);
	}
	conn->to_task = get_task_struct(task);
	wake_up_process(task);
	return 0;
}

/* Under the device's lock; nobody transmits any more. */
void vbus_net_send_stop(struct vbus_net_conn *conn)
{
	if (conn->to_task) {
		kthread_stop(conn->to_task);
		put_task_struct(conn->to_task);
		conn->to_task = NULL;
	}
	vbus_net_hold_stop(&conn->hold);
	vbus_device_ring_listen(conn->to, false);

	vbus_net_add(conn->peer.net, VBUS_NET_TX_DROPPED,
		     skb_queue_len(&conn->queue));
	skb_queue_purge(&conn->queue);
	kvfree(conn->slots);
	conn->slots = NULL;
}

/* The ring's lock is the caller's. Bounded, even if the driver posts anew. */
static int vbus_net_flush_locked(struct vbus_net_conn *conn)
{
	int err = 0;
	u32 n;

	for (n = 0; n < conn->to_count && ioq_iter_mine(&conn->to_it); n++) {
		err = ioq_fill_done(&conn->to_it, 0);
		if (err)
			break;
	}

	vbus_net_add(conn->peer.net, VBUS_NET_RX_FLUSHED, n);
	return err;
}

/* Under the device's lock, the link being up. */
int vbus_net_send_flush(struct vbus_net_conn *conn)
{
	int err;

	if (conn->threads) {
		mutex_lock(&conn->to->lock);
		err = vbus_net_flush_locked(conn);
		mutex_unlock(&conn->to->lock);
	} else {
		spin_lock_bh(&conn->to_lock);
		err = vbus_net_flush_locked(conn);
		spin_unlock_bh(&conn->to_lock);
	}

	if (!err)
		return 0;

	vbus_net_break(conn, "rx", err);
	return -EINVAL;
}
