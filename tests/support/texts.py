"""Finds the texts that pages show, in templates and in Python, so that none stays without its Japanese."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
APPS = ("forms", "workflow", "approvals", "integrations", "meguro_platform")

_QUOTED = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_IN_TEMPLATE = re.compile(rf"(n?p?gettext)\(({_QUOTED}(?:, {_QUOTED})*)")
_FUNCTIONS = {
    "_": "gettext",
    "gettext": "gettext",
    "gettext_lazy": "gettext",
    "ngettext": "ngettext",
    "ngettext_lazy": "ngettext",
    "pgettext": "pgettext",
    "pgettext_lazy": "pgettext",
}


@dataclass(frozen=True, slots=True)
class TextUse:
    """One place where an English text stands for its translation."""

    file: str
    line: int
    text: str
    context: str | None


def used_texts(app: str) -> Iterator[TextUse]:
    """Every text of the app's pages."""
    for path in sorted((ROOT / app).rglob("*.html")):
        yield from _in_template(path)
    for path in sorted((ROOT / app).rglob("*.py")):
        yield from _in_python(path)


def translated(app: str) -> set[tuple[str, str | None]]:
    """The texts that have a Japanese translation in the app's catalogue."""
    path = ROOT / app / "locale/ja/LC_MESSAGES/django.po"
    if not path.exists():
        return set()
    with path.open("rb") as catalogue:
        messages = [message for message in read_po(catalogue) if message.id]
    return {(_first(message.id), message.context) for message in messages if _first(message.string)}


def _first(text: str | tuple[str, ...] | list[str] | None) -> str:
    if text is None or isinstance(text, str):
        return text or ""
    return text[0]


def _in_template(path: Path) -> Iterator[TextUse]:
    code = templatize(path.read_text(), origin=str(path))
    for found in _IN_TEMPLATE.finditer(code):
        words = [ast.literal_eval(word) for word in re.findall(_QUOTED, found[2])]
        yield _use(path, code.count("\n", 0, found.start()) + 1, found[1], words)


def _in_python(path: Path) -> Iterator[TextUse]:
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str()), *_] as args) if name in _FUNCTIONS:
                words = [arg.value for arg in args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
                yield _use(path, node.lineno, _FUNCTIONS[name], words)


def _use(path: Path, line: int, function: str, words: list[str]) -> TextUse:
    context = words.pop(0) if function in {"pgettext", "npgettext"} else None
    return TextUse(str(path.relative_to(ROOT)), line, words[0], context)
