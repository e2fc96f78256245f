"""Which procedures and kinds of documents belong to which office."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from forms.models import DocumentKind
from workflow.models import Procedure

Owned = Procedure | DocumentKind
"""What an office owns and has rights on."""
Thing = TypeVar("Thing", Procedure, DocumentKind)


def procedures_by_office() -> dict[str, list[Procedure]]:
    """The procedures of each unit that owns any, by the unit's code."""
    return _by_office(Procedure.objects.order_by("key"))


def kinds_by_office() -> dict[str, list[DocumentKind]]:
    """The kinds of documents of each unit that prepares any, by the unit's code."""
    return _by_office(DocumentKind.objects.order_by("key"))


def _by_office(things: Iterable[Thing]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        found[thing.office].append(thing)
    return dict(found)
