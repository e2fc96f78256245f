"""How often a page asks which organisation is in force."""

import pytest
from django.test import Client

from approvals.models import OrganisationGeneration
from approvals.selectors.organisation import REVISION_SQL, asked_once, key_in_force
from meguro_platform.models import User
from tests.support.round_trips import counted
from tests.support.ward import cast, load_world

pytestmark = pytest.mark.django_db


def raise_revision() -> None:
    generation = OrganisationGeneration.objects.get(status="in_force")
    OrganisationGeneration.objects.filter(pk=generation.pk).update(revision=generation.revision + 1)


@pytest.mark.parametrize("address", ["/", "/apply/"])
def test_a_page_asks_once(client: Client, address: str) -> None:
    load_world()
    client.force_login(User.objects.get(uuid=cast().applicant))

    with counted() as cost:
        client.get(address)

    assert sum(REVISION_SQL in sql for sql in cost.statements) == 1


def test_the_next_page_sees_what_changed() -> None:
    load_world()
    with asked_once():
        before = key_in_force()
        raise_revision()
        within = key_in_force()

    with asked_once():
        after = key_in_force()

    assert before == within != after


def test_an_act_asks_each_time() -> None:
    load_world()
    before = key_in_force()
    raise_revision()

    assert key_in_force() != before
