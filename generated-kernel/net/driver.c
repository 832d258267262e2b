// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, guest half: from the open device to the network interface and
 * back. See include/linux/vbus_net_driver.h.
 */
#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/netdevice.h>
#include <net/net_namespace.h>

#include "driver.h"

static bool sg = true;
module_param(sg, bool, 0444);
MODULE_PARM_DESC(sg, "ask for scattered packets to the device, with checksum and segmentation offload (default Y)");

static bool rx_header = true;
module_param(rx_header, bool, 0444);
MODULE_PARM_DESC(rx_header, "ask for a header before each packet of the device, with the same offloads (default Y)");

/**
 * vnd_break() - the device broke a ring: it is used no more
 * @nd: the interface
 * @ring: which
 * @err: what the ring's functions said
 *
 * A ring is made whole only with the device closed, that is, by unbinding the
 * driver from it.
 *
 * Context: any that sends or polls.
 */
void vnd_break(struct vbus_net_driver *nd,
	       const struct vbus_driver_ring *ring, int err)
{
	if (atomic_xchg(&nd->broken, 1))
		return;

	netdev_err(nd->dev, "device broke ring %s (%d): no traffic until the driver is bound to it again\n",
		   ring->name, err);
	netif_carrier_off(nd->dev);
}

/* The device says which address is ours; if it cannot, chance does. */
static void vnd_get_address(struct vbus_net_driver *nd)
{
	struct net_device *dev = nd->dev;
	u8 mac[ETH_ALEN];
	int err;

	err = nd->config.ops->macquery(nd->config.dev, mac);
	if (!err && is_valid_ether_addr(mac)) {
		eth_hw_addr_set(dev, mac);
		return;
	}

	eth_hw_addr_random(dev);
	if (err)
		dev_warn(&nd->config.vdev->dev,
			 "device tells no address (%d), took %pM\n", err,
			 dev->dev_addr);
	else
		dev_warn(&nd->config.vdev->dev,
			 "device's address %pM is not one of a host, took %pM\n",
			 mac, dev->dev_addr);
}

/*
 * Closes the device, and only then frees what it could reach. The generated
 * driver closes it again, which is an error that means nothing.
 */
static void vnd_free(struct vbus_net_driver *nd)
{
	struct vbus_device_proxy *vdev = nd->config.vdev;

	vdev->ops->close(vdev, 0);
	vnd_rx_free(nd);
	vnd_tx_free(nd);
	free_netdev(nd->dev);
}

/**
 * vbus_net_driver_want() - what to ask a device for
 *
 * By the module's parameters. Without scattered packets there is no offload
 * either: that is how a plain venet device works.
 *
 * Context: any.
 * Return: VBUS_NET_F_*
 */
u64 vbus_net_driver_want(void)
{
	u64 want = 0;

	/* Not UFO: Linux segments datagrams itself since 4.14. */
	if (sg)
		want |= VBUS_NET_F_SG | VBUS_NET_F_TSO4 | VBUS_NET_F_TSO6 |
			VBUS_NET_F_ECN;
	if (rx_header)
		want |= VBUS_NET_F_HDR | VBUS_NET_F_MRG | VBUS_NET_F_RTSO4 |
			VBUS_NET_F_RTSO6 | VBUS_NET_F_RECN;

	return want;
}
EXPORT_SYMBOL_GPL(vbus_net_driver_want);

/**
 * vbus_net_driver_create() - make a network interface of a device
 * @config: the device, its calls, its rings, and what was granted
 *
 * Gives the device its receive buffers; it may use them, and an administrator
 * the interface, before this returns.
 *
 * Context: process; may sleep; takes rtnl.
 * Return: 0, or a negative errno. The device may be closed then.
 */
int vbus_net_driver_create(const struct vbus_net_driver_config *config)
{
	struct vbus_net_driver *nd;
	struct net_device *dev;
	int err;

	dev = alloc_etherdev(sizeof(*nd));
	if (!dev)
		return -ENOMEM;

	nd = netdev_priv(dev);
	nd->dev = dev;
	nd->config = *config;
	dev_net_set(dev, vbus_device_proxy_net(config->vdev));
	SET_NETDEV_DEV(dev, &config->vdev->dev);
	vnd_netdev_setup(nd);
	vnd_get_address(nd);

	*config->self = nd;
	/* Their notifiers only schedule NAPI. */
	vbus_driver_ring_set_direct(config->rx);
	vbus_driver_ring_set_direct(config->tx);
	err = vnd_tx_create(nd);
	if (!err)
		err = vnd_rx_create(nd);
	if (!err)
		err = register_netdev(dev);
	if (err) {
		*config->self = NULL;
		vnd_free(nd);
	}

	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_driver_create);

/**
 * vbus_net_driver_destroy() - the device goes
 * @net: the interface
 *
 * Also closes the device: it must not reach the buffers that are freed here.
 *
 * Context: process; may sleep; takes rtnl. Not from a notification.
 */
void vbus_net_driver_destroy(struct vbus_net_driver *net)
{
	unregister_netdev(net->dev);
	vnd_free(net);
}
EXPORT_SYMBOL_GPL(vbus_net_driver_destroy);

/**
 * vbus_net_driver_rx_notify() - the device signalled ring rx
 * @net: the interface
 *
 * Context: any; never twice at once for one interface.
 */
void vbus_net_driver_rx_notify(struct vbus_net_driver *net)
{
	WRITE_ONCE(net->rx.signals, net->rx.signals + 1);
	vbus_driver_ring_listen(net->rx.ring, false);
	napi_schedule(&net->napi);
}
EXPORT_SYMBOL_GPL(vbus_net_driver_rx_notify);

/**
 * vbus_net_driver_tx_notify() - the device signalled ring tx
 * @net: as vbus_net_driver_rx_notify()
 *
 * Context: any; never twice at once for one interface.
 */
void vbus_net_driver_tx_notify(struct vbus_net_driver *net)
{
	WRITE_ONCE(net->tx.signals, net->tx.signals + 1);
	vbus_driver_ring_listen(net->tx.ring, false);
	napi_schedule(&net->napi);
}
EXPORT_SYMBOL_GPL(vbus_net_driver_tx_notify);

MODULE_DESCRIPTION("vbus: network interfaces of drivers");
MODULE_LICENSE("GPL");
