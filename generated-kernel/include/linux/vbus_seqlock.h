/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Sequence counters in shared memory. A region begins with the counter, which
 * one side writes: it is odd while that side writes the rest. Readers copy
 * the region and take the copy if the counter was even, and the same after it.
 *
 * The peer can write all of it at any time: a hostile one gets readers an
 * error, and its own reads torn, no more.
 *
 * virt_*() because the peer may be another machine's CPU even if this kernel
 * has only one.
 */
#ifndef _LINUX_VBUS_SEQLOCK_H
#define _LINUX_VBUS_SEQLOCK_H

#include <linux/errno.h>
#include <linux/processor.h>
#include <linux/string.h>
#include <linux/swab.h>
#include <linux/types.h>
#include <asm/barrier.h>

/* A writer that dies in the middle must not hold a reader for ever. */
#define VBUS_SEQ_TRIES 1000

/* @one is 1 in the order of the counter's bytes. */
static inline u32 vbus_seq_number(u32 raw, u32 one)
{
	return one == 1 ? raw : swab32(raw);
}

/**
 * vbus_seq_read() - copy a region as the other side wrote it last
 * @copy: where to, the counter included; anything on an error
 * @region: the region, which begins with the counter
 * @size: its bytes
 * @one: 1 in the order of the counter's bytes
 *
 * Context: any.
 * Return: 0, or
 * -ENXIO: there is no region
 * -EAGAIN: the other side was writing all the time
 */
static inline int vbus_seq_read(void *copy, const void *region, size_t size,
				u32 one)
{
	const u32 *counter = region;
	unsigned int tries;

	if (!region)
		return -ENXIO;

	for (tries = 0; tries < VBUS_SEQ_TRIES; tries++) {
		u32 before = READ_ONCE(*counter);

		if (!(vbus_seq_number(before, one) & 1)) {
			/* pairs with the second virt_wmb() of vbus_seq_write() */
			virt_rmb();
			memcpy(copy, region, size);
			/* pairs with the first virt_wmb() of vbus_seq_write() */
			virt_rmb();
			if (READ_ONCE(*counter) == before) {
				/* the peer may have changed it in between */
				memcpy(copy, &before, sizeof(before));
				return 0;
			}
		}
		cpu_relax();
	}

	return -EAGAIN;
}

/**
 * vbus_seq_write() - write all of a region behind its counter
 * @region: the region, which begins with the counter
 * @from: what to write; its own counter is not looked at
 * @size: bytes of the region
 * @one: 1 in the order of the counter's bytes
 *
 * Context: any; one caller at a time, and this side alone writes.
 * Return: 0, or
 * -ENXIO: there is no region
 */
static inline int vbus_seq_write(void *region, const void *from, size_t size,
				 u32 one)
{
	u32 *counter = region;
	u32 seq;

	if (!region)
		return -ENXIO;

	/* odd whatever the peer made of it */
	seq = (vbus_seq_number(READ_ONCE(*counter), one) + 1) | 1;
	WRITE_ONCE(*counter, vbus_seq_number(seq, one));
	/* pairs with the second virt_rmb() of vbus_seq_read() */
	virt_wmb();
	memcpy(counter + 1, (const u32 *)from + 1, size - sizeof(*counter));
	/* pairs with the first virt_rmb() of vbus_seq_read() */
	virt_wmb();
	WRITE_ONCE(*counter, vbus_seq_number(seq + 1, one));

	return 0;
}

#endif /* _LINUX_VBUS_SEQLOCK_H */
