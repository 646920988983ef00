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

    example = (2, 5, 3, 4)
    wide_ends, wide_middle, tail = (14, 1, 4, 1, 9), (2, 4, 11, 7, 3, 1), (3, 2, 2, 3, 2, 3, 2, 9, 9)
    batch = draw.whole(2, 10)
    return [
        network("training, the example of the text", example, 10, "train"),
        network("inference, the example of the text", example, 10, "inference"),
        network("checkpoints, the example of the text", example, 10, "checkpoint", 2),
        network("training, a wide middle", sizes(*wide_middle), 100, "train"),
        network("inference, a wide middle", sizes(*wide_middle), batch, "inference"),
        network("inference, wide at both ends", sizes(*wide_ends), batch, "inference"),
        network("inference, the largest activation has small neighbours", sizes(11, 1, 9, 9, 1), batch, "inference"),
        network("inference, one layer", sizes(4, 7), batch, "inference"),
        network("checkpoints at a0, a2 and a4, the output", sizes(2, 9, 3, 4, 5), batch, "checkpoint", 2),
        network("checkpoints at a0, a3 and a6, the largest activations after the last one", sizes(*tail), batch,
                "checkpoint", 3),
        network("checkpoints at a0, a3 and a6, the largest segment in the middle", sizes(5, 2, 4, 1, 7, 8, 4, 3), batch,
                "checkpoint", 3),
        network("every = 1, all segments are empty", sizes(*wide_middle), batch, "checkpoint", 1),
        network("every is larger than the number of layers", sizes(3, 4, 5, 6, 2), 4, "checkpoint", 7),
        network("every is larger than the number of layers, which is 2", sizes(3, 4, 5), 1, "checkpoint", 3),
        network("checkpoints, one layer, every = 2", sizes(4, 7), batch, "checkpoint", 2),
        network("checkpoints at a0 and a4, three activations between them", sizes(2, 7, 5, 6, 3, 4), batch,
                "checkpoint", 4),
        network("every is the number of layers, all sizes are equal", (5, 5, 5, 5), batch, "checkpoint", 3),
        network("inference, the last layer holds most", sizes(2, 3, 1, 6, 9), batch, "inference"),
        network("checkpoints at a0, a2 and a4, the largest activation is a2", sizes(2, 3, 9, 4, 1), batch, "checkpoint",
                2),
    ]


task = Task(
    key="peak_memory", title="How many activations are held at once", points=2, difficulty=2, minutes=15,
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
    # step: the activations after each checkpoint, up to the next one
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
            kept, segment = kept + batch * n, 0             # step: another checkpoint, and a new segment after it
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
            "10 activations. Which of the two grows with the batch?", short="weights and biases are counted")
def parameters_counted(layer_sizes, batch, mode, every):
    parameters = sum(a * b + b for a, b in itertools.pairwise(layer_sizes))
    return parameters + _count(layer_sizes, batch, mode, every)


@task.wrong("For inference you add up all activations, as for training. For layer_sizes (2, 5, 3) and a batch of 1 you "
            "say 10. Who still reads a0 once a1 is there and no backward pass follows?",
            short="inference holds all activations")
def inference_keeps_everything(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=sum)


@task.wrong("For inference you take the largest activation alone. For layer_sizes (2, 5, 3) and a batch of 1 you say "
            "5. While the second layer turns 5 numbers into 3, which numbers are held?",
            short="inference holds one activation at a time")
def inference_one_at_a_time(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=max)


@task.wrong("For inference you add the two largest activations, wherever they stand. For layer_sizes (9, 1, 9) and a "
            "batch of 1 you say 18. Are the two nines ever held at the same time?",
            short="inference holds the two largest activations")
def inference_two_largest(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: sum(sorted(n)[-2:]))


@task.wrong("With checkpoints you hold as much as training does. For layer_sizes (2, 6, 1, 4, 4), a batch of 1 and "
            "every = 2 you say 17. Is a1 still held while a3 is computed again?",
            short="checkpoints hold as much as training")
def checkpoint_keeps_everything(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: sum(n))


@task.wrong("You count the checkpoints and nothing else. For layer_sizes (2, 6, 1, 4, 4), a batch of 1 and every = 2 "
            "you say 7, but the backward pass through the first two layers needs a1 again. Where is a1 while it is "
            "used?", short="only the checkpoints are counted")
def checkpoints_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: sum(n[::every]))


@task.wrong("You look at segments between two checkpoints only. For layer_sizes (1, 1, 1, 9), a batch of 1 and every = "
            "2, the checkpoints are a0 and a2, and your count never sees a3. What comes after the last checkpoint?",
            short="the segment after the last checkpoint is forgotten")
def last_segment_forgotten(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        between = [sum(n[i + 1:i + every]) for i in range(0, len(n) - every, every)]
        return sum(n[::every]) + max(between, default=0)

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("A segment of yours includes the checkpoints at its ends. For layer_sizes (2, 6, 1), a batch of 1 and "
            "every = 2 you say 12, and there are 9 activations in all. Which numbers do you count twice?",
            short="a segment includes the checkpoints at its ends")
def checkpoints_counted_twice(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        return sum(n[::every]) + max(sum(n[i:i + every + 1]) for i in range(0, len(n), every))

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You leave out a0, the input. For layer_sizes (2, 5, 3), a batch of 1 and training you say 8. What does "
            "the gradient of the first layer's weights multiply with?", short="the input is left out")
def input_left_out(layer_sizes, batch, mode, every):
    return _count((0, *layer_sizes[1:]), batch, mode, every)


@task.wrong("Your count is that of one sample. For layer_sizes (2, 5, 3), training, you say 10 for a batch of 1 and "
            "for a batch of 64. Which tensors get longer with the batch?", short="the batch is left out")
def batch_left_out(layer_sizes, batch, mode, every):
    return _count(layer_sizes, 1, mode, every)


def _kept(n, every):
    return sum(n[::every])


def _segments(n, every):
    return [list(n[i + 1:i + every]) for i in range(0, len(n), every)]


def _largest(n, every):
    return max(map(sum, _segments(n, every)))


@task.wrong("For training you leave out a0, the input; the other modes are right. For layer_sizes (2, 5, 3, 4) and a "
            "batch of 1 you say 12. What does the gradient of the first layer's weights multiply with?",
            short="training leaves out the input")
def train_without_input(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: sum(n[1:]))


@task.wrong("For training you leave out the output. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 10. The text "
            "counts all activations: which one is not among your 10?", short="training leaves out the output")
def train_without_output(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: sum(n[:-1]))


@task.wrong("For training you leave out the input and the output. For layer_sizes (2, 5, 3, 4) and a batch of 1 you "
            "say 8. The text counts all activations: which two are not among your 8?",
            short="training leaves out the input and the output")
def train_hidden_only(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: sum(n[1:-1]))


@task.wrong("For training you count twice as much, as if each activation had its adjoint beside it. For layer_sizes "
            "(2, 5, 3, 4) and a batch of 1 you say 28. What does the text say about adjoints?",
            short="training counts every activation twice")
def train_twice(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: 2 * sum(n))


@task.wrong("For training you take the largest activation alone. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say "
            "5. Which activations wait for the backward pass?", short="training holds the largest activation alone")
def train_largest_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=max)


@task.wrong("Training and inference have changed places. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 8 for "
            "training and 14 for inference. In which of the two does everything wait for the backward pass?",
            short="training and inference have changed places")
def train_and_inference_exchanged(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=_inference, inference=_train)


@task.wrong("For training you count as for inference. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 8. Which "
            "activations wait for the backward pass?", short="training is counted like inference")
def train_as_inference(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=_inference)


@task.wrong("For inference you look at the first layer alone. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 7, "
            "but the second layer holds 5 + 3. When does your loop end?",
            short="inference looks at the first layer alone")
def inference_first_layer(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: n[0] + n[1])


@task.wrong("For inference you look at the last layer alone. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 7, "
            "but the second layer holds 5 + 3. What does your loop do with the layers before?",
            short="inference looks at the last layer alone")
def inference_last_layer(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: n[-2] + n[-1])


@task.wrong("For inference you add up all layers. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 22: 7, then 8, "
            "then 7. Are these held at the same time?", short="inference adds up all layers")
def inference_adds_layers(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: sum(map(sum, itertools.pairwise(n))))


@task.wrong("For inference you hold three neighbours at a time. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say "
            "12. While a layer turns 5 numbers into 3, who still needs the activation before?",
            short="inference holds three neighbours")
def inference_three_neighbours(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every,
                  inference=lambda n: max(sum(n[i:i + 3]) for i in range(max(1, len(n) - 2))))


@task.wrong("For inference you add the input and the output of the whole network. For layer_sizes (2, 5, 3, 4) and a "
            "batch of 1 you say 6. Are a0 and the output ever held at the same time there?",
            short="inference holds the network's input and output")
def inference_ends(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: n[0] + n[-1])


@task.wrong("For inference you hold the output alone. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 4. What is "
            "held while the second layer turns 5 numbers into 3?", short="inference holds the output alone")
def inference_output_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: n[-1])


@task.wrong("For inference you keep a0 all the time. For layer_sizes (2, 5, 3, 4) and a batch of 1 you say 10: 2 + 5 + "
            "3. Who still reads a0 while the second layer runs?", short="inference keeps the input all the time")
def inference_keeps_input(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every,
                  inference=lambda n: max(n[0] + n[1], n[0] + max(map(sum, itertools.pairwise(n[1:])), default=0)))


@task.wrong("For inference you leave out the last layer. For layer_sizes (1, 2, 9) and a batch of 1 you say 3, but the "
            "last layer holds 2 + 9. How many layers does a network with four activations have?",
            short="inference leaves out the last layer")
def inference_without_last_layer(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every,
                  inference=lambda n: max((n[i] + n[i + 1] for i in range(len(n) - 2)), default=0))


@task.wrong("Right where there are two layers or more. With one layer your inference stops at an empty max(). How many "
            "layers does a network with two activations have, and how many pairs?",
            short="inference looks at no pair where there is one layer")
def inference_without_last_layer_fails(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every,
                  inference=lambda n: max(n[i] + n[i + 1] for i in range(len(n) - 2)))


@task.wrong("For inference you leave out the first layer. For layer_sizes (9, 2, 1) and a batch of 1 you say 3, but "
            "the first layer holds 9 + 2. At which index does your loop begin?",
            short="inference leaves out the first layer")
def inference_without_first_layer(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every,
                  inference=lambda n: max(map(sum, itertools.pairwise(n[1:])), default=0))


@task.wrong("For inference you count twice the largest activation. For layer_sizes (2, 5, 3, 4) and a batch of 1 you "
            "say 10. While the second layer turns 5 numbers into 3, what is held?",
            short="inference counts the largest activation twice")
def inference_twice_largest(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: 2 * max(n))


@task.wrong("For inference you look at one of the two layers around the largest activation only. For layer_sizes (2, "
            "5, 3, 4) and a batch of 1 you say 7, 2 + 5. What is held while the next layer runs?",
            short="inference looks only at the layer before the largest activation")
def inference_before_largest(layer_sizes, batch, mode, every):
    def inference(n):
        i = n.index(max(n))
        return n[i] + (n[i - 1] if i else n[1])

    return _count(layer_sizes, batch, mode, every, inference=inference)


@task.wrong("You give up the later checkpoints too early. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 you "
            "say 9: 2 + 3 + 4, then 2 + 5. Until when does the text hold all checkpoints?",
            short="later checkpoints are freed too early")
def later_checkpoints_freed(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: max(
        sum(n[:i + 1:every]) + sum(n[i + 1:i + every]) for i in range(0, len(n), every)))


@task.wrong("Beside a segment you count its own checkpoint and those after it, not those before. For layer_sizes (2, "
            "5, 1, 9), a batch of 1 and every = 2 you say 1 + 9 = 10. Is a0 still held while a3 is there?",
            short="earlier checkpoints are not counted")
def earlier_checkpoints_freed(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: max(
        sum(n[i::every]) + sum(n[i + 1:i + every]) for i in range(0, len(n), every)))


@task.wrong("You count one checkpoint at a time with its segment. For layer_sizes (2, 5, 3, 4), a batch of 1 and every "
            "= 2 you say 7: 2 + 5, then 3 + 4. Until when does the text hold all checkpoints?",
            short="only one checkpoint is held at a time")
def one_checkpoint_at_a_time(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: max(
        sum(n[i:i + every]) for i in range(0, len(n), every)))


@task.wrong("In a segment you count the largest activation alone. For layer_sizes (1, 4, 5, 1), a batch of 1 and every "
            "= 3 you say 2 + 5 = 7, but a1 and a2 are held together. How many numbers is that?",
            short="of a segment only the largest activation is counted")
def largest_of_a_segment(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: _kept(n, every) + max(
        max(segment, default=0) for segment in _segments(n, every)))


@task.wrong("Besides the checkpoints you count a layer's input and output, as for inference. For layer_sizes (2, 5, 3, "
            "4), a batch of 1 and every = 2 you say 5 + 8 = 13. What does the text hold besides the checkpoints?",
            short="besides the checkpoints an inference pass is counted")
def checkpoints_and_inference(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: _kept(n, every) + _inference(n))


@task.wrong("Your checkpoints stop before the output. For layer_sizes (2, 6, 3, 5, 4), a batch of 1 and every = 2, a0, "
            "a2 and a4 are checkpoints, and your count misses the 4 of a4. Does your loop reach the index N?",
            short="the output is never a checkpoint and is not counted")
def output_never_counted(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        sum(n[i] for i in range(0, len(n) - 1, every))
        + max(sum(n[i + 1:i + every]) for i in range(0, len(n) - 1, every))))


@task.wrong("For you the output is never a checkpoint: it belongs to the last segment. For layer_sizes (2, 6, 3, 5, "
            "4), a batch of 1 and every = 2 you say 5 + 9 = 14. Is 4 a multiple of 2?",
            short="the output always belongs to a segment")
def output_in_the_last_segment(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        starts = range(0, len(n) - 1, every)
        ends = [*starts[1:], len(n)]
        return sum(n[i] for i in starts) + max(sum(n[i + 1:end]) for i, end in zip(starts, ends, strict=True))

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You always keep the output as a checkpoint. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 you "
            "say 2 + 3 + 4 + 5 = 14. Is 3, the index of the output, a multiple of 2?",
            short="the output is always a checkpoint")
def output_always_kept(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        kept = {*range(0, len(n), every), len(n) - 1}
        segments = [sum(n[j] for j in range(i, min(i + every, len(n))) if j not in kept)
                    for i in range(0, len(n), every)]
        return sum(n[i] for i in kept) + max(segments)

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You count the output besides the checkpoints, and in its segment too. For layer_sizes (1, 1, 1, 9), a "
            "batch of 1 and every = 2 you say 2 + 9 + 9 = 20, and there are 12 in all. Which number counts twice?",
            short="the output is counted twice")
def output_counted_twice(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _checkpoint(n, every) + (n[-1] if (len(n) - 1) % every else 0)))


@task.wrong("The input is not among your checkpoints. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 you say "
            "3 + 5 = 8. Which is the first index in the text's list of checkpoints?",
            short="the input is not among the checkpoints")
def checkpoints_without_input(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        sum(n[every::every]) + _largest(n, every)))


@task.wrong("Your checkpoints stand one place too early: at every - 1, 2·every - 1 and so on. For layer_sizes (2, 5, "
            "3, 4) and every = 2 you keep a1 and a3. Which is the first checkpoint in the text?",
            short="the checkpoints stand one place too early")
def checkpoints_one_early(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        starts = [-1, *range(every - 1, len(n), every)]
        return sum(n[every - 1::every]) + max(sum(n[i + 1:i + every]) for i in starts)

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You count the checkpoints, not their numbers. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 "
            "you say 2 + 5 = 7, but a0 and a2 hold 2 and 3 numbers. How many is that together?",
            short="checkpoints are counted, not their numbers")
def number_of_checkpoints(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        len(n[::every]) + _largest(n, every)))


@task.wrong("You count the largest segment and no checkpoint. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 "
            "you say 5. From where is a3 computed again?", short="the checkpoints are not counted")
def segment_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=_largest)


@task.wrong("You take the larger of the two, checkpoints or segment. For layer_sizes (2, 5, 3, 4), a batch of 1 and "
            "every = 2 you say 5. While a1 is there, where are a0 and a2?",
            short="the larger of checkpoints and segment is taken")
def larger_of_both(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        max(_kept(n, every), _largest(n, every))))


@task.wrong("You look at the first segment alone. For layer_sizes (1, 1, 1, 9), a batch of 1 and every = 2 you say 2 + "
            "1 = 3, but before a1 comes back, a3 is there. Which of the segments decides?",
            short="only the first segment counts")
def first_segment_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + sum(n[1:every])))


@task.wrong("You look at the last segment alone. For layer_sizes (1, 9, 1, 1), a batch of 1 and every = 2 you say 2 + "
            "1 = 3, but after a3, a1 comes back. Which of the segments decides?", short="only the last segment counts")
def last_segment_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + sum(_segments(n, every)[-1])))


@task.wrong("A segment of yours includes the checkpoint after it. For layer_sizes (2, 5, 3, 4), a batch of 1 and every "
            "= 2 you say 5 + 5 + 3 = 13. Which number do you count twice?",
            short="a segment includes the checkpoint after it")
def next_checkpoint_twice(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i + 1:i + every + 1]) for i in range(0, len(n), every))))


@task.wrong("A segment of yours includes the checkpoint before it. For layer_sizes (2, 5, 3, 4), a batch of 1 and "
            "every = 2 you say 5 + 3 + 4 = 12. Which number do you count twice?",
            short="a segment includes the checkpoint before it")
def own_checkpoint_twice(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i:i + every]) for i in range(0, len(n), every))))


@task.wrong("Your segments lack their last activation. For layer_sizes (1, 4, 5, 1), a batch of 1 and every = 3 you "
            "say 2 + 4 = 6. Which activations stand between a0 and a3?", short="a segment lacks its last activation")
def segments_too_short(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i + 1:max(i + 1, i + every - 1)]) for i in range(0, len(n), every))))


@task.wrong("Your segments lack their first activation. For layer_sizes (1, 4, 5, 1), a batch of 1 and every = 3 you "
            "say 2 + 5 = 7. Which activations stand between a0 and a3?", short="a segment lacks its first activation")
def segments_begin_late(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i + 2:i + every]) for i in range(0, len(n), every))))


@task.wrong("Your segment may begin anywhere: you look for the largest every - 1 neighbours. For layer_sizes (1, 1, "
            "9, 1, 1), a batch of 1, every = 2 you say 11 + 9 = 20, more than all 13. Is a2 in a segment?",
            short="segments may begin anywhere")
def segments_anywhere(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i:i + every - 1]) for i in range(len(n)))))


@task.wrong("You take the mean of the segments where the largest decides. For layer_sizes (2, 5, 3, 4), a batch of 1 "
            "and every = 2 you say 5 + 4.5 = 9.5. Which moment is asked for?", short="the segments are averaged")
def segments_averaged(layer_sizes, batch, mode, every):
    def checkpoint(n, every):
        segments = [sum(segment) for segment in _segments(n, every)]
        return _kept(n, every) + sum(segments) / len(segments)

    return _count(layer_sizes, batch, mode, every, checkpoint=checkpoint)


@task.wrong("You read `every` as a number of pieces. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 3 you say "
            "14, all there is, but the checkpoints are a0 and a3. How many layers lie between them?",
            short="every is read as a number of pieces")
def every_as_a_number(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _checkpoint(n, max(1, len(n) // every))))


@task.wrong("Your checkpoints are every + 1 places apart. For layer_sizes (2, 5, 3, 4), a batch of 1 and every = 2 you "
            "keep a0 and a3. Which is the second checkpoint in the text?",
            short="the checkpoints are one place too far apart")
def checkpoints_too_far_apart(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: _checkpoint(n, every + 1))


@task.wrong("Right where a segment lies between two checkpoints. With one checkpoint alone your max() gets nothing. "
            "For layer_sizes (3, 4, 5) and every = 7, what comes after a0?",
            short="the segment after the last checkpoint is forgotten")
def last_segment_forgotten_fails(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i + 1:i + every]) for i in range(0, len(n) - every, every))))


@task.wrong("Right where every is larger than 1. For every = 1 a segment is empty, and the max() of an empty list "
            "stops. How many numbers does an empty segment hold?", short="empty segments are not allowed for")
def empty_segment_fails(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(segment) for segment in _segments(n, every) if segment)))


@task.wrong("With checkpoints only the segment is multiplied by the batch. For layer_sizes (2, 5, 3, 4), a batch of 10 "
            "and every = 2 you say 5 + 50. How many numbers does a0 hold for 10 samples?",
            short="the batch is missing for the checkpoints")
def batch_left_out_for_checkpoints(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every) if mode != "checkpoint" else (
        _kept(layer_sizes, every) + batch * _largest(layer_sizes, every))


@task.wrong("With checkpoints the segment is not multiplied by the batch. For layer_sizes (2, 5, 3, 4), a batch of 10 "
            "and every = 2 you say 50 + 5. How many numbers does a1 hold for 10 samples?",
            short="the batch is missing for the segment")
def batch_left_out_for_segment(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every) if mode != "checkpoint" else (
        batch * _kept(layer_sizes, every) + _largest(layer_sizes, every))


@task.wrong("With checkpoints your count is that of one sample; the other modes are right. For layer_sizes (2, 5, 3, "
            "4), every = 2 you say 10 for a batch of 1 and of 10. Which tensors get longer with the batch?",
            short="the batch is left out with checkpoints")
def batch_left_out_with_checkpoints(layer_sizes, batch, mode, every):
    return _count(layer_sizes, 1 if mode == "checkpoint" else batch, mode, every)


@task.wrong("For inference your count is that of one sample. For layer_sizes (2, 5, 3, 4) you say 8 for a batch of 1 "
            "and of 10. Is only one sample in the network at a time?", short="the batch is left out for inference")
def batch_left_out_for_inference(layer_sizes, batch, mode, every):
    return _count(layer_sizes, 1 if mode == "inference" else batch, mode, every)


@task.wrong("For inference you multiply one of two neighbours by the batch only. For layer_sizes (2, 5, 3, 4) and a "
            "batch of 10 the second layer holds 50 and 30 numbers. How many is that together?",
            short="the batch is missing for one of two neighbours")
def batch_for_one_neighbour(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every) if mode != "inference" else (
        max(a + batch * b for a, b in itertools.pairwise(layer_sizes)))


@task.wrong("For training your count is that of one sample. For layer_sizes (2, 5, 3, 4) you say 14 for a batch of 1 "
            "and of 10. Which tensors get longer with the batch?", short="the batch is left out for training")
def batch_left_out_for_training(layer_sizes, batch, mode, every):
    return _count(layer_sizes, 1 if mode == "train" else batch, mode, every)


@task.wrong("For every mode you give what training holds. For layer_sizes (2, 5, 3, 4), a batch of 1 and inference you "
            "say 14. Who still reads a0 once a1 is there and no backward pass follows?",
            short="every mode is counted like training")
def mode_ignored(layer_sizes, batch, mode, every):
    return batch * sum(layer_sizes)


@task.wrong("Two things: training leaves out the input, and a segment includes the checkpoint after it. For "
            "layer_sizes (2, 5, 3, 4), a batch of 1 and training you say 12. Which activation is missing?",
            short="training leaves out the input")
def train_without_input_and_next_checkpoint_twice(layer_sizes, batch, mode, every):
    return train_without_input(layer_sizes, batch, mode, every) if mode == "train" else (
        next_checkpoint_twice(layer_sizes, batch, mode, every))


@task.wrong("Two things: training leaves out the input, and inference holds one activation at a time. For layer_sizes "
            "(2, 5, 3, 4), a batch of 1 and inference you say 5. While the second layer turns 5 numbers into 3, which "
            "are held?", short="training leaves out the input")
def train_without_input_and_inference_one(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: sum(n[1:]), inference=max)


@task.wrong("Two things: inference holds one activation at a time, and with checkpoints you count nothing else. For "
            "layer_sizes (2, 5, 3, 4), a batch of 1 and inference you say 5. While the second layer turns 5 numbers "
            "into 3, which are held?", short="inference holds one activation at a time")
def inference_one_and_checkpoints_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=max, checkpoint=_kept)


@task.wrong("Two things: inference holds one activation at a time, and the segment after the last checkpoint is "
            "forgotten. For layer_sizes (2, 5, 3, 4), a batch of 1 and inference you say 5. While the second layer "
            "turns 5 numbers into 3, which are held?", short="inference holds one activation at a time")
def inference_one_and_last_segment_forgotten(layer_sizes, batch, mode, every):
    return last_segment_forgotten(layer_sizes, batch, mode, every) if mode == "checkpoint" else (
        inference_one_at_a_time(layer_sizes, batch, mode, every))


@task.wrong("Two things: inference holds one activation at a time, and a segment includes the checkpoints at its ends. "
            "For layer_sizes (2, 5, 3, 4), a batch of 1 and inference you say 5. While the second layer turns 5 "
            "numbers into 3, which are held?", short="inference holds one activation at a time")
def inference_one_and_checkpoints_twice(layer_sizes, batch, mode, every):
    return checkpoints_counted_twice(layer_sizes, batch, mode, every) if mode == "checkpoint" else (
        inference_one_at_a_time(layer_sizes, batch, mode, every))


@task.wrong("Two things: inference holds all activations, and with checkpoints you count nothing else. For layer_sizes "
            "(2, 5, 3, 4), a batch of 1 and inference you say 14. Who still reads a0 once a1 is there?",
            short="inference holds all activations")
def inference_all_and_checkpoints_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=sum, checkpoint=_kept)


@task.wrong("Two things: inference adds the two largest activations, and with checkpoints you count nothing else. For "
            "layer_sizes (9, 1, 9), a batch of 1 and inference you say 18. Are the two nines ever held at the same "
            "time?", short="inference holds the two largest activations")
def inference_two_largest_and_checkpoints_alone(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: sum(sorted(n)[-2:]), checkpoint=_kept)


@task.wrong("Two things: the batch is left out, and with checkpoints you count nothing else. For layer_sizes (2, 5, 3, "
            "4), training, you say 14 for a batch of 1 and of 10. Which tensors get longer with the batch?",
            short="the batch is left out")
def batch_left_out_and_checkpoints_alone(layer_sizes, batch, mode, every):
    return checkpoints_alone(layer_sizes, 1, mode, every)


@task.wrong("Two things: the batch is left out, and inference holds one activation at a time. For layer_sizes (2, 5, "
            "3, 4), training, you say 14 for a batch of 1 and of 10. Which tensors get longer with the batch?",
            short="the batch is left out")
def batch_left_out_and_inference_one(layer_sizes, batch, mode, every):
    return inference_one_at_a_time(layer_sizes, 1, mode, every)


@task.wrong("Of the longest segment you count the activations, not their numbers. For layer_sizes (2, 5, 3, 4), a "
            "batch of 1 and every = 2 you say 5 + 1 = 6, but a1 holds 5 numbers. How many are held together with the "
            "checkpoints?", short="of a segment the activations are counted, not their numbers")
def number_in_a_segment(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(map(len, _segments(n, every)))))


@task.wrong("Two things: training leaves out the input, and of a segment you count the activations, not their "
            "numbers. For layer_sizes (2, 5, 3, 4), a batch of 1 and training you say 12. Which activation is "
            "missing?", short="training leaves out the input")
def train_without_input_and_number_in_a_segment(layer_sizes, batch, mode, every):
    return (train_without_input if mode == "train" else number_in_a_segment)(layer_sizes, batch, mode, every)


@task.wrong("Two things: inference holds one activation at a time, and with checkpoints the segment is not multiplied "
            "by the batch. For layer_sizes (2, 5, 3, 4), a batch of 1 and inference you say 5. While 5 numbers become "
            "3, which are held?", short="inference holds one activation at a time")
def inference_one_and_batch_left_out_for_segment(layer_sizes, batch, mode, every):
    answer = inference_one_at_a_time if mode == "inference" else batch_left_out_for_segment
    return answer(layer_sizes, batch, mode, every)


@task.wrong("Two things: training leaves out the input, and with checkpoints you count nothing else. For layer_sizes "
            "(2, 5, 3, 4), a batch of 1 and training you say 12. Which activation is missing?",
            short="training leaves out the input")
def train_without_input_and_checkpoints_alone(layer_sizes, batch, mode, every):
    return (train_without_input if mode == "train" else checkpoints_alone)(layer_sizes, batch, mode, every)


def _two_of(segment):
    return max(map(sum, itertools.pairwise(segment))) if len(segment) > 1 else sum(segment)


@task.wrong("Of a segment you hold two neighbours at a time. For layer_sizes (1, 4, 5, 6, 1), a batch of 1 and every "
            "= 4 you say 2 + 11 = 13. Which of a1, a2 and a3 wait for the backward pass?",
            short="of a segment only two neighbours are held")
def segment_as_in_inference(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(map(_two_of, _segments(n, every)))))


@task.wrong("Two things: inference holds one activation at a time, and of a segment only two neighbours are held. For"
            " layer_sizes (1, 4, 5, 6, 1), a batch of 1, every = 4 you say 13. Which of a1, a2 and a3 are held?",
            short="inference holds one activation at a time")
def inference_one_and_segment_as_in_inference(layer_sizes, batch, mode, every):
    answer = inference_one_at_a_time if mode == "inference" else segment_as_in_inference
    return answer(layer_sizes, batch, mode, every)


@task.wrong("Right except where every is much larger than the number of layers. For layer_sizes (3, 4, 5, 6, 2), a "
            "batch of 1 and every = 7 you say 18, but all 20 are held at once. Which activations belong to the only "
            "segment?", short="a large every is cut too far")
def large_every_cut_too_far(layer_sizes, batch, mode, every):
    layers = len(layer_sizes) - 1
    every = max(1, layers - 1) if every and every > layers else every
    return _count(layer_sizes, batch, mode, every)


@task.wrong("Right except where every is larger than the number of layers: there a0 alone is counted. For layer_sizes "
            "(3, 4, 5), a batch of 1 and every = 7 you say 3. Which activations come after the only checkpoint?",
            short="with a large every only the input is counted")
def large_every_input_alone(layer_sizes, batch, mode, every):
    return batch * layer_sizes[0] if every and every >= len(layer_sizes) else _count(layer_sizes, batch, mode, every)


@task.wrong("Right except where every is larger than the number of layers: there a0 is missing. For layer_sizes (3, 4, "
            "5), a batch of 1 and every = 7 you say 9. Is there a checkpoint?",
            short="with a large every the input is missing")
def large_every_without_input(layer_sizes, batch, mode, every):
    large = every and every >= len(layer_sizes)
    return batch * sum(layer_sizes[1:]) if large else _count(layer_sizes, batch, mode, every)


@task.wrong("Right except where every is larger than the number of layers: there you count as for inference. For "
            "layer_sizes (3, 4, 5), a batch of 1 and every = 7 you say 9. Which activations does the only segment "
            "hold together?", short="with a large every it is counted like inference")
def large_every_as_inference(layer_sizes, batch, mode, every):
    large = every and every >= len(layer_sizes)
    return _count(layer_sizes, batch, "inference" if large else mode, every)


@task.wrong("For inference you take the largest activation and the larger of its neighbours. For layer_sizes (9, 1, "
            "7, 7), a batch of 1, you say 10. What is held while the last layer turns 7 numbers into 7?",
            short="inference holds the largest activation and its neighbour")
def inference_largest_and_neighbour(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: max(
        n[i] + n[j] for i in [n.index(max(n))] for j in (i - 1, i + 1) if 0 <= j < len(n)))


@task.wrong("Right unless every is the number of layers: there the output counts twice. For layer_sizes (2, 5, 3, 4), "
            "a batch of 1 and every = 3 you say 18, but only 14 numbers exist. Is a3 a checkpoint there?",
            short="the output counts twice where every is the number of layers")
def output_twice_where_every_is_N(layer_sizes, batch, mode, every):
    count = _count(layer_sizes, batch, mode, every)
    return count + batch * layer_sizes[-1] if every == len(layer_sizes) - 1 > 1 else count


@task.wrong("You know the checkpoints by their sizes. For layer_sizes (5, 5, 5, 5), a batch of 1 and every = 3 you "
            "count nothing besides a0 and a3. Can two activations hold equally many numbers?",
            short="an activation as large as a checkpoint is taken for one")
def checkpoints_known_by_their_size(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: _kept(n, every) + max(
        sum(size for size in segment if size not in n[::every]) for segment in _segments(n, every)))


@task.wrong("You take `every` for the number of segments. For layer_sizes (2, 7, 5, 6, 3, 4), a batch of 1 and every "
            "= 4 you keep a0, a2 and a4, but the checkpoints are a0 and a4. How far apart are these?",
            short="every is taken for the number of segments")
def every_as_number_of_segments(layer_sizes, batch, mode, every):
    layers = len(layer_sizes) - 1
    return _count(layer_sizes, batch, mode, every and -(-layers // every))


@task.wrong("You take `every` for the number of pieces. For layer_sizes (2, 7, 5, 6, 3, 4), a batch of 1 and every = 4 "
            "you keep all six activations, but the checkpoints are a0 and a4. What is the distance between these?",
            short="every is taken for the number of pieces, rounded down")
def every_as_number_of_pieces(layer_sizes, batch, mode, every):
    layers = len(layer_sizes) - 1
    return _count(layer_sizes, batch, mode, every and max(1, layers // every))


def _weights_in(n):
    return sum(a * b for a, b in itertools.pairwise(n))


@task.wrong("You count the weights as well. For layer_sizes (2, 5, 3) and a batch of 1 you add 25 weights to 10 "
            "activations. Which of the two grows with the batch?", short="weights are counted")
def weights_counted(layer_sizes, batch, mode, every):
    return _weights_in(layer_sizes) + _count(layer_sizes, batch, mode, every)


@task.wrong("For training you count the weights as well. For layer_sizes (2, 5, 3) and a batch of 1 you add 25 weights "
            "to 10 activations. Which of the two grows with the batch?", short="training counts weights")
def train_weights_counted(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every) + (_weights_in(layer_sizes) if mode == "train" else 0)


@task.wrong("For training you count weights and biases as well. For layer_sizes (2, 5, 3) and a batch of 1 you add 33 "
            "parameters to 10 activations. Which of the two grows with the batch?",
            short="training counts weights and biases")
def train_parameters_counted(layer_sizes, batch, mode, every):
    more = _weights_in(layer_sizes) + sum(layer_sizes[1:])
    return _count(layer_sizes, batch, mode, every) + (more if mode == "train" else 0)


@task.wrong("For training you add the input and the output of each layer. For layer_sizes (2, 5, 3, 4) and a batch of "
            "1 you say 22, though there are 14 numbers in all. Which of them do you count twice?",
            short="training counts every activation between two layers twice")
def train_adds_pairs(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, train=lambda n: sum(map(sum, itertools.pairwise(n))))


@task.wrong("For inference you multiply a layer's input and output sizes. For layer_sizes (2, 5, 3, 4) and a batch of "
            "1 you say 15, which is 5·3. How many numbers are held while a layer turns 5 into 3?",
            short="inference multiplies the sizes of two neighbours")
def inference_multiplies(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: max(
        a * b for a, b in itertools.pairwise(n)))


@task.wrong("For inference you leave out the first layer unless it is the only one. For layer_sizes (9, 2, 1) and a "
            "batch of 1 you say 3, but the first layer holds 9 + 2. At which index does your loop begin?",
            short="inference leaves out the first of several layers")
def inference_without_first_of_several(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: _inference(n[1:] if len(n) > 2 else n))


@task.wrong("For inference you leave out the last layer unless it is the only one. For layer_sizes (1, 2, 9) and a "
            "batch of 1 you say 3, but the last layer holds 2 + 9. At which index does your loop end?",
            short="inference leaves out the last of several layers")
def inference_without_last_of_several(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: _inference(n[:-1] if len(n) > 2 else n))


@task.wrong("For inference your pairs do not overlap: a0 and a1, then a2 and a3. For layer_sizes (2, 5, 3, 4) and a "
            "batch of 1 you say 7. What is held while the second layer runs?",
            short="inference skips every second layer")
def inference_every_second_layer(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, inference=lambda n: max(
        n[i] + n[i + 1] for i in range(0, len(n) - 1, 2)))


@task.wrong("You keep the activations at every - 1, 2·every - 1 and so on; your segments stand right. For layer_sizes "
            "(2, 5, 3, 4), a batch of 1 and every = 2 you say 9 + 5. Which is the first checkpoint in the text?",
            short="the checkpoints stand one place too early, the segments do not")
def kept_one_early(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        sum(n[every - 1::every]) + _largest(n, every)))


@task.wrong("Right except for every = 1: there you count as for inference. For layer_sizes (2, 5, 3, 4) and a batch of "
            "1 you say 8. Which activations are checkpoints there?",
            short="with every = 1 it is counted like inference")
def every_one_as_inference(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, "inference" if every == 1 else mode, every)


@task.wrong("Right except for every = 1: there a segment of yours is not empty. For layer_sizes (2, 5, 3, 4) and a "
            "batch of 1 you say 14 + 5, more than there is. How many activations lie between a0 and a1?",
            short="with every = 1 a segment holds the largest activation")
def every_one_with_a_segment(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every) + (batch * max(layer_sizes) if every == 1 else 0)


@task.wrong("For a segment you count every - 1 times the largest activation. For layer_sizes (1, 4, 5, 1), a batch of "
            "1 and every = 3 you say 2 + 2·5 = 12. How many numbers do a1 and a2 hold together?",
            short="a segment is every - 1 times the largest activation")
def every_segment_as_large_as_can_be(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + (every - 1) * max(n)))


@task.wrong("A segment of yours may lie over a checkpoint: any every - 1 neighbours behind a0. For layer_sizes (1, 1, "
            "9, 1, 1), a batch of 1, every = 2 you say 11 + 9 = 20, not 12. Is a2 in a segment?",
            short="segments may begin behind any activation")
def segments_anywhere_behind_the_input(layer_sizes, batch, mode, every):
    return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: (
        _kept(n, every) + max(sum(n[i + 1:i + every]) for i in range(len(n)))))


@task.wrong("Two things: with checkpoints you hold as much as training does, and the batch is left out there. For "
            "layer_sizes (2, 6, 1, 4, 4), a batch of 10 and every = 2 you say 17. Is a1 still held while a3 is "
            "computed again?", short="checkpoints hold as much as training, and the batch is left out there")
def checkpoint_keeps_everything_of_one_sample(layer_sizes, batch, mode, every):
    return sum(layer_sizes) if mode == "checkpoint" else _count(layer_sizes, batch, mode, every)


def _kept_and_output(n, every):
    return _kept(n, every) + (n[-1] if (len(n) - 1) % every else 0)


_WHICH_STAY = {
    "without_input": ("the input is not among your checkpoints", lambda n, every: sum(n[every::every]), (2, 5, 3, 4)),
    "output_always": ("the output always counts as a checkpoint", _kept_and_output, (2, 5, 3, 4)),
    "output_never": ("the output is never among your checkpoints", lambda n, every: sum(n[:-1:every]), (2, 6, 3, 5, 4)),
}
_WHICH_SEGMENT = {
    "last": ("you look at the last segment alone", lambda n, every: sum(_segments(n, every)[-1])),
    "first": ("you look at the first segment alone", lambda n, every: sum(_segments(n, every)[0])),
    "largest_activation": ("a segment counts its largest activation only",
                           lambda n, every: max(max(segment, default=0) for segment in _segments(n, every))),
    "own_checkpoint": ("a segment includes the checkpoint before it",
                       lambda n, every: max(sum(n[i:i + every]) for i in range(0, len(n), every))),
    "next_checkpoint": ("a segment includes the checkpoint after it",
                        lambda n, every: max(sum(n[i + 1:i + every + 1]) for i in range(0, len(n), every))),
}


def _two(name, kept, segment):
    def answer(layer_sizes, batch, mode, every):
        return _count(layer_sizes, batch, mode, every, checkpoint=lambda n, every: kept(n, every) + segment(n, every))

    answer.__name__ = name
    return answer


for _stay, (_phrase, _kept_sum, _sizes) in _WHICH_STAY.items():
    for _held, (_other, _segment_sum) in _WHICH_SEGMENT.items():
        task.wrong(f"Two things: {_phrase}, and {_other}. For layer_sizes {_sizes}, a batch of 1 and every = 2 you say "
                   f"{_kept_sum(_sizes, 2)} + {_segment_sum(_sizes, 2)}. Which activations stay until the end?",
                   short=f"{_phrase}, and {_other}")(_two(f"{_stay}_and_{_held}", _kept_sum, _segment_sum))


EXERCISE = task.declared()
