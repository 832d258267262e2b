/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_COMPLETION_H
#define HARNESS_COMPLETION_H

struct completion {
	int done;
};

#define complete(c) ((void)((c)->done = 1))

#endif
