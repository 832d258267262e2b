// SPDX-License-Identifier: GPL-2.0
/*
 * What the device does, on the host. One function for each thing that the spec
 * says; when each runs, and under which locks, is in @name@_sim_host.h. A
 * function that is missing is a compile error at the end of this file.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/workqueue.h>

#include "@name@_sim_host.h"

/* A device: from mkdir to rmdir. */
struct sim {
	u32 step;
};

/* A driver that has it open. */
struct session {
	struct @name@_conn *conn;
	struct delayed_work work;
	unsigned long period; /* in jiffies; 0 while nothing is measured */
	u64 count;
};

static void sim_measure(struct work_struct *work)
{
	struct session *s = container_of(to_delayed_work(work),
					 struct session, work);
	struct sim *sim = s->conn->dev->priv;
	struct @name@_sample sample = {
		.time = ktime_get_ns(),
		.value = s->count++ * READ_ONCE(sim->step),
	};

	/* a driver that has no empty buffer there loses the sample */
	if (!@name@_samples_put(s->conn, &sample))
		@name@_samples_signal(s->conn);
	schedule_delayed_work(&s->work, s->period);
}

static int sim_create(struct @name@_sim *dev)
{
	struct sim *sim = kzalloc(sizeof(*sim), GFP_KERNEL);

	if (!sim)
		return -ENOMEM;
	sim->step = 1000000;
	dev->priv = sim;
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
	WRITE_ONCE(((struct sim *)dev->priv)->step, value);
	return 0;
}

static int sim_open(struct @name@_conn *conn)
{
	struct session *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->conn = conn;
	INIT_DELAYED_WORK(&s->work, sim_measure);
	conn->priv = s;
	return 0;
}

static void sim_close(struct @name@_conn *conn)
{
	struct session *s = conn->priv;

	cancel_delayed_work_sync(&s->work);
	kfree(s);
}

/* The driver posted buffers; the next sample finds them by itself. */
static void sim_ring_samples_notify(struct @name@_conn *conn)
{
}

/* The argument is a copy, and has been checked: 1 to 60000. */
static int sim_call_start(struct @name@_conn *conn, u32 period)
{
	struct session *s = conn->priv;

	if (s->period)
		return -EBUSY;
	s->period = max(1UL, msecs_to_jiffies(period));
	s->count = 0;
	schedule_delayed_work(&s->work, 0);
	return 0;
}

static int sim_call_stop(struct @name@_conn *conn)
{
	struct session *s = conn->priv;

	cancel_delayed_work_sync(&s->work);
	s->period = 0;
	return 0;
}

DEFINE_@NAME@_SIM_OPS(sim);
