"""The steps of a procedure as a drawing, with where the case is: boxes and arrows, ready for SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from textwrap import wrap

from approvals.selectors.open_case import OpenCase
from approvals.selectors.step_states import StepState, step_states
from workflow.engine.nodes import ChoiceNode, EachNode, EnterNode, ForkNode, Node
from workflow.engine.program import Program

IF = ".if"
"""Follows the id of a step in the id of the choice that its 条件 is."""
COLUMNS = 6
WIDTH, HEIGHT = 126, 84
ACROSS, DOWN = 150, 114
MARGIN = 8
LONGEST_CAPTION = 12
PER_LINE = {"ja": 8, "en": 13}
"""Characters that fit into a line of a box."""
MOST_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One step."""

    node: str
    lines: tuple[str, ...]
    """Its name in up to four lines."""
    name: str
    state: StepState
    column: int
    row: int
    beside: str = ""
    """What leads to it, when it is not on the main way: a branch, a way of a choice, a deadline, an error, each row."""

    @property
    def x(self) -> int:
        return MARGIN + self.column * ACROSS

    @property
    def y(self) -> int:
        return MARGIN + self.row * DOWN

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2

    @property
    def caption(self) -> str:
        """As much of what leads to it as fits beside the arrow."""
        return self.beside if len(self.beside) <= LONGEST_CAPTION else self.beside[: LONGEST_CAPTION - 1] + "…"

    @property
    def texts(self) -> list[tuple[int, str, str]]:
        """Height, class and words of each line in the box."""
        words = [("b", line) for line in self.lines]
        if self.state.note:
            words.append(("t2", self.state.note))
        first = self.y + HEIGHT // 2 + 5 - 8 * (len(words) - 1)
        return [(first + 16 * place, css, text) for place, (css, text) in enumerate(words)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """From one box to the next."""

    path: str
    walked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """The whole drawing and what it says in words."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int
    here: tuple[str, ...]
    """Names of the steps where the case is now."""


@dataclass(slots=True)
class _Item:
    """A step on the main way, and the chains that hang below it."""

    node: Node
    chains: list[list[Node]] = field(default_factory=list)


def diagram_of(case: OpenCase) -> Diagram:
    """The drawing of a case."""
    return drawing(case.machine.program, step_states(case), case.language)


def drawing(program: Program, states: Mapping[str, StepState], language: str) -> Diagram:
    """The steps of a procedure; what has no state is drawn as still to come."""
    boxes, arrows = _Drawing(states, language, ways_aside(program, language)).draw(list(_main(program, ())))
    return Diagram(
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        width=2 * MARGIN + (COLUMNS - 1) * ACROSS + WIDTH,
        height=2 * MARGIN + max(box.row for box in boxes) * DOWN + HEIGHT,
        here=tuple(box.name for box in boxes if box.state.css == "now"),
    )


def ways_aside(program: Program, language: str) -> dict[str, str]:
    """By the node it leads to, what leads off the main way."""
    ja = language == "ja"
    found: dict[str, str] = {}
    for node in program.nodes:
        match node:
            case ForkNode():
                found |= {branch.to: branch.name for branch in node.branches}
            case ChoiceNode():
                found |= {way.to: way.name or way.condition for way in node.ways if way.to != node.id.removesuffix(IF)}
            case EachNode():
                found[node.body] = "1行ごと" if ja else "each row"
        overdue, catches = getattr(node, "overdue", None), getattr(node, "catches", ())
        if overdue is not None and overdue.to:
            found[overdue.to] = "期限切れ" if ja else "overdue"
        found |= {catch.to: "エラー時" if ja else "on error" for catch in catches}
    return {to.removesuffix(IF): words for to, words in found.items()}


def _main(program: Program, prefix: tuple[int, ...]) -> Iterator[_Item]:
    """The steps of a list in order; those inside a group stand in its place."""
    for node in _steps(program, prefix):
        chains = [list(_chain(program, (*node.path, nested))) for nested in _nested(program, node.path)]
        if isinstance(node, EnterNode):
            body = list(_main(program, program.by_id[node.body].path[:-1]))
            body[-1].chains += [chain for chain in chains if chain and chain[0].id != node.body]
            yield from body
        else:
            yield _Item(node, chains)


def _steps(program: Program, prefix: tuple[int, ...]) -> list[Node]:
    return sorted(
        (node for node in program.by_step.values() if node.path[:-1] == prefix), key=lambda node: node.path[-1]
    )


def _nested(program: Program, path: tuple[int, ...]) -> list[int]:
    """Numbers of the lists inside a step."""
    place = len(path)
    return sorted(
        {node.path[place] for node in program.by_step.values() if len(node.path) > place and node.path[:place] == path}
    )


def _chain(program: Program, prefix: tuple[int, ...]) -> Iterator[Node]:
    """All steps of a list inside a step, with what is inside them, in order."""
    for node in _steps(program, prefix):
        yield node
        for nested in _nested(program, node.path):
            yield from _chain(program, (*node.path, nested))


class _Drawing:
    def __init__(self, states: Mapping[str, StepState], language: str, aside: Mapping[str, str]) -> None:
        self.states, self.language, self.aside = states, language, aside

    def draw(self, items: Sequence[_Item]) -> tuple[list[Box], list[Arrow]]:
        boxes: list[Box] = []
        arrows: list[Arrow] = []
        row, before = 0, None
        for start in range(0, len(items), COLUMNS):
            line = items[start : start + COLUMNS]
            taken: dict[int, int] = {}
            for column, item in enumerate(line):
                box = self.box(item.node, column, row)
                boxes.append(box)
                if before is not None:
                    arrows.append(_onward(before, box))
                before = box
            for column, item in enumerate(line):
                for chain in _pieces(item.chains):
                    boxes_below, arrows_below = self.hang(chain, column, row, taken)
                    boxes += boxes_below
                    arrows += arrows_below
            row += 1 + max(taken.values(), default=0)
        return boxes, arrows

    def hang(
        self, chain: Sequence[Node], column: int, row: int, taken: dict[int, int]
    ) -> tuple[list[Box], list[Arrow]]:
        """A chain below the step it belongs to, in the first row that is free for its length."""
        first = max(0, min(column, COLUMNS - len(chain)))
        columns = range(first, first + len(chain))
        below = 1 + max((taken.get(each, 0) for each in columns), default=0)
        boxes = []
        for each, node in zip(columns, chain, strict=True):
            taken[each] = below
            boxes.append(self.box(node, each, row + below, self.aside.get(node.id, "")))
        if not boxes:
            return [], []
        host = MARGIN + column * ACROSS + WIDTH // 2, MARGIN + row * DOWN + HEIGHT
        walked = boxes[0].state.css in ("done", "now", "auto")
        arrows = [Arrow(path=f"M{host[0]} {host[1]}V{boxes[0].y - 8}", walked=walked)]
        arrows += [_onward(one, two) for one, two in pairwise(boxes)]
        return boxes, arrows

    def box(self, node: Node, column: int, row: int, beside: str = "") -> Box:
        name = node.en if self.language == "en" and node.en else node.step
        return Box(
            node=node.id,
            name=name,
            lines=_lines(name, PER_LINE[self.language]),
            state=self.states.get(node.id, StepState()),
            column=column,
            row=row,
            beside=beside,
        )


def _pieces(chains: Sequence[Sequence[Node]]) -> Iterator[Sequence[Node]]:
    """The chains, cut where they are longer than a line."""
    for chain in chains:
        yield from (chain[start : start + COLUMNS] for start in range(0, len(chain), COLUMNS))


def _onward(one: Box, two: Box) -> Arrow:
    """An arrow to the right; at the end of a line down and back to the beginning of the next."""
    walked = one.state.css in ("done", "auto", "later") and two.state.css in ("done", "now", "auto", "later")
    if one.row == two.row:
        path = f"M{one.x + WIDTH} {one.y + HEIGHT // 2}H{two.x - 6}"
    else:
        gutter = two.y - (DOWN - HEIGHT) // 2
        path = f"M{one.middle} {one.y + HEIGHT}V{gutter}H{two.middle}V{two.y - 6}"
    return Arrow(path=path, walked=walked)


def _lines(name: str, most: int) -> tuple[str, ...]:
    """Up to four lines; what is longer ends with three dots (the list beside it has the whole name)."""
    return tuple(wrap(name, most, max_lines=MOST_LINES, placeholder="…", break_on_hyphens=False))
