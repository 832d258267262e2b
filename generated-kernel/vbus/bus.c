// SPDX-License-Identifier: GPL-2.0
/* Buses and the interfaces on them. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/slab.h>

#include <linux/vbus_compat.h>

#include "internal.h"

static DEFINE_MUTEX(vbus_lock); /* vbus_buses */
static LIST_HEAD(vbus_buses);

/* ---- buses ---- */

/**
 * vbus_name() - the name the administrator gave the bus
 * @bus: the bus
 *
 * Return: the name; valid as long as the bus.
 */
const char *vbus_name(const struct vbus *bus)
{
	return bus->name;
}
EXPORT_SYMBOL_GPL(vbus_name);

/**
 * vbus_get() - take a reference
 * @bus: the bus
 *
 * Return: @bus
 */
struct vbus *vbus_get(struct vbus *bus)
{
	kref_get(&bus->kref);
	return bus;
}
EXPORT_SYMBOL_GPL(vbus_get);

static void vbus_release(struct kref *kref)
{
	struct vbus *bus = container_of(kref, struct vbus, kref);

	xa_destroy(&bus->intfs);
	kobject_put(bus->members_kobj);
	kobject_put(bus->devices_kobj);
	kobject_put(bus->kobj);
	kfree(bus);
}

/**
 * vbus_put() - drop a reference
 * @bus: the bus
 *
 * Context: process; may sleep.
 */
void vbus_put(struct vbus *bus)
{
	kref_put(&bus->kref, vbus_release);
}
EXPORT_SYMBOL_GPL(vbus_put);

/**
 * vbus_find() - look a bus up
 * @name: its name
 *
 * Context: process; may sleep.
 * Return: the bus with a reference, or NULL.
 */
struct vbus *vbus_find(const char *name)
{
	struct vbus *bus;

	guard(mutex)(&vbus_lock);

	list_for_each_entry(bus, &vbus_buses, node)
		if (!strcmp(bus->name, name))
			return vbus_get(bus);

	return NULL;
}
EXPORT_SYMBOL_GPL(vbus_find);

struct vbus *vbus_create(const char *name)
{
	size_t len = strlen(name);
	struct vbus *bus;

	bus = kzalloc(struct_size(bus, name, len + 1), GFP_KERNEL);
	if (!bus)
		return ERR_PTR(-ENOMEM);

	kref_init(&bus->kref);
	mutex_init(&bus->lock);
	xa_init(&bus->intfs);
	INIT_LIST_HEAD(&bus->notifiers);
	INIT_LIST_HEAD(&bus->members);
	memcpy(bus->name, name, len);

	bus->kobj = kobject_create_and_add(name, vbus_instances_kobj);
	if (!bus->kobj)
		goto put;
	bus->devices_kobj = kobject_create_and_add("devices", bus->kobj);
	if (!bus->devices_kobj)
		goto put;
	bus->members_kobj = kobject_create_and_add("members", bus->kobj);
	if (!bus->members_kobj)
		goto put;

	mutex_lock(&vbus_lock);
	list_add_tail(&bus->node, &vbus_buses);
	mutex_unlock(&vbus_lock);

	return bus;

put:
	vbus_put(bus);
	return ERR_PTR(-ENOMEM);
}

/* Takes the bus out of sight; who still has a reference keeps the object. */
void vbus_remove(struct vbus *bus)
{
	mutex_lock(&vbus_lock);
	list_del(&bus->node);
	mutex_unlock(&vbus_lock);

	vbus_member_close(bus);

	kobject_del(bus->members_kobj);
	kobject_del(bus->devices_kobj);
	kobject_del(bus->kobj);
}

/* ---- interfaces ---- */

static ssize_t type_show(struct kobject *kobj, struct kobj_attribute *attr,
			 char *buf)
{
	struct vbus_intf_node *node = container_of(kobj, struct vbus_intf_node,
						   kobj);

	return sysfs_emit(buf, "%s\n", node->type);
}

static struct kobj_attribute type_attr = __ATTR_RO(type);

static ssize_t abi_hash_show(struct kobject *kobj, struct kobj_attribute *attr,
			     char *buf)
{
	struct vbus_intf_node *node = container_of(kobj, struct vbus_intf_node,
						   kobj);

	return sysfs_emit(buf, "%s\n", node->abi_hash);
}

static struct kobj_attribute abi_hash_attr = __ATTR_RO(abi_hash);

static struct attribute *vbus_intf_attrs[] = {
	&type_attr.attr,
	&abi_hash_attr.attr,
	NULL,
};

static umode_t vbus_intf_attr_visible(struct kobject *kobj,
				      struct attribute *attr, int index)
{
	struct vbus_intf_node *node = container_of(kobj, struct vbus_intf_node,
						   kobj);

	if (attr == &abi_hash_attr.attr && !node->abi_hash[0])
		return 0;
	return attr->mode;
}

static const struct attribute_group vbus_intf_group = {
	.attrs = vbus_intf_attrs,
	.is_visible = vbus_intf_attr_visible,
};
__ATTRIBUTE_GROUPS(vbus_intf);

static void vbus_intf_release(struct kobject *kobj)
{
	struct vbus_intf_node *node = container_of(kobj, struct vbus_intf_node,
						   kobj);

	kfree(node->name);
	kfree(node);
}

static const struct kobj_type vbus_intf_ktype = {
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = vbus_intf_groups,
	.release = vbus_intf_release,
};

void vbus_intf_put(struct vbus_intf_node *node)
{
	kobject_put(&node->kobj);
}

static void vbus_intf_free_name(struct vbus_device *vdev,
				struct vbus_intf_node *node)
{
	if (node->number >= 0)
		ida_free(&vdev->intf_names, node->number);
}

static struct vbus_intf_node *vbus_intf_alloc(struct vbus_device *vdev,
					      const char *name,
					      const char *type,
					      const char *abi_hash)
{
	struct vbus_intf_node *node;

	node = kzalloc(sizeof(*node), GFP_KERNEL);
	if (!node)
		return NULL;

	kobject_init(&node->kobj, &vbus_intf_ktype);
	mutex_init(&node->lock);
	strscpy(node->type, type, sizeof(node->type));
	if (abi_hash)
		strscpy(node->abi_hash, abi_hash, sizeof(node->abi_hash));
	node->number = -1;

	if (name) {
		node->name = kstrdup(name, GFP_KERNEL);
	} else {
		node->number = ida_alloc(&vdev->intf_names, GFP_KERNEL);
		if (node->number >= 0)
			node->name = kasprintf(GFP_KERNEL, "%d", node->number);
	}

	if (!node->name) {
		vbus_intf_free_name(vdev, node);
		vbus_intf_put(node);
		return NULL;
	}

	return node;
}

static bool vbus_intf_is_hash(const char *text)
{
	return strspn(text, "0123456789abcdef") == VBUS_ABI_HASH_DIGITS &&
	       !text[VBUS_ABI_HASH_DIGITS];
}

/* Gives @node its id, its place in sysfs and its place on the bus. */
static int vbus_intf_add(struct vbus *bus, struct vbus_device *vdev,
			 struct vbus_intf_node *node)
{
	struct kobject *interfaces = vbus_device_node(vdev)->interfaces;
	unsigned long id;
	int err;

	mutex_lock(&bus->lock);

	/* A driver names an interface by 32 bits, and no id comes twice. */
	id = bus->next_id;
	if (id == U32_MAX) {
		err = -ENOSPC;
		goto unlock;
	}

	err = kobject_add(&node->kobj, bus->devices_kobj, "%lu", id);
	if (err)
		goto unlock;

	err = sysfs_create_link(&node->kobj, vdev->kobj, "device");
	if (err)
		goto del;

	err = sysfs_create_link_nowarn(interfaces, &node->kobj, node->name);
	if (err)
		goto device;

	node->intf->id = id;
	err = xa_insert(&bus->intfs, id, node, GFP_KERNEL);
	if (err)
		goto link;

	bus->next_id = id + 1;
	vbus_notify(bus);
	mutex_unlock(&bus->lock);
	return 0;

link:
	sysfs_remove_link(interfaces, node->name);
device:
	sysfs_remove_link(&node->kobj, "device");
del:
	kobject_del(&node->kobj);
unlock:
	mutex_unlock(&bus->lock);
	return err;
}

/**
 * vbus_device_interface_register() - put an interface on a bus
 * @vdev: the device
 * @bus: a bus that the device is being connected to
 * @intf: the interface with type, ops and perhaps name and abi_hash set, the
 *	rest zero
 *
 * The interface gets the bus's next id, appears in sysfs and is announced to
 * connectors, which may open it before this function returns.
 *
 * Context: process; may sleep. Not under a lock that open() takes.
 * Return: 0; -EINVAL for a type that is empty or longer than 127 bytes, or a
 * hash that is not 64 hexadecimal digits; -EBUSY if @intf is registered
 * already; -EEXIST if the device has an interface of this name; -ENOSPC if the
 * bus has used up its ids; -ENOMEM.
 */
int vbus_device_interface_register(struct vbus_device *vdev, struct vbus *bus,
				   struct vbus_device_interface *intf)
{
	struct vbus_intf_node *node;
	size_t len;
	int err;

	len = intf->type ? strlen(intf->type) : 0;
	if (!len || len >= VBUS_MAX_DEVTYPE_LEN) {
		pr_err("device %s: type of an interface has %zu bytes, allowed are 1 to %d\n",
		       vbus_device_name(vdev), len, VBUS_MAX_DEVTYPE_LEN - 1);
		return -EINVAL;
	}
	if (intf->abi_hash && !vbus_intf_is_hash(intf->abi_hash)) {
		pr_err("device %s: ABI hash of an interface is not %zu hexadecimal digits\n",
		       vbus_device_name(vdev), VBUS_ABI_HASH_DIGITS);
		return -EINVAL;
	}
	if (intf->node)
		return -EBUSY;

	node = vbus_intf_alloc(vdev, intf->name, intf->type, intf->abi_hash);
	if (!node)
		return -ENOMEM;

	intf->vdev = vbus_device_get(vdev);
	intf->vbus = vbus_get(bus);
	intf->node = node;
	node->intf = intf;

	err = vbus_intf_add(bus, vdev, node);
	if (err) {
		intf->node = NULL;
		vbus_intf_free_name(vdev, node);
		vbus_intf_put(node);
		vbus_put(bus);
		vbus_device_put(vdev);
	}

	return err;
}
EXPORT_SYMBOL_GPL(vbus_device_interface_register);

/**
 * vbus_device_interface_unregister() - take an interface off its bus
 * @intf: a registered interface
 *
 * Waits for a running open(). Connections stay until they are closed; they
 * keep the device, but not @intf, which is the device's again afterwards.
 *
 * Context: process; may sleep. Not under a lock that open() takes.
 */
void vbus_device_interface_unregister(struct vbus_device_interface *intf)
{
	struct vbus_intf_node *node = intf->node;
	struct vbus_device *vdev = intf->vdev;
	struct vbus *bus = intf->vbus;

	mutex_lock(&bus->lock);
	xa_erase(&bus->intfs, intf->id);
	sysfs_remove_link(vbus_device_node(vdev)->interfaces, node->name);
	sysfs_remove_link(&node->kobj, "device");
	kobject_del(&node->kobj);
	vbus_notify(bus);
	mutex_unlock(&bus->lock);

	mutex_lock(&node->lock);
	node->intf = NULL;
	mutex_unlock(&node->lock);

	vbus_intf_free_name(vdev, node);
	vbus_intf_put(node);
	intf->node = NULL;
	if (intf->ops->release)
		intf->ops->release(intf);

	vbus_put(bus);
	vbus_device_put(vdev);
}
EXPORT_SYMBOL_GPL(vbus_device_interface_unregister);

struct vbus_intf_node *vbus_intf_get(struct vbus *bus, unsigned long id)
{
	struct vbus_intf_node *node;

	guard(mutex)(&bus->lock);

	node = xa_load(&bus->intfs, id);
	if (node)
		kobject_get(&node->kobj);
	return node;
}

int vbus_intf_open(struct vbus_intf_node *node, struct vbus_memctx *ctx,
		   u32 version, struct vbus_connection **conn)
{
	struct vbus_device_interface *intf;
	struct net *net;
	int err;

	guard(mutex)(&node->lock);

	intf = node->intf;
	if (!intf)
		return -ENOENT;

	net = vbus_device_enter(intf->vdev);
	err = intf->ops->open(intf, ctx, version, conn);
	vbus_device_leave(net);
	if (err)
		return err;

	(*conn)->vdev = vbus_device_get(intf->vdev);
	return 0;
}
