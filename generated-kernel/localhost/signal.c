// SPDX-License-Identifier: GPL-2.0
/*
 * Signals between the halves.
 *
 * A notifier of one half may signal the other, whose notifier may signal back:
 * called directly that would recurse without end. So an end is woken from a
 * tasklet, unless it promises to do no such thing: shm_signal_set_direct().
 * Sent from a thread, the tasklet runs before inject returns, without a switch
 * of threads; sent from an interrupt or a notifier, it runs after it; a
 * ping-pong that does not end goes to ksoftirqd and leaves the CPU to others.
 * On PREEMPT_RT ksoftirqd runs it always.
 * Signals that come while one is on its way merge with it.
 */
#include <linux/bottom_half.h>
#include <linux/irqflags.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "localhost.h"

static void lh_signal_release(struct kref *kref)
{
	kfree(container_of(kref, struct lh_signal, kref));
}

void lh_signal_put(struct lh_signal *sig)
{
	kref_put(&sig->kref, lh_signal_release);
}

/* Schedules the delivery unless the signal is stopped. */
static int lh_signal_schedule(struct lh_signal *sig, struct tasklet_struct *way)
{
	unsigned long flags;
	int err = 0;

	raw_spin_lock_irqsave(&sig->lock, flags);
	if (sig->stopped)
		err = -ESHUTDOWN;
	else
		tasklet_schedule(way);
	raw_spin_unlock_irqrestore(&sig->lock, flags);

	return err;
}

/* Not on PREEMPT_RT, where a signal's own lock may sleep. */
static bool lh_signal_direct(const struct shm_signal *to)
{
	return !IS_ENABLED(CONFIG_PREEMPT_RT) && shm_signal_direct(to);
}

/*
 * Calls the other end, in this very stack. Softirqs that it raises run on
 * return, or when the sender lets them: one round of them for each message,
 * and not a second one behind the tasklet's.
 */
static int lh_signal_now(struct lh_signal *sig,
			 void (*deliver)(struct lh_signal *sig))
{
	bool bh = !irqs_disabled();
	int err = 0;

	if (bh)
		local_bh_disable();
	/* Pairs with synchronize_rcu() in lh_signal_stop(). */
	rcu_read_lock();
	if (READ_ONCE(sig->stopped))
		err = -ESHUTDOWN;
	else
		deliver(sig);
	rcu_read_unlock();
	if (bh)
		local_bh_enable();

	return err;
}

static int lh_signal_send(struct lh_signal *sig, struct tasklet_struct *way)
{
	int err;

	/*
	 * On PREEMPT_RT the sender may hold, with interrupts on, a lock that
	 * the other end's notifier takes: leave it to ksoftirqd.
	 */
	if (IS_ENABLED(CONFIG_PREEMPT_RT) || irqs_disabled())
		return lh_signal_schedule(sig, way);

	/* Runs the tasklet here at enable, instead of waking ksoftirqd. */
	local_bh_disable();
	err = lh_signal_schedule(sig, way);
	local_bh_enable();

	return err;
}

/* ---- the driver's end ---- */

/* By handle, as any connector does: it is void once the device is closed. */
static void lh_wake_south(struct lh_signal *sig)
{
	vbus_client_signal(sig->client, READ_ONCE(sig->handle));
}

static void lh_to_south(struct tasklet_struct *t)
{
	struct lh_signal *sig = from_tasklet(sig, t, to_south);

	lh_wake_south(sig);
}

static int lh_north_inject(struct shm_signal *s)
{
	struct lh_signal *sig = container_of(s, struct lh_signal, north);

	if (lh_signal_direct(&sig->south))
		return lh_signal_now(sig, lh_wake_south);

	return lh_signal_send(sig, &sig->to_south);
}

static void lh_north_release(struct shm_signal *s)
{
	lh_signal_put(container_of(s, struct lh_signal, north));
}

static const struct shm_signal_ops lh_north_ops = {
	.inject = lh_north_inject,
	.release = lh_north_release,
};

/* ---- the device's end ---- */

static void lh_wake_north(struct lh_signal *sig)
{
	shm_signal_wakeup(&sig->north);
}

static void lh_to_north(struct tasklet_struct *t)
{
	struct lh_signal *sig = from_tasklet(sig, t, to_north);

	lh_wake_north(sig);
}

static int lh_south_inject(struct shm_signal *s)
{
	struct lh_signal *sig = container_of(s, struct lh_signal, south);

	if (lh_signal_direct(&sig->north))
		return lh_signal_now(sig, lh_wake_north);

	return lh_signal_send(sig, &sig->to_north);
}

static void lh_south_release(struct shm_signal *s)
{
	lh_signal_put(container_of(s, struct lh_signal, south));
}

static const struct shm_signal_ops lh_south_ops = {
	.inject = lh_south_inject,
	.release = lh_south_release,
};

/* ---- both ---- */

/*
 * References of the result: @north is the driver's, @south the device's, the
 * signal itself is the connection's.
 */
struct lh_signal *lh_signal_create(struct vbus_client *client,
				   struct shm_signal_desc *desc)
{
	struct lh_signal *sig;

	sig = kzalloc(sizeof(*sig), GFP_KERNEL);
	if (!sig)
		return NULL;

	kref_init(&sig->kref);
	kref_get(&sig->kref); /* north */
	kref_get(&sig->kref); /* south */
	raw_spin_lock_init(&sig->lock);
	tasklet_setup(&sig->to_north, lh_to_north);
	tasklet_setup(&sig->to_south, lh_to_south);
	sig->client = client;
	shm_signal_init(&sig->north, SHM_LOCALITY_NORTH, &lh_north_ops, desc);
	shm_signal_init(&sig->south, SHM_LOCALITY_SOUTH, &lh_south_ops, desc);

	return sig;
}

/* What was sent is delivered; afterwards nothing is, nor runs. */
void lh_signal_stop(struct lh_signal *sig)
{
	raw_spin_lock_irq(&sig->lock);
	WRITE_ONCE(sig->stopped, true);
	raw_spin_unlock_irq(&sig->lock);

	/* Waits for lh_signal_now(). */
	synchronize_rcu();
	tasklet_kill(&sig->to_north);
	tasklet_kill(&sig->to_south);
}
