// SPDX-License-Identifier: GPL-2.0
/*
 * virtio_vbus: devices of virtio on a bus, for Linux's own drivers of virtio.
 *
 * A device is open from probe to remove. A driver of virtio may come and go
 * meanwhile, and resets it.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/pm.h>
#include <linux/slab.h>

#include "virtio_vbus.h"

/* ---- changes of the configuration ---- */

static void vv_config_signalled(struct shm_signal_notifier *n)
{
	struct vv_region *region = container_of(n, struct vv_region, notifier);

	virtio_config_changed(&region->dev->vdev);
	schedule_work(&region->dev->look);
}

/* Linux's drivers do not look at it. */
static void vv_look(struct work_struct *work)
{
	struct vv_device *vv = container_of(work, struct vv_device, look);

	if (!vv_answers(vv))
		dev_err_ratelimited(&vv->vdev.dev,
				    "the device has stopped: it needs a reset\n");
}

/* ---- from the proxy to the device of virtio, and back ---- */

static int vv_identify(struct vv_device *vv)
{
	struct virtio_vbus_devid *devid = &vv->block->devid;
	int err;

	mutex_lock(&vv->lock);
	memset(devid, 0, sizeof(*devid));
	err = vv_call(vv, VIRTIO_VBUS_FUNC_GET_DEVID, sizeof(*devid));
	if (!err) {
		vv->vdev.id.device = READ_ONCE(devid->device);
		vv->vdev.id.vendor = READ_ONCE(devid->vendor);
	}
	mutex_unlock(&vv->lock);
	if (err)
		return err;

	/* Reserved by virtio: a place without a device. */
	return vv->vdev.id.device ? 0 : -ENODEV;
}

static int vv_open(struct vv_device *vv)
{
	struct vbus_device_proxy *proxy = vv->proxy;
	int err;

	err = proxy->ops->open(proxy, VIRTIO_VBUS_VERSION, 0);
	if (err)
		return err;

	err = vv_identify(vv);
	if (!err)
		err = vv_region_create(vv, &vv->config, VIRTIO_VBUS_SHM_CONFIG,
				       0);
	if (err) {
		proxy->ops->close(proxy, 0);
		return err;
	}

	return 0;
}

/* The driver is gone. */
static void vv_close(struct vv_device *vv)
{
	struct vbus_device_proxy *proxy = vv->proxy;

	vv_region_stop(&vv->config);
	cancel_work_sync(&vv->look);
	proxy->ops->close(proxy, 0);
	vv_queues_free(vv);
	vv_region_free(&vv->config);
}

/*
 * The last reference may be dropped long after remove, by who has a file of the
 * device open; the module stays as long.
 */
static void vv_release(struct device *dev)
{
	struct vv_device *vv = to_vv_device(dev_to_virtio(dev));

	put_device(&vv->proxy->dev);
	kfree(vv->block);
	kfree(vv);
	module_put(THIS_MODULE);
}

static struct vv_device *vv_create(struct vbus_device_proxy *proxy)
{
	struct vv_device *vv;

	vv = kzalloc(sizeof(*vv), GFP_KERNEL);
	if (!vv)
		return NULL;

	vv->block = kzalloc(sizeof(*vv->block), GFP_KERNEL);
	if (!vv->block || !try_module_get(THIS_MODULE)) {
		kfree(vv->block);
		kfree(vv);
		return NULL;
	}

	get_device(&proxy->dev);
	vv->proxy = proxy;
	mutex_init(&vv->lock);
	xa_init(&vv->queues);
	INIT_WORK(&vv->look, vv_look);
	vv->config.notifier.signal = vv_config_signalled;
	vv->vdev.dev.parent = &proxy->dev;
	vv->vdev.dev.release = vv_release;
	vv->vdev.config = &vv_config_ops;

	return vv;
}

/* Of one that was never registered. */
static void vv_destroy(struct vv_device *vv)
{
	vv_release(&vv->vdev.dev);
}

static int vv_probe(struct vbus_device_proxy *proxy)
{
	struct vv_device *vv;
	int err;

	vv = vv_create(proxy);
	if (!vv)
		return -ENOMEM;

	err = vv_open(vv);
	if (err) {
		vv_destroy(vv);
		return err;
	}

	err = vv_dma_setup(vv);
	if (err) {
		vv_close(vv);
		vv_dma_clear(vv);
		vv_destroy(vv);
		return err;
	}

	/* Before the driver: it may ask for a change at once. */
	proxy->priv = vv;
	err = register_virtio_device(&vv->vdev);
	if (err) {
		vv_close(vv);
		vv_dma_clear(vv);
		put_device(&vv->vdev.dev);
		return err;
	}

	shm_signal_set_notifier(vv->config.signal, &vv->config.notifier);
	shm_signal_enable(vv->config.signal);
	return 0;
}

/*
 * A device that was taken off its bus still serves who has it open, so its
 * driver can write out what it has. One that does not answer, or needs a reset,
 * would let it wait for ever.
 */
static void vv_remove(struct vbus_device_proxy *proxy)
{
	struct vv_device *vv = proxy->priv;

	if (!vv_answers(vv))
		virtio_break_device(&vv->vdev);

	vv_region_stop(&vv->config);
	get_device(&vv->vdev.dev);
	unregister_virtio_device(&vv->vdev);
	vv_close(vv);
	vv_dma_clear(vv);
	put_device(&vv->vdev.dev);
}

/* ---- sleep ---- */

#ifdef CONFIG_PM_SLEEP
static int vv_freeze(struct device *dev)
{
	struct vv_device *vv = to_vbus_device_proxy(dev)->priv;

	return virtio_device_freeze(&vv->vdev);
}

static int vv_restore(struct device *dev)
{
	struct vv_device *vv = to_vbus_device_proxy(dev)->priv;

	return virtio_device_restore(&vv->vdev);
}
#endif

/* Where the connector does not unplug all devices for it. */
static SIMPLE_DEV_PM_OPS(vv_pm_ops, vv_freeze, vv_restore);

static struct vbus_driver vv_driver = {
	.type = "virtio",
	.drv.name = KBUILD_MODNAME,
	.drv.pm = &vv_pm_ops,
	.probe = vv_probe,
	.remove = vv_remove,
};
module_vbus_driver(vv_driver);

MODULE_ALIAS_VBUS("virtio");
MODULE_DESCRIPTION("Devices of virtio on a vbus");
MODULE_LICENSE("GPL");
