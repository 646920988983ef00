"""Mutated frames: whatever bytes a worker sends, reading them gives data or WireError, in little time and memory.

DLCOURSE_FUZZ is the number of mutations, 3000 if not given.
"""

import collections
import os
import random
import resource
import struct
import time

import msgpack
import numpy as np
import pytest
import torch

from dlcourse.classroom.codec import Decoder, Encoder, Host, Remote, Session, WireError, pack, unpack
from dlcourse.classroom.codec.frames import MAX_BLOB, MAX_HEAD
from dlcourse.grading.trusted import client

COUNT = int(os.environ.get("DLCOURSE_FUZZ", "3000"))
VALUES = [1.5, -3, 10**30, 1j, None, True, "text", (1.0, [2, {"a": 3, (1, 2): None}]), torch.ones(2, 3),
          torch.tensor(True), torch.tensor([1 + 2j]), torch.zeros(2, 0), torch.ones(3, dtype=torch.bfloat16),
          np.float32(2), np.arange(4, dtype="uint16"), np.array([[True, False]]), {"w": torch.ones(2), "b": np.eye(2)}]
HUGE = [0] + [MAX_BLOB] * 7
LEAVES = [None, True, False, 0, 1, -1, 2, 2**31, 2**63, 2**64 - 1, -2**63, 0.0, 1e308, float("nan"), "", "x", "T", "N",
          "n", "l", "t", "d", "i", "z", "h", "c", "?", "float64", "bool", "bfloat16", "object", "complex128", b"", b"x",
          [], {}, ["l"], ["T"], ["T", "float64", []], ["N", "bool", [0]], ["d", [1]], ["i", "9" * 500], ["i", "-1"],
          ["i", 1.5], ["z", 1.0, 2], ["h", 0, "f", True], ["?", "f"], ["T", ["float64"], []], ["n", {}, []],
          ["N", "int8", [-1]], ["T", "int64", [2**40]], ["T", "float32", HUGE], ["N", "float32", HUGE],
          ["n", "uint8", [1] * 9], ["T", "float64", [True]], ["d", [["l"], 1]], ["d", [["T", "float64", []], 1]],
          msgpack.ExtType(1, b""), "\0", "é🙂", "x" * 5000, [0] * 1001, ["x"] * 501, "error", "values", "callback"]
KEYS = ["error", "values", "callback", "args", "x"]
FAULT = "Decoder._array: TypeError for a dtype that is no text, ValueError or RuntimeError for an empty array too large"


def seeds():
    """Trees and array bytes of replies and calls as a worker sends them."""
    found = []
    for value in (*VALUES, tuple(VALUES)):
        encoder = Encoder(lambda value: ["?", "x"])
        tree = encoder.tree(value)
        found.append(({"values": [tree], "changed": [0], "printed": "p", "operations": ["aten::add"]},
                      b"".join(encoder.blobs)))
        found.append(({"callback": 0, "args": ["t", tree]}, b"".join(encoder.blobs)))
    for answer in (lambda x: x / 0, lambda x: (x, object())):
        host = Host(answer)

        def exchange(frame, call_back, host=host):
            found.append(unpack(host.serve(frame, call_back)))
            return pack({"values": [None]})

        Session(exchange).answer()(1.0)
    return found


def mutated(tree, rng):
    """A copy of a tree that differs in one place."""
    at, part = [], tree
    while part and type(part) in (list, dict) and len(at) < 60 and rng.random() < 0.75:
        at.append(rng.choice(list(part)) if type(part) is dict else rng.randrange(len(part)))
        part = part[at[-1]]
    return _changed(tree, at, rng)


def _changed(tree, at, rng):
    if at:
        copy = tree.copy()
        copy[at[0]] = _changed(tree[at[0]], at[1:], rng)
        return copy
    kind = rng.randrange(6)
    if kind == 0 and type(tree) is list and tree:
        i = rng.randrange(len(tree))
        return [*tree[:i], *tree[i + 1:]] if rng.random() < 0.5 else [*tree[:i + 1], *tree[i:]]
    if kind == 0 and type(tree) is dict and tree:
        return {key: tree[key] for key in list(tree)[1:]} | {rng.choice(KEYS): 0}
    if kind == 1:
        return rng.choice([[tree], {"x": tree}, ["l", tree], ["t", tree, tree], ["d", [tree, tree]], ["i", tree]])
    if kind == 2 and type(tree) is int:
        return rng.choice([tree + 1, -tree, tree << 8, float(tree), str(tree), tree ^ 1 << rng.randrange(32)])
    if kind == 3 and rng.random() < 0.02:
        for _ in range(rng.choice([31, 33, 600])):
            tree = rng.choice([["l", tree], ["d", ["k", tree]]])
        return tree
    if kind == 3 and rng.random() < 0.005:
        return ["l", *[None] * rng.choice([19_990, 30_000, 300_000])]
    return rng.choice(LEAVES)


def frames(count, rng):
    """Frames that are nearly right: trees, array bytes, sizes and single bytes changed."""
    start = seeds()
    for _ in range(count):
        tree, blob = rng.choice(start)
        for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 6))):
            tree = mutated(tree, rng)
        if rng.random() < 0.25:
            blob = rng.choice([b"", blob + b"\0", blob[:-1], blob * 2, b"\xff" * len(blob), b"\2" * 64])
        try:
            head = msgpack.packb(tree, use_bin_type=True)
        except (OverflowError, ValueError):
            continue
        sizes = [len(head), len(blob)]
        if rng.random() < 0.1:
            sizes[rng.randrange(2)] += rng.choice([-1, 1, 255, 2**31, MAX_HEAD, MAX_BLOB])
        frame = bytearray(struct.pack("<II", *(size % 2**32 for size in sizes)) + head + blob)
        if rng.random() < 0.25:
            for _ in range(rng.choice((1, 1, 2, 8))):
                frame[rng.randrange(len(frame))] = rng.randrange(256)
        if rng.random() < 0.05:
            frame = frame[:rng.randrange(len(frame) + 1)]
        yield bytes(frame)


def taken_in(frame, session):
    """Read a frame as the trusted side does; raises WireError."""
    head, blob = unpack(frame)
    if "callback" in head:
        decoder = Decoder(blob, lambda mark, rest: rest[:1])
        decoder.value(head.get("args"))
    else:
        client._reply_of_the_right_form(head)
        decoder = Decoder(blob, session._incoming)
        for tree in head.get("values", []):
            decoder.value(tree)
    decoder.done()


def test_valid_frames_are_taken_in():
    for tree, blob in seeds():
        if tree.get("values") != [["?", "x"]]:
            taken_in(pack(tree, [blob]), Session(None))


def test_mutated_frames():
    rng, session = random.Random(20), Session(None)
    unexpected, slowest, tried, fine = collections.Counter(), 0.0, 0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for frame in frames(COUNT, rng):
        tried, began = tried + 1, time.process_time()
        try:
            taken_in(frame, session)
            fine += 1
        except WireError:
            pass
        except Exception as error:
            unexpected[f"{type(error).__name__}: {str(error)[:60]}"] += 1
        slowest = max(slowest, time.process_time() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{tried} mutations: {fine} still valid, slowest {slowest:.3f} s, memory grew {grown:.0f} MB, {unexpected}")
    assert slowest < 1
    assert grown < 200
    assert 0 < fine < tried / 2
    assert not unexpected


@pytest.mark.parametrize("tree", [["T", [], []], ["N", {}, [1]], ["n", ["bool"], [0]], ["T", "int8", HUGE],
                                  ["N", "int8", HUGE], ["n", "int8", HUGE]], ids=str)
def test_arrays_that_cannot_be(tree):
    with pytest.raises(WireError):
        Decoder(b"", lambda mark, rest: None).value(tree)


@pytest.mark.parametrize("tree, blob", [
    (["T", "float64", [2**26, 2**26]], b""), (["T", "float64", [2]], b"\0" * 15), (["N", "bool", [2]], b"\1\2"),
    (["N", "int8", [True]], b"\0"), (["T", "int8", [1] * 9], b"\0"), (["N", "object", [0]], b""), ([], b""), ([1], b""),
    (["T", "uint16", [0]], b""), (["d", 1], b""), (["d", [["l"], 1]], b""), (["d", [["N", "int8", [0]], 1]], b""),
    (["i", "1\n"], b""), (["i", "1_0"], b""), (["i", "9" * 401], b""), (["z", 1, 2.0], b""), (["h", 0], b""),
    ({}, b""), (b"x", b""), (["l", *[None] * 20_000], b""), (None, b"\0")], ids=lambda value: str(value)[:25])
def test_what_a_decoder_refuses(tree, blob):
    decoder = Decoder(blob, Session(None)._incoming)
    with pytest.raises(WireError):
        [decoder.value(tree), decoder.done()]


def test_handles_stay_handles():
    assert isinstance(Decoder(b"", Session(None)._incoming).value(["h", -1, "Net", True]), Remote)
