"""Several cases with one click: what is alike is settled, what differs is left out and says how."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.test import Client

from tests.support.card_story import a_case, acted
from tests.support.leave_story import a_sick_leave, superior_of
from tests.support.ward import MONDAY, Cast, damaged_card
from workflow.models import Case, UserTask
from workflow.services.dispatch import Done
from workflow.services.withdraw_case import withdraw_case

AsPerson = Callable[[UUID], Client]
HX = {"HX-Request": "true"}


def task_of(case: Case) -> str:
    return str(UserTask.objects.get(case=case, status="open").uuid)


def asked(client: Client, cases: Sequence[Case]) -> str:
    answer = client.post("/inbox/several/ask/", {"task": [task_of(case) for case in cases]}, headers=HX)
    assert answer.status_code == 200
    return answer.content.decode()


def settled(client: Client, cases: Sequence[Case]) -> str:
    shown = [f"{task_of(case)}:{case.revision}:{case.journal_seq}" for case in cases]
    answer = client.post("/inbox/several/act/", {"shown": shown}, headers=HX)
    assert answer.status_code == 200
    return answer.content.decode()


def steps(case: Case) -> list[str]:
    return list(Case.objects.get(uuid=case.uuid).steps)


def test_cases_alike_are_settled_together(people: Cast, as_person: AsPerson) -> None:
    client, cases = as_person(people.head), [a_case(people) for _ in range(3)]

    assert "同じ型の3件を確認する" in asked(client, cases)
    assert "3件を処理しました" in settled(client, cases)
    assert [steps(case) for case in cases] == [["人事係審査"]] * 3


def test_a_case_with_another_choice_is_left_out_and_says_which(people: Cast, as_person: AsPerson) -> None:
    usual = [a_case(people), a_case(people)]
    odd = a_case(people, damaged_card() | {"pickup": "庁内便"})

    page = asked(as_person(people.head), [*usual, odd])

    assert "同じ型の2件を確認する" in page
    assert "「受取方法」が「庁内便" in page


def test_two_kinds_of_work_are_two_clicks_and_a_single_one_is_left_out(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.head)
    cards = [a_case(people) for _ in range(3)]
    leaves = [
        acted(leave, superior_of(leave).uuid, "no_objection") for leave in (a_sick_leave(people), a_sick_leave(people))
    ]

    both, one = asked(client, [*cards, *leaves]), asked(client, [*cards, leaves[0]])

    assert "同じ型の3件を確認する" in both and "同じ型の2件を決定する" in both
    assert both.count("<form") == 2
    assert "同じ型の3件を確認する" in one and "ほかの手続か手順です" in one and one.count("<form") == 1
    answer = client.post("/inbox/several/act/", {"shown": [f"{task_of(cards[0])}:1:1"]}, headers=HX)
    assert answer["HX-Trigger-After-Swap"] == "chosen"


def test_a_step_with_something_to_fill_in_is_left_out(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")

    page = asked(as_person(people.examiner), [case])

    assert "記入や理由が要ります" in page and "同じ型の" not in page


def test_one_that_fails_holds_up_no_other(people: Cast, as_person: AsPerson) -> None:
    first, second, third = (a_case(people) for _ in range(3))
    client = as_person(people.head)
    shown = [f"{task_of(each)}:{each.revision}:{each.journal_seq}:7" for each in (first, second, third)]
    acted(second, people.head, "checked")
    withdrawn = withdraw_case(case=third.uuid, person=people.applicant, now=MONDAY)
    assert isinstance(withdrawn, Done)

    sent = {"shown": shown, "was": task_of(first)}
    page = client.post("/inbox/several/act/", sent, headers=HX).content.decode()

    assert "1件を処理しました" in page
    assert "一覧から案件をえらんでください" in page  # what was open beside the list is not offered any more
    assert page.count("別の画面で、あなたがもう処理しています") == 2  # in its row and where it is announced
    assert page.count("先に") == 2
    assert page.count('id="row-7"') == 2
    assert [steps(case) for case in (first, second)] == [["人事係審査"]] * 2


def test_the_same_click_twice_settles_once(people: Cast, as_person: AsPerson) -> None:
    client, case = as_person(people.head), a_case(people)
    shown = {"shown": [f"{task_of(case)}:{case.revision}:{case.journal_seq}"]}

    client.post("/inbox/several/act/", shown, headers=HX)
    client.post("/inbox/several/act/", shown, headers=HX)

    assert Case.objects.get(uuid=case.uuid).revision == case.revision + 1


def test_nobody_settles_what_is_not_his(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    settled(as_person(people.stranger), [case])
    settled(as_person(people.applicant), [case])

    assert steps(case) == ["所属長確認"]


def test_nonsense_chooses_nothing(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.head)

    for sent in (["\0"], ["x:y:z"], ["1:2"], [""] * 500):
        assert client.post("/inbox/several/ask/", {"task": sent}, headers=HX).status_code == 200
        assert client.post("/inbox/several/act/", {"shown": sent}, headers=HX).status_code == 200


def test_without_script_the_list_says_what_was_done(people: Cast, as_person: AsPerson) -> None:
    client, case = as_person(people.head), a_case(people)
    shown = {"shown": [f"{task_of(case)}:{case.revision}:{case.journal_seq}"]}

    answer = client.post("/inbox/several/act/", shown, follow=True)

    assert "1件を処理しました" in answer.content.decode()
