// SPDX-License-Identifier: GPL-2.0
/* A region that a process registers: pinned, and mapped for the device. */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include "user.h"

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
	struct vbus_pages pages;
	void *map;
};

static void vu_region_release(struct vbus_shm *shm)
{
	struct vu_region *region = container_of(shm, struct vu_region, shm);
	struct vu_session *session = region->session;

	vunmap(region->map);
	vbus_pages_unpin(&region->pages);
	kfree(region);
	vu_session_put(session);
}

static const struct vbus_shm_ops vu_region_ops = {
	.release = vu_region_release,
};

/* A region of the running process. Errors: as vbus_pages_pin(). */
struct vbus_shm *vu_region_create(struct vu_session *s, u64 addr, u32 len)
{
	struct vu_region *region;
	int err;

	region = kzalloc(sizeof(*region), GFP_KERNEL_ACCOUNT);
	if (!region)
		return ERR_PTR(-ENOMEM);

	err = vbus_pages_pin(&region->pages, addr, len);
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
	vbus_pages_unpin(&region->pages);
free:
	kfree(region);
	return ERR_PTR(err);
}
