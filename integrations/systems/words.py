"""The closed words of a file under definitions/systems: headings by place, and choices, in both languages."""

from collections.abc import Mapping

from forms.source.written import Heading
from integrations.systems.system import Kind

TOP = (
    Heading("system", "連携先", True),
    Heading("english", "英語"),
    Heading("id", "id", True),
    Heading("help", "説明"),
    Heading("via", "つなぎ方", True),
    Heading("personal_data", "個人情報"),
    Heading("operations", "操作"),
    Heading("messages", "知らせ"),
    Heading("files", "受信"),
)
OPERATION = (
    Heading("operation", "操作", True),
    Heading("english", "英語"),
    Heading("help", "説明"),
    Heading("send", "送る"),
    Heading("receive", "受取る"),
    Heading("every_decision", "決定した案件をすべて送る"),
    Heading("answer", "答え"),
    Heading("only_reads", "読むだけ"),
    Heading("repeat", "くり返し"),
    Heading("order", "順序"),
    Heading("hours", "受付"),
    Heading("success", "成功"),
    Heading("refusal", "断り"),
    Heading("try_again", "再試行"),
    Heading("not_there", "受取りなし"),
)
CARRIAGE: Mapping[Kind, tuple[Heading, ...]] = {
    Kind.HTTP: (
        Heading("method", "方法"),
        Heading("path", "場所"),
        Heading("headers", "見出し"),
        Heading("body", "本文"),
        Heading("shape", "本文の形"),
    ),
    Kind.SFTP: (
        Heading("folder", "フォルダー"),
        Heading("file_name", "ファイル名"),
        Heading("body", "本文"),
        Heading("encoding", "文字コード"),
        Heading("done_file", "完了ファイル"),
        Heading("archive", "処理後"),
    ),
    Kind.SQL: (Heading("sql", "文"), Heading("parameters", "値")),
    Kind.MAIL: (Heading("to", "宛先"), Heading("subject", "件名"), Heading("body", "本文")),
    Kind.IMPORT: (
        Heading("does", "すること"),
        Heading("layout", "レイアウト"),
        Heading("control_file", "統制ファイル"),
        Heading("entered", "手入力"),
        Heading("files", "受信"),
        Heading("people", "対象者"),
        Heading("corrected", "訂正の行"),
        Heading("unchanged", "そのままの行"),
    ),
}
"""A watched folder takes files as SFTP does."""
VALUE = (
    Heading("type", "型", True),
    Heading("english", "英語"),
    Heading("required", "必須"),
    Heading("length", "文字数"),
    Heading("range", "範囲"),
    Heading("from", "元"),
    Heading("codes", "読替"),
    Heading("digest_of", "指紋"),
    Heading("counts", "数える"),
)
SUCCESS = (Heading("status", "状態"), Heading("flag", "印"), Heading("values", "値"))
REFUSAL = (Heading("status", "状態"), Heading("code", "符号"), Heading("said", "説明"), Heading("codes", "読替"))
STATUS = (Heading("status", "状態", True),)
MESSAGE = (
    Heading("message", "知らせ", True),
    Heading("english", "英語"),
    Heading("help", "説明"),
    Heading("payload", "受ける"),
    Heading("match", "照合"),
    Heading("into", "渡す先"),
)
FILES = (
    Heading("files", "受信", True),
    Heading("english", "英語"),
    Heading("help", "説明"),
    Heading("folder", "フォルダー", True),
    Heading("file_name", "ファイル名", True),
    Heading("control_file", "統制ファイル"),
    Heading("done_file", "完了ファイル"),
    Heading("archive", "処理後"),
    Heading("stable_seconds", "安定秒"),
    Heading("expected", "予定"),
    Heading("layout", "レイアウト"),
    Heading("into", "渡す先"),
)

KINDS = {"HTTP": "http", "SFTP": "sftp", "フォルダー": "folder", "SQL": "sql", "メール": "mail", "取込": "import"}
INTO = {"不在": "absence", "不在の取消": "absence_cancelled"}
"""What the platform keeps by itself of what systems tell."""
INTO_VALUES: Mapping[str, Mapping[str, str]] = {
    "absence": {"職員番号": "text", "初日": "date", "最終日": "date"},
    "absence_cancelled": {"職員番号": "text", "初日": "date"},
}
"""The values that it must be told for that, and their types; 事由 may come with an absence."""
FILES_INTO = {"組織": "units", "職員": "staff", "発令": "postings"}
"""The three files of the personnel system, which the platform takes over together."""
CASE_RECORD = "case_record"
"""The document of the decided case, which the platform makes when the call is carried."""
LETTER = "letter"
"""The document that a 施行 sends, which the platform makes likewise."""
TYPES = {
    "文字": "text",
    "長文": "long_text",
    "数値": "number",
    "整数": "integer",
    "金額": "yen_amount",
    "日付": "date",
    "日時": "datetime",
    "はい・いいえ": "boolean",
    "カナ": "kana",
    "添付": "file",
    "決裁記録": CASE_RECORD,
    "施行文書": LETTER,
    "年月": "year_month",
    "率": "rate",
    "表": "table",
}
FIELD_TYPES = {"yen_amount": "yen", "file": "attachment", CASE_RECORD: "attachment", LETTER: "attachment"}
"""Where forms call a type otherwise than the language does."""
YES_NO = {"はい": "yes", "いいえ": "no"}
PERSONAL_DATA = {"なし": "none", "あり": "yes_personal", "要配慮": "sensitive"}
"""In the words of procedures."""
ORDERS = {"なし": "none", "案件ごと": "case", "一列": "system"}
SHAPES = {"JSON": "json", "フォーム": "form", "マルチパート": "multipart"}
ENCODINGS = {"UTF-8": "utf-8", "CP932": "cp932"}
METHODS = {name: name for name in ("GET", "POST", "PUT", "PATCH", "DELETE")}
DOES = {"取込む": "take_in", "訂正を取込む": "correct", "捨てる": "throw_away"}
SAFE, ASK = ("安全", "safe"), ("確かめる", "ask")
AT_ONCE, LATER = ("すぐ", "at_once"), ("あとで", "later")
ALWAYS_OPEN, OFFICE_DAYS = ("いつでも", "always"), ("開庁日", "office_days")
BUILT_IN = {"key": ("鍵", "key"), "case": ("案件", "case"), "message": ("呼出番号", "call_id")}
"""Names that every message may use besides its inputs: idempotency key, case, and the id made from the key."""
