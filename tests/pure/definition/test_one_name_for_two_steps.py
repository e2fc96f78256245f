"""Two steps with one name are a mistake that is said, whatever kinds they are: a text is never an error of ours."""

import pytest

from tests.support.definitions import GOLDEN, load_text

SOURCE = (GOLDEN / "ok" / "key-loan.yaml").read_text(encoding="utf-8")
ONE = "  - 設定: 控え\n    値: {予約番号: 「なし」}\n"


@pytest.mark.parametrize(
    "second",
    [
        "  - 設定: 控え\n",
        "  - 設定: 控え\n    値: {予約番号: 「なし」, 保証金: 1円}\n",
        "  - 審査: 控え\n    担当: 総務課\n    期限: 1営業日\n",
    ],
)
def test_the_check_says_it(second: str) -> None:
    at = SOURCE.index("  - まとまり:")
    for steps in (ONE + second, second + ONE):
        problems = load_text(SOURCE[:at] + steps + SOURCE[at:]).problems

        assert "E022" in {problem.id for problem in problems}


def test_a_scenario_that_acts_on_the_name_of_two_steps_is_read() -> None:
    text = SOURCE.replace("  - 審査: 空きの確認\n", f"{ONE.replace('控え', '空きの確認')}  - 審査: 空きの確認\n")

    assert "E022" in {problem.id for problem in load_text(text).problems}
