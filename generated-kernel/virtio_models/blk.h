/* SPDX-License-Identifier: GPL-2.0 */
/* Between the files of vbus_virtio_blk. */
#ifndef _VBUS_VIRTIO_BLK_H
#define _VBUS_VIRTIO_BLK_H

#include <linux/bvec.h>
#include <linux/fs.h>
#include <linux/vbus_virtio.h>

#include <uapi/linux/virtio_blk.h>

#define BLK_MAX_QUEUES 16
/* Buffers of data in one request; a header and a status go with them. */
#define BLK_MAX_SEGS 126
/* Pages of a request that are read or written in one go. */
#define BLK_BVECS 64
/* Ranges of one request to discard or to zero. */
#define BLK_MAX_RANGES 16
/* A request that was faster waited for nothing; as many are told of at once. */
#define BLK_QUICK_NS (100 * NSEC_PER_USEC)
#define BLK_UNTOLD 8

/**
 * struct virtio_blk_queue - what a queue works with
 * @chain: the request
 * @bounce: a page for what cannot be referred to
 * @bv: the driver's pages
 */
struct virtio_blk_queue {
	struct vbus_virtio_chain *chain;
	void *bounce;
	struct bio_vec bv[BLK_BVECS];
};

/**
 * struct virtio_blk_dev - a device
 * @virtio: the part of all; its lock covers what follows
 * @config: the configuration
 * @file: what is behind it, or NULL; stays while a driver is there
 * @path: how it was named
 * @sectors: its size when it was looked at last
 * @readonly: nothing is written to it
 * @queues: how many a driver gets
 * @serial: what GET_ID answers, padded with NUL
 */
struct virtio_blk_dev {
	struct vbus_virtio_device virtio;
	struct virtio_blk_config config;
	struct file *file;
	char *path;
	u64 sectors;
	bool readonly;
	unsigned int queues;
	char serial[VIRTIO_BLK_ID_BYTES];
};

static inline struct virtio_blk_dev *
to_virtio_blk(struct vbus_virtio_device *dev)
{
	return container_of(dev, struct virtio_blk_dev, virtio);
}

/* blk_request.c */
void virtio_blk_queue_run(struct vbus_virtqueue *vq);

#endif
