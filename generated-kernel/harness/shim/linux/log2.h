/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_LOG2_H
#define HARNESS_LOG2_H

#include "../shim.h"

#define is_power_of_2(n) ((n) && !((n) & ((n) - 1)))

#endif
