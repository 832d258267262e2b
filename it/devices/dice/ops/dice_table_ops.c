// SPDX-License-Identifier: GPL-2.0
/* What the dice table does: a thread rolls, and takes bets on the next roll. */
#include <linux/kthread.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/wait.h>

#include "dice_table_host.h"

struct table {
	u32 sides;
	char label[16];
	u16 kind;
	u64 rolled;
};

/* One opened table. The thread owns what is below order once it runs. */
struct game {
	struct task_struct *task;
	wait_queue_head_t wait;
	struct dice_order order;
	u32 loaded;
	u64 rolls;
	u64 total;
	u64 bets;
	u32 seed;
};

static u32 game_next(struct game *g)
{
	if (g->loaded)
		return g->loaded;
	g->seed = g->seed * 1103515245 + 12345;
	return g->seed / 65536 % g->order.sides + 1;
}

static void game_show(struct dice_conn *conn, struct game *g, u16 state)
{
	struct dice_stats *stats = READ_ONCE(conn->region_stats);

	if (!stats)
		return;
	WRITE_ONCE(stats->rolls, g->rolls);
	WRITE_ONCE(stats->total, g->total);
	WRITE_ONCE(stats->bets, g->bets);
	WRITE_ONCE(stats->state, state);
}

static int game_thread(void *data)
{
	struct dice_conn *conn = data;
	struct table *t = conn->dev->priv;
	struct game *g = conn->priv;
	struct dice_roll roll = {};
	struct dice_bet bet;
	int ret;

	dice_rolls_listen(conn, true);
	dice_bets_listen(conn, true);
	while (!kthread_should_stop()) {
		if (g->rolls < g->order.count && dice_rolls_can_put(conn)) {
			roll.seq = g->rolls;
			roll.value = game_next(g);
			ret = dice_rolls_put(conn, &roll);
			if (ret && ret != -EAGAIN)
				break;
			if (!ret) {
				WRITE_ONCE(g->total, g->total + roll.value);
				/* Pairs with the acquire in table_call_sum(). */
				smp_store_release(&g->rolls, g->rolls + 1);
				t->rolled++;
				if (g->rolls == g->order.count || g->rolls % 16 == 0)
					dice_rolls_signal(conn);
			}
			continue;
		}
		ret = dice_bets_get(conn, &bet);
		if (ret >= 0) {
			g->bets++;
			continue;
		}
		if (ret != -EAGAIN)
			pr_warn_ratelimited("dice: a bet was refused: %d\n", ret);
		game_show(conn, g, g->rolls < g->order.count ? DICE_STATE_ROLLING : DICE_STATE_IDLE);
		dice_rolls_signal(conn);
		dice_bets_signal(conn);
		wait_event_interruptible(g->wait, kthread_should_stop() ||
					 dice_bets_can_get(conn) ||
					 (g->rolls < g->order.count && dice_rolls_can_put(conn)));
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 10);
	return 0;
}

static void game_stop(struct game *g)
{
	if (g->task)
		kthread_stop(g->task);
	g->task = NULL;
}

static int table_create(struct dice_table *dev)
{
	struct table *t = kzalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	t->sides = 20;
	strscpy(t->label, "green", sizeof(t->label));
	dev->priv = t;
	return 0;
}

static void table_destroy(struct dice_table *dev)
{
	kfree(dev->priv);
}

static int table_get_sides(struct dice_table *dev, u32 *value)
{
	*value = ((struct table *)dev->priv)->sides;
	return 0;
}

static int table_set_sides(struct dice_table *dev, u32 value)
{
	if (value < 2 || value > DICE_MAX_SIDES)
		return -EINVAL;
	((struct table *)dev->priv)->sides = value;
	return 0;
}

static int table_get_label(struct dice_table *dev, char value[16])
{
	memcpy(value, ((struct table *)dev->priv)->label, 16);
	return 0;
}

static int table_set_label(struct dice_table *dev, const char value[16])
{
	memcpy(((struct table *)dev->priv)->label, value, 16);
	return 0;
}

static int table_get_kind(struct dice_table *dev, u16 *value)
{
	*value = ((struct table *)dev->priv)->kind;
	return 0;
}

static int table_get_rolled(struct dice_table *dev, u64 *value)
{
	*value = ((struct table *)dev->priv)->rolled;
	return 0;
}

static int table_get_open(struct dice_table *dev, bool *value)
{
	*value = dev->conn_dice;
	return 0;
}

static int table_open(struct dice_conn *conn)
{
	struct game *g = kzalloc(sizeof(*g), GFP_KERNEL);

	if (!g)
		return -ENOMEM;
	init_waitqueue_head(&g->wait);
	g->seed = 42;
	conn->priv = g;
	return 0;
}

static void table_close(struct dice_conn *conn)
{
	game_stop(conn->priv);
	kfree(conn->priv);
}

static u64 table_offer_f(struct dice_conn *conn)
{
	return DICE_F_STATS | DICE_F_LOADING;
}

static void table_granted_f(struct dice_conn *conn, u64 bits)
{
}

static void table_ring_rolls_notify(struct dice_conn *conn)
{
	wake_up(&((struct game *)conn->priv)->wait);
}

static void table_ring_bets_notify(struct dice_conn *conn)
{
	wake_up(&((struct game *)conn->priv)->wait);
}

static int table_region_stats(struct dice_conn *conn)
{
	memset(conn->region_stats, 0, sizeof(*conn->region_stats));
	return 0;
}

static int table_call_limit(struct dice_conn *conn, u32 *sides)
{
	*sides = ((struct table *)conn->dev->priv)->sides;
	return 0;
}

static int table_call_roll(struct dice_conn *conn, const struct dice_order *order)
{
	struct table *t = conn->dev->priv;
	struct game *g = conn->priv;
	struct task_struct *task;

	/* Pairs with the release in game_thread(). */
	if (g->task && smp_load_acquire(&g->rolls) < g->order.count)
		return -EBUSY;
	game_stop(g);
	if (order->options & DICE_OPTION_RESEED)
		g->seed = 42;
	g->order = *order;
	t->kind = order->kind;
	g->rolls = 0;
	g->total = 0;
	task = kthread_run(game_thread, conn, "dice-table");
	if (IS_ERR(task))
		return PTR_ERR(task);
	g->task = task;
	return 0;
}

static int table_call_sum(struct dice_conn *conn, u64 *total, u64 *rolls)
{
	struct game *g = conn->priv;

	/* Pairs with the release in game_thread(). */
	*rolls = smp_load_acquire(&g->rolls);
	*total = READ_ONCE(g->total);
	return 0;
}

static int table_call_load(struct dice_conn *conn, u32 value)
{
	struct game *g = conn->priv;

	if (value > ((struct table *)conn->dev->priv)->sides)
		return -EINVAL;
	g->loaded = value;
	return 0;
}

DEFINE_DICE_TABLE_OPS(table);
