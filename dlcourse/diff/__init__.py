"""Four ways to differentiate, each in a module of its own, so that they can check one another.

| module     | idea                                              | cost of a gradient, in evaluations of f    |
|------------|---------------------------------------------------|--------------------------------------------|
| `finite`   | move an input a little and look                   | two for every input                        |
| `symbolic` | the rules of school calculus on an expression     | as large as the derivative's expression    |
| `dual`     | carry the tangent x_dot along with x (forward)    | grows with the inputs, all outputs at once |
| `tape`     | record, then carry adjoints backwards (reverse)   | a few, however many inputs                 |
| `agree`    | finite, dual, tape and torch.func side by side    |                                            |

The first four import nothing of each other: their agreement is evidence, not a coincidence of shared code.
"""
