// SPDX-License-Identifier: GPL-2.0
/*
 * vbus-user: a connector for processes that are members of a bus.
 *
 *   /dev/vbus
 *
 * The calls are those of abi-specs/vbus_user. Their blocks are the same for
 * callers of 32 bits.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>

#include "user.h"

/* ---- calls ---- */

static long vu_busopen(struct vu_session *s,
		       struct vbus_user_busopen __user *arg)
{
	struct vbus_user_busopen req;
	int err;

	/* Whether the answer can be written is known before there is one. */
	if (copy_from_user(&req, arg, sizeof(req)) ||
	    copy_to_user(arg, &req, sizeof(req)))
		return -EFAULT;

	err = vu_session_join(s, &req);
	if (err)
		return err;

	return copy_to_user(arg, &req, sizeof(req)) ? -EFAULT : 0;
}

static long vu_deviceopen(struct vu_session *s,
			  struct vbus_deviceopen __user *arg)
{
	struct vbus_deviceopen req;
	u64 handle;
	int err;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;

	err = vu_device_open(s, req.devid, req.version, &handle);
	if (err)
		return err;

	if (put_user(handle, &arg->handle)) {
		vu_device_close(s, handle);
		return -EFAULT;
	}
	return 0;
}

static long vu_deviceclose(struct vu_session *s, u64 __user *arg)
{
	u64 handle;

	if (get_user(handle, arg))
		return -EFAULT;

	return vu_device_close(s, handle);
}

static long vu_devicecall(struct vu_session *s,
			  struct vbus_devicecall __user *arg)
{
	struct vbus_devicecall req;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;

	return vu_device_call(s, &req);
}

static long vu_deviceshm(struct vu_session *s,
			 struct vbus_deviceshm __user *arg)
{
	struct vbus_deviceshm req;
	int err;

	/* A region cannot be taken back, so first see that it can be told. */
	if (copy_from_user(&req, arg, sizeof(req)) || put_user(0, &arg->handle))
		return -EFAULT;

	err = vu_device_shm(s, &req);
	if (err)
		return err;

	return put_user(req.handle, &arg->handle);
}

static long vu_shmsignal(struct vu_session *s, u64 __user *arg)
{
	u64 handle;

	if (get_user(handle, arg))
		return -EFAULT;

	return vu_device_signal(s, handle);
}

/*
 * A block that may grow: its size is in the number of the call. A greater one
 * is of a later ABI, which asks for nothing new where the rest is zero.
 */
static int vu_copy_sized(void *req, size_t size, unsigned int cmd,
			 const void __user *arg)
{
	int err;

	if (_IOC_SIZE(cmd) < size)
		return -EINVAL;

	err = copy_struct_from_user(req, size, arg, _IOC_SIZE(cmd));
	return err == -E2BIG ? -EINVAL : err;
}

static long vu_memreg(struct vu_session *s, unsigned int cmd,
		      struct vbus_user_memreg __user *arg)
{
	struct vbus_user_memreg req;
	int err;

	err = vu_copy_sized(&req, sizeof(req), cmd, arg);
	if (err)
		return err;
	/* A pool cannot be taken back, so first see that it can be told. */
	if (put_user(0, &arg->handle))
		return -EFAULT;

	err = vu_device_pool(s, &req);
	if (err)
		return err;

	return put_user(req.handle, &arg->handle);
}

static long vu_eventfd(struct vu_session *s, unsigned int cmd,
		       struct vbus_user_eventfd __user *arg)
{
	struct vbus_user_eventfd req;
	int err;

	err = vu_copy_sized(&req, sizeof(req), cmd, arg);
	if (err)
		return err;

	return vu_device_eventfd(s, &req);
}

/* What a call is, whatever size its block has. */
#define VU_KIND(cmd) ((cmd) & ~IOCSIZE_MASK)

static long vu_ioctl_sized(struct vu_session *s, unsigned int cmd,
			   void __user *arg)
{
	switch (VU_KIND(cmd)) {
	case VU_KIND(VBUS_USER_IOCTL_MEMREG):
		/* Who has not asked for it finds a kernel without it. */
		if (!(s->caps & VBUS_USER_CAP_MEMREG))
			return -ENOTTY;
		return vu_memreg(s, cmd, arg);
	case VU_KIND(VBUS_USER_IOCTL_EVENTFD):
		if (!(s->caps & VBUS_USER_CAP_EVENTFD))
			return -ENOTTY;
		return vu_eventfd(s, cmd, arg);
	default:
		return -ENOTTY;
	}
}

static bool vu_ioctl_known(unsigned int cmd)
{
	switch (cmd) {
	case VBUS_USER_IOCTL_BUSOPEN:
	case VBUS_USER_IOCTL_DEVICEOPEN:
	case VBUS_USER_IOCTL_DEVICECLOSE:
	case VBUS_USER_IOCTL_DEVICECALL:
	case VBUS_USER_IOCTL_DEVICESHM:
	case VBUS_USER_IOCTL_SHMSIGNAL:
		return true;
	default:
		return VU_KIND(cmd) == VU_KIND(VBUS_USER_IOCTL_MEMREG) ||
		       VU_KIND(cmd) == VU_KIND(VBUS_USER_IOCTL_EVENTFD);
	}
}

static long vu_ioctl(struct file *file, unsigned int cmd, unsigned long data)
{
	struct vu_session *s = file->private_data;
	void __user *arg = (void __user *)data;

	if (!vu_ioctl_known(cmd))
		return -ENOTTY;
	if (cmd == VBUS_USER_IOCTL_BUSOPEN)
		return vu_busopen(s, arg);
	/* All others come after it. */
	if (!vu_session_joined(s))
		return -EINVAL;

	switch (cmd) {
	case VBUS_USER_IOCTL_DEVICEOPEN:
		return vu_deviceopen(s, arg);
	case VBUS_USER_IOCTL_DEVICECLOSE:
		return vu_deviceclose(s, arg);
	case VBUS_USER_IOCTL_DEVICECALL:
		return vu_devicecall(s, arg);
	case VBUS_USER_IOCTL_DEVICESHM:
		return vu_deviceshm(s, arg);
	case VBUS_USER_IOCTL_SHMSIGNAL:
		return vu_shmsignal(s, arg);
	default:
		return vu_ioctl_sized(s, cmd, arg);
	}
}

/* ---- events ---- */

/* Whole events, as many as are there and fit; at least one. */
static ssize_t vu_read(struct file *file, char __user *buf, size_t len,
		       loff_t *pos)
{
	struct vu_session *s = file->private_data;
	struct vbus_event __user *out = (struct vbus_event __user *)buf;
	size_t n = 0, max = min_t(size_t, len, MAX_RW_COUNT) / sizeof(*out);
	int err;

	if (!max || !vu_session_joined(s))
		return -EINVAL;

	while (n < max) {
		err = vu_events_read(&s->events, out + n);
		if (!err) {
			n++;
			continue;
		}
		if (n)
			break;
		if (err != -EAGAIN || file->f_flags & O_NONBLOCK)
			return err;
		err = wait_event_interruptible(s->events.wait,
					       vu_events_ready(&s->events));
		if (err)
			return err;
	}

	return n * sizeof(*out);
}

static __poll_t vu_poll(struct file *file, poll_table *wait)
{
	struct vu_session *s = file->private_data;

	poll_wait(file, &s->events.wait, wait);
	if (!vu_session_joined(s))
		return EPOLLERR;

	return vu_events_ready(&s->events) ? EPOLLIN | EPOLLRDNORM : 0;
}

/* ---- files ---- */

static int vu_open(struct inode *inode, struct file *file)
{
	struct vu_session *s = vu_session_create();

	if (!s)
		return -ENOMEM;

	file->private_data = s;
	return stream_open(inode, file);
}

static int vu_release(struct inode *inode, struct file *file)
{
	vu_session_destroy(file->private_data);
	return 0;
}

static const struct file_operations vu_fops = {
	.owner = THIS_MODULE,
	.open = vu_open,
	.release = vu_release,
	.read = vu_read,
	.poll = vu_poll,
	.unlocked_ioctl = vu_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice vu_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "vbus",
	.mode = 0666,
	.fops = &vu_fops,
};

module_misc_device(vu_misc);

MODULE_DESCRIPTION("vbus connector for processes: /dev/vbus");
MODULE_LICENSE("GPL");
