// SPDX-License-Identifier: GPL-2.0
/*
 * The control page: a file of one page, which the VMM maps as the function's
 * BAR. The guest lives as long as the file is open or mapped: its release is
 * the guest's end, however the VMM came to its own.
 *
 * A file of a file system of ours, and not an anonymous inode: the VMM asks for
 * its size, and that one inode has all the others' as well.
 */
#include <linux/err.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mount.h>
#include <linux/pseudo_fs.h>

#include <asm/barrier.h>

#include "kvm.h"

/* "vbkv" */
#define VK_FS_MAGIC VBUS_KVM_MAGIC

static_assert(sizeof(struct vbus_pci_control) <= PAGE_SIZE);

/* Mounted while there is a file, so that it does not keep the module. */
static struct vfsmount *vk_fs_mnt;
static int vk_fs_count;

static int vk_fs_init(struct fs_context *fc)
{
	return init_pseudo(fc, VK_FS_MAGIC) ? 0 : -ENOMEM;
}

static struct file_system_type vk_fs_type = {
	.name = KBUILD_MODNAME,
	.owner = THIS_MODULE,
	.init_fs_context = vk_fs_init,
	.kill_sb = kill_anon_super,
};

/* What the host says of itself, which the guest may have written over. */
void vk_control_format(struct vk_guest *g)
{
	struct vbus_pci_control *c = g->control;

	WRITE_ONCE(c->version, VBUS_PCI_VERSION);
	WRITE_ONCE(c->capabilities, VK_CAPS);
	WRITE_ONCE(c->peer, g->peer);
	WRITE_ONCE(c->doorbells, g->vectors);
	WRITE_ONCE(c->vectors, g->vectors);
	/* Pairs with the driver's reading the magic first. */
	virt_store_release(&c->magic, VBUS_PCI_MAGIC);
}

static vm_fault_t vk_control_fault(struct vm_fault *vmf)
{
	struct vk_guest *g = vmf->vma->vm_file->private_data;

	if (vmf->pgoff)
		return VM_FAULT_SIGBUS;

	get_page(g->page);
	vmf->page = g->page;
	return 0;
}

static const struct vm_operations_struct vk_control_vm_ops = {
	.fault = vk_control_fault,
};

static int vk_control_mmap(struct file *file, struct vm_area_struct *vma)
{
	/* A private copy would be one that nobody reads. */
	if (!(vma->vm_flags & VM_SHARED) || vma->vm_pgoff ||
	    vma_pages(vma) != 1)
		return -EINVAL;

	vma->vm_ops = &vk_control_vm_ops;
	return 0;
}

static int vk_control_release(struct inode *inode, struct file *file)
{
	struct vk_guest *g = file->private_data;

	vk_guest_end(g);
	vk_guest_put(g);
	simple_release_fs(&vk_fs_mnt, &vk_fs_count);
	return 0;
}

static const struct file_operations vk_control_fops = {
	.owner = THIS_MODULE,
	.mmap = vk_control_mmap,
	.release = vk_control_release,
	.llseek = generic_file_llseek,
};

/*
 * A file that has the caller's reference to @g, and ends it; after an error
 * both are the caller's to do. In a call of a file of ours, which holds the
 * module.
 */
struct file *vk_control_file(struct vk_guest *g)
{
	struct inode *inode;
	struct file *file;
	int err;

	/* The file's, which __fput() drops. */
	__module_get(THIS_MODULE);
	err = simple_pin_fs(&vk_fs_type, &vk_fs_mnt, &vk_fs_count);
	if (err)
		goto module;

	inode = alloc_anon_inode(vk_fs_mnt->mnt_sb);
	if (IS_ERR(inode)) {
		err = PTR_ERR(inode);
		goto fs;
	}
	i_size_write(inode, PAGE_SIZE);

	file = alloc_file_pseudo(inode, vk_fs_mnt, "vbus-kvm-control", O_RDWR,
				 &vk_control_fops);
	if (IS_ERR(file)) {
		iput(inode);
		err = PTR_ERR(file);
		goto fs;
	}
	/* The VMM may find the size by this too. */
	file->f_mode |= FMODE_LSEEK;
	file->private_data = g;
	return file;

fs:
	simple_release_fs(&vk_fs_mnt, &vk_fs_count);
module:
	module_put(THIS_MODULE);
	return ERR_PTR(err);
}
