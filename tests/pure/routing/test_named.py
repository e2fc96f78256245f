"""Whom people mean by a name they typed."""

import pytest

from approvals.routing.establishment import Person
from approvals.routing.named import MOST, Meant, Target, meant
from tests.support.small_office import DAY, an_office, member

OFFICE = an_office(more=[member("tax-1", f"佐藤 {place}") for place in range(30)])


def found(kind: Target, typed: str) -> Meant:
    return meant(kind, typed, OFFICE, DAY)


@pytest.mark.parametrize(
    ("kind", "typed", "to"),
    [
        ("person", "t-member-1", "person:t-member-1"),
        ("person", "Ｔ－ＭＥＭＢＥＲ－１", "person:t-member-1"),
        ("person", "佐藤　7", "person:佐藤 7"),
        ("unit", "税務課", "unit:tax"),
        ("unit", "総務部 税務課", "unit:tax"),
        ("unit", "tax-1", "unit:tax-1"),
        ("post", "総務部税務課 課長", "post:tax:section_chief"),
        ("post", "tax 課長", "post:tax:section_chief"),
        ("duty", "総務部税務課庶務担当", "duty:tax/general_affairs"),
    ],
)
def test_a_whole_name_or_code_is_certain(kind: Target, typed: str, to: str) -> None:
    certain = found(kind, typed).certain

    assert certain is not None and certain.to == to


@pytest.mark.parametrize(
    ("kind", "typed", "choices"),
    [
        ("person", "member-3", ["person:t-member-3"]),
        ("person", "給与係 係長", ["person:personnel-2-head"]),
        ("unit", "課税", ["unit:tax-1"]),
        (
            "post",
            "係長",
            ["post:personnel-1:subsection_chief", "post:personnel-2:subsection_chief", "post:tax-1:subsection_chief"],
        ),
        ("duty", "庶務", ["duty:tax/general_affairs"]),
    ],
)
def test_a_part_is_never_taken_for_certain(kind: Target, typed: str, choices: list[str]) -> None:
    answer = found(kind, typed)

    assert answer.certain is None
    assert sorted(named.to for named in answer.choices) == choices


def test_two_of_the_same_name_are_chosen_from() -> None:
    office = an_office()
    twins = {uuid: Person(uuid=uuid, staff_number=uuid, name="佐藤 花子") for uuid in ("t-member-1", "t-member-2")}
    office.persons.update(twins)  # type: ignore[attr-defined]

    answer = meant("person", "佐藤花子", office, DAY)

    assert (answer.certain, len(answer.choices)) == (None, 2)


def test_too_many_are_cut_off_and_said_to_be_more() -> None:
    answer = found("person", "佐藤")

    assert (len(answer.choices), answer.more) == (MOST, True)


@pytest.mark.parametrize("typed", ["", "　 ", "・/", "だれか", "\0"])
def test_nobody_is_found_by_nothing(typed: str) -> None:
    assert found("person", typed) == Meant()
