"""Cases that a case began, and the one that began it, for its page."""

from dataclasses import dataclass

from approvals.selectors.open_case import OpenCase
from approvals.selectors.procedure_names import procedure_names
from approvals.selectors.visibility import visible_cases
from forms.spec import Text
from workflow.models import LinkedCase

_STATES = {
    "wanted": Text("始めるところ", "about to begin"),
    "begun": Text("進行中", "under way"),
    "stopping": Text("中止するところ", "about to be stopped"),
    "done": Text("始めました", "begun"),
    "refused": Text("始められませんでした", "could not begin"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One of them."""

    step: str
    procedure: Text
    number: str
    """Empty where there is no case, or none that the reader may see."""
    state: Text
    detail: str = ""


def linked_cases_of(case: OpenCase) -> list[Linked]:
    """The case that began this one first, then those that it began, oldest first."""
    origin = LinkedCase.objects.filter(child=case.case).select_related("parent").first()
    links = list(LinkedCase.objects.filter(parent=case.case).select_related("child").order_by("id"))
    others = [link.child_id for link in links if link.child_id] + ([origin.parent_id] if origin else [])
    if not links and origin is None:
        return []
    readable = visible_cases(case.reader, case.organisation, case.day)
    seen = set(readable.filter(case__in=others))
    wanted = {link.procedure for link in links} | ({origin.parent.procedure_id} if origin else set())
    names = procedure_names(wanted)
    found = []
    if origin is not None:
        found.append(
            Linked(
                step=origin.step,
                procedure=names.get(origin.parent.procedure_id, Text(origin.parent.procedure_id)),
                number=origin.parent.number if origin.parent_id in seen else "",
                state=Text("この案件を始めました", "began this case"),
            )
        )
    for link in links:
        child = link.child
        ended = child is not None and child.status == "ended"
        found.append(
            Linked(
                step=link.step,
                procedure=names.get(link.procedure, Text(link.procedure)),
                number=child.number if child is not None and child.pk in seen else "",
                state=Text(child.outcome) if child is not None and ended else _STATES[link.status],
                detail=link.detail,
            )
        )
    return found
