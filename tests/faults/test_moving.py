"""移行: wherever the process that moves running cases is killed, every case is moved once and whole."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from meguro_platform.selectors.invariants import INVARIANTS
from tests.database.workflow.test_migration import version
from tests.support.card_story import a_case
from tests.support.definitions import PROJECT
from tests.support.ward import MONDAY, cast, load_world
from workflow.models import Case, CaseMigration, DefinitionVersion, JournalEntry
from workflow.selectors.journal import check_case

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

CASES, KILLS = 24, 12


def move(chosen: int, kill_before: int) -> int:
    """How the process ended that moves the cases and is killed before this statement."""
    database = str(connection.settings_dict["NAME"])
    command = [
        sys.executable,
        "-m",
        "tests.faults.moving",
        database,
        str(chosen),
        MONDAY.isoformat(),
        str(kill_before),
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "meguro_platform.settings.test"}
    return subprocess.run(command, env=environment, cwd=PROJECT, check=False).returncode


def test_cases_are_moved_once_and_whole_wherever_it_is_killed() -> None:
    load_world()
    people = cast()
    cases = [a_case(people) for _ in range(CASES)]
    chosen = version(people)
    seen, ends = [0], []

    for statement in range(1, KILLS + 1):
        ends.append(move(chosen, statement))
        seen.append(CaseMigration.objects.filter(version=chosen).count())
        moved = Case.objects.filter(program_hash=DefinitionVersion.objects.get(pk=chosen).program_hash).count()
        assert moved == seen[-1]  # the row and the move are one
    assert ends == [-signal.SIGKILL] * KILLS
    assert seen == sorted(seen) and 0 < seen[-1] < CASES
    assert move(chosen, 10**6) == 0

    assert CaseMigration.objects.filter(version=chosen, result="moved").count() == CASES
    assert DefinitionVersion.objects.get(pk=chosen).moved_at == MONDAY
    for case in cases:
        entries = JournalEntry.objects.filter(kind="case", stream=str(case.uuid), event="migrate")
        assert entries.count() == 1
        assert check_case(Case.objects.get(uuid=case.uuid)) == []
    assert not any(list(invariant.broken()) for invariant in INVARIANTS)
