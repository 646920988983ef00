"""Exercise: how each probability of a softmax moves with each logit."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task


def reference(z: Tensor) -> Tensor:
    """The package's Jacobian, at the package's probabilities."""
    return losses.softmax_jacobian(losses.softmax(z))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(*shape: int) -> Tensor:
        """Logits that differ clearly within each row."""
        steps = torch.stack([draw.permutation(shape[1]) for _ in range(shape[0])])
        return 0.7 * steps + draw.uniform(-0.2, 0.2, *shape) - 1

    one = some(1, 3)
    return [
        case("one sample, the example of the text", z=TEXT.clone()),
        case("one sample, three classes", z=one),
        case("two samples, three classes", z=some(2, 3)),
        case("four samples, three classes", z=some(4, 3)),
        case("three samples, three classes", z=some(3, 3)),
        case("three samples, five classes", z=some(3, 5)),
        case("two classes with equal logits", z=draw.normal(2, 1).expand(2, 2).clone()),
        case("the same sample, with all logits larger", z=torch.cat([one, one + draw.between(2, 4)])),
        case("a single class", z=draw.normal(2, 1)),
        case("logits near 1000", z=1000 + some(2, 3)),
        case("logits near -1000", z=-1000 + some(2, 4)),
        case("logits of 1000 and -1000 in one row", z=torch.cat([numbers([[1000, -1000, -999]]), some(1, 3)])),
        case("a class that is nearly certain", z=numbers([[draw.between(8, 9), 0, -draw.between(0.5, 1)]])),
    ]


TEXT = numbers([[math.log(5), math.log(3), math.log(2)]])

task = Task(
    key="softmax_jacobian", title="The Jacobian of the softmax", points=2, difficulty=2, minutes=15,
    objective="derive how every probability of a softmax moves with every logit",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N06-05",),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    hints=(
        "p_i = exp(z_i)/S with the sum S over all classes. When z_j grows, S grows for every i. For which i does the "
        "numerator grow too?",
        "For z = (log 3, 0) the powers are 3 and 1, and S = 4. When z_1 grows by a small t, they are about 3 + 3t and "
        "1. What is the derivative of (3 + 3t)/(4 + 3t) at t = 0, and what is that of 1/(4 + 3t)?",
        "p = torch.softmax(z, dim=____); return torch.diag_embed(p) - p[:, :, None] * p[:, ____]",
    ),
)


@task.solution
def softmax_jacobian(z):
    p = torch.softmax(z, dim=-1)                # step: the probabilities, (batch, classes)
    own = torch.diag_embed(p)                   # step: p on the diagonal: the numerator moves with its own logit alone
    shared = p[:, :, None] * p[:, None, :]      # step: the products of probabilities: the sum moves with every logit
    return own - shared                         # step: the difference


@task.right
def quotient_rule(z):
    shifted = z - z.amax(dim=1, keepdim=True)           # step: the shift by each row's largest logit
    e = shifted.exp()                                   # step: the powers
    S = e.sum(dim=1)[:, None, None]                     # step: their sum
    numerator = e[:, :, None]                           # step: the numerator of each probability
    e_dot = torch.diag_embed(e)                         # step: how each numerator moves with each logit
    S_dot = e[:, None, :]                               # step: how the sum moves with each logit
    return (e_dot * S - numerator * S_dot) / S**2       # step: the quotient rule


@task.right
def entry_by_entry(z):
    B, C = z.shape
    J = torch.zeros(B, C, C, dtype=z.dtype)
    for b in range(B):
        p = z[b].softmax(0).tolist()
        for i in range(C):
            for j in range(C):
                J[b, i, j] = p[i] * ((1 if i == j else 0) - p[j])
    return J


@task.right
def with_numpy(z):
    logits = z.numpy()
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    return torch.from_numpy(np.eye(p.shape[1]) * p[:, None, :] - np.einsum("bi,bj->bij", p, p))


# The Jacobian, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "logits": lambda v: v.z,
    "p": lambda v: torch.softmax(v.logits, -1),
    "at_i": lambda v: v.p[..., :, None], "at_j": lambda v: v.p[..., None, :],
    "eye": lambda v: torch.eye(v.p.shape[-1], dtype=v.p.dtype),
    "own": lambda v: torch.diag_embed(v.p),
    "shared": lambda v: v.at_i * v.at_j,
    "J": lambda v: v.own - v.shared,
    "result": lambda v: v.J,
}


_with = answers_by(RULES, softmax_jacobian)


def _shown(given: Tensor) -> str:
    """A result as the text would write it."""
    def written(value: object) -> str:
        return f"({', '.join(map(written, value))})" if isinstance(value, list) else f"{value:.4g}"

    return written((given + 0.0).tolist())


TWO = torch.cat([TEXT, numbers([[0, math.log(2), 0]])])


def _by_hand(answer: Callable) -> str:
    """What an answer gives in the example of the text, or for two samples: its first row that is wrong there."""
    for of, z in (("In the example", TEXT), ("For the example and a second sample (0, log 2, 0)", TWO)):
        given, right = answer(z), softmax_jacobian(z)
        if not isinstance(given, Tensor):
            return ""
        if given.dtype != right.dtype:
            return ""
        if given.shape != right.shape:
            return f" {of} your result has the shape {tuple(given.shape)}, where {tuple(right.shape)} is expected."
        for b, i in np.ndindex(tuple(z.shape)):
            if not torch.allclose(given[b, i], right[b, i], rtol=1e-6, atol=1e-9):
                row = f"row {i + 1}" + (f" of sample {b + 1}" if len(z) > 1 else "")
                return f" {of} your {row} is {_shown(given[b, i])}, where {_shown(right[b, i])} is expected."
    return ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_by_hand(answer)} {asks}", short=short)(answer)


def _plain(z: Tensor, axis: int = -1) -> Tensor:
    """A softmax without a shift."""
    return z.exp() / z.exp().sum(axis, keepdim=True)


_wrong("own_alone", "You have p on the diagonal and 0 elsewhere, as if only the numerator moved.", "What becomes of "
       "p_2 when z_1 grows, and all p add up to 1?", "the sum below is taken as constant", J=lambda v: v.own)
_wrong("shared_alone", "You have -p_i p_j everywhere, also on the diagonal, where p_i is missing.", "Does p_1 grow or "
       "fall when z_1 grows?", "p is missing on the diagonal", J=lambda v: -v.shared)
_wrong("products_alone", "You give the products p_i p_j.", "What becomes of p_2 when z_1 grows?",
       "the products of the probabilities come back", J=lambda v: v.shared)
_wrong("shared_added", "You add p_i p_j where it should be taken off.", "Do the entries of a row add up to 0? When z_1 "
       "grows, does p_2 grow too?", "the products are added", J=lambda v: v.own + v.shared)
_wrong("all_signs", "Every sign is the wrong way round.", "Does p_1 grow or fall when z_1 grows?",
       "every sign is wrong", J=lambda v: v.shared - v.own)
_wrong("sizes", "Off the diagonal your signs are wrong.", "What becomes of p_2 when z_1 grows?",
       "the entries off the diagonal have the wrong sign", J=lambda v: (v.own - v.shared).abs())
_wrong("off_halved", "Off the diagonal your entries are half of what they should be.", "Do the entries of a row add up "
       "to 0, as those of p to 1?", "entries off the diagonal are halved",
       J=lambda v: v.own - v.shared * (1 + v.eye) / 2)
_wrong("off_doubled", "Off the diagonal your entries are twice what they should be.", "Do the entries of a row add up "
       "to 0, as those of p to 1?", "entries off the diagonal are doubled",
       J=lambda v: v.own - v.shared * (2 - v.eye))
_wrong("one_on_the_diagonal", "You take the products off a matrix with 1 on the diagonal, not p.", "How large is the "
       "slope of p_1 with respect to z_1 where p_1 is nearly 0?", "the diagonal has 1 in place of p",
       own=lambda v: v.eye)
_wrong("of_the_logarithms", "Yours is the Jacobian of log p: 1 - p_j on the diagonal, -p_j elsewhere.", "How does the "
       "slope of p follow from that of log p?", "the Jacobian is that of the log-softmax",
       J=lambda v: v.eye - v.at_j)
_wrong("of_the_logarithms_transposed", "You have 1 - p_i on the diagonal and -p_i elsewhere in row i.", "What becomes "
       "of p_i when p_i is nearly 0 and z_j moves?", "the factor p is missing, and rows hold one number",
       J=lambda v: v.eye - v.at_i)
_wrong("same_index_in_rows", "You have p_i times (1 or 0, less p_i): row i knows p_i alone.", "By how much does p_1 "
       "fall when z_2 grows? Does that depend on p_2?", "one index stands twice, that of the row",
       shared=lambda v: v.at_i**2)
_wrong("same_index_in_columns", "You have p_j times (1 or 0, less p_j): column j knows p_j alone.", "By how much does "
       "p_1 fall when z_2 grows? Does that depend on p_1?", "one index stands twice, that of the column",
       shared=lambda v: v.at_j**2)
_wrong("off_in_rows", "The diagonal is right. Off it you have -p_i in row i.", "By how much does p_1 fall when z_2 "
       "grows? Does that depend on p_2?", "off the diagonal stands -p_i",
       J=lambda v: v.eye * (v.own - v.shared) - (1 - v.eye) * v.at_i)
_wrong("off_in_columns", "The diagonal is right. Off it you have -p_j in column j.", "By how much does p_1 fall when "
       "z_2 grows? Does that depend on p_1?", "off the diagonal stands -p_j",
       J=lambda v: v.eye * (v.own - v.shared) - (1 - v.eye) * v.at_j)
_wrong("off_mixed", "The diagonal is right. Off it you have -p_i (1 - p_j).", "By how much does p_1 fall when z_2 "
       "grows? What if p_2 is nearly 0?", "off the diagonal stands -p_i (1 - p_j)",
       J=lambda v: v.eye * (v.own - v.shared) - (1 - v.eye) * v.at_i * (1 - v.at_j))
_wrong("off_left_out", "You have p_i (1 - p_i) on the diagonal and 0 elsewhere, as a sigmoid would.", "What becomes of "
       "p_2 when z_1 grows, and all p add up to 1?", "the entries off the diagonal are missing",
       J=lambda v: torch.diag_embed(v.p * (1 - v.p)))
_wrong("diagonal_as_row", "You give p (1 - p) alone, a row for each sample.", "How many slopes are there for two "
       "probabilities and two logits?", "only the diagonal comes back, as a row", result=lambda v: v.p * (1 - v.p))
_wrong("diagonal_left_out", "Off the diagonal you are right, on it stands 0.", "Does p_1 stay where it is when z_1 "
       "grows?", "the diagonal is 0", J=lambda v: -(1 - v.eye) * v.shared)
_wrong("diagonal_p", "Off the diagonal you are right, on it stands p_i.", "By how much does p_1 grow when z_1 does? "
       "The sum below grows too.", "the diagonal holds p", J=lambda v: v.own - (1 - v.eye) * v.shared)
_wrong("diagonal_one_less_p", "Off the diagonal you are right, on it stands 1 - p_i.", "Do the entries of a row add up "
       "to 0, as those of p to 1?", "the diagonal holds 1 - p",
       J=lambda v: v.eye * (1 - v.at_i) - (1 - v.eye) * v.shared)
_wrong("diagonal_one_less_p_and_product", "Off the diagonal you are right, on it stands 1 - p_i - p_i².", "How far "
       "does p_1 move where it is nearly 0?", "the diagonal holds 1 - p, less the product",
       J=lambda v: torch.diag_embed(1 - v.p) - v.shared)
_wrong("diagonal_squared", "Your diagonal is p_i² - p_i.", "Does p_1 grow or fall when z_1 grows?",
       "the diagonal has the wrong sign", J=lambda v: -v.eye * (v.own - v.shared) - (1 - v.eye) * v.shared)
_wrong("p_taken_off_everywhere", "You take the products off p_i in the whole row, not on the diagonal alone.", "Does "
       "p_1 grow when z_2 does?", "p stands in the whole row", own=lambda v: v.at_i + 0 * v.at_j)
_wrong("p_taken_off_in_columns", "You take the products off p_j in the whole column, not on the diagonal alone.",
       "Does p_1 grow when z_2 does?", "p stands in the whole column", own=lambda v: v.at_j + 0 * v.at_i)
_wrong("softmax_over_samples", "Your softmax runs over the samples: a column of p adds up to 1, not a row.", "Which "
       "axis holds the classes?", "the softmax runs over the samples", p=lambda v: torch.softmax(v.logits, 0))
_wrong("softmax_over_everything", "Your softmax runs over all samples and classes at once.", "What do the "
       "probabilities of one sample add up to?", "the softmax runs over everything",
       p=lambda v: torch.softmax(v.logits.flatten(), 0).reshape(v.z.shape))
_wrong("softmax_over_samples_overflows", "Your powers are divided by the sum over the samples, and overflow far out.",
       "Which axis holds the classes?", "the powers are divided by a sum over the samples, and overflow",
       p=lambda v: _plain(v.logits, 0))
_wrong("not_normalised", "Your p is exp(z), which does not add up to 1.", "By what is each power divided?",
       "the powers are not divided by their sum", p=lambda v: v.logits.exp())
_wrong("not_normalised_but_shifted", "Your p is exp(z - largest), which does not add up to 1.", "By what is each power "
       "divided?", "the shifted powers are not divided", p=lambda v: (v.z - v.z.amax(-1, keepdim=True)).exp())
_wrong("logits_for_probabilities", "You use z itself where the probabilities belong.", "Which function makes "
       "probabilities of logits?", "z is taken for the probabilities", p=lambda v: v.logits)
_wrong("sum_of_logits", "You divide z by its sum, and take no exponential.", "How can a probability follow from a "
       "negative logit?", "the exponential is missing", p=lambda v: v.logits / v.logits.sum(-1, keepdim=True))
_wrong("softmax_twice", "Your probabilities go through a softmax twice.", "How often should it be taken?",
       "the softmax is taken twice", p=lambda v: torch.softmax(torch.softmax(v.logits, -1), -1))
_wrong("log_softmax_for_softmax", "You use log p where p belongs.", "Which of the two adds up to 1?",
       "log p stands for p", p=lambda v: torch.log_softmax(v.logits, -1))
_wrong("sigmoid_for_softmax", "Your probabilities are those of a sigmoid, each by itself.", "What do the probabilities "
       "of one sample add up to?", "a sigmoid stands for the softmax", p=lambda v: torch.sigmoid(v.logits))
_wrong("opposite_logits", "Your softmax is that of -z.", "Does a larger logit make a class more likely or less?",
       "the logits have the wrong sign", logits=lambda v: -v.z)
_wrong("sigmoid_alone", "You have σ(z) (1 - σ(z)) on the diagonal and 0 elsewhere: each class by itself.", "What do "
       "the probabilities of one sample add up to?", "the Jacobian is that of a sigmoid",
       p=lambda v: torch.sigmoid(v.logits), J=lambda v: torch.diag_embed(v.p * (1 - v.p)))
_wrong("base_two", "Your powers have the base 2.", "Which base has the softmax?", "the base is 2",
       logits=lambda v: v.z * math.log(2))
_wrong("overflows", "Right for moderate logits. exp(1000) is stored as inf and exp(-1000) as 0, and the quotient is "
       "nan.",
       "What could you take off all logits of a row without changing p?", "the powers overflow",
       p=lambda v: _plain(v.logits))
_wrong("quotient_overflows", "Right for moderate logits. The square of the sum of the powers is stored as inf or 0 "
       "from about 355 on, and the quotient is nan.", "What could you take off all logits of a row without changing p?",
       "the quotient rule overflows", J=lambda v: (
           torch.diag_embed(v.z.exp()) * v.z.exp().sum(-1)[:, None, None]
           - v.z.exp()[:, :, None] * v.z.exp()[:, None, :]) / v.z.exp().sum(-1)[:, None, None]**2)
_wrong("one_shift_for_all", "You take one number off the logits of all samples. In a row that lies far below it, every "
       "power is stored as 0.", "What should be taken off each row?", "one shift serves all samples",
       p=lambda v: _plain(v.z - v.z.max()))
_wrong("shift_by_the_mean", "You take the mean of each row off, and a row with 1000 and -1000 still overflows.",
       "Which number makes all exponents 0 or less?", "the shift is the mean",
       p=lambda v: _plain(v.z - v.z.mean(-1, keepdim=True)))
_wrong("samples_added", "You add the Jacobians of all samples.", "Which shape does the text ask for?",
       "the samples are added", result=lambda v: v.J.sum(0))
_wrong("samples_averaged", "You average the Jacobians of all samples.", "Which shape does the text ask for?",
       "the samples are averaged", result=lambda v: v.J.mean(0))
_wrong("samples_mixed", "You multiply p with itself as a matrix, which adds the products over all samples.", "Whose "
       "probabilities belong into the Jacobian of the first sample?", "products are added over the samples",
       shared=lambda v: (v.p.mT @ v.p).expand_as(v.own))
_wrong("samples_multiplied", "Your products go from sample to sample: `p @ p.T` has the shape (batch, batch).",
       "Which two of the numbers in a row of p are multiplied for the entry [b, i, j]?", "samples are multiplied",
       shared=lambda v: v.p @ v.p.T)
_wrong("diagonal_of_the_table", "`diag` of a table takes numbers out of its diagonal. Here it should make a table of "
       "each row.",
       "Which shape should come of a row with three numbers?", "the diagonal of the table is taken",
       result=lambda v: torch.diag(v.p) - v.p.T @ v.p)
_wrong("eye_of_the_samples", "Your matrix with 1 on its diagonal is as large as the number of samples.", "Which two "
       "axes does the Jacobian of one sample have?", "the matrix of ones has the size of the batch",
       J=lambda v: v.at_i * (torch.eye(len(v.z), dtype=v.z.dtype) - v.at_j))
_wrong("first_sample_alone", "Only the first sample is there, without an axis for samples.", "Does a `return` stand "
       "within your loop?", "only the first sample is there", result=lambda v: v.J[0])
_wrong("first_sample_with_axis", "Only the first sample is there.", "How many Jacobians are asked for?",
       "only the first of the samples is there", result=lambda v: v.J[:1])
_wrong("first_sample_repeated", "Every sample has the Jacobian of the first one.", "Does p differ from sample to "
       "sample?",
       "the first sample is repeated", result=lambda v: v.J[:1].expand_as(v.J))
_wrong("last_sample_repeated", "Every sample has the Jacobian of the last one.", "Does your loop store each Jacobian, "
       "or only the last?", "the last sample is repeated", result=lambda v: v.J[-1:].expand_as(v.J))
_wrong("samples_last", "Your axis of samples stands last: the shape is (classes, classes, batch).", "Which shape does "
       "the text ask for?", "the axis of samples stands last", result=lambda v: v.J.permute(1, 2, 0))
_wrong("flattened", "Each Jacobian is one long row.", "Which shape does the text ask for?",
       "each Jacobian is a long row", result=lambda v: v.J.flatten(1))
_wrong("every_pair_of_samples", "You have a block for each pair of samples.", "Does p of one sample move with the "
       "logits of another?", "there is a block for each pair of samples",
       result=lambda v: torch.einsum("bij,bc->bicj", v.J, torch.eye(len(v.z), dtype=v.z.dtype)))
_wrong("row_sums", "You add over the logits.", "How many slopes are there for two probabilities and two logits?",
       "the logits are added", result=lambda v: v.J.sum(-1))
_wrong("probabilities", "You give p itself.", "How does it move with each logit?", "the probabilities come back",
       result=lambda v: v.p)
_wrong("identity_less_p", "You give p - 1 on the diagonal: p less a matrix with 1 on the diagonal.", "Is that the "
       "slope of p, or of a loss?", "p less a one stands for the Jacobian", J=lambda v: v.at_j - v.eye + 0 * v.at_i)
_wrong("default_dtype", "Your result is float32, with seven digits. (`torch.zeros` makes that, if no dtype is named.)",
       "Which dtype does the text ask for?", "the result is float32", result=lambda v: v.J.float())
_wrong("divided_by_the_batch", "You divide by the number of samples.", "How much has one sample to do with the others?",
       "everything is divided by the number of samples", result=lambda v: v.J / len(v.z))
_wrong("divided_by_the_classes", "You divide by the number of classes.", "What do the slopes of one column add up to, "
       "and is there a mean in the text?", "everything is divided by the number of classes",
       result=lambda v: v.J / v.z.shape[1])
_wrong("times_the_batch", "You multiply by the number of samples.", "How much has one sample to do with the others?",
       "everything is multiplied by the number of samples", result=lambda v: v.J * len(v.z))
_wrong("sum_not_squared", "Your quotient rule divides by S alone: right only if S is 1.", "Which power of the "
       "denominator stands in the quotient rule?", "the quotient rule divides by S, not by S²",
       p=lambda v: v.z.exp(), J=lambda v: (v.own * v.p.sum(-1)[:, None, None] - v.shared) / v.p.sum(-1)[:, None, None])
_wrong("shared_twice_on_the_diagonal", "Your diagonal is p_i (1 - p_i), and then p_i² is taken off once more.", "What "
       "is (5 · 10 - 5 · 5)/100?", "the product is taken off twice on the diagonal",
       J=lambda v: torch.diag_embed(v.p * (1 - v.p)) - v.shared)
_wrong("all_entries_turned", "You have -p_i (1 - p_j) everywhere.", "Does p_1 grow or fall when z_1 grows? What if p_2 "
       "is nearly 0?", "-p_i (1 - p_j) stands everywhere", J=lambda v: -v.at_i * (1 - v.at_j))
_wrong("logits_in_the_products", "Your products are p_i z_j.", "By how much does p_1 fall when z_2 grows: does it "
       "depend on z_2 or on p_2?", "the products are p_i z_j", shared=lambda v: v.at_i * v.z[:, None, :])
_wrong("powers_in_the_products", "Your products are those of exp(z), not of p.", "In the quotient rule, by what is the "
       "product of two powers divided?", "the products are those of the powers",
       shared=lambda v: v.z.exp()[:, :, None] * v.z.exp()[:, None, :])
_wrong("powers_for_p", "You have exp(z) on the diagonal, with the products of p taken off.", "Which of the two adds up "
       "to 1?", "exp(z) stands on the diagonal", own=lambda v: torch.diag_embed(v.z.exp()))
_wrong("upper_half_alone", "Below the diagonal you have 0.", "Which row and column has the slope of p_2 with respect "
       "to z_1?", "below the diagonal stands 0", J=lambda v: (v.own - v.shared).triu())
_wrong("lower_half_alone", "Above the diagonal you have 0.", "Which row and column has the slope of p_1 with respect "
       "to z_2?", "above the diagonal stands 0", J=lambda v: (v.own - v.shared).tril())
_wrong("samples_in_one_table", "Your tables stand one below the other, as `cat` puts them: the axis of samples is "
       "lost.",
       "Which function stacks tables along a new axis?", "the axis of samples is lost",
       result=lambda v: v.J.flatten(0, 1))
_wrong("last_sample_alone", "Only the last sample is there, without an axis for samples.", "Does your loop store each "
       "Jacobian, or only the last?", "only the last sample is there", result=lambda v: v.J[-1])
_wrong("as_list", "You give a list of tables.", "Which function makes one tensor of a list of tensors?",
       "the result is a list of tables", result=lambda v: list(v.J))
_wrong("nan_made_zero", "Your powers overflow, and you turn nan into 0.", "Which number could be taken off all logits "
       "of a row without changing p?", "nan is made 0 after an overflow", p=lambda v: _plain(v.logits),
       J=lambda v: (v.own - v.shared).nan_to_num())
_wrong("logits_cut_off", "You cut logits off, at a size like 50 or 700: then 1000 and 1001 become alike.", "Which "
       "number could be taken off all logits of a row without changing p?", "logits are cut off",
       logits=lambda v: v.z.clamp(-500, 500))


OFTEN = {
    "softmax_over_samples": Mistake("the softmax runs over the samples", "Which axis holds the classes?",
                                    {"p": lambda v: torch.softmax(v.z, 0)}),
    "not_normalised": Mistake("the powers are not divided by their sum", "By what is each power divided?",
                              {"p": lambda v: v.z.exp()}),
    "overflows": Mistake("exp(1000) overflows", "What could be taken off the logits of a row?",
                         {"p": lambda v: _plain(v.z)}),
    "one_on_the_diagonal": Mistake("the diagonal has 1 in place of p", "How far does p move where it is nearly 0?",
                                   {"own": lambda v: v.eye}),
    "same_index_in_rows": Mistake("p_i² stands for p_i p_j", "Does the slope depend on p_j?",
                                  {"shared": lambda v: v.at_i**2}),
    "own_alone": Mistake("only the diagonal with p is there", "What becomes of p_2 when z_1 grows?",
                         {"J": lambda v: v.own}),
    "of_the_logarithms": Mistake("the Jacobian is that of log p", "How does the slope of p follow from that of log p?",
                                 {"J": lambda v: v.eye - v.at_j}),
    "off_left_out": Mistake("the entries off the diagonal are missing", "What becomes of p_2 when z_1 grows?",
                            {"J": lambda v: torch.diag_embed(v.p * (1 - v.p))}),
    "shared_alone": Mistake("p is missing on the diagonal", "Does p_1 grow or fall when z_1 grows?",
                            {"J": lambda v: -v.shared}),
    "all_signs": Mistake("every sign is the wrong way round", "Does p_1 grow or fall when z_1 grows?",
                         {"J": lambda v: v.shared - v.own}),
    "diagonal_p": Mistake("the diagonal holds p", "By how much does p_1 grow when z_1 does? The sum below grows too.",
                          {"J": lambda v: v.own - (1 - v.eye) * v.shared}),
    "sizes": Mistake("off the diagonal the signs are wrong", "What becomes of p_2 when z_1 grows?",
                     {"J": lambda v: v.eye * (v.own - v.shared) + (1 - v.eye) * v.shared}),
    "divided_by_the_batch": Mistake("everything is divided by the number of samples", "How much has one sample to do "
                                    "with the others?", {"result": lambda v: v.J / len(v.z)}),
    "first_sample_alone": Mistake("only the first sample is there", "Does a `return` stand within your loop?",
                                  {"result": lambda v: v.J[0]}),
    "samples_added": Mistake("the samples are added", "Which shape does the text ask for?",
                             {"result": lambda v: v.J.sum(0)}),
    "samples_averaged": Mistake("the samples are averaged", "Which shape does the text ask for?",
                                {"result": lambda v: v.J.mean(0)}),
}
WRITTEN = {("one_on_the_diagonal", other) for other in ("shared_alone", "off_left_out", "of_the_logarithms",
                                                        "diagonal_p")}     # one hides the other
WRITTEN |= {("same_index_in_rows", other) for other in ("own_alone", "of_the_logarithms", "off_left_out")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)

_wrong("softmax_over_samples_with_shared_added", "Two things: the softmax runs over the samples, and the products are "
       "added.",
       "Which axis holds the classes? Do the entries of a row add up to 0?",
       "the softmax runs over the samples, and the products are added", p=lambda v: torch.softmax(v.z, 0),
       J=lambda v: v.own + v.shared)


EXERCISE = task.declared()
