"""Drawing graphs: the description carries every number and arrow, and a wrong graph is refused."""

import pytest
import torch

from dlcourse.figures.graphs import Edge, Node, graph
from dlcourse.figures.picture import MAX_BYTES

NODES = [Node("x", 0, 0, "$x$", value=1.23456, adjoint=-0.5), Node("y", 1, 0, lit=True), Node("z", 2, 0, value=-1e-9)]


def test_the_words_hold_every_node_and_arrow():
    words = graph(NODES, [Edge("x", "y", "$w$"), Edge("z", "y", back=True)], caption="Three.", digits=2).description
    assert words == ("x: value 1.23, adjoint -0.5; y; z: value 0.0. Arrows: x to y (w). Backwards: z to y. "
                     "Thick: y.")


def test_lit_arrows_are_named():
    assert graph(NODES, [Edge("x", "y", lit=True), Edge("y", "z")], caption="").description.endswith(
        "Arrows: x to y, y to z. Thick: y, x to y.")


def test_a_value_stands_above_its_node_and_an_adjoint_below():
    axes = graph(NODES, [], caption="").figure.axes[0]
    offsets = {text.get_text(): text.xyann[1] for text in axes.texts if hasattr(text, "xyann")}
    assert offsets["1.235"] > 0 > offsets["-0.5"]


def test_arrows_run_from_start_to_end_and_back_ones_are_dashed():
    edges = [Edge("x", "y", lit=True), Edge("z", "y", back=True)]
    axes = graph(NODES, edges, caption="").figure.axes[0]
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None) is not None]
    assert [(arrow.xyann, arrow.xy) for arrow in arrows] == [((0, 0), (1, 0)), ((2, 0), (1, 0))]
    assert [arrow.arrow_patch.get_linestyle() for arrow in arrows] == ["-", "--"]
    assert arrows[0].arrow_patch.get_linewidth() > arrows[1].arrow_patch.get_linewidth()


def test_numbers_may_be_tensors_on_any_device(device):
    node = Node("x", 0, 0, value=torch.tensor(0.25, device=device), adjoint=torch.ones(2, device=device))
    assert graph([node], [], caption="").description == "x: value 0.25, adjoint [1.0, 1.0]."


def test_the_picture_is_small_and_repeatable():
    first, second = (graph(NODES, [Edge("x", "y")], caption="").png() for _ in range(2))
    assert first == second
    assert len(first) < MAX_BYTES / 4


@pytest.mark.refuses
@pytest.mark.parametrize("nodes, edges, words", [
    ([Node("x", 0, 0), Node("x", 1, 0)], [], "name of its own"),
    ([Node("x", 0, 0)], [Edge("x", "w")], "one ends at 'w'"),
    ([Node("x", 0, 0)], [Edge("w", "x")], "one ends at 'w'")])
def test_a_wrong_graph_is_refused(nodes, edges, words):
    with pytest.raises(ValueError, match=words):
        graph(nodes, edges, caption="")
