// SPDX-License-Identifier: GPL-2.0
/* vbus_virtio: what back ends of virtio on a bus share. */
#include <linux/module.h>
#include <linux/workqueue.h>

#include "virtio.h"

struct workqueue_struct *vbus_virtio_wq;

static int __init vbus_virtio_init(void)
{
	/* A block device may be what memory is waiting for. */
	vbus_virtio_wq = alloc_workqueue("vbus-virtio",
					 WQ_UNBOUND | WQ_MEM_RECLAIM, 0);
	return vbus_virtio_wq ? 0 : -ENOMEM;
}
module_init(vbus_virtio_init);

static void __exit vbus_virtio_exit(void)
{
	destroy_workqueue(vbus_virtio_wq);
}
module_exit(vbus_virtio_exit);

MODULE_DESCRIPTION("Devices of virtio on a vbus");
MODULE_LICENSE("GPL");
