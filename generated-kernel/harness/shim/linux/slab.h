/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_SLAB_H
#define HARNESS_SLAB_H

#include "../shim.h"

/* The n-th allocation from now fails, if not 0. */
extern int shim_fail_alloc;

static inline void *shim_alloc(size_t n, size_t size)
{
	if (shim_fail_alloc && !--shim_fail_alloc)
		return NULL;
	return calloc(n, size);
}

#define GFP_KERNEL 0
#define kzalloc(size, flags) shim_alloc(1, size)
#define kvcalloc(n, size, flags) shim_alloc(n, size)
#define kfree(p) free(p)
#define kvfree(p) free(p)

#endif
