// SPDX-License-Identifier: GPL-2.0
/*
 * Events for the guest, by its event queues.
 *
 * There is one record for each signal and each interface, made with it and
 * queued once at most. So nothing is allocated where something happens, and a
 * guest that takes nothing holds no more memory than what it opened.
 *
 * A queue's ring, and where its events lie, are mapped, so that an event is
 * written wherever it comes from. Without a slot it waits in the backlog until
 * the guest signals that there is one.
 */
#include <linux/err.h>
#include <linux/eventfd.h>
#include <linux/nospec.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kvm.h"

void vk_event_init(struct vk_event *e, enum vbus_event_id id, u64 handle)
{
	INIT_LIST_HEAD(&e->node);
	e->id = id;
	e->handle = handle;
	e->type = NULL;
}

/* Those belong to the queue, the others to an interface or a signal. */
static bool vk_event_last(const struct vk_event *e)
{
	return e->id == VBUS_EVENT_DEVDROP || e->id == VBUS_EVENT_SHMCLOSE;
}

static void vk_event_fill(const struct vk_event *e, struct vbus_event *out)
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

/* ---- the ring, under the queue's lock ---- */

/* Into the slot that the guest has described as @desc. */
static int vk_queue_put(struct vk_queue *q, const struct vk_event *e,
			struct ioq_iterator *it,
			const struct ioq_ring_desc *desc)
{
	struct vbus_event out;
	u64 last = q->size - sizeof(out);
	u64 off = desc->ptr - q->start;

	/* An address below its start is far beyond its end. */
	if (desc->len < sizeof(out) || off > last)
		return -EFAULT;

	vk_event_fill(e, &out);
	memcpy(q->events + array_index_nospec((unsigned long)off, last + 1),
	       &out, sizeof(out));
	return ioq_fill_done(it, sizeof(out));
}

static void vk_queue_break(struct vk_queue *q, int err)
{
	q->broken = true;
	vk_fault(q->guest, "event queue %u is broken (%d); no more events by it",
		 q->index, err);
}

/* As much of the backlog as there are slots; true if the guest is to be told. */
static bool vk_queue_flush(struct vk_queue *q)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	struct vk_event *e;
	bool tell = false;
	int err;

	lockdep_assert_held(&q->lock);

	while (!q->broken && !list_empty(&q->backlog)) {
		err = ioq_fill(q->ioq, &it, &desc);
		if (err == -EAGAIN) {
			if (q->pressed)
				break;
			/* Seen by vk_queues_rung() before the driver's ring. */
			WRITE_ONCE(q->pressed, true);
			/* Then look again: room made before is not told. */
			ioq_notify_enable(q->ioq);
			continue;
		}

		e = list_first_entry(&q->backlog, struct vk_event, node);
		if (!err)
			err = vk_queue_put(q, e, &it, &desc);
		if (err) {
			vk_queue_break(q, err);
			break;
		}

		tell = true;
		list_del_init(&e->node);
		if (vk_event_last(e))
			kfree(e);
	}

	if (q->pressed && list_empty(&q->backlog)) {
		WRITE_ONCE(q->pressed, false);
		ioq_notify_disable(q->ioq);
	}

	return tell;
}

/* Any context; a second time before the guest has it changes nothing. */
void vk_event_queue(struct vk_queue *q, struct vk_event *e)
{
	unsigned long flags;
	bool tell = false;

	spin_lock_irqsave(&q->lock, flags);
	if (list_empty(&e->node)) {
		list_add_tail(&e->node, &q->backlog);
		tell = vk_queue_flush(q);
	}
	spin_unlock_irqrestore(&q->lock, flags);

	if (tell)
		ioq_signal(q->ioq);
}

/* Takes back what the guest was not given; true if it was queued. */
bool vk_event_cancel(struct vk_queue *q, struct vk_event *e)
{
	bool queued;

	spin_lock_irq(&q->lock);
	queued = !list_empty(&e->node);
	list_del_init(&e->node);
	spin_unlock_irq(&q->lock);

	return queued;
}

/* The guest has signalled. */
static void vk_queue_room(struct ioq_notifier *n)
{
	struct vk_queue *q = container_of(n, struct vk_queue, room);
	unsigned long flags;
	bool tell;

	spin_lock_irqsave(&q->lock, flags);
	tell = vk_queue_flush(q);
	spin_unlock_irqrestore(&q->lock, flags);

	if (tell)
		ioq_signal(q->ioq);
}

/*
 * The first doorbell has rung, which is the one of all queues; under RCU, as
 * any context. A driver that rings because we listen sees that we are pressed.
 */
void vk_queues_rung(struct vk_session *s)
{
	unsigned int i;

	for (i = 0; i < s->nqueues; i++)
		if (READ_ONCE(s->queue[i]->pressed))
			shm_signal_wakeup(&s->queue[i]->signal);
}

/* ---- its signal ---- */

static void vk_queue_raise(struct irq_work *work)
{
	struct vk_queue *q = container_of(work, struct vk_queue, raise);

	vk_irq_raise(q->guest, q->vector);
}

static int vk_queue_inject(struct shm_signal *s)
{
	struct vk_queue *q = container_of(s, struct vk_queue, signal);

	/*
	 * Full: event before bit, bit before vector. Pairs with the driver,
	 * which takes the bit before it looks at the ring.
	 */
	atomic_fetch_or(BIT(q->index), (atomic_t *)&q->session->pending->north);

	if (eventfd_signal_allowed())
		vk_irq_raise(q->guest, q->vector);
	else
		irq_work_queue(&q->raise);

	return 0;
}

static void vk_queue_fault(struct shm_signal *s, const char *what)
{
	struct vk_queue *q = container_of(s, struct vk_queue, signal);

	vk_fault(q->guest, "event queue %u: %s", q->index, what);
}

/* The queue is freed by who dropped the ring. */
static const struct shm_signal_ops vk_queue_signal_ops = {
	.inject = vk_queue_inject,
	.fault = vk_queue_fault,
};

/* ---- life ---- */

static int vk_queue_attach(struct vk_queue *q,
			   const struct vbus_pci_eventqreg *req)
{
	struct ioq_ring_head *head;
	struct vbus_shm *shm;
	struct ioq *ioq;

	shm = vk_region_create(q->guest, req->ring, ioq_ring_size(req->count));
	if (IS_ERR(shm))
		return PTR_ERR(shm);

	head = shm->ptr;
	shm_signal_init(&q->signal, SHM_LOCALITY_SOUTH, &vk_queue_signal_ops,
			&head->signal);
	/* Takes both references, and with that length no other count. */
	ioq = vbus_shm_ioq_attach(shm, &q->signal, req->count);
	if (IS_ERR(ioq)) {
		vbus_shm_put(shm);
		return PTR_ERR(ioq);
	}

	q->room.signal = vk_queue_room;
	q->ioq = ioq;
	ioq_set_notifier(ioq, &q->room);
	return 0;
}

/* @req was checked. -EINVAL for what is no ring, -EFAULT, -ENOMEM. */
struct vk_queue *vk_queue_create(struct vk_session *s, unsigned int index,
				 const struct vbus_pci_eventqreg *req)
{
	struct vk_queue *q;
	int err;

	q = kzalloc(sizeof(*q), GFP_KERNEL_ACCOUNT);
	if (!q)
		return ERR_PTR(-ENOMEM);

	q->guest = s->guest;
	q->session = s;
	q->index = index;
	q->vector = req->vector;
	q->start = req->data;
	q->size = (u64)req->count * sizeof(struct vbus_event);
	spin_lock_init(&q->lock);
	INIT_LIST_HEAD(&q->backlog);
	init_irq_work(&q->raise, vk_queue_raise);

	q->events = vk_memory_map(s->guest, req->data, q->size);
	if (IS_ERR(q->events)) {
		err = PTR_ERR(q->events);
		goto free;
	}

	err = vk_queue_attach(q, req);
	if (err)
		goto unmap;

	return q;

unmap:
	vk_memory_unmap(q->events);
free:
	kfree(q);
	return ERR_PTR(err);
}

/* Nobody queues any more, nor wakes its signal. What waits is the queue's. */
void vk_queue_destroy(struct vk_queue *q)
{
	struct vk_event *e, *next;

	/* Waits for vk_queue_room(). */
	ioq_put(q->ioq);
	irq_work_sync(&q->raise);

	list_for_each_entry_safe(e, next, &q->backlog, node)
		kfree(e);
	vk_memory_unmap(q->events);
	/* As in vk_doorbells_stop(): vk_queue_raise() may still look at it. */
	kfree_rcu(q, rcu);
}
