"""Exercise: the cross-entropy of two distributions."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(p: Tensor, q: Tensor) -> float:
    """The package's cross-entropy, as a number."""
    return float(losses.cross_entropy_of(p, q))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(*weights: float) -> Tensor:
        """A random distribution; a weight of 0 stays 0."""
        parts = numbers(weights) * draw.uniform(0.5, 1.5, len(weights))
        return parts / parts.sum()

    same = some(1, 3, 6)
    return [
        case("a fair coin, and a model that expects heads", p=numbers(0.5, 0.5), q=some(9, 1)),
        case("three classes", p=some(6, 3, 1), q=some(1, 2, 4)),
        case("a model that is right", p=same, q=same.clone()),
        case("a class with p = 0", p=some(2, 0, 1), q=some(1, 1, 3)),
        case("a class with p = 0 and q = 0", p=some(5, 1, 0, 2, 0), q=some(1, 2, 0, 3, 0)),
        case("a class that happens although q = 0", p=some(1, 3, 2), q=some(2, 1, 0)),
        case("a class that happens although q = 0, another that does not", p=some(0, 3, 1, 2),
             q=some(0, 1, 2, 0)),
        case("a rare class with a tiny q, the last class with p = 0", p=some(1e-9, 1, 2, 3, 0),
             q=torch.cat([numbers([1e-30]), some(3, 1, 2, 2)])),
        case("a class that hardly ever happens, although q = 0", p=numbers(1, 1e-30), q=numbers(1, 0)),
        case("twelve classes, one of them certain", p=numbers([0] * 7 + [1] + [0] * 4), q=some(*range(1, 13))),
        case("a single class", p=numbers([1]), q=numbers([1])),
    ]


task = Task(
    key="cross_entropy", title="The cross-entropy of two distributions", points=1, difficulty=1, minutes=10,
    objective="measure how badly a model's probabilities fit what happens",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N04-04",),
    hints=(
        "A class to which the model gives the probability q_i surprises it by -log(q_i) when it comes up. How often "
        "does that happen?",
        "For p = (0.5, 0.5) and q = (0.9, 0.1) the surprises are 0.105 and 2.303, and each comes up half of the time: "
        "1.204. What is the result for p = (1, 0) and q = (0.9, 0.1)?",
        "happens = p > 0; return -(____[happens] * torch.log(____[happens])).sum()",
    ),
)


@task.solution
def cross_entropy(p, q):
    happens = p > 0                             # step: the classes that happen
    surprise = -torch.log(q[happens])           # step: the surprise at each of them
    return (p[happens] * surprise).sum()        # step: the average, each weighted by how often it happens


@task.right
def term_by_term(p, q):
    total = torch.zeros((), dtype=p.dtype)
    for p_i, q_i in zip(p, q):
        log_q = q_i.log()                           # step: the logarithm of what the model expects
        surprise = -log_q                           # step: the surprise at one class
        term = p_i * surprise                       # step: the surprise times how often the class happens
        total = total + (term if p_i > 0 else 0)    # step: the sum over the classes that happen
    return total


@task.right
def by_xlogy(p, q):
    return -torch.special.xlogy(p, q).sum()


def _cost(p: Tensor, q: Tensor) -> Tensor:
    """The right answer."""
    return -torch.special.xlogy(p, q).sum()


@task.wrong("Your result is 1.4427 times too large: for p = q = (0.5, 0.5) it is 1 where 0.6931 is expected. In which "
            "unit do you count, and to which base is your logarithm?", short="the logarithm is to base 2")
def in_bits(p, q):
    return _cost(p, q) / math.log(2)


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 1 where 0.6931 is expected, and for p = q = (1, 0) "
            "you give nan. To which base is your logarithm, and what does it make of 0?",
            short="the logarithm is to base 2, and 0 times the logarithm of 0 gives nan")
def in_bits_with_nan(p, q):
    return -(p * torch.log2(q)).sum()


@task.wrong("Your result is too small by one factor: for p = q = (0.5, 0.5) you give 0.301 where 0.6931 is expected. "
            "10 to the power of which number is 2, and e to the power of which?", short="the logarithm is to base 10")
def to_base_ten(p, q):
    return _cost(p, q) / math.log(10)


@task.wrong("You average over the model instead of over what happens: for p = (0.5, 0.5) and q = (0.9, 0.1) you give "
            "0.6931, whatever q is. Which of p and q says how often a class really comes up?",
            short="p and q have changed places")
def exchanged(p, q):
    return _cost(q, p)


@task.wrong("For p = (0.5, 0.5) and q = (0.9, 0.1) you give 0.6931, whatever q is, and where p holds a 0 you give inf "
            "or nan. Of which of the two do we want the logarithm, and under which the average?",
            short="p and q have changed places, and nothing looks after zeros")
def exchanged_with_nan(p, q):
    return -(q * torch.log(p)).sum()


@task.wrong("Two things at once: for p = (0.5, 0.5) you give -0.6931 whatever q is. Whose surprise do we want, the "
            "model's or the world's, and which sign has a surprise?", short="p and q have changed places, with a minus")
def exchanged_without_sign(p, q):
    return -_cost(q, p)


@task.wrong("Two things at once: for p = (0.5, 0.5) you give 1 whatever q is. Of which of the two do we want the "
            "logarithm, and to which base?", short="p and q have changed places, and the logarithm is to base 2")
def exchanged_in_bits(p, q):
    return _cost(q, p) / math.log(2)


@task.wrong("Right as long as every class has some probability; for p = q = (1, 0) you give nan, since 0 times -inf is "
            "no number. How much should a class count that never happens?",
            short="0 times the logarithm of 0 gives nan")
def nan_at_zero(p, q):
    return -(p * torch.log(q)).sum()


@task.wrong("Your result has the wrong sign: for p = q = (0.5, 0.5) it is -0.6931. Of numbers between 0 and 1, which "
            "sign has the logarithm, and which should a surprise have?", short="the minus is missing")
def sign_missing(p, q):
    return -_cost(p, q)


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give -0.6931, and for p = q = (1, 0) nan. Which sign "
            "should a surprise have, and what should a class count that never happens?",
            short="the minus is missing, and 0 times the logarithm of 0 gives nan")
def sign_missing_with_nan(p, q):
    return (p * torch.log(q)).sum()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give -1 where 0.6931 is expected. Which sign should a "
            "surprise have, and to which base is a natural logarithm?",
            short="the minus is missing, and the logarithm is to base 2")
def sign_missing_in_bits(p, q):
    return -_cost(p, q) / math.log(2)


@task.wrong("A model that rules out what happens gets away with 27.6: p = (0, 1) and q = (1, 0). 27.6 is -log of "
            "1e-12. How surprised should a model be by something it called impossible?",
            short="a small number keeps q away from 0")
def softened(p, q):
    return -(p * torch.log(q + 1e-12)).sum()


@task.wrong("A model that rules out what happens gets away with 23.0: p = (0, 1) and q = (1, 0). 23.0 is -log of "
            "1e-10, added to q. What is the surprise when q is exactly 0?", short="a tiny number is added to q")
def softened_by_ten_digits(p, q):
    return -(p * torch.log(q + 1e-10)).sum()


@task.wrong("A model that rules out what happens gets away with 20.7: p = (0, 1) and q = (1, 0). 20.7 is -log of 1e-9, "
            "added to q. What is the surprise when q is exactly 0?", short="a tiny number is added to q")
def softened_by_nine_digits(p, q):
    return -(p * torch.log(q + 1e-9)).sum()


@task.wrong("A model that rules out what happens gets away with 18.4: p = (0, 1) and q = (1, 0). 18.4 is -log of 1e-8, "
            "added to q. What is the surprise when q is exactly 0?", short="a tiny number is added to q")
def softened_by_eight_digits(p, q):
    return -(p * torch.log(q + 1e-8)).sum()


@task.wrong("q is kept from 0, at 1e-8: for p = (0, 1) and q = (1, 0) you give 18.4, which is -log of 1e-8. How "
            "surprised should a model be by something it called impossible?", short="q is cut off at a tiny number")
def cut_at_eight_digits(p, q):
    return -(p * torch.log(q.clamp(min=1e-8))).sum()


@task.wrong("Right where the model rules nothing out. For p = (0, 1) and q = (1, 0) you give 0, as if such a class "
            "cost nothing. It happens every time: how surprised is a model that called it impossible?",
            short="a class that the model rules out costs nothing")
def impossible_costs_nothing(p, q):
    return -torch.special.xlogy(p, q)[q > 0].sum()


@task.wrong("You give inf wherever q holds a 0: also for p = q = (1, 0). The second class never comes up there. How "
            "often does its surprise count?", short="the result is inf wherever q holds a 0")
def inf_wherever_q_is_zero(p, q):
    return _cost(p, q) if bool((q > 0).all()) else math.inf


@task.wrong("For p = (0, 1) and q = (1, 0) you give 1.8e308, the largest number that float64 can hold. The text asks "
            "for something else. What is -log of exactly 0?", short="inf is turned into a huge number")
def inf_made_finite(p, q):
    return -(p * torch.log(q)).nan_to_num().sum()


@task.wrong("Where a class happens with q = 0, such as p = (0, 1) and q = (1, 0), you stop with an error. "
            "Which result does the text ask for there?", short="an error stands where the result is inf")
def error_at_impossible(p, q):
    return sum(-float(p_i) * math.log(q_i) for p_i, q_i in zip(p, q) if p_i > 0)


@task.wrong("Wherever q holds a 0 you stop with an error. For p = q = (1, 0) the result should be 0, for p = (0, 1) "
            "and q = (1, 0) inf. What tells the two apart?", short="an error stands wherever q holds a 0")
def error_at_zero(p, q):
    return sum(-float(p_i) * math.log(q_i) for p_i, q_i in zip(p, q))


@task.wrong("You stop at the first class with p = 0: for p = (0.5, 0, 0.5) and q = (0.25, 0.25, 0.5) you give 0.6931, "
            "from the first class alone. What should happen to the classes behind?",
            short="the sum stops at the first class with p = 0")
def stops_at_zero(p, q):
    total = torch.zeros((), dtype=p.dtype)
    for p_i, q_i in zip(p, q):
        if p_i == 0:
            break
        total = total - p_i * q_i.log()
    return total


@task.wrong("Only the first class with p above 0 counts: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 0.0527, which "
            "is 0.5 · 0.105. What about 0.5 · 2.303?",
            short="only the first class that happens counts")
def first_class_alone(p, q):
    first = int((p > 0).nonzero()[0])
    return -p[first] * q[first].log()


@task.wrong("Only the last class with p above 0 counts: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 1.151, which is "
            "0.5 · 2.303. What about 0.5 · 0.105?", short="only the last class that happens counts")
def last_class_alone(p, q):
    last = int((p > 0).nonzero()[-1])
    return -p[last] * q[last].log()


@task.wrong("You divide by the number of classes: for p = q = (0.5, 0.5) you give 0.3466. The p already add up to 1. "
            "What is left to divide by?", short="the sum is divided by the number of classes")
def over_all_classes(p, q):
    return _cost(p, q) / len(p)


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 0.3466, half of what is expected, and for p = q = (1, "
            "0) nan. By what is a weighted average divided, and what should 0 times -inf count?",
            short="the sum is divided by the number of classes, and 0 times the logarithm of 0 gives nan")
def over_all_classes_with_nan(p, q):
    return -(p * torch.log(q)).mean()


@task.wrong("You divide by the number of classes that happen: for p = q = (0.5, 0.5, 0) you give 0.3466. The p already "
            "add up to 1. What is left to divide by?", short="the sum is divided by the number of classes that happen")
def over_classes_that_happen(p, q):
    return _cost(p, q) / (p > 0).sum()


@task.wrong("You add the surprises of all classes that happen, each once: for p = (0.9, 0.1) and q = (0.9, 0.1) that "
            "is 0.105 + 2.303 = 2.408, and it would be the same for p = (0.1, 0.9). How often does each surprise "
            "happen?", short="the surprises are added without their weights")
def unweighted(p, q):
    return -torch.log(q[p > 0]).sum()


@task.wrong("You add the surprises of all classes, whatever p is: q = (0.9, 0.1) gives 0.105 + 2.303 = 2.408 for every "
            "p. How often does each surprise happen?", short="p plays no part: all surprises are added")
def unweighted_over_all(p, q):
    return -torch.log(q).sum()


@task.wrong("You average the surprises with equal weights: q = (0.9, 0.1) gives (0.105 + 2.303)/2 = 1.204 for p = "
            "(0.5, 0.5), and the same for p = (0.9, 0.1). How often does each surprise happen there?",
            short="every class that happens has the same weight")
def equal_weights(p, q):
    return -torch.log(q[p > 0]).mean()


@task.wrong("p plays no part: q = (0.9, 0.1) gives (0.105 + 2.303)/2 = 1.204 for every p, also for p = (1, 0). How "
            "often does each surprise happen there?", short="p plays no part: all surprises have the same weight")
def equal_weights_over_all(p, q):
    return -torch.log(q).mean()


@task.wrong("When the model is right you give 0: p = q = (0.5, 0.5). Something is taken off that even the best model "
            "pays. How large is the average surprise of the best model for a fair coin?",
            short="the surprise of the best model is taken off")
def divergence(p, q):
    return _cost(p, q) - _cost(p, p)


@task.wrong("When the model is right you give 0, for p = q = (0.5, 0.5), and nan where p holds a 0. What does the best "
            "model of a fair coin pay, and what should a class count that never happens?",
            short="the surprise of the best model is taken off, and a p of 0 gives nan")
def divergence_with_nan(p, q):
    return (p * (p / q).log()).sum()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 0, and for p = (0.5, 0.5) and q = (0.9, 0.1) -0.5108. "
            "What does even the best model pay, and which sign has a surprise?",
            short="the surprise of the best model is taken off, and the sign is turned")
def negative_divergence(p, q):
    return _cost(p, p) - _cost(p, q)


@task.wrong("q plays no part: for p = (0.5, 0.5) you give 0.6931 whatever q is, and it is finite even where the model "
            "rules out what happens. Whose surprise is asked for?", short="the logarithm is that of p, not of q")
def entropy_of_p(p, q):
    return _cost(p, p)


@task.wrong("p plays no part: for q = (0.9, 0.1) you give 0.3251 for every p. How often does each class really come "
            "up?", short="the weights are those of q, not of p")
def entropy_of_q(p, q):
    return _cost(q, q)


@task.wrong("You also charge for what does not happen: for p = q = (0.5, 0.5) you give 1.386, twice what is expected, "
            "as if each class were a coin of its own. Which class surprises the model when one comes up?",
            short="classes that do not happen are charged too")
def each_class_a_coin(p, q):
    return _cost(p, q) + _cost(1 - p, 1 - q)


@task.wrong("You also charge for what does not happen (p = q = (0.5, 0.5) gives 1.386), and where q holds a 0 or a 1 "
            "you give nan or inf. Which class surprises the model when one comes up?",
            short="classes that do not happen are charged too, and zeros give nan")
def each_class_a_coin_with_nan(p, q):
    return -(p * torch.log(q) + (1 - p) * torch.log(1 - q)).sum()


@task.wrong("You take one logarithm, of the average probability: p = (0.5, 0.5) and q = (0.9, 0.1) give you -log 0.5 = "
            "0.6931. The two surprises are 0.105 and 2.303. What is their average?",
            short="the logarithm of the average stands for the average of the logarithms")
def log_of_average(p, q):
    return -(p * q).sum().log()


@task.wrong("No logarithm is taken: p = q = (0.5, 0.5) gives you 0.5, and a worse model gives a smaller number. How "
            "surprised is a model by a class with q = 0.5?", short="the logarithm is missing")
def without_logarithm(p, q):
    return (p * q).sum()


@task.wrong("You measure the distance of p and q: when the model is right you give 0, for p = (0.5, 0.5) and q = (0.9, "
            "0.1) 0.32. Where does the surprise -log q come in?", short="squared differences are added, not surprises")
def squared_distance(p, q):
    return (p - q).square().sum()


@task.wrong("You give one number for each class: for p = q = (0.5, 0.5) that is (0.3466, 0.3466). What turns these "
            "into the average surprise?", short="the terms are not added up")
def terms_not_added(p, q):
    return -torch.special.xlogy(p, q)


@task.wrong("You give one number for each class, (0.3466, 0.3466) for p = q = (0.5, 0.5), and nan for a class with p = "
            "q = 0. What turns these into the average surprise, and what should that class count?",
            short="the terms are not added up, and 0 times the logarithm of 0 gives nan")
def terms_not_added_with_nan(p, q):
    return -p * torch.log(q)


@task.wrong("You give one number for each class that happens: for p = q = (0.5, 0.5) that is (0.3466, 0.3466). What "
            "turns these into the average surprise?", short="the terms of the classes that happen are not added up")
def happening_terms_not_added(p, q):
    return -(p * torch.log(q))[p > 0]


@task.wrong("You undo the logarithm at the end: for p = q = (0.5, 0.5) you give 2, as many classes as the model seems "
            "to waver between. How large is the average surprise itself?", short="the result is raised to a power of e")
def perplexity(p, q):
    return _cost(p, q).exp()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 0.5, and for four equal classes 0.5 as well. To which "
            "base is a natural logarithm, and what is left to divide by when the p add up to 1?",
            short="the sum is divided by the number of classes, and the logarithm is to base 2")
def over_all_classes_in_bits(p, q):
    return _cost(p, q) / len(p) / math.log(2)


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give -0.3466. Which sign should a surprise have, and what "
            "is left to divide by when the p add up to 1?",
            short="the sum is divided by the number of classes, and the minus is missing")
def over_all_classes_without_sign(p, q):
    return -_cost(p, q) / len(p)


@task.wrong("Two things at once: for p = (0, 1) and q = (1, 0) you give 39.9, which is -log2 of 1e-12. How surprised "
            "should a model be by something it called impossible, and to which base is a natural logarithm?",
            short="a small number keeps q away from 0, and the logarithm is to base 2")
def softened_in_bits(p, q):
    return -(p * torch.log2(q + 1e-12)).sum()


@task.wrong("Two things at once: for p = (0, 1) and q = (1, 0) you give -27.6, which is the logarithm of 1e-12. Which "
            "sign should a surprise have, and how large is it when q is exactly 0?",
            short="a small number keeps q away from 0, and the minus is missing")
def softened_without_sign(p, q):
    return (p * torch.log(q + 1e-12)).sum()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 1, and for p = (0, 1) and q = (1, 0) you give 0. To "
            "which base is a natural logarithm, and how surprised is a model that called it impossible?",
            short="a class that the model rules out costs nothing, and the logarithm is to base 2")
def impossible_costs_nothing_in_bits(p, q):
    return impossible_costs_nothing(p, q) / math.log(2)


@task.wrong("Two things at once: p = q = (0.5, 0.5) gives you 0, and p = (1, 0) with q = (0.5, 0.5) gives 1. What "
            "does the best model of a fair coin pay, and to which base is a natural logarithm?",
            short="the surprise of the best model is taken off, and the logarithm is to base 2")
def divergence_in_bits(p, q):
    return divergence(p, q) / math.log(2)


@task.wrong("You turn an infinite surprise into a number: for p = (0.5, 0.5) and q = (1, 0) you give 9e307, half of "
            "the largest number that float64 can hold. What is the surprise when q is exactly 0?",
            short="an infinite surprise is turned into a huge number")
def surprise_made_finite(p, q):
    return (p * (-torch.log(q)).nan_to_num()).sum()


@task.wrong("You treat q as logits and put it through a softmax: for p = q = (1, 0) you give 0.3133, the surprise at "
            "e/(e + 1). What is q already?", short="q is put through a softmax")
def q_as_logits(p, q):
    return -(p * torch.log_softmax(q, 0)).sum()


@task.wrong("Two things at once: for p = (1, 0) and q = (0, 1) you give 1.3133: p is put through a softmax, and q "
            "weights its surprises. What is p already, and which of the two says how often a class comes up?",
            short="p and q have changed places, and p is put through a softmax")
def exchanged_and_p_as_logits(p, q):
    return -(q * torch.log_softmax(p, 0)).sum()


@task.wrong("You treat each class as a coin of its own and average over the classes: p = q = (1/3, 1/3, 1/3) gives "
            "you 0.6365, and log 3 = 1.0986 is expected. Which surprises does a class cause that does not come up?",
            short="each class is treated as a coin, and the mean is over the classes")
def mean_of_coins(p, q):
    return torch.nn.functional.binary_cross_entropy(q, p)


@task.wrong("Two things at once: for p = (0.5, 0.5) you give 0.3466 whatever q is. Of which of the two do we want the "
            "logarithm, and what is left to divide by when the weights add up to 1?",
            short="p and q have changed places, and the sum is divided by the number of classes")
def exchanged_over_all_classes(p, q):
    return _cost(q, p) / len(p)


@task.wrong("For p = (0.5, 0.5) you give 0.3466 whatever q is, and inf or nan where p holds a 0. Of which of the two "
            "do we want the logarithm, and what is left to divide by when the weights add up to 1?",
            short="p and q have changed places, the sum is divided by the number of classes, and zeros are not seen to")
def exchanged_over_all_classes_with_nan(p, q):
    return -(q * torch.log(p)).mean()


@task.wrong("Two things at once: p = q = (0.5, 0.5) gives you 0, p = (1, 0) with q = (0.5, 0.5) gives 0.3466. What "
            "does the best model of a fair coin pay, and what is left to divide by?",
            short="the surprise of the best model is taken off, and the sum is divided by the number of classes")
def divergence_over_all_classes(p, q):
    return divergence(p, q) / len(p)


@task.wrong("When the model is right you give 0, as for p = q = (0.5, 0.5), but nan for p = q = (1, 0). What does the "
            "best model of a fair coin pay, and what should a class count that never happens?",
            short="the surprise of the best model is taken off, and a class with p = q = 0 gives nan")
def divergence_with_nan_at_two_zeros(p, q):
    return (torch.special.xlogy(p, p) - p * torch.log(q)).sum()


@task.wrong("p = q = (0.5, 0.5) gives you 0, p = (1, 0) with q = (0.5, 0.5) gives 0.3466, and p = q = (1, 0) nan. What "
            "does the best model of a fair coin pay, and what is left to divide by?",
            short="the surprise of the best model is taken off, the sum is divided, and two zeros give nan")
def divergence_over_all_classes_with_nan_at_two_zeros(p, q):
    return divergence_with_nan_at_two_zeros(p, q) / len(p)


@task.wrong("Only class 0 counts: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 0.0527, which is 0.5 · 0.105, and "
            "for p = (0, 1) you give 0. What about the other classes?",
            short="only class 0 counts")
def class_zero_alone(p, q):
    return -torch.special.xlogy(p, q)[0]


@task.wrong("Only the last entries of p and q count: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 1.151, which is "
            "0.5 · 2.303, and for p = (1, 0) you give 0. What about the other classes?",
            short="only the last entries count")
def last_entry_alone(p, q):
    return -torch.special.xlogy(p, q)[-1]


@task.wrong("You give the surprise at one class, the most frequent one: for q = (0.9, 0.1) it is 0.105, both for p = "
            "(0.6, 0.4) and for p = (0.8, 0.2). What of the times when the other class comes up?",
            short="only the surprise at the most frequent class counts")
def most_frequent_class(p, q):
    return -q[p.argmax()].log()


@task.wrong("Only the most frequent class counts, with its weight: for p = (0.6, 0.4) and q = (0.9, 0.1) you give 0.6 "
            "· 0.105 = 0.063. What of the times when the other class comes up?",
            short="only the most frequent class counts, with its weight")
def most_frequent_class_weighted(p, q):
    return -p.max() * q[p.argmax()].log()


@task.wrong("Only the class counts that the model expects most: for q = (0.9, 0.1) you give 0.105 for every p. How "
            "often does the other class come up, and how large is its surprise?",
            short="only the surprise at the class that the model expects most counts")
def most_expected_class(p, q):
    return -q.max().log()


@task.wrong("inf comes out where q is exactly 0, but otherwise you keep q at 1e-12 or above: for p = (1, 0) and q = "
            "(1e-30, 1) you give 27.6, which is -log of 1e-12. What is -log of 1e-30?",
            short="a tiny q is raised to 1e-12, though not a q of 0")
def tiny_q_cut_off(p, q):
    return -torch.special.xlogy(p, torch.where(q > 0, q.clamp(min=1e-12), q)).sum()


@task.wrong("A tiny q counts as 0: for p = (1, 0) and q = (1e-30, 1) you give inf. float64 can hold 1e-30. What is its "
            "logarithm?", short="a tiny q counts as 0")
def tiny_q_is_zero(p, q):
    return _cost(p, q * (q > 1e-12))


@task.wrong("A class with a tiny p is left out: for p = (1e-9, 1) and q = (1e-30, 1) you give 0, where 1e-9 · 69.1 is "
            "expected. Which classes may be left out?", short="a class with a tiny p is left out")
def rare_classes_left_out(p, q):
    return -torch.special.xlogy(p, q)[p > 1e-6].sum()


@task.wrong("Once p holds a 0, a class that the model rules out costs nothing: for p = (0.5, 0.5, 0) and q = (1, 0, 0) "
            "you give 0. How surprised is a model by what it called impossible?",
            short="a class that the model rules out costs nothing where p holds a 0")
def impossible_costs_nothing_beside_zero(p, q):
    return _cost(p, q) if bool((p > 0).all()) else impossible_costs_nothing(p, q)


@task.wrong("You weight each surprise with q, and leave out the classes with p = 0: for p = (1, 0) and q = (0.5, 0.5) "
            "you give 0.3466, where 0.6931 is expected. Which of p and q says how often a class really comes up?",
            short="the weights are those of q, not of p, at the classes that happen")
def entropy_of_q_where_p(p, q):
    happens = p > 0
    return -torch.special.xlogy(q[happens], q[happens]).sum() if (q[happens] > 0).all() else math.inf


@task.wrong("You weight each surprise with q, and leave out classes with p = 0: for p = (1, 0) and q = (0.5, 0.5) you "
            "give 0.3466; a q of 0 at a class that happens gives nan. How often does a class come up?",
            short="the weights are those of q at the classes that happen, and a q of 0 gives nan")
def entropy_of_q_where_p_with_nan(p, q):
    happens = p > 0
    return -(q[happens] * q[happens].log()).sum()


@task.wrong("You weight each surprise with q, and leave out classes with p = 0: for p = (1, 0) and q = (0.5, 0.5) you "
            "give 0.3466; a q of 0 costs nothing. How often does a class come up?",
            short="the weights are those of q at the classes that happen, and a q of 0 costs nothing")
def entropy_of_q_where_p_costs_nothing(p, q):
    happens = p > 0
    return -torch.special.xlogy(q[happens], q[happens]).sum()


@task.wrong("The last class takes no part: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 0.0527, the term of the "
            "first class alone. Up to which class should the sum run?", short="the last class is left out")
def without_the_last(p, q):
    return _cost(p[:-1], q[:-1])


@task.wrong("The first class takes no part: for p = (0.5, 0.5) and q = (0.9, 0.1) you give 1.1513, the term of the "
            "second class alone. From which class on should the sum run?", short="the first class is left out")
def without_the_first(p, q):
    return _cost(p[1:], q[1:])


@task.wrong("A class with a tiny p is left out: for p = (1, 1e-30) and q = (1, 0) you give 0. The second class comes "
            "up, though hardly ever. How surprised is the model then?",
            short="a class with a very tiny p is left out")
def rarest_classes_left_out(p, q):
    return -torch.special.xlogy(p, q)[p > 1e-12].sum()


@task.wrong("Two things at once: p = q = (1, 0) give you 0.452, the logarithm to base 2 of (e + 1)/e. What is q "
            "already, and to which base is the natural logarithm?",
            short="q is put through a softmax, and the logarithm is to base 2")
def q_as_logits_in_bits(p, q):
    return q_as_logits(p, q) / math.log(2)


@task.wrong("Two things at once: p = q = (1, 0) give you -0.3133, the logarithm of e/(e + 1). What is q already, and "
            "which sign should a surprise have?", short="q is put through a softmax, and the minus is missing")
def q_as_logits_without_sign(p, q):
    return -q_as_logits(p, q)


@task.wrong("Two things at once: p = q = (1, 0) give you 0.1566, half the surprise at e/(e + 1). What is q already, "
            "and what is left to divide by when the p add up to 1?",
            short="q is put through a softmax, and the sum is divided by the number of classes")
def q_as_logits_over_all_classes(p, q):
    return q_as_logits(p, q) / len(p)


@task.wrong("A model that rules out what happens gets away with 34.5: p = (0, 1) and q = (1, 0). 34.5 is -log of "
            "1e-15. What is the surprise when q is exactly 0?", short="a tiny number keeps q away from 0")
def softened_by_fifteen_digits(p, q):
    return -(p * torch.log(q + 1e-15)).sum()


@task.wrong("A model that rules out what happens gets away with 708.4: p = (0, 1) and q = (1, 0). 708.4 is -log of "
            "2.2e-308, a number close to 0. What is the surprise when q is exactly 0?",
            short="a number close to 0 keeps q away from 0")
def softened_by_the_smallest_number(p, q):
    return -torch.special.xlogy(p, q.clamp(min=torch.finfo(torch.float64).tiny)).sum()


@task.wrong("q is kept from 0, at 1e-7: for p = (0, 1) and q = (1, 0) you give 16.1, which is -log of 1e-7. How "
            "surprised should a model be by something it called impossible?", short="q is cut off at 1e-7")
def cut_at_seven_digits(p, q):
    return -torch.special.xlogy(p, q.clamp(min=1e-7)).sum()


@task.wrong("q is kept from 0 and from 1, by 1e-7: for p = (0, 1) and q = (1, 0) you give 16.1, and for p = q = (1, 0) "
            "1e-7. What should the two results be?", short="q is cut off at 1e-7 and at 1 - 1e-7")
def cut_at_both_ends(p, q):
    return -torch.special.xlogy(p, q.clamp(1e-7, 1 - 1e-7)).sum()


@task.wrong("A model that rules out what happens gets away with 16.1: p = (0, 1) and q = (1, 0). 16.1 is -log of 1e-7, "
            "added to q. What is the surprise when q is exactly 0?", short="1e-7 is added to q")
def softened_by_seven_digits(p, q):
    return -(p * torch.log(q + 1e-7)).sum()


@task.wrong("Two things at once: p = (0, 1) and q = (1, 0) give you 8.06, half of -log of 1e-7. How surprised is a "
            "model by something it called impossible, and what is left to divide by?",
            short="q is cut off at 1e-7, and the sum is divided by the number of classes")
def cut_at_seven_digits_over_all_classes(p, q):
    return cut_at_seven_digits(p, q) / len(p)


@task.wrong("No surprise is larger than 100 for you: p = (0, 1) and q = (1, 0) give 100. How surprised should a model "
            "be by something it called impossible?", short="surprises are cut off at 100")
def surprise_cut_at_one_hundred(p, q):
    return (p * (-torch.log(q)).clamp(max=100)).sum()


@task.wrong("The sign is wrong where the model rules out what happens: for p = (0, 1) and q = (1, 0) you give -inf. Is "
            "that a large surprise or a small one?", short="inf has the wrong sign")
def negative_infinity(p, q):
    cost = _cost(p, q)
    return -cost if cost.isinf() else cost


@task.wrong("As soon as p holds a 0 your result is 0: for p = (0.5, 0, 0.5) and q = (0.25, 0.25, 0.5) too, where 1.04 "
            "is expected. How often do the other two classes come up?", short="the result is 0 as soon as p holds a 0")
def zero_beside_a_zero(p, q):
    return 0 * p.sum() if bool((p == 0).any()) else _cost(p, q)


@task.wrong("You take the logarithm of 1 + q: for p = q = (0.5, 0.5) you give -0.4055, the negative logarithm of 1.5. "
            "Of which number should it be the logarithm?", short="the logarithm is that of 1 + q")
def logarithm_of_one_plus(p, q):
    return -torch.special.xlog1py(p, q).sum()


@task.wrong("You take the logarithm of 1 + q: for p = q = (0.5, 0.5) you give 0.4055, and for p = (0, 1) and q = (1, "
            "0) 0. How surprised is a model by what it called impossible?",
            short="the logarithm is that of 1 + q, and the minus is missing")
def logarithm_of_one_plus_without_sign(p, q):
    return torch.special.xlog1py(p, q).sum()


@task.wrong("You divide p by q and take no logarithm: for p = q = (0.5, 0.5) you give 2. A fair coin surprises by "
            "0.6931 each time. How does that follow from q = 0.5?",
            short="p is divided by q, and the logarithm is missing")
def divided_by_q(p, q):
    return (p[p > 0] / q[p > 0]).sum()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 2, and for p = q = (1, 0) nan. How surprised is a "
            "model by a class with q = 0.5, and what does a class count that never happens?",
            short="p is divided by q, and 0 divided by 0 gives nan")
def divided_by_q_with_nan(p, q):
    return (p / q).sum()


@task.wrong("Your surprise is 1 - q: for p = (0, 1) and q = (1, 0) you give 1, so that no surprise exceeds 1. How "
            "surprised should a model be by something it called impossible?", short="the surprise is 1 - q")
def one_minus_q(p, q):
    return (p * (1 - q)).sum()


@task.wrong("The weight p stands inside the logarithm: for p = q = (0.5, 0.5) each term is -log of 0.25, and you give "
            "2.77. The surprise at each class is 0.69. How often does each of them happen?",
            short="the weight stands inside the logarithm")
def weight_inside_the_logarithm(p, q):
    return -torch.log((p * q)[p > 0]).sum()


@task.wrong("The weight p stands inside the logarithm: for p = q = (0.5, 0.5) you give 2.77, twice -log of 0.25, and "
            "for p = q = (1, 0) inf. How much should a class count that never happens?",
            short="the weight stands inside the logarithm, and a p of 0 gives inf")
def weight_inside_the_logarithm_of_all(p, q):
    return -torch.log(p * q).sum()


@task.wrong("You average two cross-entropies: p = (0.5, 0.5) and q = (0.9, 0.1) give you 0.9486, and the same when p "
            "and q change places. Which of the two says how often a class comes up?",
            short="the result is averaged with that for p and q exchanged")
def both_ways(p, q):
    return (_cost(p, q) + _cost(q, p)) / 2


@task.wrong("You sort p and q, each by itself: p = (0.9, 0.1) and q = (0.1, 0.9) give you 0.325, as if p and q were "
            "equal. Which q belongs to the class with p = 0.9?", short="p and q are sorted, each by itself")
def sorted_apart(p, q):
    return _cost(p.sort().values, q.sort().values)


@task.wrong("Only the first two classes take part: for p = q = (0.25, 0.25, 0.5) you give 0.6931, where 1.04 is "
            "expected. How many classes can p have?", short="only the first two classes count")
def first_two_classes(p, q):
    return -sum(p_i * torch.log(q_i) for p_i, q_i in ((p[0], q[0]), (p[1], q[1])) if p_i > 0)


@task.wrong("Your result ends after three digits behind the point: p = (0.5, 0.5) and q = (0.9, 0.1) give you 1.204, "
            "where 1.2039728... is expected. How many digits does the text compare?",
            short="the result is rounded to three digits")
def rounded_to_three_digits(p, q):
    return round(float(_cost(p, q)), 3)


@task.wrong("Your result ends after four digits behind the point: p = (0.5, 0.5) and q = (0.9, 0.1) give you 1.204, "
            "where 1.2039728... is expected. How many digits does the text compare?",
            short="the result is rounded to four digits")
def rounded_to_four_digits(p, q):
    return round(float(_cost(p, q)), 4)


@task.wrong("Two things at once: for p = q = (0.5, 0.5, 0) you give 0.5. To which base is your logarithm, and what is "
            "left to divide by when the p add up to 1?",
            short="the sum is divided by the number of classes that happen, and the logarithm is to base 2")
def over_classes_that_happen_in_bits(p, q):
    return over_classes_that_happen(p, q) / math.log(2)


@task.wrong("Two things at once: for p = q = (0.5, 0.5, 0) you give -0.3466. Which sign has a surprise, and what is "
            "left to divide by when the p add up to 1?",
            short="the sum is divided by the number of classes that happen, and the minus is missing")
def over_classes_that_happen_without_sign(p, q):
    return -over_classes_that_happen(p, q)


@task.wrong("Two things at once: for p = (0.9, 0.1) and q = (0.9, 0.1) you give -2.408, as for p = (0.1, 0.9). Which "
            "sign has a surprise, and how often does each of them happen?",
            short="the surprises are added without their weights, and the minus is missing")
def unweighted_without_sign(p, q):
    return -unweighted(p, q)


@task.wrong("q is kept from 0, at 1e-6: for p = (0, 1) and q = (1, 0) you give 13.8, which is -log of 1e-6. How "
            "surprised should a model be by something it called impossible?", short="q is cut off at 1e-6")
def cut_at_six_digits(p, q):
    return -torch.special.xlogy(p, q.clamp(min=1e-6)).sum()


@task.wrong("q is kept from 0, at 1e-10: for p = (0, 1) and q = (1, 0) you give 23.0, which is -log of 1e-10. How "
            "surprised should a model be by something it called impossible?", short="q is cut off at 1e-10")
def cut_at_ten_digits(p, q):
    return -torch.special.xlogy(p, q.clamp(min=1e-10)).sum()


@task.wrong("As soon as q holds a 0 your result is 0: for p = (0, 1) and q = (1, 0) too. How surprised should a model "
            "be by something it called impossible?", short="the result is 0 as soon as q holds a 0")
def zero_beside_a_ruled_out_class(p, q):
    return 0 * p.sum() if bool((q == 0).any()) else _cost(p, q)


@task.wrong("You give inf wherever p holds a 0: also for p = (1, 0) and q = (0.5, 0.5). The second class never comes "
            "up there. How often does its surprise count?", short="the result is inf wherever p holds a 0")
def inf_wherever_p_is_zero(p, q):
    return _cost(p, q) if bool((p > 0).all()) else math.inf


@task.wrong("Where a class happens with q = 0, such as p = (0, 1) and q = (1, 0), you give nan; everything else is "
            "right. Which result does the text ask for there?", short="nan stands where the result is inf")
def nan_where_the_model_rules_out(p, q):
    cost = _cost(p, q)
    return cost + math.nan if cost.isinf() else cost


@task.wrong("You leave out what the model rules out and scale the other p up to a sum of 1: p = (0.5, 0.5) and q = (1, "
            "0) give you 0. How surprised is the model when the second class comes up?",
            short="p is scaled up over the classes with q above 0")
def renormalised_over_the_possible(p, q):
    possible = q > 0
    weights = p[possible] / p[possible].sum()
    return -torch.special.xlogy(weights, q[possible]).sum()


@task.wrong("Your result ends after two digits behind the point: p = (0.5, 0.5) and q = (0.9, 0.1) give you 1.2, where "
            "1.2039728... is expected. How many digits does the text compare?",
            short="the result is rounded to two digits")
def rounded_to_two_digits(p, q):
    return round(float(_cost(p, q)), 2)


@task.wrong("You raise 2 to the power of the result: p = q = (0.5, 0.5) give you 2 to the power of 0.6931, which is "
            "1.617. How large is the average surprise itself?", short="the result is the exponent of a power of 2")
def power_of_two(p, q):
    return 2 ** _cost(p, q)


EXERCISE = task.declared()
