"""How values, objects and calls travel between a check and an answer. Imports nothing of ours.

A check runs on one side, the learner's answer lives on the other: in the same process (a notebook) or in
another one (a grader). Tensors, arrays, numbers, text, None, tuples, lists and dicts travel as data. Classes,
their instances and everything else stay where they are, behind a *handle*. A function that is handed to the
answer is a *callback*: it is evaluated on the check's side, after its arguments have been compared with what
it declares. A torch.Generator is made anew on the answer's side, with its seed, and stays the same one in later calls.

    frames    messages as bytes, and back         values    tensors and the rest as data, and back
    host      the answer's side                   session   the check's side
    stream    frames from a pipe                 plain     torch's own settings, whatever a notebook has set
"""

from .frames import WireError, pack, unpack
from .host import Host, RefusedError
from .plain import plain_torch, settings
from .session import AnswerError, Callback, Exchange, Remote, Session, Unknown, drawing, local
from .stream import read_frame
from .values import Decoder, Encoder

__all__ = ["AnswerError", "Callback", "Decoder", "Encoder", "Exchange", "Host", "RefusedError", "Remote", "Session",
           "Unknown", "WireError", "drawing", "local", "pack", "plain_torch", "read_frame", "settings", "unpack"]
