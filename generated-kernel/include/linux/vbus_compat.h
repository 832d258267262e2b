/* SPDX-License-Identifier: GPL-2.0 */
/* What differs between the kernels we build on: 6.1 and 6.12. */
#ifndef _LINUX_VBUS_COMPAT_H
#define _LINUX_VBUS_COMPAT_H

#include <linux/version.h>

#endif
