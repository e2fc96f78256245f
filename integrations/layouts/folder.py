"""All layouts of a folder of definitions, checked together."""

from collections.abc import Mapping, Sequence

from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text
from integrations.layouts.check import check_layout
from integrations.layouts.layout import Layout
from workflow.definition.file_name import file_name_problems
from workflow.definition.suggestions import likely_or_all

Finding = tuple[Source, Problem]


def check_layouts(sources: Sequence[Source]) -> tuple[Mapping[str, Layout], tuple[Finding, ...]]:
    """The sound layouts by id, and everything that is wrong, file by file."""
    layouts: dict[str, Layout] = {}
    findings: list[Finding] = []
    origins: dict[str, Source] = {}
    for source in sources:
        layout, problems = check_layout(source)
        findings += [(source, problem) for problem in (*problems, *file_name_problems(source))]
        if layout is not None:
            layouts[layout.id] = layout
            origins[layout.id] = source
    for id_, layout in layouts.items():
        if layout.staff and layout.staff.list not in layouts:
            findings.append((origins[id_], _no_such_list(origins[id_], layout.staff.list, list(layouts))))
    return layouts, tuple(findings)


def _no_such_list(source: Source, name: str, known: list[str]) -> Problem:
    lines = source.lines
    line = next((number for number, text in enumerate(lines, start=1) if text.strip().endswith(f": {name}")), 1)
    message = Text(f"「{name}」というレイアウトはありません。", f"There is no layout “{name}”.")
    return Problem(id="E100", position=Position(line, 1), message=message, hint=likely_or_all(name, known))
