/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vbus, host half: what a device model implements.
 *
 *  class       a factory that a module registers
 *  device      made by the class when its name is written to a shell's `type`
 *  interface   what the device offers on one bus; this is what drivers match
 *  connection  one opened interface: call, shm, close
 *
 * North is the side that owns the shared memory (driver, guest), south is the
 * device. Everything that comes from north is checked before it is used.
 */
#ifndef _LINUX_VBUS_DEVICE_H
#define _LINUX_VBUS_DEVICE_H

#include <linux/errno.h>
#include <linux/idr.h>
#include <linux/kobject.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/stringify.h>
#include <linux/sysfs.h>
#include <linux/types.h>
#include <linux/vbus.h>

struct ioq;
struct module;
struct net;
struct page;
struct shm_signal;
struct vbus;
struct vbus_connection;
struct vbus_device;
struct vbus_device_interface;
struct vbus_devclass;
struct vbus_intf_node;
struct vbus_memctx;
struct vbus_shm;

/* What /sys/vbus/version says. */
#define VBUS_VERSION 1

/* ---- memory contexts ---- */

/**
 * struct vbus_memctx_ops - how to reach the memory of one north
 * @copy_to: write @n bytes at @src to the north address @dst
 * @copy_from: read @n bytes at the north address @src into @dst
 * @release: free the context; called when the last reference is dropped
 * @get_page: optional: the page that holds the byte at the north address @addr,
 *	with a reference for the caller, who can then refer to north's bytes
 *	instead of copying them; north may change them at any time. Any
 *	context. NULL where that cannot be: copy.
 * @atomic: the copies do not sleep, and may be made with bottom halves off. A
 *	device then needs no thread to reach north.
 * @distant: what runs there is another machine's processor, for which a signal
 *	is an exit: it pays to look for what comes before it is told
 *
 * Both copies return the number of bytes NOT copied, so 0 is success. They may
 * sleep unless @atomic says that they do not.
 */
struct vbus_memctx_ops {
	unsigned long (*copy_to)(struct vbus_memctx *ctx, u64 dst,
				 const void *src, unsigned long n);
	unsigned long (*copy_from)(struct vbus_memctx *ctx, void *dst,
				   u64 src, unsigned long n);
	void (*release)(struct vbus_memctx *ctx);
	struct page *(*get_page)(struct vbus_memctx *ctx, u64 addr);
	bool atomic;
	bool distant;
};

/**
 * struct vbus_memctx - memory of one north, given to a device at open
 * @kref: references
 * @ops: operations of the connector
 */
struct vbus_memctx {
	struct kref kref;
	const struct vbus_memctx_ops *ops;
};

static inline void vbus_memctx_init(struct vbus_memctx *ctx,
				    const struct vbus_memctx_ops *ops)
{
	kref_init(&ctx->kref);
	ctx->ops = ops;
}

static inline struct vbus_memctx *vbus_memctx_get(struct vbus_memctx *ctx)
{
	kref_get(&ctx->kref);
	return ctx;
}

void vbus_memctx_put(struct vbus_memctx *ctx);

/**
 * vbus_copy_to() - write to north memory
 * @ctx: the memory context of the connection
 * @dst: north address
 * @src: local source
 * @n: bytes
 *
 * Return: 0, or -EFAULT when any byte could not be written.
 */
static inline int vbus_copy_to(struct vbus_memctx *ctx, u64 dst,
			       const void *src, unsigned long n)
{
	return ctx->ops->copy_to(ctx, dst, src, n) ? -EFAULT : 0;
}

/**
 * vbus_copy_from() - read from north memory
 * @ctx: the memory context of the connection
 * @dst: local destination
 * @src: north address
 * @n: bytes
 *
 * Return: 0, or -EFAULT when any byte could not be read.
 */
static inline int vbus_copy_from(struct vbus_memctx *ctx, void *dst, u64 src,
				 unsigned long n)
{
	return ctx->ops->copy_from(ctx, dst, src, n) ? -EFAULT : 0;
}

/* ---- shared memory ---- */

/**
 * struct vbus_shm_ops - operations of a mapped region
 * @release: unmap; called when the last reference is dropped, may sleep
 */
struct vbus_shm_ops {
	void (*release)(struct vbus_shm *shm);
};

/**
 * struct vbus_shm - a region of north memory, mapped for south
 * @kref: references
 * @ops: operations of the connector
 * @ptr: where south sees it
 * @len: bytes
 *
 * North can change the contents at any time: copy, check and use the copy.
 */
struct vbus_shm {
	struct kref kref;
	const struct vbus_shm_ops *ops;
	void *ptr;
	size_t len;
};

static inline void vbus_shm_init(struct vbus_shm *shm,
				 const struct vbus_shm_ops *ops,
				 void *ptr, size_t len)
{
	kref_init(&shm->kref);
	shm->ops = ops;
	shm->ptr = ptr;
	shm->len = len;
}

static inline struct vbus_shm *vbus_shm_get(struct vbus_shm *shm)
{
	kref_get(&shm->kref);
	return shm;
}

void vbus_shm_put(struct vbus_shm *shm);

/*
 * South end of the ring in @shm, checked. On success the ring owns the caller's
 * references to @shm and @signal, just what a connection's shm() was given, and
 * ioq_put() drops them; on an error nothing was taken.
 */
struct ioq *vbus_shm_ioq_attach(struct vbus_shm *shm,
				struct shm_signal *signal, u32 maxcount);

/* ---- connections ---- */

/**
 * struct vbus_connection_ops - what a driver may do with an opened interface
 * @call: run function @func on @len bytes at the north address @data, which
 *	the device may also write. A result >= 0 is handed to the driver as it
 *	is, a negative errno is an error. Numbers >= 0xffff0000 belong to the
 *	bus (VBUS_FUNC_DESCRIBE, VBUS_FUNC_NEGOTIATE) and arrive here too.
 *	-EINVAL or -EOPNOTSUPP for an unknown function.
 * @shm: take region @id. @signal is NULL for a region without one. On success
 *	the device owns the caller's references to @shm and @signal; on
 *	failure it must not have kept either.
 * @close: stop now. When it returns the device neither uses the shared memory
 *	nor raises signals because of this connection.
 * @release: the last reference is gone; drop regions and signals, free.
 *
 * All are called in process context and may sleep. The bus never runs @close
 * at the same time as @call or @shm of the same connection, and calls it
 * exactly once; @call and @shm may run concurrently with each other.
 */
struct vbus_connection_ops {
	int (*call)(struct vbus_connection *conn, u32 func, u64 data, u32 len,
		    u32 flags);
	int (*shm)(struct vbus_connection *conn, u32 id, struct vbus_shm *shm,
		   struct shm_signal *signal, u32 flags);
	void (*close)(struct vbus_connection *conn);
	void (*release)(struct vbus_connection *conn);
};

/**
 * struct vbus_connection - one opened interface; embed it
 * @kref: references
 * @ops: operations of the device
 * @vdev: private to the bus: keeps the device and its module while it lives
 */
struct vbus_connection {
	struct kref kref;
	const struct vbus_connection_ops *ops;
	struct vbus_device *vdev;
};

static inline void vbus_connection_init(struct vbus_connection *conn,
					const struct vbus_connection_ops *ops)
{
	kref_init(&conn->kref);
	conn->ops = ops;
	conn->vdev = NULL;
}

static inline struct vbus_connection *
vbus_connection_get(struct vbus_connection *conn)
{
	kref_get(&conn->kref);
	return conn;
}

void vbus_connection_put(struct vbus_connection *conn);

/* ---- interfaces ---- */

/**
 * struct vbus_device_interface_ops - operations of an interface
 * @open: make a connection with one reference, set by vbus_connection_init().
 *	The device judges @version (-EINVAL) and whether it is busy (-EBUSY).
 *	Keep @ctx only with a reference of your own. Never runs concurrently
 *	with itself for one interface, nor after unregister has returned.
 * @release: optional; the bus has let go of the interface. Called once, at the
 *	end of vbus_device_interface_unregister().
 */
struct vbus_device_interface_ops {
	int (*open)(struct vbus_device_interface *intf,
		    struct vbus_memctx *ctx, u32 version,
		    struct vbus_connection **conn);
	void (*release)(struct vbus_device_interface *intf);
};

/**
 * struct vbus_device_interface - what a device offers on one bus; embed it
 * @name: name of the link in the device's `interfaces`, unique for the device;
 *	NULL: the smallest free number
 * @type: what drivers match, at most 127 bytes
 * @abi_hash: hash of the wire facts that the device was made from, 64
 *	hexadecimal digits, shown in sysfs; NULL: it has none
 * @ops: operations
 * @id: set at registration: number on the bus, from 0, never reused
 * @vdev: set at registration
 * @vbus: set at registration
 * @node: private to the bus
 */
struct vbus_device_interface {
	const char *name;
	const char *type;
	const char *abi_hash;
	const struct vbus_device_interface_ops *ops;
	u64 id;
	struct vbus_device *vdev;
	struct vbus *vbus;
	struct vbus_intf_node *node;
};

int vbus_device_interface_register(struct vbus_device *vdev, struct vbus *bus,
				   struct vbus_device_interface *intf);
void vbus_device_interface_unregister(struct vbus_device_interface *intf);

/* ---- devices ---- */

/**
 * struct vbus_device_ops - operations of a device
 * @bus_connect: the administrator linked the device into @bus: register
 *	interfaces there. -EBUSY when the device is on a bus and wants no more.
 * @bus_disconnect: unregister them. What it returns is only logged, because
 *	removing the link cannot fail.
 * @release: the last reference is gone; free the device
 *
 * connect and disconnect of one device never run at the same time.
 */
struct vbus_device_ops {
	int (*bus_connect)(struct vbus_device *vdev, struct vbus *bus);
	int (*bus_disconnect)(struct vbus_device *vdev, struct vbus *bus);
	void (*release)(struct vbus_device *vdev);
};

/**
 * struct vbus_device - a device instance; embed it
 * @type: name of the kind, for messages
 * @ops: operations
 * @attrs: optional group of struct vbus_device_attribute, shown in
 *	/sys/vbus/devices/<dev>/
 * @kobj: set by the bus after create(): that directory; its name is the
 *	device's name. Valid as long as the device.
 * @kref: private to the bus
 * @dc: private to the bus
 * @intf_names: private to the bus
 * @net: private to the bus: vbus_device_net()
 *
 * The class fills @type, @ops and @attrs and leaves the rest zero.
 */
struct vbus_device {
	const char *type;
	const struct vbus_device_ops *ops;
	const struct attribute_group *attrs;
	struct kobject *kobj;

	struct kref kref;
	struct vbus_devclass *dc;
	struct ida intf_names;
	struct net *net;
};

/**
 * vbus_device_name() - the name the administrator gave the device
 * @vdev: the device, after create() has returned
 *
 * Return: the name; valid as long as the device.
 */
static inline const char *vbus_device_name(const struct vbus_device *vdev)
{
	return kobject_name(vdev->kobj);
}

struct net *vbus_device_net(struct vbus_device *vdev);

/**
 * struct vbus_device_attribute - one file in the device's directory
 * @attr: name and mode
 * @show: fill @buf (one page), return the length
 * @store: take @len bytes, return how many were taken
 *
 * A missing operation gives -EIO. Neither runs after the group is removed,
 * which happens before the device's release. Do not wait in them for a lock
 * under which attributes are removed, and do not remove attributes under rtnl.
 */
struct vbus_device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct vbus_device *vdev,
			struct vbus_device_attribute *attr, char *buf);
	ssize_t (*store)(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr, const char *buf,
			 size_t len);
};

#define to_vbus_device_attribute(a) \
	container_of(a, struct vbus_device_attribute, attr)

/* VBUS_DEVICE_ATTR(mtu, 0644, mtu_show, mtu_store) defines vbus_attr_mtu */
#define VBUS_DEVICE_ATTR(_name, _mode, _show, _store)			\
	struct vbus_device_attribute vbus_attr_##_name = {		\
		.attr = { .name = __stringify(_name), .mode = _mode },	\
		.show = _show,						\
		.store = _store,					\
	}

/* ---- classes ---- */

/**
 * struct vbus_devclass_ops - operations of a class
 * @create: allocate a device and hand it out in @vdev
 */
struct vbus_devclass_ops {
	int (*create)(struct vbus_devclass *dc, struct vbus_device **vdev);
};

/**
 * struct vbus_devclass - a factory of devices
 * @name: what is written to `type`; a directory in /sys/vbus/deviceclass
 * @owner: module; pinned while a device of the class, or a connection to one,
 *	exists
 * @ops: operations
 * @node: private to the bus
 * @kobj: private to the bus
 */
struct vbus_devclass {
	const char *name;
	struct module *owner;
	const struct vbus_devclass_ops *ops;

	struct list_head node;
	struct kobject *kobj;
};

int vbus_devclass_register(struct vbus_devclass *dc);
void vbus_devclass_unregister(struct vbus_devclass *dc);

/* ---- buses ---- */

const char *vbus_name(const struct vbus *bus);
struct vbus *vbus_get(struct vbus *bus);
void vbus_put(struct vbus *bus);

#endif /* _LINUX_VBUS_DEVICE_H */
