// SPDX-License-Identifier: GPL-2.0
/*
 * virtio-net: packets to the driver.
 *
 * The interface hands a packet to the queue's backlog and kicks; the queue's
 * run copies it into the driver's buffers, which on a host in softirq is before
 * whoever sent it goes on. A packet gets all its buffers or none: those that it
 * still waits for are taken meanwhile, and kept.
 */
#include <linux/ethtool.h>
#include <linux/ktime.h>
#include <linux/netdevice.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "net.h"

/* Where the next byte goes. */
struct vnet_cursor {
	struct vnet_receiveq *rq;
	unsigned int i;
};

static unsigned int vnet_max_chains(const struct vnet_receiveq *rq)
{
	return vnet_has(rq->dev, VIRTIO_NET_F_MRG_RXBUF) ? VNET_MAX_CHAINS : 1;
}

/* One more buffer; 0, or as vbus_virtqueue_get(). */
static int vnet_receiveq_take(struct vnet_receiveq *rq)
{
	struct vbus_virtio_chain *chain = rq->chain[rq->count];
	int err;

	err = vbus_virtqueue_get(rq->vq, chain);
	if (err)
		return err;

	if (chain->out.left || chain->in.left < VNET_HDR_LEN) {
		vbus_virtqueue_fault(rq->vq,
				     "receive buffer to read, or too small",
				     chain->in.left);
		vbus_virtqueue_drop(rq->vq, chain);
		return -EIO;
	}

	rq->count++;
	rq->room += chain->in.left;
	return 0;
}

/*
 * Buffers that together hold @need bytes, from the first on. Returns their
 * number, -EMSGSIZE if there never will be as many, or as vbus_virtqueue_get().
 */
static int vnet_receiveq_collect(struct vnet_receiveq *rq, u32 need)
{
	unsigned int max = vnet_max_chains(rq);
	unsigned int n = 0;
	u64 room = 0;
	int err;

	while (rq->room < need) {
		if (rq->count == max)
			return -EMSGSIZE;
		err = vnet_receiveq_take(rq);
		if (err)
			return err;
	}

	while (room < need)
		room += rq->chain[n++]->in.left;
	return n;
}

/* The first @n buffers are no longer ours, but for what they are kept in. */
static void vnet_receiveq_shift(struct vnet_receiveq *rq, unsigned int n)
{
	struct vbus_virtio_chain *first;
	unsigned int i;

	rq->count -= n;
	/* Rare: a packet was too large for what is left. */
	while (rq->count && n--) {
		first = rq->chain[0];
		memmove(rq->chain, rq->chain + 1,
			sizeof(rq->chain) - sizeof(rq->chain[0]));
		rq->chain[VNET_MAX_CHAINS - 1] = first;
	}

	rq->room = 0;
	for (i = 0; i < rq->count; i++)
		rq->room += rq->chain[i]->in.left;
}

static int vnet_put(void *to, const void *src, u32 len)
{
	struct vnet_cursor *at = to;
	struct vnet_receiveq *rq = at->rq;

	while (len) {
		struct vbus_virtio_chain *chain = rq->chain[at->i];
		ssize_t n = vbus_virtio_chain_write(rq->vq, chain, src, len);

		if (n < 0)
			return n;
		src += n;
		len -= n;
		if (!chain->in.left)
			at->i++;
	}

	return 0;
}

static int vnet_header(const struct vnet_receiveq *rq, const struct sk_buff *skb,
		       u16 buffers, struct virtio_net_hdr_v1 *hdr)
{
	bool csum = READ_ONCE(rq->dev->peer.features) & VBUS_NET_F_HDR;

	/* That header is this one without the number of buffers. */
	hdr->num_buffers = __cpu_to_virtio16(true, buffers);
	return virtio_net_hdr_from_skb(skb, (struct virtio_net_hdr *)hdr, true,
				       csum, 0);
}

/* A driver may have changed its mind since the interface sent the packet. */
static bool vnet_allowed(const struct vnet_receiveq *rq, struct sk_buff *skb)
{
	u64 features = READ_ONCE(rq->dev->peer.features);
	unsigned int type = skb_shinfo(skb)->gso_type;

	if (skb_is_gso(skb) &&
	    ((type & SKB_GSO_TCPV4 && !(features & VBUS_NET_F_RTSO4)) ||
	     (type & SKB_GSO_TCPV6 && !(features & VBUS_NET_F_RTSO6)) ||
	     (type & SKB_GSO_TCP_ECN && !(features & VBUS_NET_F_RECN))))
		return false;

	return skb->ip_summed != CHECKSUM_PARTIAL ||
	       features & VBUS_NET_F_HDR || !skb_checksum_help(skb);
}

/*
 * Writes one packet, which stays the caller's. -EINVAL for what the driver does
 * not take, else as vnet_receiveq_collect().
 */
static int vnet_receiveq_send(struct vnet_receiveq *rq, struct sk_buff *skb)
{
	struct vnet_cursor at = { .rq = rq };
	struct virtio_net_hdr_v1 hdr;
	int i, n, err;

	if (!vnet_allowed(rq, skb))
		return -EINVAL;

	n = vnet_receiveq_collect(rq, VNET_HDR_LEN + skb->len);
	if (n < 0)
		return n;

	err = vnet_header(rq, skb, n, &hdr);
	if (err)
		return -EINVAL;

	err = vnet_put(&at, &hdr, sizeof(hdr));
	if (!err)
		err = vbus_net_packet_put(skb, vnet_put, &at);
	if (err) {
		/* A lie, which the queue has dealt with. */
		for (i = 0; i < n; i++)
			vbus_virtqueue_drop(rq->vq, rq->chain[i]);
		err = -EIO;
	} else {
		/* All at once, so that the driver never finds only some. */
		vbus_virtqueue_put_many(rq->vq, rq->chain, n);
		vbus_net_packet_sent(&rq->dev->peer, skb, n);
	}
	vnet_receiveq_shift(rq, n);
	return err;
}

/* The packet is done with, one way or the other. */
static void vnet_receiveq_done(struct vnet_receiveq *rq, struct sk_buff *skb,
			       int err)
{
	struct vbus_net_peer *peer = &rq->dev->peer;

	if (!err) {
		consume_skb(skb);
		return;
	}

	if (err == -EIO) {
		vbus_net_peer_inc(peer, VBUS_NET_TX_ERRORS);
		vbus_net_peer_break(peer);
	} else {
		vbus_net_peer_inc(peer, VBUS_NET_TX_DROPPED);
	}
	kfree_skb(skb);
}

static void vnet_receiveq_wake(struct vnet_receiveq *rq)
{
	/* Pairs with the barrier of vnet_xmit(): a stop, or what was queued. */
	smp_mb();
	if (!READ_ONCE(rq->stopped) ||
	    skb_queue_len_lockless(&rq->backlog) > VNET_BACKLOG / 2)
		return;

	WRITE_ONCE(rq->stopped, false);
	vbus_net_device_wake(rq->dev->net);
}

/*
 * A driver that lacks buffers is told in any case, to make some; and when the
 * time is over, also of what was sent since, as no timer runs for that.
 */
static bool vnet_receiveq_holds(struct vnet_receiveq *rq, u64 start,
				unsigned int sent)
{
	if (!start)
		return false;
	if (sent && !vbus_net_hold_holds(&rq->hold, start, sent,
					 READ_ONCE(rq->dev->taken),
					 rq->vq->num / 4))
		return false;

	return !READ_ONCE(rq->over) && !rq->pending;
}

static void vnet_receiveq_signal(struct vnet_receiveq *rq, u64 start,
				 unsigned int sent)
{
	rq->untold |= sent;
	if (!rq->untold || vnet_receiveq_holds(rq, start, sent))
		return;

	rq->untold = false;
	WRITE_ONCE(rq->over, false);
	vbus_net_peer_inc(&rq->dev->peer, VBUS_NET_SIGNALS_SENT);
	if (start)
		start = ktime_get_ns();
	vbus_virtqueue_signal(rq->vq);
	if (start)
		vbus_net_hold_told(&rq->hold, start);
}

static void vnet_receiveq_over(struct vbus_net_hold *hold)
{
	struct vnet_receiveq *rq =
		container_of(hold, struct vnet_receiveq, hold);

	WRITE_ONCE(rq->over, true);
	vbus_virtqueue_kick(rq->vq);
}

void vnet_receiveq_run(struct vbus_virtqueue *vq)
{
	struct vnet_receiveq *rq = vbus_virtqueue_priv(vq);
	unsigned int sent = 0;
	struct sk_buff *skb;
	u64 start = 0;
	int err;

	if (rq->dev->peer.ctx->ops->distant)
		start = ktime_get_ns();
	for (;;) {
		skb = rq->pending ?: skb_dequeue(&rq->backlog);
		rq->pending = NULL;
		if (!skb)
			break;

		err = vnet_receiveq_send(rq, skb);
		if (err == -EAGAIN || err == -ESHUTDOWN) {
			rq->pending = skb;
			break;
		}
		sent += !err;
		vnet_receiveq_done(rq, skb, err);
		if (err == -EIO)
			break;
	}

	vnet_receiveq_signal(rq, start, sent);
	vnet_receiveq_wake(rq);
}

/* ---- the interface ---- */

static struct vnet_receiveq *vnet_receiveq_of(struct vnet_dev *dev,
					      const struct sk_buff *skb)
{
	unsigned int i = skb_get_queue_mapping(skb);
	unsigned int used = READ_ONCE(dev->used);

	return dev->receiveq[i < used ? i : i % used];
}

static netdev_tx_t vnet_xmit(struct vbus_net_peer *peer,
			     struct net_device *netdev, struct sk_buff *skb)
{
	struct vnet_dev *dev = container_of(peer, struct vnet_dev, peer);
	struct vnet_receiveq *rq = vnet_receiveq_of(dev, skb);
	u16 queue = skb_get_queue_mapping(skb);

	/* The driver did not set it up. */
	if (unlikely(!rq)) {
		vbus_net_peer_inc(peer, VBUS_NET_TX_DROPPED);
		kfree_skb(skb);
		return NETDEV_TX_OK;
	}

	vbus_net_packet_keep(skb);
	skb_queue_tail(&rq->backlog, skb);
	if (skb_queue_len_lockless(&rq->backlog) >= VNET_BACKLOG) {
		netif_stop_subqueue(netdev, queue);
		vbus_net_peer_inc(peer, VBUS_NET_TX_STOPS);
		WRITE_ONCE(rq->stopped, true);
	}
	/*
	 * Pairs with the barrier of vnet_receiveq_wake(). A run that comes too
	 * early to see the stop is followed by another.
	 */
	smp_mb();
	vbus_virtqueue_kick(rq->vq);

	return NETDEV_TX_OK;
}

static bool vnet_fits(const struct vbus_net_peer *peer, u32 len)
{
	/* Drivers have room for what they chose, or lose it. */
	return len <= VBUS_NET_MAX_GSO + ETH_HLEN;
}

static void vnet_get_ringparam(const struct vbus_net_peer *peer,
			       struct ethtool_ringparam *ring)
{
	struct vnet_dev *dev = container_of(peer, struct vnet_dev, peer);

	ring->rx_max_pending = VNET_RING;
	ring->tx_max_pending = VNET_RING;
	ring->rx_pending = vbus_virtio_queue(&dev->virtio, 1)->num;
	ring->tx_pending = vbus_virtio_queue(&dev->virtio, 0)->num;
}

const struct vbus_net_peer_ops vnet_peer_ops = {
	.xmit = vnet_xmit,
	.fits = vnet_fits,
	.get_ringparam = vnet_get_ringparam,
};

/*
 * The driver uses other queues; what waits in the rest waits for nobody.
 * Interrupts may be off.
 */
void vnet_receiveq_use(struct vnet_dev *dev, unsigned int pairs)
{
	struct vnet_receiveq *rq;
	struct sk_buff *skb;
	unsigned int i;

	WRITE_ONCE(dev->used, pairs);
	vbus_net_device_use_queues(dev->net, pairs);

	for (i = pairs; i < dev->pairs; i++) {
		rq = dev->receiveq[i];
		if (!rq)
			continue;
		while ((skb = skb_dequeue(&rq->backlog))) {
			vbus_net_peer_inc(&dev->peer, VBUS_NET_TX_DROPPED);
			dev_kfree_skb_any(skb);
		}
	}
	vbus_net_device_wake(dev->net);
}

/* ---- from start to stop ---- */

static void vnet_receiveq_free(struct vnet_receiveq *rq)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(rq->chain); i++)
		vbus_virtio_chain_free(rq->chain[i]);
	kfree(rq);
}

int vnet_receiveq_start(struct vbus_virtqueue *vq, unsigned int pair)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);
	struct vnet_receiveq *rq;
	unsigned int i;

	rq = kzalloc(sizeof(*rq), GFP_KERNEL);
	if (!rq)
		return -ENOMEM;

	rq->dev = dev;
	rq->vq = vq;
	skb_queue_head_init(&rq->backlog);
	vbus_net_hold_init(&rq->hold, vnet_receiveq_over);
	for (i = 0; i < vnet_max_chains(rq); i++) {
		rq->chain[i] = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
		if (!rq->chain[i]) {
			vnet_receiveq_free(rq);
			return -ENOMEM;
		}
	}

	vq->priv = rq;
	dev->receiveq[pair] = rq;
	return 0;
}

/* Nobody runs it, and the interface sends nothing any more. */
void vnet_receiveq_stop(struct vbus_virtqueue *vq, unsigned int pair)
{
	struct vnet_receiveq *rq = vbus_virtqueue_priv(vq);
	struct vnet_dev *dev = rq->dev;
	unsigned int i;

	vbus_net_hold_stop(&rq->hold);
	dev->receiveq[pair] = NULL;
	vq->priv = NULL;

	for (i = 0; i < rq->count; i++)
		vbus_virtqueue_drop(vq, rq->chain[i]);
	vbus_net_peer_add(&dev->peer, VBUS_NET_TX_DROPPED,
			  skb_queue_len(&rq->backlog) + !!rq->pending);
	kfree_skb(rq->pending);
	skb_queue_purge(&rq->backlog);
	vnet_receiveq_free(rq);
}
