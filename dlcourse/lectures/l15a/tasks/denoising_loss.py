"""Exercise: the loss of a denoising autoencoder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task
from dlcourse.models.autoencoder import reconstruction_error


def reference(X: Tensor, noise: Tensor, sd: float, W: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    """The package's error of what a small network makes of the spoiled inputs."""
    return reconstruction_error(torch.addmm(c, torch.addmm(b, torch.add(X, noise, alpha=sd), W.T).tanh(), V.T), X)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, n: int, d: int, m: int, sd: float) -> Case:
        return case(label, X=draw.away_from_zero(n, d), noise=draw.away_from_zero(n, d), sd=sd,
                    W=0.7 * draw.away_from_zero(m, d), b=draw.away_from_zero(m), V=draw.away_from_zero(d, m),
                    c=draw.away_from_zero(d))

    return [
        case("the example of the text", **EXAMPLE),
        some("four samples of three features, a code of two", 4, 3, 2, 0.4),
        some("three samples of five features, a code of four", 3, 5, 4, 1.5),
        some("as many numbers in the code as features", 5, 2, 2, 0.7),
        some("one sample", 1, 4, 3, 0.6),
        some("one feature", 6, 1, 2, 0.3),
        some("a code of one number", 2, 3, 1, 2.5),
        some("no noise", 3, 4, 2, 0.0),
    ]


EXAMPLE: dict[str, Any] = {
    "X": numbers([[1, 2], [3, 0]]), "noise": numbers([[2, -4], [-6, 2]]), "sd": 0.5, "W": numbers([[1, 1]]),
    "b": numbers([-2]), "V": numbers([[2], [4]]), "c": numbers(1, 0)}

task = Task(
    key="denoising_loss", title="The loss of a denoising autoencoder", points=2, difficulty=1, minutes=15,
    objective="train against noise: spoil the input, and keep the target clean",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N15-05",),
    hints=(
        "Two different tables of samples play a part: one that the encoder sees, and one that the copy is "
        "compared with. Which of them has the noise?",
        "In the example the encoder sees (2, 0) and (0, 1). What does it make of them, and which points should the two "
        "copies come close to?",
        "seen = X + ____; Z = torch.tanh(seen @ ____ + b); copies = Z @ ____ + c; return ((copies - ____) ** "
        "2).sum(____).mean()",
    ),
)


@task.solution
def denoising_loss(X, noise, sd, W, b, V, c):
    seen = X + sd * noise                       # step: what the encoder sees
    Z = torch.tanh(seen @ W.T + b)              # step: the code
    copies = Z @ V.T + c                        # step: the copy
    missed = (copies - X) ** 2                  # step: how far it misses the clean sample
    return missed.sum(dim=1).mean()             # step: added over features, averaged over samples


@task.right
def sample_by_sample(X, noise, sd, W, b, V, c):
    total = torch.zeros((), dtype=X.dtype)
    for x, n in zip(X, noise):
        z = torch.tanh(W @ (x + sd * n) + b)    # step: the code of a spoiled sample
        total = total + ((V @ z + c - x) ** 2).sum()    # step: how far its copy misses
    return total / len(X)                       # step: the mean over the samples


@task.right
def by_einsum(X, noise, sd, W, b, V, c):
    seen = noise * sd + X                                               # step: what the encoder sees
    Z = (torch.einsum("nd,md->nm", seen, W) + b).tanh()                 # step: the code
    off = X - torch.einsum("nm,dm->nd", Z, V) - c                       # step: the miss
    return torch.einsum("nd,nd->", off, off) / X.shape[0]               # step: squares, over the samples


@task.right
def number_by_number(X, noise, sd, W, b, V, c):
    import math

    losses = []
    for i in range(X.shape[0]):
        seen = [float(X[i, j]) + sd * float(noise[i, j]) for j in range(X.shape[1])]        # step: spoiled numbers
        code = [math.tanh(sum(float(W[k, j]) * s for j, s in enumerate(seen)) + float(b[k]))
                for k in range(W.shape[0])]                                                 # step: the code
        copy = [sum(float(V[j, k]) * z for k, z in enumerate(code)) + float(c[j]) for j in range(X.shape[1])]
        losses.append(sum((copy[j] - float(X[i, j])) ** 2 for j in range(X.shape[1])))      # step: squared distance
    return torch.tensor(sum(losses) / len(losses), dtype=X.dtype)       # step: the mean


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "amount": lambda v: v.sd, "added": lambda v: v.amount * v.noise,
    "seen": lambda v: v.X + v.added, "sums": lambda v: v.seen @ v.W.T + v.b,
    "Z": lambda v: v.sums.tanh(), "copies": lambda v: v.Z @ v.V.T + v.c, "target": lambda v: v.X,
    "missed": lambda v: (v.copies - v.target) ** 2,
    "loss": lambda v: v.missed.sum(1).mean(),
    "result": lambda v: v.loss,
}
FEW = {**EXAMPLE, "X": numbers([[1, 2]]), "noise": numbers([[2, -4]])}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {"For the example it gives": EXAMPLE, "For the first sample of the example alone it gives": FEW}

_with = answers_by(RULES, denoising_loss)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs.values()))
        except (RuntimeError, IndexError):
            continue
        ours = torch.as_tensor(given) if isinstance(given, (Tensor, float)) else None
        if ours is not None and (words := told_apart(ours, denoising_loss(*inputs.values()))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(_with(name, **changes)), asks))),
               short=says)(_with(name, **changes))


TARGET = "Which points should the copies come close to: the clean ones or the spoiled ones?"
WHERE = "At which place of the network does the noise come in?"
SD = "By which number is a standard normal number multiplied, so that its deviation is 0.5?"
MEAN = "Over which axis does the text add, and over which one does it average?"
SQUARE = "What is the squared distance of two points, and is a root taken?"
BEND = "Where does the text put a tanh?"
SHIFT = "Which layers have a bias?"
INDEX = "Which index of W and of V counts the outputs: the first or the second?"
ONE = "How many numbers does the text ask for?"
OWN = "Has each sample noise of its own?"
DTYPE = "Which dtype has X?"

_wrong("target_spoiled", "the copies are compared with the spoiled inputs", TARGET, target=lambda v: v.seen)
_wrong("no_noise", "the noise plays no part", WHERE, seen=lambda v: v.X)
_wrong("noise_on_copies", "the noise is added to the copies, not to the inputs", WHERE, seen=lambda v: v.X,
       copies=lambda v: v.Z @ v.V.T + v.c + v.added)
_wrong("noise_on_target", "the encoder sees clean inputs, and the target is spoiled", f"{WHERE} {TARGET}",
       seen=lambda v: v.X, target=lambda v: v.X + v.added)
_wrong("target_is_the_noise", "the copies are compared with the noise", TARGET, target=lambda v: v.added)
_wrong("noise_alone_seen", "the encoder sees the noise alone", WHERE, seen=lambda v: v.added)
_wrong("noise_twice", "the noise is added twice", WHERE, seen=lambda v: v.X + 2 * v.added)
_wrong("noise_taken_off", "the noise is taken off, not added", WHERE, seen=lambda v: v.X - v.added)
_wrong("noise_multiplies", "the input is multiplied by 1 plus the noise", WHERE, seen=lambda v: v.X * (1 + v.added))
_wrong("sd_left_out", "the noise is added as it is, without sd", SD, amount=lambda v: 1.0)
_wrong("sd_squared", "the noise is multiplied by the square of sd", SD, amount=lambda v: v.sd**2)
_wrong("sd_rooted", "the noise is multiplied by the root of sd", SD, amount=lambda v: v.sd**0.5)
_wrong("sd_added", "sd is added to the noise", SD, added=lambda v: v.noise + v.sd)
_wrong("sd_multiplies_all", "sd multiplies the sum of input and noise", SD, seen=lambda v: v.sd * (v.X + v.noise))
_wrong("first_noise_for_all", "every sample gets the noise of the first one", OWN, added=lambda v: v.sd * v.noise[:1])
_wrong("mean_noise", "every sample gets the mean of the noise", OWN, added=lambda v: v.sd * v.noise.mean(0))
_wrong("inputs_cut", "the spoiled inputs are cut to 0 to 1", "Does the text say that inputs lie in 0 to 1?",
       seen=lambda v: (v.X + v.added).clamp(0, 1))
_wrong("clean_loss_added", "the loss without noise is added", "How many losses does the text ask for?",
       result=lambda v: v.loss + (((v.X @ v.W.T + v.b).tanh() @ v.V.T + v.c - v.X) ** 2).sum(1).mean())
_wrong("against_clean_copy", "the copies are compared with the copies of the clean inputs", TARGET,
       target=lambda v: (v.X @ v.W.T + v.b).tanh() @ v.V.T + v.c)
_wrong("no_tanh", "the code has no tanh", BEND, Z=lambda v: v.sums)
_wrong("tanh_on_copies", "the copies get a tanh as well", BEND, copies=lambda v: (v.Z @ v.V.T + v.c).tanh())
_wrong("tanh_on_copies_alone", "the tanh is taken of the copies, not of the code", BEND, Z=lambda v: v.sums,
       copies=lambda v: (v.Z @ v.V.T + v.c).tanh())
_wrong("sigmoid", "a sigmoid stands where the tanh belongs", BEND, Z=lambda v: v.sums.sigmoid())
_wrong("relu", "relu stands where the tanh belongs", BEND, Z=lambda v: v.sums.relu())
_wrong("no_b", "b is left out", SHIFT, sums=lambda v: v.seen @ v.W.T)
_wrong("no_c", "c is left out", SHIFT, copies=lambda v: v.Z @ v.V.T)
_wrong("no_biases", "both biases are left out", SHIFT, sums=lambda v: v.seen @ v.W.T, copies=lambda v: v.Z @ v.V.T)
_wrong("b_after_tanh", "b is added after the tanh", BEND, Z=lambda v: (v.seen @ v.W.T).tanh() + v.b)
_wrong("W_reshaped", "`W` is reshaped where it has to be transposed", INDEX,
       sums=lambda v: v.seen @ v.W.reshape(v.W.shape[1], -1) + v.b)
_wrong("V_reshaped", "`V` is reshaped where it has to be transposed", INDEX,
       copies=lambda v: v.Z @ v.V.reshape(v.V.shape[1], -1) + v.c)
_wrong("W_for_V", "the decoder uses W, the encoder's weights, not V", "Do encoder and decoder share weights in "
       "the text?",
       copies=lambda v: v.Z @ v.W + v.c)
_wrong("summed_over_samples", "the squares are added over the samples, too", MEAN, loss=lambda v: v.missed.sum())
_wrong("averaged_over_all", "the squares are averaged over the features, too", MEAN, loss=lambda v: v.missed.mean())
_wrong("averaged_over_features", "the squares are averaged over features and added over samples", MEAN,
       loss=lambda v: v.missed.mean(1).sum())
_wrong("halved", "the loss is halved", "Is there a factor of one half in the text?",
       loss=lambda v: v.missed.sum(1).mean() / 2)
_wrong("distances", "distances are averaged, not their squares", SQUARE, loss=lambda v: v.missed.sum(1).sqrt().mean())
_wrong("absolute", "the absolute misses are added, not their squares", SQUARE,
       missed=lambda v: (v.copies - v.target).abs())
_wrong("misses_added_first", "the misses of a sample are added before they are squared", SQUARE,
       loss=lambda v: (v.copies - v.target).sum(1).square().mean())
_wrong("not_squared", "the misses are added as they are, and cancel", SQUARE, missed=lambda v: v.copies - v.target)
_wrong("root_of_all", "the root of the loss is returned", SQUARE, result=lambda v: v.loss.sqrt())
_wrong("negative", "the loss has the opposite sign", "Can a squared distance be below 0?", result=lambda v: -v.loss)
_wrong("largest_sample", "the largest of the samples' losses is returned", MEAN, loss=lambda v: v.missed.sum(1).max())
_wrong("first_sample", "the first sample alone counts; a loop that returns in its first turn does that", MEAN,
       loss=lambda v: v.missed[0].sum())
_wrong("last_sample", "the last sample alone counts", MEAN, loss=lambda v: v.missed[-1].sum())
_wrong("each_sample", "one loss for each sample is returned", ONE, result=lambda v: v.missed.sum(1))
_wrong("each_feature", "one loss for each feature is returned", ONE, result=lambda v: v.missed.mean(0))
_wrong("with_an_axis", "the loss has an axis, of length 1", ONE, result=lambda v: v.loss[None])
_wrong("copies_alone", "the copies come back, not a loss", ONE, result=lambda v: v.copies)
_wrong("code_alone", "the code comes back, not a loss", ONE, result=lambda v: v.Z)
_wrong("with_copies", "the copies come back too", ONE, result=lambda v: (v.loss, v.copies))
_wrong("rounded", "the loss is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.loss.round(decimals=4))
_wrong("in_float32", "the loss is float32", DTYPE, result=lambda v: v.loss.float())
_wrong("through_float32", "the code goes through float32", "In which of your lines does the dtype change?",
       Z=lambda v: v.sums.float().tanh().double())

OFTEN = {
    "target_spoiled": Mistake("the copies are compared with the spoiled inputs", TARGET, {"target": lambda v: v.seen}),
    "no_noise": Mistake("the noise plays no part", WHERE, {"seen": lambda v: v.X}),
    "sd_left_out": Mistake("the noise is added without sd", SD, {"amount": lambda v: 1.0}),
    "sd_squared": Mistake("the noise is multiplied by the square of sd", SD, {"amount": lambda v: v.sd**2}),
    "no_tanh": Mistake("the code has no tanh", BEND, {"Z": lambda v: v.sums}),
    "no_c": Mistake("c is left out", SHIFT, {"copies": lambda v: v.Z @ v.V.T}),
    "no_b": Mistake("b is left out", SHIFT, {"sums": lambda v: v.seen @ v.W.T}),
    "summed_over_samples": Mistake("the squares are added over the samples, too", MEAN, {
        "loss": lambda v: v.missed.sum()}),
    "averaged_over_all": Mistake("the squares are averaged over all entries", MEAN,
    {"loss": lambda v: v.missed.mean()}),
    "absolute": Mistake("the absolute misses are added", SQUARE, {"missed": lambda v: (v.copies - v.target).abs()}),
}
# told above, or one of the two does nothing
WRITTEN = {("no_noise", "sd_left_out"), ("no_noise", "sd_squared"), ("target_spoiled", "no_noise"), ("no_c", "no_b")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
