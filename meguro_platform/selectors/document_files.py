"""The kinds of documents under definitions/documents, and what is wrong with their files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.issuance.kind import DocumentKind, read_kind
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text


@dataclass(frozen=True, slots=True)
class KindFile:
    """One file: the kind it describes when it can be used, and its problems."""

    source: Source
    kind: DocumentKind | None
    problems: tuple[Problem, ...]


def kind_files(folder: Path, units: Mapping[str, str]) -> Iterator[KindFile]:
    """Every kind in the folder; `units` gives the code of a unit by its name."""
    for path in sorted(folder.glob("*.yaml")):
        source = Source(str(path), path.read_text(encoding="utf-8", errors="replace"))
        kind, problems = read_kind(source)
        if kind is not None:
            problems = [*problems, *_unknown_names(kind, source, units)]
        yield KindFile(source, None if problems else kind, tuple(problems))


def _unknown_names(kind: DocumentKind, source: Source, units: Mapping[str, str]) -> Iterator[Problem]:
    if kind.office not in units:
        yield Problem(
            id="E040",
            position=_line_with(source, kind.office),
            message=Text(f"「{kind.office}」という所属はありません。", f"There is no unit “{kind.office}”."),
        )


def _line_with(source: Source, text: str) -> Position:
    found = next((number for number, line in enumerate(source.lines, start=1) if text in line), 1)
    return Position(found, max(1, source.line(found).find(text) + 1))
