// SPDX-License-Identifier: GPL-2.0
/*
 * Profile stream: an open end. It is a FIFO's end, but for two things: open
 * never waits, and only a peer who was there can be gone. Until then a reader
 * waits for it, and a writer for room.
 */
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uio.h>

#include <asm/barrier.h>

#include "stream.h"

/*
 * Who of the peer has its end open, as VBUS_STREAM_*, or an errno. To be asked
 * before the ring: see vse_say().
 */
static int vse_peer(struct vse_file *sf, struct vbus_stream_link *link)
{
	u32 who;

	if (READ_ONCE(sf->end->gone))
		return -ENODEV;
	if (!link)
		return 0;
	if (READ_ONCE(link->broken))
		return -EIO;

	/* Pairs with the release in vse_say() of the other side. */
	who = virt_load_acquire(link->theirs) & VSE_BOTH;
	if (~READ_ONCE(sf->saw) & (who | VSE_LINK))
		set_mask_bits(&sf->saw, 0, who | VSE_LINK);
	return who;
}

/* Somebody who was there for @whom is not any more. */
static bool vse_hung_up(struct vse_file *sf, struct vbus_stream_link *link,
			int who, u32 whom)
{
	return !(who & whom) &&
	       (READ_ONCE(sf->saw) & (link ? whom : whom | VSE_LINK));
}

/* Messages without a byte are passed over, so many that the peer cannot hold. */
static int vse_get(struct vbus_stream_end *end, struct vbus_stream_link *link)
{
	int ret, n;

	for (n = 0; n < 2048; n++) {
		ret = link->ops->get(link, end->in->data);
		if (ret == -EAGAIN)
			return ret;
		if (ret < 0)
			return vse_break(link, VBUS_STREAM_IN, ret);
		if (ret) {
			end->in->pos = 0;
			end->in->len = ret;
			return ret;
		}
	}

	return vse_break(link, VBUS_STREAM_IN, -EPROTO);
}

/*
 * The next bytes into end->in. How many; 0 at the end of the stream; -EAGAIN if
 * there are none yet.
 */
static int vse_fill(struct vse_file *sf)
{
	struct vbus_stream_end *end = sf->end;
	struct vbus_stream_link *link;
	struct vse_buf *kept;
	int idx, who, ret;

	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	who = vse_peer(sf, link);
	if (who < 0) {
		ret = who;
		goto unlock;
	}

	ret = -EAGAIN;
	/* Pairs with the release in vbus_stream_end_detach(). */
	if (smp_load_acquire(&end->draining))
		goto unlock;

	/* Of a peer before this one. */
	kept = xchg(&end->kept, NULL);
	if (kept) {
		kvfree(end->in);
		end->in = kept;
		ret = kept->len;
	} else if (link) {
		ret = vse_get(end, link);
	}

	if (ret > 0)
		set_mask_bits(&sf->saw, 0, VBUS_STREAM_WRITER);
	else if (ret == -EAGAIN &&
		 vse_hung_up(sf, link, who, VBUS_STREAM_WRITER))
		ret = 0;
unlock:
	srcu_read_unlock(&end->srcu, idx);
	return ret;
}

/* Tells the peer that a ring changed. */
static void vse_signal(struct vbus_stream_end *end, enum vbus_stream_way way)
{
	struct vbus_stream_link *link;
	int idx;

	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	if (link)
		link->ops->signal(link, way);
	srcu_read_unlock(&end->srcu, idx);
}

/* Hears of the peer's next signal; to be followed by another look. */
static void vse_listen(struct vbus_stream_end *end, enum vbus_stream_way way)
{
	struct vbus_stream_link *link;
	int idx;

	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	if (link)
		link->ops->listen(link, way, true);
	srcu_read_unlock(&end->srcu, idx);
}

/* For who only looks. */
static void vse_set_unread(struct vbus_stream_end *end)
{
	WRITE_ONCE(end->unread, end->in->len - end->in->pos);
}

/* What is there, at most what is asked for. As vse_fill(), in bytes copied. */
static ssize_t vse_take(struct vse_file *sf, struct iov_iter *to)
{
	struct vbus_stream_end *end = sf->end;
	size_t done = 0, left, n;
	bool filled = false;
	int ret = 0;

	if (mutex_lock_interruptible(&end->in_lock))
		return -ERESTARTSYS;

	while (iov_iter_count(to)) {
		if (end->in->pos == end->in->len) {
			ret = vse_fill(sf);
			if (ret <= 0)
				break;
			filled = true;
			vse_set_unread(end);
		}

		n = copy_to_iter(end->in->data + end->in->pos,
				 end->in->len - end->in->pos, to);
		if (!n) {
			ret = -EFAULT;
			break;
		}
		end->in->pos += n;
		vse_set_unread(end);
		done += n;
		if (signal_pending(current))
			break;
		cond_resched();
	}
	left = end->in->len - end->in->pos;
	mutex_unlock(&end->in_lock);

	if (filled) {
		/*
		 * Who polled while the message was in neither place saw
		 * nothing.
		 */
		if (left)
			wake_up_interruptible_poll(&end->wq,
						   EPOLLIN | EPOLLRDNORM);
		vse_signal(end, VBUS_STREAM_IN);
	}
	return done ?: ret;
}

static bool vse_may_wait(const struct kiocb *iocb)
{
	return !(iocb->ki_flags & IOCB_NOWAIT) &&
	       !(iocb->ki_filp->f_flags & O_NONBLOCK);
}

/* Whoever uses the end: who asked for SIGIO hears of what comes next. */
static void vse_listen_for_sigio(struct vbus_stream_end *end,
				 enum vbus_stream_way way)
{
	if (READ_ONCE(end->fasync))
		vse_listen(end, way);
}

static ssize_t vse_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct vse_file *sf = iocb->ki_filp->private_data;
	struct vbus_stream_end *end = sf->end;
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	ssize_t ret;

	if (!iov_iter_count(to))
		return 0;

	add_wait_queue(&end->wq, &wait);
	for (;;) {
		ret = vse_take(sf, to);
		if (ret != -EAGAIN || !vse_may_wait(iocb))
			break;
		vse_listen(end, VBUS_STREAM_IN);
		ret = vse_take(sf, to);
		if (ret != -EAGAIN)
			break;
		if (signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		wait_woken(&wait, TASK_INTERRUPTIBLE, MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(&end->wq, &wait);

	vse_listen_for_sigio(end, VBUS_STREAM_IN);
	return ret;
}

/*
 * One message of the @len bytes at @buf, or none but the answer whether one
 * could be sent. How many went; -EPIPE if the reader is gone, -EAGAIN for now.
 */
static int vse_put(struct vse_file *sf, const void *buf, size_t len)
{
	struct vbus_stream_end *end = sf->end;
	struct vbus_stream_link *link;
	int idx, ret;

	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	ret = vse_peer(sf, link);
	if (ret < 0)
		goto unlock;

	if (vse_hung_up(sf, link, ret, VBUS_STREAM_READER)) {
		ret = -EPIPE;
	} else if (!link) {
		ret = -EAGAIN;
	} else if (!len) {
		ret = link->ops->can_put(link) ? 0 : -EAGAIN;
	} else {
		ret = link->ops->put(link, buf, len);
		if (ret < 0 && ret != -EAGAIN)
			ret = vse_break(link, VBUS_STREAM_OUT, ret);
	}
unlock:
	srcu_read_unlock(&end->srcu, idx);
	return ret;
}

/* As much as there is room for. */
static ssize_t vse_give(struct vse_file *sf, struct iov_iter *from)
{
	struct vbus_stream_end *end = sf->end;
	size_t done = 0, len, at;
	int ret = 0;

	if (mutex_lock_interruptible(&end->out_lock))
		return -ERESTARTSYS;

	while (iov_iter_count(from)) {
		ret = vse_put(sf, NULL, 0);
		if (ret)
			break;

		len = copy_from_iter(end->out, min_t(size_t, iov_iter_count(from),
						     VBUS_STREAM_MESSAGE_MAX),
				     from);
		if (!len) {
			ret = -EFAULT;
			break;
		}

		for (at = 0; at < len; at += ret) {
			ret = vse_put(sf, end->out + at, len - at);
			if (ret < 0)
				break;
		}
		done += at;
		if (at < len) {
			iov_iter_revert(from, len - at);
			break;
		}
		if (signal_pending(current))
			break;
		cond_resched();
	}
	mutex_unlock(&end->out_lock);

	if (done)
		vse_signal(end, VBUS_STREAM_OUT);
	return done ?: ret;
}

static ssize_t vse_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	struct vse_file *sf = iocb->ki_filp->private_data;
	struct vbus_stream_end *end = sf->end;
	DEFINE_WAIT_FUNC(wait, woken_wake_function);
	size_t done = 0;
	ssize_t ret = 0;

	add_wait_queue(&end->wq, &wait);
	while (iov_iter_count(from)) {
		ret = vse_give(sf, from);
		if (ret == -EAGAIN && vse_may_wait(iocb)) {
			vse_listen(end, VBUS_STREAM_OUT);
			ret = vse_give(sf, from);
		}
		if (ret > 0)
			done += ret;
		else if (ret != -EAGAIN || !vse_may_wait(iocb))
			break;
		if (!iov_iter_count(from))
			break;
		if (signal_pending(current)) {
			ret = -ERESTARTSYS;
			break;
		}
		if (ret == -EAGAIN)
			wait_woken(&wait, TASK_INTERRUPTIBLE,
				   MAX_SCHEDULE_TIMEOUT);
	}
	remove_wait_queue(&end->wq, &wait);

	vse_listen_for_sigio(end, VBUS_STREAM_OUT);
	if (ret == -EPIPE)
		send_sig(SIGPIPE, current, 0);
	return done ?: ret;
}

static __poll_t vse_poll_in(struct vse_file *sf, struct vbus_stream_link *link,
			    int who)
{
	struct vbus_stream_end *end = sf->end;

	if (READ_ONCE(end->kept) || READ_ONCE(end->unread) ||
	    (link && link->ops->can_get(link)))
		return EPOLLIN | EPOLLRDNORM;
	if (READ_ONCE(end->draining) ||
	    !vse_hung_up(sf, link, who, VBUS_STREAM_WRITER))
		return 0;

	/* As a FIFO says it; who writes as well still can. */
	return EPOLLIN | EPOLLRDNORM | EPOLLRDHUP |
	       (sf->file->f_mode & FMODE_WRITE ? 0 : EPOLLHUP);
}

static __poll_t vse_poll_out(struct vse_file *sf, struct vbus_stream_link *link,
			     int who)
{
	if (vse_hung_up(sf, link, who, VBUS_STREAM_READER))
		return EPOLLOUT | EPOLLWRNORM | EPOLLERR;

	return link && link->ops->can_put(link) ? EPOLLOUT | EPOLLWRNORM : 0;
}

static __poll_t vse_poll(struct file *file, poll_table *wait)
{
	struct vse_file *sf = file->private_data;
	struct vbus_stream_end *end = sf->end;
	struct vbus_stream_link *link;
	__poll_t mask = 0;
	int idx, who;

	poll_wait(file, &end->wq, wait);

	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	if (link && file->f_mode & FMODE_READ)
		link->ops->listen(link, VBUS_STREAM_IN, true);
	if (link && file->f_mode & FMODE_WRITE)
		link->ops->listen(link, VBUS_STREAM_OUT, true);

	who = vse_peer(sf, link);
	if (who == -ENODEV)
		mask = EPOLLERR | EPOLLHUP;
	else if (who < 0)
		mask = EPOLLERR;
	if (who >= 0 && file->f_mode & FMODE_READ)
		mask |= vse_poll_in(sf, link, who);
	if (who >= 0 && file->f_mode & FMODE_WRITE)
		mask |= vse_poll_out(sf, link, who);
	srcu_read_unlock(&end->srcu, idx);

	return mask;
}

static int vse_fasync(int fd, struct file *file, int on)
{
	struct vse_file *sf = file->private_data;
	struct vbus_stream_end *end = sf->end;
	int ret = fasync_helper(fd, file, on, &end->fasync);

	if (ret > 0 && on) {
		vse_listen(end, VBUS_STREAM_IN);
		vse_listen(end, VBUS_STREAM_OUT);
	}
	return ret;
}

static int vse_open(struct inode *inode, struct file *file)
{
	struct vbus_stream_end *end =
		container_of(inode->i_cdev, struct vbus_stream_end, cdev);
	struct vse_file *sf = kzalloc(sizeof(*sf), GFP_KERNEL);

	if (!sf)
		return -ENOMEM;

	sf->end = end;
	sf->file = file;

	mutex_lock(&end->open_lock);
	if (end->gone) {
		mutex_unlock(&end->open_lock);
		kfree(sf);
		return -ENODEV;
	}
	list_add_tail(&sf->node, &end->files);
	end->readers += !!(file->f_mode & FMODE_READ);
	end->writers += !!(file->f_mode & FMODE_WRITE);
	vse_tell(end);
	mutex_unlock(&end->open_lock);

	get_device(&end->dev);
	file->private_data = sf;
	return stream_open(inode, file);
}

static int vse_file_release(struct inode *inode, struct file *file)
{
	struct vse_file *sf = file->private_data;
	struct vbus_stream_end *end = sf->end;

	mutex_lock(&end->open_lock);
	list_del(&sf->node);
	end->readers -= !!(file->f_mode & FMODE_READ);
	end->writers -= !!(file->f_mode & FMODE_WRITE);
	vse_tell(end);
	mutex_unlock(&end->open_lock);

	put_device(&end->dev);
	kfree(sf);
	return 0;
}

const struct file_operations vse_fops = {
	.owner = THIS_MODULE,
	.open = vse_open,
	.release = vse_file_release,
	.read_iter = vse_read_iter,
	.write_iter = vse_write_iter,
	.poll = vse_poll,
	.fasync = vse_fasync,
	.mmap = vse_mmap,
};
