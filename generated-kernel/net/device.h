/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile net, host half, private.
 *
 * Two things come and go independently: the network interface (enabled, then
 * up) and the driver (open, then link up). Packets flow while both are there;
 * each finds the other by a pointer under RCU.
 *
 * Two roads, chosen by the connection: where the driver's memory can be
 * reached without sleeping, all is done in softirq, on the CPU where it
 * begins; else by two threads. On the first road a stream of packets from a
 * virtual machine is taken by a thread for as long as it lasts.
 *
 * Locks, outermost first:
 *   vbus_net_device.admin (enabling), rtnl, the connection's lock (calls) or
 *   the model's (open, close), vbus_net_device.lock, vbus_net_conn.to_lock or
 *   the ring's mutex
 * A driver in the same kernel calls from under rtnl, and whoever closes its
 * connection keeps such calls waiting: hence no rtnl in a call, nor in open
 * and close, nor under a lock that they take.
 */
#ifndef _VBUS_NET_DEVICE_PRIVATE_H
#define _VBUS_NET_DEVICE_PRIVATE_H

#include <linux/hrtimer.h>
#include <linux/if_ether.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/percpu.h>
#include <linux/skbuff.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/ioq.h>
#include <linux/vbus_net_device.h>
#include <linux/vbus_net_peer.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <net/net_namespace.h>

/* Slots or packets of one turn. */
#define VBUS_NET_BATCH 64

/* Of one CPU; written in any context, so of a size that is added to at once. */
struct vbus_net_stats {
	unsigned long counter[VBUS_NET_NCOUNTERS];
};

/**
 * struct vbus_net_device - a device, enabled or not
 * @vdev: the device on the bus
 * @name: of the model, for ethtool
 * @release: of its spec, for ethtool
 * @host_mac: address of the network interface, for the next one too
 * @client_mac: what the driver is told to be
 * @conn: the driver that is there, or NULL; the model's lock
 * @admin: one of enable and disable at a time
 * @lock: one of netdev up, netdev down, link up, link down at a time; covers
 *	@host_mac, @client_mac, @netdev, writes of @up and @link
 * @netdev: the registered network interface, or NULL; written under @admin as
 *	well; one that was seen under rtnl stays until that is released
 * @up: the same while it is up
 * @queues: of @netdev, each way
 * @used_queues: how many of them packets to the driver may take
 * @notify: told when @up changes, or NULL
 * @link: the driver while its link is up
 * @features: what the last driver was granted; @netdev shows it
 * @mtu: of @netdev; bounds the driver's packets
 * @shows_work: makes @netdev show @features and @used_queues, which takes rtnl
 * @stats: counters; those of all drivers there ever were
 */
struct vbus_net_device {
	struct vbus_device *vdev;
	const char *name;
	const char *release;
	u8 host_mac[ETH_ALEN];
	u8 client_mac[ETH_ALEN];
	struct vbus_net_conn *conn;
	struct mutex admin; /* see above */
	struct mutex lock; /* likewise */
	struct net_device *netdev;
	unsigned int queues;
	unsigned int used_queues;
	void (*notify)(struct vbus_device *vdev, bool up);
	struct net_device __rcu *up;
	struct vbus_net_peer __rcu *link;
	u64 features;
	unsigned int mtu;
	struct work_struct shows_work;
	struct vbus_net_stats __percpu *stats;
};

/**
 * struct vbus_net_slot - an empty slot of the driver
 * @ptr: where, for the driver
 * @cap: how much of it can be used
 */
struct vbus_net_slot {
	u64 ptr;
	u32 cap;
};

struct page_pool;

/**
 * struct vbus_net_conn - a driver with rings of ioq
 * @peer: what the network interface sees
 * @to: ring rx, to the driver
 * @from: ring tx, from the driver
 * @threads: by threads, as the driver's memory cannot be reached without sleep
 * @linked: the link is up
 *
 * @to_lock: one user of @to at a time, unless @threads: then @to's mutex
 * @to_it: the next slot of @to to fill
 * @to_count: slots of @to
 * @slots: room for that many
 * @slot_cap: capacity of the slot seen last; a hint
 * @need: room that the packet which waits for slots takes; a hint
 * @unsignalled: the driver has packets that it was not told of
 * @hold: whether it is told; where its memory is another machine's
 * @queue: with @threads: packets for the driver
 * @to_task: with @threads: who sends them
 * @to_wait: where that one waits
 *
 * @from_it: the next slot of @from to look at
 * @from_count: slots of @from
 * @packet: the packet that is being taken
 * @napi_dev: carries @napi. It is not the network interface, as the driver's
 *	packets are taken, and dropped, also while there is none.
 * @napi: without @threads: takes the driver's packets
 * @streams: @napi can be run by a thread of its own, and is while there is a
 *	stream of packets
 * @taken: bytes that were taken from @from, over all
 * @took: ns that a packet took to be taken, of late
 * @idle_since: ns: when @from was found empty
 * @soon: how often in a row the next packet came soon after that; in a stream,
 *	how often it may still not; below 0, how long until there is one again
 * @rung_cpu: where the driver's last signal arrived
 * @pool: without @threads: memory for packets that are copied
 * @from_task: with @threads: who takes them
 * @from_wait: where that one waits
 */
struct vbus_net_conn {
	struct vbus_net_peer peer;
	struct vbus_device_ring *to;
	struct vbus_device_ring *from;
	bool threads;
	bool linked;

	spinlock_t to_lock; /* order of packets in @to */
	struct ioq_iterator to_it;
	u32 to_count;
	struct vbus_net_slot *slots;
	u32 slot_cap;
	u32 need;
	bool unsignalled;
	struct vbus_net_hold hold;
	struct sk_buff_head queue;
	struct task_struct *to_task;
	wait_queue_head_t to_wait;

	struct ioq_iterator from_it;
	u32 from_count;
	struct vbus_net_packet packet;
	struct net_device *napi_dev;
	struct napi_struct napi;
	bool streams;
	u64 taken;
	u64 took;
	u64 idle_since;
	int soon;
	int rung_cpu;
	struct page_pool *pool;
	struct task_struct *from_task;
	wait_queue_head_t from_wait;
};

static inline struct vbus_net_conn *
to_vbus_net_conn(struct vbus_net_peer *peer)
{
	return container_of(peer, struct vbus_net_conn, peer);
}

static inline void vbus_net_add(struct vbus_net_device *net,
				enum vbus_net_counter which, unsigned long n)
{
	this_cpu_add(net->stats->counter[which], n);
}

static inline void vbus_net_inc(struct vbus_net_device *net,
				enum vbus_net_counter which)
{
	vbus_net_add(net, which, 1);
}

/* device_conn.c */
void vbus_net_break(struct vbus_net_conn *conn, const char *ring, int err);

/* device_peer.c */
void vbus_net_carrier(struct vbus_net_device *net);
void vbus_net_link(struct vbus_net_peer *peer);
void vbus_net_unlink(struct vbus_net_peer *peer);

/* device_netdev.c */
extern const struct ethtool_ops vbus_net_ethtool_ops;
int vbus_net_netdev_add(struct vbus_net_device *net);
void vbus_net_netdev_del(struct vbus_net_device *net);
netdev_features_t vbus_net_netdev_features(u64 features);
struct vbus_net_device *vbus_net_of(const struct net_device *netdev);

/* device_send.c */
netdev_tx_t vbus_net_send_xmit(struct vbus_net_peer *peer,
			       struct net_device *netdev, struct sk_buff *skb);
int vbus_net_send_start(struct vbus_net_conn *conn);
void vbus_net_send_stop(struct vbus_net_conn *conn);
int vbus_net_send_flush(struct vbus_net_conn *conn);
bool vbus_net_fits_ever(const struct vbus_net_peer *peer, u32 len);

/* device_receive.c */
int vbus_net_poll(struct napi_struct *napi, int budget);
int vbus_net_receive_start(struct vbus_net_conn *conn);
void vbus_net_receive_stop(struct vbus_net_conn *conn);
void vbus_net_receive_quiesce(struct vbus_net_peer *peer);
void vbus_net_receive_drain(struct vbus_net_conn *conn);

#endif
