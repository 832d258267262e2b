/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_WORKQUEUE_H
#define HARNESS_WORKQUEUE_H

struct work_struct {
	int unused;
};

struct delayed_work {
	struct work_struct work;
};

#endif
