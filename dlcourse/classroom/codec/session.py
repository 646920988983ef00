"""The check's side: uses an answer as if it were here, wherever it lives."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import torch

from .frames import MAX_TEXT, WireError, pack, unpack
from .host import BINARY, UNARY, Host, RefusedError
from .values import Decoder, Encoder

Exchange = Callable[[bytes, Callable[[bytes], bytes]], bytes]


class AnswerError(Exception):
    """The answer raised. Carries what the learner needs to see."""

    def __init__(self, kind: str, message: str, line: str = "", number: int = 0):
        super().__init__(f"{kind}: {message}")
        self.kind, self.message, self.line, self.number = kind, message, line, number

    @property
    def unwritten(self) -> bool:
        """Whether a body is still missing; torch raises the same class for an operation that a dtype lacks."""
        return self.kind == "NotImplementedError" and " not implemented for " not in self.message


@dataclass
class Callback:
    """A function handed to the answer, with what it accepts and how often.

    shapes and dtypes name, argument by argument, what is accepted (a shape of None means any shape).
    """

    function: Callable
    shapes: tuple[tuple[int, ...] | None, ...]
    dtypes: tuple[torch.dtype, ...] = (torch.float64,)
    budget: int = 20_000
    name: str = "f"
    formula: str = ""  # what a card shows for it
    calls: int = 0

    def __call__(self, *args: Any) -> Any:
        """Call the function, unless the answer calls it too often or with too much."""
        self._admit(args)
        self.calls += 1
        return self.function(*args)

    def _admit(self, args: tuple) -> None:
        if len(args) != len(self.shapes):
            raise RefusedError(f"{self.name} takes {len(self.shapes)} argument(s), you called it with {len(args)}")
        if self.calls >= self.budget:
            raise RefusedError(f"{self.name} has been called {self.calls} times, which is far too often")
        for shape, value in zip(self.shapes, args, strict=True):
            described = f"a tensor of shape {shape if shape is not None else '(any)'}"
            if not isinstance(value, torch.Tensor):
                raise RefusedError(f"{self.name} takes {described}, you called it with a {type(value).__name__}")
            if value.dtype not in self.dtypes or (shape is not None and tuple(value.shape) != shape):
                wanted = " or ".join(str(d).removeprefix("torch.") for d in self.dtypes)
                raise RefusedError(
                    f"{self.name} takes {described} and dtype {wanted}, you called it with shape "
                    f"{tuple(value.shape)} and dtype {str(value.dtype).removeprefix('torch.')}")


@dataclass
class Session:
    """Talks to one Host through `exchange(frame, call_back) -> frame`, in this process or another."""

    exchange: Exchange
    watch: bool = False
    changed: list[int] = field(default_factory=list)
    printed: str = ""
    operations: set[str] = field(default_factory=set)
    _pending: list = field(default_factory=list)
    _blobs: list = field(default_factory=list)
    _callbacks: list[Callback] = field(default_factory=list)
    _generators: list[torch.Generator] = field(default_factory=list)
    _next: int = 1
    _begins: bool = True  # nothing was sent yet

    def answer(self, *, is_class: bool = False) -> Remote:
        """The learner's function or class, to be used as if it were here."""
        return Remote(self, 0, lazy=is_class)

    def record(self, name: str, *values: Any) -> Remote:
        """Note an operation; it is carried out with the next fetch."""
        encoder = Encoder(self._outgoing)
        self._pending.append([self._next, name, encoder.tree(values)])
        self._blobs += encoder.blobs
        self._next += 1
        remote = Remote(self, self._next - 1, lazy=True)
        if len(self._pending) >= 1000:
            self.fetch()
        return remote

    def fetch(self, *wanted: Remote) -> list[Any]:
        """Carry out everything noted and bring these results over: data, or handles."""
        head = {"do": self._pending, "fetch": [object.__getattribute__(w, "_number") for w in wanted],
                "watch": self.watch, "begins": self._begins, "draws": _DRAWS.get()}
        frame = pack(head, self._blobs)
        self._pending, self._blobs, self._begins = [], [], False
        reply, blob = unpack(self.exchange(frame, self._call_back))
        self.printed += str(reply.get("printed", ""))[:MAX_TEXT]
        self.operations |= set(reply.get("operations", ()))
        self.changed += [i for i in reply.get("changed", ()) if i not in self.changed]
        if reply.get("error"):
            raise AnswerError(*reply["error"])
        decoder = Decoder(blob, self._incoming)
        trees = reply.get("values", [])
        if type(trees) is not list or len(trees) != len(wanted):
            raise WireError("a reply holds another number of values than was asked for")
        values = [decoder.value(tree) for tree in trees]
        decoder.done()
        return values

    def _outgoing(self, value: Any) -> list:
        if isinstance(value, Remote):
            return ["h", object.__getattribute__(value, "_number")]
        if isinstance(value, Callback):
            return ["c", _number(self._callbacks, value), value.name]
        if isinstance(value, torch.Generator):  # made anew over there with its seed; the same one in later calls
            return ["g", _number(self._generators, value), value.initial_seed()]
        raise WireError(f"a {type(value).__name__} cannot be handed to an answer; hand over data, a Callback or a "
                        "torch.Generator")

    def _incoming(self, mark: str, rest: list) -> Any:
        if mark == "h" and len(rest) == 3 and type(rest[0]) is int:
            return Remote(self, rest[0], lazy=True, described=str(rest[1])[:80])
        raise WireError("a value is of an unknown kind")

    def _call_back(self, frame: bytes) -> bytes:
        head, blob = unpack(frame)
        decoder = Decoder(blob, lambda mark, rest: Unknown(str(rest[0])[:80]))
        args = decoder.value(head["args"])
        if type(args) not in (list, tuple):
            raise WireError("the arguments of a call are no list")
        callback = self._callbacks[head["callback"]]
        try:
            value = callback(*args)
        except RefusedError as error:
            return pack({"refused": str(error)})
        except (ArithmeticError, IndexError, KeyError, RuntimeError, TypeError, ValueError) as error:
            return pack({"refused": f"{callback.name} cannot be computed for what you gave it: {error}"[:500]})
        encoder = Encoder(_refuse_opaque)
        return pack({"value": encoder.tree(value)}, encoder.blobs)


_DRAWS: ContextVar[int | None] = ContextVar("_DRAWS", default=None)


@contextlib.contextmanager
def drawing(seed: int) -> Iterator[None]:
    """Each call of an answer meanwhile, here or in another process, finds torch's own generator at this seed."""
    token = _DRAWS.set(seed)
    try:
        with torch.random.fork_rng(devices=[]):
            torch.default_generator.manual_seed(seed)
            yield
    finally:
        _DRAWS.reset(token)


@dataclass(frozen=True)
class Unknown:
    """Stands for something that does not travel as data; carries the name of its type."""

    described: str


def _refuse_opaque(value: Any) -> list:
    raise WireError(f"a callback returned a {type(value).__name__}, which is not data")


class Remote:
    """Stands on the check's side for an object on the answer's side.

    Operators and calls are noted and sent together; reading an attribute fetches it. So a driver reads like
    plain Python and still costs one message for a whole expression.
    """

    __slots__ = ("_described", "_lazy", "_number", "_session")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, session: Session, number: int, *, lazy: bool, described: str = ""):
        for name, value in (("_session", session), ("_number", number), ("_lazy", lazy), ("_described", described)):
            object.__setattr__(self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Record a call, and fetch its result unless it can wait."""
        result = self._session.record("call", self, args, kwargs)
        return result if self._lazy else self._session.fetch(result)[0]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._session.fetch(self._session.record("getattr", self, name))[0]

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.record("setattr", self, name, value)

    def __float__(self) -> float:
        return float(self._session.fetch(self._session.record("float", self))[0])

    def __len__(self) -> int:
        return int(self._session.fetch(self._session.record("len", self))[0])

    def __repr__(self) -> str:
        return f"<{self._described or 'object'} of the answer>"


def _install_operators() -> None:
    def forward(name: str) -> Callable:
        return lambda self, *others: self._session.record(name, self, *others)

    def reverse(name: str) -> Callable:
        return lambda self, other: self._session.record(name, other, self)

    def compared(name: str) -> Callable:
        return lambda self, other: self._session.fetch(self._session.record(name, self, other))[0]

    for name in (*BINARY, *UNARY):
        comparison = name in ("eq", "ne", "lt", "le", "gt", "ge")
        setattr(Remote, f"__{name}__", compared(name) if comparison else forward(name))
        if name in ("add", "sub", "mul", "truediv", "pow", "matmul"):
            setattr(Remote, f"__r{name}__", reverse(name))


_install_operators()


def local(answer: Any, *, watch: bool = False) -> tuple[Session, Remote]:
    """A session with an answer in this very process; values are copied all the same."""
    session = Session(Host(answer).serve, watch=watch)
    return session, session.answer(is_class=isinstance(answer, type))


def _number(known: list, value: Any) -> int:
    """The place of this very object among those that were handed over; a new one joins them at the end."""
    number = next((i for i, one in enumerate(known) if one is value), len(known))
    if number == len(known):
        known.append(value)
    return number
