// SPDX-License-Identifier: GPL-2.0
/*
 * Signals to the process: an event for read(), or an eventfd.
 *
 * A device may signal from any context. In an eventfd's wait callback no other
 * eventfd may be signalled, and whoever polls for events may be an eventfd's
 * owner too. So what is signalled there goes by way of irq_work.
 *
 * Signals from the process come by handle, see vu_device_signal().
 */
#include <linux/err.h>
#include <linux/eventfd.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include <linux/vbus_compat.h>

#include "user.h"

/* Under RCU, and not stopped. */
static void vu_signal_deliver(struct vu_signal *sig)
{
	struct eventfd_ctx *eventfd = rcu_dereference(sig->eventfd);

	if (eventfd)
		vbus_eventfd_signal(eventfd);
	else
		vu_event_queue(&sig->session->events, &sig->event);
}

static void vu_signal_work(struct irq_work *work)
{
	struct vu_signal *sig = container_of(work, struct vu_signal, work);

	rcu_read_lock();
	if (!READ_ONCE(sig->stopped))
		vu_signal_deliver(sig);
	rcu_read_unlock();
}

static int vu_signal_inject(struct shm_signal *s)
{
	struct vu_signal *sig = container_of(s, struct vu_signal, south);
	int err = 0;

	/* Pairs with synchronize_rcu() in vu_signals_stop(). */
	rcu_read_lock();
	if (READ_ONCE(sig->stopped))
		err = -ESHUTDOWN;
	else if (eventfd_signal_allowed())
		vu_signal_deliver(sig);
	else
		irq_work_queue(&sig->work);
	rcu_read_unlock();

	return err;
}

static void vu_signal_release(struct shm_signal *s)
{
	struct vu_signal *sig = container_of(s, struct vu_signal, south);
	/* Nobody delivers any more. */
	struct eventfd_ctx *eventfd = rcu_dereference_protected(sig->eventfd,
								true);
	struct vu_session *session = sig->session;

	if (eventfd)
		eventfd_ctx_put(eventfd);
	vbus_shm_put(sig->shm);
	kfree(sig->closed);
	kfree(sig);
	vu_session_put(session);
}

static const struct shm_signal_ops vu_signal_ops = {
	.inject = vu_signal_inject,
	.release = vu_signal_release,
};

/*
 * With one reference. The descriptor lies inside of the region and is aligned;
 * the process has made it.
 */
struct vu_signal *vu_signal_create(struct vu_session *s, struct vbus_shm *shm,
				   u32 offset, unsigned int prio, u64 cookie)
{
	struct shm_signal_desc *desc = shm->ptr + offset;
	struct vu_signal *sig;

	if (shm_signal_check(desc))
		return ERR_PTR(-EINVAL);

	sig = kzalloc(sizeof(*sig), GFP_KERNEL_ACCOUNT);
	if (!sig)
		return ERR_PTR(-ENOMEM);
	sig->closed = kzalloc(sizeof(*sig->closed), GFP_KERNEL_ACCOUNT);
	if (!sig->closed) {
		kfree(sig);
		return ERR_PTR(-ENOMEM);
	}

	vu_session_get(s);
	sig->session = s;
	sig->shm = vbus_shm_get(shm);
	vu_event_init(&sig->event, VBUS_EVENT_SHMSIGNAL, prio, cookie);
	/* As urgent as the DEVDROP that follows, so that it comes before. */
	vu_event_init(sig->closed, VBUS_EVENT_SHMCLOSE, VU_PRIO_BUS, cookie);
	init_irq_work(&sig->work, vu_signal_work);
	shm_signal_init(&sig->south, SHM_LOCALITY_SOUTH, &vu_signal_ops, desc);

	return sig;
}

/* Afterwards nothing is delivered, nor is anything left to be read. */
void vu_signals_stop(struct list_head *signals)
{
	struct vu_signal *sig;

	if (list_empty(signals))
		return;

	list_for_each_entry(sig, signals, node)
		WRITE_ONCE(sig->stopped, true);
	/* Waits for vu_signal_inject(). */
	synchronize_rcu();
	list_for_each_entry(sig, signals, node) {
		irq_work_sync(&sig->work);
		vu_event_cancel(&sig->session->events, &sig->event);
	}
	/*
	 * Two CPUs may run one irq_work: queued anew while the first one runs
	 * it, it waits for that one only. The other has nothing to deliver any
	 * more, but looks at the work before it lets go of it.
	 */
	synchronize_rcu();
}

/* Of a stopped signal. @tell: the process did not close it. */
void vu_signal_close(struct vu_signal *sig, bool tell)
{
	struct vu_event *closed = sig->closed;

	list_del(&sig->node);
	if (tell) {
		/* From here on it is the queue's. */
		sig->closed = NULL;
		vu_event_queue(&sig->session->events, closed);
	}
	shm_signal_put(&sig->south);
}

/*
 * Under the session's lock. From here on it is the eventfd that hears of the
 * signal, or with -1 it is read() again.
 */
int vu_signal_set_eventfd(struct vu_signal *sig, int fd)
{
	struct eventfd_ctx *eventfd = NULL;
	struct eventfd_ctx *old;

	lockdep_assert_held(&sig->session->lock);

	if (fd != -1) {
		eventfd = eventfd_ctx_fdget(fd);
		/* Also for a descriptor of something else. */
		if (IS_ERR(eventfd))
			return -EBADF;
	}

	old = rcu_replace_pointer(sig->eventfd, eventfd,
				  lockdep_is_held(&sig->session->lock));
	synchronize_rcu();
	if (old)
		eventfd_ctx_put(old);
	/* What came before and was not read. */
	if (eventfd && vu_event_cancel(&sig->session->events, &sig->event))
		vbus_eventfd_signal(eventfd);

	return 0;
}
