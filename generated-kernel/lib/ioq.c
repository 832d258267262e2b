// SPDX-License-Identifier: GPL-2.0
/*
 * IOQ: a lockless ring of descriptors in memory shared with a peer.
 *
 * Ownership of a descriptor is what synchronizes: whoever owns it may touch
 * it, and hands it over by a release store (barrier O) that the other side
 * meets by an acquire load. The two index pairs over the same array only say
 * where to look: valid for slots with a buffer, inuse for slots with payload.
 * One side moves the tail of a pair, one its head.
 *
 * All of it can be rewritten by the peer at any time. So every index is read
 * once into a local, checked against our own copy of the count, and then only
 * the local is used.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/align.h>
#include <linux/errno.h>
#include <linux/ioq.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/printk.h>

#include <asm/barrier.h>

#define IOQ_NO_POS U32_MAX

DEFINE_STATIC_KEY_FALSE(ioq_tracing);
EXPORT_SYMBOL_GPL(ioq_tracing);

/* One reading of an index pair, checked. */
struct ioq_pair {
	u32 head;
	u32 tail;
	bool full;
};

static const char *ioq_idx_name(enum ioq_idx idx)
{
	return idx == IOQ_IDX_INUSE ? "inuse" : "valid";
}

static u32 ioq_next(const struct ioq *q, u32 pos)
{
	return pos + 1 == q->count ? 0 : pos + 1;
}

static u32 ioq_pair_count(const struct ioq *q, const struct ioq_pair *p)
{
	if (p->head == p->tail)
		return p->full ? q->count : 0;

	return p->tail > p->head ? p->tail - p->head
				 : q->count - p->head + p->tail;
}

static bool ioq_pair_full(const struct ioq_pair *p)
{
	return p->full && p->head == p->tail;
}

/*
 * Is there no room to push a slot that is ours? Of valid both ends are the
 * north's, and full says so. Of inuse the other end is the peer's: a full that
 * was set too early (see ioq_move_tail()) may outlive the head's catching up
 * with the tail by the few instructions until the pop clears it. But a slot
 * that changes hands with each push and pop is ours only after its pop.
 */
static bool ioq_pair_crowded(enum ioq_idx idx, unsigned int flags,
			     const struct ioq_pair *p)
{
	if (idx == IOQ_IDX_INUSE && !(flags & IOQ_ITER_NOFLIPOWNER))
		return false;

	return ioq_pair_full(p);
}

/* Apart, so that those who find nothing wrong have no text on their stack. */
static noinline int ioq_pair_fault(struct ioq *q, enum ioq_idx idx,
				   const struct ioq_pair *p)
{
	char what[64];

	scnprintf(what, sizeof(what), "%s head %u, tail %u: not below %u",
		  ioq_idx_name(idx), p->head, p->tail, q->count);
	shm_signal_fault(q->signal, what);
	return -EIO;
}

static int ioq_pair_read(struct ioq *q, enum ioq_idx idx, struct ioq_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	u8 full;

	/*
	 * F, pairs with the clearing in ioq_move_head(): the producer that
	 * finds full cleared finds the head that moved before.
	 */
	full = virt_load_acquire(&i->full);
	/*
	 * T, pairs with the release in ioq_move_tail(): the consumer that
	 * finds the new tail finds the full that was set before.
	 */
	p->tail = virt_load_acquire(&i->tail);
	p->head = READ_ONCE(i->head);
	p->full = READ_ONCE(i->full) || full;

	if (likely(p->head < q->count && p->tail < q->count))
		return 0;

	return ioq_pair_fault(q, idx, p);
}

static void ioq_move_tail(struct ioq *q, enum ioq_idx idx,
			  const struct ioq_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];
	u32 next = ioq_next(q, p->tail);

	/*
	 * The slot is not handed over yet, so the consumer cannot pass it and
	 * full cannot be too late. It can be too early, when the head moves
	 * just now; then one of the pops to come clears it.
	 */
	if (next == p->head)
		WRITE_ONCE(i->full, 1);

	/* T, pairs with the acquire in ioq_pair_read(): full before tail. */
	virt_store_release(&i->tail, next);
}

static void ioq_move_head(struct ioq *q, enum ioq_idx idx,
			  const struct ioq_pair *p)
{
	struct ioq_ring_idx *i = &q->head->idx[idx];

	WRITE_ONCE(i->head, ioq_next(q, p->head));

	if (!p->full)
		return;

	/* F, pairs with the acquire in ioq_pair_read(): head before full. */
	virt_store_release(&i->full, 0);
}

static void ioq_give(struct ioq_iterator *it)
{
	/*
	 * O, pairs with the acquire in ioq_iter_mine(): slot, payload and
	 * indices before the owner.
	 */
	virt_store_release(&it->desc->sown, !it->ioq->locality);
}

static void ioq_iter_place(struct ioq_iterator *it, u32 pos)
{
	/* A guest must not train us to look beyond the ring. */
	pos = array_index_nospec(pos, it->ioq->count);

	it->pos = pos;
	it->desc = &it->ioq->head->ring[pos];
}

/* Of pair @p as it was before the move. */
static noinline void ioq_trace_moved(const struct ioq_iterator *it, bool push,
				     const struct ioq_pair *p)
{
	/* Pairs with the release in ioq_set_tracer(). */
	struct ioq_tracer *t = smp_load_acquire(&it->ioq->tracer);
	u32 used = ioq_pair_count(it->ioq, p);

	if (t)
		t->moved(t, push, it->dual ? IOQ_IDX_BOTH : it->idx, it->pos,
			 push ? used + 1 : used - 1);
}

/* For ioq_signal() only. */
void ioq_trace_signal(struct ioq *q)
{
	enum shm_locality peer = q->locality == SHM_LOCALITY_NORTH ?
				 SHM_LOCALITY_SOUTH : SHM_LOCALITY_NORTH;
	const struct shm_signal_irq *irq = &q->signal->desc->irq[peer];
	/* Pairs with the release in ioq_set_tracer(). */
	struct ioq_tracer *t = smp_load_acquire(&q->tracer);

	if (t)
		t->signal(t, READ_ONCE(irq->enabled) &&
			     !READ_ONCE(irq->pending) ? IOQ_SIGNAL_SENT :
							IOQ_SIGNAL_MASKED);
}
EXPORT_SYMBOL_GPL(ioq_trace_signal);

static noinline void ioq_trace_heard(struct ioq *q)
{
	/* Pairs with the release in ioq_set_tracer(). */
	struct ioq_tracer *t = smp_load_acquire(&q->tracer);

	if (t)
		t->signal(t, IOQ_SIGNAL_HEARD);
}

static void ioq_wake(struct shm_signal_notifier *sn)
{
	struct ioq *q = container_of(sn, struct ioq, shm_notifier);
	struct ioq_notifier *n;

	if (static_branch_unlikely(&ioq_tracing))
		ioq_trace_heard(q);

	if (wq_has_sleeper(&q->wq))
		wake_up(&q->wq);

	/* Pairs with the release in ioq_set_notifier(). */
	n = smp_load_acquire(&q->notifier);
	if (n)
		n->signal(n);
}

static void ioq_release(struct kref *kref)
{
	struct ioq *q = container_of(kref, struct ioq, kref);

	ioq_stop(q);
	shm_signal_put(q->signal);
	if (q->ops->release)
		q->ops->release(q);
}

/**
 * ioq_ring_size() - bytes of a ring
 * @count: number of slots, at most %IOQ_MAX_COUNT
 *
 * Return: the exact length of the shared segment
 */
size_t ioq_ring_size(u32 count)
{
	return sizeof(struct ioq_ring_head) +
	       (size_t)count * sizeof(struct ioq_ring_desc);
}
EXPORT_SYMBOL_GPL(ioq_ring_size);

/**
 * ioq_format() - make a fresh ring
 * @head: the memory, ioq_ring_size(@count) bytes; all of it is written
 * @count: number of slots, 1 to %IOQ_MAX_COUNT
 *
 * The north does this before it registers the memory with the south. All
 * slots belong to the north, both directions of the signal are masked.
 *
 * Context: any.
 */
void ioq_format(struct ioq_ring_head *head, u32 count)
{
	memset(head, 0, ioq_ring_size(count));
	shm_signal_format(&head->signal);
	head->count = count;
	head->ver = IOQ_RING_VER;
	head->magic = IOQ_RING_MAGIC;
}
EXPORT_SYMBOL_GPL(ioq_format);

/**
 * ioq_attach_check() - is this a ring that we understand?
 * @mem: memory that a north registered
 * @len: its length
 * @maxcount: most slots that the caller accepts; never more than
 *	%IOQ_MAX_COUNT
 * @count: where to put the number of slots, to be handed to ioq_init(). The
 *	one in the memory is not to be trusted a second time.
 *
 * Does not write to the memory.
 *
 * Context: any.
 * Return: 0, or -EINVAL on another magic, version, signal, count or length
 */
int ioq_attach_check(const void *mem, size_t len, u32 maxcount, u32 *count)
{
	const struct ioq_ring_head *head = mem;
	u32 magic, ver, n;

	if (len < sizeof(*head) ||
	    !IS_ALIGNED((unsigned long)mem, __alignof__(*head))) {
		pr_warn_ratelimited("peer's ring has %zu bytes at offset %lu\n",
				    len, (unsigned long)mem % PAGE_SIZE);
		return -EINVAL;
	}

	magic = READ_ONCE(head->magic);
	if (magic != IOQ_RING_MAGIC) {
		pr_warn_ratelimited("peer's magic is 0x%08x, not 0x%08x\n",
				    magic, IOQ_RING_MAGIC);
		return -EINVAL;
	}

	ver = READ_ONCE(head->ver);
	if (ver != IOQ_RING_VER) {
		pr_warn_ratelimited("peer's version is %u, not %u\n",
				    ver, IOQ_RING_VER);
		return -EINVAL;
	}

	if (shm_signal_check(&head->signal))
		return -EINVAL;

	n = READ_ONCE(head->count);
	maxcount = min_t(u32, maxcount, IOQ_MAX_COUNT);
	if (!n || n > maxcount) {
		pr_warn_ratelimited("peer's count is %u, not 1 to %u\n",
				    n, maxcount);
		return -EINVAL;
	}

	if (len != ioq_ring_size(n)) {
		pr_warn_ratelimited("peer's ring of %u has %zu bytes, not %zu\n",
				    n, len, ioq_ring_size(n));
		return -EINVAL;
	}

	*count = n;
	return 0;
}
EXPORT_SYMBOL_GPL(ioq_attach_check);

/**
 * ioq_init() - build this side's object over a ring
 * @q: the object, with one reference for the caller
 * @ops: the creator's
 * @locality: the side that the caller is
 * @head: shared memory that ioq_format() or ioq_attach_check() saw; it stays
 *	as long as the object does
 * @count: number of slots, from the caller's own memory
 * @signal: the ring's signal, without a notifier; the ring takes a reference
 *
 * Does not touch the ring.
 *
 * Context: any, but on PREEMPT_RT none with hard interrupts off.
 * Return: 0; -EINVAL without a signal, on one of the other side and on a bad
 * count; -EBUSY if the signal has a notifier. After an error @q is unused.
 */
int ioq_init(struct ioq *q, const struct ioq_ops *ops,
	     enum shm_locality locality, struct ioq_ring_head *head, u32 count,
	     struct shm_signal *signal)
{
	if (!signal || signal->locality != locality ||
	    !count || count > IOQ_MAX_COUNT)
		return -EINVAL;

	if (READ_ONCE(signal->notifier))
		return -EBUSY;

	memset(q, 0, sizeof(*q));
	kref_init(&q->kref);
	q->ops = ops;
	q->locality = locality;
	q->head = head;
	q->count = count;
	q->signal = shm_signal_get(signal);
	init_waitqueue_head(&q->wq);
	q->shm_notifier.signal = ioq_wake;
	shm_signal_set_notifier(signal, &q->shm_notifier);

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_init);

/**
 * ioq_put() - drop a reference
 * @q: the ring
 *
 * Context: process, not from within a notifier: the last one waits for a
 * notifier that runs.
 */
void ioq_put(struct ioq *q)
{
	kref_put(&q->kref, ioq_release);
}
EXPORT_SYMBOL_GPL(ioq_put);

/**
 * ioq_set_notifier() - choose who hears of the peer's signals
 * @q: the ring
 * @n: the notifier, or NULL. It stays until ioq_stop() or the last ioq_put().
 *
 * Set it before ioq_notify_enable(), or signals before go by.
 *
 * Context: any.
 */
void ioq_set_notifier(struct ioq *q, struct ioq_notifier *n)
{
	/* Pairs with the acquire in ioq_wake(): its content before it. */
	smp_store_release(&q->notifier, n);
}
EXPORT_SYMBOL_GPL(ioq_set_notifier);

/**
 * ioq_set_tracer() - choose who watches the ring
 * @q: the ring
 * @t: the tracer, or NULL. It stays until another is set and nobody is in a
 *	push, pop or signal of this side, or until the last ioq_put().
 *
 * Context: any.
 */
void ioq_set_tracer(struct ioq *q, struct ioq_tracer *t)
{
	/* Pairs with the acquires of ioq_trace_*(): its content before it. */
	smp_store_release(&q->tracer, t);
}
EXPORT_SYMBOL_GPL(ioq_set_tracer);

/**
 * ioq_trace_begin() - let the tracers of all rings run
 *
 * As a tracepoint's reg function. Until somebody asks, a ring costs nothing
 * more for having a tracer.
 *
 * Context: process; may sleep.
 * Return: 0
 */
int ioq_trace_begin(void)
{
	static_branch_inc(&ioq_tracing);
	return 0;
}
EXPORT_SYMBOL_GPL(ioq_trace_begin);

/**
 * ioq_trace_end() - undo one ioq_trace_begin()
 *
 * Context: process; may sleep.
 */
void ioq_trace_end(void)
{
	static_branch_dec(&ioq_tracing);
}
EXPORT_SYMBOL_GPL(ioq_trace_end);

/**
 * ioq_stop() - hear of the peer no more
 * @q: the ring
 *
 * Afterwards no notifier runs, and none will. The ring itself stays usable,
 * e.g. to reap it.
 *
 * Context: process; not from within a notifier.
 */
void ioq_stop(struct ioq *q)
{
	shm_signal_stop(q->signal);
}
EXPORT_SYMBOL_GPL(ioq_stop);

/**
 * ioq_count() - slots between the ends
 * @q: the ring
 * @idx: %IOQ_IDX_VALID or %IOQ_IDX_INUSE
 *
 * Exact for the side that moves one of the ends, up to what the other side
 * does meanwhile.
 *
 * Return: 0 to the ring's count; 0 also when the peer broke the pair
 */
u32 ioq_count(struct ioq *q, enum ioq_idx idx)
{
	struct ioq_pair p;

	if (idx > IOQ_IDX_INUSE || ioq_pair_read(q, idx, &p))
		return 0;

	return ioq_pair_count(q, &p);
}
EXPORT_SYMBOL_GPL(ioq_count);

/**
 * ioq_remain() - room between the ends
 * @q: the ring
 * @idx: %IOQ_IDX_VALID or %IOQ_IDX_INUSE
 *
 * Return: the ring's count less ioq_count(); 0 when the peer broke the pair
 */
u32 ioq_remain(struct ioq *q, enum ioq_idx idx)
{
	struct ioq_pair p;

	if (idx > IOQ_IDX_INUSE || ioq_pair_read(q, idx, &p))
		return 0;

	return q->count - ioq_pair_count(q, &p);
}
EXPORT_SYMBOL_GPL(ioq_remain);

/**
 * ioq_iter_init() - make an iterator
 * @q: the ring
 * @it: the iterator, still without a position: see ioq_iter_seek()
 * @idx: the pair to work on. %IOQ_IDX_BOTH is valid, with pushes mirrored
 *	into inuse.
 * @flags: IOQ_ITER_*, for all calls with this iterator
 *
 * Return: 0, or -EINVAL on another @idx
 */
int ioq_iter_init(struct ioq *q, struct ioq_iterator *it, enum ioq_idx idx,
		  unsigned int flags)
{
	if (idx > IOQ_IDX_BOTH)
		return -EINVAL;

	it->ioq = q;
	it->dual = idx == IOQ_IDX_BOTH;
	it->idx = it->dual ? IOQ_IDX_VALID : idx;
	it->flags = flags;
	it->pos = IOQ_NO_POS;
	it->desc = NULL;

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_init);

/**
 * ioq_iter_seek() - position an iterator
 * @it: the iterator; unchanged after an error
 * @whence: where to
 * @off: slot number, for %IOQ_SEEK_SET
 * @flags: none so far, 0
 *
 * Does not ask who owns the slot.
 *
 * Return: 0; -EINVAL on a slot beyond the ring, an unknown @whence, and on
 * %IOQ_SEEK_NEXT without a position; -EIO if the peer broke the pair
 */
int ioq_iter_seek(struct ioq_iterator *it, enum ioq_seek whence, u32 off,
		  unsigned int flags)
{
	struct ioq *q = it->ioq;
	struct ioq_pair p;
	int err;

	switch (whence) {
	case IOQ_SEEK_HEAD:
	case IOQ_SEEK_TAIL:
		err = ioq_pair_read(q, it->idx, &p);
		if (err)
			return err;
		off = whence == IOQ_SEEK_HEAD ? p.head : p.tail;
		break;
	case IOQ_SEEK_NEXT:
		if (!it->desc)
			return -EINVAL;
		off = ioq_next(q, it->pos);
		break;
	case IOQ_SEEK_SET:
		if (off >= q->count)
			return -EINVAL;
		break;
	default:
		return -EINVAL;
	}

	ioq_iter_place(it, off);
	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_seek);

/**
 * ioq_iter_mine() - does the slot belong to this side?
 * @it: the iterator
 *
 * If so, all that the peer wrote before it let go is seen.
 *
 * Return: false also without a position
 */
bool ioq_iter_mine(const struct ioq_iterator *it)
{
	if (!it->desc)
		return false;

	/* O, pairs with the release in ioq_give(). */
	return virt_load_acquire(&it->desc->sown) == it->ioq->locality;
}
EXPORT_SYMBOL_GPL(ioq_iter_mine);

/**
 * ioq_iter_read() - copy the slot
 * @it: the iterator
 * @copy: where to. The values are the peer's: check them, use the copy.
 *
 * Return: 0, or -EAGAIN if the slot belongs to the peer
 */
int ioq_iter_read(const struct ioq_iterator *it, struct ioq_ring_desc *copy)
{
	const struct ioq_ring_desc *desc = it->desc;

	if (!ioq_iter_mine(it))
		return -EAGAIN;

	memset(copy, 0, sizeof(*copy));
	copy->cookie = READ_ONCE(desc->cookie);
	copy->ptr = READ_ONCE(desc->ptr);
	copy->len = READ_ONCE(desc->len);
	copy->valid = READ_ONCE(desc->valid);
	copy->sown = it->ioq->locality;

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_read);

/**
 * ioq_iter_write() - put a buffer into the slot
 * @it: the iterator
 * @cookie: the caller's; a peer can change it, so an index is better than a
 *	pointer
 * @ptr: address of the buffer
 * @len: bytes
 *
 * Return: 0, or -EINVAL if the slot belongs to the peer
 */
int ioq_iter_write(struct ioq_iterator *it, u64 cookie, u64 ptr, u64 len)
{
	struct ioq_ring_desc *desc = it->desc;

	if (!ioq_iter_mine(it))
		return -EINVAL;

	WRITE_ONCE(desc->cookie, cookie);
	WRITE_ONCE(desc->ptr, ptr);
	WRITE_ONCE(desc->len, len);
	WRITE_ONCE(desc->valid, 1);

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_write);

static noinline int ioq_drift(struct ioq *q, u32 valid, u32 inuse)
{
	char what[64];

	scnprintf(what, sizeof(what), "tails differ: valid %u, inuse %u",
		  valid, inuse);
	shm_signal_fault(q->signal, what);
	return -EINVAL;
}

/**
 * ioq_iter_push() - append the slot to the pair and hand it over
 * @it: the iterator, at the tail; moves on by one
 * @flags: IOQ_ITER_*, besides those of the iterator
 *
 * Return: 0; -EINVAL if the iterator is not at the tail, if the slot belongs
 * to the peer, or if both pairs are asked for and their tails differ; -ENOSPC
 * if there is no room; -EIO if the peer broke a pair
 */
int ioq_iter_push(struct ioq_iterator *it, unsigned int flags)
{
	struct ioq *q = it->ioq;
	struct ioq_pair p, inuse;
	int err;

	flags |= it->flags;

	if (!it->desc)
		return -EINVAL;

	err = ioq_pair_read(q, it->idx, &p);
	if (err)
		return err;

	if (it->pos != p.tail)
		return -EINVAL;

	if (ioq_pair_crowded(it->idx, flags, &p))
		return -ENOSPC;

	if (!ioq_iter_mine(it))
		return -EINVAL;

	if (it->dual) {
		err = ioq_pair_read(q, IOQ_IDX_INUSE, &inuse);
		if (err)
			return err;

		if (inuse.tail != p.tail)
			return ioq_drift(q, p.tail, inuse.tail);

		if (ioq_pair_crowded(IOQ_IDX_INUSE, flags, &inuse))
			return -ENOSPC;
	}

	ioq_move_tail(q, it->idx, &p);
	if (it->dual)
		ioq_move_tail(q, IOQ_IDX_INUSE, &inuse);

	if (!(flags & IOQ_ITER_NOFLIPOWNER))
		ioq_give(it);

	if (static_branch_unlikely(&ioq_tracing))
		ioq_trace_moved(it, true, &p);

	ioq_iter_place(it, ioq_next(q, it->pos));

	if (flags & IOQ_ITER_AUTOUPDATE)
		ioq_signal(q);

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_push);

/**
 * ioq_iter_pop() - take the slot off the pair and hand it over
 * @it: the iterator, at the head; moves on by one
 * @flags: IOQ_ITER_*, besides those of the iterator. %IOQ_ITER_FORCE takes a
 *	slot of the peer's too; only when the peer is gone.
 *
 * Return: 0; -EINVAL if the iterator is not at the head or the slot belongs
 * to the peer; -ENODATA if the pair is empty; -EIO if the peer broke it
 */
int ioq_iter_pop(struct ioq_iterator *it, unsigned int flags)
{
	struct ioq *q = it->ioq;
	struct ioq_pair p;
	int err;

	flags |= it->flags;

	if (!it->desc)
		return -EINVAL;

	/* First the owner: its slot's indices are then seen as well. */
	if (!ioq_iter_mine(it) && !(flags & IOQ_ITER_FORCE))
		return -EINVAL;

	err = ioq_pair_read(q, it->idx, &p);
	if (err)
		return err;

	if (it->pos != p.head)
		return -EINVAL;

	if (!ioq_pair_count(q, &p))
		return -ENODATA;

	ioq_move_head(q, it->idx, &p);

	if (!(flags & IOQ_ITER_NOFLIPOWNER))
		ioq_give(it);

	if (static_branch_unlikely(&ioq_tracing))
		ioq_trace_moved(it, false, &p);

	ioq_iter_place(it, ioq_next(q, it->pos));

	if (flags & IOQ_ITER_AUTOUPDATE)
		ioq_signal(q);

	return 0;
}
EXPORT_SYMBOL_GPL(ioq_iter_pop);

/* Position at the tail; 0 only if a push there can succeed. */
static int ioq_iter_room(struct ioq *q, struct ioq_iterator *it,
			 enum ioq_idx idx, unsigned int flags)
{
	struct ioq_pair p;
	int err;

	err = ioq_iter_init(q, it, idx, flags);
	if (err)
		return err;

	err = ioq_pair_read(q, it->idx, &p);
	if (err)
		return err;

	ioq_iter_place(it, p.tail);

	/* A slot that came back but was not reaped looks like a free one. */
	if (ioq_pair_crowded(it->idx, flags, &p))
		return -ENOSPC;

	return ioq_iter_mine(it) ? 0 : -EAGAIN;
}

/* Position at the head; 0 only if a pop there can succeed. */
static int ioq_iter_data(struct ioq *q, struct ioq_iterator *it,
			 enum ioq_idx idx, unsigned int flags)
{
	struct ioq_pair p;
	int err;

	err = ioq_iter_init(q, it, idx, flags);
	if (err)
		return err;

	err = ioq_iter_seek(it, IOQ_SEEK_HEAD, 0, 0);
	if (err)
		return err;

	if (!(flags & IOQ_ITER_FORCE) && !ioq_iter_mine(it))
		return -EAGAIN;

	/* After the owner, so that its tail is seen. */
	err = ioq_pair_read(q, it->idx, &p);
	if (err)
		return err;

	return ioq_pair_count(q, &p) ? 0 : -EAGAIN;
}

static int ioq_append(struct ioq *q, enum ioq_idx idx, u64 cookie, u64 ptr,
		      u64 len, unsigned int flags)
{
	struct ioq_iterator it;
	int err;

	err = ioq_iter_room(q, &it, idx, flags);
	if (err)
		return err;

	err = ioq_iter_write(&it, cookie, ptr, len);
	if (err)
		return err;

	return ioq_iter_push(&it, 0);
}

/**
 * ioq_post() - give the south an empty buffer (receive ring, north)
 * @q: the ring
 * @cookie: comes back with the buffer; see ioq_iter_write()
 * @ptr: address of the buffer
 * @len: its capacity in bytes
 *
 * For the first fill; later ioq_recv_repost() returns each slot with a fresh
 * buffer.
 *
 * Context: any; one caller at a time.
 * Return: 0; -ENOSPC if all slots carry a buffer; -EAGAIN if the slot is not
 * ours; -EIO if the peer broke the ring
 */
int ioq_post(struct ioq *q, u64 cookie, u64 ptr, u64 len)
{
	return ioq_append(q, IOQ_IDX_VALID, cookie, ptr, len, 0);
}
EXPORT_SYMBOL_GPL(ioq_post);

/**
 * ioq_send() - send one message (transmit ring, north)
 * @q: the ring
 * @cookie: comes back with ioq_reap(); see ioq_iter_write()
 * @ptr: address of the message
 * @len: its length in bytes
 * @flags: %IOQ_ITER_AUTOUPDATE to tell the south at once, or 0 and
 *	ioq_signal() after the last one
 *
 * Context: any; one caller of send and reap at a time.
 * Return: 0; -ENOSPC if no slot is free: reap, or wait for a signal; -EAGAIN
 * if the slot is not ours; -EINVAL or -EIO if the peer broke the ring
 */
int ioq_send(struct ioq *q, u64 cookie, u64 ptr, u64 len, unsigned int flags)
{
	return ioq_append(q, IOQ_IDX_BOTH, cookie, ptr, len, flags);
}
EXPORT_SYMBOL_GPL(ioq_send);

/**
 * ioq_reap() - take back the oldest message sent (transmit ring, north)
 * @q: the ring
 * @copy: the slot as it came back
 * @flags: %IOQ_ITER_FORCE to take what the south still has, on teardown
 *
 * Ends after at most the ring's count if nothing is sent meanwhile and the
 * peer is honest; against a peer that is not, the caller counts.
 *
 * Context: any; one caller of send and reap at a time.
 * Return: 0; -EAGAIN if nothing came back; -EIO if the peer broke the ring
 */
int ioq_reap(struct ioq *q, struct ioq_ring_desc *copy, unsigned int flags)
{
	struct ioq_ring_desc *desc;
	struct ioq_iterator it;
	int err;

	err = ioq_iter_data(q, &it, IOQ_IDX_VALID,
			    flags | IOQ_ITER_NOFLIPOWNER);
	if (err)
		return err;

	desc = it.desc;
	if (!READ_ONCE(desc->valid))
		return -EAGAIN;

	memset(copy, 0, sizeof(*copy));
	copy->cookie = READ_ONCE(desc->cookie);
	copy->ptr = READ_ONCE(desc->ptr);
	copy->len = READ_ONCE(desc->len);
	copy->valid = 1;
	copy->sown = READ_ONCE(desc->sown);

	WRITE_ONCE(desc->valid, 0);
	return ioq_iter_pop(&it, 0);
}
EXPORT_SYMBOL_GPL(ioq_reap);

/**
 * ioq_reap_ready() - would ioq_reap() have something to say?
 * @q: the ring
 *
 * For wait_event(), when ioq_send() found no room: a slot that came back, or
 * the news that the ring is broken.
 *
 * Context: any.
 */
bool ioq_reap_ready(struct ioq *q)
{
	struct ioq_iterator it;

	return ioq_iter_data(q, &it, IOQ_IDX_VALID, 0) != -EAGAIN;
}
EXPORT_SYMBOL_GPL(ioq_reap_ready);

/**
 * ioq_recv_ready() - would ioq_recv() have something to say?
 * @q: the ring
 *
 * For wait_event(): a message, or the news that the ring is broken.
 *
 * Context: any.
 */
bool ioq_recv_ready(struct ioq *q)
{
	struct ioq_iterator it;

	return ioq_iter_data(q, &it, IOQ_IDX_INUSE, 0) != -EAGAIN;
}
EXPORT_SYMBOL_GPL(ioq_recv_ready);

/**
 * ioq_recv() - look at the oldest message (transmit ring in the south,
 * receive ring in the north)
 * @q: the ring
 * @it: for ioq_recv_done() or ioq_recv_repost()
 * @copy: the slot; the values are the peer's
 *
 * The message stays until one of those two. A fast peer can keep a loop over
 * this going: count, and come back later.
 *
 * Context: any; one caller at a time.
 * Return: 0; -EAGAIN if there is none; -EIO if the peer broke the ring
 */
int ioq_recv(struct ioq *q, struct ioq_iterator *it,
	     struct ioq_ring_desc *copy)
{
	int err;

	err = ioq_iter_data(q, it, IOQ_IDX_INUSE, 0);
	if (err)
		return err;

	return ioq_iter_read(it, copy);
}
EXPORT_SYMBOL_GPL(ioq_recv);

/**
 * ioq_recv_done() - return the slot of a message, its buffer with it
 * @it: from ioq_recv()
 *
 * Context: any; one caller at a time.
 * Return: as ioq_iter_pop()
 */
int ioq_recv_done(struct ioq_iterator *it)
{
	return ioq_iter_pop(it, 0);
}
EXPORT_SYMBOL_GPL(ioq_recv_done);

/**
 * ioq_recv_repost() - return the slot of a message with a fresh buffer
 * (receive ring, north)
 * @it: from ioq_recv()
 * @cookie: as ioq_post()
 * @ptr: as ioq_post()
 * @len: as ioq_post()
 *
 * Context: any; one caller at a time.
 * Return: as ioq_iter_pop()
 */
int ioq_recv_repost(struct ioq_iterator *it, u64 cookie, u64 ptr, u64 len)
{
	int err;

	err = ioq_iter_write(it, cookie, ptr, len);
	if (err)
		return err;

	return ioq_iter_pop(it, 0);
}
EXPORT_SYMBOL_GPL(ioq_recv_repost);

/**
 * ioq_fill_ready() - would ioq_fill() have something to say?
 * @q: the ring
 *
 * For wait_event(): a free buffer, or the news that the ring is broken.
 *
 * Context: any.
 */
bool ioq_fill_ready(struct ioq *q)
{
	struct ioq_iterator it;
	int err;

	err = ioq_iter_room(q, &it, IOQ_IDX_INUSE, 0);
	return err != -EAGAIN && err != -ENOSPC;
}
EXPORT_SYMBOL_GPL(ioq_fill_ready);

/**
 * ioq_fill() - look at the next empty buffer (receive ring, south)
 * @q: the ring
 * @it: for ioq_fill_done()
 * @copy: the slot, its len being the capacity; the values are the peer's
 *
 * Context: any; one caller at a time.
 * Return: 0; -EAGAIN if there is none; -EIO if the peer broke the ring
 */
int ioq_fill(struct ioq *q, struct ioq_iterator *it,
	     struct ioq_ring_desc *copy)
{
	int err;

	err = ioq_iter_room(q, it, IOQ_IDX_INUSE, 0);
	if (err)
		return err == -ENOSPC ? -EAGAIN : err;

	return ioq_iter_read(it, copy);
}
EXPORT_SYMBOL_GPL(ioq_fill);

/**
 * ioq_fill_done() - send the buffer north
 * @it: from ioq_fill()
 * @used: bytes written, at most the capacity
 *
 * Context: any; one caller at a time.
 * Return: as ioq_iter_push()
 */
int ioq_fill_done(struct ioq_iterator *it, u64 used)
{
	if (!ioq_iter_mine(it))
		return -EINVAL;

	WRITE_ONCE(it->desc->len, used);
	return ioq_iter_push(it, 0);
}
EXPORT_SYMBOL_GPL(ioq_fill_done);

/**
 * ioq_flush() - return all empty buffers with a length of 0 (receive ring,
 * south)
 * @q: the ring
 *
 * Context: any; one caller of fill and flush at a time.
 * Return: number of buffers returned, or the error of ioq_fill_done()
 */
int ioq_flush(struct ioq *q)
{
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	int err = 0;
	u32 n;

	/* A north that posts them again at once does not hold us. */
	for (n = 0; n < q->count; n++) {
		err = ioq_fill(q, &it, &desc);
		if (!err)
			err = ioq_fill_done(&it, 0);
		if (err)
			break;
	}

	if (n)
		ioq_signal(q);

	if (err && err != -EAGAIN)
		return err;

	return n;
}
EXPORT_SYMBOL_GPL(ioq_flush);

MODULE_DESCRIPTION("IOQ: lockless descriptor rings in shared memory");
MODULE_LICENSE("GPL");
