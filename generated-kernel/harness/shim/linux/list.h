/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_LIST_H
#define HARNESS_LIST_H

#include "../shim.h"

struct list_head {
	struct list_head *next, *prev;
};

static inline void INIT_LIST_HEAD(struct list_head *l)
{
	l->next = l->prev = l;
}

static inline bool list_empty(const struct list_head *l)
{
	return l->next == l;
}

static inline void list_add_tail(struct list_head *n, struct list_head *l)
{
	n->next = l;
	n->prev = l->prev;
	l->prev->next = n;
	l->prev = n;
}

static inline void list_del_init(struct list_head *n)
{
	n->prev->next = n->next;
	n->next->prev = n->prev;
	INIT_LIST_HEAD(n);
}

#define list_entry(p, t, m) container_of(p, t, m)
#define list_first_entry(l, t, m) list_entry((l)->next, t, m)
#define list_for_each_entry_safe(p, n, l, m)				\
	for (p = list_first_entry(l, typeof(*p), m),			\
	     n = list_entry(p->m.next, typeof(*p), m); &p->m != (l);	\
	     p = n, n = list_entry(n->m.next, typeof(*n), m))

#endif
