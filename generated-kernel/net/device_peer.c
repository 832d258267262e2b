// SPDX-License-Identifier: GPL-2.0
/* Profile net, host half: a driver as the network interface sees it. */
#include <linux/export.h>
#include <linux/rcupdate.h>

#include "device.h"

/* The cable is in when the driver's link is up and it plays by the rules. */
void vbus_net_carrier(struct vbus_net_device *net)
{
	struct net_device *netdev;
	struct vbus_net_peer *peer;

	netdev = rcu_dereference_protected(net->up,
					   lockdep_is_held(&net->lock));
	peer = rcu_dereference_protected(net->link,
					 lockdep_is_held(&net->lock));
	if (!netdev)
		return;

	if (!peer || vbus_net_peer_is_broken(peer)) {
		netif_carrier_off(netdev);
		return;
	}

	netif_tx_wake_all_queues(netdev);
	netif_carrier_on(netdev);
	/* It may have broken meanwhile, and nobody would tell again. */
	if (vbus_net_peer_is_broken(peer))
		netif_carrier_off(netdev);
}

/* Under the device's lock. */
void vbus_net_link(struct vbus_net_peer *peer)
{
	struct vbus_net_device *net = peer->net;

	lockdep_assert_held(&net->lock);

	rcu_assign_pointer(net->link, peer);
	if (net->features != peer->features) {
		WRITE_ONCE(net->features, peer->features);
		/* Until it ran, ndo_features_check says the same. */
		if (net->netdev)
			schedule_work(&net->shows_work);
	}
	vbus_net_carrier(net);
}

/* Under the device's lock. No transmit uses the peer any more on return. */
void vbus_net_unlink(struct vbus_net_peer *peer)
{
	struct vbus_net_device *net = peer->net;

	lockdep_assert_held(&net->lock);

	RCU_INIT_POINTER(net->link, NULL);
	vbus_net_carrier(net);
	synchronize_net();
}

/**
 * vbus_net_peer_linkup() - packets may go to a driver
 * @peer: the driver; its device has no other
 *
 * Context: process; may sleep; rtnl may be held.
 */
void vbus_net_peer_linkup(struct vbus_net_peer *peer)
{
	mutex_lock(&peer->net->lock);
	peer->broken = 0;
	vbus_net_link(peer);
	mutex_unlock(&peer->net->lock);
}
EXPORT_SYMBOL_GPL(vbus_net_peer_linkup);

/**
 * vbus_net_peer_linkdown() - no more packets to a driver
 * @peer: the driver; when this returns xmit() does not run and will not
 *
 * Context: process; may sleep; rtnl may be held.
 */
void vbus_net_peer_linkdown(struct vbus_net_peer *peer)
{
	mutex_lock(&peer->net->lock);
	vbus_net_unlink(peer);
	mutex_unlock(&peer->net->lock);
}
EXPORT_SYMBOL_GPL(vbus_net_peer_linkdown);

/**
 * vbus_net_peer_set_features() - the driver has changed its mind
 * @peer: the driver, whose link is up
 * @features: what is granted now, VBUS_NET_F_*
 *
 * Packets that the interface has sent before are what they are.
 *
 * Context: any.
 */
void vbus_net_peer_set_features(struct vbus_net_peer *peer, u64 features)
{
	WRITE_ONCE(peer->features, features);
	WRITE_ONCE(peer->net->features, features);
	schedule_work(&peer->net->shows_work);
}
EXPORT_SYMBOL_GPL(vbus_net_peer_set_features);

/**
 * vbus_net_peer_break() - the driver broke a ring
 * @peer: the driver, whose cable is out from here on, until its link was down
 *
 * Context: any.
 * Return: true for who is the first to say so
 */
bool vbus_net_peer_break(struct vbus_net_peer *peer)
{
	struct net_device *netdev;

	if (test_and_set_bit(0, &peer->broken))
		return false;

	vbus_net_inc(peer->net, VBUS_NET_BROKEN);
	rcu_read_lock();
	netdev = rcu_dereference(peer->net->up);
	if (netdev)
		netif_carrier_off(netdev);
	rcu_read_unlock();
	return true;
}
EXPORT_SYMBOL_GPL(vbus_net_peer_break);
