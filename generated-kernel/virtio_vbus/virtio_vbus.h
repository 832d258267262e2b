/* SPDX-License-Identifier: GPL-2.0 */
/* Between the files of virtio_vbus. */
#ifndef _VIRTIO_VBUS_PRIVATE_H
#define _VIRTIO_VBUS_PRIVATE_H

#include <linux/dma-mapping.h>
#include <linux/mutex.h>
#include <linux/shm_signal.h>
#include <linux/vbus_driver.h>
#include <linux/virtio.h>
#include <linux/virtio_config.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include <uapi/linux/virtio_vbus.h>

struct virtqueue_info;

/* What a call takes and gives: memory that the device can reach. */
union vv_block {
	struct virtio_vbus_devid devid;
	struct virtio_vbus_features features;
	struct virtio_vbus_status status;
	struct virtio_vbus_queue queue;
	struct {
		struct virtio_vbus_config config;
		u8 bytes[VIRTIO_VBUS_CONFIG_CHUNK];
	};
};

/**
 * struct vv_region - memory that the device shares, until it is closed
 * @mem: whole pages: a ring, if it is a queue's, and the signal's descriptor
 * @len: bytes that are registered
 * @num: entries that a ring in it can have
 * @signal: north end
 * @notifier: of @signal
 * @dev: the device
 * @vq: the queue that has its ring here, or NULL
 */
struct vv_region {
	void *mem;
	size_t len;
	unsigned int num;
	struct shm_signal *signal;
	struct shm_signal_notifier notifier;
	struct vv_device *dev;
	struct virtqueue *vq;
};

/**
 * struct vv_device - a device of virtio behind a proxy
 * @vdev: what drivers see
 * @proxy: the proxy
 * @lock: covers @block and what is known of the device
 * @block: for calls
 * @status: what the driver has set
 * @generation: of the configuration, as it was last
 * @changes: how often it was another one, in a row
 * @config: region 0
 * @queues: regions of queues by index
 * @look: looks at the status after a change of the configuration
 * @dma_parms: of the proxy's device
 */
struct vv_device {
	struct virtio_device vdev;
	struct vbus_device_proxy *proxy;
	struct mutex lock; /* block, status, generation, changes */
	union vv_block *block;
	u8 status;
	u32 generation;
	unsigned int changes;
	struct vv_region config;
	struct xarray queues;
	struct work_struct look;
	struct device_dma_parameters dma_parms;
};

static inline struct vv_device *to_vv_device(struct virtio_device *vdev)
{
	return container_of(vdev, struct vv_device, vdev);
}

/* config.c */
extern const struct virtio_config_ops vv_config_ops;

int vv_call(struct vv_device *vv, u32 func, size_t len);
bool vv_answers(struct vv_device *vv);

/* queue.c */
int vv_region_create(struct vv_device *vv, struct vv_region *region, u32 id,
		     size_t ring);
void vv_region_stop(struct vv_region *region);
void vv_region_free(struct vv_region *region);
int vv_find_queues(struct virtio_device *vdev, unsigned int n,
		   struct virtqueue *vqs[], struct virtqueue_info *infos);
void vv_del_queues(struct virtio_device *vdev);
void vv_queues_free(struct vv_device *vv);

/* dma.c */
int vv_dma_setup(struct vv_device *vv);
void vv_dma_clear(struct vv_device *vv);

#endif
