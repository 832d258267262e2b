// SPDX-License-Identifier: GPL-2.0
/*
 * Interfaces come and go. Events only say what ought to be; one work at a time
 * registers and unregisters proxies, and may take as long as drivers do.
 *
 * An id is never used twice, so one record for each is all that a host can
 * make us keep.
 */
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "pci.h"

/* Not in the ABI: what a host that has gone mad is held to. */
#define VPCI_MAX_DEVS 4096

/* What becomes part of names in sysfs, and of a module's alias. */
static bool vpci_type_ok(const char *type)
{
	size_t i, n = strnlen(type, VBUS_MAX_DEVTYPE_LEN);

	if (!n || n == VBUS_MAX_DEVTYPE_LEN)
		return false;

	for (i = 0; i < n; i++)
		if (!isascii(type[i]) || !isgraph(type[i]))
			return false;

	return true;
}

/**
 * vpci_plug_add() - the host has an interface
 * @vp: the function
 * @event: our own copy, of which nothing is checked
 *
 * Context: process; may sleep.
 */
void vpci_plug_add(struct vpci *vp, const struct vbus_event *event)
{
	u64 id = event->data.add.id;
	struct vpci_dev *dev;
	int err;

	guard(mutex)(&vp->devs_lock);

	if (!vp->plugging)
		return;

	/* DEVOPEN has no more bits for it. */
	if (id > U32_MAX || !vpci_type_ok(event->data.add.type)) {
		dev_warn_ratelimited(&vp->pdev->dev,
				     "interface %llu: the number is above %u, or the type is no text\n",
				     id, U32_MAX);
		return;
	}
	if (xa_load(&vp->devs, id) || vp->ndevs == VPCI_MAX_DEVS) {
		dev_warn_ratelimited(&vp->pdev->dev,
				     "interface %llu is there already, or is one too many\n",
				     id);
		return;
	}

	dev = vpci_dev_create(vp, id, event->data.add.type);
	if (!dev) {
		err = -ENOMEM;
		goto fail;
	}
	err = xa_insert(&vp->devs, id, dev, GFP_KERNEL);
	if (err) {
		put_device(&dev->vdev.dev);
		goto fail;
	}

	vp->ndevs++;
	queue_work(vp->wq, &vp->plug);
	return;

fail:
	dev_err(&vp->pdev->dev, "no proxy for interface %llu: %d\n", id, err);
}

/**
 * vpci_plug_drop() - the host has an interface no more
 * @vp: the function
 * @id: its number, if it had one
 *
 * Context: process; may sleep.
 */
void vpci_plug_drop(struct vpci *vp, u64 id)
{
	struct vpci_dev *dev;

	guard(mutex)(&vp->devs_lock);

	if (!vp->plugging)
		return;

	/* None: its DEVADD was refused. */
	dev = id > U32_MAX ? NULL : xa_load(&vp->devs, id);
	if (!dev)
		return;

	dev->dropped = true;
	queue_work(vp->wq, &vp->plug);
}

/* The next one that something is to be done with. */
static struct vpci_dev *vpci_plug_next(struct vpci *vp, bool *drop)
{
	struct vpci_dev *dev;
	unsigned long id;

	guard(mutex)(&vp->devs_lock);

	xa_for_each(&vp->devs, id, dev) {
		if (!dev->dropped && dev->tried)
			continue;
		*drop = dev->dropped;
		return dev;
	}

	return NULL;
}

static void vpci_plug_forget(struct vpci *vp, struct vpci_dev *dev)
{
	mutex_lock(&vp->devs_lock);
	xa_erase(&vp->devs, dev->vdev.id);
	vp->ndevs--;
	mutex_unlock(&vp->devs_lock);

	put_device(&dev->vdev.dev);
}

/* The driver goes first; what it has left open is closed for it. */
static void vpci_plug_out(struct vpci *vp, struct vpci_dev *dev)
{
	if (dev->registered)
		vpci_dev_unregister(dev);
	vpci_plug_forget(vp, dev);
}

static void vpci_plug_in(struct vpci *vp, struct vpci_dev *dev)
{
	int err;

	err = vpci_dev_register(dev);
	if (err)
		dev_err(&vp->pdev->dev, "no proxy for interface %llu: %d\n",
			dev->vdev.id, err);
	dev->registered = !err;
	dev->tried = true;
}

static void vpci_plug_work(struct work_struct *work)
{
	struct vpci *vp = container_of(work, struct vpci, plug);
	struct vpci_dev *dev;
	bool drop;

	/* Nobody but this work, and vpci_plug_stop() after it, erases one. */
	while (READ_ONCE(vp->plugging) && (dev = vpci_plug_next(vp, &drop))) {
		if (drop)
			vpci_plug_out(vp, dev);
		else
			vpci_plug_in(vp, dev);
		cond_resched();
	}
}

void vpci_plug_init(struct vpci *vp)
{
	mutex_init(&vp->devs_lock);
	xa_init(&vp->devs);
	INIT_WORK(&vp->plug, vpci_plug_work);
}

/* From here on the host's word counts. */
void vpci_plug_start(struct vpci *vp)
{
	mutex_lock(&vp->devs_lock);
	WRITE_ONCE(vp->plugging, true);
	mutex_unlock(&vp->devs_lock);
}

/**
 * vpci_plug_stop() - take all interfaces away
 * @vp: the function
 *
 * When this returns no driver has one, none is open, and no other comes.
 *
 * Context: process; may sleep.
 */
void vpci_plug_stop(struct vpci *vp)
{
	struct vpci_dev *dev;
	unsigned long id;

	mutex_lock(&vp->devs_lock);
	WRITE_ONCE(vp->plugging, false);
	mutex_unlock(&vp->devs_lock);
	cancel_work_sync(&vp->plug);

	xa_for_each(&vp->devs, id, dev)
		vpci_plug_out(vp, dev);
}
