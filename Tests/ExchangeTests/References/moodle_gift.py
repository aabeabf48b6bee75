#!/usr/bin/env python3
"""Reads a GIFT file by Moodle's rules and prints what Moodle would make of it, as JSON.

Written from the documentation (https://docs.moodle.org/en/GIFT_format) and from how Moodle's importer
behaves, with nothing of Unroll's own reader: text is replaced in the same order, types are decided in
the same order, and what Moodle quietly misreads is misread here too.

    moodle_gift.py FILE
"""

import html.parser
import json
import re
import sys

ESCAPES = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}
FORMATS = ("moodle", "html", "plain", "markdown")
SPACE = " \t\n\r\0\x0b"
WEIGHT = re.compile(r"%-*([0-9]{1,2})\.?([0-9]*)%")
NUMERIC = re.compile(r"\s*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?\s*\Z")


class Refused(Exception):
    pass


def hide(text):
    text = text.replace("\\\\", "&&092;")
    for mark, code in ESCAPES.items():
        text = text.replace("\\" + mark, "&&" + code + ";")
    return text.replace("&&092;", "\\")


def show(text):
    for mark, code in ESCAPES.items():
        text = text.replace("&&" + code + ";", "\n" if mark == "n" else mark)
    return text


def formatted(text, usual="moodle"):
    form = usual
    if text.startswith("["):
        name = text[1 : text.find("]")] if "]" in text else ""
        if name in FORMATS:
            form, text = name, text[len(name) + 2 :]
    return {"format": form, "text": show(text).strip(SPACE)}


def weighted(answer, usual):
    if WEIGHT.match(answer):
        end = answer.index("%", 1)
        return float(answer[1:end]) / 100, answer[end + 1 :]
    return usual, answer


def commented(answer, form):
    text, _, comment = answer.partition("#")
    return formatted(text.strip(SPACE), form), formatted(comment.strip(SPACE), form)


def parts(text, mark):
    all = text.split(mark)
    # To PHP "0" is empty too.
    return all[1:] if all[0].strip(SPACE) in ("", "0") else all


class Plain(html.parser.HTMLParser):
    """The words of an HTML text, as a browser shows them, and its code."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words, self.code, self.open, self.tags = "", [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag == "br":
            self.words += "\n"
        else:
            self.open.append(tag)
            if tag == "code":
                self.code.append("")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            raise Refused(f"</{tag}> closes nothing")

    def handle_data(self, data):
        self.words += data
        if "code" in self.open:
            self.code[-1] += data


def plain(text):
    if text["format"] not in ("html", "moodle"):
        return {"words": text["text"], "code": []}
    reader = Plain()
    reader.feed(text["text"])
    reader.close()
    if reader.open:
        raise Refused(f"<{reader.open[-1]}> is never closed")
    return {"words": reader.words, "code": reader.code}


def question(lines):
    comments = [line[2:].strip() for line in lines if line.startswith("//")]
    text = "\n".join(" " if line.startswith("//") else line for line in lines).strip(SPACE)
    if not text:
        return None
    text = hide(text)
    if text.startswith("$CATEGORY:"):
        names = re.split(r"(?<!/)/(?!/)", text[10:].strip(SPACE))
        return {"type": "category", "names": [n.replace("//", "/").strip(SPACE) for n in names]}

    found = {"name": None, "id": None}
    for comment in comments:
        match = re.search(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]", comment)
        if match:
            found["id"] = match.group(1).replace("\\]", "]")
    if text.startswith("::"):
        name, _, rest = text[2:].partition("::")
        found["name"], text = show(name), rest.strip(SPACE)

    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return found | {"type": "description", "text": plain(formatted(text))}
    if start < 0 or end < 0:
        raise Refused("braces")
    answers = text[start + 1 : end].strip(SPACE)
    gap = "" if text.endswith("}") else "_____"
    asked = formatted(text[:start] + gap + text[end + 1 :])
    form = asked["format"]
    answers, mark, general = answers.rpartition("####") if "####" in answers else (answers, "", "")
    answers = answers.strip(SPACE)
    found |= {"text": plain(asked), "feedback": plain(formatted(general, form))}

    if answers == "":
        return found | {"type": "essay"}
    if answers.startswith("#"):
        return found | numerical(answers[1:], form)
    if "~" in answers:
        return found | multichoice(answers, form)
    if "=" in answers and "->" in answers:
        pairs = []
        for pair in parts(answers, "="):
            if "->" not in pair:
                raise Refused("matching")
            left, _, right = pair.strip(SPACE).partition("->")
            pairs.append([plain(formatted(left, form)), show(right).strip(SPACE)])
        return found | {"type": "match", "pairs": pairs}
    if answers.partition("#")[0].strip(SPACE) in ("T", "TRUE", "F", "FALSE"):
        return found | {"type": "truefalse", "right": answers[0] == "T"}
    return found | {"type": "shortanswer"}


def multichoice(answers, form):
    single = "=" in answers
    read = []
    for answer in parts(answers.replace("=", "~="), "~"):
        answer = answer.strip(SPACE)
        if answer.startswith("="):
            fraction, answer = 1.0, answer[1:]
        else:
            fraction, answer = weighted(answer, 0.0)
        text, because = commented(answer, form)
        read.append({"text": plain(text), "fraction": fraction, "feedback": plain(because)})
    if len(read) < 2:
        raise Refused("too few answers")
    return {"type": "multichoice", "single": single, "answers": read}


def numerical(answers, form):
    answers, wrong, comment = answers.partition("~")
    read = []
    for answer in parts(answers, "="):
        fraction, answer = weighted(answer.strip(SPACE), 1.0)
        text, because = commented(answer, form)
        text = text["text"]
        if text.find("..") > 0:
            low, _, high = text.partition("..")
            value, tolerance = (float(low) + float(high)) / 2, (float(high) - float(low)) / 2
        else:
            value, colon, tolerance = text.partition(":")
            tolerance = float(tolerance) if colon else 0.0
            # Moodle takes what is no number for one that any answer equals.
            value = float(value) if NUMERIC.match(value) else "*"
        read.append(
            {"value": value, "tolerance": tolerance, "fraction": fraction, "feedback": plain(because)}
        )
    if not read:
        raise Refused("no numerical answers")
    if wrong:
        read.append({"value": "*", "tolerance": 0.0, "fraction": 0.0})
    return {"type": "numerical", "answers": read}


def read(text):
    questions, lines = [], []
    for line in text.split("\n") + [""]:
        line = line.strip(SPACE)
        if line in ("", "0"):
            if lines:
                try:
                    found = question(lines)
                except Refused as why:
                    found = {"type": "refused", "why": str(why)}
                if found:
                    questions.append(found)
            lines = []
        else:
            lines.append(line)
    return questions


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        print(json.dumps(read(file.read()), ensure_ascii=False))
