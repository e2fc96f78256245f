"""Reads the HTML of a template strictly: every element closed by hand, every piece with its place in the file.

Browsers mend wrong markup, each in its own way. A template that is read in one way only looks the same everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text

VOID = frozenset({"br", "col", "hr", "link", "meta"})
"""Elements that hold nothing and are not closed."""


@dataclass(slots=True)
class Words:
    """A run of text between tags."""

    text: str
    position: Position


@dataclass(slots=True)
class Element:
    """An element with what it holds."""

    tag: str
    attributes: dict[str, str]
    position: Position
    children: list["Element | Words"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def words(self) -> str:
        """All text below."""
        return "".join(child.text if isinstance(child, Words) else child.words() for child in self.children)


def read_markup(text: str) -> tuple[Element, list[Problem]]:
    """The tree of a text and what is wrong with its tags (D002)."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.root, reader.problems


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.root = Element("", {}, Position(1, 1))
        self.problems: list[Problem] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {}, self._here())
        for name, value in attrs:
            if name in element.attributes:
                self._complain(f"属性「{name}」が2回あります。", f"The attribute “{name}” is there twice.")
            element.attributes[name] = value or ""
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()
            self._complain(f"<{tag}/> は <{tag}></{tag}> と書きます。", f"Write <{tag}></{tag}>, not <{tag}/>.")

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()
            return
        inner = self._open[-1].tag
        if any(element.tag == tag for element in self._open):
            self._complain(f"</{tag}> の前に </{inner}> が要ります。", f"</{inner}> is missing before </{tag}>.")
            while self._open.pop().tag != tag:
                pass
        else:
            self._complain(f"</{tag}> に始まりがありません。", f"</{tag}> closes nothing.")

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(Words(data, self._here()))

    def handle_entityref(self, name: str) -> None:
        self.handle_data(unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(unescape(f"&#{name};"))

    def handle_pi(self, data: str) -> None:
        self._complain("<? … > は使えません。", "<? … > cannot be used.")

    def unknown_decl(self, data: str) -> None:
        self._complain("<![ … ]> は使えません。", "<![ … ]> cannot be used.")

    def finish(self) -> None:
        for element in self._open[1:]:
            self._complain(f"<{element.tag}> が閉じていません。", f"<{element.tag}> is not closed.", element.position)

    def _here(self) -> Position:
        line, column = self.getpos()
        return Position(line, column + 1)

    def _complain(self, ja: str, en: str, position: Position | None = None) -> None:
        self.problems.append(Problem(id="D002", position=position or self._here(), message=Text(ja, en)))
