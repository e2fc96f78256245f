"""Amendments: a case goes by the table of its day."""

from datetime import date, timedelta

import pytest

from forms.tables.versions import (
    DatedTable,
    Validity,
    ValidityUnreadable,
    Version,
    amendments,
    closed_by,
    in_order,
    read_validity,
)
from tests.pure.tables.sample import table_of

ALL = frozenset[str]()
_OLD = table_of("| 区分 || x(文字) |\n| - || 旧 |")
_NEW = table_of("| 区分 || x(文字) |\n| - || 新 |")


@pytest.mark.parametrize(
    ("text", "validity"),
    [
        ("2026-04-01〜", Validity(date(2026, 4, 1), None)),
        ("令和8年4月1日〜令和9年3月31日", Validity(date(2026, 4, 1), date(2027, 3, 31))),
        ("～2026-03-31", Validity(None, date(2026, 3, 31))),
    ],
)
def test_a_time_of_validity_is_read(text: str, validity: Validity) -> None:
    assert read_validity(text) == validity


@pytest.mark.parametrize("text", ["", "〜", "2026-04-01", "2026-02-30〜", "2026-04-01〜2025-04-01", "春〜"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValidityUnreadable):
        read_validity(text)


def test_the_table_of_the_day_is_taken() -> None:
    old, new = read_validity("〜2026-03-31"), read_validity("2026-04-01〜")
    dated = DatedTable((Version(old, _OLD), Version(new, _NEW)))
    assert [version.table for day in (31, 32) if (version := dated.on(_march(day)))] == [_OLD, _NEW]


def _march(day: int) -> date:
    return date(2026, 3, 1) + timedelta(days=day - 1)


def test_no_table_was_valid() -> None:
    assert DatedTable((Version(read_validity("2026-04-01〜"), _NEW),)).on(date(2026, 3, 31)) is None


def test_amendments_that_overlap_are_found() -> None:
    first, second = read_validity("2025-04-01〜"), read_validity("2026-04-01〜")
    assert amendments([first, second], [ALL, ALL]) == [(0, 1)]
    assert amendments([closed_by(first, second), second], [ALL, ALL]) == []


def test_a_body_goes_by_its_own_rule_and_all_others_by_the_common_one() -> None:
    always = read_validity("2026-04-01〜")
    board = frozenset({"教育委員会"})
    dated = DatedTable((Version(always, _NEW, board), Version(always, _OLD)), "day", ("who", "body"))
    day = date(2026, 4, 1)

    own, others = dated.on(day, "教育委員会"), dated.on(day, "区長")
    assert own and own.table is _NEW
    assert others and others.table is _OLD and dated.on(day) is others
    assert amendments([always, always], [ALL, board]) == []
    assert amendments([always, always], [board, board]) == [(0, 1)]


def test_a_rule_without_an_end_is_closed_only_by_a_later_one_of_the_same_body() -> None:
    first, second = read_validity("2026-04-01〜"), read_validity("2027-04-01〜")

    assert in_order([first, second], [ALL, frozenset({"教育委員会"})]) == (first, second)
    assert in_order([first, second], [ALL, ALL])[0].last == date(2027, 3, 31)
