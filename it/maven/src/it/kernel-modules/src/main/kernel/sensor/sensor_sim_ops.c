// SPDX-License-Identifier: GPL-2.0
/*
 * A sensor that measures nothing: every period a sample goes to the driver,
 * whose value moves between 0 and the attribute noise.
 */
#include <linux/jiffies.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <linux/workqueue.h>

#include "sensor_sim_host.h"

struct sim {
	u32 noise;
};

struct session {
	struct sensor_conn *conn;
	struct delayed_work work;
	unsigned long period;
	u32 seed;
};

static void sim_measure(struct work_struct *work)
{
	struct session *s = container_of(to_delayed_work(work), struct session, work);
	struct sim *sim = s->conn->dev->priv;
	u32 noise = READ_ONCE(sim->noise);
	struct sample sample = { .time = ktime_get_ns() };

	s->seed = s->seed * 1103515245 + 12345;
	sample.value = noise ? s->seed % noise : 0;
	/* a driver that takes none loses them */
	if (!sensor_samples_put(s->conn, &sample))
		sensor_samples_signal(s->conn);
	schedule_delayed_work(&s->work, s->period);
}

static int sim_create(struct sensor_sim *dev)
{
	dev->priv = kzalloc(sizeof(struct sim), GFP_KERNEL);
	return dev->priv ? 0 : -ENOMEM;
}

static void sim_destroy(struct sensor_sim *dev)
{
	kfree(dev->priv);
}

static int sim_get_noise(struct sensor_sim *dev, u32 *value)
{
	*value = ((struct sim *)dev->priv)->noise;
	return 0;
}

static int sim_set_noise(struct sensor_sim *dev, u32 value)
{
	WRITE_ONCE(((struct sim *)dev->priv)->noise, value);
	return 0;
}

static int sim_open(struct sensor_conn *conn)
{
	struct session *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	s->conn = conn;
	INIT_DELAYED_WORK(&s->work, sim_measure);
	conn->priv = s;
	return 0;
}

static void sim_close(struct sensor_conn *conn)
{
	struct session *s = conn->priv;

	cancel_delayed_work_sync(&s->work);
	kfree(s);
}

static void sim_ring_samples_notify(struct sensor_conn *conn)
{
}

static int sim_call_start(struct sensor_conn *conn, u32 period)
{
	struct session *s = conn->priv;

	if (s->period)
		return -EBUSY;
	s->period = max(1UL, usecs_to_jiffies(period));
	schedule_delayed_work(&s->work, s->period);
	return 0;
}

DEFINE_SENSOR_SIM_OPS(sim);
