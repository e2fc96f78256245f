"""The rules that compare a file with others, to the yen and at their very edges."""

from datetime import date
from random import Random

import pytest

from integrations.layouts.judgement import Judgement
from tests.support.layouts import codes_of, history_of, judged
from tests.support.payroll_files import AMOUNTS, PayrollFile, add_up, good_file, staff_for


def twenty(month: str = "202605") -> PayrollFile:
    """Twenty people in an ordinary month, each with 200,000 yen of pay and 20,000 of deductions."""
    file = good_file(Random(5))
    file.header[1:5] = ["131105", month, "1", "01"]
    row = file.rows[0] | dict.fromkeys(AMOUNTS, "0") | {"pay_ym": month, "pay_kind": "1", "rev": "01"}
    row |= {"pay_date": f"{month}15", "emp_type": "04", "base": "200000", "gojo": "20000"}
    add_up(row)
    file.rows = [row | {"emp_no": f"{number:08}"} for number in range(101, 121)]
    file.count_up()
    return file


def against(before: PayrollFile, now: PayrollFile, month: date | None = None) -> Judgement:
    return judged(now.content(), previous=before.content(), month=month)


def more(file: PayrollFile, people: int) -> PayrollFile:
    """The file with so many people more or fewer."""
    rows = (
        file.rows[:people]
        if people < 0
        else [*file.rows, *({**file.rows[0], "emp_no": f"{90 + n:08}"} for n in range(people))]
    )
    other = PayrollFile(list(file.header), [dict(row) for row in rows])
    other.count_up()
    return other


def raised(file: PayrollFile, **amounts: str) -> PayrollFile:
    """The file with other amounts in every row."""
    other = PayrollFile(list(file.header), [row | amounts for row in file.rows])
    for row in other.rows:
        add_up(row)
    other.count_up()
    return other


def test_five_percent_more_or_fewer_people_are_still_right() -> None:
    assert codes_of(against(twenty(), more(twenty(), 1))) == []
    assert codes_of(against(twenty(), more(twenty(), -1))) == []


def test_one_person_beyond_five_percent_holds_the_file() -> None:
    assert codes_of(against(twenty(), more(twenty(), 2))) == ["threshold"]
    assert codes_of(against(twenty(), more(twenty(), -2))) == ["threshold"]


def test_fifteen_percent_more_is_still_right_and_a_yen_beyond_holds() -> None:
    fifteen = raised(twenty(), base="230000", gojo="23000")
    beyond = raised(twenty(), base="230000", gojo="23000")
    beyond.rows[0]["special"] = "1"
    add_up(beyond.rows[0])
    beyond.count_up()

    assert codes_of(against(twenty(), fifteen)) == []
    assert codes_of(against(twenty(), beyond)) == ["threshold"]


@pytest.mark.parametrize("month", ["202604", "202606", "202610", "202612"])
def test_sums_are_not_compared_in_months_with_bonus_or_half_yearly_fares(month: str) -> None:
    judgement = against(twenty(month), raised(twenty(month), special="100000"))

    assert judgement.verdict == "accepted"
    assert {"previous.gross", "previous.net"} <= {each.check for each in judgement.not_checked}


def test_a_file_after_one_without_people_is_held() -> None:
    nobody = PayrollFile(twenty().header, [], ["T", "0", "0", "0", "0", "0"])

    assert codes_of(against(nobody, twenty())) == ["threshold"]


def test_a_file_of_another_payment_is_not_compared() -> None:
    bonus = twenty()
    bonus.header[3] = "2"

    judgement = against(bonus, twenty())

    assert judgement.verdict == "accepted"
    assert "previous" in {each.check for each in judgement.not_checked}


def test_a_previous_file_that_cannot_be_read_holds_the_file() -> None:
    judgement = judged(twenty().content(), previous=b"\x00\x01\x02", month=None)

    assert codes_of(judgement) == ["previous_unreadable"]


def versions(*numbers: str) -> tuple[bytes, ...]:
    found = []
    for number in numbers:
        file = twenty()
        file.header[4] = number
        for row in file.rows:
            row["rev"] = number
        found.append(file.content())
    return tuple(found)


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        ((), "01", []),
        (("01",), "02", []),
        (("01", "02"), "03", []),
        (("01",), "01", ["same_file_again"]),
        (("01",), "03", ["version_gap"]),
        ((), "02", ["version_gap"]),
        (("01", "02"), "01", ["older_version", "same_file_again"]),
        (("02",), "01", ["older_version"]),
    ],
)
def test_versions_go_up_one_by_one(before: tuple[str, ...], now: str, codes: list[str]) -> None:
    (content,) = versions(now)

    assert codes_of(judged(content, history=history_of(*versions(*before)), month=None)) == codes


def test_a_file_of_another_month_is_no_resend() -> None:
    assert codes_of(judged(twenty().content(), history=history_of(twenty("202604").content()), month=None)) == []


def test_who_left_on_the_last_day_before_the_month_has_left() -> None:
    file = twenty()
    people = dict(staff_for(file.rows))
    ((term,),) = [people["00000101"]]
    april, may = (
        type(term)(name=term.name, kana=term.kana, unit=term.unit, kind=term.kind, since=term.since, until=until)
        for until in (date(2026, 4, 30), date(2026, 5, 1))
    )

    left = judged(file.content(), staff={**people, "00000101": (april,)}, month=None)
    still = judged(file.content(), staff={**people, "00000101": (may,)}, month=None)
    back = judged(file.content(), staff={**people, "00000101": (april, term)}, month=None)

    assert [codes_of(each) for each in (left, still, back)] == [["staff_left"], [], []]


def test_undone_checks_are_named_and_done_ones_are_not() -> None:
    file = twenty()
    content = file.content()

    nothing = judged(content, month=None)
    everything = judged(content, month=date(2026, 5, 1), staff=staff_for(file.rows), previous=content, history=())

    assert [each.check for each in nothing.not_checked] == ["month", "staff", "control", "previous", "history"]
    assert [each.check for each in everything.not_checked] == ["control"]


def test_a_month_that_nobody_named_is_told_from_the_file() -> None:
    (month, *_) = judged(twenty().content(), month=None).not_checked

    assert month.text.ja == "ファイルは2026年5月の分です。求める月と合うかは、月が示されたときに確かめます。"


def test_a_control_file_may_lack_names_and_write_digits_as_text() -> None:
    file = twenty()

    judgement = judged(file.content(), control=b'\xef\xbb\xbf{"records": "20", "other": 1}', month=None)

    assert judgement.verdict == "accepted"
    assert "control.gross" in {each.check for each in judgement.not_checked}
