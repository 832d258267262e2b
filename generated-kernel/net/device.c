// SPDX-License-Identifier: GPL-2.0
/* Profile net, host half: a device and what its administrator sees. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>

#include "device.h"

/* Under rtnl, so that no attribute or call has to take it for this. */
static void vbus_net_show_work(struct work_struct *work)
{
	struct vbus_net_device *net =
		container_of(work, struct vbus_net_device, shows_work);
	struct net_device *netdev;

	rtnl_lock();
	mutex_lock(&net->lock);
	netdev = net->netdev;
	mutex_unlock(&net->lock);
	/* It stays: vbus_net_netdev_del() waits for us before. */
	if (netdev) {
		netdev_update_features(netdev);
		/* Of those that it has, so nothing is allocated. */
		netif_set_real_num_tx_queues(netdev,
					     READ_ONCE(net->used_queues));
	}
	rtnl_unlock();
}

/**
 * vbus_net_device_create() - make a device, not enabled, with random addresses
 * @vdev: the device on the bus; it need not have a name yet
 * @name: of the model, for ethtool; kept by reference
 * @release: of its spec, for ethtool; kept by reference
 *
 * Context: process; may sleep.
 * Return: the device, or an ERR_PTR()
 */
struct vbus_net_device *vbus_net_device_create(struct vbus_device *vdev,
					       const char *name,
					       const char *release)
{
	struct vbus_net_device *net;

	net = kzalloc(sizeof(*net), GFP_KERNEL);
	if (!net)
		return ERR_PTR(-ENOMEM);

	net->stats = alloc_percpu(struct vbus_net_stats);
	if (!net->stats) {
		kfree(net);
		return ERR_PTR(-ENOMEM);
	}

	net->vdev = vdev;
	net->name = name;
	net->release = release;
	eth_random_addr(net->host_mac);
	eth_random_addr(net->client_mac);
	mutex_init(&net->admin);
	mutex_init(&net->lock);
	net->mtu = ETH_DATA_LEN;
	net->queues = 1;
	net->used_queues = 1;
	INIT_WORK(&net->shows_work, vbus_net_show_work);

	return net;
}
EXPORT_SYMBOL_GPL(vbus_net_device_create);

/**
 * vbus_net_device_destroy() - disable and free a device
 * @net: the device, without a driver
 *
 * Context: process; may sleep; not under rtnl.
 */
void vbus_net_device_destroy(struct vbus_net_device *net)
{
	vbus_net_netdev_del(net);
	/* What vbus_net_device_use_queues() left behind. */
	cancel_work_sync(&net->shows_work);
	mutex_destroy(&net->lock);
	mutex_destroy(&net->admin);
	free_percpu(net->stats);
	kfree(net);
}
EXPORT_SYMBOL_GPL(vbus_net_device_destroy);

/**
 * vbus_net_device_get_client_mac() - attribute client_mac
 * @net: the device
 * @value: the address that MACQUERY answers
 *
 * Context: process; may sleep.
 * Return: 0
 */
int vbus_net_device_get_client_mac(struct vbus_net_device *net, u8 value[6])
{
	mutex_lock(&net->lock);
	ether_addr_copy(value, net->client_mac);
	mutex_unlock(&net->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_device_get_client_mac);

/**
 * vbus_net_device_set_client_mac() - attribute client_mac is written
 * @net: the device
 * @value: the address
 *
 * Context: process; may sleep; the model's lock, while no driver has the
 * device open.
 * Return: 0; -EINVAL for an address that no interface can have, and while a
 * driver is there
 */
int vbus_net_device_set_client_mac(struct vbus_net_device *net,
				   const u8 value[6])
{
	if (net->conn || !is_valid_ether_addr(value))
		return -EINVAL;

	mutex_lock(&net->lock);
	ether_addr_copy(net->client_mac, value);
	mutex_unlock(&net->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_device_set_client_mac);

/**
 * vbus_net_device_get_host_mac() - attribute host_mac
 * @net: the device
 * @value: the address that the network interface has, or would have
 *
 * Context: process; may sleep.
 * Return: 0
 */
int vbus_net_device_get_host_mac(struct vbus_net_device *net, u8 value[6])
{
	mutex_lock(&net->lock);
	ether_addr_copy(value, net->host_mac);
	mutex_unlock(&net->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_device_get_host_mac);

/**
 * vbus_net_device_get_enabled() - attribute enabled
 * @net: the device
 * @value: is there a network interface?
 *
 * Context: process; may sleep.
 * Return: 0
 */
int vbus_net_device_get_enabled(struct vbus_net_device *net, bool *value)
{
	mutex_lock(&net->lock);
	*value = net->netdev;
	mutex_unlock(&net->lock);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_device_get_enabled);

/**
 * vbus_net_device_set_enabled() - attribute enabled is written
 * @net: the device
 * @value: true registers the network interface, false unregisters it; what is
 *	so already stays
 *
 * Context: process; may sleep; not under rtnl, nor under the model's lock,
 * which close takes, possibly with rtnl waiting for it.
 * Return: 0, -ENOMEM, or as register_netdev()
 */
int vbus_net_device_set_enabled(struct vbus_net_device *net, bool value)
{
	int err = 0;

	mutex_lock(&net->admin);
	if (!value)
		vbus_net_netdev_del(net);
	else if (!net->netdev)
		err = vbus_net_netdev_add(net);
	mutex_unlock(&net->admin);

	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_device_set_enabled);

/**
 * vbus_net_device_get_ifname() - attribute ifname
 * @net: the device
 * @value: name of the network interface, or "<disabled>"
 *
 * Context: process; may sleep; not under rtnl or the model's lock.
 * Return: 0
 */
int vbus_net_device_get_ifname(struct vbus_net_device *net, char value[16])
{
	/* Against renaming, and against the interface being freed. */
	rtnl_lock();
	mutex_lock(&net->lock);
	strscpy(value, net->netdev ? net->netdev->name : "<disabled>",
		IFNAMSIZ);
	mutex_unlock(&net->lock);
	rtnl_unlock();
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_device_get_ifname);

/* ---- what peers of another kind need ---- */

/**
 * vbus_net_device_count() - count something
 * @net: the device
 * @which: what
 * @n: how many more
 *
 * Context: any.
 */
void vbus_net_device_count(struct vbus_net_device *net,
			   enum vbus_net_counter which, unsigned long n)
{
	vbus_net_add(net, which, n);
}
EXPORT_SYMBOL_GPL(vbus_net_device_count);

/**
 * vbus_net_device_set_queues() - how many queues the network interface has
 * @net: the device, without a driver
 * @n: as many each way; one before this is called
 *
 * Context: process; may sleep; not under rtnl.
 * Return: 0; -EINVAL for 0 and for more than VBUS_NET_MAX_QUEUES; -EBUSY if the
 * interface is there
 */
int vbus_net_device_set_queues(struct vbus_net_device *net, unsigned int n)
{
	int err = 0;

	if (!n || n > VBUS_NET_MAX_QUEUES)
		return -EINVAL;

	mutex_lock(&net->admin);
	if (net->netdev)
		err = -EBUSY;
	else
		net->queues = n;
	mutex_unlock(&net->admin);

	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_device_set_queues);

/**
 * vbus_net_device_use_queues() - how many queues packets to the driver may take
 * @net: the device
 * @n: at least one, at most as many as the interface has; it follows soon
 *
 * Context: any.
 */
void vbus_net_device_use_queues(struct vbus_net_device *net, unsigned int n)
{
	WRITE_ONCE(net->used_queues, n);
	schedule_work(&net->shows_work);
}
EXPORT_SYMBOL_GPL(vbus_net_device_use_queues);

/**
 * vbus_net_device_set_notify() - be told when the interface goes up or down
 * @net: the device, not enabled yet
 * @notify: is called under rtnl and may sleep
 *
 * Context: any.
 */
void vbus_net_device_set_notify(struct vbus_net_device *net,
				void (*notify)(struct vbus_device *vdev,
					       bool up))
{
	net->notify = notify;
}
EXPORT_SYMBOL_GPL(vbus_net_device_set_notify);

/**
 * vbus_net_device_wake() - there is room in queues that were stopped
 * @net: the device
 *
 * Context: any.
 */
void vbus_net_device_wake(struct vbus_net_device *net)
{
	struct net_device *netdev;

	rcu_read_lock();
	netdev = rcu_dereference(net->up);
	if (netdev) {
		vbus_net_inc(net, VBUS_NET_TX_WAKES);
		netif_tx_wake_all_queues(netdev);
	}
	rcu_read_unlock();
}
EXPORT_SYMBOL_GPL(vbus_net_device_wake);

MODULE_DESCRIPTION("vbus profile net: a device as a network interface of the host");
MODULE_LICENSE("GPL");
