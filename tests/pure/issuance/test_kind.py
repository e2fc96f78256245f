"""A kind of document is one file that a clerk writes; every mistake in it is told with its place."""

from datetime import UTC, date, datetime

import pytest

from forms.issuance.ask import Keep
from forms.issuance.columns import Column, month_before, month_of, shown, write_year, year_of
from forms.issuance.kind import DocumentKind, read_kind
from forms.source.source import Source
from forms.spec import Text

SLIP = """書式: 1
文書: 源泉徴収票
英語: Withholding slip
id: withholding-slip
帳票: withholding-slip.html
所管: 人事課給与係
期: 年
期の長さ: 年
区分:
  列: 区分
  呼び方:
    '1': 年末調整 / Year-end adjustment
合計: [支払金額, 源泉徴収税額]
同意:
  名前: 源泉徴収票の電子交付
  版: 2
  みなし: 可
  説明: 方法と内容
"""


def problems(text: str) -> list[tuple[str, int]]:
    return [(problem.id, problem.position.line) for problem in read_kind(Source("kind.yaml", text))[1]]


def test_a_file_says_all_there_is_to_know() -> None:
    kind, found = read_kind(Source("kind.yaml", SLIP))

    assert found == []
    assert kind is not None and kind.consent is not None
    assert (kind.key, kind.template, kind.office) == ("withholding-slip", "withholding-slip.html", "人事課給与係")
    assert kind.varieties == {"1": Text("年末調整", "Year-end adjustment")}
    assert (kind.consent.version, kind.consent.deemed, kind.consent.days) == (2, True, 14)
    assert DocumentKind.from_json(kind.to_json()) == kind


def test_english_headings_say_the_same() -> None:
    english = SLIP
    pairs = {
        "書式": "format",
        "文書": "document",
        "英語": "english",
        "帳票": "template",
        "所管": "office",
        "期の長さ: 年": "period_is: year",
        "期": "period",
    }
    pairs |= {"区分:\n": "variety:\n", "合計": "totals", "同意": "consent", "みなし: 可": "deemed: allowed"}
    pairs |= {"  列": "  column", "呼び方": "words", "名前": "name", "  版": "  version", "  説明": "  text"}
    for ja, en in pairs.items():
        english = english.replace(f"\n{ja}", f"\n{en}", 1) if "\n" + ja in english else english.replace(ja, en, 1)

    assert read_kind(Source("kind.yaml", english)) == read_kind(Source("kind.yaml", SLIP))


def test_deemed_consent_is_nothing_one_gets_by_leaving_it_out() -> None:
    kind, _ = read_kind(Source("kind.yaml", SLIP.replace("  みなし: 可\n", "")))

    assert kind is not None and kind.consent is not None
    assert not kind.consent.deemed


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("帳票: withholding-slip.html", "帳票: slip.pdf"), ("E013", 5)),
        (("  みなし: 可", "  みなし: はい"), ("E013", 17)),
        (("  版: 2", "  版: 0"), ("E013", 16)),
        (("  名前: 源泉徴収票の電子交付\n", ""), ("E024", 15)),
        (("所管: 人事課給与係", "所菅: 人事課給与係"), ("E010", 6)),
    ],
)
def test_a_mistake_is_told_where_it_stands(change: tuple[str, str], told: tuple[str, int]) -> None:
    assert told in problems(SLIP.replace(*change))


def test_a_document_for_a_year_is_called_after_it() -> None:
    kind, _ = read_kind(Source("kind.yaml", SLIP))

    assert kind is not None and kind.yearly
    assert year_of("2026") == date(2026, 1, 1)
    assert [year_of(text) for text in ("", "202605", "0000", "0001", "令和8")] == [None] * 5
    assert [write_year(date(2026, 1, 1), language) for language in ("ja", "en")] == ["令和8年", "2026"]
    assert write_year(date(2019, 1, 1)) == "令和元年"


def test_months_are_read_as_files_write_them() -> None:
    assert month_of("202605") == month_of("2026-05") == date(2026, 5, 1)
    assert month_of("2026-13") is None
    assert month_of("000101") is None
    assert month_of("") is None
    assert month_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert month_before(date(2026, 5, 1), 12) == date(2025, 5, 1)


def test_values_are_shown_as_people_read_them() -> None:
    assert shown(248_898, Column(key="net", name="差引", kind="yen")) == "248,898"
    assert shown("2026-05-15", Column(key="d", name="支給日", kind="date")) == "令和8年5月15日（金）"
    assert shown("2026-05", Column(key="m", name="支給年月", kind="month")) == "令和8年5月"
    leave = Column(key="l", name="年休残", kind="leave")
    assert (shown("20-07", leave), shown("20-07", leave, "en")) == ("20日7時間", "20 days 7 hours")
    assert (shown("01-00", leave), shown("20.5", leave)) == ("1日", "20.5")
    assert shown("G1", Column(key="t", name="給料表", choices={"G1": Text("行一")})) == "行一"
    assert shown(None, Column(key="t", name="給料表")) == ""


def test_a_time_to_keep_ends_on_the_day_that_exists() -> None:
    start = datetime(2026, 1, 30, 23, 30, tzinfo=UTC)  # 31 January, 8:30 in Japan

    assert Keep(1).end(start) == datetime(2026, 2, 27, 23, 30, tzinfo=UTC)
    assert Keep(84).end(start) == datetime(2033, 1, 30, 23, 30, tzinfo=UTC)
    assert Keep(0, 30).end(start) == datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
