/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile stream: one end of a stream of bytes, as a character device. Driver
 * and device each have one; what is between them is a link.
 *
 * The messages of both rings are pieces of the stream: where one ends means
 * nothing. Region ends has a word of each side, by which it says who has its
 * character device open.
 */
#ifndef _LINUX_VBUS_STREAM_H
#define _LINUX_VBUS_STREAM_H

#include <linux/bits.h>
#include <linux/types.h>

struct device;
struct vbus_stream_end;
struct vbus_stream_link;

/* Words of region ends. */
#define VBUS_STREAM_ENDS_DRIVER	0
#define VBUS_STREAM_ENDS_DEVICE	1
#define VBUS_STREAM_ENDS	2

/* Bits of a word: somebody there has it open for that. The others are 0. */
#define VBUS_STREAM_READER	BIT(0)
#define VBUS_STREAM_WRITER	BIT(1)

/* Most bytes of a message. */
#define VBUS_STREAM_MESSAGE_MAX	65536

/* Bytes that a node's name needs at most, the 0 included. */
#define VBUS_STREAM_NODE_SIZE	64

/**
 * enum vbus_stream_way - a direction, seen from one end
 * @VBUS_STREAM_IN: what is read here
 * @VBUS_STREAM_OUT: what is written here
 */
enum vbus_stream_way {
	VBUS_STREAM_IN,
	VBUS_STREAM_OUT,
};

/**
 * struct vbus_stream_link_ops - how an end reaches its rings
 * @get: take one message into @buf, which has VBUS_STREAM_MESSAGE_MAX bytes.
 *	Its length, which may be 0; -EAGAIN if there is none; any other errno:
 *	the peer broke the ring
 * @put: send as much of @buf as one message takes. So many bytes, more than 0;
 *	-EAGAIN without a slot; any other errno as for @get
 * @can_get: would @get have something?
 * @can_put: would @put?
 * @listen: hear of the peer's signals, or not; missed ones at once
 * @signal: tell the peer
 *
 * @get and @put run in process context, may sleep, one at a time each. The
 * others run in any context.
 */
struct vbus_stream_link_ops {
	int (*get)(struct vbus_stream_link *link, void *buf);
	int (*put)(struct vbus_stream_link *link, const void *buf, size_t len);
	bool (*can_get)(struct vbus_stream_link *link);
	bool (*can_put)(struct vbus_stream_link *link);
	void (*listen)(struct vbus_stream_link *link, enum vbus_stream_way way,
		       bool on);
	void (*signal)(struct vbus_stream_link *link, enum vbus_stream_way way);
};

/**
 * struct vbus_stream_link - what an end is connected by; embed it
 * @ops: its rings
 * @mine: this side's word of region ends, in memory that the peer can write
 * @theirs: the peer's
 * @shared: memory that both sides' processes can map, or NULL
 * @shared_len: bytes of it
 * @end: set by vbus_stream_end_attach() and vbus_stream_end_create()
 * @broken: private: the peer broke a ring
 */
struct vbus_stream_link {
	const struct vbus_stream_link_ops *ops;
	u32 *mine;
	u32 *theirs;
	void *shared;
	size_t shared_len;
	struct vbus_stream_end *end;
	unsigned long broken;
};

struct vbus_stream_end *vbus_stream_end_create(const char *name,
					       struct device *parent,
					       struct vbus_stream_link *link);
void vbus_stream_end_destroy(struct vbus_stream_end *end);
void vbus_stream_end_attach(struct vbus_stream_end *end,
			    struct vbus_stream_link *link);
void vbus_stream_end_detach(struct vbus_stream_end *end);
void vbus_stream_end_node(struct vbus_stream_end *end,
			  char node[VBUS_STREAM_NODE_SIZE]);
void vbus_stream_end_users(struct vbus_stream_end *end, u32 *readers,
			   u32 *writers);
bool vbus_stream_end_connected(struct vbus_stream_end *end);
void vbus_stream_link_notify(struct vbus_stream_link *link,
			     enum vbus_stream_way way);

#endif
