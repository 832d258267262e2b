// SPDX-License-Identifier: GPL-2.0
/*
 * virtio-net: the driver's network card, whose cable ends in a network
 * interface of this kernel.
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/vbus_spec.h>

#include <uapi/linux/virtio_ids.h>

#include <linux/vbus_compat.h>

#include "net.h"

#define VNET_F(name) BIT_ULL(VIRTIO_NET_F_##name)

/* What is always offered. */
#define VNET_FEATURES \
	(VNET_F(CSUM) | VNET_F(HOST_TSO4) | VNET_F(HOST_TSO6) | VNET_F(HOST_ECN) | \
	 VNET_GUEST_OFFLOADS | VNET_F(MRG_RXBUF) | VNET_F(MAC) | VNET_F(STATUS) | \
	 VNET_F(CTRL_VQ) | VNET_F(CTRL_RX) | VNET_F(CTRL_MAC_ADDR) | \
	 VNET_F(CTRL_GUEST_OFFLOADS))

static struct vnet_dev *vnet_of(struct vbus_device *vdev)
{
	return to_vnet_dev(to_vbus_virtio_device(vdev));
}

/* ---- configuration and features ---- */

void vnet_set_mac(struct vnet_dev *dev, const u8 mac[ETH_ALEN])
{
	vbus_virtio_config_update(&dev->virtio,
				  offsetof(struct virtio_net_config, mac), mac,
				  ETH_ALEN);
}

static void vnet_set_word(struct vnet_dev *dev, u32 offset, u16 value)
{
	__virtio16 v = __cpu_to_virtio16(true, value);

	vbus_virtio_config_update(&dev->virtio, offset, &v, sizeof(v));
}

static void vnet_set_pairs(struct vnet_dev *dev, unsigned int pairs)
{
	dev->pairs = pairs;
	vnet_set_word(dev, offsetof(struct virtio_net_config,
				    max_virtqueue_pairs), pairs);
	dev->virtio.features &= ~VNET_F(MQ);
	if (pairs > 1)
		dev->virtio.features |= VNET_F(MQ);
}

static void vnet_set_mtu(struct vnet_dev *dev, u16 mtu)
{
	vnet_set_word(dev, offsetof(struct virtio_net_config, mtu), mtu);
	dev->virtio.features &= ~VNET_F(MTU);
	if (mtu)
		dev->virtio.features |= VNET_F(MTU);
}

/* The address that the administrator chose, whatever the last driver did. */
static void vnet_reset_mac(struct vnet_dev *dev)
{
	u8 mac[ETH_ALEN];

	vbus_net_device_get_client_mac(dev->net, mac);
	vnet_set_mac(dev, mac);
}

/* The driver's carrier is there while the interface is up. Under rtnl. */
static void vnet_up(struct vbus_device *vdev, bool up)
{
	struct vnet_dev *dev = vnet_of(vdev);

	vnet_set_word(dev, offsetof(struct virtio_net_config, status),
		      up ? VIRTIO_NET_S_LINK_UP : 0);
	vbus_virtio_config_changed(&dev->virtio);
}

bool vnet_offloads_valid(u64 bits)
{
	if (bits & (VNET_F(GUEST_TSO4) | VNET_F(GUEST_TSO6)) &&
	    !(bits & VNET_F(GUEST_CSUM)))
		return false;

	return !(bits & VNET_F(GUEST_ECN)) ||
	       bits & (VNET_F(GUEST_TSO4) | VNET_F(GUEST_TSO6));
}

static int vnet_features_ok(struct vbus_virtio_device *virtio, u64 bits)
{
	u64 host_tso = VNET_F(HOST_TSO4) | VNET_F(HOST_TSO6);
	u64 ctrl = VNET_F(CTRL_RX) | VNET_F(CTRL_MAC_ADDR) | VNET_F(MQ) |
		   VNET_F(CTRL_GUEST_OFFLOADS);

	if (!vnet_offloads_valid(bits) ||
	    (bits & host_tso && !(bits & VNET_F(CSUM))) ||
	    (bits & VNET_F(HOST_ECN) && !(bits & host_tso)) ||
	    (bits & ctrl && !(bits & VNET_F(CTRL_VQ))))
		return -EINVAL;
	return 0;
}

/* In the words of profile net. */
u64 vnet_features(u64 bits)
{
	static const struct {
		u64 bit;
		u64 feature;
	} map[] = {
		{ VNET_F(HOST_TSO4), VBUS_NET_F_TSO4 },
		{ VNET_F(HOST_TSO6), VBUS_NET_F_TSO6 },
		{ VNET_F(HOST_ECN), VBUS_NET_F_ECN },
		{ VNET_F(GUEST_CSUM), VBUS_NET_F_HDR },
		{ VNET_F(MRG_RXBUF), VBUS_NET_F_MRG },
		{ VNET_F(GUEST_TSO4), VBUS_NET_F_RTSO4 },
		{ VNET_F(GUEST_TSO6), VBUS_NET_F_RTSO6 },
		{ VNET_F(GUEST_ECN), VBUS_NET_F_RECN },
	};
	u64 features = 0;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(map); i++)
		if (bits & map[i].bit)
			features |= map[i].feature;

	return features;
}

/* ---- queues ---- */

static const struct vbus_virtqueue_info vnet_receiveq_info = {
	.name = "receiveq",
	.num = VNET_RING,
	.segs = MAX_SKB_FRAGS + 2,
	.softirq = true,
};

static const struct vbus_virtqueue_info vnet_transmitq_info = {
	.name = "transmitq",
	.num = VNET_RING,
	.segs = VBUS_NET_MAX_PIECES + 1,
	.softirq = true,
	.streams = true,
};

static const struct vbus_virtqueue_info vnet_controlq_info = {
	.name = "controlq",
	.num = VNET_CTRL_RING,
	.softirq = true,
	/* That of 6.1 spins with softirqs off to set its rx mode. */
	.awaited = true,
};

static const struct vbus_virtqueue_info *
vnet_queue_info(struct vbus_virtio_device *virtio, unsigned int index)
{
	unsigned int ctrl = to_vnet_dev(virtio)->pairs * 2;

	if (index > ctrl)
		return NULL;
	if (index == ctrl)
		return &vnet_controlq_info;
	return index % 2 ? &vnet_transmitq_info : &vnet_receiveq_info;
}

/*
 * For a driver that does not choose MQ there is one pair, and the control queue
 * comes next, whatever it would be for another.
 */
static bool vnet_is_controlq(const struct vbus_virtqueue *vq)
{
	const struct vnet_dev *dev = to_vnet_dev(vq->dev);

	return vq->index == (vnet_has(dev, VIRTIO_NET_F_MQ) ? dev->pairs * 2 : 2);
}

static int vnet_queue_start(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);

	/* That of every queue. */
	dev->peer.ctx = vq->ctx;
	if (vnet_is_controlq(vq))
		return vnet_ctrl_start(vq);
	if (vq->index >= 2 && !vnet_has(dev, VIRTIO_NET_F_MQ))
		return -EINVAL;
	return vq->index % 2 ? vnet_transmitq_start(vq) :
			       vnet_receiveq_start(vq, vq->index / 2);
}

static void vnet_queue_run(struct vbus_virtqueue *vq)
{
	if (vnet_is_controlq(vq))
		vnet_ctrl_run(vq);
	else if (vq->index % 2)
		vnet_transmitq_run(vq);
	else
		vnet_receiveq_run(vq);
}

static void vnet_queue_stop(struct vbus_virtqueue *vq)
{
	struct vnet_dev *dev = to_vnet_dev(vq->dev);

	/* One queue less is no network card. */
	if (dev->linked) {
		dev->linked = false;
		vbus_net_peer_linkdown(&dev->peer);
	}

	if (vnet_is_controlq(vq))
		vnet_ctrl_stop(vq);
	else if (vq->index % 2)
		vnet_transmitq_stop(vq);
	else
		vnet_receiveq_stop(vq, vq->index / 2);
}

static void vnet_status(struct vbus_virtio_device *virtio, u8 status)
{
	struct vnet_dev *dev = to_vnet_dev(virtio);

	if (!(status & VIRTIO_CONFIG_S_DRIVER_OK) || dev->linked)
		return;

	dev->peer.features = vnet_features(virtio->driver_features);
	vbus_net_peer_linkup(&dev->peer);
	dev->linked = true;
}

static void vnet_reset(struct vbus_virtio_device *virtio)
{
	struct vnet_dev *dev = to_vnet_dev(virtio);

	WRITE_ONCE(dev->used, 1);
	vbus_net_device_use_queues(dev->net, 1);
	vnet_reset_mac(dev);
}

/* ---- attributes ---- */

static ssize_t client_mac_show(struct vbus_device *vdev,
			       struct vbus_device_attribute *attr, char *buf)
{
	u8 mac[ETH_ALEN];

	vbus_net_device_get_client_mac(vnet_of(vdev)->net, mac);
	return sysfs_emit(buf, "%pM\n", mac);
}

static ssize_t client_mac_store(struct vbus_device *vdev,
				struct vbus_device_attribute *attr,
				const char *buf, size_t len)
{
	struct vnet_dev *dev = vnet_of(vdev);
	u8 mac[ETH_ALEN];
	int err;

	err = vbus_parse_mac(buf, len, mac);
	if (err)
		return err;

	guard(mutex)(&dev->virtio.lock);

	if (vbus_virtio_is_open(&dev->virtio))
		return -EBUSY;
	err = vbus_net_device_set_client_mac(dev->net, mac);
	if (err)
		return err;
	vnet_reset_mac(dev);
	return len;
}

static ssize_t host_mac_show(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr, char *buf)
{
	u8 mac[ETH_ALEN];

	vbus_net_device_get_host_mac(vnet_of(vdev)->net, mac);
	return sysfs_emit(buf, "%pM\n", mac);
}

static ssize_t enabled_show(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr, char *buf)
{
	bool enabled;

	vbus_net_device_get_enabled(vnet_of(vdev)->net, &enabled);
	return sysfs_emit(buf, "%d\n", enabled);
}

/* Under no lock of ours: rtnl comes first. */
static ssize_t enabled_store(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr,
			     const char *buf, size_t len)
{
	bool enabled;
	int err;

	err = kstrtobool(buf, &enabled);
	if (!err)
		err = vbus_net_device_set_enabled(vnet_of(vdev)->net, enabled);
	return err ?: len;
}

static ssize_t ifname_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	char name[IFNAMSIZ];

	vbus_net_device_get_ifname(vnet_of(vdev)->net, name);
	return sysfs_emit(buf, "%s\n", name);
}

static ssize_t queues_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct vnet_dev *dev = vnet_of(vdev);

	guard(mutex)(&dev->virtio.lock);

	return sysfs_emit(buf, "%u\n", dev->pairs);
}

/* The interface has as many, so before it is there. */
static ssize_t queues_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct vnet_dev *dev = vnet_of(vdev);
	unsigned int pairs;
	int err;

	err = kstrtouint(buf, 0, &pairs);
	if (err)
		return err;

	guard(mutex)(&dev->virtio.lock);

	if (vbus_virtio_is_open(&dev->virtio))
		return -EBUSY;
	err = vbus_net_device_set_queues(dev->net, pairs);
	if (err)
		return err;
	vnet_set_pairs(dev, pairs);
	return len;
}

static ssize_t mtu_show(struct vbus_device *vdev,
			struct vbus_device_attribute *attr, char *buf)
{
	struct vnet_dev *dev = vnet_of(vdev);

	guard(mutex)(&dev->virtio.lock);

	return sysfs_emit(buf, "%u\n",
			  __virtio16_to_cpu(true, dev->config.mtu));
}

/* The largest that the driver may choose; 0: it is not told. */
static ssize_t mtu_store(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr,
			 const char *buf, size_t len)
{
	struct vnet_dev *dev = vnet_of(vdev);
	unsigned int mtu;
	int err;

	err = kstrtouint(buf, 0, &mtu);
	if (err)
		return err;
	if (mtu && (mtu < VBUS_NET_MIN_MTU || mtu > VBUS_NET_MAX_MTU))
		return -EINVAL;

	guard(mutex)(&dev->virtio.lock);

	if (vbus_virtio_is_open(&dev->virtio))
		return -EBUSY;
	vnet_set_mtu(dev, mtu);
	return len;
}

static VBUS_DEVICE_ATTR(client_mac, 0644, client_mac_show, client_mac_store);
static VBUS_DEVICE_ATTR(host_mac, 0444, host_mac_show, NULL);
static VBUS_DEVICE_ATTR(enabled, 0644, enabled_show, enabled_store);
static VBUS_DEVICE_ATTR(ifname, 0444, ifname_show, NULL);
static VBUS_DEVICE_ATTR(queues, 0644, queues_show, queues_store);
static VBUS_DEVICE_ATTR(mtu, 0644, mtu_show, mtu_store);

static struct attribute *vnet_attrs[] = {
	&vbus_attr_client_mac.attr,
	&vbus_attr_host_mac.attr,
	&vbus_attr_enabled.attr,
	&vbus_attr_ifname.attr,
	&vbus_attr_queues.attr,
	&vbus_attr_mtu.attr,
	&vbus_virtio_attr_status.attr,
	&vbus_virtio_attr_features.attr,
	&vbus_virtio_attr_faults.attr,
	NULL,
};

static const struct attribute_group vnet_group = {
	.attrs = vnet_attrs,
};

/* ---- class ---- */

static void vnet_release(struct vbus_virtio_device *virtio)
{
	struct vnet_dev *dev = to_vnet_dev(virtio);

	vbus_net_device_destroy(dev->net);
	kfree(dev);
}

static const struct vbus_virtio_ops vnet_ops = {
	.device_id = VIRTIO_ID_NET,
	.queue_info = vnet_queue_info,
	.features_ok = vnet_features_ok,
	.status = vnet_status,
	.queue_start = vnet_queue_start,
	.queue_run = vnet_queue_run,
	.queue_stop = vnet_queue_stop,
	.reset = vnet_reset,
	.release = vnet_release,
};

static int vnet_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct vnet_dev *dev;
	int err;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	dev->net = vbus_net_device_create(&dev->virtio.vdev, "virtio_net",
					  VIRTIO_NET_RELEASE);
	if (IS_ERR(dev->net)) {
		err = PTR_ERR(dev->net);
		goto free;
	}
	err = vbus_virtio_device_init(&dev->virtio, &vnet_ops,
				      VBUS_NET_MAX_QUEUES * 2 + 1);
	if (err)
		goto destroy;

	vbus_net_device_set_notify(dev->net, vnet_up);
	dev->peer.net = dev->net;
	dev->peer.ops = &vnet_peer_ops;
	dev->used = 1;
	dev->virtio.features = VNET_FEATURES;
	dev->virtio.config = &dev->config;
	dev->virtio.config_len = offsetofend(struct virtio_net_config, mtu);
	dev->virtio.vdev.attrs = &vnet_group;
	vnet_set_pairs(dev, 1);
	vnet_reset_mac(dev);
	*vdev = &dev->virtio.vdev;
	return 0;

destroy:
	vbus_net_device_destroy(dev->net);
free:
	kfree(dev);
	return err;
}

static const struct vbus_devclass_ops vnet_class_ops = {
	.create = vnet_create,
};

static struct vbus_devclass vnet_class = {
	.name = "virtio-net",
	.owner = THIS_MODULE,
	.ops = &vnet_class_ops,
};

static int __init vnet_init(void)
{
	return vbus_devclass_register(&vnet_class);
}
module_init(vnet_init);

static void __exit vnet_exit(void)
{
	vbus_devclass_unregister(&vnet_class);
}
module_exit(vnet_exit);

MODULE_DESCRIPTION("virtio-net on a vbus: a network interface of this kernel as a card");
MODULE_LICENSE("GPL");
