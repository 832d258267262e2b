// SPDX-License-Identifier: GPL-2.0
/* Registry of device classes. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/module.h>

#include <linux/vbus_compat.h>

#include "internal.h"

static DEFINE_MUTEX(vbus_devclass_lock);
static LIST_HEAD(vbus_devclasses);

static struct vbus_devclass *vbus_devclass_find(const char *name)
{
	struct vbus_devclass *dc;

	lockdep_assert_held(&vbus_devclass_lock);

	list_for_each_entry(dc, &vbus_devclasses, node)
		if (!strcmp(dc->name, name))
			return dc;

	return NULL;
}

/*
 * Takes a reference to the class's module, which is what keeps the class
 * while a device exists. A module that is going counts as gone.
 */
struct vbus_devclass *vbus_devclass_get(const char *name)
{
	struct vbus_devclass *dc;

	guard(mutex)(&vbus_devclass_lock);

	dc = vbus_devclass_find(name);
	return dc && try_module_get(dc->owner) ? dc : NULL;
}

void vbus_devclass_put(struct vbus_devclass *dc)
{
	module_put(dc->owner);
}

/**
 * vbus_devclass_register() - offer a class of devices
 * @dc: the class, with name, owner and ops set; stays the caller's
 *
 * Context: process; may sleep.
 * Return: 0, -EEXIST when the name is taken, -EINVAL for an incomplete class,
 * -ENOMEM.
 */
int vbus_devclass_register(struct vbus_devclass *dc)
{
	if (!dc->name || !dc->name[0] || strchr(dc->name, '/') || !dc->ops ||
	    !dc->ops->create) {
		pr_err("class \"%s\" lacks a name without '/' or its create()\n",
		       dc->name ?: "");
		return -EINVAL;
	}

	guard(mutex)(&vbus_devclass_lock);

	if (vbus_devclass_find(dc->name)) {
		pr_err("class \"%s\" is registered already\n", dc->name);
		return -EEXIST;
	}

	dc->kobj = kobject_create_and_add(dc->name, vbus_deviceclass_kobj);
	if (!dc->kobj)
		return -ENOMEM;

	list_add_tail(&dc->node, &vbus_devclasses);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_devclass_register);

/**
 * vbus_devclass_unregister() - take a class back
 * @dc: the class
 *
 * Called when the class's module goes, so no device of the class exists.
 *
 * Context: process; may sleep.
 */
void vbus_devclass_unregister(struct vbus_devclass *dc)
{
	guard(mutex)(&vbus_devclass_lock);

	list_del(&dc->node);
	kobject_put(dc->kobj);
	dc->kobj = NULL;
}
EXPORT_SYMBOL_GPL(vbus_devclass_unregister);
