// SPDX-License-Identifier: Apache-2.0
/*
 * A member of another process' bus, in C: the far end of a relay. Sends each
 * message back, its mark inverted, and looks whether they come in order with
 * the mark that belongs to their number.
 *
 *	exchange SOCKET MESSAGES     -1: for ever, and sends of its own
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>

#include "vbus_join.h"

#define DEPTH	1024
#define TO_DRIVER	0
#define FROM_DRIVER	1
#define START	0

struct message {
	uint64_t number;
	uint64_t mark;
};

static uint64_t mark(uint64_t number)
{
	uint64_t z = number * 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	return z ^ z >> 27;
}

static void check(int ret, const char *what)
{
	if (ret >= 0)
		return;
	printf("%s: %s\n", what, strerror(-ret));
	exit(1);
}

static void start(struct vbus_join *bus, uint64_t dev)
{
	int ret;

	while ((ret = vbus_join_call(bus, dev, START, NULL, 0)) == -EAGAIN)
		usleep(10000);
	check(ret, "start");
}

static void look(const struct message *pool, const struct ioq_ring_desc *slot,
		 uint64_t expected)
{
	const struct message *m = &pool[slot->ptr / sizeof(*m) % DEPTH];

	if (slot->len == sizeof(*m) && m->number == expected &&
	    m->mark == mark(expected))
		return;
	printf("message %" PRIu64 " came as %" PRIu64 "\n", expected,
	       m->number);
	exit(1);
}

int main(int argc, char **argv)
{
	struct vbus_join_ring rx, tx;
	struct ioq_ring_desc slot;
	struct message *pool, *out;
	uint64_t got = 0, sum = 0, at, dev, i;
	struct vbus_join bus;
	int64_t messages, id;
	int ret;

	if (argc != 3)
		return 2;
	messages = strtoll(argv[2], NULL, 10);
	check(vbus_join(&bus, argv[1]), "join");
	id = vbus_join_find(&bus, "test-relay", 30000);
	check(id, "find");
	check(vbus_join_open(&bus, id, 1, &dev), "open");
	/* Of two rings full of messages to send, one is not with the relay. */
	check(vbus_join_pool(&bus, 3 * DEPTH * sizeof(*pool), (void **)&pool),
	      "pool");
	check(vbus_join_ring(&bus, dev, TO_DRIVER, DEPTH, &rx), "rx");
	check(vbus_join_ring(&bus, dev, FROM_DRIVER, DEPTH, &tx), "tx");
	for (i = 0; i < DEPTH; i++)
		check(vbus_ring_post(&rx.ring, i, i * sizeof(*pool),
				     sizeof(*pool)), "post");
	start(&bus, dev);

	while (messages < 0 || got < (uint64_t)messages) {
		while (!vbus_ring_reap(&tx.ring, &slot))
			;
		if (messages < 0) {
			vbus_ring_send(&tx.ring, 0, DEPTH * sizeof(*pool),
				       sizeof(*pool));
			while (!vbus_ring_recv(&rx.ring, &slot))
				vbus_ring_repost(&rx.ring, slot.cookie,
						 slot.ptr, sizeof(*pool));
			sched_yield();
			continue;
		}

		ret = vbus_ring_recv(&rx.ring, &slot);
		if (ret == -EAGAIN) {
			sched_yield();
			continue;
		}
		check(ret, "recv");
		look(pool, &slot, got);
		at = DEPTH + got % (2 * DEPTH);
		out = &pool[at];
		out->number = got;
		out->mark = ~mark(got);
		while ((ret = vbus_ring_send(&tx.ring, got, at * sizeof(*pool),
					     sizeof(*pool))) == -ENOSPC ||
		       ret == -EAGAIN) {
			while (!vbus_ring_reap(&tx.ring, &slot))
				;
			sched_yield();
		}
		check(ret, "send");
		sum = sum * 31 + out->mark;
		check(vbus_ring_repost(&rx.ring, got % DEPTH,
				       got % DEPTH * sizeof(*pool),
				       sizeof(*pool)), "repost");
		got++;
	}
	/* Until the other end has all of it. */
	while (tx.ring.head->idx[IOQ_IDX_INUSE].head !=
	       tx.ring.head->idx[IOQ_IDX_INUSE].tail)
		sched_yield();
	usleep(100000);

	printf("sum %" PRIx64 "\n", sum);
	check(vbus_join_close(&bus, dev), "close");
	vbus_join_leave(&bus);
	return 0;
}
