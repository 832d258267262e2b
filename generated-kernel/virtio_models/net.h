/* SPDX-License-Identifier: GPL-2.0 */
/*
 * virtio-net, between its files.
 *
 * The network interface, and what is done to a packet, is profile net's
 * (net/device*.c); here are the rings and the control queue. Queues are named
 * as virtio does, from the driver: receiveq takes packets to it, transmitq
 * packets from it.
 *
 * Locks, outermost first: rtnl, the lock of vbus_virtio_device, that of
 * vbus_net_device, a queue's. What a queue's run has is its own: there is one
 * at a time.
 */
#ifndef _VBUS_VIRTIO_NET_H
#define _VBUS_VIRTIO_NET_H

#include <linux/if_ether.h>
#include <linux/skbuff.h>
#include <linux/types.h>
#include <linux/vbus_net_device.h>
#include <linux/vbus_net_peer.h>
#include <linux/vbus_virtio.h>
#include <linux/virtio_net.h>

/* Entries of a ring of packets, and of that of the control queue. */
#define VNET_RING 256
#define VNET_CTRL_RING 64
/* Most buffers that one packet to the driver may fill. */
#define VNET_MAX_CHAINS 128
/* Packets that wait for a turn of the queue, before the interface's stops. */
#define VNET_BACKLOG 256

/* Without hashes, which are not offered, every header is of this kind. */
#define VNET_HDR_LEN sizeof(struct virtio_net_hdr_v1)

/* Of virtio 1.2, for ethtool. */
#define VIRTIO_NET_RELEASE "1.2"

/* What a driver may switch off while it runs. */
#define VNET_GUEST_OFFLOADS \
	(BIT_ULL(VIRTIO_NET_F_GUEST_CSUM) | BIT_ULL(VIRTIO_NET_F_GUEST_TSO4) | \
	 BIT_ULL(VIRTIO_NET_F_GUEST_TSO6) | BIT_ULL(VIRTIO_NET_F_GUEST_ECN))

struct vnet_dev;

/**
 * struct vnet_receiveq - packets to the driver
 * @dev: the device
 * @vq: the queue
 * @backlog: packets that the interface has sent
 * @stopped: the interface's queue may be
 * @hold: whether the driver is told; where its memory is another machine's
 * @over: it was not for long enough
 * @untold: it has packets that it was not told of; the run's, like all below
 * @pending: the packet that waits for buffers, or NULL
 * @count: buffers at hand
 * @room: their bytes
 * @chain: buffers, @count of them taken
 */
struct vnet_receiveq {
	struct vnet_dev *dev;
	struct vbus_virtqueue *vq;
	struct sk_buff_head backlog;
	bool stopped;
	struct vbus_net_hold hold;
	bool over;
	bool untold;
	struct sk_buff *pending;
	unsigned int count;
	u64 room;
	struct vbus_virtio_chain *chain[VNET_MAX_CHAINS];
};

/**
 * struct vnet_transmitq - packets of the driver
 * @dev: the device
 * @vq: the queue
 * @chain: the packet that is being taken
 * @packet: what it describes
 */
struct vnet_transmitq {
	struct vnet_dev *dev;
	struct vbus_virtqueue *vq;
	struct vbus_virtio_chain *chain;
	struct vbus_net_packet packet;
};

/**
 * struct vnet_dev - a device
 * @virtio: the part of all
 * @config: what the driver sees; under @virtio's config_lock
 * @net: the network interface
 * @peer: the driver, as that sees it
 * @linked: @peer's link is up; under @virtio's lock
 * @pairs: of queues, at most; does not change while a driver is there
 * @used: pairs that the driver uses
 * @taken: packets of the driver so far; a hint, of all queues together
 * @ctrl: the request that is answered
 * @receiveq: queues that are started, looked at while @peer's link is up
 */
struct vnet_dev {
	struct vbus_virtio_device virtio;
	struct virtio_net_config config;
	struct vbus_net_device *net;
	struct vbus_net_peer peer;
	bool linked;
	unsigned int pairs;
	unsigned int used;
	unsigned long taken;
	struct vbus_virtio_chain *ctrl;
	struct vnet_receiveq *receiveq[VBUS_NET_MAX_QUEUES];
};

static inline struct vnet_dev *to_vnet_dev(struct vbus_virtio_device *dev)
{
	return container_of(dev, struct vnet_dev, virtio);
}

static inline bool vnet_has(const struct vnet_dev *dev, unsigned int bit)
{
	return vbus_virtio_has_feature(&dev->virtio, bit);
}

/* net.c */
void vnet_set_mac(struct vnet_dev *dev, const u8 mac[ETH_ALEN]);
u64 vnet_features(u64 bits);
bool vnet_offloads_valid(u64 bits);

/* net_ctrl.c */
int vnet_ctrl_start(struct vbus_virtqueue *vq);
void vnet_ctrl_run(struct vbus_virtqueue *vq);
void vnet_ctrl_stop(struct vbus_virtqueue *vq);

/* net_receiveq.c */
extern const struct vbus_net_peer_ops vnet_peer_ops;
int vnet_receiveq_start(struct vbus_virtqueue *vq, unsigned int pair);
void vnet_receiveq_run(struct vbus_virtqueue *vq);
void vnet_receiveq_stop(struct vbus_virtqueue *vq, unsigned int pair);
void vnet_receiveq_use(struct vnet_dev *dev, unsigned int pairs);

/* net_transmitq.c */
int vnet_transmitq_start(struct vbus_virtqueue *vq);
void vnet_transmitq_run(struct vbus_virtqueue *vq);
void vnet_transmitq_stop(struct vbus_virtqueue *vq);

#endif
