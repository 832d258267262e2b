// SPDX-License-Identifier: GPL-2.0
/* Profile stream: an end, its node, and the link that comes and goes. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/export.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <asm/barrier.h>

#include "stream.h"

#define VSE_MINORS	1024

/*
 * What is kept of drivers that go: more than a ring has by default. A message
 * begins only where a whole one still fits.
 */
#define VSE_KEEP	(1024 * 1024 + VBUS_STREAM_MESSAGE_MAX)

static dev_t vse_base;
static DEFINE_IDA(vse_minors);

static DEFINE_MUTEX(vse_names); /* vse_ends */
static LIST_HEAD(vse_ends);

static struct class vse_class = {
	.name = "vbus-stream",
};

static struct vse_buf *vse_buf_alloc(size_t cap)
{
	struct vse_buf *buf = kvmalloc(struct_size(buf, data, cap), GFP_KERNEL);

	if (buf) {
		buf->len = 0;
		buf->pos = 0;
	}
	return buf;
}

/* The smallest number that no end of that name has. */
static void vse_number(struct vbus_stream_end *end)
{
	struct vbus_stream_end *other;
	bool taken;

	mutex_lock(&vse_names);
	do {
		taken = false;
		list_for_each_entry(other, &vse_ends, node) {
			if (other->number != end->number ||
			    strcmp(other->name, end->name))
				continue;
			end->number++;
			taken = true;
		}
	} while (taken);
	list_add_tail(&end->node, &vse_ends);
	mutex_unlock(&vse_names);
}

static void vse_unnumber(struct vbus_stream_end *end)
{
	mutex_lock(&vse_names);
	list_del(&end->node);
	mutex_unlock(&vse_names);
}

static void vse_free(struct vbus_stream_end *end)
{
	mutex_destroy(&end->open_lock);
	mutex_destroy(&end->out_lock);
	mutex_destroy(&end->in_lock);
	kvfree(end->kept);
	kvfree(end->in);
	kvfree(end->out);
	kfree_const(end->name);
	kfree(end);
}

static void vse_release(struct device *dev)
{
	struct vbus_stream_end *end =
		container_of(dev, struct vbus_stream_end, dev);

	ida_free(&vse_minors, MINOR(dev->devt) - MINOR(vse_base));
	cleanup_srcu_struct(&end->srcu);
	vse_free(end);
}

static struct vbus_stream_end *vse_alloc(const char *name)
{
	struct vbus_stream_end *end;

	end = kzalloc(sizeof(*end), GFP_KERNEL);
	if (!end)
		return ERR_PTR(-ENOMEM);

	mutex_init(&end->in_lock);
	mutex_init(&end->out_lock);
	mutex_init(&end->open_lock);
	INIT_LIST_HEAD(&end->files);
	init_waitqueue_head(&end->wq);
	end->name = kstrdup_const(name, GFP_KERNEL);
	end->in = vse_buf_alloc(VBUS_STREAM_MESSAGE_MAX);
	end->out = kvmalloc(VBUS_STREAM_MESSAGE_MAX, GFP_KERNEL);
	if (!end->name || !end->in || !end->out) {
		vse_free(end);
		return ERR_PTR(-ENOMEM);
	}

	return end;
}

/* From then on a reference to the device is what frees the end. */
static int vse_init_device(struct vbus_stream_end *end, struct device *parent)
{
	int minor, err;

	err = init_srcu_struct(&end->srcu);
	if (err)
		return err;

	minor = ida_alloc_max(&vse_minors, VSE_MINORS - 1, GFP_KERNEL);
	if (minor < 0) {
		cleanup_srcu_struct(&end->srcu);
		return minor;
	}

	device_initialize(&end->dev);
	end->dev.class = &vse_class;
	end->dev.parent = parent;
	end->dev.devt = vse_base + minor;
	end->dev.release = vse_release;
	cdev_init(&end->cdev, &vse_fops);
	end->cdev.owner = THIS_MODULE;
	return 0;
}

/* Who of this side is there, for the peer, who is told of it. */
static void vse_say(struct vbus_stream_end *end, struct vbus_stream_link *link)
{
	u32 word = (end->readers ? VBUS_STREAM_READER : 0) |
		   (end->writers ? VBUS_STREAM_WRITER : 0);

	/*
	 * After what was put into a ring before, so that a peer who looks here
	 * first and there next misses nothing. Pairs with the acquire in
	 * vse_peer() of the other side.
	 */
	virt_store_release(link->mine, word);
	link->ops->signal(link, VBUS_STREAM_IN);
	link->ops->signal(link, VBUS_STREAM_OUT);
}

/* Somebody opened or closed the end. */
void vse_tell(struct vbus_stream_end *end)
{
	struct vbus_stream_link *link;
	int idx;

	lockdep_assert_held(&end->open_lock);
	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	if (link)
		vse_say(end, link);
	srcu_read_unlock(&end->srcu, idx);
}

/* Any context. */
void vse_wake(struct vbus_stream_end *end, enum vbus_stream_way way)
{
	if (way == VBUS_STREAM_IN) {
		wake_up_interruptible_poll(&end->wq, EPOLLIN | EPOLLRDNORM |
					   EPOLLRDHUP | EPOLLHUP);
		kill_fasync(&end->fasync, SIGIO, POLL_IN);
	} else {
		wake_up_interruptible_poll(&end->wq, EPOLLOUT | EPOLLWRNORM |
					   EPOLLERR);
		kill_fasync(&end->fasync, SIGIO, POLL_OUT);
	}
}

/**
 * vse_break() - the peer broke a ring: the link is used no more
 * @link: the link
 * @way: which ring
 * @err: what the ring's functions said
 *
 * Context: process.
 * Return: -EIO
 */
int vse_break(struct vbus_stream_link *link, enum vbus_stream_way way, int err)
{
	struct vbus_stream_end *end = link->end;

	if (!test_and_set_bit(0, &link->broken)) {
		dev_warn_ratelimited(&end->dev,
				     "peer broke the ring %s (%d): no more of the stream\n",
				     way == VBUS_STREAM_IN ? "to here" :
							     "from here", err);
		vse_wake(end, VBUS_STREAM_IN);
		vse_wake(end, VBUS_STREAM_OUT);
	}

	return -EIO;
}

/**
 * vbus_stream_link_notify() - the peer signalled a ring
 * @link: the link
 * @way: which ring
 *
 * Whoever still has to wait listens again: one signal for each wait.
 *
 * Context: any; never twice at once for one way.
 */
void vbus_stream_link_notify(struct vbus_stream_link *link,
			     enum vbus_stream_way way)
{
	/* Before the wake, so that it cannot undo what the woken does. */
	link->ops->listen(link, way, false);
	vse_wake(link->end, way);
}
EXPORT_SYMBOL_GPL(vbus_stream_link_notify);

static void vse_set_link(struct vbus_stream_end *end,
			 struct vbus_stream_link *link)
{
	/* Pairs with the acquire in vse_link(). */
	smp_store_release(&end->link, link);
	vse_wake(end, VBUS_STREAM_IN);
	vse_wake(end, VBUS_STREAM_OUT);
}

static void vse_connect(struct vbus_stream_end *end,
			struct vbus_stream_link *link)
{
	lockdep_assert_held(&end->open_lock);
	link->end = end;
	vse_set_link(end, link);
	vse_say(end, link);
}

/* The node. Who finds it waits in open until it is connected. */
static int vse_appear(struct vbus_stream_end *end,
		      struct vbus_stream_link *link)
{
	int err;

	mutex_lock(&end->open_lock);
	err = cdev_device_add(&end->cdev, &end->dev);
	if (err)
		end->gone = true;
	else if (link)
		vse_connect(end, link);
	mutex_unlock(&end->open_lock);
	return err;
}

/**
 * vbus_stream_end_create() - make an end, and its node
 * @name: of the node, without its number; copied
 * @parent: device above it, or NULL
 * @link: its link; NULL: none yet
 *
 * Processes may use it before this returns.
 *
 * Context: process; may sleep.
 * Return: the end, or an ERR_PTR()
 */
struct vbus_stream_end *vbus_stream_end_create(const char *name,
					       struct device *parent,
					       struct vbus_stream_link *link)
{
	struct vbus_stream_end *end;
	int err;

	end = vse_alloc(name);
	if (IS_ERR(end))
		return end;

	err = vse_init_device(end, parent);
	if (err) {
		vse_free(end);
		return ERR_PTR(err);
	}

	vse_number(end);
	err = dev_set_name(&end->dev, "%s%u", end->name, end->number);
	if (!err)
		err = vse_appear(end, link);
	if (err) {
		vse_unnumber(end);
		put_device(&end->dev);
		return ERR_PTR(err);
	}

	return end;
}
EXPORT_SYMBOL_GPL(vbus_stream_end_create);

/**
 * vbus_stream_end_attach() - connect an end
 * @end: the end, without a link
 * @link: the link; must live until vbus_stream_end_detach() or
 *	vbus_stream_end_destroy() has returned
 *
 * Context: process; may sleep.
 */
void vbus_stream_end_attach(struct vbus_stream_end *end,
			    struct vbus_stream_link *link)
{
	mutex_lock(&end->open_lock);
	vse_connect(end, link);
	mutex_unlock(&end->open_lock);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_attach);

/* Takes the link away; when it returns nobody uses it. */
static struct vbus_stream_link *vse_unlink(struct vbus_stream_end *end)
{
	struct vbus_stream_link *link = end->link;

	vse_set_link(end, NULL);
	synchronize_srcu(&end->srcu);
	if (link) {
		link->ops->listen(link, VBUS_STREAM_IN, false);
		link->ops->listen(link, VBUS_STREAM_OUT, false);
	}
	vse_unmap(end);
	return link;
}

/*
 * What the peer has written, and nobody read, is read all the same, after what
 * a peer before it left. Readers leave @end->kept alone while it drains.
 */
static void vse_keep(struct vbus_stream_end *end, struct vbus_stream_link *link)
{
	struct vse_buf *buf, *before = READ_ONCE(end->kept);
	int ret = 0;

	if (link->broken || !link->ops->can_get(link))
		return;

	buf = vse_buf_alloc(VSE_KEEP);
	if (!buf) {
		dev_warn(&end->dev, "no memory for what its peer left\n");
		return;
	}

	if (before) {
		memcpy(buf->data, before->data, before->len);
		buf->len = before->len;
	}

	/* A peer's empty messages would keep this going for ever. */
	while (buf->len + VBUS_STREAM_MESSAGE_MAX <= VSE_KEEP) {
		ret = link->ops->get(link, buf->data + buf->len);
		if (ret <= 0)
			break;
		buf->len += ret;
	}
	if (ret > 0 && link->ops->can_get(link))
		dev_warn_ratelimited(&end->dev,
				     "nobody read: more than %zu bytes of its peer are lost\n",
				     buf->len);

	if (buf->len == (before ? before->len : 0)) {
		kvfree(buf);
		return;
	}
	kvfree(xchg(&end->kept, buf));
}

/**
 * vbus_stream_end_detach() - the peer goes, the end stays
 * @end: the end
 *
 * When this returns its link is not used any more. Readers find what the peer
 * wrote before it went, up to 1 MiB and a message, and then the end of the
 * stream.
 *
 * Context: process; may sleep; not from a notification.
 */
void vbus_stream_end_detach(struct vbus_stream_end *end)
{
	struct vbus_stream_link *link;

	/* Before the link goes, by vse_set_link(): it is not the end yet. */
	WRITE_ONCE(end->draining, true);
	link = vse_unlink(end);
	if (link)
		vse_keep(end, link);

	/* With what was kept. Pairs with the acquire in vse_fill(). */
	smp_store_release(&end->draining, false);
	vse_wake(end, VBUS_STREAM_IN);
	vse_wake(end, VBUS_STREAM_OUT);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_detach);

/**
 * vbus_stream_end_destroy() - the node goes, for good
 * @end: the end
 *
 * Files that are open still are of no use from then on: -ENODEV.
 *
 * Context: process; may sleep; not from a notification.
 */
void vbus_stream_end_destroy(struct vbus_stream_end *end)
{
	mutex_lock(&end->open_lock);
	WRITE_ONCE(end->gone, true);
	mutex_unlock(&end->open_lock);

	vse_unlink(end);
	cdev_device_del(&end->cdev, &end->dev);
	vse_unnumber(end);
	put_device(&end->dev);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_destroy);

/**
 * vbus_stream_end_node() - where an end is found
 * @end: the end
 * @node: name of the node, below /dev
 *
 * Context: any.
 */
void vbus_stream_end_node(struct vbus_stream_end *end,
			  char node[VBUS_STREAM_NODE_SIZE])
{
	strscpy(node, dev_name(&end->dev), VBUS_STREAM_NODE_SIZE);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_node);

/**
 * vbus_stream_end_users() - who has an end open
 * @end: the end
 * @readers: files that can read
 * @writers: files that can write
 *
 * Context: process; may sleep.
 */
void vbus_stream_end_users(struct vbus_stream_end *end, u32 *readers,
			   u32 *writers)
{
	mutex_lock(&end->open_lock);
	*readers = end->readers;
	*writers = end->writers;
	mutex_unlock(&end->open_lock);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_users);

/**
 * vbus_stream_end_connected() - is there a peer?
 * @end: the end
 *
 * Context: any.
 * Return: whether the end has a link now
 */
bool vbus_stream_end_connected(struct vbus_stream_end *end)
{
	return READ_ONCE(end->link);
}
EXPORT_SYMBOL_GPL(vbus_stream_end_connected);

static int __init vse_init(void)
{
	int err;

	err = class_register(&vse_class);
	if (err)
		return err;

	err = alloc_chrdev_region(&vse_base, 0, VSE_MINORS, "vbus-stream");
	if (err)
		class_unregister(&vse_class);
	return err;
}
module_init(vse_init);

static void __exit vse_exit(void)
{
	unregister_chrdev_region(vse_base, VSE_MINORS);
	class_unregister(&vse_class);
	ida_destroy(&vse_minors);
}
module_exit(vse_exit);

MODULE_DESCRIPTION("vbus profile stream: an end as a character device");
MODULE_LICENSE("GPL");
