// SPDX-License-Identifier: GPL-2.0
/* Profile net, host half: what ethtool shows. */
#include <linux/ethtool.h>
#include <linux/rcupdate.h>

#include "device.h"

static const char vbus_net_names[VBUS_NET_NCOUNTERS][ETH_GSTRING_LEN] = {
	[VBUS_NET_RX_PACKETS] = "rx_packets",
	[VBUS_NET_RX_BYTES] = "rx_bytes",
	[VBUS_NET_TX_PACKETS] = "tx_packets",
	[VBUS_NET_TX_BYTES] = "tx_bytes",
	[VBUS_NET_RX_DROPPED] = "rx_dropped",
	[VBUS_NET_TX_DROPPED] = "tx_dropped",
	[VBUS_NET_RX_ERRORS] = "rx_errors",
	[VBUS_NET_TX_ERRORS] = "tx_errors",
	[VBUS_NET_RX_CSUM_PARTIAL] = "rx_csum_partial",
	[VBUS_NET_RX_GSO] = "rx_gso",
	[VBUS_NET_TX_CSUM_PARTIAL] = "tx_csum_partial",
	[VBUS_NET_TX_GSO] = "tx_gso",
	[VBUS_NET_TX_SG] = "tx_sg",
	[VBUS_NET_RX_MERGED] = "rx_merged",
	[VBUS_NET_TX_STOPS] = "tx_stops",
	[VBUS_NET_TX_WAKES] = "tx_wakes",
	[VBUS_NET_RX_SIGNALS] = "rx_signals",
	[VBUS_NET_RX_STREAMS] = "rx_streams",
	[VBUS_NET_TX_SIGNALS] = "tx_signals",
	[VBUS_NET_SIGNALS_SENT] = "signals_sent",
	[VBUS_NET_RX_FLUSHED] = "rx_flushed",
	[VBUS_NET_RX_NO_BUF] = "rx_no_buf",
	[VBUS_NET_BROKEN] = "broken",
};

static void vbus_net_get_drvinfo(struct net_device *netdev,
				 struct ethtool_drvinfo *info)
{
	struct vbus_net_device *net = vbus_net_of(netdev);

	strscpy(info->driver, net->name, sizeof(info->driver));
	strscpy(info->version, net->release, sizeof(info->version));
	strscpy(info->bus_info, vbus_device_name(net->vdev),
		sizeof(info->bus_info));
}

/* The driver chooses the depths; this end receives what that end transmits. */
static void vbus_net_get_ringparam(struct net_device *netdev,
				   struct ethtool_ringparam *ring,
				   struct kernel_ethtool_ringparam *kernel_ring,
				   struct netlink_ext_ack *extack)
{
	struct vbus_net_peer *peer;

	rcu_read_lock();
	peer = rcu_dereference(vbus_net_of(netdev)->link);
	if (peer)
		peer->ops->get_ringparam(peer, ring);
	rcu_read_unlock();
}

static int vbus_net_get_sset_count(struct net_device *netdev, int set)
{
	return set == ETH_SS_STATS ? VBUS_NET_NCOUNTERS : -EOPNOTSUPP;
}

static void vbus_net_get_strings(struct net_device *netdev, u32 set, u8 *data)
{
	if (set == ETH_SS_STATS)
		memcpy(data, vbus_net_names, sizeof(vbus_net_names));
}

static void vbus_net_get_ethtool_stats(struct net_device *netdev,
				       struct ethtool_stats *stats, u64 *data)
{
	struct vbus_net_device *net = vbus_net_of(netdev);
	int cpu, i;

	memset(data, 0, VBUS_NET_NCOUNTERS * sizeof(*data));
	for_each_possible_cpu(cpu) {
		unsigned long *c = per_cpu_ptr(net->stats, cpu)->counter;

		for (i = 0; i < VBUS_NET_NCOUNTERS; i++)
			data[i] += READ_ONCE(c[i]);
	}
}

const struct ethtool_ops vbus_net_ethtool_ops = {
	.get_drvinfo = vbus_net_get_drvinfo,
	.get_link = ethtool_op_get_link,
	.get_ringparam = vbus_net_get_ringparam,
	.get_sset_count = vbus_net_get_sset_count,
	.get_strings = vbus_net_get_strings,
	.get_ethtool_stats = vbus_net_get_ethtool_stats,
	.get_ts_info = ethtool_op_get_ts_info,
};
