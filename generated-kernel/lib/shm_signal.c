// SPDX-License-Identifier: GPL-2.0
/*
 * Shared-memory signals: "memory changed", directional, maskable, coalescing.
 *
 * Three bytes per direction in memory shared with the peer: enabled (written
 * by the receiver), pending and dirty (set by the sender, cleared by the
 * receiver). Each decision is a store to one byte and a load of another while
 * the peer does the reverse, so each needs a full barrier between the two:
 *
 *   S (inject)  dirty := 1     | enabled?, pending?
 *   R (enable)  enabled := 1   | dirty?, pending?
 *   P (wakeup)  pending := 0   | dirty?
 *
 * S pairs with R and with P. A fourth pair orders the payload:
 *
 *   D (inject)  payload        | dirty := 1
 *   C (wakeup)  dirty := 0     | notifier reads payload
 *
 * virt_*() because the peer may be another machine's CPU even if this kernel
 * is built for one.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/shm_signal.h>

#include <asm/barrier.h>

/*
 * Callbacks in one go. A peer that never lets go of dirty then only gets what
 * the softirq's fairness leaves it.
 */
#define SHM_SIGNAL_MAX_ROUNDS 16

static struct shm_signal_irq *shm_signal_mine(struct shm_signal *s)
{
	return &s->desc->irq[s->locality];
}

static struct shm_signal_irq *shm_signal_peer(struct shm_signal *s)
{
	return &s->desc->irq[!s->locality];
}

static bool shm_signal_raised(const struct shm_signal_irq *irq)
{
	return READ_ONCE(irq->dirty) || READ_ONCE(irq->pending);
}

static void shm_signal_defer(struct shm_signal *s)
{
	lockdep_assert_held(&s->lock);

	/* Without a notifier nobody is to be told; stop() relies on it. */
	if (s->deferred || !s->notifier)
		return;

	s->deferred = true;
	shm_signal_get(s);
	tasklet_schedule(&s->tasklet);
}

static void shm_signal_run(struct shm_signal *s, bool from_tasklet)
{
	struct shm_signal_irq *mine = shm_signal_mine(s);
	struct shm_signal_notifier *n;
	unsigned int rounds = 0;
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);

	if (from_tasklet)
		s->deferred = false;

	/* The one that is in there looks again before it leaves. */
	if (s->in_wakeup)
		goto unlock;

	s->in_wakeup = true;

	while (READ_ONCE(mine->enabled) && shm_signal_raised(mine)) {
		do {
			n = s->notifier;
			if (n && rounds++ == SHM_SIGNAL_MAX_ROUNDS) {
				/* pending stays: the peer need not notify. */
				shm_signal_defer(s);
				goto leave;
			}

			WRITE_ONCE(mine->dirty, 0);
			/*
			 * C, pairs with D in shm_signal_inject(): a dirty that
			 * this store wiped out was preceded by a payload that
			 * the notifier now sees.
			 */
			virt_mb();

			if (!n)
				break;

			spin_unlock_irqrestore(&s->lock, flags);
			n->signal(n);
			spin_lock_irqsave(&s->lock, flags);
		} while (READ_ONCE(mine->enabled) && READ_ONCE(mine->dirty));

		WRITE_ONCE(mine->pending, 0);
		/*
		 * P, pairs with S in shm_signal_inject(): either we see the
		 * sender's dirty or it sees that nothing is pending.
		 */
		virt_mb();

		/* A notifier set later looks by itself. */
		if (!n)
			break;
	}

leave:
	s->in_wakeup = false;
	/* Exact, as shm_signal_stop() queues itself under the lock too. */
	if (waitqueue_active(&s->idle))
		wake_up(&s->idle);
unlock:
	spin_unlock_irqrestore(&s->lock, flags);
}

static void shm_signal_orphan(struct kref *kref)
{
	/* The tasklet core still touches the object: better leak it. */
	WARN_ONCE(1, "last reference dropped without shm_signal_stop()\n");
}

static void shm_signal_tasklet(struct tasklet_struct *t)
{
	struct shm_signal *s = from_tasklet(s, t, tasklet);

	shm_signal_run(s, true);
	kref_put(&s->kref, shm_signal_orphan);
}

static void shm_signal_release(struct kref *kref)
{
	struct shm_signal *s = container_of(kref, struct shm_signal, kref);

	if (s->ops->release)
		s->ops->release(s);
}

/**
 * shm_signal_format() - make a fresh descriptor
 * @desc: the memory; all of it is written
 *
 * The north does this before it registers the memory with the south. Both
 * directions start masked.
 *
 * Context: any.
 */
void shm_signal_format(struct shm_signal_desc *desc)
{
	memset(desc, 0, sizeof(*desc));
	desc->ver = SHM_SIGNAL_VER;
	desc->magic = SHM_SIGNAL_MAGIC;
}
EXPORT_SYMBOL_GPL(shm_signal_format);

/**
 * shm_signal_check() - is this a descriptor that we understand?
 * @desc: memory that a peer registered
 *
 * Context: any.
 * Return: 0, or -EINVAL on another magic or version
 */
int shm_signal_check(const struct shm_signal_desc *desc)
{
	u32 magic = READ_ONCE(desc->magic);
	u32 ver = READ_ONCE(desc->ver);

	if (magic != SHM_SIGNAL_MAGIC) {
		pr_warn_ratelimited("peer's magic is 0x%08x, not 0x%08x\n",
				    magic, SHM_SIGNAL_MAGIC);
		return -EINVAL;
	}

	if (ver != SHM_SIGNAL_VER) {
		pr_warn_ratelimited("peer's version is %u, not %u\n",
				    ver, SHM_SIGNAL_VER);
		return -EINVAL;
	}

	return 0;
}
EXPORT_SYMBOL_GPL(shm_signal_check);

/**
 * shm_signal_init() - build this side's object over a descriptor
 * @s: the object, with one reference for the caller
 * @locality: the side that the caller is
 * @ops: the transport
 * @desc: shared memory that shm_signal_format() or shm_signal_check() saw; it
 *	stays as long as the object does
 *
 * Does not touch the memory.
 *
 * Context: any.
 */
void shm_signal_init(struct shm_signal *s, enum shm_locality locality,
		     const struct shm_signal_ops *ops,
		     struct shm_signal_desc *desc)
{
	memset(s, 0, sizeof(*s));
	kref_init(&s->kref);
	s->locality = locality;
	s->ops = ops;
	s->desc = desc;
	spin_lock_init(&s->lock);
	init_waitqueue_head(&s->idle);
	tasklet_setup(&s->tasklet, shm_signal_tasklet);
}
EXPORT_SYMBOL_GPL(shm_signal_init);

/**
 * shm_signal_put() - drop a reference
 * @s: the signal
 *
 * Who set a notifier calls shm_signal_stop() before dropping its reference.
 *
 * Context: any that the transport's release can run in.
 */
void shm_signal_put(struct shm_signal *s)
{
	kref_put(&s->kref, shm_signal_release);
}
EXPORT_SYMBOL_GPL(shm_signal_put);

/**
 * shm_signal_inject() - tell the peer that memory changed
 * @s: the signal
 *
 * Always leaves a mark; crosses over only if the peer wants to hear and has
 * not been told yet. So at most one notification is in flight.
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 * Return: 0, or the transport's error
 */
int shm_signal_inject(struct shm_signal *s)
{
	struct shm_signal_irq *peer = shm_signal_peer(s);
	unsigned long flags;
	bool first;
	int err;

	/* D, pairs with C in shm_signal_run(): payload before dirty. */
	virt_mb();
	WRITE_ONCE(peer->dirty, 1);
	/*
	 * S, pairs with R in shm_signal_enable() and P in shm_signal_run():
	 * either we see that the peer wants to be told or it sees dirty.
	 */
	virt_mb();

	if (!READ_ONCE(peer->enabled) || READ_ONCE(peer->pending))
		return 0;

	/* Of two senders on this side one notifies. */
	spin_lock_irqsave(&s->lock, flags);
	first = !READ_ONCE(peer->pending);
	if (first)
		WRITE_ONCE(peer->pending, 1);
	spin_unlock_irqrestore(&s->lock, flags);

	if (!first)
		return 0;

	/*
	 * The notification's receiver clears pending; our store must not come
	 * after that. Pairs with the transport's delivery.
	 */
	virt_mb();

	err = s->ops->inject(s);
	if (err)
		/* Nothing is in flight: let the next one try. */
		WRITE_ONCE(peer->pending, 0);

	return err;
}
EXPORT_SYMBOL_GPL(shm_signal_inject);

/**
 * shm_signal_enable() - let the peer's signals in
 * @s: the signal
 *
 * What came in while masked is delivered at once, though never from within
 * this call.
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 */
void shm_signal_enable(struct shm_signal *s)
{
	struct shm_signal_irq *mine = shm_signal_mine(s);
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);

	WRITE_ONCE(mine->enabled, 1);
	/*
	 * R, pairs with S in shm_signal_inject(): either the sender sees that
	 * we are open or we see its dirty.
	 */
	virt_mb();

	if (!s->in_wakeup && shm_signal_raised(mine))
		shm_signal_defer(s);

	spin_unlock_irqrestore(&s->lock, flags);
}
EXPORT_SYMBOL_GPL(shm_signal_enable);

/**
 * shm_signal_disable() - mask the peer's signals
 * @s: the signal
 *
 * Does not wait for a running notifier, and a notification under way may
 * still arrive; it then waits for shm_signal_enable().
 *
 * Context: any.
 */
void shm_signal_disable(struct shm_signal *s)
{
	WRITE_ONCE(shm_signal_mine(s)->enabled, 0);
	/*
	 * The caller goes on to poll: its reads come after the mask. Pairs
	 * with S in shm_signal_inject().
	 */
	virt_mb();
}
EXPORT_SYMBOL_GPL(shm_signal_disable);

/**
 * shm_signal_wakeup() - a notification arrived
 * @s: the signal, of which the caller holds a reference
 *
 * For the transport. Runs the notifier until nothing is left, or for a bounded
 * number of times and then again later.
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 */
void shm_signal_wakeup(struct shm_signal *s)
{
	shm_signal_run(s, false);
}
EXPORT_SYMBOL_GPL(shm_signal_wakeup);

/**
 * shm_signal_fault() - report that the peer broke the protocol
 * @s: the signal
 * @what: the value and the rule; only valid during the call
 *
 * Context: any.
 */
void shm_signal_fault(struct shm_signal *s, const char *what)
{
	if (s->ops->fault)
		s->ops->fault(s, what);
	else
		pr_warn_ratelimited("peer's fault: %s\n", what);
}
EXPORT_SYMBOL_GPL(shm_signal_fault);

/**
 * shm_signal_set_notifier() - choose who hears of the signal
 * @s: the signal
 * @n: the notifier, or NULL
 *
 * What came in before is delivered at once, though never from within this
 * call. A former notifier may still be running; see shm_signal_stop().
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 */
void shm_signal_set_notifier(struct shm_signal *s,
			     struct shm_signal_notifier *n)
{
	struct shm_signal_irq *mine = shm_signal_mine(s);
	unsigned long flags;

	spin_lock_irqsave(&s->lock, flags);

	s->notifier = n;
	if (n && !s->in_wakeup && READ_ONCE(mine->enabled) &&
	    shm_signal_raised(mine))
		shm_signal_defer(s);

	spin_unlock_irqrestore(&s->lock, flags);
}
EXPORT_SYMBOL_GPL(shm_signal_set_notifier);

/**
 * shm_signal_stop() - remove the notifier and wait until none runs
 * @s: the signal
 *
 * Afterwards no notifier runs and none will until one is set again; the
 * deferred wakeup is over as well. A peer cannot make it wait longer than the
 * notifier that runs takes. Does not touch shared memory.
 *
 * Context: process; not from within the notifier.
 */
void shm_signal_stop(struct shm_signal *s)
{
	might_sleep();

	spin_lock_irq(&s->lock);
	s->notifier = NULL;
	wait_event_lock_irq(s->idle, !s->in_wakeup && !s->deferred, s->lock);
	spin_unlock_irq(&s->lock);

	/* It may not have returned yet, and is not scheduled again. */
	tasklet_kill(&s->tasklet);
}
EXPORT_SYMBOL_GPL(shm_signal_stop);

MODULE_DESCRIPTION("Shared-memory signals");
MODULE_LICENSE("GPL");
