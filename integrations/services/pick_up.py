"""Picks up the files that systems left for us: kept here first, then away from where they lay; each judged once.

1. Look which files are complete; a file moves aside before it is read, so nobody replaces it meanwhile.
2. Keep content and row. Who is killed before finds the file again, who is killed after finds the row.
3. Put the file away on the other side.

What keeps files from being taken over is written down for the operators until it is over.
"""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from forms.errors import ContentNotKept
from forms.services.stored_content import keep_content
from integrations.connectors.pickup import Arrival, FileGone, FileTooLarge, Pickup, PickupFailed, open_pickups
from integrations.connectors.place import Found
from integrations.connectors.trouble import no_reply
from integrations.errors import ConnectionInvalidError, ConnectionMissingError, LayoutUnknownError, Trouble
from integrations.layouts.judgement import Judgement, Verdict
from integrations.models import ArrivedFile, FileJudgement
from integrations.ports import ports
from integrations.selectors.connections import connection_of
from integrations.selectors.files_taken_in import taken_in_or_waiting
from integrations.selectors.layouts import LayoutsInvalidError, layout_named
from integrations.selectors.systems import described_systems
from integrations.services.alone import alone
from integrations.services.judge_file import judge_known, keep_judgement
from integrations.services.pickup_trouble import note_trouble, trouble_is_over
from integrations.services.tell import tell
from integrations.systems.system import ConnectedSystem, Delivery

logger = logging.getLogger(__name__)
_Status = ArrivedFile.Status


def pick_up_files(*, now: datetime) -> int:
    """What lies ready at any system; the number of files kept. One system that fails keeps no other waiting."""
    kept = 0
    for system in described_systems().values():
        if not system.deliveries:
            continue
        try:
            kept += _from(system, now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:  # the outer edge: what nobody thought of at one system
            logger.exception("nothing could be picked up from %s", system.name)
    return kept


def _from(system: ConnectedSystem, now: datetime) -> int:
    """One connection for everything that a system leaves, and one worker at a time."""
    deliveries = {f"{system.name}.{delivery.name}": delivery for delivery in system.deliveries.values()}
    with alone(f"pick up {system.name}") as mine:
        if not mine:
            return 0
        try:
            with open_pickups(system.kind, connection_of(system.name)) as pickup_of:
                return sum(_look(name, each, pickup_of(each), now) for name, each in deliveries.items())
        except PickupFailed as problem:
            for message in deliveries:
                note_trouble(message, problem.reply, now=now)
        except ConnectionMissingError:
            logger.debug("%s is not connected", system.name)  # a file that is expected and does not come is an alarm
        except ConnectionInvalidError as problem:
            logger.warning("nothing could be picked up from %s: %s", system.name, problem)
    return 0


def _look(message: str, delivery: Delivery, pickup: Pickup, now: datetime) -> int:
    try:
        kept, too_large = _pick_up(message, delivery, pickup, now)
    except PickupFailed as problem:
        note_trouble(message, problem.reply, now=now)
    except ContentNotKept as problem:
        note_trouble(message, no_reply(Trouble.NOT_KEPT, problem), now=now)
    except (LayoutUnknownError, LayoutsInvalidError) as problem:
        logger.error("%s cannot be judged: %s", message, problem)
    else:
        if too_large is None:
            trouble_is_over(message)
        else:
            note_trouble(message, too_large.reply, now=now)
        return kept
    return 0


def _pick_up(message: str, delivery: Delivery, pickup: Pickup, now: datetime) -> tuple[int, FileTooLarge | None]:
    """How many were kept, and the first that is too large: it stays, and keeps no other from being taken."""
    kept = 0
    too_large: FileTooLarge | None = None
    for name in pickup.waiting(now):
        try:
            kept += _keep(pickup, pickup.take(name), message, delivery, now)
        except FileGone:
            logger.info("%s changed while it was taken; it is looked at again", name)
        except FileTooLarge as problem:
            too_large = too_large or problem
    _note_incomplete(message, pickup.incomplete(now), now)
    return kept, too_large


def _keep(pickup: Pickup, arrival: Arrival, message: str, delivery: Delivery, now: datetime) -> bool:
    """False when it was kept before and only not put away."""
    file = arrival.file
    same = ArrivedFile.objects.filter(message=message, name=file.name, sha256=file.sha256)
    row = same.filter(put_away_at=None).exclude(status__in=[_Status.INCOMPLETE, _Status.SETTLED]).first()
    is_new = row is None
    if row is None:
        row = _arrived(arrival, message, delivery, now)
    pickup.put_away(arrival)
    ArrivedFile.objects.filter(pk=row.pk).update(put_away_at=now)
    return is_new


@transaction.atomic
def _arrived(arrival: Arrival, message: str, delivery: Delivery, now: datetime) -> ArrivedFile:
    """The contents, the row, its judgement, and the word to those who wait for it."""
    file, control = arrival.file, arrival.control
    keep_content(file.content)
    if control is not None:
        keep_content(control.content)
    judgement, kept = None, None
    if delivery.layout:
        layout = layout_named(delivery.layout)
        judgement = judge_known(
            layout,
            file.content,
            control=control.content if control else None,
            history=taken_in_or_waiting(layout.id),
        )
        kept = keep_judgement(judgement, name=file.name, now=now)
    row = ArrivedFile.objects.create(
        message=message,
        name=file.name[:500],
        sha256=file.sha256,
        size=len(file.content),
        control_name=control.name[:500] if control else "",
        control_sha256=control.sha256 if control else "",
        control_size=len(control.content) if control else 0,
        status=_status(judgement),
        judgement=kept,
        arrived_at=now,
    )
    ArrivedFile.objects.filter(message=message, name=file.name, status=_Status.INCOMPLETE).update(
        status=_Status.SETTLED, settled_at=now
    )
    _tell(row, kept, now)
    return row


def _status(judgement: Judgement | None) -> ArrivedFile.Status:
    if judgement is None:
        return _Status.WAITING
    if judgement.verdict is Verdict.REJECTED:
        return _Status.REFUSED
    return _Status.AGAIN if judgement.already_received else _Status.WAITING


_WORDS = {
    _Status.WAITING: ("ファイルが届きました", "「届いたファイル」から登録を始めてください。"),
    _Status.REFUSED: ("使えないファイルが届きました", "検査に通りませんでした。理由は「届いたファイル」にあります。"),
    _Status.INCOMPLETE: (
        "ファイルがそろいません",
        "統制ファイルか完了ファイルが届かないので、取り込めません。送り元に確かめてください。",
    ),
}
"""Notices are in Japanese. The same again needs nobody."""


def _tell(row: ArrivedFile, judgement: FileJudgement | None, now: datetime) -> None:
    status = _Status(row.status)
    if status not in _WORDS:
        return
    subject, text = _WORDS[status]
    held = judgement is not None and judgement.verdict == Verdict.HELD
    tell(
        people=ports().people_awaiting(row.message, now),
        key=f"arrived:{row.uuid}",
        subject=f"{subject}: {row.name}",
        text=f"{text}二人で決める点があります。" if held else text,
        now=now,
    )


def _note_incomplete(message: str, files: tuple[Found, ...], now: datetime) -> None:
    """Each once; one that is gone or complete is no longer waited for."""
    open_still = ArrivedFile.objects.filter(message=message, status=_Status.INCOMPLETE)
    open_still.exclude(name__in=[file.name for file in files]).update(status=_Status.SETTLED, settled_at=now)
    known = set(open_still.values_list("name", flat=True))
    for file in files:
        if file.name not in known:
            with transaction.atomic():
                row = ArrivedFile.objects.create(
                    message=message,
                    name=file.name[:500],
                    size=file.size,
                    status=_Status.INCOMPLETE,
                    arrived_at=now,
                    put_away_at=now,
                )
                _tell(row, None, now)
