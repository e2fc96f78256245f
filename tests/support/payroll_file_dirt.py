"""Dirt in the lines and bytes of a payroll file, and in what comes along with it."""

import base64
from collections.abc import Callable
from dataclasses import replace

from integrations.layouts.layout import Consequence
from tests.support.payroll_dirt import Act, Dirt, Mutant, Place, earlier
from tests.support.payroll_files import as_control, control_for, written

NOTE, WARN, HOLD, REJECT = Consequence.NOTE, Consequence.WARN, Consequence.HOLD, Consequence.REJECT


def _lines(change: Callable[[list[str]], list[str]]) -> Act:
    def act(mutant: Mutant) -> None:
        mutant.lines = change(mutant.lines)

    return act


def _detail(change: Callable[[str], str]) -> Act:
    """Change the line of one detail."""

    def act(mutant: Mutant) -> None:
        index = mutant.file.rows.index(mutant.row()) + 1
        mutant.lines[index] = change(mutant.lines[index])

    return act


def _broken_in_two(line: str) -> str:
    columns = line.split(",")
    return ",".join(columns[:5]) + "\r\n" + ",".join(columns[5:])


def _without_body(line: str) -> str:
    mark, _, rest = line.partition(",")
    return mark + "," + rest.partition(",")[2]


def _detail_lost(mutant: Mutant) -> None:
    del mutant.lines[mutant.file.rows.index(mutant.row()) + 1]


def _trailer(index: int, step: int) -> Act:
    """Change one number of the trailer."""

    def act(mutant: Mutant) -> None:
        texts = mutant.lines[-1].replace('"', "").split(",")
        texts[index] = str(int(texts[index]) + step)
        mutant.lines[-1] = ",".join(texts)

    return act


def _trailer_text(index: int, change: Callable[[str], str] | None) -> Act:
    """Change one text of the trailer, or leave it out."""

    def act(mutant: Mutant) -> None:
        texts = mutant.lines[-1].replace('"', "").split(",")
        texts[index : index + 1] = [change(texts[index])] if change else []
        mutant.lines[-1] = ",".join(texts)

    return act


def _header(index: int, text: str) -> Act:
    def act(mutant: Mutant) -> None:
        texts = mutant.lines[0].replace('"', "").split(",")
        texts[index] = text
        mutant.lines[0] = ",".join(texts)

    return act


def _cut(mutant: Mutant) -> None:
    content = written(mutant.lines)
    mutant.content = content[: mutant.random.randrange(len(content) // 2, len(content) - len(mutant.lines[-1]) - 8)]


def _ends_with_lf(mutant: Mutant) -> None:
    mutant.content = written(mutant.lines, end="\n")


def _ends_twice(mutant: Mutant) -> None:
    mutant.content = written(mutant.lines, end="\r\r\n")


def _two_files(mutant: Mutant) -> None:
    mutant.content = written(mutant.lines) + b"\x1a" + written(mutant.lines)


def _zero_rows(mutant: Mutant) -> None:
    mutant.lines = [mutant.lines[0], "T,0,0,0,0,0"]


def _line(
    name: str, act: Act, consequence: Consequence, code: str, *, covers: bool = False, hides: tuple[str, ...] = ()
) -> Dirt:
    return Dirt(name, Place.LINE, act, consequence, code, covers, hides)


_SUMS = tuple(f"total_mismatch.{name}" for name in ("records", "gross", "deduct", "net", "emp_no_hash_total"))
_BY_GROUP = ("same_file_again", "same_version_changed", "older_version", "threshold", "header_mismatch")
"""What is told only of a file whose header can be believed."""

IN_LINES = (
    _line("no trailer", _lines(lambda lines: lines[:-1]), REJECT, "trailer_missing"),
    _line("cut off", _cut, REJECT, "trailer_missing", covers=True),
    _line("a count too high", _trailer(1, 1), REJECT, "total_mismatch.records"),
    _line("two yen too much pay", _trailer(2, 2), REJECT, "total_mismatch.gross"),
    _line("two yen too little deducted", _trailer(3, -2), REJECT, "total_mismatch.deduct"),
    _line("two yen too much net", _trailer(4, 2), REJECT, "total_mismatch.net"),
    _line("a wrong hash total", _trailer(5, 7), REJECT, "total_mismatch.emp_no_hash_total"),
    _line("a header twice", _lines(lambda lines: [lines[0], *lines]), REJECT, "header_twice"),
    _line("no header", _lines(lambda lines: lines[1:]), REJECT, "header_missing"),
    _line("a late header", _lines(lambda lines: [lines[1], lines[0], *lines[2:]]), REJECT, "header_missing"),
    _line("a trailer too early", _lines(lambda lines: [lines[0], lines[-1], *lines[1:-1]]), REJECT, "after_trailer"),
    _line("a trailer twice", _lines(lambda lines: [*lines, lines[-1]]), REJECT, "trailer_twice"),
    _line("a detail lost", _detail_lost, REJECT, "total_mismatch.records"),
    _line("no details", _zero_rows, REJECT, "too_few_rows", covers=True),
    _line("a column too many", _detail(lambda line: line + ","), REJECT, "columns"),
    _line("a column lost", _detail(_without_body), REJECT, "columns"),
    _line("an unknown record", _lines(lambda lines: [*lines[:-1], "X,1", lines[-1]]), REJECT, "unknown_record"),
    _line("an empty line between", _lines(lambda lines: [*lines[:2], "", *lines[2:]]), REJECT, "blank_line"),
    _line("an open quote", _lines(lambda lines: [*lines[:-1], '"' + lines[-1]]), REJECT, "quoting", covers=True),
    _line("a quote inside", _lines(lambda lines: [*lines[:-1], 'X,1"2', lines[-1]]), REJECT, "quoting"),
    _line(
        "a huge item", _lines(lambda lines: [*lines[:-1], "X," + "あ" * 50_000, lines[-1]]), REJECT, "record_too_long"
    ),
    _line("the whole file twice", _lines(lambda lines: [*lines, *lines]), REJECT, "header_twice", hides=_SUMS),
    _line(
        "a comma behind every line",
        _lines(lambda lines: [f"{line}," for line in lines]),
        REJECT,
        "columns",
        covers=True,
    ),
    _line("only the mark", _lines(lambda lines: [*lines[:-1], "D", lines[-1]]), REJECT, "columns"),
    _line("nothing but commas", _lines(lambda lines: [*lines[:-1], "," * 56, lines[-1]]), REJECT, "unknown_record"),
    _line(
        "a detail of blanks", _lines(lambda lines: [*lines[:-1], "D" + "," * 56, lines[-1]]), REJECT, "required_missing"
    ),
    _line("a page break", _lines(lambda lines: [*lines[:-1], "\f" + lines[-1]]), REJECT, "trailer_missing"),
    _line("a mark in lower case", _detail(lambda line: line.replace("D", "d", 1)), REJECT, "unknown_record"),
    _line("a detail broken in two", _detail(_broken_in_two), REJECT, "columns"),
    _line(
        "single quotes everywhere",
        _lines(lambda lines: [f"'{line}'" for line in lines]),
        REJECT,
        "",
        covers=True,
    ),
    _line("CR CR LF as line ends", _ends_twice, REJECT, "carriage_return", covers=True),
    _line("the end mark of the first of two files", _two_files, REJECT, "", covers=True),
    _line("a sum with separators", _trailer_text(2, lambda text: f'"{int(text):,}"'), REJECT, "type"),
    _line("a sum with a decimal", _trailer_text(3, lambda text: text + ".0"), REJECT, "type"),
    _line("a sum left blank", _trailer_text(4, lambda _: ""), REJECT, "required_missing"),
    _line("header and trailer are counted", _trailer(1, 2), REJECT, "total_mismatch.records"),
    _line("a column of the trailer lost", _trailer_text(5, None), REJECT, "columns"),
    _line("a month with a hyphen", _header(2, "2026-4"), REJECT, "type"),
    _line("a body that is not ours", _header(1, "131113"), REJECT, "fixed_value", hides=_BY_GROUP),
    _line("a thirteenth month", _header(2, "202613"), REJECT, "type"),
    _line("LF as line ends", _ends_with_lf, WARN, "line_ends"),
)


def _encoded(encoding: str) -> Act:
    def act(mutant: Mutant) -> None:
        text = mutant.content.decode("cp932", "replace").replace("\ufffd", "?")
        mutant.content = text.replace("①", "1").encode(encoding, "replace")

    return act


def _name_bytes(added: bytes) -> Act:
    """Put bytes behind a full-width space, which stands in every name."""

    def act(mutant: Mutant) -> None:
        mutant.content = mutant.content.replace("　".encode("cp932"), "　".encode("cp932") + added, 1)

    return act


def _half_character(mutant: Mutant) -> None:
    """The first of two bytes at the end of a name."""
    space = mutant.content.index("　".encode("cp932"))
    end = mutant.content.index(b",", space) - (1 if mutant.file.quote_all else 0)
    mutant.content = mutant.content[:end] + b"\x81" + mutant.content[end:]


def _utf8_line(mutant: Mutant) -> None:
    """One line comes from another program."""
    lines = mutant.content.split(b"\r\n")
    index = next(number for number, line in enumerate(lines) if b"\x81\x40" in line)
    lines[index] = lines[index].decode("cp932", "replace").encode()
    mutant.content = b"\r\n".join(lines)


def _content(change: Callable[[bytes], bytes]) -> Act:
    def act(mutant: Mutant) -> None:
        mutant.content = change(mutant.content)

    return act


def _bytes(name: str, act: Act, consequence: Consequence, code: str, *, covers: bool = False) -> Dirt:
    return Dirt(name, Place.BYTES, act, consequence, code, covers)


IN_BYTES = (
    _bytes("UTF-8", _encoded("utf-8"), REJECT, "encoding", covers=True),
    _bytes("UTF-8 with a mark", _encoded("utf-8-sig"), REJECT, "encoding", covers=True),
    _bytes("UTF-16", _encoded("utf-16"), REJECT, "encoding", covers=True),
    _bytes("JIS", _encoded("iso2022_jp_ext"), REJECT, "encoding", covers=True),
    _bytes("a line of UTF-8", _utf8_line, REJECT, "encoding", covers=True),
    _bytes("byte 80", _name_bytes(b"\x80"), REJECT, "bad_bytes", covers=True),
    _bytes("byte A0", _name_bytes(b"\xa0"), REJECT, "bad_bytes", covers=True),
    _bytes("bytes FD FE FF", _name_bytes(b"\xfd\xfe\xff"), REJECT, "bad_bytes", covers=True),
    _bytes("half a character", _half_character, REJECT, "bad_bytes", covers=True),
    _bytes("a NUL", _name_bytes(b"\x00"), REJECT, "control_character", covers=True),
    _bytes("an escape", _name_bytes(b"\x1b"), REJECT, "control_character", covers=True),
    _bytes("EUC-JP", _encoded("euc_jp"), REJECT, "encoding", covers=True),
    _bytes("UTF-16 without a mark", _encoded("utf-16-le"), REJECT, "encoding", covers=True),
    _bytes(
        "a mark of UTF-8 before CP932",
        _content(lambda content: b"\xef\xbb\xbf" + content),
        REJECT,
        "encoding",
        covers=True,
    ),
    _bytes(
        "a page of NULs",
        _content(lambda content: content[:1024] + bytes(512) + content[1024:]),
        REJECT,
        "",
        covers=True,
    ),
    _bytes("a page lost", _content(lambda content: content[:1024] + content[1536:]), REJECT, "", covers=True),
    _bytes("a page twice", _content(lambda content: content[:1536] + content[1024:]), REJECT, "", covers=True),
    _bytes("seven bits", _content(lambda content: bytes(byte & 0x7F for byte in content)), REJECT, "", covers=True),
    _bytes("base64", _content(base64.encodebytes), REJECT, "unknown_record", covers=True),
    _bytes(
        "a page of the web",
        _content(lambda _: b"<html><body>502</body></html>\r\n"),
        REJECT,
        "unknown_record",
        covers=True,
    ),
    _bytes("nothing at all", _content(lambda _: b""), REJECT, "empty_file", covers=True),
    _bytes("old end of file", _content(lambda content: content.rstrip() + b"\r\n\x1a"), NOTE, ""),
    _bytes(
        "an empty line at the end", _content(lambda content: content.rstrip() + b"\r\n\r\n"), WARN, "last_blank_line"
    ),
)


def _control(name: str, value: object) -> Act:
    def act(mutant: Mutant) -> None:
        mutant.control = as_control({**control_for(mutant.content, mutant.file), name: value})

    return act


def _as_control(content: bytes) -> Act:
    def act(mutant: Mutant) -> None:
        mutant.control = content

    return act


def _garbage(mutant: Mutant) -> None:
    mutant.control = b"records=20"


def _half_before(mutant: Mutant) -> None:
    lines = replace(mutant.file, rows=mutant.file.rows[: len(mutant.file.rows) // 2]).lines()
    mutant.previous = written([*lines[:-1], "T,0,0,0,0,0"])


def _nobody_before(mutant: Mutant) -> None:
    mutant.previous = written([mutant.file.lines()[0], "T,0,0,0,0,0"])


def _not_the_month(mutant: Mutant) -> None:
    assert mutant.month is not None
    mutant.month = mutant.month.replace(year=mutant.month.year - 1)


def _sent_again(mutant: Mutant) -> None:
    mutant.history = earlier(mutant, int(mutant.file.header[4]), mutant.content)


def _sent_changed(mutant: Mutant) -> None:
    mutant.history = earlier(mutant, int(mutant.file.header[4]), b"another")


def _older(mutant: Mutant) -> None:
    mutant.history = earlier(mutant, int(mutant.file.header[4]) + 1)


def _companion(name: str, act: Act, consequence: Consequence, code: str) -> Dirt:
    return Dirt(name, Place.COMPANION, act, consequence, code)


BESIDE = (
    _companion("control: another count", _control("records", 1), REJECT, "control_mismatch.records"),
    _companion("control: another sum", _control("gross", 1), REJECT, "control_mismatch.gross"),
    _companion("control: another hash", _control("sha256", "0" * 64), REJECT, "control_mismatch.sha256"),
    _companion("control: another size", _control("bytes", 3), REJECT, "control_mismatch.bytes"),
    _companion("control: a decimal", _control("net", 1.0), REJECT, "control_mismatch.net"),
    _companion("control: nothing in it", _as_control(b""), REJECT, "control_unreadable"),
    _companion("control: a list", _as_control(b"[]"), REJECT, "control_unreadable"),
    _companion("control: CP932", _as_control('{"件数": 1}'.encode("cp932")), REJECT, "control_unreadable"),
    _companion(
        "control: endless digits", _as_control(b'{"records": ' + b"9" * 5_000 + b"}"), REJECT, "control_unreadable"
    ),
    _companion("control: separators", _control("gross", "1,234,567"), REJECT, "control_mismatch.gross"),
    _companion("control: no number", _control("records", float("nan")), REJECT, "control_mismatch.records"),
    _companion("control: nothing", _control("deduct", None), REJECT, "control_mismatch.deduct"),
    _companion("control: unreadable", _garbage, REJECT, "control_unreadable"),
    _companion("half as many before", _half_before, HOLD, "threshold"),
    _companion("nobody before", _nobody_before, HOLD, "threshold"),
    _companion("not the month asked for", _not_the_month, REJECT, "month_mismatch"),
    _companion("sent again", _sent_again, NOTE, "same_file_again"),
    _companion("sent again, changed", _sent_changed, REJECT, "same_version_changed"),
    _companion("an older version", _older, REJECT, "older_version"),
)
