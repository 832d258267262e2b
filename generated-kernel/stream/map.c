// SPDX-License-Identifier: GPL-2.0
/*
 * Profile stream: the region that processes of both sides share.
 *
 * It is mapped page by page, and only while there is a link: the memory is the
 * driver's, who may do something else with it afterwards. No mapping counts as
 * its user; all are taken away when the link goes.
 */
#include <linux/mm.h>
#include <linux/vbus_compat.h>

#include "stream.h"

/* Pages that are the region's from their first byte to their last. */
static unsigned long vse_pages(const struct vbus_stream_link *link)
{
	if (!link || !link->shared || !PAGE_ALIGNED(link->shared))
		return 0;

	return link->shared_len >> PAGE_SHIFT;
}

static vm_fault_t vse_fault(struct vm_fault *vmf)
{
	struct vse_file *sf = vmf->vma->vm_file->private_data;
	struct vbus_stream_end *end = sf->end;
	struct vbus_stream_link *link;
	vm_fault_t ret = VM_FAULT_SIGBUS;
	const void *at;
	int idx;

	/* Held until the page is in, so that vse_unmap() finds it there. */
	idx = srcu_read_lock(&end->srcu);
	link = vse_link(end);
	/* May be another link than the one that was mapped. */
	if (vmf->pgoff < vse_pages(link)) {
		at = link->shared + (vmf->pgoff << PAGE_SHIFT);
		ret = vmf_insert_pfn(vmf->vma, vmf->address,
				     is_vmalloc_addr(at) ?
				     vmalloc_to_pfn(at) :
				     page_to_pfn(virt_to_page(at)));
	}
	srcu_read_unlock(&end->srcu, idx);

	return ret;
}

static const struct vm_operations_struct vse_vm_ops = {
	.fault = vse_fault,
};

/**
 * vse_mmap() - map region shared
 * @file: an open end
 * @vma: where
 *
 * Context: process; mmap_lock.
 * Return: 0; -ENODEV if there is no such region, or no link; -EINVAL beyond its
 * end, and for a private mapping
 */
int vse_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct vse_file *sf = file->private_data;
	unsigned long pages;
	int idx;

	idx = srcu_read_lock(&sf->end->srcu);
	pages = vse_pages(vse_link(sf->end));
	srcu_read_unlock(&sf->end->srcu, idx);

	if (!pages)
		return -ENODEV;
	/* Not VM_SHARED, which a file that is only read has not. */
	if (!(vma->vm_flags & VM_MAYSHARE) || vma->vm_pgoff >= pages ||
	    vma_pages(vma) > pages - vma->vm_pgoff)
		return -EINVAL;

	vbus_vm_flags_set(vma, VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	vma->vm_ops = &vse_vm_ops;
	return 0;
}

/**
 * vse_unmap() - take region shared from all who have mapped it
 * @end: the end, whose link nobody uses any more
 *
 * What they do there from then on is SIGBUS. A mapping holds its file, so each
 * is found by the files that are open.
 *
 * Context: process; may sleep.
 */
void vse_unmap(struct vbus_stream_end *end)
{
	struct vse_file *sf;

	mutex_lock(&end->open_lock);
	list_for_each_entry(sf, &end->files, node)
		unmap_mapping_range(sf->file->f_mapping, 0, 0, 1);
	mutex_unlock(&end->open_lock);
}
