"""Decisions are found by what they are about, and whoever reads an old one is led to the newer."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "decisions"
DECISIONS = {file.name: file.read_text(encoding="utf-8").splitlines() for file in sorted(FOLDER.glob("0*.md"))}
_LINK = re.compile(r"\[\d+\]\(([^)]+)\)")


def test_every_decision_stands_in_the_index_under_its_title() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")

    listed = re.findall(r"^- (\d+)\. \[(.+)\]\((.+)\)$", index, re.MULTILINE)

    assert sorted((name, f"# {number}. {title}") for number, title, name in listed) == [
        (name, lines[0]) for name, lines in DECISIONS.items()
    ]


def test_every_decision_says_how_it_stands() -> None:
    status = re.compile(r"Status: (accepted|replaced by \[\d+\]\(.+\)), \d{4}-\d{2}(; .+)?")

    assert [name for name, lines in DECISIONS.items() if not status.fullmatch(lines[2])] == []


def test_decisions_that_go_on_from_each_other_name_each_other() -> None:
    named = {(name, target) for name, lines in DECISIONS.items() for target in _LINK.findall(lines[2])}

    assert {(name, target) for name, target in named if (target, name) not in named} == set()
