"""What PyTorch computes for the models of chapters 02 to 04, 17 and 18 that `references.py` does not have.

    venv/bin/python references_02_04_17_18.py

writes CHAPTER-NAME.json, one a model, in the form that `references.py` describes. A model without a loss
has values only: its file has neither `loss` nor gradients.
"""

import torch
import torch.nn.functional as F
from torch import nn

from references import (
    SOURCE, Model, assert_same, bce, cross_entropy, dot_attention, embedding_module, encoder,
    reference, rnn_module, stacked, steps, write)

sigmoid, tanh, relu = torch.sigmoid, torch.tanh, torch.relu


def step(z):
    """1 above 0, else 0. PyTorch has no gradient for it; in the language it is zero."""
    return (z > 0).double()


def probabilities(m, name, count):
    """A given of numbers between 0 and 1."""
    return m.given(name, [m.random.uniform(0.05, 0.95) for _ in range(count)])


def values_only(path, model):
    """The content of the JSON file of a model without a loss."""
    nodes = {name: {"value": tensor.tolist()} for name, tensor in model.nodes.items()}
    return {"model": path, "source": SOURCE, "values": model.values, "nodes": nodes}


# --- Chapter 02 -----------------------------------------------------------------------------------------


def curves(m):
    z = m.draw("z")
    m.node("r", relu(z))
    m.node("t", tanh(z))
    m.node("s", sigmoid(z))


def scalar(m):
    x, w1, w2, w3, w = (m.draw(name) for name in ("x", "w1", "w2", "w3", "w"))
    a = m.node("a", w1 * x)
    b = m.node("b", w2 * a)
    m.node("deep", w3 * b)
    m.node("flat", w * x)


def layers(m):
    x, W1, W2 = m.draw("x", 2), m.draw("W1", 2, 2), m.draw("W2", 2, 2)
    h = m.node("h", W1 @ x)
    deep = m.node("deep", W2 @ h)
    W = m.node("W", W2 @ W1)
    assert_same(deep, m.node("flat", W @ x), "two layers and one")


def affine(m):
    x = m.draw("x", 2)
    W1, b1, W2, b2 = m.draw("W1", 2, 2), m.draw("b1", 2), m.draw("W2", 2, 2), m.draw("b2", 2)
    h = m.node("h", F.linear(x, W1, b1))
    deep = m.node("deep", F.linear(h, W2, b2))
    W, b = m.node("W", W2 @ W1), m.node("b", W2 @ b1 + b2)
    assert_same(deep, m.node("flat", F.linear(x, W, b)), "two layers and one")


def switch(m):
    x, on, W1, W2 = m.draw("x", 2), m.given("on", 0.25), m.draw("W1", 2, 2), m.draw("W2", 2, 2)
    z = m.node("z", W1 @ x)
    # What is below 0 is made smaller by as much as the relu is on.
    h = m.node("h", torch.where(z > 0, z, (1 - on) * z))
    deep, flat = m.node("deep", W2 @ h), m.node("flat", W2 @ W1 @ x)
    m.node("apart", F.l1_loss(deep, flat, reduction="sum"))


def sum_test(m):
    a, b = m.given("a", -0.75), m.given("b", 1.25)
    m.node("together", relu(a + b))
    m.node("apart", relu(a) + relu(b))


def two_hidden(activation):
    """The XOR network with step; with these numbers the activation decides whether it fires."""

    def model(m):
        x, _ = m.given("x", [0.75, -0.5]), m.given("y", 1)
        U, b = m.given("U", [[1.25, 0.5], [-0.75, 1.5]]), m.given("b", [0.25, -0.5])
        v, c = m.given("v", [1.5, 1]), m.given("c", -0.5)
        h = m.node("h", activation(F.linear(x, U, b)))
        m.node("o", step(v @ h + c))

    return model


def hidden(m):
    h, _, v, c = m.draw("h", 2), m.given("y", 1), m.draw("v", 2), m.draw("c")
    m.node("o", step(v @ h + c))


def xor_relu(m):
    x, _, U, b, v = m.draw("x", 2), m.given("y", 1), m.draw("U", 2, 2), m.draw("b", 2), m.draw("v", 2)
    z = m.node("z", F.linear(x, U, b))
    m.node("o", v @ m.node("h", relu(z)))


def tents(m):
    def tent(a):
        """Up with slope 2 from 0 to one half, down with slope 2 behind it."""
        return torch.where(a < 0, torch.zeros(()), torch.where(a < 0.5, 2 * a, 2 - 2 * a))

    m.values["x"] = [m.random.uniform(-0.25, 1.25) for _ in range(17)]
    for t, x in enumerate(m.values["x"]):
        one = m.node(f"one[{t}]", tent(m.leaf(f"x[{t}]", x)))
        two = m.node(f"two[{t}]", tent(one))
        m.node(f"three[{t}]", tent(two))


def neuron_with(activation):
    def model(m):
        x, y, w, b = m.draw("x"), m.given("y", 0.75), m.draw("w"), m.draw("b")
        o = m.node("o", activation(m.node("z", w * x + b)))
        m.compare("F.mse_loss", {}, F.mse_loss(activation(w * x + b), y))
        return m.node("loss", (o - y) ** 2)

    return model


# --- Chapter 03 -----------------------------------------------------------------------------------------


def accuracy(m):
    y, p = m.given("y", [1, 0, 0, 1]), probabilities(m, "p", 4)
    m.node("costs", F.binary_cross_entropy(p, y, reduction="none"))
    m.node("average", F.binary_cross_entropy(p, y))
    m.node("right", ((p > 0.5) == (y > 0.5)).double().mean())


def costs(m):
    y, p = m.given("y", 0.25), m.given("p", 0.625)
    yes, no = m.node("yes", -torch.log(p)), m.node("no", -torch.log(1 - p))
    m.compare("F.binary_cross_entropy", {}, F.binary_cross_entropy(p, y))
    return m.node("loss", y * yes + (1 - y) * no)


def of_the_sum(m):
    """Both `by-hand` and `stable`."""
    y, z = m.given("y", 0.75), m.draw("z")
    p = m.node("p", sigmoid(z))
    m.compare("F.binary_cross_entropy_with_logits", {}, F.binary_cross_entropy_with_logits(z, y))
    return m.node("loss", bce(p, y))


def nielsen(cost, name, module):
    def model(m):
        x, y, w, b = m.draw("x"), m.given("y", 0.25), m.draw("w"), m.draw("b")
        p = m.node("p", sigmoid(m.node("z", w * x + b)))
        m.compare(name, {}, module(w * x + b, y))
        return m.node("loss", cost(p, y))

    return model


def sign(m):
    z = m.given("z", 0.75)  # below 0 there is no logarithm
    return m.node("loss", -torch.log(m.node("s", torch.sign(z))))


def softmax_steps(m):
    z = m.draw("z", 4)
    e = m.node("e", torch.exp(z))
    total = m.node("total", e.sum())
    assert_same(m.node("p", e / total), F.softmax(z, 0), "softmax in steps")


def letter_scores(m):
    m.values["next"] = 2
    return 2, m.draw("z", 4)


def softmax(m):
    right, z = letter_scores(m)
    p = m.node("p", F.softmax(z, 0))
    m.compare("F.cross_entropy", {}, F.cross_entropy(z, torch.tensor(right)))
    return m.node("loss", cross_entropy(p, right))


def twice(m):
    right, z = letter_scores(m)
    p = m.node("p", F.softmax(z, 0))
    q = m.node("q", F.softmax(p, 0))
    cost = m.node("cost", F.cross_entropy(p, torch.tensor(right)))
    assert_same(cost, cross_entropy(q, right), "softmax twice")


def sure(m):
    x, w, b = m.draw("x", 2), m.draw("w", 2), m.draw("b")
    m.node("p", sigmoid(m.node("z", w @ x + b)))


def surprise(m):
    for t, p in enumerate(torch.linspace(0.05, 1, 20), start=1):
        m.node(f"cost[{t}]", -torch.log(m.node(f"p[{t}]", p.clone())))


# --- Chapter 04 -----------------------------------------------------------------------------------------


def parabola(m):
    w = m.draw("w")
    return m.node("loss", (w - 3) ** 2)


def constant(m):
    y, w = m.draw("y"), m.draw("w")
    m.compare("F.mse_loss", {}, F.mse_loss(w, y))
    return m.node("loss", (w - y) ** 2)


def bowl(m):
    x, y = m.draw("x"), m.draw("y")
    return m.node("loss", x**2 + 10 * y**2)


def saddle(m):
    x, y = m.draw("x"), m.draw("y")
    return m.node("loss", x**2 + (y**2 - 1) ** 2)


def valleys(m):
    w = m.draw("w")
    return m.node("loss", (w**2 - 1) ** 2 + 0.3 * w)


def neuron(m):
    x, y, w, b = m.draw("x", 2), m.given("y", 0.25), m.draw("w", 2), m.draw("b")
    p = m.node("p", sigmoid(m.node("z", w @ x + b)))
    logit = F.linear(x, w[None], b[None])[0]
    m.compare("F.linear", {"z": logit}, F.binary_cross_entropy_with_logits(logit, y))
    return m.node("loss", bce(p, y))


# --- Chapter 17 -----------------------------------------------------------------------------------------


def numbers_of(*parts):
    """How many numbers these modules have to learn. nn.RNN has two biases; ours has one."""
    return torch.tensor(sum(
        parameter.numel() for part in parts for name, parameter in part.named_parameters()
        if name != "bias_hh_l0"), dtype=torch.float64)


def given_sizes(model, /, **sizes):
    """Givens that are sizes: whole numbers, so that modules can have them."""
    for name, size in sizes.items():
        model.given(name, size)
    return sizes.values()


def seq2seq_count(m):
    reads, fed, says, size, n, S, T = given_sizes(m, reads=5, fed=6, says=4, m=2, n=7, S=3, T=2)
    parts = {
        "embeddings": [nn.Embedding(reads, size), nn.Embedding(fed, size)],
        "encoder": [nn.RNN(size, n)],
        "decoder": [nn.RNN(size, n)],
        "output": [nn.Linear(n, says)],
    }
    for name, modules in parts.items():
        m.node(name, numbers_of(*modules))
    m.node("total", numbers_of(*sum(parts.values(), [])))


def encoder_alone(m, size=3, n=3):
    src = m.tokens("src", [2, 0, 1, 0, 2])
    E, W, U, b = m.draw("E", 3, size), m.draw("W", n, n), m.draw("U", n, size), m.draw("b", n)
    h = encoder(m, E, W, U, b, src)
    context = m.node("context", h[len(src)])
    states = rnn_module(W, U, b, embedding_module(E, src))
    assert_same(stacked(h, len(src)), states, "states of nn.RNN")
    assert_same(context, states[-1], "context of nn.RNN")


def decoder_alone(m, size=3, n=3):
    context, out = m.draw("context", n), m.tokens("out", [1, 0, 2, 2])
    m.values["first"] = 3
    D, Ws, Us, V = m.draw("D", 4, size), m.draw("Ws", n, n), m.draw("Us", n, size), m.draw("V", 3, n)
    bs, c = m.draw("bs", n), m.draw("c", 3)
    s, read = {0: m.node("s[0]", context)}, {1: 3}
    y = {1: m.node("y[1]", D[3])}
    for t in out:
        s[t] = m.node(f"s[{t}]", tanh(Ws @ s[t - 1] + Us @ y[t] + bs))
        z = V @ s[t] + c
        p = m.node(f"p[{t}]", F.softmax(z, 0))
        read[t + 1] = said(m, t, p)
        y[t + 1] = m.node(f"y[{t + 1}]", D[read[t + 1]])
        m.node(f"L[{t}]", F.cross_entropy(z, torch.tensor(out[t])))
    fed = {t: read[t] for t in out}
    states = rnn_module(Ws, Us, bs, embedding_module(D, fed), start=context)
    assert_same(stacked(s, len(out)), states, "states of nn.RNN")


def said(m, t, p):
    """The most probable letter; its number is a value too."""
    letter = int(p.argmax())
    m.node(f"said[{t}]", torch.tensor(float(letter), dtype=torch.float64))
    return letter


# --- Chapter 18 -----------------------------------------------------------------------------------------


def attention_count(m):
    n, k, S, T = given_sizes(m, n=6, k=5, S=4, T=2)
    cells = [nn.RNN(3, n), nn.RNN(3, n)]
    m.node("plain", numbers_of(nn.Embedding(3, 3), nn.Embedding(4, 3), *cells, nn.Linear(n, 3)))
    between = lambda d, count: nn.Linear(d, count, bias=False)
    m.node("matrix", numbers_of(between(n, n)))
    m.node("additive", numbers_of(between(n, k), between(n, k), between(k, 1)))
    m.node("into_cell", numbers_of(between(n, n)))
    m.node("behind_cell", numbers_of(nn.Linear(2 * n, n)))
    m.node("scores", torch.tensor(float(torch.zeros(T, S).numel()), dtype=torch.float64))


def one_look(in_steps):
    def model(m):
        q, h = m.draw("q", 2), m.draw_each("h", 3, 2)
        e = torch.stack([m.node(f"e[{i}]", q @ h[i]) for i in steps(3)])
        if in_steps:
            r = m.node("r", torch.exp(e))
            a = m.node("a", r / r.sum())
        else:
            a = m.node("a", F.softmax(e, 0))
        d = m.node("d", sum(a[i - 1] * h[i] for i in steps(3)))
        rows = stacked(h, 3)
        theirs = F.scaled_dot_product_attention(q[None], rows, rows, scale=1.0)[0]
        assert_same(d, theirs, "context of one look")

    return model


def scores(m):
    q, h, A = m.draw("q", 2), m.draw("h", 2), m.draw("A", 2, 2)
    Wa, Ua, w = m.draw("Wa", 2, 2), m.draw("Ua", 2, 2), m.draw("w", 2)
    m.node("dot", q @ h)
    assert_same(m.node("matrix", q @ (A @ h)), F.bilinear(q, h, A[None])[0], "score with a matrix")
    m.node("additive", w @ m.node("hidden", tanh(Wa @ q + Ua @ h)))


def learned(**sizes):
    """`dot.eqn` with what it says and without the mean of its losses."""

    def model(m):
        dot_attention(m, **sizes)
        del m.nodes["loss"]
        for t, _ in enumerate(m.values["out"], start=1):
            said(m, t, m.nodes[f"p[{t}]"])

    return model


MODELS = {
    "02-activation/step-neuron": neuron_with(step),
    "02-activation/tanh-neuron": neuron_with(tanh),
    "03-loss/bce": costs,
    "03-loss/by-hand": of_the_sum,
    "03-loss/entropy": nielsen(
        bce, "F.binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits),
    "03-loss/sign": sign,
    "03-loss/softmax": softmax,
    "03-loss/squared": nielsen(
        lambda p, y: (p - y) ** 2 / 2, "F.mse_loss", lambda z, y: F.mse_loss(sigmoid(z), y) / 2),
    "03-loss/stable": of_the_sum,
    "04-gradient-descent/bowl": bowl,
    "04-gradient-descent/constant": constant,
    "04-gradient-descent/neuron": neuron,
    "04-gradient-descent/parabola": parabola,
    "04-gradient-descent/saddle": saddle,
    "04-gradient-descent/valleys": valleys,
}

WITHOUT_LOSS = {
    "02-activation/affine": affine,
    "02-activation/bent": two_hidden(relu),
    "02-activation/curves": curves,
    "02-activation/hidden": hidden,
    "02-activation/layers": layers,
    "02-activation/scalar": scalar,
    "02-activation/straight": two_hidden(lambda z: z),
    "02-activation/sum-test": sum_test,
    "02-activation/switch": switch,
    "02-activation/tents": tents,
    "02-activation/xor-relu": xor_relu,
    "03-loss/accuracy": accuracy,
    "03-loss/softmax-steps": softmax_steps,
    "03-loss/sure": sure,
    "03-loss/surprise": surprise,
    "03-loss/twice": twice,
    "17-seq2seq/count": seq2seq_count,
    "17-seq2seq/decoder": decoder_alone,
    "17-seq2seq/encoder": encoder_alone,
    "18-attention/clear": learned(),
    "18-attention/count": attention_count,
    "18-attention/five": learned(size=3, n=8),
    "18-attention/hand": one_look(in_steps=True),
    "18-attention/look": one_look(in_steps=False),
    "18-attention/scores": scores,
    "18-attention/unclear": learned(),
}


def main():
    for name, function in (MODELS | WITHOUT_LOSS).items():
        path = f"lessons/{name}.eqn"
        model = Model(seed=path)
        loss = function(model)
        content = reference(path, model, loss) if name in MODELS else values_only(path, model)
        write(name.replace("/", "-"), content)


if __name__ == "__main__":
    main()
