// SPDX-License-Identifier: GPL-2.0
/*
 * A device for tests of the bus: on as many buses as the administrator likes,
 * with as many interfaces on each as it is told, for many drivers.
 *
 *  interfaces_per_bus  on each bus that it is linked to from now on
 *  open        connections
 *  netns       vbus_device_net(), as /proc/<pid>/ns says it
 *  member      vbus_get_current() of the reader
 *  refuse      an errno that bus_connect returns from now on
 *  hollow      an attribute with neither show nor store
 *  handles     write a bus's name: tries good, stale and forged handles there
 *  ctx         write a pid: a memory context of it is made; "current": that
 *              one; 0: none
 *  peek        write "<hex address> <length>": reads by that context; read it
 *  poke        write "<hex address> <text>": writes by it
 *  thread      1: peek and poke do it in a thread of the kernel
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/pid.h>
#include <linux/sched/task.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include <linux/vbus_client.h>
#include <linux/vbus_compat.h>
#include <linux/vbus_device.h>

#include <net/net_namespace.h>

#include "vbus_test.h"

#define TEST_INTFS 8
#define TEST_TEXT 64

struct test_intf {
	struct vbus_device_interface base;
	char type[32];
};

/* The device on one bus. */
struct test_port {
	struct list_head node;
	struct vbus *bus;
	unsigned int count;
	struct test_intf intfs[TEST_INTFS];
};

struct test_dev {
	struct vbus_device vdev;
	struct mutex lock; /* all below */
	struct list_head ports;
	unsigned int interfaces;
	unsigned int open;
	int refuse;
	bool thread;
	struct vbus_memctx *ctx;
	char text[TEST_TEXT + 1];
	size_t len;
	char abi_hash[80]; /* scripts write it while nothing connects */
};

struct test_region {
	struct list_head node;
	struct vbus_shm *shm;
	struct shm_signal *signal;
};

struct test_conn {
	struct vbus_connection base;
	struct test_dev *dev;
	struct vbus *bus;
	struct vbus_memctx *ctx;
	struct mutex lock; /* regions */
	struct list_head regions;
};

static const struct vbus_device_interface_ops test_intf_ops;

static struct test_dev *to_test_dev(struct vbus_device *vdev)
{
	return container_of(vdev, struct test_dev, vdev);
}

static struct test_conn *to_test_conn(struct vbus_connection *conn)
{
	return container_of(conn, struct test_conn, base);
}

/* ---- buses ---- */

static int test_port_add(struct test_dev *dev, struct test_port *port)
{
	struct test_intf *intf;
	int err;

	if (port->count == TEST_INTFS)
		return -ENOSPC;

	intf = &port->intfs[port->count];
	if (port->count)
		snprintf(intf->type, sizeof(intf->type), "%s-%u",
			 VBUS_TEST_TYPE, port->count);
	else
		strscpy(intf->type, VBUS_TEST_TYPE, sizeof(intf->type));
	intf->base.type = intf->type;
	intf->base.abi_hash = dev->abi_hash[0] ? dev->abi_hash : NULL;
	intf->base.ops = &test_intf_ops;

	err = vbus_device_interface_register(&dev->vdev, port->bus,
					     &intf->base);
	if (!err)
		port->count++;
	return err;
}

static void test_port_free(struct test_port *port)
{
	while (port->count)
		vbus_device_interface_unregister(&port->intfs[--port->count].base);
	kfree(port);
}

static struct test_port *test_port_find(struct test_dev *dev, struct vbus *bus)
{
	struct test_port *port;

	list_for_each_entry(port, &dev->ports, node)
		if (port->bus == bus)
			return port;

	return NULL;
}

static int test_connect(struct vbus_device *vdev, struct vbus *bus)
{
	struct test_dev *dev = to_test_dev(vdev);
	struct test_port *port;
	unsigned int count;
	int err;

	mutex_lock(&dev->lock);
	err = dev->refuse;
	count = dev->interfaces;
	mutex_unlock(&dev->lock);
	if (err)
		return err;

	port = kzalloc(sizeof(*port), GFP_KERNEL);
	if (!port)
		return -ENOMEM;

	port->bus = bus;
	while (count-- && !err)
		err = test_port_add(dev, port);
	if (err) {
		test_port_free(port);
		return err;
	}

	mutex_lock(&dev->lock);
	list_add_tail(&port->node, &dev->ports);
	mutex_unlock(&dev->lock);
	return 0;
}

static int test_disconnect(struct vbus_device *vdev, struct vbus *bus)
{
	struct test_dev *dev = to_test_dev(vdev);
	struct test_port *port;

	mutex_lock(&dev->lock);
	port = test_port_find(dev, bus);
	if (port)
		list_del(&port->node);
	mutex_unlock(&dev->lock);

	if (!port)
		return -EINVAL;

	test_port_free(port);
	return 0;
}

/* ---- connections ---- */

static int test_fill(struct test_conn *conn, u64 data, u32 len)
{
	void *buf = kmalloc(len, GFP_KERNEL);
	int err;

	if (!buf)
		return -ENOMEM;

	memset(buf, VBUS_TEST_BYTE, len);
	err = vbus_copy_to(conn->ctx, data, buf, len);
	kfree(buf);
	return err;
}

static int test_sum(struct test_conn *conn, u64 data, u32 len)
{
	u8 *buf = kmalloc(len, GFP_KERNEL);
	int err, sum = 0;
	u32 i;

	if (!buf)
		return -ENOMEM;

	err = vbus_copy_from(conn->ctx, buf, data, len);
	for (i = 0; !err && i < len; i++)
		sum += buf[i];
	kfree(buf);
	return err ?: sum;
}

/* Called from a probe it changes the bus from within the bus's event. */
static int test_spawn(struct test_conn *conn)
{
	struct test_port *port;

	guard(mutex)(&conn->dev->lock);

	port = test_port_find(conn->dev, conn->bus);
	return port ? test_port_add(conn->dev, port) : -ENODEV;
}

static int test_call(struct vbus_connection *base, u32 func, u64 data, u32 len,
		     u32 flags)
{
	struct test_conn *conn = to_test_conn(base);

	if (flags || len > VBUS_TEST_MAX)
		return -EINVAL;

	switch (func) {
	case VBUS_TEST_FILL:
		return test_fill(conn, data, len);
	case VBUS_TEST_SUM:
		return test_sum(conn, data, len);
	case VBUS_TEST_SPAWN:
		return test_spawn(conn);
	default:
		return -EINVAL;
	}
}

static int test_shm(struct vbus_connection *base, u32 id, struct vbus_shm *shm,
		    struct shm_signal *signal, u32 flags)
{
	struct test_conn *conn = to_test_conn(base);
	struct test_region *region;

	if (flags)
		return -EINVAL;

	region = kzalloc(sizeof(*region), GFP_KERNEL);
	if (!region)
		return -ENOMEM;

	region->shm = shm;
	region->signal = signal;
	mutex_lock(&conn->lock);
	list_add_tail(&region->node, &conn->regions);
	mutex_unlock(&conn->lock);
	return 0;
}

static void test_close(struct vbus_connection *base)
{
	struct test_conn *conn = to_test_conn(base);

	mutex_lock(&conn->dev->lock);
	conn->dev->open--;
	mutex_unlock(&conn->dev->lock);
}

static void test_release(struct vbus_connection *base)
{
	struct test_conn *conn = to_test_conn(base);
	struct test_region *region, *next;

	list_for_each_entry_safe(region, next, &conn->regions, node) {
		if (region->signal)
			shm_signal_put(region->signal);
		vbus_shm_put(region->shm);
		kfree(region);
	}
	vbus_memctx_put(conn->ctx);
	kfree(conn);
}

static const struct vbus_connection_ops test_conn_ops = {
	.call = test_call,
	.shm = test_shm,
	.close = test_close,
	.release = test_release,
};

static int test_open(struct vbus_device_interface *intf,
		     struct vbus_memctx *ctx, u32 version,
		     struct vbus_connection **out)
{
	struct test_dev *dev = to_test_dev(intf->vdev);
	struct test_conn *conn;

	if (version != VBUS_TEST_VERSION)
		return -EINVAL;

	conn = kzalloc(sizeof(*conn), GFP_KERNEL);
	if (!conn)
		return -ENOMEM;

	vbus_connection_init(&conn->base, &test_conn_ops);
	mutex_init(&conn->lock);
	INIT_LIST_HEAD(&conn->regions);
	conn->dev = dev;
	conn->bus = intf->vbus;
	conn->ctx = vbus_memctx_get(ctx);

	mutex_lock(&dev->lock);
	dev->open++;
	mutex_unlock(&dev->lock);

	*out = &conn->base;
	return 0;
}

static const struct vbus_device_interface_ops test_intf_ops = {
	.open = test_open,
};

/* ---- handles ---- */

/* @got is evaluated once, and is an error if it is not @want. */
#define WRONG(got, want) test_wrong(#got, got, want)

static bool test_wrong(const char *what, int got, int want)
{
	if (got != want)
		pr_err("%s: %d, wanted %d\n", what, got, want);
	return got != want;
}

struct test_shm {
	struct vbus_shm shm;
	struct shm_signal signal;
	struct shm_signal_desc desc;
	int *live;
};

static void test_shm_release(struct vbus_shm *shm)
{
	struct test_shm *ts = container_of(shm, struct test_shm, shm);

	(*ts->live)--;
}

static const struct vbus_shm_ops test_shm_ops = {
	.release = test_shm_release,
};

static int test_signal_inject(struct shm_signal *signal)
{
	return 0;
}

static void test_signal_release(struct shm_signal *signal)
{
	struct test_shm *ts = container_of(signal, struct test_shm, signal);

	(*ts->live)--;
}

static const struct shm_signal_ops test_signal_ops = {
	.inject = test_signal_inject,
	.release = test_signal_release,
};

static void test_shm_init(struct test_shm *ts, int *live)
{
	ts->live = live;
	*live = 2;
	shm_signal_format(&ts->desc);
	shm_signal_init(&ts->signal, SHM_LOCALITY_SOUTH, &test_signal_ops,
			&ts->desc);
	vbus_shm_init(&ts->shm, &test_shm_ops, &ts->desc, sizeof(ts->desc));
}

/* A good handle works, and no other number does, however near. */
static int test_forge(struct vbus_client *c, u64 h, u64 s)
{
	int bit;

	if (WRONG(vbus_client_call(c, h, VBUS_TEST_SUM, 0, 0, 0), 0))
		return -EPROTO;
	if (WRONG(vbus_client_signal(c, s), 0))
		return -EPROTO;

	for (bit = 0; bit < 64; bit++) {
		u64 x = h ^ BIT_ULL(bit);
		u64 y = s ^ BIT_ULL(bit);

		if (WRONG(vbus_client_call(c, x, VBUS_TEST_SUM, 0, 0, 0),
			  -ENOENT))
			return -EPROTO;
		if (WRONG(vbus_client_close(c, x), -ENOENT))
			return -EPROTO;
		if (WRONG(vbus_client_signal(c, y), -ENOENT))
			return -EPROTO;
	}

	/* Of the wrong kind, and none. */
	if (WRONG(vbus_client_signal(c, h), -ENOENT))
		return -EPROTO;
	if (WRONG(vbus_client_close(c, s), -ENOENT))
		return -EPROTO;
	if (WRONG(vbus_client_close(c, 0), -ENOENT))
		return -EPROTO;
	if (WRONG(vbus_client_signal(c, 0), -ENOENT))
		return -EPROTO;
	if (WRONG(vbus_client_close(c, U64_MAX), -ENOENT))
		return -EPROTO;
	return 0;
}

static int test_handles_of(struct vbus_client *c, struct vbus_client *other,
			   struct test_shm *ts, int *live)
{
	u64 h, s, h2, none;
	int i;

	if (WRONG(vbus_client_open(c, U32_MAX, VBUS_TEST_VERSION, &none),
		  -ENOENT))
		return -EPROTO;
	/* The device refuses; nothing may stay of it. */
	for (i = 0; i < 100; i++) {
		if (WRONG(vbus_client_open(c, 0, VBUS_TEST_VERSION + 1, &none),
			  -EINVAL))
			return -EPROTO;
	}

	if (WRONG(vbus_client_open(c, 0, VBUS_TEST_VERSION, &h), 0))
		return -EPROTO;
	test_shm_init(ts, live);
	/* Flags are refused by the device: both references stay here. */
	if (WRONG(vbus_client_shm(c, h, 0, &ts->shm, &ts->signal, 1, &s),
		  -EINVAL))
		return -EPROTO;
	if (WRONG(*live, 2))
		return -EPROTO;
	if (WRONG(vbus_client_shm(c, h, 0, &ts->shm, &ts->signal, 0, &s), 0))
		return -EPROTO;
	if (WRONG(test_forge(c, h, s), 0))
		return -EPROTO;

	/* Another attachment's. */
	if (WRONG(vbus_client_call(other, h, VBUS_TEST_SUM, 0, 0, 0), -ENOENT))
		return -EPROTO;
	if (WRONG(vbus_client_signal(other, s), -ENOENT))
		return -EPROTO;

	/* Closed: stale, the signal's too, and so when the places are taken. */
	if (WRONG(vbus_client_close(c, h), 0))
		return -EPROTO;
	if (WRONG(*live, 0))
		return -EPROTO;
	for (i = 0; i < 100; i++) {
		if (WRONG(vbus_client_signal(c, s), -ENOENT))
			return -EPROTO;
		if (WRONG(vbus_client_call(c, h, VBUS_TEST_SUM, 0, 0, 0),
			  -ENOENT))
			return -EPROTO;
		if (WRONG(vbus_client_close(c, h), -ENOENT))
			return -EPROTO;
		if (WRONG(vbus_client_open(c, 0, VBUS_TEST_VERSION, &h2), 0))
			return -EPROTO;
		if (WRONG(h2 == h || h2 == s, 0))
			return -EPROTO;
		if (i & 1 && WRONG(vbus_client_close(c, h2), 0))
			return -EPROTO;
	}

	/* The rest is left to the client's end. */
	return 0;
}

static int test_handles(const char *name)
{
	struct vbus_memctx *ctx = vbus_memctx_current();
	struct vbus_client *c = NULL, *other = NULL;
	struct test_shm *ts;
	struct vbus *bus;
	int live = 0;
	int err;

	bus = vbus_find(name);
	if (!bus) {
		vbus_memctx_put(ctx);
		return -ENOENT;
	}

	ts = kzalloc(sizeof(*ts), GFP_KERNEL);
	c = vbus_client_create(bus, ctx);
	other = vbus_client_create(bus, ctx);
	err = ts && c && other ? test_handles_of(c, other, ts, &live) : -ENOMEM;

	if (c)
		vbus_client_destroy(c);
	if (other)
		vbus_client_destroy(other);
	vbus_put(bus);
	vbus_memctx_put(ctx);
	/* An error may have left the device's references; they are leaked. */
	if (!live)
		kfree(ts);
	return err;
}

/* ---- memory contexts ---- */

struct test_copy {
	struct work_struct work;
	struct vbus_memctx *ctx;
	u64 addr;
	void *buf;
	size_t len;
	bool to;
	int err;
};

static void test_copy_do(struct test_copy *copy)
{
	if (copy->to)
		copy->err = vbus_copy_to(copy->ctx, copy->addr, copy->buf,
					 copy->len);
	else
		copy->err = vbus_copy_from(copy->ctx, copy->buf, copy->addr,
					   copy->len);
}

static void test_copy_work(struct work_struct *work)
{
	test_copy_do(container_of(work, struct test_copy, work));
}

static int test_copy(struct test_dev *dev, u64 addr, void *buf, size_t len,
		     bool to)
{
	struct test_copy copy = {
		.ctx = dev->ctx,
		.addr = addr,
		.buf = buf,
		.len = len,
		.to = to,
	};

	if (!dev->ctx)
		return -EINVAL;

	if (dev->thread) {
		INIT_WORK_ONSTACK(&copy.work, test_copy_work);
		schedule_work(&copy.work);
		flush_work(&copy.work);
		destroy_work_on_stack(&copy.work);
	} else {
		test_copy_do(&copy);
	}

	return copy.err;
}

static struct vbus_memctx *test_ctx(const char *who)
{
	struct vbus_memctx *ctx;
	struct task_struct *task;
	struct pid *pid;
	int nr, err;

	if (!strcmp(who, "current"))
		return vbus_memctx_current();

	err = kstrtoint(who, 10, &nr);
	if (err)
		return ERR_PTR(err);
	if (!nr)
		return NULL;

	pid = find_get_pid(nr);
	task = get_pid_task(pid, PIDTYPE_PID);
	put_pid(pid);
	if (!task)
		return ERR_PTR(-ESRCH);

	ctx = vbus_memctx_task(task);
	put_task_struct(task);
	return ctx;
}

/* ---- attributes ---- */

static ssize_t interfaces_show(struct vbus_device *vdev,
			       struct vbus_device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", to_test_dev(vdev)->interfaces);
}

static ssize_t interfaces_store(struct vbus_device *vdev,
				struct vbus_device_attribute *attr,
				const char *buf, size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	unsigned int value;
	int err;

	err = kstrtouint(buf, 10, &value);
	if (err)
		return err;

	guard(mutex)(&dev->lock);
	dev->interfaces = value;
	return len;
}
static VBUS_DEVICE_ATTR(interfaces_per_bus, 0644, interfaces_show,
			interfaces_store);

static ssize_t abi_hash_store(struct vbus_device *vdev,
			      struct vbus_device_attribute *attr,
			      const char *buf, size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);

	if (len > sizeof(dev->abi_hash))
		return -E2BIG;

	guard(mutex)(&dev->lock);
	strscpy(dev->abi_hash, buf, sizeof(dev->abi_hash));
	strim(dev->abi_hash);
	return len;
}
static VBUS_DEVICE_ATTR(abi_hash, 0200, NULL, abi_hash_store);

static ssize_t open_show(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", READ_ONCE(to_test_dev(vdev)->open));
}
static VBUS_DEVICE_ATTR(open, 0444, open_show, NULL);

static ssize_t netns_show(struct vbus_device *vdev,
			  struct vbus_device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "net:[%u]\n", vbus_device_net(vdev)->ns.inum);
}
static VBUS_DEVICE_ATTR(netns, 0444, netns_show, NULL);

static ssize_t member_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct vbus *bus = vbus_get_current();
	ssize_t n;

	n = sysfs_emit(buf, "%s\n", bus ? vbus_name(bus) : "<none>");
	if (bus)
		vbus_put(bus);
	return n;
}
static VBUS_DEVICE_ATTR(member, 0444, member_show, NULL);

static ssize_t refuse_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	int err, value;

	err = kstrtoint(buf, 10, &value);
	if (err)
		return err;
	if (value < 0 || value > MAX_ERRNO)
		return -EINVAL;

	guard(mutex)(&dev->lock);
	dev->refuse = -value;
	return len;
}
static VBUS_DEVICE_ATTR(refuse, 0200, NULL, refuse_store);

static VBUS_DEVICE_ATTR(hollow, 0644, NULL, NULL);

static ssize_t handles_store(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr,
			     const char *buf, size_t len)
{
	char *name = kstrndup(buf, len, GFP_KERNEL);
	int err;

	if (!name)
		return -ENOMEM;

	err = test_handles(strim(name));
	kfree(name);
	return err ?: len;
}
static VBUS_DEVICE_ATTR(handles, 0200, NULL, handles_store);

static ssize_t ctx_store(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr, const char *buf,
			 size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	struct vbus_memctx *ctx;
	char who[16];

	if (len >= sizeof(who))
		return -EINVAL;
	strscpy(who, buf, sizeof(who));

	ctx = test_ctx(strim(who));
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);

	guard(mutex)(&dev->lock);
	if (dev->ctx)
		vbus_memctx_put(dev->ctx);
	dev->ctx = ctx;
	return len;
}
static VBUS_DEVICE_ATTR(ctx, 0200, NULL, ctx_store);

static ssize_t peek_store(struct vbus_device *vdev,
			  struct vbus_device_attribute *attr, const char *buf,
			  size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	unsigned int n;
	u64 addr;
	int err;

	if (sscanf(buf, "%llx %u", &addr, &n) != 2 || n > TEST_TEXT)
		return -EINVAL;

	guard(mutex)(&dev->lock);
	err = test_copy(dev, addr, dev->text, n, false);
	dev->len = err ? 0 : n;
	return err ?: len;
}

static ssize_t peek_show(struct vbus_device *vdev,
			 struct vbus_device_attribute *attr, char *buf)
{
	struct test_dev *dev = to_test_dev(vdev);

	guard(mutex)(&dev->lock);
	return sysfs_emit(buf, "%.*s\n", (int)dev->len, dev->text);
}
static VBUS_DEVICE_ATTR(peek, 0644, peek_show, peek_store);

static ssize_t poke_store(struct vbus_device *vdev,
			  struct vbus_device_attribute *attr, const char *buf,
			  size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	char text[TEST_TEXT + 1];
	u64 addr;
	int err;

	if (sscanf(buf, "%llx %64s", &addr, text) != 2)
		return -EINVAL;

	guard(mutex)(&dev->lock);
	err = test_copy(dev, addr, text, strlen(text), true);
	return err ?: len;
}
static VBUS_DEVICE_ATTR(poke, 0200, NULL, poke_store);

static ssize_t thread_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct test_dev *dev = to_test_dev(vdev);
	bool value;
	int err;

	err = kstrtobool(buf, &value);
	if (err)
		return err;

	guard(mutex)(&dev->lock);
	dev->thread = value;
	return len;
}
static VBUS_DEVICE_ATTR(thread, 0200, NULL, thread_store);

static struct attribute *test_attrs[] = {
	&vbus_attr_interfaces_per_bus.attr,
	&vbus_attr_abi_hash.attr,
	&vbus_attr_open.attr,
	&vbus_attr_netns.attr,
	&vbus_attr_member.attr,
	&vbus_attr_refuse.attr,
	&vbus_attr_hollow.attr,
	&vbus_attr_handles.attr,
	&vbus_attr_ctx.attr,
	&vbus_attr_peek.attr,
	&vbus_attr_poke.attr,
	&vbus_attr_thread.attr,
	NULL
};

static const struct attribute_group test_group = {
	.attrs = test_attrs,
};

/* ---- classes ---- */

static void test_dev_release(struct vbus_device *vdev)
{
	struct test_dev *dev = to_test_dev(vdev);

	if (dev->ctx)
		vbus_memctx_put(dev->ctx);
	kfree(dev);
}

static const struct vbus_device_ops test_dev_ops = {
	.bus_connect = test_connect,
	.bus_disconnect = test_disconnect,
	.release = test_dev_release,
};

static int test_make(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	struct test_dev *dev;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	mutex_init(&dev->lock);
	INIT_LIST_HEAD(&dev->ports);
	dev->interfaces = 1;
	dev->vdev.type = dc->name;
	dev->vdev.ops = &test_dev_ops;
	*vdev = &dev->vdev;
	return 0;
}

static int test_create(struct vbus_devclass *dc, struct vbus_device **vdev)
{
	int err = test_make(dc, vdev);

	if (err)
		return err;

	/* In create() already. */
	if (!net_eq(vbus_device_net(*vdev), current->nsproxy->net_ns)) {
		pr_err("create: not the network namespace of who types\n");
		test_dev_release(*vdev);
		return -EPROTO;
	}

	(*vdev)->attrs = &test_group;
	return 0;
}

static int test_create_broken(struct vbus_devclass *dc,
			      struct vbus_device **vdev)
{
	return -ENOSPC;
}

static const struct vbus_devclass_ops test_class_ops = {
	.create = test_create,
};

static const struct vbus_devclass_ops test_bare_ops = {
	.create = test_make,
};

static const struct vbus_devclass_ops test_broken_ops = {
	.create = test_create_broken,
};

/* The second is the same without attributes; of the third there are none. */
static struct vbus_devclass test_classes[] = {
	{ .name = "vbus-test", .owner = THIS_MODULE, .ops = &test_class_ops },
	{ .name = "vbus-test-bare", .owner = THIS_MODULE, .ops = &test_bare_ops },
	{ .name = "vbus-test-broken", .owner = THIS_MODULE,
	  .ops = &test_broken_ops },
};

/* What the registry refuses. */
static int __init test_registry(void)
{
	struct vbus_devclass again = {
		.name = "vbus-test", .owner = THIS_MODULE,
		.ops = &test_class_ops,
	};
	struct vbus_devclass slash = {
		.name = "vbus/test", .owner = THIS_MODULE,
		.ops = &test_class_ops,
	};
	struct vbus_devclass hollow = {
		.name = "vbus-test-hollow", .owner = THIS_MODULE,
	};

	if (WRONG(vbus_devclass_register(&again), -EEXIST))
		return -EPROTO;
	if (WRONG(vbus_devclass_register(&slash), -EINVAL))
		return -EPROTO;
	if (WRONG(vbus_devclass_register(&hollow), -EINVAL))
		return -EPROTO;
	return 0;
}

static int __init test_init(void)
{
	int i, err = 0;

	for (i = 0; i < ARRAY_SIZE(test_classes) && !err; i++)
		err = vbus_devclass_register(&test_classes[i]);
	if (!err)
		err = test_registry();
	if (!err)
		return 0;

	while (i--)
		if (test_classes[i].kobj)
			vbus_devclass_unregister(&test_classes[i]);
	return err;
}
module_init(test_init);

static void __exit test_exit(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(test_classes); i++)
		vbus_devclass_unregister(&test_classes[i]);
}
module_exit(test_exit);

MODULE_DESCRIPTION("Device for tests of the vbus");
MODULE_LICENSE("GPL");
