// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, host half: a packet from the driver's memory into the stack, and
 * from the stack to where a peer wants it.
 *
 * Whatever describes a packet was copied before; here it is checked, then used;
 * the same with the packet's headers. The payload of a large one stays where it
 * is and is referred to, if the driver's memory allows that: the driver can
 * still change it, which spoils a checksum and nothing else.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/if_vlan.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/tcp.h>
#include <linux/vbus_compat.h>
#include <net/ipv6.h>
#include VBUS_PAGE_POOL_H

#include "device.h"

/* Up to here a packet is copied: that costs less than to refer to it. */
#define VBUS_NET_COPY 2048
/* Before a packet. */
#define VBUS_NET_HEADROOM (NET_SKB_PAD + NET_IP_ALIGN)
/* Pages that copies share. */
#define VBUS_NET_POOL_ORDER get_order(SZ_16K)
/* Segments smaller than that are an attack, no packet. */
#define VBUS_NET_MIN_GSO_SIZE 8

/* ---- from the driver ---- */

/**
 * vbus_net_pool_create() - make memory for packets that are copied
 * @napi: who takes packets, or NULL if it is another kind of softirq
 *
 * For one user at a time.
 *
 * Context: process; may sleep.
 * Return: the pool, or an ERR_PTR()
 */
struct page_pool *vbus_net_pool_create(struct napi_struct *napi)
{
	struct page_pool_params params = {
		.flags = VBUS_PAGE_POOL_FRAG,
		.order = VBUS_NET_POOL_ORDER,
		.pool_size = 64,
		.nid = NUMA_NO_NODE,
	};

	vbus_page_pool_napi(&params, napi);
	return page_pool_create(&params);
}
EXPORT_SYMBOL_GPL(vbus_net_pool_create);

/**
 * vbus_net_pool_destroy() - undo vbus_net_pool_create()
 * @pool: the pool, an ERR_PTR() or NULL; packets may still have its memory
 *
 * Context: process; may sleep.
 */
void vbus_net_pool_destroy(struct page_pool *pool)
{
	if (!IS_ERR_OR_NULL(pool))
		page_pool_destroy(pool);
}
EXPORT_SYMBOL_GPL(vbus_net_pool_destroy);

/**
 * vbus_net_packet_wanted() - would a packet of the driver go anywhere?
 * @peer: the driver
 *
 * Context: any.
 * Return: true if so; else it has been counted as dropped
 */
bool vbus_net_packet_wanted(const struct vbus_net_peer *peer)
{
	if (rcu_access_pointer(peer->net->up))
		return true;

	vbus_net_peer_inc(peer, VBUS_NET_RX_DROPPED);
	return false;
}
EXPORT_SYMBOL_GPL(vbus_net_packet_wanted);

/**
 * vbus_net_packet_refused() - count a packet of the driver that is no good
 * @peer: the driver
 * @err: what is wrong with it
 *
 * Context: any.
 */
void vbus_net_packet_refused(const struct vbus_net_peer *peer, int err)
{
	vbus_net_peer_inc(peer, VBUS_NET_RX_ERRORS);
	net_dbg_ratelimited("%s: a packet of the driver was refused: %d\n",
			    vbus_device_name(peer->net->vdev), err);
}
EXPORT_SYMBOL_GPL(vbus_net_packet_refused);

/* Copies the packet's next bytes, of which there are as many. */
static int vbus_net_read(const struct vbus_net_peer *peer, struct vbus_net_packet *p,
			 void *to, u32 len)
{
	while (len) {
		const struct venet_iov *iov = &p->iov[p->piece];
		u32 n = min(len, iov->len - p->off);
		int err;

		err = n ? vbus_copy_from(peer->ctx, to, iov->ptr + p->off, n) : 0;
		if (err)
			return err;

		to += n;
		len -= n;
		p->off += n;
		if (p->off == iov->len) {
			p->piece++;
			p->off = 0;
		}
	}

	return 0;
}

static struct sk_buff *vbus_net_alloc(const struct vbus_net_packet *p, u32 len)
{
	return p->napi ? napi_alloc_skb(p->napi, len) :
			 __netdev_alloc_skb_ip_align(NULL, len, p->gfp);
}

/*
 * The same for what is copied whole, without a page to be cleared for it. Not
 * for what refers to pages: those are not the pool's.
 */
static struct sk_buff *vbus_net_alloc_small(const struct vbus_net_packet *p)
{
	unsigned int size = SKB_HEAD_ALIGN(VBUS_NET_HEADROOM + p->len);
	struct sk_buff *skb;
	struct page *page;
	unsigned int at;

	if (!p->pool)
		return vbus_net_alloc(p, p->len);

	page = page_pool_dev_alloc_frag(p->pool, &at, size);
	if (unlikely(!page))
		return vbus_net_alloc(p, p->len);

	skb = napi_build_skb(page_address(page) + at, size);
	if (unlikely(!skb)) {
		page_pool_put_full_page(p->pool, page, false);
		return NULL;
	}

	skb_mark_for_recycle(skb);
	skb_reserve(skb, VBUS_NET_HEADROOM);
	return skb;
}

/* A large packet all of our own. */
static struct sk_buff *vbus_net_alloc_large(const struct vbus_net_packet *p)
{
	struct sk_buff *skb;
	int err;

	skb = alloc_skb_with_frags(VBUS_NET_HEADROOM + VBUS_NET_HEAD,
				   p->len - VBUS_NET_HEAD,
				   PAGE_ALLOC_COSTLY_ORDER, &err, p->gfp);
	if (!skb)
		return NULL;

	skb_reserve(skb, VBUS_NET_HEADROOM);
	skb_put(skb, VBUS_NET_HEAD);
	skb->data_len = p->len - VBUS_NET_HEAD;
	skb->len = p->len;
	return skb;
}

static struct sk_buff *vbus_net_copy(const struct vbus_net_peer *peer,
				     struct vbus_net_packet *p)
{
	struct sk_buff *skb;
	int err, i;

	if (p->len <= VBUS_NET_COPY) {
		skb = vbus_net_alloc_small(p);
		if (skb)
			skb_put(skb, p->len);
	} else {
		skb = vbus_net_alloc_large(p);
	}
	if (!skb)
		return ERR_PTR(-ENOMEM);

	err = vbus_net_read(peer, p, skb->data, skb_headlen(skb));
	for (i = 0; !err && i < skb_shinfo(skb)->nr_frags; i++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[i];

		/* Not allocated from high memory. */
		err = vbus_net_read(peer, p, skb_frag_address(frag),
				    skb_frag_size(frag));
	}
	if (err) {
		kfree_skb(skb);
		return ERR_PTR(err);
	}

	return skb;
}

/* Appends one piece of at most a page. */
static int vbus_net_refer_page(const struct vbus_net_peer *peer, struct sk_buff *skb,
			       u64 addr, u32 len)
{
	int i = skb_shinfo(skb)->nr_frags;
	struct page *page, *head;
	u32 off;

	page = peer->ctx->ops->get_page(peer->ctx, addr);
	if (!page)
		return -EAGAIN;

	/* Pages of one allocation that follow each other are one fragment. */
	head = compound_head(page);
	off = (page_to_pfn(page) - page_to_pfn(head)) * PAGE_SIZE +
	      offset_in_page(addr);
	if (skb_can_coalesce(skb, i, head, off)) {
		skb_coalesce_rx_frag(skb, i - 1, len, len);
		put_page(page);
		return 0;
	}
	if (i == MAX_SKB_FRAGS) {
		put_page(page);
		return -EAGAIN;
	}

	skb_add_rx_frag(skb, i, head, off, len, len);
	return 0;
}

static int vbus_net_refer_rest(const struct vbus_net_peer *peer,
			       struct vbus_net_packet *p, struct sk_buff *skb)
{
	for (; p->piece < p->sg.count; p->piece++, p->off = 0) {
		const struct venet_iov *iov = &p->iov[p->piece];

		while (p->off < iov->len) {
			u64 addr = iov->ptr + p->off;
			u32 len = min_t(u32, iov->len - p->off,
					PAGE_SIZE - offset_in_page(addr));
			int err;

			err = vbus_net_refer_page(peer, skb, addr, len);
			if (err)
				return err;
			p->off += len;
		}
	}

	return 0;
}

static u32 vbus_net_headers(struct vbus_net_device *net, const u8 *frame,
			    u32 len)
{
	struct net_device *netdev;

	rcu_read_lock();
	netdev = rcu_dereference(net->up);
	len = netdev ? eth_get_headlen(netdev, frame, len) : ETH_HLEN;
	rcu_read_unlock();

	return len;
}

/* Only the headers are copied. Error: -EAGAIN if it has to be copied whole. */
static struct sk_buff *vbus_net_refer(const struct vbus_net_peer *peer,
				      struct vbus_net_packet *p)
{
	struct sk_buff *skb;
	u32 len;
	int err;

	err = vbus_net_read(peer, p, p->head, sizeof(p->head));
	if (err)
		return ERR_PTR(err);

	len = vbus_net_headers(peer->net, p->head, sizeof(p->head));
	skb = vbus_net_alloc(p, VBUS_NET_HEAD);
	if (!skb)
		return ERR_PTR(-ENOMEM);
	skb_put_data(skb, p->head, len);

	/* Back to the end of the headers. */
	p->piece = 0;
	p->off = len;
	while (p->off >= p->iov[p->piece].len)
		p->off -= p->iov[p->piece++].len;

	err = vbus_net_refer_rest(peer, p, skb);
	if (err) {
		kfree_skb(skb);
		return ERR_PTR(err);
	}

	/* Not ours to write, and not only ours to read. */
	skb_shinfo(skb)->flags |= SKBFL_SHARED_FRAG;
	return skb;
}

static struct sk_buff *vbus_net_import(const struct vbus_net_peer *peer,
				       struct vbus_net_packet *p)
{
	struct sk_buff *skb;

	if (p->len > VBUS_NET_COPY && peer->ctx->ops->get_page) {
		skb = vbus_net_refer(peer, p);
		if (skb != ERR_PTR(-EAGAIN))
			return skb;
		p->piece = 0;
		p->off = 0;
	}

	return vbus_net_copy(peer, p);
}

/* The checksum at the driver's word; checked to lie in the packet. */
static int vbus_net_take_csum(struct sk_buff *skb, const struct venet_sg *sg)
{
	u32 end = (u32)sg->csum.start + sg->csum.offset + sizeof(__sum16);

	if (sg->csum.start < ETH_HLEN || !pskb_may_pull(skb, end) ||
	    !skb_partial_csum_set(skb, sg->csum.start, sg->csum.offset))
		return -EINVAL;

	return 0;
}

/*
 * Is this an IP packet of that version whose TCP header is at @tcp? Only the
 * type of the driver decides how the stack segments, so it has to be true.
 */
static bool vbus_net_is_tcp(struct sk_buff *skb, u8 type, u32 tcp)
{
	u32 ip = ETH_HLEN;
	__be16 frag_off;
	__be16 proto;
	u8 next;

	if (!pskb_may_pull(skb, tcp + sizeof(struct tcphdr)))
		return false;

	proto = ((struct ethhdr *)skb->data)->h_proto;
	while (eth_type_vlan(proto) && ip + VLAN_HLEN <= tcp) {
		proto = ((struct vlan_hdr *)(skb->data + ip))
			->h_vlan_encapsulated_proto;
		ip += VLAN_HLEN;
	}

	if (type == VENET_GSO_TYPE_TCPV4) {
		const struct iphdr *iph = (struct iphdr *)(skb->data + ip);

		return proto == htons(ETH_P_IP) && tcp >= ip + sizeof(*iph) &&
		       iph->version == 4 && tcp == ip + iph->ihl * 4 &&
		       iph->protocol == IPPROTO_TCP;
	}

	if (proto != htons(ETH_P_IPV6) || tcp < ip + sizeof(struct ipv6hdr))
		return false;

	next = ((struct ipv6hdr *)(skb->data + ip))->nexthdr;
	return ipv6_skip_exthdr(skb, ip + sizeof(struct ipv6hdr), &next,
				&frag_off) == tcp && next == IPPROTO_TCP;
}

static int vbus_net_take_gso(const struct vbus_net_peer *peer,
			     struct sk_buff *skb, const struct venet_sg *sg)
{
	unsigned int type;
	u32 payload;

	switch (sg->gso.type) {
	case VENET_GSO_TYPE_TCPV4:
		if (!(peer->features & VBUS_NET_F_TSO4))
			return -EINVAL;
		type = SKB_GSO_TCPV4;
		break;
	case VENET_GSO_TYPE_TCPV6:
		if (!(peer->features & VBUS_NET_F_TSO6))
			return -EINVAL;
		type = SKB_GSO_TCPV6;
		break;
	default:
		return -EINVAL;
	}

	if (sg->flags & VENET_SG_FLAG_ECN) {
		if (!(peer->features & VBUS_NET_F_ECN))
			return -EINVAL;
		type |= SKB_GSO_TCP_ECN;
	}

	/* hdrlen is a hint that we do not need. */
	if (sg->gso.size < VBUS_NET_MIN_GSO_SIZE ||
	    sg->gso.size == GSO_BY_FRAGS)
		return -EINVAL;

	/* Each segment gets a checksum of its own, so there must be one. */
	if (!(sg->flags & VENET_SG_FLAG_NEEDS_CSUM) ||
	    sg->csum.offset != offsetof(struct tcphdr, check) ||
	    !vbus_net_is_tcp(skb, sg->gso.type, sg->csum.start))
		return -EINVAL;

	/* What fits into one segment is none to be segmented. */
	payload = skb->len - sg->csum.start - sizeof(struct tcphdr);
	if (payload <= sg->gso.size)
		return 0;

	/* The stack counts, and looks at the header again, before it acts. */
	skb_shinfo(skb)->gso_size = sg->gso.size;
	skb_shinfo(skb)->gso_type = type | SKB_GSO_DODGY;
	skb_shinfo(skb)->gso_segs = 0;
	return 0;
}

static int vbus_net_take_offloads(const struct vbus_net_peer *peer,
				  struct sk_buff *skb,
				  const struct venet_sg *sg)
{
	int err = 0;

	if (sg->flags & VENET_SG_FLAG_NEEDS_CSUM)
		err = vbus_net_take_csum(skb, sg);
	if (!err && sg->flags & VENET_SG_FLAG_GSO)
		err = vbus_net_take_gso(peer, skb, sg);

	return err;
}

static int vbus_net_check_len(const struct vbus_net_peer *peer,
			      const struct vbus_net_packet *p)
{
	u32 most = READ_ONCE(peer->net->mtu);

	if (p->sg.flags & VENET_SG_FLAG_GSO)
		most = VBUS_NET_MAX_GSO;

	/* A VLAN's tag stays in the frame. */
	return p->len < ETH_HLEN || p->len > most + VLAN_ETH_HLEN ?
	       -EMSGSIZE : 0;
}

/**
 * vbus_net_packet_take() - make a packet of what the driver describes
 * @peer: the driver
 * @p: the description. The pieces add up to @p->len, and there is at least one;
 *	that is all that was checked of it. Is used up.
 *
 * What is no packet is counted.
 *
 * Context: softirq, or process if @p->gfp allows to sleep.
 * Return: the packet; -ENOMEM; -EFAULT if a piece is no memory of the driver;
 * -EMSGSIZE or -EINVAL for what is no packet
 */
struct sk_buff *vbus_net_packet_take(const struct vbus_net_peer *peer,
				     struct vbus_net_packet *p)
{
	struct sk_buff *skb;
	int err;

	p->piece = 0;
	p->off = 0;
	err = vbus_net_check_len(peer, p);
	if (err)
		goto refused;

	skb = vbus_net_import(peer, p);
	if (skb == ERR_PTR(-ENOMEM)) {
		vbus_net_peer_inc(peer, VBUS_NET_RX_NO_BUF);
		vbus_net_peer_inc(peer, VBUS_NET_RX_DROPPED);
		return skb;
	}
	err = PTR_ERR_OR_ZERO(skb);
	if (err)
		goto refused;

	err = vbus_net_take_offloads(peer, skb, &p->sg);
	if (err) {
		kfree_skb(skb);
		goto refused;
	}

	return skb;

refused:
	vbus_net_packet_refused(peer, err);
	return ERR_PTR(err);
}
EXPORT_SYMBOL_GPL(vbus_net_packet_take);

/**
 * vbus_net_packet_deliver() - give a packet of the driver to the stack
 * @peer: the driver
 * @skb: the packet; counted, and dropped if the interface is down
 * @napi: who polls, or NULL: then the packet is merged with no other
 *
 * Context: softirq or process.
 */
void vbus_net_packet_deliver(const struct vbus_net_peer *peer,
			     struct sk_buff *skb, struct napi_struct *napi)
{
	struct vbus_net_device *net = peer->net;
	struct net_device *netdev;

	rcu_read_lock();
	netdev = rcu_dereference(net->up);
	if (unlikely(!netdev)) {
		vbus_net_inc(net, VBUS_NET_RX_DROPPED);
		kfree_skb(skb);
		goto unlock;
	}

	vbus_net_inc(net, VBUS_NET_RX_PACKETS);
	vbus_net_add(net, VBUS_NET_RX_BYTES, skb->len);
	if (skb->ip_summed == CHECKSUM_PARTIAL)
		vbus_net_inc(net, VBUS_NET_RX_CSUM_PARTIAL);
	if (skb_is_gso(skb))
		vbus_net_inc(net, VBUS_NET_RX_GSO);

	skb->protocol = eth_type_trans(skb, netdev);
	if (napi) {
		napi_gro_receive(napi, skb);
	} else {
		local_bh_disable();
		netif_receive_skb(skb);
		local_bh_enable();
	}
unlock:
	rcu_read_unlock();
}
EXPORT_SYMBOL_GPL(vbus_net_packet_deliver);

/* ---- to the driver ---- */

/**
 * vbus_net_packet_put() - write a packet, from the first byte to the last
 * @skb: the packet
 * @put: writes some of it
 * @at: where to, for @put
 *
 * Context: as @put; nothing here sleeps.
 * Return: 0, or the first error of @put
 */
int vbus_net_packet_put(const struct sk_buff *skb, vbus_net_put_t put,
			void *at)
{
	u32 page_off, page_len, copied;
	const struct sk_buff *part;
	struct page *page;
	u8 *mapped;
	int err, i;

	err = put(at, skb->data, skb_headlen(skb));
	if (err)
		return err;

	for (i = 0; i < skb_shinfo(skb)->nr_frags; i++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[i];

		skb_frag_foreach_page(frag, skb_frag_off(frag),
				      skb_frag_size(frag), page, page_off,
				      page_len, copied) {
			mapped = kmap_local_page(page);
			err = put(at, mapped + page_off, page_len);
			kunmap_local(mapped);
			if (err)
				return err;
		}
	}

	skb_walk_frags(skb, part) {
		err = vbus_net_packet_put(part, put, at);
		if (err)
			return err;
	}

	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_packet_put);

/**
 * vbus_net_packet_keep() - a packet is not sent before xmit() returns
 * @skb: the packet
 *
 * Context: any.
 */
void vbus_net_packet_keep(struct sk_buff *skb)
{
	skb_tx_timestamp(skb);
	/* It may wait long: nothing else is to wait for it. */
	nf_reset_ct(skb);
	/* The interface may be gone before it is sent. */
	skb->dev = NULL;
}
EXPORT_SYMBOL_GPL(vbus_net_packet_keep);

/**
 * vbus_net_packet_sent() - count a packet that the driver has
 * @peer: the driver
 * @skb: the packet
 * @buffers: how many of the driver's buffers it fills
 *
 * Context: any.
 */
void vbus_net_packet_sent(const struct vbus_net_peer *peer,
			  const struct sk_buff *skb, unsigned int buffers)
{
	struct vbus_net_device *net = peer->net;

	vbus_net_inc(net, VBUS_NET_TX_PACKETS);
	vbus_net_add(net, VBUS_NET_TX_BYTES, skb->len);
	if (skb->ip_summed == CHECKSUM_PARTIAL)
		vbus_net_inc(net, VBUS_NET_TX_CSUM_PARTIAL);
	if (skb_is_gso(skb))
		vbus_net_inc(net, VBUS_NET_TX_GSO);
	if (skb_is_nonlinear(skb))
		vbus_net_inc(net, VBUS_NET_TX_SG);
	if (buffers > 1)
		vbus_net_inc(net, VBUS_NET_RX_MERGED);
}
EXPORT_SYMBOL_GPL(vbus_net_packet_sent);
