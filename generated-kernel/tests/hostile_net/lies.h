/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a wrong peer writes into a ring: by seed, so that a run can be repeated.
 *
 * The memory contexts of this kernel's connector trust a guest in one thing:
 * what it posts to be written is its own. So wild addresses here are addresses
 * where nothing is, and lengths may lie as they like.
 */
#ifndef _HOSTILE_NET_LIES_H
#define _HOSTILE_NET_LIES_H

#include <linux/ioq.h>
#include <linux/prandom.h>
#include <linux/string.h>
#include <linux/types.h>

/* A peer that may be forgotten is given that long to come to its end. */
#define PATIENCE (20 * HZ)

static inline u32 lie_below(struct rnd_state *rnd, u32 n)
{
	return prandom_u32_state(rnd) % n;
}

static inline bool lie_chance(struct rnd_state *rnd, u32 percent)
{
	return lie_below(rnd, 100) < percent;
}

static inline u64 lie_u64(struct rnd_state *rnd)
{
	u64 high = prandom_u32_state(rnd);

	return high << 32 | prandom_u32_state(rnd);
}

/* Nothing is mapped at any of these, nor anywhere near. */
static inline u64 lie_address(struct rnd_state *rnd)
{
	static const u64 wild[] = {
		0, 1, 8, 0x1000, 0x7fff0000, 0x8000000000000000ULL,
		0x4141414141414141ULL, 0xdead000000000100ULL, U64_MAX,
		U64_MAX - 1, U64_MAX - 63,
	};

	return wild[lie_below(rnd, ARRAY_SIZE(wild))];
}

static inline u64 lie_length(struct rnd_state *rnd)
{
	switch (lie_below(rnd, 8)) {
	case 0:
		return 0;
	case 1:
		return U64_MAX - lie_below(rnd, 64);
	case 2:
		return U32_MAX + (u64)lie_below(rnd, 64);
	case 3:
		return 1ULL << lie_below(rnd, 64);
	case 4:
		return 65536 + lie_below(rnd, 64);
	case 5:
		return lie_u64(rnd);
	default:
		return lie_below(rnd, 4096);
	}
}

static inline u32 lie_index(struct rnd_state *rnd, u32 count)
{
	switch (lie_below(rnd, 6)) {
	case 0:
		return count;
	case 1:
		return count + 1;
	case 2:
		return U32_MAX - lie_below(rnd, 4);
	case 3:
		return prandom_u32_state(rnd);
	default:
		return lie_below(rnd, count);
	}
}

static inline u8 lie_byte(struct rnd_state *rnd)
{
	static const u8 often[] = { 0, 0, 1, 1, 2, 255 };
	u32 n = lie_below(rnd, ARRAY_SIZE(often) + 2);

	return n < ARRAY_SIZE(often) ? often[n] : prandom_u32_state(rnd);
}

/**
 * lie_in_ring() - write one thing into a ring that is not so
 * @rnd: where chance comes from
 * @head: the ring
 * @count: its true number of slots
 * @ptr: what a slot may point to besides wild addresses, or NULL
 *
 * Returns without a lock or a barrier: a peer would not use any.
 */
static inline void lie_in_ring(struct rnd_state *rnd,
			       struct ioq_ring_head *head, u32 count,
			       u64 (*ptr)(struct rnd_state *rnd))
{
	struct ioq_ring_desc *desc = &head->ring[lie_below(rnd, count)];
	struct ioq_ring_idx *idx = &head->idx[lie_below(rnd, 2)];
	struct shm_signal_irq *irq = &head->signal.irq[lie_below(rnd, 2)];

	switch (lie_below(rnd, 16)) {
	case 0:
	case 1:
		WRITE_ONCE(idx->head, lie_index(rnd, count));
		break;
	case 2:
	case 3:
		WRITE_ONCE(idx->tail, lie_index(rnd, count));
		break;
	case 4:
		WRITE_ONCE(idx->full, lie_byte(rnd));
		break;
	case 5:
	case 6:
		WRITE_ONCE(desc->sown, lie_byte(rnd));
		break;
	case 7:
		WRITE_ONCE(desc->valid, lie_byte(rnd));
		break;
	case 8:
		WRITE_ONCE(desc->cookie, lie_chance(rnd, 50) ?
			   lie_index(rnd, count) : lie_u64(rnd));
		break;
	case 9:
		WRITE_ONCE(desc->ptr, ptr && lie_chance(rnd, 50) ?
			   ptr(rnd) : lie_address(rnd));
		break;
	case 10:
	case 11:
		WRITE_ONCE(desc->len, lie_length(rnd));
		break;
	case 12:
		WRITE_ONCE(head->count, lie_index(rnd, count));
		break;
	case 13:
		WRITE_ONCE(irq->enabled, lie_byte(rnd));
		WRITE_ONCE(irq->pending, lie_byte(rnd));
		WRITE_ONCE(irq->dirty, lie_byte(rnd));
		break;
	case 14:
		WRITE_ONCE(head->magic, prandom_u32_state(rnd));
		WRITE_ONCE(head->ver, lie_below(rnd, 8));
		break;
	case 15:
		WRITE_ONCE(head->signal.magic, prandom_u32_state(rnd));
		WRITE_ONCE(head->signal.ver, lie_below(rnd, 4));
		break;
	}
}

#endif
