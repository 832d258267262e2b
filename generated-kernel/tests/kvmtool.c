// SPDX-License-Identifier: Apache-2.0
/*
 * A guest without a VMM, for the tests of /dev/vbus-kvm: agent, VMM and guest
 * in one program. Its memory is a memfd, its doorbells and interrupts are
 * eventfds that it writes and reads, its control page is mapped as QEMU would.
 * Static; built for 64 and for 32 bits.
 *
 *   join BUS                  0, or the error of ATTACH as text
 *   errors BUS                each wrong call of an agent, as TAP
 *   limits BUS                a member of BUS without rights, and the limit of
 *                             locked memory, as TAP
 *   requests BUS              each wrong request of a guest, as TAP
 *   life BUS                  what ends a guest and what does not, as TAP
 *   reset BUS                 guests that start over, take no events, break a
 *                             ring, as TAP
 *   ping BUS IP PEER N        asks PEER N times; prints what came back
 *   answer BUS IP             answers until the device goes, then says so
 *   flood BUS                 sends and receives until it is killed
 *   fuzz BUS N SEED           N steps at random: requests, doorbells and memory
 *                             that lie, resets, guests that go
 *
 * The only device of the bus is a network card.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <linux/vbus_kvm.h>
#include <linux/vbus_pci.h>
#include <linux/venet.h>

#include "frames.h"
#include "tool.h"
#include "vbus_north.h"

#define PAGE 4096ul
#define VECTORS 3
#define PATIENCE_MS 30000
#define SLOTS 64
#define EVENTS 16
#define COOKIE_RX 0x1111222233334444ull
#define COOKIE_TX 0x5555666677778888ull
#define GUESTS "/sys/class/misc/vbus-kvm/guests"

/*
 * The guest's memory: two ranges that meet, which lie the other way round in
 * the file, a hole, and one above 4 GiB.
 */
#define HALF (512 * 1024ull)
#define LOW (1ull << 20)
#define HIGH (1ull << 32)
#define HIGH_LEN (4ull << 20)
#define RAM (2 * HALF + HIGH_LEN)

struct guest {
	int fd;			/* /dev/vbus-kvm */
	int control_fd;
	struct vbus_pci_control *control;
	int memfd;
	uint8_t *ram;
	size_t used;		/* of HIGH */
	int irq[VECTORS], bell[VECTORS];
	struct vbus_kvm_range range[3];
	uint8_t *blocks;	/* a page */
	struct vbus_pci_pending *pending;
	uint32_t look;		/* queues whose bit was taken */
	unsigned int nqueues, nevents;
	struct vbus_ring queue[VBUS_PCI_EVENTQS];
	struct vbus_event *events[VBUS_PCI_EVENTQS];
};

/* ---- memory ---- */

static uint64_t gpa(const struct guest *g, const void *p)
{
	size_t off = (const uint8_t *)p - g->ram;

	if (off >= RAM)
		die("no memory of the guest");
	if (off < HALF)
		return LOW + HALF + off;
	return off < 2 * HALF ? LOW + off - HALF : HIGH + off - 2 * HALF;
}

/* Whole pages, zeroed; never freed but by a reset. */
static void *ram_alloc(struct guest *g, size_t len)
{
	void *p = g->ram + 2 * HALF + g->used;

	len = (len + PAGE - 1) & -PAGE;
	if (g->used + len > HIGH_LEN)
		die("the guest has no memory left");
	g->used += len;
	return memset(p, 0, len);
}

static void ram_reset(struct guest *g)
{
	g->used = 0;
	g->nqueues = 0;
	g->look = 0;
	g->blocks = ram_alloc(g, PAGE);
}

/* ---- the agent ---- */

static long guests(void)
{
	long n = -1;
	FILE *f = fopen(GUESTS, "r");

	if (f && fscanf(f, "%ld", &n) != 1)
		n = -1;
	if (f)
		fclose(f);
	return n;
}

static bool guests_soon(long want)
{
	int n;

	for (n = 0; n < 100 && guests() != want; n++)
		usleep(100000);
	return guests() == want;
}

static int node_open(void)
{
	int fd = open("/dev/vbus-kvm", O_RDWR | O_CLOEXEC);

	if (fd < 0)
		die("/dev/vbus-kvm: %s", strerror(errno));
	return fd;
}

static long call(int fd, unsigned long cmd, const void *arg)
{
	long ret = ioctl(fd, cmd, arg);

	return ret < 0 ? -errno : ret;
}

static void guest_prepare(struct guest *g)
{
	int i;

	memset(g, 0, sizeof(*g));
	g->fd = g->control_fd = -1;
	g->memfd = memfd_create("ram", MFD_CLOEXEC);
	if (g->memfd < 0 || ftruncate(g->memfd, RAM))
		die("memfd: %s", strerror(errno));
	g->ram = mmap(NULL, RAM, PROT_READ | PROT_WRITE, MAP_SHARED, g->memfd,
		      0);
	if (g->ram == MAP_FAILED)
		die("ram: %s", strerror(errno));
	for (i = 0; i < VECTORS; i++) {
		g->irq[i] = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		g->bell[i] = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
		if (g->irq[i] < 0 || g->bell[i] < 0)
			die("eventfd: %s", strerror(errno));
	}
	g->range[0] = (struct vbus_kvm_range){
		.gpa = LOW, .len = HALF, .addr = (uintptr_t)g->ram + HALF,
	};
	g->range[1] = (struct vbus_kvm_range){
		.gpa = LOW + HALF, .len = HALF, .addr = (uintptr_t)g->ram,
	};
	g->range[2] = (struct vbus_kvm_range){
		.gpa = HIGH, .len = HIGH_LEN,
		.addr = (uintptr_t)g->ram + 2 * HALF,
	};
	ram_reset(g);
}

static struct vbus_kvm_attach attach_block(const struct guest *g,
					   const char *bus)
{
	struct vbus_kvm_attach req = {
		.magic = VBUS_KVM_MAGIC,
		.version = ~0u,
		.nranges = 3,
		.vectors = VECTORS,
		.ranges = (uintptr_t)g->range,
		.irqs = (uintptr_t)g->irq,
		.doorbells = (uintptr_t)g->bell,
		.peer = 7,
		.control = -1,
	};

	strncpy(req.bus, bus, sizeof(req.bus) - 1);
	return req;
}

static struct vbus_pci_control *control_map(int fd)
{
	void *p = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	if (p == MAP_FAILED)
		die("control page: %s", strerror(errno));
	return p;
}

static int guest_attach(struct guest *g, const char *bus)
{
	struct vbus_kvm_attach req;
	int err;

	guest_prepare(g);
	g->fd = node_open();
	req = attach_block(g, bus);
	err = call(g->fd, VBUS_KVM_IOCTL_ATTACH, &req);
	if (err)
		return err;
	g->control_fd = req.control;
	g->control = control_map(req.control);
	return 0;
}

static void closed(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* All that there is of it. */
static void guest_drop(struct guest *g)
{
	int i;

	if (g->control)
		munmap(g->control, PAGE);
	g->control = NULL;
	closed(&g->control_fd);
	closed(&g->fd);
	for (i = 0; i < VECTORS; i++) {
		closed(&g->irq[i]);
		closed(&g->bell[i]);
	}
	munmap(g->ram, RAM);
	closed(&g->memfd);
}

/* ---- doorbells, interrupts, requests ---- */

static void ring(const struct guest *g, unsigned int bell)
{
	uint64_t one = 1;

	if (write(g->bell[bell], &one, sizeof(one)) != sizeof(one) &&
	    errno != EAGAIN)
		die("doorbell: %s", strerror(errno));
}

/* Until an interrupt comes, of any vector. */
static bool interrupt(struct guest *g, int ms)
{
	struct pollfd p[VECTORS];
	bool came = false;
	uint64_t n;
	int i;

	for (i = 0; i < VECTORS; i++)
		p[i] = (struct pollfd){ .fd = g->irq[i], .events = POLLIN };
	if (poll(p, VECTORS, ms) <= 0)
		return false;
	for (i = 0; i < VECTORS; i++)
		if (p[i].revents && read(g->irq[i], &n, sizeof(n)) > 0)
			came = true;
	if (g->pending)
		g->look |= __atomic_fetch_and(&g->pending->north, 0,
					      __ATOMIC_SEQ_CST);
	return came;
}

static void post(struct guest *g, unsigned int slot, uint32_t op, uint64_t datap,
		 uint32_t len)
{
	struct vbus_pci_request *r = &g->control->request[slot];

	VBUS_WRITE(r->op, op);
	VBUS_WRITE(r->len, len);
	VBUS_WRITE(r->datap, datap);
	VBUS_WRITE(r->result, -EDOM);
	VBUS_RELEASE(r->state, VBUS_PCI_STATE_POSTED);
	ring(g, 0);
}

static int answer(struct guest *g, unsigned int slot)
{
	struct vbus_pci_request *r = &g->control->request[slot];
	long long end = now_ms() + PATIENCE_MS;
	int result;

	while (VBUS_ACQUIRE(r->state) != VBUS_PCI_STATE_DONE) {
		if (now_ms() > end)
			die("request %u in slot %u is not answered", r->op,
			    slot);
		/* before BUSREG nobody tells */
		interrupt(g, 1);
	}
	result = VBUS_READ(r->result);
	VBUS_WRITE(r->state, VBUS_PCI_STATE_FREE);
	return result;
}

static int ask_at(struct guest *g, uint32_t op, uint64_t datap, uint32_t len)
{
	static unsigned int next;
	unsigned int slot = next++ % VBUS_PCI_REQUESTS;

	post(g, slot, op, datap, len);
	return answer(g, slot);
}

static int ask(struct guest *g, uint32_t op, void *block, uint32_t len)
{
	int ret;

	memcpy(g->blocks, block, len);
	ret = ask_at(g, op, gpa(g, g->blocks), len);
	memcpy(block, g->blocks, len);
	return ret;
}

#define ASK(g, op, block) ask(g, VBUS_PCI_OP_##op, block, sizeof(*(block)))

static int busopen(struct guest *g, struct vbus_pci_busopen *got)
{
	struct vbus_pci_busopen req = {
		.magic = VBUS_PCI_MAGIC, .version = ~0u, .capabilities = ~0ull,
	};
	int ret = ASK(g, BUSOPEN, &req);

	if (got)
		*got = req;
	return ret;
}

static int queue_notify(const struct vbus_signal *s)
{
	ring(s->bus, 0);
	return 0;
}

static void queue_make(struct guest *g, unsigned int i)
{
	struct vbus_ring *q = &g->queue[i];
	unsigned int n;

	q->count = g->nevents;
	q->head = ram_alloc(g, vbus_ring_size(q->count));
	q->signal.desc = &q->head->signal;
	q->signal.notify = queue_notify;
	q->signal.bus = g;
	g->events[i] = ram_alloc(g, q->count * sizeof(struct vbus_event));
	vbus_ring_format(q->head, q->count);
	for (n = 0; n < q->count; n++)
		check(vbus_ring_post(q, n, gpa(g, &g->events[i][n]),
				     sizeof(struct vbus_event)), "post event");
	vbus_signal_enable(&q->signal);
}

static struct vbus_pci_busreg busreg_block(struct guest *g,
					   unsigned int nqueues,
					   unsigned int nevents)
{
	struct vbus_pci_busreg req = { .count = nqueues };
	unsigned int i;

	g->nqueues = nqueues;
	g->nevents = nevents;
	g->pending = ram_alloc(g, PAGE);
	req.pending = gpa(g, g->pending);
	for (i = 0; i < nqueues; i++) {
		queue_make(g, i);
		req.eventq[i].count = nevents;
		req.eventq[i].vector = 1 + i % (VECTORS - 1);
		req.eventq[i].ring = gpa(g, g->queue[i].head);
		req.eventq[i].data = gpa(g, g->events[i]);
	}
	return req;
}

static int busreg(struct guest *g, unsigned int nqueues, unsigned int nevents)
{
	struct vbus_pci_busreg req = busreg_block(g, nqueues, nevents);

	return ASK(g, BUSREG, &req);
}

/* ---- events ---- */

/* Of queues whose bit was set; true with one. */
static bool event_now(struct guest *g, struct vbus_event *event)
{
	struct ioq_ring_desc slot;
	unsigned int i;

	for (i = g->nqueues; i-- > 0;) {
		if (!(g->look & 1u << i))
			continue;
		vbus_signal_heard(&g->queue[i].signal);
		if (vbus_ring_recv(&g->queue[i], &slot)) {
			g->look &= ~(1u << i);
			continue;
		}
		if (slot.cookie >= g->nevents || slot.len != sizeof(*event))
			die("event queue %u: slot %llu with %llu bytes", i,
			    (unsigned long long)slot.cookie,
			    (unsigned long long)slot.len);
		memcpy(event, &g->events[i][slot.cookie], sizeof(*event));
		memset(&g->events[i][slot.cookie], 0xee, sizeof(*event));
		check(vbus_ring_repost(&g->queue[i], slot.cookie,
				       gpa(g, &g->events[i][slot.cookie]),
				       sizeof(*event)), "repost event");
		check(vbus_ring_signal(&g->queue[i]), "signal of events");
		return true;
	}
	return false;
}

static bool event(struct guest *g, struct vbus_event *event, int ms)
{
	long long end = now_ms() + ms;

	while (!event_now(g, event)) {
		if (now_ms() >= end)
			return false;
		interrupt(g, end - now_ms());
	}
	return true;
}

/* ---- a network card ---- */

struct card {
	struct guest g;
	uint64_t id;
	uint64_t dev;
	struct vbus_ring rx, tx;
	uint8_t *buf;		/* SLOTS for rx, then SLOTS for tx */
	bool used[SLOTS];	/* of tx */
	uint8_t mac[6];
};

static int card_notify(const struct vbus_signal *s)
{
	struct guest *g = (struct guest *)s->bus;
	uint32_t bit = s->handle & VBUS_PCI_NO_SIGNAL;
	uint64_t handle = s->handle;

	if (bit >= VBUS_PCI_SIGNALS)
		return ask(g, VBUS_PCI_OP_SHMSIGNAL, &handle, sizeof(handle));
	__atomic_fetch_or(&g->pending->south[bit / 32], 1u << bit % 32,
			  __ATOMIC_SEQ_CST);
	ring(g, 1 + bit % (VECTORS - 1));
	return 0;
}

static int dev_call(struct guest *g, uint64_t dev, uint32_t func, void *data,
		    uint32_t len)
{
	struct vbus_devicecall req = {
		.devh = dev, .func = func, .len = len,
		.datap = gpa(g, g->blocks) + PAGE / 2,
	};
	int ret;

	memcpy(g->blocks + PAGE / 2, data, len);
	ret = ASK(g, DEVCALL, &req);
	memcpy(data, g->blocks + PAGE / 2, len);
	return ret;
}

static int dev_ring(struct guest *g, uint64_t dev, uint32_t id, uint32_t prio,
		    uint64_t cookie, struct vbus_ring *q)
{
	struct vbus_deviceshm req = {
		.devh = dev, .id = id, .len = vbus_ring_size(SLOTS),
		.signal = {
			.offset = offsetof(struct ioq_ring_head, signal),
			.prio = prio, .cookie = cookie,
		},
	};
	int ret;

	q->count = SLOTS;
	q->head = ram_alloc(g, req.len);
	q->signal.desc = &q->head->signal;
	q->signal.notify = card_notify;
	q->signal.bus = g;
	vbus_ring_format(q->head, SLOTS);
	req.datap = gpa(g, q->head);
	ret = ASK(g, DEVSHM, &req);
	q->signal.handle = req.handle;
	return ret;
}

static int dev_open(struct guest *g, uint64_t id, uint64_t *dev)
{
	struct vbus_deviceopen req = { .devid = id, .version = VENET_VERSION };
	int ret = ASK(g, DEVOPEN, &req);

	*dev = req.handle;
	return ret;
}

static uint64_t card_find(struct guest *g)
{
	struct vbus_event e;

	while (event(g, &e, PATIENCE_MS))
		if (e.eventid == VBUS_EVENT_DEVADD &&
		    !strncmp(e.data.add.type, VENET_DEVICE_TYPE,
			     VBUS_MAX_DEVTYPE_LEN))
			return e.data.add.id;
	die("no card");
}

/* Of a guest whose bus is registered. */
static void card_rings(struct card *c)
{
	struct guest *g = &c->g;

	check(dev_open(g, c->id, &c->dev), "open");
	check(dev_call(g, c->dev, VENET_FUNC_MACQUERY, c->mac, 6), "MACQUERY");
	check(dev_ring(g, c->dev, VENET_QUEUE_RX, 3, COOKIE_RX, &c->rx),
	      "ring rx");
	check(dev_ring(g, c->dev, VENET_QUEUE_TX, 1, COOKIE_TX, &c->tx),
	      "ring tx");
}

static void card_up(struct card *c)
{
	unsigned int n;
	char none;

	memset(c->used, 0, sizeof(c->used));
	c->buf = ram_alloc(&c->g, 2 * SLOTS * BUF);
	for (n = 0; n < SLOTS; n++)
		check(vbus_ring_post(&c->rx, n, gpa(&c->g, c->buf + n * BUF),
				     BUF), "post");
	vbus_signal_enable(&c->rx.signal);
	vbus_signal_enable(&c->tx.signal);
	check(dev_call(&c->g, c->dev, VENET_FUNC_LINKUP, &none, 0), "LINKUP");
}

static void card_open(struct card *c, const char *bus)
{
	memset(c, 0, sizeof(*c));
	check(guest_attach(&c->g, bus), "attach");
	check(busopen(&c->g, NULL), "BUSOPEN");
	check(busreg(&c->g, VBUS_PCI_EVENTQS, EVENTS), "BUSREG");
	c->id = card_find(&c->g);
	card_rings(c);
	card_up(c);
}

static void card_close(struct card *c)
{
	char none;

	check(dev_call(&c->g, c->dev, VENET_FUNC_LINKDOWN, &none, 0),
	      "LINKDOWN");
	check(ASK(&c->g, DEVCLOSE, &c->dev), "DEVCLOSE");
	check(ask_at(&c->g, VBUS_PCI_OP_BUSCLOSE, 0, 0), "BUSCLOSE");
	guest_drop(&c->g);
}

/* Waits; 1 with an event of the end of something. */
static int card_wait(struct card *c, int ms, struct vbus_event *e)
{
	if (!event(&c->g, e, ms) || e->eventid == VBUS_EVENT_DEVADD)
		return 0;
	if (e->eventid != VBUS_EVENT_SHMSIGNAL)
		return 1;
	if (e->data.handle != COOKIE_RX && e->data.handle != COOKIE_TX)
		die("a signal with cookie %llx",
		    (unsigned long long)e->data.handle);
	return 0;
}

/* false if there is no room just now */
static bool card_send(struct card *c, const void *frame, size_t len)
{
	struct ioq_ring_desc slot;
	int n, err;

	vbus_signal_heard(&c->tx.signal);
	while (!vbus_ring_reap(&c->tx, &slot))
		if (slot.cookie < SLOTS)
			c->used[slot.cookie] = false;
	for (n = 0; n < SLOTS && c->used[n]; n++)
		;
	if (n == SLOTS)
		return false;

	memcpy(c->buf + (SLOTS + n) * BUF, frame, len);
	err = vbus_ring_send(&c->tx, n,
			     gpa(&c->g, c->buf + (SLOTS + n) * BUF), len);
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
	memcpy(frame, c->buf + slot.cookie * BUF, slot.len);
	check(vbus_ring_repost(&c->rx, slot.cookie,
			       gpa(&c->g, c->buf + slot.cookie * BUF), BUF),
	      "repost");
	check(vbus_ring_signal(&c->rx), "signal");
	return slot.len;
}

/* The device has gone: both rings are told of, and no handle is one. */
static int answer_end(struct card *c, struct vbus_event *e)
{
	int shmclose = 0, devdrop = 0, ret, close;
	char none;

	do {
		if (e->eventid == VBUS_EVENT_SHMCLOSE &&
		    (e->data.handle == COOKIE_RX ||
		     e->data.handle == COOKIE_TX))
			shmclose++;
		else if (e->eventid == VBUS_EVENT_DEVDROP &&
			 e->data.handle == c->id)
			devdrop++;
		/* given before that, by a queue that is less urgent */
		else if (e->eventid == VBUS_EVENT_SHMCLOSE)
			die("event %u of %llx", e->eventid,
			    (unsigned long long)e->data.handle);
	} while ((shmclose < 2 || !devdrop) && event(&c->g, e, PATIENCE_MS));
	ret = dev_call(&c->g, c->dev, VENET_FUNC_LINKDOWN, &none, 0);
	close = ASK(&c->g, DEVCLOSE, &c->dev);
	printf("dropped closed=%d dropped=%d call=%d close=%d\n", shmclose,
	       devdrop, -ret, -close);
	guest_drop(&c->g);
	return shmclose == 2 && devdrop == 1 && ret == -ENOENT &&
	       close == -ENOENT ? 0 : 1;
}

static int cmd_answer(const char *bus, const char *address)
{
	in_addr_t ip = inet_addr(address);
	struct vbus_event e;
	uint8_t frame[BUF];
	struct card c;
	size_t len;

	card_open(&c, bus);
	printf("ready\n");
	fflush(stdout);
	for (;;) {
		while ((len = card_recv(&c, frame))) {
			len = answer_to(c.mac, ip, frame, len);
			if (len)
				card_send(&c, frame, len);
		}
		if (card_wait(&c, PATIENCE_MS, &e))
			return answer_end(&c, &e);
	}
}

/* Sends, and waits for the frame that @is; what else comes is answered. */
static bool exchange(struct card *c, in_addr_t ip, const void *out, size_t len,
		     bool (*is)(const uint8_t *f, size_t len, in_addr_t ip,
				int seq), int seq, int ms, uint8_t *frame)
{
	long long end = now_ms() + ms;
	struct vbus_event e;
	size_t n;

	while (!card_send(c, out, len)) {
		if (now_ms() > end)
			return false;
		card_wait(c, 100, &e);
	}
	while (now_ms() < end) {
		while ((n = card_recv(c, frame))) {
			if (is(frame, n, ip, seq))
				return true;
			n = answer_to(c->mac, ip, frame, n);
			if (n)
				card_send(c, frame, n);
		}
		card_wait(c, 100, &e);
	}
	return false;
}

static int cmd_ping(const char *bus, const char *address, const char *other,
		    int count)
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

	card_open(&c, bus);
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
	card_close(&c);
	printf("sent=%d got=%d\n", count, got);
	return got == count ? 0 : 1;
}

__attribute__((noreturn))
static int cmd_flood(const char *bus)
{
	uint8_t all[6] = { 255, 255, 255, 255, 255, 255 }, frame[BUF];
	unsigned long sent = 0;
	struct vbus_event e;
	struct echo echo;
	struct card c;
	size_t len;

	card_open(&c, bus);
	len = echo_make(&echo, c.mac, inet_addr("10.9.0.1"), all,
			inet_addr("10.9.0.255"), 0, 1000);
	for (;;) {
		while (card_recv(&c, frame))
			;
		if (!card_send(&c, &echo, len))
			card_wait(&c, 10, &e);
		else if (++sent == 100) {
			printf("ready\n");
			fflush(stdout);
		}
	}
}

/* ---- wrong calls ---- */

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

/* The next news, or 0 if there is none; EOF is 99. */
static unsigned int news(int fd, unsigned int *count)
{
	struct vbus_kvm_event e;
	long ret;

	fcntl(fd, F_SETFL, O_NONBLOCK);
	ret = get(fd, &e, sizeof(e));
	if (ret == -EAGAIN)
		return 0;
	if (!ret)
		return 99;
	check(ret, "read");
	if (count)
		*count = e.count;
	return e.what;
}

/* After who wakes pollers has run. */
static unsigned int news_soon(int fd, unsigned int *count)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	if (poll(&p, 1, PATIENCE_MS) != 1)
		return 0;
	return news(fd, count);
}

static void errors_before(int fd)
{
	struct vbus_kvm_event e;

	row("QUIESCE before ATTACH", ENOTCONN,
	    call(fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	row("DETACH before ATTACH", ENOTCONN,
	    call(fd, VBUS_KVM_IOCTL_DETACH, NULL));
	row("read before ATTACH", EINVAL, get(fd, &e, sizeof(e)));
	is("poll before ATTACH is an error", polled(fd) == POLLERR);
	row("an unknown call", ENOTTY, call(fd, _IO(0xC5, 35), NULL));
	row("a call of /dev/vbus", ENOTTY,
	    call(fd, _IOWR(0xC5, 0, struct vbus_pci_busopen), NULL));
	row("ATTACH with a block of another size", ENOTTY,
	    call(fd, _IOC(_IOC_READ | _IOC_WRITE, 0xC5, 32, 120), NULL));
}

static void errors_attach(struct guest *g, int fd, const char *bus)
{
	struct vbus_kvm_attach good = attach_block(g, bus), req;
	struct vbus_kvm_range range[17] = {};
	int wrong[VECTORS] = { g->irq[0], g->memfd, g->irq[1] };
	uint8_t *border, *readonly;

#define TRY(name, want, change) do {					\
	req = good;							\
	memcpy(range, g->range, sizeof(g->range));			\
	req.ranges = (uintptr_t)range;					\
	change;								\
	row("ATTACH " name, want, call(fd, VBUS_KVM_IOCTL_ATTACH, &req)); \
} while (0)

	row("ATTACH of no address", EFAULT,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, NULL));
	TRY("without magic", EINVAL, req.magic = 0);
	TRY("of version 0", EINVAL, req.version = 0);
	TRY("with a flag", EINVAL, req.flags = 1);
	TRY("with a reserved byte", EINVAL, req.__reserved0[11] = 1);
	TRY("of a peer that is none", EINVAL, req.peer = 65536);
	TRY("without a name", EINVAL, memset(req.bus, 0, sizeof(req.bus)));
	TRY("of a name without end", EINVAL,
	    memset(req.bus, 'b', sizeof(req.bus)));
	TRY("of an unknown bus", ENOENT, strcpy(req.bus, "nobody's"));
	TRY("without ranges", EINVAL, req.nranges = 0);
	TRY("of 17 ranges", EINVAL, req.nranges = 17);
	TRY("without vectors", EINVAL, req.vectors = 0);
	TRY("of 257 vectors", EINVAL, req.vectors = 257);
	TRY("of ranges at no address", EFAULT, req.ranges = 0);
	TRY("of an empty range", EINVAL, range[1].len = 0);
	TRY("of half a page", EINVAL, range[1].len = PAGE / 2);
	TRY("of a range in a page", EINVAL, range[1].gpa += 8);
	TRY("of memory in a page", EINVAL, range[1].addr += 8);
	TRY("of a range with a reserved byte", EINVAL,
	    range[2].__reserved0[0] = 1);
	TRY("of ranges that meet", EINVAL, range[1].gpa -= PAGE);
	TRY("of ranges in another order", EINVAL, range[2].gpa = 0);
	TRY("of a range around the top", EINVAL, range[2].gpa = -HIGH_LEN);
	TRY("of no memory", EFAULT, range[2].addr = 0);
	TRY("of memory of the kernel", EFAULT,
	    range[2].addr = 0xffff888000001000ull);
	border = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(border + PAGE, PAGE);
	TRY("of memory with a hole", EFAULT, {
		range[2].addr = (uintptr_t)border;
		range[2].len = 2 * PAGE;
	});
	readonly = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, g->memfd, 0);
	TRY("of memory that cannot be written", EFAULT, {
		range[2].addr = (uintptr_t)readonly;
		range[2].len = PAGE;
	});
	TRY("of interrupts at no address", EFAULT, req.irqs = 0);
	TRY("of doorbells at no address", EFAULT, req.doorbells = 0);
	TRY("of an interrupt that is a file", EBADF,
	    req.irqs = (uintptr_t)wrong);
	TRY("of a doorbell that is a file", EBADF,
	    req.doorbells = (uintptr_t)wrong);
	wrong[1] = -1;
	TRY("of an interrupt that is closed", EBADF,
	    req.irqs = (uintptr_t)wrong);
	TRY("of a doorbell that is closed", EBADF,
	    req.doorbells = (uintptr_t)wrong);
#undef TRY
	munmap(border, PAGE);

	/* The block itself where the answer cannot be written. */
	memcpy(g->ram, &good, sizeof(good));
	row("ATTACH in memory that cannot be written", EFAULT,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, readonly));
	munmap(readonly, PAGE);
	is("nothing is left of all these", guests_soon(0));
	is("nothing is locked", locked_soon(0));
}

static void errors_rights(struct guest *g, int fd, const char *bus)
{
	struct vbus_kvm_attach req = attach_block(g, bus);

	if (seteuid(65534))
		die("seteuid: %s", strerror(errno));
	row("ATTACH by who is no member", EPERM,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	strcpy(req.bus, "nobody's");
	row("ATTACH of an unknown bus by who is no member", EPERM,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	if (seteuid(0))
		die("seteuid: %s", strerror(errno));
}

static void errors_after(struct guest *g, int fd, const char *bus)
{
	struct vbus_kvm_attach req = attach_block(g, bus), again = req;
	struct vbus_kvm_event e;
	struct stat st;
	long kb;

	row("ATTACH", 0, call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	is("the version that is spoken", req.version == VBUS_KVM_VERSION);
	is("it closes on exec", fcntl(req.control, F_GETFD) == FD_CLOEXEC);
	kb = RAM / 1024;
	is("its memory is locked", locked() == kb);
	is("it is a guest", guests() == 1);
	row("ATTACH again", EBUSY, call(fd, VBUS_KVM_IOCTL_ATTACH, &again));

	is("the control page has a size", !fstat(req.control, &st) &&
	   st.st_size == (off_t)PAGE);
	is("and an end", lseek(req.control, 0, SEEK_END) == (off_t)PAGE);
	row("read of the control page", EINVAL,
	    get(req.control, &e, sizeof(e)));
	is("a private map of it", mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE,
				       req.control, 0) == MAP_FAILED &&
	   errno == EINVAL);
	is("two pages of it", mmap(NULL, 2 * PAGE, PROT_READ, MAP_SHARED,
				   req.control, 0) == MAP_FAILED &&
	   errno == EINVAL);
	is("its second page", mmap(NULL, PAGE, PROT_READ, MAP_SHARED,
				   req.control, PAGE) == MAP_FAILED &&
	   errno == EINVAL);
	row("read of 15 bytes", EINVAL, get(fd, &e, sizeof(e) - 1));
	is("no news", !news(fd, NULL));
	is("poll says that there is nothing", !polled(fd));
	close(req.control);
	is("closed, it is gone", guests_soon(0));
	is("and says so", news_soon(fd, NULL) == VBUS_KVM_GONE);
	is("and that nothing follows", news(fd, NULL) == 99);
	row("QUIESCE of what is gone", ENOTCONN,
	    call(fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	row("ATTACH of a file that had a guest", EBUSY,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &again));
	is("nothing is locked", locked_soon(0));
}

static int cmd_errors(const char *bus)
{
	struct guest g;
	int fd = node_open();

	guest_prepare(&g);
	errors_before(fd);
	errors_attach(&g, fd, bus);
	errors_rights(&g, fd, bus);
	errors_after(&g, fd, bus);
	close(fd);
	guest_drop(&g);
	return finish();
}

/* Of a member without rights, which is what an agent need not have. */
static int cmd_limits(const char *bus)
{
	struct rlimit limit = { .rlim_cur = RAM, .rlim_max = RAM };
	struct vbus_kvm_attach req;
	int fd = node_open();
	struct guest g;

	guest_prepare(&g);
	if (setrlimit(RLIMIT_MEMLOCK, &limit) || seteuid(65534))
		die("no limits: %s", strerror(errno));
	req = attach_block(&g, "nobody's");
	row("ATTACH of another bus", EPERM,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	limit.rlim_cur = 0;
	setrlimit(RLIMIT_MEMLOCK, &limit);
	req = attach_block(&g, bus);
	row("ATTACH by who may lock nothing", EPERM,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	limit.rlim_cur = RAM - PAGE;
	setrlimit(RLIMIT_MEMLOCK, &limit);
	row("ATTACH of a page too many", ENOMEM,
	    call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	is("nothing is left of it", guests_soon(0) && locked_soon(0));
	limit.rlim_cur = RAM;
	setrlimit(RLIMIT_MEMLOCK, &limit);
	row("ATTACH of just enough", 0, call(fd, VBUS_KVM_IOCTL_ATTACH, &req));
	row("DETACH", 0, call(fd, VBUS_KVM_IOCTL_DETACH, NULL));
	is("nothing is locked", !locked());
	close(req.control);
	close(fd);
	return finish();
}

/* ---- wrong requests ---- */

static void requests_before(struct guest *g)
{
	uint64_t handle = 1;
	uint32_t op;
	int bad = 0;

	is("the magic", g->control->magic == VBUS_PCI_MAGIC);
	is("version and vectors", g->control->version == VBUS_PCI_VERSION &&
	   g->control->vectors == VECTORS && g->control->doorbells == VECTORS &&
	   g->control->peer == 7);
	is("capabilities", g->control->capabilities == VBUS_PCI_CAP_DOORBELL);
	row("DEVCLOSE before BUSOPEN", EINVAL, ASK(g, DEVCLOSE, &handle));
	row("SHMSIGNAL before BUSOPEN", EINVAL, ASK(g, SHMSIGNAL, &handle));
	row("BUSCLOSE before BUSOPEN", EINVAL,
	    ask_at(g, VBUS_PCI_OP_BUSCLOSE, 0, 0));
	for (op = VBUS_PCI_OP_BUSCLOSE + 1; op < 300; op++)
		bad += ask_at(g, op, gpa(g, g->blocks), 16) != -EINVAL;
	is("unknown requests", !bad);
	row("request ~0", EINVAL, ask_at(g, ~0u, gpa(g, g->blocks), 16));
}

/* A byte that must be zero, of each slot. */
static void reserve(struct guest *g, uint32_t at, uint8_t value)
{
	unsigned int i;

	for (i = 0; i < VBUS_PCI_REQUESTS; i++)
		VBUS_WRITE(g->control->request[i].__reserved0[at], value);
}

static void requests_open(struct guest *g)
{
	struct vbus_pci_busopen good = { VBUS_PCI_MAGIC, 1, ~0ull }, req = good;
	struct vbus_pci_busopen *meet = (void *)g->ram;
	uint32_t len;
	int bad = 0;

	for (len = 0; len < 64; len++)
		bad += len != sizeof(req) &&
		       ask_at(g, VBUS_PCI_OP_BUSOPEN, gpa(g, g->blocks), len) !=
		       -EINVAL;
	is("BUSOPEN with each wrong length", !bad);
	for (len = bad = 0; len < sizeof(g->control->request[0].__reserved0);
	     len++) {
		reserve(g, len, 1);
		bad += ask_at(g, VBUS_PCI_OP_BUSOPEN, gpa(g, g->blocks),
			      sizeof(req)) != -EINVAL;
		reserve(g, len, 0);
	}
	is("BUSOPEN with each reserved byte", !bad);
	row("BUSOPEN at 0", EFAULT, ask_at(g, VBUS_PCI_OP_BUSOPEN, 0, 16));
	row("BUSOPEN in the hole", EFAULT,
	    ask_at(g, VBUS_PCI_OP_BUSOPEN, 3ull << 30, 16));
	row("BUSOPEN at the end", EFAULT,
	    ask_at(g, VBUS_PCI_OP_BUSOPEN, HIGH + HIGH_LEN - 15, 16));
	row("BUSOPEN at the top", EFAULT,
	    ask_at(g, VBUS_PCI_OP_BUSOPEN, ~0ull - 7, 16));
	req.magic = 0;
	row("BUSOPEN without magic", EINVAL, ASK(g, BUSOPEN, &req));
	req = good;
	req.version = 0;
	row("BUSOPEN of version 0", EINVAL, ASK(g, BUSOPEN, &req));
	is("no news of it", !news(g->fd, NULL));

	/* Where two ranges meet, whose memory does not. */
	memcpy(g->ram + 2 * HALF - 8, &good, 8);
	memcpy(meet, (char *)&good + 8, 8);
	row("BUSOPEN from the one range into the other", 0,
	    ask_at(g, VBUS_PCI_OP_BUSOPEN, LOW + HALF - 8, 16));
	memcpy(&req, g->ram + 2 * HALF - 8, 8);
	memcpy((char *)&req + 8, meet, 8);
	is("its answer is there", req.version == VBUS_PCI_VERSION &&
	   req.capabilities == VBUS_PCI_CAP_DOORBELL);
	is("news of it", news_soon(g->fd, NULL) == VBUS_KVM_OPENED);
}

static void requests_register(struct guest *g)
{
	struct vbus_pci_busreg good = busreg_block(g, 2, EVENTS), req;
	struct vbus_devicecall c = {};

	row("DEVCALL before BUSREG", EINVAL, ASK(g, DEVCALL, &c));
#define TRY(name, want, change) do {					\
	req = good;							\
	change;								\
	row("BUSREG " name, want, ASK(g, BUSREG, &req));		\
} while (0)
	TRY("of no queue", EINVAL, req.count = 0);
	TRY("of 9 queues", EINVAL, req.count = 9);
	TRY("with a reserved byte", EINVAL, req.__reserved0[3] = 1);
	TRY("with a reserved byte of a queue", EINVAL,
	    req.eventq[1].__reserved0[7] = 1);
	TRY("with a queue too many", EINVAL, req.eventq[2].count = 1);
	TRY("with a byte behind", EINVAL, req.eventq[7].__reserved0[7] = 1);
	TRY("of no slots", EINVAL, req.eventq[0].count = 0);
	TRY("of 2049 slots", EINVAL, req.eventq[1].count = 2049);
	TRY("of a vector that is not there", EINVAL,
	    req.eventq[1].vector = VECTORS);
	TRY("of vector ~0", EINVAL, req.eventq[1].vector = ~0u);
	TRY("of pending bits at an odd place", EINVAL, req.pending += 32);
	TRY("of pending bits in two pages", EINVAL, req.pending += PAGE - 64);
	TRY("of pending bits in the hole", EFAULT, req.pending = 3ull << 30);
	TRY("of a ring in the hole", EFAULT, req.eventq[1].ring = 3ull << 30);
	TRY("of a ring at the end", EFAULT,
	    req.eventq[1].ring = HIGH + HIGH_LEN - 64);
	TRY("of a ring at the top", EFAULT, req.eventq[1].ring = -64ull);
	TRY("of a ring at an odd place", EINVAL, req.eventq[1].ring += 4);
	TRY("of what is no ring", EINVAL,
	    req.eventq[1].ring = gpa(g, g->blocks));
	TRY("of a ring of another size", EINVAL, req.eventq[1].count--);
	TRY("of events in the hole", EFAULT, req.eventq[1].data = 3ull << 30);
	TRY("of events at the end", EFAULT,
	    req.eventq[1].data = HIGH + HIGH_LEN - EVENTS * 144 + 8);
	TRY("of events at the top", EFAULT, req.eventq[1].data = -144ull);
	TRY("as it should be", 0, (void)0);
	TRY("again", EINVAL, (void)0);
#undef TRY
}

static void requests_device(struct guest *g)
{
	struct vbus_deviceopen open = { .devid = 4711, .version = 1 };
	struct vbus_devicecall c, good = {
		.func = VENET_FUNC_MACQUERY, .len = 6,
		.datap = gpa(g, g->blocks) + 1024,
	};
	uint64_t id = card_find(g), dev, wrong;
	int bit, bad = 0;

	row("DEVOPEN of an unknown number", ENOENT, ASK(g, DEVOPEN, &open));
	open = (struct vbus_deviceopen){ .devid = id, .version = 99 };
	row("DEVOPEN of an unknown version", EINVAL, ASK(g, DEVOPEN, &open));
	row("DEVOPEN", 0, dev_open(g, id, &dev));
	row("DEVOPEN again", EBUSY, dev_open(g, id, &wrong));
	for (bit = 0; bit < 64; bit++) {
		wrong = dev ^ 1ull << bit;
		bad += ASK(g, DEVCLOSE, &wrong) != -ENOENT;
	}
	is("DEVCLOSE with each bit of the handle turned", !bad);

	good.devh = dev;
#define TRY(name, want, change) do {					\
	c = good;							\
	change;								\
	row("DEVCALL " name, want, ASK(g, DEVCALL, &c));		\
} while (0)
	TRY("of an unknown handle", ENOENT, c.devh++);
	TRY("with a flag", EINVAL, c.flags = 1);
	TRY("with a reserved byte", EINVAL, c.__reserved0[0] = 1);
	TRY("of an unknown function", EINVAL, c.func = 4711);
	TRY("with too short an argument", EINVAL, c.len = 5);
	TRY("with an argument in the hole", EFAULT, c.datap = 3ull << 30);
	TRY("with an argument at the end", EFAULT,
	    c.datap = HIGH + HIGH_LEN - 3);
	TRY("with an argument at the top", EFAULT, c.datap = -3ull);
	TRY("as it should be", 0, (void)0);
#undef TRY
	row("DEVCLOSE", 0, ASK(g, DEVCLOSE, &dev));
	row("DEVCLOSE again", ENOENT, ASK(g, DEVCLOSE, &dev));
}

static void requests_shm(struct card *card)
{
	struct guest *g = &card->g;
	struct ioq_ring_head *head = ram_alloc(g, PAGE);
	struct vbus_deviceshm req, good = {
		.id = VENET_QUEUE_RX, .len = vbus_ring_size(16),
		.signal = {
			.offset = offsetof(struct ioq_ring_head, signal),
			.prio = 7,
		},
		.datap = gpa(g, head),
	};
	uint64_t wrong;
	int bit, bad = 0;

	check(dev_open(g, card->id, &card->dev), "open");
	good.devh = card->dev;
	vbus_ring_format(head, 16);
#define TRY(name, want, change) do {					\
	req = good;							\
	change;								\
	row("DEVSHM " name, want, ASK(g, DEVSHM, &req));		\
} while (0)
	TRY("of an unknown handle", ENOENT, req.devh++);
	TRY("with a flag", EINVAL, req.flags = 1);
	TRY("with a reserved byte", EINVAL, req.__reserved0[2] = 1);
	TRY("of nothing", EINVAL, req.len = 0);
	TRY("of priority 8", EINVAL, req.signal.prio = 8);
	TRY("with a signal beyond its end", EINVAL,
	    req.signal.offset = req.len - 8);
	TRY("with a signal at an odd place", EINVAL, req.signal.offset = 2);
	TRY("with what is no signal", EINVAL, req.signal.offset = 64);
	TRY("without a signal", EINVAL, req.signal.offset = VBUS_NO_SIGNAL);
	TRY("in the hole", EFAULT, req.datap = 3ull << 30);
	TRY("of 4 GiB", EFAULT, req.len = ~0u);
	TRY("of an unknown ring", EINVAL, req.id = 99);
	TRY("of another length", EINVAL, req.len += 32);
	TRY("as it should be", 0, (void)0);
	is("it has a handle with a bit", req.handle &&
	   (req.handle & VBUS_PCI_NO_SIGNAL) < VBUS_PCI_SIGNALS);
	good.devh = req.devh;
	row("SHMSIGNAL", 0, ASK(g, SHMSIGNAL, &req.handle));
	for (bit = 0; bit < 64; bit++) {
		wrong = req.handle ^ 1ull << bit;
		bad += ASK(g, SHMSIGNAL, &wrong) != -ENOENT;
	}
	is("SHMSIGNAL with each bit of the handle turned", !bad);
	row("SHMSIGNAL of a device", ENOENT, ASK(g, SHMSIGNAL, &card->dev));
	wrong = req.handle;
	row("DEVCLOSE", 0, ASK(g, DEVCLOSE, &card->dev));
	row("SHMSIGNAL of what is closed", ENOENT, ASK(g, SHMSIGNAL, &wrong));
#undef TRY
}

/* All bits are taken. */
static bool south_soon(struct guest *g)
{
	unsigned int i, n = 0;

	for (i = 0; i < VBUS_PCI_SIGNALS / 32; i++)
		while (VBUS_READ(g->pending->south[i])) {
			if (n++ == 100)
				return false;
			usleep(100000);
		}
	return true;
}

/* Each slot at the same time, and each bit that stands for nothing. */
static void requests_together(struct card *card)
{
	struct guest *g = &card->g;
	unsigned int i;
	int bad = 0;

	check(dev_open(g, card->id, &card->dev), "open");
	for (i = 0; i < VBUS_PCI_REQUESTS; i++) {
		struct vbus_devicecall *c = (void *)(g->blocks + i * 256);

		*c = (struct vbus_devicecall){
			.devh = card->dev, .func = VENET_FUNC_MACQUERY,
			.len = 6, .datap = gpa(g, c) + 128,
		};
		post(g, i, VBUS_PCI_OP_DEVCALL, gpa(g, c), sizeof(*c));
	}
	for (i = 0; i < VBUS_PCI_REQUESTS; i++)
		bad += answer(g, i) != 0;
	is("each slot at the same time", !bad);

	memset(g->pending->south, 0xff, sizeof(g->pending->south));
	for (i = 0; i < VECTORS; i++)
		ring(g, i);
	is("bits of nothing are taken", south_soon(g));
	row("DEVCLOSE", 0, ASK(g, DEVCLOSE, &card->dev));
	row("BUSCLOSE with a block", EINVAL,
	    ask_at(g, VBUS_PCI_OP_BUSCLOSE, gpa(g, g->blocks), 8));
	row("BUSCLOSE", 0, ask_at(g, VBUS_PCI_OP_BUSCLOSE, 0, 0));
	is("news of it", news_soon(g->fd, NULL) == VBUS_KVM_CLOSED);
	row("BUSCLOSE again", EINVAL, ask_at(g, VBUS_PCI_OP_BUSCLOSE, 0, 0));
}

static int cmd_requests(const char *bus)
{
	struct card c = {};

	check(guest_attach(&c.g, bus), "attach");
	requests_before(&c.g);
	requests_open(&c.g);
	requests_register(&c.g);
	requests_device(&c.g);
	ram_reset(&c.g);
	check(busopen(&c.g, NULL), "BUSOPEN");
	check(busreg(&c.g, 8, EVENTS), "BUSREG");
	c.id = card_find(&c.g);
	requests_shm(&c);
	/* CLOSED of the second BUSOPEN, and two times OPENED but for the first */
	while (news(c.g.fd, NULL))
		;
	requests_together(&c);
	guest_drop(&c.g);
	is("nothing is left", guests_soon(0) && locked_soon(0));
	return finish();
}

/* ---- life ---- */

static int cmd_life(const char *bus)
{
	struct vbus_pci_control *second;
	struct guest g;
	int dup_fd;

	check(guest_attach(&g, bus), "attach");
	closed(&g.fd);
	row("a guest whose agent is gone", 0, busopen(&g, NULL));
	dup_fd = dup(g.control_fd);
	closed(&g.control_fd);
	row("with a copy of the descriptor", 0, busopen(&g, NULL));
	close(dup_fd);
	row("with a map alone", 0, busopen(&g, NULL));
	is("there is one", guests() == 1);
	munmap(g.control, PAGE);
	g.control = NULL;
	is("without a map it is gone", guests_soon(0));
	is("and its memory not locked", locked_soon(0));
	guest_drop(&g);

	check(guest_attach(&g, bus), "attach");
	second = control_map(g.control_fd);
	second->__reserved1[0] = 42;
	is("two maps of one page", g.control->__reserved1[0] == 42);
	munmap(second, PAGE);
	check(busopen(&g, NULL), "BUSOPEN");
	row("DETACH", 0, call(g.fd, VBUS_KVM_IOCTL_DETACH, NULL));
	is("it is gone at once", !guests());
	is("its memory is not locked", !locked());
	is("no driver finds it", !g.control->magic);
	row("DETACH again", ENOTCONN, call(g.fd, VBUS_KVM_IOCTL_DETACH, NULL));
	row("QUIESCE then", ENOTCONN, call(g.fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	ring(&g, 0);
	is("news: opened", news(g.fd, NULL) == VBUS_KVM_OPENED);
	is("news: closed", news(g.fd, NULL) == VBUS_KVM_CLOSED);
	is("news: gone", news(g.fd, NULL) == VBUS_KVM_GONE);
	is("no more news", news(g.fd, NULL) == 99);
	guest_drop(&g);

	/* One eventfd for all, and the guest's own interrupt rings at the host. */
	guest_prepare(&g);
	{
		int one[VECTORS] = { g.irq[0], g.irq[0], g.irq[0] };
		struct vbus_kvm_attach req = attach_block(&g, bus);

		req.irqs = req.doorbells = (uintptr_t)one;
		g.fd = node_open();
		row("ATTACH with one eventfd for all", 0,
		    call(g.fd, VBUS_KVM_IOCTL_ATTACH, &req));
		memcpy(g.bell, one, sizeof(one));
		g.control = control_map(req.control);
		close(req.control);
		row("it opens the bus", 0, busopen(&g, NULL));
		row("and registers", 0, busreg(&g, 8, EVENTS));
		card_find(&g);
		row("and closes", 0, ask_at(&g, VBUS_PCI_OP_BUSCLOSE, 0, 0));
		munmap(g.control, PAGE);
		is("it is gone", guests_soon(0));
	}
	return finish();
}

/* ---- guests that start over ---- */

/* Whatever the host answers it with: it signals that it took it. */
static void card_provoke(struct card *c)
{
	uint8_t all[6] = { 255, 255, 255, 255, 255, 255 };
	struct arp arp;
	size_t len;

	len = arp_make(&arp, ARPOP_REQUEST, c->mac, inet_addr("10.9.0.1"), all,
		       inet_addr("10.9.0.2"));
	is("a frame is sent", card_send(c, &arp, len));
}

static void reset_again(struct card *c)
{
	struct guest *g = &c->g;
	uint64_t old = c->dev;
	struct vbus_event e;
	bool heard = false;
	char none;

	/* without a word to the old devices */
	ram_reset(g);
	row("BUSOPEN of a bus that is open", 0, busopen(g, NULL));
	row("DEVCLOSE before BUSREG", EINVAL, ASK(g, DEVCLOSE, &old));
	row("BUSREG with one queue of one slot", 0, busreg(g, 1, 1));
	row("a call with an old handle", ENOENT,
	    dev_call(g, old, VENET_FUNC_LINKDOWN, &none, 0));
	row("DEVCLOSE of an old handle", ENOENT, ASK(g, DEVCLOSE, &old));

	/* The news of the card has the only slot: signals wait. */
	card_rings(c);
	card_up(c);
	card_provoke(c);
	usleep(500000);
	is("first the interface", event(g, &e, PATIENCE_MS) &&
	   e.eventid == VBUS_EVENT_DEVADD && e.data.add.id == c->id);
	/* of the other ring, too, if the host has sent something */
	while (!heard && event(g, &e, PATIENCE_MS) &&
	       e.eventid == VBUS_EVENT_SHMSIGNAL)
		heard = e.data.handle == COOKIE_TX;
	is("then the signal", heard);
}

static void reset_quiesce(struct card *c)
{
	struct guest *g = &c->g;
	uint64_t dev;

	while (news(g->fd, NULL))
		;
	dev = c->dev;
	row("QUIESCE", 0, call(g->fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	is("news of it", news_soon(g->fd, NULL) == VBUS_KVM_CLOSED);
	row("DEVCLOSE after QUIESCE", EINVAL, ASK(g, DEVCLOSE, &dev));
	row("QUIESCE again", 0, call(g->fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	is("without news", !news(g->fd, NULL));
	memset(g->control, 0xff, 64);
	row("QUIESCE of a page with rubbish", 0,
	    call(g->fd, VBUS_KVM_IOCTL_QUIESCE, NULL));
	is("then the page is as it was", g->control->magic == VBUS_PCI_MAGIC &&
	   g->control->vectors == VECTORS && g->control->peer == 7);
	ram_reset(g);
	row("BUSOPEN", 0, busopen(g, NULL));
	row("BUSREG", 0, busreg(g, 3, EVENTS));
	is("the card is there", card_find(g) == c->id);
	row("and free", 0, dev_open(g, c->id, &c->dev));
}

/* Of the ring of events, with a device open. */
static void reset_broken(struct card *c, const char *name,
			 void (*lie)(struct vbus_ring *q))
{
	struct guest *g = &c->g;

	ram_reset(g);
	check(busopen(g, NULL), "BUSOPEN");
	check(busreg(g, 1, EVENTS), "BUSREG");
	c->id = card_find(g);
	card_rings(c);
	while (news(g->fd, NULL))
		;
	lie(&g->queue[0]);
	card_up(c);
	card_provoke(c);
	is(name, news_soon(g->fd, NULL) == VBUS_KVM_FAULT);
	row("it can still ask", 0, ASK(g, DEVCLOSE, &c->dev));
}

static void lie_index(struct vbus_ring *q)
{
	q->head->idx[IOQ_IDX_INUSE].tail = 4711;
}

static void lie_address(struct vbus_ring *q)
{
	uint32_t i;

	for (i = 0; i < q->count; i++)
		q->head->ring[i].ptr = HIGH;
}

static void lie_before(struct vbus_ring *q)
{
	uint32_t i;

	for (i = 0; i < q->count; i++)
		q->head->ring[i].ptr -= q->count * sizeof(struct vbus_event);
}

static void lie_behind(struct vbus_ring *q)
{
	uint32_t i;

	for (i = 0; i < q->count; i++)
		q->head->ring[i].ptr += q->count * sizeof(struct vbus_event) -
					143;
}

static void lie_length(struct vbus_ring *q)
{
	uint32_t i;

	for (i = 0; i < q->count; i++)
		q->head->ring[i].len = 143;
}

static int cmd_reset(const char *bus)
{
	struct card c;

	card_open(&c, bus);
	reset_again(&c);
	reset_quiesce(&c);
	reset_broken(&c, "an index beyond the ring", lie_index);
	reset_broken(&c, "events elsewhere", lie_address);
	reset_broken(&c, "events before the first", lie_before);
	reset_broken(&c, "events behind the last", lie_behind);
	reset_broken(&c, "events that are too short", lie_length);
	guest_drop(&c.g);
	is("nothing is left", guests_soon(0) && locked_soon(0));
	return finish();
}

/* ---- at random ---- */

struct fuzz {
	struct guest g;
	const char *bus;
	uint64_t dev, sig;
	uint64_t past[8];
	unsigned long done, good, guests;
	bool stop;
	uint64_t seed;
};

static uint64_t fuzz_handle(struct fuzz *f, uint64_t last)
{
	switch (below(16)) {
	case 0:
		return random64();
	case 1:
		return last ^ 1ull << below(64);
	case 2:
		return below(4);
	case 3 ... 4:
		return f->past[below(8)];
	default:
		return last;
	}
}

static uint64_t fuzz_gpa(void)
{
	switch (below(12)) {
	case 0:
		return random64();
	case 1:
		return below(1 << 20);
	case 2:
		return (3ull << 30) + below(PAGE);
	case 3:
		return HIGH + HIGH_LEN - below(256);
	case 4:
		return LOW + HALF - below(256);
	case 5:
		return HIGH + below(HIGH_LEN);
	default:
		return HIGH + below(HIGH_LEN / PAGE) * PAGE;
	}
}

static uint32_t fuzz_length(void)
{
	switch (below(6)) {
	case 0:
		return random64();
	case 1:
		return below(RAM * 2);
	default:
		return below(4 * PAGE);
	}
}

/* A ring, right or a little wrong, with slots that point anywhere. */
static void fuzz_ring(struct ioq_ring_head *head, uint32_t count, uint64_t data)
{
	uint32_t i;

	vbus_ring_format(head, count);
	for (i = 0; i < count; i++) {
		head->ring[i].ptr = below(4) && data ? data + i * 144 :
				    fuzz_gpa();
		head->ring[i].len = below(4) ? below(2048) : random64();
		head->ring[i].valid = below(4) ? 1 : random64();
		head->ring[i].sown = below(8) ? below(2) : random64();
	}
	head->idx[0].tail = below(count);
	head->idx[1].tail = below(2) ? head->idx[0].tail : below(count);
	head->signal.irq[0].enabled = 1;
	if (!below(4))
		((uint8_t *)head)[below(sizeof(*head))] = random64();
}

/* Where a ring of that many slots fits. */
static struct ioq_ring_head *fuzz_place(struct fuzz *f)
{
	return (void *)(f->g.ram + 2 * HALF +
			(8 + below(HIGH_LEN / PAGE - 32)) * PAGE);
}

static void fuzz_result(struct fuzz *f, int ret)
{
	f->done++;
	f->good += ret >= 0;
}

/* Mostly of the right length, from mostly the right place, into any slot. */
static int fuzz_ask(struct fuzz *f, uint32_t op, void *block, uint32_t len)
{
	struct guest *g = &f->g;
	unsigned int slot = below(VBUS_PCI_REQUESTS);
	uint64_t at = below(16) ? gpa(g, g->blocks) + slot * 512 : fuzz_gpa();
	int ret;

	memcpy(g->blocks + slot * 512, block, len);
	if (!below(32))
		g->blocks[slot * 512 + below(512)] = random64();
	post(g, slot, op, at, below(32) ? len : fuzz_length());
	/* what the host copies changes under its hands */
	if (!below(4))
		g->blocks[slot * 512 + below(len + 1)] = random64();
	ret = answer(g, slot);
	memcpy(block, g->blocks + slot * 512, len);
	fuzz_result(f, ret);
	return ret;
}

static void fuzz_open(struct fuzz *f)
{
	struct vbus_pci_busopen req = {
		.magic = below(16) ? VBUS_PCI_MAGIC : random64(),
		.version = below(16) ? 1 : random64(),
		.capabilities = random64(),
	};

	fuzz_ask(f, VBUS_PCI_OP_BUSOPEN, &req, sizeof(req));
}

static void fuzz_register(struct fuzz *f)
{
	struct vbus_pci_busreg req = {
		.count = below(8) ? 1 + below(VBUS_PCI_EVENTQS) : random64(),
		.pending = below(8) ? gpa(&f->g, f->g.ram + 2 * HALF + PAGE) :
			   fuzz_gpa(),
	};
	unsigned int i;

	for (i = 0; i < req.count && i < VBUS_PCI_EVENTQS; i++) {
		struct ioq_ring_head *head = fuzz_place(f);
		uint32_t count = 1 << below(7);

		req.eventq[i].count = below(32) ? count : random64();
		req.eventq[i].vector = below(32) ? below(VECTORS) : random64();
		req.eventq[i].ring = below(32) ? gpa(&f->g, head) : fuzz_gpa();
		req.eventq[i].data = below(32) ? gpa(&f->g, fuzz_place(f)) :
				     fuzz_gpa();
		fuzz_ring(head, count, req.eventq[i].data);
	}
	if (!below(16))
		((uint8_t *)&req)[below(sizeof(req))] = random64();
	fuzz_ask(f, VBUS_PCI_OP_BUSREG, &req, sizeof(req));
}

static void fuzz_devopen(struct fuzz *f)
{
	struct vbus_deviceopen req = {
		.devid = below(8) ? 0 : random64(),
		.version = below(8) ? VENET_VERSION : random64(),
	};

	if (fuzz_ask(f, VBUS_PCI_OP_DEVOPEN, &req, sizeof(req)) >= 0)
		f->past[below(8)] = f->dev = req.handle;
}

static void fuzz_devcall(struct fuzz *f)
{
	static const uint32_t lengths[] = { 0, 0, 0, 6, 8, 16, 48 };
	struct vbus_devicecall req = {
		.devh = fuzz_handle(f, f->dev),
		.func = below(8) ? below(6) :
			below(2) ? VBUS_FUNC_DESCRIBE + below(3) : random64(),
		.len = below(4) ? lengths[below(7)] : fuzz_length(),
		.flags = below(16) ? 0 : random64(),
		.datap = fuzz_gpa(),
	};

	fuzz_ask(f, VBUS_PCI_OP_DEVCALL, &req, sizeof(req));
}

static void fuzz_shm(struct fuzz *f)
{
	struct ioq_ring_head *head = fuzz_place(f);
	uint32_t count = 1 << below(8);
	struct vbus_deviceshm req = {
		.devh = fuzz_handle(f, f->dev),
		.id = below(8) ? below(2) : random64(),
		.len = below(8) ? vbus_ring_size(count) : fuzz_length(),
		.flags = below(32) ? 0 : random64(),
		.signal = {
			.offset = below(8) ?
				  offsetof(struct ioq_ring_head, signal) :
				  random64(),
			.prio = below(9),
			.cookie = random64(),
		},
		.datap = below(8) ? gpa(&f->g, head) : fuzz_gpa(),
	};

	fuzz_ring(head, count, 0);
	if (fuzz_ask(f, VBUS_PCI_OP_DEVSHM, &req, sizeof(req)) >= 0)
		f->past[below(8)] = f->sig = req.handle;
}

static void fuzz_handled(struct fuzz *f, uint32_t op, uint64_t last)
{
	uint64_t handle = fuzz_handle(f, last);

	fuzz_ask(f, op, &handle, sizeof(handle));
}

/* Whatever is in the slots, and not waited for. */
static void fuzz_raw(struct fuzz *f)
{
	struct vbus_pci_request *r = &f->g.control->request[below(8)];

	VBUS_WRITE(r->op, below(2) ? below(9) : random64());
	VBUS_WRITE(r->len, below(2) ? 8 * below(40) : random64());
	VBUS_WRITE(r->datap, fuzz_gpa());
	VBUS_WRITE(r->state, below(2) ? VBUS_PCI_STATE_POSTED : random64());
	ring(&f->g, below(VECTORS));
	fuzz_result(f, 0);
}

static void fuzz_signals(struct fuzz *f)
{
	uint32_t *south = (uint32_t *)(f->g.ram + 2 * HALF + PAGE + 64);
	unsigned int n = below(8);

	while (n--)
		__atomic_fetch_or(south + below(16),
				  (uint32_t)(random64() & random64()),
				  __ATOMIC_SEQ_CST);
	ring(&f->g, below(VECTORS));
	fuzz_result(f, 0);
}

static void fuzz_attach(struct fuzz *f)
{
	check(guest_attach(&f->g, f->bus), "attach");
	/* the page of the blocks, and that of the pending bits */
	ram_alloc(&f->g, PAGE);
	VBUS_RELEASE(f->guests, f->guests + 1);
}

/* In each way that there is. */
static void fuzz_end(struct fuzz *f)
{
	switch (below(4)) {
	case 0:
		check(call(f->g.fd, VBUS_KVM_IOCTL_DETACH, NULL), "DETACH");
		break;
	case 1:
		closed(&f->g.fd);
		break;
	case 2:
		munmap(f->g.control, PAGE);
		f->g.control = NULL;
		break;
	}
	ring(&f->g, below(VECTORS));
	guest_drop(&f->g);
}

static void fuzz_step(struct fuzz *f)
{
	switch (below(64)) {
	case 0 ... 2:
		fuzz_open(f);
		break;
	case 3 ... 9:
		fuzz_register(f);
		break;
	case 10 ... 19:
		fuzz_devopen(f);
		break;
	case 20 ... 31:
		fuzz_devcall(f);
		break;
	case 32 ... 41:
		fuzz_shm(f);
		break;
	case 42 ... 45:
		fuzz_handled(f, VBUS_PCI_OP_SHMSIGNAL, f->sig);
		break;
	case 46 ... 47:
		fuzz_handled(f, VBUS_PCI_OP_DEVCLOSE, f->dev);
		break;
	case 48 ... 51:
		fuzz_raw(f);
		break;
	case 52 ... 60:
		fuzz_signals(f);
		break;
	case 61:
		if (!below(16))
			fuzz_ask(f, VBUS_PCI_OP_BUSCLOSE, &f->dev, 0);
		break;
	case 62:
		if (!below(8))
			check(call(f->g.fd, VBUS_KVM_IOCTL_QUIESCE, NULL),
			      "QUIESCE");
		break;
	default:
		if (!below(8)) {
			fuzz_end(f);
			fuzz_attach(f);
		}
	}
}

/*
 * Another processor of the guest: writes where the host may be reading, and
 * rings. It has memory and doorbells of its own, which are the same ones.
 */
static void *fuzz_scribble(void *data)
{
	struct fuzz *f = data;
	unsigned long last = 0;
	uint8_t *ram = NULL;
	int i;

	seed = f->seed * 2 + 3;
	while (!__atomic_load_n(&f->stop, __ATOMIC_ACQUIRE)) {
		unsigned long now = VBUS_ACQUIRE(f->guests);

		/* that of another guest, and of one that is gone meanwhile */
		if (now != last) {
			if (ram)
				munmap(ram, RAM);
			ram = mmap(NULL, RAM, PROT_READ | PROT_WRITE,
				   MAP_SHARED, f->g.memfd, 0);
			if (ram == MAP_FAILED)
				ram = NULL;
			last = now;
		}
		for (i = 0; ram && i < 64; i++)
			ram[2 * HALF + PAGE + below(HIGH_LEN - PAGE)] =
				random64();
		usleep(below(200));
	}
	if (ram)
		munmap(ram, RAM);
	return NULL;
}

static int cmd_fuzz(const char *bus, unsigned long n, uint64_t first)
{
	struct fuzz f = { .bus = bus, .seed = first };
	pthread_t thread;

	seed = first * 2 + 1;
	fuzz_attach(&f);
	if (pthread_create(&thread, NULL, fuzz_scribble, &f))
		die("no thread");
	while (f.done < n)
		fuzz_step(&f);
	__atomic_store_n(&f.stop, true, __ATOMIC_RELEASE);
	pthread_join(thread, NULL);
	guest_drop(&f.g);
	printf("steps=%lu accepted=%lu guests=%lu left=%d locked=%ld\n", f.done,
	       f.good, f.guests, !guests_soon(0), locked_soon(0) ? 0 : locked());
	return guests() || locked() ? 1 : 0;
}

static int cmd_join(const char *bus)
{
	struct guest g;
	int err = guest_attach(&g, bus);

	if (err) {
		fprintf(stderr, "%s\n", strerror(-err));
		return 1;
	}
	puts("0");
	guest_drop(&g);
	return 0;
}

int main(int argc, char **argv)
{
	const char *cmd = argc > 2 ? argv[1] : "";
	const char *bus = argv[2];

	if (!strcmp(cmd, "join") && argc == 3)
		return cmd_join(bus);
	if (!strcmp(cmd, "errors") && argc == 3)
		return cmd_errors(bus);
	if (!strcmp(cmd, "limits") && argc == 3)
		return cmd_limits(bus);
	if (!strcmp(cmd, "requests") && argc == 3)
		return cmd_requests(bus);
	if (!strcmp(cmd, "life") && argc == 3)
		return cmd_life(bus);
	if (!strcmp(cmd, "reset") && argc == 3)
		return cmd_reset(bus);
	if (!strcmp(cmd, "ping") && argc == 6)
		return cmd_ping(bus, argv[3], argv[4], atoi(argv[5]));
	if (!strcmp(cmd, "answer") && argc == 4)
		return cmd_answer(bus, argv[3]);
	if (!strcmp(cmd, "flood") && argc == 3)
		return cmd_flood(bus);
	if (!strcmp(cmd, "fuzz") && argc == 5)
		return cmd_fuzz(bus, strtoul(argv[3], NULL, 0),
				strtoull(argv[4], NULL, 0));
	fprintf(stderr, "kvmtool: see the head of kvmtool.c\n");
	return 2;
}
