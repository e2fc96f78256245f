"""The reference pages of the language are what the code says, and leave no problem out."""

from pathlib import Path

import pytest

from tests.docs.titles_of_mistakes import SMALL_TEXTS, TITLES
from tests.docs.write_language_reference import UNTRIED, pages
from tests.support.definitions import GOLDEN

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_reference_page_is_what_the_code_says(path: Path) -> None:
    written = path.read_text(encoding="utf-8")

    assert written == PAGES[path], "run: python -m tests.docs.write_language_reference"


def test_every_problem_with_an_example_file_has_a_title() -> None:
    shown = {path.stem.partition("-")[0].upper() for path in (GOLDEN / "err").glob("*.yaml")}

    assert set(TITLES) == shown | set(SMALL_TEXTS) | {UNTRIED}
