"""Turns the names that an author writes into the keys of the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workflow.definition.catalogue import Catalogue
from workflow.definition.document import EachStep, Procedure, RaiseStep
from workflow.definition.form_document import FormPart
from workflow.definition.located import Located
from workflow.definition.outline import OF_A_ROW, Outline, Placed
from workflow.definition.people import People
from workflow.definition.suggestions import closest
from workflow.definition.vocabulary.vocabulary import Vocabulary, normal
from workflow.engine.program import BUILT_IN_OUTCOMES
from workflow.engine.values import PersonRef


@dataclass(frozen=True)
class Names:
    """Everything a name can stand for in one procedure. Unknown names resolve to nothing; rules report them."""

    procedure: Procedure
    outline: Outline
    people: People
    items: Mapping[str, FormPart]
    """By normal name."""
    catalogue: Catalogue

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.procedure.language)

    @cached_property
    def people_in_tables(self) -> tuple[People, ...]:
        """By which cells are read: a table may be in either language, whatever the language of the procedure."""
        steps = {name: placed.id for name, placed in self.outline.by_name.items()}
        return self.people, People(self.catalogue, self.vocabulary.other.language, steps)

    @cached_property
    def looked_up(self) -> frozenset[str]:
        """Names of the tables that items are looked up in (照会)."""
        tables = (part.lookup.table for part in self.procedure.parts if part.lookup)
        return frozenset(normal(table.value) for table in tables if table)

    @cached_property
    def messages(self) -> tuple[str, ...]:
        """Names of the messages that systems send, in the order of the contracts."""
        return tuple(normal(pair.key.value) for pair in self.procedure.systems if pair.value.has("payload"))

    def outputs(self, operation: str) -> frozenset[str]:
        """What an operation answers at once."""
        found = (pair.value for pair in self.procedure.systems if normal(pair.key.value) == normal(operation))
        return frozenset(normal(output.value) for contract in found for output in contract.receive)

    def refusals(self, operation: str) -> tuple[str, ...]:
        """What the system's file calls its refusals of an operation; エラー時 may name them."""
        system, _, name = normal(operation).partition(".")
        offered = self.catalogue.systems.get(system, {}).get(name)
        return tuple(map(normal, offered.errors)) if offered else ()

    @cached_property
    def errors(self) -> tuple[str, ...]:
        """The errors that a handler may name: a failed call, what an エラー raises, refusals of systems."""
        raised = [placed.step.name.value for placed in self.outline.all if isinstance(placed.step, RaiseStep)]
        refused = [error for pair in self.procedure.systems for error in self.refusals(pair.key.value)]
        return (self.vocabulary.word("連携失敗"), *raised, *refused)

    @cached_property
    def _declared(self) -> frozenset[str]:
        return frozenset(normal(pair.key.value) for pair in self.procedure.outcomes)

    def item_key(self, name: str) -> str:
        """Key of an item; the name itself if there is none."""
        item = self.items.get(normal(name))
        return item.key if item else name

    def table(self, step: EachStep) -> FormPart | None:
        """The table that a 全件 goes over; of an unknown one (E101) the likely one, so that it is told once."""
        tables = [part.item.value for part in self.procedure.items if part.item and part.type.value == "table"]
        name = normal(step.rows.value)
        return self.items.get(name) or self.items.get(normal(closest(name, tables) or ""))

    def loops_around(self, placed: Placed) -> tuple[tuple[Placed, EachStep], ...]:
        """The 全件 around a step, innermost first."""
        hosts = (self.outline.by_id[around.host_id] for around in reversed(placed.inside) if around.part in OF_A_ROW)
        return tuple((host, host.step) for host in hosts if isinstance(host.step, EachStep))

    def row_name(self, step: EachStep) -> str:
        """How expressions inside a 全件 call its row."""
        return normal(step.row.value) if step.row else self.vocabulary.word("行")

    def target(self, placed: Placed, name: str) -> str:
        """Key of what a step writes: an item, or a column of a row around it (行.結果)."""
        row, dot, column = normal(name).partition(".")
        for host, step in self.loops_around(placed) if dot else ():
            if self.row_name(step) == row:
                parts = (part for part in step.columns if part.item and normal(part.item.value) == column)
                return next((f"{host.id}#{part.key}" for part in parts), name)
        return self.item_key(name)

    def people_at(self, placed: Placed) -> People:
        """Who may be named at a step: in a 全件 also whoever stands in a column of the row, {行: 列}."""
        named: dict[str, str] = {}
        for host, step in self.loops_around(placed):
            table = self.table(step)
            for part in (*(table.columns if table else ()), *step.columns):
                if part.item and part.type.value in ("staff", "unit"):
                    text = f"{{{self.row_name(step)}.{normal(part.item.value)}}}"
                    named.setdefault(text, f"item:{host.id}#{part.key}")
        return self.people.beside(named)

    def persons(self, texts: tuple[Located[str], ...], placed: Placed | None = None) -> tuple[PersonRef, ...]:
        """The people that texts name, in general or at a step."""
        people = self.people if placed is None else self.people_at(placed)
        found = (people.resolve(text.value) for text in texts)
        return tuple(person for person in found if isinstance(person, PersonRef))

    def placed(self, texts: tuple[Located[str], ...]) -> tuple[Placed, ...]:
        found = (self.outline.named(text.value) for text in texts)
        return tuple(placed for placed in found if placed)

    def unread(self, step: str) -> bool:
        """Whether a step of this name is written, but of a kind that nobody knows."""
        return normal(step) in self.procedure.unread

    def outcome(self, name: str) -> str:
        """The stored name of an outcome; built-in ones are stored by their Japanese names."""
        if normal(name) in self._declared:
            return normal(name)
        japanese = self.vocabulary.japanese(normal(name))
        return japanese if japanese in BUILT_IN_OUTCOMES else normal(name)

    def outcome_en(self, name: str) -> str:
        """The English name that 結果 gives an outcome; else empty."""
        found = (pair.value.english for pair in self.procedure.outcomes if normal(pair.key.value) == normal(name))
        return next((english.value for english in found if english), "")

    def error_code(self, name: str) -> str:
        """The stored name of an error. One that cannot happen stands for a failed call, so that E013 alone is told."""
        is_known = normal(name) in map(normal, self.errors) and self.vocabulary.japanese(normal(name)) != "連携失敗"
        return normal(name) if is_known else "call_failed"


def items_of(procedure: Procedure) -> dict[str, FormPart]:
    """Items of the case by normal name; the first of equal names."""
    items: dict[str, FormPart] = {}
    for part in procedure.items:
        if part.item:
            items.setdefault(normal(part.item.value), part)
    return items
