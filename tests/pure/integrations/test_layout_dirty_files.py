"""The dirty files that were agreed with the payroll section end as they were agreed to end."""

import json
import re

import pytest

from integrations.layouts.judgement import Judgement
from integrations.layouts.report import summary
from tests.support.layouts import FILES, codes_of, history_of, judged, staff_of

EXPECTED = [json.loads(line) for line in (FILES / "expected.jsonl").read_text("utf-8").splitlines()]
BASE = (FILES / "base_20.csv").read_bytes()
VERDICTS = {
    "全件中止": "rejected",
    "保留": "held",
    "要確認に隔離": "held",
    "公開可・要確認": "accepted",
    "受入可": "accepted",
}
CODES = {
    "d02_missing_emp_no": ["required_missing", "staff_missing"],
    "d04_retired": ["staff_left", "staff_missing", "name_differs", "kana_differs", "kind_differs"],
    "d06_trailer_count": ["total_mismatch.records", "total_mismatch.emp_no_hash_total"],
    "d08_no_trailer": ["trailer_missing", "columns", "staff_missing"],
    "d10_fullwidth_digit": ["type"],
    "d12_triangle": ["type"],
    "d14_gaiji": ["gaiji", "name_differs"],
    "d16_utf8bom": ["encoding"],
    "d18_bad_byte": ["bad_bytes"],
    "d20_wrong_month": ["month_mismatch", "pay_day_outside_month"],
    "d22_newline_in_note": ["newline_in_item"],
    "d24_resend_changed": ["same_version_changed"],
    "d26_half_rows": ["threshold", "staff_missing"],
    "d28_wave_dash": ["round_trip"],
}


def dirty(name: str) -> Judgement:
    """Judged with the staff list and the file before; only a resend is compared with what was received."""
    content = (FILES / f"{name}.csv").read_bytes()
    staff = staff_of((FILES / "staff_20.csv").read_bytes())
    history = history_of(BASE) if "resend" in name else None
    return judged(content, staff=staff, previous=BASE, history=history)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["id"])
def test_a_dirty_file_ends_as_agreed(case: dict[str, str]) -> None:
    agreed = re.sub(r"\s*\((?:[^()]|\(\))*\)", "", case["expect"])

    judgement = dirty(case["id"])

    assert judgement.verdict == VERDICTS[agreed.partition(":")[0].removesuffix("・警告")]
    assert summary(judgement, "ja").startswith(agreed)


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["id"])
def test_a_dirty_file_is_told_by_its_codes(case: dict[str, str]) -> None:
    assert codes_of(dirty(case["id"])) == CODES[case["id"]]


def test_the_clean_files_are_accepted_without_a_word() -> None:
    staff = staff_of((FILES / "staff_20.csv").read_bytes())
    control = (FILES / "clean_50.ctl.json").read_bytes()

    base = judged(BASE, staff=staff, previous=BASE)
    fifty = judged((FILES / "clean_50.csv").read_bytes(), control=control)

    assert (base.verdict, base.tallies) == ("accepted", ())
    assert (fifty.verdict, fifty.tallies) == ("accepted", ())
