// SPDX-License-Identifier: GPL-2.0
/*
 * What an address means to a device of a session; see
 * docs/decisions/040-addresses-of-processes.md.
 *
 *   from VU_CALL on   argument of a call that runs. No process makes such an
 *                     address: the ioctl's own pointer is of who calls, and
 *                     what is there lies in kernel memory for the call.
 *   below, no pool    of the process that joined, through its page tables
 *   below, pools      offset into them, the first one from 0
 *
 * Pools are pinned, so that a device reaches them without sleeping. Their pages
 * are not handed out (get_page): the process is told that its buffer is free
 * as soon as the device has taken what is in it, and writes there anew.
 */
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/nospec.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "user.h"

#define VU_CALL BIT_ULL(63)
#define VU_CALL_LIMIT XA_LIMIT(0, INT_MAX)

/* An offset in an argument and its number fit in an address. */
static_assert(BIT_ULL(32) > VU_MAX_CALL);

static struct vu_memory *to_vu_memory(struct vbus_memctx *ctx)
{
	return container_of(ctx, struct vu_memory, ctx);
}

/* ---- calls ---- */

/* Copies what the process has at @from. Errors: -EFAULT, -ENOMEM. */
struct vu_call *vu_call_begin(struct vu_memory *mem, u64 from, u32 len)
{
	struct vu_call *call;
	int err;

	if (from > ULONG_MAX)
		return ERR_PTR(-EFAULT);

	call = kvmalloc(struct_size(call, data, len), GFP_KERNEL_ACCOUNT);
	if (!call)
		return ERR_PTR(-ENOMEM);
	call->len = len;
	call->written = false;

	err = -EFAULT;
	if (copy_from_user(call->data, u64_to_user_ptr(from), len))
		goto free;
	err = xa_alloc(&mem->calls, &call->number, call, VU_CALL_LIMIT,
		       GFP_KERNEL);
	if (err)
		goto free;

	return call;

free:
	kvfree(call);
	return ERR_PTR(err == -EFAULT ? -EFAULT : -ENOMEM);
}

u64 vu_call_address(const struct vu_call *call)
{
	return VU_CALL | (u64)call->number << 32;
}

/* Copies back what the device wrote; 0 or -EFAULT. */
int vu_call_end(struct vu_memory *mem, struct vu_call *call, u64 to)
{
	int err = 0;

	xa_erase(&mem->calls, call->number);
	if (READ_ONCE(call->written) &&
	    copy_to_user(u64_to_user_ptr(to), call->data, call->len))
		err = -EFAULT;
	kvfree_rcu(call, rcu);

	return err;
}

static unsigned long vu_call_copy(struct vu_memory *mem, u64 addr, void *buf,
				  unsigned long n, bool write)
{
	u32 off = lower_32_bits(addr);
	struct vu_call *call;

	rcu_read_lock();
	call = xa_load(&mem->calls, upper_32_bits(addr & ~VU_CALL));
	if (call && off < call->len && n <= call->len - off) {
		off = array_index_nospec(off, call->len);
		if (write) {
			WRITE_ONCE(call->written, true);
			memcpy(call->data + off, buf, n);
		} else {
			memcpy(buf, call->data + off, n);
		}
		n = 0;
	}
	rcu_read_unlock();

	return n;
}

/* ---- pools ---- */

static unsigned long vu_pool_copy(struct vu_memory *mem, u64 addr, void *buf,
				  unsigned long n, bool write)
{
	/* Pairs with the release in vu_memory_add_pool(). */
	unsigned int npools = smp_load_acquire(&mem->npools);

	return vbus_range_copy(mem->pool, npools, addr, buf, n, write);
}

static unsigned long vu_pool_copy_to(struct vbus_memctx *ctx, u64 dst,
				     const void *src, unsigned long n)
{
	/* Only read. */
	void *buf = (void *)src;

	if (dst & VU_CALL)
		return vu_call_copy(to_vu_memory(ctx), dst, buf, n, true);
	return vu_pool_copy(to_vu_memory(ctx), dst, buf, n, true);
}

static unsigned long vu_pool_copy_from(struct vbus_memctx *ctx, void *dst,
				       u64 src, unsigned long n)
{
	if (src & VU_CALL)
		return vu_call_copy(to_vu_memory(ctx), src, dst, n, false);
	return vu_pool_copy(to_vu_memory(ctx), src, dst, n, false);
}

/* ---- no pool ---- */

static unsigned long vu_virtual_copy_to(struct vbus_memctx *ctx, u64 dst,
					const void *src, unsigned long n)
{
	struct vu_memory *mem = to_vu_memory(ctx);

	if (dst & VU_CALL)
		return vu_call_copy(mem, dst, (void *)src, n, true);
	return mem->task->ops->copy_to(mem->task, dst, src, n);
}

static unsigned long vu_virtual_copy_from(struct vbus_memctx *ctx, void *dst,
					  u64 src, unsigned long n)
{
	struct vu_memory *mem = to_vu_memory(ctx);

	if (src & VU_CALL)
		return vu_call_copy(mem, src, dst, n, false);
	return mem->task->ops->copy_from(mem->task, dst, src, n);
}

/* ---- the context ---- */

static void vu_memory_release(struct vbus_memctx *ctx)
{
	struct vu_memory *mem = to_vu_memory(ctx);
	struct vu_session *session = mem->session;
	unsigned int i;

	for (i = 0; i < mem->npools; i++)
		vbus_pages_unpin(&mem->pool[i].pages);
	xa_destroy(&mem->calls);
	vbus_memctx_put(mem->task);
	kfree(mem);
	vu_session_put(session);
}

static const struct vbus_memctx_ops vu_virtual_ops = {
	.copy_to = vu_virtual_copy_to,
	.copy_from = vu_virtual_copy_from,
	.release = vu_memory_release,
};

static const struct vbus_memctx_ops vu_pool_ops = {
	.copy_to = vu_pool_copy_to,
	.copy_from = vu_pool_copy_from,
	.release = vu_memory_release,
	.atomic = true,
};

/* Memory of the running process, with one reference. */
struct vu_memory *vu_memory_create(struct vu_session *s)
{
	struct vbus_memctx *task;
	struct vu_memory *mem;

	task = vbus_memctx_task(current);
	if (IS_ERR(task))
		return ERR_CAST(task);

	mem = kzalloc(sizeof(*mem), GFP_KERNEL_ACCOUNT);
	if (!mem) {
		vbus_memctx_put(task);
		return ERR_PTR(-ENOMEM);
	}

	vbus_memctx_init(&mem->ctx, &vu_virtual_ops);
	vu_session_get(s);
	mem->session = s;
	mem->task = task;
	xa_init_flags(&mem->calls, XA_FLAGS_ALLOC);
	return mem;
}

/*
 * Under the session's lock; for the first pool no device is open. The pages are
 * the context's then. -EINVAL if there are too many.
 */
int vu_memory_add_pool(struct vu_memory *mem, struct vbus_pages *pages,
		       u64 *handle)
{
	unsigned int i = mem->npools;
	struct vbus_range *pool = &mem->pool[i];

	if (i == VU_MAX_POOLS)
		return -EINVAL;

	pool->start = i ? pool[-1].start +
			  (u64)pool[-1].pages.n * PAGE_SIZE : 0;
	pool->pages = *pages;
	/* Pairs with the acquire in vu_pool_copy(). */
	smp_store_release(&mem->npools, i + 1);
	mem->ctx.ops = &vu_pool_ops;
	*handle = i + 1;

	return 0;
}
