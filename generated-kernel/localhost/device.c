// SPDX-License-Identifier: GPL-2.0
/* A proxy whose host is this kernel. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/slab.h>

#include <linux/vbus_compat.h>

#include "localhost.h"

#define LH_MAX_PRIO 7

/* How long a close waits before it tells that it waits. */
#define LH_CLOSE_PATIENCE (10 * HZ)

/**
 * struct lh_shm - a region, which is mapped for both halves anyway
 * @shm: what the device gets
 * @dev: the proxy, with a reference
 */
struct lh_shm {
	struct vbus_shm shm;
	struct lh_dev *dev;
};

/* ---- regions ---- */

static void lh_shm_release(struct vbus_shm *shm)
{
	struct lh_shm *ls = container_of(shm, struct lh_shm, shm);
	struct lh_dev *dev = ls->dev;

	spin_lock(&dev->shm_lock);
	if (!--dev->nshm)
		wake_up(&dev->shm_gone);
	spin_unlock(&dev->shm_lock);

	put_device(&dev->vdev.dev);
	kfree(ls);
}

static const struct vbus_shm_ops lh_shm_ops = {
	.release = lh_shm_release,
};

static struct vbus_shm *lh_shm_create(struct lh_dev *dev, void *ptr,
				      size_t len)
{
	struct lh_shm *ls;

	ls = kzalloc(sizeof(*ls), GFP_KERNEL);
	if (!ls)
		return NULL;

	vbus_shm_init(&ls->shm, &lh_shm_ops, ptr, len);
	ls->dev = dev;
	get_device(&dev->vdev.dev);

	spin_lock(&dev->shm_lock);
	dev->nshm++;
	spin_unlock(&dev->shm_lock);

	return &ls->shm;
}

static bool lh_shm_all_gone(struct lh_dev *dev)
{
	bool gone;

	spin_lock(&dev->shm_lock);
	gone = !dev->nshm;
	spin_unlock(&dev->shm_lock);

	return gone;
}

/*
 * The driver frees its memory after close, and nothing but the device's
 * references says that the device is done with it. So wait for them, for
 * ever if need be: a hung close of a broken device model is the lesser evil.
 */
static void lh_shm_wait(struct lh_dev *dev)
{
	while (!wait_event_timeout(dev->shm_gone, lh_shm_all_gone(dev),
				   LH_CLOSE_PATIENCE))
		dev_warn(&dev->vdev.dev,
			 "close waits: the device has not released %u regions\n",
			 READ_ONCE(dev->nshm));
}

/* ---- verbs ---- */

static int lh_dev_open(struct vbus_device_proxy *vdev, u32 version, u32 flags)
{
	struct lh_dev *dev = to_lh_dev(vdev);

	guard(mutex)(&dev->lock);

	if (flags || dev->devh)
		return -EINVAL;
	if (dev->gone)
		return -ENODEV;

	return vbus_client_open(dev->client, vdev->id, version, &dev->devh);
}

static void lh_dev_stop_signals(struct lh_dev *dev)
{
	struct lh_signal *sig;

	lockdep_assert_held(&dev->lock);

	list_for_each_entry(sig, &dev->signals, node)
		lh_signal_stop(sig);
}

static void lh_dev_drop_signals(struct lh_dev *dev)
{
	struct lh_signal *sig, *next;

	lockdep_assert_held(&dev->lock);

	list_for_each_entry_safe(sig, next, &dev->signals, node) {
		list_del(&sig->node);
		lh_signal_put(sig);
	}
}

static int lh_dev_close_locked(struct lh_dev *dev)
{
	lockdep_assert_held(&dev->lock);

	if (!dev->devh)
		return -EINVAL;

	/* First, so that no notifier of either half runs from here on. */
	lh_dev_stop_signals(dev);
	vbus_client_close(dev->client, dev->devh);
	WRITE_ONCE(dev->devh, 0);
	lh_shm_wait(dev);
	lh_dev_drop_signals(dev);

	return 0;
}

static int lh_dev_close(struct vbus_device_proxy *vdev, u32 flags)
{
	struct lh_dev *dev = to_lh_dev(vdev);

	if (flags)
		return -EINVAL;

	guard(mutex)(&dev->lock);

	return lh_dev_close_locked(dev);
}

static bool lh_desc_inside(const void *ptr, size_t len,
			   const struct shm_signal_desc *desc)
{
	unsigned long off = (unsigned long)desc - (unsigned long)ptr;

	return off < len && len - off >= sizeof(*desc) &&
	       IS_ALIGNED((unsigned long)desc, __alignof__(*desc));
}

static int lh_dev_shm_signal(struct lh_dev *dev, u32 id, struct vbus_shm *shm,
			     struct shm_signal_desc *desc,
			     struct shm_signal **signal)
{
	struct lh_signal *sig;
	u64 handle;
	int err;

	/* A ring was formatted by its maker; this is the north's word again. */
	shm_signal_format(desc);

	sig = lh_signal_create(dev->client, desc);
	if (!sig)
		return -ENOMEM;

	err = vbus_client_shm(dev->client, dev->devh, id, shm, &sig->south, 0,
			      &handle);
	if (err) {
		lh_signal_stop(sig);
		shm_signal_put(&sig->south);
		shm_signal_put(&sig->north);
		lh_signal_put(sig);
		return err;
	}

	/* Nobody can have signalled south yet: the driver has no signal. */
	WRITE_ONCE(sig->handle, handle);
	list_add_tail(&sig->node, &dev->signals);
	*signal = &sig->north;
	return 0;
}

static int lh_dev_shm(struct vbus_device_proxy *vdev, u32 id, u32 prio,
		      void *ptr, size_t len, struct shm_signal_desc *sigdesc,
		      struct shm_signal **signal, u32 flags)
{
	struct lh_dev *dev = to_lh_dev(vdev);
	struct vbus_shm *shm;
	u64 handle;
	int err;

	/* All connectors take the same, so this one is no more lenient. */
	if (flags || prio > LH_MAX_PRIO || !len || len > U32_MAX ||
	    (sigdesc && !lh_desc_inside(ptr, len, sigdesc))) {
		dev_err(&vdev->dev,
			"region %u: %zu bytes, priority %u, flags 0x%x or the place of its signal is not allowed\n",
			id, len, prio, flags);
		return -EINVAL;
	}
	if (!lh_writable((unsigned long)ptr, len))
		return -EFAULT;

	guard(mutex)(&dev->lock);

	if (!dev->devh)
		return -EINVAL;

	shm = lh_shm_create(dev, ptr, len);
	if (!shm)
		return -ENOMEM;

	if (sigdesc) {
		err = lh_dev_shm_signal(dev, id, shm, sigdesc, signal);
	} else {
		err = vbus_client_shm(dev->client, dev->devh, id, shm, NULL, 0,
				      &handle);
		if (!err && signal)
			*signal = NULL;
	}

	if (err)
		vbus_shm_put(shm);
	return err;
}

/*
 * Without the lock, so that calls run side by side. The handle is all that is
 * needed: after a close it is stale, and the client says so.
 */
static int lh_dev_call(struct vbus_device_proxy *vdev, u32 func, void *data,
		       size_t len, u32 flags)
{
	struct lh_dev *dev = to_lh_dev(vdev);
	u64 devh = READ_ONCE(dev->devh);

	if (!devh || flags || len > U32_MAX)
		return -EINVAL;

	return vbus_client_call(dev->client, devh, func, (unsigned long)data,
				len, 0);
}

static u64 lh_dev_addr(struct vbus_device_proxy *vdev, const void *p)
{
	return (unsigned long)p;
}

static void lh_dev_release(struct vbus_device_proxy *vdev)
{
	kfree(to_lh_dev(vdev));
}

static const struct vbus_device_proxy_ops lh_dev_ops = {
	.open = lh_dev_open,
	.close = lh_dev_close,
	.shm = lh_dev_shm,
	.call = lh_dev_call,
	.addr = lh_dev_addr,
	.release = lh_dev_release,
};

/* ---- life ---- */

struct lh_dev *lh_dev_create(struct lh_attach *att, u64 id, const char *type)
{
	struct lh_dev *dev;
	int err;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);

	dev->client = att->client;
	mutex_init(&dev->lock);
	INIT_LIST_HEAD(&dev->signals);
	spin_lock_init(&dev->shm_lock);
	init_waitqueue_head(&dev->shm_gone);
	strscpy(dev->type, type, sizeof(dev->type));

	dev->vdev.type = dev->type;
	dev->vdev.id = id;
	dev->vdev.ops = &lh_dev_ops;
	vbus_device_proxy_init(&dev->vdev);
	dev->vdev.dev.parent = att->parent;
	dev->vdev.net = att->net;

	err = dev_set_name(&dev->vdev.dev, "%s.%llu", dev_name(att->parent),
			   id);
	if (!err)
		err = vbus_device_proxy_register(&dev->vdev);
	if (err) {
		put_device(&dev->vdev.dev);
		return ERR_PTR(err);
	}

	return dev;
}

/* The driver goes first; what it has left open is closed for it. */
void lh_dev_destroy(struct lh_dev *dev)
{
	vbus_device_proxy_unregister(&dev->vdev);

	mutex_lock(&dev->lock);
	lh_dev_close_locked(dev);
	dev->gone = true;
	mutex_unlock(&dev->lock);

	put_device(&dev->vdev.dev);
}
