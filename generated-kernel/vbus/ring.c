// SPDX-License-Identifier: GPL-2.0
/* A device's end of a ring: whole messages, copied once, checked, bounded. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/limits.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/vbus_device_ring.h>

static void vbus_device_ring_signalled(struct ioq_notifier *n)
{
	struct vbus_device_ring *ring =
		container_of(n, struct vbus_device_ring, notifier);

	/* Pairs with the release in vbus_device_ring_listen(). */
	if (smp_load_acquire(&ring->listening))
		ring->notify(ring);
}

/**
 * vbus_device_ring_init() - make a ring without memory
 * @ring: the ring
 * @name: for messages
 * @ctx: memory of the driver; the caller keeps it until
 *	vbus_device_ring_drop()
 * @notify: called when the driver signalled and the device listens; must not
 *	sleep
 *
 * Context: any.
 */
void vbus_device_ring_init(struct vbus_device_ring *ring, const char *name,
			   struct vbus_memctx *ctx,
			   void (*notify)(struct vbus_device_ring *ring))
{
	ring->name = name;
	ring->ctx = ctx;
	ring->q = NULL;
	ring->notify = notify;
	ring->listening = false;
	ring->direct = false;
	memset(&ring->tracer, 0, sizeof(ring->tracer));
	ring->notifier.signal = vbus_device_ring_signalled;
	mutex_init(&ring->lock);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_init);

/**
 * vbus_device_ring_attach() - take the ring that the driver registered
 * @ring: the ring
 * @shm: its memory
 * @signal: its signal
 * @min: fewest slots
 * @max: most slots
 *
 * The driver's signals stay masked until vbus_device_ring_listen().
 *
 * Context: process; may sleep.
 * Return: 0, with the caller's references to @shm and @signal taken over. On
 * an error nothing is kept: -EEXIST if there is a ring already, -EINVAL for a
 * depth beyond the bounds, or as vbus_shm_ioq_attach().
 */
int vbus_device_ring_attach(struct vbus_device_ring *ring, struct vbus_shm *shm,
			    struct shm_signal *signal, u32 min, u32 max)
{
	struct ioq *q;
	u32 count;
	int ret;

	mutex_lock(&ring->lock);
	ret = -EEXIST;
	if (ring->q)
		goto unlock;

	/* Below, attach takes the references; a depth too small is no reason. */
	ret = ioq_attach_check(shm->ptr, shm->len, max, &count);
	if (ret)
		goto unlock;
	if (count < min) {
		pr_warn_ratelimited("ring %s has %u slots, not %u to %u\n",
				    ring->name, count, min, max);
		ret = -EINVAL;
		goto unlock;
	}

	/* Checks again; with the exact length, the count stays what it was. */
	q = vbus_shm_ioq_attach(shm, signal, max);
	if (IS_ERR(q)) {
		ret = PTR_ERR(q);
		goto unlock;
	}

	if (ring->direct)
		shm_signal_set_direct(q->signal);
	ioq_set_notifier(q, &ring->notifier);
	if (ring->tracer.moved)
		ioq_set_tracer(q, &ring->tracer);
	/* Pairs with the lockless look of vbus_device_ring_signal(). */
	smp_store_release(&ring->q, q);
unlock:
	mutex_unlock(&ring->lock);
	return ret;
}
EXPORT_SYMBOL_GPL(vbus_device_ring_attach);

/**
 * vbus_device_ring_stop() - hear of the driver no more
 * @ring: the ring
 *
 * When this returns the notifier does not run and will not.
 *
 * Context: process; may sleep; not from the notifier.
 */
void vbus_device_ring_stop(struct vbus_device_ring *ring)
{
	struct ioq *q = READ_ONCE(ring->q);

	if (q)
		ioq_stop(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_stop);

/**
 * vbus_device_ring_drop() - let go of the ring's memory and signal
 * @ring: the ring; later calls find it without memory
 *
 * Context: process; may sleep. Nobody may be in vbus_device_ring_signal(),
 * vbus_device_ring_listen() or one of the questions, which take no lock.
 */
void vbus_device_ring_drop(struct vbus_device_ring *ring)
{
	struct ioq *q;

	mutex_lock(&ring->lock);
	q = ring->q;
	WRITE_ONCE(ring->q, NULL);
	mutex_unlock(&ring->lock);

	if (q)
		ioq_put(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_drop);

/**
 * vbus_device_ring_put() - send one message to the driver
 * @ring: a ring from the device to the driver
 * @buf: the message
 * @len: its length
 *
 * Does not signal: vbus_device_ring_signal() after the last of a batch.
 *
 * Context: process; may sleep. Any number of callers.
 * Return: 0; -ENOTCONN without a ring; -EAGAIN if the driver has posted no
 * buffer; -EMSGSIZE if its buffer is too small, which then goes back with
 * length 0 so that a driver cannot stall the ring; -EFAULT if it cannot be
 * written; -EIO if the driver broke the ring.
 */
int vbus_device_ring_put(struct vbus_device_ring *ring, const void *buf,
			 size_t len)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	int ret, done;

	mutex_lock(&ring->lock);
	ret = -ENOTCONN;
	if (!ring->q)
		goto unlock;

	ret = ioq_fill(ring->q, &it, &desc);
	if (ret)
		goto unlock;

	if (desc.len < len) {
		pr_warn_ratelimited("ring %s: driver's buffer has %llu bytes, the message %zu\n",
				    ring->name, desc.len, len);
		ret = -EMSGSIZE;
	} else {
		ret = vbus_copy_to(ring->ctx, desc.ptr, buf, len);
		if (ret)
			pr_warn_ratelimited("ring %s: cannot write %zu bytes at 0x%llx\n",
					    ring->name, len, desc.ptr);
	}

	done = ioq_fill_done(&it, ret ? 0 : len);
	if (done)
		ret = -EIO;
unlock:
	mutex_unlock(&ring->lock);
	return ret;
}
EXPORT_SYMBOL_GPL(vbus_device_ring_put);

/**
 * vbus_device_ring_get() - take one message of the driver
 * @ring: a ring from the driver to the device
 * @buf: where to
 * @cap: room there
 *
 * Does not signal: vbus_device_ring_signal() after the last of a batch tells
 * the driver that slots are free. A driver can keep a loop over this going:
 * count, and come back later.
 *
 * Context: process; may sleep. Any number of callers.
 * Return: length of the message; -ENOTCONN without a ring; -EAGAIN if there is
 * none; -EMSGSIZE if it does not fit and -EFAULT if it cannot be read: in
 * both cases it is dropped; -EIO if the driver broke the ring.
 */
int vbus_device_ring_get(struct vbus_device_ring *ring, void *buf, size_t cap)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	int ret, done;

	cap = min_t(size_t, cap, INT_MAX);

	mutex_lock(&ring->lock);
	ret = -ENOTCONN;
	if (!ring->q)
		goto unlock;

	ret = ioq_recv(ring->q, &it, &desc);
	if (ret)
		goto unlock;

	if (desc.len > cap) {
		pr_warn_ratelimited("ring %s: driver's message has %llu bytes, more than %zu\n",
				    ring->name, desc.len, cap);
		ret = -EMSGSIZE;
	} else {
		ret = vbus_copy_from(ring->ctx, buf, desc.ptr, desc.len);
		if (ret)
			pr_warn_ratelimited("ring %s: cannot read %llu bytes at 0x%llx\n",
					    ring->name, desc.len, desc.ptr);
		else
			ret = desc.len;
	}

	done = ioq_recv_done(&it);
	if (done)
		ret = -EIO;
unlock:
	mutex_unlock(&ring->lock);
	return ret;
}
EXPORT_SYMBOL_GPL(vbus_device_ring_get);

/**
 * vbus_device_ring_flush() - return every empty buffer with length 0
 * @ring: a ring from the device to the driver
 *
 * Context: process; may sleep.
 * Return: number of buffers, -ENOTCONN, or as ioq_flush()
 */
int vbus_device_ring_flush(struct vbus_device_ring *ring)
{
	int ret;

	mutex_lock(&ring->lock);
	ret = ring->q ? ioq_flush(ring->q) : -ENOTCONN;
	mutex_unlock(&ring->lock);
	return ret;
}
EXPORT_SYMBOL_GPL(vbus_device_ring_flush);

/**
 * vbus_device_ring_can_put() - would vbus_device_ring_put() have a buffer?
 * @ring: a ring from the device to the driver
 *
 * For wait_event().
 *
 * Context: any, while the connection is open.
 * Return: true also when the ring is broken or not there
 */
bool vbus_device_ring_can_put(struct vbus_device_ring *ring)
{
	/* Pairs with the release in vbus_device_ring_attach(). */
	struct ioq *q = smp_load_acquire(&ring->q);

	return !q || ioq_fill_ready(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_can_put);

/**
 * vbus_device_ring_can_get() - would vbus_device_ring_get() have a message?
 * @ring: a ring from the driver to the device
 *
 * For wait_event().
 *
 * Context: any, while the connection is open.
 * Return: true also when the ring is broken or not there
 */
bool vbus_device_ring_can_get(struct vbus_device_ring *ring)
{
	/* Pairs with the release in vbus_device_ring_attach(). */
	struct ioq *q = smp_load_acquire(&ring->q);

	return !q || ioq_recv_ready(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_can_get);

/**
 * vbus_device_ring_signal() - tell the driver that the ring changed
 * @ring: the ring
 *
 * Costs next to nothing while the driver masks the ring.
 *
 * Context: any, while the connection is open.
 */
void vbus_device_ring_signal(struct vbus_device_ring *ring)
{
	/* Pairs with the release in vbus_device_ring_attach(). */
	struct ioq *q = smp_load_acquire(&ring->q);

	if (q)
		ioq_signal(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_signal);

/**
 * vbus_device_ring_listen() - unmask or mask the driver's signals
 * @ring: the ring
 * @on: whether to hear them. What came in between makes the notifier run.
 *
 * Context: any, while the connection is open.
 */
void vbus_device_ring_listen(struct vbus_device_ring *ring, bool on)
{
	/* Pairs with the release in vbus_device_ring_attach(). */
	struct ioq *q = smp_load_acquire(&ring->q);

	if (!q)
		return;

	/* Pairs with the acquire in vbus_device_ring_signalled(). */
	smp_store_release(&ring->listening, on);
	if (on)
		ioq_notify_enable(q);
	else
		ioq_notify_disable(q);
}
EXPORT_SYMBOL_GPL(vbus_device_ring_listen);
