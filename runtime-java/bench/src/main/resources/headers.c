// SPDX-License-Identifier: Apache-2.0
/* What Headers does, in C; the struct is linux.venet's venet_sg, written by hand. */
#include <stdint.h>

struct header {
	uint64_t cookie;
	uint32_t flags;
	uint32_t len;
	uint16_t csum_start;
	uint16_t csum_offset;
	uint8_t gso_type;
	uint8_t reserved0;
	uint16_t gso_hdrlen;
	uint16_t gso_size;
	uint8_t reserved1[2];
	uint32_t count;
};

_Static_assert(sizeof(struct header) == 32, "the layout is another");

void headers_write(struct header *h, int32_t count, int32_t v)
{
	for (int32_t i = 0; i < count; i++, v++, h++) {
		h->cookie = v;
		h->flags = 3;
		h->len = v & 0xffff;
		h->csum_start = v & 0xff;
		h->csum_offset = 16;
		h->gso_type = 0;
		h->gso_hdrlen = 54;
		h->gso_size = v & 0x5ff;
		h->count = 1;
	}
}

int64_t headers_read(const struct header *h, int32_t count)
{
	int64_t sum = 0;

	for (int32_t i = 0; i < count; i++, h++)
		sum += h->cookie + h->flags + h->len + h->csum_start + h->csum_offset + h->gso_type + h->gso_hdrlen + h->gso_size + h->count;
	return sum;
}
