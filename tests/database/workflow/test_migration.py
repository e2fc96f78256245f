"""移行 of stored cases: journaled, replayed, once, whole; and an act at the same moment."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.utils import ProgrammingError

from approvals.models import InboxEntry
from approvals.selectors.journal_sentences import sentences
from meguro_platform.selectors.invariants import INVARIANTS
from tests.support.card_story import a_case, acted, open_task
from tests.support.ward import MONDAY, Cast, cast, compiled, load_world
from workflow.engine.outcome import Refused, TooLate
from workflow.engine.state import CaseState
from workflow.errors import PublicationRefused
from workflow.models import Case, CaseMigration, DefinitionVersion, JournalEntry, Timer, UserTask
from workflow.selectors.journal import check_case
from workflow.services import migrate_cases
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.migrate_cases import migrate_case, migrate_some
from workflow.services.publish_definition import plan_migration, plan_shown, propose_definition, publish_definition

pytestmark = pytest.mark.django_db

SOURCE = (Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml").read_text(encoding="utf-8")
LATER = SOURCE.replace("    期限: 1営業日\n", "    期限: 4営業日\n")
RENAMED = SOURCE.replace("所属長確認", "上司の確認")


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def version(people: Cast, text: str = LATER, reach: str = "all", moves: dict[str, str] | None = None) -> int:
    """A version in force that one clerk has proposed and planned, and another put in force."""
    program = compiled("id-card-reissue.yaml", text)
    proposed = propose_definition(program=program, source=text, by=people.stranger, note="期限", now=MONDAY)
    plan_migration(version=proposed.pk, by=people.stranger, reach=reach, moves=moves or {}, now=MONDAY)
    publish_definition(version=proposed.pk, by=people.examiner, now=MONDAY)
    return proposed.pk


def migrate_all(chosen: int) -> None:
    while migrate_some(version=chosen, now=MONDAY):
        pass


def everything_holds() -> bool:
    return not any(list(invariant.broken()) for invariant in INVARIANTS)


def verified(case: Case) -> bool:
    return check_case(Case.objects.get(pk=case.pk)) == []


# --- one case --------------------------------------------------------------------------------------------------------


def test_a_case_goes_on_under_the_new_version_with_the_same_work_and_a_journal_that_replays(people: Cast) -> None:
    case = a_case(people)
    task, due = open_task(case), UserTask.objects.get(case=case).due_at

    chosen = version(people)
    migrate_all(chosen)

    after = Case.objects.get(pk=case.pk)
    assert after.program_hash == DefinitionVersion.objects.get(pk=chosen).program_hash != case.program_hash
    row = UserTask.objects.get(case=case, status="open")
    assert (row.uuid, row.due_at == due) == (task, False)
    assert set(InboxEntry.objects.filter(case_id=case.pk).values_list("due_at", flat=True)) == {row.due_at}
    assert verified(case)
    assert everything_holds()
    acted(after, people.head, "checked")
    assert verified(case)


def test_the_journal_says_who_had_it_moved_from_where_to_where(people: Cast) -> None:
    case = a_case(people)
    chosen = version(people)

    migrate_all(chosen)

    entry = JournalEntry.objects.get(stream=str(case.pk), event="migrate")
    told = json.loads(bytes(entry.payload.body))["command"]
    header = json.loads(bytes(entry.header))
    assert (told["before"], told["program"]) == (case.program_hash, Case.objects.get(pk=case.pk).program_hash)
    assert header["program"] == told["program"]
    assert header["actor"] == {"kind": "system", "person": str(people.examiner), "principal": str(people.stranger)}
    last = sentences(Case.objects.get(pk=case.pk))[-1]
    assert last.text == "手続の新しい版に移しました"
    assert any("期限" in each for each in last.followed)


def test_a_row_that_names_another_version_than_the_journal_is_found(people: Cast) -> None:
    case = a_case(people)
    chosen = version(people, reach="new_only")

    Case.objects.filter(pk=case.pk).update(program_hash=DefinitionVersion.objects.get(pk=chosen).program_hash)

    assert [found.what for found in check_case(Case.objects.get(pk=case.pk))] == [
        "the case names another version than its journal"
    ]


def test_whoever_looks_at_the_page_of_before_is_told_that_it_changed(people: Cast) -> None:
    case = a_case(people)
    migrate_all(version(people))

    late = complete_user_task(
        task=open_task(case), person=people.head, verdict="checked", now=MONDAY, shown_revision=case.revision
    )

    assert isinstance(late, Refused)
    assert late.objections[0].code == "stale_revision"


def test_a_case_whose_step_is_gone_is_taken_where_the_map_says(people: Cast) -> None:
    case = a_case(people)
    old = UserTask.objects.get(case=case)
    to = compiled("id-card-reissue.yaml", RENAMED).by_step["上司の確認"].id

    migrate_all(version(people, RENAMED, moves={old.node: to}))

    row = UserTask.objects.get(case=case, status="open")
    assert (row.step, row.uuid == old.uuid) == ("上司の確認", False)
    assert set(InboxEntry.objects.filter(case_id=case.pk).values_list("task_id", flat=True)) == {row.uuid}
    assert "所属長確認" in " ".join(sentences(Case.objects.get(pk=case.pk))[-1].followed)
    assert verified(case)
    assert everything_holds()


def test_an_inbox_names_the_step_as_the_new_version_does(people: Cast) -> None:
    case = a_case(people)
    InboxEntry.objects.filter(case_id=case.pk).update(node="before", step="前の名前")

    migrate_all(version(people))

    row = UserTask.objects.get(case=case, status="open")
    assert set(InboxEntry.objects.filter(case_id=case.pk).values_list("node", "step")) == {(row.node, row.step)}
    assert everything_holds()


def test_an_act_done_at_a_step_that_is_gone_is_still_told(people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked")

    migrate_all(version(people, RENAMED))

    state = CaseState.from_bytes(json.dumps(Case.objects.get(pk=case.pk).state))
    assert "所属長確認" in state.gone.values()
    assert verified(case)


# --- all of them -----------------------------------------------------------------------------------------------------


def test_by_default_only_new_cases_go_by_a_new_version(people: Cast) -> None:
    case = a_case(people)

    migrate_all(version(people, reach="new_only"))

    assert Case.objects.get(pk=case.pk).program_hash == case.program_hash
    assert not CaseMigration.objects.exists()


def test_only_untouched_cases_are_moved_where_that_was_chosen(people: Cast) -> None:
    begun, fresh = acted(a_case(people), people.head, "checked"), a_case(people)

    migrate_all(version(people, reach="untouched"))

    assert dict(CaseMigration.objects.values_list("case", "result")) == {begun.pk: "stays", fresh.pk: "moved"}
    assert CaseMigration.objects.get(case=begun).reason == "もう処理が始まっています。この版のまま終わらせます。"


def test_a_case_that_cannot_go_on_stays_with_the_reason_and_keeps_no_other(people: Cast) -> None:
    stuck, free = a_case(people), acted(a_case(people), people.head, "checked")

    chosen = version(people, RENAMED)
    migrate_all(chosen)

    assert dict(CaseMigration.objects.values_list("case", "result")) == {stuck.pk: "stays", free.pk: "moved"}
    assert Case.objects.get(pk=stuck.pk).program_hash == stuck.program_hash
    assert DefinitionVersion.objects.get(pk=chosen).moved_at
    done = JournalEntry.objects.get(event="cases_migrated")
    assert json.loads(bytes(done.payload.body))["cases"] == {"moved": 1, "stays": 1}


def test_a_migration_that_was_interrupted_goes_on_where_it_stopped(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [a_case(people) for _ in range(3)]
    chosen = version(people)
    monkeypatch.setattr(migrate_cases, "MOST", 2)

    assert migrate_some(version=chosen, now=MONDAY) == 2
    assert DefinitionVersion.objects.get(pk=chosen).moved_at is None
    assert migrate_some(version=chosen, now=MONDAY) == 1
    assert migrate_some(version=chosen, now=MONDAY) == 0

    assert CaseMigration.objects.filter(result="moved").count() == len(cases)
    assert JournalEntry.objects.filter(event="migrate").count() == len(cases)


def test_a_case_is_moved_only_once(people: Cast) -> None:
    case = a_case(people)
    chosen = DefinitionVersion.objects.get(pk=version(people))

    assert isinstance(migrate_case(case=case.pk, version=chosen, now=MONDAY), Done)
    assert isinstance(migrate_case(case=case.pk, version=chosen, now=MONDAY), TooLate)


# --- two people ------------------------------------------------------------------------------------------------------


def test_nobody_but_the_proposer_says_what_happens_to_cases_and_nobody_approves_another_plan(people: Cast) -> None:
    program = compiled("id-card-reissue.yaml", LATER)
    proposed = propose_definition(program=program, source=LATER, by=people.stranger, note="", now=MONDAY)

    with pytest.raises(PublicationRefused):
        plan_migration(version=proposed.pk, by=people.examiner, reach="all", moves={}, now=MONDAY)
    seen = plan_shown("new_only", {})
    plan_migration(version=proposed.pk, by=people.stranger, reach="all", moves={}, now=MONDAY)
    with pytest.raises(PublicationRefused):
        publish_definition(version=proposed.pk, by=people.examiner, now=MONDAY, plan=seen)


@pytest.mark.django_db(transaction=True)
def test_the_plan_of_a_published_version_never_changes(people: Cast) -> None:
    chosen = version(people, reach="untouched")

    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("UPDATE workflow_definitionversion SET reach = 'all' WHERE id = %s", [chosen])


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_act_and_a_move_at_once_have_one_outcome_and_lose_nothing(people: Cast) -> None:
    *cases, untouched = [a_case(people) for _ in range(7)]
    chosen = DefinitionVersion.objects.get(pk=version(people))

    for case in cases:
        task = open_task(case)
        act, moved = _at_once(case, task, people, chosen)

        assert isinstance(moved, Done)  # before or after the act, the case goes on under the new version
        assert isinstance(act, Done | Refused)
        if isinstance(act, Refused):
            assert act.objections[0].code == "stale_revision"
            assert open_task(case) == task
            assert Timer.objects.filter(case=case).exists()  # the head's deadline
        assert verified(case)
    assert isinstance(migrate_case(case=untouched.pk, version=chosen, now=MONDAY), Done)
    assert Timer.objects.filter(case=untouched).exists()
    assert everything_holds()


def _at_once(case: Case, task: UUID, people: Cast, chosen: DefinitionVersion) -> list[Outcome]:
    barrier = Barrier(2)

    def act() -> Outcome:
        barrier.wait(timeout=60)
        return complete_user_task(
            task=task, person=people.head, verdict="checked", now=MONDAY, shown_revision=case.revision
        )

    def move() -> Outcome:
        barrier.wait(timeout=60)
        return migrate_case(case=case.pk, version=chosen, now=MONDAY)

    def run(what: Callable[[], Outcome]) -> Outcome:
        try:
            return what()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, (act, move)))


# --- beforehand ------------------------------------------------------------------------------------------------------


def test_the_dry_run_says_of_every_case_what_would_become_of_it_and_changes_nothing(
    people: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck, free = a_case(people), acted(a_case(people), people.head, "checked")
    file = tmp_path / "new.yaml"
    file.write_text(RENAMED, encoding="utf-8")

    call_command("migrate_cases", "id-card-reissue", "--dry-run", "--file", str(file), "--format", "json")

    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {"needs_map": 1, "as_is": 1}
    assert {each["number"]: each["verdict"] for each in told["cases"]} == {
        stuck.number: "needs_map",
        free.number: "as_is",
    }
    assert not JournalEntry.objects.filter(event="migrate").exists()
