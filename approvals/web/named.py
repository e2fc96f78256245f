"""Fields in which somebody is named: by name, number or code, and chosen from a list where that is not certain."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from approvals.routing.named import LONGEST, TARGETS, Meant, Named, Target, meant
from approvals.routing.organisation import Organisation
from approvals.selectors.people_shown import PeopleShown
from forms.spec import Text

NOBODY = Text(
    "その名前・番号・符号に当てはまるものがありません。短くするか、所属の名前を足して探してください。",
    "Nobody and nothing is called that. Write less, or a part of the name of the unit.",
)
CHOOSE = Text("当てはまるものを選んで、もう一度押してください。", "Choose whom you mean, and press again.")
EMPTY = Text("相手の名前を書いてください。", "Write the name of whom you mean.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One that may be meant."""

    to: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked back: whom of these."""

    choices: tuple[Choice, ...]
    more: bool


def named_in(sent: Mapping[str, str], organisation: Organisation, on: date, kind: str = "person") -> Named | Text:
    """Whom a form names, or why that is not certain. A choice counts while it fits what is typed."""
    if not sent.get("name", "").strip():
        return EMPTY
    found = _meant(sent, organisation, on, kind)
    if found.certain is not None:
        return found.certain
    chosen = next((each for each in found.choices if each.to == sent.get("to")), None)
    return chosen or (CHOOSE if found.choices else NOBODY)


def choices_in(
    sent: Mapping[str, str], organisation: Organisation, on: date, language: str, kind: str = "person"
) -> Asked | None:
    """What to ask back; None where nothing is."""
    found = _meant(sent, organisation, on, kind) if sent.get("name", "").strip() else Meant()
    if not found.choices:
        return None
    people = PeopleShown(organisation, language)
    choices = (
        Choice(to=each.to, words=_words(each, people), is_chosen=each.to == sent.get("to")) for each in found.choices
    )
    return Asked(choices=tuple(choices), more=found.more)


def _meant(sent: Mapping[str, str], organisation: Organisation, on: date, kind: str) -> Meant:
    known: Target | None = next((each for each in TARGETS if each == kind), None)
    return meant(known, sent.get("name", "")[:LONGEST], organisation, on) if known else Meant()


def _words(named: Named, people: PeopleShown) -> str:
    if named.to.startswith("unit:"):
        return people.organisation.full_name(named.unit) if people.language == "ja" else people.unit(named.unit)
    post = people.post(named.unit, named.title)
    return f"{named.name}　{post}" if named.name else post
