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

/* A string in TP_fast_assign. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
#define vbus_assign_str(dst, src) __assign_str(dst)
#else
#define vbus_assign_str(dst, src) __assign_str(dst, src)
#endif

/*
 * A page pool: its header, its flag for pages given out in fragments, and its
 * NAPI, which 6.1 does not want to know.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
#define VBUS_PAGE_POOL_H <net/page_pool/helpers.h>
#define VBUS_PAGE_POOL_FRAG 0
#define vbus_page_pool_napi(params, user) ((params)->napi = (user))
#else
#define VBUS_PAGE_POOL_H <net/page_pool.h>
#define VBUS_PAGE_POOL_FRAG PP_FLAG_PAGE_FRAG
#define vbus_page_pool_napi(params, user) do { } while (0)
#endif

/* Nothing of a NAPI waits to be merged or handed up. */
#define vbus_napi_gro_idle(napi) (!(napi)->gro_bitmask && !(napi)->rx_count)

/* A net_device that only carries a NAPI; with <linux/netdevice.h>. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)
#define vbus_alloc_netdev_dummy() alloc_netdev_dummy(0)
#define vbus_free_netdev_dummy(dev) free_netdev(dev)
#else
#define vbus_alloc_netdev_dummy()					\
({									\
	struct net_device *__dev = kzalloc(sizeof(*__dev), GFP_KERNEL);	\
									\
	if (__dev)							\
		init_dummy_netdev(__dev);				\
	__dev;								\
})
#define vbus_free_netdev_dummy(dev) kfree(dev)
#endif

/* Adds one to an eventfd; with <linux/eventfd.h>. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define vbus_eventfd_signal(ctx) eventfd_signal(ctx)
#else
#define vbus_eventfd_signal(ctx) ((void)eventfd_signal(ctx, 1))
#endif

/* Sets flags of a mapping that is being made. */
static inline void vbus_vm_flags_set(struct vm_area_struct *vma,
				     vm_flags_t flags)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)
	vm_flags_set(vma, flags);
#else
	vma->vm_flags |= flags;
#endif
}

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
