"""What auditors say before they look, and what they hand on: tables for old programs, copies for disclosure."""

import json
from datetime import date

import pytest
from django.test import Client

from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from meguro_platform.web.cp932 import lacking, written
from tests.support.card_story import a_case, acted
from tests.support.disposal import destroy_first_payload
from tests.support.platform_people import PURPOSE, auditor, audits
from tests.support.ward import MONDAY, Cast, cast, load_world, publish
from workflow.models import Case, JournalEntry
from workflow.services.dispatch import Done
from workflow.services.raise_report import raise_report
from workflow.services.start_case import start_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
KEY_LOAN = """書式: 1
手続: 鍵の貸出
id: key-loan
所管: 人事課
開始: {できる人: 全職員}
結果: {済み: 成立}
様式:
  - {項目: 部屋, id: room, 型: 文字, 必須: はい}
手順:
  - {申請: 申込み, 担当: 申請者}
  - {確認: 確かめ, 担当: 申請者の所属長, 期限: 2営業日}
  - 終了: 済み
いつでも:
  - 届: けがの届
    できる人: 申請者
    項目:
      - {項目: けが, id: injury, 型: 文字, 個人情報: 要配慮}
      - {項目: 場所, id: place, 型: 文字}
    手順:
      - {確認: けがの確認, 担当: 申請者の所属長, 期限: 2営業日}
"""


@pytest.fixture
def people(client: Client) -> Cast:
    load_world()
    recompute_groups(now=MONDAY)
    return cast()


def looks() -> list[dict[str, object]]:
    """What stands in the auditor's own record, the last first."""
    entries = JournalEntry.objects.filter(kind="person", stream=str(auditor().uuid)).order_by("-seq")
    return [{"event": entry.event, **json.loads(bytes(entry.payload.body))} for entry in entries]


def a_dependant(people: Cast) -> Case:
    """A report that holds personal data."""
    publish("dependents")
    answers: dict[str, object] = {
        "change": "REMOVED",
        "name": "目黒　ひかり",
        "relation": "CHILD",
        "born_on": "2010-04-02",
        "income": 987_654,
        "since": date(2026, 5, 1).isoformat(),
    }
    outcome = start_case(
        procedure="dependents", applicant=people.applicant, person=people.applicant, answers=answers, now=MONDAY
    )
    assert isinstance(outcome, Done), outcome
    return Case.objects.get(uuid=outcome.result["case"])


@pytest.mark.parametrize("address", ["/audit/?person=x", "/audit/{number}/", "/audit/{number}/csv/"])
def test_nothing_is_shown_before_the_purpose_is_said(client: Client, people: Cast, address: str) -> None:
    case = a_case(people)
    client.force_login(auditor())
    address = address.format(number=case.number)

    asked = client.get(address)
    back = client.post("/audit/purpose/", {"purpose": " 開示請求 第12号 ", "next": address})

    assert asked.status_code == 302 and asked["Location"].startswith("/audit/purpose/?next=")
    assert back["Location"] == address
    assert looks() == []
    client.get(address)
    assert looks()[0]["purpose"] == "開示請求 第12号"


@pytest.mark.parametrize("said", ["", "+++", "%00", "%ED%A0%80", "%E3%81%82" * 101, "x" * 1_000_000])
def test_a_purpose_that_says_nothing_is_asked_again(client: Client, people: Cast, said: str) -> None:
    client.force_login(auditor())

    answer = client.post("/audit/purpose/", f"purpose={said}", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 422 and "100文字以内で" in answer.content.decode()
    assert client.get("/audit/").status_code == 302


def test_the_purpose_leads_to_no_other_site(client: Client, people: Cast) -> None:
    client.force_login(auditor())

    answer = client.post("/audit/purpose/", {"purpose": "定期監査", "next": "https://evil.example/"})

    assert answer["Location"] == "/"


def test_what_is_looked_at_carries_the_purpose(client: Client, people: Cast) -> None:
    case = a_case(people)

    page = audits(client).get(f"/audit/{case.number}/").content.decode()

    assert f"閲覧の目的: <b>{PURPOSE}</b>" in page
    assert looks()[0]["purpose"] == PURPOSE


def test_a_table_in_cp932_opens_in_old_programs(client: Client, people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked", comment="髙﨑〜①—はい")

    answer = audits(client).get(f"/audit/{case.number}/csv/?encoding=cp932")

    assert answer["Content-Type"] == "text/csv; charset=Shift_JIS"
    assert "髙﨑～①―はい" in answer.content.decode("cp932")
    assert looks()[0]["encoding"] == "cp932"


def test_what_cp932_does_not_have_is_named_and_never_lost(client: Client, people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked", comment="𠮷野家と𠮷田、😀")
    address = f"/audit/{case.number}/csv/?encoding=cp932"

    asked = audits(client).get(address).content.decode()
    table = client.get(f"{address}&numbers=yes").content.decode("cp932")

    assert "CP932 にない文字が 2種類" in asked and "〔U+20BB7〕" in asked
    assert "〔U+20BB7〕野家と〔U+20BB7〕田、〔U+1F600〕" in table


def test_every_character_of_cp932_comes_back_as_it_was() -> None:
    text = bytes([*range(0x20, 0x7F)]).decode() + "亜腕弌熙纊黑ⅰⅹ①㈱髙﨑～－"

    assert written(text).decode("cp932") == text and lacking(text) == []


def test_a_copy_for_disclosure_covers_what_is_personal_wherever_it_stands(client: Client, people: Cast) -> None:
    case = a_dependant(people)
    head = User.objects.get(uuid=people.head)
    acted(case, people.head, "checked", comment="目黒　ひかりさんの収入987,654円を確かめた")
    applicant = User.objects.get(uuid=people.applicant)

    page = audits(client).get(f"/audit/{case.number}/disclosure/").content.decode()
    handed_out = page.partition('id="preview"')[2]

    for secret in ("ひかり", "987,654", "2010", "平成22", applicant.name, applicant.staff_number):
        assert secret not in handed_out, secret
    assert head.name in handed_out
    assert "「■■■■さんの収入■■■■を確かめた」" in handed_out
    assert "家族の氏名" in page.partition('id="preview"')[0]
    assert "申請者の氏名・所属・職" in page
    assert looks()[0]["event"] == "previewed_disclosure"


def test_what_a_report_on_the_case_tells_of_a_person_is_covered_too(client: Client, people: Cast) -> None:
    publish("key-loan", KEY_LOAN)
    started = start_case(
        procedure="key-loan",
        applicant=people.applicant,
        person=people.applicant,
        answers={"room": "会議室"},
        now=MONDAY,
    )
    assert isinstance(started, Done), started
    case = Case.objects.get(uuid=started.result["case"])
    filed = raise_report(
        case=case.uuid,
        report="けがの届",
        person=people.applicant,
        answers={"injury": "右足の骨折", "place": "階段"},
        now=MONDAY,
    )
    assert isinstance(filed, Done), filed

    page = audits(client).get(f"/audit/{case.number}/disclosure/").content.decode()
    handed_out = page.partition('id="preview"')[2]

    assert "階段" in handed_out
    assert "骨折" not in handed_out


def test_words_added_by_hand_are_covered_and_written_down_nowhere(client: Client, people: Cast) -> None:
    case = acted(a_case(people), people.head, "checked", comment="駅前の田中商店に落ちていた")
    body = {"words": "田中商店\n\n\0\n" + "x" * 100_000, "make": "preview"}

    page = audits(client).post(f"/audit/{case.number}/disclosure/", body).content.decode()

    assert "「駅前の■■■■に落ちていた」" in page
    assert looks()[0]["words_added"] == 2 and "田中商店" not in json.dumps(looks(), ensure_ascii=False)


def test_the_copy_itself_holds_nothing_that_was_covered(client: Client, people: Cast) -> None:
    case = a_dependant(people)

    answer = audits(client).post(f"/audit/{case.number}/disclosure/", {"words": "続柄の話", "make": "pdf"})

    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert looks()[0]["event"] == "exported_disclosure"


def test_of_a_record_that_was_destroyed_no_copy_is_made(client: Client, people: Cast) -> None:
    case = a_case(people)
    destroy_first_payload(case)

    answer = audits(client).post(f"/audit/{case.number}/disclosure/", {"make": "pdf"})

    assert answer.status_code == 503 and "開示用の写しは作れません" in answer.content.decode()
