/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vbus, guest half: proxies of a host's devices, and their drivers.
 *
 * A connector registers one proxy for each interface on the bus it reaches; a
 * driver binds to proxies of its type and knows nothing of how the host is
 * reached.
 */
#ifndef _LINUX_VBUS_DRIVER_H
#define _LINUX_VBUS_DRIVER_H

#include <linux/device.h>
#include <linux/module.h>
#include <linux/types.h>
#include <linux/vbus.h>

struct ioq;
struct net;
struct shm_signal;
struct shm_signal_desc;
struct vbus_device_proxy;

/**
 * struct vbus_device_proxy_ops - the verbs of a driver, done by the connector
 * @open: open with this version of the device's ABI. -EINVAL when it is open
 *	already or the device does not know @version, -EBUSY when it is taken
 *	by someone else.
 * @close: stop the device. When it returns, the host neither touches the
 *	memory registered with @shm nor raises its signals, and no wakeup of
 *	them by the connector is running. 0, or -EINVAL if not open.
 *	Order of a driver's remove: close, then put rings and signals, then
 *	free memory. Not from a signal's notifier.
 * @shm: register @len bytes at @ptr as region @id; the memory stays the
 *	driver's and must live until @close. @sigdesc lies wholly inside
 *	the region, or is NULL for a region without a signal; its magic and
 *	version are written here. @prio is 0 to 7. On success *@signal is the
 *	north end of the signal with one reference for the driver (NULL without
 *	@sigdesc).
 * @call: run function @func of the device on @len bytes at @data, which the
 *	device may write. Returns the device's result: >= 0 is a value.
 *	@data is kernel memory that the connector can reach: not on the stack.
 * @addr: the address that the device must use for the memory at @p, e.g. in a
 *	ring's descriptor
 * @release: the last reference to the proxy is gone; free it
 * @distant: the device is another machine's, which a signal leaves this one for
 *
 * @flags is 0. All but @addr are called in process context and may sleep;
 * @addr may be called anywhere. An unopened device answers -EINVAL.
 */
struct vbus_device_proxy_ops {
	int (*open)(struct vbus_device_proxy *vdev, u32 version, u32 flags);
	int (*close)(struct vbus_device_proxy *vdev, u32 flags);
	int (*shm)(struct vbus_device_proxy *vdev, u32 id, u32 prio, void *ptr,
		   size_t len, struct shm_signal_desc *sigdesc,
		   struct shm_signal **signal, u32 flags);
	int (*call)(struct vbus_device_proxy *vdev, u32 func, void *data,
		    size_t len, u32 flags);
	u64 (*addr)(struct vbus_device_proxy *vdev, const void *p);
	void (*release)(struct vbus_device_proxy *vdev);
	bool distant;
};

/**
 * struct vbus_device_proxy - one interface of a host's bus, seen from the guest
 * @type: what drivers match; kept by the connector
 * @id: number of the interface on its bus
 * @ops: the connector
 * @dev: the device; the connector may set a parent (default: the vbus-proxy
 *	root) and a name (default: the id in decimal) before registering
 * @net: network namespace of the guest, set by the connector before it
 *	registers the proxy; NULL for the initial one
 * @priv: the driver's
 */
struct vbus_device_proxy {
	const char *type;
	u64 id;
	const struct vbus_device_proxy_ops *ops;
	struct device dev;
	struct net *net;
	void *priv;
};

#define to_vbus_device_proxy(d) \
	container_of_const(d, struct vbus_device_proxy, dev)

void vbus_device_proxy_init(struct vbus_device_proxy *vdev);
int vbus_device_proxy_register(struct vbus_device_proxy *vdev);
void vbus_device_proxy_unregister(struct vbus_device_proxy *vdev);
struct vbus_device_proxy *vbus_device_proxy_find(struct device *parent, u64 id);
struct net *vbus_device_proxy_net(struct vbus_device_proxy *dev);

/**
 * struct vbus_driver - a driver of one type of device
 * @type: type of the interfaces it drives, compared exactly
 * @abi_hash: hash of the wire facts that the driver was made from, in
 *	hexadecimal digits, shown in sysfs; NULL: it has none
 * @drv: set .name; owner and bus are set by the registration, and groups if
 *	there is a hash
 * @probe: a device of this type is there
 * @remove: it is going, or the driver is: close it
 */
struct vbus_driver {
	const char *type;
	const char *abi_hash;
	struct device_driver drv;
	int (*probe)(struct vbus_device_proxy *vdev);
	void (*remove)(struct vbus_device_proxy *vdev);
};

#define to_vbus_driver(d) container_of_const(d, struct vbus_driver, drv)

int __vbus_driver_register(struct vbus_driver *drv, struct module *owner);
void vbus_driver_unregister(struct vbus_driver *drv);

/* Registers on behalf of the calling module. */
#define vbus_driver_register(drv) __vbus_driver_register(drv, THIS_MODULE)

#define module_vbus_driver(drv) \
	module_driver(drv, vbus_driver_register, vbus_driver_unregister)

/* Loads the module when a device of this type appears. */
#define MODULE_ALIAS_VBUS(type) MODULE_ALIAS("vbus-proxy:" type)

int vbus_driver_ioq_alloc(struct vbus_device_proxy *vdev, u32 id, u32 prio,
			  u32 count, struct ioq **ioq);

#endif /* _LINUX_VBUS_DRIVER_H */
