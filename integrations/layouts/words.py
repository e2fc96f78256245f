"""The closed vocabulary of layout files: every heading and every word, in both languages.

The reference page is checked against these tables, so that a word is never missing there.
"""

from forms.source.written import Heading

TOP = (
    Heading("layout", "レイアウト", True),
    Heading("english", "英語"),
    Heading("id", "id", True),
    Heading("basis", "根拠"),
    Heading("description", "説明"),
    Heading("form", "形式", True),
    Heading("encoding", "文字コード", True),
    Heading("line_end", "改行"),
    Heading("bom", "BOM"),
    Heading("heading_row", "見出し行"),
    Heading("month", "対象月"),
    Heading("key", "キー"),
    Heading("at_least", "最少件数"),
    Heading("header", "先頭"),
    Heading("detail", "明細", True),
    Heading("trailer", "末尾"),
    Heading("end", "終端"),
    Heading("checks", "検査"),
    Heading("totals", "合計"),
    Heading("changes", "前回比"),
    Heading("staff", "職員照合"),
    Heading("resend", "再送"),
)
RECORD = (Heading("mark", "記号"), Heading("items", "項目", True))
SECTION = (Heading("section", "区分", True), Heading("id", "id", True), Heading("english", "英語"))
ITEM = (
    Heading("item", "項目", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("type", "型", True),
    Heading("length", "長さ", True),
    Heading("required", "必須"),
    Heading("signed", "符号"),
    Heading("places", "小数"),
    Heading("choices", "選択肢"),
    Heading("value", "値"),
    Heading("pattern", "形"),
    Heading("shown_as", "表示"),
    Heading("as_in_header", "先頭と同じ"),
)
CHECK = (
    Heading("check", "検査", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("expression", "式", True),
    Heading("consequence", "違反", True),
)
TOTAL = (
    Heading("total", "合計", True),
    Heading("id", "id", True),
    Heading("english", "英語"),
    Heading("calculation", "計算", True),
    Heading("item", "項目"),
    Heading("trailer", "末尾"),
    Heading("control", "統制"),
)
CHANGE = (
    Heading("total", "合計", True),
    Heading("range", "幅", True),
    Heading("except_months", "除く月"),
    Heading("consequence", "違反"),
)
STAFF = (
    Heading("list", "名簿", True),
    Heading("number", "番号", True),
    Heading("name", "氏名"),
    Heading("kana", "カナ"),
    Heading("unit", "所属"),
    Heading("kind", "職員区分"),
    Heading("unknown", "名簿にない"),
    Heading("left", "在職でない"),
    Heading("missing", "行がない"),
)
RESEND = (Heading("group", "まとまり", True), Heading("version", "版", True))

YES_NO = {"はい": "yes", "いいえ": "no"}
SIGNS = {"あり": "yes", "なし": "no"}
FORMS = {"CSV": "csv", "固定長": "fixed"}
ENCODINGS = {"CP932": "cp932", "UTF-8": "utf8", "JIS": "jis"}
LINE_ENDS = {"CRLF": "crlf", "LF": "lf", "なし": "none"}
BOMS = {"なし": "no", "あり": "yes", "どちらでも": "either"}
CONSEQUENCES = {"中止": "reject", "保留": "hold", "注意": "warn"}
SHOWN_AS = {"日時間": "leave"}
CALCULATIONS = {"件数": "count", "合計": "sum", "SHA-256": "sha256", "バイト数": "bytes"}
TYPES = {
    "文字": "text",
    "全角": "wide",
    "半角": "ascii",
    "半角カナ": "kana",
    "数字": "digits",
    "整数": "integer",
    "金額": "yen",
    "小数": "decimal",
    "年月": "month",
    "日付": "date",
    "時刻": "time",
    "選択": "choice",
}
