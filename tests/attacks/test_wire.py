"""Replies that student code writes itself, straight into the connection to the trusted process."""

import numpy as np
import pytest

pytestmark = pytest.mark.attacks

TOP = """
import os, struct, threading, time, msgpack

def frame(head, blob=b'', sizes=None):
    head = head if isinstance(head, bytes) else msgpack.packb(head)
    return struct.pack('<II', *(sizes or (len(head), len(blob)))) + head + blob

def reply(*values, blob=b'', **more):
    return frame({'changed': [], 'printed': '', 'operations': [], 'values': list(values), **more}, blob)

def send(raw):
    while raw:
        raw = raw[os.write(3, raw):]

@exercise("central_diff")
def central_diff(f, theta, eps):
    """
F8 = '["T", "float64", %s]'
WIRE = {
    "a forged reply": "send(reply(0.0))",
    "fifty replies in store": "send(reply(0.0) * 50)",
    "a reply and the end": "send(reply(1.0))\nos._exit(0)",
    "an empty frame": "send(b'\\0' * 8)",
    "half a frame": "send(reply(0.0)[:9])\ntime.sleep(9)",
    "a byte a tenth of a second": "for b in reply(0.0):\n    send(bytes([b]))\n    time.sleep(0.1)",
    "noise": "send(os.urandom(1 << 16))",
    "endless noise": "while True: send(os.urandom(1 << 16))",
    "endless callbacks": "while True: send(frame({'callback': 0, 'args': []}))",
    "4 GB announced": "send(b'\\xff' * 8 + b'x' * 1000)",
    "64 MB announced, never sent": "send(frame(b'\\x80', sizes=(1, 1 << 26)))\ntime.sleep(9)",
    "64 MB of zeros": "send(reply(['T', 'uint8', [1 << 26]], blob=bytes(1 << 26)))",
    "a head of 256 KB": "send(frame(b'\\xc0' * (256 << 10)))",
    "a head that is no table": "send(frame([1, 2, 3]))",
    "text for a table": "send(frame('correct'))",
    "two heads": "send(frame(msgpack.packb({'values': []}) * 2))",
    "a table with one key twice": "send(frame(b'\\x82' + 2 * (msgpack.packb('values') + msgpack.packb([0.0]))))",
    "numbers for keys": "send(frame({1: 2, 3: 4}))",
    "extension types": "send(frame(msgpack.packb({'values': [msgpack.ExtType(1, b'cos\\nsystem')]})))",
    "a timestamp": "send(frame(b'\\x81\\xa6values\\x91\\xd6\\xff\\0\\0\\0\\0'))",
    "an announced list of 2 ** 32": "send(frame(b'\\x81\\xa6values\\xdd\\xff\\xff\\xff\\xff'))",
    "nested a thousand deep": "send(frame(b'\\x81\\xa6values' + b'\\x91' * 1000 + b'\\xc0'))",
    "nested two hundred thousand deep": "send(frame(b'\\x81\\xa6values' + b'\\x91' * 200_000 + b'\\xc0'))",
    "our form, nested a thousand deep": "v = 0\nfor _ in range(500): v = ['l', v]\nsend(reply(v))",
    "100,000 parts": "send(reply(['l', *[0] * 100_000]))",
    "100,000 results": "send(reply(*[0] * 100_000))",
    "no result": "send(reply())",
    "no values": "send(frame({'changed': []}))",
    "values of text": "send(frame({'values': 'correct'}))",
    "an unknown kind": "send(reply(['pickle', 'gASVKAAAAA==']))",
    "a handle that is none": "send(reply(['h', 10 ** 18, 'Tensor', True]))",
    "a handle with a hostile name": "send(reply(['h', 5, '<script>' * 10_000, True]))",
    "a callback as result": "send(reply(['c', 0, 'f']))",
    "an unknown dtype": "send(reply(['T', 'object', [1]], blob=bytes(8)))",
    "a negative length": "send(reply(['T', 'float64', [-1]], blob=bytes(8)))",
    "lengths that overflow": "send(reply(['T', 'float64', [1 << 26] * 8], blob=bytes(8)))",
    "lengths that overflow to nothing": "send(reply(['T', 'float64', [1 << 26] * 7 + [0]]))",
    "true for a length": "send(reply(['T', 'float64', [True]], blob=bytes(8)))",
    "nine axes": "send(reply(['T', 'float64', [1] * 9], blob=bytes(8)))",
    "too few bytes": "send(reply(['T', 'float64', [2]], blob=bytes(8)))",
    "bytes left over": "send(reply(['T', 'float64', [1]], blob=bytes(99)))",
    "booleans of 255": "send(reply(['T', 'bool', [8]], blob=b'\\xff' * 8))",
    "a number of a million digits": "send(reply(['i', '9' * 200_000]))",
    "other digits": "send(reply(['i', '\\u0661' * 5]))",
    "a table whose keys are lists": "send(reply(['d', [['l'], 1]]))",
    "keys that collide": "send(reply(['d', *[[['i', str(k * (2 ** 61 - 1))], None] for k in range(1, 7000)]]))",
    "bytes for text": "send(frame({'values': [b'x'], 'printed': b'x'}))",
    "text that is not UTF-8": "send(frame(b'\\x81\\xa6values\\x91\\xa2\\xff\\xfe'))",
    "an error of the wrong form": "send(reply(error={'kind': 'correct'}))",
    "an error of one part": "send(reply(error=['x']))",
    "an error with a huge text": "send(reply(error=['E', 'x' * 200_000, '', 0]))",
    "a hostile error": "send(reply(error=['<b onclick=x>', '\\x1b]0;\\x07\\u202e', '</td><script>', -1]))",
    "an error NotImplementedError": "send(reply(error=['NotImplementedError', '', '', 0]))",
    "huge line numbers": "send(reply(error=['E', 'x', 'y', 2 ** 64 - 1]))",
    "operations of other types": "send(reply(0.0, operations=[[1]]))",
    "ten thousand operations": "send(reply(0.0, operations=['a'] * 10_000))",
    "changed that is no list": "send(reply(0.0, changed=7))",
    "changed negative": "send(reply(0.0, changed=[-1]))",
    "printed that is a table": "send(reply(0.0, printed={}))",
    "a call of no function": "send(frame({'callback': 99, 'args': []}))",
    "a call of function -1": "send(frame({'callback': -1, 'args': []}))",
    "a call of function true": "send(frame({'callback': True, 'args': []}))",
    "a call without arguments": "send(frame({'callback': 0}))",
    "a call with a table": "send(frame({'callback': 0, 'args': {}}))",
    "a call with a bare list": "send(frame({'callback': 0, 'args': [1, 2]}))",
    "a call with a number": "send(frame({'callback': 0, 'args': ['t', 1]}))",
    "a call with a huge tensor": "send(frame({'callback': 0, 'args': ['t', ['T', 'float64', [1 << 23]]]},"
                                 " bytes(1 << 26)))",
    "a call and an answer to it": "send(frame({'callback': 0, 'args': ['t', 1]}) + reply(0.0))\nos.read(3, 9)",
    "reads what comes next": "os.read(3, 1 << 20)",
    "a thread that answers before": "threading.Thread(target=lambda: [send(reply(0.0)) for _ in range(9)]).start()",
    "another verdict": "send(frame({'status': 'correct', 'points': 2, 'known': True, 'class': 0, 'values': [1.0]}))",
    "descriptors along": "import array, socket\ns = socket.socket(fileno=os.dup(3))\n"
                         "s.sendmsg([reply(0.0)], [(1, socket.SCM_RIGHTS, array.array('i', [0, 1, 2]))])",
    "out of band": "import socket\nsocket.socket(fileno=os.dup(3)).send(b'x' * 8, socket.MSG_OOB)",
}


@pytest.mark.parametrize("name", WIRE)
def test_a_forged_reply_earns_nothing(shooting_range, name):
    row, honest = shooting_range.hostile(TOP + WIRE[name].replace("\n", "\n    ") + "\n    return theta")
    assert (row.status, row.points) in (("error", 0), ("not yet", 0), ("not attempted", 0)), row
    assert "<script" not in row.card
    assert "onclick=x>" not in row.card
    assert "\x1b" not in row.card + row.note
    assert (honest.status, honest.points) == ("correct", 2), honest




@pytest.mark.parametrize("text, most", [
    pytest.param("send(reply(['T', 'uint8', [1 << 26]], blob=bytes(1 << 26)))", 500, id="64 MB"),
    pytest.param("send(reply(['T', 'float64', [1 << 20, 0]]))", 40, id="a tensor of empty rows"),
    pytest.param("f(torch.ones(8 << 20, dtype=torch.float64))", 500, id="a call with 64 MB"),
])
def test_the_trusted_process_stays_small(shooting_range, text, most):
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")  # forget the peak so far
    before = shooting_range.memory("VmHWM")
    row, _ = shooting_range.hostile(TOP + text + "\n    return theta")
    assert row.points == 0
    assert shooting_range.memory("VmHWM") - before < most


def test_a_call_that_asks_for_much_is_refused(shooting_range):
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")
    before = shooting_range.memory("VmHWM")
    cell = ("@exercise('minibatch_grad')\ndef g(per_sample, *rest):\n"
            "    return per_sample(torch.zeros(8_000_000, dtype=torch.int64))")
    row, = shooting_range.attack(shooting_range.notebook(cell), keys=("minibatch_grad",)).rows
    assert (row.status, row.points) == ("error", 0)
    assert shooting_range.memory("VmHWM") - before < 700


@pytest.mark.parametrize("kind", [
    *(pytest.param(kind) for kind in ("uint16", "uint32", "uint64", "bool")),
    "int8", "float16", "complex128"])
@pytest.mark.parametrize("mark", ["N", "n"])
def test_every_kind_of_array_can_be_shown(shooting_range, mark, kind):
    size = np.dtype(kind).itemsize
    forged = f"send(reply(['{mark}', '{kind}', [1]], blob=bytes({size})))\n    return theta"
    row, _ = shooting_range.hostile(TOP + forged)
    assert (row.status, row.points) in (("not yet", 0), ("error", 0))


@pytest.mark.filterwarnings("ignore:Casting complex")
@pytest.mark.parametrize("kind", ["bfloat16", "float16", "complex64", "int8",
                                  pytest.param("bool")])
def test_every_kind_of_tensor_can_be_shown(shooting_range, kind):
    row, _ = shooting_range.hostile(f"@exercise('central_diff')\ndef c(f, theta, eps): return theta.to(torch.{kind})")
    assert (row.status, row.points) == ("not yet", 0)
