"""The pages are about this house: what they name and link to is there."""

import re
from pathlib import Path

import pytest

from tests.support.definitions import PROJECT

PAGES = sorted([*(PROJECT / "docs").rglob("*.md"), *PROJECT.glob("*/README.md"), *PROJECT.glob("*.md")])
_PATH = re.compile(
    r"(?<![\w./-])((?:forms|workflow|approvals|integrations|meguro_platform|definitions|tests|docs)(?:/[\w.-]+)+)"
)
_WRITTEN = re.compile(r"^`(\S+)`:$", re.MULTILINE)
"""A file that the reader is told to write: its path on a line of its own, its content below."""
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


def test_the_architecture_names_real_files() -> None:
    assert len(set(_PATH.findall((PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")))) > 40


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {match.rstrip(".") for match in _PATH.findall(text)} - set(_WRITTEN.findall(text))

    assert [name for name in sorted(named) if not (PROJECT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    linked = _LINK.findall(page.read_text(encoding="utf-8"))

    assert [target for target in linked if not (page.parent / target).exists()] == []
