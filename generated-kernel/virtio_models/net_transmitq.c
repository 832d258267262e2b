// SPDX-License-Identifier: GPL-2.0
/*
 * virtio-net: packets of the driver. What virtio's header says of a packet is
 * put in the words of profile net, which checks it.
 */
#include <linux/err.h>
#include <linux/slab.h>

#include "net.h"

static int vnet_describe_gso(const struct virtio_net_hdr_v1 *hdr,
			     struct venet_sg *sg)
{
	switch (hdr->gso_type & ~VIRTIO_NET_HDR_GSO_ECN) {
	case VIRTIO_NET_HDR_GSO_NONE:
		return hdr->gso_type ? -EINVAL : 0;
	case VIRTIO_NET_HDR_GSO_TCPV4:
		sg->gso.type = VENET_GSO_TYPE_TCPV4;
		break;
	case VIRTIO_NET_HDR_GSO_TCPV6:
		sg->gso.type = VENET_GSO_TYPE_TCPV6;
		break;
	default:
		return -EINVAL;
	}

	sg->flags |= VENET_SG_FLAG_GSO;
	if (hdr->gso_type & VIRTIO_NET_HDR_GSO_ECN)
		sg->flags |= VENET_SG_FLAG_ECN;
	sg->gso.size = __virtio16_to_cpu(true, hdr->gso_size);
	return 0;
}

/* hdr_len is a hint that we do not need, and other flags are the device's. */
static int vnet_describe_header(const struct vnet_dev *dev,
				const struct virtio_net_hdr_v1 *hdr,
			       struct venet_sg *sg)
{
	memset(sg, 0, sizeof(*sg));

	if (hdr->flags & VIRTIO_NET_HDR_F_NEEDS_CSUM) {
		if (!vnet_has(dev, VIRTIO_NET_F_CSUM))
			return -EINVAL;
		sg->flags |= VENET_SG_FLAG_NEEDS_CSUM;
		sg->csum.start = __virtio16_to_cpu(true, hdr->csum_start);
		sg->csum.offset = __virtio16_to_cpu(true, hdr->csum_offset);
	}

	return vnet_describe_gso(hdr, sg);
}

static int vnet_describe_pieces(struct vbus_virtio_iter it,
				struct vbus_net_packet *p)
{
	u32 n;

	p->len = it.left;
	while (it.left) {
		struct venet_iov *iov = &p->iov[p->sg.count];

		if (p->sg.count == VBUS_NET_MAX_PIECES)
			return -EMSGSIZE;
		n = min(it.seg->len - it.off, it.left);
		iov->ptr = it.seg->addr + it.off;
		iov->len = n;
		p->sg.count++;
		vbus_virtio_iter_advance(&it, n);
	}

	return p->sg.count ? 0 : -EMSGSIZE;
}

/* A packet, or an error; -EIO if the queue is to be left alone. */
static struct sk_buff *vnet_transmitq_take(struct vnet_transmitq *tq)
{
	struct vbus_virtio_chain *chain = tq->chain;
	struct vbus_net_peer *peer = &tq->dev->peer;
	struct vbus_net_packet *p = &tq->packet;
	struct virtio_net_hdr_v1 hdr;
	struct sk_buff *skb;
	ssize_t n;
	int err;

	if (chain->in.left) {
		vbus_virtqueue_fault(tq->vq, "packet to be written, bytes",
				     chain->in.left);
		return ERR_PTR(-EIO);
	}
	if (!vbus_net_packet_wanted(peer))
		return ERR_PTR(-ENETDOWN);

	n = vbus_virtio_chain_read(tq->vq, chain, &hdr, sizeof(hdr));
	if (n < 0)
		return ERR_PTR(-EIO);
	err = n < sizeof(hdr) ? -EMSGSIZE :
	      vnet_describe_header(tq->dev, &hdr, &p->sg);
	if (!err)
		err = vnet_describe_pieces(chain->out, p);
	if (err) {
		vbus_net_packet_refused(peer, err);
		return ERR_PTR(err);
	}

	skb = vbus_net_packet_take(peer, p);
	if (skb == ERR_PTR(-EFAULT)) {
		vbus_virtqueue_fault(tq->vq, "packet that is no memory of the driver, bytes",
				     p->len);
		return ERR_PTR(-EIO);
	}

	return skb;
}

void vnet_transmitq_run(struct vbus_virtqueue *vq)
{
	struct vnet_transmitq *tq = vbus_virtqueue_priv(vq);
	struct vbus_net_peer *peer = &tq->dev->peer;
	bool taken = false;
	struct sk_buff *skb;
	int err;

	vbus_net_peer_inc(peer, VBUS_NET_RX_SIGNALS);
	for (;;) {
		err = vbus_virtqueue_get(vq, tq->chain);
		if (err)
			break;

		skb = vnet_transmitq_take(tq);
		if (skb == ERR_PTR(-EIO)) {
			vbus_virtqueue_drop(vq, tq->chain);
			err = -EIO;
			break;
		}
		vbus_virtqueue_put(vq, tq->chain);
		taken = true;
		if (!IS_ERR(skb)) {
			/* Whether it goes on is all that counts. */
			WRITE_ONCE(tq->dev->taken,
				   READ_ONCE(tq->dev->taken) + 1);
			skb_record_rx_queue(skb, vq->index / 2);
			vbus_net_packet_deliver(peer, skb, NULL);
		}
	}

	if (err == -EIO)
		vbus_net_peer_break(peer);
	if (taken) {
		vbus_net_peer_inc(peer, VBUS_NET_SIGNALS_SENT);
		vbus_virtqueue_signal(vq);
	}
}

static void vnet_transmitq_free(struct vnet_transmitq *tq)
{
	vbus_net_pool_destroy(tq->packet.pool);
	vbus_virtio_chain_free(tq->chain);
	kfree(tq);
}

int vnet_transmitq_start(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);
	bool atomic = dev->peer.ctx->ops->atomic;
	struct vnet_transmitq *tq;
	int err;

	tq = kzalloc(sizeof(*tq), GFP_KERNEL);
	if (!tq)
		return -ENOMEM;

	tq->dev = dev;
	tq->vq = vq;
	tq->packet.gfp = atomic ? GFP_ATOMIC : GFP_KERNEL;
	tq->chain = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
	if (!tq->chain) {
		vnet_transmitq_free(tq);
		return -ENOMEM;
	}
	if (atomic)
		tq->packet.pool = vbus_net_pool_create(NULL);
	if (IS_ERR(tq->packet.pool)) {
		err = PTR_ERR(tq->packet.pool);
		vnet_transmitq_free(tq);
		return err;
	}

	vq->priv = tq;
	return 0;
}

void vnet_transmitq_stop(struct vbus_virtqueue *vq)
{
	vnet_transmitq_free(vbus_virtqueue_priv(vq));
	vq->priv = NULL;
}
