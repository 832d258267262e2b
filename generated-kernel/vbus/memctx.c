// SPDX-License-Identifier: GPL-2.0
/*
 * Memory contexts for connectors whose north is a process of this kernel.
 *
 *  current  the memory of whoever runs: for verbs that are done in the caller's
 *           own context and for devices that never copy anywhere else
 *  task     the memory that a process had when the context was made: any thread
 *           of the kernel can copy on its behalf
 */
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include <linux/vbus_compat.h>

#include "internal.h"

/* An address has 64 bits on every kernel; an end past the last byte is none. */
static bool vbus_user_range(u64 addr, unsigned long n)
{
	return addr <= ULONG_MAX && n <= ULONG_MAX - (unsigned long)addr;
}

/* ---- current ---- */

static unsigned long vbus_current_copy_to(struct vbus_memctx *ctx, u64 dst,
					  const void *src, unsigned long n)
{
	if (!current->mm || !vbus_user_range(dst, n))
		return n;

	return copy_to_user(u64_to_user_ptr(dst), src, n);
}

static unsigned long vbus_current_copy_from(struct vbus_memctx *ctx, void *dst,
					    u64 src, unsigned long n)
{
	if (!current->mm || !vbus_user_range(src, n))
		return n;

	return copy_from_user(dst, u64_to_user_ptr(src), n);
}

/* The module has a reference that it never drops. */
static void vbus_current_release(struct vbus_memctx *ctx)
{
	WARN_ON_ONCE(1);
}

static const struct vbus_memctx_ops vbus_current_ops = {
	.copy_to = vbus_current_copy_to,
	.copy_from = vbus_current_copy_from,
	.release = vbus_current_release,
};

static struct vbus_memctx vbus_current_ctx = {
	.kref = KREF_INIT(1),
	.ops = &vbus_current_ops,
};

/**
 * vbus_memctx_current() - the memory of the running process
 *
 * One for all. In a thread of the kernel, and for an address that is none of
 * user space, nothing is copied.
 *
 * Context: any; the copies in process context, where they may sleep.
 * Return: the context with a reference for vbus_memctx_put().
 */
struct vbus_memctx *vbus_memctx_current(void)
{
	return vbus_memctx_get(&vbus_current_ctx);
}
EXPORT_SYMBOL_GPL(vbus_memctx_current);

/* ---- task ---- */

/**
 * struct vbus_task_ctx - the memory of a process
 * @ctx: for devices
 * @mm: held as an object; its pages go when the process ends or runs another
 *	program, and then there is nothing to copy from or to
 */
struct vbus_task_ctx {
	struct vbus_memctx ctx;
	struct mm_struct *mm;
};

/* Up to the end of the page; how many bytes, 0 if there are none. */
static unsigned long vbus_task_copy_page(struct mm_struct *mm,
					 unsigned long addr, void *buf,
					 unsigned long n, bool write)
{
	unsigned long off = offset_in_page(addr);
	struct page *page;
	long got;

	n = min(n, PAGE_SIZE - off);

	mmap_read_lock(mm);
	got = vbus_pin_remote_page(mm, addr, write ? FOLL_WRITE : 0, &page);
	mmap_read_unlock(mm);
	if (got != 1)
		return 0;

	if (write)
		memcpy_to_page(page, off, buf, n);
	else
		memcpy_from_page(buf, page, off, n);
	unpin_user_pages_dirty_lock(&page, 1, write);

	return n;
}

/* Page by page, so that little is pinned; bytes not copied. */
static unsigned long vbus_task_copy(struct vbus_memctx *ctx, u64 addr,
				    void *buf, unsigned long n, bool write)
{
	struct mm_struct *mm = container_of(ctx, struct vbus_task_ctx, ctx)->mm;
	unsigned long done;

	if (!vbus_user_range(addr, n) || !mmget_not_zero(mm))
		return n;

	while (n) {
		done = vbus_task_copy_page(mm, addr, buf, n, write);
		if (!done)
			break;
		addr += done;
		buf += done;
		n -= done;
	}

	mmput(mm);
	return n;
}

static unsigned long vbus_task_copy_to(struct vbus_memctx *ctx, u64 dst,
				       const void *src, unsigned long n)
{
	/* Only read. */
	return vbus_task_copy(ctx, dst, (void *)src, n, true);
}

static unsigned long vbus_task_copy_from(struct vbus_memctx *ctx, void *dst,
					 u64 src, unsigned long n)
{
	return vbus_task_copy(ctx, src, dst, n, false);
}

static void vbus_task_release(struct vbus_memctx *ctx)
{
	struct vbus_task_ctx *tc = container_of(ctx, struct vbus_task_ctx, ctx);

	mmdrop(tc->mm);
	kfree(tc);
}

static const struct vbus_memctx_ops vbus_task_ops = {
	.copy_to = vbus_task_copy_to,
	.copy_from = vbus_task_copy_from,
	.release = vbus_task_release,
};

/**
 * vbus_memctx_task() - the memory of a process
 * @task: a task of it
 *
 * The context is of the memory that the process has now. It keeps neither the
 * process nor the memory alive: when the process has ended, or has executed
 * another program, nothing is copied. So a connection that outlives an exec
 * does not reach into a program that may have more rights.
 *
 * Context: process; may sleep. The copies: process, may sleep, any task, not
 * under a lock that a page fault takes.
 * Return: the context with a reference for vbus_memctx_put(), or an ERR_PTR:
 * -ESRCH for a task without memory (a thread of the kernel, or one that has
 * ended), -ENOMEM.
 */
struct vbus_memctx *vbus_memctx_task(struct task_struct *task)
{
	struct vbus_task_ctx *tc;
	struct mm_struct *mm;

	mm = get_task_mm(task);
	if (!mm)
		return ERR_PTR(-ESRCH);

	tc = kzalloc(sizeof(*tc), GFP_KERNEL);
	if (!tc) {
		mmput(mm);
		return ERR_PTR(-ENOMEM);
	}

	vbus_memctx_init(&tc->ctx, &vbus_task_ops);
	/* The pages are held during a copy, in between just the object. */
	mmgrab(mm);
	tc->mm = mm;
	mmput(mm);
	return &tc->ctx;
}
EXPORT_SYMBOL_GPL(vbus_memctx_task);
