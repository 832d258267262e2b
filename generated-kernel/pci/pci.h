/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The guest's half of a bus that its host carries in through a PCI function.
 * Who does what when, and which barrier meets which, is in linux/vbus_pci.h and
 * in Documentation/vbus.rst.
 */
#ifndef _VBUS_PCI_H
#define _VBUS_PCI_H

#include <linux/io.h>
#include <linux/ioq.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/shm_signal.h>
#include <linux/spinlock.h>
#include <linux/vbus_driver.h>
#include <linux/wait.h>
#include <linux/workqueue.h>
#include <linux/xarray.h>

#include <uapi/linux/vbus_pci.h>

#if defined(CONFIG_X86) || defined(CONFIG_ARM) || defined(CONFIG_ARM64)
#include <asm/sync_bitops.h>
#else
#define sync_set_bit(nr, p)		set_bit(nr, p)
#define sync_test_and_clear_bit(nr, p)	test_and_clear_bit(nr, p)
#endif

struct pci_dev;
struct vpci;

/* The bit of pending.north that is not a queue's. */
#define VPCI_ANSWERED_BIT 31

/* One vector for answers, one for each queue; or fewer, or one for all. */
#define VPCI_MAX_VECTORS (1 + VBUS_PCI_EVENTQS)

#define VPCI_MAX_PRIO 7

/* What a request hands over. No two share a cache line. */
union vpci_block {
	struct vbus_pci_busopen busopen;
	struct vbus_pci_busreg busreg;
	struct vbus_deviceopen open;
	struct vbus_devicecall call;
	struct vbus_deviceshm shm;
	u64 handle;
} __aligned(64);

/**
 * struct vpci_vector - an interrupt
 * @vp: the function
 * @bits: those of pending.north that it tells of
 * @name: in /proc/interrupts
 */
struct vpci_vector {
	struct vpci *vp;
	u32 bits;
	char name[24];
};

/**
 * struct vpci_queue - an event queue
 * @vp: the function
 * @ring: as the host sees it
 * @data: an event for each slot
 * @signal: north end of the ring's signal
 * @ioq: north end of the ring
 * @notifier: of @ioq
 * @work: goes on where the interrupt must not
 */
struct vpci_queue {
	struct vpci *vp;
	struct ioq_ring_head *ring;
	struct vbus_event *data;
	struct shm_signal signal;
	struct ioq ioq;
	struct ioq_notifier notifier;
	struct work_struct work;
};

/**
 * struct vpci - a function, and the bus behind it
 * @pdev: the function
 * @registers: BAR 0, for the doorbell
 * @control: BAR 2
 * @wq: for all that an interrupt cannot do
 * @pm: takes the bus down before the machine sleeps
 * @lock: order of up and down
 * @up: drivers may use the bus
 * @closed: the host has nothing of ours any more: no answer is waited for
 * @peer: the host, in what is written to the doorbell
 * @doorbells: of the host
 * @capabilities: granted
 * @slot_lock: covers @busy and @stale
 * @busy: slots that are taken
 * @stale: those of them that nobody waits for, but the host still has
 * @slot_free: a slot may be free
 * @answered: an answer may be there
 * @blocks: one for each slot
 * @pending: a page, shared with the host
 * @vectors: interrupts
 * @nvectors: how many
 * @listening: bit 31 and the first vector tell of answers
 * @queues: event queues
 * @devs_lock: covers @devs, @ndevs and @plugging
 * @devs: interfaces by id
 * @ndevs: how many
 * @plugging: the host's word on interfaces counts
 * @plug: registers and unregisters proxies
 * @signals: by the lower half of their cookie
 * @next_signal: where to look for a number
 * @generation: upper half of the last cookie
 */
struct vpci {
	struct pci_dev *pdev;
	u8 __iomem *registers;
	struct vbus_pci_control __iomem *control;
	struct workqueue_struct *wq;
	struct notifier_block pm;

	struct mutex lock; /* up, down */
	bool up;
	bool closed;
	u32 peer;
	u32 doorbells;
	u64 capabilities;

	spinlock_t slot_lock; /* busy, stale */
	unsigned long busy;
	unsigned long stale;
	wait_queue_head_t slot_free;
	wait_queue_head_t answered;
	union vpci_block *blocks;

	struct vbus_pci_pending *pending;
	struct vpci_vector vectors[VPCI_MAX_VECTORS];
	unsigned int nvectors;
	bool listening;
	struct vpci_queue queues[VBUS_PCI_EVENTQS];

	struct mutex devs_lock; /* devs, ndevs, plugging */
	struct xarray devs;
	unsigned int ndevs;
	bool plugging;
	struct work_struct plug;

	struct xarray signals;
	u32 next_signal;
	atomic_t generation;
};

/**
 * struct vpci_dev - a proxy
 * @vdev: what drivers see
 * @vp: the function; only used while the proxy is registered
 * @tried: was, or could not be, registered; only the worker's
 * @registered: is; only the worker's
 * @dropped: the host has taken the interface away; under vp->devs_lock
 * @lock: order of open, shm, close; covers @is_open and @signals
 * @is_open: @devh is a connection
 * @devh: its handle
 * @signals: of the connection
 * @type: copy of the interface's
 */
struct vpci_dev {
	struct vbus_device_proxy vdev;
	struct vpci *vp;
	bool tried;
	bool registered;
	bool dropped;
	struct mutex lock; /* is_open, signals */
	bool is_open;
	u64 devh;
	struct list_head signals;
	char type[VBUS_MAX_DEVTYPE_LEN];
};

static inline struct vpci_dev *to_vpci_dev(struct vbus_device_proxy *vdev)
{
	return container_of(vdev, struct vpci_dev, vdev);
}

/**
 * struct vpci_signal - the driver's end of a signal
 * @north: what the driver has; one reference is the connection's
 * @vp: the function; only used unless @closed
 * @node: in the connection's list
 * @cookie: what events quote
 * @handle: what the host calls it
 * @closed: nothing is sent any more
 * @work: sends it as a request
 */
struct vpci_signal {
	struct shm_signal north;
	struct vpci *vp;
	struct list_head node;
	u64 cookie;
	u64 handle;
	bool closed;
	struct work_struct work;
};

/*
 * Bits that the host changes too, at the same time: by instructions that are
 * atomic between processors even in a kernel that found only one, where those
 * of atomic_t are not. Both are full barriers on x86. Accesses are those of an
 * aligned unsigned long, which the layout has room for.
 */
static inline void vpci_bit_set(__u32 *words, unsigned int bit)
{
	sync_set_bit(bit, (unsigned long *)words);
}

static inline bool vpci_bit_take(__u32 *words, unsigned int bit)
{
	return sync_test_and_clear_bit(bit, (unsigned long *)words);
}

/* Rings at the host, which sees what was written before. */
static inline void vpci_doorbell(struct vpci *vp, u32 number)
{
	/* ivshmem: the upper half is the peer, the lower its vector. */
	writel(vp->peer << 16 | number, vp->registers + 12);
}

/* Memory whose address the host understands: it has one, and is in one piece. */
static inline bool vpci_reachable(const void *p, size_t len)
{
	return virt_addr_valid(p) && virt_addr_valid(p + (len ? len - 1 : 0));
}

/* request.c */
int vpci_requests_create(struct vpci *vp);
void vpci_requests_destroy(struct vpci *vp);
int vpci_requests_reset(struct vpci *vp);
void vpci_requests_answered(struct vpci *vp);
int vpci_bus_request(struct vpci *vp, u32 op, void *block, u32 len,
		     unsigned long patience);
int vpci_request(struct vpci *vp, u32 op, void *block, u32 len);

/* event.c */
int vpci_events_create(struct vpci *vp);
void vpci_events_describe(struct vpci *vp, struct vbus_pci_busreg *reg);
void vpci_events_raised(struct vpci *vp, unsigned int queue);
void vpci_events_destroy(struct vpci *vp);

/* plug.c */
void vpci_plug_init(struct vpci *vp);
void vpci_plug_start(struct vpci *vp);
void vpci_plug_add(struct vpci *vp, const struct vbus_event *event);
void vpci_plug_drop(struct vpci *vp, u64 id);
void vpci_plug_stop(struct vpci *vp);

/* device.c */
struct vpci_dev *vpci_dev_create(struct vpci *vp, u32 id, const char *type);
int vpci_dev_register(struct vpci_dev *dev);
void vpci_dev_unregister(struct vpci_dev *dev);

/* signal.c */
struct vpci_signal *vpci_signal_create(struct vpci *vp,
				       struct shm_signal_desc *desc);
void vpci_signals_stop(struct vpci *vp, struct list_head *signals);
void vpci_signals_drop(struct list_head *signals);
void vpci_signal_wakeup(struct vpci *vp, u64 cookie);
void vpci_signal_closed(struct vpci *vp, u64 cookie);

#endif
