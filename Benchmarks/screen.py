#!/usr/bin/env python3
"""How fast a key is answered: our screen beside a comparable one in Textual, in turns, in one run.

    swift build -c release --product unroll
    python3 -m venv VENV && VENV/bin/pip install textual==8.2.8
    VENV/bin/python Benchmarks/screen.py [--size 140x45] [--keys 400]

Both programs run in pseudo-terminals. A key's time is from writing it to the last byte that comes
before the program is silent; the first frame's is from the start of the program. The exit status is 1
where we are behind in anything, or above the bounds below.
"""

import argparse
import fcntl
import os
import pathlib
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
OURS = ROOT / ".build" / "release" / "unroll"
THEIRS = ROOT / "Benchmarks" / "References" / "textual_screen.py"
# The scene of the course with the most steps.
MODEL = ROOT / "lessons" / "11-lstm" / "counter.eqn"

UP, DOWN, RIGHT, LEFT = b"\x1bOA", b"\x1bOB", b"\x1bOC", b"\x1bOD"
# Steps on, a walk over the numbers, steps back.
KEYS = [b" "] * 10 + [b"\t", DOWN, DOWN, RIGHT, DOWN, UP, LEFT, DOWN, DOWN, b"\t"] + [b"\x7f"] * 8

# What is asked for: milliseconds for a key, its median and its 99th percentile, and the first frame.
BOUNDS = {"key, median": 2, "key, 99 %": 8, "first frame": 60}


class Program:
    """A program in a pseudo-terminal of its own."""

    def __init__(self, command, size):
        columns, rows = size
        self.started = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            shape = struct.pack("HHHH", rows, columns, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, shape)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            for name in ("LINES", "COLUMNS", "NO_COLOR"):
                os.environ.pop(name, None)
            os.execv(command[0], command)

    def answer(self, silence, patience):
        """When the last byte came before a silence, and how many came; None where none did."""
        begun, last, count = time.perf_counter(), None, 0
        while time.perf_counter() - begun < patience:
            wait = silence if count else patience
            if not select.select([self.terminal], [], [], wait)[0]:
                break
            try:
                data = os.read(self.terminal, 1 << 16)
            except OSError:
                break
            if not data:
                break
            last, count = time.perf_counter(), count + len(data)
        return last, count

    def press(self, key):
        """Seconds until the last byte of the answer, and its bytes."""
        begun = time.perf_counter()
        os.write(self.terminal, key)
        last, count = self.answer(silence=0.06, patience=0.5)
        return (last - begun if last else 0), count

    def memory(self):
        """The most memory it has used, in megabytes."""
        for line in open(f"/proc/{self.process}/status"):
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
        return float("nan")

    def close(self):
        os.kill(self.process, signal.SIGTERM)
        time.sleep(0.2)
        os.close(self.terminal)
        os.waitpid(self.process, 0)


def first_frame(command, size):
    """Seconds from the start to the last byte of the first picture."""
    program = Program(command, size)
    last, _ = program.answer(silence=0.4, patience=5)
    program.close()
    return (last or float("nan")) - program.started


def measured(commands, size, count):
    """For each program what a key costs, first frames, and memory; the programs in turns."""
    programs = {name: Program(command, size) for name, command in commands.items()}
    for program in programs.values():
        program.answer(silence=0.4, patience=5)
    keys = {name: [] for name in commands}
    for n in range(count + len(KEYS)):
        for name, program in programs.items():
            answer = program.press(KEYS[n % len(KEYS)])
            # The first round warms up; a key that changes nothing on the screen is not counted.
            if n >= len(KEYS) and answer[1]:
                keys[name].append(answer)
    result = {}
    for name, program in programs.items():
        times = sorted(seconds for seconds, _ in keys[name])
        result[name] = {
            "key, median": 1000 * statistics.median(times),
            "key, 99 %": 1000 * times[min(len(times) - 1, len(times) * 99 // 100)],
            "bytes a key": statistics.median(count for _, count in keys[name]),
            "memory, MB": program.memory(),
        }
        program.close()
    for _ in range(9):
        for name, command in commands.items():
            result[name].setdefault("first frame", []).append(1000 * first_frame(command, size))
    for row in result.values():
        row["first frame"] = statistics.median(row["first frame"])
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="140x45", help="columns by rows")
    parser.add_argument("--keys", type=int, default=400)
    options = parser.parse_args()
    size = tuple(int(number) for number in options.size.split("x"))
    with tempfile.TemporaryDirectory() as folder:
        trace = pathlib.Path(folder) / "trace.json"
        trace.write_bytes(subprocess.check_output([OURS, "trace", MODEL, "--json"]))
        commands = {
            "ours": [str(OURS), "lesson", "--model", str(MODEL)],
            "Textual": [sys.executable, str(THEIRS), str(trace)],
        }
        result = measured(commands, size, options.keys)
    print(f"{MODEL.relative_to(ROOT)} at {options.size}, {options.keys} keys")
    print(f"{'':14}{'ours':>10}{'Textual':>10}{'at most':>10}")
    is_met = True
    for row in ["key, median", "key, 99 %", "first frame", "bytes a key", "memory, MB"]:
        ours, theirs = result["ours"][row], result["Textual"][row]
        passes = ours < theirs and ours <= BOUNDS.get(row, float("inf"))
        is_met = is_met and passes
        bound = BOUNDS.get(row, "")
        print(f"{row:14}{ours:10.1f}{theirs:10.1f}{bound:>10}  {'pass' if passes else 'MISS'}")
    sys.exit(0 if is_met else 1)


if __name__ == "__main__":
    main()
