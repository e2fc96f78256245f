"""Texts with slots: 新しい職員証ができました({受取方法})。"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.errors import ExpressionInvalid
from forms.expressions.parser import name_in
from forms.expressions.problem import ExpressionProblem
from forms.expressions.scope import Scope
from forms.feel.types import ContextType, ListType, Type
from forms.spec import Text

MAX_SLOTS = 100
_SLOT = re.compile(r"\{([^{}\n]*)(\}?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place of a text where a value is put."""

    path: str
    """Where the value is found, such as `applicant.full_name`."""
    spelling: str
    type: Type
    offset: int
    """Characters of the text before it."""


def parse_slots(text: str, scope: Scope) -> tuple[str | Slot, ...]:
    """The text as pieces and slots. Raises ExpressionInvalid with an E101 for each slot that names nothing."""
    parts: list[str | Slot] = []
    problems: list[ExpressionProblem] = []
    end = 0
    for count, found in enumerate(_SLOT.finditer(text)):
        slot = _too_many(found) if count == MAX_SLOTS else _slot(found, scope)
        if isinstance(slot, ExpressionProblem):
            problems.append(slot)
        else:
            parts += [text[end : found.start()], slot]
        end = found.end()
        if count == MAX_SLOTS:
            break
    if problems:
        raise ExpressionInvalid(text, tuple(problems))
    return tuple(part for part in (*parts, text[end:]) if part != "")


def fill_slots(parts: Sequence[str | Slot], shown: Mapping[str, str]) -> str:
    """The text with the values in place. `shown` holds them by path, as people read them; a missing one is left out."""
    return "".join(part if isinstance(part, str) else shown.get(part.path, "") for part in parts)


def _slot(found: re.Match[str], scope: Scope) -> Slot | ExpressionProblem:
    written = found[1].strip()
    if not found[2] or not written:
        message = Text("「{」の後に、項目の名と「}」が要ります。", "After { comes the name of an item and }.")
        return _problem(found, message, Text("{案件番号} のように書いてください", "Write it like {number}"))
    name, problems = name_in(written, scope)
    if any(problem.code == "E051" for problem in problems):
        return _problem(found, problems[0].message, problems[0].hint)
    if name is None:
        message = Text(f"「{{{written}}}」は項目の名ではありません。", f"“{{{written}}}” is not the name of an item.")
        return _problem(
            found, message, Text("式は書けません。項目の名だけを書いてください", "Write a name, no expression")
        )
    inner = name.type.of if isinstance(name.type, ListType) else name.type
    if isinstance(inner, ContextType):
        known = "、".join(f"{{{written}.{part}}}" for part in list(inner.fields)[:4])
        message = Text(f"「{written}」は、そのままでは文に入りません。", f"“{written}” is no single value.")
        return _problem(found, message, Text(f"{known} のように書いてください", f"Write one of {known}"))
    return Slot(path=".".join(name.path), spelling=written, type=name.type, offset=found.start())


def _too_many(found: re.Match[str]) -> ExpressionProblem:
    return _problem(
        found, Text(f"差し込みは {MAX_SLOTS} か所までです。", f"A text has at most {MAX_SLOTS} slots."), None
    )


def _problem(found: re.Match[str], message: Text, hint: Text | None) -> ExpressionProblem:
    length = max(len(found[0]), 1)
    return ExpressionProblem(code="E101", column=found.start(), message=message, hint=hint, length=length)
