// SPDX-License-Identifier: GPL-2.0
/* What the driver of chute does beyond profile stream: it rings the bell. */
#include <linux/device.h>
#include <linux/errno.h>

#include "chute_guest.h"

/* So often, to say that a driver is there. */
#define CHUTE_HELLO 2

static u64 chute_want_to_device(struct chute_device *dev)
{
	return CHUTE_F_BELL;
}

static int chute_own_probe(struct chute_device *dev)
{
	int ret;

	if (!(dev->granted_to_device & CHUTE_F_BELL))
		return 0;

	ret = chute_ring(dev, CHUTE_HELLO);
	if (ret)
		dev_err(&dev->vdev->dev, "bell: %d\n", ret);
	return ret;
}

static void chute_own_remove(struct chute_device *dev)
{
}

DEFINE_CHUTE_OPS(chute);
