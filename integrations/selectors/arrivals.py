"""Files that arrived, by the names under which procedures wait for them (system.files)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from forms.selectors.issuance.kept_rows import kept_row_sets
from integrations.models import FileJudgement
from integrations.models.arrived_file import UNUSABLE, ArrivedFile
from integrations.selectors.files_taken_in import taken_in
from integrations.selectors.personnel_sets import alone_for_long
from workflow.models import Case


def arrivals_of(messages: Collection[str]) -> QuerySet[ArrivedFile]:
    """The newest first."""
    found = ArrivedFile.objects.filter(message__in=messages).exclude(status=ArrivedFile.Status.SETTLED)
    return found.select_related("judgement").order_by("-arrived_at", "-id")


def arrivals_from(system: str) -> QuerySet[ArrivedFile]:
    """Of one system, for its operators: names, times and what became of them, never what a file says."""
    return ArrivedFile.objects.filter(message__startswith=f"{system}.").order_by("-arrived_at", "-id")


def case_with(arrival: ArrivedFile) -> Case | None:
    """The case that has taken the file in."""
    if arrival.judgement is None:
        return None
    same = taken_in(arrival.judgement.layout).filter(sha256=arrival.sha256).exclude(case=None)
    return Case.objects.filter(uuid__in=same.values("case")).first()


def published_case_of(arrival: ArrivedFile) -> Case | None:
    """The case that took an earlier version of the same month in, when the file is no first version."""
    found = arrival.judgement
    if found is None or found.version is None or found.version < 2:
        return None
    earlier = taken_in(found.layout).filter(month=found.month, corrects=False, version__lt=found.version)
    return Case.objects.filter(uuid__in=earlier.values("case")).order_by("-started_at").first()


def waiting_arrivals(messages: Collection[str]) -> list[ArrivedFile]:
    """Those that nobody has begun a case with, nor set aside."""
    same = FileJudgement.objects.filter(layout=OuterRef("judgement__layout"), sha256=OuterRef("sha256"))
    begun = same.filter(row_set__in=kept_row_sets()).exclude(case=None)
    return list(arrivals_of(messages).filter(~Exists(begun), status=ArrivedFile.Status.WAITING))


def count_troubled(now: datetime, within: timedelta) -> int:
    """Files of the last days that cannot be used or are not complete, and that nobody has set aside."""
    troubled = ArrivedFile.objects.filter(status__in=UNUSABLE, arrived_at__gt=now - within)
    return troubled.count() + len(list(alone_for_long(now)))


def last_arrivals() -> dict[str, datetime]:
    """When the last usable file of each system arrived, by the system's name."""
    usable = ArrivedFile.objects.exclude(status__in=UNUSABLE)
    found: dict[str, datetime] = {}
    for message, at in usable.values_list("message").annotate(Max("arrived_at")).order_by():
        system = message.partition(".")[0]
        found[system] = max(at, found.get(system, at))
    return found
