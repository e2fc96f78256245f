"""Whom people mean by what they typed: persons, units, posts and duties found by their names, numbers and codes."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from approvals.routing.organisation import Organisation

Target = Literal["person", "unit", "post", "duty"]
TARGETS: tuple[Target, ...] = ("person", "unit", "post", "duty")
MOST = 20
"""So many are offered to choose from; who finds more is asked to write more."""
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody, or some office, that what was typed may mean."""

    to: str
    """As a delegation names it: person:…, unit:…, post:…, duty:…"""
    unit: str = ""
    """Code of the unit it is shown with."""
    title: str = ""
    """Of the post or duty."""
    name: str = ""
    """Of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What was found. One that is meant beyond doubt comes alone; everything else is to be chosen from."""

    certain: Named | None = None
    choices: tuple[Named, ...] = ()
    more: bool = False
    """Whether more were found than are offered."""


def meant(kind: Target, typed: str, organisation: Organisation, on: date) -> Meant:
    """Every word typed has to occur; a whole name, number or code is certain where only one bears it."""
    words = [_plain(word) for word in re.split(r"[\s　・/]+", typed[:LONGEST]) if _plain(word)]
    if not words:
        return Meant()
    whole, found = "".join(words), list[Named]()
    exact = list[Named]()
    for named, names, about in _all(kind, organisation, on):
        if whole in (_plain(name) for name in names):
            exact.append(named)
        elif all(word in _plain(about) for word in words):
            found.append(named)
    if len(exact) == 1:
        return Meant(certain=exact[0])
    choices = (*exact, *found)
    return Meant(choices=choices[:MOST], more=len(choices) > MOST)


def _all(kind: Target, organisation: Organisation, on: date) -> Iterator[tuple[Named, tuple[str, ...], str]]:
    """Everything of a kind: what it is, what it is called, and all that is known of it."""
    match kind:
        case "person":
            for uuid in organisation.staff(on):
                person, held = organisation.persons[uuid], organisation.postings(uuid, on)
                posts = " ".join(f"{organisation.full_name(each.unit)}{each.title}" for each in held)
                named = Named(to=f"person:{uuid}", unit=held[0].unit, title=held[0].title, name=person.name)
                yield named, (person.name, person.staff_number), f"{person.name} {person.kana} {posts}"
        case "unit":
            for unit in organisation.units.values():
                full = organisation.full_name(unit.code)
                yield Named(to=f"unit:{unit.code}", unit=unit.code), (full, unit.name, unit.code), full
        case "post":
            for post in organisation.posts.values():
                full = f"{organisation.full_name(post.unit)}{post.title}"
                if organisation.holder(post.key, on) is not None:
                    code = f"{post.unit}{post.title}"
                    yield Named(to=f"post:{post.key}", unit=post.unit, title=post.title), (full, code), full
        case "duty":
            for code in organisation.units:
                for role in organisation.role_kinds.values():
                    holders = organisation.role_holders(code, role.id, on)
                    if holders and holders[0].unit == code:
                        full = f"{organisation.full_name(code)}{role.name}"
                        named = Named(to=f"duty:{code}/{role.id}", unit=code, title=role.name)
                        yield named, (full, f"{code}{role.name}"), full


def _plain(text: str) -> str:
    """Without blanks, half and full width and capital letters being the same."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
