"""代理: giving others the right to act for oneself, and taking it back. Open work follows at once."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from approvals.models import Delegation, DelegationKind, GenerationStatus, OrganisationGeneration
from approvals.routing import establishment as pure
from approvals.routing.delegates import fault_of
from approvals.selectors.organisation import organisation_in_force
from approvals.selectors.procedure_names import all_procedures
from approvals.services.give_out_again import give_out_again
from approvals.services.raise_revision import raise_revision
from approvals.services.record import record_organisation
from forms.free_text import text_problem
from forms.plain_text import unseen
from forms.spec import Text
from forms.tokyo_time import TOKYO

MOST = 20
LONGEST_REASON = 100
FAULTS = {
    "himself": Text("自分自身を代理にはできません。", "You can't act for yourself."),
    "nobody": Text(
        "始まりの日に、その代理になる人がいません。別の人・所属・職・役割を選んでください。",
        "Nobody is there on the first day. Choose another person, unit, post or duty.",
    ),
    "loop": Text(
        "代理が輪になります。その人（またはその先の人）が、同じ期間にあなたを代理にしています。",
        "This would be a ring: the person, or somebody further on, has named you for the same time.",
    ),
}
BACKWARDS = Text("終わりの日が、始まりの日より前です。", "The last day is before the first.")
OVER = Text("終わりの日が、もう過ぎています。", "The last day is over.")
KIND = Text("代理の種類を選んでください。", "Choose which kind.")
PERSON_ONLY = Text("不在代理は、職員ひとりを指定します。", "For absences name one person.")
WHICH = Text("特定業務代理は、手続を一つ以上選びます。", "Choose at least one procedure.")
TOO_MANY = Text(f"代理の指定は{MOST}件までです。", f"At most {MOST} can be kept.")
UNIT = Text("限定する職に、始まりの日に就いていません。", "You don't hold that post on the first day.")
UNSEEN = Text(
    "理由に、見えない文字が入っています。消して書き直してください。",
    "The reason holds characters that can't be seen. Write it anew.",
)
NOT_YOURS = Text("この代理の指定は、もうありません。", "This delegation is not there any more.")


def give_delegation(
    *,
    principal: UUID,
    kind: str,
    to: str,
    since: date,
    last: date,
    procedures: Sequence[str] = (),
    unit: str = "",
    reason: str = "",
    now: datetime,
) -> Delegation | Text:
    """Let others act for oneself from a day to another, both included; why not, if it can't be."""
    until = date.fromordinal(last.toordinal() + 1) if last < date.max else last
    wanted = pure.Delegation(
        principal=str(principal), kind=kind, to=to, since=since, until=until, procedures=tuple(procedures), unit=unit
    )
    with transaction.atomic():
        in_force = OrganisationGeneration.objects.select_for_update().filter(status=GenerationStatus.IN_FORCE)
        in_force.first()  # two that would make a ring come one after the other
        refusal = _refusal(wanted, reason, now)
        if refusal is not None:
            transaction.set_rollback(True)
            return refusal
        given = Delegation.objects.create(
            principal=principal,
            kind=kind,
            to=to,
            procedures=list(procedures) if kind == DelegationKind.PROCEDURES else [],
            unit=unit,
            since=since,
            until=until,
            reason=reason,
            given_at=now,
        )
        raise_revision()
        _record("delegation_given", given, now)
    give_out_again(person=principal, now=now)
    return given


def end_delegation(*, delegation: int, principal: UUID, now: datetime) -> Text | None:
    """Take one's own delegation back; work that came by it leaves the inbox at once."""
    with transaction.atomic():
        mine = Delegation.objects.select_for_update().filter(pk=delegation, principal=principal, ended_at=None)
        given = mine.first()
        if given is None:
            return NOT_YOURS
        given.ended_at = now
        given.save(update_fields=["ended_at"])
        raise_revision()
        _record("delegation_ended", given, now)
    give_out_again(person=principal, now=now)
    return None


def _refusal(wanted: pure.Delegation, reason: str, now: datetime) -> Text | None:
    today, organisation = now.astimezone(TOKYO).date(), organisation_in_force()
    held = {posting.unit for posting in organisation.postings(wanted.principal, wanted.since)}
    known = set(wanted.procedures) & set(all_procedures())
    if wanted.kind not in DelegationKind.values:
        return KIND
    if wanted.until <= max(wanted.since, today):
        return BACKWARDS if wanted.until <= wanted.since else OVER
    if wanted.kind == DelegationKind.ABSENCE and not wanted.to.startswith("person:"):
        return PERSON_ONLY
    if wanted.kind == DelegationKind.PROCEDURES and (not known or known != set(wanted.procedures)):
        return WHICH
    if (problem := text_problem(reason, LONGEST_REASON)) is not None:
        return Text(f"理由: {problem.ja}", f"Reason: {problem.en}")
    if unseen(reason):
        return UNSEEN
    if wanted.unit and not any(wanted.unit == above.code for unit in held for above in organisation.upwards(unit)):
        return UNIT
    mine = Delegation.objects.filter(principal=UUID(wanted.principal), ended_at=None, until__gt=today)
    if mine.count() >= MOST:
        return TOO_MANY
    fault = fault_of(wanted, organisation)
    return FAULTS[fault] if fault else None


def _record(event: str, given: Delegation, now: datetime) -> None:
    body = {
        "delegation": given.pk,
        "principal": str(given.principal),
        "kind": given.kind,
        "to": given.to,
        "procedures": given.procedures,
        "unit": given.unit,
        "since": given.since.isoformat(),
        "until": given.until.isoformat(),
        "reason": given.reason,
    }
    record_organisation(event=event, by=given.principal, now=now, body=body)
