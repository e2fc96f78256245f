"""Units and posts that a procedure names and that are not there any more on a day."""

from dataclasses import replace
from datetime import date, timedelta

from approvals.routing.named_places import people_named, vanished_places
from approvals.routing.organisation import Organisation
from tests.pure.routing.test_foreseen_route import DAY, at_work, machine

THEN = date(2027, 4, 1)
IT = "03010000"


def vanished(after: Organisation, key: str = "budget-execution") -> list[str]:
    return [ref.text for ref in vanished_places(machine(key).program, at_work(), after, DAY, THEN)]


def test_nothing_vanishes_where_nothing_changes() -> None:
    assert vanished(at_work()) == []


def test_a_unit_that_is_gone_or_ended_is_told_as_the_definition_writes_it() -> None:
    gone = replace(at_work(), units={code: unit for code, unit in at_work().units.items() if code != IT})
    unit = replace(at_work().units[IT], until=THEN - timedelta(days=1))
    ended = replace(at_work(), units={**at_work().units, IT: unit})

    assert vanished(gone) == vanished(ended) == ["情報政策課の課長"]


def test_people_are_named_in_tables_steps_and_rights() -> None:
    bases = {ref.base for ref in people_named(machine("spending-decision").program)}

    assert {"applicant", "everyone", "unit:01020000"} <= bases
