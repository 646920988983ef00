"""Four ways to differentiate, each in a module of its own, so that they can check one another.

| module     | idea                                              | cost of a gradient, in evaluations of f    |
|------------|---------------------------------------------------|--------------------------------------------|
| `finite`   | move an input a little and look                   | two for every input                        |
| `symbolic` | the rules of school calculus on an expression     | as large as the derivative's expression    |
| `dual`     | carry the tangent x_dot along with x (forward)    | grows with the inputs, all outputs at once |
| `tape`     | record, then carry adjoints backwards (reverse)   | a few, however many inputs                 |
| `agree`    | finite, dual, tape, torch.func compared on one f  |                                            |

Each route is three short files: `rules` (in `symbolic`, `dual` and `tape`: what an operation does, a row each) is
the one to begin with. Fast forms stand apart in `fast`, for who asks for them, and a test compares them with these.
The first four import nothing of each other: their agreement is evidence, not a coincidence of shared code. What they
share from below (`dlcourse.alike`, `dlcourse.arguments`, `dlcourse.elementary`) looks at arguments and results and
computes values, no derivative.
To look for the one that is wrong, yours among them, ask `agree`:

>>> import torch
>>> from dlcourse.diff.agree import compare
>>> compare(lambda x: (x * x).sum(), torch.tensor([1.0, 2.0], dtype=torch.float64)).ok
True
"""
