"""A procedure means the same in both languages."""

import re

import msgspec
import pytest

from tests.support.definitions import GOLDEN, load_file
from workflow.engine.program import Program


def without_wording(program: Program) -> object:
    """The program without what must differ: the language, people's texts, words of expressions, lines."""
    text = msgspec.json.encode(program).decode()
    text = re.sub(
        r'"text":"[^"]*(申請者|全職員|の課長|の係長|の部長|director|applicant|everyone|section_chief|subsection_chief)[^"]*"',
        '"text":""',
        text,
    )
    text = re.sub(r'"line":\d+', '"line":0', text)
    text = text.replace('"language":"en"', '"language":"ja"')
    for english, japanese in WORDS.items():
        text = text.replace(english, japanese)
    text = text.replace('"required":"yes"', '"required":"はい"')
    return msgspec.json.decode(text)


in_both = pytest.mark.parametrize(
    "name", ["key-loan", "allowance-notice", "badge-check", "document-receipt", "moving-in", "outing"]
)
WORDS = {
    "使う日 >= today": "使う日 >= 今日",
    "applicant.staff_number": "申請者.職員番号",
    ") and (": ") かつ (",
    "count(": "件数(",
    "report.": "届.",
    "{message.": "{知らせ.",
    "交付.outcome = 「partly_held」": "交付.結果 = 「一部保留」",
    "鍵の申込み.outcome": "鍵の申込み.結果",
    "一人ずつ.missed": "一人ずつ.不成立",
}
"""Words of expressions and slots, English and Japanese."""


@in_both
def test_the_same_procedure_in_both_languages_compiles_to_the_same_program(name: str) -> None:
    japanese = load_file(GOLDEN / "ok" / f"{name}.yaml").program
    english = load_file(GOLDEN / "ok" / f"{name}-in-english.yaml").program
    assert japanese is not None
    assert english is not None

    assert without_wording(english) == without_wording(japanese)


@in_both
def test_scenarios_are_the_same_too(name: str) -> None:
    japanese = load_file(GOLDEN / "ok" / f"{name}.yaml").scenarios
    english = load_file(GOLDEN / "ok" / f"{name}-in-english.yaml").scenarios

    def bare(value: object) -> str:
        return re.sub(r"Position\(line=\d+, column=\d+\)", "", repr(value))

    assert bare(english) == bare(japanese)
