/* SPDX-License-Identifier: GPL-2.0 */
/* What differs between the kernels we build on: 6.1 and 6.12. */
#ifndef _LINUX_VBUS_COMPAT_H
#define _LINUX_VBUS_COMPAT_H

#include <linux/cleanup.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/version.h>

/* Arguments of struct bus_type's match and uevent. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define VBUS_MATCH_CONST const
#else
#define VBUS_MATCH_CONST
#endif
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
#define VBUS_UEVENT_CONST const
#else
#define VBUS_UEVENT_CONST
#endif

/* One page of another process's memory. */
static inline long vbus_pin_remote_page(struct mm_struct *mm,
					unsigned long addr, unsigned int flags,
					struct page **page)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)
	return pin_user_pages_remote(mm, addr, 1, flags, page, NULL);
#else
	return pin_user_pages_remote(mm, addr, 1, flags, page, NULL, NULL);
#endif
}

#endif
