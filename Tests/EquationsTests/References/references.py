"""What PyTorch computes for the models of the course and the functions of the language.

The tests of the equations compare with these numbers, so nothing here may come from our own program.
To write the JSON files beside this script anew:

    python3 -m venv venv
    venv/bin/pip install "torch==2.13.0+cpu" --extra-index-url https://download.pytorch.org/whl/cpu
    venv/bin/python references.py

Three kinds of files:

* NAME.json, one a model: values to be used in place of the file's own (as `--values` takes them), and for
  every given, weight and named quantity its value and the gradient of the loss. Where PyTorch has the
  module itself, `module` holds what the module gives; the script stops where the two differ.
* functions.json: a list of small models, a few for every function and operator, each with its loss and the
  gradients of its givens and weights.
* extremes.json: the same for logits so large that naive formulas overflow. Computed with a thousand digits,
  and compared with PyTorch's stable functions. A test needs a small absolute tolerance beside the relative
  one: the gradient σ(40) − 1 is −4e-18.
"""

import functools
import json
import pathlib
import random

import mpmath
import torch
import torch.nn.functional as F
from torch import nn
from torch.func import functional_call

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
SOURCE = f"torch {torch.__version__.split('+')[0]}, float64"


# --- Names, values and gradients ----------------------------------------------------------------------


def steps(count):
    """The indices 1...count."""
    return range(1, count + 1)


def assert_same(ours, theirs, what):
    assert torch.allclose(ours, theirs, rtol=1e-12, atol=1e-12), f"{what}: {ours} and {theirs}"


def gradients(loss, tensors):
    found = torch.autograd.grad(loss, tensors, retain_graph=True, allow_unused=True)
    return [torch.zeros_like(t) if g is None else g for g, t in zip(found, tensors)]


class Model:
    """Draws a model's values and remembers every quantity it names."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.values = {}
        self.nodes = {}
        self.leaves = []
        self.module = None

    def draw(self, name, *shape):
        """A given or a weight; each number is between 0.5 and 1.5 away from 0."""
        return self.given(name, self.numbers(shape))

    def draw_each(self, name, count, *shape):
        """An indexed given, name[1...count]."""
        self.values[name] = [self.numbers(shape) for _ in steps(count)]
        return {t: self.leaf(f"{name}[{t}]", self.values[name][t - 1]) for t in steps(count)}

    def given(self, name, value):
        self.values[name] = value
        return self.leaf(name, value)

    def tokens(self, name, ids):
        """An indexed token. It has no gradient, so it is a value only."""
        self.values[name] = ids
        return dict(enumerate(ids, start=1))

    def node(self, name, tensor):
        """A named quantity. A copy, so that `s[0] = h[S]` has a gradient of its own."""
        self.nodes[name] = tensor.clone() if tensor.requires_grad else tensor.requires_grad_()
        return self.nodes[name]

    def compare(self, module, outputs, loss):
        """Records what PyTorch's own module gives for the named quantities, and the loss behind it."""
        self.module = (module, outputs, loss)

    def numbers(self, shape):
        if shape:
            return [self.numbers(shape[1:]) for _ in range(shape[0])]
        return self.random.choice([-1, 1]) * self.random.uniform(0.5, 1.5)

    def leaf(self, name, value):
        self.leaves.append(name)
        self.nodes[name] = torch.tensor(value, dtype=torch.float64, requires_grad=True)
        return self.nodes[name]


def reference(path, model, loss):
    """The content of a model's JSON file."""
    names, tensors = list(model.nodes), list(model.nodes.values())
    nodes = {
        name: {"value": tensor.tolist(), "gradient": gradient.tolist()}
        for name, tensor, gradient in zip(names, tensors, gradients(loss, tensors))
    }
    result = {
        "model": path, "source": SOURCE, "values": model.values, "loss": loss.item(), "nodes": nodes,
    }
    if model.module:
        result["module"] = module_reference(model, loss)
    return result


def module_reference(model, loss):
    """The same from PyTorch's module: its outputs, and the gradients of what went in."""
    name, outputs, module_loss = model.module
    assert_same(loss, module_loss, f"loss of {name}")
    for node, value in outputs.items():
        assert_same(model.nodes[node], value, f"{node} of {name}")
    leaves = [model.nodes[leaf] for leaf in model.leaves]
    theirs = gradients(module_loss, leaves)
    for leaf, ours, their in zip(model.leaves, gradients(loss, leaves), theirs):
        assert_same(ours, their, f"gradient of {leaf} by {name}")
    return {
        "name": name,
        "loss": module_loss.item(),
        "values": {node: value.tolist() for node, value in outputs.items()},
        "gradients": {leaf: gradient.tolist() for leaf, gradient in zip(model.leaves, theirs)},
    }


# --- The formulas the models share --------------------------------------------------------------------
# A probability with a name keeps its own gradient, which PyTorch's functions of logits pass by. So these
# two take the probability; the numbers here are never extreme.


def bce(p, y):
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p))


def cross_entropy(p, token):
    return -torch.log(p[token])


def stacked(vectors, count):
    """name[1...count] as the rows of a matrix."""
    return torch.stack([vectors[t] for t in steps(count)])


def indexed(name, rows):
    """The rows of a module's output, by the names of our quantities."""
    return {f"{name}[{t}]": row for t, row in enumerate(rows, start=1)}


def rnn_module(W, U, b, x, start=None):
    """All states of nn.RNN; x has a row for each step."""
    weights = {"weight_hh_l0": W, "weight_ih_l0": U, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)}
    start = torch.zeros_like(b) if start is None else start
    states, _ = functional_call(nn.RNN(U.shape[1], U.shape[0]), weights, (x, start[None]))
    return states


def embedding_module(E, tokens):
    return functional_call(nn.Embedding(*E.shape), {"weight": E}, torch.tensor(list(tokens.values())))


def token_loss(z, out):
    """The mean loss over the rows of z by PyTorch's stable function."""
    return F.cross_entropy(z, torch.tensor(list(out.values())))


# --- Chapters 03, 05 and 09: no time, or hardly any -----------------------------------------------------


def logistic_neuron(m):
    x, y = m.draw("x", 2), m.given("y", 0.25)
    w, b = m.draw("w", 2), m.draw("b")
    z = m.node("z", w @ x + b)
    p = m.node("p", torch.sigmoid(z))
    m.compare("F.binary_cross_entropy_with_logits", {}, F.binary_cross_entropy_with_logits(w @ x + b, y))
    return m.node("loss", bce(p, y))


def mlp(m):
    x, y = m.draw("x", 2), m.given("y", 0.75)
    U, b, v, c = m.draw("U", 4, 2), m.draw("b", 4), m.draw("v", 4), m.draw("c")
    h = m.node("h", torch.tanh(U @ x + b))
    z = m.node("z", v @ h + c)
    p = m.node("p", torch.sigmoid(z))
    hidden = functional_call(nn.Linear(2, 4), {"weight": U, "bias": b}, x).tanh()
    logit = functional_call(nn.Linear(4, 1), {"weight": v[None], "bias": c[None]}, hidden)[0]
    m.compare("nn.Linear", {"h": hidden, "z": logit}, F.binary_cross_entropy_with_logits(logit, y))
    return m.node("loss", bce(p, y))


def xor(size, activation):
    """A network of so many hidden neurons, as `mlp` has four."""

    def model(m):
        x, y = m.draw("x", 2), m.given("y", 0.75)
        U, b, v, c = m.draw("U", size, 2), m.draw("b", size), m.draw("v", size), m.draw("c")
        h = m.node("h", activation(U @ x + b))
        z = m.node("z", v @ h + c)
        p = m.node("p", torch.sigmoid(z))
        hidden = activation(functional_call(nn.Linear(2, size), {"weight": U, "bias": b}, x))
        logit = functional_call(nn.Linear(size, 1), {"weight": v[None], "bias": c[None]}, hidden)[0]
        m.compare("nn.Linear", {"h": hidden, "z": logit}, F.binary_cross_entropy_with_logits(logit, y))
        return m.node("loss", bce(p, y))

    return model


def mazur(m):
    x, y, b, c = m.draw("x", 2), m.draw("y", 2), m.draw("b"), m.draw("c")
    U, V = m.draw("U", 2, 2), m.draw("V", 2, 2)
    a = m.node("a", U @ x + b)
    h = m.node("h", torch.sigmoid(a))
    z = m.node("z", V @ h + c)
    o = m.node("o", torch.sigmoid(z))
    E = m.node("E", 0.5 * (y - o) ** 2)
    squares = F.mse_loss(torch.sigmoid(V @ torch.sigmoid(U @ x + b) + c), y, reduction="sum")
    m.compare("F.mse_loss", {}, 0.5 * squares)
    return m.node("loss", E.sum())


def reuse(m):
    a = m.draw("a")
    b = m.node("b", a + a)
    c = m.node("c", b + b)
    return m.node("loss", c)


def scalar(m):
    T = 5
    x, w, u = m.draw_each("x", T), m.draw("w"), m.draw("u")
    h = {0: m.node("h[0]", torch.zeros(()))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", torch.tanh(w * h[t - 1] + u * x[t]))
    states = rnn_module(w[None, None], u[None, None], torch.zeros(1), stacked(x, T)[:, None])[:, 0]
    m.compare("nn.RNN", indexed("h", states), 0.5 * states[-1] ** 2)
    return m.node("loss", 0.5 * h[T] ** 2)


# --- Chapter 08: recurrent networks ---------------------------------------------------------------------


def rnn(m):
    T = 4
    x, y = m.draw_each("x", T, 2), m.given("y", 0.25)
    W, U, v, b, c = m.draw("W", 3, 3), m.draw("U", 3, 2), m.draw("v", 3), m.draw("b", 3), m.draw("c")
    h = {0: m.node("h[0]", torch.zeros(3))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U @ x[t] + b))
    z = m.node("z", v @ h[T] + c)
    p = m.node("p", torch.sigmoid(z))
    states = rnn_module(W, U, b, stacked(x, T))
    logit = v @ states[-1] + c
    m.compare("nn.RNN", indexed("h", states), F.binary_cross_entropy_with_logits(logit, y))
    return m.node("loss", bce(p, y))


def moloko(m, n=3):
    T, letters = 4, 5
    read, out = m.tokens("in", [2, 1, 3, 1]), m.tokens("out", [1, 3, 1, 4])
    W, U, V = m.draw("W", n, n), m.draw("U", n, letters), m.draw("V", letters, n)
    b, c = m.draw("b", n), m.draw("c", letters)
    h = {0: m.node("h[0]", torch.zeros(n))}
    x, z, p, L = {}, {}, {}, {}
    for t in steps(T):
        x[t] = m.node(f"x[{t}]", F.one_hot(torch.tensor(read[t]), letters).double())
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U @ x[t] + b))
        z[t] = m.node(f"z[{t}]", V @ h[t] + c)
        p[t] = m.node(f"p[{t}]", F.softmax(z[t], 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p[t], out[t]))
    states = rnn_module(W, U, b, F.one_hot(torch.tensor([2, 1, 3, 1]), letters).double())
    m.compare("nn.RNN", indexed("h", states), token_loss(states @ V.T + c, out))
    return m.node("loss", sum(L.values()) / T)


# --- Chapters 11 and 12: gates ----------------------------------------------------------------------------


def lstm(m):
    T, d, n = 4, 3, 2
    x, y = m.draw_each("x", T, d), m.given("y", 0.75)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "fiog"}
    U = {gate: m.draw(f"U{gate}", n, d) for gate in "fiog"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "fiog"}
    v = m.draw("v", n)
    f, i, o, g = {}, {}, {}, {}
    h, c = {0: m.node("h[0]", torch.zeros(n))}, {0: m.node("c[0]", torch.zeros(n))}
    for t in steps(T):
        f[t] = m.node(f"f[{t}]", torch.sigmoid(W["f"] @ h[t - 1] + U["f"] @ x[t] + b["f"]))
        i[t] = m.node(f"i[{t}]", torch.sigmoid(W["i"] @ h[t - 1] + U["i"] @ x[t] + b["i"]))
        o[t] = m.node(f"o[{t}]", torch.sigmoid(W["o"] @ h[t - 1] + U["o"] @ x[t] + b["o"]))
        g[t] = m.node(f"g[{t}]", torch.tanh(W["g"] @ h[t - 1] + U["g"] @ x[t] + b["g"]))
        c[t] = m.node(f"c[{t}]", f[t] * c[t - 1] + i[t] * g[t])
        h[t] = m.node(f"h[{t}]", o[t] * torch.tanh(c[t]))
    p = m.node("p", torch.sigmoid(v @ h[T]))
    states, last = lstm_module(W, U, b, stacked(x, T))
    outputs = indexed("h", states) | {f"c[{T}]": last}
    m.compare("nn.LSTM", outputs, F.binary_cross_entropy_with_logits(v @ states[-1], y))
    return m.node("loss", bce(p, y))


def lstm_module(W, U, b, x):
    """All states of nn.LSTM and its last cell. Its gates are packed in the order i, f, g, o."""
    n, d = U["i"].shape
    weights = {
        "weight_hh_l0": torch.cat([W[gate] for gate in "ifgo"]),
        "weight_ih_l0": torch.cat([U[gate] for gate in "ifgo"]),
        "bias_ih_l0": torch.cat([b[gate] for gate in "ifgo"]),
        "bias_hh_l0": torch.zeros(4 * n),
    }
    states, (_, last) = functional_call(nn.LSTM(d, n), weights, x)
    return states, last[0]


def recall_rnn(m):
    T, n = 5, 2
    x, y = m.draw_each("x", T), m.given("y", 0.75)
    W, U, v, b, c = m.draw("W", n, n), m.draw("U", n), m.draw("v", n), m.draw("b", n), m.draw("c")
    h = {0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U * x[t] + b))
    p = m.node("p", torch.sigmoid(v @ h[T] + c))
    states = rnn_module(W, U[:, None], b, stacked(x, T)[:, None])
    m.compare("nn.RNN", indexed("h", states), F.binary_cross_entropy_with_logits(v @ states[-1] + c, y))
    return m.node("loss", bce(p, y))


def recall_lstm(m):
    T, n = 5, 2
    x, y = m.draw_each("x", T), m.given("y", 0.75)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "fiog"}
    U = {gate: m.draw(f"U{gate}", n) for gate in "fiog"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "fiog"}
    v, bias = m.draw("v", n), m.draw("b")
    h, c = {0: m.node("h[0]", torch.zeros(n))}, {0: m.node("c[0]", torch.zeros(n))}
    for t in steps(T):
        gate = {k: W[k] @ h[t - 1] + U[k] * x[t] + b[k] for k in "fiog"}
        f, i, o = (m.node(f"{k}[{t}]", torch.sigmoid(gate[k])) for k in "fio")
        g = m.node(f"g[{t}]", torch.tanh(gate["g"]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
        h[t] = m.node(f"h[{t}]", o * torch.tanh(c[t]))
    p = m.node("p", torch.sigmoid(v @ h[T] + bias))
    columns = {gate: U[gate][:, None] for gate in "fiog"}
    states, last = lstm_module(W, columns, b, stacked(x, T)[:, None])
    loss = F.binary_cross_entropy_with_logits(v @ states[-1] + bias, y)
    m.compare("nn.LSTM", indexed("h", states) | {f"c[{T}]": last}, loss)
    return m.node("loss", bce(p, y))


def recall_gru(m):
    T, n = 5, 2
    x, y = m.draw_each("x", T), m.given("y", 0.75)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "rzn"}
    U = {gate: m.draw(f"U{gate}", n) for gate in "rzn"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "rzn"}
    c = {gate: m.draw(f"c{gate}", n) for gate in "rzn"}
    v, bias = m.draw("v", n), m.draw("b")
    h = {0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        r = m.node(f"r[{t}]", torch.sigmoid(W["r"] @ h[t - 1] + c["r"] + U["r"] * x[t] + b["r"]))
        z = m.node(f"z[{t}]", torch.sigmoid(W["z"] @ h[t - 1] + c["z"] + U["z"] * x[t] + b["z"]))
        memory = m.node(f"m[{t}]", W["n"] @ h[t - 1] + c["n"])
        new = m.node(f"n[{t}]", torch.tanh(r * memory + U["n"] * x[t] + b["n"]))
        h[t] = m.node(f"h[{t}]", (1 - z) * new + z * h[t - 1])
    p = m.node("p", torch.sigmoid(v @ h[T] + bias))
    columns = {gate: U[gate][:, None] for gate in "rzn"}
    states = gru_module(W, columns, b, c, stacked(x, T)[:, None])
    loss = F.binary_cross_entropy_with_logits(v @ states[-1] + bias, y)
    m.compare("nn.GRU", indexed("h", states), loss)
    return m.node("loss", bce(p, y))


def counter(m):
    """One cell; its depth is compared with a target at every bracket."""
    T, brackets = 5, 2
    read, y = m.tokens("in", [0, 0, 1, 0, 1]), m.draw_each("y", T)
    w = {gate: m.draw(f"w{gate}") for gate in "fiog"}
    U = {gate: m.draw(f"U{gate}", brackets) for gate in "fiog"}
    bias = {gate: m.draw(f"b{gate}") for gate in "fiog"}
    v, b = m.draw("v"), m.draw("b")
    h, c = {0: m.node("h[0]", torch.zeros(()))}, {0: m.node("c[0]", torch.zeros(()))}
    x, L = {}, {}
    for t in steps(T):
        x[t] = m.node(f"x[{t}]", F.one_hot(torch.tensor(read[t]), brackets).double())
        gate = {k: w[k] * h[t - 1] + U[k] @ x[t] + bias[k] for k in "fiog"}
        f, i, o = (m.node(f"{k}[{t}]", torch.sigmoid(gate[k])) for k in "fio")
        g = m.node(f"g[{t}]", torch.tanh(gate["g"]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
        h[t] = m.node(f"h[{t}]", o * torch.tanh(c[t]))
        d = m.node(f"d[{t}]", v * c[t] + b)
        L[t] = m.node(f"L[{t}]", (d - y[t]) ** 2)
    W = {k: w[k][None, None] for k in "fiog"}
    rows, biases = {k: U[k][None] for k in "fiog"}, {k: bias[k][None] for k in "fiog"}
    states, _ = lstm_module(W, rows, biases, stacked(x, T))
    depths = torch.stack([v * c[t] + b for t in steps(T)])
    m.compare("nn.LSTM, F.mse_loss", indexed("h", states[:, 0]), F.mse_loss(depths, stacked(y, T)))
    return m.node("loss", sum(L.values()) / T)


def peephole(m):
    T, d, n = 4, 3, 2
    x, y = m.draw_each("x", T, d), m.given("y", 0.75)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "fiog"}
    U = {gate: m.draw(f"U{gate}", n, d) for gate in "fiog"}
    peep = {gate: m.draw(f"p{gate}", n) for gate in "fio"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "fiog"}
    v = m.draw("v", n)
    h, c = {0: m.node("h[0]", torch.zeros(n))}, {0: m.node("c[0]", torch.zeros(n))}

    def sees(gate, t, cell):
        return W[gate] @ h[t - 1] + U[gate] @ x[t] + peep[gate] * cell + b[gate]

    for t in steps(T):
        f = m.node(f"f[{t}]", torch.sigmoid(sees("f", t, c[t - 1])))
        i = m.node(f"i[{t}]", torch.sigmoid(sees("i", t, c[t - 1])))
        g = m.node(f"g[{t}]", torch.tanh(W["g"] @ h[t - 1] + U["g"] @ x[t] + b["g"]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
        o = m.node(f"o[{t}]", torch.sigmoid(sees("o", t, c[t])))
        h[t] = m.node(f"h[{t}]", o * torch.tanh(c[t]))
    p = m.node("p", torch.sigmoid(v @ h[T]))
    return m.node("loss", bce(p, y))


def gru(m):
    T, d, n = 4, 2, 3
    x, y = m.draw_each("x", T, d), m.given("y", 0.25)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "rzn"}
    U = {gate: m.draw(f"U{gate}", n, d) for gate in "rzn"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "rzn"}
    c = {gate: m.draw(f"c{gate}", n) for gate in "rzn"}
    v = m.draw("v", n)
    h = {0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        r = m.node(f"r[{t}]", torch.sigmoid(W["r"] @ h[t - 1] + c["r"] + U["r"] @ x[t] + b["r"]))
        z = m.node(f"z[{t}]", torch.sigmoid(W["z"] @ h[t - 1] + c["z"] + U["z"] @ x[t] + b["z"]))
        memory = m.node(f"m[{t}]", W["n"] @ h[t - 1] + c["n"])
        new = m.node(f"n[{t}]", torch.tanh(r * memory + U["n"] @ x[t] + b["n"]))
        h[t] = m.node(f"h[{t}]", (1 - z) * new + z * h[t - 1])
    p = m.node("p", torch.sigmoid(v @ h[T]))
    states = gru_module(W, U, b, c, stacked(x, T))
    loss = F.binary_cross_entropy_with_logits(v @ states[-1], y)
    m.compare("nn.GRU", indexed("h", states), loss)
    return m.node("loss", bce(p, y))


def gru_module(W, U, b, c, x, start=None):
    """All states of nn.GRU. Its gates are packed in the order r, z, n."""
    n, d = U["r"].shape
    weights = {
        "weight_hh_l0": torch.cat([W[gate] for gate in "rzn"]),
        "weight_ih_l0": torch.cat([U[gate] for gate in "rzn"]),
        "bias_ih_l0": torch.cat([b[gate] for gate in "rzn"]),
        "bias_hh_l0": torch.cat([c[gate] for gate in "rzn"]),
    }
    start = torch.zeros(n) if start is None else start
    states, _ = functional_call(nn.GRU(d, n), weights, (x, start[None]))
    return states


def gru_cho(m):
    T, d, n = 4, 2, 3
    x, y = m.draw_each("x", T, d), m.given("y", 0.25)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "rzn"}
    U = {gate: m.draw(f"U{gate}", n, d) for gate in "rzn"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "rzn"}
    v = m.draw("v", n)
    h = {0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        r = m.node(f"r[{t}]", torch.sigmoid(W["r"] @ h[t - 1] + U["r"] @ x[t] + b["r"]))
        z = m.node(f"z[{t}]", torch.sigmoid(W["z"] @ h[t - 1] + U["z"] @ x[t] + b["z"]))
        memory = m.node(f"m[{t}]", r * h[t - 1])
        new = m.node(f"n[{t}]", torch.tanh(W["n"] @ memory + U["n"] @ x[t] + b["n"]))
        h[t] = m.node(f"h[{t}]", (1 - z) * h[t - 1] + z * new)
    p = m.node("p", torch.sigmoid(v @ h[T]))
    return m.node("loss", bce(p, y))


# --- Chapters 13 and 14: deeper networks ------------------------------------------------------------------


def bidirectional(m):
    T, d, n, tags, words = 4, 2, 2, 3, 3
    read, out = m.tokens("in", [2, 0, 1, 0]), m.tokens("out", [0, 2, 1, 0])
    E, V, c = m.draw("E", words, d), m.draw("V", tags, 2 * n), m.draw("c", tags)
    Wf, Wr, Uf, Ur = m.draw("Wf", n, n), m.draw("Wr", n, n), m.draw("Uf", n, d), m.draw("Ur", n, d)
    bf, br = m.draw("bf", n), m.draw("br", n)
    f, r = {0: m.node("f[0]", torch.zeros(n))}, {T + 1: m.node(f"r[{T + 1}]", torch.zeros(n))}
    x, L, s = {}, {}, {}
    for t in steps(T):
        x[t] = m.node(f"x[{t}]", E[read[t]])
        f[t] = m.node(f"f[{t}]", torch.tanh(Wf @ f[t - 1] + Uf @ x[t] + bf))
    for t in reversed(steps(T)):
        r[t] = m.node(f"r[{t}]", torch.tanh(Wr @ r[t + 1] + Ur @ x[t] + br))
    for t in steps(T):
        s[t] = m.node(f"s[{t}]", torch.cat([f[t], r[t]]))
        p = m.node(f"p[{t}]", F.softmax(V @ s[t] + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    states = bidirectional_module((Wf, Uf, bf), (Wr, Ur, br), embedding_module(E, read))
    outputs = indexed("s", states) | indexed("f", states[:, :n]) | indexed("r", states[:, n:])
    m.compare("nn.RNN, bidirectional", outputs, token_loss(states @ V.T + c, out))
    return m.node("loss", sum(L.values()) / T)


def bidirectional_module(forward, backward, x):
    n, d = forward[1].shape
    weights = {}
    for suffix, (W, U, b) in {"": forward, "_reverse": backward}.items():
        weights["weight_hh_l0" + suffix], weights["weight_ih_l0" + suffix] = W, U
        weights["bias_ih_l0" + suffix], weights["bias_hh_l0" + suffix] = b, torch.zeros(n)
    states, _ = functional_call(nn.RNN(d, n, bidirectional=True), weights, x)
    return states


def stacked_layers(m):
    T, d, n = 4, 2, 3
    x, y = m.draw_each("x", T, d), m.given("y", 0.25)
    W1, W2 = m.draw("W1", n, n), m.draw("W2", n, n)
    U1, U2 = m.draw("U1", n, d), m.draw("U2", n, n)
    b1, b2, v, c = m.draw("b1", n), m.draw("b2", n), m.draw("v", n), m.draw("c")
    a, h, s = {0: m.node("a[0]", torch.zeros(n))}, {0: m.node("h[0]", torch.zeros(n))}, {}
    for t in steps(T):
        a[t] = m.node(f"a[{t}]", torch.tanh(W1 @ a[t - 1] + U1 @ x[t] + b1))
        h[t] = m.node(f"h[{t}]", torch.tanh(W2 @ h[t - 1] + U2 @ a[t] + b2))
        both = a[t] + h[t]
        centred = both - both.mean()
        s[t] = m.node(f"s[{t}]", centred / torch.sqrt((centred**2).mean() + 0.00001))
    p = m.node("p", torch.sigmoid(v @ s[T] + c))
    first = rnn_module(W1, U1, b1, stacked(x, T))
    second = rnn_module(W2, U2, b2, first)
    norm = nn.LayerNorm(n, eps=1e-5, elementwise_affine=False)(first + second)
    outputs = indexed("a", first) | indexed("h", second) | indexed("s", norm)
    loss = F.binary_cross_entropy_with_logits(v @ norm[-1] + c, y)
    m.compare("nn.RNN twice, nn.LayerNorm", outputs, loss)
    return m.node("loss", bce(p, y))


def dilated(m):
    T, n = 5, 2
    x, y = m.draw_each("x", T), m.given("y", 0.25)
    W, u, b, v = m.draw("W", n, n), m.draw("u", n), m.draw("b", n), m.draw("v", 2 * n)
    h = {-1: m.node("h[-1]", torch.zeros(n)), 0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 2] + u * x[t] + b))
    s = m.node("s", torch.cat([h[T - 1], h[T]]))
    p = m.node("p", torch.sigmoid(v @ s))
    # Each chain by itself is an ordinary recurrent network on every other input.
    odd = rnn_module(W, u[:, None], b, stacked(x, T)[0::2, None])
    even = rnn_module(W, u[:, None], b, stacked(x, T)[1::2, None])
    outputs = {"h[1]": odd[0], "h[3]": odd[1], "h[5]": odd[2], "h[2]": even[0], "h[4]": even[1]}
    logit = v @ torch.cat([even[-1], odd[-1]])
    m.compare("nn.RNN on each chain", outputs, F.binary_cross_entropy_with_logits(logit, y))
    return m.node("loss", bce(p, y))


def layer_norm(m):
    n = 4
    x, target, epsilon = m.draw("x", n), m.draw("target", n), m.given("ε", 0.01)
    gamma, delta = m.draw("γ", n), m.draw("δ", n)
    mean = m.node("μ", x.mean())
    d = m.node("d", x - mean)
    var = m.node("var", (d**2).mean())
    z = m.node("z", d / torch.sqrt(var + epsilon))
    y = m.node("y", gamma * z + delta)
    m.leaves.remove("ε")  # a constant of the module
    norm = functional_call(nn.LayerNorm(n, eps=0.01), {"weight": gamma, "bias": delta}, x)
    m.compare("nn.LayerNorm", {"y": norm}, F.mse_loss(norm, target))
    return m.node("loss", ((y - target) ** 2).mean())


# --- Chapters 15 to 18: language ----------------------------------------------------------------------------


def char_lm(m):
    T, d, n, letters = 5, 3, 4, 4
    read, out = m.tokens("in", [3, 0, 2, 2, 1]), m.tokens("out", [0, 2, 2, 1, 3])
    E, W, U, V = m.draw("E", letters, d), m.draw("W", n, n), m.draw("U", n, d), m.draw("V", letters, n)
    b, c = m.draw("b", n), m.draw("c", letters)
    h, p = {0: m.node("h[0]", torch.zeros(n))}, {}
    for t in steps(T):
        x = m.node(f"x[{t}]", E[read[t]])
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U @ x + b))
        z = m.node(f"z[{t}]", V @ h[t] + c)
        p[t] = m.node(f"p[{t}]", F.softmax(z, 0))
    states = rnn_module(W, U, b, embedding_module(E, read))
    m.compare("nn.Embedding, nn.RNN", indexed("h", states), token_loss(states @ V.T + c, out))
    return m.node("loss", sum(cross_entropy(p[t], out[t]) for t in steps(T)) / T)


def tagger(m):
    T, d, n, tags, words = 4, 3, 4, 3, 6
    read, out = m.tokens("in", [3, 0, 5, 0]), m.tokens("out", [0, 1, 2, 1])
    E, W, U, V = m.draw("E", words, d), m.draw("W", n, n), m.draw("U", n, d), m.draw("V", tags, n)
    b, c = m.draw("b", n), m.draw("c", tags)
    h, L = {0: m.node("h[0]", torch.zeros(n))}, {}
    for t in steps(T):
        x = m.node(f"x[{t}]", E[read[t]])
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U @ x + b))
        p = m.node(f"p[{t}]", F.softmax(V @ h[t] + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    states = rnn_module(W, U, b, embedding_module(E, read))
    m.compare("nn.Embedding, nn.RNN", indexed("h", states), token_loss(states @ V.T + c, out))
    return m.node("loss", sum(L.values()) / T)


def bag(m):
    T, words = 4, 7
    read, y = m.tokens("in", [2, 0, 2, 1]), m.given("y", 0.25)
    w, b = m.draw("w", words), m.draw("b")
    x = {t: m.node(f"x[{t}]", one_hot(read[t], words)) for t in steps(T)}
    counts = m.node("bag", sum(x.values()))
    p = m.node("p", torch.sigmoid(w @ counts + b))
    rows = torch.bincount(torch.tensor([2, 0, 2, 1]), minlength=words).double()
    m.compare("torch.bincount", {"bag": rows}, F.binary_cross_entropy_with_logits(w @ counts + b, y))
    return m.node("loss", bce(p, y))


def one_hot(token, count):
    return F.one_hot(torch.tensor(token), count).double()


def sentiment(m):
    T, words, n = 4, 7, 3
    read, y = m.tokens("in", [2, 0, 5, 1]), m.given("y", 0.25)
    W, U, v, b, c = m.draw("W", n, n), m.draw("U", n, words), m.draw("v", n), m.draw("b", n), m.draw("c")
    h, x = {0: m.node("h[0]", torch.zeros(n))}, {}
    for t in steps(T):
        x[t] = m.node(f"x[{t}]", one_hot(read[t], words))
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + U @ x[t] + b))
    p = m.node("p", torch.sigmoid(v @ h[T] + c))
    states = rnn_module(W, U, b, stacked(x, T))
    logit = v @ states[-1] + c
    m.compare("nn.RNN", indexed("h", states), F.binary_cross_entropy_with_logits(logit, y))
    return m.node("loss", bce(p, y))


def window(m):
    x, y, w, b = m.draw("x", 4), m.draw("y"), m.draw("w", 4), m.draw("b")
    p = m.node("p", w @ x + b)
    line = functional_call(nn.Linear(4, 1), {"weight": w[None], "bias": b[None]}, x)[0]
    m.compare("nn.Linear", {"p": line}, F.mse_loss(line, y))
    return forecast_loss(m, p, x[3], y)


def forecast_loss(m, p, last, y):
    m.node("naive", (last - y) ** 2)
    return m.node("loss", (p - y) ** 2)


def forecast_rnn(m):
    T, n = 3, 4
    x, y = m.draw_each("x", T), m.draw("y")
    W, u, v, b, c = m.draw("W", n, n), m.draw("u", n), m.draw("v", n), m.draw("b", n), m.draw("c")
    h = {0: m.node("h[0]", torch.zeros(n))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", torch.tanh(W @ h[t - 1] + x[t] * u + b))
    p = m.node("p", v @ h[T] + c)
    states = rnn_module(W, u[:, None], b, stacked(x, T)[:, None])
    m.compare("nn.RNN", indexed("h", states), F.mse_loss(v @ states[-1] + c, y))
    return forecast_loss(m, p, x[T], y)


def forecast_lstm(m):
    T, n = 3, 4
    x, y = m.draw_each("x", T), m.draw("y")
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "fiog"}
    u = {gate: m.draw(f"u{gate}", n) for gate in "fiog"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "fiog"}
    v, d = m.draw("v", n), m.draw("d")
    h, c = {0: m.node("h[0]", torch.zeros(n))}, {0: m.node("c[0]", torch.zeros(n))}
    for t in steps(T):
        gates = {gate: W[gate] @ h[t - 1] + x[t] * u[gate] + b[gate] for gate in "fiog"}
        f, i, o = (m.node(f"{gate}[{t}]", torch.sigmoid(gates[gate])) for gate in "fio")
        g = m.node(f"g[{t}]", torch.tanh(gates["g"]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
        h[t] = m.node(f"h[{t}]", o * torch.tanh(c[t]))
    p = m.node("p", v @ h[T] + d)
    columns = {gate: u[gate][:, None] for gate in "fiog"}
    states, last = lstm_module(W, columns, b, stacked(x, T)[:, None])
    m.compare("nn.LSTM", indexed("h", states) | {f"c[{T}]": last}, F.mse_loss(v @ states[-1] + d, y))
    return forecast_loss(m, p, x[T], y)


def translation_data(m):
    """Four letters in, two out: other lengths than the files have."""
    src = m.tokens("src", [2, 0, 1, 0])
    return src, m.tokens("in", [3, 1]), m.tokens("out", [1, 0])


def encoder(m, E, W, U, b, src):
    h = {0: m.node("h[0]", torch.zeros_like(b))}
    for i in src:
        x = m.node(f"x[{i}]", E[src[i]])
        h[i] = m.node(f"h[{i}]", torch.tanh(W @ h[i - 1] + U @ x + b))
    return h


def seq2seq(m, n=4, reads_itself=False, size=3, words=(3, 4, 3)):
    """`reads_itself`: from the second letter on the decoder reads what it found most probable.
    `words`: how many the encoder knows, the decoder is fed and the decoder can say."""
    src, read, out = translation_data(m)
    S, T, (known, fed, said) = len(src), len(read), words
    E, D, V = m.draw("E", known, size), m.draw("D", fed, size), m.draw("V", said, n)
    W, Ws, U, Us = m.draw("W", n, n), m.draw("Ws", n, n), m.draw("U", n, size), m.draw("Us", n, size)
    b, bs, c = m.draw("b", n), m.draw("bs", n), m.draw("c", said)
    h = encoder(m, E, W, U, b, src)
    s, L, y = {0: m.node("s[0]", h[S])}, {}, {1: m.node("y[1]", D[read[1]])}
    for t in steps(T):
        s[t] = m.node(f"s[{t}]", torch.tanh(Ws @ s[t - 1] + Us @ y[t] + bs))
        p = m.node(f"p[{t}]", F.softmax(V @ s[t] + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
        if reads_itself:
            read[t + 1] = int(p.argmax())
        if t + 1 in read:
            y[t + 1] = m.node(f"y[{t + 1}]", D[read[t + 1]])
    read = {t: read[t] for t in steps(T)}
    encoded = rnn_module(W, U, b, embedding_module(E, src))
    decoded = rnn_module(Ws, Us, bs, embedding_module(D, read), start=encoded[-1])
    outputs = indexed("h", encoded) | indexed("s", decoded)
    m.compare("nn.RNN twice", outputs, token_loss(decoded @ V.T + c, out))
    return m.node("loss", sum(L.values()) / T)


def first_token(m):
    """`first`, what an answer starts from, in the place of `in`."""
    m.values["first"] = m.values.pop("in")[0]


def translator(m):
    loss = seq2seq(m, n=8, reads_itself=True, size=4, words=(11, 12, 11))
    first_token(m)
    return loss


def helped(m, n=8, size=3):
    """The decoder is fed a mixture of the right letter and its own; in the lesson each is 1 or 0 of it."""
    src, read, out = translation_data(m)
    S, T = len(src), len(read)
    first_token(m)
    share = m.draw_each("helped", T)
    E, D, V = m.draw("E", 3, size), m.draw("D", 4, size), m.draw("V", 3, n)
    W, Ws, U, Us = m.draw("W", n, n), m.draw("Ws", n, n), m.draw("U", n, size), m.draw("Us", n, size)
    b, bs, c = m.draw("b", n), m.draw("bs", n), m.draw("c", 3)
    h = encoder(m, E, W, U, b, src)
    s, L, y = {0: m.node("s[0]", h[S])}, {}, {1: m.node("y[1]", D[read[1]])}
    for t in steps(T):
        s[t] = m.node(f"s[{t}]", torch.tanh(Ws @ s[t - 1] + Us @ y[t] + bs))
        p = m.node(f"p[{t}]", F.softmax(V @ s[t] + c, 0))
        right = m.node(f"right[{t}]", D[out[t]])
        own = m.node(f"own[{t}]", D[int(p.argmax())])
        y[t + 1] = m.node(f"y[{t + 1}]", share[t] * right + (1 - share[t]) * own)
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    return m.node("loss", sum(L.values()) / T)


def seq2seq_gru(m):
    src, read, out = translation_data(m)
    S, T, size, n = len(src), len(read), 3, 8
    E, D, V, c = m.draw("E", 3, size), m.draw("D", 4, size), m.draw("V", 3, n), m.draw("c", 3)
    h, x, y = {0: m.node("h[0]", torch.zeros(n))}, {}, {}
    reader, writer = GRUWeights(m, "", n, size), GRUWeights(m, "s", n, size)
    for i in src:
        x[i] = m.node(f"x[{i}]", E[src[i]])
        h[i] = m.node(f"h[{i}]", reader.step(i, h[i - 1], x[i]))
    s, L = {0: m.node("s[0]", h[S])}, {}
    for t in steps(T):
        y[t] = m.node(f"y[{t}]", D[read[t]])
        s[t] = m.node(f"s[{t}]", writer.step(t, s[t - 1], y[t]))
        p = m.node(f"p[{t}]", F.softmax(V @ s[t] + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    encoded = reader.module(embedding_module(E, src))
    decoded = writer.module(embedding_module(D, read), start=encoded[-1])
    outputs = indexed("h", encoded) | indexed("s", decoded)
    m.compare("nn.GRU twice", outputs, token_loss(decoded @ V.T + c, out))
    return m.node("loss", sum(L.values()) / T)


class GRUWeights:
    """The weights of one of two GRUs; a suffix tells their names apart."""

    def __init__(self, m, suffix, n, d):
        self.m, self.suffix = m, suffix
        self.W = {gate: m.draw(f"W{gate}{suffix}", n, n) for gate in "rzn"}
        self.U = {gate: m.draw(f"U{gate}{suffix}", n, d) for gate in "rzn"}
        self.b = {gate: m.draw(f"b{gate}{suffix}", n) for gate in "rzn"}
        self.c = {"r": torch.zeros(n), "z": torch.zeros(n), "n": m.draw(f"cn{suffix}", n)}

    def step(self, t, h, x):
        def name(gate, value):
            return self.m.node(f"{gate}{self.suffix}[{t}]", value)

        def sees(gate):
            return self.U[gate] @ x + self.b[gate]

        r = name("r", torch.sigmoid(self.W["r"] @ h + sees("r")))
        z = name("z", torch.sigmoid(self.W["z"] @ h + sees("z")))
        new = name("n", torch.tanh(r * (self.W["n"] @ h + self.c["n"]) + sees("n")))
        return (1 - z) * new + z * h

    def module(self, x, start=None):
        return gru_module(self.W, self.U, self.b, self.c, x, start)


def attention(m, weights_and_context, extra, size=2, n=3):
    """What the three models of attention share. `extra` draws the weights of the scores;
    `weights_and_context(t, query, keys, extra)` names the scores, the weights a[t] and the context d[t]."""
    src, read, out = translation_data(m)
    S, T = len(src), len(read)
    E, D, V = m.draw("E", 3, size), m.draw("D", 4, size), m.draw("V", 3, n)
    W, Ws, U, Us = m.draw("W", n, n), m.draw("Ws", n, n), m.draw("U", n, size), m.draw("Us", n, size)
    Cs, b, bs, c = m.draw("Cs", n, n), m.draw("b", n), m.draw("bs", n), m.draw("c", 3)
    extra = extra(n)
    h = encoder(m, E, W, U, b, src)
    keys = {i: h[i] for i in steps(S)}
    s, L = {0: m.node("s[0]", h[S])}, {}
    for t in steps(T):
        d = weights_and_context(t, s[t - 1], keys, *extra)
        y = m.node(f"y[{t}]", D[read[t]])
        s[t] = m.node(f"s[{t}]", torch.tanh(Ws @ s[t - 1] + Us @ y + Cs @ d + bs))
        p = m.node(f"p[{t}]", F.softmax(V @ s[t] + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    return m.node("loss", sum(L.values()) / T)


def weigh(m, t, scores, keys):
    """The weights and the context of one step, from a score for each key."""
    a = m.node(f"a[{t}]", F.softmax(torch.stack(scores), 0))
    return m.node(f"d[{t}]", sum(a[i - 1] * keys[i] for i in keys))


def dot_attention(m, **sizes):
    def context(t, query, keys):
        scores = [m.node(f"e[{t},{i}]", query @ keys[i]) for i in keys]
        d = weigh(m, t, scores, keys)
        matrix = torch.stack(list(keys.values()))
        sdp = F.scaled_dot_product_attention(query[None], matrix, matrix, scale=1.0)[0]
        assert_same(d, sdp, "context of dot-product attention")
        return d

    return attention(m, context, lambda n: (), **sizes)


def matrix_attention(m):
    K = None

    def context(t, query, keys, A):
        nonlocal K
        K = m.node("K", torch.stack(list(keys.values()))) if K is None else K
        q = m.node(f"q[{t}]", A @ query)
        e = m.node(f"e[{t}]", K @ q)
        a = m.node(f"a[{t}]", F.softmax(e, 0))
        d = m.node(f"d[{t}]", K.T @ a)
        assert_same(d, F.scaled_dot_product_attention(q[None], K, K, scale=1.0)[0], "context with a matrix")
        return d

    return attention(m, context, extra=lambda n: (m.draw("A", n, n),))


def additive_attention(m):
    def context(t, query, keys, Wa, Ua, w):
        scores = [m.node(f"e[{t},{i}]", w @ torch.tanh(Wa @ query + Ua @ keys[i])) for i in keys]
        return weigh(m, t, scores, keys)

    return attention(m, context, extra=lambda n: (m.draw("Wa", 2, n), m.draw("Ua", 2, n), m.draw("w", 2)))


def slope(m):
    a = m.node("a", F.softmax(m.draw("e", 3), 0))
    return m.node("loss", a[0])


def luong(m, size=3, n=8):
    """The look behind the cell; the query is the new state."""
    src, read, out = translation_data(m)
    S, T = len(src), len(read)
    E, D, V = m.draw("E", 3, size), m.draw("D", 4, size), m.draw("V", 3, n)
    W, Ws, U, Us = m.draw("W", n, n), m.draw("Ws", n, n), m.draw("U", n, size), m.draw("Us", n, size)
    G, b, bs, g, c = m.draw("G", n, 2 * n), m.draw("b", n), m.draw("bs", n), m.draw("g", n), m.draw("c", 3)
    h = encoder(m, E, W, U, b, src)
    keys = {i: h[i] for i in steps(S)}
    s, L = {0: m.node("s[0]", h[S])}, {}
    for t in steps(T):
        y = m.node(f"y[{t}]", D[read[t]])
        s[t] = m.node(f"s[{t}]", torch.tanh(Ws @ s[t - 1] + Us @ y + bs))
        d = weigh(m, t, [m.node(f"e[{t},{i}]", s[t] @ keys[i]) for i in keys], keys)
        o = m.node(f"o[{t}]", torch.tanh(G @ torch.cat([d, s[t]]) + g))
        p = m.node(f"p[{t}]", F.softmax(V @ o + c, 0))
        L[t] = m.node(f"L[{t}]", cross_entropy(p, out[t]))
    return m.node("loss", sum(L.values()) / T)


MODELS = {
    "lessons/03-loss/logistic-neuron.eqn": logistic_neuron,
    "lessons/05-backprop/mlp.eqn": mlp,
    "lessons/05-backprop/xor-tanh-2.eqn": xor(2, torch.tanh),
    "lessons/05-backprop/xor-tanh-3.eqn": xor(3, torch.tanh),
    "lessons/05-backprop/xor-relu-2.eqn": xor(2, torch.relu),
    "lessons/05-backprop/xor-relu-3.eqn": xor(3, torch.relu),
    "lessons/05-backprop/xor-relu-4.eqn": xor(4, torch.relu),
    "lessons/05-backprop/xor-sigmoid-2.eqn": xor(2, torch.sigmoid),
    "lessons/05-backprop/xor-sigmoid-3.eqn": xor(3, torch.sigmoid),
    "lessons/05-backprop/xor-sigmoid-4.eqn": xor(4, torch.sigmoid),
    "lessons/05-backprop/mazur.eqn": mazur,
    "lessons/05-backprop/reuse.eqn": reuse,
    "lessons/08-rnn/rnn.eqn": rnn,
    "lessons/08-rnn/moloko.eqn": moloko,
    "lessons/08-rnn/moloko-2.eqn": functools.partial(moloko, n=2),
    "lessons/08-rnn/moloko-4.eqn": functools.partial(moloko, n=4),
    "lessons/09-unrolling/scalar.eqn": scalar,
    "lessons/11-lstm/lstm.eqn": lstm,
    "lessons/11-lstm/peephole.eqn": peephole,
    "lessons/11-lstm/recall-rnn.eqn": recall_rnn,
    "lessons/11-lstm/recall-lstm.eqn": recall_lstm,
    "lessons/11-lstm/recall-gru.eqn": recall_gru,
    "lessons/11-lstm/counter.eqn": counter,
    "lessons/11-lstm/counter-learned.eqn": counter,
    "lessons/12-gru/gru.eqn": gru,
    "lessons/12-gru/gru-cho.eqn": gru_cho,
    "lessons/13-deeper/bidirectional.eqn": bidirectional,
    "lessons/13-deeper/stacked.eqn": stacked_layers,
    "lessons/13-deeper/dilated.eqn": dilated,
    "lessons/14-regularization/layer-norm.eqn": layer_norm,
    "lessons/15-language-model/char-lm.eqn": char_lm,
    "lessons/16-reading/tagger.eqn": tagger,
    "lessons/16-reading/bag.eqn": bag,
    "lessons/16-reading/sentiment.eqn": sentiment,
    "lessons/16-reading/window.eqn": window,
    "lessons/16-reading/forecast-rnn.eqn": forecast_rnn,
    "lessons/16-reading/forecast-lstm.eqn": forecast_lstm,
    "lessons/17-seq2seq/seq2seq.eqn": seq2seq,
    "lessons/17-seq2seq/seq2seq-8.eqn": lambda m: seq2seq(m, n=8),
    "lessons/17-seq2seq/free-running.eqn": lambda m: seq2seq(m, n=8, reads_itself=True),
    "lessons/17-seq2seq/seq2seq-gru.eqn": seq2seq_gru,
    "lessons/17-seq2seq/reverser.eqn": lambda m: seq2seq(m, n=3),
    "lessons/17-seq2seq/translate.eqn": lambda m: seq2seq(m, n=8, size=4, words=(11, 12, 11)),
    "lessons/17-seq2seq/translator.eqn": translator,
    "lessons/17-seq2seq/helped.eqn": helped,
    "lessons/18-attention/dot.eqn": dot_attention,
    "lessons/18-attention/dot-8.eqn": lambda m: dot_attention(m, size=3, n=8),
    "lessons/18-attention/matrix.eqn": matrix_attention,
    "lessons/18-attention/additive.eqn": additive_attention,
    "lessons/18-attention/without.eqn": lambda m: seq2seq(m, n=8),
    "lessons/18-attention/luong.eqn": luong,
    "lessons/18-attention/slope.eqn": slope,
}


# --- Every function and operator, in small ------------------------------------------------------------------


class Token:
    """A given that is a token; it has no gradient."""

    def __init__(self, id, count):
        self.id, self.count = id, count

    def __repr__(self):
        return str(self.id)


class Each:
    """A given indexed from 1."""

    def __init__(self, *values):
        self.values = list(values)


def shape(value):
    return [len(value), *shape(value[0])] if isinstance(value, list) else []


def kind(value):
    """What stands between the name and the value: `: [2, 3] `, `: token(3) `, or nothing."""
    if isinstance(value, Token):
        return f": token({value.count}) "
    return f": {shape(value)} " if shape(value) else ""


def declaration(name, value):
    """Capital letters are weights, the others givens."""
    if isinstance(value, Each):
        return f"given {name}[1...T] {kind(value.values[0])}= {value.values}"
    return f"{'weight' if name[0].isupper() else 'given'} {name} {kind(value)}= {value}"


def argument(value):
    """What `expected` is called with: a tensor, a token's id, or for an indexed given all by their index."""
    if isinstance(value, Token):
        return value.id
    if isinstance(value, Each):
        return {t: argument(each) for t, each in enumerate(value.values, start=1)}
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def leaves(arguments):
    """The tensors among the arguments, an indexed one as `x[1]`."""
    found = {}
    for name, value in arguments.items():
        each = {f"{name}[{t}]": v for t, v in value.items()} if isinstance(value, dict) else {name: value}
        found |= {name: v for name, v in each.items() if isinstance(v, torch.Tensor)}
    return found


def case(equations, expected, **inputs):
    """A model with these inputs and equations; `expected` computes its loss in PyTorch."""
    arguments = {name: argument(value) for name, value in inputs.items()}
    tensors = leaves(arguments)
    loss = expected(**arguments)
    loss = loss if loss.requires_grad else loss.requires_grad_()
    found = gradients(loss, list(tensors.values()))
    return {
        "equations": "\n".join([*(declaration(*each) for each in inputs.items()), equations]),
        "loss": loss.item(),
        "gradients": {name: gradient.tolist() for name, gradient in zip(tensors, found)},
    }


def functions():
    a, b, c = 0.7, -1.3, 1.9
    x, w, q = [0.6, -1.1, 1.4], [0.9, -0.4, 1.7], [0.3, 1.6, 0.8]
    A = [[0.5, -1.2, 0.8], [1.1, 0.4, -0.7]]
    B = [[0.9, -0.3], [-1.4, 0.6], [0.2, 1.5]]
    M = [[1.3, -0.6], [0.4, 0.9]]
    u, v = [0.8, -1.5], [1.1, 0.7]
    return [
        *elementwise(a, x, w, q),
        *reductions(x, w, A),
        *spreading(a, c, x, w, q, A),
        *products(a, b, x, w, A, B, M, u, v),
        *powers(a, b, x, w, q, A),
        *assembling(a, b, x, w, A, u, v),
        *elements(x, w, A),
        *losses(x, w),
        *without_gradient(a, x, w),
        *sums_and_definitions(x, w),
    ]


def elementwise(a, x, w, q):
    smooth = {
        "σ": torch.sigmoid, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "exp": torch.exp,
        "relu": torch.relu, "abs": torch.abs,
    }
    for name, function in smooth.items():
        yield case(f"loss = w · {name}(x)", lambda x, w, f=function: w @ f(x), x=x, w=w)
        yield case(f"loss = {name}(a)", lambda a, f=function: f(a), a=a)
    for name, function in {"log": torch.log, "sqrt": torch.sqrt}.items():
        yield case(f"loss = w · {name}(x)", lambda x, w, f=function: w @ f(x), x=q, w=w)
        yield case(f"loss = {name}(a)", lambda a, f=function: f(a), a=a)
    kink = [0.0, -0.5, 0.5]
    yield case("loss = w · relu(x)", lambda x, w: w @ torch.relu(x), x=kink, w=w)
    yield case("loss = w · abs(x)", lambda x, w: w @ torch.abs(x), x=kink, w=w)
    yield case("loss = sum(tanh(A))", lambda A: torch.tanh(A).sum(), A=[[0.5, -1.2], [1.1, 0.4]])
    yield case("loss = w · softmax(x)", lambda x, w: w @ F.softmax(x, 0), x=x, w=w)
    yield case("p = softmax(x)\nloss = w · p", lambda x, w: w @ F.softmax(x, 0), x=x, w=w)
    yield case("loss = w · log_softmax(x)", lambda x, w: w @ F.log_softmax(x, 0), x=x, w=w)
    yield case("loss = w · log(softmax(x))", lambda x, w: w @ F.log_softmax(x, 0), x=x, w=w)


def reductions(x, w, A):
    yield case("loss = sum(x)", lambda x: x.sum(), x=x)
    yield case("loss = sum(A)^2", lambda A: A.sum() ** 2, A=A)
    yield case("loss = mean(x)^2", lambda x: x.mean() ** 2, x=x)
    yield case("loss = mean(A)^2", lambda A: A.mean() ** 2, A=A)
    yield case("loss = max(x)^2", lambda x: x.amax() ** 2, x=x)
    yield case("loss = max(x)^2", lambda x: x.amax() ** 2, x=[1.5, -0.2, 1.5])
    yield case("loss = max(x)", lambda x: x.amax(), x=[0.25, 0.25, 0.25, 0.25])
    yield case("loss = max(x ∘ w)", lambda x, w: (x * w).amax(), x=x, w=w)


def spreading(a, c, x, w, q, A):
    yield case("loss = w · (a + x)", lambda a, x, w: w @ (a + x), a=a, x=x, w=w)
    yield case("loss = w · (x + a)", lambda a, x, w: w @ (x + a), a=a, x=x, w=w)
    yield case("loss = w · (a - x)", lambda a, x, w: w @ (a - x), a=a, x=x, w=w)
    yield case("loss = w · (x − a)", lambda a, x, w: w @ (x - a), a=a, x=x, w=w)
    yield case("loss = w · (a ∘ x)", lambda a, x, w: w @ (a * x), a=a, x=x, w=w)
    yield case("loss = w · (x ⊙ a)", lambda a, x, w: w @ (x * a), a=a, x=x, w=w)
    yield case("loss = w · (a / x)", lambda a, x, w: w @ (a / x), a=a, x=x, w=w)
    yield case("loss = w · (x / a)", lambda a, x, w: w @ (x / a), a=a, x=x, w=w)
    yield case("loss = w · (x + q)", lambda x, q, w: w @ (x + q), x=x, q=q, w=w)
    yield case("loss = w · (x - q)", lambda x, q, w: w @ (x - q), x=x, q=q, w=w)
    yield case("loss = w · (x * q)", lambda x, q, w: w @ (x * q), x=x, q=q, w=w)
    yield case("loss = w · (x / q)", lambda x, q, w: w @ (x / q), x=x, q=q, w=w)
    yield case("loss = sum((A + a)^2)", lambda A, a: ((A + a) ** 2).sum(), A=A, a=a)
    yield case("loss = sum((a - A)^2)", lambda A, a: ((a - A) ** 2).sum(), A=A, a=a)
    yield case("loss = sum((a ∘ A)^2)", lambda A, a: ((a * A) ** 2).sum(), A=A, a=a)
    yield case("loss = sum((A / a)^2)", lambda A, a: ((A / a) ** 2).sum(), A=A, a=a)
    yield case("loss = a + c - a ∘ c / a", lambda a, c: a + c - a * c / a, a=a, c=c)
    yield case("loss = w · (x ∘ q / w)", lambda x, q, w: w @ (x * q / w), x=x, q=q, w=w)
    yield case("loss = sum(x / q / w)", lambda x, q, w: (x / q / w).sum(), x=x, q=q, w=w)
    yield case("loss = sum(x - q - w)", lambda x, q, w: (x - q - w).sum(), x=x, q=q, w=w)


def products(a, b, x, w, A, B, M, u, v):
    yield case("loss = x · w", lambda x, w: x @ w, x=x, w=w)
    yield case("loss = x · x", lambda x: x @ x, x=x)
    yield case("loss = a · b", lambda a, b: a * b, a=a, b=b)
    yield case("loss = a b", lambda a, b: a * b, a=a, b=b)
    yield case("loss = u · (A x)", lambda u, A, x: u @ (A @ x), u=u, A=A, x=x)
    yield case("loss = u · A x", lambda u, A, x: u @ (A @ x), u=u, A=A, x=x)
    yield case("loss = u · (A @ x)", lambda u, A, x: u @ (A @ x), u=u, A=A, x=x)
    yield case("loss = sum((A B)^2)", lambda A, B: ((A @ B) ** 2).sum(), A=A, B=B)
    yield case("loss = sum((A B M)^2)", lambda A, B, M: ((A @ B @ M) ** 2).sum(), A=A, B=B, M=M)
    yield case("loss = u · A B v", lambda u, A, B, v: u @ A @ B @ v, u=u, A=A, B=B, v=v)
    yield case("loss = w · Aᵀ u", lambda w, A, u: w @ (A.T @ u), w=w, A=A, u=u)
    yield case("loss = w · (A' u)", lambda w, A, u: w @ (A.T @ u), w=w, A=A, u=u)
    yield case("loss = sum((A Aᵀ)^2)", lambda A: ((A @ A.T) ** 2).sum(), A=A)
    yield case("loss = sum((Aᵀ A)^2)", lambda A: ((A.T @ A) ** 2).sum(), A=A)
    yield case("loss = u · (2 v)", lambda u, v: u @ (2 * v), u=u, v=v)
    yield case("loss = u · a v", lambda u, a, v: u @ (a * v), u=u, a=a, v=v)
    yield case("loss = sum(a M)^2", lambda a, M: (a * M).sum() ** 2, a=a, M=M)
    yield case("loss = sum(a ∘ x · w ∘ w)", lambda a, x, w: (a * (x @ w) * w).sum(), a=a, x=x, w=w)
    yield case("loss = a / 2 b", lambda a, b: a / (2 * b), a=a, b=b)
    yield case("loss = a -b", lambda a, b: a - b, a=a, b=b)
    yield case("loss = a (b + 1)", lambda a, b: a * (b + 1), a=a, b=b)
    yield case("loss = (a + 1) (b + 1)", lambda a, b: (a + 1) * (b + 1), a=a, b=b)
    yield case("loss = sum((u vᵀ)^2)", lambda u, v: (torch.outer(u, v) ** 2).sum(), u=u, v=v)
    yield case("loss = sum(outer(u, x) ∘ A)", lambda u, x, A: (torch.outer(u, x) * A).sum(), u=u, x=x, A=A)
    yield case("loss = sum(outer(u, u)^2)", lambda u: (torch.outer(u, u) ** 2).sum(), u=u)


def powers(a, b, x, w, q, A):
    yield case("loss = w · x^3", lambda x, w: w @ x**3, x=x, w=w)
    yield case("loss = w · x^-1", lambda x, w: w @ x**-1, x=x, w=w)
    yield case("loss = w · x^-2", lambda x, w: w @ x**-2, x=x, w=w)
    yield case("loss = w · x^0.5", lambda x, w: w @ x**0.5, x=q, w=w)
    yield case("loss = w · x^1", lambda x, w: w @ x, x=x, w=w)
    yield case("loss = w · x^2", lambda x, w: w @ x**2, x=[0.0, -0.7, 1.2], w=w)
    yield case("loss = sum(A^2)", lambda A: (A**2).sum(), A=A)
    yield case("loss = -b^2", lambda b: -(b**2), b=b)
    yield case("loss = 2 b^2", lambda b: 2 * b**2, b=b)
    yield case("loss = a b^2", lambda a, b: a * b**2, a=a, b=b)
    yield case("loss = a^2 b", lambda a, b: a**2 * b, a=a, b=b)
    yield case("loss = (a + b)^2", lambda a, b: (a + b) ** 2, a=a, b=b)
    yield case("loss = a ∘ -b", lambda a, b: a * -b, a=a, b=b)
    yield case("loss = -a - -b", lambda a, b: -a - -b, a=a, b=b)
    yield case("loss = w · -x", lambda x, w: w @ -x, x=x, w=w)


def assembling(a, b, x, w, A, u, v):
    cat, stack, one_hot = torch.cat, torch.stack, lambda k, n: F.one_hot(torch.tensor(k), n).double()
    yield case("loss = sum(concat(u, x)^3)", lambda u, x: (cat([u, x]) ** 3).sum(), u=u, x=x)
    yield case(
        "s = concat(u, x, v)\nloss = softmax(s) · s",
        lambda u, x, v: F.softmax(cat([u, x, v]), 0) @ cat([u, x, v]), u=u, x=x, v=v)
    yield case("loss = sum(concat(u, u)^3)", lambda u: 2 * (u**3).sum(), u=u)
    yield case(
        "H = stack(h[1...T])\nloss = u · H x",
        lambda h, u, x: u @ stack([h[1], h[2]]) @ x, h=Each([0.4, -0.9, 1.3], [1.2, 0.5, -0.6]), u=u, x=x)
    yield case(
        "H = stack(h[2...T])\nloss = u · Hᵀ v",
        lambda h, u, v: u @ stack([h[2], h[3]]).T @ v,
        h=Each([0.4, -0.9], [1.2, 0.5], [-0.6, 0.3]), u=u, v=v)
    yield case(
        "loss = w · softmax(stack(e[1...T]))",
        lambda e, w: w @ F.softmax(stack([e[1], e[2], e[3]]), 0), e=Each(0.4, -0.9, 1.3), w=w)
    yield case(
        "for t = 1...2:\n    for i = 1...T:\n        e[t,i] = (x[i] + t)^2\n"
        "    m[t] = stack(e[t,1...T])\nloss = m[1] · m[2]",
        lambda x: sum((x[i] + 1) ** 2 * (x[i] + 2) ** 2 for i in (1, 2, 3)), x=Each(0.4, -0.9, 1.3))
    E = [[0.3, -0.8], [1.1, 0.6], [-0.5, 0.9]]
    yield case("loss = u · embed(E, k)", lambda E, k, u: u @ E[k], E=E, k=Token(1, 3), u=u)
    yield case(
        "loss = u · embed(E, k) + v · embed(E, k)", lambda E, k, u, v: (u + v) @ E[k],
        E=E, k=Token(2, 3), u=u, v=v)
    yield case("loss = w · onehot(k, 3)", lambda k, w: w @ one_hot(k, 3), k=Token(2, 3), w=w)
    yield case(
        "loss = u · A onehot(k, 3)", lambda A, k, u: u @ A @ one_hot(k, 3), A=A, k=Token(0, 3), u=u)
    yield case(
        "loss = w · [a, a b, 2]", lambda a, b, w: w @ stack([a, a * b, torch.tensor(2.0)]), a=a, b=b, w=w)
    yield case(
        "loss = u · [[a, b], [b, 1]] v",
        lambda a, b, u, v: u @ stack([a, b, b, torch.tensor(1.0)]).reshape(2, 2) @ v, a=a, b=b, u=u, v=v)
    yield case("loss = w · (x + ones(3))", lambda x, w: w @ (x + 1), x=x, w=w)
    yield case("loss = w · (zeros(3) - x)", lambda x, w: w @ -x, x=x, w=w)


def elements(x, w, A):
    yield case("loss = x[2]^2 + x[3]", lambda x: x[1] ** 2 + x[2], x=x)
    yield case("loss = A[2,1]^3", lambda A: A[1, 0] ** 3, A=A)
    yield case("loss = A[1,3] ∘ A[2,1] + A[1,3]", lambda A: A[0, 2] * A[1, 0] + A[0, 2], A=A)
    yield case(
        "loss = x[T][2] ∘ x[1][1]", lambda x: x[2][1] * x[1][0], x=Each([0.4, -0.9], [1.3, 0.7]))
    yield case("p = softmax(x)\nloss = p[k]", lambda x, k: F.softmax(x, 0)[k], x=x, k=Token(0, 3))
    yield case("p = softmax(x)\nloss = -log(p[k])", lambda x, k: -F.log_softmax(x, 0)[k], x=x, k=Token(2, 3))
    yield case(
        "for t = 1...T:\n    p[t] = softmax(z[t])\nloss = sum(t = 1...T: p[t][k[t]])",
        lambda z, k: F.softmax(z[1], 0)[k[1]] + F.softmax(z[2], 0)[k[2]],
        z=Each([0.4, -0.9, 1.3], [1.2, 0.5, -0.6]), k=Each(Token(2, 3), Token(0, 3)))
    yield case("loss = x[1] w[2] - x[2] w[1]", lambda x, w: x[0] * w[1] - x[1] * w[0], x=x, w=w)


def losses(x, w):
    with_logits, nll = F.binary_cross_entropy_with_logits, lambda z, k: F.cross_entropy(z, torch.tensor(k))
    for target in (0, 1, 0.25):
        yield case("loss = bce(σ(z), y)", lambda z, y: with_logits(z, y), z=0.8, y=target)
        yield case("p = σ(z)\nloss = bce(p, y)", lambda z, y: with_logits(z, y), z=-1.7, y=target)
        yield case("loss = bce_with_logits(z, y)", lambda z, y: with_logits(z, y), z=1.3, y=target)
    yield case("loss = bce(p, y)", bce, p=0.3, y=0.6)
    yield case("loss = bce(p, y)", bce, p=0.3, y=1)
    yield case("loss = mse(x, w)", lambda x, w: F.mse_loss(x, w), x=x, w=w)
    yield case("loss = mse(a, b)", lambda a, b: F.mse_loss(a, b), a=0.7, b=-1.3)
    yield case("loss = cross_entropy(p, k)", lambda p, k: cross_entropy(p, k), p=[0.2, 0.5, 0.3], k=Token(1, 3))
    for id in (0, 2):
        k = Token(id, 3)
        yield case("loss = cross_entropy(softmax(z), k)", nll, z=x, k=k)
        yield case("p = softmax(z)\nloss = cross_entropy(p, k)", nll, z=x, k=k)
        yield case("loss = softmax_cross_entropy(z, k)", nll, z=x, k=k)
    yield case(
        "p = softmax(z)\nloss = cross_entropy(p, k) + w · p",
        lambda z, k, w: nll(z, k) + w @ F.softmax(z, 0), z=x, k=Token(1, 3), w=w)


def without_gradient(a, x, w):
    yield case("loss = x · stop(x)", lambda x: x @ x.detach(), x=x)
    yield case("loss = (a - stop(a ∘ 2))^2", lambda a: (a - (2 * a).detach()) ** 2, a=a)
    yield case("loss = sum(stop(x)^2)", lambda x: (x.detach() ** 2).sum(), x=x)
    yield case("loss = w · (x ∘ sign(x))", lambda x, w: w @ (x * torch.sign(x)), x=x, w=w)
    yield case(
        "loss = w · (x ∘ step(x))", lambda x, w: w @ (x * torch.heaviside(x.detach(), torch.tensor(0.0))),
        x=x, w=w)
    yield case(
        "loss = cross_entropy(softmax(z), argmax(x))",
        lambda z, x: F.cross_entropy(z, torch.argmax(x)), z=w, x=x)
    yield case("k = argmax(x)\nloss = x[k]^2", lambda x: x[torch.argmax(x)] ** 2, x=x)


def sums_and_definitions(x, w):
    yield case("loss = sum(t = 1...T: x[t]^2)", lambda x: sum(x[t] ** 2 for t in x), x=Each(0.4, -0.9, 1.3))
    yield case(
        "loss = sum(t = 1...T: x[t]^2) / T", lambda x: sum(x[t] ** 2 for t in x) / 3, x=Each(0.4, -0.9, 1.3))
    yield case(
        "s = sum(t = 1...T: t x[t])\nloss = u · s", lambda x, u: u @ (x[1] + 2 * x[2]),
        x=Each([0.4, -0.9], [1.3, 0.7]), u=[0.8, -1.5])
    yield case(
        "loss = sum(t = 2...T: sum(i = 1...t: x[t] x[i]))",
        lambda x: sum(x[t] * x[i] for t in (2, 3) for i in range(1, t + 1)), x=Each(0.4, -0.9, 1.3))
    yield case(
        "gelu(x) = 0.5 x ∘ (1 + tanh(0.79788 (x + 0.044715 x^3)))\nloss = w · gelu(v)",
        lambda v, w: w @ (0.5 * v * (1 + torch.tanh(0.79788 * (v + 0.044715 * v**3)))), v=x, w=w)
    yield case(
        "norm(v) = (v - mean(v)) / sqrt(mean((v - mean(v))^2) + 0.01)\nloss = w · norm(x)",
        lambda x, w: w @ F.layer_norm(x, (3,), eps=0.01), x=x, w=w)


# --- Logits far out -----------------------------------------------------------------------------------------


def extremes():
    with mpmath.workdps(1000):
        return [*extreme_scalars(), *extreme_vectors()]


def extreme_scalars():
    for z in (1000, -1000, 40, -40, 0):
        for y in (0, 1, 0.25):
            p = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
            loss = exact_bce(p, mpmath.mpf(y))
            check_extreme(F.binary_cross_entropy_with_logits, z, y, loss, p - y)
            for form in (f"loss = bce(σ(z), {y})", f"p = σ(z)\nloss = bce(p, {y})",
                         f"loss = bce_with_logits(z, {y})"):
                yield extreme(z, form, loss, p - y)
        p = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        yield extreme(z, "loss = σ(z)", p, p * (1 - p))
        yield extreme(z, "loss = tanh(z)", mpmath.tanh(z), 1 - mpmath.tanh(z) ** 2)


def exact_bce(p, y):
    first = y * mpmath.log(p) if y else 0
    return -(first + ((1 - y) * mpmath.log(1 - p) if y != 1 else 0))


def extreme_vectors():
    for z in ([1000, -1000, 0], [-1000, -1000, -1000], [1000, 1000, 0], [40, -40, 0], [0, 0, 0],
              [-1000, 1000, 999], [709, 710, 711]):
        powers = [mpmath.exp(mpmath.mpf(number)) for number in z]
        p = [power / sum(powers) for power in powers]
        logs = [mpmath.log(each) for each in p]
        for k in range(3):
            gradient = [each - (i == k) for i, each in enumerate(p)]
            check_extreme(lambda z, k: F.cross_entropy(z, torch.tensor(k)), z, k, -logs[k], gradient)
            for form in (f"loss = cross_entropy(softmax(z), {k})",
                         f"p = softmax(z)\nloss = cross_entropy(p, {k})",
                         f"loss = softmax_cross_entropy(z, {k})"):
                yield extreme(z, form, -logs[k], gradient)
        w = [1, 2, 3]
        mean = sum(i * each for i, each in zip(w, p))
        yield extreme(z, "loss = [1, 2, 3] · softmax(z)", mean, [e * (i - mean) for i, e in zip(w, p)])
        for form in ("loss = [1, 2, 3] · log_softmax(z)", "loss = [1, 2, 3] · log(softmax(z))",
                     "p = softmax(z)\nloss = [1, 2, 3] · log(p)"):
            loss = sum(i * each for i, each in zip(w, logs))
            yield extreme(z, form, loss, [i - 6 * e for i, e in zip(w, p)])


def check_extreme(function, z, target, loss, gradient):
    """PyTorch's stable function agrees, as far as its own rounding lets it."""
    tensor = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    target = target if isinstance(z, list) else torch.tensor(target, dtype=torch.float64)
    theirs = function(tensor, target)
    assert_same(torch.tensor(float(loss)), theirs, f"loss at {z}")
    assert_same(torch.tensor(floats(gradient)), gradients(theirs, [tensor])[0], f"gradient at {z}")


def floats(numbers):
    """The nearest doubles; 0 rather than −0."""
    return [floats(number) for number in numbers] if isinstance(numbers, list) else float(numbers) + 0.0


def extreme(z, equations, loss, gradient):
    return {
        "equations": f"{declaration('z', z)}\n{equations}",
        "loss": floats(loss),
        "gradients": {"z": floats(gradient)},
    }


# --- Files --------------------------------------------------------------------------------------------------


def json_text(data, depth=2):
    """JSON with the outer `depth` levels on lines of their own; numbers at full precision."""
    if not depth or not isinstance(data, (dict, list)) or not data:
        return json.dumps(data, ensure_ascii=False, allow_nan=False)
    if isinstance(data, list):
        return "[\n" + ",\n".join(json_text(item, depth - 2) for item in data) + "\n]"
    items = [f"{json_text(key, 0)}: {json_text(item, depth - 1)}" for key, item in data.items()]
    return "{\n" + ",\n".join(items) + "\n}"


def write(name, data):
    (HERE / f"{name}.json").write_text(json_text(data) + "\n", encoding="utf-8")


def main():
    for path, function in MODELS.items():
        model = Model(seed=path)  # so that a new model changes no other's numbers
        write(pathlib.Path(path).stem, reference(path, model, function(model)))
    write("functions", functions())
    write("extremes", extremes())


if __name__ == "__main__":
    main()
