// SPDX-License-Identifier: GPL-2.0
/*
 * Members: which process is on which bus, for connectors that serve tasks.
 *
 * A process, all threads together, is on one bus at most. Its children are born
 * on that bus; when its last thread exits, it leaves. A module learns of both
 * from tracepoints only, whose probes run with preemption off. So a probe does
 * just what has to be true at once, under a raw lock and with memory that was
 * allocated before; the directory in sysfs, and all that sleeps, is left to
 * a worker. The probes come with the first member and stay while the module
 * does: to put them in or out is to patch the kernel under all that runs.
 *
 * A member is known by the struct pid of its thread group, with a reference,
 * so the next process with that number is another one.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/export.h>
#include <linux/hashtable.h>
#include <linux/pid.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>
#include <trace/events/sched.h>

#include <linux/vbus_compat.h>

#include "internal.h"

/* Nodes in stock, besides one for each member: all may fork at once. */
#define VBUS_MEMBER_SPARE 256

/**
 * struct vbus_member - a process on a bus
 * @hash: by @pid
 * @on_bus: in the bus's list
 * @queue: what the worker has to do with it, or in stock
 * @pid: of the thread group, with a reference
 * @bus: with a reference
 * @kobj: its directory; the worker's
 */
struct vbus_member {
	struct hlist_node hash;
	struct list_head on_bus;
	struct list_head queue;
	struct pid *pid;
	struct vbus *bus;
	struct kobject *kobj;
};

/* Taken in probes: all below, a bus's members and closed. */
static DEFINE_RAW_SPINLOCK(vbus_member_lock);
static DEFINE_HASHTABLE(vbus_members, 8);
static unsigned int vbus_member_count; /* probes look without the lock */
static LIST_HEAD(vbus_members_new); /* not in sysfs yet */
static LIST_HEAD(vbus_members_gone);
static LIST_HEAD(vbus_members_spare);
static unsigned int vbus_member_spares;
static unsigned int vbus_member_missed; /* children that got no node */

static DEFINE_MUTEX(vbus_member_mutex); /* vbus_member_watching */
static bool vbus_member_watching;

static struct tracepoint *vbus_tp_fork;
static struct tracepoint *vbus_tp_exit;

static void vbus_member_work_fn(struct work_struct *work);
static DECLARE_WORK(vbus_member_work, vbus_member_work_fn);

/* ---- the table ---- */

static void vbus_member_counted(int more)
{
	lockdep_assert_held(&vbus_member_lock);

	WRITE_ONCE(vbus_member_count, vbus_member_count + more);
}

static struct vbus_member *vbus_member_find(struct pid *pid)
{
	struct vbus_member *m;

	lockdep_assert_held(&vbus_member_lock);

	hash_for_each_possible(vbus_members, m, hash, (unsigned long)pid)
		if (m->pid == pid)
			return m;

	return NULL;
}

static void vbus_member_add(struct vbus_member *m, struct pid *pid,
			    struct vbus *bus)
{
	lockdep_assert_held(&vbus_member_lock);

	m->pid = get_pid(pid);
	m->bus = vbus_get(bus);
	hash_add(vbus_members, &m->hash, (unsigned long)pid);
	list_add_tail(&m->on_bus, &bus->members);
	list_add_tail(&m->queue, &vbus_members_new);
}

/* The worker does the rest. */
static void vbus_member_del(struct vbus_member *m)
{
	lockdep_assert_held(&vbus_member_lock);

	hash_del(&m->hash);
	list_del(&m->on_bus);
	list_move_tail(&m->queue, &vbus_members_gone);
	vbus_member_counted(-1);
}

/* ---- probes: preemption is off, also on PREEMPT_RT ---- */

/* Forks and exits pay no lock while nobody is a member. */
static bool vbus_member_none(void)
{
	return !READ_ONCE(vbus_member_count);
}

static void vbus_member_forked(void *data, struct task_struct *parent,
			       struct task_struct *child)
{
	struct vbus_member *old, *new;
	unsigned long flags;

	/* A thread. */
	if (vbus_member_none() || child->signal == parent->signal)
		return;

	raw_spin_lock_irqsave(&vbus_member_lock, flags);
	old = vbus_member_find(task_tgid(parent));
	if (old) {
		new = list_first_entry_or_null(&vbus_members_spare,
					       struct vbus_member, queue);
		if (new) {
			list_del(&new->queue);
			vbus_member_spares--;
			vbus_member_counted(1);
			vbus_member_add(new, task_tgid(child), old->bus);
		} else {
			vbus_member_missed++;
		}
	}
	raw_spin_unlock_irqrestore(&vbus_member_lock, flags);

	if (old)
		queue_work(vbus_wq, &vbus_member_work);
}

static void vbus_member_exited(void *data, struct task_struct *task)
{
	struct vbus_member *m;
	unsigned long flags;

	/*
	 * Other threads live. Of those that exit together several may pass. The
	 * last one's atomic_dec_and_test() of live is a full barrier before the
	 * look at the count; pairs with that of vbus_member_move().
	 */
	if (vbus_member_none() || atomic_read(&task->signal->live))
		return;

	raw_spin_lock_irqsave(&vbus_member_lock, flags);
	m = vbus_member_find(task_tgid(task));
	if (m)
		vbus_member_del(m);
	raw_spin_unlock_irqrestore(&vbus_member_lock, flags);

	if (m)
		queue_work(vbus_wq, &vbus_member_work);
}

/* ---- what the probes left ---- */

/* Nobody but a member has children that need a node. */
static bool vbus_member_stock_full(bool first)
{
	unsigned int want = 0;
	bool full;

	raw_spin_lock_irq(&vbus_member_lock);
	if (first || vbus_member_count)
		want = VBUS_MEMBER_SPARE + vbus_member_count;
	full = vbus_member_spares >= want;
	raw_spin_unlock_irq(&vbus_member_lock);

	return full;
}

/* Without memory the stock is smaller. @first: the first member is to come. */
static void vbus_member_refill(bool first)
{
	struct vbus_member *m;

	while (!vbus_member_stock_full(first)) {
		m = kzalloc(sizeof(*m), GFP_KERNEL);
		if (!m)
			return;

		raw_spin_lock_irq(&vbus_member_lock);
		list_add(&m->queue, &vbus_members_spare);
		vbus_member_spares++;
		raw_spin_unlock_irq(&vbus_member_lock);
	}
}

static void vbus_member_drain(void)
{
	struct vbus_member *m, *next;
	LIST_HEAD(spare);

	raw_spin_lock_irq(&vbus_member_lock);
	list_splice_init(&vbus_members_spare, &spare);
	vbus_member_spares = 0;
	raw_spin_unlock_irq(&vbus_member_lock);

	list_for_each_entry_safe(m, next, &spare, queue)
		kfree(m);
}

static void vbus_member_show(struct vbus_member *m)
{
	char name[16];

	/* As the initial namespace counts; sysfs is the same for all. */
	snprintf(name, sizeof(name), "%d", pid_nr(m->pid));
	m->kobj = kobject_create_and_add(name, m->bus->members_kobj);
	if (!m->kobj)
		pr_warn("bus %s: no directory for member %s\n",
			vbus_name(m->bus), name);
}

static void vbus_member_free(struct vbus_member *m)
{
	if (m->kobj) {
		kobject_del(m->kobj);
		kobject_put(m->kobj);
	}
	put_pid(m->pid);
	vbus_put(m->bus);
	kfree(m);
}

/*
 * Who is gone comes first: a number is given to a new process only after the
 * old one has gone, so two directories of one name never meet.
 */
static struct vbus_member *vbus_member_next(bool *gone)
{
	struct vbus_member *m;

	raw_spin_lock_irq(&vbus_member_lock);
	m = list_first_entry_or_null(&vbus_members_gone, struct vbus_member,
				     queue);
	*gone = m;
	if (!m)
		m = list_first_entry_or_null(&vbus_members_new,
					     struct vbus_member, queue);
	if (m)
		list_del_init(&m->queue);
	raw_spin_unlock_irq(&vbus_member_lock);

	return m;
}

static void vbus_member_tell_missed(void)
{
	unsigned int missed;

	raw_spin_lock_irq(&vbus_member_lock);
	missed = vbus_member_missed;
	vbus_member_missed = 0;
	raw_spin_unlock_irq(&vbus_member_lock);

	if (missed)
		pr_warn("%u processes were born faster than memory came, and are on no bus\n",
			missed);
}

/* ---- the probes come with the first member and go with the module ---- */

/* Ready for one more member: the stock, and the probes. */
static int vbus_member_watch(void)
{
	int err;

	lockdep_assert_held(&vbus_member_mutex);

	vbus_member_refill(true);

	if (vbus_member_watching)
		return 0;
	if (!vbus_tp_fork || !vbus_tp_exit)
		return -EOPNOTSUPP;

	err = tracepoint_probe_register(vbus_tp_exit, vbus_member_exited, NULL);
	if (err)
		return err;
	err = tracepoint_probe_register(vbus_tp_fork, vbus_member_forked, NULL);
	if (err) {
		tracepoint_probe_unregister(vbus_tp_exit, vbus_member_exited,
					    NULL);
		return err;
	}

	vbus_member_watching = true;
	return 0;
}

static void vbus_member_unwatch(void)
{
	if (!vbus_member_watching)
		return;

	tracepoint_probe_unregister(vbus_tp_fork, vbus_member_forked, NULL);
	tracepoint_probe_unregister(vbus_tp_exit, vbus_member_exited, NULL);
	tracepoint_synchronize_unregister();
	vbus_member_watching = false;
}

/* While nobody is a member there is no stock. */
static void vbus_member_rest(void)
{
	guard(mutex)(&vbus_member_mutex);

	/* A new one needs the mutex, or a parent that is one. */
	if (vbus_member_none())
		vbus_member_drain();
}

/* Only one runs at a time, as of any work. */
static void vbus_member_work_fn(struct work_struct *work)
{
	struct vbus_member *m;
	bool gone;

	vbus_member_refill(false);
	while ((m = vbus_member_next(&gone))) {
		if (gone)
			vbus_member_free(m);
		else
			vbus_member_show(m);
		vbus_member_refill(false);
	}

	vbus_member_tell_missed();
	vbus_member_rest();
}

static void vbus_member_flush(void)
{
	queue_work(vbus_wq, &vbus_member_work);
	flush_work(&vbus_member_work);
}

/* ---- join and leave ---- */

/*
 * Under the lock: who is seen to live here passes the exit probe later, and
 * that takes the lock.
 */
static bool vbus_member_lives(struct pid *pid)
{
	struct task_struct *task;
	bool lives;

	lockdep_assert_held(&vbus_member_lock);

	rcu_read_lock();
	task = pid_task(pid, PIDTYPE_TGID);
	lives = task && atomic_read(&task->signal->live);
	rcu_read_unlock();

	return lives;
}

static int vbus_member_move(struct vbus_member *m, struct pid *pid,
			    struct vbus *bus)
{
	struct vbus_member *old;
	int err;

	lockdep_assert_held(&vbus_member_lock);

	if (bus->closed)
		return -ENOENT;

	vbus_member_counted(1);
	/*
	 * Counted before its life is looked at: a process that is seen to live
	 * here sees in its exit probe that there is a member. Pairs with the
	 * exit of its last thread, see vbus_member_exited().
	 */
	smp_mb();
	err = vbus_member_lives(pid) ? 0 : -ESRCH;
	old = vbus_member_find(pid);
	if (!err && old && old->bus == bus)
		err = -EALREADY;
	if (err) {
		vbus_member_counted(-1);
		return err;
	}

	if (old)
		vbus_member_del(old);
	vbus_member_add(m, pid, bus);
	return 0;
}

/*
 * Puts a process on a bus, off the one that it is on; @pid is that of its
 * thread group. Its directory is there when this returns.
 */
int vbus_member_join(struct vbus *bus, struct pid *pid)
{
	struct vbus_member *m;
	int err;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;

	mutex_lock(&vbus_member_mutex);
	err = vbus_member_watch();
	if (!err) {
		raw_spin_lock_irq(&vbus_member_lock);
		err = vbus_member_move(m, pid, bus);
		raw_spin_unlock_irq(&vbus_member_lock);
	}
	mutex_unlock(&vbus_member_mutex);

	vbus_member_flush();
	if (err)
		kfree(m);
	return err == -EALREADY ? 0 : err;
}

/* Takes a process off @bus, or off any; -ENOENT if it was not there. */
int vbus_member_leave(struct vbus *bus, struct pid *pid)
{
	struct vbus_member *m;

	raw_spin_lock_irq(&vbus_member_lock);
	m = vbus_member_find(pid);
	if (m && bus && m->bus != bus)
		m = NULL;
	if (m)
		vbus_member_del(m);
	raw_spin_unlock_irq(&vbus_member_lock);

	if (!m)
		return -ENOENT;

	vbus_member_flush();
	return 0;
}

/* The bus goes: its members leave, and nobody joins any more. */
void vbus_member_close(struct vbus *bus)
{
	struct vbus_member *m;

	/* One at a time: interrupts are off for no longer. */
	do {
		raw_spin_lock_irq(&vbus_member_lock);
		bus->closed = true;
		m = list_first_entry_or_null(&bus->members, struct vbus_member,
					     on_bus);
		if (m)
			vbus_member_del(m);
		raw_spin_unlock_irq(&vbus_member_lock);
	} while (m);

	vbus_member_flush();
}

/**
 * vbus_get_current() - the bus of the running process
 *
 * What a connector that serves tasks attaches to, when a task opens it. The
 * process may leave the bus later; the connector keeps what it has.
 *
 * Context: process.
 * Return: the bus with a reference for vbus_put(), or NULL if the process is a
 * member of none.
 */
struct vbus *vbus_get_current(void)
{
	struct vbus_member *m;
	struct vbus *bus;
	unsigned long flags;

	raw_spin_lock_irqsave(&vbus_member_lock, flags);
	m = vbus_member_find(task_tgid(current));
	bus = m ? vbus_get(m->bus) : NULL;
	raw_spin_unlock_irqrestore(&vbus_member_lock, flags);

	return bus;
}
EXPORT_SYMBOL_GPL(vbus_get_current);

/* ---- module ---- */

static void __init vbus_member_tracepoint(struct tracepoint *tp, void *data)
{
	if (!strcmp(tp->name, "sched_process_fork"))
		vbus_tp_fork = tp;
	else if (!strcmp(tp->name, "sched_process_exit"))
		vbus_tp_exit = tp;
}

void __init vbus_member_init(void)
{
	/* They take any function; these say whether ours are the right ones. */
	check_trace_callback_type_sched_process_fork(vbus_member_forked);
	check_trace_callback_type_sched_process_exit(vbus_member_exited);

	/* They are not exported, but found by name. */
	for_each_kernel_tracepoint(vbus_member_tracepoint, NULL);
	if (!vbus_tp_fork || !vbus_tp_exit)
		pr_warn("this kernel does not tell of forks and exits: no process can join a bus\n");
}

/* All buses are gone, so are their members. */
void vbus_member_exit(void)
{
	vbus_member_unwatch();
	/* One may just have queued the work. */
	vbus_member_flush();
}
