// SPDX-License-Identifier: GPL-2.0
/*
 * The guest's memory: pinned where the agent has it mapped, so that devices
 * reach it without sleeping, and none but what was given at ATTACH.
 *
 * Its pages are not handed out (get_page): the guest is told that its buffer is
 * free as soon as the device has taken what is in it, and writes there anew.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "kvm.h"

/* ---- ranges ---- */

static int vk_range_attach(struct vk_guest *g,
			   const struct vbus_kvm_range *req, u64 *end)
{
	struct vbus_range *range = &g->range[g->nranges];
	int err;

	if (offset_in_page(req->addr) ||
	    memchr_inv(req->__reserved0, 0, sizeof(req->__reserved0)) ||
	    vbus_range_follows(end, req->gpa, req->len))
		return -EINVAL;

	err = vbus_pages_pin(&range->pages, req->addr, req->len);
	if (err)
		return err;

	range->start = req->gpa;
	g->npages += range->pages.n;
	g->nranges++;
	return 0;
}

/*
 * Of the running process. What was attached before an error is vk_memory_detach's.
 * -EPERM if it may not lock memory, as mlock() says it; as vbus_pages_pin().
 */
int vk_memory_attach(struct vk_guest *g, u64 ranges, u32 n)
{
	const struct vbus_kvm_range __user *from = u64_to_user_ptr(ranges);
	struct vbus_kvm_range req;
	u64 end = 0;
	int err = 0;
	u32 i;

	if (!can_do_mlock())
		return -EPERM;

	for (i = 0; i < n && !err; i++) {
		if (copy_from_user(&req, from + i, sizeof(req)))
			return -EFAULT;
		err = vk_range_attach(g, &req, &end);
	}

	return err;
}

void vk_memory_detach(struct vk_guest *g)
{
	while (g->nranges)
		vbus_pages_unpin(&g->range[--g->nranges].pages);
}

/* Any context, while the guest is attached; false if not all was copied. */
bool vk_memory_copy(struct vk_guest *g, u64 addr, void *buf, unsigned long n,
		    bool write)
{
	return !vbus_range_copy(g->range, g->nranges, addr, buf, n, write);
}

/* ---- mapped in one piece ---- */

/* For vk_memory_unmap(). -EFAULT if not all of it is the guest's, -ENOMEM. */
void *vk_memory_map(struct vk_guest *g, u64 addr, u64 len)
{
	struct page **pages;
	unsigned long i, n;
	void *ptr = NULL;
	u64 end;

	if (!len || check_add_overflow(addr, len - 1, &end))
		return ERR_PTR(-EFAULT);
	/* Before a list of that length is allocated. */
	if ((end >> PAGE_SHIFT) - (addr >> PAGE_SHIFT) >= g->npages)
		return ERR_PTR(-EFAULT);

	n = (end >> PAGE_SHIFT) - (addr >> PAGE_SHIFT) + 1;
	pages = kvmalloc_array(n, sizeof(*pages), GFP_KERNEL_ACCOUNT);
	if (!pages)
		return ERR_PTR(-ENOMEM);

	for (i = 0; i < n; i++) {
		pages[i] = vbus_range_page(g->range, g->nranges,
					   addr + (u64)i * PAGE_SIZE);
		if (!pages[i])
			break;
	}
	if (i == n)
		ptr = vmap(pages, n, VM_MAP, PAGE_KERNEL);
	kvfree(pages);

	if (i < n)
		return ERR_PTR(-EFAULT);
	return ptr ? ptr + offset_in_page(addr) : ERR_PTR(-ENOMEM);
}

/* May sleep. */
void vk_memory_unmap(void *ptr)
{
	vunmap(ptr - offset_in_page(ptr));
}

/**
 * struct vk_region - a region
 * @shm: for the device
 * @guest: whose
 */
struct vk_region {
	struct vbus_shm shm;
	struct vk_guest *guest;
};

static void vk_region_release(struct vbus_shm *shm)
{
	struct vk_region *region = container_of(shm, struct vk_region, shm);
	struct vk_guest *g = region->guest;

	vk_memory_unmap(shm->ptr);
	kfree(region);
	vk_user_put(g);
}

static const struct vbus_shm_ops vk_region_ops = {
	.release = vk_region_release,
};

/* Errors: as vk_memory_map(). */
struct vbus_shm *vk_region_create(struct vk_guest *g, u64 addr, u32 len)
{
	struct vk_region *region;
	void *ptr;

	region = kzalloc(sizeof(*region), GFP_KERNEL_ACCOUNT);
	if (!region)
		return ERR_PTR(-ENOMEM);

	ptr = vk_memory_map(g, addr, len);
	if (IS_ERR(ptr)) {
		kfree(region);
		return ERR_CAST(ptr);
	}

	vk_user_get(g);
	region->guest = g;
	vbus_shm_init(&region->shm, &vk_region_ops, ptr, len);
	return &region->shm;
}

/* ---- the context ---- */

static unsigned long vk_memctx_copy(struct vbus_memctx *ctx, u64 addr,
				    void *buf, unsigned long n, bool write)
{
	struct vk_memory *mem = container_of(ctx, struct vk_memory, ctx);
	struct vk_guest *g = mem->guest;

	/* Pairs with synchronize_rcu() in vk_memory_kill(). */
	rcu_read_lock();
	if (!READ_ONCE(mem->dead))
		n = vbus_range_copy(g->range, g->nranges, addr, buf, n, write);
	rcu_read_unlock();

	return n;
}

static unsigned long vk_memctx_copy_to(struct vbus_memctx *ctx, u64 dst,
				       const void *src, unsigned long n)
{
	/* Only read. */
	return vk_memctx_copy(ctx, dst, (void *)src, n, true);
}

static unsigned long vk_memctx_copy_from(struct vbus_memctx *ctx, void *dst,
					 u64 src, unsigned long n)
{
	return vk_memctx_copy(ctx, src, dst, n, false);
}

static void vk_memctx_release(struct vbus_memctx *ctx)
{
	struct vk_memory *mem = container_of(ctx, struct vk_memory, ctx);
	struct vk_guest *g = mem->guest;

	kfree(mem);
	vk_user_put(g);
}

static const struct vbus_memctx_ops vk_memctx_ops = {
	.copy_to = vk_memctx_copy_to,
	.copy_from = vk_memctx_copy_from,
	.release = vk_memctx_release,
	.atomic = true,
	.distant = true,
};

/* With one reference, or NULL. */
struct vk_memory *vk_memory_create(struct vk_guest *g)
{
	struct vk_memory *mem = kzalloc(sizeof(*mem), GFP_KERNEL_ACCOUNT);

	if (!mem)
		return NULL;

	vbus_memctx_init(&mem->ctx, &vk_memctx_ops);
	vk_user_get(g);
	mem->guest = g;
	return mem;
}

/* Whoever still has the context, it reaches the guest's memory no more. */
void vk_memory_kill(struct vk_memory *mem)
{
	WRITE_ONCE(mem->dead, true);
	synchronize_rcu();
}
