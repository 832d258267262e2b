/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile net, host half: the network interface at the far end of the cable. A
 * generated host module passes on what the administrator and the driver do.
 */
#ifndef _LINUX_VBUS_NET_DEVICE_H
#define _LINUX_VBUS_NET_DEVICE_H

#include <linux/types.h>
#include <linux/vbus_device.h>
#include <linux/vbus_device_ring.h>
#include <linux/vbus_net.h>

struct vbus_net_conn;
struct vbus_net_device;

/* The device: from create to destroy of its model. */
struct vbus_net_device *vbus_net_device_create(struct vbus_device *vdev,
					       const char *name,
					       const char *release);
void vbus_net_device_destroy(struct vbus_net_device *net);

/* Attributes, under the device's lock. */
int vbus_net_device_get_client_mac(struct vbus_net_device *net, u8 value[6]);
int vbus_net_device_set_client_mac(struct vbus_net_device *net,
				   const u8 value[6]);
int vbus_net_device_get_host_mac(struct vbus_net_device *net, u8 value[6]);
int vbus_net_device_get_enabled(struct vbus_net_device *net, bool *value);
int vbus_net_device_set_enabled(struct vbus_net_device *net, bool value);
int vbus_net_device_get_ifname(struct vbus_net_device *net, char value[16]);

/* A driver: from open to close, under the device's lock. */
struct vbus_net_conn *vbus_net_conn_open(struct vbus_net_device *net,
					 struct vbus_memctx *ctx,
					 struct vbus_device_ring *rx,
					 struct vbus_device_ring *tx);
void vbus_net_conn_close(struct vbus_net_conn *conn);

/* Negotiation and calls, under the connection's lock. */
u64 vbus_net_conn_offer(struct vbus_net_conn *conn);
void vbus_net_conn_granted(struct vbus_net_conn *conn, u64 mask, u64 features);
int vbus_net_conn_linkup(struct vbus_net_conn *conn);
int vbus_net_conn_linkdown(struct vbus_net_conn *conn);
int vbus_net_conn_macquery(struct vbus_net_conn *conn, u8 mac[6]);
int vbus_net_conn_flushrx(struct vbus_net_conn *conn);

/* Signals of the driver, in any context. */
void vbus_net_conn_rx_notify(struct vbus_net_conn *conn);
void vbus_net_conn_tx_notify(struct vbus_net_conn *conn);

#endif
