"""E054: a condition says what is meant when an item that may stay empty is empty; an empty condition stops the case.

An item that a call or a required edit fills before counts as filled.
"""

from collections.abc import Iterator

from forms.expressions.expression import Expression
from forms.source.problem import Problem
from forms.spec import Text
from forms.tables.reader import read_table
from forms.tables.table import Hit
from workflow.definition.checked import Checked
from workflow.definition.document import IssueStep
from workflow.definition.outline import Placed
from workflow.definition.written import Written
from workflow.engine.nodes import DECIDING, CallNode, ChildNode, EachNode, IssueNode, Node, RuleNode, SetNode, UserNode
from workflow.engine.scope import drawn_key, loop_key, scope_of_tables


def check(checked: Checked) -> Iterator[Problem]:
    unread = set(_unreadable(checked))
    for written, expression in checked.expressions:
        if written.placed is None or not (written.role in ("condition", "due") or _publishes(written)):
            continue
        filled = _filled_before(checked, written.placed)
        for key in sorted(expression.unguarded - filled - unread):
            yield _problem(written, expression, key)


def _unreadable(checked: Checked) -> Iterator[str]:
    """Items of which nobody knows whether they may be empty, because 必須 or 表示 has a mistake that is told."""
    for written in checked.written:
        part = written.part if written.role in ("required", "visible") else None
        if part is not None and not isinstance(written.compiled(checked.scope(written)), Expression):
            yield part.key


_DECIDED = frozenset({"decision.outcome", "decision.date", "decision.post", "decision.capacity"})
"""What is known once somebody has decided."""
_OPEN = {"condition": ("条件", "the condition"), "due": ("期限", "the deadline")}


def _publishes(written: Written) -> bool:
    """Whether it says when documents are published: a case that does not know waits for an administrator."""
    return written.role == "at" and written.placed is not None and isinstance(written.placed.step, IssueStep)


def _problem(written: Written, expression: Expression, key: str) -> Problem:
    name = next((read.text for read in expression.names if ".".join(read.path) == key), key)
    column = max(0, written.text.value.find(name))
    open_ja, open_en = ("公開の日時", "when to publish") if _publishes(written) else _OPEN[written.role]
    return Problem(
        id="E054",
        position=written.text.position_of(column),
        message=Text(
            f"「{name}」は空のことがあり、そのとき{open_ja}が決まりません。",
            f'"{name}" may be empty, and then {open_en} is undecided.',
        ),
        hint=Text(
            f"「{name} ?? 値」か「空({name})」で、空のときの意味を書いてください",
            f'say what is meant then, with "{name} ?? value" or "empty({name})"',
        ),
        length=len(name),
    )


def _filled_before(checked: Checked, placed: Placed) -> set[str]:
    filled: set[str] = set()
    for node in checked.program.nodes:
        items = _fills(checked, node)
        if items and placed.entry in checked.graph.after(node.id):
            filled |= items
    return filled


def _answers(checked: Checked, name: str) -> Iterator[str]:
    """The answers that every row of a table gives; of a table with mistakes all."""
    specs = [spec for spec in checked.program.tables if spec.name == name]
    scope = scope_of_tables(checked.program)
    read = [read_table(spec.text, scope, hit=Hit(spec.hit), as_csv=spec.csv) for spec in specs]
    for index, column in enumerate(read[0].answers if read else ()):
        rows = [row for found in read if found.table for row in found.table.rows]
        if all(index >= len(row.answers) or row.answers[index] is not None for row in rows):
            yield column.name


def _fills(checked: Checked, node: Node) -> set[str]:
    match node:
        case CallNode():
            return {item for item, _ in (*node.receive, *(node.reply.receive if node.reply else ()))}
        case ChildNode():
            return {f"{node.id}.outcome", *(item for item, _ in node.receive)}
        case EachNode():
            return {f"{loop_key(node.id)}.rows", f"{loop_key(node.id)}.missed"}
        case SetNode():
            return {item for item, _ in node.values}
        case IssueNode():
            return {f"{node.id}.outcome"}
        case RuleNode():
            return {f"{drawn_key(node.table)}.{name}" for name in _answers(checked, node.table)}
        case UserNode():
            told = {f"{node.id}.outcome"} if node.sending else set(_DECIDED) if node.kind in DECIDING else set()
            return told | {edit.item for edit in node.edit if edit.required}
    return set()
