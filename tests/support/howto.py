"""The blocks of a page under docs/howto, so that tests follow what people read."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order; "" for those without one."""
    text = (PROJECT / "docs" / "howto" / page).read_text("utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [content for marked, content in found if marked == language]


def commands(page: str) -> list[list[str]]:
    """Every command line of the page, as words."""
    lines = (line for block in blocks(page, "") for line in block.splitlines())
    return [line.split() for line in lines if line.startswith(".venv/bin/python ")]
