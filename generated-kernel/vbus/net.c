// SPDX-License-Identifier: GPL-2.0
/*
 * Network namespaces of devices.
 *
 * A device belongs to the namespace of the task that typed it. The device must
 * not keep the namespace alive, which could then never go, and must not use
 * it while it goes, because what is registered there then is leaked. So it
 * holds the memory only (net->passive), the bus holds the namespace itself
 * while it calls the device, and a device that has outlived its namespace is
 * in the initial one, as the network core does with its own devices.
 */
#include <linux/export.h>
#include <linux/kobject_ns.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>

#include <net/net_namespace.h>

#include "internal.h"

/* Memory only: no namespace lives longer because of it. */
struct net *vbus_net_grab_current(void)
{
	return kobj_ns_grab_current(KOBJ_NS_TYPE_NET);
}

void vbus_net_drop(struct net *net)
{
	kobj_ns_drop(KOBJ_NS_TYPE_NET, net);
}

/* The namespace stays until vbus_device_leave(). */
struct net *vbus_device_enter(struct vbus_device *vdev)
{
	struct net *net = vdev->net;

	return net && maybe_get_net(net) ? net : get_net(&init_net);
}

void vbus_device_leave(struct net *net)
{
	put_net(net);
}

/**
 * vbus_device_net() - the network namespace of a device
 * @vdev: the device
 *
 * The namespace of the task that wrote the device's type, also within
 * create(), or the initial one after that namespace has gone.
 *
 * The result is borrowed. Within a call of the bus into the device (create,
 * attributes, connect and disconnect, open, call, shm, close) it is alive until
 * that call returns: a network device can be registered there and then, and
 * the network core takes care of it when the namespace goes. Elsewhere, as in
 * a thread of the device, only its memory is sure to be there: use
 * maybe_get_net(). Ask again each time instead of keeping the pointer.
 *
 * Context: any.
 * Return: the namespace, never NULL.
 */
struct net *vbus_device_net(struct vbus_device *vdev)
{
	struct net *net = vdev->net;

	/* In create(), whose caller is the task. */
	if (!net)
		net = current->nsproxy->net_ns;

	return check_net(net) ? net : &init_net;
}
EXPORT_SYMBOL_GPL(vbus_device_net);
