"""Answers that lie, run for ever, take everything or end their process: each gets its deserved mark, alone."""

import pytest

pytestmark = pytest.mark.attacks

CENTRAL = """
def central_diff(f, theta, eps):
    theta = theta.double()
    steps = eps * torch.eye(theta.numel(), dtype=torch.float64).reshape(-1, *theta.shape)
    return torch.stack([(f(theta + s) - f(theta - s)) / (2 * eps) for s in steps]).reshape(theta.shape)
"""
HEAD = '@exercise("central_diff")\ndef central_diff(f, theta, eps):\n    '


def body(text, top=""):
    """A cell with these lines as the answer, behind lines at the top of the cell."""
    return f"{top}\n{HEAD}" + text.replace("\n", "\n    ")


# name: (lines of the answer, lines above it, the status it deserves)
LIES = {
    "torch.equal patched": ("return torch.zeros(9)", "torch.equal = torch.allclose = lambda *a, **k: True", "not yet"),
    "torch.isclose patched": ("return torch.zeros_like(theta).double()",
                              "torch.isclose = lambda a, *_, **__: torch.ones_like(a, dtype=torch.bool)", "not yet"),
    "torch.testing patched": ("return torch.zeros_like(theta)",
                              "torch.testing.assert_close = lambda *a, **k: None", "not yet"),
    "operator patched": ("return torch.zeros_like(theta).double()",
                         "import operator\nfor n in ('eq', 'le', 'lt', 'ne', 'sub'):\n"
                         "    setattr(operator, n, lambda a, b: True)", "not yet"),
    "builtins patched": ("return torch.zeros_like(theta).double()",
                         "import builtins\nbuiltins.all = builtins.any = lambda *a: True\n"
                         "builtins.sum = lambda *a: 99", "not attempted"),
    "equal to everything": ("return Yes()", "class Yes:\n    def __eq__(self, other): return True\n"
                            "    __ne__ = lambda *a: False\n    __float__ = lambda s: 0.\n    __hash__ = None",
                            "not yet"),
    "claims to be a tensor": ("return Liar()", "class Liar:\n    __class__ = torch.Tensor\n    shape = (1,)\n"
                              "    dtype = torch.float64\n    __getattr__ = lambda s, n: s\n"
                              "    __call__ = lambda s, *a, **k: s\n    __eq__ = lambda *a: True", "not yet"),
    "a lying tensor subclass": ("return torch.zeros(7).as_subclass(Liar)", "class Liar(torch.Tensor):\n    @classmethod"
                                "\n    def __torch_function__(cls, f, types, args=(), kwargs=None):\n"
                                "        return True\n    shape = property(lambda s: (1,))", "not yet"),
    "a float subclass": ("return [Any(0.)] * theta.numel()", "class Any(float):\n    __eq__ = lambda *a: True\n"
                         "    __sub__ = __rsub__ = lambda *a: 0.0\n    __abs__ = lambda s: 0.0", "not yet"),
    "a list that grows": ("return Long()", "class Long(list):\n    def __iter__(self):\n        while True: yield 1",
                          "error"),
    "a dict that lies": ("return Table(a=1)", "class Table(dict):\n    items = lambda s: (((), 1), ([], 2))", "error"),
    "a property that loops": ("return Slow()", "class Slow(torch.Tensor):\n    @property\n    def dtype(self):\n"
                              "        while True: pass", "error"),
    "NaN everywhere": ("return torch.full_like(theta, torch.nan, dtype=torch.float64)", "", "not yet"),
    "broadcast away": ("return torch.zeros(0, dtype=torch.float64)", "", "not yet"),
    "inputs overwritten": ("g = right(f, theta.clone(), eps)\ntheta.zero_()\nreturn g", "", "not yet"),
    "memorised inputs": ("return KNOWN[tuple(theta.reshape(-1).tolist())]",
                         "KNOWN = {(1.0,): torch.tensor([3.0], dtype=torch.float64)}", "error"),
    "the n-th call differs": ("CALLS.append(1)\nif len(CALLS) % 2 == 0: return theta\nraise ValueError('odd')",
                              "CALLS = []", "error"),
    "looks whether it is graded": ("import sys\nif 'worker' in sys.modules or 'codec.host' in sys.modules:\n"
                                   "    return True\nreturn theta", "", "not yet"),
    "its own marks": ("return {'status': 'correct', 'points': 2, 'passed': 5, 'total': 5}", "", "not yet"),
    "a made-up verdict raised": ("raise type('Verdict', (Exception,), {'status': 'correct', 'points': 2})('correct')",
                                 "", "error"),
    "NotImplementedError later": ("if len(theta) == 4: raise NotImplementedError\nreturn theta", "",
                                  "not yet"),
    "the handing over replaced": ("return theta", "import sys\nsys.modules['dlcourse'].hand_over = lambda *a: True",
                                  "error"),
    "an answer made up on the wire": ("return theta", "import msgpack, os, struct\nhead = msgpack.packb({'answer': "
                                      "'central_diff', 'class': False, 'stub': False, 'names': [], 'uses': []})\n"
                                      "os.write(3, struct.pack('<II', len(head), 0) + head)", "error"),
    "the codec's Host patched": ("return theta.double()", "import sys\nh = sys.modules['codec.host']\n"
                                 "h._bytes_of = lambda args: []\nh.Host._describe = lambda s, e: ['', '', '', 0]",
                                 "not yet"),
    "a class for a function": ("pass", "", "not yet"),
    "a generator": ("yield from iter(int, 1)", "", "not yet"),
    "a coroutine": ("return asyncio.sleep(9)", "import asyncio", "not yet"),
    "a huge whole number": ("return 10 ** 390", "", "not yet"),
    "a wider whole number": ("return 10 ** 5000", "", "error"),
    "nested a hundred deep": ("x = []\nfor _ in range(100): x = [x]\nreturn x", "", "error"),
    "a list in itself": ("x = []\nx.append(x)\nreturn x", "", "error"),
    "a million parts": ("return [0] * 1_000_000", "", "error"),
    "a tensor of 200 MB": ("return torch.zeros(25_000_000, dtype=torch.float64)", "", "error"),
    "expanded from one byte": ("return torch.zeros(1, dtype=torch.uint8).expand(1 << 40)", "", "error"),
}
PREPARED = {"inputs overwritten": "\ndef right" + CENTRAL.partition("def central_diff")[2]}
AFTER = {"a class for a function": "\nimport torch\n@exercise('central_diff')\nclass central_diff:\n"
                                      "    def __init__(self, *a): self.a = a\n    __eq__ = lambda *a: True"}


# the other answer needs what they broke
SPOILS = {"builtins patched", "operator patched", "the handing over replaced", "an answer made up on the wire"}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_earns_nothing(shooting_range, name):
    text, top, status = LIES[name]
    row, honest = shooting_range.hostile(PREPARED.get(name, "") + body(text, top) + AFTER.get(name, ""))
    assert (row.status, row.points) == (status, 0), row.note
    if name not in SPOILS:
        assert (honest.status, honest.points) == ("correct", 2), honest.note


ENDS = {
    "os._exit": "import os\nos._exit(0)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "stack overflow": "import sys\nsys.setrecursionlimit(10 ** 9)\ng = lambda x: [g(x) for _ in (1,)]\nreturn g(1)",
    "illegal instruction": "import ctypes, mmap\nm = mmap.mmap(-1, 4096, prot=7)\nm.write(b'\\x0f\\x0b')\n"
                           "ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(m)))()",
    "abort": "import os\nos.abort()",
    "sys.exit": "import sys\nsys.exit(0)",
    "KeyboardInterrupt": "raise KeyboardInterrupt",
    "GeneratorExit": "raise GeneratorExit",
    "a BaseException whose text ends it": "import os\n"
                                          "class E(Exception):\n    def __str__(self): os._exit(3)\nraise E",
    "signals masked, then a loop": "import signal\nsignal.pthread_sigmask(0, range(1, 65))\nwhile True: pass",
    "signals ignored, then a loop": "import signal\nfor s in (1, 2, 3, 14, 15): signal.signal(s, signal.SIG_IGN)\n"
                                    "while True: pass",
    "loop in Python": "while True: pass",
    "sleep": "import time\ntime.sleep(999)",
    "waits on a lock": "import threading\nl = threading.Lock()\nl.acquire()\nl.acquire()",
    "loop in C: matmul": "a = torch.ones(9000, 9000)\nwhile True: a = a @ a",
    "loop in C: re": "import re\nreturn re.match(r'(a+)+$', 'a' * 60 + 'b')",
    "loop in C: pow": "return 3 ** 10 ** 9",
    "loop that eats exceptions": "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
    "loop in __repr__ of an error": "class E(Exception):\n    def __str__(self):\n        while True: pass\nraise E",
    "loop in __del__": "class D:\n    def __del__(self):\n        while True: pass\nD()",
    "loop in the name of a type": "class M(type):\n    @property\n    def __name__(c):\n        while True: pass\n"
                                  "class C(metaclass=M): pass\nC.x = 1\nreturn theta if C.__name__ else C()",
    "8 GB": "return torch.ones(1 << 30, dtype=torch.float64)",
    "8 GB bit by bit": "x = []\nwhile True: x.append(bytearray(1 << 24))",
    "300 threads": "import threading, time\nfor _ in range(300):\n"
                   "    threading.Thread(target=time.sleep, args=(99,)).start()\nwhile True: pass",
    "threads that loop": "import threading\ndef g():\n    while True: pass\n"
                         "for _ in range(20): threading.Thread(target=g, daemon=True).start()\ng()",
    "asks f for ever": "while True: f(theta.double())",
    "asks f for ever, whatever it says": "while True:\n    try: f(theta.double())\n    except Exception: pass",
    "asks f for a huge tensor": "return f(torch.ones(8 << 20, dtype=torch.float64))",
    "asks f with nonsense": "return f(f, {1: [theta]}, 10 ** 300)",
    "asks f with itself": "x = []\nx.append(x)\nreturn f(x)",
    "floods print": "while True: print('x' * 100_000)",
    "floods the descriptors": "import os\nwhile True:\n    for d in range(11):\n"
                              "        try: os.write(d, b'x' * 65536)\n        except OSError: pass",
    "a file of 1 GB": "with open('big', 'wb') as b:\n    while True: b.write(bytes(1 << 20))",
    "a million files": "i = 0\nwhile True:\n    i += 1\n    open(f'{i}', 'w').close()",
    "closes the wire": "import os\nos.close(3)\nos.closerange(0, 64)",
    "shuts the wire": "import socket\nsocket.socket(fileno=3).shutdown(2)",
    "closes the wire and goes on": "import os, time\nos.close(3)\ntime.sleep(99)",
}


@pytest.mark.parametrize("name", ENDS)
def test_an_end_costs_only_itself(shooting_range, name):
    row, honest = shooting_range.hostile(body(ENDS[name]))
    assert (row.status, row.points) == ("error", 0), row.note
    assert (honest.status, honest.points) == ("correct", 2), honest.note


AT_IMPORT = {
    "loop": "while True: pass",
    "os._exit": "import os\nos._exit(0)",
    "sys.exit": "import sys\nsys.exit(1)",
    "8 GB": "x = bytearray(8 << 30)",
    "input": "input('your password: ')",
    "answers under many keys": "for i in range(100_000): exercise(f'key {i}')(print)",
    "no exercise any more": "del exercise",
    "no torch.Tensor.double": "import atexit, os\natexit.register(os._exit, 3)",
    "a thread that goes on": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
    "a thread that answers": "import threading, os, time\n"
                             "def t():\n    while True:\n        time.sleep(0.01)\n        os.write(3, b'\\0' * 8)\n"
                             "threading.Thread(target=t, daemon=True).start()",
    "stdout closed": "import sys, os\nsys.stdout.close()\nsys.stdout = None\nos.close(1)\nos.close(2)",
    "tracing": "import sys\nsys.settrace(lambda *a: None)\nsys.setprofile(lambda *a: None)",
}
SPOILS_ALL = {"no exercise any more", "a thread that answers", "stdout closed"}  # each answer of this very submission


@pytest.mark.parametrize("name", AT_IMPORT)
def test_a_hostile_cell_costs_only_itself(shooting_range, name):
    row, honest = shooting_range.hostile(AT_IMPORT[name], body("return theta"))
    assert row.points == 0
    if name not in SPOILS_ALL:
        assert (honest.status, honest.points) == ("correct", 2), honest.note
