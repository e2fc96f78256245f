"""Nobody is served electronically without having been asked, and nobody who said no is taken to have agreed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forms.issuance.consent import Act, ConsentEntry, ConsentState, Standing, objection, standing

START = datetime(2026, 4, 1, tzinfo=UTC)


def entry(act: Act, day: int, *, deadline: int | None = None, version: int = 1) -> ConsentEntry:
    until = None if deadline is None else START + timedelta(days=deadline)
    return ConsentEntry(act=act, at=START + timedelta(days=day), text_version=version, deadline=until)


def on(day: float, *entries: ConsentEntry, deemed: bool = True) -> Standing:
    return standing(entries, START + timedelta(days=day), deemed_allowed=deemed)


def test_without_an_entry_nobody_was_notified() -> None:
    assert on(0) == Standing(state=ConsentState.NOT_NOTIFIED)


def test_silence_is_no_consent_before_the_deadline() -> None:
    assert on(10, entry(Act.NOTICE, 0, deadline=10)).state is ConsentState.NOTIFIED


def test_silence_after_the_deadline_is_consent_and_the_notice_is_the_basis() -> None:
    notice = entry(Act.NOTICE, 0, deadline=10, version=2)

    assert on(11, notice) == Standing(state=ConsentState.DEEMED, entry=notice)


def test_silence_is_never_consent_where_the_law_does_not_allow_it() -> None:
    assert on(400, entry(Act.NOTICE, 0, deadline=10), deemed=False).state is ConsentState.NOTIFIED


def test_a_notice_without_a_deadline_never_becomes_consent() -> None:
    assert on(400, entry(Act.NOTICE, 0)).state is ConsentState.NOTIFIED


def test_a_refusal_before_the_deadline_stands_after_it() -> None:
    assert on(400, entry(Act.NOTICE, 0, deadline=10), entry(Act.REFUSE, 3)).state is ConsentState.REFUSED


def test_a_new_notice_does_not_turn_a_refusal_into_deemed_consent() -> None:
    entries = [entry(Act.NOTICE, 0, deadline=10), entry(Act.REFUSE, 3), entry(Act.NOTICE, 20, deadline=30)]

    assert on(400, *entries).state is ConsentState.REFUSED


def test_a_new_notice_gives_a_new_deadline_to_who_has_not_answered() -> None:
    entries = [entry(Act.NOTICE, 0, deadline=10), entry(Act.NOTICE, 5, deadline=20)]

    assert on(15, *entries).state is ConsentState.NOTIFIED
    assert on(21, *entries).state is ConsentState.DEEMED


def test_a_notice_to_somebody_who_is_deemed_to_agree_changes_nothing() -> None:
    entries = [entry(Act.NOTICE, 0, deadline=10), entry(Act.NOTICE, 20, deadline=30)]

    assert on(21, *entries).state is ConsentState.DEEMED


def test_deemed_consent_can_be_withdrawn() -> None:
    assert on(12, entry(Act.NOTICE, 0, deadline=10), entry(Act.WITHDRAW, 12)).state is ConsentState.WITHDRAWN


def test_consent_after_a_withdrawal_is_renewed() -> None:
    entries = [entry(Act.AGREE, 0), entry(Act.WITHDRAW, 5), entry(Act.AGREE, 9)]

    assert on(6, *entries).state is ConsentState.WITHDRAWN
    assert on(9, *entries).state is ConsentState.RENEWED


def test_what_was_said_later_does_not_count_for_an_earlier_instant() -> None:
    assert on(4, entry(Act.AGREE, 0), entry(Act.WITHDRAW, 5)).state is ConsentState.EXPLICIT


def test_there_is_nothing_to_withdraw_without_consent() -> None:
    assert objection(on(0), Act.WITHDRAW) is not None
    assert objection(on(1, entry(Act.AGREE, 0)), Act.WITHDRAW) is None


def test_nobody_agrees_twice() -> None:
    assert objection(on(1, entry(Act.AGREE, 0)), Act.AGREE) is not None


def test_whoever_is_deemed_to_agree_may_still_agree_expressly() -> None:
    assert objection(on(11, entry(Act.NOTICE, 0, deadline=10)), Act.AGREE) is None


acts = st.lists(st.tuples(st.sampled_from(Act), st.integers(0, 5), st.none() | st.integers(0, 9)), max_size=8)


@given(acts, st.booleans(), st.integers(0, 60))
def test_consent_always_rests_on_an_answer_or_an_unanswered_notice(
    written: list[tuple[Act, int, int | None]], deemed: bool, day: int
) -> None:
    entries, when = [], 0
    for act, pause, until in written:
        when += pause
        entries.append(entry(act, when, deadline=None if until is None else when + until))

    found = on(day, *entries, deemed=deemed)

    if found.consents:
        assert found.entry is not None
        assert found.entry.at <= START + timedelta(days=day)
        answers = [each for each in entries if each.act is not Act.NOTICE and each.at <= START + timedelta(days=day)]
        last = answers[-1].act if answers else None
        assert last is Act.AGREE or (last is None and deemed and found.state is ConsentState.DEEMED)
