// SPDX-License-Identifier: GPL-2.0
/* A driver's end of a ring: whole messages, in buffers of its own. */
#include <linux/export.h>
#include <linux/limits.h>
#include <linux/slab.h>
#include <linux/vbus_driver_ring.h>

static void vbus_driver_ring_free_bufs(void **bufs, u32 count)
{
	if (!bufs)
		return;

	while (count--)
		kfree(bufs[count]);
	kvfree(bufs);
}

static void **vbus_driver_ring_bufs(u32 count, size_t bufsize)
{
	void **bufs;
	u32 i;

	bufs = kvcalloc(count, sizeof(*bufs), GFP_KERNEL);
	if (!bufs)
		return NULL;

	for (i = 0; i < count; i++) {
		/* The device sees it: nothing of ours may be left in there. */
		bufs[i] = kzalloc(bufsize, GFP_KERNEL);
		if (!bufs[i]) {
			vbus_driver_ring_free_bufs(bufs, i);
			return NULL;
		}
	}

	return bufs;
}

static void vbus_driver_ring_signalled(struct ioq_notifier *n)
{
	struct vbus_driver_ring *ring =
		container_of(n, struct vbus_driver_ring, notifier);

	/* Pairs with the release in vbus_driver_ring_listen(). */
	if (smp_load_acquire(&ring->listening))
		ring->notify(ring);
}

/* Hands every buffer of a fresh ring to the device. */
static int vbus_driver_ring_post(struct vbus_driver_ring *ring)
{
	struct vbus_device_proxy *vdev = ring->vdev;
	u32 i;

	for (i = 0; i < ring->q->count; i++)
		if (ioq_post(ring->q, i, vdev->ops->addr(vdev, ring->bufs[i]),
			     ring->bufsize))
			return -EIO;

	ioq_signal(ring->q);
	return 0;
}

/**
 * vbus_driver_ring_alloc() - make a ring and its buffers, and register it
 * @ring: the ring
 * @vdev: an open device
 * @name: for messages
 * @id: the device's number for the ring
 * @prio: priority of its signal, 0 to 7
 * @count: slots
 * @bufsize: bytes of the buffer of each slot; 0: none, the caller works on
 *	ring->q with memory of its own
 * @to_driver: messages come from the device: it gets all buffers at once
 * @notify: called when the device signalled and the driver listens; any
 *	context, must not sleep
 *
 * The device's signals stay masked until vbus_driver_ring_listen().
 *
 * Context: process; may sleep.
 * Return: 0, or a negative errno. Either way vbus_driver_ring_free() after the
 * device was closed; a ring that it knows is undone by nothing less.
 */
int vbus_driver_ring_alloc(struct vbus_driver_ring *ring,
			   struct vbus_device_proxy *vdev, const char *name,
			   u32 id, u32 prio, u32 count, size_t bufsize,
			   bool to_driver,
			   void (*notify)(struct vbus_driver_ring *ring))
{
	struct ioq *q;
	void **bufs = NULL;
	int ret;

	/* Before the ring: a registered ring is only undone by a close. */
	if (bufsize) {
		bufs = vbus_driver_ring_bufs(count, bufsize);
		if (!bufs)
			return -ENOMEM;
	}

	ret = vbus_driver_ioq_alloc(vdev, id, prio, count, &q);
	if (ret) {
		vbus_driver_ring_free_bufs(bufs, count);
		return ret;
	}

	ring->name = name;
	ring->vdev = vdev;
	ring->bufs = bufs;
	ring->bufsize = bufsize;
	ring->notify = notify;
	ring->notifier.signal = vbus_driver_ring_signalled;
	ring->q = q;
	ioq_set_notifier(q, &ring->notifier);
	if (ring->tracer.moved)
		ioq_set_tracer(q, &ring->tracer);
	return to_driver && bufs ? vbus_driver_ring_post(ring) : 0;
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_alloc);

/**
 * vbus_driver_ring_stop() - hear of the device no more
 * @ring: the ring, or one that was never made
 *
 * When this returns the notifier does not run and will not.
 *
 * Context: process; may sleep; not from the notifier.
 */
void vbus_driver_ring_stop(struct vbus_driver_ring *ring)
{
	if (ring->q)
		ioq_stop(ring->q);
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_stop);

/**
 * vbus_driver_ring_free() - free a ring and its buffers
 * @ring: the ring, or one that was never made
 *
 * Context: process; may sleep; after the device was closed.
 */
void vbus_driver_ring_free(struct vbus_driver_ring *ring)
{
	struct ioq *q = ring->q;
	u32 count;

	if (!q)
		return;

	count = q->count;
	ring->q = NULL;
	ioq_put(q);
	vbus_driver_ring_free_bufs(ring->bufs, count);
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_free);

/**
 * vbus_driver_ring_recv() - take one message of the device
 * @ring: a ring from the device to the driver
 * @buf: where to
 * @cap: room there
 *
 * The slot goes back to the device with the same buffer. Does not signal:
 * vbus_driver_ring_signal() after the last of a batch.
 *
 * Context: any; one caller at a time.
 * Return: length of the message, 0 for a buffer that the device flushed;
 * -ENOTCONN without a ring; -EAGAIN if there is none; -EMSGSIZE if it does not
 * fit: it is dropped; -EPROTO if the device claims more than the buffer holds:
 * dropped as well; -EIO if the device broke the ring.
 */
int vbus_driver_ring_recv(struct vbus_driver_ring *ring, void *buf, size_t cap)
{
	struct vbus_device_proxy *vdev = ring->vdev;
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	void *slot;
	int ret;

	if (!ring->q)
		return -ENOTCONN;

	ret = ioq_recv(ring->q, &it, &desc);
	if (ret)
		return ret;

	/* By the place, which is ours; what the descriptor says may be not. */
	slot = ring->bufs[it.pos];
	if (desc.len > ring->bufsize) {
		dev_warn_ratelimited(&vdev->dev,
				     "ring %s: message of %llu bytes in a buffer of %zu\n",
				     ring->name, desc.len, ring->bufsize);
		ret = -EPROTO;
	} else if (desc.len > cap) {
		ret = -EMSGSIZE;
	} else {
		memcpy(buf, slot, desc.len);
		ret = desc.len;
	}

	if (ioq_recv_repost(&it, it.pos, vdev->ops->addr(vdev, slot),
			    ring->bufsize))
		return -EIO;

	return ret;
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_recv);

/* Takes back what the device has read; at most a round, however it cheats. */
static int vbus_driver_ring_reap(struct vbus_driver_ring *ring)
{
	struct ioq_ring_desc desc;
	u32 i;
	int ret;

	for (i = 0; i < ring->q->count; i++) {
		ret = ioq_reap(ring->q, &desc, 0);
		if (ret)
			return ret == -EAGAIN ? 0 : ret;
	}

	return 0;
}

/**
 * vbus_driver_ring_send() - send one message to the device
 * @ring: a ring from the driver to the device
 * @buf: the message; copied
 * @len: its length
 *
 * Takes back what the device has read before. Does not signal:
 * vbus_driver_ring_signal() after the last of a batch.
 *
 * Context: any; one caller at a time.
 * Return: 0; -ENOTCONN without a ring; -EMSGSIZE if the message is larger than
 * the buffers; -EAGAIN if no slot is free; -EIO if the device broke the ring.
 */
int vbus_driver_ring_send(struct vbus_driver_ring *ring, const void *buf,
			  size_t len)
{
	struct vbus_device_proxy *vdev = ring->vdev;
	struct ioq_iterator it;
	int ret;

	if (!ring->q)
		return -ENOTCONN;
	if (len > ring->bufsize)
		return -EMSGSIZE;

	ret = vbus_driver_ring_reap(ring);
	if (ret)
		return ret;
	/* A slot that is not taken back still holds a message. */
	if (ioq_full(ring->q, IOQ_IDX_VALID))
		return -EAGAIN;

	ioq_iter_init(ring->q, &it, IOQ_IDX_BOTH, 0);
	ret = ioq_iter_seek(&it, IOQ_SEEK_TAIL, 0, 0);
	if (ret)
		return ret;
	if (!ioq_iter_mine(&it))
		return -EAGAIN;

	memcpy(ring->bufs[it.pos], buf, len);
	if (ioq_iter_write(&it, it.pos,
			   vdev->ops->addr(vdev, ring->bufs[it.pos]), len) ||
	    ioq_iter_push(&it, 0))
		return -EIO;

	return 0;
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_send);

/**
 * vbus_driver_ring_can_recv() - would vbus_driver_ring_recv() have a message?
 * @ring: a ring from the device to the driver
 *
 * For wait_event().
 *
 * Context: any.
 * Return: true also when the ring is broken or not there
 */
bool vbus_driver_ring_can_recv(struct vbus_driver_ring *ring)
{
	return !ring->q || ioq_recv_ready(ring->q);
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_can_recv);

/**
 * vbus_driver_ring_can_send() - would vbus_driver_ring_send() find a slot?
 * @ring: a ring from the driver to the device
 *
 * For wait_event().
 *
 * Context: any.
 * Return: true also when the ring is broken or not there
 */
bool vbus_driver_ring_can_send(struct vbus_driver_ring *ring)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;

	if (!ring->q)
		return true;

	/* As strict as send: a wait that is over must not end in -EAGAIN. */
	ioq_iter_init(ring->q, &it, IOQ_IDX_VALID, 0);
	if (!ioq_full(ring->q, IOQ_IDX_VALID))
		return ioq_iter_seek(&it, IOQ_SEEK_TAIL, 0, 0) ||
		       ioq_iter_mine(&it);

	if (ioq_iter_seek(&it, IOQ_SEEK_HEAD, 0, 0))
		return true;

	return !ioq_iter_read(&it, &desc) && desc.valid;
}
EXPORT_SYMBOL_GPL(vbus_driver_ring_can_send);
