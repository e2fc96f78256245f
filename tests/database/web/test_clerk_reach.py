"""Whom a version hits: what its proposer and the second person see of cases under way, before and after."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from approvals.services.grants import recompute_groups
from meguro_platform.management.commands.sweep import migrate_cases
from meguro_platform.models import User
from meguro_platform.web import clerk_versions
from tests.support.card_story import a_case, acted
from tests.support.platform_people import clerk
from tests.support.ward import MONDAY, cast, compiled, load_world
from workflow.models import Case, DefinitionVersion, Procedure
from workflow.services.publish_definition import propose_definition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

SOURCE = (Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml").read_text(encoding="utf-8")
RENAMED = SOURCE.replace("所属長確認", "上司の確認")


@pytest.fixture
def cases() -> list[Case]:
    """One case at a step that the new version lacks, one behind it."""
    load_world()
    recompute_groups(now=MONDAY)
    return [a_case(cast()), acted(a_case(cast()), cast().head, "checked")]


def proposed(by: User) -> DefinitionVersion:
    program = compiled("id-card-reissue.yaml", RENAMED)
    return propose_definition(program=program, source=RENAMED, by=by.uuid, note="改称", now=MONDAY)


def address(version: DefinitionVersion, act: str = "") -> str:
    return f"/clerk/id-card-reissue/versions/{version.pk}/{act}"


def ids() -> tuple[str, str]:
    """The old step and the new one."""
    old = compiled("id-card-reissue.yaml", SOURCE).by_step["所属長確認"].id
    return old, compiled("id-card-reissue.yaml", RENAMED).by_step["上司の確認"].id


def test_the_page_of_a_version_says_whom_it_hits(cases: list[Case], client: Client) -> None:
    client.force_login(clerk())
    version = proposed(clerk())

    page = client.get(address(version)).content.decode()

    assert "そのまま移せる1件、対応づけが必要1件、移せない0件" in page
    assert "「所属長確認」で止まっていますが、新しい版にありません。" in page
    assert "つながりが切れる手順があります（P12）" in page
    assert "仕事を持っている人" in page


def test_whom_a_text_would_hit_is_seen_before_it_is_proposed(cases: list[Case], client: Client) -> None:
    client.force_login(clerk())

    page = client.post("/clerk/id-card-reissue/", {"do": "reach", "text": RENAMED}).content.decode()
    broken = client.post("/clerk/id-card-reissue/", {"do": "reach", "text": "書式: 1\n"}).content.decode()

    assert "そのまま移せる1件、対応づけが必要1件、移せない0件" in page
    assert "先に誤りをなおしてください" in broken
    assert not DefinitionVersion.objects.filter(status="proposed").exists()


def test_many_cases_are_judged_by_a_request_of_their_own(
    cases: list[Case], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clerk_versions, "MOST_AT_ONCE", 1)
    client.force_login(clerk())
    version = proposed(clerk())

    page = client.get(address(version)).content.decode()

    assert 'hx-select="#hit"' in page
    assert "対応づけが必要1件" not in page
    assert 'id="hit"' in client.get(address(version, "cases/")).content.decode()


def test_every_case_is_listed_with_its_verdict_and_can_be_picked_by_it(cases: list[Case], client: Client) -> None:
    client.force_login(clerk())
    version = proposed(clerk())

    listed = client.get(address(version, "cases/")).content.decode()
    mapped = client.get(address(version, "cases/") + "?verdict=needs_map").content.decode()
    strange = client.get(address(version, "cases/") + "?verdict=%00&page=9999999999").status_code

    assert all(case.number in listed for case in cases)
    rows = mapped[mapped.index('id="cases-h"') :]
    assert (cases[0].number in rows, cases[1].number in rows) == (True, False)
    assert strange == 200


def test_the_proposer_plans_the_second_person_sees_and_approves_and_the_cases_are_moved(
    cases: list[Case], client: Client
) -> None:
    version, (old, new) = proposed(clerk()), ids()
    client.force_login(clerk())
    client.post(address(version, "plan/"), {"reach": "all", f"move {old}": new})
    client.force_login(clerk(1))
    page = client.get(address(version)).content.decode()
    plan = re.search(r'name="plan" value="(\w+)"', page)
    assert plan is not None

    assert "「所属長確認」で止まっている案件は「上司の確認」へ移します。" in page
    assert "そのまま移せる2件" in page
    in_force = str(Procedure.objects.get(key="id-card-reissue").in_force_id)
    client.post(address(version, "publish/"), {"in_force": in_force, "plan": plan[1]})
    migrate_cases(MONDAY)
    migrate_cases(MONDAY)

    done = client.get(address(version)).content.decode()
    assert "済みました。2件を移し、0件は前の版のままです。" in done
    assert set(Case.objects.values_list("program_hash", flat=True)) == {version.program_hash}


def test_a_plan_that_was_not_seen_is_not_approved(cases: list[Case], client: Client) -> None:
    version = proposed(clerk())
    client.force_login(clerk())
    client.post(address(version, "plan/"), {"reach": "all"})
    client.force_login(clerk(1))

    in_force = str(Procedure.objects.get(key="id-card-reissue").in_force_id)
    answer = client.post(address(version, "publish/"), {"in_force": in_force})

    assert answer.status_code == 409
    assert "進行中の案件の扱いが変わりました" in answer.content.decode()
    assert DefinitionVersion.objects.get(pk=version.pk).status == "proposed"


def test_nobody_but_the_proposer_plans(cases: list[Case], client: Client) -> None:
    version = proposed(clerk())
    client.force_login(clerk(1))

    answer = client.post(address(version, "plan/"), {"reach": "all"}, follow=True)

    assert "申し出た人だけが決められます" in answer.content.decode()
    assert DefinitionVersion.objects.get(pk=version.pk).reach == "new_only"


@pytest.mark.parametrize(
    "data", [{}, {"reach": "everything"}, {"reach": "all", "move \0": "x"}, {"reach": "all", "move a": "b"}]
)
def test_a_plan_that_makes_no_sense_changes_nothing(cases: list[Case], client: Client, data: dict[str, str]) -> None:
    version = proposed(clerk())
    client.force_login(clerk())

    answer = client.post(address(version, "plan/"), data, follow=True)

    assert "何も変えていません" in answer.content.decode()
    assert DefinitionVersion.objects.get(pk=version.pk).reach == "new_only"
