"""`manage.py route`: the members others read, and a sentence with an exit status for what cannot be asked."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from approvals.selectors.organisation import organisation_in_force
from tests.support.day_trip import ANSWERS
from tests.support.ward import cast, load_world, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]


@pytest.fixture(autouse=True)
def _world() -> None:
    load_world()
    publish("travel-order")


def asked(*arguments: str) -> tuple[str, dict[str, Any] | str]:
    """How the command ended, and what it printed or said."""
    out = StringIO()
    try:
        call_command("route", *arguments, "--format", "json", stdout=out)
    except CommandError as refused:
        return "refused", str(refused)
    except SystemExit as ended:
        return f"exit {ended.code}", json.loads(out.getvalue())
    return "exit 0", json.loads(out.getvalue())


def applicant() -> str:
    return organisation_in_force().persons[str(cast().applicant)].staff_number


def written(folder: Path, content: str | bytes) -> str:
    file = folder / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(file)


def test_json_has_exactly_the_members_that_others_read(tmp_path: Path) -> None:
    file = written(tmp_path, "\ufeff" + json.dumps(ANSWERS))

    ended, found = asked("travel-order", "--applicant", applicant(), "--answers", file, "--on", "令和8年5月11日")

    assert ended == "exit 0" and isinstance(found, dict)
    assert list(found) == ["decider", "stages", "obligations", "warnings"]
    assert list(found["decider"]) == ["post", "person", "capacity", "article"]
    assert {tuple(stage) for stage in found["stages"]} == {
        ("kind", "post", "person", "capacity", "rule", "skipped", "reason")
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--applicant", "99999999"], "職員番号「99999999」の職員はいません"),
        (["--applicant", "\x00"], "の職員はいません"),
        (["--post", "区長"], "就いている職:"),
        (["--absent", "x"], "職員番号「x」"),
        (["--on", "1990-01-01"], "この日この所属にいません"),
        (["--on", "2026-02-30"], "日付として読めません"),
        (["--on", "2999-01-01"], "日付として読めません"),
        (["--answers", "/nowhere/a.json"], "読めません"),
        (["--answers", "/"], "読めません"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(arguments: list[str], told: str) -> None:
    who = [] if "--applicant" in arguments else ["--applicant", applicant()]

    ended, said = asked("travel-order", *who, *arguments)

    assert ended == "refused" and told in said, said


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "JSONとして読めません"),
        ("[]", "項目の名前と答えの対応"),
        ("[" * 100_000, "入れ子が深すぎます"),
        ('{"cost": ' + "9" * 5_000 + "}", "JSONとして読めません"),
        ("会議".encode("cp932"), "UTF-8"),
    ],
    ids=["no JSON", "a list", "nested too deeply", "too long a number", "CP932"],
)
def test_answers_that_cannot_be_read_are_told(content: str | bytes, told: str, tmp_path: Path) -> None:
    ended, said = asked("travel-order", "--applicant", applicant(), "--answers", written(tmp_path, content))

    assert ended == "refused" and told in said, said


@pytest.mark.parametrize("answers", [{}, {"なにか": 1}, {"cost": {"a": 1}, "departs": ["x"]}])
def test_answers_that_do_not_do_end_with_the_reason_and_status_one(answers: dict[str, Any], tmp_path: Path) -> None:
    file = written(tmp_path, json.dumps(answers))

    ended, found = asked("travel-order", "--applicant", applicant(), "--answers", file)

    assert ended == "exit 1" and isinstance(found, dict)
    assert found["decider"] is None and found["warnings"]


@pytest.mark.parametrize("procedure", ["no-such-thing", "a\x00b", "/"])
def test_a_procedure_that_is_not_in_force_is_told(procedure: str) -> None:
    ended, said = asked(procedure, "--applicant", applicant())

    assert ended == "refused" and "公開された手続がありません" in said


@pytest.mark.parametrize(("content", "told"), [(b"\xe8\x91", "UTF-8"), (b"a: [", "check_definitions")])
def test_a_file_that_is_no_definition_is_told(content: bytes, told: str, tmp_path: Path) -> None:
    ended, said = asked(written(tmp_path, content), "--applicant", applicant())

    assert ended == "refused" and told in said
