/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A driver's end of a ring with a buffer of its own for each slot: what
 * generated drivers put their typed functions over.
 */
#ifndef _LINUX_VBUS_DRIVER_RING_H
#define _LINUX_VBUS_DRIVER_RING_H

#include <linux/ioq.h>
#include <linux/vbus_driver.h>

/**
 * struct vbus_driver_ring - one ring of a device; embed it
 * @name: of the ring, for messages
 * @vdev: the device
 * @q: the ring, or NULL when the device has none
 * @bufs: one buffer for each slot, by the slot's number; NULL if the driver
 *	brings memory of its own
 * @bufsize: bytes of each
 * @notify: called when the device signalled and the driver listens; must not
 *	sleep
 * @listening: the driver wants to hear. What the device sees of that lies in
 *	memory that it can write, so it is kept here too.
 * @notifier: hook in @q
 * @tracer: see vbus_driver_ring_set_tracer(); without functions, none
 *
 * One caller at a time for each ring: the owner of a ring that has more locks.
 */
struct vbus_driver_ring {
	const char *name;
	struct vbus_device_proxy *vdev;
	struct ioq *q;
	void **bufs;
	size_t bufsize;
	void (*notify)(struct vbus_driver_ring *ring);
	bool listening;
	struct ioq_notifier notifier;
	struct ioq_tracer tracer;
};

int vbus_driver_ring_alloc(struct vbus_driver_ring *ring,
			   struct vbus_device_proxy *vdev, const char *name,
			   u32 id, u32 prio, u32 count, size_t bufsize,
			   bool to_driver,
			   void (*notify)(struct vbus_driver_ring *ring));
void vbus_driver_ring_stop(struct vbus_driver_ring *ring);
void vbus_driver_ring_free(struct vbus_driver_ring *ring);

int vbus_driver_ring_recv(struct vbus_driver_ring *ring, void *buf, size_t cap);
int vbus_driver_ring_send(struct vbus_driver_ring *ring, const void *buf,
			  size_t len);
bool vbus_driver_ring_can_recv(struct vbus_driver_ring *ring);
bool vbus_driver_ring_can_send(struct vbus_driver_ring *ring);

/**
 * vbus_driver_ring_signal() - tell the device that the ring changed
 * @ring: the ring
 *
 * Costs next to nothing while the device masks the ring.
 *
 * Context: any.
 */
static inline void vbus_driver_ring_signal(struct vbus_driver_ring *ring)
{
	if (ring->q)
		ioq_signal(ring->q);
}

/**
 * vbus_driver_ring_set_tracer() - choose who watches the ring
 * @ring: the ring, zeroed, not made yet
 * @tracer: its functions, all of them, which are copied: what they are called
 *	with is @ring's member
 *
 * Context: any.
 */
static inline void
vbus_driver_ring_set_tracer(struct vbus_driver_ring *ring,
			    const struct ioq_tracer *tracer)
{
	ring->tracer = *tracer;
}

/**
 * vbus_driver_ring_set_direct() - promise that @notify may run in an inject
 * @ring: a ring that was made
 *
 * As shm_signal_set_direct().
 *
 * Context: any.
 */
static inline void vbus_driver_ring_set_direct(struct vbus_driver_ring *ring)
{
	shm_signal_set_direct(ring->q->signal);
}

/**
 * vbus_driver_ring_listen() - unmask or mask the device's signals
 * @ring: the ring
 * @on: whether to hear them. What came in between makes the notifier run.
 *
 * Context: any.
 */
static inline void vbus_driver_ring_listen(struct vbus_driver_ring *ring,
					   bool on)
{
	if (!ring->q)
		return;

	/* Pairs with the acquire in the ring's notifier. */
	smp_store_release(&ring->listening, on);
	if (on)
		ioq_notify_enable(ring->q);
	else
		ioq_notify_disable(ring->q);
}

#endif
