"""What tests of approvals' pages share: the ward, the people of the story, and a browser without script."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from meguro_platform.models import User
from tests.support.ward import Cast, cast, load_world


@pytest.fixture(scope="module", autouse=True)
def _ward(ward_of_the_file: None) -> None:
    """None of these tests commits anything."""


@pytest.fixture
def people(db: None) -> Cast:
    """The ward, both procedures, and who plays which part."""
    load_world()
    return cast()


@pytest.fixture
def as_person() -> Callable[[UUID], Client]:
    """A client that is logged in as somebody."""

    def logged_in(person: UUID) -> Client:
        client = Client()
        client.force_login(User.objects.get(uuid=person))
        return client

    return logged_in
