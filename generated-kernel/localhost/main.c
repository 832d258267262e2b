// SPDX-License-Identifier: GPL-2.0
/*
 * vbus-localhost: a connector between the two halves of one kernel.
 *
 *   /sys/kernel/config/vbus-localhost/<guest>/bus
 *
 * Writing the name of a bus attaches the guest to it, writing 0 detaches it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/configfs.h>
#include <linux/kobject_ns.h>
#include <linux/module.h>
#include <linux/slab.h>

#include <net/net_namespace.h>

#include <linux/vbus_compat.h>

#include "localhost.h"

static struct device *lh_root;

static DEFINE_MUTEX(lh_lock); /* lh_guests; outside of a guest's lock */
static LIST_HEAD(lh_guests);

/**
 * struct lh_guest - a guest
 * @item: its directory
 * @node: in lh_guests
 * @dev: parent of its proxies
 * @lock: covers @att; for writing, @net
 * @att: where it is attached, or NULL
 * @net: network namespace of who attached it, from before that until after the
 *	detach; only its memory is held
 */
struct lh_guest {
	struct config_item item;
	struct list_head node;
	struct device *dev;
	struct mutex lock; /* att, net */
	struct lh_attach *att;
	struct net *net;
};

static struct lh_guest *to_lh_guest(struct config_item *item)
{
	return container_of(item, struct lh_guest, item);
}

static void lh_guest_set_net(struct lh_guest *guest, struct net *net)
{
	struct net *old = guest->net;

	lockdep_assert_held(&guest->lock);

	/* Read without the lock by lh_net_pre_exit(). */
	WRITE_ONCE(guest->net, net);
	kobj_ns_drop(KOBJ_NS_TYPE_NET, old);
}

static int lh_guest_attach(struct lh_guest *guest, const char *name)
{
	struct lh_attach *att;
	struct vbus *bus;

	lockdep_assert_held(&guest->lock);

	if (guest->att)
		return -EBUSY;

	bus = vbus_find(name);
	if (!bus)
		return -ENOENT;

	lh_guest_set_net(guest, kobj_ns_grab_current(KOBJ_NS_TYPE_NET));
	att = lh_attach_create(guest->dev, bus, guest->net);
	vbus_put(bus);
	if (IS_ERR(att)) {
		lh_guest_set_net(guest, NULL);
		return PTR_ERR(att);
	}

	guest->att = att;
	return 0;
}

static void lh_guest_detach(struct lh_guest *guest)
{
	lockdep_assert_held(&guest->lock);

	if (!guest->att)
		return;

	lh_attach_destroy(guest->att);
	guest->att = NULL;
	lh_guest_set_net(guest, NULL);
}

static ssize_t lh_guest_bus_show(struct config_item *item, char *page)
{
	struct lh_guest *guest = to_lh_guest(item);

	guard(mutex)(&guest->lock);

	return sysfs_emit(page, "%s\n",
			  guest->att ? vbus_name(guest->att->bus) : "<none>");
}

static ssize_t lh_guest_bus_store(struct config_item *item, const char *page,
				  size_t len)
{
	struct lh_guest *guest = to_lh_guest(item);
	char name[NAME_MAX + 1];
	size_t n = len;
	int err = 0;

	if (n && page[n - 1] == '\n')
		n--;
	if (!n || n > NAME_MAX || memchr(page, '\0', n))
		return -EINVAL;
	memcpy(name, page, n);
	name[n] = '\0';

	guard(mutex)(&guest->lock);

	if (!strcmp(name, "0"))
		lh_guest_detach(guest);
	else
		err = lh_guest_attach(guest, name);

	return err ?: len;
}
CONFIGFS_ATTR(lh_guest_, bus);

/* As the link in /proc/<pid>/ns says it. */
static ssize_t lh_guest_netns_show(struct config_item *item, char *page)
{
	struct lh_guest *guest = to_lh_guest(item);

	guard(mutex)(&guest->lock);

	if (!guest->net)
		return sysfs_emit(page, "<none>\n");
	return sysfs_emit(page, "net:[%u]\n", guest->net->ns.inum);
}
CONFIGFS_ATTR_RO(lh_guest_, netns);

static struct configfs_attribute *lh_guest_attrs[] = {
	&lh_guest_attr_bus,
	&lh_guest_attr_netns,
	NULL,
};

static void lh_guest_release(struct config_item *item)
{
	kfree(to_lh_guest(item));
}

static struct configfs_item_operations lh_guest_ops = {
	.release = lh_guest_release,
};

static const struct config_item_type lh_guest_type = {
	.ct_item_ops = &lh_guest_ops,
	.ct_attrs = lh_guest_attrs,
	.ct_owner = THIS_MODULE,
};

static void lh_guest_dev_release(struct device *dev)
{
	kfree(dev);
}

static struct device *lh_guest_dev_create(const char *name)
{
	struct device *dev;
	int err;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);

	device_initialize(dev);
	dev->parent = lh_root;
	dev->release = lh_guest_dev_release;

	err = dev_set_name(dev, "%s", name);
	if (!err)
		err = device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}

	return dev;
}

static struct config_item *lh_guest_make(struct config_group *group,
					 const char *name)
{
	struct lh_guest *guest;

	/* These are files of the root in sysfs, where each guest is one too. */
	if (!strcmp(name, "power") || !strcmp(name, "uevent"))
		return ERR_PTR(-EINVAL);

	guest = kzalloc(sizeof(*guest), GFP_KERNEL);
	if (!guest)
		return ERR_PTR(-ENOMEM);

	mutex_init(&guest->lock);
	guest->dev = lh_guest_dev_create(name);
	if (IS_ERR(guest->dev)) {
		int err = PTR_ERR(guest->dev);

		kfree(guest);
		return ERR_PTR(err);
	}

	config_item_init_type_name(&guest->item, name, &lh_guest_type);

	mutex_lock(&lh_lock);
	list_add_tail(&guest->node, &lh_guests);
	mutex_unlock(&lh_lock);

	return &guest->item;
}

static void lh_guest_drop(struct config_group *group, struct config_item *item)
{
	struct lh_guest *guest = to_lh_guest(item);

	mutex_lock(&lh_lock);
	list_del(&guest->node);
	mutex_unlock(&lh_lock);

	mutex_lock(&guest->lock);
	lh_guest_detach(guest);
	mutex_unlock(&guest->lock);

	device_unregister(guest->dev);
	config_item_put(item);
}

static struct configfs_group_operations lh_group_ops = {
	.make_item = lh_guest_make,
	.drop_item = lh_guest_drop,
};

static const struct config_item_type lh_group_type = {
	.ct_group_ops = &lh_group_ops,
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem lh_subsys = {
	.su_group = {
		.cg_item = {
			.ci_namebuf = "vbus-localhost",
			.ci_type = &lh_group_type,
		},
	},
	.su_mutex = __MUTEX_INITIALIZER(lh_subsys.su_mutex),
};

/* ---- network namespaces ---- */

/*
 * A guest goes with the network that it was attached in: its drivers remove
 * their network devices while the namespace is still whole, which is before
 * any exit. A namespace that has come this far gets no new guest, because
 * nobody is in it. Guests of other namespaces are not waited for.
 */
static void lh_net_pre_exit(struct net *net)
{
	struct lh_guest *guest;

	guard(mutex)(&lh_lock);

	list_for_each_entry(guest, &lh_guests, node) {
		if (READ_ONCE(guest->net) != net)
			continue;
		mutex_lock(&guest->lock);
		if (guest->net == net)
			lh_guest_detach(guest);
		mutex_unlock(&guest->lock);
	}
}

static struct pernet_operations lh_net_ops = {
	.pre_exit = lh_net_pre_exit,
};

static int __init lh_init(void)
{
	int err;

	lh_root = root_device_register("vbus-localhost");
	if (IS_ERR(lh_root))
		return PTR_ERR(lh_root);

	err = register_pernet_device(&lh_net_ops);
	if (err)
		goto root;

	config_group_init(&lh_subsys.su_group);
	err = configfs_register_subsystem(&lh_subsys);
	if (err)
		goto net;

	return 0;

net:
	unregister_pernet_device(&lh_net_ops);
root:
	root_device_unregister(lh_root);
	return err;
}
module_init(lh_init);

static void __exit lh_exit(void)
{
	configfs_unregister_subsystem(&lh_subsys);
	unregister_pernet_device(&lh_net_ops);
	root_device_unregister(lh_root);
}
module_exit(lh_exit);

MODULE_DESCRIPTION("vbus connector between the halves of one kernel");
MODULE_LICENSE("GPL");
