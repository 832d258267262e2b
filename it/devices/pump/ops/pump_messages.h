/* SPDX-License-Identifier: GPL-2.0 */
/* The messages of the pump: what both halves put into a frame. */
#ifndef _PUMP_MESSAGE_H
#define _PUMP_MESSAGE_H

#include <linux/string.h>
#include <linux/types.h>

/* A number of its own, then a pattern that depends on it. */
#define PUMP_MESSAGE_MIN	sizeof(u64)
#define PUMP_MESSAGE_MAX	2048

/* Signal after that many messages: rarer costs latency, more often costs. */
#define PUMP_MESSAGE_BATCH 16

static inline void pump_message_fill(u8 *msg, size_t len, u64 seq)
{
	size_t i;

	memcpy(msg, &seq, sizeof(seq));
	for (i = sizeof(seq); i < len; i++)
		msg[i] = seq + i;
}

/* Whether the message is the one with that number, whole. */
static inline bool pump_message_ok(const u8 *msg, size_t len, u64 seq)
{
	u64 found;
	size_t i;

	if (len < sizeof(found))
		return false;

	memcpy(&found, msg, sizeof(found));
	if (found != seq)
		return false;

	for (i = sizeof(seq); i < len; i++)
		if (msg[i] != (u8)(seq + i))
			return false;

	return true;
}

#endif
