"""Exercise: a batch through all layers of a network."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def net(label: str, batch: int, sizes: list[int], activations: list[str]) -> Case:
        pairs = list(zip(sizes[1:], sizes[:-1]))
        return case(label, X=draw.away_from_zero(batch, sizes[0]), Ws=[draw.away_from_zero(n, m) for n, m in pairs],
                    bs=[draw.away_from_zero(n) for n, _ in pairs], activations=activations)

    return [
        case("the example of the text", X=numbers([[2, 1]]),
             Ws=[numbers([[1, 0], [-1, 1], [0, -2]]), numbers([[1, 2, 3]])], bs=[numbers(0, 3, 1), numbers([4])],
             activations=["relu", "identity"]),
        net("one layer, identity", 3, [4, 2], ["identity"]),
        net("one layer, relu", 5, [3, 4], ["relu"]),
        net("two layers, tanh and identity", 4, [3, 5, 2], ["tanh", "identity"]),
        net("three layers, each with another activation", 5, [4, 3, 6, 2], ["sigmoid", "relu", "tanh"]),
        net("identity first, then relu", 6, [2, 4, 3], ["identity", "relu"]),
        net("softmax in the last layer", 5, [3, 4, 3], ["relu", "softmax"]),
        net("a single example", 1, [3, 4, 2], ["tanh", "softmax"]),
        net("a single output", 4, [3, 5, 1], ["relu", "sigmoid"]),
        net("all sizes alike, the batch as well", 3, [3, 3, 3, 3], ["tanh", "relu", "softmax"]),
        net("four layers", 7, [2, 5, 4, 3, 6], ["relu", "identity", "tanh", "identity"]),
        net("a linear network", 4, [3, 2, 5], ["identity", "identity"]),
    ]


task = Task(
    key="mlp_forward", title="A batch through all layers", points=2, difficulty=2, minutes=20,
    objective="compute what a multilayer perceptron makes of a batch",
    cases=cases, compare=close(rtol=1e-10), facts=("N05-08", "N05-09"),
    hints=(
        "Follow one example through the first layer alone: what do you multiply, what do you add, and what comes last? "
        "What does the second layer get as its input?",
        "X = (2, 1). Row 2 of the first W is (-1, 1), its bias is 3. The pre-activation is -2 + 1 + 3 = 2, and relu "
        "leaves 2. Row 3 is (0, -2) with bias 1: the pre-activation is -1. What does relu make of it?",
        "a = X; for W, b, name in zip(Ws, bs, activations): z = a @ W.____ + b; a = ____; and for softmax: "
        "torch.softmax(z, dim=____)",
    ),
)


@task.solution
def mlp_forward(X, Ws, bs, activations):
    a = X
    for W, b, name in zip(Ws, bs, activations):
        z = a @ W.mT + b                        # step: the pre-activations
        if name == "relu":
            a = z.clamp(min=0)
        elif name == "tanh":
            a = torch.tanh(z)                   # step: the hyperbolic tangent
        elif name == "sigmoid":
            a = torch.sigmoid(z)                # step: the sigmoid
        elif name == "softmax":
            a = torch.softmax(z, dim=1)         # step: the softmax of each row
        else:
            a = z
    return a


@task.right
def example_by_example(X, Ws, bs, activations):
    F = {"identity": lambda z: z, "relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
         "softmax": lambda z: z.exp() / z.exp().sum()}
    rows = []
    for x in X:
        for i in range(len(Ws)):
            z = Ws[i] @ x + bs[i]               # step: the pre-activations of one example
            x = F[activations[i]](z)
        rows.append(x)
    return torch.stack(rows)


@task.right
def columns_for_examples(X, Ws, bs, activations):
    a = X.mT
    for W, b, name in zip(Ws, bs, activations):
        z = W @ a + b[:, None]                  # step: the pre-activations, an example in each column
        if name == "relu":
            a = torch.where(z > 0, z, torch.zeros_like(z))
        elif name == "tanh":
            a = 1 - 2 / (torch.exp(2 * z) + 1)  # step: the hyperbolic tangent by powers
        elif name == "sigmoid":
            a = 1 / (1 + torch.exp(-z))         # step: the sigmoid by powers
        elif name == "softmax":
            e = torch.exp(z - z.amax(0))        # step: powers of the shifted pre-activations
            a = e / e.sum(0)                    # step: their shares
        else:
            a = z
    return a.mT


@task.right
def with_numpy(X, Ws, bs, activations):
    def layers(a, rest):
        if not rest:
            return a
        (W, b, name), *later = rest
        z = a @ W.numpy().T + b.numpy()
        e = np.exp(z - z.max(1, keepdims=True))
        f = {"identity": z, "relu": np.maximum(z, 0), "tanh": np.tanh(z), "sigmoid": 1 / (1 + np.exp(-z)),
             "softmax": e / e.sum(1, keepdims=True)}
        return layers(f[name], later)

    return torch.from_numpy(layers(X.numpy().copy(), list(zip(Ws, bs, activations))))


# --- wrong answers: rules that are changed ---

FUNCTIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "identity": lambda z: z, "relu": torch.relu, "tanh": torch.tanh, "sigmoid": torch.sigmoid,
    "softmax": lambda z: torch.softmax(z, dim=1)}
RULES: dict[str, Callable] = {
    "start": lambda v: v.X,
    "layers": lambda v: list(range(len(v.Ws))),
    "W": lambda v: v.Ws[v.i],
    "b": lambda v: v.bs[v.i],
    "product": lambda v: v.a @ v.W.mT,
    "z": lambda v: v.product + v.b,
    "name": lambda v: v.activations[v.i],
    **{name: lambda v, f=f: f for name, f in FUNCTIONS.items()},
    "f": lambda v: getattr(v, v.name),
    "out": lambda v: v.f(v.z),
    "result": lambda v: v.a,
}
OF_A_LAYER = ("W", "b", "name", *FUNCTIONS, "f", "product", "z", "out")


def _answer(label: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    rules = RULES | changes

    def answer(X, Ws, bs, activations):
        v = SimpleNamespace(X=X, Ws=Ws, bs=bs, activations=activations, outs=[], last=len(Ws) - 1)
        v.a = rules["start"](v)
        for i in rules["layers"](v):
            v.i = i
            for quantity in OF_A_LAYER:
                setattr(v, quantity, rules[quantity](v))
            v.a = v.out
            v.outs.append(v.a)
        return rules["result"](v)

    answer.__name__ = label
    return answer


TEXT = (numbers([[2, 1]]), [numbers([[1, 0], [-1, 1], [0, -2]]), numbers([[1, 2, 3]])],
        [numbers(0, 3, 1), numbers([4])], ["relu", "identity"])


def _wrong(label: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    """A wrong answer; its message tells what it gives in the text's example, if that is another number there."""
    answer = _answer(label, **changes)
    told = ""
    try:
        given = answer(*TEXT)
        if isinstance(given, Tensor) and given.shape == (1, 1) and float(given) != 10:
            told = f" In the example you get {float(given):.4g}."
    except (RuntimeError, IndexError):
        told = ""
    task.wrong(f"{says}{told} {asks}", short=short)(answer)


def _until_last(v: SimpleNamespace) -> Callable:
    return FUNCTIONS["identity"] if v.i == v.last else getattr(v, v.name)


OFTEN = {
    "bias_forgotten": Mistake("the biases are left out", "What does each unit add to its weighted sum?",
                              {"z": lambda v: v.product}),
    "bias_after_bend": Mistake("the bias is added after the activation", "Is b part of the pre-activation z, or does "
                               "it come later?", {"z": lambda v: v.product, "out": lambda v: v.f(v.z) + v.b}),
    "last_without_activation": Mistake("the last layer's activation is left out", "How many names are in the list, "
                                       "and how many layers are there?", {"f": _until_last}),
    "relu_everywhere": Mistake("every layer gets relu", "Which name belongs to the layer at hand?",
                               {"name": lambda v: "relu"}),
    "softmax_over_examples": Mistake("softmax adds up to 1 over the examples", "Which numbers compete: one example's "
                                     "outputs, or one output of all examples?",
                                     {"softmax": lambda v: lambda z: torch.softmax(z, dim=0)}),
    "softmax_over_all": Mistake("softmax adds up to 1 over the whole batch", "To what should each row add up?",
                                {"softmax": lambda v: lambda z: z.exp() / z.exp().sum()}),
    "not_transposed": Mistake("the product takes W as it is, without its transpose", "In W a row is an output. Which "
                              "axis has to meet the inputs of X?", {"product": lambda v: v.a @ v.W}),
    "without_activation": Mistake("no layer gets an activation", "What is done with the list of names?",
                                  {"f": lambda v: FUNCTIONS["identity"]}),
    "relu_keeps_below": Mistake("relu keeps what is below 0 and drops the rest", "What does relu give for 2?",
                                {"relu": lambda v: lambda z: z.clamp(max=0)}),
    "sigmoid_with_plus": Mistake("the sigmoid is 1 / (1 + exp(z))", "Is it near 1 for large z?",
                                 {"sigmoid": lambda v: lambda z: torch.sigmoid(-z)}),
    "squeezed": Mistake("axes of size 1 are missing in the result", "Which shape has the output of one unit for four "
                        "examples?", {"result": lambda v: v.a.squeeze()}),
}
SAME = {("bias_after_bend", "without_activation"), ("relu_everywhere", "without_activation"),
        *((of_the_names, of_a_function) for of_the_names in ("last_without_activation", "relu_everywhere",
                                                             "without_activation")
          for of_a_function in ("softmax_over_examples", "softmax_over_all", "sigmoid_with_plus", "relu_keeps_below")
          if (of_the_names, of_a_function) not in {("last_without_activation", "sigmoid_with_plus"), (
              "last_without_activation", "relu_keeps_below"), ("relu_everywhere", "relu_keeps_below")}),
        ("softmax_over_examples", "without_activation"), ("softmax_over_all", "without_activation"),
        ("not_transposed", "relu_keeps_below"), ("not_transposed", "sigmoid_with_plus"), ("not_transposed", "squeezed")}
for _name, _one in OFTEN.items():
    _wrong(_name, f"{_one.says[0].upper()}{_one.says[1:]}.", _one.asks, _one.says, **_one.changes)

SINGLE = [
    ("tanh_for_all", "Every layer gets tanh.", "Which name belongs to the layer at hand?", "every layer gets tanh",
     {"name": lambda v: "tanh"}),
    ("first_name_for_all", "Every layer gets the activation of the first.", "Which name belongs to the layer at "
     "hand?", "the first activation is used everywhere", {"name": lambda v: v.activations[0]}),
    ("last_name_for_all", "Every layer gets the activation of the last.", "Which name belongs to the layer at hand?",
     "the last activation is used everywhere", {"name": lambda v: v.activations[-1]}),
    ("names_backwards", "The activations are taken from the end of the list.", "Which layer is the first name for?",
     "the activations come backwards", {"name": lambda v: v.activations[-1 - v.i]}),
    ("only_the_last_bends", "Only the last layer gets its activation.", "Which layers have a name in the list?",
     "only " "the last activation is used",
     {"f": lambda v: FUNCTIONS[v.name] if v.i == v.last else FUNCTIONS["identity"]}),
    ("bent_twice", "Each activation is applied twice.", "What is tanh(tanh z), and does relu show it?",
     "activations " "are applied twice", {"out": lambda v: v.f(v.f(v.z))}),
    ("bent_before", "The activation is applied to what comes into a layer, before the product.", "Which comes "
     "first: the weighted sum or the bend?", "the activation comes before the product",
     {"product": lambda v: v.f(v.a) @ v.W.mT, "out": lambda v: v.z}),
    ("relu_on_the_input", "X is bent by relu before the first layer.", "Does X go through an activation of its own?",
     "the input is bent first", {"start": lambda v: v.X.clamp(min=0)}),
    ("unknown_names_are_relu", "A layer called identity gets relu.", "What should identity change?", "identity is "
     "taken for relu", {"identity": lambda v: torch.relu}),
    ("softmax_not_done", "A layer called softmax stays as it is.", "To what should each of its rows add up?",
     "softmax " "is left out", {"softmax": lambda v: FUNCTIONS["identity"]}),
    ("softmax_as_sigmoid", "A layer called softmax gets the sigmoid, number by number.", "To what does a row of it "
     "add up?", "softmax is taken for the sigmoid", {"softmax": lambda v: torch.sigmoid}),
    ("log_softmax_for_softmax", "A layer called softmax gives logarithms, all below 0.", "Are these probabilities?",
     "softmax " "is taken for its logarithm", {"softmax": lambda v: lambda z: torch.log_softmax(z, dim=1)}),
    ("softmax_without_powers", "Your softmax divides the numbers themselves by their sum.", "What about a number "
     "below 0?", "softmax divides without powers", {"softmax": lambda v: lambda z: z / z.sum(1, keepdim=True)}),
    ("largest_alone", "A layer called softmax gives 1 to the largest number and 0 to the others.", "How large is a "
     "probability of the second largest?", "softmax is taken for the largest",
     {"softmax": lambda v: lambda z: (z == z.amax(1, keepdim=True)).to(z.dtype)}),
    ("tanh_is_sigmoid", "A layer called tanh gets the sigmoid.", "Which range has tanh?", "tanh is taken for the "
     "sigmoid", {"tanh": lambda v: torch.sigmoid}),
    ("sigmoid_is_tanh", "A layer called sigmoid gets tanh.", "Which range has sigmoid?", "sigmoid is taken for tanh",
     {"sigmoid": lambda v: torch.tanh}),
    ("relu_is_absolute", "Your relu turns numbers below 0 round.", "What does relu give for -2?", "relu is taken "
     "for the absolute value", {"relu": lambda v: torch.abs}),
    ("relu_is_step", "Your relu gives 1 for all numbers above 0.", "What does relu give for 2?", "relu is taken for "
     "the step", {"relu": lambda v: lambda z: (z > 0).to(z.dtype)}),
    ("bias_subtracted", "The bias is subtracted.", "Which sign has b in the pre-activation?", "the bias is "
     "subtracted", {"z": lambda v: v.product - v.b}),
    ("bias_summed", "To each pre-activation the sum of all biases of its layer is added.", "Which bias belongs to "
     "the second unit?", "the biases are added up", {"z": lambda v: v.product + v.b.sum()}),
    ("first_bias_for_all", "All units of a layer get the bias of its first one.", "Which bias belongs to the second "
     "unit?", "the first bias is used for all", {"z": lambda v: v.product + v.b[0]}),
    ("bias_twice", "The bias is added twice, before the activation and after it.", "How often does a unit add its "
     "bias?", "the bias is added twice", {"out": lambda v: v.f(v.z) + v.b}),
    ("bias_multiplied", "The bias is multiplied where it should be added.", "What is a bias of 0 to change?", "the "
     "bias is multiplied", {"z": lambda v: v.product * v.b}),
    ("bias_of_the_last_forgotten", "The last layer has no bias with you.", "How many biases are in the list?", "the "
     "last bias is left out", {"z": lambda v: v.product if v.i == v.last else v.product + v.b}),
    ("bias_of_the_first_only", "Only the first layer has a bias with you.", "How many biases are in the list?",
     "only " "the first bias is used", {"z": lambda v: v.product if v.i else v.product + v.b}),
    ("layers_backwards", "The layers are gone through from the last to the first.", "Which layer meets X?", "the "
     "layers come backwards", {"layers": lambda v: list(range(len(v.Ws)))[::-1]}),
    ("first_layer_alone", "You return after the first layer.", "How far is the `return` to be indented?", "the loop "
     "ends after one layer", {"layers": lambda v: [0]}),
    ("last_layer_missing", "The last layer is left out.", "How many layers are there?", "the last layer is left out",
     {"layers": lambda v: list(range(len(v.Ws) - 1))}),
    ("each_layer_from_X", "Every layer takes X as its input.", "What does the second layer see?", "every layer "
     "starts from X", {"product": lambda v: v.X @ v.W.mT}),
    ("outputs_of_all_layers", "You return a list with the outputs of all layers.", "Which one does the text ask for?",
     "all " "outputs are returned", {"result": lambda v: list(v.outs)}),
    ("pre_activation_returned", "You return the last pre-activation beside the output.", "How many results does the "
     "text ask for?", "two results are returned", {"result": lambda v: (v.z, v.a)}),
    ("as_a_list", "You return a Python list.", "Which kind of object should the result be?", "the result is a list",
     {"result": lambda v: v.a.tolist()}),
    ("transposed_at_the_end", "Your result has an example in each column.", "What is a row of the result?", "rows "
     "and columns are exchanged", {"result": lambda v: v.a.mT}),
    ("first_example_alone", "Your result holds the first example alone.", "How many rows has X?", "only the first "
     "example is kept", {"result": lambda v: v.a[0]}),
    ("averaged", "Your result is the mean over the examples.", "How many rows has X, and how many has the result?",
     "the examples are averaged", {"result": lambda v: v.a.mean(0)}),
    ("class_named", "Your result holds the number of the largest output.", "Does the text ask which is largest, or "
     "for the outputs?", "the largest output is named", {"result": lambda v: v.a.argmax(1)}),
    ("in_float32", "Your result is float32, with about seven digits.", "Which dtype has X?", "the result is float32",
     {"result": lambda v: v.a.float()}),
    ("softmax_at_the_end", "The last layer gets a softmax, whatever its name.", "Which name has the last layer in "
     "the example?", "softmax is always added", {"result": lambda v: v.a if v.name == "softmax" else v.a.softmax(1)}),
    ("residual", "Each layer adds its input to its output where the sizes fit.", "What does the formula of a layer "
     "say about its input, after the product?", "the input is added to the output",
     {"out": lambda v: v.f(v.z) + v.a if v.a.shape == v.z.shape else v.f(v.z)}),
    ("softmax_alone", "Layers called relu, tanh or sigmoid stay as they are: only softmax does something.", "An `else` "
     "belongs to the `if` just above it. What becomes of `a` after the branch for relu?", "only softmax is applied",
     {name: lambda v: FUNCTIONS["identity"] for name in ("relu", "tanh", "sigmoid")}),
    ("sigmoid_alone", "Layers called relu, tanh or softmax stay as they are: only sigmoid does something.", "An `else` "
     "belongs to the `if` just above it. What becomes of `a` after the branch for relu?", "only sigmoid is applied",
     {name: lambda v: FUNCTIONS["identity"] for name in ("relu", "tanh", "softmax")}),
    ("relu_alone", "Layers called tanh, sigmoid or softmax stay as they are: only relu does something.", "What does "
     "your code do with the other names?", "only relu is applied",
     {name: lambda v: FUNCTIONS["identity"] for name in ("tanh", "sigmoid", "softmax")}),
    ("sigmoid_left_out", "A layer called sigmoid stays as it is.", "Which branch of yours does this name take?",
     "sigmoid "
     "is left out", {"sigmoid": lambda v: FUNCTIONS["identity"]}),
    ("tanh_left_out", "A layer called tanh stays as it is.", "Which branch of yours does this name take?", "tanh is "
     "left out", {"tanh": lambda v: FUNCTIONS["identity"]}),
    ("relu_left_out", "A layer called relu stays as it is.", "Which branch of yours does this name take?", "relu is "
     "left out", {"relu": lambda v: FUNCTIONS["identity"]}),
    ("identity_keeps_the_input", "A layer called identity hands its input on, without weights and biases.", "What is "
     "it that identity leaves as it is, a or z?", "identity skips its layer",
     {"out": lambda v: v.a if v.name == "identity" else v.f(v.z)}),
    ("all_others_are_softmax", "Layers called identity or tanh get softmax.", "Which branch of yours takes these "
     "names? A text alone counts as true, for instance what stands behind `or` in `name == \"a\" or \"b\"`.",
     "identity and tanh are taken for softmax", {name: lambda v: lambda z: torch.softmax(z, dim=1)
                                                 for name in ("identity", "tanh")}),
    ("identity_is_softmax", "A layer called identity gets softmax.", "Which branch of yours does this name take?",
     "identity is taken for softmax", {"identity": lambda v: lambda z: torch.softmax(z, dim=1)}),
    ("identity_is_zero", "A layer called identity gives 0.", "What is it that identity leaves as it is?", "identity "
     "gives 0", {"identity": lambda v: torch.zeros_like}),
    ("list_of_rows", "You return a list with a tensor for each example.", "One tensor is asked for, with a row for "
     "each example. What does torch.stack do?", "the result is a list of rows", {"result": lambda v: list(v.a)}),
    ("relu_is_leaky", "Your relu leaves a hundredth of what is below 0.", "What does relu give for -1?", "relu leaks",
     {"relu": lambda v: lambda z: torch.where(z > 0, z, 0.01 * z)}),
    ("relu_up_to_one", "Your relu cuts off above 1 as well.", "What does relu give for 2?", "relu is cut off at 1",
     {"relu": lambda v: lambda z: z.clamp(0, 1)}),
    ("relu_from_one", "Your relu gives at least 1.", "What does relu give for -1?", "relu gives at least 1",
     {"relu": lambda v: lambda z: z.clamp(min=1)}),
    ("relu_of_minus_z", "Your relu is max(0, -z).", "What does relu give for 2?", "relu takes the opposite sign",
     {"relu": lambda v: lambda z: (-z).clamp(min=0)}),
    ("relu_negative", "Your relu has a minus before it.", "What does relu give for 2?", "relu has a minus before it",
     {"relu": lambda v: lambda z: -z.clamp(min=0)}),
    ("relu_is_softplus", "Your relu is smooth: log(1 + exp(z)).", "What does relu give for -1?", "relu is taken for "
     "softplus", {"relu": lambda v: torch.nn.functional.softplus}),
    ("relu_is_gelu", "Your relu is gelu.", "What does relu give for -1?", "relu is taken for gelu",
     {"relu": lambda v: torch.nn.functional.gelu}),
    ("sigmoid_slope", "A layer called sigmoid gives s (1 - s), the slope.", "Which of the two is the output: the value "
     "or the slope?", "sigmoid is taken for its slope",
     {"sigmoid": lambda v: lambda z: z.sigmoid() * (1 - z.sigmoid())}),
    ("sigmoid_bracket_missing", "Your sigmoid is 1 / 1 + exp(-z).", "Python divides before it adds. What should the 1 "
     "be divided by?", "brackets are missing in sigmoid", {"sigmoid": lambda v: lambda z: 1 + (-z).exp()}),
    ("sigmoid_minus", "Your sigmoid is 1 / (1 - exp(-z)).", "What does that give at z = 0, and what should it?",
     "sigmoid "
     "has a minus in its denominator", {"sigmoid": lambda v: lambda z: 1 / (1 - (-z).exp())}),
    ("tanh_slope", "A layer called tanh gives 1 - t², the slope.", "Which of the two is the output: the value or the "
     "slope?", "tanh is taken for its slope", {"tanh": lambda v: lambda z: 1 - z.tanh()**2}),
    ("tanh_turned_over", "Your tanh has its fraction turned over.", "Which of the two is at most 1 in size, the one "
     "with the minus above or below the line?", "the fraction of tanh is turned over",
     {"tanh": lambda v: lambda z: 1 / z.tanh()}),
    ("tanh_of_half", "Your tanh is 2 s - 1, with s the sigmoid of z.", "At z = 1 that is 0.462, and tanh is 0.762. Of "
     "what must the sigmoid be taken?", "tanh is too flat", {"tanh": lambda v: lambda z: 2 * z.sigmoid() - 1}),
    ("tanh_is_tangent", "A layer called tanh gets the tangent.", "Which range has tanh?", "tanh is taken for the "
     "tangent",
     {"tanh": lambda v: torch.tan}),
    ("tanh_not_divided", "A layer called tanh gets (exp(z) - exp(-z)) / 2.", "Which range has tanh? What is below its "
     "line?", "tanh is taken for sinh", {"tanh": lambda v: torch.sinh}),
    ("softmax_not_divided", "A layer called softmax gives powers that are not divided by their sum.", "To what should "
     "each row add up?", "softmax does not divide by the sum", {"softmax": lambda v: torch.exp}),
    ("softmax_by_the_mean", "Your softmax divides by the mean of the powers.", "To what should each row add up?",
     "softmax divides by a mean", {"softmax": lambda v: lambda z: z.exp() / z.exp().mean(1, keepdim=True)}),
    ("softmax_by_the_largest", "Your softmax divides by the largest power.", "To what should each row add up?",
     "softmax "
     "divides by the largest power", {"softmax": lambda v: lambda z: (z - z.amax(1, keepdim=True)).exp()}),
    ("softmax_of_minus_z", "Your softmax gives the largest share to the smallest number.", "Which sign has z in the "
     "power?", "softmax takes the opposite sign", {"softmax": lambda v: lambda z: torch.softmax(-z, 1)}),
    ("softmax_twice", "Softmax is applied twice.", "What is softmax of numbers between 0 and 1?", "softmax is applied "
     "twice", {"softmax": lambda v: lambda z: torch.softmax(torch.softmax(z, 1), 1)}),
    ("softmax_of_sigmoid", "Softmax is applied to the sigmoid of z.", "Which numbers should softmax get?", "softmax "
     "comes after a sigmoid", {"softmax": lambda v: lambda z: torch.softmax(z.sigmoid(), 1)}),
    ("softmax_shifted_below_alone", "Your softmax takes the largest number off below the line alone.", "To what should "
     "each row add up? Where must the same shift stand?", "softmax is shifted below the line alone",
     {"softmax": lambda v: lambda z: z.exp() / (z - z.amax(1, keepdim=True)).exp().sum(1, keepdim=True)}),
    ("softmax_base_two", "Your softmax has powers of 2.", "Which number is raised to the power z?", "softmax has "
     "powers of 2", {"softmax": lambda v: lambda z: torch.softmax(z * 0.6931471805599453, 1)}),
    ("softmax_of_sizes", "Your softmax divides the sizes of the numbers by the sum of their sizes.", "What about a "
     "number below 0? What does softmax do first?", "softmax divides sizes",
     {"softmax": lambda v: lambda z: z.abs() / z.abs(
         ).sum(1, keepdim=True)}),
    ("biases_backwards", "The biases are taken from the end of the list.", "Which layer is the first bias for?", "the "
     "biases come backwards", {"b": lambda v: v.bs[-1 - v.i]}),
    ("biases_averaged", "All units of a layer get the mean of its biases.", "Which bias belongs to the second unit?",
     "the "
     "biases are averaged", {"b": lambda v: v.bs[v.i].mean()}),
    ("mean_of_products", "Each pre-activation is a mean of products, not their sum.", "What is 1 · 2 + 2 · 2 + 3 · 0?",
     "products are averaged", {"product": lambda v: v.a @ v.W.mT / v.W.shape[1]}),
    ("square_not_transposed", "Where W is square, the product takes it without its transpose; elsewhere you are right.",
     "In W a row is an output, also if there are as many inputs. Which line looks at the sizes?", "square weights are "
     "not transposed", {"product": lambda v: v.a @ (v.W if v.W.shape[0] == v.W.shape[1] else v.W.mT)}),
    ("two_layers_at_most", "You go through two layers at most.", "How many layers may there be?", "only two layers are "
     "used", {"layers": lambda v: list(range(len(v.Ws)))[:2]}),
    ("three_layers_at_most", "You go through three layers at most.", "How many layers may there be?", "only three "
     "layers are used", {"layers": lambda v: list(range(len(v.Ws)))[:3]}),
    ("last_example_alone", "Your result holds the last example alone.", "How many rows has X?", "only the last example "
     "is kept", {"result": lambda v: v.a[-1]}),
    ("last_row_alone", "Your result has one row, that of the last example.", "How many rows has X?", "only the last "
     "row is kept", {"result": lambda v: v.a[-1:]}),
    ("first_row_alone", "Your result has one row, that of the first example.", "How many rows has X?", "only the first "
     "row is kept", {"result": lambda v: v.a[:1]}),
    ("softmax_class_named", "A layer called softmax gives the number of the largest output.", "How many probabilities "
     "has each row?", "softmax names the largest", {"softmax": lambda v: lambda z: z.argmax(1)}),
    ("rounded", "Your result is rounded to four decimals.", "Which line rounds it?", "the result is rounded",
     {"result": lambda v: v.a.round(decimals=4)}),
]
for _label, _says, _asks, _short, _changes in SINGLE:
    _wrong(_label, _says, _asks, _short, **_changes)

for _name, _two in in_pairs(OFTEN, SAME):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
