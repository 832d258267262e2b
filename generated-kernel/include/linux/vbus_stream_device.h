/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile stream, host half: the character device at the host's end. A
 * generated host module passes on what the administrator and the driver do.
 */
#ifndef _LINUX_VBUS_STREAM_DEVICE_H
#define _LINUX_VBUS_STREAM_DEVICE_H

#include <linux/types.h>
#include <linux/vbus_device.h>
#include <linux/vbus_device_ring.h>
#include <linux/vbus_stream.h>

struct vbus_stream_conn;
struct vbus_stream_device;

/* The device: from create to destroy of its model. */
struct vbus_stream_device *vbus_stream_device_create(const char *name);
void vbus_stream_device_destroy(struct vbus_stream_device *stream);

/* Attributes, under no lock. */
int vbus_stream_device_get_node(struct vbus_stream_device *stream,
				char value[VBUS_STREAM_NODE_SIZE]);
int vbus_stream_device_get_connected(struct vbus_stream_device *stream,
				     bool *value);
int vbus_stream_device_get_readers(struct vbus_stream_device *stream,
				   u32 *value);
int vbus_stream_device_get_writers(struct vbus_stream_device *stream,
				   u32 *value);

/* A driver: from open to close, under the device's lock. */
struct vbus_stream_conn *
vbus_stream_conn_open(struct vbus_stream_device *stream,
		      struct vbus_device_ring *rx, struct vbus_device_ring *tx);
void vbus_stream_conn_close(struct vbus_stream_conn *conn);

/* Regions and calls, under the connection's lock. */
int vbus_stream_conn_ends(struct vbus_stream_conn *conn, u32 *ends);
int vbus_stream_conn_shared(struct vbus_stream_conn *conn, void *shared,
			    size_t len);
int vbus_stream_conn_start(struct vbus_stream_conn *conn);
int vbus_stream_conn_stop(struct vbus_stream_conn *conn);

/* Signals of the driver, in any context. */
void vbus_stream_conn_rx_notify(struct vbus_stream_conn *conn);
void vbus_stream_conn_tx_notify(struct vbus_stream_conn *conn);

#endif
