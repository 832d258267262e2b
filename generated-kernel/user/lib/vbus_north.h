/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note OR BSD-3-Clause */
/*
 * The driver's side of signals and rings, for programs. C11 with the atomics
 * that gcc and clang have; nothing to link with. How the memory comes to be
 * shared is the business of a connector: vbus_user_client.h for /dev/vbus;
 * for the bus of another process, vbus_join.h of the Java half.
 *
 * Functions return 0 or a value, or a negative errno. One thread at a time at
 * a ring; otherwise threads are the caller's choice. What a device writes is
 * checked as far as this code relies on it: a broken ring is -EIO. Lengths and
 * cookies are the caller's to check.
 *
 * Barriers have the names of lib/shm_signal.c and lib/ioq.c, their other sides.
 */
#ifndef VBUS_NORTH_H
#define VBUS_NORTH_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <linux/ioq.h>
#include <linux/shm_signal.h>

#define VBUS_READ(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define VBUS_WRITE(x, v) __atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#define VBUS_ACQUIRE(x) __atomic_load_n(&(x), __ATOMIC_ACQUIRE)
#define VBUS_RELEASE(x, v) __atomic_store_n(&(x), (v), __ATOMIC_RELEASE)
#define vbus_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)

/* ---- signals ---- */

/**
 * struct vbus_signal - north's end of a signal
 * @desc: its descriptor, in memory that is shared
 * @notify: wakes the device; 0 or a negative errno
 * @bus: whose signal it is, for @notify
 * @handle: the same, as the bus names it
 */
struct vbus_signal {
	struct shm_signal_desc *desc;
	int (*notify)(const struct vbus_signal *s);
	const void *bus;
	uint64_t handle;
};

static inline void vbus_signal_format(struct shm_signal_desc *desc)
{
	memset(desc, 0, sizeof(*desc));
	desc->magic = SHM_SIGNAL_MAGIC;
	desc->ver = SHM_SIGNAL_VER;
}

/* Tells the device that memory changed, if it wants to know. */
static inline int vbus_signal_inject(const struct vbus_signal *s)
{
	struct shm_signal_irq *south = &s->desc->irq[SHM_LOCALITY_SOUTH];
	int err;

	vbus_mb(); /* D: payload before dirty */
	VBUS_WRITE(south->dirty, 1);
	vbus_mb(); /* S: pairs with R and P of the device */
	if (!VBUS_READ(south->enabled) || VBUS_READ(south->pending) ||
	    __atomic_exchange_n(&south->pending, 1, __ATOMIC_SEQ_CST))
		return 0;

	err = s->notify(s);
	if (err)
		VBUS_WRITE(south->pending, 0);
	return err;
}

/* Masks or unmasks the device's signals. After unmasking, look first. */
static inline void vbus_signal_enable(const struct vbus_signal *s)
{
	VBUS_WRITE(s->desc->irq[SHM_LOCALITY_NORTH].enabled, 1);
	vbus_mb(); /* R: pairs with S of the device */
}

static inline void vbus_signal_disable(const struct vbus_signal *s)
{
	VBUS_WRITE(s->desc->irq[SHM_LOCALITY_NORTH].enabled, 0);
	vbus_mb();
}

/*
 * To be called before looking at the memory: what changes after the look is
 * signalled again, so whoever finds nothing then can wait.
 */
static inline void vbus_signal_heard(const struct vbus_signal *s)
{
	struct shm_signal_irq *north = &s->desc->irq[SHM_LOCALITY_NORTH];

	VBUS_WRITE(north->pending, 0);
	VBUS_WRITE(north->dirty, 0);
	vbus_mb(); /* C and P: pairs with D and S of the device */
}

/* ---- rings ---- */

struct vbus_ring {
	struct vbus_signal signal;
	struct ioq_ring_head *head;
	uint32_t count;
};

/* One reading of an index pair, checked. */
struct vbus_pair {
	uint32_t head;
	uint32_t tail;
	bool full;
};

static inline size_t vbus_ring_size(uint32_t count)
{
	return sizeof(struct ioq_ring_head) +
	       count * sizeof(struct ioq_ring_desc);
}

static inline void vbus_ring_format(struct ioq_ring_head *head,
					 uint32_t count)
{
	memset(head, 0, vbus_ring_size(count));
	head->magic = IOQ_RING_MAGIC;
	head->ver = IOQ_RING_VER;
	head->count = count;
	vbus_signal_format(&head->signal);
}

static inline int vbus_ring_signal(struct vbus_ring *q)
{
	return vbus_signal_inject(&q->signal);
}

static inline uint32_t vbus_ring_next(const struct vbus_ring *q,
					   uint32_t pos)
{
	return pos + 1 == q->count ? 0 : pos + 1;
}

static inline int vbus_pair_read(struct vbus_ring *q,
				      enum ioq_idx idx,
				      struct vbus_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	uint8_t full = VBUS_ACQUIRE(i->full); /* F */

	p->tail = VBUS_ACQUIRE(i->tail); /* T */
	p->head = VBUS_READ(i->head);
	p->full = VBUS_READ(i->full) || full;

	return p->head < q->count && p->tail < q->count ? 0 : -EIO;
}

static inline bool vbus_pair_empty(const struct vbus_pair *p)
{
	return p->head == p->tail && !p->full;
}

static inline void vbus_tail_move(struct vbus_ring *q,
				       enum ioq_idx idx,
				       const struct vbus_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	uint32_t next = vbus_ring_next(q, p->tail);

	if (next == p->head)
		VBUS_WRITE(i->full, 1);
	VBUS_RELEASE(i->tail, next); /* T: full before tail */
}

static inline void vbus_head_move(struct vbus_ring *q,
				       enum ioq_idx idx,
				       const struct vbus_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];

	VBUS_WRITE(i->head, vbus_ring_next(q, p->head));
	if (p->full)
		VBUS_RELEASE(i->full, 0); /* F: head before full */
}

/* If so, what the device wrote before it let go is seen. */
static inline bool vbus_slot_mine(const struct ioq_ring_desc *slot)
{
	return VBUS_ACQUIRE(slot->sown) == SHM_LOCALITY_NORTH; /* O */
}

static inline void vbus_slot_fill(struct ioq_ring_desc *slot,
				       uint64_t cookie, uint64_t ptr,
				       uint64_t len)
{
	VBUS_WRITE(slot->cookie, cookie);
	VBUS_WRITE(slot->ptr, ptr);
	VBUS_WRITE(slot->len, len);
	VBUS_WRITE(slot->valid, 1);
}

static inline void vbus_slot_copy(const struct ioq_ring_desc *slot,
				       struct ioq_ring_desc *copy)
{
	memset(copy, 0, sizeof(*copy));
	copy->cookie = VBUS_READ(slot->cookie);
	copy->ptr = VBUS_READ(slot->ptr);
	copy->len = VBUS_READ(slot->len);
	copy->valid = VBUS_READ(slot->valid);
}

static inline void vbus_slot_give(struct ioq_ring_desc *slot)
{
	/* O: slot, payload and indices before the owner */
	VBUS_RELEASE(slot->sown, SHM_LOCALITY_SOUTH);
}

static inline int vbus_ring_append(struct vbus_ring *q,
					uint64_t cookie, uint64_t ptr,
					uint64_t len, bool inuse)
{
	struct vbus_pair v, i;
	struct ioq_ring_desc *slot;

	if (vbus_pair_read(q, IOQ_IDX_VALID, &v))
		return -EIO;
	if (v.full && v.head == v.tail)
		return -ENOSPC;
	slot = &q->head->ring[v.tail];
	if (!vbus_slot_mine(slot))
		return -EAGAIN;
	if (inuse && (vbus_pair_read(q, IOQ_IDX_INUSE, &i) ||
		      i.tail != v.tail))
		return -EIO;

	vbus_slot_fill(slot, cookie, ptr, len);
	vbus_tail_move(q, IOQ_IDX_VALID, &v);
	if (inuse)
		vbus_tail_move(q, IOQ_IDX_INUSE, &i);
	vbus_slot_give(slot);
	return 0;
}

/*
 * Ring from the device: gives it an empty buffer, for the first fill. -ENOSPC
 * once all slots have one.
 */
static inline int vbus_ring_post(struct vbus_ring *q, uint64_t cookie,
				      uint64_t ptr, uint64_t len)
{
	return vbus_ring_append(q, cookie, ptr, len, false);
}

/* Ring from the device: the oldest message, -EAGAIN if there is none. */
static inline int vbus_ring_recv(struct vbus_ring *q,
				      struct ioq_ring_desc *copy)
{
	struct ioq_ring_desc *slot;
	struct vbus_pair p;

	if (vbus_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (!vbus_slot_mine(slot))
		return -EAGAIN;
	/* After the owner, so that its tail is seen. */
	if (vbus_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	if (vbus_pair_empty(&p))
		return -EAGAIN;

	vbus_slot_copy(slot, copy);
	return 0;
}

/* Gives the slot of that message back with an empty buffer. */
static inline int vbus_ring_repost(struct vbus_ring *q,
					uint64_t cookie, uint64_t ptr,
					uint64_t len)
{
	struct ioq_ring_desc *slot;
	struct vbus_pair p;

	if (vbus_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (!vbus_slot_mine(slot) || vbus_pair_empty(&p))
		return -EINVAL;

	vbus_slot_fill(slot, cookie, ptr, len);
	vbus_head_move(q, IOQ_IDX_INUSE, &p);
	vbus_slot_give(slot);
	return 0;
}

/* Ring to the device: sends. -ENOSPC if there is no slot: reap, or wait. */
static inline int vbus_ring_send(struct vbus_ring *q, uint64_t cookie,
				      uint64_t ptr, uint64_t len)
{
	return vbus_ring_append(q, cookie, ptr, len, true);
}

/*
 * Ring to the device: the oldest message that it has taken, whose buffer can
 * be used again; -EAGAIN if there is none.
 */
static inline int vbus_ring_reap(struct vbus_ring *q,
				      struct ioq_ring_desc *copy)
{
	struct ioq_ring_desc *slot;
	struct vbus_pair p;

	if (vbus_pair_read(q, IOQ_IDX_VALID, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (vbus_pair_empty(&p) || !vbus_slot_mine(slot) ||
	    !VBUS_READ(slot->valid))
		return -EAGAIN;

	vbus_slot_copy(slot, copy);
	VBUS_WRITE(slot->valid, 0);
	vbus_head_move(q, IOQ_IDX_VALID, &p);
	return 0;
}

#endif
