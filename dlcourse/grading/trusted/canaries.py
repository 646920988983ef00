"""One program for each promise of the sandbox, which tries to break it from inside.

Each ends with LookupError("out: ...") if it got out and with LookupError("held") if it tried everything in vain. A way
is an expression of what to call and with which values; it raises where it is shut. Answering yes and doing nothing is
shut as well, so a way looks at what came of it.
"""

from __future__ import annotations

_PROGRAM = """
import ctypes, fcntl, importlib.util, mmap, os, socket, struct, threading, time
BAIT = {bait!r}  # a file outside
OUTSIDE = (BAIT, '/dev/null', '/dev/zero', '/dev/urandom', os.__file__)
def unless(shut):
    if shut:
        raise OSError
def read(path):
    open(path).read(1)
def write(path):
    open(path + "/dlcourse-canary", "w").close()
    os.unlink(path + "/dlcourse-canary")
def child():
    if os.fork() == 0:
        os._exit(0)
def namespace(kinds):
    unless(ctypes.CDLL(None).unshare(kinds))
def solution(name):
    found = importlib.util.find_spec(name)
    unless(found is None or found.origin is None)  # a stand-in has none
def times(path):
    before = os.stat(path).st_mtime_ns
    for new in ((1, 1), None):
        try:
            os.utime(path, ns=new) if new else os.utime(path)
        except PermissionError:
            continue
    unless(os.stat(path).st_mtime_ns == before)
def mode(path):
    before = os.stat(path).st_mode
    os.chmod(path, before ^ 1)
    unless(os.stat(path).st_mode == before)
    os.chmod(path, before)
def attribute(path):
    os.setxattr(path, 'user.canary', b'1')
    os.removexattr(path, 'user.canary')
def shorten(path):
    os.truncate(path, os.path.getsize(path))
def flock(path):
    with open(path) as one, open(path) as two:
        fcntl.flock(one, fcntl.LOCK_EX | fcntl.LOCK_NB)
        try:
            fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
    raise OSError
def record(path, *commands):
    with open(path) as file:
        for command in commands:  # whoever really asks the kernel is told that nobody else has the lock
            asked = struct.pack('hhqqi4x', fcntl.F_RDLCK, 0, 0, 0, 0)
            if struct.unpack('hhqqi4x', fcntl.fcntl(file, command, asked))[0] == fcntl.F_UNLCK:
                return
    raise OSError
def memory(size):
    mmap.mmap(-1, size, flags=0x4022).close()  # private, of no file, without a promise that there is as much
def threads(number):
    threading.stack_size(1 << 16)
    over = threading.Event()
    try:
        for _ in range(number):
            threading.Thread(target=over.wait, daemon=True).start()
    except RuntimeError as error:
        raise OSError from error
    finally:
        over.set()
def folders(number):
    for i in range(number):
        os.mkdir(f"canary{i}")
    time.sleep(2)
def data(size):
    for i in range(size >> 25):
        with open(f"canary{i}", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, 1 << 25)
    time.sleep(2)
def neighbour(path):
    assert os.listdir(path)
for way, *values in {ways}:
    for value in values:
        try:
            way(*value) if isinstance(value, tuple) else way(value)
        except (OSError, ImportError, MemoryError):
            continue
        raise LookupError("out: " + str(value))
else:
    raise LookupError("held")
"""
_WAYS = {
    "reads files of this machine": "[(read, '/etc/passwd', '/proc/1/environ', '/proc/self/maps', BAIT),"
                                   " (os.listdir, '/root', '/home', '/etc')]",
    "reads the solutions": "[(solution, 'dlcourse.losses', 'dlcourse.classroom', 'dlcourse.grading')]",
    "sees which files there are": "[(os.stat, '/etc/passwd', BAIT)]",
    "writes elsewhere": "[(write, '/tmp', '/var/tmp', '/dev/shm', '/usr', '/box', '/', os.path.dirname(BAIT), '..'),"
                        " (lambda path: open(path, 'a').close(), BAIT, os.__file__)]",
    "changes times": "[(times, *OUTSIDE)]",
    "changes modes": "[(mode, *OUTSIDE), (attribute, *OUTSIDE)]",
    "empties files": "[(shorten, *OUTSIDE)]",
    "holds locks that others see": "[(flock, *OUTSIDE), (record, *[(path, 5, 36) for path in OUTSIDE])]",
    "meets its neighbours": "[(neighbour, '..', os.path.dirname(os.getcwd()))]",
    "reaches a network": "[(lambda family: socket.socket(family, 1), 2, 10, 1, 16, 17, 40),"
                         " (lambda kind: socket.socketpair(1, kind), 2, 5)]",
    "starts a process": "[(child, ())]",
    "signals others": "[(lambda pid: os.kill(pid, 0), 1, os.getppid(), -1)]",
    "gains rights": "[(namespace, 0x10000000, 0x20000000)]",
    "takes memory": "[(memory, 16 << 30)]",
    "starts threads": "[(threads, 1_000)]",
    "fills its folder": "[(folders, 8_000)]",
    "fills the disk": "[(data, 1 << 30)]",
}
FATAL = frozenset({"fills its folder", "fills the disk"})  # whoever tries these is ended
UNKEPT = {"landlock": frozenset({"sees which files there are"})}  # what a tier does not promise: the docs say so


def canaries(tier: str, bait: str) -> dict[str, str]:
    """What a tier promises -> the program that tries to break it; `bait` is a file outside that its user may change."""
    return {name: _PROGRAM.replace("{bait!r}", repr(bait)).replace("{ways}", ways) for name, ways in _WAYS.items()
            if name not in UNKEPT.get(tier, ())}
