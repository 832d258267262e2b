// SPDX-License-Identifier: GPL-2.0
/*
 * Signals of devices. North: an event quotes the cookie that we gave, which is
 * looked up; what is closed is not found any more. South: a bit and a doorbell,
 * or, for a host or a signal that has none, a request.
 */
#include <linux/err.h>
#include <linux/pci.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "pci.h"

/* ---- to the host ---- */

/* The bit of the signal; %VBUS_PCI_NO_SIGNAL or what is no bit: by request. */
static u32 vpci_signal_bit(const struct vpci_signal *sig)
{
	return lower_32_bits(sig->handle) & VBUS_PCI_NO_SIGNAL;
}

/* Signals share the doorbells behind the first, or, if there is none, that. */
static u32 vpci_signal_doorbell(const struct vpci *vp, u32 bit)
{
	return vp->doorbells > 1 ? 1 + bit % (vp->doorbells - 1) : 0;
}

static void vpci_signal_send(struct vpci_signal *sig)
{
	struct vpci *vp = sig->vp;
	u32 bit = vpci_signal_bit(sig);

	if (!(vp->capabilities & VBUS_PCI_CAP_DOORBELL) ||
	    bit >= VBUS_PCI_SIGNALS) {
		queue_work(vp->wq, &sig->work);
		return;
	}

	/*
	 * The bit, and what was written to the ring, before the doorbell.
	 * Pairs with the host, which takes the bit before it looks at the ring.
	 */
	vpci_bit_set(vp->pending->south, bit);
	vpci_doorbell(vp, vpci_signal_doorbell(vp, bit));
}

static void vpci_signal_work(struct work_struct *work)
{
	struct vpci_signal *sig = container_of(work, struct vpci_signal, work);
	u64 handle = sig->handle;
	int err;

	err = vpci_request(sig->vp, VBUS_PCI_OP_SHMSIGNAL, &handle,
			   sizeof(handle));
	if (err < 0)
		dev_warn_ratelimited(&sig->vp->pdev->dev,
				     "a signal was not sent: %d\n", err);
}

static int vpci_signal_inject(struct shm_signal *s)
{
	struct vpci_signal *sig = container_of(s, struct vpci_signal, north);
	int err = 0;

	/* Pairs with synchronize_rcu() in vpci_signals_stop(). */
	rcu_read_lock();
	if (READ_ONCE(sig->closed))
		err = -ESHUTDOWN;
	else
		vpci_signal_send(sig);
	rcu_read_unlock();

	return err;
}

static void vpci_signal_release(struct shm_signal *s)
{
	kfree(container_of(s, struct vpci_signal, north));
}

static const struct shm_signal_ops vpci_signal_ops = {
	.inject = vpci_signal_inject,
	.release = vpci_signal_release,
};

/* ---- from the host ---- */

/* Under RCU; NULL for a cookie of a signal that is closed, or never was. */
static struct vpci_signal *vpci_signal_find(struct vpci *vp, u64 cookie)
{
	struct vpci_signal *sig;

	sig = xa_load(&vp->signals, lower_32_bits(cookie));
	return sig && READ_ONCE(sig->cookie) == cookie ? sig : NULL;
}

/* Any context. The reference is the connection's: it waits for us. */
void vpci_signal_wakeup(struct vpci *vp, u64 cookie)
{
	struct vpci_signal *sig;

	rcu_read_lock();
	sig = vpci_signal_find(vp, cookie);
	if (sig)
		shm_signal_wakeup(&sig->north);
	rcu_read_unlock();
}

/* Any context. The host has closed it on its own, and hears of it no more. */
void vpci_signal_closed(struct vpci *vp, u64 cookie)
{
	struct vpci_signal *sig;

	rcu_read_lock();
	sig = vpci_signal_find(vp, cookie);
	if (sig)
		WRITE_ONCE(sig->closed, true);
	rcu_read_unlock();
}

/* ---- life ---- */

/**
 * vpci_signal_create() - make the driver's end
 * @vp: the function
 * @desc: the driver's memory, formatted
 *
 * The host may quote its cookie from now on. One reference is the driver's,
 * one the connection's, which is dropped by vpci_signals_drop().
 *
 * Context: process; may sleep.
 * Return: the signal, or an error
 */
struct vpci_signal *vpci_signal_create(struct vpci *vp,
				       struct shm_signal_desc *desc)
{
	struct vpci_signal *sig;
	u32 index;
	int err;

	sig = kzalloc(sizeof(*sig), GFP_KERNEL);
	if (!sig)
		return ERR_PTR(-ENOMEM);

	sig->vp = vp;
	sig->handle = VBUS_PCI_NO_SIGNAL;
	INIT_WORK(&sig->work, vpci_signal_work);
	shm_signal_init(&sig->north, SHM_LOCALITY_NORTH, &vpci_signal_ops,
			desc);

	err = xa_alloc_cyclic(&vp->signals, &index, NULL, xa_limit_32b,
			      &vp->next_signal, GFP_KERNEL);
	if (err < 0) {
		kfree(sig);
		return ERR_PTR(err);
	}
	sig->cookie = (u64)(u32)atomic_inc_return(&vp->generation) << 32 |
		      index;
	shm_signal_get(&sig->north);
	/* Into a place that is reserved: needs no memory. Publishes. */
	xa_store(&vp->signals, index, sig, GFP_KERNEL);

	return sig;
}

/**
 * vpci_signals_stop() - hear of signals no more, and send none
 * @vp: the function
 * @signals: of a connection
 *
 * When this returns no wakeup of them runs, and none is on its way to the host.
 *
 * Context: process; sleeps.
 */
void vpci_signals_stop(struct vpci *vp, struct list_head *signals)
{
	struct vpci_signal *sig;

	if (list_empty(signals))
		return;

	list_for_each_entry(sig, signals, node) {
		WRITE_ONCE(sig->closed, true);
		xa_erase(&vp->signals, lower_32_bits(sig->cookie));
	}
	/* Waits for vpci_signal_inject() and vpci_signal_wakeup(). */
	synchronize_rcu();
	list_for_each_entry(sig, signals, node)
		cancel_work_sync(&sig->work);
}

/* Of signals that are stopped. */
void vpci_signals_drop(struct list_head *signals)
{
	struct vpci_signal *sig, *next;

	list_for_each_entry_safe(sig, next, signals, node) {
		list_del(&sig->node);
		shm_signal_put(&sig->north);
	}
}
