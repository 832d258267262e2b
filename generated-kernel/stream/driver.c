// SPDX-License-Identifier: GPL-2.0
/* Profile stream, guest half: the end of a driver, over its rings. */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vbus_stream_driver.h>

/**
 * struct vbus_stream_driver - the stream of one device
 * @link: to the device
 * @end: its node
 * @config: what the generated driver brought
 */
struct vbus_stream_driver {
	struct vbus_stream_link link;
	struct vbus_stream_end *end;
	struct vbus_stream_driver_config config;
};

static struct vbus_stream_driver *to_stream(struct vbus_stream_link *link)
{
	return container_of(link, struct vbus_stream_driver, link);
}

static int vsd_get(struct vbus_stream_link *link, void *buf)
{
	return vbus_driver_ring_recv(to_stream(link)->config.rx, buf,
				     VBUS_STREAM_MESSAGE_MAX);
}

static int vsd_put(struct vbus_stream_link *link, const void *buf, size_t len)
{
	struct vbus_driver_ring *tx = to_stream(link)->config.tx;
	int ret;

	len = min3(len, tx->bufsize, (size_t)VBUS_STREAM_MESSAGE_MAX);
	ret = vbus_driver_ring_send(tx, buf, len);
	return ret ?: len;
}

static bool vsd_can_get(struct vbus_stream_link *link)
{
	return vbus_driver_ring_can_recv(to_stream(link)->config.rx);
}

static bool vsd_can_put(struct vbus_stream_link *link)
{
	return vbus_driver_ring_can_send(to_stream(link)->config.tx);
}

static struct vbus_driver_ring *vsd_ring(struct vbus_stream_link *link,
					 enum vbus_stream_way way)
{
	struct vbus_stream_driver *stream = to_stream(link);

	return way == VBUS_STREAM_IN ? stream->config.rx : stream->config.tx;
}

static void vsd_listen(struct vbus_stream_link *link, enum vbus_stream_way way,
		       bool on)
{
	vbus_driver_ring_listen(vsd_ring(link, way), on);
}

static void vsd_signal(struct vbus_stream_link *link, enum vbus_stream_way way)
{
	vbus_driver_ring_signal(vsd_ring(link, way));
}

static const struct vbus_stream_link_ops vsd_link_ops = {
	.get = vsd_get,
	.put = vsd_put,
	.can_get = vsd_can_get,
	.can_put = vsd_can_put,
	.listen = vsd_listen,
	.signal = vsd_signal,
};

/**
 * vbus_stream_driver_create() - make the character device of a device
 * @config: the device, its calls, its rings and regions
 *
 * Processes may use it before this returns.
 *
 * Context: process; may sleep.
 * Return: 0, or a negative errno
 */
int vbus_stream_driver_create(const struct vbus_stream_driver_config *config)
{
	struct vbus_stream_driver *stream;
	struct vbus_stream_end *end;
	int err;

	stream = kzalloc(sizeof(*stream), GFP_KERNEL);
	if (!stream)
		return -ENOMEM;

	stream->config = *config;
	stream->link.ops = &vsd_link_ops;
	stream->link.mine = &config->ends[VBUS_STREAM_ENDS_DRIVER];
	stream->link.theirs = &config->ends[VBUS_STREAM_ENDS_DEVICE];
	stream->link.shared = config->shared;
	/* The memory is whole pages, whatever the region is. */
	if (config->shared)
		stream->link.shared_len = PAGE_ALIGN(config->shared_len);
	/* Their notifiers only wake. */
	vbus_driver_ring_set_direct(config->rx);
	vbus_driver_ring_set_direct(config->tx);

	err = config->ops->start(config->dev);
	if (err)
		goto free;

	*config->self = stream;
	end = vbus_stream_end_create(config->name, &config->vdev->dev,
				     &stream->link);
	if (IS_ERR(end)) {
		err = PTR_ERR(end);
		goto stop;
	}

	stream->end = end;
	return 0;

stop:
	*config->self = NULL;
	config->ops->stop(config->dev);
free:
	kfree(stream);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_stream_driver_create);

/**
 * vbus_stream_driver_destroy() - the device goes
 * @stream: the stream
 *
 * Who has the node open is woken and gets -ENODEV, or SIGBUS in what was
 * mapped. The device gets STOP, and may be gone already.
 *
 * Context: process; may sleep. Notifications have stopped.
 */
void vbus_stream_driver_destroy(struct vbus_stream_driver *stream)
{
	vbus_stream_end_destroy(stream->end);
	stream->config.ops->stop(stream->config.dev);
	kfree(stream);
}
EXPORT_SYMBOL_GPL(vbus_stream_driver_destroy);

/**
 * vbus_stream_driver_rx_notify() - the device signalled ring rx
 * @stream: the stream
 *
 * Context: any; never twice at once for one stream.
 */
void vbus_stream_driver_rx_notify(struct vbus_stream_driver *stream)
{
	vbus_stream_link_notify(&stream->link, VBUS_STREAM_IN);
}
EXPORT_SYMBOL_GPL(vbus_stream_driver_rx_notify);

/**
 * vbus_stream_driver_tx_notify() - the device signalled ring tx
 * @stream: as vbus_stream_driver_rx_notify()
 *
 * Context: any; never twice at once for one stream.
 */
void vbus_stream_driver_tx_notify(struct vbus_stream_driver *stream)
{
	vbus_stream_link_notify(&stream->link, VBUS_STREAM_OUT);
}
EXPORT_SYMBOL_GPL(vbus_stream_driver_tx_notify);

MODULE_DESCRIPTION("vbus profile stream: the character devices of drivers");
MODULE_LICENSE("GPL");
