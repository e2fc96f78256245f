"""決裁記録: an operation takes the document of the decided case, which no procedure sends itself."""

from pathlib import Path

from forms.source.source import Source
from integrations.systems.offers import offers_of
from integrations.systems.reader import load
from integrations.systems.values import unfit
from meguro_platform.definition_names import with_files
from tests.support.orders import described
from tests.support.ward import ward
from workflow.definition.load import load as load_procedure

DEFINITIONS = Path(__file__).parents[3] / "definitions"
RECORDS = """書式: 1
連携先: 文書
id: store
つなぎ方: HTTP
操作:
  - 操作: 登録
    送る: {件名: 文字, 文書: 決裁記録}
    受取る: {番号: 文字}
    場所: /documents
    本文の形: マルチパート
    本文: {title: 件名, file: 文書}
"""


def test_procedures_neither_need_nor_may_send_it() -> None:
    offered = offers_of(described(RECORDS))["登録"]

    assert (offered.takes, offered.requires, offered.takes_record) == (("件名",), ("件名",), True)


def test_a_payload_without_it_is_complete_and_one_with_it_is_not_ours() -> None:
    send = described(RECORDS).operations["登録"].send

    assert unfit(send, {"件名": "清掃"}) == ()
    assert [text.ja for text in unfit(send, {"件名": "清掃", "文書": []})] == ["「文書」は決められていない値です。"]


def test_no_system_answers_with_one() -> None:
    text = RECORDS.replace("受取る: {番号: 文字}", "受取る: {番号: 決裁記録}")

    loaded = load(Source("store.yaml", text))

    assert [(each.id, each.position.line, each.message.ja) for each in loaded.problems] == [
        ("E013", 8, "決裁記録は「送る」でだけ使えます。")
    ]


def test_an_answer_names_the_digest_of_a_file_that_is_sent_and_of_nothing_else() -> None:
    text = RECORDS.replace("受取る: {番号: 文字}", "受取る: {番号: {型: 文字, 指紋: 文書}}")
    other = text.replace("指紋: 文書", "指紋: 件名")

    assert described(text).operations["登録"].receive[0].digest_of == "文書"
    assert [each.message.ja for each in load(Source("store.yaml", other)).problems] == [
        "「件名」というファイルは送りません。"
    ]


def test_a_procedure_cannot_send_a_decision_that_was_not_taken() -> None:
    path = DEFINITIONS / "procedures" / "spending-decision.yaml"
    step = path.read_text("utf-8").partition("  - 連携: 文書の登録")[2].partition("  - 終了: 完結")[0]
    text = path.read_text("utf-8").replace("  - 連携: 文書の登録" + step, "", 1)
    early = text.replace("  - 回議: 決裁", f"  - 連携: 文書の登録{step}  - 回議: 決裁", 1)

    problems = load_procedure(Source(path.name, early), with_files(ward().office.catalogue, DEFINITIONS)).problems

    assert "「文書管理.文書登録」は決裁記録を送るので、決定より前には呼び出せません。" in [
        problem.message.ja for problem in problems if problem.id == "E084"
    ]
