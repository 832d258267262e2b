/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_RCUPDATE_H
#define HARNESS_RCUPDATE_H

#include <linux/slab.h>

struct rcu_head {
	int unused;
};

#define kfree_rcu(p, field) kfree(p)

#endif
