// SPDX-License-Identifier: GPL-2.0
/*
 * What a session does with devices.
 *
 * A handle is the client's, which trusts none. Here is only what the client
 * does not know: which signals a connection has, and of which interface it is.
 */
#include <linux/bottom_half.h>
#include <linux/err.h>
#include <linux/jiffies.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <linux/vbus_compat.h>

#include "kvm.h"

static unsigned int unplug_ms = 5000;
module_param(unplug_ms, uint, 0644);
MODULE_PARM_DESC(unplug_ms,
		 "how long a guest may use a device yet that was taken off its bus, to end what it is about (default 5000)");

static struct vk_conn *vk_conn_find(struct vk_session *s, u64 handle)
{
	struct vk_conn *conn;

	lockdep_assert_held(&s->lock);

	list_for_each_entry(conn, &s->conns, node)
		if (conn->handle == handle)
			return conn;

	return NULL;
}

static bool vk_conn_exists(struct vk_session *s, u64 handle)
{
	guard(mutex)(&s->lock);

	return vk_conn_find(s, handle);
}

/* Who took it off the list closes it. @tell: it is not the guest that does. */
static void vk_conn_close(struct vk_session *s, struct vk_conn *conn, bool tell)
{
	struct vk_signal *sig, *next;

	/* First, so that what a device says at the end is not an event. */
	vk_signals_stop(s, &conn->signals);
	vbus_client_close(s->client, conn->handle);
	list_for_each_entry_safe(sig, next, &conn->signals, node)
		vk_signal_close(sig, tell);
	kfree(conn);
}

/* Errors: as vbus_client_open(). */
int vk_device_open(struct vk_session *s, struct vbus_deviceopen *req)
{
	struct vk_conn *conn;
	int err;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL_ACCOUNT);
	if (!conn)
		return -ENOMEM;

	conn->devid = req->devid;
	INIT_LIST_HEAD(&conn->signals);

	mutex_lock(&s->lock);
	err = vbus_client_open(s->client, req->devid, req->version,
			       &conn->handle);
	if (!err) {
		req->handle = conn->handle;
		list_add_tail(&conn->node, &s->conns);
	}
	mutex_unlock(&s->lock);

	if (err)
		kfree(conn);
	return err;
}

/*
 * Nothing is told: when it is answered, the device does not touch the memory
 * any more. And a guest that closes, but takes no events, would fill the host's.
 */
int vk_device_close(struct vk_session *s, u64 handle)
{
	struct vk_conn *conn;

	mutex_lock(&s->lock);
	conn = vk_conn_find(s, handle);
	if (conn)
		list_del(&conn->node);
	mutex_unlock(&s->lock);

	if (!conn)
		return -ENOENT;

	vk_conn_close(s, conn, false);
	return 0;
}

static struct vk_conn *vk_conn_take(struct vk_session *s, bool any)
{
	struct vk_conn *conn;

	guard(mutex)(&s->lock);

	list_for_each_entry(conn, &s->conns, node) {
		if (any || (conn->gone && time_after_eq(jiffies, conn->until))) {
			list_del(&conn->node);
			return conn;
		}
	}

	return NULL;
}

/* Under the lock: when the next one has used up its time. */
static void vk_unplug_later(struct vk_session *s)
{
	unsigned long left = MAX_JIFFY_OFFSET;
	struct vk_conn *conn;
	bool any = false;

	lockdep_assert_held(&s->lock);

	list_for_each_entry(conn, &s->conns, node) {
		if (!conn->gone)
			continue;
		any = true;
		left = min_t(unsigned long, left,
			     time_before(jiffies, conn->until) ?
			     conn->until - jiffies : 0);
	}
	if (any)
		mod_delayed_work(system_wq, &s->unplug, left);
}

/**
 * vk_device_unplug() - work of a session: nobody waits longer for the guest
 * @work: within the session
 */
void vk_device_unplug(struct work_struct *work)
{
	struct vk_session *s = container_of(to_delayed_work(work),
					    struct vk_session, unplug);
	struct vk_conn *conn;

	while ((conn = vk_conn_take(s, false)))
		vk_conn_close(s, conn, true);

	guard(mutex)(&s->lock);

	vk_unplug_later(s);
}

/*
 * The interface has gone from the bus. Its driver hears of it, and ends what it
 * is about: a disk's requests are answered, as when a device is unplugged that
 * a driver was asked for. It need not.
 */
void vk_device_gone(struct vk_session *s, u64 devid)
{
	unsigned long until = jiffies + msecs_to_jiffies(unplug_ms);
	struct vk_conn *conn;

	guard(mutex)(&s->lock);

	list_for_each_entry(conn, &s->conns, node) {
		if (conn->devid == devid && !conn->gone) {
			conn->gone = true;
			conn->until = until;
		}
	}
	vk_unplug_later(s);
}

/* The session ends: whatever there is to tell, nobody reads it. */
void vk_device_close_all(struct vk_session *s)
{
	struct vk_conn *conn;

	cancel_delayed_work_sync(&s->unplug);
	while ((conn = vk_conn_take(s, true)))
		vk_conn_close(s, conn, false);
}

/* The argument is the guest's, where the device reads and writes it. */
int vk_device_call(struct vk_session *s, const struct vbus_devicecall *req)
{
	if (req->flags ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)))
		return -EINVAL;

	return vbus_client_call(s->client, req->devh, req->func, req->datap,
				req->len, 0);
}

static bool vk_shm_has_signal(const struct vbus_deviceshm *req)
{
	return req->signal.offset != VBUS_NO_SIGNAL;
}

static bool vk_shm_valid(const struct vbus_deviceshm *req)
{
	u64 end = (u64)req->signal.offset + sizeof(struct shm_signal_desc);

	if (!req->len || req->flags || req->signal.prio > VK_PRIO_BUS ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)))
		return false;

	return !vk_shm_has_signal(req) ||
	       (end <= req->len &&
		IS_ALIGNED(req->datap + req->signal.offset,
			   __alignof__(struct shm_signal_desc)));
}

/* On success the device has the references to both. */
static int vk_conn_shm(struct vk_session *s, struct vbus_deviceshm *req,
		       struct vbus_shm *shm, struct vk_signal *sig)
{
	struct vk_conn *conn;
	u64 handle = 0;
	int err;

	guard(mutex)(&s->lock);

	conn = vk_conn_find(s, req->devh);
	if (!conn)
		return -ENOENT;

	/* The connection's; the other one is the device's. */
	if (sig)
		shm_signal_get(&sig->south);
	err = vbus_client_shm(s->client, req->devh, req->id, shm,
			      sig ? &sig->south : NULL, 0, &handle);
	if (err) {
		if (sig)
			shm_signal_put(&sig->south);
		return err;
	}

	req->handle = 0;
	if (sig) {
		sig->client_handle = handle;
		vk_signal_number(s, sig);
		list_add_tail(&sig->node, &conn->signals);
		req->handle = sig->handle;
	}
	return 0;
}

int vk_device_shm(struct vk_session *s, struct vbus_deviceshm *req)
{
	struct vk_signal *sig = NULL;
	struct vbus_shm *shm;
	LIST_HEAD(failed);
	int err;

	if (!vk_shm_valid(req))
		return -EINVAL;
	if (!vk_conn_exists(s, req->devh))
		return -ENOENT;

	shm = vk_region_create(s->guest, req->datap, req->len);
	if (IS_ERR(shm))
		return PTR_ERR(shm);

	if (vk_shm_has_signal(req)) {
		sig = vk_signal_create(s, shm, req->signal.offset,
				       req->signal.prio, req->signal.cookie);
		if (IS_ERR(sig)) {
			err = PTR_ERR(sig);
			goto put;
		}
	}

	err = vk_conn_shm(s, req, shm, sig);
	if (!err)
		return 0;

	/* The device may have signalled before it refused. */
	if (sig) {
		list_add(&sig->node, &failed);
		vk_signals_stop(s, &failed);
		vk_signal_close(sig, false);
	}
put:
	vbus_shm_put(shm);
	return err;
}

/* The client's handle of one of the guest's, or 0. */
static u64 vk_signal_find(struct vk_session *s, u64 handle)
{
	struct vk_signal *sig;
	struct vk_conn *conn;

	guard(mutex)(&s->lock);

	list_for_each_entry(conn, &s->conns, node)
		list_for_each_entry(sig, &conn->signals, node)
			if (sig->handle == handle)
				return sig->client_handle;

	return 0;
}

int vk_device_signal(struct vk_session *s, u64 handle)
{
	u64 found = vk_signal_find(s, handle);
	int err;

	if (!found)
		return -ENOENT;

	/* What the device raises in softirq runs here, and at once. */
	local_bh_disable();
	err = vbus_client_signal(s->client, found);
	local_bh_enable();

	return err;
}
