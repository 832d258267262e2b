// SPDX-License-Identifier: GPL-2.0
/* A guest: from ATTACH to the end of its control page. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/memcontrol.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <linux/vbus_compat.h>

#include <asm/barrier.h>

#include "kvm.h"

/* How long an end waits before it tells that it waits. */
#define VK_END_PATIENCE (10 * HZ)

static atomic_t vk_guest_number = ATOMIC_INIT(0);
static atomic_t vk_guest_count = ATOMIC_INIT(0);

/* How many are attached, or on their way out. */
unsigned int vk_guests(void)
{
	return atomic_read(&vk_guest_count);
}

/*
 * The bus of that name. Others than the administrator can name the one that
 * they are on, but not find out which there are.
 */
static struct vbus *vk_bus_find(const char *name)
{
	struct vbus *bus;

	if (capable(CAP_SYS_ADMIN)) {
		bus = vbus_find(name);
		return bus ?: ERR_PTR(-ENOENT);
	}

	bus = vbus_get_current();
	if (bus && !strcmp(vbus_name(bus), name))
		return bus;
	if (bus)
		vbus_put(bus);
	return ERR_PTR(-EPERM);
}

static void vk_guest_free(struct kref *kref)
{
	struct vk_guest *g = container_of(kref, struct vk_guest, kref);

	vk_news_exit(&g->news);
	mem_cgroup_put(g->memcg);
	put_page(g->page);
	kfree(g);
}

/* Of one that has ended, or is another's to end. May sleep. */
void vk_guest_put(struct vk_guest *g)
{
	kref_put(&g->kref, vk_guest_free);
}

static struct vk_guest *vk_guest_alloc(const struct vbus_kvm_attach *req)
{
	struct vk_guest *g;

	g = kzalloc(sizeof(*g), GFP_KERNEL_ACCOUNT);
	if (!g)
		return NULL;

	/* Of its own, as it is mapped by others and outlives its end. */
	g->page = alloc_page(GFP_KERNEL_ACCOUNT | __GFP_ZERO);
	if (!g->page) {
		kfree(g);
		return NULL;
	}

	kref_init(&g->kref);
	g->number = atomic_inc_return(&vk_guest_number);
	g->control = page_address(g->page);
	g->peer = req->peer;
	g->vectors = req->vectors;
	mutex_init(&g->admin);
	init_rwsem(&g->sem);
	g->memcg = get_mem_cgroup_from_mm(current->mm);
	/* So that a handle of an earlier guest is not one of this. */
	atomic_set(&g->generation, get_random_u32());
	vk_news_init(&g->news);
	vk_requests_init(g);
	refcount_set(&g->users, 1);
	init_completion(&g->idle);
	vk_control_format(g);

	return g;
}

/*
 * A guest with one reference, which is heard from here on; end it before the
 * reference is dropped. @req was checked. -EPERM, -ENOENT, -ENOMEM, -EINVAL for
 * its ranges, -EFAULT, -EBADF, -EINTR.
 */
int vk_guest_create(const struct vbus_kvm_attach *req, struct vk_guest **res)
{
	struct vk_guest *g;
	struct vbus *bus;
	int err;

	bus = vk_bus_find(req->bus);
	if (IS_ERR(bus))
		return PTR_ERR(bus);

	g = vk_guest_alloc(req);
	if (!g) {
		vbus_put(bus);
		return -ENOMEM;
	}
	g->bus = bus;
	atomic_inc(&vk_guest_count);

	err = vk_memory_attach(g, req->ranges, req->nranges);
	if (!err)
		err = vk_eventfds_attach(g, req->irqs, req->doorbells);
	if (err) {
		vk_guest_end(g);
		vk_guest_put(g);
		return err;
	}

	*res = g;
	return 0;
}

/*
 * Ends the session, and answers what was asked before. Under g->admin; from
 * here on requests are refused, without a look at the guest's memory.
 */
static void vk_guest_close(struct vk_guest *g)
{
	down_write(&g->sem);
	g->closed = true;
	vk_session_close(g);
	up_write(&g->sem);

	vk_requests_flush(g);
}

/*
 * When it returns nothing writes into the guest's memory, until its driver
 * opens the bus. -ENOTCONN if it has ended.
 */
int vk_guest_quiesce(struct vk_guest *g)
{
	guard(mutex)(&g->admin);

	if (g->gone)
		return -ENOTCONN;

	vk_guest_close(g);
	vk_control_format(g);

	down_write(&g->sem);
	g->closed = false;
	up_write(&g->sem);
	return 0;
}

static void vk_guest_wait(struct vk_guest *g)
{
	/*
	 * What a device still holds is code and memory of ours. An end that
	 * hangs on a broken device is the lesser evil.
	 */
	vk_user_put(g);
	while (!wait_for_completion_timeout(&g->idle, VK_END_PATIENCE))
		pr_warn("guest %u on bus %s: its end waits: a device has not released %u regions, signals or contexts\n",
			g->number, vbus_name(g->bus), refcount_read(&g->users));
}

/* Lets go of all but the control page. -ENOTCONN if it has ended before. */
int vk_guest_end(struct vk_guest *g)
{
	guard(mutex)(&g->admin);

	if (g->gone)
		return -ENOTCONN;
	g->gone = true;

	vk_doorbells_stop(g);
	vk_guest_close(g);
	vk_guest_wait(g);
	/*
	 * No driver finds it any more. Pairs with the readl() of the driver: one that
	 * sees this may give its memory to others.
	 */
	virt_store_release(&g->control->magic, 0);
	vk_eventfds_detach(g);
	vk_memory_detach(g);
	vbus_put(g->bus);
	atomic_dec(&vk_guest_count);
	vk_news_add(&g->news, VBUS_KVM_GONE);
	return 0;
}
