// SPDX-License-Identifier: GPL-2.0
/*
 * From an address of north to a byte of a pinned page. Nothing here sleeps,
 * and all of it is pure: ../harness has its tests.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/highmem.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/vbus_pages.h>

/**
 * vbus_range_follows() - is this a range, behind those that there are?
 * @end: where the last one ended, 0 before the first; then where this one does
 * @start: its address
 * @len: its bytes
 *
 * Ranges come in the order of their addresses and do not overlap; one may begin
 * where the other ends. None reaches the last byte that 64 bits can name, so
 * that no address wraps around within one.
 *
 * Context: any.
 * Return: 0, or -EINVAL, then @end is what it was
 */
int vbus_range_follows(u64 *end, u64 start, u64 len)
{
	u64 next;

	if (!len || (start | len) & (PAGE_SIZE - 1) || start < *end ||
	    check_add_overflow(start, len, &next))
		return -EINVAL;

	*end = next;
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_range_follows);

/**
 * vbus_range_page() - the page of an address
 * @range: ranges, as vbus_range_follows() wants them
 * @n: how many
 * @addr: the address; any
 *
 * Context: any.
 * Return: the page, which stays as long as its range, or NULL in a hole
 */
struct page *vbus_range_page(const struct vbus_range *range, unsigned int n,
			     u64 addr)
{
	unsigned long page;
	unsigned int i;

	for (i = 0; i < n; i++) {
		const struct vbus_pages *p = &range[i].pages;
		u64 at = (addr - range[i].start) >> PAGE_SHIFT;

		/* An address below its start is far beyond its end. */
		if (at < p->n) {
			page = at;
			return p->page[array_index_nospec(page, p->n)];
		}
	}

	return NULL;
}
EXPORT_SYMBOL_GPL(vbus_range_page);

/**
 * vbus_range_copy() - copy to or from north's memory
 * @range: ranges, as vbus_range_follows() wants them
 * @n: how many
 * @addr: where in north; any
 * @buf: the other end
 * @len: bytes
 * @write: to north; then @buf is only read
 *
 * Up to the first byte that is in no range. What lies in two ranges that meet
 * is copied as if they were one.
 *
 * Context: any.
 * Return: bytes not copied, 0 is success
 */
unsigned long vbus_range_copy(const struct vbus_range *range, unsigned int n,
			      u64 addr, void *buf, unsigned long len,
			      bool write)
{
	unsigned long off, chunk;
	struct page *page;

	for (; len; addr += chunk, buf += chunk, len -= chunk) {
		page = vbus_range_page(range, n, addr);
		if (!page)
			break;

		off = offset_in_page(addr);
		chunk = min(len, PAGE_SIZE - off);
		if (write)
			memcpy_to_page(page, off, buf, chunk);
		else
			memcpy_from_page(buf, page, off, chunk);
	}

	return len;
}
EXPORT_SYMBOL_GPL(vbus_range_copy);
