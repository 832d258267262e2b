// SPDX-License-Identifier: GPL-2.0
/* What ethtool shows. */
#include <linux/ethtool.h>
#include <linux/netdevice.h>
#include <linux/string.h>

#include "driver.h"

/* In the order of the values below; the host half has the same names. */
static const char vnd_stat_names[][ETH_GSTRING_LEN] = {
	"rx_packets",
	"rx_bytes",
	"tx_packets",
	"tx_bytes",
	"rx_dropped",
	"tx_dropped",
	"rx_errors",
	"tx_errors",
	"rx_csum_partial",
	"rx_gso",
	"tx_csum_partial",
	"tx_gso",
	"tx_sg",
	"rx_merged",
	"tx_stops",
	"tx_wakes",
	"rx_signals",
	"tx_signals",
	"signals_sent",
	"rx_flushed",
	"rx_no_buf",
	"broken",
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
		data[0] = u64_stats_read(&rx->packets);
		data[1] = u64_stats_read(&rx->bytes);
		data[4] = u64_stats_read(&rx->dropped);
		data[6] = u64_stats_read(&rx->errors);
		data[8] = u64_stats_read(&rx->csum_partial);
		data[9] = u64_stats_read(&rx->gso);
		data[13] = u64_stats_read(&rx->merged);
		data[19] = u64_stats_read(&rx->flushed);
		data[20] = u64_stats_read(&rx->no_buf);
		told = u64_stats_read(&rx->told);
	} while (u64_stats_fetch_retry(&rx->syncp, start));

	do {
		start = u64_stats_fetch_begin(&tx->syncp);
		data[2] = u64_stats_read(&tx->packets);
		data[3] = u64_stats_read(&tx->bytes);
		data[5] = u64_stats_read(&tx->dropped);
		data[7] = u64_stats_read(&tx->errors);
		data[10] = u64_stats_read(&tx->csum_partial);
		data[11] = u64_stats_read(&tx->gso);
		data[12] = u64_stats_read(&tx->sg);
		data[14] = u64_stats_read(&tx->stops);
		data[15] = u64_stats_read(&tx->wakes);
		data[18] = told + u64_stats_read(&tx->told);
	} while (u64_stats_fetch_retry(&tx->syncp, start));

	data[16] = READ_ONCE(nd->rx.signals);
	data[17] = READ_ONCE(nd->tx.signals);
	data[21] = atomic_read(&nd->broken);
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
