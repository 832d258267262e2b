/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile net, host half: between the network interface and the rings of a
 * driver, whatever rings these are. vbus_net_device has the interface, and
 * what is done to a packet on its way; who has rings, a peer, hands it
 * descriptions of the driver's packets, and gets packets for the driver.
 *
 * Peers are net/device_conn.c (rings of ioq) and virtio_models/net.c.
 */
#ifndef _LINUX_VBUS_NET_PEER_H
#define _LINUX_VBUS_NET_PEER_H

#include <linux/bitops.h>
#include <linux/hrtimer.h>
#include <linux/netdevice.h>
#include <linux/skbuff.h>
#include <linux/types.h>
#include <linux/vbus_net.h>

struct ethtool_ringparam;
struct page_pool;
struct vbus_device;
struct vbus_memctx;
struct vbus_net_device;
struct vbus_net_peer;

/* What ethtool -S shows; names in net/device_ethtool.c. */
enum vbus_net_counter {
	VBUS_NET_RX_PACKETS,
	VBUS_NET_RX_BYTES,
	VBUS_NET_TX_PACKETS,
	VBUS_NET_TX_BYTES,
	VBUS_NET_RX_DROPPED,
	VBUS_NET_TX_DROPPED,
	VBUS_NET_RX_ERRORS,
	VBUS_NET_TX_ERRORS,
	VBUS_NET_RX_CSUM_PARTIAL,
	VBUS_NET_RX_GSO,
	VBUS_NET_TX_CSUM_PARTIAL,
	VBUS_NET_TX_GSO,
	VBUS_NET_TX_SG,
	VBUS_NET_RX_MERGED,
	VBUS_NET_TX_STOPS,
	VBUS_NET_TX_WAKES,
	VBUS_NET_RX_SIGNALS,
	VBUS_NET_RX_STREAMS,
	VBUS_NET_TX_SIGNALS,
	VBUS_NET_SIGNALS_SENT,
	VBUS_NET_RX_FLUSHED,
	VBUS_NET_RX_NO_BUF,
	VBUS_NET_BROKEN,
	VBUS_NET_NCOUNTERS
};

void vbus_net_device_count(struct vbus_net_device *net,
			   enum vbus_net_counter which, unsigned long n);

/* ---- the interface, for a device that has more than venet's ---- */

/* Most queues of an interface, each way. */
#define VBUS_NET_MAX_QUEUES 16

int vbus_net_device_set_queues(struct vbus_net_device *net, unsigned int n);
void vbus_net_device_use_queues(struct vbus_net_device *net, unsigned int n);
void vbus_net_device_set_notify(struct vbus_net_device *net,
				void (*notify)(struct vbus_device *vdev,
					       bool up));
void vbus_net_device_wake(struct vbus_net_device *net);

/* ---- peers ---- */

/**
 * struct vbus_net_peer_ops - what the interface asks of a driver's rings
 * @xmit: send @skb, or keep it for later; as ndo_start_xmit(), with features
 *	and @peer's health checked. In softirq, or with bottom halves off, and
 *	under rcu_read_lock()
 * @fits: may a packet of @len bytes with GSO ever fit? Else it is segmented
 *	before. Same context
 * @quiesce: optional: the interface has gone down; let go of packets that are
 *	on their way to it. Under rtnl; may sleep
 * @get_ringparam: set rx_pending to the depth of the ring from the driver,
 *	tx_pending to that of the ring to it, and rx_max_pending and
 *	tx_max_pending. Under rcu_read_lock()
 */
struct vbus_net_peer_ops {
	netdev_tx_t (*xmit)(struct vbus_net_peer *peer,
			    struct net_device *netdev, struct sk_buff *skb);
	bool (*fits)(const struct vbus_net_peer *peer, u32 len);
	void (*quiesce)(struct vbus_net_peer *peer);
	void (*get_ringparam)(const struct vbus_net_peer *peer,
			      struct ethtool_ringparam *ring);
};

/**
 * struct vbus_net_peer - a driver; embed it
 * @net: the device
 * @ops: how its rings are reached
 * @ctx: the driver's memory
 * @features: granted, VBUS_NET_F_*; while the link is up changed by
 *	vbus_net_peer_set_features() only
 * @broken: the driver broke a ring: no more packets until the link was down
 */
struct vbus_net_peer {
	struct vbus_net_device *net;
	const struct vbus_net_peer_ops *ops;
	struct vbus_memctx *ctx;
	u64 features;
	unsigned long broken;
};

static inline void vbus_net_peer_add(const struct vbus_net_peer *peer,
				     enum vbus_net_counter which,
				     unsigned long n)
{
	vbus_net_device_count(peer->net, which, n);
}

static inline void vbus_net_peer_inc(const struct vbus_net_peer *peer,
				     enum vbus_net_counter which)
{
	vbus_net_peer_add(peer, which, 1);
}

static inline bool vbus_net_peer_is_broken(const struct vbus_net_peer *peer)
{
	return READ_ONCE(peer->broken);
}

void vbus_net_peer_linkup(struct vbus_net_peer *peer);
void vbus_net_peer_linkdown(struct vbus_net_peer *peer);
void vbus_net_peer_set_features(struct vbus_net_peer *peer, u64 features);
bool vbus_net_peer_break(struct vbus_net_peer *peer);

/* ---- packets of the driver ---- */

/* Most pieces of a packet. */
#define VBUS_NET_MAX_PIECES 64
/* Of this much of a large packet the headers are looked for. */
#define VBUS_NET_HEAD 256

/**
 * struct vbus_net_packet - a packet of the driver, as it describes it: a copy
 * @napi: who polls, or NULL
 * @pool: memory for packets that are copied, if in softirq; or NULL
 * @gfp: how to allocate
 * @len: sum of the pieces
 * @piece: the next piece to read
 * @off: the next byte of it
 * @sg: the description, whatever it looked like; sg.len does not count
 * @iov: memory of @sg.iov
 * @head: the first bytes of a large one
 *
 * There is one for each ring: on a stack, kernels that clear variables would do
 * so with each packet.
 */
struct vbus_net_packet {
	struct napi_struct *napi;
	struct page_pool *pool;
	gfp_t gfp;
	u32 len;
	u32 piece;
	u32 off;
	struct venet_sg sg;
	struct venet_iov iov[VBUS_NET_MAX_PIECES];
	u8 head[VBUS_NET_HEAD];
};

static_assert(offsetof(struct vbus_net_packet, iov) -
	      offsetof(struct vbus_net_packet, sg) == sizeof(struct venet_sg));

struct page_pool *vbus_net_pool_create(struct napi_struct *napi);
void vbus_net_pool_destroy(struct page_pool *pool);

bool vbus_net_packet_wanted(const struct vbus_net_peer *peer);
struct sk_buff *vbus_net_packet_take(const struct vbus_net_peer *peer,
				     struct vbus_net_packet *p);
void vbus_net_packet_refused(const struct vbus_net_peer *peer, int err);
void vbus_net_packet_deliver(const struct vbus_net_peer *peer,
			     struct sk_buff *skb, struct napi_struct *napi);

/* ---- packets to the driver ---- */

/* Writes the next bytes of a packet to where @at says, and moves that on. */
typedef int (*vbus_net_put_t)(void *at, const void *src, u32 len);

int vbus_net_packet_put(const struct sk_buff *skb, vbus_net_put_t put,
			void *at);
void vbus_net_packet_keep(struct sk_buff *skb);
void vbus_net_packet_sent(const struct vbus_net_peer *peer,
			  const struct sk_buff *skb, unsigned int buffers);

/**
 * struct vbus_net_hold - when a driver is told of a ring's packets; embed it
 * @timer: ends the time for which it is not
 * @over: what then happens
 * @sent: how much the driver had sent when that was looked at last
 * @took: ns that a packet took to be sent, of late
 * @tell: ns that it took to tell the driver, of late
 * @idle: ns: since when nothing was being sent, nor told
 * @streak: how often in a row a packet came soon and without an answer
 * @held: packets that the driver was not told of
 */
struct vbus_net_hold {
	struct hrtimer timer;
	void (*over)(struct vbus_net_hold *hold);
	u64 sent;
	u64 took;
	u64 tell;
	u64 idle;
	u32 streak;
	u32 held;
};

void vbus_net_hold_init(struct vbus_net_hold *hold,
			void (*over)(struct vbus_net_hold *hold));
void vbus_net_hold_stop(struct vbus_net_hold *hold);
bool vbus_net_hold_holds(struct vbus_net_hold *hold, u64 start, unsigned int n,
			 u64 sent, unsigned int most);
void vbus_net_hold_told(struct vbus_net_hold *hold, u64 start);

#endif
