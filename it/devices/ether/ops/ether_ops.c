// SPDX-License-Identifier: GPL-2.0
/* What the driver of ether does beyond profile net: it flashes the lamp. */
#include <linux/device.h>
#include <linux/errno.h>

#include "ether_guest.h"

/* So often, to say that a driver is there. */
#define ETHER_HELLO 3

static u64 ether_own_want_to_device(struct ether_device *dev)
{
	return ETHER_F_LAMP;
}

static int ether_own_probe(struct ether_device *dev)
{
	int ret;

	if (!(dev->granted_to_device & ETHER_F_LAMP))
		return 0;

	ret = ether_blink(dev, ETHER_HELLO);
	if (ret)
		dev_err(&dev->vdev->dev, "lamp: %d\n", ret);
	return ret;
}

static void ether_own_remove(struct ether_device *dev)
{
}

DEFINE_ETHER_OPS(ether);
