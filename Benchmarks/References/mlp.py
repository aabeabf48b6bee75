"""The network of Models/mlp.eqn in micrograd and in PyTorch: hinge loss over a hundred points."""
import torch
from micrograd.engine import Value
from micrograd.nn import MLP
from numbers_of_both import fill, filled, numbers

RATE = 0.01


def points(count):
    """Points of the plane, and −1 or 1 for each."""
    x = filled(100, 2, count).T.contiguous()
    return x, torch.tensor([1.0 if n % 3 else -1.0 for n in range(count)], dtype=torch.float64)


class Micrograd:
    """One example after the other, as its demonstration does."""

    def __init__(self, hidden, points_a_step):
        self.model = MLP(2, [hidden, hidden, 1])
        for layer, neurons in enumerate(self.model.layers):
            width, count = len(neurons.neurons[0].w), len(neurons.neurons)
            w, b = fill(2 * layer, width * count), fill(2 * layer + 1, count)
            for n, neuron in enumerate(neurons.neurons):
                neuron.b.data = b[n]
                for k, weight in enumerate(neuron.w):
                    weight.data = w[n * width + k]
        x, y = points(points_a_step)
        self.x, self.y = x.tolist(), y.tolist()

    def step(self):
        losses, self.kept = [], []
        for x, y in zip(self.x, self.y):
            h = [Value(number) for number in x]
            for layer in self.model.layers:
                before, h = h, layer(h)
            self.kept.append(before)
            losses.append((1 - y * h).relu())
        loss = sum(losses) * (1.0 / len(losses))
        self.model.zero_grad()
        loss.backward()
        for weight in self.model.parameters():
            weight.data -= RATE * weight.grad
        return loss.data

    def numbers(self):
        loss, weights = self.step(), {}
        for layer, neurons in enumerate(self.model.layers, 1):
            last = layer == len(self.model.layers)
            weights["w3" if last else f"W{layer}"] = [w.grad for n in neurons.neurons for w in n.w]
            weights[f"b{layer}"] = [n.b.grad for n in neurons.neurons]
        return {"loss": loss, "weights": weights, "kept": [v.grad for h in self.kept for v in h]}


class Batched:
    """All points at once; nothing keeps its gradient while it is timed."""

    def __init__(self, hidden, points_a_step):
        shapes = [(hidden, 2), (hidden,), (hidden, hidden), (hidden,), (hidden,), ()]
        self.learned = [filled(seed, *shape).requires_grad_() for seed, shape in enumerate(shapes)]
        self.x, self.y = points(points_a_step)
        self.keeps = False

    def step(self):
        W1, b1, W2, b2, w3, b3 = self.learned
        for weight in self.learned:
            weight.grad = None
        h1 = torch.relu(self.x @ W1.T + b1)
        self.h2 = h2 = torch.relu(h1 @ W2.T + b2)
        if self.keeps:
            h2.retain_grad()
        loss = torch.relu(1 - self.y * (h2 @ w3 + b3)).mean()
        loss.backward()
        with torch.no_grad():
            for weight in self.learned:
                weight.sub_(weight.grad, alpha=RATE)
        return loss

    def numbers(self):
        self.keeps = True
        loss = self.step()
        self.keeps = False
        names = ["W1", "b1", "W2", "b2", "w3", "b3"]
        weights = {name: numbers(weight.grad) for name, weight in zip(names, self.learned)}
        return {"loss": loss.item(), "weights": weights, "kept": numbers(self.h2.grad)}
