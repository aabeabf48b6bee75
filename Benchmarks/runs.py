#!/usr/bin/env python3
"""Does the course learn as often as it says? Runs every row of lessons/runs.tsv with the seeds 1...20.

    swift build -c release --product unroll
    python3 Benchmarks/runs.py                      # all rows
    python3 Benchmarks/runs.py 08-rnn counter       # rows whose chapter or model begins so

Prints the table with what was measured now, and remarks where that is less than expected. The exit
status is 1 where it is not what the file has, 2 where a row cannot be run. Needs nothing but Python 3.9.
"""

import argparse
import concurrent.futures
import csv
import json
import pathlib
import re
import shlex
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "lessons" / "runs.tsv"
COLUMNS = ["chapter", "model", "data", "options", "measure", "expected", "measured", "median updates"]
SEEDS = range(1, 21)


# --- What a run came to -------------------------------------------------------------------------------


def numbers(value):
    """The numbers or words of a quantity, in one list."""
    return [x for item in value for x in numbers(item)] if isinstance(value, list) else [value]


def pairs(run, name, other):
    """What two quantities shown are, number beside number, over all examples."""
    for example in run["examples"]:
        ours, theirs = numbers(example["shown"][name]), numbers(example["shown"][other])
        if len(ours) != len(theirs):
            raise ValueError(f"{name} has {len(ours)} numbers and {other} has {len(theirs)}")
        yield from zip(ours, theirs)


def reached(run, name, bound):
    """The first update told at which a loss was below the bound, or None."""
    for told in run["losses"]:
        if told[name] is not None and told[name] < bound:
            return told["update"]
    return run["updates"] if run[name] is not None and run[name] < bound else None


def success(measure, run):
    """After how many updates the measure held, or None.

    A loss need be below its bound once, but that of held-out examples in the end too: it may rise again.
    Quantities are looked at in the end only, so that beside a loss the update is that of the loss.
    """
    if run["stopped"] == "not finite":
        return None
    updates = []
    for part in measure.split(" and "):
        if match := re.fullmatch(r"loss < (\S+)", part):
            updates.append(reached(run, "loss", float(match[1])))
        elif match := re.fullmatch(r"held_out < (\S+)", part):
            bound = float(match[1])
            updates.append(reached(run, "held_out", bound) if run["held_out"] < bound else None)
        elif match := re.fullmatch(r"(\w+) within (\S+) of (\w+)", part):
            near = all(abs(a - b) < float(match[2]) for a, b in pairs(run, match[1], match[3]))
            updates.append(0 if near else None)
        elif match := re.fullmatch(r"(\w+) = (\w+)", part):
            same = all(a == b for a, b in pairs(run, match[1], match[2]))
            updates.append(0 if same else None)
        else:
            raise ValueError(f"`{part}` is no measure; write such as `loss < 0.05` or `p within 0.5 of y`")
    return None if None in updates else max(updates) or run["updates"]


# --- Running ------------------------------------------------------------------------------------------


def train(program, row, seed):
    """One run, as a student would start it in the chapter's folder."""
    data = ["--data", row["data"]] if row["data"] else []
    command = [program, "train", row["model"], *data, *shlex.split(row["options"])]
    done = subprocess.run(
        [*command, "--seed", str(seed), "--json"], cwd=ROOT / "lessons" / row["chapter"],
        capture_output=True, text=True, encoding="utf-8")
    if not done.stdout:  # where a number is not finite there is a document, and the exit status 1
        raise ValueError(done.stderr.strip())
    return success(row["measure"], json.loads(done.stdout))


def measured(program, row, jobs):
    """The row with its count and its median anew."""
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda seed: train(program, row, seed), SEEDS))
    updates = [result for result in results if result is not None]
    median = f"{statistics.median(updates):g}" if updates else "-"
    return row | {"measured": f"{len(updates)}/{len(results)}", "median updates": median}


def share(count):
    part, whole = count.split("/")
    return int(part) / int(whole)


def is_less(row):
    """Whether it learned less often than the curriculum says; `-` where that says nothing."""
    return row["expected"] != "-" and share(row["measured"]) < share(row["expected"])


def changes(old, new):
    """What is not as the file has it."""
    columns = ("measured", "median updates")
    return [f"{column} was {old[column] or 'not known'}" for column in columns if old[column] != new[column]]


# --- The table ----------------------------------------------------------------------------------------


def rows():
    with open(TABLE, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if reader.fieldnames != COLUMNS:
            sys.exit(f"{TABLE}: the columns are not {', '.join(COLUMNS)}")
        return list(reader)


def write(table):
    lines = ["\t".join(row[column] for column in COLUMNS) for row in table]
    TABLE.write_text("\n".join(["\t".join(COLUMNS), *lines]) + "\n", encoding="utf-8")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prefix", nargs="*", help="rows whose chapter or model begins so")
    parser.add_argument("--program", default=ROOT / ".build/release/unroll", help="the release build")
    parser.add_argument("--jobs", type=int, choices=[1, 2], default=2, help="how many runs at a time")
    parser.add_argument("--write", action="store_true", help="put what was measured into lessons/runs.tsv")
    return parser.parse_args()


def main():
    options, table, failed = arguments(), rows(), False
    prefixes = tuple(options.prefix) or ("",)
    for index, row in enumerate(table):
        if not (row["chapter"].startswith(prefixes) or row["model"].startswith(prefixes)):
            continue
        try:
            new = measured(str(pathlib.Path(options.program).resolve()), row, options.jobs)
        except (ValueError, KeyError, OSError) as problem:
            print(f"{row['chapter']}/{row['model']}: {problem}", file=sys.stderr)
            sys.exit(2)
        changed = changes(row, new)
        remarks = ["less than expected"] * is_less(new) + changed
        failed = failed or bool(changed)
        print(
            f"{new['chapter']:20} {new['model']:22} {new['measured']:>6} of {new['expected']:>6}"
            f" {new['median updates']:>8}  {new['measure']}; {new['data'] or 'its own givens'} {new['options']}"
            f"{'  ← ' + ', '.join(remarks) if remarks else ''}", flush=True)
        table[index] = new
    if options.write:
        write(table)
    sys.exit(1 if failed and not options.write else 0)


if __name__ == "__main__":
    main()
