"""A decision on spending on its way through the ward: inboxes, refusals, later views and the record at every stage."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.models import InboxEntry, LaterView
from approvals.routing.establishment import UnitKind
from approvals.routing.organisation import Organisation
from approvals.selectors.journal_sentences import sentences
from approvals.selectors.organisation import organisation_in_force
from approvals.services.set_absence import set_absence
from forms.field_type import Json
from meguro_platform.selectors.send_backs import send_backs_of
from tests.support.spending_case import REASONS, SPENDING, drafted, spending_world, with_budget
from tests.support.ward import MONDAY, cast
from workflow.engine.outcome import Refused
from workflow.models import Case, UserTask
from workflow.selectors.journal import check_case
from workflow.services.complete_user_task import complete_user_task
from workflow.services.dispatch import Done, Outcome
from workflow.services.hold_user_task import hold_user_task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]

FINANCE, CONTRACTS, IT = "01020000", "04030000", "03010000"


@pytest.fixture(autouse=True)
def _world() -> None:
    spending_world()


@dataclass(frozen=True)
class Line:
    """The people around the drafter, by what they are."""

    drafter: UUID
    chief: UUID
    head: UUID
    director: UUID
    records: UUID


def line() -> Line:
    organisation, drafter, day = organisation_in_force(), cast().applicant, MONDAY.date()
    posting = organisation.main_posting(str(drafter), day)
    assert posting is not None
    posts = list(organisation.line_above(posting.unit, organisation.rank(posting.kind)))
    chief, head, director = (holder_of(organisation, post.key, day) for post in posts[:3])
    records = organisation.role_holders(posting.unit, "records_officer", day)[0].person
    return Line(drafter, chief, head, director, UUID(records))


def holder_of(organisation: Organisation, post: str, day: date) -> UUID:
    holder = organisation.holder(post, day)
    assert holder is not None
    return UUID(holder.person)


def circulating(amount: int = 8_000_000, **more: Any) -> Case:
    """A draft whose budget was found sufficient."""
    return with_budget(drafted(amount, reasons=[REASONS.uuid], **more))


def act(case: Case, person: UUID, verdict: str, to: str = "", **answers: Json) -> Outcome:
    task = UserTask.objects.get(case=case, status="open")
    outcome = complete_user_task(
        task=task.uuid,
        person=person,
        verdict=verdict,
        now=MONDAY,
        comment="理由",
        reason_kind="添付の不足" if verdict == "send_back" else "",
        send_back_to=to,
        answers=answers or None,
        files={REASONS.uuid: REASONS},
    )
    case.refresh_from_db()
    return outcome


def acts(case: Case, *done: tuple[UUID, str]) -> None:
    for person, verdict in done:
        outcome = act(case, person, verdict)
        assert isinstance(outcome, Done), (verdict, outcome)


def refusal(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.objections[0].message.ja


def with_work(case: Case) -> set[UUID]:
    return set(InboxEntry.objects.filter(case=case).values_list("person", flat=True))


def one_of(unit: str) -> UUID:
    return UUID(present(unit)[0])


def present(unit: str) -> list[str]:
    organisation, day = organisation_in_force(), MONDAY.date()
    return [seat.person for seat in organisation.members(unit, day) if not organisation.is_absent(seat.person, day)]


def away(person: UUID) -> None:
    day = MONDAY.date()
    set_absence(person=person, since=day - timedelta(days=1), until=day + timedelta(days=30), reason="", now=MONDAY)


def place(case: Case, name: str) -> str:
    """Where on the route somebody sits."""
    task = next(iter(case.state["tasks"].values()))
    return str(next(stage["place"] for stage in task["route"]["stages"] if stage["name"] == name))


def test_every_place_has_the_work_in_its_turn_and_the_record_holds() -> None:
    case, people = circulating(), line()

    assert with_work(case) == {people.chief}
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    assert with_work(case) == {UUID(person) for person in organisation_members(FINANCE)}
    acts(case, (one_of(FINANCE), "agree"))
    assert with_work(case) == {people.records}
    acts(case, (people.records, "proper"))
    assert with_work(case) == {people.director}
    acts(case, (people.director, "decide"))

    assert case.state["decision"]["person"] == str(people.director)
    assert with_work(case) == set()
    assert check_case(case) == []


def organisation_members(unit: str) -> list[str]:
    return [seat.person for seat in organisation_in_force().members(unit, MONDAY.date())]


def test_an_entry_of_the_inbox_says_which_stage_it_is_and_when_it_is_due() -> None:
    case = circulating()

    entry = InboxEntry.objects.get(case=case)
    assert (entry.kind, entry.arrived_at) == ("examine", MONDAY)
    assert entry.due_at is not None and MONDAY < entry.due_at < MONDAY + timedelta(days=4)


def test_nobody_decides_before_his_turn_nor_uses_the_button_of_another_stage() -> None:
    case, people = circulating(), line()

    assert "担当" in refusal(act(case, people.director, "decide"))
    assert "できません" in refusal(act(case, people.chief, "decide"))
    assert "担当" in refusal(act(case, people.drafter, "decide"))
    assert with_work(case) == {people.chief}


def test_an_absent_examiner_looks_later_and_an_absent_decider_is_replaced_by_his_deputy() -> None:
    people = line()
    away(people.chief)
    away(people.director)

    case = circulating()
    assert {view.person for view in LaterView.objects.filter(case=case)} == {people.chief}
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))
    assert with_work(case) == {people.head}
    acts(case, (people.head, "decide"))

    decision = case.state["decision"]
    assert (decision["person"], decision["capacity"]) == (str(people.head), "deputy")
    assert {view.person for view in LaterView.objects.filter(case=case)} == {people.chief, people.director}
    assert check_case(case) == []


def test_a_raised_matter_is_never_decided_by_a_deputy() -> None:
    organisation, people = organisation_in_force(), line()
    posting = organisation.postings(str(people.director), MONDAY.date())[0]
    above = organisation.superior(posting.post or "")
    assert above is not None
    deputy_mayor = holder_of(organisation, above.key, MONDAY.date())
    away(deputy_mayor)

    case = circulating(exceptional="はい")
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"), (people.director, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))

    assert with_work(case) == {deputy_mayor}
    assert "代決できません" in refusal(act(case, people.director, "decide"))


def test_a_changed_content_asks_those_who_consented_again_and_an_unchanged_one_does_not() -> None:
    case, people = circulating(10_000_000, category="工事"), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"), (one_of(FINANCE), "agree_if"))
    draft = case.state["passed"][0]["node"]
    assert isinstance(act(case, one_of(CONTRACTS), "send_back", draft), Done)

    assert isinstance(act(case, people.drafter, "submit", note="図面を差し替えました"), Done)
    with_budget(case)
    assert with_work(case) == {UUID(person) for person in organisation_members(CONTRACTS)}

    assert isinstance(act(case, one_of(CONTRACTS), "send_back", draft), Done)
    assert isinstance(act(case, people.drafter, "submit", amount=12_000_000), Done)
    with_budget(case)
    assert with_work(case) == {people.chief}
    assert check_case(case) == []


def test_the_decider_sends_back_to_one_examiner_and_gets_it_straight_back() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    acts(case, (one_of(FINANCE), "agree"), (people.records, "proper"))

    assert isinstance(act(case, people.director, "send_back", place(case, "課長")), Done)
    assert sentences(case)[-1].text == "経路の前の人へ差し戻しました（添付の不足）"
    assert ("添付の不足", 1) in send_backs_of(SPENDING, MONDAY).kinds
    assert with_work(case) == {people.head}
    acts(case, (people.head, "with_opinion"))
    assert with_work(case) == {people.director}
    assert check_case(case) == []


def test_two_of_one_unit_answer_once() -> None:
    case, people = circulating(), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    first, second = present(FINANCE)[:2]

    acts(case, (UUID(first), "agree"))
    assert "担当ではありません" in refusal(act(case, UUID(second), "disagree"))


def test_a_hold_keeps_only_those_of_the_same_unit_from_answering() -> None:
    case, people = circulating(10_000_000, category="工事"), line()
    acts(case, (people.chief, "no_objection"), (people.head, "no_objection"))
    keeper, colleague = (UUID(person) for person in present(FINANCE)[:2])
    task = UserTask.objects.get(case=case, status="open")

    assert isinstance(hold_user_task(task=task.uuid, person=keeper, keep=True, now=MONDAY), Done)
    assert "保留" in refusal(act(case, colleague, "agree"))
    assert isinstance(act(case, one_of(CONTRACTS), "agree"), Done)


def test_matters_of_information_systems_always_consult_the_section_for_them() -> None:
    case = circulating(400_000, is_it="はい")

    assert with_work(case) == {UUID(person) for person in organisation_members(IT)}


def test_a_chief_of_a_section_does_not_decide_what_he_drafted() -> None:
    organisation, day = organisation_in_force(), MONDAY.date()
    sections = (unit for unit in organisation.units.values() if unit.kind is UnitKind.SECTION)
    chiefs = ((unit, organisation.head_post(unit.code)) for unit in sections)
    section, post = next((unit, post) for unit, post in chiefs if unit.code.startswith("07") and post)
    chief = holder_of(organisation, post.key, day)

    case = with_budget(drafted(400_000, drafter=chief, post=f"{section.code}/{post.title}"))

    deciding = next(iter(case.state["tasks"].values()))["route"]["stages"][-1]
    assert str(chief) not in {seat["person"] for seat in deciding["seats"]}
    assert deciding["rule"] == "R2"


def test_an_act_on_a_route_takes_no_more_statements_than_on_any_step() -> None:
    case, people = circulating(), line()

    with CaptureQueriesContext(
        connection,
    ) as captured:
        act(case, people.chief, "no_objection")

    written = [query["sql"] for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(written) <= 12, written
