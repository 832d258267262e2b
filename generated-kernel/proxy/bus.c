// SPDX-License-Identifier: GPL-2.0
/* The bus of the guest half: proxies and their drivers, matched by type. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/module.h>
#include <linux/vbus_compat.h>
#include <linux/vbus_driver.h>
#include <net/net_namespace.h>

static struct device *vbus_proxy_root;

static ssize_t type_show(struct device *dev, struct device_attribute *attr,
			 char *buf)
{
	return sysfs_emit(buf, "%s\n", to_vbus_device_proxy(dev)->type);
}
static DEVICE_ATTR_RO(type);

static ssize_t modalias_show(struct device *dev, struct device_attribute *attr,
			     char *buf)
{
	return sysfs_emit(buf, "vbus-proxy:%s\n",
			  to_vbus_device_proxy(dev)->type);
}
static DEVICE_ATTR_RO(modalias);

static struct attribute *vbus_proxy_dev_attrs[] = {
	&dev_attr_type.attr,
	&dev_attr_modalias.attr,
	NULL,
};
ATTRIBUTE_GROUPS(vbus_proxy_dev);

static int vbus_proxy_match(struct device *dev,
			    VBUS_MATCH_CONST struct device_driver *drv)
{
	return !strcmp(to_vbus_device_proxy(dev)->type,
		       to_vbus_driver(drv)->type);
}

static int vbus_proxy_uevent(VBUS_UEVENT_CONST struct device *dev,
			     struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "MODALIAS=vbus-proxy:%s",
			      to_vbus_device_proxy(dev)->type);
}

static int vbus_proxy_probe(struct device *dev)
{
	return to_vbus_driver(dev->driver)->probe(to_vbus_device_proxy(dev));
}

static void vbus_proxy_remove(struct device *dev)
{
	struct vbus_driver *drv = to_vbus_driver(dev->driver);

	if (drv->remove)
		drv->remove(to_vbus_device_proxy(dev));
}

static struct bus_type vbus_proxy_bus = {
	.name = "vbus-proxy",
	.dev_groups = vbus_proxy_dev_groups,
	.match = vbus_proxy_match,
	.uevent = vbus_proxy_uevent,
	.probe = vbus_proxy_probe,
	.remove = vbus_proxy_remove,
};

/* ---- devices ---- */

static void vbus_device_proxy_release(struct device *dev)
{
	struct vbus_device_proxy *vdev = to_vbus_device_proxy(dev);

	vdev->ops->release(vdev);
}

/**
 * vbus_device_proxy_init() - prepare a proxy
 * @vdev: the proxy with type, id and ops set
 *
 * From here on put_device(&vdev->dev) frees it.
 */
void vbus_device_proxy_init(struct vbus_device_proxy *vdev)
{
	device_initialize(&vdev->dev);
	vdev->dev.bus = &vbus_proxy_bus;
	vdev->dev.parent = vbus_proxy_root;
	vdev->dev.release = vbus_device_proxy_release;
}
EXPORT_SYMBOL_GPL(vbus_device_proxy_init);

/**
 * vbus_device_proxy_register() - show a proxy to drivers
 * @vdev: the proxy, after vbus_device_proxy_init(); perhaps with another
 *	parent or a name of its own
 *
 * A driver may be probed before this returns.
 *
 * Context: process; may sleep.
 * Return: 0 or what the driver core says. After an error the caller drops its
 * reference by put_device().
 */
int vbus_device_proxy_register(struct vbus_device_proxy *vdev)
{
	int err;

	if (!dev_name(&vdev->dev)) {
		err = dev_set_name(&vdev->dev, "%llu", vdev->id);
		if (err)
			return err;
	}

	return device_add(&vdev->dev);
}
EXPORT_SYMBOL_GPL(vbus_device_proxy_register);

/**
 * vbus_device_proxy_unregister() - take a proxy away
 * @vdev: the proxy
 *
 * Its driver is removed when this returns. The caller still has its
 * reference.
 *
 * Context: process; may sleep.
 */
void vbus_device_proxy_unregister(struct vbus_device_proxy *vdev)
{
	device_del(&vdev->dev);
}
EXPORT_SYMBOL_GPL(vbus_device_proxy_unregister);

struct vbus_proxy_key {
	struct device *parent;
	u64 id;
};

static int vbus_proxy_is(struct device *dev, const void *data)
{
	const struct vbus_proxy_key *key = data;

	return dev->parent == key->parent &&
	       to_vbus_device_proxy(dev)->id == key->id;
}

/**
 * vbus_device_proxy_find() - look a proxy up
 * @parent: its parent, or NULL for the root; ids are unique below a parent
 * @id: its id
 *
 * Return: the proxy with a reference for put_device(), or NULL.
 */
struct vbus_device_proxy *vbus_device_proxy_find(struct device *parent, u64 id)
{
	struct vbus_proxy_key key = {
		.parent = parent ?: vbus_proxy_root,
		.id = id,
	};
	struct device *dev;

	dev = bus_find_device(&vbus_proxy_bus, NULL, &key, vbus_proxy_is);
	return dev ? to_vbus_device_proxy(dev) : NULL;
}
EXPORT_SYMBOL_GPL(vbus_device_proxy_find);

/**
 * vbus_device_proxy_net() - the network namespace of a proxy's guest
 * @dev: a registered proxy
 *
 * Where a driver registers its network devices. The result is borrowed: it is
 * alive while the proxy is registered, so from probe() to the end of
 * remove(). A connector whose guest's namespace goes takes the proxies away
 * first.
 *
 * Context: any.
 * Return: the namespace, never NULL; the initial one unless the connector knows
 * another.
 */
struct net *vbus_device_proxy_net(struct vbus_device_proxy *dev)
{
	return dev->net ?: &init_net;
}
EXPORT_SYMBOL_GPL(vbus_device_proxy_net);

/* ---- drivers ---- */

static ssize_t abi_hash_show(struct device_driver *drv, char *buf)
{
	return sysfs_emit(buf, "%s\n", to_vbus_driver(drv)->abi_hash);
}
static DRIVER_ATTR_RO(abi_hash);

static struct attribute *vbus_driver_attrs[] = {
	&driver_attr_abi_hash.attr,
	NULL,
};
ATTRIBUTE_GROUPS(vbus_driver);

/**
 * __vbus_driver_register() - register a driver
 * @drv: the driver
 * @owner: its module
 *
 * Return: 0; -EINVAL without type or probe; what the driver core says.
 */
int __vbus_driver_register(struct vbus_driver *drv, struct module *owner)
{
	if (!drv->type || !drv->probe) {
		pr_err("driver %s lacks a type or probe()\n",
		       drv->drv.name ?: "without a name");
		return -EINVAL;
	}

	drv->drv.owner = owner;
	drv->drv.bus = &vbus_proxy_bus;
	if (drv->abi_hash)
		drv->drv.groups = vbus_driver_groups;
	return driver_register(&drv->drv);
}
EXPORT_SYMBOL_GPL(__vbus_driver_register);

/**
 * vbus_driver_unregister() - take a driver back
 * @drv: the driver; removed from all its devices when this returns
 */
void vbus_driver_unregister(struct vbus_driver *drv)
{
	driver_unregister(&drv->drv);
}
EXPORT_SYMBOL_GPL(vbus_driver_unregister);

static int __init vbus_proxy_init(void)
{
	int err;

	err = bus_register(&vbus_proxy_bus);
	if (err)
		return err;

	vbus_proxy_root = root_device_register("vbus-proxy");
	if (IS_ERR(vbus_proxy_root)) {
		bus_unregister(&vbus_proxy_bus);
		return PTR_ERR(vbus_proxy_root);
	}

	return 0;
}
module_init(vbus_proxy_init);

static void __exit vbus_proxy_exit(void)
{
	root_device_unregister(vbus_proxy_root);
	bus_unregister(&vbus_proxy_bus);
}
module_exit(vbus_proxy_exit);

MODULE_DESCRIPTION("Drivers for devices on a host's vbus");
MODULE_LICENSE("GPL");
