"""The exercises of lecture 13b on numbers that were worked out on paper."""

import math

import pytest
import torch

from dlcourse.lectures.l13b.tasks.lstm_step_backward import EXAMPLE as STEP
from rules import double, solution


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def test_one_step_of_an_lstm_by_hand():
    h_new, c_new = solution("lstm_step")(double(2)[:, None], double(0.5)[:, None], double(2)[:, None],
                                         double(1, 0, -1, 0.5)[:, None], double(-2, 2, 2, 0)[:, None],
                                         double(0, -1, 0, 1))
    cell = 0.5 * 2 + sigmoid(1) * math.tanh(-1)
    assert (float(c_new), float(h_new)) == pytest.approx((cell, sigmoid(2) * math.tanh(cell)))
    assert (round(float(c_new), 4), round(float(h_new), 4)) == (0.4432, 0.3667)
    assert [round(n, 4) for n in (sigmoid(1), math.tanh(-1), sigmoid(2))] == [0.7311, -0.7616, 0.8808]


def test_the_way_back_by_hand():
    x_bar, h_bar, c_bar, W_bar, U_bar, b_bar = solution("lstm_step_backward")(**STEP)
    i, g, o = sigmoid(1), math.tanh(-1), sigmoid(2)
    shown = math.tanh(1 + i * g)
    through = o * (1 - shown**2)
    adjoints = [(0.5 + through) * g, (0.5 + through) * 2, (0.5 + through) * i, shown]
    slopes = [i * (1 - i), 0.25, 1 - g**2, o * (1 - o)]
    sums = [one * other for one, other in zip(adjoints, slopes)]
    assert b_bar.tolist() == pytest.approx(sums)
    assert [[round(n, 4) for n in row] for row in zip(adjoints, slopes, sums)] == [
        [-0.9353, 0.1966, -0.1839], [2.4563, 0.25, 0.6141], [0.8978, 0.4200, 0.3771], [0.4163, 0.1050, 0.0437]]
    assert (round(through, 4), round(0.5 + through, 4), round(float(c_bar), 4)) == (0.7281, 1.2281, 0.6141)
    assert (round(float(x_bar), 4), round(float(h_bar), 4)) == (-0.5391, 2.3501)
    assert torch.allclose(W_bar[:, 0], 2 * b_bar)
    assert torch.allclose(U_bar[:, 0], b_bar / 2)


def test_an_open_forget_gate_carries_the_cell_and_its_adjoint():
    one, nothing = torch.ones(1, 1, dtype=torch.float64), torch.zeros(1, 1, dtype=torch.float64)
    b = double(-50, 50, 0, -50)
    blocks = torch.zeros(4, 1, dtype=torch.float64)
    c_new = solution("lstm_step")(one, nothing, 3 * one, blocks, blocks, b)[1]
    assert float(c_new) == pytest.approx(3)
    cache = {"x": one, "h": nothing, "c": 3 * one, "i": nothing, "f": one, "g": nothing, "o": nothing,
             "tanh_c": (3 * one).tanh(), "W": blocks, "U": blocks}
    assert float(solution("lstm_step_backward")(5 * one, 2 * one, cache)[2]) == 2


def test_one_step_of_a_gru_by_hand():
    h_new = solution("gru_step")(double(2)[:, None], double(0.5)[:, None], double(1, 0, -1)[:, None],
                                 double(-2, 2, 2)[:, None], double(0, 1, 1), double(0, 0, 1))
    n = math.tanh(-1 + 2 * sigmoid(1))
    assert float(h_new) == pytest.approx((1 - sigmoid(2)) * n + sigmoid(2) * 0.5)
    assert [round(v, 4) for v in (n, 1 - sigmoid(2), float(h_new))] == [0.4318, 0.1192, 0.4919]
