"""A stamped document is the document that WeasyPrint itself would have laid out for these values."""

import random

import pytest
from PIL import ImageChops, ImageFilter, ImageStat

from forms.documents.press.engine import render
from forms.documents.press.stamp import Stamp, prepare
from tests.support.documents import CORRECTIONS, NOTES, pay, payslip, pictures, texts

SEED = 20261126
LARGEST_DIFFERENCE = 8


@pytest.fixture(scope="module")
def stamp() -> Stamp:
    return prepare(payslip())


@pytest.mark.parametrize("number", range(6))
def test_a_stamped_payslip_looks_and_reads_like_one_laid_out_alone(stamp: Stamp, number: int) -> None:
    difference, same_text = compare(stamp, number)

    assert difference <= LARGEST_DIFFERENCE
    assert same_text


@pytest.mark.parametrize(
    "count", [pytest.param(50, marks=pytest.mark.long), pytest.param(200, marks=pytest.mark.nightly)]
)
def test_many_payslips_look_and_read_like_ones_laid_out_alone(stamp: Stamp, count: int) -> None:
    compared = {number: compare(stamp, number) for number in range(count)}

    assert {number: found for number, found in compared.items() if found[0] > LARGEST_DIFFERENCE or not found[1]} == {}


def test_a_rare_name_a_long_notice_and_many_corrections_stay_within_sixty_kilobytes(stamp: Stamp) -> None:
    long = {"氏名漢字": "𠮷田　葛󠄀", "お知らせ": NOTES[-1], "訂正内容": CORRECTIONS[-1]}

    assert max(len(stamp.pdf({**pay(random.Random(number)), **long})) for number in range(20)) <= 60_000


def compare(stamp: Stamp, number: int) -> tuple[int, bool]:
    """The largest difference of a channel beyond antialiasing, and whether the text is the same."""
    values = pay(random.Random(SEED + number))
    alone = render(stamp.html(values)).write_pdf(pdf_tags=True)
    stamped = stamp.pdf(values)
    picture, other = pictures(alone), pictures(stamped)
    assert len(picture) == len(other) == 1
    beyond = ImageChops.difference(picture[0], other[0]).filter(ImageFilter.MinFilter(3))
    return max(highest for _, highest in ImageStat.Stat(beyond).extrema), texts(alone) == texts(stamped)
