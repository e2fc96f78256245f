"""Cells are read by the kind of their column, in the words of an office."""

from datetime import date
from decimal import Decimal

import pytest

from forms.expressions.values import Value
from forms.feel.types import BOOLEAN, DATE, INTEGER, NUMBER, TEXT, YEN, Type
from forms.tables.cells import CellUnreadable, read_question
from tests.pure.tables.sample import KINDS


@pytest.mark.parametrize(
    ("kind", "cell", "passing", "failing"),
    [
        (YEN, "50万円未満", (0, 499_999), (500_000, None)),
        (YEN, "50万円以上500万円未満", (500_000, 4_999_999), (499_999, 5_000_000)),
        (YEN, "５０万円以上", (500_000,), (499_999,)),
        (YEN, "50万円超", (500_001,), (500_000,)),
        (YEN, "50万円以下", (500_000,), (500_001,)),
        (YEN, "1億5000万円", (150_000_000,), (150_000_001,)),
        (YEN, "10円〜20円", (10, 20), (9, 21)),
        (YEN, "10円、20円", (10, 20), (15,)),
        (YEN, ">= 100", (100,), (99,)),
        (YEN, "≧100円", (100,), (99,)),
        (YEN, "[100..200)", (100, 199), (200,)),
        (YEN, "空", (None,), (0,)),
        (YEN, "空、0円", (None, 0), (1,)),
        (YEN, "空以外", (0, 10**9), (None,)),
        (YEN, "0円以外", (1,), (0, None)),
        (INTEGER, "5〜10", (Decimal(5), Decimal(10)), (Decimal(4), Decimal(11))),
        (NUMBER, "0.5以上", (Decimal("0.5"),), (Decimal("0.49"),)),
        (NUMBER, "8%", (Decimal("0.08"),), (Decimal(8),)),
        (DATE, "令和8年4月1日以降", (date(2026, 4, 1),), (date(2026, 3, 31), None)),
        (DATE, "2026-04-01〜2027-03-31", (date(2027, 3, 31),), (date(2027, 4, 1),)),
        (DATE, "2026-04-01より前", (date(2026, 3, 31),), (date(2026, 4, 1),)),
        (BOOLEAN, "はい", (True,), (False, None)),
        (BOOLEAN, "いいえ、空", (False, None), (True,)),
        (KINDS, "物品購入、委託", ("GOODS", "SERVICE"), ("WORKS", None)),
        (KINDS, "「工事」", ("WORKS",), ("GOODS",)),
        (KINDS, "工事以外", ("GOODS",), ("WORKS", None)),
        (KINDS, "物品購入, 委託以外", ("WORKS",), ("GOODS", "SERVICE")),
        (KINDS, "空", (None,), ("WORKS",)),
        (KINDS, "other than 工事", ("GOODS",), ("WORKS", None)),
        (YEN, "empty", (None,), (0,)),
        (BOOLEAN, "yes, empty", (True, None), (False,)),
        (TEXT, "本庁、支所", ("本庁", "支所"), ("図書館", None)),
        *((kind, "-", (None,), ()) for kind in (YEN, KINDS, TEXT, BOOLEAN, DATE)),
        *((YEN, dash, (None, 5), ()) for dash in "ー－—―−"),
    ],
)
def test_a_cell_means(kind: Type, cell: str, passing: tuple[Value, ...], failing: tuple[Value, ...]) -> None:
    test = read_question(cell, kind)
    assert [value for value in passing if not test.passes(value)] == []
    assert [value for value in failing if test.passes(value)] == []


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        (YEN, "50万円みまん", "E043"),
        (YEN, "はい", "E043"),
        (YEN, "500万円以上50万円未満", "E043"),
        (YEN, "50万円以上以下", "E043"),
        (YEN, "", "E043"),
        (INTEGER, "1.5以上", "E043"),
        (INTEGER, "5円", "E043"),
        (DATE, "2026-02-30以降", "E043"),
        (BOOLEAN, "yes、no、maybe", "E043"),
        (KINDS, "物品の購入", "E042"),
        (KINDS, "物品購入以外、工事", "E042"),
    ],
)
def test_a_cell_is_refused(kind: Type, cell: str, code: str) -> None:
    with pytest.raises(CellUnreadable) as refused:
        read_question(cell, kind)
    assert refused.value.code == code


def test_a_word_that_is_almost_a_choice_is_guessed() -> None:
    with pytest.raises(CellUnreadable) as refused:
        read_question("物品の購入", KINDS)
    assert refused.value.hint is not None
    assert refused.value.hint.ja == "「物品購入」の書き間違いではありませんか"
