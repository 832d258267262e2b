// SPDX-License-Identifier: GPL-2.0
/* Profile net, host half: a driver, from open to close. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/ethtool.h>
#include <linux/etherdevice.h>
#include <linux/export.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/vbus_compat.h>

#include <uapi/linux/ioq.h>

#include "device.h"

static bool threads;
module_param(threads, bool, 0644);
MODULE_PARM_DESC(threads,
		 "reach drivers opened from now on by threads, even where softirq could (default N)");

#define VBUS_NET_OFFER							\
	(VBUS_NET_F_SG | VBUS_NET_F_TSO4 | VBUS_NET_F_TSO6 |		\
	 VBUS_NET_F_ECN | VBUS_NET_F_HDR | VBUS_NET_F_MRG |		\
	 VBUS_NET_F_RTSO4 | VBUS_NET_F_RTSO6 | VBUS_NET_F_RECN)

/* Any context. The driver hurts only itself: its cable is out. */
void vbus_net_break(struct vbus_net_conn *conn, const char *ring, int err)
{
	if (vbus_net_peer_break(&conn->peer))
		pr_warn_ratelimited("%s: the driver broke ring %s (%d); no more packets until its link was down\n",
				    vbus_device_name(conn->peer.net->vdev),
				    ring, err);
}

static void vbus_net_conn_get_ringparam(const struct vbus_net_peer *peer,
					struct ethtool_ringparam *ring)
{
	const struct vbus_net_conn *conn =
		container_of(peer, struct vbus_net_conn, peer);

	ring->rx_max_pending = IOQ_MAX_COUNT;
	ring->tx_max_pending = IOQ_MAX_COUNT;
	ring->rx_pending = conn->from_count;
	ring->tx_pending = conn->to_count;
}

static const struct vbus_net_peer_ops vbus_net_conn_ops = {
	.xmit = vbus_net_send_xmit,
	.fits = vbus_net_fits_ever,
	.quiesce = vbus_net_receive_quiesce,
	.get_ringparam = vbus_net_conn_get_ringparam,
};

static void vbus_net_conn_free(struct vbus_net_conn *conn)
{
	netif_napi_del(&conn->napi);
	vbus_net_pool_destroy(conn->pool);
	vbus_free_netdev_dummy(conn->napi_dev);
	kfree(conn);
}

/**
 * vbus_net_conn_open() - a driver opens the device
 * @net: the device
 * @ctx: the driver's memory
 * @rx: ring to the driver, not attached yet
 * @tx: ring from the driver, likewise
 *
 * All of them must live until vbus_net_conn_close() has returned.
 *
 * Context: process; may sleep; the model's lock.
 * Return: the connection, or an ERR_PTR(): -EBUSY if there is one, -ENOMEM
 */
struct vbus_net_conn *vbus_net_conn_open(struct vbus_net_device *net,
					 struct vbus_memctx *ctx,
					 struct vbus_device_ring *rx,
					 struct vbus_device_ring *tx)
{
	struct vbus_net_conn *conn;

	if (net->conn)
		return ERR_PTR(-EBUSY);

	conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	if (!conn)
		return ERR_PTR(-ENOMEM);

	conn->napi_dev = vbus_alloc_netdev_dummy();
	if (!conn->napi_dev) {
		kfree(conn);
		return ERR_PTR(-ENOMEM);
	}

	conn->peer.net = net;
	conn->peer.ops = &vbus_net_conn_ops;
	conn->peer.ctx = ctx;
	conn->to = rx;
	conn->from = tx;
	/* Their notifiers schedule NAPI, start a queue or wake a thread. */
	vbus_device_ring_set_direct(rx);
	vbus_device_ring_set_direct(tx);
	conn->threads = READ_ONCE(threads) || !ctx->ops->atomic;
	spin_lock_init(&conn->to_lock);
	skb_queue_head_init(&conn->queue);
	init_waitqueue_head(&conn->to_wait);
	init_waitqueue_head(&conn->from_wait);
	netif_napi_add(conn->napi_dev, &conn->napi, vbus_net_poll);

	if (!conn->threads) {
		conn->pool = vbus_net_pool_create(&conn->napi);
		if (IS_ERR(conn->pool)) {
			int err = PTR_ERR(conn->pool);

			vbus_net_conn_free(conn);
			return ERR_PTR(err);
		}
	}

	net->conn = conn;
	return conn;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_open);

static void vbus_net_conn_down(struct vbus_net_conn *conn)
{
	WRITE_ONCE(conn->linked, false);
	vbus_net_unlink(&conn->peer);
	vbus_net_send_stop(conn);
	vbus_net_receive_stop(conn);
	/* Here on nobody but us is at the rings. */
	vbus_net_receive_drain(conn);
}

/**
 * vbus_net_conn_close() - the driver is done
 * @conn: the connection; its rings' notifications have stopped. Freed.
 *
 * What the driver has posted until now is taken, at most a ring full.
 *
 * Context: process; may sleep; the model's lock.
 */
void vbus_net_conn_close(struct vbus_net_conn *conn)
{
	struct vbus_net_device *net = conn->peer.net;

	mutex_lock(&net->lock);
	if (conn->linked)
		vbus_net_conn_down(conn);
	mutex_unlock(&net->lock);

	net->conn = NULL;
	vbus_net_conn_free(conn);
}
EXPORT_SYMBOL_GPL(vbus_net_conn_close);

/**
 * vbus_net_conn_offer() - what can be negotiated
 * @conn: the connection
 *
 * Context: any.
 * Return: VBUS_NET_F_*
 */
u64 vbus_net_conn_offer(struct vbus_net_conn *conn)
{
	return VBUS_NET_OFFER;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_offer);

/**
 * vbus_net_conn_granted() - what was negotiated
 * @conn: the connection, whose rings are not there yet
 * @mask: which features this is about
 * @features: those of @mask that are granted
 *
 * Context: process; the connection's lock.
 */
void vbus_net_conn_granted(struct vbus_net_conn *conn, u64 mask, u64 features)
{
	conn->peer.features &= ~mask;
	conn->peer.features |= features & mask & VBUS_NET_OFFER;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_granted);

/**
 * vbus_net_conn_linkup() - call LINKUP
 * @conn: the connection
 *
 * Context: process; may sleep; the connection's lock; rtnl may be held.
 * Return: 0; -EEXIST if the link is up; -EINVAL unless both rings are there;
 * -ENOMEM, -EINTR
 */
int vbus_net_conn_linkup(struct vbus_net_conn *conn)
{
	struct vbus_net_device *net = conn->peer.net;
	int err;

	mutex_lock(&net->lock);

	err = -EEXIST;
	if (conn->linked)
		goto unlock;
	err = -EINVAL;
	if (!vbus_device_ring_attached(conn->to) ||
	    !vbus_device_ring_attached(conn->from))
		goto unlock;

	conn->peer.broken = 0;
	err = vbus_net_send_start(conn);
	if (err)
		goto unlock;
	err = vbus_net_receive_start(conn);
	if (err) {
		vbus_net_send_stop(conn);
		goto unlock;
	}

	WRITE_ONCE(conn->linked, true);
	vbus_net_link(&conn->peer);
unlock:
	mutex_unlock(&net->lock);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_linkup);

/**
 * vbus_net_conn_linkdown() - call LINKDOWN
 * @conn: the connection
 *
 * What the driver has posted is taken, at most a ring full; what waits for
 * slots of the driver is dropped.
 *
 * Context: process; may sleep; the connection's lock; rtnl may be held.
 * Return: 0, or -ENOENT if the link is down
 */
int vbus_net_conn_linkdown(struct vbus_net_conn *conn)
{
	struct vbus_net_device *net = conn->peer.net;
	int err = -ENOENT;

	mutex_lock(&net->lock);
	if (conn->linked) {
		vbus_net_conn_down(conn);
		err = 0;
	}
	mutex_unlock(&net->lock);

	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_linkdown);

/**
 * vbus_net_conn_macquery() - call MACQUERY
 * @conn: the connection
 * @mac: the address that the driver is to have
 *
 * Context: any; the address only changes while no driver is there.
 * Return: 0
 */
int vbus_net_conn_macquery(struct vbus_net_conn *conn, u8 mac[6])
{
	ether_addr_copy(mac, conn->peer.net->client_mac);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_macquery);

/**
 * vbus_net_conn_flushrx() - call FLUSHRX
 * @conn: the connection
 *
 * Returns every slot of ring rx that the device holds with length 0. Does not
 * signal: the driver, being in a call, looks by itself.
 *
 * Context: process; may sleep; the connection's lock; rtnl may be held.
 * Return: 0, or -EINVAL if the link is down
 */
int vbus_net_conn_flushrx(struct vbus_net_conn *conn)
{
	int err;

	mutex_lock(&conn->peer.net->lock);
	err = conn->linked ? vbus_net_send_flush(conn) : -EINVAL;
	mutex_unlock(&conn->peer.net->lock);

	return err;
}
EXPORT_SYMBOL_GPL(vbus_net_conn_flushrx);
