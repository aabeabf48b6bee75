"""Runs the other program's side: a request a line in, an answer a line out, both JSON.

{"do": "open", "work": "lstm.Cells", "sizes": {…}}   builds it; answers with the first step's numbers
{"do": "time", "seconds": 0.5}                       takes steps; answers with how long each took
"""
import importlib
import json
import sys
import time
import warnings

# Nothing here needs NumPy, of which PyTorch would say that it is not there.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")
import torch  # noqa: E402

torch.set_num_threads(1)


def opened(request):
    module, name = request["work"].split(".")
    make = getattr(importlib.import_module(module), name)
    work = make(**request["sizes"])
    numbers = work.numbers()
    # Two updates later the loss is right only if the updates are.
    work.step()
    loss = work.step()
    numbers["lossAfterUpdates"] = loss if isinstance(loss, float) else loss.item()
    return work, numbers


def times(work, seconds):
    taken, end = [], time.perf_counter() + seconds
    while not taken or time.perf_counter() < end:
        start = time.perf_counter()
        work.step()
        taken.append(time.perf_counter() - start)
    return taken


def main():
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "open":
            work, answer = opened(request)
        else:
            answer = times(work, request["seconds"])
        print(json.dumps(answer), flush=True)


main()
