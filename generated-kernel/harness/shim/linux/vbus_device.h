/* SPDX-License-Identifier: GPL-2.0 */
/* What the device's end of a ring needs of the bus. */
#ifndef HARNESS_VBUS_DEVICE_H
#define HARNESS_VBUS_DEVICE_H

#include "../shim.h"

#define ERR_PTR(e) ((void *)(long)(e))
#define PTR_ERR(p) ((int)(long)(p))
#define IS_ERR(p) ((unsigned long)(p) >= (unsigned long)-4095)

struct ioq;
struct shm_signal;

/* An address is the harness's own; with @len, an offset from @base. */
struct vbus_memctx {
	const void *base;
	size_t len;
};

struct vbus_shm {
	void *ptr;
	size_t len;
};

int vbus_copy_to(struct vbus_memctx *ctx, u64 dst, const void *src,
		 unsigned long n);
int vbus_copy_from(struct vbus_memctx *ctx, void *dst, u64 src,
		   unsigned long n);
struct ioq *vbus_shm_ioq_attach(struct vbus_shm *shm,
				struct shm_signal *signal, u32 maxcount);

#endif
