/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_BITOPS_H
#define HARNESS_BITOPS_H

#include "../shim.h"

static inline bool test_bit(unsigned int n, const unsigned long *p)
{
	return __atomic_load_n(&p[n / 64], __ATOMIC_RELAXED) >> (n % 64) & 1;
}

static inline void set_bit(unsigned int n, unsigned long *p)
{
	__atomic_fetch_or(&p[n / 64], 1UL << (n % 64), __ATOMIC_RELAXED);
}

static inline void clear_bit(unsigned int n, unsigned long *p)
{
	__atomic_fetch_and(&p[n / 64], ~(1UL << (n % 64)), __ATOMIC_RELAXED);
}

#endif
