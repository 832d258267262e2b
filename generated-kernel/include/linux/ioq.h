/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_IOQ_H
#define _LINUX_IOQ_H

#include <linux/jump_label.h>
#include <linux/kref.h>
#include <linux/shm_signal.h>
#include <linux/types.h>
#include <linux/wait.h>

#include <uapi/linux/ioq.h>

/**
 * DOC: using a ring
 *
 * North owns the memory, south is the device. Each of the three patterns is a
 * loop over one or two calls; none of them sleeps, one caller at a time per
 * ring and role. What a peer writes is copied once and checked: a broken ring
 * gives -EIO and a ratelimited message, and the loops end. A peer that is fast
 * or evil can keep a loop going for ever, so a loop has a budget.
 *
 * Receive ring, south to north::
 *
 *	north, once:	while (!ioq_post(q, cookie, ptr, size))
 *				next buffer;
 *	south:		if (!ioq_fill(q, &it, &d)) {
 *				write at most d.len bytes to d.ptr;
 *				ioq_fill_done(&it, used);
 *			}
 *			ioq_signal(q);
 *	north:		while (budget-- && !ioq_recv(q, &it, &d)) {
 *				read d.len bytes (check: the peer wrote it);
 *				ioq_recv_repost(&it, cookie, ptr, size);
 *			}
 *			ioq_signal(q);
 *
 * Transmit ring, north to south::
 *
 *	north:		while (budget-- && !ioq_reap(q, &d, 0))
 *				free the buffer of d.cookie;
 *			ioq_send(q, cookie, ptr, len, IOQ_ITER_AUTOUPDATE);
 *	south:		while (budget-- && !ioq_recv(q, &it, &d)) {
 *				read d.len bytes from d.ptr;
 *				ioq_recv_done(&it);
 *			}
 *			ioq_signal(q);
 *
 * Flush, asked for by a call of the device: south does ioq_flush(q) on its
 * receive ring and north gets its buffers back with a length of 0.
 *
 * Rest and notification: ioq_notify_disable() while polling, then
 * ioq_notify_enable(); what came in between makes the notifier run at once.
 * A thread waits by wait_event(q->wq, ioq_recv_ready(q)), notifications being
 * enabled; likewise ioq_fill_ready() and, for room to send, ioq_reap_ready().
 */

struct ioq;

/**
 * struct ioq_ops - what the creator of a ring supplies
 * @release: the last reference is gone; free the ring and, in the north, its
 *	memory. Process context.
 */
struct ioq_ops {
	void (*release)(struct ioq *q);
};

/**
 * struct ioq_notifier - who hears of a ring
 * @signal: the peer signalled; same context as &struct shm_signal_notifier
 */
struct ioq_notifier {
	void (*signal)(struct ioq_notifier *n);
};

/**
 * enum ioq_signal_event - what happened to a signal
 * @IOQ_SIGNAL_SENT: this side signals, and the peer is told
 * @IOQ_SIGNAL_MASKED: this side signals, but the peer listens not or was told
 *	before. A guess, as the peer may change its mind meanwhile.
 * @IOQ_SIGNAL_HEARD: the peer signalled
 */
enum ioq_signal_event {
	IOQ_SIGNAL_SENT = 0,
	IOQ_SIGNAL_MASKED = 1,
	IOQ_SIGNAL_HEARD = 2,
};

/**
 * struct ioq_tracer - who watches a ring, while ioq_trace_begin() asks for it
 * @moved: this side pushed (or popped) the slot @pos of pair @idx, which then
 *	has @used slots; of both pairs, that is the valid one
 * @signal: see there
 *
 * Both run in any context and only look.
 */
struct ioq_tracer {
	void (*moved)(struct ioq_tracer *t, bool push, enum ioq_idx idx,
		      u32 pos, u32 used);
	void (*signal)(struct ioq_tracer *t, enum ioq_signal_event what);
};

DECLARE_STATIC_KEY_FALSE(ioq_tracing);

/**
 * struct ioq - this side's view of one ring; may be embedded
 * @kref: references
 * @ops: the creator's
 * @locality: the side this object stands for
 * @head: the memory shared with the peer
 * @count: number of slots, copied once
 * @signal: the ring's signal, of which the ring holds a reference
 * @wq: woken when the peer signals
 * @notifier: called when the peer signals, or NULL
 * @shm_notifier: hook in @signal
 * @tracer: see ioq_set_tracer(), or NULL
 */
struct ioq {
	struct kref kref;
	const struct ioq_ops *ops;
	enum shm_locality locality;
	struct ioq_ring_head *head;
	u32 count;
	struct shm_signal *signal;
	wait_queue_head_t wq;
	struct ioq_notifier *notifier;
	struct shm_signal_notifier shm_notifier;
	struct ioq_tracer *tracer;
};

/* Iterator flags */
#define IOQ_ITER_AUTOUPDATE	BIT(0)	/* push and pop signal the peer */
#define IOQ_ITER_NOFLIPOWNER	BIT(1)	/* push and pop keep the owner */
#define IOQ_ITER_FORCE		BIT(2)	/* pop whoever owns: teardown only */

/**
 * enum ioq_seek - where ioq_iter_seek() goes
 * @IOQ_SEEK_TAIL: the producing end
 * @IOQ_SEEK_NEXT: one slot on
 * @IOQ_SEEK_HEAD: the consuming end
 * @IOQ_SEEK_SET: the given slot
 */
enum ioq_seek {
	IOQ_SEEK_TAIL = 0,
	IOQ_SEEK_NEXT = 1,
	IOQ_SEEK_HEAD = 2,
	IOQ_SEEK_SET = 3,
};

/**
 * struct ioq_iterator - a position in a ring
 * @ioq: the ring
 * @idx: the index pair that push and pop work on
 * @dual: push mirrors into the inuse pair
 * @flags: IOQ_ITER_*
 * @pos: slot number, below the count once positioned
 * @desc: the slot, or NULL before the first seek. In peer memory: read it by
 *	ioq_iter_read(), write it by ioq_iter_write()
 */
struct ioq_iterator {
	struct ioq *ioq;
	enum ioq_idx idx;
	bool dual;
	unsigned int flags;
	u32 pos;
	struct ioq_ring_desc *desc;
};

size_t ioq_ring_size(u32 count);
void ioq_format(struct ioq_ring_head *head, u32 count);
int ioq_attach_check(const void *mem, size_t len, u32 maxcount, u32 *count);
int ioq_init(struct ioq *q, const struct ioq_ops *ops,
	     enum shm_locality locality, struct ioq_ring_head *head, u32 count,
	     struct shm_signal *signal);
void ioq_set_notifier(struct ioq *q, struct ioq_notifier *n);
void ioq_stop(struct ioq *q);
void ioq_put(struct ioq *q);
void ioq_set_tracer(struct ioq *q, struct ioq_tracer *t);
int ioq_trace_begin(void);
void ioq_trace_end(void);
void ioq_trace_signal(struct ioq *q);

/**
 * ioq_get() - take a reference
 * @q: the ring
 *
 * Context: any.
 * Return: @q
 */
static inline struct ioq *ioq_get(struct ioq *q)
{
	kref_get(&q->kref);
	return q;
}

u32 ioq_count(struct ioq *q, enum ioq_idx idx);
u32 ioq_remain(struct ioq *q, enum ioq_idx idx);

/**
 * ioq_empty() - nothing between the ends?
 * @q: the ring
 * @idx: which pair
 *
 * Return: true also when the peer broke the pair
 */
static inline bool ioq_empty(struct ioq *q, enum ioq_idx idx)
{
	return !ioq_count(q, idx);
}

/**
 * ioq_full() - no room between the ends?
 * @q: the ring
 * @idx: which pair
 *
 * Return: true also when the peer broke the pair
 */
static inline bool ioq_full(struct ioq *q, enum ioq_idx idx)
{
	return !ioq_remain(q, idx);
}

/**
 * ioq_signal() - tell the peer that the ring changed
 * @q: the ring
 *
 * Context: any.
 * Return: as shm_signal_inject()
 */
static inline int ioq_signal(struct ioq *q)
{
	if (static_branch_unlikely(&ioq_tracing))
		ioq_trace_signal(q);

	return shm_signal_inject(q->signal);
}

/**
 * ioq_notify_enable() - hear of the peer's signals, missed ones at once
 * @q: the ring
 */
static inline void ioq_notify_enable(struct ioq *q)
{
	shm_signal_enable(q->signal);
}

/**
 * ioq_notify_disable() - hear no more of the peer's signals for now
 * @q: the ring
 */
static inline void ioq_notify_disable(struct ioq *q)
{
	shm_signal_disable(q->signal);
}

int ioq_iter_init(struct ioq *q, struct ioq_iterator *it, enum ioq_idx idx,
		  unsigned int flags);
int ioq_iter_seek(struct ioq_iterator *it, enum ioq_seek whence, u32 off,
		  unsigned int flags);
bool ioq_iter_mine(const struct ioq_iterator *it);
int ioq_iter_read(const struct ioq_iterator *it, struct ioq_ring_desc *copy);
int ioq_iter_write(struct ioq_iterator *it, u64 cookie, u64 ptr, u64 len);
int ioq_iter_push(struct ioq_iterator *it, unsigned int flags);
int ioq_iter_pop(struct ioq_iterator *it, unsigned int flags);

/* The usage patterns; see DOC above. */
int ioq_post(struct ioq *q, u64 cookie, u64 ptr, u64 len);
int ioq_send(struct ioq *q, u64 cookie, u64 ptr, u64 len, unsigned int flags);
int ioq_reap(struct ioq *q, struct ioq_ring_desc *copy, unsigned int flags);
bool ioq_reap_ready(struct ioq *q);
bool ioq_recv_ready(struct ioq *q);
int ioq_recv(struct ioq *q, struct ioq_iterator *it,
	     struct ioq_ring_desc *copy);
int ioq_recv_done(struct ioq_iterator *it);
int ioq_recv_repost(struct ioq_iterator *it, u64 cookie, u64 ptr, u64 len);
bool ioq_fill_ready(struct ioq *q);
int ioq_fill(struct ioq *q, struct ioq_iterator *it,
	     struct ioq_ring_desc *copy);
int ioq_fill_done(struct ioq_iterator *it, u64 used);
int ioq_flush(struct ioq *q);

#endif
