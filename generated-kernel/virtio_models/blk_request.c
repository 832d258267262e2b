// SPDX-License-Identifier: GPL-2.0
/*
 * Requests: one after the other in each queue, by the file's own operations.
 * Data goes between the file and the driver's pages, where those can be
 * referred to; else through a page of ours. A request that cannot be done is
 * answered so; only one that is no request at all is a fault.
 */
#include <linux/blkdev.h>
#include <linux/fs.h>
#include <linux/ktime.h>
#include <linux/sched/mm.h>
#include <linux/types.h>
#include <linux/uio.h>

#include <linux/falloc.h>

#include <linux/vbus_compat.h>

#include "blk.h"

/* Bytes of a range of sectors within the device, or false. */
static bool virtio_blk_range(struct virtio_blk_dev *blk, u64 sector, u64 bytes,
			     loff_t *pos)
{
	u64 sectors = READ_ONCE(blk->sectors);

	if (bytes % SECTOR_SIZE || sector > sectors ||
	    bytes / SECTOR_SIZE > sectors - sector)
		return false;

	*pos = sector * SECTOR_SIZE;
	return true;
}

static ssize_t virtio_blk_file(struct file *file, struct iov_iter *iter,
			       loff_t *pos, bool write)
{
	ssize_t n;

	if (!write)
		return vfs_iter_read(file, iter, pos, 0);

	vbus_file_start_write(file);
	n = vfs_iter_write(file, iter, pos, 0);
	vbus_file_end_write(file);
	return n;
}

/* All pieces, or an error: a file that has become shorter is one. */
static int virtio_blk_bvecs(struct virtio_blk_dev *blk, struct bio_vec *bv,
			    unsigned int n, loff_t *pos, bool write)
{
	struct iov_iter iter;
	size_t bytes = 0;
	unsigned int i;
	ssize_t done;

	for (i = 0; i < n; i++)
		bytes += bv[i].bv_len;
	iov_iter_bvec(&iter, write ? WRITE : READ, bv, n, bytes);

	while (iov_iter_count(&iter)) {
		done = virtio_blk_file(blk->file, &iter, pos, write);
		if (done <= 0)
			return done ?: -EIO;
	}

	return 0;
}

/* A page at most; -EFAULT is the driver's fault, and was dealt with. */
static int virtio_blk_bounce(struct vbus_virtqueue *vq, void *page,
			     struct vbus_virtio_iter *it, loff_t *pos,
			     bool write)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	size_t len = min_t(u32, it->left, PAGE_SIZE);
	ssize_t n;

	if (write) {
		n = vbus_virtio_iter_read(vq, it, page, len);
		if (n < 0)
			return n;
		n = kernel_write(blk->file, page, len, pos);
	} else {
		n = kernel_read(blk->file, page, len, pos);
		if (n != len)
			return n < 0 ? n : -EIO;
		n = vbus_virtio_iter_write(vq, it, page, len);
	}
	if (n < 0)
		return n;
	return n == len ? 0 : -EIO;
}

static int virtio_blk_transfer(struct vbus_virtqueue *vq,
			       struct vbus_virtio_iter *it, loff_t pos,
			       bool write)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	struct virtio_blk_queue *q = vbus_virtqueue_priv(vq);
	int n, err = 0;

	while (it->left && !err) {
		n = vbus_virtio_iter_bvecs(vq, it, q->bv, BLK_BVECS);
		if (n) {
			err = virtio_blk_bvecs(blk, q->bv, n, &pos, write);
			vbus_virtio_put_bvecs(q->bv, n);
		} else {
			err = virtio_blk_bounce(vq, q->bounce, it, &pos,
						write);
		}
	}

	return err;
}

static u8 virtio_blk_rw(struct vbus_virtqueue *vq, struct vbus_virtio_iter *it,
			u64 sector, bool write, u32 *written)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	u32 len = it->left;
	loff_t pos;

	if (!virtio_blk_range(blk, sector, len, &pos) ||
	    (write && blk->readonly))
		return VIRTIO_BLK_S_IOERR;
	if (virtio_blk_transfer(vq, it, pos, write))
		return VIRTIO_BLK_S_IOERR;

	if (!write)
		*written = len;
	return VIRTIO_BLK_S_OK;
}

static u8 virtio_blk_flush(struct virtio_blk_dev *blk)
{
	return vfs_fsync(blk->file, 1) ? VIRTIO_BLK_S_IOERR : VIRTIO_BLK_S_OK;
}

static int virtio_blk_mode(u32 type, u32 flags)
{
	bool zero = type == VIRTIO_BLK_T_WRITE_ZEROES;

	if (flags & ~(zero ? VIRTIO_BLK_WRITE_ZEROES_FLAG_UNMAP : 0))
		return -EOPNOTSUPP;
	/* A hole reads as zeros, and is one. */
	if (!zero || flags)
		return FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
	return FALLOC_FL_ZERO_RANGE | FALLOC_FL_KEEP_SIZE;
}

/* For files that cannot be told to be zero. */
static int virtio_blk_write_zeroes(struct vbus_virtqueue *vq, loff_t pos,
				   u64 bytes)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	struct virtio_blk_queue *q = vbus_virtqueue_priv(vq);
	ssize_t n;

	memset(q->bounce, 0, PAGE_SIZE);
	for (; bytes; bytes -= n) {
		n = kernel_write(blk->file, q->bounce,
				 min_t(u64, bytes, PAGE_SIZE), &pos);
		if (n <= 0)
			return n ?: -EIO;
		cond_resched();
	}

	return 0;
}

static u8 virtio_blk_clear_range(struct vbus_virtqueue *vq, u32 type,
				 const struct virtio_blk_discard_write_zeroes *r)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	u64 bytes = (u64)le32_to_cpu(r->num_sectors) * SECTOR_SIZE;
	int mode = virtio_blk_mode(type, le32_to_cpu(r->flags));
	loff_t pos;
	int err;

	if (mode < 0)
		return VIRTIO_BLK_S_UNSUPP;
	if (!virtio_blk_range(blk, le64_to_cpu(r->sector), bytes, &pos))
		return VIRTIO_BLK_S_IOERR;
	if (!bytes)
		return VIRTIO_BLK_S_OK;

	err = vfs_fallocate(blk->file, mode, pos, bytes);
	if (err == -EOPNOTSUPP && type == VIRTIO_BLK_T_WRITE_ZEROES)
		err = virtio_blk_write_zeroes(vq, pos, bytes);
	if (err == -EOPNOTSUPP)
		return VIRTIO_BLK_S_UNSUPP;
	return err ? VIRTIO_BLK_S_IOERR : VIRTIO_BLK_S_OK;
}

/* Discard and write zeroes. */
static u8 virtio_blk_clear(struct vbus_virtqueue *vq, u32 type,
			   struct vbus_virtio_iter *it)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	struct virtio_blk_discard_write_zeroes range;
	u8 status = VIRTIO_BLK_S_OK;

	if (blk->readonly || !it->left || it->left % sizeof(range) ||
	    it->left / sizeof(range) > BLK_MAX_RANGES)
		return VIRTIO_BLK_S_IOERR;

	while (it->left && status == VIRTIO_BLK_S_OK) {
		if (vbus_virtio_iter_read(vq, it, &range, sizeof(range)) < 0)
			return VIRTIO_BLK_S_IOERR;
		status = virtio_blk_clear_range(vq, type, &range);
	}

	return status;
}

static u8 virtio_blk_get_id(struct vbus_virtqueue *vq,
			    struct vbus_virtio_iter *it, u32 *written)
{
	struct virtio_blk_dev *blk = to_virtio_blk(vq->dev);
	ssize_t n;

	n = vbus_virtio_iter_write(vq, it, blk->serial, sizeof(blk->serial));
	if (n < 0)
		return VIRTIO_BLK_S_IOERR;

	*written = n;
	return VIRTIO_BLK_S_OK;
}

static u8 virtio_blk_do(struct vbus_virtqueue *vq,
			const struct virtio_blk_outhdr *hdr,
			struct vbus_virtio_iter *out,
			struct vbus_virtio_iter *in, u32 *written)
{
	u32 type = __virtio32_to_cpu(true, hdr->type);
	u64 sector = __virtio64_to_cpu(true, hdr->sector);

	switch (type) {
	case VIRTIO_BLK_T_IN:
		return virtio_blk_rw(vq, in, sector, false, written);
	case VIRTIO_BLK_T_OUT:
		return virtio_blk_rw(vq, out, sector, true, written);
	case VIRTIO_BLK_T_FLUSH:
		return virtio_blk_flush(to_virtio_blk(vq->dev));
	case VIRTIO_BLK_T_DISCARD:
	case VIRTIO_BLK_T_WRITE_ZEROES:
		return virtio_blk_clear(vq, type, out);
	case VIRTIO_BLK_T_GET_ID:
		return virtio_blk_get_id(vq, in, written);
	default:
		return VIRTIO_BLK_S_UNSUPP;
	}
}

/* The status is the last byte that the device may write. */
static bool virtio_blk_request(struct vbus_virtqueue *vq,
			       struct vbus_virtio_chain *chain)
{
	struct vbus_virtio_iter in = chain->in, end = chain->in;
	struct virtio_blk_outhdr hdr;
	unsigned int noio;
	u32 written = 0;
	ssize_t n;
	u8 status;

	n = vbus_virtio_chain_read(vq, chain, &hdr, sizeof(hdr));
	if (n < 0)
		return false;
	if (n != sizeof(hdr)) {
		vbus_virtqueue_fault(vq, "request with a header of bytes", n);
		return false;
	}
	if (!in.left) {
		vbus_virtqueue_fault(vq, "request without a status, buffers to read have bytes",
				     chain->out.left);
		return false;
	}

	vbus_virtio_iter_advance(&end, in.left - 1);
	in.left--;
	/* The driver may be what frees memory, by what it asks for here. */
	noio = memalloc_noio_save();
	status = virtio_blk_do(vq, &hdr, &chain->out, &in, &written);
	memalloc_noio_restore(noio);
	if (vbus_virtio_iter_write(vq, &end, &status, 1) < 0)
		return false;

	chain->written = written + 1;
	return true;
}

/*
 * Told after each, as the next one may take long; but for those that came from
 * memory, which are told of together.
 */
void virtio_blk_queue_run(struct vbus_virtqueue *vq)
{
	struct virtio_blk_queue *q = vbus_virtqueue_priv(vq);
	unsigned int untold = 0;
	u64 start;

	while (!vbus_virtqueue_get(vq, q->chain)) {
		start = ktime_get_ns();
		if (!virtio_blk_request(vq, q->chain)) {
			vbus_virtqueue_drop(vq, q->chain);
			break;
		}
		vbus_virtqueue_put(vq, q->chain);
		if (++untold < BLK_UNTOLD &&
		    ktime_get_ns() - start < BLK_QUICK_NS)
			continue;
		vbus_virtqueue_signal(vq);
		untold = 0;
	}

	if (untold)
		vbus_virtqueue_signal(vq);
}
