// SPDX-License-Identifier: GPL-2.0
/*
 * A guest that tells its Ethernet device lies: a driver of virtual-ethernet
 * that opens the device, registers rings as it should, and then writes into
 * them, calls and signals what it should not. A second thread scribbles over
 * the same memory while the device reads it.
 *
 * The parameter `result` says how far it is: "idle", "running ...", "done ..."
 * or "failed ...". It fails when the device cannot be opened again after a
 * close, when a close takes too long, and when memory is written after it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/etherdevice.h>
#include <linux/gfp.h>
#include <linux/ioq.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/netdevice.h>
#include <linux/shm_signal.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/vbus_driver.h>
#include <linux/venet.h>

#include "lies.h"

static unsigned long mutations = 10000;
module_param(mutations, ulong, 0444);
MODULE_PARM_DESC(mutations, "lies to tell");

static unsigned int per_session = 32;
module_param(per_session, uint, 0444);
MODULE_PARM_DESC(per_session, "most lies between an open and its close");

static unsigned long seed = 1;
module_param(seed, ulong, 0444);
MODULE_PARM_DESC(seed, "the same one tells the same lies");

static char guest[32] = "wrong";
module_param_string(guest, guest, sizeof(guest), 0444);
MODULE_PARM_DESC(guest, "whose devices to drive");

static char host_if[IFNAMSIZ];
module_param_string(host_if, host_if, sizeof(host_if), 0444);
MODULE_PARM_DESC(host_if, "the host's network interface, in the first namespace: frames are sent there");

static char result[160] = "idle";
module_param_string(result, result, sizeof(result), 0444);
MODULE_PARM_DESC(result, "how far it is");

/* A frame never reaches the end from where a slot may point to. */
#define AREA_SIZE	(256 * 1024)
#define AREA_USED	(64 * 1024)
#define RING_SIZE	(128 * 1024)
#define POISON		0x6b
#define MAX_FRAME	1514

/**
 * struct wrong_ring - one ring, whose memory is the module's and stays
 * @mem: the memory, RING_SIZE bytes
 * @q: the north end, while @open
 * @count: slots
 * @open: registered with the device
 */
struct wrong_ring {
	struct ioq_ring_head *mem;
	struct ioq q;
	u32 count;
	bool open;
};

/**
 * struct wrong - the guest
 * @vdev: the device
 * @rnd: chance of the liar
 * @scribble_rnd: chance of the scribbler
 * @ring: by number: receive, transmit
 * @area: what slots point to, AREA_SIZE bytes
 * @granted: features
 * @liar: the thread that opens, lies and closes
 * @scribbler: the thread that scribbles in between
 * @scribble: whether it may; it holds @lock while it does
 * @lock: covers @scribble
 * @lies: told so far
 * @sessions: opened so far
 * @refused: calls and regions that the device refused
 */
struct wrong {
	struct vbus_device_proxy *vdev;
	struct rnd_state rnd;
	struct rnd_state scribble_rnd;
	struct wrong_ring ring[2];
	u8 *area;
	u32 granted;
	struct task_struct *liar;
	struct task_struct *scribbler;
	bool scribble;
	struct mutex lock; /* scribble */
	unsigned long lies;
	unsigned long sessions;
	unsigned long refused;
};

static u8 *wrong_area;

static u64 wrong_ptr(struct rnd_state *rnd)
{
	return (unsigned long)wrong_area + lie_below(rnd, AREA_USED);
}

static int wrong_call(struct wrong *w, u32 func, void *data, size_t len)
{
	int ret = w->vdev->ops->call(w->vdev, func, data, len, 0);

	if (ret < 0)
		w->refused++;
	return ret;
}

/* ---- what a right guest would do, mostly ---- */

static int wrong_shm(struct wrong *w, u32 id)
{
	static const u32 depths[] = { 1, 2, 3, 16, 64, 256, 2048 };
	struct wrong_ring *r = &w->ring[id];
	static const struct ioq_ops ops;
	struct shm_signal *signal;
	size_t len;
	int err;

	r->count = depths[lie_below(&w->rnd, ARRAY_SIZE(depths))];
	ioq_format(r->mem, r->count);
	len = ioq_ring_size(r->count);

	/* A ring that is wrong from the start. */
	if (lie_chance(&w->rnd, 5)) {
		len -= lie_below(&w->rnd, 64);
		lie_in_ring(&w->rnd, r->mem, r->count, wrong_ptr);
	}

	err = w->vdev->ops->shm(w->vdev, id, 0, r->mem, len, &r->mem->signal,
				&signal, 0);
	if (err) {
		w->refused++;
		return err;
	}

	err = ioq_init(&r->q, &ops, SHM_LOCALITY_NORTH, r->mem, r->count,
		       signal);
	shm_signal_put(signal);
	r->open = !err;
	return err;
}

static void wrong_post(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[VENET_QUEUE_RX];
	u32 i;

	for (i = 0; i < r->count; i++)
		if (ioq_post(&r->q, i, (unsigned long)w->area +
			     i % 16 * 4096, 4096))
			break;
}

static size_t wrong_sg(struct wrong *w, struct venet_sg *sg, size_t len)
{
	u32 i, count = 1 + lie_below(&w->rnd, 3);
	size_t left = len;

	memset(sg, 0, sizeof(*sg));
	for (i = 0; i < count; i++) {
		size_t part = i == count - 1 ? left : left / 2;

		memset(&sg->iov[i], 0, sizeof(sg->iov[i]));
		sg->iov[i].ptr = (unsigned long)w->area + 8192 + len - left;
		sg->iov[i].len = part;
		left -= part;
	}
	sg->count = count;
	sg->len = len;
	return struct_size(sg, iov, count);
}

static void wrong_sg_lie(struct wrong *w, struct venet_sg *sg)
{
	struct venet_iov *iov = &sg->iov[lie_below(&w->rnd, VENET_MAX_IOV)];

	switch (lie_below(&w->rnd, 8)) {
	case 0:
		WRITE_ONCE(sg->count, lie_index(&w->rnd, VENET_MAX_IOV));
		break;
	case 1:
		WRITE_ONCE(sg->len, (u32)lie_length(&w->rnd));
		break;
	case 2:
		WRITE_ONCE(sg->flags, prandom_u32_state(&w->rnd));
		break;
	case 3:
		WRITE_ONCE(sg->flags, VENET_SG_FLAG_NEEDS_CSUM);
		WRITE_ONCE(sg->csum.start, (u16)lie_length(&w->rnd));
		WRITE_ONCE(sg->csum.offset, (u16)lie_length(&w->rnd));
		break;
	case 4:
		WRITE_ONCE(sg->flags, VENET_SG_FLAG_GSO |
			   (lie_chance(&w->rnd, 50) ?
			    VENET_SG_FLAG_NEEDS_CSUM : 0));
		WRITE_ONCE(sg->gso.type, lie_byte(&w->rnd));
		WRITE_ONCE(sg->gso.hdrlen, (u16)lie_length(&w->rnd));
		WRITE_ONCE(sg->gso.size, (u16)lie_length(&w->rnd));
		break;
	case 5:
		WRITE_ONCE(iov->ptr, lie_address(&w->rnd));
		break;
	default:
		WRITE_ONCE(iov->len, (u32)lie_length(&w->rnd));
		break;
	}
}

/* A frame for nobody, or a packet that the host may look into. */
static void wrong_frame(struct wrong *w, u8 *frame)
{
	struct ethhdr *eth = (struct ethhdr *)frame;

	prandom_bytes_state(&w->rnd, frame, 128);
	eth_broadcast_addr(eth->h_dest);
	eth->h_source[0] = 2;
	eth->h_proto = htons(lie_chance(&w->rnd, 50) ? ETH_P_IP : 0x88b5);
	if (lie_chance(&w->rnd, 80))
		frame[ETH_HLEN] = 0x45;
}

static void wrong_send(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[VENET_QUEUE_TX];
	size_t len = ETH_HLEN + lie_below(&w->rnd, MAX_FRAME - ETH_HLEN);
	struct venet_sg *sg = (void *)w->area;
	struct ioq_ring_desc d;
	u32 i;

	for (i = 0; i < r->count && !ioq_reap(&r->q, &d, 0); i++)
		;
	wrong_frame(w, w->area + 8192);
	if (!(w->granted & VENET_CAP_SG)) {
		ioq_send(&r->q, lie_u64(&w->rnd),
			 (unsigned long)w->area + 8192,
			 lie_chance(&w->rnd, 10) ? lie_length(&w->rnd) : len,
			 IOQ_ITER_AUTOUPDATE);
		return;
	}

	sg = (void *)(w->area + lie_below(&w->rnd, 4) * 1024);
	len = wrong_sg(w, sg, len);
	if (lie_chance(&w->rnd, 60))
		wrong_sg_lie(w, sg);
	ioq_send(&r->q, lie_u64(&w->rnd), (unsigned long)sg,
		 lie_chance(&w->rnd, 10) ? lie_length(&w->rnd) : len,
		 IOQ_ITER_AUTOUPDATE);
}

static void wrong_take(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[VENET_QUEUE_RX];
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 i;

	for (i = 0; i < r->count && !ioq_recv(&r->q, &it, &d); i++)
		if (ioq_recv_repost(&it, lie_u64(&w->rnd),
				    wrong_ptr(&w->rnd), 4096))
			break;
	ioq_signal(&r->q);
}

/* A frame from the host's side, so that it has something to deliver. */
static void wrong_deliver(struct wrong *w)
{
	struct net_device *dev = NULL;
	struct sk_buff *skb;

	if (*host_if)
		dev = dev_get_by_name(&init_net, host_if);
	if (!dev)
		return;

	skb = netdev_alloc_skb(dev, MAX_FRAME);
	if (skb) {
		u8 *frame = skb_put_zero(skb, 60 + lie_below(&w->rnd, 1400));

		eth_broadcast_addr(frame);
		ether_addr_copy(frame + ETH_ALEN, dev->dev_addr);
		put_unaligned_be16(0x88b5, frame + 2 * ETH_ALEN);
		skb->protocol = htons(0x88b5);
		skb_reset_mac_header(skb);
		dev_queue_xmit(skb);
	}
	dev_put(dev);
}

/* ---- the lies ---- */

static void wrong_odd_call(struct wrong *w)
{
	static const u32 funcs[] = {
		VENET_FUNC_LINKUP, VENET_FUNC_LINKDOWN, VENET_FUNC_MACQUERY,
		VENET_FUNC_NEGCAP, VENET_FUNC_FLUSHRX, 5, 6, 7, 1000,
		VBUS_FUNC_DESCRIBE, VBUS_FUNC_NEGOTIATE, 0xffff0002, U32_MAX,
	};
	static const u32 lens[] = { 0, 1, 6, 8, 16, 24, 40, 48, 64, 4096 };
	u32 func = funcs[lie_below(&w->rnd, ARRAY_SIZE(funcs))];
	u32 len = lens[lie_below(&w->rnd, ARRAY_SIZE(lens))];
	void *data = w->area + 4096;

	prandom_bytes_state(&w->rnd, data, 64);
	if (lie_chance(&w->rnd, 30))
		data = (void *)(unsigned long)lie_address(&w->rnd);
	wrong_call(w, func, data, len);
}

static void wrong_storm(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[lie_below(&w->rnd, 2)];
	u32 i, n = lie_below(&w->rnd, 100);

	for (i = 0; r->open && i < n; i++)
		ioq_signal(&r->q);
}

static void wrong_lie(struct wrong *w)
{
	struct wrong_ring *r = &w->ring[lie_below(&w->rnd, 2)];
	u32 what = lie_below(&w->rnd, 100);

	if (what < 60 && r->open)
		lie_in_ring(&w->rnd, r->mem, r->count, wrong_ptr);
	else if (what < 75)
		wrong_odd_call(w);
	else if (what < 80)
		wrong_shm(w, lie_below(&w->rnd, 2));
	else if (what < 85)
		wrong_storm(w);
	else if (w->ring[VENET_QUEUE_TX].open)
		wrong_send(w);

	if (lie_chance(&w->rnd, 50))
		wrong_deliver(w);
	if (lie_chance(&w->rnd, 30) && w->ring[VENET_QUEUE_RX].open)
		wrong_take(w);
	if (r->open)
		ioq_signal(&r->q);
	w->lies++;
}

/* ---- the scribbler ---- */

static int wrong_scribble(void *data)
{
	struct wrong *w = data;
	struct wrong_ring *r;
	u32 i;

	while (!kthread_should_stop()) {
		mutex_lock(&w->lock);
		for (i = 0; w->scribble && i < 64; i++) {
			r = &w->ring[i & 1];
			if (r->open)
				lie_in_ring(&w->scribble_rnd, r->mem, r->count,
					    wrong_ptr);
		}
		mutex_unlock(&w->lock);
		usleep_range(50, 500);
	}

	return 0;
}

static void wrong_let_scribble(struct wrong *w, bool on)
{
	mutex_lock(&w->lock);
	w->scribble = on;
	mutex_unlock(&w->lock);
}

/* ---- sessions ---- */

/* Features of a group, most often all; what was granted of them. */
static int wrong_negotiate(struct wrong *w, u32 group, u32 *granted)
{
	struct venet_capabilities *caps = (void *)w->area;
	u32 want = lie_chance(&w->rnd, 70) ? 0x1f : prandom_u32_state(&w->rnd);

	*granted = 0;
	if (lie_chance(&w->rnd, 20))
		return 0;

	memset(caps, 0, sizeof(*caps));
	caps->gid = group;
	caps->bits = want;
	if (!wrong_call(w, VENET_FUNC_NEGCAP, caps, sizeof(*caps)))
		*granted = caps->bits;

	/* A device does not grant what it was not asked for. */
	return *granted & ~want ? -EPROTO : 0;
}

static int wrong_open(struct wrong *w)
{
	static const u32 versions[] = { 0, 2, U32_MAX };
	u32 rx;

	if (lie_chance(&w->rnd, 5) &&
	    !w->vdev->ops->open(w->vdev, versions[lie_below(&w->rnd, 3)], 0))
		return -EPROTO;

	if (w->vdev->ops->open(w->vdev, VENET_VERSION, 0))
		return -EBUSY;

	return wrong_negotiate(w, VENET_CAP_GROUP_SG, &w->granted) ?:
	       wrong_negotiate(w, VENET_CAP_GROUP_RX, &rx);
}

/* Closed in time, and the memory is not written any more. */
static int wrong_close(struct wrong *w)
{
	unsigned long start = jiffies;
	int i, err;

	wrong_let_scribble(w, false);
	err = w->vdev->ops->close(w->vdev, 0);
	if (!err && time_after(jiffies, start + PATIENCE))
		err = -ETIMEDOUT;

	for (i = 0; i < 2; i++) {
		if (w->ring[i].open)
			ioq_put(&w->ring[i].q);
		w->ring[i].open = false;
		memset(w->ring[i].mem, POISON, RING_SIZE);
	}
	memset(w->area, POISON, AREA_SIZE);
	return err;
}

static bool wrong_untouched(struct wrong *w)
{
	return !memchr_inv(w->ring[0].mem, POISON, RING_SIZE) &&
	       !memchr_inv(w->ring[1].mem, POISON, RING_SIZE) &&
	       !memchr_inv(w->area, POISON, AREA_SIZE);
}

static void wrong_free(struct wrong *w)
{
	int i;

	for (i = 0; i < 2; i++) {
		if (w->ring[i].mem)
			free_pages_exact(w->ring[i].mem, RING_SIZE);
		w->ring[i].mem = NULL;
	}
	if (w->area)
		free_pages_exact(w->area, AREA_SIZE);
	w->area = NULL;
	wrong_area = NULL;
}

static int wrong_alloc(struct wrong *w)
{
	int i;

	for (i = 0; i < 2; i++) {
		w->ring[i].mem = alloc_pages_exact(RING_SIZE, GFP_KERNEL);
		if (!w->ring[i].mem)
			return -ENOMEM;
		memset(w->ring[i].mem, POISON, RING_SIZE);
	}
	w->area = alloc_pages_exact(AREA_SIZE, GFP_KERNEL);
	if (!w->area)
		return -ENOMEM;
	memset(w->area, POISON, AREA_SIZE);
	wrong_area = w->area;
	return 0;
}

static const char *wrong_session(struct wrong *w)
{
	u32 n = 1 + lie_below(&w->rnd, max(per_session, 1U));

	/* Freed now and then, so that KASAN sees what is touched later. */
	if (w->sessions % 8 == 0) {
		wrong_free(w);
		if (wrong_alloc(w))
			return "memory";
	}

	switch (wrong_open(w)) {
	case -EBUSY:
		return "the device cannot be opened again";
	case -EPROTO:
		w->vdev->ops->close(w->vdev, 0);
		return "a version or a feature was granted that is none";
	}
	w->sessions++;

	if (lie_chance(&w->rnd, 95) && !wrong_shm(w, VENET_QUEUE_RX))
		wrong_post(w);
	if (lie_chance(&w->rnd, 95))
		wrong_shm(w, VENET_QUEUE_TX);
	if (lie_chance(&w->rnd, 95))
		wrong_call(w, VENET_FUNC_LINKUP, NULL, 0);

	wrong_let_scribble(w, lie_chance(&w->rnd, 50));
	while (n-- && w->lies < mutations && !kthread_should_stop()) {
		wrong_lie(w);
		if (lie_chance(&w->rnd, 10))
			usleep_range(100, 2000);
		cond_resched();
	}

	if (wrong_close(w))
		return "close";
	/* What is late is late by a thread's or a timer's turn. */
	if (lie_chance(&w->rnd, 20))
		msleep(20);
	if (!wrong_untouched(w))
		return "memory was written after close";
	return NULL;
}

static int wrong_run(void *data)
{
	struct wrong *w = data;
	const char *failed = NULL;

	while (!failed && w->lies < mutations && !kthread_should_stop()) {
		failed = wrong_session(w);
		snprintf(result, sizeof(result),
			 "%s lies=%lu sessions=%lu refused=%lu seed=%lu%s%s",
			 failed ? "failed" : "running", w->lies, w->sessions,
			 w->refused, seed, failed ? " why=" : "",
			 failed ?: "");
	}
	if (!failed)
		snprintf(result, sizeof(result),
			 "done lies=%lu sessions=%lu refused=%lu seed=%lu",
			 w->lies, w->sessions, w->refused, seed);
	pr_info("%s\n", result);

	return 0;
}

/* ---- the driver ---- */

static void wrong_stop(struct wrong *w)
{
	if (w->liar) {
		kthread_stop(w->liar);
		put_task_struct(w->liar);
	}
	if (w->scribbler) {
		kthread_stop(w->scribbler);
		put_task_struct(w->scribbler);
	}
	wrong_free(w);
	kfree(w);
}

static int wrong_start(struct wrong *w, struct task_struct **task,
		       int (*fn)(void *), const char *name)
{
	struct task_struct *t = kthread_create(fn, w, "wrong-%s", name);

	if (IS_ERR(t))
		return PTR_ERR(t);
	/* Ours until kthread_stop(), however early it ends. */
	*task = get_task_struct(t);
	wake_up_process(t);
	return 0;
}

static int wrong_probe(struct vbus_device_proxy *vdev)
{
	size_t n = strlen(guest);
	struct wrong *w;
	int err;

	if (strncmp(dev_name(&vdev->dev), guest, n) ||
	    dev_name(&vdev->dev)[n] != '.' || wrong_area)
		return -ENODEV;

	w = kzalloc(sizeof(*w), GFP_KERNEL);
	if (!w)
		return -ENOMEM;

	w->vdev = vdev;
	mutex_init(&w->lock);
	prandom_seed_state(&w->rnd, seed);
	prandom_seed_state(&w->scribble_rnd, seed + 1);
	err = wrong_alloc(w);
	if (!err)
		err = wrong_start(w, &w->scribbler, wrong_scribble, "scribbler");
	if (!err)
		err = wrong_start(w, &w->liar, wrong_run, "guest");
	if (err) {
		wrong_stop(w);
		return err;
	}

	vdev->priv = w;
	return 0;
}

static void wrong_remove(struct vbus_device_proxy *vdev)
{
	wrong_stop(vdev->priv);
	vdev->priv = NULL;
}

static struct vbus_driver wrong_driver = {
	.type = VENET_DEVICE_TYPE,
	.drv.name = KBUILD_MODNAME,
	.probe = wrong_probe,
	.remove = wrong_remove,
};
module_vbus_driver(wrong_driver);

MODULE_DESCRIPTION("a guest that lies to its Ethernet device, for tests");
MODULE_LICENSE("GPL");
