/* SPDX-License-Identifier: GPL-2.0 */
/* What the test device and its driver agree on; version 1. */
#ifndef _VBUS_TEST_H
#define _VBUS_TEST_H

/* Of the first interface; the others are vbus-test-1, vbus-test-2, ... */
#define VBUS_TEST_TYPE "vbus-test"
#define VBUS_TEST_VERSION 1

/* Functions. */
#define VBUS_TEST_FILL 0	/* fills the argument with VBUS_TEST_BYTE */
#define VBUS_TEST_SUM 1		/* returns the sum of its bytes */
#define VBUS_TEST_SPAWN 2	/* puts one more interface on the bus */

#define VBUS_TEST_BYTE 0x5a
#define VBUS_TEST_MAX 16384	/* bytes of an argument */

#endif
