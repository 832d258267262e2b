// SPDX-License-Identifier: GPL-2.0
/*
 * vbus_pci: interfaces of the host's bus, through a PCI function.
 *
 * The function is QEMU's ivshmem-doorbell, which others use too: what is ours
 * has our magic in its memory.
 *
 * The bus is up from probe to remove, but for the time in which the machine
 * sleeps: then its host would write into memory that is being saved, or into
 * that of a kernel that is being replaced.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitops.h>
#include <linux/cc_platform.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/slab.h>
#include <linux/suspend.h>

#include <linux/vbus_compat.h>

#include "pci.h"

#define VPCI_VENDOR 0x1af4
#define VPCI_DEVICE 0x1110

#define VPCI_BAR_REGISTERS 0
#define VPCI_BAR_CONTROL 2

/* How long a shutdown waits for a host that does not answer. */
#define VPCI_PATIENCE_SHUTDOWN (5 * HZ)

/* ---- what the host says of itself ---- */

static int vpci_read_control(struct vpci *vp)
{
	struct vbus_pci_control __iomem *control = vp->control;
	u32 version = readl(&control->version);
	u32 vectors = readl(&control->vectors);
	u32 doorbells = readl(&control->doorbells);
	u32 peer = readl(&control->peer);

	if (!version || !vectors || vectors > 256 || !doorbells ||
	    doorbells > 256 || peer > U16_MAX) {
		dev_err(&vp->pdev->dev,
			"the host's page is wrong: version %u, %u vectors, %u doorbells, peer %u\n",
			version, vectors, doorbells, peer);
		return -EPROTO;
	}

	vp->doorbells = doorbells;
	vp->peer = peer;
	return 0;
}

/* ---- interrupts ---- */

/*
 * A bit is taken before one looks at what it stands for. Pairs with the host,
 * which sets it after it has written that, and before it raises the vector.
 */
static irqreturn_t vpci_interrupt(int irq, void *arg)
{
	struct vpci_vector *v = arg;
	struct vpci *vp = v->vp;
	u32 raised = READ_ONCE(vp->pending->north) & READ_ONCE(v->bits);
	unsigned int bit;

	/* The most urgent first. */
	while (raised) {
		bit = __fls(raised);
		raised &= ~BIT(bit);
		if (!vpci_bit_take(&vp->pending->north, bit))
			continue;
		if (bit == VPCI_ANSWERED_BIT)
			vpci_requests_answered(vp);
		else
			vpci_events_raised(vp, bit);
	}

	/* None left: the interrupt before has taken them. */
	return IRQ_HANDLED;
}

static void vpci_interrupts_free(struct vpci *vp, unsigned int n)
{
	while (n--)
		free_irq(pci_irq_vector(vp->pdev, n), &vp->vectors[n]);
}

static int vpci_interrupts_request(struct vpci *vp)
{
	struct vpci_vector *v;
	unsigned int i;
	int err;

	for (i = 0; i < vp->nvectors; i++) {
		v = &vp->vectors[i];
		v->vp = vp;
		v->bits = i ? 0 : BIT(VPCI_ANSWERED_BIT);
		snprintf(v->name, sizeof(v->name), "vbus-%s-%u",
			 pci_name(vp->pdev), i);
		err = request_irq(pci_irq_vector(vp->pdev, i), vpci_interrupt,
				  0, v->name, v);
		if (err) {
			vpci_interrupts_free(vp, i);
			return err;
		}
	}

	return 0;
}

/* ---- the bus ---- */

static int vpci_bus_open(struct vpci *vp)
{
	struct vbus_pci_busopen open = {
		.magic = VBUS_PCI_MAGIC,
		.version = VBUS_PCI_VERSION,
		.capabilities = VBUS_PCI_CAP_DOORBELL,
	};
	int err;

	err = vpci_bus_request(vp, VBUS_PCI_OP_BUSOPEN, &open, sizeof(open), 0);
	if (err < 0)
		return err;

	if (open.version != VBUS_PCI_VERSION ||
	    open.capabilities & ~(u64)VBUS_PCI_CAP_DOORBELL) {
		dev_err(&vp->pdev->dev,
			"the host speaks version %u with capabilities 0x%llx\n",
			open.version, open.capabilities);
		return -EPROTO;
	}

	vp->capabilities = open.capabilities;
	return 0;
}

static int vpci_bus_register(struct vpci *vp)
{
	struct vbus_pci_busreg reg;
	int err;

	/* Also says which vector tells of which queue. */
	vpci_events_describe(vp, &reg);

	/* Drivers may be there before the answer is. */
	WRITE_ONCE(vp->up, true);
	vpci_plug_start(vp);
	err = vpci_bus_request(vp, VBUS_PCI_OP_BUSREG, &reg, sizeof(reg), 0);
	if (err < 0)
		return err;

	WRITE_ONCE(vp->listening, true);
	return 0;
}

/*
 * Afterwards the host has nothing of ours: it was told to, or it is not there.
 * Only -ETIMEDOUT means that it may have.
 */
static int vpci_bus_close(struct vpci *vp, unsigned long patience)
{
	int err;

	WRITE_ONCE(vp->up, false);
	/* The host cannot tell of this answer: it touches nothing any more. */
	WRITE_ONCE(vp->listening, false);
	err = vpci_bus_request(vp, VBUS_PCI_OP_BUSCLOSE, NULL, 0, patience);
	if (err != -ETIMEDOUT) {
		/* Who still waits for an answer waits in vain. */
		WRITE_ONCE(vp->closed, true);
		vpci_requests_answered(vp);
	}

	return err;
}

static void vpci_bus_down(struct vpci *vp)
{
	int err;

	/* Drivers first, while they can still close. */
	vpci_plug_stop(vp);
	err = vpci_bus_close(vp, 0);
	/* Of a bus that the host has closed already it says -EINVAL. */
	if (err < 0)
		dev_dbg(&vp->pdev->dev, "close: %d\n", err);
}

static int vpci_up(struct vpci *vp)
{
	int err;

	lockdep_assert_held(&vp->lock);

	if (vp->up)
		return 0;

	err = vpci_read_control(vp);
	if (err)
		return err;
	err = vpci_requests_reset(vp);
	if (err)
		return err;
	err = vpci_events_create(vp);
	if (err)
		return err;
	err = vpci_interrupts_request(vp);
	if (err)
		goto events;

	err = vpci_bus_open(vp);
	if (!err)
		err = vpci_bus_register(vp);
	if (err)
		goto close;

	return 0;

close:
	vpci_bus_down(vp);
	vpci_interrupts_free(vp, vp->nvectors);
events:
	vpci_events_destroy(vp);
	return err;
}

static void vpci_down(struct vpci *vp)
{
	lockdep_assert_held(&vp->lock);

	if (!vp->up)
		return;

	vpci_bus_down(vp);
	vpci_interrupts_free(vp, vp->nvectors);
	vpci_events_destroy(vp);
}

/* ---- sleep ---- */

/*
 * Here and not in a callback of the function: drivers of the bus have none of
 * their own, and to remove them takes processes that are not frozen.
 */
static int vpci_pm(struct notifier_block *nb, unsigned long action, void *data)
{
	struct vpci *vp = container_of(nb, struct vpci, pm);
	int err;

	guard(mutex)(&vp->lock);

	switch (action) {
	case PM_SUSPEND_PREPARE:
	case PM_HIBERNATION_PREPARE:
	case PM_RESTORE_PREPARE:
		vpci_down(vp);
		break;
	case PM_POST_SUSPEND:
	case PM_POST_HIBERNATION:
	case PM_POST_RESTORE:
		err = vpci_up(vp);
		if (err)
			dev_err(&vp->pdev->dev, "the bus did not wake up: %d\n",
				err);
		break;
	}

	return NOTIFY_DONE;
}

/* ---- the function ---- */

/* Of somebody else's function nothing is said. */
static bool vpci_is_ours(struct vpci *vp)
{
	return readl(&vp->control->magic) == VBUS_PCI_MAGIC;
}

static int vpci_map(struct vpci *vp)
{
	struct pci_dev *pdev = vp->pdev;
	int err;

	if (pci_resource_len(pdev, VPCI_BAR_CONTROL) <
	    sizeof(struct vbus_pci_control))
		return -ENODEV;

	err = pci_enable_device(pdev);
	if (err)
		return err;
	err = pci_request_regions(pdev, KBUILD_MODNAME);
	if (err)
		goto disable;

	err = -ENOMEM;
	vp->registers = pci_iomap(pdev, VPCI_BAR_REGISTERS, 0);
	if (!vp->registers)
		goto release;
	vp->control = pci_iomap(pdev, VPCI_BAR_CONTROL,
				sizeof(struct vbus_pci_control));
	if (!vp->control)
		goto registers;

	err = -ENODEV;
	if (!vpci_is_ours(vp))
		goto control;

	return 0;

control:
	pci_iounmap(pdev, vp->control);
registers:
	pci_iounmap(pdev, vp->registers);
release:
	pci_release_regions(pdev);
disable:
	pci_disable_device(pdev);
	return err;
}

static void vpci_unmap(struct vpci *vp)
{
	pci_iounmap(vp->pdev, vp->control);
	pci_iounmap(vp->pdev, vp->registers);
	pci_release_regions(vp->pdev);
	pci_disable_device(vp->pdev);
}

static int vpci_vectors(struct vpci *vp)
{
	/* No more than the host can raise. */
	u32 most = min_t(u32, readl(&vp->control->vectors), VPCI_MAX_VECTORS);
	int n;

	n = pci_alloc_irq_vectors(vp->pdev, 1, max(most, 1U), PCI_IRQ_MSIX);
	if (n < 0)
		return n;

	vp->nvectors = n;
	/* An interrupt is a write of the function's. */
	pci_set_master(vp->pdev);
	return 0;
}

static struct vpci *vpci_create(struct pci_dev *pdev)
{
	struct vpci *vp;

	vp = kzalloc(sizeof(*vp), GFP_KERNEL);
	if (!vp)
		return NULL;

	vp->pdev = pdev;
	mutex_init(&vp->lock);
	xa_init_flags(&vp->signals, XA_FLAGS_ALLOC);
	vpci_plug_init(vp);
	vp->pm.notifier_call = vpci_pm;

	/* Drivers come and go on it, and wait for whatever they like. */
	vp->wq = alloc_workqueue("vbus-%s", WQ_UNBOUND, 0, pci_name(pdev));
	if (!vp->wq)
		goto free;
	if (vpci_requests_create(vp))
		goto wq;

	return vp;

wq:
	destroy_workqueue(vp->wq);
free:
	kfree(vp);
	return NULL;
}

static void vpci_destroy(struct vpci *vp)
{
	destroy_workqueue(vp->wq);
	vpci_requests_destroy(vp);
	xa_destroy(&vp->signals);
	xa_destroy(&vp->devs);
	kfree(vp);
}

static int vpci_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct vpci *vp;
	int err;

	vp = vpci_create(pdev);
	if (!vp)
		return -ENOMEM;

	err = vpci_map(vp);
	if (err)
		goto destroy;

	/* Its bits are the host's in this order, and its memory in the clear. */
	if (IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) ||
	    cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT)) {
		dev_err(&pdev->dev,
			"a bus needs a little-endian guest whose memory is not encrypted\n");
		err = -EOPNOTSUPP;
		goto unmap;
	}

	err = vpci_vectors(vp);
	if (err)
		goto unmap;

	mutex_lock(&vp->lock);
	err = vpci_up(vp);
	mutex_unlock(&vp->lock);
	if (err)
		goto vectors;

	err = register_pm_notifier(&vp->pm);
	if (err)
		goto down;

	pci_set_drvdata(pdev, vp);
	return 0;

down:
	mutex_lock(&vp->lock);
	vpci_down(vp);
	mutex_unlock(&vp->lock);
vectors:
	pci_clear_master(pdev);
	pci_free_irq_vectors(pdev);
unmap:
	vpci_unmap(vp);
destroy:
	vpci_destroy(vp);
	return err;
}

static void vpci_remove(struct pci_dev *pdev)
{
	struct vpci *vp = pci_get_drvdata(pdev);

	unregister_pm_notifier(&vp->pm);
	mutex_lock(&vp->lock);
	vpci_down(vp);
	mutex_unlock(&vp->lock);

	pci_clear_master(pdev);
	pci_free_irq_vectors(pdev);
	vpci_unmap(vp);
	vpci_destroy(vp);
}

/*
 * The next kernel has this one's memory for something else, so the host must
 * be through with it. Drivers stay; what they ask for is refused.
 */
static void vpci_shutdown(struct pci_dev *pdev)
{
	struct vpci *vp = pci_get_drvdata(pdev);

	guard(mutex)(&vp->lock);

	if (vp->up && vpci_bus_close(vp, VPCI_PATIENCE_SHUTDOWN) == -ETIMEDOUT)
		dev_err(&pdev->dev, "the host does not answer\n");
}

static const struct pci_device_id vpci_ids[] = {
	{ PCI_DEVICE(VPCI_VENDOR, VPCI_DEVICE) },
	{ }
};
MODULE_DEVICE_TABLE(pci, vpci_ids);

static struct pci_driver vpci_driver = {
	.name = KBUILD_MODNAME,
	.id_table = vpci_ids,
	.probe = vpci_probe,
	.remove = vpci_remove,
	.shutdown = vpci_shutdown,
};
module_pci_driver(vpci_driver);

MODULE_DESCRIPTION("Devices on the vbus of the host, through a PCI function");
MODULE_LICENSE("GPL");
