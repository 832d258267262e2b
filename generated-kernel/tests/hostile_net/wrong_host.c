// SPDX-License-Identifier: GPL-2.0
/*
 * An Ethernet device that tells its guest lies: class "wrong-venet". On its bus
 * it offers one interface of type virtual-ethernet after the other; a driver
 * opens it, and gets wrong answers, wrong slots, wrong indices and signals for
 * nothing. A second thread scribbles over the rings while the driver reads
 * them.
 *
 * The guest's network interface is opened here, and given frames to send.
 *
 * The parameter `result` says how far it is: "idle", "running ...", "done ..."
 * or "failed ...". It fails when a driver does not open the interface, or does
 * not close it when it goes.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/etherdevice.h>
#include <linux/ioq.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/shm_signal.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <linux/venet.h>
#include <linux/wait.h>

#include "lies.h"

static unsigned long mutations = 10000;
module_param(mutations, ulong, 0444);
MODULE_PARM_DESC(mutations, "lies to tell");

static unsigned int per_session = 64;
module_param(per_session, uint, 0444);
MODULE_PARM_DESC(per_session, "most lies between an open and its close");

static unsigned long seed = 1;
module_param(seed, ulong, 0444);
MODULE_PARM_DESC(seed, "the same one tells the same lies");

static char guest[32] = "wrong";
module_param_string(guest, guest, sizeof(guest), 0444);
MODULE_PARM_DESC(guest, "whose network interfaces to open");

static char result[160] = "idle";
module_param_string(result, result, sizeof(result), 0444);
MODULE_PARM_DESC(result, "how far it is");

#define MAX_FRAME	1514

struct wrong_dev;

/**
 * struct wrong_conn - an open interface
 * @base: what the bus knows
 * @dev: the device
 * @ctx: the guest's memory
 * @q: by number: receive, transmit; NULL before they are registered
 * @header: packets to the guest begin with a header
 * @lied: nothing that lies in the rings can be trusted any more
 */
struct wrong_conn {
	struct vbus_connection base;
	struct wrong_dev *dev;
	struct vbus_memctx *ctx;
	struct ioq *q[2];
	bool header;
	bool lied;
};

/**
 * struct wrong_dev - the device
 * @vdev: what the bus knows
 * @intf: the interface of this session
 * @bus: where it is, or NULL
 * @rnd: chance of the liar
 * @answer_rnd: chance of the answers
 * @scribble_rnd: chance of the scribbler
 * @liar: the thread that offers interfaces and lies
 * @scribbler: the thread that scribbles in between
 * @lock: covers what follows, for writing; who sleeps on @wait reads without it
 * @wait: woken when it changes
 * @conn: the open interface, or NULL
 * @opened: it was opened in this session
 * @up: LINKUP was called, and neither LINKDOWN nor close since
 * @honest: no lies in the answers of this session
 * @scribble: the scribbler may
 * @lies: told so far, by the liar
 * @scribbles: and by the scribbler
 * @sessions: so far
 * @linkups: sessions that came to LINKUP
 */
struct wrong_dev {
	struct vbus_device vdev;
	struct vbus_device_interface intf;
	struct vbus *bus;
	struct rnd_state rnd;
	struct rnd_state answer_rnd;
	struct rnd_state scribble_rnd;
	struct task_struct *liar;
	struct task_struct *scribbler;
	struct mutex lock; /* all below */
	wait_queue_head_t wait;
	struct wrong_conn *conn;
	bool opened;
	bool up;
	bool honest;
	bool scribble;
	unsigned long lies;
	unsigned long scribbles;
	unsigned long sessions;
	unsigned long linkups;
};

/* ---- the guest's network interface ---- */

static char wrong_if[IFNAMSIZ];
static DEFINE_SPINLOCK(wrong_if_lock); /* wrong_if */

static struct net_device *wrong_netdev(void)
{
	char name[IFNAMSIZ];

	spin_lock(&wrong_if_lock);
	strscpy(name, wrong_if, sizeof(name));
	spin_unlock(&wrong_if_lock);

	return *name ? dev_get_by_name(&init_net, name) : NULL;
}

static void wrong_up(struct work_struct *work)
{
	struct net_device *dev = wrong_netdev();

	if (!dev)
		return;

	rtnl_lock();
	/* It may have gone meanwhile; then opening it would be our own lie. */
	if (dev->reg_state == NETREG_REGISTERED)
		dev_open(dev, NULL);
	rtnl_unlock();
	dev_put(dev);
}

static DECLARE_WORK(wrong_up_work, wrong_up);

static int wrong_netdev_event(struct notifier_block *nb, unsigned long event,
			      void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);
	struct device *parent = dev->dev.parent;
	size_t n = strlen(guest);

	if (!parent || strncmp(dev_name(parent), guest, n) ||
	    dev_name(parent)[n] != '.')
		return NOTIFY_DONE;

	spin_lock(&wrong_if_lock);
	if (event == NETDEV_REGISTER || event == NETDEV_CHANGENAME)
		strscpy(wrong_if, dev->name, sizeof(wrong_if));
	else if (event == NETDEV_UNREGISTER)
		*wrong_if = '\0';
	spin_unlock(&wrong_if_lock);

	/* Not here, where rtnl is held and the registration is under way. */
	if (event == NETDEV_REGISTER)
		schedule_work(&wrong_up_work);
	return NOTIFY_DONE;
}

static struct notifier_block wrong_netdev_notifier = {
	.notifier_call = wrong_netdev_event,
};

/* A frame of the guest's stack, so that the driver has something to send. */
static void wrong_give_frame(struct wrong_dev *dev)
{
	struct net_device *netdev = wrong_netdev();
	struct sk_buff *skb;
	u8 *frame;

	if (!netdev)
		return;

	skb = netdev_alloc_skb(netdev, MAX_FRAME);
	if (skb && netif_running(netdev)) {
		frame = skb_put_zero(skb, 60 + lie_below(&dev->rnd, 1400));
		eth_broadcast_addr(frame);
		ether_addr_copy(frame + ETH_ALEN, netdev->dev_addr);
		put_unaligned_be16(0x88b5, frame + 2 * ETH_ALEN);
		skb->protocol = htons(0x88b5);
		skb_reset_mac_header(skb);
		dev_queue_xmit(skb);
	} else {
		kfree_skb(skb);
	}
	dev_put(netdev);
}

/* ---- what a right device would do, mostly ---- */

static void wrong_header(struct venet_rx_header *h, struct rnd_state *rnd)
{
	h->slots = 1;
	if (lie_chance(rnd, 30))
		h->slots = lie_index(rnd, 4);
	if (lie_chance(rnd, 50))
		h->flags = lie_below(rnd, 16);
	else if (lie_chance(rnd, 50))
		h->flags = prandom_u32_state(rnd);
	h->csum.start = lie_chance(rnd, 50) ? 34 : (u16)lie_length(rnd);
	h->csum.offset = lie_chance(rnd, 50) ? 16 : (u16)lie_length(rnd);
	h->gso.type = lie_byte(rnd);
	h->gso.hdrlen = lie_chance(rnd, 50) ? 54 : (u16)lie_length(rnd);
	h->gso.size = lie_chance(rnd, 50) ? 1448 : (u16)lie_length(rnd);
}

/* A frame for nobody, or a packet that the guest may look into. */
static void wrong_frame(u8 *frame, size_t len, struct rnd_state *rnd)
{
	prandom_bytes_state(rnd, frame, len);
	eth_broadcast_addr(frame);
	frame[ETH_ALEN] = 2;
	put_unaligned_be16(lie_chance(rnd, 50) ? ETH_P_IP : 0x88b5,
			   frame + 2 * ETH_ALEN);
	if (lie_chance(rnd, 80)) {
		frame[ETH_HLEN] = 0x45;
		frame[ETH_HLEN + 9] = IPPROTO_TCP;
	}
}

/*
 * A packet into the guest's slot, while what the slot says can be trusted: a
 * guest in this kernel has no protection against a host that does not.
 */
static void wrong_fill(struct wrong_conn *conn, struct rnd_state *rnd)
{
	struct ioq *q = conn->q[VENET_QUEUE_RX];
	struct venet_rx_header header = {};
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u8 packet[256];
	size_t at = 0;
	u64 used;

	if (!q || ioq_fill(q, &it, &d))
		return;

	if (conn->header) {
		wrong_header(&header, rnd);
		memcpy(packet, &header, sizeof(header));
		at = sizeof(header);
	}
	wrong_frame(packet + at, sizeof(packet) - at, rnd);
	used = at + (lie_chance(rnd, 20) ? lie_below(rnd, 20) :
					   60 + lie_below(rnd, 150));
	used = min(used, d.len);
	if (!conn->lied)
		vbus_copy_to(conn->ctx, d.ptr, packet, used);
	if (lie_chance(rnd, conn->lied ? 60 : 20))
		used = lie_length(rnd);
	ioq_fill_done(&it, used);
	ioq_signal(q);
}

static void wrong_consume(struct wrong_conn *conn, struct rnd_state *rnd)
{
	struct ioq *q = conn->q[VENET_QUEUE_TX];
	struct ioq_iterator it;
	struct ioq_ring_desc d;
	u32 n = lie_below(rnd, 8);

	while (q && n-- && !ioq_recv(q, &it, &d))
		ioq_recv_done(&it);
	if (q)
		ioq_signal(q);
}

/* ---- the lies ---- */

/* With @quiet the rings are left alone: only what lies in the slots is wrong. */
static void wrong_lie_once(struct wrong_dev *dev, bool quiet)
{
	struct wrong_conn *conn;
	struct ioq *q;
	u32 n;

	mutex_lock(&dev->lock);
	conn = dev->conn;
	q = conn ? conn->q[lie_below(&dev->rnd, 2)] : NULL;
	if (!q)
		goto unlock;

	switch (lie_below(&dev->rnd, quiet ? 4 : 12)) {
	case 0:
		wrong_fill(conn, &dev->rnd);
		break;
	case 1:
		wrong_consume(conn, &dev->rnd);
		break;
	case 2:
		for (n = lie_below(&dev->rnd, 100); n; n--)
			ioq_signal(q);
		break;
	case 3:
		ioq_flush(q);
		break;
	default:
		conn->lied = true;
		lie_in_ring(&dev->rnd, q->head, q->count, NULL);
	}
	ioq_signal(q);
unlock:
	mutex_unlock(&dev->lock);

	if (lie_chance(&dev->rnd, 60))
		wrong_give_frame(dev);
	dev->lies++;
}

static int wrong_scribble(void *data)
{
	struct wrong_dev *dev = data;
	struct ioq *q;
	u32 i;

	while (!kthread_should_stop()) {
		mutex_lock(&dev->lock);
		/* Few at a time: the liar waits for the lock. */
		for (i = 0; dev->scribble && dev->conn && i < 8; i++) {
			q = dev->conn->q[i & 1];
			dev->conn->lied = true;
			if (!q)
				continue;
			lie_in_ring(&dev->scribble_rnd, q->head, q->count,
				    NULL);
			dev->scribbles++;
		}
		mutex_unlock(&dev->lock);
		usleep_range(50, 500);
	}

	return 0;
}

/* ---- sessions ---- */

static void wrong_set(struct wrong_dev *dev, bool honest, bool scribble)
{
	mutex_lock(&dev->lock);
	dev->honest = honest;
	dev->scribble = scribble;
	mutex_unlock(&dev->lock);
}

static const struct vbus_device_interface_ops wrong_intf_ops;

static const char *wrong_session(struct wrong_dev *dev)
{
	u32 n = 1 + lie_below(&dev->rnd, max(per_session, 1U));
	bool honest = lie_chance(&dev->rnd, 80);
	bool quiet = lie_chance(&dev->rnd, 30);
	const char *failed = NULL;

	dev->opened = false;
	wrong_set(dev, honest, false);
	dev->intf = (struct vbus_device_interface){
		.type = VENET_DEVICE_TYPE,
		.ops = &wrong_intf_ops,
	};
	if (vbus_device_interface_register(&dev->vdev, dev->bus, &dev->intf))
		return "interface";

	dev->sessions++;
	if (!wait_event_timeout(dev->wait, READ_ONCE(dev->opened), PATIENCE))
		failed = "no driver opened the interface";
	/* A driver that was lied to may give up instead, or not come up. */
	else if (wait_event_timeout(dev->wait, READ_ONCE(dev->up),
				    honest ? PATIENCE : HZ / 4))
		dev->linkups++;
	else if (honest)
		failed = "the link did not come up, after no lie";

	wrong_set(dev, honest, quiet ? false : lie_chance(&dev->rnd, 50));
	while (!failed && n-- && dev->lies < mutations &&
	       !kthread_should_stop()) {
		wrong_lie_once(dev, quiet);
		if (lie_chance(&dev->rnd, 10))
			usleep_range(100, 2000);
		cond_resched();
	}

	vbus_device_interface_unregister(&dev->intf);
	/* The scribbler goes on to the last moment. */
	if (!wait_event_timeout(dev->wait, !READ_ONCE(dev->conn), PATIENCE))
		failed = "the driver did not close";
	wrong_set(dev, true, false);
	return failed;
}

static int wrong_run(void *data)
{
	struct wrong_dev *dev = data;
	const char *failed = NULL;

	while (!failed && dev->lies < mutations && !kthread_should_stop()) {
		failed = wrong_session(dev);
		snprintf(result, sizeof(result),
			 "%s lies=%lu scribbles=%lu sessions=%lu linkups=%lu seed=%lu%s%s",
			 failed ? "failed" : "running", dev->lies,
			 dev->scribbles, dev->sessions, dev->linkups, seed,
			 failed ? " why=" : "", failed ?: "");
	}
	if (!failed)
		snprintf(result, sizeof(result),
			 "done lies=%lu scribbles=%lu sessions=%lu linkups=%lu seed=%lu",
			 dev->lies, dev->scribbles, dev->sessions, dev->linkups,
			 seed);
	pr_info("%s\n", result);

	return 0;
}

/* ---- connection ---- */

static struct wrong_conn *to_wrong_conn(struct vbus_connection *base)
{
	return container_of(base, struct wrong_conn, base);
}

static int wrong_answer(struct wrong_conn *conn, u32 func, u64 data, u32 len)
{
	struct rnd_state *rnd = &conn->dev->answer_rnd;
	bool honest = conn->dev->honest;
	struct venet_capabilities caps;
	u8 mac[ETH_ALEN];
	u8 junk[64];

	if (!honest && lie_chance(rnd, 20)) {
		prandom_bytes_state(rnd, junk, sizeof(junk));
		vbus_copy_to(conn->ctx, data, junk, min_t(u32, len, 64));
		return lie_chance(rnd, 50) ? -(int)lie_below(rnd, 200) :
					     (int)lie_below(rnd, INT_MAX);
	}

	switch (func) {
	case VENET_FUNC_MACQUERY:
		eth_random_addr(mac);
		if (!honest)
			prandom_bytes_state(rnd, mac, sizeof(mac));
		return vbus_copy_to(conn->ctx, data, mac, sizeof(mac));
	case VENET_FUNC_NEGCAP:
		if (vbus_copy_from(conn->ctx, &caps, data, sizeof(caps)))
			return -EFAULT;
		/* Fewer than asked for, and not those without what they need. */
		caps.bits &= lie_chance(rnd, 50) ? 0x1f : 0x3;
		if (!honest)
			caps.bits = prandom_u32_state(rnd);
		if (caps.gid == VENET_CAP_GROUP_RX)
			conn->header = caps.bits & VENET_CAP_HDR;
		return vbus_copy_to(conn->ctx, data, &caps, sizeof(caps));
	case VENET_FUNC_LINKUP:
		WRITE_ONCE(conn->dev->up, true);
		return 0;
	case VENET_FUNC_LINKDOWN:
		WRITE_ONCE(conn->dev->up, false);
		return 0;
	case VENET_FUNC_FLUSHRX:
		if (conn->q[VENET_QUEUE_RX] && !conn->lied)
			ioq_flush(conn->q[VENET_QUEUE_RX]);
		return 0;
	default:
		return -EINVAL;
	}
}

static int wrong_call(struct vbus_connection *base, u32 func, u64 data, u32 len,
		      u32 flags)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	int ret;

	mutex_lock(&conn->dev->lock);
	ret = wrong_answer(conn, func, data, len);
	mutex_unlock(&conn->dev->lock);
	wake_up(&conn->dev->wait);
	return ret;
}

static int wrong_shm(struct vbus_connection *base, u32 id, struct vbus_shm *shm,
		     struct shm_signal *signal, u32 flags)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	struct ioq *q;
	int err = 0;

	mutex_lock(&conn->dev->lock);
	if (id > VENET_QUEUE_TX || conn->q[id] ||
	    (!conn->dev->honest && lie_chance(&conn->dev->answer_rnd, 10))) {
		err = -EINVAL;
		goto unlock;
	}
	q = vbus_shm_ioq_attach(shm, signal, IOQ_MAX_COUNT);
	if (IS_ERR(q))
		err = PTR_ERR(q);
	else
		conn->q[id] = q;
unlock:
	mutex_unlock(&conn->dev->lock);
	return err;
}

static void wrong_close(struct vbus_connection *base)
{
	struct wrong_conn *conn = to_wrong_conn(base);
	struct wrong_dev *dev = conn->dev;
	int i;

	mutex_lock(&dev->lock);
	for (i = 0; i < 2; i++) {
		if (!conn->q[i])
			continue;
		ioq_stop(conn->q[i]);
		ioq_put(conn->q[i]);
		conn->q[i] = NULL;
	}
	WRITE_ONCE(dev->up, false);
	WRITE_ONCE(dev->conn, NULL);
	mutex_unlock(&dev->lock);
	wake_up(&dev->wait);
}

static void wrong_release(struct vbus_connection *base)
{
	struct wrong_conn *conn = to_wrong_conn(base);

	vbus_memctx_put(conn->ctx);
	kfree(conn);
}

static const struct vbus_connection_ops wrong_conn_ops = {
	.call = wrong_call,
	.shm = wrong_shm,
	.close = wrong_close,
	.release = wrong_release,
};

static int wrong_open(struct vbus_device_interface *intf,
		      struct vbus_memctx *ctx, u32 version,
		      struct vbus_connection **out)
{
	struct wrong_dev *dev = container_of(intf, struct wrong_dev, intf);
	struct wrong_conn *conn;
	int err = 0;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	if (!conn)
		return -ENOMEM;

	vbus_connection_init(&conn->base, &wrong_conn_ops);
	conn->dev = dev;
	conn->ctx = vbus_memctx_get(ctx);

	mutex_lock(&dev->lock);
	WRITE_ONCE(dev->opened, true);
	if (dev->conn)
		err = -EBUSY;
	else
		WRITE_ONCE(dev->conn, conn);
	mutex_unlock(&dev->lock);

	if (err) {
		wrong_release(&conn->base);
		return err;
	}
	*out = &conn->base;
	return 0;
}

static const struct vbus_device_interface_ops wrong_intf_ops = {
	.open = wrong_open,
};

/* ---- device and class ---- */

static struct wrong_dev *to_wrong_dev(struct vbus_device *vdev)
{
	return container_of(vdev, struct wrong_dev, vdev);
}

static void wrong_stop(struct task_struct **task)
{
	if (!*task)
		return;

	kthread_stop(*task);
	put_task_struct(*task);
	*task = NULL;
}

static int wrong_start(struct wrong_dev *dev, struct task_struct **task,
		       int (*fn)(void *), const char *name)
{
	struct task_struct *t = kthread_create(fn, dev, "wrong-%s", name);

	if (IS_ERR(t))
		return PTR_ERR(t);
	/* Ours until kthread_stop(), however early it ends. */
	*task = get_task_struct(t);
	wake_up_process(t);
	return 0;
}

static int wrong_bus_connect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong_dev(vdev);
	int err;

	if (dev->bus)
		return -EBUSY;

	dev->bus = bus;
	err = wrong_start(dev, &dev->scribbler, wrong_scribble, "scribbler");
	if (!err)
		err = wrong_start(dev, &dev->liar, wrong_run, "host");
	if (err) {
		wrong_stop(&dev->scribbler);
		dev->bus = NULL;
	}
	return err;
}

static int wrong_bus_disconnect(struct vbus_device *vdev, struct vbus *bus)
{
	struct wrong_dev *dev = to_wrong_dev(vdev);

	wrong_stop(&dev->liar);
	wrong_stop(&dev->scribbler);
	dev->bus = NULL;
	return 0;
}

static void wrong_dev_release(struct vbus_device *vdev)
{
	kfree(to_wrong_dev(vdev));
}

static const struct vbus_device_ops wrong_device_ops = {
	.bus_connect = wrong_bus_connect,
	.bus_disconnect = wrong_bus_disconnect,
	.release = wrong_dev_release,
};

static int wrong_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct wrong_dev *dev = kzalloc(sizeof(*dev), GFP_KERNEL);

	if (!dev)
		return -ENOMEM;

	dev->vdev.type = "wrong-venet";
	dev->vdev.ops = &wrong_device_ops;
	mutex_init(&dev->lock);
	init_waitqueue_head(&dev->wait);
	prandom_seed_state(&dev->rnd, seed);
	prandom_seed_state(&dev->answer_rnd, seed + 1);
	prandom_seed_state(&dev->scribble_rnd, seed + 2);
	*vdev = &dev->vdev;
	return 0;
}

static const struct vbus_devclass_ops wrong_class_ops = {
	.create = wrong_create,
};

static struct vbus_devclass wrong_class = {
	.name = "wrong-venet",
	.owner = THIS_MODULE,
	.ops = &wrong_class_ops,
};

static int __init wrong_init(void)
{
	int err = register_netdevice_notifier(&wrong_netdev_notifier);

	if (err)
		return err;
	err = vbus_devclass_register(&wrong_class);
	if (err)
		unregister_netdevice_notifier(&wrong_netdev_notifier);
	return err;
}
module_init(wrong_init);

static void __exit wrong_exit(void)
{
	vbus_devclass_unregister(&wrong_class);
	unregister_netdevice_notifier(&wrong_netdev_notifier);
	cancel_work_sync(&wrong_up_work);
}
module_exit(wrong_exit);

MODULE_DESCRIPTION("an Ethernet device that lies to its guest, for tests");
MODULE_LICENSE("GPL");
