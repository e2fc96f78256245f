"""回議 and 協議: what their headings say of stages, and whom the answers of their tables name."""

from collections.abc import Iterator
from typing import Literal, cast

from forms.tables.answers import PEOPLE, POST, UNIT
from forms.tables.reader import answer_words
from workflow.definition.circulation_document import CirculationStep, ConsultationPart, ConsultStep
from workflow.definition.compiler.names import Names
from workflow.definition.document import HumanStep
from workflow.definition.located import Located
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.program import TableSpec
from workflow.engine.stages import (
    CONSULT,
    DECIDER,
    ENGLISH,
    EXAMINE,
    VERIFY,
    Addition,
    Circulation,
    Clock,
    Consultation,
    Quorum,
    StageKind,
)
from workflow.engine.values import PersonRef

STAGE_WORDS: dict[str, StageKind] = {"審議": "examine", "協議": "consult", "審査": "verify"}
"""Stages to which a case can be sent back, in the words of the language."""
NAMING = (DECIDER, EXAMINE, CONSULT, VERIFY)
"""Answers of a table that name people."""


def circulation_of(step: CirculationStep, names: Names, specs: tuple[TableSpec, ...]) -> Circulation:
    """The stages of a 回議."""
    tables = {normal(table.value) for table in (step.table, *step.more_tables)}
    verification, examination = step.verification, step.examination
    return Circulation(
        table=normal(step.table.value),
        more_tables=tuple(normal(table.value) for table in step.more_tables),
        raise_if=step.raise_if.value if step.raise_if else "",
        content=tuple(names.item_key(item.value) for item in step.content) or _everything(names),
        named=tuple(dict(pair for spec in specs if spec.name in tables for pair in _named(spec, names)).items()),
        verify_by=names.persons(verification.assignee) if verification else (),
        examine_absent=cast(
            Literal["view_later", "wait_for"], _text(examination.absent if examination else None) or "view_later"
        ),
        pull_up=_text(examination.pull_up if examination else None) == "allowed",
        additions=tuple(
            Addition(stage=stage, most=most.value)
            for stage, most in _additions(step)
            if most is not None and most.value
        ),
        back_to=tuple(stage for text in step.back_to if (stage := stage_of(text, names)) is not None),
        clocks=tuple(
            Clock(
                stage=kind,
                due=part.due.value if part.due else None,
                remind=part.remind.value if part.remind else None,
            )
            for kind, part in step.parts
            if part is not None and (part.due or part.remind)
        ),
    )


def consultation_of(step: HumanStep) -> Consultation | None:
    """How several are consulted; None for a step that consults nobody."""
    match step:
        case ConsultStep():
            part: ConsultStep | ConsultationPart = step
        case CirculationStep():
            part = step.consultation or ConsultationPart(position=step.position)
        case _:
            return None
    return Consultation(
        quorum=part.quorum.value if part.quorum else Quorum(),
        at_once=part.at_once.value if part.at_once else True,
        on_disagree=_ON_DISAGREE.get(_text(part.on_disagree), "to_decision"),
        on_send_back="after_all" if _text(part.on_send_back) == "after_all" else "at_once",
        rest="view_later" if isinstance(part, ConsultStep) and _text(part.rest) == "view_later" else "not_needed",
    )


def deputies_of(step: HumanStep) -> Located[str] | None:
    """Whether deputies may decide, as it is written."""
    if isinstance(step, CirculationStep):
        return step.decision.deputy if step.decision else None
    return step.deputy


def stage_of(text: Located[str], names: Names) -> StageKind | None:
    """The stage that a text under 差戻し先 means; None for the name of a step."""
    if names.outline.named(text.value) is not None:
        return None
    return STAGE_WORDS.get(names.vocabulary.japanese(normal(text.value)))


def _named(spec: TableSpec, names: Names) -> Iterator[tuple[str, PersonRef]]:
    """What stands in the cells of a table that name people, and whom each stands for."""
    for name, (column, words) in answer_words(spec.text, as_csv=spec.csv).items():
        if name in NAMING or name in {ENGLISH[each] for each in NAMING}:
            for word in words:
                person = person_in(word, column.kind, names)
                if person is not None:
                    yield word, person


def person_in(word: str, kind: str, names: Names) -> PersonRef | None:
    """A post of the drafter's own line, any member of a unit, or people as definitions name them."""
    if kind == POST:
        return PersonRef(base="applicant", relations=(f"post:{word}",), text=word)
    if kind in (UNIT, PEOPLE):
        return next((person for people in names.people_in_tables if (person := people.named(word))), None)
    return None


def _additions(step: CirculationStep) -> Iterator[tuple[StageKind, Located[int] | None]]:
    if step.additions:
        yield "examine", step.additions.examination
        yield "consult", step.additions.consultation


def _everything(names: Names) -> tuple[str, ...]:
    """All items of the form, but for those whose change matters to nobody (軽微)."""
    return tuple(part.key for part in names.procedure.form if part.item and not (part.minor and part.minor.value))


_ON_DISAGREE: dict[str, Literal["to_decision", "send_back", "one_level_up"]] = {
    "send_back_to": "send_back",
    "one_level_up": "one_level_up",
}


def _text(text: Located[str] | None) -> str:
    return text.value if text else ""
