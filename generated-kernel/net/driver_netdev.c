// SPDX-License-Identifier: GPL-2.0
/* The netdev: up, down, mtu, features and the poll. */
#include <linux/bottom_half.h>
#include <linux/etherdevice.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/minmax.h>
#include <linux/netdevice.h>

#include "driver.h"

/* Seconds until a full ring is reported; as the original. */
#define VND_WATCHDOG	(5 * HZ)

/**
 * vnd_schedule() - poll, though nobody signalled
 * @nd: the interface
 *
 * Context: process.
 */
void vnd_schedule(struct vbus_net_driver *nd)
{
	/* Runs the poll here, rather than whenever the next softirq comes. */
	local_bh_disable();
	napi_schedule(&nd->napi);
	local_bh_enable();
}

/**
 * vnd_rx_flush() - get back the buffers of a former size
 * @nd: the interface, up
 *
 * Context: process; may sleep; under rtnl.
 * Return: 0, or what the device said
 */
int vnd_rx_flush(struct vbus_net_driver *nd)
{
	int err;

	if (!nd->rx.stale)
		return 0;

	err = nd->config.ops->flushrx(nd->config.dev);
	if (err) {
		netdev_warn(nd->dev, "device does not return its buffers (%d): packets above the former mtu are lost\n",
			    err);
		return err;
	}

	nd->rx.stale = false;
	/* It does not signal them from within the call. */
	vnd_schedule(nd);
	return 0;
}

static int vnd_open(struct net_device *dev)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	int err;

	if (vnd_broken(nd))
		return -EIO;

	err = nd->config.ops->linkup(nd->config.dev);
	if (err) {
		netdev_err(dev, "device does not bring up the link: %d\n", err);
		return err;
	}

	napi_enable(&nd->napi);
	/* Said if it fails; the link works for all that fits. */
	vnd_rx_flush(nd);
	vnd_tx_open(nd);
	netif_carrier_on(dev);

	vbus_driver_ring_listen(nd->rx.ring, true);
	/* What lies there already, and what was signalled while masked. */
	vnd_schedule(nd);
	return 0;
}

static int vnd_stop(struct net_device *dev)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	int err;

	netif_tx_disable(dev);
	netif_carrier_off(dev);
	vnd_tx_stop(nd);
	vbus_driver_ring_listen(nd->rx.ring, false);
	napi_disable(&nd->napi);
	hrtimer_cancel(&nd->flood.timer);

	err = nd->config.ops->linkdown(nd->config.dev);
	if (err)
		netdev_warn(dev, "device does not take the link down: %d\n",
			    err);

	vnd_rx_discard(nd);
	vnd_tx_reap_sync(nd);
	return 0;
}

static int vnd_change_mtu(struct net_device *dev, int mtu)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	int err;

	err = vnd_rx_resize(nd, mtu);
	if (err)
		return err;

	WRITE_ONCE(dev->mtu, mtu);
	if (netif_running(dev) && !vnd_broken(nd))
		vnd_rx_flush(nd);
	return 0;
}

static void vnd_get_stats64(struct net_device *dev,
			    struct rtnl_link_stats64 *s)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	const struct vnd_rx_stats *rx = &nd->rx.stats;
	const struct vnd_tx_stats *tx = &nd->tx.stats;
	unsigned int start;

	do {
		start = u64_stats_fetch_begin(&rx->syncp);
		s->rx_packets = u64_stats_read(&rx->packets);
		s->rx_bytes = u64_stats_read(&rx->bytes);
		s->rx_dropped = u64_stats_read(&rx->dropped);
		s->rx_errors = u64_stats_read(&rx->errors);
	} while (u64_stats_fetch_retry(&rx->syncp, start));
	s->rx_frame_errors = s->rx_errors;

	do {
		start = u64_stats_fetch_begin(&tx->syncp);
		s->tx_packets = u64_stats_read(&tx->packets);
		s->tx_bytes = u64_stats_read(&tx->bytes);
		s->tx_dropped = u64_stats_read(&tx->dropped);
		s->tx_errors = u64_stats_read(&tx->errors);
	} while (u64_stats_fetch_retry(&tx->syncp, start));
}

static const struct net_device_ops vnd_netdev_ops = {
	.ndo_open = vnd_open,
	.ndo_stop = vnd_stop,
	.ndo_start_xmit = vnd_tx_xmit,
	.ndo_tx_timeout = vnd_tx_timeout,
	.ndo_change_mtu = vnd_change_mtu,
	.ndo_get_stats64 = vnd_get_stats64,
	.ndo_set_mac_address = eth_mac_addr,
	.ndo_validate_addr = eth_validate_addr,
};

/*
 * A poll that ends is soon called again when packets come as fast as they can
 * be taken: from the interrupt, before any thread. Who should have the packets
 * then hardly runs. So when the polls take more than half of the time, and
 * nothing is sent, a poll is followed by a rest that is as long: the threads
 * have the other half, nobody is told of packets, and a ring that is full holds
 * the sender.
 */
#define VND_FLOOD_ROUNDS 8
#define VND_FLOOD_REST_MIN (50 * NSEC_PER_USEC)
#define VND_FLOOD_REST_MAX (2 * NSEC_PER_MSEC)

static void vnd_flood_poll(struct vnd_flood *flood)
{
	if (flood->began > flood->rested)
		return;

	flood->began = ktime_get_ns();
	flood->idle = flood->began - flood->rested;
}

/* A round is over that took so long. */
static void vnd_flood_round(struct vbus_net_driver *nd, u64 busy)
{
	u64 sent = u64_stats_read(&nd->tx.stats.packets);
	struct vnd_flood *flood = &nd->flood;
	bool answered = sent != flood->sent;

	flood->sent = sent;
	if (answered || busy < flood->rest / 4)
		flood->rounds = 0;
	else if (!flood->rest && flood->idle > busy)
		flood->rounds /= 2;
	else if (flood->rounds < VND_FLOOD_ROUNDS)
		flood->rounds++;

	flood->rest = 0;
	if (flood->rounds == VND_FLOOD_ROUNDS)
		flood->rest = clamp_t(u64, busy, VND_FLOOD_REST_MIN,
				      VND_FLOOD_REST_MAX);
}

/* The poll found @work packets: is it to rest, whether or not there are more? */
static bool vnd_flood_rests(struct vbus_net_driver *nd, int work, int budget)
{
	struct vnd_flood *flood = &nd->flood;
	u64 now = ktime_get_ns();

	if (work == budget && now - flood->began < VND_FLOOD_REST_MAX)
		return false;

	vnd_flood_round(nd, now - flood->began);
	if (work == budget && !flood->rest) {
		flood->began = now;
		flood->idle = 0;
	} else {
		flood->rested = now;
	}

	return flood->rest;
}

static enum hrtimer_restart vnd_flood_over(struct hrtimer *timer)
{
	struct vnd_flood *flood = container_of(timer, struct vnd_flood, timer);
	struct vbus_net_driver *nd =
		container_of(flood, struct vbus_net_driver, flood);

	napi_schedule(&nd->napi);
	return HRTIMER_NORESTART;
}

static int vnd_poll(struct napi_struct *napi, int budget)
{
	struct vbus_net_driver *nd = container_of(napi, struct vbus_net_driver,
						  napi);
	bool distant = nd->config.vdev->ops->distant;
	bool waits = READ_ONCE(nd->tx.stopped);
	int work;

	/* A netpoll comes without a budget, to have room made. */
	if (waits || READ_ONCE(nd->tx.held) || !budget) {
		vnd_tx_poll(nd);
		waits = READ_ONCE(nd->tx.stopped);
	}
	if (!budget)
		return 0;

	/* A socket polls, and nobody signalled: nor should they meanwhile. */
	if (READ_ONCE(nd->rx.ring->listening))
		vbus_driver_ring_listen(nd->rx.ring, false);

	if (distant)
		vnd_flood_poll(&nd->flood);
	work = vnd_rx_poll(nd, budget);
	if (distant && !vnd_broken(nd) && vnd_flood_rests(nd, work, budget)) {
		work = min(work, budget - 1);
		if (napi_complete_done(napi, work))
			hrtimer_start(&nd->flood.timer,
				      ns_to_ktime(nd->flood.rest),
				      HRTIMER_MODE_REL_PINNED);
		return work;
	}
	if (work == budget)
		return work;

	/* A broken ring is heard of no more. */
	if (!napi_complete_done(napi, work) || vnd_broken(nd))
		return work;

	/* What came since the last look is told at once. */
	vbus_driver_ring_listen(nd->rx.ring, true);
	if (waits)
		vbus_driver_ring_listen(nd->tx.ring, true);
	return work;
}

/* What was granted says what can be had; the stack keeps the rest in order. */
static netdev_features_t vnd_features(const struct vbus_net_driver *nd)
{
	netdev_features_t features = 0;

	if (vnd_has(nd, VBUS_NET_F_SG))
		features |= NETIF_F_SG | NETIF_F_HW_CSUM;
	if (vnd_has(nd, VBUS_NET_F_TSO4))
		features |= NETIF_F_TSO;
	if (vnd_has(nd, VBUS_NET_F_TSO6))
		features |= NETIF_F_TSO6;
	if (vnd_has(nd, VBUS_NET_F_ECN))
		features |= NETIF_F_TSO_ECN;
	if (vnd_has(nd, VBUS_NET_F_HDR))
		features |= NETIF_F_RXCSUM;

	return features;
}

/**
 * vnd_netdev_setup() - fill in the netdev
 * @nd: the interface, not registered yet
 *
 * Context: process.
 */
void vnd_netdev_setup(struct vbus_net_driver *nd)
{
	struct net_device *dev = nd->dev;

	dev->netdev_ops = &vnd_netdev_ops;
	dev->ethtool_ops = &vnd_ethtool_ops;
	dev->watchdog_timeo = VND_WATCHDOG;
	dev->min_mtu = VBUS_NET_MIN_MTU;
	dev->max_mtu = VBUS_NET_MAX_MTU;
	dev->hw_features = vnd_features(nd);
	dev->vlan_features = dev->hw_features;
	dev->features = dev->hw_features;
	/* The device checks what it is told of segmentation. */
	if (dev->features & NETIF_F_ALL_TSO)
		dev->features |= NETIF_F_GSO_ROBUST;
	netif_set_tso_max_size(dev, VBUS_NET_MAX_GSO);
	netif_napi_add(dev, &nd->napi, vnd_poll);
	hrtimer_init(&nd->flood.timer, CLOCK_MONOTONIC,
		     HRTIMER_MODE_REL_PINNED);
	nd->flood.timer.function = vnd_flood_over;
	netif_carrier_off(dev);
}
