// SPDX-License-Identifier: GPL-2.0
/*
 * The administrator's tree: /sys/kernel/config/vbus
 *
 *   devices/<dev>/type             write once: the class
 *   instances/<bus>/<link> -> devices/<dev>
 *   instances/<bus>/join           write a pid: the process becomes a member
 *   instances/<bus>/leave          write a pid: it is one no more
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/capability.h>
#include <linux/configfs.h>
#include <linux/module.h>
#include <linux/pid.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include <linux/vbus_compat.h>

#include "internal.h"

#define VBUS_MAX_CLASS_LEN 256

/* A device's place, typed or not. */
struct vbus_shell {
	struct config_item item;
	struct mutex lock; /* node, links; order of create and connects */
	struct vbus_devnode *node; /* NULL once removed */
	struct list_head links;
};

/* A device in a bus. */
struct vbus_link {
	struct list_head node;
	struct vbus *bus;
};

struct vbus_instance {
	struct config_item item;
	struct vbus *bus;
};

static struct vbus_shell *to_vbus_shell(struct config_item *item)
{
	return container_of(item, struct vbus_shell, item);
}

static struct vbus_instance *to_vbus_instance(struct config_item *item)
{
	return container_of(item, struct vbus_instance, item);
}

/* ---- devices/<dev> ---- */

static ssize_t vbus_shell_type_show(struct config_item *item, char *page)
{
	struct vbus_shell *shell = to_vbus_shell(item);
	struct vbus_device *vdev;

	guard(mutex)(&shell->lock);

	vdev = shell->node ? shell->node->vdev : NULL;
	return sysfs_emit(page, "%s\n", vdev ? vdev->dc->name : "");
}

static ssize_t vbus_shell_type_store(struct config_item *item,
				     const char *page, size_t len)
{
	struct vbus_shell *shell = to_vbus_shell(item);
	char class[VBUS_MAX_CLASS_LEN + 1];
	size_t n = len;
	int err;

	if (n && page[n - 1] == '\n')
		n--;
	if (!n || n > VBUS_MAX_CLASS_LEN || memchr(page, '\0', n)) {
		pr_err("device %s: name of a class has %zu bytes, allowed are 1 to %d, none of them 0\n",
		       config_item_name(item), n, VBUS_MAX_CLASS_LEN);
		return -EINVAL;
	}
	memcpy(class, page, n);
	class[n] = '\0';

	guard(mutex)(&shell->lock);

	if (!shell->node || shell->node->vdev)
		return -EINVAL;

	err = vbus_device_create(shell->node, class);
	return err ?: len;
}
CONFIGFS_ATTR(vbus_shell_, type);

static struct configfs_attribute *vbus_shell_attrs[] = {
	&vbus_shell_attr_type,
	NULL,
};

static void vbus_shell_release(struct config_item *item)
{
	kfree(to_vbus_shell(item));
}

static struct configfs_item_operations vbus_shell_ops = {
	.release = vbus_shell_release,
};

static const struct config_item_type vbus_shell_type = {
	.ct_item_ops = &vbus_shell_ops,
	.ct_attrs = vbus_shell_attrs,
	.ct_owner = THIS_MODULE,
};

static struct config_item *vbus_shell_make(struct config_group *group,
					   const char *name)
{
	struct vbus_shell *shell;

	shell = kzalloc(sizeof(*shell), GFP_KERNEL);
	if (!shell)
		return ERR_PTR(-ENOMEM);

	mutex_init(&shell->lock);
	INIT_LIST_HEAD(&shell->links);

	shell->node = vbus_devnode_create(name);
	if (IS_ERR(shell->node)) {
		int err = PTR_ERR(shell->node);

		kfree(shell);
		return ERR_PTR(err);
	}

	config_item_init_type_name(&shell->item, name, &vbus_shell_type);
	return &shell->item;
}

/* configfs refuses to remove what is linked, so the device is on no bus. */
static void vbus_shell_drop(struct config_group *group,
			    struct config_item *item)
{
	struct vbus_shell *shell = to_vbus_shell(item);

	mutex_lock(&shell->lock);
	vbus_devnode_remove(shell->node);
	shell->node = NULL;
	mutex_unlock(&shell->lock);

	config_item_put(item);
}

static struct configfs_group_operations vbus_devices_ops = {
	.make_item = vbus_shell_make,
	.drop_item = vbus_shell_drop,
};

static const struct config_item_type vbus_devices_type = {
	.ct_group_ops = &vbus_devices_ops,
	.ct_owner = THIS_MODULE,
};

/* ---- instances/<bus> ---- */

static struct vbus_link *vbus_shell_find_link(struct vbus_shell *shell,
					      struct vbus *bus)
{
	struct vbus_link *link;

	lockdep_assert_held(&shell->lock);

	list_for_each_entry(link, &shell->links, node)
		if (link->bus == bus)
			return link;

	return NULL;
}

static int vbus_instance_link(struct config_item *item,
			      struct config_item *target)
{
	struct vbus *bus = to_vbus_instance(item)->bus;
	struct vbus_shell *shell;
	struct vbus_device *vdev;
	struct vbus_link *link;
	struct net *net;
	int err;

	if (target->ci_type != &vbus_shell_type)
		return -EINVAL;
	shell = to_vbus_shell(target);

	guard(mutex)(&shell->lock);

	vdev = shell->node ? shell->node->vdev : NULL;
	if (!vdev)
		return -EINVAL;

	/* configfs does not tell which link goes, so there can be only one. */
	if (vbus_shell_find_link(shell, bus))
		return -EEXIST;

	link = kzalloc(sizeof(*link), GFP_KERNEL);
	if (!link)
		return -ENOMEM;

	net = vbus_device_enter(vdev);
	err = vdev->ops->bus_connect(vdev, bus);
	vbus_device_leave(net);
	if (err) {
		kfree(link);
		return err;
	}

	link->bus = bus;
	list_add_tail(&link->node, &shell->links);
	return 0;
}

static void vbus_instance_unlink(struct config_item *item,
				 struct config_item *target)
{
	struct vbus *bus = to_vbus_instance(item)->bus;
	struct vbus_shell *shell = to_vbus_shell(target);
	struct vbus_device *vdev;
	struct vbus_link *link;
	struct net *net;
	int err;

	guard(mutex)(&shell->lock);

	link = vbus_shell_find_link(shell, bus);
	if (WARN_ON_ONCE(!link))
		return;

	vdev = shell->node->vdev;
	net = vbus_device_enter(vdev);
	err = vdev->ops->bus_disconnect(vdev, bus);
	vbus_device_leave(net);
	if (err)
		pr_err("device %s: leaving bus %s failed: %d\n",
		       vbus_device_name(vdev), vbus_name(bus), err);

	list_del(&link->node);
	kfree(link);
}

/* The thread group of the process whose number, or that of a thread, is @page. */
static struct pid *vbus_instance_pid(const char *page)
{
	struct task_struct *task;
	struct pid *pid;
	int nr, err;

	if (!capable(CAP_SYS_ADMIN))
		return ERR_PTR(-EACCES);

	err = kstrtoint(page, 10, &nr);
	if (err)
		return ERR_PTR(err);
	if (nr <= 0)
		return ERR_PTR(-EINVAL);

	/* As the writer's namespace counts. */
	pid = find_get_pid(nr);
	task = get_pid_task(pid, PIDTYPE_PID);
	put_pid(pid);
	if (!task)
		return ERR_PTR(-ESRCH);

	/* A kernel thread would take all its children along. */
	if (task->flags & PF_KTHREAD)
		pid = ERR_PTR(-EINVAL);
	else
		pid = get_task_pid(task, PIDTYPE_TGID) ?: ERR_PTR(-ESRCH);
	put_task_struct(task);

	return pid;
}

static ssize_t vbus_instance_join_store(struct config_item *item,
					const char *page, size_t len)
{
	struct pid *pid = vbus_instance_pid(page);
	int err;

	if (IS_ERR(pid))
		return PTR_ERR(pid);

	err = vbus_member_join(to_vbus_instance(item)->bus, pid);
	put_pid(pid);
	return err ?: len;
}
CONFIGFS_ATTR_WO(vbus_instance_, join);

static ssize_t vbus_instance_leave_store(struct config_item *item,
					 const char *page, size_t len)
{
	struct pid *pid = vbus_instance_pid(page);
	int err;

	if (IS_ERR(pid))
		return PTR_ERR(pid);

	err = vbus_member_leave(to_vbus_instance(item)->bus, pid);
	put_pid(pid);
	return err ?: len;
}
CONFIGFS_ATTR_WO(vbus_instance_, leave);

static struct configfs_attribute *vbus_instance_attrs[] = {
	&vbus_instance_attr_join,
	&vbus_instance_attr_leave,
	NULL,
};

static void vbus_instance_release(struct config_item *item)
{
	struct vbus_instance *instance = to_vbus_instance(item);

	vbus_put(instance->bus);
	kfree(instance);
}

static struct configfs_item_operations vbus_instance_ops = {
	.release = vbus_instance_release,
	.allow_link = vbus_instance_link,
	.drop_link = vbus_instance_unlink,
};

static const struct config_item_type vbus_instance_type = {
	.ct_item_ops = &vbus_instance_ops,
	.ct_attrs = vbus_instance_attrs,
	.ct_owner = THIS_MODULE,
};

static struct config_item *vbus_instance_make(struct config_group *group,
					      const char *name)
{
	struct vbus_instance *instance;

	/* Where a bus's name is written or read, these say that there is none. */
	if (!strcmp(name, "0") || !strcmp(name, "<none>"))
		return ERR_PTR(-EINVAL);

	instance = kzalloc(sizeof(*instance), GFP_KERNEL);
	if (!instance)
		return ERR_PTR(-ENOMEM);

	instance->bus = vbus_create(name);
	if (IS_ERR(instance->bus)) {
		int err = PTR_ERR(instance->bus);

		kfree(instance);
		return ERR_PTR(err);
	}

	config_item_init_type_name(&instance->item, name,
				   &vbus_instance_type);
	return &instance->item;
}

static void vbus_instance_drop(struct config_group *group,
			       struct config_item *item)
{
	vbus_remove(to_vbus_instance(item)->bus);
	config_item_put(item);
}

static struct configfs_group_operations vbus_instances_ops = {
	.make_item = vbus_instance_make,
	.drop_item = vbus_instance_drop,
};

static const struct config_item_type vbus_instances_type = {
	.ct_group_ops = &vbus_instances_ops,
	.ct_owner = THIS_MODULE,
};

/* ---- the tree ---- */

static struct config_group vbus_devices_group;
static struct config_group vbus_instances_group;

static const struct config_item_type vbus_subsys_type = {
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem vbus_subsys = {
	.su_group = {
		.cg_item = {
			.ci_namebuf = "vbus",
			.ci_type = &vbus_subsys_type,
		},
	},
	.su_mutex = __MUTEX_INITIALIZER(vbus_subsys.su_mutex),
};

int vbus_configfs_init(void)
{
	config_group_init(&vbus_subsys.su_group);

	config_group_init_type_name(&vbus_devices_group, "devices",
				    &vbus_devices_type);
	configfs_add_default_group(&vbus_devices_group, &vbus_subsys.su_group);

	config_group_init_type_name(&vbus_instances_group, "instances",
				    &vbus_instances_type);
	configfs_add_default_group(&vbus_instances_group,
				   &vbus_subsys.su_group);

	return configfs_register_subsystem(&vbus_subsys);
}

void vbus_configfs_exit(void)
{
	configfs_unregister_subsystem(&vbus_subsys);
}
