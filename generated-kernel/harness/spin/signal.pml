// SPDX-License-Identifier: GPL-2.0
/*
 * One direction of a signal: lib/shm_signal.c, and ShmSignal in Java, over a
 * memory that is as weak as a machine may be. See README.md; ./run checks all
 * variants.
 *
 * WEAK		stores to different places become visible in any order, and two
 *		loads in a row read in any order; otherwise x86-TSO: in order, but
 *		later than the loads that follow them
 * NO_x		barrier x is not there: D S N (inject), R (enable), C P (wakeup),
 *		M (disable)
 * ORIGINAL	the barriers of 2009: S, N, R, P, M order stores with stores only,
 *		which is nothing on TSO; no D, no C
 * SENDERS	threads that inject
 * SENDS	injects of each
 * TOGGLES	times that the receiver masks and unmasks
 */
#ifndef SENDERS
#define SENDERS	1
#endif
#ifndef SENDS
#define SENDS	2
#endif
#ifndef TOGGLES
#define TOGGLES	1
#endif
/* In the code 16; how many does not matter, that it ends does. */
#define MAX_ROUNDS	1

#ifdef ORIGINAL
#define NO_D
#define NO_S
#define NO_N
#define NO_R
#define NO_C
#define NO_P
#define NO_M
#endif

/* Places in shared memory, and the lock of each side. */
#define ENABLED	0
#define PENDING	1
#define DIRTY	2
#define PAYLOAD	3	/* of sender 0; the next one of sender 1 */
#define LOCK_S	5
#define LOCK_R	6
#define PLACES	7

/* Threads, each with a store buffer. */
#define APP		0	/* receiver: enables and disables */
#define TRANSPORT	1	/* receiver: wakeup */
#define EXECUTOR	2	/* receiver: deferred wakeup */
#define SENDER		3
#define THREADS		(SENDER + SENDERS)

#define ROOM	3	/* who finds it full waits: it drains by itself */

typedef buffer {
	byte n;
	byte place[ROOM];
	byte value[ROOM]
}

byte mem[PLACES];
buffer buf[THREADS];

/* Notifications under way, and deferred wakeups, until they are over. */
byte in_flight, jobs;
bool in_wakeup, deferred;	/* under LOCK_R */
byte seen[SENDERS];	/* what the listener read last */
byte busy = SENDERS + 1;	/* senders and the app, until they are done */
hidden byte i;

inline store(me, p, v)
{
	atomic {
		buf[me].n < ROOM ->
		d_step {
			buf[me].place[buf[me].n] = p;
			buf[me].value[buf[me].n] = v;
			buf[me].n++
		}
	}
}

/* One's own stores are seen at once. */
inline load(me, p, to)
{
	d_step {
		to = mem[p];
		i = 0;
		do
		:: i < buf[me].n ->
			if
			:: buf[me].place[i] == (p) -> to = buf[me].value[i]
			:: else
			fi;
			i++
		:: else -> break
		od;
		i = 0
	}
}

inline load2(me, p, to, p2, to2)
{
#ifdef WEAK
	if
	:: true -> load(me, p, to); load(me, p2, to2)
	:: true -> load(me, p2, to2); load(me, p, to)
	fi
#else
	load(me, p, to);
	load(me, p2, to2)
#endif
}

#define fence(me)	buf[me].n == 0

/* Acquires. On x86 the instruction is a full barrier as well. */
inline lock(me, l)
{
	atomic {
#ifdef WEAK
		mem[l] == 0 &&
		!(buf[me].n > 0 && buf[me].place[0] == l) &&
		!(buf[me].n > 1 && buf[me].place[1] == l) &&
		!(buf[me].n > 2 && buf[me].place[2] == l) ->
#else
		mem[l] == 0 && buf[me].n == 0 ->
#endif
		mem[l] = 1
	}
}

/* A release: becomes visible after all before it, see drain(). */
inline unlock(me, l)
{
	store(me, l, 0)
}

/* Of the stores in two positions, and whether one lets go of a lock. */
#define same(t, j, k)	(buf[t].place[j] == buf[t].place[k])
#define release(t, j)	(buf[t].place[j] >= LOCK_S)

inline take(t, j)
{
	d_step {
		mem[buf[t].place[j]] = buf[t].value[j];
		i = j;
		do
		:: i + 1 < buf[t].n ->
			buf[t].place[i] = buf[t].place[i + 1];
			buf[t].value[i] = buf[t].value[i + 1];
			i++
		:: else -> break
		od;
		buf[t].n--;
		buf[t].place[buf[t].n] = 0;
		buf[t].value[buf[t].n] = 0;
		i = 0
	}
}

/* Lets stores become visible, in each order that the machine allows. */
proctype drain(byte t)
{
end:	do
	:: atomic { buf[t].n > 0 -> take(t, 0) }
#ifdef WEAK
	:: atomic {
		buf[t].n > 1 && !same(t, 1, 0) && !release(t, 1) -> take(t, 1)
	}
	:: atomic {
		buf[t].n > 2 && !same(t, 2, 0) && !same(t, 2, 1) &&
		!release(t, 2) -> take(t, 2)
	}
#endif
	od
}

/* ---- the sender's side */

inline inject(me)
{
#ifndef NO_D
	fence(me);
#endif
	store(me, DIRTY, 1);
#ifndef NO_S
	fence(me);
#endif
	load2(me, ENABLED, open, PENDING, pending);
	if
	:: open && !pending ->
#ifndef ORIGINAL
		lock(me, LOCK_S);
		load(me, PENDING, pending);
#endif
		if
		:: !pending -> store(me, PENDING, 1)
		:: else
		fi;
#ifndef ORIGINAL
		unlock(me, LOCK_S);
#endif
		if
		:: !pending ->
#ifndef NO_N
			fence(me);
#endif
			/* A transport that orders nothing. */
			in_flight++
		:: else
		fi
	:: else
	fi;
	d_step { open = 0; pending = 0 }
}

proctype sender(byte me)
{
	bit open, pending;
	byte n;

	do
	:: n < SENDS ->
		n++;
		store(me, PAYLOAD + me - SENDER, n);
		inject(me)
	:: else -> break
	od;
	busy--
}

/* ---- the receiver's side */

/* Under the lock. */
inline defer()
{
	d_step {
		if
		:: !deferred -> deferred = true; jobs++
		:: else
		fi
	}
}

inline enable(me)
{
	lock(me, LOCK_R);
	store(me, ENABLED, 1);
#ifndef NO_R
	fence(me);
#endif
	if
	:: !in_wakeup ->
		load2(me, DIRTY, dirty, PENDING, pending);
		if
		:: dirty || pending -> defer()
		:: else
		fi
	:: else
	fi;
	unlock(me, LOCK_R);
	d_step { dirty = 0; pending = 0 }
}

inline disable(me)
{
	store(me, ENABLED, 0);
#ifndef NO_M
	fence(me);
#endif
}

proctype app()
{
	bit dirty, pending;
	byte n;

	enable(APP);
	do
	:: n < TOGGLES ->
		n++;
		disable(APP);
		enable(APP)
	:: true -> break
	od;
	busy--
}

/* The labels are those of the loops in shm_signal_run(). */
inline wakeup(me)
{
	lock(me, LOCK_R);
	if
	:: me == EXECUTOR -> deferred = false
	:: else
	fi;
	if
	:: in_wakeup
	:: else ->
		in_wakeup = true;
outer:		load(me, ENABLED, open);
		load2(me, DIRTY, dirty, PENDING, pending);
		if
		:: open && (dirty || pending) ->
inner:			if
			:: rounds == MAX_ROUNDS -> defer(); goto leave
			:: else -> rounds++
			fi;
			store(me, DIRTY, 0);
#ifndef NO_C
			fence(me);
#endif
			unlock(me, LOCK_R);
			/* the listener */
			load(me, PAYLOAD, seen[0]);
#if SENDERS > 1
			load(me, PAYLOAD + 1, seen[1]);
#endif
			lock(me, LOCK_R);
			load2(me, ENABLED, open, DIRTY, dirty);
			if
			:: open && dirty -> goto inner
			:: else
			fi;
			store(me, PENDING, 0);
#ifndef NO_P
			fence(me);
#endif
			goto outer
		:: else
		fi;
leave:		in_wakeup = false
	fi;
	unlock(me, LOCK_R);
	d_step { open = 0; dirty = 0; pending = 0; rounds = 0 }
}

proctype transport()
{
	bit open, dirty, pending;
	byte rounds;

end:	do
	:: in_flight > 0 ->
		wakeup(TRANSPORT);
		in_flight--
	od
}

proctype executor()
{
	bit open, dirty, pending;
	byte rounds;

end:	do
	:: jobs > 0 ->
		wakeup(EXECUTOR);
		jobs--
	od
}

/* Nobody has anything to do any more. A thread that hangs is told by Spin. */
#define buffers_empty	(buf[0].n == 0 && buf[1].n == 0 && buf[2].n == 0 && \
			 buf[3].n == 0 && buf[THREADS - 1].n == 0)
#define quiet		(busy == 0 && in_flight == 0 && jobs == 0 && !in_wakeup && \
			 !deferred && mem[LOCK_R] == 0 && mem[LOCK_S] == 0 && \
			 buffers_empty)

active proctype claim()
{
	atomic {
		run app();
		run transport();
		run executor();
		run sender(SENDER);
		run drain(APP);
		run drain(TRANSPORT);
		run drain(EXECUTOR);
		run drain(SENDER);
#if SENDERS > 1
		run sender(SENDER + 1);
		run drain(SENDER + 1)
#endif
	}
	atomic {
		quiet ->
		/* Who listens and is at rest has seen what was sent last. */
		assert(mem[ENABLED] == 1);
		assert(seen[0] == SENDS);
#if SENDERS > 1
		assert(seen[1] == SENDS);
#endif
	}
}
