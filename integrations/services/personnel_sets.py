"""Takes over the organisation that the personnel system has left as three files, as soon as all three are here.

Files belong together when the same stands for the star in their names, which is the day from which they hold. Each
file is kept and put away as every file that comes; here they are judged as one, and taken over whole or not at all.
"""

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from forms.services.file_cipher import NotDecryptable
from forms.services.issuance.sealed import seal
from forms.services.stored_content import read_content
from forms.spec import Text
from forms.tokyo_time import TOKYO
from integrations.errors import ArrivalRefusedError
from integrations.models import ArrivedFile, PersonnelSet
from integrations.ports import PersonnelFinding, PersonnelVerdict, ports
from integrations.selectors.personnel_sets import parts_of, place, stem_of
from integrations.selectors.systems import described_systems
from integrations.services.alone import alone
from integrations.services.tell import tell
from integrations.systems.system import ConnectedSystem, Delivery

logger = logging.getLogger(__name__)
_Status = ArrivedFile.Status
_FORMS = ("%Y%m%d", "%Y-%m-%d")
_NO_DAY = Text(
    "ファイル名に適用する日がありません。soshiki_20270401.csv のように書いてもらってください。",
    "The file names hold no day. They are written like soshiki_20270401.csv.",
)


def take_personnel_sets(*, now: datetime) -> int:
    """Judge every set that is complete, those for earlier days first; how many were taken over."""
    taken = 0
    for system in described_systems().values():
        parts = parts_of(system)
        if parts:
            with alone(f"personnel {system.name}") as mine:
                taken += _of_system(system, parts, now) if mine else 0
    return taken


def confirm_set(*, number: UUID, by: UUID, reason: str, now: datetime) -> bool:
    """Take a set over although far more or fewer rows came than are in force; whether it was.

    Raises ArrivalRefusedError.
    """
    if not reason.strip():
        raise ArrivalRefusedError(Text("理由を書いてください。", "Give the reason."))
    with transaction.atomic():
        found = PersonnelSet.objects.select_for_update(of=("self",)).select_related(*_PARTS).get(uuid=number)
        if not found.confirmable or found.accepted or found.units.status != _Status.REFUSED:
            raise ArrivalRefusedError(
                Text(
                    "もう確認できません。新しいファイルが届いたか、取り込まれています。",
                    "It cannot be confirmed any more.",
                )
            )
        files = {part: getattr(found, part) for part in _PARTS}
        found.on = max(found.on, now.astimezone(TOKYO).date()) if found.on else None
        verdict = _judged(files, found.on, now, by=by, confirmed=True)
        _settle(files, verdict, now)
        found.confirmed_by, found.reason = by, reason.strip()[:500]
        _write(found, verdict, now)
    return verdict.accepted


_PARTS = ("units", "staff", "postings")


def _of_system(system: ConnectedSystem, parts: Mapping[str, Delivery], now: datetime) -> int:
    sets: dict[str, dict[str, ArrivedFile]] = defaultdict(dict)
    for part, delivery in parts.items():
        for row in ArrivedFile.objects.filter(
            message=f"{system.name}.{delivery.name}", status=_Status.WAITING
        ).order_by("arrived_at", "id"):
            older = sets[stem_of(delivery, row.name)].get(part)
            if older is not None:
                ArrivedFile.objects.filter(pk=older.pk).update(status=_Status.REPLACED, settled_at=now)
            sets[stem_of(delivery, row.name)][part] = row
    whole = {stem: files for stem, files in sets.items() if len(files) == len(parts)}
    taken = 0
    for stem in sorted(whole, key=lambda stem: (_day(stem) or date.min, stem)):
        try:
            taken += _take(system, stem, whole[stem], now)
        except NotDecryptable:
            logger.exception("the files %s of %s cannot be read", stem, system.name)
    return taken


@transaction.atomic
def _take(system: ConnectedSystem, stem: str, files: Mapping[str, ArrivedFile], now: datetime) -> bool:
    day, today = _day(stem), now.astimezone(TOKYO).date()
    on = max(day, today) if day else None
    same = {f"{part}__sha256": row.sha256 for part, row in files.items()}
    if PersonnelSet.objects.filter(system=system.name, stem=stem, accepted=True, **same).exists():
        _mark(files, _Status.AGAIN, now)
        return False
    verdict = _judged(files, on, now)
    confirmable = False
    if on is not None and not verdict.accepted:
        confirmable = _judged(files, on, now, confirmed=True, only_check=True).accepted
    found = PersonnelSet(system=system.name, stem=stem[:100], on=on, confirmable=confirmable, **files)
    _replace_refused(system, on, today)
    _settle(files, verdict, now)
    _write(found, verdict, now)
    if not verdict.accepted:
        _tell(found, verdict, now)
    return verdict.accepted


def _judged(
    files: Mapping[str, ArrivedFile],
    on: date | None,
    now: datetime,
    *,
    by: UUID | None = None,
    confirmed: bool = False,
    only_check: bool = False,
) -> PersonnelVerdict:
    if on is None:
        finding = PersonnelFinding(file=files["units"].name, row=0, is_error=True, message=_NO_DAY)
        return PersonnelVerdict(accepted=False, findings=(finding,), counts={})
    contents = {part: (row.name, read_content(row.sha256)) for part, row in files.items()}
    return ports().take_personnel(contents, on=on, now=now, by=by, confirmed=confirmed, only_check=only_check)


def _settle(files: Mapping[str, ArrivedFile], verdict: PersonnelVerdict, now: datetime) -> None:
    _mark(files, _Status.TAKEN if verdict.accepted else _Status.REFUSED, now)


def _mark(files: Mapping[str, ArrivedFile], status: ArrivedFile.Status, now: datetime) -> None:
    ArrivedFile.objects.filter(pk__in=[row.pk for row in files.values()]).update(status=status, settled_at=now)


def _replace_refused(system: ConnectedSystem, on: date | None, today: date) -> None:
    """Newer files make those that could not be used a thing of the past: of the same day, or of one that has come."""
    earlier = PersonnelSet.objects.filter(system=system.name, accepted=False)
    earlier = earlier.filter(Q(on=None) | Q(on=on) | Q(on__lte=min(on, today))) if on else earlier.filter(on=None)
    rows = [pk for each in earlier.values_list(*_PARTS) for pk in each]
    ArrivedFile.objects.filter(pk__in=rows, status=_Status.REFUSED).update(status=_Status.REPLACED)


def _write(found: PersonnelSet, verdict: PersonnelVerdict, now: datetime) -> None:
    told: list[dict[str, Any]] = [
        {"file": each.file, "row": each.row, "error": each.is_error, "ja": each.message.ja, "en": each.message.en}
        for each in verdict.findings
    ]
    found.accepted, found.counts, found.judged_at = verdict.accepted, dict(verdict.counts), now
    found.sealed = seal(told, place(found.uuid))
    found.save()


def _tell(found: PersonnelSet, verdict: PersonnelVerdict, now: datetime) -> None:
    errors = sum(each.is_error for each in verdict.findings)
    way_out = (
        "件数の差が正しければ、確認して取り込めます。"
        if found.confirmable
        else "直したファイルを送ってもらってください。"
    )
    tell(
        people=ports().personnel_watchers(),
        key=f"personnel:{found.uuid}",
        subject=f"人事のファイルを取り込めません: {found.stem}",
        text=f"直すところが{errors:,}件あります。「組織と異動」の「人事のファイル」に、行ごとにあります。{way_out}",
        now=now,
    )


def _day(stem: str) -> date | None:
    for form in _FORMS:
        try:
            return datetime.strptime(stem, form).replace(tzinfo=TOKYO).date()
        except ValueError:
            continue
    return None
