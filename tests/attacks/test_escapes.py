"""Ways out of the sandbox, to other processes, to files, to the network, and to what is expected: all shut."""

import contextlib
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[2])
BOX = "os.path.dirname(sys.modules['worker'].__file__)"
OUTSIDE = ("'/dev/null'", "'/dev/zero'", "'/dev/urandom'", "os.__file__", "torch.__file__", BOX,
           f"{BOX} + '/zygote.py'")
pytestmark = pytest.mark.attacks

# Each line is a way out: an expression that raises where it is shut.
WAYS = {
    "fork": ["os.fork()", "os.forkpty()", "__import__('pty').fork()", "libc(57)", "libc(58)",
             "multiprocessing.Process(target=print).start()"],
    "clone": ["libc(56, 17, 0, 0, 0, 0)", "libc(435, ctypes.create_string_buffer(88), 88)"],
    "exec": ["os.execv('/bin/sh', ['sh'])", "os.execve('/bin/true', ['true'], {})",
             "libc(322, -100, b'/bin/sh', 0, 0, 0)"],
    "subprocess": ["subprocess.run(['/bin/true'])", "subprocess.run('true', shell=True)",
                   "os.posix_spawn('/bin/true', ['true'], {})"],
    "os.system": ["1 / (os.system('true') == 0)", "os.popen('echo hi').read()[0]"],
    "setsid": ["os.setsid()", "os.setpgid(0, 0)", "os.setuid(0)", "os.setgid(0)", "os.setgroups([])"],
    "write outside": [f"open('{p}', 'w').close()" for p in (
        "/tmp/escaped", "/var/tmp/escaped", "/dev/shm/escaped", "/escaped", "/box/escaped", "/site/escaped",
        "/usr/escaped", "/python/escaped", "../escaped", "/root/escaped", "/box/worker.py", "/box/codec/host.py")],
    "write into the box": [f"open({BOX} + '/escaped', 'w')", f"open({BOX} + '/codec/host.py', 'a')",
                           f"os.remove({BOX} + '/zygote.py')", f"os.rename({BOX}, 'mine')",
                           f"other(os.chmod, {BOX}, 0o777)", f"os.listdir(os.path.dirname({BOX}))"],
    "append to the package": ["open(torch.__file__, 'a')", "open(os.__file__, 'a')", "open(sys.executable, 'a')"],
    "delete outside": ["os.remove('/box/zygote.py')", "os.remove(torch.__file__)", "os.rmdir('/tmp')",
                       "os.rename('/box/codec', '/box/x')", "shutil.rmtree('/box')"],
    "link outside": ["os.link('/box/zygote.py', 'x')", "os.symlink('/etc/passwd', 'y') or open('y').read()",
                     "os.symlink('/tmp', 'z') or open('z/escaped', 'w')", "os.mkfifo('f')",
                     "os.mknod('n', 0o20666, 259)"],
    "change outside": ["os.chown('/tmp', 65534, 65534)", "os.chroot('.')", "os.setxattr('.', 'user.x', b'1')",
                       "open('mine', 'w').close() or os.truncate('mine', 0)",
                       *(f"{way.format(p)}" for p in OUTSIDE for way in (
                           "os.truncate({0}, 0)", "open({0}, 'r+').truncate(0)", "os.setxattr({0}, 'user.x', b'1')",
                           "os.chown({0}, os.getuid(), -1)", "other(os.utime, {0})", "other(os.utime, {0}, (1, 1))",
                           "other(os.utime, os.open({0}, os.O_RDONLY), (1, 1))", "other(os.chmod, {0}, 0o700)",
                           "other(os.chmod, os.open({0}, os.O_RDONLY), 0o700)",
                           "other(lambda p: libc(280, -100, p.encode(), 0, 0), {0})",
                           "other(lambda p: libc(132, p.encode(), 0), {0})",
                           "other(lambda p: libc(235, p.encode(), 0), {0})",
                           "other(lambda p: libc(261, -100, p.encode(), 0), {0})",
                           "other(lambda p: libc(452, -100, p.encode(), 0o700, 0), {0})",
                           "other(lambda p: libc(76, p.encode(), 0), {0})"))],
    "locks": [f"two({way}, {p})" for p in (*OUTSIDE, "'mine'") for way in (
        "lambda f: fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "lambda f: fcntl.flock(f, fcntl.LOCK_SH | fcntl.LOCK_NB)",
        "lambda f: fcntl.fcntl(f, 37, struct.pack('hhqqi4x', 0, 0, 0, 0, 0))",
        "lambda f: fcntl.fcntl(f, 37, struct.pack('hhqqi4x', 1, 0, 0, 0, 0))")]
        + [f"free({p}, {command})" for p in OUTSIDE for command in (5, 36)],
    "read the machine": [f"open('{p}').read()" for p in (
        "/etc/passwd", "/etc/hostname", "/etc/shadow", "/root/.bashrc", "/proc/1/environ", "/proc/self/environ",
        "/proc/self/maps", "/proc/self/mem", "/proc/mounts", "/sys/class/net/lo/address", "/dev/mem", "/dev/tty")],
    "list the machine": [f"os.listdir('{p}')" for p in ("/", "/home", "/root", "/tmp", "/etc", "/proc", "/dev", ROOT,
                                                        "/sys", "/dev/shm", "/run", "/var", "..")],
    "other processes by /proc": ["os.listdir(f'/proc/{os.getppid()}')", "open(f'/proc/{os.getppid()}/mem', 'rb+')",
                                 "os.readlink(f'/proc/{os.getppid()}/exe')", "os.listdir('/proc/self/fd')"],
    "ptrace": ["checked(libc(101, 0, 0, 0, 0))", "checked(libc(101, 16, os.getppid(), 0, 0))",
               "checked(libc(310, os.getppid(), 0, 0, 0, 0, 0))",
               "checked(libc(311, os.getppid(), 0, 0, 0, 0, 0))", "checked(libc(434, os.getppid(), 0))"],
    "shared memory": ["__import__('multiprocessing.shared_memory').shared_memory.SharedMemory(create=True, size=9)",
                      "checked(libc(29, 77, 4096, 0o1666))", "os.memfd_create('x')",
                      "checked(libc(240, b'/q', 66, 0o666, 0))",
                      "checked(libc(64, 77, 1, 0o1666))", "torch.ones(2).share_memory_()"],
    "signals": ["os.kill(os.getppid(), 9)", "os.kill(-1, 9)", "os.kill(1, 9)", "os.kill(2, 9)", "os.killpg(0, 9)",
                "checked(libc(234, os.getppid(), os.getppid(), 9))",
                "signal.pidfd_send_signal(os.pidfd_open(os.getppid()), 9)"],
    "limits": ["resource.setrlimit(resource.RLIMIT_NPROC, (-1, -1))",
               "resource.setrlimit(resource.RLIMIT_AS, (1 << 50,) * 2)",
               "resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))", "os.setpriority(0, 0, -20)",
               "os.nice(-5)", "os.sched_setaffinity(0, {0})"],
    "kernel": ["checked(libc(272, 0x10000000))", "checked(libc(165, b'/', b'/', 0, 0, 0))",
               "checked(libc(321, 5, 0, 0))", "checked(libc(298, 0, 0, -1, -1, 0))",
               "checked(libc(250, 0, 0))", "checked(libc(425, 8, ctypes.create_string_buffer(120)))",
               "checked(libc(169, 0, 0, 0))", "checked(libc(303, 3, 0, 0))",
               "checked(libc(157, 4, 1, 0, 0))", "checked(libc(323, 0))", "checked(libc(308, 3, 0))"],
    "sockets": [f"socket.socket({family}, {kind})" for family in (*range(1, 45),) for kind in (1, 2, 3)],
    "connections": ["urllib.request.urlopen('http://127.0.0.1')", "socket.getaddrinfo('example.org', 80)[0]",
                    "socket.create_connection(('127.0.0.1', 22))",
                    "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
                    "socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)",
                    *(f"socket.socketpair({family}, {kind})" for family in (2, 10, 16, 17, 30, 40) for kind in (1, 2)),
                    "socket.socketpair()[0].bind('mine')", "socket.socketpair()[0].connect('/run/systemd/notify')",
                    "socket.socketpair()[0].sendto(b'x', '/run/systemd/notify')", "socket.socketpair()[0].listen()"],
    "solutions": [f"1 / (importlib.util.find_spec('{m}').origin is not None)" for m in (  # a stand-in has none
        "dlcourse.losses", "dlcourse.diff", "dlcourse.diff.finite", "dlcourse.classroom", "dlcourse.classroom.registry",
        "dlcourse.grading",
        "dlcourse.grading.trusted.submission", "dlcourse.cli", "dlcourse.activations", "dlcourse.nn", "tests",
        "solutions")],
    "solutions on disk": [f"open({ROOT!r} + '/solutions/07_differentiation.ipynb')", f"os.listdir({ROOT!r})",
                          f"1 / len([p for top in ({BOX}, '/site/dlcourse', {ROOT!r}, '/home', '/root', '/tmp')"
                          " for p in glob.glob(top + '/**/central_diff*', recursive=True) + glob.glob(top + "
                          "'/**/solutions/*.ipynb', recursive=True)"
                          " + glob.glob(top + '/dlcourse/losses*')])",
                          "1 / len(glob.glob('/tmp/*/*.ipynb') + glob.glob('/tmp/w*/*'))"],
    "expected values": ["1 / len([o for o in gc.get_objects() if type(o).__name__ in "
                        "('Exercise', 'Verdict', 'Grader', 'Misconception', 'Callback', 'Session')])",
                        "1 / len([n for n, c in frames() "
                        "if {'expected', 'seed', 'secret'} & set(c.f_locals)])",
                        "f.function", "f.__closure__[0]",
                        "vars(f._call_back.__self__)['expected']", "object.__reduce__(f)[0].secret"],
    "the environment": ["1 / len([k for k in os.environ if 'SEED' in k or 'SECRET' in k or 'BOX' in k])",
                        "os.environ['BOX_SETTINGS']",
                        "os.environ['PATH']", "os.getlogin()"],
    "descriptors": ["1 / len([d for d in range(4, 1000) if opened(d)])",
                    "os.fstat(0).st_size or 1 / (os.read(0, 1) != b'')",
                    "fcntl.ioctl(0, 0x5412, b'x')", "fcntl.ioctl(3, 0x8901, b'\\0\\0\\0\\1')"],
}
TOP = """
import asyncio, ctypes, fcntl, gc, glob, importlib, multiprocessing, os, resource, shutil, signal, socket, subprocess
import struct, sys, urllib.request
_libc = ctypes.CDLL(None, use_errno=True)

def libc(*args):
    return checked(_libc.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in args]))

def checked(result):
    if result is None or result < 0:
        raise OSError(ctypes.get_errno(), 'refused')
    return result

def other(way, place, *more):
    # what a call that says yes has changed
    def seen():
        kind = os.stat(place)
        return kind.st_mode, kind.st_mtime_ns, kind.st_size, kind.st_uid, kind.st_ctime_ns
    before = seen()
    way(place, *more)
    if seen() == before:
        raise OSError('nothing came of it')
    return before

def two(way, place):
    # whether a lock keeps a second one out
    if place == 'mine':
        open(place, 'w').close()
    with open(place) as one, open(place) as another:
        way(one)
        try:
            way(another)
        except OSError:
            return 'a lock'
    raise OSError('no lock')

def free(place, command):
    # whether the kernel looks for locks of others
    with open(place) as file:
        told = fcntl.fcntl(file, command, struct.pack('hhqqi4x', 0, 0, 0, 0, 0))
    if struct.unpack('hhqqi4x', told)[0] != 2:
        raise OSError('it was not looked')
    return told

def opened(d):
    try:
        return os.fstat(d)
    except OSError:
        return None

def frames():
    frame = sys._getframe()
    while frame:
        yield frame.f_code.co_name, frame
        frame = frame.f_back

@exercise("central_diff")
def central_diff(f, theta, eps):
    tried(
"""


@pytest.mark.parametrize("name", WAYS)
def test_no_way_out(shooting_range, name):
    cell = TOP + "".join(f"        lambda: {way},\n" for way in WAYS[name]) + "    )\n    return 'all ways are shut'"
    row, honest = shooting_range.hostile(cell)
    assert (row.status, row.points) == ("not yet", 0), row.note
    assert (honest.status, honest.points) == ("correct", 2), honest.note


def test_a_way_out_would_be_seen(shooting_range):
    row, _ = (shooting_range.grade(shooting_range.notebook(
        'def tried(*w):\n    for x in w: raise LookupError("out: " + str(x()))', TOP + "lambda: 1)")).rows)
    assert "out: 1" in row.note


def test_nothing_of_one_worker_meets_the_next(shooting_range):
    shooting_range.hostile("import os, torch, dlcourse\nopen('mine', 'w').write('secret')\nos.environ['LEFT'] = '1'\n"
                           "dlcourse.left = torch.left = 1\ntorch.manual_seed(1)")
    row, _ = shooting_range.hostile(TOP + "lambda: torch.left, lambda: vars(sys.modules['dlcourse'])['left'],\n"
                                    "lambda: os.environ['LEFT'], lambda: open('mine'), lambda: os.listdir('.')[0])")
    assert row.status == "not yet", row.note


HONEST = """
import asyncio, contextlib, logging, os, pathlib, shutil, sqlite3, socket, tempfile, zipfile
import matplotlib.pyplot as plt, numpy as np, torch
from sklearn.datasets import load_iris

pathlib.Path('a.txt').write_text('a')
pathlib.Path('a.txt').touch()
pathlib.Path('b.txt').touch()
for copy in (shutil.copy, shutil.copy2, shutil.copyfile, shutil.move):
    copy('a.txt', 'c.txt') if copy is not shutil.move else copy('c.txt', 'd.txt')
os.makedirs('tree/in')
shutil.copy('a.txt', 'tree/in')
shutil.copytree('tree', 'other')
shutil.make_archive('packed', 'zip', 'tree')
zipfile.ZipFile('packed.zip').extractall('unpacked')
shutil.make_archive('packed', 'gztar', 'tree')
shutil.unpack_archive('packed.tar.gz', 'unpacked')
os.chmod('a.txt', 0o600)
os.utime('a.txt')
shutil.rmtree('other')
with tempfile.TemporaryDirectory(dir='.') as folder, tempfile.NamedTemporaryFile('w', dir=folder) as file:
    file.write('x')
with open(os.devnull, 'w') as nowhere, contextlib.redirect_stdout(nowhere):
    print('nothing')
logging.FileHandler('log.txt').close()
with contextlib.closing(sqlite3.connect('some.db')) as db:
    db.execute('create table t (x)')
    db.executemany('insert into t values (?)', [(i,) for i in range(9)])
    db.commit()
    assert db.execute('select sum(x) from t').fetchone() == (36,)
one, another = socket.socketpair()
one.sendall(b'x')
assert another.recv(1) == b'x'
one.close(), another.close()
async def later():
    return (await asyncio.gather(asyncio.sleep(0.01, 1), asyncio.sleep(0.02, 2)))[1]
assert asyncio.run(later()) == 2
torch.save({'w': torch.ones(3)}, 'w.pt')
assert torch.load('w.pt', mmap=True)['w'].sum() == 3
np.save('x.npy', np.ones(3))
assert np.load('x.npy', mmap_mode='r+').sum() == 3
with open('x.npy', 'r+b') as file:
    file.truncate(10)
plt.plot([1, 2])
plt.savefig('figure.png')
assert load_iris().data.shape == (150, 4)
assert sum(len(batch[0]) for batch in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(9)))) == 9
"""


def test_what_honest_code_does_with_its_own_files_goes_on_working(shooting_range):
    graded = shooting_range.grade(shooting_range.notebook(HONEST, shooting_range.honest_cells[0]))
    assert not [note for note in graded.notes if "Error" in note], graded.notes
    assert graded.rows[0].status == "correct", graded.rows[0].note


CROWD = """
import os, time
@exercise("central_diff")
def central_diff(f, theta, eps):
    %s
    time.sleep(0.8)
"""


@pytest.mark.parametrize("line", [
    "[os.mkdir(str(i)) for i in range(8_000)]", "[open(str(i), 'w').close() for i in range(8_000)]",
    "[(os.mkdir('d'), os.chdir('d')) for i in range(4_000)]",
    "[(os.mkdir('n' * 250), os.chdir('n' * 250)) for i in range(60)]"])
def test_too_many_files_end_a_worker_and_cost_nobody_else_anything(shooting_range, line):
    row, same = shooting_range.grade(shooting_range.notebook(CROWD % line, shooting_range.honest_cells[1])).rows
    took = shooting_range.took
    others = shooting_range.grade(shooting_range.notebook(*shooting_range.honest_cells), student="honest").rows
    assert row.status == "error"  # ended for its files, or by the clock where this machine makes them slowly
    assert [(r.status, r.points) for r in (same, *others)] == [("correct", 2)] * 3
    assert took < 8
    assert shooting_range.took < 4
    for _ in range(10):  # a slow disk is cleared up while others are graded
        with contextlib.suppress(AssertionError):
            shooting_range.settle()
            return
    shooting_range.settle()


FILL = """
import os
@exercise("central_diff")
def central_diff(f, theta, eps):
    os.mkdir('deep')
    for i in range(2):
        with open(f'deep/{i}', 'wb') as file:
            for _ in range(60): file.write(bytes(1 << 20))
    return 'full'
"""
SPACE = """
import os
@exercise("central_diff")
def central_diff(f, theta, eps):
    return os.statvfs('.').f_bavail * os.statvfs('.').f_frsize >> 20
"""


def free_space(shooting_range):
    """Megabytes that the next worker may write."""
    row = shooting_range.grade(shooting_range.notebook(SPACE), keys=("central_diff",)).rows[0]
    assert "yours" in row.card, row.note
    return int(row.card.partition(">yours</th>")[2].partition("<code>")[2].partition("</code>")[0])




@pytest.mark.parametrize("how", [
    "", pytest.param("os.chmod('deep', 0)"), pytest.param("os.chmod('.', 0)"),
    pytest.param("[(os.mkdir('d'), os.chdir('d')) for _ in range(3000)]; raise SystemExit")])
def test_a_full_disk_is_empty_for_the_next(shooting_range, how):
    before = free_space(shooting_range)
    shooting_range.hostile(FILL.replace("    return", f"    {how}\n    return"))
    assert free_space(shooting_range) > before - 20
