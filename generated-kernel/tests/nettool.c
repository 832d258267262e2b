// SPDX-License-Identifier: Apache-2.0
/*
 * Traffic that counts itself, for tests and benchmarks of a pair of network
 * devices. Small, static and without threads, so that it costs little in an
 * emulated processor. Each command prints one line of name=value.
 *
 *   send ADDR PORT COUNT SIZE [GAP-US [MS]]  numbered datagrams, for MS at most
 *   recv PORT IDLE-MS                   takes them until none comes for so long
 *   rr udp|tcp ADDR PORT COUNT [MS]     round trips of one byte, for MS at most
 *   echo udp|tcp PORT                   answers rr; ends with its connection,
 *                                       or 2 s after the last datagram
 *   stream ADDR PORT MS [SIZE]          TCP, as much as goes, by writes of SIZE
 *   sink PORT                           its other end
 *   shuttle [-g] NS IF NS IF            carries frames between two tap devices
 *                                       that are there, each in the namespace
 *                                       of that file; -g: with offloads
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/virtio_net.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAGIC		0x76627573u
#define MAX_SIZE	65507
#define MAX_COUNT	(1u << 24)
#define PATIENCE_MS	30000

struct head {
	uint32_t magic;
	uint32_t seq;
};

static unsigned char buffer[1 << 17], pattern[1 << 17];

static void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "nettool: ");
	vfprintf(stderr, format, args);
	fprintf(stderr, "\n");
	va_end(args);
	exit(1);
}

static uint64_t now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* Times this process was put to sleep, and was moved off its processor. */
static void switches(long *voluntary, long *forced)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	*voluntary = u.ru_nvcsw;
	*forced = u.ru_nivcsw;
}

static unsigned long number(const char *text, unsigned long max)
{
	char *end;
	unsigned long n = strtoul(text, &end, 10);

	if (!*text || *end || n > max)
		die("'%s' is no number up to %lu", text, max);
	return n;
}

/* The end of so many ms from now, or of time. */
static uint64_t until(const char *ms)
{
	return ms ? now_ns() + number(ms, 3600000) * 1000000ull : UINT64_MAX;
}

static struct sockaddr_in address(const char *host, const char *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET };

	a.sin_port = htons(number(port, 65535));
	if (host && inet_pton(AF_INET, host, &a.sin_addr) != 1)
		die("'%s' is no IPv4 address", host);
	return a;
}

static int is_tcp(const char *kind)
{
	if (strcmp(kind, "tcp") && strcmp(kind, "udp"))
		die("'%s' is neither tcp nor udp", kind);
	return *kind == 't';
}

static void big_buffers(int fd)
{
	int bytes = 4 << 20;

	/* Not so big without the right to; then the default does. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes)))
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof(bytes));
}

static void bounded(int fd, int ms)
{
	struct timeval t = { ms / 1000, ms % 1000 * 1000 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof(t));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &t, sizeof(t));
}

static int to(int tcp, const char *host, const char *port)
{
	struct sockaddr_in a = address(host, port);
	uint64_t end = now_ns() + 5000000000ull;
	int fd, one = 1;

	/* The other end may be about to listen. */
	for (;;) {
		fd = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
		if (fd < 0)
			die("socket: %s", strerror(errno));
		bounded(fd, PATIENCE_MS);
		if (!connect(fd, (struct sockaddr *)&a, sizeof(a)))
			break;
		if (!tcp || errno != ECONNREFUSED || now_ns() > end)
			die("connect to %s: %s", host, strerror(errno));
		close(fd);
		usleep(50000);
	}
	if (tcp)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return fd;
}

/* TCP: the one connection that comes. */
static int at(int tcp, const char *port)
{
	struct sockaddr_in a = address(NULL, port);
	int fd, conn, one = 1;

	fd = socket(AF_INET, tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
	if (fd < 0)
		die("socket: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	if (!tcp)
		big_buffers(fd);
	bounded(fd, PATIENCE_MS);
	if (bind(fd, (struct sockaddr *)&a, sizeof(a)))
		die("bind to %s: %s", port, strerror(errno));
	if (!tcp)
		return fd;
	if (listen(fd, 1))
		die("listen: %s", strerror(errno));
	conn = accept(fd, NULL, NULL);
	if (conn < 0)
		die("accept: %s", strerror(errno));
	close(fd);
	bounded(conn, PATIENCE_MS);
	setsockopt(conn, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return conn;
}

static void cmd_send(char **arg, int n)
{
	uint32_t count = number(arg[2], MAX_COUNT), sent = 0, failed = 0;
	size_t size = number(arg[3], MAX_SIZE);
	unsigned long gap = n > 4 ? number(arg[4], 1000000) : 0;
	int fd = to(0, arg[0], arg[1]);
	struct head head = { .magic = MAGIC };
	uint64_t start = now_ns();
	uint64_t end = until(n > 5 ? arg[5] : NULL);
	long v, f;

	if (size < sizeof(head))
		die("SIZE is at least %zu", sizeof(head));
	memcpy(buffer, pattern, size);
	for (uint32_t i = 0; i < count && now_ns() < end; i++) {
		head.seq = i;
		memcpy(buffer, &head, sizeof(head));
		if (send(fd, buffer, size, 0) == (ssize_t)size)
			sent++;
		else
			failed++;
		if (gap)
			usleep(gap);
	}
	switches(&v, &f);
	printf("sent=%u failed=%u us=%llu sleeps=%ld preempted=%ld\n", sent,
	       failed, (unsigned long long)(now_ns() - start) / 1000, v, f);
}

static void cmd_recv(char **arg, int n)
{
	int fd = at(0, arg[0]), idle = number(arg[1], 600000);
	uint8_t *seen = calloc(MAX_COUNT / 8, 1);
	unsigned long got = 0, twice = 0, late = 0, bad = 0, bytes = 0;
	uint64_t first = 0, last = 0;
	uint32_t highest = 0;
	struct head head;
	ssize_t len;
	long v, f;

	(void)n;
	while ((len = recv(fd, buffer, sizeof(buffer), 0)) >= 0) {
		last = now_ns();
		if (!first) {
			first = last;
			bounded(fd, idle);
		}
		memcpy(&head, buffer, sizeof(head));
		if (len < (ssize_t)sizeof(head) || head.magic != MAGIC ||
		    head.seq >= MAX_COUNT ||
		    memcmp(buffer + sizeof(head), pattern + sizeof(head),
			   len - sizeof(head))) {
			bad++;
			continue;
		}
		if (seen[head.seq / 8] & 1 << head.seq % 8) {
			twice++;
			continue;
		}
		seen[head.seq / 8] |= 1 << head.seq % 8;
		late += head.seq < highest;
		highest = head.seq > highest ? head.seq : highest;
		got++;
		bytes += len;
	}
	switches(&v, &f);
	printf("got=%lu twice=%lu late=%lu bad=%lu bytes=%lu us=%llu sleeps=%ld preempted=%ld\n",
	       got, twice, late, bad, bytes,
	       (unsigned long long)(last - first) / 1000, v, f);
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

/* Waits for that answer; passes over those that were given up on. */
static int answered(int fd, unsigned long i)
{
	char c;

	while (recv(fd, &c, 1, 0) == 1)
		if (c == (char)i)
			return 1;
	return 0;
}

static void cmd_rr(char **arg, int n)
{
	unsigned long count = number(arg[3], MAX_COUNT), lost = 0, done = 0;
	int fd = to(is_tcp(arg[0]), arg[1], arg[2]);
	uint32_t *ns = calloc(count + 1, sizeof(*ns));
	uint64_t start = now_ns(), total = start;
	uint64_t end = until(n > 4 ? arg[4] : NULL);
	long v, f;
	char c;

	bounded(fd, 2000);
	for (unsigned long i = 0; i < count && start < end; i++) {
		c = i;
		start = now_ns();
		if (send(fd, &c, 1, 0) != 1 || !answered(fd, i)) {
			if (++lost > 3)
				die("%lu round trips of %lu did not come back",
				    lost, i + 1);
			continue;
		}
		ns[done++] = now_ns() - start;
	}
	total = now_ns() - total;
	if (!done)
		die("no round trip of %lu", count);
	qsort(ns, done, sizeof(*ns), by_value);
	switches(&v, &f);
	printf("done=%lu lost=%lu median_ns=%u min_ns=%u p99_ns=%u mean_ns=%llu sleeps=%ld preempted=%ld\n",
	       done, lost, ns[done / 2], ns[0], ns[done * 99 / 100],
	       (unsigned long long)total / done, v, f);
}

static void cmd_echo(char **arg, int n)
{
	int tcp = is_tcp(arg[0]), fd = at(tcp, arg[1]), first = 1;
	struct sockaddr_in peer;
	socklen_t len;
	long answered = 0, v, f;
	ssize_t got;

	(void)n;
	for (;;) {
		len = sizeof(peer);
		got = recvfrom(fd, buffer, sizeof(buffer), 0,
			       (struct sockaddr *)&peer, &len);
		if (got < 0 || (tcp && !got))
			break;
		if (first && !tcp)
			bounded(fd, 2000);
		first = 0;
		sendto(fd, buffer, got, MSG_NOSIGNAL,
		       tcp ? NULL : (struct sockaddr *)&peer, tcp ? 0 : len);
		answered++;
	}
	switches(&v, &f);
	printf("answered=%ld sleeps=%ld preempted=%ld\n", answered, v, f);
}

static void cmd_stream(char **arg, int n)
{
	int fd = to(1, arg[0], arg[1]);
	uint64_t start, end;
	size_t size = n > 3 ? number(arg[3], sizeof(buffer)) : sizeof(buffer);
	unsigned long long bytes = 0;
	int off = 0;
	ssize_t put;
	long v, f;

	printf("connected ");
	fflush(stdout);
	/* The rest of a write waits for the next one, as of any bulk sender. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &off, sizeof(off));
	start = now_ns();
	end = start + number(arg[2], 3600000) * 1000000ull;
	while (now_ns() < end) {
		put = send(fd, pattern, size, MSG_NOSIGNAL);
		if (put < 0)
			die("after %llu bytes: %s", bytes, strerror(errno));
		bytes += put;
	}
	shutdown(fd, SHUT_WR);
	/* The other end closes when it has all. */
	if (recv(fd, buffer, 1, 0))
		die("after %llu bytes: the other end did not take all", bytes);
	switches(&v, &f);
	printf("bytes=%llu us=%llu sleeps=%ld preempted=%ld\n", bytes,
	       (unsigned long long)(now_ns() - start) / 1000, v, f);
}

static void cmd_sink(char **arg, int n)
{
	int fd = at(1, arg[0]);
	unsigned long long bytes = 0;
	ssize_t got;
	long v, f;

	(void)n;
	while ((got = recv(fd, buffer, sizeof(buffer), 0)) > 0)
		bytes += got;
	if (got < 0)
		die("after %llu bytes: %s", bytes, strerror(errno));
	close(fd);
	switches(&v, &f);
	printf("bytes=%llu sleeps=%ld preempted=%ld\n", bytes, v, f);
}

static int open_tap(const char *ns, const char *name, int offloads)
{
	int fd, nsfd = open(ns, O_RDONLY | O_CLOEXEC);
	struct ifreq req = { 0 };

	if (nsfd < 0 || setns(nsfd, CLONE_NEWNET))
		die("%s: %s", ns, strerror(errno));
	close(nsfd);
	fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
	strncpy(req.ifr_name, name, IFNAMSIZ - 1);
	req.ifr_flags = IFF_TAP | IFF_NO_PI | (offloads ? IFF_VNET_HDR : 0);
	if (fd < 0 || ioctl(fd, TUNSETIFF, &req))
		die("%s: %s", name, strerror(errno));
	if (offloads && ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 |
			      TUN_F_TSO6 | TUN_F_TSO_ECN))
		die("%s: offloads: %s", name, strerror(errno));
	return fd;
}

static volatile sig_atomic_t over;

static void stop(int sig)
{
	(void)sig;
	over = 1;
}

static void cmd_shuttle(char **arg, int n)
{
	int offloads = !strcmp(arg[0], "-g"), turns;
	struct sigaction act = { .sa_handler = stop };
	unsigned long carried[2] = { 0 }, dropped[2] = { 0 };
	struct pollfd p[2];
	ssize_t len;
	long v, f;

	if (n != 4 + offloads)
		die("shuttle takes two namespaces and two devices");
	arg += offloads;
	for (int i = 0; i < 2; i++) {
		p[i].fd = open_tap(arg[2 * i], arg[2 * i + 1], offloads);
		p[i].events = POLLIN;
	}
	sigaction(SIGTERM, &act, NULL);
	printf("ready\n");
	fflush(stdout);
	while (!over) {
		if (poll(p, 2, 1000) < 0)
			continue;
		for (int i = 0; i < 2; i++)
			for (turns = 0; turns < 64; turns++) {
				len = read(p[i].fd, buffer, sizeof(buffer));
				if (len <= 0)
					break;
				if (write(p[!i].fd, buffer, len) == len)
					carried[i]++;
				else
					dropped[i]++;
			}
	}
	switches(&v, &f);
	printf("carried=%lu back=%lu dropped=%lu dropped_back=%lu sleeps=%ld preempted=%ld\n",
	       carried[0], carried[1], dropped[0], dropped[1], v, f);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		int min, max;
		void (*run)(char **arg, int n);
	} commands[] = {
		{ "send", 4, 6, cmd_send },	{ "recv", 2, 2, cmd_recv },
		{ "rr", 4, 5, cmd_rr },		{ "echo", 2, 2, cmd_echo },
		{ "stream", 3, 4, cmd_stream },	{ "sink", 1, 1, cmd_sink },
		{ "shuttle", 4, 5, cmd_shuttle },
	};

	for (size_t i = 0; i < sizeof(pattern); i++)
		pattern[i] = i * 31 + (i >> 8);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (argc < 2 || strcmp(argv[1], commands[i].name))
			continue;
		if (argc - 2 < commands[i].min || argc - 2 > commands[i].max)
			break;
		commands[i].run(argv + 2, argc - 2);
		return 0;
	}
	die("usage: see the head of nettool.c");
	return 2;
}
