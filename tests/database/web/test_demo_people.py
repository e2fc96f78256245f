"""The people the demo offers, found in the generated ward."""

import pytest
from django.test import Client

from meguro_platform.models import User
from meguro_platform.web.demo_people import PARTS, demo_groups
from tests.support.ward import load_world

pytestmark = pytest.mark.django_db


def test_every_part_of_the_story_is_played_by_somebody() -> None:
    load_world()

    groups = demo_groups("ja")

    assert [len(group.people) for group in groups] == [len(parts) for _title, parts in PARTS]


def test_the_chosen_person_stands_in_the_header_with_the_post(client: Client) -> None:
    load_world()
    person = demo_groups("ja")[1].people[2]

    client.post("/login/", {"staff_number": person.staff_number})
    page = client.get("/").content.decode()

    assert person.name in page
    assert "人事課 人事課長" in page or "人事課 課長" in page


def test_without_a_ward_nobody_is_offered(client: Client) -> None:
    assert demo_groups("ja") == ()
    assert User.objects.count() == 0
