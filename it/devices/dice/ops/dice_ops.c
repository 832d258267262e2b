// SPDX-License-Identifier: GPL-2.0
/*
 * What the driver of the dice does: plays a game when it is bound and says in
 * /sys/bus/vbus-proxy/devices/<device>/result how it went.
 */
#include <linux/device.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/wait.h>

#include "dice_guest.h"

#define PLAYER_ROLLS 5000
#define PLAYER_BETS 500

struct player {
	struct dice_device *dev;
	struct task_struct *task;
	wait_queue_head_t wait;
	const char *said;
	int err;
	u64 total;
	bool done;
};

static int player_wait(struct player *p, bool (*ready)(struct dice_device *dev),
		       void (*signal)(struct dice_device *dev),
		       void (*listen)(struct dice_device *dev, bool on))
{
	signal(p->dev);
	listen(p->dev, true);
	wait_event_interruptible(p->wait, kthread_should_stop() || ready(p->dev));
	listen(p->dev, false);
	return kthread_should_stop() ? -EINTR : 0;
}

/* Takes COUNT rolls; each has its number and lies in 1..SIDES, or is ONLY. */
static int player_take(struct player *p, u32 count, u32 sides, u32 only)
{
	struct dice_roll roll;
	u64 seq = 0;
	int ret;

	p->total = 0;
	while (seq < count) {
		ret = dice_rolls_recv(p->dev, &roll);
		if (ret == -EAGAIN) {
			ret = player_wait(p, dice_rolls_can_recv, dice_rolls_signal, dice_rolls_listen);
			if (ret)
				return ret;
			continue;
		}
		if (ret < 0)
			return ret;
		if (roll.seq != seq || roll.value > sides || (only && roll.value != only))
			return -EBADMSG;
		p->total += roll.value;
		seq++;
	}
	dice_rolls_signal(p->dev);
	return 0;
}

static int player_bet(struct player *p)
{
	struct dice_bet bet = {};
	int ret;

	while (bet.seq < PLAYER_BETS) {
		bet.value = bet.seq % 6 + 1;
		ret = dice_bets_send(p->dev, &bet);
		if (ret == -EAGAIN) {
			ret = player_wait(p, dice_bets_can_send, dice_bets_signal, dice_bets_listen);
			if (ret)
				return ret;
			continue;
		}
		if (ret < 0)
			return ret;
		bet.seq++;
	}
	dice_bets_signal(p->dev);
	return 0;
}

static int player_game(struct player *p)
{
	struct dice_order order = { .sides = 6, .count = PLAYER_ROLLS, .kind = DICE_KIND_FAIR,
				    .options = DICE_OPTION_RESEED };
	struct dice_device *dev = p->dev;
	u64 total, rolls;
	u32 sides;
	int i, ret;

	p->said = "SUM before ROLL is refused";
	if (dice_sum(dev, &total, &rolls) != -EINVAL)
		return -EPROTO;

	p->said = "LIMIT";
	ret = dice_limit(dev, &sides);
	if (ret)
		return ret;

	p->said = "an order of one side is refused";
	order.sides = 1;
	if (dice_roll(dev, &order) != -EINVAL)
		return -EPROTO;
	p->said = "a kind that there is not is refused";
	order.sides = 6;
	order.kind = 2;
	if (dice_roll(dev, &order) != -EINVAL)
		return -EPROTO;
	p->said = "a flag that there is not is refused";
	order.kind = DICE_KIND_FAIR;
	order.options = 1U << 31;
	if (dice_roll(dev, &order) != -EINVAL)
		return -EPROTO;
	p->said = "reserved bytes that are not zero are refused";
	order.options = DICE_OPTION_RESEED;
	order.__reserved0[0] = 1;
	if (dice_roll(dev, &order) != -EINVAL)
		return -EPROTO;
	order.__reserved0[0] = 0;

	p->said = "ROLL";
	ret = dice_roll(dev, &order);
	if (ret)
		return ret;
	p->said = "taking rolls";
	ret = player_take(p, PLAYER_ROLLS, 6, 0);
	if (ret)
		return ret;
	p->said = "SUM is that of the rolls";
	for (i = 0; i < 100; i++) {
		ret = dice_sum(dev, &total, &rolls);
		if (ret || rolls == PLAYER_ROLLS)
			break;
		schedule_timeout_interruptible(1);
	}
	if (ret || total != p->total || rolls != PLAYER_ROLLS)
		return ret ?: -EPROTO;

	p->said = "bets";
	ret = player_bet(p);
	if (ret)
		return ret;
	p->said = "statistics in shared memory";
	for (i = 0; i < 500 && READ_ONCE(dev->region_stats->bets) < PLAYER_BETS; i++) {
		if (kthread_should_stop())
			return -EINTR;
		schedule_timeout_interruptible(1);
	}
	if (READ_ONCE(dev->region_stats->bets) != PLAYER_BETS || READ_ONCE(dev->region_stats->total) != total)
		return -EPROTO;

	p->said = "LOAD of more than there are sides is refused";
	if (dice_load(dev, sides + 1) != -EINVAL)
		return -EPROTO;
	p->said = "LOAD";
	ret = dice_load(dev, 4);
	if (ret)
		return ret;
	order.count = 100;
	ret = dice_roll(dev, &order);
	if (ret)
		return ret;
	p->said = "loaded rolls";
	return player_take(p, 100, 6, 4);
}

static int player_thread(void *data)
{
	struct player *p = data;

	p->err = player_game(p);
	/* Pairs with the acquire in result_show(). */
	smp_store_release(&p->done, true);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 10);
	return 0;
}

static ssize_t result_show(struct device *d, struct device_attribute *attr, char *buf)
{
	struct dice_device *dev = to_vbus_device_proxy(d)->priv;
	struct player *p = dev ? dev->priv : NULL;

	/* Pairs with the release in player_thread(). */
	if (!p || !smp_load_acquire(&p->done))
		return sysfs_emit(buf, "running\n");
	if (p->err)
		return sysfs_emit(buf, "failed %d at: %s\n", p->err, p->said);
	return sysfs_emit(buf, "done features=%llx\n", dev->granted_f);
}
static DEVICE_ATTR_RO(result);

static u64 player_want_f(struct dice_device *dev)
{
	return DICE_F_STATS | DICE_F_LOADING;
}

static int player_probe(struct dice_device *dev)
{
	struct player *p = kzalloc(sizeof(*p), GFP_KERNEL);
	int ret;

	if (!p)
		return -ENOMEM;
	p->dev = dev;
	init_waitqueue_head(&p->wait);
	dev->priv = p;
	ret = device_create_file(&dev->vdev->dev, &dev_attr_result);
	if (ret)
		goto free;
	p->task = kthread_run(player_thread, p, "dice-player");
	if (IS_ERR(p->task)) {
		ret = PTR_ERR(p->task);
		goto file;
	}
	return 0;

file:
	device_remove_file(&dev->vdev->dev, &dev_attr_result);
free:
	kfree(p);
	return ret;
}

static void player_remove(struct dice_device *dev)
{
	struct player *p = dev->priv;

	device_remove_file(&dev->vdev->dev, &dev_attr_result);
	kthread_stop(p->task);
	kfree(p);
}

static void player_ring_rolls_notify(struct dice_device *dev)
{
	wake_up(&((struct player *)dev->priv)->wait);
}

static void player_ring_bets_notify(struct dice_device *dev)
{
	wake_up(&((struct player *)dev->priv)->wait);
}

DEFINE_DICE_OPS(player);
