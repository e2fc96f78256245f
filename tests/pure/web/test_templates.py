"""What no template may contain, because the browser would refuse it or a reader would suffer."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(path for path in ROOT.glob("*/templates/**/*.html") if ".venv" not in path.parts)

REFUSED = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "a script inside the page": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "a style element": re.compile(r"<style\b"),
    "a handler attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[^=\s]*)\s*="),
    "something from another site": re.compile(r"""(?:src|href|action)=["']?(?:https?:)?//"""),
    "attributes that are not escaped": re.compile(r"\{\{\s*attrs\s*\}\}"),
    "text that is not escaped": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off"),
}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_holds_nothing_that_is_refused(path: Path) -> None:
    source = path.read_text()

    found = [what for what, pattern in REFUSED.items() if pattern.search(source)]

    assert found == []
