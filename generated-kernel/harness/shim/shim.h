/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of the kernel as lib/ needs, over pthread and the compiler's
 * atomics. Shared memory is only touched by atomic accesses, so that TSAN
 * reports what is not.
 */
#ifndef HARNESS_SHIM_H
#define HARNESS_SHIM_H

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

#define U32_MAX UINT32_MAX
#define PAGE_SIZE 4096UL
#define BIT(n) (1UL << (n))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define noinline __attribute__((noinline))
#define min_t(t, a, b) ((t)(a) < (t)(b) ? (t)(a) : (t)(b))
#define IS_ALIGNED(x, a) (!((x) & ((a) - 1)))
#define container_of(p, t, m) ((t *)((char *)(p) - offsetof(t, m)))
#define scnprintf snprintf
#define array_index_nospec(i, n) ((void)(n), (i))

/* Accesses and barriers */
#define READ_ONCE(x) __atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, v) __atomic_store_n(&(x), (v), __ATOMIC_RELAXED)
#define smp_load_acquire(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
#define smp_store_release(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define virt_load_acquire smp_load_acquire
#define virt_store_release smp_store_release
#define virt_mb() __atomic_thread_fence(__ATOMIC_SEQ_CST)
#define virt_rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define virt_wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#define cpu_relax() __builtin_ia32_pause()
#define swab32(x) __builtin_bswap32(x)

/* Messages: counted, shown with HARNESS_VERBOSE */
extern unsigned long shim_warnings;
void shim_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
#define pr_warn_ratelimited(fmt, ...) shim_warn(fmt, ##__VA_ARGS__)
#define WARN_ONCE(c, fmt, ...) do {					\
	if (c) {							\
		fprintf(stderr, "WARN: " fmt, ##__VA_ARGS__);		\
		abort();						\
	}								\
} while (0)
#define might_sleep() do { } while (0)
#define lockdep_assert_held(l) ((void)(l))

/* Modules */
#define EXPORT_SYMBOL_GPL(s) _Static_assert(sizeof(&s), #s)
#define MODULE_LICENSE(s) _Static_assert(sizeof(s), s)
#define MODULE_DESCRIPTION(s) _Static_assert(sizeof(s), s)

/* Static keys: a counter */
struct static_key_false {
	int n;
};

#define DECLARE_STATIC_KEY_FALSE(name) extern struct static_key_false name
#define DEFINE_STATIC_KEY_FALSE(name) struct static_key_false name
#define static_branch_unlikely(k) unlikely(READ_ONCE((k)->n) > 0)
#define static_branch_inc(k)						\
	((void)__atomic_fetch_add(&(k)->n, 1, __ATOMIC_SEQ_CST))
#define static_branch_dec(k)						\
	((void)__atomic_fetch_sub(&(k)->n, 1, __ATOMIC_SEQ_CST))

/* References */
struct kref {
	int n;
};

static inline void kref_init(struct kref *k)
{
	__atomic_store_n(&k->n, 1, __ATOMIC_RELAXED);
}

static inline void kref_get(struct kref *k)
{
	if (__atomic_fetch_add(&k->n, 1, __ATOMIC_RELAXED) <= 0)
		abort();
}

static inline int kref_put(struct kref *k, void (*release)(struct kref *))
{
	int was = __atomic_fetch_sub(&k->n, 1, __ATOMIC_ACQ_REL);

	if (was <= 0)
		abort();
	if (was == 1)
		release(k);
	return was == 1;
}

/* Locks */
typedef struct {
	pthread_mutex_t m;
} spinlock_t;

#define spin_lock_init(l) pthread_mutex_init(&(l)->m, NULL)
#define spin_lock_irq(l) pthread_mutex_lock(&(l)->m)
#define spin_unlock_irq(l) pthread_mutex_unlock(&(l)->m)
#define spin_lock_irqsave(l, f) ((f) = 0, pthread_mutex_lock(&(l)->m))
#define spin_unlock_irqrestore(l, f) ((void)(f), pthread_mutex_unlock(&(l)->m))

/* Wait queues */
typedef struct {
	pthread_mutex_t m;
	pthread_cond_t c;
	int sleepers;
} wait_queue_head_t;

typedef struct {
	int unused;
} wait_queue_entry_t;

static inline void init_waitqueue_head(wait_queue_head_t *wq)
{
	pthread_mutex_init(&wq->m, NULL);
	pthread_cond_init(&wq->c, NULL);
	wq->sleepers = 0;
}

static inline bool waitqueue_active(wait_queue_head_t *wq)
{
	return __atomic_load_n(&wq->sleepers, __ATOMIC_RELAXED);
}

static inline bool wq_has_sleeper(wait_queue_head_t *wq)
{
	virt_mb();
	return waitqueue_active(wq);
}

static inline void wake_up(wait_queue_head_t *wq)
{
	pthread_mutex_lock(&wq->m);
	pthread_cond_broadcast(&wq->c);
	pthread_mutex_unlock(&wq->m);
}

#define wait_event(wq, cond) do {					\
	pthread_mutex_lock(&(wq).m);					\
	__atomic_fetch_add(&(wq).sleepers, 1, __ATOMIC_SEQ_CST);	\
	virt_mb();							\
	while (!(cond))							\
		pthread_cond_wait(&(wq).c, &(wq).m);			\
	__atomic_fetch_sub(&(wq).sleepers, 1, __ATOMIC_SEQ_CST);	\
	pthread_mutex_unlock(&(wq).m);					\
} while (0)

#define wait_event_lock_irq(wq, cond, lock) do {			\
	__atomic_fetch_add(&(wq).sleepers, 1, __ATOMIC_SEQ_CST);	\
	while (!(cond))							\
		pthread_cond_wait(&(wq).c, &(lock).m);			\
	__atomic_fetch_sub(&(wq).sleepers, 1, __ATOMIC_SEQ_CST);	\
} while (0)

/* Tasklets: one thread runs them all */
struct tasklet_struct {
	struct tasklet_struct *next;
	bool sched;
	bool run;
	void (*callback)(struct tasklet_struct *t);
};

#define from_tasklet(var, t, field) container_of(t, typeof(*var), field)
void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t));
void tasklet_schedule(struct tasklet_struct *t);
void tasklet_kill(struct tasklet_struct *t);

#endif
