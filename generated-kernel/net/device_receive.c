// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, host half: packets of the driver, from ring tx.
 *
 * Whatever describes a packet is copied first, then checked, then used; the
 * same with the packet's headers. The payload of a large one stays where it is
 * and is referred to, if the driver's memory allows that: the driver can still
 * change it, which spoils a checksum and nothing else.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/if_vlan.h>
#include <linux/ip.h>
#include <linux/ipv6.h>
#include <linux/irqflags.h>
#include <linux/kthread.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/rcupdate.h>
#include <linux/sched/task.h>
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
	    desc->len > sizeof(p->sg) + sizeof(p->iov))
		return -EMSGSIZE;

	/* Into sg and on into iov. */
	err = vbus_copy_from(conn->ctx, &p->sg, desc->ptr, sizeof(p->sg));
	if (!err)
		err = vbus_copy_from(conn->ctx, p->iov,
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

static int vbus_net_decode(struct vbus_net_conn *conn,
			   const struct ioq_ring_desc *desc,
			   struct vbus_net_packet *p)
{
	u32 most = READ_ONCE(conn->net->mtu);
	int err;

	p->piece = 0;
	p->off = 0;
	if (conn->features & VBUS_NET_F_SG)
		err = vbus_net_decode_sg(conn, desc, p);
	else
		err = vbus_net_decode_flat(desc, p);
	if (err)
		return err;

	if (p->sg.flags & VENET_SG_FLAG_GSO)
		most = VBUS_NET_MAX_GSO;

	/* A VLAN's tag stays in the frame. */
	return p->len < ETH_HLEN || p->len > most + VLAN_ETH_HLEN ?
	       -EMSGSIZE : 0;
}

/* Copies the packet's next bytes, of which there are as many. */
static int vbus_net_read(struct vbus_net_conn *conn, struct vbus_net_packet *p,
			 void *to, u32 len)
{
	while (len) {
		const struct venet_iov *iov = &p->iov[p->piece];
		u32 n = min(len, iov->len - p->off);
		int err;

		err = n ? vbus_copy_from(conn->ctx, to, iov->ptr + p->off, n) : 0;
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

static struct sk_buff *vbus_net_alloc(struct napi_struct *napi, u32 len)
{
	return napi ? napi_alloc_skb(napi, len) :
		      __netdev_alloc_skb_ip_align(NULL, len, GFP_KERNEL);
}

/*
 * The same for what is copied whole, without a page to be cleared for it. Not
 * for what refers to pages: those are not the pool's.
 */
static struct sk_buff *vbus_net_alloc_small(struct vbus_net_conn *conn,
					    struct napi_struct *napi, u32 len)
{
	unsigned int size = SKB_HEAD_ALIGN(VBUS_NET_HEADROOM + len);
	struct sk_buff *skb;
	struct page *page;
	unsigned int at;

	if (!napi)
		return vbus_net_alloc(NULL, len);

	page = page_pool_dev_alloc_frag(conn->pool, &at, size);
	if (unlikely(!page))
		return vbus_net_alloc(napi, len);

	skb = napi_build_skb(page_address(page) + at, size);
	if (unlikely(!skb)) {
		page_pool_put_full_page(conn->pool, page, false);
		return NULL;
	}

	skb_mark_for_recycle(skb);
	skb_reserve(skb, VBUS_NET_HEADROOM);
	return skb;
}

/* A large packet all of our own. */
static struct sk_buff *vbus_net_alloc_large(struct napi_struct *napi, u32 len)
{
	struct sk_buff *skb;
	int err;

	skb = alloc_skb_with_frags(VBUS_NET_HEADROOM + VBUS_NET_HEAD,
				   len - VBUS_NET_HEAD, PAGE_ALLOC_COSTLY_ORDER,
				   &err, napi ? GFP_ATOMIC : GFP_KERNEL);
	if (!skb)
		return NULL;

	skb_reserve(skb, VBUS_NET_HEADROOM);
	skb_put(skb, VBUS_NET_HEAD);
	skb->data_len = len - VBUS_NET_HEAD;
	skb->len = len;
	return skb;
}

static struct sk_buff *vbus_net_copy(struct vbus_net_conn *conn,
				     struct vbus_net_packet *p,
				     struct napi_struct *napi)
{
	struct sk_buff *skb;
	int err, i;

	if (p->len <= VBUS_NET_COPY) {
		skb = vbus_net_alloc_small(conn, napi, p->len);
		if (skb)
			skb_put(skb, p->len);
	} else {
		skb = vbus_net_alloc_large(napi, p->len);
	}
	if (!skb)
		return ERR_PTR(-ENOMEM);

	err = vbus_net_read(conn, p, skb->data, skb_headlen(skb));
	for (i = 0; !err && i < skb_shinfo(skb)->nr_frags; i++) {
		const skb_frag_t *frag = &skb_shinfo(skb)->frags[i];

		/* Not allocated from high memory. */
		err = vbus_net_read(conn, p, skb_frag_address(frag),
				    skb_frag_size(frag));
	}
	if (err) {
		kfree_skb(skb);
		return ERR_PTR(err);
	}

	return skb;
}

/* Appends one piece of at most a page. */
static int vbus_net_refer_page(struct vbus_net_conn *conn, struct sk_buff *skb,
			       u64 addr, u32 len)
{
	int i = skb_shinfo(skb)->nr_frags;
	struct page *page, *head;
	u32 off;

	page = conn->ctx->ops->get_page(conn->ctx, addr);
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

static int vbus_net_refer_rest(struct vbus_net_conn *conn,
			       struct vbus_net_packet *p, struct sk_buff *skb)
{
	for (; p->piece < p->sg.count; p->piece++, p->off = 0) {
		const struct venet_iov *iov = &p->iov[p->piece];

		while (p->off < iov->len) {
			u64 addr = iov->ptr + p->off;
			u32 len = min_t(u32, iov->len - p->off,
					PAGE_SIZE - offset_in_page(addr));
			int err;

			err = vbus_net_refer_page(conn, skb, addr, len);
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
static struct sk_buff *vbus_net_refer(struct vbus_net_conn *conn,
				      struct vbus_net_packet *p,
				      struct napi_struct *napi)
{
	struct sk_buff *skb;
	u32 len;
	int err;

	err = vbus_net_read(conn, p, p->head, sizeof(p->head));
	if (err)
		return ERR_PTR(err);

	len = vbus_net_headers(conn->net, p->head, sizeof(p->head));
	skb = vbus_net_alloc(napi, VBUS_NET_HEAD);
	if (!skb)
		return ERR_PTR(-ENOMEM);
	skb_put_data(skb, p->head, len);

	/* Back to the end of the headers. */
	p->piece = 0;
	p->off = len;
	while (p->off >= p->iov[p->piece].len)
		p->off -= p->iov[p->piece++].len;

	err = vbus_net_refer_rest(conn, p, skb);
	if (err) {
		kfree_skb(skb);
		return ERR_PTR(err);
	}

	/* Not ours to write, and not only ours to read. */
	skb_shinfo(skb)->flags |= SKBFL_SHARED_FRAG;
	return skb;
}

static struct sk_buff *vbus_net_import(struct vbus_net_conn *conn,
				       struct vbus_net_packet *p,
				       struct napi_struct *napi)
{
	struct sk_buff *skb;

	if (p->len > VBUS_NET_COPY && conn->ctx->ops->get_page) {
		skb = vbus_net_refer(conn, p, napi);
		if (skb != ERR_PTR(-EAGAIN))
			return skb;
		p->piece = 0;
		p->off = 0;
	}

	return vbus_net_copy(conn, p, napi);
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

static int vbus_net_take_gso(const struct vbus_net_conn *conn,
			     struct sk_buff *skb, const struct venet_sg *sg)
{
	unsigned int type;
	u32 payload;

	switch (sg->gso.type) {
	case VENET_GSO_TYPE_TCPV4:
		if (!(conn->features & VBUS_NET_F_TSO4))
			return -EINVAL;
		type = SKB_GSO_TCPV4;
		break;
	case VENET_GSO_TYPE_TCPV6:
		if (!(conn->features & VBUS_NET_F_TSO6))
			return -EINVAL;
		type = SKB_GSO_TCPV6;
		break;
	default:
		return -EINVAL;
	}

	if (sg->flags & VENET_SG_FLAG_ECN) {
		if (!(conn->features & VBUS_NET_F_ECN))
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

static int vbus_net_take_offloads(const struct vbus_net_conn *conn,
				  struct sk_buff *skb,
				  const struct venet_sg *sg)
{
	int err = 0;

	if (sg->flags & VENET_SG_FLAG_NEEDS_CSUM)
		err = vbus_net_take_csum(skb, sg);
	if (!err && sg->flags & VENET_SG_FLAG_GSO)
		err = vbus_net_take_gso(conn, skb, sg);

	return err;
}

/* A packet, or NULL if it was none; then counted. */
static struct sk_buff *vbus_net_take(struct vbus_net_conn *conn,
				     const struct ioq_ring_desc *desc,
				     struct napi_struct *napi)
{
	struct vbus_net_packet *p = &conn->packet;
	struct vbus_net_device *net = conn->net;
	struct sk_buff *skb;
	int err;

	if (!rcu_access_pointer(net->up)) {
		vbus_net_inc(net, VBUS_NET_RX_DROPPED);
		return NULL;
	}

	err = vbus_net_decode(conn, desc, p);
	if (err)
		goto bad;

	skb = vbus_net_import(conn, p, napi);
	if (skb == ERR_PTR(-ENOMEM)) {
		vbus_net_inc(net, VBUS_NET_RX_NO_BUF);
		vbus_net_inc(net, VBUS_NET_RX_DROPPED);
		return NULL;
	}
	err = PTR_ERR_OR_ZERO(skb);
	if (err)
		goto bad;

	err = vbus_net_take_offloads(conn, skb, &p->sg);
	if (err) {
		kfree_skb(skb);
		goto bad;
	}

	return skb;

bad:
	vbus_net_inc(net, VBUS_NET_RX_ERRORS);
	net_dbg_ratelimited("%s: a packet of the driver was refused: %d\n",
			    vbus_device_name(net->vdev), err);
	return NULL;
}

static void vbus_net_deliver(struct vbus_net_conn *conn, struct sk_buff *skb,
			     struct napi_struct *napi)
{
	struct vbus_net_device *net = conn->net;
	struct net_device *netdev;

	rcu_read_lock();
	netdev = rcu_dereference(net->up);
	if (unlikely(!netdev)) {
		vbus_net_inc(net, VBUS_NET_RX_DROPPED);
		kfree_skb(skb);
		goto unlock;
	}

	/* Read by who sends as well. */
	WRITE_ONCE(conn->taken, conn->taken + skb->len);
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

	if (vbus_net_is_broken(conn))
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
		vbus_net_inc(conn->net, VBUS_NET_SIGNALS_SENT);
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

	if (vbus_net_is_broken(conn))
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
	if (!conn->ctx->ops->distant)
		return;

	/* Makes the thread, under that name; without it there are no streams. */
	strscpy(conn->napi_dev->name, vbus_device_name(conn->net->vdev),
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
		vbus_net_inc(conn->net, VBUS_NET_RX_STREAMS);
		vbus_net_stream_switch(conn, true);
		if (napi_complete_done(napi, turn.n))
			napi_schedule(napi);
		return turn.n;
	}

done:
	/* Unmasked, the driver's signals of meanwhile come at once. */
	if (napi_complete_done(napi, turn.n) && !vbus_net_is_broken(conn))
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
					 (!vbus_net_is_broken(conn) &&
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
	vbus_net_inc(conn->net, VBUS_NET_RX_SIGNALS);
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

struct page_pool *vbus_net_pool_create(struct vbus_net_conn *conn)
{
	struct page_pool_params params = {
		.flags = VBUS_PAGE_POOL_FRAG,
		.order = VBUS_NET_POOL_ORDER,
		.pool_size = 64,
		.nid = NUMA_NO_NODE,
	};

	vbus_page_pool_napi(&params, &conn->napi);
	return page_pool_create(&params);
}

void vbus_net_pool_destroy(struct vbus_net_conn *conn)
{
	if (!IS_ERR_OR_NULL(conn->pool))
		page_pool_destroy(conn->pool);
}

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
			      vbus_device_name(conn->net->vdev));
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

/*
 * Under the device's lock, the link being up: NAPI may still hold packets of
 * the interface that goes.
 */
void vbus_net_receive_quiesce(struct vbus_net_conn *conn)
{
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
