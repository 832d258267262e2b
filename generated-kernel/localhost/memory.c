// SPDX-License-Identifier: GPL-2.0
/*
 * Memory of a guest in the same kernel: an address is a kernel address.
 *
 * What is trusted: that a driver passes memory of its own, that the memory is
 * writable where the device has to write, and that it stays until the call
 * or the connection is over. What is checked: that something is mapped there,
 * and that it is the kernel's, so a wild pointer is an error of the call.
 */
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "localhost.h"

static const void *lh_pointer(u64 addr)
{
	return (const void *)(unsigned long)addr;
}

static bool lh_in_range(u64 addr, unsigned long n)
{
	return addr <= ULONG_MAX && n <= ULONG_MAX - (unsigned long)addr;
}

/* Is each page of the range mapped? One byte of each tells. */
bool lh_reachable(u64 addr, unsigned long n)
{
	unsigned long at, end;
	u8 byte;

	if (!n || !lh_in_range(addr, n))
		return !n;

	end = addr + n;
	for (at = addr; at < end; at = (at & PAGE_MASK) + PAGE_SIZE) {
		if (copy_from_kernel_nofault(&byte, lh_pointer(at), 1))
			return false;
		/* The last page of all: no next one. */
		if ((at | ~PAGE_MASK) == ULONG_MAX)
			break;
	}

	return true;
}

static unsigned long lh_copy_to(struct vbus_memctx *ctx, u64 dst,
				const void *src, unsigned long n)
{
	if (!lh_reachable(dst, n))
		return n;

	/* There is no write that may fail for modules; see above. */
	memcpy((void *)lh_pointer(dst), src, n);
	return 0;
}

static unsigned long lh_copy_from(struct vbus_memctx *ctx, void *dst, u64 src,
				  unsigned long n)
{
	if (!lh_in_range(src, n))
		return n;

	return copy_from_kernel_nofault(dst, lh_pointer(src), n) ? n : 0;
}

/* Slab pages count no users of their own: those are copied. */
static struct page *lh_get_page(struct vbus_memctx *ctx, u64 addr)
{
	struct page *page;

	if (!lh_in_range(addr, 1) || !virt_addr_valid(lh_pointer(addr)))
		return NULL;

	page = virt_to_page(lh_pointer(addr));
	if (PageSlab(compound_head(page)) || PageReserved(page))
		return NULL;

	return get_page_unless_zero(compound_head(page)) ? page : NULL;
}

/* One for all guests, never released: the module holds a reference. */
static void lh_memctx_release(struct vbus_memctx *ctx)
{
	WARN_ON_ONCE(1);
}

static const struct vbus_memctx_ops lh_memctx_ops = {
	.copy_to = lh_copy_to,
	.copy_from = lh_copy_from,
	.release = lh_memctx_release,
	.get_page = lh_get_page,
	.atomic = true,
};

static struct vbus_memctx lh_memctx = {
	.kref = KREF_INIT(1),
	.ops = &lh_memctx_ops,
};

struct vbus_memctx *lh_memctx_get(void)
{
	return vbus_memctx_get(&lh_memctx);
}
