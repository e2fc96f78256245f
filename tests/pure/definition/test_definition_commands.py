"""check_definitions and show_machine, as they are typed; neither needs a database."""

import json
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.support.definitions import GOLDEN, PROJECT, SHIPPED

WRONG = GOLDEN / "err" / "e021-unknown-kind.yaml"


def told(*arguments: str) -> tuple[str, int]:
    """What check_definitions prints, and its exit status."""
    out = StringIO()
    try:
        call_command("check_definitions", *arguments, stdout=out)
    except SystemExit as exit_:
        return out.getvalue(), int(str(exit_.code))
    return out.getvalue(), 0


def test_the_shipped_definitions_are_sound() -> None:
    text, status = told()

    files = [*PROJECT.glob("definitions/procedures/*.yaml"), *PROJECT.glob("definitions/authority/*.yaml")]
    assert text == f"{len(files)}件の手続と規程を調べました: 誤り 0件、注意 0件\n"
    assert status == 0


def test_a_mistake_is_told_with_its_line_and_a_marker() -> None:
    text, status = told(str(WRONG))

    assert text.startswith(f"{WRONG}:37:5: error[E021] 「決裁」という手順の種類はありません。\n")
    assert "   37 |   - 決裁: 課長の決定\n      |     ^~~~\n      → 「決定」の書き間違いではありませんか\n" in text
    assert status == 1


def test_a_mistake_is_told_in_english() -> None:
    text, _ = told(str(WRONG), "--lang", "en")

    assert 'error[E021] There is no kind of step "決裁".' in text


def test_json_has_the_promised_fields() -> None:
    text, status = told(str(WRONG), "--format", "json")

    first = json.loads(text)[0]
    assert list(first) == ["path", "line", "column", "severity", "id", "message", "hint"]
    assert (first["line"], first["column"], first["severity"], first["id"]) == (37, 5, "error", "E021")
    assert status == 1


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "leave-of-absence.yaml"
    path.write_text(SHIPPED[1].read_text(encoding="utf-8").replace("    due: 2 business_days\n", ""), encoding="utf-8")

    text, status = told(str(path))

    assert "warning[W103]" in text
    assert status == 0


def test_a_shipped_file_is_named_after_its_id(tmp_path: Path, settings: Settings) -> None:
    settings.DEFINITIONS_DIR = tmp_path
    copytree(PROJECT / "definitions" / "organisation", tmp_path / "organisation")
    path = tmp_path / "leave.yaml"
    path.write_text(SHIPPED[1].read_text(encoding="utf-8"), encoding="utf-8")

    text, status = told(str(path))

    assert f"{path}:5:5: error[E013]" in text
    assert status == 1


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sjis.yaml"
    path.write_bytes("書式: 1\n".encode("cp932"))

    text, status = told(str(path))

    assert f"{path}:1:1: error[E001]" in text
    assert status == 1


def test_a_missing_file_is_told() -> None:
    with pytest.raises(CommandError, match="no such file"):
        told("nowhere.yaml")


def test_a_machine_is_printed() -> None:
    out = StringIO()

    call_command("show_machine", "id-card-reissue", stdout=out)

    assert out.getvalue().startswith("id-card-reissue  職員証再交付申請\n")


def test_the_machine_of_an_unknown_procedure_is_told() -> None:
    with pytest.raises(CommandError, match="no such procedure"):
        call_command("show_machine", "nothing")


def test_a_procedure_with_errors_has_no_machine() -> None:
    with pytest.raises(CommandError, match="check_definitions"):
        call_command("show_machine", str(WRONG))
