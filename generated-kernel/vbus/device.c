// SPDX-License-Identifier: GPL-2.0
/* Devices: their directory, their attributes, their life. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/slab.h>

#include "internal.h"

static ssize_t vbus_device_attr_show(struct kobject *kobj,
				     struct attribute *attr, char *buf)
{
	struct vbus_devnode *node = container_of(kobj, struct vbus_devnode,
						 kobj);
	struct vbus_device_attribute *va = to_vbus_device_attribute(attr);
	struct net *net;
	ssize_t ret;

	if (!va->show)
		return -EIO;

	net = vbus_device_enter(node->vdev);
	ret = va->show(node->vdev, va, buf);
	vbus_device_leave(net);
	return ret;
}

static ssize_t vbus_device_attr_store(struct kobject *kobj,
				      struct attribute *attr, const char *buf,
				      size_t len)
{
	struct vbus_devnode *node = container_of(kobj, struct vbus_devnode,
						 kobj);
	struct vbus_device_attribute *va = to_vbus_device_attribute(attr);
	struct net *net;
	ssize_t ret;

	if (!va->store)
		return -EIO;

	net = vbus_device_enter(node->vdev);
	ret = va->store(node->vdev, va, buf, len);
	vbus_device_leave(net);
	return ret;
}

static const struct sysfs_ops vbus_device_sysfs_ops = {
	.show = vbus_device_attr_show,
	.store = vbus_device_attr_store,
};

static void vbus_devnode_release(struct kobject *kobj)
{
	kfree(container_of(kobj, struct vbus_devnode, kobj));
}

static const struct kobj_type vbus_devnode_ktype = {
	.sysfs_ops = &vbus_device_sysfs_ops,
	.release = vbus_devnode_release,
};

struct vbus_devnode *vbus_devnode_create(const char *name)
{
	struct vbus_devnode *node;
	int err;

	node = kzalloc(sizeof(*node), GFP_KERNEL);
	if (!node)
		return ERR_PTR(-ENOMEM);

	err = kobject_init_and_add(&node->kobj, &vbus_devnode_ktype,
				   vbus_devices_kobj, "%s", name);
	if (err)
		goto put;

	node->interfaces = kobject_create_and_add("interfaces", &node->kobj);
	if (!node->interfaces) {
		err = -ENOMEM;
		goto del;
	}

	return node;

del:
	kobject_del(&node->kobj);
put:
	kobject_put(&node->kobj);
	return ERR_PTR(err);
}

static void vbus_device_release(struct kref *kref)
{
	struct vbus_device *vdev = container_of(kref, struct vbus_device, kref);
	struct vbus_devclass *dc = vdev->dc;
	struct kobject *kobj = vdev->kobj;
	struct net *net = vdev->net;

	ida_destroy(&vdev->intf_names);
	vdev->ops->release(vdev);
	vbus_net_drop(net);
	kobject_put(kobj);
	/* Last: from here on the device's code may be gone. */
	vbus_devclass_put(dc);
}

struct vbus_device *vbus_device_get(struct vbus_device *vdev)
{
	kref_get(&vdev->kref);
	return vdev;
}

void vbus_device_put(struct vbus_device *vdev)
{
	kref_put(&vdev->kref, vbus_device_release);
}

/* Takes the device out of sight; whoever still has a connection keeps it. */
static void vbus_device_remove(struct vbus_devnode *node)
{
	struct vbus_device *vdev = node->vdev;

	/* Waits for a running show or store. */
	if (vdev->attrs)
		sysfs_remove_group(&node->kobj, vdev->attrs);
	sysfs_remove_link(&node->kobj, "class");
	node->vdev = NULL;
	vbus_device_put(vdev);
}

void vbus_devnode_remove(struct vbus_devnode *node)
{
	if (node->vdev)
		vbus_device_remove(node);
	kobject_del(node->interfaces);
	kobject_put(node->interfaces);
	kobject_del(&node->kobj);
	kobject_put(&node->kobj);
}

int vbus_device_create(struct vbus_devnode *node, const char *class)
{
	struct vbus_device *vdev = NULL;
	struct vbus_devclass *dc;
	int err;

	dc = vbus_devclass_get(class);
	if (!dc)
		return -ENOENT;

	err = dc->ops->create(dc, &vdev);
	if (err)
		goto class;

	kref_init(&vdev->kref);
	ida_init(&vdev->intf_names);
	vdev->dc = dc;
	vdev->kobj = kobject_get(&node->kobj);
	vdev->net = vbus_net_grab_current();

	err = sysfs_create_link(&node->kobj, dc->kobj, "class");
	if (err)
		goto device;

	node->vdev = vdev;
	if (vdev->attrs) {
		err = sysfs_create_group(&node->kobj, vdev->attrs);
		if (err)
			goto link;
	}

	return 0;

link:
	node->vdev = NULL;
	sysfs_remove_link(&node->kobj, "class");
device:
	vbus_device_put(vdev);
	return err;
class:
	vbus_devclass_put(dc);
	return err;
}
