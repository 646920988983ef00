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
# # 14b The transformer block and a small language model
#
# {minutes} · exercises in [exercises/14b_transformer.ipynb](../exercises/14b_transformer.ipynb)

# %% [markdown] id="hook"
# ## Five pens
#
# A small network has read 250 very short fables, each in one line. An example: *at the mill hen met goat. hi goat, said hen. hi hen, said goat.* It learned one thing only: **which character comes next**. Now it writes. It gives each character a probability, one is drawn, and the drawn one is appended. Then it is asked again.
#
# Five pens write with the same network. Drag *characters written* from 7 to the end. Below you see the probabilities of the next character of one pen (␣ is a blank, ↵ the end of the line). Look at pen 1 after 7, 12, 20 and 29 characters. **Decide first**, in the question below: at a higher *temperature* the likely and the unlikely characters come closer together. What happens to the five lines at temperature 2?

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l14b import fables, figures, kept, looked, model, trials, widgets
from dlcourse.nn import attention

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Pens()

# %% id="hook-ask"
ask.choose(
    "At temperature 1 most lines follow the pattern of the fables. What happens at temperature 2?",
    {"other animals meet, but each line still follows the pattern": "Set the temperature to 2 and drag to the end. A line "
                                                                    "has more than 60 draws. Does each go well?",
     "hardly any line follows the pattern": "Where the pattern allows one character only, that one still has 0.90 on average. "
                                            "But one bad draw spoils a line, and a line has more than 60 of them.",
     "all five pens write the same line": "That is what low temperatures tend to. Set it to 0.1.",
     "nothing: the network is the same": "The network is the same, but its probabilities are changed before the draw."},
    right="hardly any line follows the pattern",
)

# %% [markdown] id="hook-see"
# **See it.** Of 200 lines, 166 follow the pattern at temperature 1, and 1 at temperature 2. At temperature 0.1 all 200 do, but only 48 of them are different.
#
# Now look at pen 1 at temperature 1. After 7 characters, "at the ", six letters share the probability: the places are barn, gate, hill, mill, pond and well. After 29 characters, "... hi ", one letter has nearly all of it. So the network knows *which* animal is greeted. How can a network look back? We build one that does: a **transformer**.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say which loss a model without any knowledge has, and which one a reader has who only knows the pattern (question in part 1).
# 2. Mask the future, and notice when somebody forgot to (questions in part 2).
# 3. Split a token's numbers into heads and join them again (exercise *Several heads that look back only*).
# 4. Complete a transformer block and count its weights (questions in part 4).
# 5. Read from two losses what a model has learned by heart (question in part 5).
# 6. Change probabilities by a temperature (question in part 7).

# %% [markdown] id="needs"
# ## What you need
#
# Attention with queries, keys and values, masks and the waves for positions ([14a](14a_attention.ipynb)). Softmax and cross-entropy in nats ([04b](04b_many_classes.ipynb)). Layer norm and the skip $x + F(x)$ ([10b](10b_normalisation_and_skips.ipynb)). Adam ([09b](09b_adaptive_rules.ipynb)).

# %% [markdown] id="task"
# ## 1 The next character
#
# Our text has 25 different characters. Each gets a number; here a character is a **token**, one item of the sequence. A **language model** gives probabilities for the next token, given all tokens before it. Here are three fables, and the first tokens of the first one.

# %% id="task-run"
print(figures.fables_shown(fables.SMALL, 3))
tensors.show(characters=len(fables.SIGNS), first=fables.tokens("at the").tolist())

# %% [markdown] id="task-loss"
# There are 6 places and 8 names. The two names of a fable differ. So there are $6 \cdot 8 \cdot 7 = 336$ fables. We wrote all of them down and shuffled them. 250 are for training, and the other 86 are **new fables**: no model learns from them.
#
# The **loss** of one character is $-\log p$, where $p$ is the probability that the model gave to it. It is the cross-entropy of 04b, in nats. We report its mean over the characters. What would be a good loss? Start with bad models. One that knows nothing gives each of the 25 characters the probability $1/25$. Its loss is $\log 25 = 3.22$, whatever the text is.
#
# A better model knows how often each character occurs: a blank makes a fifth of the text. A still better one knows how often each character follows *each other one*: a table of 25 rows, filled by counting pairs. Such a model is called **bigram**. We count in the 250 training fables. Then we measure on the new fables.

# %% id="base-run"
learned, new = fables.tokens(fables.LARGE), fables.tokens(fables.NEW)
single = torch.bincount(learned[1:], minlength=25) / len(learned[1:])
pairs = torch.bincount(25 * learned[:-1] + learned[1:], minlength=625).reshape(25, 25) + 0.01
follows = pairs / pairs.sum(1, keepdim=True)  # a row for each character before
tensors.show(uniform=torch.tensor(25.0).log(), letters=-single[new[1:]].log().mean(),
             bigram=-follows[new[:-1], new[1:]].log().mean())

# %% [markdown] id="base-read"
# (The 0.01 keeps a pair that was never seen from having the probability 0.) The bigram model has 1.21 nats: after "t" it gives a blank 0.54 and an "h" 0.26. It sees one character and no more.
#
# **A floor.** Which loss has a reader who knows the pattern? Most characters are then certain, and cost 0. Only three of a fable are open: the first letters of the place and of the two names. (All names begin with different letters. So do all places.) The first name is one of 8, each equally likely, so it costs $\log 8$.

# %% id="floor-ask"
ask.number(
    "A reader knows the pattern. How many nats do the three open letters of a fable cost in all: one of 6 places, one of 8 names, "
    "and one of the 7 other names?",
    5.8171,
    why="log 6 + log 8 + log 7 = 1.792 + 2.079 + 1.946. It is also log 336, for one of 336 fables.",
    mistakes={3.0445: "log(6 + 8 + 7) adds the choices. Add the logarithms.",
              5.9506: "The second name is another one. How many names are left?",
              336: "That is the number of fables. What does one of 336 cost?",
              1.9390: "That is the mean of the three. What do they cost together?",
              2.5263: "You used the logarithm with base 10."},
)

# %% [markdown] id="floor-read"
# A fable has about 65 characters, its end included. So the floor is about $5.82 / 65 \approx 0.09$ nats a character. (Part 5 counts in windows of 68 characters. They show a little of the next fable, which is certain. There the floor is $5.82 / 68 = 0.086$.) On average, nobody who only knows the pattern can do better on new fables. Here is the loss of the network of the five pens, character by character, on a new fable:

# %% id="floor-figure"
end = fables.NEW.index(fables.END, 1) + 1  # of the first new fable
numbers = fables.tokens(fables.NEW[:end])
with torch.no_grad():
    z = model.logits(kept.kept(), numbers[None, None, :-1])[0, 0]
least = fables.surprise(fables.NEW)[1:end]
figures.places(fables.NEW[1:end], model.losses(z, numbers[1:]), least)

# %% [markdown] id="floor-see"
# The three high bars are the three open letters. The network is nearly as low as one can be. To get there it must copy: the "g" after "hi " costs almost nothing, only because a goat was met.

# %% [markdown] id="mask" covers="N14-05"
# ## 2 Do not look ahead
#
# In training all positions are computed at once. Position $t$ reads token $t$, and its target is token $t + 1$. Self-attention lets position $t$ look at every position. So it could look at position $t + 1$, **where the answer stands**. A **causal mask** forbids it: position $t$ may look at positions $1$ to $t$, itself included. The scores of all later positions are set to $-\infty$ before the softmax, so their weights are $e^{-\infty} = 0$.
#
# By hand, for position 2. Its scores for the three positions are $0$, $\log 3$ and $\log 4$. Without a mask the weights go like $e^0 : e^{\log 3} : e^{\log 4} = 1 : 3 : 4$, so half of the weight lies on the answer. With the mask they go like $1 : 3 : 0$, so they are $1/4$, $3/4$ and $0$. They still add to 1, since the mask came *before* the softmax. Set to 0 only afterwards, they would be $1/8$, $3/8$ and $0$, and add to $1/2$. And the answer would still leak: its 4 stands in the sum $1 + 3 + 4 = 8$ by which they are divided.

# %% id="mask-ask"
ask.number(
    "Four positions. Position 3 has the scores log 2, log 3, log 5 and log 6 for positions 1 to 4. Which weights does it give to "
    "positions 1, 2 and 3 under a causal mask?",
    (0.2, 0.3, 0.5),
    why="The fourth is masked. 2 : 3 : 5 adds to 10.",
    mistakes={(0.125, 0.1875, 0.3125): "These add to 0.625: you took the softmax over all four and dropped the last. Mask first.",
              (0.4, 0.6, 0): "Position 3 may look at itself. What is its target?",
              (2, 3, 5): "These are e to the scores. By what does softmax divide?"},
)

# %% [markdown] id="open"
# **What if one forgets the mask?** We trained the same network twice, on the 250 fables, each from five random starts: with the mask and without it. Adam makes 500 steps. Its rate falls evenly from 0.005 to 0. **Decide first.**

# %% id="open-ask"
ask.choose(
    "The network without a mask is trained as the other one. How do its training loss and its writing compare?",
    {"its loss is lower, and it writes better": "The loss is lower. But at whose cost? When it writes, what stands behind the last "
                                                "character?",
     "its loss is lower, and it writes nothing useful": "It learned to read the answer one place ahead. When it writes, that place "
                                                        "is empty.",
     "its loss is higher, since it is confused": "It sees more than the other one, not less. Is the answer among what it sees?",
     "both are alike": "What stands at position t + 1?"},
    right="its loss is lower, and it writes nothing useful",
)

# %% [markdown] id="open-see"
# The row "as in writing" is the loss on new fables if the network gets only what stands *before* the character that it must say. There is nothing ahead to look at. (The other losses are means over the first 49 fables of their text. Why 49? A window reaches into the next fable, so a text of 50 fables has 49 windows. The row "as in writing" takes the first 10 new fables only, since it needs a pass for each character.)

# %% id="open-run"
masked, unmasked = trials.runs(trials.LARGE), trials.runs(trials.OPEN)
print("least and largest of five starts       with mask        without")
for what, one, other in (("training loss", masked.train[-1], unmasked.train[-1]),
                         ("loss on new fables", masked.new[-1], unmasked.new[-1]),
                         ("loss as in writing", masked.asked, unmasked.asked)):
    print(f"{what:30}", *(f"{found.min():8.3f} {found.max():7.3f}" for found in (one, other)))
good = [found.written[:, 0].int() for found in (masked, unmasked)]
print(f"{'fables in 60 lines':30}", *(f"{found.min():8} {found.max():7}" for found in good))
print(*unmasked.lines[:4], sep="\n")
ten = fables.END + "".join(fables.ALL[250:261])  # the last one makes no window
print(f"with mask, 10 fables in one pass: {float(trials.mean_loss(kept.kept(), ten)):.4f}, "
      f"as in writing: {float(trials.asked(kept.kept())):.4f}")

# %% [markdown] id="open-read"
# The last line: for the network of the five pens, which has a mask, both ways agree on the same ten fables.
#
# Without the mask the training loss ends near 0.003, far below the floor of 0.09. On new fables it is as low. So held-out data do not show the mistake. **A loss on new text below the floor is not a success but an alarm.** The loss as in writing shows it: at least 0.51, and with the mask at most 0.10. Not one of its $5 \cdot 60 = 300$ lines is a fable.

# %% [markdown] id="heads"
# ## 3 Several heads
#
# To go on after "hi ", a network needs to know two names and how often "hi" was said before. These stand at different places. But one row of attention weights gives *one* weighted mean. A **head** is one such attention, with queries, keys and values of its own. Several heads look at several places at once. (Whether this small text *needs* them is another question. The optional race at the end does not settle it.)
#
# Let a token have $d$ numbers and let there be $H$ heads. Each head gets $d/H$ of the columns of the queries, of the keys and of the values. Take $d = 2$ and $H = 2$, so each head has one column, and the scores are divided by $\sqrt 1$. Position 3 looks at positions 1 to 3. Its query is $(1, 1)$. The keys are $(0, \log 2)$, $(0, 0)$ and $(\log 2, 0)$, and the values $(0, 12)$, $(4, 8)$ and $(12, 0)$. Below, an index 1 or 2 names the column, and so the head.

# %% id="heads-steps"
from dlcourse.classroom.derivation import derivation

q, two = torch.tensor([1.0, 1.0]), torch.tensor(2.0).log()
K = torch.stack([torch.stack([0 * two, two]), torch.zeros(2), torch.stack([two, 0 * two])])
V = torch.tensor([[0.0, 12.0], [4.0, 8.0], [12.0, 0.0]])
A1, A2 = (K[:, h].mul(q[h]).softmax(0) for h in (0, 1))
derivation(
    (r"$A_1 = \mathrm{softmax}(q_1 K_1)$", "head 1: scores 0, 0, log 2, so 1 : 1 : 2", A1),
    (r"$y_1 = \sum_t A_{1t} V_{t1}$", "0.25 · 0 + 0.25 · 4 + 0.5 · 12", A1 @ V[:, 0]),
    (r"$A_2 = \mathrm{softmax}(q_2 K_2)$", "head 2: scores log 2, 0, 0, so 2 : 1 : 1", A2),
    (r"$y_2 = \sum_t A_{2t} V_{t2}$", "0.5 · 12 + 0.25 · 8 + 0.25 · 0", A2 @ V[:, 1]),
    (r"$y = (y_1, y_2)$", "joined: side by side", torch.stack([A1 @ V[:, 0], A2 @ V[:, 1]])),
    at="at position 3",
)

# %% [markdown] id="heads-one"
# Head 1 looks most at position 3, head 2 at position 1. One head with both columns could not do this, whatever its weights. It has one row of weights for both columns, so it gives one weighted mean of the three values. The two numbers of each value add to 12. So do those of every weighted mean. But $7 + 8 = 15$.
#
# **The output weights.** Joined, head 1 fills the first columns and head 2 the last ones. A matrix $W_O$ of shape $(d, d)$ mixes them: $W_O\, y$. With the rows $(1, 1)$ and $(1, -1)$, $(7, 8)$ becomes $(15, -1)$. (It is also called a *projection*.) So several heads are: $Q, K, V$ from $X$ by $W_Q, W_K, W_V$; split; attention in each head, with $\sqrt{d/H}$; join; $W_O$.

# %% [markdown] id="split"
# ### A split that goes wrong
#
# In code, $X$ has the shape $(B, T, d)$: batch, time, width. For the heads one needs $(B, H, T, d/H)$. Eve writes the shape that she needs: `X.view(B, H, T, d // H)`. It runs. Ann first splits the last axis, then exchanges two axes: `X.view(B, T, H, d // H).transpose(1, 2)`. Take two tokens, $(1, 2, 3, 4)$ and $(5, 6, 7, 8)$, and two heads.
#
# A head's rows should be the tokens. Ann's head 1 has $(1, 2)$ of token 1 and $(5, 6)$ of token 2. Eve's head 1 has $(1, 2)$ and $(3, 4)$: *both from token 1*. Token 2 is in the other head. So her two tokens never meet.
#
# With six tokens it is no better. Call the first half of a token's numbers a, the second half b. The rows of the heads are then:
#
# | row | Ann, head 1 | Ann, head 2 | Eve, head 1 | Eve, head 2 |
# |---|---|---|---|---|
# | 1 | 1a | 1b | 1a | 4a |
# | 2 | 2a | 2b | 1b | 4b |
# | 3 | 3a | 3b | 2a | 5a |
# | 4 | 4a | 4b | 2b | 5b |
# | 5 | 5a | 5b | 3a | 6a |
# | 6 | 6a | 6b | 3b | 6b |
#
# Eve joins with the same `view` backwards. Her output 1 is rows 1 and 2 of her head 1, side by side. Her output 4 is rows 1 and 2 of head 2. She tests her network: she changes token 6 and looks at the outputs.

# %% id="split-ask"
ask.choose(
    "With a causal mask, a change of token 6 must not reach the outputs 1 to 5. Eve's outputs 1 to 5 indeed do not move. Does this "
    "show that her heads are right?",
    {"yes: no output sees the future": "It shows that nothing comes from the future. Does everything come that should?",
     "no: she should also change token 1 and see whether output 6 moves": "It does not move in her network. A mask test finds what "
                                                                          "should not arrive. It cannot find what is missing.",
     "no: she should try other weights": "With any weights token 1 and token 6 are in different heads of hers.",
     "yes, if the training loss falls": "It may fall. The network then learns with what it has left."},
    right="no: she should also change token 1 and see whether output 6 moves",
)

# %% [markdown] id="split-see"
# Here both tests are run for all pairs: a 1 where output $t$ (row) moves with token $s$ (column). PyTorch's gradient says so. Six tokens, eight numbers each, two heads, random weights.

# %% id="split-test"
def reach(split, join):
    rng = tensors.generator(0)
    X = torch.randn(1, 6, 8, generator=rng).requires_grad_()
    W = torch.randn(4, 8, 8, generator=rng)
    QKV = [split(X @ w.mT) for w in W[:3]]  # (1, heads, 6, 4) each
    Y = join(attention.attention(*QKV, mask=attention.causal_mask(6))[0]) @ W[3].mT
    # one gradient for each output: by how much does it move with the numbers of each token?
    moves = [torch.autograd.grad(y.square().sum(), X, retain_graph=True)[0] for y in Y[0]]
    return (torch.cat(moves).abs().sum(2) > 0).int()


eve = reach(lambda Z: Z.view(1, 2, 6, 4), lambda Z: Z.reshape(1, 6, 8))
ann = reach(lambda Z: Z.view(1, 6, 2, 4).transpose(1, 2), attention.join_heads)
for left, right in zip(eve.tolist(), ann.tolist()):
    print("Eve", *left, "     Ann", *right)

# %% [markdown] id="split-mend"
# Both tables have zeros above the diagonal. Eve's has zeros below, too: outputs 4 to 6 know nothing of tokens 1 to 3. Her heads are the two halves of the text, as the last two columns above say. Ann's way back is the same in reverse: first `transpose(1, 2)`, then `reshape`. In the library: `attention.split_heads` and `attention.join_heads`.
#
# **Your turn** (25 minutes): [*Several heads that look back only*](../exercises/14b_transformer.ipynb), exercise 1.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="block"
# ## 4 The block
#
# Heads carry numbers between tokens. But their outputs are weighted means of values, mixed by $W_O$. What is missing is a bend that works on each token. So a **block** has two parts. In part one the tokens look at each other. In part two, the **feed-forward** part, each token goes alone through a small network of two layers: $W_2\, \mathrm{gelu}(W_1 x + b_1) + b_2$. All tokens share its weights. The bend **gelu** is $z\, \Phi(z)$, a relu with a rounded corner: $\Phi(z)$ is the area under the bell to the left of $z$. It goes from 0 to 1, as in 05a.

# %% id="block-figure"
figures.block_drawing()

# %% [markdown] id="block-read"
# Both parts stand past a skip, as in 10b: what they find is *added* to the stream of numbers below. In front of each part the layer norm of 10b takes each token's numbers to mean 0 and variance 1, then scales and shifts them. Since the norm comes first, this is **pre-norm**. (The transformer of 2017 normed after each plus sign.)
#
# **Complete it.** Two gaps are left in this block:
#
# ```python
# def my_block(X, w, heads, mask):
#     looked = multi_head(norm(X, w.gamma1, w.beta1), ...)
#     X = ____ + looked                                     # gap 1
#     inside = gelu(norm(____, w.gamma2, w.beta2) @ w.W1.mT + w.b1)   # gap 2
#     return X + inside @ w.W2.mT + w.b2
# ```

# %% id="block-ask"
ask.choose(
    "What belongs into gap 1 and gap 2?",
    {"X and X": "The stream itself is carried on, and the second norm reads the stream as it is after the first plus sign.",
     "norm(X) and X": "Then the skip would pass on the normed numbers. Where does the branch leave the line in the figure?",
     "X and looked": "Then the feed-forward part would not see what was there before the heads.",
     "X and the old X from before the heads": "The second branch leaves the line behind the first plus sign."},
    right="X and X",
)

# %% [markdown] id="block-code"
# Here is the whole block, with the weights of the first block of the five pens, on random tokens. The library's `attention.block` does the same, and has its way back beside it.

# %% id="block-run"
def norm(X, gamma, beta):
    return torch.nn.functional.layer_norm(X, X.shape[-1:]) * gamma + beta


def my_block(X, w, heads, mask):
    normed = norm(X, w.gamma1, w.beta1)
    looked, _ = attention.multi_head(normed, *w[2:6], heads=heads, mask=mask)
    X = X + looked
    inside = torch.nn.functional.gelu(norm(X, w.gamma2, w.beta2) @ w.W1.mT + w.b1)
    return X + inside @ w.W2.mT + w.b2


given = attention.BlockParams(*(p[0] for p in kept.kept().blocks[0]))
X, past = torch.randn(1, 10, 32, generator=tensors.generator(1)), attention.causal_mask(10)
torch.allclose(my_block(X, given, 4, past), attention.block(X, given, heads=4, mask=past)[0])

# %% [markdown] id="model"
# ### The whole model
#
# Before the blocks: each character has a row of $d = 32$ learned numbers, its **embedding**. The waves of 14a for its position are added to it, to tell the order. Does the mask not tell it? It says what lies behind a position, but not in which order. In *one* masked block without waves one can swap two earlier tokens, and the last output stays the same. With two blocks it moves. Then come two blocks with four heads and $d_{ff} = 64$ hidden units. Behind them: one more layer norm, and a layer from 32 numbers to 25 logits. How many weights are these?

# %% id="model-steps"
d, d_ff, known = 32, 64, 25  # 25 characters
four, norms, feed = 4 * d * d, 2 * (d + d), d_ff * d + d_ff + d * d_ff + d
one_block, rest = four + norms + feed, known * d + 2 * d + known * d + known
derivation(
    (r"$4\, d^2$", "one block: W_Q, W_K, W_V and W_O, without biases", four),
    (r"$2 \cdot (d + d)$", "its two norms: γ and β", norms),
    (r"$d_{ff}\, d + d_{ff} + d\, d_{ff} + d$", "its feed-forward part: W₁, b₁, W₂, b₂", feed),
    (r"$25\, d + 2 d + 25\, d + 25$", "embedding 800, last norm 64, last layer 825", rest),
    (r"sum", "2 · (4096 + 128 + 4192) + 1689", 2 * one_block + rest),
    at="for d = 32, d_ff = 64",
)

# %% id="model-ask"
ask.number(
    "A block of width d = 8 has 2 heads and d_ff = 32 hidden units. How many weights does it have? And how many with 4 heads?",
    (840, 840),
    why="4 · 64 = 256 for the heads, 2 · 16 = 32 for the norms, 32 · 8 + 32 + 8 · 32 + 8 = 552 for the feed-forward part. More heads "
        "are narrower. They need no more weights.",
    mistakes={(840, 1096): "Four heads share the same 8 columns: each has 2 of them.",
              (840, 1680): "More heads are narrower ones.",
              (800, 800): "You left out the biases of the feed-forward part.",
              (808, 808): "The norms have γ and β, too.",
              (776, 776): "W_O has weights, too.",
              (824, 824): "There are two norms."},
)

# %% [markdown] id="train"
# ## 5 Training
#
# The model reads a batch of 8 fables at once. Each window is 68 characters long, so it reaches a little into the next fable. The loss is the mean over all characters: 68 predictions a window, from one pass. Here are the first 60 steps. (`model.logits` runs several models side by side, so there is an axis in front.)

# %% id="train-run"
rng = tensors.generator(0)
student = model.start(1, rng=rng)  # one model
adam = torch.optim.Adam(student.tensors(), lr=0.005)
windows, targets = model.windows(fables.LARGE)
for step in range(61):
    idx = torch.randint(len(windows), (1, 8), generator=rng)
    loss = model.losses(model.logits(student, windows[idx]), targets[idx]).mean()
    adam.zero_grad()
    loss.backward()
    adam.step()
    if step % 20 == 0:
        print(f"step {step:2}  loss {float(loss.detach()):.2f}")
print(f"on new fables {float(trials.mean_loss(student, fables.NEW)):.2f}")

# %% [markdown] id="train-read"
# It starts near $\log 25 = 3.22$, as a model should that knows nothing. After 60 steps the loss on new fables is already far below the 1.21 of the bigram table.
#
# **Little text.** Now one network learns for 500 steps from 250 fables, and another one from only the first 50 of them. From here on the rate falls evenly from 0.005 to 0, as in part 2. Each loss is the mean over the first 49 fables of a text. (The five pens have a further network: one start, 800 steps on the 250 fables.)

# %% id="train-ask"
ask.choose(
    "The network that learns from 50 fables is measured on these 50. The floor for new fables is 0.09 nats a character. Where does "
    "its training loss end?",
    {"above 0.09: nobody can do better": "On new fables, nobody who only knows the pattern can. Does it have to guess which of its own 50 fables comes?",
     "at 0.09": "That is what the pattern alone gives. What else can one know about 50 lines that one has read 80 times (500 steps of 8 fables, divided by 50)?",
     "below 0.09": "To name one of 336 fables costs log 336 = 5.82 nats. To name one of its 50 costs only log 50 = 3.91.",
     "at 0": "It still cannot know which of its 50 fables comes next."},
    right="below 0.09",
)

# %% [markdown] id="train-see"
# A line is the mean of five random starts, its band reaches from the least to the largest.

# %% id="train-figure"
found = {name: trials.runs(name) for name in (trials.SMALL, trials.LARGE)}
figures.learning(found, model.floor(fables.NEW))

# %% [markdown] id="train-after"
# **50 fables** (left): the training loss ends at 0.063 to 0.069, *below* the floor of 0.086. (That is $5.82 / 68$, as in part 1.) The loss on new fables ends at 0.164 to 0.201, about twice the floor. We looked every 50 steps: its mean was lowest at step 200, with 0.167, and rose to 0.185. This is overfitting. Part of what was learned is the list, by heart. Who knows the list pays $3.91 / 68 = 0.058$ a character. So below the floor on *training* text means a learned list. Below the floor on *new* text means a leak, as in part 2.
#
# **250 fables** (right): 0.092 to 0.094 on new fables, and 0.089 to 0.091 in training. Who knows this list pays $\log 250 / 68 = 0.081$. The same network with the same number of steps has hardly a gap.

# %% id="recall-1"
ask.choose(
    "A model's loss on the data that it learned from is far below the one on held-out data, which has begun to rise. Which of these "
    "would not be expected to lower the held-out loss?",
    {"more data": "The figure above shows that it helps.",
     "stopping earlier": "It keeps the weights from before the rise.",
     "training longer": "The held-out loss is rising already.",
     "weight decay": "It holds the weights small, and can lessen overfitting."},
    right="training longer",
)

# %% [markdown] id="look"
# ## 6 Where the heads look
#
# Here are the eight heads of the five pens' network, while it reads one new fable. Position 0 is the end of the line before. Each row of the upper picture holds the weights of one position; position 0 is the lowest row. The row of the chosen position is drawn below. Position 28 is the blank after the first "hi". The next letter is an "f". **Predict:** where must some head look? Then try all heads of block 2 from positions 28 and 38.

# %% id="look-live"
widgets.Heads()

# %% [markdown] id="look-read"
# From position 28, after "hi ", heads 2 and 4 of block 2 give 0.96 and 0.74 of their weight to the letters of "fox". From position 38, after "said ", head 4 gives 0.49 to "owl" and nothing to "fox". So *where* a head looks depends on what was read. (A row has no weight to the right of its own position: that is the mask.)
#
# One fable is little. The table shows means over new fables, from two positions. After the first "hi " the second name is needed, after the first "said " the first name. How much weight lies on it?
#
# Weights say where a head looks. They do not say what the model makes of it. A second test is to **switch a head off** and to measure the loss of the letter that comes next, at the same two positions. For that, the 8 columns of $W_O$ that belong to the head are set to 0.

# %% id="look-run"
off = {f"{b + 1}.{h + 1}": model.without(kept.kept(), b, h) for b in (0, 1) for h in range(4)}
off["2.2 and 2.4"] = model.without(off["2.2"], 1, 3)
weight = looked.on_names(kept.kept(), fables.NEW).flatten(0, 1).tolist()
print("                  after hi         after said      loss over all")
print("head off       weight    loss    weight    loss")
for number, (name, less) in enumerate({**off, "none": kept.kept()}.items()):
    w = weight[number] if number < 8 else (float("nan"), float("nan"))
    hi, said, mean = looked.letters(less, fables.NEW).tolist()
    row = f"{name:12} {w[0]:8.2f} {hi:7.3f} {w[1]:9.2f} {said:7.3f} {mean:12.3f}"
    print(row.replace("nan", "  -"))

# %% [markdown] id="look-said"
# Look at "after hi". Heads 2 and 4 of block 2 give 0.90 and 0.93 of their weight to the name that is needed. Without head 2 the next letter costs 0.028, without head 4 it costs 0.192. Both are small against 1.227, the loss without both. **One stands in for the other.** Switching off one head at a time does not show that.
#
# Now "after said". Here head 4 alone off costs 0.664, and both off cost 0.726. So head 2 hardly stands in here.
#
# The largest loss of a single head depends on the position, too. After "said " it is 1.727, from head 2 of block 1. After "hi " it is 1.322, from head 1 of block 1, with 0.343 over all. This head gives 0.47 of its weight to the name after "hi ", more than any other head of block 1.
#
# Hence both tests can mislead, the weights and the switch. And this is one network: with another start, heads may have other tasks.

# %% [markdown] id="temp"
# ## 7 Temperature
#
# Before the softmax, the logits are divided by the **temperature** $\tau$: $p = \mathrm{softmax}(z/\tau)$. By hand, for three logits $z = (\log 4, \log 2, 0)$ and $\tau = 1/2$: dividing by $1/2$ doubles the logits, and $2 \log 4 = \log 16$. At $\tau = 1$ they go like $4 : 2 : 1$.

# %% id="temp-steps"
logs = torch.tensor([4.0, 2.0, 1.0]).log()
derivation(
    (r"$\tau = 1/2$", "squared, 16 : 4 : 1, divided by 21", (2 * logs).softmax(0)),
    (r"$\tau = 2$", "roots, 2 : 1.414 : 1, divided by 4.414", (logs / 2).softmax(0)),
    at="for z = (log 4, log 2, 0)",
)

# %% [markdown] id="temp-read"
# A low temperature sharpens, a high one flattens. For $\tau \to 0$ only the largest logit is left. For $\tau \to \infty$ all characters become equally likely.

# %% id="temp-ask"
ask.number(
    "The logits are log 9, log 4 and 0. Which probabilities do they have at temperature 2?",
    (0.5, 0.3333, 0.1667),
    why="Divided by 2 they are log 3, log 2 and 0. 3 : 2 : 1 adds to 6.",
    mistakes={(0.6429, 0.2857, 0.0714): "That is temperature 1. Divide the logits by 2 first.",
              (0.8265, 0.1633, 0.0102): "You multiplied the logits by 2: that is temperature 1/2.",
              (0.3214, 0.1429, 0.0357): "You halved the probabilities. They must add to 1.",
              (3, 2, 1): "These are e to the logits. By what does softmax divide?"},
)

# %% [markdown] id="temp-table"
# What does it do to the lines? 200 lines at each temperature, by the network of the five pens:

# %% id="temp-run"
print("                     expected             counted, of 200 lines")
print("temperature  certain    open  fables   fables  mixed up  broken  different")
for tau in ("0.1", "0.5", "1", "1.5", "2"):
    certain, allowed, fable, _ = looked.expected(kept.kept(), float(tau))
    good, mixed, broken, _, different = kept.KEPT["shares"][tau]
    print(f"{tau:>11} {certain:8.4f} {allowed:7.3f} {200 * fable:7.1f} "
          f"{good:8} {mixed:9} {broken:7} {different:10}")

# %% [markdown] id="temp-said"
# The column "certain" has the mean probability of the right character, where the pattern allows one only. At temperature 1 it is 0.9986, at 2 it is still 0.9046. But about 62 characters of a fable are certain, and their probabilities are *multiplied*: $0.9986^{62} = 0.92$, $0.9775^{62} = 0.24$ and $0.9046^{62} = 0.002$.
#
# The open letters can go wrong, too. The column "open" has the probability that all three are allowed ones. At temperature 1 it is 0.923, so in all one expects $0.92 \cdot 0.923 = 0.85$. At 0.5 nearly each certain character is right, but "open" is only 0.964. What goes wrong there? The network may name the first animal again.
#
# The column "fables" is exact. The probability of a line is the product over all its characters. Added over the 336 fables, it says how many of 200 lines should be fables: 169.6 at temperature 1, 42.1 at 1.5, and 0.3 at 2. We counted 166, 35 and 1. A line is **mixed up** if all its words are places and names at their posts, but the names do not fit. At temperatures 0.5 and 1 all these lines have one name twice: "bear met bear". All other lines are **broken**.

# %% [markdown] id="heart"
# **Did it learn the fables by heart?** Who only knows the pattern gives all 336 fables the same probability. Then 250 of 336, or 74 %, of a writer's fables stand in the text of the training. For our network this share can be computed from the probabilities of all 336. At temperature 1 it is 80 %, so it prefers the learned ones a little. Low temperatures enlarge the preference: 84 % at 0.5 and 97 % at 0.1.

# %% [markdown] id="transfer"
# ## Transfer
#
# A team trains a model to predict tomorrow's power demand from the days before. It uses self-attention over a window of 30 days; each position predicts the next day. The error on training *and* on held-out windows is almost 0. Live, the forecasts are useless.

# %% id="transfer-ask"
ask.choose(
    "Which cause fits best, and which test would show it before the model goes live?",
    {"overfitting; measure on more held-out windows": "The held-out error is almost 0, too. Overfitting would show there.",
     "a missing causal mask; change one day, and see whether outputs before it move": "They must not. The error of a forecast from the "
                                                                                      "past alone would show it, too.",
     "too few heads; try eight": "The error in training is almost 0. More heads cannot mend what is not wrong there.",
     "missing position waves; shuffle the days": "Without them the training error would not be almost 0 for a good reason. "
                                                 "What does position t see?"},
    right="a missing causal mask; change one day, and see whether outputs before it move",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A language model gives probabilities of the next token. Its loss is the mean of $-\log p$, in nats. Compare it with simple models and, if you can, with a floor.
# - A causal mask keeps positions from seeing their own targets. Without it, training and held-out loss look too good, and the writing fails.
# - Heads: split the columns, attend in each head with $\sqrt{d/H}$, join, mix by $W_O$. `view` alone does not split: transpose.
# - A pre-norm block is $X$ + heads(norm($X$)), then + feed-forward(norm(.)).
# - Where a head looks and what is lost without it are two tests. Heads can stand in for each other.
# - With little text the model learns the list by heart: the training loss falls below the floor.
# - Temperature divides the logits. Low ones repeat the likely, high ones break the pattern.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $T$ | `T` | number of tokens in a window |
# | $d$ | `d` | width: numbers of a token |
# | $H$ | `heads` | number of heads; each has $d/H$ columns |
# | $Q, K, V$ | `Q`, `K`, `V` | queries, keys, values |
# | $A$ | `A` | attention weights; each row adds to 1 |
# | $W_Q, W_K, W_V, W_O$ | `Wq`, `Wk`, `Wv`, `Wo` | weights of the heads, $(d, d)$ |
# | $W_1, b_1, W_2, b_2$ | `W1`, `b1`, `W2`, `b2` | the feed-forward part |
# | $d_{ff}$ | `d_ff` | number of its hidden units |
# | $\gamma, \beta$ | `gamma1`, `beta1`, ... | scale and shift of a layer norm |
# | $\Phi$ | | area to the left under the bell |
# | $\tau$ | `temperature` | temperature |

# %% [markdown] id="glossary"
# ## Words
#
# **token** one item of a sequence, here a character · **language model** a model that gives probabilities of the next token · **bigram** a model that knows the token before and no more · **embedding** the learned numbers of a token · **causal mask** forbids each position to look at later ones · **head** one attention with columns of its own · **output weights** $W_O$, which mix the joined heads · **feed-forward part** two layers that each token passes alone · **pre-norm** the norm stands in front of each part · **transformer block** heads and feed-forward part, each with norm and skip · **gelu** $z\,\Phi(z)$ · **temperature** divides the logits before a draw. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Large language models have this block, dozens of times one after the other, with thousands of numbers a token. Their tokens are pieces of words.
#
# The table of weights has $T^2$ numbers, so a text of double length costs four times as much there. While writing, keys and values are kept (a *cache*). Then a new token costs one row and not the whole table. Texts of different lengths share a batch: the short ones are filled up (*padding*), and a mask hides the filling.
#
# A translator has a second kind of attention, *cross-attention*. The queries come from the text that is written, the keys and values from the text that is read. The reading part is called encoder, the writing part decoder. Ours is a decoder alone.

# %% [markdown] id="optional-race"
# ## Optional: one head or four?
#
# Are four heads better than one? Both have the same number of weights. Each gets four learning rates and five starts, on 250 fables, for 150 steps.

# %% id="optional-race-run"
race = {h: {rate: trials.runs(trials.heads_name(h, rate)).new[-1] for rate in trials.RATES}
        for h in (1, 4)}
best = {h: min(by_rate, key=lambda rate: float(by_rate[rate].mean()))
        for h, by_rate in race.items()}
ahead = race[1][best[1]] - race[4][best[4]]
print("best rates:", best)
print(f"1 head minus 4 heads: {ahead.mean():.4f} ± {ahead.std() / 5**0.5:.4f}")
figures.race(race, model.floor(fables.NEW))

# %% [markdown] id="optional-race-read"
# Both are best at the rate 0.02. From the same starts and with the same batches, one head ends higher by $0.009 \pm 0.006$ on average, and in one of the five pairs it ends lower. The mean is less than two standard errors from 0. So **we do not conclude** that four heads are better here. After 150 steps both are still above the floor. And the best rate was chosen on the same fables whose loss is reported. So both losses are a little too good.
