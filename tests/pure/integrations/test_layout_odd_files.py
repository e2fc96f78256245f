"""Files that are odd in ways nobody agreed on: each ends rightly, and the sentence says what is to be done."""

import io
from collections.abc import Callable
from datetime import date
from random import Random

import pytest

from integrations.layouts.judgement import Judgement
from integrations.layouts.layout import Encoding, Layout
from integrations.layouts.survey import survey
from integrations.layouts.unused import unused_inputs
from tests.support.layouts import codes_of, judged, layout
from tests.support.payroll_files import PayrollFile, add_up, as_control, control_for, good_file, staff_for, written
from tests.support.small_layouts import books, tills


def a_file(seed: int = 5) -> PayrollFile:
    file = good_file(Random(seed))
    file.header[1:5] = ["131105", "202604", "1", "01"]
    for row in file.rows:
        row |= {"pay_ym": "202604", "pay_kind": "1", "rev": "01", "pay_date": "20260415", "kimatsu": "", "kinben": ""}
        add_up(row)
    file.quote_all = False
    file.count_up()
    return file


def sentences(judgement: Judgement) -> list[str]:
    return [detail.text.ja for tally in judgement.tallies for detail in tally.details]


def told(judgement: Judgement, code: str) -> str:
    """The first sentence of this kind."""
    return next(tally.details[0].text.ja for tally in judgement.tallies if tally.code.id == code)


def undone(judgement: Judgement) -> set[str]:
    return {each.check for each in judgement.not_checked}


def test_a_month_at_the_end_of_time_is_only_another_month() -> None:
    file = a_file()
    file.header[2] = "999912"

    judgement = judged(file.content(), staff=staff_for(file.rows))

    assert judgement.verdict == "rejected"
    assert "month_mismatch" in codes_of(judgement)


def test_a_control_file_that_says_something_twice_is_not_read() -> None:
    content = a_file().content()

    judgement = judged(content, control=b'{"records": 3, "records": 4}')

    assert codes_of(judgement)[0] == "control_unreadable"


def test_a_control_file_of_another_file_differs_in_everything_that_differs() -> None:
    mine, other = a_file(), a_file(6)
    judgement = judged(mine.content(), control=b"\xef\xbb\xbf" + as_control(control_for(other.content(), other)))

    found = codes_of(judgement)
    assert {"control_mismatch.sha256", "control_mismatch.gross", "control_mismatch.emp_no_hash_total"} <= set(found)
    assert judgement.verdict == "rejected"


def test_a_total_that_the_trailer_leaves_blank_is_not_passed() -> None:
    blank = judged(b"D,1,5\nT,1,\n", by=tills(), month=None)
    none = judged(b"D,1,5\n", by=tills(), month=None)

    assert codes_of(blank) == []
    assert undone(blank) == {"trailer.amount"}
    assert codes_of(none) == ["trailer_missing"]
    assert undone(none) == {"trailer"}


def test_a_quote_that_is_never_closed_is_told_where_it_was_opened() -> None:
    file = a_file()
    for row in file.rows:
        row["note"] = ""
    file.rows[2]["note"] = "お知らせ"
    lines = file.lines()
    lines[3] = lines[3].replace("お知らせ", '"お知らせ')
    short, long = written(lines), written([*lines[:4], *lines[4:-1] * 30, lines[-1]])

    for content in (short, long):
        (detail, *_) = next(t.details for t in judged(content).tallies if t.code.id == "quoting")
        assert (detail.row, detail.text.ja[:12]) == (4, 'この行で開いた引用符("')


@pytest.mark.parametrize("times", [1, 60])
def test_line_ends_of_an_old_machine_are_called_by_their_name(times: int) -> None:
    file = a_file()
    lines = file.lines()

    judgement = judged(written([lines[0], *lines[1:-1] * times, lines[-1]], end="\r"))

    assert "carriage_return" in codes_of(judgement)
    assert told(judgement, "carriage_return").startswith("CRだけの改行があります。")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda content: content + b"\0" * 100, "行の初めに文字でないバイト(制御文字)があります。"),
        (lambda content: content.decode("cp932").encode("utf-16-le"), "UTF-16で書かれているようです。"),
        (lambda content: content.decode("cp932").encode("utf-16-be"), "UTF-16で書かれているようです。"),
        (
            lambda content: content.decode("cp932").encode("euc_jp", "replace"),
            "EUC-JPで書かれているようです。CP932で書き出したファイルを送ってもらいます。",
        ),
        (lambda content: b"PK\x03\x04" + content, "テキストではなくExcel (xlsx)・ZIPのファイルです。"),
        (lambda content: b"%PDF-1.7\n" + content, "テキストではなくPDFのファイルです。"),
        (lambda content: content.replace(b",", b"\t"), "コンマではなくタブで区切られています。"),
        (lambda content: content.replace(b",", b";"), "コンマではなくセミコロンで区切られています。"),
    ],
)
def test_what_is_no_text_is_named(change: Callable[[bytes], bytes], sentence: str) -> None:
    judgement = judged(change(a_file().content()))

    assert judgement.verdict == "rejected"
    assert any(each.startswith(sentence) for each in sentences(judgement))


@pytest.mark.parametrize(
    ("item", "text", "sentence"),
    [
        ("gojo", "+1200", "正の数に+が付いています"),
        ("gojo", "1.2E+3", "指数(1.2E+3など)で書かれています"),
        ("gojo", "1200.0", "小数点の使い方が違います"),
        ("gojo", "#N/A", "表計算ソフトのエラー(#N/Aなど)があります"),
        ("gojo", "−1200", "負の符号の書き方が違います"),
        ("gojo", "1 200", "数の中か前後に空白があります"),
        ("retro_ded", "--5", "負の符号の書き方が違います"),
        ("pay_date", "2026-04-15", "ある日付ではありません(20260415のように書きます)"),
        ("pay_date", "20260230", "ある日付ではありません"),
        ("pay_date", "R080415", "ある日付ではありません"),
        ("pay_date", "２０２６０４１５", "全角の数字があります"),
        ("emp_no", "００００１２３４", "全角の数字があります"),
        ("emp_no", "00001234 ", "数の中か前後に空白があります"),
        ("pay_date", "00080415", "ある日付ではありません"),
        ("pay_ym", "080401", "ある年月ではありません"),
        ("pay_ym", "202613", "ある年月ではありません(202604のように書きます)"),
    ],
)
def test_a_value_that_cannot_be_read_says_why(item: str, text: str, sentence: str) -> None:
    file = a_file()
    file.rows[3][item] = text

    judgement = judged(b"".join(_bytes(line) + b"\r\n" for line in file.lines()))

    assert judgement.verdict == "rejected"
    assert told(judgement, "type").startswith(sentence)


def _bytes(line: str) -> bytes:
    """CP932 with the sign for minus that it has."""
    return line.replace("\u2212", "\uff0d").encode("cp932")


@pytest.mark.parametrize("end", [b"\r\n\x1a", b"\x1a", b"\r\n" + b"\x1a" * 100, b""])
def test_the_end_of_file_of_old_systems_is_no_part_of_the_file(end: bytes) -> None:
    judgement = judged(a_file().content().rstrip(b"\r\n") + end)

    assert (judgement.verdict, codes_of(judgement)) == ("accepted", [])


@pytest.mark.parametrize(("written", "shown"), [(b"null", "null"), (b"true", "true"), (b'"x"', "x"), (b"3.0", "3.0")])
def test_a_control_file_is_quoted_as_it_is_written(written: bytes, shown: str) -> None:
    judgement = judged(a_file().content(), control=b'{"records": ' + written + b"}")

    assert told(judgement, "control_mismatch.records").endswith(f"統制ファイルは{shown}。")


def test_a_control_character_is_told_also_in_a_row_that_cannot_be_read() -> None:
    file = a_file()
    lines = file.lines()
    lines[2] += ",\0"
    lines.insert(4, "X,\x1b")

    (rows,) = (each.rows for each in judged(written(lines)).tallies if each.code.id == "control_character")
    assert rows == [3, 5]


def test_one_who_is_called_like_a_colleague_now_is_no_mix_up() -> None:
    file = a_file()
    staff = staff_for(file.rows)
    one = file.rows[0]
    other = next(row for row in file.rows if row["name"] != one["name"] and row["kana"] != one["kana"])
    one |= {"name": other["name"], "kana": other["kana"]}

    judgement = judged(file.content(), staff=staff)

    assert (judgement.verdict, codes_of(judgement)) == ("accepted", ["name_differs", "kana_differs"])


def test_people_who_are_called_like_each_other_were_mixed_up_and_their_rows_are_named() -> None:
    file = a_file()
    staff = staff_for(file.rows)
    numbers = [row["emp_no"] for row in file.rows]
    for row, number in zip(file.rows, numbers[1:] + numbers[:1], strict=True):
        row["emp_no"] = number
    file.count_up()

    judgement = judged(file.content(), staff=staff)

    assert judgement.verdict == "held"
    assert len(next(tally.rows for tally in judgement.tallies if tally.code.id == "staff_mixed_up")) > 10


def test_minus_nothing_is_nothing() -> None:
    file = a_file()
    file.rows[0]["retro_ded"] = "-0"
    add_up(file.rows[0])
    file.count_up()

    assert judged(file.content()).verdict == "accepted"


@pytest.mark.parametrize(("other", "codes"), [("A1 ", ["duplicate_key"]), ("　A1", ["duplicate_key"]), ("a1", [])])
def test_blanks_around_a_key_do_not_make_it_another_one(other: str, codes: list[str]) -> None:
    judgement = judged(f"A1,1\n{other},2\n".encode(), by=books(), month=None)

    assert codes_of(judgement) == codes


@pytest.mark.parametrize("odd", ["\u2028", "\u00ad", "\u3164", "\ufffa"])
def test_what_nobody_can_see_is_told(odd: str) -> None:
    assert codes_of(judged(f"A{odd}1,1\n".encode(), by=books(), month=None)) == ["invisible_character"]


@pytest.mark.parametrize(
    ("by", "unused"),
    [(layout(), set()), (books(), {"control", "previous", "month", "history"}), (layout("bank-transfer"), None)],
)
def test_what_a_layout_compares_nothing_with_is_said(by: Layout, unused: set[str] | None) -> None:
    found = {each.check for each in unused_inputs(by, ("control", "previous", "month", "history", "lang"))}

    assert found == ({"control", "previous", "month", "history"} if unused is None else unused)
    assert not list(unused_inputs(by, ()))


def test_a_good_file_that_ends_in_a_leap_day_is_good() -> None:
    file = a_file()
    for row in file.rows:
        row |= {"pay_ym": "202802", "pay_date": "20280229", "child": "0"}
        add_up(row)
    file.header[2] = "202802"
    file.count_up()

    assert judged(file.content(), month=date(2028, 2, 1), staff=staff_for(file.rows)).verdict == "accepted"


@pytest.mark.parametrize("name", ["人人人人", "自治", "ﾔﾏﾀﾞ", "熙", "濱﨑", "ｱ熙ｱ", "ｱｱ熙"])
@pytest.mark.parametrize("encoding", [Encoding.CP932, Encoding.UTF8])
def test_short_texts_of_a_good_file_are_not_taken_for_euc_jp(name: str, encoding: Encoding) -> None:
    content = f"00000001,{name}\r\n".encode(encoding)

    assert not survey(io.BytesIO(content)).euc
