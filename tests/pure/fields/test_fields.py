"""What is particular to each type of item."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from forms.errors import AnswerInvalid
from forms.field_catalogue import field_of
from forms.field_type import Attached, Json
from forms.spec import Choice, ItemSpec

REASON = ItemSpec(
    key="reason",
    name="理由",
    en="Reason",
    type="choice",
    choices=(Choice(id="LOST", name="紛失", en="Lost"), Choice(id="STOLEN", name="盗難", en="Stolen")),
)


def parse(raw: Json, item: ItemSpec) -> Json:
    return field_of(item).parse(raw, item)


def refusal(raw: Json, item: ItemSpec) -> AnswerInvalid:
    with pytest.raises(AnswerInvalid) as refused:
        field_of(item).parse(raw, item)
    return refused.value


@pytest.mark.parametrize("raw", ["LOST", "紛失", " 紛失 ", "Lost", "ＬＯＳＴ"])
def test_a_choice_is_sent_by_id_or_name_and_stored_by_id(raw: str) -> None:
    assert parse(raw, REASON) == "LOST"


def test_a_wrong_choice_lists_the_choices_and_offers_the_likely_one() -> None:
    refused = refusal("紛矢", REASON)

    assert refused.message.ja == "理由に「紛矢」はありません。「紛失」「盗難」から選んでください。"
    assert refused.message.en == "Reason has no choice 「紛矢」. Choose from Lost, Stolen."
    assert refused.suggestion == "紛失"


def test_a_choice_is_shown_by_its_name_in_the_readers_language() -> None:
    field = field_of(REASON)

    assert field.show("LOST", REASON) == "紛失"
    assert field.show("LOST", REASON, "en") == "Lost"
    assert field.show("REMOVED", REASON) == "REMOVED"


def test_choices_are_stored_once_each_in_the_order_of_the_form() -> None:
    item = ItemSpec(key="lost", name="失くしたもの", type="choices", choices=REASON.choices)

    assert parse(["盗難", "LOST", "紛失"], item) == ["LOST", "STOLEN"]
    assert parse("紛失", item) == ["LOST"]
    assert parse([], item) is None
    assert field_of(item).show(["LOST", "STOLEN"], item) == "紛失、盗難"


def test_numbers_are_exact_and_stored_in_one_spelling() -> None:
    item = ItemSpec(key="n", name="数", type="number")

    assert parse("１．５０", item) == parse(1.5, item) == "1.5"
    assert parse("1,000", item) == parse(1000, item) == "1000"
    assert parse("-0", item) == "0"
    assert field_of(item).load("0.1", item) == Decimal("0.1")
    assert field_of(item).show("1234567.5", item) == "1,234,567.5"


def test_an_amount_is_whole_yen() -> None:
    item = ItemSpec(key="fee", name="弁償額", type="yen")

    assert parse("1500円", item) == parse("１，５００", item) == parse(1500, item) == 1500
    assert parse("3千円", item) == 3000
    assert refusal("1.5円", item).message.ja == "弁償額には小数を書けません。整数で書いてください。"
    assert field_of(item).show(1500, item) == "1,500円"
    assert field_of(item).show(1500, item, "en") == "1,500 yen"


def test_a_number_outside_its_range_is_refused_with_the_limit() -> None:
    item = ItemSpec(key="n", name="人数", type="integer", bounds=("1", "200"))

    assert [parse("1", item), parse("200", item)] == [1, 200]
    assert refusal("0", item).message.ja == "人数は1以上で書いてください。"
    assert refusal("201", item).message.ja == "人数は200以下で書いてください。"


def test_digits_limit_a_number_and_a_code() -> None:
    number = ItemSpec(key="n", name="年度", type="integer", digits=(4, 4))
    code = ItemSpec(key="c", name="職員番号", type="text", digits=(8, 8))

    assert parse("2026", number) == 2026
    assert "4桁" in refusal("26", number).message.ja
    assert parse("00123456", code) == "00123456"
    assert refusal("００１２３４５６", code).suggestion == "00123456"
    assert refusal("123", code).message.ja == "職員番号は半角の数字8桁で書いてください。"


def test_a_pattern_must_fit_the_whole_text_and_cannot_take_long() -> None:
    item = ItemSpec(key="c", name="記号", type="text", pattern="[A-Z]{2}-[0-9]+")
    slow = ItemSpec(key="c", name="記号", type="long_text", pattern="(a+)+$")

    assert parse("AB-12", item) == "AB-12"
    assert refusal("xAB-12", item).suggestion is None
    assert refusal("ＡＢ－１２", item).suggestion == "AB-12"
    assert "決められた形ではありません" in refusal("a" * 5_000 + "b", slow).message.ja


def test_a_pattern_that_is_none_takes_nothing() -> None:
    item = ItemSpec(key="c", name="記号", type="text", pattern="(a)\\1")

    assert "決められた形ではありません" in refusal("aa", item).message.ja


def test_length_says_how_long_the_text_is_now() -> None:
    item = ItemSpec(key="t", name="経緯", type="long_text", length=(10, 1000))

    assert refusal("落とした", item).message.ja == "経緯は10文字以上で書いてください。いまは4文字です。"
    assert "いまは1,001文字" in refusal("あ" * 1001, item).message.ja


def test_a_text_stays_as_written_but_for_the_blanks_around_it() -> None:
    item = ItemSpec(key="t", name="氏名", type="text")

    assert parse(" 髙橋　ＡＢＣ か\u3099 辻\U000e0100 ", item) == "髙橋　ＡＢＣ か\u3099 辻\U000e0100"


def test_line_ends_of_a_long_text_are_one_character() -> None:
    assert parse("一\r\n二\r三", ItemSpec(key="t", name="経緯", type="long_text")) == "一\n二\n三"


def test_a_line_takes_no_line_break_and_offers_itself_without() -> None:
    assert refusal("一\n二", ItemSpec(key="t", name="場所", type="text")).suggestion == "一 二"


def test_hidden_characters_are_named_and_the_text_without_them_is_offered() -> None:
    refused = refusal("請求書\u202efdp.exe", ItemSpec(key="t", name="件名", type="text"))

    assert "U+202E" in refused.message.ja
    assert refused.suggestion == "請求書fdp.exe"


def test_rare_characters_are_refused_where_they_are_forbidden() -> None:
    item = ItemSpec(key="t", name="氏名", type="text", rare_characters="forbidden")

    assert parse("髙﨑", item) == "髙﨑"
    refused = refusal("𠮷田", item)
    assert "「𠮷」(U+20BB7)" in refused.message.ja
    assert refused.suggestion == "吉田"


@pytest.mark.parametrize("raw", ["めぐろ　はなこ", "ﾒｸﾞﾛ ﾊﾅｺ"])
def test_kana_in_another_spelling_is_offered_in_full_width_katakana(raw: str) -> None:
    refused = refusal(raw, ItemSpec(key="k", name="カナ", type="kana"))

    assert refused.suggestion is not None
    assert refused.suggestion.replace("　", " ").startswith("メグロ ハナコ")


def test_kana_takes_no_kanji() -> None:
    assert refusal("目黒", ItemSpec(key="k", name="カナ", type="kana")).suggestion is None


@pytest.mark.parametrize("raw", ["令和8年12月9日", "R8.12.9", "2026-12-09", "２０２６／１２／９"])
def test_a_date_is_stored_in_one_spelling(raw: str) -> None:
    item = ItemSpec(key="d", name="交付日", type="date")

    assert parse(raw, item) == "2026-12-09"
    assert field_of(item).load("2026-12-09", item) == date(2026, 12, 9)
    assert field_of(item).show("2026-12-09", item) == "令和8年12月9日（水）"


def test_an_era_that_was_over_offers_the_right_one() -> None:
    assert refusal("平成32年4月1日", ItemSpec(key="d", name="交付日", type="date")).suggestion == "令和2年4月1日"


@pytest.mark.parametrize(
    "raw",
    [
        "2026-12-08T17:10",
        "2026-12-08T08:10:00Z",
        "2026-12-08T17:10:00.123+09:00",
        "令和8年12月8日 17時10分",
        "R8.12.8 午後5時10分",
        ["2026-12-08", "17:10"],
        "２０２６－１２－０８　１７：１０",
    ],
)
def test_a_day_with_a_time_is_japans_time_and_stored_in_utc(raw: Json) -> None:
    item = ItemSpec(key="t", name="日時", type="datetime")

    assert parse(raw, item) == "2026-12-08T08:10:00Z"
    assert field_of(item).load("2026-12-08T08:10:00Z", item) == datetime(2026, 12, 8, 8, 10, tzinfo=UTC)
    assert field_of(item).show("2026-12-08T08:10:00Z", item) == "令和8年12月8日（火）17:10"
    assert field_of(item).show("2026-12-08T08:10:00Z", item, "en") == "Tue 8 Dec 2026, 17:10"


@pytest.mark.parametrize(
    "raw", ["2026-12-08", "2026-12-08 25:00", "2026-12-08 18:60", "2026-12-08 午後18時", "R8.12.8 午後12時", "18:00"]
)
def test_a_day_without_a_sound_time_is_refused(raw: str) -> None:
    assert "日時として読めません" in refusal(raw, ItemSpec(key="t", name="日時", type="datetime")).message.ja


def test_midnight_as_24_00_offers_the_next_day() -> None:
    assert refusal("R8.12.8 24:00", ItemSpec(key="t", name="日時", type="datetime")).suggestion == "令和8年12月9日 0:00"


@pytest.mark.parametrize(("raw", "answer"), [("はい", True), (False, False), ("No", False), ("on", True), ("0", False)])
def test_yes_and_no_have_many_spellings(raw: Json, answer: bool) -> None:
    item = ItemSpec(key="b", name="誓約", type="boolean")

    assert parse(raw, item) is answer
    assert field_of(item).show(answer, item) == ("はい" if answer else "いいえ")


def test_a_file_is_taken_from_what_the_writer_may_refer_to() -> None:
    item = ItemSpec(key="f", name="顔写真", type="attachment", extensions=("jpg",), max_files=1)
    mine = Attached(uuid="u1", sha256="a" * 64, name="写真.jpg", size=10, type="image/jpeg")
    field = field_of(item)

    stored = field.parse("u1", item, {"u1": mine})

    assert stored == [{"uuid": "u1", "sha256": "a" * 64, "name": "写真.jpg", "size": 10, "type": "image/jpeg"}]
    assert field.show(stored, item) == "写真.jpg"
    assert "というファイルはありません" in refusal("u2", item).message.ja


def test_what_the_sender_says_about_a_file_is_not_believed() -> None:
    item = ItemSpec(key="f", name="顔写真", type="attachment")
    mine = Attached(uuid="u1", sha256="a" * 64, name="写真.jpg", size=10, type="image/jpeg")

    stored = field_of(item).parse([{"uuid": "u1", "sha256": "f" * 64, "size": 1}], item, {"u1": mine})

    assert stored == [{"uuid": "u1", "sha256": "a" * 64, "name": "写真.jpg", "size": 10, "type": "image/jpeg"}]


def test_a_file_of_another_item_must_fit_this_one_too() -> None:
    item = ItemSpec(key="f", name="顔写真", type="attachment", extensions=("jpg",), max_files=2)
    files = {
        name: Attached(uuid=name, sha256="a" * 64, name=name, size=10, type="application/pdf")
        for name in ("a.pdf", "a.jpg", "b.jpg", "c.jpg")
    }

    with pytest.raises(AnswerInvalid, match="添付できません"):
        field_of(item).parse("a.pdf", item, files)
    with pytest.raises(AnswerInvalid, match="2個まで"):
        field_of(item).parse(["a.jpg", "b.jpg", "c.jpg"], item, files)


@pytest.mark.parametrize(
    ("type_", "raw", "offered"),
    [
        ("phone", "０３－３７１５－１１１１", "03-3715-1111"),
        ("phone", "03 3715 1111", "0337151111"),
        ("phone", "03(3715)1111", "03-3715-1111"),
        ("phone", "目黒", None),
        ("phone", "0" * 30, None),
        ("postcode", "〒１５３−８５７３", "153-8573"),
        ("postcode", "1538573", "153-8573"),
        ("postcode", "153-857", None),
    ],
)
def test_a_number_written_otherwise_is_offered_as_it_is_wanted(type_: str, raw: str, offered: str | None) -> None:
    assert refusal(raw, ItemSpec(key="k", name="番号", type=type_)).suggestion == offered


@pytest.mark.parametrize(
    ("type_", "raw"),
    [("phone", "0337151111"), ("phone", "+81-3-3715-1111"), ("phone", "内線1234"), ("postcode", "153-8573")],
)
def test_a_written_number_is_kept_as_it_is(type_: str, raw: str) -> None:
    item = ItemSpec(key="k", name="番号", type=type_)

    assert field_of(item).parse(raw, item) == raw
