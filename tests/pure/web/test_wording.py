"""How pages write dates and sums."""

from datetime import UTC, date, datetime

import pytest

from meguro_platform.web.wording import deadline, deadline_tone, full_moment, moment, yen

NOW = datetime(2026, 12, 9, 0, 41, tzinfo=UTC)
"""9 December of Reiwa 8, 9:41 in Tokyo, a Wednesday."""


def at(day: int, hour: int, minute: int = 0, month: int = 12, year: int = 2026) -> datetime:
    """An instant by the clock of Tokyo."""
    return datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:00+09:00")


@pytest.mark.parametrize(
    ("when", "japanese", "english"),
    [
        (at(9, 8, 30), "きょう 8:30", "today 8:30"),
        (at(8, 16, 20), "きのう 16:20", "yesterday 16:20"),
        (at(4, 17), "12/4 17:00", "4 Dec 17:00"),
        (at(25, 9, 5, year=2025), "令和7年12月25日（木）9:05", "Thu 25 Dec 2025, 9:05"),
    ],
)
def test_what_happened_is_told_from_today(when: datetime, japanese: str, english: str) -> None:
    assert (moment(when, "ja", NOW), moment(when, "en", NOW)) == (japanese, english)


@pytest.mark.parametrize(
    ("due", "japanese", "english", "tone"),
    [
        (at(9, 17, 15), "きょう 17:15 まで", "today 17:15", "now"),
        (date(2026, 12, 9), "きょう まで", "today", "now"),
        (date(2026, 12, 10), "あす 12月10日（木）", "tomorrow Thu 10 Dec", "soon"),
        (at(18, 17, 15), "12月18日（金）", "Fri 18 Dec", ""),
        (at(8, 9, year=2027, month=1), "令和9年1月8日（金）", "Fri 8 Jan 2027", ""),
        (date(2026, 12, 8), "おくれ 12月8日（火）", "overdue since Tue 8 Dec", "now"),
        (at(9, 9, 40), "おくれ 12月9日（水）", "overdue since Wed 9 Dec", "now"),
    ],
)
def test_a_deadline_names_its_weekday_and_its_nearness(
    due: date | datetime, japanese: str, english: str, tone: str
) -> None:
    assert (deadline(due, "ja", NOW), deadline(due, "en", NOW), deadline_tone(due, NOW)) == (japanese, english, tone)


def test_an_instant_is_written_by_the_clock_of_tokyo() -> None:
    assert full_moment(datetime(2026, 12, 8, 15, 30, tzinfo=UTC), "ja") == "令和8年12月9日（水）0:30"


def test_a_sum_has_its_unit() -> None:
    assert (yen(1_364_000, "ja"), yen(-1_200, "en")) == ("1,364,000円", "-¥1,200")
