/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers into records and out of them, by value: what is written is in the
 * byte order that the type says. Needs no C library.
 */
#ifndef PROOF_H
#define PROOF_H

typedef unsigned long long number;

#define LE16(n) (n)
#define LE32(n) (n)
#define LE64(n) (n)
#define BE16(n) __builtin_bswap16(n)
#define BE32(n) __builtin_bswap32(n)
#define BE64(n) __builtin_bswap64(n)
#define RAW(n) (n)
/* Signed on some machines only */
#define BYTE(n) ((unsigned char)(n))

#define LOWEST(mask) ((number)(mask) & (0 - (number)(mask)))

/* A whole member, and the bits of one under a mask */
#define PUT(at, order, v) ((at) = (__typeof__(at))order(v))
#define GET(at, order) ((number)(long long)order(at))
#define PUT_BITS(at, order, mask, v) ((at) = (__typeof__(at))order((order(at) & ~(number)(mask)) | \
	(((v) * LOWEST(mask)) & (number)(mask))))
#define GET_BITS(at, order, mask) (((number)order(at) & (number)(mask)) / LOWEST(mask))

struct record {
	void (*put)(unsigned char *at, unsigned int leaf, number v);
	void (*get)(const unsigned char *at, number *v);
	const number *values;
	unsigned int leaves;
	unsigned int size;
};

#endif /* PROOF_H */
