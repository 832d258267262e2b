// SPDX-License-Identifier: GPL-2.0
/*
 * Requests of the guest, by slots of the control page.
 *
 * Each slot has a worker of its own, so one that takes long, which is up to
 * the device, holds up nobody else. The slot and its block are copied once;
 * what is in them then is checked and used, whatever the guest does meanwhile.
 */
#include <linux/nospec.h>
#include <linux/rcupdate.h>
#include <linux/sched/mm.h>
#include <linux/string.h>

#include <asm/barrier.h>

#include "kvm.h"

/* How far the bus must be for a request. */
enum vk_state {
	VK_STATE_ANY,
	VK_STATE_OPEN,
	VK_STATE_REGISTERED,
};

union vk_block {
	struct vbus_pci_busopen busopen;
	struct vbus_pci_busreg busreg;
	struct vbus_deviceopen deviceopen;
	struct vbus_devicecall devicecall;
	struct vbus_deviceshm deviceshm;
	u64 handle;
};

static int vk_busopen(struct vk_guest *g, union vk_block *b)
{
	return vk_session_open(g, &b->busopen);
}

static int vk_busreg(struct vk_guest *g, union vk_block *b)
{
	return vk_session_register(g->session, &b->busreg);
}

static int vk_busclose(struct vk_guest *g, union vk_block *b)
{
	vk_session_close(g);
	return 0;
}

static int vk_devopen(struct vk_guest *g, union vk_block *b)
{
	return vk_device_open(g->session, &b->deviceopen);
}

static int vk_devclose(struct vk_guest *g, union vk_block *b)
{
	return vk_device_close(g->session, b->handle);
}

static int vk_devcall(struct vk_guest *g, union vk_block *b)
{
	return vk_device_call(g->session, &b->devicecall);
}

static int vk_devshm(struct vk_guest *g, union vk_block *b)
{
	return vk_device_shm(g->session, &b->deviceshm);
}

static int vk_shmsignal(struct vk_guest *g, union vk_block *b)
{
	return vk_device_signal(g->session, b->handle);
}

/**
 * struct vk_op - a kind of request
 * @run: does it, under &vk_guest.sem
 * @len: bytes of its block
 * @state: how far the bus must be
 * @answers: the block is copied back
 * @alone: makes or ends the session: no other request runs meanwhile
 */
struct vk_op {
	int (*run)(struct vk_guest *g, union vk_block *b);
	u32 len;
	enum vk_state state;
	bool answers;
	bool alone;
};

static const struct vk_op vk_ops[] = {
	[VBUS_PCI_OP_BUSOPEN] = {
		.run = vk_busopen,
		.len = sizeof(struct vbus_pci_busopen),
		.state = VK_STATE_ANY,
		.answers = true,
		.alone = true,
	},
	[VBUS_PCI_OP_BUSREG] = {
		.run = vk_busreg,
		.len = sizeof(struct vbus_pci_busreg),
		.state = VK_STATE_OPEN,
		.alone = true,
	},
	[VBUS_PCI_OP_DEVOPEN] = {
		.run = vk_devopen,
		.len = sizeof(struct vbus_deviceopen),
		.state = VK_STATE_REGISTERED,
		.answers = true,
	},
	[VBUS_PCI_OP_DEVCLOSE] = {
		.run = vk_devclose,
		.len = sizeof(u64),
		.state = VK_STATE_REGISTERED,
	},
	[VBUS_PCI_OP_DEVCALL] = {
		.run = vk_devcall,
		.len = sizeof(struct vbus_devicecall),
		.state = VK_STATE_REGISTERED,
	},
	[VBUS_PCI_OP_DEVSHM] = {
		.run = vk_devshm,
		.len = sizeof(struct vbus_deviceshm),
		.state = VK_STATE_REGISTERED,
		.answers = true,
	},
	[VBUS_PCI_OP_SHMSIGNAL] = {
		.run = vk_shmsignal,
		.len = sizeof(u64),
		.state = VK_STATE_REGISTERED,
	},
	[VBUS_PCI_OP_BUSCLOSE] = {
		.run = vk_busclose,
		.state = VK_STATE_OPEN,
		.alone = true,
	},
};

static enum vk_state vk_guest_state(const struct vk_guest *g)
{
	if (!g->session)
		return VK_STATE_ANY;
	return g->session->nqueues ? VK_STATE_REGISTERED : VK_STATE_OPEN;
}

/* Under g->sem, for writing if it is to be alone. */
static int vk_request_run_locked(struct vk_guest *g, const struct vk_op *op,
				 u64 datap)
{
	union vk_block block;
	int ret;

	/* Its memory is not touched any more. */
	if (g->closed)
		return -ESHUTDOWN;
	if (vk_guest_state(g) < op->state)
		return -EINVAL;
	if (!vk_memory_copy(g, datap, &block, op->len, false))
		return -EFAULT;

	ret = op->run(g, &block);
	/* Where it came from: so it can be written. */
	if (ret >= 0 && op->answers)
		vk_memory_copy(g, datap, &block, op->len, true);

	return ret;
}

static int vk_request_run(struct vk_guest *g, u32 number, u32 len, u64 datap)
{
	const struct vk_op *op;
	int ret;

	if (number >= ARRAY_SIZE(vk_ops))
		return -EINVAL;
	op = &vk_ops[array_index_nospec(number, ARRAY_SIZE(vk_ops))];
	if (len != op->len)
		return -EINVAL;

	if (op->alone) {
		down_write(&g->sem);
		ret = vk_request_run_locked(g, op, datap);
		up_write(&g->sem);
	} else {
		down_read(&g->sem);
		ret = vk_request_run_locked(g, op, datap);
		up_read(&g->sem);
	}

	return ret;
}

static_assert(sizeof_field(struct vbus_pci_request, __reserved0) ==
	      sizeof(u64));

/* Before there are event queues, and after, the driver looks by itself. */
static void vk_request_tell(struct vk_guest *g)
{
	struct vk_session *s;

	/* Pairs with synchronize_rcu() in vk_session_close(). */
	rcu_read_lock();
	s = rcu_dereference(g->live);
	if (s) {
		/* Full: DONE before the bit, and the bit before the vector. */
		atomic_fetch_or(VK_NORTH_DONE, (atomic_t *)&s->pending->north);
		vk_irq_raise(g, 0);
	}
	rcu_read_unlock();
}

static struct vbus_pci_request *vk_request_slot(const struct vk_request *r)
{
	return &r->guest->control->request[r->index];
}

static void vk_request_work(struct work_struct *work)
{
	struct vk_request *r = container_of(work, struct vk_request, work);
	struct vbus_pci_request *slot = vk_request_slot(r);
	struct mem_cgroup *memcg;
	u64 datap, reserved;
	u32 op, len;
	int ret;

	/* Pairs with the driver's release: what it asks for is there. */
	if (virt_load_acquire(&slot->state) != VBUS_PCI_STATE_POSTED)
		return;

	op = READ_ONCE(slot->op);
	len = READ_ONCE(slot->len);
	datap = READ_ONCE(slot->datap);
	reserved = READ_ONCE(*(u64 *)slot->__reserved0);
	memcg = set_active_memcg(r->guest->memcg);
	ret = reserved ? -EINVAL : vk_request_run(r->guest, op, len, datap);
	set_active_memcg(memcg);

	WRITE_ONCE(slot->result, ret);
	/* Pairs with the driver's acquire: block and result before it. */
	virt_store_release(&slot->state, VBUS_PCI_STATE_DONE);
	vk_request_tell(r->guest);
}

void vk_requests_init(struct vk_guest *g)
{
	unsigned int i;

	for (i = 0; i < VBUS_PCI_REQUESTS; i++) {
		g->request[i].guest = g;
		g->request[i].index = i;
		INIT_WORK(&g->request[i].work, vk_request_work);
	}
}

/* The guest has rung. Any context. */
void vk_requests_kick(struct vk_guest *g)
{
	unsigned int i;

	for (i = 0; i < VBUS_PCI_REQUESTS; i++)
		if (READ_ONCE(vk_request_slot(&g->request[i])->state) ==
		    VBUS_PCI_STATE_POSTED)
			queue_work(vk_wq, &g->request[i].work);
}

/* Waits for what was rung until now. */
void vk_requests_flush(struct vk_guest *g)
{
	unsigned int i;

	for (i = 0; i < VBUS_PCI_REQUESTS; i++)
		flush_work(&g->request[i].work);
}
