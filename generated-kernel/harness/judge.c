// SPDX-License-Identifier: GPL-2.0
/*
 * What lib/ says of bytes that a peer wrote. Each line of the input is the name
 * of a check and the bytes in hexadecimal digits, or - for none; the answer is
 * what the check returned. The bytes have exactly the memory that they need, so
 * a sanitizer sees a check that looks further.
 */
#include "harness.h"

static size_t unhex(const char *digits, u8 *to)
{
	unsigned int byte;
	size_t n = 0;

	while (sscanf(digits + 2 * n, "%2x", &byte) == 1)
		to[n++] = byte;
	return n;
}

static int judge(const char *check, const void *mem, size_t len)
{
	u32 count = 0;
	int err;

	if (!strcmp(check, "ioq_attach_check")) {
		err = ioq_attach_check(mem, len, IOQ_MAX_COUNT, &count);
		/* Who is refused learns nothing; who is not, the right count. */
		CHECK_EQ(count, err ? 0 : (len - sizeof(struct ioq_ring_head)) /
				sizeof(struct ioq_ring_desc));
		return err;
	}
	/* Takes no length: whoever calls it has looked. */
	CHECK(!strcmp(check, "shm_signal_check"));
	CHECK(len == sizeof(struct shm_signal_desc));
	return shm_signal_check(mem);
}

int main(void)
{
	char *line = NULL, *digits;
	size_t room = 0, len;
	void *mem;

	while (getline(&line, &room, stdin) > 0) {
		digits = strchr(line, ' ');
		CHECK(digits);
		*digits++ = 0;
		mem = malloc(strlen(digits) / 2 + 1);
		len = unhex(digits, mem);
		/* Not a byte more than there are. */
		mem = realloc(mem, len ?: 1);
		printf("%s %d\n", line, judge(line, mem, len));
		free(mem);
	}
	free(line);
	return 0;
}
