// SPDX-License-Identifier: GPL-2.0
/* virtio-rng: random bytes of this kernel for a driver. */
#include <linux/module.h>
#include <linux/random.h>
#include <linux/slab.h>
#include <linux/vbus_virtio.h>

#include <uapi/linux/virtio_ids.h>

/* Random bytes at a time; what a request asks for beyond is not answered. */
#define RNG_CHUNK 64
#define RNG_MAX_REQUEST 4096

/**
 * struct virtio_rng - a device
 * @virtio: the part of all
 * @chain: the request that is answered
 */
struct virtio_rng {
	struct vbus_virtio_device virtio;
	struct vbus_virtio_chain *chain;
};

static struct virtio_rng *to_virtio_rng(struct vbus_virtio_device *dev)
{
	return container_of(dev, struct virtio_rng, virtio);
}

static const struct vbus_virtqueue_info virtio_rng_requestq = {
	.name = "requestq",
	.num = 64,
	.softirq = true,
};

static const struct vbus_virtqueue_info *
virtio_rng_queue_info(struct vbus_virtio_device *dev, unsigned int index)
{
	return index ? NULL : &virtio_rng_requestq;
}

static int virtio_rng_queue_start(struct vbus_virtqueue *vq)
{
	struct virtio_rng *rng = to_virtio_rng(vq->dev);

	rng->chain = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
	return rng->chain ? 0 : -ENOMEM;
}

static void virtio_rng_queue_stop(struct vbus_virtqueue *vq)
{
	struct virtio_rng *rng = to_virtio_rng(vq->dev);

	vbus_virtio_chain_free(rng->chain);
	rng->chain = NULL;
}

/* Fewer bytes than asked for are an answer as well. */
static bool virtio_rng_fill(struct vbus_virtqueue *vq,
			    struct vbus_virtio_chain *chain)
{
	u8 bytes[RNG_CHUNK];
	ssize_t n;

	while (chain->in.left && chain->written < RNG_MAX_REQUEST) {
		get_random_bytes(bytes, sizeof(bytes));
		n = vbus_virtio_chain_write(vq, chain, bytes, sizeof(bytes));
		if (n < 0)
			return false;
	}
	memzero_explicit(bytes, sizeof(bytes));

	return true;
}

static void virtio_rng_queue_run(struct vbus_virtqueue *vq)
{
	struct vbus_virtio_chain *chain = to_virtio_rng(vq->dev)->chain;

	while (!vbus_virtqueue_get(vq, chain)) {
		if (chain->out.left || !chain->in.left) {
			vbus_virtqueue_fault(vq, "request with bytes to read, or none to write",
					     chain->out.left);
			vbus_virtqueue_drop(vq, chain);
			break;
		}
		if (!virtio_rng_fill(vq, chain)) {
			vbus_virtqueue_drop(vq, chain);
			break;
		}
		vbus_virtqueue_put(vq, chain);
	}
	vbus_virtqueue_signal(vq);
}

static void virtio_rng_release(struct vbus_virtio_device *dev)
{
	kfree(to_virtio_rng(dev));
}

static const struct vbus_virtio_ops virtio_rng_ops = {
	.device_id = VIRTIO_ID_RNG,
	.queue_info = virtio_rng_queue_info,
	.queue_start = virtio_rng_queue_start,
	.queue_run = virtio_rng_queue_run,
	.queue_stop = virtio_rng_queue_stop,
	.release = virtio_rng_release,
};

static struct attribute *virtio_rng_attrs[] = {
	&vbus_virtio_attr_status.attr,
	&vbus_virtio_attr_features.attr,
	&vbus_virtio_attr_faults.attr,
	NULL,
};

static const struct attribute_group virtio_rng_group = {
	.attrs = virtio_rng_attrs,
};

static int virtio_rng_create(struct vbus_devclass *dc,
			     struct vbus_device **vdev)
{
	struct virtio_rng *rng;
	int err;

	rng = kzalloc(sizeof(*rng), GFP_KERNEL);
	if (!rng)
		return -ENOMEM;

	err = vbus_virtio_device_init(&rng->virtio, &virtio_rng_ops, 1);
	if (err) {
		kfree(rng);
		return err;
	}

	rng->virtio.vdev.attrs = &virtio_rng_group;
	*vdev = &rng->virtio.vdev;
	return 0;
}

static const struct vbus_devclass_ops virtio_rng_class_ops = {
	.create = virtio_rng_create,
};

static struct vbus_devclass virtio_rng_class = {
	.name = "virtio-rng",
	.owner = THIS_MODULE,
	.ops = &virtio_rng_class_ops,
};

static int __init virtio_rng_init(void)
{
	return vbus_devclass_register(&virtio_rng_class);
}
module_init(virtio_rng_init);

static void __exit virtio_rng_exit(void)
{
	vbus_devclass_unregister(&virtio_rng_class);
}
module_exit(virtio_rng_exit);

MODULE_DESCRIPTION("virtio-rng on a vbus: a source of random bytes");
MODULE_LICENSE("GPL");
