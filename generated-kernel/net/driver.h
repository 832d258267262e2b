/* SPDX-License-Identifier: GPL-2.0 */
/* Profile net, guest half: what its files share. */
#ifndef _VBUS_NET_DRIVER_PRIVATE_H
#define _VBUS_NET_DRIVER_PRIVATE_H

#include <linux/hrtimer.h>
#include <linux/netdevice.h>
#include <linux/timer.h>
#include <linux/types.h>
#include <linux/u64_stats_sync.h>
#include <linux/vbus_net_driver.h>

struct page;
struct page_pool;
struct sk_buff;

/**
 * struct vnd_rx_slot - what a slot of ring rx points to
 * @page: its buffer, of the page pool
 * @addr: what the device calls the place in it
 * @cap: bytes that the device may write there
 */
struct vnd_rx_slot {
	struct page *page;
	u64 addr;
	u32 cap;
};

/**
 * struct vnd_rx_stats - written by the poll
 */
struct vnd_rx_stats {
	u64_stats_t packets;
	u64_stats_t bytes;
	u64_stats_t dropped;
	u64_stats_t errors;
	u64_stats_t csum_partial;
	u64_stats_t gso;
	u64_stats_t merged;
	u64_stats_t flushed;
	u64_stats_t no_buf;
	u64_stats_t told;
	struct u64_stats_sync syncp;
};

/**
 * struct vnd_rx - packets of the device; belongs to the poll
 * @ring: of the driver
 * @slots: ours by the slot's number, out of the device's reach
 * @count: of slots
 * @it: at the next message, so @it.pos is its slot
 * @max_slots: that one packet may fill
 * @hdr: bytes of header before each packet
 * @reposted: slots returned and not told of
 * @pool: where buffers come from
 * @small: where copies of small packets go to
 * @order: of the pool's pages
 * @cap: bytes of a buffer that the device may write
 * @copybreak: up to here a packet is copied and its buffer used again
 * @stale: slots of another @cap than that may be with the device
 * @signals: notifications that arrived
 * @stats: counters
 */
struct vnd_rx {
	struct vbus_driver_ring *ring;
	struct vnd_rx_slot *slots;
	u32 count;
	struct ioq_iterator it;
	u32 max_slots;
	u32 hdr;
	u32 reposted;
	struct page_pool *pool;
	struct page_pool *small;
	unsigned int order;
	u32 cap;
	u32 copybreak;
	bool stale;
	unsigned long signals;
	struct vnd_rx_stats stats;
};

/**
 * struct vnd_tx_slot - what a slot of ring tx points to
 * @skb: the packet that the device has, or NULL
 * @sg: the slot's descriptor, for life; NULL without SG
 * @addr: what the device calls it
 * @held: a TCP socket waits for @skb to be taken
 */
struct vnd_tx_slot {
	struct sk_buff *skb;
	struct venet_sg *sg;
	u64 addr;
	bool held;
};

/**
 * struct vnd_tx_stats - written under the lock of the transmit queue
 */
struct vnd_tx_stats {
	u64_stats_t packets;
	u64_stats_t bytes;
	u64_stats_t dropped;
	u64_stats_t errors;
	u64_stats_t csum_partial;
	u64_stats_t gso;
	u64_stats_t sg;
	u64_stats_t stops;
	u64_stats_t wakes;
	u64_stats_t told;
	struct u64_stats_sync syncp;
};

/**
 * struct vnd_tx - packets to the device; under the lock of the transmit queue
 * @ring: of the driver
 * @slots: ours by the slot's number, out of the device's reach
 * @count: of slots
 * @back: at the slot that comes back next
 * @next: at the slot to fill next
 * @used: slots between the two
 * @held: how many of them a TCP socket waits for
 * @untold: slots were filled that the device was not told of
 * @stopped: the queue waits for room
 * @timer: takes back what nobody else does
 * @signals: notifications that arrived
 * @stats: counters
 */
struct vnd_tx {
	struct vbus_driver_ring *ring;
	struct vnd_tx_slot *slots;
	u32 count;
	struct ioq_iterator back;
	struct ioq_iterator next;
	u32 used;
	u32 held;
	bool untold;
	bool stopped;
	struct timer_list timer;
	unsigned long signals;
	struct vnd_tx_stats stats;
};

/**
 * struct vnd_flood - is the processor busy with nothing but packets?
 * @began: when the poll began to, in ns
 * @rested: when it had no more to do
 * @idle: how long it rested before @began
 * @sent: packets to the device up to then
 * @rounds: so many were too close to each other, as good as in a row
 * @rest: how long to rest, in ns; 0 unless there is a flood
 * @timer: ends a rest
 */
struct vnd_flood {
	u64 began;
	u64 rested;
	u64 idle;
	u64 sent;
	unsigned int rounds;
	u64 rest;
	struct hrtimer timer;
};

/**
 * struct vbus_net_driver - the interface; private part of its netdev
 * @dev: the netdev
 * @config: as given
 * @napi: polls ring rx, and ring tx while its queue is stopped or a socket
 *	waits
 * @broken: the device broke a ring: 0 or 1
 * @flood: belongs to the poll
 * @rx: receive side
 * @tx: transmit side
 */
struct vbus_net_driver {
	struct net_device *dev;
	struct vbus_net_driver_config config;
	struct napi_struct napi;
	atomic_t broken;
	struct vnd_flood flood;
	struct vnd_rx rx ____cacheline_aligned_in_smp;
	struct vnd_tx tx ____cacheline_aligned_in_smp;
};

static inline bool vnd_has(const struct vbus_net_driver *nd, u64 feature)
{
	return nd->config.features & feature;
}

static inline bool vnd_broken(struct vbus_net_driver *nd)
{
	return unlikely(atomic_read(&nd->broken));
}

void vnd_break(struct vbus_net_driver *nd,
	       const struct vbus_driver_ring *ring, int err);

void vnd_netdev_setup(struct vbus_net_driver *nd);
int vnd_rx_flush(struct vbus_net_driver *nd);
void vnd_schedule(struct vbus_net_driver *nd);

int vnd_rx_create(struct vbus_net_driver *nd);
void vnd_rx_free(struct vbus_net_driver *nd);
int vnd_rx_resize(struct vbus_net_driver *nd, unsigned int mtu);
int vnd_rx_poll(struct vbus_net_driver *nd, int budget);
void vnd_rx_discard(struct vbus_net_driver *nd);

int vnd_tx_create(struct vbus_net_driver *nd);
void vnd_tx_free(struct vbus_net_driver *nd);
netdev_tx_t vnd_tx_xmit(struct sk_buff *skb, struct net_device *dev);
void vnd_tx_timeout(struct net_device *dev, unsigned int queue);
void vnd_tx_open(struct vbus_net_driver *nd);
void vnd_tx_stop(struct vbus_net_driver *nd);
void vnd_tx_poll(struct vbus_net_driver *nd);
void vnd_tx_reap_sync(struct vbus_net_driver *nd);

extern const struct ethtool_ops vnd_ethtool_ops;

#endif
