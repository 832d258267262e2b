/* SPDX-License-Identifier: GPL-2.0 */
/* What the driver's end of a ring needs of the guest's bus. */
#ifndef HARNESS_VBUS_DRIVER_H
#define HARNESS_VBUS_DRIVER_H

#include "../shim.h"

struct ioq;
struct vbus_device_proxy;

struct vbus_device_proxy_ops {
	u64 (*addr)(struct vbus_device_proxy *vdev, const void *p);
};

struct vbus_device_proxy {
	const struct vbus_device_proxy_ops *ops;
	int dev;
};

#define dev_warn_ratelimited(dev, fmt, ...)				\
	((void)(dev), shim_warn(fmt, ##__VA_ARGS__))

int vbus_driver_ioq_alloc(struct vbus_device_proxy *vdev, u32 id, u32 prio,
			  u32 count, struct ioq **ioq);

#endif
