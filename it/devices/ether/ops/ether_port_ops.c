// SPDX-License-Identifier: GPL-2.0
/* What a port does beyond profile net: a label, and a lamp that counts. */
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ether_port_host.h"

/**
 * struct port - a port's own
 * @label: what is written on it
 * @blinks: how often its lamp flashed
 */
struct port {
	char label[16];
	u32 blinks;
};

static int port_own_create(struct ether_port *dev)
{
	struct port *port = kzalloc(sizeof(*port), GFP_KERNEL);

	if (!port)
		return -ENOMEM;

	strscpy(port->label, "uplink", sizeof(port->label));
	dev->priv = port;
	return 0;
}

static void port_own_destroy(struct ether_port *dev)
{
	kfree(dev->priv);
}

static int port_get_label(struct ether_port *dev, char value[16])
{
	struct port *port = dev->priv;

	memcpy(value, port->label, sizeof(port->label));
	return 0;
}

static int port_set_label(struct ether_port *dev, const char value[16])
{
	struct port *port = dev->priv;

	memcpy(port->label, value, sizeof(port->label));
	return 0;
}

static int port_get_blinks(struct ether_port *dev, u32 *value)
{
	struct port *port = dev->priv;

	*value = READ_ONCE(port->blinks);
	return 0;
}

static int port_own_open(struct ether_conn *conn)
{
	return 0;
}

static void port_own_close(struct ether_conn *conn)
{
}

static u64 port_own_offer_to_device(struct ether_conn *conn)
{
	return ETHER_F_LAMP;
}

static void port_own_granted_to_device(struct ether_conn *conn, u64 bits)
{
}

static int port_call_blink(struct ether_conn *conn, u32 times)
{
	struct port *port = conn->dev->priv;

	/* One connection at a time, and its calls one after the other. */
	WRITE_ONCE(port->blinks, port->blinks + times);
	return 0;
}

DEFINE_ETHER_PORT_OPS(port);
