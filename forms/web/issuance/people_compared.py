"""Whom a comparison names: people who are new, missing, or whose figure changed much."""

from collections.abc import Callable, Mapping, Sequence

from forms.issuance.difference import Difference

SHOWN = 500
"""So many of each list are read at once; who wants more asks for everybody."""


def people_compared(
    people: Difference, names_of: Callable[[Sequence[str]], Mapping[str, str]], *, everybody: bool
) -> dict[str, object]:
    """For the page: staff numbers with the names that `names_of` finds by them."""
    most = None if everybody else SHOWN
    new, missing, changed = people.new[:most], people.missing[:most], people.changed[:most]
    names = names_of([*new, *missing, *(each.who for each in changed)])
    return {
        "new": [(number, names.get(number, "")) for number in new],
        "missing": [(number, names.get(number, "")) for number in missing],
        "changed": [(each.who, names.get(each.who, ""), each.percent) for each in changed],
    }
