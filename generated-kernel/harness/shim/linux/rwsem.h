/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_RWSEM_H
#define HARNESS_RWSEM_H

struct rw_semaphore {
	int unused;
};

#endif
