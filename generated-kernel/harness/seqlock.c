// SPDX-License-Identifier: GPL-2.0
/* Sequence counters: include/linux/vbus_seqlock.h. */
#include "harness.h"

#include <linux/vbus_seqlock.h>

#include <pthread.h>

#define WORDS 31
#define SWAPPED 0x01000000u
#define WRITES 3000000

/* What it is about: the words are equal, unless a reader sees half a write. */
struct region {
	u32 counter;
	u32 word[WORDS];
};

static void fill(struct region *r, u32 value)
{
	int i;

	for (i = 0; i < WORDS; i++)
		r->word[i] = value;
}

static void seqlock_copies(void)
{
	static const u32 ones[] = { 1, SWAPPED };
	struct region shared, from, copy;
	int i, n;

	for (i = 0; i < 2; i++) {
		memset(&shared, 0, sizeof(shared));
		for (n = 1; n < 10; n++) {
			fill(&from, n);
			/* not looked at */
			from.counter = ~0u;
			CHECK_EQ(vbus_seq_write(&shared, &from, sizeof(shared),
						ones[i]), 0);
			CHECK_EQ(vbus_seq_number(shared.counter, ones[i]),
				 2 * n);
			CHECK_EQ(vbus_seq_read(&copy, &shared, sizeof(copy),
					       ones[i]), 0);
			CHECK_EQ(memcmp(&copy, &shared, sizeof(copy)), 0);
		}
	}
}

static void seqlock_no_region(void)
{
	struct region r = {};

	CHECK_EQ(vbus_seq_read(&r, NULL, sizeof(r), 1), -ENXIO);
	CHECK_EQ(vbus_seq_write(NULL, &r, sizeof(r), 1), -ENXIO);
}

/* A writer that died in the middle, or a peer that wants readers to wait. */
static void seqlock_odd(void)
{
	struct region shared = { .counter = 7 }, copy;

	CHECK_EQ(vbus_seq_read(&copy, &shared, sizeof(copy), 1), -EAGAIN);
	shared.counter = SWAPPED * 7;
	CHECK_EQ(vbus_seq_read(&copy, &shared, sizeof(copy), SWAPPED), -EAGAIN);
	/* in the other order it is even */
	CHECK_EQ(vbus_seq_read(&copy, &shared, sizeof(copy), 1), 0);

	/* the next write makes it right, whatever the peer left there */
	for (u32 was = ~0u - 3; was != 4; was++) {
		shared.counter = was;
		CHECK_EQ(vbus_seq_write(&shared, &copy, sizeof(copy), 1), 0);
		CHECK_EQ(shared.counter & 1, 0);
		CHECK(shared.counter != was);
		CHECK_EQ(vbus_seq_read(&copy, &shared, sizeof(copy), 1), 0);
	}
}

/* The bytes race on purpose, which TSAN would report. */
#ifndef __SANITIZE_THREAD__
static struct region shared;
static u32 done;

static bool is_whole(const struct region *r)
{
	int i;

	for (i = 1; i < WORDS; i++)
		if (r->word[i] != r->word[0])
			return false;
	return true;
}

static void *writer(void *arg)
{
	struct region from;
	u32 n;

	for (n = 1; n <= WRITES; n++) {
		fill(&from, n);
		vbus_seq_write(&shared, &from, sizeof(from), 1);
	}
	WRITE_ONCE(done, 1);
	return arg;
}

static void seqlock_stress(void)
{
	u32 last = 0, got = 0;
	struct region copy;
	pthread_t t;
	bool end;
	int err;

	thread_start(&t, writer, NULL);
	do {
		end = READ_ONCE(done);
		err = vbus_seq_read(&copy, &shared, sizeof(copy), 1);
		if (err) {
			CHECK_EQ(err, -EAGAIN);
			continue;
		}
		got++;
		CHECK(is_whole(&copy));
		CHECK_EQ(copy.counter, 2 * copy.word[0]);
		CHECK(copy.word[0] >= last);
		last = copy.word[0];
	} while (!end);

	pthread_join(t, NULL);
	CHECK_EQ(last, WRITES);
	CHECK(got > 1);
}
#endif

const struct test seqlock_tests[] = {
	{ "seqlock-copies", seqlock_copies },
	{ "seqlock-no-region", seqlock_no_region },
	{ "seqlock-odd", seqlock_odd },
#ifndef __SANITIZE_THREAD__
	{ "seqlock-stress", seqlock_stress },
#endif
	{ }
};
