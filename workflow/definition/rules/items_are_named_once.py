"""E014: items, systems, tables, 交付 and what every case knows share one name space; ids are unique."""

from collections.abc import Iterator

from msgspec.structs import replace

from forms.expressions.functions import OWN_NAMES
from forms.expressions.words import VALUES, WORDS
from forms.source.problem import Problem
from workflow.definition.beside_document import ChildStep
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.tables import used_regulations
from workflow.definition.document import EachStep, EnforceStep, IssueStep
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.scope import RESERVED

WORDS_OF_THE_LANGUAGE = RESERVED | WORDS.keys() | VALUES.keys() | OWN_NAMES
"""What expressions read as something else than an item."""

READ_BY_NAME = (IssueStep, EachStep, ChildStep, EnforceStep)
"""Steps whose result expressions read under their name."""


def check(checked: Checked) -> Iterator[Problem]:
    procedure = checked.procedure
    items = [part.item for part in procedure.items if part.item]
    named = (placed.step for placed in checked.outline.all if isinstance(placed.step, READ_BY_NAME))
    issues = [step.name for step in named if step.name.value]
    tables = [pair.key for pair in procedure.tables]
    regulations = [
        replace(used, value=found.name) for used, found in used_regulations(checked.names, checked.catalogue)
    ]
    names = [*items, *(pair.key for pair in procedure.systems), *tables, *issues, *regulations]
    yield from _repeated(names, "名前", "name")
    yield from _repeated([part.id for part in procedure.items if part.id], "id", "id")
    for handler in procedure.anytime:
        asked = [part.item for part in handler.items if part.item]
        yield from _repeated(asked, "名前", "name")
        names += asked
    for name in names:
        if normal(name.value) in WORDS_OF_THE_LANGUAGE:
            yield problem(
                "E014",
                name,
                f"「{name.value}」はこの言語が使う名前です。別の名前にしてください。",
                f'"{name.value}" is a word of the language; choose another name.',
            )
    for part in (*procedure.items, *(part for handler in procedure.anytime for part in handler.items)):
        yield from _choices(part)


def _choices(part: FormPart) -> Iterator[Problem]:
    yield from _repeated([choice.name for choice in part.choices], "選択肢", "choice")
    yield from _repeated([choice.id for choice in part.choices if choice.id], "選択肢のid", "id of a choice")


def _repeated(names: list[Located[str]], what_ja: str, what_en: str) -> Iterator[Problem]:
    seen: dict[str, Located[str]] = {}
    for name in names:
        first = seen.setdefault(normal(name.value), name)
        if first is not name:
            yield problem(
                "E014",
                name,
                f"{what_ja}「{name.value}」は{first.position.line}行目にもあります。",
                f'The {what_en} "{name.value}" is also on line {first.position.line}.',
            )
