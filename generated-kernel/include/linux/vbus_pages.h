/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vbus, host half: memory of a process that devices reach as they like, for
 * connectors whose north is a process or has its memory there.
 *
 *  pages   pinned, and counted as the process's locked memory
 *  range   pages that north knows by addresses of its own
 */
#ifndef _LINUX_VBUS_PAGES_H
#define _LINUX_VBUS_PAGES_H

#include <linux/types.h>

struct mm_struct;
struct page;

/**
 * struct vbus_pages - pages of a process, pinned and counted
 * @mm: whose locked memory they count as; held as an object
 * @page: the pages
 * @n: how many
 */
struct vbus_pages {
	struct mm_struct *mm;
	struct page **page;
	unsigned long n;
};

int vbus_pages_pin(struct vbus_pages *p, u64 addr, u64 len);
void vbus_pages_unpin(struct vbus_pages *p);

/**
 * struct vbus_range - pages by north's addresses
 * @start: address of the first one, a whole page
 * @pages: the pages; the last of them ends below 2^64
 */
struct vbus_range {
	u64 start;
	struct vbus_pages pages;
};

int vbus_range_follows(u64 *end, u64 start, u64 len);
struct page *vbus_range_page(const struct vbus_range *range, unsigned int n,
			     u64 addr);
unsigned long vbus_range_copy(const struct vbus_range *range, unsigned int n,
			      u64 addr, void *buf, unsigned long len,
			      bool write);

#endif /* _LINUX_VBUS_PAGES_H */
