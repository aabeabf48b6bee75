"""The LSTM of Models/lstm.eqn in PyTorch."""
import torch
from numbers_of_both import filled, numbers, sequence

RATE = 0.01
GATES = "fiog"  # in the order of the model's file


class Start:
    """Weights and data; `order` is how the gates lie in the rows of PyTorch's matrices."""

    def __init__(self, order, inputs, hidden, steps, batch):
        self.order, self.hidden = order, hidden
        place = {gate: n for n, gate in enumerate(GATES)}
        self.W = torch.cat([filled(place[g], hidden, hidden) for g in order])
        self.U = torch.cat([filled(4 + place[g], hidden, inputs) for g in order])
        self.b = torch.cat([filled(8 + place[g], hidden) for g in order])
        self.x = sequence(steps, batch, inputs)

    def gradients(self, W, U, b):
        """By the names of the model's weights."""
        rows = {g: slice(n * self.hidden, (n + 1) * self.hidden) for n, g in enumerate(self.order)}
        return {
            name + gate: numbers(matrix[rows[gate]])
            for name, matrix in (("W", W), ("U", U), ("b", b)) for gate in GATES
        }


class Cells:
    """Cells written by hand; every intermediate quantity keeps its gradient."""

    def __init__(self, **sizes):
        self.start = start = Start("ifgo", **sizes)
        self.inputs, self.hidden = sizes["inputs"], sizes["hidden"]
        self.W = torch.cat([start.U, start.W], 1).requires_grad_()
        self.b = start.b.clone().requires_grad_()
        self.zeros = torch.zeros(sizes["batch"], self.hidden, dtype=torch.float64)

    def step(self):
        H, W, b = self.hidden, self.W, self.b
        W.grad = b.grad = None
        h = c = self.zeros
        outputs, self.kept = [], []
        for x in self.start.x:
            z = torch.cat([x, h], 1) @ W.T + b
            i = torch.sigmoid(z[:, :H])
            f = torch.sigmoid(z[:, H:2 * H])
            g = torch.tanh(z[:, 2 * H:3 * H])
            o = torch.sigmoid(z[:, 3 * H:])
            c = f * c + i * g
            s = torch.tanh(c)
            h = o * s
            for v in (z, i, f, g, o, c, s, h):
                v.retain_grad()
                self.kept.append(v)
            outputs.append(h)
        loss = (torch.stack(outputs) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            W.sub_(W.grad, alpha=RATE)
            b.sub_(b.grad, alpha=RATE)
        return loss

    def numbers(self):
        loss, U, W = self.step(), self.W.grad[:, :self.inputs], self.W.grad[:, self.inputs:]
        return {
            "loss": loss.item(), "weights": self.start.gradients(W, U, self.b.grad),
            "kept": numbers(self.kept[5].grad),
        }


class Layer:
    """PyTorch's own layer, which keeps nothing that is inside."""

    def __init__(self, **sizes):
        self.sizes, self.start = sizes, Start("ifgo", **sizes)
        self.layer = torch.nn.LSTM(sizes["inputs"], sizes["hidden"], dtype=torch.float64)
        with torch.no_grad():
            self.layer.weight_hh_l0.copy_(self.start.W)
            self.layer.weight_ih_l0.copy_(self.start.U)
            self.layer.bias_ih_l0.copy_(self.start.b)
            self.layer.bias_hh_l0.zero_()
        # The model has one bias.
        self.layer.bias_hh_l0.requires_grad_(False)
        learned = [p for p in self.layer.parameters() if p.requires_grad]
        self.optimizer = torch.optim.SGD(learned, lr=RATE)
        self.x = torch.stack(self.start.x)

    def step(self):
        self.optimizer.zero_grad()
        outputs, _ = self.layer(self.x)
        loss = (outputs * outputs).mean()
        loss.backward()
        self.optimizer.step()
        return loss

    def numbers(self):
        layer, loss = self.layer, self.step()
        weights = self.start.gradients(
            layer.weight_hh_l0.grad, layer.weight_ih_l0.grad, layer.bias_ih_l0.grad)
        # What the layer has no gradient of, cells of the same size have.
        cells = Cells(**self.sizes).numbers()
        return {"loss": loss.item(), "weights": weights, "kept": cells["kept"]}
