"""The numbers both programs start from: a formula, so that nothing is read from a file."""
import math
import torch


def fill(seed, count):
    """`count` numbers between −0.3 and 0.3; Numbers.swift has the same line."""
    return [0.3 * math.sin(1.7 * k + 0.9 * seed + 0.5) for k in range(count)]


def filled(seed, *shape):
    return torch.tensor(fill(seed, math.prod(shape)), dtype=torch.float64).reshape(shape)


def learned(seed, *shape):
    return filled(seed, *shape).requires_grad_()


def sequence(steps, batch, length):
    """x[t] of every example, one example a row; the numbers of one element lie side by side."""
    return [filled(100 + t, length, batch).T.contiguous() for t in range(1, steps + 1)]


def numbers(tensor):
    return tensor.detach().reshape(-1).tolist()
