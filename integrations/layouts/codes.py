"""Every kind of finding that does not come from a layout's own checks, in one list."""

from dataclasses import replace

from forms.spec import Text
from integrations.layouts.findings import Code
from integrations.layouts.layout import Check, Consequence

_NOTE, _WARN, _HOLD, _REJECT = Consequence.NOTE, Consequence.WARN, Consequence.HOLD, Consequence.REJECT


def _file(id_: str, consequence: Consequence, ja: str, en: str) -> Code:
    return Code(id_, consequence, Text(ja, en), about_rows=False)


def _row(id_: str, consequence: Consequence, ja: str, en: str) -> Code:
    return Code(id_, consequence, Text(ja, en))


EMPTY = _file("empty_file", _REJECT, "空のファイル", "empty file")
ENCODING = _file("encoding", _REJECT, "符号化", "encoding")
BAD_BYTES = _file("bad_bytes", _REJECT, "不正バイト", "undefined bytes")
CONTROL_CHARACTER = _row("control_character", _REJECT, "制御文字", "control characters")
CHANGED = _file("changed_while_reading", _REJECT, "読込中の変更", "changed while being read")

QUOTING = _row("quoting", _REJECT, "引用符", "quotes")
CARRIAGE_RETURN = _row("carriage_return", _REJECT, "CRだけの改行", "lone carriage returns")
TOO_LONG = _row("record_too_long", _REJECT, "行が長すぎる", "record too long")
COLUMNS = _row("columns", _REJECT, "列数", "columns")
UNKNOWN_RECORD = _row("unknown_record", _REJECT, "レコード区分", "kind of record")
BLANK_LINE = _row("blank_line", _REJECT, "空行", "empty lines")
LAST_BLANK_LINE = _file("last_blank_line", _WARN, "末尾の空行", "empty lines at the end")
LINE_ENDS = _file("line_ends", _WARN, "改行", "line ends")
HEADINGS = _file("headings", _REJECT, "見出し行", "names of columns")
HEADER_MISSING = _file("header_missing", _REJECT, "先頭なし", "no header")
HEADER_TWICE = _row("header_twice", _REJECT, "先頭重複", "second header")
TRAILER_MISSING = _file("trailer_missing", _REJECT, "終端なし", "no trailer")
TRAILER_TWICE = _row("trailer_twice", _REJECT, "終端重複", "second trailer")
AFTER_TRAILER = _row("after_trailer", _REJECT, "終端の後の行", "records after the trailer")
TOO_FEW = _file("too_few_rows", _REJECT, "件数不足", "too few rows")

REQUIRED = _row("required_missing", _REJECT, "必須欠落", "required items missing")
TYPE = _row("type", _REJECT, "型", "wrong type")
LENGTH = _row("length", _REJECT, "桁数", "wrong length")
CHOICE = _row("choice", _REJECT, "コード外", "unknown code")
FIXED_VALUE = _row("fixed_value", _REJECT, "固定値", "other than fixed")
PATTERN = _row("pattern", _REJECT, "形", "wrong form")
MONTH = _row("month_mismatch", _REJECT, "年月不一致", "other month")
HEADER_MISMATCH = _row("header_mismatch", _REJECT, "先頭と不一致", "other than the header")
DUPLICATE = _row("duplicate_key", _REJECT, "重複", "duplicates")
UNDECIDED = _row("undecided", _REJECT, "検査不能", "cannot be checked")

GAIJI = Code("gaiji", _WARN, Text("外字", "private characters"), look=True)
NEWLINE = _row("newline_in_item", _WARN, "項目内の改行", "line feeds in items")
TAB = _row("tab_in_item", _WARN, "タブ", "tabs in items")
INVISIBLE = _row("invisible_character", _WARN, "見えない文字", "invisible characters")
DECOMPOSED = _row("decomposed", _WARN, "結合文字", "decomposed characters")
LOST_CHARACTER = _row("lost_character", _WARN, "〓", "lost characters")
NARROW = _row("half_width", _WARN, "半角混じり", "half-width characters")
WIDE_KANA = _row("full_width_kana", _WARN, "全角カナ", "full-width kana")
ROUND_TRIP = _row("round_trip", _NOTE, "波ダッシュ等", "characters that change on a round trip")

TOTAL = _file("total_mismatch", _REJECT, "合計不一致", "totals differ")
CONTROL = _file("control_mismatch", _REJECT, "統制不一致", "control file differs")
CONTROL_UNREADABLE = _file("control_unreadable", _REJECT, "統制ファイル", "control file")
THRESHOLD = _file("threshold", _HOLD, "前月比の閾値超", "too far from the previous file")
PREVIOUS_UNREADABLE = _file("previous_unreadable", _HOLD, "前回ファイル", "previous file")

SAME_FILE = _file("same_file_again", _NOTE, "同一ファイル再送", "same file again")
SAME_VERSION = _file("same_version_changed", _REJECT, "版数据置で内容相違", "same version, other content")
OLDER_VERSION = _file("older_version", _REJECT, "旧版", "older version")
VERSION_GAP = _file("version_gap", _WARN, "版数とび", "version left out")

_UNKNOWN_STAFF = _row("staff_unknown", _HOLD, "名簿にない番号", "unknown staff")
_LEFT_STAFF = _row("staff_left", _HOLD, "退職者", "left")
_NEW_STAFF = _row("staff_not_yet", _HOLD, "採用前", "not yet in office")
_MISSING_STAFF = _file("staff_missing", _WARN, "行のない在職者", "staff without a row")
MIXED_UP = _row("staff_mixed_up", _HOLD, "番号の取り違え", "numbers mixed up")
NAME_DIFFERS = _row("name_differs", _WARN, "氏名相違", "name differs")
KANA_DIFFERS = _row("kana_differs", _WARN, "カナ相違", "kana differ")
UNIT_DIFFERS = _row("unit_differs", _WARN, "所属相違", "unit differs")
KIND_DIFFERS = _row("kind_differs", _WARN, "職員区分相違", "kind of staff differs")


def unknown_staff(consequence: Consequence) -> Code:
    return replace(_UNKNOWN_STAFF, consequence=consequence)


def left_staff(consequence: Consequence) -> Code:
    return replace(_LEFT_STAFF, consequence=consequence)


def new_staff(consequence: Consequence) -> Code:
    return replace(_NEW_STAFF, consequence=consequence)


def missing_staff(consequence: Consequence) -> Code:
    return replace(_MISSING_STAFF, consequence=consequence)


def threshold(consequence: Consequence) -> Code:
    return replace(THRESHOLD, consequence=consequence)


def of_check(check: Check) -> Code:
    """The code of a layout's own check."""
    return Code(check.id, check.consequence, check.name)
