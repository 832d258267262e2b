// SPDX-License-Identifier: Apache-2.0
package org.vbus.targets.c;

import java.util.Set;

/** Words that a C identifier cannot be, in any of C90 to C23, C++17 and gcc's GNU dialect, nor in a kernel header. */
public final class CWords {
    private static final Set<String> RESERVED = Set.of(
            "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float",
            "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static",
            "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm", "typeof", "bool", "true", "false",
            "nullptr", "constexpr", "alignas", "alignof", "static_assert", "thread_local", "typeof_unqual", "and", "and_eq", "bitand",
            "bitor", "catch", "class", "compl", "const_cast", "decltype", "delete", "dynamic_cast", "explicit", "export", "friend",
            "mutable", "namespace", "new", "noexcept", "not", "not_eq", "operator", "or", "or_eq", "private", "protected", "public",
            "reinterpret_cast", "static_cast", "template", "this", "throw", "try", "typeid", "typename", "using", "virtual",
            "wchar_t", "xor", "xor_eq", "char16_t", "char32_t", "linux", "unix", "i386", "current", "NULL", "errno");

    /** Macros of headers that generated kernel code includes: as the name of a member or argument they would become a number. */
    private static final Set<String> MACROS = Set.of(("asmlinkage fallthrough noinline noinstr notrace vmemmap elfhdr sigcontext HZ LATCH READ WRITE MODULE"
            + " IFNAMSIZ MAXMEM MINORBITS MINORMASK SOMAXCONN FASYNC WNOHANG BUG E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EADV EAFNOSUPPORT EAGAIN"
            + " EALREADY EBADE EBADF EBADFD EBADMSG EBADR EBADRQC EBADSLT EBFONT EBUSY ECANCELED ECHILD ECHRNG ECOMM ECONNABORTED ECONNREFUSED"
            + " ECONNRESET EDEADLK EDEADLOCK EDESTADDRREQ EDOM EDOTDOT EDQUOT EEXIST EFAULT EFBIG EHOSTDOWN EHOSTUNREACH EHWPOISON EIDRM EILSEQ"
            + " EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR EISNAM EKEYEXPIRED EKEYREJECTED EKEYREVOKED ELOOP EMEDIUMTYPE EMFILE EMLINK EMSGSIZE"
            + " EMULTIHOP ENAMETOOLONG ENAVAIL ENETDOWN ENETRESET ENETUNREACH ENFILE ENOANO ENOBUFS ENOCSI ENODATA ENODEV ENOENT ENOEXEC ENOKEY"
            + " ENOLCK ENOLINK ENOMEDIUM ENOMEM ENOMSG ENONET ENOPKG ENOPROTOOPT ENOSPC ENOSR ENOSTR ENOSYS ENOTBLK ENOTCONN ENOTDIR ENOTEMPTY"
            + " ENOTNAM ENOTRECOVERABLE ENOTSOCK ENOTSUPP ENOTTY ENOTUNIQ ENXIO EOPNOTSUPP EOVERFLOW EOWNERDEAD EPERM EPFNOSUPPORT EPIPE EPROTO"
            + " EPROTONOSUPPORT EPROTOTYPE ERANGE EREMCHG EREMOTE EREMOTEIO ERESTART ERFKILL EROFS ESHUTDOWN ESOCKTNOSUPPORT ESPIPE ESRCH ESRMNT"
            + " ESTALE ESTRPIPE ETIME ETIMEDOUT ETOOMANYREFS ETXTBSY EUCLEAN EUNATCH EUSERS EWOULDBLOCK EXDEV EXFULL").split(" "));

    private CWords() { }

    /** Whether the word cannot name a member, function or macro. */
    public static boolean isReserved(String word) {
        return RESERVED.contains(word) || MACROS.contains(word) || isOfTheImplementation(word);
    }

    private static boolean isOfTheImplementation(String word) {
        return word.startsWith("__") || word.length() > 1 && word.charAt(0) == '_' && word.charAt(1) >= 'A' && word.charAt(1) <= 'Z';
    }
}
