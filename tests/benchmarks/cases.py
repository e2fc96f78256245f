"""Stored cases through dispatch: the last rows of a long table and the first, a long definition and a short one.

The two that are compared act in turn, so that a busy machine makes both slower alike.
"""

import statistics
import time
from collections.abc import Callable
from functools import cache
from uuid import UUID

import django

ROWS, ACTS = 5_000, 60
CHECKPOINTS = (200, 1_000, 2_500, 4_900)
HEAD = """書式: 1
手続: {name}
id: {key}
所管: 人事課
開始: {{できる人: 全職員}}
結果: {{済み: 成立}}
"""
MANY_ROWS = (
    HEAD.format(name="計測用の全件", key="measured-rows")
    + """使う: レイアウト.payroll-payslip
様式:
  - {項目: 支給年月, id: month, 型: 年月, 必須: はい}
内部:
  - {項目: 明細, id: rows, 型: 表, レイアウト: レイアウト.payroll-payslip}
連携先:
  給与.訂正取込: {送る: [職員番号, 支給年月], 受取る: [明細]}
手順:
  - {申請: 申請, 担当: 申請者}
  - 連携: 取込
    呼出: 給与.訂正取込
    送る: {職員番号: 申請者.職員番号, 支給年月: 支給年月}
    受取る: {明細: 明細}
    差戻し時: もう一度
  - 全件: 一件ずつ
    対象: 明細
    最大: 5000行
    手順:
      - {入力: 点検, 担当: 申請者, 期限: 99営業日}
  - 終了: 済み
"""
)


def main() -> int:
    """Print both ratios; exit status 1 when a row gets dearer, or an action grows with its definition."""
    django.setup()
    from tests.support import database
    from tests.support.ward import load_world

    with database.of_this_run():
        load_world()
        length, rows = ratio_of_length(), ratio_of_rows()
    return 0 if rows <= 1.2 and length <= 1.1 else 1


def ratio_of_rows() -> float:
    """A case whose rows are being done one after another, at each thousand in turn with one that has just begun."""
    from tests.support.ward import publish
    from workflow.models import Case

    publish("measured-rows", MANY_ROWS)
    old, new, ratio = a_case_of_rows(), a_case_of_rows(), 0.0
    for behind in CHECKPOINTS:
        while done_of(old) < behind:
            act(old)
        later, first = in_turn(lambda: act(old), lambda: act(new), ACTS)
        ratio = later / first
        size = len(str(Case.objects.get(pk=old).state))
        print(
            f"row {behind:5,} of {ROWS:,} costs {ratio:.2f} times one of the first ({first * 1000:.1f} ms);"
            f" the state has {size:,} characters",
            flush=True,
        )
    while done_of(old) < ROWS - 1:
        act(old)
    end = act(old)
    assert Case.objects.get(pk=old).status == "ended"
    print(f"the very last row, which ends the case: {end * 1000:.1f} ms")
    return ratio


def done_of(case: UUID) -> int:
    """How many rows are done, as the journal counts them: start, the call, then one entry for each row."""
    from workflow.models import Case

    return int(Case.objects.values_list("revision", flat=True).get(pk=case)) - 2


def ratio_of_length() -> float:
    """The third step of a definition of 60 steps and of 5, in turn."""
    from tests.support.ward import publish

    spent = {}
    for length in (5, 60):
        steps = "".join(f"  - {{入力: 記入{number}, 担当: 申請者, 期限: 9営業日}}\n" for number in range(length))
        form = "様式:\n  - {項目: 件名, id: title, 型: 文字}\n手順:\n  - {申請: 申請, 担当: 申請者}\n"
        key = f"measured-{length}"
        publish(key, HEAD.format(name=f"計測用の{length}手順", key=key) + form + steps + "  - 終了: 済み\n")
    for length in (5, 60):
        act(a_case(f"measured-{length}", {}))
    short = [a_case("measured-5", {}) for _ in range(ACTS)]
    long = [a_case("measured-60", {}) for _ in range(ACTS)]
    spent[60], spent[5] = in_turn(lambda: act(long.pop()), lambda: act(short.pop()), ACTS)
    ratio = spent[60] / spent[5]
    print(f"an action on a definition of 60 steps costs {ratio:.2f} times one on 5 ({spent[5] * 1000:.1f} ms)")
    return ratio


def in_turn(one: Callable[[], float], other: Callable[[], float], times: int) -> tuple[float, float]:
    """Median seconds of both."""
    pairs = [(one(), other()) for _ in range(times)]
    first, second = zip(*pairs, strict=True)
    return statistics.median(first), statistics.median(second)


def act(case: UUID) -> float:
    """Seconds that one act took; finding the work is not measured."""
    from tests.support.ward import MONDAY
    from workflow.models import UserTask
    from workflow.services.complete_user_task import complete_user_task
    from workflow.services.dispatch import Done

    task = (
        UserTask.objects.filter(case=case, status="open").order_by("opened_at", "uuid").values_list("uuid", flat=True)
    )
    found, person = task[0], applicant()
    began = time.perf_counter()
    done = complete_user_task(task=found, person=person, verdict="done", now=MONDAY)
    spent = time.perf_counter() - began
    assert isinstance(done, Done), done
    return spent


@cache
def applicant() -> UUID:
    """Whose cases they are; he does all of their steps."""
    from tests.support.ward import cast

    return cast().applicant


def a_case(procedure: str, answers: dict[str, object]) -> UUID:
    from tests.support.ward import MONDAY
    from workflow.services.dispatch import Done
    from workflow.services.start_case import start_case

    person = applicant()
    begun = start_case(procedure=procedure, applicant=person, person=person, answers=answers, now=MONDAY)
    assert isinstance(begun, Done), begun
    return UUID(begun.result["case"])


def a_case_of_rows() -> UUID:
    """A case whose table was brought by a system: its rows stand in the store of imported rows."""
    from forms.issuance.columns import Column
    from forms.services.issuance.row_sets import keep_row_set
    from tests.support.payroll_case import answer
    from tests.support.ward import MONDAY

    case = a_case("measured-rows", {"month": "2026-05"})
    rows = ({"職員番号": f"{number:08d}", "氏名": "目黒 花子"} for number in range(ROWS))
    columns = [Column(key="職員番号", name="職員番号"), Column(key="氏名", name="氏名")]
    kept = keep_row_set(rows=rows, columns=columns, now=MONDAY)
    answer({"明細": {"row_set": str(kept.uuid), "count": ROWS}})
    return case
