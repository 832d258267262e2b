/* SPDX-License-Identifier: Apache-2.0 */
/* For the programs here: errors, TAP, random numbers. After _GNU_SOURCE. */
#ifndef VBUS_TESTS_TOOL_H
#define VBUS_TESTS_TOOL_H

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

__attribute__((noreturn, format(printf, 1, 2)))
static inline void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "%s: ", program_invocation_short_name);
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	exit(1);
}

static inline void check(int err, const char *what)
{
	if (err < 0)
		die("%s: %s", what, strerror(-err));
}

static inline long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000ll + t.tv_nsec / 1000000;
}

/* Kilobytes that this process has locked. */
static inline long locked(void)
{
	char line[256];
	long kb = -1;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof(line), f))
		sscanf(line, "VmLck: %ld kB", &kb);
	if (f)
		fclose(f);
	return kb;
}

static inline bool locked_soon(long want)
{
	int n;

	for (n = 0; n < 100 && locked() != want; n++)
		usleep(100000);
	return locked() == want;
}

/* ---- TAP ---- */

static int rows, failed;

static inline const char *name_of(int err)
{
	const char *name = err ? strerrorname_np(err) : "0";

	return name ? name : "?";
}

/* @got: 0 or more, or a negative errno */
static inline void row(const char *name, int want, long got)
{
	int err = got < 0 ? -got : 0;

	rows++;
	if (err == want) {
		printf("ok %d %s: %s\n", rows, name, name_of(err));
		return;
	}
	failed++;
	printf("not ok %d %s: %s, wanted %s\n", rows, name, name_of(err),
	       name_of(want));
}

static inline void is(const char *name, bool good)
{
	rows++;
	failed += !good;
	printf("%sok %d %s\n", good ? "" : "not ", rows, name);
}

static inline int finish(void)
{
	printf("1..%d\n", rows);
	return failed ? 1 : 0;
}

/* ---- at random ---- */

static _Thread_local uint64_t seed;

static inline uint64_t random64(void)
{
	/* xorshift64* */
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return seed * 0x2545f4914f6cdd1dull;
}

static inline uint32_t below(uint32_t n)
{
	return (random64() >> 32) % n;
}

#endif
