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
# # 04c A hundred thousand classes
#
# {minutes} · optional · exercises in `exercises/04c_a_hundred_thousand_classes.ipynb`

# %% [markdown] id="hook"
# ## Seventeen questions
#
# A language model picks the next word among 100 000. Softmax needs 100 000 powers and their sum, for every single word of a text. There is another way: ask one yes-or-no question after the other, each with a probability of its own. Such questions form a **tree**. Here is one with four words at its ends. Follow the way to *red*, then to the other words.

# %% id="hook-live"
import torch

from dlcourse import ask, losses, tensors
from dlcourse.lectures.l04c import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Decisions()

# %% [markdown] id="hook-ask"
# Soon you will move the logit of the question *red?* from -1.5 to 4. Decide first what that does.

# %% id="hook-settles"
ask.choose(
    "A tree first asks 'animal?'. If yes it asks 'cat?', if no it asks 'red?'. So the words are cat, dog, red and "
    "blue. The logit of 'red?' rises. Which probabilities change?",
    {"that of red alone": "The four add up to 1. Who pays for what red gains?",
     "those of all four": "That is what softmax does. Does the way to cat pass the question 'red?'",
     "those of red and blue": "What the tree sends to 'no animal' is divided anew between the two. Cat and dog do not "
                              "feel it. That is why a tree is cheap.",
     "none of them": "The way to red passes the question 'red?'. What does its logit decide there?"},
    right="those of red and blue",
)

# %% [markdown] id="hook-see"
# **See it.** Move the logit of *red?* to 4: cat and dog do not move. Then move the first question, *animal?*. Which words change now?

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Find the probability of a class from a tree of decisions (exercise *A probability from a tree of decisions*).
# 2. Say what a tree saves, and what it does not save (questions in parts 1 and 3, and at the end).
# 3. Estimate a loss from a few words, and say why the estimate is too small on average (questions in part 4).

# %% [markdown] id="needs"
# ## What you need
#
# Softmax, log-sum-exp and the gradient *prediction minus truth* ([04b](04b_many_classes.ipynb)), and the sigmoid $\sigma(z) = 1/(1 + e^{-z})$ with its loss ([04a](04a_two_classes.ipynb)).

# %% [markdown] id="cost" covers="N04-18"
# ## 1 How many questions?
#
# Let the text so far be described by $d = 512$ numbers, the input $x$. A softmax layer for $C = 100\,000$ words has a weight vector for each word. One word of training costs $512 \cdot 100\,000 = 51.2$ million multiplications, and the gradient touches every row.
#
# In a tree you ask one question after the other. Each answer halves what is left: 8 words need 3 questions, since $2^3 = 8$. How many do 100 000 words need?

# %% id="cost-ask"
ask.number(
    "Each yes-or-no question halves the words that are left. How many questions single out one of 100 000 words? "
    "(2 to the power 10 is 1024.)", 17,
    why="2 to the power 16 is 65 536, which is too few; to the power 17 it is 131 072.",
    mistakes={16: "2 to the power 16 is 65 536. Is that enough?",
              50000: "Each answer removes half of what is left, not one word or two.",
              99999: "That is how many questions the whole tree holds. How many stand on one way?",
              11.5: "That is the natural logarithm. Which power of 2 is 100 000?",
              5: "That is the power of 10. With yes or no, each answer only halves."},
)

# %% [markdown] id="cost-read"
# Every question has a weight vector of its own. So one word of training costs $512 \cdot 17 = 8704$ multiplications, about 5900 times fewer.
#
# **This saves work, not memory.** At the start all words are one group, and each question makes one group more. At the end there are 100 000 groups. So the whole tree has 99 999 questions, one less than words, and it must store 512 weights for each. But a single word meets only 17 of them.

# %% [markdown] id="tree"
# ## 2 A probability from decisions
#
# The places where a question is asked are called **inner nodes**. The first of them is the **root**, and the words at the ends are the **leaves**. At each inner node $k$ stands a logit $z_k$, computed from the input by the node's own weights. The way goes left with the probability $\sigma(z_k)$, and right with $1 - \sigma(z_k)$. **The probability of a word is the product along its way.** Such probabilities are called **hierarchical softmax**. Take $\sigma(z_0) = 0.6$ at the root, $\sigma(z_1) = 0.5$ at the left node and $\sigma(z_2) = 0.1$ at the right one:
#
# | word | way | product | probability |
# |---|---|---|---|
# | cat | left, left | 0.6 · 0.5 | 0.30 |
# | dog | left, right | 0.6 · 0.5 | 0.30 |
# | red | right, left | 0.4 · 0.1 | 0.04 |
# | blue | right, right | 0.4 · 0.9 | 0.36 |
#
# They add up to 1, without any division: each node splits what it receives into two parts. Look at the best word, too. The root prefers left, with 0.6. And yet *blue*, on the right, is the most probable word. We shall need that at the end.
#
# The same with blanks, for other numbers: $\sigma(z_0) = 0.7$, $\sigma(z_1) = 0.2$, $\sigma(z_2) = 0.5$.
#
# | word | way | product | probability |
# |---|---|---|---|
# | cat | left, left | 0.7 · 0.2 | 0.14 |
# | dog | left, \_\_\_ | 0.7 · \_\_\_ | \_\_\_ |
# | red | \_\_\_, left | \_\_\_ · 0.5 | \_\_\_ |

# %% id="tree-ask"
ask.number(
    "A tree goes left with 0.7 at the root, with 0.2 at its left node and with 0.5 at its right node. The words from "
    "left to right are cat, dog, red and blue. What are the probabilities of dog and red?",
    (0.56, 0.15), digits=2,
    why="left, then right: 0.7 · 0.8. Right, then left: 0.3 · 0.5.",
    mistakes={(0.14, 0.35): "You went left at every node. Where does the way to each word turn?",
              (0.56, 0.35): "Dog is right. Which way does red take at the root?",
              (0.24, 0.15): "Red is right. Which way does dog take at the root?",
              (1.5, 0.8): "You added along the way. Both decisions must happen: what do their probabilities do?",
              (0.8, 0.5): "These are the last decisions alone. What led there?"},
)

# %% [markdown] id="log"
# Training needs the logarithm. There the product becomes a sum. For a turn to the right one formula helps:

# %% id="log-steps"
from dlcourse.classroom.derivation import derivation

one = torch.tensor(1.0)
derivation(
    (r"$1 - \sigma(z) = 1 - \dfrac{1}{1 + e^{-z}}$", "definition of the sigmoid",
     1 - one.sigmoid()),
    (r"$= \dfrac{e^{-z}}{1 + e^{-z}}$", "write 1 with the same denominator, and subtract",
     (-one).exp() / (1 + (-one).exp())),
    (r"$= \dfrac{1}{e^{z} + 1} = \sigma(-z)$", "times $e^z$ above and below", (-one).sigmoid()),
    at="at z = 1",
)

# %% [markdown] id="log-read"
# So write a sign for each turn: $s = 1$ for left, $s = -1$ for right. Each decision has the probability $\sigma(s z)$, and
#
# $$\log p(\text{word}) = \sum_{k \text{ on the way}} \log \sigma(s_k z_k)$$
#
# **Mend this.** A program knows the nodes on the way to *red*, the root and the right node, and the signs of its turns. With the numbers of the first table, it should say $\log 0.04 = -3.22$:
#
# ```python
# way = [0, 2]                      # root, right node
# signs = torch.tensor([-1., 1.])   # right, then left
# z[way]                            # the logits of nodes 0 and 2
# z[way].sigmoid().log().sum()      # -2.81
# ```

# %% id="log-mend"
ask.choose(
    "`z[way]` holds the logits at the root and at the right node, with the sigmoids 0.6 and 0.1. The way turns right, "
    "then left, and `signs` is (-1, 1). `z[way].sigmoid().log().sum()` gives log 0.06. Which line gives log 0.04?",
    {"`(signs * z[way]).sigmoid().log().sum()`": "The first factor becomes σ(-z) = 1 - 0.6 = 0.4. And 0.4 · 0.1 is 0.04.",
     "`(signs * z[way].sigmoid()).log().sum()`": "Now the first factor is -0.6. Has it a logarithm?",
     "`(signs * z[way].sigmoid().log()).sum()`": "This turns the sign of a logarithm: log p becomes -log p = log(1/p). "
                                                 "Is 1/0.6 a probability?",
     "`z[way].sigmoid().log().prod()`": "The probabilities are multiplied. What happens to their logarithms?"},
    right="`(signs * z[way]).sigmoid().log().sum()`",
)

# %% [markdown] id="log-exercise"
# One thing is still missing there. For logits as large as 1000 or -1000, $\sigma(sz)$ may be stored as 0, and its logarithm as $-\infty$. As in part 7 of 04b, $-\log\sigma(u) = \log(1 + e^{-u})$. Take the factor $e^{-u}$ out, as in part 4 of 04a: it becomes $-u + \log(1 + e^{u})$. For $u = -1000$ that is $1000 + 0$, and no large power is needed. `torch.nn.functional.logsigmoid` does it for you.
#
# **Your turn** (10 minutes): [*A probability from a tree of decisions*](../exercises/04c_a_hundred_thousand_classes.ipynb), exercise 1.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in: a good place to stop. Then the tree learns, and the second way out comes: a sample.

# %% [markdown] id="learn"
# ## 3 Learning, and a better tree
#
# Each node is a logistic regression. For a word whose way turns left, the node's label is 1. For a turn to the right it is 0. So the gradient at each node on the way is *prediction minus truth* again. And at all other nodes it is 0: their logits do not occur.

# %% id="recall-1"
ask.number(
    "A node has p = σ(z) = 0.6, the input is x = (10, 1), and the way of the true word turns right there, so the label "
    "is 0. What are the two entries of the derivative of -log p(word) with respect to the node's weights?",
    (6, 0.6),
    why="(0.6 - 0)·x. A step makes a turn to the right more probable.",
    mistakes={(-4, -0.4): "That is for a turn to the left, with the label 1.",
              (-6, -0.6): "That is truth minus prediction.",
              (0.6, 0.6): "That is prediction minus truth. How does the input enter?",
              (4, 0.4): "Is the prediction 0.4 or 0.6? Which label has a turn to the right?"},
)

# %% [markdown] id="learn-shape"
# Must every word lie equally deep? Some words are frequent. Suppose that half of a text is *the*, a quarter *of*, and an eighth each *cat* and *owl*. With 2 questions for each word, the mean is 2. Now put *the* directly under the root, *of* one deeper, and the others deepest:

# %% id="learn-ask"
ask.number(
    "The words the, of, cat and owl make up 1/2, 1/4, 1/8 and 1/8 of a text. In a tree they need 1, 2, 3 and 3 "
    "questions. How many questions does a word of the text need on average?", 1.75,
    why="1/2 · 1 + 1/4 · 2 + 1/8 · 3 + 1/8 · 3.",
    mistakes={2.25: "That is the mean of 1, 2, 3 and 3. How often does each word occur?",
              2: "That is the balanced tree.",
              1.375: "One of the two words with 3 questions is missing.",
              7: "You divided by the shares or left them out. A mean weighs each number with its share."},
)

# %% [markdown] id="learn-trees"
# Both trees side by side:

# %% id="learn-figure"
figures.two_trees(["the", "of", "cat", "owl"], [0.5, 0.25, 0.125, 0.125])

# %% [markdown] id="learn-read"
# The tree with the fewest questions on average is called a **Huffman tree**. It is built from below. Join the two rarest entries, give the pair the sum of their shares, and go on until one is left. Here *cat* and *owl* come first and make $\frac14$. With *of* they make $\frac12$, and with *the* 1. Compare 04a: with logarithms to base 2 the surprises are $-\log_2 \frac12 = 1$, then 2, 3 and 3. Each word lies as deep as its surprise, so the mean is the entropy, measured in base 2. No tree does better.
#
# How much does it save on real text? Roughly, the second word there occurs half as often as the first, and the $n$-th $1/n$ times as often. Then 100 000 words need about 11.5 questions on average, not 17.
#
# Which words lie below the same node matters, too. A question is one weight vector, so it can split the inputs only by one straight border. *Animal?* can often be answered from the text before the word. *Is it one of cat and blue?* hardly can. So words that fit into the same sentences belong under the same node. The two wishes conflict: *the* and *of* would have to part.

# %% [markdown] id="sampled" covers="N04-19"
# ## 4 A sample instead of all
#
# The second way out keeps softmax, and only **estimates** its sum. The loss is $\log S - z_y$, where $S$ adds the powers $e^z$ of all words. Keep the true word's power, and estimate the rest of the sum from a few words drawn at random.
#
# By hand. The true word has the power $e^{z_y} = 8$. Four other words have the powers 1, 2, 3 and 6, together 12. Draw one of the four, each with the probability $\frac14$. It stands for four words, so multiply its power by 4: that gives 4, 8, 12 or 24. On average that is $\frac14(4 + 8 + 12 + 24) = 12$. So the estimate is right on average.
#
# **Two solutions.** Now the draws are uneven: 0.1, 0.2, 0.3 and 0.4. Frequent words are drawn more often, since they usually have the larger powers, and so the estimate scatters less. Ann still multiplies the drawn power by 4. Ben divides it by the probability with which it was drawn.

# %% id="sampled-ask"
ask.choose(
    "Four words have the powers 1, 2, 3 and 6, together 12. They are drawn with the probabilities 0.1, 0.2, 0.3 and "
    "0.4. Ann takes the drawn power times 4. Ben divides it by its probability. Whose estimate is 12 on average?",
    {"Ann's": "0.1 · 4 + 0.2 · 8 + 0.3 · 12 + 0.4 · 24 is 15.2. The large power is drawn too often.",
     "Ben's": "0.1 · 10 + 0.2 · 10 + 0.3 · 10 + 0.4 · 15 is 12. What is drawn often counts less each time.",
     "both": "Ann's average is 0.1 · 4 + 0.2 · 8 + 0.3 · 12 + 0.4 · 24. What is that?",
     "neither": "Ben's numbers are 1/0.1, 2/0.2, 3/0.3 and 6/0.4. Weigh each with its probability."},
    right="Ben's",
)

# %% [markdown] id="sampled-rule"
# **More draws.** Each draw alone gives an estimate, and you take their mean. Say $k = 2$ uneven draws bring the words with the powers 2 and 6. They give $2/0.2 = 10$ and $6/0.4 = 15$, on average 12.5. The same in one go:
#
# $$\frac{2}{2 \cdot 0.2} + \frac{6}{2 \cdot 0.4} = 5 + 7.5 = 12.5$$
#
# So **divide each drawn power by $k q$**, where $q$ is the probability of its word. That is how often the word is expected among $k$ draws. As $e^z/(kq) = e^{z - \log(kq)}$, a program subtracts $\log(kq)$ from the logit of each drawn word. Then it computes log-sum-exp as always. A draw that hits the true word adds nothing, since that power is in the sum already. But it still counts in $k$. A word that is drawn twice counts twice. This is **sampled softmax**.
#
# Its gradient is again *prediction minus truth*, with the estimated probabilities. The estimated sum is $8 + 5 + 7.5 = 20.5$. So the true word has $8/20.5 = 0.390$, and the drawn ones have 0.244 and 0.366. The slopes for their logits are $-0.610$, 0.244 and 0.366. The weights of all other words stay.
#
# Is the loss now right on average as well? Not quite. Take one even draw again. With the true word's power, the sum is estimated as $8 + 4$, $8 + 8$, $8 + 12$ or $8 + 24$. The loss is $\log S - \log 8$, so it is $\log 1.5$, $\log 2$, $\log 2.5$ or $\log 4$:

# %% id="bias-ask"
ask.number(
    "The exact loss is log 2.5 = 0.916. A sample gives log 1.5 = 0.405, log 2 = 0.693, log 2.5 = 0.916 or log 4 = "
    "1.386, each with the probability 1/4. What is the average of these four?", 0.850, digits=2,
    why="It is smaller than 0.916. The logarithm bends downwards: it takes a sum that is too small more seriously than "
        "one that is too large.",
    mistakes={0.916: "That is the logarithm of the average, log 2.5. The average of the four logarithms is asked for.",
              3.4: "That is their sum.",
              0.8047: "That is the middle of the four, the median."},
)

# %% [markdown] id="bias-see"
# Right sums on average, and yet a loss that is too small on average. Why? Take two estimates of a sum, 8 and 32, equally probable. Their mean is 20. Where is the mean of their logarithms?

# %% id="bias-figure"
figures.bend(8.0, 32.0)

# %% [markdown] id="bias-why"
# The mean of the two logarithms is the middle of the straight line, 2.77. But $\log 20$ is 3.00, on the curve. The logarithm is steep for small sums and flat for large ones. An estimate of 8 is 12 too small and lowers the logarithm by 0.92. One of 32 is 12 too large and raises it only by 0.47. The straight line between any two points lies below the curve. For more than two estimates, the tangent at their mean does the same, as at the end of 04a. **So the mean of the estimated losses is too small.** A single one may be too large. How far the average of an estimate lies from the truth is called its **bias**. (It has nothing to do with the bias $b$ of a layer.)
#
# Larger samples make the bias smaller, and the scatter, too. Here is one true word among 1000. Its logit is 5, and the logits of the others are random numbers. Each dot is the loss from one sample of $k$ words, and each $k$ is tried 100 times. (You may skip the code.)

# %% id="sampled-figure"
rng = tensors.generator(3)
z, y = 2 * torch.randn(1, 1000, generator=rng), torch.tensor([7])  # the true word is number 7
z[0, 7] = 5.0

def estimate(k):
    drawn = torch.randint(1000, (k,), generator=rng)  # k words, each with q = 1/1000
    return losses.sampled_softmax(z, y, drawn, torch.full((1000,), k / 1000))  # k q

found = {k: torch.stack([estimate(k) for _ in range(100)]) for k in (5, 20, 100, 500)}
figures.estimates(float(losses.cross_entropy(z, y)), found)

# %% [markdown] id="sampled-read"
# With 5 words the mean is 3.07, and the exact loss is 3.83. With 100 of the 1000 words the mean is 3.79, at about a tenth of the work. (Chance helped there: over 3000 tries the mean is about 3.75.) Training takes many small steps. Over them the scatter partly cancels. The bias does not. In the example by hand, the true word gets 8/12, 8/16, 8/20 or 8/32. On average that is 0.454 instead of 0.4. So the model believes that it knows the word better than it does, and learns too little. The sample must not be too small.
#
# A tree needs still fewer numbers for a word, but its words must first be sorted into a tree. A sample keeps softmax as it is. A tree is another model: the weights of softmax cannot be carried over.

# %% [markdown] id="transfer"
# ## Transfer
#
# Training is over. Now a keyboard must propose the three most probable next words.

# %% id="transfer-ask"
ask.choose(
    "A model was trained with a tree, or with sampled softmax. It must now name the three most probable of 100 000 "
    "words. Which way makes that about as cheap as a step of training was?",
    {"the tree: follow the more probable branch each time": "Take 0.6 left, split into 0.3 and 0.3, and 0.4 right for "
                                                            "a single word. Where does this walk end, and which word "
                                                            "is the most probable?",
     "sampled softmax: draw a few words and compare": "Is the best word among the few that are drawn?",
     "neither, in general": "For one given word a tree is cheap, and for a loss a sample will do. To find the best words, "
                            "a tree must follow several ways, and after sampled softmax all logits are needed.",
     "both": "Try each with the words at hand. Does the tree's best branch always hold the best word?"},
    right="neither, in general",
)

# %% [markdown] id="transfer-read"
# **How a tree finds the best word.** Always go on from the most probable branch that is not finished. In the first table of part 2, the root gives left 0.6 and right 0.4. Go on from 0.6: it splits into *cat* 0.30 and *dog* 0.30. Now the branch with 0.4 leads. It splits into *red* 0.04 and *blue* 0.36. Now the word *blue* leads, and the search may stop: what lies below a branch is never more probable than the branch.
#
# So the best word is found for certain. For the three best, go on until three words have led. The price depends on how probable a word is. Say the best has 0.1. A branch below 0.1 is never opened, since the word leads before. How many branches of 0.1 or more are there? At one depth all branches add up to at most 1, so at most 10. With 17 depths these are at most 170 questions. That is ten times a step of training, so not as cheap, but far fewer than 100 000. After sampled softmax there is no such shortcut: compute all logits.

# %% [markdown] id="summary"
# ## Summary
#
# - A tree gives a class the product of the decisions on its way: about $\log_2 C$ of them instead of $C$ powers. All classes add up to 1 by themselves.
# - $\log p = \sum \log\sigma(s z)$ over the way, with $s = 1$ for left and $-1$ for right. Only the nodes on the way learn.
# - Frequent classes belong near the root.
# - Sampled softmax estimates the sum: divide each power by its expected count. The estimated loss is too small on average, since the logarithm bends. Larger samples make this bias smaller.
# - Both make training cheap. To find the best class, softmax needs all logits, and a tree needs several of its ways.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $z_k$ | `z` | logit of inner node $k$ |
# | $s_k$ | `signs` | 1 for a turn to the left, $-1$ for one to the right |
# | $S$ | | sum of the powers of all classes |
# | $q$, $k q$ | | probability of drawing a class, expected count in $k$ draws |

# %% [markdown] id="glossary"
# ## Words
#
# **leaf** end of a tree, here a class · **inner node** decision of a tree · **root** first decision · **hierarchical softmax** probabilities from a tree of decisions · **Huffman tree** tree with the fewest questions on average · **sampled softmax** softmax with an estimated sum · **bias of an estimate** how far its average lies from the truth. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Word vectors of the year 2013 were trained with Huffman trees and with samples. Language models with 100 000 tokens compute the full softmax after all: graphics cards multiply large matrices so fast that irregular walks down a tree rarely pay. Recommender systems choose among millions of products and do use sampled softmax. To find the best classes quickly they keep the weight vectors in an index for nearest neighbours, and accept a few misses. PyTorch has a relative of the tree, `torch.nn.AdaptiveLogSoftmaxWithLoss`: a small softmax for frequent words, and further ones for rare words.
