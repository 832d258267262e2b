// SPDX-License-Identifier: GPL-2.0
/* vbus: buses of software devices in the kernel. Module and /sys/vbus. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/sysfs.h>
#include <linux/workqueue.h>

#include "internal.h"

struct kobject *vbus_deviceclass_kobj;
struct kobject *vbus_devices_kobj;
struct kobject *vbus_instances_kobj;
struct workqueue_struct *vbus_wq;

static struct kobject *vbus_kobj;

static ssize_t version_show(struct kobject *kobj, struct kobj_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%d\n", VBUS_VERSION);
}

static struct kobj_attribute version_attr = __ATTR_RO(version);

static void vbus_sysfs_exit(void)
{
	kobject_put(vbus_instances_kobj);
	kobject_put(vbus_devices_kobj);
	kobject_put(vbus_deviceclass_kobj);
	kobject_put(vbus_kobj);
}

static int __init vbus_sysfs_init(void)
{
	vbus_kobj = kobject_create_and_add("vbus", NULL);
	if (!vbus_kobj)
		return -ENOMEM;

	vbus_deviceclass_kobj = kobject_create_and_add("deviceclass",
						       vbus_kobj);
	vbus_devices_kobj = kobject_create_and_add("devices", vbus_kobj);
	vbus_instances_kobj = kobject_create_and_add("instances", vbus_kobj);
	if (!vbus_deviceclass_kobj || !vbus_devices_kobj ||
	    !vbus_instances_kobj)
		return -ENOMEM;

	return sysfs_create_file(vbus_kobj, &version_attr.attr);
}

static int __init vbus_init(void)
{
	int err;

	err = vbus_sysfs_init();
	if (err)
		goto sysfs;

	/* Unbound: a connector's callback may take long: it probes devices. */
	vbus_wq = alloc_workqueue("vbus", WQ_UNBOUND, 0);
	if (!vbus_wq) {
		err = -ENOMEM;
		goto sysfs;
	}

	vbus_member_init();

	err = vbus_proc_init();
	if (err)
		goto wq;

	err = vbus_configfs_init();
	if (err)
		goto proc;

	return 0;

proc:
	vbus_proc_exit();
wq:
	destroy_workqueue(vbus_wq);
sysfs:
	vbus_sysfs_exit();
	return err;
}
module_init(vbus_init);

static void __exit vbus_exit(void)
{
	vbus_configfs_exit();
	vbus_proc_exit();
	vbus_member_exit();
	destroy_workqueue(vbus_wq);
	vbus_sysfs_exit();
}
module_exit(vbus_exit);

MODULE_DESCRIPTION("Buses of software devices for drivers in other contexts");
MODULE_LICENSE("GPL");
