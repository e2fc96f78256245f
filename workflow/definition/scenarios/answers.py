"""Reads the answers in scenarios: which item, and a value that the item takes."""

from collections.abc import Iterator, Mapping
from typing import get_args

from forms.errors import AnswerInvalid
from forms.field_catalogue import CELL_TYPES, field_of
from forms.field_type import ReferenceKind, Referred
from forms.source.likely import LikelyWord
from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.spec import FormSpec, ItemSpec
from workflow.definition.located import Located
from workflow.definition.scenario import Answer, Raw
from workflow.definition.scenarios.finding import Finding, located
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.state import Json

KINDS: dict[str, ReferenceKind] = {kind: kind for kind in get_args(ReferenceKind)}
_UNCHECKED = ("", "attachment", "post", "case")
"""A type that could not be read, and files, posts and cases, of which a scenario says only the name."""


class _Anybody(Mapping[str, Referred]):
    """Whoever a cell names is there: who that is shows when the scenario is played."""

    def __getitem__(self, key: str) -> Referred:
        kind, _, typed = key.partition(":")
        if kind not in KINDS:
            raise KeyError(key)
        return Referred(kind=KINDS[kind], code=typed, name=typed)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_ANYBODY = _Anybody()
_CELLS = tuple(cell.name for cell in CELL_TYPES)
_NAMED = ("staff", "unit")
"""Types of which a scenario says who or what it is as everywhere else: 申請者の課長, 総務部人事課."""
_TEXTS = ("text", "long_text", "kana", "phone", "postcode")
"""Types of which 空 may be a value; of all others it says that nothing is answered."""


def read_answers(finding: Finding, node: MappingNode | None, form: FormSpec | None = None) -> tuple[Answer, ...]:
    """The answers of a mapping from items to values: of the case's form, or of the one a report has."""
    items = (form or finding.program.form).items if node else ()
    by_name = {item.name: item for item in reversed(items)}
    answers = []
    for entry in node.entries if node else ():
        key = located(entry.key)
        item = by_name.get(normal(key.value))
        if item is None:
            finding.unknown(key, "項目", "item", [item.name for item in items])
            continue
        raw = _raw(finding, entry.value)
        names = None
        if isinstance(raw, str) and raw and raw != finding.vocabulary.word("空") and item.type in _NAMED:
            names = finding.person(Located(raw, entry.value.position, None))
            if names is None:
                continue
        elif raw == finding.vocabulary.word("空") and item.type not in _TEXTS:
            raw = ""
        elif raw is not None:
            _check(finding, item, raw, entry.value)
        if raw is not None:
            answers.append(
                Answer(
                    item=item.key,
                    raw=raw,
                    position=entry.value.position,
                    reference=KINDS.get(item.type),
                    names=names,
                    cells=tuple(_cells(finding, item, entry.value)),
                )
            )
    return tuple(answers)


def _raw(finding: Finding, node: Node) -> Raw | None:
    if isinstance(node, ScalarNode):
        return node.text.strip()
    if isinstance(node, SequenceNode) and all(isinstance(item, ScalarNode) for item in node.items):
        return tuple(item.text.strip() for item in node.items if isinstance(item, ScalarNode))
    if isinstance(node, SequenceNode) and all(isinstance(item, MappingNode) for item in node.items):
        rows = (_row(finding, item) for item in node.items if isinstance(item, MappingNode))
        return tuple(row for row in rows if row is not None)
    finding.report(node.position, "値を書いてください。", "Write a value here.")
    return None


def _row(finding: Finding, node: MappingNode) -> Json:
    """A row of a table: 列: 値."""
    cells = {entry.key.text.strip(): finding.scalar(entry.value, "値", "value") for entry in node.entries}
    return {column: cell.value for column, cell in cells.items() if cell}


def _cells(finding: Finding, table: ItemSpec, node: Node) -> Iterator[Answer]:
    """The cells that refer to somebody or something. Columns may be named by their keys, too."""
    rows = node.items if isinstance(node, SequenceNode) else ()
    columns = {name: column for column in table.columns for name in (column.key, column.name)}
    for cell in (entry for row in rows if isinstance(row, MappingNode) for entry in row.entries):
        column = columns.get(normal(cell.key.text))
        if column is None or column.type not in KINDS or not isinstance(cell.value, ScalarNode):
            continue
        raw, names = cell.value.text.strip(), None
        if raw and column.type in _NAMED:
            names = finding.person(Located(raw, cell.value.position, None))
        if raw and (names or column.type not in _NAMED):
            kind = KINDS[column.type]
            yield Answer(item=column.key, raw=raw, position=cell.value.position, reference=kind, names=names)


def _meant(likely: str, written: str) -> LikelyWord:
    ja, en = f"「{likely}」の書き間違いではありませんか", f'did you mean "{likely}"?'
    return LikelyWord(ja, en, written=written, meant=likely)


def _check(finding: Finding, item: ItemSpec, raw: Raw, node: Node) -> None:
    if not _can_be_checked(item):
        return
    try:
        field_of(item).parse(list(raw) if isinstance(raw, tuple) else raw, item, _ANYBODY)
    except AnswerInvalid as invalid:
        likely, written = invalid.suggestion, node.text if isinstance(node, ScalarNode) else ""
        finding.report(
            node.position,
            invalid.message.ja,
            invalid.message.en,
            _meant(likely, written) if likely else None,
            len(written) or 1,
        )


def _can_be_checked(item: ItemSpec) -> bool:
    """Whether the item is one itself: what is wrong with it is reported where it stands."""
    columns = all(column.type in _CELLS and _can_be_checked(column) for column in item.columns)
    return columns and item.type not in _UNCHECKED and bool(item.choices or not item.type.startswith("choice"))
