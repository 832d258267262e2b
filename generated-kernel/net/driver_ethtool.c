// SPDX-License-Identifier: GPL-2.0
/* What ethtool shows. */
#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/string.h>

#include "driver.h"

/* The host half has the same names. */
enum vnd_stat {
	VND_RX_PACKETS,
	VND_RX_BYTES,
	VND_TX_PACKETS,
	VND_TX_BYTES,
	VND_RX_DROPPED,
	VND_TX_DROPPED,
	VND_RX_ERRORS,
	VND_TX_ERRORS,
	VND_RX_CSUM_PARTIAL,
	VND_RX_GSO,
	VND_TX_CSUM_PARTIAL,
	VND_TX_GSO,
	VND_TX_SG,
	VND_RX_MERGED,
	VND_TX_STOPS,
	VND_TX_WAKES,
	VND_RX_SIGNALS,
	VND_TX_SIGNALS,
	VND_SIGNALS_SENT,
	VND_RX_FLUSHED,
	VND_RX_NO_BUF,
	VND_BROKEN,
};

static const char vnd_stat_names[][ETH_GSTRING_LEN] = {
	[VND_RX_PACKETS] = "rx_packets",
	[VND_RX_BYTES] = "rx_bytes",
	[VND_TX_PACKETS] = "tx_packets",
	[VND_TX_BYTES] = "tx_bytes",
	[VND_RX_DROPPED] = "rx_dropped",
	[VND_TX_DROPPED] = "tx_dropped",
	[VND_RX_ERRORS] = "rx_errors",
	[VND_TX_ERRORS] = "tx_errors",
	[VND_RX_CSUM_PARTIAL] = "rx_csum_partial",
	[VND_RX_GSO] = "rx_gso",
	[VND_TX_CSUM_PARTIAL] = "tx_csum_partial",
	[VND_TX_GSO] = "tx_gso",
	[VND_TX_SG] = "tx_sg",
	[VND_RX_MERGED] = "rx_merged",
	[VND_TX_STOPS] = "tx_stops",
	[VND_TX_WAKES] = "tx_wakes",
	[VND_RX_SIGNALS] = "rx_signals",
	[VND_TX_SIGNALS] = "tx_signals",
	[VND_SIGNALS_SENT] = "signals_sent",
	[VND_RX_FLUSHED] = "rx_flushed",
	[VND_RX_NO_BUF] = "rx_no_buf",
	[VND_BROKEN] = "broken",
};

static int vnd_get_sset_count(struct net_device *dev, int set)
{
	return set == ETH_SS_STATS ? ARRAY_SIZE(vnd_stat_names) : -EOPNOTSUPP;
}

static void vnd_get_strings(struct net_device *dev, u32 set, u8 *data)
{
	if (set == ETH_SS_STATS)
		memcpy(data, vnd_stat_names, sizeof(vnd_stat_names));
}

static void vnd_get_ethtool_stats(struct net_device *dev,
				  struct ethtool_stats *unused, u64 *data)
{
	struct vbus_net_driver *nd = netdev_priv(dev);
	const struct vnd_rx_stats *rx = &nd->rx.stats;
	const struct vnd_tx_stats *tx = &nd->tx.stats;
	unsigned int start;
	u64 told;

	do {
		start = u64_stats_fetch_begin(&rx->syncp);
		data[VND_RX_PACKETS] = u64_stats_read(&rx->packets);
		data[VND_RX_BYTES] = u64_stats_read(&rx->bytes);
		data[VND_RX_DROPPED] = u64_stats_read(&rx->dropped);
		data[VND_RX_ERRORS] = u64_stats_read(&rx->errors);
		data[VND_RX_CSUM_PARTIAL] = u64_stats_read(&rx->csum_partial);
		data[VND_RX_GSO] = u64_stats_read(&rx->gso);
		data[VND_RX_MERGED] = u64_stats_read(&rx->merged);
		data[VND_RX_FLUSHED] = u64_stats_read(&rx->flushed);
		data[VND_RX_NO_BUF] = u64_stats_read(&rx->no_buf);
		told = u64_stats_read(&rx->told);
	} while (u64_stats_fetch_retry(&rx->syncp, start));

	do {
		start = u64_stats_fetch_begin(&tx->syncp);
		data[VND_TX_PACKETS] = u64_stats_read(&tx->packets);
		data[VND_TX_BYTES] = u64_stats_read(&tx->bytes);
		data[VND_TX_DROPPED] = u64_stats_read(&tx->dropped);
		data[VND_TX_ERRORS] = u64_stats_read(&tx->errors);
		data[VND_TX_CSUM_PARTIAL] = u64_stats_read(&tx->csum_partial);
		data[VND_TX_GSO] = u64_stats_read(&tx->gso);
		data[VND_TX_SG] = u64_stats_read(&tx->sg);
		data[VND_TX_STOPS] = u64_stats_read(&tx->stops);
		data[VND_TX_WAKES] = u64_stats_read(&tx->wakes);
		data[VND_SIGNALS_SENT] = u64_stats_read(&tx->told);
	} while (u64_stats_fetch_retry(&tx->syncp, start));

	data[VND_SIGNALS_SENT] += told;
	data[VND_RX_SIGNALS] = READ_ONCE(nd->rx.signals);
	data[VND_TX_SIGNALS] = READ_ONCE(nd->tx.signals);
	data[VND_BROKEN] = atomic_read(&nd->broken);
}

static void vnd_get_drvinfo(struct net_device *dev,
			    struct ethtool_drvinfo *info)
{
	struct vbus_net_driver *nd = netdev_priv(dev);

	strscpy(info->driver, nd->config.name, sizeof(info->driver));
	strscpy(info->version, nd->config.release, sizeof(info->version));
	strscpy(info->bus_info, dev_name(&nd->config.vdev->dev),
		sizeof(info->bus_info));
}

/* A ring lives as long as the device is open: its length cannot change. */
static void vnd_get_ringparam(struct net_device *dev,
			      struct ethtool_ringparam *ring,
			      struct kernel_ethtool_ringparam *kernel_ring,
			      struct netlink_ext_ack *extack)
{
	struct vbus_net_driver *nd = netdev_priv(dev);

	ring->rx_pending = nd->rx.count;
	ring->rx_max_pending = nd->rx.count;
	ring->tx_pending = nd->tx.count;
	ring->tx_max_pending = nd->tx.count;
}

/* A cable in memory has no speed. */
static int vnd_get_link_ksettings(struct net_device *dev,
				  struct ethtool_link_ksettings *cmd)
{
	cmd->base.speed = SPEED_UNKNOWN;
	cmd->base.duplex = DUPLEX_FULL;
	cmd->base.port = PORT_OTHER;
	return 0;
}

const struct ethtool_ops vnd_ethtool_ops = {
	.get_drvinfo = vnd_get_drvinfo,
	.get_link = ethtool_op_get_link,
	.get_link_ksettings = vnd_get_link_ksettings,
	.get_ringparam = vnd_get_ringparam,
	.get_sset_count = vnd_get_sset_count,
	.get_strings = vnd_get_strings,
	.get_ethtool_stats = vnd_get_ethtool_stats,
	.get_ts_info = ethtool_op_get_ts_info,
};
