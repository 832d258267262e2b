/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/* Argument blocks and events that every connector shares. */
#ifndef _UAPI_LINUX_VBUS_H
#define _UAPI_LINUX_VBUS_H

#include <linux/types.h>

#define VBUS_MAX_DEVTYPE_LEN 128

/* signal.offset of a region without a signal */
#define VBUS_NO_SIGNAL 0xffffffffU

/* Calls from here on belong to the bus; a device defines its own below. */
#define VBUS_FUNC_DESCRIBE  0xffff0000U
#define VBUS_FUNC_NEGOTIATE 0xffff0001U

struct vbus_deviceopen {
	__u32 devid;
	__u32 version;
	__u64 handle;
};

struct vbus_devicecall {
	__u64 devh;
	__u32 func;
	__u32 len;
	__u32 flags;
	__u8  __reserved0[4];
	__u64 datap;
};

struct vbus_deviceshm {
	__u64 devh;
	__u32 id;
	__u32 len;
	__u32 flags;
	__u8  __reserved0[4];
	struct {
		__u32 offset;
		__u32 prio;
		__u64 cookie;
	} signal;
	__u64 datap;
	__u64 handle;
};

enum vbus_event_id {
	VBUS_EVENT_DEVADD = 0,
	VBUS_EVENT_DEVDROP = 1,
	VBUS_EVENT_SHMSIGNAL = 2,
	VBUS_EVENT_SHMCLOSE = 3,
};

struct vbus_event {
	__u32 eventid;
	__u8  __reserved0[4];
	union {
		struct {
			__u64 id;
			char  type[VBUS_MAX_DEVTYPE_LEN];
		} add;
		__u64 handle;
	} data;
};

struct vbus_features {
	__u32 group;
	__u8  __reserved0[4];
	__u64 bits;
};

struct vbus_describe {
	__u8  hash[32];
	__u32 version;
	__u16 release_major;
	__u16 release_minor;
	__u8  reserved[8];
};

#endif /* _UAPI_LINUX_VBUS_H */
