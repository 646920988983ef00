"""The figures and live pictures of lecture 14b draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.lectures.l14b import fables, figures, kept, model, trials, widgets
from dlcourse.nn import attention
from dlcourse.tensors import generator

double = torch.float64


def made_up(end):
    steps = torch.arange(0, 501, 50, dtype=double)
    loss = torch.linspace(3, end, 11, dtype=double)[:, None] * torch.ones(5, dtype=double)
    return trials.Runs(steps, loss, loss + 0.1, torch.ones(5, 3), torch.ones(5), loss[-1], ())


PICTURES = {
    "learning": lambda: figures.learning({"few": made_up(0.05), "many": made_up(0.1)}, 0.09),
    "places": lambda: figures.places("hen\n", torch.tensor([2.0, 0.1, 0, 0]), torch.tensor([2.1, 0, 0, 0])),
    "block_drawing": figures.block_drawing,
    "race": lambda: figures.race({h: {rate: torch.tensor([0.1, 0.2]) for rate in trials.RATES} for h in (1, 4)}, 0.09),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_described(name):
    picture = PICTURES[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert len(picture.description) > 20


def test_words_of_the_learning_curves():
    assert figures.learning({"few": made_up(0.05)}, 0.09).description == (
        "few: training text ends between 0.050 and 0.050; new fables ends between 0.150 and 0.150. "
        "The floor lies at 0.090.")


# --- the fables ---


def test_fables_are_all_different_and_new_ones_are_new():
    assert len(set(fables.ALL)) == 336
    parts = [set(text.splitlines()) - {""} for text in (fables.SMALL, fables.LARGE, fables.NEW)]
    assert list(map(len, parts)) == [50, 250, 86]
    assert parts[0] < parts[1]
    assert not parts[1] & parts[2]
    assert max(map(len, fables.ALL)) <= fables.LONGEST
    for names in (fables.NAMES, fables.PLACES):
        assert len({name[0] for name in names}) == len(names)


def test_a_line_is_graded():
    assert fables.grade("at the mill hen met goat. hi goat, said hen. hi hen, said goat.") == "fable"
    for line in ("at the mill hen met goat. hi goat, said hen. hi hen, said hen.",
                 "at the mill hen met hen. hi hen, said hen. hi hen, said hen."):
        assert fables.grade(line) == "mixed up"
    for line in ("", "at the mill hen met goat.", "at the moon hen met goat. hi goat, said hen. hi hen, said goat.",
                 "at the mill hen met gnu. hi gnu, said hen. hi hen, said gnu."):
        assert fables.grade(line) == "broken"
    assert {fables.grade(line[:-1]) for line in fables.ALL} == {"fable"}


def test_surprise_stands_at_three_letters_of_each_fable():
    found = fables.surprise(fables.NEW)
    assert int((found > 0).sum()) == 3 * 86
    assert float(found.sum()) / 86 == pytest.approx(torch.tensor(336.0).log().item())
    assert {fables.NEW[i - 1] for i in found.nonzero()[:, 0]} == {" "}


# --- the model ---


@pytest.fixture(scope="module")
def of():
    return model.start(2, rng=generator(0))


def test_the_block_is_that_of_the_library(of):
    """Each of two models side by side against embedding, waves, blocks, norm and layer of their own."""
    x = fables.tokens(fables.NEW[:30]).expand(2, 1, -1)
    z = model.logits(of, x)
    for run in range(2):
        X = (of.E[run][x[run]] + attention.positional_encoding(30, model.WIDTH, dtype=double)).detach()
        for block in of.blocks:
            params = attention.BlockParams(*(p[run].detach() for p in block))
            X = attention.block(X, params, heads=model.HEADS, mask=attention.causal_mask(30))[0]
        X = torch.nn.functional.layer_norm(X, X.shape[-1:])
        torch.testing.assert_close(z[run], X @ of.W[run].mT + of.b[run])


def test_no_logit_sees_what_comes_unless_the_mask_is_off(of):
    x = fables.tokens(fables.NEW[:12]).expand(2, 1, -1)
    y = x.clone()
    y[:, :, 8] = 3
    moved = [(model.logits(of, x, causal=causal) - model.logits(of, y, causal=causal)).abs().amax((0, 1, 3)) > 1e-9
             for causal in (True, False)]
    assert moved[0].tolist() == [False] * 8 + [True] * 4
    assert moved[1].all()


def test_windows_begin_with_a_fable_and_targets_are_one_on():
    x, y = model.windows(fables.SMALL)
    assert (x[:, 1:] == y[:, :-1]).all()
    assert {fables.written(line[:8]) for line in x} == {"\nat the "}


def test_a_head_that_is_switched_off_adds_nothing(of):
    less = model.without(of, 1, 2)
    assert (less.blocks[1].Wo[:, :, 16:24] == 0).all()
    assert (less.blocks[1].Wo[:, :, :16] == of.blocks[1].Wo[:, :, :16]).all()
    assert (of.blocks[1].Wo[:, :, 16:24] != 0).all()


def test_what_is_written_is_drawn_alike_with_the_same_seed():
    one, other = (model.write(kept.kept(), 2, rng=generator(3)) for _ in range(2))
    assert one == other


# --- live pictures ---


@pytest.mark.parametrize("temperature, length, pen", [(0.1, 12, 1), (1.0, 7, 2), (2.0, 29, 5)])
def test_the_next_sign_is_that_of_the_model(temperature, length, pen):
    scene = widgets.pens(temperature, float(length), float(pen))
    bars = scene.panels[1].marks[0].y
    x = widgets.written(temperature).x[pen - 1, :length + 1]
    expected = (model.logits(kept.kept(), x[None, None])[0, 0, -1] / temperature).softmax(-1)
    torch.testing.assert_close(bars, expected)
    assert f"Pen {pen}" in scene.say


def test_a_line_that_is_over_is_graded():
    scene = widgets.pens(0.1, 67.0, 1.0)
    assert "It is a fable line. 5 of 5 pens have ended their line." in scene.say
    assert [mark.text.endswith("✓") for mark in scene.panels[0].marks] == [True] * 5
    assert float(scene.panels[1].marks[0].y.sum()) == 0


@pytest.mark.parametrize("block, head, at", [("block 1", 1, 5), ("block 2", 4, 28)])
def test_a_head_looks_back_only(block, head, at):
    scene = widgets.heads(block, float(head), float(at))
    A, row = scene.panels[0].marks[0].values, scene.panels[1].marks[0].y
    assert (A.triu(1) == 0).all()
    torch.testing.assert_close(A.sum(1), torch.ones(len(A), dtype=double))
    assert (row == A[at]).all()
    assert f"position {int(row.argmax())}, with {float(row.max()):.2f}" in scene.say
