/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _VBUS_STREAM_STREAM_H
#define _VBUS_STREAM_STREAM_H

#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/srcu.h>
#include <linux/vbus_stream.h>
#include <linux/wait.h>

/* In a file's memory of whom it saw, beside READER and WRITER: a link. */
#define VSE_LINK		BIT(2)

#define VSE_BOTH		(VBUS_STREAM_READER | VBUS_STREAM_WRITER)

/**
 * struct vse_buf - bytes on their way to a reader
 * @len: how many there are
 * @pos: how many of them were read
 * @data: they
 */
struct vse_buf {
	size_t len;
	size_t pos;
	u8 data[];
};

/**
 * struct vbus_stream_end - one end
 * @dev: in class vbus-stream
 * @cdev: the node
 * @node: in the list of all, for the numbers
 * @name: of the node without its number
 * @number: it
 * @wq: who waits for anything, pollers too
 * @fasync: who wants SIGIO
 * @srcu: held over each use of @link
 * @link: the way to the peer, or NULL
 * @draining: @link is gone, and what it left is not in @kept yet
 * @kept: what the last link left, for the next read, or NULL
 * @gone: there will be no link any more
 * @in_lock: one reader at a time; covers @in and @unread
 * @in: the message at hand
 * @unread: bytes of it that were not read, for who only looks
 * @out_lock: one writer at a time; covers @out
 * @out: what a writer brought, VBUS_STREAM_MESSAGE_MAX bytes
 * @open_lock: covers what follows, and the own word of @link
 * @files: open files
 * @readers: how many of them can read
 * @writers: how many can write
 *
 * Lives as long as @dev; open files have a reference.
 */
struct vbus_stream_end {
	struct device dev;
	struct cdev cdev;
	struct list_head node;
	const char *name;
	unsigned int number;
	wait_queue_head_t wq;
	struct fasync_struct *fasync;
	struct srcu_struct srcu;
	struct vbus_stream_link *link;
	bool draining;
	struct vse_buf *kept;
	bool gone;
	struct mutex in_lock; /* in, unread */
	struct vse_buf *in;
	size_t unread;
	struct mutex out_lock; /* out */
	u8 *out;
	struct mutex open_lock; /* files, readers, writers, link->mine */
	struct list_head files;
	u32 readers;
	u32 writers;
};

/**
 * struct vse_file - an open file
 * @end: of which
 * @file: it
 * @node: in the end's list
 * @saw: VBUS_STREAM_READER, VBUS_STREAM_WRITER, VSE_LINK: who was there at any
 *	time. Only who was there can be gone. Bits are set by whoever looks,
 *	and never cleared.
 */
struct vse_file {
	struct vbus_stream_end *end;
	struct file *file;
	struct list_head node;
	unsigned long saw;
};

/* The link for as long as the end's srcu is held. */
static inline struct vbus_stream_link *vse_link(struct vbus_stream_end *end)
{
	/* Pairs with the releases in vse_set_link(). */
	return smp_load_acquire(&end->link);
}

void vse_wake(struct vbus_stream_end *end, enum vbus_stream_way way);
void vse_tell(struct vbus_stream_end *end);
int vse_break(struct vbus_stream_link *link, enum vbus_stream_way way, int err);

int vse_mmap(struct file *file, struct vm_area_struct *vma);
void vse_unmap(struct vbus_stream_end *end);

extern const struct file_operations vse_fops;

#endif
