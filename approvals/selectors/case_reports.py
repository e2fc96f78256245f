"""What the reader of a case may file at any time (届), and why it may have to wait."""

from dataclasses import dataclass

from approvals.selectors.open_case import OpenCase
from forms.spec import Text
from workflow.engine.anytime import why_not_raised
from workflow.engine.outcome import Objection
from workflow.engine.program import Anytime
from workflow.ports import CaseFacts, ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One thing that can be filed."""

    name: str
    title: Text
    """What people read."""
    interrupts: bool = False
    """Whether it takes the place of what is under way."""
    waits: Text | None = None
    """Why not now: the one before is not done."""


def reports_of(case: OpenCase) -> list[Report]:
    """What the reader may file, in the order of the definition. What it is too late for is left out."""
    return [
        Report(
            name=handler.name,
            title=Text(handler.name, handler.en),
            interrupts=handler.interrupts,
            waits=why_not_raised(case.machine.program, case.state, handler.name, case.now),
        )
        for handler in case.machine.program.anytime
        if _may_file(case, handler) and _is_time_for(case, handler)
    ]


def _may_file(case: OpenCase, handler: Anytime) -> bool:
    facts = CaseFacts(program=case.machine.program, state=case.state, now=case.now)
    return handler.kind == "report" and not isinstance(
        ports().people.may_raise(facts, handler.who, str(case.reader)), Objection
    )


def _is_time_for(case: OpenCase, handler: Anytime) -> bool:
    """Whether it can be filed now, or at least when the one before is done."""
    until = case.state.raisable_until.get(handler.name)
    return case.state.status == "open" or (until is not None and case.now <= until)
