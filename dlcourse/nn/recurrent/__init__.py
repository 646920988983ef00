"""Recurrent networks as pairs: one step of a simple cell, an LSTM and a GRU, and whole sequences of such steps."""

from dlcourse.nn.recurrent.gru import GruCache, GruStepAdjoints, gru, gru_backward, gru_step, gru_step_backward
from dlcourse.nn.recurrent.lstm import (
    LstmCache,
    LstmStepAdjoints,
    lstm,
    lstm_backward,
    lstm_step,
    lstm_step_backward,
)
from dlcourse.nn.recurrent.simple import RnnCache, rnn, rnn_backward, rnn_step, rnn_step_backward
from dlcourse.nn.recurrent.summed import SumAdjoints

__all__ = ["GruCache", "GruStepAdjoints", "LstmCache", "LstmStepAdjoints", "RnnCache", "SumAdjoints", "gru",
           "gru_backward", "gru_step", "gru_step_backward", "lstm", "lstm_backward", "lstm_step", "lstm_step_backward",
           "rnn", "rnn_backward", "rnn_step", "rnn_step_backward"]
