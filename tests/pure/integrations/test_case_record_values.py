"""決裁記録: an operation takes the document of the decided case, which no procedure sends itself."""

from pathlib import Path

from forms.field_type import Attached
from forms.source.source import Source
from integrations.selectors.systems import check_systems
from integrations.services.case_documents import Document
from integrations.services.order_files import with_files as with_documents
from integrations.systems.offers import offers_of
from integrations.systems.order import Order
from integrations.systems.reader import load
from integrations.systems.values import unfit
from meguro_platform.definition_names import with_files
from tests.support.orders import an_order, connection, described
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
EVERY = RECORDS.replace("    受取る:", "    決定した案件をすべて送る: はい\n    受取る:")


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
        ("E013", 8, "決裁記録と施行文書は「送る」でだけ使えます。")
    ]


def test_an_answer_names_the_digest_of_a_file_that_is_sent_and_of_nothing_else() -> None:
    text = RECORDS.replace("受取る: {番号: 文字}", "受取る: {番号: {型: 文字, 指紋: 文書}}")
    other = text.replace("指紋: 文書", "指紋: 件名")

    assert described(text).operations["登録"].receive[0].digest_of == "文書"
    assert [each.message.ja for each in load(Source("store.yaml", other)).problems] == [
        "「件名」というファイルは送りません。"
    ]


def test_the_number_of_attached_files_goes_with_the_document_and_no_procedure_sends_it() -> None:
    text = RECORDS.replace("文書: 決裁記録}", "文書: 決裁記録, 添付数: {型: 整数, 数える: 文書}}")
    order = an_order(text, "登録", to=connection("文書"), payload={"件名": "清掃"})
    pdf = Attached(uuid="u1", sha256="0" * 64, name="2026-000001.pdf", size=4, type="application/pdf")

    sent = with_documents(order, Document(reference=pdf, content=b"%PDF", attached=2))

    assert offers_of(described(text))["登録"].requires == ("件名",)
    assert isinstance(sent, Order)
    assert sent.call.payload["添付数"] == 2


def test_only_the_document_of_a_case_has_files_to_count() -> None:
    text = RECORDS.replace("件名: 文字", "件名: 文字, 添付数: {型: 整数, 数える: 件名}")

    assert [(each.id, each.message.ja) for each in load(Source("store.yaml", text)).problems] == [
        ("E013", "「添付数」は、決裁記録に入る添付ファイルの数です。")
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


def test_one_line_registers_every_decided_case() -> None:

    assert offers_of(described(EVERY))["登録"].every_decision
    assert not offers_of(described(RECORDS))["登録"].every_decision


def test_what_not_every_case_has_cannot_be_required_then() -> None:
    odd = EVERY.replace("{件名: 文字, 文書: 決裁記録}", "{品名: 文字}").replace(
        "title: 件名, file: 文書", "title: 品名"
    )

    loaded = load(Source("store.yaml", odd))

    assert [(each.id, each.position.line, each.message.ja) for each in loaded.problems] == [
        ("E202", 8, "「決定した案件をすべて送る」操作は、決裁記録を送ります。"),
        ("E202", 8, "「品名」は、どの案件にもある値ではありません。"),
    ]


def test_only_one_system_registers_every_decided_case(tmp_path: Path) -> None:
    (tmp_path / "store.yaml").write_text(EVERY, "utf-8")
    (tmp_path / "vault.yaml").write_text(
        EVERY.replace("連携先: 文書", "連携先: 書庫").replace("store", "vault"), "utf-8"
    )

    _, findings = check_systems(tmp_path)

    assert [(source.path, problem.message.ja) for source, problem in findings] == [
        (
            str(tmp_path / "vault.yaml"),
            "決定した案件は、もう「文書」へすべて送ります(store.yaml)。登録する先は一つです。",
        )
    ]


def test_every_shipped_procedure_that_decides_is_registered() -> None:
    names = with_files(ward().office.catalogue, DEFINITIONS)
    programs = {
        path.stem: load_procedure(Source(path.name, path.read_text("utf-8")), names).program
        for path in (DEFINITIONS / "procedures").glob("*.yaml")
    }

    registered = {name for name, program in programs.items() if program and program.registration}

    assert registered >= {"id-card-reissue", "leave-of-absence", "travel-order", "budget-execution", "document-receipt"}
    assert "dependents" in registered, "who is recognised as a dependant gives a right to pay"
    assert not registered & {"spending-decision", "payslip-delivery"}
