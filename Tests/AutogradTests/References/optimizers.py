"""What PyTorch's optimizers make of the weights of two small models in 50 updates.

The tests of the optimizers compare with these numbers, so nothing here may come from our own program.
To write optimizers.json anew:

    python3 -m venv venv
    venv/bin/pip install "torch==2.13.0+cpu" --extra-index-url https://download.pytorch.org/whl/cpu
    venv/bin/python optimizers.py

A list of runs. Each has its model, optimizer and clipping, the examples (each update takes the next
`batch` of them, in order, again and again), the numbers the weights start with, the loss before each
update (the mean over its batch), and the weights after some of the updates.

Clipping is done by hand: torch.nn.utils.clip_grad_norm_ adds 1e-6 to the norm.
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
UPDATES = 50
KEPT = [1, 2, 3, 10, 25, 50]


# --- Models -------------------------------------------------------------------------------------------


def line(w, example):
    """One weight, a scalar."""
    error = w["w"] * example["x"] - example["t"]
    return error * error


def net(w, example):
    """Two layers."""
    h = torch.tanh(w["W"] @ example["x"] + w["b"])
    error = w["u"] @ h + w["c"] - example["t"]
    return error * error


MODELS = {
    "line": (
        line,
        {"w": -1.5},
        [{"x": 0.5, "t": 1.0}, {"x": -1.25, "t": -2.0}, {"x": 0.75, "t": 1.75}],
        1,
    ),
    "net": (
        net,
        {
            "W": [[0.9, -0.7], [-0.4, 0.8], [0.3, 0.6]],
            "b": [0.1, -0.2, 0.03],
            "u": [0.7, -0.9, 0.5],
            "c": 0.25,
        },
        [
            {"x": [0.0, 0.0], "t": -1.0},
            {"x": [0.0, 1.0], "t": 2.0},
            {"x": [1.0, 0.0], "t": 2.0},
            {"x": [1.0, 1.0], "t": -1.0},
        ],
        4,
    ),
}


# --- Optimizers ---------------------------------------------------------------------------------------


def optimizers(model):
    """Settings as our tests read them, and what makes PyTorch's optimizer of them."""
    yield {"name": "sgd", "rate": 0.1}, lambda p: torch.optim.SGD(p, lr=0.1)
    decay = {"line": 0.5, "net": 0.9}[model]
    yield (
        {"name": "momentum", "rate": 0.05, "decays": [decay]},
        lambda p: torch.optim.SGD(p, lr=0.05, momentum=decay),
    )
    betas, epsilon = {"line": ((0.8, 0.95), 1e-3), "net": ((0.9, 0.999), 1e-8)}[model]
    yield (
        {"name": "adam", "rate": 0.05, "decays": list(betas), "epsilon": epsilon},
        lambda p: torch.optim.Adam(p, lr=0.05, betas=betas, eps=epsilon),
    )


CLIPPINGS = {
    "line": [None, {"name": "norm", "bound": 1.5}, {"name": "value", "bound": 1.25}],
    "net": [None, {"name": "norm", "bound": 0.8}, {"name": "value", "bound": 0.3}],
}


def clip(gradients, clipping):
    """The gradients within the bound, and whether any was outside."""
    if clipping is None:
        return gradients, False
    bound = clipping["bound"]
    if clipping["name"] == "value":
        return [g.clamp(-bound, bound) for g in gradients], any((g.abs() > bound).any() for g in gradients)
    norm = torch.sqrt(sum((g * g).sum() for g in gradients))
    return [g * min(1.0, bound / norm.item()) for g in gradients], norm.item() > bound


# --- Runs ---------------------------------------------------------------------------------------------


def run(model, optimizer, make, clipping):
    function, start, examples, batch = MODELS[model]
    weights = {name: torch.tensor(value, requires_grad=True) for name, value in start.items()}
    data = [{name: torch.tensor(value) for name, value in example.items()} for example in examples]
    learner = make(list(weights.values()))
    losses, kept, clipped = [], {}, 0
    for update in range(1, UPDATES + 1):
        first = (update - 1) * batch
        chosen = [data[(first + n) % len(data)] for n in range(batch)]
        loss = torch.stack([function(weights, example) for example in chosen]).mean()
        losses.append(loss.item())
        found, was_clipped = clip(torch.autograd.grad(loss, list(weights.values())), clipping)
        clipped += was_clipped
        for weight, gradient in zip(weights.values(), found):
            weight.grad = gradient
        learner.step()
        if update in KEPT:
            kept[str(update)] = {name: w.flatten().tolist() for name, w in weights.items()}
    # A bound that always or never holds would show little.
    assert clipping is None or 0 < clipped < UPDATES, f"{model} {optimizer} {clipping}: {clipped}"
    return {
        "model": model,
        "optimizer": optimizer,
        "clipping": clipping,
        "batch": batch,
        "examples": examples,
        "start": start,
        "losses": losses,
        "weights": kept,
    }


def main():
    runs = [
        run(model, optimizer, make, clipping)
        for model in MODELS
        for optimizer, make in optimizers(model)
        for clipping in CLIPPINGS[model]
    ]
    text = ",\n".join(
        "{" + ",\n ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in run.items()) + "}"
        for run in runs
    )
    (HERE / "optimizers.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
