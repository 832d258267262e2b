/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_H
#define HARNESS_H

#include <linux/ioq.h>
#include <linux/shm_signal.h>

#include <time.h>

/* A test returns, or ends its process by CHECK or by a sanitizer. */
struct test {
	const char *name;
	void (*run)(void);
};

extern const struct test signal_tests[], ring_tests[], pattern_tests[],
	hostile_tests[], whole_tests[], seqlock_tests[], program_tests[],
	range_tests[], events_tests[], vring_tests[];

#define CHECK(c) do {							\
	if (!(c)) {							\
		fprintf(stderr, "%s:%d: not true: %s\n",		\
			__FILE__, __LINE__, #c);			\
		exit(1);						\
	}								\
} while (0)

#define CHECK_EQ(a, b) do {						\
	long long a_ = (a), b_ = (b);					\
									\
	if (a_ != b_) {							\
		fprintf(stderr, "%s:%d: %s is %lld, not %lld\n",	\
			__FILE__, __LINE__, #a, a_, b_);		\
		exit(1);						\
	}								\
} while (0)

/* Becomes true within ten seconds, or the test fails. */
#define CHECK_SOON(c) do {						\
	double end_ = now() + 10;					\
									\
	while (!(c) && now() < end_)					\
		usleep(50);						\
	CHECK(c);							\
} while (0)

static inline double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec * 1e-9;
}

static inline u64 rnd(u64 *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* One side of a ring or of a bare signal. */
struct end {
	struct shm_signal signal;
	struct ioq q;
	struct end *peer;
	unsigned int injected;	/* notifications sent */
	unsigned int faults;
	unsigned int released;
};

/* Two sides over one ring; a signal test uses the ring's descriptor only. */
struct pair {
	struct ioq_ring_head *head;
	u32 count;
	struct end end[2];	/* by locality */
};

extern const struct shm_signal_ops end_signal_direct, end_signal_count;
extern const struct ioq_ops end_ioq_ops;

/* direct: a notification is delivered in the sender's thread, else only
 * counted.
 */
void pair_init(struct pair *p, u32 count, bool rings, bool direct);
void pair_exit(struct pair *p, bool rings);

/* Memory that faults when read or written beyond its end. */
void *guarded_alloc(size_t len);
void guarded_free(void *mem, size_t len);

void thread_start(pthread_t *t, void *(*fn)(void *), void *arg);

#endif
