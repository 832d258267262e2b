/* SPDX-License-Identifier: GPL-2.0 */
/*
 * vbus-kvm: a guest on a bus of this kernel, by way of one PCI function.
 *
 *  guest    an attachment: the guest's memory, its control page, eventfds in
 *           both directions; from ATTACH until the control page's file is gone
 *  session  what its driver has made of it, from BUSOPEN until the next one,
 *           BUSCLOSE, QUIESCE or the guest's end: a client of the bus, open
 *           devices, event queues
 *
 * Locks, outermost first: vk_guest.admin, vk_guest.sem, vk_session.lock, locks
 * of devices, vk_queue.lock, vk_news.lock. Who comes from an interrupt, or a
 * device, takes none of the first three: it finds the session by RCU.
 *
 * All that the guest can write is read once, into memory of ours, and checked
 * there. See docs/decisions/046-kvm-connector.md.
 */
#ifndef _VBUS_KVM_H
#define _VBUS_KVM_H

#include <linux/completion.h>
#include <linux/ioq.h>
#include <linux/irq_work.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/shm_signal.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/vbus_client.h>
#include <linux/vbus_kvm.h>
#include <linux/vbus_pages.h>
#include <linux/vbus_pci.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

struct eventfd_ctx;
struct file;
struct mem_cgroup;
struct vk_guest;
struct vk_queue;
struct vk_session;

/* The most urgent queue, and that of hotplug. */
#define VK_PRIO_BUS (VBUS_PCI_EVENTQS - 1)

/* In &vbus_pci_pending.north: a request is done. */
#define VK_NORTH_DONE BIT(31)

#define VK_CAPS VBUS_PCI_CAP_DOORBELL

extern struct workqueue_struct *vk_wq;

/* ---- news, for the agent ---- */

/**
 * struct vk_news - what became of the guest, until it is read
 * @lock: covers the rest
 * @event: one for each kind, in the order in which they came
 * @n: how many
 * @gone: GONE was queued: the last one
 * @wait: who reads or polls
 * @wake: wakes them. Whoever polls may be an eventfd's owner, and no eventfd
 *	may be signalled where a guest's news can come from.
 */
struct vk_news {
	spinlock_t lock; /* event, n, gone */
	struct vbus_kvm_event event[VBUS_KVM_GONE];
	unsigned int n;
	bool gone;
	wait_queue_head_t wait;
	struct irq_work wake;
};

/* ---- the guest ---- */

/**
 * struct vk_doorbell - one of the eventfds that the guest rings
 * @guest: whose
 * @index: which
 * @file: the eventfd, held, so that it does not go before we let go of it
 * @head: where @wait is queued, or NULL
 * @wait: called when it rings
 * @work: takes the signals, as @wait may not signal anybody
 * @mask: which bits of &vbus_pci_pending.south it is for
 */
struct vk_doorbell {
	struct vk_guest *guest;
	unsigned int index;
	struct file *file;
	wait_queue_head_t *head;
	wait_queue_entry_t wait;
	struct irq_work work;
	u32 mask[VBUS_PCI_SIGNALS / 32];
};

/**
 * struct vk_request - a slot of the control page
 * @guest: whose
 * @index: which
 * @work: serves it
 */
struct vk_request {
	struct vk_guest *guest;
	unsigned int index;
	struct work_struct work;
};

/**
 * struct vk_guest - a guest
 * @kref: one for the control page's file, one for the agent's
 * @number: for messages
 * @bus: the bus
 * @page: the control page, which the guest writes
 * @control: the same
 * @peer: the host's number
 * @vectors: how many there are of @irq, and of @doorbell
 * @irq: raise an interrupt
 * @doorbell: what the guest rings
 * @nranges: how many there are of @range
 * @range: the guest's memory
 * @npages: pages of all of them
 * @request: those that can be on their way
 * @admin: one QUIESCE, DETACH or end at a time; covers @gone
 * @sem: write: makes or ends the session; read: uses it
 * @session: under @sem; NULL unless the bus is open
 * @live: the same once its queues are there, under RCU
 * @closed: under @sem: no request is served
 * @gone: it has ended
 * @generation: of handles of signals
 * @memcg: of the agent, which pays for what the guest makes us allocate
 * @news: for the agent
 * @users: one for the guest, one for each object that a device may still hold
 * @idle: the last of them is gone
 */
struct vk_guest {
	struct kref kref;
	unsigned int number;
	struct vbus *bus;
	struct page *page;
	struct vbus_pci_control *control;
	u32 peer;
	unsigned int vectors;
	struct eventfd_ctx **irq;
	struct vk_doorbell *doorbell;
	unsigned int nranges;
	struct vbus_range range[VBUS_KVM_RANGES];
	unsigned long npages;
	struct vk_request request[VBUS_PCI_REQUESTS];
	struct mutex admin; /* gone */
	struct rw_semaphore sem; /* session, closed */
	struct vk_session *session;
	struct vk_session __rcu *live;
	bool closed;
	bool gone;
	atomic_t generation;
	struct mem_cgroup *memcg;
	struct vk_news news;
	refcount_t users;
	struct completion idle;
};

/* ---- events north ---- */

/**
 * struct vk_event - an event, which is queued once at most
 * @node: in a queue's backlog, or empty
 * @id: what happened
 * @handle: of the device, or the signal's cookie
 * @type: of the device, for DEVADD
 */
struct vk_event {
	struct list_head node;
	enum vbus_event_id id;
	u64 handle;
	const char *type;
};

/**
 * struct vk_queue - an event queue: a ring of the guest
 * @rcu: to free it
 * @guest: whose
 * @session: whose
 * @index: its bit in &vbus_pci_pending.north
 * @vector: tells of it
 * @signal: the south end of the ring's signal
 * @ioq: the ring; under @lock
 * @room: the guest has signalled: there is room
 * @start: address of its events
 * @size: bytes of them
 * @events: where they are mapped
 * @lock: covers the ring and the rest
 * @backlog: what the guest has not been given yet
 * @pressed: there was no slot, so the guest's signals are heard
 * @broken: the guest broke the ring
 * @raise: raises the vector where no eventfd may be signalled
 */
struct vk_queue {
	struct rcu_head rcu;
	struct vk_guest *guest;
	struct vk_session *session;
	unsigned int index;
	u32 vector;
	struct shm_signal signal;
	struct ioq *ioq;
	struct ioq_notifier room;
	u64 start;
	u64 size;
	void *events;
	spinlock_t lock; /* ioq, backlog, pressed, broken */
	struct list_head backlog;
	bool pressed;
	bool broken;
	struct irq_work raise;
};

/* ---- the session ---- */

/**
 * struct vk_memory - the guest's memory, for devices of a session
 * @ctx: for devices
 * @guest: whose
 * @dead: nothing is copied any more; read under RCU
 */
struct vk_memory {
	struct vbus_memctx ctx;
	struct vk_guest *guest;
	bool dead;
};

/**
 * struct vk_session - the bus as the guest's driver has opened it
 * @guest: whose
 * @mem: for devices
 * @client: the attachment to the bus
 * @caps: granted
 * @lock: covers @conns, what hangs on them, and who takes a place in @slot
 * @conns: open devices
 * @unplug: closes those that are off the bus and that the guest does not close
 * @notifier: of the bus
 * @devs: interfaces by id; the notifier's
 * @nqueues: how many event queues there are, 0 before BUSREG
 * @queue: these
 * @pending: the guest's pending bits, mapped
 * @slot: signals that a doorbell can send, by the bit of &vbus_pci_pending
 */
struct vk_session {
	struct vk_guest *guest;
	struct vk_memory *mem;
	struct vbus_client *client;
	u64 caps;
	struct mutex lock; /* conns, slot */
	struct list_head conns;
	struct delayed_work unplug;
	struct vbus_notifier notifier;
	struct xarray devs;
	unsigned int nqueues;
	struct vk_queue *queue[VBUS_PCI_EVENTQS];
	struct vbus_pci_pending *pending;
	struct vk_signal __rcu *slot[VBUS_PCI_SIGNALS];
};

/**
 * struct vk_conn - an open device
 * @node: in the session
 * @handle: of the client
 * @devid: of the interface
 * @gone: the interface is off the bus
 * @until: then, in jiffies: how long the guest may use it yet
 * @signals: of its regions
 */
struct vk_conn {
	struct list_head node;
	u64 handle;
	u32 devid;
	bool gone;
	unsigned long until;
	struct list_head signals;
};

/**
 * struct vk_signal - the device's end of a signal
 * @south: that end
 * @node: in the connection
 * @guest: whose
 * @queue: where its events go, until it is stopped
 * @shm: where its descriptor lies
 * @event: SHMSIGNAL
 * @closed: SHMCLOSE, on the heap, as it outlives the signal
 * @slot: its bit, or VBUS_PCI_NO_SIGNAL
 * @handle: as the guest knows it
 * @client_handle: as the client does
 * @stopped: nothing is delivered any more
 */
struct vk_signal {
	struct shm_signal south;
	struct list_head node;
	struct vk_guest *guest;
	struct vk_queue *queue;
	struct vbus_shm *shm;
	struct vk_event event;
	struct vk_event *closed;
	unsigned int slot;
	u64 handle;
	u64 client_handle;
	bool stopped;
};

/* attach.c */
int vk_guest_create(const struct vbus_kvm_attach *req, struct vk_guest **res);
int vk_guest_quiesce(struct vk_guest *g);
int vk_guest_end(struct vk_guest *g);
void vk_guest_put(struct vk_guest *g);
unsigned int vk_guests(void);

static inline void vk_user_get(struct vk_guest *g)
{
	refcount_inc(&g->users);
}

static inline void vk_user_put(struct vk_guest *g)
{
	if (refcount_dec_and_test(&g->users))
		complete(&g->idle);
}

/* control.c */
void vk_control_format(struct vk_guest *g);
struct file *vk_control_file(struct vk_guest *g);

/* memory.c */
int vk_memory_attach(struct vk_guest *g, u64 ranges, u32 n);
void vk_memory_detach(struct vk_guest *g);
bool vk_memory_copy(struct vk_guest *g, u64 addr, void *buf, unsigned long n,
		    bool write);
void *vk_memory_map(struct vk_guest *g, u64 addr, u64 len);
void vk_memory_unmap(void *ptr);
struct vbus_shm *vk_region_create(struct vk_guest *g, u64 addr, u32 len);
struct vk_memory *vk_memory_create(struct vk_guest *g);
void vk_memory_kill(struct vk_memory *mem);

/* doorbell.c */
int vk_eventfds_attach(struct vk_guest *g, u64 irqs, u64 doorbells);
void vk_doorbells_stop(struct vk_guest *g);
void vk_eventfds_detach(struct vk_guest *g);
void vk_irq_raise(struct vk_guest *g, u32 vector);

/* request.c */
void vk_requests_init(struct vk_guest *g);
void vk_requests_kick(struct vk_guest *g);
void vk_requests_flush(struct vk_guest *g);

/* session.c */
int vk_session_open(struct vk_guest *g, struct vbus_pci_busopen *req);
int vk_session_register(struct vk_session *s,
			const struct vbus_pci_busreg *req);
void vk_session_close(struct vk_guest *g);

/* device.c */
int vk_device_open(struct vk_session *s, struct vbus_deviceopen *req);
int vk_device_close(struct vk_session *s, u64 handle);
int vk_device_call(struct vk_session *s, const struct vbus_devicecall *req);
int vk_device_shm(struct vk_session *s, struct vbus_deviceshm *req);
int vk_device_signal(struct vk_session *s, u64 handle);
void vk_device_unplug(struct work_struct *work);
void vk_device_gone(struct vk_session *s, u64 devid);
void vk_device_close_all(struct vk_session *s);

/* signal.c */
struct vk_signal *vk_signal_create(struct vk_session *s, struct vbus_shm *shm,
				   u32 offset, unsigned int prio, u64 cookie);
void vk_signal_number(struct vk_session *s, struct vk_signal *sig);
void vk_signals_stop(struct vk_session *s, struct list_head *signals);
void vk_signal_close(struct vk_signal *sig, bool tell);
void vk_signals_rung(struct vk_session *s, const u32 *mask);

/* event.c */
struct vk_queue *vk_queue_create(struct vk_session *s, unsigned int index,
				 const struct vbus_pci_eventqreg *req);
void vk_queue_destroy(struct vk_queue *q);
void vk_queues_rung(struct vk_session *s);
void vk_event_init(struct vk_event *e, enum vbus_event_id id, u64 handle);
void vk_event_queue(struct vk_queue *q, struct vk_event *e);
bool vk_event_cancel(struct vk_queue *q, struct vk_event *e);

/* news.c */
void vk_news_init(struct vk_news *news);
void vk_news_exit(struct vk_news *news);
void vk_news_add(struct vk_news *news, enum vbus_kvm_what what);
bool vk_news_ready(const struct vk_news *news);
int vk_news_read(struct vk_news *news, struct vbus_kvm_event *event);
__printf(2, 3)
void vk_fault(struct vk_guest *g, const char *format, ...);

#endif
