// SPDX-License-Identifier: GPL-2.0
/*
 * What the driver does: shows in the device's folder, below
 * /sys/bus/virtio/devices,
 *
 *	config    the configuration space, in the bytes of the spec
 *	period    of the device, in ms; can be written
 *	running   1 to have it measure, 0 to end that
 *	samples   the last samples since then, in the bytes of the spec
 */
#include <linux/cache.h>
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/mutex.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/workqueue.h>

#include "@name@_guest.h"

#define READER_BUFFERS 16
/* What is kept for those who read the file samples. */
#define READER_SAMPLES 64

struct reader {
	struct @name@_device *dev;
	struct work_struct work;

	spinlock_t lock; /* samples and count */
	struct @name@_sample samples[READER_SAMPLES];
	unsigned int count;

	struct mutex asking; /* one request at a time */
	bool running;
	spinlock_t control; /* calls of that queue, stopped */
	bool stopped;
	struct completion answered;

	/* of the device, which must have its cache lines for itself */
	struct @name@_head head ____cacheline_aligned;
	u8 status ____cacheline_aligned;
	struct @name@_sample buffers[READER_BUFFERS] ____cacheline_aligned;
};

static int reader_send(struct reader *r, u16 op)
{
	struct virtqueue *vq = @name@_find_control(r->dev)->vq;
	struct scatterlist out, in, *sgs[] = { &out, &in };
	int ret;

	if (r->stopped)
		return -ENODEV;
	/* who asked before was killed while waiting */
	if (!completion_done(&r->answered))
		return -EBUSY;

	r->head = (struct @name@_head){ .op = cpu_to_le16(op) };
	r->status = @NAME@_S_UNKNOWN;
	sg_init_one(&out, &r->head, sizeof(r->head));
	sg_init_one(&in, &r->status, sizeof(r->status));
	ret = virtqueue_add_sgs(vq, sgs, 1, 1, r, GFP_ATOMIC);
	if (ret)
		return ret;

	reinit_completion(&r->answered);
	virtqueue_kick(vq);
	return 0;
}

static int reader_ask(struct reader *r, u16 op)
{
	int ret;

	spin_lock_irq(&r->control);
	ret = reader_send(r, op);
	spin_unlock_irq(&r->control);
	if (ret)
		return ret;

	ret = wait_for_completion_killable(&r->answered);
	if (ret)
		return ret;
	if (READ_ONCE(r->stopped))
		return -ENODEV;
	switch (READ_ONCE(r->status)) {
	case @NAME@_S_OK:
		return 0;
	case @NAME@_S_BUSY:
		return -EBUSY;
	default:
		return -EIO;
	}
}

/* Keeps what came and posts the buffers again. Nobody else uses the queue. */
static void reader_take(struct work_struct *work)
{
	struct reader *r = container_of(work, struct reader, work);
	struct virtqueue *vq = @name@_find_samples(r->dev)->vq;
	struct @name@_sample *buffer;
	struct scatterlist in;
	unsigned int len;

	spin_lock(&r->lock);
	while ((buffer = virtqueue_get_buf(vq, &len))) {
		if (r->count == READER_SAMPLES) {
			r->count--;
			memmove(r->samples, r->samples + 1,
				r->count * sizeof(r->samples[0]));
		}
		if (len == sizeof(*buffer))
			r->samples[r->count++] = *buffer;
		sg_init_one(&in, buffer, sizeof(*buffer));
		virtqueue_add_inbuf(vq, &in, 1, buffer, GFP_ATOMIC);
	}
	spin_unlock(&r->lock);
	virtqueue_kick(vq);
}

static struct reader *to_reader(struct device *d)
{
	return ((struct @name@_device *)dev_to_virtio(d)->priv)->priv;
}

static ssize_t config_read(struct file *file, struct kobject *kobj,
			   struct bin_attribute *attr, char *buf, loff_t off,
			   size_t len)
{
	struct reader *r = to_reader(kobj_to_dev(kobj));
	struct @name@_config config;

	/* all of it at once: not half before and half behind a change */
	virtio_cread_bytes(r->dev->vdev, 0, &config, sizeof(config));
	return memory_read_from_buffer(buf, len, &off, &config, sizeof(config));
}
static BIN_ATTR_RO(config, sizeof(struct @name@_config));

static ssize_t samples_read(struct file *file, struct kobject *kobj,
			    struct bin_attribute *attr, char *buf, loff_t off,
			    size_t len)
{
	struct reader *r = to_reader(kobj_to_dev(kobj));
	ssize_t ret;

	spin_lock(&r->lock);
	ret = memory_read_from_buffer(buf, len, &off, r->samples,
				      r->count * sizeof(r->samples[0]));
	spin_unlock(&r->lock);
	return ret;
}
static BIN_ATTR_RO(samples, 0);

static ssize_t period_show(struct device *d, struct device_attribute *attr,
			   char *buf)
{
	struct @name@_device *dev = to_reader(d)->dev;

	return sysfs_emit(buf, "%u\n", @name@_config_get_period(dev));
}

static ssize_t period_store(struct device *d, struct device_attribute *attr,
			    const char *buf, size_t len)
{
	struct @name@_device *dev = to_reader(d)->dev;
	u32 value;
	int ret;

	ret = kstrtou32(buf, 0, &value);
	if (ret)
		return ret;
	if (!virtio_has_feature(dev->vdev, @NAME@_F_PERIOD))
		return -EOPNOTSUPP;
	@name@_config_set_period(dev, value);
	/* a device keeps what it had instead of what it does not take */
	return @name@_config_get_period(dev) == value ? len : -EINVAL;
}
static DEVICE_ATTR_RW(period);

static void reader_forget(struct reader *r)
{
	flush_work(&r->work);
	spin_lock(&r->lock);
	r->count = 0;
	spin_unlock(&r->lock);
}

static ssize_t running_show(struct device *d, struct device_attribute *attr,
			    char *buf)
{
	return sysfs_emit(buf, "%d\n", READ_ONCE(to_reader(d)->running));
}

static ssize_t running_store(struct device *d, struct device_attribute *attr,
			     const char *buf, size_t len)
{
	struct reader *r = to_reader(d);
	bool run;
	int ret;

	ret = kstrtobool(buf, &run);
	if (ret)
		return ret;

	mutex_lock(&r->asking);
	if (run && !r->running)
		reader_forget(r);
	ret = reader_ask(r, run ? @NAME@_OP_START : @NAME@_OP_STOP);
	if (!ret)
		WRITE_ONCE(r->running, run);
	mutex_unlock(&r->asking);
	return ret ?: len;
}
static DEVICE_ATTR_RW(running);

static struct attribute *reader_attrs[] = {
	&dev_attr_period.attr,
	&dev_attr_running.attr,
	NULL
};

static struct bin_attribute *reader_bin_attrs[] = {
	&bin_attr_config,
	&bin_attr_samples,
	NULL
};

static const struct attribute_group reader_group = {
	.attrs = reader_attrs,
	.bin_attrs = reader_bin_attrs,
};

static u64 reader_want_f(struct virtio_device *vdev)
{
	return BIT_ULL(@NAME@_F_PERIOD);
}

/* Buffers are posted; the device does not look at them before start. */
static int reader_probe(struct @name@_device *dev)
{
	struct @name@_queue *q = @name@_find_samples(dev);
	struct scatterlist in;
	struct reader *r;
	int ret = 0;
	int i;

	r = kzalloc(sizeof(*r), GFP_KERNEL);
	if (!r)
		return -ENOMEM;
	r->dev = dev;
	dev->priv = r;
	INIT_WORK(&r->work, reader_take);
	spin_lock_init(&r->lock);
	mutex_init(&r->asking);
	spin_lock_init(&r->control);
	init_completion(&r->answered);
	complete_all(&r->answered);

	/* the device says how many its queue can take */
	for (i = 0; !ret && i < READER_BUFFERS && q->vq->num_free; i++) {
		sg_init_one(&in, &r->buffers[i], sizeof(r->buffers[i]));
		ret = virtqueue_add_inbuf(q->vq, &in, 1, &r->buffers[i],
					  GFP_KERNEL);
	}
	if (ret)
		kfree(r);
	return ret;
}

static int reader_start(struct @name@_device *dev)
{
	virtqueue_kick(@name@_find_samples(dev)->vq);
	return sysfs_create_group(&dev->vdev->dev.kobj, &reader_group);
}

static void reader_stop(struct @name@_device *dev)
{
	struct reader *r = dev->priv;

	/* who waits for an answer gets none, and lets go of the file */
	spin_lock_irq(&r->control);
	r->stopped = true;
	complete_all(&r->answered);
	spin_unlock_irq(&r->control);
	sysfs_remove_group(&dev->vdev->dev.kobj, &reader_group);
	cancel_work_sync(&r->work);
}

/* The device was reset, and touches no buffer any more. */
static void reader_remove(struct @name@_device *dev)
{
	u32 i;

	for (i = 0; i < dev->nqueues; i++)
		while (virtqueue_detach_unused_buf(dev->queues[i].vq))
			;
	kfree(dev->priv);
}

/* Nothing is kept of it: the file config is read from the device. */
static void reader_config_changed(struct @name@_device *dev)
{
}

static void reader_queue_samples_done(struct @name@_queue *q)
{
	schedule_work(&((struct reader *)q->dev->priv)->work);
}

static void reader_queue_control_done(struct @name@_queue *q)
{
	struct reader *r = q->dev->priv;
	unsigned long flags;
	unsigned int len;

	spin_lock_irqsave(&r->control, flags);
	while (virtqueue_get_buf(q->vq, &len))
		complete_all(&r->answered);
	spin_unlock_irqrestore(&r->control, flags);
}

DEFINE_@NAME@_OPS(reader);
