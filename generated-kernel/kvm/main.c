// SPDX-License-Identifier: GPL-2.0
/*
 * vbus-kvm: a connector for guests of KVM, or of any VMM that has their memory
 * in a shared file and an ivshmem function with doorbells.
 *
 *   /dev/vbus-kvm
 *
 * The calls are those of abi-specs/vbus_kvm. Their blocks are the same for
 * callers of 32 bits. What the guest sees is abi-specs/vbus_pci.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>

#include <linux/vbus_compat.h>

#include "kvm.h"

struct workqueue_struct *vk_wq;

/**
 * struct vk_file - an open file
 * @attach: one ATTACH at a time
 * @guest: set once, then it stays; a reference
 */
struct vk_file {
	struct mutex attach; /* guest */
	struct vk_guest *guest;
};

static struct vk_guest *vk_file_guest(struct vk_file *f)
{
	/* Pairs with the release in vk_attach_locked(). */
	return smp_load_acquire(&f->guest);
}

/* ---- calls ---- */

static bool vk_attach_valid(const struct vbus_kvm_attach *req)
{
	return req->magic == VBUS_KVM_MAGIC && req->version && !req->flags &&
	       req->bus[0] &&
	       strnlen(req->bus, sizeof(req->bus)) < sizeof(req->bus) &&
	       req->nranges && req->nranges <= VBUS_KVM_RANGES &&
	       req->vectors && req->vectors <= VBUS_KVM_VECTORS &&
	       req->peer <= U16_MAX &&
	       !memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0));
}

static long vk_attach_locked(struct vk_file *f, struct vbus_kvm_attach *req,
			     struct vbus_kvm_attach __user *arg)
{
	struct vk_guest *g;
	struct file *file;
	int err;

	if (f->guest)
		return -EBUSY;

	req->version = min_t(u32, req->version, VBUS_KVM_VERSION);
	req->control = get_unused_fd_flags(O_CLOEXEC);
	if (req->control < 0)
		return req->control;

	err = vk_guest_create(req, &g);
	if (err)
		goto fd;

	file = vk_control_file(g);
	if (IS_ERR(file)) {
		err = PTR_ERR(file);
		vk_guest_end(g);
		vk_guest_put(g);
		goto fd;
	}

	if (copy_to_user(arg, req, sizeof(*req))) {
		err = -EFAULT;
		/* Its release ends the guest. */
		fput(file);
		goto fd;
	}

	kref_get(&g->kref);
	/* Pairs with the acquire in vk_file_guest(). */
	smp_store_release(&f->guest, g);
	fd_install(req->control, file);
	return 0;

fd:
	put_unused_fd(req->control);
	return err;
}

static long vk_attach(struct vk_file *f, struct vbus_kvm_attach __user *arg)
{
	struct vbus_kvm_attach req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (!vk_attach_valid(&req))
		return -EINVAL;

	guard(mutex)(&f->attach);

	return vk_attach_locked(f, &req, arg);
}

static long vk_ioctl(struct file *file, unsigned int cmd, unsigned long data)
{
	struct vk_file *f = file->private_data;
	struct vk_guest *g = vk_file_guest(f);

	switch (cmd) {
	case VBUS_KVM_IOCTL_ATTACH:
		return vk_attach(f, (void __user *)data);
	case VBUS_KVM_IOCTL_QUIESCE:
		return g ? vk_guest_quiesce(g) : -ENOTCONN;
	case VBUS_KVM_IOCTL_DETACH:
		return g ? vk_guest_end(g) : -ENOTCONN;
	default:
		return -ENOTTY;
	}
}

/* ---- news ---- */

/* 1, 0 if nothing follows, -EAGAIN, -EFAULT. */
static int vk_read_one(struct vk_news *news, struct vbus_kvm_event __user *buf)
{
	struct vbus_kvm_event event;
	int ret;

	if (!vk_news_ready(news))
		return -EAGAIN;
	/* Whether it can be written is known before it is taken. */
	if (clear_user(buf, sizeof(event)))
		return -EFAULT;

	ret = vk_news_read(news, &event);
	if (ret > 0 && copy_to_user(buf, &event, sizeof(event)))
		return -EFAULT;
	return ret;
}

/* Whole events, as many as are there and fit; at least one. */
static ssize_t vk_read(struct file *file, char __user *buf, size_t len,
		       loff_t *pos)
{
	struct vbus_kvm_event __user *out = (void __user *)buf;
	size_t n = 0, max = min_t(size_t, len, MAX_RW_COUNT) / sizeof(*out);
	struct vk_guest *g = vk_file_guest(file->private_data);
	int ret;

	if (!max || !g)
		return -EINVAL;

	while (n < max) {
		ret = vk_read_one(&g->news, out + n);
		if (ret > 0) {
			n++;
			continue;
		}
		if (n || !ret)
			break;
		if (ret != -EAGAIN || file->f_flags & O_NONBLOCK)
			return ret;
		ret = wait_event_interruptible(g->news.wait,
					       vk_news_ready(&g->news));
		if (ret)
			return ret;
	}

	return n * sizeof(*out);
}

static __poll_t vk_poll(struct file *file, poll_table *wait)
{
	struct vk_guest *g = vk_file_guest(file->private_data);

	if (!g)
		return EPOLLERR;

	poll_wait(file, &g->news.wait, wait);
	return vk_news_ready(&g->news) ? EPOLLIN | EPOLLRDNORM : 0;
}

/* ---- files ---- */

static int vk_open(struct inode *inode, struct file *file)
{
	struct vk_file *f = kzalloc(sizeof(*f), GFP_KERNEL_ACCOUNT);

	if (!f)
		return -ENOMEM;

	mutex_init(&f->attach);
	file->private_data = f;
	return stream_open(inode, file);
}

/* The guest stays where it is. */
static int vk_release(struct inode *inode, struct file *file)
{
	struct vk_file *f = file->private_data;

	if (f->guest)
		vk_guest_put(f->guest);
	kfree(f);
	return 0;
}

static const struct file_operations vk_fops = {
	.owner = THIS_MODULE,
	.open = vk_open,
	.release = vk_release,
	.read = vk_read,
	.poll = vk_poll,
	.unlocked_ioctl = vk_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* ---- module ---- */

static ssize_t guests_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	return sysfs_emit(buf, "%u\n", vk_guests());
}
static DEVICE_ATTR_RO(guests);

static struct attribute *vk_attrs[] = {
	&dev_attr_guests.attr,
	NULL,
};
ATTRIBUTE_GROUPS(vk);

static struct miscdevice vk_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "vbus-kvm",
	.mode = 0600,
	.fops = &vk_fops,
	.groups = vk_groups,
};

static int __init vk_init(void)
{
	int err;

	/* Unbound: a request may take long, it is the device that says how. */
	vk_wq = alloc_workqueue(KBUILD_MODNAME, WQ_UNBOUND, 0);
	if (!vk_wq)
		return -ENOMEM;

	err = misc_register(&vk_misc);
	if (err)
		destroy_workqueue(vk_wq);
	return err;
}
module_init(vk_init);

static void __exit vk_exit(void)
{
	misc_deregister(&vk_misc);
	destroy_workqueue(vk_wq);
}
module_exit(vk_exit);

MODULE_DESCRIPTION("vbus connector for guests of KVM: /dev/vbus-kvm");
MODULE_LICENSE("GPL");
