"""Another finance system takes over: files under definitions/ and settings change, and every open case ends well.

A work copy of the definitions and settings stands for the ward's own; git tells what was changed in it.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from integrations.connectors.connectors import Connectors
from integrations.selectors.systems import check_systems
from integrations.services.deliver import deliver_due
from tests.support.howto import PROJECT, blocks
from tests.support.ledger import claimed
from tests.support.spending_case import acted, drafted, spending_world
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from workflow.models import Case, Effect
from workflow.services.settle_effect import Failed, settle_effect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
CLIENT = ("meguro", "a-secret-of-the-new-system")
SETTINGS = "settings/connected-systems.json"
PAGE = "connect-a-new-system.md"


@dataclass(frozen=True, slots=True)
class Ward:
    """A work copy under git, three running systems, and workers that read the files when they start."""

    copy: Path
    settings: Settings
    old: RunningSystem
    new: RunningSystem
    records: RunningSystem

    def git(self, *words: str) -> str:
        who = ("-c", "user.name=ward", "-c", "user.email=ward@city.example.jp")
        command = ["git", *who, *words]
        return subprocess.run(command, cwd=self.copy, check=True, capture_output=True, text=True).stdout

    def connect(self, systems: dict[str, dict[str, Any]]) -> None:
        file = self.copy / SETTINGS
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(systems, ensure_ascii=False, indent=2), "utf-8")
        self.settings.CONNECTED_SYSTEMS = json.loads(file.read_text("utf-8"))

    def old_connection(self) -> dict[str, Any]:
        return {"url": self.old.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}

    def restart(self, folder: Path) -> None:
        """Processes read the files when they start."""
        assert check_systems(folder / "systems")[1] == ()
        self.settings.DEFINITIONS_DIR = folder

    def swap(self) -> None:
        """What docs/howto/connect-a-new-system.md says."""
        systems = self.copy / "definitions" / "systems"
        before, after = blocks(PAGE, "diff")[0].strip().splitlines()
        old = (systems / "finance.yaml").read_text("utf-8")
        assert old.count(before.removeprefix("-")) == 1
        (systems / "finance.yaml").write_text(old.replace(before.removeprefix("-"), after.removeprefix("+")), "utf-8")
        (systems / "finance-new.yaml").write_text(blocks(PAGE, "yaml")[0], "utf-8")
        name, secret = CLIENT
        oauth = {"token_url": f"{self.new.url}/oauth/token", "client_id": name, "client_secret": secret}
        records = json.loads((self.copy / SETTINGS).read_text("utf-8"))["文書管理"]
        self.connect(
            {
                "財務会計": {"url": self.new.url, "oauth": oauth, "timeout": 5, "allow": LOOPBACK},
                "旧財務会計": self.old_connection(),
                "文書管理": records,
            }
        )
        started_anew = self.copy.parent / "started-anew"  # another path, so that nothing read before is remembered
        started_anew.symlink_to(self.copy)
        self.restart(started_anew / "definitions")

    def look(self, *cases: Case, times: int = 4) -> None:
        """Workers of both kinds, as often as a draft has calls after each other; pauses pass at once."""
        with Connectors() as connector:
            for _ in range(times):
                Effect.objects.filter(status="waiting").update(next_at=timezone.now())
                deliver_due(worker="test", connector=connector, clock=timezone.now)
        for case in cases:
            case.refresh_from_db()


@pytest.fixture
def ward(tmp_path: Path, settings: Settings, db: None) -> Iterator[Ward]:
    spending_world()
    copy = tmp_path / "ward"
    shutil.copytree(PROJECT / "definitions", copy / "definitions")
    with (
        running_system("finance", tmp_path / "finance.sqlite") as old,
        running_system("finance-new", tmp_path / "finance-new.sqlite", secret=" ".join(CLIENT)) as new,
        running_system("documents", tmp_path / "documents.sqlite") as records,
    ):
        ward = Ward(copy, settings, old, new, records)
        connection = {"url": records.url, "secret": SECRET, "timeout": 5, "allow": LOOPBACK}
        ward.connect({"財務会計": ward.old_connection(), "文書管理": connection})
        ward.restart(copy / "definitions")
        ward.git("init", "-q")
        ward.git("add", "-A")
        ward.git("commit", "-q", "-m", "Before the swap.")
        yield ward


def done(system: RunningSystem) -> list[str]:
    return [entry["operation"] for entry in system.entries]


def test_the_change_is_definitions_and_settings_and_nothing_else(ward: Ward) -> None:
    ward.swap()

    ward.git("add", "-A")
    changed = ward.git("diff", "--cached", "--stat=200")

    assert [line.split("|")[0].strip() for line in changed.splitlines()[:-1]] == [
        "definitions/systems/finance-new.yaml",
        "definitions/systems/finance.yaml",
        SETTINGS,
    ]
    renamed = ward.git("diff", "--cached", "--unified=0", "definitions/systems/finance.yaml").splitlines()
    assert [line for line in renamed[4:] if line[0] in "+-"] == ["-連携先: 財務会計", "+連携先: 旧財務会計"]


def test_a_case_that_was_open_commits_at_the_new_system(ward: Ward) -> None:
    case = drafted()
    ward.look(case)
    assert case.steps == ["決裁"]

    ward.swap()
    acted(case, "proper", "decide")
    ward.look(case)

    assert (done(ward.old), done(ward.new)) == ([], ["encumber"])
    assert case.state["answers"]["commitment_no"] == "EN00000001"


def test_what_the_old_system_did_is_undone_there_and_done_again_at_the_new(ward: Ward) -> None:
    case = drafted()
    ward.look(case)
    acted(case, "proper", "decide")
    ward.look(case)
    refuse_the_document(case)

    ward.swap()
    acted(case, "決定からやり直す")
    ward.look(case)
    acted(case, "submit")
    ward.look(case)
    acted(case, "decide")  # what was verified stands: nothing of it has changed
    ward.look(case)

    assert done(ward.old) == ["負担行為登録", "負担行為取消"]
    assert done(ward.new) == ["encumber"]
    assert not Effect.objects.filter(status="dead").exclude(operation="文書管理.文書登録").exists()


def test_a_commitment_the_old_system_may_have_made_is_asked_for_there(ward: Ward) -> None:
    case = drafted()
    ward.look(case)
    acted(case, "proper", "decide")
    ward.old.fault(kind="swallow", operation="負担行為登録")
    ward.look(case, times=1)

    ward.swap()
    ward.look(case)

    assert (done(ward.old), done(ward.new)) == (["負担行為登録"], [])
    assert case.state["answers"]["commitment_no"] == ward.old.entries[0]["answer"]["commitment"]["number"]


def test_a_new_case_knows_the_new_system_only(ward: Ward) -> None:
    ward.swap()

    case = drafted()
    ward.look(case)
    acted(case, "proper", "decide")
    ward.look(case)

    assert (done(ward.old), done(ward.new)) == ([], ["encumber"])


def test_without_the_old_file_what_it_did_waits_to_be_undone_and_says_which_file_is_missing(ward: Ward) -> None:
    case = drafted()
    ward.look(case)
    acted(case, "proper", "decide")
    ward.look(case)
    refuse_the_document(case)
    ward.swap()
    (ward.copy / "definitions" / "systems" / "finance.yaml").unlink()
    forgotten = ward.copy.parent / "forgotten"
    forgotten.symlink_to(ward.copy)
    ward.restart(forgotten / "definitions")

    acted(case, "決定からやり直す")
    ward.look(case, times=1)

    undoing = Effect.objects.get(operation="財務会計.負担行為取消")
    assert (undoing.status, undoing.trouble) == ("waiting", "not_connected")
    assert "definitions/systems/finance.yaml" in undoing.error
    assert "負担行為取消" not in done(ward.old)


def refuse_the_document(case: Case) -> None:
    """As if records management had refused it; making it is tested elsewhere and needs a machine that prints."""
    call = next(each for each in claimed() if each.operation == "文書管理.文書登録")
    settle_effect(effect=call, outcome=Failed(detail="断られました"), now=timezone.now())
    case.refresh_from_db()
