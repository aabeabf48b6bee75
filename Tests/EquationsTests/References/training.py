"""What PyTorch's optimizers make of a small recurrent network, for the tests of training.

To write training.json anew: see references.py, which says how to get PyTorch; then

    venv/bin/python training.py

Clipping is done by hand, g·min(1, C/n): PyTorch's own adds 1e-6 to n.
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent

MODEL = """\
vocab chars = letters "ab"
size n = 2
given x[1...T] : chars
given y
weight E : [chars, n]
weight W : [n, n]
weight b, v : [n]
h[0] = zeros(n)
for t = 1...T:
    h[t] = tanh(W h[t-1] + embed(E, x[t]) + b)
loss = (v · h[T] - y)^2
"""
START = {
    "E": [[0.3, -0.2], [-0.4, 0.6]],
    "W": [[0.5, -0.3], [0.2, 0.4]],
    "b": [0.1, -0.1],
    "v": [0.7, -0.5],
}
EXAMPLES = [("ab", 0.5), ("a", -1), ("bba", 1), ("ab", -0.5), ("b", 0.25), ("aabb", 0)]
BATCH = 4
UPDATES = 50


def loss(weights, text, y):
    h = torch.zeros(2)
    for letter in text:
        h = torch.tanh(weights["W"] @ h + weights["E"]["ab".index(letter)] + weights["b"])
    return (weights["v"] @ h - y) ** 2


def clip(weights, clipping):
    kind, bound = clipping
    with torch.no_grad():
        norm = torch.sqrt(sum((w.grad**2).sum() for w in weights.values()))
        for w in weights.values():
            if kind == "norm":
                w.grad *= min(1, bound / norm.item())
            else:
                w.grad.clamp_(-bound, bound)


def train(make, clipping=None):
    weights = {name: torch.tensor(w, requires_grad=True) for name, w in START.items()}
    optimizer = make(weights.values())
    batches = [EXAMPLES[n : n + BATCH] for n in range(0, len(EXAMPLES), BATCH)]
    losses = []
    for update in range(UPDATES):
        batch = batches[update % len(batches)]
        mean = sum(loss(weights, text, y) for text, y in batch) / len(batch)
        optimizer.zero_grad()
        mean.backward()
        if clipping:
            clip(weights, clipping)
        optimizer.step()
        losses.append(mean.item())
    return {"losses": losses, "weights": {name: w.tolist() for name, w in weights.items()}}


optim = torch.optim
runs = {
    "sgd": train(lambda w: optim.SGD(w, lr=0.1)),
    "sgd, clip value 0.3": train(lambda w: optim.SGD(w, lr=0.1), ("value", 0.3)),
    "momentum": train(lambda w: optim.SGD(w, lr=0.05, momentum=0.9)),
    "adam": train(lambda w: optim.Adam(w, lr=0.02)),
    "adam, clip norm 0.5": train(lambda w: optim.Adam(w, lr=0.02), ("norm", 0.5)),
}
document = {
    "source": f"torch {torch.__version__.split('+')[0]}, float64",
    "model": MODEL,
    "start": START,
    "table": "x\ty\n" + "".join(f"{text}\t{y}\n" for text, y in EXAMPLES),
    "batch": BATCH,
    "runs": runs,
}
(HERE / "training.json").write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
