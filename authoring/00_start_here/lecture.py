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
# # 00 Start here
#
# {minutes}, without the optional part at the end · exercises in `exercises/00_start_here.ipynb`

# %% [markdown] id="hook"
# ## Which of these two programs has a bug?
#
# Four points lie on the line $y = 3x + 1$. A program looks for the line: it starts at slope 0 and height 0, measures the **loss** (the mean of the squared misses), and moves both numbers a little against the loss's derivative. Six times. Two people wrote the derivative by hand. One of them made a mistake.

# %% id="hook-run"
import torch

from dlcourse import ask, tensors

torch.set_default_dtype(torch.float64)        # 16 digits, so that small differences can be seen
x = torch.tensor([0.0, 1.0, 2.0, 5.0])
y = 3 * x + 1

def loss(theta):                              # theta holds slope and height
    return (theta[0] * x + theta[1] - y).square().mean()

# %% [markdown] id="hook-two"
# The two derivatives. Both have an entry for the slope and one for the height:

# %% id="hook-gradients"
def gradient_anna(theta):
    miss = theta[0] * x + theta[1] - y
    return torch.stack([2 * miss.mean() * x.mean(), 2 * miss.mean()])

def gradient_ben(theta):
    miss = theta[0] * x + theta[1] - y
    return torch.stack([2 * (miss * x).mean(), 2 * miss.mean()])

# %% [markdown] id="hook-ask"
# This is how the losses fall. (The last line of the loop moves against the derivative; 0.1 scales the step.)

# %% id="hook-answer"
def losses_on_the_way(gradient):
    theta, seen = torch.zeros(2), []
    for _ in range(7):
        seen.append(float(loss(theta)))
        theta = theta - 0.1 * gradient(theta)
    return seen

tensors.show(anna=losses_on_the_way(gradient_anna), ben=losses_on_the_way(gradient_ben))

# %% [markdown] id="hook-read"
# Anna's loss lies below Ben's at every step after the start.

# %% id="hook-choose"
ask.choose(
    "Anna and Ben look for the same line with different derivatives. After six steps Anna's loss is 0.14, where it "
    "has been since step 1; Ben's is 0.23 and still falls. Whose derivative is wrong?",
    {"Ben's, for his loss is larger": "A loss may fall slowly with the right derivative, too. Does the larger loss "
                                      "prove anything?",
     "Anna's, for her loss stops early": "A loss may stop above 0 for good reasons, for instance noise in the data. "
                                         "These points have none, but with your own data you would not know.",
     "The losses alone do not tell": "A falling loss proves nothing about the derivative, and neither does a low one. "
                                     "In the section 'A tool' one line finds the mistake, without any calculus."},
    right="The losses alone do not tell",
)

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Work with these notebooks: predict, run, read a card; measure how badly a model's probabilities fit what happens (exercise *The cross-entropy of two distributions*).
# 2. Check any derivative by measuring it (question in *A tool*).
# 3. Let a program learn one of its own constants (question in *A program that learns a constant*).
# 4. Turn a wish into inputs, output and loss (question in *Posing the problem*).
# 5. Say which of six prerequisites you should repair (the six questions).
# 6. Decide before you know the outcome, and say what regret promises and when (question in *Deciding before you know*).

# %% [markdown] id="needs"
# ## What you need
#
# A little Python: a function, a list, a loop. No deep learning. Two minutes to test yourself:

# %% id="needs-ask"
ask.number(
    "A program sets `total = 0` and then runs the loop `for i in range(4): total = total + i`. What is `total` at the "
    "end?",
    6,
    why="`range(4)` gives 0, 1, 2, 3, and the loop adds them up.",
    mistakes={10: "You counted 4 in as well. Which is the last number that `range(4)` gives?",
              4: "That is how often the loop runs. What does each round add?",
              3: "That is the last `i`. Each round adds its `i` to what is there."},
)

# %% [markdown] id="recall"
# ## Three questions from school
#
# There is no earlier lecture, so these come from school. On paper first. One about means:

# %% id="recall-1"
ask.number(
    "The mean of three numbers is 5. Two of them are 2 and 4. What is the third?",
    9,
    why="Three numbers with the mean 5 add up to 15, and 2 + 4 gives 6 of that.",
    mistakes={5: "Then the mean of 2, 4 and 5 would be 11/3. What must the three numbers add up to?",
              3: "That is the mean of 2 and 4. The mean of all three should be 5.",
              7: "You took 2 and 4 together as one number, their mean 3. They are two of the three.",
              15: "That is the sum of all three. How much of it do 2 and 4 give?"},
)

# %% [markdown] id="recall-next"
# One about probability:

# %% id="recall-2"
ask.number(
    "Two fair coins are thrown. What is the probability of two heads?",
    1 / 4,
    digits=2,
    why="The first coin shows heads in half of all cases, the second in half of these.",
    mistakes={1 / 2: "That is one coin. What must the second coin do as well?",
              1 / 3: "You counted three outcomes: two heads, two tails, one of each. One of each comes in two ways.",
              3 / 4: "That is the probability of at least one head. Here both must be heads.",
              1: "You added the two halves. Would you bet everything on two heads?"},
)

# %% [markdown] id="recall-last"
# One about logarithms ($\log$ is the natural logarithm in this course):

# %% id="recall-3"
ask.number(
    "log 0.5 = -0.693. What is log 0.25?",
    -1.386,
    digits=3,
    why="0.25 is 0.5 · 0.5, and the logarithm of a product is the sum of the logarithms.",
    mistakes={-0.3465: "You halved the logarithm. 0.25 is further from 1 than 0.5 is. What does that say about its "
                       "logarithm?",
              0.480: "You squared the logarithm. 0.25 = 0.5 · 0.5 is a product: what becomes of a product?",
              -0.193: "You added 0.5 itself. In a logarithm of a product, what is added?"},
)

# %% [markdown] id="letters"
# ## The slides' letters and ours
#
# The course draws on five sets of slides, which use different letters for the same things. We use one letter for each, in every lecture:
#
# | on the slides | here | meaning |
# |---|---|---|
# | $W$, $\Theta$, $(A_i, b_i)$, $\theta_0, \theta_1$ | $\theta$; $W, b$ for one layer | the numbers that are learned: **parameters** |
# | $h_\theta(x)$, $g(x, \theta)$, $f(x; W)$ | $f(x; \theta)$ | the model |
# | $h_\theta(x)$ or $\hat y$; $t$ or $y$ | $\hat y$; $y$ | prediction; target |
# | $\eta$, $\eta_k$, $\gamma$, lr, step_size | $\eta$, `eta` | learning rate, the length of a step |
# | $m$, $n$, $N$ | $n$; `B` for a batch | number of examples |
# | $\lambda$, $w$ | $\lambda$ | strength of a penalty |
# | $\sigma$ (for any function) | $\sigma$ only for the logistic one | squashes a number into 0 to 1 |
# | sum or mean or half the sum | the **mean**, and we say so | how a loss adds up examples |

# %% [markdown] id="work"
# ## How you work here
#
# - **Open.** Lectures are in `work/notebooks`, exercises in `work/exercises`. These copies are yours; an update never overwrites one that you have changed.
# - **Read and run.** From top to bottom, one cell after the other: Shift+Enter. A picture with sliders is a still image until you run its cell, and a question takes no answer until then.
# - **Answer the questions.** There are four kinds: *choose* an option, work out a *number*, make a *guess*, *explain* in your own words. Give an answer of your own before you open one: a wrong guess is remembered better than an answer that was only read. The card says what your answer tells it. After a wrong number or option you have a second try; then the answer opens, with the reason. Your first try is noted, on your machine only.
# - **Review.** Some days later a question is due again, a wrong one sooner. The last part of this notebook asks what is due, and so does `.venv/bin/dlcourse review` in a shell.
# - **Solve the exercises.** In an exercise you write below the line `@exercise("...")`, in place of `raise NotImplementedError`. **Running the cell is the check.** A card appears under it: ✓ correct, ✗ not yet, ! error, ○ not attempted, ⊘ not allowed. It shows the simplest case that fails (input, expected, yours), then says what your answer tells it: for many mistakes it knows which one you made.
# - **Hints** open one inside the other: a question, a case with numbers, a line with a blank. After a correct answer, or three different tries, you may compare with a solution of ours.
# - **Try it wrong on purpose.** Open `exercises/00_start_here.ipynb` and answer with `torch.log2` in place of `torch.log`. Read what the card says. Then repair it.
# - **In a shell:** `.venv/bin/dlcourse check work/exercises/00_start_here.ipynb` checks a whole notebook; `.venv/bin/dlcourse progress` shows how far you are.

# %% id="work-card"
ask.choose(
    "This is a question. An exercise is something else: it asks for a program. Where do you write that program?",
    {"into the card of a question": "A card takes one number, one option or some words, and no points come of it. "
                                    "Where did the text say that running the cell is the check?",
     "below the line `@exercise(...)`": "Running that cell is the check, and your progress is kept.",
     "into a new cell of the lecture": "Nothing looks at a cell of your own there. A check must know which exercise "
                                       "you mean."},
    right="below the line `@exercise(...)`",
)

# %% [markdown] id="machine" covers="N00-18"
# ## Your machine
#
# One function chooses where to compute: a CUDA GPU if there is one, then Apple's MPS, then the CPU. There is nothing to set. The same code gives the same answer on each:

# %% id="machine-device"
device = tensors.pick_device()
counted = torch.arange(4, dtype=torch.float32, device=device)
tensors.show(sum_of_squares=counted.square().sum())

# %% [markdown] id="machine-kinds"
# **The slides list** CPUs with several cores, GPUs, FPGAs and TPUs. They differ in how many simple operations they do at once. The lectures are small enough for a CPU; what would take hours elsewhere takes seconds here, on purpose. The next cell says what *you* have. Its output differs from machine to machine; it is the only such cell.

# %% id="machine-versions" tags=["nbval-ignore-output"] varies="Python, torch and the device differ from machine to machine"
import platform

print("Python", platform.python_version(), "| torch", torch.__version__, "| device", device.type)

# %% [markdown] id="tool"
# ## A tool: measure a derivative
#
# The derivative says how much the loss changes when one number moves a little. So move it a little and look: that needs no formula, only calls of `loss`. `check_gradient(loss, gradient, where)` does this for every entry and compares. Lecture 07 explains when one can trust it; use it from today. (If "derivative" is only a word to you, take [lecture 00b](00b_calculus_you_need.ipynb) next, {minutes of 00b}.)

# %% id="tool-run"
from dlcourse.diff.finite import check_gradient

somewhere = torch.tensor([0.5, -0.5])
anna, ben = check_gradient(loss, gradient_anna, somewhere), check_gradient(loss, gradient_ben, somewhere)
tensors.show(digits=3, anna_ok=anna.ok, ben_ok=ben.ok, worst_entry_of_anna=anna.index,
             anna_claims=anna.claimed, measured=anna.measured)

# %% [markdown] id="tool-read"
# Entry 0, the slope, is wrong, and it is Anna's: her loss stays where it is, while Ben's goes to 0. She wrote the mean of the misses times the mean of $x$, where the mean of the **products** belongs. Two points suffice to see that these differ: misses $(1, -1)$ and $x = (0, 2)$.

# %% id="tool-why"
miss_2, x_2 = torch.tensor([1.0, -1.0]), torch.tensor([0.0, 2.0])
tensors.show(mean_of_products=(miss_2 * x_2).mean(), product_of_means=miss_2.mean() * x_2.mean())

# %% [markdown] id="tool-table"
# How to read a failed check:
#
# | what you see | look for |
# |---|---|
# | claimed = 2 × measured, everywhere | a factor 2 or ½ of the square |
# | claimed = $n$ × measured, everywhere | sum in place of mean |
# | claimed = −measured | a sign: prediction − target, or the reverse |
# | one entry wrong | an index, or one term forgotten |
# | wrong only at special points | a kink, as in $\lvert x\rvert$ at 0: there is no slope there |
#
# Check at a place with ordinary numbers. At 0, or where the loss is perfect, wrong formulas often agree by chance.

# %% id="tool-ask"
ask.choose(
    "A check of a gradient fails: you claim (12, -8, 4), measured is (3, -2, 1), and the batch has 4 examples. Where "
    "do you look first?",
    {"at the sign of the miss": "Compare entry by entry: do the signs differ? Divide claimed by measured.",
     "at sum in place of mean": "All entries are 4 times too large, and 4 is the number of examples.",
     "at the index of the first entry": "Is only one entry wrong? Divide claimed by measured, for all three.",
     "at the accuracy of the measurement": "A measurement is off by far less than a factor. Trust it over a formula."},
    right="at sum in place of mean",
)

# %% [markdown] id="program" covers="N00-02"
# ## A program that learns a constant
#
# A cup at 80° stands in a room at 20°. Each minute it loses a share `rate` of its excess. After three minutes we measure 50°. What is `rate`? Below is an ordinary program with a loop. **Differentiable programming** means: take the derivative *through the program* and let it learn its constants. A neural network is one such program.

# %% id="program-run"
def cooled(rate):
    temperature = 80.0
    for _ in range(3):
        temperature = temperature - rate * (temperature - 20.0)
    return temperature

def how_wrong(rate):
    return (cooled(rate) - 50.0) ** 2

# %% [markdown] id="program-ask"
# Start with `rate = 0.1`.

# %% id="program-ask-run"
ask.choose(
    "A cup at 80° stands in a room at 20°, and each minute it loses the share `rate` of its excess. At `rate` = 0.1 it "
    "has 63.7° after three minutes, and we want 50°. `how_wrong` is the squared difference. Which sign does the "
    "derivative of `how_wrong` with respect to `rate` have?",
    {"positive": "That would mean that a larger rate makes it worse. Is the cup too warm or too cold at the end, and "
                 "what does a larger rate do?",
     "negative": "A larger rate cools more, which brings the temperature nearer to 50° and lowers `how_wrong`.",
     "neither, it is 0": "Zero would mean that a small change of the rate neither helps nor harms. Change it a little "
                         "in your mind."},
    right="negative",
)

# %% [markdown] id="program-hand"
# By hand for **one** minute only, so that there is no loop; every line with its number at `rate` $r = 0.1$:

# %% id="program-hand-run"
from dlcourse.classroom.derivation import derivation

r = 0.1
derivation(
    (r"$T = 80 - r\,(80 - 20)$", "one minute", 80 - r * 60),
    (r"$\frac{dT}{dr} = -60$", "80 stays; $60\\,r$ moves 60 for each 1 of $r$", -60.0),
    (r"$E = (T - 50)^2$", "how wrong", (80 - r * 60 - 50) ** 2),
    (r"$\frac{dE}{dT} = 2\,(T - 50)$", "slope of a square", 2 * (80 - r * 60 - 50)),
    (r"$\frac{dE}{dr} = \frac{dE}{dT} \cdot \frac{dT}{dr}$", "slopes along a chain multiply", 2 * (80 - r * 60 - 50) * -60),
    at="at r = 0.1",
)

# %% [markdown] id="program-loop"
# For three minutes the same multiplication happens three times, and a library does it: `dual.gradient` runs the loop and carries the derivative along (lecture 07 shows how). Six steps against the derivative:

# %% id="program-learn"
from dlcourse.diff import dual
from dlcourse.optim import SGD, gradient_descent

rates = gradient_descent(lambda rate: dual.gradient(how_wrong, rate), torch.tensor(0.1), rule=SGD(3e-5), steps=6)
tensors.show(rates=rates, temperatures=[cooled(float(rate)) for rate in rates], by_algebra=1 - 0.5 ** (1 / 3))

# %% [markdown] id="program-read"
# The program has found its constant. Here algebra could check it: $60\,(1-r)^3 = 30$. With a million constants algebra has nothing to offer, and the derivative still has.

# %% [markdown] id="learning-live"
# **Watch one learn.** A network with two inputs colours the plane: orange where it would say class 0, blue for class 1. Run the cell, then press *Train*. It goes on in the background: while it runs, you can run another cell. Then choose the rings, press *Restart*, and try other learning rates.

# %% id="learning-live-live"
from dlcourse.lectures.l00 import widgets

widgets.Boundary()

# %% [markdown] id="learning-live-question"
# How it finds its steps is the subject of lectures 08 and 09. For now:

# %% id="learning-live-ask"
ask.choose(
    "A network colours the plane, and its training changes the picture. What does the training change directly?",
    {"the places of the points": "They are the data. They stay where they are.",
     "the numbers inside the network": "Its weights and biases. The colours follow from them.",
     "the colours, one by one": "No colour is stored anywhere. From what does the network compute each of them anew?"},
    right="the numbers inside the network",
)

# %% [markdown] id="map" covers="N00-01"
# ## What deep learning is, and the way through the course
#
# **Deep learning** is the part of machine learning whose models are built from artificial neurons in layers and learned *end to end*: from raw input to final output, by one loss and its derivative, with no hand-made step between. The same three things stand in each lecture: a program with parameters, a loss, a derivative.

# %% id="map-figure"
from dlcourse.lectures.l00 import figures as start

start.course_map()

# %% [markdown] id="posing" covers="N00-16"
# ## Posing the problem
#
# Before any network, three questions. **What goes in?** The lowest representation you have: pixels, sensor values, characters. **What should come out?** A number, a class, several labels, or nothing given. **How is an error counted?** The output decides the last layer and the loss:
#
# | the target is | called | last layer | loss | lecture |
# |---|---|---|---|---|
# | a real number | regression | none (linear) | squared error | 02 |
# | yes or no | binary classification | sigmoid | cross-entropy | 04 |
# | one of $k$ classes | classification (the slide: categorisation) | softmax | cross-entropy | 04 |
# | any subset of $k$ labels | multi-label | $k$ sigmoids | cross-entropy, summed | 06 |
# | nothing | unsupervised | depends | depends | 01, 15 |

# %% id="posing-ask"
ask.choose(
    "From a photograph, predict which of 40 tags apply (beach, dog, night, ...). Several may apply. Which output do "
    "you give the network?",
    {"softmax over the 40 tags": "Softmax makes the tags compete: their probabilities add up to 1. Could 'beach' and "
                                 "'dog' both be near 1?",
     "one linear output": "One number has no meaning as a set of tags: what would 17.3 be?",
     "softmax over all sets of tags": "That could be done in principle, but how many sets of 40 tags are there? More "
                                      "than $10^{12}$.",
     "40 sigmoids, one for each tag": "Each tag gets its own yes or no."},
    right="40 sigmoids, one for each tag",
)

# %% [markdown] id="digits" covers="N00-19"
# ## The first data: digits
#
# Reading digits is the classical first task. Ours are 8 × 8 pixels and come with scikit-learn, so nothing is downloaded.

# %% id="digits-figure"
from dlcourse.data import digits

images, labels = digits().X.reshape(-1, 8, 8), digits().y
start.digit_sheet(images[:10], labels[:10])

# %% [markdown] id="amount" covers="N00-17"
# ## How much data?
#
# **The slide says** more is better, and gives MNIST as 60K. More precisely: MNIST has 60 000 images for training **and** 10 000 for testing. How much better is more? Take the simplest method: give a new digit the label of the most similar known one (lecture 03). No training at all. We test on 500 digits that it has not seen.

# %% id="amount-run"
new, truth = images[-500:].flatten(1), labels[-500:]
sizes = torch.tensor([10, 20, 50, 100, 200, 500, 1000])

def share_right(n):
    nearest = torch.cdist(new, images[:n].flatten(1)).argmin(dim=1)
    return (labels[:n][nearest] == truth).double().mean()

accuracy = torch.stack([share_right(int(n)) for n in sizes])

# %% [markdown] id="amount-ask"
# Guess before you see. First with very few:

# %% id="amount-answer"
ask.choose(
    "The program knows 10 labelled digits, one of each. A new digit gets the label of the most similar one. About what "
    "share of 500 new digits will be right?",
    {"10 %": "That is what blind guessing reaches. Does it tell nothing that two images look alike?",
     "30 %": "It does better. People write a digit in many ways, and still in ways that are alike.",
     "60 %": "It is 57 %. One example of each is far better than guessing, which reaches 10 %.",
     "90 %": "One example shows one way to write a digit. Is that enough for all the others?"},
    right="60 %",
)

# %% [markdown] id="amount-many"
# And how many does it take?

# %% id="amount-many-ask"
ask.choose(
    "About how many labelled digits does the program need to pass 90 % right?",
    {"20": "That is two of each digit. Could they show most of the ways to write it?",
     "300": "About thirty of each digit. From there on, more data helps by less and less.",
     "10 000": "Far fewer are enough for 90 %. The last few percent are the expensive ones.",
     "It never passes 90 %": "Digits that are written alike look alike: with enough examples a near one is known."},
    right="300",
)

# %% [markdown] id="amount-figure"
# The curve, on a logarithmic axis. Each tenfold increase of the data removes part of the remaining errors, never all:

# %% id="amount-figure-run"
start.learning_curve(sizes, accuracy)

# %% [markdown] id="amount-small"
# **For a small sample the slide advises** Bayesian neural networks. What the word means can be seen with one weight: in place of one number we keep a *range*, given as mean and standard deviation. Model $y = w x$ with noise of size 1; before any data we believe $w$ is about $0 \pm 1$. Each example adds $x^2$ to the precision (1/variance), which starts at 1. It is one remedy among several: a simpler model, a penalty, or a network trained on other data often come first.

# %% id="amount-bayes"
def belief(x, y):
    precision = 1 + x.square().sum()
    return (x * y).sum() / precision, precision.rsqrt()

few_x, many_x = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0] * 20)
tensors.show(two_examples=belief(few_x, 3 * few_x), forty_examples=belief(many_x, 3 * many_x))

# %% [markdown] id="amount-bayes-read"
# The data say $w = 3$. With two examples the belief is held back towards 0 and is broad; with forty it is close to 3 and narrow. The width tells how far to trust the answer.

# %% [markdown] id="prerequisites" covers="N00-21"
# ## Six questions on what the course assumes
#
# The slides recall six subjects in one list: least squares, singular values, gradient and chain rule, the Gaussian and its mixtures, entropy and cross-entropy. One question each. A wrong answer names the paragraph that repairs it; a right one lets you skip it.
#
# 1. Least squares.

# %% id="pre-1"
ask.number(
    "Fit y = w x (no height) to the points (1, 2) and (2, 2). Which w has the least sum of squared misses?",
    1.2,
    digits=1,
    why="The slope of the sum is 0 at w = (1·2 + 2·2) / (1² + 2²) = 6/5.",
    mistakes={1.5: "That is the mean of the ratios 2 and 1. The point with the larger x counts more. Read Repair 1.",
              2: "That fits the first point and ignores the second. Read Repair 1.",
              1: "That fits the second point and ignores the first. Read Repair 1.",
              4 / 3: "That is the sum of y over the sum of x. The misses then cancel, but are their squares least? "
                     "Read Repair 1."},
)

# %% [markdown] id="pre-2-text"
# 2. Singular values.

# %% id="pre-2"
ask.choose(
    "The matrix with rows (3, 0) and (0, -2) has which singular values?",
    {"3 and -2": "Those are its eigenvalues. A singular value is a length and never negative. Read Repair 2.",
     "9 and 4": "Those are the squares. By how much does the matrix lengthen (1, 0)? Read Repair 2.",
     "3 and 2": "The longest and the shortest that a vector of length 1 can become.",
     "3 and 0": "A 0 would mean that some vector is squeezed to nothing. What becomes of (0, 1)? Read Repair 2."},
    right="3 and 2",
)

# %% [markdown] id="pre-3-text"
# 3. Gradient and chain rule.

# %% id="pre-3"
ask.number(
    "E = (3w - 5)². What is the derivative of E with respect to w at w = 2?",
    6,
    why="The bracket is 1, its square has the slope 2, and the bracket moves 3 when w moves 1.",
    mistakes={2: "That is the outer slope alone. How fast does the bracket move? Read Repair 3.",
              3: "That is the inner slope alone. What does the square do? Read Repair 3.",
              5: "You added the two slopes 2 and 3. What do slopes do along a chain? Read Repair 3.",
              12: "You took the slope of the square at w = 2. Which number is squared here? Read Repair 3.",
              1: "That is E itself, not its slope. Read Repair 3."},
)

# %% [markdown] id="pre-4-text"
# 4. The Gaussian.

# %% id="pre-4"
ask.choose(
    "A Gaussian with mean 0 and standard deviation 0.1 has the density 3.99 at 0. Which is true?",
    {"Something is wrong: a probability is at most 1": "A density is not a probability. Only areas under it are. "
                                                       "Read Repair 4.",
     "Nothing is wrong: the area under it is 1": "It is high because it is narrow.",
     "The 0.1 must have been the variance": "With variance 0.1 the density at 0 would be 1.26, also above 1. "
                                            "Read Repair 4."},
    right="Nothing is wrong: the area under it is 1",
)

# %% [markdown] id="pre-5-text"
# 5. Mixtures.

# %% id="pre-5"
ask.number(
    "With probability 0.3 a number is drawn from a Gaussian around 0, otherwise from one around 4. What is the mean of "
    "all the numbers drawn?",
    2.8,
    digits=1,
    why="0.3 · 0 + 0.7 · 4: each part counts as often as it is drawn.",
    mistakes={2: "You weighted both parts alike. How often is each drawn? Read Repair 5.",
              4: "That is the place where most numbers lie, not the mean of all. Read Repair 5.",
              1.2: "You gave the weight 0.3 to the part around 4. How often is that one drawn? Read Repair 5."},
)

# %% [markdown] id="pre-6-text"
# 6. Entropy and cross-entropy.

# %% id="pre-6"
ask.choose(
    "A coin is fair. Model A says heads 0.9, tails 0.1; model B says 0.5 and 0.5. How does A's cross-entropy compare "
    "with B's?",
    {"It is smaller: A is surer than B": "Sure of what? How often does tails come up? Read Repair 6.",
     "It is the same: the coin is the same": "The entropy of the coin is the same. Does the cross-entropy depend on "
                                             "the model? Read Repair 6.",
     "It is larger: tails surprises A much": "Half of the time A is surprised by $-\\log 0.1 = 2.303$; that "
                                             "$-\\log 0.9 = 0.105$ is small does not make up for it."},
    right="It is larger: tails surprises A much",
)

# %% [markdown] id="repair-1"
# ### Repair 1: least squares
#
# $E(w)$ is the sum of squared misses. At its least value its slope is 0. In the table, for the points $(1, 2)$ and $(2, 2)$:

# %% id="repair-1-run"
a, c = torch.tensor([1.0, 2.0]), torch.tensor([2.0, 2.0])
derivation(
    (r"$E = \sum_i (w x_i - y_i)^2$", "the sum of squared misses", (1.2 * a - c).square().sum()),
    (r"$\frac{dE}{dw} = \sum_i 2\,(w x_i - y_i)\,x_i$", "chain rule, term by term", (2 * (1.2 * a - c) * a).sum()),
    (r"$w \sum_i x_i^2 = \sum_i x_i y_i$", "set it to 0, divide by 2, take $w$ out", (a * c).sum()),
    (r"$w = \frac{\sum_i x_i y_i}{\sum_i x_i^2}$", "divide", (a * c).sum() / (a * a).sum()),
    at="at w = 1.2",
)

# %% [markdown] id="repair-1-matrix"
# With many weights, $X$ holds one example a row, and the same lines give $X^\top X\,w = X^\top y$ (lecture 02). The package fits slope and height together; for the points of the hook:

# %% id="repair-1-line"
from dlcourse.models.linear import least_squares

fitted = least_squares(x[:, None], y)
tensors.show(slope=fitted.w, height=fitted.b)

# %% [markdown] id="repair-2"
# ### Repair 2: singular values
#
# Every matrix acts as **turn, stretch, turn**: $A = U S V^\top$. $V^\top$ and $U$ turn (or mirror) and change no length; $S$ stretches along the axes, and its entries, the **singular values**, are not negative. The largest is the most that $A$ can lengthen a vector. Keeping only the largest stretches gives the best approximation of low rank.

# %% id="repair-2-run"
A = torch.tensor([[2.0, 2.0], [-1.0, 1.0]])
U, S, Vt = torch.linalg.svd(A)
rank_1 = S[0] * torch.outer(U[:, 0], Vt[0])
tensors.show(singular_values=S, product_gives_A_back=torch.allclose(U @ torch.diag(S) @ Vt, A), rank_1=rank_1,
             what_is_lost=torch.linalg.matrix_norm(A - rank_1, ord=2))

# %% [markdown] id="repair-2-read"
# What is lost is exactly the singular value that we dropped. (The signs of $U$ and $V$ are not unique; the singular values and the products are.)

# %% [markdown] id="repair-3"
# ### Repair 3: gradient and chain rule
#
# The **slope** $\frac{dE}{dw}$ says how much $E$ changes for each unit of a small change of $w$. If $w$ moves a bracket $u$, and $u$ moves $E$, then slopes multiply: $\frac{dE}{dw} = \frac{dE}{du}\cdot\frac{du}{dw}$, each at the value it receives. With several weights there is a slope for each; their list is the **gradient**, and against it the loss falls fastest. Lecture [00b](00b_calculus_you_need.ipynb), parts 3, 4 and 5, builds this up from nothing.

# %% id="repair-3-run"
from dlcourse.diff import finite

two = torch.tensor(2.0)
tensors.show(outer=2 * (3 * two - 5), inner=3, product=2 * (3 * two - 5) * 3,
             measured=finite.gradient(lambda w: (3 * w - 5) ** 2, two))

# %% [markdown] id="repair-4"
# ### Repair 4: the Gaussian
#
# $$\mathcal N(x; \mu, \sigma^2) = \frac{1}{\sigma\sqrt{2\pi}}\; e^{-\frac{(x-\mu)^2}{2\sigma^2}}$$
#
# $\mu$ is the mean, $\sigma$ the standard deviation, $\sigma^2$ the variance. It is a **density**: height times width is a probability, height alone is not. So narrow means high. Areas: about 68 % within one $\sigma$, 95 % within two.

# %% id="repair-4-run"
def normal(x, mu, sigma):
    return (-((x - mu) / sigma) ** 2 / 2).exp() / (sigma * (2 * torch.pi) ** 0.5)

line = torch.linspace(-1, 1, 2001)
narrow = normal(line, 0.0, 0.1)
tensors.show(height_at_0=narrow.max(), area=torch.trapezoid(narrow, line),
             area_within_one_sigma=torch.trapezoid(narrow[900:1101], line[900:1101]))

# %% [markdown] id="repair-5"
# ### Repair 5: a mixture
#
# A **mixture** first draws *which* part, with probabilities $\pi_k$ that add up to 1, then draws from that part. Its density is the weighted sum $p(x) = \sum_k \pi_k\,\mathcal N(x; \mu_k, \sigma_k^2)$. It is not a Gaussian: it may have several humps. (The *sum of two Gaussian numbers* is something else; that is Gaussian.)

# %% id="repair-5-run"
wide = torch.linspace(-3, 7, 201)
parts = torch.stack([0.3 * normal(wide, 0.0, 1.0), 0.7 * normal(wide, 4.0, 1.0)])
start.mixture(wide, parts)

# %% [markdown] id="repair-6"
# ### Repair 6: entropy and cross-entropy
#
# An event that the model gives the probability $q$ **surprises** it by $-\log q$: nothing for $q = 1$, more and more as $q$ nears 0. The **cross-entropy** $H(p, q) = -\sum_i p_i \log q_i$ is the mean surprise when events come up with the true probabilities $p$. The **entropy** $H(p) = H(p, p)$ is what remains when the model is perfect; no model does better. An event with $p_i = 0$ never happens and counts nothing.

# %% id="repair-6-run"
from dlcourse.losses import cross_entropy_of, entropy

p, q = torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1])
derivation(
    (r"$-\log q_1$", "surprise by heads", -q[0].log()),
    (r"$-\log q_2$", "surprise by tails", -q[1].log()),
    (r"$-p_1 \log q_1 - p_2 \log q_2$", "each comes up half of the time", cross_entropy_of(p, q)),
    (r"$-p_1 \log p_1 - p_2 \log p_2$", "the perfect model: the entropy", entropy(p)),
    (r"$-q_1 \log p_1 - q_2 \log p_2$", "the roles exchanged: **not** line 3", cross_entropy_of(q, p)),
    at="in nats",
)

# %% [markdown] id="repair-6-exercise"
# Now write it yourself: exercise *The cross-entropy of two distributions* in `exercises/00_start_here.ipynb`, ten minutes. It is also the moment to try the cards.

# %% [markdown] id="online" covers="N00-15"
# ## Deciding before you know
#
# Each morning a baker decides how much to bake, $\theta_t$; in the evening the demand $c_t$ is known, and the loss $f_t(\theta_t) = \frac12(\theta_t - c_t)^2$ is suffered. Then the next morning. No data set, no second pass. **Online gradient descent** takes one step on each loss after it is shown: $\theta_{t+1} = \theta_t - \eta_t f_t'(\theta_t)$, and here $f_t'(\theta_t) = \theta_t - c_t$. By hand: three days, demands 0, 1, 1, first decision 0.5, $\eta = 0.5$:

# %% id="online-hand"
from dlcourse.optim import InverseRoot, online_gradient_descent, regret

def evening(c):
    return lambda theta: (theta - c).square() / 2

def slope_of(c):
    return lambda theta: theta - c

three = [0.0, 1.0, 1.0]
days = online_gradient_descent([slope_of(c) for c in three], torch.tensor(0.5), etas=[0.5, 0.5, 0.5])
tensors.show(decisions=days.thetas, slopes=days.gradients,
             losses=[evening(c)(theta) for c, theta in zip(three, days.thetas)])

# %% [markdown] id="online-regret"
# How good is that? Compare with somebody who knew all demands from the start but had to bake the **same** amount each day. The best such amount is the mean, 2/3. **Regret** is what we have lost more than that person:
#
# $$R_T = \sum_{t=1}^T f_t(\theta_t) \;-\; \min_\theta \sum_{t=1}^T f_t(\theta).$$

# %% id="online-regret-run"
best = torch.tensor(three).mean()
tensors.show(regret_after_each_day=regret([evening(c) for c in three], days.thetas, best))

# %% [markdown] id="online-ask"
# Now 200 days with random demands between 0 and 1, and steps that shrink like $1/\sqrt t$. The regret cannot be avoided altogether. How does it grow?

# %% id="online-predict"
ask.choose(
    "A baker decides each day by online gradient descent, with steps that shrink like $1/\\sqrt t$; the demands are "
    "random, between 0 and 1. What happens to the regret per day, that is the regret so far divided by the days?",
    {"It stays about the same": "Then day 200 would cost as much too much as day 1. Does the decision not get better?",
     "It grows without bound": "Then the decisions would get worse, although the steps shrink. The losses here are "
                               "bounded, too.",
     "It shrinks towards 0": "The regret itself may grow, but more slowly than the number of days."},
    right="It shrinks towards 0",
    why="Zinkevich (2003): with convex losses, decisions within a range D, slopes of at most G and these steps, the "
        "regret after T rounds is at most $1.5\\,D\\,G\\sqrt T$. Divided by T it goes to 0. Here D = G = 1.",
)

# %% [markdown] id="online-figure"
# The 200 days, with the guarantee of Zinkevich (2003), which is $1.5\sqrt T$ here:

# %% id="online-figure-run"
demands = torch.rand(200, generator=tensors.generator(5)).tolist()
season = online_gradient_descent([slope_of(c) for c in demands], torch.tensor(0.0), etas=InverseRoot(1.0, 1.0))
season_regret = regret([evening(c) for c in demands], season.thetas, torch.tensor(demands).mean())
guarantee = 1.5 * torch.arange(1, 201).double().sqrt()
start.regret_curves(season_regret, guarantee)

# %% [markdown] id="online-limits"
# **The slides show** a chatbot's poem that praises online convex optimisation as able to tackle *any* problem, however complex. It is not so. The guarantee needs **convex** losses (a chord between two points of the curve never lies below it), and it compares with the best *fixed* decision only. A network's loss is not convex.

# %% id="online-check"
ask.choose(
    "Online gradient descent with shrinking steps has a guarantee for its regret. For which of these does it hold?",
    {"a network with a hidden layer, bounded data and weights":
         "Is its loss convex in the weights? The same function comes from several weight settings, and between them "
         "the loss may be higher.",
     "a linear model with squared loss, bounded data and weights":
         "The loss is convex in the weights, and its slopes are bounded.",
     "demands of an enemy, against the best decision of each day":
         "An enemy is allowed. But with whom does the definition of regret compare?"},
    right="a linear model with squared loss, bounded data and weights",
)

# %% [markdown] id="transfer"
# ## Transfer
#
# The tool and the idea, in a new place.

# %% id="transfer-ask"
ask.choose(
    "A colleague lets a program learn two constants of a weather model. The loss falls nicely and then stays at 0.8. "
    "What do you do first?",
    {"take a larger learning rate": "If the derivative is wrong, a larger step only arrives at the wrong place sooner.",
     "conclude that 0.8 is the noise": "Anna could have concluded that, too, and her data had no noise at all.",
     "check the gradient": "One line, at an ordinary point. If an entry is wrong, nothing else you try can help; if it "
                           "is right, you may look for other reasons.",
     "collect more data": "It costs the most, and does not repair a wrong derivative."},
    right="check the gradient",
)

# %% [markdown] id="summary"
# ## Summary
#
# - A falling loss says nothing about the derivative. A gradient check at an ordinary point does.
# - Running an exercise's cell is the check; the card says what your answer does.
# - A program with a loop can learn its constants: derivative, small step, again.
# - The target decides the last layer and the loss.
# - More data helps, by less and less.
# - The cross-entropy is the mean surprise of a model under the truth; it is least, and equal to the entropy, when the model is right.
# - Online descent with shrinking steps has a regret per round that goes to 0, for convex losses, against the best fixed decision.

# %% [markdown] id="glossary"
# ## Words
#
# **parameter** number that is learned · **loss** number that says how wrong · **gradient** slopes of the loss by all parameters · **gradient check** comparing a claimed gradient with a measured one · **differentiable programming** learning a program's constants through its derivative · **end to end** one loss for the whole way from input to output · **device** where tensors lie and are computed · **singular value** a stretch factor of a matrix · **density** probability per unit of length · **mixture** weighted sum of densities · **entropy**, **cross-entropy** mean surprise of the perfect model, of a given model · **regret** loss beyond that of the best fixed decision · **convex** every chord lies on or above the curve. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Real training runs learn billions of constants on thousands of devices, from data that nobody has read in full. What stands above remains: a program, a loss, a derivative, small steps. Gradient checks are part of the tests of PyTorch and JAX. Online learning runs in advertising and in recommender systems, where data never stop.
#
# Next: [lecture 00b](00b_calculus_you_need.ipynb) if a slope is a stranger to you, otherwise the lectures in their order; the folder of this notebook holds those that are ready. Your progress is in the last cell below.

# %% [markdown] id="history" covers="N00-03 N00-04"
# ## Optional: where this comes from
#
# Nothing in the course depends on the rest of this page.
#
# **The brain as an example.** A brain shows that learning from experience is possible, and its cortex works in layers. The idea taken from it: compute useful internal descriptions by **composing** simple ones. Each concept is defined by simpler concepts, the more abstract from the less abstract. Three stages, made by hand: an image; edges (where neighbours differ); corners (where both kinds of edge meet).

# %% id="history-stages"
from dlcourse.lectures.l00 import history

image = torch.zeros(8, 8)
image[2:6, 2:6] = 1
across, down = torch.zeros(8, 8), torch.zeros(8, 8)
across[:, 1:-1] = (image[:, 2:] - image[:, :-2]).abs()      # left and right neighbour differ
down[1:-1] = (image[2:] - image[:-2]).abs()                 # upper and lower neighbour differ
history.feature_stages([{"image": image}, {"edges across": across, "edges down": down},
                        {"corners: both edges": torch.minimum(across, down)}])

# %% [markdown] id="history-read"
# "Four corners" would be the next concept: *a square*. A convolutional network (lecture 12) learns such stages and is not told what an edge is.

# %% [markdown] id="numbers" covers="N00-06 N00-07"
# ### The numbers behind parallel work
#
# **The slide counts** about $10^{10}$ neurons, each with $10^4$ to $10^5$ connections, a neuron that switches in about 0.001 s, and a scene that is recognised in about 0.1 s. Take these as orders of magnitude: current estimates say **about 86 billion** ($8.6\cdot10^{10}$) neurons in a human brain.

# %% id="numbers-ask"
ask.number(
    "A neuron needs about 0.001 s to switch, and a scene is recognised in about 0.1 s. How many switching steps, one "
    "after the other, fit into the recognition?",
    100,
    why="0.1 s / 0.001 s: the whole time divided by the time of one step.",
    mistakes={1e10: "That is the number of neurons. They work side by side; how long is the chain?",
              10: "Ten steps of 0.001 s take 0.01 s. How many fill 0.1 s?",
              0.0001: "You multiplied the two times. How often does the short one fit into the long one?",
              0.01: "You divided the short time by the long one. Which one fits into which?"},
)

# %% [markdown] id="numbers-read"
# A program of 100 steps that recognises a face is hard to imagine, unless each step does very many things at once. From this come the properties of artificial networks: many simple units that switch, many weighted connections between them, and work that is spread over all of them in parallel. (The argument is about timing only: it does not say that a brain computes as our networks do.)

# %% [markdown] id="squint" covers="N00-08"
# ### Most models are networks if you squint
#
# A linear model, a network with one hidden layer and a kernel machine, drawn by one function:

# %% id="squint-figure"
history.networks({"linear model": history.Net((3, 1), ("x", "y")),
                  "one hidden layer": history.Net((3, 4, 1), ("x", "hidden", "y")),
                  "kernel machine": history.Net((3, 5, 1), ("x", "similarity", "y"))})

# %% [markdown] id="squint-text"
# A **kernel machine** predicts $f(x) = \sum_i \alpha_i\,k(x, x_i)$: it weighs how similar $x$ is to stored examples $x_i$. Read it as a network: a hidden layer with one unit for each example, then a linear layer with the weights $\alpha$.

# %% id="squint-run"
stored, alpha = torch.tensor([0.0, 1.0, 3.0]), torch.tensor([1.0, -2.0, 0.5])

def kernel(x, centre):
    return (-(x - centre) ** 2).exp()

def hidden_layer(X):                         # (B, 1) -> (B, 3), one unit for each stored example
    return kernel(X, stored)

as_sum = sum(float(w) * kernel(0.5, c) for w, c in zip(alpha, stored))
as_network = hidden_layer(torch.tensor([[0.5]])) @ alpha
tensors.show(as_sum=as_sum, as_network=as_network[0])

# %% [markdown] id="squint-read"
# Why squint: the hidden units of a kernel machine sit on training examples and stay there; those of a network are learned.

# %% [markdown] id="timeline" covers="N00-05 N00-09 N00-10"
# ### Ups and downs
#
# **The slides say** that networks were very popular from the 1960s to the 1990s and that *the* AI winter followed; that a few persisted (Hinton, LeCun, Bengio, Schmidhuber); and that Krizhevsky and colleagues restarted the field in 2012. The reasons given for the winter: losses that are not convex, gradients that vanish or explode, poor results on new data, little theory. The names and 2012 are right. **But the story is not one rise and one fall:** interest collapsed around 1970 after the critique of 1969, came back with backpropagation in 1986, and faded again in the late 1990s, when other methods did better on small data.

# %% id="timeline-figure"
history.timeline()

# %% [markdown] id="timeline-read"
# **A slide traces** the multilayer perceptron to Rosenblatt (1961) and to Widrow and Hoff (1960). These were precursors: Rosenblatt's perceptrons had several layers but learned only the last one, and Widrow and Hoff's ADALINE is a single linear unit. Training **all** layers by backpropagation came later. Among early deep architectures, the Neocognitron (1980) already alternated units that detect and units that tolerate shifts: today's convolution and pooling (lecture 12).

# %% [markdown] id="revival" covers="N00-11"
# ### What made the revival
#
# | ingredient | lecture | to add |
# |---|---|---|
# | pre-training | 10, 15 | one word for two things: layer by layer without labels (2006), or on a large labelled set and then reuse (ImageNet) |
# | mini-batch gradient descent | 09 | |
# | dropout, augmentation and other regularisers | 10 | dropout is central on one set of slides and "less popular" on another: it matters most for large dense layers |
# | batch normalisation | 10 | the reason given first is contested; that it helps is not |
# | libraries that differentiate | 07 | |
# | labelled data, in millions | 12 | |
# | graphics processors | 00 | |
#
# Theory lagged and still does; a large community shares what works.

# %% [markdown] id="applications" covers="N00-12 N00-13"
# ### Where it is used
#
# Images, speech, text, robotics; genomics, chemistry, physics, astronomy; engineering; games. One slide shows pictures by *Stable Diffusion*, a model that turns text into images. Lecture 17 builds the idea behind it (adding noise step by step, and learning the way back) at a size that runs on your machine.

# %% [markdown] id="poem" covers="N00-14"
# ### Spot three slips
#
# The slides let a chatbot explain backpropagation in verse, twice. Its claims in plain words:
#
# 1. It starts at the output of the network and works back to the first layer.
# 2. The error is carried backwards.
# 3. Backpropagation adjusts the weights.
# 4. This is repeated until the error has reached its minimum.
# 5. Then the network is ready for its tasks.

# %% id="poem-ask"
ask.explain(
    "Five claims about backpropagation: (1) it starts at the output and works back to the first layer; (2) it carries "
    "the error backwards; (3) it adjusts the weights; (4) it is repeated until the error has reached its minimum; "
    "(5) then the network is ready. Which three are not right as they stand, and why?",
    "3, 4 and 5. Backpropagation only computes derivatives; an optimiser changes the weights. Nothing guarantees a "
    "minimum of a loss that is not convex; one stops after a budget, or when new data get no better. And a small error "
    "on the training data does not make a network ready: that is measured on data it has not seen.",
    points=("3: derivative and step are two programs (lectures 08 and 09)", "4: no guarantee of a minimum",
            "5: error on the training data is not error on new data (lecture 02)"),
)

# %% [markdown] id="tools" covers="N00-20"
# ### The tools on the slides, and what became of them
#
# | on the slides | today |
# |---|---|
# | Theano | its makers stopped in 2017; PyTensor carries the code on |
# | TensorFlow (build the graph first, then run it) | since version 2 it runs line by line by default, like PyTorch |
# | autograd (NumPy with derivatives) | works; its authors' ideas live on in JAX |
# | PyTorch | what this course uses; `Variable` from old examples is now an ordinary tensor |
# | Colab | notebooks on a hosted machine; the README names the installation cell (not tested there) |
# | scikit-learn | here for its small data sets |

# %% [markdown] id="reading" covers="N00-22"
# ### Companion reading
#
# Goodfellow, Bengio, Courville, *Deep Learning*, [deeplearningbook.org](https://www.deeplearningbook.org), free to read:
#
# | chapter | with lecture |
# |---|---|
# | 2, 3, 4: linear algebra, probability, numerical computation | 00, 00b |
# | 5: machine learning basics | 01, 02, 03 |
# | 6: feedforward networks | 04, 05, 06; 6.5 with 08 |
# | 7: regularisation; 8: optimisation | 10; 09 |
# | 9: convolution; 10: sequences | 12; 13 |
# | 11: practical methodology | 11 |
# | 14, 15: autoencoders, representations; 20: generative models | 15; 16, 19 |
#
# **One set of slides credits** its example of XOR to chapter 5 of this book. It is in chapter **6**, section 6.1. And the network printed there works for inputs 0 and 1 only. XOR is 1 when exactly one of two inputs is "on"; here is the slide's network, $f(x) = w^\top \max(0, W x + c)$, on inputs in $\{0, 1\}$ and in $\{-1, 1\}$:

# %% id="reading-xor"
corners = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
W_xor, c_xor, w_xor = torch.ones(2, 2), torch.tensor([0.0, -1.0]), torch.tensor([1.0, -2.0])

def xor_net(X):
    return (X @ W_xor.mT + c_xor).clamp(min=0) @ w_xor

tensors.show(inputs_0_and_1=xor_net(corners), inputs_minus_1_and_1=xor_net(2 * corners - 1))

# %% [markdown] id="progress"
# ## Your progress
#
# Run this cell again whenever you like: it counts what you have solved, by lecture.

# %% id="progress-run" tags=["whole-course"]
from dlcourse.classroom.overview import overview

overview()

# %% [markdown] id="review"
# ## What is due again
#
# What you learned fades, and answering it once more just before it fades makes it last. A question that you answered comes back here: after a right first try in some days, after a wrong one tomorrow. An exercise that you solved comes back with fresh numbers. Run this cell whenever you begin to study; at first nothing is due.

# %% id="review-run"
from dlcourse.questions.review import review

review()
