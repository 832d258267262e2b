// SPDX-License-Identifier: GPL-2.0
/*
 * Requests: a slot of the control page, a block in our memory, a doorbell, and
 * an interrupt when the answer is there. Until the bus is registered there is
 * none, and we look from time to time.
 *
 * The control page is mapped uncached: one read per look, and no more. What
 * orders it against our memory is in readl() and writel():
 *
 *   the block, the fields    | state := POSTED   pairs with the host's acquire
 *   state is DONE            | result, the block pairs with the host's release
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/jiffies.h>
#include <linux/pci.h>
#include <linux/slab.h>

#include "pci.h"

/*
 * The first slot is not for calls: those may wait for what a close or an
 * event brings about, and must not be in its way.
 */
#define VPCI_FIRST_CALL 1

/* How long one waits between two looks. An interrupt comes in between. */
#define VPCI_PAUSE_LISTENING HZ
#define VPCI_PAUSE_POLLING max(HZ / 20, 1)

/* How long a slot is waited for that an earlier kernel has left behind. */
#define VPCI_PATIENCE_SLOT (10 * HZ)

/* After how long one tells that one waits; then twice that, and so on. */
#define VPCI_TELL (10 * HZ)

static struct vbus_pci_request __iomem *vpci_slot(struct vpci *vp,
						  unsigned int i)
{
	return &vp->control->request[i];
}

/*
 * Is the host still there? It takes its magic away when it lets the guest go;
 * of a function that was pulled out all bits are ones.
 */
static bool vpci_there(struct vpci *vp)
{
	return readl(&vp->control->magic) == VBUS_PCI_MAGIC;
}

/**
 * vpci_requests_create() - make what requests need
 * @vp: the function
 *
 * Return: 0 or -ENOMEM
 */
int vpci_requests_create(struct vpci *vp)
{
	spin_lock_init(&vp->slot_lock);
	init_waitqueue_head(&vp->slot_free);
	init_waitqueue_head(&vp->answered);

	/* Never freed while the host may write there. */
	vp->blocks = kcalloc(VBUS_PCI_REQUESTS, sizeof(*vp->blocks),
			     GFP_KERNEL);
	return vp->blocks ? 0 : -ENOMEM;
}

void vpci_requests_destroy(struct vpci *vp)
{
	kfree(vp->blocks);
}

/* ---- slots ---- */

/* Those that the host has answered, though nobody waits, are free. */
static void vpci_slots_reclaim(struct vpci *vp)
{
	unsigned long stale = vp->stale;
	unsigned int i;

	lockdep_assert_held(&vp->slot_lock);

	for_each_set_bit(i, &stale, VBUS_PCI_REQUESTS) {
		if (readl(&vpci_slot(vp, i)->state) == VBUS_PCI_STATE_POSTED)
			continue;
		writel(VBUS_PCI_STATE_FREE, &vpci_slot(vp, i)->state);
		__clear_bit(i, &vp->stale);
		__clear_bit(i, &vp->busy);
	}
}

static bool vpci_slot_try(struct vpci *vp, unsigned int first, unsigned int *i)
{
	bool got;

	spin_lock(&vp->slot_lock);
	vpci_slots_reclaim(vp);
	*i = find_next_zero_bit(&vp->busy, VBUS_PCI_REQUESTS, first);
	got = *i < VBUS_PCI_REQUESTS;
	if (got)
		__set_bit(*i, &vp->busy);
	spin_unlock(&vp->slot_lock);

	return got;
}

static int vpci_slot_get(struct vpci *vp, u32 op, unsigned long patience,
			 unsigned int *i)
{
	unsigned int first = op == VBUS_PCI_OP_DEVCALL ? VPCI_FIRST_CALL : 0;
	unsigned long since = jiffies;

	while (!wait_event_timeout(vp->slot_free, vpci_slot_try(vp, first, i),
				   VPCI_PAUSE_LISTENING)) {
		if (!vpci_there(vp))
			return -ENODEV;
		if (READ_ONCE(vp->closed))
			return -ESHUTDOWN;
		if (patience && time_after(jiffies, since + patience))
			return -ETIMEDOUT;
	}

	return 0;
}

static void vpci_slot_put(struct vpci *vp, unsigned int i)
{
	writel(VBUS_PCI_STATE_FREE, &vpci_slot(vp, i)->state);

	spin_lock(&vp->slot_lock);
	__clear_bit(i, &vp->busy);
	spin_unlock(&vp->slot_lock);

	wake_up(&vp->slot_free);
}

/* Nobody waits for the answer, which may still come. */
static void vpci_slot_abandon(struct vpci *vp, unsigned int i)
{
	spin_lock(&vp->slot_lock);
	__set_bit(i, &vp->stale);
	spin_unlock(&vp->slot_lock);
}

/**
 * vpci_requests_reset() - begin anew
 * @vp: the function, without requests of ours on their way
 *
 * Another kernel may have been here before us, and have died with requests on
 * their way: those slots are the host's until it answers, which it does when
 * the bus is opened.
 *
 * Return: 0; -EBUSY if it holds all of them for long
 */
int vpci_requests_reset(struct vpci *vp)
{
	unsigned long since = jiffies;
	bool room;

	WRITE_ONCE(vp->closed, false);

	spin_lock(&vp->slot_lock);
	vp->busy = GENMASK(VBUS_PCI_REQUESTS - 1, 0);
	vp->stale = vp->busy;
	vpci_slots_reclaim(vp);
	room = vp->busy != GENMASK(VBUS_PCI_REQUESTS - 1, 0);
	spin_unlock(&vp->slot_lock);

	while (!room) {
		if (time_after(jiffies, since + VPCI_PATIENCE_SLOT))
			return -EBUSY;
		schedule_timeout_uninterruptible(VPCI_PAUSE_POLLING);
		spin_lock(&vp->slot_lock);
		vpci_slots_reclaim(vp);
		room = vp->busy != GENMASK(VBUS_PCI_REQUESTS - 1, 0);
		spin_unlock(&vp->slot_lock);
	}

	return 0;
}

/* ---- one request ---- */

static void vpci_slot_post(struct vpci *vp, unsigned int i, u32 op, u32 len)
{
	struct vbus_pci_request __iomem *slot = vpci_slot(vp, i);

	writel(op, &slot->op);
	writel(len, &slot->len);
	/* Whatever an earlier kernel has left there. */
	memset_io(slot->__reserved0, 0, sizeof(slot->__reserved0));
	writeq(len ? virt_to_phys(&vp->blocks[i]) : 0, &slot->datap);
	/* Last; see above. */
	writel(VBUS_PCI_STATE_POSTED, &slot->state);
	vpci_doorbell(vp, 0);
}

/* True: it is answered, or what is there is no answer at all. */
static bool vpci_slot_look(struct vpci *vp, unsigned int i, u32 *state)
{
	*state = readl(&vpci_slot(vp, i)->state);
	return *state != VBUS_PCI_STATE_POSTED;
}

/*
 * Waits for the answer, as long as there is somebody who could give it: until
 * then the host may read and write what the request names. 0, or why there is
 * none.
 */
static int vpci_slot_wait(struct vpci *vp, unsigned int i, u32 op,
			  unsigned long patience)
{
	unsigned long since = jiffies, tell = VPCI_TELL;
	long pause = 1, most;
	u32 state;

	while (!wait_event_timeout(vp->answered, vpci_slot_look(vp, i, &state),
				   pause)) {
		if (!vpci_there(vp))
			return -ENODEV;
		if (READ_ONCE(vp->closed))
			return -ESHUTDOWN;
		if (patience && time_after(jiffies, since + patience))
			return -ETIMEDOUT;
		if (time_after(jiffies, since + tell)) {
			dev_warn(&vp->pdev->dev,
				 "the host has not answered request %u for %lu s\n",
				 op, tell / HZ);
			tell *= 2;
		}

		most = READ_ONCE(vp->listening) ? VPCI_PAUSE_LISTENING :
						  VPCI_PAUSE_POLLING;
		pause = min(pause * 2, most);
	}

	if (state == VBUS_PCI_STATE_DONE)
		return 0;
	if (!vpci_there(vp))
		return -ENODEV;

	dev_err_ratelimited(&vp->pdev->dev,
			    "the host left request %u in state %u\n", op,
			    state);
	return -EPROTO;
}

/**
 * vpci_bus_request() - ask the host for something
 * @vp: the function, whose control page is mapped
 * @op: for what
 * @block: the block of the request; the answer is put there, but for errors
 * @len: its size, which fits into a union vpci_block
 * @patience: jiffies to wait, or 0: for as long as the host is there. After
 *	-ETIMEDOUT it may still read the block's copy and what that refers to.
 *
 * Context: process; sleeps.
 * Return: the host's result, a negative errno or what a call gave; -ENODEV
 * without a host; -ESHUTDOWN if the bus was closed meanwhile; -EPROTO if the
 * answer is none; -ETIMEDOUT
 */
int vpci_bus_request(struct vpci *vp, u32 op, void *block, u32 len,
		     unsigned long patience)
{
	unsigned int i;
	int err, result;

	err = vpci_slot_get(vp, op, patience, &i);
	if (err)
		return err;

	memcpy(&vp->blocks[i], block, len);
	vpci_slot_post(vp, i, op, len);
	err = vpci_slot_wait(vp, i, op, patience);
	if (err && err != -EPROTO) {
		vpci_slot_abandon(vp, i);
		return err;
	}

	result = err ?: (int)readl(&vpci_slot(vp, i)->result);
	if (result >= 0)
		memcpy(block, &vp->blocks[i], len);
	vpci_slot_put(vp, i);

	/* What is no errno would be taken for something else later on. */
	return result < -MAX_ERRNO ? -EPROTO : result;
}

/**
 * vpci_request() - ask the host for something, for a driver
 * @vp: the function
 * @op: for what
 * @block: as vpci_bus_request()
 * @len: likewise
 *
 * Context: process; sleeps.
 * Return: as vpci_bus_request(); -ESHUTDOWN if the bus is down
 */
int vpci_request(struct vpci *vp, u32 op, void *block, u32 len)
{
	if (!READ_ONCE(vp->up))
		return -ESHUTDOWN;

	return vpci_bus_request(vp, op, block, len, 0);
}

/* In the interrupt. */
void vpci_requests_answered(struct vpci *vp)
{
	wake_up_all(&vp->answered);
}
