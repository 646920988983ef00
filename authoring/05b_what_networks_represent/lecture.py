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
# # 05b What a network can represent
#
# {minutes} · exercises in [exercises/05b_what_networks_represent.ipynb](../exercises/05b_what_networks_represent.ipynb)

# %% [markdown] id="hook"
# ## It could, but does it?
#
# There are two inputs, and each is 0 or 1. We write 01 for $x_1 = 0$ and $x_2 = 1$. The output should be 1 if exactly one of them is 1, and 0 otherwise. This task is called **XOR**, "exclusive or". A network with two hidden relu units and one linear output is to learn it. Its loss is the mean squared miss of the four outputs. There are values of its nine weights and biases with which all four outputs are exactly right. Part 2 shows such values, with an output bias of 0. We say that the network *has learned* XOR when its loss is below 0.001.
#
# On the left, the colour is the network's output: blue near 1, orange near 0. On the right, each input stands where the two hidden units put it. **Answer the question below first.** Then pick a start, and move *steps of training* to 1000. Try all twelve starts.

# %% id="hook-live"
import torch

from dlcourse import ask
from dlcourse.lectures.l05b import figures, trials, widgets
from dlcourse.nn import hinges, regions

torch.set_default_dtype(torch.float64)  # numbers with 16 digits
widgets.XorLearns()

# %% [markdown] id="hook-ask"
# A *start* is a set of small random weights and biases, drawn as PyTorch does it.

# %% id="hook-answer"
ask.choose(
    "A network with two hidden relu units can be exactly right on XOR. Gradient descent trains it from 1000 random "
    "starts, 1000 steps each. From about how many of them does it learn XOR?",
    {"nearly all 1000": "Try the twelve starts of the picture. How many of them end with the outputs 0, 1, 1, 0?",
     "about 750": "Count the starts of the picture that end with the outputs 0, 1, 1, 0.",
     "about 500": "Count the starts of the picture that end with the outputs 0, 1, 1, 0.",
     "about 250": "It was 253. Of the twelve in the picture, three learn it: the starts 1, 5 and 12."},
    right="about 250",
)

# %% [markdown] id="hook-see"
# **See it.** From 253 of the 1000 starts the network learns XOR. Among the twelve of the picture these are 1, 5 and 12. The other nine get stuck. Do they only need more time? No: after 10 000 steps it is 254 of the 1000, one more.
#
# So there are two questions. What *can* a network represent? And what does training *find*? This lecture is about the first.

# %% [markdown] id="objectives"
# ## What you will be able to do
#
# 1. Say why no straight rule does XOR, and set weights that do (exercise *XOR with −1 and 1*).
# 2. Say which lines of a polygon a point lies beyond (exercise *Which side of each line?*).
# 3. Count the regions of a layer (question in part 5).
# 4. Set the weights of a network that follows a curve (exercise *A curve from hinges*).
# 5. Say what the universal approximation theorem promises, and what it does not (question in part 7).
# 6. Count the straight pieces of a deep network (exercise *How many straight pieces?*).

# %% [markdown] id="needs"
# ## What you need
#
# From [05a](05a_networks.ipynb): layers of units, the pre-activation $w \cdot x + b$, $\mathrm{relu}(z) = \max(0, z)$, and why layers without an activation are only one linear layer. From [04a](04a_two_classes.ipynb): logistic regression and its straight border. From [02b](02b_generalisation.ipynb): modelling error, estimation error and noise. A *line* is always straight here.

# %% [markdown] id="borders" covers="N05-28"
# ## 1 One straight border
#
# Logistic regression has one straight border. What can it do with these four data sets?

# %% id="borders-figure"
figures.borders(trials.four_clouds())

# %% id="borders-ask"
ask.choose(
    "In three of the four pictures the straight border makes mistakes. You may now use any border you like, however "
    "curved. In which picture will new points of the same kind still be named wrongly?",
    {"parted by a circle": "A circle between the two rings names all of them. Which classes lie on top of each other?",
     "parted by two lines: XOR": "Two lines along the middle band name all of them. Which classes lie on top of each other?",
     "clouds that overlap": "There both classes occur at the same places, so no border can tell them apart.",
     "in all three": "Could you draw a circle between the two rings?"},
    right="clouds that overlap",
)

# %% [markdown] id="borders-read"
# At the top left, a line parts the classes. Such data are called **linearly separable**. The rings and XOR are not. There logistic regression names about half of the points correctly. More points would not help: no member of the family is good. Its modelling error is large (the bias of 02b). The cure is a richer family.
#
# At the bottom right the classes overlap. There the 17 % of mistakes are mostly noise. A richer family does not help against noise.

# %% [markdown] id="xor" covers="N05-31"
# ## 2 XOR
#
# ### No straight rule does it
#
# Take any rule $f(x) = w_1 x_1 + w_2 x_2 + b$. Add its outputs at two opposite corners of the square:
#
# - $f(0, 0) + f(1, 1) = b + (w_1 + w_2 + b)$
# - $f(0, 1) + f(1, 0) = (w_2 + b) + (w_1 + b)$
#
# Both sums are $w_1 + w_2 + 2b$, whatever the numbers are. But XOR asks for $0 + 0$ and for $1 + 1$. So no straight rule does XOR. A border at $\tfrac12$ does not help either. Two outputs below $\tfrac12$ have a sum below 1, and two above have a sum above 1. But the sums are equal. By [05a](05a_networks.ipynb), this also holds for many layers without an activation between them.
#
# Which straight rule has the smallest mean squared miss then? **It says $\tfrac12$ everywhere**, and its loss is $\tfrac14$. *The best straight rule for XOR*, an optional part at the end, shows why.

# %% [markdown] id="solve" covers="N05-32"
# ### Two relu units do it
#
# Both hidden units get the weights $(1, 1)$, so both look at the sum $x_1 + x_2$. Their biases are called $c$ here, as in exercise 1: $c = (0, -1)$. A relu unit is **on** where its $z$ is above 0. Otherwise it is **off** and says 0. The output is $f = h_1 - 2h_2$, so its weights are $w = (1, -2)$:
#
# | input | $z = (x_1 + x_2,\ x_1 + x_2 - 1)$ | $h = \mathrm{relu}(z)$ | output $h_1 - 2h_2$ |
# |---|---|---|---|
# | 0, 0 | (0, −1) | (0, 0) | 0 − 0 = 0 |
# | 0, 1 | (1, 0) | (1, 0) | 1 − 0 = 1 |
# | 1, 0 | (1, 0) | (1, 0) | 1 − 0 = 1 |
# | 1, 1 | (2, 1) | (2, 1) | 2 − 2 = 0 |
#
# Look at the column $h$. The inputs 01 and 10 fall on one place, $(1, 0)$. Now a line parts the classes, for instance $h_1 - 2h_2 = \tfrac12$. **The hidden layer moves the inputs into the *hidden space* $(h_1, h_2)$, and there a straight border is enough.** You saw it on the right of the first picture, at the starts 1, 5 and 12.
#
# How does one find such weights? Look at the sum $s = x_1 + x_2$. For $s = 0, 1, 2$ the output should be 0, 1, 0. So it goes up with the slope 1, and then down with the slope $-1$. Unit 1 starts the rise at $s = 0$. Unit 2 starts at $s = 1$ and turns the slope from 1 to $-1$, so its weight is $-2$.

# %% id="solve-ask"
ask.number(
    "The same network: h = relu(x1 + x2, x1 + x2 - 1), and the output is h1 - 2 h2. The input is (0.5, 1). What are h1, "
    "h2 and the output?",
    (1.5, 0.5, 0.5),
    why="The sum is 1.5, so z = (1.5, 0.5). Both are positive and stay. 1.5 - 2 · 0.5 is 0.5.",
    mistakes={(1.5, 1.5, -1.5): "You left out the bias of unit 2. What is 1.5 - 1?",
              (1.5, 0.5, 1): "You took 1 - h as the weights of the output. By what is h2 multiplied?",
              (1.5, 0, 1.5): "Unit 2 is off only if the sum is at most 1. What is the sum here?",
              (1, 1, -1): "A relu does not round to 0 or 1. What is relu(1.5)?",
              (1, 0, 1): "That is the row of (0, 1). What is 0.5 + 1?"},
)

# %% [markdown] id="mend"
# **Something is wrong.** A friend writes *true* and *false* as 1 and −1, and uses the same weights:

# %% id="mend-ask"
ask.choose(
    "With inputs of -1 and 1 the network h = relu(x1 + x2, x1 + x2 - 1), with the output h1 - 2 h2, says 0 four times. "
    "What goes wrong at the input (1, -1)?",
    {"both units are off": "The sum is 0 there, so z = (0, -1) and h = (0, 0). The first unit would have to turn on "
                           "earlier.",
     "unit 1 and unit 2 cancel": "That happens at (1, 1): 2 - 2 · 1. What is the sum 1 + (-1)?",
     "relu does not work for negative inputs": "It works for any number. What are the two z here?",
     "the output weights have the wrong sign": "With h = (0, 0), would other output weights change the output?"},
    right="both units are off",
)

# %% [markdown] id="mend-read"
# So these weights are right for inputs of 0 and 1 only.

# %% [markdown] id="xor-exercise"
# ### Your turn: XOR with −1 and 1
#
# [*XOR with −1 and 1*](../exercises/05b_what_networks_represent.ipynb), exercise 1.

# %% [markdown] id="stuck"
# ## 3 Stuck
#
# Back to the 747 starts that failed. Where do they come to rest? All 1000 losses end at one of four values. The left bar shows how often.

# %% id="stuck-figure"
figures.endings(trials.LONG["stuck_or_not"])

# %% [markdown] id="stuck-read"
# Take start 6, which says 1 for 01 and 1/3 for each of the other three. How large is its loss?

# %% id="stuck-ask"
ask.number(
    "XOR should be 0 for 00, 1 for 01, 1 for 10 and 0 for 11. A network says 1/3, 1, 1/3, 1/3. What is the mean of the "
    "four squared misses?",
    1 / 6,
    digits=3,
    why="The misses are 1/3, 0, -2/3, 1/3. Their squares add up to 1/9 + 0 + 4/9 + 1/9 = 6/9, and a quarter of that "
        "is 1/6.",
    mistakes={2 / 3: "That is the sum of the four squares. Which is their mean?",
              2 / 9: "You divided by three. The input 01 counts, too, with a miss of 0.",
              1 / 3: "You averaged the misses without squaring them.",
              1 / 12: "At 10 the output should be 1, and it is 1/3. How large is that miss?"},
)

# %% [markdown] id="stuck-why"
# Why does it stay there? In start 6, unit 1 was on at 00, 01 and 11 at first. Its output weight was negative, but after 60 steps it was positive. From then on training lowered what the unit says at 00 and 11, where the target is 0, until it was off there. Now both units are off at 00, 10 and 11. There a small change of their weights changes nothing, so it gives no slope. At 01 unit 1 is still on. But there the miss is 0, so this input gives no slope either. Only the output's bias still reaches the other three inputs. Their targets are 0, 1 and 0, and the best constant for them is the mean, 1/3. So all slopes are 0, but the loss is not the lowest.
#
# The loss $\tfrac18$: two inputs are right. At the other two both units are off, as in start 6. So these two share one number, the output's bias. Their targets are 0 and 1, so it comes to rest at $\tfrac12$. The loss is $(0 + 0 + \tfrac14 + \tfrac14)/4$.
#
# And the loss $\tfrac14$? There 433 of the 1000 starts end. In all of them, each unit is on at all four inputs or at none. A relu that is always on bends nothing. So for these inputs the network is a straight rule, and by part 2 the best one says $\tfrac12$ everywhere. In 134 of the 433 both units are even dead: off at all four inputs.
#
# In [04b](04b_many_classes.ipynb) the loss was one bowl. **The loss of a network has several valleys**, and descent ends in one of them.
#
# The other bars show a remedy. Two units are enough to *represent* XOR. But 4 units *find* it from 71 % of the starts, 8 units from 97 %, and 16 units from all 1000.

# %% [markdown] id="half" covers="N05-36"
# ## 4 A unit is half a plane
#
# Look at one unit, $\mathrm{relu}(w \cdot x + b)$, with two inputs. The line $w \cdot x + b = 0$ cuts the plane in two. On one side the pre-activation is negative. There the unit is off and says 0. On the other side it is on and says the pre-activation, which grows with the distance from the line.
#
# With three inputs, the border is a plane in space. With more inputs it is called a **hyperplane**, and each side a **half-space**.

# %% [markdown] id="polygon" covers="N05-29"
# ### A polygon from lines
#
# How do several units enclose an area? Put a line along each side of a hexagon. Each line lies at the distance 1 from the middle. Let the arrow $N_i$ point outwards, at right angles to side $i$, with the length 1. Such an arrow is called a **normal**. Then $N_i \cdot x$ says how far $x$ lies in the direction of the arrow. So $x$ lies beyond line $i$ where $N_i \cdot x > c_i$, with $c_i = 1$. (Here $c_i$ is a distance, and no bias.) Unit $i$ says 1 there, and 0 within or on the line. (It is a step. But the step of 05a says 1 on the line, too.) The answers of all six units are the **code** of the point. By hand, for the point $(1.5, 0.2)$ and two neighbouring sides, whose arrows stand 60° apart:
#
# - $N_1 = (1, 0)$: $1 \cdot 1.5 + 0 \cdot 0.2 = 1.5 > 1$, so 1
# - $N_2 = (0.5, 0.866)$: $0.5 \cdot 1.5 + 0.866 \cdot 0.2 = 0.923 \le 1$, so 0
#
# The picture shows how many ones the code has.

# %% id="polygon-figure"
N, sides = regions.regular_polygon(6)  # outward normals (6, 2), distances (6,)
figures.polygon(N, sides)

# %% [markdown] id="polygon-read"
# The sum is 0 inside, and at least 1 everywhere else. So one more unit finishes the work. It asks whether the sum is above $\tfrac12$. Relu units do as well: the sum of the six $\mathrm{relu}(N_i \cdot x - c_i)$ is 0 inside, and positive outside. So six units and one more could part the rings of part 1, with $c_i = 1.4$ in place of 1.
#
# This works for polygons without dents, such as the hexagon. A polygon with a dent can be cut into polygons without dents. For each of these, one unit says 1 inside, where its sum is below $\tfrac12$. One last unit asks whether at least one of them says 1.

# %% [markdown] id="polygon-exercise"
# ### Your turn: which side of each line?
#
# [*Which side of each line?*](../exercises/05b_what_networks_represent.ipynb), exercise 2.

# %% [markdown] id="halfway"
# **Halfway:** about {minutes so far} lie behind you. A good place for a break.

# %% [markdown] id="regions" covers="N05-37"
# ## 5 How many regions?
#
# Each unit of a layer draws one line. Together they cut the plane into **regions**. Within a region, each unit is always on or always off. So the network follows one straight rule there. More regions mean more different rules. The picture shows one old line and a new one. The brighter a region, the more units are on there. **Guess:** how many regions can *three* lines make? Write it down. Then try it.

# %% id="regions-live"
widgets.NewLine()

# %% [markdown] id="regions-read"
# **See it.** Move *old lines* to 2, and turn and move the new line. It adds 3 regions, if it meets the old ones at 2 points. Find a place where it adds only 2. There are two ways: make it parallel to an old line, or let it run through their crossing.
#
# Why so? The crossings cut the new line into parts, one more than there are crossings. Each part cuts one region in two. So a new line adds 1 region, and 1 more for each crossing point with earlier lines. In the best case, line number $n$ meets all $n - 1$ lines before it, each at a place of its own, and adds $n$ regions. So the most regions are $1, 2, 4, 7, 11, 16, 22, \dots$ for $0, 1, 2, 3, \dots$ lines. They grow more slowly than $2^n$, the number of patterns of on and off.
#
# Add this up over all lines: 1 for the empty plane, 1 for each line, and 1 for each crossing of two lines. For 3 lines that is $1 + 3 + 3 = 7$. In space the units are planes. There one also counts 1 for each point where three planes meet. Four planes make at most $1 + 4 + 6 + 4 = 15$ regions: 1 for the space, 4 planes, 6 lines where two of them meet, 4 points where three meet.
#
# Let $\binom{n}{i}$ be the number of ways to pick $i$ of $n$ things. Two of 4 planes can be picked in $\binom{4}{2} = \tfrac{4 \cdot 3}{1 \cdot 2} = 6$ ways, and three of them in $\binom{4}{3} = \tfrac{4 \cdot 3 \cdot 2}{1 \cdot 2 \cdot 3} = 4$ ways. With $d$ inputs it goes on in the same way (we state it without proof):
#
# $$\text{most regions} = \binom{n}{0} + \binom{n}{1} + \dots + \binom{n}{d}$$
#
# For $n \le d$ the sum gives $2^n$: then all patterns can occur. Two lines in the plane can make $1 + 2 + 1 = 4 = 2^2$ regions.

# %% id="regions-ask"
ask.number(
    "A layer has 5 relu units and 3 inputs. Into how many regions can it cut the space at most? (5 things can be picked "
    "in 1, 5, 10, 10, 5, 1 ways, for i from 0 to 5.)",
    26,
    why="1 + 5 + 10 + 10, with i from 0 to d = 3.",
    mistakes={25: "Without any unit there is already one region. Where does the sum start?",
              32: "That is 2⁵, all patterns. In three dimensions not all of them occur. Where does the sum end?",
              10: "That is only the last summand. Which others belong to it?",
              16: "That is for 2 inputs. How far does the sum go with 3?",
              31: "The sum goes up to the number of inputs, 3. Did you go one further?"},
)

# %% [markdown] id="regions-hexagon"
# Six lines can make 22 regions. But the hexagon of part 4 has three pairs of parallels. So three crossings are missing: 19 regions.

# %% [markdown] id="hinges" covers="N05-33"
# ## 6 Any curve from hinges
#
# Now one input and a curve to follow. A relu unit $\mathrm{relu}(x - x_j)$ is 0 up to $x_j$, and then it rises with the slope 1. It bends at $x_j$, like a hinge. Let us run through the points $(0, 1), (1, 3), (2, 2), (4, 2)$ in straight pieces. Such points are called **knots**. The slopes of the three pieces are $\tfrac{3 - 1}{1 - 0} = 2$, then $\tfrac{2 - 3}{2 - 1} = -1$, then $\tfrac{2 - 2}{4 - 2} = 0$.
#
# One hinge stands at the left end of each piece, and the network begins with $d = 1$. (Here $d$ is the height at the first knot, and below $c_j$ is a weight of the output, as in exercise 3.) **Two solutions.** Ann weights the hinges with the slopes: $1 + 2\,\mathrm{relu}(x) - 1\,\mathrm{relu}(x - 1) + 0\,\mathrm{relu}(x - 2)$. Ben weights them with the *changes* of slope, $2$, then $-1 - 2 = -3$, then $0 - (-1) = 1$: $1 + 2\,\mathrm{relu}(x) - 3\,\mathrm{relu}(x - 1) + 1\,\mathrm{relu}(x - 2)$.

# %% id="hinges-who"
ask.choose(
    "The last piece runs from (2, 2) to (4, 2). Put x = 3 into both formulas. Ann: 1 + 2 relu(x) - 1 relu(x - 1) + "
    "0 relu(x - 2). Ben: 1 + 2 relu(x) - 3 relu(x - 1) + 1 relu(x - 2). Who hits the height 2?",
    {"Ann": "At 3 she gets 1 + 6 - 2 + 0 = 5. Do the hinges of the earlier pieces stop?",
     "Ben": "1 + 6 - 6 + 1 = 2. Ann gets 1 + 6 - 2 + 0 = 5.",
     "both": "Ann gets 1 + 6 - 2 + 0. And Ben?",
     "neither": "Ben's hinges say 3, 2 and 1 there. What is 1 + 2 · 3 - 3 · 2 + 1 · 1?"},
    right="Ben",
)

# %% [markdown] id="hinges-why"
# The earlier hinges keep rising. So each new hinge brings only the *change* of slope. This is a network with one hidden layer and a linear output, $d + \sum_j c_j\,\mathrm{relu}(a_j x + b_j)$, with $a_j = 1$ and $b_j = -x_j$. Here $b = (0, -1, -2)$, $c = (2, -3, 1)$ and $d = 1$. A hinge may also look left, with $a_j = -1$: $\mathrm{relu}(x_j - x)$ falls up to $x_j$, and is 0 beyond. The picture shows Ben's three hinges, his sum, and Ann's sum.

# %% id="hinges-run"
knots, heights = torch.tensor([0.0, 1.0, 2.0, 4.0]), torch.tensor([1.0, 3.0, 2.0, 2.0])
figures.hinge_parts(hinges.relu_interpolant(knots, heights), knots, heights)

# %% [markdown] id="hinges-exercise"
# ### Your turn: a curve from hinges
#
# [*A curve from hinges*](../exercises/05b_what_networks_represent.ipynb), exercise 3.

# %% [markdown] id="curves"
# ### More and more hinges
#
# Now the knots lie evenly on a curve $g$ between −1 and 1. With 8 hidden units the largest miss of the wave is about 0.07. **Predict** it for 16, and write your guess down. Then move *hidden units*, and look at the other two curves. Both axes on the right count in powers of ten.

# %% id="curves-live"
widgets.HingesAdd()

# %% [markdown] id="curves-read" covers="N05-34"
# **See it.** For the wave, 8 units miss by 0.0704, 16 units by 0.0188, and 32 units by 0.0048. Twice the units leave about a quarter. Why? In [00b](00b_calculus_you_need.ipynb) a line touched the curve, and its miss was about a number times $h^2$. For a line through two knots at the distance $h$ this holds, too, with a smaller number. So half the distance leaves about a quarter.
#
# But the slope of $\sqrt{|x|}$ grows without limit near 0. From 0 to $h$ the piece is $x/\sqrt h$. At $x = h/4$ the curve is at $\sqrt h/2$ and the piece at $\sqrt h/4$. So it misses by $\sqrt h/4$ there. With 8 units $h$ is $\tfrac14$, and this is 0.125. With 32 units it is 0.0625: four times the units only halve the miss. The jump is 1 high. Just left and just right of it, a curve of straight pieces says nearly the same number. So on one side it is off by about 0.5 or more.
#
# For one input, this picture is the idea behind the **universal approximation theorem**. Cybenko 1989 and Hornik 1991 proved it for bounded activations such as the sigmoid, and Leshno and others 1993 in the form below. Let $g$ be continuous, that is without jumps, on a closed and bounded set of inputs, such as $-1 \le x \le 1$. *Closed* means that its ends belong to it. *Bounded* means that it does not run off to infinity. (For $0 < x \le 1$, without the end 0, the curve $1/x$ grows without limit, and these networks cannot follow it.) Name any miss $\varepsilon > 0$ that you allow, such as 0.001. Then some number $m$ of hidden units is enough. There are weights for them with
#
# $$|\,c \cdot \varphi(A x + b) - g(x)\,| \le \varepsilon \quad\text{for all these } x.$$
#
# $A$ and $b$ are the weights and biases of the hidden layer, and $c$ the weights of a linear output. (It may have a bias, but the theorem holds without.) The theorem also holds for many inputs and for many outputs. The activation $\varphi$ may be any continuous function that is not a polynomial: relu, sigmoid, tanh.
#
# With relu and one input you can see why. Put the knots so close together that $g$ changes by less than 0.001 within each piece. (For a continuous $g$ on a closed and bounded stretch such a distance exists.) Each straight piece runs between two heights that $g$ has there. So it misses $g$ by less than 0.001. And a sigmoid with a large weight is nearly a step. Steps follow a curve like stairs.

# %% [markdown] id="limits" covers="N05-35"
# ## 7 What the theorem does not promise
#
# 1. **It does not promise a miss of 0.** For each $\varepsilon$ some width is enough. A smaller $\varepsilon$ may need more units, and the theorem does not say how many. With 10 inputs, cut each axis into 8 parts. That makes $8^{10}$ boxes, about a billion, and $g$ may have a different height in each. A network that follows all of them may need about a billion units.
# 2. **It does not say that training finds the weights.** You saw that with XOR. Now let networks with 8 and with 16 hidden units learn the wave, each from 20 starts. They have as many units as the ones that were set by hand. The 40 trainings take a while, so the cell draws results that are stored with the lecture. (Each makes 1000 steps on 64 points without noise, with Adam. [09b](09b_adaptive_rules.ipynb) explains this faster kind of descent.)

# %% id="limits-figure"
stored, trained, by_hand = trials.LONG["learn_the_wave"], {}, {}
for m in ("8", "16"):
    trained[f"{m} units"] = stored[m]["largest"]
    by_hand[f"{m} units"] = trials.largest_miss(trials.wave, int(m))
figures.strips(trained, "largest miss of the wave", by_hand=by_hand)

# %% [markdown] id="limits-read"
# Not one of the 40 trainings comes as close as the weights set by hand. With 8 units the best one misses by 0.14, and by hand it is 0.07. (Training lowers the *mean* squared miss, not the largest. But by that measure, too, all 40 do worse than by hand. From other starts, a few with 8 units did better.)
#
# Do they only need more time? In part. After 5000 steps, the best with 8 units misses by 0.08. But 14 of the 20 still miss by more than 0.18.
#
# 3. **It knows $g$ everywhere. You do not.** You have samples with noise. So the estimation error of [02b](02b_generalisation.ipynb) stays, and it may even grow with the width.

# %% id="limits-ask"
ask.choose(
    "g is continuous for 0 ≤ x ≤ 1. Which of these does the universal approximation theorem promise?",
    {"for a miss of at most 0.01 some width is enough": "This is the promise: for each ε a width m. Nothing more.",
     "with 1000 units the miss is at most 0.01": "The width depends on g, and the theorem does not tell it.",
     "a wide enough network is exactly g": "The miss becomes as small as you like. Must it become 0? Try the wave "
                                           "with straight pieces.",
     "training a wide enough network gives a miss of at most 0.01": "The weights exist. Who finds them?",
     "for x = 2 it also stays close to g": "The promise holds for 0 ≤ x ≤ 1. What do straight pieces do beyond?"},
    right="for a miss of at most 0.01 some width is enough",
)

# %% [markdown] id="depth" covers="N05-38"
# ## 8 Depth folds
#
# One layer of $n$ units bends a curve at most $n$ times, so it has at most $n + 1$ straight pieces. What do several layers do? Take two units for a tent on $0 \le x \le 1$:
#
# $$T(x) = 2\,\mathrm{relu}(x) - 4\,\mathrm{relu}(x - \tfrac12)$$
#
# By hand: $T(0.3) = 0.6 - 0 = 0.6$, and $T(0.7) = 1.4 - 0.8 = 0.6$. The tent goes up from 0 to 1, and down again. So it **folds** the line: 0.3 and 0.7 both land at 0.6.
#
# Two tents, one after the other, compute $T(T(x))$. So 0.3 goes to 0.6, and then to $1.2 - 0.4 = 0.8$. A third tent makes $1.6 - 1.2 = 0.4$ of it.
#
# Left of $\tfrac12$ the first tent rises through all heights from 0 to 1. There the second tent is drawn once, whole. Right of $\tfrac12$ the first tent falls through the same heights. There the second tent is drawn once more, mirrored. So 2 pieces become 4: at $x = 0, \tfrac14, \tfrac12, \tfrac34, 1$ we get $T(T(x)) = 0, 1, 0, 1, 0$.
#
# (Each tent counts as one hidden layer. Its sum $2h_1 - 4h_2$ and the weights of the next tent have no bend between them. By 05a they are one linear layer: the next two $z$ are $2h_1 - 4h_2$ and $2h_1 - 4h_2 - \tfrac12$.)
#
# **Predict** the number of pieces with 3 layers and with 6. Write both down, then move *hidden layers*.

# %% id="depth-live"
widgets.Folds()

# %% [markdown] id="depth-read"
# **See it.** Each tent doubles the number of pieces: $L$ tents, layers of two units, make $2^L$. With 6 layers, 12 units, there are 64. One layer of 12 units makes at most 13. But a tent folds only if it is high enough. A tent that is half as high never gets beyond the bend at $\tfrac12$ of the next one. Then that one folds nothing.

# %% id="depth-ask"
ask.number(
    "A tent network has 10 hidden layers of 2 units. How many straight pieces does it have on 0 ≤ x ≤ 1? And how many "
    "hidden units does a network with one hidden layer need at least for as many pieces?",
    (1024, 1023),
    why="2¹⁰ is 1024. One layer of n units makes at most n + 1 pieces.",
    mistakes={(1024, 1024): "n units bend n times. Into how many pieces do n bends cut a line?",
              (20, 19): "Each layer folds what is there already. Does it add 2 pieces, or double their number?",
              (21, 20): "That is the most for one layer of 20 units. What does each fold do to the number of pieces?",
              (100, 99): "It is doubled ten times, not squared.",
              (1024, 20): "20 is the number of units of the deep network. How many pieces do 20 units in one layer make?",
              (1048576, 1048575): "That is 2²⁰. A layer of two units makes one fold."},
)

# %% [markdown] id="depth-exercise"
# ### Your turn: how many straight pieces?
#
# [*How many straight pieces?*](../exercises/05b_what_networks_represent.ipynb), exercise 4.

# %% [markdown] id="deep"
# ### Many inputs, and real networks
#
# Now two inputs. Fold a sheet of paper at $x_1 = \tfrac12$, and then at $x_2 = \tfrac12$. Draw one line through all four layers, and unfold:

# %% id="deep-figure"
figures.unfolded()

# %% [markdown] id="deep-read" covers="N05-39"
# The line is there 4 times. It cuts the folded sheet into 2 parts. With the folds, the whole sheet has $4 \cdot 2 = 8$. A layer of 4 units folds the plane like this: two units make a tent of $x_1$, and two make one of $x_2$. So whatever the next layers draw appears 4 times. Take two such layers, and then 4 units with their 11 regions. Together they can make $4 \cdot 4 \cdot 11 = 176$ regions. A single layer of all 12 units makes at most $1 + 12 + 66 = 79$. Each further layer of 4 units makes it 4 times as many. So the number grows exponentially with the depth (Montúfar and others, 2014).
#
# And the deep network needs few weights. Ten tents have 61 weights and biases: $2 + 2$ in the first layer, $2 \cdot 2 + 2 = 6$ in each of the nine others, and $2 + 1$ at the output. The same curve, built as in part 6, takes 1024 hinges, one at the left end of each piece. They have 3073: 3 for each hinge, and $d$. (For the number of pieces alone, 1023 would do. The hinge at 0 gives the first slope.)
#
# But the *most* is not what training finds. Twenty networks with three layers of 11 units learned four waves, $\sin 4\pi x$. They have 15 to 36 pieces, where 1452 are possible. (See the optional parts at the end.)

# %% [markdown] id="transfer"
# ## Transfer
#
# Three inputs, each 0 or 1. The output should be 1 if an odd number of them is 1: the sum 0, 1, 2, 3 should give 0, 1, 0, 1. Use hinges of the sum $s = x_1 + x_2 + x_3$.

# %% id="transfer-ask"
ask.number(
    "f = c1 relu(s) + c2 relu(s - 1) + c3 relu(s - 2) should be 0, 1, 0, 1 for s = 0, 1, 2, 3. What are c1, c2, c3?",
    (1, -2, 2),
    why="The slopes are 1, -1, 1, and the weights are their changes: 1, -1 - 1, 1 - (-1).",
    mistakes={(1, -1, 1): "These are the slopes. The hinges before keep rising. What is each change?",
              (1, -2, 1): "Check s = 3: 3 - 2 · 2 + 1 · 1 is 0. It should be 1.",
              (1, -2, 3): "Check s = 3: 3 - 2 · 2 + 3 · 1 is 2. It should be 1.",
              (1, -2, 0): "That is XOR of two inputs. What does it say for s = 3?"},
)

# %% [markdown] id="summary"
# ## Summary
#
# - No straight rule does XOR. Two relu units do: they move the inputs so that a straight border is enough.
# - That weights exist does not mean that training finds them: from 253 of 1000 starts with 2 units, from all 1000 with 16.
# - A relu unit is off on one side of a hyperplane and on at the other. Lines along its sides enclose a polygon without dents.
# - $n$ hyperplanes in $d$ dimensions make at most $\binom{n}{0} + \dots + \binom{n}{d}$ regions.
# - Hinges weighted with the changes of slope run through any knots. One wide enough layer comes as close as you like to a continuous $g$ on a closed and bounded set.
# - Tents fold: $L$ layers of two units can make $2^L$ straight pieces. One layer of $n$ units makes at most $n + 1$.

# %% [markdown] id="letters"
# ## Symbols
#
# | symbol | code | meaning |
# |---|---|---|
# | $W$, $c$, $w$ | `W`, `c`, `w` | parts 2 and 3: weights and biases of the hidden layer, weights of the output |
# | $z$, $h$ | | pre-activation of a unit, what it says |
# | $N_i$, $c_i$ | `N`, `sides` | part 4: outward normal of side $i$ of a polygon, its distance from 0 |
# | $n$, $d$ | `n`, `d` | parts 5 and 8: number of units of a layer, of inputs |
# | $\binom{n}{i}$ | `math.comb(n, i)` | ways to pick $i$ of $n$ things |
# | $x_j$, $a_j$, $b_j$, $c_j$, $d$ | `xs`, `a`, `b`, `c`, `d` | part 6: knots; weights of a network of hinges, and its height at the first knot |
# | $g$, $\varepsilon$, $\varphi$, $m$ | | curve, largest miss allowed, activation, number of hidden units |
# | $T$, $L$ | `tent` | the tent, the number of hidden layers |

# %% [markdown] id="glossary"
# ## Words
#
# **XOR** exclusive or: exactly one of two is 1 · **linearly separable** parted by a line · **hidden space** the space of what the hidden units say · **on, off** a relu unit whose pre-activation is positive, or not · **hyperplane** the border of a unit, where its pre-activation is 0 · **half-space** one side of a hyperplane · **normal** an arrow at right angles to a line · **code** for each line, on which side a point lies · **region** where no unit changes between on and off · **pattern** which units are on · **hinge** a relu unit on a line · **knot** a point through which a curve of straight pieces runs · **universal approximation** coming as close as one likes to any continuous function · **fold** to send two places to one. All symbols: [NOTATION.md](../NOTATION.md); all words: [GLOSSARY.md](GLOSSARY.md).

# %% [markdown] id="beyond"
# ## How the real systems go beyond this
#
# Real networks are much wider than they need to be to represent their task, so that training finds good weights.

# %% [markdown] id="recall"
# ## Optional: a question from before
#
# Answer it without looking back.

# %% id="recall-1"
ask.choose(
    "A model misses its training data by far, and it misses new data about as much. What will help?",
    {"more data of the same kind": "The gap is small already. More data close a gap.",
     "a richer family": "It cannot even fit what it has seen: its bias is high.",
     "a penalty on the weights": "That holds the family back. Is the family too rich here?",
     "fewer training steps": "Does the model fit the training data too well?"},
    right="a richer family",
)

# %% [markdown] id="optional-race"
# ## Optional: deep against wide
#
# Three networks with about 300 weights and biases each learn four waves, $\sin 4\pi x$, from 20 starts each. One has a hidden layer of 100 units, one has two layers of 16, one has three of 11. All are trained with 1000 steps of Adam. These results are stored, too. Which has the best single training, and which the worst?

# %% id="optional-race-figure"
figures.strips(trials.LONG["race"], "root of the mean squared miss")

# %% [markdown] id="optional-race-read" covers="N05-39"
# The best deep networks miss less than the best wide one: 0.056 and 0.052, against 0.079. But many deep ones get stuck. Above 0.3 are 9 of 20 with two layers, 11 of 20 with three, and none with one. After 2500 steps, 7 of 20 with two layers and 11 of 20 with three are still above 0.3. One more set of 20 starts gave the same picture. So a deep network can do more, and finding it is harder.
#
# For reading house numbers, Goodfellow and others found in 2014 that deep networks did better than wide ones with more weights. That is one task, not a theorem.

# %% [markdown] id="optional-rule"
# ## Optional: regions of a deep network
#
# Take $d$ inputs and $L$ layers of $n$ units, with $n \ge d$. Each layer but the last can fold each of the $d$ directions into $\lfloor n/d \rfloor$ parts. The sign $\lfloor\ \rfloor$ rounds down. So a network exists with at least $\lfloor n/d \rfloor^{d(L-1)}$ times the most regions of a single layer. For $d = 2$, $n = 4$, $L = 3$ that is $2^{2 \cdot 2} \cdot 11 = 176$, as in part 8. For $d = 1$, $n = 11$, $L = 3$ it is $11^2 \cdot 12 = 1452$. For $n \ge 2d$ the number grows exponentially with $L$. How many regions a trained network really has, and whether that matters, is still studied.

# %% [markdown] id="optional-straight"
# ## Optional: the best straight rule for XOR
#
# Which straight rule has the smallest mean squared miss on XOR? Try the constant $\tfrac12$, so $w_1 = w_2 = 0$. At the inputs 00, 01, 10, 11 its misses, output minus target, are $\tfrac12, -\tfrac12, -\tfrac12, \tfrac12$. For the slope of a weight, multiply each miss by the input of that weight, and for $b$ by 1. Then take the mean and double it:
#
# - for $b$: $2 \cdot (\tfrac12 - \tfrac12 - \tfrac12 + \tfrac12)/4 = 0$
# - for $w_1$, only 10 and 11 have $x_1 = 1$: $2 \cdot (-\tfrac12 + \tfrac12)/4 = 0$, and likewise for $w_2$
#
# All slopes are 0. For a straight rule each miss is a straight function of the weights, so the mean of its squares is one bowl. So this is its lowest point. The best straight rule says $\tfrac12$ everywhere. Its loss is $\tfrac14$, the square of each miss.
