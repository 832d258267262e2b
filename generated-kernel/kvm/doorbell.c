// SPDX-License-Identifier: GPL-2.0
/*
 * Eventfds: what the guest rings, and what raises its interrupts.
 *
 * A doorbell arrives in the eventfd's wait callback, under its lock, with
 * interrupts off and where no other eventfd may be signalled. So it only hands
 * over: a request to a worker; signals, and room in event queues, to an
 * irq_work, which costs no switch of threads. On PREEMPT_RT that one is run by
 * a thread.
 */
#include <linux/err.h>
#include <linux/eventfd.h>
#include <linux/file.h>
#include <linux/nospec.h>
#include <linux/poll.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vbus_compat.h>

#include "kvm.h"

/* The vector is below g->vectors. Anywhere that eventfd_signal_allowed(). */
void vk_irq_raise(struct vk_guest *g, u32 vector)
{
	vbus_eventfd_signal(g->irq[array_index_nospec(vector, g->vectors)]);
}

static void vk_doorbell_work(struct irq_work *work)
{
	struct vk_doorbell *d = container_of(work, struct vk_doorbell, work);
	struct vk_session *s;

	/* Pairs with synchronize_rcu() in vk_session_close(). */
	rcu_read_lock();
	s = rcu_dereference(d->guest->live);
	if (s && !d->index)
		vk_queues_rung(s);
	if (s)
		vk_signals_rung(s, d->mask);
	rcu_read_unlock();
}

static void vk_doorbell_ring(struct vk_doorbell *d)
{
	if (!d->index)
		vk_requests_kick(d->guest);
	irq_work_queue(&d->work);
}

static int vk_doorbell_rung(wait_queue_entry_t *wait, unsigned int mode,
			    int sync, void *key)
{
	if (key_to_poll(key) & EPOLLIN)
		vk_doorbell_ring(container_of(wait, struct vk_doorbell, wait));

	return 0;
}

/* For the time of one poll. */
struct vk_doorbell_poll {
	poll_table table;
	struct vk_doorbell *doorbell;
};

static void vk_doorbell_queue(struct file *file, wait_queue_head_t *head,
			      poll_table *table)
{
	struct vk_doorbell *d = container_of(table, struct vk_doorbell_poll,
					     table)->doorbell;

	d->head = head;
	add_wait_queue(head, &d->wait);
}

static void vk_doorbell_listen(struct vk_doorbell *d)
{
	struct vk_doorbell_poll poll = { .doorbell = d };

	init_waitqueue_func_entry(&d->wait, vk_doorbell_rung);
	init_poll_funcptr(&poll.table, vk_doorbell_queue);
	/* What was rung before we heard of it. */
	if (vfs_poll(d->file, &poll.table) & EPOLLIN)
		vk_doorbell_ring(d);
}

static void vk_doorbell_init(struct vk_guest *g, unsigned int index)
{
	struct vk_doorbell *d = &g->doorbell[index];
	unsigned int slot, at;

	d->guest = g;
	d->index = index;
	init_irq_work(&d->work, vk_doorbell_work);

	for (slot = 0; slot < VBUS_PCI_SIGNALS; slot++) {
		at = g->vectors > 1 ? 1 + slot % (g->vectors - 1) : 0;
		if (at == index)
			d->mask[slot / 32] |= BIT(slot % 32);
	}
}

static int vk_irq_attach(struct vk_guest *g, unsigned int i, int fd)
{
	struct eventfd_ctx *ctx = eventfd_ctx_fdget(fd);

	/* Also for a descriptor of something else. */
	if (IS_ERR(ctx))
		return -EBADF;

	g->irq[i] = ctx;
	return 0;
}

static int vk_doorbell_attach(struct vk_guest *g, unsigned int i, int fd)
{
	struct file *file = eventfd_fget(fd);

	if (IS_ERR(file))
		return -EBADF;

	g->doorbell[i].file = file;
	return 0;
}

static int vk_fds_attach(struct vk_guest *g, u64 fds,
			 int (*attach)(struct vk_guest *g, unsigned int i,
				       int fd))
{
	const s32 __user *from = u64_to_user_ptr(fds);
	unsigned int i;
	s32 fd;
	int err;

	for (i = 0; i < g->vectors; i++) {
		if (get_user(fd, from + i))
			return -EFAULT;
		err = attach(g, i, fd);
		if (err)
			return err;
	}

	return 0;
}

/*
 * From here on the guest is heard. After an error the caller does what it does
 * in the end. -EFAULT, -EBADF, -ENOMEM.
 */
int vk_eventfds_attach(struct vk_guest *g, u64 irqs, u64 doorbells)
{
	unsigned int i;
	int err;

	g->irq = kcalloc(g->vectors, sizeof(*g->irq), GFP_KERNEL_ACCOUNT);
	g->doorbell = kvcalloc(g->vectors, sizeof(*g->doorbell),
			       GFP_KERNEL_ACCOUNT);
	if (!g->irq || !g->doorbell)
		return -ENOMEM;
	for (i = 0; i < g->vectors; i++)
		vk_doorbell_init(g, i);

	err = vk_fds_attach(g, irqs, vk_irq_attach);
	if (!err)
		err = vk_fds_attach(g, doorbells, vk_doorbell_attach);
	if (err)
		return err;

	for (i = 0; i < g->vectors; i++)
		vk_doorbell_listen(&g->doorbell[i]);
	return 0;
}

/* Afterwards the guest is not heard, and nothing of ours runs for it. */
void vk_doorbells_stop(struct vk_guest *g)
{
	unsigned int i;

	if (!g->doorbell)
		return;

	for (i = 0; i < g->vectors; i++) {
		struct vk_doorbell *d = &g->doorbell[i];

		/* Under the lock of the callback, so it does not run then. */
		if (d->head)
			remove_wait_queue(d->head, &d->wait);
		d->head = NULL;
		irq_work_sync(&d->work);
	}
	/* Two CPUs may run one irq_work, which waits for the first of them. */
	synchronize_rcu();
}

/* Of a guest that is not heard; nobody raises an interrupt any more. */
void vk_eventfds_detach(struct vk_guest *g)
{
	unsigned int i;

	for (i = 0; i < g->vectors; i++) {
		if (g->doorbell && g->doorbell[i].file)
			fput(g->doorbell[i].file);
		if (g->irq && g->irq[i])
			eventfd_ctx_put(g->irq[i]);
	}
	kvfree(g->doorbell);
	kfree(g->irq);
	g->doorbell = NULL;
	g->irq = NULL;
}
