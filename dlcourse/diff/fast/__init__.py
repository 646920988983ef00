"""Fast forms of the routes, for who asks for speed: each does what the readable form does, and a test compares them.

| module   | what it adds to its route                                                                              |
|----------|--------------------------------------------------------------------------------------------------------|
| `finite` | many points a call (`batched`, torch.vmap), checks of a gradient along a few random directions          |
| `dual`   | `QuickDual`: numbers without rules; Jacobians whose unit tangents are not written out                  |
| `tape`   | `QuickTape`: numbers without rules, adjoints in place                                                  |
| `layers` | on a tape: a layer or a loss as one line, and the gradients of all parameters at once                  |

Nothing here replaces a readable form: who imports `dlcourse.diff.tape` gets the rules and nothing else.
"""
