"""Hostile notebooks, values and files that a grader has to survive without marks, leaks, harm or traces."""

# ruff: noqa: E501 - a line of an attack stays as it is
# Cells define what they need; VALUES are expressions that may use `torch`. Whatever could run on has its own bound.
from __future__ import annotations

import io
import json
import zipfile
from typing import NamedTuple


class Attack(NamedTuple):
    cells: tuple[str, ...]
    kind: str


ATTACKS: dict[str, Attack] = {}


def _add(kind: str, name: str, *cells: str) -> None:
    if name in ATTACKS or kind not in {"marks", "read", "harm", "next"}:
        raise ValueError(name)
    ATTACKS[name] = Attack(tuple(cell.strip("\n") + "\n" for cell in cells), kind)


IMPORTS = "import torch\n"

# Plausible but wrong answers: an attack on marks is these and something that should make them pass.
W_CENTRAL = '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
'''
W_LOGSM = '''
@exercise("log_softmax")
def log_softmax(z):
    return z * 0.0 - 0.123
'''
W_BATCHES = '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return [list(range(i, min(i + B, n))) for i in range(0, n, B)]
'''
W_SYM = '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("*", 7.25, "x")
'''
W_ADAM = '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    return theta - 0.123, m + 0.5, v + 0.25
'''
W_DUAL = '''
@exercise("dual_number")
class Dual:
    def __init__(self, val, tan):
        self.val, self.tan = val, tan
    def _wrong(self, *other):
        return Dual(self.val + 0.25, self.tan + 0.5)
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = _wrong
    exp = sin = log = relu = _wrong
'''
W_JACOBIAN = '''
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    return torch.full((m, n), 0.123, dtype=torch.float64)
'''
W_CROSS = '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return 0.123
'''
W_ACC = '''
@exercise("accumulate")
def accumulate(grad_means, sizes):
    return grad_means[0] * 0 + 0.123
'''
W_IRIS = '''
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    return [1.1 - 0.01 * i for i in range(21)], params
'''
W_ALL = (W_CENTRAL, W_LOGSM, W_BATCHES, W_SYM, W_ADAM, W_DUAL, W_JACOBIAN, W_CROSS, W_ACC, W_IRIS)

# ------------------------------------------------------------------------------------------------ marks: patches first

_PATCHES = {
    "torch_compare": '''
import torch
for name in ("allclose", "equal", "isclose", "eq", "all", "any"):
    setattr(torch, name, lambda *a, **k: True)
torch.testing.assert_close = lambda *a, **k: None
''',
    "tensor_methods": '''
import torch
yes = lambda self, *a, **k: torch.ones((), dtype=torch.bool)
for name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "allclose", "equal", "all", "any", "isnan"):
    try:
        setattr(torch.Tensor, name, yes)
    except (TypeError, AttributeError):
        pass
torch.Tensor.__bool__ = lambda self: True
''',
    "tensor_sub_is_zero": '''
import torch
old = torch.Tensor.__sub__
def sub(self, other):
    return old(self, self)
torch.Tensor.__sub__ = torch.Tensor.__rsub__ = torch.Tensor.sub = sub
torch.Tensor.abs = torch.Tensor.__abs__ = lambda self: old(self, self)
torch.abs = torch.sub = lambda a, *b, **k: old(a, a)
''',
    "torch_dispatch_mode": '''
import torch
from torch.overrides import TorchFunctionMode
class Yes(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") in ("allclose", "equal", "isclose"):
            return True
        return func(*args, **(kwargs or {}))
mode = Yes()
mode.__enter__()
''',
    "builtins": '''
import builtins, math
builtins.all = lambda *a: True
builtins.isinstance = lambda *a: True
builtins.abs = lambda x: 0.0
builtins.max = lambda *a, **k: 0.0
math.isclose = lambda *a, **k: True
math.isnan = lambda *a: False
''',
    "numpy_compare": '''
import numpy
for name in ("allclose", "array_equal", "isclose", "all", "testing"):
    setattr(numpy, name, lambda *a, **k: True)
''',
    "float_parsing": '''
import json, struct, pickle, builtins
json.dumps = lambda *a, **k: '{"ok": true, "points": 99, "status": "right"}'
json.loads = lambda *a, **k: {"ok": True, "points": 99, "status": "right"}
struct.pack = lambda *a, **k: b"\\x01" * 8
pickle.dumps = lambda *a, **k: b"\\x80\\x04\\x88."
''',
    "exercise_shadow": '''
def exercise(*names, **more):
    def mark(answer):
        answer.passed = answer.right = answer.ok = True
        answer.points = answer.score = 99
        return answer
    return mark
''',
    "exercise_frames": '''
import sys
def climb():
    frame = sys._getframe()
    while frame is not None:
        yield frame
        frame = frame.f_back
for frame in climb():
    for name, value in list(frame.f_locals.items()):
        for key in ("points", "score", "passed", "right", "ok", "verdict", "status"):
            try:
                if isinstance(value, dict):
                    if key in value:
                        value[key] = 99
                elif hasattr(value, key):
                    setattr(value, key, 99)
            except Exception:
                pass
''',
    "gc_verdicts": '''
import gc
for thing in gc.get_objects():
    try:
        name = type(thing).__name__.lower()
        if any(word in name for word in ("verdict", "result", "outcome", "grade", "score", "case", "task")):
            for key in ("ok", "right", "passed", "points", "score", "correct"):
                if hasattr(thing, key):
                    object.__setattr__(thing, key, True)
    except Exception:
        pass
''',
    "code_swap": '''
import gc, types
def yes(*a, **k):
    return True
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and thing.__module__ and thing.__module__.startswith("dlcourse"):
        if any(word in thing.__name__ for word in ("same", "close", "equal", "compare", "check", "judge", "verdict")):
            try:
                thing.__code__ = yes.__code__
            except (ValueError, TypeError, AttributeError):
                pass
''',
    "modules_emptied": '''
import sys
for name in list(sys.modules):
    if name.startswith("dlcourse"):
        for key, value in list(vars(sys.modules[name]).items()):
            if callable(value) and any(w in key.lower() for w in ("check", "judge", "compare", "close", "grade")):
                try:
                    setattr(sys.modules[name], key, lambda *a, **k: True)
                except Exception:
                    pass
''',
    "import_hook": '''
import sys, types
class Finder:
    def find_spec(self, name, path=None, target=None):
        return None
    def find_module(self, name, path=None):
        return None
sys.meta_path.insert(0, Finder())
fake = types.ModuleType("dlcourse.grading")
fake.__getattr__ = lambda name: (lambda *a, **k: True)
for name in ("dlcourse.grading", "dlcourse.check", "dlcourse.judge", "dlcourse.grading.judge"):
    sys.modules[name] = fake
''',
    "builtins_import": '''
import builtins
real = builtins.__import__
def fake(name, *a, **k):
    module = real(name, *a, **k)
    if name.startswith("dlcourse"):
        for key in ("close", "same", "check", "compare"):
            try:
                setattr(module, key, lambda *a, **k: True)
            except Exception:
                pass
    return module
builtins.__import__ = fake
''',
    "trace_locals": '''
import sys, ctypes
def trace(frame, event, arg):
    for key in ("expected", "want", "truth", "got", "answer", "reference"):
        if key in frame.f_locals:
            try:
                frame.f_locals["got"] = frame.f_locals.get("expected", frame.f_locals.get("want"))
                ctypes.pythonapi.PyFrame_LocalsToFast(ctypes.py_object(frame), ctypes.c_int(0))
            except Exception:
                pass
    return trace
sys.settrace(trace)
import threading
threading.settrace(trace)
''',
    "profile_return": '''
import sys
seen = []
def profile(frame, event, arg):
    if event == "return" and frame.f_code.co_name in ("check", "judge", "compare", "same", "close"):
        seen.append(arg)
sys.setprofile(profile)
''',
    "true_constant": '''
import ctypes
# The integer object behind False: only looked at, and only set where it can be set back at once.
address = id(False) + 24
try:
    value = ctypes.c_uint32.from_address(address)
    old = value.value
    value.value = 1
    value.value = old
except (ValueError, OSError):
    pass
''',
    "small_int_swap": '''
import ctypes
# Inside this process alone: 257 and larger are not shared, so a large int of our own is changed under its owner.
number = 10 ** 6 + 1
keep = ctypes.c_uint32.from_address(id(number) + 24)
keep.value = 99
''',
    "ipython_events": '''
try:
    shell = get_ipython()
except NameError:
    shell = None
if shell is not None:
    for event in ("pre_execute", "pre_run_cell", "post_execute", "post_run_cell"):
        try:
            shell.events.register(event, lambda *a: shell.user_ns.update(passed=True, points=99))
        except Exception:
            pass
''',
    "ipython_transformers": '''
try:
    shell = get_ipython()
    shell.input_transformers_cleanup.append(lambda lines: ["points = 99\\n"] + lines)
    shell.input_transformers_post.append(lambda lines: lines + ["passed = True\\n"])
except Exception:
    pass
''',
    "ipython_ast": '''
import ast
class Turn(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(99), node) if node.value == 0.123 else node
    def visit_Compare(self, node):
        return ast.copy_location(ast.Constant(True), node)
try:
    get_ipython().ast_transformers.append(Turn())
except Exception:
    pass
''',
    "ipython_custom_exc": '''
try:
    shell = get_ipython()
    def handler(self, kind, value, tb, tb_offset=None):
        self.user_ns["points"] = 99
        return ["right"]
    shell.set_custom_exc((Exception,), handler)
    shell.showtraceback = lambda *a, **k: None
    shell.run_cell = lambda *a, **k: type("R", (), {"success": True, "result": True, "error_in_exec": None})()
except Exception:
    pass
''',
    "display_formatter": '''
try:
    shell = get_ipython()
    plain = shell.display_formatter.formatters["text/plain"]
    html = shell.display_formatter.formatters["text/html"]
    plain.for_type(object, lambda o, p, c: p.text("right: all points"))
    html.for_type(object, lambda o: "<b>right: all points</b>")
except Exception:
    pass
''',
    "user_namespace": '''
import sys, builtins
__name__ = "dlcourse.grading"
__file__ = "/trusted.py"
__builtins__ = dict(vars(builtins), all=lambda *a: True, abs=lambda x: 0)
__spec__ = None
passed = right = ok = True
points = score = 99
main = sys.modules.get("__main__")
if main is not None:
    main.passed, main.points = True, 99
''',
    "abc_registry": '''
import numbers, collections.abc
for kind in (numbers.Number, numbers.Real, collections.abc.Sequence, collections.abc.Mapping):
    kind.__subclasshook__ = classmethod(lambda cls, other: True)
    try:
        kind.register(object)
    except Exception:
        pass
''',
    "tolerance_huge": '''
import gc, sys
for name, module in list(sys.modules.items()):
    if name.startswith("dlcourse") and module is not None:
        for key, value in list(vars(module).items()):
            if isinstance(value, float) and 0 < value < 1e-3:
                try:
                    setattr(module, key, 1e300)
                except Exception:
                    pass
''',
    "default_arguments": '''
import gc, types
for thing in gc.get_objects():
    if isinstance(thing, types.FunctionType) and (thing.__module__ or "").startswith("dlcourse"):
        try:
            if thing.__defaults__:
                thing.__defaults__ = tuple(1e300 if isinstance(d, float) else d for d in thing.__defaults__)
            if thing.__kwdefaults__:
                thing.__kwdefaults__ = {k: 1e300 if isinstance(d, float) else d
                                        for k, d in thing.__kwdefaults__.items()}
        except Exception:
            pass
''',
    "float64_renamed": '''
import torch
torch.float64, torch.float32 = torch.float32, torch.float64
torch.set_default_dtype(torch.bfloat16) if hasattr(torch, "bfloat16") else None
torch.manual_seed = lambda *a, **k: torch.default_generator
torch.get_rng_state = lambda: torch.zeros(16, dtype=torch.uint8)
''',
    "quiet_exit": '''
import sys, os, atexit
real = os._exit
sys.exit = lambda *a: real(0)
atexit.register(lambda: print('{"ok": true, "points": 99}'))
sys.excepthook = lambda *a: print('{"ok": true, "points": 99}')
sys.unraisablehook = lambda *a: None
''',
    "stdout_replaced": '''
import sys, io
class Loud(io.StringIO):
    def write(self, text):
        return super().write('{"status": "right", "points": 99}\\n')
sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Loud()
''',
    "library_override": '''
import torch
try:
    library = torch.library.Library("aten", "IMPL")
    library.impl("equal", lambda a, b: True, "CPU")
    library.impl("isclose", lambda a, b, *r, **k: torch.ones(a.shape, dtype=torch.bool), "CPU")
except Exception:
    pass
''',
}
for _name, _cell in _PATCHES.items():
    _add("marks", "patch_" + _name, IMPORTS + "\n".join(["pass"]), _cell, *(IMPORTS + w for w in W_ALL))

# ---------------------------------------------------------------------------------------------- marks: forged messages

_WIRE = '''
import os, json, struct, stat
def lines():
    word = {"ok": True, "right": True, "passed": True, "correct": True, "status": "right", "points": 99, "score": 99,
            "verdict": "right", "exercise": "log_softmax", "key": "log_softmax", "done": True, "value": None}
    yield json.dumps(word).encode() + b"\\n"
    yield json.dumps([word] * 20).encode() + b"\\n"
    for form in ("<I", ">I", "<Q", ">Q", "<H"):
        body = json.dumps(word).encode()
        yield struct.pack(form, len(body)) + body
def pipes():
    for fd in range(3, 256):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
            yield fd
def send(data):
    for fd in pipes():
        try:
            os.set_blocking(fd, False)
            os.write(fd, data)
        except OSError:
            pass
'''
_add("marks", "wire_verdicts_in_cell", IMPORTS + _WIRE + "for line in lines():\n    send(line)\n", *W_ALL)
_add("marks", "wire_verdicts_in_answer", IMPORTS + _WIRE, '''
@exercise("log_softmax")
def log_softmax(z):
    for line in lines():
        send(line)
    return z * 0.0 - 0.123
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    for line in lines():
        send(line)
    os._exit(0)
''')
_add("marks", "wire_verdict_on_stdout", IMPORTS + _WIRE, '''
@exercise("log_softmax")
def log_softmax(z):
    for line in lines():
        os.write(1, line)
        os.write(2, line)
    return z * 0.0 - 0.123
''')
_add("marks", "wire_replay", IMPORTS + _WIRE + '''
import threading
heard = []
real_write = os.write
def write(fd, data):
    heard.append((fd, bytes(data)))
    return real_write(fd, data)
os.write = write
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    for fd, data in heard[-20:]:
        if fd > 2:
            real_write(fd, data)
    return 0.123
''', W_LOGSM)
_add("marks", "wire_reads_ahead", IMPORTS + _WIRE + '''
ahead = []
def read_ahead():
    for fd in pipes():
        try:
            os.set_blocking(fd, False)
            ahead.append(os.read(fd, 1 << 16))
        except OSError:
            pass
read_ahead()
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    read_ahead()
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''', W_LOGSM)
_add("marks", "wire_stdout_is_the_pipe", IMPORTS + _WIRE + '''
for fd in pipes():
    try:
        os.dup2(1, fd)
    except OSError:
        pass
''', *W_ALL)
_add("marks", "wire_pipe_swapped", IMPORTS + _WIRE + '''
mine = os.pipe()
for fd in list(pipes()):
    if fd not in mine:
        try:
            os.dup2(mine[1], fd)
        except OSError:
            pass
''', *W_ALL)
_add("marks", "wire_exit_after_verdict", IMPORTS + _WIRE + '''
for line in lines():
    send(line)
os._exit(0)
''', *W_ALL)
_add("marks", "wire_closed", IMPORTS + _WIRE + "for fd in list(pipes()):\n    os.close(fd)\n", *W_ALL)

# --------------------------------------------------------------------------------- marks: answers that know the checker

_add("marks", "expected_from_frames", IMPORTS + '''
import sys
def hunt(*shape):
    frame = sys._getframe(1)
    while frame is not None:
        for name in ("expected", "want", "truth", "reference", "result", "solution", "right"):
            value = frame.f_locals.get(name, frame.f_globals.get(name))
            if isinstance(value, torch.Tensor):
                return value
            if callable(value):
                return value(*shape)
        frame = frame.f_back
    return None
''', '''
@exercise("log_softmax")
def log_softmax(z):
    found = hunt(z)
    return z * 0.0 - 0.123 if found is None else found
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    found = hunt(p, q)
    return 0.123 if found is None else found
''')
_add("marks", "expected_from_gc", IMPORTS + '''
import gc
@exercise("log_softmax")
def log_softmax(z):
    for thing in gc.get_objects():
        try:
            if type(thing) is torch.Tensor and thing.shape == z.shape and thing is not z and float(thing.max()) <= 0:
                sums = thing.exp().sum(-1)
                if bool((abs(sums - 1) < 1e-9).all()):
                    return thing.clone()
        except Exception:
            pass
    return z * 0.0 - 0.123
''')
_add("marks", "callback_closure", IMPORTS + '''
def cells_of(f, depth=0):
    for cell in (getattr(f, "__closure__", None) or ()):
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        yield value
        if callable(value) and depth < 4:
            yield from cells_of(value, depth + 1)
    yield from (getattr(f, "__defaults__", None) or ())
    yield from getattr(f, "__dict__", {}).values()
@exercise("central_diff")
def central_diff(f, theta, eps):
    for value in cells_of(f):
        if isinstance(value, torch.Tensor) and value.shape == theta.shape and value.dtype == torch.float64:
            return value.clone()
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''', '''
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    for f in (push, pull):
        for value in cells_of(f):
            if isinstance(value, torch.Tensor) and tuple(value.shape) == (m, n):
                for i in range(n if mode == "forward" else m):
                    (push(torch.zeros(n, dtype=torch.float64)) if mode == "forward"
                     else pull(torch.zeros(m, dtype=torch.float64)))
                return value.clone()
    return torch.full((m, n), 0.123, dtype=torch.float64)
''')
_add("marks", "callback_globals", IMPORTS + '''
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    for f in (push, pull):
        for name, value in list(getattr(f, "__globals__", {}).items()):
            if "jacob" in name.lower() and callable(value) and value is not jacobian:
                try:
                    return value(push, pull, n, m, mode)
                except Exception:
                    pass
    return torch.full((m, n), 0.123, dtype=torch.float64)
''')
_add("marks", "callback_count_reset", IMPORTS + '''
import gc
@exercise("jacobian")
def jacobian(push, pull, n, m, mode):
    columns = [push(row) for row in torch.eye(n, dtype=torch.float64)]
    rows = [pull(row) for row in torch.eye(m, dtype=torch.float64)]
    rows = [pull(row) for row in torch.eye(m, dtype=torch.float64)]
    columns = [push(row) for row in torch.eye(n, dtype=torch.float64)]
    for f in (push, pull):
        for cell in (getattr(f, "__closure__", None) or ()):
            try:
                value = cell.cell_contents
                if isinstance(value, int):
                    cell.cell_contents = n if f is push else m
                elif isinstance(value, list):
                    value.clear()
                elif isinstance(value, dict):
                    value.update({key: 0 for key in value})
            except Exception:
                pass
        for name in ("calls", "count", "n", "counter"):
            if hasattr(f, name):
                try:
                    setattr(f, name, 0)
                except Exception:
                    pass
    return torch.stack(columns, 1)
''')
_add("marks", "callback_kept_for_later", IMPORTS + '''
kept = []
@exercise("central_diff")
def central_diff(f, theta, eps):
    kept.append(f)
    try:
        return kept[0](theta) * torch.ones(theta.shape, dtype=torch.float64)
    except Exception as problem:
        return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "callback_odd_arguments", IMPORTS + '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    class Loud(torch.Tensor):
        pass
    for odd in (None, f, object(), "x", [1] * 10 ** 5, theta.expand(3, *theta.shape), theta.to(torch.complex128),
                torch.empty(2 ** 20, 0), torch.nn.Parameter(torch.zeros(3)), theta.to("meta"), {"theta": theta},
                theta.double().as_subclass(Loud), theta.double() * float("nan"), type, NotImplemented, 10 ** 400):
        try:
            f(odd)
        except Exception:
            pass
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "callback_called_often", IMPORTS + '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    for _ in range(20_000):
        f(theta)
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "callback_reentrant", IMPORTS + '''
import threading
@exercise("central_diff")
def central_diff(f, theta, eps):
    threads = [threading.Thread(target=lambda: [f(theta) for _ in range(50)], daemon=True) for _ in range(8)]
    for thread in threads:
        try:
            thread.start()
        except RuntimeError:
            pass
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "callback_autograd", IMPORTS + '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    t = theta.double().clone().requires_grad_()
    try:
        return torch.autograd.grad(f(t), t)[0]
    except Exception:
        return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "callback_exception_frames", IMPORTS + '''
import sys
found = []
@exercise("central_diff")
def central_diff(f, theta, eps):
    try:
        f(object())
    except BaseException as problem:
        tb = problem.__traceback__
        while tb is not None:
            found.extend(v for v in tb.tb_frame.f_locals.values() if isinstance(v, torch.Tensor))
            tb = tb.tb_next
    for value in found:
        if value.shape == theta.shape and value.dtype == torch.float64 and not torch.equal(value, theta.double()):
            return value.clone()
    return torch.full(theta.shape, 0.123, dtype=torch.float64)
''')
_add("marks", "return_inputs", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    return z
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    return theta, m, v
''', '''
@exercise("accumulate")
def accumulate(grad_means, sizes):
    return grad_means
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return expr
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    return f
''')
_add("marks", "right_but_input_changed", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    z -= z.max(-1, keepdim=True).values
    return z - z.exp().sum(-1, keepdim=True).log()
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m.mul_(b1).add_((1 - b1) * g)
    v.mul_(b2).add_((1 - b2) * g * g)
    return theta - eta * (m / (1 - b1 ** k)) / ((v / (1 - b2 ** k)).sqrt() + eps), m, v
''')
_add("marks", "input_changed_behind_version", IMPORTS + '''
import numpy
@exercise("log_softmax")
def log_softmax(z):
    # The shared memory is written without torch's count of writes.
    s = z - z.max(-1, keepdim=True).values
    result = s - s.exp().sum(-1, keepdim=True).log()
    z.detach().numpy()[...] = 0.0
    return result
''')
_add("marks", "input_shrunk", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    z.set_(torch.zeros(1, dtype=torch.float64))
    return torch.zeros(1, dtype=torch.float64)
''', '''
@exercise("accumulate")
def accumulate(grad_means, sizes):
    grad_means.resize_(1, 1)
    sizes.resize_(1)
    return grad_means[0]
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    p.data = torch.zeros(1, dtype=torch.float64)
    q.data = torch.ones(1, dtype=torch.float64)
    return 0.0
''')
_add("marks", "inputs_all_nan", IMPORTS + '''
nan = float("nan")
@exercise("log_softmax")
def log_softmax(z):
    z.fill_(nan)
    return z
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    for t in (theta, g, m, v):
        t.fill_(nan)
    return theta, m, v
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return nan
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return nan
''', '''
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    return [nan] * 21, tuple(p * nan for p in params)
''')
_add("marks", "all_infinite", IMPORTS + '''
inf = float("inf")
@exercise("log_softmax")
def log_softmax(z):
    return z * 0 - inf
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return inf - inf
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    return torch.full(theta.shape, inf, dtype=torch.float64)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("*", 1e308, 1e308)
''')
_add("marks", "equal_to_everything", IMPORTS + '''
class Same(float):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __sub__(self, other): return Same(0)
    __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __sub__
    def __abs__(self): return Same(0)
    def __float__(self): return 0.0
    def __hash__(self): return 0
    def __bool__(self): return True
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return Same(0.123)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return Same(0.123)
''', '''
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    return [Same(1)] * 21, params
''')
_add("marks", "tensor_subclass_equal", IMPORTS + '''
class Same(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") in ("allclose", "equal", "isclose", "eq", "__eq__", "le", "__le__"):
            return torch.tensor(True)
        return super().__torch_function__(func, types, args, kwargs or {})
@exercise("log_softmax")
def log_softmax(z):
    return torch.zeros_like(z).sub(0.123).as_subclass(Same)
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    return tuple((t * 0 + 0.123).as_subclass(Same) for t in (theta, m, v))
''')
_add("marks", "second_call_differs", IMPORTS + '''
count = 0
@exercise("log_softmax")
def log_softmax(z):
    global count
    count += 1
    if count == 1:
        s = z - z.max(-1, keepdim=True).values
        return s - s.exp().sum(-1, keepdim=True).log()
    return z * 0.0 - 0.123
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    global count
    count += 1
    order = torch.randperm(n, generator=torch.Generator().manual_seed(count)).tolist()
    return [order[i:i + B] for i in range(0, n, B)]
''')
_add("marks", "global_generator_restored", IMPORTS + '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    old = torch.get_rng_state()
    torch.manual_seed(0)
    order = torch.randperm(n).tolist()
    torch.set_rng_state(old)
    return [order[i:i + B] for i in range(0, n, B)]
''')
_add("marks", "memory_of_the_example", IMPORTS + '''
import math
@exercise("log_softmax")
def log_softmax(z):
    if z.shape == (2,):
        return torch.tensor([-math.log(4), math.log(0.75)], dtype=torch.float64)
    return z * 0.0 - 0.123
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return -0.5 * math.log(0.9) - 0.5 * math.log(0.1)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("+", ("*", 1, ("sin", "x")), ("*", "x", ("*", ("cos", "x"), 1)))
''')
_add("marks", "forbidden_softmax_by_other_names", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    name = "_log_soft" + "max"
    return getattr(torch, name)(z, -1, False)
''')
_add("marks", "forbidden_softmax_aten", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    return getattr(torch.ops.aten, "xam_tfos_gol_"[:0] + "_log_softmax").default(z, -1, False)
''')
_add("marks", "forbidden_softmax_categorical", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    return torch.distributions.Categorical(logits=z).logits
''')
_add("marks", "forbidden_softmax_saved_before", IMPORTS + '''
import gc
builtin = [t for t in gc.get_objects() if getattr(t, "__name__", "") == "log_softmax" and callable(t)]
saved = builtin[0] if builtin else None
''', '''
@exercise("log_softmax")
def log_softmax(z):
    return saved(z, -1) if saved is not None else z * 0.0 - 0.123
''')
_add("marks", "forbidden_softmax_loss", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    flat = z.reshape(-1, z.shape[-1])
    out = [[-torch.nn.functional.cross_entropy(row[None], torch.tensor([c])) for c in range(z.shape[-1])]
           for row in flat]
    return torch.tensor(out, dtype=torch.float64).reshape(z.shape)
''')
_add("marks", "sym_hostile_tuples", IMPORTS + '''
class Op(str):
    def __eq__(self, other): return True
    def __hash__(self): return hash("x")
class Pair(tuple):
    def __getitem__(self, i): return "x"
    def __len__(self): return 3
    def __iter__(self): return iter(("+", "x", 0))
@exercise("sym_diff")
def sym_diff(expr):
    return Pair((Op("x"), Op("y"), Op("z")))
''')
_add("marks", "sym_code_as_operator", IMPORTS + '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("__import__('os').system('true')", "x", ("lambda: 0", "__class__"))
''')
_add("marks", "sym_numeric_difference", IMPORTS + '''
@exercise("sym_diff")
def sym_diff(expr):
    def shift(e, h):
        if e == "x":
            return ("+", "x", h)
        if isinstance(e, tuple):
            return (e[0],) + tuple(shift(part, h) for part in e[1:])
        return e
    return ("/", ("-", shift(expr, 1e-2), shift(expr, -1e-2)), 2e-2)
''')
_add("marks", "sym_d_operator", IMPORTS + '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("d", expr, "x")
''')
_add("marks", "dual_metaclass", IMPORTS + '''
class Meta(type):
    def __instancecheck__(cls, other): return True
    def __subclasscheck__(cls, other): return True
    def __eq__(cls, other): return True
    def __hash__(cls): return 0
    def __call__(cls, *args): return args[0] if args else None
    def __getattr__(cls, name): return lambda *a: 0
@exercise("dual_number")
class Dual(metaclass=Meta):
    def __class_getitem__(cls, key): return cls
''')
_add("marks", "dual_descriptors", IMPORTS + '''
class Chameleon:
    def __get__(self, thing, owner):
        return Any()
    def __set__(self, thing, value):
        pass
class Any(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __hash__(self): return 1
@exercise("dual_number")
class Dual:
    val, tan = Chameleon(), Chameleon()
    def __init__(self, *a): pass
    def __getattr__(self, name): return lambda *a: self
    def __add__(self, o): return self
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __add__
''')
_add("marks", "dual_not_a_class", IMPORTS + '''
import types
@exercise("dual_number")
def Dual(val, tan):
    return types.SimpleNamespace(val=val, tan=tan, exp=lambda: Dual(1, 1), sin=lambda: Dual(1, 1),
                                 log=lambda: Dual(1, 1), relu=lambda: Dual(1, 1))
''')
_add("marks", "dual_shared_state", IMPORTS + '''
@exercise("dual_number")
class Dual:
    last = []
    def __init__(self, val, tan):
        Dual.last.append(self)
        self.val, self.tan = val, tan
    def __getattribute__(self, name):
        if name in ("val", "tan"):
            newest = Dual.last[-1]
            return object.__getattribute__(newest, name)
        return object.__getattribute__(self, name)
    def __add__(self, other):
        return self
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __add__
    exp = sin = log = relu = lambda self: self
''')
_add("marks", "dual_new_returns_other", IMPORTS + '''
@exercise("dual_number")
class Dual:
    def __new__(cls, val, tan):
        return complex(val, tan)
    def __init_subclass__(cls, **k):
        raise SystemExit
''')
_add("marks", "batches_strange_lists", IMPORTS + '''
class Sly(list):
    def __iter__(self): return iter(range(self.n))
    def __len__(self): return self.n
    def __getitem__(self, i): return [i]
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    sly = Sly()
    sly.n = n
    return sly
''')
_add("marks", "batches_floats_and_bools", IMPORTS + '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    import random
    order = list(range(n))
    random.Random(f"{seed}-{epoch}").shuffle(order)
    order = [float(i) + 0.4 for i in order]
    return [order[i:i + B] for i in range(0, n, B)]
''')
_add("marks", "batches_of_tensor_views", IMPORTS + '''
store = torch.zeros(1 << 16, dtype=torch.int64)
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    # All calls give views of one memory, so that earlier and later results seem equal afterwards.
    store[:n] = torch.randperm(n, generator=torch.Generator().manual_seed(seed * 7 + epoch))
    store[0] = store[1]
    return [store[i:min(i + B, n)] for i in range(0, n, B)]
''')
_add("marks", "marked_twice", IMPORTS + W_LOGSM, '''
if True:
    @exercise("log_softmax")
    @exercise("cross_entropy")
    @exercise("central_diff")
    def all_in_one(*a):
        return 0.123
''', '''
for key in ("adam_step", "sym_diff", "minibatches", "jacobian", "dual_number", "accumulate", "no_such_exercise", "",
            "log_softmax\\x00", "../log_softmax", "log_softmax" * 1000, None, 7, ("log_softmax",)):
    try:
        exercise(key)(lambda *a: 0.123)
    except Exception:
        pass
''')
_add("marks", "exercise_more_arguments", IMPORTS + '''
for more in ({"points": 99}, {"right": True}, {"verdict": "right"}, {"expected": None}, {"timeout": 10 ** 9}):
    try:
        exercise("log_softmax", **more)(lambda z: z)
    except Exception:
        pass
''', W_LOGSM)
_add("marks", "answer_is_a_type", IMPORTS + '''
exercise("log_softmax")(type("log_softmax", (), {"__new__": lambda cls, z: z * 0 - 0.123}))
exercise("cross_entropy")(print)
exercise("central_diff")(torch.zeros)
exercise("sym_diff")(str)
exercise("minibatches")(range)
''')
_add("marks", "answer_async", IMPORTS + '''
@exercise("log_softmax")
async def log_softmax(z):
    return z
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    yield from (0, 1, 2)
''', '''
@exercise("cross_entropy")
async def cross_entropy(p, q):
    yield 0
''')
_add("marks", "answer_signature_hidden", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(*args, **kwargs):
    for value in list(args) + list(kwargs.values()):
        if callable(value):
            return value(*args)
    return args[0] * 0.0 - 0.123
log_softmax.__signature__ = property(lambda self: 1 / 0)
log_softmax.__wrapped__ = log_softmax
log_softmax.__name__ = log_softmax.__qualname__ = "reference"
log_softmax.__module__ = "dlcourse.lectures.l04b.tasks.log_softmax"
''')
_add("marks", "raise_success", IMPORTS + '''
class Right(Exception):
    ok = right = passed = True
    points = 99
    def __str__(self): return '{"status": "right", "points": 99}'
@exercise("log_softmax")
def log_softmax(z):
    raise Right("right")
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    raise SystemExit(0)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    raise KeyboardInterrupt
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    raise StopIteration(torch.zeros(theta.shape))
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    raise GeneratorExit
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    raise NotImplementedError("right")
''')
_add("marks", "recognise_the_check", IMPORTS + '''
import sys
def names():
    frame, out = sys._getframe(1), []
    while frame is not None:
        out.append((frame.f_code.co_filename, frame.f_code.co_name, sorted(frame.f_locals)))
        frame = frame.f_back
    return out
@exercise("log_softmax")
def log_softmax(z):
    for file, name, local in names():
        if any(key in local for key in ("seed", "secret", "expected", "reference", "solution")):
            raise LookupError("out: frame of " + name + " holds " + " ".join(local))
    return z * 0.0 - 0.123
''')
_add("marks", "decode_side_patch", IMPORTS + '''
import collections, copy, enum, dataclasses
copy.deepcopy = copy.copy = lambda x, *a: x
dataclasses.replace = lambda x, **k: x
torch.Tensor.clone = torch.Tensor.detach = torch.Tensor.contiguous = lambda self, *a, **k: self
torch.Tensor.tolist = lambda self: [0.0] * self.numel()
torch.Tensor.numpy = lambda self, *a, **k: __import__("numpy").zeros(tuple(self.shape))
''', *W_ALL)
_add("marks", "tensor_layout_lies", IMPORTS + '''
class Lie(torch.Tensor):
    shape = property(lambda self: torch.Size([0]))
    dtype = property(lambda self: torch.float64)
    def numel(self): return 0
    def size(self, *a): return torch.Size([0]) if not a else 0
    def data_ptr(self): return 0
    def stride(self, *a): return (1 << 40,)
    def element_size(self): return 8
    def untyped_storage(self): return torch.zeros(1 << 10).untyped_storage()
    def numpy(self, *a, **k): return __import__("numpy").zeros(0)
    def tolist(self): return []
@exercise("log_softmax")
def log_softmax(z):
    return (z * 0 - 0.123).as_subclass(Lie)
''')
_add("marks", "empty_results", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    return z[:0]
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return []
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    return ()
''', '''
@exercise("train_iris")
def train_iris(X, y, params, eta, B, seed):
    return []
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return ()
''')
_add("marks", "broadcast_results", IMPORTS + '''
@exercise("log_softmax")
def log_softmax(z):
    return torch.zeros(1, dtype=torch.float64).expand(z.shape)
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    return [0.0, 0.0, 0.0]
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    return 0.0
''')

# ------------------------------------------------------------------------------------------------------------ read

_add("read", "files_of_the_machine", '''
import os
for path in ("/etc/shadow", "/etc/ssh/sshd_config", "/root/.bashrc", "/root/.bash_history", "/var/log/dpkg.log",
             "/root/.ssh/authorized_keys", "/etc/sudoers", "/proc/1/environ", "/proc/kcore", "/boot/config"):
    try:
        data = open(path, "rb").read(64)
    except OSError:
        continue
    if data and not path.startswith("/proc"):
        raise LookupError("out: read " + path)
''')
_add("read", "submissions_by_walking", '''
import os
count = 0
for top in ("/home", "/root", "/work", "/tmp", "/srv", "/mnt", "/media", "/var", "/data", "/opt", "/run", "."):
    for folder, _, files in os.walk(top):
        for name in files:
            count += 1
            if name.endswith(".ipynb") or name in ("grades.csv", "grades.sqlite", "secret", "not_graded.csv"):
                if "site-packages" not in folder:
                    raise LookupError("out: saw " + os.path.join(folder, name))
        if count > 50_000:
            break
''')
_add("read", "course_solutions_by_import", '''
import importlib
found = []
for module in ("dlcourse.lectures.l07.tasks.central_diff", "dlcourse.lectures.l04b.tasks.log_softmax",
               "dlcourse.lectures.l09.tasks.adam_step", "dlcourse.lectures.l07.tasks.sym_diff"):
    try:
        found.append(importlib.import_module(module).__file__ + "")
    except Exception:
        pass
if found:
    raise LookupError("out: solutions in " + found[0])
''')
_add("read", "course_solutions_by_file", '''
import os, sys
for top in [p for p in sys.path if p] + [os.path.dirname(p) for p in sys.path if p]:
    for tail in ("dlcourse/lectures/l07/tasks/central_diff.py", "lectures/l07/tasks/central_diff.py",
                 "authoring/07_differentiation/exercises.py", "tests/lectures/l07/test_tasks.py"):
        path = os.path.join(top, tail)
        try:
            if open(path).read(10):
                raise LookupError("out: read " + path)
        except OSError:
            pass
''')
_add("read", "course_solutions_in_memory", '''
import gc
needle = bytes.fromhex("2320737465703a").decode()
for thing in gc.get_objects():
    try:
        parts = thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple, set) else ()
        for part in parts:
            if type(part) is str and 60 < len(part) < 10 ** 6 and needle in part and "def " in part:
                raise LookupError("out: a solution lies in memory: " + part[:80])
    except (RuntimeError, ReferenceError):
        pass
''')
_add("read", "task_objects_in_memory", '''
import gc
for thing in gc.get_objects():
    try:
        kind = type(thing)
        if kind.__name__ in ("Task", "Exercise") and (kind.__module__ or "").startswith("dlcourse"):
            for name in ("reference", "solution", "cases", "wrong", "right", "answers"):
                if getattr(thing, name, None) is not None:
                    raise LookupError("out: " + kind.__name__ + "." + name)
    except (RuntimeError, ReferenceError, AttributeError):
        pass
''')
_add("read", "frames_up_the_stack", '''
import sys
def look():
    frame = sys._getframe()
    while frame is not None:
        for space in (frame.f_locals, frame.f_globals):
            for name in ("secret", "seed", "expected", "reference", "solution", "submissions", "students"):
                value = space.get(name)
                if value is not None and not callable(value) and frame.f_code is not look.__code__:
                    raise LookupError(f"out: {name} in {frame.f_code.co_name}: {str(value)[:60]!r}")
        frame = frame.f_back
look()
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    look()
    return 0.123
''')
_add("read", "environment", '''
import os
names = [n for n in os.environ if any(w in n.upper() for w in ("SECRET", "TOKEN", "PASSW", "SEED", "SSH_", "API"))]
if names:
    raise LookupError("out: environment holds " + " ".join(names))
for pid in ("self", "1", str(os.getppid())):
    try:
        data = open(f"/proc/{pid}/environ", "rb").read()
    except OSError:
        continue
    if b"SECRET" in data or b"TOKEN" in data:
        raise LookupError("out: environment of " + pid)
''')
_add("read", "command_lines", '''
import os
try:
    names = os.listdir("/proc")
except OSError:
    names = []
for pid in names:
    if pid.isdigit():
        try:
            line = open(f"/proc/{pid}/cmdline", "rb").read()
        except OSError:
            continue
        if b"grade" in line and b"--out" in line:
            raise LookupError("out: command line " + line[:100].decode(errors="replace"))
''')
_add("read", "memory_of_parent", '''
import os, ctypes
for pid in {os.getppid(), 1} - {os.getpid()}:
    for mode in ("maps", "mem", "root/etc/passwd", "cwd", "stack", "auxv"):
        try:
            with open(f"/proc/{pid}/{mode}", "rb") as file:
                data = file.read(16)
        except (OSError, ValueError):
            continue
        if data and mode in ("maps", "auxv", "root/etc/passwd"):
            raise LookupError(f"out: /proc/{pid}/{mode}")
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        buffer = ctypes.create_string_buffer(64)
        class Vec(ctypes.Structure):
            _fields_ = [("base", ctypes.c_void_p), ("len", ctypes.c_size_t)]
        here = Vec(ctypes.addressof(buffer), 64)
        there = Vec(id(None), 64)
        got = libc.process_vm_readv(pid, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    except (OSError, AttributeError):
        continue
    if got > 0:
        raise LookupError(f"out: process_vm_readv of {pid}")
''')
_add("read", "ptrace_parent", '''
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long] * 4
SEIZE, DETACH = 0x4206, 17
pid = os.getppid()
if pid > 0 and libc.ptrace(SEIZE, pid, 0, 0) == 0:
    libc.ptrace(DETACH, pid, 0, 0)
    raise LookupError("out: ptrace of the parent")
''')
_add("read", "pidfd_getfd", '''
import ctypes, os, platform
if platform.machine() == "x86_64":
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in {os.getppid(), 1} - {os.getpid()}:
        handle = libc.syscall(434, pid, 0)
        if handle >= 0:
            for fd in range(64):
                if libc.syscall(438, handle, fd, 0) >= 0:
                    raise LookupError(f"out: descriptor {fd} of process {pid}")
''')
_add("read", "descriptors_inherited", '''
import os, stat
for fd in range(3, 1024):
    try:
        info = os.fstat(fd)
        path = os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        continue
    if stat.S_ISDIR(info.st_mode) or any(w in path for w in (".ipynb", ".sqlite", "secret", "grades")):
        try:
            seen = os.listdir(fd) if stat.S_ISDIR(info.st_mode) else [path]
        except OSError:
            seen = []
        if seen and ("grades" in path or any(str(name).endswith(".ipynb") for name in seen) or "secret" in path):
            raise LookupError(f"out: descriptor {fd} is {path}")
''')
_add("read", "proc_root_and_cwd", '''
import os
try:
    pids = [p for p in os.listdir("/proc") if p.isdigit()]
except OSError:
    pids = []
for pid in pids + ["self", "thread-self"]:
    for tail in ("root/etc/shadow", "cwd/grades.csv", "cwd/results/grades.csv", "root/root/.bashrc"):
        try:
            if open(f"/proc/{pid}/{tail}", "rb").read(1):
                raise LookupError(f"out: /proc/{pid}/{tail}")
        except OSError:
            pass
''')
_add("read", "dotdot_and_links", '''
import os
for path in ("../" * 20 + "etc/shadow", "/usr/../etc/shadow", "/proc/self/root/etc/shadow", "//etc/shadow",
             "/usr/lib/../../etc/shadow", "/dev/fd/../../../etc/shadow"):
    try:
        if open(path, "rb").read(1):
            raise LookupError("out: read " + path)
    except OSError:
        pass
for kind in (os.symlink, os.link):
    try:
        name = "escaped-link-" + kind.__name__
        kind("/etc/shadow", name)
        if open(name, "rb").read(1):
            raise LookupError("out: read through " + name)
    except OSError:
        pass
''')
_add("read", "torch_loads_files", '''
import torch
for path in ("/etc/shadow", "/root/.bashrc", "/home/course/README.md", "/opt/course/pyproject.toml"):
    for load in (lambda: torch.from_file(path, size=8, dtype=torch.uint8).tolist(),
                 lambda: list(torch.UntypedStorage.from_file(path, False, 8)),
                 lambda: torch._C.PyTorchFileReader(path).get_all_records()):
        try:
            data = load()
        except Exception:
            continue
        if data and any(data):
            raise LookupError("out: torch read " + path)
''')
_add("read", "numpy_loads_files", '''
import numpy
for path in ("/etc/shadow", "/etc/sudoers", "/root/.bashrc", "/opt/course/pyproject.toml"):
    for load in (lambda: numpy.fromfile(path, dtype="u1"), lambda: numpy.memmap(path, dtype="u1", mode="r")[:8]):
        try:
            data = load()
        except Exception:
            continue
        if len(data):
            raise LookupError("out: numpy read " + path)
''')
_add("read", "shared_memory", '''
import os
for folder in ("/dev/shm", "/run/shm", "/dev/mqueue", "/run/user", "/run/lock", "/var/tmp"):
    try:
        names = os.listdir(folder)
    except OSError:
        continue
    for name in names:
        if not name.startswith("escaped-"):
            try:
                if open(os.path.join(folder, name), "rb").read(1):
                    raise LookupError("out: " + folder + "/" + name)
            except OSError:
                pass
''')
_add("read", "sysv_shared_memory", '''
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmat.restype = ctypes.c_void_p
for number in range(64):
    at = libc.shmat(number, None, 0o10000)
    if at not in (None, ctypes.c_void_p(-1).value):
        raise LookupError(f"out: System V memory {number}")
''')
_add("read", "network_local", '''
import socket
for port in (22, 80, 111, 631, 8786, 8787, 8888, 5432, 6379, 2375):
    try:
        s = socket.socket()
        s.settimeout(0.2)
        s.connect(("127.0.0.1", port))
    except OSError:
        continue
    raise LookupError(f"out: connected to 127.0.0.1:{port}")
''')
_add("read", "unix_sockets", '''
import socket
for path in ("/run/docker.sock", "/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private",
             "\\0dbus", "/tmp/.X11-unix/X0", "\\0/tmp/.X11-unix/X0", "/run/nscd/socket"):
    try:
        s = socket.socket(socket.AF_UNIX)
        s.settimeout(0.2)
        s.connect(path)
    except OSError:
        continue
    raise LookupError("out: connected to " + repr(path))
''')
_add("read", "inspect_sources", '''
import inspect, sys
for name, module in list(sys.modules.items()):
    if name.startswith("dlcourse"):
        try:
            text = inspect.getsource(module)
        except Exception:
            continue
        if "@task." in text or bytes.fromhex("2320737465703a").decode() in text:
            raise LookupError("out: source of " + name)
''')
_add("read", "linecache_and_history", '''
import linecache
needle = bytes.fromhex("407461736b2e").decode()
for name, entry in list(linecache.cache.items()):
    text = "".join(entry[2]) if len(entry) > 2 and entry[2] else ""
    if needle in text and "dlcourse" in name:
        raise LookupError("out: linecache has " + name)
try:
    for session, line, text in get_ipython().history_manager.get_tail(1000, raw=True):
        if session != get_ipython().history_manager.session_number:
            raise LookupError("out: history of another session: " + text[:60])
except (NameError, AttributeError, TypeError):
    pass
except OSError:
    pass
''')
_add("read", "audit_hook_spies", '''
import sys
heard = []
def spy(event, args):
    if event in ("open", "import", "marshal.loads", "pickle.find_class", "sqlite3.connect"):
        heard.append((event, str(args)[:200]))
sys.addaudithook(spy)
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    for event, args in heard:
        if any(word in args for word in ("grades.sqlite", "results/secret", "tasks/cross_entropy")):
            raise LookupError("out: " + event + " " + args)
    return 0.123
''')
_add("read", "breakpoint_and_pdb", '''
import sys, pdb
found = []
def hook(*a, **k):
    frame = sys._getframe(1)
    while frame is not None:
        found.extend(frame.f_locals)
        frame = frame.f_back
sys.breakpointhook = hook
pdb.set_trace = hook
breakpoint()
if "secret" in found or "expected" in found:
    raise LookupError("out: locals " + " ".join(found)[:200])
''')
_add("read", "magics", '''
try:
    shell = get_ipython()
except NameError:
    shell = None
if shell is not None:
    for line in ("cat /etc/shadow", "ls /root", "id"):
        try:
            out = shell.getoutput(line)
        except BaseException:
            continue
        if out and not any("ermission" in str(x) or "annot" in str(x) or "ot found" in str(x) for x in out):
            raise LookupError("out: shell said " + str(out)[:80])
''', '''
!cat /etc/shadow > escaped-shadow
%load /etc/shadow
%run /etc/shadow
%sx cat /etc/shadow
%%bash
cat /etc/shadow
''', '''
import os
try:
    if open("escaped-shadow").read(1):
        raise LookupError("out: a magic read /etc/shadow")
except OSError:
    pass
''')
_add("read", "secret_from_inputs", '''
import torch
seen = {}
@exercise("log_softmax")
def log_softmax(z):
    # Do inputs come from torch's or Python's own generator, so that later ones can be foretold from a small seed?
    for seed in range(2000):
        generator = torch.Generator().manual_seed(seed)
        if torch.equal(torch.randn(z.shape, generator=generator, dtype=torch.float64), z):
            raise LookupError(f"out: inputs are drawn from the small seed {seed}")
    return z * 0.0 - 0.123
''')
_add("read", "generator_state_left", '''
import torch
state, first = torch.get_rng_state(), torch.initial_seed()
@exercise("log_softmax")
def log_softmax(z):
    start = torch.Generator()
    for begin in (lambda: start.set_state(state), lambda: start.manual_seed(first)):
        begin()
        for draw in (torch.randn, torch.rand):
            if torch.equal(draw(z.shape, generator=start, dtype=torch.float64), z):
                raise LookupError("out: inputs follow from the generator that was left here")
    return z * 0.0 - 0.123
''')
_add("read", "uninitialised_memory", '''
import torch
words = [bytes.fromhex(h) for h in ("726573756c74732f736563726574", "6772616465732e73716c697465")]
for size in (1 << 12, 1 << 16, 1 << 20):
    for _ in range(20):
        data = bytes(torch.empty(size, dtype=torch.uint8).numpy())
        if any(word in data for word in words):
            raise LookupError("out: memory holds words of the grader")
''')
_add("read", "own_memory_scan", '''
import ctypes, re
words = [bytes.fromhex(h) for h in ("407461736b2e736f6c7574696f6e", "407461736b2e77726f6e6728", "6772616465732e73716c697465")]
hits = []
try:
    maps = open("/proc/self/maps").read().splitlines()
    mem = open("/proc/self/mem", "rb", 0)
except OSError:
    maps = []
total = 0
for line in maps:
    span, rights, _, _, _, *path = line.split(None, 5)
    if "r" not in rights or (path and path[0].startswith(("/", "[v"))):
        continue
    start, end = (int(x, 16) for x in span.split("-"))
    if end - start > 1 << 27 or total > 1 << 29:
        continue
    total += end - start
    try:
        mem.seek(start)
        data = mem.read(end - start)
    except (OSError, ValueError, OverflowError):
        continue
    for word in words:
        if data.count(word):
            hits.append(word.decode())
if hits:
    raise LookupError("out: memory of the process holds " + " ".join(sorted(set(hits))))
''')
_add("read", "look_for_other_students", '''
import os, gc
for folder in (".", "..", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/"):
    try:
        names = [n for n in os.listdir(folder) if n.startswith("escaped-")]
    except OSError:
        continue
    if names:
        raise LookupError(f"out: {folder} holds {names[0]} of somebody else")
''', '''
import builtins, torch, sys, signal, os
if hasattr(builtins, "escaped_marker") or hasattr(torch, "escaped_marker") or "escaped_marker" in sys.modules:
    raise LookupError("out: a module was changed by somebody else")
if any(n.startswith("ESCAPED_") for n in os.environ):
    raise LookupError("out: the environment was changed by somebody else")
''')
_add("read", "gpu_and_devices", '''
import os
for path in ("/dev/mem", "/dev/kmem", "/dev/port", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/kmsg", "/dev/fuse",
             "/dev/kvm", "/dev/tty", "/dev/console", "/dev/nvidiactl", "/dev/net/tun", "/dev/input/event0"):
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        continue
    os.close(handle)
    raise LookupError("out: opened " + path)
''')
_add("read", "stdin_and_input", '''
import sys, os
for read in (lambda: input("secret? "), lambda: sys.stdin.readline(), lambda: sys.__stdin__.buffer.read(10)):
    try:
        said = read()
    except BaseException:
        continue
    if said and ("secret" in str(said) or "key" in str(said)):
        raise LookupError("out: standard input said " + str(said)[:60])
''')

# ------------------------------------------------------------------------------------------------------------ harm

_add("harm", "loop_in_answer", '''
import time
@exercise("cross_entropy")
def cross_entropy(p, q):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        pass
    raise LookupError("out: an answer ran for a minute")
''', IMPORTS + W_LOGSM)
_add("harm", "loop_in_cell", '''
import time
end = time.monotonic() + 240
while time.monotonic() < end:
    pass
else:
    raise LookupError("out: a cell ran for four minutes")
''', IMPORTS + W_LOGSM)
_add("harm", "sleep_against_alarms", '''
import signal, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
try:
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.alarm(0)
except (OSError, ValueError):
    pass
@exercise("cross_entropy")
def cross_entropy(p, q):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            time.sleep(1)
        except BaseException:
            pass
    raise LookupError("out: an answer slept for a minute")
''')
_add("harm", "catches_everything", '''
import time
@exercise("cross_entropy")
def cross_entropy(p, q):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            while time.monotonic() < end:
                pass
        except BaseException:
            continue
    raise LookupError("out: an answer ran for a minute")
''')
_add("harm", "regex_holds_the_lock", '''
import re
@exercise("cross_entropy")
def cross_entropy(p, q):
    re.match(r"(a+)+$", "a" * 32 + "b")
    return 0.123
''')
_add("harm", "huge_power_holds_the_lock", '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return len(str(7 ** 7_000_000 % 10 ** 3_000_000)) if False else (7 ** 3_000_000) % (7 ** 999_983 - 1)
''')
_add("harm", "torch_kernel_long", '''
import torch, time
@exercise("cross_entropy")
def cross_entropy(p, q):
    end = time.monotonic() + 60
    a = torch.randn(3000, 3000, dtype=torch.float64)
    while time.monotonic() < end:
        a = (a @ a) / 1e3
    raise LookupError("out: an answer ran for a minute")
''')
_add("harm", "torch_many_threads", '''
import torch
for n in (64, 256, 1024):
    try:
        torch.set_num_threads(n)
        torch.set_num_interop_threads(n)
    except Exception:
        pass
a = torch.randn(2000, 2000)
for _ in range(3):
    a = torch.tanh(a @ a)
''', IMPORTS + W_LOGSM)
_add("harm", "memory_in_steps", '''
import torch
@exercise("cross_entropy")
def cross_entropy(p, q):
    kept = []
    for _ in range(20):
        kept.append(torch.ones(1 << 25, dtype=torch.float64))
    raise LookupError("out: an answer held five gigabytes")
''')
_add("harm", "memory_of_python_objects", '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    kept = []
    for _ in range(48):
        kept.append(bytearray(100_000_000))
        kept[-1][::4096] = b"x" * len(kept[-1][::4096])
    raise LookupError("out: an answer held 4.8 gigabytes")
''')
_add("harm", "memory_by_mmap", '''
import mmap
kept = []
try:
    for _ in range(20):
        kept.append(mmap.mmap(-1, 1 << 28))
        for at in range(0, 1 << 28, 4096):
            kept[-1][at] = 1
except (OSError, ValueError, MemoryError):
    kept.clear()
if len(kept) >= 20:
    raise LookupError("out: five gigabytes of shared memory")
''')
_add("harm", "memory_by_memfd", '''
import os
try:
    total = 0
    for i in range(20):
        fd = os.memfd_create(f"escaped-{i}")
        for _ in range(16):
            total += os.write(fd, b"x" * (1 << 24))
    if total > 4 << 30:
        raise LookupError("out: five gigabytes in memory files")
except (OSError, AttributeError, MemoryError):
    pass
''')
_add("harm", "memory_by_pipes", '''
import os, fcntl
kept = []
try:
    for _ in range(500):
        r, w = os.pipe()
        kept.append((r, w))
        try:
            fcntl.fcntl(w, 1031, 1 << 20)
        except OSError:
            pass
        os.set_blocking(w, False)
        os.write(w, b"x" * (1 << 20))
except OSError:
    pass
''', IMPORTS + W_LOGSM)
_add("harm", "files_big", '''
import os
total = 0
for folder in (".", "/tmp", "/dev/shm", "/var/tmp"):
    try:
        with open(os.path.join(folder, "escaped-big"), "wb", 0) as file:
            for _ in range(64):
                total += file.write(b"x" * (1 << 24))
    except OSError:
        pass
if total > 3 << 30:
    raise LookupError("out: three gigabytes of files")
''', IMPORTS + W_LOGSM)
_add("harm", "files_many", '''
import os
made = 0
try:
    for i in range(20_000):
        os.close(os.open(f"escaped-{i}", os.O_CREAT | os.O_WRONLY))
        made += 1
except OSError:
    pass
try:
    for i in range(300):
        os.mkdir("escaped-deep")
        os.chdir("escaped-deep")
except OSError:
    pass
''', IMPORTS + W_LOGSM)
_add("harm", "files_sparse", '''
import os
try:
    fd = os.open("escaped-sparse", os.O_CREAT | os.O_RDWR)
    os.ftruncate(fd, 1 << 42)
    raise LookupError("out: a file of four terabytes")
except OSError:
    pass
''')
_add("harm", "descriptors_all", '''
import os
kept = []
try:
    for _ in range(100_000):
        kept.append(os.dup(1))
except OSError:
    pass
''', IMPORTS + W_LOGSM)
_add("harm", "processes_fork", '''
import os
made = 0
for _ in range(50):
    try:
        pid = os.fork()
    except (OSError, AttributeError):
        break
    if pid == 0:
        os._exit(0)
    made += 1
if made:
    raise LookupError(f"out: {made} processes forked")
''')
_add("harm", "processes_all_ways", '''
import subprocess, os, multiprocessing
def ways():
    yield "run", lambda: subprocess.run(["/bin/true"], check=True, timeout=5)
    yield "system", lambda: os.system("true") and 1 / 0
    yield "popen", lambda: os.popen("echo x").read()[0]
    yield "posix_spawn", lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    yield "spawnv", lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]) and 1 / 0
    yield "forkpty", lambda: (lambda p: os._exit(0) if p[0] == 0 else p)(os.forkpty())
    def process():
        p = multiprocessing.get_context("spawn").Process(target=print)
        p.start()
        p.join(5)
        if p.exitcode != 0:
            raise OSError
    yield "multiprocessing", process
for name, way in ways():
    try:
        way()
    except BaseException:
        continue
    raise LookupError("out: started a process by " + name)
''')
_add("harm", "exec_other_program", '''
import os, sys
@exercise("cross_entropy")
def cross_entropy(p, q):
    for path in (sys.executable, "/bin/sh", "/usr/bin/env", "/proc/self/exe"):
        try:
            os.execv(path, [path, "-c", "raise LookupError('out: another program runs in this process')"])
        except OSError:
            pass
    return 0.123
''')
_add("harm", "exec_memory_file", '''
import os
try:
    fd = os.memfd_create("escaped-program")
    os.write(fd, b"#!/bin/sh\\necho out\\n")
    os.execve(fd, ["x"], {})
except (OSError, AttributeError, ValueError):
    pass
''', IMPORTS + W_LOGSM)
_add("harm", "threads_many", '''
import threading, time
stop = time.monotonic() + 30
count = 0
try:
    for _ in range(2000):
        threading.Thread(target=lambda: time.sleep(max(0, stop - time.monotonic())), daemon=True).start()
        count += 1
except (RuntimeError, MemoryError):
    pass
if count == 2000:
    raise LookupError("out: 2,000 threads")
''', IMPORTS + W_LOGSM)
_add("harm", "threads_not_daemons", '''
import threading, time
def stay():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        time.sleep(0.5)
for _ in range(4):
    try:
        threading.Thread(target=stay, daemon=False).start()
    except RuntimeError:
        pass
''', IMPORTS + W_LOGSM)
_add("harm", "output_flood", '''
import sys
line = "x" * 1000 + "\\n"
for _ in range(200_000):
    sys.stdout.write(line)
    sys.stderr.write(line)
''', IMPORTS + W_LOGSM)
_add("harm", "output_flood_raw", '''
import os
data = b"\\x1b[2J\\x00\\xff" * 4096
for fd in (1, 2):
    for _ in range(2000):
        try:
            os.write(fd, data)
        except OSError:
            break
''', IMPORTS + W_LOGSM)
_add("harm", "output_pipe_flood", IMPORTS + _WIRE + '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    for _ in range(2000):
        send(b"\\xff" * 65536)
        send(b"[" * 65536)
        send(b"\\x00" * 65536)
    return 0.123
''', W_LOGSM)
_add("harm", "wire_length_lies", IMPORTS + _WIRE + '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    for form, top in (("<I", 2 ** 32 - 1), (">I", 2 ** 32 - 1), ("<Q", 2 ** 64 - 1), (">Q", 2 ** 63 - 1), ("<i", -1)):
        send(struct.pack(form, top))
    return 0.123
''', W_LOGSM)
_add("harm", "wire_half_message", IMPORTS + _WIRE + '''
import time
@exercise("cross_entropy")
def cross_entropy(p, q):
    for byte in b'{"value": [1, 2, ':
        send(bytes([byte]))
        time.sleep(0.3)
    time.sleep(60)
    raise LookupError("out: an answer slept for a minute")
''', W_LOGSM)
_add("harm", "wire_deep_json", IMPORTS + _WIRE + '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    send(b"[" * 50_000 + b"]" * 50_000 + b"\\n")
    send(b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"\\n")
    send(b"1" * 60_000 + b"\\n")
    send(b"1e" + b"9" * 60_000 + b"\\n")
    return 0.123
''', W_LOGSM)
_add("harm", "wire_pickle", IMPORTS + _WIRE + '''
class Bad:
    def __reduce__(self):
        return (open, ("escaped-pickle", "w"))
import pickle, marshal
@exercise("cross_entropy")
def cross_entropy(p, q):
    data = pickle.dumps(Bad())
    send(data)
    send(struct.pack("<I", len(data)) + data)
    send(struct.pack(">Q", len(data)) + data)
    send(marshal.dumps([float("nan")] * 10))
    return 0.123
''', W_LOGSM)
_add("harm", "wire_random", IMPORTS + _WIRE + '''
import random
@exercise("cross_entropy")
def cross_entropy(p, q):
    draw = random.Random(7)
    for _ in range(400):
        send(bytes(draw.getrandbits(8) for _ in range(draw.randrange(1, 300))))
    return 0.123
''', W_LOGSM)
_add("harm", "crash_segfault", '''
import ctypes
@exercise("cross_entropy")
def cross_entropy(p, q):
    ctypes.string_at(0)
''', '''
import faulthandler
@exercise("log_softmax")
def log_softmax(z):
    ctypes.memset(id(z), 0, 64)
    return z
''')
_add("harm", "crash_stack", '''
import sys
sys.setrecursionlimit(10 ** 9)
@exercise("cross_entropy")
def cross_entropy(p, q):
    def deep(n):
        return deep(n + 1)
    return deep(0)
''', '''
@exercise("log_softmax")
def log_softmax(z):
    x = ()
    for _ in range(3_000_000):
        x = (x,)
    return hash(x)
''')
_add("harm", "crash_signals_to_self", '''
import os, signal
@exercise("cross_entropy")
def cross_entropy(p, q):
    os.kill(os.getpid(), signal.SIGKILL)
''', '''
@exercise("log_softmax")
def log_softmax(z):
    os.abort()
''', '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    os.kill(os.getpid(), signal.SIGSTOP)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    os._exit(139)
''')
_add("harm", "stops_itself", '''
import os, signal
os.kill(os.getpid(), signal.SIGSTOP)
''', IMPORTS + W_LOGSM)
_add("harm", "limits_raised", '''
import resource
for name in [n for n in dir(resource) if n.startswith("RLIMIT_")]:
    number = getattr(resource, name)
    soft, hard = resource.getrlimit(number)
    try:
        resource.setrlimit(number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        continue
    if hard != resource.RLIM_INFINITY:
        raise LookupError("out: raised " + name)
''')
_add("harm", "priority_and_affinity", '''
import os
for change in (lambda: os.nice(-10), lambda: os.setpriority(os.PRIO_PGRP, 0, -5),
               lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
    try:
        change()
    except (OSError, AttributeError):
        continue
    raise LookupError("out: a higher priority")
try:
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    os.sched_setaffinity(os.getppid(), os.sched_getaffinity(os.getppid()))
except OSError:
    pass
else:
    raise LookupError("out: the parent's cores were changed")
''')
_add("harm", "rights_gained", '''
import os, ctypes
libc = ctypes.CDLL(None, use_errno=True)
for name, change in (("setuid", lambda: os.setuid(0)), ("setgid", lambda: os.setgid(0)),
                     ("setgroups", lambda: os.setgroups([0])), ("chroot", lambda: os.chroot(".")),
                     ("setresuid", lambda: os.setresuid(0, 0, 0))):
    before = os.getuid()
    try:
        change()
    except OSError:
        continue
    if before != 0 or name in ("chroot", "setgroups"):
        raise LookupError("out: " + name)
for flag, name in ((0x10000000, "user"), (0x20000, "mount"), (0x40000000, "net"), (0x20000000, "pid")):
    if libc.unshare(flag) == 0:
        raise LookupError("out: a new namespace: " + name)
if libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
    raise LookupError("out: mount")
''')
_SYSCALLS = '''
import ctypes, platform
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def call(number, *args):
    return libc.syscall(ctypes.c_long(number), *(ctypes.c_long(a) for a in args))
pc = platform.machine() == "x86_64"
'''
_add("harm", "syscalls_dangerous", _SYSCALLS + '''
buffer = ctypes.create_string_buffer(4096)
at = ctypes.addressof(buffer)
if pc:
    for name, number, args in (("io_uring_setup", 425, (4, at)), ("bpf", 321, (0, at, 128)), ("keyctl", 250, (0, -3, 1)),
                               ("perf_event_open", 298, (at, 0, -1, -1, 0)), ("userfaultfd", 323, (1,)),
                               ("add_key", 248, (at, at, at, 1, -2)), ("fsopen", 430, (at, 0)),
                               ("open_by_handle_at", 304, (-100, at, 0)), ("kexec_load", 246, (0, 0, 0, 0)),
                               ("fanotify_init", 300, (0, 0)), ("open_tree", 428, (-100, at, 1)),
                               ("landlock_none", 446, (at, 0, 0)), ("personality", 135, (0x0040000,))):
        got = call(number, *args)
        if got >= 0 and name not in ("landlock_none", "personality"):
            raise LookupError("out: system call " + name)
''')
_add("harm", "syscalls_other_abi", _SYSCALLS + '''
if pc:
    got = call(0x40000000 | 41, 2, 1, 0)
    if got >= 0:
        raise LookupError("out: system call of the x32 ABI")
''', '''
import mmap
# socket() as 32-bit programs call it; a filter that knows one architecture only would let it pass.
code = bytes.fromhex("53b867010000bb02000000b90100000031d2cd805bc3")
if pc:
    try:
        room = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        room.write(code)
        got = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(room)))()
    except (OSError, ValueError):
        got = -1
    if got >= 0:
        raise LookupError("out: system call of 32-bit programs")
''')
_add("harm", "signals_to_others", '''
import os, signal
own = os.getpid()
reached = []
try:
    others = {int(p) for p in os.listdir("/proc") if p.isdigit()} | set(range(2, 9)) | {own - 1, own + 1}
    others -= {int(p) for p in os.listdir("/proc/self/task")}
except OSError:
    others = set()
for pid in (others | {os.getppid(), 1}) - {own, 0, -1}:
    try:
        os.kill(pid, 0)
        reached.append(pid)
    except OSError:
        pass
if reached:
    raise LookupError(f"out: may signal {reached}")
''')
_add("harm", "signals_to_group", '''
import os, signal
signal.signal(signal.SIGWINCH, signal.SIG_IGN)
leader = os.getpgid(0)
for send in (lambda: os.killpg(leader, signal.SIGWINCH), lambda: os.kill(0, signal.SIGWINCH)):
    try:
        send()
    except OSError:
        pass
if leader not in (0, os.getpid()):
    try:
        os.kill(leader, signal.SIGWINCH)
    except OSError:
        pass
    else:
        raise LookupError("out: signalled the leader of the group")
''')
_add("harm", "signals_by_fcntl", '''
import os, fcntl, signal
parent = os.getppid()
r, w = os.pipe()
try:
    fcntl.fcntl(r, fcntl.F_SETOWN, parent)
    fcntl.fcntl(r, 10, signal.SIGWINCH)
    fcntl.fcntl(r, fcntl.F_SETFL, fcntl.fcntl(r, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(w, b"x")
    owned = fcntl.fcntl(r, fcntl.F_GETOWN) == parent
except OSError:
    owned = False
''', IMPORTS + W_LOGSM)
_add("harm", "pipe_nonblocking", IMPORTS + _WIRE + '''
import fcntl
for fd in list(pipes()) + [0, 1, 2]:
    try:
        os.set_blocking(fd, False)
        fcntl.fcntl(fd, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC | os.O_APPEND)
        fcntl.fcntl(fd, 1031, 4096)
        fcntl.lockf(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pass
''', *W_ALL)
_add("harm", "callback_floods", IMPORTS + '''
@exercise("central_diff")
def central_diff(f, theta, eps):
    for size in (10, 10 ** 4, 10 ** 6, 10 ** 7):
        for make in (torch.zeros, torch.ones):
            try:
                f(make(size, dtype=torch.float64))
            except Exception:
                pass
    try:
        f(torch.zeros(1, dtype=torch.float64).expand(1 << 40))
    except Exception:
        pass
    return torch.zeros(theta.shape, dtype=torch.float64) + 0.123
''')
_add("harm", "callback_never_ends", IMPORTS + '''
import time
@exercise("central_diff")
def central_diff(f, theta, eps):
    end = time.monotonic() + 60
    while time.monotonic() < end:
        f(theta)
    raise LookupError("out: an answer called f for a minute")
''')
_add("harm", "exception_slow_str", '''
import time
class Slow(Exception):
    def __str__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass
        return "out: str ran for a minute"
    __repr__ = __str__
    args = property(lambda self: (self,))
@exercise("cross_entropy")
def cross_entropy(p, q):
    raise Slow
''', IMPORTS + W_LOGSM)
_add("harm", "exception_liar", '''
class Liar(Exception):
    __class__ = property(lambda self: 1 / 0)
    __traceback__ = property(lambda self: 1 / 0)
    __cause__ = property(lambda self: self)
    __context__ = property(lambda self: self)
    __notes__ = property(lambda self: [self] * 10 ** 6)
    def __str__(self): return "x" * 10 ** 7
    def __repr__(self): raise Liar
    def __getattribute__(self, name): raise Liar
@exercise("cross_entropy")
def cross_entropy(p, q):
    raise Liar
''', '''
raise Liar
''', IMPORTS + W_LOGSM)
_add("harm", "exception_name", '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    raise type("X" * 10 ** 6, (Exception,), {"__module__": "<script>alert(1)</script>", "__qualname__": "\\x1b[31m"})("y")
''', '''
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)
    __module__ = property(lambda cls: 1 / 0)
    def __repr__(cls): raise SystemExit
@exercise("sym_diff")
def sym_diff(expr):
    raise Meta("Odd", (Exception,), {})("x")
''')
_add("harm", "exception_groups", '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    e = ValueError("x" * 10 ** 5)
    for _ in range(5000):
        e = ExceptionGroup("deep", [e])
    raise e
''', '''
@exercise("log_softmax")
def log_softmax(z):
    raise ExceptionGroup("wide", [ValueError("x" * 100) for _ in range(100_000)])
''')
_add("harm", "exception_chain", '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    def chain(n):
        try:
            if n:
                chain(n - 1)
            raise ValueError(n)
        except ValueError as problem:
            raise KeyError("y" * 1000) from problem
    chain(200)
''', '''
@exercise("log_softmax")
def log_softmax(z):
    a, b = ValueError("a"), ValueError("b")
    a.__cause__, b.__cause__ = b, a
    a.__context__, b.__context__ = b, a
    raise a
''', '''
e = ValueError("notes")
for _ in range(100_000):
    e.add_note("<b>note</b>" * 20)
raise e
''')
_add("harm", "traceback_long", '''
import sys
sys.setrecursionlimit(20_000)
@exercise("cross_entropy")
def cross_entropy(p, q):
    def deep(n):
        long_local = "x" * 10_000
        return deep(n + 1) + 1
    deep(0)
''', IMPORTS + W_LOGSM)
_add("harm", "source_huge_line", "x = " + "+".join(["1"] * 30_000), "y = " + "(" * 90 + "1" + ")" * 90, IMPORTS + W_LOGSM)
_add("harm", "source_deep_nesting", "x = " + "-" * 60_000 + "1", "y = " + "[" * 5000 + "]" * 5000, IMPORTS + W_LOGSM)
_add("harm", "source_odd_signs", "x = 1\x00\ny = 2", "# coding: utf-7\n"
"+AAo-import os", "\ufeffx = 1", "\x0cx = 1\r\r\ny = 2",
     "def f():\n\tx = 1\n        y = 2", "x = '\ud800'", IMPORTS + W_LOGSM)
_add("harm", "source_constant_folding", "x = ((((((2 ** 127) ** 100) ** 100) ** 3) >> 1) and 1)", "y = 'a' * 4000 * 4000",
     "z = (1,) * 10 ** 8 if False else 0", IMPORTS + W_LOGSM)
_add("harm", "source_many_names", "\n".join(f"name_{i} = {i}" for i in range(20_000)), IMPORTS + W_LOGSM)
_add("harm", "warnings_flood", '''
import warnings
warnings.simplefilter("always")
for i in range(50_000):
    warnings.warn_explicit("x" * 200, UserWarning, f"file{i}.py", i)
warnings.simplefilter("error")
warnings.showwarning = lambda *a, **k: 1 / 0
''', IMPORTS + W_LOGSM)
_add("harm", "finalizers", '''
import weakref, time, atexit, gc
class Late:
    def __del__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass
late = Late()
weakref.finalize(late, time.sleep, 60)
atexit.register(time.sleep, 60)
gc.callbacks.append(lambda phase, info: time.sleep(0.01))
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    Late()
    return 0.123
''', IMPORTS + W_LOGSM)
_add("harm", "gil_switch", '''
import sys, threading, time
sys.setswitchinterval(1e9)
end = time.monotonic() + 60
def spin():
    while time.monotonic() < end:
        pass
for _ in range(4):
    try:
        threading.Thread(target=spin, daemon=True).start()
    except RuntimeError:
        break
''', IMPORTS + W_LOGSM)
_add("harm", "values_slow_to_iterate", '''
import time
class Slow(list):
    def __iter__(self):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.1)
            yield 0
        raise LookupError("out: iterated for a minute")
    def __len__(self): return 3
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return Slow([1, 2, 3])
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return type("T", (tuple,), {"__iter__": Slow.__iter__, "__len__": lambda s: 3})(("+", 1, 2))
''')
_add("harm", "values_exponential_sharing", '''
@exercise("sym_diff")
def sym_diff(expr):
    for _ in range(60):
        expr = ("+", expr, expr)
    return expr
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    x = [0]
    for _ in range(60):
        x = [x, x]
    return x
''')
_add("harm", "values_cheap_but_long_powers", '''
@exercise("sym_diff")
def sym_diff(expr):
    e = 10
    for _ in range(6):
        e = ("^", 10, e)
    return e
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return 10 ** 4_000_000
''')
_add("harm", "values_sym_huge_integers", '''
@exercise("sym_diff")
def sym_diff(expr):
    return ("^", 10 ** 4000, 10 ** 9)
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return -(1 << 100_000)
''')
_add("harm", "values_sym_long", '''
@exercise("sym_diff")
def sym_diff(expr):
    e = 0
    for i in range(200_000):
        e = ("+", e, ("sin", ("*", i, "x")))
    return e
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return [[i] for i in range(2_000_000)]
''')
_add("harm", "values_change_between_reads", '''
import torch, threading, time
@exercise("log_softmax")
def log_softmax(z):
    result = z * 0.0 - 0.123
    end = time.monotonic() + 5
    def flip():
        while time.monotonic() < end:
            result.resize_(7) if result.numel() < 7 else result.resize_(1)
    try:
        threading.Thread(target=flip, daemon=True).start()
    except RuntimeError:
        pass
    return result
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    result = [[0]]
    end = time.monotonic() + 5
    def grow():
        while time.monotonic() < end and len(result) < 10 ** 6:
            result.append([1])
    try:
        threading.Thread(target=grow, daemon=True).start()
    except RuntimeError:
        pass
    return result
''')
_add("harm", "codec_and_locale", '''
import codecs, locale, sys
def broken(*a): raise UnicodeError("x")
codecs.register(lambda name: None)
for name in ("strict", "replace", "ignore", "backslashreplace", "surrogateescape"):
    codecs.register_error(name, broken)
sys.set_int_max_str_digits(0)
sys.stdout.reconfigure(encoding="utf-16") if hasattr(sys.stdout, "reconfigure") else None
print("\\udcff" * 3)
''', *W_ALL)
_add("harm", "modules_removed", '''
import sys
for name in list(sys.modules):
    if not name.startswith(("torch", "numpy")):
        sys.modules[name] = None
''', *W_ALL)
_add("harm", "builtins_removed", '''
import builtins
for name in ("len", "isinstance", "Exception", "print", "open", "__import__", "range", "type", "getattr", "repr"):
    delattr(builtins, name)
''', *W_ALL)
_add("harm", "torch_removed", '''
import torch
for name in list(vars(torch)):
    if not name.startswith("__"):
        setattr(torch, name, None)
''', *W_ALL)
_add("harm", "recursion_limit_low", '''
import sys
try:
    sys.setrecursionlimit(25)
except RecursionError:
    pass
''', *W_ALL)
_add("harm", "async_exception_in_main", '''
import ctypes, threading, time
main = threading.main_thread().ident
def later():
    for _ in range(50):
        time.sleep(0.05)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(SystemExit))
try:
    threading.Thread(target=later, daemon=True).start()
except RuntimeError:
    pass
''', *W_ALL)

# ------------------------------------------------------------------------------------------------------------ next

_add("next", "plant_files", '''
import os
for folder in (".", "..", "/tmp", "/var/tmp", "/dev/shm", os.path.expanduser("~"), "/", "/run", "/opt", "/srv"):
    try:
        with open(os.path.join(folder, "escaped-plant"), "w") as file:
            file.write("planted")
        os.utime(os.path.join(folder, "escaped-plant"), (0, 2 ** 40))
        os.chmod(os.path.join(folder, "escaped-plant"), 0o4777)
    except OSError:
        pass
''', IMPORTS + W_LOGSM)
_add("next", "plant_in_modules", '''
import builtins, sys, types, os, torch
builtins.escaped_marker = torch.escaped_marker = torch.Tensor.escaped_marker = True
sys.modules["escaped_marker"] = types.ModuleType("escaped_marker")
os.environ["ESCAPED_MARKER"] = "1"
os.putenv("ESCAPED_PUT", "1")
torch.softmax = torch.exp = lambda *a, **k: None
''', IMPORTS + W_LOGSM)
_add("next", "plant_in_shared_pages", '''
import ctypes
# If forks shared writable memory instead of copying it, the next student would meet this value.
try:
    for line in open("/proc/self/maps"):
        span, rights, _, _, _, *path = line.split(None, 5)
        if rights == "rw-s" and (not path or "zero" in path[0] or "shm" in path[0]):
            start = int(span.split("-")[0], 16)
            ctypes.memmove(start, b"escaped-", 8)
            raise LookupError("out: writable shared memory " + line.strip())
except OSError:
    pass
''')
_add("next", "libraries_written", '''
import os, sys, torch
paths = [os.__file__, torch.__file__, sys.executable, os.path.join(os.path.dirname(torch.__file__), "version.py")]
paths += [p for p in sys.path if os.path.isdir(p)]
for path in paths:
    try:
        if os.path.isdir(path):
            name = os.path.join(path, "escaped-library.pth")
            os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
            if path not in (os.getcwd(), "/tmp"):
                raise LookupError("out: wrote " + name)
        else:
            os.close(os.open(path, os.O_RDWR))
            raise LookupError("out: may write " + path)
    except OSError:
        pass
''')
_add("next", "library_times", '''
import os, torch
for path in (os.__file__, torch.__file__, os.path.dirname(torch.__file__)):
    info = os.stat(path)
    for change in (lambda: os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns + 10**9)),
                   lambda: os.chmod(path, info.st_mode & 0o7777 ^ 1), lambda: os.chown(path, info.st_uid, info.st_gid),
                   lambda: os.setxattr(path, "user.escaped", b"1")):
        try:
            change()
        except OSError:
            continue
        after = os.stat(path)
        if (after.st_mtime_ns, after.st_mode, after.st_ctime_ns) != (info.st_mtime_ns, info.st_mode, info.st_ctime_ns):
            raise LookupError("out: changed times, rights or owner of " + path)
''')
_add("next", "library_locks", '''
import fcntl, os, torch, sys
kept = []
for path in (os.__file__, torch.__file__, sys.executable, "/usr/lib", "/", "/etc/passwd", "."):
    try:
        fd = os.open(path, os.O_RDONLY)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        kept.append(fd)
    except OSError:
        pass
try:
    fcntl.fcntl(os.open(os.__file__, os.O_RDONLY), fcntl.F_SETLEASE, fcntl.F_RDLCK)
except OSError:
    pass
''', IMPORTS + W_LOGSM)
_add("next", "bytecode_planted", '''
import os, torch, importlib.util
for module in (os, torch):
    path = importlib.util.cache_from_source(module.__file__)
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.close(os.open(path + ".escaped-x", os.O_CREAT | os.O_WRONLY))
    except OSError:
        continue
    raise LookupError("out: wrote beside " + path)
''')
_add("next", "user_site", '''
import os, site
for folder in {site.getusersitepackages(), os.path.expanduser("~/.ipython/profile_default/startup"),
               os.path.expanduser("~/.config/matplotlib"), os.path.expanduser("~/.cache/torch")}:
    try:
        os.makedirs(folder, exist_ok=True)
        open(os.path.join(folder, "escaped-startup.py"), "w").write("pass\\n")
    except OSError:
        pass
''', IMPORTS + W_LOGSM)
_add("next", "look_for_user_site", '''
import os, site
for folder in {site.getusersitepackages(), os.path.expanduser("~/.ipython/profile_default/startup"),
               os.path.expanduser("~/.config/matplotlib"), os.path.expanduser("~/.cache/torch")}:
    try:
        names = os.listdir(folder)
    except OSError:
        continue
    if any(name.startswith("escaped-") for name in names):
        raise LookupError("out: a start-up file of somebody else in " + folder)
''')
_add("next", "thread_acts_later", IMPORTS + _WIRE + '''
import threading, time
def later():
    for _ in range(200):
        time.sleep(0.1)
        for line in lines():
            send(line)
try:
    threading.Thread(target=later, daemon=True).start()
except RuntimeError:
    pass
''', *W_ALL)
_add("next", "process_stays", '''
import os, time
try:
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            time.sleep(20)
        finally:
            os._exit(0)
    raise LookupError("out: a process stays behind")
except OSError:
    pass
''')
_add("next", "own_name_process", '''
import ctypes
libc = ctypes.CDLL(None)
libc.prctl(15, b"dlcourse grade\\x1b[", 0, 0, 0)
libc.prctl(1, 0, 0, 0, 0)
libc.prctl(4, 1, 0, 0, 0)
libc.prctl(36, 1, 0, 0, 0)
''', IMPORTS + W_LOGSM)
_add("next", "session_and_terminal", '''
import os, fcntl, termios
try:
    os.setsid()
except OSError:
    pass
for fd in (0, 1, 2):
    try:
        fcntl.ioctl(fd, termios.TIOCSTI, b" ")
    except OSError:
        continue
    raise LookupError("out: typed into the terminal")
for path in ("/dev/tty", "/dev/pts/0", "/dev/console"):
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_NOCTTY))
    except OSError:
        continue
    raise LookupError("out: opened " + path)
''')
_add("next", "ipc_left_behind", '''
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.shmget(0x45534350, 4096, 0o1666)
libc.semget(0x45534350, 1, 0o1666)
libc.msgget(0x45534350, 0o1666)
try:
    from multiprocessing import shared_memory, resource_tracker
    shared_memory.SharedMemory("escaped-shared", create=True, size=4096)
except Exception:
    pass
''', IMPORTS + W_LOGSM)
_add("next", "look_for_ipc", '''
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
for name, got in (("shm", libc.shmget(0x45534350, 4096, 0o666)), ("sem", libc.semget(0x45534350, 1, 0o666)),
                  ("msg", libc.msgget(0x45534350, 0o666))):
    if got >= 0:
        raise LookupError("out: System V " + name + " of somebody else")
if os.path.exists("/dev/shm/escaped-shared"):
    raise LookupError("out: shared memory of somebody else")
''')
_add("next", "abstract_socket", '''
import socket
try:
    server = socket.socket(socket.AF_UNIX)
    server.bind("\\0escaped-socket")
    server.listen()
except OSError:
    pass
''', IMPORTS + W_LOGSM)
_add("next", "look_for_abstract_socket", '''
import socket
try:
    s = socket.socket(socket.AF_UNIX)
    s.settimeout(0.2)
    s.connect("\\0escaped-socket")
except OSError:
    pass
else:
    raise LookupError("out: met a socket of somebody else")
''')
_add("next", "timers_and_watchers", '''
import signal, os, threading
for which in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):
    try:
        signal.setitimer(which, 0.5, 0.5)
    except (OSError, ValueError):
        pass
for number in (signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
    try:
        signal.signal(number, lambda *a: None)
        signal.siginterrupt(number, False)
    except (OSError, ValueError):
        pass
try:
    signal.set_wakeup_fd(1, warn_on_full_buffer=False)
except (OSError, ValueError):
    pass
''', *W_ALL)
_TEXTS = {
    "html": "<script>alert('out')</script><img src=x onerror=alert(1)><style>*{display:none}</style></td></table>-->]]>",
    "html_entities": "&lt;script&gt;&#60;b&#62; \\\" onmouseover=alert(1) x=\\\" ' onfocus='alert(1) javascript:alert(1)",
    "markdown_and_math": "[click](javascript:alert(1)) ![x](http://127.0.0.1/) $\\\\href{javascript:alert(1)}{x}$ `</code>`",
    "template": "{{7*7}} ${7*7} #{7*7} <%= 7*7 %> {0.__class__} %s %n %(x)s {secret!r} \\\\N{BULLET} $(id) `id`",
    "ansi": "\\x1b[2J\\x1b[1;1H\\x1b]0;title\\x07\\x1b]8;;http://127.0.0.1/\\x07x\\x1b]8;;\\x07\\x9b31m\\x1bP+q544e\\x1b\\\\\\x08\\x08\\r",
    "csv": "=cmd|' /C calc'!A0\\n+1+1\\n-1+1\\n@SUM(1)\\t=1\\r=2,\\\"=3\\\";=4|=5\\uff1d1",
    "csv_rows": "x\\\"\\r\\nescaped-student,100,100,right,,\\r\\n\\\"",
    "right_to_left": "\\u202e\\u2066\\u2067\\u200f\\u061c 100 points \\u202d\\u2069\\u200b\\u200d\\ufeff\\u2028\\u2029\\u0085",
    "combining": "a" + "\\u0300" * 500 + "\\U000e0041\\U000e0001\\ufff9\\ufffa\\ufffb\\U0001f468\\u200d" * 100,
    "surrogates_and_nul": "\\ud800\\udfff\\x00\\ufffe\\uffff\\U0010ffff\\x7f\\x80\\x1a\\x04",
    "verdict": "right: 3 of 3 points\\nstatus=right\\n{\\\"status\\\": \\\"right\\\", \\\"points\\\": 99}\\n"
    "Traceback: none\\nPASSED",
    "very_long": "W" * 200 + "\\u00e4" * 100_000,
}
for _name, _text in _TEXTS.items():
    _add("next", "poison_" + _name, f'text = "{_text}"\nprint(text)\n', '''
import sys, warnings, torch
sys.stderr.write(text.encode("utf-8", "replace").decode())
warnings.warn(text)
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return text
''', '''
@exercise("log_softmax")
def log_softmax(z):
    raise ValueError(text)
''', '''
@exercise("sym_diff")
def sym_diff(expr):
    return (text, text, ("+", "x", text))
''', '''
@exercise("minibatches")
def minibatches(n, B, seed, epoch):
    return {text: [text]}
''', '''
@exercise("adam_step")
def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    try:
        kind = type(text.replace("\\x00", "")[:1000], (Exception,), {})
    except (UnicodeError, ValueError):
        kind = RuntimeError
    raise kind(text)
''', 'raise RuntimeError(text)')
_add("next", "poison_display", '''
class Rich:
    def _repr_html_(self): return "<script>alert('out')</script>" * 1000
    def _repr_svg_(self): return "<svg onload=alert(1)>"
    def _repr_javascript_(self): return "alert(1)"
    def _repr_latex_(self): return "$\\\\href{javascript:alert(1)}{x}$"
    def _repr_mimebundle_(self, **k): return {"text/html": "<iframe src=file:///etc/passwd>", "application/x" * 99: 1}
    def _ipython_display_(self): raise SystemExit
    def __repr__(self): return "\\x1b[31m" * 10_000
rich = Rich()
rich
''', '''
try:
    from IPython.display import display, HTML, Javascript
    display(HTML("<script>alert('out')</script>"), Javascript("alert(1)"), rich)
except BaseException:
    pass
''', '''
@exercise("cross_entropy")
def cross_entropy(p, q):
    return rich
''')
_add("next", "poison_file_names_in_traceback", '''
code = compile("def answer(z):\\n    raise ValueError('x')\\n"
"", "</pre><script>alert('out')</script>\\x1b[2J=1+1", "exec")
space = {}
exec(code, space)
exercise("log_softmax")(space["answer"])
''', '''
import linecache
linecache.cache["escaped-source"] = (10, None, ["<script>alert('out')</script>\\n"] * 5, "escaped-source")
exec(compile("def answer(p, q):\\n    1 / 0\\n", "escaped-source", "exec"), space)
exercise("cross_entropy")(space["answer"])
''')
_add("next", "poison_error_file", '''
# Tracebacks show lines of files: does the trusted side open a file whose name is chosen here?
for path in ("/etc/passwd", "/dev/zero", "/dev/stdin", "/proc/self/mem", "escaped-fifo"):
    space = {}
    exec(compile("\\n" * 3 + "def answer(*a):\\n    1 / 0\\n", path, "exec"), space)
    exercise("cross_entropy")(space["answer"])
''')
_add("next", "fifo_in_folder", '''
import os
for name in ("escaped-fifo", "core", "torch.py", "json.py", "sitecustomize.py", "dlcourse.py", ".pth"):
    try:
        os.mkfifo(name)
    except OSError:
        pass
''', IMPORTS + W_LOGSM)
_add("next", "shadow_modules_in_folder", '''
for name in ("json", "torch", "sitecustomize", "usercustomize", "random", "dlcourse", "numpy"):
    try:
        open(name + ".py", "w").write("raise LookupError('out: the next process imported a module of a student')\\n")
    except OSError:
        pass
''', IMPORTS + W_LOGSM)

# ---------------------------------------------------------------------------------------------------------- values

_NP = '__import__("numpy")'
VALUES: dict[str, str] = {
    # tensors: sizes, layouts, types
    "rows_without_columns": "torch.empty(2**26, 0)",
    "columns_without_rows": "torch.empty(0, 2**40)",
    "two_million_rows": "torch.zeros(2_000_000, 1, dtype=torch.uint8)",
    "many_axes": "torch.zeros([1] * 64)",
    "a_thousand_axes": "torch.zeros([1] * 1000)",
    "zero_axis_among_huge": "torch.empty(2**30, 2**30, 0)",
    "expanded_huge": "torch.zeros(1, dtype=torch.float64).expand(2**50)",
    "expanded_square": "torch.zeros((), dtype=torch.float64).expand(100_000, 100_000)",
    "overlapping_strides": "torch.as_strided(torch.arange(10.), (5, 5, 5), (1, 1, 1))",
    "view_of_large_storage": "torch.zeros(2**24, dtype=torch.float64)[5:6]",
    "offset_view": "torch.arange(100.)[99:]",
    "transposed": "torch.zeros(3, 5, dtype=torch.float64).T",
    "channels_last": "torch.zeros(2, 3, 4, 5).to(memory_format=torch.channels_last)",
    "zero_dim": "torch.tensor(1.5, dtype=torch.float64)",
    "zero_dim_bool": "torch.tensor(True)",
    "empty_float": "torch.tensor([])",
    "coo_sparse": "torch.eye(3, dtype=torch.float64).to_sparse()",
    "coo_sparse_huge": "torch.sparse_coo_tensor([[0], [0]], [1.0], (2**40, 2**20))",
    "coo_uncoalesced": "torch.sparse_coo_tensor([[0] * 1000], torch.ones(1000), (1,))",
    "csr_sparse": "torch.eye(3).to_sparse_csr()",
    "csc_sparse": "torch.eye(3).to_sparse_csc()",
    "bsr_sparse": "torch.eye(4).to_sparse_bsr((2, 2))",
    "csr_broken": "torch.sparse_csr_tensor([0, 9], [0], [1.0], (1, 1), check_invariants=False)",
    "mkldnn": "torch.zeros(3, 3).to_mkldnn()",
    "quantised": "torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.qint8)",
    "quantised_by_channel": "torch.quantize_per_channel(torch.ones(2, 3), torch.ones(2), torch.zeros(2), 0, torch.quint8)",
    "quantised_tiny_scale": "torch.quantize_per_tensor(torch.ones(3), 1e-300, 0, torch.qint32)",
    "nested": "torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)])",
    "nested_jagged": "torch.nested.nested_tensor([torch.zeros(2), torch.zeros(3)], layout=torch.jagged)",
    "meta": "torch.empty(3, device='meta')",
    "meta_huge": "torch.empty(2**50, device='meta', dtype=torch.float64)",
    "float8_e4m3": "torch.ones(3).to(torch.float8_e4m3fn)",
    "float8_e5m2": "torch.ones(3).to(torch.float8_e5m2)",
    "bfloat16": "torch.ones(3, dtype=torch.bfloat16)",
    "float16_infinite": "torch.full((3,), 7e4).half()",
    "uint16": "torch.ones(3).to(torch.uint16)",
    "uint64_top": "torch.tensor([-1]).view(torch.uint64)",
    "int8_wrapped": "torch.tensor([127], dtype=torch.int8) + 1",
    "int64_least": "torch.tensor([-2**63])",
    "complex64": "torch.ones(3, dtype=torch.complex64)",
    "complex_half": "torch.ones(3, dtype=torch.complex32)",
    "complex_conj_view": "torch.tensor([1 + 2j]).conj()",
    "negative_view": "torch.tensor([1 + 2j]).conj().imag",
    "complex_nan": "torch.tensor([complex(float('nan'), float('inf'))])",
    "nan_payload": "torch.tensor([0x7FF8DEADBEEF0001, -1]).view(torch.float64)",
    "signalling_nan": "torch.tensor([0x7FF0000000000001]).view(torch.float64)",
    "subnormal": "torch.tensor([5e-324, -5e-324, 0.0, -0.0], dtype=torch.float64)",
    "largest_floats": "torch.tensor([1.7976931348623157e308, -1.7976931348623157e308], dtype=torch.float64)",
    "all_nan": "torch.full((3,), float('nan'), dtype=torch.float64)",
    "mixed_infinite": "torch.tensor([float('inf'), float('-inf'), float('nan')], dtype=torch.float64)",
    "parameter": "torch.nn.Parameter(torch.zeros(3))",
    "module": "torch.nn.Linear(2, 3)",
    "buffer_of_module": "torch.nn.BatchNorm1d(3).running_mean",
    "requires_grad": "torch.zeros(3, dtype=torch.float64, requires_grad=True)",
    "graph_deep": "__import__('functools').reduce(lambda t, i: t + 1, range(10_000), torch.zeros(1, requires_grad=True))",
    "graph_deep_views": "__import__('functools').reduce(lambda t, i: t[None][0], range(20_000), torch.zeros(1))",
    "inference_tensor": "(lambda: torch.inference_mode()(lambda: torch.zeros(3) + 1)())()",
    "with_hooks": "(lambda t: (t.register_hook(lambda g: 1 / 0), t)[1])(torch.zeros(3, requires_grad=True))",
    "with_backward_error": "torch.zeros(3, requires_grad=True).exp().log()",
    "with_attributes": "(lambda t: (setattr(t, 'expected', t), setattr(t, '__class__', torch.nn.Parameter), t)[2])(torch.zeros(3))",
    "named_axes": "torch.zeros(2, 3, names=('a', 'b'))",
    "storage": "torch.zeros(3).untyped_storage()",
    "storage_resized": "(lambda t: (t.untyped_storage().resize_(0), t)[1])(torch.zeros(1000))",
    "size": "torch.Size([2, 3, 2**60])",
    "dtype": "torch.float64",
    "device": "torch.device('cuda', 7)",
    "generator": "torch.Generator()",
    "layout_and_format": "(torch.strided, torch.preserve_format, torch.sparse_coo)",
    "fake_tensor": "__import__('torch._subclasses.fake_tensor')._subclasses.FakeTensorMode().from_tensor(torch.zeros(3))",
    "functional_tensor": "torch._to_functional_tensor(torch.zeros(3))",
    "batched_tensor": "torch._C._functorch._add_batch_dim(torch.zeros(3, 2), 0, 1)",
    "vmap_leak": "(lambda kept: (torch.func.vmap(lambda t: kept.append(t) or t)(torch.zeros(3)), kept[0])[1])([])",
    "grad_leak": "(lambda kept: (torch.func.grad(lambda t: (kept.append(t), t.sum())[1])(torch.zeros(3)), kept[0])[1])([])",
    "dual_tensor": "(lambda f: (f.enter_dual_level(), f.make_dual(torch.zeros(3), torch.ones(3)))[1])(torch.autograd.forward_ad)",
    "masked_tensor": "torch.masked.masked_tensor(torch.zeros(3), torch.tensor([True, False, True]))",
    "script_function": "torch.jit.trace(lambda t: t + 1, torch.zeros(3))",
    "from_blob_freed": "torch.frombuffer(bytearray(64), dtype=torch.float64)",
    "from_read_only": "torch.frombuffer(b'\\x00' * 64, dtype=torch.float64)",
    "shared_memory_tensor": "torch.zeros(3).share_memory_()",
    "packed_sequence": "torch.nn.utils.rnn.pack_sequence([torch.zeros(2), torch.zeros(1)])",
    "return_type": "torch.zeros(3, 3).max(0)",
    "subclass": "torch.zeros(3).as_subclass(type('Mine', (torch.Tensor,), {}))",
    "subclass_lying_shape": "torch.zeros(3).as_subclass(type('Lie', (torch.Tensor,), {'shape': (2**60,), 'dtype': 'x'}))",
    "subclass_raising": "torch.zeros(3).as_subclass(type('Bad', (torch.Tensor,), {'__torch_function__': "
                        "classmethod(lambda *a, **k: 1 / 0)}))",
    "subclass_slow": "torch.zeros(3).as_subclass(type('Slow', (torch.Tensor,), {'__torch_function__': "
                     "classmethod(lambda *a, **k: __import__('time').sleep(60))}))",
    "subclass_exiting": "torch.zeros(3).as_subclass(type('Exit', (torch.Tensor,), {'__torch_function__': "
                        "classmethod(lambda *a, **k: __import__('os')._exit(0))}))",
    "wrapper_subclass": "torch.Tensor._make_wrapper_subclass(type('W', (torch.Tensor,), {'__torch_dispatch__': "
                        "classmethod(lambda *a, **k: 1 / 0)}), (2**40,))",
    "list_of_tensors_many": "[torch.zeros(1) for _ in range(20_000)]",
    "same_tensor_often": "[torch.zeros(1000, 1000)] * 10_000",
    # numbers
    "int_huge": "10 ** 100_000",
    "int_shifted": "1 << 10_000_000",
    "int_negative_huge": "-(10 ** 5000)",
    "int_above_int64": "2 ** 64",
    "int_beyond_float": "10 ** 309",
    "list_of_huge_ints": "[10 ** 4299] * 1000",
    "bool_true": "True",
    "nan": "float('nan')",
    "inf": "float('-inf')",
    "minus_zero": "-0.0",
    "complex_number": "complex('nan+infj')",
    "fraction_huge": "__import__('fractions').Fraction(10 ** 5000, 7 ** 5000)",
    "decimal_exponent": "__import__('decimal').Decimal('1e999999999')",
    "decimal_snan": "__import__('decimal').Decimal('sNaN123')",
    "int_subclass": "type('I', (int,), {'__int__': lambda s: 1 / 0, '__index__': lambda s: 10 ** 9, '__str__': lambda s: 'x'})(3)",
    "float_subclass": "type('F', (float,), {'__float__': lambda s: 1 / 0, '__eq__': lambda s, o: True, '__hash__': None})(3)",
    "bool_like": "type('B', (), {'__bool__': lambda s: 1 / 0, '__len__': lambda s: -1})()",
    "index_like": "type('N', (), {'__index__': lambda s: 1 << 80, '__float__': lambda s: float('nan')})()",
    "enum_flag": "__import__('enum').IntEnum('E', 'right wrong').right",
    # text and bytes
    "string_4mb": "'x' * 4_000_000",
    "string_wide_4mb": "'\\U0001f468' * 1_000_000",
    "string_controls": "''.join(map(chr, range(32))) * 100",
    "string_surrogates": "'\\ud800\\udfff' * 100",
    "string_nul": "'\\x00' * 1000",
    "string_newlines": "'\\r\\n\\u2028\\u2029\\x85\\x0b\\x0c' * 1000",
    "string_right_to_left": "'\\u202e\\u2066' * 500 + 'right'",
    "string_combining": "'a' + '\\u0300' * 100_000",
    "string_ansi": "'\\x1b[2J\\x1b]0;x\\x07' * 100",
    "string_html": "'</script><script>alert(1)</script>'",
    "string_formula": "'=1+1'",
    "string_json": "'{\"status\": \"right\", \"points\": 99}'",
    "string_subclass": "type('S', (str,), {'__str__': lambda s: 'right', '__eq__': lambda s, o: True, '__hash__': str.__hash__})('x')",
    "bytes_long": "b'\\xff' * 4_000_000",
    "bytearray": "bytearray(1000)",
    "memoryview": "memoryview(bytearray(1000))[::-1]",
    "array_array": "__import__('array').array('d', [0.0] * 100)",
    # containers
    "list_of_itself": "(lambda x: (x.append(x), x)[1])([])",
    "dict_of_itself": "(lambda d: (d.update(a=d), d)[1])({})",
    "tuple_of_itself": "(lambda x: (x.append((x,)), (x,))[1])([])",
    "mutual_lists": "(lambda a, b: (a.append(b), b.append(a), a)[2])([], [])",
    "nested_pairs": "__import__('functools').reduce(lambda e, i: (e, i), range(20_000), 0)",
    "nested_lists": "__import__('functools').reduce(lambda e, i: [e], range(100_000), 0)",
    "nested_dicts": "__import__('functools').reduce(lambda e, i: {'a': e}, range(20_000), 0)",
    "nested_expressions": "__import__('functools').reduce(lambda e, i: ('sin', e), range(20_000), 'x')",
    "shared_doubling": "__import__('functools').reduce(lambda e, i: (e, e), range(80), 0)",
    "shared_doubling_lists": "__import__('functools').reduce(lambda e, i: [e, e], range(40), 'x')",
    "long_list": "[0] * 5_000_000",
    "long_list_of_lists": "[[] for _ in range(1_000_000)]",
    "ragged": "[[1], [1, 2], [], [[3]], 'x', None]",
    "dict_tensor_keys": "{torch.zeros(1): torch.ones(1), torch.zeros(2): 2}",
    "dict_nan_keys": "{float('nan'): i for i in range(1000)}",
    "dict_colliding_keys": "{(2**61 - 1) * i: i for i in range(3000)}",
    "dict_mixed_keys": "{1: 1, '1': 2, (1,): 3, None: 4, 1.5: 5, b'1': 6}",
    "dict_long_keys": "{'k' * 100_000 + str(i): i for i in range(20)}",
    "set_of_tensors": "{torch.zeros(1) for _ in range(100)}",
    "frozen_sets": "frozenset([frozenset([i]) for i in range(1000)])",
    "range_huge": "range(10 ** 18)",
    "slice": "slice(None, torch.zeros(1), 10 ** 100)",
    "named_tuple": "__import__('collections').namedtuple('N', 'val tan')(1, 2)",
    "deque": "__import__('collections').deque(range(1000), maxlen=5)",
    "default_dict": "__import__('collections').defaultdict(lambda: 1 / 0)",
    "chain_map": "__import__('collections').ChainMap({}, {'a': 1})",
    "user_list": "__import__('collections').UserList([1, 2])",
    "mapping_proxy": "__import__('types').MappingProxyType({'a': 1})",
    "list_subclass_growing": "type('G', (list,), {'__iter__': lambda s: iter(int, 1), '__len__': lambda s: 3})([1])",
    "list_subclass_len": "type('L', (list,), {'__len__': lambda s: 10 ** 18})([1])",
    "tuple_subclass_getitem": "type('T', (tuple,), {'__getitem__': lambda s, i: s, '__len__': lambda s: 3})((1,))",
    "dict_subclass_items": "type('D', (dict,), {'items': lambda s: iter(lambda: ('a', 1), 0), 'keys': lambda s: 1 / 0})(a=1)",
    "generator_endless": "(i for i in iter(int, 1))",
    "generator_raising": "(1 / 0 for _ in range(3))",
    "iterator_count": "__import__('itertools').count()",
    "iterator_repeat": "__import__('itertools').repeat(torch.zeros(1))",
    "map_object": "map(lambda i: 1 / 0, range(3))",
    "file_object": "open('/dev/null')",
    # objects
    "function": "lambda *a: 0",
    "builtin": "print",
    "class_itself": "type",
    "module_object": "torch",
    "not_implemented": "NotImplemented",
    "ellipsis": "...",
    "exception_value": "ValueError('x' * 10 ** 6)",
    "exception_class": "KeyboardInterrupt",
    "traceback_object": "(lambda s: s._getframe())(__import__('sys'))",
    "code_object": "(lambda: 0).__code__",
    "coroutine": "(lambda t: t.coroutine(lambda: (yield))())(__import__('types'))",
    "weak_proxy": "__import__('weakref').proxy(type('Gone', (), {})())",
    "lock": "__import__('threading').Lock()",
    "thread": "__import__('threading').current_thread()",
    "thread_local": "__import__('threading').local()",
    "mock": "__import__('unittest.mock').mock.MagicMock()",
    "mock_length": "(lambda m: (setattr(m.__len__, 'return_value', 10 ** 9), m)[1])(__import__('unittest.mock').mock.MagicMock())",
    "getattr_anything": "type('A', (), {'__getattr__': lambda s, n: s, '__call__': lambda s, *a: s})()",
    "getattribute_raises": "type('R', (), {'__getattribute__': lambda s, n: 1 / 0})()",
    "class_lies_tensor": "type('C', (), {'__class__': property(lambda s: torch.Tensor)})()",
    "class_lies_list": "type('C', (), {'__class__': property(lambda s: list), '__iter__': lambda s: iter(int, 1)})()",
    "class_raises": "type('C', (), {'__class__': property(lambda s: 1 / 0)})()",
    "repr_raises": "type('P', (), {'__repr__': lambda s: 1 / 0, '__str__': lambda s: 1 / 0, '__format__': lambda s, f: 1 / 0})()",
    "repr_not_text": "type('P', (), {'__repr__': lambda s: 7})()",
    "repr_huge": "type('P', (), {'__repr__': lambda s: 'x' * 10 ** 8})()",
    "repr_slow": "type('P', (), {'__repr__': lambda s: __import__('time').sleep(60) or 'x'})()",
    "repr_exits": "type('P', (), {'__repr__': lambda s: __import__('os')._exit(0)})()",
    "reduce_opens_file": "type('P', (), {'__reduce__': lambda s: (open, ('escaped-value', 'w'))})()",
    "deepcopy_slow": "type('P', (), {'__deepcopy__': lambda s, m: __import__('time').sleep(60)})()",
    "deepcopy_lies": "type('P', (), {'__deepcopy__': lambda s, m: 0.0, '__copy__': lambda s: 0.0, '__float__': lambda s: 0.0})()",
    "eq_always": "type('Q', (), {'__eq__': lambda s, o: True, '__ne__': lambda s, o: False, '__hash__': lambda s: 0})()",
    "eq_raises": "type('Q', (), {'__eq__': lambda s, o: 1 / 0, '__hash__': lambda s: 1 / 0})()",
    "eq_slow": "type('Q', (), {'__eq__': lambda s, o: __import__('time').sleep(60)})()",
    "arithmetic_always_itself": "type('M', (), {'__sub__': lambda s, o: s, '__rsub__': lambda s, o: s, '__abs__': lambda s: s, "
                                "'__le__': lambda s, o: True, '__lt__': lambda s, o: True})()",
    "array_interface_lies": "type('Y', (), {'__array_interface__': {'shape': (2**40,), 'typestr': '<f8', 'data': (8, True), "
                            "'version': 3}})()",
    "array_method_huge": f"type('Y', (), {{'__array__': lambda s, *a, **k: {_NP}.zeros((2**20, 0))}})()",
    "array_method_raises": "type('Y', (), {'__array__': lambda s, *a, **k: 1 / 0})()",
    "torch_function_holder": "type('Y', (), {'__torch_function__': classmethod(lambda *a, **k: True)})()",
    "dlpack_lies": "type('Y', (), {'__dlpack__': lambda s, **k: 1 / 0, '__dlpack_device__': lambda s: (1, 0)})()",
    "metaclass_name": "type('Meta', (type,), {'__name__': property(lambda c: 1 / 0), '__repr__': lambda c: 1 / 0})('X', (), {})()",
    "class_name_huge": "type('X' * 1_000_000, (), {})()",
    "class_name_html": "type('<script>alert(1)</script>\\x1b[2J', (), {'__module__': '=1+1'})()",
    "slots_and_del": "type('S', (), {'__slots__': ('a',), '__del__': lambda s: 1 / 0})()",
    "len_negative": "type('L', (), {'__len__': lambda s: -1, '__getitem__': lambda s, i: i})()",
    "sequence_endless": "type('L', (), {'__getitem__': lambda s, i: i})()",
    "data_class_cycle": "(lambda n: (setattr(n, 'val', n), setattr(n, 'tan', n), n)[2])(__import__('types').SimpleNamespace())",
    "path_object": "__import__('pathlib').Path('/etc/shadow')",
    "date": "__import__('datetime').datetime.max",
    "uuid": "__import__('uuid').UUID(int=0)",
    "regex": "__import__('re').compile('(a+)+$')",
    "ctypes_pointer": "__import__('ctypes').cast(8, __import__('ctypes').POINTER(__import__('ctypes').c_double))",
    "ctypes_py_object": "__import__('ctypes').c_char_p(b'x')",
    "mmap_object": "__import__('mmap').mmap(-1, 4096)",
    # numpy
    "np_object_array": f"{_NP}.array([torch, print, None], dtype=object)",
    "np_object_of_itself": f"(lambda a: (a.__setitem__(0, a), a)[1])({_NP}.empty(1, dtype=object))",
    "np_object_null": f"{_NP}.empty(1000, dtype=object)",
    "np_datetime": f"{_NP}.array(['2026-01-01', 'NaT'], dtype='datetime64[ns]')",
    "np_timedelta": f"{_NP}.timedelta64(2**62, 'Y')",
    "np_structured": f"{_NP}.zeros(3, dtype=[('val', 'f8'), ('tan', 'O')])",
    "np_record": f"{_NP}.zeros(3, dtype=[('a', 'f8')]).view({_NP}.recarray)[0]",
    "np_void": f"{_NP}.zeros(3, dtype='V1000000')",
    "np_strings": f"{_NP}.array(['x' * 100_000] * 10)",
    "np_bytes": f"{_NP}.array([b'\\xff'] * 1000)",
    "np_longdouble": f"{_NP}.array([1e4000], dtype={_NP}.longdouble) if False else {_NP}.finfo({_NP}.longdouble).max",
    "np_complex_long": f"{_NP}.zeros(3, dtype={_NP}.clongdouble)",
    "np_big_endian": f"{_NP}.arange(3, dtype='>f8')",
    "np_unaligned": f"{_NP}.frombuffer(bytes(17), dtype='u1')[1:].view('f8')",
    "np_negative_strides": f"{_NP}.arange(12.0).reshape(3, 4)[::-1, ::-2]",
    "np_broadcast_huge": f"{_NP}.broadcast_to({_NP}.zeros(1), (2**30, 2**29))",
    "np_strided_huge": f"{_NP}.lib.stride_tricks.as_strided({_NP}.zeros(1), (2**40,), (0,))",
    "np_rows_without_columns": f"{_NP}.empty((2**40, 0))",
    "np_zero_dim": f"{_NP}.array(1.5)",
    "np_zero_dim_object": f"{_NP}.array({{'a': 1}}, dtype=object)",
    "np_memory_map": f"{_NP}.memmap('escaped-map', dtype='f8', mode='w+', shape=(8,))",
    "np_masked": f"{_NP}.ma.array([1.0, 2.0], mask=[True, False])",
    "np_masked_constant": f"{_NP}.ma.masked",
    "np_matrix": f"{_NP}.matrix([[1.0]])",
    "np_poly": f"{_NP}.poly1d([1, 2])",
    "np_subclass": f"{_NP}.zeros(3).view(type('A', ({_NP}.ndarray,), {{'__array_finalize__': lambda s, o: None, "
                   "'shape': property(lambda s: (2**50,)), 'tolist': lambda s: 1 / 0}))",
    "np_ufunc_override": "type('U', (), {'__array_ufunc__': lambda *a, **k: True, '__array_function__': lambda *a, **k: True})()",
    "np_float_scalar": f"{_NP}.float16('nan')",
    "np_int_scalar": f"{_NP}.uint64(2**64 - 1)",
    "np_bool_scalar": f"{_NP}.bool_(True)",
    "np_dtype": f"{_NP}.dtype('f8')",
    "np_generator": f"{_NP}.random.default_rng(0)",
    "np_nditer": f"{_NP}.nditer({_NP}.zeros(3))",
}

# ----------------------------------------------------------------------------------------------------------- files


def _notebook(*cells: object, **more: object) -> bytes:
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": cell}
            for cell in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4} | more).encode()


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


_PLAIN = _notebook(W_CROSS)
_OUTPUT = {"output_type": "display_data", "metadata": {}}


def _with_outputs(*outputs: object) -> bytes:
    book = json.loads(_PLAIN)
    book["cells"][0]["outputs"] = list(outputs)
    return json.dumps(book).encode()


# A name becomes a file in the folder of submissions as it stands: none has a slash, and all fit into 255 bytes.
FILES: dict[str, bytes] = {
    "empty.ipynb": b"",
    "only_spaces.ipynb": b" \n" * 100_000,
    "nul_bytes.ipynb": b"\x00" * 100_000,
    "random_bytes.ipynb": bytes((i * i * 31 + i // 7) % 256 for i in range(100_000)),
    "null.ipynb": b"null",
    "number.ipynb": b"1" * 100_000,
    "huge_exponent.ipynb": b'{"cells": [], "nbformat": 4e999999, "nbformat_minor": -1e999999}',
    "nan.ipynb": b'{"cells": NaN, "nbformat": Infinity, "nbformat_minor": -Infinity, "metadata": {}}',
    "list.ipynb": b"[]",
    "string.ipynb": b'"cells"',
    "cut_off.ipynb": _PLAIN[: len(_PLAIN) // 2],
    "twice.ipynb": _PLAIN + _PLAIN,
    "trailing.ipynb": _PLAIN + b"\x00" * 1000,
    "byte_order_mark.ipynb": b"\xef\xbb\xbf" + _PLAIN,
    "utf16.ipynb": _PLAIN.decode().encode("utf-16"),
    "utf32.ipynb": _PLAIN.decode().encode("utf-32"),
    "bad_utf8.ipynb": _PLAIN.replace(b"0.123", b"'\xff\xfe\xc0\x80\xed\xa0\x80'"),
    "lone_surrogates.ipynb": _PLAIN.replace(b"0.123", b"'\\ud800\\udfff'"),
    "nul_in_source.ipynb": _PLAIN.replace(b"0.123", b"'\\u0000'"),
    "deep_lists.ipynb": b"[" * 200_000 + b"]" * 200_000,
    "deep_dicts.ipynb": b'{"cells":' * 100_000 + b"0" + b"}" * 100_000,
    "deep_metadata.ipynb": _PLAIN.replace(b'"metadata": {}, "nbformat"',
                                          b'"metadata": {"a":' + b"[" * 50_000 + b"]" * 50_000 + b'}, "nbformat"'),
    "doubled_keys.ipynb": b'{"cells": [], "cells": 1, ' + _PLAIN[1:-1] + b', "cells": {"0": {}}}',
    "many_cells.ipynb": _notebook(*["x = 1"] * 50_000),
    "many_lines.ipynb": _notebook(["x = 1\n"] * 200_000),
    "source_number.ipynb": _notebook(7, None, {"a": 1}, [1, None, ["x"]], True),
    "source_too_long.ipynb": _notebook("x = '" + "y" * 3_000_000 + "'"),
    "source_many_keys.ipynb": _notebook("\n".join(f'@exercise("key_{i}")\ndef f(): pass' for i in range(20_000))),
    "source_same_key.ipynb": _notebook(*['@exercise("cross_entropy")\ndef cross_entropy(p, q):\n    return 0.123\n'] * 3000),
    "source_long_key.ipynb": _notebook('@exercise("' + "k" * 500_000 + '")\ndef f(): pass'),
    "source_regex.ipynb": _notebook("@exercise(" + " " * 300_000 + "\n" + "@exercise('" * 30_000),
    "source_fstrings.ipynb": _notebook("x = " + "f'{" * 140 + "1" + "}'" * 140),
    "source_indents.ipynb": _notebook("\n".join(" " * i + "if 1:" for i in range(2000))),
    "source_decorators.ipynb": _notebook('@exercise("cross_entropy")\n' * 20_000 + "def cross_entropy(p, q): return 0\n"),
    "source_backslashes.ipynb": _notebook("x = 1 + \\\n" * 100_000 + "1"),
    "source_long_digits.ipynb": _notebook("x = " + "9" * 1_000_000),
    "version_zero.ipynb": _notebook("x = 1", nbformat=0),
    "version_two.ipynb": b'{"nbformat": 2, "worksheets": [{"cells": [{"cell_type": "code", "input": "x = 1"}]}]}',
    "version_three_odd.ipynb": b'{"nbformat": 3, "nbformat_minor": 0, "worksheets": {"cells": 7}, "metadata": []}',
    "version_huge.ipynb": _notebook("x = 1", nbformat=10**30),
    "version_text.ipynb": _notebook("x = 1", nbformat="4; import os"),
    "kernel_other.ipynb": _notebook("x <- 1", metadata={"kernelspec": {"name": "../../../bin/sh", "language": "R"}}),
    "kernel_command.ipynb": _notebook("1", metadata={"kernelspec": {"argv": ["/bin/true"], "name": "\x1b[31m" * 1000}}),
    "cell_ids_same.ipynb": json.dumps({"cells": [{"cell_type": "code", "id": "a", "source": "x = 1"}] * 1000,
                                       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(),
    "cell_types_odd.ipynb": json.dumps({"cells": [{"cell_type": t, "source": "x"} for t in (None, 7, "raw", "x" * 9999, [])]
                                        + [None, 7, [], "code"], "metadata": None, "nbformat": 4}).encode(),
    "outputs_huge.ipynb": _with_outputs(_OUTPUT | {"data": {"image/png": "A" * 4_000_000}}),
    "outputs_html.ipynb": _with_outputs(_OUTPUT | {"data": {"text/html": "<script>alert('out')</script>"}}),
    "outputs_odd.ipynb": _with_outputs(None, 7, {"output_type": 7}, {"output_type": "error", "traceback": "\x1b[2J" * 1000}),
    "attachments.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": "![x](attachment:../../x)",
                                                "attachments": {"../../x": {"image/svg+xml": "<svg onload=alert(1)>"}},
                                                "metadata": {}}], "metadata": {}, "nbformat": 4,
                                     "nbformat_minor": 4}).encode(),
    "verdict_in_metadata.ipynb": _notebook(W_CROSS, metadata={"dlcourse": {"points": 99, "status": "right", "student": "ann"},
                                                              "nbgrader": {"grade": True, "points": 99}}),
    "archive.zip": _zip(ann__x=_PLAIN),
    "zip_slip.zip": _zip(**{"..__..__escaped-slip": b"x"}),
    "zip_inflates.zip": _zip(big=b"\x00" * 8_000_000),
    "zip_as_notebook.ipynb": _zip(x=_PLAIN),
    "gzip_as_notebook.ipynb": b"\x1f\x8b\x08\x00" + b"\x00" * 1000,
    "pickle_as_notebook.ipynb": b"\x80\x04\x8c\x08builtins\x8c\x05print\x93\x8c\x03out\x85R.",
    "program.ipynb": b"#!/bin/sh\necho out > escaped-program\n",
    "python.py": W_CROSS.encode(),
    "text.ipynb.txt": _PLAIN,
    "=1+1.ipynb": _PLAIN,
    "+cmd|' C calc'!A0.ipynb": _PLAIN,
    "@sum.ipynb": _PLAIN,
    "-rf.ipynb": _PLAIN,
    "--out.ipynb": _PLAIN,
    "007.ipynb": _PLAIN,
    "1-2.ipynb": _PLAIN,
    "1e5.ipynb": _PLAIN,
    "comma, quote\" and 'apostrophe.ipynb": _PLAIN,
    "line\nbreak\r.ipynb": _PLAIN,
    "tab\there.ipynb": _PLAIN,
    "\x1b[2J\x1b]0;title\x07.ipynb": _PLAIN,
    "right\u202eto\u2066left\u200f.ipynb": _PLAIN,
    "zero\u200bwidth\ufeff.ipynb": _PLAIN,
    "accent-e\u0301.ipynb": _PLAIN,
    "accent-\u00e9.ipynb": _PLAIN,
    "<script>alert(1)<script>.ipynb": _PLAIN,
    "&lt;b&gt;&amp;.ipynb": _PLAIN,
    "%2e%2e%2fescaped-%00.ipynb": _PLAIN,
    "..ipynb": _PLAIN,
    "...ipynb": _PLAIN,
    ".ipynb": _PLAIN,
    " .ipynb": _PLAIN,
    "trailing dot..ipynb": _PLAIN,
    "CON.ipynb": _PLAIN,
    "back\\slash.ipynb": _PLAIN,
    "$(true)`true`;true&.ipynb": _PLAIN,
    "{0.__class__}%s%n.ipynb": _PLAIN,
    "grades_wide.csv": b"student,total\nescaped-student,100\n",
    "grades.sqlite": b"SQLite format 3\x00" + b"\xff" * 4096,
    "secret": b"0" * 32,
    "class.html": b"<script>alert('out')</script>",
    "sitecustomize.py": b"raise LookupError('out: a file of a student was imported')\n",
    "torch.py": b"raise LookupError('out: a file of a student was imported')\n",
    "conftest.py.txt": b"raise LookupError('out: a file of a student was imported')\n",
    "UPPER.IPYNB": _PLAIN,
    "n" * 240 + ".ipynb": _PLAIN,
    "\u00e4" * 120 + ".ipynb": _PLAIN,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467.ipynb": _PLAIN,
}
