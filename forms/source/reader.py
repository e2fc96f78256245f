"""Reads a definition text into nodes that know where they stand."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace

import yaml

from forms.source.characters import character_problems, normalized
from forms.source.nodes import MappingNode, ScalarNode
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.scanner import scan
from forms.source.source import Source
from forms.source.syntax_errors import syntax_problem
from forms.source.tree import Tree, TreeRefused
from forms.spec import Text

MAX_PROBLEMS = 100
_HARMLESS = frozenset({"E003", "E009"})
"""The text can be understood in spite of these, so that other checks need not wait."""


def read(source: Source) -> tuple[MappingNode | None, list[Problem]]:
    """The headings of the text, and everything that is wrong with it as text.

    The mapping is None when the text cannot be understood. Any text at all may be given: this never raises.
    """
    source = Source(source.path, normalized(source.text))
    if problems := character_problems(source.text):
        return None, problems
    problems = scan(source)
    root, found = _parse(source, silent=any(problem.id not in _HARMLESS for problem in problems))
    problems = sorted(problems + found, key=lambda problem: problem.position)[:MAX_PROBLEMS]
    problems = _placed_inside(problems, source.lines)
    usable = all(problem.id in _HARMLESS for problem in problems)
    return (root if usable else None), problems


def _parse(source: Source, *, silent: bool) -> tuple[MappingNode | None, list[Problem]]:
    """The tree as YAML sees it. `silent` leaves out syntax errors that only follow from what the scanner found."""
    tree = Tree(source)
    try:
        with closing(_events(source.text)) as events:
            for event in events:
                tree.take(event)
    except TreeRefused as refused:
        return None, [*tree.problems, refused.problem]
    except yaml.MarkedYAMLError as error:
        silent = silent or any(problem.id == "E006" for problem in tree.problems)
        return None, tree.problems if silent else [*tree.problems, syntax_problem(error, source)]
    if isinstance(tree.root, MappingNode):
        return tree.root, tree.problems
    return None, tree.problems if silent else [*tree.problems, _not_a_mapping(tree)]


def _placed_inside(problems: list[Problem], lines: list[str]) -> list[Problem]:
    """YAML may give up behind the last written line, and a heading may go on in the next line."""
    last = max((number for number, line in enumerate(lines, start=1) if line.strip(" ")), default=1)
    placed = []
    for problem in problems:
        line = min(problem.position.line, last)
        end = len(lines[line - 1].rstrip(" ")) + 1
        behind = problem.position.line > last or problem.position.column > len(lines[line - 1]) + 1
        placed.append(replace(problem, position=Position(line, end)) if behind else problem)
    return placed


def _events(text: str) -> Generator[yaml.Event, None, None]:
    yield from yaml.parse(text, Loader=yaml.CSafeLoader)


def _not_a_mapping(tree: Tree) -> Problem:
    if tree.root is None or tree.root == ScalarNode("", tree.root.position):
        return Problem(id="E001", position=Position(1, 1), message=Text("何も書かれていません。", "The file is empty."))
    return Problem(
        id="E001",
        position=tree.root.position,
        message=Text("ファイルは「見出し: 値」の行で始まります。", "A file starts with lines “heading: value”."),
    )
