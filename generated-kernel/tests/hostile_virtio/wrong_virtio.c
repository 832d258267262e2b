// SPDX-License-Identifier: GPL-2.0
/*
 * A driver that tells a device of virtio lies: it takes the place of the
 * transport, sets queues up more or less as it should, and then writes into
 * their rings, calls and signals what it should not. A second thread scribbles
 * over the same rings while the device reads them.
 *
 * Writing "SEED LIES" to the parameter `run` has it lie to the device that it
 * is bound to; reading tells how it went. It fails when a reset is refused, and
 * when memory is written after it.
 *
 * Within one kernel an address is the kernel's own, so what a device may write
 * to is memory of this module, or none at all: addresses are in `data` or
 * unmapped, however lies are combined, and tables of descriptors lie where no
 * descriptor points to.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/gfp.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/prandom.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>
#include <linux/vbus_driver.h>
#include <linux/virtio_byteorder.h>

#include <uapi/linux/virtio_blk.h>
#include <uapi/linux/virtio_config.h>
#include <uapi/linux/virtio_ring.h>
#include <uapi/linux/virtio_vbus.h>

#define MAX_QUEUES 3
#define CALL_BYTES 1024
/* What a buffer begins in, and what it may be long. */
#define HALF (32 * 1024)
#define TABLE_DESCS (16 * 1024 / sizeof(struct vring_desc))
#define POISON 0x6b
#define PER_SESSION 8

struct wrong_queue {
	u32 num;
	void *mem;
	size_t len;
	struct shm_signal *signal;
	struct vring ring;
};

/**
 * struct wrong - a device that is lied to
 * @proxy: the device
 * @block: for calls
 * @config: region 0
 * @config_signal: of it
 * @data: 2 * HALF bytes that the device may write to
 * @table: descriptors for indirect tables
 * @queue: queues
 * @queues: how many
 * @rnd: of the thread that lies
 * @scribble: of the other one
 * @quiet: the other one keeps still
 */
struct wrong {
	struct vbus_device_proxy *proxy;
	u8 *block;
	void *config;
	struct shm_signal *config_signal;
	u8 *data;
	struct vring_desc *table;
	struct wrong_queue queue[MAX_QUEUES];
	unsigned int queues;
	struct rnd_state rnd;
	struct rnd_state scribble;
	bool quiet;
};

static DEFINE_MUTEX(wrong_lock); /* wrong */
static struct wrong *wrong;
static char wrong_result[160] = "idle";

static u32 below(struct rnd_state *rnd, u32 n)
{
	return prandom_u32_state(rnd) % n;
}

static bool one_in(struct rnd_state *rnd, u32 n)
{
	return !below(rnd, n);
}

/* ---- calls ---- */

static int wrong_call(struct wrong *w, u32 func, u32 len)
{
	return w->proxy->ops->call(w->proxy, func, w->block, len, 0);
}

static int wrong_status(struct wrong *w, u8 status)
{
	struct virtio_vbus_status *s = (void *)w->block;

	memset(s, 0, sizeof(*s));
	s->status = status;
	return wrong_call(w, VIRTIO_VBUS_FUNC_SET_STATUS, sizeof(*s));
}

static int wrong_queue_call(struct wrong *w, u32 func, u32 index, u32 num)
{
	struct virtio_vbus_queue *q = (void *)w->block;

	q->index = index;
	q->num = num;
	return wrong_call(w, func, sizeof(*q));
}

/* Sometimes one that is good but comes at the wrong time. */
static void wrong_lie_call(struct wrong *w)
{
	u32 func = below(&w->rnd, VIRTIO_VBUS_FUNC_QUEUE_ENABLE + 3);
	struct virtio_vbus_config *config = (void *)w->block;
	u32 len = below(&w->rnd, 40) * 4;
	u32 i;

	for (i = 0; i < CALL_BYTES; i++)
		w->block[i] = one_in(&w->rnd, 3) ? below(&w->rnd, 256) : 0;
	if (one_in(&w->rnd, 2)) {
		config->offset = below(&w->rnd, 100);
		config->len = below(&w->rnd, 64);
		memset(config->__reserved0, 0, sizeof(config->__reserved0));
		len = sizeof(*config) + config->len;
	} else if (one_in(&w->rnd, 2)) {
		len = 1 << below(&w->rnd, 4);
	}
	if (one_in(&w->rnd, 16))
		func = prandom_u32_state(&w->rnd);
	wrong_call(w, func, len);
}

static void wrong_lie_region(struct wrong *w)
{
	w->proxy->ops->shm(w->proxy, below(&w->rnd, MAX_QUEUES + 3), 0,
			   w->config, PAGE_SIZE, NULL, NULL, 0);
}

/* ---- rings ---- */

/* Unmapped, or no address at all. */
static u64 wrong_address(struct wrong *w, struct rnd_state *rnd)
{
	static const u64 none[] = {
		0, 8, 4096, -1ULL, -4096ULL, 0x8000000000000000ULL,
		0x00007ffffffff000ULL, 0xdead000000000100ULL,
	};

	if (one_in(rnd, 8))
		return none[below(rnd, ARRAY_SIZE(none))];
	return (unsigned long)w->data + below(rnd, HALF);
}

static u32 wrong_length(struct rnd_state *rnd)
{
	switch (below(rnd, 12)) {
	case 0:
		return BIT(31) | prandom_u32_state(rnd);
	case 1:
		return 0;
	case 2:
		return below(rnd, HALF);
	default:
		return 16 * (1 + below(rnd, 64));
	}
}

static void wrong_desc(struct wrong *w, struct rnd_state *rnd,
		       struct vring_desc *d, u32 limit)
{
	u16 flags = below(rnd, 4);

	if (one_in(rnd, 64))
		flags = prandom_u32_state(rnd);
	WRITE_ONCE(d->addr, __cpu_to_virtio64(true, wrong_address(w, rnd)));
	WRITE_ONCE(d->len, __cpu_to_virtio32(true, wrong_length(rnd)));
	WRITE_ONCE(d->next, __cpu_to_virtio16(true, below(rnd, limit + 1)));
	WRITE_ONCE(d->flags, __cpu_to_virtio16(true, flags));
}

/* A descriptor of the ring that is a table, more or less. */
static void wrong_table(struct wrong *w, struct rnd_state *rnd,
			struct vring_desc *d)
{
	u32 n = 1 + below(rnd, 40), at = below(rnd, TABLE_DESCS - n), i;

	for (i = 0; i < n; i++)
		wrong_desc(w, rnd, &w->table[at + i], n);
	WRITE_ONCE(d->addr, __cpu_to_virtio64(true,
					      (unsigned long)&w->table[at]));
	WRITE_ONCE(d->len, __cpu_to_virtio32(true, n * sizeof(*d) +
					     (one_in(rnd, 16) ? 3 : 0)));
	WRITE_ONCE(d->flags, __cpu_to_virtio16(true, VRING_DESC_F_INDIRECT));
}

/* A chain as a disk wants it, with a header of some kind. */
static void wrong_request(struct wrong *w, struct wrong_queue *q)
{
	struct virtio_blk_outhdr *hdr = (void *)w->data +
					16 * below(&w->rnd, 64);
	u32 a = below(&w->rnd, q->num), b = below(&w->rnd, q->num);
	u32 c = below(&w->rnd, q->num);
	struct vring_desc *d = q->ring.desc;

	hdr->type = __cpu_to_virtio32(true, below(&w->rnd, 15));
	hdr->sector = __cpu_to_virtio64(true, below(&w->rnd, 9000));
	d[a].addr = __cpu_to_virtio64(true, (unsigned long)hdr);
	d[a].len = __cpu_to_virtio32(true, sizeof(*hdr));
	d[a].flags = __cpu_to_virtio16(true, VRING_DESC_F_NEXT);
	d[a].next = __cpu_to_virtio16(true, b);
	wrong_desc(w, &w->rnd, &d[b], q->num);
	d[b].len = __cpu_to_virtio32(true, 512 * below(&w->rnd, 20));
	d[b].next = __cpu_to_virtio16(true, c);
	wrong_desc(w, &w->rnd, &d[c], q->num);
	d[c].flags = __cpu_to_virtio16(true, VRING_DESC_F_WRITE);
	q->ring.avail->ring[__virtio16_to_cpu(true, q->ring.avail->idx) &
			    (q->num - 1)] = __cpu_to_virtio16(true, a);
}

static void wrong_publish(struct rnd_state *rnd, struct wrong_queue *q)
{
	struct vring_avail *avail = q->ring.avail;
	u16 idx = __virtio16_to_cpu(true, READ_ONCE(avail->idx));

	if (one_in(rnd, 32))
		idx += below(rnd, 2 * q->num);
	else
		idx += 1;
	/* Pairs with the load of the index in vbus_vring_get(). */
	smp_store_release(&avail->idx, __cpu_to_virtio16(true, idx));
}

static void wrong_mutate(struct wrong *w, struct rnd_state *rnd,
			 struct wrong_queue *q)
{
	struct vring_desc *d = &q->ring.desc[below(rnd, q->num)];
	struct vring_avail *avail = q->ring.avail;

	switch (below(rnd, 8)) {
	case 0:
		wrong_table(w, rnd, d);
		break;
	case 1:
		WRITE_ONCE(avail->ring[below(rnd, q->num + 1)],
			   __cpu_to_virtio16(true, prandom_u32_state(rnd)));
		break;
	case 2:
		WRITE_ONCE(avail->flags,
			   __cpu_to_virtio16(true, prandom_u32_state(rnd)));
		break;
	case 3:
		WRITE_ONCE(q->ring.used->idx,
			   __cpu_to_virtio16(true, prandom_u32_state(rnd)));
		break;
	case 4:
	case 5:
		WRITE_ONCE(avail->ring[below(rnd, q->num)],
			   __cpu_to_virtio16(true, below(rnd, q->num + 1)));
		break;
	default:
		wrong_desc(w, rnd, d, q->num);
	}
}

static void wrong_lie(struct wrong *w)
{
	struct wrong_queue *q = &w->queue[below(&w->rnd, w->queues)];

	switch (below(&w->rnd, 16)) {
	case 0:
		wrong_lie_call(w);
		break;
	case 1:
		wrong_lie_region(w);
		break;
	case 2:
	case 3:
	case 4:
		wrong_mutate(w, &w->rnd, q);
		fallthrough;
	case 5:
	case 6:
	case 7:
		wrong_request(w, q);
		fallthrough;
	default:
		wrong_mutate(w, &w->rnd, q);
		wrong_publish(&w->rnd, q);
	}
	shm_signal_inject(q->signal);
}

/* Over rings only, while they are used. */
static int wrong_scribbler(void *arg)
{
	struct wrong *w = arg;

	while (!kthread_should_stop()) {
		if (!READ_ONCE(w->quiet))
			wrong_mutate(w, &w->scribble,
				     &w->queue[below(&w->scribble, w->queues)]);
		usleep_range(20, 100);
	}

	return 0;
}

/* ---- sessions ---- */

/* More or less in order; what is refused may be lied about as well. */
static void wrong_begin(struct wrong *w)
{
	struct virtio_vbus_features *f = (void *)w->block;
	struct wrong_queue *q;
	u32 i, num;

	wrong_status(w, VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER);
	if (one_in(&w->rnd, 8))
		wrong_lie_call(w);
	f->bits = BIT_ULL(VIRTIO_F_VERSION_1) |
		  BIT_ULL(VIRTIO_F_ACCESS_PLATFORM) |
		  (u64)below(&w->rnd, 4) << VIRTIO_RING_F_INDIRECT_DESC;
	if (one_in(&w->rnd, 16))
		f->bits ^= BIT_ULL(below(&w->rnd, 64));
	wrong_call(w, VIRTIO_VBUS_FUNC_FINALIZE_FEATURES, sizeof(*f));
	wrong_status(w, VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER |
			VIRTIO_CONFIG_S_FEATURES_OK);
	for (i = 0; i < w->queues; i++) {
		q = &w->queue[i];
		memset(q->mem, 0, vring_size(q->num, VIRTIO_VBUS_ALIGN));
		num = q->num;
		if (one_in(&w->rnd, 16))
			num = prandom_u32_state(&w->rnd) >>
			      below(&w->rnd, 32);
		wrong_queue_call(w, VIRTIO_VBUS_FUNC_QUEUE_ENABLE, i, num);
	}
	wrong_status(w, VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER |
			VIRTIO_CONFIG_S_FEATURES_OK |
			VIRTIO_CONFIG_S_DRIVER_OK);
}

/* After a reset the device touches nothing. */
static int wrong_end(struct wrong *w, bool look)
{
	unsigned int i;
	int err;

	WRITE_ONCE(w->quiet, true);
	if (one_in(&w->rnd, 4))
		wrong_queue_call(w, VIRTIO_VBUS_FUNC_QUEUE_DEL,
				 below(&w->rnd, w->queues + 1), 0);
	err = wrong_call(w, VIRTIO_VBUS_FUNC_RESET, 0);
	if (err)
		return err;
	if (!look) {
		WRITE_ONCE(w->quiet, false);
		return 0;
	}

	usleep_range(2000, 4000);	/* the other thread is through */
	memset(w->data, POISON, 2 * HALF);
	for (i = 0; i < w->queues; i++) {
		memset(w->queue[i].mem, POISON,
		       vring_size(w->queue[i].num, VIRTIO_VBUS_ALIGN));
		shm_signal_inject(w->queue[i].signal);
	}
	msleep(5);
	if (memchr_inv(w->data, POISON, 2 * HALF))
		return -EUCLEAN;
	for (i = 0; i < w->queues; i++)
		if (memchr_inv(w->queue[i].mem, POISON,
			       vring_size(w->queue[i].num, VIRTIO_VBUS_ALIGN)))
			return -EUCLEAN;
	memset(w->data, 0, 2 * HALF);
	WRITE_ONCE(w->quiet, false);
	return 0;
}

static int wrong_lie_for(struct wrong *w, u64 seed, unsigned long lies)
{
	unsigned long told = 0, sessions = 0;
	struct task_struct *scribbler;
	unsigned int i;
	int err = 0;

	prandom_seed_state(&w->rnd, seed);
	prandom_seed_state(&w->scribble, ~seed);
	scribbler = kthread_run(wrong_scribbler, w, "wrong_scribbler");
	if (IS_ERR(scribbler))
		return PTR_ERR(scribbler);

	while (told < lies && !err) {
		wrong_begin(w);
		for (i = 1 + below(&w->rnd, PER_SESSION); i; i--, told++) {
			wrong_lie(w);
			if (one_in(&w->rnd, 4))
				usleep_range(10, 200);
		}
		err = wrong_end(w, ++sessions % 64 == 0);
		cond_resched();
	}

	kthread_stop(scribbler);
	WRITE_ONCE(w->quiet, false);
	snprintf(wrong_result, sizeof(wrong_result),
		 "%s: %lu lies in %lu sessions, error %d",
		 err ? "failed" : "done", told, sessions, err);
	return err;
}

static int wrong_run_set(const char *val, const struct kernel_param *kp)
{
	unsigned long lies;
	u64 seed;
	int err = -ENODEV;

	if (sscanf(val, "%llu %lu", &seed, &lies) != 2)
		return -EINVAL;

	mutex_lock(&wrong_lock);
	if (wrong)
		err = wrong_lie_for(wrong, seed, lies);
	mutex_unlock(&wrong_lock);
	return err;
}

static int wrong_run_get(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%s\n", wrong_result);
}

static const struct kernel_param_ops wrong_run_ops = {
	.set = wrong_run_set,
	.get = wrong_run_get,
};
module_param_cb(run, &wrong_run_ops, NULL, 0600);
MODULE_PARM_DESC(run, "SEED LIES: lies to the device; tells how it went");

/* ---- the device ---- */

static int wrong_setup_queue(struct wrong *w, u32 index)
{
	struct virtio_vbus_queue *args = (void *)w->block;
	struct wrong_queue *q = &w->queue[index];
	struct shm_signal_desc *desc;
	size_t ring;
	int err;

	err = wrong_queue_call(w, VIRTIO_VBUS_FUNC_QUEUE_QUERY, index, 0);
	if (err)
		return err;

	q->num = args->num;
	ring = ALIGN(vring_size(q->num, VIRTIO_VBUS_ALIGN), 16);
	q->len = ring + sizeof(*desc);
	q->mem = alloc_pages_exact(q->len, GFP_KERNEL | __GFP_ZERO);
	if (!q->mem)
		return -ENOMEM;
	vring_init(&q->ring, q->num, q->mem, VIRTIO_VBUS_ALIGN);
	desc = q->mem + ring;
	return w->proxy->ops->shm(w->proxy, VIRTIO_VBUS_SHM_QUEUE + index, 0,
				  q->mem, q->len, desc, &q->signal, 0);
}

static int wrong_setup(struct wrong *w)
{
	int err;

	w->block = kzalloc(CALL_BYTES, GFP_KERNEL);
	w->config = (void *)get_zeroed_page(GFP_KERNEL);
	w->data = alloc_pages_exact(2 * HALF, GFP_KERNEL | __GFP_ZERO);
	w->table = alloc_pages_exact(TABLE_DESCS * sizeof(*w->table),
				     GFP_KERNEL | __GFP_ZERO);
	if (!w->block || !w->config || !w->data || !w->table)
		return -ENOMEM;

	err = w->proxy->ops->shm(w->proxy, VIRTIO_VBUS_SHM_CONFIG, 0, w->config,
				 PAGE_SIZE, w->config, &w->config_signal, 0);
	while (!err && w->queues < MAX_QUEUES) {
		err = wrong_setup_queue(w, w->queues);
		if (!err)
			w->queues++;
	}

	return w->queues ? 0 : err;
}

/* Closed, or never opened. */
static void wrong_free(struct wrong *w)
{
	struct wrong_queue *q;

	for (q = w->queue; q < w->queue + MAX_QUEUES; q++) {
		if (q->signal)
			shm_signal_put(q->signal);
		if (q->mem)
			free_pages_exact(q->mem, q->len);
	}
	if (w->config_signal)
		shm_signal_put(w->config_signal);
	if (w->table)
		free_pages_exact(w->table, TABLE_DESCS * sizeof(*w->table));
	if (w->data)
		free_pages_exact(w->data, 2 * HALF);
	free_page((unsigned long)w->config);
	kfree(w->block);
	kfree(w);
}

static int wrong_probe(struct vbus_device_proxy *proxy)
{
	struct wrong *w;
	int err;

	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return -ENOMEM;

	w->proxy = proxy;
	err = proxy->ops->open(proxy, VIRTIO_VBUS_VERSION, 0);
	if (err)
		goto free;
	err = wrong_setup(w);
	if (err)
		goto close;

	proxy->priv = w;
	mutex_lock(&wrong_lock);
	wrong = w;
	mutex_unlock(&wrong_lock);
	return 0;

close:
	proxy->ops->close(proxy, 0);
free:
	wrong_free(w);
	return err;
}

static void wrong_remove(struct vbus_device_proxy *proxy)
{
	struct wrong *w = proxy->priv;

	mutex_lock(&wrong_lock);
	wrong = NULL;
	mutex_unlock(&wrong_lock);
	proxy->ops->close(proxy, 0);
	wrong_free(w);
}

static struct vbus_driver wrong_driver = {
	.type = "virtio",
	.drv.name = KBUILD_MODNAME,
	.probe = wrong_probe,
	.remove = wrong_remove,
};
module_vbus_driver(wrong_driver);

MODULE_DESCRIPTION("A driver that lies to devices of virtio");
MODULE_LICENSE("GPL");
