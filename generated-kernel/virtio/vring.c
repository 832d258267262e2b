// SPDX-License-Identifier: GPL-2.0
/*
 * The device's end of a split ring. Two orders matter, one in each direction:
 *
 *   driver: chain, then avail->idx        device: avail->idx, then chain
 *   device: buffers, used, used->idx      driver: used->idx, used, buffers
 *
 * by release and acquire of the index. And two decisions are a store to one
 * word and a load of another, while the driver does the reverse, so each needs
 * a full barrier between the two:
 *
 *   T (must_tell)  used->idx    | flags, used_event     of the driver
 *   L (listen)     avail_event  | avail->idx            of the driver
 *
 * virt_*() because the driver may be on another machine's CPU. All of this is
 * free of the bus: ../harness has its tests.
 */
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/log2.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/vbus_device.h>
#include <linux/vbus_vring.h>
#include <linux/virtio_byteorder.h>

#include <asm/barrier.h>

/* Descriptors of an indirect table that are copied in one go. */
#define VBUS_VRING_WINDOW 8

#define VBUS_VRING_FLAGS \
	(VRING_DESC_F_NEXT | VRING_DESC_F_WRITE | VRING_DESC_F_INDIRECT)

/* A descriptor as it was when it was read. */
struct vbus_vring_copy {
	u64 addr;
	u32 len;
	u16 flags;
	u16 next;
};

/**
 * struct vbus_vring_walk - along a chain
 * @table: address of the indirect table, if @indirect
 * @indirect: descriptors come from there
 * @limit: how many there are, in the ring or in the table
 * @seen: how many were read from there
 * @first: what the window begins with
 * @filled: how many are in it
 * @window: a part of the table
 */
struct vbus_vring_walk {
	u64 table;
	bool indirect;
	u32 limit;
	u32 seen;
	u32 first;
	u32 filled;
	struct vring_desc window[VBUS_VRING_WINDOW];
};

static u16 vbus_vring_u16(__virtio16 v)
{
	return __virtio16_to_cpu(true, v);
}

static __virtio16 *vbus_vring_used_event(struct vbus_vring *r)
{
	return &r->avail->ring[r->num];
}

static __virtio16 *vbus_vring_avail_event(struct vbus_vring *r)
{
	return (__virtio16 *)&r->used->ring[r->num];
}

static int vbus_vring_lie(struct vbus_vring_fault *fault, const char *what,
			  u64 value)
{
	fault->what = what;
	fault->value = value;
	return -EIO;
}

/**
 * vbus_vring_size() - bytes of a ring
 * @num: entries
 * @align: of the used ring, a power of two
 *
 * Context: any.
 * Return: bytes
 */
size_t vbus_vring_size(unsigned int num, unsigned long align)
{
	return vring_size(num, align);
}
EXPORT_SYMBOL_GPL(vbus_vring_size);

/**
 * vbus_vring_init() - see a ring in memory that a driver registered
 * @r: the ring; the caller sets event_idx and indirect
 * @mem: the memory, aligned to @align
 * @len: its bytes
 * @num: entries, as the driver says
 * @align: of the used ring, a power of two from 16 on
 * @ctx: memory of the driver; kept by reference
 *
 * Context: process; may sleep.
 * Return: 0; -EINVAL for a @num that is no power of two or more than virtio
 * allows, or a ring that does not fit into the memory, or is not aligned; -ENOMEM
 */
int vbus_vring_init(struct vbus_vring *r, void *mem, size_t len,
		    unsigned int num, unsigned long align,
		    struct vbus_memctx *ctx)
{
	struct vring v;

	if (!is_power_of_2(num) || num > VBUS_VRING_MAX ||
	    !IS_ALIGNED((unsigned long)mem, align) ||
	    vbus_vring_size(num, align) > len)
		return -EINVAL;

	memset(r, 0, sizeof(*r));
	r->busy = bitmap_zalloc(num, GFP_KERNEL);
	if (!r->busy)
		return -ENOMEM;

	vring_init(&v, num, mem, align);
	r->num = num;
	r->ctx = ctx;
	r->desc = v.desc;
	r->avail = v.avail;
	r->used = v.used;
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_vring_init);

/**
 * vbus_vring_exit() - forget a ring
 * @r: the ring; its memory is not touched
 *
 * Context: process.
 */
void vbus_vring_exit(struct vbus_vring *r)
{
	bitmap_free(r->busy);
	memset(r, 0, sizeof(*r));
}
EXPORT_SYMBOL_GPL(vbus_vring_exit);

/* ---- along a chain ---- */

static void vbus_vring_copy(struct vbus_vring_copy *c,
			    const struct vring_desc *d)
{
	c->addr = __virtio64_to_cpu(true, READ_ONCE(d->addr));
	c->len = __virtio32_to_cpu(true, READ_ONCE(d->len));
	c->flags = vbus_vring_u16(READ_ONCE(d->flags));
	c->next = vbus_vring_u16(READ_ONCE(d->next));
}

/* @i is below the limit. */
static int vbus_vring_read(struct vbus_vring *r, struct vbus_vring_walk *w,
			   u32 i, struct vbus_vring_copy *c,
			   struct vbus_vring_fault *fault)
{
	i = array_index_nospec(i, w->limit);
	if (!w->indirect) {
		vbus_vring_copy(c, &r->desc[i]);
		return 0;
	}

	/* Not in the window: a new one from here on. */
	if (i - w->first >= w->filled) {
		w->first = i;
		w->filled = min_t(u32, w->limit - i, VBUS_VRING_WINDOW);
		if (vbus_copy_from(r->ctx, w->window, w->table +
				   i * sizeof(*w->window),
				   w->filled * sizeof(*w->window)))
			return vbus_vring_lie(fault,
					      "indirect table that is no memory of the driver",
					      w->table);
	}

	vbus_vring_copy(c, &w->window[i - w->first]);
	return 0;
}

/* From here on in the table that a descriptor names. */
static int vbus_vring_enter(struct vbus_vring *r, struct vbus_vring_walk *w,
			    const struct vbus_vring_copy *c,
			    struct vbus_vring_fault *fault)
{
	u64 end;

	if (!r->indirect)
		return vbus_vring_lie(fault,
				      "indirect table, but the feature was not chosen",
				      c->addr);
	if (w->indirect)
		return vbus_vring_lie(fault,
				      "indirect table in an indirect table",
				      c->addr);
	if (c->flags & VRING_DESC_F_NEXT)
		return vbus_vring_lie(fault,
				      "descriptor behind an indirect table",
				      c->next);
	if (!c->len || c->len % sizeof(struct vring_desc))
		return vbus_vring_lie(fault,
				      "indirect table of no whole number of descriptors, bytes",
				      c->len);
	if (check_add_overflow(c->addr, (u64)c->len, &end))
		return vbus_vring_lie(fault,
				      "indirect table that wraps around",
				      c->addr);

	w->indirect = true;
	w->table = c->addr;
	w->limit = c->len / sizeof(struct vring_desc);
	w->seen = 0;
	w->filled = 0;
	return 0;
}

static int vbus_vring_add(struct vbus_virtio_chain *chain, u32 *n,
			  const struct vbus_vring_copy *c,
			  struct vbus_vring_fault *fault)
{
	struct vbus_virtio_iter *it = &chain->out;
	u64 end;

	if (*n >= chain->max)
		return vbus_vring_lie(fault, "chain of more buffers than",
				      chain->max);
	if (!c->len)
		return vbus_vring_lie(fault, "buffer of no bytes at",
				      c->addr);
	if (check_add_overflow(c->addr, (u64)c->len, &end))
		return vbus_vring_lie(fault, "buffer that wraps around at",
				      c->addr);

	if (c->flags & VRING_DESC_F_WRITE)
		it = &chain->in;
	else if (chain->in.left)
		return vbus_vring_lie(fault,
				      "buffer to read behind one to write",
				      c->addr);

	if (chain->out.left + (u64)chain->in.left + c->len > U32_MAX)
		return vbus_vring_lie(fault, "chain of 2^32 bytes or more, buffer",
				      c->len);

	chain->seg[*n].addr = c->addr;
	chain->seg[*n].len = c->len;
	if (!it->left)
		it->seg = &chain->seg[*n];
	it->left += c->len;
	++*n;
	return 0;
}

static int vbus_vring_walk(struct vbus_vring *r, u16 head,
			   struct vbus_virtio_chain *chain,
			   struct vbus_vring_fault *fault)
{
	/* The window is filled before it is read. */
	struct vbus_vring_walk w;
	struct vbus_vring_copy c;
	u32 i = head, n = 0;
	int err;

	w.indirect = false;
	w.limit = r->num;
	w.seen = 0;

	for (;;) {
		/* Nobody reads a descriptor twice who is not going round. */
		if (w.seen++ >= w.limit)
			return vbus_vring_lie(fault,
					      "chain that goes round, descriptors",
					      w.limit);
		err = vbus_vring_read(r, &w, i, &c, fault);
		if (err)
			return err;
		if (c.flags & ~VBUS_VRING_FLAGS)
			return vbus_vring_lie(fault,
					      "descriptor with unknown flags",
					      c.flags);

		if (c.flags & VRING_DESC_F_INDIRECT) {
			err = vbus_vring_enter(r, &w, &c, fault);
			if (err)
				return err;
			i = 0;
			continue;
		}

		err = vbus_vring_add(chain, &n, &c, fault);
		if (err)
			return err;
		if (!(c.flags & VRING_DESC_F_NEXT))
			return 0;
		if (c.next >= w.limit)
			return vbus_vring_lie(fault,
					      "next descriptor beyond the last",
					      c.next);
		i = c.next;
	}
}

/* ---- chains ---- */

/**
 * vbus_vring_get() - take the next chain
 * @r: the ring
 * @chain: with max set; the rest is filled
 * @fault: filled for -EIO
 *
 * Context: where the driver's memory can be read; one caller at a time, which
 * may run beside vbus_vring_put().
 * Return: 0; -EAGAIN if there is none; -EIO if the driver lies
 */
int vbus_vring_get(struct vbus_vring *r, struct vbus_virtio_chain *chain,
		   struct vbus_vring_fault *fault)
{
	/* Pairs with the driver's release: the chain is there. */
	u16 idx = vbus_vring_u16(virt_load_acquire(&r->avail->idx));
	u16 n = idx - r->next_avail, at = r->next_avail & (r->num - 1);
	u16 head;
	int err;

	if (!n)
		return -EAGAIN;
	if (n > r->num)
		return vbus_vring_lie(fault,
				      "more chains available than the ring has entries",
				      n);

	head = vbus_vring_u16(READ_ONCE(r->avail->ring[at]));
	if (head >= r->num)
		return vbus_vring_lie(fault, "chain that begins beyond the ring",
				      head);
	if (test_bit(head, r->busy))
		return vbus_vring_lie(fault,
				      "chain that the device has already",
				      head);

	memset(&chain->out, 0, sizeof(chain->out));
	memset(&chain->in, 0, sizeof(chain->in));
	chain->written = 0;
	chain->head = head;
	err = vbus_vring_walk(r, head, chain, fault);
	if (err)
		return err;

	set_bit(head, r->busy);
	r->next_avail++;
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_vring_get);

/**
 * vbus_vring_unget() - leave the chain that was taken last
 * @r: the ring
 * @head: of the chain
 *
 * Context: as vbus_vring_get().
 */
void vbus_vring_unget(struct vbus_vring *r, u16 head)
{
	clear_bit(head, r->busy);
	r->next_avail--;
}
EXPORT_SYMBOL_GPL(vbus_vring_unget);

/**
 * vbus_vring_fill() - give a chain back, used, with the next vbus_vring_put()
 * @r: the ring
 * @head: of the chain
 * @written: bytes that were written to it
 *
 * The driver does not see it before.
 *
 * Context: any; one caller at a time of this and vbus_vring_put().
 */
void vbus_vring_fill(struct vbus_vring *r, u16 head, u32 written)
{
	struct vring_used_elem *e;

	e = &r->used->ring[r->next_used & (r->num - 1)];
	WRITE_ONCE(e->id, __cpu_to_virtio32(true, head));
	WRITE_ONCE(e->len, __cpu_to_virtio32(true, written));
	clear_bit(head, r->busy);
	r->next_used++;
}
EXPORT_SYMBOL_GPL(vbus_vring_fill);

/**
 * vbus_vring_put() - give a chain back, used
 * @r: the ring
 * @head: of the chain
 * @written: bytes that were written to it
 *
 * Context: any; one caller at a time.
 */
void vbus_vring_put(struct vbus_vring *r, u16 head, u32 written)
{
	vbus_vring_fill(r, head, written);
	/*
	 * The driver sees the entry, and what was written; and when it makes
	 * the head available again, vbus_vring_get() sees that it is free.
	 */
	virt_store_release(&r->used->idx, __cpu_to_virtio16(true, r->next_used));
}
EXPORT_SYMBOL_GPL(vbus_vring_put);

/* ---- who wants to hear ---- */

/**
 * vbus_vring_must_tell() - does the driver want to hear of what was put?
 * @r: the ring
 *
 * Context: any; not beside vbus_vring_put().
 * Return: true if so; the caller tells it
 */
bool vbus_vring_must_tell(struct vbus_vring *r)
{
	u16 event, old = r->told;
	bool valid = r->told_valid;

	/* T: either we see that the driver listens, or it sees used->idx. */
	virt_mb();
	if (!r->event_idx)
		return !(vbus_vring_u16(READ_ONCE(r->avail->flags)) &
			 VRING_AVAIL_F_NO_INTERRUPT);

	event = vbus_vring_u16(READ_ONCE(*vbus_vring_used_event(r)));
	r->told = r->next_used;
	r->told_valid = true;
	return !valid || vring_need_event(event, r->next_used, old);
}
EXPORT_SYMBOL_GPL(vbus_vring_must_tell);

/**
 * vbus_vring_unlisten() - the driver need not tell of chains
 * @r: the ring
 *
 * A hint: it may tell all the same.
 *
 * Context: as vbus_vring_get().
 */
void vbus_vring_unlisten(struct vbus_vring *r)
{
	/* An index that is not moved on is as good for a while. */
	if (!r->event_idx)
		WRITE_ONCE(r->used->flags,
			   __cpu_to_virtio16(true, VRING_USED_F_NO_NOTIFY));
}
EXPORT_SYMBOL_GPL(vbus_vring_unlisten);

/**
 * vbus_vring_listen() - the driver shall tell of the next chain
 * @r: the ring
 *
 * Context: as vbus_vring_get().
 * Return: true if one has come meanwhile, of which it may not have told
 */
bool vbus_vring_listen(struct vbus_vring *r)
{
	if (r->event_idx)
		WRITE_ONCE(*vbus_vring_avail_event(r),
			   __cpu_to_virtio16(true, r->next_avail));
	else
		WRITE_ONCE(r->used->flags, __cpu_to_virtio16(true, 0));
	/* L: either the driver sees that we listen, or we see avail->idx. */
	virt_mb();
	return vbus_vring_has(r);
}
EXPORT_SYMBOL_GPL(vbus_vring_listen);

/**
 * vbus_vring_has() - is there a chain?
 * @r: the ring
 *
 * A look without a promise: vbus_vring_get() says what it is.
 *
 * Context: as vbus_vring_get().
 * Return: true if the driver's index says so
 */
bool vbus_vring_has(const struct vbus_vring *r)
{
	return vbus_vring_u16(READ_ONCE(r->avail->idx)) != r->next_avail;
}
EXPORT_SYMBOL_GPL(vbus_vring_has);

/**
 * vbus_virtio_iter_advance() - go on in the buffers of a chain
 * @it: the place
 * @n: bytes; no more than are left
 *
 * Context: any.
 */
void vbus_virtio_iter_advance(struct vbus_virtio_iter *it, u32 n)
{
	it->left -= n;
	while (n && n >= it->seg->len - it->off) {
		n -= it->seg->len - it->off;
		it->off = 0;
		it->seg++;
	}
	it->off += n;
}
EXPORT_SYMBOL_GPL(vbus_virtio_iter_advance);
