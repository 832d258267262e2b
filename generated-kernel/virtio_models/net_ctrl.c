// SPDX-License-Identifier: GPL-2.0
/*
 * virtio-net: the control queue. Its driver waits for an answer with its
 * processor spinning, so all is done without a sleep, and for a driver of this
 * kernel in its own stack, with interrupts off.
 */
#include <linux/etherdevice.h>

#include "net.h"

/* All the rest of a request, which is as long as it must be. */
static bool vnet_ctrl_read(struct vbus_virtqueue *vq,
			   struct vbus_virtio_chain *chain, void *buf,
			  size_t len)
{
	return chain->out.left == len &&
	       vbus_virtio_chain_read(vq, chain, buf, len) == len;
}

/*
 * Nothing is filtered: what comes out of the cable was sent to the driver. So
 * that it wants more, or less, is right as it is.
 */
static bool vnet_ctrl_rx(struct vbus_virtqueue *vq,
			 struct vbus_virtio_chain *chain, u8 cmd)
{
	u8 on;

	return (cmd == VIRTIO_NET_CTRL_RX_PROMISC ||
		cmd == VIRTIO_NET_CTRL_RX_ALLMULTI) &&
	       vnet_ctrl_read(vq, chain, &on, sizeof(on));
}

static bool vnet_ctrl_mac_table(struct vbus_virtqueue *vq,
				struct vbus_virtio_chain *chain)
{
	__virtio32 entries;
	u64 bytes;

	if (vbus_virtio_chain_read(vq, chain, &entries, sizeof(entries)) !=
	    sizeof(entries))
		return false;

	bytes = (u64)__virtio32_to_cpu(true, entries) * ETH_ALEN;
	if (bytes > chain->out.left)
		return false;

	vbus_virtio_iter_advance(&chain->out, bytes);
	return true;
}

static bool vnet_ctrl_mac(struct vnet_dev *dev, struct vbus_virtqueue *vq,
			  struct vbus_virtio_chain *chain, u8 cmd)
{
	u8 mac[ETH_ALEN];

	switch (cmd) {
	case VIRTIO_NET_CTRL_MAC_TABLE_SET:
		/* First of single addresses, then of groups. */
		return vnet_has(dev, VIRTIO_NET_F_CTRL_RX) &&
		       vnet_ctrl_mac_table(vq, chain) &&
		       vnet_ctrl_mac_table(vq, chain) && !chain->out.left;
	case VIRTIO_NET_CTRL_MAC_ADDR_SET:
		if (!vnet_has(dev, VIRTIO_NET_F_CTRL_MAC_ADDR) ||
		    !vnet_ctrl_read(vq, chain, mac, sizeof(mac)) ||
		    !is_valid_ether_addr(mac))
			return false;
		vnet_set_mac(dev, mac);
		return true;
	default:
		return false;
	}
}

static bool vnet_ctrl_mq(struct vnet_dev *dev, struct vbus_virtqueue *vq,
			 struct vbus_virtio_chain *chain, u8 cmd)
{
	struct virtio_net_ctrl_mq mq;
	u16 pairs;

	if (cmd != VIRTIO_NET_CTRL_MQ_VQ_PAIRS_SET ||
	    !vnet_ctrl_read(vq, chain, &mq, sizeof(mq)))
		return false;

	pairs = __virtio16_to_cpu(true, mq.virtqueue_pairs);
	if (!pairs || pairs > dev->pairs)
		return false;

	vnet_receiveq_use(dev, pairs);
	return true;
}

static bool vnet_ctrl_offloads(struct vnet_dev *dev, struct vbus_virtqueue *vq,
			       struct vbus_virtio_chain *chain, u8 cmd)
{
	u64 may = dev->virtio.driver_features & VNET_GUEST_OFFLOADS;
	__virtio64 offloads;
	u64 bits;

	if (cmd != VIRTIO_NET_CTRL_GUEST_OFFLOADS_SET ||
	    !vnet_ctrl_read(vq, chain, &offloads, sizeof(offloads)))
		return false;

	/* Numbered as the features are. */
	bits = __virtio64_to_cpu(true, offloads);
	if (bits & ~may || !vnet_offloads_valid(bits))
		return false;

	vbus_net_peer_set_features(&dev->peer,
				   vnet_features((dev->virtio.driver_features &
						 ~VNET_GUEST_OFFLOADS) | bits));
	return true;
}

static bool vnet_ctrl_answer(struct vnet_dev *dev, struct vbus_virtqueue *vq,
			     struct vbus_virtio_chain *chain)
{
	struct virtio_net_ctrl_hdr hdr;

	if (vbus_virtio_chain_read(vq, chain, &hdr, sizeof(hdr)) !=
	    sizeof(hdr))
		return false;

	switch (hdr.class) {
	case VIRTIO_NET_CTRL_RX:
		return vnet_has(dev, VIRTIO_NET_F_CTRL_RX) &&
		       vnet_ctrl_rx(vq, chain, hdr.cmd);
	case VIRTIO_NET_CTRL_MAC:
		return vnet_ctrl_mac(dev, vq, chain, hdr.cmd);
	case VIRTIO_NET_CTRL_MQ:
		return vnet_has(dev, VIRTIO_NET_F_MQ) &&
		       vnet_ctrl_mq(dev, vq, chain, hdr.cmd);
	case VIRTIO_NET_CTRL_GUEST_OFFLOADS:
		return vnet_has(dev, VIRTIO_NET_F_CTRL_GUEST_OFFLOADS) &&
		       vnet_ctrl_offloads(dev, vq, chain, hdr.cmd);
	default:
		return false;
	}
}

void vnet_ctrl_run(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);
	struct vbus_virtio_chain *chain = dev->ctrl;
	int err;
	u8 ack;

	for (;;) {
		err = vbus_virtqueue_get(vq, chain);
		if (err)
			break;

		if (!chain->in.left) {
			vbus_virtqueue_fault(vq, "request without room for an answer, bytes",
					     chain->out.left);
			err = -EIO;
		} else {
			ack = vnet_ctrl_answer(dev, vq, chain) ?
			      VIRTIO_NET_OK : VIRTIO_NET_ERR;
			if (vbus_virtio_chain_write(vq, chain, &ack,
						    sizeof(ack)) < 0)
				err = -EIO;
		}
		if (err) {
			vbus_virtqueue_drop(vq, chain);
			break;
		}
		vbus_virtqueue_put(vq, chain);
	}

	if (err == -EIO)
		vbus_net_peer_break(&dev->peer);
	vbus_virtqueue_signal(vq);
}

int vnet_ctrl_start(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);

	dev->ctrl = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
	return dev->ctrl ? 0 : -ENOMEM;
}

void vnet_ctrl_stop(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);

	vbus_virtio_chain_free(dev->ctrl);
	dev->ctrl = NULL;
}
