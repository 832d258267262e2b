/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The device's end of a split ring of virtio 1.x: takes chains of buffers that
 * the driver made available, hands them back used.
 *
 * The ring lies in memory that the driver can change at any time. Each word of
 * it is read once, into a local or into the chain, and checked there; what was
 * not read is never believed. Who finds a lie says which (struct
 * vbus_vring_fault) and leaves the ring as it was.
 *
 * For back ends there is linux/vbus_virtio.h; this is what it is made of.
 */
#ifndef _LINUX_VBUS_VRING_H
#define _LINUX_VBUS_VRING_H

#include <linux/types.h>

#include <uapi/linux/virtio_ring.h>

struct vbus_memctx;

/**
 * struct vbus_virtio_seg - a buffer, in one piece for the driver
 * @addr: its address, as the memory context of the connection understands it
 * @len: bytes, never 0; @addr + @len does not wrap around
 */
struct vbus_virtio_seg {
	u64 addr;
	u32 len;
};

/**
 * struct vbus_virtio_iter - a place in the buffers of a chain
 * @seg: the buffer; valid while @left is not 0
 * @off: bytes of it that are behind us
 * @left: bytes to come, of all buffers; may be made smaller
 *
 * A value: copy it to come back to a place.
 */
struct vbus_virtio_iter {
	const struct vbus_virtio_seg *seg;
	u32 off;
	u32 left;
};

/**
 * struct vbus_virtio_chain - what a driver made available in one go
 * @out: what the device may read
 * @in: what it may write
 * @written: bytes that were written to @in, for vbus_virtqueue_put()
 * @head: private: what the ring calls it
 * @max: private: room in @seg
 * @seg: private: first those of @out, then those of @in
 */
struct vbus_virtio_chain {
	struct vbus_virtio_iter out;
	struct vbus_virtio_iter in;
	u32 written;

	u16 head;
	u16 max;
	struct vbus_virtio_seg seg[];
};

/**
 * struct vbus_vring_fault - a lie of the driver
 * @what: the rule that it broke
 * @value: what was found
 */
struct vbus_vring_fault {
	const char *what;
	u64 value;
};

/**
 * struct vbus_vring - the device's end of a ring
 * @num: entries, a power of two
 * @event_idx: both sides say by index when they want to hear
 * @indirect: a descriptor may be a table of descriptors
 * @ctx: memory of the driver, for such tables
 * @desc: shared
 * @avail: shared
 * @used: shared
 * @next_avail: the next entry of @avail to look at
 * @next_used: the next entry of @used to fill
 * @told: @next_used when the driver was told last
 * @told_valid: it was
 * @busy: a bit for each head that the device has
 */
struct vbus_vring {
	u16 num;
	bool event_idx;
	bool indirect;
	struct vbus_memctx *ctx;
	struct vring_desc *desc;
	struct vring_avail *avail;
	struct vring_used *used;
	u16 next_avail;
	u16 next_used;
	u16 told;
	bool told_valid;
	unsigned long *busy;
};

/* Most entries of a ring, by virtio. */
#define VBUS_VRING_MAX 32768

size_t vbus_vring_size(unsigned int num, unsigned long align);
int vbus_vring_init(struct vbus_vring *r, void *mem, size_t len,
		    unsigned int num, unsigned long align,
		    struct vbus_memctx *ctx);
void vbus_vring_exit(struct vbus_vring *r);

int vbus_vring_get(struct vbus_vring *r, struct vbus_virtio_chain *chain,
		   struct vbus_vring_fault *fault);
void vbus_vring_unget(struct vbus_vring *r, u16 head);
void vbus_vring_fill(struct vbus_vring *r, u16 head, u32 written);
void vbus_vring_put(struct vbus_vring *r, u16 head, u32 written);
bool vbus_vring_must_tell(struct vbus_vring *r);
void vbus_vring_unlisten(struct vbus_vring *r);
bool vbus_vring_listen(struct vbus_vring *r);
bool vbus_vring_has(const struct vbus_vring *r);

void vbus_virtio_iter_advance(struct vbus_virtio_iter *it, u32 n);

#endif /* _LINUX_VBUS_VRING_H */
