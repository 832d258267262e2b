/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_SHM_SIGNAL_H
#define _LINUX_SHM_SIGNAL_H

#include <linux/interrupt.h>
#include <linux/kref.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/wait.h>

#include <uapi/linux/shm_signal.h>

struct shm_signal;

/**
 * struct shm_signal_ops - what a transport supplies
 * @inject: carry one notification to the peer; any context, never under a lock
 *	of the signal. An error makes the next shm_signal_inject() try again.
 * @fault: the peer broke the protocol (optional; the default is a ratelimited
 *	message). Any context.
 * @release: the last reference is gone; free the object (optional). Called
 *	where the last shm_signal_put() is.
 */
struct shm_signal_ops {
	int (*inject)(struct shm_signal *s);
	void (*fault)(struct shm_signal *s, const char *what);
	void (*release)(struct shm_signal *s);
};

/**
 * struct shm_signal_notifier - who hears of a signal
 * @signal: memory changed. Runs in any context the transport notifies in, hard
 *	interrupts included: must not sleep. Never runs twice at the same time.
 *	May call shm_signal_enable(), disable() and inject().
 */
struct shm_signal_notifier {
	void (*signal)(struct shm_signal_notifier *n);
};

/**
 * struct shm_signal - this side's view of one signal; may be embedded
 * @kref: references
 * @locality: the side this object stands for
 * @ops: the transport
 * @desc: the memory shared with the peer
 * @lock: covers the fields below
 * @notifier: called by shm_signal_wakeup(), or NULL
 * @in_wakeup: a wakeup runs on some CPU
 * @deferred: @tasklet is scheduled and holds a reference
 * @direct: see shm_signal_set_direct(); not under @lock
 * @idle: shm_signal_stop() waits here for the two flags to fall
 * @tasklet: the deferred wakeup
 */
struct shm_signal {
	struct kref kref;
	enum shm_locality locality;
	const struct shm_signal_ops *ops;
	struct shm_signal_desc *desc;

	spinlock_t lock; /* notifier, in_wakeup, deferred */
	struct shm_signal_notifier *notifier;
	bool in_wakeup;
	bool deferred;
	bool direct;
	wait_queue_head_t idle;
	struct tasklet_struct tasklet;
};

void shm_signal_format(struct shm_signal_desc *desc);
int shm_signal_check(const struct shm_signal_desc *desc);
void shm_signal_init(struct shm_signal *s, enum shm_locality locality,
		     const struct shm_signal_ops *ops,
		     struct shm_signal_desc *desc);

int shm_signal_inject(struct shm_signal *s);
void shm_signal_enable(struct shm_signal *s);
void shm_signal_disable(struct shm_signal *s);
void shm_signal_wakeup(struct shm_signal *s);
void shm_signal_fault(struct shm_signal *s, const char *what);

void shm_signal_set_notifier(struct shm_signal *s,
			     struct shm_signal_notifier *n);
void shm_signal_stop(struct shm_signal *s);

/**
 * shm_signal_set_direct() - promise that the notifier may run in an inject
 * @s: the signal
 *
 * The promise: whoever is notified takes no lock that a sender may hold, and
 * does not inject from within. So a transport within one kernel need not go
 * through a softirq of its own to avoid deadlock and recursion. It holds for
 * all notifiers to come.
 *
 * Context: any.
 */
static inline void shm_signal_set_direct(struct shm_signal *s)
{
	WRITE_ONCE(s->direct, true);
}

/**
 * shm_signal_direct() - may the peer's inject call shm_signal_wakeup() itself?
 * @s: the signal
 *
 * For the transport.
 *
 * Context: any.
 * Return: true after shm_signal_set_direct()
 */
static inline bool shm_signal_direct(const struct shm_signal *s)
{
	return READ_ONCE(s->direct);
}

/**
 * shm_signal_get() - take a reference
 * @s: the signal
 *
 * Context: any.
 * Return: @s
 */
static inline struct shm_signal *shm_signal_get(struct shm_signal *s)
{
	kref_get(&s->kref);
	return s;
}

void shm_signal_put(struct shm_signal *s);

#endif
