"""Numbers that stand in the prose of lecture 06b."""

import itertools
import math
from pathlib import Path

import pytest
import torch

from dlcourse import losses
from dlcourse.authoring.sources import read
from dlcourse.lectures.l06b import trials

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "06b_sequences_and_rankings" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}
D = torch.float64


def says(cell, *numbers):
    assert [n for n in numbers if n not in TEXT[cell]] == []


def test_the_best_path_is_often_not_the_best_word():
    found = [trials.disagreements(4, 100, seed) for seed in range(5)]
    says("hook-see", f"In {min(found)} to {max(found)} of the 100 tables", "five times")


def test_the_words_of_two_frames():
    total = trials.words(torch.tensor([[0.6, 0.4]] * 2, dtype=D))
    assert total["A"] == pytest.approx(0.64)
    says("loss", f"{-math.log(0.64):.3f}", f"has {len(str(27**100))} digits", f"there are $3^4 = {3**4}$ paths")
    seventy = torch.tensor([[0.7, 0.3]] * 2, dtype=D)
    assert trials.words(seventy)["A"] == pytest.approx(0.51)
    slope = seventy + losses.ctc_grad(seventy.log(), torch.tensor([1]))
    assert float(slope[0, 1]) == pytest.approx(-0.28824, abs=1e-5)
    q = losses.ctc_occupancy(torch.tensor([[0.6, 0.4]] * 2, dtype=D).log(), torch.tensor([1]))
    says("slope", f"{float(q[0, 1]):.3f}", f"{0.4 - float(q[0, 1]):.3f}")
    says("slope-why", f"{float(q[0, 1]):.3f}", f"{float(q[0, 0]):.3f}", f"-{0.625 * 0.6:.3f} + {0.375 * 0.4:.3f}",
         f"{-0.625 * 0.6 + 0.375 * 0.4:.3f}")
    says("hook-see", "$0.24 + 0.24 + 0.16 = 0.64$")
    z = torch.tensor([[0.6, 0.4]] * 2, dtype=D).log()
    z[0, 1] += 0.001
    change = float(losses.ctc(z.log_softmax(-1), torch.tensor([1]))) + math.log(0.64)
    says("slope-why", f"$h = 0.001$, the loss changes by ${change:.6f}$")


def test_a_share_from_two_runs():
    p = trials.TABLE
    on = float(p[2, 1] * p[3, 1] + p[2, 1] * p[3, 0] + p[2, 0] * p[3, 0])
    q = float(losses.ctc_occupancy(p.log(), torch.tensor([1]))[1, 1])
    assert 0.27 * on / 0.1722 == pytest.approx(q)
    says("optional-programs", f"= {on:.2f}$", f"0.27 \\cdot {on:.2f}/0.1722 = {q:.3f}$")


def test_torch_divides_by_the_number_of_letters():
    given = trials.TABLE.log()[:, None], torch.tensor([[1, 2]]), torch.tensor([4]), torch.tensor([2])
    mean, whole = (float(torch.nn.CTCLoss(reduction=kind)(*given)) for kind in ("mean", "sum"))
    says("optional-programs", f"it gives {mean:.4f}", f"part 2, {whole:.4f}")
    too_long = torch.tensor([1, 1])
    assert float(losses.ctc(trials.TABLE[:2].log(), too_long)) == math.inf


def test_how_a_score_moves_the_logarithms():
    p = torch.tensor([0.6, 0.4], dtype=D)
    rises = torch.func.jacrev(lambda z: z.log_softmax(-1))(p.log())[:, 1]
    assert rises.tolist() == pytest.approx([-0.4, 0.6])
    says("recall-1", "(0.6, -0.4)")


def test_the_rules_of_spelling():
    def word(path):
        return trials.spelt(losses.collapse([trials.LETTERS.index(c) for c in path]))

    assert [word(path) for path in ("AA-AB", "AAAB", "-AA--BB-B")] == ["AAB", "AB", "ABB"]
    assert [word(path) for path in ("A--", "-A-", "--A", "AA-", "-AA", "AAA", "A-A", "---")] == ["A"] * 6 + ["AA", ""]
    anna = (1, 2, 2, 1)
    needs = [n for n in (4, 5) if anna in {losses.collapse(path) for path in itertools.product(range(3), repeat=n)}]
    assert needs == [5]


def test_the_forward_numbers():
    log_probs = trials.TABLE.log()
    for t, row in enumerate(trials.TABLE.tolist()):
        says("try", f"| {t + 1} | {' | '.join(f'{v:g}' for v in row)} |")
    a, ab, aa = (losses.ctc_forward(log_probs, torch.tensor(trials.WORDS[word])).exp() for word in ("A", "AB", "AA"))
    says("grid-read", *(f"{float(v):.4f}" for v in a[-1, -2:]), f"{float(a[-1, -2:].sum()):.4f}",
         f"{-math.log(float(a[-1, -2:].sum())):.3f}")
    says("forward", "these have {:g} (blank) and {:g} (A)".format(*a[0, :2].tolist()))
    says("forward-steps", "0.3 · 0.5")
    assert float(a[1, 0]) == pytest.approx(0.15)
    says("skip", f"{float(ab[2, 3]):.3f}", *(f"{float(v):.2g}" for v in ab[1, 1:4]))
    says("skip-ask", *(f"{float(v):.2g}" for v in aa[1, :3]), f"{float(aa[2, 3]):.2f}")
    says("end-ask", *(f"{float(v):.4f}" for v in ab[-1]), f"{-math.log(float(ab[-1, -2:].sum())):.4f}")


def test_a_long_word_is_stored_as_zero():
    log_probs = torch.randn(600, 8, generator=torch.Generator().manual_seed(0), dtype=D).log_softmax(-1)
    loss = float(losses.ctc(log_probs, torch.arange(10) % 7 + 1))
    says("logs", f"the loss {loss:.0f}", f"e^{{-{loss:.0f}}}")
    assert math.exp(-loss) == math.exp(-746) == 0 < math.exp(-744)


def test_a_step_of_the_grid_in_logarithms():
    says("logs", *(f"{math.log(v):.3f}" for v in (0.6, 0.3, 0.9)), f"{math.log(0.27):.3f}")
    nobody = torch.full((2,), -math.inf, dtype=D)
    assert torch.logsumexp(nobody, 0) == -math.inf
    assert math.isnan(float(nobody[0] - nobody[1]))


def test_the_program_to_mend_is_wrong_as_told():
    program = TEXT["optional-mend"].split("```python\n")[1].split("```")[0]
    mended = program.replace("for row in p[1:]:", "for row in p[1:]:\n    old = alpha\n    alpha = list(old)")
    for name in ("ways = alpha[s]", "alpha[s - 1]", "alpha[s - 2]"):
        mended = mended.replace(name, name.replace("alpha", "old"))
    for word, classes in trials.WORDS.items():
        values = {}
        for kind, code in (("wrong", program), ("mended", mended)):
            room = {"p": trials.TABLE.tolist(), "states": losses.ctc_states(torch.tensor(classes)).tolist()}
            exec(code, room)
            values[kind] = room["P"]
        assert values["mended"] == pytest.approx(trials.words(trials.TABLE)[word])
        assert abs(values["wrong"] - values["mended"]) > 0.001
        if word == "A":
            says("mend-ask", f"{values['wrong']:.4f}", f"{values['mended']:.4f}")


def test_five_starts_learn_five_paths_of_one_word():
    best = [tuple(trials.learn(seed=seed).after.argmax(-1).tolist()) for seed in range(5)]
    assert len(set(best)) == 5
    assert {losses.collapse(path) for path in best} == {(1, 2)}
    says("learn-read", "From five starts we got five different")
    assert [best[0].count(c) for c in (1, 2, 0)] == [2, 3, 5]


def test_the_triplets():
    def points(*rows):
        return tuple(torch.tensor(row, dtype=D) for row in rows)

    a, p, n = points((0, 0), (3, 4), (0, 6))
    assert float(losses.triplet(a, p, n, margin=2.0)) == 1
    g = losses.triplet_grad(a, p, n, margin=2.0)
    assert [[round(v, 9) for v in part.tolist()] for part in g] == [[-0.6, 0.2], [0.6, 0.8], [0, -1]]
    a, p, n = points((1, 1), (1, 3), (4, 5))
    assert [float(losses.triplet(a, p, n, margin=m)) for m in (1.0, 4.0)] == [0, 1]
    ends = {m: [trials.pull(m, seed=s).places[-1] for s in range(4)] for m in (0.25, 3.0)}
    for few, many in zip(ends[0.25], ends[3.0]):
        assert torch.pdist(many).mean() > torch.pdist(few).mean()
    kinds = {m: [float(torch.pdist(kind).max()) for kind in ends[m][0].split(trials.EACH)] for m in ends}
    says("pull-read", f"up to {max(kinds[0.25]):.2f} apart")
    says("pull-read", f"at most {max(kinds[3.0]):.2f} wide")
    widest = max(float(torch.pdist(kind).max()) for kind in ends[3.0][1].split(trials.EACH))
    says("pull-read", f"from start 1 one kind is still {widest:.2f} wide")
    assert trials.pull(3.0).active[0] == 1
    says("pull-read", f"With the margin 0.25, {100 * float(trials.pull(0.25).active[0]):.0f} % of")
    says("pull-read", f"{math.hypot(3.01, 4):.4f}", f"{math.hypot(3, 4.01):.4f}")
    says("pull-try", "There are 12 anchors, with 3 positives and 8 negatives each: 288 in all")


@pytest.mark.parametrize("margin, low, high", [(0.25, 0.6, 1.1), (1.0, 0.5, 0.8), (3.0, 0.0, 0.1)])
def test_only_a_large_margin_shrinks_the_kinds(margin, low, high):
    ended = trials.pull(margin, seed=0).places[-1]
    for kind in ended.split(len(ended) // 3):
        assert low < torch.pdist(kind).max() < high


def test_the_ranking_losses():
    def pairs(better, *others):
        z = torch.tensor(better, dtype=D, requires_grad=True)
        loss = (torch.tensor(others, dtype=D) - z + 1).relu().sum()
        loss.backward()
        return loss.item(), z.grad.item()

    assert pairs(2.0, 1.5) == (0.5, -1)
    assert pairs(2.5, 3.0, 2.0, 1.0) == (2, -2)


def test_of_one_place_no_pull_comes():
    same = torch.zeros(3, 2, dtype=D)
    assert float(losses.triplet(same, same, same, margin=1.0)) == 1
    assert all(not part.any() for part in losses.triplet_grad(same, same, same, margin=1.0))
