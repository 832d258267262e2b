// SPDX-License-Identifier: GPL-2.0
/*
 * A queue: its region and its ring, who runs it, and how it is stopped.
 *
 * All that changes between a driver's calls is under vq->lock: whether chains
 * may be taken, how many are. Stopping clears the one and waits for the other,
 * so that afterwards nobody touches the ring, and QUEUE_DEL and RESET may be
 * answered. The ring's next available chain is only looked at by who runs the
 * queue, which is one at a time by the work's and the tasklet's own rules, or by
 * vq->rounds.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/string.h>

#include "virtio.h"

/* Chains in one round; then others get the CPU. */
#define VBUS_VIRTQUEUE_BUDGET 256

/* ---- running ---- */

static void vbus_virtqueue_schedule(struct vbus_virtqueue *vq)
{
	lockdep_assert_held(&vq->lock);

	if (!vq->running)
		return;
	if (vq->softirq && !vq->stream.on)
		tasklet_schedule(&vq->tasklet);
	else
		queue_work(vbus_virtio_wq, &vq->work);
}

/**
 * vbus_virtqueue_kick() - have queue_run() called
 * @vq: the queue; of one that is not started, nothing happens
 *
 * For back ends that have something for the driver.
 *
 * Context: any.
 */
void vbus_virtqueue_kick(struct vbus_virtqueue *vq)
{
	unsigned long flags;

	spin_lock_irqsave(&vq->lock, flags);
	vbus_virtqueue_schedule(vq);
	spin_unlock_irqrestore(&vq->lock, flags);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_kick);

/* A reference to the ring, or false if there is none any more. */
static bool vbus_virtqueue_enter(struct vbus_virtqueue *vq)
{
	unsigned long flags;
	bool running;

	spin_lock_irqsave(&vq->lock, flags);
	running = vq->running;
	if (running)
		vq->taken++;
	spin_unlock_irqrestore(&vq->lock, flags);

	return running;
}

static void vbus_virtqueue_left(struct vbus_virtqueue *vq)
{
	lockdep_assert_held(&vq->lock);

	if (!--vq->taken)
		wake_up(&vq->idle);
}

static void vbus_virtqueue_leave(struct vbus_virtqueue *vq)
{
	unsigned long flags;

	spin_lock_irqsave(&vq->lock, flags);
	vbus_virtqueue_left(vq);
	spin_unlock_irqrestore(&vq->lock, flags);
}

/* Who runs it from now on; that one finds its chains. */
static void vbus_virtqueue_hand_over(struct vbus_virtqueue *vq, bool stream)
{
	unsigned long flags;

	spin_lock_irqsave(&vq->lock, flags);
	WRITE_ONCE(vq->stream.on, stream);
	vbus_virtqueue_schedule(vq);
	spin_unlock_irqrestore(&vq->lock, flags);
}

static unsigned int vbus_virtqueue_turn(struct vbus_virtqueue *vq)
{
	bool bh = vq->softirq && vq->stream.on;
	unsigned int before = vq->budget;

	vbus_vring_unlisten(&vq->ring);
	vq->empty = false;
	/* What else runs in softirq, and is not run twice, is kept out. */
	if (bh)
		local_bh_disable();
	vq->dev->ops->queue_run(vq);
	if (bh)
		local_bh_enable();

	return before - vq->budget;
}

/*
 * A back end that leaves chains in the ring has no use for them now, and need
 * not hear of more: it kicks when it has.
 */
static void vbus_virtqueue_round(struct vbus_virtqueue *vq)
{
	bool again = false, begins;

	if (!vbus_virtqueue_enter(vq))
		return;

	vq->budget = VBUS_VIRTQUEUE_BUDGET;
	do {
		vbus_virtqueue_turn_begin(vq);
		begins = vbus_virtqueue_turn_end(vq, vbus_virtqueue_turn(vq));
		if (begins)
			break;
		if (vq->empty && vbus_virtqueue_stream_looks(vq)) {
			vq->budget = VBUS_VIRTQUEUE_BUDGET;
			again = true;
			cond_resched();
			continue;
		}
		again = !vq->budget ||
			(vq->empty && vbus_vring_listen(&vq->ring));
	} while (again && vq->budget);

	if (begins)
		vbus_virtqueue_hand_over(vq, true);
	else if (vbus_virtqueue_stream_ends(vq))
		vbus_virtqueue_hand_over(vq, false);
	else if (again)
		vbus_virtqueue_kick(vq);
	vbus_virtqueue_leave(vq);
}

/*
 * One round at a time; who comes while it runs has it run once more. With
 * interrupts off, or a driver that waits could have interrupted the round that
 * it waits for.
 */
static void vbus_virtqueue_now(struct vbus_virtqueue *vq)
{
	unsigned long flags;
	int seen;

	local_irq_save(flags);
	if (atomic_fetch_inc(&vq->rounds))
		goto out;
	do {
		seen = atomic_read(&vq->rounds);
		vbus_virtqueue_round(vq);
	} while (atomic_sub_return(seen, &vq->rounds));
out:
	local_irq_restore(flags);
}

static void vbus_virtqueue_signalled(struct shm_signal_notifier *n)
{
	struct vbus_virtqueue *vq =
		container_of(n, struct vbus_virtqueue, notifier);

	/* Not what the signal makes up for after it was masked. */
	if (!in_serving_softirq())
		WRITE_ONCE(vq->stream.rung_cpu, raw_smp_processor_id());

	if (vq->direct)
		vbus_virtqueue_now(vq);
	else
		vbus_virtqueue_kick(vq);
}

/*
 * Work and tasklet never run a queue at the same time: each only does when it is
 * its turn, and only who runs it gives the turn away, at its end.
 */
static bool vbus_virtqueue_is_works(const struct vbus_virtqueue *vq)
{
	return !vq->softirq || READ_ONCE(vq->stream.on);
}

static void vbus_virtqueue_work(struct work_struct *work)
{
	struct vbus_virtqueue *vq =
		container_of(work, struct vbus_virtqueue, work);

	if (vbus_virtqueue_is_works(vq))
		vbus_virtqueue_round(vq);
	else
		vbus_virtqueue_kick(vq);
}

static void vbus_virtqueue_tasklet(struct tasklet_struct *t)
{
	struct vbus_virtqueue *vq = from_tasklet(vq, t, tasklet);

	if (vq->direct)
		vbus_virtqueue_now(vq);
	else if (!vbus_virtqueue_is_works(vq))
		vbus_virtqueue_round(vq);
	else
		vbus_virtqueue_kick(vq);
}

/* ---- chains ---- */

/**
 * vbus_virtio_chain_alloc() - make room for a chain
 * @vq: a queue of a device that is open
 * @gfp: how to allocate
 *
 * Context: as @gfp says.
 * Return: a chain for vbus_virtqueue_get() of this queue, or NULL
 */
struct vbus_virtio_chain *vbus_virtio_chain_alloc(struct vbus_virtqueue *vq,
						  gfp_t gfp)
{
	u16 max = vq->info->segs ?: vq->info->num;
	struct vbus_virtio_chain *chain;

	chain = kzalloc(struct_size(chain, seg, max), gfp);
	if (chain)
		chain->max = max;
	return chain;
}
EXPORT_SYMBOL_GPL(vbus_virtio_chain_alloc);

/**
 * vbus_virtio_chain_free() - free room for a chain
 * @chain: given back, or never taken; or NULL
 *
 * Context: any.
 */
void vbus_virtio_chain_free(struct vbus_virtio_chain *chain)
{
	kfree(chain);
}
EXPORT_SYMBOL_GPL(vbus_virtio_chain_free);

/**
 * vbus_virtqueue_get() - take the next chain
 * @vq: the queue
 * @chain: where to put it
 *
 * It is the back end's until vbus_virtqueue_put(), unget() or drop().
 *
 * Context: within queue_run().
 * Return: 0; -EAGAIN if there is none, or the round has taken long enough;
 * -ESHUTDOWN when the queue is being stopped; -EIO if the driver lies, which
 * was dealt with
 */
int vbus_virtqueue_get(struct vbus_virtqueue *vq,
		       struct vbus_virtio_chain *chain)
{
	struct vbus_vring_fault fault;
	int err;

	if (!vq->budget)
		return -EAGAIN;
	if (!vbus_virtqueue_enter(vq))
		return -ESHUTDOWN;

	err = vbus_vring_get(&vq->ring, chain, &fault);
	if (!err) {
		vq->budget--;
		vq->stream.bytes += chain->out.left + (u64)chain->in.left;
		return 0;
	}

	vbus_virtqueue_leave(vq);
	if (err == -EAGAIN)
		vq->empty = true;
	else
		vbus_virtqueue_fault(vq, fault.what, fault.value);
	return err;
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_get);

/**
 * vbus_virtqueue_unget() - leave the chain that was taken last
 * @vq: the queue
 * @chain: the chain
 *
 * Context: within the same queue_run() as its vbus_virtqueue_get().
 */
void vbus_virtqueue_unget(struct vbus_virtqueue *vq,
			  struct vbus_virtio_chain *chain)
{
	vbus_vring_unget(&vq->ring, chain->head);
	vq->stream.bytes -= chain->out.left + (u64)chain->in.left;
	vbus_virtqueue_leave(vq);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_unget);

/**
 * vbus_virtqueue_put() - give a chain back, used
 * @vq: the queue
 * @chain: the chain; as many bytes as @chain->written says are the driver's
 *
 * In any order. The driver is not told: vbus_virtqueue_signal() after the last
 * of a batch. If the queue is being stopped, or dead, the chain is just
 * forgotten.
 *
 * Context: any.
 */
void vbus_virtqueue_put(struct vbus_virtqueue *vq,
			struct vbus_virtio_chain *chain)
{
	unsigned long flags;

	spin_lock_irqsave(&vq->lock, flags);
	if (vq->running)
		vbus_vring_put(&vq->ring, chain->head, chain->written);
	vbus_virtqueue_left(vq);
	spin_unlock_irqrestore(&vq->lock, flags);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_put);

/**
 * vbus_virtqueue_put_many() - give chains back that belong together
 * @vq: the queue
 * @chain: the chains
 * @n: how many; at least one
 *
 * As vbus_virtqueue_put() of each, but the driver sees all at once.
 *
 * Context: any.
 */
void vbus_virtqueue_put_many(struct vbus_virtqueue *vq,
			     struct vbus_virtio_chain *chain[], unsigned int n)
{
	unsigned long flags;
	unsigned int i;

	spin_lock_irqsave(&vq->lock, flags);
	for (i = 0; i < n - 1; i++) {
		if (vq->running)
			vbus_vring_fill(&vq->ring, chain[i]->head,
					chain[i]->written);
		vbus_virtqueue_left(vq);
	}
	if (vq->running)
		vbus_vring_put(&vq->ring, chain[i]->head, chain[i]->written);
	vbus_virtqueue_left(vq);
	spin_unlock_irqrestore(&vq->lock, flags);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_put_many);

/**
 * vbus_virtqueue_drop() - forget a chain
 * @vq: the queue
 * @chain: the chain
 *
 * The driver does not get it back before it resets the device: for chains that
 * were found to be a lie (vbus_virtqueue_fault()).
 *
 * Context: any.
 */
void vbus_virtqueue_drop(struct vbus_virtqueue *vq,
			 struct vbus_virtio_chain *chain)
{
	vbus_virtqueue_leave(vq);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_drop);

/**
 * vbus_virtqueue_signal() - tell the driver of what was put, if it wants to know
 * @vq: the queue
 *
 * Context: any, but with interrupts on it is sooner there.
 */
void vbus_virtqueue_signal(struct vbus_virtqueue *vq)
{
	unsigned long flags;
	bool tell;

	spin_lock_irqsave(&vq->lock, flags);
	tell = vq->running && vbus_vring_must_tell(&vq->ring);
	/* The signal stays meanwhile: stop waits for us. */
	vq->taken += tell;
	spin_unlock_irqrestore(&vq->lock, flags);

	if (tell) {
		shm_signal_inject(vq->signal);
		vbus_virtqueue_leave(vq);
	}
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_signal);

/**
 * vbus_virtqueue_fault() - the driver has lied
 * @vq: where
 * @what: the rule that it broke
 * @value: what was found
 *
 * Says so, ratelimited; the device needs a reset, and none of its queues gives
 * or takes chains until then.
 *
 * Context: any.
 */
void vbus_virtqueue_fault(struct vbus_virtqueue *vq, const char *what,
			  u64 value)
{
	struct vbus_virtio_device *dev = vq->dev;

	atomic_inc(&dev->faults);
	pr_warn_ratelimited("%s: driver's fault in queue %s (%u): %s: %llu (0x%llx)\n",
			    vbus_device_name(&dev->vdev), vq->info->name,
			    vq->index, what, value, value);
	vbus_virtio_needs_reset(dev);
}
EXPORT_SYMBOL_GPL(vbus_virtqueue_fault);

/* ---- from region to ring and back; under the device's lock ---- */

void vbus_virtqueue_init(struct vbus_virtio_device *dev, unsigned int index)
{
	struct vbus_virtqueue *vq = &dev->queues[index];

	vq->dev = dev;
	vq->index = index;
	vq->notifier.signal = vbus_virtqueue_signalled;
	spin_lock_init(&vq->lock);
	init_waitqueue_head(&vq->idle);
	INIT_WORK(&vq->work, vbus_virtqueue_work);
	tasklet_setup(&vq->tasklet, vbus_virtqueue_tasklet);
}

/* A kick that came too late may have scheduled nothing, but be in there yet. */
void vbus_virtqueue_exit(struct vbus_virtqueue *vq)
{
	cancel_work_sync(&vq->work);
	tasklet_kill(&vq->tasklet);
}

int vbus_virtqueue_attach(struct vbus_virtqueue *vq, struct vbus_shm *shm,
			  struct shm_signal *signal)
{
	if (vq->shm)
		return -EEXIST;
	if (!signal || !IS_ALIGNED((unsigned long)shm->ptr, VIRTIO_VBUS_ALIGN))
		return -EINVAL;

	vq->shm = shm;
	vq->signal = signal;
	/* A kick takes no lock that a sender has; the driver hears later. */
	shm_signal_set_direct(signal);
	shm_signal_set_notifier(signal, &vq->notifier);
	shm_signal_enable(signal);
	return 0;
}

void vbus_virtqueue_detach(struct vbus_virtqueue *vq)
{
	if (!vq->shm)
		return;

	shm_signal_stop(vq->signal);
	shm_signal_put(vq->signal);
	vbus_shm_put(vq->shm);
	vq->signal = NULL;
	vq->shm = NULL;
}

int vbus_virtqueue_enable(struct vbus_virtqueue *vq, u32 num)
{
	struct vbus_virtio_device *dev = vq->dev;
	int err;

	if (!vq->shm)
		return -ENOENT;
	if (vq->enabled)
		return -EEXIST;
	if (num > vq->info->num)
		return -EINVAL;

	err = vbus_vring_init(&vq->ring, vq->shm->ptr, vq->shm->len, num,
			      VIRTIO_VBUS_ALIGN, vq->ctx);
	if (err)
		return err;

	vq->ring.event_idx = vbus_virtio_has_feature(dev,
						     VIRTIO_RING_F_EVENT_IDX);
	vq->ring.indirect =
		vbus_virtio_has_feature(dev, VIRTIO_RING_F_INDIRECT_DESC);
	vq->softirq = vq->info->softirq && vq->ctx->ops->atomic;
	vq->direct = vq->info->awaited && vq->softirq &&
		     !vq->ctx->ops->distant && !IS_ENABLED(CONFIG_PREEMPT_RT);
	memset(&vq->stream, 0, sizeof(vq->stream));
	vq->stream.can = vq->info->streams && vq->ctx->ops->distant;
	vq->num = num;
	vq->enabled = true;
	return 0;
}

void vbus_virtqueue_disable(struct vbus_virtqueue *vq)
{
	if (!vq->enabled)
		return;

	vbus_virtqueue_stop(vq);
	vbus_vring_exit(&vq->ring);
	vq->enabled = false;
}

int vbus_virtqueue_start(struct vbus_virtqueue *vq)
{
	const struct vbus_virtio_ops *ops = vq->dev->ops;
	int err = 0;

	if (!vq->enabled || vq->started)
		return 0;

	if (ops->queue_start)
		err = ops->queue_start(vq);
	if (err)
		return err;

	vq->started = true;
	spin_lock_irq(&vq->lock);
	vq->running = true;
	/* What came before is looked at without a signal. */
	vbus_virtqueue_schedule(vq);
	spin_unlock_irq(&vq->lock);
	return 0;
}

/* Any context. Who has a chain may keep it until he gives it back. */
void vbus_virtqueue_kill(struct vbus_virtqueue *vq)
{
	unsigned long flags;

	spin_lock_irqsave(&vq->lock, flags);
	vq->running = false;
	spin_unlock_irqrestore(&vq->lock, flags);
}

static bool vbus_virtqueue_idle(struct vbus_virtqueue *vq)
{
	bool idle;

	spin_lock_irq(&vq->lock);
	idle = !vq->taken;
	spin_unlock_irq(&vq->lock);

	return idle;
}

void vbus_virtqueue_stop(struct vbus_virtqueue *vq)
{
	const struct vbus_virtio_ops *ops = vq->dev->ops;

	if (!vq->started)
		return;

	vbus_virtqueue_kill(vq);
	/* Nothing is scheduled any more. */
	cancel_work_sync(&vq->work);
	tasklet_kill(&vq->tasklet);
	/* Pairs with the end of vbus_virtqueue_now(): it sees it is killed. */
	while (atomic_read_acquire(&vq->rounds))
		cpu_relax();
	if (ops->queue_stop)
		ops->queue_stop(vq);
	wait_event(vq->idle, vbus_virtqueue_idle(vq));
	vq->started = false;
}
