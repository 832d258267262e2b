/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_EVENTFD_H
#define HARNESS_EVENTFD_H

#include "../shim.h"

bool eventfd_signal_allowed(void);

#endif
