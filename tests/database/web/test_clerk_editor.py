"""What the clerk's editor does for the one who writes: order, outline, specification, words for the next line."""

import pytest
from django.test import Client

from forms.errors import PrintingUnavailable
from meguro_platform.models import WorkingText
from tests.database.web.test_clerk import ADDRESS, SOURCE, desk, world
from tests.support.platform_people import clerk, stranger
from tests.support.ward import MONDAY, compiled
from workflow.models import Procedure
from workflow.services.publish_definition import propose_definition, publish_definition

__all__ = ["desk", "world"]
pytestmark = pytest.mark.django_db


# --- order and outline -----------------------------------------------------------------------------------------------


def test_the_text_is_put_in_order_and_kept(desk: Client) -> None:
    messy = SOURCE.replace("  - 申請: 再交付申請", "  -   申請：再交付申請　").replace("\n手順:", "\n\n\n手順:")
    messy = messy.replace("  -   申請：", "  - 申請：")

    answer = desk.post(ADDRESS, {"do": "tidy", "text": messy})

    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert WorkingText.objects.get().text == SOURCE
    assert "整えました。" in desk.get(ADDRESS).content.decode()


def test_a_text_too_long_to_be_kept_stays_on_the_page(desk: Client) -> None:
    answer = desk.post(ADDRESS, {"do": "tidy", "text": "# x\n" * 300_000})

    assert answer.status_code == 422
    assert "# x" in answer.content.decode()


def test_full_width_signs_are_put_right_with_one_press_for_all(desk: Client) -> None:
    pasted = SOURCE.replace("  - 申請: 再交付申請\n    英語: ", "　- 申請： 再交付申請\n　　英語：", 1)

    page = desk.post(ADDRESS, {"do": "check", "text": pasted}).content.decode()
    desk.post(ADDRESS, {"do": "tidy", "text": pasted})

    assert "まとめてなおせます" in page
    assert WorkingText.objects.get().text == SOURCE


def test_the_outline_leads_to_headings_and_steps_and_counts_what_is_wrong(desk: Client) -> None:
    page = desk.post(
        ADDRESS, {"do": "check", "text": SOURCE.replace("    担当: 人事課の課長", "    担当: 人事科の課長")}
    ).content.decode()

    line = SOURCE.split("\n").index("手順:") + 1
    outline = page.partition('id="outline"')[2].partition("</nav>")[0]
    assert f'href="#L{line}"' in outline
    assert "人事課長決定" in outline
    assert "badge--bad" in outline


# --- the specification -----------------------------------------------------------------------------------------------


def specification_address(ending: str = "specification/") -> str:
    version = Procedure.objects.get(key="id-card-reissue").in_force_id
    return f"{ADDRESS}versions/{version}/{ending}"


def test_the_specification_of_a_version_is_a_page(desk: Client) -> None:
    page = desk.get(specification_address()).content.decode()

    assert "人事課長決定" in page
    assert "紛失なら承認より前に旧証が止まり、手渡してから新証が使える" in page


def test_nobody_else_reads_it(world: None, client: Client) -> None:
    client.force_login(stranger())

    assert client.get(specification_address()).status_code == 403
    assert client.get(specification_address("specification.pdf")).status_code == 403


def test_a_machine_that_cannot_print_says_so_on_the_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*args: object, **options: object) -> bytes:
        raise PrintingUnavailable(("libpango-1.0-0",), "cannot load libpango")

    monkeypatch.setattr("meguro_platform.services.specification.pdf_a", missing)

    answer = desk.get(specification_address("specification.pdf"))

    assert answer.status_code == 503
    assert "この機械ではPDFを作れません" in answer.content.decode()


# --- words for the editor --------------------------------------------------------------------------------------------


def test_the_editor_is_told_what_may_be_written_at_a_line(desk: Client) -> None:
    answer = desk.post("/clerk/new/offers/", {"text": "書式: 1\n手順:\n  - 決定: x\n    ", "line": "4"})

    assert "代決" in answer.content.decode()
    assert WorkingText.objects.count() == 0


@pytest.mark.parametrize("line", ["", "0", "x", "-1", "99999999999", "②"])
def test_a_line_that_is_none_is_the_first(desk: Client, line: str) -> None:
    answer = desk.post("/clerk/new/offers/", {"text": "書式: 1\n", "line": line})

    assert answer.status_code == 200


def test_other_editors_get_the_schema(desk: Client) -> None:
    assert "手続" in desk.get("/clerk/new/schema/ja.json").json()["$defs"]
    assert desk.get("/clerk/new/schema/fr.json").status_code == 404


def test_nobody_else_asks_for_words(world: None, client: Client) -> None:
    client.force_login(stranger())

    assert client.post("/clerk/new/offers/", {"text": "", "line": "1"}).status_code == 403
    assert client.get("/clerk/new/schema/ja.json").status_code == 403


# --- another version comes into force meanwhile ----------------------------------------------------------------------


def published_by_others(text: str) -> None:
    version = propose_definition(
        program=compiled("id-card-reissue.yaml", text), source=text, by=clerk(1).uuid, note="期限", now=MONDAY
    )
    publish_definition(version=version.pk, by=clerk(2).uuid, now=MONDAY)


def test_who_writes_is_told_that_another_version_came_into_force_and_undoes_nothing_unseen(desk: Client) -> None:
    mine = SOURCE + "\n# 説明\n"
    desk.post(ADDRESS, {"do": "check", "text": mine})
    published_by_others(SOURCE.replace("    期限: 1営業日\n", "    期限: 4営業日\n"))

    told = desk.post(ADDRESS, {"do": "check", "text": mine}).content.decode()
    refused = desk.post(ADDRESS, {"do": "propose", "text": mine, "note": "説明を足した"})

    assert "書いている間に、第2版が施行されました" in told
    assert "第1版から書きはじめたもの" in told
    assert refused.status_code == 422
    assert "その変更が文に入っていません" in refused.content.decode()
    assert WorkingText.objects.get().text == mine


def test_who_has_seen_the_other_version_goes_on(desk: Client) -> None:
    mine = SOURCE + "\n# 説明\n"
    desk.post(ADDRESS, {"do": "check", "text": mine})
    published_by_others(SOURCE.replace("    期限: 1営業日\n", "    期限: 4営業日\n"))

    desk.post(ADDRESS, {"do": "go_on"})

    assert "版が施行されました" not in desk.get(ADDRESS).content.decode()
    assert desk.post(ADDRESS, {"do": "propose", "text": mine, "note": "説明を足した"}).status_code == 302
