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
# # 02a Least squares and likelihood
#
# {minutes} · exercises in [exercises/02a_least_squares_and_likelihood.ipynb](../exercises/02a_least_squares_and_likelihood.ipynb)

# %% [markdown] id="hook" covers="N02-02"
# ## A line for one group, sold to another
#
# Eight women of an invented town were measured: height and weight. A line is to predict a weight from a height. Each miss carries a square, and its side is as long as the miss. The bar *the line* shows the mean area of these squares. The bar *their mean weight* shows what you would get without any line: everyone is said to weigh the same, the mean of the group.
#
# **Move the line** until the squares are small. Which weight at 170 cm, and which slope (kg for each cm), are best? Leave the last control on *women*.

# %% id="hook-live"
import math

import torch

from dlcourse import ask, data, losses, tensors
from dlcourse.classroom.derivation import derivation
from dlcourse.lectures.l02a import figures, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.Squares()

# %% [markdown] id="hook-ask"
# With 68 kg at 170 cm and 1 kg for each cm, the mean square is 21.8. No line does better, and part 3 shows why. Without a line, the mean square is 54. So this line is worth something. Now someone sells it to eight men of the same town. **Decide first** how well it will do.

# %% id="hook-answer"
ask.choose(
    "The best line for eight women has a mean square of 21.8 kg² on them. Without heights, their mean weight has 54. Now "
    "the same line predicts eight men of the town. How does it do on them?",
    {"about as well: taller people are heavier, for men too": "That is true of both groups. Does a man weigh as much as a "
                                                              "woman of his height?",
     "worse than on women, but far better than the men's mean weight": "It knows each man's height, and the mean does "
                                                                       "not. Is that enough, if every man is heavier "
                                                                       "than it says?",
     "worse than the men's mean weight alone": "The line has 114.5 on the men, and their mean weight has 57. Every one of "
                                               "the eight is heavier than the line says."},
    right="worse than the men's mean weight alone",
)

# %% [markdown] id="hook-see"
# **See it.** Keep the line, and set the last control to *men*. All eight points lie above it. The line knows the height of each man, and still it does worse than one number. (That number comes from these eight men. It is what a seller has to beat.)
#
# Was that bad luck with eight men? Would more women have helped? Part 4 measures it.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Find the line with the least squares, by hand and in code (exercise *The best line, from sums*).
# 2. Say what a good fit promises, and for whom (question in part 4).
# 3. Do the same with many predictors (exercise *Weights and a bias, even with too many columns*).
# 4. Say which assumption stands behind squares (exercise *How surprised a Gaussian is*).
# 5. Reach the same line step by step (exercise *Walking down to the line*).

# %% [markdown] id="needs"
# ## What you need
#
# From [00](00_start_here.ipynb): loss, slope, step and $\eta$. From [00b](00b_calculus_you_need.ipynb): partial derivatives, the chain rule, and the rows and columns of a batch. From [01a](01a_the_recipe.ipynb): the cats, and the sizes of misses. From [01b](01b_kinds_of_learning.ipynb): the bell curve, and density as its height. From school: $\log(ab) = \log a + \log b$. So $\log(1/a) = -\log a$ and $\log\sqrt{a} = \frac12\log a$. Also $\log e^{-z} = -z$, since the logarithm undoes the power. You also need the idea of a probability.

# %% [markdown] id="residual" covers="N02-01 N02-03 N02-08"
# ## 1 A line and its misses
#
# A line has two numbers: $\hat y = \theta_0 + \theta_1 x$. The **intercept** $\theta_0$ is its height at $x = 0$, and $\theta_1$ is its slope. (The loss has slopes, too, as in 00. Where the two could be mixed up, we say *slope of the loss*.) In code they are `t0` and `t1`. Together they are the parameters $\theta$. A model of a fixed form $f(x; \theta)$, of which only the parameters are learned, is a **parametric model**.
#
# Three points are enough for now. The line $\hat y = 2x$ gives:
#
# | x | y | prediction | residual | its square |
# |---|---|---|---|---|
# | 1 | 2 | 2 | 0 | 0 |
# | 2 | 3 | 4 | -1 | 1 |
# | 3 | 7 | 6 | 1 | 1 |
#
# The **residual** is the actual value minus the prediction, $y - \hat y$. It is positive where the point lies above the line. (The miss of lecture 00 was $\hat y - y$: the other sign, but the same square.) The loss of one point is $(\hat y - y)^2$.
#
# **Why squares?** The residuals above add up to 0, though two of the three predictions are wrong. Squares cannot cancel. (The sizes of [01a](01a_the_recipe.ipynb) cannot cancel either. But for them no formula gives the best line. For squares part 3 finds one.) A miss of 2 counts as much as four misses of 1, so large misses are avoided first. And squares are smooth, so slopes will lead us to the best line. To choose the line with the least sum of squares is called **least squares**.

# %% [markdown] id="scale" covers="N02-09"
# ## 2 Sum, mean and half
#
# The squares of all points become one number in several ways. Each is called "squared loss" somewhere. For the line $\hat y = 2x$:
#
# - The sum of squared errors is $L = \sum_{i=1}^n (\theta_0 + \theta_1 x_i - y_i)^2$, here 2. (In 01a $L$ was a mean.)
# - The mean squared error, MSE, is $J = L/n$, here $2/3$.
# - Half the sum is $L/2$, here 1.
#
# All three have **the same best line**: a positive factor moves no lowest place. But the slopes of the loss differ by that factor. In PyTorch, `MSELoss()` is the mean over all entries. With `reduction="sum"` it is the sum.

# %% id="scale-ask"
ask.choose(
    "Ann and Ben fit a line to 100 points by gradient descent, from the same start and with η = 0.01. Ann's loss is the sum "
    "of the squares, Ben's is their mean. Both have right slopes. Ben's loss falls, and Ann's grows without end. What should "
    "Ann do to take the same steps as Ben?",
    {"take η = 0.0001": "Her slopes are 100 times as large as his. A hundredth of η gives the same steps.",
     "take η = 1": "Her slopes are 100 times as large as his already. What does a larger η do to her step?",
     "start nearer to the best line": "From any start her slope is 100 times as large as Ben's.",
     "nothing: a sum of squares has no lowest place": "It has the same best line as the mean. What differs is the length of "
                                                      "the step."},
    right="take η = 0.0001",
)

# %% [markdown] id="best" covers="N02-10"
# ## 3 The lowest place
#
# **Without a line first.** One single number $t$ is to predict the three values $y$ of our points: 2, 3 and 7. The loss is $(t-2)^2 + (t-3)^2 + (t-7)^2$. At its lowest place the slope is 0.

# %% id="best-ask"
ask.number(
    "Which number t makes (t - 2)² + (t - 3)² + (t - 7)² as small as possible?",
    4,
    why="The slope is 2(t - 2) + 2(t - 3) + 2(t - 7) = 6t - 24, and it is 0 at t = 4: the mean.",
    mistakes={3: "3 is the middle one. Its squares are 1, 0 and 16, together 17. What do they give for t = 4?",
              4.5: "That is halfway between 2 and 7. Where is the slope 2(t - 2) + 2(t - 3) + 2(t - 7) equal to 0?",
              12: "That is the sum. 3t = 12 for which t?",
              0: "There the squares are 4, 9 and 49. Is the slope 6t - 24 equal to 0 there?"},
)

# %% [markdown] id="best-two" covers="N02-11"
# For any values the slope is $2(nt - \sum y)$, and it is 0 at $t = \sum y/n$. So squares lead to **the mean**. A line has two parameters, and at the lowest place both partial derivatives of $L$ are 0. Let $m_i = \theta_0 + \theta_1 x_i - y_i$ be the miss. Its square has the slope $2m_i$. When $\theta_0$ moves by 1, the miss moves by 1. When $\theta_1$ moves by 1, it moves by $x_i$. So the two slopes are $2\sum m_i$ and $2\sum m_i\,x_i$.
#
# **With numbers first.** Our three points have the misses $\theta_0 + \theta_1 - 2$, $\theta_0 + 2\theta_1 - 3$ and $\theta_0 + 3\theta_1 - 7$.
#
# - Their sum is $3\theta_0 + 6\theta_1 - 12$. It is 0 if $3\theta_0 + 6\theta_1 = 12$.
# - Now each miss times its $x$: $1(\theta_0 + \theta_1 - 2) + 2(\theta_0 + 2\theta_1 - 3) + 3(\theta_0 + 3\theta_1 - 7)$. Here $\theta_0$ comes $1 + 2 + 3 = 6$ times, and $\theta_1$ comes $1 + 4 + 9 = 14$ times. The numbers give $2 + 6 + 21 = 29$. So this sum is 0 if $6\theta_0 + 14\theta_1 = 29$.
#
# The first equation gives $\theta_0 = 4 - 2\theta_1$. Put into the second, that is $24 - 12\theta_1 + 14\theta_1 = 29$. So $\theta_1 = 2.5$ and $\theta_0 = -1$.
#
# Now the same with letters: $n = 3$, $\sum x = 6$, $\sum y = 12$, $\sum x^2 = 14$ and $\sum xy = 29$. The numbers below are those of this answer: its misses are $-0.5$, $1$ and $-0.5$.

# %% id="best-steps"
x3, y3 = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 3.0, 7.0])
miss = -1 + 2.5 * x3 - y3
derivation(
    (r"$\dfrac{\partial L}{\partial \theta_0} = 2\sum m_i$",
     "add the misses: 2 · (-0.5 + 1 - 0.5)", 2 * miss.sum()),
    (r"$\dfrac{\partial L}{\partial \theta_1} = 2\sum m_i\,x_i$",
     "each times its x: 2 · (-0.5 + 2 - 1.5)", 2 * (miss * x3).sum()),
    (r"$\theta_0 = \dfrac{\sum y - \theta_1 \sum x}{n}$", "row 1 is 0: (12 - 15)/3", -1),
    (r"$\theta_1 \sum x^2 + \theta_0 \sum x = \sum xy$",
     r"row 2 is 0: $2.5 \cdot 14 + (-1) \cdot 6$, and $35 = 2.5 \cdot 14$", 29),
    (r"$n\,\theta_1 \sum x^2 + (\sum y - \theta_1 \sum x)\sum x = n\sum xy$",
     r"row 3 into row 4, times $n$: $3 \cdot 35 + (12 - 15) \cdot 6$", 87),
    (r"$\theta_1 = \dfrac{n\sum xy - \sum x \sum y}{n\sum x^2 - (\sum x)^2}$",
     r"terms with $\theta_1$ to the left, then divide: $\theta_1 (42 - 36) = 87 - 72$", 2.5),
    at="for the three points")

# %% [markdown] id="best-read" covers="N02-12"
# The best line is $-1 + 2.5x$. In the table, row 6 gives the slope, and then row 3 the intercept. This is the **closed form**: an answer by a formula, without any steps of descent. Divide each sum in row 3 by $n$, and it says something more: $\bar y = \theta_0 + \theta_1 \bar x$. The bar is a mean here. So **the best line goes through the point of means**, here $(2, 4)$.
#
# **Is no other line better?** Change the best line by $d_0 + d_1x$. Each miss becomes $m_i + d_i$ with $d_i = d_0 + d_1x_i$, and its square $m_i^2 + 2m_id_i + d_i^2$. So $L$ grows by $2\sum m_i\,(d_0 + d_1x_i)$ and by $\sum (d_0 + d_1x_i)^2$. The first is $2d_0 \sum m_i + 2d_1 \sum m_i\,x_i = 0 + 0$, by rows 1 and 2. The second is never negative. For example, the line $2x$ is the best line plus $1 - 0.5x$, since $-1 + 1 = 0$ and $2.5 - 0.5 = 2$. At $x = 1, 2, 3$ this change is $0.5$, $0$ and $-0.5$. So $L$ grows by $0.25 + 0 + 0.25$, from 1.5 to the 2 of part 2.

# %% [markdown] id="best-blanks"
# **The same with blanks.** Now the points are $(0, 3)$, $(2, 2)$ and $(4, 7)$. Fill in on paper, then give $\theta_0$ and $\theta_1$:
#
# - $n = 3$, $\sum x = 6$, $\sum y = \_\_\_$, $\sum x^2 = \_\_\_$, $\sum xy = \_\_\_$
# - $\theta_1 = (3 \cdot \_\_\_ - 6 \cdot \_\_\_)\,/\,(3 \cdot \_\_\_ - 36) = \_\_\_$, and $\theta_0 = (\_\_\_ - \theta_1 \cdot 6)/3 = \_\_\_$

# %% id="best-blanks-ask"
ask.number(
    "What are the intercept θ₀ and the slope θ₁ of the best line for (0, 3), (2, 2) and (4, 7)?",
    (2, 1),
    why="The sums are 12, 20 and 32. (96 - 72)/(60 - 36) is 1, and (12 - 6)/3 is 2.",
    mistakes={(1, 2): "The intercept comes first. Which of the two belongs to x?",
              (4, 1): "That intercept is the mean of y. The line has that height at the mean of x. How high is it at 0?",
              (-1, 2.5): "An n is missing before two of the sums: row 6 has 3 · 32 and 3 · 20.",
              (6, 1): "12 - 6 is right. By what is it divided?",
              (3, 1): "That line goes through the first point. What is (12 - 1 · 6)/3?"},
)

# %% [markdown] id="best-exercise"
# **When there is no single answer.** If all $x$ are equal, the denominator of row 6 is 0. Three people of the same height say nothing about the slope: every line through the point of means has the same squares. The best line is unique if, and only if, at least two $x$ differ.
#
# **Your turn** (10 minutes): [*The best line, from sums*](../exercises/02a_least_squares_and_likelihood.ipynb), exercise 1.

# %% [markdown] id="shift" covers="N02-04"
# ## 4 Good, but for whom?
#
# Back to the sold line. In this invented town a woman of 166 cm weighs 64 kg on average, and each further cm brings 0.9 kg. A man weighs 9 kg more than a woman of his height. Around that, weights scatter with a **standard deviation** of 6 kg: the mean square of the scatter is $6^2 = 36$. What if the seller measures 2000 women instead?

# %% id="shift-ask"
ask.choose(
    "A line that was fitted to 20 women has a mean square of about 100 kg² on men. The men's mean weight alone has 70. Now "
    "the line is fitted to 2000 women instead. What happens to its mean square on men?",
    {"it falls to about 1: a hundred times the data, a hundredth of the error": "Weights scatter by 6 kg at each height. "
                                                                                "Can any line have less than 36 on "
                                                                                "new people?",
     "it falls to about 36, as on women": "The line now knows women very well. Which of the 2000 women tells it that men "
                                          "are 9 kg heavier?",
     "it does not fall: it stays above 100": "More women remove the chance in the line. The 9 kg that men weigh more "
                                                "stay.",
     "it falls a little below 70": "What could 1980 more women tell it about men?"},
    right="it does not fall: it stays above 100",
)

# %% [markdown] id="shift-measure"
# Measure it in twenty towns for each size: 1000 new women and 1000 new men test each line. (`[::2]` takes the women, and `[1::2]` the men.)

# %% id="shift-figure"
from dlcourse.models import linear, regression

def sold(n, seed):
    rng = tensors.generator(seed)
    seen, new = data.height_weight(2 * n, rng=rng), data.height_weight(2000, rng=rng)
    line = regression.least_squares_1d(seen.X[::2, 0], seen.y[::2])
    squares = (line.t0 + line.t1 * new.X[:, 0] - new.y) ** 2
    men = new.y[1::2]
    return squares[::2].mean(), squares[1::2].mean(), ((men - men.mean()) ** 2).mean()

sizes = [20, 200, 2000]
results = torch.tensor([[sold(n, seed) for seed in range(20)] for n in sizes])
figures.towns(sizes, *results.movedim(2, 0))

# %% [markdown] id="shift-read"
# On new women the line does well: about 36, which is $6^2$. (The hook's 21.8 is less: that line was fitted to those very women, and follows some of their chance.)
#
# On men it does badly. A man lies $9 + e$ above the *true* line of the women, where $e$ is his scatter. On average $e$ is 0, and $e^2$ is 36. So of $(9 + e)^2 = 81 + 18e + e^2$ the average is $81 + 0 + 36 = 117$. A line from few women is also off by chance. With 20 women the mean squares of the twenty towns lie between 66 and 238, and with 2000 between 100 and 125. Chance may help in one town, but on average it adds: over 400 towns with 20 women the mean square on men is 131. More women take it away: what stays is 117.
#
# The mean weight of the men has about 70. A man differs from it by $h + e$, where $h$ comes from his height. In $h^2 + 2he + e^2$ the middle term is 0 on average: $e$ does not depend on $h$, so for each $h$ the mean of $e$ is 0. The mean square of men's heights around their mean is $6.5^2$: their standard deviation is 6.5 cm. Each cm brings 0.9 kg, so the average of $h^2$ is $(0.9 \cdot 6.5)^2$. Together that is $(0.9 \cdot 6.5)^2 + 6^2 = 34 + 36 = 70$.
#
# **More data of the same kind cures chance. It does not cure a question that was put to the wrong people.** With 2000 women the line loses to the mean weight in all twenty towns. The general word is **distribution shift**: the new data does not come from where the training data came from. A test on more women would never have shown it. So test on people like those for whom the line is meant.

# %% [markdown] id="halfway"
# **Halfway**, {minutes so far} in, without the exercises: a good place to stop for today. Next: many predictors.

# %% [markdown] id="many" covers="N02-05 N02-06"
# ## 5 More predictors
#
# For many predictors other names are usual. Here are those of the same two numbers:
#
# | | parts 1, 3 and 7 | code, pictures | this part |
# |---|---|---|---|
# | intercept | $\theta_0$ | `t0` | the **bias** $b$ |
# | slope | $\theta_1$ | `t1` | a **weight** $w$, one for each predictor |
#
# Such a weight is a parameter, not kilograms.
#
# For the sold line, the remedy is to measure men, too, and to add a second predictor. Let $x_1$ be the height and $x_2$ the sex, 1 for a man and 0 for a woman. Then $\hat y = w_1x_1 + w_2x_2 + b$ is a **plane** over the two predictors. Only $x_2 = 0$ and $x_2 = 1$ occur, so only two parallel lines of it are used. They are $w_2$ apart.
#
# **See it.** Go back to the first picture, with 68 kg and 1 kg for each cm. Set its last control to *both*: now the men have a line of their own, 9 kg higher. For all sixteen people the mean square is 20.9. In our town $w_2$ is 9. Fitted to 1000 women and 1000 men, this plane has a mean square of about 36 on new men.
#
# The form is always $\hat y = w \cdot x + b$. One may predict the price of a house from size, bedrooms, floors and age, or its energy from the temperature outside and the people in it. **A weight says by how much the prediction changes when its predictor grows by 1 and the others stand still**: it is a partial derivative of $\hat y$. (So it matters which others there are. In an optional part at the end one bedroom more brings 99 alone, but 5 beside the size.)

# %% [markdown] id="matrix" covers="N02-13 N00-21"
# ### One matrix for all
#
# Append a column of ones to `X`. Since $b = b \cdot 1$, the bias is then one more weight. This table is the **design matrix** $\tilde X$. For the four cats of lecture 01a, with age, male and 1 in each row:
#
# $$\tilde X = \begin{pmatrix} 4 & 0 & 1 \\ 6 & 1 & 1 \\ 5.25 & 1 & 1 \\ 1.25 & 0 & 1 \end{pmatrix} \quad \tilde w = \begin{pmatrix} w_1 \\ w_2 \\ b \end{pmatrix} \quad y = \begin{pmatrix} 3.3 \\ 4.5 \\ 5.1 \\ 1.7 \end{pmatrix}$$
#
# The shapes are `(4, 3)`, `(3,)` and `(4,)`. One product, `X_tilde @ w_tilde`, gives all four predictions. So the misses are $m = \tilde X\tilde w - y$. Least squares makes the sum of their squares as small as possible. It is written $\lVert m\rVert{}^2$, where $\lVert m\rVert$ is the **length** of $m$.

# %% [markdown] id="matrix-normal"
# ### The equations of part 3, as tables
#
# Our three points have one predictor. The ones are the last column, so the slope $w$ stands first:
#
# $$\tilde X = \begin{pmatrix} 1 & 1 \\ 2 & 1 \\ 3 & 1 \end{pmatrix} \quad \tilde w = \begin{pmatrix} w \\ b \end{pmatrix} \quad y = \begin{pmatrix} 2 \\ 3 \\ 7 \end{pmatrix} \quad \tilde X{}^\top = \begin{pmatrix} 1 & 2 & 3 \\ 1 & 1 & 1 \end{pmatrix}$$
#
# The rows of $\tilde X{}^\top$ are the columns of $\tilde X$. Write the two equations of part 3 below each other, the slope first: $14w + 6b = 29$ and $6w + 3b = 12$. As tables:
#
# $$\begin{pmatrix} 14 & 6 \\ 6 & 3 \end{pmatrix} \begin{pmatrix} w \\ b \end{pmatrix} = \begin{pmatrix} 29 \\ 12 \end{pmatrix}$$
#
# Each of the four numbers on the left is a row of $\tilde X{}^\top$ times a column of $\tilde X$: $1 + 4 + 9 = 14$, then $1 + 2 + 3 = 6$ twice, and $1 + 1 + 1 = 3$. The right side is $\tilde X{}^\top y$: $2 + 6 + 21 = 29$ and $2 + 3 + 7 = 12$. So in signs both equations are $\tilde X{}^\top\tilde X\,\tilde w = \tilde X{}^\top y$. These are the **normal equations**. What solves them is best, for the reason given in part 3.
#
# Bring the right side to the left: $\tilde X{}^\top(\tilde X\tilde w - y) = 0$. (Tables may be taken out of a bracket as numbers may, if the order stays.) In the bracket stand the misses. So the misses of the best line have the dot product 0 with each column: one says that they stand at right angles to it. Check: $(-0.5, 1, -0.5)$ times $(1, 2, 3)$ is $-0.5 + 2 - 1.5 = 0$.

# %% [markdown] id="matrix-pinv"
# ### A table that solves them
#
# Two equations are solved by hand, a hundred are not. A program makes one more table from $\tilde X$: the **pseudo-inverse** $\tilde X{}^+$, in code `torch.linalg.pinv`. The product $\tilde w = \tilde X{}^+ y$ solves the normal equations, whatever $y$ is. For the three points:
#
# $$\tilde X{}^+ y = \begin{pmatrix} -\frac12 & 0 & \frac12 \\ \frac43 & \frac13 & -\frac23 \end{pmatrix} \begin{pmatrix} 2 \\ 3 \\ 7 \end{pmatrix} = \begin{pmatrix} 2.5 \\ -1 \end{pmatrix}$$
#
# Row 1 gives the slope, $-1 + 0 + 3.5 = 2.5$. Row 2 gives the intercept, $\frac83 + 1 - \frac{14}3 = -1$. That is the line of part 3. Do they solve the normal equations? $14 \cdot 2.5 - 6 = 29$ and $6 \cdot 2.5 - 3 = 12$: yes.
#
# If several $\tilde w$ are best, this one is the shortest: its squared weights have the smallest sum. We use without proof that there always is such a table. (Optional parts say more: here where its numbers come from, and in [lecture 03](03_neighbours_and_dimensions.ipynb) how it is found.)
#
# Now the cats again. How heavy is a cat of 5 years, female?

# %% id="matrix-cats"
cats = data.cats()
X_tilde = regression.design_matrix(cats.X)  # a last column of ones
w_tilde = torch.linalg.pinv(X_tilde) @ cats.y
tensors.show(w_tilde=w_tilde, cat_of_five=torch.tensor([5.0, 0.0, 1.0]) @ w_tilde)

# %% [markdown] id="matrix-double" covers="N02-14"
# Now someone adds a column `female`, which is $1 - \text{male}$. Then male plus female is the column of ones: one of these three columns says nothing new.

# %% id="matrix-double-ask"
ask.choose(
    "With age, male and a column of ones the prediction for a female cat of 5 years is 3.65 kg. Now a column female = 1 - male "
    "is added, and w̃ is again computed with the pseudo-inverse. What is the prediction now?",
    {"3.65 kg again": "The same predictions can be reached as before and no others. Only the way to write them is no longer "
                      "unique. The pseudo-inverse takes the shortest w̃.",
     "more exact, since the model knows more": "Whoever knows male knows female. What is new in that column?",
     "there is none: the program stops": "That is what a solver may do that needs a unique answer. The pseudo-inverse picks "
                                         "one of the best.",
     "anything: the weights are not unique": "The weights are not. But which predictions do all the best weights share?"},
    right="3.65 kg again",
)

# %% [markdown] id="curve" covers="N02-07"
# Add 1 to the weights of male and female, and take 1 from the bias: no prediction changes. So infinitely many $\tilde w$ are equally good. For age, male, female and ones the shortest is $(0.486, 0.969, 0.127, 1.096)$, and $5 \cdot 0.486 + 0.127 + 1.096$ is 3.65 again. In fact **all best weights predict alike**. (An optional part at the end shows why.)
#
# **Your turn** (15 minutes): [*Weights and a bias, even with too many columns*](../exercises/02a_least_squares_and_likelihood.ipynb), exercise 2.
#
# ### Curves from the same recipe
#
# A column may also be computed. With the columns $x$ and $x^2$ one fits the curve $w_1x + w_2x^2 + b$. It stays linear *in its weights*, and that is all that least squares needs. This is **curve fitting**. (An optional part at the end does it in code.)
#
# One more column never makes the fit to these points worse, since its weight may be 0. Whether it makes predictions better is the question of [lecture 02b](02b_generalisation.ipynb).
#
# **A second good place to stop.**

# %% [markdown] id="process" covers="N02-15 N02-16"
# ## 6 Where do the squares come from?
#
# So far squares were a choice. Now they will follow from an assumption about the noise. **A coin first.** It came up heads, heads, tails. A model that gives heads 0.5 makes this $0.5 \cdot 0.5 \cdot 0.5 = 0.125$ probable. A model that gives heads 0.6 makes it $0.6 \cdot 0.6 \cdot 0.4 = 0.144$. These two numbers are the **likelihoods** of the models. **Maximum likelihood** takes the model whose likelihood is largest. For heads with probability $p$ it is $p^2(1 - p) = p^2 - p^3$, with the slope $2p - 3p^2$. That is 0 at $p = \frac23$, the share of heads: $\frac23 \cdot \frac23 \cdot \frac13 = 0.148$.
#
# The data stay fixed, and the model varies. So a likelihood says how well a model explains the data, not how probable the model is. (For that one needs a prior, too, as in [01b](01b_kinds_of_learning.ipynb).) We may multiply, since no throw depends on another. And the same model holds for each throw. Such data are **i.i.d.**, independent and identically distributed.
#
# Now people. **First** someone with some height walks in. **Then** the weight is drawn for this height, since people of one height differ in weight. A line says nothing about who walks in. So we only ask how probable the weights are, *given* the heights. As with the coin, we multiply one factor for each person. (An optional part at the end has the signs for all this.)

# %% [markdown] id="gauss" covers="N00-21"
# ### A Gaussian around the line
#
# Let the line give the middle, and let $y$ scatter around it with the standard deviation $s$. The usual assumption is a **Gaussian**, the bell curve of [01b](01b_kinds_of_learning.ipynb). We write $p(y \mid x)$ for its height at $y$, given $x$:
#
# $$p(y \mid x) = \frac{1}{\sqrt{2\pi}\,s}\; e^{-\frac{(y - \hat y)^2}{2s^2}}$$
#
# The factor $1/\sqrt{2\pi}$ is 0.3989. (01b wrote the variance as $v$, and here $v = s^2$.) With $s = 2$ the top of the bell is $0.3989/2 = 0.1995$. At a miss of 2 the exponent is $-4/8 = -0.5$, so the height is $0.1995 \cdot e^{-0.5} = 0.121$. The height is a **density**, a probability for each unit of $y$. Only areas under the curve are probabilities. So a density may be above 1: for $s = 0.1$ the top is 3.99.
#
# **Why this curve?** Throw ten dice and add them, many times: the sums already look like a bell. A weight, too, is a sum of many small causes. Where a few large causes rule, such as typing errors, there is no bell. Then squares are a bad choice, as in [01a](01a_the_recipe.ipynb).

# %% [markdown] id="like" covers="N02-19"
# **What does a line make probable?** No weight is exactly 64 kg. A scale shows 64.00 when the weight lies in a strip 0.01 kg wide. The probability of that strip is about its area: the density times 0.01. The 0.01 is the same for every line, so it cannot change which line is best. We leave it out: **the likelihood of a line is the product of the densities at the points.** In signs it is $\prod_i p_\theta(y_i \mid x_i)$. Here $\prod$ multiplies over all $i$, and $p_\theta$ is the density around the line with the parameters $\theta$.
#
# **Now touch it.** On the left are three points, a line, and a dotted bell around the line at each of them, drawn sideways. The short red lines mark the densities at the points. (Bells and short lines are drawn twice as long.) On the right is a map of all lines: the place $(t_0, t_1)$ stands for the line $t_0 + t_1x$. The red square is the line of the left picture. A bright place is a line with a large likelihood. Lines with a mean square of 1, 2 or 3 lie on the three rings.
#
# **Predict:** $s$ changes the bells. Does it also move the best line? Move $t_0$ and $t_1$ to the brightest place, then change $s$.

# %% id="like-live"
widgets.Likelihood()

# %% [markdown] id="like-read"
# The best line is $-1 + 2.5x$, for every $s$. The bright spot grows or shrinks, but its middle stays, and it has the shape of the rings. Lines on one ring give the data the same likelihood. So for a fixed $s$ the likelihood ranks lines as the squares do.
#
# **Why is that so?** Take minus the logarithm. A logarithm turns products into sums, and the density is a product of two factors. Rows 1 to 3 of the table are for one point with $\hat y = 1$, $y = 3$ and $s = 2$. Row 4 is for our three points, at their best line. Its misses are $-0.5$, $1$ and $-0.5$.

# %% id="like-steps"
s, off_by = 2.0, 2.0
density = math.exp(-off_by**2 / (2 * s**2)) / (math.sqrt(2 * math.pi) * s)
nll_best = losses.gaussian_nll(-1 + 2.5 * x3, y3, s, reduction="sum")
derivation(
    (r"$-\log\dfrac{1}{\sqrt{2\pi}\,s} = \log s + \dfrac12\log(2\pi)$",
     "the factor in front: 0.6931 + 0.9189", math.log(s) + math.log(2 * math.pi) / 2),
    (r"$-\log e^{-(y-\hat y)^2/(2s^2)} = \dfrac{(y-\hat y)^2}{2s^2}$",
     "the log undoes the power: 4/8", off_by**2 / (2 * s**2)),
    (r"$-\log p = \dfrac{(y-\hat y)^2}{2s^2} + \log s + \dfrac12\log(2\pi)$",
     "log of a product: 0.5 + 1.6121, and -log 0.121 is the same", -math.log(density)),
    (r"$\sum_i -\log p = \dfrac{L}{2s^2} + n\log s + \dfrac n2\log(2\pi)$",
     "add row 3 over three points: (0.25 + 1 + 0.25)/8 + 3 · 1.6121", nll_best),
    at="computed",
)

# %% [markdown] id="nll" covers="N02-17 N02-18"
# The parameters of the line stand only in $L$, the sum of squares. So for a fixed $s$, **least squares is maximum likelihood under Gaussian noise**. The sum in row 4 is the **negative log-likelihood**, NLL. The largest likelihood is the smallest NLL, so the NLL is a loss.

# %% [markdown] id="nll-before"
# **A question about slopes, from before.** (In [00b](00b_calculus_you_need.ipynb), $x^n$ has the slope $n\,x^{n-1}$, also for negative $n$.)

# %% id="recall-1"
ask.number(
    "f(s) = log s + 2/s². What is its slope at s = 2?",
    0,
    why="1/s is 0.5, and 2s⁻² has the slope -4/s³ = -0.5. Together 0. This is row 3 above for a miss of 2, "
        "without its constant. So the best s is the size of the miss.",
    mistakes={1: "2/s² is 2 times s to the power -2. Which sign has its slope?",
              0.5: "That is the slope of log s. What does the second term add?",
              -0.5: "That is the slope of the second term. What does log s add?",
              0.25: "You took -2/s³ for the second term. A factor stays, and the exponent comes down.",
              1.1931: "That is f(2) itself, rounded. How fast does f change there?"},
)

# %% [markdown] id="nll-s"
# **The NLL can choose $s$, too.** Take its slope with respect to $s$, as in the question. The first term of row 4 is $\frac L2 s^{-2}$, with the slope $-L/s^3$. The second is $n\log s$, with the slope $n/s$. Where their sum is 0, multiply by $s^3$: $-L + ns^2 = 0$. So $s^2 = L/n$: the mean square, here $1.5/3 = 0.5$. The slope is $(ns^2 - L)/s^3$. For a smaller $s$ it is negative, and for a larger one positive: so this is the lowest place.
#
# **Why the logarithm?** A product of many densities soon becomes too small, or too large, for a computer to store. We drew 2000 random factors between 0 and 1. Their product is stored as 0, and with it all differences between models are lost. The sum of their logarithms is -2040, an ordinary number.

# %% [markdown] id="nll-read"
# **Your turn** (10 minutes): [*How surprised a Gaussian is*](../exercises/02a_least_squares_and_likelihood.ipynb), exercise 3.
#
# **When the data is not i.i.d.** Take row 4 of the table with $s = 1$. There $\log s$ is 0, and $\frac12\log(2\pi)$ is 0.919. So the NLL is $L/2 + 3 \cdot 0.919$. The line $-1 + 2.5x$ has $L = 1.5$, so its NLL is $0.75 + 2.76 = 3.51$. The line $1 + 1.5x$ has $L = 3.5$, so $1.75 + 2.76 = 4.51$. The likelihood is $e^{-\mathrm{NLL}}$, since the NLL is minus its logarithm. So the first makes the data $e^{-3.51}/e^{-4.51} = e^{1} = 2.7$ times as probable. Now a careless program reads the file ten times: each point stands there ten times.

# %% id="nll-ask"
ask.number(
    "Line A has the NLL 3.51 on three points, line B has 4.51, so A makes them e¹ = 2.718 times as probable. Now each point is "
    "counted ten times, as if all copies were independent. How many times as probable does A make the data then? Given are "
    "e¹⁰ = 22026 and e^0.1 = 1.105.",
    22026,
    why="Both sums are ten times as large, and so is their difference: 10. Nothing was learned, but it looks almost certain.",
    mistakes={2.718: "That would be right for whoever knows that they are copies. The product has thirty factors now.",
              27.18: "You multiplied by 10. The difference of the logarithms is ten times as large. What is the ratio?",
              10: "That is the difference of the two NLLs. It is a logarithm. Of which ratio?",
              1.105: "The difference of the NLLs is 10 · 1, not 1/10."},
)

# %% [markdown] id="nll-copies"
# A is still better, but copies say nothing new: 22026 instead of 2.7 is false certainty.

# %% [markdown] id="walk"
# ## 7 Walking there
#
# **Gradient descent** is a second route to the best line. It also works where there is no closed form. A descent on the NLL takes the same way. By row 4 in part 6 the NLL is $L/(2s^2)$ plus numbers that $\theta$ does not change. So its slopes are those of $L$ times $1/(2s^2)$. With an $\eta$ that is $2s^2$ times as large, the steps are the same.
#
# By hand, with the mean $J$ as loss, $\eta = 0.1$ and the start $(0, 0)$, for our three points:
#
# - The misses $\theta_0 + \theta_1 x_i - y_i$ are $-2$, $-3$ and $-7$.
# - The slope with respect to $\theta_0$ is twice their mean: $2 \cdot (-4) = -8$.
# - With respect to $\theta_1$, each miss is first multiplied by its $x_i$: $2 \cdot (-2 - 6 - 21)/3 = -19.33$.
# - The step goes against both: $0 - 0.1 \cdot (-8) = 0.8$ and $0 - 0.1 \cdot (-19.33) = 1.933$.
#
# Take both slopes before you move anything. Otherwise $\theta_1$ is moved by a slope that belongs to another line.

# %% id="walk-ask"
ask.number(
    "The points are (1, 2) and (3, 8). Gradient descent on the mean of the squares starts at θ₀ = θ₁ = 0 with η = 0.05. What "
    "are θ₀ and θ₁ after one step?",
    (0.5, 1.3),
    digits=2,
    why="The misses are -2 and -8. The slopes are 2 · (-5) = -10 and 2 · (-2 - 24)/2 = -26, and the step goes against them.",
    mistakes={(-0.5, -1.3): "You went along the slopes. There the loss rises.",
              (1, 2.6): "You added over the points. The loss is a mean.",
              (0.25, 0.65): "A factor 2 is missing. What is the slope of a square?",
              (0.5, 1.2): "You moved θ₀ first, and took the second slope at the new place. Both belong to the start.",
              (0.5, 0.5): "How far does a miss move when θ₁ moves by 1?",
              (10, 26): "You took the whole slopes. What does η do?"},
)

# %% [markdown] id="walk-see"
# `gd_linear` takes such steps, and its rows are $(\theta_0, \theta_1)$. Does it arrive at $(-1, 2.5)$?

# %% id="walk-run"
way = regression.gd_linear(x3, y3, eta=0.1, epochs=400)
tensors.show(digits=3, after_1=way[1], after_2=way[2], after_50=way[50], after_400=way[400])

# %% [markdown] id="walk-exercise"
# It does, to three digits. Why does $\theta_1$ first go back, from 1.933 to 1.742? For $\theta_0 = 0.8$ the best slope is $(29 - 0.8 \cdot 6)/14 = 1.73$. It rises as $\theta_0$ sinks to $-1$.
#
# One pass over all the data is called an **epoch**. Here each epoch is one step.
#
# **Your turn** (20 minutes): [*Walking down to the line*](../exercises/02a_least_squares_and_likelihood.ipynb), exercise 4.

# %% [markdown] id="transfer"
# ## Transfer
#
# Some noise has more large misses than a Gaussian. A **Laplace** density is $p(y \mid x) = \frac{1}{2c}\,e^{-|y - \hat y|/c}$, with a fixed width $c$.

# %% id="transfer-ask"
ask.choose(
    "The noise has the density e^(-|y - ŷ|/c)/(2c), with c fixed. Which sum does maximum likelihood make small? And which "
    "single number is best for 2, 3 and 7?",
    {"the squares; the mean, 4": "Take -log of the density: |y - ŷ|/c + log(2c). Where is the square?",
     "the sizes |y - ŷ|; the middle one, 3": "-log(1/(2c)) is log(2c), so -log p is |y - ŷ|/c + log(2c). For 3 the "
                                             "sizes are 1, 0 and 4, together 5. For "
                                             "4 they are 2, 1 and 3, together 6.",
     "the sizes |y - ŷ|; the mean, 4": "The sum is right. For 4 it is 2 + 1 + 3 = 6. What is it for 3?",
     "the powers e^(-|y - ŷ|/c); the largest, 7": "Those are multiplied, not added. What does the logarithm make of them?"},
    right="the sizes |y - ŷ|; the middle one, 3",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Least squares takes the line with the least sum of squared residuals. Sum, mean and half have the same best line. The slopes of the loss differ by a factor, and so does the $\eta$ that fits.
# - Both slopes are 0 at $\theta_1 = \dfrac{n\sum xy - \sum x\sum y}{n\sum x^2 - (\sum x)^2}$ and $\theta_0 = \bar y - \theta_1\bar x$.
# - A good fit speaks for people like those it was fitted to.
# - With a column of ones, many predictors need one formula: $\tilde w = \tilde X{}^+ y$.
# - For i.i.d. data the likelihood is a product. Minus its logarithm is a sum, and a loss.
# - Under Gaussian noise with a fixed $s$, least squares is maximum likelihood.
# - Gradient descent reaches the same line.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $\theta_0$, $\theta_1$ | `t0`, `t1` | intercept and slope of a line; in part 5 $b$ and $w$ |
# | $\hat y$, $y$ | `y_hat`, `y` | prediction; actual value |
# | $L$, $J$ | | sum and mean of the squares |
# | $\bar x$, $\bar y$ | `x.mean()` | means (elsewhere a bar is a derivative of the loss) |
# | $\tilde X$, $\tilde w$ | `X_tilde (n, d + 1)` | inputs with a column of ones; weights and bias together |
# | $\lVert m\rVert$ | `m.norm()` | length; its square is the sum of the squares |
# | $\tilde X^+$ | `torch.linalg.pinv` | pseudo-inverse |
# | $p_\theta(y \mid x)$ | | density of $y$ given $x$, in a model with the parameters $\theta$ |
# | $\prod_i$ | `.prod()` | multiply over all $i$ |
# | NLL | `gaussian_nll` | negative log-likelihood |
# | $s$ | `s` | standard deviation of the noise |

# %% [markdown] id="glossary"
# ## Words
#
# **residual** actual minus predicted · **least squares** the parameters with the least sum of squared residuals · **intercept** height of a line at $x = 0$ · **closed form** an answer by a formula, without steps · **sum of squared errors, mean squared error** their sum and their mean · **parametric model** a fixed form $f(x; \theta)$ whose parameters are learned · **distribution shift** new data comes from elsewhere than the training data · **design matrix** $\tilde X$, a row for each sample, with a column of ones · **pseudo-inverse** gives the shortest of the best weights · **normal equations** all slopes are 0: $\tilde X{}^\top\tilde X\,\tilde w = \tilde X{}^\top y$ · **curve fitting** least squares with computed columns · **i.i.d.** drawn in the same way, none depending on another · **density** probability for each unit · **Gaussian** the bell-shaped density · **likelihood** how probable a model makes the data · **maximum likelihood** making it large · **negative log-likelihood, NLL** minus its logarithm · **epoch** one pass over all data · **zero-one loss** (optional part) 1 for a wrong answer, else 0. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# `torch.linalg.lstsq` and scikit-learn's `LinearRegression` fit by matrix factorisations that never form $\tilde X{}^\top\tilde X$, since that loses digits. A network may predict $s$, too: `torch.nn.GaussianNLLLoss` is then its loss.
#
# Seven optional parts follow. No later lecture needs them.

# %% [markdown] id="optional-houses"
# ## Optional: what does one bedroom more bring?
#
# Here are 200 invented houses, with size, bedrooms, floors and age. The prices are in thousands of euros. First all four predictors are used together, then the bedrooms alone.

# %% id="many-houses"
street = data.houses(200, rng=tensors.generator(1))
together = linear.least_squares(street.X, street.y)
bedrooms_alone = linear.least_squares(street.X[:, [1]], street.y)  # column 1 only: (200, 1)
w_size, w_bedrooms, w_floors, w_age = together.w
tensors.show(digits=1, size=w_size, bedrooms=w_bedrooms, floors=w_floors, age=w_age,
             bedrooms_alone=bedrooms_alone.w)

# %% [markdown] id="many-read"
# Alone, a bedroom seems to bring 99. Beside the size it brings 5. Houses with more bedrooms are larger, and alone the bedrooms take the credit for that. The houses were made with 30 m² more for each bedroom, at 3 a square metre, and with 8 for the bedroom itself: $8 + 3 \cdot 30 = 98$. (A floor was made with $-5$.) The 5 is not exactly 8, since 200 houses leave some chance. Among ten other streets the fit gives a bedroom between 2 and 16.
#
# A bedroom built on need not raise the price by 5. Houses with more bedrooms may also have larger gardens. Gardens are not in the table, so the weight of the bedrooms would take their credit.

# %% [markdown] id="optional-rows"
# ## Optional: where the numbers of a pseudo-inverse come from
#
# Part 5 shows the two rows of $\tilde X{}^+$ for the three points. They come from part 3, written with the deviations from the means. These are $-1, 0, 1$ for $x$ and $-2, -1, 3$ for $y$. The slope is $\theta_1 = \dfrac{\sum (x_i - \bar x)(y_i - \bar y)}{\sum (x_i - \bar x)^2} = \dfrac{2 + 0 + 3}{1 + 0 + 1} = 2.5$.
#
# Why is this row 6? Multiplied out, the upper sum is $\sum xy - \bar x\sum y - \bar y\sum x + n\,\bar x\bar y = 29 - 24 - 24 + 24 = 5$. The top of row 6 is $n$ times that, 15. In the same way the lower sum is 2, and the bottom of row 6 is 6.
#
# - **Row 1 makes the slope**, $\sum (x_i - \bar x)(y_i - \bar y)$ divided by $1 + 0 + 1 = 2$, the sum of the squared deviations. The deviations $-1$, $0$ and $1$ add up to 0, so $\bar y$ may be left out. What stays is $(-y_1 + y_3)/2$. So row 1 is $(-\frac12, 0, \frac12)$. Times $y$ it gives $-1 + 0 + 3.5 = 2.5$.
# - **Row 2 makes the intercept**, $\bar y - \bar x\,\theta_1$, here with $\bar x = 2$. The mean $\bar y$ is the row $(\frac13, \frac13, \frac13)$ times $y$. Twice row 1 is $(-1, 0, 1)$. Take it off, and row 2 is $(\frac43, \frac13, -\frac23)$. Times $y$ it gives $\frac83 + 1 - \frac{14}3 = -1$.

# %% [markdown] id="optional-alike"
# ## Optional: why all best weights predict alike
#
# As in part 3, let the best $\tilde w$ change by $d$. Each miss $m_i$ then changes by the dot product of row $i$ of $\tilde X$ with $d$. So $\lVert m\rVert{}^2$ grows by two sums. One is $2\sum m_i\,(\text{row } i \cdot d)$, and the other is the sum of the squared changes, $\lVert\tilde Xd\rVert{}^2$.
#
# In the first sum each entry of $d$ is multiplied by an entry of $2\,\tilde X{}^\top m$, a slope. At the best weights all slopes are 0, so this sum is 0. The second sum is never negative. So no other weights are better. Others are as good only if $\tilde Xd = 0$, and then no prediction changes. For the cats with four columns, $d = (0, 1, 1, -1)$ is such a change.
#
# A line is the best one alone if two $x$ differ: a change $d_0 + d_1x$ that is 0 at two different $x$ is 0 everywhere. So every real change makes $L$ larger.

# %% [markdown] id="optional-slopes"
# ## Optional: rows 1 and 2, checked
#
# Rows 1 and 2 of part 3 are claims about slopes. Check them as in lecture 00, at any place:

# %% id="best-check"
from dlcourse.diff.finite import check_gradient

def sum_of_squares(theta):
    return ((theta[0] + theta[1] * x3 - y3) ** 2).sum()

def its_slopes(theta):
    off = theta[0] + theta[1] * x3 - y3
    return torch.stack([2 * off.sum(), 2 * (off * x3).sum()])

anywhere, best = torch.tensor([0.5, 1.2]), torch.tensor([-1.0, 2.5])
tensors.show(ok=check_gradient(sum_of_squares, its_slopes, anywhere).ok,
             slopes_at_the_best=its_slopes(best), loss_at_the_best=sum_of_squares(best))

# %% [markdown] id="optional-drawn"
# ## Optional: signs for those who walk in
#
# We write $x \sim p(x)$ for "first a height is drawn", and $y \sim p(y \mid x)$ for "then a weight, given the height". The sign $\sim$ means "drawn from". Say that 0.3 of all people are tall, and that 0.5 of the tall are heavy. Then $0.3 \cdot 0.5 = 0.15$ of all are tall and heavy: $p(x, y) = p(x)\,p(y \mid x)$.
#
# For i.i.d. pairs the whole data set $D$ has $p(D) = \prod_i p(x_i)\,p(y_i \mid x_i)$. The parameters of a line change only the second factor. All $p(x_i)$ are the same for every line, so part 6 leaves them out.

# %% [markdown] id="optional-curves"
# ## Optional: curves in code
#
# Other parametric models, such as a sigmoid of $w \cdot x + b$ ([04a](04a_two_classes.ipynb)) or a network, have no closed form.
#
# Below, `x` and `y` are tensors of shape `(25,)`. Complete the program:
#
# ```python
# columns = ________                        # for w1 x + w2 x² + b
# w, b = linear.least_squares(columns, y)   # columns: (samples, features)
# ```

# %% id="curve-ask"
ask.choose(
    "`x` has shape (25,). Which line completes the program, so that w1 x + w2 x² + b is fitted?",
    {"`columns = torch.stack([x, x**2], dim=1)`": "Two columns, one row for each sample: (25, 2). The bias comes by itself.",
     "`columns = torch.stack([x, x**2])`": "That is (2, 25): a row for each feature. Which axis counts the samples?",
     "`columns = (x + x**2)[:, None]`": "That is one column, so x and x² must share a weight. How many weights are wanted?",
     "`columns = x**2`": "That is (25,), without an axis for features. And where is x itself?"},
    right="`columns = torch.stack([x, x**2], dim=1)`",
)

# %% [markdown] id="curve-see"
# Three choices of columns, on the same 25 points. (`polynomial_features(x, 3)` holds $x$, $x^2$ and $x^3$.)

# %% id="curve-figure"
x_wave, grid = torch.linspace(0, 6, 25), torch.linspace(0, 6, 121)
y_wave = 2 * x_wave.sin() + 0.5 + 0.4 * torch.randn(25, generator=tensors.generator(5))

def fitted(columns):
    plane = linear.least_squares(columns(x_wave), y_wave)
    return columns(grid) @ plane.w + plane.b

figures.curves(x_wave, y_wave, grid, {
    "line": fitted(lambda x: x[:, None]),
    "x, x², x³": fitted(lambda x: regression.polynomial_features(x, 3)),
    "sin x, cos x": fitted(lambda x: torch.stack([x.sin(), x.cos()], dim=1))})

# %% [markdown] id="three" covers="N02-20"
# ## Optional: a loss says how bad
#
# A loss gives each $\theta$ one number: how bad it is. Three have come up: the square, the size (01a) and the negative log-likelihood $-\log p_\theta(y \mid x)$. For classes there is **zero-one**: 1 for a wrong answer and 0 for a right one. Its mean is the share of wrong answers, 1 minus the accuracy. One wants just this share to be small. Yet hardly anybody trains with it. Why?
#
# Take the sixteen people of the hook. On the left, a line through their mean is turned. On the right, everyone taller than a border is guessed to be a man, and the border moves. These are two different tasks: compare only the shapes.

# %% id="three-figure"
groups = [widgets.PEOPLE[name] for name in ("women", "men")]
height, weight = (torch.cat([group[i] for group in groups]) for i in (0, 1))
figures.bowl_and_stairs(height, weight, torch.tensor([0.0] * 8 + [1.0] * 8))

# %% [markdown] id="three-read"
# A stair is flat almost everywhere. Its slope is 0 there, so a step of gradient descent does not move the border at all, however bad it is. The bowl has a slope wherever one can do better. So one trains with a smooth loss, and reports the accuracy.
