"""The units and posts that a procedure names, and which of them are not there any more on a day."""

from collections.abc import Iterator
from datetime import date

import msgspec

from approvals.routing.find import AtPost, InUnit, find
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from workflow.engine.program import Program
from workflow.engine.values import PersonRef

_NO_CASE = Matter()


def vanished_places(
    program: Program, before: Organisation, after: Organisation, today: date, day: date
) -> tuple[PersonRef, ...]:
    """What the procedure names that is there today and not on the day, each once, as the definition writes it."""
    named = dict.fromkeys(each for each in people_named(program) if each.base.startswith("unit:"))
    return tuple(ref for ref in named if _is_there(ref, before, today) and not _is_there(ref, after, day))


def people_named(value: object) -> Iterator[PersonRef]:
    """Everybody whom a program, or a part of it, names; also in answers of its tables."""
    match value:
        case PersonRef():
            yield value
        case msgspec.Struct():
            for field in value.__struct_fields__:
                yield from people_named(getattr(value, field))
        case tuple() | list():
            for each in value:
                yield from people_named(each)
        case dict():
            for each in value.values():
                yield from people_named(each)


def _is_there(ref: PersonRef, organisation: Organisation, day: date) -> bool:
    """Whether it leads to a unit or post that exists on the day, whoever may hold it."""
    for target in find(ref, _NO_CASE, organisation, day):
        unit = target.post.unit if isinstance(target, AtPost) else target.unit if isinstance(target, InUnit) else ""
        known = organisation.units.get(unit)
        if not unit or (known is not None and known.since <= day < known.until):
            return True
    return False
