// SPDX-License-Identifier: GPL-2.0
/*
 * What the driver does, in a guest: takes samples as they come, and shows the
 * last one in the file `last` of the device's folder in sysfs.
 */
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "@name@_guest.h"

/* Between two samples. */
#define READER_PERIOD_MS 50

struct reader {
	struct @name@_device *dev;
	struct work_struct work;
	s64 last;
};

static void reader_take(struct work_struct *work)
{
	struct reader *r = container_of(work, struct reader, work);
	struct @name@_sample sample;

	/* each is a copy that has been checked; its buffer is posted again */
	while (@name@_samples_recv(r->dev, &sample) >= 0)
		WRITE_ONCE(r->last, sample.value);
	@name@_samples_signal(r->dev);
}

static ssize_t last_show(struct device *d, struct device_attribute *attr,
			 char *buf)
{
	struct @name@_device *dev = to_vbus_device_proxy(d)->priv;
	struct reader *r = dev->priv;

	return sysfs_emit(buf, "%lld\n", READ_ONCE(r->last));
}
static DEVICE_ATTR_RO(last);

/* The device is open and its rings are shared. */
static int reader_probe(struct @name@_device *dev)
{
	struct reader *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	r->dev = dev;
	INIT_WORK(&r->work, reader_take);
	dev->priv = r;
	ret = device_create_file(&dev->vdev->dev, &dev_attr_last);
	if (ret)
		goto free;
	ret = @name@_start(dev, READER_PERIOD_MS);
	if (ret)
		goto remove;
	@name@_samples_listen(dev, true);
	/* what came before it was listened to */
	schedule_work(&r->work);
	return 0;

remove:
	device_remove_file(&dev->vdev->dev, &dev_attr_last);
free:
	kfree(r);
	return ret;
}

static void reader_remove(struct @name@_device *dev)
{
	struct reader *r = dev->priv;

	device_remove_file(&dev->vdev->dev, &dev_attr_last);
	@name@_stop(dev);
	cancel_work_sync(&r->work);
	kfree(r);
}

/* May run in an interrupt: it only wakes somebody. */
static void reader_ring_samples_notify(struct @name@_device *dev)
{
	schedule_work(&((struct reader *)dev->priv)->work);
}

DEFINE_@NAME@_OPS(reader);
