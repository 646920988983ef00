"""Each step of the graph does what the chain rule says, and ends at the gradient of autograd."""

import json

import pytest
import torch

from dlcourse.widgets.shared.graph import EXAMPLES, START, Graph, frames, graph
from dlcourse.widgets.shared.program import FUNCTIONS, inputs, parse, run

TORCH = {"+": torch.add, "-": torch.sub, "*": torch.mul, "/": torch.div, "**": torch.pow, "neg": torch.neg,
         **{name: getattr(torch, name) for name in FUNCTIONS}}
EXPRESSIONS = [*filter(None, EXAMPLES.values()), "tanh(w*x) + x", "x*x*x", "(w + x)**2 / (w + x)**3 - w", "x",
               "sigmoid(w*x + b) * log(3 + w) - sqrt(x*x + 1)"]
PLACES = [(2.0, -0.5), (-1.5, 2.5), (0.3, 0.3)]


def given(nodes, first, second):
    return dict(zip(inputs(nodes), (first, second, *START[2:])))


def by_torch(nodes, values):
    """A tensor for each line, after backward."""
    made = {}
    for node in nodes:
        if node.op:
            made[node.name] = TORCH[node.op](*(made[p] for p in node.parents))
        else:
            made[node.name] = torch.tensor(values[node.name], dtype=torch.float64, requires_grad=node.number is None)
        if made[node.name].requires_grad:
            made[node.name].retain_grad()
    made[nodes[-1].name].backward()
    return made


def local(node, parent_at, made):
    """Derivative of a line by its input at this position."""
    at = [made[p].detach().clone().requires_grad_() for p in node.parents]
    return torch.autograd.grad(TORCH[node.op](*at), at)[parent_at].item()


@pytest.mark.parametrize("first, second", PLACES)
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_adjoints_end_at_the_gradient(text, first, second):
    nodes = parse(text)
    values = run(nodes, given(nodes, first, second))
    made = by_torch(nodes, values)
    last = {f["node"]: f["adjoint"] for f in frames(nodes, values) if f["kind"] == "backward"}
    assert last == {name: pytest.approx(t.grad.item(), abs=1e-12) for name, t in made.items() if t.requires_grad}


@pytest.mark.parametrize("first, second", PLACES)
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_each_step_adds_what_one_edge_sends(text, first, second):
    nodes = parse(text)
    values = run(nodes, given(nodes, first, second))
    made, lines = by_torch(nodes, values), {n.name: n for n in nodes}
    so_far, used = {nodes[-1].name: 1.0}, []
    _, *steps = [f for f in frames(nodes, values) if f["kind"] == "backward"]
    for step in steps:
        parent, child = step["edge"]
        assert parent == step["node"]
        at = lines[child].parents.index(parent, 0) + used.count([parent, child])  # x*x has the same edge twice
        at = min(at, len(lines[child].parents) - 1)
        part = made[child].grad.item() * local(lines[child], at, made)
        assert step["adjoint"] - so_far.get(parent, 0.0) == pytest.approx(part, rel=1e-9, abs=1e-12)
        so_far[parent] = step["adjoint"]
        used.append([parent, child])
    edges = [[p, n.name] for n in nodes for p in n.parents if lines[p].number is None
             and (not n.op or made[n.name].requires_grad)]
    assert sorted(used) == sorted(edges)


def test_the_steps_of_a_small_graph_in_words():
    nodes = parse("(w*x + 1)**2")
    told = frames(nodes, run(nodes, {"w": 2.0, "x": -0.5}))
    assert [f["kind"] for f in told] == ["forward"] * 4 + ["backward"] * 5
    assert [f["say"] for f in told[1:]] == [
        "u1 = w · x = -1", "u2 = u1 + 1 = 0", "u3 = u2^2 = 0", "Backward begins at the end: u\u03043 = 1",
        "u\u03042 += u\u03043 · ∂u3/∂u2 = 1 · 0 = 0, so u\u03042 = 0",
        "u\u03041 += u\u03042 · ∂u2/∂u1 = 0 · 1 = 0, so u\u03041 = 0",
        "w\u0304 += u\u03041 · ∂u1/∂w = 0 · -0.5 = -0, so w\u0304 = 0",
        "x\u0304 += u\u03041 · ∂u1/∂x = 0 · 2 = 0, so x\u0304 = 0"]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_arrows_point_to_the_right_and_no_boxes_share_a_place(text):
    scene = graph("your own", text, 0.3, 0.3)
    places = {box["name"]: (box["x"], box["y"]) for box in scene.extra["boxes"]}
    assert len(set(places.values())) == len(places) == len(parse(text))
    assert all(0 <= v <= 1 for place in places.values() for v in place)
    assert all(places[a][0] < places[b][0] for a, b in scene.extra["edges"])
    json.dumps(scene.extra, allow_nan=False)


def test_the_graph_of_the_lecture():
    scene = graph("eight nodes", "never read", 0.7, 1.1)
    w, x = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (0.7, 1.1))
    y = torch.tanh((w * x).sin().exp()) * torch.tanh((w * x).cos().exp())
    y.backward()
    assert scene.say == (f"f = {EXAMPLES['eight nodes']} at w = 0.7, x = 1.1: {y.item():.4g}. Derivatives: "
                         f"by w {w.grad.item():.4g}, by x {x.grad.item():.4g}.")
    assert sum(not box["leaf"] for box in scene.extra["boxes"]) == 8
    assert scene.frames == len(scene.extra["steps"]) == 1 + 8 + 1 + 10


def test_the_sliders_set_the_first_two_inputs_and_the_rest_stay():
    values = {box["name"]: box["value"] for box in graph("one neuron", "", 0.5, 0.25).extra["boxes"] if box["leaf"]}
    assert values == {"w": "0.5", "x": "0.25", "b": "3", "y": "1", "2": "2"}
    five = {box["name"]: box["value"] for box in graph("your own", "a+b+c+d+e", 5.0, 4.0).extra["boxes"] if box["leaf"]}
    assert list(five.values()) == ["5", "4", "3", "1", "1"]


def test_the_still_picture_writes_every_value_and_adjoint():
    live = Graph(example="your own", expression="x*x + y", first=3.0, second=2.0)
    words = {text.get_text() for text in live.still().axes[0].texts if text.get_text()}
    assert words == {"x", "3", "adjoint 6", "y", "2", "adjoint 1", "u1 = x · x", "9", "u2 = u1 + y", "11"}


@pytest.mark.parametrize("text, message", [
    ("log(x)", "u1 = log -3 has no value"), ("sqrt(x+3)", "u2 = √u1 has no derivative here"),
    ("x+", "is no expression")])
def test_what_cannot_be_drawn_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        graph("your own", text, -3.0, 1.0)


@pytest.mark.parametrize("text", ["exp(200*x)*exp(200*x)", "exp(235*x)"])
def test_nothing_infinite_travels(text):
    with pytest.raises(ValueError, match="Change an input"):
        graph("your own", text, 3.0, 1.0)


@pytest.mark.parametrize("first, second", [*PLACES, (2.0, -1.7)])
@pytest.mark.parametrize("text", EXPRESSIONS)
def test_a_number_has_the_same_digits_in_its_box_and_in_its_sentence(text, first, second):
    extra = graph("your own", text, first, second).extra
    said = {step["node"]: step["say"].rsplit(" = ", 1)[1] for step in extra["steps"]
            if step["kind"] == "forward" and "node" in step}
    assert said == {box["name"]: box["value"] for box in extra["boxes"] if not box["leaf"]}
    assert all(step["say"].endswith(f"= {step['told']}") for step in extra["steps"] if step["kind"] == "backward")


LONG = ["w" + "*w" * 22, "tanh(w*x)+tanh(w+x)*tanh(w-x)*sin(w*w)*cos(x*x)*exp(w*x*w)", "x + (x + (x + exp(x)))"]


@pytest.mark.parametrize("text", [*EXPRESSIONS, *LONG])
def test_no_edge_runs_behind_a_node(text):
    """Between two columns there is nothing; in a column an edge has a place of its own."""
    extra = graph("your own", text, 0.3, 0.3).extra
    columns, rows = extra["size"]
    boxes = {box["name"]: (round(box["x"] * (max(columns, 2) - 1)), box["y"]) for box in extra["boxes"]}
    passed = [(round(x * (max(columns, 2) - 1)), y) for route in extra["routes"] for x, y in route]
    assert not set(passed) & set(boxes.values())
    for (a, b), route in zip(extra["edges"], extra["routes"]):
        assert [round(x * (max(columns, 2) - 1)) for x, _ in route] == list(range(boxes[a][0] + 1, boxes[b][0]))
    per_column = {}
    for column, y in {*passed, *boxes.values()}:
        per_column.setdefault(column, []).append(y)
    assert max(map(len, per_column.values())) == rows
    for places in per_column.values():
        assert sorted(places) == pytest.approx([(i + 0.5) / len(places) for i in range(len(places))])


def test_typing_an_expression_chooses_it():
    [entry] = [control for control in Graph.controls if control.name == "expression"]
    [choice] = [control for control in Graph.controls if control.name == entry.chooses[0]]
    assert choice.accept(entry.chooses[1]) == "your own"
