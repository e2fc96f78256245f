"""What each line of a definition is made of, before YAML looks at it: indent, dashes, heading, value, comment."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec import Struct

_LEAD = re.compile(r" *(?:- +)*")
_MEANINGFUL = re.compile("[:#]")
_PLAIN = re.compile(r"[^#'\"\[\]{},:]*[^ \t#'\"\[\]{},:]")
_END_OF_QUOTED = {"'": re.compile("'"), '"': re.compile(r'["\\]')}
_BLOCK_HEADER = re.compile(r"[|>][-+1-9]{0,2}\Z")


class Line(Struct, frozen=True, kw_only=True):
    """One line that YAML reads as structure; bodies of block texts are not among them."""

    number: int
    text: str
    indent: int
    """Spaces before the first other character."""
    body: int
    """Index of the first character after the indent and the dashes."""
    colon: int | None
    """Index of the colon after the heading, if there is one."""
    value: str
    """What stands after the heading or the dashes, without the comment."""
    comment: int | None
    """Index of the # that starts the comment."""
    continues: bool
    """The line goes on with the plain text, the quotes or the brackets of the line before."""
    in_flow: bool
    """The line starts inside brackets."""
    in_quote: bool
    """The line starts inside quotes."""
    open_quote: int | None
    """Index of the quotation mark that is still open at the end of the line, if it stands in this line."""

    @property
    def structure(self) -> str:
        return self.text if self.comment is None else self.text[: self.comment]


@dataclass(slots=True)
class _Walk:
    """Reads one line character by character; quotes and brackets stay open for the next line."""

    quote: str = ""
    quote_at: int | None = None
    """Where the quote was opened, if in this line."""
    depth: int = 0
    text: str = ""
    body: int = 0
    colon: int | None = None
    comment: int | None = None
    value_at: int = 0
    fresh: bool = True
    """A new token may start here: a quote or a bracket means something."""

    def read(self, text: str) -> None:
        self.text, self.colon, self.comment, self.fresh, self.quote_at = text, None, None, True, None
        self.body = self.value_at = _body(text)
        index, end = 0 if self.quote or self.depth else self.body, len(text)
        while index < end and self.comment is None:
            if self.quote:
                found = _END_OF_QUOTED[self.quote].search(text, index)
                index = end if found is None else found.start() + self._inside_quote(found.start())
            elif not (self.fresh or self.depth):
                found = _MEANINGFUL.search(text, index)
                index = end if found is None else found.start() + self._outside_quote(found.start())
            elif (found := _PLAIN.match(text, index)) is not None:
                index, self.fresh = found.end(), False
            else:
                index += self._outside_quote(index)

    def _inside_quote(self, index: int) -> int:
        if self.quote == '"' and self.text[index] == "\\":
            return 2
        if self.text[index] == self.quote:
            if self.quote == "'" and self.text[index + 1 : index + 2] == "'":
                return 2
            self.quote = ""
        return 1

    def _outside_quote(self, index: int) -> int:
        character, following = self.text[index], self.text[index + 1 : index + 2]
        if character == "#" and (index == 0 or self.text[index - 1] in " \t"):
            self.comment = index
        elif character in " \t":
            pass
        elif character in "'\"" and self.fresh:
            self.quote, self.quote_at, self.fresh = character, index, False
        elif character in "[{" and (self.fresh or self.depth):
            self.depth += 1
            self.fresh = True
        elif character in "]}" and self.depth:
            self.depth -= 1
            self.fresh = False
        elif character == "," and self.depth:
            self.fresh = True
        elif character == ":" and following in {"", " ", "\t", "　"}:
            self._colon(index)
        else:
            self.fresh = False
        return 1

    def _colon(self, index: int) -> None:
        self.fresh = True
        if not self.depth and self.colon is None:
            self.colon, self.value_at = index, index + 1


def structural_lines(lines: Iterable[str]) -> Iterator[Line]:
    """The lines YAML reads as structure, in order."""
    walk = _Walk()
    block_parent: int | None = None
    plain_parent: int | None = None
    for number, text in enumerate(lines, start=1):
        indent = len(text) - len(text.lstrip(" "))
        blank = indent == len(text)
        if block_parent is not None and (blank or indent > block_parent):
            continue
        block_parent = None
        if blank:
            continue
        in_quote, in_flow = bool(walk.quote), walk.depth > 0
        continues = in_quote or in_flow or (plain_parent is not None and indent > plain_parent)
        walk.read(text)
        end = len(text) if walk.comment is None else walk.comment
        value = text[walk.value_at : end].strip(" ")
        yield Line(
            number=number, text=text, indent=indent, body=walk.body, colon=walk.colon, value=value,
            comment=walk.comment, continues=continues, in_flow=in_flow, in_quote=in_quote,
            open_quote=walk.quote_at if walk.quote else None,
        )  # fmt: skip
        parent = _parent_column(text, walk, indent)
        open_end = not (walk.quote or walk.depth)
        if open_end and not in_quote and _BLOCK_HEADER.match(value):
            block_parent, plain_parent = parent, None
        elif not open_end or walk.comment is not None or not value or value[0] in "'\"[{" or text[walk.body].isspace():
            plain_parent = None
        elif not continues:
            plain_parent = parent


def _body(text: str) -> int:
    found = _LEAD.match(text)
    return found.end() if found else 0


def _parent_column(text: str, walk: _Walk, indent: int) -> int:
    """The column more than which a text below must be indented: that of the heading, else that of the last dash."""
    if walk.colon is not None:
        return walk.body
    dash = text.rfind("-", 0, walk.body)
    return dash if dash >= 0 else indent - 1
