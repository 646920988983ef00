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
    assert min(map(len, fables.ALL)) > 60


def test_a_line_is_as_probable_as_the_product_of_its_characters():
    shares = kept.KEPT["shares"]
    found = {tau: looked.expected(kept.kept(), float(tau)) for tau in ("0.1", "0.5", "1", "1.5", "2")}
    assert round(sum(map(len, fables.ALL)) / 336 - 3) == 62
    says("temp-said", f"At temperature 1 it is {found['1'][0]:.4f}, at 2 it is still {found['2'][0]:.4f}",
         *(f"{found[tau][0]:.4f}^{{62}} = {found[tau][0]**62:.{digits}f}$" for tau, digits in
           (("1", 2), ("1.5", 2), ("2", 3))))
    says("temp-said", f"temperature 1 it is {found['1'][1]:.3f}, so",
         f"$0.92 \\cdot {found['1'][1]:.3f} = {found['1'][0]**62 * found['1'][1]:.2f}$",
         f"\"open\" is only {found['0.5'][1]:.3f}")
    one, warm, hot = (200 * found[tau][2] for tau in ("1", "1.5", "2"))
    says("temp-said", f"{one:.1f} at temperature 1, {warm:.1f} at 1.5, and {hot:.1f} at 2",
         f"We counted {shares['1'][0]}, {shares['1.5'][0]} and {shares['2'][0]}")
    assert "still has 0.90 on average" in TEXT["hook-ask"]
    shown = [f"{100 * found[tau][3]:.0f} %" for tau in ("1", "0.5", "0.1")]
    says("heart", f"or {100 * 250 / 336:.0f} %, of")
    says("heart", f"At temperature 1 it is {shown[0]}", f"{shown[1]} at 0.5 and {shown[2]} at 0.1")
    for tau, (_, _, p, _) in found.items():
        assert abs(shares[tau][0] - 200 * p) <= 2 * (200 * p * (1 - p)) ** 0.5 + 1


def test_mixed_up_lines_have_one_name_twice():
    for temperature in (0.5, 1.0):
        [lines] = model.write(kept.kept(), kept.LINES, rng=generator(kept.SEED), temperature=temperature)
        mixed = [line for line in lines if fables.grade(line) == "mixed up"]
        assert len(mixed) == kept.KEPT["shares"][f"{temperature:g}"][1] > 0
        assert all(len(set(fables._FABLE.fullmatch(line).groups()[1:])) == 1 for line in mixed)


def test_the_probability_of_a_line_is_right_for_one_fable():
    """A model that knows nothing gives each character 1/25."""
    none = model.rebuilt(iter([0 * p for p in model.start(1, rng=generator(0)).tensors()]))
    certain, allowed, line, share = looked.expected(none, 1.0)
    assert certain == pytest.approx(1 / 25)
    assert allowed == pytest.approx(336 / 25**3)
    assert share == pytest.approx(250 / 336, abs=0.05)
    assert line == pytest.approx(sum(25.0 ** -len(fable) for fable in fables.ALL))


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
    assert (trials.RATE, fables.KNOWN - 1) == (0.005, 49)


def test_one_pass_with_a_mask_is_as_in_writing():
    ten = fables.END + "".join(fables.ALL[fables.MORE:fables.MORE + 11])
    assert len(model.windows(ten)[0]) == 10
    torch.testing.assert_close(trials.mean_loss(kept.kept(), ten), trials.asked(kept.kept()))


def test_a_window_and_steps_of_training():
    assert trials.LINES * trials.SEEDS == 300
    assert (trials.STEPS, trials.BATCH, model.LONGEST) == (500, 8, 68)


def test_two_heads_by_hand():
    two = torch.tensor(2.0, dtype=double).log()
    first, second = (torch.stack(keys).softmax(0) for keys in ((0 * two, 0 * two, two), (two, 0 * two, 0 * two)))
    V = torch.tensor([[0.0, 12], [4, 8], [12, 0]], dtype=double)
    assert V.sum(1).tolist() == [12, 12, 12]
    y = torch.stack([first @ V[:, 0], second @ V[:, 1]])
    assert y.tolist() == pytest.approx([7, 8])
    assert (torch.tensor([[1.0, 1], [1, -1]]).double() @ y).tolist() == pytest.approx([15, -1])
    says("heads-one", "$(7, 8)$ becomes $(15, -1)$", "add to 12", "$7 + 8 = 15$")


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


@pytest.mark.parametrize("blocks, stays", [(1, True), (2, False)])
def test_one_masked_block_without_waves_does_not_know_the_order(monkeypatch, blocks, stays):
    monkeypatch.setattr(model, "positions", lambda T, d: torch.zeros(T, d, dtype=double))
    of = model.start(1, rng=generator(0), blocks=blocks)
    ends = [model.logits(of, fables.tokens(text)[None, None])[0, 0, -1] for text in ("at hen", "ta hen")]
    assert torch.allclose(*ends) == stays


def test_few_and_many_fables():
    few, many = trials.runs(trials.SMALL), trials.runs(trials.LARGE)
    says("train-after", "ends at {} to {}".format(*ends(few.train[-1])), "ends at {} to {}".format(*ends(few.new[-1])),
         f"the floor of {model.floor(fables.NEW):.3f}")
    middle = few.new.mean(1)
    says("train-after", f"at step {int(few.steps[middle.argmin()])}", f"with {float(middle.min()):.3f}",
         f"rose to {float(middle[-1]):.3f}", f"$3.91 / 68 = {math.log(50) / 68:.3f}$")
    assert len(model.windows(fables.SMALL)[0]) == 49
    says("train-after", f"\\log 250 / 68 = {math.log(250) / 68:.3f}$")
    says("train-after", "{} to {} on new".format(*ends(many.new[-1])),
         "{} to {} in training".format(*ends(many.train[-1])))
    assert model.floor(fables.NEW) == pytest.approx(math.log(336) / 68, abs=1e-6)
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
    says("look-said", f"give {float(weight[1, 1, 0]):.2f} and {float(weight[1, 3, 0]):.2f} of")
    assert widgets.SENTENCE[1:] in fables.NEW
    assert weight[0, :, 0].argmax() == 0
    says("look-said", f"gives {float(weight[0, 0, 0]):.2f} of its weight")


def test_one_head_stands_in_for_another():
    of = kept.kept()
    less = {(b, h): looked.letters(model.without(of, b, h), fables.NEW) for b in (0, 1) for h in range(4)}
    for part, worst in ((0, (0, 0)), (1, (0, 1)), (2, (0, 0))):
        assert max(less, key=lambda head, part=part: float(less[head][part])) == worst
    both = looked.letters(model.without(model.without(of, 1, 1), 1, 3), fables.NEW)
    says("look-said", f"Without head 2 the next letter costs {float(less[1, 1][0]):.3f}",
         f"without head 4 it costs {float(less[1, 3][0]):.3f}", f"against {float(both[0]):.3f}, the loss without both",
         f"head 4 alone off costs {float(less[1, 3][1]):.3f}, and both off cost {float(both[1]):.3f}",
         f"After \"said \" it is {float(less[0, 1][1]):.3f}",
         f"After \"hi \" it is {float(less[0, 0][0]):.3f}, from head 1 of block 1, with "
         f"{float(less[0, 0][2]):.3f} over all")


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
