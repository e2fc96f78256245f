"""Numbers as people write them."""

from decimal import Decimal

import pytest

from forms.numerals import read_number, read_yen


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1500", "1500"),
        ("１，５００", "1500"),
        ("1,234,567.5", "1234567.5"),
        ("-20", "-20"),
        ("▲20", "-20"),
        ("－２０", "-20"),
        ("3千", "3000"),
        ("3千500", "3500"),
        ("5千万", "50000000"),
        ("1億5000万", "150000000"),
        ("1.5億", "150000000"),
        ("0", "0"),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, number: str) -> None:
    assert read_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "abc",
        "1e5",
        "NaN",
        "Infinity",
        "1,50",
        "1,5000",
        "٣",
        "①",
        "2²",
        "三千",
        "1 円",
        "5百3千",
        "--1",
        "9" * 60,
        "1.",
        ".5",
        "千",
    ],
)
def test_what_would_have_to_be_guessed_is_not_read(written: str) -> None:
    assert read_number(written) is None


@pytest.mark.parametrize(
    ("written", "number"), [("1,500円", "1500"), ("¥1500", "1500"), ("3千円", "3000"), ("３千 円", "3000")]
)
def test_an_amount_may_carry_its_unit(written: str, number: str) -> None:
    assert read_yen(written) == Decimal(number)
