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
# # 17a Markov chains
#
# {minutes} · exercises in [exercises/17a_markov_chains.ipynb](../exercises/17a_markov_chains.ipynb)

# %% [markdown] id="hook"
# ## A sunny day, and a rainy one
#
# In one place the weather follows a simple rule. After a sunny day, the next one is sunny with probability 0.9, and rainy with 0.1. After a rainy day it is 0.5 each. Nothing else counts: not the day before yesterday, not the season.
#
# Two forecasts are made with this rule. One starts on a sunny day, the other one on a rainy day. At step 0 they are as different as can be. The **distance** of two forecasts is the largest difference in probability that they give to anything; here, to sun. Move *steps* by one or two, and leave *chain* alone for now. **Decide first**, in the question below: when have both forgotten where they started?

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l17a import chains, figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Forgets()

# %% id="hook-ask"
ask.choose(
    "After how many steps is the distance of the two forecasts below 0.01 for the first time?",
    {"after 2": "Set steps to 2. Which number is the distance there?",
     "after 6": "The distance is multiplied by 0.4 in each step. After 5 steps it is 0.0102, and after 6 it is 0.0041.",
     "after about 20": "Move steps to 6 and look at the distance.",
     "never: a sunny start always helps": "Move steps to 20 and compare the bars to three digits."},
    right="after 6",
)

# %% [markdown] id="hook-see"
# **See it.** With each step the distance is multiplied by 0.4: 1, 0.4, 0.16, 0.064. After 20 steps both forecasts say sun with probability 0.833. Neither of them knows how it began.
#
# Now try the other three chains. The second one forgets too, but slowly: after 20 steps its distance is 0.290. The last two never forget. What decides this? And where does 0.833 come from? This lecture answers both. One kind of model that makes pictures needs the answer: there, pictures forget what they showed, step by step, and a network learns the way back.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Compute the next distribution of a chain by hand (question in part 1).
# 2. Find the distribution that a step leaves as it is (exercise *The long run of a chain*).
# 3. Say how fast a chain forgets its start, and when it never does (questions in part 3).
# 4. Turn a memory of several steps into a chain (question in part 5).
# 5. Follow a chain of real numbers by its mean and its variance (question in part 6).

# %% [markdown] id="needs"
# ## What you need
#
# A table times a list of numbers ([00b](00b_calculus_you_need.ipynb)). Mean, variance and the normal distribution ([01a](01a_the_recipe.ipynb)). Eigenvectors, the directions that a table only stretches ([03](03_neighbours_and_dimensions.ipynb)).

# %% [markdown] id="rule" covers="N19-09"
# ## 1 One step
#
# The things that can be are called **states**. Here they are sun and rain. From each state, arrows lead to the next one, and each has a probability.

# %% id="rule-figure"
figures.weather()

# %% [markdown] id="rule-table"
# Write the probabilities as a table $P$. Row $i$ belongs to today's state, column $j$ to tomorrow's, and $P_{ij}$ is the probability of going from $i$ to $j$:
#
# $$P = \begin{pmatrix} 0.9 & 0.1 \\ 0.5 & 0.5 \end{pmatrix} \quad \begin{matrix} \text{today sun} \\ \text{today rain} \end{matrix}$$
#
# Each *row* adds up to 1, since something must come next. A forecast is a row of probabilities as well, $p = (p_\text{sun}, p_\text{rain})$. Tomorrow can be sunny in two ways: today is sunny and it stays so, or today is rainy and it changes. Ways add:
#
# $$p'_\text{sun} = p_\text{sun} \cdot 0.9 + p_\text{rain} \cdot 0.5$$
#
# This is the row $p$ times the first column of $P$. The second column gives rain. So a step is one product, $p' = p\,P$, with the row on the *left*. By hand, from a sunny day:

# %% id="rule-steps"
from dlcourse.classroom.derivation import derivation
from dlcourse.models import markov

P = torch.tensor([[0.9, 0.1], [0.5, 0.5]])
path = markov.distributions(torch.tensor([1.0, 0]), P, 3)
derivation(
    (r"$p_0 = (1,\ 0)$", "it is sunny", path[0]),
    (r"$p_1 = p_0 P$", "1 · 0.9 + 0 · 0.5, and 1 · 0.1 + 0 · 0.5", path[1]),
    (r"$p_2 = p_1 P$", "0.9 · 0.9 + 0.1 · 0.5, and 0.9 · 0.1 + 0.1 · 0.5", path[2]),
    (r"$p_3 = p_2 P$", "0.86 · 0.9 + 0.14 · 0.5, and 0.86 · 0.1 + 0.14 · 0.5", path[3]),
    at="(sun, rain)",
)

# %% [markdown] id="rule-name"
# Such a rule is a **Markov chain**: the next state depends on the present one alone. That the past does not count, once the present is known, is the **Markov property**. Two steps are $p_0 P P = p_0 P^2$, and $t$ steps are $p_0 P^t$.

# %% id="rule-ask"
ask.number(
    "A machine works or is broken. A working one breaks within a day with probability 0.2. A broken one is repaired within a day with "
    "probability 0.6. Today it works with probability 0.5. With which probabilities does it work tomorrow, and is it broken?",
    (0.7, 0.3),
    why="0.5 · 0.8 + 0.5 · 0.6 = 0.7, and 0.5 · 0.2 + 0.5 · 0.4 = 0.3.",
    mistakes={(0.5, 0.5): "You took the table from the wrong side: each row times p gives the 1 that its entries add up to.",
              (0.3, 0.7): "Those are the right numbers in the other order.",
              (0.4, 0.1): "That is the way from a working machine alone. A broken one can be repaired.",
              (0.8, 0.2): "That holds if it works for sure today.",
              (0.7, 0.2): "Do the two add up to 1?"},
)

# %% [markdown] id="long"
# ## 2 The long run
#
# After many steps, the forecast from a sunny day hardly changed any more. What would have to hold for a forecast that does not change at all? A step leaves it as it is:
#
# $$\pi\,P = \pi, \qquad \pi_\text{sun} + \pi_\text{rain} = 1$$
#
# Such a $\pi$ (pi; here it is a row of probabilities, not 3.14) is called **stationary**. We find it for the weather.

# %% id="long-steps"
pi = markov.stationary(P)
derivation(
    (r"$\pi_s = 0.9\, \pi_s + 0.5\, \pi_r$", "the first column of $\\pi = \\pi P$", pi[0]),
    (r"$0.1\, \pi_s = 0.5\, \pi_r$",
     r"take $0.9\,\pi_s$ from both sides: as much leaves the sun as comes back", 0.1 * pi[0]),
    (r"$\pi_s = 5\, \pi_r$", "divide by 0.1", pi[0] / pi[1]),
    (r"$5\, \pi_r + \pi_r = 1$", "the two add up to 1", 6 * pi[1]),
    (r"$\pi_r = 1/6,\ \pi_s = 5/6$", "divide by 6", pi),
    at="for the weather",
)

# %% [markdown] id="long-read"
# There is the 0.833: it is $5/6$. Line 2 is worth keeping in mind. In the long run **as much flows out of a state as flows in**. The sun loses 0.1 of $5/6$ in a step, the rain loses 0.5 of $1/6$, and both are $1/12$.
#
# **A wrong way to mend.** Somebody looks for the eigenvectors of $P$ with the usual routine, and gets for the eigenvalue 1:

# %% id="long-wrong"
values, vectors = torch.linalg.eig(P)
at = values.real.argmax()
tensors.show(eigenvalue=values.real[at], eigenvector=vectors[:, at].real)

# %% id="long-ask"
ask.choose(
    "Both entries are alike: the eigenvector has the direction (1, 1). It is no forecast of the long run. What went wrong?",
    {"the eigenvector must be divided by its sum": "Divided by their sum, the entries are 0.5 and 0.5. Is (0.5, 0.5) P equal to (0.5, 0.5)?",
     "the routine solves P v = v, with the vector on the right": "Each row of P adds up to 1, so (1, 1) always solves that. We want "
                                                                 "the vector on the left: the eigenvector of P with rows and columns exchanged.",
     "the eigenvalue should be 0.833": "Which number must multiply π, so that it stays as it is?",
     "P has no stationary distribution": "Put (5/6, 1/6) in front of P. What do you get?"},
    right="the routine solves P v = v, with the vector on the right",
)

# %% [markdown] id="long-exercise"
# With more states there are more equations of the kind "flow in = flow out". One of them follows from the others, and "they add up to 1" takes its place.
#
# **Your turn** (15 minutes): [*The long run of a chain*](../exercises/17a_markov_chains.ipynb), exercise 1.

# %% [markdown] id="fast"
# ## 3 How fast it forgets
#
# Why was the distance multiplied by 0.4? Take two forecasts, $p$ and $q$. Both add up to 1, so their difference adds up to 0. It has the form $(d, -d)$. (For two states the distance is just $|d|$.) A step is a product, so it acts on the difference alone: $pP - qP = (p - q)P$.

# %% id="fast-steps"
d = torch.tensor([1.0, -1])
derivation(
    (r"$(d,\,-d)\,P$", "first entry: $0.9\\,d - 0.5\\,d$; second: $0.1\\,d - 0.5\\,d$", d @ P),
    (r"$= (0.9 - 0.5)\,(d,\,-d)$", "both have the factor 0.4", (0.9 - 0.5) * d),
    (r"$(d,\,-d)\,P^t = 0.4^t\,(d,\,-d)$",
     "each step multiplies by 0.4 again; $t = 3$", d @ P @ P @ P),
    at="for d = 1",
)

# %% [markdown] id="fast-read"
# So $(1, -1)$ is an eigenvector of the steps, with eigenvalue 0.4. In general, let $a$ be the probability to leave the first of two states, and $b$ that to leave the second. Then the factor is $1 - a - b$. Weather: $1 - 0.1 - 0.5 = 0.4$. The second chain of the picture has $a = 0.01$ and $b = 0.05$, and its factor is 0.94. It has **the same long run**, $5/6$, since only the ratio of $a$ to $b$ counts there. But it needs 12 steps to halve the distance ($0.94^{12} = 0.476$), and the weather less than one.

# %% id="fast-ask"
ask.number(
    "Of two states, the first is left with probability 0.3 in each step, and the second with 0.2. What is the stationary probability of the "
    "first one? And what is left of a distance of 1 after two steps?",
    (0.4, 0.25),
    why="0.3 π₁ = 0.2 π₂, so π₁ : π₂ = 2 : 3, and π₁ = 0.4. The factor is 1 - 0.3 - 0.2 = 0.5, and its square 0.25.",
    mistakes={(0.6, 0.25): "As much leaves the first as the second: 0.3 π₁ = 0.2 π₂. Which of the two is larger?",
              (0.4, 0.5): "That is after one step.",
              (0.667, 0.25): "2/3 is the ratio of the two. What do they add up to?",
              (0.4, 0.36): "0.6 is a product of the wrong kind: the factor is 1 - a - b.",
              (0.5, 0.25): "The two states are not left equally often."},
)

# %% [markdown] id="never"
# **When it never forgets.** The third chain always changes its place: $a = b = 1$, so the factor is $-1$. The difference swings from $(1, -1)$ to $(-1, 1)$ and back, and the distance stays 1. It still has a stationary distribution, $(0.5, 0.5)$. But nobody who starts elsewhere gets there. Such a chain is called **periodic**.
#
# The last chain has two pairs of places, and no arrow between them. Then each pair has a long run of its own, and any mixture of the two stays as it is. So there are many stationary distributions.
#
# What must hold, so that a chain with finitely many states forgets? It is enough that after some number of steps, **each state can be reached from each state**, all at the same time: some power $P^t$ has no 0. Then there is one stationary distribution, and each start leads to it.

# %% id="never-ask"
ask.choose(
    "A walker moves on a ring of six places. Which rule makes the walker forget the start?",
    {"one place to the left or to the right, each with 1/2": "Number the places from 0 to 5. After an even number of steps from place 0, which ones "
                                                            "are possible?",
     "one to the left, one to the right, or stay, each with 1/3": "After 3 steps each of the six places is possible from each other, so P³ has no 0.",
     "always one place to the right": "Where is the walker after six steps?",
     "two places to the left or to the right, each with 1/2": "Which places can be reached from place 1?"},
    right="one to the left, one to the right, or stay, each with 1/3",
)

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% id="recall-1"
ask.number(
    "First a question from before. A die is thrown twice, and the two numbers are averaged. The variance of one throw is 2.917. What is the variance of the "
    "average?",
    1.458,
    digits=3,
    why="The variance of the sum is 2.917 + 2.917. Half the sum has a quarter of it: 5.833/4 = 1.458.",
    mistakes={2.917: "Do two throws lie as far from their mean as one?",
              5.833: "That is the variance of the sum.",
              0.729: "You divided twice by 2 after the half. Variances add to 5.833; what does the factor 1/2 do to it?",
              2.063: "You divided by the root of 2. That holds for deviations."},
)

# %% [markdown] id="walk"
# ## 4 One walk
#
# A forecast is a row of probabilities. A **walk** is what happens: one state after another, each drawn by its row of $P$. Here is one of 10 000 days. It starts with rain.

# %% id="walk-figure"
journey = markov.walk(P, 1, 10_000, rng=tensors.generator(0))
figures.shares(journey, pi, ("sun", "rain"))

# %% [markdown] id="walk-read"
# Left: sunny days come in long runs, since the sun stays with probability 0.9. Right: the share of sunny days settles at $\pi_\text{sun} = 5/6$. So $\pi$ has a second meaning. It is the share of the time that **one long walk** spends in each state. (This holds whenever there is one stationary distribution, for the swinging chain, too.)
#
# How good is such a share? We repeat the walk 30 times, for three lengths.

# %% id="walk-run"
print("   days   share of sun: mean   lowest   highest of 30 walks")
for length in (100, 1000, 10_000):
    walks = [markov.walk(P, 1, length, rng=tensors.generator(seed)) for seed in range(30)]
    each = torch.stack([(days == 0).double().mean() for days in walks])
    print(f"{length:7} {each.mean():20.3f} {each.min():8.3f} {each.max():9.3f}")

# %% [markdown] id="walk-use"
# This is more than a curiosity. Sometimes one wants samples from a complicated distribution and cannot draw them directly. Then one builds a chain whose long run *is* that distribution, lets it walk, and counts. The method is called **Markov chain Monte Carlo**.

# %% [markdown] id="text"
# ## 5 A chain that writes
#
# Take a text as one long walk, from letter to letter. Count how often each letter follows each other one, and divide each row by its sum. That is a table $P$, estimated from data. Our text is a tale of 1207 characters, with 25 different ones: letters, the space and the full stop. Then let the chain walk:

# %% id="text-run"
rng = tensors.generator(0)
print(chains.written(chains.TEXT, 1, 160, rng=rng))

# %% [markdown] id="text-read"
# It has the lengths of words, but hardly any word. A letter alone knows too little. Let the next letter depend on the last *two*, or on more. Is that still a Markov chain? Yes, if we say what a state is: **a state is the last two letters**. From "th" a step leads to "he", to "ha" or to another pair that begins with h. The present state tells all that the rule needs.
#
# We let it write 2000 characters for each length of memory, and count the words that stand in the tale.

# %% id="text-ask"
ask.choose(
    "With the last letter alone, 0.16 of the words that it writes stand in the tale. How large is this share when it remembers three letters?",
    {"about a quarter": "Each further letter rules out most of what cannot follow.",
     "about a half": "That is the share for two letters.",
     "about nine of ten": "In 0.73 of the states with three letters there is only one way to go on. The table below shows it.",
     "all of them": "Words can still be cut and joined in new ways, such as theron."},
    right="about nine of ten",
)

# %% [markdown] id="text-all"
# All five lengths, with a piece of what each writes. The third column says in how many states there is only one way to go on:

# %% id="text-table"
print("letters      states   states with one   words of   ")
print("remembered   seen     way to go on      the tale   it writes")
for depth in (1, 2, 3, 4, 6):
    table = chains.letters(chains.TEXT, depth)
    single = ((table.counts > 0).sum(1) == 1).double().mean()
    words = chains.written(chains.TEXT, depth, 2000, rng=tensors.generator(0))
    share = chains.known(words, chains.TEXT)
    print(f"{depth:6} {len(table.pieces):11} {single:12.2f} {share:15.2f}     {words[200:240]}")

# %% [markdown] id="text-price"
# More memory makes better words. Look at the third column for the price. With six letters, nearly all states have only *one* way to go on, so the chain repeats long pieces of the tale. With six letters of 25 there are $25^6$, about 244 million, possible states. 1207 characters cannot fill such a table. A table learns nothing about a state that it has never seen. The language model of [14b](14b_transformer.ipynb) replaces the table by a network, which treats similar pasts alike.

# %% id="text-state"
ask.number(
    "The weather of tomorrow depends on today and on yesterday. A day is sun or rain. How many states has the Markov chain for this, and how many "
    "arrows lead out of each?",
    (4, 2),
    why="A state is a pair (yesterday, today): sun sun, sun rain, rain sun, rain rain. From (sun, rain) one can only go to (rain, sun) and (rain, rain).",
    mistakes={(2, 2): "Which two days must a state hold?",
              (4, 4): "From (sun, rain) the next pair must begin with rain.",
              (3, 2): "Is (sun, rain) the same state as (rain, sun)?",
              (2, 4): "A state is a pair of days. Count the pairs."},
)

# %% [markdown] id="real"
# ## 6 A chain of real numbers
#
# A state can be a number. Here is the chain on which pictures forget. In each step, keep a part $a$ of the place, and add normal noise $\varepsilon$ (epsilon) with mean 0 and variance 1, in the right amount:
#
# $$x_t = a\,x_{t-1} + \sqrt{1 - a^2}\;\varepsilon_t, \qquad 0 \le a < 1$$
#
# It is a Markov chain: $x_t$ depends on $x_{t-1}$, and on noise that knows nothing of the past. **Predict**: with $a = 0.9$ and the start $x_0 = 4$, what are mean and variance after many steps? Then move the sliders.

# %% id="real-live"
widgets.Walkers()

# %% [markdown] id="real-derive"
# Mean 0 and variance 1, wherever it started. Why? Noise has mean 0, so the mean is only multiplied by $a$. Noise is independent of $x_{t-1}$, so the variances add, each with the *square* of its factor. Let $v_t$ be the variance after $t$ steps. The start is fixed, so $v_0 = 0$.

# %% id="real-steps"
a, v = 0.9, [0.0]
for _ in range(2):
    v.append(a**2 * v[-1] + 1 - a**2)
derivation(
    (r"$E[x_2] = a\,E[x_1] = a^2 x_0$", "the mean of the noise is 0: 0.81 · 4", a**2 * 4),
    (r"$v_1 = a^2 v_0 + (1 - a^2)$",
     "variances add; factors are squared: 0 + 0.19", v[1]),
    (r"$v_2 = a^2 v_1 + (1 - a^2)$", "the same again: 0.81 · 0.19 + 0.19", v[2]),
    (r"$v_2 = a^2 - a^4 + 1 - a^2 = 1 - a^4$",
     r"put in $v_1 = 1 - a^2$; $a^2$ cancels", 1 - a**4),
    (r"$v_t = 1 - a^{2t},\quad E[x_t] = a^t x_0$",
     "each step goes on like this; $v_{20}$", 1 - a**40),
    at="for a = 0.9, start 4",
)

# %% [markdown] id="real-read"
# Since $a < 1$, $a^t$ goes to 0. The mean goes to 0 and the variance to 1. And variance 1 is *stationary*: $a^2 \cdot 1 + (1 - a^2) = 1$. That is what the root is for: what the factor $a$ takes from the variance, the noise puts back. A sum of independent normal numbers is normal, so after $t$ steps $x_t$ is normal with this mean and this variance. We check by drawing 20 000 walks of 5 steps:

# %% id="real-check"
x = torch.full((20_000,), 4.0)
for _ in range(5):
    x = a * x + (1 - a**2) ** 0.5 * torch.randn(20_000, generator=rng)
mean, variance = chains.spread(a, 4.0, 5)
tensors.show(mean_drawn=x.mean(), mean=mean, variance_drawn=x.var(), variance=variance)

# %% id="real-ask"
ask.number(
    "A chain keeps a = 0.5 and adds noise as above. It starts at 8. What are the mean and the variance after two steps?",
    (2, 0.9375),
    why="0.5² · 8 = 2, and 1 - 0.5⁴ = 1 - 0.0625.",
    mistakes={(2, 0.75): "That is the variance after one step.",
              (4, 0.9375): "That is the mean after one step.",
              (2, 1): "That is the long run. Two steps are not quite enough.",
              (2, 1.5): "The variance of the first step is multiplied by a² before the second is added.",
              (2, 0.866): "That is the root of 0.75: a deviation, and after one step."},
)

# %% [markdown] id="recall-2-intro"
# A last question from before.

# %% id="recall-2"
ask.number(
    "A photo shows one of two animals. Before looking, a cat has probability 0.2. A detector calls 0.9 of all cats a cat, and 0.3 of all dogs. It says cat. What is the "
    "probability of a cat now?",
    0.429,
    digits=3,
    why="0.2 · 0.9 = 0.18 and 0.8 · 0.3 = 0.24. 0.18/(0.18 + 0.24) = 0.429.",
    mistakes={0.9: "That is how often a cat is called a cat. The question goes the other way.",
              0.75: "You compared 0.9 with 0.3, without the probabilities before looking.",
              0.18: "That is the probability of a cat that is called so. Divide by that of everything that is called so.",
              0.42: "That is how often the detector says cat at all."},
)

# %% [markdown] id="transfer"
# ## Transfer
#
# Four pages link to one another. A reader clicks one of the links of the present page, each with the same probability. Page A links to B and C. Page B links to A alone, page C to A alone. Page D links to A, B and C, and no page links to D.

# %% id="transfer-ask"
ask.number(
    "In the long run, which share of the clicks ends at A, and which at D?",
    (0.5, 0),
    why="Nothing flows into D, so it is left empty. B and C get half of A each, and send all of it back: π_A = π_B + π_C, so A has one half. "
        "(The reader alternates between A and one of the other two, so this chain is periodic. The shares of one long walk are still those.)",
    mistakes={(0.333, 0): "B and C send everything to A. What does flow in = flow out say for A?",
              (0.5, 0.25): "Which page links to D?",
              (0.4, 0): "B gets half of what is at A. So does C. Write A = B + C.",
              (0.25, 0.25): "The pages are not equally easy to reach."},
)

# %% [markdown] id="summary"
# ## Summary
#
# - In a Markov chain the next state depends on the present one alone. Its rows of probabilities add up to 1, and $p' = pP$.
# - A stationary distribution stays as it is, $\pi P = \pi$: as much flows into each state as out of it. It is a *left* eigenvector.
# - With two states, the distance of two forecasts is multiplied by $1 - a - b$ in each step.
# - A chain forgets its start if some power of $P$ has no 0. A periodic one does not, and neither does one with separate parts.
# - A long walk spends the share $\pi_i$ of its time in state $i$.
# - A memory of several steps is a chain again, with longer states. Its table grows fast.
# - $x_t = a x_{t-1} + \sqrt{1 - a^2}\,\varepsilon$ has mean $a^t x_0$ and variance $1 - a^{2t}$, and ends in the normal distribution with mean 0 and variance 1.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $P$, $P_{ij}$ | `P` | table of transitions, from state $i$ (row) to state $j$ (column) |
# | $p$, $p_t$ | `path` | forecast: a row of probabilities; after $t$ steps |
# | $\pi$ | `pi` | stationary distribution |
# | $a$, $b$ | | parts 2 and 3: probabilities to leave the first and the second state |
# | $d$ | `d` | difference of two forecasts in the first state |
# | $a$ | `a` | part 6: what a step keeps of the place |
# | $\varepsilon$ | | normal noise, mean 0, variance 1 |
# | $v_t$ | `v` | variance after $t$ steps |

# %% [markdown] id="glossary"
# ## Words
#
# **state** one of the things that can be · **Markov chain** a random sequence in which the next state depends on the present one alone · **Markov property** that the past does not count once the present is known · **transition** a step from state to state · **stationary distribution** the one that a step leaves as it is · **walk** one sequence of states, as it happens · **periodic** coming back only after multiples of some number of steps · **Markov chain Monte Carlo** drawing samples by a chain whose long run is the wanted distribution. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Search engines ranked pages by the long run of a reader who clicks at random, with a small probability to jump anywhere. The jump makes every entry of $P$ positive, so the long run is unique. Physics and statistics draw samples by chains with millions of steps, and much of the art lies in finding chains that forget fast. Diffusion models run the chain of part 6 on every pixel of a picture, and then learn to run it backwards.

# %% [markdown] id="optional-proof"
# ## Optional: why each start leads to the same long run
#
# Let all entries of $P$ be at least some $m > 0$, with $n$ states. (If only a power of $P$ has no 0, take that power as one long step.) Write $P$ as a mixture: with probability $nm$ draw the next state from all alike, else by another table. In the first case two walks can be sent to the *same* state, whatever their states are. From then on they can go together. So the probability that they have not met after $t$ steps is at most $(1 - nm)^t$, and the distance of the two forecasts is no larger. For the weather $m = 0.1$ and $n = 2$, so the bound is $0.8^t$. The truth is $0.4^t$.

# %% id="optional-proof-run"
start = torch.eye(2)
print("step   distance    bound")
for t in (1, 2, 5, 10):
    after = [markov.distributions(p, P, t)[-1] for p in start]
    print(f"{t:4} {markov.total_variation(*after):10.5f} {0.8**t:8.5f}")
