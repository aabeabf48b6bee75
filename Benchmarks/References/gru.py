"""The GRU of lessons/12-gru/gru.eqn in PyTorch."""
import torch
from numbers_of_both import filled, numbers, sequence

RATE = 0.01
GATES = "rzn"  # in the order of the model's file


class Cells:
    """Cells written by hand; every intermediate quantity keeps its gradient."""

    def __init__(self, inputs, hidden, steps, batch):
        self.hidden = hidden
        self.W = self.stacked(0, hidden, hidden)
        self.U = self.stacked(3, hidden, inputs)
        self.b = self.stacked(6, hidden)
        self.c = self.stacked(9, hidden)
        self.v = filled(12, hidden).requires_grad_()
        self.learned = [self.W, self.U, self.b, self.c, self.v]
        self.x = sequence(steps, batch, inputs)
        self.y = torch.ones(batch, dtype=torch.float64)
        self.zeros = torch.zeros(batch, hidden, dtype=torch.float64)

    @staticmethod
    def stacked(seed, *shape):
        return torch.cat([filled(seed + n, *shape) for n in range(3)]).requires_grad_()

    def step(self):
        H = self.hidden
        for weight in self.learned:
            weight.grad = None
        h, self.kept = self.zeros, []
        for x in self.x:
            read = x @ self.U.T + self.b
            remembered = h @ self.W.T + self.c
            r = torch.sigmoid(remembered[:, :H] + read[:, :H])
            z = torch.sigmoid(remembered[:, H:2 * H] + read[:, H:2 * H])
            m = remembered[:, 2 * H:]
            n = torch.tanh(r * m + read[:, 2 * H:])
            h = (1 - z) * n + z * h
            for v in (read, remembered, r, z, m, n, h):
                v.retain_grad()
                self.kept.append(v)
        p = torch.sigmoid(h @ self.v)
        p.retain_grad()
        loss = torch.nn.functional.binary_cross_entropy(p, self.y)
        loss.backward()
        with torch.no_grad():
            for weight in self.learned:
                weight.sub_(weight.grad, alpha=RATE)
        return loss

    def numbers(self):
        loss = self.step()
        weights = {"v": numbers(self.v.grad)}
        for letter, matrix in (("W", self.W), ("U", self.U), ("b", self.b), ("c", self.c)):
            for n, part in enumerate(matrix.grad.split(self.hidden)):
                weights[letter + GATES[n]] = numbers(part)
        # n[1], the candidate at the first step.
        return {"loss": loss.item(), "weights": weights, "kept": numbers(self.kept[5].grad)}
