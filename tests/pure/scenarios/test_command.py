"""manage.py test_definitions: what people and programs read, and how it ends."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.support.scenarios import text_of

UNTRIED = text_of("leave-of-absence").partition("  - name: 登録が失敗したら")[0]
"""Without the scenario in which a call fails."""
FALSE = UNTRIED.replace("outcome: 時季変更", "outcome: 承認済")


def output(*arguments: str) -> str:
    out = StringIO()
    call_command("test_definitions", *arguments, stdout=out)
    return out.getvalue()


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


@pytest.fixture
def false(tmp_path: Path) -> Path:
    """A definition with a scenario that isn't true."""
    path = tmp_path / "leave.yaml"
    path.write_text(FALSE, "utf-8")
    return path


def test_all_shipped_definitions_are_played_when_no_path_is_given() -> None:
    text = output()

    assert "✓ 破損なら最後に旧証を廃止する" in text
    assert "✓ 長い病気休暇には診断書が要る" in text
    assert "✗" not in text
    assert "W112" not in text
    assert "手順 " in text
    assert "分かれ道 " in text


def test_a_failure_shows_file_line_and_both_sides_and_ends_with_status_1(false: Path) -> None:
    out = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("test_definitions", str(false), "--lang", "en", stdout=out)

    text = out.getvalue()
    line = line_of(FALSE, "outcome: 承認済, called: []")
    assert ended.value.code == 1
    assert "✗ 課長は時季を変えてもらうことができる" in text
    assert f"{false}:{line}" in text
    assert "outcome  expected: 承認済  actual: 時季変更" in text


def test_programs_read_json(false: Path) -> None:
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("test_definitions", str(false.parent), "--format", "json", stdout=out)

    (report,) = json.loads(out.getvalue())
    assert (report["path"], report["passed"]) == (str(false), False)
    failed = [scenario for scenario in report["scenarios"] if not scenario["passed"]]
    assert failed[0]["failure"]["differences"] == [
        {"heading": "結果", "heading_en": "outcome", "expected": "承認済", "actual": "時季変更"}
    ]
    line = line_of(FALSE, "手での登録")
    assert report["steps"]["missing"] == [{"name": "手での登録", "name_en": "Register it by hand", "line": line}]
    assert {walk["trouble"] for walk in report["walks"]} == {""}


def test_a_way_that_no_scenario_takes_is_a_warning_and_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "leave.yaml"
    path.write_text(UNTRIED, "utf-8")

    text = output(str(path), "--lang", "en")

    line = line_of(path.read_text("utf-8"), "手での登録")
    assert f'{path}:{line}: warning[W112] No scenario takes the way "on error: Register it by hand".' in text


def test_a_definition_with_errors_is_not_played_and_says_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(FALSE.replace("decide: 課長の承認", "decid: 課長の承認"), "utf-8")
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("test_definitions", str(path), stdout=out)

    assert f"{path}:" in out.getvalue()
    assert "error[E021]" in out.getvalue()


def test_a_path_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"missing\.yaml"):
        output("missing.yaml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bytes.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CommandError, match=r"bytes\.yaml"):
        output(str(path))
