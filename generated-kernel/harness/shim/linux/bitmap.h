/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_BITMAP_H
#define HARNESS_BITMAP_H

#include "slab.h"

#define bitmap_zalloc(n, flags) shim_alloc(((n) + 63) / 64, 8)
#define bitmap_free(p) free(p)

#endif
