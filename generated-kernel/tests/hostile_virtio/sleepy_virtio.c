// SPDX-License-Identifier: GPL-2.0
/*
 * Has one device of the bus sleep and wake up, as the machine's sleep would:
 * not the machine, whose own root may be on a device that cannot.
 *
 * Writing the name of a proxy to the parameter `sleep` suspends and resumes its
 * driver.
 */
#include <linux/device.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/pm.h>
#include <linux/string.h>
#include <linux/vbus_driver.h>

static int sleepy_probe(struct vbus_device_proxy *proxy)
{
	return -ENODEV;
}

/* Of no device: it is here to know the bus. */
static struct vbus_driver sleepy_driver = {
	.type = "sleepy",
	.drv.name = KBUILD_MODNAME,
	.probe = sleepy_probe,
};

static int sleepy_sleep(struct device *dev)
{
	const struct dev_pm_ops *pm;
	int err = -ENODEV;

	device_lock(dev);
	pm = dev->driver ? dev->driver->pm : NULL;
	if (pm && pm->suspend && pm->resume) {
		err = pm->suspend(dev);
		if (!err)
			err = pm->resume(dev);
	}
	device_unlock(dev);
	return err;
}

static int sleepy_set(const char *val, const struct kernel_param *kp)
{
	struct device *dev;
	char name[64];
	int err;

	strscpy(name, val, sizeof(name));
	dev = bus_find_device_by_name(sleepy_driver.drv.bus, NULL,
				      strim(name));
	if (!dev)
		return -ENOENT;

	err = sleepy_sleep(dev);
	put_device(dev);
	return err;
}

static const struct kernel_param_ops sleepy_ops = {
	.set = sleepy_set,
};

static int __init sleepy_init(void)
{
	return vbus_driver_register(&sleepy_driver);
}
module_init(sleepy_init);

static void __exit sleepy_exit(void)
{
	vbus_driver_unregister(&sleepy_driver);
}
module_exit(sleepy_exit);

module_param_cb(sleep, &sleepy_ops, NULL, 0200);
MODULE_PARM_DESC(sleep, "name of a proxy whose driver sleeps and wakes up");
MODULE_DESCRIPTION("Sleep of one device of a bus");
MODULE_LICENSE("GPL");
