"""The application form as a page: its parts, and the whole of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from approvals.selectors.people_shown import PeopleShown
from approvals.selectors.procedure_names import procedure_names
from forms.field_type import Json
from forms.selectors.soundings import shown_by
from forms.spec import Text
from forms.validation.outcome import AnswerProblem
from forms.web.complaint import Complaint
from forms.web.field_view import written
from meguro_platform.selectors.procedures import former_names
from meguro_platform.web.applicants import who_is_found
from meguro_platform.web.application import Application, post_key
from meguro_platform.web.page_parts import Part, whole
from meguro_platform.web.person_card import written_post
from meguro_platform.web.route_words import consequences, route_steps
from meguro_platform.web.urgent import callout, short_form
from workflow.engine.origin import Origin

FORM = "application"
LATER_PART = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """How the draft stands."""

    at: datetime | None = None
    trouble: Text | None = None
    """Why it could not be saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """What was typed into an item that the form no longer has."""

    name: Text
    value: str


def parts(application: Application, saved: Saved, *, live: bool) -> Iterator[Part]:
    """Everything of the page that can change while somebody writes. While `live`, nothing takes the focus."""
    view, language = application.view, application.language
    for section in view.sections:
        yield _part(f"{section.id}-because", "because", {"section": section}, section.because or "-")
        for slot in section.slots:
            yield _part(slot.id, "slot", {"slot": slot, "program": application.machine.program}, slot.fingerprint)
    complaints = [_complaint(problem) for problem in view.problems] if application.tried else []
    told = blake2s(repr(complaints).encode(), digest_size=8).hexdigest()
    yield _part("summary", "summary", {"complaints": complaints, "quiet": "yes" if live else ""}, told)
    yield _part("contents", "contents", {"sections": view.shown_sections})
    yield _part("left", "left", {"view": view})
    steps = route_steps(application.route, application.organisation, language, application.now)
    effects = list(consequences(application.machine.program, application.route, language))
    basis = "、".join(filter(None, (stop.article for stop in application.route))) or application.machine.program.basis
    yield _part("way", "way", {"steps": steps, "effects": effects, "basis": basis})
    people = PeopleShown(application.organisation, language)
    examiners = [(seat.person, people.seat(seat)) for seat in application.examiners]
    said = {"examiners": examiners, "later": [str(one) for one in application.later], "why": application.why_later}
    offered = " ".join(seat.person for seat in application.examiners)
    yield _part(LATER_PART, "later", said, blake2s(offered.encode(), digest_size=8).hexdigest())
    shown = shown_by(application.person, application.machine.program.key).count() if saved.at else 0
    yield _part("saved", "saved", {"saved": saved, "shown": shown, "program": application.machine.program})


def _complaint(problem: AnswerProblem) -> Complaint:
    return Complaint(problem.message, f"#f-{'-'.join(problem.item.split())}" if problem.item else "")


def _part(name: str, template: str, context: dict[str, object], fingerprint: str = "") -> Part:
    return Part(id=name, template=f"apply/parts/{template}.html", context=context, form=FORM, fingerprint=fingerprint)


def apply_page(
    request: HttpRequest,
    application: Application,
    saved: Saved,
    *,
    key: str,
    status: int = 200,
    refusals: tuple[Text, ...] = (),
    warnings: tuple[Text, ...] = (),
) -> HttpResponse:
    """The whole page. `refusals` concern the application as such, `warnings` may be overruled by a second press."""
    start = short_form(application)
    drawn: dict[str, SafeString] = {part.id: whole(part) for part in parts(application, saved, live=False)}
    return render(
        request,
        "apply/apply.html",
        {
            "application": application,
            "program": application.machine.program,
            "sections": [
                {
                    "section": section,
                    "because": drawn[f"{section.id}-because"],
                    "slots": [drawn[slot.id] for slot in section.slots],
                }
                for section in application.view.sections
            ],
            "drawn": drawn,
            "posts": _posts(application),
            "facts": application.blank.parties.facts,
            "prefilled": _prefilled(application),
            "leftovers": _leftovers(application),
            "office": application.office,
            "earlier": _earlier(application),
            "urgent": callout(application.machine, start, application.language) if start else None,
            "who": who_is_found(application, request.GET.get("who", "")),
            "key": key,
            "refusals": [Complaint(refusal) for refusal in refusals],
            "warnings": warnings,
        },
        status=status,
    )


def _earlier(application: Application) -> dict[str, object] | None:
    """The finished case that it starts from."""
    origin = application.origin
    if not isinstance(origin, Origin):
        return None
    names = procedure_names((origin.procedure,))
    return {"number": origin.number, "outcome": origin.outcome, "procedure": names.get(origin.procedure, Text(""))}


def _posts(application: Application) -> list[dict[str, object]]:
    return [
        {
            "key": post_key(posting),
            "words": written_post(application.organisation, posting, application.language),
            "chosen": post_key(posting) == application.post,
        }
        for posting in application.posts
    ]


def _prefilled(application: Application) -> list[tuple[str, str]]:
    """What is filled in from the staff register and nobody writes."""
    items = application.checked.state.items.values()
    return [
        (
            Text(part.item.spec.name, part.item.spec.en).in_language(application.language),
            part.item.field.show(part.stored, part.item.spec, application.language),
        )
        for part in items
        if part.item.spec.fill == "none" and part.stored is not None
    ]


def _leftovers(application: Application) -> list[Leftover]:
    left = application.leftovers
    names = former_names(application.machine.program.key, frozenset(left)) if left else {}
    return [Leftover(name=names.get(key, Text(key)), value=_shown(value)) for key, value in left.items()]


def _shown(value: Json) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else written(value)
