"""Whom people mean by what they typed: persons, units, posts and duties found by their names, numbers and codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from approvals.routing.organisation import Organisation
from approvals.routing.references import known, plain

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
    words = [plain(word) for word in re.split(r"[\s　・/]+", typed[:LONGEST]) if plain(word)]
    if not words:
        return Meant()
    whole, found = "".join(words), list[Named]()
    exact = list[Named]()
    for named, names, about in _all(kind, organisation, on):
        if whole in (plain(name) for name in names):
            exact.append(named)
        elif all(word in plain(about) for word in words):
            found.append(named)
    if len(exact) == 1:
        return Meant(certain=exact[0])
    choices = (*exact, *found)
    return Meant(choices=choices[:MOST], more=len(choices) > MOST)


def _all(kind: Target, organisation: Organisation, on: date) -> Iterator[tuple[Named, tuple[str, ...], str]]:
    """Everything of a kind: what it is, what it is called, and all that is known of it."""
    match kind:
        case "person":
            for person in known("staff", organisation, on):
                held = organisation.postings(person.id, on)
                posts = " ".join(f"{organisation.full_name(each.unit)}{each.title}" for each in held)
                named = Named(to=f"person:{person.id}", unit=held[0].unit, title=held[0].title, name=person.name)
                yield named, (person.name, person.code), f"{person.name} {person.reading} {posts}"
        case "unit":
            for unit in known("unit", organisation, on):
                named = Named(to=f"unit:{unit.code}", unit=unit.code)
                yield named, (unit.name, unit.reading, unit.code), unit.name
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
