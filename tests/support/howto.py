"""The blocks of a page under docs/howto, so that tests follow what people read."""

import re
import shutil
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", "node_modules", "staticfiles", "__pycache__", ".*_cache")


def copied_project(folder: Path) -> Path:
    """A checkout of its own with the packages of this one."""
    copy = folder / "project"
    shutil.copytree(PROJECT, copy, ignore=LEFT_OUT)
    (copy / ".venv").symlink_to(PROJECT / ".venv")
    return copy


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, in order; "" for those without one."""
    text = (PROJECT / "docs" / "howto" / page).read_text("utf-8")
    found = re.findall(r"^```(\w*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return [content for marked, content in found if marked == language]


def files(page: str) -> dict[str, str]:
    """What the page has people write: content by path, where a line with the path stands before the block."""
    text = (PROJECT / "docs" / "howto" / page).read_text("utf-8")
    return dict(re.findall(r"^`(\S+)`:\n\n```\w+\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL))


def commands(page: str) -> list[list[str]]:
    """Every command line of the page, as words."""
    lines = (line for block in blocks(page, "") for line in block.splitlines())
    return [line.split() for line in lines if line.startswith(".venv/bin/python ")]
