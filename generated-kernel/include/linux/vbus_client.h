/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vbus, host half: what a connector uses.
 *
 * A connector carries the five verbs of a driver (open, close, call, shm,
 * signal) from a foreign context to a bus, and the bus's hotplug events back.
 * It makes one client per attachment; the client turns the 64-bit handles that
 * the foreign side quotes into objects and trusts none of them.
 */
#ifndef _LINUX_VBUS_CLIENT_H
#define _LINUX_VBUS_CLIENT_H

#include <linux/list.h>
#include <linux/types.h>
#include <linux/vbus_device.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

struct task_struct;
struct vbus_client;

struct vbus *vbus_find(const char *name);
struct vbus *vbus_get_current(void);

struct vbus_memctx *vbus_memctx_current(void);
struct vbus_memctx *vbus_memctx_task(struct task_struct *task);

struct vbus_client *vbus_client_create(struct vbus *bus,
				       struct vbus_memctx *ctx);
void vbus_client_destroy(struct vbus_client *client);

int vbus_client_open(struct vbus_client *client, u32 devid, u32 version,
		     u64 *handle);
int vbus_client_close(struct vbus_client *client, u64 handle);
int vbus_client_call(struct vbus_client *client, u64 handle, u32 func,
		     u64 data, u32 len, u32 flags);
int vbus_client_shm(struct vbus_client *client, u64 handle, u32 id,
		    struct vbus_shm *shm, struct shm_signal *signal, u32 flags,
		    u64 *sighandle);
int vbus_client_signal(struct vbus_client *client, u64 sighandle);

/**
 * struct vbus_notifier - hotplug events of one bus; embed it
 * @devadd: an interface with this @id and @type is there. During registration
 *	a negative result vetoes it; later the result is ignored.
 * @devdrop: it is gone; only for an id that devadd accepted
 * @bus: private to the bus
 * @node: private to the bus
 * @work: private to the bus
 * @next: private to the bus
 * @known: private to the bus
 * @error: private to the bus
 *
 * The callbacks run in a worker, one at a time and with no lock of the bus
 * held, so they may sleep and may use the bus. Adds come in the order of ids.
 * An interface that comes and goes before the worker has seen it is not
 * reported.
 */
struct vbus_notifier {
	int (*devadd)(struct vbus_notifier *n, u64 id, const char *type);
	void (*devdrop)(struct vbus_notifier *n, u64 id);

	struct vbus *bus;
	struct list_head node;
	struct work_struct work;
	u64 next;
	struct xarray known;
	int error;
};

int vbus_notifier_register(struct vbus *bus, struct vbus_notifier *n);
void vbus_notifier_unregister(struct vbus_notifier *n);

#endif /* _LINUX_VBUS_CLIENT_H */
