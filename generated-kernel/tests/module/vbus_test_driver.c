// SPDX-License-Identifier: GPL-2.0
/*
 * Driver of the test device.
 *
 *  netns  vbus_device_proxy_net(), as /proc/<pid>/ns says it
 *  try    write the name of a case: an address that a device may or may not
 *         use; the result is that of the call or the region
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/delay.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/shm_signal.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#include <linux/vbus_driver.h>

#include <net/net_namespace.h>

#include "vbus_test.h"

static bool hold;
module_param(hold, bool, 0644);
MODULE_PARM_DESC(hold, "a removal waits until this is 0");

static bool spawn;
module_param(spawn, bool, 0644);
MODULE_PARM_DESC(spawn, "probe asks the device for one more interface");

#define TEST_LEN (2 * PAGE_SIZE)

/* Read-only once the module is loaded. */
static const u8 test_constant[64] = { 1 };

static int test_call(struct vbus_device_proxy *vdev, u32 func, void *data,
		     size_t len)
{
	return vdev->ops->call(vdev, func, data, len, 0);
}

static int test_filled(struct vbus_device_proxy *vdev, u8 *data, size_t len)
{
	size_t i;
	int err;

	err = test_call(vdev, VBUS_TEST_FILL, data, len);
	for (i = 0; !err && i < len; i++)
		if (data[i] != VBUS_TEST_BYTE)
			err = -EPROTO;
	return err;
}

/* Across a page, at odd ends, and no byte beside them. */
static int test_good(struct vbus_device_proxy *vdev, u8 *buf)
{
	int err;

	memset(buf, 0, TEST_LEN);
	err = test_filled(vdev, buf + 5, TEST_LEN - 9);
	if (!err && (buf[4] || buf[TEST_LEN - 4]))
		err = -EPROTO;
	if (!err && test_call(vdev, VBUS_TEST_SUM, buf, TEST_LEN) !=
		    VBUS_TEST_BYTE * (TEST_LEN - 9))
		err = -EPROTO;
	return err ?: test_filled(vdev, buf, 1);
}

static int test_heap(struct vbus_device_proxy *vdev)
{
	u8 *buf = kmalloc(TEST_LEN, GFP_KERNEL);
	int err = buf ? test_good(vdev, buf) : -ENOMEM;

	kfree(buf);
	return err;
}

/* The byte after a vmalloc area is not mapped. */
static int test_vmalloc(struct vbus_device_proxy *vdev, size_t more)
{
	u8 *buf = vmalloc(TEST_LEN);
	int err = -ENOMEM;

	if (buf)
		err = more ? test_call(vdev, VBUS_TEST_FILL, buf,
				       TEST_LEN + more) :
			     test_good(vdev, buf);
	vfree(buf);
	return err;
}

static int test_region(struct vbus_device_proxy *vdev, void *ptr, size_t len,
		       struct shm_signal_desc *desc)
{
	struct shm_signal *signal = NULL;
	int err;

	err = vdev->ops->shm(vdev, 0, 0, ptr, len, desc, &signal, 0);
	if (signal)
		shm_signal_put(signal);
	return err;
}

/* A good region, and a close and an open so that it can be freed. */
static int test_region_good(struct vbus_device_proxy *vdev)
{
	struct shm_signal_desc *desc = kzalloc(TEST_LEN, GFP_KERNEL);
	int err, closed;

	if (!desc)
		return -ENOMEM;

	err = test_region(vdev, desc, TEST_LEN, desc);
	closed = vdev->ops->close(vdev, 0);
	kfree(desc);
	return err ?: closed ?: vdev->ops->open(vdev, VBUS_TEST_VERSION, 0);
}

static int test_case(struct vbus_device_proxy *vdev, const char *name)
{
	static u32 small;
	void *constant = (void *)test_constant;
	void *user = (void *)0x10000;
	void *last = (void *)(ULONG_MAX - 15);

	if (!strcmp(name, "heap"))
		return test_heap(vdev);
	if (!strcmp(name, "vmalloc"))
		return test_vmalloc(vdev, 0);
	if (!strcmp(name, "vmalloc-end"))
		return test_vmalloc(vdev, 1);
	if (!strcmp(name, "constant-read"))
		return test_call(vdev, VBUS_TEST_SUM, constant, 64) == 1 ?
			0 : -EPROTO;
	if (!strcmp(name, "constant-write"))
		return test_call(vdev, VBUS_TEST_FILL, constant, 64);
	if (!strcmp(name, "null-read"))
		return test_call(vdev, VBUS_TEST_SUM, NULL, 8);
	if (!strcmp(name, "null-write"))
		return test_call(vdev, VBUS_TEST_FILL, NULL, 8);
	if (!strcmp(name, "nothing"))
		return test_call(vdev, VBUS_TEST_FILL, NULL, 0);
	if (!strcmp(name, "user-read"))
		return test_call(vdev, VBUS_TEST_SUM, user, 8);
	if (!strcmp(name, "user-write"))
		return test_call(vdev, VBUS_TEST_FILL, user, 8);
	if (!strcmp(name, "wrap-read"))
		return test_call(vdev, VBUS_TEST_SUM, last, 32);
	if (!strcmp(name, "wrap-write"))
		return test_call(vdev, VBUS_TEST_FILL, last, 32);
	if (!strcmp(name, "region"))
		return test_region_good(vdev);
	if (!strcmp(name, "region-constant"))
		return test_region(vdev, constant, 64, NULL);
	if (!strcmp(name, "region-user"))
		return test_region(vdev, user, 64, NULL);
	if (!strcmp(name, "region-empty"))
		return test_region(vdev, &small, 0, NULL);
	if (!strcmp(name, "signal-outside"))
		return test_region(vdev, &small, sizeof(small),
				   (struct shm_signal_desc *)&small);
	if (!strcmp(name, "function"))
		return test_call(vdev, 77, NULL, 0);
	if (!strcmp(name, "open-twice"))
		return vdev->ops->open(vdev, VBUS_TEST_VERSION, 0);

	return -ENOENT;
}

static ssize_t try_store(struct device *d, struct device_attribute *attr,
			 const char *buf, size_t len)
{
	char name[32];
	int err;

	if (len >= sizeof(name))
		return -EINVAL;
	strscpy(name, buf, sizeof(name));

	err = test_case(to_vbus_device_proxy(d), strim(name));
	return err ?: len;
}
static DEVICE_ATTR_WO(try);

static ssize_t netns_show(struct device *d, struct device_attribute *attr,
			  char *buf)
{
	struct net *net = vbus_device_proxy_net(to_vbus_device_proxy(d));

	return sysfs_emit(buf, "net:[%u]\n", net->ns.inum);
}
static DEVICE_ATTR_RO(netns);

static struct attribute *test_attrs[] = {
	&dev_attr_try.attr,
	&dev_attr_netns.attr,
	NULL
};
ATTRIBUTE_GROUPS(test);

static int test_probe(struct vbus_device_proxy *vdev)
{
	int err;

	err = vdev->ops->open(vdev, VBUS_TEST_VERSION, 0);
	if (err)
		return err;

	if (spawn) {
		err = test_call(vdev, VBUS_TEST_SPAWN, NULL, 0);
		if (err)
			vdev->ops->close(vdev, 0);
	}
	return err;
}

static void test_remove(struct vbus_device_proxy *vdev)
{
	while (READ_ONCE(hold))
		msleep(20);
	vdev->ops->close(vdev, 0);
}

static struct vbus_driver test_driver = {
	.type = VBUS_TEST_TYPE,
	.drv = {
		.name = KBUILD_MODNAME,
		.dev_groups = test_groups,
	},
	.probe = test_probe,
	.remove = test_remove,
};
module_vbus_driver(test_driver);

MODULE_ALIAS_VBUS(VBUS_TEST_TYPE);
MODULE_DESCRIPTION("Driver of the test device of the vbus");
MODULE_LICENSE("GPL");
