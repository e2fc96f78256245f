"""How long something still is, in whole units that people can do something with."""

from datetime import timedelta

import pytest

from forms.spans import span


@pytest.mark.parametrize(
    ("length", "japanese", "english"),
    [
        (timedelta(hours=406), "16日", "16 days"),
        (timedelta(days=2), "2日", "2 days"),
        (timedelta(days=2) - timedelta(seconds=1), "47時間", "47 hours"),
        (timedelta(hours=1), "1時間", "1 hour"),
        (timedelta(minutes=59, seconds=59), "59分", "59 minutes"),
        (timedelta(seconds=20), "0分", "0 minutes"),
        (timedelta(seconds=-20), "0分", "0 minutes"),
    ],
)
def test_a_span_is_told_in_the_unit_that_fits_and_never_as_more_than_it_is(
    length: timedelta, japanese: str, english: str
) -> None:
    told = span(length)
    assert (told.ja, told.en) == (japanese, english)
