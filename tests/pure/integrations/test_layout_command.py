"""manage.py check_file: what people and programs read, and how it ends."""

import json
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.support.layouts import FILES

STAFF, BASE = str(FILES / "staff_20.csv"), str(FILES / "base_20.csv")


def run(*arguments: object, layout: str = "payroll-payslip") -> tuple[int, str, str]:
    """Exit status, output, and what went to the error output."""
    out, err = StringIO(), StringIO()
    try:
        call_command("check_file", *map(str, arguments), "--layout", layout, stdout=out, stderr=err)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def record(*arguments: object) -> tuple[int, dict[str, Any]]:
    status, out, _ = run(*arguments, "--format", "json")
    return status, json.loads(out)


def test_an_accepted_file_ends_with_0_and_says_what_was_not_checked() -> None:
    status, result = record(BASE)

    assert (status, result["verdict"], result["codes"], result["rows"], result["reasons"]) == (
        0,
        "accepted",
        [],
        [],
        [],
    )
    assert {each["check"] for each in result["not_checked"]} == {"month", "staff", "control", "previous", "history"}


def test_a_rejected_file_ends_with_1_and_names_row_item_and_reason_in_both_languages() -> None:
    status, result = record(FILES / "d10_fullwidth_digit.csv")

    assert (status, result["verdict"], result["codes"], result["rows"]) == (1, "rejected", ["type"], [5])
    (reason,) = result["reasons"]
    assert reason["ja"] == "5行目「所得税」: 全角の数字があります。半角で書きます。"
    assert reason["en"] == "row 5, Income tax: There are full-width digits. Write ordinary ones."
    assert "６７５０" not in json.dumps(result, ensure_ascii=False)


def test_a_held_file_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "base.csv").write_bytes(Path(BASE).read_bytes())

    half = record(FILES / "d26_half_rows.csv", "--previous", BASE, "--staff", STAFF, "--month", "2026-04")
    changed = record(FILES / "d24_resend_changed.csv", "--history", tmp_path)

    assert (half[0], half[1]["verdict"]) == (1, "held")
    assert (changed[0], changed[1]["verdict"]) == (1, "rejected")


def test_the_same_file_again_is_accepted_and_said_to_be_here_already(tmp_path: Path) -> None:
    (tmp_path / "base.csv").write_bytes(Path(BASE).read_bytes())
    (tmp_path / "notes.txt").write_text("not a payroll file")

    status, result = record(BASE, "--history", tmp_path)

    assert (status, result["codes"], result["already_received"]) == (0, ["same_file_again"], True)


def test_people_read_sentences_in_their_language() -> None:
    _, japanese, _ = run(FILES / "d02_missing_emp_no.csv")
    _, english, _ = run(FILES / "d02_missing_emp_no.csv", "--lang", "en")

    assert japanese.startswith(
        "全件中止:必須欠落1\n  中止 [required_missing] 5行目「職員番号」: 必ず書く項目が空です。"
    )
    assert english.startswith("rejected: required items missing 1\n  rejects [required_missing] row 5, Staff number:")
    assert "not checked [staff] There is no staff list." in english


def test_the_control_file_is_compared() -> None:
    clean, control = FILES / "clean_50.csv", FILES / "clean_50.ctl.json"

    good, other = record(clean, "--control", control), record(BASE, "--control", control)

    assert (good[0], good[1]["codes"]) == (0, [])
    assert (other[0], other[1]["codes"][0]) == (1, "control_mismatch.records")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing.csv"], "missing.csv: No such file"),
        ([FILES], "is a folder"),
        ([BASE, "--staff", BASE], "The staff list cannot be read"),
        ([BASE, "--staff", "missing.csv"], "No such file"),
        ([BASE, "--control", FILES], "is a folder"),
        ([BASE, "--history", "missing"], "There is no folder missing"),
        ([BASE, "--history", BASE], "There is no folder"),
    ],
)
def test_what_cannot_be_judged_ends_with_2_and_a_sentence(arguments: list[object], sentence: str) -> None:
    status, out, err = run(*arguments)

    assert (status, out) == (2, "")
    assert sentence in err


def test_a_pipe_cannot_be_judged() -> None:
    reading, writing = os.pipe()
    os.write(writing, Path(BASE).read_bytes())
    os.close(writing)

    status, _, err = run(f"/dev/fd/{reading}")

    os.close(reading)
    assert status == 2
    assert "no ordinary file" in err


def test_an_unknown_layout_is_answered_with_the_known_ones() -> None:
    status, _, err = run(BASE, layout="payslip")

    assert status == 2
    assert "payroll-payslip" in err


@pytest.mark.parametrize("month", ["2026-13", "2026/04", "202604", "２０２６-04", "2026-4"])
def test_a_month_is_written_like_2026_04(month: str) -> None:
    with pytest.raises(CommandError, match="--month"):
        run(BASE, "--month", month)


def test_a_staff_list_may_be_written_in_cp932(tmp_path: Path) -> None:
    staff = tmp_path / "staff.csv"
    staff.write_bytes(Path(STAFF).read_text("utf-8").replace("\n", "\r\n").encode("cp932"))

    status, result = record(FILES / "d04_retired.csv", "--staff", staff, "--month", "2026-04")

    assert (status, result["verdict"], result["codes"][0]) == (1, "held", "staff_left")
