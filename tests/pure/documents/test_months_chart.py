"""The bars of the months: they stand on the line of nothing, and the highest reaches the line that names it."""

from datetime import date

from forms.web.documents.trend import chart

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))


def test_the_highest_month_reaches_the_line_that_names_it_and_all_stand_on_the_other() -> None:
    drawn = chart([(MAY, 150_000), (JUNE, 300_000), (JULY, 0)], JULY)

    assert drawn is not None
    assert drawn.highest == 300_000
    assert [bar.y for bar in drawn.bars] == [(drawn.top + drawn.base) / 2, drawn.top, drawn.base]
    assert {bar.y + bar.height for bar in drawn.bars} == {drawn.base}
    assert [bar.current for bar in drawn.bars] == [False, False, True]


def test_a_month_below_nothing_has_no_bar() -> None:
    drawn = chart([(MAY, 150_000), (JUNE, -20_000)], JUNE)

    assert drawn is not None
    assert [bar.height for bar in drawn.bars] == [drawn.base - drawn.top, 0]


def test_one_month_alone_is_not_drawn() -> None:
    assert chart([(MAY, 150_000)], MAY) is None
