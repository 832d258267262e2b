/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Devices of virtio on a bus, host half: what a back end implements, so that a
 * driver of Linux's own (virtio_blk, virtio_console ...) can use it through
 * the transport virtio_vbus.
 */
#ifndef _LINUX_VBUS_VIRTIO_H
#define _LINUX_VBUS_VIRTIO_H

#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/shm_signal.h>
#include <linux/spinlock.h>
#include <linux/vbus_device.h>
#include <linux/vbus_vring.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

struct bio_vec;
struct vbus_virtio_conn;
struct vbus_virtio_device;
struct vbus_virtqueue;

/**
 * DOC: a back end
 *
 * Embed a struct vbus_virtio_device, fill what it says, and hand its @vdev out
 * from the class's create(). The rest is done here: the bus, the driver's
 * calls and the rules of virtio about their order, the rings, and what a driver
 * that lies gets (a ratelimited message, NEEDS_RESET and a change of the
 * configuration; its queues are dead until it resets the device).
 *
 * What a driver can do to a back end, in this order, again and again::
 *
 *	open
 *	   features_ok                  may refuse, then it is asked anew
 *	   queue_start                  once for each queue that the driver set up
 *	   queue_run, queue_run ...     whenever there is something to look at
 *	   queue_stop                   once for each that was started
 *	   reset
 *	close
 *
 * A queue is emptied like this::
 *
 *	static void foo_queue_run(struct vbus_virtqueue *vq)
 *	{
 *		struct foo *foo = vbus_virtqueue_priv(vq);
 *		struct vbus_virtio_chain *chain = foo->chain;
 *
 *		while (!vbus_virtqueue_get(vq, chain)) {
 *			vbus_virtio_chain_read(vq, chain, buf, sizeof(buf));
 *			...
 *			vbus_virtio_chain_write(vq, chain, answer, len);
 *			vbus_virtqueue_put(vq, chain);
 *		}
 *		vbus_virtqueue_signal(vq);
 *	}
 */

/* ---- queues ---- */

/**
 * struct vbus_virtqueue_info - what a queue is
 * @name: for messages
 * @num: most entries that its ring can have, a power of two
 * @segs: most buffers of one chain; 0: @num
 * @softirq: queue_run() does not sleep. It then runs in softirq, without a
 *	switch of threads, where the driver's memory can be reached from there
 *	(vbus_memctx_ops.atomic); elsewhere in a worker
 * @streams: a driver may go on making chains available while queue_run() takes
 *	some. Then a worker has it (with @softirq with bottom halves off), and looks
 *	for more before it has the driver kick again
 * @awaited: with @softirq: the driver may wait for its chain with interrupts off,
 *	as virtio_console does. A driver of this kernel (not
 *	vbus_memctx_ops.distant) then has queue_run() called in its own stack,
 *	with interrupts off, or it would wait for its own CPU. queue_run() must
 *	give the chain back, whatever it lacks, where vbus_virtqueue_is_awaited()
 */
struct vbus_virtqueue_info {
	const char *name;
	u16 num;
	u16 segs;
	bool softirq;
	bool streams;
	bool awaited;
};

/**
 * struct vbus_virtqueue_stream - whether a driver goes on, see virtio/stream.c
 * @can: it may be looked for: the queue's info says so, and kicks cost
 * @on: the worker runs the queue, and looks for a while before it listens
 * @soon: how often in a row the next chain came soon; in a stream, how often it
 *	may still not; below 0, how long until there is one again
 * @start: ns: when chains began to be taken
 * @bytes: in those
 * @took: ns that a chain took, of late
 * @idle: ns: when the last one was done
 * @rung_cpu: where the driver's last kick arrived
 */
struct vbus_virtqueue_stream {
	bool can;
	bool on;
	int soon;
	u64 start;
	u64 bytes;
	u64 took;
	u64 idle;
	int rung_cpu;
};

/**
 * struct vbus_virtqueue - a queue of a device
 * @dev: the device
 * @index: its number
 * @num: entries of its ring; valid from queue_start() to queue_stop()
 * @info: what it is; likewise
 * @priv: the back end's
 * @ctx: private, like all below
 * @shm: region with the ring, until the device is closed
 * @signal: of the region
 * @notifier: of @signal
 * @enabled: there is a ring; under dev->lock
 * @started: queue_start() was called, queue_stop() not yet; under dev->lock
 * @lock: covers what follows but @ring's side of available chains
 * @ring: the ring
 * @running: chains may be taken and the driver told
 * @softirq: queue_run() runs in @tasklet, not in @work but for a stream
 * @direct: or in the driver's stack, see vbus_virtqueue_info.awaited
 * @rounds: with @direct: who runs the queue, or has asked for it
 * @empty: this round found no more chains
 * @stream: whether the driver goes on; who runs the queue has it
 * @taken: chains that are neither given back nor dropped, and signals being sent
 * @budget: chains that this round may still take
 * @idle: @taken has become 0
 * @work: runs the queue
 * @tasklet: likewise
 */
struct vbus_virtqueue {
	struct vbus_virtio_device *dev;
	unsigned int index;
	u16 num;
	const struct vbus_virtqueue_info *info;
	void *priv;

	struct vbus_memctx *ctx;
	struct vbus_shm *shm;
	struct shm_signal *signal;
	struct shm_signal_notifier notifier;
	bool enabled;
	bool started;

	spinlock_t lock; /* ring, running, taken */
	struct vbus_vring ring;
	bool running;
	bool softirq;
	bool direct;
	bool empty;
	struct vbus_virtqueue_stream stream;
	atomic_t rounds;
	unsigned int taken;
	unsigned int budget;
	wait_queue_head_t idle;
	struct work_struct work;
	struct tasklet_struct tasklet;
};

static inline void *vbus_virtqueue_priv(const struct vbus_virtqueue *vq)
{
	return vq->priv;
}

/**
 * vbus_virtqueue_is_awaited() - might the driver wait for its own CPU?
 * @vq: the queue
 *
 * Context: from queue_start() to queue_stop().
 * Return: true if each chain that is taken must be given back at once
 */
static inline bool vbus_virtqueue_is_awaited(const struct vbus_virtqueue *vq)
{
	return vq->direct;
}

/* ---- devices ---- */

/**
 * struct vbus_virtio_ops - a back end
 * @device_id: which of virtio's devices it is, VIRTIO_ID_*
 * @queue_info: the queue @index; NULL from the first on that there is not. Asked
 *	when the device is opened, for at most as many as vbus_virtio_device_init()
 *	was told; what it returns stays until close
 * @open: optional: a driver opens the device. An error is the driver's; -ENXIO
 *	where the administrator has not finished yet
 * @features_ok: optional: the driver has chosen @features, a part of what was
 *	offered. Refuse by -EINVAL
 * @config_set: optional: the driver writes @len bytes at @offset of the
 *	configuration, all within it. Change it by vbus_virtio_config_update(), or
 *	refuse by -EPERM. Without it nothing can be written
 * @status: optional: the driver has set its status, VIRTIO_CONFIG_S_*; told
 *	after queue_start(), and not of a reset
 * @queue_start: optional: the driver is ready (DRIVER_OK), and this queue has a
 *	ring. Chains can be taken from here on; queue_run() follows. An error makes
 *	the device need a reset
 * @queue_run: the driver says that there are chains, or vbus_virtqueue_kick() was
 *	called. One at a time for each queue, in a worker or in softirq, and without
 *	@dev's lock, which it must not take. Take chains until there are none: it is
 *	called again for those that come later, and for those that were there when
 *	vbus_virtqueue_get() ended a round that took too long
 * @queue_stop: optional: queue_run() runs no more and no chain can be taken. Give
 *	back what was taken, or see that it soon is: the caller waits for it
 * @reset: optional: all queues are stopped; forget what the driver has done
 * @close: optional: as open, the other way round; after reset
 * @release: free the device; it was vbus_virtio_device_destroy()ed
 *
 * All but queue_run() and release() are called under the device's lock, in
 * process context, and may sleep.
 */
struct vbus_virtio_ops {
	u32 device_id;

	const struct vbus_virtqueue_info *
		(*queue_info)(struct vbus_virtio_device *dev,
			      unsigned int index);
	int (*open)(struct vbus_virtio_device *dev);
	int (*features_ok)(struct vbus_virtio_device *dev, u64 features);
	int (*config_set)(struct vbus_virtio_device *dev, u32 offset,
			  const void *data, u32 len);
	void (*status)(struct vbus_virtio_device *dev, u8 status);
	int (*queue_start)(struct vbus_virtqueue *vq);
	void (*queue_run)(struct vbus_virtqueue *vq);
	void (*queue_stop)(struct vbus_virtqueue *vq);
	void (*reset)(struct vbus_virtio_device *dev);
	void (*close)(struct vbus_virtio_device *dev);
	void (*release)(struct vbus_virtio_device *dev);
};

/**
 * struct vbus_virtio_device - a device of virtio; embed it
 * @vdev: the device on the bus. The back end sets @vdev.attrs, if it has any
 * @ops: the back end
 * @features: what is offered, of the device's own bits; what concerns rings and
 *	transport is added here. Under @lock, and not while a driver is there
 * @config: the configuration, little-endian; changed by
 *	vbus_virtio_config_update()
 * @config_len: its bytes
 * @lock: order of what a driver and an administrator do. Take it in attributes
 *	that change what a driver sees, and look at vbus_virtio_is_open()
 * @driver_features: what the driver has chosen; 0 before it has. Valid from
 *	queue_start() to queue_stop() without @lock
 * @queues: private, like all below: all that there can be
 * @max_queues: how many
 * @nqueues: how many there are
 * @intf: on @bus
 * @bus: where the device is, or NULL
 * @conn: the driver, or NULL
 * @status: of the driver, without NEEDS_RESET
 * @needs_reset: the device has it
 * @faults: lies of all drivers so far
 * @config_lock: covers @config, @generation and @config_signal
 * @generation: of @config
 * @config_signal: of region 0, or NULL
 */
struct vbus_virtio_device {
	struct vbus_device vdev;
	const struct vbus_virtio_ops *ops;
	u64 features;
	void *config;
	u32 config_len;
	struct mutex lock; /* what calls and attributes change */
	u64 driver_features;

	struct vbus_virtqueue *queues;
	unsigned int max_queues;
	unsigned int nqueues;
	struct vbus_device_interface intf;
	struct vbus *bus;
	struct vbus_virtio_conn *conn;
	u8 status;
	bool needs_reset;
	atomic_t faults;
	spinlock_t config_lock; /* config, generation, config_signal */
	u32 generation;
	struct shm_signal *config_signal;
};

#define to_vbus_virtio_device(v) \
	container_of(v, struct vbus_virtio_device, vdev)

/**
 * vbus_virtio_is_open() - is a driver there?
 * @dev: the device
 *
 * Context: under the device's lock.
 * Return: true from open() to close()
 */
static inline bool vbus_virtio_is_open(const struct vbus_virtio_device *dev)
{
	return dev->conn;
}

/**
 * vbus_virtio_has_feature() - has the driver chosen a feature?
 * @dev: the device
 * @bit: VIRTIO_BLK_F_RO, or whatever
 *
 * Context: under the device's lock, or from queue_start() to queue_stop().
 * Return: true if it has
 */
static inline bool vbus_virtio_has_feature(const struct vbus_virtio_device *dev,
					   unsigned int bit)
{
	return dev->driver_features & BIT_ULL(bit);
}

/**
 * vbus_virtio_queue() - a queue of a device
 * @dev: the device
 * @index: below what vbus_virtio_device_init() was told
 *
 * Context: any.
 * Return: the queue. It is there as long as the device, whether or not a driver
 * uses it.
 */
static inline struct vbus_virtqueue *
vbus_virtio_queue(struct vbus_virtio_device *dev, unsigned int index)
{
	return &dev->queues[index];
}

int vbus_virtio_device_init(struct vbus_virtio_device *dev,
			    const struct vbus_virtio_ops *ops,
			    unsigned int max_queues);
void vbus_virtio_device_destroy(struct vbus_virtio_device *dev);

void vbus_virtio_config_update(struct vbus_virtio_device *dev, u32 offset,
			       const void *data, u32 len);
void vbus_virtio_config_changed(struct vbus_virtio_device *dev);

/*
 * What every back end can show: put &vbus_virtio_attr_status.attr and so on
 * into the group of attributes.
 *
 *  status    the device status byte, in hexadecimal digits
 *  features  what the driver has chosen, likewise
 *  faults    lies of drivers so far
 */
extern struct vbus_device_attribute vbus_virtio_attr_status;
extern struct vbus_device_attribute vbus_virtio_attr_features;
extern struct vbus_device_attribute vbus_virtio_attr_faults;

/* ---- chains ---- */

struct vbus_virtio_chain *vbus_virtio_chain_alloc(struct vbus_virtqueue *vq,
						  gfp_t gfp);
void vbus_virtio_chain_free(struct vbus_virtio_chain *chain);

int vbus_virtqueue_get(struct vbus_virtqueue *vq,
		       struct vbus_virtio_chain *chain);
void vbus_virtqueue_unget(struct vbus_virtqueue *vq,
			  struct vbus_virtio_chain *chain);
void vbus_virtqueue_put(struct vbus_virtqueue *vq,
			struct vbus_virtio_chain *chain);
void vbus_virtqueue_put_many(struct vbus_virtqueue *vq,
			     struct vbus_virtio_chain *chain[], unsigned int n);
void vbus_virtqueue_drop(struct vbus_virtqueue *vq,
			 struct vbus_virtio_chain *chain);
void vbus_virtqueue_signal(struct vbus_virtqueue *vq);
void vbus_virtqueue_kick(struct vbus_virtqueue *vq);
void vbus_virtqueue_fault(struct vbus_virtqueue *vq, const char *what,
			  u64 value);

ssize_t vbus_virtio_chain_read(struct vbus_virtqueue *vq,
			       struct vbus_virtio_chain *chain, void *buf,
			       size_t len);
ssize_t vbus_virtio_chain_write(struct vbus_virtqueue *vq,
				struct vbus_virtio_chain *chain,
				const void *buf, size_t len);
ssize_t vbus_virtio_iter_read(struct vbus_virtqueue *vq,
			      struct vbus_virtio_iter *it, void *buf,
			      size_t len);
ssize_t vbus_virtio_iter_write(struct vbus_virtqueue *vq,
			       struct vbus_virtio_iter *it, const void *buf,
			       size_t len);
int vbus_virtio_iter_bvecs(struct vbus_virtqueue *vq,
			   struct vbus_virtio_iter *it, struct bio_vec *bv,
			   unsigned int max);
void vbus_virtio_put_bvecs(struct bio_vec *bv, unsigned int n);

#endif /* _LINUX_VBUS_VIRTIO_H */
