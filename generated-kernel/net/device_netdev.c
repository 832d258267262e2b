// SPDX-License-Identifier: GPL-2.0
/* Profile net, host half: the network interface. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/etherdevice.h>
#include <linux/if_vlan.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>

#include "device.h"

/* What we do for any driver: the copy gathers. */
#define VBUS_NET_ALWAYS	(NETIF_F_SG | NETIF_F_FRAGLIST | NETIF_F_HIGHDMA)
/* What a driver may take over. */
#define VBUS_NET_GRANTED (NETIF_F_HW_CSUM | NETIF_F_TSO | NETIF_F_TSO6 | \
			  NETIF_F_TSO_ECN)

struct vbus_net_netdev {
	struct vbus_net_device *net;
};

struct vbus_net_device *vbus_net_of(const struct net_device *netdev)
{
	struct vbus_net_netdev *priv = netdev_priv(netdev);

	return priv->net;
}

/* Features of the network interface that features of the driver allow. */
netdev_features_t vbus_net_netdev_features(u64 features)
{
	netdev_features_t f = VBUS_NET_ALWAYS;

	if (features & VBUS_NET_F_HDR)
		f |= NETIF_F_HW_CSUM;
	if (features & VBUS_NET_F_RTSO4)
		f |= NETIF_F_TSO;
	if (features & VBUS_NET_F_RTSO6)
		f |= NETIF_F_TSO6;
	if (features & VBUS_NET_F_RECN)
		f |= NETIF_F_TSO_ECN;

	return f;
}

static int vbus_net_open(struct net_device *netdev)
{
	struct vbus_net_device *net = vbus_net_of(netdev);

	mutex_lock(&net->lock);
	netif_tx_start_all_queues(netdev);
	rcu_assign_pointer(net->up, netdev);
	vbus_net_carrier(net);
	if (net->notify)
		net->notify(net->vdev, true);
	mutex_unlock(&net->lock);

	return 0;
}

static int vbus_net_stop(struct net_device *netdev)
{
	struct vbus_net_device *net = vbus_net_of(netdev);
	struct vbus_net_peer *peer;

	mutex_lock(&net->lock);
	netif_carrier_off(netdev);
	netif_tx_stop_all_queues(netdev);
	RCU_INIT_POINTER(net->up, NULL);
	synchronize_net();

	peer = rcu_dereference_protected(net->link,
					 lockdep_is_held(&net->lock));
	if (peer && peer->ops->quiesce)
		peer->ops->quiesce(peer);
	if (net->notify)
		net->notify(net->vdev, false);
	mutex_unlock(&net->lock);

	return 0;
}

static int vbus_net_set_mac_address(struct net_device *netdev, void *addr)
{
	struct vbus_net_device *net = vbus_net_of(netdev);
	int err;

	mutex_lock(&net->lock);
	err = eth_mac_addr(netdev, addr);
	if (!err)
		ether_addr_copy(net->host_mac, netdev->dev_addr);
	mutex_unlock(&net->lock);

	return err;
}

static int vbus_net_change_mtu(struct net_device *netdev, int mtu)
{
	netdev->mtu = mtu;
	WRITE_ONCE(vbus_net_of(netdev)->mtu, mtu);
	return 0;
}

static void vbus_net_get_stats64(struct net_device *netdev,
				 struct rtnl_link_stats64 *stats)
{
	struct vbus_net_device *net = vbus_net_of(netdev);
	int cpu;

	for_each_possible_cpu(cpu) {
		unsigned long *c = per_cpu_ptr(net->stats, cpu)->counter;

		stats->rx_packets += READ_ONCE(c[VBUS_NET_RX_PACKETS]);
		stats->rx_bytes += READ_ONCE(c[VBUS_NET_RX_BYTES]);
		stats->rx_dropped += READ_ONCE(c[VBUS_NET_RX_DROPPED]);
		stats->rx_errors += READ_ONCE(c[VBUS_NET_RX_ERRORS]);
		stats->tx_packets += READ_ONCE(c[VBUS_NET_TX_PACKETS]);
		stats->tx_bytes += READ_ONCE(c[VBUS_NET_TX_BYTES]);
		stats->tx_dropped += READ_ONCE(c[VBUS_NET_TX_DROPPED]);
		stats->tx_errors += READ_ONCE(c[VBUS_NET_TX_ERRORS]);
	}
}

static netdev_features_t vbus_net_fix_features(struct net_device *netdev,
					       netdev_features_t features)
{
	struct vbus_net_device *net = vbus_net_of(netdev);

	return features & (vbus_net_netdev_features(READ_ONCE(net->features)) |
			   ~VBUS_NET_GRANTED);
}

/*
 * The driver that is there may have been granted less than the network
 * interface shows yet, and its slots may be too small for the largest packets.
 */
static netdev_features_t vbus_net_features_check(struct sk_buff *skb,
						 struct net_device *netdev,
						 netdev_features_t features)
{
	struct vbus_net_peer *peer;

	peer = rcu_dereference_bh(vbus_net_of(netdev)->link);
	if (peer) {
		features &= vbus_net_netdev_features(READ_ONCE(peer->features)) |
			    ~VBUS_NET_GRANTED;
		if (skb_is_gso(skb) && !peer->ops->fits(peer, skb->len))
			features &= ~NETIF_F_GSO_MASK;
	}

	return vlan_features_check(skb, features);
}

/*
 * The stack has looked at the features before, but the driver may have changed
 * since. True if the packet can be sent.
 */
static bool vbus_net_xmit_able(const struct vbus_net_peer *peer,
			       struct sk_buff *skb)
{
	netdev_features_t features;

	if (likely(!skb_is_gso(skb) && skb->ip_summed != CHECKSUM_PARTIAL))
		return true;

	features = vbus_net_netdev_features(READ_ONCE(peer->features));
	if (skb_is_gso(skb) && !skb_gso_ok(skb, features | NETIF_F_GSO_ROBUST))
		return false;

	return skb->ip_summed != CHECKSUM_PARTIAL ||
	       features & NETIF_F_HW_CSUM || !skb_checksum_help(skb);
}

static netdev_tx_t vbus_net_xmit(struct sk_buff *skb,
				 struct net_device *netdev)
{
	struct vbus_net_device *net = vbus_net_of(netdev);
	struct vbus_net_peer *peer;
	netdev_tx_t ret;

	rcu_read_lock();
	peer = rcu_dereference(net->link);
	if (unlikely(!peer || vbus_net_peer_is_broken(peer) ||
		     !vbus_net_xmit_able(peer, skb))) {
		vbus_net_inc(net, VBUS_NET_TX_DROPPED);
		dev_kfree_skb_any(skb);
		ret = NETDEV_TX_OK;
	} else {
		ret = peer->ops->xmit(peer, netdev, skb);
	}
	rcu_read_unlock();

	return ret;
}

static const struct net_device_ops vbus_net_netdev_ops = {
	.ndo_open = vbus_net_open,
	.ndo_stop = vbus_net_stop,
	.ndo_start_xmit = vbus_net_xmit,
	.ndo_validate_addr = eth_validate_addr,
	.ndo_set_mac_address = vbus_net_set_mac_address,
	.ndo_change_mtu = vbus_net_change_mtu,
	.ndo_get_stats64 = vbus_net_get_stats64,
	.ndo_fix_features = vbus_net_fix_features,
	.ndo_features_check = vbus_net_features_check,
};

/* Under net->admin. */
int vbus_net_netdev_add(struct vbus_net_device *net)
{
	struct vbus_net_netdev *priv;
	struct net_device *netdev;
	int err;

	netdev = alloc_etherdev_mq(sizeof(*priv), net->queues);
	if (!netdev)
		return -ENOMEM;

	priv = netdev_priv(netdev);
	priv->net = net;
	dev_net_set(netdev, vbus_device_net(net->vdev));
	netdev->netdev_ops = &vbus_net_netdev_ops;
	netdev->ethtool_ops = &vbus_net_ethtool_ops;
	netdev->hw_features = VBUS_NET_ALWAYS | VBUS_NET_GRANTED;
	netdev->vlan_features = netdev->hw_features;
	netdev->features = netdev->hw_features;
	netdev->min_mtu = VBUS_NET_MIN_MTU;
	netdev->max_mtu = VBUS_NET_MAX_MTU;
	/* A packet may have to wait here. */
	netdev->priv_flags &= ~IFF_TX_SKB_SHARING;
	/* Nor can a packet be sent from a hard interrupt. */
	netdev->priv_flags |= IFF_DISABLE_NETPOLL;
	netif_set_tso_max_size(netdev, VBUS_NET_MAX_GSO);
	netif_carrier_off(netdev);

	mutex_lock(&net->lock);
	WRITE_ONCE(net->mtu, netdev->mtu);
	eth_hw_addr_set(netdev, net->host_mac);
	mutex_unlock(&net->lock);

	err = register_netdev(netdev);
	if (err) {
		free_netdev(netdev);
		return err;
	}

	mutex_lock(&net->lock);
	net->netdev = netdev;
	/* What was chosen while the interface was being made. */
	schedule_work(&net->shows_work);
	mutex_unlock(&net->lock);

	return 0;
}

/* Under net->admin, or alone; nothing to do if there is none. */
void vbus_net_netdev_del(struct vbus_net_device *net)
{
	struct net_device *netdev;

	mutex_lock(&net->lock);
	netdev = net->netdev;
	net->netdev = NULL;
	mutex_unlock(&net->lock);
	if (!netdev)
		return;

	/* Not scheduled again, there being no interface. */
	cancel_work_sync(&net->shows_work);
	unregister_netdev(netdev);
	free_netdev(netdev);
}
