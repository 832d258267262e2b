// SPDX-License-Identifier: GPL-2.0
/*
 * What a session does with devices.
 *
 * A handle is the client's, which trusts none. Here is only what the client
 * does not know: which signals a connection has, and of which interface it is.
 */
#include <linux/bottom_half.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <linux/vbus_compat.h>

#include "user.h"

static struct vu_conn *vu_conn_find(struct vu_session *s, u64 handle)
{
	struct vu_conn *conn;

	lockdep_assert_held(&s->lock);

	list_for_each_entry(conn, &s->conns, node)
		if (conn->handle == handle)
			return conn;

	return NULL;
}

static bool vu_conn_exists(struct vu_session *s, u64 handle)
{
	guard(mutex)(&s->lock);

	return vu_conn_find(s, handle);
}

/* Who took it off the list closes it. @tell: it is not the process that does. */
static void vu_conn_close(struct vu_session *s, struct vu_conn *conn, bool tell)
{
	struct vu_signal *sig, *next;

	/* First, so that what a device says at the end is not an event. */
	vu_signals_stop(&conn->signals);
	vbus_client_close(s->client, conn->handle);
	list_for_each_entry_safe(sig, next, &conn->signals, node)
		vu_signal_close(sig, tell);
	kfree(conn);
}

/* Errors: as vbus_client_open(). */
int vu_device_open(struct vu_session *s, u32 devid, u32 version, u64 *handle)
{
	struct vu_conn *conn;
	int err;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL_ACCOUNT);
	if (!conn)
		return -ENOMEM;

	conn->devid = devid;
	INIT_LIST_HEAD(&conn->signals);

	mutex_lock(&s->lock);
	err = vbus_client_open(s->client, devid, version, &conn->handle);
	if (!err) {
		*handle = conn->handle;
		list_add_tail(&conn->node, &s->conns);
	}
	mutex_unlock(&s->lock);

	if (err)
		kfree(conn);
	return err;
}

int vu_device_close(struct vu_session *s, u64 handle)
{
	struct vu_conn *conn;

	mutex_lock(&s->lock);
	conn = vu_conn_find(s, handle);
	if (conn)
		list_del(&conn->node);
	mutex_unlock(&s->lock);

	if (!conn)
		return -ENOENT;

	vu_conn_close(s, conn, false);
	return 0;
}

static struct vu_conn *vu_conn_take(struct vu_session *s, u64 devid, bool any)
{
	struct vu_conn *conn;

	guard(mutex)(&s->lock);

	list_for_each_entry(conn, &s->conns, node) {
		if (any || conn->devid == devid) {
			list_del(&conn->node);
			return conn;
		}
	}

	return NULL;
}

/* The interface has gone from the bus: nobody waits for the process to close. */
void vu_device_gone(struct vu_session *s, u64 devid)
{
	struct vu_conn *conn;

	while ((conn = vu_conn_take(s, devid, false)))
		vu_conn_close(s, conn, true);
}

void vu_device_close_all(struct vu_session *s)
{
	struct vu_conn *conn;

	while ((conn = vu_conn_take(s, 0, true)))
		vu_conn_close(s, conn, false);
}

/*
 * The argument is of who calls, who need not be the process that joined. The
 * device finds a copy of it in the connection's memory.
 */
int vu_device_call(struct vu_session *s, const struct vbus_devicecall *req)
{
	struct vu_call *call;
	int ret, err;

	if (req->flags || req->len > VU_MAX_CALL ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)))
		return -EINVAL;
	/* Before memory is taken for it. */
	if (!vu_conn_exists(s, req->devh))
		return -ENOENT;

	if (!req->len)
		return vbus_client_call(s->client, req->devh, req->func, 0, 0,
					0);

	call = vu_call_begin(s->mem, req->datap, req->len);
	if (IS_ERR(call))
		return PTR_ERR(call);
	ret = vbus_client_call(s->client, req->devh, req->func,
			       vu_call_address(call), req->len, 0);
	err = vu_call_end(s->mem, call, req->datap);

	return ret < 0 ? ret : err ?: ret;
}

static bool vu_shm_has_signal(const struct vbus_deviceshm *req)
{
	return req->signal.offset != VBUS_NO_SIGNAL;
}

static bool vu_shm_valid(const struct vbus_deviceshm *req)
{
	u64 end = (u64)req->signal.offset + sizeof(struct shm_signal_desc);

	if (!req->len || req->flags || req->signal.prio >= VU_PRIOS ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)))
		return false;

	return !vu_shm_has_signal(req) ||
	       (end <= req->len &&
		IS_ALIGNED(req->datap + req->signal.offset,
			   __alignof__(struct shm_signal_desc)));
}

/* On success the device has the references to both. */
static int vu_conn_shm(struct vu_session *s, struct vbus_deviceshm *req,
		       struct vbus_shm *shm, struct vu_signal *sig)
{
	struct vu_conn *conn;
	int err;

	guard(mutex)(&s->lock);

	conn = vu_conn_find(s, req->devh);
	if (!conn)
		return -ENOENT;

	/* The connection's; the other one is the device's. */
	if (sig)
		shm_signal_get(&sig->south);
	err = vbus_client_shm(s->client, req->devh, req->id, shm,
			      sig ? &sig->south : NULL, 0, &req->handle);
	if (!sig)
		return err;

	if (err) {
		shm_signal_put(&sig->south);
		return err;
	}
	sig->handle = req->handle;
	list_add_tail(&sig->node, &conn->signals);
	return 0;
}

int vu_device_shm(struct vu_session *s, struct vbus_deviceshm *req)
{
	struct vu_signal *sig = NULL;
	struct vbus_shm *shm;
	LIST_HEAD(failed);
	int err;

	if (!vu_shm_valid(req))
		return -EINVAL;
	if (!vu_conn_exists(s, req->devh))
		return -ENOENT;

	shm = vu_region_create(s, req->datap, req->len);
	if (IS_ERR(shm))
		return PTR_ERR(shm);

	if (vu_shm_has_signal(req)) {
		sig = vu_signal_create(s, shm, req->signal.offset,
				       req->signal.prio, req->signal.cookie);
		if (IS_ERR(sig)) {
			err = PTR_ERR(sig);
			goto put;
		}
	}

	err = vu_conn_shm(s, req, shm, sig);
	if (!err)
		return 0;

	/* The device may have signalled before it refused. */
	if (sig) {
		list_add(&sig->node, &failed);
		vu_signals_stop(&failed);
		vu_signal_close(sig, false);
	}
put:
	vbus_shm_put(shm);
	return err;
}

int vu_device_signal(struct vu_session *s, u64 handle)
{
	int err;

	/* What the device raises in softirq runs here, and at once. */
	local_bh_disable();
	err = vbus_client_signal(s->client, handle);
	local_bh_enable();

	return err;
}

static struct vu_signal *vu_signal_find(struct vu_session *s, u64 handle)
{
	struct vu_signal *sig;
	struct vu_conn *conn;

	lockdep_assert_held(&s->lock);

	list_for_each_entry(conn, &s->conns, node)
		list_for_each_entry(sig, &conn->signals, node)
			if (sig->handle == handle)
				return sig;

	return NULL;
}

int vu_device_eventfd(struct vu_session *s,
		      const struct vbus_user_eventfd *req)
{
	struct vu_signal *sig;

	if (req->flags)
		return -EINVAL;

	guard(mutex)(&s->lock);

	sig = vu_signal_find(s, req->handle);
	return sig ? vu_signal_set_eventfd(sig, req->fd) : -ENOENT;
}

/* The first one changes what addresses mean, so no device may know any. */
static int vu_device_pool_add(struct vu_session *s, struct vbus_pages *pages,
			      u64 *handle)
{
	guard(mutex)(&s->lock);

	if (!s->mem->npools && !list_empty(&s->conns))
		return -EINVAL;

	return vu_memory_add_pool(s->mem, pages, handle);
}

int vu_device_pool(struct vu_session *s, struct vbus_user_memreg *req)
{
	struct vbus_pages pages = {};
	int err;

	if (req->flags || !req->len || offset_in_page(req->addr) ||
	    offset_in_page(req->len) ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)))
		return -EINVAL;
	/* As mlock() says it. */
	if (!can_do_mlock())
		return -EPERM;

	err = vbus_pages_pin(&pages, req->addr, req->len);
	if (err)
		return err;

	err = vu_device_pool_add(s, &pages, &req->handle);
	if (err)
		vbus_pages_unpin(&pages);
	return err;
}
