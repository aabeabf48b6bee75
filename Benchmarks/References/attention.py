"""The models of lessons/18-attention in PyTorch: letters reversed, with three kinds of scores."""
import torch
from numbers_of_both import filled, numbers

RATE = 0.01
LETTERS = 3
BEGIN = 3  # what an answer starts from


class Cells:
    """Cells written by hand; every intermediate quantity keeps its gradient.

    `weights` names the weights of the model's file, in its order, which is that of their seeds.
    The scores of one step are worked out together, as one would in PyTorch.
    """

    weights = []

    def __init__(self, embedding, hidden, letters, scoring=0):
        m, n, k = embedding, hidden, scoring
        shapes = {
            "E": (LETTERS, m), "D": (LETTERS + 1, m), "W": (n, n), "Ws": (n, n), "U": (n, m),
            "Us": (n, m), "Cs": (n, n), "A": (n, n), "Wa": (k, n), "Ua": (k, n), "w": (k,),
            "V": (LETTERS, n), "b": (n,), "bs": (n,), "c": (LETTERS,),
        }
        self.learned = {
            name: filled(seed, *shapes[name]).requires_grad_()
            for seed, name in enumerate(self.weights)
        }
        for name, weight in self.learned.items():
            setattr(self, name, weight)
        self.source = [i % LETTERS for i in range(1, letters + 1)]
        self.answer = torch.tensor(self.source[::-1])
        self.taught = [BEGIN] + self.source[:0:-1]
        self.zeros = torch.zeros(n, dtype=torch.float64)

    def keep(self, *quantities):
        for quantity in quantities:
            quantity.retain_grad()

    def step(self):
        for weight in self.learned.values():
            weight.grad = None
        h, states, self.contexts = self.zeros, [], []
        for token in self.source:
            x = self.E[token]
            h = torch.tanh(self.W @ h + self.U @ x + self.b)
            self.keep(x, h)
            states.append(h)
        K = torch.stack(states)
        self.keep(K)
        keys = self.keys(K)
        s, losses = h, []
        for t, token in enumerate(self.taught):
            e = self.scores(s, keys)
            a = torch.softmax(e, 0)
            d = K.T @ a
            y = self.D[token]
            s = torch.tanh(self.Ws @ s + self.Us @ y + self.Cs @ d + self.bs)
            z = self.V @ s + self.c
            p = torch.log_softmax(z, 0)
            L = -p[self.answer[t]]
            self.keep(e, a, d, y, s, z, p, L)
            self.contexts.append(d)
            losses.append(L)
        loss = torch.stack(losses).mean()
        loss.backward()
        with torch.no_grad():
            for weight in self.learned.values():
                weight.sub_(weight.grad, alpha=RATE)
        return loss

    def numbers(self):
        loss = self.step()
        return {
            "loss": loss.item(),
            "weights": {name: numbers(weight.grad) for name, weight in self.learned.items()},
            "kept": numbers(self.contexts[1].grad),
        }


class Dot(Cells):
    weights = ["E", "D", "W", "Ws", "U", "Us", "Cs", "V", "b", "bs", "c"]

    def keys(self, K):
        return K

    def scores(self, s, keys):
        return keys @ s


class Matrix(Cells):
    weights = ["E", "D", "W", "Ws", "U", "Us", "Cs", "A", "V", "b", "bs", "c"]

    def keys(self, K):
        return K

    def scores(self, s, keys):
        q = self.A @ s
        self.keep(q)
        return keys @ q


class Additive(Cells):
    weights = ["E", "D", "W", "Ws", "U", "Us", "Cs", "Wa", "Ua", "w", "V", "b", "bs", "c"]

    def keys(self, K):
        keys = K @ self.Ua.T
        self.keep(keys)
        return keys

    def scores(self, s, keys):
        u = torch.tanh(self.Wa @ s + keys)
        self.keep(u)
        return u @ self.w
