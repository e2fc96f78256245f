"""What can be wrong with the places of a template, in words for the clerk who writes it."""

from collections.abc import Iterable, Iterator, Mapping

from forms.documents.formats import FORMATS
from forms.documents.markup import Element, Words
from forms.documents.placeholder import Placeholder, WrongPiece, pieces
from forms.documents.template import Template
from forms.expressions.suggestions import did_you_mean
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text

MOST_CONDITIONS = 4
"""Each combination of conditions is a layout of its own."""


def condition_problems(template: Template) -> Iterator[Problem]:
    elements = [element for element in template.tree.walk() if "data-if" in element.attributes]
    if len(template.conditions) > MOST_CONDITIONS:
        message = Text(f"data-if は {MOST_CONDITIONS}種類までです。", f"At most {MOST_CONDITIONS} different data-if.")
        yield Problem(id="D013", position=elements[-1].position, message=message)
    for element in template.tree.walk():
        for name in ("data-if", "data-each"):
            if name in element.attributes and not element.attributes[name].partition("=")[0].strip():
                message = Text(f"{name} に項目の名前がありません。", f"{name} names no value.")
                yield Problem(id="D013", position=element.position, message=message)


def name_problems(template: Template, columns: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """D014 for a layout that does not exist, D010 for every value that its layout does not have."""
    meta = next((element for element in template.tree.walk() if element.attributes.get("name") == "columns"), None)
    if meta is None:
        return
    layout = meta.attributes.get("content", "")
    if layout not in columns:
        message = Text(f"「{layout}」というレイアウトはありません。", f"There is no layout “{layout}”.")
        yield Problem(id="D014", position=meta.position, message=message, hint=did_you_mean(layout, columns))
        return
    known = columns[layout]
    seen = set(known)
    for field in template.fields:
        for child in field.element.children:
            if not isinstance(child, Words):
                continue
            for index, piece in pieces(child.text):
                if isinstance(piece, Placeholder) and field.full_name(piece) not in seen:
                    yield unknown(piece.name, place(child, index), known, len(piece.name) + 2)
    for element in template.tree.walk():
        for attribute in ("data-if", "data-each"):
            name = element.attributes.get(attribute, "").partition("=")[0]
            if name and name not in seen:
                yield unknown(name, element.position, known, len(element.tag) + 1)


def place(words: Words, index: int) -> Position:
    line = words.text.count("\n", 0, index)
    column = index - (words.text.rfind("\n", 0, index) + 1)
    return Position(words.position.line + line, column + (1 if line else words.position.column))


def missing_style(element: Element, styles: Iterable[str]) -> Problem:
    name = element.attributes.get("href", "")
    message = Text(f"スタイルシート「{name}」がありません。", f"There is no style sheet “{name}”.")
    return Problem(id="D005", position=element.position, message=message, hint=did_you_mean(name, styles))


def wrong_piece(piece: WrongPiece, position: Position) -> Problem:
    hint = None
    if piece.reason == "unknown-format":
        written_ = piece.text[1:-1].partition(":")[2].strip()
        message = Text(f"形式「{written_}」はありません。", f"There is no format “{written_}”.")
        known = [name for name in FORMATS if name]
        hint = did_you_mean(written_, known) or Text(f"書けるのは {'、'.join(known)}", f"Known are {', '.join(known)}")
    elif piece.reason == "no-name":
        message = Text("{ } の中に項目の名前がありません。", "There is no name inside { }.")
    else:
        message = Text(
            f"差込みの「{piece.text}」に相手がありません。", f"The brace “{piece.text}” of a placeholder stands alone."
        )
        hint = Text("かっこそのものを刷るなら2つ重ねます", "Write it twice to print the brace itself")
    return Problem(id="D011", position=position, message=message, hint=hint, length=len(piece.text))


def not_text_only(element: Element, placeholder: Placeholder) -> Problem:
    return Problem(
        id="D012",
        position=element.position,
        message=Text(
            f"差込み {{{placeholder.name}}} をもつ <{element.tag}> には、文のほかに何も入れられません。",
            f"<{element.tag}> holds the placeholder {{{placeholder.name}}} and may hold text only.",
        ),
        hint=Text("<span> などで囲んで、差込みだけの欄にしてください", "Give the placeholder an element of its own"),
        length=len(element.tag) + 1,
    )


def unknown(name: str, position: Position, known: tuple[str, ...], length: int) -> Problem:
    message = Text(f"「{name}」という項目はありません。", f"There is no value “{name}”.")
    return Problem(id="D010", position=position, message=message, hint=did_you_mean(name, known), length=length)
