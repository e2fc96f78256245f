"""Fixed records, JIS and UTF-8: the same rules, other bytes."""

from decimal import Decimal
from io import BytesIO

import pytest

from forms.source.source import Source
from integrations.errors import FileInvalidError
from integrations.layouts.check import check_layout
from integrations.layouts.decode import decoder
from integrations.layouts.judge import read_rows
from integrations.layouts.layout import Encoding, Layout
from tests.support.layouts import codes_of, judged, layout

BANK = layout("bank-transfer")
HEADER = (
    "1710"
    + "1234567890"
    + "ﾒｸﾞﾛｸ".ljust(40)
    + "0415"
    + "0001"
    + "ﾐｽﾞﾎ".ljust(15)
    + "001".ljust(18)
    + " 1234567".ljust(25)
)
DETAILS = [
    "2"
    + "0005"
    + " " * 15
    + "123"
    + " " * 15
    + "    "
    + "1"
    + "7654321"
    + name.ljust(30)
    + amount
    + "0"
    + "00123456".ljust(29)
    for name, amount in (("ﾒｸﾞﾛ ﾊﾅｺ", "0000250000"), ("ﾀｶﾊｼ ﾊｼﾞﾒ", "0000300001"))
]
TRAILER, END = "8" + "000002" + "000000550001" + " " * 101, "9" + " " * 119


def fixed(*records: str, end: str = "\r\n") -> bytes:
    return end.join([*records, ""]).encode("cp932")


def small(encoding: str, extra: str = "") -> Layout:
    """A layout in English words: two columns under their names."""
    text = f"""format: 1
layout: Books
id: books
form: CSV
encoding: {encoding}
line_end: LF
heading_row: なし
key: [number]
detail:
  items:
    - {{item: Number, id: number, type: integer, length: 6, required: yes}}
    - {{item: Title, id: title, type: text, length: 40}}
    - {{item: Weight, id: weight, type: decimal, length: 8, places: 3}}
{extra}"""
    found, problems = check_layout(Source("books.yaml", text))
    assert found is not None, problems
    return found


def test_fixed_records_are_read_by_their_bytes() -> None:
    rows = list(read_rows(BANK, BytesIO(fixed(HEADER, *DETAILS, TRAILER, END))))

    assert [(row.values["payee"], row.values["amount"]) for row in rows] == [("ﾒｸﾞﾛ ﾊﾅｺ", 250000), ("ﾀｶﾊｼ ﾊｼﾞﾒ", 300001)]


def test_a_good_fixed_file_is_accepted() -> None:
    judgement = judged(fixed(HEADER, *DETAILS, TRAILER, END), by=BANK)

    assert (judgement.verdict, codes_of(judgement), judgement.details) == ("accepted", [], 2)


@pytest.mark.parametrize(
    ("records", "code"),
    [
        ((HEADER, *DETAILS, TRAILER), "trailer_missing"),
        ((HEADER, DETAILS[0], TRAILER, END), "total_mismatch.records"),
        ((HEADER, DETAILS[0][:-1], DETAILS[1], TRAILER, END), "columns"),
        ((HEADER, DETAILS[0].replace("0000250000", "         0"), DETAILS[1], TRAILER, END), "type"),
        ((HEADER, DETAILS[0].replace("0000250000", "0000000000"), DETAILS[1], TRAILER, END), "nothing_to_transfer"),
        ((HEADER, *DETAILS, END, TRAILER), "after_trailer"),
        ((HEADER.replace("171", "121"), *DETAILS, TRAILER, END), "choice"),
    ],
)
def test_a_bad_fixed_file_is_rejected(records: tuple[str, ...], code: str) -> None:
    judgement = judged(fixed(*records), by=BANK)

    assert judgement.verdict == "rejected"
    assert code in codes_of(judgement)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_windows_jis_is_read_with_its_own_characters(end: str) -> None:
    text = end.join(["1,髙橋①㈱の本,0.5", '2,"ﾒｸﾞﾛ, ハナコ",1.250', ""])

    rows = list(read_rows(small("JIS"), BytesIO(in_windows_jis(text))))

    assert [row.values["title"] for row in rows] == ["髙橋①㈱の本", "ﾒｸﾞﾛ, ハナコ"]
    assert rows[1].values["weight"] == Decimal("1.250")


def in_windows_jis(text: str) -> bytes:
    """The text as Windows writes it: pairs of CP932 moved into seven bits."""
    out, state = bytearray(), b"\x1b(B"
    for character in text:
        raw = character.encode("cp932")
        if len(raw) == 2:
            wanted, lead, trail = b"\x1b$B", raw[0], raw[1]
            row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2 - 1
            if trail >= 0x9F:
                row, cell = row + 1, trail - 0x7E
            else:
                cell = trail - (0x20 if trail > 0x7F else 0x1F)
            raw = bytes((row, cell))
        elif raw[0] >= 0x80:
            wanted, raw = b"\x1b(I", bytes((raw[0] & 0x7F,))
        else:
            wanted = b"\x1b(B"
        out += (wanted if wanted != state else b"") + raw
        state = wanted
    return bytes(out)


def test_the_rows_of_windows_jis_are_all_read() -> None:
    """Rows 1 to 94, with those that Windows added."""
    decode = decoder(Encoding.JIS)
    pairs = [bytes((row, cell)) for row in range(0x21, 0x7F) for cell in range(0x21, 0x7F)]

    decoded = {pair: decode(b"\x1b$B" + pair + b"\x1b(B") for pair in pairs}

    known = {text for text, good in decoded.values() if good}
    assert {"亜", "髙", "①", "ー", "熙"} <= known
    assert len(known) > 6_900


def test_jis_that_is_cp932_in_truth_is_rejected() -> None:
    judgement = judged("1,目黒花子,1\n".encode("cp932"), by=small("JIS"))

    assert codes_of(judgement) == ["encoding"]


def test_utf8_with_a_broken_byte_is_still_known_as_utf8() -> None:
    judgement = judged("1,目黒花子の本,1\n".encode() + b"2,\xff,1\n", by=small("CP932"))

    assert (judgement.encoding, codes_of(judgement)) == (Encoding.UTF8, ["encoding", "bad_bytes"])


def test_an_unfinished_switch_to_kanji_is_no_good() -> None:
    judgement = judged(b"1,\x1b$BL\\9u,1\n2,a,1\n", by=small("JIS"))

    assert "bad_bytes" in codes_of(judgement)


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("1,𠮷野の辻󠄀,0.5\n".encode(), []),
        ("1,か\u3099,1\n".encode(), ["decomposed"]),
        ("1,a\u200bb,1\n".encode(), ["invisible_character"]),
        ("1,a\ufffdb,1\n".encode(), ["bad_bytes"]),
        ("1,\ue000,1\n".encode(), ["gaiji"]),
        ("\ufeff1,a,1\n".encode(), ["encoding"]),
        ("1,目黒花子,1\n".encode("cp932"), ["encoding"]),
        ("1,目黒".encode() + b"\xff,1\n", ["bad_bytes"]),
        (b"1,a,1\n1,b,1\n", ["duplicate_key"]),
        (b"1,a,1\r\n", ["line_ends"]),
        (b"1,a,1\r2,b,1\r", ["carriage_return"]),
        (b'"1","say ""hi""","1"\n', []),
        (b"\n", ["last_blank_line"]),
    ],
)
def test_utf8_files_are_judged_by_their_characters(content: bytes, codes: list[str]) -> None:
    assert codes_of(judged(content, by=small("UTF-8"))) == codes


def test_private_characters_are_reported_by_number_and_bytes() -> None:
    (tally,) = judged(b"1,\xf0\x40\xf0\x41\xf0\x40,1\n", by=small("CP932")).tallies

    assert tally.details[0].text.ja == "外字があります: U+E000(F040), U+E001(F041)。代替文字表で表示します。"


@pytest.mark.parametrize(
    ("encoding", "content", "found"),
    [
        ("CP932", b"1,\xa0a\x80\x81,1\n", ": A0 (3), 80 (5), 81 (6)("),
        ("CP932", b"1,\x88\x9f\xfd\xff,1\n", ": FD (5), FF (6)("),
        ("UTF-8", "1,目".encode() + b"\xff\xfe" + "黒,1\n".encode(), ": FF (6), FE (7)("),
        ("JIS", b"1,\x1b$B\x21\x01\x1b(B,1\n", "バイトがあります。"),
    ],
)
def test_undefined_bytes_are_reported_with_their_place(encoding: str, content: bytes, found: str) -> None:
    details = [detail for tally in judged(content, by=small(encoding)).tallies for detail in tally.details]

    assert any(found in detail.text.ja for detail in details if detail.code.id == "bad_bytes")


def test_a_carriage_return_inside_quotes_is_a_line_feed() -> None:
    (row,) = read_rows(small("UTF-8"), BytesIO(b'1,"a\rb\r\nc",1\n'))

    assert row.values["title"] == "a\nb\nc"


def test_a_mark_at_the_start_is_as_the_layout_says() -> None:
    assert codes_of(judged(b"\xef\xbb\xbf1,a,1\n", by=small("UTF-8", "bom: どちらでも"))) == []
    assert codes_of(judged(b"1,a,1\n", by=small("UTF-8", "bom: あり"))) == ["encoding"]


def test_reading_rows_stops_at_the_first_fault_with_its_place() -> None:
    with pytest.raises(FileInvalidError) as refused:
        list(read_rows(small("UTF-8"), BytesIO(b"1,a,1\nx,b,1\n")))

    assert (refused.value.row, refused.value.text.ja) == (2, "2行目「Number」: 数字でない文字があります。")
