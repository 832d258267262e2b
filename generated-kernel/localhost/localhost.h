/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Both halves in one kernel. A guest is a configfs directory; attached to a
 * bus it has a client there, and a proxy for each interface.
 */
#ifndef _VBUS_LOCALHOST_H
#define _VBUS_LOCALHOST_H

#include <linux/interrupt.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/shm_signal.h>
#include <linux/spinlock.h>
#include <linux/vbus_client.h>
#include <linux/vbus_driver.h>
#include <linux/wait.h>
#include <linux/xarray.h>

/**
 * struct lh_attach - a guest on a bus
 * @parent: the guest's device, parent of its proxies
 * @bus: the bus
 * @net: network namespace of the guest, which holds its memory
 * @client: the attachment
 * @notifier: of the bus; its callbacks add and remove proxies
 * @devs: proxies by id, only touched by the callbacks, or once they are over
 */
struct lh_attach {
	struct device *parent;
	struct vbus *bus;
	struct net *net;
	struct vbus_client *client;
	struct vbus_notifier notifier;
	struct xarray devs;
};

/**
 * struct lh_dev - a proxy
 * @vdev: what drivers see
 * @client: of the attachment; only used while open
 * @lock: order of open, shm, close; covers @devh, @gone and @signals
 * @devh: handle of the connection, 0 if not open
 * @gone: the interface or the attachment is: no open any more
 * @signals: of the connection
 * @shm_lock: covers @nshm
 * @nshm: regions that the device still has
 * @shm_gone: close waits here for the last of them
 * @type: copy of the interface's
 */
struct lh_dev {
	struct vbus_device_proxy vdev;
	struct vbus_client *client;
	struct mutex lock; /* devh, gone, signals */
	u64 devh;
	bool gone;
	struct list_head signals;
	spinlock_t shm_lock; /* nshm */
	unsigned int nshm;
	wait_queue_head_t shm_gone;
	char type[VBUS_MAX_DEVTYPE_LEN];
};

static inline struct lh_dev *to_lh_dev(struct vbus_device_proxy *vdev)
{
	return container_of(vdev, struct lh_dev, vdev);
}

/**
 * struct lh_signal - both ends of a signal, and the ways between them
 * @kref: one for each end that lives, one for the connection
 * @node: in the connection's list
 * @north: the driver's end
 * @south: the device's end
 * @to_north: delivery to @north
 * @to_south: delivery to @south
 * @client: for @handle
 * @handle: of @south
 * @lock: covers @stopped
 * @stopped: nothing is delivered any more
 */
struct lh_signal {
	struct kref kref;
	struct list_head node;
	struct shm_signal north;
	struct shm_signal south;
	struct tasklet_struct to_north;
	struct tasklet_struct to_south;
	struct vbus_client *client;
	u64 handle;
	raw_spinlock_t lock; /* stopped */
	bool stopped;
};

/* attach.c */
struct lh_attach *lh_attach_create(struct device *parent, struct vbus *bus,
				   struct net *net);
void lh_attach_destroy(struct lh_attach *att);

/* device.c */
struct lh_dev *lh_dev_create(struct lh_attach *att, u64 id, const char *type);
void lh_dev_destroy(struct lh_dev *dev);

/* signal.c */
struct lh_signal *lh_signal_create(struct vbus_client *client,
				   struct shm_signal_desc *desc);
void lh_signal_stop(struct lh_signal *sig);
void lh_signal_put(struct lh_signal *sig);

/* memory.c */
bool lh_writable(u64 addr, unsigned long n);
struct vbus_memctx *lh_memctx_get(void);

#endif
