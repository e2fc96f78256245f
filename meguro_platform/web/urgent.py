"""The emergency button of a procedure in words: what it is for, what it does, where it leads."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from forms.expressions.values import Environment
from forms.spec import Text
from meguro_platform.selectors.procedures import machines_in_force
from meguro_platform.selectors.urgent_start import UrgentStart, urgent_start
from meguro_platform.web.application import Application
from workflow.engine.machine import Machine
from workflow.engine.state import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentCallout:
    """The notice with its one button."""

    heading: str
    consequence: str
    steps: str
    """What is done at once."""
    verb: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Which short form a procedure has for people of a unit and post."""

    program: str
    unit: str
    post: str
    machine: Machine = field(compare=False)
    builtins: Environment = field(compare=False)


@lru_cache(maxsize=500)  # dozens of evaluations of the form, and every portal asks
def _answer(question: _Question) -> UrgentStart | None:
    return urgent_start(question.machine, question.builtins)


def short_form(application: Application) -> UrgentStart | None:
    """The short form of the procedure, for somebody who may start it."""
    machine, parties = application.machine, application.parties
    if not isinstance(parties, Parties):
        return None
    builtins = machine.builtins(application.blank, application.world)
    return _answer(
        _Question(
            program=machine.program.hash, unit=parties.unit, post=parties.post, machine=machine, builtins=builtins
        )
    )


def callout(machine: Machine, start: UrgentStart, language: str) -> UrgentCallout:
    """What the person reads before pressing."""
    program, steps = machine.program, _steps(start, language)
    causes = _(" or ").join(Text(cause.name, cause.en).in_language(language) for cause in start.causes)
    name = Text(program.name, program.en).in_language(language)
    known = settings.URGENT_WORDS.get(program.key)
    return UrgentCallout(
        heading=Text(*known).in_language(language) if known else f"{name} ({causes})",
        consequence=_("%(steps)s happens at once, without waiting for an approval. It can't be undone.")
        % {"steps": steps},
        steps=steps,
        verb=_("%(steps)s now…") % {"steps": steps},
        href=reverse("shell:urgent", args=[program.key]),
    )


def callouts(person: UUID, now: datetime, language: str) -> Iterator[UrgentCallout]:
    """The emergencies of all procedures in force that the person may start."""
    for machine in machines_in_force():
        application = Application(machine=machine, person=person, typed={}, now=now, language=language)
        start = short_form(application)
        if start:
            yield callout(machine, start, language)


def _steps(start: UrgentStart, language: str) -> str:
    names = (Text(call.step, call.en).in_language(language) for call in start.calls)
    return _(" and ").join(_("“%(step)s”") % {"step": name} for name in names)
