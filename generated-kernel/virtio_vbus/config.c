// SPDX-License-Identifier: GPL-2.0
/*
 * Configuration, features and status: each access is a call. What the device
 * answers is checked before Linux's virtio sees it.
 */
#include <linux/bitops.h>
#include <linux/minmax.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/virtio_ring.h>

#include <linux/vbus_compat.h>

#include "virtio_vbus.h"

/* Of those that concern ring and transport, what we can do. */
#define VV_FEATURES \
	(BIT_ULL(VIRTIO_RING_F_INDIRECT_DESC) | \
	 BIT_ULL(VIRTIO_RING_F_EVENT_IDX) | \
	 BIT_ULL(VIRTIO_F_VERSION_1) | BIT_ULL(VIRTIO_F_ACCESS_PLATFORM))
#define VV_TRANSPORT_FEATURES \
	GENMASK_ULL(VIRTIO_TRANSPORT_F_END - 1, VIRTIO_TRANSPORT_F_START)

/*
 * Another generation each time it is asked for, and a driver would read for
 * ever. After so many it is told that all is as it was.
 */
#define VV_MAX_CHANGES 100

/* By way of the block, with the lock held. A result >= 0 is 0: none has one. */
int vv_call(struct vv_device *vv, u32 func, size_t len)
{
	struct vbus_device_proxy *proxy = vv->proxy;
	int ret;

	lockdep_assert_held(&vv->lock);

	ret = proxy->ops->call(proxy, func, vv->block, len, 0);
	if (ret < 0)
		dev_dbg(&proxy->dev, "call %u: %d\n", func, ret);
	return min(ret, 0);
}

/* ---- configuration ---- */

static int vv_config_call(struct vv_device *vv, u32 func, u32 offset, u32 len)
{
	struct virtio_vbus_config *config = &vv->block->config;
	int err;

	lockdep_assert_held(&vv->lock);

	memset(config, 0, sizeof(*config));
	config->offset = offset;
	config->len = len;
	err = vv_call(vv, func, sizeof(*config) + len);
	if (err)
		dev_err_ratelimited(&vv->proxy->dev,
				    "%u bytes of the configuration at %u: %d\n",
				    len, offset, err);
	return err;
}

static void vv_get(struct virtio_device *vdev, unsigned int offset, void *buf,
		   unsigned int len)
{
	struct vv_device *vv = to_vv_device(vdev);
	unsigned int n;

	guard(mutex)(&vv->lock);

	for (; len; offset += n, buf += n, len -= n) {
		n = min_t(unsigned int, len, VIRTIO_VBUS_CONFIG_CHUNK);
		if (vv_config_call(vv, VIRTIO_VBUS_FUNC_CONFIG_GET, offset, n))
			memset(buf, 0, n);
		else
			memcpy(buf, vv->block->bytes, n);
	}
}

static void vv_set(struct virtio_device *vdev, unsigned int offset,
		   const void *buf, unsigned int len)
{
	struct vv_device *vv = to_vv_device(vdev);
	unsigned int n;

	guard(mutex)(&vv->lock);

	for (; len; offset += n, buf += n, len -= n) {
		n = min_t(unsigned int, len, VIRTIO_VBUS_CONFIG_CHUNK);
		memcpy(vv->block->bytes, buf, n);
		vv_config_call(vv, VIRTIO_VBUS_FUNC_CONFIG_SET, offset, n);
	}
}

static u32 vv_generation(struct virtio_device *vdev)
{
	struct vv_device *vv = to_vv_device(vdev);
	u32 generation;

	guard(mutex)(&vv->lock);

	if (vv_config_call(vv, VIRTIO_VBUS_FUNC_CONFIG_GET, 0, 0))
		return vv->generation;

	generation = READ_ONCE(vv->block->config.generation);
	if (generation == vv->generation) {
		vv->changes = 0;
	} else if (vv->changes++ < VV_MAX_CHANGES) {
		vv->generation = generation;
	} else {
		dev_warn_ratelimited(&vv->proxy->dev,
				     "the configuration changes each time it is looked at\n");
		vv->changes = 0;
	}

	return vv->generation;
}

/* ---- features ---- */

static u64 vv_get_features(struct virtio_device *vdev)
{
	struct vv_device *vv = to_vv_device(vdev);
	u64 bits;

	guard(mutex)(&vv->lock);

	vv->block->features.bits = 0;
	if (vv_call(vv, VIRTIO_VBUS_FUNC_GET_FEATURES,
		    sizeof(vv->block->features)))
		return 0;

	bits = READ_ONCE(vv->block->features.bits);
	return bits & (VV_FEATURES | ~VV_TRANSPORT_FEATURES);
}

static int vv_finalize_features(struct virtio_device *vdev)
{
	struct vv_device *vv = to_vv_device(vdev);

	if (!__virtio_test_bit(vdev, VIRTIO_F_VERSION_1) ||
	    !__virtio_test_bit(vdev, VIRTIO_F_ACCESS_PLATFORM)) {
		dev_err(&vdev->dev,
			"the device offers no VERSION_1 or no ACCESS_PLATFORM\n");
		return -EINVAL;
	}

	guard(mutex)(&vv->lock);

	vv->block->features.bits = vdev->features;
	return vv_call(vv, VIRTIO_VBUS_FUNC_FINALIZE_FEATURES,
		       sizeof(vv->block->features));
}

/* ---- status ---- */

static int vv_read_status(struct vv_device *vv)
{
	int err;

	lockdep_assert_held(&vv->lock);

	memset(&vv->block->status, 0, sizeof(vv->block->status));
	err = vv_call(vv, VIRTIO_VBUS_FUNC_GET_STATUS,
		      sizeof(vv->block->status));
	return err ?: READ_ONCE(vv->block->status.status);
}

/* Can the device be talked to, and is it as it should be? */
bool vv_answers(struct vv_device *vv)
{
	int status;

	guard(mutex)(&vv->lock);

	status = vv_read_status(vv);
	return status >= 0 && !(status & VIRTIO_CONFIG_S_NEEDS_RESET);
}

/*
 * The driver's bits are the driver's; the device can refuse one of them, and
 * add the one that is its own.
 */
static u8 vv_get_status(struct virtio_device *vdev)
{
	struct vv_device *vv = to_vv_device(vdev);
	u8 status;
	int ret;

	guard(mutex)(&vv->lock);

	status = vv->status;
	ret = vv_read_status(vv);
	if (ret < 0)
		return status;
	if (!(ret & VIRTIO_CONFIG_S_FEATURES_OK))
		status &= ~VIRTIO_CONFIG_S_FEATURES_OK;
	return status | (ret & VIRTIO_CONFIG_S_NEEDS_RESET);
}

/* Of a device that is gone nobody needs to hear that it does not answer. */
static void vv_complain(struct vv_device *vv, const char *what, u8 status,
			int err)
{
	if (err != -ENOENT && err != -ENODEV)
		dev_err_ratelimited(&vv->proxy->dev, "%s 0x%02x: %d\n", what,
				    status, err);
}

static void vv_reset_locked(struct vv_device *vv)
{
	int err;

	lockdep_assert_held(&vv->lock);

	err = vv_call(vv, VIRTIO_VBUS_FUNC_RESET, 0);
	if (err)
		vv_complain(vv, "reset to status", 0, err);
	vv->status = 0;
}

static void vv_set_status(struct virtio_device *vdev, u8 status)
{
	struct vv_device *vv = to_vv_device(vdev);
	int err;

	guard(mutex)(&vv->lock);

	if (!status) {
		vv_reset_locked(vv);
		return;
	}

	memset(&vv->block->status, 0, sizeof(vv->block->status));
	vv->block->status.status = status;
	err = vv_call(vv, VIRTIO_VBUS_FUNC_SET_STATUS,
		      sizeof(vv->block->status));
	if (err)
		vv_complain(vv, "status", status, err);
	else
		vv->status = status & ~VIRTIO_CONFIG_S_NEEDS_RESET;
}

/* No callback is left running either: drivers free what they use. */
static void vv_reset(struct virtio_device *vdev)
{
	struct vv_device *vv = to_vv_device(vdev);
	struct vv_region *region;
	unsigned long index;

	mutex_lock(&vv->lock);
	vv_reset_locked(vv);
	mutex_unlock(&vv->lock);

	xa_for_each(&vv->queues, index, region)
		vv_region_stop(region);
}

static const char *vv_bus_name(struct virtio_device *vdev)
{
	return dev_name(&to_vv_device(vdev)->proxy->dev);
}

VBUS_DEFINE_FIND_VQS(vv_find_vqs, vv_find_queues)

/*
 * No synchronize_cbs: callbacks run in softirq or in interrupts, for which what
 * is done without it, a grace period of RCU, waits. No affinity: where a queue
 * is heard is the connector's.
 */
const struct virtio_config_ops vv_config_ops = {
	.get = vv_get,
	.set = vv_set,
	.generation = vv_generation,
	.get_status = vv_get_status,
	.set_status = vv_set_status,
	.reset = vv_reset,
	.find_vqs = vv_find_vqs,
	.del_vqs = vv_del_queues,
	.get_features = vv_get_features,
	.finalize_features = vv_finalize_features,
	.bus_name = vv_bus_name,
};
