// SPDX-License-Identifier: GPL-2.0
/* References of memory contexts, regions and connections. */
#include <linux/export.h>

#include "internal.h"

static void vbus_memctx_release(struct kref *kref)
{
	struct vbus_memctx *ctx = container_of(kref, struct vbus_memctx, kref);

	ctx->ops->release(ctx);
}

/**
 * vbus_memctx_put() - drop a reference
 * @ctx: the memory context
 *
 * Context: process; may sleep.
 */
void vbus_memctx_put(struct vbus_memctx *ctx)
{
	kref_put(&ctx->kref, vbus_memctx_release);
}
EXPORT_SYMBOL_GPL(vbus_memctx_put);

static void vbus_shm_release(struct kref *kref)
{
	struct vbus_shm *shm = container_of(kref, struct vbus_shm, kref);

	shm->ops->release(shm);
}

/**
 * vbus_shm_put() - drop a reference
 * @shm: the region
 *
 * Context: process; may sleep.
 */
void vbus_shm_put(struct vbus_shm *shm)
{
	kref_put(&shm->kref, vbus_shm_release);
}
EXPORT_SYMBOL_GPL(vbus_shm_put);

static void vbus_connection_release(struct kref *kref)
{
	struct vbus_connection *conn = container_of(kref,
						    struct vbus_connection,
						    kref);
	struct vbus_device *vdev = conn->vdev;

	conn->ops->release(conn);
	/* Last: this may let the device's module go. */
	if (vdev)
		vbus_device_put(vdev);
}

/**
 * vbus_connection_put() - drop a reference
 * @conn: the connection
 *
 * A device that hands references to its own threads ends those threads in
 * close(), so that the last reference is not dropped by code of a module
 * that this very reference holds.
 *
 * Context: process; may sleep.
 */
void vbus_connection_put(struct vbus_connection *conn)
{
	kref_put(&conn->kref, vbus_connection_release);
}
EXPORT_SYMBOL_GPL(vbus_connection_put);
