"""What the menu costs each page."""

from dataclasses import dataclass

import pytest
import time_machine
from django.db.models import F
from django.test import RequestFactory

from approvals.models import OrganisationGeneration, Posting
from approvals.selectors.organisation import asked_once
from approvals.services.grants import recompute_groups
from meguro_platform.models import User
from meguro_platform.web.navigation import rail
from tests.support.payroll_case import payroll_office
from tests.support.platform_people import clerk
from tests.support.round_trips import counted
from tests.support.ward import MONDAY, cast, load_world

pytestmark = pytest.mark.django_db


@dataclass
class Menu:
    """Of somebody on the page of their own cases."""

    addresses: list[str]
    statements: int


def menu_of(person: User) -> Menu:
    request = RequestFactory().get("/my/")
    request.user = person
    with time_machine.travel(MONDAY, tick=False), asked_once():
        rail(request)  # whether one begins cases with files is known for a minute
        with counted() as cost:
            groups = rail(request)
    return Menu([link.href for group in groups for link in group], len(cost.statements))


def test_everybody_is_asked_once_for_rights_and_once_for_work() -> None:
    load_world()
    recompute_groups(now=MONDAY)

    menu = menu_of(User.objects.get(uuid=cast().applicant))

    assert menu == Menu(["/", "/inbox/", "/apply/", "/my/", "/documents/"], 2)


def test_rights_on_one_procedure_count_as_those_on_everything() -> None:
    load_world()
    recompute_groups(now=MONDAY)

    menu = menu_of(clerk())

    assert {"/clerk/", "/organisation/"} <= set(menu.addresses)
    assert not {"/audit/", "/operations/"} & set(menu.addresses)


def test_whoever_leaves_the_office_loses_its_files_with_the_change() -> None:
    payroll_clerk = User.objects.get(uuid=payroll_office().clerk)
    before = menu_of(payroll_clerk)

    Posting.objects.filter(person=payroll_clerk.uuid).delete()
    OrganisationGeneration.objects.filter(status="in_force").update(revision=F("revision") + 1)

    assert "/files/" in before.addresses
    assert "/files/" not in menu_of(payroll_clerk).addresses
