/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A driver in a program: what /dev/vbus offers, as C functions. Header only, as
 * vbus_north.h, which has the driver's side of signals and rings. Beside them,
 * on the include path, the uAPI headers; where a -std=c11 hides POSIX,
 * _GNU_SOURCE.
 *
 *	struct vbus_user u;
 *	struct vbus_ring rx;
 *	uint64_t dev;
 *
 *	vbus_user_join(&u, VBUS_USER_CAP_MEMREG);
 *	vbus_user_pool(&u, buffers, size);	before the first device
 *	id = vbus_user_find(&u, "virtual-ethernet", 1000);
 *	vbus_user_open(&u, id, VENET_VERSION, &dev);
 *	vbus_user_ring_create(&u, dev, VENET_QUEUE_RX, 256, 0, 0, &rx);
 *	while (!vbus_ring_post(&rx, n, n * 2048, 2048))
 *		n++;
 *	vbus_user_call(&u, dev, VENET_FUNC_LINKUP, NULL, 0);
 *	vbus_signal_enable(&rx.signal);
 *	for (;;) {
 *		vbus_signal_heard(&rx.signal);
 *		while (!vbus_ring_recv(&rx, &slot)) {
 *			use slot.len bytes of buffer slot.cookie, and give the
 *			buffer back:
 *			vbus_ring_repost(&rx, slot.cookie, slot.ptr, 2048);
 *		}
 *		vbus_ring_signal(&rx);
 *		vbus_user_event(&u, &event, -1);
 *	}
 *
 * Functions return 0 or a value, or a negative errno. Any thread may call them.
 */
#ifndef VBUS_USER_CLIENT_H
#define VBUS_USER_CLIENT_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <linux/vbus_user.h>

#include "vbus_north.h"

/* ---- the bus ---- */

struct vbus_user {
	int fd;
	uint64_t capabilities; /* granted */
};

static inline int vbus_user_ioctl(const struct vbus_user *u, unsigned long call,
				  void *block)
{
	int ret = ioctl(u->fd, call, block);

	return ret < 0 ? -errno : ret;
}

static inline void vbus_user_leave(struct vbus_user *u)
{
	close(u->fd);
	u->fd = -1;
}

/* The bus that this process is a member of; -EPERM if it is of none. */
static inline int vbus_user_join(struct vbus_user *u, uint64_t capabilities)
{
	struct vbus_user_busopen req = {
		.magic = VBUS_USER_MAGIC,
		.version = VBUS_USER_VERSION,
		.capabilities = capabilities,
	};
	int err;

	u->fd = open("/dev/vbus", O_RDWR | O_CLOEXEC);
	if (u->fd < 0)
		return -errno;

	err = vbus_user_ioctl(u, VBUS_USER_IOCTL_BUSOPEN, &req);
	if (err)
		vbus_user_leave(u);
	u->capabilities = req.capabilities;
	return err;
}

/* The next event: 1, or 0 if there was none in that time, -1 being for ever. */
static inline int vbus_user_event(const struct vbus_user *u,
				  struct vbus_event *event, int milliseconds)
{
	struct pollfd p = { .fd = u->fd, .events = POLLIN };
	int n = poll(&p, 1, milliseconds);

	if (n <= 0)
		return n < 0 ? -errno : 0;
	return read(u->fd, event, sizeof(*event)) < 0 ? -errno : 1;
}

/* Reads events until a device of that type is there; its id, or -ENODEV. */
static inline int64_t vbus_user_find(const struct vbus_user *u,
				     const char *type, int milliseconds)
{
	struct vbus_event event;
	int n;

	while ((n = vbus_user_event(u, &event, milliseconds)) > 0)
		if (event.eventid == VBUS_EVENT_DEVADD &&
		    !strncmp(event.data.add.type, type, VBUS_MAX_DEVTYPE_LEN))
			return event.data.add.id;

	return n < 0 ? n : -ENODEV;
}

/* ---- devices ---- */

static inline int vbus_user_open(const struct vbus_user *u, uint32_t id,
				 uint32_t version, uint64_t *dev)
{
	struct vbus_deviceopen req = { .devid = id, .version = version };
	int err = vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICEOPEN, &req);

	*dev = req.handle;
	return err;
}

static inline int vbus_user_close(const struct vbus_user *u, uint64_t dev)
{
	return vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICECLOSE, &dev);
}

/* The device may write to @data too. */
static inline int vbus_user_call(const struct vbus_user *u, uint64_t dev,
				 uint32_t func, void *data, uint32_t len)
{
	struct vbus_devicecall req = {
		.devh = dev,
		.func = func,
		.len = len,
		.datap = (uintptr_t)data,
	};

	return vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICECALL, &req);
}

/*
 * Makes whole pages a pool. From the first one on, which is to come before the
 * first device, addresses for devices are offsets: the first pool begins at 0,
 * each other one where that before it ends.
 */
static inline int vbus_user_pool(const struct vbus_user *u, void *addr,
				 size_t len)
{
	struct vbus_user_memreg req = { .addr = (uintptr_t)addr, .len = len };

	return vbus_user_ioctl(u, VBUS_USER_IOCTL_MEMREG, &req);
}

/*
 * Memory that is already there. @offset of the signal, which was formatted, or
 * VBUS_NO_SIGNAL; @cookie comes with its events. @handle is for signalling.
 */
static inline int vbus_user_share(const struct vbus_user *u, uint64_t dev,
				  uint32_t id, void *addr, uint32_t len,
				  uint32_t offset, uint32_t prio,
				  uint64_t cookie, uint64_t *handle)
{
	struct vbus_deviceshm req = {
		.devh = dev,
		.id = id,
		.len = len,
		.signal = { .offset = offset, .prio = prio, .cookie = cookie },
		.datap = (uintptr_t)addr,
	};
	int err = vbus_user_ioctl(u, VBUS_USER_IOCTL_DEVICESHM, &req);

	*handle = req.handle;
	return err;
}

/* ---- signals and rings ---- */

/* For struct vbus_signal. */
static inline int vbus_user_notify(const struct vbus_signal *s)
{
	uint64_t handle = s->handle;

	return vbus_user_ioctl((const struct vbus_user *)s->bus,
			       VBUS_USER_IOCTL_SHMSIGNAL, &handle);
}

/* An eventfd hears of it instead of read(); -1: read() again. */
static inline int vbus_user_signal_eventfd(const struct vbus_signal *s, int fd)
{
	struct vbus_user_eventfd req = { .handle = s->handle, .fd = fd };

	return vbus_user_ioctl((const struct vbus_user *)s->bus,
			       VBUS_USER_IOCTL_EVENTFD, &req);
}

/* After the device was closed. */
static inline void vbus_user_ring_free(struct vbus_ring *q)
{
	munmap(q->head, vbus_ring_size(q->count));
	q->head = NULL;
}

/* Makes a ring and registers it; @cookie comes with its events. */
static inline int vbus_user_ring_create(const struct vbus_user *u, uint64_t dev,
					uint32_t id, uint32_t count,
					uint32_t prio, uint64_t cookie,
					struct vbus_ring *q)
{
	uint32_t len = (uint32_t)vbus_ring_size(count);
	void *mem;
	int err;

	if (!count || count > IOQ_MAX_COUNT)
		return -EINVAL;
	mem = mmap(NULL, len, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED)
		return -errno;

	q->head = (struct ioq_ring_head *)mem;
	q->count = count;
	q->signal.desc = &q->head->signal;
	q->signal.notify = vbus_user_notify;
	q->signal.bus = u;
	vbus_ring_format(q->head, count);
	err = vbus_user_share(u, dev, id, mem, len,
			      offsetof(struct ioq_ring_head, signal), prio,
			      cookie, &q->signal.handle);
	if (err)
		vbus_user_ring_free(q);
	return err;
}

#endif
