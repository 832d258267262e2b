// SPDX-License-Identifier: GPL-2.0
/* Takes samples as they come and keeps the last one. */
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "sensor_guest.h"
#include "sensor_period.h"

struct reader {
	struct sensor_device *dev;
	struct work_struct work;
	struct sample last;
};

static void reader_take(struct work_struct *work)
{
	struct reader *r = container_of(work, struct reader, work);

	while (sensor_samples_recv(r->dev, &r->last) >= 0)
		;
	sensor_samples_signal(r->dev);
}

static int reader_probe(struct sensor_device *dev)
{
	struct reader *r = kzalloc(sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	r->dev = dev;
	INIT_WORK(&r->work, reader_take);
	dev->priv = r;
	ret = sensor_start(dev, SENSOR_PERIOD_US);
	if (ret) {
		kfree(r);
		return ret;
	}
	sensor_samples_listen(dev, true);
	/* what came before it was listened to */
	schedule_work(&r->work);
	return 0;
}

static void reader_remove(struct sensor_device *dev)
{
	struct reader *r = dev->priv;

	cancel_work_sync(&r->work);
	kfree(r);
}

static void reader_ring_samples_notify(struct sensor_device *dev)
{
	schedule_work(&((struct reader *)dev->priv)->work);
}

DEFINE_SENSOR_OPS(reader);
