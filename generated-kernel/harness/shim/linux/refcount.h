/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_REFCOUNT_H
#define HARNESS_REFCOUNT_H

typedef struct {
	int n;
} refcount_t;

#define refcount_inc(r) ((void)__atomic_fetch_add(&(r)->n, 1, __ATOMIC_RELAXED))
#define refcount_dec_and_test(r)					\
	(__atomic_fetch_sub(&(r)->n, 1, __ATOMIC_ACQ_REL) == 1)

#endif
