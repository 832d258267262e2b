// SPDX-License-Identifier: GPL-2.0
/*
 * A connector's attachment to a bus: handles for connections and signals.
 *
 * A handle is an index into a table and a generation, so a handle of
 * something that is gone is not mistaken for its successor in the same place.
 */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/random.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>

#include <linux/vbus_compat.h>

#include "internal.h"

/**
 * struct vbus_client - one attachment
 * @bus: the bus
 * @ctx: north's memory
 * @handles: by the lower half of a handle; read under RCU
 * @generation: counts handles, wraps
 */
struct vbus_client {
	struct vbus *bus;
	struct vbus_memctx *ctx;
	struct xarray handles;
	atomic_t generation;
};

/* What a handle stands for; in the table. */
struct vbus_handle {
	u64 value;
	enum { VBUS_HANDLE_CONN, VBUS_HANDLE_SIGNAL } kind;
};

/**
 * struct vbus_client_conn - an open connection
 * @handle: its handle
 * @kref: one for the table, one per running verb
 * @rcu: to free it
 * @sem: read: a verb is running; write: close
 * @conn: the device's, NULL once closed
 * @lock: covers @signals
 * @signals: of this connection
 */
struct vbus_client_conn {
	struct vbus_handle handle;
	struct kref kref;
	struct rcu_head rcu;
	struct rw_semaphore sem;
	struct vbus_connection *conn;
	spinlock_t lock; /* signals */
	struct list_head signals;
};

/* A signal south; its reference is dropped a grace period after its handle. */
struct vbus_client_signal {
	struct vbus_handle handle;
	struct list_head node;
	struct shm_signal *signal;
};

/*
 * What a device says goes to a driver, which may make a pointer of it: not
 * without it being an errno.
 */
static int vbus_client_result(int ret)
{
	return ret < -MAX_ERRNO ? -EPROTO : ret;
}

/* ---- the table ---- */

/* Takes a free place in the table, where nothing is found until it is set. */
static int vbus_handle_reserve(struct vbus_client *client,
			       struct vbus_handle *handle)
{
	u32 index, generation;
	int err;

	err = xa_alloc(&client->handles, &index, NULL, xa_limit_32b,
		       GFP_KERNEL);
	if (err)
		return err;

	generation = atomic_inc_return(&client->generation);
	handle->value = (u64)generation << 32 | index;
	return 0;
}

static void vbus_handle_set(struct vbus_client *client,
			    struct vbus_handle *handle)
{
	/* The place is reserved, so this needs no memory. */
	xa_store(&client->handles, lower_32_bits(handle->value), handle,
		 GFP_KERNEL);
}

/* Gives a place back that was never set. */
static void vbus_handle_unreserve(struct vbus_client *client,
				  struct vbus_handle *handle)
{
	xa_erase(&client->handles, lower_32_bits(handle->value));
}

/* Of several callers one is told true. */
static bool vbus_handle_drop(struct vbus_client *client,
			     struct vbus_handle *handle)
{
	unsigned long index = lower_32_bits(handle->value);
	struct vbus_handle *found;

	xa_lock(&client->handles);
	found = xa_load(&client->handles, index);
	if (found == handle)
		__xa_erase(&client->handles, index);
	xa_unlock(&client->handles);

	return found == handle;
}

/* Under RCU, which keeps the result. */
static struct vbus_handle *vbus_handle_find(struct vbus_client *client,
					    u64 value, int kind)
{
	struct vbus_handle *handle;

	handle = xa_load(&client->handles, lower_32_bits(value));
	if (!handle || handle->value != value || handle->kind != kind)
		return NULL;
	return handle;
}

/* ---- connections ---- */

static void vbus_client_conn_release(struct kref *kref)
{
	struct vbus_client_conn *cc = container_of(kref,
						   struct vbus_client_conn,
						   kref);

	kfree_rcu(cc, rcu);
}

static void vbus_client_conn_put(struct vbus_client_conn *cc)
{
	kref_put(&cc->kref, vbus_client_conn_release);
}

static struct vbus_client_conn *vbus_client_conn_get(struct vbus_client *client,
						     u64 value)
{
	struct vbus_client_conn *cc = NULL;
	struct vbus_handle *handle;

	rcu_read_lock();
	handle = vbus_handle_find(client, value, VBUS_HANDLE_CONN);
	if (handle) {
		cc = container_of(handle, struct vbus_client_conn, handle);
		if (!kref_get_unless_zero(&cc->kref))
			cc = NULL;
	}
	rcu_read_unlock();

	return cc;
}

static void vbus_client_conn_close(struct vbus_client *client,
				   struct vbus_client_conn *cc)
{
	struct vbus_client_signal *sig, *next;
	struct net *net;

	/* Waits for running verbs; later ones find no connection. */
	down_write(&cc->sem);

	list_for_each_entry(sig, &cc->signals, node)
		vbus_handle_drop(client, &sig->handle);
	/* Waits for running wakeups, so none is under way in close(). */
	synchronize_rcu();

	net = vbus_device_enter(cc->conn->vdev);
	cc->conn->ops->close(cc->conn);
	vbus_device_leave(net);

	list_for_each_entry_safe(sig, next, &cc->signals, node) {
		shm_signal_put(sig->signal);
		kfree(sig);
	}
	INIT_LIST_HEAD(&cc->signals);

	vbus_connection_put(cc->conn);
	cc->conn = NULL;
	up_write(&cc->sem);
}

/**
 * vbus_client_open() - open an interface
 * @client: the client
 * @devid: id of the interface on the bus
 * @version: version of the device's ABI that the driver wants
 * @handle: where to put the handle, never 0
 *
 * Context: process; may sleep.
 * Return: 0; -ENOENT if there is no such interface; -ENOMEM; what the device
 * says, e.g. -EINVAL for the version, -EBUSY.
 */
int vbus_client_open(struct vbus_client *client, u32 devid, u32 version,
		     u64 *handle)
{
	struct vbus_client_conn *cc;
	struct vbus_intf_node *node;
	int err;

	node = vbus_intf_get(client->bus, devid);
	if (!node)
		return -ENOENT;

	cc = kzalloc(sizeof(*cc), GFP_KERNEL);
	if (!cc) {
		err = -ENOMEM;
		goto intf;
	}

	kref_init(&cc->kref);
	init_rwsem(&cc->sem);
	spin_lock_init(&cc->lock);
	INIT_LIST_HEAD(&cc->signals);
	cc->handle.kind = VBUS_HANDLE_CONN;

	err = vbus_handle_reserve(client, &cc->handle);
	if (err)
		goto free;

	err = vbus_intf_open(node, client->ctx, version, &cc->conn);
	err = vbus_client_result(err);
	if (err)
		goto handle;

	*handle = cc->handle.value;
	vbus_handle_set(client, &cc->handle);
	vbus_intf_put(node);
	return 0;

handle:
	vbus_handle_unreserve(client, &cc->handle);
free:
	kfree(cc);
intf:
	vbus_intf_put(node);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_client_open);

/**
 * vbus_client_close() - close a connection
 * @client: the client
 * @handle: from vbus_client_open()
 *
 * Waits for the connection's running verbs. When it returns, the device has
 * stopped and the handles of the connection and its signals are void.
 *
 * Context: process; may sleep.
 * Return: 0, or -ENOENT for a handle that is not one of an open connection.
 */
int vbus_client_close(struct vbus_client *client, u64 handle)
{
	struct vbus_client_conn *cc;
	bool mine;

	cc = vbus_client_conn_get(client, handle);
	if (!cc)
		return -ENOENT;

	mine = vbus_handle_drop(client, &cc->handle);
	if (mine) {
		vbus_client_conn_close(client, cc);
		vbus_client_conn_put(cc);
	}
	vbus_client_conn_put(cc);

	return mine ? 0 : -ENOENT;
}
EXPORT_SYMBOL_GPL(vbus_client_close);

/**
 * vbus_client_call() - call a function of the device
 * @client: the client
 * @handle: from vbus_client_open()
 * @func: the device's function, or one of the bus (>= 0xffff0000)
 * @data: north address of the argument
 * @len: its bytes
 * @flags: 0
 *
 * Context: process; may sleep.
 * Return: -ENOENT for a handle that is not one of an open connection, else
 * what the device says: >= 0 is a value for the driver.
 */
int vbus_client_call(struct vbus_client *client, u64 handle, u32 func,
		     u64 data, u32 len, u32 flags)
{
	struct vbus_client_conn *cc;
	int ret = -ENOENT;
	struct net *net;

	cc = vbus_client_conn_get(client, handle);
	if (!cc)
		return -ENOENT;

	down_read(&cc->sem);
	if (cc->conn) {
		net = vbus_device_enter(cc->conn->vdev);
		ret = cc->conn->ops->call(cc->conn, func, data, len, flags);
		ret = vbus_client_result(ret);
		vbus_device_leave(net);
	}
	up_read(&cc->sem);

	vbus_client_conn_put(cc);
	return ret;
}
EXPORT_SYMBOL_GPL(vbus_client_call);

static int vbus_client_conn_shm(struct vbus_client *client,
				struct vbus_client_conn *cc, u32 id,
				struct vbus_shm *shm, u32 flags,
				struct vbus_client_signal *sig)
{
	int err = -ENOENT;
	struct net *net;

	down_read(&cc->sem);
	if (cc->conn) {
		net = vbus_device_enter(cc->conn->vdev);
		err = cc->conn->ops->shm(cc->conn, id, shm,
					 sig ? sig->signal : NULL, flags);
		err = vbus_client_result(err > 0 ? -EPROTO : err);
		vbus_device_leave(net);
	}
	if (!err && sig) {
		spin_lock(&cc->lock);
		list_add_tail(&sig->node, &cc->signals);
		spin_unlock(&cc->lock);
		/* Before a close can look at the list. */
		vbus_handle_set(client, &sig->handle);
	}
	up_read(&cc->sem);

	return err;
}

/**
 * vbus_client_shm() - register a region with the device
 * @client: the client
 * @handle: from vbus_client_open()
 * @id: number of the region, defined by the device
 * @shm: the region, mapped
 * @signal: the south end of its signal, or NULL
 * @flags: 0
 * @sighandle: where to put the handle of the signal; 0 without one
 *
 * On success the device owns the caller's references to @shm and @signal; on
 * an error the caller drops them.
 *
 * Context: process; may sleep.
 * Return: 0; -ENOENT for a handle that is not one of an open connection;
 * -ENOMEM; what the device says.
 */
int vbus_client_shm(struct vbus_client *client, u64 handle, u32 id,
		    struct vbus_shm *shm, struct shm_signal *signal, u32 flags,
		    u64 *sighandle)
{
	struct vbus_client_signal *sig = NULL;
	struct vbus_client_conn *cc;
	u64 value = 0;
	int err;

	cc = vbus_client_conn_get(client, handle);
	if (!cc)
		return -ENOENT;

	if (signal) {
		err = -ENOMEM;
		sig = kzalloc(sizeof(*sig), GFP_KERNEL);
		if (!sig)
			goto put;

		sig->handle.kind = VBUS_HANDLE_SIGNAL;
		err = vbus_handle_reserve(client, &sig->handle);
		if (err)
			goto free;

		sig->signal = shm_signal_get(signal);
		value = sig->handle.value;
	}

	err = vbus_client_conn_shm(client, cc, id, shm, flags, sig);
	if (!err) {
		/* From here on @sig is close's. */
		*sighandle = value;
		goto put;
	}

	if (sig) {
		shm_signal_put(signal);
		vbus_handle_unreserve(client, &sig->handle);
	}
free:
	kfree(sig);
put:
	vbus_client_conn_put(cc);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_client_shm);

/**
 * vbus_client_signal() - north says that a region has changed
 * @client: the client
 * @sighandle: from vbus_client_shm()
 *
 * Wakes the device's end in the caller's context.
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 * Return: 0, or -ENOENT for a handle that is not one of a signal.
 */
int vbus_client_signal(struct vbus_client *client, u64 sighandle)
{
	struct vbus_handle *handle;
	int err = -ENOENT;

	rcu_read_lock();
	handle = vbus_handle_find(client, sighandle, VBUS_HANDLE_SIGNAL);
	if (handle) {
		shm_signal_wakeup(container_of(handle,
					       struct vbus_client_signal,
					       handle)->signal);
		err = 0;
	}
	rcu_read_unlock();

	return err;
}
EXPORT_SYMBOL_GPL(vbus_client_signal);

/* ---- the client ---- */

/**
 * vbus_client_create() - attach to a bus
 * @bus: the bus; the client takes a reference
 * @ctx: the memory of this north; the client takes a reference
 *
 * Context: process; may sleep.
 * Return: the client, or NULL without memory.
 */
struct vbus_client *vbus_client_create(struct vbus *bus,
				       struct vbus_memctx *ctx)
{
	struct vbus_client *client;

	client = kzalloc(sizeof(*client), GFP_KERNEL);
	if (!client)
		return NULL;

	client->bus = vbus_get(bus);
	client->ctx = vbus_memctx_get(ctx);
	/* From 1: no handle is 0, which says "no signal". */
	xa_init_flags(&client->handles, XA_FLAGS_ALLOC1);
	/* So that a handle of an earlier attachment is not one of this. */
	atomic_set(&client->generation, get_random_u32());

	return client;
}
EXPORT_SYMBOL_GPL(vbus_client_create);

/**
 * vbus_client_destroy() - detach from the bus
 * @client: the client; no verb of it runs or will be called
 *
 * Closes what is open.
 *
 * Context: process; may sleep.
 */
void vbus_client_destroy(struct vbus_client *client)
{
	struct vbus_handle *handle;
	unsigned long index;

	xa_for_each(&client->handles, index, handle)
		if (handle->kind == VBUS_HANDLE_CONN)
			vbus_client_close(client, handle->value);

	xa_destroy(&client->handles);
	vbus_memctx_put(client->ctx);
	vbus_put(client->bus);
	kfree(client);
}
EXPORT_SYMBOL_GPL(vbus_client_destroy);
