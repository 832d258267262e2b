// SPDX-License-Identifier: GPL-2.0
/*
 * Memory of a guest in the same kernel: an address is a kernel address.
 *
 * What is trusted: that a driver passes memory of its own, and that it stays
 * until the call or the connection is over. Both halves are code of one kernel,
 * nobody but a driver chooses an address, and a ring's buffers are known to
 * the connector by nothing but the addresses in the ring: there is no list of
 * what a driver may name. What is checked, for each copy and each region: that
 * all of it is the kernel's, is mapped, and can be written where the device
 * writes. So a wild pointer (the user's, freed, constant, wrapping around) is
 * an error of the call.
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
static bool lh_reachable(u64 addr, unsigned long n)
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

#ifdef CONFIG_X86
/*
 * Exchanges a byte for itself if it is what it was: that needs a page that
 * can be written, and takes nothing from who writes at the same time.
 */
static bool lh_byte_writable(unsigned long at)
{
	u8 byte = 0;

	pagefault_disable();
	(void)unsafe_try_cmpxchg_user((u8 __force __user *)at, &byte, byte,
				      fault);
	pagefault_enable();
	return true;

fault:
	pagefault_enable();
	return false;
}
#else
/* Nothing tells without changing it. */
static bool lh_byte_writable(unsigned long at)
{
	return true;
}
#endif

/* Is each page of the range mapped, and none write-protected? */
bool lh_writable(u64 addr, unsigned long n)
{
	unsigned long at, left;

	if (!lh_reachable(addr, n))
		return false;

	for (at = addr; n; at += left, n -= left) {
		left = min(n, PAGE_SIZE - offset_in_page(at));
		if (!lh_byte_writable(at))
			return false;
	}

	return true;
}

/* The first byte of a page may fault, the rest is as writable. */
static bool lh_write_page(u8 *dst, const u8 *src, unsigned long n)
{
	pagefault_disable();
	__put_kernel_nofault(dst, src, u8, fault);
	pagefault_enable();
	memcpy(dst + 1, src + 1, n - 1);
	return true;

fault:
	pagefault_enable();
	return false;
}

static unsigned long lh_copy_to(struct vbus_memctx *ctx, u64 dst,
				const void *src, unsigned long n)
{
	unsigned long chunk;

	if (!lh_reachable(dst, n))
		return n;

	for (; n; dst += chunk, src += chunk, n -= chunk) {
		chunk = min(n, PAGE_SIZE - offset_in_page(dst));
		if (!lh_write_page((u8 *)(unsigned long)dst, src, chunk))
			break;
	}

	return n;
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
