"""Why a text is not what its item says, without repeating the text: it may be somebody's pay."""

import re

from forms.spec import Text
from integrations.layouts.findings import Code


class Misfit(Exception):
    """The text of an item cannot be read."""

    def __init__(self, code: Code, text: Text) -> None:
        super().__init__(text.en)
        self.code = code
        self.text = text


_REASONS = (
    (
        re.compile("[０-９]"),
        Text("全角の数字があります。半角で書きます。", "There are full-width digits. Write ordinary ones."),
    ),
    (
        re.compile("[△▲]"),
        Text("負の数が△で書かれています。-で書きます。", "A negative number is written with △. Write a minus."),
    ),
    (
        re.compile("[,，]"),
        Text("桁区切りのコンマがあります。数字だけを書きます。", "There are thousands separators. Write digits only."),
    ),
    (
        re.compile("[0-9][eE][-+]?[0-9]"),
        Text(
            "指数(1.2E+3など)で書かれています。表計算ソフトで保存し直していないか確かめてください。",
            "It is written as a power of ten, as spreadsheets do when they save a file.",
        ),
    ),
    (
        re.compile("^#"),
        Text("表計算ソフトのエラー(#N/Aなど)があります。", "There is an error of a spreadsheet, such as #N/A."),
    ),
    (
        re.compile("^[+＋]"),
        Text("正の数に+が付いています。数字だけを書きます。", "There is a plus before the number. Write digits only."),
    ),
    (
        re.compile("[.．]"),
        Text("小数点の使い方が違います。", "There is a decimal point where none may be."),
    ),
    (
        re.compile("[-－−ー‐].*[0-9０-９]"),
        Text("負の符号の書き方が違います。数字の前に半角の-を書きます。", "The minus sign is not an ordinary one."),
    ),
    (re.compile(r"[\s\u3000]"), Text("数の中か前後に空白があります。", "There are spaces around or in the number.")),
    (
        re.compile("[¥￥\\\\円]"),
        Text("円の印があります。数字だけを書きます。", "There is a sign of yen. Write digits only."),
    ),
)
_OTHER = Text("数字でない文字があります。", "There are other characters than digits.")


def why_no_number(text: str) -> Text:
    """What keeps the text from being a number."""
    return next((reason for pattern, reason in _REASONS if pattern.search(text)), _OTHER)
