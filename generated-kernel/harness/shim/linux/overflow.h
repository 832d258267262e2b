/* SPDX-License-Identifier: GPL-2.0 */
#include "../shim.h"

#ifndef check_add_overflow
#define check_add_overflow(a, b, d) __builtin_add_overflow(a, b, d)
#endif
