// SPDX-License-Identifier: GPL-2.0
/*
 * Hotplug events for connectors.
 *
 * There is no queue of events: a notifier remembers which ids it has reported,
 * and its work compares that with what is on the bus. So a change on the bus
 * needs no memory, nothing can be lost, and no lock of the bus is held while a
 * connector's callback runs.
 */
#include <linux/export.h>

#include <linux/vbus_compat.h>

#include "internal.h"

/* Lets every notifier of the bus look again. */
void vbus_notify(struct vbus *bus)
{
	struct vbus_notifier *n;

	lockdep_assert_held(&bus->lock);

	list_for_each_entry(n, &bus->notifiers, node)
		queue_work(vbus_wq, &n->work);
}

static void vbus_notify_drops(struct vbus_notifier *n)
{
	unsigned long id;
	void *entry;

	xa_for_each(&n->known, id, entry) {
		if (xa_load(&n->bus->intfs, id))
			continue;
		xa_erase(&n->known, id);
		n->devdrop(n, id);
	}
}

/* The first interface that @n has not seen, with a reference, and its id. */
static struct vbus_intf_node *vbus_notify_next(struct vbus_notifier *n,
					       unsigned long *id)
{
	struct vbus_intf_node *node;

	guard(mutex)(&n->bus->lock);

	*id = n->next;
	node = xa_find(&n->bus->intfs, id, ULONG_MAX, XA_PRESENT);
	if (node)
		kobject_get(&node->kobj);
	return node;
}

static int vbus_notify_add(struct vbus_notifier *n, unsigned long id,
			   const char *type)
{
	int err;

	err = xa_insert(&n->known, id, xa_mk_value(1), GFP_KERNEL);
	if (err)
		return err;

	err = n->devadd(n, id, type);
	if (err)
		xa_erase(&n->known, id);
	return err;
}

static void vbus_notifier_work(struct work_struct *work)
{
	struct vbus_notifier *n = container_of(work, struct vbus_notifier,
					       work);
	struct vbus_intf_node *node;
	unsigned long id;
	int err;

	vbus_notify_drops(n);

	while ((node = vbus_notify_next(n, &id))) {
		n->next = id + 1;
		err = vbus_notify_add(n, id, node->type);
		if (err && !n->error)
			n->error = err;
		vbus_intf_put(node);
	}
}

/**
 * vbus_notifier_register() - hear of a bus's interfaces
 * @bus: the bus
 * @n: the notifier with its callbacks set
 *
 * Reports the interfaces that are there, in the order of their ids, before it
 * returns; changes follow from a worker.
 *
 * Context: process; may sleep. Not under a lock that the callbacks take.
 * Return: 0, or -EPERM if devadd() vetoed one of them. Then @n is not
 * registered; the caller undoes the adds that it accepted.
 */
int vbus_notifier_register(struct vbus *bus, struct vbus_notifier *n)
{
	n->bus = vbus_get(bus);
	n->next = 0;
	n->error = 0;
	xa_init(&n->known);
	INIT_WORK(&n->work, vbus_notifier_work);

	mutex_lock(&bus->lock);
	list_add_tail(&n->node, &bus->notifiers);
	queue_work(vbus_wq, &n->work);
	mutex_unlock(&bus->lock);

	flush_work(&n->work);
	if (READ_ONCE(n->error)) {
		vbus_notifier_unregister(n);
		return -EPERM;
	}

	return 0;
}
EXPORT_SYMBOL_GPL(vbus_notifier_register);

/**
 * vbus_notifier_unregister() - hear no more
 * @n: a registered notifier
 *
 * When it returns no callback runs or will run. There is no devdrop() for the
 * interfaces that are still there: the caller knows them.
 *
 * Context: process; may sleep. Not from a callback of @n.
 */
void vbus_notifier_unregister(struct vbus_notifier *n)
{
	struct vbus *bus = n->bus;

	mutex_lock(&bus->lock);
	list_del(&n->node);
	mutex_unlock(&bus->lock);

	cancel_work_sync(&n->work);
	xa_destroy(&n->known);
	vbus_put(bus);
}
EXPORT_SYMBOL_GPL(vbus_notifier_unregister);
