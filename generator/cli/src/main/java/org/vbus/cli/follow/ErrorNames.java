// SPDX-License-Identifier: Apache-2.0
package org.vbus.cli.follow;

import java.util.List;
import java.util.Map;

/** Linux's error numbers on machines whose numbers are the common ones, x86 and Arm among them: those that buses, devices and drivers answer with. */
final class ErrorNames {
    /** From 1 on. */
    private static final List<String> NAMES = List.of("EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF", "ECHILD",
            "EAGAIN", "ENOMEM", "EACCES", "EFAULT", "ENOTBLK", "EBUSY", "EEXIST", "EXDEV", "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE", "EMFILE",
            "ENOTTY", "ETXTBSY", "EFBIG", "ENOSPC", "ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE", "EDEADLK", "ENAMETOOLONG", "ENOLCK", "ENOSYS",
            "ENOTEMPTY", "ELOOP");
    private static final Map<Integer, String> HIGHER = Map.ofEntries(Map.entry(61, "ENODATA"),
            Map.entry(62, "ETIME"), Map.entry(71, "EPROTO"), Map.entry(74, "EBADMSG"), Map.entry(75, "EOVERFLOW"),
            Map.entry(84, "EILSEQ"), Map.entry(90, "EMSGSIZE"), Map.entry(95, "EOPNOTSUPP"),
            Map.entry(99, "EADDRNOTAVAIL"), Map.entry(100, "ENETDOWN"), Map.entry(104, "ECONNRESET"),
            Map.entry(105, "ENOBUFS"), Map.entry(107, "ENOTCONN"), Map.entry(108, "ESHUTDOWN"),
            Map.entry(110, "ETIMEDOUT"), Map.entry(114, "EALREADY"), Map.entry(115, "EINPROGRESS"),
            Map.entry(116, "ESTALE"), Map.entry(125, "ECANCELED"));

    private ErrorNames() { }

    /** As {@code EBUSY}; a number without a name here is itself. */
    static String of(int number) {
        return number >= 1 && number <= NAMES.size() ? NAMES.get(number - 1) : HIGHER.getOrDefault(number, "error " + number);
    }
}
