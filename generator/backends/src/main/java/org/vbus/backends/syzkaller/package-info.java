// SPDX-License-Identifier: Apache-2.0
/** Descriptions of character devices for syzkaller, a fuzzer of system calls: {@code syzkaller/<package>.txt} and its numbers in {@code <package>.txt.const}. */
package org.vbus.backends.syzkaller;
