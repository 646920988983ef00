"""Exercise: the derivatives of a layer's loss over a batch, by their shapes."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(X: Tensor, W: Tensor, b: Tensor, T: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """W_bar, b_bar and X_bar of the mean over the batch of half the summed squares of X @ W.mT + b - T."""
    Z_bar = (X @ W.mT + b - T) / len(X)
    return Z_bar.mT @ X, Z_bar.sum(dim=0), Z_bar @ W


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def layer(label: str, batch: int, inputs: int, outputs: int) -> Case:
        return case(label, X=draw.away_from_zero(batch, inputs), W=draw.away_from_zero(outputs, inputs),
                    b=draw.away_from_zero(outputs), T=draw.normal(batch, outputs))

    return [
        case("one input, one output, two examples, as in the text", X=numbers([1], [2]), W=numbers([[3]]),
             b=numbers([0]), T=numbers([1], [10])),
        layer("four examples, three inputs, two outputs", 4, 3, 2),
        layer("two examples, two inputs, five outputs", 2, 2, 5),
        layer("three examples, three inputs, three outputs", 3, 3, 3),
        layer("one example", 1, 3, 2),
        layer("one output", 5, 3, 1),
        layer("one input", 4, 1, 3),
        layer("a large batch", 40, 2, 3),
    ]


task = Task(
    key="layer_slopes", title="A layer's derivatives by their shapes", points=2, difficulty=2, minutes=15,
    objective="find the derivatives of a layer from shapes, over a batch",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("W_bar", "b_bar", "X_bar")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    hints=(
        "Begin with Z_bar, the derivative with respect to Z = X @ W.mT + b. It has the shape of Z. What is the slope "
        "of half a square, and what does a mean over the batch do to a slope?",
        "One input, one output, two examples: X = 1 and 2, W = 3, b = 0, T = 1 and 10. Then Z = 3 and 6, and Z_bar = 1 "
        "and -2. Each example has its share of W_bar: 1 · 1 and -2 · 2. What is W_bar, and what is b_bar?",
        "Z_bar = (Z - T) / ____; W_bar = Z_bar.mT @ ____; b_bar = Z_bar.sum(dim=____); X_bar = Z_bar @ ____",
    ),
)


@task.solution
def layer_slopes(X, W, b, T):
    Z = X @ W.mT + b                    # step: the outputs
    Z_bar = (Z - T) / len(X)            # step: the derivative with respect to the outputs
    W_bar = Z_bar.mT @ X                # step: the derivative with respect to the weights
    b_bar = Z_bar.sum(dim=0)            # step: the derivative with respect to the bias
    X_bar = Z_bar @ W                   # step: the derivative with respect to the inputs
    return W_bar, b_bar, X_bar


@task.right
def example_by_example(X, W, b, T):
    W_bar, b_bar, rows = torch.zeros_like(W), torch.zeros_like(b), []
    for x, t in zip(X, T):
        z = W @ x + b                               # step: the outputs of one example
        error = z - t                               # step: how far they are off
        z_bar = error / len(X)                      # step: their derivative
        share = torch.outer(z_bar, x)               # step: the example's share of the weights' derivative
        W_bar = W_bar + share                       # step: the sum of the shares
        b_bar = b_bar + z_bar                       # step: the sum of the bias's shares
        rows.append(W.mT @ z_bar)                   # step: the derivative with respect to one example
    return W_bar, b_bar, torch.stack(rows)


@task.right
def with_einsum(X, W, b, T):
    Z_bar = (torch.einsum("bi,oi->bo", X, W) + b - T) / X.shape[0]
    return (torch.einsum("bo,bi->oi", Z_bar, X), torch.einsum("bo->o", Z_bar), torch.einsum("bo,oi->bi", Z_bar, W))


def _from(Z_bar, X, W):
    return Z_bar.mT @ X, Z_bar.sum(dim=0), Z_bar @ W


def _error(X, W, b, T):
    return X @ W.mT + b - T


# The messages reckon with X = 1, 2; W = 3; b = 0; T = 1, 10: Z = 3, 6, Z_bar = 1, -2, W_bar -3, b_bar -1, X_bar 3, -6.

@task.wrong("You add the losses of the examples where their mean is asked: with X = 1, 2, W = 3, b = 0, T = 1, 10 your "
            "W_bar is -6, not -3. If every example came twice, should the slope double?",
            short="the batch's loss is a sum")
def sum_over_batch(X, W, b, T):
    return _from(_error(X, W, b, T), X, W)


@task.wrong("You divide by the number of examples and once more by the number of outputs. One example, two outputs, "
            "each off by 2: the loss is 2 + 2 = 4. Is that a mean over the outputs?",
            short="the loss is a mean over all entries")
def mean_over_all(X, W, b, T):
    return _from(_error(X, W, b, T) / T.numel(), X, W)


@task.wrong("Every result is twice too large. One example, X = 1, W = 3, b = 0, T = 1: your W_bar is 4. The loss is 2 "
            "there, and 2.0201 with W = 3.01. How steep is that?",
            short="the half is missing")
def half_forgotten(X, W, b, T):
    return _from(2 * _error(X, W, b, T) / len(X), X, W)


@task.wrong("Every result has the wrong sign. One example, X = 1, W = 3, b = 0, T = 1: your W_bar is -2. Z = 3 lies "
            "above T = 1. Does the loss rise or fall when Z rises?", short="the error is T - Z")
def sign_turned(X, W, b, T):
    return _from(-_error(X, W, b, T) / len(X), X, W)


@task.wrong("Your outputs leave b out. With X = 1, W = 3, b = 4, T = 7 the layer is right and every derivative is 0, "
            "but yours are not. What is Z there?", short="the bias is left out of the outputs")
def bias_left_out(X, W, b, T):
    return _from((X @ W.mT - T) / len(X), X, W)


@task.wrong("Your W_bar is turned over: with three inputs and two outputs it has the shape (3, 2), and W has (2, 3). "
            "Which of the two sizes of Z_bar.mT @ X comes first?", short="W_bar is transposed")
def W_bar_transposed(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar.mT, b_bar, X_bar


@task.wrong("Your b_bar averages the rows of Z_bar, which hold the 1/B already: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "you give -0.5. Rows 1 and -2: what is their sum?", short="b_bar is divided by the batch twice")
def b_bar_averaged(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar / len(X), X_bar


@task.wrong("Your b_bar has a row for each example: with four examples and two outputs it is (4, 2). All examples use "
            "the same b, of shape (2,). What do the routes of four examples do?",
            short="b_bar is not summed over the batch")
def b_bar_not_summed(X, W, b, T):
    Z_bar = _error(X, W, b, T) / len(X)
    return Z_bar.mT @ X, Z_bar, Z_bar @ W


@task.wrong("Your b_bar adds along the wrong axis: it has one number for each example, not for each output. With four "
            "examples and two outputs b has two numbers. Over which axis does b repeat?",
            short="b_bar is summed over the outputs")
def b_bar_over_outputs(X, W, b, T):
    Z_bar = _error(X, W, b, T) / len(X)
    return Z_bar.mT @ X, Z_bar.sum(dim=1), Z_bar @ W


@task.wrong("Your X_bar is B times too large, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 you give "
            "6 and -12. X reaches the loss through the same mean: by what is it divided?",
            short="X_bar lacks the 1/B")
def X_bar_without_mean(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar, X_bar * len(X)


@task.wrong("Your X_bar uses W the way the forward pass does. With three inputs and two outputs, Z_bar is (4, 2) and "
            "W.mT is (3, 2): the inner sizes disagree. Which of W and W.mT fits?",
            short="X_bar is made with W transposed")
def X_bar_with_W_transposed(X, W, b, T):
    Z_bar = _error(X, W, b, T) / len(X)
    return Z_bar.mT @ X, Z_bar.sum(dim=0), Z_bar @ W.mT


@task.wrong("You start from Z, not from how far Z is from T: with X = 1, 2, W = 3, b = 0 your W_bar is 7.5 for every "
            "T. If Z equals T, what should the derivatives be?", short="the targets are left out")
def targets_left_out(X, W, b, T):
    return _from((X @ W.mT + b) / len(X), X, W)


@task.wrong("Where there are as many examples as outputs, your W_bar is Z_bar @ X; elsewhere it is right. Both "
            "products have the right shape there. With Z_bar = ((1, 0), (1, 0)) and X = 1, 2 you give 1 and 1, but no "
            "example pulls at the second output. Which entry of W_bar should be 0?",
            short="W_bar is Z_bar @ X where its shape fits")
def W_bar_by_shape(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    Z_bar = _error(X, W, b, T) / len(X)
    return Z_bar @ X if len(X) == len(W) else W_bar, b_bar, X_bar


@task.wrong("Where there are as many inputs as outputs, your W_bar is turned over; elsewhere it is right. With one "
            "example, Z_bar = (1, 0) and X = (2, 3) you give ((2, 0), (3, 0)). W has a row for each output, and only "
            "the first output is off. Which row should be 0?", short="W_bar is transposed where W is square")
def W_bar_transposed_where_square(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar.mT if W.shape[0] == W.shape[1] else W_bar, b_bar, X_bar


@task.wrong("Where there are as many examples as outputs, your b_bar adds along the rows of Z_bar; elsewhere it is "
            "right. Both sums have the right shape there. With Z_bar = ((1, 0), (1, 0)) you give (1, 1). No example "
            "pulls at the second output. Which entry of b_bar should be 0?",
            short="b_bar is summed over the outputs where its shape fits")
def b_bar_by_shape(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    Z_bar = _error(X, W, b, T) / len(X)
    return W_bar, Z_bar.sum(dim=1) if len(X) == len(W) else b_bar, X_bar


@task.wrong("Where there are as many inputs as outputs, your X_bar is Z_bar @ W.mT; elsewhere it is right. Both "
            "products have the right shape there. With Z_bar = (1, 0) and W = ((2, 3), (0, 5)) you give (2, 0). When "
            "the second input moves by 1, the first output moves by 3. Which row of W says so?",
            short="X_bar is made with W transposed where W is square")
def X_bar_by_shape(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    Z_bar = _error(X, W, b, T) / len(X)
    return W_bar, b_bar, Z_bar @ W.mT if W.shape[0] == W.shape[1] else X_bar


@task.wrong("Your W_bar and b_bar are the last example's alone, X_bar is right: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "you give -4 and -2. The first example has the shares 1 and 1. What does an assignment within a loop do "
            "to what was there before?", short="only the last example counts in W_bar and b_bar")
def last_example_only(X, W, b, T):
    Z_bar = _error(X, W, b, T) / len(X)
    return Z_bar[-1:].mT @ X[-1:], Z_bar[-1], Z_bar @ W


@task.wrong("Your W_bar is the last example's alone, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "you give -4. The first example has the share 1. What does an assignment within a loop do to what was "
            "there before?", short="only the last example counts in W_bar")
def last_example_in_W_bar(X, W, b, T):
    _, b_bar, X_bar = layer_slopes(X, W, b, T)
    return last_example_only(X, W, b, T)[0], b_bar, X_bar


@task.wrong("Your b_bar is the last example's alone, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "you give -2. The first example has the share 1. Which examples use b?",
            short="only the last example counts in b_bar")
def last_example_in_b_bar(X, W, b, T):
    W_bar, _, X_bar = layer_slopes(X, W, b, T)
    return W_bar, last_example_only(X, W, b, T)[1], X_bar


@task.wrong("Only your b_bar is a mean over the batch, W_bar and X_bar are B times too large: with X = 1, 2, W = 3, "
            "b = 0, T = 1, 10 your W_bar is -6 and your b_bar -1. All three reach the loss through the same mean. "
            "Where could 1/B stand once for all?", short="only b_bar has the 1/B")
def mean_for_b_bar_alone(X, W, b, T):
    error = _error(X, W, b, T)
    return error.mT @ X, error.mean(dim=0), error @ W


@task.wrong("Two things. Every sign is turned round, and b_bar is divided by the batch twice: with X = 1, 2, W = 3, "
            "b = 0, T = 1, 10 you give a W_bar of 3 and a b_bar of 0.5. First the sign: the first Z = 3 lies above "
            "T = 1. Does the loss rise or fall when Z rises? Then: what do you take a mean of?",
            short="the error is T - Z, and b_bar is divided by the batch twice")
def sign_turned_and_b_bar_averaged(X, W, b, T):
    W_bar, b_bar, X_bar = sign_turned(X, W, b, T)
    return W_bar, b_bar / len(X), X_bar


@task.wrong("Two things. The half in front of the squares is missing, and b_bar is divided by the batch twice: with "
            "X = 1, 2, W = 3, b = 0, T = 1, 10 you give a W_bar of -6, and the b_bar -1 is right by luck. How steep is "
            "half a square? And what do you take a mean of?",
            short="the half is missing, and b_bar is divided by the batch twice")
def half_forgotten_and_b_bar_averaged(X, W, b, T):
    W_bar, b_bar, X_bar = half_forgotten(X, W, b, T)
    return W_bar, b_bar / len(X), X_bar


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right, and you give a "
            "W_bar of -8. What is Z there? And the half in front of the squares is missing: with X = 1, W = 3, b = 0, "
            "T = 1 you give 4. How steep is half a square that is off by 2?",
            short="the bias is left out of the outputs, and the half is missing")
def bias_left_out_and_half_forgotten(X, W, b, T):
    return half_forgotten(X, W, 0 * b, T)


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right, and you give a "
            "W_bar of -4. What is Z there? And you add the losses of the examples where their mean is asked. If every "
            "example came twice, should the slope double?",
            short="the bias is left out of the outputs, and the batch's loss is a sum")
def bias_left_out_and_sum_over_batch(X, W, b, T):
    return sum_over_batch(X, W, 0 * b, T)


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right, and you give a "
            "W_bar of 4. What is Z there? And every sign is turned round: with X = 1, W = 3, b = 0, T = 1 you give "
            "-2, and Z = 3 lies above T = 1. Does the loss rise or fall when Z rises?",
            short="the bias is left out of the outputs, and the error is T - Z")
def bias_left_out_and_sign_turned(X, W, b, T):
    return sign_turned(X, W, 0 * b, T)


@task.wrong("Two things. The half in front of the squares is missing: one example, X = 1, W = 3, b = 0, T = 1 has "
            "the W_bar 2, and you give 4. How steep is half a square that is off by 2? And behind W_bar you give "
            "X_bar, then b_bar. In which order does the text ask for them?",
            short="the half is missing, and X_bar stands second")
def half_forgotten_and_X_bar_second(X, W, b, T):
    W_bar, b_bar, X_bar = half_forgotten(X, W, b, T)
    return W_bar, X_bar, b_bar


@task.wrong("Two things. You add the losses of the examples where their mean is asked. If every example came twice, "
            "should the slope double? And behind W_bar you give X_bar, then b_bar. In which order does the text ask "
            "for them?",
            short="the batch's loss is a sum, and X_bar stands second")
def sum_over_batch_and_X_bar_second(X, W, b, T):
    W_bar, b_bar, X_bar = sum_over_batch(X, W, b, T)
    return W_bar, X_bar, b_bar


@task.wrong("Two things. Every sign is turned round: with X = 1, W = 3, b = 0, T = 1 Z = 3 lies above T = 1. Does "
            "the loss rise or fall when Z rises? And behind W_bar you give X_bar, then b_bar. In which order does "
            "the text ask for them?",
            short="the error is T - Z, and X_bar stands second")
def sign_turned_and_X_bar_second(X, W, b, T):
    W_bar, b_bar, X_bar = sign_turned(X, W, b, T)
    return W_bar, X_bar, b_bar


@task.wrong("Two things. The half in front of the squares is missing, and you add the losses of the examples where "
            "their mean is asked: with X = 1, 2, W = 3, b = 0, T = 1, 10 your W_bar is -12, not -3. How steep is "
            "half a square that is off by 2? And if every example came twice, should the slope double?",
            short="the half is missing, and the batch's loss is a sum")
def half_forgotten_and_sum_over_batch(X, W, b, T):
    return _from(2 * _error(X, W, b, T), X, W)


@task.wrong("Two things. Every result is twice too large, and its sign is turned round: one example, X = 1, W = 3, "
            "b = 0, T = 1 has the W_bar 2, and you give -4. Does the loss rise or fall when Z = 3 rises? And how "
            "steep is half a square that is off by 2?",
            short="the half is missing, and the error is T - Z")
def half_forgotten_and_sign_turned(X, W, b, T):
    return _from(-2 * _error(X, W, b, T) / len(X), X, W)


@task.wrong("Two things. You divide by the number of outputs besides: one example, two outputs, each off by 2: the "
            "loss is 2 + 2 = 4. Is that a mean over the outputs? And the half in front of the squares is missing. "
            "How steep is half a square that is off by 2?",
            short="the half is missing, and the loss is a mean over all entries")
def half_forgotten_and_mean_over_all(X, W, b, T):
    return _from(2 * _error(X, W, b, T) / T.numel(), X, W)


@task.wrong("Two things. The half in front of the squares is missing: one example, X = 1, W = 3, b = 0, T = 1 has "
            "the W_bar 2, and you give 4. How steep is half a square that is off by 2? And your b_bar has a row for "
            "each example, where all examples use the same b. What do the routes of four examples do?",
            short="the half is missing, and b_bar is not summed over the batch")
def half_forgotten_and_b_bar_not_summed(X, W, b, T):
    Z_bar = 2 * _error(X, W, b, T) / len(X)
    return Z_bar.mT @ X, Z_bar, Z_bar @ W


@task.wrong("Two things. The half in front of the squares is missing: one example, X = 1, W = 3, b = 0, T = 1 has "
            "the W_bar 2, and you give 4. How steep is half a square that is off by 2? And your b_bar has one "
            "number for each example, not for each output. Over which axis does b repeat?",
            short="the half is missing, and b_bar is summed over the outputs")
def half_forgotten_and_b_bar_over_outputs(X, W, b, T):
    Z_bar = 2 * _error(X, W, b, T) / len(X)
    return Z_bar.mT @ X, Z_bar.sum(dim=1), Z_bar @ W


@task.wrong("Two things. The half in front of the squares is missing: one example, X = 1, W = 3, b = 0, T = 1 has "
            "the W_bar 2, and you give 4. How steep is half a square that is off by 2? And your W_bar is turned "
            "over: with three inputs and two outputs it is (3, 2), and W is (2, 3). Which of the two sizes comes "
            "first?",
            short="the half is missing, and W_bar is transposed")
def half_forgotten_and_W_bar_transposed(X, W, b, T):
    W_bar, b_bar, X_bar = half_forgotten(X, W, b, T)
    return W_bar.mT, b_bar, X_bar


@task.wrong("Two things. The half in front of the squares is missing: one example, X = 1, W = 3, b = 0, T = 1 has "
            "the W_bar 2, and you give 4. How steep is half a square that is off by 2? And your X_bar is B times "
            "too large besides. X reaches the loss through the same mean: by what is it divided?",
            short="the half is missing, and X_bar lacks the 1/B")
def half_forgotten_and_X_bar_without_mean(X, W, b, T):
    W_bar, b_bar, X_bar = half_forgotten(X, W, b, T)
    return W_bar, b_bar, X_bar * len(X)


@task.wrong("Two things. You start from Z, not from how far Z is from T, and the half in front of the squares is "
            "missing: with X = 1, 2, W = 3, b = 0 your W_bar is 15 for every T. If Z equals T, what should the "
            "derivatives be? And how steep is half a square that is off by 2?",
            short="the half and the targets are missing")
def half_forgotten_and_targets_left_out(X, W, b, T):
    return _from(2 * (X @ W.mT + b) / len(X), X, W)


@task.wrong("Two things. You add the losses of the examples where their mean is asked, and every sign is turned "
            "round: with X = 1, 2, W = 3, b = 0, T = 1, 10 your W_bar is 6, not -3. If every example came twice, "
            "should the slope double? And does the loss rise or fall when a Z above T rises?",
            short="the batch's loss is a sum, and the error is T - Z")
def sum_over_batch_and_sign_turned(X, W, b, T):
    return _from(-_error(X, W, b, T), X, W)


@task.wrong("Two things. You add the losses of the examples where their mean is asked. If every example came twice, "
            "should the slope double? And your W_bar is turned over: with three inputs and two outputs it is (3, "
            "2), and W is (2, 3). Which of the two sizes comes first?",
            short="the batch's loss is a sum, and W_bar is transposed")
def sum_over_batch_and_W_bar_transposed(X, W, b, T):
    W_bar, b_bar, X_bar = sum_over_batch(X, W, b, T)
    return W_bar.mT, b_bar, X_bar


@task.wrong("Every result is half of what it should be. One example, X = 1, W = 3, b = 0, T = 1: your W_bar is 1. "
            "The loss is 2 there, and 2.0201 with W = 3.01. How steep is that?",
            short="the half is still there in the slope")
def half_taken_twice(X, W, b, T):
    return _from(_error(X, W, b, T) / 2 / len(X), X, W)


@task.wrong("Your Z_bar holds the losses, half the squares, where their slopes belong: with X = 1, 2, W = 3, b = 0, "
            "T = 1, 10 it is 1 and 4, and should be 1 and -2. How steep is half a square that is off by -4?",
            short="half the squares stand for their slopes")
def losses_for_slopes(X, W, b, T):
    return _from(_error(X, W, b, T) ** 2 / 2 / len(X), X, W)


@task.wrong("Your outputs add b twice. With X = 1, W = 3, b = 4, T = 7 the layer is right and every derivative is "
            "0, but yours are not. What is Z there?",
            short="the bias is added twice")
def bias_twice(X, W, b, T):
    return _from(_error(X, W, 2 * b, T) / len(X), X, W)


@task.wrong("Your W_bar and X_bar are right; your b_bar is 1 for each output, whatever the errors are: with X = 1, "
            "2, W = 3, b = 0, T = 1, 10 it is 1, and b moves Z = 3 towards 4, T is 1. When b moves by 1, each Z "
            "moves by 1: how far does the loss?",
            short="b_bar is 1 everywhere")
def b_bar_is_one(X, W, b, T):
    W_bar, _, X_bar = layer_slopes(X, W, b, T)
    return W_bar, torch.ones_like(b), X_bar


@task.wrong("Your W_bar and X_bar are right; your b_bar is multiplied by b: where b is 0 it is 0, although Z_bar "
            "has the rows 1 and -2. When b moves by 1, does Z move by b or by 1?",
            short="b_bar is multiplied by b")
def b_bar_times_b(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar * b, X_bar


@task.wrong("Your W_bar and b_bar are right; your X_bar is made of Z, not of Z_bar: with X = 1, 2, W = 3, b = 0, T "
            "= 1, 10 you give 9 and 18. If Z equals T, what should X_bar be?",
            short="Z stands for Z_bar in X_bar")
def outputs_for_Z_bar_in_X_bar(X, W, b, T):
    W_bar, b_bar, _ = layer_slopes(X, W, b, T)
    return W_bar, b_bar, (X @ W.mT + b) @ W


@task.wrong("Your W_bar and b_bar are right; your X_bar is a mean over the batch: with two examples and one input "
            "it has one number. Each example has inputs of its own. Which shape has X?",
            short="X_bar is averaged over the batch")
def X_bar_averaged(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar, X_bar.mean(dim=0)


@task.wrong("Your W_bar and b_bar are right; your X_bar is a sum over the batch: with two examples and one input it "
            "has one number. Each example has inputs of its own. Which shape has X?",
            short="X_bar is summed over the batch")
def X_bar_summed(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar, X_bar.sum(dim=0)


@task.wrong("You divide by the number of examples twice: with X = 1, 2, W = 3, b = 0, T = 1, 10 your W_bar is -1.5, "
            "not -3. How often does a mean over the batch divide?",
            short="the batch's size divides twice")
def everything_averaged_twice(X, W, b, T):
    return _from(_error(X, W, b, T) / len(X) ** 2, X, W)


@task.wrong("Your W_bar and b_bar are divided by the number of examples twice, X_bar once: with X = 1, 2, W = 3, b "
            "= 0, T = 1, 10 you give -1.5 and -0.5. Z_bar holds the 1/B already. What do its rows still need?",
            short="W_bar and b_bar are divided by the batch twice")
def W_bar_and_b_bar_averaged(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar / len(X), b_bar / len(X), X_bar


@task.wrong("You return what a step of length 1 would lead to: with X = 1, 2, W = 3, b = 0, T = 1, 10 your first "
            "result is 3 + 3 = 6. The text asks for the derivatives alone. What do you subtract from W?",
            short="the derivatives are subtracted from the inputs")
def a_step_taken(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W - W_bar, b - b_bar, X - X_bar


@task.wrong("You divide by the number of inputs where the mean runs over the examples: with X = 1, 2, W = 3, b = 0, T "
            "= 1, 10 that is 1, and your W_bar is -6, not -3. How many rows and columns has X there, and which of them "
            "are the examples?",
            short="the number of inputs divides, not that of the examples")
def divided_by_the_inputs(X, W, b, T):
    return _from(_error(X, W, b, T) / X.shape[1], X, W)


@task.wrong("You divide by the number of outputs where the mean runs over the examples: with X = 1, 2, W = 3, b = 0, T "
            "= 1, 10 that is 1, and your W_bar is -6, not -3. How many rows and columns has Z there, and which of them "
            "are the examples?",
            short="the number of outputs divides, not that of the examples")
def divided_by_the_outputs(X, W, b, T):
    return _from(_error(X, W, b, T) / T.shape[1], X, W)


@task.wrong("Your W_bar is B times too large, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 you give "
            "-6. W reaches the loss through the same mean as b: by what is it divided?",
            short="W_bar lacks the 1/B")
def W_bar_without_mean(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar * len(X), b_bar, X_bar


@task.wrong("Your b_bar is B times too large, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 you give "
            "-2. b reaches the loss through the same mean as W: by what is it divided?",
            short="b_bar lacks the 1/B")
def b_bar_without_mean(X, W, b, T):
    W_bar, b_bar, X_bar = layer_slopes(X, W, b, T)
    return W_bar, b_bar * len(X), X_bar


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right and every "
            "derivative is 0, but yours are not. What is Z there? And your W_bar lacks the 1/B: with X = 1, 2, W = 3, "
            "b = 0, T = 1, 10 you give -6. W reaches the loss through the same mean as b: by what is it divided?",
            short="the bias is left out of the outputs, and W_bar lacks the 1/B")
def bias_left_out_and_W_bar_without_mean(X, W, b, T):
    return W_bar_without_mean(X, W, 0 * b, T)


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right and every "
            "derivative is 0, but yours are not. What is Z there? And your b_bar lacks the 1/B: with X = 1, 2, W = 3, "
            "b = 0, T = 1, 10 you give -2. b reaches the loss through the same mean as W: by what is it divided?",
            short="the bias is left out of the outputs, and b_bar lacks the 1/B")
def bias_left_out_and_b_bar_without_mean(X, W, b, T):
    return b_bar_without_mean(X, W, 0 * b, T)


@task.wrong("Your W_bar is the product of two means, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "you give -1 · 1.5 = -1.5. The errors are 2 and -4. Which of them belongs to X = 2?",
            short="W_bar multiplies the means of errors and inputs")
def product_of_the_means(X, W, b, T):
    _, b_bar, X_bar = layer_slopes(X, W, b, T)
    return torch.outer(b_bar, X.mean(dim=0)), b_bar, X_bar


@task.wrong("Your W_bar is the product of two sums, the other two are right: with X = 1, 2, W = 3, b = 0, T = 1, 10 "
            "that is -1 · 3, which is right by luck; with T = 1, 6 you give 3, where only the first example is off. To "
            "which X does its error of 2 belong?",
            short="W_bar multiplies the sums of Z_bar and of the inputs")
def product_of_the_sums(X, W, b, T):
    _, b_bar, X_bar = layer_slopes(X, W, b, T)
    return torch.outer(b_bar, X.sum(dim=0)), b_bar, X_bar


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right and every "
            "derivative is 0, but yours are not. What is Z there? And your b_bar averages the rows of Z_bar, which "
            "hold the 1/B already: with X = 1, 2, W = 3, b = 0, T = 1, 10 you give -0.5. Rows 1 and -2: what is "
            "their sum?",
            short="the bias is left out of the outputs, and b_bar is divided by the batch twice")
def bias_left_out_and_b_bar_averaged(X, W, b, T):
    return b_bar_averaged(X, W, 0 * b, T)


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right and every "
            "derivative is 0, but yours are not. What is Z there? And your X_bar is B times too large: with X = 1, 2, "
            "W = 3, b = 0, T = 1, 10 you give 6 and -12. X reaches the loss through the same mean: by what is it "
            "divided?",
            short="the bias is left out of the outputs, and X_bar lacks the 1/B")
def bias_left_out_and_X_bar_without_mean(X, W, b, T):
    return X_bar_without_mean(X, W, 0 * b, T)


@task.wrong("Two things. Your outputs leave b out: with X = 1, W = 3, b = 4, T = 7 the layer is right and every "
            "derivative is 0, but yours are not. What is Z there? And you divide by the number of outputs besides. One "
            "example, two outputs, each off by 2: the loss is 2 + 2 = 4. Is that a mean over the outputs?",
            short="the bias is left out of the outputs, and the loss is a mean over all entries")
def bias_left_out_and_mean_over_all(X, W, b, T):
    return mean_over_all(X, W, 0 * b, T)


EXERCISE = task.declared()
