"""A table in an application: its rows are given, taken and sent through the page, without any script."""

import re
from collections import Counter
from uuid import UUID

import pytest
from django.test import Client

from forms.selectors.drafts import draft_of
from meguro_platform.models import User
from tests.support.ward import cast, load_world, publish
from workflow.models import Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
PAGE, KEY = "/apply/travel-order/", "0123456789abcdef0123456789abcdef"
JOURNEY = {
    "journey": "DAY",
    "purpose": "会議",
    "place": "都庁",
    "departs": "2026-05-20",
    "returns": "2026-05-20",
    "cost": "800円",
    ":key": KEY,
}
ROWS = {"legs.0.day": "2026-05-20", "legs.0.way": "目黒〜新宿", "legs.0.by": "RAIL", "legs.0.fare": "420"}


@pytest.fixture
def traveller(client: Client) -> UUID:
    load_world()
    publish("travel-order")
    person = cast().applicant
    client.force_login(User.objects.get(uuid=person))
    return person


def draft(person: UUID) -> object:
    found = draft_of(person, "travel-order")
    return found.values["legs"] if found else None


def test_a_button_gives_a_row_and_another_takes_it_and_nothing_typed_is_lost(client: Client, traveller: UUID) -> None:
    more = client.post(PAGE, {**JOURNEY, **ROWS, "more_rows": "legs"})
    page = client.get(PAGE).content.decode()

    assert more["Location"] == f"{PAGE}#f-legs-field"
    assert 'name="legs.1.day"' in page and 'value="目黒〜新宿"' in page
    client.post(PAGE, {**JOURNEY, **ROWS, "legs.1.day": "2026-05-21", "drop_row": "legs.0"})
    assert draft(traveller) == [{"day": "2026-05-21"}]
    assert not Case.objects.exists()


def test_each_button_and_cell_says_which_table_it_belongs_to(client: Client, traveller: UUID) -> None:
    """Two tables on one page: a name that is read aloud must not be there twice."""
    page = client.get(PAGE).content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    names = re.findall(r'<(?:button|input|select|textarea)[^>]* aria-label="([^"]+)"', main)

    assert "行程の1行目を消す" in names and "行程に行を足す" in names
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_a_row_that_lacks_something_is_told_with_its_number_and_stays(client: Client, traveller: UUID) -> None:
    answer = client.post(PAGE, {**JOURNEY, **ROWS, "legs.1.fare": "たくさん"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "行程の2行目: 運賃" in page and 'value="たくさん"' in page


def test_rows_become_part_of_the_case_and_are_read_on_its_page(client: Client, traveller: UUID) -> None:
    client.post(PAGE, {**JOURNEY, **ROWS, "legs.1.day": ""})

    case = Case.objects.get()
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "1. 月日 令和8年5月20日（水）、区間 目黒〜新宿、手段 鉄道、運賃 420円、宿泊料 0円、一日の計 420円" in page


@pytest.mark.parametrize(
    "sent", [{"more_rows": "\r\nx"}, {"drop_row": "legs.x"}, {"legs.0.day": "\0"}, {"legs.0.x": "y"}]
)
def test_no_text_breaks_a_table(client: Client, traveller: UUID, sent: dict[str, str]) -> None:
    assert client.post(PAGE, {**JOURNEY, **sent}).status_code in (302, 422)
