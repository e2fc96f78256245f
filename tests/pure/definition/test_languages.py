"""A procedure means the same in both languages."""

import re

import msgspec

from tests.support.definitions import GOLDEN, load_file
from workflow.engine.program import Program


def without_wording(program: Program) -> object:
    """The program without what must differ: the language, people's texts, words of expressions, lines."""
    text = msgspec.json.encode(program).decode()
    text = re.sub(r'"text":"[^"]*(申請者|全職員|の課長|applicant|everyone|section_chief)[^"]*"', '"text":""', text)
    text = re.sub(r'"line":\d+', '"line":0', text)
    text = text.replace('"language":"en"', '"language":"ja"').replace("使う日 >= today", "使う日 >= 今日")
    text = text.replace('"required":"yes"', '"required":"はい"')
    return msgspec.json.decode(text)


def test_the_same_procedure_in_both_languages_compiles_to_the_same_program() -> None:
    japanese = load_file(GOLDEN / "ok" / "key-loan.yaml").program
    english = load_file(GOLDEN / "ok" / "key-loan-in-english.yaml").program
    assert japanese is not None
    assert english is not None

    assert without_wording(english) == without_wording(japanese)


def test_scenarios_are_the_same_too() -> None:
    japanese = load_file(GOLDEN / "ok" / "key-loan.yaml").scenarios
    english = load_file(GOLDEN / "ok" / "key-loan-in-english.yaml").scenarios

    def bare(value: object) -> str:
        return re.sub(r"Position\(line=\d+, column=\d+\)", "", repr(value))

    assert bare(english) == bare(japanese)
