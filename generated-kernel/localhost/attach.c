// SPDX-License-Identifier: GPL-2.0
/* A guest on a bus: a client there, and proxies that follow its interfaces. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/slab.h>

#include "localhost.h"

/* In a worker of the bus, so a driver's probe may take its time. */
static int lh_devadd(struct vbus_notifier *n, u64 id, const char *type)
{
	struct lh_attach *att = container_of(n, struct lh_attach, notifier);
	struct lh_dev *dev;
	int err;

	dev = lh_dev_create(att, id, type);
	if (IS_ERR(dev)) {
		dev_err(att->parent, "no proxy for interface %llu: %ld\n", id,
			PTR_ERR(dev));
		return PTR_ERR(dev);
	}

	err = xa_insert(&att->devs, id, dev, GFP_KERNEL);
	if (err)
		lh_dev_destroy(dev);
	return err;
}

static void lh_devdrop(struct vbus_notifier *n, u64 id)
{
	struct lh_attach *att = container_of(n, struct lh_attach, notifier);

	lh_dev_destroy(xa_erase(&att->devs, id));
}

static void lh_attach_free(struct lh_attach *att)
{
	unsigned long id;
	struct lh_dev *dev;

	/* No callback runs any more. */
	xa_for_each(&att->devs, id, dev)
		lh_dev_destroy(dev);
	xa_destroy(&att->devs);

	vbus_client_destroy(att->client);
	vbus_put(att->bus);
	kfree(att);
}

/* Drivers of the interfaces that are there are bound when it returns. */
struct lh_attach *lh_attach_create(struct device *parent, struct vbus *bus,
				   struct net *net)
{
	struct vbus_memctx *ctx = lh_memctx_get();
	struct lh_attach *att;
	int err;

	att = kzalloc(sizeof(*att), GFP_KERNEL);
	if (att)
		att->client = vbus_client_create(bus, ctx);
	vbus_memctx_put(ctx);
	if (!att || !att->client) {
		kfree(att);
		return ERR_PTR(-ENOMEM);
	}

	att->parent = parent;
	att->bus = vbus_get(bus);
	att->net = net;
	xa_init(&att->devs);
	att->notifier.devadd = lh_devadd;
	att->notifier.devdrop = lh_devdrop;

	err = vbus_notifier_register(bus, &att->notifier);
	if (err) {
		lh_attach_free(att);
		return ERR_PTR(err);
	}

	return att;
}

void lh_attach_destroy(struct lh_attach *att)
{
	vbus_notifier_unregister(&att->notifier);
	lh_attach_free(att);
}
