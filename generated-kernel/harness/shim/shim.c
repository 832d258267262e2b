// SPDX-License-Identifier: GPL-2.0
#include "shim.h"

#include <stdarg.h>

unsigned long shim_warnings;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct tasklet_struct *first, **last = &first;

void shim_warn(const char *fmt, ...)
{
	va_list ap;

	__atomic_fetch_add(&shim_warnings, 1, __ATOMIC_RELAXED);
	if (!getenv("HARNESS_VERBOSE"))
		return;

	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
}

static void *softirq(void *unused)
{
	struct tasklet_struct *t;

	pthread_mutex_lock(&lock);
	for (;;) {
		while (!first)
			pthread_cond_wait(&changed, &lock);

		t = first;
		first = t->next;
		if (!first)
			last = &first;
		t->sched = false;
		t->run = true;
		pthread_mutex_unlock(&lock);

		t->callback(t);

		pthread_mutex_lock(&lock);
		/* As the kernel does: touches the tasklet after its callback. */
		t->run = false;
		pthread_cond_broadcast(&changed);
	}
	return unused;
}

static void start(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, softirq, NULL))
		abort();
	pthread_detach(thread);
}

void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t))
{
	memset(t, 0, sizeof(*t));
	t->callback = callback;
}

void tasklet_schedule(struct tasklet_struct *t)
{
	pthread_once(&once, start);

	pthread_mutex_lock(&lock);
	if (!t->sched) {
		t->sched = true;
		t->next = NULL;
		*last = t;
		last = &t->next;
		pthread_cond_broadcast(&changed);
	}
	pthread_mutex_unlock(&lock);
}

void tasklet_kill(struct tasklet_struct *t)
{
	pthread_mutex_lock(&lock);
	while (t->sched || t->run)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}
