// SPDX-License-Identifier: GPL-2.0
/* North end of a ring: allocate it and register it with the device. */
#include <linux/export.h>
#include <linux/gfp.h>
#include <linux/ioq.h>
#include <linux/slab.h>
#include <linux/vbus_driver.h>

struct vbus_driver_ioq {
	struct ioq ioq;
	void *mem;
	size_t len;
};

static void vbus_driver_ioq_release(struct ioq *ioq)
{
	struct vbus_driver_ioq *q = container_of(ioq, struct vbus_driver_ioq,
						 ioq);

	free_pages_exact(q->mem, q->len);
	kfree(q);
}

static const struct ioq_ops vbus_driver_ioq_ops = {
	.release = vbus_driver_ioq_release,
};

/**
 * vbus_driver_ioq_alloc() - make a ring and register it with the device
 * @vdev: an open device
 * @id: the device's number for this region
 * @prio: priority of its signal, 0 to 7
 * @count: slots, 1 to %IOQ_MAX_COUNT
 * @ioq: where to put the ring, with one reference, its notifications masked
 *
 * The host uses the ring's memory until the device is closed: close first,
 * then ioq_put().
 *
 * Context: process; may sleep.
 * Return: 0; -EINVAL for a bad @count; -ENOMEM; what the connector or the
 * device says to the region.
 */
int vbus_driver_ioq_alloc(struct vbus_device_proxy *vdev, u32 id, u32 prio,
			  u32 count, struct ioq **ioq)
{
	struct ioq_ring_head *head;
	struct vbus_driver_ioq *q;
	struct shm_signal *signal;
	int err;

	if (!count || count > IOQ_MAX_COUNT) {
		dev_err(&vdev->dev, "ring %u of %u slots, allowed are 1 to %u\n",
			id, count, IOQ_MAX_COUNT);
		return -EINVAL;
	}

	q = kzalloc(sizeof(*q), GFP_KERNEL);
	if (!q)
		return -ENOMEM;

	/* Whole pages: the host may map them, and sees nothing else in them. */
	q->len = ioq_ring_size(count);
	q->mem = alloc_pages_exact(q->len, GFP_KERNEL | __GFP_ZERO);
	if (!q->mem) {
		err = -ENOMEM;
		goto free;
	}

	head = q->mem;
	ioq_format(head, count);
	err = vdev->ops->shm(vdev, id, prio, head, q->len, &head->signal,
			     &signal, 0);
	if (err)
		goto mem;

	/* Cannot fail: count, locality and notifier are as they must be. */
	ioq_init(&q->ioq, &vbus_driver_ioq_ops, SHM_LOCALITY_NORTH, head, count,
		 signal);
	/* The ring has its own. */
	shm_signal_put(signal);

	*ioq = &q->ioq;
	return 0;

mem:
	free_pages_exact(q->mem, q->len);
free:
	kfree(q);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_driver_ioq_alloc);
