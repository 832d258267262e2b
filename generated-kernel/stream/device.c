// SPDX-License-Identifier: GPL-2.0
/* Profile stream, host half: the end of a device, over a driver's rings. */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vbus_stream_device.h>

/**
 * struct vbus_stream_device - the stream of one device
 * @end: its node
 */
struct vbus_stream_device {
	struct vbus_stream_end *end;
};

/**
 * struct vbus_stream_conn - a driver
 * @link: to it, between START and STOP
 * @stream: the device
 * @rx: ring to the driver
 * @tx: ring from the driver
 * @started: START was called
 */
struct vbus_stream_conn {
	struct vbus_stream_link link;
	struct vbus_stream_device *stream;
	struct vbus_device_ring *rx;
	struct vbus_device_ring *tx;
	bool started;
};

static struct vbus_stream_conn *to_conn(struct vbus_stream_link *link)
{
	return container_of(link, struct vbus_stream_conn, link);
}

static int vsh_get(struct vbus_stream_link *link, void *buf)
{
	return vbus_device_ring_get(to_conn(link)->tx, buf,
				    VBUS_STREAM_MESSAGE_MAX);
}

/* What is too much for the driver's buffer goes into its next one. */
static int vsh_put(struct vbus_stream_link *link, const void *buf, size_t len)
{
	struct vbus_device_ring *rx = to_conn(link)->rx;
	struct ioq_ring_desc desc;
	struct ioq_iterator it;
	int ret;

	mutex_lock(&rx->lock);
	ret = rx->q ? ioq_fill(rx->q, &it, &desc) : -ENOTCONN;
	if (ret)
		goto unlock;

	len = min3(desc.len, (u64)len, (u64)VBUS_STREAM_MESSAGE_MAX);
	/* A driver that posts no room would keep a writer busy for ever. */
	ret = len ? vbus_copy_to(rx->ctx, desc.ptr, buf, len) : -EPROTO;
	if (ioq_fill_done(&it, ret ? 0 : len))
		ret = -EIO;
	if (!ret)
		ret = len;
unlock:
	mutex_unlock(&rx->lock);
	return ret;
}

static bool vsh_can_get(struct vbus_stream_link *link)
{
	return vbus_device_ring_can_get(to_conn(link)->tx);
}

static bool vsh_can_put(struct vbus_stream_link *link)
{
	return vbus_device_ring_can_put(to_conn(link)->rx);
}

static struct vbus_device_ring *vsh_ring(struct vbus_stream_link *link,
					 enum vbus_stream_way way)
{
	struct vbus_stream_conn *conn = to_conn(link);

	return way == VBUS_STREAM_IN ? conn->tx : conn->rx;
}

static void vsh_listen(struct vbus_stream_link *link, enum vbus_stream_way way,
		       bool on)
{
	vbus_device_ring_listen(vsh_ring(link, way), on);
}

static void vsh_signal(struct vbus_stream_link *link, enum vbus_stream_way way)
{
	vbus_device_ring_signal(vsh_ring(link, way));
}

static const struct vbus_stream_link_ops vsh_link_ops = {
	.get = vsh_get,
	.put = vsh_put,
	.can_get = vsh_can_get,
	.can_put = vsh_can_put,
	.listen = vsh_listen,
	.signal = vsh_signal,
};

/**
 * vbus_stream_device_create() - make a device, and its node
 * @name: of the model; a number makes it the node's
 *
 * Context: process; may sleep.
 * Return: the device, or an ERR_PTR()
 */
struct vbus_stream_device *vbus_stream_device_create(const char *name)
{
	struct vbus_stream_device *stream;
	struct vbus_stream_end *end;

	stream = kzalloc(sizeof(*stream), GFP_KERNEL);
	if (!stream)
		return ERR_PTR(-ENOMEM);

	end = vbus_stream_end_create(name, NULL, NULL);
	if (IS_ERR(end)) {
		kfree(stream);
		return ERR_CAST(end);
	}

	stream->end = end;
	return stream;
}
EXPORT_SYMBOL_GPL(vbus_stream_device_create);

/**
 * vbus_stream_device_destroy() - the device and its node go
 * @stream: the device, without a driver
 *
 * Context: process; may sleep.
 */
void vbus_stream_device_destroy(struct vbus_stream_device *stream)
{
	vbus_stream_end_destroy(stream->end);
	kfree(stream);
}
EXPORT_SYMBOL_GPL(vbus_stream_device_destroy);

/**
 * vbus_stream_device_get_node() - attribute node
 * @stream: the device
 * @value: where its end is, below /dev
 *
 * Context: any.
 * Return: 0
 */
int vbus_stream_device_get_node(struct vbus_stream_device *stream,
				char value[VBUS_STREAM_NODE_SIZE])
{
	vbus_stream_end_node(stream->end, value);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_device_get_node);

/**
 * vbus_stream_device_get_connected() - attribute connected
 * @stream: the device
 * @value: is there a driver?
 *
 * Context: any.
 * Return: 0
 */
int vbus_stream_device_get_connected(struct vbus_stream_device *stream,
				     bool *value)
{
	*value = vbus_stream_end_connected(stream->end);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_device_get_connected);

/**
 * vbus_stream_device_get_readers() - attribute readers
 * @stream: the device
 * @value: so many files of this end can read
 *
 * Context: process; may sleep.
 * Return: 0
 */
int vbus_stream_device_get_readers(struct vbus_stream_device *stream,
				   u32 *value)
{
	u32 writers;

	vbus_stream_end_users(stream->end, value, &writers);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_device_get_readers);

/**
 * vbus_stream_device_get_writers() - attribute writers
 * @stream: the device
 * @value: so many files of this end can write
 *
 * Context: process; may sleep.
 * Return: 0
 */
int vbus_stream_device_get_writers(struct vbus_stream_device *stream,
				   u32 *value)
{
	u32 readers;

	vbus_stream_end_users(stream->end, &readers, value);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_device_get_writers);

/**
 * vbus_stream_conn_open() - a driver opens the device
 * @stream: the device
 * @rx: ring to the driver, not attached yet
 * @tx: ring from the driver, likewise
 *
 * All of them must live until vbus_stream_conn_close() has returned.
 *
 * Context: process; may sleep; one driver at a time.
 * Return: the connection, or ERR_PTR(-ENOMEM)
 */
struct vbus_stream_conn *
vbus_stream_conn_open(struct vbus_stream_device *stream,
		      struct vbus_device_ring *rx, struct vbus_device_ring *tx)
{
	struct vbus_stream_conn *conn;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	if (!conn)
		return ERR_PTR(-ENOMEM);

	conn->link.ops = &vsh_link_ops;
	/* For notifications, which may come before START. */
	conn->link.end = stream->end;
	conn->stream = stream;
	conn->rx = rx;
	conn->tx = tx;
	/* Their notifiers only wake. */
	vbus_device_ring_set_direct(rx);
	vbus_device_ring_set_direct(tx);
	return conn;
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_open);

/**
 * vbus_stream_conn_close() - the driver is done
 * @conn: the connection
 *
 * What it wrote before can still be read.
 *
 * Context: process; may sleep. Notifications have stopped, calls are over.
 */
void vbus_stream_conn_close(struct vbus_stream_conn *conn)
{
	if (conn->started)
		vbus_stream_end_detach(conn->stream->end);
	kfree(conn);
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_close);

/**
 * vbus_stream_conn_ends() - the driver registered region ends
 * @conn: the connection
 * @ends: its words, which the driver may change at any time
 *
 * Context: process.
 * Return: 0
 */
int vbus_stream_conn_ends(struct vbus_stream_conn *conn, u32 *ends)
{
	conn->link.mine = &ends[VBUS_STREAM_ENDS_DEVICE];
	conn->link.theirs = &ends[VBUS_STREAM_ENDS_DRIVER];
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_ends);

/**
 * vbus_stream_conn_shared() - the driver registered region shared
 * @conn: the connection
 * @shared: its memory
 * @len: bytes of it
 *
 * Context: process.
 * Return: 0; -EBUSY after START
 */
int vbus_stream_conn_shared(struct vbus_stream_conn *conn, void *shared,
			    size_t len)
{
	if (conn->started)
		return -EBUSY;

	conn->link.shared = shared;
	conn->link.shared_len = len;
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_shared);

/**
 * vbus_stream_conn_start() - call START
 * @conn: the connection
 *
 * Context: process; may sleep.
 * Return: 0; -EEXIST if the stream flows already; -EINVAL before both rings and
 * region ends were registered
 */
int vbus_stream_conn_start(struct vbus_stream_conn *conn)
{
	if (conn->started)
		return -EEXIST;
	if (!vbus_device_ring_attached(conn->rx) ||
	    !vbus_device_ring_attached(conn->tx) || !conn->link.mine)
		return -EINVAL;

	conn->started = true;
	vbus_stream_end_attach(conn->stream->end, &conn->link);
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_start);

/**
 * vbus_stream_conn_stop() - call STOP
 * @conn: the connection
 *
 * What the driver wrote before can still be read. It may call START again.
 *
 * Context: process; may sleep.
 * Return: 0; -ENOENT if the stream does not flow
 */
int vbus_stream_conn_stop(struct vbus_stream_conn *conn)
{
	if (!conn->started)
		return -ENOENT;

	vbus_stream_end_detach(conn->stream->end);
	conn->started = false;
	return 0;
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_stop);

/**
 * vbus_stream_conn_rx_notify() - the driver signalled ring rx
 * @conn: the connection
 *
 * Context: any; never twice at once for one connection.
 */
void vbus_stream_conn_rx_notify(struct vbus_stream_conn *conn)
{
	vbus_stream_link_notify(&conn->link, VBUS_STREAM_OUT);
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_rx_notify);

/**
 * vbus_stream_conn_tx_notify() - the driver signalled ring tx
 * @conn: as vbus_stream_conn_rx_notify()
 *
 * Context: any; never twice at once for one connection.
 */
void vbus_stream_conn_tx_notify(struct vbus_stream_conn *conn)
{
	vbus_stream_link_notify(&conn->link, VBUS_STREAM_IN);
}
EXPORT_SYMBOL_GPL(vbus_stream_conn_tx_notify);

MODULE_DESCRIPTION("vbus profile stream: a device as a character device of the host");
MODULE_LICENSE("GPL");
