// SPDX-License-Identifier: GPL-2.0
/*
 * What the driver of the sheet does: counts when it is bound and says in
 * /sys/bus/virtio/devices/<device>/result how it went.
 */
#include <linux/completion.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/workqueue.h>

#include "tally_guest.h"

#define CLERK_ROUNDS 100

struct clerk_answer {
	__le64 sum;
	u8 status;
} __packed;

struct clerk {
	struct tally_device *dev;
	struct work_struct work;
	spinlock_t lock; /* calls of virtqueues */
	struct completion answered;
	struct completion event;
	struct tally_head head;
	struct clerk_answer answer;
	struct tally_event told;
	const char *said;
	int err;
	bool stopped;
	bool done;
};

/* Asks lane I for OP and waits for the bytes of the answer. */
static int clerk_ask(struct clerk *c, u32 i, u16 op, u32 value, u32 bytes)
{
	struct tally_queue *q = tally_find_work(c->dev, i);
	struct scatterlist out, in, *sgs[] = { &out, &in };
	int ret;

	if (!q)
		return -ENXIO;
	memset(&c->answer, 0, sizeof(c->answer));
	c->head = (struct tally_head){
		.op = cpu_to_le16(op),
		.value = cpu_to_le32(value),
	};
	sg_init_one(&out, &c->head, sizeof(c->head));
	sg_init_one(&in, &c->answer, bytes);
	reinit_completion(&c->answered);

	spin_lock_irq(&c->lock);
	ret = virtqueue_add_sgs(q->vq, sgs, 1, 1, c, GFP_ATOMIC);
	if (!ret)
		virtqueue_kick(q->vq);
	spin_unlock_irq(&c->lock);
	if (ret)
		return ret;

	wait_for_completion(&c->answered);
	return READ_ONCE(c->stopped) ? -EINTR : 0;
}

static int clerk_add(struct clerk *c, u32 i, u32 value, u64 expect, u8 status)
{
	int ret = clerk_ask(c, i, TALLY_OP_ADD, value, sizeof(c->answer));

	if (ret)
		return ret;
	return le64_to_cpu(c->answer.sum) == expect &&
	       c->answer.status == status ? 0 : -EBADMSG;
}

/* An answer of one byte. */
static int clerk_short(struct clerk *c, u16 op, u8 status)
{
	int ret = clerk_ask(c, 0, op, 0, 1);

	if (ret)
		return ret;
	return *(u8 *)&c->answer == status ? 0 : -EBADMSG;
}

static int clerk_count(struct clerk *c)
{
	struct tally_device *dev = c->dev;
	u8 label[8];
	u32 lanes, limit, i, n;
	int ret;

	c->said = "the configuration";
	limit = tally_config_get_limit(dev);
	lanes = tally_config_get_lanes(dev);
	tally_config_get_label(dev, label);
	if (!limit || !lanes || strcmp(label, "a sheet"))
		return -EPROTO;
	c->said = "as many queues as lanes";
	if (!tally_find_work(dev, lanes - 1) || tally_find_work(dev, lanes) ||
	    !tally_find_events(dev))
		return -EPROTO;

	c->said = "sums of each lane";
	for (n = 1; n <= CLERK_ROUNDS; n++) {
		for (i = 0; i < lanes; i++) {
			ret = clerk_add(c, i, i + 1, (u64)n * (i + 1),
					TALLY_S_OK);
			if (ret)
				return ret;
		}
	}

	c->said = "RESET";
	ret = clerk_short(c, TALLY_OP_RESET, TALLY_S_OK);
	if (ret)
		return ret;
	c->said = "a request that there is not";
	ret = clerk_short(c, 99, TALLY_S_UNKNOWN);
	if (ret)
		return ret;
	c->said = "SHOUT, whose feature was not chosen";
	ret = clerk_short(c, TALLY_OP_SHOUT, TALLY_S_UNKNOWN);
	if (ret)
		return ret;

	c->said = "a scale that is written";
	tally_config_set_scale(dev, 3);
	if (tally_config_get_scale(dev) != 3)
		return -EPROTO;
	ret = clerk_add(c, 0, 5, 15, TALLY_S_OK);
	if (ret)
		return ret;
	c->said = "a scale that the spec does not allow is refused";
	tally_config_set_scale(dev, 101);
	if (tally_config_get_scale(dev) != 3)
		return -EPROTO;
	c->said = "a scale that the sheet does not take is refused";
	tally_config_set_scale(dev, 13);
	if (tally_config_get_scale(dev) != 3)
		return -EPROTO;

	c->said = "an event when it is too much";
	ret = clerk_add(c, 0, limit, 15 + 3ULL * limit, TALLY_S_TOO_MUCH);
	if (ret)
		return ret;
	wait_for_completion(&c->event);
	if (READ_ONCE(c->stopped))
		return -EINTR;
	return le64_to_cpu(c->told.sum) == 15 + 3ULL * limit ? 0 : -EBADMSG;
}

static void clerk_work(struct work_struct *work)
{
	struct clerk *c = container_of(work, struct clerk, work);

	c->err = clerk_count(c);
	/* Pairs with the acquire in result_show(). */
	smp_store_release(&c->done, true);
}

static ssize_t result_show(struct device *d, struct device_attribute *attr,
			   char *buf)
{
	struct tally_device *dev = dev_to_virtio(d)->priv;
	struct clerk *c = dev->priv;

	/* Pairs with the release in clerk_work(). */
	if (!smp_load_acquire(&c->done))
		return sysfs_emit(buf, "running\n");
	if (c->err)
		return sysfs_emit(buf, "failed %d at: %s\n", c->err, c->said);
	return sysfs_emit(buf, "done queues=%u\n", dev->nqueues);
}
static DEVICE_ATTR_RO(result);

/* Not LOUD: a request behind it has to be refused. */
static u64 clerk_want_f(struct virtio_device *vdev)
{
	return BIT_ULL(TALLY_F_LANES) | BIT_ULL(TALLY_F_SCALE) |
	       BIT_ULL(TALLY_F_EVENTS);
}

static int clerk_probe(struct tally_device *dev)
{
	struct tally_queue *q = tally_find_events(dev);
	struct scatterlist in;
	struct clerk *c;
	int ret;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;
	c->dev = dev;
	dev->priv = c;
	INIT_WORK(&c->work, clerk_work);
	spin_lock_init(&c->lock);
	init_completion(&c->answered);
	init_completion(&c->event);

	if (q) {
		sg_init_one(&in, &c->told, sizeof(c->told));
		ret = virtqueue_add_inbuf(q->vq, &in, 1, c, GFP_KERNEL);
		if (ret)
			goto free;
	}
	ret = device_create_file(&dev->vdev->dev, &dev_attr_result);
	if (ret)
		goto free;
	return 0;

free:
	kfree(c);
	return ret;
}

static int clerk_start(struct tally_device *dev)
{
	struct tally_queue *q = tally_find_events(dev);
	struct clerk *c = dev->priv;

	if (q)
		virtqueue_kick(q->vq);
	schedule_work(&c->work);
	return 0;
}

static void clerk_stop(struct tally_device *dev)
{
	struct clerk *c = dev->priv;

	device_remove_file(&dev->vdev->dev, &dev_attr_result);
	WRITE_ONCE(c->stopped, true);
	complete_all(&c->answered);
	complete_all(&c->event);
	cancel_work_sync(&c->work);
}

static void clerk_remove(struct tally_device *dev)
{
	u32 i;

	for (i = 0; i < dev->nqueues; i++)
		while (dev->queues[i].vq &&
		       virtqueue_detach_unused_buf(dev->queues[i].vq))
			;
	kfree(dev->priv);
}

static void clerk_config_changed(struct tally_device *dev)
{
}

static void clerk_queue_work_done(struct tally_queue *q)
{
	struct clerk *c = q->dev->priv;
	unsigned long flags;
	unsigned int len;

	spin_lock_irqsave(&c->lock, flags);
	while (virtqueue_get_buf(q->vq, &len))
		complete(&c->answered);
	spin_unlock_irqrestore(&c->lock, flags);
}

static void clerk_queue_events_done(struct tally_queue *q)
{
	struct clerk *c = q->dev->priv;
	unsigned int len;

	while (virtqueue_get_buf(q->vq, &len))
		complete(&c->event);
}

DEFINE_TALLY_OPS(clerk);
