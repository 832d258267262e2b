/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile net, guest half: the network interface of a driver. A generated
 * driver supplies its typed calls and its rings, and passes on what happens.
 */
#ifndef _LINUX_VBUS_NET_DRIVER_H
#define _LINUX_VBUS_NET_DRIVER_H

#include <linux/types.h>
#include <linux/vbus_driver.h>
#include <linux/vbus_driver_ring.h>
#include <linux/vbus_net.h>

struct vbus_net_driver;

/**
 * struct vbus_net_driver_ops - calls of the device, by the generated driver
 * @linkup: call LINKUP
 * @linkdown: call LINKDOWN
 * @macquery: call MACQUERY
 * @flushrx: call FLUSHRX
 *
 * @dev is what the driver gave as struct vbus_net_driver_config.dev. All may
 * sleep and return 0 or a negative errno.
 */
struct vbus_net_driver_ops {
	int (*linkup)(void *dev);
	int (*linkdown)(void *dev);
	int (*macquery)(void *dev, u8 mac[6]);
	int (*flushrx)(void *dev);
};

/**
 * struct vbus_net_driver_config - what a generated driver brings
 * @name: of the driver, for ethtool
 * @release: of its spec, for ethtool
 * @vdev: the open device
 * @ops: its calls
 * @dev: argument of @ops
 * @self: set to the interface before anything can be notified of
 * @rx: the registered ring rx; made without buffers of its own
 * @tx: the registered ring tx; the same
 * @features: what was granted, VBUS_NET_F_*
 *
 * Copied; @rx, @tx and @ops must live as long as the interface.
 */
struct vbus_net_driver_config {
	const char *name;
	const char *release;
	struct vbus_device_proxy *vdev;
	const struct vbus_net_driver_ops *ops;
	void *dev;
	struct vbus_net_driver **self;
	struct vbus_driver_ring *rx;
	struct vbus_driver_ring *tx;
	u64 features;
};

u64 vbus_net_driver_want(void);
int vbus_net_driver_create(const struct vbus_net_driver_config *config);
void vbus_net_driver_destroy(struct vbus_net_driver *net);
void vbus_net_driver_rx_notify(struct vbus_net_driver *net);
void vbus_net_driver_tx_notify(struct vbus_net_driver *net);

#endif
