// SPDX-License-Identifier: GPL-2.0
/*
 * Packets of the device, by polling. Every slot has a page (or several in one
 * piece) of a page pool: a small packet is copied out of it, a larger one keeps
 * it, and the slot gets another. A slot goes back as soon as it was looked at,
 * so the device always has them all, but for those that wait to be polled.
 *
 * Nothing that the device writes is used before it is checked, nor read again
 * after. What it wrote into a slot counts by the slot's number; what was posted
 * there is known from our own books.
 */
#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/mm.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/vbus_compat.h>
#include <linux/virtio_net.h>
#include <net/busy_poll.h>
#include VBUS_PAGE_POOL_H

#include "driver.h"

/* Before the packet, and behind it, so that a buffer can become a skb. */
#define VND_HEADROOM	(NET_SKB_PAD + NET_IP_ALIGN)
#define VND_OVERHEAD	(VND_HEADROOM + \
			 SKB_DATA_ALIGN(sizeof(struct skb_shared_info)))

/*
 * Buffers of a ring whose packets may fill several: of this order, by which a
 * packet of 64 KiB takes five, unless a long ring would then need much memory.
 */
#define VND_MERGED_ORDER	get_order(SZ_16K)
#define VND_MERGED_MEMORY	SZ_4M

/* Below an eighth of a buffer, between these, a packet is copied. */
#define VND_COPYBREAK_MIN	256
#define VND_COPYBREAK_MAX	2048

/* Pages that copies share. */
#define VND_SMALL_ORDER		get_order(SZ_16K)

/* Largest frame with GSO. */
#define VND_MAX_FRAME	(VBUS_NET_MAX_GSO + ETH_HLEN + VLAN_HLEN)

#define VND_RX_FLAGS	(VENET_RX_FLAG_NEEDS_CSUM | VENET_RX_FLAG_GSO | \
			 VENET_RX_FLAG_ECN | VENET_RX_FLAG_CSUM_VALID)

/* A packet that is being put together. */
struct vnd_packet {
	struct sk_buff *skb;
	struct venet_rx_header hdr;
};

static struct vnd_rx_slot *vnd_rx_slot(struct vnd_rx *rx)
{
	return &rx->slots[rx->it.pos];
}

static void vnd_rx_add(struct vnd_rx *rx, u64_stats_t *counter)
{
	u64_stats_update_begin(&rx->stats.syncp);
	u64_stats_inc(counter);
	u64_stats_update_end(&rx->stats.syncp);
}

/* ---- buffers */

static struct page_pool *vnd_pool_create(struct vbus_net_driver *nd,
					 unsigned int order, unsigned int flags)
{
	struct page_pool_params params = {
		.flags = flags,
		.order = order,
		.pool_size = max_t(unsigned int, nd->rx.count, 64),
		.nid = NUMA_NO_NODE,
	};

	vbus_page_pool_napi(&params, &nd->napi);
	return page_pool_create(&params);
}

static void vnd_page_put(struct page *page)
{
	if (page)
		page_pool_put_full_page(page->pp, page, false);
}

/* Gives the slot a fresh page of the current size; false if there is none. */
static bool vnd_rx_renew(struct vbus_net_driver *nd, struct vnd_rx_slot *slot,
			 gfp_t gfp)
{
	struct vbus_device_proxy *vdev = nd->config.vdev;
	struct vnd_rx *rx = &nd->rx;
	struct page *page;

	page = page_pool_alloc_pages(rx->pool, gfp | __GFP_NOWARN);
	if (unlikely(!page))
		return false;

	slot->page = page;
	slot->cap = rx->cap;
	slot->addr = vdev->ops->addr(vdev, page_address(page) + VND_HEADROOM);
	return true;
}

static void *vnd_rx_data(const struct vnd_rx_slot *slot)
{
	return page_address(slot->page) + VND_HEADROOM;
}

/* The slot at hand goes back, with what is in the books for it. */
static bool vnd_rx_repost(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	struct vnd_rx_slot *slot = vnd_rx_slot(rx);
	int err;

	err = ioq_recv_repost(&rx->it, rx->it.pos, slot->addr, slot->cap);
	if (unlikely(err)) {
		vnd_break(nd, rx->ring, err);
		return false;
	}

	rx->reposted++;
	return true;
}

/*
 * The same for a slot whose buffer is not taken. A buffer of a former size is
 * exchanged, if that can be had.
 */
static bool vnd_rx_return(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	struct vnd_rx_slot *slot = vnd_rx_slot(rx);
	struct page *old = slot->page;

	if (unlikely(slot->cap != rx->cap) &&
	    vnd_rx_renew(nd, slot, GFP_ATOMIC))
		vnd_page_put(old);

	return vnd_rx_repost(nd);
}

/* ---- one packet */

/* Is the slot that is @ahead of the next one ours too? */
static bool vnd_rx_there(struct vnd_rx *rx, u32 ahead)
{
	struct ioq_iterator it = rx->it;
	u32 pos = it.pos + ahead;

	if (pos >= rx->count)
		pos -= rx->count;

	return !ioq_iter_seek(&it, IOQ_SEEK_SET, pos, 0) && ioq_iter_mine(&it);
}

/* A skb with room for a copy, which no page has to be cleared for. */
static struct sk_buff *vnd_rx_small(struct vbus_net_driver *nd, u32 len)
{
	unsigned int size = SKB_HEAD_ALIGN(VND_HEADROOM + len);
	struct sk_buff *skb;
	struct page *page;
	unsigned int at;

	page = page_pool_dev_alloc_frag(nd->rx.small, &at, size);
	if (unlikely(!page))
		return napi_alloc_skb(&nd->napi, len);

	skb = napi_build_skb(page_address(page) + at, size);
	if (unlikely(!skb)) {
		page_pool_put_full_page(nd->rx.small, page, false);
		return NULL;
	}

	skb_mark_for_recycle(skb);
	skb_reserve(skb, VND_HEADROOM);
	return skb;
}

/*
 * A skb of the first @len bytes of the slot; the slot has a buffer again. NULL
 * without memory: then nothing has changed.
 */
static struct sk_buff *vnd_rx_first(struct vbus_net_driver *nd,
				    struct vnd_rx_slot *slot, u32 len)
{
	const struct vnd_rx_slot old = *slot;
	const struct vnd_rx *rx = &nd->rx;
	const u32 hdr = rx->hdr;
	struct sk_buff *skb;

	if (len - hdr <= rx->copybreak) {
		skb = vnd_rx_small(nd, len - hdr);
		if (likely(skb))
			skb_put_data(skb, vnd_rx_data(slot) + hdr, len - hdr);
		return skb;
	}

	if (unlikely(!vnd_rx_renew(nd, slot, GFP_ATOMIC)))
		return NULL;

	skb = napi_build_skb(page_address(old.page), page_size(old.page));
	if (unlikely(!skb)) {
		vnd_page_put(slot->page);
		*slot = old;
		return NULL;
	}

	skb_mark_for_recycle(skb);
	skb_reserve(skb, VND_HEADROOM + hdr);
	skb_put(skb, len - hdr);
	return skb;
}

/* Appends what is in a further slot; false without memory. */
static bool vnd_rx_append(struct vbus_net_driver *nd, struct sk_buff *skb,
			  struct vnd_rx_slot *slot, u32 len)
{
	struct page *page = slot->page;

	if (unlikely(!vnd_rx_renew(nd, slot, GFP_ATOMIC)))
		return false;

	skb_add_rx_frag(skb, skb_shinfo(skb)->nr_frags, page, VND_HEADROOM,
			len, page_size(page));
	return true;
}

/* Does the header speak of what was negotiated? */
static bool vnd_rx_header_ok(const struct vbus_net_driver *nd,
			     const struct venet_rx_header *hdr)
{
	if (hdr->flags & ~VND_RX_FLAGS)
		return false;
	if (!(hdr->flags & VENET_RX_FLAG_GSO))
		return !(hdr->flags & VENET_RX_FLAG_ECN);
	if ((hdr->flags & VENET_RX_FLAG_ECN) && !vnd_has(nd, VBUS_NET_F_RECN))
		return false;

	switch (hdr->gso.type) {
	case VENET_GSO_TYPE_TCPV4:
		return vnd_has(nd, VBUS_NET_F_RTSO4);
	case VENET_GSO_TYPE_TCPV6:
		return vnd_has(nd, VBUS_NET_F_RTSO6);
	default:
		return false;
	}
}

/* Tells the stack what the header says; the checks of values are its own. */
static bool vnd_rx_apply_header(struct vbus_net_driver *nd,
				struct sk_buff *skb,
				const struct venet_rx_header *hdr)
{
	struct virtio_net_hdr vh = {};

	if (!hdr->flags)
		return true;

	if (hdr->flags & VENET_RX_FLAG_NEEDS_CSUM) {
		vh.flags = VIRTIO_NET_HDR_F_NEEDS_CSUM;
		vh.csum_start = __cpu_to_virtio16(true, hdr->csum.start);
		vh.csum_offset = __cpu_to_virtio16(true, hdr->csum.offset);
	}
	if (hdr->flags & VENET_RX_FLAG_GSO) {
		vh.gso_type = hdr->gso.type == VENET_GSO_TYPE_TCPV4 ?
			      VIRTIO_NET_HDR_GSO_TCPV4 :
			      VIRTIO_NET_HDR_GSO_TCPV6;
		if (hdr->flags & VENET_RX_FLAG_ECN)
			vh.gso_type |= VIRTIO_NET_HDR_GSO_ECN;
		vh.gso_size = __cpu_to_virtio16(true, hdr->gso.size);
	}

	if (virtio_net_hdr_to_skb(skb, &vh, true))
		return false;

	if ((hdr->flags & VENET_RX_FLAG_CSUM_VALID) &&
	    skb->ip_summed == CHECKSUM_NONE &&
	    (nd->dev->features & NETIF_F_RXCSUM))
		skb->ip_summed = CHECKSUM_UNNECESSARY;

	return true;
}

/* A whole packet: checks the frame; NULL if it is no good. */
static struct sk_buff *vnd_rx_finish(struct vbus_net_driver *nd,
				     const struct vnd_packet *p)
{
	struct vnd_rx *rx = &nd->rx;
	struct vnd_rx_stats *stats = &rx->stats;
	struct sk_buff *skb = p->skb;
	unsigned int len = skb->len;

	skb->dev = nd->dev;
	if (unlikely(len > VND_MAX_FRAME ||
		     (rx->hdr && !vnd_rx_apply_header(nd, skb, &p->hdr)))) {
		vnd_rx_add(rx, &stats->errors);
		dev_kfree_skb_any(skb);
		return NULL;
	}

	u64_stats_update_begin(&stats->syncp);
	u64_stats_inc(&stats->packets);
	u64_stats_add(&stats->bytes, len);
	if (skb->ip_summed == CHECKSUM_PARTIAL)
		u64_stats_inc(&stats->csum_partial);
	if (skb_is_gso(skb))
		u64_stats_inc(&stats->gso);
	if (p->hdr.slots > 1)
		u64_stats_inc(&stats->merged);
	u64_stats_update_end(&stats->syncp);

	skb->protocol = eth_type_trans(skb, nd->dev);
	return skb;
}

/*
 * The slots of a packet behind its first. Whatever is wrong with one of them,
 * all go back. -EIO if the ring broke; the packet is gone then.
 */
static int vnd_rx_rest(struct vbus_net_driver *nd, struct vnd_packet *p)
{
	struct vnd_rx *rx = &nd->rx;
	u64_stats_t *why = NULL;
	struct ioq_ring_desc desc;
	struct vnd_rx_slot *slot;
	bool last;
	u32 i;

	for (i = 1; i < p->hdr.slots; i++) {
		slot = vnd_rx_slot(rx);
		last = i == p->hdr.slots - 1;

		/* The last one was there, so this one has to be. */
		if (unlikely(ioq_iter_read(&rx->it, &desc))) {
			vnd_break(nd, rx->ring, -EPROTO);
			goto broken;
		}

		if (!desc.len || desc.len > slot->cap ||
		    (!last && desc.len != slot->cap))
			why = &rx->stats.errors;

		if (!why && vnd_rx_append(nd, p->skb, slot, desc.len)) {
			if (!vnd_rx_repost(nd))
				goto broken;
			continue;
		}

		if (!why)
			why = &rx->stats.no_buf;
		if (!vnd_rx_return(nd))
			goto broken;
	}

	if (likely(!why))
		return 0;

	vnd_rx_add(rx, why);
	if (why == &rx->stats.no_buf)
		vnd_rx_add(rx, &rx->stats.dropped);
	dev_kfree_skb_any(p->skb);
	p->skb = NULL;
	return 0;

broken:
	dev_kfree_skb_any(p->skb);
	p->skb = NULL;
	return -EIO;
}

/*
 * One packet, or a slot without one. 0, with a packet or NULL; -EAGAIN if there
 * is no more, or not yet all of it; -EIO if the ring broke. Every slot was
 * given to the device, so the owner of the next says whether it came back.
 */
static int vnd_rx_one(struct vbus_net_driver *nd, struct sk_buff **skb)
{
	struct vnd_packet p = { .hdr.slots = 1 };
	struct vnd_rx *rx = &nd->rx;
	struct vnd_rx_slot *slot = vnd_rx_slot(rx);
	struct ioq_ring_desc desc;
	u64_stats_t *why;
	u32 skip = 1;

	*skb = NULL;
	if (ioq_iter_read(&rx->it, &desc))
		return -EAGAIN;

	if (!desc.len) {
		why = &rx->stats.flushed;
		goto back;
	}

	why = &rx->stats.errors;
	if (desc.len > slot->cap || desc.len < rx->hdr + ETH_HLEN)
		goto back;

	if (rx->hdr) {
		memcpy(&p.hdr, vnd_rx_data(slot), sizeof(p.hdr));
		/* From here on the device's changes are not seen. */
		barrier();
		if (!p.hdr.slots || p.hdr.slots > rx->max_slots)
			goto back;
	}

	if (p.hdr.slots > 1) {
		if (desc.len != slot->cap)
			goto back;
		/* The device signals when it has filled the last. */
		if (!vnd_rx_there(rx, p.hdr.slots - 1))
			return -EAGAIN;
	}

	/* Never part of a packet: its payload must not pass for a header. */
	skip = p.hdr.slots;
	if (rx->hdr && !vnd_rx_header_ok(nd, &p.hdr))
		goto back;

	p.skb = vnd_rx_first(nd, slot, desc.len);
	if (unlikely(!p.skb)) {
		why = &rx->stats.no_buf;
		goto back;
	}

	/* A copied packet left its buffer, which may be of a former size. */
	if (!vnd_rx_return(nd)) {
		dev_kfree_skb_any(p.skb);
		return -EIO;
	}

	if (p.hdr.slots > 1 && vnd_rx_rest(nd, &p))
		return -EIO;

	if (likely(p.skb))
		*skb = vnd_rx_finish(nd, &p);
	return 0;

back:
	vnd_rx_add(rx, why);
	if (why == &rx->stats.no_buf)
		vnd_rx_add(rx, &rx->stats.dropped);
	while (skip--)
		if (!vnd_rx_return(nd))
			return -EIO;
	return 0;
}

static void vnd_rx_tell(struct vnd_rx *rx)
{
	rx->reposted = 0;
	vnd_rx_add(rx, &rx->stats.told);
	vbus_driver_ring_signal(rx->ring);
}

/**
 * vnd_rx_poll() - take packets of the device
 * @nd: the interface
 * @budget: at most so many
 *
 * Context: NAPI.
 * Return: how many slots or packets it looked at; less than @budget when there
 * are no more
 */
int vnd_rx_poll(struct vbus_net_driver *nd, int budget)
{
	struct sk_buff *skb, *last = NULL;
	struct vnd_rx *rx = &nd->rx;
	unsigned int packets = 0;
	int work;

	for (work = 0; work < budget && !vnd_broken(nd); work++) {
		if (vnd_rx_one(nd, &skb))
			break;
		/* It may be waiting for slots. */
		if (rx->reposted > rx->count / 2)
			vnd_rx_tell(rx);
		if (!skb)
			continue;

		if (last)
			napi_gro_receive(&nd->napi, last);
		last = skb;
		packets++;
	}

	if (rx->reposted)
		vnd_rx_tell(rx);

	/* What comes alone has nothing to merge with, and goes a shorter way. */
	if (packets == 1 && vbus_napi_gro_idle(&nd->napi)) {
		/* So that its socket can poll. */
		skb_mark_napi_id(last, &nd->napi);
		netif_receive_skb(last);
	} else if (last) {
		napi_gro_receive(&nd->napi, last);
	}

	return work;
}

/**
 * vnd_rx_discard() - drop what came before the link went down
 * @nd: the interface
 *
 * Context: process; the poll is off and the device quiet.
 */
void vnd_rx_discard(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	u32 i;

	/* A round at most, should the device not be quiet. */
	for (i = 0; i < rx->count && !vnd_broken(nd); i++)
		if (!ioq_iter_mine(&rx->it) || !vnd_rx_repost(nd))
			break;

	rx->reposted = 0;
}

/* ---- life */

/* The size of buffers for an mtu. */
static void vnd_rx_size(const struct vbus_net_driver *nd, unsigned int mtu,
			unsigned int *order, u32 *cap)
{
	const struct vnd_rx *rx = &nd->rx;
	u32 frame = mtu;

	if (vnd_has(nd, VBUS_NET_F_RTSO4 | VBUS_NET_F_RTSO6))
		frame = VBUS_NET_MAX_GSO;
	frame += ETH_HLEN + VLAN_HLEN + rx->hdr;

	/* Without MRG the size tells the device what the mtu is. */
	if (!vnd_has(nd, VBUS_NET_F_MRG)) {
		*order = get_order(frame + VND_OVERHEAD);
		*cap = frame;
		return;
	}

	/* However short the ring, the largest packet fits into it. */
	frame = DIV_ROUND_UP(frame, rx->max_slots);
	*order = get_order(frame + VND_OVERHEAD);
	while (*order < VND_MERGED_ORDER &&
	       (size_t)rx->count << (PAGE_SHIFT + *order) < VND_MERGED_MEMORY)
		++*order;
	*cap = (PAGE_SIZE << *order) - VND_OVERHEAD;
}

static void vnd_rx_set_size(struct vnd_rx *rx, unsigned int order, u32 cap)
{
	rx->order = order;
	rx->cap = cap;
	rx->copybreak = clamp_t(u32, cap / 8, VND_COPYBREAK_MIN,
				VND_COPYBREAK_MAX);
}

/**
 * vnd_rx_resize() - buffers for another mtu, from here on
 * @nd: the interface
 * @mtu: to be
 *
 * Those that are with the device stay; vnd_rx_flush() gets them back.
 *
 * Context: process; may sleep; under rtnl.
 * Return: 0, or a negative errno; nothing has changed then
 */
int vnd_rx_resize(struct vbus_net_driver *nd, unsigned int mtu)
{
	struct vnd_rx *rx = &nd->rx;
	struct page_pool *pool = NULL;
	unsigned int order;
	u32 cap;

	vnd_rx_size(nd, mtu, &order, &cap);
	if (cap == rx->cap)
		return 0;

	if (order != rx->order) {
		pool = vnd_pool_create(nd, order, 0);
		if (IS_ERR(pool))
			return PTR_ERR(pool);
	}

	/* The pool has one user at a time: the poll, which rests. */
	if (netif_running(nd->dev))
		napi_disable(&nd->napi);

	vnd_rx_set_size(rx, order, cap);
	rx->stale = true;
	if (pool) {
		swap(pool, rx->pool);
		page_pool_destroy(pool);
	}

	if (netif_running(nd->dev)) {
		napi_enable(&nd->napi);
		vnd_schedule(nd);
	}
	return 0;
}

static int vnd_rx_post(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	struct vnd_rx_slot *slot;
	u32 i;
	int err;

	for (i = 0; i < rx->count; i++) {
		slot = &rx->slots[i];
		if (!vnd_rx_renew(nd, slot, GFP_KERNEL))
			return -ENOMEM;

		err = ioq_post(rx->ring->q, i, slot->addr, slot->cap);
		if (err)
			return err;
	}

	return 0;
}

/**
 * vnd_rx_create() - give the device a buffer for each slot
 * @nd: the interface
 *
 * Context: process; may sleep.
 * Return: 0, or a negative errno. Either way vnd_rx_free() after the device was
 * closed.
 */
int vnd_rx_create(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	struct page_pool *pool;
	unsigned int order;
	u32 cap;

	rx->ring = nd->config.rx;
	rx->count = rx->ring->q->count;
	rx->max_slots = 1;
	rx->hdr = 0;
	if (vnd_has(nd, VBUS_NET_F_HDR))
		rx->hdr = sizeof(struct venet_rx_header);
	if (vnd_has(nd, VBUS_NET_F_MRG))
		rx->max_slots = min_t(u32, rx->count, MAX_SKB_FRAGS + 1);
	u64_stats_init(&rx->stats.syncp);

	vnd_rx_size(nd, nd->dev->mtu, &order, &cap);
	vnd_rx_set_size(rx, order, cap);

	rx->slots = kvcalloc(rx->count, sizeof(*rx->slots), GFP_KERNEL);
	if (!rx->slots)
		return -ENOMEM;

	pool = vnd_pool_create(nd, order, 0);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	rx->pool = pool;

	pool = vnd_pool_create(nd, VND_SMALL_ORDER, VBUS_PAGE_POOL_FRAG);
	if (IS_ERR(pool))
		return PTR_ERR(pool);
	rx->small = pool;

	ioq_iter_init(rx->ring->q, &rx->it, IOQ_IDX_INUSE, 0);
	ioq_iter_seek(&rx->it, IOQ_SEEK_SET, 0, 0);
	return vnd_rx_post(nd);
}

/**
 * vnd_rx_free() - free all buffers
 * @nd: the interface
 *
 * Context: process; may sleep; the poll is off and the device closed.
 */
void vnd_rx_free(struct vbus_net_driver *nd)
{
	struct vnd_rx *rx = &nd->rx;
	u32 i;

	if (!rx->slots)
		return;

	for (i = 0; i < rx->count; i++)
		vnd_page_put(rx->slots[i].page);
	if (rx->pool)
		page_pool_destroy(rx->pool);
	if (rx->small)
		page_pool_destroy(rx->small);
	kvfree(rx->slots);
	rx->slots = NULL;
}
