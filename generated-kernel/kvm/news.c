// SPDX-License-Identifier: GPL-2.0
/*
 * What the agent reads. There is one record for each kind, so a guest that
 * makes news without end costs no more memory than one that makes none.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/poll.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/stdarg.h>
#include <linux/string.h>

#include "kvm.h"

static void vk_news_wake(struct irq_work *work)
{
	struct vk_news *news = container_of(work, struct vk_news, wake);

	wake_up_interruptible_poll(&news->wait, EPOLLIN | EPOLLRDNORM);
}

void vk_news_init(struct vk_news *news)
{
	spin_lock_init(&news->lock);
	init_waitqueue_head(&news->wait);
	init_irq_work(&news->wake, vk_news_wake);
}

/* Nobody adds, reads or polls any more. */
void vk_news_exit(struct vk_news *news)
{
	irq_work_sync(&news->wake);
	/* As in vk_doorbells_stop(). */
	synchronize_rcu();
}

/* Any context, but on PREEMPT_RT none with hard interrupts off. */
void vk_news_add(struct vk_news *news, enum vbus_kvm_what what)
{
	unsigned long flags;
	unsigned int i;

	spin_lock_irqsave(&news->lock, flags);
	for (i = 0; i < news->n && news->event[i].what != what; i++)
		;
	if (i == news->n) {
		news->event[i] = (struct vbus_kvm_event){ .what = what };
		/* Pairs with vk_news_ready(), which takes no lock. */
		WRITE_ONCE(news->n, i + 1);
	}
	if (news->event[i].count < U32_MAX)
		news->event[i].count++;
	if (what == VBUS_KVM_GONE)
		WRITE_ONCE(news->gone, true);
	spin_unlock_irqrestore(&news->lock, flags);

	irq_work_queue(&news->wake);
}

/* Is there something to say, if only that nothing follows? */
bool vk_news_ready(const struct vk_news *news)
{
	return READ_ONCE(news->n) || READ_ONCE(news->gone);
}

/* Takes the first one: 1; 0 after the last one of all; -EAGAIN. */
int vk_news_read(struct vk_news *news, struct vbus_kvm_event *event)
{
	int ret = 1;

	spin_lock_irq(&news->lock);
	if (news->n) {
		*event = news->event[0];
		WRITE_ONCE(news->n, news->n - 1);
		memmove(news->event, news->event + 1,
			news->n * sizeof(*news->event));
	} else {
		ret = news->gone ? 0 : -EAGAIN;
	}
	spin_unlock_irq(&news->lock);

	return ret;
}

/* The guest broke a rule. Any context, as vk_news_add(). */
void vk_fault(struct vk_guest *g, const char *format, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, format);
	vaf.fmt = format;
	vaf.va = &args;
	pr_warn_ratelimited("guest %u on bus %s: %pV\n", g->number,
			    vbus_name(g->bus), &vaf);
	va_end(args);

	vk_news_add(&g->news, VBUS_KVM_FAULT);
}
