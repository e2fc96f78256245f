"""Writes a tree of markup as text again."""

from collections.abc import Callable
from html import escape

from forms.documents.markup import VOID, Element

Replace = Callable[[Element], str | None]


def written(element: Element, replace: Replace = lambda element: None, *, places: bool = False) -> str:
    """The text of a tree; where `replace` answers with a text, that stands for the element and all below it.

    With `places` each element says where it stands in the file, as data-at="line:column".
    """
    parts: list[str] = []
    _write(element, replace, places, parts)
    return "".join(parts)


def opening(element: Element, *, place: bool = False) -> str:
    """The start tag."""
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes.items())
    if place:
        attributes += f' data-at="{element.position.line}:{element.position.column}"'
    return f"<{element.tag}{attributes}>"


def _write(element: Element, replace: Replace, places: bool, parts: list[str]) -> None:
    replaced = replace(element)
    if replaced is not None:
        parts.append(replaced)
        return
    if element.tag:
        parts.append(opening(element, place=places))
    elif not parts:
        parts.append("<!DOCTYPE html>")
    for child in element.children:
        if isinstance(child, Element):
            _write(child, replace, places, parts)
        else:
            parts.append(child.text if element.tag == "style" else escape(child.text, quote=False))
    if element.tag and element.tag not in VOID:
        parts.append(f"</{element.tag}>")
