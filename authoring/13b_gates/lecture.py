# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title"
# # 13b Gates that keep
#
# {minutes} · exercises in [exercises/13b_gates.ipynb](../exercises/13b_gates.ipynb)

# %% [markdown] id="hook"
# ## Pairs to remember
#
# A network reads cards, one at a time. Each card pairs a letter with a digit: "k 9", "j 5" and so on. Then it gets a letter alone, and is to say the digit that stood beside it. Ten digits are possible, so guessing is right in 10 % of the cases.
#
# The network is an LSTM, the most used recurrent network. It has 32 units, and it was trained for 500 steps. With 1 pair it is right in all cases, and with 2 pairs in 98 %. So much the picture shows. **Decide first**, in the question below: how often is it right with 8 pairs? Then move *number of pairs*. After that, set *network* to "one head of attention", which is the topic of [14a](14a_attention.ipynb).

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l13b import cells, compared, figures, trials, whole, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.RecallPairs()

# %% id="hook-ask"
ask.choose(
    "An LSTM of 32 units is right in 98 % of the cases if it has to remember 2 pairs. Another one is trained in the same way, but with 8 pairs. "
    "How often is it right?",
    {"nearly always": "It has four units for each pair. Set the number of pairs to 8. Is that enough?",
     "about one time in two": "The mean of the five starts is 47 %. One head of attention is right in 100 %.",
     "about one time in five": "It does better than that. Set the number of pairs to 8.",
     "as rarely as by guessing": "It does better than that. Set the number of pairs to 8."},
    right="about one time in two",
)

# %% [markdown] id="hook-see"
# **See it.** With 8 pairs the LSTM is right in 47 % of the cases, and with 12 in 31 %. One head of attention is right in 100 %, up to 12 pairs. Each number is the mean of five random starts. (How all networks here were trained stands [at the end](#How-the-networks-were-trained).)
#
# Is the memory too small? Or does the training not find out how to use it? The last part answers this. First: how does an LSTM remember at all?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say how much of a cell's content, and of its derivative, is left after many steps (question in part 1).
# 2. Compute one step of an LSTM (exercise *One step of an LSTM*).
# 3. Say what tanh does in it that the logistic cannot (question in part 2).
# 4. Send adjoints back through a step (exercise *One step of an LSTM, backwards*).
# 5. Compute one step of a GRU (exercise *One step of a GRU*).
# 6. Say what goes from an encoder to a decoder (question in part 6).

# %% [markdown] id="needs"
# ## What you need
#
# The simple recurrent cell $h_t = \tanh(W x_t + U h_{t-1} + b)$, and why derivatives shrink over many steps ([13a](13a_recurrence.ipynb)). The sigmoid $\sigma$ has the slope $\sigma(1 - \sigma)$, and tanh has the slope $1 - \tanh^2$ ([07](07_differentiation.ipynb)). The adjoint $\bar x$ is the derivative of the loss with respect to $x$ ([08](08_backpropagation.ipynb)).

# %% [markdown] id="keep" covers="N13-05"
# ## 1 A cell that keeps
#
# Here is a simpler task. In each of 30 steps a number comes, 1 or $-1$. One of the first five numbers is flagged. After step 30 the network is to say what the flagged number was.
#
# A **cell** $c$ is a number that goes from step to step. In step $t$ it becomes
#
# $$c_t = f_t\, c_{t-1} + i_t\, g_t$$
#
# Here $g_t$ is what is new, the **candidate**; in this picture it is the number that comes. $f_t$ and $i_t$ are **gates**: numbers from 0 to 1 that say how much passes. The **forget gate** $f$ says which share of the old cell stays. (So $f = 1$ forgets nothing.) The **input gate** $i$ says which share of the candidate is added. Last, the **output gate** $o$ says when the cell is shown.
#
# In the picture the gates are set by hand. At the flag $f = 0$ and $i = 1$, so the cell becomes 1. At all other steps they are what you choose. The start is $f = 0.9$ and $i = 0$, with the flag at step 2.

# %% id="keep-ask"
ask.choose(
    "At step 2 a cell takes in the number 1. Then f is 0.9 and i is 0 in the 28 steps that follow. What does the cell hold in the end?",
    {"0.9": "That is left after one step.",
     "about 0.5": "0.9 to the power 7 is 0.48. How many steps are there?",
     "about 0.05": "0.9 to the power 28 is 0.052.",
     "0: a cell forgets all in so many steps": "Each step multiplies by 0.9. Is the product ever 0?"},
    right="about 0.05",
)

# %% [markdown] id="keep-see"
# Now see it:

# %% id="keep-live"
widgets.KeepingCell()

# %% [markdown] id="keep-read"
# **Try it.** With $f = 0.98$ more than half is left at the end ($0.98^{28} = 0.57$), and with $f = 1$ all of it. Now leave $f = 1$ and open the input gate a little, to 0.1. Then the other numbers leak in.
#
# The dashed line is the derivative of $c_t$ with respect to the cell at the flag. With $i = 0$ it lies on the cell's own line: both start at 1, and each step multiplies both by $f$. If that cell moves by 0.01, how far does $c_t$ move? In one step, $c_t = f_t\, c_{t-1} + i_t\, g_t$, and only the first term holds the old cell. So the derivative is $f_t$. Over many steps the factors multiply (chain rule). Here that is $f^{28}$. Each factor is a gate, and the network can learn to set it near 1. In the simple cell each factor is $w\,(1 - h_t^2)$ for one unit with the weight $w$. With $w = 1$ and $h_t = 0.5$ it is $1 - 0.25 = 0.75$. It is 1 only if $w$ happens to fit, and a state away from 0 makes it smaller.
#
# So one number does two things: it says how much **content** survives on the way forwards, and how much **derivative** survives on the way back.

# %% [markdown] id="step" covers="N13-03"
# ## 2 One step by hand
#
# In an **LSTM** (long short-term memory; Hochreiter and Schmidhuber, 1997, and the forget gate by Gers and others, 2000) the network computes its own gates. It has two memories: the cell $c$, and the **state** $h$, which it shows to the rest of the network. Each gate is a small layer with weights of its own. All four layers see the input $x_t$ and the old state $h_{t-1}$.

# %% id="step-figure"
figures.lstm_step()

# %% [markdown] id="step-read"
# In formulas, with $\circ$ for "entry by entry":
#
# $$\begin{aligned} i_t,\ f_t,\ o_t &= \sigma(W x_t + U h_{t-1} + b), \quad \text{each with its own } W, U, b \\ g_t &= \tanh(W_g x_t + U_g h_{t-1} + b_g) \\ c_t &= f_t \circ c_{t-1} + i_t \circ g_t \\ h_t &= o_t \circ \tanh(c_t) \end{aligned}$$
#
# Take one unit and one input: $x = 1$, and before the step $h = 0.5$ and $c = -0.5$. We call the four sums $s_i, s_f, s_g, s_o$. The weights, in the order $i, f, g, o$, are $W = (1, 2, 0.5, 1)$, $U = (2, -2, 1, 0)$ and $b = (0, 0, 0, -1)$.

# %% id="step-steps"
from dlcourse.classroom.derivation import derivation

W, U = torch.tensor([1, 2, 0.5, 1]), torch.tensor([2.0, -2, 1, 0])
b, x, h, c = torch.tensor([0.0, 0, 0, -1]), 1.0, 0.5, -0.5
s = W * x + U * h + b
i, f, g, o = s[0].sigmoid(), s[1].sigmoid(), s[2].tanh(), s[3].sigmoid()
derivation(
    (r"$s = W x + U h + b$", "1 + 1, 2 - 1, 0.5 + 0.5, 1 + 0 - 1", s),
    (r"$i,\ f,\ o = \sigma(s_i),\ \sigma(s_f),\ \sigma(s_o)$",
     "input, forget, output gate: σ(2), σ(1), σ(0)", torch.stack([i, f, o])),
    (r"$g = \tanh(s_g)$", "candidate: tanh(1)", g),
    at="for x = 1, h = 0.5",
)

# %% [markdown] id="step-then"
# Then the cell, and from it the state:

# %% id="step-cell"
c_new = f * c + i * g
h_new = o * c_new.tanh()
derivation(
    (r"$c_t = f\, c_{t-1} + i\, g$", "0.7311 · (-0.5) + 0.8808 · 0.7616", c_new),
    (r"$h_t = o\, \tanh(c_t)$", "0.5 · tanh(0.3053) = 0.5 · 0.2961", h_new),
    at="for c = -0.5",
)

# %% id="step-ask"
ask.number(
    "A unit's cell is 4. In this step all four sums are 0. What is its new cell, and what is its new state? tanh(2) is 0.964.",
    (2, 0.482),
    why="All gates are σ(0) = 0.5, and the candidate is tanh(0) = 0. So c = 0.5 · 4 + 0 = 2, and h = 0.5 · tanh(2).",
    mistakes={(2.25, 0.489): "You bent the candidate with σ. What is tanh(0)?",
              (2, 1): "Before the cell is shown, it is bent by tanh.",
              (2, 0.964): "That is tanh(c). How far is the output gate open?",
              (0, 0): "A sum of 0 is not a gate of 0. What is σ(0)?",
              (4, 0.5): "A sum of 0 gives a forget gate of 0.5.",
              (2, 0.5): "You showed the old cell, tanh(4). Which cell is shown?"},
)

# %% [markdown] id="step-mend"
# For a batch and many units, programs put the four layers into one: $W$ has $4 \cdot$ hidden rows, first those of $i$, then of $f$, $g$ and $o$. **Mend this program.** It runs, but its states are wrong:
#
# ```python
# s = x @ W.mT + h @ U.mT + b          # line 1
# s_i, s_f, s_g, s_o = s.chunk(4, 1)   # line 2
# i, f, o = s_i.sigmoid(), s_f.sigmoid(), s_o.sigmoid()   # line 3
# g = s_g.tanh()                       # line 4
# h_new = o * c.tanh()                 # line 5
# c_new = f * c + i * g                # line 6
# ```

# %% id="step-mend-ask"
ask.choose(
    "A program for one step of an LSTM computes h_new = o * c.tanh() in line 5 and c_new = f * c + i * g in line 6. Its states are wrong. "
    "Which change mends it?",
    {"line 6 becomes c_new = i * c + f * g": "Then i would keep the old cell. What is each gate for?",
     "lines 5 and 6 are exchanged": "Then c_new is there, but line 5 still shows c.",
     "line 5 becomes h_new = o * c_new.tanh(), after line 6": "The state shows the new cell, and this must be there first.",
     "line 1 uses the new state in place of h": "The new state comes from these sums. It is not there yet."},
    right="line 5 becomes h_new = o * c_new.tanh(), after line 6",
)

# %% [markdown] id="step-exercise"
# **Your turn** (15 minutes): [*One step of an LSTM*](../exercises/13b_gates.ipynb), exercise 1.

# %% [markdown] id="bend"
# ### Why tanh, in two places
#
# A gate says "how much", so it lies between 0 and 1, and the logistic $\sigma$ fits. The candidate says *what* is added. With tanh it lies between $-1$ and 1. So it can add, and it can also take off. The cell itself has no bound, because it is a sum over many steps. The second tanh brings what is shown back between $-1$ and 1, with the sign of the cell.
#
# What if the logistic stood in these two places, too? Take a cell that starts at 0.

# %% id="bend-ask"
ask.choose(
    "An LSTM has the logistic in all five places: in the three gates, for the candidate and where the cell is shown. It starts with c = 0 and h = 0. Which of these can "
    "happen?",
    {"the cell becomes negative": "f·c and i·g are sums and products of numbers that are 0 or more. Can one of them be negative?",
     "the state becomes negative": "h is a gate times σ(c). Which sign does each have?",
     "the cell falls from 2 to 1": "With f = 0.4 and i·g = 0.2 it becomes 1. So it can forget. But then the part that stays is f·c, whatever the candidate is: it "
                                   "cannot take off.",
     "the cell goes from 2 to 1 with f = 1": "With f = 1 the cell is 2 + i·g. Which sign does i·g have?"},
    right="the cell falls from 2 to 1",
)

# %% [markdown] id="bend-read"
# With the logistic everywhere and a start at $c = 0$, $c_t = f c_{t-1} + i g$ is a sum of two numbers that are 0 or more. So no cell is ever below 0. It follows that $\sigma(c) \ge \sigma(0) = 0.5$. Therefore $h = o\, \sigma(c)$ is always above 0, and at least half the output gate. Such a cell can count up and forget, but evidence *against* something cannot be subtracted in that same cell. (Some texts write $\sigma$ in all five places. The usual LSTM has tanh in two of them, as here.)

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="back"
# ## 3 The way back
#
# First a question from an earlier lecture.

# %% id="recall-1"
ask.number(
    "The number p is used twice: v = 3p, and w = p·p. The loss is L = v + 2w. What is the derivative of L with respect to p at p = 1?",
    7,
    why="Through v it is 3, and through w it is 2 · 2p = 4. What reaches p on two ways is added.",
    mistakes={3: "That is the way through v alone.",
              4: "That is the way through w alone.",
              5: "Through w, a move of p counts 2p times, and w counts twice.",
              12: "You multiplied the two ways. Factors along one way multiply; different ways add."},
)

# %% [markdown] id="back-two"
# Training needs the adjoints of one step. From the steps behind, two adjoints come in: $\bar h_t$ for the new state and $\bar c_t$ for the new cell. What goes through $c_t$ to the *old* cell? (The old cell also made the state $h_{t-1}$. What comes that way is in $\bar h_{t-1}$, and part 4 looks at it.) **Two solutions:** Ann says that $c_t = f c_{t-1} + \dots$, so it is $\bar c_t \cdot f$. Ben says that the new cell also moves the new state. So he first adds to $\bar c_t$ what comes through $h_t$, and then multiplies by $f$. Here $\bar h_t = 1$ and $\bar c_t = 0.2$. In numbers, the loss is $1 \cdot h_t + 0.2 \cdot c_t$.

# %% id="back-ask"
ask.choose(
    "The loss is 1·h_new + 0.2·c_new, with h_new = o·tanh(c_new) and c_new = f·c + i·g. Which adjoint of the old cell c is right, and in which case do both agree?",
    {"Ann's; they agree if o = 0": "Move c a little. Does h_new stay where it is?",
     "Ben's; they agree if f = 0 or o = 0": "c_new moves the loss directly and through h_new. With o = 0 nothing goes through h_new, and with f = 0 both adjoints are 0.",
     "Ben's; they never agree": "What goes through h_new if the output gate is closed?",
     "Ann's; they agree if f = 1": "With f = 1, c moves c_new as far as itself. Does h_new then stay where it is?"},
    right="Ben's; they agree if f = 0 or o = 0",
)

# %% [markdown] id="back-derive"
# Now the whole step, backwards, with the numbers of part 2. Ben's sum is called $\bar c^{\text{tot}}$. Each line uses one of three rules. In a product each factor's adjoint is the result's adjoint times the *other* factor (**product rule**). A bend multiplies by its slope (**chain rule**). What comes on two ways is added (**sum rule**). The slope of a gate with the value $i$ is $i(1 - i)$, and that of the candidate $g$ is $1 - g^2$.

# %% id="back-steps"
h_bar, c_bar, tanh_c = 1.0, 0.2, c_new.tanh()
total = c_bar + h_bar * o * (1 - tanh_c**2)
o_bar, f_bar, i_bar, g_bar = h_bar * tanh_c, total * c, total * g, total * i
derivation(
    (r"$\bar o = \bar h_t \tanh(c_t)$", "product rule in o tanh(c): 1 · 0.2961", o_bar),
    (r"$\bar c^{\text{tot}} = \bar c_t + \bar h_t\, o\,(1 - \tanh^2 c_t)$",
     "sum rule: 0.2 + 1 · 0.5 · (1 - 0.2961²)", total),
    (r"$\bar f = \bar c^{\text{tot}}\; c_{t-1}$",
     "product rule in f c: 0.6562 · (-0.5)", f_bar),
    (r"$\bar c_{t-1} = \bar c^{\text{tot}}\, f$",
     "the other factor: 0.6562 · 0.7311", total * f),
    (r"$\bar i = \bar c^{\text{tot}}\, g$", "product rule in i g: 0.6562 · 0.7616", i_bar),
    (r"$\bar g = \bar c^{\text{tot}}\, i$", "the other factor: 0.6562 · 0.8808", g_bar),
    at="for h̄ = 1, c̄ = 0.2",
)

# %% [markdown] id="back-sums"
# From here on it is a layer, as in [08](08_backpropagation.ipynb):

# %% id="back-layer"
s_bar = torch.stack([i_bar * i * (1 - i), f_bar * f * (1 - f),
                     g_bar * (1 - g**2), o_bar * o * (1 - o)])
derivation(
    (r"$\bar s_i = \bar i\; i\,(1 - i)$, same for $f$, $o$",
     "chain rule, slope of σ: 0.4997 · 0.1050, ...; here (i, f, o)", s_bar[[0, 1, 3]]),
    (r"$\bar s_g = \bar g\,(1 - g^2)$", "chain rule, slope of tanh: 0.5779 · 0.4200", s_bar[2]),
    (r"$\bar W = \bar s\, x,\ \bar U = \bar s\, h,\ \bar b = \bar s$",
     "product rule in W x + U h + b; here Ū (i, f, g, o)", s_bar * h),
    (r"$\bar h_{t-1} = \sum_k U_k\, \bar s_k$", "sum rule: h feeds all four sums",
     (U * s_bar).sum()),
    at="for h̄ = 1, c̄ = 0.2",
)

# %% [markdown] id="back-read"
# In the table before this one, line 2 is Ben's sum, and line 4 is what goes on to the old cell. $\bar x$ follows as $\bar h_{t-1}$ does, with $W_k$ in place of $U_k$. In a batch, $\bar W$, $\bar U$ and $\bar b$ are sums over its rows.
#
# **Is it right?** We move $h_{t-1}$, and then $c_{t-1}$, a little in both directions, and see how far the loss $1 \cdot h_t + 0.2 \cdot c_t$ moves. The library's pair `lstm_step` and `lstm_step_backward` computes the same:

# %% id="back-run"
from dlcourse.nn.recurrent import lstm_step, lstm_step_backward


def loss(h_old, c_old):
    old = (torch.tensor([[v]]) for v in (x, h_old, c_old))
    h_next, c_next, cache = lstm_step(*old, W[:, None], U[:, None], b)
    return float(h_bar * h_next + c_bar * c_next), cache


by_h = (loss(h + 1e-5, c)[0] - loss(h - 1e-5, c)[0]) / 2e-5
by_c = (loss(h, c + 1e-5)[0] - loss(h, c - 1e-5)[0]) / 2e-5
library = lstm_step_backward(torch.tensor([[h_bar]]), torch.tensor([[c_bar]]), loss(h, c)[1])
tensors.show(differences=torch.tensor([by_h, by_c]),
             library=torch.cat([library.h_bar, library.c_bar]).flatten())

# %% [markdown] id="back-exercise"
# **Your turn** (30 minutes): [*One step of an LSTM, backwards*](../exercises/13b_gates.ipynb), exercise 2.

# %% [markdown] id="direct"
# ## 4 The direct way, and where the gates start
#
# Part 1 said: the derivative of $c_t$ with respect to $c_{t-1}$ is $f_t$. That holds **on the direct way**. There is a second way: $c_{t-1}$ also makes the state $h_{t-1}$, and this feeds the gates of step $t$. Let the step of part 2 be followed by a second one, with the same input. We call the memories after the first step $c_1$ and $h_1$, and the gates of the second step $i, f, g$. How far does $c_2$ move if $c_1$ moves?

# %% id="direct-run"
shown = o * (1 - c_new.tanh() ** 2)
_, c_2, second = lstm_step(torch.tensor([[x]]), h_new.reshape(1, 1), c_new.reshape(1, 1),
                           W[:, None], U[:, None], b)
i_2, f_2, g_2 = (gate.squeeze() for gate in (second.i, second.f, second.g))
by_gates = torch.stack([U[0] * i_2 * (1 - i_2) * g_2, U[1] * f_2 * (1 - f_2) * c_new,
                        U[2] * (1 - g_2**2) * i_2])
derivation(
    (r"from $c_1$ to $h_1$: $o\,(1 - \tanh^2 c_1)$", "0.5 · (1 - 0.2961²)", shown),
    (r"from $h_1$ to $c_2$: $U_i\, i\,(1 - i)\, g + U_f\, f\,(1 - f)\, c_1 "
     r"+ U_g\,(1 - g^2)\, i$",
     "it moves i, f and g: 0.1924 - 0.0795 + 0.5297", by_gates.sum()),
    (r"whole: $f$ + the two factors of the second way",
     "sum rule: 0.8460 + 0.4562 · 0.6426", f_2 + shown * by_gates.sum()),
    at="for both inputs 1",
)

# %% [markdown] id="direct-read"
# The direct way alone, with $h_1$ held fixed, brings exactly the forget gate. The second way changes it here from 0.846 to 1.139. So $f_1 f_2 \cdots f_t$ is not the whole derivative. But on the direct way the adjoint meets no weight and no tanh, only the gates. And the network can hold these near 1.
#
# **What does that mean for the start of training?** With small weights a forget gate starts near $\sigma(b_f)$. In torch $b_f$ starts near 0, so $f$ starts near 0.5. (Torch adds two biases. With 4 units each lies between $-1/\sqrt 4$ and $1/\sqrt 4$.) In the task of part 1 the flag comes at least 25 steps before the end. And $0.5^{25}$ is 0.00000003: on the direct way nothing is left. So open the gate: many programs start $b_f$ at 1 (Jozefowicz and others, 2015).
#
# **Predict:** is 1 enough for our 30 steps? We train LSTMs of 4 units for 400 steps, from five starts, with five values of $b_f$. Beside each we print the derivative before training, from cell 5 to cell 30: on the direct way, and the whole. The whole says how far cell 30 moves at most if cell 5 moves by 1, from the smallest to the largest start. It can be more than 1, because different ways add.

# %% id="bias-figure"
for bias in trials.BIASES:
    gate, whole_way = torch.tensor(bias).sigmoid(), compared.whole(bias)
    print(f"b_f = {bias:4g}, f = {gate:.3f}: direct, f to the power 25: {gate**25:.2g}; "
          f"whole: {whole_way.min():.2g} to {whole_way.max():.2g}; "
          f"right: {trials.keeping(bias).best.mean():.2f}")
figures.shares({"LSTM, 4 units": {bias: trials.keeping(bias).best for bias in trials.BIASES}},
               "bias of the forget gate at the start", "share of right answers", 0.5)

# %% [markdown] id="bias-read"
# With $-1$ and 0 all starts guess: they stay at about one half. With 1 it depends on the start: three of five are right in all cases, and two guess (0.49 and 0.54). With 3 and 5 all starts are right in all cases. So here the gate had to be opened wider than 1.
#
# Within this LSTM, that fits the derivatives. On the direct way 0.0004 is left with $b_f = 1$, and 0.30 with 3. All ways together bring more: 0.003 to 0.021 with 1, and 1.2 to 4.3 with 3. Both grow with $b_f$. (Part 5 shows a cell that this does not fit.)
#
# Before the next part, a question from an earlier lecture. (What the gates of a trained network do is [at the end](#What-the-gates-of-a-trained-network-do).)

# %% id="recall-2"
ask.number(
    "A block mixes two numbers: y = T·H + (1 - T)·x, with T = 0.25 and H fixed. By how much does y move if x moves by 1, and by how much over three such blocks? "
    "T stays 0.25.",
    (0.75, 0.421875),
    digits=3,
    why="x has the weight 1 - T = 0.75 in each block, and 0.75 · 0.75 · 0.75 = 0.422.",
    mistakes={(0.25, 0.015625): "T belongs to H. Which weight does x have?",
              (0.75, 2.25): "You added three factors. How does a move go through three blocks?",
              (0.75, 0.75): "The second and the third block let 0.75 pass, too.",
              (1, 1): "x has the weight 1 - T."},
)

# %% [markdown] id="gru" covers="N13-04"
# ## 5 Fewer gates: the GRU
#
# The **GRU** (gated recurrent unit; Cho and others, 2014) has no cell, and one gate less. In the LSTM, $f$ and $i$ are set independently. In the GRU one gate $z$ does both: the old state keeps the share $z$, and the candidate $n$ gets the share $1 - z$. A second gate $r$ (*reset*) says how much of the old state the candidate sees.
#
# Here it is by hand, with $x = 1$ and $h = 0.5$. In the order $r, z, n$ we take $W = (1, 0, 1)$ and $U = (-2, 2, 2)$. There are two biases, one for the part from $x$ and one for the part from $h$. All are 0 but the second one of $n$, $b_{\text{hidden}} = 1$.

# %% id="gru-steps"
r = torch.tensor(1.0 - 2 * 0.5).sigmoid()
z = torch.tensor(0.0 + 2 * 0.5).sigmoid()
n = (1.0 + r * (2 * 0.5 + 1.0)).tanh()
derivation(
    (r"$r,\ z = \sigma(W x + U h)$, each with its own",
     "reset: σ(1 - 1); the old state's share: σ(0 + 1)", torch.stack([r, z])),
    (r"$n = \tanh(W_n x + r\,(U_n h + b_{\text{hidden}}))$",
     "candidate: tanh(1 + 0.5 · (1 + 1))", n),
    (r"$h_t = (1 - z)\, n + z\, h_{t-1}$",
     "0.2689 · 0.9640 + 0.7311 · 0.5", (1 - z) * n + z * h),
    at="for x = 1, h = 0.5",
)

# %% [markdown] id="gru-read"
# This is torch's convention. Others exchange $z$ and $1 - z$, or multiply $h$ by $r$ before $U_n$. With $r$, $z$ and $n$ held fixed, the derivative of $h_t$ with respect to $h_{t-1}$ is $z$. So $z$ does what $f$ does in the LSTM. But $z$ and $1 - z$ cannot both be 1: with the candidate held fixed, what is taken in pushes some of the old state out.
#
# **How many parameters?** An LSTM has four blocks of weights, and a GRU has three. With 10 inputs and 32 units, torch has $32 \cdot 10 + 32 \cdot 32 + 2 \cdot 32 = 1408$ in each: 5632 against 4224.
#
# **Which cell learns the task of part 1?** We train all of them as in part 4, but with more learning rates. The bias is that of $f$ or $z$, the gate that keeps. **Predict:** who learns it if all biases start at 0?

# %% id="gru-run"
for kind, first in (("simple cell", 0), ("LSTM", 0), ("LSTM", 3), ("GRU", 0), ("GRU", 3)):
    best = compared.compared(kind, first).best
    print(f"{kind:11} bias {first}: right {best.mean():.2f}, "
          f"from {best.min():.2f} to {best.max():.2f}")

# %% [markdown] id="gru-compared"
# The simple cell guesses, and so does the LSTM with bias 0. With bias 3 LSTM and GRU learn it from every start. But the GRU learns it with bias 0, too. Its $z$ also starts near 0.5, so the direct product at the start does not explain this. Its best rate was 0.3; but the LSTM with bias 0 guesses at this rate, too. Is it the other ways, as in part 4? We compute the whole derivative before training for the GRU, too:

# %% id="gru-whole"
for name, left in (("LSTM bias 0", compared.whole(0.0)), ("LSTM bias 1", compared.whole(1.0)),
                   ("GRU bias 0", whole.of_gru(0.0)), ("GRU bias 3", whole.of_gru(3.0))):
    print(f"{name:12} whole derivative, five starts: {left.min():.1g} to {left.max():.1g}")

# %% [markdown] id="gru-whole-read"
# No: in the GRU with bias 0 hardly more is left than in the LSTM with bias 0, and on average hundreds of times less than in the LSTM with bias 1. Yet this GRU learns from five starts of five, and that LSTM from three. **So across kinds of cells the derivative at the start does not tell who learns.** What helps the GRU, we do not know. (The simple cell has PyTorch's start here; in 13a the start mattered.)

# %% [markdown] id="norm" covers="N13-10"
# **Your turn** (15 minutes): [*One step of a GRU*](../exercises/13b_gates.ipynb), exercise 3.
#
# **Layer norm inside.** Sequences differ in length. So batch norm would need a mean for each time step, or share one over unlike steps. Layer norm ([10b](10b_normalisation_and_skips.ipynb)) takes it over the units of one sequence at one step. It fits, before the bends.

# %% [markdown] id="seq" covers="N15-07"
# ## 6 From sequence to sequence
#
# In a translation the output is a sequence, too, and of another length. **Sequence to sequence** (Sutskever and others, 2014) uses two LSTMs. The **encoder** reads the input. Its last state and cell are the first ones of the **decoder**, which writes the output, one letter at a time. Each letter that it has written is its next input. (In training it gets the right letter instead: *teacher forcing*.)
#
# Our strings are letters from an alphabet of ten, and the output is the string turned round.

# %% id="seq-figure"
figures.encoder_decoder()

# %% id="seq-ask"
ask.choose(
    "An encoder and a decoder with 32 units each turn strings round. Strings of 2, 4, 8 or 12 letters are read. How many numbers go from the encoder to the decoder?",
    {"32 for each letter": "Only the last state and the last cell are handed on.",
     "64, for any length": "32 of the state and 32 of the cell. Everything the decoder knows of the string is in them.",
     "10 for each letter": "These are the inputs of the encoder. Does the decoder see them?",
     "32, for any length": "That is the state alone."},
    right="64, for any length",
)

# %% [markdown] id="seq-guess"
# These numbers are called the **context vector**. Short and long strings have to go through the same 64 numbers: a **bottleneck**. **Predict:** with the same training of 500 steps, which share of whole strings is right with 4, 8 and 12 letters? (At 8, the marks of 16 and 64 units are moved aside, so that all can be seen.)

# %% id="seq-run"
found = {"32 units": {k: trials.reversal(k).best for k in trials.LENGTHS},
         "16 units": {8: trials.reversal(8, 16).best},
         "64 units": {8: trials.reversal(8, 64).best}}
for length, units in ((4, 32), (8, 32), (12, 32), (8, 16), (8, 64)):
    print(f"{length:2} letters, {units} units: {compared.letters(length, units).mean():.2f} "
          f"of the letters, {trials.reversal(length, units).best.mean():.2f} of the strings")
figures.shares(found, "letters in the string", "whole strings that are right",
               {k: 0.1**k for k in trials.LENGTHS})

# %% [markdown] id="seq-read"
# With 4 letters 0.99 of the strings are right, with 8 letters 0.66, and with 12 only 0.07. But one wrong letter makes a string wrong. Of the letters 1.00, 0.89 and 0.63 are right. So after the same training, what is longer comes out worse, in letters too. For 8 letters a wider state helps at first: 0.67 of the letters are right with 16 units, and 0.89 with 32. With 64 it is 0.92. But in whole strings the ranges of the starts for 32 and 64 units overlap.
#
# Is it the bottleneck? This picture cannot tell room from training. The next part separates the two, for the pairs.

# %% [markdown] id="pairs"
# ## 7 Back to the pairs
#
# In the first picture, too, all must go through one state. Are 32 units too few for 12 pairs? We can settle this without training. **Set the weights by hand:** each of the 16 letters has a unit of its own. The letter opens its unit's input gate and output gate, and all forget gates are 1. The candidate is a number for the digit, from $-0.762$ for 0 to 0.762 for 9.
#
# Take "k 9, j 5, j ?". At "k 9" cell k becomes 0.762. At "j 5" cell j becomes 0.111, and cell k stays. At the question j's input gate opens again. But no digit comes, so the candidate is 0 and cell j stays 0.111. Only j's output gate is open, so the states add up to $\tanh(0.111) = 0.110$. The output layer has such a number for each digit, and names the digit whose number is nearest: $-0.110$ is 4, 0.110 is 5, 0.311 is 6.

# %% id="pairs-run"
from dlcourse.nn.recurrent import lstm

by_hand = cells.table(trials.KEYS, trials.VALUES)
X, answers = trials.recall_batch(12, 1, 1000, tensors.generator(0))  # 1000 times 12 pairs
zero = torch.zeros(1000, trials.KEYS)
_, (state, _), _ = lstm(X[:, 0].double(), zero, zero, by_hand.W, by_hand.U, by_hand.b)
named = (state @ by_hand.V.mT + by_hand.a).argmax(1)
short, longer = trials.recall("LSTM", 12).best, trials.recall_longer().best
print(f"16 units, set by hand: {(named == answers[0]).double().mean():.2f} right")
print(f"32 units, trained for {trials.RECALL_STEPS} steps: {short.mean():.2f} right")
print(f"32 units, trained for {trials.LONGER} steps: {longer.mean():.2f} right")
for pairs in (12, 8):
    opened, usual = compared.opened(pairs).best, trials.recall("LSTM", pairs).best
    print(f"{pairs} pairs, {trials.RECALL_STEPS} steps: b_f = 3 {opened.mean():.2f} right, "
          f"b_f = 1 {usual.mean():.2f}")

# %% [markdown] id="pairs-read"
# So the room is there: 16 units with the right weights name all 1000 answers. Trained networks have twice as many units, and they are right in 0.31 of the cases after 500 steps, and in 0.59 after 2000. Forget gates that start at $b_f = 3$ in place of 1 hardly help: 0.34, and with 8 pairs 0.52 in place of 0.47. **It is the training that does not find such weights in this time.** (Why it does not, this experiment does not tell.)
#
# Attention needs no such table. It keeps all pairs, and at the question it compares the letter with each of them. That is what [14a](14a_attention.ipynb) builds, and it learned this within 500 steps.

# %% [markdown] id="transfer"
# ## Transfer
#
# A cell is to count the flags in a long sequence.

# %% id="transfer-ask"
ask.choose(
    "A cell of an LSTM is to count the flags in a long sequence: it starts at 0 and grows by about 1 at each flag. Which gates does it need?",
    {"f = 1 always; i = 1 and g near 1 at a flag, i = 0 otherwise": "Nothing is forgotten, and each flag adds 1. The cell can grow beyond 1; but tanh(3) and tanh(4) hardly differ, "
                                                                      "so the state shows large counts badly.",
     "f = 0 at a flag and 1 otherwise; i = 1 and g near 1 at a flag": "Then each flag starts anew at 1. What did the cell hold before?",
     "f = 1 always; i = 1 always; g near 1 always": "Then it counts steps, not flags.",
     "those of a GRU are enough: z = 1 between flags and z = 0 at a flag": "At a flag the new state is then the candidate, at most 1. The count is gone: z and 1 - z cannot both be 1."},
    right="f = 1 always; i = 1 and g near 1 at a flag, i = 0 otherwise",
)

# %% [markdown] id="summary"
# ## Summary
#
# - $c_t = f c_{t-1} + i g$ and $h_t = o \tanh(c_t)$. The gates $i, f, o$ are sigmoids of layers that see $x_t$ and $h_{t-1}$.
# - With tanh a candidate can also take off. With the logistic everywhere and a start at 0, $c \ge 0$ and $h > 0$.
# - On the direct way the derivative of $c_t$ with respect to $c_{t-1}$ is $f_t$. Over many steps it is the product of the forget gates. The state brings a second way, through the gates.
# - Start the forget gate open for long sequences. In our task of 30 steps all starts of the LSTM learned it with $b_f = 3$, some with 1, and none with 0.
# - A GRU has three blocks for the LSTM's four. Its $z$ is the share of the old state (in torch). Its state is a mixture of numbers between $-1$ and 1, so it cannot add 1 each time.
# - An encoder hands one context vector to the decoder, however long the input is. In our trainings, longer inputs came out worse.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $t$ | | the step in time |
# | $h_t$, $c_t$ | `h`, `c`, new ones `h_new`, `c_new` | state, cell |
# | $i$, $f$, $o$ | `i`, `f`, `o` | input, forget and output gate |
# | $g$; GRU: $n$ | `g`, `n` | candidate |
# | $s_i$, $s_f$, ... | `s` | sums before the bends (elsewhere $z$, here the gate) |
# | $W$, $U$, $b$ | `W`, `U`, `b` | weights of the input, of the old state, and biases |
# | $r$, $z$ | `r`, `z` | reset gate; the old state's share |
# | $\bar c^{\text{tot}}$ | `total` | adjoint of the new cell, both ways added |
# | $b_f$ | | bias of the forget gate |

# %% [markdown] id="glossary"
# ## Words
#
# **gate** a number from 0 to 1 that says how much passes · **cell** the memory of an LSTM that goes from step to step · **state** what a recurrent unit shows · **candidate** what may be added to the cell · **forget gate** which share of the old cell stays · **input gate** which share of the candidate is added · **output gate** which share of the cell is shown · **LSTM** recurrent network with a cell and three gates · **GRU** recurrent network with two gates and no cell · **reset gate** how much of the old state a GRU's candidate sees · **encoder, decoder** a network that reads a sequence into one vector; one that writes a sequence from it · **context vector** what the encoder hands to the decoder · **teacher forcing** in training the decoder gets the right letters, not its own. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Today most translations are made by transformers, the topic of [14b](14b_transformer.ipynb).

# %% [markdown] id="runs"
# ## How the networks were trained
#
# All were trained by Adam, with 32 new sequences in each step, from five random starts. A gradient longer than 1 is cut to the length 1. Each setting has its own best learning rate, chosen by the numbers that are shown:
#
# - Pairs: of 0.01, 0.03, 0.1 and 0.3, with the bias 1 for the forget gates. With $b_f = 3$ or with 2000 steps only 0.03 and 0.1 were tried.
# - Part 4: of 0.003, 0.01 and 0.03. All biases but $b_f$ start at 0. A test has 320 sequences, so a dash may lie 0.06 from a half by chance.
# - Part 5: of these three, and of 0.001, 0.1 and 0.3. All cells have 4 units, so a simple cell has the fewest weights. The GRU with bias 0 learns the task from every start with 0.3, from four of five with 0.1, and from none with the lower rates.
# - Strings: of 0.01, 0.03, 0.1 and 0.3, by the whole strings.
#
# The task is made for one head: one step holds a letter together with its digit. If they came one after the other, one head would find no pairs to compare.
#
# Was part 4 too short, or its rates wrong? With 2000 steps and $b_f = 0$ all starts still guess. With $b_f = 1$ the mean is 0.79, no better. Its best rate was the lowest, 0.003; but 0.001, 0.1 and 0.3 are worse.

# %% [markdown] id="gates"
# ## What the gates of a trained network do
#
# Here is a network of part 4 that started at $b_f = 3$. The flag comes at step 2.

# %% id="gates-figure"
turned = compared.turned(3.0)
print(f"400 new sequences: f from {turned.f_low:.3f} to {turned.f_high:.3f}; "
      f"cells that end on the other side for the other number: {turned.other_end:.2f}")
figures.gates(3.0)

# %% [markdown] id="gates-read"
# In the sequence shown the forget gates lie between 0.95 and 0.98, near $\sigma(3) = 0.953$, where they started. So far the network does what we did by hand. But its input gates stay half open: after the flag their means are 0.45 to 0.53. And the cells do not hold what they took in. They run to one of two ends, and from step 20 on all of them are there. Now let the flagged number be the other one, and all others stay. Then each of the four cells runs to the *other* end, in all of 400 new sequences. So this network remembers by the end to which its cells run. A trained network need not work as we would build it.
