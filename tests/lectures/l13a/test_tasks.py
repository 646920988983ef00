"""The exercises of lecture 13a on numbers that were worked out on paper."""

import math

import pytest

from rules import double, solution


def test_two_steps_by_hand():
    H = solution("rnn_forward")(double(1, 0)[:, None], double(0.5, 0), double(1, -1)[:, None], double((0, 1), (2, 0)),
                                double(0, 0.5))
    first = [math.tanh(1), math.tanh(0.5)]
    assert H[0].tolist() == pytest.approx(first)
    assert H[1].tolist() == pytest.approx([math.tanh(first[1]), math.tanh(2 * first[0] + 0.5)])
    assert [[round(n, 4) for n in row] for row in H.tolist()] == [[0.7616, 0.4621], [0.4318, 0.9656]]
    assert (round(2 * first[0], 4), round(2 * first[0] + 0.5, 4)) == (1.5232, 2.0232)


def test_the_contributions_of_the_table():
    h = [1.0]
    for x in (0, 1, -1):
        h.append(math.tanh(x + 0.5 * h[-1]))
    slopes = [1 - v * v for v in h[1:]]
    own = [s * before for s, before in zip(slopes, h)]
    onward = [2 * 0.5 * slopes[2] * 0.5 * slopes[1], 2 * 0.5 * slopes[2], 2]
    parts = [one * other for one, other in zip(own, onward)]
    rows = [[round(n, 4) for n in row] for row in zip(h[1:], slopes, own, onward, parts)]
    assert rows == [[0.4621, 0.7864, 0.7864, 0.1054, 0.0829], [0.8429, 0.2895, 0.1338, 0.7279, 0.0974],
                    [-0.5216, 0.7279, 0.6136, 2, 1.2271]]
    found = float(solution("bptt")(0.5, 1.0, 2.0, 3.0, double(0, 1, -1, 4), 1.0))
    assert found == pytest.approx(sum(parts))
    assert round(found, 4) == 1.4074


def test_a_network_without_steps_does_not_move_with_w():
    assert float(solution("bptt")(0.5, 1.0, 2.0, 3.0, double(4), 1.0)) == 0


def test_the_derivative_is_that_of_small_differences():
    def output(w, u, a, c, x, h):
        for x_k in x[:-1].tolist():
            h = math.tanh(u * x_k + w * h)
        return a * h + c * float(x[-1])

    rest = 0.7, -1.1, 0.4, double(0.3, -0.8, 1.1, 0.2, -0.5), 0.6
    slope = (output(0.9 + 1e-6, *rest) - output(0.9 - 1e-6, *rest)) / 2e-6
    assert float(solution("bptt")(0.9, *rest)) == pytest.approx(slope, abs=1e-8)
