"""Exercise: the share of predictions that are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(predicted: Sequence[int], labels: Sequence[int]) -> float:
    """Share of the places at which two lists agree, through tensors."""
    return float((torch.tensor(predicted) == torch.tensor(labels)).double().mean())


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(n: int, right: int, classes: int) -> dict[str, list[int]]:
        """Labels of several classes, and predictions of which this many are right."""
        labels = [draw.whole(0, classes - 1) for _ in range(n)]
        moved = [(c + draw.whole(1, classes - 1)) % classes for c in labels]
        kept = set(draw.permutation(n)[:right].tolist())
        return {"predicted": [labels[i] if i in kept else moved[i] for i in range(n)], "labels": labels}

    n = draw.whole(7, 12)
    all_right = [draw.whole(0, 1) for _ in range(6)]
    return [
        case("four points, the example of the text", predicted=[0, 1, 1, 0], labels=[0, 1, 0, 0]),
        case("two classes", **some(n, draw.whole(2, n - 3), 2)),
        case("one of three is right", predicted=[0, 1, 2], labels=[0, 0, 1]),
        case("two of three are right", predicted=[0, 1, 2], labels=[0, 1, 1]),
        case("all are right", predicted=all_right, labels=list(all_right)),
        case("none is right", **some(5, 0, 2)),
        case("ten classes, as for digits", **some(9, draw.whole(3, 5), 10)),
        case("only the first is wrong", predicted=[1, 0, 1, 1, 0], labels=[0, 0, 1, 1, 0]),
        case("only the last is wrong", predicted=[0, 1, 1, 0, 1], labels=[0, 1, 1, 0, 0]),
        case("as many of each class, but at other places", predicted=[0, 1, 0, 1, 1], labels=[1, 0, 1, 0, 1]),
        case("a single point", predicted=[1], labels=[1]),
        case("a single point, wrong", predicted=[0], labels=[3]),
    ]


task = Task(
    key="accuracy", title="The share that is right", points=1, difficulty=1, minutes=5,
    objective="write an answer, run it, and read what its card says",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    hints=(
        "Compare the two lists place by place. At how many places do they agree?",
        "For predicted = [0, 1, 1, 0] and labels = [0, 1, 0, 0] three of four places agree, and 3 / 4 is 0.75. What "
        "is it for [1, 1] and [1, 0]?",
        "right = sum(p == c for p, c in zip(predicted, labels)); return ____ / ____",
    ),
)


@task.solution
def accuracy(predicted, labels):
    right = sum(p == c for p, c in zip(predicted, labels))      # step: how many are right
    return right / len(labels)                                  # step: their share


@task.right
def by_a_loop(predicted, labels):
    right = 0                                   # step: none is counted yet
    for i in range(len(labels)):                # step: every place
        if predicted[i] == labels[i]:           # step: whether it is right
            right = right + 1                   # step: one more is right
    return right / len(labels)                  # step: their share


@task.right
def by_tensors(predicted, labels):
    same = torch.tensor(predicted) == torch.tensor(labels)      # step: which are right
    return float(same.double().mean())                          # step: their share


def _right(predicted, labels):
    return sum(p == c for p, c in zip(predicted, labels))


@task.wrong("You give the number of right ones: 3 of 4 points are right, and you say 3. Could you compare that with "
            "a model that got 30 of 50?", short="it counts the right ones and does not divide")
def counted(predicted, labels):
    return _right(predicted, labels)


@task.wrong("You give the share that is wrong: with 3 of 4 right you say 0.25. What should a model get that is "
            "always right?", short="it is the share of wrong ones")
def share_wrong(predicted, labels):
    return 1 - _right(predicted, labels) / len(labels)


@task.wrong("You count the wrong ones: with 3 of 4 right you say 1. Which places should count, and how many places "
            "are there?", short="it counts the wrong ones and does not divide")
def wrong_counted(predicted, labels):
    return len(labels) - _right(predicted, labels)


@task.wrong("You give percent: 75 for 3 of 4. The share is a number from 0 to 1. What is 75 % as such a number?",
            short="it is in percent")
def in_percent(predicted, labels):
    return 100 * _right(predicted, labels) / len(labels)


@task.wrong("Your result is 1 if every place agrees and else 0: for 3 of 4 you say 0. Two things do that. Lists that "
            "are compared as wholes differ as soon as one entry does, and 3 // 4 cuts 0.75 down to 0. Which one is "
            "yours?", short="the result is only ever 0 or 1")
def all_or_nothing(predicted, labels):
    return _right(predicted, labels) // len(labels)


@task.wrong("You count the places where both are 1. Where both are 0 the prediction is right as well. For [0, 1, 1, "
            "0] and [0, 1, 0, 0], which places agree?", short="only agreement on 1 counts")
def both_are_one(predicted, labels):
    return sum(p == c == 1 for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You multiply the two labels of a place. That is 1 where both are 1, but 0 where both are 0, and 9 where "
            "both are 3. When are two labels equal?", short="labels are multiplied where they should be compared")
def multiplied(predicted, labels):
    return sum(p * c for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("Your function returns within the loop, at the first place. It never sees the others: for [0, 1, 1, 0] "
            "and [0, 1, 0, 0] it counts one of four. Where does the return belong?",
            short="it returns within the loop")
def returned_at_once(predicted, labels):
    return (predicted[0] == labels[0]) / len(labels)


@task.wrong("You leave out the first place: for [0, 1, 1, 0] and [0, 1, 0, 0] you count 2 of 4. Which number is the "
            "first index of a list?", short="the first place is left out")
def first_left_out(predicted, labels):
    return _right(predicted[1:], labels[1:]) / len(labels)


@task.wrong("You leave out the last place: for [0, 1, 1, 0] and [0, 1, 0, 0] you count 2 of 4. Where does "
            "`range(len(labels) - 1)` stop?", short="the last place is left out")
def last_left_out(predicted, labels):
    return _right(predicted[:-1], labels[:-1]) / len(labels)


@task.wrong("You compare how often a class comes up, not where. [0, 1] and [1, 0] hold the same numbers. How many of "
            "the two predictions are right?", short="frequencies are compared, not places")
def frequencies(predicted, labels):
    return _right(sorted(predicted), sorted(labels)) / len(labels)


@task.wrong("You subtract the labels. Between 0 and 1 that works, but 3 in place of 9 is one mistake, not six. When "
            "is a prediction wrong?", short="differences of labels are added")
def differences(predicted, labels):
    return 1 - sum(abs(p - c) for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You treat every label that is not 0 as the same. A 3 that is called a 9 is wrong. What do you compare "
            "at each place?", short="all labels but 0 count as one class")
def zero_or_not(predicted, labels):
    return sum(bool(p) == bool(c) for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("Your share is rounded: for 1 of 3 you give 0.33. Leave it as it is. Which line rounds it?",
            short="it is rounded")
def rounded_share(predicted, labels):
    return round(_right(predicted, labels) / len(labels), 2)


@task.wrong("You divide right ones by wrong ones: for 3 of 4 you get 3 / 1. How many places are there in all?",
            short="it divides by the wrong ones")
def odds(predicted, labels):
    right = _right(predicted, labels)
    wrong = len(labels) - right
    return right / wrong if wrong else 1.0


@task.wrong("`predicted == labels` compares the lists as wholes and gives one True or False. At how many of the 4 "
            "places do [0, 1, 1, 0] and [0, 1, 0, 0] agree?", short="whole lists are compared")
def whole_lists(predicted, labels):
    return predicted == labels


@task.wrong("You leave out the last place, in the count and in the length: for [0, 1, 1, 0] and [0, 1, 0, 0] you "
            "give 2 / 3. How many places do the lists have?", short="the last place is left out altogether")
def shorter_by_one(predicted, labels):
    return _right(predicted[:-1], labels[:-1]) / max(1, len(labels) - 1)


@task.wrong("You ask whether a prediction comes up anywhere among the labels. For [0, 1, 1, 0] and [0, 1, 0, 0] that "
            "is always so, and you give 1. Which label belongs to the third prediction?",
            short="a prediction is looked for among all labels")
def anywhere(predicted, labels):
    return sum(p in labels for p in predicted) / len(labels)


@task.wrong("Your count starts at 1: for 3 of 4 right you give 1, and for none of 5 you give 0.2. How many are right "
            "before you have looked at any?", short="the count starts at 1")
def one_too_many(predicted, labels):
    return (1 + _right(predicted, labels)) / len(labels)


@task.wrong("You set the count to 1 at each right place and do not raise it: for 3 of 4 you give 1 / 4. What should "
            "become of a count of 1 when the next place is right too?", short="the count never gets beyond 1")
def set_to_one(predicted, labels):
    return min(1, _right(predicted, labels)) / len(labels)


@task.wrong("You count how many of each class the two lists have in common, wherever they stand: for [0, 1] and [1, 0] "
            "you give 1. How many of the two predictions agree with the label at their own place?",
            short="the classes' counts are compared, not places")
def counts_in_common(predicted, labels):
    return sum((Counter(predicted) & Counter(labels)).values()) / len(labels)


@task.wrong("Only the first place counts, so you give 1 or 0: for [0, 1, 1, 0] and [0, 1, 0, 0] it is 1. A `return` "
            "within the loop does that, or an index that stays 0. When do you get to the second place?",
            short="only the first place counts")
def first_place_alone(predicted, labels):
    return float(predicted[0] == labels[0])


@task.wrong("Only the last place counts, so you give 1 or 0: for [0, 1, 1, 0] and [0, 1, 0, 0] it is 1. What becomes "
            "of the places before it when your loop goes on?", short="only the last place counts")
def last_place_alone(predicted, labels):
    return float(predicted[-1] == labels[-1])


@task.wrong("Each place overwrites your count, so the last one decides: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 1 "
            "of 4. What should the count be after the first two places?", short="the last place overwrites the count")
def overwritten(predicted, labels):
    return (predicted[-1] == labels[-1]) / len(labels)


@task.wrong("You compare each prediction with the label of the next place, and the last one with the first label: for "
            "[0, 1] and [0, 1] you give 0. Which index has the label that belongs to predicted[0]?",
            short="each prediction meets the label of the next place")
def label_of_the_next(predicted, labels):
    return _right(predicted, [*labels[1:], labels[0]]) / len(labels)


@task.wrong("You compare each prediction with the label of the place before, and the first one with the last label: "
            "for [0, 1] and [0, 1] you give 0. Which index has the label that belongs to predicted[1]?",
            short="each prediction meets the label of the place before")
def label_of_the_one_before(predicted, labels):
    return _right(predicted, [labels[-1], *labels[:-1]]) / len(labels)


@task.wrong("You compare each prediction with the label of the next place, and the last one with none: for [0, 1, 1] "
            "and [0, 1, 1] you count 1 of 3. Which index has the label that belongs to predicted[0]?",
            short="each prediction meets the label of the next place, and the last one none")
def next_label_if_any(predicted, labels):
    return _right(predicted[:-1], labels[1:]) / len(labels)


@task.wrong("You compare each label with the prediction of the next place, and the last one with none: for [0, 1, 1] "
            "and [0, 1, 1] you count 1 of 3. Which index has the prediction that belongs to labels[0]?",
            short="each label meets the prediction of the next place, and the last one none")
def next_prediction_if_any(predicted, labels):
    return _right(predicted[1:], labels[:-1]) / len(labels)


@task.wrong("Two things. You compare each prediction with the label of the next place, and the last one with the first "
            "label: for [0, 1] and [0, 1] you give 0. Which label belongs to predicted[0]? And your share is rounded: "
            "0.67 stands for 2 of 3. Which line rounds it?",
            short="each prediction meets the label of the next place, and the share is rounded")
def label_of_the_next_and_rounded(predicted, labels):
    return round(label_of_the_next(predicted, labels), 2)


@task.wrong("Two things. You leave out the last place, and you give percent: for [0, 1, 1, 0] and [0, 1, 0, 0] you say "
            "50, so 2 of 4. Where does `range(len(labels) - 1)` stop? And which number from 0 to 1 is 50 %?",
            short="the last place is left out, and it is in percent")
def last_left_out_in_percent(predicted, labels):
    return 100 * last_left_out(predicted, labels)


@task.wrong("Two things. You leave out the first place, and you give percent: for [0, 1, 1, 0] and [0, 1, 0, 0] you "
            "say 50, so 2 of 4. Which number is the first index of a list? And which number from 0 to 1 is 50 %?",
            short="the first place is left out, and it is in percent")
def first_left_out_in_percent(predicted, labels):
    return 100 * first_left_out(predicted, labels)


@task.wrong("Two things. You give the share that is wrong, and in percent: with 3 of 4 right you say 25. What should a "
            "model get that is always right? And which number from 0 to 1 is 25 %?",
            short="it is the share of wrong ones, and in percent")
def share_wrong_in_percent(predicted, labels):
    return 100 * share_wrong(predicted, labels)


@task.wrong("You take the share of each class and then the mean of these shares: for [0, 1, 1, 0] and [0, 1, 0, 0] "
            "you give 0.833, from 2 of 3 zeros and 1 of 1 ones. How many of all four places agree?",
            short="the shares of the classes are averaged")
def mean_of_class_shares(predicted, labels):
    shares = [_right([p for p, c in zip(predicted, labels) if c == k], [k] * labels.count(k)) / labels.count(k)
              for k in set(labels)]
    return sum(shares) / len(shares)


@task.wrong("You take the share for each predicted class and then the mean of these shares: for [0, 0, 1] and [0, "
            "1, 1] you give 0.75, from 1 of 2 and 1 of 1. How many of all three places agree?",
            short="the shares of the predicted classes are averaged")
def mean_of_shares_of_the_predicted(predicted, labels):
    return mean_of_class_shares(labels, predicted)


@task.wrong("You divide by one less than the number of places: for 3 of 4 right you give 1, and a single point "
            "makes you divide by 0. How many places are there?",
            short="it divides by one less than the number of places")
def divided_by_one_less(predicted, labels):
    return _right(predicted, labels) / (len(labels) - 1)


@task.wrong("You divide by one less than the number of places, and a single point by 1: for 3 of 4 right you give "
            "1. How many places are there?",
            short="it divides by one less than the number of places, but never by none")
def divided_by_one_less_or_one(predicted, labels):
    return _right(predicted, labels) / max(1, len(labels) - 1)


@task.wrong("You divide by one more than the number of places: for 3 of 4 right you give 0.6. How many places are "
            "there?",
            short="it divides by one more than the number of places")
def divided_by_one_more(predicted, labels):
    return _right(predicted, labels) / (len(labels) + 1)


@task.wrong("For a single point you give 0 even if it is right; elsewhere you are right. For [1] and [1], how many "
            "of how many places agree?",
            short="a single point always gives 0")
def nothing_for_a_single_point(predicted, labels):
    return _right(predicted, labels) / len(labels) if len(labels) > 1 else 0.0


@task.wrong("For a single point you give 1 even if it is wrong; elsewhere you are right. For [0] and [3], how many "
            "of how many places agree?",
            short="a single point always gives 1")
def one_for_a_single_point(predicted, labels):
    return _right(predicted, labels) / len(labels) if len(labels) > 1 else 1.0


@task.wrong("You count up to the first wrong place and no further: for [0, 1, 1, 0] and [0, 1, 0, 0] you count 2 of "
            "4. What about the last place?",
            short="the count stops at the first wrong place")
def until_the_first_mistake(predicted, labels):
    right = 0
    while right < len(labels) and predicted[right] == labels[right]:
        right += 1
    return right / len(labels)


@task.wrong("You take the wrong ones off the right ones: for 3 of 4 you give (3 - 1) / 4 = 0.5, and where none is "
            "right -1. Which numbers can a share be?",
            short="the wrong ones are subtracted from the right ones")
def right_less_wrong(predicted, labels):
    return (2 * _right(predicted, labels) - len(labels)) / len(labels)


@task.wrong("Your fraction is turned over: for 3 of 4 you give 4 / 3. Which of the two numbers should be above the "
            "line?",
            short="the fraction is turned over")
def share_turned_over(predicted, labels):
    return len(labels) / _right(predicted, labels) if _right(predicted, labels) else 0.0


@task.wrong("Your fraction is turned over: for 3 of 4 you give 4 / 3, and where none is right you divide by 0. "
            "Which of the two numbers should be above the line?",
            short="the fraction is turned over, and none right divides by 0")
def share_turned_over_or_an_error(predicted, labels):
    return len(labels) / _right(predicted, labels)


@task.wrong("You count a prediction as right if it is at least the label: for [0, 1, 1, 0] and [0, 1, 0, 0] you "
            "give 1. Is 1 in place of 0 right?",
            short="a prediction above the label counts as right")
def at_least_the_label(predicted, labels):
    return sum(p >= c for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You count a prediction as right if it is at most the label: for [0] and [3] you give 1. Is 0 in place "
            "of 3 right?",
            short="a prediction below the label counts as right")
def at_most_the_label(predicted, labels):
    return sum(p <= c for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You count a prediction as right if it is no more than 1 away from the label: for [0, 1, 1, 0] and [0, "
            "1, 0, 0] you give 1. A class is a name, and its neighbour is another class. When is a prediction right?",
            short="a neighbouring class counts as right")
def one_beside_is_right(predicted, labels):
    return sum(abs(p - c) <= 1 for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You take squares of differences off 1. Between 0 and 1 that works, but 0 in place of 3 counts as nine "
            "mistakes, and [0] and [3] give you -8. When is a prediction wrong?",
            short="squares of differences are added")
def squares_of_differences(predicted, labels):
    return 1 - sum((p - c) ** 2 for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You leave out all places with the label 0: for [0, 1, 1, 0] and [0, 1, 0, 0] only the second one is "
            "left, and you give 1. How many places are there?",
            short="places with the label 0 are left out")
def without_the_zeros(predicted, labels):
    kept = [p == c for p, c in zip(predicted, labels) if c]
    return sum(kept) / max(1, len(kept))


@task.wrong("You look only at the places where 1 is predicted: for [0, 1, 1, 0] and [0, 1, 0, 0] that is one of "
            "two. What about the places where another class is predicted?",
            short="only places where 1 is predicted are looked at")
def among_the_predicted_ones(predicted, labels):
    return sum(p == c == 1 for p, c in zip(predicted, labels)) / predicted.count(1) if 1 in predicted else 0.0


@task.wrong("You divide by the number of classes: for 3 of 4 right and two classes you give 1.5. Could a share be "
            "more than 1? How many places are there?",
            short="it divides by the number of classes")
def divided_by_the_classes(predicted, labels):
    return _right(predicted, labels) / len(set(labels))


@task.wrong("Your share is rounded to one digit: for 3 of 4 you give 0.8. Leave it as it is. Which line rounds it?",
            short="it is rounded to one digit")
def rounded_to_one_digit(predicted, labels):
    return round(_right(predicted, labels) / len(labels), 1)


@task.wrong("Your share is rounded to three digits: for 1 of 3 you give 0.333. Leave it as it is. Which line rounds "
            "it?",
            short="it is rounded to three digits")
def rounded_to_three_digits(predicted, labels):
    return round(_right(predicted, labels) / len(labels), 3)


@task.wrong("Two things. You give percent, and rounded to whole ones: for 1 of 3 you give 33. Which number from 0 "
            "to 1 is 75 %? And which line rounds it?",
            short="it is in percent and rounded")
def whole_percent(predicted, labels):
    return round(100 * _right(predicted, labels) / len(labels))


@task.wrong("You divide by the number of classes that are predicted: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 3 / "
            "2. Could a share be more than 1? How many places are there?",
            short="it divides by the number of predicted classes")
def divided_by_the_predicted_classes(predicted, labels):
    return _right(predicted, labels) / len(set(predicted))


@task.wrong("You divide by the lengths of both lists: for 3 of 4 you give 3 / 8. How many points are there, if each "
            "has a prediction and a label?",
            short="it divides by the lengths of both lists")
def divided_by_both_lengths(predicted, labels):
    return _right(predicted, labels) / (len(predicted) + len(labels))


@task.wrong("You add the label of each right place where you should add 1: for [0, 1, 1, 0] and [0, 1, 0, 0] you "
            "count 0 + 1 + 0. By how much should the count grow when a 0 is right?",
            short="labels of right places are added")
def labels_of_the_right_ones(predicted, labels):
    return sum(p for p, c in zip(predicted, labels) if p == c) / len(labels)


@task.wrong("You ask `p and c`, which is true where neither is 0: for [0, 1, 1, 0] and [0, 1, 0, 0] you count 1 of "
            "4. Is 0 for 0 wrong, and 3 for 9 right?",
            short="places where neither is 0 count as right")
def both_are_not_zero(predicted, labels):
    return sum(bool(p and c) for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("You take the share of wrong ones off the number of places: with 3 of 4 right you give 4 - 1/4 = 3.75. "
            "Which of the two steps should come first, the minus or the division?",
            short="the share of wrong ones is taken off the number of places")
def wrong_share_off_the_length(predicted, labels):
    return len(labels) - (len(labels) - _right(predicted, labels)) / len(labels)


@task.wrong("You look for the place of a prediction with `index`, and that finds the first place with this number: "
            "for [0, 1, 1, 0] and [0, 1, 0, 0] you give 1. Which place does `[0, 1, 1, 0].index(1)` give for the "
            "second 1?",
            short="index finds the first place only")
def place_by_index(predicted, labels):
    return sum(p == labels[predicted.index(p)] for p in predicted) / len(labels)


@task.wrong("You count the classes that both lists hold: for [0, 1, 1, 0] and [0, 1, 0, 0] these are 0 and 1, so 2 "
            "of 4. What does a set forget?",
            short="classes in both lists are counted")
def classes_in_common(predicted, labels):
    return len(set(predicted) & set(labels)) / len(labels)


@task.wrong("You count each pair once, however often it comes: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 2 of 3. "
            "What does a set do with the second (0, 0)?",
            short="equal pairs count once")
def pairs_without_repetition(predicted, labels):
    pairs = set(zip(predicted, labels))
    return sum(p == c for p, c in pairs) / len(pairs)


@task.wrong("A mistake sets your count back to 0: for [0, 1, 1, 0] and [0, 1, 0, 0] only the last place is left, 1 "
            "of 4. What should a wrong place do to the count?",
            short="a mistake sets the count back")
def set_back_at_a_mistake(predicted, labels):
    right = 0
    for p, c in zip(predicted, labels):
        right = right + 1 if p == c else 0
    return right / len(labels)


@task.wrong("You take the wrong ones off the right ones: for 3 of 4 you give (3 - 1) / 4 = 0.5, and 0 where more "
            "are wrong. What should a wrong place do to the count?",
            short="the wrong ones are subtracted from the right ones, down to 0")
def right_less_wrong_but_not_below_zero(predicted, labels):
    return max(0, 2 * _right(predicted, labels) - len(labels)) / len(labels)


@task.wrong("You compare every prediction with every label: for [0, 1, 1, 0] and [0, 1, 0, 0] you count 8 equal "
            "pairs and give 2. How many labels belong to one prediction?",
            short="every prediction meets every label")
def every_pair_of_places(predicted, labels):
    return sum(p == c for p in predicted for c in labels) / len(labels)


@task.wrong("Two things. You give percent, and what is behind the point is cut off: for 2 of 3 you give 66. Which "
            "number from 0 to 1 is 75 %? And which step cuts it off?",
            short="it is in percent and cut off")
def whole_percent_cut_off(predicted, labels):
    return 100 * _right(predicted, labels) // len(labels)


@task.wrong("Two things. You give percent, and rounded to one digit: for 1 of 3 you give 33.3. Which number from 0 to "
            "1 is 75 %? And which line rounds it?",
            short="it is in percent and rounded to one digit")
def percent_with_one_digit(predicted, labels):
    return round(100 * _right(predicted, labels) / len(labels), 1)


@task.wrong("Two things. You give percent, and rounded to two digits: for 1 of 3 you give 33.33. Which number from 0 "
            "to 1 is 75 %? And which line rounds it?",
            short="it is in percent and rounded to two digits")
def percent_with_two_digits(predicted, labels):
    return round(100 * _right(predicted, labels) / len(labels), 2)


@task.wrong("Your share is cut off behind two digits: for 2 of 3 you give 0.66. Leave it as it is. Which step "
            "cuts it?",
            short="it is cut off behind two digits")
def cut_off_behind_two_digits(predicted, labels):
    return 100 * _right(predicted, labels) // len(labels) / 100


@task.wrong("You look for the place of a label with `index`, and that finds the first place with this number: for [0, "
            "1, 1, 0] and [0, 1, 0, 0] you give 1. Which place does `[0, 1, 0, 0].index(0)` give for the last label?",
            short="index finds a label's first place only")
def place_of_the_label_by_index(predicted, labels):
    return sum(predicted[labels.index(c)] == c for c in labels) / len(labels)


@task.wrong("You count a 0 for a 0 as wrong: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 1 / 4. In a condition Python "
            "takes the number 0 for False. Which comparison alone says that a prediction is right?",
            short="a 0 for a 0 does not count")
def zeros_do_not_count(predicted, labels):
    return sum(p == c != 0 for p, c in zip(predicted, labels)) / len(labels)


@task.wrong("Two things. You count a 0 for a 0 as wrong: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 1 / 4. Which "
            "comparison alone says that a prediction is right? And your share is rounded: 0.33 stands for 1 of 3. "
            "Which line rounds it?",
            short="a 0 for a 0 does not count, and the share is rounded")
def zeros_do_not_count_and_rounded(predicted, labels):
    return round(zeros_do_not_count(predicted, labels), 2)


@task.wrong("Two things. You count the places where both are 1: for [0, 1, 1, 0] and [0, 1, 0, 0] you give 1 / 4. "
            "Where both are 0, is the prediction wrong? And your share is rounded: 0.33 stands for 1 of 3. Which line "
            "rounds it?",
            short="only agreement on 1 counts, and the share is rounded")
def both_are_one_and_rounded(predicted, labels):
    return round(both_are_one(predicted, labels), 2)


EXERCISE = task.declared()
