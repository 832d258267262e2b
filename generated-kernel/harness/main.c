// SPDX-License-Identifier: GPL-2.0
/* Each test in a process of its own, so that a crash or a hang is one failure. */
#include "harness.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define WATCHDOG_SECONDS 120

static int inject_count(struct shm_signal *s)
{
	struct end *e = container_of(s, struct end, signal);

	__atomic_fetch_add(&e->injected, 1, __ATOMIC_RELAXED);
	return 0;
}

static int inject_direct(struct shm_signal *s)
{
	struct end *e = container_of(s, struct end, signal);

	inject_count(s);
	shm_signal_wakeup(&e->peer->signal);
	return 0;
}

static void end_fault(struct shm_signal *s, const char *what)
{
	struct end *e = container_of(s, struct end, signal);

	shim_warn("fault: %s\n", what);
	__atomic_fetch_add(&e->faults, 1, __ATOMIC_RELAXED);
}

static void end_release(struct shm_signal *s)
{
	container_of(s, struct end, signal)->released++;
}

static void end_ioq_release(struct ioq *q)
{
	container_of(q, struct end, q)->released++;
}

const struct shm_signal_ops end_signal_direct = {
	.inject = inject_direct,
	.fault = end_fault,
	.release = end_release,
};

const struct shm_signal_ops end_signal_count = {
	.inject = inject_count,
	.fault = end_fault,
	.release = end_release,
};

const struct ioq_ops end_ioq_ops = {
	.release = end_ioq_release,
};

void pair_init(struct pair *p, u32 count, bool rings, bool direct)
{
	int i;

	memset(p, 0, sizeof(*p));
	p->count = count;
	p->head = guarded_alloc(ioq_ring_size(count));
	ioq_format(p->head, count);

	for (i = 0; i < 2; i++) {
		struct end *e = &p->end[i];

		e->peer = &p->end[!i];
		shm_signal_init(&e->signal, i,
				direct ? &end_signal_direct : &end_signal_count,
				&p->head->signal);
		if (rings)
			CHECK_EQ(ioq_init(&e->q, &end_ioq_ops, i, p->head,
					  count, &e->signal), 0);
	}
}

void pair_exit(struct pair *p, bool rings)
{
	int i;

	/* Both quiet before the memory of either goes. */
	for (i = 0; i < 2; i++)
		shm_signal_stop(&p->end[i].signal);

	for (i = 0; i < 2; i++) {
		struct end *e = &p->end[i];

		if (rings)
			ioq_put(&e->q);
		shm_signal_put(&e->signal);
		CHECK_EQ(e->released, rings ? 2 : 1);
	}
	guarded_free(p->head, ioq_ring_size(p->count));
}

static size_t pages(size_t len)
{
	return (len + PAGE_SIZE - 1) / PAGE_SIZE * PAGE_SIZE;
}

void *guarded_alloc(size_t len)
{
	size_t size = pages(len);
	char *mem = mmap(NULL, size + PAGE_SIZE, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(mem != MAP_FAILED);
	CHECK_EQ(mprotect(mem + size, PAGE_SIZE, PROT_NONE), 0);
	memset(mem, 0xa5, size - len);
	return mem + size - len;
}

void guarded_free(void *mem, size_t len)
{
	size_t size = pages(len);
	unsigned char *start = (unsigned char *)mem - (size - len);
	size_t i;

	for (i = 0; i < size - len; i++)
		CHECK_EQ(start[i], 0xa5);
	munmap(start, size + PAGE_SIZE);
}

void thread_start(pthread_t *t, void *(*fn)(void *), void *arg)
{
	CHECK_EQ(pthread_create(t, NULL, fn, arg), 0);
}

static bool run(const char *build, const struct test *t)
{
	double start = now();
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		alarm(WATCHDOG_SECONDS);
		t->run();
		exit(0);
	}

	CHECK_EQ(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && !WEXITSTATUS(status)) {
		printf("harness: %s %s ok (%.1f s)\n", build, t->name,
		       now() - start);
		return true;
	}

	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		printf("harness: %s %s FAILED: hangs\n", build, t->name);
	else if (WIFSIGNALED(status))
		printf("harness: %s %s FAILED: %s\n", build, t->name,
		       strsignal(WTERMSIG(status)));
	else
		printf("harness: %s %s FAILED\n", build, t->name);
	return false;
}

/* harness BUILD [TEST] */
int main(int argc, char **argv)
{
	const struct test *suites[] = {
		signal_tests, ring_tests, pattern_tests, hostile_tests,
		whole_tests, seqlock_tests, program_tests, range_tests, events_tests,
		vring_tests,
	};
	unsigned int failed = 0;
	const struct test *t;
	size_t i;

	if (argc < 2)
		return 2;

	for (i = 0; i < sizeof(suites) / sizeof(*suites); i++)
		for (t = suites[i]; t->name; t++)
			if (argc < 3 || !strcmp(argv[2], t->name))
				failed += !run(argv[1], t);

	return failed ? 1 : 0;
}
