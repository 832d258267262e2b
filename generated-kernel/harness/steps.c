// SPDX-License-Identifier: GPL-2.0
/*
 * A ring that does what it is told, both of its sides in one process. Each line
 * of the input is a step; the answer is what came of it, what was read, and all
 * bytes of the ring in hexadecimal digits. For an implementation in another
 * language, which is to leave the same bytes after each step.
 *
 *	new COUNT
 *	send COOKIE PTR LEN | post COOKIE PTR LEN | reap | force	north
 *	recv SIDE | done SIDE | repost COOKIE PTR LEN			either; north
 *	fill | filled LEN | flush					south
 *	used INDEX
 *	signal SIDE | listen SIDE 0|1 | wakeup SIDE
 *
 * done and repost go on from the last recv of the side, filled from the last
 * fill. An answer of 1 is success or yes, of 0 any refusal.
 */
#include "harness.h"

static struct side {
	struct shm_signal signal;
	struct ioq q;
	struct ioq_iterator recv;
	struct ioq_iterator fill;
	struct ioq_notifier notifier;
	unsigned int heard;
} sides[2];

static struct ioq_ring_head *head;
static unsigned int notified;

static int count_inject(struct shm_signal *s)
{
	notified++;
	return 0;
}

static void no_release(struct ioq *q) { }

static void heard(struct ioq_notifier *n)
{
	container_of(n, struct side, notifier)->heard++;
}

static const struct shm_signal_ops signal_ops = { .inject = count_inject };
static const struct ioq_ops ioq_ops = { .release = no_release };

static void start(u32 count)
{
	int i;

	for (i = 0; i < 2 && head; i++) {
		ioq_stop(&sides[i].q);
		ioq_put(&sides[i].q);
		shm_signal_put(&sides[i].signal);
	}
	free(head);
	memset(sides, 0, sizeof(sides));
	notified = 0;
	head = malloc(ioq_ring_size(count));
	CHECK(head);
	ioq_format(head, count);

	for (i = 0; i < 2; i++) {
		struct side *s = &sides[i];

		shm_signal_init(&s->signal, i, &signal_ops, &head->signal);
		CHECK_EQ(ioq_init(&s->q, &ioq_ops, i, head, count, &s->signal),
			 0);
		s->notifier.signal = heard;
		ioq_set_notifier(&s->q, &s->notifier);
		ioq_iter_init(&s->q, &s->recv, IOQ_IDX_INUSE, 0);
		ioq_iter_init(&s->q, &s->fill, IOQ_IDX_INUSE, 0);
	}
}

static int step(const char *what, u64 a, u64 b, u64 c,
		struct ioq_ring_desc *copy)
{
	struct side *north = &sides[SHM_LOCALITY_NORTH];
	struct side *south = &sides[SHM_LOCALITY_SOUTH];
	struct side *side = &sides[a & 1];

	if (!strcmp(what, "send"))
		return !ioq_send(&north->q, a, b, c, 0);
	if (!strcmp(what, "post"))
		return !ioq_post(&north->q, a, b, c);
	if (!strcmp(what, "reap"))
		return !ioq_reap(&north->q, copy, 0);
	if (!strcmp(what, "force"))
		return !ioq_reap(&north->q, copy, IOQ_ITER_FORCE);
	if (!strcmp(what, "recv"))
		return !ioq_recv(&side->q, &side->recv, copy);
	if (!strcmp(what, "done"))
		return !ioq_recv_done(&side->recv);
	if (!strcmp(what, "repost"))
		return !ioq_recv_repost(&north->recv, a, b, c);
	if (!strcmp(what, "fill"))
		return !ioq_fill(&south->q, &south->fill, copy);
	if (!strcmp(what, "filled"))
		return !ioq_fill_done(&south->fill, a);
	if (!strcmp(what, "flush"))
		return ioq_flush(&south->q);
	if (!strcmp(what, "used"))
		return ioq_count(&north->q, a);
	if (!strcmp(what, "signal")) {
		ioq_signal(&side->q);
		return 1;
	}
	if (!strcmp(what, "wakeup")) {
		shm_signal_wakeup(&side->signal);
		return 1;
	}
	CHECK(!strcmp(what, "listen"));
	if (b)
		ioq_notify_enable(&side->q);
	else
		ioq_notify_disable(&side->q);
	/* What was deferred is over when the step is. */
	tasklet_kill(&side->signal.tasklet);
	return 1;
}

int main(void)
{
	struct ioq_ring_desc copy;
	unsigned long long a, b, c;
	char *line = NULL;
	char what[16];
	size_t room = 0, i;
	int answer;

	while (getline(&line, &room, stdin) > 0) {
		a = 0;
		b = 0;
		c = 0;
		CHECK(sscanf(line, "%15s %llu %llu %llu", what, &a, &b, &c) >= 1);
		memset(&copy, 0, sizeof(copy));
		if (!strcmp(what, "new")) {
			start(a);
			answer = 1;
		} else {
			CHECK(head);
			answer = step(what, a, b, c, &copy);
			if (!answer)
				memset(&copy, 0, sizeof(copy));
		}
		printf("%d %llu %llu %llu %u %u %u ", answer,
		       (unsigned long long)copy.cookie,
		       (unsigned long long)copy.ptr,
		       (unsigned long long)copy.len, notified,
		       sides[0].heard, sides[1].heard);
		for (i = 0; i < ioq_ring_size(sides[0].q.count); i++)
			printf("%02x", ((unsigned char *)head)[i]);
		putchar('\n');
	}
	free(line);
	return 0;
}
