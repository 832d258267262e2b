/* SPDX-License-Identifier: GPL-2.0 */
/* Small things that generated host modules and drivers share. */
#ifndef _LINUX_VBUS_SPEC_H
#define _LINUX_VBUS_SPEC_H

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/sysfs.h>
#include <linux/types.h>

/**
 * vbus_refuse() - the peer broke a rule of the spec
 * @rule: the rule, in the words of the spec
 *
 * Context: any.
 * Return: -EINVAL
 */
static inline int vbus_refuse(const char *rule)
{
	pr_warn_ratelimited("vbus: refused by the spec's rule: %s\n", rule);
	return -EINVAL;
}

/**
 * struct vbus_name - a literal of an enum
 * @name: in lower case
 * @value: its number
 */
struct vbus_name {
	const char *name;
	long long value;
};

/**
 * vbus_show_name() - print a value of an enum to an attribute
 * @buf: a page
 * @names: the literals
 * @count: how many
 * @value: printed as a number where it has no name
 *
 * Return: length
 */
static inline ssize_t vbus_show_name(char *buf, const struct vbus_name *names,
				     size_t count, long long value)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (names[i].value == value)
			return sysfs_emit(buf, "%s\n", names[i].name);

	return sysfs_emit(buf, "%lld\n", value);
}

/**
 * vbus_parse_name() - read a value of an enum from an attribute
 * @buf: what was written: a name, or the number of one
 * @names: the literals
 * @count: how many
 * @open: numbers without a name are taken too
 * @value: the result
 *
 * Return: 0, or -EINVAL
 */
static inline int vbus_parse_name(const char *buf,
				  const struct vbus_name *names, size_t count,
				  bool open, long long *value)
{
	long long number;
	bool is_number = !kstrtoll(buf, 0, &number);
	size_t i;

	for (i = 0; i < count; i++) {
		if (is_number ? names[i].value == number :
				sysfs_streq(buf, names[i].name)) {
			*value = names[i].value;
			return 0;
		}
	}

	if (!is_number || !open)
		return -EINVAL;

	*value = number;
	return 0;
}

/**
 * vbus_parse_mac() - read a hardware address from an attribute
 * @buf: xx:xx:xx:xx:xx:xx, with or without a newline, and nothing else
 * @len: bytes in @buf
 * @mac: the result
 *
 * Return: 0, or -EINVAL
 */
static inline int vbus_parse_mac(const char *buf, size_t len, u8 mac[6])
{
	if (len != 17 && !(len == 18 && buf[17] == '\n'))
		return -EINVAL;

	return mac_pton(buf, mac) ? 0 : -EINVAL;
}

/**
 * vbus_parse_text() - read a text from an attribute
 * @buf: the text; a newline at its end is dropped
 * @len: bytes in @buf
 * @text: the result, padded with NUL; without one when it fills @size
 * @size: bytes there
 *
 * Return: 0, or -EINVAL if it is too long
 */
static inline int vbus_parse_text(const char *buf, size_t len, char *text,
				  size_t size)
{
	if (len && buf[len - 1] == '\n')
		len--;
	if (len > size)
		return -EINVAL;

	memset(text, 0, size);
	memcpy(text, buf, len);
	return 0;
}

#endif
