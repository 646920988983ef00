"""The answer's side: holds the answer and its objects, and carries out what a frame asks for."""

from __future__ import annotations

import contextlib
import io
import linecache
import operator
import os
import re
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from .frames import MAX_TEXT, WireError, pack, unpack
from .plain import plain_torch
from .values import Decoder, Encoder

BINARY = ("add", "sub", "mul", "truediv", "pow", "matmul", "eq", "ne", "lt", "le", "gt", "ge", "getitem")
UNARY = ("neg", "pos", "abs")
_OPERATIONS: dict[str, Callable] = {name: getattr(operator, name) for name in (*BINARY, *UNARY)}
_OPERATIONS |= {"call": lambda f, args, kwargs: f(*args, **kwargs), "getattr": getattr, "setattr": setattr,
                "float": float, "len": len}


class RefusedError(TypeError):
    """A callback was called with something else than it declares, or too often."""


class Host:
    """Holds the answer and the objects it makes; carries out what a frame asks for."""

    def __init__(self, answer: Any, *, here: str = os.path.dirname(__file__)):
        self.objects: dict[int, Any] = {0: answer}
        self._given: dict[int, _Distant] = {}  # by its number: what a session hands over twice is one function
        self._generators: dict[int, torch.Generator] = {}  # by its number as well
        self._own = -1  # handles given out by this side count downwards
        self._library = (os.path.dirname(torch.__file__), os.path.dirname(np.__file__), here)

    def serve(self, frame: bytes, call_back: Callable[[bytes], bytes]) -> bytes:
        """Carry out one frame of operations; the reply holds the fetched values or the error."""
        head, blob = unpack(frame)
        if head.get("begins"):  # another session counts its functions anew
            self._given.clear()
            self._generators.clear()
        printed = io.StringIO()
        seen = _Operations() if head.get("watch") else None
        report: dict[str, Any] = {"changed": []}
        encoder = Encoder(self._handle)
        try:
            with contextlib.redirect_stdout(printed), plain_torch():
                self._run(head, blob, call_back, seen, report)
                report["values"] = [encoder.tree(self.objects[i]) for i in head["fetch"]]
        except (Exception, SystemExit) as error:
            encoder.blobs, report["error"] = [], self._describe(error)
        report["printed"] = printed.getvalue()[:MAX_TEXT]
        report["operations"] = sorted(seen.names) if seen else []
        try:
            return pack(report, encoder.blobs)
        except WireError as error:
            return pack({"changed": [], "printed": "", "operations": [],
                         "error": ["ValueError", f"your result cannot be compared: {error}", "", 0]})

    def _run(self, head: dict, blob: bytes, call_back: Callable, seen: _Operations | None, report: dict) -> None:
        decoder = Decoder(blob, lambda mark, rest: self._special(mark, rest, call_back, seen))
        watched = seen or contextlib.nullcontext()  # while the answer works: reading its values is slower in it
        for target, name, arguments in head["do"]:
            values = decoder.value(arguments)
            if name == "call":
                function, args, kwargs = values
                if head.get("draws") is not None:
                    torch.default_generator.manual_seed(head["draws"])
                before = _bytes_of(args)
                with watched:
                    self.objects[target] = function(*args, **kwargs)
                after = _bytes_of(args)
                report["changed"] += [i for i, (b, a) in enumerate(zip(before, after)) if b != a]
            else:
                with watched:
                    self.objects[target] = _OPERATIONS[name](*values)
        decoder.done()

    def _special(self, mark: str, rest: list, call_back: Callable, seen: _Operations | None) -> Any:
        if mark == "h":
            return self.objects[rest[0]]
        if mark == "c":
            given = self._given.setdefault(rest[0], _Distant(rest[0], rest[1], call_back, seen))
            given.serve(call_back, seen)
            return given
        if mark == "g":
            return self._generators.setdefault(rest[0], torch.Generator().manual_seed(rest[1]))
        raise WireError("a value is of an unknown kind")

    def _handle(self, value: Any) -> list:
        number, self._own = self._own, self._own - 1
        self.objects[number] = value
        return ["h", number, _kind_of(value), callable(value)]

    def _describe(self, error: BaseException) -> list:
        frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(self._library)
                  and not f.filename.startswith(("<frozen", "<__array_function__"))
                  and f"{os.sep}lib{os.sep}python" not in f.filename]
        own = frames[-1] if frames else None
        line = linecache.getline(own.filename, own.lineno or 0).strip() if own else ""
        if isinstance(error, WireError):
            return ["ValueError", f"your result cannot be compared: {error}"[:MAX_TEXT // 4], "", 0]
        message = re.sub(r"0x[0-9a-fA-F]{6,}", "0x...", str(error))[:MAX_TEXT // 4]
        return [type(error).__name__, message, line[:200], (own.lineno or 0) if own else 0]


def _kind_of(value: Any) -> str:
    """The type of what cannot travel, in a learner's words: a tensor of a kind that does not is more than "Tensor"."""
    if isinstance(value, torch.Tensor):
        if value.layout is not torch.strided:
            return f"{str(value.layout).removeprefix('torch.')} tensor"
        return f"tensor of dtype {str(value.dtype).removeprefix('torch.')}"
    return type(value).__name__


class _Distant:
    """On the answer's side: a function whose body is on the check's side."""

    def __init__(self, number: int, name: str, call_back: Callable, seen: _Operations | None):
        self._number, self.__name__ = number, name
        self.serve(call_back, seen)

    def serve(self, call_back: Callable, seen: _Operations | None) -> None:
        """From now on, calls go this way and are watched by this."""
        self._call_back, self._seen = call_back, seen

    def __call__(self, *args: Any) -> Any:
        encoder = Encoder(lambda value: ["?", type(value).__name__])
        frame = pack({"callback": self._number, "args": encoder.tree(args)}, encoder.blobs)
        with self._seen.paused() if self._seen else contextlib.nullcontext():
            head, blob = unpack(self._call_back(frame))
        if "refused" in head:
            raise RefusedError(head["refused"])
        decoder = Decoder(blob, _refuse)
        value = decoder.value(head["value"])
        decoder.done()
        return value

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


def _refuse(mark: str, rest: list) -> Any:
    raise WireError(f"a value of kind {mark!r} does not belong here")


def _bytes_of(args: tuple) -> list[bytes]:
    """One byte string an argument, equal as long as nobody writes into it."""
    found = []
    for value in args:
        encoder = Encoder(lambda value: ["?"])
        tree = encoder.tree(value)
        packed: Any = msgpack.packb(tree)
        found.append(packed + b"".join(encoder.blobs))
    return found


class _Operations(TorchDispatchMode):
    """Records the names of the operations that torch carries out."""

    def __init__(self):
        super().__init__()
        self._met: set[Any] = set()
        self._off = False

    @property
    def names(self) -> set[str]:
        """What was carried out, each operation once."""
        return {operation._schema.name for operation in self._met}

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """False: torch would load its compiler at the first operation, almost a second that a student waits."""
        return False

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        if not self._off and len(self._met) < 200:
            self._met.add(function)
        return function(*args, **kwargs) if kwargs else function(*args)

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        self._off = True
        try:
            yield
        finally:
            self._off = False
