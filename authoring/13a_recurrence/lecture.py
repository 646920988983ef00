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
# # 13a Recurrence: one step, many times
#
# {minutes} · exercises in [exercises/13a_recurrence.ipynb](../exercises/13a_recurrence.ipynb)

# %% [markdown] id="hook"
# ## A unit that remembers
#
# One unit reads a sequence of numbers $x_1, x_2, \dots, x_T$, one after the other. It keeps a number, its **state** $h$. In step $k$ it makes a new state from the next input and the old state: $h_k = \tanh(x_k + w\, h_{k-1})$. It begins with $h_0 = 0$. The first input is 1. All later ones are 0, so from then on it can only remember.
#
# The picture shows the unit once for each step. The blue line runs forwards: the states. The red line runs backwards. It says how far the *last* state moves if $h_k$ moves a little: the derivative $\partial h_T / \partial h_k$. With $w = 0.9$ and $T = 10$ the state fades from 0.76 to 0.19, and $\partial h_{10}/\partial h_1$ is 0.1.
#
# **Decide first:** answer the question below. Then set $w = 2$ and $T = 20$.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l13a import cliff, figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Unrolled()

# %% id="hook-ask"
ask.choose(
    "With w = 2 the unit remembers: its state is 0.957 in step 5, and 0.958 in step 20. Now h₁ is made larger by 0.01. By how much "
    "does h₂₀ become larger?",
    {"by about 5000: 0.01 is doubled 19 times": "A state lies between -1 and 1. What is the slope of tanh near its ends?",
     "by about 0.01: the state is kept": "It is kept, but whose is it? Start a little higher or lower: where does the state go?",
     "by less than a billionth": "The red line says 4.1e-15 for each unit of h₁. The unit remembers well because it pulls the state "
                                 "back to 0.9575, from wherever it starts above 0.",
     "by about 0.001: it fades in each step": "The state does not fade. What would a slightly higher start become?"},
    right="by less than a billionth",
)

# %% [markdown] id="hook-see"
# **See it.** With $w = 2$ the state stays at 0.958, and the derivative is $4.1 \cdot 10^{-15}$. So a unit that keeps the *sign* of its first input for good can send back almost no gradient. Now set the first input to 0.01. With $w = 2$ and $T = 5$ the derivative is 15.5: it *grows* on its way back. With $T = 20$ it is $2.8 \cdot 10^{-8}$. (While the state is small, tanh is steep, and a step nearly doubles a difference. Near 0.958 tanh is flat.) One and the same network has an exploding and a vanishing gradient. What decides? And can such a network learn at all?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Run a recurrent network over a sequence (exercise *Run a recurrent network over a sequence*).
# 2. Say what each use of a shared weight contributes to a gradient, and add it up (exercise *Backpropagation through time, step by step*).
# 3. Tell which Jacobians stand in a contribution, and in which order (questions in parts 4 and 5).
# 4. Say when a gradient vanishes or explodes in time, and what an experiment says about learning (questions in parts 5 and 6).
# 5. Say what a bound does to a gradient that explodes (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# The slope of tanh is $1 - \tanh^2$ ([05a](05a_networks.ipynb)). The adjoint $\bar h$, the derivative of the loss with respect to $h$, and the way back through a network ([08](08_backpropagation.ipynb)). Slopes multiply along a chain ([10a](10a_start_and_depth.ipynb)). A weight that is used in several places ([12](12_convolution.ipynb)).

# %% [markdown] id="why" covers="N13-01"
# ## 1 Why a network with a loop?
#
# A layer with the weights `W (out, in)` takes `in` numbers, no more and no fewer. But sentences, melodies and measurements over a day have any length. How could you feed them to such a layer? The mean of all numbers is one number, whatever the length. But (1, 2, 3) and (3, 2, 1) have the same mean: the order is lost.
#
# Another idea: fill each sequence with zeros up to length 500. Then a sequence of 501 does not fit. And each place has weights of its own. What the network learns about place 3, it does not know about place 4.
#
# A **recurrent network** reads the sequence step by step. It feeds a part of its output back into itself, the state. One function $f$ with parameters $\theta$ makes each output $y_t$ and each state:
#
# $$(y_t, h_t) = f(x_t, h_{t-1}; \theta)$$
#
# The function, and with it all weights, is the same in each step. So any length will do.

# %% [markdown] id="cell" covers="N13-02"
# ## 2 The simple cell
#
# The simplest $f$ is one layer with tanh. It adds two sums: one over the input, with the weights $W$, and one over the old state, with the weights $U$.
#
# $$h_t = \tanh(W x_t + U h_{t-1} + b)$$
#
# By hand: one unit with $W = 1$, $U = 0.5$, $b = 0$ and $h_0 = 0$ reads the sequence $1, 0, -1$.

# %% id="cell-steps"
from dlcourse.classroom.derivation import derivation

read = [torch.zeros(())]  # the states, h_0 first
for number in (1.0, 0.0, -1.0):
    read.append((number + 0.5 * read[-1]).tanh())
derivation(
    (r"$h_1 = \tanh(1 \cdot x_1 + 0.5 \cdot h_0)$", "tanh(1 + 0)", read[1]),
    (r"$h_2 = \tanh(1 \cdot x_2 + 0.5 \cdot h_1)$",
     "tanh(0 + 0.3808): a trace of the 1 is left", read[2]),
    (r"$h_3 = \tanh(1 \cdot x_3 + 0.5 \cdot h_2)$", "tanh(-1 + 0.1817)", read[3]),
    at="for x = (1, 0, -1)",
)

# %% [markdown] id="cell-many"
# Without the trace, $h_3$ would be $\tanh(-1) = -0.7616$. With several units, $h$ is a vector. `W` has the shape (hidden, in), and `U` the shape (hidden, hidden). Row $i$ of `U` says what the new state of unit $i$ takes from each old state.

# %% id="cell-ask"
ask.number(
    "Two units read one number. W is the column (2, 1), U has the rows (0, 1) and (-1, 0), and b is 0. The old state is (0.5, -0.5), and "
    "the input is 0.5. What is the new state?",
    (0.4621, 0), digits=3,
    why="Unit 1: 2 · 0.5 + 1 · (-0.5) = 0.5, and tanh(0.5) = 0.4621. Unit 2: 1 · 0.5 - 1 · 0.5 = 0.",
    mistakes={(0.5, 0): "These are the sums. What is still missing?",
              (0.9051, 0.7616): "You went down the columns of U. Row 1 belongs to the new state of unit 1.",
              (0.7616, 0.4621): "You left out the old state.",
              (-0.4621, -0.4621): "You left out the input."},
)

# %% [markdown] id="cell-letters"
# **Letters.** A sequence of letters becomes a sequence of vectors: one place for each letter, with a 1 at the letter that comes and 0 elsewhere. Here the letters are p, q and o. One unit has $W = (4, -4, 0)$ and $U = 3$, chosen by hand. Predict what the sign of its state says. The library's `rnn` takes all steps. Its sequences have the shape (T, batch, in).

# %% id="cell-run"
from dlcourse.nn.recurrent import rnn, rnn_backward

letters = "oopooooooqooopoo"
X = torch.eye(3)[["pqo".index(letter) for letter in letters]][:, None]  # (16, 1, 3)
W, U = torch.tensor([[4.0, -4.0, 0.0]]), torch.tensor([[3.0]])
states, _ = rnn(X, torch.zeros(1, 1), W, U, torch.zeros(1))
print(" ".join(f"{letter:>4}" for letter in letters))
print(" ".join(f"{h:4.1f}" for h in states.flatten()))

# %% [markdown] id="cell-read"
# The sign says which of p and q came last. The o does not disturb it, however many come. Long memory is *possible* with a simple cell. Whether it can be *learned* is the topic of parts 5 and 6.
#
# **Your turn** (10 minutes): [*Run a recurrent network over a sequence*](../exercises/13a_recurrence.ipynb), exercise 1.

# %% [markdown] id="unroll" covers="N13-06"
# ## 3 Unrolled
#
# Draw the network once for each step. The loop is then a chain of $t$ layers, as long as the sequence. This is called **unrolling**.

# %% id="unroll-figure"
figures.loop_and_copies()

# %% [markdown] id="unroll-read"
# The right network has no loop, so all that you know from [08](08_backpropagation.ipynb) holds: forwards, then backwards. **Backpropagation through time** (short: BPTT) is backpropagation through the unrolled network. Only one thing is special. Every $w$ in it is *the same number*. If it moves, it moves in all places at once.
#
# Lecture 12 had the rule for such **shared** weights. Pretend that each use has a copy of its own. Find how far the output moves with each copy alone. Since all copies move together, **the contributions add.**

# %% id="unroll-ask"
ask.number(
    "y = w · (w · x + 1), with x = 2 and w = 3. The w is used twice. What does each use contribute to the derivative of y with respect to "
    "w? Give the outer w first, then the inner one.",
    (7, 6),
    why="The outer w multiplies 3 · 2 + 1 = 7. The inner w multiplies x = 2, and what it does is multiplied by the outer w: 3 · 2 = 6. "
        "Together 13. Check: y = 2w² + w has the slope 4w + 1 = 13.",
    mistakes={(7, 2): "The inner use passes through the outer w on its way to y. By what is it multiplied?",
              (6, 7): "Which w multiplies the bracket? That is the outer one.",
              (3, 6): "The outer w multiplies the whole bracket. How large is it?",
              (13, 13): "That is the sum of both."},
)

# %% [markdown] id="bptt" covers="N13-07"
# ## 4 Through time, contribution by contribution
#
# Now the network of the drawing, with numbers. For $k = 1, \dots, t-1$ it takes the steps $h_k = \tanh(u\,x_k + w\,h_{k-1})$. Then it gives $y_t = a\,h_{t-1} + c\,x_t$. We take $t = 4$, so there are three steps. Let $u = 1$, $w = 2$, $a = 2$, $c = 1$, $h_0 = 0.5$ and $x = (-0.5, -1, 1, 2)$. First forwards. We also note the slope of tanh in each step, $s_k = 1 - h_k^2$.

# %% id="bptt-forward"
u, w, a, c = 1.0, 2.0, 2.0, 1.0
x = torch.tensor([0.0, -0.5, -1.0, 1.0, 2.0])  # x[k] is the input of step k; x[0] is not used
h = [torch.tensor(0.5)]  # h[k] is the state after step k
for x_k in x[1:4]:
    h.append(torch.tanh(u * x_k + w * h[-1]))
s = [0.0] + [1 - state**2 for state in h[1:]]  # s[k] is the slope in step k
derivation(
    (r"$h_1 = \tanh(-0.5 + 2 \cdot 0.5)$",
     "tanh(0.5); the slope is 1 - 0.4621² = 0.7864", h[1]),
    (r"$h_2 = \tanh(-1 + 2 h_1)$", "tanh(-0.0758); the slope is 0.9943", h[2]),
    (r"$h_3 = \tanh(1 + 2 h_2)$", "tanh(0.8488); the slope is 0.5233", h[3]),
    (r"$y_4 = 2 h_3 + x_4$", "2 · 0.6904 + 2", a * h[3] + c * x[4]),
    at="for t = 4",
)

# %% [markdown] id="bptt-back"
# Now backwards, with a copy $w_k$ for each step. When only $w_k$ moves, the state $h_{k-1}$ stays as it is. So $h_k$ moves by $s_k\,h_{k-1}$ for each unit of $w_k$: the slope of tanh, times what stands beside $w_k$. This is the **immediate** derivative. Then the move of $h_k$ travels on. Each later step multiplies it by $\partial h_{j}/\partial h_{j-1} = w\,s_j$, and the output by $a$. Every line below uses the chain rule, nothing else.

# %% id="bptt-steps"
from_3 = a * s[3] * h[2]
from_2 = a * (w * s[3]) * s[2] * h[1]
from_1 = a * (w * s[3]) * (w * s[2]) * s[1] * h[0]
derivation(
    (r"$a \cdot s_3 h_2$",
     "copy 3 moves $h_3$, and $h_3$ moves $y_4$: 2 · 0.5233 · (-0.0756)", from_3),
    (r"$\partial h_3/\partial h_2 = w s_3$", "one step: 2 · 0.5233", w * s[3]),
    (r"$a \cdot w s_3 \cdot s_2 h_1$",
     "copy 2 moves $h_2$: 2 · 1.0466 · 0.9943 · 0.4621", from_2),
    (r"$\partial h_2/\partial h_1 = w s_2$", "one step more: 2 · 0.9943", w * s[2]),
    (r"$a \cdot w s_3 \cdot w s_2 \cdot s_1 h_0$",
     "copy 1 moves $h_1$: 2 · 1.0466 · 1.9886 · 0.7864 · 0.5", from_1),
    (r"$\mathrm{d}y_4/\mathrm{d}w$", "the contributions add", from_1 + from_2 + from_3),
    at="for t = 4",
)

# %% [markdown] id="bptt-check"
# **Check it.** Difference quotients know nothing of the chain rule. We move one copy alone, then all of them together. The earliest copy contributes most in this network: the two factors on its way, 1.0466 and 1.9886, are above 1.

# %% id="bptt-quotients"
def output(copies):
    state = h[0]
    for w_k, x_k in zip(copies, x[1:4]):
        state = torch.tanh(u * x_k + w_k * state)
    return a * state + c * x[4]


eps, same = 1e-5, torch.tensor([w, w, w])
rows = torch.cat([torch.eye(3), torch.ones(1, 3)])  # copy 1, copy 2, copy 3, all
quotients = [(output(same + eps * row) - output(same - eps * row)) / (2 * eps) for row in rows]
print("all together:", tensors.rounded(quotients[3]))
figures.contributions(torch.stack(quotients[:3]))

# %% [markdown] id="bptt-formula"
# For any parameter $\theta$ and any loss $L$ of the last output, the rule reads:
#
# $$\frac{\mathrm{d}L}{\mathrm{d}\theta} = \frac{\partial L}{\partial y_t}\left[\frac{\partial y_t}{\partial\theta} + \frac{\partial y_t}{\partial h_{t-1}}\frac{\partial h_{t-1}}{\partial\theta} + \dots + \frac{\partial y_t}{\partial h_{t-1}}\left(\frac{\partial h_{t-1}}{\partial h_{t-2}}\cdots\frac{\partial h_2}{\partial h_1}\right)\frac{\partial h_1}{\partial\theta}\right]$$
#
# The straight d is the whole derivative: all copies move. Each $\partial h_k/\partial\theta$ on the right is an immediate derivative, with $h_{k-1}$ held fixed. For $w$ the four terms of the bracket are 0, $-0.0791$, 0.9618 and 1.6368. The first, $\partial y_4/\partial w$, is 0, since $y_4 = a h_3 + c x_4$ does not hold $w$ itself.
#
# **Two solutions.** The bracket of the last term is a product of the factors $\partial h_{\tau+1}/\partial h_\tau$, beginning with $\tau = 1$. Ann lets it run to $\tau = t-1$, Ben to $\tau = t-2$.

# %% id="bptt-ask"
ask.choose(
    "In our network t is 4. Ann's product in the last term runs from τ = 1 to τ = t - 1, Ben's to τ = t - 2. Who is right?",
    {"Ann: there are t - 1 = 3 steps, so three factors": "Three steps make three states. How many ways lead from one state to the next?",
     "Ben: from h₁ to h₃ there are two factors": "Ann's product holds the factor from h₃ to h₄. But there is no h₄ on the way to y₄. The "
                                                 "output reads h₃.",
     "both: the factor that Ann adds is 1": "It would be the slope of a fourth tanh, times w. Does y₄ stand inside a tanh?",
     "neither: there is one factor for each input, so t = 4": "Which states lie between copy 1 and the output?"},
    right="Ben: from h₁ to h₃ there are two factors",
)

# %% [markdown] id="bptt-note"
# **A program, half finished.** One walk backwards is enough for all contributions. `back` holds how far $y$ moves with the state $h_k$. This program is to find the derivative with respect to the *input* weight $u$. Two places are blank.
#
# ```python
# back, total = a, 0.0
# for k in (3, 2, 1):
#     total = total + back * s[k] * ____    # blank 1
#     back = ____                           # blank 2
# ```

# %% id="bptt-fill"
ask.choose(
    "Which two expressions fill the blanks, so that total becomes the derivative of y with respect to u? (x[k] is the input of step k.)",
    {"x[k], and back * s[k] * w": "In step k the number beside u is the input. A step back passes through the slope and through w.",
     "h[k - 1], and back * s[k] * w": "That is the derivative with respect to w. What stands beside u in step k?",
     "x[k], and back * s[k] * u": "From h_k to the state before it: which weight stands beside the old state?",
     "x[k], and s[k] * w": "Then back forgets the steps that came after. In step 1 it should hold the factors of steps 3 and 2, and a."},
    right="x[k], and back * s[k] * w",
)

# %% [markdown] id="bptt-library"
# If every step has a loss of its own, `back` is a sum of two in each step: the adjoint that this step's loss gives to $h_k$, and what came back from the later steps. Suppose that a second loss gives $h_2$ the adjoint 1. What comes back from $y_4$ is $2 \cdot 1.0466 = 2.093$. So in step 2 `back` is $1 + 2.093 = 3.093$, and copy 2 contributes $3.093 \cdot 0.9943 \cdot 0.4621 = 1.421$.
#
# With vectors, $\bar h_k$ is that sum, and the contributions of all steps add to $\bar U = \sum_k (s_k \circ \bar h_k)\, h_{k-1}^\top$. (The circle multiplies place by place.)
#
# The library's pair `rnn` and `rnn_backward` does this for batches. It gets the adjoint that each step's loss gives to its state: here 0, 0 and $a = 2$. Its `U_bar` is our derivative with respect to $w$, and `W_bar` the one with respect to $u$. PyTorch's `backward()` agrees.

# %% id="bptt-run"
weights = [torch.tensor([[value]], requires_grad=True) for value in (u, w)]  # W, U
inputs, first = x[1:4, None, None], h[0].reshape(1, 1)  # a batch of one sequence
H, caches = rnn(inputs, first, *weights, torch.zeros(1))
(a * H[-1]).sum().backward()
back = rnn_backward(torch.tensor([0.0, 0.0, a])[:, None, None], caches)
tensors.show(U_bar=back.U_bar, torch_U=weights[1].grad,
             W_bar=back.W_bar, torch_W=weights[0].grad)

# %% [markdown] id="bptt-exercise"
# **Your turn** (20 minutes): [*Backpropagation through time, step by step*](../exercises/13a_recurrence.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="vector"
# ## 5 Vanishing and exploding in time
#
# With one unit, each step back multiplies by $w s_k$. If each factor has at most the size 0.9, the product of $n$ factors has at most the size $0.9^n$: it goes to 0. If each has at least the size 1.1, the product has at least the size $1.1^n$: it grows without bound. (Any fixed numbers below and above 1 will do.)
#
# With several units, the factor of a step becomes a Jacobian: the table of how each new state moves with each old one. Unit $i$ of the sum moves with the old state $j$ by $U_{ij}$, and tanh multiplies row $i$ by its slope: $J_k = \partial h_k/\partial h_{k-1}$ is `U` with row $i$ multiplied by $1 - h_{k,i}^2$. If `U` has the rows $(0, 1)$ and $(-1, 0)$, and the slopes are 0.5 and 0.9, then $J_k$ has the rows $(0, 0.5)$ and $(-0.9, 0)$. For matrices the order counts. By the chain rule, $\partial h_3/\partial h_1 = J_3 J_2$: **the latest factor stands on the left.**

# %% id="vector-ask"
ask.number(
    "J₃ has the rows (1, 2) and (0, 1). J₂ has the rows (0, 1) and (1, 0). The adjoint of h₃ is the row (1, 0). What is the adjoint of h₁?",
    (2, 1),
    why="(1, 0) times J₃ is its first row, (1, 2). And (1, 2) times J₂ is 1 · (0, 1) + 2 · (1, 0) = (2, 1).",
    mistakes={(0, 1): "You multiplied by J₂ first. Which step is the latest?",
              (1, 2): "That is the adjoint of h₂. One step is left.",
              (1, 0): "You took columns. A row times a matrix adds its rows.",
              (3, 1): "Add each entry of the row times one row of the matrix."},
)

# %% [markdown] id="vanish" covers="N13-08"
# So a far step is reached through a long product of Jacobians. Each has two parts, the slopes and $U$. What does $U$ alone do? In the long run it multiplies the length by about its **spectral radius** $\rho$ (rho) a step: the largest absolute value of its eigenvalues. (An eigenvalue is the factor of a vector that keeps its line, see [03](03_neighbours_and_dimensions.ipynb). If it is complex, the vector also turns. A start with no part along the largest one is an exception; a random start has such a part.) For $\rho = 1.5$ and 40 steps this is $1.5^{40}$, about 11 million.
#
# Take sixteen units with a random $U$. Each gets a random input in each step, and five networks are drawn. **Decide first**, then move the controls.

# %% id="vanish-ask"
ask.choose(
    "Sixteen units, U with the spectral radius 1.5, large inputs (deviation 1). An adjoint of length 1 goes back over 40 steps, through U and "
    "the slopes of tanh. How long is it then?",
    {"about 11 million: 1.5 multiplied 40 times": "That is U alone. What do the slopes do, when the inputs are large?",
     "about 1: slopes and U balance": "In the five networks the lengths differ by a factor of more than 500. Is any of them near 1?",
     "far below 1": "All five lie below 0.001. Large inputs push the units to the ends of tanh. There the slope is small: on average 0.48.",
     "it cannot be said: it depends on the random draw": "It does. But look at all five networks of the picture below, with large inputs."},
    right="far below 1",
)

# %% [markdown] id="vanish-see"
# The picture opens with $\rho = 1.5$ and small inputs. Set the inputs to large. The grey lines go through `U` alone, the red ones through `U` and the slopes. (With $\rho = 0.8$ and small inputs they nearly coincide.)

# %% id="vanish-live"
widgets.ManyUnits()

# %% [markdown] id="vanish-measure"
# **Measured in twenty networks:** the factor per step, that is the 40th root of the length after 40 steps. You see the median, and in how many networks the adjoint got longer.

# %% id="vanish-run"
print("inputs:" + "".join(f"{size:>26}" for size in widgets.INPUTS))
for rho in widgets.RADII:
    line = f"ρ = {rho}"
    for size in widgets.INPUTS:
        found = widgets.lengths(rho, size, 20).full[:, 0]
        per_step, longer = found.median() ** (1 / widgets.STEPS), int((found > 1).sum())
        line += f"{per_step:16.2f}, {longer:2} longer"
    print(line)
longest = widgets.lengths(2.0, widgets.SMALL, 20).full[:, 0].max()
print(f"longest of twenty, ρ = 2 and small inputs: {longest:.0f}")

# %% [markdown] id="vanish-read"
# - Without inputs and with $\rho$ below 1 the states are near 0, and the slopes near 1. There the factor is nearly $\rho$: 0.77 for 0.8. (Forty steps are not yet the long run: $U$ alone gives 0.77, too.)
# - Without inputs and with $\rho = 1.5$ the factor is only 1.03. The states do not stay near 0 here, so the slopes lie well below 1: 0.68 on average.
# - With large inputs and $\rho = 1.5$ the gradient vanishes in all twenty networks, with 0.78 a step. The slopes are smaller still: 0.48 on average. ($\rho$ times the mean slope gives only the rough size: 0.72 here. With $\rho = 2$ and small inputs it even gets the direction wrong: 0.97, where the measured factor is above 1.)
# - With $\rho = 2$ and small inputs it explodes in fourteen of twenty, up to about 12 000 times the length.
#
# So **the weight alone does not decide. The slopes do as well**, and they depend on the inputs and on the state. The hook was the same: with $w = 2$ the factor is $2 \cdot (1 - 0.9575^2) = 0.17$.
#
# Something is certain: a slope of tanh is never above 1. If $U$ makes no vector longer, the gradient cannot explode. If $U$ makes every vector shorter, by a factor of at most $q < 1$, the gradient of $k$ steps ago is at most $q^k$ times as long. It vanishes. What is open is a $U$ that makes some vector longer. The largest factor by which $U$ lengthens a vector is its largest **singular value**. It is not $\rho$: the rows $(0, 3)$ and $(0, 0)$ have $\rho = 0$, yet they turn the adjoint $(1, 0)$ into $(0, 3)$ in one step.

# %% [markdown] id="memory"
# ## 6 Can it learn to remember?
#
# A vanishing gradient makes it hard to learn what lies far back (Y. Bengio and others, 1994). Does it make it *impossible*? **Test it.** A sequence opens with 1 or $-1$. Then comes noise of deviation 0.1. After $T$ steps a network of 16 simple units is to say how it began. It learns in 200 updates, each from 16 new sequences, by Adam ([09b](09b_adaptive_rules.ipynb)) with clipped gradients. There are ten random starts. Each kind of start is tried at five learning rates, from 0.001 to 0.1.
#
# PyTorch draws $U$ evenly between $-1/4$ and $1/4$ here. Its spectral radius is then about 0.6. For $T = 100$ we measured how long the adjoint of $h_1$ is before training, divided by the length of the adjoint of $h_T$. We call this the **share** that comes back. The median of the ten starts is $6 \cdot 10^{-24}$.

# %% id="memory-ask"
ask.choose(
    "Ten networks start with U as PyTorch draws it. They read sequences of length 100. At first hardly anything comes back to step 1. How many of the ten "
    "name the first input of nearly all new sequences after 200 updates, at the best of the five rates?",
    {"none": "That is what one would expect. Look at the blue line of the figure below, at the largest rate.",
     "one or two": "Look at the right end of the blue line in the figure below.",
     "nine": "Nine, at the rate 0.1. At 0.001 and 0.003 it is none.",
     "all ten": "One of them keeps guessing at the best rate. And the rate matters much: at 0.001 none learns in 200 updates."},
    right="nine",
)

# %% [markdown] id="memory-see"
# Four kinds of start, from the same random numbers. First $U$ as PyTorch draws it. Second the same $U$ times $\sqrt 3$, which brings its spectral radius to between 0.88 and 1.35. Third the **identity**: 1 on its diagonal and 0 elsewhere. Fourth the identity *held*: only $W$, $b$ and the output learn. "Learned" means that more than 95 % of new sequences are named.

# %% id="memory-figure"
kept = {kind: trials.remembered(kind, 100) for kind in trials.KINDS}
print("networks of ten that learned, T = 100, at the rates", *trials.RATES)
for kind, runs in kept.items():
    print(f"{kind:15}", "".join(f"{count:6}" for count in figures.learned(runs)))
figures.memories({100: kept})

# %% [markdown] id="memory-read"
# With PyTorch's $U$ none of the ten networks learns at the two smallest rates. But at the rate 0.1 nine of ten learn, **although the gradient of step 1 had vanished before training.** From the other two starts that are not held, nine or ten of ten learn at the small rates already. So in these 200 updates the start decides which rates work. (This is with Adam. We did not try other rules.)
#
# How can a network learn what step 1 said, when step 1 counts for nothing at first? **We do not know how these networks did it.** But one unit shows what is possible:

# %% id="memory-unit"
for weight in (0.6, 1.0, 2.0):
    state, back_to_1 = widgets.reach(weight, 100, 1.0)
    print(f"w = {weight}: the state after 100 steps is {state[-1]:.2g}; "
          f"the derivative is {back_to_1[0]:.2g}")

# %% [markdown] id="memory-found"
# If the contributions of the *late* steps make $w$ larger, from 0.6 to 2, the sign of the first input stands in the last state. No gradient of step 1 is needed for that.

# %% [markdown] id="memory-held" covers="N13-09"
# **The identity.** At this start the Jacobian is the slopes alone, and half of the adjoint reaches $h_1$ before training (median 0.50). With the rates 0.003 and 0.01 all ten learn. One reads that $U$ must then be held at the identity, so that the gradient stays.
#
# Held, the gradient does stay: at the end of training the share is between 0.29 and 0.43. Yet none of these networks learns, at any rate. At their best rate they name only 67 to 78 % of new sequences.
#
# Here is one reason. A unit with $U = 1$ and small states *adds up* all its inputs, for tanh does almost nothing there. It adds a signal of 1 and 99 normal numbers with the deviation 0.1. Their sum is normal with the deviation $0.1 \sqrt{99} = 0.995$, as large as the signal. So for a single such unit the sign is right in 84 % of cases. (The networks of 16 units are worse still, which we have not explained.) **Predict:** what happens with a tenth of the noise?

# %% id="memory-quiet"
for kind in (trials.HELD, trials.QUIET):
    counts = figures.learned(trials.remembered(kind, 100))
    print(f"{kind:27}", "".join(f"{count:6}" for count in counts))

# %% [markdown] id="memory-why"
# With less noise eight of ten learn at the smallest rate. So the gradient was not what these networks lacked there. (At the two largest rates none learns even now. We did not look for the reason.)
#
# The derivative $\partial h_T / \partial h_k$ says two things at once. It says how much gradient comes back. And it says how far a disturbance in step $k$ still moves the end. For *one* unit that adds its input these are the same: **what lets the gradient through lets the noise through.** Several units can do better: six of the networks times $\sqrt 3$ end with a share near 1, and still name every sequence.
#
# The unit of the hook forgets disturbances. With $w = 2$ it has two states, 0.9575 and $-0.9575$, to which it returns. A state that a step does not change is a **rest point**.

# %% [markdown] id="recall"
# ### A question from before

# %% id="recall-1"
ask.number(
    "Adam starts with the rate 0.01. One weight has the gradient 0.5 in the first step, another one 0.0000005. How far does each of them move "
    "in this step? Leave ε out.",
    (0.01, 0.01),
    why="In the first step both averages are corrected to the gradient and its square. The gradient divided by the root of its square is 1.",
    mistakes={(0.005, 0.000000005): "That is plain gradient descent. By what does Adam divide?",
              (0.01, 0.00000001): "Adam divides each gradient by the root of the average of its own squares.",
              (0.5, 0.5): "By what is the quotient 1 multiplied?"},
)

# %% [markdown] id="clip" covers="N13-12"
# ## 7 A wall, and a bound
#
# A tanh keeps every state between $-1$ and 1, so nothing overflows. The *gradient* can explode all the same. Take one unit without input: $h_k = \tanh(w\,h_{k-1} - 0.5)$ from $h_0 = 0.6$. After $T$ steps the loss is $\frac12 (h_T - 0.8)^2$. With $w = 1.9$ the state falls to $-0.98$. With $w = 2.1$ it rises to 0.87. In between there is a wall. **Predict:** does it get steeper with more steps, or less steep?

# %% id="clip-run"
onward = {(eta, bound): cliff.walk(1.987, 20, eta=eta, steps=40, bound=bound)
          for eta, bound in ((0.01, torch.inf), (0.0001, torch.inf), (0.01, 1.0))}
for (eta, bound), places in onward.items():
    ends, slope = cliff.loss_and_slope(torch.tensor([places[0], places[-1]]), 20)
    print(f"η = {eta:g}, bound {bound}: w is {places[0]}, {places[1]:.3f}, at last",
          f"{places[-1]:.3f}; slope {slope[0]:.0f}, at last {slope[1]:.2g};",
          f"loss {ends[0]:.3f}, at last {ends[1]:.2g}")
near = torch.linspace(1.9883, 1.9886, 200_001)  # a coarse grid would miss the steepest place
print("steepest slope with 30 and 40 steps:",
      *(f"{cliff.loss_and_slope(near, T)[1].abs().max():.0f}" for T in (30, 40)))
figures.walls((5, 10, 20), {"η = 0.01, bound 1": onward[0.01, 1.0]})

# %% [markdown] id="clip-read"
# It gets steeper: the steepest slopes are 8, 86 and 1852. On the wall the state stays near 0.6 for long, for at $w = 1.9886$ that is a rest point. There each step makes a small difference $1.9886 \cdot (1 - 0.6^2) = 1.27$ times as large. In the long run ten more steps should make the wall about $1.27^{10} = 11$ times as steep. From 30 to 40 steps it is so: 23050 and 261179.
#
# The printed walks start *on* the wall, at $w = 1.987$. With $\eta = 0.01$ and no bound, the first step is $0.01 \cdot 1811 = 18.11$ long. It lands at $w = 20.1$, where the state is 1 and the slope 0, and stays there for good. Would a smaller rate help? With $\eta = 0.0001$ the first step leads to $w = 2.168$, off the wall. But in the valley the slope is 0.03, and a step with this rate is 0.000003 long. After 40 steps $w$ is still 2.168. **A rate that suits the wall is too small for the valley.** With the bound 1 the rate may suit the valley. The first step is 0.01 long, and the walk goes on towards the minimum (in the figure on the right).
#
# In networks one clips the length of all gradients together, as in [10a](10a_start_and_depth.ipynb). All networks of part 6 did so, with the bound 1. Clipping shortens what explodes. It does not bring back what vanished.

# %% id="clip-ask"
ask.number(
    "The gradients of a recurrent network are 6 for w and -8 for u. The bound on the length of both together is 1, and the learning rate is "
    "0.5. By how much does each weight change in a step of gradient descent? Give w first.",
    (-0.3, 0.4),
    why="The length is √(36 + 64) = 10. So both are multiplied by 1/10: 0.6 and -0.8. The step is -0.5 times that.",
    mistakes={(-3, 4): "You did not clip. How long is the gradient?",
              (-0.5, 0.5): "You clipped each number by itself. The direction has changed.",
              (0.3, -0.4): "Downhill is against the gradient.",
              (0.6, -0.8): "That is the clipped gradient. What is the step?",
              (-0.2143, 0.2857): "You divided by the sum 14. A length is the root of a sum of squares."},
)

# %% [markdown] id="stack" covers="N13-11"
# ## 8 Layers above each other
#
# Recurrent layers can be **stacked**: the states of one layer are the inputs of the next. Graves (2013) wrote text and handwriting so, with the cells of 13b. His skips ([10b](10b_normalisation_and_skips.ipynb)) lead past layers.

# %% id="stack-figure"
figures.stacked()

# %% [markdown] id="stack-read"
# In this drawing $y_k$ stands above step $k$: each output reads the states of its own step. The skips shorten the way *upwards*. The way *back in time* stays as long: from $y_4$ to $x_1$ every path passes three arrows to the left, each with a recurrent weight and a slope.

# %% [markdown] id="transfer"
# ## Transfer
#
# A leaky account: $h_k = 0.9\,h_{k-1} + u\,x_k$, without tanh, from $h_0 = 0$. It reads three numbers, $x = (10, 0, 1)$, and the output is $y = h_3$. The rule of part 4 holds, with other factors.

# %% id="transfer-ask"
ask.number(
    "The steps are h_k = 0.9 h_{k-1} + u x_k, the inputs are (10, 0, 1), and y = h_3. What do the copies of u in steps 1, 2 and 3 contribute "
    "to the derivative of y with respect to u?",
    (8.1, 0, 1),
    why="Copy 1 moves h₁ by 10, and two steps multiply that by 0.9 · 0.9. Copy 2 stands beside 0. Copy 3 moves h₃ by 1 directly.",
    mistakes={(10, 0, 1): "These are the immediate derivatives. How far does h₃ move when h₁ moves by 10?",
              (7.29, 0, 0.9): "One factor too many in each. How many steps lead from h₁ to h₃?",
              (10, 0, 0.81): "You carried the latest copy back. Which copy has the longest way to the output?",
              (9, 0, 1): "From h₁ to h₃ there are two steps."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - A recurrent network makes each state from the input and the old state, with the same weights in each step: $h_t = \tanh(W x_t + U h_{t-1} + b)$.
# - Unrolled, it is a chain of copies. Each copy of a weight contributes its immediate derivative, carried on by the later steps. The contributions add.
# - The longest product goes from $h_1$ to $h_{t-1}$: $t-2$ factors, the latest on the left.
# - A factor is a slope of tanh times the recurrent weight. So the gradient can vanish although the weight is large, and it can explode although all states stay small.
# - In one unit that adds up its inputs, what lets the gradient through lets the noise through. Several units can keep both apart.
# - Clipping helps where the gradient explodes, and not where it vanishes.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $x_k$, $h_k$ | `x`, `h` | input and state of step $k$; $h_0$ is the state before the first |
# | $T$ | `T` | number of steps |
# | $t$ | | number of the step that gives the output $y_t$ |
# | $W$, $U$, $b$ | `W`, `U`, `b` | weights of the input, weights of the old state, bias |
# | $u$, $w$ | `u`, `w` | the same for one unit |
# | $a$, $c$ | `a`, `c` | weights of the output: of the last state and of the last input |
# | $s_k$ | `s` | slope of tanh in step $k$, $1 - h_k^2$ |
# | $J_k$ | | Jacobian of step $k$, $\partial h_k/\partial h_{k-1}$ |
# | $\rho$ | `rho` | spectral radius of $U$ |
# | $\theta$ | | any parameter |
# | $L$ | | loss |
# | $\bar h_k$ | `back` | adjoint of $h_k$: derivative of the loss with respect to it |
# | $\tau$ | | number of a factor in a product |
# | $\eta$ (eta) | `eta` | learning rate |

# %% [markdown] id="glossary"
# ## Words
#
# **recurrent network** a network that feeds a part of its output back into itself · **state** what it keeps from step to step · **simple cell** one layer with tanh over input and old state · **unroll** draw the network once for each step · **shared weight** one number that is used in several places · **copy** one use of a shared weight, looked at by itself · **immediate derivative** with the state before held fixed · **backpropagation through time, BPTT** backpropagation through the unrolled network · **contribution** what one copy adds to the derivative · **spectral radius** the largest absolute value of the eigenvalues · **singular value** the largest one is the largest factor by which a matrix lengthens a vector · **rest point** a state that a step does not change · **stacked** one recurrent layer above another. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# A text of a million letters is not unrolled as a whole. One cuts it into pieces of some hundred steps and carries the state over, but no gradient: *truncated* backpropagation through time. Then no contribution from before the cut is seen at all. And hardly anyone uses the simple cell today. The cells of 13b have gates, and the networks of 14a look back without going step by step.

# %% [markdown] id="optional-journey"
# ## Optional: does the gradient come back?
#
# The networks of part 6 with PyTorch's $U$ began with a vanished gradient. Does it come back while they learn? We watch the share in each update. We also train them with 1000 updates, and with the gradient through the *last 20 steps alone*.

# %% id="optional-journey-run"
for kind in (trials.LONGER, trials.CUT):
    right = figures.learned(trials.remembered(kind, 100))
    print(f"{kind:45}", "".join(f"{count:6}" for count in right))
print("largest share in a single update:",
      *(f"{share:.2g}" for share in kept[trials.DEFAULT].top))
figures.journeys({kind: kept[kind] for kind in (trials.DEFAULT, trials.IDENTITY)})

# %% [markdown] id="optional-journey-read"
# The share comes back in every network: in its best update it is at least 0.06. (A point of the figure is a mean of ten updates and hides a single high one.) The return is not needed. With the last 20 steps alone no contribution of step 1 is ever used, and yet six of ten learn.
#
# In all networks of both panels that learned, the share is below $10^{-28}$ at the end. They name the first input, and yet the last state hardly moves with $h_1$: as with $w = 2$ in the hook. It is not always so. From the start times $\sqrt 3$, six of ten networks end with a share near 1.
