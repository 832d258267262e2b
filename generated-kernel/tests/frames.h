/* SPDX-License-Identifier: Apache-2.0 */
/* Frames that a network card's driver in a program sends and gets. */
#ifndef VBUS_TESTS_FRAMES_H
#define VBUS_TESTS_FRAMES_H

#include <arpa/inet.h>
#include <net/ethernet.h>
#include <netinet/if_ether.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>

#include "tool.h"

/* Bytes of a buffer. */
#define BUF 2048

struct echo {
	struct ether_header eth;
	struct iphdr ip;
	struct icmphdr icmp;
	uint8_t data[BUF];
} __attribute__((packed));

struct arp {
	struct ether_header eth;
	struct ether_arp arp;
} __attribute__((packed));

static inline uint16_t checksum(const void *data, size_t len)
{
	const uint8_t *b = data;
	uint32_t sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += i % 2 ? b[i] : b[i] << 8;
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return htons(~sum);
}

static inline size_t arp_make(struct arp *a, int op, const uint8_t mac[6],
			      in_addr_t ip, const uint8_t peer[6],
			      in_addr_t peer_ip)
{
	memset(a, 0, sizeof(*a));
	memcpy(a->eth.ether_dhost, peer, 6);
	memcpy(a->eth.ether_shost, mac, 6);
	a->eth.ether_type = htons(ETHERTYPE_ARP);
	a->arp.arp_hrd = htons(ARPHRD_ETHER);
	a->arp.arp_pro = htons(ETHERTYPE_IP);
	a->arp.arp_hln = 6;
	a->arp.arp_pln = 4;
	a->arp.arp_op = htons(op);
	memcpy(a->arp.arp_sha, mac, 6);
	memcpy(a->arp.arp_spa, &ip, 4);
	if (op == ARPOP_REPLY)
		memcpy(a->arp.arp_tha, peer, 6);
	memcpy(a->arp.arp_tpa, &peer_ip, 4);
	return sizeof(*a);
}

static inline void echo_finish(struct echo *e, size_t data)
{
	e->ip.check = 0;
	e->ip.check = checksum(&e->ip, sizeof(e->ip));
	e->icmp.checksum = 0;
	e->icmp.checksum = checksum(&e->icmp, sizeof(e->icmp) + data);
}

static inline size_t echo_make(struct echo *e, const uint8_t mac[6],
			       in_addr_t ip, const uint8_t peer[6],
			       in_addr_t peer_ip, int seq, size_t data)
{
	size_t i, len = sizeof(e->ip) + sizeof(e->icmp) + data;

	memset(e, 0, sizeof(*e));
	memcpy(e->eth.ether_dhost, peer, 6);
	memcpy(e->eth.ether_shost, mac, 6);
	e->eth.ether_type = htons(ETHERTYPE_IP);
	e->ip.version = 4;
	e->ip.ihl = 5;
	e->ip.ttl = 64;
	e->ip.protocol = IPPROTO_ICMP;
	e->ip.tot_len = htons(len);
	e->ip.saddr = ip;
	e->ip.daddr = peer_ip;
	e->icmp.type = ICMP_ECHO;
	e->icmp.un.echo.id = htons(0x7662);
	e->icmp.un.echo.sequence = htons(seq);
	for (i = 0; i < data; i++)
		e->data[i] = seq + i;
	echo_finish(e, data);
	return sizeof(e->eth) + len;
}

/* Bytes after the headers, or -1 if it is not an echo of that type. */
static inline int echo_data(const struct echo *e, size_t len, int type,
			    in_addr_t to)
{
	size_t head = sizeof(e->eth) + sizeof(e->ip) + sizeof(e->icmp);
	size_t total;

	if (len < head || e->eth.ether_type != htons(ETHERTYPE_IP) ||
	    e->ip.ihl != 5 || e->ip.protocol != IPPROTO_ICMP ||
	    e->ip.daddr != to || e->icmp.type != type)
		return -1;
	total = sizeof(e->eth) + ntohs(e->ip.tot_len);
	return total < head || total > len ? -1 : (int)(total - head);
}

static inline bool is_arp(const struct arp *a, size_t len, int op, in_addr_t to)
{
	return len >= sizeof(*a) && a->eth.ether_type == htons(ETHERTYPE_ARP) &&
	       a->arp.arp_op == htons(op) && !memcmp(a->arp.arp_tpa, &to, 4);
}

/* What a host answers to frame @f; 0 if nothing. */
static inline size_t answer_to(const uint8_t mac[6], in_addr_t ip, uint8_t *f,
			       size_t len)
{
	struct arp *a = (struct arp *)f;
	struct echo *e = (struct echo *)f;
	struct arp reply;
	in_addr_t peer;
	int data;

	if (is_arp(a, len, ARPOP_REQUEST, ip)) {
		memcpy(&peer, a->arp.arp_spa, 4);
		len = arp_make(&reply, ARPOP_REPLY, mac, ip,
			       a->eth.ether_shost, peer);
		memcpy(f, &reply, len);
		return len;
	}

	data = echo_data(e, len, ICMP_ECHO, ip);
	if (data < 0)
		return 0;
	memcpy(e->eth.ether_dhost, e->eth.ether_shost, 6);
	memcpy(e->eth.ether_shost, mac, 6);
	e->ip.daddr = e->ip.saddr;
	e->ip.saddr = ip;
	e->icmp.type = ICMP_ECHOREPLY;
	echo_finish(e, data);
	return len;
}

static inline bool is_arp_reply(const uint8_t *f, size_t len, in_addr_t ip,
				int seq)
{
	(void)seq;
	return is_arp((const struct arp *)f, len, ARPOP_REPLY, ip);
}

static inline size_t ping_size(int seq)
{
	return seq * 97 % 1400;
}

static inline bool is_pong(const uint8_t *f, size_t len, in_addr_t ip, int seq)
{
	const struct echo *e = (const struct echo *)f;
	int data = echo_data(e, len, ICMP_ECHOREPLY, ip), i;

	if (data != (int)ping_size(seq) ||
	    ntohs(e->icmp.un.echo.sequence) != seq)
		return false;
	for (i = 0; i < data; i++)
		if (e->data[i] != (uint8_t)(seq + i))
			die("byte %d of answer %d is wrong", i, seq);
	return true;
}

#endif
