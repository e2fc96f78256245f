"""Where the fields of a laid out template are, read from WeasyPrint's boxes.

The template is laid out with no text, one and two marks in every field, and a second line where there may be one. What
stands still for all three depends on no value; how far the first mark moves to the left tells how a field is aligned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms.errors import TemplateNotPrintable
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text

_STILL = 0.02
"""CSS pixels that count as no movement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The room of one field on its page, in CSS pixels from the top left."""

    field: int
    page: int
    anchor: float
    """Where text starts, ends or has its middle."""
    pull: float
    """How much of its width a text extends to the left of the anchor: 0, ½ or 1."""
    left: float
    right: float
    top: float
    bottom: float
    """The box that the text has to stay in."""
    drawn_x: float
    """Where one mark is drawn."""
    baseline: float
    line_height: float
    """From one baseline to the next; 0 in a field of one line."""
    style: Any
    """WeasyPrint's style of the text."""

    def start(self, width: float) -> float:
        """Where a text of this width starts."""
        return self.anchor - self.pull * width

    def fits(self, width: float) -> bool:
        start = self.start(width)
        return start >= self.left - _STILL and start + width <= self.right + _STILL


def read_places(layouts: tuple[Any, Any, Any], mark: str) -> dict[int, Place]:
    """The places by number of field, from the layouts with 0, 1 and 2 marks. Raises TemplateNotPrintable."""
    empty, one, two = ([_boxes(page) for page in layout.pages] for layout in layouts)
    _hold_still(one, empty)
    _hold_still(one, two)
    places: dict[int, Place] = {}
    for number, (first, second) in enumerate(zip(one, two, strict=True)):
        marks = {box.number: box for box in second if box.text == mark * 2}
        below = {box.number: box for box in second if box.text == mark}
        for box in first:
            if box.text == mark and box.number in marks:
                places[box.number] = _place(box, marks[box.number], below.get(box.number), number)
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A box of the layout, with what is asked of it."""

    at: str
    number: int
    """Of the field it belongs to, or -1."""
    text: str
    box: Any
    room: Any
    """The block around a text."""

    @property
    def edges(self) -> tuple[float, float, float, float]:
        return self.box.position_x, self.box.position_y, self.box.width, self.box.height


def _boxes(page: Any) -> list[_Box]:
    return list(_walk(page._page_box, "1:1", -1, None))


def _walk(box: Any, at: str, number: int, room: Any) -> Iterator[_Box]:
    from weasyprint.formatting_structure import boxes

    element = box.element
    if element is not None and element.get("data-at"):
        at = element.get("data-at")
    if element is not None and element.get("data-field"):
        number = int(element.get("data-field"))
    if isinstance(box, boxes.TextBox):
        yield _Box(at=at, number=number, text=box.text, box=box, room=room)
        return
    if isinstance(box, boxes.BlockContainerBox):
        room = box
    if isinstance(box, boxes.BlockLevelBox | boxes.TableCellBox | boxes.TableRowBox):
        yield _Box(at=at, number=-1, text="", box=box, room=room)
    for child in getattr(box, "children", ()):
        yield from _walk(child, at, number, room)


def _hold_still(first: list[list[_Box]], second: list[list[_Box]]) -> None:
    if len(first) != len(second):
        raise TemplateNotPrintable(
            [_problem("1:1", Text("値によって枚数が変わります。", "The number of pages depends on the values."))]
        )
    for page, other in zip(first, second, strict=True):
        fixed, again = ([box for box in boxes if box.number < 0] for boxes in (page, other))
        moved = [
            box.at
            for box, twin in zip(fixed, again, strict=False)
            if box.text != twin.text or any(abs(a - b) > _STILL for a, b in zip(box.edges, twin.edges, strict=True))
        ]
        if moved:
            raise TemplateNotPrintable([_moves(moved[-1])])


def _moves(at: str) -> Problem:
    return _problem(
        at,
        Text(
            "このあたりの配置が、値の長さで変わります。幅と高さを決めてください。",
            "The layout here depends on the length of a value: fix width and height.",
        ),
        Text(
            "表には table-layout: fixed と列の幅、行には height を書きます。前後の文は別の欄に分けます",
            "Tables need table-layout: fixed, widths of columns and a height of rows; keep other text out of the field",
        ),
    )


def _rises(at: str) -> Problem:
    return _problem(
        at,
        Text("この欄の文は、行が増えると上へ動きます。", "The text of this field moves up when it has more lines."),
        Text("vertical-align: top を書いてください", "Write vertical-align: top"),
    )


def _problem(at: str, message: Text, hint: Text | None = None) -> Problem:
    line, _, column = at.partition(":")
    return Problem(id="D021", position=Position(int(line), int(column)), message=message, hint=hint)


def _place(one: _Box, two: _Box, below: _Box | None, page: int) -> Place:
    if abs(one.box.position_y - two.box.position_y) > _STILL:
        raise TemplateNotPrintable([_rises(one.at)])
    mark = one.box.width
    pull = round((one.box.position_x - two.box.position_x) / mark * 2) / 2
    room = one.room
    return Place(
        field=one.number,
        page=page,
        anchor=one.box.position_x + pull * mark,
        pull=pull,
        left=room.content_box_x() if pull else one.box.position_x,
        right=room.content_box_x() + room.width,
        top=room.content_box_y(),
        bottom=room.content_box_y() + room.height,
        drawn_x=one.box.position_x,
        baseline=one.box.position_y + one.box.baseline,
        line_height=below.box.position_y - two.box.position_y if below else 0.0,
        style=one.box.style,
    )
