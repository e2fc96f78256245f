"""The glossary has every kind of step and every verdict that a person can meet today."""

import pytest

from tests.support.definitions import PROJECT
from workflow.definition.vocabulary.vocabulary import ALL_KINDS

ROWS = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
VERDICTS = sorted({(verdict.ja, verdict.en) for kind in ALL_KINDS for verdict in kind.verdicts})


@pytest.mark.parametrize(("ja", "en"), [*((kind.ja, kind.en) for kind in ALL_KINDS), *VERDICTS])
def test_a_word_of_the_vocabulary_is_in_the_glossary(ja: str, en: str) -> None:
    assert any(row.startswith(f"| {ja} | `{en}` |") for row in ROWS)
