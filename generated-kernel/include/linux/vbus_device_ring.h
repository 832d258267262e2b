/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A device's end of a ring, with messages copied in and out: what generated
 * host modules put their typed functions over.
 */
#ifndef _LINUX_VBUS_DEVICE_RING_H
#define _LINUX_VBUS_DEVICE_RING_H

#include <linux/ioq.h>
#include <linux/mutex.h>
#include <linux/vbus_device.h>

/**
 * struct vbus_device_ring - one ring of a connection; embed it
 * @name: of the ring, for messages
 * @ctx: memory of the driver; kept by the connection
 * @lock: one user of the ring at a time; covers @q
 * @q: the ring, or NULL before the driver registered it and after close
 * @notify: called when the driver signalled and the device listens; must not
 *	sleep
 * @listening: the device wants to hear. What the driver sees of that lies in
 *	memory that it can write, so it is kept here too.
 * @notifier: hook in @q
 * @direct: see vbus_device_ring_set_direct()
 * @tracer: see vbus_device_ring_set_tracer(); without functions, none
 */
struct vbus_device_ring {
	const char *name;
	struct vbus_memctx *ctx;
	struct mutex lock; /* q, and the order of messages */
	struct ioq *q;
	void (*notify)(struct vbus_device_ring *ring);
	bool listening;
	struct ioq_notifier notifier;
	bool direct;
	struct ioq_tracer tracer;
};

void vbus_device_ring_init(struct vbus_device_ring *ring, const char *name,
			   struct vbus_memctx *ctx,
			   void (*notify)(struct vbus_device_ring *ring));
int vbus_device_ring_attach(struct vbus_device_ring *ring, struct vbus_shm *shm,
			    struct shm_signal *signal, u32 min, u32 max);
void vbus_device_ring_stop(struct vbus_device_ring *ring);
void vbus_device_ring_drop(struct vbus_device_ring *ring);

int vbus_device_ring_put(struct vbus_device_ring *ring, const void *buf,
			 size_t len);
int vbus_device_ring_get(struct vbus_device_ring *ring, void *buf, size_t cap);
int vbus_device_ring_flush(struct vbus_device_ring *ring);
bool vbus_device_ring_can_put(struct vbus_device_ring *ring);
bool vbus_device_ring_can_get(struct vbus_device_ring *ring);
void vbus_device_ring_signal(struct vbus_device_ring *ring);
void vbus_device_ring_listen(struct vbus_device_ring *ring, bool on);

/**
 * vbus_device_ring_set_direct() - promise that @notify may run in an inject
 * @ring: the ring, not attached yet
 *
 * As shm_signal_set_direct().
 *
 * Context: any.
 */
static inline void vbus_device_ring_set_direct(struct vbus_device_ring *ring)
{
	ring->direct = true;
}

/**
 * vbus_device_ring_set_tracer() - choose who watches the ring
 * @ring: the ring, not attached yet
 * @tracer: its functions, all of them, which are copied: what they are called
 *	with is @ring's member
 *
 * Context: any.
 */
static inline void
vbus_device_ring_set_tracer(struct vbus_device_ring *ring,
			    const struct ioq_tracer *tracer)
{
	ring->tracer = *tracer;
}

/**
 * vbus_device_ring_attached() - has the driver registered the ring?
 * @ring: the ring
 *
 * Context: any.
 * Return: true from attach to close
 */
static inline bool vbus_device_ring_attached(struct vbus_device_ring *ring)
{
	return READ_ONCE(ring->q);
}

#endif
