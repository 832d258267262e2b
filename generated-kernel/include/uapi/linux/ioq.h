/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
#ifndef _UAPI_LINUX_IOQ_H
#define _UAPI_LINUX_IOQ_H

#include <linux/types.h>
#include <linux/shm_signal.h>

#define IOQ_RING_MAGIC 0x47fa2fe4U
#define IOQ_MAX_COUNT 2048U
#define IOQ_RING_VER 4U

/* The index pairs of a ring; BOTH and INVALID never lie in memory. */
enum ioq_idx {
	IOQ_IDX_VALID = 0,
	IOQ_IDX_INUSE = 1,
	IOQ_IDX_BOTH = 2,
	IOQ_IDX_INVALID = 3,
};

/* One index pair. */
struct ioq_ring_idx {
	__u32 head;
	__u32 tail;
	__u8 full;
	__u8 __reserved0[3];
};

/* One slot. */
struct ioq_ring_desc {
	__u64 cookie;
	__u64 ptr;
	__u64 len;
	__u8 valid;
	__u8 sown;
	__u8 __reserved0[6];
};

/* Ring header; the slots follow. */
struct ioq_ring_head {
	__u32 magic;
	__u32 ver;
	struct shm_signal_desc signal;
	struct ioq_ring_idx idx[2];
	__u32 count;
	__u8 __reserved0[4];
	struct ioq_ring_desc ring[];
} __attribute__((aligned(8)));

#endif
