// SPDX-License-Identifier: Apache-2.0
/** Types as the kernel and its tools write them down: BTF, and the ELF files that it comes in. */
package org.vbus.btf;
