/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _VBUS_INTERNAL_H
#define _VBUS_INTERNAL_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/xarray.h>

#include <linux/vbus_client.h>
#include <linux/vbus_device.h>

/*
 * Order of locks: shell->lock, locks of the device, node->lock or bus->lock.
 * No callback of a device or a connector runs under bus->lock; create, connect
 * and disconnect run under shell->lock, open under node->lock.
 */

/* Directories below /sys/vbus. */
extern struct kobject *vbus_deviceclass_kobj;
extern struct kobject *vbus_devices_kobj;
extern struct kobject *vbus_instances_kobj;

extern struct workqueue_struct *vbus_wq;

/**
 * struct vbus - a bus instance
 * @kref: references
 * @node: in the list of all buses
 * @kobj: /sys/vbus/instances/<bus>
 * @devices_kobj: its `devices`
 * @members_kobj: its `members`
 * @lock: covers the interfaces, the next id and the notifiers
 * @intfs: interfaces by id; read also under RCU
 * @next_id: id of the next interface
 * @notifiers: of connectors
 * @members: processes; under the lock of all members, as is @closed
 * @closed: no process can join any more
 * @name: unique on the host
 */
struct vbus {
	struct kref kref;
	struct list_head node;
	struct kobject *kobj;
	struct kobject *devices_kobj;
	struct kobject *members_kobj;
	struct mutex lock; /* intfs, next_id, notifiers */
	struct xarray intfs;
	unsigned long next_id;
	struct list_head notifiers;
	struct list_head members;
	bool closed;
	char name[];
};

/* Of what VBUS_FUNC_DESCRIBE answers. */
#define VBUS_ABI_HASH_DIGITS (2 * sizeof_field(struct vbus_describe, hash))

/**
 * struct vbus_intf_node - the bus's record of an interface
 * @kobj: /sys/vbus/instances/<bus>/devices/<id>; counts references
 * @lock: open against unregister; covers @intf
 * @intf: the device's object, NULL once it is unregistered
 * @type: copy, for readers that may outlive @intf
 * @abi_hash: copy in hexadecimal digits, empty when the device has none
 * @name: of the link in the device's `interfaces`
 * @number: that name as a number, or -1 if the device chose it
 */
struct vbus_intf_node {
	struct kobject kobj;
	struct mutex lock; /* intf */
	struct vbus_device_interface *intf;
	char type[VBUS_MAX_DEVTYPE_LEN];
	char abi_hash[VBUS_ABI_HASH_DIGITS + 1];
	char *name;
	int number;
};

/**
 * struct vbus_devnode - /sys/vbus/devices/<dev>
 * @kobj: the directory
 * @interfaces: its sub-directory
 * @vdev: the device, once it is typed
 */
struct vbus_devnode {
	struct kobject kobj;
	struct kobject *interfaces;
	struct vbus_device *vdev;
};

/* devclass.c */
struct vbus_devclass *vbus_devclass_get(const char *name);
void vbus_devclass_put(struct vbus_devclass *dc);

/* device.c */
struct vbus_devnode *vbus_devnode_create(const char *name);
void vbus_devnode_remove(struct vbus_devnode *node);
int vbus_device_create(struct vbus_devnode *node, const char *class);
struct vbus_device *vbus_device_get(struct vbus_device *vdev);
void vbus_device_put(struct vbus_device *vdev);

static inline struct vbus_devnode *vbus_device_node(struct vbus_device *vdev)
{
	return container_of(vdev->kobj, struct vbus_devnode, kobj);
}

/* net.c */
struct net *vbus_net_grab_current(void);
void vbus_net_drop(struct net *net);
struct net *vbus_device_enter(struct vbus_device *vdev);
void vbus_device_leave(struct net *net);

/* bus.c */
struct vbus *vbus_create(const char *name);
void vbus_remove(struct vbus *bus);
struct vbus_intf_node *vbus_intf_get(struct vbus *bus, unsigned long id);
void vbus_intf_put(struct vbus_intf_node *node);
int vbus_intf_open(struct vbus_intf_node *node, struct vbus_memctx *ctx,
		   u32 version, struct vbus_connection **conn);

/* member.c */
int vbus_member_join(struct vbus *bus, struct pid *pid);
int vbus_member_leave(struct vbus *bus, struct pid *pid);
void vbus_member_close(struct vbus *bus);
void vbus_member_init(void);
void vbus_member_exit(void);

/* proc.c */
int vbus_proc_init(void);
void vbus_proc_exit(void);

/* notifier.c */
void vbus_notify(struct vbus *bus);

/* configfs.c */
int vbus_configfs_init(void);
void vbus_configfs_exit(void);

#endif
