// SPDX-License-Identifier: GPL-2.0
/* What a chute does beyond profile stream: a label, and a bell that counts. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "chute_top_host.h"

/**
 * struct top - a chute's own
 * @label: what is written on it
 * @rings: how often its bell rang
 */
struct top {
	char label[16];
	u32 rings;
};

static int top_own_create(struct chute_top *dev)
{
	struct top *top = kzalloc(sizeof(*top), GFP_KERNEL);

	if (!top)
		return -ENOMEM;

	strscpy(top->label, "laundry", sizeof(top->label));
	dev->priv = top;
	return 0;
}

static void top_own_destroy(struct chute_top *dev)
{
	kfree(dev->priv);
}

static int top_get_label(struct chute_top *dev, char value[16])
{
	struct top *top = dev->priv;

	memcpy(value, top->label, sizeof(top->label));
	return 0;
}

static int top_set_label(struct chute_top *dev, const char value[16])
{
	struct top *top = dev->priv;

	memcpy(top->label, value, sizeof(top->label));
	return 0;
}

static int top_get_rings(struct chute_top *dev, u32 *value)
{
	struct top *top = dev->priv;

	*value = READ_ONCE(top->rings);
	return 0;
}

static int top_own_open(struct chute_conn *conn)
{
	return 0;
}

static void top_own_close(struct chute_conn *conn)
{
}

static u64 top_offer_to_device(struct chute_conn *conn)
{
	return CHUTE_F_BELL;
}

static void top_granted_to_device(struct chute_conn *conn, u64 bits)
{
}

static int top_call_ring(struct chute_conn *conn, u32 times)
{
	struct top *top = conn->dev->priv;

	/* One connection at a time, and its calls one after the other. */
	WRITE_ONCE(top->rings, top->rings + times);
	return 0;
}

DEFINE_CHUTE_TOP_OPS(top);
