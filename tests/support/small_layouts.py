"""Two layouts of a few lines: books under a key that is text, and tills with a trailer that may leave its sum blank."""

from functools import cache

from forms.source.source import Source
from integrations.layouts.check import check_layout
from integrations.layouts.layout import Layout

_BOOKS = """書式: 1
レイアウト: 図書
id: books
形式: CSV
文字コード: UTF-8
改行: LF
キー: [番号]
明細:
  項目:
    - {項目: 番号, id: number, 型: 文字, 長さ: 20, 必須: はい}
    - {項目: 冊数, id: copies, 型: 整数, 長さ: 4}
"""
_TILLS = """書式: 1
レイアウト: 窓口の現金
id: tills
形式: CSV
文字コード: UTF-8
改行: LF
明細:
  記号: D
  項目:
    - {項目: 窓口, id: till, 型: 整数, 長さ: 4}
    - {項目: 現金, id: cash, 型: 金額, 長さ: 9}
末尾:
  記号: T
  項目:
    - {項目: 件数, id: records, 型: 整数, 長さ: 6, 必須: はい}
    - {項目: 合計, id: amount, 型: 金額, 長さ: 12}
合計:
  - {合計: 件数, id: records, 計算: 件数, 末尾: 件数}
  - {合計: 現金の合計, id: amount, 計算: 合計, 項目: 現金, 末尾: 合計}
"""


def books() -> Layout:
    return _layout("books.yaml", _BOOKS)


def tills() -> Layout:
    return _layout("tills.yaml", _TILLS)


@cache
def _layout(name: str, text: str) -> Layout:
    found, problems = check_layout(Source(name, text))
    assert problems == ()
    assert found is not None
    return found
