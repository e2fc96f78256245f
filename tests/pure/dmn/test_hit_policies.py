"""What a decision table answers when several of its rules are hit, or none."""

from decimal import Decimal

import pytest

from forms.feel.values import Value
from tests.pure.dmn.models import decide, decision, file_of, input_data, load, requires_input

_RULES = (("< 10", '"low"'), ("< 20", '"middle"'), ("< 5", '"low"'))
_NUMBERS = (("< 10", "1"), ("< 20", "2"), ("< 5", "4"))


def _answer(
    policy: str,
    amount: int,
    *,
    rules: tuple[tuple[str, str], ...] = _RULES,
    aggregation: str = "",
    output: str = "<output/>",
) -> tuple[Value, list[str]]:
    rows = "".join(
        f"<rule><inputEntry><text>{test.replace('<', '&lt;')}</text></inputEntry>"
        f"<outputEntry><text>{answer}</text></outputEntry></rule>"
        for test, answer in rules
    )
    table = (
        f'<decisionTable hitPolicy="{policy}" {aggregation}>'
        f"<input><inputExpression><text>amount</text></inputExpression></input>{output}{rows}</decisionTable>"
    )
    loaded = load(file_of(input_data("amount") + decision(table, requires=requires_input("amount"))))
    return decide(loaded, "d", {"amount": Decimal(amount)})


def test_unique_takes_the_only_rule() -> None:
    assert _answer("UNIQUE", 15) == ("middle", [])


def test_unique_refuses_two_rules() -> None:
    assert _answer("UNIQUE", 7) == (None, ["More than one rule is hit."])


def test_any_takes_rules_that_agree() -> None:
    assert _answer("ANY", 3, rules=(_RULES[0], _RULES[2])) == ("low", [])


def test_any_refuses_rules_that_differ() -> None:
    assert _answer("ANY", 3)[1] == ["The rules that are hit have different outputs."]


def test_first_takes_the_first() -> None:
    assert _answer("FIRST", 7) == ("low", [])


def test_priority_takes_the_output_that_is_listed_first() -> None:
    listed = '<output><outputValues><text>"middle", "low"</text></outputValues></output>'
    assert _answer("PRIORITY", 3, output=listed) == ("middle", [])


def test_output_order_lists_by_priority() -> None:
    listed = '<output><outputValues><text>"middle", "low"</text></outputValues></output>'
    assert _answer("OUTPUT ORDER", 3, output=listed)[0] == ("middle", "low", "low")


def test_rule_order_lists_by_rows() -> None:
    assert _answer("RULE ORDER", 3)[0] == ("low", "middle", "low")


@pytest.mark.parametrize(("aggregation", "expected"), [("SUM", 7), ("COUNT", 3), ("MIN", 1), ("MAX", 4)])
def test_collect_brings_the_outputs_together(aggregation: str, expected: int) -> None:
    assert _answer("COLLECT", 3, rules=_NUMBERS, aggregation=f'aggregation="{aggregation}"')[0] == expected


def test_no_rule_gives_null() -> None:
    assert _answer("UNIQUE", 99) == (None, [])


def test_no_rule_gives_the_default_where_there_is_one() -> None:
    default = '<output><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>'
    assert _answer("UNIQUE", 99, output=default) == ("none", [])


def test_an_empty_cell_asks_nothing() -> None:
    assert _answer("FIRST", 99, rules=(("", '"all"'),)) == ("all", [])
