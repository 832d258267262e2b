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

/* Freeze protection of a file system, where vfs_iter_write() has none. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define vbus_file_start_write(file) do { } while (0)
#define vbus_file_end_write(file) do { } while (0)
#else
#define vbus_file_start_write(file) file_start_write(file)
#define vbus_file_end_write(file) file_end_write(file)
#endif

/* What write() of a tty takes and returns. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 6, 0)
#define vbus_tty_len ssize_t
#define vbus_tty_count size_t
#else
#define vbus_tty_len int
#define vbus_tty_count int
#endif

/*
 * find_vqs of a transport of virtio: @fn for struct virtio_config_ops, by a
 * @find that takes a device, a number, the queues and the array of infos that
 * newer kernels have. With <linux/virtio_config.h> and <linux/slab.h>.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define VBUS_DEFINE_FIND_VQS(fn, find)					\
static int fn(struct virtio_device *vdev, unsigned int n,		\
	      struct virtqueue *vqs[], struct virtqueue_info infos[],	\
	      struct irq_affinity *desc)				\
{									\
	return find(vdev, n, vqs, infos);				\
}
#else
struct virtqueue;

struct virtqueue_info {
	const char *name;
	void (*callback)(struct virtqueue *vq);
	bool ctx;
};

#define VBUS_DEFINE_FIND_VQS(fn, find)					\
static int fn(struct virtio_device *vdev, unsigned int n,		\
	      struct virtqueue *vqs[], vq_callback_t *callbacks[],	\
	      const char *const names[], const bool *ctx,		\
	      struct irq_affinity *desc)				\
{									\
	struct virtqueue_info *infos;					\
	unsigned int i;							\
	int err;							\
									\
	infos = kcalloc(n, sizeof(*infos), GFP_KERNEL);			\
	if (!infos)							\
		return -ENOMEM;						\
	for (i = 0; i < n; i++) {					\
		infos[i].name = names[i];				\
		infos[i].callback = callbacks[i];			\
		infos[i].ctx = ctx && ctx[i];				\
	}								\
	err = find(vdev, n, vqs, infos);				\
	kfree(infos);							\
	return err;							\
}
#endif

/*
 * The same for drivers of virtio: @fn takes a device, a number, the queues and
 * the array of infos. With <linux/virtio_config.h> and <linux/slab.h>.
 */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
#define VBUS_DEFINE_DRIVER_FIND_VQS(fn)					\
static int fn(struct virtio_device *vdev, unsigned int n,		\
	      struct virtqueue *vqs[], struct virtqueue_info infos[])	\
{									\
	return virtio_find_vqs(vdev, n, vqs, infos, NULL);		\
}
#else
#define VBUS_DEFINE_DRIVER_FIND_VQS(fn)					\
static int fn(struct virtio_device *vdev, unsigned int n,		\
	      struct virtqueue *vqs[], struct virtqueue_info infos[])	\
{									\
	vq_callback_t **callbacks;					\
	const char **names;						\
	int err = -ENOMEM;						\
	unsigned int i;							\
									\
	callbacks = kcalloc(n, sizeof(*callbacks), GFP_KERNEL);		\
	names = kcalloc(n, sizeof(*names), GFP_KERNEL);			\
	for (i = 0; callbacks && names && i < n; i++) {			\
		callbacks[i] = infos[i].callback;			\
		names[i] = infos[i].name;				\
	}								\
	if (callbacks && names)						\
		err = virtio_find_vqs(vdev, n, vqs, callbacks, names,	\
				      NULL);				\
	kfree(names);							\
	kfree(callbacks);						\
	return err;							\
}
#endif

#endif
