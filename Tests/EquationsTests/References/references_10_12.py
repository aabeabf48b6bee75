"""What PyTorch computes for the models of chapters 10 to 12 that `references.py` does not have.

    venv/bin/python references_10_12.py

writes CHAPTER-NAME.json, one a model, in the form that `references.py` describes.
"""

import torch
import torch.nn.functional as F

from references import Model, bce, indexed, lstm_module, reference, rnn_module, stacked, steps, write

sigmoid, tanh = torch.sigmoid, torch.tanh


def loop(m, name, count, start, step):
    """name[0] = start and name[t] = step(name[t-1], t)."""
    states = {0: m.node(f"{name}[0]", start)}
    for t in steps(count):
        states[t] = m.node(f"{name}[{t}]", step(states[t - 1], t))
    return states


# --- Chapter 10 -----------------------------------------------------------------------------------------


def linear(T):
    def model(m):
        start, w = m.given("start", 0.75), m.given("w", 0.9)
        return m.node("loss", loop(m, "h", T, start, lambda h, t: w * h)[T])

    return model


def chain(T):
    def model(m):
        start, w = m.given("start", 0.25), m.given("w", 1.25)
        h = loop(m, "h", T, start, lambda h, t: tanh(w * h))
        one = torch.zeros(1)
        states = rnn_module(w[None, None], torch.zeros(1, 1), one, torch.zeros(T, 1), start[None])
        m.compare("nn.RNN", indexed("h", states[:, 0]), states[-1, 0])
        return m.node("loss", h[T])

    return model


def factored(m, start, w, ones, T):
    """States of a chain with the slope and the factor of each step and their product."""
    h, product = {0: m.node("h[0]", start)}, {0: m.node("product[0]", ones)}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", tanh(w * h[t - 1]))
        slope = m.node(f"slope[{t}]", 1 - h[t] ** 2)
        factor = m.node(f"factor[{t}]", w * slope)
        product[t] = m.node(f"product[{t}]", product[t - 1] * factor)
    return h[T]


def factors(m):
    start, w = m.given("start", 0.25), m.given("w", 1.25)
    return m.node("loss", factored(m, start, w, torch.ones(()), 4))


def chains(m):
    start, w = m.given("start", 0.25), m.draw("w", 4)
    return m.node("loss", factored(m, start * torch.ones(4), w, torch.ones(4), 20).sum())


def five_steps(m):
    x, w = m.draw_each("x", 5), m.given("w", 0.75)
    h = loop(m, "h", 5, torch.tensor(0.5), lambda h, t: tanh(w * h + x[t]))
    return m.node("loss", 0.5 * h[5] ** 2)


def ten_steps(m):
    x, y, w, u = m.draw_each("x", 6), m.draw("y"), m.given("w", 0.75), m.draw("u")
    h = loop(m, "h", 6, torch.zeros(()), lambda h, t: tanh(w * h + u * x[t]))
    return m.node("loss", 0.5 * (h[6] - y) ** 2)


def recall_rnn(m):
    T, n = 4, 2
    x, y = m.draw_each("x", T), m.given("y", 0.75)
    W, U, v, b, c = m.draw("W", n, n), m.draw("U", n), m.draw("v", n), m.draw("b", n), m.draw("c")
    h = loop(m, "h", T, torch.zeros(n), lambda h, t: tanh(W @ h + U * x[t] + b))
    p = m.node("p", sigmoid(v @ h[T] + c))
    states = rnn_module(W, U[:, None], b, stacked(x, T)[:, None])
    m.compare("nn.RNN", indexed("h", states), F.binary_cross_entropy_with_logits(v @ states[-1] + c, y))
    return m.node("loss", bce(p, y))


def grow(m):
    start, y, w = m.draw("start"), m.draw("y"), m.given("w", 1.1)
    h = loop(m, "h", 10, start, lambda h, t: w * h)
    return m.node("loss", 0.5 * (h[10] - y) ** 2)


def clip(m):
    g, w = m.draw("g", 2), m.draw("w", 2)
    return m.node("loss", g @ w)


def matrix(m):
    start, W = m.draw("start", 2), m.draw("W", 2, 2)
    h = {0: m.node("h[0]", start)}
    for t in steps(4):
        h[t] = m.node(f"h[{t}]", W @ h[t - 1])
        length = m.node(f"length[{t}]", torch.linalg.vector_norm(h[t]))
    return m.node("loss", length)


def start(m):
    start, W, v = m.draw("start", 2), m.given("W", [[0.6, -0.7], [0.8, 0.5]]), m.draw("v", 2)
    h = loop(m, "h", 20, start, lambda h, t: tanh(W @ h))
    return m.node("loss", v @ h[20])


# --- Chapter 11 -----------------------------------------------------------------------------------------


def by_hand(m):
    before, f, i, g, o = (m.draw(name) for name in ("c_before", "f", "i", "g", "o"))
    c = m.node("c", f * before + i * g)
    return m.node("loss", m.node("h", o * tanh(c)))


def hands_on(m):
    T, x, bf = 4, m.draw_each("x", 4), m.draw("bf")
    c = {0: m.node("c[0]", torch.zeros(()))}
    for t in steps(T):
        f = m.node(f"f[{t}]", sigmoid(bf))
        i = m.node(f"i[{t}]", sigmoid(4 * x[t] - 2))
        o = m.node(f"o[{t}]", sigmoid(torch.tensor(2.0)))
        g = m.node(f"g[{t}]", tanh(2 * x[t]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
        h = m.node(f"h[{t}]", o * tanh(c[t]))
    return m.node("loss", h)


def three_cells(m):
    T, x, bf = 4, m.draw_each("x", 4), m.draw("bf", 3)
    c = {0: m.node("c[0]", torch.zeros(3))}
    for t in steps(T):
        f = m.node(f"f[{t}]", sigmoid(bf))
        i = m.node(f"i[{t}]", sigmoid(4 * x[t] - 2))
        g = m.node(f"g[{t}]", tanh(2 * x[t]))
        c[t] = m.node(f"c[{t}]", f * c[t - 1] + i * g)
    return m.node("loss", c[T].sum())


def keep(name, state):
    """Only kept, twenty times."""

    def model(m):
        gate = m.draw(name, 4)
        return m.node("loss", loop(m, state, 20, torch.ones(4), lambda c, t: gate * c)[20].sum())

    return model


def cell_step(m, t, h, c, x, w, u, b):
    """One step of an LSTM with a single cell: the state and the cell."""
    f = m.node(f"f[{t}]", sigmoid(w["f"] * h + u["f"] * x + b["f"]))
    i = m.node(f"i[{t}]", sigmoid(w["i"] * h + u["i"] * x + b["i"]))
    o = m.node(f"o[{t}]", sigmoid(w["o"] * h + u["o"] * x + b["o"]))
    g = m.node(f"g[{t}]", tanh(w["g"] * h + u["g"] * x + b["g"]))
    c = m.node(f"c[{t}]", f * c + i * g)
    return m.node(f"h[{t}]", o * tanh(c)), c


def matrices(letters):
    return {gate: number[None, None] for gate, number in letters.items()}


def single_cell(m, x, T):
    """An LSTM with a single cell, and what nn.LSTM has for its states."""
    w, u, b = ({gate: m.draw(f"{kind}{gate}") for gate in "fiog"} for kind in "wub")
    h, c = m.node("h[0]", torch.zeros(())), m.node("c[0]", torch.zeros(()))
    for t in steps(T):
        h, c = cell_step(m, t, h, c, x[t], w, u, b)
    biases = {gate: number[None] for gate, number in b.items()}
    states, last = lstm_module(matrices(w), matrices(u), biases, stacked(x, T)[:, None])
    return h, states[:, 0], indexed("h", states[:, 0]) | {f"c[{T}]": last[0]}


def one_cell(m):
    x, y = m.draw_each("x", 3), m.given("y", 0.75)
    h, states, outputs = single_cell(m, x, 3)
    p = m.node("p", sigmoid(h))
    m.compare("nn.LSTM", outputs, F.binary_cross_entropy_with_logits(states[-1], y))
    return m.node("loss", bce(p, y))


def pair_lstm(m):
    x = {t: torch.tensor(2.0 - t, dtype=torch.float64) for t in steps(3)}
    h, states, outputs = single_cell(m, x, 3)
    m.compare("nn.LSTM", outputs, states[-1])
    return m.node("loss", h)


def two_ways(m):
    T, x, y = 2, m.draw_each("x", 2), m.draw("y")
    begin, show = m.draw("c_start"), m.draw("o_start")
    w, u = ({gate: m.draw(f"{kind}{gate}") for gate in "fiog"} for kind in "wu")
    zero = torch.zeros(())
    b = {"f": m.draw("bf"), "i": zero, "o": zero, "g": zero}
    c = m.node("c[0]", begin)
    h = m.node("h[0]", show * tanh(c))
    for t in steps(T):
        h, c = cell_step(m, t, h, c, x[t], w, u, b)
    return m.node("loss", c)


def brackets(m):
    read = m.tokens("in", [0, 0, 1, 1])
    U, bf, bi, bo = m.draw("Ug", 2), m.draw("bf"), m.draw("bi"), m.draw("bo")
    c = m.node("c[0]", torch.zeros(()))
    for t, bracket in read.items():
        x = m.node(f"x[{t}]", F.one_hot(torch.tensor(bracket), 2).double())
        f, i = m.node(f"f[{t}]", sigmoid(bf)), m.node(f"i[{t}]", sigmoid(bi))
        g = m.node(f"g[{t}]", tanh(U @ x))
        c = m.node(f"c[{t}]", f * c + i * g)
        o = m.node(f"o[{t}]", sigmoid(bo))
        m.node(f"h[{t}]", o * tanh(c))
    return m.node("loss", c)


def stacked_lstm(m):
    T, d, n = 2, 1, 2
    x, y = m.draw_each("x", T, d), m.given("y", 0.75)
    W = {gate: m.draw(f"W{gate}", n, n) for gate in "fiog"}
    U = {gate: m.draw(f"U{gate}", n, d) for gate in "fiog"}
    b = {gate: m.draw(f"b{gate}", n) for gate in "fiog"}
    V = {gate: m.draw(f"V{gate}", n, n) for gate in "fiog"}
    Y = {gate: m.draw(f"Y{gate}", n, n) for gate in "fiog"}
    a = {gate: m.draw(f"a{gate}", n) for gate in "fiog"}
    v, bias = m.draw("v", n), m.draw("b")
    h, c, s, k = (m.node(f"{name}[0]", torch.zeros(n)) for name in "hcsk")
    for t in steps(T):
        f = m.node(f"f[{t}]", sigmoid(W["f"] @ h + U["f"] @ x[t] + b["f"]))
        i = m.node(f"i[{t}]", sigmoid(W["i"] @ h + U["i"] @ x[t] + b["i"]))
        o = m.node(f"o[{t}]", sigmoid(W["o"] @ h + U["o"] @ x[t] + b["o"]))
        g = m.node(f"g[{t}]", tanh(W["g"] @ h + U["g"] @ x[t] + b["g"]))
        c = m.node(f"c[{t}]", f * c + i * g)
        h = m.node(f"h[{t}]", o * tanh(c))
        q = m.node(f"q[{t}]", sigmoid(V["f"] @ s + Y["f"] @ h + a["f"]))
        j = m.node(f"j[{t}]", sigmoid(V["i"] @ s + Y["i"] @ h + a["i"]))
        r = m.node(f"r[{t}]", sigmoid(V["o"] @ s + Y["o"] @ h + a["o"]))
        candidate = m.node(f"m[{t}]", tanh(V["g"] @ s + Y["g"] @ h + a["g"]))
        k = m.node(f"k[{t}]", q * k + j * candidate)
        s = m.node(f"s[{t}]", r * tanh(k))
    p = m.node("p", sigmoid(v @ s + bias))
    first, _ = lstm_module(W, U, b, stacked(x, T))
    second, _ = lstm_module(V, Y, a, first)
    outputs = indexed("h", first) | indexed("s", second)
    m.compare("nn.LSTM", outputs, F.binary_cross_entropy_with_logits(v @ second[-1] + bias, y))
    return m.node("loss", bce(p, y))


# --- Chapter 12 -----------------------------------------------------------------------------------------


def blend(keeps):
    def model(m):
        before, n, z = m.draw("h_before"), m.draw("n"), m.draw("z")
        h = (1 - z) * n + z * before if keeps else (1 - z) * before + z * n
        return m.node("loss", m.node("h", h))

    return model


def reset(m):
    before, r, W = m.draw("h_before", 2), m.draw("r", 2), m.draw("W", 2, 2)
    hidden = m.node("hidden", r * before)
    first = m.node("before", W @ hidden)
    product = m.node("product", W @ before)
    last = m.node("after", r * product)
    return m.node("loss", (first + last).sum())


def single_unit(m, x, T, keeps):
    """A GRU with a single unit."""
    w, u, b = ({gate: m.draw(f"{kind}{gate}") for gate in "rzn"} for kind in "wub")
    h = m.node("h[0]", torch.zeros(()))
    for t in steps(T):
        r = m.node(f"r[{t}]", sigmoid(w["r"] * h + u["r"] * x[t] + b["r"]))
        z = m.node(f"z[{t}]", sigmoid(w["z"] * h + u["z"] * x[t] + b["z"]))
        product = m.node(f"m[{t}]", w["n"] * h)
        n = m.node(f"n[{t}]", tanh(r * product + u["n"] * x[t] + b["n"]))
        h = m.node(f"h[{t}]", (1 - z) * n + z * h if keeps else (1 - z) * h + z * n)
    weights = {
        "weight_hh_l0": torch.stack([w[gate] if keeps or gate != "z" else -w[gate] for gate in "rzn"])[:, None],
        "weight_ih_l0": torch.stack([u[gate] if keeps or gate != "z" else -u[gate] for gate in "rzn"])[:, None],
        "bias_ih_l0": torch.stack([b[gate] if keeps or gate != "z" else -b[gate] for gate in "rzn"]),
        "bias_hh_l0": torch.zeros(3),
    }
    # With the signs of z's weights changed nn.GRU is a GRU in the other convention.
    states, _ = torch.func.functional_call(torch.nn.GRU(1, 1), weights, stacked(x, T)[:, None])
    return h, states[:, 0]


def one_unit(keeps):
    def model(m):
        x, y = m.draw_each("x", 3), m.given("y", 0.75)
        h, states = single_unit(m, x, 3, keeps)
        p = m.node("p", sigmoid(h))
        m.compare("nn.GRU", indexed("h", states), F.binary_cross_entropy_with_logits(states[-1], y))
        return m.node("loss", bce(p, y))

    return model


def pair_gru(m):
    x = {t: torch.tensor(2.0 - t, dtype=torch.float64) for t in steps(3)}
    h, states = single_unit(m, x, 3, True)
    m.compare("nn.GRU", indexed("h", states), states[-1])
    return m.node("loss", h)


def counter_gru(m):
    read, z = m.tokens("in", [0, 0, 1, 0]), m.given("z", 0.75)
    U, h = torch.tensor([5.0, -5.0], dtype=torch.float64), m.node("h[0]", torch.zeros(()))
    for t, bracket in read.items():
        x = m.node(f"x[{t}]", F.one_hot(torch.tensor(bracket), 2).double())
        n = m.node(f"n[{t}]", tanh(U @ x))
        h = m.node(f"h[{t}]", (1 - z) * n + z * h)
    return m.node("loss", h)


def recall_gru(m):
    T, H = 4, 2
    x, y = m.draw_each("x", T), m.given("y", 0.75)
    W, U = ({gate: m.draw(f"{kind}{gate}", *shape) for gate in "rzn"} for kind, shape in (("W", (H, H)), ("U", (H,))))
    b, c = ({gate: m.draw(f"{kind}{gate}", H) for gate in "rzn"} for kind in "bc")
    v, bias = m.draw("v", H), m.draw("b")
    h = m.node("h[0]", torch.zeros(H))
    for t in steps(T):
        r = m.node(f"r[{t}]", sigmoid(W["r"] @ h + c["r"] + U["r"] * x[t] + b["r"]))
        z = m.node(f"z[{t}]", sigmoid(W["z"] @ h + c["z"] + U["z"] * x[t] + b["z"]))
        product = m.node(f"m[{t}]", W["n"] @ h + c["n"])
        n = m.node(f"n[{t}]", tanh(r * product + U["n"] * x[t] + b["n"]))
        h = m.node(f"h[{t}]", (1 - z) * n + z * h)
    p = m.node("p", sigmoid(v @ h + bias))
    weights = {
        "weight_hh_l0": torch.cat([W[gate] for gate in "rzn"]),
        "weight_ih_l0": torch.cat([U[gate] for gate in "rzn"])[:, None],
        "bias_ih_l0": torch.cat([b[gate] for gate in "rzn"]),
        "bias_hh_l0": torch.cat([c[gate] for gate in "rzn"]),
    }
    states, _ = torch.func.functional_call(torch.nn.GRU(1, H), weights, stacked(x, T)[:, None])
    m.compare("nn.GRU", indexed("h", states), F.binary_cross_entropy_with_logits(v @ states[-1] + bias, y))
    return m.node("loss", bce(p, y))


MODELS = {
    "10-vanishing/linear": linear(4),
    "10-vanishing/linear-20": linear(20),
    "10-vanishing/chain-9": chain(9),
    "10-vanishing/chain-20": chain(20),
    "10-vanishing/factors": factors,
    "10-vanishing/chains": chains,
    "10-vanishing/five-steps": five_steps,
    "10-vanishing/ten-steps": ten_steps,
    "10-vanishing/recall-rnn": recall_rnn,
    "10-vanishing/grow": grow,
    "10-vanishing/clip": clip,
    "10-vanishing/matrix": matrix,
    "10-vanishing/start": start,
    "11-lstm/by-hand": by_hand,
    "11-lstm/hands-on": hands_on,
    "11-lstm/three-cells": three_cells,
    "11-lstm/keep": keep("f", "c"),
    "11-lstm/one-cell": one_cell,
    "11-lstm/two-ways": two_ways,
    "11-lstm/brackets": brackets,
    "11-lstm/stacked-lstm": stacked_lstm,
    "12-gru/blend-keep": blend(True),
    "12-gru/blend-write": blend(False),
    "12-gru/reset": reset,
    "12-gru/one-unit": one_unit(True),
    "12-gru/one-unit-flipped": one_unit(False),
    "12-gru/pair-gru": pair_gru,
    "12-gru/pair-lstm": pair_lstm,
    "12-gru/counter-gru": counter_gru,
    "12-gru/keep-gru": keep("z", "h"),
    "12-gru/recall-gru": recall_gru,
}


def main():
    for name, function in MODELS.items():
        path = f"lessons/{name}.eqn"
        model = Model(seed=path)
        write(name.replace("/", "-"), reference(path, model, function(model)))


if __name__ == "__main__":
    main()
