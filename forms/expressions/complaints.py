"""Sentences about kinds of values that do not go together."""

from forms.expressions.problem import ExpressionProblem
from forms.feel.syntax.nodes import Constant, Node, Span
from forms.feel.types import (
    ANY,
    BUSINESS_DAYS,
    DATE,
    DATETIME,
    HOURS,
    INTEGER,
    NUMBER,
    TEXT,
    UNROUNDED_YEN,
    YEN,
    ChoiceType,
    ListType,
    Type,
)
from forms.spec import Text

_NUMBERS = (NUMBER, INTEGER)


def problem(code: str, at: Span, message: Text, hint: Text | None = None) -> ExpressionProblem:
    """A problem at a place of the written text."""
    return ExpressionProblem(code=code, column=at.start, message=message, hint=hint, length=max(at.end - at.start, 1))


def mismatch(sign: str, left: Type, right: Type, at: Span, operands: tuple[Node, ...]) -> ExpressionProblem:
    """E058, or E056 where yen meets a number without a unit."""
    if {left, right} & {YEN, UNROUNDED_YEN} and {left, right} & set(_NUMBERS):
        return _bare_number(at, operands)
    sign = "≠" if sign == "!=" else sign
    ja = f"「{sign}」は、{left.label.ja}と{right.label.ja}の間では使えません。"
    en = f"“{sign}” does not work between {left.label.en} and {right.label.en}."
    hint = _joining(left, right) if sign == "+" and TEXT in (left, right) else _hint(left, right)
    return problem("E058", at, Text(ja, en), hint)


def _joining(left: Type, right: Type) -> Text:
    """What to do where a text meets something that is none."""
    if any(isinstance(kind, ChoiceType) for kind in (left, right)):
        return Text(
            "選択は文字につなげられません。文を作る所では {項目} と書けば、選んだ言葉が入ります",
            "A choice is not joined to a text. In a sentence {item} puts in the word that was chosen",
        )
    return Text(
        "「+」がつなぐのは文字どうしです。数や日付は string(項目) で文字になります",
        "“+” joins texts; string(item) makes one of a number or a date",
    )


def _bare_number(at: Span, operands: tuple[Node, ...]) -> ExpressionProblem:
    numbers = [node for node in operands if isinstance(node, Constant) and node.type in _NUMBERS]
    hint = Text("金額どうしで計算してください", "Use amounts on both sides")
    if numbers:
        written = format(numbers[0].value or 0, "f")
        hint = Text(f"「{written}円」と書いてください", f"Write {written}円")
    message = Text("金額と、単位のない数が混ざっています。", "An amount of yen meets a number without a unit.")
    return problem("E056", numbers[0].at if numbers else at, message, hint)


def _hint(left: Type, right: Type) -> Text | None:
    kinds = {left, right}
    if UNROUNDED_YEN in kinds:
        return ROUND
    if {DATE, DATETIME} <= kinds:
        return Text("日時は 日付(…) で日付にできます", "date(…) makes a date of a date and time")
    if {DATE, HOURS} <= kinds:
        return Text("日付に足せるのは、日・月・年・営業日です", "To a date only days, months and years can be added")
    if BUSINESS_DAYS in kinds:
        return Text("営業日は「日付 + 3営業日」の形でだけ使えます", "Business days can only be added to a date")
    if ANY in kinds:
        return Text(
            "種類の決まっていない値です。関数の引数なら function(x: number) のように型を書いてください",
            "Its kind is not known. For a parameter write its type, as in function(x: number)",
        )
    choice = any(isinstance(kind, ChoiceType) for kind in kinds)
    if choice and TEXT in kinds:
        return Text("選択は「選択肢」とだけ比べられます", "A choice can be compared with one of its own choices only")
    if any(isinstance(kind, ListType) for kind in kinds):
        return Text("並びには 含む(並び, 「…」) を使ってください", "Use contains(list, …)")
    return None


def unwanted(kind: Type, wanted: Type, at: Span) -> ExpressionProblem:
    """E058, or E056 for a bare number: the whole expression is not what its place needs."""
    if wanted == YEN and kind in _NUMBERS:
        message = Text("ここには金額が要りますが、単位のない数です。", "An amount of yen is needed here.")
        return problem("E056", at, message, Text("「円」を付けてください", "Add 円"))
    message = Text(
        f"ここには{wanted.label.ja}が要りますが、式の値は{kind.label.ja}です。",
        f"Needed here: {wanted.label.en}. Found: {kind.label.en}.",
    )
    hint = None
    if kind == UNROUNDED_YEN:
        hint = ROUND
    elif (kind, wanted) == (DATETIME, DATE):
        hint = _hint(kind, wanted)
    elif (kind, wanted) == (DATE, DATETIME):
        hint = Text("2026-04-01T09:00 のように時刻まで書いてください", "Add a time, as in 2026-04-01T09:00")
    return problem("E058", at, message, hint)


def no_such_choice(written: str, kind: ChoiceType, close: Text | None, at: Span) -> ExpressionProblem:
    """E053"""
    known = [choice.name for choice in kind.choices]
    shown = "、".join(known[:8]) + (" など" if len(known) > 8 else "")
    message = Text(f"「{written}」は選択肢にありません。", f"“{written}” is not among the choices.")
    listing = Text(f"選択肢は {shown} です", f"The choices are {', '.join(known[:8])}")
    return problem("E053", at, message, close or listing)


ROUND = Text(
    "切捨て(…)、切上げ(…)、四捨五入(…) のどれかで円の端数をなくしてください",
    "Round it with round_down(…), round_up(…) or round_half_up(…)",
)
