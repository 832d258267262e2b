/* SPDX-License-Identifier: GPL-2.0 */
/* Run by the test, when it likes. */
#ifndef HARNESS_IRQ_WORK_H
#define HARNESS_IRQ_WORK_H

#include "../shim.h"

struct irq_work {
	void (*func)(struct irq_work *work);
	bool pending;
};

static inline void init_irq_work(struct irq_work *w,
				 void (*func)(struct irq_work *work))
{
	w->func = func;
	w->pending = false;
}

static inline bool irq_work_queue(struct irq_work *w)
{
	return !__atomic_exchange_n(&w->pending, true, __ATOMIC_SEQ_CST);
}

static inline void irq_work_sync(struct irq_work *w)
{
	if (__atomic_exchange_n(&w->pending, false, __ATOMIC_SEQ_CST))
		w->func(w);
}

#endif
