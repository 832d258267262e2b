// SPDX-License-Identifier: GPL-2.0
/* A session: the bus from BUSOPEN on, and the queues from BUSREG on. */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "kvm.h"

/* The guest's pending bits are used where they lie. */
static_assert(sizeof_field(struct vbus_pci_pending, north) == sizeof(atomic_t));

/**
 * struct vk_dev - an interface of the bus, as far as the guest knows of it
 * @event: DEVADD until the guest was given that, then DEVDROP
 * @type: copy of the interface's
 */
struct vk_dev {
	struct vk_event event;
	char type[VBUS_MAX_DEVTYPE_LEN];
};

/* An event of the queue is freed as one. */
static_assert(!offsetof(struct vk_dev, event));

/* ---- news of the bus, from a worker of it ---- */

static struct vk_session *to_vk_session(struct vbus_notifier *n)
{
	return container_of(n, struct vk_session, notifier);
}

static struct vk_queue *vk_bus_queue(struct vk_session *s)
{
	return s->queue[min_t(unsigned int, VK_PRIO_BUS, s->nqueues - 1)];
}

static int vk_devadd(struct vbus_notifier *n, u64 id, const char *type)
{
	struct vk_session *s = to_vk_session(n);
	struct vk_dev *dev;
	int err;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	vk_event_init(&dev->event, VBUS_EVENT_DEVADD, id);
	strscpy(dev->type, type, sizeof(dev->type));
	dev->event.type = dev->type;

	err = xa_insert(&s->devs, id, dev, GFP_KERNEL);
	if (err) {
		kfree(dev);
		return err;
	}

	vk_event_queue(vk_bus_queue(s), &dev->event);
	return 0;
}

static void vk_devdrop(struct vbus_notifier *n, u64 id)
{
	struct vk_session *s = to_vk_session(n);
	struct vk_dev *dev = xa_erase(&s->devs, id);

	vk_device_gone(s, id);

	/* What it never heard of need not be taken back. */
	if (vk_event_cancel(vk_bus_queue(s), &dev->event)) {
		kfree(dev);
		return;
	}

	/* From here on it is the queue's. */
	dev->event.id = VBUS_EVENT_DEVDROP;
	vk_event_queue(vk_bus_queue(s), &dev->event);
}

static void vk_devs_free(struct vk_session *s)
{
	unsigned long id;
	struct vk_dev *dev;

	xa_for_each(&s->devs, id, dev) {
		vk_event_cancel(vk_bus_queue(s), &dev->event);
		kfree(dev);
	}
	xa_destroy(&s->devs);
}

/* ---- queues ---- */

static bool vk_busreg_valid(const struct vk_session *s,
			    const struct vbus_pci_busreg *req)
{
	const struct vbus_pci_eventqreg *q = req->eventq;
	u32 i;

	if (!req->count || req->count > VBUS_PCI_EVENTQS ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)) ||
	    !IS_ALIGNED(req->pending, __alignof__(*s->pending)) ||
	    offset_in_page(req->pending) > PAGE_SIZE - sizeof(*s->pending))
		return false;

	for (i = 0; i < req->count; i++, q++)
		if (!q->count || q->count > IOQ_MAX_COUNT ||
		    q->vector >= s->guest->vectors ||
		    memchr_inv(q->__reserved0, 0, sizeof(q->__reserved0)))
			return false;

	return i == VBUS_PCI_EVENTQS ||
	       !memchr_inv(q, 0, (VBUS_PCI_EVENTQS - i) * sizeof(*q));
}

/* Nobody queues any more, nor comes from a doorbell. */
static void vk_queues_drop(struct vk_session *s)
{
	while (s->nqueues)
		vk_queue_destroy(s->queue[--s->nqueues]);

	if (s->pending)
		vk_memory_unmap(s->pending);
	s->pending = NULL;
}

static int vk_queues_make(struct vk_session *s,
			  const struct vbus_pci_busreg *req)
{
	struct vk_queue *q;
	void *pending;

	pending = vk_memory_map(s->guest, req->pending, sizeof(*s->pending));
	if (IS_ERR(pending))
		return PTR_ERR(pending);
	s->pending = pending;

	while (s->nqueues < req->count) {
		q = vk_queue_create(s, s->nqueues, &req->eventq[s->nqueues]);
		if (IS_ERR(q)) {
			vk_queues_drop(s);
			return PTR_ERR(q);
		}
		s->queue[s->nqueues++] = q;
	}

	return 0;
}

static void vk_session_unlive(struct vk_session *s)
{
	rcu_assign_pointer(s->guest->live, NULL);
	/* Waits for doorbells, and for who tells of a request. */
	synchronize_rcu();
}

/*
 * BUSREG, under g->sem for writing. -EINVAL, -EFAULT, -ENOMEM; then the bus is
 * open as it was.
 */
int vk_session_register(struct vk_session *s,
			const struct vbus_pci_busreg *req)
{
	int err;

	if (s->nqueues || !vk_busreg_valid(s, req))
		return -EINVAL;

	err = vk_queues_make(s, req);
	if (err)
		return err;

	/* The guest may make room while the interfaces are announced. */
	rcu_assign_pointer(s->guest->live, s);

	s->notifier.devadd = vk_devadd;
	s->notifier.devdrop = vk_devdrop;
	err = vbus_notifier_register(s->guest->bus, &s->notifier);
	if (!err)
		return 0;

	vk_session_unlive(s);
	vk_devs_free(s);
	vk_queues_drop(s);
	/* The veto of vk_devadd() is -EPERM, which here means something else. */
	return -ENOMEM;
}

/* ---- life ---- */

/*
 * BUSOPEN, under g->sem for writing. -EINVAL changes nothing; after -ENOMEM the
 * bus is closed.
 */
int vk_session_open(struct vk_guest *g, struct vbus_pci_busopen *req)
{
	struct vk_session *s;

	if (req->magic != VBUS_PCI_MAGIC || !req->version)
		return -EINVAL;

	/* The guest has started over. */
	vk_session_close(g);

	s = kvzalloc(sizeof(*s), GFP_KERNEL_ACCOUNT);
	if (!s)
		return -ENOMEM;

	s->guest = g;
	mutex_init(&s->lock);
	INIT_LIST_HEAD(&s->conns);
	INIT_DELAYED_WORK(&s->unplug, vk_device_unplug);
	xa_init(&s->devs);
	s->mem = vk_memory_create(g);
	if (!s->mem)
		goto free;
	s->client = vbus_client_create(g->bus, &s->mem->ctx);
	if (!s->client)
		goto memory;

	req->version = min_t(u32, req->version, VBUS_PCI_VERSION);
	req->capabilities &= VK_CAPS;
	s->caps = req->capabilities;
	g->session = s;
	vk_news_add(&g->news, VBUS_KVM_OPENED);
	return 0;

memory:
	vbus_memctx_put(&s->mem->ctx);
free:
	kvfree(s);
	return -ENOMEM;
}

/*
 * Under g->sem for writing. Closes all that is open; afterwards the guest's
 * memory is not touched.
 */
void vk_session_close(struct vk_guest *g)
{
	struct vk_session *s = g->session;

	if (!s)
		return;

	if (s->nqueues) {
		vbus_notifier_unregister(&s->notifier);
		vk_session_unlive(s);
		vk_device_close_all(s);
		vk_devs_free(s);
		vk_queues_drop(s);
	}
	vk_memory_kill(s->mem);
	vbus_client_destroy(s->client);
	vbus_memctx_put(&s->mem->ctx);
	kvfree(s);

	g->session = NULL;
	vk_news_add(&g->news, VBUS_KVM_CLOSED);
}
