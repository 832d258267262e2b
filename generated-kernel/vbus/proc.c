// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/vbus/self: the bus of the process that reads it, or <none>. Writing a
 * bus's name joins that bus, writing 0 leaves.
 */
#include <linux/capability.h>
#include <linux/limits.h>
#include <linux/pid.h>
#include <linux/proc_fs.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <linux/vbus_compat.h>

#include "internal.h"

static struct proc_dir_entry *vbus_proc;

static ssize_t vbus_self_read(struct file *file, char __user *buf, size_t len,
			      loff_t *pos)
{
	struct vbus *bus = vbus_get_current();
	char text[NAME_MAX + 2];
	int n;

	n = scnprintf(text, sizeof(text), "%s\n",
		      bus ? vbus_name(bus) : "<none>");
	if (bus)
		vbus_put(bus);

	return simple_read_from_buffer(buf, len, pos, text, n);
}

static int vbus_self_join(struct pid *pid, const char *name)
{
	struct vbus *bus;
	int err;

	bus = vbus_find(name);
	if (!bus)
		return -ENOENT;

	err = vbus_member_join(bus, pid);
	vbus_put(bus);
	return err;
}

static ssize_t vbus_self_write(struct file *file, const char __user *buf,
			       size_t len, loff_t *pos)
{
	char name[NAME_MAX + 2]; /* a newline, and the end */
	struct pid *pid;
	size_t n = len;
	int err;

	if (!capable(CAP_SYS_ADMIN))
		return -EACCES;

	/* Before anything is done: what is refused has had no effect. */
	if (!len || len >= sizeof(name))
		return -EINVAL;
	if (copy_from_user(name, buf, len))
		return -EFAULT;
	if (name[n - 1] == '\n')
		n--;
	if (!n || n > NAME_MAX || memchr(name, '\0', n))
		return -EINVAL;
	name[n] = '\0';

	pid = get_task_pid(current, PIDTYPE_TGID);
	if (strcmp(name, "0")) {
		err = vbus_self_join(pid, name);
	} else {
		err = vbus_member_leave(NULL, pid);
		/* Who is on no bus has left. */
		if (err == -ENOENT)
			err = 0;
	}
	put_pid(pid);

	return err ?: len;
}

static const struct proc_ops vbus_self_ops = {
	.proc_read = vbus_self_read,
	.proc_write = vbus_self_write,
	.proc_lseek = default_llseek,
};

int __init vbus_proc_init(void)
{
	vbus_proc = proc_mkdir("vbus", NULL);
	if (!vbus_proc)
		return -ENOMEM;

	if (!proc_create("self", 0644, vbus_proc, &vbus_self_ops)) {
		proc_remove(vbus_proc);
		return -ENOMEM;
	}

	return 0;
}

void vbus_proc_exit(void)
{
	proc_remove(vbus_proc);
}
