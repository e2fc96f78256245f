"""What the parts of the scenario reader share: the names of the procedure, and the list of problems."""

import re
from dataclasses import dataclass, field

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.compiler.compiler import Compiled
from workflow.definition.located import Located
from workflow.definition.outline import Placed
from workflow.definition.people import UnknownPerson
from workflow.definition.scenario import Somebody
from workflow.definition.suggestions import did_you_mean
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.program import Program
from workflow.engine.state import Json
from workflow.engine.values import PersonRef

Words = tuple[Located[str], ...]


MADE_UP = re.compile(r"[一-龠々ヶ]{1,4}|[A-Z][a-z]{1,11}")
"""How a scenario may name somebody of its own: a family name, 佐藤 or Sato."""


@dataclass(slots=True)
class Finding:
    """Looks up what scenarios name; what is not there is E120."""

    compiled: Compiled
    problems: list[Problem] = field(default_factory=list)
    actors: dict[str, PersonRef | Somebody] = field(default_factory=dict)
    """Those found so far, by their text: whether a name is made up is asked of all names of the ward."""

    @property
    def program(self) -> Program:
        return self.compiled.program

    @property
    def vocabulary(self) -> Vocabulary:
        return self.compiled.names.vocabulary

    def report(self, position: Position, ja: str, en: str, hint: Text | None = None, length: int = 1) -> None:
        self.problems.append(Problem(id="E120", position=position, message=Text(ja, en), hint=hint, length=length))

    def unknown(self, written: Located[str], what_ja: str, what_en: str, known: list[str]) -> None:
        self.report(
            written.position,
            f"「{written.value}」という{what_ja}はありません。",
            f'There is no {what_en} "{written.value}".',
            did_you_mean(written.value, known),
            written.length,
        )

    def step(self, written: Located[str]) -> Placed | None:
        """The step of this name."""
        outline = self.compiled.names.outline
        placed = outline.named(written.value)
        if placed is None and not self.compiled.names.unread(written.value):
            self.unknown(written, "手順", "step", outline.names())
        return placed

    def steps(self, written: Words) -> tuple[str, ...]:
        """Node ids of the steps of these names."""
        found = (self.step(name) for name in written)
        return tuple(placed.id for placed in found if placed)

    def person(self, written: Located[str]) -> PersonRef | None:
        """The people that this text names."""
        people = self.compiled.names.people
        person = people.resolve(written.value)
        if isinstance(person, UnknownPerson):
            if (above := people.post_above(written.value)) is not None:
                return above
            what = Located(person.part, written.position_of(person.offset), None)
            self.unknown(what, "人や所属", "person or unit", list(person.known))
            return None
        return person

    def actor(self, written: Located[str]) -> PersonRef | Somebody | None:
        """The people that this text names; a plain name that nobody has is somebody the scenario makes up."""
        found = self.actors.get(written.value) or self._actor(written)
        if found is not None:
            self.actors[written.value] = found
        return found

    def _actor(self, written: Located[str]) -> PersonRef | Somebody | None:
        people = self.compiled.names.people
        person = people.resolve(written.value)
        if isinstance(person, UnknownPerson):
            name = normal(written.value)
            if (
                people.post_above(name) is None
                and MADE_UP.fullmatch(name)
                and person.part == name
                and did_you_mean(name, person.known) is None
            ):
                return Somebody(name)
            return self.person(written)
        return person

    def persons(self, written: Words) -> tuple[PersonRef, ...]:
        found = (self.person(text) for text in written)
        return tuple(person for person in found if person)

    def operation(self, written: Located[str], *, inbound: bool = False) -> str | None:
        """The operation, or the inbound message, of this name."""
        known = [each.name for each in self.program.operations if (each.payload is not None) is inbound]
        name = next((name for name in known if normal(name) == normal(written.value)), None)
        if name is None:
            self.unknown(written, "知らせ" if inbound else "連携先の操作", "message" if inbound else "operation", known)
        return name

    def operations(self, written: Words) -> tuple[str, ...]:
        found = (self.operation(name) for name in written)
        return tuple(name for name in found if name)

    def outputs(self, name: str) -> tuple[str, ...]:
        """What an operation gives, or what a message carries."""
        for operation in self.program.operations:
            if operation.name == name:
                return operation.receive if operation.payload is None else operation.payload
        return ()

    def scalar(self, node: Node, what_ja: str, what_en: str) -> Located[str] | None:
        """The node as one text."""
        if isinstance(node, ScalarNode) and node.text.strip():
            return Located(node.text.strip(), node.content or node.position, node)
        self.report(node.position, f"ここには{what_ja}を一つ書いてください。", f"Write one {what_en} here.")
        return None


def located(key: ScalarNode) -> Located[str]:
    """A key as a value with its place."""
    return Located(key.text.strip(), key.position, key)


def nodes_of(node: Node) -> tuple[Node, ...]:
    """The elements of a list; one value counts as a list of one."""
    return node.items if isinstance(node, SequenceNode) else (node,)


def pairs_of(finding: Finding, node: MappingNode, known: tuple[str, ...]) -> tuple[tuple[str, Json], ...]:
    """A mapping of known names to texts, or to the rows of a table."""
    pairs: list[tuple[str, Json]] = []
    for entry in node.entries:
        key = located(entry.key)
        if normal(key.value) not in map(normal, known):
            finding.unknown(key, "出力", "output", list(known))
        elif isinstance(entry.value, SequenceNode):
            pairs.append((key.value, [row for node in entry.value.items if (row := _row(finding, node)) is not None]))
        elif value := finding.scalar(entry.value, "値", "value"):
            pairs.append((key.value, value.value))
    return tuple(pairs)


def _row(finding: Finding, node: Node) -> dict[str, Json] | None:
    """One row of a table, as a system would send it."""
    if not isinstance(node, MappingNode):
        finding.report(node.position, "行は「列: 値」で書きます。", 'A row is written as "column: value".')
        return None
    cells = ((located(entry.key).value, finding.scalar(entry.value, "値", "value")) for entry in node.entries)
    return {column: cell.value for column, cell in cells if cell}
