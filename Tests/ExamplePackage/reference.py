"""What TinyRNN must print, by PyTorch: python reference.py > expected.txt"""
import torch

torch.set_default_dtype(torch.float64)


def say(name, *tensors):
    print(name, *[number for t in tensors for number in t.detach().reshape(-1).tolist()])


def neuron():
    x, y = torch.tensor([0.5, -1.5, 2]), 1
    w, b = torch.tensor([0.3, 0.8, -0.4], requires_grad=True), torch.tensor(0.1, requires_grad=True)
    p = torch.nn.functional.softsign(w @ x + b)
    ((p - y) ** 2).backward()
    say("p", p)
    say("∂loss/∂w", w.grad)
    say("∂loss/∂b", b.grad)
    say("wrong", torch.tensor(0))


def recurrent_network():
    W = torch.tensor([[0.2, -0.4, 0.1], [0.5, 0.3, -0.2], [-0.3, 0.6, 0.4]], requires_grad=True)
    U = torch.tensor([[0.7, -0.1], [-0.5, 0.2], [0.3, 0.9]], requires_grad=True)
    v = torch.tensor([0.6, -0.8, 0.5], requires_grad=True)
    b = torch.zeros(3, requires_grad=True)
    learned = {"W": W, "U": U, "v": v, "b": b}
    x = torch.tensor([[[1, 0], [0, 1], [1, 1], [0, 0]], [[0, 1], [1, 0], [0, 0], [1, 1]]])
    x, y = x.to(torch.float64), torch.tensor([1.0, 0.0])
    adam = torch.optim.Adam(learned.values(), lr=0.05)
    for _ in range(5):
        adam.zero_grad()
        h = torch.zeros(2, 3)
        for t in range(4):
            h = torch.tanh(h @ W.T + x[:, t] @ U.T + b)
        p = torch.sigmoid(h @ v)
        losses = torch.nn.functional.binary_cross_entropy(p, y, reduction="none")
        say("losses", losses)
        losses.mean().backward()
        # clip_grad_norm_ adds 1e-6 to the norm.
        norm = torch.sqrt(sum((w.grad ** 2).sum() for w in learned.values()))
        for w in learned.values():
            w.grad *= min(1.0, 0.2 / norm.item())
        adam.step()
    for name, w in learned.items():
        say(name, w)


neuron()
recurrent_network()
