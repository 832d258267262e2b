/* SPDX-License-Identifier: GPL-2.0 */
/* Between the files of vbus_virtio. */
#ifndef _VBUS_VIRTIO_PRIVATE_H
#define _VBUS_VIRTIO_PRIVATE_H

#include <linux/vbus_virtio.h>

#include <uapi/linux/virtio_vbus.h>

/* What is offered of every device; the driver has to choose the last two. */
#define VBUS_VIRTIO_RING_FEATURES \
	(BIT_ULL(VIRTIO_RING_F_INDIRECT_DESC) | \
	 BIT_ULL(VIRTIO_RING_F_EVENT_IDX))
#define VBUS_VIRTIO_MUST_FEATURES \
	(BIT_ULL(VIRTIO_F_VERSION_1) | BIT_ULL(VIRTIO_F_ACCESS_PLATFORM))

/**
 * struct vbus_virtio_conn - a driver
 * @base: for the bus
 * @dev: the device; it outlives the connection
 * @ctx: memory of the driver
 * @config_shm: region 0, or NULL
 * @finalized: the driver has chosen its features
 */
struct vbus_virtio_conn {
	struct vbus_connection base;
	struct vbus_virtio_device *dev;
	struct vbus_memctx *ctx;
	struct vbus_shm *config_shm;
	bool finalized;
};

/* main.c */
extern struct workqueue_struct *vbus_virtio_wq;

/* device.c */
void vbus_virtio_needs_reset(struct vbus_virtio_device *dev);

/* conn.c */
int vbus_virtio_open(struct vbus_device_interface *intf,
		     struct vbus_memctx *ctx, u32 version,
		     struct vbus_connection **conn);

/* queue.c */
void vbus_virtqueue_init(struct vbus_virtio_device *dev, unsigned int index);
void vbus_virtqueue_exit(struct vbus_virtqueue *vq);
int vbus_virtqueue_attach(struct vbus_virtqueue *vq, struct vbus_shm *shm,
			  struct shm_signal *signal);
void vbus_virtqueue_detach(struct vbus_virtqueue *vq);
int vbus_virtqueue_enable(struct vbus_virtqueue *vq, u32 num);
void vbus_virtqueue_disable(struct vbus_virtqueue *vq);
int vbus_virtqueue_start(struct vbus_virtqueue *vq);
void vbus_virtqueue_stop(struct vbus_virtqueue *vq);
void vbus_virtqueue_kill(struct vbus_virtqueue *vq);

/* stream.c */
void vbus_virtqueue_turn_begin(struct vbus_virtqueue *vq);
bool vbus_virtqueue_turn_end(struct vbus_virtqueue *vq, unsigned int n);
bool vbus_virtqueue_stream_looks(struct vbus_virtqueue *vq);
bool vbus_virtqueue_stream_ends(struct vbus_virtqueue *vq);

#endif
