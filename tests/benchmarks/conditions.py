"""Compiled conditions of three terms against the same written in Python, in one run."""

import time
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from forms.expressions.expression import compile_expression
from tests.pure.expressions.sample import GIVEN, SCOPE

_ROUNDS = 200_000
_ENV: Mapping[str, Any] = {**GIVEN, "amount": 800_000, "reason": "LOST", "exceptional": False, "share": Decimal("0.5")}
_CONDITIONS: tuple[tuple[str, Callable[[Mapping[str, Any]], bool]], ...] = (
    (
        "金額 >= 50万円 かつ 理由 = 「紛失」 かつ 重要異例 = いいえ",
        lambda env: env["amount"] >= 500_000 and env["reason"] == "LOST" and env["exceptional"] is False,
    ),
    (
        "金額 < 50万円 または 率 < 0.8 または 理由 = 「紛失」",
        lambda env: env["amount"] < 500_000 or env["share"] < Decimal("0.8") or env["reason"] == "LOST",
    ),
)


def main() -> int:
    for text, python in _CONDITIONS:
        ours, theirs = _seconds(compile_expression(text, SCOPE).evaluate), _seconds(python)
        print(f"{text}\n  {_ROUNDS / ours:,.0f} a second, {ours / theirs:.1f} times as long as in Python")
    return 0


def _seconds(compute: Callable[[Mapping[str, Any]], Any]) -> float:
    """The best of three."""
    return min(_once(compute) for _ in range(3))


def _once(compute: Callable[[Mapping[str, Any]], Any]) -> float:
    started = time.process_time()
    for _ in range(_ROUNDS):
        compute(_ENV)
    return time.process_time() - started
