// SPDX-License-Identifier: GPL-2.0
/*
 * Queues. The region of a queue is registered when the queue is first found and
 * stays until the device is closed, for which the verbs of the bus have no
 * other word; rings come and go in it.
 */
#include <linux/align.h>
#include <linux/gfp.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/virtio_ring.h>

#include <linux/vbus_compat.h>

#include "virtio_vbus.h"

/* All alike: the connector delivers what is more urgent first. */
#define VV_PRIO 0

/* ---- regions ---- */

/**
 * vv_region_create() - make memory and share it
 * @vv: an open device
 * @region: zeroed; its notifier is set
 * @id: of the region
 * @ring: bytes of it that are for a ring
 *
 * Return: 0; -ENOMEM; what connector and device say to it
 */
int vv_region_create(struct vv_device *vv, struct vv_region *region, u32 id,
		     size_t ring)
{
	struct vbus_device_proxy *proxy = vv->proxy;
	struct shm_signal_desc *desc;
	int err;

	ring = ALIGN(ring, __alignof__(*desc));
	region->dev = vv;
	region->len = ring + sizeof(*desc);
	region->mem = alloc_pages_exact(region->len, GFP_KERNEL | __GFP_ZERO |
						     __GFP_NOWARN);
	if (!region->mem)
		return -ENOMEM;

	desc = region->mem + ring;
	err = proxy->ops->shm(proxy, id, VV_PRIO, region->mem, region->len,
			      desc, &region->signal, 0);
	if (err) {
		free_pages_exact(region->mem, region->len);
		region->mem = NULL;
	}
	return err;
}

/* No callback runs, and none will. */
void vv_region_stop(struct vv_region *region)
{
	if (!region->signal)
		return;

	shm_signal_disable(region->signal);
	shm_signal_stop(region->signal);
}

/* After the device was closed. */
void vv_region_free(struct vv_region *region)
{
	if (!region->signal)
		return;

	shm_signal_put(region->signal);
	free_pages_exact(region->mem, region->len);
}

/* ---- queues ---- */

static void vv_queue_signalled(struct shm_signal_notifier *n)
{
	struct vv_region *region = container_of(n, struct vv_region, notifier);

	vring_interrupt(0, region->vq);
}

static bool vv_queue_notify(struct virtqueue *vq)
{
	struct vv_region *region = vq->priv;

	/* Else the queue is broken for its driver. */
	return !shm_signal_inject(region->signal);
}

static int vv_queue_call(struct vv_device *vv, u32 func, u32 index, u32 *num)
{
	struct virtio_vbus_queue *queue = &vv->block->queue;
	int err;

	guard(mutex)(&vv->lock);

	queue->index = index;
	queue->num = *num;
	err = vv_call(vv, func, sizeof(*queue));
	if (!err)
		*num = READ_ONCE(queue->num);
	return err;
}

/* The memory of a smaller ring may be there where that of the largest is not. */
static struct vv_region *vv_queue_region_create(struct vv_device *vv, u32 index)
{
	struct device *dev = &vv->proxy->dev;
	struct vv_region *region;
	u32 num = 0;
	int err;

	err = vv_queue_call(vv, VIRTIO_VBUS_FUNC_QUEUE_QUERY, index, &num);
	if (err)
		return ERR_PTR(err);
	if (!is_power_of_2(num) || num > VIRTIO_VBUS_QUEUE_MAX) {
		dev_err(dev, "queue %u has %u entries, which no ring has\n",
			index, num);
		return ERR_PTR(-EPROTO);
	}

	region = kzalloc(sizeof(*region), GFP_KERNEL);
	if (!region)
		return ERR_PTR(-ENOMEM);
	region->notifier.signal = vv_queue_signalled;

	/* First, since a region that the device knows is not to be undone. */
	err = xa_insert(&vv->queues, index, region, GFP_KERNEL);
	if (err)
		goto free;

	do {
		region->num = num;
		err = vv_region_create(vv, region,
				       VIRTIO_VBUS_SHM_QUEUE + index,
				       vring_size(num, VIRTIO_VBUS_ALIGN));
		num /= 2;
	} while (err == -ENOMEM && num);
	if (err)
		goto erase;

	return region;

erase:
	xa_erase(&vv->queues, index);
free:
	kfree(region);
	return ERR_PTR(err);
}

static struct virtqueue *vv_queue_find(struct virtio_device *vdev, u32 index,
				       const struct virtqueue_info *info)
{
	struct vv_device *vv = to_vv_device(vdev);
	struct vv_region *region = xa_load(&vv->queues, index);
	struct virtqueue *vq;
	u32 num;
	int err;

	if (!region)
		region = vv_queue_region_create(vv, index);
	if (IS_ERR(region))
		return ERR_CAST(region);

	/* Whatever was in there: the device has let go of it. */
	num = region->num;
	memset(region->mem, 0, vring_size(num, VIRTIO_VBUS_ALIGN));
	vq = vring_new_virtqueue(index, num, VIRTIO_VBUS_ALIGN, vdev, true,
				 info->ctx, region->mem, vv_queue_notify,
				 info->callback, info->name);
	if (!vq)
		return ERR_PTR(-ENOMEM);

	vq->num_max = num;
	vq->priv = region;
	region->vq = vq;
	err = vv_queue_call(vv, VIRTIO_VBUS_FUNC_QUEUE_ENABLE, index, &num);
	if (err) {
		region->vq = NULL;
		vring_del_virtqueue(vq);
		return ERR_PTR(err);
	}

	shm_signal_set_notifier(region->signal, &region->notifier);
	shm_signal_enable(region->signal);
	return vq;
}

static void vv_queue_del(struct virtqueue *vq)
{
	struct vv_region *region = vq->priv;
	struct vv_device *vv = region->dev;
	u32 num = 0;
	int err;

	/* A reset has done it before. */
	err = vv_queue_call(vv, VIRTIO_VBUS_FUNC_QUEUE_DEL, vq->index, &num);
	if (err && err != -ENOENT)
		dev_dbg(&vv->proxy->dev, "queue %u is not let go: %d\n",
			vq->index, err);

	vv_region_stop(region);
	region->vq = NULL;
	vring_del_virtqueue(vq);
}

/**
 * vv_find_queues() - queues for a driver
 * @vdev: the device
 * @n: how many it knows of
 * @vqs: the result; NULL where it wants none
 * @infos: what it wants; those without a name have no number
 *
 * Return: 0; -ENOENT where the device has fewer; -ENOMEM
 */
int vv_find_queues(struct virtio_device *vdev, unsigned int n,
		   struct virtqueue *vqs[], struct virtqueue_info *infos)
{
	unsigned int i, index = 0;
	struct virtqueue *vq;

	for (i = 0; i < n; i++) {
		vqs[i] = NULL;
		if (!infos[i].name)
			continue;

		vq = vv_queue_find(vdev, index++, &infos[i]);
		if (IS_ERR(vq)) {
			vv_del_queues(vdev);
			return PTR_ERR(vq);
		}
		vqs[i] = vq;
	}

	return 0;
}

/**
 * vv_del_queues() - a driver lets its queues go
 * @vdev: the device
 */
void vv_del_queues(struct virtio_device *vdev)
{
	struct virtqueue *vq, *next;

	list_for_each_entry_safe(vq, next, &vdev->vqs, list)
		vv_queue_del(vq);
}

/* After the device was closed. */
void vv_queues_free(struct vv_device *vv)
{
	struct vv_region *region;
	unsigned long index;

	xa_for_each(&vv->queues, index, region) {
		vv_region_free(region);
		kfree(region);
	}
	xa_destroy(&vv->queues);
}
