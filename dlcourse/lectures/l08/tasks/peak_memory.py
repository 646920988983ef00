"""Exercise: how many activations are held at once."""

from __future__ import annotations

import itertools

import torch

from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.nn import memory


def reference(layer_sizes: tuple[int, ...], batch: int, mode: str, every: int | None) -> int:
    """The package's count."""
    return memory.peak_memory(layer_sizes, batch, mode=mode, every=every)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def sizes(*least: int) -> tuple[int, ...]:
        return tuple(draw.whole(n, n + 2) for n in least)

    def network(label: str, layer_sizes: tuple[int, ...], batch: int, mode: str, every: int | None = None) -> Case:
        return case(label, layer_sizes=layer_sizes, batch=batch, mode=mode, every=every)

    wide_ends, wide_middle, tail = (9, 1, 4, 1, 9), (2, 5, 8, 7, 3, 1), (3, 2, 2, 3, 2, 3, 2, 9, 9)
    batch = draw.whole(2, 10)
    return [
        network("training, two layers", sizes(2, 5, 3), 10, "train"),
        network("inference, two layers", sizes(2, 5, 3), 10, "inference"),
        network("checkpoints at a0, a2 and a4", sizes(2, 6, 3, 5, 4), 10, "checkpoint", 2),
        network("training, a wide middle", sizes(*wide_middle), batch, "train"),
        network("inference, wide at both ends", sizes(*wide_ends), batch, "inference"),
        network("checkpoints at a0, a3 and a6, the largest activations behind them", sizes(*tail), batch,
                "checkpoint", 3),
        network("checkpoints at a0, a2 and a4, the largest activation between the first two",
                sizes(3, 9, 2, 2, 2, 3), batch, "checkpoint", 2),
        network("every activation is a checkpoint", sizes(*wide_middle), batch, "checkpoint", 1),
        network("only the input is a checkpoint", sizes(3, 4, 5), 4, "checkpoint", 7),
    ]


task = Task(
    key="peak_memory", title="How many activations are held at once", points=2, difficulty=2, minutes=20,
    objective="count what must be kept for training, for inference and with checkpoints",
    reference=reference, cases=cases, facts=("N08-13", "N08-14"),
    hints=(
        "For each of the three modes: at which moment is most held, and which of a0, a1, ... exist at that moment?",
        "layer_sizes (2, 6, 1, 4, 4), every = 2: a0, a2 and a4 stay, 2 + 1 + 4 = 7 numbers a sample. While the first "
        "two layers go backwards, a1 is there too. What is there while the last two do?",
        "kept = sum(layer_sizes[::every]); again = max(sum(layer_sizes[i + 1:____]) for i in range(0, ____, every))",
    ),
)


@task.solution
def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)         # step: every activation
    if mode == "inference":
        # step: the input and the output of each layer
        pairs = [layer_sizes[i] + layer_sizes[i + 1] for i in range(len(layer_sizes) - 1)]
        return batch * max(pairs)               # step: the largest pair
    kept = sum(layer_sizes[::every])            # step: the checkpoints
    # step: the activations behind each checkpoint, up to the next one
    segments = [sum(layer_sizes[i + 1:i + every]) for i in range(0, len(layer_sizes), every)]
    return batch * (kept + max(segments))       # step: the checkpoints and the largest segment


@task.right
def by_following_what_lives(layer_sizes, batch, mode, every):
    indices = range(len(layer_sizes))
    if mode == "train":
        moments = [set(indices)]                            # step: all activations at the end of the forward pass
    elif mode == "inference":
        moments = [{i, i + 1} for i in indices[:-1]]        # step: a layer's input and output while it works
    else:
        kept = {i for i in indices if i % every == 0}       # step: the checkpoints
        # step: the checkpoints and one segment at a time
        moments = [kept | {i for i in indices if start <= i < start + every} for start in kept]
    held = []
    for alive in moments:
        sizes = sum(layer_sizes[i] for i in alive)          # step: the numbers a sample holds at one moment
        held.append(batch * sizes)                          # step: the numbers of the whole batch at that moment
    return max(held)                                        # step: the moment when most are held


@task.right
def by_one_loop(layer_sizes, batch, mode, every):
    if mode == "inference":
        pairs = [a + b for a, b in itertools.pairwise(layer_sizes)]     # step: the input and the output of each layer
        return float(batch * max(pairs))                    # step: the largest pair, for the whole batch
    every = 1 if mode == "train" else every                 # step: training keeps every activation
    kept = segment = largest = 0
    for i, n in enumerate(layer_sizes):
        if i % every == 0:
            kept, segment = kept + batch * n, 0             # step: another checkpoint, and a new segment behind it
        else:
            segment = segment + batch * n                   # step: the growing segment
        largest = max(largest, segment)                     # step: the largest segment so far
    return float(kept + largest)                            # step: the checkpoints and the largest segment


def _train(n):
    return sum(n)


def _inference(n):
    return max(a + b for a, b in itertools.pairwise(n))


def _checkpoint(n, every):
    return sum(n[::every]) + max(sum(n[i + 1:i + every]) for i in range(0, len(n), every))


def _count(n, batch, mode, every, *, train=_train, inference=_inference, checkpoint=_checkpoint):
    return batch * (train(n) if mode == "train" else inference(n) if mode == "inference" else checkpoint(n, every))


@task.wrong("You count weights and biases as well. For layer_sizes (2, 5, 3) and a batch of 1 you add 33 parameters to "
            "10 activations. Which of the two grows with the batch?")
def parameters_counted(layer_sizes, batch, mode, every):
    parameters = sum(a * b + b for a, b in itertools.pairwise(layer_sizes))
    return parameters + _count(layer_sizes, batch, mode, every)


@task.wrong("For inference you add up all activations, as for training. For layer_sizes (2, 5, 3) and a batch of 1 you "
            "say 10. Who still reads a0 once a1 is there and no backward pass follows?")
def inference_keeps_everything(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=sum)


@task.wrong("For inference you take the largest activation alone. For layer_sizes (2, 5, 3) and a batch of 1 you say "
            "5. While the second layer turns 5 numbers into 3, which numbers are held?")
def inference_one_at_a_time(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=max)


@task.wrong("For inference you add the two largest activations, wherever they stand. For layer_sizes (9, 1, 9) and a "
            "batch of 1 you say 18. Are the two nines ever held at the same time?")
def inference_two_largest(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: sum(sorted(n)[-2:]))


@task.wrong("With checkpoints you hold as much as training does. For layer_sizes (2, 6, 1, 4, 4), a batch of 1 and "
            "every = 2 you say 17. Is a1 still held while a3 is computed again?")
def checkpoint_keeps_everything(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: sum(n))


@task.wrong("You count the checkpoints and nothing else. For layer_sizes (2, 6, 1, 4, 4), a batch of 1 and every = 2 "
            "you say 7, but the backward pass through the first two layers needs a1 again. Where is a1 while it is "
            "used?")
def checkpoints_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: sum(n[::every]))


@task.wrong("You look at segments between two checkpoints only. For layer_sizes (1, 1, 1, 9), a batch of 1 and every = "
            "2, the checkpoints are a0 and a2, and your count never sees a3. What comes after the last checkpoint?")
def last_segment_forgotten(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        between = [sum(n[i + 1:i + every]) for i in range(0, len(n) - every, every)]
        return sum(n[::every]) + max(between, default=0)

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("A segment of yours includes the checkpoints at its ends. For layer_sizes (2, 6, 1), a batch of 1 and "
            "every = 2 you say 12, and there are 9 activations in all. Which numbers do you count twice?")
def checkpoints_counted_twice(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        return sum(n[::every]) + max(sum(n[i:i + every + 1]) for i in range(0, len(n), every))

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You leave out a0, the input. For layer_sizes (2, 5, 3), a batch of 1 and training you say 8. What does "
            "the gradient of the first layer's weights multiply with?")
def input_left_out(layer_sizes, batch, mode, every):
    return _count((0, *layer_sizes[1:]), batch, mode, every)


@task.wrong("Your count is that of one sample. For layer_sizes (2, 5, 3), training, you say 10 for a batch of 1 and "
            "for a batch of 64. Which tensors get longer with the batch?")
def batch_left_out(layer_sizes, batch, mode, every):
    return _count(layer_sizes, 1, mode, every)


EXERCISE = task.declared()
