// SPDX-License-Identifier: GPL-2.0
/*
 * Profile net, host half: when a driver is told of packets.
 *
 * A driver that is another machine's pays for each signal. While packets go
 * one way only, and each comes soon after the one before, nobody waits for an
 * answer: then a signal is held until there are several packets for it, or for
 * as long as these would take. Otherwise the driver's processor is so busy
 * with signals that who should get the packets does not run.
 *
 * Soon is within a few times as long as it takes to send a packet and to tell
 * of it. That time itself does not count as time between packets: it would make
 * a flood look slow for just as long as it is not held.
 */
#include <linux/export.h>
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/moduleparam.h>
#include <linux/vbus_net_peer.h>

#define VBUS_NET_HOLD 32
#define VBUS_NET_HOLD_AFTER 8
#define VBUS_NET_HOLD_SOON 4

static unsigned int hold_us = 2000;
module_param(hold_us, uint, 0644);
MODULE_PARM_DESC(hold_us,
		 "how long at most a virtual machine is not told of packets that come fast and that it does not answer; 0: it is told at once (default 2000)");

static enum hrtimer_restart vbus_net_hold_timer(struct hrtimer *timer)
{
	struct vbus_net_hold *hold =
		container_of(timer, struct vbus_net_hold, timer);

	hold->over(hold);
	return HRTIMER_NORESTART;
}

/**
 * vbus_net_hold_init() - nothing was sent yet
 * @hold: what to set up
 * @over: called in softirq when the driver is to be told of what is held
 *
 * Context: any.
 */
void vbus_net_hold_init(struct vbus_net_hold *hold,
			void (*over)(struct vbus_net_hold *hold))
{
	memset(hold, 0, sizeof(*hold));
	hold->over = over;
	hrtimer_init(&hold->timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);
	hold->timer.function = vbus_net_hold_timer;
}
EXPORT_SYMBOL_GPL(vbus_net_hold_init);

/**
 * vbus_net_hold_stop() - nothing is sent any more
 * @hold: what was set up
 *
 * Context: process; @over does not run afterwards.
 */
void vbus_net_hold_stop(struct vbus_net_hold *hold)
{
	hrtimer_cancel(&hold->timer);
}
EXPORT_SYMBOL_GPL(vbus_net_hold_stop);

static u64 vbus_net_hold_average(u64 average, u64 value)
{
	return average ? (average * 7 + value) / 8 : value;
}

static u64 vbus_net_hold_soon(const struct vbus_net_hold *hold)
{
	return (hold->took + hold->tell) * VBUS_NET_HOLD_SOON;
}

/* Counts packets that were sent since @start. True while there is a flood. */
static bool vbus_net_hold_floods(struct vbus_net_hold *hold, u64 start,
				 unsigned int n, u64 sent)
{
	bool soon = start - hold->idle < vbus_net_hold_soon(hold);
	bool answered = sent != hold->sent;
	u64 now = ktime_get_ns();

	hold->took = vbus_net_hold_average(hold->took, div_u64(now - start, n));
	hold->idle = now;
	hold->sent = sent;

	if (answered || !soon)
		hold->streak = 0;
	else if (hold->streak < VBUS_NET_HOLD_AFTER)
		hold->streak++;

	return hold->streak == VBUS_NET_HOLD_AFTER;
}

/**
 * vbus_net_hold_holds() - is the driver's signal to be held?
 * @hold: of the ring
 * @start: ktime_get_ns() before the packets were put into it
 * @n: how many these are; at least one
 * @sent: how much the driver has sent so far, in whatever unit
 * @most: packets that it may be untold of
 *
 * If not, the caller signals, and then calls vbus_net_hold_told().
 *
 * Context: not in hard interrupts; one caller at a time for each @hold.
 * Return: true if @over is to follow
 */
bool vbus_net_hold_holds(struct vbus_net_hold *hold, u64 start, unsigned int n,
			 u64 sent, unsigned int most)
{
	u64 longest = (u64)READ_ONCE(hold_us) * NSEC_PER_USEC;
	u64 wait;

	if (!vbus_net_hold_floods(hold, start, n, sent) || !longest)
		return false;

	if (!hold->held) {
		wait = vbus_net_hold_soon(hold) * VBUS_NET_HOLD;
		hrtimer_start(&hold->timer, ns_to_ktime(min(wait, longest)),
			      HRTIMER_MODE_REL_SOFT);
	}

	hold->held += n;
	return hold->held < min_t(unsigned int, VBUS_NET_HOLD, most);
}
EXPORT_SYMBOL_GPL(vbus_net_hold_holds);

/**
 * vbus_net_hold_told() - the driver was told
 * @hold: of the ring
 * @start: ktime_get_ns() before that
 *
 * Context: as vbus_net_hold_holds().
 */
void vbus_net_hold_told(struct vbus_net_hold *hold, u64 start)
{
	hold->held = 0;
	hold->idle = ktime_get_ns();
	hold->tell = vbus_net_hold_average(hold->tell, hold->idle - start);
}
EXPORT_SYMBOL_GPL(vbus_net_hold_told);
