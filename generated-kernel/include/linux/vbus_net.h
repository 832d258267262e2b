/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Profile net: what every Ethernet-like device shares, driver and device alike.
 *
 * The messages are those of <linux/venet.h>: struct venet_sg in ring tx and
 * struct venet_rx_header in ring rx. A device's own spec numbers its features
 * as it likes; generated code translates them to VBUS_NET_F_*.
 */
#ifndef _LINUX_VBUS_NET_H
#define _LINUX_VBUS_NET_H

#include <linux/bits.h>

#include <linux/venet.h>

/* Features by what they do. The first five are of the driver's packets ... */
#define VBUS_NET_F_SG		BIT_ULL(0)	/* tx slots point to a venet_sg */
#define VBUS_NET_F_TSO4		BIT_ULL(1)
#define VBUS_NET_F_TSO6		BIT_ULL(2)
#define VBUS_NET_F_ECN		BIT_ULL(3)
#define VBUS_NET_F_UFO		BIT_ULL(4)
/* ... these of the packets to the driver. */
#define VBUS_NET_F_HDR		BIT_ULL(8)	/* a venet_rx_header before each */
#define VBUS_NET_F_MRG		BIT_ULL(9)	/* a packet may fill many slots */
#define VBUS_NET_F_RTSO4	BIT_ULL(10)
#define VBUS_NET_F_RTSO6	BIT_ULL(11)
#define VBUS_NET_F_RECN		BIT_ULL(12)

/* Largest packet with GSO, without its Ethernet header, either way. */
#define VBUS_NET_MAX_GSO	65535U

#define VBUS_NET_MIN_MTU	68U
#define VBUS_NET_MAX_MTU	65521U

#endif
