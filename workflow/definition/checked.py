"""What rules look at: the document, the program made of it, and what the organisation offers."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from forms.expressions.expression import Expression
from forms.expressions.scope import Scope
from forms.source.position import Position
from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.catalogue import Catalogue
from workflow.definition.compiler.compiler import Compiled
from workflow.definition.compiler.names import Names
from workflow.definition.document import Contract, EachStep, Procedure, Step
from workflow.definition.form_document import FormPart
from workflow.definition.graph import Graph, graph_of
from workflow.definition.located import Located, Pair
from workflow.definition.outline import Outline, Placed
from workflow.definition.scenario import Scenario
from workflow.definition.scenarios.scenarios import scenarios_of
from workflow.definition.suggestions import likely_or_all
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.definition.written import Written, written_in
from workflow.engine.nodes import DECIDING, Node, UserNode
from workflow.engine.program import Program
from workflow.engine.scope import MAIN, Where, scope_of_report, scopes_of_program, scopes_of_rows


@dataclass(frozen=True)
class Checked:
    """One procedure under check. The program may have holes where names did not resolve."""

    compiled: Compiled
    catalogue: Catalogue

    @property
    def program(self) -> Program:
        return self.compiled.program

    @property
    def names(self) -> Names:
        return self.compiled.names

    @property
    def procedure(self) -> Procedure:
        return self.compiled.names.procedure

    @property
    def outline(self) -> Outline:
        return self.compiled.names.outline

    @property
    def vocabulary(self) -> Vocabulary:
        return self.compiled.names.vocabulary

    @cached_property
    def graph(self) -> Graph:
        return graph_of(self.program)

    @cached_property
    def undecided(self) -> Container[str]:
        """Ids of the nodes that a case, or what is raised beside it, can come to before anybody has decided."""
        program = self.program
        deciding = {node.id for node in program.nodes if isinstance(node, UserNode) and node.kind in DECIDING}
        starts = [node.id for node in program.nodes[:1]] + [handler.start for handler in program.anytime]
        return self.graph.unavoided(starts, lambda id_: id_ in deciding)

    @cached_property
    def scopes(self) -> dict[Where, Scope]:
        """What expressions may name, by where they stand."""
        return scopes_of_program(self.program)

    def scope(self, written: Written) -> Scope:
        """What an expression may name where it is written."""
        if written.table:
            form = self.program.handler(written.report).form if written.report else self.program.form
            return scopes_of_rows(form, self.program.language)[written.table]
        if written.report:
            return scope_of_report(self.program, self.program.handler(written.report))
        return self.scope_at(written.placed) if written.placed else self.scopes[MAIN]

    def scope_at(self, placed: Placed) -> Scope:
        """What expressions and slots of a step may name."""
        return self.scopes[Where(placed.anytime, placed.each)]

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """Every expression that is not empty."""
        found = written_in(self.procedure, self.outline, self.program)
        return tuple(written for written in found if written.text.value)

    @cached_property
    def expressions(self) -> tuple[tuple[Written, Expression], ...]:
        """The expressions that are sound."""
        compiled = ((written, written.compiled(self.scope(written))) for written in self.written)
        return tuple((written, found) for written, found in compiled if isinstance(found, Expression))

    @cached_property
    def parts(self) -> tuple[FormPart, ...]:
        """Everything that is written like an item: of the form and its tables, of reports, of rows."""
        rows = (part for placed in self.steps(EachStep) for part in getattr(placed.step, "columns", ()))
        return (*self.procedure.parts, *rows)

    @cached_property
    def scenarios(self) -> tuple[tuple[Scenario, ...], list[Problem]]:
        """All scenarios, and what in them the procedure does not know."""
        return scenarios_of(self.compiled)

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """Contracts by the normal names of their operations and messages."""
        return {normal(pair.key.value): pair.value for pair in self.procedure.systems}

    def contract(self, name: str) -> Contract | None:
        return self.contracts.get(normal(name))

    def node(self, placed: Placed) -> Node | None:
        """The node that does the work of a step."""
        return self.program.by_id.get(placed.id)

    def steps(self, kind: type[Step]) -> Iterator[Placed]:
        """The steps of a class, in reading order."""
        return (placed for placed in self.outline.all if isinstance(placed.step, kind))


def problem(id_: str, where: Located[object] | Position, ja: str, en: str, hint: Text | None = None) -> Problem:
    """A finding about a value or a place."""
    if isinstance(where, Position):
        return Problem(id=id_, position=where, message=Text(ja, en), hint=hint)
    return Problem(id=id_, position=where.position, message=Text(ja, en), hint=hint, length=where.length)


def unknown_operation(checked: Checked, name: Located[str]) -> Problem:
    """E080: no 連携先 of the file has this operation; messages are none."""
    known = [pair.key.value for pair in checked.procedure.systems if not pair.value.has("payload")]
    return problem(
        "E080",
        name,
        f"「{name.value}」という連携先の操作はありません。",
        f'There is no operation "{name.value}".',
        likely_or_all(name.value, known),
    )


def unknown_step(name: Located[str], hint: Text | None) -> Problem:
    """E060: the text has no step of this name."""
    return problem("E060", name, f"「{name.value}」という手順はありません。", f'There is no step "{name.value}".', hint)


def keys(pairs: tuple[Pair[Located[str]], ...]) -> list[str]:
    """The keys of a mapping, in normal form."""
    return [normal(pair.key.value) for pair in pairs]
