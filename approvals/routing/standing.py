"""Whether somebody is among the people a definition names, and as what: may he start, type, withdraw?"""

from collections.abc import Iterable, Iterator
from datetime import date

from approvals.routing.establishment import Posting
from approvals.routing.find import AnyOf, AtPost, Everyone, InUnit, Target, ThePerson, find
from approvals.routing.matter import Matter
from approvals.routing.organisation import Organisation
from workflow.engine.values import PersonRef


def standing(
    refs: Iterable[PersonRef], person: str, matter: Matter, organisation: Organisation, on: date
) -> Posting | None:
    """The posting by which the person is one of those named; None when he is not, or is no member of the staff."""
    held = organisation.postings(person, on)
    for ref in refs:
        for target in find(ref, matter, organisation, on):
            found = _posting_in(target, person, held, organisation, on)
            if found:
                return found
    return None


def people_of(refs: Iterable[PersonRef], matter: Matter, organisation: Organisation, on: date) -> tuple[str, ...]:
    """uuids of everybody named, each once, in the order of the definition."""
    found = (
        person
        for ref in refs
        for target in find(ref, matter, organisation, on)
        for person in _people(target, organisation, on)
    )
    return tuple(dict.fromkeys(found))


def _people(target: Target, organisation: Organisation, on: date) -> Iterator[str]:
    match target:
        case AtPost(post):
            holder = organisation.holder(post.key, on)
            yield from [holder.person] if holder else []
        case ThePerson(person):
            yield person
        case AnyOf(people):
            yield from people
        case InUnit(unit):
            yield from (posting.person for posting in organisation.members(unit, on))
        case Everyone():
            yield from organisation.staff(on)


def _posting_in(
    target: Target, person: str, held: tuple[Posting, ...], organisation: Organisation, on: date
) -> Posting | None:
    if not held:
        return None
    match target:
        case Everyone():
            return held[0]
        case InUnit(unit):
            below = set(organisation.below(unit))
            return next((posting for posting in held if posting.unit in below), None)
        case AtPost(post):
            return next((posting for posting in held if posting.post == post.key), None)
        case _:
            return held[0] if person in _people(target, organisation, on) else None
