"""Numbers that stand in the prose of lecture 10c."""

import math
from pathlib import Path

import pytest
import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l10c import record, small, stored, trials, widgets
from dlcourse.losses import info_nce
from dlcourse.nn.dropout import dropout_ensemble
from dlcourse.nn.pruning import obd_saliency
from dlcourse.tensors import generator
from dlcourse.training import early_stopping, random_shift

FOLDER = Path(__file__).resolve().parents[3] / "authoring" / "10c_fighting_overfitting"
TEXT = {cell.id: cell.source for cell in read(FOLDER / "lecture.py").cells}


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def percent(name, when):
    return f"{100 * float(stored.ends(name, when).mean()):.1f} %"


def test_the_hook():
    means = {name: float(stored.ends(name, "equal").mean()) for name in trials.SETTINGS}
    assert list(means) == ["nothing", "large start", "dropout", "shifted images"]
    assert 1.7 < means["large start"] / means["dropout"] < 2
    assert 1.7 < means["large start"] / means["shifted images"] < 2
    assert (trials.LABELLED, trials.TESTED, trials.EQUAL) == (200, 1000, 0.15)
    says("hook", "64 - 64 - 10", f"{round(trials.WRONG * trials.LABELLED)} of the 200", "four times as large")


def test_what_is_learned_too_much():
    says("learned", "after 600 steps", f"{trials.CHECKED} validation digits", "20 are wrong")
    lowest, late = (100 * float(v) for v in stored.result("remembered", "nothing"))
    says("learned", f"{lowest:.0f} % of the wrong labels")
    assert late == 100
    says("learned", percent("nothing", "stopped"), percent("nothing", "end"),
         percent("nothing, right labels", "stopped"), percent("nothing, right labels", "end"))


def test_patience():
    assert early_stopping(torch.tensor([0.9, 0.6, 0.5, 0.7, 0.6, 0.4]), 2) == (2, 4)
    assert early_stopping(torch.tensor([0.9, 0.6, 0.5, 0.7, 0.6, 0.4]), 3) == (5, 5)
    assert early_stopping(torch.tensor([0.8, 0.7, 0.75, 0.6, 0.65, 0.6, 0.7, 0.5]), 3) == (3, 6)
    assert early_stopping(torch.tensor([0.8, 0.7, 0.75, 0.6, 0.65, 0.6, 0.7, 0.5]), 1) == (1, 2)

    def too_early(name, patience):
        val = stored.curve(name, "val")
        return sum(early_stopping(losses, patience).best != int(losses.argmin()) for losses in val)

    assert [too_early("nothing", 1), too_early("dropout", 1), too_early("dropout", 2)] == [0, 3, 0]
    says("early-read", "patience 1 is enough in all five", "three of the five", "patience 2 is enough")
    lows = [10 * stored.curve(name, "val").argmin(1) for name in ("dropout", "nothing")]
    says("dropout-why-read", "after {} to {} steps, and without dropout after {} to {}".format(
        *(int(end) for low in lows for end in (low.min(), low.max()))))


def mean(*keys):
    return f"{100 * float(stored.result(*keys).mean()):.1f} %"


def gain(before, after):
    """Mean gain in points, its standard error, and how many runs are better."""
    points = 100 * (before - after)
    return float(points.mean()), float(points.std() / len(points)**0.5), int((points > 0).sum())


def test_validation_digits_are_used_twice():
    first, anew = (stored.result("twice", "wrong labels", way) for way in ("found", "anew"))
    torch.testing.assert_close(first, stored.ends("nothing", "stopped"), rtol=0, atol=1e-3)
    assert (stored.result("twice", "wrong labels", "given back") == 1).all()
    says("early-cost", "60 wrong labels", f"in {int((anew < first).sum())} of 20 runs")
    for row, way in (("200 digits, with a stop", "found"), ("300 digits, all 600 steps", "to the end"),
                     ("300 digits, up to the step found", "anew")):
        cells = " | ".join(mean("twice", labels, way) for labels in ("wrong labels", "right labels"))
        says("early-cost", f"| {row} | {cells} |")


def test_where_the_stop_harms():
    large = {way: stored.result("by_errors", "large start", way) for way in stored.found("by_errors")["large start"]}
    torch.testing.assert_close(large["by loss"], stored.ends("large start", "stopped"), rtol=0, atol=2e-4)
    assert (large["by loss"] > large["end"]).all()
    values = {way: f"{100 * float(wrong.mean()):.1f} %" for way, wrong in large.items()}
    losses = [f"{float(stored.ends('large start', when, 'val').mean()):.2f}" for when in ("stopped", "end")]
    says("early-read", f"errs on {values['by loss']} of the new digits, and after 600 steps on {values['end']}",
         "from {} to {}".format(*losses), "{:.0f} % in place of {:.0f} %".format(
             *(100 * float(large[way].mean()) for way in ("val at the end", "val at the stop"))),
         f"lowest gives {values['by errors']}",
         f"{mean('by_errors', 'nothing', 'by errors')} in place of {mean('by_errors', 'nothing', 'by loss')}",
         "{}, and {} after 600".format(*(mean("by_errors", "large start, right labels", way)
                                         for way in ("by loss", "end"))))


def test_weights_that_are_not_copied():
    says("early-mend", mean("not_copied", "stop"), mean("not_copied", "best"))


def test_lengths_of_weights():
    begin, best, _ = stored.result("norms", "large start").tolist()
    says("early-penalty-read", f"{begin:.1f} at the start, {best:.1f} at the lowest loss")


def test_units_removed():
    plain, dropped = (100 * stored.result("removed", name).mean(1) for name in ("nothing", "dropout"))
    says("dropout-why-read", f"{dropped[3]:.1f} % of the digits, in place of {dropped[0]:.1f} %",
         f"from {plain[0]:.1f} % to {plain[3]:.1f} %")


def test_the_smallest_ensemble():
    V, h, b = torch.tensor([[2.0], [0.0]]), torch.ones(1), torch.zeros(2)
    found = dropout_ensemble(V.double(), h.double(), b.double(), 0.5)
    with_unit = torch.tensor([2.0, 0.0]).double().softmax(0)
    roots = (with_unit * 0.5).sqrt()
    logs = [torch.tensor(z).double().log_softmax(0) for z in ([2.0, 0.0], [0.0, 0.0])]
    row = "({:.3f}, {:.3f})".format
    says("ensemble-why", *(row(*log.tolist()) for log in logs), row(*(sum(logs) / 2).tolist()),
         f"{-float(logs[0][1]):.3f}", f"{-float(logs[1][1]):.3f}", f"$(1, 0) - ({-float(sum(logs)[1] / 2):.3f}, ")
    says("ensemble-steps", f"{float(roots.sum()):.3f}; now")
    torch.testing.assert_close(roots / roots.sum(), found.scaled)


def test_what_averages_prove():
    def errors(name, way):
        return f"{100 * float(stored.result('averaged', name, way)[1].mean()):.1f} %"

    says("claim-read", errors("dropout", "one mask"), errors("dropout", "arithmetic"), errors("dropout", "scaled"),
         errors("nothing", "scaled"))
    points, error, _ = gain(*(stored.result("averaged", "nothing", way)[1] for way in ("arithmetic", "scaled")))
    says("claim-read", f"{points:.1f} points with a standard error of {error:.1f}")
    ways = [[errors(name, way) for way in ("scaled", "one mask", "arithmetic")] for name in ("nothing", "dropout")]
    says("claim", *("| " + " | ".join(row) + " |" for row in ways))
    five = stored.result("averaged", "five networks")[1]
    says("claim", f"| {100 * float(five.mean()):.1f} % |")
    nothing = stored.ends("nothing", "stopped")
    for after in (five, stored.ends("dropout", "stopped"), stored.result("averaged", "dropout", "arithmetic")[1]):
        points, error, _ = gain(nothing, after)
        says("claim-read", f"{points:.1f} points, with a standard error of {error:.1f}")


def test_the_masks_of_bayes():
    weights = small.weights_of_masks()
    assert int(weights.bayes.argmax()) == 255  # the mask that keeps all
    says("bayes-read", f"{100 * float(weights.bayes.max()):.1f} %", f"In dropout {int((weights.dropout > 0.01).sum())}")
    assert int((weights.bayes > 0.01).sum()) == 1


def test_changes_of_images():
    means = {name: float(stored.ends(name, "stopped").mean())
             for name in ("shifted images", "nothing", "all images shifted", "mirrored images")}
    assert list(means.values()) == sorted(means.values())
    points, error, runs = gain(stored.ends("all images shifted", "stopped"), stored.ends("nothing", "stopped"))
    says("augment-read", f"{points:.1f} points, with a standard error of {error:.1f}, and more errors in {runs} of 20",
         f"{percent('all images shifted', 'end')} in place of {percent('nothing', 'end')}")
    X = torch.eye(8).double().expand(9000, 8, 8)
    for share, moving in ((1.0, 8 / 9), (0.5, 4 / 9)):
        moved = random_shift(X, 1, share=share, rng=generator(1))
        came = (moved - X).abs().sum((1, 2)) > 0
        assert float(came.double().mean()) == pytest.approx(moving, abs=0.02)


def test_the_comparison():
    points, error, _ = gain(stored.ends("nothing", "stopped"), stored.ends("dropout", "stopped"))
    says("compare-ask", f"gains {points:.1f} points of {percent('nothing', 'stopped')}",
         f"standard error of {error:.1f}")
    late = 100 * (stored.ends("nothing", "end") - stored.ends("dropout", "end"))
    says("compare-ask", f"gained {late.mean():.0f} points")
    alone = [gain(stored.ends("nothing", "stopped"), stored.ends(name, "stopped"))[0]
             for name in ("dropout", "shifted images", "dropout and shifts")]
    says("compare-so", "{:.1f} and {:.1f} points, and together {:.1f}".format(*alone))
    points, error, _ = gain(stored.ends("shifted images", "stopped"), stored.ends("dropout and shifts", "stopped"))
    says("compare-so", f"adds {points:.1f} points, with a standard error of {error:.1f}")
    says("compare-so", f"{percent('penalty', 'end')} of errors, and with the stop {percent('penalty', 'stopped')}",
         f"only {100 * float(stored.result('remembered', 'penalty')[1]):.0f} % of the wrong labels")
    says("summary", f"{late.mean():.0f} points without the stop, and {alone[0]:.1f} with it")
    says("compare-so", percent("nothing, right labels", "end"), percent("dropout and shifts, right labels", "end"))
    says("compare-so", f"{100 * float(stored.result('remembered', 'dropout')[1]):.0f} % of the wrong labels",
         percent("dropout", "end"), percent("nothing", "end"))
    ends = [float(stored.ends(name, "stopped").mean())
            for name in ("dropout and shifts", "shifted images", "penalty", "dropout", "nothing")]
    assert ends == sorted(ends)


def test_infonce_by_hand():
    S = [[0.8, 0.0], [0.6, 1.0]]
    rows = [math.log(1 + math.exp((S[0][1] - S[0][0]) / 0.5)), math.log(1 + math.exp((S[1][0] - S[1][1]) / 0.5))]
    columns = [math.log(1 + math.exp((S[1][0] - S[0][0]) / 0.5)), math.log(1 + math.exp((S[0][1] - S[1][1]) / 0.5))]
    says("contrast", *(f"{loss:.3f}" for loss in rows), f"{sum(rows) / 2:.3f}")
    says("contrast-ask", "({:.3f}, {:.3f}, {:.3f})".format(*columns, sum(rows + columns) / 4))
    a, b = torch.tensor([[0.0, 1.0], [1.0, 0.0]]), torch.tensor([[0.6, 0.8], [1.0, 0.0]])
    torch.testing.assert_close(a @ b.T, torch.tensor(S))
    assert float(info_nce(a.double(), b.double(), 0.5)) == pytest.approx(sum(rows + columns) / 4, abs=1e-6)


def test_what_was_learned_first():
    start = stored.result("transfer", "random start")
    kept = {name: stored.result("transfer", f"{name}, kept") for name in ("other style", "other digits")}
    says("pretrain-read", "{:.1f} % instead of {:.1f} %".format(*(100 * float(v.mean()) for v in (
        kept["other style"], start))))
    says("pretrain-read", f"errs on {mean('transfer', 'other style, trained further')}")
    assert (kept["other style"] < start).all()
    assert (kept["other digits"] > start).all()
    layers, random = (stored.result("layerwise", "wrong", name) for name in ("layer by layer", "random"))
    says("greedy-read", f"{100 * float(layers.mean()):.1f} % of the digits",
         f"start on {100 * float(random.mean()):.1f} %",
         f"better in {int((random < layers).sum())} of 20 runs")
    says("greedy-read", percent("large start", "equal"), percent("nothing", "equal"))
    views, begin, pixels = (stored.result("two_views", name) for name in ("two views", "random network", "pixels"))
    says("contrast-read", *(f"{100 * float(found.mean()):.1f} %" for found in (views, begin, pixels)))
    assert (views < begin).all()


def test_losses_inside():
    found = stored.found("heads")
    points, error, runs = gain(*(stored.result("heads", name, "wrong") for name in ("without", "with")))
    says("optional-heads-read", f"{points:.0f} points with a standard error of {error:.0f}",
         f"{runs} of 10 runs")
    ratio = found["with"]["gradient"] / found["without"]["gradient"]
    says("optional-heads-read", f"{round(ratio, -3):.0f} times")
    says("optional-heads-read", *(f"{100 * sum(found[name]['wrong']) / 10:.0f} %" for name in ("with", "without")))


def test_pruning():
    at, last = map(record.PRUNED.index, (70, 95))
    says("optional-prune-read", *(f"{float(stored.result('pruned', name)[at, 0]):.3g}"
                                  for name in ("at random", "smallest first", "least saliency first")))
    assert stored.result("pruned", "least saliency first")[last, 0] > stored.result("pruned", "smallest first")[last, 0]
    torch.testing.assert_close(obd_saliency(torch.tensor([3.0, 1.0]), torch.tensor([0.1, 2.0])),
                               torch.tensor([0.45, 1.0]))


def test_a_bowl():
    """Gradient descent and a penalty, step by step, where the formula of the lecture says that they are equal."""
    for curvature in (1.0, 0.1, 0.01):
        theta = 0.0
        for _ in range(50):
            theta -= 0.1 * curvature * (theta - 1)
        left = (1 - 0.1 * curvature) ** 50
        alpha = curvature * left / (1 - left)
        assert theta == pytest.approx(curvature / (curvature + alpha))
    says("optional-bowl-read", f"= {1 / (0.1 * 50):g}")


def test_masks_of_the_picture():
    assert float((widgets.masks(1.0, 0.75).panels[1].marks[0].y - widgets.OUTPUTS).abs().max()) > 1


@pytest.mark.parametrize("key", ["dropout", "ensemble_geometric", "early_stopping", "info_nce"])
def test_the_minutes_of_an_exercise(key, your_turn):
    your_turn(key)
