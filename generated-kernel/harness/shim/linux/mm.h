/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_MM_H
#define HARNESS_MM_H

#include "../shim.h"

#define PAGE_SHIFT 12
#define offset_in_page(p) ((unsigned long)(p) & (PAGE_SIZE - 1))
#define min(a, b) ((a) < (b) ? (a) : (b))

#endif
