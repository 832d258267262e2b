// SPDX-License-Identifier: GPL-2.0
/* What the sheet does: a sum for each lane, and an event when one is too much. */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/slab.h>

#include "tally_sheet_host.h"

#define SHEET_LANES 8

struct sheet {
	u64 sums[SHEET_LANES];
	atomic64_t total;
	atomic64_t reached;
	struct tally_sheet_queue *events;
};

static int sheet_create(struct tally_sheet *dev)
{
	struct sheet *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	dev->priv = s;
	tally_sheet_config_set_limit(dev, 1000000);
	tally_sheet_config_set_lanes(dev, 2);
	tally_sheet_config_set_scale(dev, 1);
	tally_sheet_config_set_label(dev, "a sheet");
	return 0;
}

static void sheet_destroy(struct tally_sheet *dev)
{
	kfree(dev->priv);
}

static int sheet_get_limit(struct tally_sheet *dev, u32 *value)
{
	*value = tally_sheet_config_get_limit(dev);
	return 0;
}

static int sheet_set_limit(struct tally_sheet *dev, u32 value)
{
	if (!value)
		return -EINVAL;
	tally_sheet_config_set_limit(dev, value);
	return 0;
}

static int sheet_get_lanes(struct tally_sheet *dev, u16 *value)
{
	*value = tally_sheet_config_get_lanes(dev);
	return 0;
}

static int sheet_set_lanes(struct tally_sheet *dev, u16 value)
{
	if (!value || value > SHEET_LANES)
		return -EINVAL;
	tally_sheet_config_set_lanes(dev, value);
	return 0;
}

static int sheet_get_scale(struct tally_sheet *dev, u16 *value)
{
	*value = tally_sheet_config_get_scale(dev);
	return 0;
}

static int sheet_get_total(struct tally_sheet *dev, u64 *value)
{
	struct sheet *s = dev->priv;

	*value = atomic64_read(&s->total);
	return 0;
}

static unsigned int sheet_max_queues(void)
{
	return SHEET_LANES + 1;
}

static int sheet_open(struct tally_sheet *dev)
{
	return 0;
}

static void sheet_close(struct tally_sheet *dev)
{
}

static u64 sheet_offer_f(struct tally_sheet *dev)
{
	return BIT_ULL(TALLY_F_LANES) | BIT_ULL(TALLY_F_SCALE) |
	       BIT_ULL(TALLY_F_EVENTS) | BIT_ULL(TALLY_F_LOUD);
}

static int sheet_accepted_f(struct tally_sheet *dev, u64 features)
{
	return 0;
}

static int sheet_config_set_scale(struct tally_sheet *dev, u16 value)
{
	/* Of what the spec allows, this sheet cannot do everything. */
	return value == 13 ? -EINVAL : 0;
}

static void sheet_status(struct tally_sheet *dev, u8 status)
{
}

static void sheet_reset(struct tally_sheet *dev)
{
	struct sheet *s = dev->priv;

	memset(s->sums, 0, sizeof(s->sums));
	atomic64_set(&s->reached, 0);
	tally_sheet_config_set_scale(dev, 1);
}

static void sheet_queue_work_info(struct tally_sheet *dev,
				  struct vbus_virtqueue_info *info)
{
	info->num = 16;
}

static int sheet_queue_work_start(struct tally_sheet_queue *q)
{
	return 0;
}

static void sheet_queue_work_stop(struct tally_sheet_queue *q)
{
}

/* Whatever the driver left no room for is not its business. */
static void sheet_answer(struct tally_sheet_queue *q, const void *what,
			 size_t len, u8 status)
{
	if (vbus_virtio_chain_write(q->vq, q->chain, what, len) == len)
		vbus_virtio_chain_write(q->vq, q->chain, &status,
					sizeof(status));
}

static void sheet_request_work_add(struct tally_sheet_queue *q,
				   const struct tally_head *hdr)
{
	struct tally_sheet_queue *events;
	struct sheet *s = q->dev->priv;
	u64 value = le32_to_cpu(hdr->value);
	u64 limit = tally_sheet_config_get_limit(q->dev);
	__le64 sum;

	value *= tally_sheet_config_get_scale(q->dev);
	atomic64_add(value, &s->total);
	s->sums[q->i] += value;
	sum = cpu_to_le64(s->sums[q->i]);
	if (s->sums[q->i] < limit) {
		sheet_answer(q, &sum, sizeof(sum), TALLY_S_OK);
		return;
	}

	sheet_answer(q, &sum, sizeof(sum), TALLY_S_TOO_MUCH);
	atomic64_set(&s->reached, s->sums[q->i]);
	/* The queue is there as long as the device, once it was started. */
	events = READ_ONCE(s->events);
	if (events)
		vbus_virtqueue_kick(events->vq);
}

static void sheet_request_work_reset(struct tally_sheet_queue *q,
				     const struct tally_head *hdr)
{
	struct sheet *s = q->dev->priv;

	s->sums[q->i] = 0;
	sheet_answer(q, NULL, 0, TALLY_S_OK);
}

static void sheet_request_work_shout(struct tally_sheet_queue *q,
				     const struct tally_head *hdr)
{
	sheet_answer(q, NULL, 0, TALLY_S_OK);
}

static void sheet_request_work_other(struct tally_sheet_queue *q,
				     const struct tally_head *hdr)
{
	sheet_answer(q, NULL, 0, TALLY_S_UNKNOWN);
}

static void sheet_queue_events_info(struct tally_sheet *dev,
				    struct vbus_virtqueue_info *info)
{
	info->num = 4;
}

static int sheet_queue_events_start(struct tally_sheet_queue *q)
{
	struct sheet *s = q->dev->priv;

	WRITE_ONCE(s->events, q);
	return 0;
}

static void sheet_queue_events_stop(struct tally_sheet_queue *q)
{
}

static void sheet_queue_events_run(struct tally_sheet_queue *q)
{
	struct sheet *s = q->dev->priv;
	struct tally_event event;
	s64 sum;

	while (atomic64_read(&s->reached) &&
	       !vbus_virtqueue_get(q->vq, q->chain)) {
		sum = atomic64_xchg(&s->reached, 0);
		event.sum = cpu_to_le64(sum);
		vbus_virtio_chain_write(q->vq, q->chain, &event, sizeof(event));
		vbus_virtqueue_put(q->vq, q->chain);
	}
	vbus_virtqueue_signal(q->vq);
}

DEFINE_TALLY_SHEET_OPS(sheet);
