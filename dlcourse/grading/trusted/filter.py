"""The system calls that a worker may make, as a program for the kernel."""

from __future__ import annotations

import tempfile

ALLOWED = """
    read write readv writev pread64 pwrite64 close lseek fstat newfstatat stat lstat statx access faccessat
    faccessat2 readlink readlinkat openat open getdents64 getdents getcwd chdir mkdir mkdirat rename renameat
    renameat2 unlink unlinkat rmdir ftruncate fsync fdatasync fallocate dup dup2 dup3 pipe2
    pipe poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 mmap munmap mremap
    mprotect madvise brk membarrier msync futex set_robust_list get_robust_list rseq set_tid_address
    gettid getpid getppid getuid geteuid getgid getegid getresuid getresgid getgroups rt_sigaction
    rt_sigprocmask rt_sigreturn sigaltstack rt_sigtimedwait rt_sigsuspend rt_sigpending alarm setitimer
    getitimer timer_create timer_settime timer_delete timerfd_create timerfd_settime pause restart_syscall
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage getcpu sched_yield
    sched_getaffinity getrandom uname sysinfo getrlimit umask arch_prctl exit exit_group recvfrom recvmsg sendto
    sendmsg getsockopt getsockname shutdown copy_file_range sendfile statfs fstatfs
""".split()  # noqa: SIM905 - a hundred quotation marks would hide the names
# Times, modes, locks and the like of a file that others see too (/dev/null, a module of Python) would carry a message
# from one submission to the next, or change what is not the student's. Honest code calls them for its own files
# (shutil.copy, sqlite3) and never looks whether anything came of it: so they say yes, and the kernel does nothing.
INERT = "utimensat utime utimes futimesat chmod fchmod fchmodat fchmodat2 flock fadvise64".split()  # noqa: SIM905
UNSUPPORTED = """
    getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr setxattr lsetxattr fsetxattr removexattr lremovexattr
    fremovexattr
""".split()  # noqa: SIM905 - shutil.copy2 goes on where a file system has no extended attributes
FCNTL = (0, 1, 2, 3, 4, 1030, 1032)  # without those that make signals for others
LOCKS = (5, 6, 7, 36, 37, 38)  # of fcntl: get, set, wait, once for a process and once for an open file
_YES, _EPERM, _ENOSYS, _ENOTSUP = 0, 1, 38, 95
_TCGETS, _TIOCGWINSZ, _FIONCLEX, _FIOCLEX, _FIONBIO = 0x5401, 0x5413, 0x5450, 0x5451, 0x5421
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE = 1, 1, 0xF
_CLONE_THREAD, _PR_SET_NAME, _PR_SET_VMA = 0x10000, 15, 0x53564D41


def program() -> bytes:
    """BPF that answers everything but ALLOWED with EPERM; no socket to others, no process, threads only.

    Raises: RuntimeError where libseccomp is missing, with what to install.
    """
    try:
        import pyseccomp as sc
    except (ImportError, RuntimeError, OSError) as error:
        raise RuntimeError(f"libseccomp is missing ({error}); install it with: apt-get install libseccomp2") from None
    rules = sc.SyscallFilter(sc.ERRNO(_EPERM))
    for names, answer in ((ALLOWED, sc.ALLOW), (INERT, sc.ERRNO(_YES)), (UNSUPPORTED, sc.ERRNO(_ENOTSUP))):
        for name in names:
            try:
                rules.add_rule(answer, name)
            except (ValueError, RuntimeError, OSError):
                continue  # another architecture, or an older libseccomp, does without this call
    rules.add_rule(sc.ERRNO(_ENOSYS), "clone3")  # the C library then takes clone, whose flags can be seen
    _with_arguments(rules, sc)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _with_arguments(rules, sc) -> None:
    """Add the calls of which only some uses are harmless."""
    rules.add_rule(sc.ALLOW, "clone", sc.Arg(0, sc.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD))
    # An event loop needs a pair for itself. Of datagrams each could be sent to any socket of this machine by its path.
    rules.add_rule(sc.ALLOW, "socketpair", sc.Arg(0, sc.EQ, _AF_UNIX),
                   sc.Arg(1, sc.MASKED_EQ, _SOCK_TYPE, _SOCK_STREAM))
    for command in FCNTL:
        rules.add_rule(sc.ALLOW, "fcntl", sc.Arg(1, sc.EQ, command))
    for command in LOCKS:
        rules.add_rule(sc.ERRNO(_YES), "fcntl", sc.Arg(1, sc.EQ, command))
    rules.add_rule(sc.ALLOW, "prlimit64", sc.Arg(0, sc.EQ, 0), sc.Arg(2, sc.EQ, 0))  # read one's own limits
    for request in (_TCGETS, _TIOCGWINSZ, _FIONCLEX, _FIOCLEX, _FIONBIO):
        rules.add_rule(sc.ALLOW, "ioctl", sc.Arg(1, sc.EQ, request))
    for option in (_PR_SET_NAME, _PR_SET_VMA):
        rules.add_rule(sc.ALLOW, "prctl", sc.Arg(0, sc.EQ, option))
