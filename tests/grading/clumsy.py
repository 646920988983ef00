"""Notebooks that honest, clumsy and hurried students hand in: card and grade must come to the same verdict."""

import json

HEAD = "import math\nimport numpy as np\nimport torch\nfrom dlcourse import exercise"

RIGHT = {
    "accumulate": """def accumulate(grad_means, sizes):
    w = sizes.double()
    return torch.tensordot(w / w.sum(), grad_means, dims=1)""",
    "log_softmax": """def log_softmax(z):
    u = z - z.max(dim=-1, keepdim=True).values
    return u - u.exp().sum(dim=-1, keepdim=True).log()""",
    "cross_entropy": """def cross_entropy(p, q):
    keep = p > 0
    return -(p[keep] * torch.log(q[keep])).sum()""",
    "initial_loss": """def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    share = counts / counts.sum()
    share = share[share > 0]
    return -(share * share.log()).sum()""",
    "momentum_step": """def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + v, v""",
    "nesterov_step": """def nesterov_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return x + v, v""",
    "adagrad_step": """def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache.sqrt() + eps), cache""",
    "rmsprop_step": """def rmsprop_step(x, cache, g, eta, rho, eps):
    cache = rho * cache + (1 - rho) * g * g
    return x - eta * g / (cache.sqrt() + eps), cache""",
    "adam_step": """def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    m_hat, v_hat = m / (1 - b1**k), v / (1 - b2**k)
    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v""",
    "adamw_step": """def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    step = eta * (m / (1 - b1**k)) / ((v / (1 - b2**k)).sqrt() + eps)
    return theta - eta * wd * theta - step, m, v""",
    "regularized_grad": """def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * torch.sign(w)""",
    "bce_grad": """def bce_grad(w, b, X, y):
    d = (torch.sigmoid(X @ w + b) - y) / len(y)
    return X.T @ d, d.sum()""",
    "softmax_ce_grad": """def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=1)
    P[torch.arange(len(y)), y] -= 1
    P = P / len(y)
    return P.T @ X, P.sum(0)""",
    "hinge_grad": """def hinge_grad(w, b, X, y01, lam):
    y = 2.0 * y01 - 1
    active = (y * (X @ w + b) < 1).double()
    c = -(active * y) / len(y)
    return X.T @ c + 2 * lam * w, c.sum()""",
    "max_stable_eta": """def max_stable_eta(H):
    return 2 / torch.linalg.eigvalsh(H).max()""",
    "prox_step": """def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * torch.linalg.solve(B, g)""",
    "minibatches": """def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    order = torch.from_numpy(rng.permutation(n)).long()
    return list(order.split(B))""",
    "minibatch_grad": """def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).sum(0) * (m / len(idx))""",
    "neuron_backward": """def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    d = y_bar * (1 - y * y)
    return d * x, d, d * a""",
    "backward_from_output": """def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    return y_bar * (1 - y**2)""",
    "jacobian": """def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)], dim=1)
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])""",
    "central_diff": """def central_diff(f, theta, eps):
    base = theta.double()
    out = torch.zeros(base.numel(), dtype=torch.float64)
    for i in range(base.numel()):
        e = torch.zeros(base.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(base.shape)
        out[i] = (f(base + e) - f(base - e)) / (2 * eps)
    return out.reshape(theta.shape)""",
    "peak_memory": """def peak_memory(layer_sizes, batch, mode, every):
    s = list(layer_sizes)
    if mode == "train":
        return batch * sum(s)
    if mode == "inference":
        return batch * max(a + b for a, b in zip(s, s[1:]))
    kept = sum(s[::every])
    return batch * (kept + max(sum(s[i + 1:i + every]) for i in range(0, len(s), every)))""",
    "sym_diff": """def sym_diff(expr):
    if not isinstance(expr, tuple):
        return 1 if expr == "x" else 0
    op, u = expr[0], expr[1]
    if op in "+-":
        return (op, sym_diff(u), sym_diff(expr[2]))
    if op == "*":
        return ("+", ("*", sym_diff(u), expr[2]), ("*", u, sym_diff(expr[2])))
    if op == "/":
        v = expr[2]
        return ("/", ("-", ("*", sym_diff(u), v), ("*", u, sym_diff(v))), ("*", v, v))
    if op == "^":
        n = expr[2]
        low = u if n == 2 else ("^", u, n - 1)
        return ("*", ("*", n, low), sym_diff(u))
    outer = {"sin": ("cos", u), "exp": ("exp", u), "log": ("/", 1, u)}[op]
    return ("*", outer, sym_diff(u))""",
    "dual_number": """class Dual:
    def __init__(self, val, tan=0.0):
        self.val, self.tan = val, tan

    def __repr__(self):
        return f"Dual({self.val}, {self.tan})"

    @staticmethod
    def of(o):
        return o if isinstance(o, Dual) else Dual(o, 0.0)

    def __add__(self, o):
        o = Dual.of(o)
        return Dual(self.val + o.val, self.tan + o.tan)

    __radd__ = __add__

    def __sub__(self, o):
        o = Dual.of(o)
        return Dual(self.val - o.val, self.tan - o.tan)

    def __rsub__(self, o):
        return Dual.of(o) - self

    def __mul__(self, o):
        o = Dual.of(o)
        return Dual(self.val * o.val, self.val * o.tan + self.tan * o.val)

    __rmul__ = __mul__

    def __truediv__(self, o):
        o = Dual.of(o)
        return Dual(self.val / o.val, (self.tan * o.val - self.val * o.tan) / o.val**2)

    def __rtruediv__(self, o):
        return Dual.of(o) / self

    def __pow__(self, n):
        return Dual(self.val**n, (self.tan if n == 1 else n * self.val ** (n - 1) * self.tan))

    def exp(self):
        return Dual(math.exp(self.val), math.exp(self.val) * self.tan)

    def sin(self):
        return Dual(math.sin(self.val), math.cos(self.val) * self.tan)

    def log(self):
        return Dual(math.log(self.val), self.tan / self.val)

    def relu(self):
        return Dual(self.val, self.tan) if self.val > 0 else Dual(0.0, 0.0)""",
    "var_backward": """class Var:
    def __init__(self, value, parents=(), pull=None):
        self.value, self.grad, self.parents, self.pull = value, 0.0, parents, pull

    def __add__(self, o):
        return Var(self.value + o.value, (self, o), lambda g: (g, g))

    def __mul__(self, o):
        return Var(self.value * o.value, (self, o), lambda g: (g * o.value, g * self.value))

    def apply(self, f, pull):
        return Var(f(self.value), (self,), lambda g: (pull(self.value, g),))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            n, done = stack.pop()
            if done:
                order.append(n)
            elif id(n) not in seen:
                seen.add(id(n))
                stack.append((n, True))
                stack.extend((p, False) for p in n.parents)
        bar = {id(self): 1.0}
        for n in reversed(order):
            g = bar.get(id(n), 0.0)
            if not n.parents:
                n.grad += g
                continue
            for p, s in zip(n.parents, n.pull(g)):
                bar[id(p)] = bar.get(id(p), 0.0) + s""",
}

WRONG = {
    "accumulate": """def accumulate(grad_means, sizes):
    return grad_means.mean(dim=0)  # every micro-batch counts the same?""",
    "log_softmax": """def log_softmax(z):
    return z - torch.exp(z).sum(dim=-1, keepdim=True).log()""",
    "cross_entropy": """def cross_entropy(p, q):
    return -(p * torch.log(q)).sum()""",
    "initial_loss": """def initial_loss(C, counts):
    if counts is None:
        return math.log2(C)
    share = counts / counts.sum()
    return -(share * share.log()).sum()""",
    "momentum_step": """def momentum_step(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v""",
    "nesterov_step": """def nesterov_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    return x + v, v""",
    "adagrad_step": """def adagrad_step(x, cache, g, eta, eps):
    cache = cache + g**2
    return x - eta * g / (cache + eps).sqrt(), cache""",
    "rmsprop_step": """def rmsprop_step(x, cache, g, eta, rho, eps):
    new = rho * cache + (1 - rho) * g * g
    return x - eta * g / (cache.sqrt() + eps), new""",
    "adam_step": """def adam_step(theta, g, m, v, k, eta, b1, b2, eps):
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    return theta - eta * m / (v.sqrt() + eps), m, v""",
    "adamw_step": """def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):
    g = g + wd * theta
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    return theta - eta * (m / (1 - b1**k)) / ((v / (1 - b2**k)).sqrt() + eps), m, v""",
    "regularized_grad": """def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * w
    if kind == "half_l2":
        return g + lam * w / 2
    return g + lam * torch.sign(w)""",
    "bce_grad": """def bce_grad(w, b, X, y):
    d = torch.sigmoid(X @ w + b) - y
    return X.T @ d, d.sum()""",
    "softmax_ce_grad": """def softmax_ce_grad(W, b, X, y):
    P = torch.softmax(X @ W.T + b, dim=0)
    P[torch.arange(len(y)), y] -= 1
    return P.T @ X / len(y), P.mean(0)""",
    "hinge_grad": """def hinge_grad(w, b, X, y01, lam):
    active = (y01 * (X @ w + b) < 1).double()
    c = -(active * y01) / len(y01)
    return X.T @ c + 2 * lam * w, c.sum()""",
    "max_stable_eta": """def max_stable_eta(H):
    return 2 / torch.linalg.eigvalsh(H).min()""",
    "prox_step": """def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * (B @ g)""",
    "minibatches": """def minibatches(n, B, seed, epoch):
    rng = np.random.default_rng(seed + epoch)
    return [torch.from_numpy(rng.permutation(n))[i:i + B] for i in range(0, n, B)]""",
    "minibatch_grad": """def minibatch_grad(per_sample, idx, m):
    return per_sample(idx).mean(0)""",
    "neuron_backward": """def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    d = y_bar * (1 - y)
    return d * x, d, d * a""",
    "backward_from_output": """def backward_from_output(kind, y, y_bar):
    if kind == "relu" or "exp":
        return y_bar * (y > 0)
    return y_bar * y * (1 - y)""",
    "jacobian": """def jacobian(push, pull, n, m, mode):
    if mode == "forward":
        return torch.stack([push(e) for e in torch.eye(n, dtype=torch.float64)])
    return torch.stack([pull(e) for e in torch.eye(m, dtype=torch.float64)])""",
    "central_diff": """def central_diff(f, theta, eps):
    out = torch.zeros_like(theta, dtype=torch.float64)
    flat = out.view(-1)
    for i in range(theta.numel()):
        e = torch.zeros(theta.numel(), dtype=torch.float64)
        e[i] = eps
        e = e.reshape(theta.shape)
        flat[i] = (f(theta + e) - f(theta)) / eps
    return out""",
    "peak_memory": """def peak_memory(layer_sizes, batch, mode, every):
    if mode == "train":
        return batch * sum(layer_sizes)
    return batch * max(layer_sizes)""",
    "sym_diff": """def sym_diff(expr):
    if expr == "x":
        return 1
    if isinstance(expr, tuple) and expr[0] == "*":
        return ("*", sym_diff(expr[1]), sym_diff(expr[2]))
    return 0""",
    "dual_number": """class Dual:
    def __init__(self, val, tan):
        self.val = val
        self.tan = tan

    def __add__(self, o):
        return Dual(self.val + o.val, self.tan + o.tan)

    def __mul__(self, o):
        return Dual(self.val * o.val, self.tan * o.tan)""",
    "var_backward": """class Var:
    def __init__(self, value, parents=()):
        self.value, self.grad, self.parents = value, 0.0, parents

    def __add__(self, o):
        return Var(self.value + o.value, ((self, 1.0), (o, 1.0)))

    def __mul__(self, o):
        return Var(self.value * o.value, ((self, o.value), (o, self.value)))

    def backward(self, g=1.0):
        self.grad += g
        for p, s in self.parents:
            p.backward(g * s)""",
}


def deco(key):
    return f'@exercise("{key}")\n'


def right(key):
    return deco(key) + RIGHT[key]


def wrong(key):
    return deco(key) + WRONG[key]


def stub(key):
    first = RIGHT[key].splitlines()[0]
    if first.startswith("class"):
        return deco(key) + first + "\n    pass"
    return deco(key) + first + '\n    """Your answer."""\n    raise NotImplementedError'


def under(prefix, code):
    """The code with something before every line: an indent, mostly."""
    return "\n".join(prefix + line if line else line for line in code.splitlines())


NOTEBOOKS: dict[str, list[str]] = {
    # --- helpers, globals and names -------------------------------------------------------------------------------
    "a helper of the same name for the next answer": [
        HEAD,
        "def step(cache, g):\n    return cache + g**2",
        deco("adagrad_step") + "def adagrad_step(x, cache, g, eta, eps):\n    cache = step(cache, g)\n"
        "    return x - eta * g / (cache.sqrt() + eps), cache",
        "def step(cache, g, rho):\n    return rho * cache + (1 - rho) * g * g",
        deco("rmsprop_step") + "def rmsprop_step(x, cache, g, eta, rho, eps):\n    cache = step(cache, g, rho)\n"
        "    return x - eta * g / (cache.sqrt() + eps), cache",
        wrong("adam_step"),
    ],
    "a helper rebound later to something wrong": [
        HEAD,
        "def shift(z):\n    return z - z.max(dim=-1, keepdim=True).values",
        deco("log_softmax") + "def log_softmax(z):\n    u = shift(z)\n"
        "    return u - u.exp().sum(dim=-1, keepdim=True).log()",
        "shift = lambda z: z  # playing: what happens without the shift?\nlog_softmax(torch.tensor([1000.0, 0.0]))",
        wrong("cross_entropy"),
    ],
    "a helper that is repaired below the answer": [
        HEAD,
        "def root(c, eps):\n    return (c + eps).sqrt()",
        deco("adagrad_step") + "def adagrad_step(x, cache, g, eta, eps):\n    cache = cache + g * g\n"
        "    return x - eta * g / root(cache, eps), cache",
        "def root(c, eps):\n    return c.sqrt() + eps  # oh, outside the root!",
        right("max_stable_eta"),
    ],
    "a global that changes later": [
        HEAD,
        "FACTOR = 2.0",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    return FACTOR / torch.linalg.eigvalsh(H).max()",
        "FACTOR = 1.0",
        deco("regularized_grad") + "def regularized_grad(w, g, lam, kind):\n"
        "    factor = {'l2': 2, 'half_l2': FACTOR}.get(kind)\n"
        "    return g + lam * (torch.sign(w) if factor is None else factor * w)",
        "FACTOR = None",
    ],
    "a helper deleted to tidy up": [
        HEAD,
        "def helper(w):\n    return w / w.sum()",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n"
        "    return torch.tensordot(helper(sizes.double()), grad_means, dims=1)",
        "del helper",
        right("prox_step"),
        "del prox_step, accumulate",
    ],
    "a counter of calls that spoils the third call": [
        HEAD,
        "calls = 0",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    global calls\n    calls += 1\n"
        "    keep = p > 0\n    return -(p[keep] * torch.log(q[keep])).sum()",
        "print('called', calls, 'times')",
        "seen = []\n" + deco("max_stable_eta") + "def max_stable_eta(H):\n    seen.append(H.shape)\n"
        "    return 2 / torch.linalg.eigvalsh(H)[-1 if len(seen) < 3 else 0]",
        "len(seen), seen[:3]",
    ],
    "torch is numpy": [
        HEAD,
        right("bce_grad"),
        "torch = np",
        "torch.zeros(3)",
        "def helper(z):\n    return torch.exp(z)\n\n" + right("log_softmax"),
        "import torch\n" + right("momentum_step"),
    ],
    "exercise is the number three": [
        HEAD,
        right("initial_loss"),
        "exercise = 3  # I am at exercise 3 now",
        right("hinge_grad"),
        "from dlcourse import exercise",
        wrong("hinge_grad"),
        right("regularized_grad"),
    ],
    "len is four": [HEAD, "len = 4", right("bce_grad"), "del len", right("minibatch_grad"), wrong("softmax_ce_grad")],
    "print and sum and list are variables": [
        HEAD,
        "sum = 0\nfor i in range(5):\n    sum += i\nlist = [1, 2]\nprint = None",
        right("peak_memory"),
        right("minibatches"),
        "del sum, list, print\nprint(sum([1, 2]))",
        wrong("peak_memory"),
    ],
    "the name of an answer is used for its result": [
        HEAD,
        right("max_stable_eta"),
        "max_stable_eta = max_stable_eta(torch.eye(2, dtype=torch.float64))\nmax_stable_eta",
        right("log_softmax") + "\n\nlog_softmax = log_softmax(torch.zeros(3, dtype=torch.float64))",
        wrong("nesterov_step") + "\n\nnesterov_step = None",
    ],
    "import star of torch and math and numpy": [
        "from torch import *\nfrom math import *\nfrom numpy import *\nimport torch\nfrom dlcourse import *",
        "from dlcourse import exercise",
        deco("log_softmax") + "def log_softmax(z):\n    m = z.max(dim=-1, keepdim=True)[0]\n"
        "    return z - m - (z - m).exp().sum(dim=-1, keepdim=True).log()",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    return -sum(a * log(b) for a, b in zip(p, q) if a > 0)",
        deco("initial_loss") + "def initial_loss(C, counts):\n    return log(C)",
    ],
    "unicode identifiers": [
        HEAD,
        "λ = 2\nσ = torch.sigmoid\nΔ = lambda p, y: p - y",
        deco("bce_grad")
        + "def bce_grad(w, b, X, y):\n    δ = Δ(σ(X @ w + b), y)\n    ∂w = 0\n    return X.T @ δ, δ.mean()",
        deco("bce_grad") + "def bce_grad(w, b, X, y):\n    δ = Δ(σ(X @ w + b), y)\n"
        "    größe = len(y)\n    return X.T @ δ / größe, δ.mean()",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    λs = torch.linalg.eigvalsh(H)\n    return λ / λs[-1]",
    ],
    "an underscore and In and Out": [
        HEAD,
        "2",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    return 2 / torch.linalg.eigvalsh(H)[-1]",
        "1 + 1",
        "two = _",
        "assert two == 2",
        deco("minibatch_grad") + "def minibatch_grad(per_sample, idx, m):\n"
        "    return per_sample(idx).mean(0) * m if two == 2 else None",
        "len(In), list(Out)[:3]",
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    v = mu * v - eta * g\n"
        "    return x + v, v, Out.get(99)",
    ],
    # --- ways to use the decorator --------------------------------------------------------------------------------
    "exercise called with a function": [
        HEAD,
        RIGHT["accumulate"],
        "exercise('accumulate')(accumulate)",
        WRONG["momentum_step"] + "\n\nexercise('momentum_step')(momentum_step);",
        RIGHT["cross_entropy"] + "\nf = exercise('cross_entropy')(cross_entropy)\nf",
    ],
    "the key as a keyword": [
        HEAD,
        '@exercise(key="log_softmax")\n' + RIGHT["log_softmax"],
        '@exercise(name="cross_entropy")\n' + RIGHT["cross_entropy"],
        right("cross_entropy"),
    ],
    "aliases of the decorator": [
        "import math, torch, numpy as np\nimport dlcourse as dl\nfrom dlcourse import exercise as ex",
        '@ex("initial_loss")\n' + RIGHT["initial_loss"],
        '@dl.exercise("hinge_grad")\n' + WRONG["hinge_grad"],
        'check = dl.exercise\n\n@check("prox_step")\n' + RIGHT["prox_step"],
    ],
    "the key in a variable": [
        HEAD,
        'key = "rmsprop_step"',
        "@exercise(key)\n" + RIGHT["rmsprop_step"],
        'key = "adagrad_step"',
        "@exercise(key)\n" + WRONG["adagrad_step"],
        'part = "adam"\n\n@exercise(f"{part}_step")\n' + RIGHT["adam_step"],
        'mark = exercise("max_stable_eta")',
        "@mark\n" + RIGHT["max_stable_eta"],
    ],
    "a misspelled key": [
        HEAD,
        '@exercise("logsoftmax")\n' + RIGHT["log_softmax"],
        '@exercise("Cross_Entropy")\n' + RIGHT["cross_entropy"],
        '@exercise(" log_softmax ")\n' + RIGHT["log_softmax"],
        right("initial_loss"),
    ],
    "the decorator without a key": [
        HEAD,
        "@exercise\n" + RIGHT["log_softmax"],
        "@exercise()\n" + RIGHT["log_softmax"],
        right("log_softmax"),
    ],
    "one key on the function of another": [
        HEAD,
        '@exercise("log_softmax")\n' + RIGHT["cross_entropy"],
        '@exercise("cross_entropy")\n' + RIGHT["log_softmax"],
        right("momentum_step"),
    ],
    "two decorators on one function": [
        HEAD,
        "import functools",
        '@exercise("momentum_step")\n@functools.lru_cache(maxsize=None)\n' + RIGHT["momentum_step"],
        '@torch.no_grad()\n@exercise("prox_step")\n' + RIGHT["prox_step"],
        '@exercise("accumulate")\n@exercise("minibatch_grad")\n' + RIGHT["accumulate"],
    ],
    "functools wraps and a printing decorator": [
        HEAD,
        "import functools\n\ndef verbose(f):\n    @functools.wraps(f)\n    def inner(*args, **kw):\n"
        "        out = f(*args, **kw)\n        print(f.__name__, [type(a).__name__ for a in args])\n"
        "        return out\n    return inner",
        '@exercise("softmax_ce_grad")\n@verbose\n' + RIGHT["softmax_ce_grad"],
        '@verbose\n@exercise("hinge_grad")\n' + RIGHT["hinge_grad"],
        '@exercise("neuron_backward")\n@verbose\n' + WRONG["neuron_backward"],
    ],
    "lambdas as answers": [
        HEAD,
        'max_stable_eta = exercise("max_stable_eta")(lambda H: 2 / torch.linalg.eigvalsh(H)[-1])',
        'exercise("momentum_step")(lambda x, v, g, eta, mu: (x + mu * v - eta * g, mu * v - eta * g))',
        'exercise("minibatch_grad")(lambda per_sample, idx, m: per_sample(idx).sum(0))',
    ],
    "partial as an answer": [
        HEAD,
        "from functools import partial\n\ndef general(x, cache, g, eta, eps, rho=None):\n"
        "    cache = cache + g * g if rho is None else rho * cache + (1 - rho) * g * g\n"
        "    return x - eta * g / (cache.sqrt() + eps), cache",
        'adagrad_step = exercise("adagrad_step")(partial(general, rho=None))',
        'exercise("rmsprop_step")(lambda x, cache, g, eta, rho, eps: general(x, cache, g, eta, eps, rho))',
        'exercise("max_stable_eta")(partial(torch.linalg.norm, ord=2))',
    ],
    "callable objects": [
        HEAD,
        "class Step:\n    def __init__(self, sign):\n        self.sign = sign\n\n"
        "    def __call__(self, x, v, g, eta, mu):\n        v = mu * v + self.sign * eta * g\n        return x + v, v",
        'exercise("momentum_step")(Step(-1))',
        "class Soft:\n    def __call__(self, z):\n        return torch.log(torch.exp(z) / torch.exp(z).sum(-1, True))",
        'log_softmax = exercise("log_softmax")(Soft())',
        'exercise("log_softmax")(Soft)',
    ],
    "bound methods and static methods": [
        HEAD,
        "class Answers:\n    eps = 2\n\n    def eta(self, H):\n"
        "        return self.eps / torch.linalg.eigvalsh(H).max()\n\n"
        "    @staticmethod\n    def minibatch_grad(per_sample, idx, m):\n"
        "        return m * per_sample(idx).mean(0)\n\n"
        "    @classmethod\n    def mom(cls, x, v, g, eta, mu):\n        return x - eta * g, v",
        'me = Answers()\nexercise("max_stable_eta")(me.eta)',
        'exercise("minibatch_grad")(Answers.minibatch_grad)',
        'exercise("momentum_step")(Answers.mom)',
        "me.eps = 1",
    ],
    "answers inside a class body": [
        HEAD,
        "class Week4:\n" + under("    ", right("bce_grad")) + "\n\n" + under("    ", wrong("hinge_grad")),
        "Week4.bce_grad",
    ],
    "an answer inside a function": [
        HEAD,
        "def solve(n):\n    two = n\n\n"
        + under(
            "    ", deco("max_stable_eta") + "def max_stable_eta(H):\n    return two / torch.linalg.eigvalsh(H).max()"
        )
        + "\n    return max_stable_eta",
        "answer = solve(2)",
        "solve(1)",
        "answer = solve(2)",
    ],
    "an answer inside if": [
        HEAD,
        "DEBUG = False",
        "if DEBUG:\n" + under("    ", wrong("log_softmax")) + "\nelse:\n" + under("    ", right("log_softmax")),
        "if __name__ == '__main__':\n" + under("    ", wrong("accumulate")),
        "if torch.cuda.is_available() and DEBUG:\n" + under("    ", right("accumulate")),
    ],
    "answers inside try": [
        HEAD,
        "try:\n" + under("    ", right("prox_step")) + "\nexcept Exception as e:\n    print('no', e)",
        "try:\n    import jax\nexcept ImportError:\n" + under("    ", wrong("adam_step")),
        "try:\n    1 / 0\n"
        + under("    ", right("adamw_step"))
        + "\nexcept ZeroDivisionError:\n    pass\nfinally:\n"
        + under("    ", right("adagrad_step")),
    ],
    "answers inside with": [
        HEAD,
        "with torch.no_grad():\n" + under("    ", right("nesterov_step")),
        "with torch.inference_mode():\n" + under("    ", right("central_diff")),
        "import contextlib\nwith contextlib.suppress(ZeroDivisionError):\n"
        + under("    ", wrong("jacobian"))
        + "\n    1 / 0\n"
        + under("    ", right("jacobian")),
    ],
    "an answer inside a loop": [
        HEAD,
        "for factor in (1, 4, 2):\n"
        + under(
            "    ",
            deco("max_stable_eta") + "def max_stable_eta(H):\n    return factor / torch.linalg.eigvalsh(H).max()",
        ),
        "for c in [2, 1]:\n"
        + under(
            "    ",
            deco("minibatch_grad") + "def minibatch_grad(per_sample, idx, m, c=c):\n"
            "    return c * m * per_sample(idx).mean(0)",
        ),
        "fs = []\nfor c in [1, 2]:\n    def f(x, v, g, eta, mu):\n        v = mu * v - c * eta * g\n"
        "        return x + v, v\n    fs.append(f)\nexercise('momentum_step')(fs[0])",
    ],
    "a while loop that hands in until it is happy": [
        HEAD,
        "k = 0\nwhile k < 3:\n    k += 1\n"
        + under(
            "    ",
            deco("regularized_grad")
            + "def regularized_grad(w, g, lam, kind):\n    p = {'l2': k, 'half_l2': 1}.get(kind, None)\n"
            "    return g + lam * (w.sign() if p is None else p * w)",
        ),
        "k = 2",
    ],
    "all answers from a dictionary of functions": [
        HEAD,
        RIGHT["bce_grad"] + "\n\n" + WRONG["hinge_grad"] + "\n\n" + RIGHT["initial_loss"],
        "answers = dict(bce_grad=bce_grad, hinge_grad=hinge_grad, initial_loss=initial_loss)\n"
        "for name, f in answers.items():\n    exercise(name)(f)",
    ],
    "a whole sheet in one cell": [
        HEAD
        + "\n\n"
        + "\n\n\n".join(
            [
                right("bce_grad"),
                wrong("softmax_ce_grad"),
                right("hinge_grad"),
                right("initial_loss"),
                wrong("regularized_grad"),
            ]
        ),
    ],
    "an async answer": [
        HEAD,
        '@exercise("momentum_step")\nasync ' + RIGHT["momentum_step"],
        "import asyncio\nasyncio.iscoroutinefunction(globals().get('momentum_step'))",
        right("prox_step"),
    ],
    "a generator instead of a list": [
        HEAD,
        deco("minibatches") + "def minibatches(n, B, seed, epoch):\n"
        "    order = np.random.default_rng((seed, epoch)).permutation(n)\n"
        "    for i in range(0, n, B):\n        yield torch.tensor(order[i:i + B])",
        deco("minibatches") + "def minibatches(n, B, seed, epoch):\n"
        "    order = np.random.default_rng((seed, epoch)).permutation(n).tolist()\n"
        "    return [order[i:i + B] for i in range(0, n, B)]",
        deco("momentum_step")
        + "def momentum_step(x, v, g, eta, mu):\n    v = mu * v - eta * g\n    yield x + v\n    yield v",
    ],
    "answers with defaults and stars": [
        HEAD,
        deco("momentum_step") + "def momentum_step(x, v, g, eta=0.1, mu=0.9, *rest, **more):\n"
        "    v = mu * v - eta * g\n    return [x + v, v]",
        deco("rmsprop_step") + "def rmsprop_step(*args):\n    x, cache, g, eta, rho, eps = args\n"
        "    cache = rho * cache + (1 - rho) * g * g\n    return x - eta * g / (cache**0.5 + eps), cache",
        deco("adagrad_step") + "def adagrad_step(x, cache, g, *, eta, eps):\n    cache = cache + g * g\n"
        "    return x - eta * g / (cache**0.5 + eps), cache",
    ],
    # --- several attempts -----------------------------------------------------------------------------------------
    "two attempts in one cell": [
        HEAD,
        wrong("log_softmax") + "\n\n\n" + right("log_softmax"),
        right("cross_entropy") + "\n\n" + wrong("cross_entropy"),
    ],
    "right and then wrong": [HEAD, right("adam_step"), wrong("adam_step"), right("adamw_step"), wrong("adamw_step")],
    "wrong and then right": [
        HEAD,
        wrong("adam_step"),
        right("adam_step"),
        wrong("max_stable_eta"),
        right("max_stable_eta"),
    ],
    "an old wrong try below the right one": [
        HEAD,
        "#md ### My solution",
        right("neuron_backward"),
        "#md ### Old try, ignore",
        wrong("neuron_backward"),
        "#md ## 2",
        right("backward_from_output"),
    ],
    "the stub left above": [HEAD, stub("jacobian"), right("jacobian"), stub("sym_diff"), wrong("sym_diff")],
    "the stub left below": [HEAD, right("jacobian"), stub("jacobian"), wrong("central_diff"), stub("central_diff")],
    "every stub and one answer": [HEAD] + [stub(k) for k in sorted(RIGHT)] + [right("peak_memory")],
    "right wrong right wrong right": [HEAD] + [f("nesterov_step") for f in (right, wrong, right, wrong, right)],
    "a redefinition without the decorator": [
        HEAD,
        wrong("accumulate"),
        RIGHT["accumulate"],
        right("prox_step"),
        WRONG["prox_step"],
        "accumulate(torch.ones(2, 3, dtype=torch.float64), torch.tensor([1, 2]))",
    ],
    "the old try commented out": [
        HEAD,
        "# " + wrong("hinge_grad").replace("\n", "\n# ") + "\n\n" + right("hinge_grad"),
        "'''\n" + right("bce_grad") + "\n'''",
        "\n".join("# " + s for s in right("regularized_grad").splitlines()),
    ],
    # --- broken cells ---------------------------------------------------------------------------------------------
    "a syntax error above an answer": [
        HEAD,
        "for i in range(3)\n    print(i)",
        right("log_softmax"),
        wrong("cross_entropy"),
    ],
    "a syntax error below an answer": [HEAD, right("log_softmax"), "def plot(:\n    pass", right("cross_entropy")],
    "a syntax error in an unfinished exercise": [
        HEAD,
        deco("softmax_ce_grad") + "def softmax_ce_grad(W, b, X, y):\n    P = torch.softmax(X @ W.T + b,\n    P[",
        right("bce_grad"),
        deco("hinge_grad") + "def hinge_grad(w, b, X, y01, lam):\n    y = 2 * y01 - 1\n    return ???",
    ],
    "only comments in an exercise": [
        HEAD,
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    # v = mu * v - eta * g\n    # TODO",
        right("nesterov_step"),
        "# nothing here\n\n# really",
        "",
    ],
    "pass and dots and None as answers": [
        HEAD,
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu): pass",
        deco("nesterov_step") + "def nesterov_step(x, v, grad, eta, mu): ...",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n    return None",
        right("minibatch_grad"),
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n    return NotImplemented",
    ],
    "exceptions left in the notebook": [
        HEAD,
        "1 / 0",
        right("max_stable_eta"),
        "undefined_name",
        wrong("momentum_step"),
        "raise ValueError('I stop here')",
        right("nesterov_step"),
        "assert False, 'to do'",
    ],
    "own tests of which some fail": [
        HEAD,
        right("prox_step"),
        "t = torch.tensor([3.0], dtype=torch.float64)\nassert torch.allclose(prox_step(t, t / 3, 0.1), t - 0.1)",
        "assert prox_step(t, t / 3, 0.1) == 2.9, 'why??'",
        wrong("minibatch_grad"),
        "try:\n    assert minibatch_grad(lambda i: torch.ones(len(i)), torch.tensor([0, 1]), 4) == 4\n"
        "except AssertionError:\n    print('still wrong')",
        right("initial_loss") + "\nassert initial_loss(2, None) == 1, 'bits?'",
    ],
    "an exception in the cell after the answer": [
        HEAD,
        right("log_softmax") + "\n\nlog_softmax(3)",
        wrong("cross_entropy") + "\nraise SystemExit",
        right("initial_loss"),
    ],
    "an exception in the cell before the answer": [
        HEAD,
        "print(undefined)\n" + right("log_softmax"),
        "z = torch.tensor('a')\n" + right("cross_entropy"),
        right("initial_loss"),
    ],
    "tabs and spaces": [
        HEAD,
        right("bce_grad").replace("    ", "\t"),
        deco("hinge_grad") + "def hinge_grad(w, b, X, y01, lam):\n    y = 2.0 * y01 - 1\n\treturn w, b",
        right("softmax_ce_grad").replace("    ", "  "),
        "    x = 3\n    y = 4",
        "  " + right("prox_step").replace("\n", "\n  "),
    ],
    "trailing backslashes and semicolons": [
        HEAD,
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    v = mu * v \\\n        - eta * g; \\\n"
        "    x = x + v;\n    return \\\n        x, \\\n        v;",
        "y = 1 + \\",
        right("accumulate") + ";",
    ],
    "run out of order": [
        HEAD,
        deco("log_softmax")
        + "def log_softmax(z):\n    u = shift(z)\n    return u - u.exp().sum(-1, keepdim=True).log()",
        "def shift(z):\n    return z - z.max(dim=-1, keepdim=True).values",
        "scale = base * 2\n" + deco("max_stable_eta") + "def max_stable_eta(H):\n"
        "    return scale / torch.linalg.eigvalsh(H)[-1]",
        "base = 1",
        right("prox_step"),
    ],
    "the imports are at the end": [
        "from dlcourse import exercise",
        right("log_softmax"),
        wrong("minibatches"),
        right("initial_loss"),
        "import math, torch\nimport numpy as np",
    ],
    "no import of the decorator": [
        "import torch, math",
        right("log_softmax"),
        "from dlcourse import exercise",
        right("momentum_step"),
    ],
    # --- IPython --------------------------------------------------------------------------------------------------
    "display and shell": [
        HEAD,
        "from IPython.display import display, HTML, Markdown\ndisplay(HTML('<b>hello</b>'), Markdown('# hi'))",
        "!echo hello\n!ls | head -3",
        "files = !ls\nlen(files) >= 0",
        "display(torch.eye(3))\n" + right("jacobian") + "\ndisplay('done')",
        "!echo {1 + 1} $HOME > /dev/null",
        wrong("neuron_backward") + "\n!echo answered",
    ],
    "time above an answer": [
        HEAD,
        "%%time\n" + right("minibatches"),
        "%%time\n" + wrong("accumulate"),
        "%time x = sum(range(1000))",
        "%timeit -n 10 -r 2 sum(range(100))",
        "%%timeit -n 1 -r 1\n" + right("momentum_step"),
    ],
    "capture above an answer": [
        HEAD,
        "%%capture\n" + right("log_softmax"),
        "%%capture out\n" + wrong("cross_entropy"),
        "out.show()",
        "%%capture --no-stdout\n" + right("initial_loss"),
    ],
    "a written file and its import": [
        HEAD,
        "%%writefile my_answers.py\nimport torch\n\n" + RIGHT["bce_grad"] + "\n\n\n" + WRONG["hinge_grad"],
        "from my_answers import bce_grad, hinge_grad",
        "exercise('bce_grad')(bce_grad)\nexercise('hinge_grad')(hinge_grad)",
    ],
    "a written helper that is overwritten and reloaded": [
        HEAD,
        "%%writefile clumsy_helper.py\ndef two():\n    return 1",
        "import clumsy_helper",
        deco("max_stable_eta")
        + "def max_stable_eta(H):\n    return clumsy_helper.two() / torch.linalg.eigvalsh(H)[-1]",
        "%%writefile clumsy_helper.py\ndef two():\n    value = 2\n    return value",
        "import importlib\nimportlib.reload(clumsy_helper)",
        right("minibatch_grad"),
        deco("max_stable_eta")
        + "def max_stable_eta(H):\n    return clumsy_helper.two() / torch.linalg.eigvalsh(H)[-1]",
    ],
    "a decorator inside a written file": [
        "%%writefile sheet.py\nimport torch\nfrom dlcourse import exercise\n\n" + right("prox_step"),
        "import sheet",
        "%run sheet.py",
        "from sheet import *\nprox_step",
        "import torch\nfrom dlcourse import exercise\n" + wrong("momentum_step"),
    ],
    "get_ipython": [
        HEAD,
        "ip = get_ipython()\nip.run_line_magic('time', '1 + 1')",
        "type(get_ipython()).__name__",
        "get_ipython().run_cell('''" + right("max_stable_eta") + "''');",
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    ip = get_ipython()\n"
        "    v = mu * v - eta * g\n    return (x + v, v) if ip is not None else (x, v)",
        "get_ipython().run_line_magic('matplotlib', 'inline')",
    ],
    "input asks for a number": [
        HEAD,
        "eta = float(input('eta? '))",
        right("momentum_step"),
        deco("max_stable_eta") + "def max_stable_eta(H):\n    c = input('which factor? ')\n"
        "    return float(c) / torch.linalg.eigvalsh(H)[-1]",
        wrong("accumulate"),
    ],
    "await at the top": [
        HEAD,
        "import asyncio\n\nasync def two():\n    await asyncio.sleep(0.01)\n    return 2\n\nfactor = await two()",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    return factor / torch.linalg.eigvalsh(H)[-1]",
        "await asyncio.sleep(0)\n" + wrong("prox_step"),
        "async with asyncio.Lock():\n" + under("    ", right("momentum_step")),
        "async for x in two():\n    pass",
    ],
    "asyncio run in a cell": [
        HEAD,
        "import asyncio\n\nasync def f():\n    return 2",
        "c = asyncio.run(f())",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    return c / torch.linalg.eigvalsh(H)[-1]",
        "try:\n    c = asyncio.run(f())\nexcept RuntimeError:\n    c = 2",
        right("minibatch_grad"),
    ],
    "magics over several lines": [
        HEAD,
        "%config InlineBackend.figure_format = \\\n    'svg'",
        "%env CLUMSY=1\n%env \\\n  CLUMSY",
        "%time \\\nx = sum(range(10))\nx",
        "%precision 3\n%pwd\n" + right("central_diff"),
        "%load_ext autoreload\n%autoreload 2\n" + wrong("jacobian"),
    ],
    "question marks": [
        HEAD,
        "torch.softmax?",
        "exercise??",
        "?exercise",
        right("softmax_ce_grad"),
        "softmax_ce_grad?",
        "x = 3\nx?\n" + wrong("accumulate"),
        "torch.*max*?",
    ],
    "other cell magics": [
        HEAD,
        "%%bash\necho from bash",
        "%%html\n<b>hi</b>",
        "%%javascript\nconsole.log(1)",
        "%%latex\n$x$",
        "%%markdown\n# title",
        right("hinge_grad"),
        "%%python\nprint('another python')",
        "%%script false\n" + right("bce_grad"),
        "%%nosuchmagic\n" + right("initial_loss"),
        "%nosuchline\n" + wrong("regularized_grad"),
    ],
    "a cell magic below a comment": [
        HEAD,
        "# time it\n%%time\n" + right("hinge_grad"),
        "\n\n%%time\n" + right("bce_grad"),
        " %%time\n" + wrong("initial_loss"),
        right("regularized_grad") + "\n%%time",
    ],
    "reset in the middle": [
        HEAD,
        right("hinge_grad"),
        "%reset -f",
        right("bce_grad"),
        HEAD,
        wrong("regularized_grad"),
    ],
    "who and history and store and xmode": [
        HEAD,
        "%who\n%whos",
        "%xmode Minimal",
        right("adagrad_step"),
        "%history -n 1-2",
        "%xdel HEAD",
        "%pdb off",
        "%prun -q sum(range(10))",
        wrong("adam_step"),
        "%doctest_mode",
    ],
    "exit in a cell": [
        HEAD,
        right("adagrad_step"),
        "if False:\n    exit()",
        "import sys\nsys.exit(0)",
        wrong("adam_step"),
    ],
    # --- plots and output -----------------------------------------------------------------------------------------
    "plots with matplotlib inline": [
        HEAD,
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        right("log_softmax"),
        "xs = torch.linspace(-5, 5, 50, dtype=torch.float64)\nplt.plot(xs, log_softmax(xs))\n"
        "plt.title('log softmax')\nplt.show()",
        "fig, ax = plt.subplots(1, 2, figsize=(4, 2))\nax[0].hist(np.random.randn(100))",
        wrong("cross_entropy"),
        "plt.close('all')",
    ],
    "plots with matplotlib widget": [
        HEAD,
        "%matplotlib widget\nimport matplotlib.pyplot as plt",
        "%matplotlib notebook",
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    v = mu * v - eta * g\n    return x + v, v\n"
        "plt.figure()\nplt.plot([1, 2]);",
        right("nesterov_step"),
    ],
    "a plot in every call of the answer": [
        HEAD,
        "import matplotlib\nmatplotlib.use('Agg')\nimport matplotlib.pyplot as plt",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    lam = torch.linalg.eigvalsh(H)\n"
        "    plt.figure(figsize=(1, 1))\n    plt.plot(lam)\n    plt.close()\n    return 2 / lam[-1]",
        wrong("prox_step"),
    ],
    "large tensors printed": [
        HEAD,
        "torch.set_printoptions(threshold=10**6)",
        "print(torch.rand(200, 200))",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n    print(torch.ones(100, 100))\n"
        "    w = sizes.double()\n    return torch.tensordot(w / w.sum(), grad_means, dims=1)",
        "for i in range(3000):\n    print(i, end=' ')",
        wrong("momentum_step"),
        "torch.set_printoptions(profile='default')",
    ],
    "an answer that prints without end": [
        HEAD,
        deco("cross_entropy") + "def cross_entropy(p, q):\n    total = 0.0\n    for a, b in zip(p, q):\n"
        "        print('a' * 2000, a, b, '\\x1b[31mred\\x1b[0m', '\\r', end='')\n"
        "        if a > 0:\n            total = total - a * torch.log(b)\n    return total",
        wrong("log_softmax"),
    ],
    "warnings and logging": [
        HEAD,
        "import warnings, logging\nwarnings.filterwarnings('error')\nlogging.basicConfig(level=logging.DEBUG)",
        deco("initial_loss") + "def initial_loss(C, counts):\n    logging.info('C = %d', C)\n    if counts is None:\n"
        "        return math.log(C)\n    s = (counts / counts.sum()).numpy()\n"
        "    return float(-(s * np.log(s, out=np.zeros_like(s), where=s > 0)).sum())",
        "warnings.warn('careful')",
        deco("hinge_grad")
        + RIGHT["hinge_grad"].replace(
            "    y = 2.0", "    warnings.warn('deprecated', DeprecationWarning)\n    y = 2.0"
        ),
        "warnings.resetwarnings()\nwarnings.simplefilter('ignore')",
        wrong("regularized_grad"),
    ],
    "output redirected around an answer": [
        HEAD,
        "import contextlib, io\nbuf = io.StringIO()",
        "with contextlib.redirect_stdout(buf):\n    print('hidden')\n" + under("    ", right("bce_grad")),
        "with contextlib.redirect_stdout(buf), contextlib.redirect_stderr(io.StringIO()):\n"
        + under("    ", wrong("hinge_grad")),
        "print(len(buf.getvalue()) >= 0)",
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as f:\n        print(theta)\n"
        "    return theta - eta * (g if B is None else torch.linalg.solve(B, g))",
    ],
    "print is patched": [
        HEAD,
        "import builtins\nold_print = builtins.print\nlog = []\n"
        "def my_print(*a, **k):\n    log.append(a)\n    old_print('>>', *a, **k)\nbuiltins.print = my_print",
        right("peak_memory"),
        wrong("sym_diff"),
        "builtins.print = old_print\nlen(log)",
        "def print(*args):\n    pass\n" + right("jacobian"),
    ],
    "stdout is replaced": [
        HEAD,
        "import sys, io\nkeep = sys.stdout\nsys.stdout = io.StringIO()",
        right("peak_memory"),
        "sys.stdout = keep",
        wrong("jacobian"),
        "sys.stderr = open('err.txt', 'w')",
        right("bce_grad"),
        "sys.stderr.close()\nsys.stderr = sys.__stderr__",
    ],
    "progress bars": [
        HEAD,
        "try:\n    from tqdm.auto import tqdm\nexcept ImportError:\n    tqdm = lambda it, **k: it",
        "for i in tqdm(range(200), desc='training'):\n    pass",
        deco("jacobian")
        + "def jacobian(push, pull, n, m, mode):\n    k, f = (n, push) if mode == 'forward' else (m, pull)\n"
        "    rows = [f(torch.eye(k, dtype=torch.float64)[i]) for i in tqdm(range(k))]\n"
        "    J = torch.stack(rows)\n    return J.T if mode == 'forward' else J",
        "from tqdm.notebook import tqdm, trange\nfor i in trange(3):\n    pass",
        wrong("accumulate"),
    ],
    "clear output and widgets": [
        HEAD,
        "from IPython.display import clear_output\nfor i in range(3):\n    clear_output(wait=True)\n    print(i)",
        right("log_softmax") + "\nclear_output()",
        "import ipywidgets as w\nw.IntSlider()",
        "from ipywidgets import interact\n@interact(n=(1, 5))\ndef f(n=2):\n    print(n)",
        wrong("cross_entropy"),
    ],
    # --- global settings ------------------------------------------------------------------------------------------
    "seeds everywhere": [
        HEAD,
        "import random\nrandom.seed(0); np.random.seed(0); torch.manual_seed(0)",
        deco("minibatches") + "def minibatches(n, B, seed, epoch):\n    torch.manual_seed(1000 * seed + epoch)\n"
        "    return list(torch.randperm(n).split(B))",
        deco("minibatches") + "def minibatches(n, B, seed, epoch):\n"
        "    g = torch.Generator().manual_seed(hash((seed, epoch)) % 2**31)\n"
        "    return list(torch.randperm(n, generator=g).split(B))",
        right("minibatch_grad"),
    ],
    "a global generator that is drawn from": [
        HEAD,
        "rng = np.random.default_rng(0)\ngen = torch.Generator().manual_seed(0)",
        deco("minibatches") + "def minibatches(n, B, seed, epoch):\n    order = torch.randperm(n, generator=gen)\n"
        "    return list(order.split(B))",
        "rng.random(3), torch.rand(2, generator=gen)",
        right("momentum_step"),
    ],
    "the default dtype is float64": [
        HEAD,
        "torch.set_default_dtype(torch.float64)",
        deco("jacobian") + "def jacobian(push, pull, n, m, mode):\n    if mode == 'forward':\n"
        "        return torch.stack([push(e) for e in torch.eye(n)], 1)\n"
        "    return torch.stack([pull(e) for e in torch.eye(m)])",
        "torch.set_default_dtype(torch.float32)",
        wrong("log_softmax"),
        right("accumulate"),
    ],
    "the default dtype set after the answer": [
        HEAD,
        deco("jacobian") + "def jacobian(push, pull, n, m, mode):\n    if mode == 'forward':\n"
        "        return torch.stack([push(e) for e in torch.eye(n)], 1)\n"
        "    return torch.stack([pull(e) for e in torch.eye(m)])",
        "torch.set_default_dtype(torch.float64)",
        right("central_diff"),
        "torch.set_default_dtype(torch.float16)",
        right("neuron_backward"),
    ],
    "gradients switched off and on": [
        HEAD,
        "torch.set_grad_enabled(False)",
        right("nesterov_step"),
        deco("bce_grad") + "def bce_grad(w, b, X, y):\n    w = w.clone().requires_grad_()\n"
        "    loss = torch.nn.functional.binary_cross_entropy_with_logits(X @ w + b, y)\n    loss.backward()\n"
        "    return w.grad, (torch.sigmoid(X @ w + b) - y).mean()",
        "torch.set_grad_enabled(True)",
        wrong("hinge_grad"),
        "torch.autograd.set_detect_anomaly(True)",
        right("adam_step"),
    ],
    "threads of torch": [
        HEAD,
        "torch.set_num_threads(1)",
        right("softmax_ce_grad"),
        "torch.set_num_interop_threads(1)",
        "torch.set_num_threads(2)\ntorch.use_deterministic_algorithms(True)",
        wrong("bce_grad"),
    ],
    "a default device": [
        HEAD,
        "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\ntorch.set_default_device('cpu')",
        right("central_diff"),
        "torch.set_default_device('meta')",
        right("jacobian"),
        "torch.set_default_device(None)",
        wrong("log_softmax"),
        "torch.zeros(3).cuda()",
        right("momentum_step"),
    ],
    "numpy raises on errors": [
        HEAD,
        "np.seterr(all='raise')",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    p, q = p.numpy(), q.numpy()\n"
        "    return float(-np.where(p > 0, p * np.log(q), 0).sum())",
        "np.seterr(all='ignore')",
        deco("log_softmax") + "def log_softmax(z):\n    a = z.numpy()\n"
        "    a = a - a.max(-1, keepdims=True)\n"
        "    return torch.from_numpy(a - np.log(np.exp(a).sum(-1, keepdims=True)))",
        "np.set_printoptions(precision=2)",
        wrong("initial_loss"),
    ],
    "numpy raises only after the answer": [
        HEAD,
        deco("cross_entropy") + "def cross_entropy(p, q):\n    p, q = p.numpy(), q.numpy()\n"
        "    return float(-np.where(p > 0, p * np.log(q), 0).sum())",
        "np.seterr(all='raise')",
        right("initial_loss"),
    ],
    "the recursion limit": [
        HEAD,
        "import sys\nsys.setrecursionlimit(20000)",
        "def depth(n):\n    return 0 if n == 0 else 1 + depth(n - 1)\ndepth(3000)",
        right("var_backward"),
        deco("sym_diff") + RIGHT["sym_diff"],
        "sys.setrecursionlimit(1000)",
        wrong("var_backward"),
    ],
    "a recursive graph with a raised limit": [
        HEAD,
        "import sys\nsys.setrecursionlimit(30000)",
        deco("var_backward")
        + RIGHT["var_backward"].replace(
            "        order, seen, stack = [], set(), [(self, False)]\n        while stack:\n"
            "            n, done = stack.pop()\n"
            "            if done:\n                order.append(n)\n            elif id(n) not in seen:\n"
            "                seen.add(id(n))\n                stack.append((n, True))\n"
            "                stack.extend((p, False) for p in n.parents)\n",
            "        order, seen = [], set()\n\n        def visit(n):\n            if id(n) not in seen:\n"
            "                seen.add(id(n))\n                for p in n.parents:\n                    visit(p)\n"
            "                order.append(n)\n\n        visit(self)\n",
        ),
        right("sym_diff"),
    ],
    "the path of modules is changed": [
        HEAD,
        "import sys, os\nsys.path.insert(0, os.getcwd())\nsys.path.append('/content/drive/MyDrive')",
        right("bce_grad"),
        "sys.path = []",
        "import colorsys",
        "sys.path = ['.', '..']",
        wrong("hinge_grad"),
    ],
    "another folder": [
        HEAD,
        "import os, tempfile\nhere = os.getcwd()\nos.makedirs('sub', exist_ok=True)\nos.chdir('sub')",
        right("prox_step"),
        "os.chdir(tempfile.mkdtemp())",
        right("adam_step"),
        "%cd ..",
        "os.chdir('/nonexistent')",
        "os.chdir(here)\n" + wrong("adamw_step"),
    ],
    "temporary files": [
        HEAD,
        "import tempfile, os, pickle",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n"
        "    with tempfile.NamedTemporaryFile(suffix='.pt') as f:\n        torch.save(sizes.double(), f.name)\n"
        "        w = torch.load(f.name)\n    return torch.tensordot(w / w.sum(), grad_means, dims=1)",
        "with tempfile.TemporaryDirectory() as d:\n    open(os.path.join(d, 'a.txt'), 'w').write('2')\n"
        "    two = int(open(os.path.join(d, 'a.txt')).read())",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    return two / torch.linalg.eigvalsh(H)[-1]",
        wrong("minibatch_grad"),
    ],
    "a file written and read": [
        HEAD,
        "import json, pathlib\npathlib.Path('settings.json').write_text(json.dumps({'factor': 2}))",
        deco("max_stable_eta")
        + "def max_stable_eta(H):\n    c = json.loads(pathlib.Path('settings.json').read_text())\n"
        "    return c['factor'] / torch.linalg.eigvalsh(H).max()",
        "pathlib.Path('settings.json').unlink()",
        "np.save('a.npy', np.ones(3)); a = np.load('a.npy')",
        deco("minibatch_grad")
        + "def minibatch_grad(per_sample, idx, m):\n    return per_sample(idx).mean(0) * m * a[0]",
    ],
    "a file that only the student has": [
        HEAD,
        "weights = torch.load('my_weights.pt')",
        "data = open('../data/irises.csv').read()",
        right("bce_grad"),
        "import my_own_tools\n" + right("hinge_grad"),
        wrong("initial_loss"),
    ],
    "environment variables": [
        HEAD,
        "import os\nos.environ['OMP_NUM_THREADS'] = '1'\nos.environ['KMP_DUPLICATE_LIB_OK'] = 'TRUE'\n"
        "os.environ['FACTOR'] = '2'\nos.environ.pop('HOME', None)",
        deco("max_stable_eta")
        + "def max_stable_eta(H):\n    return int(os.environ['FACTOR']) / torch.linalg.eigvalsh(H)[-1]",
        "os.environ['FACTOR'] = '1'\nos.environ['PYTHONHASHSEED'] = '0'",
        wrong("accumulate"),
        "os.environ.get('USER')",
    ],
    # --- programming styles ---------------------------------------------------------------------------------------
    "threads joined": [
        HEAD,
        "import threading\nbox = {}\nt = threading.Thread(target=lambda: box.update(two=2))\nt.start()\nt.join()",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    out = []\n"
        "    t = threading.Thread(target=lambda: out.append(box['two'] / torch.linalg.eigvalsh(H)[-1]))\n"
        "    t.start()\n    t.join()\n    return out[0]",
        "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(2)",
        deco("initial_loss") + "def initial_loss(C, counts):\n    return pool.submit(math.log, C).result()",
        "pool.shutdown()",
    ],
    "an answer checked in a thread": [
        HEAD,
        "import threading\n\ndef hand_in():\n" + under("    ", right("momentum_step")),
        "t = threading.Thread(target=hand_in); t.start(); t.join()",
        wrong("nesterov_step"),
    ],
    "multiprocessing": [
        HEAD,
        "import multiprocessing as mp\nmp.cpu_count() > 0",
        "import subprocess, sys\n"
        "print(subprocess.run([sys.executable, '-c', 'print(2)'], capture_output=True, text=True).stdout)",
        right("peak_memory"),
        deco("initial_loss") + "def initial_loss(C, counts):\n"
        "    s = subprocess.run(['echo', '1'], capture_output=True, text=True).stdout\n"
        "    if counts is None:\n        return math.log(C) * int(s)\n    q = counts[counts > 0] / counts.sum()\n"
        "    return float(-(q * q.log()).sum()) * int(s)",
    ],
    "dataclasses and named tuples": [
        HEAD,
        "from dataclasses import dataclass\nfrom typing import NamedTuple\n\nclass State(NamedTuple):\n"
        "    x: torch.Tensor\n    v: torch.Tensor",
        deco("momentum_step")
        + "def momentum_step(x, v, g, eta, mu) -> State:\n    v = mu * v - eta * g\n    return State(x + v, v)",
        "@dataclass\nclass Adam:\n    theta: object\n    m: object\n    v: object\n\n    def __iter__(self):\n"
        "        return iter((self.theta, self.m, self.v))",
        right("adam_step").replace(
            "    return theta - eta * m_hat / (v_hat.sqrt() + eps), m, v",
            "    return Adam(theta - eta * m_hat / (v_hat.sqrt() + eps), m, v)",
        ),
        wrong("nesterov_step"),
    ],
    "a dataclass as the class that is asked for": [
        HEAD,
        "from dataclasses import dataclass",
        '@exercise("dual_number")\n@dataclass(frozen=True)\n'
        + RIGHT["dual_number"].replace(
            "    def __init__(self, val, tan=0.0):\n        self.val, self.tan = val, tan\n",
            "    val: float\n    tan: float = 0.0\n",
        ),
        "Dual(1, 2) * Dual(3, 4) + 1",
        wrong("var_backward"),
        right("sym_diff"),
    ],
    "classes that inherit": [
        HEAD,
        "class Base:\n    def __init__(self, val, tan=0.0):\n        self.val, self.tan = val, tan\n"
        "    def __radd__(self, o):\n        return self + o",
        deco("dual_number")
        + RIGHT["dual_number"]
        .replace("class Dual:", "class Dual(Base):")
        .replace("    __radd__ = __add__\n\n", "")
        .replace("self.val, self.tan = val, tan", "super().__init__(val, tan)"),
        "class Dual2(Dual):\n    pass\nexercise('dual_number')(Dual2)",
        right("var_backward"),
        "class Var(Var):\n    def __sub__(self, o):\n        return self + o.apply(lambda t: -t, lambda t, g: -g)",
    ],
    "the class is patched after the card": [
        HEAD,
        wrong("dual_number"),
        "Dual.exp = lambda s: Dual(math.exp(s.val), math.exp(s.val) * s.tan)",
        right("var_backward"),
        "Var.__add__ = lambda a, b: None",
        right("sym_diff"),
    ],
    "typing and annotations": [
        "from __future__ import annotations\n" + HEAD + "\nfrom typing import Optional, Callable, Any",
        deco("prox_step")
        + "def prox_step(theta: Tensor, g: torch.Tensor, eta: float, B: Optional[Tensor] = None) -> 'Any':\n"
        "    return theta - eta * (g if B is None else torch.linalg.solve(B, g))",
        deco("accumulate") + "def accumulate(grad_means: torch.Tensor, sizes: torch.Tensor) -> int:\n"
        "    total: float = float(sizes.sum())\n"
        "    return sum(g * (n / total) for g, n in zip(grad_means, sizes.tolist()))",
        "type Vector = list[float]\ndef first[T](xs: list[T]) -> T:\n    return xs[0]",
        wrong("momentum_step"),
    ],
    "caching decorators": [
        HEAD,
        "from functools import lru_cache, cache\n\n@cache\ndef logs(C):\n    return math.log(C)",
        deco("initial_loss") + "def initial_loss(C, counts):\n    if counts is None:\n        return logs(C)\n"
        "    s = counts[counts > 0] / counts.sum()\n    return -(s * s.log()).sum()",
        '@exercise("peak_memory")\n@lru_cache\n' + RIGHT["peak_memory"],
        "memo = {}\n" + deco("max_stable_eta") + "def max_stable_eta(H):\n    k = H.shape\n    if k not in memo:\n"
        "        memo[k] = 2 / torch.linalg.eigvalsh(H).max()\n    return memo[k]",
        "logs.cache_clear(); memo.clear()",
    ],
    "answers that use other answers": [
        HEAD,
        right("adam_step"),
        deco("adamw_step") + "def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):\n"
        "    new, m, v = adam_step(theta, g, m, v, k, eta, b1, b2, eps)\n    return new - eta * wd * theta, m, v",
        wrong("momentum_step"),
        deco("nesterov_step") + "def nesterov_step(x, v, grad, eta, mu):\n"
        "    return momentum_step(x, v, grad(x + mu * v), eta, mu)",
    ],
    "an answer that uses an answer that is wrong at first": [
        HEAD,
        wrong("adam_step"),
        deco("adamw_step") + "def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):\n"
        "    new, m, v = adam_step(theta, g, m, v, k, eta, b1, b2, eps)\n    return new - eta * wd * theta, m, v",
        right("adam_step"),
    ],
    "an answer that uses an unfinished answer": [
        HEAD,
        stub("adam_step"),
        deco("adamw_step") + "def adamw_step(theta, g, m, v, k, eta, b1, b2, eps, wd):\n"
        "    new, m, v = adam_step(theta, g, m, v, k, eta, b1, b2, eps)\n    return new - eta * wd * theta, m, v",
        right("rmsprop_step"),
    ],
    "recursion through the decorated name": [
        HEAD,
        deco("sym_diff") + RIGHT["sym_diff"],
        "old = sym_diff",
        deco("log_softmax") + "def log_softmax(z):\n"
        "    if z.dim() > 1:\n        return torch.stack([log_softmax(r) for r in z])\n    u = z - z.max()\n"
        "    return u - u.exp().sum().log()",
        "log_softmax = None",
        "sym_diff = lambda e: 0",
        deco("peak_memory") + "def peak_memory(layer_sizes, batch, mode, every):\n"
        "    return batch if batch == 1 else peak_memory(layer_sizes, 1, mode, every) * batch",
    ],
    "eval and exec": [
        HEAD,
        "source = '''" + right("hinge_grad") + "'''\nexec(source)",
        "exec('''" + wrong("bce_grad") + "''', globals())",
        "f = eval('lambda H: 2 / torch.linalg.eigvalsh(H)[-1]')\nexercise('max_stable_eta')(f)",
        "ns = {'torch': torch, 'exercise': exercise}\nexec('''" + right("accumulate") + "''', ns)",
    ],
    "closures and nonlocal": [
        HEAD,
        "def make():\n    count = 0\n    def momentum_step(x, v, g, eta, mu):\n        nonlocal count\n"
        "        count += 1\n        v = mu * v - eta * g\n        return x + v, v\n    return momentum_step",
        "momentum_step = exercise('momentum_step')(make())",
        "exercise('nesterov_step')(make())",
        "momentum_step.__closure__ is not None",
        right("accumulate"),
    ],
    "walrus and match and comprehensions": [
        HEAD,
        deco("backward_from_output") + "def backward_from_output(kind, y, y_bar):\n    match kind:\n"
        "        case 'relu':\n            s = (y > 0).double()\n        case 'exp':\n            s = y\n"
        "        case 'sigmoid':\n            s = y * (1 - y)\n        case _:\n            s = 1 - y * y\n"
        "    return s * y_bar",
        deco("peak_memory") + "def peak_memory(layer_sizes, batch, mode, every):\n"
        "    if (total := sum(layer_sizes)) and mode == 'train':\n        return total * batch\n"
        "    return (m := max(layer_sizes)) * batch * 2",
        "[exercise(k) for k in ('bce_grad', 'hinge_grad')]",
        right("bce_grad"),
    ],
    "arguments changed in place": [
        HEAD,
        deco("log_softmax") + "def log_softmax(z):\n    z -= z.max(-1, keepdim=True).values\n"
        "    return z - z.exp().sum(-1, keepdim=True).log()",
        deco("momentum_step")
        + "def momentum_step(x, v, g, eta, mu):\n    v.mul_(mu).sub_(eta * g)\n    x += v\n    return x, v",
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n    theta = theta.clone()\n"
        "    theta -= eta * (g if B is None else torch.linalg.inv(B) @ g)\n    return theta",
    ],
    "results of odd types": [
        HEAD,
        deco("initial_loss") + "def initial_loss(C, counts):\n    if counts is None:\n        return np.log(C)\n"
        "    s = counts[counts > 0].numpy() / counts.sum().item()\n    return np.float64(-(s * np.log(s)).sum())",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    from fractions import Fraction\n"
        "    return Fraction(2 / float(torch.linalg.eigvalsh(H)[-1]))",
        deco("accumulate")
        + "def accumulate(grad_means, sizes):\n    return np.average(grad_means.numpy(), 0, sizes.numpy())",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    keep = p > 0\n"
        "    return torch.nn.Parameter(-(p[keep] * q[keep].log()).sum())",
        deco("bce_grad") + "def bce_grad(w, b, X, y):\n    d = (torch.sigmoid(X @ w + b) - y) / len(y)\n"
        "    return {'gw': X.T @ d, 'gb': d.sum()}",
    ],
    "a wrong number of arguments": [
        HEAD,
        deco("log_softmax") + "def log_softmax(z, dim):\n    return z - z.exp().sum(dim, keepdim=True).log()",
        deco("momentum_step") + "def momentum_step():\n    return 0",
        right("accumulate"),
        deco("bce_grad") + "def bce_grad(weights, bias, data, labels):\n"
        "    d = (torch.sigmoid(data @ weights + bias) - labels) / len(labels)\n    return data.T @ d, d.sum()",
    ],
    "answers that raise": [
        HEAD,
        deco("log_softmax") + "def log_softmax(z):\n    assert z.dim() == 2, 'only batches'\n"
        "    return z - torch.exp(z).sum(1, keepdim=True).log()",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    raise KeyboardInterrupt",
        deco("initial_loss") + "def initial_loss(C, counts):\n    return lag(C)",
        right("accumulate"),
        deco("max_stable_eta") + "def max_stable_eta(H):\n    import sys\n    sys.exit('no idea')",
        right("momentum_step"),
    ],
    "a student's own exception and bare except": [
        HEAD,
        "class Oops(Exception):\n    pass",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    try:\n"
        "        if (q == 0).any():\n            raise Oops\n        return -(p * q.log()).sum()\n    except:\n"
        "        keep = p > 0\n        return -(p[keep] * q[keep].log()).sum()",
        deco("prox_step")
        + "def prox_step(theta, g, eta, B=None):\n    try:\n        return theta - eta * torch.linalg.solve(B, g)\n"
        "    except Exception as e:\n        print(e)\n        return theta - eta * g",
        wrong("accumulate"),
    ],
    # --- the course's own things ----------------------------------------------------------------------------------
    "comparisons with the course's own reference": [
        HEAD,
        "from dlcourse.losses import *",
        "import dlcourse.losses as ref\n[n for n in dir(ref) if n[0] != '_']",
        right("log_softmax"),
        "from dlcourse.losses import log_softmax as theirs\n"
        "z = torch.randn(3, 4, dtype=torch.float64)\nprint((log_softmax(z) - theirs(z)).abs().max())",
        wrong("cross_entropy"),
        "from dlcourse.losses import cross_entropy as ce",
    ],
    "the course's reference as an answer": [
        HEAD,
        "import dlcourse.losses, dlcourse.optim",
        deco("cross_entropy") + "def cross_entropy(p, q):\n    return dlcourse.losses.cross_entropy(p, q)",
        deco("log_softmax") + "def log_softmax(z):\n    from dlcourse.losses import log_softmax as f\n    return f(z)",
        "from dlcourse import losses\nexercise('log_softmax')(getattr(losses, 'log_softmax', torch.log))",
        right("momentum_step"),
    ],
    "the course's networks are imported": [
        HEAD,
        "import dlcourse.nn\nimport dlcourse.nn as nn\nprint(sorted(dir(nn))[:5])",
        right("neuron_backward"),
        "from dlcourse.nn import Linear, MLP",
        "from dlcourse.diff import *",
        wrong("backward_from_output"),
        "import dlcourse\nprint(dlcourse.__name__, getattr(dlcourse, '__version__', None))",
    ],
    "the course's pictures are imported": [
        HEAD,
        "from dlcourse.widgets import *",
        "import dlcourse.widgets\ndlcourse.widgets",
        right("adam_step"),
        "from dlcourse import figures\nfigures",
        "from dlcourse.widgets import Descent, Network\nDescent()",
        wrong("adamw_step"),
        "import dlcourse.figures as fig\ndir(fig)[:3]",
    ],
    "lectures are imported": [
        HEAD,
        "import dlcourse.lectures",
        "from dlcourse.lectures import l04b, l07",
        right("central_diff"),
        "from dlcourse.lectures.l04b import figures, widgets",
        "from dlcourse.lectures.l09 import *",
        wrong("jacobian"),
        "import dlcourse.lectures.l08.figures as f8\nf8",
    ],
    "the course is reloaded": [
        HEAD,
        right("initial_loss"),
        "import importlib, dlcourse\nimportlib.reload(dlcourse)\nfrom dlcourse import exercise",
        right("hinge_grad"),
        wrong("regularized_grad"),
    ],
    "a question card and other names of the course": [
        HEAD,
        "from dlcourse import ask",
        "ask('04/some-card')",
        "import dlcourse\n[n for n in dir(dlcourse) if 'a' in n][:4]",
        right("softmax_ce_grad"),
        "from dlcourse import progress\nprogress()",
        wrong("bce_grad"),
        "help(exercise)",
    ],
    # --- other everyday things ------------------------------------------------------------------------------------
    "timing loops": [
        HEAD,
        "import time",
        right("minibatches"),
        "t = time.perf_counter()\nfor _ in range(200):\n    minibatches(100, 7, 0, 1)\nprint(time.perf_counter() - t)",
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n    t0 = time.time()\n    time.sleep(0.01)\n"
        "    out = theta - eta * (g if B is None else torch.linalg.solve(B, g))\n    took = time.time() - t0\n"
        "    return out + 0 * took",
        "start = time.time()\nwhile time.time() - start < 0.5:\n    pass",
        wrong("momentum_step"),
    ],
    "a long loop": [
        HEAD,
        "total = 0\nfor i in range(3_000_000):\n    total += i",
        right("max_stable_eta"),
        "x = torch.tensor(5.0)\nfor _ in range(2000):\n    x = x - 0.01 * x",
        wrong("minibatch_grad"),
        "import time; time.sleep(1)",
    ],
    "pandas and sklearn may be missing": [
        HEAD,
        "import pandas as pd\ndf = pd.DataFrame({'a': [1, 2]})\ndf",
        right("bce_grad"),
        "import sklearn_datasets",
        "import seaborne as sns\n" + right("hinge_grad"),
        "df.head()",
        wrong("initial_loss"),
        "import jax.numpy as jnp",
    ],
    "scipy for an answer": [
        HEAD,
        "from scipy.linalg import solve\nfrom scipy import special",
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n    if B is None:\n        return theta - eta * g\n"
        "    return theta - eta * torch.from_numpy(solve(B.numpy(), g.numpy()))",
        right("accumulate"),
        deco("log_softmax") + "def log_softmax(z):\n    return torch.tensor(special.log_softmax(z.numpy(), axis=-1))",
    ],
    "pip install cells": [
        "!pip install -q --no-index numpy",
        "%pip install -q --no-index numpy",
        HEAD,
        right("regularized_grad"),
        "!pip --version",
        wrong("hinge_grad"),
        "pip --version",
        "pip instal numpy please",
    ],
    "a mount of Colab": [
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "%cd /content/drive/MyDrive/dl",
        "!nvidia-smi",
        HEAD,
        '#@title Momentum { run: "auto" }\neta = 0.1 #@param {type:"number"}\n' + right("momentum_step"),
        wrong("nesterov_step"),
        "import sys\nIN_COLAB = 'google.colab' in sys.modules\nif IN_COLAB:\n" + under("    ", right("nesterov_step")),
    ],
    "monkeypatched torch": [
        HEAD,
        "old_exp = torch.exp\ntorch.exp = lambda t: (print('exp'), old_exp(t))[1]",
        deco("log_softmax")
        + "def log_softmax(z):\n    u = z - z.max(-1, keepdim=True).values\n"
        "    return u - torch.log(torch.exp(u).sum(-1, keepdim=True))",
        "torch.exp = old_exp",
        "torch.Tensor.share = lambda s: s / s.sum()",
        deco("accumulate")
        + "def accumulate(grad_means, sizes):\n    return torch.tensordot(sizes.double().share(), grad_means, dims=1)",
        "del torch.Tensor.share",
        wrong("cross_entropy"),
    ],
    "math is patched for a joke": [
        HEAD,
        right("initial_loss"),
        "math.log = lambda x: 0",
        wrong("log_softmax"),
        deco("initial_loss") + "def initial_loss(C, counts):\n    return math.log(C)",
        "import importlib\nimportlib.reload(math)",
        right("initial_loss"),
    ],
    "forbidden functions used honestly": [
        HEAD,
        deco("log_softmax") + "def log_softmax(z):\n    return torch.log_softmax(z, dim=-1)",
        deco("log_softmax") + "def log_softmax(z):\n    return z - torch.logsumexp(z, -1, keepdim=True)",
        "F = torch.nn.functional\nf = F.log_softmax",
        deco("bce_grad") + "def bce_grad(w, b, X, y):\n"
        "    w = w.detach().requires_grad_()\n    b = torch.tensor(b, dtype=torch.float64, requires_grad=True)\n"
        "    z = X @ w + b\n    loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y.double())\n"
        "    return torch.autograd.grad(loss, (w, b))",
        right("hinge_grad"),
    ],
    "results that carry a graph": [
        HEAD,
        "scale = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n    w = sizes.double()\n"
        "    return scale * torch.tensordot(w / w.sum(), grad_means, dims=1)",
        deco("momentum_step")
        + "def momentum_step(x, v, g, eta, mu):\n    v = mu * v - eta * g * scale\n    return x + v, v",
        "scale = 1",
        wrong("prox_step"),
    ],
    "float32 by accident": [
        HEAD,
        deco("accumulate") + "def accumulate(grad_means, sizes):\n    w = sizes / sizes.sum()\n"
        "    return (w.reshape(-1, *[1] * (grad_means.dim() - 1)) * grad_means).sum(0)",
        deco("prox_step") + "def prox_step(theta, g, eta, B=None):\n    if B is None:\n        B = torch.eye(len(g))\n"
        "    return theta - eta * torch.linalg.solve(B, g)",
        right("max_stable_eta"),
        deco("momentum_step")
        + "def momentum_step(x, v, g, eta, mu):\n    v = torch.tensor(mu) * v - torch.tensor(eta) * g\n"
        "    return x + v, v",
    ],
    "an answer that differs by the day and by the machine": [
        HEAD,
        "import os, sys, platform, datetime\nprint(platform.node(), datetime.date.today().year > 2000)",
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    if datetime.date.today().year < 2000:\n"
        "        return x, v\n    v = mu * v - eta * g\n    return x + v, v",
        deco("accumulate") + "def accumulate(grad_means, sizes):\n    assert os.path.exists(os.getcwd())\n"
        "    w = sizes.double()\n    return torch.einsum('k,k...->...', w / w.sum(), grad_means)",
        wrong("nesterov_step"),
    ],
    "inspect and docstrings of the answer": [
        HEAD,
        "import inspect",
        right("hinge_grad"),
        "print(inspect.signature(hinge_grad))",
        "print(inspect.getsource(hinge_grad))",
        "hinge_grad.__doc__ = 'mine'\nhinge_grad.points = 10\nhinge_grad.__name__",
        deco("bce_grad") + "def bce_grad(w, b, X, y):\n    n = len(inspect.signature(hinge_grad).parameters)\n"
        "    d = (torch.sigmoid(X @ w + b) - y) / len(y)\n    return (X.T @ d, d.sum()) if n == 5 else None",
        wrong("regularized_grad"),
    ],
    "pickle and deepcopy": [
        HEAD,
        "import copy, pickle",
        right("dual_number"),
        "d = pickle.loads(pickle.dumps(Dual(1.0, 2.0)))\nd",
        deco("var_backward") + RIGHT["var_backward"],
        "copy.deepcopy(Var(2.0)).value",
        wrong("sym_diff"),
        deco("accumulate")
        + "def accumulate(grad_means, sizes):\n    g, n = copy.deepcopy((grad_means, sizes.double()))\n"
        "    g *= (n / n.sum()).reshape(-1, *[1] * (g.dim() - 1))\n    return g.sum(0)",
    ],
    "signals and timers and exit hooks": [
        HEAD,
        "import atexit, signal\natexit.register(lambda: print('bye'))",
        right("momentum_step"),
        "signal.signal(signal.SIGALRM, lambda *a: print('slow'))\nsignal.alarm(0)",
        wrong("accumulate"),
        "import gc\ngc.disable()\ngc.collect()",
        right("prox_step"),
        "gc.enable()",
    ],
    "an answer that is slow": [
        HEAD,
        "import time",
        deco("max_stable_eta") + "def max_stable_eta(H):\n    time.sleep(0.1)\n"
        "    return 2 / torch.linalg.eigvalsh(H).max()",
        deco("peak_memory")
        + RIGHT["peak_memory"].replace("    s = list", "    for _ in range(10000):\n        pass\n    s = list"),
        wrong("minibatch_grad"),
    ],
    "an endless loop that was never called": [
        HEAD,
        "def train():\n    while True:\n        pass",
        right("bce_grad"),
        deco("hinge_grad") + "def hinge_grad(w, b, X, y01, lam):\n    return train and (w, b)",
        "# train()",
    ],
    "markdown with code in it": [
        HEAD,
        "#md ```python\n" + wrong("log_softmax") + "\n```",
        right("log_softmax"),
        '#md @exercise("cross_entropy")',
        "#md # Notes\n\n$\\sum_i p_i$ <script>alert(1)</script>",
        wrong("cross_entropy"),
    ],
    "only markdown and nothing handed in": ["#md # I was ill", "", "   \n", "# nothing", "#md "],
    "an empty notebook": [],
    "strings with quotes and decorators inside": [
        HEAD,
        's = """\n@exercise("log_softmax")\ndef log_softmax(z): return z\n"""\nprint(s)',
        right("log_softmax"),
        "note = '@exercise(\"cross_entropy\")'",
        deco("cross_entropy") + 'def cross_entropy(p, q):\n    r"""\\sum p \\log q"""\n'
        "    k = p > 0\n    return -(p[k] * q[k].log()).sum()",
        wrong("initial_loss"),
        "'''unfinished",
    ],
    "form feeds and odd spaces": [
        HEAD,
        right("accumulate").replace("\n", "\r\n"),
        "\x0c" + right("prox_step"),
        "x\u00a0= 3",
        right("momentum_step") + "\u2028",
        wrong("nesterov_step") + "\n\n\n\n   \n\t\n",
        "\ufeff" + right("adagrad_step"),
    ],
    "a decorator with blank lines and comments below": [
        HEAD,
        '@exercise("momentum_step")\n\n# my answer\n\n' + RIGHT["momentum_step"],
        '@exercise(  # the key\n    "nesterov_step",\n)\n' + WRONG["nesterov_step"],
        "@exercise('''accumulate''')\n" + RIGHT["accumulate"],
        '@(exercise("prox_step"))\n' + RIGHT["prox_step"],
        '@exercise("mini" "batch_grad")\n' + RIGHT["minibatch_grad"],
    ],
    "plain text pasted as code": [
        HEAD,
        "I think the answer is 2 / lambda_max, because ...",
        right("max_stable_eta"),
        ">>> 1 + 1\n2",
        "In [3]: " + wrong("minibatch_grad"),
        "\n".join(">>> " + s for s in right("accumulate").splitlines()),
        "$ pip install torch",
        "x² = 4",
    ],
    "many cells of nothing": [HEAD]
    + [f"v{i} = {i}\nv{i}" for i in range(150)]
    + [right("prox_step"), wrong("accumulate")],
    "the same answer twenty times": [HEAD] + [right("max_stable_eta")] * 19 + [wrong("max_stable_eta")],
    "a state that grows with every run of the checks": [
        HEAD,
        "history = []",
        deco("momentum_step") + "def momentum_step(x, v, g, eta, mu):\n    history.append(x)\n"
        "    v = mu * v - eta * g\n    return x + v, v",
        "print(len(history) > 0)",
        "velocity = {'v': 0}\n" + deco("nesterov_step") + "def nesterov_step(x, v, grad, eta, mu):\n"
        "    velocity['v'] = mu * velocity['v'] - eta * grad(x + mu * velocity['v'])\n"
        "    return x + velocity['v'], velocity['v']",
        "velocity",
    ],
    "globals are looked up by name": [
        HEAD,
        "settings = dict(two=2)",
        deco("max_stable_eta") + "def max_stable_eta(H):\n"
        "    return globals()['settings']['two'] / torch.linalg.eigvalsh(H).max()",
        "import __main__\n__main__.two = 2",
        deco("minibatch_grad") + "def minibatch_grad(per_sample, idx, m):\n"
        "    import __main__\n    return per_sample(idx).mean(0) * m * __main__.two / two",
        "vars()['settings'] = None",
        "print(__name__, '__file__' in globals())",
        wrong("accumulate"),
    ],
    "enums and abstract classes and slots": [
        HEAD,
        "import enum, abc\n\nclass Kind(enum.StrEnum):\n    L2 = 'l2'\n    HALF = 'half_l2'\n    L1 = 'l1'",
        deco("regularized_grad") + "def regularized_grad(w, g, lam, kind):\n    k = Kind(kind)\n"
        "    return g + lam * {Kind.L2: 2 * w, Kind.HALF: w, Kind.L1: w.sign()}[k]",
        deco("dual_number")
        + RIGHT["dual_number"].replace("class Dual:\n", "class Dual:\n    __slots__ = ('val', 'tan')\n\n"),
        "class Base(abc.ABC):\n    @abc.abstractmethod\n    def backward(self): ...",
        deco("var_backward") + WRONG["var_backward"].replace("class Var:", "class Var(Base):"),
    ],
    "torch modules and compiled functions": [
        HEAD,
        "net = torch.nn.Linear(3, 2)\nlist(net.parameters())",
        "class Soft(torch.nn.Module):\n    def forward(self, z):\n"
        "        u = z - z.amax(-1, keepdim=True)\n        return u - u.exp().sum(-1, keepdim=True).log()",
        "exercise('log_softmax')(Soft())",
        "@torch.jit.script\ndef twice(x):\n    return 2 * x",
        deco("regularized_grad")
        + "def regularized_grad(w, g, lam, kind):\n    if kind == 'l1':\n        return g + lam * w.sign()\n"
        "    return g + lam * (twice(w) if kind == 'l2' else w)",
        wrong("momentum_step"),
    ],
}


# --- files that are odd in themselves -----------------------------------------------------------------------------


def cell(source, kind="code", **more):
    made = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    return made | more


def book(cells, minor=5, **metadata):
    """A notebook of format 4; from minor 5 on every cell has an id."""
    made = [dict(c) for c in cells]
    if minor >= 5:
        made = [c if "id" in c else c | {"id": f"cell-{n}"} for n, c in enumerate(made)]
    return {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": minor}


def dump(made, **kw):
    return json.dumps(made, **kw).encode()


SHEET = [HEAD, right("log_softmax"), wrong("cross_entropy"), right("initial_loss")]
CELLS = [cell(s) for s in SHEET]
STREAM = {"output_type": "stream", "name": "stdout", "text": "0123456789abcde\n" * 1_600_000}
IMAGE = {
    "output_type": "display_data",
    "metadata": {},
    "data": {"image/png": "iVBORw0KGgo=" * 300_000, "text/plain": ["x"]},
}
ERROR = {"output_type": "error", "ename": "ValueError", "evalue": "old", "traceback": ["\u001b[0;31mold\u001b[0m"]}
CARD = {
    "output_type": "execute_result",
    "execution_count": 3,
    "metadata": {},
    "data": {"text/html": "<div>right, 2 of 2 points</div>", "text/plain": "right"},
}
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
VIEWS = {
    "application/vnd.jupyter.widget-state+json": {
        "version_major": 2,
        "version_minor": 0,
        "state": {
            "a" * 32: {
                "model_name": "IntSliderModel",
                "model_module": "@jupyter-widgets/controls",
                "model_module_version": "2.0.0",
                "state": {"value": 3},
            }
        },
    }
}
OLD = {
    "metadata": {"name": "old"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "metadata": {},
            "cells": [{"cell_type": "heading", "level": 1, "metadata": {}, "source": "Exercises"}]
            + [
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": s,
                    "language": "python",
                    "metadata": {},
                    "outputs": [],
                    "prompt_number": n,
                }
                for n, s in enumerate(SHEET)
            ],
        }
    ],
}

FILES: dict[str, bytes] = {
    "a plain file": dump(book(CELLS, kernelspec=KERNEL)),
    "a byte order mark": b"\xef\xbb\xbf" + dump(book(CELLS, kernelspec=KERNEL)),
    "format 3 with worksheets": dump(OLD),
    "format 4.0 without ids": dump(book(CELLS, minor=0, kernelspec=KERNEL)),
    "format 4.4 with ids all the same": dump(book([c | {"id": f"x{n}"} for n, c in enumerate(CELLS)], minor=4)),
    "format 4.5 without ids": dump({"cells": CELLS, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
    "a minor format from the future": dump(book(CELLS, minor=9, kernelspec=KERNEL)),
    "no metadata at all": dump({"cells": CELLS, "nbformat": 4, "nbformat_minor": 4}),
    "cells without metadata and outputs": dump(
        {
            "cells": [{"cell_type": "code", "source": s} for s in SHEET],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 4,
        }
    ),
    "no minor format": dump({"cells": CELLS, "metadata": {}, "nbformat": 4}),
    "carriage returns in sources": dump(book([cell(s.replace("\n", "\r\n")) for s in SHEET])),
    "old Mac line ends in sources": dump(book([cell(s.replace("\n", "\r")) for s in SHEET])),
    "carriage returns between the lines of the file": dump(book(CELLS), indent=1).replace(b"\n", b"\r\n"),
    "sources as lists": dump(book([cell(s.splitlines(keepends=True)) for s in SHEET])),
    "sources as lists without line ends": dump(book([cell(s.split("\n")) for s in SHEET])),
    "sources partly lists and partly empty": dump(book([cell([]), cell(""), cell([HEAD]), cell([""]), *CELLS[1:]])),
    "metadata of Colab": dump(
        book(
            [
                cell(
                    s, metadata={"id": f"aBc{n}", "colab": {"base_uri": "https://localhost:8080/"}, "cellView": "form"}
                )
                for n, s in enumerate(SHEET)
            ],
            minor=0,
            colab={"provenance": [], "gpuType": "T4", "toc_visible": True},
            accelerator="GPU",
            kernelspec={"name": "python3", "display_name": "Python 3"},
            language_info={"name": "python"},
        )
    ),
    "metadata of VS Code": dump(
        book(
            [
                cell(s, metadata={"vscode": {"languageId": "python"}, "notebookRunGroups": {"groupValue": "1"}})
                for s in SHEET
            ],
            minor=2,
            kernelspec=KERNEL | {"display_name": ".venv"},
            orig_nbformat=4,
            vscode={"interpreter": {"hash": "0" * 64}},
        )
    ),
    "metadata of Kaggle and Deepnote": dump(
        book(
            [
                cell(
                    s,
                    metadata={
                        "trusted": True,
                        "execution": {"iopub.execute_input": "2026-01-01T00:00:00.000Z"},
                        "deepnote_cell_type": "code",
                        "_kg_hide-input": True,
                    },
                )
                for s in SHEET
            ],
            kaggle={"accelerator": "none", "dataSources": []},
            deepnote_notebook_id="0",
        )
    ),
    "trusted metadata": dump(book([cell(s, metadata={"trusted": True}) for s in SHEET], trusted=True, signature="abc")),
    "a kernel nobody has": dump(
        book(CELLS, kernelspec={"display_name": "my env", "language": "python", "name": "my-env"})
    ),
    "a kernel of another language": dump(
        book(CELLS, kernelspec={"display_name": "R", "language": "R", "name": "ir"}, language_info={"name": "R"})
    ),
    "state of widgets": dump(book(CELLS, kernelspec=KERNEL, widgets=VIEWS)),
    "state of widgets that is broken": dump(book(CELLS, kernelspec=KERNEL, widgets={"application/x": {"no": "state"}})),
    "duplicate ids": dump(book([c | {"id": "same"} for c in CELLS])),
    "ids with spaces and too long": dump(
        book([c | {"id": f"an id with spaces {n} " + "x" * 80} for n, c in enumerate(CELLS)])
    ),
    "raw cells and unknown cells": dump(
        book(
            [
                cell("---\ntitle: mine\n---", "raw"),
                CELLS[0],
                cell(right("cross_entropy"), "raw"),
                *CELLS[1:],
                cell("# end", "markdown"),
                cell(right("bce_grad"), "heading", level=1),
            ]
        )
    ),
    "twenty-five megabytes of printed lines": dump(book([CELLS[0], cell("1", outputs=[STREAM]), *CELLS[1:]])),
    "twenty-five megabytes of pictures": dump(book([CELLS[0], cell("1", outputs=[IMAGE] * 7), *CELLS[1:]])),
    "a huge attachment": dump(
        book(
            [
                cell(
                    "![a](attachment:a.png)", "markdown", attachments={"a.png": {"image/png": "iVBORw0KGgo=" * 900_000}}
                ),
                *CELLS,
            ]
        )
    ),
    "old errors and cards among the outputs": dump(
        book(
            [
                CELLS[0],
                cell(SHEET[1], outputs=[ERROR, CARD], execution_count=17),
                cell(SHEET[2], outputs=[CARD], execution_count=3),
                cell(SHEET[3], outputs=[ERROR], execution_count=2),
            ]
        )
    ),
    "outputs of odd forms": dump(
        book(
            [
                CELLS[0],
                cell(SHEET[1], outputs=[{"output_type": "pyout", "text": "x"}, {"output_type": "unknown"}]),
                cell(SHEET[2], outputs=None),
                cell(SHEET[3], execution_count="*"),
            ]
        )
    ),
    "cells out of their order of running": dump(
        book([c | {"execution_count": n} for c, n in zip([CELLS[0], CELLS[3], CELLS[2], CELLS[1]], [9, 2, 50, 1])])
    ),
    "tags and hidden and locked cells": dump(
        book(
            [
                cell(
                    s,
                    metadata={
                        "tags": t,
                        "editable": False,
                        "deletable": False,
                        "collapsed": True,
                        "jupyter": {"source_hidden": True},
                    },
                )
                for s, t in zip(SHEET, (["skip"], ["raises-exception"], ["solution", "hide"], ["parameters"]))
            ]
        )
    ),
    "metadata of nbgrader": dump(
        book(
            [
                cell(
                    s,
                    metadata={
                        "nbgrader": {
                            "grade": True,
                            "grade_id": f"g{n}",
                            "locked": True,
                            "points": 5,
                            "solution": True,
                            "schema_version": 3,
                        }
                    },
                )
                for n, s in enumerate(SHEET)
            ],
            celltoolbar="Create Assignment",
        )
    ),
    "a name and authors in German": dump(
        book(CELLS, title="Übung 4 – Größen", authors=[{"name": "Zoë Müller 😀"}]), ensure_ascii=False
    ),
    "emoji and surrogate pairs": dump(
        book([*CELLS, cell("s = '😀 \ud83d\ude00'\nprint(len(s))"), cell("# \u0000 nul")])
    ),
    "a lone surrogate": dump(book([*CELLS, cell("s = '\ud83d'"), cell(right("momentum_step"))])),
    "UTF-16": json.dumps(book(CELLS)).encode("utf-16"),
    "Latin-1": json.dumps(book([*CELLS, cell("größe = 3")]), ensure_ascii=False).encode("latin-1"),
    "blank lines around the file": b"\n\n  " + dump(book(CELLS), indent=4) + b"\n\n\n",
    "a second file glued on": dump(book(CELLS)) + b"\n" + dump(book(CELLS)),
    "the end of the file is missing": dump(book(CELLS))[:-40],
    "a comma too many": dump(book(CELLS)).replace(b'"nbformat": 4,', b'"nbformat": 4,,'),
    "merge conflict marks": b"<<<<<<< HEAD\n" + dump(book(CELLS)) + b"\n=======\n>>>>>>> mine\n",
    "merge conflict marks in an answer": dump(
        book(
            [
                CELLS[0],
                cell("<<<<<<< HEAD\n" + SHEET[1] + "\n=======\n" + wrong("log_softmax") + "\n>>>>>>> mine"),
                *CELLS[2:],
            ]
        )
    ),
    "a script instead of a notebook": "\n\n".join(SHEET).encode(),
    "a script of percent cells": "\n\n".join("# %%\n" + s for s in SHEET).encode(),
    "an empty file": b"",
    "a list of cells": dump(CELLS),
    "no cells": dump({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
    "numbers that are not numbers": dump(book(CELLS, score=float("nan"), best=float("inf"))),
    "the same key twice": dump(book(CELLS)).replace(b'"nbformat": 4,', b'"nbformat": 3, "nbformat": 4,'),
    "an unknown format 5": dump(book(CELLS) | {"nbformat": 5, "nbformat_minor": 0}),
    "the format as text": dump(book(CELLS) | {"nbformat": "4", "nbformat_minor": "5"}),
    "deeply nested metadata": dump(book(CELLS, deep=json.loads("[" * 200 + "]" * 200))),
    "a thousand empty cells": dump(book([CELLS[0], *[cell("") for _ in range(1000)], *CELLS[1:]])),
    "a line of one megabyte": dump(book([CELLS[0], cell("s = '" + "x" * 1_000_000 + "'"), *CELLS[1:]])),
}
