// SPDX-License-Identifier: GPL-2.0
/*
 * Packets to the device. Without SG a slot points to the packet, with it to a
 * venet_sg that belongs to the slot for life.
 *
 * No interrupt tells that a packet has been taken. Each transmit takes back
 * what came back meanwhile, a slow timer does when there is none, and only
 * while the ring is full the driver listens. So a packet may stay long: it is
 * taken off its socket and its connection before.
 *
 * But TCP makes large packets by what is still under way, so where a signal is
 * dear those stay with their socket. A device that takes packets where they are
 * signalled has them by then; else an answer comes soon, and with it they are
 * taken back.
 */
#include <linux/delay.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/tcp.h>
#include <net/sock.h>

#include "driver.h"

/* Descriptors of a page; each slot has one of the largest kind. */
#define VND_SG_SIZE	struct_size_t(struct venet_sg, iov, VENET_MAX_IOV)
#define VND_SG_PER_PAGE	(PAGE_SIZE / VND_SG_SIZE)

/* How long a packet stays when nothing is sent after it. */
#define VND_REAP_PERIOD	(HZ / 10)
/* The same for one that a socket waits for. */
#define VND_HELD_PERIOD	1
/* 4 ms of what a socket sends may be one packet, not 1: each may cost an exit. */
#define VND_PACING_SHIFT	8

/* How long a stop waits for the device to take what was sent: ms. */
#define VND_DRAIN_PATIENCE 20

static struct netdev_queue *vnd_txq(struct vbus_net_driver *nd)
{
	return netdev_get_tx_queue(nd->dev, 0);
}

/*
 * Takes back what the device has read: at most a round, however it cheats. By
 * our own books there is a slot to come back, so its owner says whether it did.
 */
static void vnd_tx_reap(struct vbus_net_driver *nd)
{
	struct vnd_tx *tx = &nd->tx;
	struct vnd_tx_slot *slot;
	int err;

	while (tx->used && ioq_iter_mine(&tx->back)) {
		slot = &tx->slots[tx->back.pos];
		WRITE_ONCE(tx->back.desc->valid, 0);
		err = ioq_iter_pop(&tx->back, 0);
		if (unlikely(err)) {
			vnd_break(nd, tx->ring, err);
			return;
		}

		tx->used--;
		if (slot->held)
			tx->held--;
		/* netpoll may be here with interrupts off. */
		napi_consume_skb(slot->skb, !irqs_disabled());
		slot->skb = NULL;
	}
}

static void vnd_tx_tell(struct vnd_tx *tx)
{
	tx->untold = false;
	u64_stats_update_begin(&tx->stats.syncp);
	u64_stats_inc(&tx->stats.told);
	u64_stats_update_end(&tx->stats.syncp);
	vbus_driver_ring_signal(tx->ring);
}

/* Room for more than one, so that the queue does not stop with each packet. */
static bool vnd_tx_roomy(const struct vnd_tx *tx)
{
	return tx->count - tx->used >= DIV_ROUND_UP(tx->count, 4);
}

static void vnd_tx_wake(struct vbus_net_driver *nd)
{
	struct vnd_tx *tx = &nd->tx;

	tx->stopped = false;
	vbus_driver_ring_listen(tx->ring, false);
	u64_stats_update_begin(&tx->stats.syncp);
	u64_stats_inc(&tx->stats.wakes);
	u64_stats_update_end(&tx->stats.syncp);
	netif_tx_wake_queue(vnd_txq(nd));
}

static void vnd_tx_full(struct vbus_net_driver *nd)
{
	struct vnd_tx *tx = &nd->tx;

	netif_tx_stop_queue(vnd_txq(nd));
	tx->stopped = true;
	u64_stats_update_begin(&tx->stats.syncp);
	u64_stats_inc(&tx->stats.stops);
	u64_stats_update_end(&tx->stats.syncp);

	/* What the device took since the last look is told at once. */
	vbus_driver_ring_listen(tx->ring, true);
}

static void vnd_tx_drop(struct vnd_tx *tx, struct sk_buff *skb, bool error)
{
	u64_stats_update_begin(&tx->stats.syncp);
	u64_stats_inc(&tx->stats.dropped);
	if (error)
		u64_stats_inc(&tx->stats.errors);
	u64_stats_update_end(&tx->stats.syncp);
	dev_kfree_skb_any(skb);
}

/* Fills the slot's descriptor; its length, or 0 if the packet cannot be said. */
static u32 vnd_tx_describe(struct vbus_net_driver *nd, struct sk_buff *skb,
			   struct vnd_tx_slot *slot)
{
	struct vbus_device_proxy *vdev = nd->config.vdev;
	const struct skb_shared_info *sh = skb_shinfo(skb);
	struct venet_sg *sg = slot->sg;
	const skb_frag_t *frag;
	u32 flags = 0;
	u32 i;

	/* A descriptor of before is in there. */
	memset(sg, 0, sizeof(*sg));

	if (skb->ip_summed == CHECKSUM_PARTIAL) {
		flags |= VENET_SG_FLAG_NEEDS_CSUM;
		sg->csum.start = skb_checksum_start_offset(skb);
		sg->csum.offset = skb->csum_offset;
	}

	if (skb_is_gso(skb)) {
		if (sh->gso_type & SKB_GSO_TCPV4)
			sg->gso.type = VENET_GSO_TYPE_TCPV4;
		else if (sh->gso_type & SKB_GSO_TCPV6)
			sg->gso.type = VENET_GSO_TYPE_TCPV6;
		else
			return 0;

		flags |= VENET_SG_FLAG_GSO;
		if (sh->gso_type & SKB_GSO_TCP_ECN)
			flags |= VENET_SG_FLAG_ECN;
		sg->gso.hdrlen = skb_tcp_all_headers(skb);
		sg->gso.size = sh->gso_size;
	}

	sg->cookie = nd->tx.next.pos;
	sg->flags = flags;
	sg->len = skb->len;
	sg->iov[0].len = skb_headlen(skb);
	sg->iov[0].ptr = vdev->ops->addr(vdev, skb->data);
	for (i = 0; i < sh->nr_frags; i++) {
		frag = &sh->frags[i];
		sg->iov[i + 1].len = skb_frag_size(frag);
		sg->iov[i + 1].ptr = vdev->ops->addr(vdev,
						     skb_frag_address(frag));
	}
	sg->count = sh->nr_frags + 1;

	return struct_size(sg, iov, sg->count);
}

static void vnd_tx_count(struct vnd_tx *tx, const struct sk_buff *skb)
{
	u64_stats_update_begin(&tx->stats.syncp);
	u64_stats_inc(&tx->stats.packets);
	u64_stats_add(&tx->stats.bytes, skb->len);
	if (skb->ip_summed == CHECKSUM_PARTIAL)
		u64_stats_inc(&tx->stats.csum_partial);
	if (skb_is_gso(skb))
		u64_stats_inc(&tx->stats.gso);
	if (skb_is_nonlinear(skb))
		u64_stats_inc(&tx->stats.sg);
	u64_stats_update_end(&tx->stats.syncp);
}

static bool vnd_tx_holds(const struct vbus_net_driver *nd,
			 const struct sk_buff *skb)
{
	return nd->config.vdev->ops->distant && skb->sk &&
	       sk_fullsock(skb->sk) && sk_is_tcp(skb->sk);
}

/* Puts the packet into the ring, or drops it. */
static void vnd_tx_send(struct vbus_net_driver *nd, struct sk_buff *skb)
{
	struct vnd_tx *tx = &nd->tx;
	struct vnd_tx_slot *slot = &tx->slots[tx->next.pos];
	u32 len = skb->len;
	u64 addr;
	int err;

	/* Without SG the stack makes it linear; a frag list it always does. */
	if (unlikely(skb_shinfo(skb)->nr_frags >= VENET_MAX_IOV &&
		     skb_linearize(skb)))
		goto drop;

	/* Memory of a program: the packet may stay longer than it. */
	if (unlikely(skb_orphan_frags(skb, GFP_ATOMIC)))
		goto drop;

	if (slot->sg) {
		len = vnd_tx_describe(nd, skb, slot);
		addr = slot->addr;
		if (unlikely(!len)) {
			vnd_tx_drop(tx, skb, true);
			return;
		}
	} else {
		addr = nd->config.vdev->ops->addr(nd->config.vdev, skb->data);
	}

	skb_tx_timestamp(skb);
	nf_reset_ct(skb);

	err = ioq_iter_write(&tx->next, tx->next.pos, addr, len);
	if (!err)
		err = ioq_iter_push(&tx->next, 0);
	if (unlikely(err)) {
		/* By our own books there is room. */
		vnd_break(nd, tx->ring, err);
		goto drop;
	}

	slot->skb = skb;
	slot->held = vnd_tx_holds(nd, skb);
	if (slot->held) {
		tx->held++;
		sk_pacing_shift_update(skb->sk, VND_PACING_SHIFT);
	} else {
		skb_orphan(skb);
	}
	tx->used++;
	tx->untold = true;
	vnd_tx_count(tx, skb);
	return;

drop:
	vnd_tx_drop(tx, skb, false);
}

/* When the timer is to look for what came back. */
static unsigned long vnd_tx_when(const struct vnd_tx *tx)
{
	return jiffies + (READ_ONCE(tx->held) ? VND_HELD_PERIOD
					      : VND_REAP_PERIOD);
}

/* ndo_start_xmit */
netdev_tx_t vnd_tx_xmit(struct sk_buff *skb, struct net_device *dev)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	bool more = netdev_xmit_more();
	struct vnd_tx *tx = &nd->tx;

	if (vnd_broken(nd)) {
		vnd_tx_drop(tx, skb, false);
		return NETDEV_TX_OK;
	}

	vnd_tx_reap(nd);
	if (unlikely(tx->used == tx->count)) {
		vnd_tx_full(nd);
		return NETDEV_TX_BUSY;
	}

	vnd_tx_send(nd, skb);
	if (tx->used == tx->count) {
		/* Nothing more will come: it must hear of what there is. */
		more = false;
		vnd_tx_reap(nd);
		if (tx->used == tx->count)
			vnd_tx_full(nd);
	}

	if (!more && tx->untold) {
		vnd_tx_tell(tx);
		if (tx->held && !vnd_broken(nd))
			vnd_tx_reap(nd);
	}

	if (tx->used)
		timer_reduce(&tx->timer, vnd_tx_when(tx));

	return NETDEV_TX_OK;
}

/**
 * vnd_tx_poll() - take back, and wake the queue if it waits for that
 * @nd: the interface
 *
 * Context: softirq.
 */
void vnd_tx_poll(struct vbus_net_driver *nd)
{
	struct netdev_queue *txq = vnd_txq(nd);
	struct vnd_tx *tx = &nd->tx;

	__netif_tx_lock(txq, smp_processor_id());
	if (!vnd_broken(nd))
		vnd_tx_reap(nd);
	if (tx->stopped && vnd_tx_roomy(tx))
		vnd_tx_wake(nd);
	__netif_tx_unlock(txq);
}

/* As vnd_tx_poll(), in process context. */
void vnd_tx_reap_sync(struct vbus_net_driver *nd)
{
	local_bh_disable();
	vnd_tx_poll(nd);
	local_bh_enable();
}

static void vnd_tx_timer(struct timer_list *t)
{
	struct vbus_net_driver *nd = from_timer(nd, t, tx.timer);

	vnd_tx_poll(nd);
	if (READ_ONCE(nd->tx.used))
		mod_timer(&nd->tx.timer, vnd_tx_when(&nd->tx));
}

/**
 * vnd_tx_timeout() - ndo_tx_timeout: the queue was stopped for too long
 * @dev: the netdev
 * @queue: 0, the only one
 *
 * Says it, and asks the device once more. Should its signal have been lost,
 * what it has taken is taken back here.
 *
 * Context: softirq.
 */
void vnd_tx_timeout(struct net_device *dev, unsigned int queue)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	struct netdev_queue *txq = vnd_txq(nd);
	u32 before = READ_ONCE(nd->tx.used);

	vnd_tx_poll(nd);

	__netif_tx_lock(txq, smp_processor_id());
	if (net_ratelimit())
		netdev_warn(dev, "device took no packet in time: %u of %u slots with it, %u came back just now\n",
			    nd->tx.used, nd->tx.count, before - nd->tx.used);
	if (!vnd_broken(nd))
		vnd_tx_tell(&nd->tx);
	txq_trans_cond_update(txq);
	__netif_tx_unlock(txq);
}

/* The link is up: sending may begin, unless the device still has a ringful. */
void vnd_tx_open(struct vbus_net_driver *nd)
{
	struct netdev_queue *txq = vnd_txq(nd);
	struct vnd_tx *tx = &nd->tx;

	__netif_tx_lock_bh(txq);
	tx->stopped = false;
	netif_tx_start_queue(txq);
	vnd_tx_reap(nd);
	if (tx->used == tx->count)
		vnd_tx_full(nd);
	__netif_tx_unlock_bh(txq);

	/* What was sent before the link went down may still be out there. */
	mod_timer(&tx->timer, jiffies + VND_REAP_PERIOD);
}

/*
 * The link goes down: gives the device a moment to take what was sent. What it
 * has not taken then stays in the ring, and goes out when the link is up again.
 */
void vnd_tx_stop(struct vbus_net_driver *nd)
{
	struct netdev_queue *txq = vnd_txq(nd);
	struct vnd_tx *tx = &nd->tx;
	unsigned int ms;

	/* Whatever comes back now, nobody waits for it. */
	__netif_tx_lock_bh(txq);
	tx->stopped = false;
	__netif_tx_unlock_bh(txq);

	for (ms = 0; ms < VND_DRAIN_PATIENCE && !vnd_broken(nd); ms++) {
		vnd_tx_reap_sync(nd);
		if (!READ_ONCE(tx->used))
			break;
		usleep_range(1000, 2000);
	}
	vbus_driver_ring_listen(tx->ring, false);
	del_timer_sync(&tx->timer);
}

static void vnd_tx_free_sg(struct vnd_tx *tx)
{
	u32 i;

	for (i = 0; i < tx->count; i += VND_SG_PER_PAGE)
		free_page((unsigned long)tx->slots[i].sg);
}

/* A page for as many slots as it holds: the device may see all of it. */
static int vnd_tx_create_sg(struct vbus_net_driver *nd)
{
	struct vbus_device_proxy *vdev = nd->config.vdev;
	struct vnd_tx *tx = &nd->tx;
	u32 i, at;
	void *page = NULL;

	for (i = 0; i < tx->count; i++) {
		at = i % VND_SG_PER_PAGE;
		if (!at) {
			page = (void *)get_zeroed_page(GFP_KERNEL);
			if (!page) {
				vnd_tx_free_sg(tx);
				return -ENOMEM;
			}
		}
		tx->slots[i].sg = page + at * VND_SG_SIZE;
		tx->slots[i].addr = vdev->ops->addr(vdev, tx->slots[i].sg);
	}

	return 0;
}

/**
 * vnd_tx_create() - make what ring tx needs
 * @nd: the interface
 *
 * Context: process; may sleep.
 * Return: 0 or -ENOMEM
 */
int vnd_tx_create(struct vbus_net_driver *nd)
{
	struct vnd_tx *tx = &nd->tx;
	int err;

	tx->ring = nd->config.tx;
	tx->count = tx->ring->q->count;
	ioq_iter_init(tx->ring->q, &tx->next, IOQ_IDX_BOTH, 0);
	ioq_iter_seek(&tx->next, IOQ_SEEK_SET, 0, 0);
	ioq_iter_init(tx->ring->q, &tx->back, IOQ_IDX_VALID,
		      IOQ_ITER_NOFLIPOWNER);
	ioq_iter_seek(&tx->back, IOQ_SEEK_SET, 0, 0);
	u64_stats_init(&tx->stats.syncp);
	timer_setup(&tx->timer, vnd_tx_timer, 0);

	tx->slots = kvcalloc(tx->count, sizeof(*tx->slots), GFP_KERNEL);
	if (!tx->slots)
		return -ENOMEM;

	if (!vnd_has(nd, VBUS_NET_F_SG))
		return 0;

	err = vnd_tx_create_sg(nd);
	if (err) {
		kvfree(tx->slots);
		tx->slots = NULL;
	}
	return err;
}

/**
 * vnd_tx_free() - free the packets that the device did not take, and the rest
 * @nd: the interface
 *
 * Context: process; after the device was closed.
 */
void vnd_tx_free(struct vbus_net_driver *nd)
{
	struct vnd_tx *tx = &nd->tx;
	u32 i;

	if (!tx->slots)
		return;

	for (i = 0; i < tx->count; i++)
		dev_kfree_skb(tx->slots[i].skb);
	vnd_tx_free_sg(tx);
	kvfree(tx->slots);
	tx->slots = NULL;
}
