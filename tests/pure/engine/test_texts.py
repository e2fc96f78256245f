"""Texts with slots, and values on their way to JSON."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from msgspec import structs

from tests.support.trial import APPLY, Trial, program_of
from workflow.engine.effects import Notify
from workflow.engine.machine import Machine, to_json
from workflow.engine.state import Json
from workflow.engine.subject import subject_of

TOLD = """
  - 決定: 決定
    担当: 人事課
  - 通知: 案内
    宛先: 申請者
    件名: {subject}
    文面: {text}
  - 終了: 済み
"""


def told(text: str, subject: str = "案内", **answers: str) -> Notify:
    trial = Trial.of(APPLY + TOLD.format(subject=subject, text=text)).submit(**answers)
    trial.press("決定", "decide")
    (notice,) = [effect for effect in trial.simulation.effects if isinstance(effect, Notify)]
    return notice


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("件名は{件名}です。", "件名は机です。"),
        ("額は{金額}です。", "額は1,500円です。"),
        ("申請は{申請者.氏名}の{案件番号}", "申請は花子の2026-000001"),
        ("決定は{決定.職}、回は{回}", "決定は課長、回は1"),
        ("番号は{文書番号}。", "番号は。"),
    ],
)
def test_slots_show_values_as_people_read_them(text: str, filled: str) -> None:
    assert told(text, title="机", amount="1500円").text == filled


def test_a_subject_has_slots_too() -> None:
    assert told("文", "案内({件名})", title="机").subject == "案内(机)"


@pytest.mark.parametrize(
    ("value", "json"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("3.0"), 3),
        (date(2026, 5, 11), "2026-05-11"),
        (datetime(2026, 5, 11, tzinfo=UTC), "2026-05-11T00:00:00Z"),
        ((Decimal(1), None, True), [1, None, True]),
        ({"a": Decimal("0.5")}, {"a": "0.5"}),
    ],
)
def test_values_become_json_without_ever_being_floats(value: object, json: object) -> None:
    assert to_json(value) == json


@pytest.mark.parametrize(
    ("subject", "answers", "said"),
    [
        ("", {"title": "机"}, "机"),
        ("", {}, ""),
        ("{件名}({金額})", {"title": "机", "amount": 1500}, "机(1,500円)"),
        ("{件名}({金額})", {"title": "机"}, "机()"),
        ("{件名}({金額})", {}, ""),
        ("机の購入", {"title": "いす"}, "机の購入"),
    ],
)
def test_a_case_is_called_by_what_its_procedure_or_its_form_says(
    subject: str, answers: dict[str, Json], said: str
) -> None:
    program = program_of(APPLY + "  - 終了: 済み\n", f'件名: "{subject}"\n' if subject else "")

    assert subject_of(Machine(program), answers, "ja") == said


def test_what_only_some_may_see_is_no_name_for_a_case() -> None:
    program = program_of(APPLY + "  - 終了: 済み\n")
    closed = structs.replace(program, shown_to={"title": (program.office,)})

    assert subject_of(Machine(closed), {"title": "机"}, "ja") == ""
