// SPDX-License-Identifier: GPL-2.0
/*
 * Addresses in rings are those of the connector, which only it knows: physical
 * ones for a host of ours, the kernel's own within one kernel. Virtio has a
 * feature for that, ACCESS_PLATFORM, with which Linux's rings ask the DMA API of
 * the device's parent, and that is the proxy. Nothing is mapped or bounced:
 * the device reads and writes the very memory.
 */
#include <linux/dma-map-ops.h>
#include <linux/gfp.h>
#include <linux/scatterlist.h>

#include "virtio_vbus.h"

static dma_addr_t vv_dma_addr(struct device *dev, struct page *page,
			      unsigned long offset)
{
	struct vbus_device_proxy *proxy = to_vbus_device_proxy(dev);

	/* No kernel address, so none that a connector understands. */
	if (WARN_ON_ONCE(PageHighMem(page)))
		return DMA_MAPPING_ERROR;
	return proxy->ops->addr(proxy, page_address(page) + offset);
}

static dma_addr_t vv_map_page(struct device *dev, struct page *page,
			      unsigned long offset, size_t size,
			      enum dma_data_direction dir, unsigned long attrs)
{
	return vv_dma_addr(dev, page, offset);
}

static int vv_map_sg(struct device *dev, struct scatterlist *sgl, int n,
		     enum dma_data_direction dir, unsigned long attrs)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(sgl, sg, n, i) {
		sg->dma_address = vv_dma_addr(dev, sg_page(sg), sg->offset);
		if (sg->dma_address == DMA_MAPPING_ERROR)
			return -EIO;
		sg_dma_len(sg) = sg->length;
	}

	return n;
}

static void *vv_alloc(struct device *dev, size_t size, dma_addr_t *handle,
		      gfp_t gfp, unsigned long attrs)
{
	void *mem = alloc_pages_exact(size, gfp | __GFP_ZERO);

	if (!mem)
		return NULL;
	*handle = vv_dma_addr(dev, virt_to_page(mem), 0);
	if (*handle == DMA_MAPPING_ERROR) {
		free_pages_exact(mem, size);
		return NULL;
	}
	return mem;
}

static void vv_free(struct device *dev, size_t size, void *mem,
		    dma_addr_t handle, unsigned long attrs)
{
	free_pages_exact(mem, size);
}

static int vv_dma_supported(struct device *dev, u64 mask)
{
	return mask == DMA_BIT_MASK(64);
}

static const struct dma_map_ops vv_dma_ops = {
	.alloc = vv_alloc,
	.free = vv_free,
	.map_page = vv_map_page,
	.map_sg = vv_map_sg,
	.dma_supported = vv_dma_supported,
};

/* Before there is a driver of virtio, until after it is gone. */
int vv_dma_setup(struct vv_device *vv)
{
	struct device *dev = &vv->proxy->dev;

	if (sizeof(dma_addr_t) < sizeof(u64))
		return -EOPNOTSUPP;

	set_dma_ops(dev, &vv_dma_ops);
	dev->dma_mask = &dev->coherent_dma_mask;
	dev->dma_parms = &vv->dma_parms;
	dma_set_max_seg_size(dev, UINT_MAX);
	return dma_set_mask_and_coherent(dev, DMA_BIT_MASK(64));
}

void vv_dma_clear(struct vv_device *vv)
{
	struct device *dev = &vv->proxy->dev;

	dev->dma_parms = NULL;
	dev->dma_mask = NULL;
	set_dma_ops(dev, NULL);
}
