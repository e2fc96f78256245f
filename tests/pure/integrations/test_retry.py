"""When a call is tried again."""

from datetime import UTC, datetime, timedelta

from integrations.retry import LONGEST_DELAY, LONGEST_RETRY_AFTER, next_delay, retry_after
from workflow.engine.values import Retry, Span

TEN_SECONDS = Span(10, "seconds")
MINUTE = Span(1, "minutes")
NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)


def a_retry(times: int = 5, first: Span = TEN_SECONDS, doubling: bool = True) -> Retry:
    return Retry(times=times, first=first, doubling=doubling)


def delays(retry: Retry) -> list[int | None]:
    found = [next_delay(retry, failed=failed) for failed in range(1, retry.times + 1)]
    return [None if delay is None else int(delay.total_seconds()) for delay in found]


def test_five_tries_from_ten_seconds_doubling_pause_four_times() -> None:
    assert delays(a_retry()) == [10, 20, 40, 80, None]


def test_a_fixed_pause_stays_the_same() -> None:
    assert delays(a_retry(times=3, first=MINUTE, doubling=False)) == [60, 60, None]


def test_a_single_try_is_never_repeated() -> None:
    assert next_delay(a_retry(times=1), failed=1) is None


def test_doubling_stops_at_a_day() -> None:
    assert next_delay(a_retry(times=10_000), failed=9_000) == LONGEST_DELAY


def test_a_pause_of_nothing_does_not_grow() -> None:
    assert next_delay(a_retry(times=10_000, first=Span(0, "seconds")), failed=9_000) == timedelta()


def test_a_pause_of_a_century_is_a_day() -> None:
    assert next_delay(a_retry(first=Span(10**12, "years")), failed=1) == LONGEST_DELAY


def test_retry_after_lengthens_the_pause() -> None:
    assert next_delay(a_retry(), failed=1, retry_after=timedelta(seconds=45)) == timedelta(seconds=45)


def test_retry_after_never_shortens_the_pause() -> None:
    assert next_delay(a_retry(), failed=3, retry_after=timedelta(seconds=1)) == timedelta(seconds=40)


def test_retry_after_gives_no_further_try() -> None:
    assert next_delay(a_retry(), failed=5, retry_after=timedelta(seconds=1)) is None


def test_retry_after_is_read_in_seconds() -> None:
    assert retry_after({"retry-after": "30"}, now=NOW) == timedelta(seconds=30)


def test_retry_after_is_read_as_a_date() -> None:
    assert retry_after({"retry-after": "Mon, 11 May 2026 00:02:00 GMT"}, now=NOW) == timedelta(minutes=2)


def test_a_past_retry_after_means_at_once() -> None:
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, now=NOW) == timedelta()


def test_a_retry_after_of_years_is_cut_to_an_hour() -> None:
    assert retry_after({"retry-after": "9" * 40}, now=NOW) == LONGEST_RETRY_AFTER


def test_an_unreadable_retry_after_is_ignored() -> None:
    found = [retry_after({"retry-after": value}, now=NOW) for value in ("", "soon", "-5", "３０", "Wed, 99 Oct 2015")]

    assert found == [None] * 5
