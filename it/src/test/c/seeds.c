// SPDX-License-Identifier: Apache-2.0
/*
 * A harness for libFuzzer over the generated headers: takes bytes as a ring or
 * as a venet_sg and checks them the way a device does. Every check is a branch
 * that only the right bytes get past.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <linux/ioq.h>
#include <linux/venet.h>

static volatile uint64_t sink;

static void ring(const uint8_t *data, size_t size)
{
	struct ioq_ring_head head;
	struct ioq_ring_desc desc;
	uint32_t i;

	if (size < sizeof(head))
		return;
	memcpy(&head, data, sizeof(head));
	if (head.magic != IOQ_RING_MAGIC)
		return;
	if (head.ver != IOQ_RING_VER)
		return;
	if (head.signal.magic != SHM_SIGNAL_MAGIC || head.signal.ver != SHM_SIGNAL_VER)
		return;
	if (!head.count || head.count > IOQ_MAX_COUNT)
		return;
	if (size != sizeof(head) + (size_t)head.count * sizeof(desc))
		return;
	for (i = 0; i < 2; i++) {
		if (head.idx[i].head >= head.count || head.idx[i].tail >= head.count)
			return;
	}
	for (i = 0; i < head.count; i++) {
		memcpy(&desc, data + sizeof(head) + i * sizeof(desc), sizeof(desc));
		if (desc.sown == SHM_LOCALITY_SOUTH)
			sink += desc.len;
	}
}

static void packet(const uint8_t *data, size_t size)
{
	struct venet_iov iov;
	struct venet_sg sg;
	uint64_t total = 0;
	uint32_t i;

	if (size < offsetof(struct venet_sg, iov))
		return;
	memcpy(&sg, data, offsetof(struct venet_sg, iov));
	if (!sg.count || sg.count > VENET_MAX_IOV)
		return;
	if (size != offsetof(struct venet_sg, iov) + sg.count * sizeof(iov))
		return;
	for (i = 0; i < sg.count; i++) {
		memcpy(&iov, data + offsetof(struct venet_sg, iov) + i * sizeof(iov), sizeof(iov));
		total += iov.len;
	}
	if (total != sg.len)
		return;
	if (sg.flags & VENET_SG_FLAG_NEEDS_CSUM)
		sink += sg.csum.start;
	if (sg.flags & VENET_SG_FLAG_GSO) {
		if (sg.gso.type > VENET_GSO_TYPE_TCPV6 || !sg.gso.size)
			return;
		sink += sg.gso.hdrlen;
	}
	if (sg.count > 1)
		sink++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ring(data, size);
	packet(data, size);
	return 0;
}
