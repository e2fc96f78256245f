"""A clerk changes a definition and a second person publishes it, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from tests.support.card_story import a_case
from tests.support.pages import check_page, picture
from tests.support.platform_people import clerk, operator
from tests.support.ward import MONDAY, cast, compiled, load_world
from workflow.models import Incident
from workflow.services.migrate_cases import migrate_some
from workflow.services.publish_definition import plan_migration, propose_definition, publish_definition

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

_FILE = Path(settings.DEFINITIONS_DIR) / "procedures" / "id-card-reissue.yaml"
LATER = _FILE.read_text(encoding="utf-8").replace("    期限: 1営業日\n", "    期限: 4営業日\n")


@pytest.fixture
def world() -> None:
    load_world()
    a_case(cast())
    recompute_groups(now=MONDAY)


@pytest.fixture
def at_editor(world: None, page: Page, log_in: Callable[[User], None]) -> Page:
    """A clerk looks at the text in force."""
    log_in(clerk())
    page.goto("/clerk/id-card-reissue/")
    return page


def test_the_list_of_procedures_keeps_the_promises(at_editor: Page) -> None:
    at_editor.goto("/clerk/")

    check_page(at_editor, "clerk-procedures")
    at_editor.get_by_role("link", name="の差戻し").first.click()
    expect(at_editor.get_by_role("heading", name="理由の種類")).to_be_visible()
    check_page(at_editor, "clerk-send-backs")


def test_a_mistake_is_named_while_writing_and_its_line_is_one_click_away(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    source = text.input_value().replace("人事課の課長", "人事課の科長")

    text.fill(source)

    problem = at_editor.locator("#problems").get_by_role("link").first
    expect(problem).to_be_visible()
    expect(at_editor.locator("#saved")).to_contain_text("に保存")
    check_page(at_editor, "clerk-problems")
    problem.click()
    expect(text).to_be_focused()
    at_editor.reload()
    expect(text).to_have_value(source)


def test_scenarios_difference_and_machine_are_shown_beside_the_text(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.fill(text.input_value().replace("職員証", "職員カード", 1))

    at_editor.get_by_role("button", name="試験を走らせる").click()
    expect(at_editor.get_by_role("heading", name="試験", exact=True)).to_be_visible(timeout=60_000)
    check_page(at_editor, "clerk-scenarios")
    at_editor.get_by_role("button", name="違いを見る").click()
    expect(at_editor.get_by_text("に変えます。").first).to_be_visible()
    check_page(at_editor, "clerk-difference")
    at_editor.get_by_text("一行ずつ比べる").click()
    expect(at_editor.locator("ins").first).to_be_visible()
    at_editor.get_by_role("button", name="状態の一覧を見る").click()
    expect(at_editor.locator("pre.machine")).to_contain_text("states")
    check_page(at_editor, "clerk-machine")


def test_the_proposer_waits_and_a_second_person_publishes(at_editor: Page, log_in: Callable[[User], None]) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.fill(text.input_value() + "\n# 読みやすくした\n")
    at_editor.get_by_text("公開を申し出る…").click()
    at_editor.get_by_role("textbox", name="なぜ変えるか").fill("説明を足した")
    at_editor.get_by_role("button", name="公開を申し出る", exact=True).click()
    at_editor.wait_for_url("**/versions/*/", timeout=60_000)

    expect(at_editor.get_by_text("課のもう一人が行います")).to_be_visible()
    check_page(at_editor, "clerk-proposed")
    address = at_editor.url
    at_editor.context.clear_cookies()
    log_in(clerk(1))
    at_editor.goto(address)
    check_page(at_editor, "clerk-second-person")
    at_editor.get_by_role("button", name="公開する", exact=True).click()

    expect(at_editor.get_by_text("施行中").first).to_be_visible()
    picture(at_editor, "clerk-published-1440")


def test_a_version_waits_for_its_day_and_is_taken_back(at_editor: Page, log_in: Callable[[User], None]) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.fill(text.input_value().replace("施行日: 2026-04-01", "施行日: 2099-04-01", 1))
    at_editor.get_by_text("公開を申し出る…").click()
    at_editor.get_by_role("textbox", name="なぜ変えるか").fill("要綱が変わる")
    at_editor.get_by_role("button", name="公開を申し出る", exact=True).click()
    at_editor.wait_for_url("**/versions/*/", timeout=60_000)
    address = at_editor.url
    at_editor.context.clear_cookies()
    log_in(clerk(1))
    at_editor.goto(address)

    at_editor.get_by_role("button", name="公開する", exact=True).click()
    expect(at_editor.get_by_role("heading", name="施行日を待っています")).to_be_visible()
    check_page(at_editor, "clerk-scheduled")
    at_editor.get_by_role("textbox", name="理由").fill("要綱の改正が延びた")
    at_editor.get_by_role("button", name="取り下げる").click()

    expect(at_editor.get_by_text("理由: 要綱の改正が延びた")).to_be_visible()
    check_page(at_editor, "clerk-taken-back")


def test_the_operator_page_keeps_the_promises(world: None, page: Page, log_in: Callable[[User], None]) -> None:
    case = a_case(cast())
    incident = Incident.objects.create(
        case=case,
        incident="incident 1",
        node=next(iter(case.state["tokens"].values()))["node"],
        kind="unassignable",
        detail="「所属長の確認」の担当が決まりません。所属長の職が空いています。",
        opened_at=MONDAY,
    )
    log_in(operator())

    page.goto("/operations/")
    check_page(page, "operations")
    page.goto(f"/operations/{incident.pk}/")
    check_page(page, "operations-settle")


def test_what_may_be_written_at_the_cursor_is_put_there_with_one_click(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    source = text.input_value()
    at = source.index("    代決: 可")
    text.focus()
    text.evaluate("(area, at) => area.setSelectionRange(at, at)", at)

    at_editor.get_by_role("button", name="兼務不可").click()

    expect(text).to_have_value(re.compile(r"    代決: 可[^\n]*\n    兼務不可: \n"))
    check_page(at_editor, "clerk-offers")


def test_the_specification_is_read_beside_the_version(at_editor: Page) -> None:
    at_editor.get_by_role("link", name="第1版").first.click()
    at_editor.get_by_role("link", name="仕様書を見る").click()

    expect(at_editor.get_by_role("heading", name="7 試験とその結果")).to_be_visible()
    expect(at_editor.get_by_role("row", name="決定 人事課長決定")).to_be_visible()
    check_page(at_editor, "clerk-specification")


def test_a_new_procedure_begins_on_a_page_of_its_own(at_editor: Page) -> None:
    at_editor.goto("/clerk/new/")

    check_page(at_editor, "clerk-new")


def test_the_keys_of_the_editor_put_a_mistake_right_and_lead_to_the_words(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    right = text.input_value()
    text.fill(right.replace("\n根拠:", "\n根處:", 1))
    expect(at_editor.get_by_role("button", name="「根拠」になおす")).to_be_visible()

    text.press("F8")
    text.press("Alt+Enter")
    expect(text).to_have_value(right)
    text.press("Control+Space")
    expect(at_editor.locator("[data-offer]").first).to_be_focused()
    at_editor.keyboard.press("Escape")
    expect(text).to_be_focused()


def test_a_name_of_the_text_is_put_in_with_the_keys_alone(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    source, before, step = text.input_value(), "差戻し先: [再交付申請, ", "所属長確認"
    at = source.index(before + step) + len(before)
    text.focus()
    text.evaluate("(area, [from, to]) => area.setSelectionRange(from, to)", [at, at + len(step)])

    at_editor.keyboard.insert_text("人事")
    at_editor.keyboard.press("Control+Space")
    expect(at_editor.locator("[data-offer]").first).to_be_focused()
    check_page(at_editor, "clerk-names")
    at_editor.keyboard.press("Enter")

    expect(text).to_have_value(source.replace(before + step, f"{before}人事係審査", 1))
    expect(text).to_be_focused()


def test_an_offer_of_an_earlier_text_is_not_put_in(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.focus()
    text.evaluate("(area, at) => area.setSelectionRange(at, at)", text.input_value().index("    代決: 可"))
    offer = at_editor.get_by_role("button", name="兼務不可")
    expect(offer).to_be_visible()

    typed = text.evaluate(
        """area => {
          area.setRangeText("新しい行\\n", 0, 0, "start");
          area.dispatchEvent(new Event("input", { bubbles: true }));
          [...document.querySelectorAll("[data-offer]")].at(0).click();
          return area.value;
        }"""
    )

    expect(text).to_have_value(typed)
    assert typed.startswith("新しい行\n書式: 1")


def test_whom_a_version_hits_is_seen_planned_and_seen_again(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.fill(text.input_value().replace("所属長確認", "上司の確認"))
    at_editor.get_by_text("公開を申し出る…").click()
    at_editor.get_by_role("textbox", name="なぜ変えるか").fill("名前を変えた")
    at_editor.get_by_role("button", name="公開を申し出る", exact=True).click()
    at_editor.wait_for_url("**/versions/*/", timeout=60_000)

    expect(at_editor.get_by_text("対応づけ", exact=True).first).to_be_visible()
    check_page(at_editor, "clerk-hits")
    at_editor.get_by_role("radio", name="全件").check()
    at_editor.get_by_label("「所属長確認」で止まっている案件の行き先").select_option("上司の確認")
    at_editor.get_by_role("button", name="この扱いにして判定しなおす").press("Enter")
    at_editor.wait_for_url("**/cases/")

    expect(at_editor.get_by_role("img", name="そのまま移せる1件、対応づけが必要0件、移せない0件")).to_be_visible()
    check_page(at_editor, "clerk-reach")


def test_whom_a_text_would_hit_is_seen_while_it_is_written(at_editor: Page) -> None:
    text = at_editor.get_by_role("textbox", name="定義の文")
    text.fill(text.input_value().replace("所属長確認", "上司の確認"))

    at_editor.get_by_role("button", name="だれに影響するかを見る").click()

    expect(at_editor.get_by_role("heading", name="だれに影響するか", exact=True)).to_be_visible()
    check_page(at_editor, "clerk-would-hit")


def test_how_far_cases_have_been_moved_is_told(at_editor: Page) -> None:
    proposed = propose_definition(
        program=compiled("id-card-reissue.yaml", LATER), source=LATER, by=clerk().uuid, note="期限", now=MONDAY
    )
    plan_migration(version=proposed.pk, by=clerk().uuid, reach="all", moves={}, now=MONDAY)
    publish_definition(version=proposed.pk, by=clerk(1).uuid, now=MONDAY)
    at_editor.goto(f"/clerk/id-card-reissue/versions/{proposed.pk}/")
    expect(at_editor.get_by_text("案件を移しています。1件のうち0件が済みました。")).to_be_visible()
    check_page(at_editor, "clerk-moving")

    migrate_some(version=proposed.pk, now=MONDAY)
    migrate_some(version=proposed.pk, now=MONDAY)

    expect(at_editor.get_by_text("済みました。1件を移し、0件は前の版のままです。")).to_be_visible(timeout=15_000)
