"""Files that the payroll system leaves are kept here once, judged once, and told to those who wait for them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from forms.services.issuance.sealed import opened
from forms.services.stored_content import read_content
from integrations.connectors.pickup import Arrival, Pickup
from integrations.models import ArrivedFile, FailingPickup, Notice
from integrations.selectors.judgements import place
from integrations.services import pick_up
from integrations.services.pick_up import pick_up_files
from tests.support.payroll_arrivals import MAY, Outgoing, a_month, payroll_system
from tests.support.payroll_case import PayrollOffice, payroll_office
from tests.support.ward import MONDAY

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """The worker ends here."""


@pytest.fixture
def office() -> PayrollOffice:
    return payroll_office()


@pytest.fixture
def outgoing(office: PayrollOffice, tmp_path: Path) -> Iterator[Outgoing]:
    with payroll_system(tmp_path) as outgoing:
        yield outgoing


def status() -> list[tuple[str, str]]:
    return list(ArrivedFile.objects.order_by("id").values_list("name", "status"))


def test_a_complete_file_is_kept_judged_and_put_away(office: PayrollOffice, outgoing: Outgoing) -> None:
    file = a_month()
    outgoing.put(file)

    assert pick_up_files(now=MONDAY) == 1

    row = ArrivedFile.objects.select_related("judgement").get()
    assert row.status == "waiting"
    assert read_content(row.sha256) == file.content
    assert row.judgement is not None
    assert (row.judgement.verdict, row.judgement.month, row.judgement.version) == ("accepted", MAY, 1)
    assert outgoing.left == set()
    assert len(outgoing.archived) == 2
    assert set(Notice.objects.values_list("person_id", flat=True)) >= {office.clerk, office.head}
    assert pick_up_files(now=MONDAY) == 0


def test_what_was_not_checked_is_written_down_beside_what_was_found(outgoing: Outgoing) -> None:
    outgoing.put(a_month())

    pick_up_files(now=MONDAY)

    judgement = ArrivedFile.objects.select_related("judgement").get().judgement
    assert judgement is not None
    found = opened(judgement.sealed, place(judgement.uuid))["record"]
    assert {each["check"] for each in found["not_checked"]} == {"month", "previous"}
    assert found["codes"] == ["staff_missing"], "the rest of the ward has no row"


def test_a_file_waits_for_its_done_file_and_is_told_of_once_when_that_does_not_come(outgoing: Outgoing) -> None:
    outgoing.put(a_month(), done=False, at=MONDAY - timedelta(minutes=29))
    assert pick_up_files(now=MONDAY) == 0
    assert status() == []

    for minutes in (1, 2):
        pick_up_files(now=MONDAY + timedelta(minutes=minutes))

    assert status() == [("meisai_202605_1_01.csv", "incomplete")]
    assert Notice.objects.values("key").distinct().count() == 1

    outgoing.put(a_month())
    assert pick_up_files(now=MONDAY + timedelta(minutes=3)) == 1
    assert [state for _, state in status()] == ["settled", "waiting"]


def test_a_worker_killed_before_it_has_kept_the_file_loses_nothing(
    outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> ArrivedFile:
        raise Killed

    outgoing.put(a_month())
    with monkeypatch.context() as killing:
        killing.setattr(pick_up, "_arrived", die)
        with pytest.raises(Killed):
            pick_up_files(now=MONDAY)
    assert status() == []

    assert pick_up_files(now=MONDAY) == 1
    assert [state for _, state in status()] == ["waiting"]


def test_a_worker_killed_before_it_has_put_the_file_away_does_not_keep_it_twice(
    outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(self: Pickup, arrival: Arrival) -> None:
        raise Killed

    outgoing.put(a_month())
    with monkeypatch.context() as killing:
        killing.setattr(Pickup, "put_away", die)
        with pytest.raises(Killed):
            pick_up_files(now=MONDAY)
    assert outgoing.left

    assert pick_up_files(now=MONDAY) == 0
    assert [state for _, state in status()] == ["waiting"]
    assert outgoing.left == set()


def test_the_same_file_sent_again_needs_nobody(outgoing: Outgoing) -> None:
    for _ in range(2):
        outgoing.put(a_month())
        pick_up_files(now=MONDAY)

    assert [state for _, state in status()] == ["waiting", "again"]
    assert Notice.objects.values("key").distinct().count() == 1


def test_the_same_version_with_other_content_cannot_be_used(outgoing: Outgoing) -> None:
    other = a_month(corrected={"00100001": {"ot": 999}})
    for file in (a_month(), other):
        outgoing.put(file)
        pick_up_files(now=MONDAY)

    assert [state for _, state in status()] == ["waiting", "refused"]


def test_the_next_version_waits_beside_the_first(outgoing: Outgoing) -> None:
    for file in (a_month(), a_month(version=2, corrected={"00100001": {"ot": 999}})):
        outgoing.put(file)
        pick_up_files(now=MONDAY)

    assert [state for _, state in status()] == ["waiting", "waiting"]


def test_a_file_that_does_not_add_up_cannot_be_used(outgoing: Outgoing) -> None:
    file = a_month()
    outgoing.put(file)
    broken = file.content.replace(b"\r\nT,30,", b"\r\nT,31,")
    (outgoing.folder / file.name).write_bytes(broken)

    pick_up_files(now=MONDAY)

    assert status() == [(file.name, "refused")]
    assert "使えないファイル" in Notice.objects.order_by("id")[0].subject


def test_a_file_left_under_the_same_name_while_the_first_is_taken_is_taken_too(
    outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = a_month(), a_month(version=2)
    second_as_first = type(second)(
        name=first.name, content=second.content, control=second.control, totals=second.totals
    )
    take = Pickup.take

    def replaced(self: Pickup, name: str) -> Arrival:
        found = take(self, name)
        if not ArrivedFile.objects.exists():
            outgoing.put(second_as_first)
        return found

    outgoing.put(first)
    with monkeypatch.context() as replacing:
        replacing.setattr(Pickup, "take", replaced)
        pick_up_files(now=MONDAY)
    pick_up_files(now=MONDAY)

    assert [state for _, state in status()] == ["waiting", "waiting"]
    kept = [read_content(sha256) for sha256 in ArrivedFile.objects.order_by("id").values_list("sha256", flat=True)]
    assert kept == [first.content, second.content]
    assert outgoing.left == set()


def test_a_system_that_cannot_be_reached_keeps_nothing_else_waiting(office: PayrollOffice) -> None:
    assert pick_up_files(now=MONDAY) == 0


def test_too_large_a_file_keeps_no_other_waiting_and_is_told_until_it_is_gone(
    office: PayrollOffice, outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_month()
    monkeypatch.setattr("integrations.connectors.pickup.LARGEST_FILE", len(file.content))
    for name, size in (("meisai_0.csv", len(file.content) + 1), ("meisai_0.ctl.json", 1), ("meisai_0.csv.done", 0)):
        (outgoing.folder / name).write_bytes(b"x" * size)
    outgoing.put(file)

    assert pick_up_files(now=MONDAY) == 1
    assert FailingPickup.objects.get(message="人事給与.給与明細").detail.startswith("meisai_0.csv: ")
    (outgoing.folder / "meisai_0.csv").unlink()
    pick_up_files(now=MONDAY)

    assert not FailingPickup.objects.exists()


def test_what_nobody_thought_of_at_one_system_keeps_no_other_waiting(
    office: PayrollOffice, outgoing: Outgoing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def surprise(*_: object) -> int:
        raise RuntimeError

    outgoing.put(a_month())
    with monkeypatch.context() as patched:
        patched.setattr(pick_up, "_look", surprise)
        assert pick_up_files(now=MONDAY) == 0

    assert pick_up_files(now=MONDAY) == 1
