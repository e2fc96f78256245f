"""Reads templates from definitions/documents."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from pathlib import Path

from forms.documents.office import PLACE, office_name
from forms.documents.read_template import Finding, read_template
from forms.documents.template import Template
from forms.source.characters import normalized
from forms.source.position import Position
from forms.source.problem import Problem
from forms.source.source import Source
from forms.spec import Text


def load_template(
    path: Path, columns: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Template | None, list[Finding]]:
    """The template of an .html file with the style sheets beside it, and everything that is wrong with them.

    Where it says {団体名}, the office's name stands from now on, so a batch keeps the name it was made with.

    `columns` are the names of values by layout, as `read_template` takes them.
    """
    styles = {style.name: _source(style) for style in sorted(path.parent.glob("*.css"))}
    unreadable = [found for found in [_source(path), *styles.values()] if isinstance(found, tuple)]
    if unreadable:
        return None, unreadable
    source = _source(path)
    assert isinstance(source, Source)
    if name := office_name(path.parent.parent):
        source = replace(source, text=source.text.replace(PLACE, escape(name)))
    return read_template(source, {name: style for name, style in styles.items() if isinstance(style, Source)}, columns)


def _source(path: Path) -> Source | Finding:
    """The text of a file, or the finding that it is no text."""
    try:
        return Source(str(path), normalized(path.read_bytes().decode("utf-8")))
    except UnicodeDecodeError as error:
        message = Text("UTF-8の文字として読めません。", f"Not UTF-8: byte {error.start}.")
        return Source(str(path), ""), Problem(id="D001", position=Position(1, 1), message=message)
