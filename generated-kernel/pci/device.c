// SPDX-License-Identifier: GPL-2.0
/* A proxy whose host is another kernel: each verb is a request. */
#include <linux/err.h>
#include <linux/limits.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <linux/vbus_compat.h>

#include "pci.h"

/* ---- open and close ---- */

static int vpci_dev_open(struct vbus_device_proxy *vdev, u32 version, u32 flags)
{
	struct vpci_dev *dev = to_vpci_dev(vdev);
	struct vbus_deviceopen open = {
		.devid = vdev->id,
		.version = version,
	};
	int err;

	guard(mutex)(&dev->lock);

	if (flags || dev->is_open)
		return -EINVAL;

	err = vpci_request(dev->vp, VBUS_PCI_OP_DEVOPEN, &open, sizeof(open));
	if (err < 0)
		return err;

	WRITE_ONCE(dev->devh, open.handle);
	WRITE_ONCE(dev->is_open, true);
	return 0;
}

static int vpci_dev_close_locked(struct vpci_dev *dev)
{
	u64 handle = dev->devh;
	int err;

	lockdep_assert_held(&dev->lock);

	if (!dev->is_open)
		return -EINVAL;

	WRITE_ONCE(dev->is_open, false);
	/* First, so that no notifier of the driver runs from here on. */
	vpci_signals_stop(dev->vp, &dev->signals);
	/*
	 * When it is answered the device is through with the driver's memory.
	 * That is so as well if the host knows it no more, or is no more.
	 */
	err = vpci_request(dev->vp, VBUS_PCI_OP_DEVCLOSE, &handle,
			   sizeof(handle));
	if (err < 0)
		dev_dbg(&dev->vdev.dev, "close: %d\n", err);
	vpci_signals_drop(&dev->signals);

	return 0;
}

static int vpci_dev_close(struct vbus_device_proxy *vdev, u32 flags)
{
	struct vpci_dev *dev = to_vpci_dev(vdev);

	if (flags)
		return -EINVAL;

	guard(mutex)(&dev->lock);

	return vpci_dev_close_locked(dev);
}

/* ---- regions ---- */

static bool vpci_desc_inside(const void *ptr, size_t len,
			     const struct shm_signal_desc *desc)
{
	unsigned long off = (unsigned long)desc - (unsigned long)ptr;

	return off < len && len - off >= sizeof(*desc) &&
	       IS_ALIGNED((unsigned long)desc, __alignof__(*desc));
}

static int vpci_dev_shm_signal(struct vpci_dev *dev, struct vbus_deviceshm *shm,
			       struct shm_signal_desc *desc,
			       struct shm_signal **signal)
{
	struct vpci_signal *sig;
	LIST_HEAD(failed);
	int err;

	/* A ring was formatted by its maker; this is the north's word again. */
	shm_signal_format(desc);

	sig = vpci_signal_create(dev->vp, desc);
	if (IS_ERR(sig))
		return PTR_ERR(sig);

	/* Before the request: it may be signalled as soon as that is read. */
	shm->signal.cookie = sig->cookie;
	err = vpci_request(dev->vp, VBUS_PCI_OP_DEVSHM, shm, sizeof(*shm));
	if (err < 0) {
		list_add(&sig->node, &failed);
		vpci_signals_stop(dev->vp, &failed);
		vpci_signals_drop(&failed);
		shm_signal_put(&sig->north);
		return err;
	}

	/* Nobody can have signalled south yet: the driver has no signal. */
	sig->handle = shm->handle;
	list_add_tail(&sig->node, &dev->signals);
	*signal = &sig->north;
	return 0;
}

static int vpci_dev_shm(struct vbus_device_proxy *vdev, u32 id, u32 prio,
			void *ptr, size_t len, struct shm_signal_desc *sigdesc,
			struct shm_signal **signal, u32 flags)
{
	struct vpci_dev *dev = to_vpci_dev(vdev);
	struct vbus_deviceshm shm = {
		.id = id,
		.len = len,
		.signal.offset = VBUS_NO_SIGNAL,
		.signal.prio = prio,
	};
	int err;

	/* All connectors take the same, so this one is no more lenient. */
	if (flags || prio > VPCI_MAX_PRIO || !len || len > U32_MAX ||
	    (sigdesc && !vpci_desc_inside(ptr, len, sigdesc))) {
		dev_err(&vdev->dev,
			"region %u: %zu bytes, priority %u, flags 0x%x or the place of its signal is not allowed\n",
			id, len, prio, flags);
		return -EINVAL;
	}
	if (!vpci_reachable(ptr, len))
		return -EFAULT;

	guard(mutex)(&dev->lock);

	if (!dev->is_open)
		return -EINVAL;

	shm.devh = dev->devh;
	shm.datap = virt_to_phys(ptr);
	if (sigdesc) {
		shm.signal.offset = (void *)sigdesc - ptr;
		return vpci_dev_shm_signal(dev, &shm, sigdesc, signal);
	}

	err = vpci_request(dev->vp, VBUS_PCI_OP_DEVSHM, &shm, sizeof(shm));
	if (err < 0)
		return err;
	if (signal)
		*signal = NULL;
	return 0;
}

/* ---- calls ---- */

/* The first byte of a page may fault, the rest is as writable. */
static bool vpci_write_page(u8 *dst, const u8 *src, size_t n)
{
	pagefault_disable();
	__put_kernel_nofault(dst, src, u8, fault);
	pagefault_enable();
	memcpy(dst + 1, src + 1, n - 1);
	return true;

fault:
	pagefault_enable();
	return false;
}

/* What was not written to may well be constant. */
static int vpci_write_back(u8 *dst, const u8 *src, size_t len)
{
	size_t n;

	if (!memcmp(dst, src, len))
		return 0;

	for (; len; dst += n, src += n, len -= n) {
		n = min_t(size_t, len, PAGE_SIZE - offset_in_page(dst));
		if (!vpci_write_page(dst, src, n))
			return -EFAULT;
	}

	return 0;
}

/* By way of memory that the host can reach. */
static int vpci_call_copied(struct vpci_dev *dev, struct vbus_devicecall *call,
			    void *data)
{
	u8 *copy;
	int ret;

	copy = kmalloc(call->len, GFP_KERNEL | __GFP_NOWARN);
	if (!copy)
		return -ENOMEM;

	if (copy_from_kernel_nofault(copy, data, call->len)) {
		ret = -EFAULT;
		goto free;
	}

	call->datap = virt_to_phys(copy);
	ret = vpci_request(dev->vp, VBUS_PCI_OP_DEVCALL, call, sizeof(*call));
	/* As without a copy, the device may write whatever it answers. */
	if (vpci_write_back(data, copy, call->len))
		ret = -EFAULT;

free:
	kfree(copy);
	return ret;
}

/*
 * Without the lock, so that calls run side by side. The handle is all that is
 * needed: after a close it is stale, and the host says so.
 */
static int vpci_dev_call(struct vbus_device_proxy *vdev, u32 func, void *data,
			 size_t len, u32 flags)
{
	struct vpci_dev *dev = to_vpci_dev(vdev);
	struct vbus_devicecall call = {
		.devh = READ_ONCE(dev->devh),
		.func = func,
		.len = len,
	};

	if (!READ_ONCE(dev->is_open) || flags || len > U32_MAX)
		return -EINVAL;

	if (len && !vpci_reachable(data, len))
		return vpci_call_copied(dev, &call, data);

	if (len)
		call.datap = virt_to_phys(data);
	return vpci_request(dev->vp, VBUS_PCI_OP_DEVCALL, &call, sizeof(call));
}

/* An address that the host has no memory at is an error there. */
static u64 vpci_dev_addr(struct vbus_device_proxy *vdev, const void *p)
{
	if (likely(virt_addr_valid(p)))
		return virt_to_phys((void *)p);

	dev_err_ratelimited(&vdev->dev, "memory at %p has no one address\n", p);
	return U64_MAX;
}

static void vpci_dev_release(struct vbus_device_proxy *vdev)
{
	kfree(to_vpci_dev(vdev));
}

static const struct vbus_device_proxy_ops vpci_dev_ops = {
	.open = vpci_dev_open,
	.close = vpci_dev_close,
	.shm = vpci_dev_shm,
	.call = vpci_dev_call,
	.addr = vpci_dev_addr,
	.release = vpci_dev_release,
	.distant = true,
};

/* ---- life ---- */

/**
 * vpci_dev_create() - make the proxy of an interface
 * @vp: the function
 * @id: of the interface
 * @type: of the interface; checked
 *
 * Return: the proxy, not registered, with a reference for put_device(); or NULL
 */
struct vpci_dev *vpci_dev_create(struct vpci *vp, u32 id, const char *type)
{
	struct vpci_dev *dev;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return NULL;

	dev->vp = vp;
	mutex_init(&dev->lock);
	INIT_LIST_HEAD(&dev->signals);
	strscpy(dev->type, type, sizeof(dev->type));

	dev->vdev.type = dev->type;
	dev->vdev.id = id;
	dev->vdev.ops = &vpci_dev_ops;
	vbus_device_proxy_init(&dev->vdev);
	dev->vdev.dev.parent = &vp->pdev->dev;

	return dev;
}

/**
 * vpci_dev_register() - show a proxy to drivers
 * @dev: the proxy
 *
 * Context: process; may sleep.
 * Return: 0 or what the driver core says
 */
int vpci_dev_register(struct vpci_dev *dev)
{
	int err;

	err = dev_set_name(&dev->vdev.dev, "%s.%llu",
			   dev_name(dev->vdev.dev.parent), dev->vdev.id);
	return err ?: vbus_device_proxy_register(&dev->vdev);
}

/**
 * vpci_dev_unregister() - take a proxy away
 * @dev: a registered proxy
 *
 * Its driver goes first; what it has left open is closed for it.
 *
 * Context: process; may sleep.
 */
void vpci_dev_unregister(struct vpci_dev *dev)
{
	vbus_device_proxy_unregister(&dev->vdev);

	mutex_lock(&dev->lock);
	vpci_dev_close_locked(dev);
	mutex_unlock(&dev->lock);
}
