"""Writing and sending an application, through the page."""

from uuid import UUID

import pytest
from django.test import Client

from meguro_platform.models import User
from tests.support.ward import Cast, cast, damaged_card, load_world
from workflow.models import Case

pytestmark = pytest.mark.django_db
CARD = "/apply/id-card-reissue/"
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


@pytest.fixture
def hanako(client: Client, people: Cast) -> UUID:
    """An ordinary member of the staff, logged in."""
    client.force_login(User.objects.get(uuid=people.applicant))
    return people.applicant


def test_the_form_shows_the_items_that_apply_now(client: Client, hanako: UUID) -> None:
    page = client.get(CARD).content.decode()

    assert 'name="reason"' in page
    assert 'name="police_no"' not in page


def test_a_complete_application_becomes_a_case(client: Client, hanako: UUID) -> None:
    answer = client.post(CARD, {**damaged_card(), ":key": KEY})

    case = Case.objects.get()
    assert answer["Location"] == f"/cases/{case.number}/"
    assert case.steps == ["所属長確認"]
