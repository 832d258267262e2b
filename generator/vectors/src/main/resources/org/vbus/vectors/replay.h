/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the sources of CReplay need. With -DREPLAY they are a program that
 * says what differs, and counts. Needs a C library, but on i386,
 * where it makes do with the kernel.
 */
#ifndef REPLAY_H
#define REPLAY_H

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LE16(n) __builtin_bswap16(n)
#define LE32(n) __builtin_bswap32(n)
#define LE64(n) __builtin_bswap64(n)
#define BE16(n) (n)
#define BE32(n) (n)
#define BE64(n) (n)
#else
#define LE16(n) (n)
#define LE32(n) (n)
#define LE64(n) (n)
#define BE16(n) __builtin_bswap16(n)
#define BE32(n) __builtin_bswap32(n)
#define BE64(n) __builtin_bswap64(n)
#endif

#ifdef REPLAY

struct vector {
	const char *name;
	const unsigned char *bytes;
	const unsigned char *covered;
	unsigned int length;
	unsigned int size;
	unsigned int (*get)(const void *at);
	void (*put)(void *at);
};

#define VECTOR(number, text, fixed) { text, bytes_##number, covered_##number, \
	sizeof(bytes_##number), fixed, get_##number, put_##number }

static int quiet;
static void say(const char *text);

static void differs(const char *path)
{
	if (!quiet) {
		say("  differs: ");
		say(path);
		say("\n");
	}
}

#define SAME(path, value) do {						\
	if (v->path != (__typeof__(v->path))(value)) {			\
		differ++;						\
		differs(#path);						\
	}								\
} while (0)

#define SAME_BYTES(path, text, length) do {				\
	_Static_assert(sizeof(v->path) == (length), #path);		\
	if (unlike((const unsigned char *)v->path,			\
		   (const unsigned char *)(text), length)) {		\
		differ++;						\
		differs(#path);						\
	}								\
} while (0)

#define PUT_BYTES(path, text, length)					\
	copy((unsigned char *)v->path, (const unsigned char *)(text), length)

static void copy(unsigned char *to, const unsigned char *from, unsigned int n)
{
	while (n--)
		*to++ = *from++;
}

static int unlike(const unsigned char *a, const unsigned char *b, unsigned int n)
{
	while (n--)
		if (*a++ != *b++)
			return 1;
	return 0;
}

#define ROOM 8192
static unsigned char record[ROOM] __attribute__((aligned(16)));
static unsigned int failures, replayed, turned;

static void fail(const struct vector *v, const char *what)
{
	failures++;
	say(v->name);
	say(": ");
	say(what);
	say("\n");
}

/* Both directions: values to bytes, bytes to values. */
static void replay(const struct vector *v)
{
	unsigned int i;

	replayed++;
	if (v->length > ROOM || v->length < v->size) {
		fail(v, "the length is not that of its type");
		return;
	}
	for (i = 0; i < v->length; i++)
		record[i] = 0;
	v->put(record);
	if (unlike(record, v->bytes, v->length))
		fail(v, "writing its values gives other bytes");
	copy(record, v->bytes, v->length);
	if (v->get(record))
		fail(v, "reading its bytes gives other values");
}

/* Every bit of every byte that has a name, turned, is seen by reading. */
static void turn(const struct vector *v)
{
	unsigned int i, bit;

	quiet = 1;
	copy(record, v->bytes, v->length);
	for (i = 0; i < v->length; i++) {
		for (bit = 0; bit < 8 && v->covered[i]; bit++) {
			record[i] ^= 1U << bit;
			turned++;
			if (!v->get(record))
				fail(v, "a bit that turns is not noticed");
			record[i] ^= 1U << bit;
		}
	}
	quiet = 0;
}

static void say_number(unsigned int n)
{
	char digits[12];
	int i = sizeof(digits) - 1;

	digits[i] = 0;
	do {
		digits[--i] = '0' + n % 10;
		n /= 10;
	} while (n);
	say(digits + i);
}

static int replay_all(const struct vector *v, unsigned int count)
{
	unsigned int i;

	for (i = 0; i < count; i++) {
		replay(&v[i]);
		turn(&v[i]);
	}
	say_number(replayed);
	say(" vectors, ");
	say_number(turned);
	say(" turned bits, ");
	say_number(failures);
	say(" failures\n");
	return failures != 0 || !replayed || !turned;
}

#if defined(__i386__)
/* No C library of 32 bits on Debian's amd64: two system calls will do. */
static int system_call(int number, int one, const void *two, int three)
{
	int result;

	__asm__ volatile("int $0x80" : "=a"(result)
			 : "0"(number), "b"(one), "c"(two), "d"(three)
			 : "memory");
	return result;
}

static void say(const char *text)
{
	int length = 0;

	while (text[length])
		length++;
	system_call(4, 1, text, length);
}

/* gcc may call these for a loop or an assignment. */
void *memset(void *to, int value, __SIZE_TYPE__ n);
void *memcpy(void *to, const void *from, __SIZE_TYPE__ n);

void *memset(void *to, int value, __SIZE_TYPE__ n)
{
	volatile unsigned char *p = to;

	while (n--)
		*p++ = value;
	return to;
}

void *memcpy(void *to, const void *from, __SIZE_TYPE__ n)
{
	volatile unsigned char *p = to;
	const unsigned char *q = from;

	while (n--)
		*p++ = *q++;
	return to;
}

#define REPLAY_ALL(all)							\
void _start(void);							\
__attribute__((force_align_arg_pointer)) void _start(void)		\
{									\
	system_call(1, replay_all(all, sizeof(all) / sizeof(all[0])), 0, 0); \
	__builtin_unreachable();					\
}
#else
#include <stdio.h>

static void say(const char *text)
{
	fputs(text, stdout);
}

#define REPLAY_ALL(all)							\
int main(void)								\
{									\
	return replay_all(all, sizeof(all) / sizeof(all[0]));		\
}
#endif

#endif /* REPLAY */
#endif
