// SPDX-License-Identifier: GPL-2.0
/* virtio-blk: a file or a block device of this kernel as a driver's disk. */
#include <linux/blkdev.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include <uapi/linux/virtio_ids.h>

#include <linux/vbus_compat.h>

#include "blk.h"

static const struct vbus_virtqueue_info virtio_blk_requestq = {
	.name = "requestq",
	.num = 128,
	.segs = BLK_MAX_SEGS + 2,
	.streams = true,
};

static const struct vbus_virtqueue_info *
virtio_blk_queue_info(struct vbus_virtio_device *dev, unsigned int index)
{
	return index < to_virtio_blk(dev)->queues ? &virtio_blk_requestq : NULL;
}

/* ---- a driver ---- */

static int virtio_blk_open(struct vbus_virtio_device *dev)
{
	return to_virtio_blk(dev)->file ? 0 : -ENXIO;
}

static int virtio_blk_queue_start(struct vbus_virtqueue *vq)
{
	struct virtio_blk_queue *q;

	q = kzalloc(sizeof(*q), GFP_KERNEL);
	if (!q)
		return -ENOMEM;

	q->chain = vbus_virtio_chain_alloc(vq, GFP_KERNEL);
	q->bounce = (void *)__get_free_page(GFP_KERNEL);
	if (!q->chain || !q->bounce) {
		vbus_virtio_chain_free(q->chain);
		free_page((unsigned long)q->bounce);
		kfree(q);
		return -ENOMEM;
	}

	vq->priv = q;
	return 0;
}

static void virtio_blk_queue_stop(struct vbus_virtqueue *vq)
{
	struct virtio_blk_queue *q = vbus_virtqueue_priv(vq);

	vq->priv = NULL;
	vbus_virtio_chain_free(q->chain);
	free_page((unsigned long)q->bounce);
	kfree(q);
}

/* ---- what is behind it; under the device's lock ---- */

static void virtio_blk_measure(struct virtio_blk_dev *blk)
{
	__virtio64 capacity;
	u64 sectors = 0;

	if (blk->file)
		sectors = i_size_read(blk->file->f_mapping->host) >>
			  SECTOR_SHIFT;
	WRITE_ONCE(blk->sectors, sectors);
	capacity = __cpu_to_virtio64(true, sectors);
	vbus_virtio_config_update(&blk->virtio,
				  offsetof(struct virtio_blk_config, capacity),
				  &capacity, sizeof(capacity));
}

static void virtio_blk_describe(struct virtio_blk_dev *blk)
{
	struct virtio_blk_config config = {
		.seg_max = __cpu_to_virtio32(true, BLK_MAX_SEGS),
		.blk_size = __cpu_to_virtio32(true, SECTOR_SIZE),
		.num_queues = __cpu_to_virtio16(true, blk->queues),
		.max_discard_sectors = __cpu_to_virtio32(true, U32_MAX),
		.max_discard_seg = __cpu_to_virtio32(true, BLK_MAX_RANGES),
		.discard_sector_alignment =
			__cpu_to_virtio32(true, PAGE_SIZE / SECTOR_SIZE),
		.max_write_zeroes_sectors = __cpu_to_virtio32(true, U32_MAX),
		.max_write_zeroes_seg = __cpu_to_virtio32(true, BLK_MAX_RANGES),
		.write_zeroes_may_unmap = 1,
	};
	u64 features = BIT_ULL(VIRTIO_BLK_F_SEG_MAX) |
		       BIT_ULL(VIRTIO_BLK_F_BLK_SIZE) |
		       BIT_ULL(VIRTIO_BLK_F_FLUSH) | BIT_ULL(VIRTIO_BLK_F_MQ);

	if (blk->readonly)
		features |= BIT_ULL(VIRTIO_BLK_F_RO);
	else if (blk->file && blk->file->f_op->fallocate)
		features |= BIT_ULL(VIRTIO_BLK_F_DISCARD) |
			    BIT_ULL(VIRTIO_BLK_F_WRITE_ZEROES);
	blk->virtio.features = features;
	vbus_virtio_config_update(&blk->virtio, 0, &config,
				  blk->virtio.config_len);
	virtio_blk_measure(blk);
}

static void virtio_blk_set_file(struct virtio_blk_dev *blk, struct file *file,
				char *path)
{
	if (blk->file)
		filp_close(blk->file, NULL);
	kfree(blk->path);
	blk->file = file;
	blk->path = path;
	virtio_blk_describe(blk);
}

static struct file *virtio_blk_open_file(const char *path, bool readonly)
{
	struct file *file;
	umode_t mode;

	file = filp_open(path, (readonly ? O_RDONLY : O_RDWR) | O_LARGEFILE, 0);
	if (IS_ERR(file))
		return file;

	mode = file_inode(file)->i_mode;
	if ((!S_ISREG(mode) && !S_ISBLK(mode)) || !file->f_op->read_iter ||
	    (!readonly && !file->f_op->write_iter)) {
		filp_close(file, NULL);
		return ERR_PTR(-EINVAL);
	}
	return file;
}

/* ---- attributes ---- */

static struct virtio_blk_dev *virtio_blk_of(struct vbus_device *vdev)
{
	return to_virtio_blk(to_vbus_virtio_device(vdev));
}

static ssize_t backing_show(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);

	guard(mutex)(&blk->virtio.lock);

	return sysfs_emit(buf, "%s\n", blk->path ?: "");
}

/* An empty line: nothing is behind it any more. */
static ssize_t backing_store(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr,
			     const char *buf, size_t len)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);
	struct file *file = NULL;
	char *path;

	path = kstrndup(buf, len, GFP_KERNEL);
	if (!path)
		return -ENOMEM;
	if (len && path[len - 1] == '\n')
		path[len - 1] = '\0';

	guard(mutex)(&blk->virtio.lock);

	if (vbus_virtio_is_open(&blk->virtio)) {
		kfree(path);
		return -EBUSY;
	}
	if (path[0])
		file = virtio_blk_open_file(path, blk->readonly);
	if (IS_ERR(file)) {
		kfree(path);
		return PTR_ERR(file);
	}

	virtio_blk_set_file(blk, file, path);
	return len;
}

static ssize_t readonly_show(struct vbus_device *vdev,
			     struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);

	guard(mutex)(&blk->virtio.lock);

	return sysfs_emit(buf, "%d\n", blk->readonly);
}

/* Before `backing`, which is opened so. */
static ssize_t readonly_store(struct vbus_device *vdev,
			      struct vbus_device_attribute *attr,
			      const char *buf, size_t len)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);
	bool readonly;
	int err;

	err = kstrtobool(buf, &readonly);
	if (err)
		return err;

	guard(mutex)(&blk->virtio.lock);

	if (blk->file)
		return -EBUSY;
	blk->readonly = readonly;
	virtio_blk_describe(blk);
	return len;
}

static ssize_t queues_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);

	guard(mutex)(&blk->virtio.lock);

	return sysfs_emit(buf, "%u\n", blk->queues);
}

static ssize_t queues_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);
	unsigned int queues;
	int err;

	err = kstrtouint(buf, 0, &queues);
	if (err)
		return err;
	if (!queues || queues > BLK_MAX_QUEUES)
		return -EINVAL;

	guard(mutex)(&blk->virtio.lock);

	if (vbus_virtio_is_open(&blk->virtio))
		return -EBUSY;
	blk->queues = queues;
	virtio_blk_describe(blk);
	return len;
}

static ssize_t serial_show(struct vbus_device *vdev,
			   struct vbus_device_attribute *attr, char *buf)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);

	guard(mutex)(&blk->virtio.lock);

	return sysfs_emit(buf, "%.*s\n", VIRTIO_BLK_ID_BYTES, blk->serial);
}

static ssize_t serial_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);
	size_t n = len;

	if (n && buf[n - 1] == '\n')
		n--;
	if (n > VIRTIO_BLK_ID_BYTES)
		return -EINVAL;

	guard(mutex)(&blk->virtio.lock);

	if (vbus_virtio_is_open(&blk->virtio))
		return -EBUSY;
	memset(blk->serial, 0, sizeof(blk->serial));
	memcpy(blk->serial, buf, n);
	return len;
}

static ssize_t sectors_show(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%llu\n",
			  READ_ONCE(virtio_blk_of(vdev)->sectors));
}

/* Whatever is written: what is behind it may have grown. */
static ssize_t rescan_store(struct vbus_device *vdev,
			    struct vbus_device_attribute *attr,
			    const char *buf, size_t len)
{
	struct virtio_blk_dev *blk = virtio_blk_of(vdev);

	guard(mutex)(&blk->virtio.lock);

	virtio_blk_measure(blk);
	vbus_virtio_config_changed(&blk->virtio);
	return len;
}

static VBUS_DEVICE_ATTR(backing, 0644, backing_show, backing_store);
static VBUS_DEVICE_ATTR(readonly, 0644, readonly_show, readonly_store);
static VBUS_DEVICE_ATTR(queues, 0644, queues_show, queues_store);
static VBUS_DEVICE_ATTR(serial, 0644, serial_show, serial_store);
static VBUS_DEVICE_ATTR(sectors, 0444, sectors_show, NULL);
static VBUS_DEVICE_ATTR(rescan, 0200, NULL, rescan_store);

static struct attribute *virtio_blk_attrs[] = {
	&vbus_attr_backing.attr,
	&vbus_attr_readonly.attr,
	&vbus_attr_queues.attr,
	&vbus_attr_serial.attr,
	&vbus_attr_sectors.attr,
	&vbus_attr_rescan.attr,
	&vbus_virtio_attr_status.attr,
	&vbus_virtio_attr_features.attr,
	&vbus_virtio_attr_faults.attr,
	NULL,
};

static const struct attribute_group virtio_blk_group = {
	.attrs = virtio_blk_attrs,
};

/* ---- class ---- */

static void virtio_blk_release(struct vbus_virtio_device *dev)
{
	struct virtio_blk_dev *blk = to_virtio_blk(dev);

	if (blk->file)
		filp_close(blk->file, NULL);
	kfree(blk->path);
	kfree(blk);
}

static const struct vbus_virtio_ops virtio_blk_ops = {
	.device_id = VIRTIO_ID_BLOCK,
	.queue_info = virtio_blk_queue_info,
	.open = virtio_blk_open,
	.queue_start = virtio_blk_queue_start,
	.queue_run = virtio_blk_queue_run,
	.queue_stop = virtio_blk_queue_stop,
	.release = virtio_blk_release,
};

static int virtio_blk_create(struct vbus_devclass *dc,
			     struct vbus_device **vdev)
{
	struct virtio_blk_dev *blk;
	int err;

	blk = kzalloc(sizeof(*blk), GFP_KERNEL);
	if (!blk)
		return -ENOMEM;

	err = vbus_virtio_device_init(&blk->virtio, &virtio_blk_ops,
				      BLK_MAX_QUEUES);
	if (err) {
		kfree(blk);
		return err;
	}

	blk->virtio.config = &blk->config;
	blk->virtio.config_len = offsetofend(struct virtio_blk_config, unused1);
	blk->virtio.vdev.attrs = &virtio_blk_group;
	blk->queues = 1;
	virtio_blk_describe(blk);
	*vdev = &blk->virtio.vdev;
	return 0;
}

static const struct vbus_devclass_ops virtio_blk_class_ops = {
	.create = virtio_blk_create,
};

static struct vbus_devclass virtio_blk_class = {
	.name = "virtio-blk",
	.owner = THIS_MODULE,
	.ops = &virtio_blk_class_ops,
};

static int __init virtio_blk_init(void)
{
	return vbus_devclass_register(&virtio_blk_class);
}
module_init(virtio_blk_init);

static void __exit virtio_blk_exit(void)
{
	vbus_devclass_unregister(&virtio_blk_class);
}
module_exit(virtio_blk_exit);

MODULE_DESCRIPTION("virtio-blk on a vbus: a file as a disk");
MODULE_LICENSE("GPL");
