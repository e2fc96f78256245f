"""The inbox: what is in the list, acting from a row and from the pane."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals.selectors import inbox
from approvals.services.set_absence import set_absence
from tests.support.card_story import a_case, acted
from tests.support.ward import MONDAY, Cast
from workflow.models import Case, UserTask

AsPerson = Callable[[UUID], Client]
HX = {"HX-Request": "true"}


def task_of(case: Case) -> UUID:
    return UserTask.objects.get(case=case, status="open").uuid


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/inbox/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_holds_my_work_and_nobody_elses(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    assert case.number in listed(as_person(people.head))
    assert case.number not in listed(as_person(people.stranger))


def test_an_empty_inbox_says_so(people: Cast, as_person: AsPerson) -> None:
    assert "いま、あなたを待っている案件はありません" in listed(as_person(people.stranger))


def test_views_count_and_narrow(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)

    assert case.number in listed(client, "?view=late")
    assert case.number not in listed(client, "?view=decide")
    assert case.number in listed(client, "?procedure=id-card-reissue&order=newest")
    assert case.number not in listed(client, "?procedure=leave-of-absence")


def test_the_heading_of_a_group_says_how_many_the_whole_list_has(
    people: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PAGE", 1)
    for _ in range(3):
        a_case(people)
    client = as_person(people.head)

    assert "おくれ<span>3</span>" in listed(client)
    assert "おくれ<span>3</span>" in listed(client, "?procedure=id-card-reissue&page=2")
    assert "おくれ<span>" not in listed(client, "?order=newest")


def test_strange_queries_are_the_whole_list(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)

    for query in ("?view=%00&order=x&page=-1", "?page=²", "?task=%00", "?page=99999999999999999999"):
        assert case.number in listed(client, query)


def test_a_page_beyond_the_end_is_empty(people: Cast, as_person: AsPerson) -> None:
    a_case(people)

    assert "いま、あなたを待っている案件はありません" in listed(as_person(people.head), "?page=99")


def test_the_chosen_case_opens_beside_the_list(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)

    whole = listed(client, f"?task={task_of(case)}")
    pane = client.get(f"/inbox/?task={task_of(case)}", headers=HX | {"HX-Target": "pane"}).content.decode()

    assert "机から落として割れた事故です" in whole and 'id="rows"' in whole
    assert "机から落として割れた事故です" in pane and 'id="rows"' not in pane


def test_work_that_is_gone_says_so_in_the_pane(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    task = task_of(case)
    acted(case, people.head, "checked")

    answer = as_person(people.head).get(f"/inbox/?task={task}", headers=HX | {"HX-Target": "pane"})

    assert answer.status_code == 409


def test_a_row_offers_the_verdict_that_needs_no_input(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)

    answer = client.post(f"/inbox/{case.number}/{task_of(case)}/quick/", {"act.verdict": "checked"}, headers=HX)

    page = answer.content.decode()
    assert (answer.status_code, Case.objects.get(uuid=case.uuid).steps) == (200, ["人事係審査"])
    assert "is-done" in page and "「所属長確認」で確認しました" in page


def test_the_next_row_gets_the_focus(people: Cast, as_person: AsPerson) -> None:
    first, second = a_case(people), a_case(people)
    client = as_person(people.head)

    answer = client.post(f"/inbox/{first.number}/{task_of(first)}/quick/", {"act.verdict": "checked"}, headers=HX)

    page = answer.content.decode()
    assert second.number in page and "autofocus" in page


def test_a_step_that_needs_input_offers_nothing_in_its_row(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")

    page = listed(as_person(people.examiner))

    assert case.number in page and f"/inbox/{case.number}/" not in page


def test_acting_in_the_pane_opens_the_next_case(people: Cast, as_person: AsPerson) -> None:
    first, second = a_case(people), a_case(people)
    client = as_person(people.head)

    answer = client.post(f"/inbox/{first.number}/{task_of(first)}/act/", {"act.verdict": "checked"}, headers=HX)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<span class="tag">{second.number}</span>' in page and "is-done" in page


def test_after_the_last_case_the_pane_says_so(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answer = as_person(people.head).post(
        f"/inbox/{case.number}/{task_of(case)}/act/", {"act.verdict": "checked"}, headers=HX
    )

    assert "この一覧はこれで終わりです" in answer.content.decode()


def test_an_error_in_the_pane_keeps_what_was_typed(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    form = {"act.verdict": "proper", "act.comment": "書きかけ"}

    answer = as_person(people.examiner).post(f"/inbox/{case.number}/{task_of(case)}/act/", form, headers=HX)

    assert answer.status_code == 422
    assert "書きかけ" in answer.content.decode() and 'id="f-fee_decision-error"' in answer.content.decode()


def test_without_script_the_row_leads_back_to_the_list(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    answer = as_person(people.head).post(
        f"/inbox/{case.number}/{task_of(case)}/quick/", {"act.verdict": "checked", "act.list": "view=late"}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/inbox/?view=late")


def test_later_views_have_a_list_of_their_own(people: Cast, as_person: AsPerson) -> None:
    set_absence(person=people.head, since=MONDAY.date(), until=None, reason="", now=MONDAY)
    case = a_case(people)

    page = listed(as_person(people.head), "?view=later")

    assert case.number in page and "不在のため先に進んだ" in page


def test_the_list_takes_as_many_statements_for_one_row_as_for_four(people: Cast, as_person: AsPerson) -> None:
    a_case(people)
    with time_machine.travel(MONDAY, tick=False):
        client = as_person(people.head)
        listed(client)
        with CaptureQueriesContext(connection) as for_one:
            listed(client)
        for _ in range(3):
            a_case(people)

        with CaptureQueriesContext(connection) as for_four:
            listed(client)

    assert len(for_four) == len(for_one) <= 18


def undo_form(page: str) -> dict[str, str]:
    """The hidden fields of the offer to undo."""
    offer = page[page.index("data-offer") :]
    return dict(re.findall(r'name="(act\.(?:key|recall))" value="([^"]*)"', offer))


def test_what_was_done_in_a_row_is_taken_back_in_the_row(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)
    done = client.post(f"/inbox/{case.number}/{task_of(case)}/quick/", {"act.verdict": "checked"}, headers=HX)

    answer = client.post(
        f"/inbox/{case.number}/undo/", undo_form(done.content.decode()), headers=HX | {"HX-Target": "row-1"}
    )

    page = answer.content.decode()
    assert (answer.status_code, Case.objects.get(uuid=case.uuid).steps) == (200, ["所属長確認"])
    assert case.number in page and "is-done" not in page and "引き戻しました" in page


def test_what_somebody_acted_on_meanwhile_is_not_taken_back(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)
    client = as_person(people.head)
    done = client.post(f"/inbox/{case.number}/{task_of(case)}/quick/", {"act.verdict": "checked"}, headers=HX)
    acted(case, people.examiner, "proper", answers={"fee_decision": "不要"})

    answer = client.post(f"/inbox/{case.number}/undo/", undo_form(done.content.decode()), headers=HX)

    assert answer.status_code == 409
    assert Case.objects.get(uuid=case.uuid).steps == ["人事課長決定"]
    assert "引き戻せません" in answer.content.decode()
