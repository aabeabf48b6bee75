"""What PyTorch computes for the models of chapters 05, 08 and 09 that `references.py` does not have.

    venv/bin/python references_05_09.py

writes CHAPTER-NAME.json, one a model, in the form that `references.py` describes.
"""

import torch
import torch.nn.functional as F

from references import (
    Model, bce, cross_entropy, indexed, reference, rnn_module, stacked, steps, write)

sigmoid, tanh = torch.sigmoid, torch.tanh


def given_each(m, name, values):
    """An indexed given with these numbers."""
    m.values[name] = values
    return {t: m.leaf(f"{name}[{t}]", value) for t, value in enumerate(values, start=1)}


# --- Chapter 05 -----------------------------------------------------------------------------------------


def circuit(m):
    x, y, z = m.draw("x"), m.draw("y"), m.draw("z")
    return m.node("loss", m.node("f", m.node("q", x + y) * z))


def neuron(m):
    x, w, b = m.draw("x", 2), m.draw("w", 2), m.draw("b")
    return m.node("loss", m.node("f", sigmoid(m.node("z", w @ x + b))))


def reuse_product(m):
    a = m.draw("a")
    b = m.node("b", a * a)
    s = m.node("s", b + a)
    return m.node("loss", m.node("f", s * b))


def weights(m, n):
    return m.draw("U", n, 2), m.draw("b", n), m.draw("v", n), m.draw("c")


def hidden(n):
    def model(m):
        x, y = m.draw("x", 2), m.given("y", 0.75)
        U, b, v, c = weights(m, n)
        z = m.node("z", v @ m.node("h", tanh(U @ x + b)) + c)
        return m.node("loss", bce(m.node("p", sigmoid(z)), y))

    return model


def measured(n):
    def model(m):
        x, y = m.draw_each("x", 16, 2), given_each(m, "y", [0.25, 0.75] * 8)
        q, r = m.draw_each("q", 8, 2), given_each(m, "r", [0.75, 0.25] * 4)
        U, b, v, c = weights(m, n)
        at = lambda x: sigmoid(v @ tanh(U @ x + b) + c)
        loss = m.node("loss", sum(bce(at(x[k]), y[k]) for k in steps(16)) / 16)
        m.node("held", sum(bce(at(q[k]), r[k]) for k in steps(8)) / 8)
        return loss

    return model


# --- Chapters 08 and 09: the smallest cells ---------------------------------------------------------------


def scalar_cell(m, x, T):
    """h[t] = tanh(w h[t-1] + u x[t]), and what nn.RNN makes of the same numbers."""
    w, u = m.given("w", 0.75), m.draw("u")
    h = {0: m.node("h[0]", torch.zeros(()))}
    for t in steps(T):
        h[t] = m.node(f"h[{t}]", tanh(w * h[t - 1] + u * x[t]))
    states = rnn_module(w[None, None], u[None, None], torch.zeros(1), stacked(x, T)[:, None])[:, 0]
    return h, states


def cell(m):
    x = m.draw_each("x", 4)
    h, states = scalar_cell(m, x, 4)
    m.compare("nn.RNN", indexed("h", states), states[-1])
    return m.node("loss", h[4])


def one_matrix(m):
    T, x = 3, m.draw_each("x", 3, 2)
    W, U, A, b = m.draw("W", 2, 2), m.draw("U", 2, 2), m.draw("A", 2, 4), m.draw("b", 2)
    h, k = m.node("h[0]", torch.zeros(2)), m.node("k[0]", torch.zeros(2))
    for t in steps(T):
        h = m.node(f"h[{t}]", tanh(W @ h + U @ x[t] + b))
        k = m.node(f"k[{t}]", tanh(A @ torch.cat([k, x[t]]) + b))
    ours = rnn_module(W, U, b, stacked(x, T))
    theirs = rnn_module(A[:, :2], A[:, 2:], b, stacked(x, T))
    outputs = {**indexed("h", ours), **indexed("k", theirs)}
    m.compare("nn.RNN", outputs, ((ours[-1] - theirs[-1]) ** 2).sum())
    return m.node("loss", ((h - k) ** 2).sum())


def modes(m):
    T, x = 3, m.draw_each("x", 3, 2)
    y = given_each(m, "y", [0.25, 0.75, 0.25])
    W, U, b, v = m.draw("W", 2, 2), m.draw("U", 2, 2), m.draw("b", 2), m.draw("v", 2)
    h, losses = m.node("h[0]", torch.zeros(2)), []
    for t in steps(T):
        h = m.node(f"h[{t}]", tanh(W @ h + U @ x[t] + b))
        losses.append(m.node(f"L[{t}]", bce(m.node(f"s[{t}]", sigmoid(v @ h)), y[t])))
    states = rnn_module(W, U, b, stacked(x, T))
    loss = F.binary_cross_entropy_with_logits(states @ v, stacked(y, T))
    m.compare("nn.RNN", indexed("h", states), loss)
    return m.node("loss", sum(losses) / T)


def memoryless(m):
    read, right = m.tokens("in", [0, 1, 2, 1, 3]), m.tokens("out", [1, 2, 1, 3, 4])
    V, c, losses = m.draw("V", 5, 5), m.draw("c", 5), []
    for t in steps(5):
        x = m.node(f"x[{t}]", F.one_hot(torch.tensor(read[t]), 5).double())
        p = m.node(f"p[{t}]", torch.softmax(m.node(f"z[{t}]", V @ x + c), 0))
        losses.append(m.node(f"L[{t}]", cross_entropy(p, right[t])))
    return m.node("loss", sum(losses) / 5)


def copies(m):
    x, w, u = m.draw_each("x", 3), m.draw_each("w", 3), m.draw_each("u", 3)
    h = m.node("h[0]", torch.zeros(()))
    for t in steps(3):
        h = m.node(f"h[{t}]", tanh(w[t] * h + u[t] * x[t]))
    return m.node("loss", 0.5 * h**2)


def each(m):
    T, x, y = 4, m.draw_each("x", 4), m.draw_each("y", 4)
    h, states = scalar_cell(m, x, T)
    losses = [m.node(f"L[{t}]", 0.5 * (h[t] - y[t]) ** 2) for t in steps(T)]
    m.compare("nn.RNN", indexed("h", states), 0.5 * ((states - stacked(y, T)) ** 2).sum())
    return m.node("loss", sum(losses))


def truncated(m):
    x, w, u = m.draw_each("x", 4), m.given("w", 0.75), m.draw("u")
    h = m.node("h[0]", torch.zeros(()))
    for t in (1, 2):
        h = m.node(f"h[{t}]", tanh(w * h + u * x[t]))
    c = m.node("c[2]", h.detach())
    for t in (3, 4):
        c = m.node(f"c[{t}]", tanh(w * c + u * x[t]))
    return m.node("loss", 0.5 * c**2)


def ones(m):
    x, y, w_x, w_rec = m.draw_each("x", 5), m.draw("y"), m.draw("w_x"), m.draw("w_rec")
    s = m.node("s[0]", torch.zeros(()))
    for t in steps(5):
        s = m.node(f"s[{t}]", w_rec * s + w_x * x[t])
    return m.node("loss", (s - y) ** 2)


MODELS = {
    "05-backprop/circuit": circuit,
    "05-backprop/neuron": neuron,
    "05-backprop/reuse-product": reuse_product,
    "05-backprop/xor-two": hidden(2),
    "05-backprop/narrow": hidden(2),
    "05-backprop/wide": hidden(16),
    "05-backprop/measured": measured(16),
    "05-backprop/measured-two": measured(2),
    "08-rnn/cell": cell,
    "08-rnn/one-matrix": one_matrix,
    "08-rnn/modes": modes,
    "08-rnn/memoryless": memoryless,
    "09-unrolling/copies": copies,
    "09-unrolling/each": each,
    "09-unrolling/truncated": truncated,
    "09-unrolling/ones": ones,
}


def main():
    for name, function in MODELS.items():
        path = f"lessons/{name}.eqn"
        model = Model(seed=path)
        write(name.replace("/", "-"), reference(path, model, function(model)))


if __name__ == "__main__":
    main()
