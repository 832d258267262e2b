/* SPDX-License-Identifier: GPL-2.0 */
#include "../shim.h"
#define INT_MAX __INT_MAX__
