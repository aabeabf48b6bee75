"""A screen like a lesson's in Textual: text, a table of quantities, an explanation, the keys.

    textual_screen.py TRACE.json

TRACE.json is what `unroll trace --json` prints. Space and backspace go through its steps: the number
of a step appears in the table and is told below; tab and the arrows move a cursor over the table.
"""
import json
import sys

from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.widgets import DataTable, Footer, Header, Static


def written(value):
    """Numbers as a lesson's stage has them."""
    if isinstance(value, list):
        return "[" + ", ".join(written(x) for x in value) + "]"
    return "·" if value is None else f"{value:.2f}"


class Lesson(App):
    TITLE = "Unroll"
    CSS = """
    #text { width: 2fr; border: solid gray; padding: 0 1; }
    #stage { width: 3fr; }
    DataTable { height: 1fr; border: solid gray; }
    #explanation { height: 9; border: solid gray; }
    """
    BINDINGS = [("space", "forward", "step"), ("backspace", "back", "back"), ("q", "quit", "quit")]

    def __init__(self, document):
        super().__init__()
        self.nodes = document["nodes"]
        self.steps = [step for step in document["steps"] if step["phase"] == "forward"]
        self.done = 0

    def compose(self):
        captions = [f"{node['name']} = {node.get('formula', '')}" for node in self.nodes]
        yield Header()
        with Horizontal():
            yield Static("\n".join(captions), id="text", markup=False)
            with Vertical(id="stage"):
                yield DataTable(id="table", cursor_type="cell")
                yield Static("", id="explanation", markup=False)
        yield Footer()

    def on_mount(self):
        table = self.query_one(DataTable)
        self.columns = table.add_columns("quantity", "value")
        self.rows = {node["name"]: table.add_row(node["name"], "·") for node in self.nodes}
        table.focus()

    def action_forward(self):
        if self.done < len(self.steps):
            self.done += 1
            self.tell(self.steps[self.done - 1], covers=False)

    def action_back(self):
        if self.done > 0:
            self.done -= 1
            self.tell(self.steps[self.done], covers=True)

    def tell(self, step, covers):
        value = "·" if covers else written(step["value"])
        row = self.rows.get(step["target"])
        if row is not None:
            self.query_one(DataTable).update_cell(row, self.columns[1], value)
        inputs = ", ".join(step["inputs"])
        self.query_one("#explanation", Static).update(
            f"{step['target']} = {step['rule']}\n{step['operation']} of {inputs}\n{value}")


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        document = json.load(file)
    Lesson(document).run()
