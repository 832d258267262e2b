// SPDX-License-Identifier: GPL-2.0
/* A session: from BUSOPEN to the last close of its file. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <linux/vbus_compat.h>

#include "user.h"

/* How long a close waits before it tells that it waits. */
#define VU_CLOSE_PATIENCE (10 * HZ)

#define VU_CAPS (VBUS_USER_CAP_EVENTFD | VBUS_USER_CAP_MEMREG)

/**
 * struct vu_dev - an interface of the bus, as far as the process knows of it
 * @event: DEVADD until that is read, then DEVDROP
 * @type: copy of the interface's
 */
struct vu_dev {
	struct vu_event event;
	char type[VBUS_MAX_DEVTYPE_LEN];
};

/* An event of the queue is freed as one. */
static_assert(!offsetof(struct vu_dev, event));

/* ---- news of the bus, from a worker of it ---- */

static struct vu_session *to_vu_session(struct vbus_notifier *n)
{
	return container_of(n, struct vu_session, notifier);
}

static int vu_devadd(struct vbus_notifier *n, u64 id, const char *type)
{
	struct vu_session *s = to_vu_session(n);
	struct vu_dev *dev;
	int err;

	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return -ENOMEM;

	vu_event_init(&dev->event, VBUS_EVENT_DEVADD, VU_PRIO_BUS, id);
	strscpy(dev->type, type, sizeof(dev->type));
	dev->event.type = dev->type;

	err = xa_insert(&s->devs, id, dev, GFP_KERNEL);
	if (err) {
		kfree(dev);
		return err;
	}

	vu_event_queue(&s->events, &dev->event);
	return 0;
}

static void vu_devdrop(struct vbus_notifier *n, u64 id)
{
	struct vu_session *s = to_vu_session(n);
	struct vu_dev *dev = xa_erase(&s->devs, id);

	vu_device_gone(s, id);

	/* What it never heard of need not be taken back. */
	if (vu_event_cancel(&s->events, &dev->event)) {
		kfree(dev);
		return;
	}

	/* From here on it is the queue's. */
	dev->event.id = VBUS_EVENT_DEVDROP;
	vu_event_queue(&s->events, &dev->event);
}

static void vu_devs_free(struct vu_session *s)
{
	unsigned long id;
	struct vu_dev *dev;

	xa_for_each(&s->devs, id, dev) {
		vu_event_cancel(&s->events, &dev->event);
		kfree(dev);
	}
	xa_destroy(&s->devs);
}

/* ---- life ---- */

void vu_session_get(struct vu_session *s)
{
	refcount_inc(&s->users);
}

void vu_session_put(struct vu_session *s)
{
	if (refcount_dec_and_test(&s->users))
		complete(&s->gone);
}

struct vu_session *vu_session_create(void)
{
	struct vu_session *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL_ACCOUNT);
	if (!s)
		return NULL;

	mutex_init(&s->join);
	mutex_init(&s->lock);
	xa_init(&s->devs);
	INIT_LIST_HEAD(&s->conns);
	vu_events_init(&s->events);
	refcount_set(&s->users, 1);
	init_completion(&s->gone);

	return s;
}

static void vu_session_leave(struct vu_session *s)
{
	vu_device_close_all(s);
	vbus_client_destroy(s->client);
	vbus_memctx_put(&s->mem->ctx);
	vu_devs_free(s);
	vu_events_drop(&s->events);
	vbus_put(s->bus);
}

/* Of a file that nobody uses any more. */
void vu_session_destroy(struct vu_session *s)
{
	if (s->client) {
		vbus_notifier_unregister(&s->notifier);
		vu_session_leave(s);
	}

	/*
	 * What a device still holds is code and memory of ours. A close that
	 * hangs on a broken device is the lesser evil.
	 */
	vu_session_put(s);
	while (!wait_for_completion_timeout(&s->gone, VU_CLOSE_PATIENCE))
		pr_warn("close waits: a device has not released %u regions, signals or contexts\n",
			refcount_read(&s->users));

	kfree(s);
}

bool vu_session_joined(const struct vu_session *s)
{
	/* Pairs with the release in vu_session_join_bus(). */
	return smp_load_acquire(&s->client);
}

static int vu_session_join_bus(struct vu_session *s, struct vbus *bus, u64 caps)
{
	struct vbus_client *client;
	struct vu_memory *mem;
	int err;

	mem = vu_memory_create(s);
	if (IS_ERR(mem))
		return PTR_ERR(mem);

	client = vbus_client_create(bus, &mem->ctx);
	if (!client) {
		err = -ENOMEM;
		goto memory;
	}

	s->notifier.devadd = vu_devadd;
	s->notifier.devdrop = vu_devdrop;
	err = vbus_notifier_register(bus, &s->notifier);
	if (err)
		goto client;

	s->bus = vbus_get(bus);
	s->mem = mem;
	s->caps = caps;
	/* Pairs with the acquire in vu_session_joined(). */
	smp_store_release(&s->client, client);
	return 0;

client:
	vu_devs_free(s);
	vu_events_drop(&s->events);
	vbus_client_destroy(client);
memory:
	vbus_memctx_put(&mem->ctx);
	/* The veto of vu_devadd() is -EPERM, which here means something else. */
	return -ENOMEM;
}

/* The bus of the running process. */
int vu_session_join(struct vu_session *s, struct vbus_user_busopen *req)
{
	struct vbus *bus;
	int err;

	if (req->magic != VBUS_USER_MAGIC || !req->version)
		return -EINVAL;

	guard(mutex)(&s->join);

	if (s->client)
		return -EINVAL;

	bus = vbus_get_current();
	if (!bus)
		return -EPERM;

	req->version = min_t(u32, req->version, VBUS_USER_VERSION);
	req->capabilities &= VU_CAPS;
	err = vu_session_join_bus(s, bus, req->capabilities);
	vbus_put(bus);

	return err;
}
