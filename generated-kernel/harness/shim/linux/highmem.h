/* SPDX-License-Identifier: GPL-2.0 */
/* A page is its bytes. */
#ifndef HARNESS_HIGHMEM_H
#define HARNESS_HIGHMEM_H

#include "../shim.h"

struct page {
	char byte[PAGE_SIZE];
};

#define memcpy_to_page(page, off, from, n) memcpy((page)->byte + (off), from, n)
#define memcpy_from_page(to, page, off, n) memcpy(to, (page)->byte + (off), n)

#endif
