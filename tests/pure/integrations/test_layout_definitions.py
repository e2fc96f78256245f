"""What is wrong with a layout file is told with its line and the likely word."""

import re
from pathlib import Path
from random import Random

import pytest

from forms.source.problem import Problem
from forms.source.source import Source
from integrations.layouts import words
from integrations.layouts.check import check_layout, is_layout
from integrations.layouts.folder import check_layouts
from integrations.layouts.layout import Calculation, Encoding, ItemType
from tests.support.definitions import PROJECT
from tests.support.layouts import layout

PATH = PROJECT / "definitions" / "layouts" / "payroll-payslip.yaml"
TEXT = PATH.read_text("utf-8")
FILES = sorted(PATH.parent.glob("*.yaml"))

PARTS = (words.RECORD, words.SECTION, words.CHECK, words.CHANGE, words.STAFF, words.RESEND, words.ITEM, words.TOTAL)
HEADINGS_OF_PARTS = tuple(heading for table in (words.TOP, *PARTS) for heading in table)
HEADINGS = {heading.ja for heading in HEADINGS_OF_PARTS}


def problems_of(text: str) -> tuple[Problem, ...]:
    return check_layout(Source(str(PATH), text))[1]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_shipped_layouts_are_sound() -> None:
    sources = [Source(str(path), path.read_text("utf-8")) for path in FILES]

    layouts, findings = check_layouts(sources)

    assert findings == ()
    assert set(layouts) == {path.stem for path in FILES}
    assert all(is_layout(source) for source in sources)


def test_the_payslip_has_the_columns_of_the_contract() -> None:
    items = layout().detail.items

    assert [(item.id, item.length) for item in items[:3]] == [("org_code", 6), ("pay_ym", 6), ("pay_kind", 1)]
    assert (len(items), items[-1].id, items[31].name.ja) == (56, "note", "支給額合計")
    assert [section.name.ja for section in layout().detail.sections][2:5] == ["支給", "支給の計", "控除"]
    assert {item.section for item in items if item.id in {"base", "retro_ded"}} == {"earnings"}


MISTAKES = [
    ("形式: CSV", "形式: CVS", "E013"),
    ("文字コード: CP932", "文字コード: SJIS", "E013"),
    ("対象月: 支給年月", "対象月: 支給月", "E100"),
    ("対象月: 支給年月", "対象月: 支給区分", "E058"),
    ("キー: [職員番号]", "キー: [社員番号]", "E100"),
    ("最少件数: 1", "最小件数: 1", "E010"),
    ("  記号: T", "  記号: D", "E014"),
    ("id: emp_no, 英語", "id: rev, 英語", "E014"),
    ("項目: 給料月額", "項目: 扶養手当", "E014"),
    ("型: 半角カナ, 長さ: 30", "型: 半角かな, 長さ: 30", "E013"),
    ("型: 半角カナ, 長さ: 30", "型: 半角カナ, 長さ: 0", "E013"),
    ("型: 半角カナ, 長さ: 30", "型: 半角カナ, 長ち: 30", "E023"),
    ("id: pay_date, 英語: Pay day, 型: 日付, 長さ: 8", "id: pay_date, 英語: Pay day, 型: 日付, 長さ: 7", "E013"),
    ("小数: 2", "符合: あり", "E023"),
    ("型: 小数, 長さ: 6, 小数: 2", "型: 整数, 長さ: 6, 小数: 2", "E023"),
    ("形: '[0-9]{1,2}-[0-9]{1,2}'", "形: '[0-9'", "E013"),
    ("表示: 日時間", "表示: 日分", "E013"),
    ("型: 小数, 長さ: 6, 小数: 2", "型: 小数, 長さ: 6, 表示: 日時間", "E023"),
    (", 選択肢: {'0': 新規, '1': 訂正, '9': 取消}", "", "E024"),
    ("式: 支給額合計 = 合計(支給)", "式: 支給額合計 = 合計(支払)", "E051"),
    ("式: 差引支給額 >= 0円", "式: 差引支給額 >= 5", "E056"),
    ("式: 差引支給額 >= 0円", "式: 差引支給額", "E058"),
    ("式: 差引支給額 >= 0円", "式: 号給 = 「001」", "E054"),
    ("id: negative_net", "id: gaiji", "E014"),
    ("id: negative_net", "id: negative_transfer", "E014"),
    ("違反: 注意", "違反: 警告", "E013"),
    ("項目: 支給額合計, 末尾", "項目: 氏名漢字, 末尾", "E100"),
    ("末尾: 支給合計, 統制", "末尾: 支給の合計, 統制", "E100"),
    ("計算: 件数, 末尾", "計算: 合計, 末尾", "E024"),
    ("{合計: 件数, 幅: 5%", "{合計: 人数, 幅: 5%", "E100"),
    ("幅: 5%", "幅: 五%", "E013"),
    ("除く月: [4, 6, 10, 12]", "除く月: [4, 6, 10, 13]", "E013"),
    ("  番号: 職員番号", "  番号: 職員の番号", "E100"),
    ("  版: 版数", "  版: 作成システム", "E058"),
    ("まとまり: [団体コード, 支給年月, 支給区分]", "まとまり: [団体コード, 支給年月, 支給種別]", "E100"),
    ("書式: 1", "書式: 2", "E016"),
]


@pytest.mark.parametrize(("right", "wrong", "code"), MISTAKES, ids=[wrong for _, wrong, _ in MISTAKES])
def test_a_mistake_is_told_within_three_lines(right: str, wrong: str, code: str) -> None:
    text = TEXT.replace(right, wrong, 1)

    problems = problems_of(text)

    assert text != TEXT
    assert code in {problem.id for problem in problems}
    assert min(abs(problem.position.line - line_of(TEXT, right)) for problem in problems) <= 3


def test_a_mistake_in_an_item_is_told_once() -> None:
    (problem,) = problems_of(TEXT.replace("型: 金額", "型: 金がく", 1))

    assert problem.id == "E013"


def test_a_likely_word_is_offered() -> None:
    (problem,) = problems_of(TEXT.replace("キー: [職員番号]", "キー: [職員番后]"))

    assert problem.hint is not None
    assert "職員番号" in problem.hint.ja


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_heading_may_be_misspelt(path: Path) -> None:
    """One character of one heading at a time."""
    text, random = path.read_text("utf-8"), Random(1)
    headings = [found for found in re.finditer(r"(?<=[{ \n])([^\s{}:,'\[\]]+)(?=: )", text) if found[1] in HEADINGS]
    for found in random.choices(headings, k=50):
        index = random.randrange(found.start(1), found.end(1))
        spoilt = text[:index] + "ゑ" + text[index + 1 :]

        assert check_layout(Source(str(path), spoilt))[1], f"line {line_of(text, text[found.start() :])}: {found[1]}"


def test_any_spoilt_text_is_answered_and_never_breaks_the_check() -> None:
    random = Random(2)
    for _ in range(300):
        start = random.randrange(len(TEXT))
        spoilt = (
            TEXT[:start]
            + random.choice(("", "x", ":", "\n", " ", "'", "{", "[", "- "))
            + TEXT[start + random.randrange(40) :]
        )
        found, problems = check_layout(Source(str(PATH), spoilt))

        assert (found is None) == bool(problems)


def test_english_headings_and_words_mean_the_same() -> None:
    english = {heading.ja: heading.en for heading in HEADINGS_OF_PARTS}
    lists = {heading.ja: heading.en for heading in (*words.TOP, *words.RECORD)}
    text = re.sub(r"(?m)^( *)([^\s{}:,]+)(?=:$)", lambda found: found[1] + lists.get(found[2], found[2]), TEXT)
    text = re.sub(r"(?<=[{ \n])([^\s{}:,'\[\]]+)(?=: )", lambda found: english.get(found[1], found[1]), "\n" + text)
    text = re.sub(r"type: (\S+?)(?=[,}])", lambda found: f"type: {words.TYPES[found[1]]}", text)
    text = (
        text.replace("required: はい", "required: yes")
        .replace("書式: 1", "format: 1")
        .replace("違反: 中止", "consequence: reject")
    )

    found, problems = check_layout(Source(str(PATH), text.lstrip("\n")))

    assert problems == ()
    assert found is not None
    assert text.count("type: yen") > 30
    assert (found.detail, found.totals, found.changes) == (layout().detail, layout().totals, layout().changes)


def test_every_word_of_the_vocabulary_stands_for_something() -> None:
    assert set(words.TYPES.values()) == set(ItemType)
    assert set(words.ENCODINGS.values()) == set(Encoding)
    assert set(words.CALCULATIONS.values()) == set(Calculation)


def test_a_staff_list_that_is_not_there_is_told() -> None:
    source = Source(str(PATH), TEXT.replace("名簿: staff-list", "名簿: staff-lst"))
    staff = Source(str(PATH.with_stem("staff-list")), PATH.with_stem("staff-list").read_text("utf-8"))

    _, ((_, problem),) = check_layouts([source, staff])

    assert (problem.id, problem.position.line) == ("E100", line_of(TEXT, "名簿: staff-list"))
