"""Checks one file of definitions/procedures: its text, and that it is named after its id."""

from pathlib import PurePath

from forms.source.nodes import ScalarNode
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text
from workflow.definition.catalogue import Catalogue
from workflow.definition.load import load


def check_file(source: Source, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Everything that is wrong with the file, in the order of its lines."""
    problems = [*load(source, catalogue).problems, *_name(source)]
    return tuple(sorted(problems, key=lambda problem: (problem.position, problem.id)))


def _name(source: Source) -> list[Problem]:
    root, _ = read(source)
    id_ = root.get("id") if root else None
    stem = PurePath(source.path).stem
    if not isinstance(id_, ScalarNode) or id_.text.strip() in {"", stem}:
        return []
    message = Text(
        f"ファイルの名前はidと同じです({id_.text.strip()}.yaml)。",
        f"The file is named after its id ({id_.text.strip()}.yaml).",
    )
    return [Problem(id="E013", position=id_.position, message=message, length=len(id_.text.strip()))]
