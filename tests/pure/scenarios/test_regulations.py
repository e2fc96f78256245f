"""A folder of definitions with a 規程: it is checked by its own lines, and scenarios go by the table of their day."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests.support.definitions import PROJECT

REGULATION = """書式: 1
規程: 鍵規程
id: key-fees
様式:
  - {項目: 部屋, 型: 選択, 選択肢: {会議室: MEETING, 倉庫: STORE}, 必須: はい}
決定表:
  使用料:
    - 施行: 〜2026-09-30
      表: |
        | 部屋   || 額(金額) |
        | 会議室 || 500円   |
        | 倉庫   || 1千円   |
    - 施行: 2026-10-01〜
      表ファイル: key-fees.csv
"""
FEES = "部屋,,額(金額)\n-,,500円\n"
PROCEDURE = """書式: 1
手続: 鍵の貸出
id: key-lending
所管: 総務部総務課
使う: 規程.key-fees
開始: {できる人: 全職員}
結果: {貸出済: 成立, 見送り: 不成立}
様式:
  - {項目: 部屋, id: room, 型: 選択, 選択肢: {会議室: MEETING, 倉庫: STORE}, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {判定: 使用料を決める, 決定表: 鍵規程.使用料}
  - 承認: 課長の承認
    条件: (鍵規程.使用料.額 ?? 0円) > 600円
    担当: 総務部総務課の課長
    期限: 2営業日
    できること: {見送る: 終了 見送り}
  - 終了: 貸出済
試験:
  - 名前: 九月の倉庫は課長が承認する
    場: {今: 2026-09-28T09:00}
    入力: {部屋: 倉庫}
    進行: [{申込み: 提出}, {課長の承認: 承認}]
    期待: {結果: 貸出済}
  - 名前: 十月からは承認が要らない
    場: {今: 2026-10-05T09:00}
    入力: {部屋: 倉庫}
    進行: [{申込み: 提出}]
    期待: {結果: 貸出済}
"""


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    """The ward's own organisation, with one regulation and one procedure that uses it; nothing is printed there."""
    folder = tmp_path / "definitions"
    shutil.copytree(PROJECT / "definitions" / "organisation", folder / "organisation")
    (folder / "procedures").mkdir()
    (folder / "authority").mkdir()
    (folder / "procedures" / "key-lending.yaml").write_text(PROCEDURE, "utf-8")
    (folder / "authority" / "key-fees.yaml").write_text(REGULATION, "utf-8")
    (folder / "authority" / "key-fees.csv").write_text(FEES, "utf-8")
    return folder


def output(command: str, definitions: Path) -> str:
    out = StringIO()
    with override_settings(DEFINITIONS_DIR=definitions):
        call_command(command, stdout=out)
    return out.getvalue()


def test_scenarios_go_by_the_table_of_their_day(definitions: Path) -> None:
    text = output("test_definitions", definitions)

    assert "✓ 九月の倉庫は課長が承認する" in text
    assert "✓ 十月からは承認が要らない" in text


def test_a_sound_folder_has_no_mistakes(definitions: Path) -> None:
    assert "誤り 0件" in output("check_definitions", definitions)


@pytest.mark.parametrize(
    ("file", "written", "instead", "said"),
    [
        ("key-fees.csv", "-,,500円", "会議室,,500円", "key-fees.csv の2行目: 当てはまる行のない場合"),
        ("key-fees.csv", "500円", "五百", "key-fees.csv の2行目"),
        ("key-fees.yaml", "倉庫   ||", "物置   ||", "key-fees.yaml:12:11: error[E042]"),
        ("key-fees.yaml", "2026-10-01〜", "2026-09-30〜", "error[E048]"),
        ("key-fees.yaml", "id: key-fees", "id: fees", "ファイルの名前はidと同じです"),
    ],
)
def test_a_mistake_in_a_regulation_is_told(definitions: Path, file: str, written: str, instead: str, said: str) -> None:
    path = definitions / "authority" / file
    path.write_text(path.read_text("utf-8").replace(written, instead), "utf-8")
    out = StringIO()

    with override_settings(DEFINITIONS_DIR=definitions), pytest.raises(SystemExit):
        call_command("check_definitions", stdout=out)

    assert said in out.getvalue()
