"""Narrowing the inbox, and lists under names of one's own."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.test import Client

from approvals.models import InboxEntry, SavedView
from approvals.routing.establishment import UnitKind
from approvals.selectors.organisation import organisation_in_force
from approvals.services.saved_views import MOST, save_view
from meguro_platform.models import User
from tests.support.card_story import a_case, acted
from tests.support.leave_story import a_sick_leave, superior_of
from tests.support.ward import MONDAY, PERSONNEL, Cast

AsPerson = Callable[[UUID], Client]


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"/inbox/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_only_cases_with_files_are_left(people: Cast, as_person: AsPerson) -> None:
    sick = a_sick_leave(people)
    plain = acted(a_sick_leave(people), superior_of(sick).uuid, "no_objection")
    without = a_case(people)

    page = listed(as_person(people.head), "?files=1")

    assert plain.number in page and without.number not in page
    assert "添付あり</span>" in page


def test_only_cases_that_changed_since_the_last_look_are_left(people: Cast, as_person: AsPerson) -> None:
    changed, new, seen = a_case(people), a_case(people), a_case(people)
    client = as_person(people.head)
    for case in (changed, seen):
        client.get(f"/cases/{case.number}/")
    acted(changed, people.head, "send_back", MONDAY + timedelta(hours=1), comment="原因を詳しく")
    acted(changed, people.applicant, "submit", MONDAY + timedelta(hours=2))

    page = listed(client, "?changed=1")

    assert changed.number in page
    assert new.number not in page and seen.number not in page


def test_a_list_gets_a_name_and_counts(people: Cast, as_person: AsPerson) -> None:
    a_case(people)
    client = as_person(people.head)

    answer = client.post(
        "/inbox/views/save/", {"act.list": "procedure=id-card-reissue&order=newest&page=3", "name": " 職員証だけ "}
    )

    query = "procedure=id-card-reissue&order=newest"
    assert answer["Location"] == f"/inbox/?{query}"
    assert (
        f'<a href="?{query.replace("&", "&amp;")}" aria-current="page">職員証だけ<span class="push">1</span>'
        in listed(client, f"?{query}")
    )
    assert "職員証だけ" not in listed(as_person(people.decider))


def test_the_same_name_means_the_newer_list(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.head)
    for query in ("view=late", "view=today&changed=1"):
        client.post("/inbox/views/save/", {"act.list": query, "name": "急ぎ"})

    assert SavedView.objects.get().query == "view=today&changed=1"


def test_a_name_that_cannot_be_read_is_refused_with_a_sentence(people: Cast, as_person: AsPerson) -> None:
    client = as_person(people.head)

    for name in ("", "　", "x" * 41, "a\0b", "見えない\u200b字"):
        client.post("/inbox/views/save/", {"act.list": "view=late", "name": name})

    assert "名前は1〜40文字" in listed(client)
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_the_names(people: Cast, as_person: AsPerson) -> None:
    said = [save_view(person=people.head, name=f"{number}", query="view=late") for number in range(MOST + 1)]

    assert said[:-1] == [None] * MOST and said[-1] is not None


def test_a_view_is_deleted_by_whoever_made_it(people: Cast, as_person: AsPerson) -> None:
    save_view(person=people.head, name="急ぎ", query="view=late")

    as_person(people.decider).post("/inbox/views/delete/", {"name": "急ぎ"})
    assert SavedView.objects.count() == 1
    as_person(people.head).post("/inbox/views/delete/", {"name": "急ぎ"})
    assert not SavedView.objects.exists()


def test_only_what_one_section_sends_is_left(people: Cast, as_person: AsPerson) -> None:
    here = a_case(people)
    section = organisation_in_force().unit_at(here.unit, UnitKind.SECTION)
    assert section is not None

    of_it = listed(as_person(people.head), f"?unit={section.code}")
    of_another = listed(as_person(people.head), f"?unit={PERSONNEL}")

    assert here.number in of_it and here.number not in of_another
    assert section.name in of_it and "すべての課" in of_it


def test_a_section_nobody_knows_sends_nothing(people: Cast, as_person: AsPerson) -> None:
    case = a_case(people)

    page = listed(as_person(people.head), "?unit=%3Cb%3Enone")

    assert case.number not in page and "<b>none" not in page


def test_a_row_tells_who_else_may_act_and_reads_it_now(people: Cast, as_person: AsPerson) -> None:
    case = acted(a_case(people), people.head, "checked")
    first, second, *_ = InboxEntry.objects.filter(case=case).values_list("person", flat=True)
    as_person(first).get(f"/cases/{case.number}/")

    assert f"{User.objects.get(uuid=first).name}さんもいま読んでいます" in listed(as_person(second))
    assert "いま読んで" not in listed(as_person(first))


def test_who_wants_no_refreshing_stays_without_it_from_link_to_link(people: Cast, as_person: AsPerson) -> None:
    a_case(people)

    page = listed(as_person(people.head), "?live=off")

    assert 'hx-trigger="every' not in page and "自動で更新する" in page
    assert 'href="?view=today&amp;live=off"' in page and "いまの条件を保存" not in page
    assert 'hx-trigger="every 15s"' in listed(as_person(people.head))
