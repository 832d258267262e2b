// SPDX-License-Identifier: Apache-2.0
/*
 * What a process does with an end of profile stream, for pipe.sh. Prints one
 * line that says what came of it; ends with 1 if that is not what it must be.
 *
 *   write FILE BYTES CHUNK     a pattern, CHUNK bytes at once
 *   read FILE BYTES CHUNK      the same pattern, looked at byte by byte
 *   drain FILE CHUNK           to the end of the stream
 *   take FILE BYTES            so many, whatever they are
 *   pollwrite, pollread        as write and read, with O_NONBLOCK and epoll
 *   try read|write|nbread|nbwrite FILE [HOLD]   once, up to 4096 bytes: "N bytes"
 *                              or the errno; with HOLD it says "ready" before
 *   fill FILE                  writes with O_NONBLOCK until there is no room
 *   poll r|w|rw FILE [MS]      revents
 *   epipe FILE                 writes until EPIPE, and counts SIGPIPE
 *   sigio FILE                 waits for SIGIO, up to 10 s
 *   store FILE SEED            into all of the mapped region
 *   load FILE SEED             looks whether it is there
 *   zero FILE                  all of the mapped region
 *   ping|pong FILE ROUNDS      two processes take turns in the zeroed region
 *   hold FILE                  maps, says "mapped", touches until SIGBUS
 *   use FILE SEED              at random all that can be done, until SIGTERM;
 *                              the node and its peer may come and go
 *   maps FILE                  what may not be mapped
 *   bad FILE                   buffers that are not there
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#define REGION 262144

static void __attribute__((noreturn, format(printf, 1, 2)))
die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
	exit(1);
}

static uint8_t pattern(uint64_t at)
{
	return at * 167 + (at >> 8) * 59 + (at >> 16) * 31 + (at >> 24);
}

static int open_file(const char *file, int flags)
{
	int fd = open(file, flags | O_CLOEXEC);

	if (fd < 0)
		die("open %s: %s", file, strerror(errno));
	return fd;
}

static long number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 0);

	if (*end || end == text)
		die("%s is not a number", text);
	return value;
}

static void *room(size_t size)
{
	void *p = malloc(size);

	if (!p)
		die("no memory");
	return p;
}

static void ready_for(int ep, const char *what)
{
	struct epoll_event event;

	if (epoll_wait(ep, &event, 1, 30000) != 1)
		die("%s: nothing in 30 s", what);
}

static int watch(int fd, uint32_t events)
{
	struct epoll_event event = { .events = events };
	int ep = epoll_create1(EPOLL_CLOEXEC);

	if (ep < 0 || epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event))
		die("epoll: %s", strerror(errno));
	return ep;
}

static void do_write(const char *file, uint64_t bytes, size_t chunk, int wait)
{
	int fd = open_file(file, O_WRONLY | (wait ? O_NONBLOCK : 0));
	int ep = wait ? watch(fd, EPOLLOUT | EPOLLET) : -1;
	uint8_t *buf = room(chunk);
	uint64_t at = 0;
	size_t i, n;
	ssize_t ret;

	while (at < bytes) {
		n = bytes - at < chunk ? bytes - at : chunk;
		for (i = 0; i < n; i++)
			buf[i] = pattern(at + i);
		ret = write(fd, buf, n);
		if (ret < 0 && errno == EAGAIN && wait) {
			ready_for(ep, "write");
			continue;
		}
		if (ret <= 0)
			die("write after %llu bytes: %zd %s",
			    (unsigned long long)at, ret, strerror(errno));
		if (!wait && (size_t)ret != n)
			die("a write of %zu wrote %zd", n, ret);
		at += ret;
	}
	printf("wrote %llu bytes\n", (unsigned long long)at);
}

static void do_read(const char *file, uint64_t bytes, size_t chunk, int wait,
		    int to_end)
{
	int fd = open_file(file, O_RDONLY | (wait ? O_NONBLOCK : 0));
	int ep = wait ? watch(fd, EPOLLIN | EPOLLET) : -1;
	uint8_t *buf = room(chunk);
	uint64_t at = 0;
	ssize_t ret, i;
	size_t n;

	if (to_end) {
		printf("ready\n");
		fflush(stdout);
	}
	while (to_end || at < bytes) {
		n = to_end || bytes - at > chunk ? chunk : bytes - at;
		ret = read(fd, buf, n);
		if (ret < 0 && errno == EAGAIN && wait) {
			ready_for(ep, "read");
			continue;
		}
		if (!ret && to_end)
			break;
		if (ret <= 0)
			die("read after %llu bytes: %zd %s",
			    (unsigned long long)at, ret, strerror(errno));
		for (i = 0; i < ret; i++)
			if (buf[i] != pattern(at + i))
				die("byte %llu is 0x%02x and not 0x%02x",
				    (unsigned long long)(at + i), buf[i],
				    pattern(at + i));
		at += ret;
	}
	printf("read %llu bytes\n", (unsigned long long)at);
}

static void do_take(const char *file, uint64_t bytes)
{
	int fd = open_file(file, O_RDONLY);
	static char buf[10000];
	uint64_t at = 0;
	ssize_t ret;

	while (at < bytes) {
		ret = read(fd, buf, bytes - at < sizeof(buf) ? bytes - at :
							       sizeof(buf));
		if (ret <= 0)
			die("took %llu bytes: %zd %s", (unsigned long long)at,
			    ret, strerror(errno));
		at += ret;
	}
	printf("took %llu bytes\n", (unsigned long long)at);
}

static void do_try(const char *what, const char *file, int hold)
{
	int nb = what[0] == 'n';
	int writes = !strcmp(what + 2 * nb, "write");
	int fd = open_file(file, (writes ? O_WRONLY : O_RDONLY) |
				 (nb ? O_NONBLOCK : 0));
	static char buf[4096];
	ssize_t ret;

	signal(SIGPIPE, SIG_IGN);
	if (hold) {
		printf("ready\n");
		fflush(stdout);
	}
	ret = writes ? write(fd, buf, sizeof(buf)) : read(fd, buf, sizeof(buf));
	if (ret < 0)
		printf("%s\n", strerrorname_np(errno));
	else
		printf("%zd bytes\n", ret);
}

static void do_fill(const char *file)
{
	int fd = open_file(file, O_WRONLY | O_NONBLOCK);
	static char buf[4096];
	uint64_t at = 0;
	ssize_t ret;

	while ((ret = write(fd, buf, sizeof(buf))) > 0)
		at += ret;
	if (errno != EAGAIN)
		die("fill: %s", strerror(errno));
	printf("full at %llu\n", (unsigned long long)at);
}

static void do_poll(const char *how, const char *file, int ms)
{
	int flags = !strcmp(how, "rw") ? O_RDWR :
		    *how == 'w' ? O_WRONLY : O_RDONLY;
	struct pollfd p = { .events = POLLIN | POLLOUT | POLLRDHUP };

	p.fd = open_file(file, flags | O_NONBLOCK);
	if (poll(&p, 1, ms) < 0)
		die("poll: %s", strerror(errno));
	printf("%s%s%s%s%s.\n", p.revents & POLLIN ? "IN " : "",
	       p.revents & POLLOUT ? "OUT " : "",
	       p.revents & POLLRDHUP ? "RDHUP " : "",
	       p.revents & POLLERR ? "ERR " : "",
	       p.revents & POLLHUP ? "HUP " : "");
}

static volatile sig_atomic_t signalled;

static void on_signal(int nr)
{
	(void)nr;
	signalled++;
}

static void do_epipe(const char *file)
{
	int fd = open_file(file, O_WRONLY);
	static char buf[4096];

	signal(SIGPIPE, on_signal);
	printf("ready\n");
	fflush(stdout);
	while (write(fd, buf, sizeof(buf)) > 0)
		;
	/* As with a pipe: a write that wrote some of it has one more. */
	if (errno != EPIPE || signalled < 1 || signalled > 2)
		die("%s, %d signals", strerror(errno), (int)signalled);
	printf("EPIPE and SIGPIPE\n");
}

static void do_sigio(const char *file)
{
	int fd = open_file(file, O_RDONLY | O_NONBLOCK);
	static char buf[16];
	ssize_t ret = -1;
	int i;

	signal(SIGIO, on_signal);
	if (fcntl(fd, F_SETOWN, getpid()) ||
	    fcntl(fd, F_SETFL, O_NONBLOCK | O_ASYNC))
		die("fcntl: %s", strerror(errno));
	if (read(fd, buf, sizeof(buf)) >= 0 || errno != EAGAIN)
		die("there was something before");
	printf("ready\n");
	fflush(stdout);
	/* The first may say no more than that there is a writer. */
	for (i = 0; i < 1000 && ret < 0; i++) {
		if (!signalled)
			usleep(10000);
		if (!signalled)
			continue;
		signalled = 0;
		ret = read(fd, buf, sizeof(buf));
		if (ret < 0 && errno != EAGAIN)
			die("read: %s", strerror(errno));
	}
	if (ret <= 0)
		die("no SIGIO that had something to read in 10 s");
	printf("SIGIO\n");
}

static uint8_t *map(const char *file, int flags, int prot)
{
	void *p = mmap(NULL, REGION, prot, MAP_SHARED, open_file(file, flags),
		       0);

	if (p == MAP_FAILED)
		die("mmap: %s", strerrorname_np(errno));
	return p;
}

static void do_store(const char *file, uint64_t seed)
{
	uint8_t *p = map(file, O_RDWR, PROT_READ | PROT_WRITE);
	size_t i;

	for (i = 0; i < REGION; i++)
		p[i] = pattern(i + seed);
	printf("stored\n");
}

static void do_zero(const char *file)
{
	memset(map(file, O_RDWR, PROT_READ | PROT_WRITE), 0, REGION);
	printf("zeroed\n");
}

static void do_load(const char *file, uint64_t seed)
{
	uint8_t *p = map(file, O_RDONLY, PROT_READ);
	size_t i;

	for (i = 0; i < REGION; i++)
		if (p[i] != pattern(i + seed))
			die("byte %zu of the region is 0x%02x", i, p[i]);
	printf("loaded\n");
}

static void do_turns(const char *file, uint64_t rounds, uint64_t mine)
{
	volatile uint64_t *p = (void *)map(file, O_RDWR, PROT_READ | PROT_WRITE);
	uint64_t at;

	alarm(60);
	for (at = mine; at < 2 * rounds; at += 2) {
		while (__atomic_load_n(p, __ATOMIC_ACQUIRE) != at)
			usleep(10);
		__atomic_store_n(p, at + 1, __ATOMIC_RELEASE);
	}
	printf("took %llu turns\n", (unsigned long long)rounds);
}

static sigjmp_buf bus_error;

static void on_bus(int nr)
{
	(void)nr;
	siglongjmp(bus_error, 1);
}

static void do_hold(const char *file)
{
	volatile uint8_t *p = map(file, O_RDWR, PROT_READ | PROT_WRITE);
	int i;

	signal(SIGBUS, on_bus);
	p[0]++;
	printf("mapped\n");
	fflush(stdout);
	if (!sigsetjmp(bus_error, 1)) {
		for (i = 0; i < 3000; i++) {
			p[i % REGION]++;
			usleep(10000);
		}
		die("the region is still there after 30 s");
	}
	printf("SIGBUS\n");
}

static volatile sig_atomic_t stopped;

static void on_stop(int nr)
{
	(void)nr;
	stopped = 1;
}

/* What may come of an end whose peer, or which itself, comes and goes. */
static void allowed(const char *what, int error)
{
	switch (error) {
	case EAGAIN:
	case EINTR:
	case EIO:
	case EPIPE:
	case ENODEV:
		return;
	}
	die("%s: %s", what, strerrorname_np(error));
}

static uint64_t touch(int fd)
{
	volatile uint8_t *p = mmap(NULL, REGION, PROT_READ | PROT_WRITE,
				   MAP_SHARED, fd, 0);
	static volatile uint64_t n;
	int i;

	if (p == MAP_FAILED) {
		allowed("mmap", errno);
		return 0;
	}
	n = 0;
	if (!sigsetjmp(bus_error, 1))
		for (i = 0; i < 2000; i++, n++)
			p[rand() % REGION]++;
	munmap((void *)p, REGION);
	return n;
}

static uint64_t use_once(int fd, int flags, char *buf, size_t size)
{
	struct pollfd p = { .fd = fd, .events = POLLIN | POLLOUT | POLLRDHUP };
	size_t n = 1 + rand() % (rand() % 4 ? 5000 : size);
	ssize_t ret = 0;

	switch (rand() % 8) {
	case 0:
		if (poll(&p, 1, rand() % 5) < 0)
			allowed("poll", errno);
		break;
	case 1:
		if ((flags & O_ACCMODE) == O_RDWR)
			return touch(fd);
		break;
	case 2:
		if (fcntl(fd, F_SETFL, (flags & O_NONBLOCK) |
				       (rand() % 2 ? O_ASYNC : 0)))
			allowed("fcntl", errno);
		break;
	default:
		if ((flags & O_ACCMODE) == O_RDONLY ||
		    ((flags & O_ACCMODE) == O_RDWR && rand() % 2))
			ret = read(fd, buf, n);
		else
			ret = write(fd, buf, n);
		if (ret < 0)
			allowed("read or write", errno);
	}
	return ret > 0 ? ret : 0;
}

static void do_use(const char *file, unsigned int seed)
{
	static const int modes[] = { O_RDONLY, O_WRONLY, O_RDWR };
	struct sigaction alarmed = { .sa_handler = on_signal };
	struct itimerval soon = { { 0, 20000 }, { 0, 20000 } };
	uint64_t opens = 0, calls = 0, bytes = 0;
	static char buf[200000];
	int fd, flags, n;

	srand(seed);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGIO, SIG_IGN);
	signal(SIGTERM, on_stop);
	signal(SIGBUS, on_bus);
	/* What waits is interrupted, and not begun again. */
	sigaction(SIGALRM, &alarmed, NULL);
	setitimer(ITIMER_REAL, &soon, NULL);
	while (!stopped) {
		flags = modes[rand() % 3] | (rand() % 2 ? O_NONBLOCK : 0);
		fd = open(file, flags | O_CLOEXEC);
		if (fd < 0) {
			if (errno != ENOENT && errno != ENXIO)
				allowed("open", errno);
			usleep(5000);
			continue;
		}
		opens++;
		for (n = rand() % 60; n > 0 && !stopped; n--, calls++)
			bytes += use_once(fd, flags, buf, sizeof(buf));
		close(fd);
	}
	printf("%llu opens, %llu calls, %llu bytes\n",
	       (unsigned long long)opens, (unsigned long long)calls,
	       (unsigned long long)bytes);
}

static void do_maps(const char *file)
{
	int fd = open_file(file, O_RDWR);
	int ro = open_file(file, O_RDONLY);

	if (mmap(NULL, REGION + 4096, PROT_READ, MAP_SHARED, fd, 0) !=
	    MAP_FAILED || errno != EINVAL)
		die("more than the region");
	if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, REGION) != MAP_FAILED ||
	    errno != EINVAL)
		die("behind the region");
	if (mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0) != MAP_FAILED ||
	    errno != EINVAL)
		die("a private mapping");
	if (mmap(NULL, 4096, PROT_WRITE, MAP_SHARED, ro, 0) != MAP_FAILED ||
	    errno != EACCES)
		die("to be written, of who only reads");
	if (mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, REGION - 4096) ==
	    MAP_FAILED)
		die("the last page: %s", strerror(errno));
	printf("refused\n");
}

/* A write of a buffer that ends in nothing writes what is there. */
static void do_bad(const char *file)
{
	int fd = open_file(file, O_RDWR | O_NONBLOCK);
	char *p = mmap(NULL, 8192, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	ssize_t ret;

	if (p == MAP_FAILED || munmap(p + 4096, 4096))
		die("mmap: %s", strerror(errno));
	if (write(fd, p + 4096, 10) != -1 || errno != EFAULT)
		die("wrote from nowhere");
	ret = write(fd, p + 4000, 200);
	if (ret != 96)
		die("wrote %zd", ret);
	if (lseek(fd, 0, SEEK_SET) != -1 || errno != ESPIPE)
		die("it can seek");
	printf("calm\n");
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	setlinebuf(stdout);
	if (argc == 5 && !strcmp(what, "write"))
		do_write(argv[2], number(argv[3]), number(argv[4]), 0);
	else if (argc == 5 && !strcmp(what, "pollwrite"))
		do_write(argv[2], number(argv[3]), number(argv[4]), 1);
	else if (argc == 5 && !strcmp(what, "read"))
		do_read(argv[2], number(argv[3]), number(argv[4]), 0, 0);
	else if (argc == 5 && !strcmp(what, "pollread"))
		do_read(argv[2], number(argv[3]), number(argv[4]), 1, 0);
	else if (argc == 4 && !strcmp(what, "drain"))
		do_read(argv[2], 0, number(argv[3]), 0, 1);
	else if (argc == 4 && !strcmp(what, "take"))
		do_take(argv[2], number(argv[3]));
	else if (argc >= 4 && !strcmp(what, "try"))
		do_try(argv[2], argv[3], argc > 4);
	else if (argc == 3 && !strcmp(what, "fill"))
		do_fill(argv[2]);
	else if (argc >= 4 && !strcmp(what, "poll"))
		do_poll(argv[2], argv[3], argc > 4 ? number(argv[4]) : 0);
	else if (argc == 3 && !strcmp(what, "epipe"))
		do_epipe(argv[2]);
	else if (argc == 3 && !strcmp(what, "sigio"))
		do_sigio(argv[2]);
	else if (argc == 4 && !strcmp(what, "store"))
		do_store(argv[2], number(argv[3]));
	else if (argc == 3 && !strcmp(what, "zero"))
		do_zero(argv[2]);
	else if (argc == 4 && !strcmp(what, "load"))
		do_load(argv[2], number(argv[3]));
	else if (argc == 4 && !strcmp(what, "ping"))
		do_turns(argv[2], number(argv[3]), 0);
	else if (argc == 4 && !strcmp(what, "pong"))
		do_turns(argv[2], number(argv[3]), 1);
	else if (argc == 3 && !strcmp(what, "hold"))
		do_hold(argv[2]);
	else if (argc == 4 && !strcmp(what, "use"))
		do_use(argv[2], number(argv[3]));
	else if (argc == 3 && !strcmp(what, "maps"))
		do_maps(argv[2]);
	else if (argc == 3 && !strcmp(what, "bad"))
		do_bad(argv[2]);
	else
		die("not a command: see the top of pipetool.c");
	return 0;
}
