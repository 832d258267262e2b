/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HARNESS_XARRAY_H
#define HARNESS_XARRAY_H

struct xarray {
	int unused;
};

#endif
