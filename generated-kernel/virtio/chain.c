// SPDX-License-Identifier: GPL-2.0
/* Bytes of chains: copied, or referred to. */
#include <linux/bvec.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/mm.h>

#include "virtio.h"

static ssize_t vbus_virtio_iter_copy(struct vbus_virtqueue *vq,
				     struct vbus_virtio_iter *it, void *buf,
				     size_t len, bool write)
{
	size_t done = 0;
	u64 addr;
	u32 n;
	int err;

	while (done < len && it->left) {
		n = min3((size_t)it->left, len - done,
			 (size_t)(it->seg->len - it->off));
		addr = it->seg->addr + it->off;
		if (write)
			err = vbus_copy_to(vq->ctx, addr, buf + done, n);
		else
			err = vbus_copy_from(vq->ctx, buf + done, addr, n);
		if (err) {
			vbus_virtqueue_fault(vq, "buffer that is no memory of the driver",
					     addr);
			return err;
		}
		vbus_virtio_iter_advance(it, n);
		done += n;
	}

	return done;
}

/**
 * vbus_virtio_iter_read() - read from the driver's buffers
 * @vq: the queue
 * @it: where; goes on behind what was read
 * @buf: where to
 * @len: bytes
 *
 * Context: where the driver's memory can be read.
 * Return: bytes read, fewer than @len at the end; -EFAULT if an address is
 * none, which was dealt with as with any lie
 */
ssize_t vbus_virtio_iter_read(struct vbus_virtqueue *vq,
			      struct vbus_virtio_iter *it, void *buf,
			      size_t len)
{
	return vbus_virtio_iter_copy(vq, it, buf, len, false);
}
EXPORT_SYMBOL_GPL(vbus_virtio_iter_read);

/**
 * vbus_virtio_iter_write() - write to the driver's buffers
 * @vq: the queue
 * @it: where; goes on behind what was written
 * @buf: what
 * @len: bytes
 *
 * Context: where the driver's memory can be written.
 * Return: bytes written, fewer than @len at the end; -EFAULT if an address is
 * none, which was dealt with as with any lie
 */
ssize_t vbus_virtio_iter_write(struct vbus_virtqueue *vq,
			       struct vbus_virtio_iter *it, const void *buf,
			       size_t len)
{
	/* Only read. */
	return vbus_virtio_iter_copy(vq, it, (void *)buf, len, true);
}
EXPORT_SYMBOL_GPL(vbus_virtio_iter_write);

/**
 * vbus_virtio_chain_read() - read what the driver has to say
 * @vq: the queue
 * @chain: the chain
 * @buf: where to
 * @len: bytes
 *
 * Context: where the driver's memory can be read.
 * Return: as vbus_virtio_iter_read()
 */
ssize_t vbus_virtio_chain_read(struct vbus_virtqueue *vq,
			       struct vbus_virtio_chain *chain, void *buf,
			       size_t len)
{
	return vbus_virtio_iter_read(vq, &chain->out, buf, len);
}
EXPORT_SYMBOL_GPL(vbus_virtio_chain_read);

/**
 * vbus_virtio_chain_write() - answer a driver
 * @vq: the queue
 * @chain: the chain; what is written counts as chain->written
 * @buf: what
 * @len: bytes
 *
 * Context: where the driver's memory can be written.
 * Return: as vbus_virtio_iter_write()
 */
ssize_t vbus_virtio_chain_write(struct vbus_virtqueue *vq,
				struct vbus_virtio_chain *chain,
				const void *buf, size_t len)
{
	ssize_t n = vbus_virtio_iter_write(vq, &chain->in, buf, len);

	if (n > 0)
		chain->written += n;
	return n;
}
EXPORT_SYMBOL_GPL(vbus_virtio_chain_write);

/**
 * vbus_virtio_iter_bvecs() - refer to the driver's buffers
 * @vq: the queue
 * @it: where; goes on behind what is referred to
 * @bv: where to put the pieces, each within one page, with a reference to it
 * @max: room there
 *
 * The driver can change what is there at any time.
 *
 * Context: any.
 * Return: pieces. With bytes left and room for more, what comes next cannot be
 * referred to: copy it.
 */
int vbus_virtio_iter_bvecs(struct vbus_virtqueue *vq,
			   struct vbus_virtio_iter *it, struct bio_vec *bv,
			   unsigned int max)
{
	const struct vbus_memctx_ops *ops = vq->ctx->ops;
	unsigned int n = 0;
	struct page *page;
	u64 addr;

	if (!ops->get_page)
		return 0;

	for (; n < max && it->left; n++) {
		addr = it->seg->addr + it->off;
		page = ops->get_page(vq->ctx, addr);
		if (!page)
			break;
		bv[n].bv_page = page;
		bv[n].bv_offset = offset_in_page(addr);
		bv[n].bv_len = min3((u32)PAGE_SIZE - bv[n].bv_offset,
				    it->seg->len - it->off, it->left);
		vbus_virtio_iter_advance(it, bv[n].bv_len);
	}

	return n;
}
EXPORT_SYMBOL_GPL(vbus_virtio_iter_bvecs);

/**
 * vbus_virtio_put_bvecs() - drop references to the driver's pages
 * @bv: pieces
 * @n: how many
 *
 * Context: any.
 */
void vbus_virtio_put_bvecs(struct bio_vec *bv, unsigned int n)
{
	while (n--)
		put_page(bv[n].bv_page);
}
EXPORT_SYMBOL_GPL(vbus_virtio_put_bvecs);
