// SPDX-License-Identifier: GPL-2.0
/* South end of a ring in a region that north registered. */
#include <linux/err.h>
#include <linux/export.h>
#include <linux/ioq.h>
#include <linux/slab.h>

#include "internal.h"

struct vbus_shm_ioq {
	struct ioq ioq;
	struct vbus_shm *shm;
};

static void vbus_shm_ioq_release(struct ioq *ioq)
{
	struct vbus_shm_ioq *q = container_of(ioq, struct vbus_shm_ioq, ioq);

	vbus_shm_put(q->shm);
	kfree(q);
}

static const struct ioq_ops vbus_shm_ioq_ops = {
	.release = vbus_shm_ioq_release,
};

/**
 * vbus_shm_ioq_attach() - attach the ring in a region
 * @shm: the region
 * @signal: the south end of its signal
 * @maxcount: most slots the device accepts
 *
 * Checks magic, version, signal, count and exact length. On success the ring
 * owns the caller's references to @shm and @signal, just those that a
 * connection's shm() was given; ioq_put() drops them. On an error nothing was
 * taken.
 *
 * Context: process; may sleep.
 * Return: the ring, or an ERR_PTR: -EINVAL without a signal or for memory that
 * is not a good ring, -EBUSY if the signal serves another ring, -ENOMEM.
 */
struct ioq *vbus_shm_ioq_attach(struct vbus_shm *shm,
				struct shm_signal *signal, u32 maxcount)
{
	struct vbus_shm_ioq *q;
	u32 count;
	int err;

	if (!signal)
		return ERR_PTR(-EINVAL);

	err = ioq_attach_check(shm->ptr, shm->len, maxcount, &count);
	if (err)
		return ERR_PTR(err);

	q = kzalloc(sizeof(*q), GFP_KERNEL);
	if (!q)
		return ERR_PTR(-ENOMEM);

	err = ioq_init(&q->ioq, &vbus_shm_ioq_ops, SHM_LOCALITY_SOUTH,
		       shm->ptr, count, signal);
	if (err) {
		kfree(q);
		return ERR_PTR(err);
	}

	/* The ring has its own reference now; the caller's goes. */
	shm_signal_put(signal);
	q->shm = shm;
	return &q->ioq;
}
EXPORT_SYMBOL_GPL(vbus_shm_ioq_attach);
