// SPDX-License-Identifier: GPL-2.0
/*
 * Event queues: receive rings with our events in them. An interrupt takes the
 * bits of the queues that share it, and drains those queues; news of
 * interfaces need a thread, as does what is more than a round of the ring.
 *
 * A queue is drained by its ring's notifier, which never runs twice at the same
 * time; or, while it is masked, by its work.
 */
#include <linux/bottom_half.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/pci.h>
#include <linux/string.h>

#include "pci.h"

/* Slots of a queue, and events that are handled in one go. */
#define VPCI_EVENTS 64

static struct vpci_queue *to_vpci_queue(struct shm_signal *s)
{
	return container_of(s, struct vpci_queue, signal);
}

/* ---- the ring's own signal ---- */

/* There is room again: the host, if it waits for that, looks at any request. */
static int vpci_queue_inject(struct shm_signal *s)
{
	vpci_doorbell(to_vpci_queue(s)->vp, 0);
	return 0;
}

static void vpci_queue_fault(struct shm_signal *s, const char *what)
{
	struct vpci *vp = to_vpci_queue(s)->vp;

	dev_err_ratelimited(&vp->pdev->dev, "event queue %td: %s\n",
			    to_vpci_queue(s) - vp->queues, what);
}

/* The queue goes with the function. */
static const struct shm_signal_ops vpci_queue_signal_ops = {
	.inject = vpci_queue_inject,
	.fault = vpci_queue_fault,
};

static const struct ioq_ops vpci_queue_ops = {};

/* ---- events ---- */

static bool vpci_event_whole(struct vpci *vp, u32 id, u64 len)
{
	size_t need = offsetofend(struct vbus_event, data.handle);

	if (id == VBUS_EVENT_DEVADD)
		need = sizeof(struct vbus_event);
	if (len >= need)
		return true;

	dev_warn_ratelimited(&vp->pdev->dev,
			     "event %u of %llu bytes, not %zu\n", id, len,
			     need);
	return false;
}

static void vpci_event_signal(struct vpci *vp, u64 cookie, bool thread)
{
	/* What a driver raises in softirq runs here, and at once. */
	if (thread)
		local_bh_disable();
	vpci_signal_wakeup(vp, cookie);
	if (thread)
		local_bh_enable();
}

static void vpci_event_add(struct vpci *vp, const struct vbus_event *event)
{
	struct vbus_event copy;

	memcpy(&copy, event, sizeof(copy));
	vpci_plug_add(vp, &copy);
}

/*
 * One event, of @len bytes as the host says. What is read is read once. False:
 * it takes a thread.
 */
static bool vpci_event_handle(struct vpci *vp, const struct vbus_event *event,
			      u64 len, bool thread)
{
	u32 id = READ_ONCE(event->eventid);
	u64 handle;

	if (!vpci_event_whole(vp, id, len))
		return true;

	handle = READ_ONCE(event->data.handle);
	switch (id) {
	case VBUS_EVENT_SHMSIGNAL:
		vpci_event_signal(vp, handle, thread);
		return true;
	case VBUS_EVENT_SHMCLOSE:
		vpci_signal_closed(vp, handle);
		return true;
	case VBUS_EVENT_DEVADD:
		if (thread)
			vpci_event_add(vp, event);
		return thread;
	case VBUS_EVENT_DEVDROP:
		if (thread)
			vpci_plug_drop(vp, handle);
		return thread;
	default:
		/* Of a version that was not agreed on. */
		dev_warn_ratelimited(&vp->pdev->dev, "unknown event %u\n", id);
		return true;
	}
}

static u64 vpci_event_addr(const struct vpci_queue *q, u32 pos)
{
	return virt_to_phys(&q->data[pos]);
}

/* True if there is more, for a thread or for later. */
static bool vpci_queue_drain(struct vpci_queue *q, bool thread)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	unsigned int n;
	bool more = true;

	for (n = 0; n < VPCI_EVENTS; n++) {
		/* Of a broken ring the message is out; nothing comes of it. */
		if (ioq_recv(&q->ioq, &it, &desc)) {
			more = false;
			break;
		}

		/* By the place, which is ours; the descriptor is not. */
		if (!vpci_event_handle(q->vp, &q->data[it.pos], desc.len,
				       thread))
			break;

		if (ioq_recv_repost(&it, 0, vpci_event_addr(q, it.pos),
				    sizeof(struct vbus_event))) {
			more = false;
			break;
		}
	}

	if (n)
		ioq_signal(&q->ioq);

	return more;
}

/* In the interrupt, or in the ring's tasklet. */
static void vpci_queue_signalled(struct ioq_notifier *n)
{
	struct vpci_queue *q = container_of(n, struct vpci_queue, notifier);

	if (!vpci_queue_drain(q, false))
		return;

	/* From here on the ring is the work's, until that unmasks it. */
	ioq_notify_disable(&q->ioq);
	queue_work(q->vp->wq, &q->work);
}

static void vpci_queue_work(struct work_struct *work)
{
	struct vpci_queue *q = container_of(work, struct vpci_queue, work);

	/* A host without end gets what the workqueue's fairness leaves it. */
	if (vpci_queue_drain(q, true))
		queue_work(q->vp->wq, &q->work);
	else
		ioq_notify_enable(&q->ioq);
}

/* The queue's bit was taken: full barrier, see vpci_bit_take(). */
void vpci_events_raised(struct vpci *vp, unsigned int queue)
{
	shm_signal_wakeup(&vp->queues[queue].signal);
}

/* ---- life ---- */

static void vpci_queue_free(struct vpci_queue *q)
{
	if (q->data)
		free_pages_exact(q->data, VPCI_EVENTS * sizeof(*q->data));
	if (q->ring)
		free_pages_exact(q->ring, ioq_ring_size(VPCI_EVENTS));
	q->data = NULL;
	q->ring = NULL;
}

/* Whole pages: the host maps them, and sees nothing else in them. */
static int vpci_queue_alloc(struct vpci_queue *q)
{
	q->ring = alloc_pages_exact(ioq_ring_size(VPCI_EVENTS),
				    GFP_KERNEL | __GFP_ZERO);
	q->data = alloc_pages_exact(VPCI_EVENTS * sizeof(*q->data),
				    GFP_KERNEL | __GFP_ZERO);
	if (q->ring && q->data)
		return 0;

	vpci_queue_free(q);
	return -ENOMEM;
}

/* All slots are the host's, and we listen: it can begin when it knows of it. */
static int vpci_queue_create(struct vpci *vp, struct vpci_queue *q)
{
	u32 i;
	int err;

	err = vpci_queue_alloc(q);
	if (err)
		return err;

	q->vp = vp;
	INIT_WORK(&q->work, vpci_queue_work);
	q->notifier.signal = vpci_queue_signalled;
	ioq_format(q->ring, VPCI_EVENTS);
	shm_signal_init(&q->signal, SHM_LOCALITY_NORTH, &vpci_queue_signal_ops,
			&q->ring->signal);
	/* Cannot fail: the ring is ours alone so far, and as it must be. */
	ioq_init(&q->ioq, &vpci_queue_ops, SHM_LOCALITY_NORTH, q->ring,
		 VPCI_EVENTS, &q->signal);
	ioq_set_notifier(&q->ioq, &q->notifier);
	for (i = 0; i < VPCI_EVENTS; i++)
		ioq_post(&q->ioq, 0, vpci_event_addr(q, i), sizeof(*q->data));
	ioq_notify_enable(&q->ioq);

	return 0;
}

/* The host has closed, and interrupts are free: nobody begins anything. */
static void vpci_queue_destroy(struct vpci_queue *q)
{
	if (!q->ring)
		return;

	ioq_stop(&q->ioq);
	/* It may unmask, but nobody is notified any more. */
	cancel_work_sync(&q->work);
	ioq_put(&q->ioq);
	shm_signal_put(&q->signal);
	vpci_queue_free(q);
}

/**
 * vpci_events_create() - make the event queues and the pending bits
 * @vp: the function
 *
 * Return: 0 or -ENOMEM
 */
int vpci_events_create(struct vpci *vp)
{
	unsigned int i;
	int err;

	vp->pending = (void *)get_zeroed_page(GFP_KERNEL);
	if (!vp->pending)
		return -ENOMEM;

	for (i = 0; i < VBUS_PCI_EVENTQS; i++) {
		err = vpci_queue_create(vp, &vp->queues[i]);
		if (err) {
			vpci_events_destroy(vp);
			return err;
		}
	}

	return 0;
}

/* Queues share the vectors behind the first, or, if there is none, that. */
static u32 vpci_queue_vector(const struct vpci *vp, unsigned int i)
{
	return vp->nvectors > 1 ? 1 + i % (vp->nvectors - 1) : 0;
}

/**
 * vpci_events_describe() - tell the host of the queues
 * @vp: the function
 * @reg: the block, all of which is written
 */
void vpci_events_describe(struct vpci *vp, struct vbus_pci_busreg *reg)
{
	unsigned int i;

	memset(reg, 0, sizeof(*reg));
	reg->count = VBUS_PCI_EVENTQS;
	reg->pending = virt_to_phys(vp->pending);
	for (i = 0; i < VBUS_PCI_EVENTQS; i++) {
		reg->eventq[i].count = VPCI_EVENTS;
		reg->eventq[i].vector = vpci_queue_vector(vp, i);
		reg->eventq[i].ring = virt_to_phys(vp->queues[i].ring);
		reg->eventq[i].data = virt_to_phys(vp->queues[i].data);
		vp->vectors[reg->eventq[i].vector].bits |= BIT(i);
	}
}

/**
 * vpci_events_destroy() - free the queues and the pending bits
 * @vp: the function; the host does not use them any more, and no interrupt comes
 *
 * Context: process; may sleep.
 */
void vpci_events_destroy(struct vpci *vp)
{
	unsigned int i;

	for (i = 0; i < VBUS_PCI_EVENTQS; i++)
		vpci_queue_destroy(&vp->queues[i]);

	free_page((unsigned long)vp->pending);
	vp->pending = NULL;
}
