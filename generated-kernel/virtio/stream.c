// SPDX-License-Identifier: GPL-2.0
/*
 * Streams: a driver that goes on making chains available.
 *
 * A driver that waits for an answer is best served where its kick arrives,
 * without a switch of threads. One that goes on meanwhile is better served by
 * the worker, on another CPU: it needs no kick until the worker found nothing
 * for a while. Which it is shows in how soon the next chain comes: within a few
 * times as long as one takes. Or in that there is much in them, so that a switch
 * of threads is the least of it. Several times in a row, to begin and to end.
 *
 * On the driver's own CPU the worker is of no use, and is not tried again for a
 * while. Only for drivers of another machine, whose kicks cost.
 */
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/smp.h>

#include "virtio.h"

#define VBUS_VIRTIO_SOON 4
#define VBUS_VIRTIO_MUCH SZ_8K
#define VBUS_VIRTIO_STREAM 8
#define VBUS_VIRTIO_STREAM_LATER (-256)

static unsigned int stream_us = 500;
module_param(stream_us, uint, 0644);
MODULE_PARM_DESC(stream_us,
		 "how long at most a CPU looks for the next chain of a virtual machine that goes on with them; 0: no streams (default 500)");

static u64 vbus_virtqueue_soon(const struct vbus_virtqueue_stream *s)
{
	u64 most = (u64)READ_ONCE(stream_us) * NSEC_PER_USEC;

	return min(s->took * VBUS_VIRTIO_SOON, most);
}

static bool vbus_virtqueue_stream_is_here(const struct vbus_virtqueue_stream *s)
{
	return raw_smp_processor_id() == READ_ONCE(s->rung_cpu);
}

/* Before chains are taken. */
void vbus_virtqueue_turn_begin(struct vbus_virtqueue *vq)
{
	struct vbus_virtqueue_stream *s = &vq->stream;

	s->bytes = 0;
	s->start = s->can ? ktime_get_ns() : 0;
}

/*
 * After @n were. What was idle is so until the turn began. True if the queue's
 * next turn is to be the worker's.
 */
bool vbus_virtqueue_turn_end(struct vbus_virtqueue *vq, unsigned int n)
{
	struct vbus_virtqueue_stream *s = &vq->stream;
	u64 now, took;
	bool soon;

	if (!s->can || !n)
		return false;

	soon = s->start - s->idle < vbus_virtqueue_soon(s) ||
	       s->bytes >= VBUS_VIRTIO_MUCH;
	now = ktime_get_ns();
	took = div_u64(now - s->start, n);
	s->took = s->took ? (s->took * 7 + took) / 8 : took;
	s->idle = now;

	if (s->on)
		s->soon = soon ? VBUS_VIRTIO_STREAM : s->soon - 1;
	else if (soon)
		s->soon++;
	else
		s->soon = min(s->soon, 0);

	return !s->on && s->soon >= VBUS_VIRTIO_STREAM && READ_ONCE(stream_us);
}

/* In the worker, of a queue that is empty: are there chains, before long? */
bool vbus_virtqueue_stream_looks(struct vbus_virtqueue *vq)
{
	struct vbus_virtqueue_stream *s = &vq->stream;

	if (!s->on)
		return false;

	while (READ_ONCE(vq->running) && !vbus_virtqueue_stream_is_here(s)) {
		if (vbus_vring_has(&vq->ring))
			return true;
		if (ktime_get_ns() - s->idle >= vbus_virtqueue_soon(s))
			return false;
		cpu_relax();
	}

	return false;
}

/* In the worker, that found nothing more: is it over? */
bool vbus_virtqueue_stream_ends(struct vbus_virtqueue *vq)
{
	struct vbus_virtqueue_stream *s = &vq->stream;

	if (!s->on)
		return false;
	if (vbus_virtqueue_stream_is_here(s)) {
		s->soon = VBUS_VIRTIO_STREAM_LATER;
		return true;
	}

	return s->soon <= 0 || !READ_ONCE(stream_us);
}
