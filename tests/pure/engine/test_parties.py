"""Whose case it is, besides those it was begun for: whoever handed it in again, and who raised what is stuck."""

from tests.pure.engine.test_anytime import FLOW, file, trial
from tests.support.trial import CLERK, PARTIES, Trial
from workflow.engine.parties import owners, submitters


def test_whoever_hands_it_in_again_has_written_it_too_also_when_that_was_sent_back() -> None:
    case = Trial.of(FLOW).submit()
    case.press("点検", "send_back")
    case.press("申請", "submit")
    case.press("点検", "send_back")

    assert submitters(case.program, case.state) == {PARTIES.applicant, CLERK.person}


def test_only_of_what_is_stuck_in_a_report_is_whoever_raised_it_an_owner() -> None:
    case = trial()
    case.submit()
    file(case)
    case.press("変更の確認", "checked")
    case.press("変更の承認", "approve")
    case.fail()
    (incident,) = case.state.incidents

    assert CLERK.person in owners(case.program, case.state, incident)
    assert CLERK.person not in owners(case.program, case.state)
    assert PARTIES.drafter in owners(case.program, case.state, incident)
