/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _SENSOR_PERIOD_H
#define _SENSOR_PERIOD_H

/* Between two samples. */
#define SENSOR_PERIOD_US 1000

#endif
