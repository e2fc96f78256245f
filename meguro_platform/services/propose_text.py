"""A clerk proposes a text; a second person of the office lets it come into force or says no."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from approvals.services.grants import recompute_groups
from approvals.services.route_proofs import objection_to_version
from forms.plain_text import unstorable
from forms.spec import Text
from forms.tokyo_time import TOKYO
from meguro_platform.selectors.clerk_procedures import source_of
from meguro_platform.services.checked_text import CheckedText, Place, check_text, out_of_place, play_scenarios
from meguro_platform.services.working_text import discard_working_text
from workflow.errors import PublicationRefused
from workflow.services.publish_definition import (
    propose_definition,
    publish_definition,
    put_in_force,
    reject_definition,
)

MOST_OF_A_NOTE = 2_000
NOTE_MISSING = Text("なぜ変えるかが空です。書いてください。", "The reason for the change is empty. Write it.")
REASON_MISSING = Text("公開しない理由が空です。書いてください。", "The reason for not publishing is empty. Write it.")
OVERTAKEN_TEXT = Text(
    "書いている間に別の版が施行され、その変更が文に入っていません。上の知らせから変更を見て、入れてから申し出てください。",
    "Another version came into force while you were writing, and its changes are not in your text. Look at them first.",
)
FAULTY_BY_NOW = Text(
    "申し出のあとに、文にある名前などが変わり、誤りになりました。取り下げて、なおした文を申し出てください。",
    "Something that the text names has changed since, so it has errors. Take it back and propose a corrected text.",
)
NOTHING_NEW = Text(
    "いま使われている版と同じ文です。変えてから申し出てください。",
    "The text is the same as the one in force. Change it first.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A version that waits for a second person."""

    key: str
    version: int


def propose_text(
    *,
    checked: CheckedText,
    text: str,
    in_force: str,
    is_overtaken: bool,
    place: Place,
    person: UUID,
    note: str,
    now: datetime,
) -> Proposed | list[Text]:
    """Store the text as a version that waits, or say everything that stands against it.

    `is_overtaken`: another version came into force since the text was begun.
    """
    program = checked.program
    if program is None:
        return [_errors(len(checked.errors)), *note_problems(note, NOTE_MISSING)]
    objections = out_of_place(program, place) + note_problems(note, NOTE_MISSING)
    if text == in_force:
        objections.append(NOTHING_NEW)
    if is_overtaken:
        objections.append(OVERTAKEN_TEXT)
    result = play_scenarios(checked)
    if result is not None and not result.passed:
        objections.append(
            Text(
                "試験に失敗したものがあります。「試験を走らせる」で確かめて、なおしてください。",
                "Some scenarios fail. Look at them with “Run the scenarios” and correct the text.",
            )
        )
    if objections:
        return objections
    with transaction.atomic():
        version = propose_definition(program=program, source=text, by=person, note=note.strip(), now=now)
        recompute_groups(now=now)
        discard_working_text(person=person, procedure=place.key)
    return Proposed(key=program.key, version=version.pk)


def publish_version(
    *, version: int, person: UUID, now: datetime, instead_of: int | None = None, plan: str | None = None
) -> None:
    """Put a waiting version in force, or let it wait for its 施行日; the office may change with it.

    Raises PublicationRefused, also when the text has errors by now, when a route of it does not hold, or that is not
    proved yet.
    `instead_of`: the version that whoever publishes saw in force. `plan`: what was seen for cases under way.
    """
    if check_text(source_of(version), "").program is None:
        raise PublicationRefused(FAULTY_BY_NOW)
    with transaction.atomic():
        objection = objection_to_version(version, today=now.astimezone(TOKYO).date())
        if objection is not None:
            raise PublicationRefused(objection)
        publish_definition(version=version, by=person, now=now, instead_of=instead_of, plan=plan)
        recompute_groups(now=now)


def put_version_in_force(*, version: int, now: datetime) -> None:
    """Put a version in force whose 施行日 has come; the office may change with it."""
    with transaction.atomic():
        if put_in_force(version=version, now=now):
            recompute_groups(now=now)


def reject_version(*, version: int, person: UUID, reason: str, now: datetime) -> list[Text]:
    """Say no to a waiting version, or what stands against that. Raises PublicationRefused."""
    problems = note_problems(reason, REASON_MISSING)
    if not problems:
        reject_definition(version=version, by=person, reason=reason.strip(), now=now)
    return problems


def note_problems(note: str, missing: Text) -> list[Text]:
    """What is wrong with a reason."""
    if not note.strip():
        return [missing]
    if len(note) > MOST_OF_A_NOTE:
        return [Text(f"理由は{MOST_OF_A_NOTE}字までです。", f"A reason has at most {MOST_OF_A_NOTE} characters.")]
    if unstorable(note.replace("\r", "")):
        return [Text("理由に使えない文字（制御文字など）があります。", "The reason holds control characters.")]
    return []


def _errors(count: int) -> Text:
    return Text(f"誤りが{count}つあります。なおすと申し出られます。", f"There are {count} errors. Correct them first.")
