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
# # 14a Attention
#
# {minutes} · exercises in [exercises/14a_attention.ipynb](../exercises/14a_attention.ipynb)

# %% [markdown] id="hook"
# ## Twelve pairs
#
# A network reads pairs, one after another: $B = 1$, $G = 5$, $H = 3$. Then comes a question: $G = ?$ There are 16 keys and ten values, and each sequence is new. So nothing can be learned by heart, except *how to look up*.
#
# Five LSTMs of 32 units ([13b](13b_gates.ipynb)) practise on 500 batches of 32 sequences. Move *pairs* from 1 to 12, and leave *who answers* alone for now. The thin line is guessing, and the last line is explained below. **Decide first**, in the question below: what does one head of attention reach, after as many batches?

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l14a import figures, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Recall()

# %% id="hook-ask"
ask.choose(
    "With 12 pairs the LSTMs answer about three of ten questions. Guessing answers about one. Now one head of attention learns the "
    "same task. It has fewer weights, and it practises on as many batches. How many of the questions with 12 pairs does it answer?",
    {"about one of ten: it guesses": "Set who answers to the head.",
     "about three of ten, like the LSTMs": "An LSTM must carry all pairs in a state of fixed size, before it knows the question. Must the head?",
     "about half of them": "Set who answers to the head, and look at the points of the five starts.",
     "all or nearly all of them": "It need not carry anything. It looks back at the pairs once the question is there."},
    right="all or nearly all of them",
)

# %% [markdown] id="hook-see"
# **See it.** Set *who answers* to the head, with 12 pairs. From all five starts, it answers every one of 640 new questions. It has 2816 weights, and the LSTM has 7872. Each had the best of four learning rates, chosen on the questions that are reported. This can only flatter. The head does not need it: at three of the four rates it answers every question.
#
# Now the other line. Who knows *which values came, but not with which keys*, names the most frequent value. With 12 pairs this answers 0.26 of the questions. The LSTMs' 0.31 is only 0.05 more. They can learn more: after four times as many batches they reach 0.58 (best of three rates). (No picture shows this; the run is stored with the lecture.) So 0.31 is not a limit of their memory. But the head has an easier job. It keeps every pair, and **compares the question with each of them**. How can a network compare, and still have slopes to learn from?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute attention by hand, and with a mask (exercise *Scaled dot-product attention with a mask*).
# 2. Say why scores are divided by $\sqrt n$ (question in part 3).
# 3. Say what a shuffle of the tokens does, with and without a mask (questions in part 5).
# 4. Write down positions as waves (exercise *Waves that tell positions*).
# 5. Send a gradient back through attention (exercise *Attention backwards*).
# 6. Say what attention costs and what it gains (question in part 8).

# %% [markdown] id="needs"
# ## What you need
#
# Softmax and its temperature ([04b](04b_many_classes.ipynb)), and its slopes ([06a](06a_losses_and_outputs.ipynb)). The adjoint $\bar x$, the derivative of the loss with respect to $x$ ([08](08_backpropagation.ipynb)). The variance of a sum ([10a](10a_start_and_depth.ipynb)).

# %% [markdown] id="soft" covers="N14-02"
# ## 1 A lookup, made soft
#
# A dictionary in Python finds the key that *equals* what you ask for, and gives its value. "Equal" is yes or no, so it has no useful slope. Attention asks in place of it: **how well does each key fit?** What you ask with is the **query**, a list of $n$ numbers, as long as each key. The fit is the dot product of query and key, divided by $\sqrt n$. (Part 3 says why.) It is called the **score**. Softmax turns the scores into **weights**, which add to 1. The answer is the mean of the **values** with these weights.
#
# By hand, with $n = 4$ and $q = (2, 0, 2, 0)$. The three keys are $k_1 = (1, 0, 1, 0)$, $k_2 = (0, 1, 0, 1)$ and $k_3 = (1, 1, 0, 0)$. Their values are 10, 20 and 40.

# %% id="soft-steps"
from dlcourse.classroom.derivation import derivation

q = torch.tensor([2.0, 0, 2, 0])
K = torch.tensor([[1.0, 0, 1, 0], [0, 1, 0, 1], [1, 1, 0, 0]])
v = torch.tensor([10.0, 20, 40])
s = K @ q / 4**0.5
a = s.softmax(0)
derivation(
    (r"$q \cdot k_j$", "dot products; the first is 2 · 1 + 0 · 0 + 2 · 1 + 0 · 0", K @ q),
    (r"$s_j = q \cdot k_j / \sqrt n$", "scores: divided by $\\sqrt 4 = 2$", s),
    (r"$a_j = e^{s_j} / \sum_i e^{s_i}$",
     "weights: 7.389, 1 and 2.718, divided by their sum 11.107", a),
    (r"$y = \sum_j a_j\, v_j$", "0.6652 · 10 + 0.0900 · 20 + 0.2447 · 40", a @ v),
    at="for q = (2, 0, 2, 0)",
)

# %% [markdown] id="soft-read"
# Key 1 fits best, so its value has the largest share. A longer query makes the lookup sharper. For $q = (20, 0, 20, 0)$ the scores are ten times as large. The weight of key 1 is then $1 - 0.00005$, and the answer is the value 10, nearly exactly as in a dictionary.

# %% id="soft-ask"
ask.number(
    "A query and three keys have 4 numbers each. The dot products are 2·log 6, 2·log 3 and 0. The values are 10, 20 and 50. What does "
    "attention give?",
    17,
    why="Divided by 2, the scores are log 6, log 3 and 0. Their powers of e are 6, 3 and 1, so the weights are 0.6, 0.3 and 0.1. "
        "6 + 6 + 5 = 17.",
    mistakes={12.826: "You did not divide by the root of 4. The powers of e are then 36, 9 and 1.",
              21.062: "You divided by n = 4. Divide by its root.",
              170: "6, 3 and 1 are not weights yet. What do weights add to?",
              10: "You took the value of the best key alone. The other two have weights, too.",
              26.667: "That is the plain mean. Which key fits best?"},
)

# %% [markdown] id="table"
# **Many queries at once.** Write $m$ queries below each other as a table $Q$ with $m$ rows and $n$ columns. In the same way, $p$ keys make $K$ $(p, n)$, and their $p$ values are the rows of $V$. Then all of this is one line:
#
# $$A = \mathrm{softmax}\!\left(\frac{Q K^T}{\sqrt n}\right), \qquad Y = A V$$
#
# ($K^T$ is $K$ with rows and columns exchanged.) Entry $(i, j)$ of $Q K^T$ is the dot product of query $i$ with key $j$, so $A$ is $(m, p)$. Softmax runs **along each row**, over the keys. Row $i$ of $Y$ is the answer to query $i$. This is **scaled dot-product attention** (Vaswani and others, 2017).

# %% [markdown] id="head"
# ## 2 The twelve pairs again
#
# Where do queries, keys and values come from? From the tokens, by three learned tables of weights. (A **token** is one item of the sequence. Here it is a pair: 16 entries that mark its key, and 10 that mark its value. The question is a token, too: its last 10 entries are 0.) The query of the question is $W_q x$, the key of a pair is $W_k x$, and its value is $W_v x$. Such a trio, with its attention, is called a **head**. One more layer $W_o$ makes ten logits of the answer. Here is the whole network:

# %% id="head-run"
from dlcourse.nn.attention import attention, positional_encoding

rng, tokens = tensors.generator(0), trials.KEYS + trials.VALUES
Wq, Wk, Wv = trials.drawn(3, 32, tokens, fan_in=tokens, rng=rng).double()
Wo = trials.drawn(10, 32, fan_in=32, rng=rng).double()
optimiser = torch.optim.Adam([W.requires_grad_() for W in (Wq, Wk, Wv, Wo)], lr=0.03)


def head(X):  # (batch, 13, 26): tokens are rows, so W x is written X @ W.mT
    pairs, question = X[:, :-1], X[:, -1:]  # the last token asks
    found, of_head = attention(question @ Wq.mT, pairs @ Wk.mT, pairs @ Wv.mT)
    return found[:, 0] @ Wo.mT, of_head.A[:, 0]  # logits and weights; 0: one question each

# %% [markdown] id="head-train"
# It trains on 300 batches of new sequences. (In the first picture it had 500, like the LSTMs. You will see that 300 are enough here.) Then it answers 1000 more. On the left you see where it looks for the first of them. The right shows the part of a score that comes from the two keys. (The value in the pair adds a part of its own.)

# %% id="head-figure"
for _ in range(300):
    new = trials.questions(12, 32, rng=rng)
    optimiser.zero_grad()
    torch.nn.functional.cross_entropy(head(new.X.double())[0], new.y).backward()
    optimiser.step()
test = trials.questions(12, 1000, rng=rng)
with torch.no_grad():
    logits, looks = head(test.X.double())
    fits = Wq[:, :16].mT @ Wk[:, :16] / 32**0.5  # (key asked, key of a pair)
print(f"share right: {(logits.argmax(1) == test.y).double().mean():.3f}; mean weight "
      f"on the right pair: {looks.gather(1, test.asked[:, None]).mean():.2f}")
figures.learned(looks[0], trials.in_words(test, 0), fits)

# %% [markdown] id="head-read"
# Nearly all weight lies on the right pair. We told the head who asks: the last token. Nobody told it where to look. It had only the right values, and the slopes that came back through the softmax. On the right, each key in a question fits the *same* key in a pair best. So $W_q$ and $W_k$ have learned together what "equal" means, for these 16 keys.

# %% [markdown] id="scale"
# ## 3 Why divide by the root of $n$?
#
# A question from before comes first.

# %% id="recall-1"
ask.number(
    "A model gives a photo the logits 2, 1 and 0 for cat, dog and cow. Its probabilities are 0.665, 0.245 and 0.090. Now all three logits rise "
    "by 3. What is the probability of cat?",
    0.665,
    why="Each power of e is multiplied by e³, the sum is too, and the factor cancels.",
    mistakes={0.2216: "Are the probabilities divided by 3? Compute e⁵/(e⁵ + e⁴ + e³).",
              0.95: "You multiplied the logits by 3. Here 3 is added to each.",
              0.976: "Only the cat's logit rose, to 5. All three rise."},
)

# %% [markdown] id="scale-guess"
# Only differences of scores count. How large are they at the start, before anything is learned? We assume that all entries of queries and keys are random and independent, with mean 0 and variance 1. That is about so behind a normalisation ([10b](10b_normalisation_and_skips.ipynb)). It is not so in part 2: there the weights start small, and the dot products begin with a standard deviation of about 0.1.

# %% id="scale-ask"
ask.choose(
    "A query and 32 keys have 1024 such numbers each. The dot products are not divided by anything. How large is the largest of the 32 "
    "weights, on average over many draws?",
    {"about 0.03: all keys are random, so all weights are alike": "1/32 is what equal scores would give. Are the 32 dot products equal?",
     "about 0.16": "That is the mean once the scores are divided by the root of n.",
     "about 0.5": "How far do two sums of 1024 random products lie apart?",
     "about 0.95": "Each dot product is a sum of 1024 random numbers, so they lie far apart. Softmax then picks one of them."},
    right="about 0.95",
)

# %% [markdown] id="scale-derive"
# Why? A dot product is the sum of $n$ products $q_i k_i$. Let $E$ be the mean over many draws.

# %% id="scale-steps"
derivation(
    (r"$E[q_i k_i] = E[q_i]\, E[k_i]$",
     "the mean of a product of independent numbers: 0 · 0", 0.0),
    (r"$\mathrm{var}(q_i k_i) = E[q_i^2 k_i^2] - 0^2 = E[q_i^2]\, E[k_i^2]$",
     "mean square minus squared mean; squares are independent, mean 1: 1 · 1", 1.0),
    (r"$\mathrm{var}(q \cdot k) = n$, so $\mathrm{std}(q \cdot k) = \sqrt n$",
     "variances of independent numbers add: 1024 times 1; its root is 32", 32.0),
    at="for n = 1024",
)

# %% [markdown] id="scale-measure"
# So two dot products easily lie 32 apart. Their difference has the variance $2 \cdot 1024$, so its deviation is 45. Nearly half of all pairs differ by 32 or more. As $e^{32}$ is about $8 \cdot 10^{13}$, the larger one then takes all the weight. Divided by $\sqrt n$, they have the deviation 1 for every $n$. We measure it: 1000 draws, with 32 keys each, and 32 random values. *Gradient* is the length of $\bar q$, the slope of the answer in the query: its median over the draws, and its mean.

# %% id="scale-run"
print(f"{'':4}{'not divided':^31}{'divided by the root of n':^31}".rstrip())
print("    " + 2 * f"{'largest':>14}{'gradient':>14}   ")
print("   n" + 2 * "    std weight    median   mean")
for n in (1, 16, 64, 256, 1024):
    some, keys = torch.randn(1000, 33, n, generator=rng).split([1, 32], 1)
    values, row = torch.randn(1000, 32, 1, generator=rng), [f"{n:4}"]
    for divisor in (1, n**0.5):
        query = some.clone().requires_grad_()
        dots = query @ keys.mT / divisor
        (dots.softmax(2) @ values).sum().backward()  # each draw has its own query
        length = query.grad.norm(dim=2)
        row.append(f"{dots.std():6.2f} {dots.softmax(2).amax(2).mean():6.2f}  "
                   f"{length.median():8.4f} {length.mean():6.2f}")
    print(*row, sep=" ")

# %% [markdown] id="scale-read"
# At $n = 16$ the gradient without the root is even *longer*. That is no harm yet: half of the queries get 0.81 or more. The harm comes with width. At $n = 1024$ half of the queries get less than 0.01, and yet the mean is 1.68. So half of them get nearly nothing, and a few get very much. With the root, largest weight and gradient hardly depend on $n$ (from 16 on). The divisor acts like the temperature of 04b. Try it: in the picture $n$ is 64, and row 1 is at the bottom. **Predict** the largest weight for the divisors 1 and 64. Leave the masks for part 4.

# %% id="scale-live"
widgets.WhereItLooks()

# %% [markdown] id="scale-see"
# Not divided, the largest weight of a row is 0.84 on average. Divided by $n = 64$ it is 0.15, not far from the $1/8$ of equal weights. So whoever divides by $n$ gets nearly the plain mean of all values. With $\sqrt{64} = 8$ it is 0.36.

# %% [markdown] id="mask"
# ## 4 Keys that must not be seen
#
# Sometimes a query may not look at some keys: at places that only fill up a short sentence, or at words that come later. A table of yes and no says where it may, the **mask**. **Three solutions.** The scores are $\log 6$, $\log 3$ and 0. Key 2 is masked. Without a mask the weights are 0.6, 0.3 and 0.1.
#
# - Ann computes the weights, and then sets that of key 2 to 0.
# - Ben sets the *score* of key 2 to $-\infty$, and then takes softmax. ($e^{-\infty}$ is 0.)
# - Cleo sets the score of key 2 to 0, and then takes softmax.
#
# Who is right?

# %% id="mask-ask"
ask.number(
    "The values are 10, 20 and 50. Take Ben's way. What is the weight of key 1, and what does attention give?",
    (6 / 7, 110 / 7),
    digits=3,
    why="The powers of e are 6, 0 and 1. So the weights are 6/7, 0 and 1/7, and 60/7 + 50/7 = 15.714.",
    mistakes={(0.6, 11): "That is Ann's way. What do her weights add to?",
              (0.75, 16.25): "That is Cleo's way. A score of 0 has the power e⁰ = 1, so key 2 is still seen.",
              (0.6, 15.714): "Which weights add to 1 once key 2 is gone?",
              (0.667, 13.333): "You took key 3 out. Key 2 is masked."},
)

# %% [markdown] id="mask-read"
# Ann's weights add to 0.7, so her answer is pulled towards 0. Cleo's key 2 still has the weight $1/8$. Only Ben's weights add to 1 and leave out key 2. In programs one often *adds* a table to the scores, with 0 where a query may look and $-\infty$ where not.
#
# The **causal mask** lets token $t$ look at itself and at those before. Try the masks in the live picture: what happens to row 1?

# %% [markdown] id="mask-exercise"
# With it, row 1 (at the bottom) has one key left. Its weight is 1, whatever the divisor. A row without any allowed key would be $0/0$. So each query needs one key at least.
#
# **Your turn** (15 minutes): [*Scaled dot-product attention with a mask*](../exercises/14a_attention.ipynb), exercise 1.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="order" covers="N14-03"
# ## 5 Attention does not see the order
#
# If queries, keys and values all come from the same tokens, this is **self-attention**: each token looks at all. (In part 2 the question looked at other tokens, the pairs. That is **cross-attention**.) Three tokens have one number each: $x = (0, 1, 2)$. Take $x$ as queries, keys and values, and multiply the scores by $\log 2$. As $e^{z \log 2} = 2^z$, the powers of e are then $2^{x_i x_j}$. So the token with the number 1 has the row $2^0, 2^1, 2^2$, and its weights are $\frac17, \frac27, \frac47$. It gets $\frac27 \cdot 1 + \frac47 \cdot 2 = \frac{10}7$.

# %% id="order-ask"
ask.choose(
    "For x = (0, 1, 2) self-attention gives (1, 10/7, 12/7). What does it give for the shuffled tokens (2, 0, 1), without a mask?",
    {"(1, 10/7, 12/7): nothing changes": "Which token stands first now?",
     "(12/7, 1, 10/7): the outputs are shuffled in the same way": "Token 2 compares itself with the same three tokens as before. "
                                                                  "Its sums have the same terms, in another order.",
     "three new numbers: each token has new neighbours": "Write down the row of token 2: 2⁴, 2⁰, 2². Which terms are new?",
     "that cannot be said without the weights": "The weights follow from x. Write down the row of token 2."},
    right="(12/7, 1, 10/7): the outputs are shuffled in the same way",
)

# %% [markdown] id="order-derive"
# **For any tokens.** $W_q$, $W_k$ and $W_v$ work on each token alone. So queries, keys and values are shuffled along.
#
# A shuffle is a table $P$. Each row and each column holds a single 1, and else 0. $PX$ moves the rows of $X$. Here is $P$ from $(0, 1, 2)$ to $(2, 0, 1)$, and the products $S_{ij} = x_i x_j$ before and after:
#
# $$P = \begin{pmatrix} 0 & 0 & 1 \\ 1 & 0 & 0 \\ 0 & 1 & 0 \end{pmatrix} \quad S = \begin{pmatrix} 0 & 0 & 0 \\ 0 & 1 & 2 \\ 0 & 2 & 4 \end{pmatrix} \quad P S P^T = \begin{pmatrix} 4 & 0 & 2 \\ 0 & 0 & 0 \\ 2 & 0 & 1 \end{pmatrix}$$
#
# $P$ puts the last row of $S$ first: $(0, 2, 4)$. $P^T$ on the right moves the columns in the same way: $(4, 0, 2)$. No number is new. And $P^T P = I$: $P^T$ moves all rows back.
#
# The numbers below are first rows. (Factors such as $\log 2$ or $1/\sqrt n$ stay in front, and are left out of $S$.)

# %% id="order-steps"
x = torch.tensor([[0.0], [1], [2]])
P = torch.eye(3)[[2, 0, 1]]
S = x @ x.mT
A = S.exp2() / S.exp2().sum(1, keepdim=True)  # weights, from 2 to the power of the scores
derivation(
    (r"$(PQ)(PK)^T = P\,(QK^T)\,P^T$",
     r"transposing turns a product round, $(PK)^T = K^T P^T$", (P @ S @ P.mT)[0]),
    (r"$\mathrm{softmax}(P S P^T) = P A P^T$",
     "each row keeps its numbers, so its sum stays: 16/21, 1/21, 4/21",
     (P @ A @ P.mT)[0]),
    (r"$(P A P^T)(P V) = P A\,(P^T P)\, V = P\,(A V)$",
     r"$P^T P = I$, so the old output is left, shuffled: 12/7", (P @ A @ x)[0]),
    at="the first row",
)

# %% [markdown] id="order-read"
# This is called **permutation equivariance**: who shuffles the tokens shuffles the outputs, and nothing else. Without more help, a token in "dog bites man" gets the same as in "man bites dog".
#
# Does a causal mask change this? Then a token sees those before it, and a shuffle changes which ones these are.

# %% id="order-mask"
ask.number(
    "Now with the causal mask. What does the token 1 get in the order (0, 1, 2)? And what does the token 2 get in the order (2, 0, 1)?",
    (2 / 3, 2),
    digits=3,
    why="Token 1 sees 0 and 1: the powers are 1 and 2, so the weights are 1/3 and 2/3. Token 2 stands first and sees "
        "only itself. Without a mask it got 12/7 in both orders. With it, it gets 12/7 when last and 2 when first.",
    mistakes={(1.429, 1.714): "That is without the mask. Whom may a token see?",
              (0.667, 1.714): "In the second order token 2 stands first. Whom does it see?",
              (1, 2): "Token 1 sees token 0, too.",
              (1.429, 2): "Token 1 may not see token 2, which stands behind it.",
              (0.5, 2): "The powers of e of token 1 are 2⁰ and 2¹. They are not alike."},
)

# %% [markdown] id="waves" covers="N14-04"
# ## 6 Waves that tell positions
#
# So each token must bring its position along. One *adds* a list of $d$ numbers to each token: the **positional encoding**, the same for each sequence. Why not the number $t$ itself? It grows without limit, and would soon be larger than all else in the token. Vaswani and others take waves, with values from $-1$ to 1. Columns $2i$ and $2i + 1$ are a pair:
#
# $$\sin(\omega_i t), \quad \cos(\omega_i t), \qquad \omega_i = 10000^{-2i/d}$$
#
# Here $i$ counts the pairs from 0. $\omega_i$ (omega) is the **frequency**: how much the angle grows from one position to the next.

# %% id="waves-steps"
omega = 10000 ** (-torch.tensor([0.0, 2]) / 4)
code = positional_encoding(6, 4)
derivation(
    (r"$\omega_0 = 10000^{-0/4},\ \omega_1 = 10000^{-2/4}$",
     "pair 0: the power 0; pair 1: one over the root of 10000", omega),
    (r"$\sin(\omega_0 t),\ \cos(\omega_0 t)$", "the angle 1 · 3 = 3", code[3, :2]),
    (r"$\sin(\omega_1 t),\ \cos(\omega_1 t)$", "the angle 0.01 · 3 = 0.03", code[3, 2:]),
    at="for d = 4, t = 3",
)

# %% [markdown] id="waves-why"
# **Why many frequencies?** In the picture there are only 2 columns, so one wave. Each position is compared with the marked one, by their dot product. (Divided by the number of pairs, so that each position fits itself with 1.) **Predict**: does another position fit 20 as well, to two digits? Then take more columns.

# %% id="waves-live"
widgets.Places()

# %% [markdown] id="waves-read"
# One fast wave repeats. Position 64 is 44 away, and 44 is nearly seven turns, $7 \cdot 2\pi = 43.98$. So it looks like 20. One slow wave, with $\omega = 0.01$, repeats only after $2\pi/0.01 =$ 628 positions. But it hardly tells neighbours apart: $\cos 0.01 = 0.99995$. Together they do both, like second hand and hour hand of a clock. With 4 columns position 1 still fits with 0.99.
#
# The curve on the right looks the same at each position: **the dot product depends only on the distance**. Each pair is an arrow of length 1, turned by the angle $\omega t$. The dot product of two such arrows is the cosine of the angle between them (00b). As a formula, this is the addition rule $\cos(\alpha - \beta) = \cos\alpha \cos\beta + \sin\alpha \sin\beta$.
#
# This holds for two encodings. But tokens are compared with encodings *added*, $x + p$ with $x' + p'$. Multiplied out:
#
# $$(x + p) \cdot (x' + p') = x \cdot x' + x \cdot p' + p \cdot x' + p \cdot p'$$
#
# The first three terms contain a token. Only the fourth comes from positions alone:

# %% id="waves-dot"
both = code[1] * code[3]
derivation(
    (r"$\sin\omega u\,\sin\omega t + \cos\omega u\,\cos\omega t = \cos(\omega (t - u))$",
     "pair 0: 0.8415 · 0.1411 + 0.5403 · (-0.9900), which is cos 2", both[:2].sum()),
    (r"$\sum_i \cos(\omega_i (t - u))$",
     "both pairs, cos 2 + cos 0.02: only $t - u$ is left", both.sum()),
    at="for u = 1, t = 3, d = 4",
)

# %% [markdown] id="waves-exercise"
# **To look two places back**, $W_q$ can turn each pair back by the angle $2\omega_i$, if $W_k$ leaves the pairs as they are. Take the pair with $\omega = 1$ at position 5. Its angle is 5. Turned back by 2 it is 3, the angle of position 3. So position 3 fits it best: $\cos(3 - 3) = 1$, and its own place only $\cos(3 - 5) = -0.42$. The turn is the same at every position, so one table of weights does it.

# %% id="waves-turn"
ask.number(
    "d is 4, so the frequencies are 1 and 0.01. W_q turns each pair back by 2 times its frequency. Which position fits the query of position 9 "
    "best, and what is its dot product with this query?",
    (7, 2),
    why="The angles are 9 - 2 = 7 and 0.09 - 0.02 = 0.07: those of position 7. Each of the two pairs gives cos 0 = 1.",
    mistakes={(9, 2): "That is without the turn. What are the two angles after it?",
              (11, 2): "You turned forward. The turn goes back.",
              (7, 1): "That is one pair. How many are there?"},
)

# %% [markdown] id="waves-your-turn"
# **Your turn** (15 minutes): [*Waves that tell positions*](../exercises/14a_attention.ipynb), exercise 2.

# %% [markdown] id="back"
# ## 7 The way back
#
# First a question from before.

# %% id="recall-2"
ask.number(
    "A number c is used twice, in g₁ = 2c and in g₂ = c². At c = 3, the adjoints of g₁ and g₂ are 5 and -1. What is the adjoint of c?",
    4,
    why="2 · 5 by the first way, and 2c · (-1) = -6 by the second. Ways add.",
    mistakes={10: "That is the first way alone.",
              -6: "That is the second way alone.",
              -60: "You multiplied the ways. They add.",
              16: "The second adjoint is negative.",
              1: "The second way has the slope 2c = 6, not c². What is 10 - 6?"},
)

# %% [markdown] id="back-derive"
# Back to part 1, with $y = 18.24$. Let $\bar y = 1$: the loss rises with $y$. Now all steps are taken back, the last one first. Recall the slopes of softmax from 06a: $\partial a_i/\partial s_j = a_i\,(\mathbb 1[i = j] - a_j)$.

# %% id="back-steps"
a_bar, r = v, a @ v
s_bar = a * (a_bar - r)
derivation(
    (r"$\bar v_j = a_j\, \bar y$", r"$y = \sum_j a_j v_j$: its slope in $v_j$ is $a_j$", a),
    (r"$\bar a_j = v_j\, \bar y$", "its slope in $a_j$ is $v_j$", a_bar),
    (r"$\bar s_j = \sum_i \bar a_i\, a_i\, (\mathbb 1[i = j] - a_j)$",
     "chain rule, ways add; j = 1: 2.227 - 1.198 - 6.512 = -5.483",
     (torch.eye(3) - a[:, None]) @ (a_bar * a)),
    (r"$r = \sum_i \bar a_i\, a_i$", "the part with $a_j$, named: 6.652 + 1.801 + 9.789", r),
    (r"$\bar s_j = \bar a_j\, a_j - r\, a_j = a_j\,(\bar a_j - r)$",
     r"$\mathbb 1[i = j]$ is 1 only at $i = j$, one term stays: 0.6652 · (10 - 18.24)", s_bar),
    (r"$\bar q = \sum_j \bar s_j\, k_j / \sqrt n$",
     r"$s_j = q \cdot k_j/\sqrt n$ has the slope $k_j/\sqrt n$ in $q$", s_bar @ K / 2),
    at="for ȳ = 1",
)

# %% [markdown] id="back-read"
# The three $\bar s_j$ add to 0, since raising all scores changes nothing. If the value lies above the mean 18.24, a higher score raises $y$. Here these are 20 and above all 40. So $y$ rises if $q$ moves towards $k_3$ and away from $k_1$. (An optional part at the end checks $\bar q$.)

# %% [markdown] id="back-blank"
# **The last line is yours.** The score $s_j$ is $q \cdot k_j/\sqrt n$, and $\bar k_j$ is to be found. Fill in the blank: $\bar k_j = \bar s_j \cdot \_\_\_$.

# %% id="back-ask"
ask.number(
    "q is (2, 0, 2, 0), n is 4, and s̄₃ is 5.3248. What are the first and the second entry of k̄₃?",
    (5.3248, 0),
    digits=3,
    why="The slope of s₃ in k₃ is q/√n = (1, 0, 1, 0).",
    mistakes={(10.65, 0): "The division by √n = 2 is missing.",
              (2.6624, 2.6624): "You multiplied by k₃/√n. In k₃, the slope of s₃ is that of the other factor.",
              (2.6624, 0): "You divided by n = 4.",
              (5.3248, 5.3248): "You multiplied by k₃. What stands beside k₃ in the score?"},
)

# %% [markdown] id="back-exercise"
# With several queries, each key and each value is used by all of them. So their adjoints are sums over the queries: $\bar V = A^T \bar Y$ and $\bar K = \bar S^T Q/\sqrt n$. Each query has its own row, $\bar Q = \bar S K/\sqrt n$, and its own $r$. A masked key has $a_j = 0$, so $\bar s_j = 0$ by itself.
#
# **Your turn** (25 minutes): [*Attention backwards*](../exercises/14a_attention.ipynb), exercise 3.

# %% [markdown] id="cost" covers="N14-01 N14-06"
# ## 8 What it costs, and what it gains
#
# Recurrent networks are hard to train on long sequences: a gradient passes through every step, and its factors multiply ([13a](13a_recurrence.ipynb)). LSTMs ease this. Attention was first put *beside* a recurrence (Bahdanau, Cho and Bengio, 2014). Vaswani and others left the recurrence out.

# %% id="cost-figure"
figures.ways()

# %% [markdown] id="cost-read"
# - **Short ways.** From the first of $T$ tokens to the last it is $T - 1$ steps through a recurrence. Through attention it is one, for any $T$.
# - **All at once.** A recurrence must wait for its step before. All rows of $Q K^T$ can be computed at the same time.
# - **The price.** With $m$ queries and $p$ keys there are $m \cdot p$ weights. They take time, and in training they are stored for the way back. (Large systems avoid this, see the end.) For self-attention that is $T^2$.
#
# Count multiplications: an LSTM of 64 units with 64 inputs needs $4 \cdot 64 \cdot 128 = 32\,768$ for each token, for its four gates. A head of width 64 needs $3 \cdot 64^2 = 12\,288$ for query, key and value. Then come $64\, T$ for the scores and $64\, T$ for the mean of the values. So below 160 tokens the head needs *fewer*. With 100 000 tokens it needs almost 400 times as many, and its weights would fill 40 GB (4 bytes each). (Biases and $W_o$ are not counted. With a $W_o$ of 64 by 64 it is 128 tokens in place of 160. An optional part at the end has the table.)

# %% id="cost-ask"
ask.number(
    "A text grows from 2000 to 6000 tokens. How many times as much memory do the weights A of one head of self-attention take? And how many steps lie "
    "between the first and the last token then, through attention?",
    (9, 1),
    why="T² grows by 3² = 9. Each token looks at each other one directly.",
    mistakes={(3, 1): "A has a row for each token and a column for each token.",
              (9, 5999): "That is the way through a recurrence.",
              (3, 5999): "A has T rows and T columns, and each token looks at each other one directly.",
              (27, 1): "A has two axes, not three."},
)

# %% [markdown] id="transfer"
# ## Transfer
#
# The head of part 2 has learned on sequences in which no key comes twice. Now one says $G = 3$, and later $G = 7$: the value has been *overwritten*. The question is $G = ?$

# %% id="transfer-ask"
ask.choose(
    "The head of part 2 has no positions and no mask. It gets a sequence with G = 3 early and G = 7 late, and then the same sequence with "
    "these two exchanged. The question is G = ? both times. What does it answer?",
    {"7, then 3: the later one": "How could it know which one is later?",
     "3, then 7: the earlier one": "How could it know which one is earlier?",
     "the same both times": "The keys and values are the same, in another order, and the query is the same. So scores, weights and "
                            "their sum are the same, too: with weights 0.6 and 0.3, 0.6 v₃ + 0.3 v₇ is 0.3 v₇ + 0.6 v₃. With positions it could learn to take the later one, "
                            "which is not shown here.",
     "it cannot be computed: two keys are equal": "Softmax takes any scores. Both pairs get a weight."},
    right="the same both times",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Attention is a soft lookup: $A = \mathrm{softmax}(QK^T/\sqrt n)$ over the keys, then $Y = AV$.
# - One head learned to recall twelve pairs. After as many batches, LSTMs of 32 units answered 0.31 of the questions.
# - A dot product of $n$ random numbers has the standard deviation $\sqrt n$. Divided by it, largest weight and gradient hardly depend on $n$.
# - A mask sets scores to $-\infty$ *before* softmax, so the rows still add to 1.
# - Without a mask, attention is permutation-equivariant. A causal mask breaks this.
# - Waves of many frequencies tell positions. The dot product of two encodings depends only on their distance.
# - Backwards: $\bar s_j = a_j(\bar a_j - r)$ with $r = \sum_i a_i \bar a_i$.
# - Each token reaches each other one in one step, all at once, for $m \cdot p$ weights.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $q$, $Q$ | `q`, `Q` | one query; $m$ queries, $(m, n)$ |
# | $k_j$, $K$ | `K` | key $j$; $p$ keys, $(p, n)$ |
# | $v_j$, $V$ | `v`, `V` | value $j$; $p$ values. (Exercises write $(p, q)$ for its shape; there $q$ is a number) |
# | $s_j$, $S$ | `s` | score |
# | $a_j$, $A$ | `a`, `A` | weight; all weights, $(m, p)$ |
# | $y$, $Y$ | `Y` | answer; $m$ answers |
# | $r$ | `r` | mean of the $\bar a_i$ with the weights |
# | $P$, $I$ | `P` | a shuffle; the table with 1 on its diagonal and 0 elsewhere |
# | $t$, $u$; $T$ | `T` | positions; number of tokens |
# | $\omega_i$, $d$ | `omega` | frequency of pair $i$; columns of the encoding |

# %% [markdown] id="glossary"
# ## Words
#
# **attention** a mean of values, weighted by how well their keys fit a query · **query** what one asks with · **key** what it is compared with · **value** what one gets · **score** query times key, divided by $\sqrt n$ · **head** the three weight tables and their attention · **token** one item of a sequence · **self-attention** queries, keys and values from the same tokens · **cross-attention** queries from other tokens than keys and values · **mask** a table that says where queries may look · **causal mask** each token sees itself and those before · **permutation equivariance** shuffled inputs give shuffled outputs · **positional encoding** numbers added to a token that tell its position. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# [14b](14b_transformer.ipynb) puts several heads side by side, and builds a small language model with them. Large systems usually do not store all of $A$. They compute it block by block, and once more on the way back. Many turn queries and keys by an angle that grows with $t$, in place of adding waves. Then positions enter the scores only through $t - u$. The paper is A. Vaswani and others, *Attention Is All You Need*, 2017.

# %% [markdown] id="optional-order"
# ## Optional: five tokens, shuffled
#
# We check part 5 with five random tokens of width 4. Without a mask, shuffling before or after gives the same, but for rounding. With the causal mask it does not.

# %% id="optional-order-run"
from dlcourse.nn.attention import attention_backward, causal_mask

X = torch.randn(5, 4, generator=rng)
order = [3, 0, 4, 1, 2]
for name, mask in (("no mask", None), ("causal mask", causal_mask(5))):
    before, after = (attention(T, T, T, mask=mask)[0] for T in (X, X[order]))
    print(f"{name:12} largest difference from the shuffled output: "
          f"{(after - before[order]).abs().max():.2g}")

# %% [markdown] id="optional-back-check"
# ## Optional: the gradient in the query, checked
#
# We check $\bar q$ of part 7 by a difference quotient for its second entry, and all of it by PyTorch:

# %% id="optional-back-check-run"
def answer(query):
    return (K @ query / 4**0.5).softmax(0) @ v


step = torch.tensor([0, 1e-6, 0, 0])
learned = q.clone().requires_grad_()
answer(learned).backward()
quotient = (answer(q + step) - answer(q - step)) / 2e-6
tensors.show(by_hand=s_bar @ K / 2, torch=learned.grad, second_by_difference=quotient)

# %% [markdown] id="optional-back"
# ## Optional: several queries on the way back
#
# Two queries, three keys, values of two numbers, all random. The library's pair agrees with PyTorch:

# %% id="optional-back-run"
drawn = [torch.randn(*shape, generator=rng).requires_grad_()
         for shape in ((2, 4), (3, 4), (3, 2))]
out, of_two = attention(*drawn)
out_bar = torch.randn(2, 2, generator=rng)
out.backward(out_bar)
ours = attention_backward(out_bar, of_two)
tensors.show(largest_difference=max((x_bar - part.grad).abs().max()
                                    for x_bar, part in zip(ours, drawn)))

# %% [markdown] id="optional-cost"
# ## Optional: the price as a table
#
# Millions of multiplications of the LSTM and of the head in part 8, and the memory of the weights $A$ at 4 bytes each:

# %% id="optional-cost-run"
print("     T      LSTM     head    weights A")
for T in (100, 1000, 10_000, 100_000):
    lstm = T * 4 * 64 * (64 + 64)  # four gates, from input and state
    one_head = 3 * T * 64 * 64 + 2 * T * T * 64  # Q, K, V; then Q K^T and A V
    print(f"{T:6} {lstm / 1e6:9,.1f} {one_head / 1e6:11,.1f} {4 * T * T / 1e6:10,.2f} MB")
