// SPDX-License-Identifier: GPL-2.0
/*
 * What the process reads.
 *
 * There is one record for each signal and each interface, made with it and
 * queued once at most. So nothing is allocated where something happens, and
 * who does not read holds no more memory than what it opened.
 */
#include <linux/pagemap.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "user.h"

void vu_events_init(struct vu_events *ev)
{
	int i;

	spin_lock_init(&ev->lock);
	for (i = 0; i < VU_PRIOS; i++)
		INIT_LIST_HEAD(&ev->queue[i]);
	init_waitqueue_head(&ev->wait);
}

void vu_event_init(struct vu_event *e, enum vbus_event_id id, unsigned int prio,
		   u64 handle)
{
	INIT_LIST_HEAD(&e->node);
	e->id = id;
	e->prio = prio;
	e->handle = handle;
	e->type = NULL;
}

/* Any context; a second time before it is read changes nothing. */
void vu_event_queue(struct vu_events *ev, struct vu_event *e)
{
	unsigned long flags;

	spin_lock_irqsave(&ev->lock, flags);
	if (list_empty(&e->node)) {
		list_add_tail(&e->node, &ev->queue[e->prio]);
		WRITE_ONCE(ev->count, ev->count + 1);
	}
	spin_unlock_irqrestore(&ev->lock, flags);

	wake_up_interruptible_poll(&ev->wait, EPOLLIN | EPOLLRDNORM);
}

static void vu_event_remove(struct vu_events *ev, struct vu_event *e)
{
	lockdep_assert_held(&ev->lock);

	list_del_init(&e->node);
	WRITE_ONCE(ev->count, ev->count - 1);
}

/* Takes back what was not read; true if it was queued. */
bool vu_event_cancel(struct vu_events *ev, struct vu_event *e)
{
	bool queued;

	spin_lock_irq(&ev->lock);
	queued = !list_empty(&e->node);
	if (queued)
		vu_event_remove(ev, e);
	spin_unlock_irq(&ev->lock);

	return queued;
}

bool vu_events_ready(const struct vu_events *ev)
{
	return READ_ONCE(ev->count);
}

static struct vu_event *vu_events_first(struct vu_events *ev)
{
	int i;

	lockdep_assert_held(&ev->lock);

	for (i = VU_PRIOS - 1; i >= 0; i--)
		if (!list_empty(&ev->queue[i]))
			return list_first_entry(&ev->queue[i], struct vu_event,
						node);

	return NULL;
}

/* Those belong to the queue, the others to an interface or a signal. */
static bool vu_event_last(const struct vu_event *e)
{
	return e->id == VBUS_EVENT_DEVDROP || e->id == VBUS_EVENT_SHMCLOSE;
}

static void vu_event_fill(const struct vu_event *e, struct vbus_event *out)
{
	memset(out, 0, sizeof(*out));
	out->eventid = e->id;
	if (e->id == VBUS_EVENT_DEVADD) {
		out->data.add.id = e->handle;
		strscpy(out->data.add.type, e->type,
			sizeof(out->data.add.type));
	} else {
		out->data.handle = e->handle;
	}
}

/*
 * Copies the first event, and removes it once it is copied: a page that has to
 * be fetched is fetched outside of the lock, and then it is the first one's
 * turn again, whichever that is then. 0, -EAGAIN or -EFAULT.
 */
int vu_events_read(struct vu_events *ev, struct vbus_event __user *buf)
{
	struct vbus_event out;
	struct vu_event *e;
	unsigned long left;

	if (!access_ok(buf, sizeof(out)))
		return -EFAULT;

	for (;;) {
		spin_lock_irq(&ev->lock);
		e = vu_events_first(ev);
		if (!e) {
			spin_unlock_irq(&ev->lock);
			return -EAGAIN;
		}

		vu_event_fill(e, &out);
		pagefault_disable();
		left = __copy_to_user_inatomic(buf, &out, sizeof(out));
		pagefault_enable();
		if (!left) {
			vu_event_remove(ev, e);
			if (!vu_event_last(e))
				e = NULL;
		}
		spin_unlock_irq(&ev->lock);

		if (!left) {
			kfree(e);
			return 0;
		}
		if (fault_in_writeable((char __user *)buf, sizeof(out)))
			return -EFAULT;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}
}

/* At the end, when nothing is queued any more. */
void vu_events_drop(struct vu_events *ev)
{
	struct vu_event *e;

	for (;;) {
		spin_lock_irq(&ev->lock);
		e = vu_events_first(ev);
		if (e)
			vu_event_remove(ev, e);
		spin_unlock_irq(&ev->lock);

		if (!e)
			return;
		if (vu_event_last(e))
			kfree(e);
	}
}
