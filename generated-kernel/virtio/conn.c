// SPDX-License-Identifier: GPL-2.0
/*
 * A driver: what it calls, in which order. Arguments are copied, checked, used.
 * All is under the device's lock.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/virtio_config.h>

#include <linux/vbus_compat.h>

#include "virtio.h"

/* As our PCI function's; virtio gives no numbers to makers of transports. */
#define VBUS_VIRTIO_VENDOR 0x73756276 /* "vbus" */

#define VBUS_VIRTIO_STATUS \
	(VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER | \
	 VIRTIO_CONFIG_S_DRIVER_OK | VIRTIO_CONFIG_S_FEATURES_OK | \
	 VIRTIO_CONFIG_S_FAILED)

static struct vbus_virtio_conn *to_conn(struct vbus_connection *base)
{
	return container_of(base, struct vbus_virtio_conn, base);
}

static u64 vbus_virtio_offered(const struct vbus_virtio_device *dev)
{
	return dev->features | VBUS_VIRTIO_RING_FEATURES |
	       VBUS_VIRTIO_MUST_FEATURES;
}

static int vbus_virtio_get(struct vbus_virtio_conn *conn, void *args, u64 data,
			   u32 len, size_t size)
{
	if (len != size)
		return -EINVAL;
	return vbus_copy_from(conn->ctx, args, data, size);
}

/* ---- features and configuration ---- */

static int vbus_virtio_get_devid(struct vbus_virtio_conn *conn, u64 data,
				 u32 len)
{
	struct virtio_vbus_devid args = {
		.device = conn->dev->ops->device_id,
		.vendor = VBUS_VIRTIO_VENDOR,
	};

	if (len != sizeof(args))
		return -EINVAL;
	return vbus_copy_to(conn->ctx, data, &args, sizeof(args));
}

static int vbus_virtio_get_features(struct vbus_virtio_conn *conn, u64 data,
				    u32 len)
{
	struct virtio_vbus_features args = {
		.bits = vbus_virtio_offered(conn->dev),
	};

	if (len != sizeof(args))
		return -EINVAL;
	return vbus_copy_to(conn->ctx, data, &args, sizeof(args));
}

static int vbus_virtio_finalize(struct vbus_virtio_conn *conn, u64 data,
				u32 len)
{
	struct vbus_virtio_device *dev = conn->dev;
	struct virtio_vbus_features args;
	int err;

	err = vbus_virtio_get(conn, &args, data, len, sizeof(args));
	if (err)
		return err;
	if (dev->status & VIRTIO_CONFIG_S_FEATURES_OK ||
	    args.bits & ~vbus_virtio_offered(dev) ||
	    ~args.bits & VBUS_VIRTIO_MUST_FEATURES)
		return -EINVAL;

	conn->finalized = false;
	dev->driver_features = 0;
	if (dev->ops->features_ok) {
		err = dev->ops->features_ok(dev, args.bits);
		if (err)
			return err;
	}
	dev->driver_features = args.bits;
	conn->finalized = true;
	return 0;
}

/* The head of a piece, checked; its @args->len bytes follow at @data. */
static int vbus_virtio_config_args(struct vbus_virtio_conn *conn,
				   struct virtio_vbus_config *args, u64 data,
				   u32 len)
{
	struct vbus_virtio_device *dev = conn->dev;
	int err;

	if (len < sizeof(*args))
		return -EINVAL;
	err = vbus_copy_from(conn->ctx, args, data, sizeof(*args));
	if (err)
		return err;
	if (args->len > VIRTIO_VBUS_CONFIG_CHUNK ||
	    args->len != len - sizeof(*args) ||
	    memchr_inv(args->__reserved0, 0, sizeof(args->__reserved0)) ||
	    args->offset > dev->config_len ||
	    args->len > dev->config_len - args->offset)
		return -EINVAL;

	return 0;
}

static int vbus_virtio_config_get(struct vbus_virtio_conn *conn, u64 data,
				  u32 len)
{
	struct vbus_virtio_device *dev = conn->dev;
	u8 bytes[VIRTIO_VBUS_CONFIG_CHUNK];
	struct virtio_vbus_config args;
	int err;

	err = vbus_virtio_config_args(conn, &args, data, len);
	if (err)
		return err;

	spin_lock_irq(&dev->config_lock);
	memcpy(bytes, dev->config + args.offset, args.len);
	args.generation = dev->generation;
	spin_unlock_irq(&dev->config_lock);

	err = vbus_copy_to(conn->ctx, data, &args, sizeof(args));
	if (!err)
		err = vbus_copy_to(conn->ctx, data + sizeof(args), bytes,
				   args.len);
	return err;
}

static int vbus_virtio_config_set(struct vbus_virtio_conn *conn, u64 data,
				  u32 len)
{
	struct vbus_virtio_device *dev = conn->dev;
	u8 bytes[VIRTIO_VBUS_CONFIG_CHUNK];
	struct virtio_vbus_config args;
	int err;

	err = vbus_virtio_config_args(conn, &args, data, len);
	if (err)
		return err;
	if (!dev->ops->config_set)
		return -EPERM;
	err = vbus_copy_from(conn->ctx, bytes, data + sizeof(args), args.len);
	if (err)
		return err;

	return dev->ops->config_set(dev, args.offset, bytes, args.len);
}

/* ---- status ---- */

static int vbus_virtio_get_status(struct vbus_virtio_conn *conn, u64 data,
				  u32 len)
{
	struct virtio_vbus_status args = { .status = conn->dev->status };

	if (len != sizeof(args))
		return -EINVAL;
	if (READ_ONCE(conn->dev->needs_reset))
		args.status |= VIRTIO_CONFIG_S_NEEDS_RESET;
	return vbus_copy_to(conn->ctx, data, &args, sizeof(args));
}

static void vbus_virtio_reset(struct vbus_virtio_conn *conn)
{
	struct vbus_virtio_device *dev = conn->dev;
	unsigned int i;

	for (i = 0; i < dev->nqueues; i++)
		vbus_virtqueue_disable(&dev->queues[i]);
	if (dev->ops->reset)
		dev->ops->reset(dev);
	dev->status = 0;
	dev->driver_features = 0;
	conn->finalized = false;
	/* Nobody runs who could find one more lie. */
	WRITE_ONCE(dev->needs_reset, false);
}

static void vbus_virtio_start(struct vbus_virtio_device *dev)
{
	unsigned int i;
	int err;

	for (i = 0; i < dev->nqueues; i++) {
		err = vbus_virtqueue_start(&dev->queues[i]);
		if (err) {
			pr_err("%s: queue %s (%u) does not start: %d\n",
			       vbus_device_name(&dev->vdev),
			       dev->queues[i].info->name, i, err);
			vbus_virtio_needs_reset(dev);
			return;
		}
	}
}

static int vbus_virtio_set_status(struct vbus_virtio_conn *conn, u64 data,
				  u32 len)
{
	struct vbus_virtio_device *dev = conn->dev;
	struct virtio_vbus_status args;
	u8 added, status;
	int err;

	err = vbus_virtio_get(conn, &args, data, len, sizeof(args));
	if (err)
		return err;
	if (memchr_inv(args.__reserved0, 0, sizeof(args.__reserved0)))
		return -EINVAL;
	if (!args.status) {
		vbus_virtio_reset(conn);
		return 0;
	}

	/* Ours, which the driver has read and writes back. */
	status = args.status & ~VIRTIO_CONFIG_S_NEEDS_RESET;
	added = status & ~dev->status;
	if (dev->status & ~status || added & ~VBUS_VIRTIO_STATUS)
		return -EINVAL;
	if (added & VIRTIO_CONFIG_S_FEATURES_OK && !conn->finalized)
		return -EINVAL;
	if (added & VIRTIO_CONFIG_S_DRIVER_OK &&
	    !(status & VIRTIO_CONFIG_S_FEATURES_OK))
		return -EINVAL;

	dev->status = status;
	if (added & VIRTIO_CONFIG_S_DRIVER_OK)
		vbus_virtio_start(dev);
	if (added && dev->ops->status)
		dev->ops->status(dev, status);
	return 0;
}

static int vbus_virtio_do_reset(struct vbus_virtio_conn *conn, u64 data,
				u32 len)
{
	if (len)
		return -EINVAL;

	vbus_virtio_reset(conn);
	return 0;
}

/* ---- queues ---- */

static int vbus_virtio_get_queue(struct vbus_virtio_conn *conn,
				 struct virtio_vbus_queue *args, u64 data,
				 u32 len, struct vbus_virtqueue **vq)
{
	struct vbus_virtio_device *dev = conn->dev;
	int err;

	err = vbus_virtio_get(conn, args, data, len, sizeof(*args));
	if (err)
		return err;
	if (args->index >= dev->nqueues)
		return -ENOENT;

	*vq = &dev->queues[array_index_nospec(args->index, dev->nqueues)];
	return 0;
}

static int vbus_virtio_queue_query(struct vbus_virtio_conn *conn, u64 data,
				   u32 len)
{
	struct virtio_vbus_queue args;
	struct vbus_virtqueue *vq;
	int err;

	err = vbus_virtio_get_queue(conn, &args, data, len, &vq);
	if (err)
		return err;

	args.num = vq->info->num;
	return vbus_copy_to(conn->ctx, data, &args, sizeof(args));
}

static int vbus_virtio_queue_enable(struct vbus_virtio_conn *conn, u64 data,
				    u32 len)
{
	u8 status = conn->dev->status;
	struct virtio_vbus_queue args;
	struct vbus_virtqueue *vq;
	int err;

	err = vbus_virtio_get_queue(conn, &args, data, len, &vq);
	if (err)
		return err;
	if (!(status & VIRTIO_CONFIG_S_FEATURES_OK) ||
	    status & VIRTIO_CONFIG_S_DRIVER_OK)
		return -EINVAL;

	return vbus_virtqueue_enable(vq, args.num);
}

static int vbus_virtio_queue_del(struct vbus_virtio_conn *conn, u64 data,
				 u32 len)
{
	struct virtio_vbus_queue args;
	struct vbus_virtqueue *vq;
	int err;

	err = vbus_virtio_get_queue(conn, &args, data, len, &vq);
	if (err)
		return err;
	if (args.num)
		return -EINVAL;
	if (!vq->enabled)
		return -ENOENT;

	vbus_virtqueue_disable(vq);
	return 0;
}

/* ---- verbs ---- */

static int (*const vbus_virtio_calls[])(struct vbus_virtio_conn *conn,
					u64 data, u32 len) = {
	[VIRTIO_VBUS_FUNC_GET_DEVID] = vbus_virtio_get_devid,
	[VIRTIO_VBUS_FUNC_GET_FEATURES] = vbus_virtio_get_features,
	[VIRTIO_VBUS_FUNC_FINALIZE_FEATURES] = vbus_virtio_finalize,
	[VIRTIO_VBUS_FUNC_CONFIG_GET] = vbus_virtio_config_get,
	[VIRTIO_VBUS_FUNC_CONFIG_SET] = vbus_virtio_config_set,
	[VIRTIO_VBUS_FUNC_GET_STATUS] = vbus_virtio_get_status,
	[VIRTIO_VBUS_FUNC_SET_STATUS] = vbus_virtio_set_status,
	[VIRTIO_VBUS_FUNC_RESET] = vbus_virtio_do_reset,
	[VIRTIO_VBUS_FUNC_QUEUE_QUERY] = vbus_virtio_queue_query,
	[VIRTIO_VBUS_FUNC_QUEUE_DEL] = vbus_virtio_queue_del,
	[VIRTIO_VBUS_FUNC_QUEUE_ENABLE] = vbus_virtio_queue_enable,
};

static int vbus_virtio_call(struct vbus_connection *base, u32 func, u64 data,
			    u32 len, u32 flags)
{
	struct vbus_virtio_conn *conn = to_conn(base);

	if (flags || func >= ARRAY_SIZE(vbus_virtio_calls))
		return -EINVAL;
	func = array_index_nospec(func, ARRAY_SIZE(vbus_virtio_calls));

	guard(mutex)(&conn->dev->lock);

	return vbus_virtio_calls[func](conn, data, len);
}

static int vbus_virtio_shm_config(struct vbus_virtio_conn *conn,
				  struct vbus_shm *shm,
				  struct shm_signal *signal)
{
	struct vbus_virtio_device *dev = conn->dev;

	if (conn->config_shm)
		return -EEXIST;
	if (!signal)
		return -EINVAL;

	conn->config_shm = shm;
	spin_lock_irq(&dev->config_lock);
	dev->config_signal = signal;
	spin_unlock_irq(&dev->config_lock);
	return 0;
}

static int vbus_virtio_shm(struct vbus_connection *base, u32 id,
			   struct vbus_shm *shm, struct shm_signal *signal,
			   u32 flags)
{
	struct vbus_virtio_conn *conn = to_conn(base);
	struct vbus_virtio_device *dev = conn->dev;

	if (flags)
		return -EINVAL;

	guard(mutex)(&dev->lock);

	if (id == VIRTIO_VBUS_SHM_CONFIG)
		return vbus_virtio_shm_config(conn, shm, signal);

	id -= VIRTIO_VBUS_SHM_QUEUE;
	if (id >= dev->nqueues)
		return -EINVAL;
	id = array_index_nospec(id, dev->nqueues);
	return vbus_virtqueue_attach(&dev->queues[id], shm, signal);
}

static void vbus_virtio_close(struct vbus_connection *base)
{
	struct vbus_virtio_conn *conn = to_conn(base);
	struct vbus_virtio_device *dev = conn->dev;
	struct shm_signal *signal;
	unsigned int i;

	guard(mutex)(&dev->lock);

	vbus_virtio_reset(conn);
	for (i = 0; i < dev->nqueues; i++)
		vbus_virtqueue_detach(&dev->queues[i]);

	spin_lock_irq(&dev->config_lock);
	signal = dev->config_signal;
	dev->config_signal = NULL;
	spin_unlock_irq(&dev->config_lock);
	if (signal)
		shm_signal_put(signal);
	if (conn->config_shm)
		vbus_shm_put(conn->config_shm);

	if (dev->ops->close)
		dev->ops->close(dev);
	dev->nqueues = 0;
	dev->conn = NULL;
}

static void vbus_virtio_conn_release(struct vbus_connection *base)
{
	struct vbus_virtio_conn *conn = to_conn(base);

	vbus_memctx_put(conn->ctx);
	kfree(conn);
}

static const struct vbus_connection_ops vbus_virtio_conn_ops = {
	.call = vbus_virtio_call,
	.shm = vbus_virtio_shm,
	.close = vbus_virtio_close,
	.release = vbus_virtio_conn_release,
};

static unsigned int vbus_virtio_find_queues(struct vbus_virtio_device *dev,
					    struct vbus_memctx *ctx)
{
	const struct vbus_virtqueue_info *info;
	unsigned int i;

	for (i = 0; i < dev->max_queues; i++) {
		info = dev->ops->queue_info(dev, i);
		if (!info)
			break;
		dev->queues[i].info = info;
		dev->queues[i].ctx = ctx;
	}

	return i;
}

int vbus_virtio_open(struct vbus_device_interface *intf,
		     struct vbus_memctx *ctx, u32 version,
		     struct vbus_connection **conn)
{
	struct vbus_virtio_device *dev =
		container_of(intf, struct vbus_virtio_device, intf);
	struct vbus_virtio_conn *c;
	int err = 0;

	if (version != VIRTIO_VBUS_VERSION)
		return -EINVAL;

	guard(mutex)(&dev->lock);

	if (dev->conn)
		return -EBUSY;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	if (dev->ops->open)
		err = dev->ops->open(dev);
	if (err) {
		kfree(c);
		return err;
	}

	vbus_connection_init(&c->base, &vbus_virtio_conn_ops);
	c->dev = dev;
	c->ctx = vbus_memctx_get(ctx);
	dev->nqueues = vbus_virtio_find_queues(dev, ctx);
	dev->conn = c;
	*conn = &c->base;
	return 0;
}
