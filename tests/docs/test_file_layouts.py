"""docs/file-layouts.md names every finding and every heading, and its example is a layout that accepts its file."""

import re

import pytest

from forms.source.source import Source
from integrations.layouts import codes, words
from integrations.layouts.check import check_layout
from integrations.layouts.findings import Code
from tests.support.definitions import PROJECT
from tests.support.layouts import codes_of, judged

PAGE = (PROJECT / "docs" / "file-layouts.md").read_text("utf-8")
CODES = [code for code in vars(codes).values() if isinstance(code, Code)]
PARTS = (words.RECORD, words.SECTION, words.ITEM, words.CHECK, words.TOTAL, words.CHANGE, words.STAFF, words.RESEND)
TABLES = (words.TOP, *PARTS)
HEADINGS = {heading for table in TABLES for heading in table}
PLAIN = {"layout", "english", "id", "basis", "description", "item", "check", "expression", "total", "items", "range"}
"""Headings that the example shows well enough."""
CONSEQUENCES = {"reject": "rejects", "hold": "holds", "warn": "warns", "note": "is noted"}


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_a_finding_is_described(code: Code) -> None:
    row = f"| `{code.id}` | {CONSEQUENCES[code.consequence]} | {code.label.ja} | {code.label.en} |"

    assert row in PAGE


def test_no_finding_is_described_that_does_not_exist() -> None:
    described = set(re.findall(r"^\| `([a-z_0-9]+)` \| (?:rejects|holds|warns|is noted) \|", PAGE, re.MULTILINE))

    assert described == {code.id for code in CODES}


def test_every_heading_and_type_is_on_the_page() -> None:
    named = [heading for heading in HEADINGS if heading.en not in PLAIN]

    assert [heading.ja for heading in named if heading.ja not in PAGE or f"`{heading.en}`" not in PAGE] == []
    assert [ja for ja, en in words.TYPES.items() if f"{ja} `{en}`" not in PAGE] == []


def test_the_example_is_sound_and_accepts_its_file() -> None:
    definition, file = (re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL) for kind in ("yaml", "csv"))
    assert definition is not None
    assert file is not None

    layout, problems = check_layout(Source("lent-equipment.yaml", definition[1]))

    assert problems == ()
    assert layout is not None
    content = file[1].replace("\n", "\r\n").encode("cp932")
    assert codes_of(judged(content, by=layout, month=None)) == []
    assert codes_of(judged(content.replace(b"1500,,1500", b"1500,,1501"), by=layout, month=None)) == [
        "total_cross_foot"
    ]
