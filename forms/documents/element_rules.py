"""Which elements and attributes a template may have (D003); everything else is refused by name."""

import re
from collections.abc import Iterator

from forms.documents.markup import Element
from forms.expressions.suggestions import did_you_mean
from forms.source.problem import Problem
from forms.spec import Text

ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "link", "style", "body", "header", "main", "footer", "section", "article", "div"}
    | {
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "span",
        "strong",
        "em",
        "b",
        "small",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "br",
        "hr",
    }
    | {"hr", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"}
)
ATTRIBUTES = frozenset({"class", "id", "lang"})
"""Allowed on every element."""
OWN_ATTRIBUTES = {
    "meta": frozenset({"charset", "name", "content"}),
    "link": frozenset({"rel", "href"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
}
OVERFLOWS = ("shrink", "wrap")
"""What is done with a value that is wider than its place; without the attribute the document is not made."""
DATA = frozenset({"data-if", "data-each", "data-overflow", "data-longest"})
STYLE_SHEET = re.compile(r"[a-z0-9][a-z0-9-]*\.css")


def element_problems(element: Element) -> Iterator[Problem]:
    """What is wrong with one element by itself."""
    if element.tag not in ELEMENTS:
        yield _problem(
            "D003",
            element,
            Text(f"<{element.tag}> は帳票に使えません。", f"<{element.tag}> cannot be used in a document."),
            did_you_mean(element.tag, ELEMENTS),
        )
        return
    allowed = ATTRIBUTES | DATA | OWN_ATTRIBUTES.get(element.tag, frozenset())
    for name, value in element.attributes.items():
        if name not in allowed:
            message = Text(f"属性「{name}」は使えません。", f"The attribute “{name}” cannot be used.")
            hint = Text("見た目は .css に書きます", "Put the look into the .css file") if name == "style" else None
            yield _problem("D003", element, message, hint or did_you_mean(name, allowed))
        elif "{" in value:
            message = Text(
                "差込みは文の中だけに書けます。属性には書けません。",
                "A placeholder stands in text, never in an attribute.",
            )
            yield _problem("D012", element, message)
    overflow = element.attributes.get("data-overflow")
    if overflow is not None and overflow not in OVERFLOWS:
        message = Text(
            f"data-overflow は {' か '.join(OVERFLOWS)} です。", f"data-overflow is {' or '.join(OVERFLOWS)}."
        )
        yield _problem("D013", element, message, did_you_mean(overflow, OVERFLOWS))
    href = element.attributes.get("href", "")
    if element.tag == "link" and (element.attributes.get("rel") != "stylesheet" or not STYLE_SHEET.fullmatch(href)):
        message = Text(
            '<link> は同じフォルダーのスタイルシートだけです: <link rel="stylesheet" href="名前.css">',
            '<link> names a style sheet of the same folder: <link rel="stylesheet" href="name.css">',
        )
        yield _problem("D003", element, message)


def _problem(id_: str, element: Element, message: Text, hint: Text | None = None) -> Problem:
    return Problem(id=id_, position=element.position, message=message, hint=hint, length=len(element.tag) + 1)
