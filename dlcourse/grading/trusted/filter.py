"""The system calls that a worker may make, as a program for the kernel."""

from __future__ import annotations

import tempfile

ALLOWED = """
    read write readv writev pread64 pwrite64 close lseek fstat newfstatat stat lstat statx access faccessat
    faccessat2 readlink readlinkat openat open getdents64 getdents getcwd chdir mkdir mkdirat rename renameat
    renameat2 unlink unlinkat rmdir ftruncate truncate fsync fdatasync fadvise64 fallocate dup dup2 dup3 pipe2
    pipe poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 mmap munmap mremap
    mprotect madvise brk mincore membarrier msync futex set_robust_list get_robust_list rseq set_tid_address
    gettid getpid getppid getuid geteuid getgid getegid getresuid getresgid getgroups rt_sigaction
    rt_sigprocmask rt_sigreturn sigaltstack rt_sigtimedwait rt_sigsuspend rt_sigpending alarm setitimer
    getitimer timer_create timer_settime timer_delete timerfd_create timerfd_settime pause restart_syscall
    clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage getcpu sched_yield
    sched_getaffinity getrandom uname sysinfo getrlimit umask arch_prctl exit exit_group recvfrom recvmsg sendto
    sendmsg getsockopt getsockname shutdown copy_file_range sendfile flock utimensat statfs fstatfs
""".split()  # noqa: SIM905 - a hundred quotation marks would hide the names
_FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032)  # without those that make signals for others
_CLONE_THREAD, _TCGETS, _TIOCGWINSZ, _PR_SET_NAME, _PR_SET_VMA = 0x10000, 0x5401, 0x5413, 15, 0x53564D41


def program() -> bytes:
    """BPF that answers everything but ALLOWED with EPERM; no socket, no process, threads only.

    Raises: RuntimeError where libseccomp is missing, with what to install.
    """
    try:
        import pyseccomp as sc
    except (ImportError, RuntimeError, OSError) as error:
        raise RuntimeError(f"libseccomp is missing ({error}); install it with: apt-get install libseccomp2") from None
    rules = sc.SyscallFilter(sc.ERRNO(1))
    for name in ALLOWED:
        try:
            rules.add_rule(sc.ALLOW, name)
        except (ValueError, RuntimeError, OSError):
            continue  # another architecture does without this call
    rules.add_rule(sc.ERRNO(38), "clone3")  # the C library then takes clone, whose flags can be seen
    rules.add_rule(sc.ALLOW, "clone", sc.Arg(0, sc.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD))
    for command in _FCNTL:
        rules.add_rule(sc.ALLOW, "fcntl", sc.Arg(1, sc.EQ, command))
    rules.add_rule(sc.ALLOW, "prlimit64", sc.Arg(0, sc.EQ, 0), sc.Arg(2, sc.EQ, 0))  # read one's own limits
    for request in (_TCGETS, _TIOCGWINSZ):
        rules.add_rule(sc.ALLOW, "ioctl", sc.Arg(1, sc.EQ, request))
    for option in (_PR_SET_NAME, _PR_SET_VMA):
        rules.add_rule(sc.ALLOW, "prctl", sc.Arg(0, sc.EQ, option))
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
