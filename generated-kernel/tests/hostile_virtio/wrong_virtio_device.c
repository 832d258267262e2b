// SPDX-License-Identifier: GPL-2.0
/*
 * A device of virtio that tells the transport lies: class "wrong-virtio". Calls
 * fail for no reason, answer with what no device has, or with other bytes each
 * time; signals come without end; with the parameter `rings` used rings name
 * buffers that nobody gave.
 *
 * Buffers come back, and not longer than they are: Linux's drivers wait for the
 * ones without end, some with interrupts off, and believe the lengths, whatever
 * the transport. Nor does the configuration say what they would only warn of.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/mutex.h>
#include <linux/prandom.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <linux/virtio_byteorder.h>

#include <uapi/linux/virtio_blk.h>
#include <uapi/linux/virtio_config.h>
#include <uapi/linux/virtio_ids.h>
#include <uapi/linux/virtio_net.h>
#include <uapi/linux/virtio_ring.h>
#include <uapi/linux/virtio_vbus.h>

#include <linux/vbus_compat.h>

static unsigned int id = VIRTIO_ID_RNG;
module_param(id, uint, 0644);
MODULE_PARM_DESC(id, "which device of virtio it says it is, as virtio numbers them (default 4, rng)");

static unsigned int seed = 1;
module_param(seed, uint, 0644);
MODULE_PARM_DESC(seed, "of the next connection's lies");

static bool rings;
module_param(rings, bool, 0644);
MODULE_PARM_DESC(rings, "lies in used rings too; a driver that waits for a request then waits for ever (default N)");

static unsigned int lies;
module_param(lies, uint, 0444);
MODULE_PARM_DESC(lies, "told so far");

static unsigned int opened;
module_param(opened, uint, 0444);
MODULE_PARM_DESC(opened, "connections so far");

#define QUEUES 6
#define BLOCK 1024
/* Calls for one lie. */
#define RATE 8

struct wrong_queue {
	struct vbus_shm *shm;
	struct shm_signal *signal;
	u32 num;
	u16 seen;
	u16 used;
};

/**
 * struct wrong_conn - a transport that is lied to
 * @base: for the bus
 * @ctx: its memory
 * @lock: covers what follows
 * @rnd: chance
 * @status: as the driver has set it
 * @block: an answer
 * @config: region 0
 * @queue: regions of queues; num is 0 for those that are not enabled
 * @thread: gives buffers back, and signals
 */
struct wrong_conn {
	struct vbus_connection base;
	struct vbus_memctx *ctx;
	struct mutex lock; /* all below */
	struct rnd_state rnd;
	u8 status;
	u8 block[BLOCK];
	struct wrong_queue config;
	struct wrong_queue queue[QUEUES];
	struct task_struct *thread;
};

struct wrong_dev {
	struct vbus_device vdev;
	struct vbus_device_interface intf;
	struct vbus *bus;
};

static u32 below(struct wrong_conn *c, u32 n)
{
	return prandom_u32_state(&c->rnd) % n;
}

static bool lie(struct wrong_conn *c)
{
	if (below(c, RATE))
		return false;

	lies++;
	return true;
}

static int wrong_error(struct wrong_conn *c)
{
	static const int errors[] = {
		-EINVAL, -EIO, -ENOENT, -EFAULT, -ENOMEM, -EAGAIN, -EINTR,
		-1234567, INT_MIN, INT_MAX, 1,
	};

	return errors[below(c, ARRAY_SIZE(errors))];
}

/* ---- rings ---- */

static void wrong_consume(struct wrong_conn *c, struct wrong_queue *q)
{
	struct vring_used_elem *elem;
	struct vring vr;
	u32 head, len;
	u16 avail, n;

	vring_init(&vr, q->num, q->shm->ptr, VIRTIO_VBUS_ALIGN);
	avail = __virtio16_to_cpu(true, READ_ONCE(vr.avail->idx));
	n = avail - q->seen;
	if (!n || n > q->num)
		return;

	/* Pairs with the driver's, before its index. */
	virt_rmb();
	while (n--) {
		head = __virtio16_to_cpu(true,
					 vr.avail->ring[q->seen++ % q->num]);
		len = __virtio32_to_cpu(true, vr.desc[head % q->num].len);
		elem = &vr.used->ring[q->used++ % q->num];
		if (rings && lie(c))
			head = below(c, 3 * q->num);
		elem->id = __cpu_to_virtio32(true, head);
		elem->len = __cpu_to_virtio32(true,
					      below(c, min(len, 64U) + 1));
	}
	/* Pairs with the driver's, behind this index. */
	virt_wmb();
	if (rings && lie(c))
		WRITE_ONCE(vr.used->idx, __cpu_to_virtio16(true, below(c, 0x10000)));
	else
		WRITE_ONCE(vr.used->idx, __cpu_to_virtio16(true, q->used));
}

static int wrong_thread(void *data)
{
	struct wrong_conn *c = data;
	struct wrong_queue *q;

	while (!kthread_should_stop()) {
		mutex_lock(&c->lock);
		for (q = c->queue; q < c->queue + QUEUES; q++) {
			if (q->num)
				wrong_consume(c, q);
			if (q->signal)
				shm_signal_inject(q->signal);
		}
		if (c->config.signal && !below(c, 4))
			shm_signal_inject(c->config.signal);
		mutex_unlock(&c->lock);
		usleep_range(100, 300);
	}

	return 0;
}

/* ---- calls: what a device would answer, if it did not lie ---- */

static void wrong_reset(struct wrong_conn *c)
{
	unsigned int i;

	for (i = 0; i < QUEUES; i++)
		c->queue[i].num = 0;
	c->status = 0;
}

static u64 wrong_features(struct wrong_conn *c)
{
	u64 bits = prandom_u32_state(&c->rnd) & GENMASK(23, 0);

	if (id == VIRTIO_ID_BLOCK)
		bits &= BIT(VIRTIO_BLK_F_RO) | BIT(VIRTIO_BLK_F_FLUSH) |
			BIT(VIRTIO_BLK_F_SEG_MAX) | BIT(VIRTIO_BLK_F_SIZE_MAX);
	if (id == VIRTIO_ID_NET)
		bits &= ~BIT(VIRTIO_NET_F_MQ);
	return bits | BIT_ULL(VIRTIO_F_VERSION_1) |
	       BIT_ULL(VIRTIO_F_ACCESS_PLATFORM);
}

static int wrong_enable(struct wrong_conn *c, struct virtio_vbus_queue *args)
{
	struct wrong_queue *q;

	if (args->index >= QUEUES)
		return -ENOENT;

	q = &c->queue[args->index];
	if (!q->shm || !args->num || args->num > VIRTIO_VBUS_QUEUE_MAX ||
	    vring_size(args->num, VIRTIO_VBUS_ALIGN) > q->shm->len)
		return -EINVAL;
	q->num = args->num;
	q->seen = 0;
	q->used = 0;
	return 0;
}

static int wrong_answer(struct wrong_conn *c, u32 func, u32 len)
{
	struct virtio_vbus_features *features = (void *)c->block;
	struct virtio_vbus_config *config = (void *)c->block;
	struct virtio_vbus_status *status = (void *)c->block;
	struct virtio_vbus_queue *queue = (void *)c->block;
	struct virtio_vbus_devid *devid = (void *)c->block;

	switch (func) {
	case VIRTIO_VBUS_FUNC_GET_DEVID:
		devid->device = id;
		return 0;
	case VIRTIO_VBUS_FUNC_GET_FEATURES:
		features->bits = wrong_features(c);
		return 0;
	case VIRTIO_VBUS_FUNC_CONFIG_GET:
		config->generation = prandom_u32_state(&c->rnd);
		if (id == VIRTIO_ID_BLOCK)
			memset(config + 1, 0, len - sizeof(*config));
		else
			prandom_bytes_state(&c->rnd, config + 1,
					    len - sizeof(*config));
		return 0;
	case VIRTIO_VBUS_FUNC_GET_STATUS:
		status->status = c->status;
		return 0;
	case VIRTIO_VBUS_FUNC_SET_STATUS:
		c->status = status->status;
		if (!c->status)
			wrong_reset(c);
		return 0;
	case VIRTIO_VBUS_FUNC_RESET:
		wrong_reset(c);
		return 0;
	case VIRTIO_VBUS_FUNC_QUEUE_QUERY:
		queue->num = 16 << below(c, 4);
		return queue->index < QUEUES ? 0 : -ENOENT;
	case VIRTIO_VBUS_FUNC_QUEUE_DEL:
		if (queue->index < QUEUES)
			c->queue[queue->index].num = 0;
		return 0;
	case VIRTIO_VBUS_FUNC_QUEUE_ENABLE:
		return wrong_enable(c, queue);
	default:
		return 0;
	}
}

static int wrong_call(struct vbus_connection *base, u32 func, u64 data,
		      u32 len, u32 flags)
{
	struct wrong_conn *c = container_of(base, struct wrong_conn, base);
	int ret;

	if (len > BLOCK)
		return -EINVAL;

	guard(mutex)(&c->lock);

	memset(c->block, 0, BLOCK);
	ret = vbus_copy_from(c->ctx, c->block, data, len);
	if (ret)
		return ret;
	/* What frees memory is done, whatever is said of it. */
	ret = wrong_answer(c, func, len);
	if (lie(c))
		ret = wrong_error(c);
	if (lie(c))
		prandom_bytes_state(&c->rnd, c->block, len);
	if (len && vbus_copy_to(c->ctx, data, c->block, len))
		return -EFAULT;
	return ret;
}

static int wrong_shm(struct vbus_connection *base, u32 id, struct vbus_shm *shm,
		     struct shm_signal *signal, u32 flags)
{
	struct wrong_conn *c = container_of(base, struct wrong_conn, base);
	struct wrong_queue *q = &c->config;

	guard(mutex)(&c->lock);

	if (id >= VIRTIO_VBUS_SHM_QUEUE + QUEUES || lie(c))
		return -EINVAL;
	if (id >= VIRTIO_VBUS_SHM_QUEUE)
		q = &c->queue[id - VIRTIO_VBUS_SHM_QUEUE];
	if (q->shm)
		return -EEXIST;

	q->shm = shm;
	q->signal = signal;
	return 0;
}

static void wrong_drop(struct wrong_queue *q)
{
	if (q->signal)
		shm_signal_put(q->signal);
	if (q->shm)
		vbus_shm_put(q->shm);
}

static void wrong_close(struct vbus_connection *base)
{
	struct wrong_conn *c = container_of(base, struct wrong_conn, base);
	unsigned int i;

	kthread_stop(c->thread);
	wrong_drop(&c->config);
	for (i = 0; i < QUEUES; i++)
		wrong_drop(&c->queue[i]);
}

static void wrong_conn_release(struct vbus_connection *base)
{
	struct wrong_conn *c = container_of(base, struct wrong_conn, base);

	vbus_memctx_put(c->ctx);
	kfree(c);
}

static const struct vbus_connection_ops wrong_conn_ops = {
	.call = wrong_call,
	.shm = wrong_shm,
	.close = wrong_close,
	.release = wrong_conn_release,
};

/* ---- on the bus ---- */

static int wrong_open(struct vbus_device_interface *intf,
		      struct vbus_memctx *ctx, u32 version,
		      struct vbus_connection **conn)
{
	struct wrong_conn *c;
	int err;

	c = kzalloc(sizeof(*c), GFP_KERNEL);
	if (!c)
		return -ENOMEM;

	mutex_init(&c->lock);
	prandom_seed_state(&c->rnd, seed);
	c->thread = kthread_run(wrong_thread, c, "wrong-virtio");
	if (IS_ERR(c->thread)) {
		err = PTR_ERR(c->thread);
		kfree(c);
		return err;
	}

	vbus_connection_init(&c->base, &wrong_conn_ops);
	c->ctx = vbus_memctx_get(ctx);
	opened++;
	*conn = &c->base;
	return 0;
}

static const struct vbus_device_interface_ops wrong_intf_ops = {
	.open = wrong_open,
};

static struct wrong_dev *to_wrong(struct vbus_device *vdev)
{
	return container_of(vdev, struct wrong_dev, vdev);
}

static int wrong_bus_connect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong(vdev);

	if (dev->bus)
		return -EBUSY;

	memset(&dev->intf, 0, sizeof(dev->intf));
	dev->intf.type = "virtio";
	dev->intf.ops = &wrong_intf_ops;
	dev->bus = bus;
	return vbus_device_interface_register(vdev, bus, &dev->intf);
}

static int wrong_bus_disconnect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong(vdev);

	vbus_device_interface_unregister(&dev->intf);
	dev->bus = NULL;
	return 0;
}

static void wrong_release(struct vbus_device *vdev)
{
	kfree(to_wrong(vdev));
}

static const struct vbus_device_ops wrong_device_ops = {
	.bus_connect = wrong_bus_connect,
	.bus_disconnect = wrong_bus_disconnect,
	.release = wrong_release,
};

static int wrong_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct wrong_dev *dev;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	dev->vdev.type = "wrong-virtio";
	dev->vdev.ops = &wrong_device_ops;
	*vdev = &dev->vdev;
	return 0;
}

static const struct vbus_devclass_ops wrong_class_ops = {
	.create = wrong_create,
};

static struct vbus_devclass wrong_class = {
	.name = "wrong-virtio",
	.owner = THIS_MODULE,
	.ops = &wrong_class_ops,
};

static int __init wrong_virtio_device_init(void)
{
	return vbus_devclass_register(&wrong_class);
}
module_init(wrong_virtio_device_init);

static void __exit wrong_virtio_device_exit(void)
{
	vbus_devclass_unregister(&wrong_class);
}
module_exit(wrong_virtio_device_exit);

MODULE_DESCRIPTION("A device of virtio that lies");
MODULE_LICENSE("GPL");
