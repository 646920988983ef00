"""Exercise: what follows from the sizes of a network and the batch."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import SimpleNamespace

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task

RESULTS = ("Ws", "bs", "outputs", "parameters", "multiplications")


def reference(sizes: list[int], batch: int) -> tuple:
    """The package's count."""
    from dlcourse.nn.layers import shapes  # not part of the grading, where this module is imported as well

    return tuple(shapes(sizes, batch))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def different(n: int, low: int = 2) -> list[int]:
        return (low + draw.permutation(3 * n)[:n]).tolist()

    same = draw.whole(3, 6)
    return [
        case("the example of the text", sizes=[2, 3, 1], batch=5),
        case("three layers, all sizes different", sizes=different(4), batch=draw.whole(15, 20)),
        case("four layers, growing wider", sizes=sorted(different(5)), batch=draw.whole(21, 30)),
        case("a single layer", sizes=different(2), batch=draw.whole(8, 12)),
        case("all sizes alike", sizes=[same] * 4, batch=draw.whole(7, 12)),
        case("a size that comes again", sizes=[same - 1, same, same + 2, same], batch=draw.whole(13, 18)),
        case("a batch of one", sizes=different(3), batch=1),
        case("one input", sizes=[1, *different(2)], batch=draw.whole(9, 14)),
        case("a digit of 64 pixels", sizes=[64, draw.whole(20, 40), 10], batch=100),
        case("a narrow place in the middle", sizes=[draw.whole(6, 9), 1, draw.whole(3, 5)], batch=draw.whole(10, 14)),
        case("a batch as large as a layer", sizes=[4, same + 4, 3], batch=same + 4),
    ]


task = Task(
    key="network_shapes", title="All shapes from the sizes", points=2, difficulty=1, minutes=15,
    objective="say the shape of each array of a network, and count its parameters",
    reference=reference, cases=cases, compare=close(names=RESULTS), facts=("N05-05", "N05-08", "N05-10"),
    hints=(
        "Write the sizes in a row. Where are the layers: at the numbers, or between them? How many layers have four "
        "sizes?",
        "For sizes [2, 3, 1] the first layer turns 2 numbers into 3. Its W has 3 rows of 2 weights and there are 3 "
        "biases: 3 · 2 + 3 = 9 parameters. How many has the second layer?",
        "for i in range(1, len(sizes)): n_in, n_out = sizes[i - 1], sizes[i]; Ws.append((____, ____)); "
        "bs.append((____,)); outputs.append((____, n_out)); parameters += n_out * n_in + ____",
    ),
)


@task.solution
def network_shapes(sizes, batch):
    Ws, bs, outputs = [], [], []
    parameters = multiplications = 0
    for i in range(1, len(sizes)):
        n_in, n_out = sizes[i - 1], sizes[i]            # step: the sizes before and after the layer
        Ws.append((n_out, n_in))                        # step: the shape of the weights
        bs.append((n_out,))                             # step: the shape of the biases
        outputs.append((batch, n_out))                  # step: the shape of the layer's output
        parameters += n_out * n_in + n_out              # step: the parameters of the layer
        multiplications += batch * n_out * n_in         # step: the products of the layer
    return Ws, bs, outputs, parameters, multiplications


@task.right
def with_tensors(sizes, batch):
    a = torch.zeros(batch, sizes[0])
    Ws = [torch.zeros(sizes[i + 1], sizes[i]) for i in range(len(sizes) - 1)]
    bs = [torch.zeros(n) for n in sizes[1:]]
    outputs = []
    for W, b in zip(Ws, bs):
        a = a @ W.mT + b                                # step: the layer's output
        outputs.append(a.shape)
    weights = sum(W.numel() for W in Ws)                # step: all weights
    parameters = weights + sum(b.numel() for b in bs)   # step: weights and biases
    return [W.shape for W in Ws], [b.shape for b in bs], outputs, parameters, batch * weights


@task.right
def by_formulas(sizes, batch):
    outs, ins = sizes[1:], sizes[:-1]
    weights = sum(n * m for n, m in zip(outs, ins))
    return ([[n, m] for n, m in zip(outs, ins)], [[n] for n in outs], [[batch, n] for n in outs],
            sum((m + 1) * n for n, m in zip(outs, ins)), weights * batch)


@task.right
def layer_after_layer(sizes, batch):
    if len(sizes) == 1:
        return [], [], [], 0, 0
    m, n = sizes[0], sizes[1]
    Ws, bs, outputs, parameters, multiplications = layer_after_layer(sizes[1:], batch)
    return ([(n, m), *Ws], [(n,), *bs], [(batch, n), *outputs], parameters + n * (m + 1),
            multiplications + batch * n * m)


# --- wrong answers: rules that are changed ---

RULES: dict[str, Callable] = {
    "pairs": lambda v: list(itertools.pairwise(v.sizes)),
    "Ws": lambda v: [(n, m) for m, n in v.pairs],
    "bs": lambda v: [(n,) for _, n in v.pairs],
    "outputs": lambda v: [(v.batch, n) for _, n in v.pairs],
    "parameters": lambda v: sum(n * m + n for m, n in v.pairs),
    "multiplications": lambda v: v.batch * sum(n * m for m, n in v.pairs),
    "results": lambda v: tuple(getattr(v, name) for name in RESULTS),
}


def _answer(label: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some."""
    def answer(sizes, batch):
        v = SimpleNamespace(sizes=sizes, batch=batch)
        for quantity, rule in (RULES | changes).items():
            setattr(v, quantity, rule(v))
        return v.results

    answer.__name__ = label
    return answer


def _wrong(label: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    """A wrong answer; its message tells what it gives in the text's example, where one result alone is changed."""
    answer = _answer(label, **changes)
    [*changed] = changes
    told = ""
    if len(changed) == 1 and changed[0] in RESULTS:
        told = f" For [2, 3, 1] and 5 you give {changed[0]} = {answer([2, 3, 1], 5)[RESULTS.index(changed[0])]}."
    task.wrong(f"{says}{told} {asks}", short=short)(answer)


OFTEN = {
    "weights_transposed": Mistake("your weights are (in, out)", "Does a row of W belong to an input or to an output?",
                                  {"Ws": lambda v: list(v.pairs)}),
    "biases_of_the_input": Mistake("each bias has the size of the layer's input", "To what is b added, and which size "
                                   "has that?", {"bs": lambda v: [(m,) for m, _ in v.pairs]}),
    "biases_as_columns": Mistake("your biases have two axes", "How many axes has a list of numbers?",
                                 {"bs": lambda v: [(n, 1) for _, n in v.pairs]}),
    "outputs_transposed": Mistake("your outputs are (out, batch)", "What is a row of an output, an example or a unit?",
                                  {"outputs": lambda v: [(n, v.batch) for _, n in v.pairs]}),
    "outputs_with_input": Mistake("your outputs begin with the input X", "Which layer's output is X?",
                                  {"outputs": lambda v: [(v.batch, n) for n in v.sizes]}),
    "biases_not_counted": Mistake("your parameters leave out the biases", "Are biases learned?",
                                  {"parameters": lambda v: sum(n * m for m, n in v.pairs)}),
    "one_bias_a_layer": Mistake("you count one bias for each layer", "How many biases has a layer of 3 units?",
                                {"parameters": lambda v: sum(n * m + 1 for m, n in v.pairs)}),
    "batch_forgotten": Mistake("your multiplications are those of one example", "How often is each weight used for a "
                               "batch?", {"multiplications": lambda v: sum(n * m for m, n in v.pairs)}),
    "biases_multiplied": Mistake("your multiplications count the biases", "Is a bias multiplied by anything?",
                                 {"multiplications": lambda v: v.batch * sum(n * m + n for m, n in v.pairs)}),
}
for _name, _one in OFTEN.items():
    _wrong(_name, f"{_one.says[0].upper()}{_one.says[1:]}.", _one.asks, _one.says, **_one.changes)

SINGLE = [
    ("weights_with_batch", "Your weights carry the batch.", "Has each example weights of its own?", "the weights "
     "carry the batch", {"Ws": lambda v: [(v.batch, n, m) for m, n in v.pairs]}),
    ("weights_with_bias", "Your weights have a column more, for the bias.", "Where do the biases stand in this "
     "network?", "the weights hold the bias", {"Ws": lambda v: [(n, m + 1) for m, n in v.pairs]}),
    ("weights_of_the_batch", "Your weights are (out, batch).", "Over what does an output add: over examples or over "
     "inputs?", "the weights have the batch for their inputs", {"Ws": lambda v: [(n, v.batch) for _, n in v.pairs]}),
    ("weights_from_the_input", "Each of your layers begins with the network's input.", "What does the second layer "
     "see, X or the output of the first?", "all layers take the input",
     {"Ws": lambda v: [(n, v.sizes[0]) for n in v.sizes[1:]]}),
    ("weights_square", "Your weights are (out, out).", "How many numbers come into the layer?", "the weights are "
     "square", {"Ws": lambda v: [(n, n) for _, n in v.pairs]}),
    ("weights_counted", "Your Ws are numbers of weights, not shapes.", "Which pair of sizes has this product?",
     "the weights are counted", {"Ws": lambda v: [n * m for m, n in v.pairs]}),
    ("biases_as_numbers", "Your bs are numbers, not shapes.", "How is the shape of a list of 3 numbers written?",
     "the shapes of the biases are numbers", {"bs": lambda v: [n for _, n in v.pairs]}),
    ("biases_with_batch", "Your biases are (batch, out).", "Has each example biases of its own?", "the biases carry "
     "the batch", {"bs": lambda v: [(v.batch, n) for _, n in v.pairs]}),
    ("biases_as_rows", "Your biases have two axes.", "How many axes has a list of numbers?", "the biases are rows",
     {"bs": lambda v: [(1, n) for _, n in v.pairs]}),
    ("biases_single", "Each of your layers has a single bias.", "How many units has the layer, and has each a bias "
     "of its own?", "the biases are single numbers", {"bs": lambda v: [(1,) for _ in v.pairs]}),
    ("biases_without_the_last", "Your last layer has no bias.", "Does the text leave it out?", "the last bias is "
     "missing", {"bs": lambda v: [(n,) for _, n in v.pairs[:-1]]}),
    ("biases_of_all_sizes", "You give the input biases, too.", "Which layer adds them?", "the input has biases",
     {"bs": lambda v: [(n,) for n in v.sizes]}),
    ("outputs_without_batch", "Your outputs have no batch.", "How many examples go through at once?", "the outputs "
     "lack the batch", {"outputs": lambda v: [(n,) for _, n in v.pairs]}),
    ("outputs_of_the_inputs", "Your outputs are what comes into each layer.", "What comes out of the first layer?",
     "the outputs are the inputs", {"outputs": lambda v: [(v.batch, m) for m, _ in v.pairs]}),
    ("last_output_alone", "You give the output of the last layer alone.", "How many layers are there?", "only the "
     "last output is given", {"outputs": lambda v: [(v.batch, v.sizes[-1])]}),
    ("hidden_outputs_alone", "You leave out the output of the last layer.", "Is the last one a layer, too?", "the "
     "last output is missing", {"outputs": lambda v: [(v.batch, n) for n in v.sizes[1:-1]]}),
    ("outputs_like_weights", "Your outputs are shaped like weights.", "What is a row of an output?", "the outputs "
     "are shaped like the weights", {"outputs": lambda v: [(n, m) for m, n in v.pairs]}),
    ("parameters_with_input_biases", "You count a bias for each input of a layer.", "Which numbers get a bias: "
     "those that come in, or those that come out?", "biases are counted for the inputs",
     {"parameters": lambda v: sum(n * m + m for m, n in v.pairs)}),
    ("parameters_times_batch", "You count the parameters once for each example.", "Has each example weights of its "
     "own?", "the parameters are multiplied by the batch",
     {"parameters": lambda v: v.batch * sum(n * m + n for m, n in v.pairs)}),
    ("parameters_of_sizes", "You add the sizes.", "How many weights lie between 2 inputs and 3 outputs?", "the "
     "sizes are added", {"parameters": lambda v: sum(v.sizes)}),
    ("parameters_of_the_last_layer", "You count the last layer alone.", "Is the count added up over the layers?",
     "only " "the last layer's parameters are counted",
     {"parameters": lambda v: v.sizes[-1] * v.sizes[-2] + v.sizes[-1]}),
    ("parameters_of_all_at_once", "You multiply all sizes.", "Is each weight of the first layer joined with each of "
     "the second?", "all sizes are multiplied", {"parameters": lambda v: int(torch.tensor(v.sizes).prod())}),
    ("parameters_with_a_bias_for_the_input", "You count a bias for each number of the input as well.", "Which layer "
     "adds these?", "biases are counted for all sizes",
     {"parameters": lambda v: sum(n * m for m, n in v.pairs) + sum(v.sizes)}),
    ("biases_counted_alone", "You count the biases alone.", "And the weights?", "only the biases are counted",
     {"parameters": lambda v: sum(n for _, n in v.pairs)}),
    ("both_of_one_pair_added", "You add the two sizes of a layer where its weights need their product.", "How many "
     "weights lie between 2 inputs and 3 outputs?", "the sizes of a layer are added",
     {"parameters": lambda v: sum(n + m + n for m, n in v.pairs)}),
    ("additions_counted", "You count the additions beside the products.", "Which of the two does the text ask for?",
     "the additions are counted as well",
     {"multiplications": lambda v: 2 * v.batch * sum(n * m for m, n in v.pairs)}),
    ("products_of_the_outputs", "Your multiplications are the numbers of outputs, each counted once.", "Over how "
     "many inputs does one output add?", "each output counts as one product",
     {"multiplications": lambda v: v.batch * sum(n for _, n in v.pairs)}),
    ("products_of_the_last_layer", "Your multiplications are those of the last layer alone.", "Is the count added "
     "up over the layers?", "only the last layer's products are counted",
     {"multiplications": lambda v: v.batch * v.sizes[-1] * v.sizes[-2]}),
    ("products_multiplied", "You multiply the layers' counts where they should be added.", "After the first layer, "
     "are its products made once more for each of the second?", "the counts of the layers are multiplied",
     {"multiplications": lambda v: v.batch * int(torch.tensor([n * m for m, n in v.pairs]).prod())}),
    ("batch_added", "You add the batch where it multiplies.", "How often is each weight used for a batch of 5?",
     "the batch is added", {"multiplications": lambda v: v.batch + sum(n * m for m, n in v.pairs)}),
    ("counts_exchanged", "Your last two results come in the other order.", "Which of them grows with the batch?",
     "the two counts are exchanged",
     {"results": lambda v: (v.Ws, v.bs, v.outputs, v.multiplications, v.parameters)}),
    ("shapes_alone", "You return the three lists alone.", "Which two numbers are missing?", "the two counts are "
     "missing", {"results": lambda v: (v.Ws, v.bs, v.outputs)}),
    ("weights_and_biases_in_turn", "Your first list holds weights and biases in turn, and the second is missing.",
     "How " "many results does the text ask for?", "weights and biases are in one list",
     {"results": lambda v: ([s for pair in zip(v.Ws, v.bs) for s in pair], v.outputs, v.parameters,
         v.multiplications)}),
    ("last_layer_forgotten", "Your loop stops one layer early.", "How many layers have three sizes?", "the last "
     "layer is missing", {"pairs": lambda v: list(itertools.pairwise(v.sizes))[:-1]}),
    ("first_layer_forgotten", "Your loop begins one layer late.", "What is the first layer's input?", "the first "
     "layer is missing", {"pairs": lambda v: list(itertools.pairwise(v.sizes))[1:]}),
    ("only_the_first_layer", "You return inside the loop, after the first layer.", "How far is the `return` to be "
     "indented?", "the loop ends after one layer",
     {"pairs": lambda v: list(itertools.pairwise(v.sizes))[:1], "results": lambda v: tuple(getattr(v, name) 
         for name in RESULTS)}),
    ("input_for_every_layer", "Each of your layers takes the network's input: for [2, 3, 1] the last W is (1, 2).",
     "What does the second layer see, X or the output of the first?", "all layers take the input",
     {"pairs": lambda v: [(v.sizes[0], n) for n in v.sizes[1:]]}),
    ("size_looked_up", "You look a size up by its value: in [2, 3, 4, 3] the last 3 finds the first one, and what "
     "stands before that.", "How can a loop know at which place it is?", "a size is looked up by its value",
     {"pairs": lambda v: [(v.sizes[v.sizes.index(n) - 1], n) for n in v.sizes[1:]]}),
    ("layers_backwards", "Your lists begin with the last layer.", "Which layer meets X first?", "the layers come "
     "backwards", {"results": lambda v: (v.Ws[::-1], v.bs[::-1], v.outputs[::-1], v.parameters, v.multiplications)}),
    ("outputs_as_numbers", "Your outputs are numbers of units, not shapes.", "Which two axes has the output of a layer "
     "for a whole batch?", "the outputs are numbers of units", {"outputs": lambda v: [n for _, n in v.pairs]}),
    ("outputs_counted", "Your outputs count numbers, and are not shapes.", "Which pair of sizes has this product?",
     "the numbers of the outputs are counted", {"outputs": lambda v: [v.batch * n for _, n in v.pairs]}),
    ("outputs_with_inputs", "Your outputs have three axes.", "Over which of them does each unit add, so that it is "
     "gone in the output?", "the outputs keep the inputs as a last axis",
     {"outputs": lambda v: [(v.batch, n, m) for m, n in v.pairs]}),
    ("outputs_with_inputs_in_between", "Your outputs have three axes, with the layer's inputs in the middle.", "Over "
     "which of them does each unit add, so that it is gone in the output?", "the outputs keep the inputs as an axis in "
     "the middle", {"outputs": lambda v: [(v.batch, m, n) for m, n in v.pairs]}),
    ("outputs_like_turned_weights", "Your outputs are (in, out), like weights.", "What is a row of an output?", "the "
     "outputs are (in, out)", {"outputs": lambda v: [(m, n) for m, n in v.pairs]}),
    ("last_output_unlisted", "You give one shape in place of a list of shapes.", "How many layers are there, and what "
     "holds one shape for each?", "the outputs are a single shape",
     {"outputs": lambda v: (v.batch, v.sizes[-1])}),
    ("outputs_of_one_example", "Your outputs are (1, out).", "How many examples go through at once?", "the outputs are "
     "those of one example", {"outputs": lambda v: [(1, n) for _, n in v.pairs]}),
    ("biases_like_weights", "Your biases are shaped like the weights.", "How many biases has a unit?", "the biases are "
     "shaped like the weights", {"bs": lambda v: [(n, m) for m, n in v.pairs]}),
    ("biases_without_axes", "Your biases have no axes.", "How many units has the layer, and has each a bias of its "
     "own?",
     "the biases have no axes", {"bs": lambda v: [() for _ in v.pairs]}),
    ("biases_one_longer", "Your biases have one entry too many.", "How many units has the layer?", "the biases have "
     "one entry too many", {"bs": lambda v: [(n + 1,) for _, n in v.pairs]}),
    ("weights_of_batch_and_input", "Your weights are (batch, in).", "To what does a row of W belong?", "the weights "
     "have the batch for their units", {"Ws": lambda v: [(v.batch, m) for m, _ in v.pairs]}),
    ("parameters_with_batch_added", "You add the batch in each layer.", "Does a network learn more numbers when more "
     "examples go through?", "the batch is added to the parameters",
     {"parameters": lambda v: sum(n * m + n + v.batch for m, n in v.pairs)}),
    ("parameters_with_both_biases", "You count biases for what comes in and for what comes out.", "Which of the two "
     "gets a bias?", "biases are counted on both sides", {"parameters": lambda v: sum(n * m + n + m for m,
     n in v.pairs)}),
    ("parameters_with_one_more_each", "You count (in + 1) · (out + 1).", "The input may get a 1 more for the bias. "
     "What does the output get?", "both sizes are raised by 1", {"parameters": lambda v: sum((n + 1) * (m + 1) for m,
     n in 
                                                                                       v.pairs)}),
    ("parameters_of_squares", "You count out · out weights.", "How many numbers come into the layer?", "weights are "
     "counted as squares", {"parameters": lambda v: sum(n * n + n for _, n in v.pairs)}),
    ("parameters_without_the_last_bias", "You leave out the biases of the last layer.", "Does the text leave them out?",
     "the last layer's biases are not counted",
     {"parameters": lambda v: sum(n * m + n for m, n in v.pairs) - v.sizes[-1]}),
    ("parameters_multiplied", "You multiply weights and biases of a layer.", "How many numbers are 6 weights and 3 "
     "biases together?", "weights and biases are multiplied", {"parameters": lambda v: sum(n * m * n for m,
     n in v.pairs)}),
    ("parameters_of_pairs_added", "You add the two sizes of each layer.", "How many weights lie between 2 inputs and 3 "
     "outputs?", "the two sizes of a layer are added", {"parameters": lambda v: sum(n + m for m, n in v.pairs)}),
    ("arrays_counted", "You count arrays, two for each layer.", "How many numbers does a W of shape (3, 2) hold?",
     "arrays are counted", {"parameters": lambda v: 2 * len(v.pairs)}),
    ("parameters_listed", "Your parameters are a list with a number for each layer.", "One number is asked for. What "
     "becomes of the layers' numbers?", "the parameters are a list",
     {"parameters": lambda v: [n * m + n for m, n in v.pairs]}),
    ("products_listed", "Your multiplications are a list with a number for each layer.", "One number is asked for. "
     "What becomes of the layers' numbers?", "the multiplications are a list",
     {"multiplications": lambda v: [v.batch * n * m for m, n in v.pairs]}),
    ("products_without_the_last_layer", "Your multiplications leave out the last layer.", "Does the last layer have a "
     "product a @ W.mT, too?", "the last layer's products are left out",
     {"multiplications": lambda v: v.batch * sum(n * m for m, n in v.pairs[:-1])}),
    ("products_without_the_first_layer", "Your multiplications leave out the first layer.", "Does X meet weights, too?",
     "the first layer's products are left out",
     {"multiplications": lambda v: v.batch * sum(n * m for m, n in v.pairs[1:])}),
    ("products_of_squares", "You count out · out products for an example.", "Over how many numbers does each unit add?",
     "products are counted as squares", {"multiplications": lambda v: v.batch * sum(n * n for _, n in v.pairs)}),
    ("products_of_the_inputs", "You count one product for each number that comes into a layer.", "By how many weights "
     "is each of these numbers multiplied?", "each input counts as one product",
     {"multiplications": lambda v: v.batch * sum(m for m, _ in v.pairs)}),
    ("batch_squared", "The batch counts twice in your multiplications.", "How often is each weight used for a batch of "
     "5?", "the batch counts twice", {"multiplications": lambda v: v.batch ** 2 * sum(n * m for m, n in v.pairs)}),
    ("products_are_parameters", "Your multiplications are the number of parameters.", "How often is each weight used "
     "for a batch, and is a bias multiplied?", "the multiplications are those of one example, with the biases",
     {"multiplications": lambda v: sum(n * m + n for m, n in v.pairs)}),
    ("additions_for_products", "You count in - 1 for each output: the plus signs of a sum.", "How many products has a "
     "sum of 3 products?", "plus signs are counted",
     {"multiplications": lambda v: v.batch * sum(n * (m - 1) for m, n in v.pairs)}),
    ("products_and_plus_signs", "You count the plus signs of each sum beside its products.", "Which of the two does "
     "the text ask for?", "plus signs are counted as well",
     {"multiplications": lambda v: v.batch * sum(n * (2 * m - 1) for m, n in v.pairs)}),
    ("counts_exchanged_of_one_example", "Two things: your last two results come in the other order, and the "
     "multiplications are those of one example.", "Which comes first? How often is each weight used for a batch?",
     "the "
     "counts are exchanged, without the batch",
     {"multiplications": lambda v: sum(n * m for m, n in v.pairs),
      "results": lambda v: (v.Ws, v.bs, v.outputs, v.multiplications, v.parameters)}),
    ("biases_first", "Your bs stand before your Ws.", "In which order does the text name the five results?", "bs and "
     "Ws are exchanged", {"results": lambda v: (v.bs, v.Ws, v.outputs, v.parameters, v.multiplications)}),
    ("outputs_first", "Your outputs stand first.", "In which order does the text name the five results?", "the outputs "
     "stand first", {"results": lambda v: (v.outputs, v.Ws, v.bs, v.parameters, v.multiplications)}),
    ("outputs_last", "Your outputs stand last.", "In which order does the text name the five results?", "the outputs "
     "stand last", {"results": lambda v: (v.Ws, v.bs, v.parameters, v.multiplications, v.outputs)}),
    ("outputs_before_biases", "Your outputs stand before your bs.", "In which order does the text name the five "
     "results?",
     "outputs and bs are exchanged", {"results": lambda v: (v.Ws, v.outputs, v.bs, v.parameters, v.multiplications)}),
    ("lists_joined", "Your three lists stand in one, so you return three results.", "How many results does the text "
     "ask for?", "the three lists are one result", {"results": lambda v: ([v.Ws, v.bs, v.outputs], v.parameters,
                                                                     v.multiplications)}),
    ("layer_from_the_end", "Your first layer goes from the last size to the first: for [2, 3, 1] you have three "
     "layers, and the first W is (2, 1).", "What is sizes[-1]? How many layers have three sizes?", "a layer goes from "
     "the last size to the first", {"pairs": lambda v: [(v.sizes[i - 1], v.sizes[i]) for i in range(len(v.sizes))]}),
    ("needs_a_hidden_layer", "For a network of one layer, such as [4, 3], your answer stops with an IndexError, and "
     "everywhere else it is right.", "Which of your lines takes a hidden layer for granted?", "a single layer gives an "
     "IndexError", {"pairs": lambda v: list(itertools.pairwise(v.sizes)) if v.sizes[2] else []}),
    ("nothing_for_one_layer", "For a network of one layer, such as [4, 3], something is missing: your lists are empty "
     "there.", "Is the last layer one of yours when it is also the first?", "a "
     "single layer is left out", {"pairs": lambda v: list(itertools.pairwise(v.sizes)) if len(v.sizes) > 2 else []}),
]
for _label, _says, _asks, _short, _changes in SINGLE:
    _wrong(_label, _says, _asks, _short, **_changes)

for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
