/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A driver in a program: what /dev/vbus offers, as C functions, and the north
 * end of signals and rings. Header only; C11 with the atomics of GCC and
 * Clang, as what is shared with the device is plain memory. Beside it, on the
 * include path, the uAPI headers; where a -std=c11 hides POSIX, _GNU_SOURCE.
 *
 *	struct vbus_user u;
 *	struct vbus_user_ring rx;
 *	uint64_t dev;
 *
 *	vbus_user_join(&u, VBUS_USER_CAP_MEMREG);
 *	vbus_user_pool(&u, buffers, size);	before the first device
 *	id = vbus_user_find(&u, "virtual-ethernet", 1000);
 *	vbus_user_open(&u, id, VENET_VERSION, &dev);
 *	vbus_user_ring_create(&u, dev, VENET_QUEUE_RX, 256, 0, 0, &rx);
 *	while (!vbus_user_ring_post(&rx, n, n * 2048, 2048))
 *		n++;
 *	vbus_user_call(&u, dev, VENET_FUNC_LINKUP, NULL, 0);
 *	vbus_user_signal_enable(rx.signal);
 *	for (;;) {
 *		vbus_user_signal_heard(rx.signal);
 *		while (!vbus_user_ring_recv(&rx, &slot)) {
 *			use slot.len bytes of buffer slot.cookie, and give the
 *			buffer back:
 *			vbus_user_ring_repost(&rx, slot.cookie, slot.ptr, 2048);
 *		}
 *		vbus_user_ring_signal(&rx);
 *		vbus_user_event(&u, &event, -1);
 *	}
 *
 * Functions return 0 or a value, or a negative errno. One thread at a time at
 * a ring; otherwise threads are the caller's choice. What a device writes is
 * checked as far as this code relies on it: a broken ring is -EIO. Lengths and
 * cookies are the caller's to check.
 *
 * Barriers have the names of lib/shm_signal.c and lib/ioq.c, their other sides.
 */
#ifndef VBUS_USER_CLIENT_H
#define VBUS_USER_CLIENT_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/ioq.h>
#include <linux/vbus_user.h>

#define VBUS_USER_READ(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define VBUS_USER_WRITE(x, v) __atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#define VBUS_USER_ACQUIRE(x) __atomic_load_n(&(x), __ATOMIC_ACQUIRE)
#define VBUS_USER_RELEASE(x, v) __atomic_store_n(&(x), (v), __ATOMIC_RELEASE)
#define vbus_user_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)

/* ---- the bus ---- */

struct vbus_user {
	int fd;
	uint64_t capabilities; /* granted */
};

static inline int vbus_user_ioctl(const struct vbus_user *u, unsigned long call,
				  void *block)
{
	int ret = ioctl(u->fd, call, block);

	return ret < 0 ? -errno : ret;
}

static inline void vbus_user_leave(struct vbus_user *u)
{
	close(u->fd);
	u->fd = -1;
}

/* The bus that this process is a member of; -EPERM if it is of none. */
static inline int vbus_user_join(struct vbus_user *u, uint64_t capabilities)
{
	struct vbus_user_busopen req = {
		.magic = VBUS_USER_MAGIC,
		.version = VBUS_USER_VERSION,
		.capabilities = capabilities,
	};
	int err;

	u->fd = open("/dev/vbus", O_RDWR | O_CLOEXEC);
	if (u->fd < 0)
		return -errno;

	err = vbus_user_ioctl(u, VBUS_USER_IOCTL_BUSOPEN, &req);
	if (err)
		vbus_user_leave(u);
	u->capabilities = req.capabilities;
	return err;
}

/* The next event: 1, or 0 if there was none in that time, -1 being for ever. */
static inline int vbus_user_event(const struct vbus_user *u,
				  struct vbus_event *event, int milliseconds)
{
	struct pollfd p = { .fd = u->fd, .events = POLLIN };
	int n = poll(&p, 1, milliseconds);

	if (n <= 0)
		return n < 0 ? -errno : 0;
	return read(u->fd, event, sizeof(*event)) < 0 ? -errno : 1;
}

/* Reads events until a device of that type is there; its id, or -ENODEV. */
static inline int64_t vbus_user_find(const struct vbus_user *u,
				     const char *type, int milliseconds)
{
	struct vbus_event event;
	int n;

	while ((n = vbus_user_event(u, &event, milliseconds)) > 0)
		if (event.eventid == VBUS_EVENT_DEVADD &&
		    !strncmp(event.data.add.type, type, VBUS_MAX_DEVTYPE_LEN))
			return event.data.add.id;

	return n < 0 ? n : -ENODEV;
}

/* ---- devices ---- */

static inline int vbus_user_open(const struct vbus_user *u, uint32_t id,
				 uint32_t version, uint64_t *dev)
{
	struct vbus_deviceopen req = { .devid = id, .version = version };
	int err = vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICEOPEN, &req);

	*dev = req.handle;
	return err;
}

static inline int vbus_user_close(const struct vbus_user *u, uint64_t dev)
{
	return vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICECLOSE, &dev);
}

/* The device may write to @data too. */
static inline int vbus_user_call(const struct vbus_user *u, uint64_t dev,
				 uint32_t func, void *data, uint32_t len)
{
	struct vbus_devicecall req = {
		.devh = dev,
		.func = func,
		.len = len,
		.datap = (uintptr_t)data,
	};

	return vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICECALL, &req);
}

/*
 * Makes whole pages a pool. From the first one on, which is to come before the
 * first device, addresses for devices are offsets: the first pool begins at 0,
 * each other one where that before it ends.
 */
static inline int vbus_user_pool(const struct vbus_user *u, void *addr,
				 size_t len)
{
	struct vbus_user_memreg req = { .addr = (uintptr_t)addr, .len = len };

	return vbus_user_ioctl(u, VBUS_USER_IOCTL_MEMREG, &req);
}

/*
 * Memory that is already there. @offset of the signal, which was formatted, or
 * VBUS_NO_SIGNAL; @cookie comes with its events. @handle is for signalling.
 */
static inline int vbus_user_share(const struct vbus_user *u, uint64_t dev,
				  uint32_t id, void *addr, uint32_t len,
				  uint32_t offset, uint32_t prio,
				  uint64_t cookie, uint64_t *handle)
{
	struct vbus_deviceshm req = {
		.devh = dev,
		.id = id,
		.len = len,
		.signal = { .offset = offset, .prio = prio, .cookie = cookie },
		.datap = (uintptr_t)addr,
	};
	int err = vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICESHM, &req);

	*handle = req.handle;
	return err;
}

/* ---- signals ---- */

struct vbus_user_signal {
	const struct vbus_user *u;
	struct shm_signal_desc *desc;
	uint64_t handle;
};

static inline void vbus_user_signal_format(struct shm_signal_desc *desc)
{
	memset(desc, 0, sizeof(*desc));
	desc->magic = SHM_SIGNAL_MAGIC;
	desc->ver = SHM_SIGNAL_VER;
}

/* An eventfd hears of it instead of read(); -1: read() again. */
static inline int vbus_user_signal_eventfd(const struct vbus_user_signal *s,
					   int fd)
{
	struct vbus_user_eventfd req = { .handle = s->handle, .fd = fd };

	return vbus_user_ioctl(s->u, VBUS_USER_IOCTL_EVENTFD, &req);
}

/* Tells the device that memory changed, if it wants to know. */
static inline int vbus_user_signal_inject(const struct vbus_user_signal *s)
{
	struct shm_signal_irq *south = &s->desc->irq[SHM_LOCALITY_SOUTH];
	uint64_t handle = s->handle;
	int err;

	vbus_user_mb(); /* D: payload before dirty */
	VBUS_USER_WRITE(south->dirty, 1);
	vbus_user_mb(); /* S: pairs with R and P of the device */
	if (!VBUS_USER_READ(south->enabled) || VBUS_USER_READ(south->pending) ||
	    __atomic_exchange_n(&south->pending, 1, __ATOMIC_SEQ_CST))
		return 0;

	err = vbus_user_ioctl(s->u, VBUS_USER_IOCTL_SHMSIGNAL, &handle);
	if (err)
		VBUS_USER_WRITE(south->pending, 0);
	return err;
}

/* Masks or unmasks the device's signals. After unmasking, look first. */
static inline void vbus_user_signal_enable(const struct vbus_user_signal *s)
{
	VBUS_USER_WRITE(s->desc->irq[SHM_LOCALITY_NORTH].enabled, 1);
	vbus_user_mb(); /* R: pairs with S of the device */
}

static inline void vbus_user_signal_disable(const struct vbus_user_signal *s)
{
	VBUS_USER_WRITE(s->desc->irq[SHM_LOCALITY_NORTH].enabled, 0);
	vbus_user_mb();
}

/*
 * To be called before looking at the memory: what changes after the look is
 * signalled again, so whoever finds nothing then can wait.
 */
static inline void vbus_user_signal_heard(const struct vbus_user_signal *s)
{
	struct shm_signal_irq *north = &s->desc->irq[SHM_LOCALITY_NORTH];

	VBUS_USER_WRITE(north->pending, 0);
	VBUS_USER_WRITE(north->dirty, 0);
	vbus_user_mb(); /* C and P: pairs with D and S of the device */
}

/* ---- rings ---- */

struct vbus_user_ring {
	struct vbus_user_signal signal;
	struct ioq_ring_head *head;
	uint32_t count;
};

/* One reading of an index pair, checked. */
struct vbus_user_pair {
	uint32_t head;
	uint32_t tail;
	bool full;
};

static inline size_t vbus_user_ring_size(uint32_t count)
{
	return sizeof(struct ioq_ring_head) +
	       count * sizeof(struct ioq_ring_desc);
}

static inline void vbus_user_ring_format(struct ioq_ring_head *head,
					 uint32_t count)
{
	memset(head, 0, vbus_user_ring_size(count));
	head->magic = IOQ_RING_MAGIC;
	head->ver = IOQ_RING_VER;
	head->count = count;
	vbus_user_signal_format(&head->signal);
}

/* After the device was closed. */
static inline void vbus_user_ring_free(struct vbus_user_ring *q)
{
	munmap(q->head, vbus_user_ring_size(q->count));
	q->head = NULL;
}

/* Makes a ring and registers it. */
static inline int vbus_user_ring_create(const struct vbus_user *u, uint64_t dev,
					uint32_t id, uint32_t count,
					uint32_t prio, uint64_t cookie,
					struct vbus_user_ring *q)
{
	size_t len = vbus_user_ring_size(count);
	void *mem;
	int err;

	if (!count || count > IOQ_MAX_COUNT)
		return -EINVAL;
	mem = mmap(NULL, len, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED)
		return -errno;

	q->head = (struct ioq_ring_head *)mem;
	q->count = count;
	q->signal.u = u;
	q->signal.desc = &q->head->signal;
	vbus_user_ring_format(q->head, count);
	err = vbus_user_share(u, dev, id, mem, (uint32_t)len,
			      offsetof(struct ioq_ring_head, signal), prio,
			      cookie, &q->signal.handle);
	if (err)
		vbus_user_ring_free(q);
	return err;
}

static inline int vbus_user_ring_signal(struct vbus_user_ring *q)
{
	return vbus_user_signal_inject(&q->signal);
}

static inline uint32_t vbus_user_ring_next(const struct vbus_user_ring *q,
					   uint32_t pos)
{
	return pos + 1 == q->count ? 0 : pos + 1;
}

static inline int vbus_user_pair_read(struct vbus_user_ring *q,
				      enum ioq_idx idx,
				      struct vbus_user_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	uint8_t full = VBUS_USER_ACQUIRE(i->full); /* F */

	p->tail = VBUS_USER_ACQUIRE(i->tail); /* T */
	p->head = VBUS_USER_READ(i->head);
	p->full = VBUS_USER_READ(i->full) || full;

	return p->head < q->count && p->tail < q->count ? 0 : -EIO;
}

static inline bool vbus_user_pair_empty(const struct vbus_user_pair *p)
{
	return p->head == p->tail && !p->full;
}

static inline void vbus_user_tail_move(struct vbus_user_ring *q,
				       enum ioq_idx idx,
				       const struct vbus_user_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	uint32_t next = vbus_user_ring_next(q, p->tail);

	if (next == p->head)
		VBUS_USER_WRITE(i->full, 1);
	VBUS_USER_RELEASE(i->tail, next); /* T: full before tail */
}

static inline void vbus_user_head_move(struct vbus_user_ring *q,
				       enum ioq_idx idx,
				       const struct vbus_user_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];

	VBUS_USER_WRITE(i->head, vbus_user_ring_next(q, p->head));
	if (p->full)
		VBUS_USER_RELEASE(i->full, 0); /* F: head before full */
}

/* If so, what the device wrote before it let go is seen. */
static inline bool vbus_user_slot_mine(const struct ioq_ring_desc *slot)
{
	return VBUS_USER_ACQUIRE(slot->sown) == SHM_LOCALITY_NORTH; /* O */
}

static inline void vbus_user_slot_fill(struct ioq_ring_desc *slot,
				       uint64_t cookie, uint64_t ptr,
				       uint64_t len)
{
	VBUS_USER_WRITE(slot->cookie, cookie);
	VBUS_USER_WRITE(slot->ptr, ptr);
	VBUS_USER_WRITE(slot->len, len);
	VBUS_USER_WRITE(slot->valid, 1);
}

static inline void vbus_user_slot_copy(const struct ioq_ring_desc *slot,
				       struct ioq_ring_desc *copy)
{
	memset(copy, 0, sizeof(*copy));
	copy->cookie = VBUS_USER_READ(slot->cookie);
	copy->ptr = VBUS_USER_READ(slot->ptr);
	copy->len = VBUS_USER_READ(slot->len);
	copy->valid = VBUS_USER_READ(slot->valid);
}

static inline void vbus_user_slot_give(struct ioq_ring_desc *slot)
{
	/* O: slot, payload and indices before the owner */
	VBUS_USER_RELEASE(slot->sown, SHM_LOCALITY_SOUTH);
}

static inline int vbus_user_ring_append(struct vbus_user_ring *q,
					uint64_t cookie, uint64_t ptr,
					uint64_t len, bool inuse)
{
	struct vbus_user_pair v, i;
	struct ioq_ring_desc *slot;

	if (vbus_user_pair_read(q, IOQ_IDX_VALID, &v))
		return -EIO;
	if (v.full && v.head == v.tail)
		return -ENOSPC;
	slot = &q->head->ring[v.tail];
	if (!vbus_user_slot_mine(slot))
		return -EAGAIN;
	if (inuse && (vbus_user_pair_read(q, IOQ_IDX_INUSE, &i) ||
		      i.tail != v.tail))
		return -EIO;

	vbus_user_slot_fill(slot, cookie, ptr, len);
	vbus_user_tail_move(q, IOQ_IDX_VALID, &v);
	if (inuse)
		vbus_user_tail_move(q, IOQ_IDX_INUSE, &i);
	vbus_user_slot_give(slot);
	return 0;
}

/*
 * Ring from the device: gives it an empty buffer, for the first fill. -ENOSPC
 * once all slots have one.
 */
static inline int vbus_user_ring_post(struct vbus_user_ring *q, uint64_t cookie,
				      uint64_t ptr, uint64_t len)
{
	return vbus_user_ring_append(q, cookie, ptr, len, false);
}

/* Ring from the device: the oldest message, -EAGAIN if there is none. */
static inline int vbus_user_ring_recv(struct vbus_user_ring *q,
				      struct ioq_ring_desc *copy)
{
	struct ioq_ring_desc *slot;
	struct vbus_user_pair p;

	if (vbus_user_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (!vbus_user_slot_mine(slot))
		return -EAGAIN;
	/* After the owner, so that its tail is seen. */
	if (vbus_user_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	if (vbus_user_pair_empty(&p))
		return -EAGAIN;

	vbus_user_slot_copy(slot, copy);
	return 0;
}

/* Gives the slot of that message back with an empty buffer. */
static inline int vbus_user_ring_repost(struct vbus_user_ring *q,
					uint64_t cookie, uint64_t ptr,
					uint64_t len)
{
	struct ioq_ring_desc *slot;
	struct vbus_user_pair p;

	if (vbus_user_pair_read(q, IOQ_IDX_INUSE, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (!vbus_user_slot_mine(slot) || vbus_user_pair_empty(&p))
		return -EINVAL;

	vbus_user_slot_fill(slot, cookie, ptr, len);
	vbus_user_head_move(q, IOQ_IDX_INUSE, &p);
	vbus_user_slot_give(slot);
	return 0;
}

/* Ring to the device: sends. -ENOSPC if there is no slot: reap, or wait. */
static inline int vbus_user_ring_send(struct vbus_user_ring *q, uint64_t cookie,
				      uint64_t ptr, uint64_t len)
{
	return vbus_user_ring_append(q, cookie, ptr, len, true);
}

/*
 * Ring to the device: the oldest message that it has taken, whose buffer can
 * be used again; -EAGAIN if there is none.
 */
static inline int vbus_user_ring_reap(struct vbus_user_ring *q,
				      struct ioq_ring_desc *copy)
{
	struct ioq_ring_desc *slot;
	struct vbus_user_pair p;

	if (vbus_user_pair_read(q, IOQ_IDX_VALID, &p))
		return -EIO;
	slot = &q->head->ring[p.head];
	if (vbus_user_pair_empty(&p) || !vbus_user_slot_mine(slot) ||
	    !VBUS_USER_READ(slot->valid))
		return -EAGAIN;

	vbus_user_slot_copy(slot, copy);
	VBUS_USER_WRITE(slot->valid, 0);
	vbus_user_head_move(q, IOQ_IDX_VALID, &p);
	return 0;
}

#endif
