"""任命権者: an authority's cases go by its own rules, numbers and words; everybody else's by the common ones."""

import json
from datetime import date
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from approvals.models import Posting
from approvals.routing.authority import Authority
from approvals.routing.establishment import UnitKind
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.organisation import organisation_in_force
from approvals.services.delegations import give_delegation
from approvals.services.raise_revision import raise_revision
from tests.database.approvals.test_circulation import with_work
from tests.support.ward import MONDAY, load_world, publish
from workflow.engine.state import CaseState
from workflow.models import Case
from workflow.ports import CaseFacts, ports
from workflow.selectors.programs import machine_of
from workflow.services.dispatch import Done
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
BOARD, WARD = "14060000", "04020000"
ABROAD = {
    "journey": "ABROAD",
    "purpose": "視察",
    "place": "パリ市",
    "departs": "2026-05-20",
    "returns": "2026-05-27",
    "cost": 600_000,
}


@pytest.fixture(autouse=True)
def _world() -> None:
    load_world()
    publish("travel-order")


def head_of(unit: str) -> UUID:
    organisation = organisation_in_force()
    post = organisation.head_post(unit)
    holder = organisation.holder(post.key, MONDAY.date()) if post else None
    assert holder is not None
    return UUID(holder.person)


def journey(unit: str, who: UUID | None = None) -> Case:
    """A journey abroad that the section chief of a unit, or somebody else there, asks for."""
    who = who or head_of(unit)
    held = organisation_in_force().postings(str(who), MONDAY.date())
    post = next(f"{each.unit}/{each.title}" for each in held if each.unit == unit)
    started = start_case(
        procedure="travel-order", applicant=who, person=who, post=post, answers=dict(ABROAD), now=MONDAY
    )
    assert isinstance(started, Done), started
    return Case.objects.get(uuid=started.result["case"])


def facts_of(case: Case) -> CaseFacts:
    state = CaseState.from_bytes(json.dumps(case.state))
    return CaseFacts(program=machine_of(case.program_hash).program, state=state, now=MONDAY)


def decides(case: Case) -> str:
    """The place on the route at which it is decided."""
    route = next(iter(case.state["tasks"].values()))["route"]
    return str(next(stage["name"] for stage in route["stages"] if stage["kind"] == "decide"))


def test_each_case_goes_by_the_regulation_of_its_own_authority() -> None:
    board, ward = journey(BOARD), journey(WARD)

    assert board.state["parties"]["facts"]["office"] == "教育委員会"
    assert ward.state["parties"]["facts"]["office"] == "区長"
    assert (decides(board), decides(ward)) == ("教育長", "区長")


def test_with_posts_of_two_authorities_the_one_counts_in_which_he_applies() -> None:
    who = head_of(WARD)
    mine = Posting.objects.get(person=who, holding="main")
    mine.pk, mine.unit, mine.post, mine.holding = None, BOARD, None, "concurrent"
    mine.save()
    raise_revision()

    case = journey(BOARD, who)

    assert case.state["parties"]["facts"]["office"] == "教育委員会"


def test_a_case_of_the_board_speaks_the_words_of_the_board_to_others_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, reader = journey(BOARD), head_of(WARD)
    (whose,) = with_work(case)
    first, last = MONDAY.date(), date(2100, 1, 1)
    give_delegation(principal=whose, kind="authority", to=f"person:{reader}", since=first, last=last, now=MONDAY)
    words = {"異議なし": "支障なし", "審議": "回議"}
    organisation = organisation_in_force()
    board = Authority(id="education", name="教育委員会", unit="14900000", words=words)
    monkeypatch.setitem(organisation.authorities, "14900000", board)
    client.force_login(get_user_model().objects.get(uuid=reader))

    page, inbox = (client.get(address).content.decode() for address in (f"/cases/{case.number}/", "/inbox/"))

    assert "支障なしとする" in page and "（回議）" in page and "異議なしとする" not in page
    assert "（回議）" in inbox


def test_the_journal_of_the_board_speaks_its_words_and_stores_the_common_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    board, ward = journey(BOARD), journey(WARD)
    words = Authority(id="education", name="教育委員会", unit="14900000", words={"提出": "申立て", "申出": "願い出"})
    monkeypatch.setitem(organisation_in_force().authorities, "14900000", words)

    own, common = (sentences(case)[0].text for case in (board, ward))

    assert (own, common) == ("「願い出」で申立てしました", "「申出」で提出しました")
    assert "願い出" not in json.dumps(board.state, ensure_ascii=False)


def test_the_article_is_that_of_the_regulation_of_the_authority() -> None:
    board, ward = journey(BOARD), journey(WARD)

    articles = [next(iter(case.state["tasks"].values()))["route"]["asked"]["article"] for case in (board, ward)]

    assert articles == ["教育委員会事案決定規程 別表第2 EDU-023", "事案決定規程 別表第4 SVC-023"]


def test_documents_of_the_board_are_counted_in_a_register_of_their_own() -> None:
    register = ports().number_register
    board, ward = (facts_of(journey(unit)) for unit in (BOARD, WARD))

    own, common = register(board, "総務課の文書番号"), register(ward, "総務課の文書番号")

    assert own.counter != common.counter
    assert (own.written(2026, 3), common.written(2026, 3)) == ("8め教政第3号", "8め総総第3号")


def test_every_unit_has_an_authority() -> None:
    organisation = organisation_in_force()
    found = {code: organisation.authority_of(code) for code in organisation.units}

    assert all(found.values())
    assert {authority.words.get("区長") for authority in found.values() if authority} == {"教育長", None}
    assert {authority.name for authority in found.values() if authority} == {
        "区長", "教育委員会", "選挙管理委員会", "代表監査委員", "区議会議長",
    }  # fmt: skip
    assert {unit.kind for unit in organisation.units.values()} >= {UnitKind.OFFICE}
