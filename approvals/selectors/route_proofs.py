"""What is known of the routes of a version: whether they hold as the organisation is today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from approvals.models import GenerationStatus, OrganisationGeneration, RouteProof


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofShown:
    """How far the proof of a version is."""

    percent: int
    routes: int
    is_finished: bool
    faults: tuple[str, ...]
    in_full: tuple[str, ...]
    """The same with the posts of the organisation to come: for the personnel section alone."""


def proved_against(today: date) -> str:
    """Names everything that a proof depends on beside the text: the day, and the generations known on it.

    A generation is replaced, never changed; who is away and who deputises by delegation is no part of a proof. Empty
    while no organisation is in force.
    """
    known = OrganisationGeneration.objects.exclude(status=GenerationStatus.PAST).order_by("pk")
    generations = list(known.values_list("pk", "status"))
    if not any(status == GenerationStatus.IN_FORCE for _, status in generations):
        return ""
    return f"{today} " + " ".join(f"{pk}:{status}" for pk, status in generations)


def proof_of(version: int, today: date) -> ProofShown | None:
    """The proof as the organisation is today; None while nobody has begun with it."""
    return proofs_of([version], today).get(version)


def proofs_of(versions: Collection[int], today: date) -> dict[int, ProofShown]:
    """Those that were begun as the organisation is today."""
    begun = RouteProof.objects.filter(version__in=versions, against=proved_against(today))
    return {found.version_id: _shown(found) for found in begun}


def _shown(found: RouteProof) -> ProofShown:
    done = found.days_done + (found.groups_done / found.groups if found.groups else 0)
    return ProofShown(
        percent=100 if found.finished_at else int(100 * done / found.days),
        routes=found.routes,
        is_finished=found.finished_at is not None,
        faults=tuple(found.faults),
        in_full=tuple(found.in_full),
    )
