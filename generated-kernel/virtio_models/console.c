// SPDX-License-Identifier: GPL-2.0
/*
 * virtio-console: the driver's console and a tty of this kernel, /dev/ttyVBn,
 * are the two ends of a line. A line without a driver takes what is written to
 * it, and loses it; so does one whose tty nobody has open. A guest waits for a
 * reader that is slow. A driver of this kernel does not, since Linux's waits
 * with interrupts off: what the tty has no room for is lost, and counted.
 */
#include <linux/idr.h>
#include <linux/kfifo.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/serial.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/tty.h>
#include <linux/tty_flip.h>
#include <linux/vbus_virtio.h>

#include <uapi/linux/virtio_console.h>
#include <uapi/linux/virtio_ids.h>

#include <linux/vbus_compat.h>

#define CONSOLE_MAX 64
#define CONSOLE_FIFO 4096
/* From the fifo or to the tty in one go. */
#define CONSOLE_CHUNK 256
/* How long until a tty's buffer is looked at again that was full. */
#define CONSOLE_RETRY (HZ / 100 ?: 1)

/* As virtio numbers them. */
enum { CONSOLE_RX, CONSOLE_TX, CONSOLE_QUEUES };

/**
 * struct virtio_console - a device
 * @virtio: the part of all
 * @config: the configuration
 * @index: of the tty
 * @port: of the tty; its last reference frees all
 * @lock: covers @fifo, @started, @throttled, and what a queue's chain is for
 * @fifo: to the driver
 * @started: queues that may be kicked
 * @throttled: the tty's reader cannot keep up
 * @chain: of each queue
 * @pending: the chain of CONSOLE_TX is half read; only that queue's
 * @lost: bytes from the driver that the tty had no room for
 * @retry: kicks CONSOLE_TX
 */
struct virtio_console {
	struct vbus_virtio_device virtio;
	struct virtio_console_config config;
	int index;
	struct tty_port port;
	spinlock_t lock; /* fifo, started, throttled */
	DECLARE_KFIFO(fifo, u8, CONSOLE_FIFO);
	bool started[CONSOLE_QUEUES];
	bool throttled;
	struct vbus_virtio_chain *chain[CONSOLE_QUEUES];
	bool pending;
	atomic64_t lost;
	struct delayed_work retry;
};

static struct tty_driver *console_tty_driver;
static DEFINE_MUTEX(consoles_lock); /* consoles */
static DEFINE_IDR(consoles);

static struct virtio_console *to_console(struct vbus_virtio_device *dev)
{
	return container_of(dev, struct virtio_console, virtio);
}

/* With the lock held, so that the queue is there. */
static void console_kick(struct virtio_console *con, unsigned int queue)
{
	lockdep_assert_held(&con->lock);

	if (con->started[queue])
		vbus_virtqueue_kick(vbus_virtio_queue(&con->virtio, queue));
}

static void console_retry(struct work_struct *work)
{
	struct virtio_console *con =
		container_of(to_delayed_work(work), struct virtio_console,
			     retry);

	spin_lock_irq(&con->lock);
	console_kick(con, CONSOLE_TX);
	spin_unlock_irq(&con->lock);
}

/* ---- the tty ---- */

static int console_install(struct tty_driver *driver, struct tty_struct *tty)
{
	struct virtio_console *con;
	int err;

	mutex_lock(&consoles_lock);
	con = idr_find(&consoles, tty->index);
	if (con)
		tty_port_get(&con->port);
	mutex_unlock(&consoles_lock);
	if (!con)
		return -ENODEV;

	err = tty_port_install(&con->port, driver, tty);
	if (err) {
		tty_port_put(&con->port);
		return err;
	}
	tty->driver_data = con;
	return 0;
}

static void console_cleanup(struct tty_struct *tty)
{
	struct virtio_console *con = tty->driver_data;

	tty->driver_data = NULL;
	if (con)
		tty_port_put(&con->port);
}

static int console_open(struct tty_struct *tty, struct file *file)
{
	return tty_port_open(tty->port, tty, file);
}

static void console_close(struct tty_struct *tty, struct file *file)
{
	if (tty->port)
		tty_port_close(tty->port, tty, file);
}

static void console_hangup(struct tty_struct *tty)
{
	tty_port_hangup(tty->port);
}

static vbus_tty_len console_write(struct tty_struct *tty, const u8 *buf,
				  vbus_tty_count count)
{
	struct virtio_console *con = tty->driver_data;
	unsigned long flags;

	spin_lock_irqsave(&con->lock, flags);
	if (con->started[CONSOLE_RX]) {
		count = kfifo_in(&con->fifo, buf, count);
		console_kick(con, CONSOLE_RX);
	}
	spin_unlock_irqrestore(&con->lock, flags);

	return count;
}

static unsigned int console_write_room(struct tty_struct *tty)
{
	struct virtio_console *con = tty->driver_data;
	unsigned long flags;
	unsigned int room;

	spin_lock_irqsave(&con->lock, flags);
	room = kfifo_avail(&con->fifo);
	spin_unlock_irqrestore(&con->lock, flags);

	return room;
}

static unsigned int console_chars_in_buffer(struct tty_struct *tty)
{
	return CONSOLE_FIFO - console_write_room(tty);
}

static void console_throttle(struct tty_struct *tty)
{
	struct virtio_console *con = tty->driver_data;

	spin_lock_irq(&con->lock);
	con->throttled = true;
	spin_unlock_irq(&con->lock);
}

static void console_unthrottle(struct tty_struct *tty)
{
	struct virtio_console *con = tty->driver_data;

	spin_lock_irq(&con->lock);
	con->throttled = false;
	console_kick(con, CONSOLE_TX);
	spin_unlock_irq(&con->lock);
}

static int console_resize(struct tty_struct *tty, struct winsize *ws)
{
	struct virtio_console *con = tty->driver_data;
	__virtio16 size[2] = {
		__cpu_to_virtio16(true, ws->ws_col),
		__cpu_to_virtio16(true, ws->ws_row),
	};

	vbus_virtio_config_update(&con->virtio, 0, size, sizeof(size));
	vbus_virtio_config_changed(&con->virtio);
	return tty_do_resize(tty, ws);
}

static const struct tty_operations console_tty_ops = {
	.install = console_install,
	.cleanup = console_cleanup,
	.open = console_open,
	.close = console_close,
	.hangup = console_hangup,
	.write = console_write,
	.write_room = console_write_room,
	.chars_in_buffer = console_chars_in_buffer,
	.throttle = console_throttle,
	.unthrottle = console_unthrottle,
	.resize = console_resize,
};

/* A line that was just opened has nothing to wait for. */
static int console_activate(struct tty_port *port, struct tty_struct *tty)
{
	struct virtio_console *con = container_of(port, struct virtio_console,
						  port);

	spin_lock_irq(&con->lock);
	con->throttled = false;
	console_kick(con, CONSOLE_TX);
	spin_unlock_irq(&con->lock);
	return 0;
}

/* Nor does the driver wait for a reader that is gone. */
static void console_shutdown(struct tty_port *port)
{
	console_activate(port, NULL);
}

static void console_destruct(struct tty_port *port)
{
	struct virtio_console *con = container_of(port, struct virtio_console,
						  port);

	kfree(con);
}

static const struct tty_port_operations console_port_ops = {
	.activate = console_activate,
	.shutdown = console_shutdown,
	.destruct = console_destruct,
};

/* ---- to the driver ---- */

static void console_run_rx(struct vbus_virtqueue *vq)
{
	struct virtio_console *con = to_console(vq->dev);
	struct vbus_virtio_chain *chain = con->chain[CONSOLE_RX];
	u8 bytes[CONSOLE_CHUNK];
	unsigned long flags;
	unsigned int n;

	for (;;) {
		spin_lock_irqsave(&con->lock, flags);
		n = kfifo_len(&con->fifo);
		spin_unlock_irqrestore(&con->lock, flags);
		if (!n || vbus_virtqueue_get(vq, chain))
			break;

		/* Nobody else takes bytes out. */
		spin_lock_irqsave(&con->lock, flags);
		n = kfifo_out(&con->fifo, bytes,
			      min_t(u32, chain->in.left, sizeof(bytes)));
		spin_unlock_irqrestore(&con->lock, flags);
		if (vbus_virtio_chain_write(vq, chain, bytes, n) < 0) {
			vbus_virtqueue_drop(vq, chain);
			break;
		}
		vbus_virtqueue_put(vq, chain);
	}
	vbus_virtqueue_signal(vq);
	tty_port_tty_wakeup(&con->port);
}

/* ---- from the driver ---- */

/* False where the rest has to wait, or the driver lies. */
static bool console_to_tty(struct vbus_virtqueue *vq,
			   struct vbus_virtio_chain *chain)
{
	struct virtio_console *con = to_console(vq->dev);
	u8 bytes[CONSOLE_CHUNK];
	ssize_t n;

	while (chain->out.left && tty_port_initialized(&con->port)) {
		n = min_t(u32, chain->out.left, sizeof(bytes));
		if (vbus_virtqueue_is_awaited(vq)) {
			if (tty_buffer_space_avail(&con->port) < n) {
				atomic64_add(chain->out.left, &con->lost);
				return true;
			}
		} else if (READ_ONCE(con->throttled)) {
			return false;
		} else if (tty_buffer_space_avail(&con->port) < n) {
			schedule_delayed_work(&con->retry, CONSOLE_RETRY);
			return false;
		}
		n = vbus_virtio_chain_read(vq, chain, bytes, n);
		if (n < 0)
			return false;
		tty_insert_flip_string(&con->port, bytes, n);
	}

	return true;
}

static void console_run_tx(struct vbus_virtqueue *vq)
{
	struct virtio_console *con = to_console(vq->dev);
	struct vbus_virtio_chain *chain = con->chain[CONSOLE_TX];

	while (con->pending || !vbus_virtqueue_get(vq, chain)) {
		con->pending = true;
		if (!console_to_tty(vq, chain))
			break;
		con->pending = false;
		vbus_virtqueue_put(vq, chain);
	}
	tty_flip_buffer_push(&con->port);
	vbus_virtqueue_signal(vq);
}

/* ---- queues ---- */

static const struct vbus_virtqueue_info console_queues[] = {
	[CONSOLE_RX] = { .name = "receiveq", .num = 64, .softirq = true },
	[CONSOLE_TX] = { .name = "transmitq", .num = 64, .softirq = true,
			 .awaited = true },
};

static const struct vbus_virtqueue_info *
console_queue_info(struct vbus_virtio_device *dev, unsigned int index)
{
	return index < CONSOLE_QUEUES ? &console_queues[index] : NULL;
}

static int console_queue_start(struct vbus_virtqueue *vq)
{
	struct virtio_console *con = to_console(vq->dev);
	struct vbus_virtio_chain *chain;

	chain = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
	if (!chain)
		return -ENOMEM;

	con->chain[vq->index] = chain;
	con->pending = vq->index == CONSOLE_TX ? false : con->pending;
	spin_lock_irq(&con->lock);
	con->started[vq->index] = true;
	spin_unlock_irq(&con->lock);
	return 0;
}

static void console_queue_run(struct vbus_virtqueue *vq)
{
	if (vq->index == CONSOLE_RX)
		console_run_rx(vq);
	else
		console_run_tx(vq);
}

static void console_queue_stop(struct vbus_virtqueue *vq)
{
	struct virtio_console *con = to_console(vq->dev);
	struct vbus_virtio_chain *chain = con->chain[vq->index];

	spin_lock_irq(&con->lock);
	con->started[vq->index] = false;
	if (vq->index == CONSOLE_RX)
		kfifo_reset(&con->fifo);
	spin_unlock_irq(&con->lock);

	if (vq->index == CONSOLE_RX) {
		tty_port_tty_wakeup(&con->port);
	} else if (con->pending) {
		con->pending = false;
		vbus_virtqueue_drop(vq, chain);
	}
	con->chain[vq->index] = NULL;
	vbus_virtio_chain_free(chain);
}

/* ---- class ---- */

static ssize_t tty_show(struct vbus_device *vdev,
			struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_console *con = to_console(to_vbus_virtio_device(vdev));

	return sysfs_emit(buf, "ttyVB%d\n", con->index);
}

static VBUS_DEVICE_ATTR(tty, 0444, tty_show, NULL);

static ssize_t lost_show(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_console *con = to_console(to_vbus_virtio_device(vdev));

	return sysfs_emit(buf, "%lld\n", atomic64_read(&con->lost));
}

static VBUS_DEVICE_ATTR(lost, 0444, lost_show, NULL);

static struct attribute *console_attrs[] = {
	&vbus_attr_tty.attr,
	&vbus_attr_lost.attr,
	&vbus_virtio_attr_status.attr,
	&vbus_virtio_attr_features.attr,
	&vbus_virtio_attr_faults.attr,
	NULL,
};

static const struct attribute_group console_group = {
	.attrs = console_attrs,
};

/* Who has the tty open still has it, hung up. */
static void console_release(struct vbus_virtio_device *dev)
{
	struct virtio_console *con = to_console(dev);
	struct tty_struct *tty;

	mutex_lock(&consoles_lock);
	idr_remove(&consoles, con->index);
	mutex_unlock(&consoles_lock);
	tty = tty_port_tty_get(&con->port);
	if (tty) {
		/* At once: what is written from here on is an error. */
		tty_vhangup(tty);
		tty_kref_put(tty);
	}
	tty_unregister_device(console_tty_driver, con->index);
	cancel_delayed_work_sync(&con->retry);
	tty_port_put(&con->port);
}

static const struct vbus_virtio_ops console_ops = {
	.device_id = VIRTIO_ID_CONSOLE,
	.queue_info = console_queue_info,
	.queue_start = console_queue_start,
	.queue_run = console_queue_run,
	.queue_stop = console_queue_stop,
	.release = console_release,
};

static int console_add_tty(struct virtio_console *con)
{
	struct device *dev;

	mutex_lock(&consoles_lock);
	con->index = idr_alloc(&consoles, con, 0, CONSOLE_MAX, GFP_KERNEL);
	mutex_unlock(&consoles_lock);
	if (con->index < 0)
		return con->index;

	dev = tty_port_register_device(&con->port, console_tty_driver,
				       con->index, NULL);
	if (!IS_ERR(dev))
		return 0;

	mutex_lock(&consoles_lock);
	idr_remove(&consoles, con->index);
	mutex_unlock(&consoles_lock);
	return PTR_ERR(dev);
}

static int console_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct virtio_console *con;
	int err;

	con = kzalloc(sizeof(*con), GFP_KERNEL);
	if (!con)
		return -ENOMEM;

	err = vbus_virtio_device_init(&con->virtio, &console_ops,
				      CONSOLE_QUEUES);
	if (err) {
		kfree(con);
		return err;
	}

	con->virtio.features = BIT_ULL(VIRTIO_CONSOLE_F_SIZE);
	con->virtio.config = &con->config;
	con->virtio.config_len = offsetofend(struct virtio_console_config,
					     rows);
	con->virtio.vdev.attrs = &console_group;
	spin_lock_init(&con->lock);
	INIT_KFIFO(con->fifo);
	INIT_DELAYED_WORK(&con->retry, console_retry);
	tty_port_init(&con->port);
	con->port.ops = &console_port_ops;
	/* What the driver has not read when the tty is closed it reads later. */
	con->port.closing_wait = ASYNC_CLOSING_WAIT_NONE;

	err = console_add_tty(con);
	if (err) {
		vbus_virtio_device_destroy(&con->virtio);
		tty_port_put(&con->port);
		return err;
	}

	*vdev = &con->virtio.vdev;
	return 0;
}

static const struct vbus_devclass_ops console_class_ops = {
	.create = console_create,
};

static struct vbus_devclass console_class = {
	.name = "virtio-console",
	.owner = THIS_MODULE,
	.ops = &console_class_ops,
};

static int __init virtio_console_init(void)
{
	struct tty_driver *driver;
	int err;

	driver = tty_alloc_driver(CONSOLE_MAX, TTY_DRIVER_REAL_RAW |
					       TTY_DRIVER_DYNAMIC_DEV);
	if (IS_ERR(driver))
		return PTR_ERR(driver);

	driver->driver_name = KBUILD_MODNAME;
	driver->name = "ttyVB";
	driver->type = TTY_DRIVER_TYPE_SERIAL;
	driver->subtype = SERIAL_TYPE_NORMAL;
	driver->init_termios = tty_std_termios;
	driver->init_termios.c_cflag |= CLOCAL;
	/* Or it would send back to a driver what the driver has sent. */
	driver->init_termios.c_lflag &= ~(ECHO | ICANON);
	tty_set_operations(driver, &console_tty_ops);
	err = tty_register_driver(driver);
	if (err)
		goto put;

	console_tty_driver = driver;
	err = vbus_devclass_register(&console_class);
	if (err)
		goto unregister;

	return 0;

unregister:
	tty_unregister_driver(driver);
put:
	tty_driver_kref_put(driver);
	return err;
}
module_init(virtio_console_init);

static void __exit virtio_console_exit(void)
{
	vbus_devclass_unregister(&console_class);
	tty_unregister_driver(console_tty_driver);
	tty_driver_kref_put(console_tty_driver);
	idr_destroy(&consoles);
}
module_exit(virtio_console_exit);

MODULE_DESCRIPTION("virtio-console on a vbus: a tty as the other end");
MODULE_LICENSE("GPL");
