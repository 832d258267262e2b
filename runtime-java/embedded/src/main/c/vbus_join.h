/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note OR BSD-3-Clause */
/*
 * The bus of another process, for programs: joins by a Unix socket, opens
 * devices, shares memory. The messages are those of the specification
 * linux.vbus_socket, whose header is needed, beside vbus_north.h and the
 * headers that are in generated-kernel/:
 *
 *	vbusc generate runtime-java/embedded/src/main/vbus --only c --out DIR
 *
 * One thread at a time, except that a signal may be injected by any. An event
 * that comes while an answer is awaited is kept, one for each device.
 *
 *	struct vbus_join bus;
 *	struct vbus_join_ring tx;
 *
 *	vbus_join(&bus, "/run/my-bus");
 *	id = vbus_join_find(&bus, "my-device", 1000);
 *	vbus_join_open(&bus, id, 1, &dev);
 *	vbus_join_pool(&bus, 1 << 20, &pool);
 *	vbus_join_ring(&bus, dev, 1, 256, &tx);
 *	vbus_ring_send(&tx.ring, cookie, offset, len);
 *	vbus_ring_signal(&tx.ring);
 *
 * Functions return 0 or a value, or a negative errno.
 */
#ifndef VBUS_JOIN_H
#define VBUS_JOIN_H

#ifndef _GNU_SOURCE
#error "memfd_create() needs _GNU_SOURCE"
#endif

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <linux/vbus.h>
#include <linux/vbus_socket.h>

#include "vbus_north.h"

#define VBUS_JOIN_DEVICES 64

/**
 * struct vbus_join - a membership
 * @fd: the socket
 * @sequence: of the last request
 * @ndevices: how many of @device are in use
 * @device: what is on the bus, as far as it was told
 */
struct vbus_join {
	int fd;
	uint32_t sequence;
	unsigned int ndevices;
	struct {
		uint64_t id;
		char type[VBUS_MAX_DEVTYPE_LEN];
	} device[VBUS_JOIN_DEVICES];
};

/**
 * struct vbus_join_ring - a ring and the bell of its signal
 * @ring: the ring
 * @bell: readable when the device has signalled
 */
struct vbus_join_ring {
	struct vbus_ring ring;
	int bell;
};

/* The longest message without a call's arguments. */
union vbus_join_block {
	struct vbus_socket_hello hello;
	struct vbus_socket_handle handle;
	struct vbus_socket_pool pool;
	struct vbus_deviceopen open;
	struct vbus_devicecall call;
	struct vbus_deviceshm shm;
	struct vbus_event event;
};

static inline void vbus_join_event(struct vbus_join *b,
				   const struct vbus_event *e)
{
	unsigned int i;

	if (e->eventid == VBUS_EVENT_DEVADD &&
	    b->ndevices < VBUS_JOIN_DEVICES) {
		b->device[b->ndevices].id = e->data.add.id;
		memcpy(b->device[b->ndevices].type, e->data.add.type,
		       VBUS_MAX_DEVTYPE_LEN);
		b->device[b->ndevices++].type[VBUS_MAX_DEVTYPE_LEN - 1] = 0;
		return;
	}
	if (e->eventid != VBUS_EVENT_DEVDROP)
		return;
	for (i = 0; i < b->ndevices; i++)
		if (b->device[i].id == e->data.handle)
			b->device[i] = b->device[--b->ndevices];
}

static inline int vbus_join_send(const struct vbus_join *b, struct iovec *iov,
				 size_t n, const int *fds, size_t nfds)
{
	union {
		struct cmsghdr align;
		char bytes[CMSG_SPACE(2 * sizeof(int))];
	} control = {};
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = n };
	struct cmsghdr *c;

	if (nfds) {
		msg.msg_control = &control;
		msg.msg_controllen = CMSG_SPACE(nfds * sizeof(int));
		c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(nfds * sizeof(int));
		memcpy(CMSG_DATA(c), fds, nfds * sizeof(int));
	}

	return sendmsg(b->fd, &msg, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

/*
 * Receives one message; an event is kept, and 1 returned. An answer's block and
 * arguments are written where they are wanted, the result is returned.
 */
static inline int vbus_join_receive(struct vbus_join *b, void *block,
				    size_t blocklen, void *args, size_t len)
{
	struct vbus_socket_header h;
	union vbus_join_block spare;
	struct iovec iov[] = {
		{ &h, sizeof(h) }, { &spare, sizeof(spare) }, { args, len },
	};
	struct msghdr msg = { .msg_iov = iov, .msg_iovlen = 3 };
	ssize_t n;

	/* An event is longer than any block but has no arguments. */
	if (len) {
		iov[1].iov_len = blocklen;
		n = recv(b->fd, &h, sizeof(h), MSG_PEEK);
		if (n == sizeof(h) && h.op == VBUS_SOCKET_EVENT) {
			iov[1].iov_len = sizeof(spare);
			msg.msg_iovlen = 2;
		}
	}
	do {
		n = recvmsg(b->fd, &msg, 0);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	if (!n)
		return -ENOTCONN;
	if ((size_t)n < sizeof(h))
		return -EPROTO;

	if (h.op == VBUS_SOCKET_EVENT) {
		if (n != sizeof(h) + sizeof(spare.event))
			return -EPROTO;
		vbus_join_event(b, &spare.event);
		return 1;
	}
	if (h.sequence != b->sequence)
		return -EPROTO;
	if (h.result < 0)
		return h.result;
	if ((size_t)n != sizeof(h) + blocklen + len)
		return -EPROTO;
	memcpy(block, &spare, blocklen);
	/* So that it is not taken for an event. */
	b->sequence++;
	return h.result;
}

static inline int vbus_join_request(struct vbus_join *b,
				    enum vbus_socket_op op, void *block,
				    size_t blocklen, void *args, size_t len,
				    const int *fds, size_t nfds)
{
	struct vbus_socket_header h = { .op = op, .sequence = b->sequence };
	struct iovec iov[] = {
		{ &h, sizeof(h) }, { block, blocklen }, { args, len },
	};
	uint32_t waiting = b->sequence;
	int ret = vbus_join_send(b, iov, 3, fds, nfds);

	while (!ret || ret == 1) {
		ret = vbus_join_receive(b, block, blocklen, args, len);
		if (waiting != b->sequence)
			return ret;
	}
	b->sequence++;
	return ret;
}

static inline void vbus_join_leave(struct vbus_join *b)
{
	close(b->fd);
	b->fd = -1;
}

/* -EPERM for who is not admitted. Afterwards @b knows the devices. */
static inline int vbus_join(struct vbus_join *b, const char *path)
{
	struct vbus_socket_hello hello = {
		.magic = VBUS_SOCKET_MAGIC,
		.version = VBUS_SOCKET_VERSION,
	};
	struct sockaddr_un addr = { .sun_family = AF_UNIX };
	int err;

	if (strlen(path) >= sizeof(addr.sun_path))
		return -ENAMETOOLONG;
	strcpy(addr.sun_path, path);
	memset(b, 0, sizeof(*b));
	b->sequence = 1;
	b->fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (b->fd < 0)
		return -errno;

	err = connect(b->fd, (struct sockaddr *)&addr, sizeof(addr)) ? -errno :
	      vbus_join_request(b, VBUS_SOCKET_HELLO, &hello, sizeof(hello),
				NULL, 0, NULL, 0);
	if (err)
		vbus_join_leave(b);
	return err;
}

/* The number of a device of this type; waits up to @timeout ms for one. */
static inline int64_t vbus_join_find(struct vbus_join *b, const char *type,
				     int timeout)
{
	struct pollfd p = { .fd = b->fd, .events = POLLIN };
	unsigned int i;
	int ret;

	for (;;) {
		for (i = 0; i < b->ndevices; i++)
			if (!strcmp(b->device[i].type, type))
				return b->device[i].id;

		ret = poll(&p, 1, timeout);
		if (ret < 0)
			return -errno;
		if (!ret)
			return -ETIMEDOUT;
		ret = vbus_join_receive(b, NULL, 0, NULL, 0);
		if (ret != 1)
			return ret < 0 ? ret : -EPROTO;
	}
}

static inline int vbus_join_open(struct vbus_join *b, uint32_t id,
				 uint32_t version, uint64_t *handle)
{
	struct vbus_deviceopen req = { .devid = id, .version = version };
	int err = vbus_join_request(b, VBUS_SOCKET_OPEN, &req, sizeof(req),
				    NULL, 0, NULL, 0);

	*handle = req.handle;
	return err;
}

static inline int vbus_join_close(struct vbus_join *b, uint64_t handle)
{
	struct vbus_socket_handle req = { .handle = handle };

	return vbus_join_request(b, VBUS_SOCKET_CLOSE, &req, sizeof(req), NULL,
				 0, NULL, 0);
}

static inline int vbus_join_call(struct vbus_join *b, uint64_t handle,
				 uint32_t func, void *args, uint32_t len)
{
	struct vbus_devicecall req = {
		.devh = handle, .func = func, .len = len,
	};

	if (len > VBUS_SOCKET_MAX_ARGUMENTS)
		return -E2BIG;
	return vbus_join_request(b, VBUS_SOCKET_CALL, &req, sizeof(req), args,
				 len, NULL, 0);
}

/* Memory that others can map: zero, of a size that nobody can change. */
static inline int vbus_join_memory(size_t len, int *fd, void **mem)
{
	*fd = memfd_create("vbus", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (*fd < 0)
		return -errno;
	if (!ftruncate(*fd, len) &&
	    !fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW)) {
		*mem = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_SHARED, *fd,
			    0);
		if (*mem != MAP_FAILED)
			return 0;
	}

	close(*fd);
	return -ENOMEM;
}

/* The buffers of this member: addresses in slots are offsets into them. */
static inline int vbus_join_pool(struct vbus_join *b, size_t len, void **mem)
{
	struct vbus_socket_pool req = { .len = len };
	int fd, err;

	err = vbus_join_memory(len, &fd, mem);
	if (err)
		return err;

	err = vbus_join_request(b, VBUS_SOCKET_POOL, &req, sizeof(req), NULL, 0,
				&fd, 1);
	close(fd);
	if (err)
		munmap(*mem, len);
	return err;
}

static inline int vbus_join_notify(const struct vbus_signal *s)
{
	/* A bell that is full is rung. */
	send((int)s->handle, "", 1, MSG_DONTWAIT | MSG_NOSIGNAL);
	return 0;
}

/* To be called once the bell is readable; then vbus_signal_heard(). */
static inline void vbus_join_answer(const struct vbus_join_ring *q)
{
	char rings[256];

	while (recv(q->bell, rings, sizeof(rings), MSG_DONTWAIT) ==
	       sizeof(rings))
		;
}

/* Makes a ring and shares it. */
static inline int vbus_join_ring(struct vbus_join *b, uint64_t handle,
				 uint32_t id, uint32_t count,
				 struct vbus_join_ring *q)
{
	size_t len = vbus_ring_size(count);
	struct vbus_deviceshm req = {
		.devh = handle, .id = id, .len = len,
		.signal.offset = offsetof(struct ioq_ring_head, signal),
	};
	int fds[2], pair[2], err;
	void *mem;

	if (!count || count > IOQ_MAX_COUNT)
		return -EINVAL;
	err = vbus_join_memory(len, &fds[0], &mem);
	if (err)
		return err;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) {
		err = -errno;
		goto memory;
	}

	q->bell = pair[0];
	fds[1] = pair[1];
	q->ring.head = (struct ioq_ring_head *)mem;
	q->ring.count = count;
	q->ring.signal = (struct vbus_signal){
		.desc = &q->ring.head->signal,
		.notify = vbus_join_notify,
		.bus = b,
		.handle = (uint64_t)q->bell,
	};
	vbus_ring_format(q->ring.head, count);
	err = vbus_join_request(b, VBUS_SOCKET_SHM, &req, sizeof(req), NULL, 0,
				fds, 2);
	close(pair[1]);
	if (!err) {
		close(fds[0]);
		return 0;
	}

	close(pair[0]);
memory:
	munmap(mem, len);
	close(fds[0]);
	return err;
}

/* After the device was closed. */
static inline void vbus_join_ring_free(struct vbus_join_ring *q)
{
	close(q->bell);
	munmap(q->ring.head, vbus_ring_size(q->ring.count));
}

#endif
