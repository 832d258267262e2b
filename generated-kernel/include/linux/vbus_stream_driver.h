/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile stream, guest half: the character device of a driver. A generated
 * driver supplies its typed calls, its rings and its regions, and passes on
 * what happens.
 */
#ifndef _LINUX_VBUS_STREAM_DRIVER_H
#define _LINUX_VBUS_STREAM_DRIVER_H

#include <linux/types.h>
#include <linux/vbus_driver.h>
#include <linux/vbus_driver_ring.h>
#include <linux/vbus_stream.h>

struct vbus_stream_driver;

/**
 * struct vbus_stream_driver_ops - calls of the device, by the generated driver
 * @start: call START
 * @stop: call STOP
 *
 * @dev is what the driver gave as struct vbus_stream_driver_config.dev. Both
 * may sleep and return 0 or a negative errno.
 */
struct vbus_stream_driver_ops {
	int (*start)(void *dev);
	int (*stop)(void *dev);
};

/**
 * struct vbus_stream_driver_config - what a generated driver brings
 * @name: of the device in its spec; a number makes it the node's
 * @vdev: the open device
 * @ops: its calls
 * @dev: argument of @ops
 * @self: set to the stream before anything can be notified of
 * @rx: the registered ring rx, with a buffer for each slot
 * @tx: the registered ring tx, likewise
 * @ends: the registered region ends
 * @shared: the registered region shared, whole pages; NULL if there is none
 * @shared_len: bytes of it
 *
 * Copied; all it refers to must live as long as the stream.
 */
struct vbus_stream_driver_config {
	const char *name;
	struct vbus_device_proxy *vdev;
	const struct vbus_stream_driver_ops *ops;
	void *dev;
	struct vbus_stream_driver **self;
	struct vbus_driver_ring *rx;
	struct vbus_driver_ring *tx;
	u32 *ends;
	void *shared;
	size_t shared_len;
};

int vbus_stream_driver_create(const struct vbus_stream_driver_config *config);
void vbus_stream_driver_destroy(struct vbus_stream_driver *stream);
void vbus_stream_driver_rx_notify(struct vbus_stream_driver *stream);
void vbus_stream_driver_tx_notify(struct vbus_stream_driver *stream);

#endif
