// SPDX-License-Identifier: GPL-2.0
/*
 * Memory that a process registers: pinned, counted as its locked memory, and
 * for a region mapped for the device.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "user.h"

/* Pages pinned in one go. */
#define VU_PIN_BATCH 512

/**
 * struct vu_region - a region
 * @shm: for the device
 * @session: to which it belongs
 * @pages: its pages
 * @map: where they are mapped
 */
struct vu_region {
	struct vbus_shm shm;
	struct vu_session *session;
	struct vu_pages pages;
	void *map;
};

static int vu_pages_pin_all(struct vu_pages *p, unsigned long start,
			    unsigned long n)
{
	int got;

	while (p->n < n) {
		got = pin_user_pages_fast(start + p->n * PAGE_SIZE,
					  min_t(unsigned long, n - p->n,
						VU_PIN_BATCH),
					  FOLL_WRITE | FOLL_LONGTERM,
					  p->page + p->n);
		if (got <= 0)
			return got == -ENOMEM ? -ENOMEM : -EFAULT;
		p->n += got;
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
	}

	return 0;
}

static void vu_pages_free(struct vu_pages *p, unsigned long counted)
{
	if (p->n)
		unpin_user_pages_dirty_lock(p->page, p->n, true);
	kvfree(p->page);
	account_locked_vm(p->mm, counted, false);
	mmdrop(p->mm);
}

/*
 * Pins what the running process has there, for writing. They are counted as if
 * it had locked them, so its limit bounds what is pinned here.
 *
 * Returns 0, -EFAULT for what cannot be written, -ENOMEM, -EINTR when it dies.
 */
int vu_pages_pin(struct vu_pages *p, u64 addr, u64 len)
{
	unsigned long n;
	u64 end;
	int err;

	if (check_add_overflow(addr, len, &end) || end > ULONG_MAX - PAGE_SIZE ||
	    !access_ok(u64_to_user_ptr(addr), len))
		return -EFAULT;

	n = (PAGE_ALIGN(end) - (addr & PAGE_MASK)) >> PAGE_SHIFT;
	/* Before a list of that length is allocated. */
	if (n > totalram_pages() || n > INT_MAX / sizeof(*p->page))
		return -ENOMEM;
	err = account_locked_vm(current->mm, n, true);
	if (err)
		return err;

	p->mm = current->mm;
	mmgrab(p->mm);
	p->n = 0;
	p->page = kvmalloc_array(n, sizeof(*p->page), GFP_KERNEL_ACCOUNT);
	err = p->page ? vu_pages_pin_all(p, addr & PAGE_MASK, n) : -ENOMEM;
	if (err)
		vu_pages_free(p, n);

	return err;
}

/* Of any process, also of one that has ended. May sleep. */
void vu_pages_unpin(struct vu_pages *p)
{
	vu_pages_free(p, p->n);
}

static void vu_region_release(struct vbus_shm *shm)
{
	struct vu_region *region = container_of(shm, struct vu_region, shm);
	struct vu_session *session = region->session;

	vunmap(region->map);
	vu_pages_unpin(&region->pages);
	kfree(region);
	vu_session_put(session);
}

static const struct vbus_shm_ops vu_region_ops = {
	.release = vu_region_release,
};

/* A region of the running process. Errors: as vu_pages_pin(). */
struct vbus_shm *vu_region_create(struct vu_session *s, u64 addr, u32 len)
{
	struct vu_region *region;
	int err;

	region = kzalloc(sizeof(*region), GFP_KERNEL_ACCOUNT);
	if (!region)
		return ERR_PTR(-ENOMEM);

	err = vu_pages_pin(&region->pages, addr, len);
	if (err)
		goto free;

	err = -ENOMEM;
	region->map = vmap(region->pages.page, region->pages.n, VM_MAP,
			   PAGE_KERNEL);
	if (!region->map)
		goto unpin;

	vu_session_get(s);
	region->session = s;
	vbus_shm_init(&region->shm, &vu_region_ops,
		      region->map + offset_in_page(addr), len);
	return &region->shm;

unpin:
	vu_pages_unpin(&region->pages);
free:
	kfree(region);
	return ERR_PTR(err);
}
