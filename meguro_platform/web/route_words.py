"""The way ahead of an application, and what happens when it is sent, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.routing.organisation import Organisation
from approvals.routing.route import Seat
from approvals.selectors.people_shown import PeopleShown
from forms.spec import Text
from meguro_platform.selectors.route_preview import Stop
from meguro_platform.web.wording import day_with_weekday, local
from workflow.definition.vocabulary.vocabulary import Vocabulary
from workflow.engine.program import Program

MOST_NAMES = 3
_STATES = {
    "apply": "now",
    "person": "",
    "later": "later",
    "nobody": "bad",
    "unknown": "",
    "call": "auto",
    "wait": "auto",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step as the spine draws it."""

    state: str
    title: str
    who: str = ""
    when: str = ""
    mark: str = ""
    is_seal: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """One thing that happens because the application is sent."""

    icon: str
    text: str
    tone: str = ""


def route_steps(stops: Sequence[Stop], organisation: Organisation, language: str, now: datetime) -> list[Step]:
    """The steps with names, posts and the latest day."""
    people = PeopleShown(organisation, language)
    return [_step(stop, people, language, now) for stop in stops]


def _step(stop: Stop, people: PeopleShown, language: str, now: datetime) -> Step:
    title = stop.step.in_language(language)
    state = _STATES[stop.kind]
    match stop.kind:
        case "apply":
            return Step(state=state, title=title, who=_("you, when you send it"))
        case "person":
            first = people.seat(stop.seats[0])
            stands_in = _("in place of %(name)s") % {"name": first.principal} if first.principal else ""
            why = stop.reason.in_language(language) if stop.reason else ""
            return Step(
                state=state,
                title=title,
                who=_who(stop.seats, people),
                when=_by(stop, language, now),
                mark=first.mark,
                is_seal=first.mark_is_seal,
                note=stands_in or why,
            )
        case "later" | "nobody" | "unknown":
            note = stop.reason.in_language(language) if stop.reason else ""
            mark = people.pick(("後閲", "later view")) if stop.kind == "later" else ""
            return Step(state=state, title=title, who=_who(stop.seats, people), mark=mark, note=note)
        case "call":
            when = _("at once, without approval") if stop.urgent and stop.by == now else ""
            return Step(state=state, title=title, who=_("automatic"), when=when)
        case "wait":
            return Step(state=state, title=title, who=_("automatic"), when=_by(stop, language, now))


def _by(stop: Stop, language: str, now: datetime) -> str:
    if stop.by is None or stop.by <= now:
        return ""
    return _("by %(day)s") % {"day": day_with_weekday(stop.by, language, local(now))}


def _who(seats: Sequence[Seat], people: PeopleShown) -> str:
    if len(seats) > MOST_NAMES:
        units = list(dict.fromkeys(people.unit(seat.unit) for seat in seats))
        unit = units[0] if len(units) == 1 else _("%(unit)s and others") % {"unit": units[0]}
        return ngettext("%(unit)s (%(count)s person)", "%(unit)s (any of %(count)s people)", len(seats)) % {
            "unit": unit,
            "count": len(seats),
        }
    shown = [people.seat(seat) for seat in seats]
    return people.pick(("、", "; ")).join(f"{who.name}　{who.post}" for who in shown)


def consequences(program: Program, stops: Sequence[Stop], language: str) -> Iterator[Consequence]:
    """What sending it does, the irrevocable first."""
    for stop in _at_once(stops):
        text = _("“%(step)s” happens at once and can't be undone.") if stop.urgent else _("“%(step)s” happens at once.")
        tone = "bad" if stop.urgent else ""
        yield Consequence(
            icon="stop" if stop.urgent else "link", text=text % {"step": stop.step.in_language(language)}, tone=tone
        )
    first = next((stop for stop in stops if stop.kind == "person"), None)
    if first:
        yield Consequence(
            icon="bell", text=_("It arrives in the inbox for “%(step)s”.") % {"step": first.step.in_language(language)}
        )
    if program.withdrawal and any(who.base == "applicant" for who in program.withdrawal.who):
        until = program.by_id[program.withdrawal.until]
        step = Text(until.step, until.en).in_language(language)
        yield Consequence(icon="undo", text=_("You can withdraw it until “%(step)s” begins.") % {"step": step})
    if program.document:
        yield Consequence(
            icon="lock",
            text=_("The record is kept for: %(time)s. Disclosure: %(kind)s.")
            % {
                "time": _word(program.document.retention, language),
                "kind": _word(program.document.disclosure, language),
            },
        )


def _at_once(stops: Sequence[Stop]) -> Iterator[Stop]:
    for stop in stops:
        if stop.kind == "call":
            yield stop
        elif stop.kind != "apply":
            return


def _word(word: str, language: str) -> str:
    return word.replace("_", " ") if language == "en" else Vocabulary("en").japanese(word)
