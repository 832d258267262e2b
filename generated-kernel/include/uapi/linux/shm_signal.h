/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
#ifndef _UAPI_LINUX_SHM_SIGNAL_H
#define _UAPI_LINUX_SHM_SIGNAL_H

#include <linux/types.h>

#define SHM_SIGNAL_MAGIC 0x58fa39dfU
#define SHM_SIGNAL_VER 1U

/* The two sides of a connection; north owns the memory. */
enum shm_locality {
	SHM_LOCALITY_NORTH = 0,
	SHM_LOCALITY_SOUTH = 1,
};

/* One direction of notification. */
struct shm_signal_irq {
	__u8 enabled;
	__u8 pending;
	__u8 dirty;
};

/* A signal as it lies in shared memory; irq[X] travels to side X. */
struct shm_signal_desc {
	__u32 magic;
	__u32 ver;
	struct shm_signal_irq irq[2];
	__u8 __reserved0[2];
};

#endif
