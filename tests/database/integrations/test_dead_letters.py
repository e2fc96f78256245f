"""What operators do about calls that were given up, and how the case hears of it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from integrations.errors import CorrectionRefusedError
from integrations.models import Correction
from integrations.services import corrections
from integrations.services.corrections import confirm_correction, propose_correction, refuse_correction
from integrations.services.dead_letters import replay
from meguro_platform.selectors.invariants import INVARIANTS, Invariant
from tests.support.ledger import claimed, open_calls
from tests.support.ward import MONDAY, cast, load_world, lost_card
from workflow.models import Case, Effect, Incident, JournalEntry, Timer, UserTask
from workflow.selectors.journal import check_case
from workflow.services.dead_letters import give_up, say_it_was_done
from workflow.services.dispatch import Done
from workflow.services.settle_effect import Answered, Failed, Undecided, settle_effect
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
ONE, OTHER = uuid4(), uuid4()


def dead(trouble: str = "broken", *, may_be_done: bool | None = True) -> Effect:
    """A call outside any case that failed for good."""
    (effect,) = open_calls(1)
    failed = Failed(detail="失敗", trouble=trouble, may_be_done=may_be_done)
    settle_effect(effect=claimed()[0], outcome=failed, now=timezone.now())
    effect.refresh_from_db()
    return effect


def undecided() -> Effect:
    (effect,) = open_calls(1, receive=["負担行為番号"])
    settle_effect(effect=claimed()[0], outcome=Undecided(detail="応答なし"), now=timezone.now())
    return effect


def again(effect: Effect, reason: str = "先方が直った") -> bool:
    return replay(effect=effect.pk, by=ONE, reason=reason, now=timezone.now())


def told(effect: Effect) -> list[tuple[str, UUID | None]]:
    entries = JournalEntry.objects.filter(kind="delivery", stream=f"effect {effect.pk}").order_by("seq")
    return [(entry.event, entry.person) for entry in entries]


def test_it_is_sent_again_under_its_key_with_all_its_tries() -> None:
    effect = dead()

    assert again(effect)

    (call,) = claimed()
    assert (call.key, call.payload, call.attempt) == (effect.key, effect.payload, 2)
    assert Effect.objects.get().replayed_after == 1
    assert told(effect) == [("sent_again", ONE)]


def test_after_a_refusal_it_goes_out_under_a_key_the_receiver_has_not_refused() -> None:
    effect = dead("refused", may_be_done=False)

    again(effect)
    first = Effect.objects.get().key
    settle_effect(
        effect=claimed()[0],
        outcome=Failed(detail="", trouble="refused", may_be_done=False),
        now=timezone.now(),
    )
    again(effect)

    assert (first, Effect.objects.get().key) == (f"{effect.key}~2", f"{effect.key}~3")


def test_whoever_comes_second_changes_nothing() -> None:
    effect = dead()

    assert [again(effect), again(effect)] == [True, False]
    assert len(told(effect)) == 1


def test_what_was_closed_is_closed() -> None:
    effect = dead()

    assert give_up(effect=effect.pk, by=ONE, reason="先方へ電話で伝えた", now=timezone.now())
    assert not again(effect)
    assert told(effect) == [("given_up", ONE)]


def test_a_person_says_that_it_was_done() -> None:
    effect = undecided()
    outputs = {"負担行為番号": "R8-1"}

    assert say_it_was_done(effect=effect.pk, by=ONE, reason="画面で確認", outputs=outputs, now=timezone.now())

    effect.refresh_from_db()
    assert (effect.status, effect.result) == ("done", outputs)


def test_a_person_says_that_it_was_not_done_and_no_question_is_asked_any_more() -> None:
    effect = undecided()

    assert again(effect)

    assert [(call.key, call.in_doubt) for call in claimed()] == [(effect.key, False)]


# --- corrections: two people --------------------------------------------------------------------


def propose(effect: Effect) -> Correction:
    return propose_correction(
        effect=effect.pk, payload={"金額": 2000}, reason="桁が違っていた", by=ONE, now=timezone.now()
    )


def test_a_corrected_payload_goes_out_once_another_person_confirms_it() -> None:
    effect = dead("refused", may_be_done=False)
    correction = propose(effect)
    assert claimed() == []

    confirm_correction(correction=correction.pk, by=OTHER, now=timezone.now())

    assert [call.payload for call in claimed()] == [{"金額": 2000}]
    assert told(effect) == [("correction_proposed", ONE), ("sent_again", OTHER)]


def test_a_proposal_that_somebody_settles_meanwhile_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    effect = dead("refused", may_be_done=False)
    correction = propose(effect)

    def refused_meanwhile(**values: object) -> bool:
        Correction.objects.update(status="refused", settled_by=OTHER)
        return replay(**values)  # type: ignore[arg-type]

    monkeypatch.setattr(corrections, "replay", refused_meanwhile)
    with pytest.raises(CorrectionRefusedError):
        confirm_correction(correction=correction.pk, by=OTHER, now=timezone.now())

    assert claimed() == []


def test_nobody_confirms_what_he_proposed_himself() -> None:
    correction = propose(dead("refused", may_be_done=False))

    with pytest.raises(CorrectionRefusedError, match="自分で出した"):
        confirm_correction(correction=correction.pk, by=ONE, now=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(status="confirmed", settled_by=ONE)
    assert claimed() == []


def test_a_payload_that_may_have_arrived_is_not_corrected() -> None:
    with pytest.raises(CorrectionRefusedError):
        propose(dead("timed_out", may_be_done=True))


def test_there_is_one_proposal_at_a_time() -> None:
    effect = dead("refused", may_be_done=False)
    propose(effect)

    with pytest.raises(CorrectionRefusedError, match="確認待ち"):
        propose(effect)


def test_a_refused_proposal_makes_room_for_another() -> None:
    effect = dead("refused", may_be_done=False)
    refuse_correction(correction=propose(effect).pk, by=OTHER, reason="金額が違う", now=timezone.now())

    propose(effect)

    assert [event for event, _ in told(effect)] == ["correction_proposed", "correction_refused", "correction_proposed"]


def test_a_proposal_for_a_call_that_went_out_meanwhile_is_void() -> None:
    effect = dead("refused", may_be_done=False)
    correction = propose(effect)
    again(effect)

    with pytest.raises(CorrectionRefusedError):
        confirm_correction(correction=correction.pk, by=OTHER, now=timezone.now())


@pytest.mark.parametrize("payload", [{}, {"金額": "二千"}, {"金額": 1, "余分": 2}, {"金額": 1000}])
def test_a_payload_that_does_not_fit_or_differs_in_nothing_is_not_proposed(payload: dict[str, object]) -> None:
    effect = dead("refused", may_be_done=False)

    with pytest.raises(CorrectionRefusedError):
        propose_correction(effect=effect.pk, payload=payload, reason="理由", by=ONE, now=timezone.now())


# --- the case hears of it -----------------------------------------------------------------------


@pytest.fixture
def stuck() -> Effect:
    """The urgent stop of a lost card was given up where the definition has no way on: the case waits for people."""
    load_world()
    applicant = cast().applicant
    outcome = start_case(
        procedure="id-card-reissue", applicant=applicant, person=applicant, answers=lost_card(), now=MONDAY
    )
    assert isinstance(outcome, Done)
    return Effect.objects.get()


def fail(effect: Effect, monkeypatch: pytest.MonkeyPatch, *, handled: bool) -> None:
    if not handled:
        monkeypatch.setattr("workflow.engine.failures.handler", lambda node, code: None)
    settle_effect(effect=claimed()[0], outcome=Failed(detail="503"), now=MONDAY + timedelta(minutes=1))
    monkeypatch.undo()


def holds(case: UUID | None) -> bool:
    assert case is not None
    return check_case(Case.objects.get(uuid=case)) == []


def test_a_case_that_waited_for_people_waits_for_the_call_again(stuck: Effect, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(stuck, monkeypatch, handled=False)
    assert Incident.objects.get().closed_at is None

    assert again(stuck)

    assert Incident.objects.get().closed_at is not None
    (call,) = claimed()
    assert call.key == stuck.key
    settle_effect(effect=call, outcome=Answered(), now=MONDAY + timedelta(minutes=5))
    assert Effect.objects.get(pk=stuck.pk).status == "done"
    entry = JournalEntry.objects.get(kind="case", event="resume_call")
    assert entry.person == ONE


def test_a_case_that_went_on_is_left_alone(stuck: Effect, monkeypatch: pytest.MonkeyPatch) -> None:
    fail(stuck, monkeypatch, handled=True)

    assert again(stuck)
    settle_effect(effect=claimed()[0], outcome=Answered(), now=MONDAY + timedelta(minutes=5))

    assert Effect.objects.get(pk=stuck.pk).status == "done"
    assert holds(stuck.case_id)


def test_a_case_whose_call_is_for_a_person_to_find_out_is_not_stuck(stuck: Effect) -> None:
    UserTask.objects.update(status="withdrawn", closed_at=MONDAY)
    Timer.objects.all().delete()
    before = list(invariant("I3").broken())
    settle_effect(effect=claimed()[0], outcome=Undecided(detail="応答なし"), now=MONDAY)

    assert (before, list(invariant("I3").broken())) == ([], [])


def invariant(name: str) -> Invariant:
    return next(each for each in INVARIANTS if each.id == name)


def test_a_case_goes_on_when_a_person_says_that_its_call_was_done(stuck: Effect) -> None:
    settle_effect(effect=claimed()[0], outcome=Undecided(detail="応答なし"), now=MONDAY)

    say_it_was_done(effect=stuck.pk, by=ONE, reason="確認", outputs={}, now=MONDAY + timedelta(minutes=5))

    assert Effect.objects.get(pk=stuck.pk).status == "done"
    assert Case.objects.get().state["calls"][stuck.call]["status"] == "done"
    assert holds(stuck.case_id)


def test_a_case_goes_its_way_of_failures_when_its_call_is_given_up(stuck: Effect) -> None:
    settle_effect(effect=claimed()[0], outcome=Undecided(detail="応答なし"), now=MONDAY)

    give_up(effect=stuck.pk, by=ONE, reason="先方で手作業", now=MONDAY + timedelta(minutes=5))

    assert Effect.objects.get(pk=stuck.pk).handled_at is not None
    assert Case.objects.get().state["calls"][stuck.call]["status"] == "failed"
    assert holds(stuck.case_id)
