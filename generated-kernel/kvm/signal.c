// SPDX-License-Identifier: GPL-2.0
/*
 * Signals of devices.
 *
 * North, each is an event. South, it is a bit in the guest's memory and a
 * doorbell, for as many as there are bits; beyond that, and for a guest that
 * did not ask for it, a request.
 */
#include <linux/bitops.h>
#include <linux/err.h>
#include <linux/nospec.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "kvm.h"

/* A handle's lower half. */
#define VK_SLOT_BITS 16

static_assert(BIT(VK_SLOT_BITS) - 1 == VBUS_PCI_NO_SIGNAL);
static_assert(VBUS_PCI_SIGNALS < VBUS_PCI_NO_SIGNAL);

/* ---- north ---- */

static int vk_signal_inject(struct shm_signal *s)
{
	struct vk_signal *sig = container_of(s, struct vk_signal, south);
	int err = 0;

	/* Pairs with synchronize_rcu() in vk_signals_stop(). */
	rcu_read_lock();
	if (READ_ONCE(sig->stopped))
		err = -ESHUTDOWN;
	else
		vk_event_queue(sig->queue, &sig->event);
	rcu_read_unlock();

	return err;
}

static void vk_signal_fault(struct shm_signal *s, const char *what)
{
	struct vk_signal *sig = container_of(s, struct vk_signal, south);

	vk_fault(sig->guest, "signal %llx: %s", READ_ONCE(sig->handle), what);
}

static void vk_signal_release(struct shm_signal *s)
{
	struct vk_signal *sig = container_of(s, struct vk_signal, south);
	struct vk_guest *g = sig->guest;

	vbus_shm_put(sig->shm);
	kfree(sig->closed);
	kfree(sig);
	vk_user_put(g);
}

static const struct shm_signal_ops vk_signal_ops = {
	.inject = vk_signal_inject,
	.fault = vk_signal_fault,
	.release = vk_signal_release,
};

/* ---- life ---- */

/*
 * With one reference. The descriptor lies inside of the region and is aligned;
 * the guest has made it.
 */
struct vk_signal *vk_signal_create(struct vk_session *s, struct vbus_shm *shm,
				   u32 offset, unsigned int prio, u64 cookie)
{
	struct shm_signal_desc *desc = shm->ptr + offset;
	struct vk_signal *sig;

	if (shm_signal_check(desc))
		return ERR_PTR(-EINVAL);

	sig = kzalloc(sizeof(*sig), GFP_KERNEL_ACCOUNT);
	if (!sig)
		return ERR_PTR(-ENOMEM);
	sig->closed = kzalloc(sizeof(*sig->closed), GFP_KERNEL_ACCOUNT);
	if (!sig->closed) {
		kfree(sig);
		return ERR_PTR(-ENOMEM);
	}

	vk_user_get(s->guest);
	sig->guest = s->guest;
	sig->queue = s->queue[min(prio, s->nqueues - 1)];
	sig->shm = vbus_shm_get(shm);
	sig->slot = VBUS_PCI_NO_SIGNAL;
	vk_event_init(&sig->event, VBUS_EVENT_SHMSIGNAL, cookie);
	/* By the same queue, so that it comes after all the others. */
	vk_event_init(sig->closed, VBUS_EVENT_SHMCLOSE, cookie);
	shm_signal_init(&sig->south, SHM_LOCALITY_SOUTH, &vk_signal_ops, desc);

	return sig;
}

/* Under the session's lock: gives it a handle, and its bit if one is free. */
void vk_signal_number(struct vk_session *s, struct vk_signal *sig)
{
	u32 generation = atomic_inc_return(&s->guest->generation);
	unsigned int slot;

	lockdep_assert_held(&s->lock);

	for (slot = 0; slot < VBUS_PCI_SIGNALS; slot++)
		if (!rcu_access_pointer(s->slot[slot]))
			break;
	if (slot < VBUS_PCI_SIGNALS && s->caps & VBUS_PCI_CAP_DOORBELL)
		sig->slot = slot;

	WRITE_ONCE(sig->handle, (u64)generation << VK_SLOT_BITS | sig->slot);
	if (sig->slot != VBUS_PCI_NO_SIGNAL)
		rcu_assign_pointer(s->slot[sig->slot], sig);
}

/* Afterwards nothing is delivered, nor waits to be; the handles are void. */
void vk_signals_stop(struct vk_session *s, struct list_head *signals)
{
	struct vk_signal *sig;

	if (list_empty(signals))
		return;

	mutex_lock(&s->lock);
	list_for_each_entry(sig, signals, node) {
		if (sig->slot != VBUS_PCI_NO_SIGNAL)
			rcu_assign_pointer(s->slot[sig->slot], NULL);
		WRITE_ONCE(sig->stopped, true);
	}
	mutex_unlock(&s->lock);

	/* Waits for vk_signal_inject() and for doorbells. */
	synchronize_rcu();
	list_for_each_entry(sig, signals, node)
		vk_event_cancel(sig->queue, &sig->event);
}

/* Of a stopped signal. @tell: the guest did not close it. */
void vk_signal_close(struct vk_signal *sig, bool tell)
{
	struct vk_event *closed = sig->closed;

	list_del(&sig->node);
	if (tell) {
		/* From here on it is the queue's. */
		sig->closed = NULL;
		vk_event_queue(sig->queue, closed);
	}
	shm_signal_put(&sig->south);
}

/* ---- south ---- */

/* Under RCU. A bit that belongs to nothing is ignored. */
static void vk_signal_rung(struct vk_session *s, unsigned int slot)
{
	struct vk_signal *sig = rcu_dereference(s->slot[slot]);

	/* By handle, as any connector does. */
	if (sig)
		vbus_client_signal(s->client, sig->client_handle);
}

/* A doorbell for the signals of @mask has rung; under RCU, as any context. */
void vk_signals_rung(struct vk_session *s, const u32 *mask)
{
	unsigned int word, bit;
	unsigned long bits;

	for (word = 0; word < VBUS_PCI_SIGNALS / 32; word++) {
		u32 *south = &s->pending->south[word];

		if (!(READ_ONCE(*south) & mask[word]))
			continue;

		/*
		 * Full: pairs with the driver, which sets the bit before it
		 * rings. What it set later has a doorbell to come.
		 */
		bits = (u32)atomic_fetch_andnot(mask[word], (atomic_t *)south) &
		       mask[word];
		for_each_set_bit(bit, &bits, 32)
			vk_signal_rung(s, word * 32 + bit);
	}
}
