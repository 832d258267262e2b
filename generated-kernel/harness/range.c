// SPDX-License-Identifier: GPL-2.0
/* Addresses of north and the pages behind them: holes, edges, wrap-around. */
#include "harness.h"

#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/vbus_pages.h>

#define GIB (1ull << 30)
#define MAX_PAGES 64

/* A guest of up to MAX_PAGES pages. */
struct guest {
	struct vbus_range range[4];
	unsigned int n;
	u64 end;
	struct page *list[4][MAX_PAGES];
	struct page *memory;	/* guarded at its end */
	unsigned int used;
};

static void guest_init(struct guest *g)
{
	memset(g, 0, sizeof(*g));
	g->memory = guarded_alloc(MAX_PAGES * PAGE_SIZE);
}

static void guest_exit(struct guest *g)
{
	guarded_free(g->memory, MAX_PAGES * PAGE_SIZE);
}

/* Pages lie in memory backwards, so that none is the next one's neighbour. */
static void guest_add(struct guest *g, u64 start, unsigned int pages)
{
	struct vbus_range *r = &g->range[g->n];
	unsigned int i;

	CHECK_EQ(vbus_range_follows(&g->end, start, pages * PAGE_SIZE), 0);
	CHECK(g->used + pages <= MAX_PAGES);
	for (i = 0; i < pages; i++)
		g->list[g->n][i] = g->memory + MAX_PAGES - ++g->used;
	r->start = start;
	r->pages.page = g->list[g->n++];
	r->pages.n = pages;
}

static unsigned long put(struct guest *g, u64 addr, void *buf, size_t len)
{
	return vbus_range_copy(g->range, g->n, addr, buf, len, true);
}

static unsigned long get(struct guest *g, u64 addr, void *buf, size_t len)
{
	return vbus_range_copy(g->range, g->n, addr, buf, len, false);
}

static void follows(void)
{
	u64 end = 0;

#define REFUSED(start, len) do {					\
	u64 was_ = end;							\
									\
	CHECK_EQ(vbus_range_follows(&end, start, len), -EINVAL);	\
	CHECK(end == was_);						\
} while (0)

	REFUSED(0, 0);
	REFUSED(0, 1);
	REFUSED(0, PAGE_SIZE + 8);
	REFUSED(1, PAGE_SIZE);
	REFUSED(PAGE_SIZE / 2, PAGE_SIZE);
	CHECK_EQ(vbus_range_follows(&end, 0, 3 * GIB), 0);
	CHECK(end == 3 * GIB);
	REFUSED(0, PAGE_SIZE);
	REFUSED(3 * GIB - PAGE_SIZE, PAGE_SIZE);
	REFUSED(3 * GIB - PAGE_SIZE, 2 * PAGE_SIZE);
	REFUSED(PAGE_SIZE, -PAGE_SIZE);
	/* at once behind, and behind a hole */
	CHECK_EQ(vbus_range_follows(&end, 3 * GIB, PAGE_SIZE), 0);
	CHECK_EQ(vbus_range_follows(&end, 4 * GIB, GIB), 0);
	CHECK(end == 5 * GIB);
	REFUSED(4 * GIB + PAGE_SIZE, GIB);
	/* up to the last byte there is, and around it */
	REFUSED(-PAGE_SIZE, PAGE_SIZE);
	REFUSED(-PAGE_SIZE, 2 * PAGE_SIZE);
	REFUSED(5 * GIB, -5 * GIB);
	REFUSED(5 * GIB, -PAGE_SIZE);
	CHECK_EQ(vbus_range_follows(&end, -2 * PAGE_SIZE, PAGE_SIZE), 0);
	CHECK(end == -PAGE_SIZE);
	REFUSED(-PAGE_SIZE, PAGE_SIZE);
#undef REFUSED
}

static void page_of(void)
{
	struct guest g;

	guest_init(&g);
	CHECK(!vbus_range_page(g.range, 0, 0));
	guest_add(&g, 0, 3);
	guest_add(&g, 3 * GIB - 2 * PAGE_SIZE, 2);
	guest_add(&g, 4 * GIB, 5);

#define PAGE(addr) vbus_range_page(g.range, g.n, addr)
	CHECK(PAGE(0) == g.list[0][0]);
	CHECK(PAGE(PAGE_SIZE - 1) == g.list[0][0]);
	CHECK(PAGE(PAGE_SIZE) == g.list[0][1]);
	CHECK(PAGE(3 * PAGE_SIZE - 1) == g.list[0][2]);
	CHECK(!PAGE(3 * PAGE_SIZE));
	CHECK(!PAGE(3 * GIB - 2 * PAGE_SIZE - 1));
	CHECK(PAGE(3 * GIB - 2 * PAGE_SIZE) == g.list[1][0]);
	CHECK(PAGE(3 * GIB - 1) == g.list[1][1]);
	/* the hole of a PC */
	CHECK(!PAGE(3 * GIB));
	CHECK(!PAGE(4 * GIB - 1));
	CHECK(PAGE(4 * GIB) == g.list[2][0]);
	CHECK(PAGE(4 * GIB + 5 * PAGE_SIZE - 1) == g.list[2][4]);
	CHECK(!PAGE(4 * GIB + 5 * PAGE_SIZE));
	CHECK(!PAGE(-1));
	CHECK(!PAGE(-PAGE_SIZE));
	CHECK(!PAGE(1ull << 63));
	/* the same, were only the lower half of an address looked at */
	CHECK(!PAGE(1ull << 32 | 5 * PAGE_SIZE));
	CHECK(!PAGE(1ull << 44));
#undef PAGE
	guest_exit(&g);
}

static void copy_edges(void)
{
	char buf[4 * PAGE_SIZE], back[4 * PAGE_SIZE];
	u64 seed = 7;
	struct guest g;
	size_t i;

	for (i = 0; i < sizeof(buf); i++)
		buf[i] = rnd(&seed);
	guest_init(&g);
	guest_add(&g, 0, 2);
	guest_add(&g, 2 * PAGE_SIZE, 2);	/* meets the first */
	guest_add(&g, 4 * GIB, 1);
	guest_add(&g, -2 * PAGE_SIZE, 1);	/* the last one that can be */

	CHECK_EQ(put(&g, 0, buf, 0), 0);
	CHECK_EQ(put(&g, -1, buf, 0), 0);
	/* across pages and from the one range into the other */
	CHECK_EQ(put(&g, 1, buf, 4 * PAGE_SIZE - 1), 0);
	CHECK_EQ(get(&g, 1, back, 4 * PAGE_SIZE - 1), 0);
	CHECK(!memcmp(buf, back, 4 * PAGE_SIZE - 1));
	CHECK(!memcmp(g.list[1][0]->byte, buf + 2 * PAGE_SIZE - 1, PAGE_SIZE));
	/* up to a hole, and what is left is told */
	CHECK_EQ(get(&g, 4 * PAGE_SIZE - 5, back, 6), 1);
	CHECK_EQ(get(&g, 4 * PAGE_SIZE, back, 1), 1);
	CHECK_EQ(get(&g, 4 * GIB - 1, back, 2), 2);
	CHECK_EQ(put(&g, 4 * GIB + PAGE_SIZE - 8, buf, 9), 1);
	CHECK_EQ(put(&g, 4 * GIB + PAGE_SIZE - 8, buf, 8), 0);
	/* nothing comes round to address 0 */
	CHECK_EQ(put(&g, -PAGE_SIZE - 4, buf, 2 * PAGE_SIZE), 2 * PAGE_SIZE - 4);
	CHECK_EQ(get(&g, -1, back, PAGE_SIZE), PAGE_SIZE);
	guest_exit(&g);
}

/* Byte by byte, is it where it is said to be, and nowhere else? */
static void copy_random(void)
{
	static char model[MAX_PAGES * PAGE_SIZE], buf[8 * PAGE_SIZE];
	static bool there[MAX_PAGES];
	u64 seed = 0x1234567;
	unsigned int n, i;
	struct guest g;

	guest_init(&g);
	guest_add(&g, 3 * PAGE_SIZE, 9);
	guest_add(&g, 12 * PAGE_SIZE, 1);
	guest_add(&g, 15 * PAGE_SIZE, 20);
	guest_add(&g, 40 * PAGE_SIZE, 11);
	for (n = 0; n < g.n; n++)
		for (i = 0; i < g.range[n].pages.n; i++)
			there[g.range[n].start / PAGE_SIZE + i] = true;
	memset(g.memory, 0, MAX_PAGES * PAGE_SIZE);

	for (n = 0; n < 5000; n++) {
		u64 addr = rnd(&seed) % (MAX_PAGES * PAGE_SIZE);
		size_t len = rnd(&seed) % sizeof(buf), good = 0;

		while (good < len && addr + good < sizeof(model) &&
		       there[(addr + good) / PAGE_SIZE])
			good++;
		if (n % 2) {
			for (i = 0; i < len; i++)
				buf[i] = seed >> (i % 64);
			memcpy(model + addr, buf, good);
			CHECK_EQ(put(&g, addr, buf, len), len - good);
		} else {
			CHECK_EQ(get(&g, addr, buf, len), len - good);
			CHECK(!memcmp(model + addr, buf, good));
		}
	}
	guest_exit(&g);
}

const struct test range_tests[] = {
	{ "range-follows", follows },
	{ "range-page", page_of },
	{ "range-copy-edges", copy_edges },
	{ "range-copy-random", copy_random },
	{}
};
