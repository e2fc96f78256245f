"""What values may be written, and what they say."""

import pytest

from forms.source.nodes import ScalarNode
from forms.source.position import Position
from workflow.definition.located import Located
from workflow.definition.parser.parser import READERS
from workflow.definition.parser.reading import Reading
from workflow.definition.vocabulary.entries import Language
from workflow.definition.vocabulary.notation import value_type
from workflow.definition.vocabulary.vocabulary import Vocabulary
from workflow.engine.values import Monthly, Reminder, Retry, Span


def read(notation: str, text: str, language: Language = "ja") -> tuple[object, list[str]]:
    reading = Reading(Vocabulary(language), READERS)
    value = reading.value(value_type(notation), ScalarNode(text, Position(1, 1)))
    return (value.value if isinstance(value, Located) else value), [problem.id for problem in reading.problems]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2営業日", Span(2, "business_days")),
        ("30分", Span(30, "minutes")),
        ("1時間", Span(1, "hours")),
        ("7日", Span(7, "days")),
        ("１４日", Span(14, "days")),
        ("2週間", Span(2, "weeks")),
        ("1か月", Span(1, "months")),
        ("3年", Span(3, "years")),
        ("10秒", Span(10, "seconds")),
        ("4開庁時間", Span(4, "office_hours")),
    ],
)
def test_a_span_is_a_number_and_a_unit(text: str, span: Span) -> None:
    assert read("期間", text) == (span, [])


@pytest.mark.parametrize("text", ["2営業", "二日", "0日", "-1日", "1.5日", "日", "2 days", "2日3日", "99999日"])
def test_what_is_no_span_is_refused(text: str) -> None:
    assert read("期日", text) == (None, ["E013"])


@pytest.mark.parametrize("text", ["1 business_days", "1 business days", "1 business_day", "1 business day"])
def test_a_span_in_english_may_be_written_naturally(text: str) -> None:
    assert read("期間", text, "en") == (Span(1, "business_days"), [])


@pytest.mark.parametrize(
    ("text", "reminder"),
    [
        ("1営業日ごと 最大5回", Reminder(every=Span(1, "business_days"), repeat=True, at_most=5)),
        ("15分ごと", Reminder(every=Span(15, "minutes"), repeat=True)),
        ("3日", Reminder(every=Span(3, "days"), repeat=False)),
    ],
)
def test_a_reminder_says_after_what_time_and_how_often(text: str, reminder: Reminder) -> None:
    assert read("催促", text) == (reminder, [])


@pytest.mark.parametrize("text", ["毎日", "1日ごと最大", "1日ごと 最大0回", "最大5回", "1日 ごと ごと"])
def test_what_is_no_reminder_is_refused(text: str) -> None:
    assert read("催促", text) == (None, ["E013"])


def test_a_reminder_in_english() -> None:
    expected = Reminder(every=Span(15, "minutes"), repeat=True, at_most=4)

    assert read("催促", "every 15 minutes at most 4 times", "en") == (expected, [])


@pytest.mark.parametrize(("text", "language", "most"), [("2人まで", "ja", 2), ("up to 12 people", "en", 12)])
def test_how_many_people_at_most(text: str, language: Language, most: int) -> None:
    assert read("人数", text, language) == (most, [])


@pytest.mark.parametrize("text", ["2", "2人", "2名まで", "二人まで", "100人まで", "-1人まで"])
def test_what_is_no_number_of_people_is_refused(text: str) -> None:
    assert read("人数", text) == (None, ["E013"])


@pytest.mark.parametrize(
    ("text", "retry"),
    [
        ("5回 10秒から倍々", Retry(times=5, first=Span(10, "seconds"), doubling=True)),
        ("3回 1分ごと", Retry(times=3, first=Span(1, "minutes"), doubling=False)),
    ],
)
def test_a_retry_says_how_often_and_after_what_pause(text: str, retry: Retry) -> None:
    assert read("再試行", text) == (retry, [])


@pytest.mark.parametrize("text", ["5回まで", "5回", "0回 1分ごと", "回 1分ごと", "5回 1分"])
def test_what_is_no_retry_is_refused(text: str) -> None:
    assert read("再試行", text) == (None, ["E013"])


@pytest.mark.parametrize(
    ("text", "language", "retry"),
    [
        ("5 times from 10 seconds doubling", "en", Retry(times=5, first=Span(10, "seconds"), doubling=True)),
        ("3 times every 1 minutes", "en", Retry(times=3, first=Span(1, "minutes"), doubling=False)),
    ],
)
def test_a_retry_in_english(text: str, language: Language, retry: Retry) -> None:
    assert read("再試行", text, language) == (retry, [])


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("10〜1000", ("10", "1000")),
        ("10～1000", ("10", "1000")),
        ("1以上", ("1", None)),
        ("100以下", (None, "100")),
        ("8", ("8", "8")),
        ("0円〜50万円", ("0", "500000")),
        ("0.5〜1.5", ("0.5", "1.5")),
    ],
)
def test_a_range_has_ends(text: str, bounds: tuple[str | None, str | None]) -> None:
    assert read("範囲", text) == (bounds, [])


@pytest.mark.parametrize("text", ["1000〜10", "多め", "〜", "1〜", "1〜2〜3"])
def test_what_is_no_range_is_refused(text: str) -> None:
    assert read("範囲", text) == (None, ["E013"])


@pytest.mark.parametrize(("text", "size"), [("5MB", 5_000_000), ("200kB", 200_000), ("1 GB", 1_000_000_000)])
def test_a_size_is_read_as_bytes(text: str, size: int) -> None:
    assert read("大きさ", text) == (size, [])


@pytest.mark.parametrize("text", ["5", "5メガ", "MB", "-5MB"])
def test_what_is_no_size_is_refused(text: str) -> None:
    assert read("大きさ", text) == (None, ["E013"])


@pytest.mark.parametrize("text", ["2026-04-01", "令和8年4月1日", "令和８年４月１日"])
def test_a_date_may_be_written_in_either_way_of_counting_years(text: str) -> None:
    assert read("日付", text) == ("2026-04-01", [])


@pytest.mark.parametrize("text", ["2026-02-30", "令和8年", "4月1日", "2026/04/01", "20260401"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert read("日付", text) == (None, ["E013"])


def test_a_day_of_each_month() -> None:
    assert read("周期", "25日 9:00") == (Monthly(day=25, at="09:00"), [])
    assert read("周期", "末日 17:30") == (Monthly(at="17:30"), [])


@pytest.mark.parametrize(
    "text", ["25日", "0日 09:00", "32日 09:00", "25日 24:00", "25日 09:60", "月末 09:00", "25 09:00"]
)
def test_no_day_of_each_month(text: str) -> None:
    assert read("周期", text) == (None, ["E013"])


def test_a_date_and_time_is_the_office_s_own() -> None:
    assert read("日時", "2026-05-11T09:00") == ("2026-05-11T09:00:00", [])


@pytest.mark.parametrize("text", ["2026-05-11", "2026-05-11T25:00", "2026-05-11T09:00Z", "9時"])
def test_what_is_no_date_and_time_is_refused(text: str) -> None:
    assert read("日時", text) == (None, ["E013"])


@pytest.mark.parametrize(("text", "value"), [("はい", True), ("いいえ", False)])
def test_yes_and_no_are_words(text: str, value: bool) -> None:
    assert read("はい", text) == (value, [])


@pytest.mark.parametrize("text", ["yes", "true", "○", ""])
def test_other_words_are_not_yes_or_no(text: str) -> None:
    assert read("はい", text) == (None, ["E013"])


def test_a_choice_is_kept_as_its_english_word() -> None:
    assert read("選び(維持・取消・もう一度)", "取消") == ("undo_it", [])
    assert read("選び(維持・取消・もう一度)", "undo_it", "en") == ("undo_it", [])


def test_a_word_of_the_other_language_is_no_choice() -> None:
    assert read("選び(維持・取消・もう一度)", "undo_it") == (None, ["E013"])


@pytest.mark.parametrize("text", ["Key-Loan", "鍵", "-key", "key loan"])
def test_an_id_has_small_letters_digits_and_hyphens(text: str) -> None:
    assert read("符号", text) == (None, ["E013"])


@pytest.mark.parametrize("text", ["新{証}", "A|B", "「鍵」", "a#b", 'a"b'])
def test_a_name_has_no_signs_of_the_language(text: str) -> None:
    assert read("名", text) == (None, ["E013"])


def test_an_empty_name_is_missing() -> None:
    assert read("名", "") == (None, ["E012"])


@pytest.mark.parametrize("text", ["次へ 新証の発行", "終了", "差戻す", "end granted", "進 む"])
def test_what_is_no_destination_is_refused(text: str) -> None:
    assert read("行先", text) == (None, ["E066"])
