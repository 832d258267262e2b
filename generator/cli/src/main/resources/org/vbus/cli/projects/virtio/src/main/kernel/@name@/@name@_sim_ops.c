// SPDX-License-Identifier: GPL-2.0
/*
 * What the device does, on the host. One function for each thing that the spec
 * says; when each runs, and under which locks, is in @name@_sim_host.h. A
 * function that is missing is a compile error at the end of this file.
 */
#include <linux/atomic.h>
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/workqueue.h>

#include "@name@_sim_host.h"

#define SIM_PERIOD_MS 50
#define SIM_BUFFERS 64

/* A device: from mkdir to rmdir. */
struct sim {
	struct @name@_sim_queue *samples; /* as soon as a driver has one */
	struct delayed_work work;
	bool running;
	unsigned long ticks; /* of one period */
	u32 step; /* as in the configuration */
	u32 period;
	atomic_t due; /* were measured, and are not sent yet */
	atomic64_t count;
};

static void sim_measure(struct work_struct *work)
{
	struct sim *sim = container_of(to_delayed_work(work),
				       struct sim, work);
	struct @name@_sim_queue *q = READ_ONCE(sim->samples);

	atomic_inc(&sim->due);
	/* sim_queue_samples_run() follows, in the queue's worker */
	if (q)
		vbus_virtqueue_kick(q->vq);
	schedule_delayed_work(&sim->work, sim->ticks);
}

static void sim_end(struct sim *sim)
{
	cancel_delayed_work_sync(&sim->work);
	atomic_set(&sim->due, 0);
	sim->running = false;
}

static void sim_set_up(struct @name@_sim *dev, u32 step, u32 period)
{
	struct sim *sim = dev->priv;

	WRITE_ONCE(sim->step, step);
	WRITE_ONCE(sim->period, period);
	@name@_sim_config_set_step(dev, step);
	@name@_sim_config_set_period(dev, period);
}

/* The configuration is complete before a driver comes. */
static int sim_create(struct @name@_sim *dev)
{
	struct sim *sim = kzalloc(sizeof(*sim), GFP_KERNEL);

	if (!sim)
		return -ENOMEM;
	INIT_DELAYED_WORK(&sim->work, sim_measure);
	dev->priv = sim;
	sim_set_up(dev, 1000000, SIM_PERIOD_MS);
	@name@_sim_config_set_label(dev, "sim-0001");
	return 0;
}

static void sim_destroy(struct @name@_sim *dev)
{
	kfree(dev->priv);
}

static int sim_get_step(struct @name@_sim *dev, u32 *value)
{
	*value = ((struct sim *)dev->priv)->step;
	return 0;
}

static int sim_set_step(struct @name@_sim *dev, u32 value)
{
	sim_set_up(dev, value, ((struct sim *)dev->priv)->period);
	/* a driver that is there looks at it again */
	@name@_sim_config_changed(dev);
	return 0;
}

static int sim_open(struct @name@_sim *dev)
{
	return 0;
}

static void sim_close(struct @name@_sim *dev)
{
}

static u64 sim_offer_f(struct @name@_sim *dev)
{
	return BIT_ULL(@NAME@_F_PERIOD);
}

static int sim_accepted_f(struct @name@_sim *dev, u64 features)
{
	return 0;
}

/* The value is a copy, and has been checked: 1 to 60000. */
static int sim_config_set_period(struct @name@_sim *dev, u32 value)
{
	WRITE_ONCE(((struct sim *)dev->priv)->period, value);
	return 0;
}

static void sim_status(struct @name@_sim *dev, u8 status)
{
}

/* The driver begins anew, or goes; no queue runs. */
static void sim_reset(struct @name@_sim *dev)
{
	struct sim *sim = dev->priv;

	sim_end(sim);
	sim_set_up(dev, sim->step, SIM_PERIOD_MS);
}

static void sim_queue_samples_info(struct @name@_sim *dev,
				   struct vbus_virtqueue_info *info)
{
	info->num = SIM_BUFFERS;
}

static int sim_queue_samples_start(struct @name@_sim_queue *q)
{
	struct sim *sim = q->dev->priv;

	/* it is there as long as the device */
	WRITE_ONCE(sim->samples, q);
	return 0;
}

static void sim_queue_samples_stop(struct @name@_sim_queue *q)
{
}

static void sim_queue_samples_run(struct @name@_sim_queue *q)
{
	struct sim *sim = q->dev->priv;
	u64 step = READ_ONCE(sim->step);
	struct @name@_sample sample;
	int due;

	for (due = atomic_xchg(&sim->due, 0); due > 0; due--) {
		u64 n = atomic64_fetch_inc(&sim->count);

		/* a driver that has no empty buffer there loses the sample */
		if (vbus_virtqueue_get(q->vq, q->chain))
			continue;
		sample.time = cpu_to_le64(ktime_get_ns());
		sample.value = cpu_to_le64(n * step);
		vbus_virtio_chain_write(q->vq, q->chain, &sample,
					sizeof(sample));
		vbus_virtqueue_put(q->vq, q->chain);
	}
	vbus_virtqueue_signal(q->vq);
}

static void sim_queue_control_info(struct @name@_sim *dev,
				   struct vbus_virtqueue_info *info)
{
	info->num = 4;
}

static int sim_queue_control_start(struct @name@_sim_queue *q)
{
	return 0;
}

static void sim_queue_control_stop(struct @name@_sim_queue *q)
{
}

static void sim_answer(struct @name@_sim_queue *q, u8 status)
{
	vbus_virtio_chain_write(q->vq, q->chain, &status, sizeof(status));
}

/* Requests of a queue come one at a time. */
static void sim_request_control_start(struct @name@_sim_queue *q,
				      const struct @name@_head *hdr)
{
	struct sim *sim = q->dev->priv;

	if (sim->running) {
		sim_answer(q, @NAME@_S_BUSY);
		return;
	}
	sim->running = true;
	sim->ticks = max(1UL, msecs_to_jiffies(READ_ONCE(sim->period)));
	atomic64_set(&sim->count, 0);
	schedule_delayed_work(&sim->work, 0);
	sim_answer(q, @NAME@_S_OK);
}

static void sim_request_control_stop(struct @name@_sim_queue *q,
				     const struct @name@_head *hdr)
{
	sim_end(q->dev->priv);
	sim_answer(q, @NAME@_S_OK);
}

static void sim_request_control_other(struct @name@_sim_queue *q,
				      const struct @name@_head *hdr)
{
	sim_answer(q, @NAME@_S_UNKNOWN);
}

DEFINE_@NAME@_SIM_OPS(sim);
