/* SPDX-License-Identifier: GPL-2.0 */
/* The machines that run this are little-endian, as rings are. */
#ifndef HARNESS_VIRTIO_BYTEORDER_H
#define HARNESS_VIRTIO_BYTEORDER_H

#include "../shim.h"

#define __virtio16_to_cpu(le, v) (v)
#define __virtio32_to_cpu(le, v) (v)
#define __virtio64_to_cpu(le, v) (v)
#define __cpu_to_virtio16(le, v) (v)
#define __cpu_to_virtio32(le, v) (v)

#endif
