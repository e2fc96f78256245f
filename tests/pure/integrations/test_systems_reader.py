"""Files under definitions/systems are read in both languages, and every mistake is told with its place."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.office.office import office_at
from forms.source.source import Source
from forms.validation.found_words import found_words
from integrations.selectors.systems import called, check_systems
from integrations.systems.hours import Hours, opens_at
from integrations.systems.offers import offers_of
from integrations.systems.reader import load
from integrations.systems.system import Envelope, HttpCall
from tests.support.orders import described

DEFINITIONS = Path(__file__).parents[3] / "definitions"

JAPANESE = """書式: 1
連携先: 財務
id: store
つなぎ方: HTTP
操作:
  - 操作: 登録
    送る: {件名: 文字, 金額: {型: 金額, 範囲: 1〜1000, 必須: いいえ}}
    受取る: {番号: {型: 文字, 元: a.b.0.c, 読替: {X: Y}}}
    方法: PUT
    場所: /things/{件名}
    本文: {title: 件名, items: [金額]}
    見出し: {X-Call: 呼出番号}
    答え: あとで 完了
    くり返し: 確かめる 照会
    順序: 案件ごと
    受付: 開庁日 08:30〜17:15
    成功: {状態: [200, 201], 印: ok, 値: [1]}
    断り: {状態: [422], 符号: error.code, 説明: error.text, 読替: {E1: 不足}}
    再試行: {状態: [503]}
  - 操作: 照会
    受取る: {番号: {型: 文字, 元: a.b.0.c, 読替: {X: Y}}}
    受取りなし: {状態: [410]}
知らせ:
  - 知らせ: 完了
    受ける: {番号: 文字}
    照合: 番号
"""
ENGLISH = """format: 1
system: 財務
id: store
via: HTTP
operations:
  - operation: 登録
    send: {件名: text, 金額: {type: yen_amount, range: 1〜1000, required: no}}
    receive: {番号: {type: text, from: a.b.0.c, codes: {X: Y}}}
    method: PUT
    path: /things/{件名}
    body: {title: 件名, items: [金額]}
    headers: {X-Call: call_id}
    answer: later 完了
    repeat: ask 照会
    order: case
    hours: office_days 08:30〜17:15
    success: {status: [200, 201], flag: ok, values: [1]}
    refusal: {status: [422], code: error.code, said: error.text, codes: {E1: 不足}}
    try_again: {status: [503]}
  - operation: 照会
    receive: {番号: {type: text, from: a.b.0.c, codes: {X: Y}}}
    not_there: {status: [410]}
messages:
  - message: 完了
    payload: {番号: text}
    match: 番号
"""


def test_both_languages_say_the_same() -> None:
    ours, theirs = described(JAPANESE), described(ENGLISH)

    for one, other in zip(ours.operations.values(), theirs.operations.values(), strict=True):
        for field in ("name", "send", "receive", "answers", "later", "repeat", "order", "hours"):
            assert getattr(one, field) == getattr(other, field), field
    assert ours.announcements == theirs.announcements


def test_what_is_written_is_understood() -> None:
    operation = described(JAPANESE).operations["登録"]

    assert isinstance(operation.carriage, HttpCall)
    assert operation.carriage.method == "PUT"
    assert operation.receive[0].path == ("a", "b", "0", "c")
    assert (operation.later, operation.repeat, operation.order) == ("完了", "ask", "case")
    assert operation.hours == Hours(opens=time(8, 30), closes=time(17, 15), business_days=True)
    assert operation.asked_by is not None
    assert operation.asked_by.answers.unknown == {410}
    assert operation.answers.success == {200, 201}
    assert operation.answers.codes == {"E1": "不足"}


def test_an_operation_without_words_of_its_own_is_sent_in_our_envelope() -> None:
    assert described(JAPANESE).operations["照会"].carriage == Envelope()


def test_what_the_platform_keeps_by_itself_is_named_in_both_languages() -> None:
    told = "受ける: {職員番号: 文字, 初日: 日付}\n    渡す先: 不在の取消"
    ours = described(JAPANESE.replace("受ける: {番号: 文字}\n    照合: 番号", told)).announcements["完了"]
    theirs = described(
        ENGLISH.replace(
            "payload: {番号: text}\n    match: 番号",
            "payload: {職員番号: text, 初日: date}\n    into: absence_cancelled",
        )
    ).announcements["完了"]

    assert ours == theirs
    assert ours.into == "absence_cancelled"


def test_all_shipped_files_are_right() -> None:
    systems, findings = check_systems(DEFINITIONS / "systems")

    assert findings == ()
    assert {"財務会計", "文書管理", "メール", "人事給与", "入退室"} <= {system.name for system in systems}


def replaced(old: str, new: str) -> str:
    assert JAPANESE.count(old) >= 1, old
    return JAPANESE.replace(old, new, 1)


MISTAKES = [
    ("連携先: 財務", "連係先: 財務", "E010", "連携先"),
    ("つなぎ方: HTTP", "つなぎ方: HTP", "E013", "HTTP"),
    ("方法: PUT", "ファイル名: 件名", "E203", ""),
    ("id: store", "id: other", "E013", ""),
    ("件名: 文字", "件名: 文宇", "E013", "文字"),
    ("範囲: 1〜1000", "範囲: たくさん", "E013", "0〜100"),
    ("title: 件名", "title: 金学", "E051", "金額"),
    ("/things/{件名}", "/things/{金学}", "E051", "金額"),
    ("/things/{件名}", "things/{件名}", "E013", "/"),
    ("/things/{件名}", "/things/{件名", "E101", ""),
    ("/things/{件名}", "http://finance.example/{件名}", "E200", "MEGURO_CONNECTED_SYSTEMS"),
    ("説明: error.text", "説明: error.", "E013", "error.code"),
    ("あとで 完了", "あとで 官僚", "E201", "完了"),
    ("あとで 完了", "いつか", "E013", ""),
    ("確かめる 照会", "確かめる 紹介", "E201", "照会"),
    ("確かめる 照会", "確かめる", "E202", "確かめる"),
    ("開庁日 08:30〜17:15", "平日の昼", "E013", "いつでも"),
    ("X-Call", "Authorization", "E013", ""),
    ("[503]", "[9]", "E013", ""),
    ("照合: 番号", "照合: 品番", "E201", ""),
    ("照合: 番号", "渡す先: 不存", "E013", "不在"),
    ("照合: 番号", "渡す先: 不在", "E202", ""),
    (
        "受ける: {番号: 文字}\n    照合: 番号",
        "受ける: {職員番号: 文字, 初日: 文字}\n    渡す先: 不在の取消",
        "E202",
        "",
    ),
    ("  - 操作: 照会", "  - 操作: 登録", "E014", ""),
    ("順序: 案件ごと", "順番: 案件ごと", "E023", "順序"),
    ("方法: PUT", "方法: [PUT]", "E013", ""),
    ("受ける: {番号: 文字}", "受ける: [番号]", "E013", ""),
    ("本文: {title: 件名, items: [金額]}", "本文: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "E200", ""),
]


@pytest.mark.parametrize(("old", "new", "code", "likely"), MISTAKES, ids=[each[1][:30] for each in MISTAKES])
def test_a_mistake_is_told_in_its_line_with_what_was_meant(old: str, new: str, code: str, likely: str) -> None:
    text = replaced(old, new)
    line = next(
        number for number, (a, b) in enumerate(zip(JAPANESE.split("\n"), text.split("\n"), strict=False), 1) if a != b
    )

    loaded = load(Source("definitions/systems/store.yaml", text))

    assert loaded.system is None
    found = [problem for problem in loaded.problems if problem.id == code]
    assert found, [(problem.id, problem.message.ja) for problem in loaded.problems]
    assert any(abs(problem.position.line - line) <= 3 for problem in found)
    assert all(problem.message.ja and problem.message.en for problem in found)
    told = [problem.message.ja + (problem.hint.ja if problem.hint else "") for problem in found]
    assert any(likely in each for each in told), told


def test_a_system_is_described_by_one_file_only(tmp_path: Path) -> None:
    for name in ("store", "store2"):
        (tmp_path / f"{name}.yaml").write_text(JAPANESE.replace("id: store", f"id: {name}"))

    assert [problem.id for _, problem in check_systems(tmp_path)[1]] == ["E014"]


def test_a_file_that_is_no_text_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "store.yaml").write_bytes(b"\xff\xfe\x00")

    assert check_systems(tmp_path)[1]


@given(st.data())
def test_no_damaged_file_raises(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(JAPANESE)))
    length = data.draw(st.integers(0, 30))
    put = data.draw(st.text(alphabet="{}[]:,-\n 確かめる金額0〜é\0", max_size=8))

    loaded = load(Source("definitions/systems/store.yaml", JAPANESE[:start] + put + JAPANESE[start + length :]))

    assert (loaded.system is None) == bool(loaded.problems)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        (Hours(), "2026-05-09T23:00+09:00", "2026-05-09T23:00+09:00"),
        (Hours(opens=time(8), closes=time(20)), "2026-05-11T07:00+09:00", "2026-05-11T08:00+09:00"),
        (Hours(opens=time(8), closes=time(20)), "2026-05-11T12:00+09:00", "2026-05-11T12:00+09:00"),
        (Hours(opens=time(8), closes=time(20)), "2026-05-11T20:00+09:00", "2026-05-12T08:00+09:00"),
        (Hours(opens=time(22), closes=time(6)), "2026-05-11T03:00+09:00", "2026-05-11T03:00+09:00"),
        (Hours(opens=time(22), closes=time(6)), "2026-05-11T07:00+09:00", "2026-05-11T22:00+09:00"),
        (  # Friday evening before a weekend
            Hours(opens=time(8, 30), closes=time(17, 15), business_days=True),
            "2026-05-08T18:00+09:00",
            "2026-05-11T08:30+09:00",
        ),
        (  # the holidays of May
            Hours(opens=time(8, 30), closes=time(17, 15), business_days=True),
            "2026-05-02T10:00+09:00",
            "2026-05-07T08:30+09:00",
        ),
    ],
)
def test_a_closed_system_opens_again(hours: Hours, now: str, opens: str) -> None:
    calendar = office_at(DEFINITIONS / "organisation").calendar

    found = opens_at(hours, datetime.fromisoformat(now).astimezone(UTC), calendar)

    assert found == datetime.fromisoformat(opens)


@pytest.mark.parametrize(
    ("lines", "only_reads"),
    [
        ("", False),
        ("    読むだけ: はい\n", True),
        ("    方法: GET\n    場所: /things\n", True),
        ("    方法: POST\n    場所: /things\n", False),
        ("    方法: POST\n    場所: /things\n    読むだけ: はい\n", True),
    ],
)
def test_what_only_reads_is_said_or_follows_from_how_it_is_asked(lines: str, only_reads: bool) -> None:
    head = "書式: 1\n連携先: 財務\nid: store\nつなぎ方: HTTP\n操作:\n"
    text = f"{head}  - 操作: 照会\n    受取る: {{番号: 文字}}\n{lines}"
    loaded = load(Source("store.yaml", text))

    assert not loaded.problems
    assert loaded.system is not None and loaded.system.operations["照会"].only_reads is only_reads


def test_what_only_reads_does_not_answer_later() -> None:
    text = JAPANESE.replace("答え: あとで 完了", "答え: あとで 完了\n    読むだけ: はい")

    assert "E202" in {problem.id for problem in load(Source("store.yaml", text)).problems}


@pytest.mark.parametrize(
    ("line", "level"),
    [("", "none"), ("個人情報: なし", "none"), ("個人情報: あり", "yes"), ("個人情報: 要配慮", "sensitive")],
)
def test_a_file_says_what_about_persons_its_system_may_be_told(line: str, level: str) -> None:
    system = load(Source("store.yaml", JAPANESE.replace("つなぎ方: HTTP\n", f"つなぎ方: HTTP\n{line}\n"))).system

    assert system is not None
    assert offers_of(system)["登録"].personal_data == level


def test_another_word_for_what_a_system_may_be_told_is_a_mistake() -> None:
    problems = load(
        Source("store.yaml", JAPANESE.replace("つなぎ方: HTTP\n", "つなぎ方: HTTP\n個人情報: 可\n"))
    ).problems

    assert [(problem.id, problem.position.line) for problem in problems] == [("E013", 5)]


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("人事台帳.扶養の照会", "人事台帳の扶養の照会", "Staff register: Look up dependents"),
        ("職員証発行.完了", "職員証発行の完了", "Card issuing: The card is made"),
        ("旅費の定額.宿泊料", "旅費の定額の宿泊料", "旅費の定額.宿泊料"),
    ],
)
def test_people_are_told_of_operations_and_messages_in_their_language(source: str, ja: str, en: str) -> None:
    found = {"from": source, "at": "2026-12-09T00:41:00Z", "note": ""}

    assert found_words(found, "ja", called) == f"12月9日 9:41 に照会（{ja}）"
    assert found_words(found, "en", called) == f"Looked up on 9 Dec, 9:41 ({en})"
