// SPDX-License-Identifier: GPL-2.0
/* A device on the bus, its configuration, its attributes. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/virtio_config.h>

#include <linux/vbus_compat.h>

#include "virtio.h"

/* ---- on the bus ---- */

static const struct vbus_device_interface_ops vbus_virtio_intf_ops = {
	.open = vbus_virtio_open,
};

static int vbus_virtio_bus_connect(struct vbus_device *vdev, struct vbus *bus)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);
	int err;

	/* A driver's state is the device's: one driver, so one bus. */
	if (dev->bus)
		return -EBUSY;

	memset(&dev->intf, 0, sizeof(dev->intf));
	dev->intf.type = "virtio";
	dev->intf.ops = &vbus_virtio_intf_ops;
	err = vbus_device_interface_register(vdev, bus, &dev->intf);
	if (!err)
		dev->bus = bus;
	return err;
}

static int vbus_virtio_bus_disconnect(struct vbus_device *vdev,
				      struct vbus *bus)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);

	vbus_device_interface_unregister(&dev->intf);
	dev->bus = NULL;
	return 0;
}

static void vbus_virtio_release(struct vbus_device *vdev)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);
	const struct vbus_virtio_ops *ops = dev->ops;

	vbus_virtio_device_destroy(dev);
	ops->release(dev);
}

static const struct vbus_device_ops vbus_virtio_device_ops = {
	.bus_connect = vbus_virtio_bus_connect,
	.bus_disconnect = vbus_virtio_bus_disconnect,
	.release = vbus_virtio_release,
};

/**
 * vbus_virtio_device_init() - make what a back end embeds
 * @dev: the device; features, config and config_len may be set before or
 *	after, vdev.attrs as well
 * @ops: the back end
 * @max_queues: most queues that it will ever have
 *
 * Context: process; may sleep.
 * Return: 0; -EINVAL for a back end that lacks what it must have; -ENOMEM
 */
int vbus_virtio_device_init(struct vbus_virtio_device *dev,
			    const struct vbus_virtio_ops *ops,
			    unsigned int max_queues)
{
	unsigned int i;

	if (!ops->queue_info || !ops->queue_run || !ops->release ||
	    !max_queues) {
		pr_err("device %u lacks queues, queue_info(), queue_run() or release()\n",
		       ops->device_id);
		return -EINVAL;
	}

	dev->queues = kvcalloc(max_queues, sizeof(*dev->queues), GFP_KERNEL);
	if (!dev->queues)
		return -ENOMEM;

	dev->vdev.type = "virtio";
	dev->vdev.ops = &vbus_virtio_device_ops;
	dev->ops = ops;
	dev->max_queues = max_queues;
	mutex_init(&dev->lock);
	spin_lock_init(&dev->config_lock);
	for (i = 0; i < max_queues; i++)
		vbus_virtqueue_init(dev, i);

	return 0;
}
EXPORT_SYMBOL_GPL(vbus_virtio_device_init);

/**
 * vbus_virtio_device_destroy() - undo vbus_virtio_device_init()
 * @dev: the device, without a driver
 *
 * For a create() that fails after it; else it was called when release() is.
 *
 * Context: process; may sleep.
 */
void vbus_virtio_device_destroy(struct vbus_virtio_device *dev)
{
	unsigned int i;

	for (i = 0; i < dev->max_queues; i++)
		vbus_virtqueue_exit(&dev->queues[i]);
	kvfree(dev->queues);
	mutex_destroy(&dev->lock);
}
EXPORT_SYMBOL_GPL(vbus_virtio_device_destroy);

/* ---- configuration ---- */

/**
 * vbus_virtio_config_update() - change the configuration
 * @dev: the device
 * @offset: where
 * @data: what, little-endian
 * @len: bytes
 *
 * A driver that reads sees all of it or nothing, or that the generation is
 * another. It is not told: vbus_virtio_config_changed().
 *
 * Context: any.
 */
void vbus_virtio_config_update(struct vbus_virtio_device *dev, u32 offset,
			       const void *data, u32 len)
{
	unsigned long flags;

	if (WARN_ON_ONCE(offset > dev->config_len ||
			 len > dev->config_len - offset))
		return;

	spin_lock_irqsave(&dev->config_lock, flags);
	memcpy(dev->config + offset, data, len);
	dev->generation++;
	spin_unlock_irqrestore(&dev->config_lock, flags);
}
EXPORT_SYMBOL_GPL(vbus_virtio_config_update);

/**
 * vbus_virtio_config_changed() - tell the driver of a change
 * @dev: the device; there need be no driver
 *
 * Context: any.
 */
void vbus_virtio_config_changed(struct vbus_virtio_device *dev)
{
	unsigned long flags;

	/* Under the lock: after close nothing is told. */
	spin_lock_irqsave(&dev->config_lock, flags);
	if (dev->config_signal)
		shm_signal_inject(dev->config_signal);
	spin_unlock_irqrestore(&dev->config_lock, flags);
}
EXPORT_SYMBOL_GPL(vbus_virtio_config_changed);

/* Any context, but under no lock of a queue. */
void vbus_virtio_needs_reset(struct vbus_virtio_device *dev)
{
	unsigned int i;

	WRITE_ONCE(dev->needs_reset, true);
	for (i = 0; i < dev->nqueues; i++)
		vbus_virtqueue_kill(&dev->queues[i]);
	vbus_virtio_config_changed(dev);
}

/* ---- attributes ---- */

static ssize_t status_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);
	u8 status;

	mutex_lock(&dev->lock);
	status = dev->status;
	mutex_unlock(&dev->lock);
	if (READ_ONCE(dev->needs_reset))
		status |= VIRTIO_CONFIG_S_NEEDS_RESET;
	return sysfs_emit(buf, "0x%02x\n", status);
}

static ssize_t features_show(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr, char *buf)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);
	u64 features;

	mutex_lock(&dev->lock);
	features = dev->driver_features;
	mutex_unlock(&dev->lock);
	return sysfs_emit(buf, "0x%016llx\n", features);
}

static ssize_t faults_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct vbus_virtio_device *dev = to_vbus_virtio_device(vdev);

	return sysfs_emit(buf, "%u\n", atomic_read(&dev->faults));
}

struct vbus_device_attribute vbus_virtio_attr_status = {
	.attr = { .name = "status", .mode = 0444 },
	.show = status_show,
};
EXPORT_SYMBOL_GPL(vbus_virtio_attr_status);

struct vbus_device_attribute vbus_virtio_attr_features = {
	.attr = { .name = "features", .mode = 0444 },
	.show = features_show,
};
EXPORT_SYMBOL_GPL(vbus_virtio_attr_features);

struct vbus_device_attribute vbus_virtio_attr_faults = {
	.attr = { .name = "faults", .mode = 0444 },
	.show = faults_show,
};
EXPORT_SYMBOL_GPL(vbus_virtio_attr_faults);
