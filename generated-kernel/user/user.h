/* SPDX-License-Identifier: GPL-2.0 */
/*
 * /dev/vbus: a process on a bus.
 *
 * Each open file that has joined is a session: a client of the bus, the
 * memory that its devices reach, and a queue of events.
 *
 * Locks, outermost first: vu_session.join, vu_session.lock, locks of devices,
 * vu_events.lock. No page of the process is touched under vu_session.lock, so
 * a page that does not come holds up nobody else.
 */
#ifndef _VBUS_USER_H
#define _VBUS_USER_H

#include <linux/completion.h>
#include <linux/irq_work.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/shm_signal.h>
#include <linux/sizes.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/vbus_client.h>
#include <linux/vbus_pages.h>
#include <linux/vbus_user.h>
#include <linux/wait.h>
#include <linux/xarray.h>

struct eventfd_ctx;
struct mm_struct;

/* Priorities of signals; news of the bus has the highest. */
#define VU_PRIOS 8
#define VU_PRIO_BUS (VU_PRIOS - 1)

/* Bytes of the argument of a call. */
#define VU_MAX_CALL SZ_1M

#define VU_MAX_POOLS 16

/* ---- events ---- */

/**
 * struct vu_event - an event, which is queued once at most
 * @node: in a queue, or empty
 * @id: what happened
 * @prio: which queue
 * @handle: of the device or the signal, as the process knows it
 * @type: of the device, for DEVADD
 */
struct vu_event {
	struct list_head node;
	enum vbus_event_id id;
	unsigned int prio;
	u64 handle;
	const char *type;
};

/**
 * struct vu_events - what the process has not read yet
 * @lock: covers the queues and what is in them
 * @queue: by priority; that of the greatest number is read first
 * @count: of all queues; read without the lock too
 * @wait: who reads or polls
 */
struct vu_events {
	spinlock_t lock; /* queue, count */
	struct list_head queue[VU_PRIOS];
	unsigned int count;
	wait_queue_head_t wait;
};

/* ---- the session ---- */

/**
 * struct vu_session - an open file
 * @join: one BUSOPEN at a time
 * @lock: covers @conns, what hangs on them, and the first pool
 * @bus: the bus
 * @client: its attachment; NULL until it has joined, then it stays
 * @mem: what devices can reach
 * @caps: granted
 * @notifier: of the bus
 * @devs: interfaces by id; the notifier's
 * @conns: open devices
 * @events: for read()
 * @users: one for the file, one for each object that a device may still hold
 * @gone: the last of them is
 */
struct vu_session {
	struct mutex join; /* BUSOPEN */
	struct mutex lock; /* conns */
	struct vbus *bus;
	struct vbus_client *client;
	struct vu_memory *mem;
	u64 caps;
	struct vbus_notifier notifier;
	struct xarray devs;
	struct list_head conns;
	struct vu_events events;
	refcount_t users;
	struct completion gone;
};

/**
 * struct vu_conn - an open device
 * @node: in the session
 * @handle: of the client
 * @devid: of the interface
 * @signals: of its regions
 */
struct vu_conn {
	struct list_head node;
	u64 handle;
	u32 devid;
	struct list_head signals;
};

/* ---- memory ---- */

/**
 * struct vu_memory - what the devices of a session can reach
 * @ctx: for devices
 * @session: to which it belongs
 * @task: memory of the process that joined, while there is no pool
 * @calls: arguments of the calls that run, by number; read under RCU
 * @npools: how many of @pool are there; only grows
 * @pool: by what devices know as its address, one after the other
 */
struct vu_memory {
	struct vbus_memctx ctx;
	struct vu_session *session;
	struct vbus_memctx *task;
	struct xarray calls;
	unsigned int npools;
	struct vbus_range pool[VU_MAX_POOLS];
};

/**
 * struct vu_call - the argument of a call that runs, in kernel memory
 * @rcu: to free it
 * @number: in &vu_memory.calls
 * @len: bytes
 * @written: the device wrote some
 * @data: the argument
 */
struct vu_call {
	struct rcu_head rcu;
	u32 number;
	u32 len;
	bool written;
	u8 data[] __aligned(8);
};

/**
 * struct vu_signal - the device's end of a signal
 * @south: that end
 * @node: in the connection
 * @session: until it is stopped
 * @shm: where its descriptor lies
 * @event: SHMSIGNAL
 * @closed: SHMCLOSE, on the heap, as it outlives the signal
 * @eventfd: who hears of it instead of read(), or NULL; written under the
 *	session's lock
 * @work: delivers what could not be delivered at once
 * @handle: of the client
 * @stopped: nothing is delivered any more
 */
struct vu_signal {
	struct shm_signal south;
	struct list_head node;
	struct vu_session *session;
	struct vbus_shm *shm;
	struct vu_event event;
	struct vu_event *closed;
	struct eventfd_ctx __rcu *eventfd;
	struct irq_work work;
	u64 handle;
	bool stopped;
};

/* session.c */
struct vu_session *vu_session_create(void);
void vu_session_destroy(struct vu_session *s);
int vu_session_join(struct vu_session *s, struct vbus_user_busopen *req);
bool vu_session_joined(const struct vu_session *s);
void vu_session_get(struct vu_session *s);
void vu_session_put(struct vu_session *s);

/* device.c */
int vu_device_open(struct vu_session *s, u32 devid, u32 version, u64 *handle);
int vu_device_close(struct vu_session *s, u64 handle);
int vu_device_call(struct vu_session *s, const struct vbus_devicecall *req);
int vu_device_shm(struct vu_session *s, struct vbus_deviceshm *req);
int vu_device_signal(struct vu_session *s, u64 handle);
int vu_device_eventfd(struct vu_session *s,
		      const struct vbus_user_eventfd *req);
int vu_device_pool(struct vu_session *s, struct vbus_user_memreg *req);
void vu_device_gone(struct vu_session *s, u64 devid);
void vu_device_close_all(struct vu_session *s);

/* event.c */
void vu_events_init(struct vu_events *ev);
void vu_event_init(struct vu_event *e, enum vbus_event_id id, unsigned int prio,
		   u64 handle);
void vu_event_queue(struct vu_events *ev, struct vu_event *e);
bool vu_event_cancel(struct vu_events *ev, struct vu_event *e);
bool vu_events_ready(const struct vu_events *ev);
int vu_events_read(struct vu_events *ev, struct vbus_event __user *buf);
void vu_events_drop(struct vu_events *ev);

/* signal.c */
struct vu_signal *vu_signal_create(struct vu_session *s, struct vbus_shm *shm,
				   u32 offset, unsigned int prio, u64 cookie);
void vu_signals_stop(struct list_head *signals);
void vu_signal_close(struct vu_signal *sig, bool tell);
int vu_signal_set_eventfd(struct vu_signal *sig, int fd);

/* region.c */
struct vbus_shm *vu_region_create(struct vu_session *s, u64 addr, u32 len);

/* memory.c */
struct vu_memory *vu_memory_create(struct vu_session *s);
int vu_memory_add_pool(struct vu_memory *mem, struct vbus_pages *pages,
		       u64 *handle);
struct vu_call *vu_call_begin(struct vu_memory *mem, u64 from, u32 len);
u64 vu_call_address(const struct vu_call *call);
int vu_call_end(struct vu_memory *mem, struct vu_call *call, u64 to);

#endif
