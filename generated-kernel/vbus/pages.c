// SPDX-License-Identifier: GPL-2.0
/* Memory of a process, pinned and counted as its locked memory. */
#include <linux/export.h>
#include <linux/mm.h>
#include <linux/overflow.h>
#include <linux/sched/mm.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vbus_pages.h>

/* Pages pinned, or let go, in one go. */
#define VBUS_PIN_BATCH 512

static int vbus_pages_pin_all(struct vbus_pages *p, unsigned long start,
			      unsigned long n)
{
	int got;

	while (p->n < n) {
		got = pin_user_pages_fast(start + p->n * PAGE_SIZE,
					  min_t(unsigned long, n - p->n,
						VBUS_PIN_BATCH),
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

static void vbus_pages_free(struct vbus_pages *p, unsigned long counted)
{
	unsigned long i, n;

	for (i = 0; i < p->n; i += n) {
		n = min_t(unsigned long, p->n - i, VBUS_PIN_BATCH);
		unpin_user_pages_dirty_lock(p->page + i, n, true);
		cond_resched();
	}
	kvfree(p->page);
	account_locked_vm(p->mm, counted, false);
	mmdrop(p->mm);
}

/**
 * vbus_pages_pin() - pin what the running process has somewhere, for writing
 * @p: the result
 * @addr: where; the first page is the one with this byte
 * @len: bytes, not 0
 *
 * The pages are counted as if the process had locked them, so its limit bounds
 * what is pinned here. They stay after it has unmapped them, or has ended.
 *
 * Context: process; may sleep.
 * Return: 0; -EFAULT for what cannot be written; -ENOMEM; -EINTR when the
 * process is killed. After an error there is nothing to unpin.
 */
int vbus_pages_pin(struct vbus_pages *p, u64 addr, u64 len)
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
	err = p->page ? vbus_pages_pin_all(p, addr & PAGE_MASK, n) : -ENOMEM;
	if (err)
		vbus_pages_free(p, n);

	return err;
}
EXPORT_SYMBOL_GPL(vbus_pages_pin);

/**
 * vbus_pages_unpin() - let pages go
 * @p: from vbus_pages_pin(), of any process, also of one that has ended
 *
 * They are marked as written.
 *
 * Context: process; may sleep.
 */
void vbus_pages_unpin(struct vbus_pages *p)
{
	vbus_pages_free(p, p->n);
}
EXPORT_SYMBOL_GPL(vbus_pages_unpin);
