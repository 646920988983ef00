"""Numbers that stand in the prose of lecture 14b. What its outputs print of training is proven there."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l14b import fables, kept, looked, model, trials, widgets
from dlcourse.nn import attention
from dlcourse.tensors import generator

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "14b_transformer"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}
double = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def ends(found, digits=3):
    return f"{float(found.min()):.{digits}f}", f"{float(found.max()):.{digits}f}"


def test_the_fables_are_counted():
    says("task-loss", f"$6 \\cdot 8 \\cdot 7 = {len(fables.ALL)}$", "250 are for training", "other 86")
    assert (fables.MORE, fables.LEFT_OUT, fables.KNOWN, len(fables.SIGNS)) == (250, 86, 50, 25)
    says("task-loss", f"\\log 25 = {math.log(25):.2f}")


def test_shares_by_temperature():
    """[fables, mixed up, broken, in the text it learned, different] of 200 lines."""
    shares = kept.KEPT["shares"]
    says("hook-see", f"Of 200 lines, {shares['1'][0]} follow the pattern at temperature 1, and {shares['2'][0]} at",
         f"only {shares['0.1'][4]} of them are different")
    assert shares["0.1"][0] == 200
    says("temp-said", f"only {shares['0.1'][4]} different ones", f"At 1 there are {shares['1'][0]} fables, and "
         f"{shares['1'][2]} lines are broken", f"At 1.5 only {shares['1.5'][0]} fables")
    fable, known = shares["1"][0], shares["1"][3]
    says("temp-said", f"{known} of its {fable} fables stood in its text, which is {100 * known / fable:.0f} %",
         f"250 of 336 did, which is {100 * 250 / 336:.0f} %", f"= {0.99**60:.2f}$")
    assert min(map(len, fables.ALL)) > 60


def test_pen_1_at_temperature_1():
    at = [widgets.lines_after(1.0, n)[0] for n in (7, 29)]
    assert at[0] == "at the "
    assert at[1].endswith("hi ")
    p = widgets.written(1.0).p[0]
    places = [fables.SIGNS.index(place[0]) for place in fables.PLACES]
    assert p[7, places].sum() > 0.95
    assert p[7, places].min() > 0.1
    assert p[29].max() > 0.9


def test_floor_and_bad_models():
    total = math.log(6) + math.log(8) + math.log(7)
    assert total == pytest.approx(5.8171, abs=1e-4)
    says("floor-ask", f"{math.log(6):.3f} + {math.log(8):.3f} + {math.log(7):.3f}")
    length = len(fables.NEW) / 86
    assert round(length) == 65
    says("floor-read", f"{total:.2f} / 65 \\approx {total / length:.2f}")
    new, learned = fables.tokens(fables.NEW), fables.tokens(fables.LARGE)
    pairs = torch.bincount(25 * learned[:-1] + learned[1:], minlength=625).reshape(25, 25).double() + 0.01
    follows = pairs / pairs.sum(1, keepdim=True)
    t, blank, h = map(fables.SIGNS.index, "t h")
    says("base-read", f"{float(-follows[new[:-1], new[1:]].log().mean()):.2f} nats",
         f"a blank {float(follows[t, blank]):.2f} and an \"h\" {float(follows[t, h]):.2f}")
    assert float((learned == blank).double().mean()) == pytest.approx(0.2, abs=0.005)


def test_the_network_is_near_the_floor_on_the_first_new_fable():
    end = fables.NEW.index(fables.END, 1) + 1
    x = fables.tokens(fables.NEW[:end])
    loss = model.losses(model.logits(kept.kept(), x[None, None, :-1])[0, 0], x[1:])
    least = fables.surprise(fables.NEW)[1:end]
    assert (loss[least == 0] < 0.05).all()
    assert (loss[least > 0] - least[least > 0]).abs().max() < 0.2
    assert "hi goat" in fables.NEW[:end]


def test_masks_by_hand():
    scores = torch.tensor([1.0, 3.0, 4.0], dtype=double).log()
    assert scores.softmax(0).tolist() == pytest.approx([1 / 8, 3 / 8, 4 / 8])
    assert scores[:2].softmax(0).tolist() == pytest.approx([0.25, 0.75])
    assert torch.tensor([2.0, 3.0, 5.0]).log().softmax(0).tolist() == pytest.approx([0.2, 0.3, 0.5])


def test_without_a_mask():
    masked, unmasked = trials.runs(trials.LARGE), trials.runs(trials.OPEN)
    assert {f"{v:.3f}" for v in unmasked.train[-1].tolist()} == {"0.003"}
    assert {f"{v:.3f}" for v in unmasked.new[-1].tolist()} == {"0.003"}
    says("open-read", "ends near 0.003", f"at least {ends(unmasked.asked, 2)[0]}",
         f"at most {ends(masked.asked, 2)[1]}")
    assert int(unmasked.written[:, 0].sum()) == 0
    assert trials.LINES * trials.SEEDS == 300
    assert (trials.STEPS, trials.BATCH, model.LONGEST) == (500, 8, 68)


def test_two_heads_by_hand():
    two = torch.tensor(2.0, dtype=double).log()
    first, second = (torch.stack(keys).softmax(0) for keys in ((0 * two, 0 * two, two), (two, 0 * two, 0 * two)))
    y = torch.stack([first @ torch.tensor([4.0, 0, 2]).double(), second @ torch.tensor([8.0, 4, 0]).double()])
    assert y.tolist() == pytest.approx([2, 5])
    assert (torch.tensor([[1.0, 1], [1, -1]]).double() @ y).tolist() == pytest.approx([7, -3])
    says("heads-one", "$(2, 5)$ becomes $(7, -3)$")
    y = torch.tensor([0.5 * 2 + 0.5 * 6, 0.8 * 10])
    assert (torch.tensor([[1, 0.5], [0, -1.0]]) @ y).tolist() == pytest.approx([8, -8])


def test_a_view_alone_separates_tokens():
    X = torch.tensor([[1.0, 2, 3, 4], [5, 6, 7, 8]])[None]
    assert X.view(1, 2, 2, 2)[0, 0].tolist() == [[1, 2], [3, 4]]
    assert attention.split_heads(X, 2)[0, 0].tolist() == [[1, 2], [5, 6]]


def test_weights_are_counted():
    def block(d, d_ff):
        return 4 * d * d + 4 * d + 2 * d * d_ff + d_ff + d

    assert block(8, 32) == 840
    of = model.start(1, rng=generator(0))
    assert sum(p.numel() for p in of.blocks[0]) == block(32, 64) == 4096 + 128 + 4192
    assert sum(p.numel() for p in of.tensors()) == 2 * block(32, 64) + 1689


def test_few_and_many_fables():
    few, many = trials.runs(trials.SMALL), trials.runs(trials.LARGE)
    says("train-after", "ends at {} to {}".format(*ends(few.train[-1])), "ends at {} to {}".format(*ends(few.new[-1])),
         f"the floor of {model.floor(fables.NEW):.3f}")
    middle = few.new.mean(1)
    says("train-after", f"after step {int(few.steps[middle.argmin()])}", f"with {float(middle.min()):.3f}",
         f"rose to {float(middle[-1]):.3f}", f"$3.91 / 68 = {math.log(50) / 68:.3f}$")
    says("train-after", "{} to {} on new".format(*ends(many.new[-1])),
         "{} to {} in training".format(*ends(many.train[-1])))
    assert few.train[-1].max() < model.floor(fables.NEW) < many.train[-1].min()
    says("train-ask", f"log 336 = {math.log(336):.2f}", f"log 50 = {math.log(50):.2f}")


def test_where_the_heads_look():
    A = widgets.looks()[0]
    signs = widgets.SENTENCE
    assert (signs[21:24], signs[13:16], signs[26:29], signs[34:39]) == ("fox", "owl", "hi ", "said ")
    on_fox = A[1, :, 28, 21:24].sum(-1)
    says("look-read", f"{float(on_fox[1]):.2f} and {float(on_fox[3]):.2f} of their weight",
         f"head 4 gives {float(A[1, 3, 38, 13:16].sum()):.2f} to")
    assert A[1, 3, 38, 21:24].sum() < 0.005
    weight = looked.on_names(kept.kept(), fables.NEW)
    says("look-said", f"with {float(weight[1, 1, 0]):.2f} and {float(weight[1, 3, 0]):.2f} of")
    loss = {(b, h): float(trials.mean_loss(model.without(kept.kept(), b, h), fables.NEW))
            for b in (0, 1) for h in range(4)}
    assert max(loss, key=loss.get) == (0, 0)
    says("look-said", f"block 1: {loss[0, 0]:.3f}")
    says("look-said", f"with {float(weight[0, 0, 0]):.2f} and {float(weight[0, 0, 1]):.2f}.")


def test_temperatures_by_hand():
    logs = torch.tensor([9.0, 4.0, 1.0], dtype=double).log()
    assert (logs / 2).softmax(0).tolist() == pytest.approx([1 / 2, 1 / 3, 1 / 6])
    roots = torch.tensor([4.0, 2.0, 1.0]).sqrt()
    assert float(roots.sum()) == pytest.approx(4.414, abs=1e-3)


def test_one_head_or_four_is_left_open():
    race = {h: {rate: trials.runs(trials.heads_name(h, rate)).new[-1] for rate in trials.RATES} for h in (1, 4)}
    best = {h: min(by_rate, key=lambda rate, by_rate=by_rate: float(by_rate[rate].mean()))
            for h, by_rate in race.items()}
    assert best == {1: 0.02, 4: 0.02}
    assert trials.RATES[0] < 0.02 < trials.RATES[-1]
    gap = race[1][0.02] - race[4][0.02]
    error = float(gap.std()) / 5**0.5
    says("optional-race-read", f"${float(gap.mean()):.3f} \\pm {error:.3f}$", "in one of the five pairs it ends lower")
    assert int((gap < 0).sum()) == 1
    assert abs(float(gap.mean())) < 2 * error
    says("optional-race", f"for {trials.SHORT} steps")


def test_what_was_learned_by_heart():
    (few, few_known), (many, many_known) = ((int(of.written[:, 0].sum()), int(of.known.sum()))
                                            for of in map(trials.runs, (trials.SMALL, trials.LARGE)))
    says("optional-lines-read", f"{few_known} of {few} stood in its text, which is {100 * few_known / few:.0f} %",
         f"only {100 * 50 / 336:.0f} %", f"{many_known} of {many}, which is {100 * many_known / many:.0f} %")
