"""What becomes of work on a day when nobody who has it is there any more."""

from dataclasses import replace

import pytest

from approvals.routing.breaks import Then, UnitChange, changed_units, newly_vacant, outlook
from tests.support.small_office import DAY, an_office, post_key


@pytest.mark.parametrize(
    ("unit", "title", "party", "vacant", "then", "heir"),
    [
        ("tax", "課長", "t-member-1", [], Then.SUCCESSOR, "tax-head"),
        ("tax", "課長", "tax-head", [], Then.ONE_LEVEL_UP, "general-head"),
        ("tax", "課長", "t-member-1", ["tax"], Then.VACANT, "general-head"),
        ("tax", "課長", "general-head", ["tax"], Then.VACANT, "deputy-mayor"),
        ("ward", "副区長", "t-member-1", [], Then.SUCCESSOR, "deputy-mayor"),
        ("tax-1", "主事", "t-member-1", [], Then.MEMBERS, "t-member-2"),
        ("tax-2", "主事", "t-member-3", [], Then.NOBODY, ""),
        ("closed", "課長", "t-member-1", [], Then.UNIT_GONE, ""),
    ],
)
def test_what_becomes_of_work(unit: str, title: str, party: str, vacant: list[str], then: Then, heir: str) -> None:
    found = outlook(an_office(vacant=vacant), DAY, unit=unit, title=title, party=party)

    assert (found.then, found.heir.person if found.heir else "") == (then, heir)


def test_a_unit_that_has_ended_by_the_day_is_gone() -> None:
    office = an_office()
    ended = replace(office, units={**office.units, "tax": replace(office.units["tax"], until=DAY)})

    assert outlook(ended, DAY, unit="tax", title="課長", party="").then is Then.UNIT_GONE
    assert list(changed_units(office, ended, DAY, DAY)) == [UnitChange(code="tax", before="総務部税務課", after="")]


def test_only_posts_that_were_held_or_are_new_become_vacant() -> None:
    before, after = an_office(vacant=["tax-1"]), an_office(vacant=["tax", "tax-1"])

    assert [post.key for post in newly_vacant(before, after, DAY, DAY)] == [post_key("tax")]


def test_a_new_name_is_a_change_of_the_unit_and_of_those_below() -> None:
    office = an_office()
    renamed = replace(office, units={**office.units, "tax": replace(office.units["tax"], name="課税課")})

    assert [change.after for change in changed_units(office, renamed, DAY, DAY)] == [
        "総務部課税課",
        "総務部課税課課税係",
        "総務部課税課収納担当",
    ]
