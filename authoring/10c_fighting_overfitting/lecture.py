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
# # 10c Fighting overfitting
#
# {minutes} · exercises in [exercises/10c_fighting_overfitting.ipynb](../exercises/10c_fighting_overfitting.ipynb)

# %% [markdown] id="hook"
# ## Equal on the training digits
#
# A network 64 - 64 - 10 with relu learns 200 handwritten digits. Somebody was tired: 40 of the 200 labels name a wrong digit. Four copies of the network are trained on the same 200 digits:
#
# - **nothing**: as in the lectures before, with Adam.
# - **large start**: the same, but the random weights of the start are four times as large.
# - **dropout**: in each step, half of the hidden units are switched off at random.
# - **shifted images**: in each step, half of the images move by up to one pixel.
#
# Each copy stops when its training loss first falls to the level of the slider. So all four are about equally good on the training digits. (The loss is measured after every 10 steps, on the 200 digits as they are, with all units working. So a mark may lie a little below the level. On the right stand five runs, with other digits each.) **Decide first**, in the question below. Then move the level down to 0.15.

# %% id="hook-live"
import torch

from dlcourse import ask, tensors
from dlcourse.lectures.l10c import figures, small, stored, trials, widgets

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.EqualLoss()

# %% id="hook-answer"
ask.choose(
    "Four copies of a network have the same training loss, 0.15, on the same 200 digits. Now they name 1000 new digits, "
    "whose labels are all right. How far apart are their shares of errors?",
    {"hardly apart: the loss is the same": "Pull the level to 0.15. How far apart are the groups on the right?",
     "by about a factor of 2": "Equal on old digits does not mean equal on new ones. The large start makes nearly twice as "
                               "many errors as dropout or shifted images.",
     "by more than a factor of 5": "Pull the level to 0.15, and read the two outer groups.",
     "that depends on the run alone": "Move the run. Does the order of the groups change?"},
    right="by about a factor of 2",
)

# %% [markdown] id="hook-see"
# **See it.** We repeated the experiment 20 times, each time with other digits, labels and random numbers. Such a repetition is called a **run**. At the training loss 0.15, on average, the copies named so many of the new digits wrongly:

# %% id="hook-run"
{name: f"{100 * stored.ends(name, 'equal').mean():.1f} %" for name in trials.SETTINGS}

# %% [markdown] id="hook-so"
# (`ends` reads the 20 stored numbers of a setting. They were computed beforehand, by the program `record.py` beside this lecture.)
#
# **Many functions fit the 200 digits. The training loss does not say which of them was found.** The start, the noise and the images steer the training to one of them. This lecture is about steering to a good one.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. End a training in time, and say what that costs (exercise *When to stop*).
# 2. Write dropout for training and for use (exercise *Dropout*).
# 3. Say what dropout averages, and what this does not prove (exercise *An average of 2^H networks*).
# 4. Choose changes of images that leave the label true (question in part 5).
# 5. Compare such methods honestly (question in part 6).
# 6. Optional: tell apart two things that are both called pre-training, and write a contrastive loss (exercise *Two views of one sample*).

# %% [markdown] id="needs"
# ## What you need
#
# From [02b](02b_generalisation.ipynb): overfitting, validation and test data, the standard error. From [03](03_neighbours_and_dimensions.ipynb): to stop where the validation loss is lowest. From [04b](04b_many_classes.ipynb): logits, softmax, cross-entropy, a penalty on weights. From [05a](05a_networks.ipynb): layers, hidden units, relu. From [09a](09a_sampling_and_momentum.ipynb) and [09b](09b_adaptive_rules.ipynb): steps, batches, Adam. From [08](08_backpropagation.ipynb): adjoints. One step here uses all 200 digits at once.

# %% [markdown] id="learned" covers="N10-12 N10-32"
# ## 1 What is learned too much
#
# What does the network learn while it overfits? Here we know which 40 labels are wrong. So we can count how many of these digits get their *wrong* label from the network. We look at two moments: when the loss on 100 validation digits is lowest, and after 600 steps. (Of the validation labels, 20 are wrong, too. They come from the same tired helper. The test labels are right.)
#
# At the lowest validation loss, the network gives back 6 % of the wrong labels. After 600 steps it gives back all of them.
#
# So first the network learns what many digits share. Only later it learns the 40 wrong labels by heart, and its answers to new digits suffer: from 14.2 % of errors to 27.3 %. Are the wrong labels the cause? With all labels right, the same network has 7.6 % at its lowest validation loss, and 7.5 % at the end. So there is nothing to lose by going on.
#
# In 02b, regularisation meant to hold a family of functions back. More widely, whatever improves new digits without improving the training loss is called a **regulariser**. The tricks of this table act so, though they look different. (The last two rows are not so clear: they can make the training itself easier, too.)
#
# | trick | what it changes | where |
# |---|---|---|
# | penalty, weight decay | the loss: large weights cost | 04b, 09b |
# | early stopping | the time | part 2 |
# | dropout | the network, in each step | parts 3 and 4 |
# | data augmentation | the images | part 5 |
# | small batches of mixed samples | the noise of the gradient | 09a |
# | pre-training, size of the start | where the search begins | optional part, 10a |
# | extra losses inside the network | what hidden layers must say | optional part |
#
# (Batches should be *diverse*: a batch with images of the digit 0 alone would push the network to answer 0 always. A random order of the samples, as in 09a, takes care of that.)

# %% [markdown] id="early" covers="N10-11"
# ## 2 Stop in time
#
# The cheapest regulariser is to stop. **Early stopping** looks at the validation loss again and again. It keeps a copy of the weights with the lowest loss so far. When the last few looks in a row brought no new lowest loss, training ends, and **the kept weights are used**. The number of such looks is called the **patience**.
#
# By hand, with patience 2:
#
# | look | 0 | 1 | 2 | 3 | 4 | 5 |
# |---|---|---|---|---|---|---|
# | validation loss | 0.9 | 0.6 | 0.5 | 0.7 | 0.6 | 0.4 |
# | new lowest? | yes | yes | yes | no | no | |
# | looks in a row without one | 0 | 0 | 0 | 1 | 2: stop | never seen |
#
# At look 4 patience is used up. The weights of look 2 are taken. (0.6 at look 4 is less than 0.7. But it is no new *lowest* loss, since that is 0.5.) With patience 3, training would have gone on to look 5, and found 0.4.

# %% id="early-ask"
ask.number(
    "Validation losses at looks 0, 1, 2, ...: 0.8, 0.7, 0.75, 0.6, 0.65, 0.6, 0.7, 0.5. The patience is 3. An equal loss is no new "
    "lowest one. The weights of which look are used, and at which look does training stop?",
    (3, 6),
    why="The lowest so far is 0.6 at look 3. Looks 4, 5 and 6 bring nothing lower, so training stops at 6.",
    mistakes={(7, 7): "Look 7 is never reached. How many looks after look 3 bring nothing lower?",
              (3, 5): "After look 3, looks 4 and 5 are two. Patience is 3.",
              (6, 6): "Training stops there. But which weights were kept?",
              (5, 7): "0.6 at look 5 equals the lowest so far. Does an equal loss count as new?",
              (3, 4): "One worse look does not use up a patience of 3.",
              (1, 4): "Look 3 is lower than look 1. So the count begins anew there.",
              (3, 7): "Count the looks after look 3: 4 is the first."},
)

# %% [markdown] id="early-live"
# **See it.** Below are stored runs, with a look after every 10 steps. Which patience is enough to find the lowest loss in all five runs with the setting *nothing*? And with *dropout*?

# %% id="early-picture"
widgets.PatienceOnACurve()

# %% [markdown] id="early-read"
# Without dropout, patience 1 is enough in all five runs: the curve falls, and then it rises. With dropout, patience 1 is too short: three of the five trainings end at a small bump. There patience 2 is enough. A large patience costs only time, because the kept weights come from the lowest loss anyway. (The axis of steps on the left ends at 200 where that is enough.)
#
# **Now choose *large start*.** There the stop does harm, in all 20 runs. At the lowest validation loss, the network errs on 35.2 % of the new digits, and after 600 steps on 29.9 %. Look at the validation digits, too. After the stop, their loss rises from 2.50 to 3.24. But by their labels, the network names fewer of them wrongly: 44 % in place of 47 %. For the loss also counts how sure a wrong answer is. So if errors are what you care about, look at the validation errors as well. To stop where *they* are lowest gives 32.3 % here. But for *nothing* it gives 15.1 % in place of 14.2 %. (With all labels right, the stop does not harm the large start: 13.5 %, and 13.2 % after 600 steps.)
#
# The course's `early_stopping` gives two numbers: the look with the lowest loss, and the look at which training ends. A look comes every 10 steps, so multiply both by 10. The cell prints them for the five runs, with patience 5. Below them stand the errors on new digits over all 20 runs. There the patience has no end: the weights are those of the lowest of all 61 looks.

# %% id="early-run"
from dlcourse.training import early_stopping

validation = stored.curve("nothing", "val")  # a row for each of five runs
print([tuple(early_stopping(losses, patience=5)) for losses in validation])
stopped, ended = stored.ends("nothing", "stopped"), stored.ends("nothing", "end")
print(f"errors with early stopping {100 * stopped.mean():.1f} %,",
      f"after 600 steps {100 * ended.mean():.1f} %")
print("runs in which stopping was better:", int((stopped < ended).sum()), "of 20")

# %% [markdown] id="early-cost"
# **What it costs.** The 100 validation digits have no part in the training. Must they be lost? They can be used twice. First find the step at which to stop, with 200 and 100 digits. Then begin anew with all 300, and end at this step. Here are the errors on new digits:
#
# | training | 20 % of the labels wrong | all labels right |
# |---|---|---|
# | 200 digits, with a stop | 14.2 % | 7.6 % |
# | 300 digits, all 600 steps | 25.0 % | 5.6 % |
# | 300 digits, up to the step found | 11.6 % | 6.0 % |
#
# With wrong labels, training anew is better than the first training in 19 of 20 runs. It costs a second training, and this one is not watched. Without a stop, the network learns the 60 wrong labels by heart. With all labels right, one may train on all 300 to the end.

# %% [markdown] id="early-mend"
# **A program to mend.** Kim's training looks after each step, and stops in time. Still, over the 20 runs its network errs on 15.4 % of the new digits. The weights of the lowest validation loss have 14.2 %:
#
# ```python
# lowest, waited = float("inf"), 0
# for step in range(600):
#     train_one_step(network)
#     loss = validation_loss(network)
#     if loss < lowest:
#         lowest, waited, best = loss, 0, network
#     else:
#         waited += 1
#     if waited == 20:
#         break
# network = best
# ```

# %% id="early-mend-ask"
ask.choose(
    "Why does Kim not get the weights of the lowest validation loss back?",
    {"waited has to be 0 again after a better loss": "The program does that: lowest, waited, best = loss, 0, network.",
     "best names the network itself, and the network goes on changing": "Both names mean the same object. Its later steps change "
                                                                        "best, too. A copy has to be kept: copy.deepcopy(network) makes one.",
     "the loop should stop at the first worse loss": "That would be patience 1. Which weights would it return?",
     "the test should be waited > 20": "One step more or less hardly matters here. Which weights does best hold?"},
    right="best names the network itself, and the network goes on changing",
)

# %% [markdown] id="early-exercise"
# **Your turn** (15 minutes): [*When to stop*](../exercises/10c_fighting_overfitting.ipynb), exercise 2. A look comes there after each epoch.

# %% [markdown] id="dropout" covers="N10-14"
# ## 3 Dropout
#
# Early stopping limits the time. **Dropout** (Srivastava and others, 2014) disturbs the network while it learns. In each step of the training, and for each sample, every hidden unit is **kept** with probability $q$ and **dropped** with probability $p = 1 - q$. The outputs of dropped units are 0 in this step. So a smaller network is left, without these units and their lines. The list of zeros and ones is called the **mask**. The next step draws a new mask.
#
# If units are dropped, the next layer receives less. So the outputs of those that are kept are divided by $q$. With $q = 0.8$, an output of 1 becomes $1/0.8 = 1.25$.

# %% id="dropout-live"
widgets.Masks()

# %% [markdown] id="dropout-mean"
# On the left is the latest mask. On the right is the mean over all masks so far. **Pull the number of masks up.** The means come to the red squares, the outputs without dropout. By hand, for a unit with the output $h = 2$ and $q = 0.8$:

# %% id="dropout-steps"
from dlcourse.classroom.derivation import derivation

h_one, q_one = 2.0, 0.8
derivation(
    (r"$h/q$", "if it is kept: 2/0.8", h_one / q_one),
    (r"$q \cdot h/q + (1 - q) \cdot 0$", "its mean: kept with probability 0.8, else 0",
     q_one * h_one / q_one + (1 - q_one) * 0),
    (r"$= h$", "the output without dropout", h_one),
    at="for h = 2, q = 0.8",
)

# %% id="dropout-ask"
ask.number(
    "A hidden layer gives (4, 1, 2, 6), and dropout has p = 0.25. The mask is (1, 0, 1, 1). What does the next layer receive? Give "
    "three digits after the point.",
    (5.333, 0, 2.667, 8),
    digits=3,
    why="p is the probability to drop, so q = 0.75. The three that are kept are divided by 0.75.",
    mistakes={(16, 0, 8, 24): "You divided by 0.25, the probability to drop. Which probability keeps the mean?",
              (4, 0, 2, 6): "The mask is right. What keeps the mean as it was?",
              (3, 0, 1.5, 4.5): "You multiplied by q. In training the kept ones must become larger, since others are missing.",
              (0, 4, 0, 0): "1 means kept, and q is not p.",
              (0, 1.333, 0, 0): "In this mask 1 means kept.",
              (1, 0, 0.5, 1.5): "You multiplied by the probability to drop."},
)

# %% [markdown] id="dropout-use" covers="N10-15"
# **In use** nothing is dropped, since we want the best answer, and the same one each time. Because training divided by $q$, nothing has to be done: all units work, and the next layer receives on average what it received in training. This form is called **inverted dropout**, and PyTorch has it. (The first papers did not divide in training. They multiplied the outputs by $q$ in use. Some texts write there: by the *dropout* probability. It has to be the probability to *keep*.)
#
# In PyTorch the argument is $p$, and `train()` and `eval()` switch between the two ways:

# %% id="dropout-torch"
torch.manual_seed(11)
layer = torch.nn.Dropout(p=0.2)
ones = torch.ones(2, 8)
tensors.show(in_training=layer.train()(ones), in_use=layer.eval()(ones))

# %% [markdown] id="dropout-two"
# **Two solutions.** Ann divides by $q$ in training and does nothing in use. Ben does not divide in training. In use he multiplies by $q$. Cem divides by $q$ in training and multiplies by $q$ in use.

# %% id="dropout-two-ask"
ask.choose(
    "Ann divides by q in training and does nothing in use. Ben does nothing in training and multiplies by q in use. Cem does both. "
    "Who gives the next layer the same on average in use as in training?",
    {"only Ann": "Take h = 2 and q = 0.8. What does Ben give on average in training, and what in use?",
     "Ann and Ben": "Ann: 2 and 2. Ben: 1.6 and 1.6. Cem: 2 in training, but 1.6 in use.",
     "all three": "Take h = 2 and q = 0.8. What does Cem give on average in training, and what in use?",
     "only Cem": "Take h = 2 and q = 0.8. His mean in training is 2. And in use?"},
    right="Ann and Ben",
)

# %% [markdown] id="dropout-back"
# **Backwards** it is simple. The output is $h$ times a factor, 0 or $1/q$. So the adjoint $\bar h$ is the adjoint of the output times the same factor. A dropped unit gets no gradient in this step. The course's `nn.dropout` has `dropout` and `dropout_backward` side by side, as in lecture 08.
#
# **Your turn** (10 minutes): [*Dropout*](../exercises/10c_fighting_overfitting.ipynb), exercise 1.

# %% [markdown] id="dropout-why" covers="N10-13"
# **Why should it help?** One story: without dropout, units *lean on each other*. One makes an error, and another corrects it. This is called **co-adaptation**. With dropout a unit cannot rely on another one to be there. The story says that the network then breaks less when units are missing. That can be measured. Take networks after 600 steps, remove hidden units at random, and scale up the others:

# %% id="dropout-why-figure"
figures.units_removed()

# %% [markdown] id="dropout-why-read"
# Without half of its units, a network trained with dropout errs on 27.8 % of the digits, in place of 20.0 %. Without dropout in training, the errors rise from 27.3 % to 56.3 %. This agrees with the story. It does not prove that this is *why* new digits are named better. A network that was trained with missing units had practice in exactly this test.
#
# What does dropout cost? It learns more slowly. In the five runs of the picture in part 2, its lowest validation loss comes after 70 to 80 steps, and without dropout after 30 to 40. Usual is $q = \frac12$ for hidden units and 0.8 for inputs. The logits are never dropped.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="recall"
# ### A question from before

# %% id="recall-1"
ask.number(
    "A softmax gets the logits (2, 0). Which probability has the first class? And which with the logits (1, 0)?",
    (0.881, 0.731),
    digits=3,
    why="For two classes, softmax is the sigmoid of the difference: σ(2) = 0.881, σ(1) = 0.731.",
    mistakes={(0.119, 0.269): "These are the probabilities of the second class.",
              (1, 1): "Softmax does not choose the largest logit. It takes exponentials and divides by their sum.",
              (0.762, 0.462): "That is the difference of the two probabilities."},
)

# %% [markdown] id="ensemble" covers="N10-16"
# ## 4 What dropout averages
#
# Eight hidden units have $2^8 = 256$ masks. Each mask is a smaller network, and all of them share their weights. Training with dropout trains all these networks a little. What does the full network say in use, when nothing is dropped? It is often read as an average of the 256. Is that so?
#
# The smallest case: one hidden unit with the output $h = 1$ and $q = \frac12$. With it the logits of two classes are $(2, 0)$. Without it they are $(0, 0)$. (We do not divide by $q$ in training here. So in use the unit is multiplied by $q$.) There are two masks, with equal weight:

# %% id="ensemble-steps"
with_unit, without = torch.tensor([2.0, 0.0]).softmax(0), torch.tensor([0.5, 0.5])
roots = (with_unit * without).sqrt()
derivation(
    (r"$p_{\text{kept}} = \mathrm{softmax}(2, 0)$",
     "the first mask; the second has (0.5, 0.5)", with_unit),
    (r"$\frac12\,(p_{\text{kept}} + p_{\text{dropped}})$", "the usual mean, called arithmetic",
     (with_unit + without) / 2),
    (r"$\sqrt{p_{\text{kept}} \cdot p_{\text{dropped}}}$",
     "the geometric mean: the root of the product", roots),
    (r"$\text{divided by its sum}$", "0.908; now it adds up to 1", roots / roots.sum()),
    (r"$\mathrm{softmax}(q \cdot 2, 0)$", "one pass, with the unit times q",
     torch.tensor([1.0, 0.0]).softmax(0)),
    at="for h = 1, q = 1/2",
)

# %% [markdown] id="ensemble-why"
# The last two lines are equal. This is not an accident. The logarithm of a geometric mean is the mean of the logarithms. And by 04b, $\log p$ is the logits minus one number, their log-sum-exp:
#
# - The log-sum-exp of $(2, 0)$ is 2.127. So the first mask has $\log p = (-0.127, -2.127)$.
# - That of $(0, 0)$ is 0.693. So the second mask has $\log p = (-0.693, -0.693)$.
# - The mean of the two is $(-0.410, -1.410)$. That is $(1, 0) - (1.410, 1.410)$.
#
# So what comes out is the mean of the *logits*, $\frac12 (2, 0) + \frac12 (0, 0) = (1, 0)$, minus one number for both classes. To take the same number off both logarithms is to divide both probabilities by the same factor. To divide by the sum undoes that. So the result is $e^1$ and $e^0$, divided by their sum: softmax(1, 0), the last line. To divide by the sum, so that the numbers add up to 1 again, is called to **renormalise**.
#
# Logits are weighted sums of the units, plus a bias that is never dropped. So their mean over all masks is what comes out if each unit is multiplied by $q$. This holds for any number of units before a softmax, and also if the masks are not equally likely. Then each mask counts with its probability. Its $p$ is taken to the power of this probability, and all are multiplied. (For two masks with $\frac12$ each, that is the root of the product.) The mean of the logarithms takes the same shares: for one unit and $q = \frac34$ it has the logits $\frac34 (2, 0) + \frac14 (0, 0) = (1.5, 0)$. (With inverted dropout, kept units are divided by $q$. Then the same mean is the network in which nothing is dropped.)
#
# **See it** with a small network 64 - 8 - 10 that was trained with dropout. The picture shows what all 256 masks say about one test digit, each with its weight. (A mask that keeps $k$ units has the weight $q^k (1 - q)^{8 - k}$.) Choose digits on which the masks disagree.

# %% id="ensemble-live"
widgets.AllMasks()

# %% [markdown] id="ensemble-exercise"
# **Your turn** (20 minutes): [*An average of 2^H networks*](../exercises/10c_fighting_overfitting.ipynb), exercise 3.

# %% [markdown] id="claim"
# **What does this prove?** For masks right before the softmax, one pass *is* the renormalised geometric mean of all masks. That is mathematics. With several hidden layers, it is only an approximation. But is this averaging the reason why dropout helps? We take the 20 networks *nothing* and the 20 networks *dropout*, each at its lowest validation loss. We let them answer in three ways: in one pass, with a single mask, and with the arithmetic mean of 200 masks. The third row is a real **ensemble**: five networks without dropout from different starts, averaged. Here are the shares of new digits that are named wrongly, as means over 20 runs. The last column holds the mean of 200 masks, or of five networks.
#
# | trained | one pass | one mask | mean of many answers |
# |---|---|---|---|
# | without dropout | 14.2 % | 43.9 % | 15.0 % |
# | with dropout | 13.6 % | 25.2 % | 13.7 % |
# | five networks, without dropout | | | 12.6 % |

# %% [markdown] id="claim-read"
# With dropout, a single mask errs on 25.2 % of the digits, and the average of 200 masks on 13.7 %. One pass has 13.6 %. So averaging mends what the masks have broken, and one pass does it as well as 200. But compare with 14.2 %, the network without dropout. Measured by that, little is gained: 0.6 points, with a standard error of 0.3. Real averaging over five networks gains 1.6 points, with a standard error of 0.2.
#
# Does an average over masks help *any* network? No: without dropout in training it makes things worse, by 0.8 points with a standard error of 0.2. But the masks of that network were never trained. So this says only that *untrained* masks are not worth averaging. About trained ones it says nothing.
#
# So the identity is proven, and one pass is a good stand-in for the average of the masks. That this average is *why* dropout helps is neither shown nor refuted.

# %% [markdown] id="augment" covers="N10-33"
# ## 5 Data augmentation
#
# A six that moves by one pixel stays a six. So from one labelled image we can make several. This is called **data augmentation**: changes of the inputs for which we *know* that the label stays true.

# %% id="augment-figure"
figures.changed_images()

# %% id="augment-ask"
ask.number(
    "The image has two rows: (1, 2, 3) and (4, 5, 6). It moves by one pixel to the right, and what comes in is 0. Give the six "
    "numbers of the new image, row by row.",
    (0, 1, 2, 0, 4, 5),
    why="Each number moves one column to the right. The last column leaves, and zeros come in on the left.",
    mistakes={(3, 1, 2, 6, 4, 5): "What leaves on the right must not come in on the left. Paper comes in: 0.",
              (2, 3, 0, 5, 6, 0): "That is a step to the left.",
              (0, 0, 0, 1, 2, 3): "That is a step down. To the right means: another column.",
              (4, 5, 6, 0, 0, 0): "That is a step up. To the right means: another column.",
              (0, 1, 2, 3, 4, 5): "The second row begins anew: 3 belongs to the first row.",
              (1, 1, 2, 4, 4, 5): "What comes in is 0, not a copy of the border."},
)

# %% [markdown] id="augment-set"
# With shifts by one pixel in all directions, each image has 9 forms: three places across times three places down. To draw one of the nine evenly in each step gives, on average, the gradient of all $9 \cdot 200 = 1800$ images. (As in 09a, a random draw has the right mean.) But 1800 such images are less than 1800 new ones: nobody else's handwriting is among them.
#
# **The change must be true in the world.** We try several changes, each with early stopping, as means over 20 runs. **Decide first.**

# %% id="augment-guess"
ask.choose(
    "Which change of half of the training images makes the errors on new digits MORE than no change at all?",
    {"a shift by up to one pixel": "People do not write each digit at exactly the same place.",
     "mirroring": "A mirrored six is no digit that anybody writes. The network spends its units on images that never come.",
     "none: more images never harm": "Are the mirrored images images of the world in which the network works?"},
    right="mirroring",
)

# %% [markdown] id="augment-see"
# Now the numbers. *All images shifted* draws one of the 9 forms for every image. One of the nine is no shift, so 8 of 9 images move. With *shifted images* it is half of that, 4 of 9.

# %% id="augment-run"
kinds = ("nothing", "shifted images", "all images shifted", "mirrored images")
{name: f"{100 * stored.ends(name, 'stopped').mean():.1f} %" for name in kinds}

# %% [markdown] id="augment-read"
# Shifting half of the images helps. Mirroring harms. And shifting nearly *all* images seems to harm a little: 1.0 points, with a standard error of 0.5, and more errors in 15 of 20 runs. A likely reason: the test digits stand in the middle of their image. The network then prepares for places that never come. (Without early stopping, shifting them all still helps: 20.1 % in place of 27.3 %.) For photographs of cats, mirroring is a good change. For digits it is not. (Turned upside down, a six even becomes a nine. Then the label is false.)

# %% [markdown] id="compare" covers="N10-19"
# ## 6 An honest comparison
#
# Which method is best? To be fair, all get the same 20 runs, the same 600 steps, and early stopping by the same validation digits. The strength 0.01 of the penalty, $q = \frac12$, and one half of the images were picked from a few, after a look at such runs. So all these methods may look a little better than they are. The penalty is that of 04b, the sum of all squared weights times 0.01. For contrast, four are shown without early stopping, too.
#
# The runs of one method lie far apart, because some sets of 200 digits are easier than others. So compare **run by run**: all methods had the same digits in run $k$. The `gain` of a method is the error of *nothing*, with early stopping, minus its own. The number after ± is the standard error of 02b.

# %% id="compare-figure"
unstopped = ("nothing", "penalty", "dropout", "dropout and shifts")
compared = ("nothing", "penalty", "dropout", "shifted images", "dropout and shifts")
nothing = stored.ends("nothing", "stopped")
for name in ("penalty", "dropout", "shifted images", "dropout and shifts"):
    gain = 100 * (nothing - stored.ends(name, "stopped"))
    error = gain.std() / 20**0.5
    print(f"{name:18} gain {gain.mean():4.1f} ± {error:.1f} points,",
          f"better in {int((gain > 0).sum())} of 20 runs")
figures.comparison([(name, "end") for name in unstopped]
                   + [(name, "stopped") for name in compared])

# %% id="compare-ask"
ask.choose(
    "All with early stopping. Dropout alone gains 0.6 points of 14.2 % with a standard error of 0.3. Without early stopping, "
    "dropout had gained 7 points. What follows?",
    {"dropout is useless": "In which comparison did it gain 7 points?",
     "two methods that fight the same thing do not simply add": "Early stopping ends before the wrong labels are learned by "
                                                                "heart. So little is left for dropout to mend.",
     "early stopping is always better than dropout": "It is so here. Which data, which network, which labels?",
     "20 runs are too few to say anything": "They are too few for 0.6 points. For 7 points they are plenty."},
    right="two methods that fight the same thing do not simply add",
)

# %% [markdown] id="compare-so"
# The penalty shows it best. After all 600 steps it has 13.4 % of errors, and with the stop 13.5 %. It gives back only 13 % of the wrong labels in the end, so little is left for the stop to mend.
#
# What does dropout mend, then? After 600 steps, a network with dropout also gives back 99 % of the wrong labels. But they disturb its answers to new digits less: 20.0 % of errors in place of 27.3 %.
#
# Shifts bring in something new: knowledge about images. So they still help after early stopping, and dropout and shifts together are best here. (Alone they gain 0.6 and 2.1 points, and together 3.1. To the shifts, dropout adds 1.0 points, with a standard error of 0.3.) **This order is true for these digits, this network and this noise.** With all labels right, the setting *nothing* has 7.5 % after 600 steps, and *dropout and shifts* has 6.0 %.
#
# You may read that dropout is a centrepiece of deep learning, and elsewhere that it is out of fashion. Both were true somewhere. Around 2012 it made large fully connected layers usable. In networks for images it was later replaced by normalisation (10b) and augmentation. Models that are trained on so much text that they see most of it once overfit little, and often use none. Where few data are fine-tuned, it is still common.

# %% [markdown] id="transfer"
# ## Transfer
#
# A new task: sounds of machines, to hear when one is about to break.

# %% id="transfer-ask"
ask.choose(
    "A network hears from one second of sound whether a machine will break. There are 300 recordings. Which change of a recording "
    "would you NOT use for augmentation?",
    {"cut the second out a little earlier or later": "The machine is the same a moment earlier. Does the label stay true?",
     "add the noise of a quiet hall": "Will the network hear such noise in use?",
     "play it 30 % faster, if a machine about to break runs faster": "Then the speed tells the label. A change of speed makes the "
                                                                     "label false.",
     "make it a little louder or quieter": "The microphone may stand nearer or farther. Does the label stay true?"},
    right="play it 30 % faster, if a machine about to break runs faster",
)

# %% [markdown] id="summary"
# ## Summary
#
# - Equal training loss does not mean equal on new data. What steers the training decides which function is found.
# - Early stopping: look at the validation loss, keep a copy of the best weights, stop after *patience* looks without a new lowest loss. The errors may have their lowest point elsewhere. With the step found, one can train anew on all digits.
# - Dropout: keep each unit with probability $q$, and divide by $q$. In use, do nothing.
# - Before a softmax, one pass is the renormalised geometric mean of all masks. Whether this average is why dropout helps is open.
# - Augmentation: only changes that leave the label true, and that happen in the world.
# - Compare run by run, over many runs, with the same care for each method. Methods that fight the same thing need not add up: dropout gains 7 points without the stop, and 0.6 with it.
# - Optional: pre-training with labels on other data, layer by layer without labels, or by comparing views. Dropout's average is not that of Bayes.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $q$, $p$ | `q`, `p_drop` | probability to keep a unit, to drop it: $p = 1 - q$ |
# | $h$ | `h` | output of a hidden unit |
# | $\bar h$ | `h_bar` | how the loss moves with $h$ |
# | $a$, $b$ | `za`, `zb` | embeddings of two views, of length 1 |
# | $S$, $s$ | `S` | products of embeddings |
# | $\tau$ | `tau` | temperature |

# %% [markdown] id="glossary"
# ## Words
#
# **run** a repetition with other digits and random numbers · **regulariser** whatever improves new data without improving the training loss · **early stopping** end when the validation loss finds no new low · **patience** how many looks to wait · **dropout** units are switched off at random in training · **mask** which units are kept · **inverted dropout** divide by $q$ in training, do nothing in use · **co-adaptation** units lean on each other · **ensemble** several networks whose answers are averaged · **geometric mean** of two numbers: the root of their product · **renormalise** divide by the sum, so that the numbers add up to 1 · **data augmentation** changed inputs with the same label · **pre-training** learn something else first · **fine-tuning** train a pre-trained network further · **greedy pre-training** one layer after the other · **autoencoder** a network that gives back its input · **view** a random change of an image · **embedding** a list of numbers for an image or a word · **contrastive learning** what belongs together should be alike · **InfoNCE** the cross-entropy of naming one's partner · **temperature** the number that divides the products · **DropConnect** weights are dropped instead of units · **saliency** what it would cost to remove a weight. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Real systems use many of these at once, and search their numbers, as in [lecture 11](11_hyperparameter_search.ipynb). Images are also turned, cropped, coloured and mixed with each other.

# %% [markdown] id="try"
# From here on all is optional. Choose:
#
# - on dropout: *and Bayes?* and *drop weights, not units*
# - on early stopping: *is stopping a penalty on large weights?* and *stopping and penalties on a bowl*
# - on pre-training: *learn something else first*, *learn by comparison*, and after it *images and words*
# - on networks: *remove weights for good* and *losses inside the network*
#
# ## Optional: try it
#
# Here is one training with dropout and shifts, on three runs. Change a number, and run it again:

# %% id="compare-try"
setting = trials.TrainingSetting(p_drop=0.5, shifted=0.5)
made = trials.train(setting, seeds=range(3), steps=150)
moments = trials.lowest(made.curves)
print("errors:", [f"{100 * wrong:.1f} %" for wrong in made.curves.at(moments).wrong.tolist()])

# %% [markdown] id="bayes"
# ## Optional: and Bayes?
#
# Dropout is sometimes called Bayesian averaging. By Bayes' rule of 01b, each mask would count by its probability *after* the data were seen: its weight in dropout, times the probability that it gives to the training labels. We can compute that for the 256 masks of the small network and its 200 training digits. **Decide first:** how many of the 256 would then count with more than 1 %?

# %% id="bayes-run"
weights = small.weights_of_masks()
print("largest weight in dropout:", round(float(weights.dropout.max()), 3))
print("largest weight by Bayes' rule:", round(float(weights.bayes.max()), 3))
print("masks with more than 1 %: dropout", int((weights.dropout > 0.01).sum()),
      "and Bayes", int((weights.bayes > 0.01).sum()))

# %% [markdown] id="bayes-read"
# After 200 digits, Bayes' rule listens to a single mask, the one that keeps all units: it gets 99.9 % of the weight. In dropout 37 masks count with more than 1 %. Dropout's weights never look at the data. So dropout is an average over masks, but not the one that Bayes' rule asks for. (The shared weights were learned from the same digits, too. A real Bayesian would average over weights as well.) (There are other ways to read dropout as an approximation to a Bayesian method, over weights. They rest on assumptions of their own.)

# %% [markdown] id="pretrain" covers="N10-31"
# ## Optional: learn something else first
#
# **Pre-training** is a word for two different things.
#
# ### With labels, on other data
#
# Train on a large data set with labels, such as the million photographs of ImageNet. Then replace the last layer and train on your own few images: this is **fine-tuning**. A small copy of it: the task is to tell the digits 5 to 9 apart, with only 5 labelled images of each. The hidden layer starts at random, or it comes from an earlier task with 400 images. Then it is kept as it is, or trained further. One earlier task is *other digits*, 0 to 4. Another is *another style*: digits 5 to 9 in white on black.

# %% id="pretrain-run"
by_chance = stored.result("transfer", "random start")
print(f"{'random start':29} {100 * by_chance.mean():4.1f} % wrong")
for first in ("other digits", "other style"):
    for then in ("kept", "trained further"):
        after = stored.result("transfer", f"{first}, {then}")
        better = int((after < by_chance).sum())
        print(f"{first}, {then:15} {100 * after.mean():4.1f} % wrong, better in {better} of 20")

# %% [markdown] id="pretrain-read"
# What helps is not pre-training as such, but features that fit. The style is new, but the strokes are the same, and so are the five classes: the kept layer errs on 6.2 % instead of 10.0 %, and it is better in all 20 runs. Trained further, it errs on 9.4 %. A likely reason: 25 images are so few that the layer overfits. Five other digits do not teach what tells a 5 from a 6: the kept layer is worse in all 20 runs. The thousand classes of ImageNet are many enough to need most kinds of edges and patterns.

# %% [markdown] id="greedy" covers="N10-07 N10-08 N10-09"
# ### Without labels, layer by layer
#
# Before 2012, deep networks were hard to train from a random start. **Greedy pre-training** helped: train the first hidden layer to describe the images so that they can be drawn again from its outputs. (Such a network is called an **autoencoder**; lecture 15 treats it.) Then train the second layer in the same way on the outputs of the first, and so on. At last put a softmax on top and fine-tune all. Here: a network 64 - 48 - 32 - 24 - 10, 697 images without labels, and 50 with labels. All labels are right.

# %% id="greedy-run"
for name in ("random", "layer by layer"):
    errs = 100 * stored.result("layerwise", "wrong", name)
    print(f"{name:15} {errs.mean():.1f} % wrong, from {errs.min():.1f} to {errs.max():.1f}")
figures.ways_through_outputs()

# %% [markdown] id="greedy-read"
# **Here it does not help.** The pre-trained networks err on 26.1 % of the digits, those from a random start on 22.6 %. The random start was better in 16 of 20 runs. This fits history: greedy pre-training was given up when relu and a random start of the right size (10a) made deep networks trainable.
#
# The picture draws each network by its *outputs*: what it says about 200 test digits, 2000 numbers, as a point. Principal components (03) bring the points into two dimensions. All 40 networks have the same 50 labelled digits. Erhan and others (2010) drew such a map for handwritten digits, with 50 networks with and 50 without pre-training, two hidden layers each, and the time as a colour. They used another map, t-SNE. There the two kinds ended in two separate regions. In our small copy they end in the same one.
#
# Does the start matter, then? For softmax regression (04b) it does not matter for the loss: every start comes to nearly the same one, since its loss has no second valley. For networks it does. The first picture showed it: with the large start, at the same training loss, 33.1 % of the new digits are named wrongly, in place of 23.9 %.

# %% [markdown] id="contrast" covers="N10-37"
# ## Optional: learn by comparison
#
# Today one often trains on *pairs*. Two random changes of the same image, its two **views**, belong together. A network makes an **embedding** of each view, a list of numbers. The views of one image should point in the same direction, and those of different images should not. This is called **contrastive learning**.
#
# Scale each embedding to length 1. Then the product of two, $s = a \cdot b$, is 1 if they point in the same direction, and 0 at a right angle. (It is the cosine of the angle.) For a batch, the table $S$ holds the product of view $a$ of image $i$ with view $b$ of image $j$. The right partners stand on its diagonal. **InfoNCE** asks each row: which of these is your partner? That is a classification with cross-entropy. The logits are $s/\tau$, and the small number $\tau$ ("tau", called the **temperature**) makes differences count. By hand for two images, with $\tau = 0.5$:
#
# | | $b_1$ | $b_2$ | logits | loss of the row |
# |---|---|---|---|---|
# | $a_1$ | 0.8 | 0 | 1.6, 0 | $\log(1 + e^{0 - 1.6}) = 0.184$ |
# | $a_2$ | 0.6 | 1 | 1.2, 2 | $\log(1 + e^{1.2 - 2}) = 0.371$ |
#
# The mean is 0.278. In the same way the columns ask: $b_1$ has the logits 1.6 and 1.2, and its partner is the first. InfoNCE is the mean of both directions.

# %% id="contrast-ask"
ask.number(
    "The table of products has the rows (0.8, 0) and (0.6, 1), and τ = 0.5. What are the losses of the two columns, and what is "
    "InfoNCE, the mean of rows and columns? The rows have the losses 0.184 and 0.371.",
    (0.513, 0.127, 0.299),
    digits=3,
    why="Column 1: log(1 + exp(1.2 - 1.6)). Column 2: log(1 + exp(0 - 2)). Then the mean of the four losses.",
    mistakes={(0.913, 2.127, 0.899): "You took the other entry of each column as the partner. It stands on the diagonal.",
              (0.513, 0.127, 0.32): "That is the mean of the columns alone.",
              (0.598, 0.313, 0.3666): "The products have to be divided by τ first.",
              (0.184, 0.371, 0.278): "These are the rows. A column holds one b and all a.",
              (0.513, 0.127, 1.195): "Take the mean of the four losses, not their sum."},
)

# %% [markdown] id="contrast-read"
# Does it help? A network 64 - 128 - 32 learned from two shifted and noisy views of 697 images without labels. Then logistic regression on its 128 hidden units learned from 50 labels. In five runs it errs on 20.2 % of new digits. On the hidden units of the random network that it began with, the errors are 23.6 %, and more in all five runs. So the pairs have taught it something. But on the bare pixels the errors are 20.5 %: five runs cannot tell the two apart. The method shines where pixels alone are useless, as in photographs.
#
# **Your turn** (15 minutes): [*Two views of one sample*](../exercises/10c_fighting_overfitting.ipynb), exercise 4.

# %% [markdown] id="optional-words"
# ## Optional: images and words
#
# The two views may be of different kinds: an image, and a text that belongs to it. Here are images of digits and the words zero to nine. One matrix maps an image to 16 numbers, and each word has 16 numbers of its own. The partners come from 300 labelled digits. InfoNCE brings the partners together. A test digit is then named by the nearest word. (Rows: ten test digits 0 to 9, columns: ten words.)

# %% id="optional-words-run"
print(f"errors on 1000 test digits: {100 * stored.result('words', 'wrong').mean():.1f} %")
words = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
print("  ", *(f"{word:>5}" for word in words))
for digit, row in enumerate(stored.result("words", "similarities").tolist()):
    print(f"{digit} ", *(f"{value:5.1f}" for value in row))

# %% [markdown] id="optional-words-read"
# With millions of images and their captions this is CLIP (Radford and others, 2021). There the words have no numbers of their own: a second network makes the embedding from the text. So CLIP can name things that were no class in its training. It embeds the new words.

# %% [markdown] id="early-penalty" covers="N09-04"
# ## Optional: is stopping a penalty on large weights?
#
# Often it is said that early stopping keeps weights small. A training that starts at small weights needs time to make them large. So a stop leaves them smaller. But it does not pull them down. Here is the length of all weights as one vector. The random start is 0.1, 1 or 4 times as large as usual. The numbers are means over 20 runs:

# %% id="early-penalty-run"
for name in ("small start", "nothing", "large start"):
    begin, best, end = stored.result("norms", name).tolist()
    print(f"{name:12} at the start {begin:6.2f}, lowest loss {best:6.2f}, end {end:6.2f}")

# %% [markdown] id="early-penalty-read"
# With the large start the weights stay long, whenever one stops: 48.6 at the start, 49.1 at the lowest loss. On a bowl one can compute that stopping resembles a penalty, but only roughly (next part).

# %% [markdown] id="optional-bowl"
# ## Optional: stopping and penalties on a bowl
#
# Take the loss $\frac{c}{2}(\theta - \theta^*)^2$ with its minimum at $\theta^*$ and the curvature $c$. Gradient descent from 0 leaves the share $1 - \eta c$ of the way in each step. After $k$ steps it has come to $(1 - (1 - \eta c)^k)\,\theta^*$. With the penalty $\frac{\alpha}{2}\theta^2$ of strength $\alpha$ the minimum lies at $\frac{c}{c + \alpha}\,\theta^*$. The two are equal for
#
# $$\alpha = c\,\frac{(1 - \eta c)^k}{1 - (1 - \eta c)^k}.$$
#
# For $\eta = 0.1$ and $k = 50$:

# %% id="optional-bowl-run"
curvature = torch.tensor([1.0, 0.1, 0.01])
left = (1 - 0.1 * curvature) ** 50
tensors.show(digits=3, alpha=curvature * left / (1 - left))

# %% [markdown] id="optional-bowl-read"
# Each curvature needs another $\alpha$, so no single penalty does what stopping does. For small curvatures $\alpha$ comes near $1/(\eta k) = 0.2$.

# %% [markdown] id="optional-connect" covers="N10-17"
# ## Optional: drop weights, not units
#
# **DropConnect** (Wan and others, 2013) drops single weights, that is, lines between units. A unit then still speaks to some units of the next layer. For a layer with 3 inputs and 2 units:

# %% id="optional-connect-run"
from dlcourse.nn import dropout as drop

X3, W3 = torch.ones(1, 3), torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
rng = tensors.generator(2)
_, by_units = drop.dropout(X3, 0.5, training=True, rng=rng)
_, by_weights = drop.dropconnect(X3, W3, torch.zeros(2), 0.5, training=True, rng=rng)
tensors.show(units=by_units.factor * W3, weights=by_weights.layer.W)

# %% [markdown] id="optional-connect-read"
# Dropout removes whole columns: an input is gone for all units. DropConnect makes single zeros. Both divide what stays by 0.5.

# %% [markdown] id="optional-prune" covers="N10-18"
# ## Optional: remove weights for good
#
# Dropout removes units for a step. **Pruning** removes weights from a trained network for good. Which ones does it miss least? **Optimal Brain Damage** (LeCun and others, 1990) says: not the smallest, but those with the smallest **saliency** $\frac12 H_{jj} w_j^2$. Here $H_{jj}$ is the curvature of the loss along weight $j$. For at the end of a training the slopes are near 0, and a bowl remains. To move from $w_j$ to 0 costs half the curvature times the square of the way. (The cost of several weights is taken as the sum. That leaves out how they act together.) **By hand**: $w = 3$ with curvature 0.1 has the saliency 0.45, and $w = 1$ with curvature 2 has 1. So the *larger* weight may go first.

# %% id="optional-prune-figure"
figures.pruning()

# %% [markdown] id="optional-prune-read"
# With 70 % of the weights gone, the training loss is 1.92 for a random choice, 0.184 with the smallest first, and 0.057 with the least saliency first. When nearly all weights go, the bowl is no longer a good picture: at 95 % the saliency is even worse than the size. **Optimal Brain Surgeon** (Hassibi and Stork, 1993) also moves the other weights, to make up for the loss. Then the cost is $w_j^2 / (2\,[H^{-1}]_{jj})$, with the inverse of the whole Hessian.

# %% [markdown] id="optional-heads" covers="N10-35"
# ## Optional: losses inside the network
#
# In a deep chain of sigmoids hardly any gradient reaches the first layers (05a, 10a). **Intermediate supervision** puts a small softmax on a hidden layer as well, and adds its loss: here 0.3 times that of a softmax on layer 2 of 8. `gradient` is the length of the gradient of the first layer's weights at the start, the middle one of 10 runs.

# %% id="optional-heads-run"
for name in ("without", "with"):
    found = stored.found("heads")[name]
    share = 100 * sum(found["wrong"]) / len(found["wrong"])
    print(f"{name:8} gradient {found['gradient']:.2g}, errors of the last layer {share:.0f} %")

# %% [markdown] id="optional-heads-read"
# At the start, the gradient of the first layer is 4000 times as long with the extra loss. After 400 steps of Adam the last layer errs on 36 % of the digits in place of 59 %, as a mean over 10 runs. These runs lie far apart: the gain is 23 points with a standard error of 11, and 8 of 10 runs are better. The extra softmax is thrown away after training. It gave the first layers a short way to a loss.

# %% [markdown] id="recall-words"
# ## Optional: a question from before
#
# It is about choosing.

# %% id="recall-2"
ask.choose(
    "You have tried twelve settings, and you took the one with the lowest validation loss. What does its validation loss say about "
    "new data?",
    {"it is right, on average": "Among twelve settings, which one is at the top by luck, too?",
     "it is too low, on average": "The best of twelve was chosen by this very number. So the test data must judge it.",
     "it is too high, on average": "The choice favours settings that were lucky on these digits."},
    right="it is too low, on average",
)

