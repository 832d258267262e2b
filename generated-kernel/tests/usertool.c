// SPDX-License-Identifier: Apache-2.0
/*
 * A member of a bus, for the tests of /dev/vbus: a network card's driver in a
 * program, and each wrong call. Static; built for 64 and for 32 bits.
 *
 *   join                      0, or the error of BUSOPEN as text
 *   errors                    each wrong call and its error, as TAP
 *   limits                    locked memory, as a user without rights, as TAP
 *   orphan                    a child goes on when the parent is gone, as TAP
 *   tie                       a signal changes over to an eventfd, as TAP
 *   ping MEM WAKE IP PEER N   asks PEER N times; prints what came back
 *   answer MEM WAKE IP        answers until the device goes, then says so
 *   flood MEM WAKE            sends and receives until it is killed
 *   fuzz N SEED               N calls at random by two threads; a SEED makes the
 *                             same ones, in an order that is not quite the same
 *
 * MEM is pool (buffers in a registered pool) or virtual (buffers by their
 * address), WAKE is event (read) or eventfd. The process has to be a member of
 * a bus whose only device is a network card.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <linux/venet.h>

#include "frames.h"
#include "tool.h"
#include "vbus_user_client.h"

#define SLOTS 64
#define PATIENCE_MS 30000
#define COOKIE_RX 0x1111222233334444ull
#define COOKIE_TX 0x5555666677778888ull

static void *map(size_t len, int prot)
{
	void *mem = mmap(NULL, len, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (mem == MAP_FAILED)
		die("no memory");
	return mem;
}

/* ---- a network card ---- */

struct card {
	struct vbus_user u;
	uint32_t id;
	uint64_t dev;
	struct vbus_ring rx, tx;
	uint8_t *buf;		/* SLOTS for rx, then SLOTS for tx */
	uint64_t base;		/* of buf, as the device knows it */
	bool used[SLOTS];	/* of tx */
	int eventfd;		/* or -1 */
	uint8_t mac[6];
};

static uint8_t *card_buf(struct card *c, unsigned int n)
{
	return c->buf + n * BUF;
}

static void card_open(struct card *c, const char *mem, const char *wake)
{
	int64_t id;
	unsigned int n;

	memset(c, 0, sizeof(*c));
	c->eventfd = -1;
	check(vbus_user_join(&c->u, ~0ull), "join");
	c->buf = map(2 * SLOTS * BUF, PROT_READ | PROT_WRITE);
	if (!strcmp(mem, "pool"))
		check(vbus_user_pool(&c->u, c->buf, 2 * SLOTS * BUF), "pool");
	else
		c->base = (uintptr_t)c->buf;

	id = vbus_user_find(&c->u, VENET_DEVICE_TYPE, PATIENCE_MS);
	check(id < 0 ? id : 0, "find");
	c->id = id;
	check(vbus_user_open(&c->u, id, VENET_VERSION, &c->dev), "open");
	check(vbus_user_call(&c->u, c->dev, VENET_FUNC_MACQUERY, c->mac,
			     sizeof(c->mac)), "MACQUERY");
	check(vbus_user_ring_create(&c->u, c->dev, VENET_QUEUE_RX, SLOTS, 3,
				    COOKIE_RX, &c->rx), "ring rx");
	check(vbus_user_ring_create(&c->u, c->dev, VENET_QUEUE_TX, SLOTS, 1,
				    COOKIE_TX, &c->tx), "ring tx");
	if (!strcmp(wake, "eventfd")) {
		c->eventfd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		check(vbus_user_signal_eventfd(&c->rx.signal, c->eventfd),
		      "eventfd of rx");
		check(vbus_user_signal_eventfd(&c->tx.signal, c->eventfd),
		      "eventfd of tx");
	}
	for (n = 0; n < SLOTS; n++)
		check(vbus_ring_post(&c->rx, n, c->base + n * BUF, BUF),
		      "post");
	vbus_signal_enable(&c->rx.signal);
	vbus_signal_enable(&c->tx.signal);
	check(vbus_user_call(&c->u, c->dev, VENET_FUNC_LINKUP, NULL, 0),
	      "LINKUP");
}

/* Waits; 1 with an event of the end of something. */
static int card_wait(struct card *c, int ms, struct vbus_event *event)
{
	struct pollfd p[2] = {
		{ .fd = c->u.fd, .events = POLLIN },
		{ .fd = c->eventfd, .events = POLLIN },
	};
	uint64_t n;

	if (poll(p, 2, ms) <= 0)
		return 0;
	if (p[1].revents && read(c->eventfd, &n, sizeof(n)) < 0)
		return 0;
	if (!p[0].revents)
		return 0;
	if (read(c->u.fd, event, sizeof(*event)) != sizeof(*event))
		die("read: %s", strerror(errno));
	/* one more card on the bus is not ours to care for */
	if (event->eventid == VBUS_EVENT_DEVADD)
		return 0;
	if (event->eventid != VBUS_EVENT_SHMSIGNAL)
		return 1;
	if (c->eventfd >= 0)
		die("an event of a signal that has an eventfd");
	if (event->data.handle != COOKIE_RX && event->data.handle != COOKIE_TX)
		die("a signal with cookie %llx",
		    (unsigned long long)event->data.handle);
	return 0;
}

static void card_reap(struct card *c)
{
	struct ioq_ring_desc slot;

	vbus_signal_heard(&c->tx.signal);
	while (!vbus_ring_reap(&c->tx, &slot))
		if (slot.cookie < SLOTS)
			c->used[slot.cookie] = false;
}

/* A free buffer for a frame, or -1 */
static int card_free(struct card *c)
{
	int n;

	for (n = 0; n < SLOTS; n++)
		if (!c->used[n])
			return n;
	return -1;
}

/* false if there is no room just now */
static bool card_send(struct card *c, const void *frame, size_t len)
{
	int n, err;

	card_reap(c);
	n = card_free(c);
	if (n < 0)
		return false;

	memcpy(card_buf(c, SLOTS + n), frame, len);
	err = vbus_ring_send(&c->tx, n, c->base + (SLOTS + n) * BUF, len);
	if (err == -ENOSPC || err == -EAGAIN)
		return false;
	check(err, "send");
	c->used[n] = true;
	check(vbus_ring_signal(&c->tx), "signal");
	return true;
}

/* The next frame, copied; 0 if there is none. */
static size_t card_recv(struct card *c, uint8_t *frame)
{
	struct ioq_ring_desc slot;
	int err;

	vbus_signal_heard(&c->rx.signal);
	err = vbus_ring_recv(&c->rx, &slot);
	if (err == -EAGAIN)
		return 0;
	check(err, "recv");
	if (slot.cookie >= SLOTS || slot.len > BUF)
		die("slot %llu with %llu bytes",
		    (unsigned long long)slot.cookie,
		    (unsigned long long)slot.len);
	memcpy(frame, card_buf(c, slot.cookie), slot.len);
	check(vbus_ring_repost(&c->rx, slot.cookie,
				    c->base + slot.cookie * BUF, BUF),
	      "repost");
	check(vbus_ring_signal(&c->rx), "signal");
	return slot.len;
}

/* The device has gone: both rings are told of, and no handle is one. */
static int answer_end(struct card *c, struct vbus_event *event)
{
	int closed = 0, call, sig, n = 1;

	while (n > 0 && event->eventid == VBUS_EVENT_SHMCLOSE) {
		if (event->data.handle != COOKIE_RX &&
		    event->data.handle != COOKIE_TX)
			die("SHMCLOSE of another cookie");
		closed++;
		n = vbus_user_event(&c->u, event, PATIENCE_MS);
	}
	if (n <= 0 || event->eventid != VBUS_EVENT_DEVDROP ||
	    event->data.handle != c->id)
		die("no DEVDROP");
	call = vbus_user_call(&c->u, c->dev, VENET_FUNC_LINKDOWN, NULL, 0);
	c->tx.signal.desc->irq[SHM_LOCALITY_SOUTH].enabled = 1;
	c->tx.signal.desc->irq[SHM_LOCALITY_SOUTH].pending = 0;
	sig = vbus_ring_signal(&c->tx);
	n = vbus_user_close(&c->u, c->dev);
	printf("dropped closed=%d call=%d signal=%d close=%d\n", closed,
	       -call, -sig, -n);
	vbus_user_leave(&c->u);
	return closed == 2 && call == -ENOENT && sig == -ENOENT &&
	       n == -ENOENT ? 0 : 1;
}

static int cmd_answer(const char *mem, const char *wake, const char *address)
{
	in_addr_t ip = inet_addr(address);
	struct vbus_event event;
	uint8_t frame[BUF];
	struct card c;
	size_t len;

	card_open(&c, mem, wake);
	printf("ready\n");
	fflush(stdout);
	for (;;) {
		while ((len = card_recv(&c, frame))) {
			len = answer_to(c.mac, ip, frame, len);
			if (len)
				card_send(&c, frame, len);
		}
		if (card_wait(&c, -1, &event))
			return answer_end(&c, &event);
	}
}

/* Sends, and waits for the frame that @is; what else comes is answered. */
static bool exchange(struct card *c, in_addr_t ip, const void *out, size_t len,
		     bool (*is)(const uint8_t *f, size_t len, in_addr_t ip,
				int seq), int seq, int ms, uint8_t *frame)
{
	long long end = now_ms() + ms;
	struct vbus_event event;
	size_t n;

	while (!card_send(c, out, len)) {
		if (now_ms() > end)
			return false;
		card_wait(c, 100, &event);
	}
	while (now_ms() < end) {
		while ((n = card_recv(c, frame))) {
			if (is(frame, n, ip, seq))
				return true;
			n = answer_to(c->mac, ip, frame, n);
			if (n)
				card_send(c, frame, n);
		}
		card_wait(c, 100, &event);
	}
	return false;
}

static int cmd_ping(const char *mem, const char *wake, const char *address,
		    const char *other, int count)
{
	in_addr_t ip = inet_addr(address), peer = inet_addr(other);
	uint8_t all[6] = { 255, 255, 255, 255, 255, 255 }, mac[6];
	long long end = now_ms() + PATIENCE_MS;
	uint8_t frame[BUF];
	struct echo echo;
	struct arp arp;
	struct card c;
	int n, got = 0;
	size_t len;

	card_open(&c, mem, wake);
	len = arp_make(&arp, ARPOP_REQUEST, c.mac, ip, all, peer);
	while (!exchange(&c, ip, &arp, len, is_arp_reply, 0, 1000, frame))
		if (now_ms() > end)
			die("nobody has %s", other);
	memcpy(mac, ((struct arp *)frame)->arp.arp_sha, 6);

	for (n = 0; n < count; n++) {
		len = echo_make(&echo, c.mac, ip, mac, peer, n, ping_size(n));
		got += exchange(&c, ip, &echo, len, is_pong, n, PATIENCE_MS,
				frame);
	}
	check(vbus_user_call(&c.u, c.dev, VENET_FUNC_LINKDOWN, NULL, 0),
	      "LINKDOWN");
	check(vbus_user_close(&c.u, c.dev), "close");
	vbus_user_leave(&c.u);
	printf("sent=%d got=%d\n", count, got);
	return got == count ? 0 : 1;
}

__attribute__((noreturn))
static int cmd_flood(const char *mem, const char *wake)
{
	uint8_t all[6] = { 255, 255, 255, 255, 255, 255 }, frame[BUF];
	unsigned long sent = 0;
	struct vbus_event event;
	struct echo echo;
	struct card c;
	size_t len;

	card_open(&c, mem, wake);
	len = echo_make(&echo, c.mac, inet_addr("10.9.0.1"), all,
			inet_addr("10.9.0.255"), 0, 1000);
	for (;;) {
		while (card_recv(&c, frame))
			;
		if (!card_send(&c, &echo, len))
			card_wait(&c, 10, &event);
		else if (++sent == 100) {
			printf("ready\n");
			fflush(stdout);
		}
	}
}

static long call(int fd, unsigned long cmd, const void *arg)
{
	long ret = ioctl(fd, cmd, arg);

	return ret < 0 ? -errno : ret;
}

static long get(int fd, void *buf, size_t len)
{
	long ret = read(fd, buf, len);

	return ret < 0 ? -errno : ret;
}

static short polled(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) < 0 ? -1 : p.revents;
}

static size_t page;
static uint8_t *readonly;	/* a page that cannot be written */
static void *const kernel = (void *)(uintptr_t)(sizeof(long) == 8 ?
					0xffff888000001000ull : 0xfffff000u);

/* A file that has joined, with those capabilities. */
static int joined(uint64_t capabilities)
{
	struct vbus_user u;

	check(vbus_user_join(&u, capabilities), "join");
	fcntl(u.fd, F_SETFL, O_NONBLOCK);
	return u.fd;
}

static void errors_before(int fd)
{
	struct vbus_deviceopen open = {};
	struct vbus_devicecall c = {};
	struct vbus_deviceshm shm = {};
	struct vbus_user_memreg pool = {};
	struct vbus_user_eventfd efd = {};
	struct vbus_event event;
	uint64_t handle = 1;

	row("DEVICEOPEN before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &open));
	row("DEVICECLOSE before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_DEVICECLOSE, &handle));
	row("DEVICECALL before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_DEVICECALL, &c));
	row("DEVICESHM before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_DEVICESHM, &shm));
	row("SHMSIGNAL before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_SHMSIGNAL, &handle));
	row("MEMREG before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &pool));
	row("EVENTFD before BUSOPEN", EINVAL,
	    call(fd, VBUS_USER_IOCTL_EVENTFD, &efd));
	row("read before BUSOPEN", EINVAL, get(fd, &event, sizeof(event)));
	is("poll before BUSOPEN is an error", polled(fd) == POLLERR);
}

static void errors_join(int fd)
{
	struct vbus_user_busopen req = {
		.magic = VBUS_USER_MAGIC, .version = 1,
	};

	row("BUSOPEN of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, NULL));
	row("BUSOPEN of a kernel address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, kernel));
	row("BUSOPEN in memory that cannot be written", EFAULT,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, readonly));
	req.magic = 0;
	row("BUSOPEN without magic", EINVAL,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
	req.magic = __builtin_bswap32(VBUS_USER_MAGIC);
	row("BUSOPEN with the magic of the other byte order", EINVAL,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
	req.magic = VBUS_USER_MAGIC;
	req.version = 0;
	row("BUSOPEN of version 0", EINVAL,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
	row("BUSOPEN with a block of another size", ENOTTY,
	    call(fd, _IOC(_IOC_READ | _IOC_WRITE, 0xC5, 0, 24), &req));
	row("BUSOPEN of the other direction", ENOTTY,
	    call(fd, _IOC(_IOC_WRITE, 0xC5, 0, 16), &req));
	req.version = ~0u;
	req.capabilities = ~0ull;
	row("BUSOPEN with all there will ever be", 0,
	    call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
	is("the version that is spoken", req.version == VBUS_USER_VERSION);
	is("the capabilities that are granted",
	   req.capabilities == (VBUS_USER_CAP_EVENTFD | VBUS_USER_CAP_MEMREG));
	row("BUSOPEN again", EINVAL, call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
	row("number 8", ENOTTY, call(fd, _IO(0xC5, 8), NULL));
	row("number 255", ENOTTY, call(fd, _IOWR(0xC5, 255, uint64_t), &req));
	row("another letter", ENOTTY,
	    call(fd, _IOC(_IOC_READ | _IOC_WRITE, 'v', 1, 16), &req));
}

static uint32_t errors_read(int fd)
{
	static const struct vbus_event zero;
	struct vbus_event event[3];
	size_t len = strlen(VENET_DEVICE_TYPE);

	row("read of 143 bytes", EINVAL, get(fd, event, sizeof(*event) - 1));
	row("read of nothing", EINVAL, get(fd, event, 0));
	row("read to no address", EFAULT, get(fd, NULL, sizeof(*event)));
	row("read to memory that cannot be written", EFAULT,
	    get(fd, readonly, sizeof(*event)));
	is("poll says that there is something", polled(fd) == POLLIN);
	memset(event, 0xff, sizeof(event));
	is("one event is read, and nothing is lost",
	   get(fd, event, sizeof(event) - 1) == sizeof(*event));
	is("it is the card's", event[0].eventid == VBUS_EVENT_DEVADD &&
	   !strcmp(event[0].data.add.type, VENET_DEVICE_TYPE));
	is("what is not used is zero",
	   !memcmp(event[0].__reserved0, &zero, 4) &&
	   !memcmp(event[0].data.add.type + len, &zero,
		   sizeof(event[0].data.add.type) - len));
	row("read of what is not there", EAGAIN,
	    get(fd, event, sizeof(event)));
	is("poll says that there is nothing", !polled(fd));
	row("write", EINVAL, write(fd, event, 8) < 0 ? -errno : 0);
	return event[0].data.add.id;
}

static uint64_t errors_open(int fd, uint32_t id)
{
	struct vbus_deviceopen req = { .devid = id, .version = VENET_VERSION };
	uint64_t handle, wrong;
	int bit, bad = 0;

	row("DEVICEOPEN of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, NULL));
	req.devid = 4711;
	row("DEVICEOPEN of an unknown number", ENOENT,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &req));
	req.devid = id;
	req.version = 99;
	row("DEVICEOPEN of an unknown version", EINVAL,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &req));
	req.version = VENET_VERSION;
	mprotect(readonly, page, PROT_READ | PROT_WRITE);
	memcpy(readonly, &req, sizeof(req));
	mprotect(readonly, page, PROT_READ);
	row("DEVICEOPEN in memory that cannot be written", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, readonly));
	row("DEVICEOPEN, as that left nothing open", 0,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &req));
	handle = req.handle;
	is("it has a handle", handle);
	row("DEVICEOPEN again", EBUSY,
	    call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &req));
	for (bit = 0; bit < 64; bit++) {
		wrong = handle ^ 1ull << bit;
		bad += call(fd, VBUS_USER_IOCTL_DEVICECLOSE, &wrong) !=
		       -ENOENT;
	}
	is("DEVICECLOSE with each bit of the handle turned", !bad);
	row("DEVICECLOSE of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICECLOSE, NULL));
	row("SHMSIGNAL of a device", ENOENT,
	    call(fd, VBUS_USER_IOCTL_SHMSIGNAL, &handle));
	return handle;
}

static void errors_call(int fd, uint64_t dev)
{
	struct vbus_describe describe;
	uint8_t mac[8];
	struct vbus_devicecall good = {
		.devh = dev, .func = VENET_FUNC_MACQUERY, .len = 6,
		.datap = (uintptr_t)mac,
	}, req = good;
	uint8_t *border = map(2 * page, PROT_READ | PROT_WRITE);

#define TRY(name, want, change)						\
	do {								\
		req = good;						\
		change;							\
		row("DEVICECALL " name, want,				\
		    call(fd, VBUS_USER_IOCTL_DEVICECALL, &req));	\
	} while (0)

	row("DEVICECALL of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICECALL, NULL));
	TRY("of an unknown handle", ENOENT, req.devh = dev + 1);
	TRY("of handle 0", ENOENT, req.devh = 0);
	TRY("with a flag", EINVAL, req.flags = 1);
	TRY("with the top flag", EINVAL, req.flags = 1u << 31);
	TRY("with reserved byte 0", EINVAL, req.__reserved0[0] = 1);
	TRY("with reserved byte 3", EINVAL, req.__reserved0[3] = 1);
	TRY("of more than there can be", EINVAL, req.len = (1 << 20) + 1);
	TRY("of 4 GiB", EINVAL, req.len = ~0u);
	TRY("of an unknown function", EINVAL, req.func = 4711);
	TRY("with too short an argument", EINVAL, req.len = 5);
	TRY("with too long an argument", EINVAL, req.len = 7);
	TRY("with an argument at 0", EFAULT, req.datap = 0);
	TRY("with an argument in the kernel", EFAULT,
	    req.datap = (uintptr_t)kernel);
	TRY("with an argument at the top", EFAULT, req.datap = ~0ull - 3);
	TRY("with an argument as the device knows it", EFAULT,
	    req.datap = 1ull << 63);
	munmap(border + page, page);
	TRY("with an argument that ends beyond its memory", EFAULT,
	    req.datap = (uintptr_t)border + page - 3);
	TRY("with an answer that cannot be written", EFAULT,
	    req.datap = (uintptr_t)readonly);
	memset(mac, 0xee, sizeof(mac));
	TRY("of MACQUERY", 0, (void)0);
	is("it wrote what it should", mac[0] != 0xee && mac[6] == 0xee);
	TRY("of DESCRIBE", 0, req.func = VBUS_FUNC_DESCRIBE;
	    req.datap = (uintptr_t)&describe; req.len = sizeof(describe));
	is("it says its version", describe.version == VENET_VERSION);
	TRY("of LINKUP without rings", EINVAL, req.func = VENET_FUNC_LINKUP;
	    req.len = 0);
	TRY("of LINKDOWN of what is down", ENOENT,
	    req.func = VENET_FUNC_LINKDOWN; req.len = 0; req.datap = ~0ull);
#undef TRY
	munmap(border, page);
}

static uint64_t errors_shm(int fd, uint64_t dev)
{
	size_t len = vbus_ring_size(16);
	uint8_t *mem = map(4 * page, PROT_READ | PROT_WRITE);
	struct ioq_ring_head *ring = (struct ioq_ring_head *)mem;
	struct vbus_deviceshm good = {
		.devh = dev, .id = VENET_QUEUE_RX, .len = len,
		.signal.offset = offsetof(struct ioq_ring_head, signal),
		.datap = (uintptr_t)mem,
	}, req = good;
	long before = locked(), ret;
	uint64_t handle;

#define TRY(name, want, change)						\
	do {								\
		req = good;						\
		vbus_ring_format(ring, 16);			\
		change;							\
		row("DEVICESHM " name, want,				\
		    call(fd, VBUS_USER_IOCTL_DEVICESHM, &req));		\
	} while (0)

	row("DEVICESHM of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICESHM, NULL));
	TRY("of an unknown handle", ENOENT, req.devh = dev ^ 1);
	TRY("with a flag", EINVAL, req.flags = 1);
	TRY("with a reserved byte", EINVAL, req.__reserved0[2] = 1);
	TRY("of no bytes", EINVAL, req.len = 0);
	TRY("with priority 8", EINVAL, req.signal.prio = 8);
	TRY("with priority 8 and no signal", EINVAL, req.signal.prio = 8;
	    req.signal.offset = VBUS_NO_SIGNAL);
	TRY("with a signal that ends beyond", EINVAL,
	    req.signal.offset = len - 15);
	TRY("with a signal far beyond", EINVAL, req.signal.offset = ~0u - 16);
	TRY("with a signal at an odd place", EINVAL, req.signal.offset = 9);
	TRY("with a signal without magic", EINVAL, ring->signal.magic = 0);
	TRY("with a signal of another version", EINVAL, ring->signal.ver = 2);
	TRY("with a signal where none is", EINVAL, req.signal.offset = 16);
	TRY("of a ring without a signal", EINVAL,
	    req.signal.offset = VBUS_NO_SIGNAL);
	TRY("of a ring without magic", EINVAL, ring->magic = 0);
	TRY("of a ring of another version", EINVAL, ring->ver = 3);
	TRY("of a ring that is longer", EINVAL, ring->count = 17);
	TRY("of a ring that is shorter", EINVAL, ring->count = 15);
	TRY("of more bytes than the ring has", EINVAL, req.len = len + 1);
	TRY("of a ring without slots", EINVAL, ring->count = 0);
	TRY("of an unknown number", EINVAL, req.id = 4711);
	TRY("at 0", EFAULT, req.datap = 0);
	TRY("in the kernel", EFAULT, req.datap = (uintptr_t)kernel);
	TRY("around the end of all addresses", EFAULT,
	    req.datap = ~0ull - 7);
	TRY("of memory that cannot be written", EFAULT,
	    req.datap = (uintptr_t)readonly);
	/* With less memory than that it is the machine that has too little. */
	req = good;
	req.len = ~0u;
	ret = call(fd, VBUS_USER_IOCTL_DEVICESHM, &req);
	is("DEVICESHM of 4 GiB: EFAULT or ENOMEM",
	   ret == -EFAULT || ret == -ENOMEM);
	mprotect(readonly, page, PROT_READ | PROT_WRITE);
	memcpy(readonly, &good, sizeof(good));
	mprotect(readonly, page, PROT_READ);
	row("DEVICESHM in memory that cannot be written", EFAULT,
	    call(fd, VBUS_USER_IOCTL_DEVICESHM, readonly));
	is("of all of that nothing is locked", locked() == before);
	TRY("of a ring", 0, (void)0);
	handle = req.handle;
	is("its pages are locked",
	   locked() == before + (long)(page / 1024));
	is("it has a handle", handle && handle != dev);
	TRY("of the same again", EEXIST, (void)0);
#undef TRY
	return handle;
}

static void errors_signal(int fd, uint64_t dev, uint64_t sig)
{
	uint64_t wrong;
	int bit, bad = 0;

	row("SHMSIGNAL", 0, call(fd, VBUS_USER_IOCTL_SHMSIGNAL, &sig));
	for (bit = 0; bit < 64; bit++) {
		wrong = sig ^ 1ull << bit;
		bad += call(fd, VBUS_USER_IOCTL_SHMSIGNAL, &wrong) != -ENOENT;
	}
	is("SHMSIGNAL with each bit of the handle turned", !bad);
	row("SHMSIGNAL of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_SHMSIGNAL, NULL));
	row("DEVICECLOSE of a signal", ENOENT,
	    call(fd, VBUS_USER_IOCTL_DEVICECLOSE, &sig));
	(void)dev;
}

static void errors_eventfd(int fd, uint64_t dev, uint64_t sig)
{
	struct {
		struct vbus_user_eventfd req;
		uint64_t more;
	} block;
	struct vbus_user_eventfd *req = &block.req, good = {
		.handle = sig, .fd = eventfd(0, EFD_CLOEXEC),
	};

#define TRY(name, want, size, change)					\
	do {								\
		memset(&block, 0, sizeof(block));			\
		*req = good;						\
		change;							\
		row("EVENTFD " name, want,				\
		    call(fd, _IOC(_IOC_WRITE, 0xC5, 7, size), req));	\
	} while (0)

	TRY("of an unknown handle", ENOENT, 16, req->handle ^= 2);
	TRY("of a device", ENOENT, 16, req->handle = dev);
	TRY("with a flag", EINVAL, 16, req->flags = 1);
	TRY("of a descriptor that is not open", EBADF, 16, req->fd = 999);
	TRY("of a negative descriptor", EBADF, 16, req->fd = -2);
	TRY("of what is no eventfd", EBADF, 16, req->fd = fd);
	TRY("with a shorter block", EINVAL, 8, (void)0);
	TRY("with no block", EINVAL, 0, (void)0);
	TRY("with a longer block that says more", EINVAL, 24, block.more = 1);
	TRY("with a longer block that says no more", 0, 24, (void)0);
	TRY("another time", 0, 16, (void)0);
	TRY("of none", 0, 16, req->fd = -1);
	TRY("of none again", 0, 16, req->fd = -1);
	row("EVENTFD of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_EVENTFD, NULL));
#undef TRY
	close(good.fd);
}

static void errors_pool(int fd, uint64_t dev)
{
	struct {
		struct vbus_user_memreg req;
		uint64_t more;
	} block;
	uint8_t *mem = map(16 * page, PROT_READ | PROT_WRITE);
	struct vbus_user_memreg *req = &block.req, good = {
		.addr = (uintptr_t)mem, .len = page,
	};
	long before;
	int n, bad = 0;

#define TRY(name, want, size, change)					\
	do {								\
		memset(&block, 0, sizeof(block));			\
		*req = good;						\
		change;							\
		row("MEMREG " name, want,				\
		    call(fd, _IOC(_IOC_READ | _IOC_WRITE, 0xC5, 6,	\
				  size), req));				\
	} while (0)

	TRY("while a device is open", EINVAL, 32, (void)0);
	row("DEVICECLOSE", 0, call(fd, VBUS_USER_IOCTL_DEVICECLOSE, &dev));
	row("DEVICECLOSE again", ENOENT,
	    call(fd, VBUS_USER_IOCTL_DEVICECLOSE, &dev));
	is("its ring is not locked any more", locked_soon(0));
	before = locked();
	TRY("with a flag", EINVAL, 32, req->flags = 1);
	TRY("with a reserved byte", EINVAL, 32, req->__reserved0[0] = 1);
	TRY("of nothing", EINVAL, 32, req->len = 0);
	TRY("of half a page", EINVAL, 32, req->len = page / 2);
	TRY("from within a page", EINVAL, 32, req->addr += 8);
	TRY("at 0", EFAULT, 32, req->addr = 0);
	TRY("in the kernel", EFAULT, 32,
	    req->addr = (uintptr_t)kernel & ~(page - 1));
	TRY("around the end of all addresses", EFAULT, 32,
	    req->addr = -(uint64_t)page; req->len = 2 * page);
	TRY("of memory that cannot be written", EFAULT, 32,
	    req->addr = (uintptr_t)readonly);
	TRY("of what is mapped in part", EFAULT, 32, req->len = 17 * page;
	    munmap(mem + 16 * page, page));
	TRY("with a shorter block", EINVAL, 24, (void)0);
	TRY("with a longer block that says more", EINVAL, 40,
	    block.more = 1ull << 63);
	row("MEMREG of no address", EFAULT,
	    call(fd, VBUS_USER_IOCTL_MEMREG, NULL));
	is("of all of that nothing is locked", locked() == before);
	TRY("with a longer block that says no more", 0, 40, (void)0);
	is("it has a handle", req->handle);
	is("it is locked", locked() == before + (long)(page / 1024));
	for (n = 1; n < 16; n++) {
		*req = good;
		req->addr += n * page;
		bad += call(fd, VBUS_USER_IOCTL_MEMREG, req) != 0;
	}
	is("15 more", !bad);
	TRY("number 17", EINVAL, 32, (void)0);
	is("they are locked", locked() == before + (long)(16 * page / 1024));
#undef TRY
}

static void errors_lesser(void)
{
	struct vbus_user_memreg pool = {
		.addr = (uintptr_t)map(page, PROT_READ | PROT_WRITE),
		.len = page,
	};
	struct vbus_user_eventfd efd = { .fd = -1 };
	int fd = joined(0);

	row("MEMREG that was not asked for", ENOTTY,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &pool));
	row("EVENTFD that was not asked for", ENOTTY,
	    call(fd, VBUS_USER_IOCTL_EVENTFD, &efd));
	close(fd);
	fd = joined(VBUS_USER_CAP_EVENTFD);
	row("MEMREG that was not asked for, but EVENTFD was", ENOTTY,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &pool));
	row("EVENTFD that was asked for", ENOENT,
	    call(fd, VBUS_USER_IOCTL_EVENTFD, &efd));
	close(fd);
}

static int cmd_errors(void)
{
	int fd = open("/dev/vbus", O_RDWR | O_CLOEXEC | O_NONBLOCK);
	uint64_t dev, sig;
	uint32_t id;
	int other;

	if (fd < 0)
		die("/dev/vbus: %s", strerror(errno));
	readonly = map(page, PROT_READ);
	errors_before(fd);
	errors_join(fd);
	id = errors_read(fd);
	dev = errors_open(fd, id);
	errors_call(fd, dev);
	sig = errors_shm(fd, dev);
	errors_signal(fd, dev, sig);
	errors_eventfd(fd, dev, sig);
	/* What one file has is nothing to another. */
	other = joined(~0ull);
	row("DEVICECLOSE of another file's device", ENOENT,
	    call(other, VBUS_USER_IOCTL_DEVICECLOSE, &dev));
	row("SHMSIGNAL of another file's signal", ENOENT,
	    call(other, VBUS_USER_IOCTL_SHMSIGNAL, &sig));
	close(other);
	errors_pool(fd, dev);
	row("SHMSIGNAL of what is closed", ENOENT,
	    call(fd, VBUS_USER_IOCTL_SHMSIGNAL, &sig));
	errors_lesser();
	close(fd);
	is("after the last close nothing is locked", !locked());
	return finish();
}

static int cmd_limits(void)
{
	struct rlimit some = { 8 * page, 8 * page }, none = { 0, 0 };
	uint8_t *mem = map(16 * page, PROT_READ | PROT_WRITE);
	struct vbus_user_memreg req = { .addr = (uintptr_t)mem };
	struct vbus_deviceopen dev = { .version = VENET_VERSION };
	struct vbus_deviceshm shm = {
		.len = page, .signal.offset = VBUS_NO_SIGNAL,
		.datap = (uintptr_t)mem,
	};
	int fd = joined(~0ull);

	setrlimit(RLIMIT_MEMLOCK, &some);
	req.len = 16 * page;
	row("with rights, more than the limit", 0,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	close(fd);
	is("it is given back", !locked());

	fd = joined(~0ull);
	if (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534))
		die("cannot become nobody");
	row("without, more than the limit", ENOMEM,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	req.len = 6 * page;
	row("without, less than the limit", 0,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	req.addr += req.len;
	req.len = 3 * page;
	row("and what is then beyond it", ENOMEM,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	req.len = 2 * page;
	row("and what is just within", 0,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	row("a device", 0, call(fd, VBUS_USER_IOCTL_DEVICEOPEN, &dev));
	shm.devh = dev.handle;
	row("a region beyond it", ENOMEM,
	    call(fd, VBUS_USER_IOCTL_DEVICESHM, &shm));
	close(fd);
	is("all is given back", !locked());

	fd = joined(~0ull);
	setrlimit(RLIMIT_MEMLOCK, &none);
	row("without a limit to be within", EPERM,
	    call(fd, VBUS_USER_IOCTL_MEMREG, &req));
	close(fd);
	return finish();
}

/* A card whose parent has joined and gone; what is left is what pages hold. */
static void orphan(void)
{
	static const uint8_t hash[] = VENET_ABI_HASH_BYTES;
	struct vbus_describe describe = {};
	struct ioq_ring_desc slot;
	uint8_t frame[64] = { 255, 255, 255, 255, 255, 255 };
	pid_t parent = getpid();
	struct card c;
	int n;

	card_open(&c, "virtual", "event");
	/* The child kills it. */
	if (fork())
		pause();
	row("a child calls with an argument of its own", 0,
	    vbus_user_call(&c.u, c.dev, VBUS_FUNC_DESCRIBE, &describe,
			   sizeof(describe)));
	is("and gets the answer", describe.version == VENET_VERSION);
	is("with the hash of the header",
	   !memcmp(describe.hash, hash, sizeof(hash)));
	kill(parent, SIGKILL);
	for (n = 0; n < 300 && getppid() == parent; n++)
		usleep(100000);
	is("the parent is gone", getppid() != parent);
	row("a call", 0,
	    vbus_user_call(&c.u, c.dev, VBUS_FUNC_DESCRIBE, &describe,
			   sizeof(describe)));
	row("a signal", 0,
	    call(c.u.fd, VBUS_USER_IOCTL_SHMSIGNAL, &c.tx.signal.handle));
	/* The rings that the device has are the parent's pages, not these. */
	for (n = 0; n < 16; n++)
		vbus_ring_send(&c.tx, n, c.base, sizeof(frame));
	row("a link that goes down", 0,
	    vbus_user_call(&c.u, c.dev, VENET_FUNC_LINKDOWN, NULL, 0));
	row("a close", 0, vbus_user_close(&c.u, c.dev));
	row("another device", 0,
	    vbus_user_open(&c.u, c.id, VENET_VERSION, &c.dev));
	row("its ring from the device", 0,
	    vbus_user_ring_create(&c.u, c.dev, VENET_QUEUE_RX, SLOTS, 0, 1,
				  &c.rx));
	row("its ring to the device", 0,
	    vbus_user_ring_create(&c.u, c.dev, VENET_QUEUE_TX, SLOTS, 0, 2,
				  &c.tx));
	row("its link", 0,
	    vbus_user_call(&c.u, c.dev, VENET_FUNC_LINKUP, NULL, 0));
	row("a frame whose address means nothing any more", 0,
	    vbus_ring_send(&c.tx, 0, c.base, sizeof(frame)));
	vbus_ring_signal(&c.tx);
	for (n = 0; n < 100 && vbus_ring_reap(&c.tx, &slot); n++)
		usleep(100000);
	is("comes back", n < 100);
	vbus_user_leave(&c.u);
	finish();
	fflush(stdout);
	_exit(failed ? 1 : 0);
}

/*
 * In a process of its own, as it ends; what is to be told of the child comes
 * by the pipe that both have.
 */
static int cmd_orphan(void)
{
	int pipes[2], n;
	char text[4096];
	bool good = false;

	if (pipe(pipes))
		die("pipe");
	fflush(stdout);
	if (!fork()) {
		dup2(pipes[1], STDOUT_FILENO);
		dup2(pipes[1], STDERR_FILENO);
		close(pipes[0]);
		close(pipes[1]);
		orphan();
	}
	close(pipes[1]);
	while ((n = read(pipes[0], text, sizeof(text) - 1)) > 0) {
		text[n] = '\0';
		fputs(text, stdout);
		/* Of a child that dies there is no plan. */
		good = good || strstr(text, "1..");
		failed += !!strstr(text, "not ok");
	}
	return good && !failed ? 0 : 1;
}

/* A signal that was not read is not lost when an eventfd takes over. */
static int cmd_tie(void)
{
	struct pollfd p = { .events = POLLIN };
	struct vbus_event event;
	uint64_t n = 0;
	struct card c;
	int fd = eventfd(0, EFD_NONBLOCK);

	card_open(&c, "pool", "event");
	printf("# ready\n");
	fflush(stdout);
	/* Whoever pings asks for our address. */
	p.fd = c.u.fd;
	is("a signal is there to be read", poll(&p, 1, PATIENCE_MS) == 1);
	row("an eventfd takes over", 0,
	    vbus_user_signal_eventfd(&c.rx.signal, fd));
	is("it has the signal", get(fd, &n, sizeof(n)) == sizeof(n) && n);
	is("which is not to be read any more", !polled(c.u.fd));
	vbus_signal_heard(&c.rx.signal);
	p.fd = fd;
	is("it gets the next one", poll(&p, 1, PATIENCE_MS) == 1);
	is("which is not to be read", !polled(c.u.fd));
	row("and goes", 0, vbus_user_signal_eventfd(&c.rx.signal, -1));
	vbus_signal_heard(&c.rx.signal);
	is("the one after that is to be read",
	   vbus_user_event(&c.u, &event, PATIENCE_MS) == 1 &&
	   event.eventid == VBUS_EVENT_SHMSIGNAL &&
	   event.data.handle == COOKIE_RX);
	is("and once", !polled(c.u.fd));
	row("a device that is closed", 0, vbus_user_close(&c.u, c.dev));
	is("says nothing", !polled(c.u.fd));
	vbus_user_leave(&c.u);
	return finish();
}

/* ---- at random ---- */

#define FILES 3
#define HANDLES 8
#define AREA (64 * 4096)
#define THREADS 2

/* What the threads have in common; who reads the half of a handle has one more. */
struct fuzz {
	int fd[FILES];
	uint64_t dev[FILES];		/* the last handle of each */
	uint64_t sig[FILES];
	uint64_t past[HANDLES];		/* any kind, any file */
	uint8_t *area;
	int eventfd;
	unsigned long done, good;
	unsigned long n;
	uint64_t seed;
};

static uint64_t fuzz_handle(struct fuzz *f, const uint64_t *last)
{
	uint64_t h = f->past[below(HANDLES)];

	switch (below(16)) {
	case 0:
		return random64();
	case 1:
		return h ^ 1ull << below(64);
	case 2:
		return below(4);
	case 3 ... 4:
		return h;
	default:
		return *last;
	}
}

static uint64_t fuzz_address(struct fuzz *f)
{
	switch (below(12)) {
	case 0:
		return random64();
	case 1:
		return below(1 << 20);
	case 2:
		return (uintptr_t)kernel;
	case 3:
		return 1ull << 63 | (uint64_t)below(4) << 32 | below(64);
	case 4:
		return (uintptr_t)readonly;
	case 5:
		return (uintptr_t)f->area + AREA - below(128);
	case 6:
		return (uintptr_t)f->area + below(AREA);
	default:
		return (uintptr_t)f->area + below(AREA / page) * page;
	}
}

static uint32_t fuzz_length(void)
{
	switch (below(6)) {
	case 0:
		return random64();
	case 1:
		return below(AREA * 2);
	case 2:
		return below(64);
	default:
		return page * below(8);
	}
}

static void fuzz_keep(struct fuzz *f, uint64_t *last, uint64_t handle)
{
	f->past[below(HANDLES)] = handle;
	*last = handle;
}

static void fuzz_result(struct fuzz *f, long ret)
{
	__atomic_fetch_add(&f->done, 1, __ATOMIC_RELAXED);
	if (ret >= 0)
		__atomic_fetch_add(&f->good, 1, __ATOMIC_RELAXED);
}

static void fuzz_join(struct fuzz *f, int fd)
{
	struct vbus_user_busopen req = {
		.magic = below(8) ? VBUS_USER_MAGIC : random64(),
		.version = below(8) ? 1 : random64(),
		.capabilities = below(8) ? ~0ull : random64(),
	};

	fuzz_result(f, call(fd, VBUS_USER_IOCTL_BUSOPEN, &req));
}

static void fuzz_open(struct fuzz *f, int i)
{
	struct vbus_deviceopen req = {
		.devid = below(8) ? 0 : random64(),
		.version = below(8) ? VENET_VERSION : random64(),
	};
	long ret = call(f->fd[i], VBUS_USER_IOCTL_DEVICEOPEN, &req);

	if (!ret)
		fuzz_keep(f, &f->dev[i], req.handle);
	fuzz_result(f, ret);
}

static void fuzz_call(struct fuzz *f, int i)
{
	struct vbus_devicecall req = {
		.devh = fuzz_handle(f, &f->dev[i]),
		.func = below(8) ? below(6) :
			below(2) ? VBUS_FUNC_DESCRIBE + below(3) : random64(),
		.flags = below(16) ? 0 : random64(),
		.datap = fuzz_address(f),
	};
	static const uint32_t lengths[] = { 0, 0, 0, 6, 8, 16, 48 };

	req.len = below(4) ? lengths[below(7)] : fuzz_length();
	if (!below(32))
		req.__reserved0[below(4)] = random64();
	fuzz_result(f, call(f->fd[i], VBUS_USER_IOCTL_DEVICECALL, &req));
}

/* A ring, right or a little wrong, with slots that point anywhere. */
static void fuzz_ring(struct fuzz *f, void *mem, uint32_t count)
{
	struct ioq_ring_head *ring = mem;
	uint32_t i;

	vbus_ring_format(ring, count);
	for (i = 0; i < count; i++) {
		ring->ring[i].ptr = fuzz_address(f);
		ring->ring[i].len = below(4) ? below(2048) : random64();
		ring->ring[i].valid = below(4) ? 1 : random64();
		ring->ring[i].sown = below(8) ? below(2) : random64();
	}
	ring->idx[0].tail = below(count);
	ring->idx[1].tail = below(2) ? ring->idx[0].tail : below(count);
	ring->signal.irq[0].enabled = 1;
	if (!below(4))
		((uint8_t *)mem)[below(sizeof(*ring))] = random64();
}

static void fuzz_shm(struct fuzz *f, int i)
{
	uint32_t count = 1 << below(8);
	struct vbus_deviceshm req = {
		.devh = fuzz_handle(f, &f->dev[i]),
		.id = below(8) ? below(2) : random64(),
		.len = vbus_ring_size(count),
		.flags = below(32) ? 0 : random64(),
		.signal = {
			.offset = offsetof(struct ioq_ring_head, signal),
			.prio = below(9),
			.cookie = random64(),
		},
		.datap = (uintptr_t)f->area + below(AREA / page - 8) * page,
	};
	long ret;

	if (!below(4))
		req.datap += below(512) * 8;
	fuzz_ring(f, (void *)(uintptr_t)req.datap, count);
	if (!below(8))
		req.len = fuzz_length();
	if (!below(8))
		req.datap = fuzz_address(f);
	if (!below(8))
		req.signal.offset = below(2) ? VBUS_NO_SIGNAL : random64();
	ret = call(f->fd[i], VBUS_USER_IOCTL_DEVICESHM, &req);
	if (!ret)
		fuzz_keep(f, &f->sig[i], req.handle);
	fuzz_result(f, ret);
}

static void fuzz_handled(struct fuzz *f, int fd, unsigned long cmd,
			 const uint64_t *last)
{
	uint64_t handle = fuzz_handle(f, last);

	fuzz_result(f, call(fd, cmd, below(32) ? (void *)&handle :
			    (void *)(uintptr_t)fuzz_address(f)));
}

static void fuzz_pool(struct fuzz *f, int fd)
{
	struct {
		struct vbus_user_memreg req;
		uint64_t more[8];
	} block = {
		.req.addr = fuzz_address(f),
		.req.len = below(4) ? page * below(8) : fuzz_length(),
		.req.flags = below(16) ? 0 : random64(),
	};
	unsigned int size = below(8) ? sizeof(block.req) :
			    below(sizeof(block) + 1);

	if (!below(16))
		block.more[0] = random64();
	fuzz_result(f, call(fd, _IOC(_IOC_READ | _IOC_WRITE, 0xC5, 6, size),
			    &block));
}

static void fuzz_eventfd(struct fuzz *f, int i)
{
	struct vbus_user_eventfd req = {
		.handle = fuzz_handle(f, &f->sig[i]),
		.fd = below(4) ? f->eventfd : (int)below(16) - 2,
		.flags = below(16) ? 0 : random64(),
	};

	fuzz_result(f, call(f->fd[i], VBUS_USER_IOCTL_EVENTFD, &req));
}

static void fuzz_read(struct fuzz *f, int fd)
{
	uint64_t to = fuzz_address(f);

	if (to < (uintptr_t)f->area || to >= (uintptr_t)f->area + AREA)
		to = below(2) ? (uintptr_t)readonly : (uintptr_t)kernel;
	fuzz_result(f, get(fd, (void *)(uintptr_t)to, below(1000)));
}

static void fuzz_raw(struct fuzz *f, int fd)
{
	unsigned long cmd = _IOC(below(4), below(4) ? 0xC5 : below(256),
				 below(10), below(8) ? 8 * below(9) :
				 below(1 << 14));
	uint8_t block[256];
	size_t i;

	for (i = 0; i < sizeof(block); i++)
		block[i] = below(3) ? 0 : random64();
	fuzz_result(f, call(fd, cmd, below(4) ? (void *)block :
			    (void *)(uintptr_t)fuzz_address(f)));
}

static void fuzz_reopen(struct fuzz *f, int i)
{
	int fd = open("/dev/vbus", O_RDWR | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		die("open: %s", strerror(errno));
	/* In the place of the old one, which others may be using. */
	if (f->fd[i] < 0) {
		f->fd[i] = fd;
	} else {
		dup2(fd, f->fd[i]);
		close(fd);
	}
	fuzz_join(f, f->fd[i]);
}

/* The device may be reading just that. */
static void fuzz_scribble(struct fuzz *f)
{
	uint32_t at = below(AREA - 64);
	int i;

	for (i = 0; i < 16; i++)
		f->area[at + below(64)] = random64();
	fuzz_result(f, 0);
}

static void fuzz_remap(struct fuzz *f)
{
	uint8_t *at = f->area + below(AREA / page - 4) * page;

	if (mmap(at, (1 + below(4)) * page, PROT_READ | PROT_WRITE,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	fuzz_result(f, 0);
}

static void fuzz_step(struct fuzz *f)
{
	int i = below(FILES), fd = f->fd[i];

	switch (below(40)) {
	case 0:
		fuzz_reopen(f, i);
		break;
	case 1:
		fuzz_join(f, fd);
		break;
	case 2 ... 6:
		fuzz_open(f, i);
		break;
	case 7 ... 13:
		fuzz_call(f, i);
		break;
	case 14 ... 19:
		fuzz_shm(f, i);
		break;
	case 20 ... 23:
		fuzz_handled(f, fd, VBUS_USER_IOCTL_SHMSIGNAL, &f->sig[i]);
		break;
	case 24:
		fuzz_handled(f, fd, VBUS_USER_IOCTL_DEVICECLOSE, &f->dev[i]);
		break;
	case 25 ... 26:
		fuzz_pool(f, fd);
		break;
	case 27 ... 28:
		fuzz_eventfd(f, i);
		break;
	case 29 ... 31:
		fuzz_read(f, fd);
		break;
	case 32 ... 34:
		fuzz_raw(f, fd);
		break;
	case 35:
		fuzz_remap(f);
		break;
	default:
		fuzz_scribble(f);
	}
}

static void *fuzz_thread(void *data)
{
	struct fuzz *f = data;

	/* Each its own calls, never seed 0. */
	seed = __atomic_add_fetch(&f->seed, 2, __ATOMIC_RELAXED) | 1;
	while (__atomic_load_n(&f->done, __ATOMIC_RELAXED) < f->n)
		fuzz_step(f);
	return NULL;
}

static int cmd_fuzz(unsigned long n, uint64_t first)
{
	struct fuzz f = {
		.area = map(AREA, PROT_READ | PROT_WRITE),
		.eventfd = eventfd(0, EFD_NONBLOCK),
		.fd = { -1, -1, -1 },
		.n = n,
		.seed = first << 8,
	};
	pthread_t thread[THREADS];
	int i;

	readonly = map(page, PROT_READ);
	seed = first * 2 + 1;
	for (i = 0; i < FILES; i++)
		fuzz_reopen(&f, i);
	for (i = 0; i < THREADS; i++)
		if (pthread_create(&thread[i], NULL, fuzz_thread, &f))
			die("no thread");
	for (i = 0; i < THREADS; i++)
		pthread_join(thread[i], NULL);
	for (i = 0; i < FILES; i++)
		close(f.fd[i]);
	printf("calls=%lu accepted=%lu locked=%ld\n", f.done, f.good,
	       locked());
	return locked() ? 1 : 0;
}

static int cmd_join(void)
{
	struct vbus_user u;
	int err = vbus_user_join(&u, 0);

	if (err) {
		fprintf(stderr, "%s\n", strerror(-err));
		return 1;
	}
	puts("0");
	return 0;
}

int main(int argc, char **argv)
{
	const char *cmd = argc > 1 ? argv[1] : "";

	page = sysconf(_SC_PAGESIZE);
	if (!strcmp(cmd, "join"))
		return cmd_join();
	if (!strcmp(cmd, "errors"))
		return cmd_errors();
	if (!strcmp(cmd, "limits"))
		return cmd_limits();
	if (!strcmp(cmd, "orphan"))
		return cmd_orphan();
	if (!strcmp(cmd, "tie"))
		return cmd_tie();
	if (!strcmp(cmd, "ping") && argc == 7)
		return cmd_ping(argv[2], argv[3], argv[4], argv[5],
				atoi(argv[6]));
	if (!strcmp(cmd, "answer") && argc == 5)
		return cmd_answer(argv[2], argv[3], argv[4]);
	if (!strcmp(cmd, "flood") && argc == 4)
		return cmd_flood(argv[2], argv[3]);
	if (!strcmp(cmd, "fuzz") && argc == 4)
		return cmd_fuzz(strtoul(argv[2], NULL, 0),
				strtoull(argv[3], NULL, 0));
	fprintf(stderr, "usertool: see the head of usertool.c\n");
	return 2;
}
