"""docs/documents.md is true: its template prints, its program says what is shown, its tables are complete."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from forms.documents.formats import FORMATS
from tests.support.documents import texts

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "documents.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(?:html|css) (\S+)\n(.*?)```", PAGE, re.DOTALL))


def program() -> str:
    found = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_template_on_the_page_prints_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in BLOCKS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told, names = io.StringIO(), dict[str, object]()

    with contextlib.redirect_stdout(told):
        exec(program(), names)

    shown = re.search(r"```text\n(.*?)```", PAGE, re.DOTALL)
    assert shown
    assert told.getvalue() == shown[1]
    assert isinstance(names["pdf"], bytes)
    assert isinstance(names["paper"], bytes)
    assert "6,543,210円" in texts(names["pdf"])[0]
    assert len(texts(names["paper"])) == 2


def test_every_format_is_on_the_page() -> None:
    assert [name for name in FORMATS if name and f"`{name}`" not in PAGE] == []


def test_every_code_of_a_mistake_is_on_the_page_and_no_other() -> None:
    sources = [*(PROJECT / "forms" / "documents").rglob("*.py")]
    used = {code for file in sources for code in re.findall(r'"(W?D0?\d\d)"', file.read_text(encoding="utf-8"))}

    assert set(re.findall(r"^\| (W?D\d+) \|", PAGE, re.MULTILINE)) == used
