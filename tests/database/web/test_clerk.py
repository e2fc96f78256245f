"""The clerk's pages: who may write what, and how a text comes into force."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from approvals.services.grants import recompute_groups
from meguro_platform.models import WorkingText
from meguro_platform.services.propose_text import publish_version
from tests.support.card_story import a_case
from tests.support.platform_people import auditor, clerk, operator, says_why, stranger
from tests.support.ward import MONDAY, cast, compiled, load_world
from workflow.errors import PublicationRefused
from workflow.models import Case, DefinitionVersion, JournalEntry, Procedure
from workflow.services.publish_definition import propose_definition, publish_definition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

ADDRESS = "/clerk/id-card-reissue/"
SOURCE = (Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml").read_text(encoding="utf-8")
CHANGED = SOURCE + "\n# 説明\n"


@pytest.fixture
def world() -> None:
    load_world()
    recompute_groups(now=MONDAY)


@pytest.fixture
def desk(world: None, client: Client) -> Client:
    """A clerk, logged in."""
    client.force_login(clerk())
    return client


def propose(client: Client, text: str = CHANGED, address: str = ADDRESS, note: str = "説明を足した") -> Any:
    """What the page answers."""
    return client.post(address, {"do": "propose", "text": text, "note": note})


def proposed() -> DefinitionVersion:
    return DefinitionVersion.objects.get(status="proposed")


def version_address(version: DefinitionVersion, act: str = "") -> str:
    return f"{ADDRESS}versions/{version.pk}/{act}"


def in_force() -> str:
    return str(Procedure.objects.get(key="id-card-reissue").in_force_id)


# --- who may open what -----------------------------------------------------------------------------------------------

PAGES = {
    "/clerk/": {"clerk"},
    "/clerk/new/": {"clerk"},
    "/clerk/id-card-reissue/": {"clerk"},
    "/audit/": {"auditor"},
    "/operations/": {"operator"},
    "/organisation/": {"clerk", "operator"},
    "/organisation/units/": {"clerk", "operator"},
}
ROLES = {"clerk": clerk, "auditor": auditor, "operator": operator, "stranger": stranger}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_to_its_own_pages_and_no_other(world: None, client: Client, role: str) -> None:
    client.force_login(ROLES[role]())
    says_why(client)

    opened = {page for page in PAGES if client.get(page).status_code == 200}
    menu = client.get("/my/").content.decode()

    assert opened == {page for page, roles in PAGES.items() if role in roles}
    for address in ("/clerk/", "/audit/", "/operations/", "/organisation/"):
        assert (f'href="{address}"' in menu) is (address in opened)


def test_a_procedure_of_another_office_is_not_there(desk: Client) -> None:
    Procedure.objects.filter(key="leave-of-absence").update(office="07030000")
    recompute_groups(now=MONDAY)

    assert desk.get("/clerk/leave-of-absence/").status_code == 404
    assert "leave-of-absence" not in desk.get("/clerk/").content.decode()
    assert desk.get("/clerk/%00/").status_code == 404
    assert desk.get("/clerk/nothing/").status_code == 404


def test_a_second_recomputing_changes_nothing(world: None) -> None:
    assert recompute_groups(now=MONDAY) == 0


def test_what_changes_in_a_group_is_journaled(world: None) -> None:
    before = JournalEntry.objects.filter(kind="grants").count()
    clerk().groups.remove(clerk().groups.get(name="definitions:04020000"))

    recompute_groups(now=MONDAY)

    assert JournalEntry.objects.filter(kind="grants").count() == before + 1


def test_a_right_given_to_the_wrong_person_is_taken_back(world: None) -> None:
    group = clerk().groups.get(name="definitions:04020000")
    stranger().groups.add(group)

    recompute_groups(now=MONDAY)

    assert not stranger().groups.exists()


# --- writing ---------------------------------------------------------------------------------------------------------


def test_the_text_is_kept_with_every_check(desk: Client) -> None:
    desk.post(ADDRESS, {"do": "check", "text": "名前: 書きかけ"})

    page = desk.get(ADDRESS).content.decode()

    assert "名前: 書きかけ</textarea>" in page


def test_nobody_else_sees_an_unfinished_text(desk: Client) -> None:
    desk.post(ADDRESS, {"do": "check", "text": "名前: 書きかけ"})
    desk.force_login(clerk(1))

    assert "書きかけ</textarea>" not in desk.get(ADDRESS).content.decode()


def test_a_text_thrown_away_gives_place_to_the_one_in_force(desk: Client) -> None:
    desk.post(ADDRESS, {"do": "check", "text": "名前: 書きかけ"})

    answer = desk.post(ADDRESS, {"do": "discard"})

    assert answer.status_code == 302
    assert not WorkingText.objects.exists()


def test_a_problem_names_its_line_and_what_was_meant(desk: Client) -> None:
    page = desk.post(ADDRESS, {"do": "check", "text": SOURCE.replace("手順:", "手純:", 1)}).content.decode()

    assert re.search(r'href="#L\d+">id-card-reissue.yaml:\d+:\d+</a>', page)
    assert "手順" in page


def test_the_difference_shows_what_came(desk: Client) -> None:
    page = desk.post(ADDRESS, {"do": "compare", "text": CHANGED}).content.decode()

    assert "<ins># 説明</ins>" in page
    assert "人やシステムに関わる違いはありません" in page


def test_the_difference_is_told_in_words_before_it_is_published(desk: Client) -> None:
    propose(desk, SOURCE.replace("    不在: 後閲\n    期限: 1営業日", "    不在: 後閲\n    期限: 3営業日", 1))

    page = desk.get(version_address(proposed())).content.decode()

    assert "手順「所属長確認」の期限を「1営業日」から「3営業日」に変えます。" in page


def test_the_machine_is_shown(desk: Client) -> None:
    page = desk.post(ADDRESS, {"do": "machine", "text": SOURCE}).content.decode()

    assert "the case ends" in page


def test_a_live_check_answers_with_the_problems_only(desk: Client) -> None:
    answer = desk.post(
        ADDRESS, {"do": "check", "text": "名前"}, headers={"HX-Request": "true", "HX-Target": "problems"}
    )

    assert b'id="problems"' in answer.content
    assert b"<html" not in answer.content


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n"


@pytest.mark.parametrize("do", ["check", "try", "compare", "machine", "propose"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        BOMB,
        "[" * 50_000,
        "名前: \0",
        "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        "手順:\n  決",
    ],
    ids=["nothing", "bomb", "brackets", "NUL", "surrogate", "no step"],
)
def test_any_text_at_all_gets_sentences(desk: Client, do: str, text: str) -> None:
    answer = desk.post(ADDRESS, {"do": do, "text": text, "note": "\0"})

    assert answer.status_code in (200, 422)
    assert 'class="problem' in answer.content.decode()
    assert not DefinitionVersion.objects.filter(status="proposed").exists()


def test_a_text_that_is_far_too_long_is_said_to_be_not_saved(desk: Client) -> None:
    page = desk.post(ADDRESS, {"do": "check", "text": "あ" * 1_000_001}).content.decode()

    assert "保存していません" in page


def test_ten_megabytes_are_refused_with_a_sentence(desk: Client) -> None:
    answer = desk.post(ADDRESS, {"do": "check", "text": "x" * 10_000_000})

    assert answer.status_code == 400
    assert "何も登録していません" in answer.content.decode()


# --- proposing -------------------------------------------------------------------------------------------------------


def test_a_proposal_waits_and_the_unfinished_text_is_gone(desk: Client) -> None:
    desk.post(ADDRESS, {"do": "check", "text": CHANGED})

    answer = propose(desk)

    assert answer.status_code == 302
    assert (proposed().proposed_by_id, proposed().note) == (clerk().uuid, "説明を足した")
    assert not WorkingText.objects.exists()
    assert "公開待ち" in desk.get("/clerk/").content.decode()


@pytest.mark.parametrize(
    ("text", "note", "said"),
    [
        (SOURCE, "理由", "同じ文です"),
        (CHANGED, " ", "なぜ変えるかが空です"),
        (CHANGED.replace("id-card-reissue", "something-else", 1), "理由", "変えられません"),
        ("名前", "理由", "なおすと申し出られます"),
        (SOURCE.replace("期待: {結果: 取下げ", "期待: {結果: 交付済", 1), "理由", "試験に失敗したものがあります"),
    ],
    ids=["same", "no reason", "other id", "errors", "failing scenario"],
)
def test_what_stands_against_a_proposal_is_said(desk: Client, text: str, note: str, said: str) -> None:
    answer = propose(desk, text, note=note)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not DefinitionVersion.objects.filter(status="proposed").exists()


def test_a_new_procedure_gets_its_rights_with_the_proposal(desk: Client) -> None:
    text = SOURCE.replace("id-card-reissue", "id-card-extra", 1)

    answer = propose(desk, text, "/clerk/new/")

    assert answer.status_code == 302
    desk.force_login(clerk(1))
    assert desk.get("/clerk/id-card-extra/").status_code == 200


def test_a_new_procedure_can_neither_take_an_id_nor_another_office(desk: Client) -> None:
    taken = propose(desk, CHANGED, "/clerk/new/").content.decode()
    text = SOURCE.replace("id-card-reissue", "id-card-extra", 1).replace("所管: 人事課", "所管: 情報政策課", 1)
    elsewhere = propose(desk, text, "/clerk/new/").content.decode()

    assert "もう使われています" in taken
    assert "あなたの所属する課や係ではありません" in elsewhere
    assert not DefinitionVersion.objects.filter(status="proposed").exists()


# --- publishing ------------------------------------------------------------------------------------------------------


def test_who_proposed_can_not_publish(desk: Client) -> None:
    propose(desk)

    answer = desk.post(version_address(proposed(), "publish/"), {"in_force": in_force()})

    assert answer.status_code == 409
    assert "もう一人の担当" in answer.content.decode()
    assert proposed()


def test_a_second_person_publishes_and_cases_under_way_stay(desk: Client) -> None:
    old = a_case(cast())
    propose(desk, SOURCE.replace("職員証再交付申請", "職員証の再交付", 1))
    desk.force_login(clerk(1))

    page = desk.get(version_address(proposed())).content.decode()
    answer = desk.post(version_address(proposed(), "publish/"), {"in_force": in_force()})
    new = a_case(cast(), now=timezone.now())

    assert "終わるまでこの版のまま" in page
    assert answer.status_code == 302
    assert Case.objects.get(uuid=old.uuid).program_hash == old.program_hash
    assert new.program_hash != old.program_hash


def test_the_second_person_reads_what_was_tried(desk: Client) -> None:
    propose(desk)
    desk.force_login(clerk(1))

    page = desk.get(version_address(proposed())).content.decode()

    assert "文に誤りはありません。" in page
    assert re.search(r"試験(\d+)件のうち\1件が成功しました。", page)
    assert "破損なら最後に旧証を廃止する" in page


def test_a_text_that_has_errors_by_now_is_not_published(desk: Client) -> None:
    faulty = CHANGED.replace("担当: 人事課の課長", "担当: 廃止課の課長")
    propose_definition(
        program=compiled("id-card-reissue.yaml", CHANGED), source=faulty, by=clerk().uuid, note="x", now=MONDAY
    )
    desk.force_login(clerk(1))

    page = desk.get(version_address(proposed())).content.decode()
    answer = desk.post(version_address(proposed(), "publish/"), {"in_force": in_force()})

    assert "廃止課" in page
    assert answer.status_code == 409
    assert "なおした文を申し出てください。" in answer.content.decode()


def test_a_page_that_was_overtaken_publishes_nothing(desk: Client) -> None:
    propose(desk)
    desk.force_login(clerk(1))

    answer = desk.post(version_address(proposed(), "publish/"), {"in_force": "1234567"})

    assert answer.status_code == 409
    assert proposed()


def test_a_version_published_between_the_look_and_the_lock_is_not_replaced_unseen(desk: Client) -> None:
    for text in (CHANGED, CHANGED + "# もう一つ\n"):
        propose(desk, text)
    first, second = DefinitionVersion.objects.filter(status="proposed").order_by("pk")
    seen = int(in_force())
    publish_definition(version=first.pk, by=cast().head, now=timezone.now())

    with pytest.raises(PublicationRefused, match="Another version was published"):
        publish_version(version=second.pk, person=cast().head, now=timezone.now(), instead_of=seen)

    assert in_force() == str(first.pk)


def test_a_version_is_refused_only_with_a_reason(desk: Client) -> None:
    propose(desk)
    version = proposed()
    desk.force_login(clerk(1))

    without = desk.post(version_address(version, "reject/"), {"reason": " "})
    with_one = desk.post(version_address(version, "reject/"), {"reason": "まだ早い"})
    again = desk.post(version_address(version, "reject/"), {"reason": "まだ早い"})

    page = desk.get(version_address(version)).content.decode()
    assert (without.status_code, with_one.status_code, again.status_code) == (422, 302, 409)
    assert "理由: まだ早い" in page
    assert "第1版との違い" in page
    assert DefinitionVersion.objects.get(pk=version.pk).status == "rejected"


def test_nobody_of_another_office_publishes(desk: Client) -> None:
    propose(desk)
    version = proposed()
    desk.force_login(stranger())

    assert desk.get(version_address(version)).status_code == 403
    assert desk.post(version_address(version, "publish/"), {"in_force": in_force()}).status_code == 403
    assert proposed()
