"""Document to program."""

from dataclasses import dataclass
from typing import Literal, cast

from msgspec import structs

from workflow.definition.catalogue import Catalogue
from workflow.definition.compiler.earlier import begins_from
from workflow.definition.compiler.enforcement import letters_of
from workflow.definition.compiler.form import form_spec, report_form
from workflow.definition.compiler.masters import masters_of
from workflow.definition.compiler.names import Names, items_of
from workflow.definition.compiler.nodes import Lowering
from workflow.definition.compiler.registration import registration_of
from workflow.definition.compiler.tables import tables_of
from workflow.definition.document import Contract, Procedure
from workflow.definition.located import Located
from workflow.definition.outline import PlacedAnytime, outline_of
from workflow.definition.people import People
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import (
    Anytime,
    Beginning,
    DocumentSpec,
    Operation,
    Outcome,
    OutcomeKind,
    Program,
    Withdrawal,
)
from workflow.engine.values import PersonRef


@dataclass(frozen=True)
class Compiled:
    """A program, and the names it was made with; only if no rule finds an error may the program be used."""

    program: Program
    names: Names


def compile_procedure(procedure: Procedure, catalogue: Catalogue) -> Compiled:
    """The program of a document. Never raises: what cannot be resolved is left out, and rules report it."""
    outline = outline_of(procedure)
    steps = {name: placed.id for name, placed in outline.by_name.items()}
    items = items_of(procedure)
    named = {name: part.key for name, part in items.items() if part.type.value in ("staff", "unit")}
    people = People(catalogue, procedure.language, steps, named)
    names = Names(procedure, outline, people, items, catalogue)
    tables = tables_of(names, catalogue)
    document, nodes = _document(procedure, names), Lowering(names, tables).nodes_of(outline)
    program = Program(
        format=procedure.format.value if procedure.format else 1,
        language=procedure.language,
        key=procedure.id.value,
        name=normal(procedure.procedure.value),
        en=_text(procedure.english),
        office=next(iter(names.persons((procedure.office,))), PersonRef(base="", text=procedure.office.value)),
        basis=_text(procedure.basis),
        description=_text(procedure.description),
        description_en=_text(procedure.english_description),
        subject=_text(procedure.subject),
        effective_from=_text(procedure.effective_from),
        document=document,
        may_start=names.persons(_who_may_start(procedure)),
        may_type=names.persons(procedure.start.typed_by if procedure.start else ()),
        begins_with=_begins_with(procedure, names),
        monthly=procedure.start.monthly.value if procedure.start and procedure.start.monthly else None,
        begins_from=begins_from(procedure.start, names, catalogue),
        outcomes=tuple(
            Outcome(
                name=normal(pair.key.value),
                kind=cast(OutcomeKind, pair.value.kind.value),
                en=_text(pair.value.english),
            )
            for pair in procedure.outcomes
        ),
        form=structs.replace(form_spec(names), masters=masters_of(names, catalogue)),
        shown_to={part.key: names.persons(part.visible_to) for part in procedure.form if part.item and part.visible_to},
        minor=tuple(part.key for part in procedure.form if part.item and part.minor and part.minor.value),
        operations=tuple(_operation(pair.key.value, pair.value) for pair in procedure.systems),
        tables=tables,
        letters=letters_of(outline, catalogue),
        nodes=nodes,
        anytime=tuple(_anytime(handler, names) for handler in outline.anytime),
        withdrawal=_withdrawal(names),
        registration=registration_of(nodes, procedure.systems, document, catalogue),
        recalls=True,
    )
    return Compiled(program, names)


def _who_may_start(procedure: Procedure) -> tuple[Located[str], ...]:
    return procedure.start.who if procedure.start and procedure.start.who else (procedure.office,)


def _begins_with(procedure: Procedure, names: Names) -> Beginning | None:
    start = procedure.start
    if start is None or start.message is None:
        return None
    carry = {names.item_key(pair.key.value): normal(pair.value.value) for pair in start.carry}
    return Beginning(message=normal(start.message.value), carry=carry)


def _document(procedure: Procedure, names: Names) -> DocumentSpec | None:
    part = procedure.document
    if part is None:
        return None
    return DocumentSpec(
        classification=part.classification.value,
        retention=part.retention.value,
        disclosure=part.disclosure.value,
        counted_from=cast(
            Literal["year_after_end", "day_after_end", "end_of_use"], _text(part.counted_from) or "year_after_end"
        ),
        disclosure_item=names.item_key(part.disclosure_item.value) if part.disclosure_item else "",
        reason_closed=_text(part.reason_closed),
        number=_text(part.number),
        number_at=cast(Literal["decide", "receive", "submit"], _text(part.number_at) or "decide"),
    )


def _operation(name: str, contract: Contract) -> Operation:
    return Operation(
        name=name,
        send=tuple(text.value for text in contract.send),
        receive=tuple(text.value for text in contract.receive),
        payload=tuple(text.value for text in contract.payload) if contract.has("payload") else None,
        external=bool(contract.external and contract.external.value),
        urgent=bool(contract.urgent and contract.urgent.value),
    )


def _anytime(handler: PlacedAnytime, names: Names) -> Anytime:
    part = handler.part
    return Anytime(
        name=handler.name,
        kind="report" if part.report else "message",
        en=_text(part.english),
        who=names.persons(part.who or (names.procedure.office,)) if part.report else (),
        form=report_form(part),
        interrupts=bool(part.interrupt and part.interrupt.value),
        many=_text(part.at_once) == "any_number",
        after_end=part.after_end.value if part.after_end else None,
        start=handler.steps[0].entry if handler.steps else handler.end,
        line=part.position.line,
    )


def _withdrawal(names: Names) -> Withdrawal | None:
    part = names.procedure.withdrawal
    if part is None:
        return None
    until = names.outline.named(part.until.value)
    return Withdrawal(
        who=names.persons(part.who), until=until.id if until else "", undo=bool(part.undo and part.undo.value)
    )


def _text(text: Located[str] | None) -> str:
    return text.value if text else ""
