"""Takes in what the page of an application sent: files are attached, the draft is saved, nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest

from forms.errors import AnswerInvalid, DraftTooLarge
from forms.field_type import Json
from forms.selectors.drafts import SavedDraft
from forms.services.attach_file import attach_file
from forms.services.discard_draft import discard_draft
from forms.services.save_draft import save_draft
from forms.spec import Text
from forms.validation.outcome import AnswerProblem
from forms.web.typed import typed_answers
from meguro_platform.web.application import APPLICANT, EARLIER, LATER, LOOKED_UP, POST, WHY_LATER, Application
from meguro_platform.web.apply_page import LATER_PART, Saved
from meguro_platform.web.language import language_of
from meguro_platform.web.page_parts import DRAWN, drawn_parts
from meguro_platform.web.signed_in import person_of
from workflow.engine.machine import Machine
from workflow.engine.state import Parties
from workflow.selectors.cases import case_exists
from workflow.services.start_case import CASES

KEY, TRIED, TYPING, TAKE_OUT = ":key", ":tried", ":typing", "take_out"
MOST_FILES = 20
"""Files in one request; a page sends each as soon as it is chosen."""
MOST_LATER = 20
"""People of one route who look later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """An application with what was just sent, and how its draft stands."""

    application: Application
    saved: Saved
    key: str


def receive(request: HttpRequest, machine: Machine, draft: SavedDraft | None, now: datetime) -> Received:
    """Everything the page sent, merged into the draft and saved."""
    person = person_of(request)
    typed, problems = _typed(request, machine, dict(draft.values) if draft else {}, now)
    application = Application(
        machine=machine,
        person=person,
        typed=typed,
        now=now,
        language=language_of(request),
        tried=TRIED in request.POST,
        typing=request.POST.get(TYPING, ""),
        upload_problems=problems,
        asks=True,
    )
    key = read_key(request.POST.get(KEY, ""))
    return Received(application=application, saved=_save(application, key), key=key)


def read_key(sent: str) -> str:
    """The key that makes pressing twice one application; a new one when the page sent none."""
    try:
        return UUID(hex=sent).hex
    except ValueError:
        return uuid4().hex


def _typed(
    request: HttpRequest, machine: Machine, kept: Mapping[str, Json], now: datetime
) -> tuple[dict[str, Json], tuple[AnswerProblem, ...]]:
    drawn = drawn_parts(request.POST.getlist(DRAWN))
    keys = {item.key for place, item in enumerate(machine.form.items) if not drawn or f"slot-{place}" in drawn}
    writable = machine.writable(machine.program.start)
    typed = typed_answers(machine.form, request.POST, drawn=keys, writable=writable, kept=kept)
    for name in (APPLICANT, POST, EARLIER):
        if name in request.POST:
            typed[name] = request.POST[name]
    if not drawn or LATER_PART in drawn:
        typed[LATER] = list(request.POST.getlist(LATER)[:MOST_LATER])
        typed[WHY_LATER] = request.POST.get(WHY_LATER, "")
    if typed.get(APPLICANT) != kept.get(APPLICANT):
        typed.pop(POST, None)  # it is one of whoever applied before
    files, problems = _attach(request, machine, writable, now)
    out = request.POST.get(TAKE_OUT)
    for item in machine.form.items:
        if item.field.widget == "attachment" and item.key in typed:
            before = typed[item.key]
            typed[item.key] = [uuid for uuid in before if uuid != out] if isinstance(before, list) else []
    for key, uuids in files.items():
        before = typed.get(key)
        typed[key] = [*(before if isinstance(before, list) else []), *uuids]
    return typed, problems


def _attach(
    request: HttpRequest, machine: Machine, writable: Mapping[str, bool], now: datetime
) -> tuple[dict[str, list[str]], tuple[AnswerProblem, ...]]:
    """Files as they are sent, each checked by its content. One that can't be used is said beside its item."""
    attached: dict[str, list[str]] = {}
    problems = []
    files = [(key, file) for key in request.FILES for file in request.FILES.getlist(key)]
    for key, file in files[:MOST_FILES]:
        item = machine.form.by_key.get(key)
        if item is None or key not in writable or item.field.widget != "attachment":
            continue
        try:
            kept = attach_file(
                person=person_of(request), item=item.spec, name=file.name or "", content=file.read(), at=now
            )
            attached.setdefault(key, []).append(kept.uuid)
        except AnswerInvalid as invalid:
            problems.append(AnswerProblem.of(key, invalid))
    return attached, tuple(problems)


def _save(application: Application, key: str) -> Saved:
    person, procedure = application.person, application.machine.program.key
    values = {name: value for name, value in application.typed.items() if name != APPLICANT}
    if application.machine.form.asking and isinstance(application.parties, Parties):
        _ = application.checked  # asks what has to be asked by now
        values[LOOKED_UP] = application.looking.kept
    if application.is_proxy:
        values[APPLICANT] = str(application.applicant)
    try:
        save_draft(person=person, procedure=procedure, values=values, at=application.now)
    except DraftTooLarge as too_large:
        return Saved(trouble=Text(too_large.ja, too_large.en))
    if case_exists(uuid5(CASES, key)):
        # the page was sent while this request was on its way: there is nothing left to be a draft of
        discard_draft(person=person, procedure=procedure)
        return Saved()
    return Saved(at=application.now)
