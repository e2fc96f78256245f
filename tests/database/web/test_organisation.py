"""The personnel section's pages: only for those who prepare the day, every look recorded, long lists in pages."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import F
from django.test import Client
from django.utils import timezone

from approvals.models import GenerationStatus, OrganisationGeneration, Posting, RouteProof, Unit
from approvals.selectors.organisation import organisation_in_force
from approvals.services.grants import recompute_groups
from approvals.services.route_proofs import prove_waiting
from tests.support.card_story import a_case
from tests.support.platform_people import auditor, clerk, operator, stranger
from tests.support.ward import MONDAY, cast, load_world
from workflow.models import JournalEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward_of_the_file")]
ADDRESSES = ["/organisation/", "/organisation/units/"]


@pytest.fixture
def personnel(client: Client) -> Client:
    """A member of the personnel section, logged in."""
    load_world()
    recompute_groups(now=MONDAY)
    client.force_login(clerk())
    return client


def prepared(units: int = 3) -> OrganisationGeneration:
    """A generation for tomorrow with nothing in it but some units: whoever has work now is not there any more."""
    in_force = OrganisationGeneration.objects.get(status=GenerationStatus.IN_FORCE)
    day = timezone.localdate() + timedelta(days=1)
    coming = OrganisationGeneration.objects.create(name="4月の異動", effective_on=day, rules=in_force.rules)
    Unit.objects.bulk_create(
        Unit(generation=coming, code=f"00N{number:05}", name=f"新設{number}課", kind="section", since=day)
        for number in range(units)
    )
    return coming


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_breaks_is_told_with_who_settles_it(personnel: Client) -> None:
    case = a_case(cast())
    prepared()

    shown = page(personnel, "/organisation/")

    assert case.number in shown and "所属がなくなる" in shown and "管理者（連携の画面で）" in shown
    assert "新設0課" in shown and "内示前の情報です" in shown


def test_a_kind_narrows_the_list(personnel: Client) -> None:
    case = a_case(cast())
    prepared()

    assert case.number in page(personnel, "/organisation/?kind=work")
    assert case.number not in page(personnel, "/organisation/?kind=duty")


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_look_is_recorded_and_nobody_else_may(personnel: Client, address: str) -> None:
    page(personnel, address)
    assert JournalEntry.objects.get(kind="person", stream=str(clerk().uuid)).event == "viewed_coming_organisation"

    personnel.force_login(operator())
    page(personnel, address)
    for other in (stranger(), auditor()):
        personnel.force_login(other)
        assert personnel.get(address).status_code == 403
        assert not JournalEntry.objects.filter(kind="person", stream=str(other.uuid)).exists()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["?page=-1", "?page=999", "?kind=x", "?q=%00%25_&on=then", "?kind=%00"])
def test_any_address_gets_a_page(personnel: Client, address: str, query: str) -> None:
    page(personnel, address + query)
    prepared()
    page(personnel, address + query)


def test_ten_thousand_units_come_in_pages(personnel: Client) -> None:
    prepared(10_000)

    last = page(personnel, "/organisation/units/?on=then&page=200")

    assert "新設9999課" in last and "新設9949課" not in last
    assert "新設9999課" not in page(personnel, "/organisation/units/?on=today&q=新設9999")
    assert "新設9999課" in page(personnel, "/organisation/units/?on=then&q=新設9999")


def test_units_stand_with_their_posts_and_holders(personnel: Client) -> None:
    organisation, day = organisation_in_force(), timezone.localdate()
    post = next(post for post in organisation.posts.values() if organisation.holder(post.key, day))
    held = organisation.holder(post.key, day)
    assert held is not None

    shown = page(personnel, f"/organisation/units/?q={post.unit}")

    assert post.title in shown and organisation.persons[held.person].name in shown


@time_machine.travel(MONDAY, tick=False)
def test_workers_prove_the_routes_and_the_page_says_at_which_post_they_fail(personnel: Client) -> None:
    coming = prepared()
    someone = organisation_in_force().main_posting(str(cast().applicant), MONDAY.date())
    assert someone is not None
    Posting.objects.create(
        generation=coming,
        person=cast().applicant,
        unit="00N00000",
        kind=someone.kind,
        title=someone.title,
        holding="main",
        since=coming.effective_on,
    )
    assert "経路をすべて確かめる" in page(personnel, "/organisation/")

    assert personnel.post("/organisation/proof/").status_code == 302
    RouteProof.objects.exclude(version__procedure__key="id-card-reissue").delete()
    assert ">0%<" in page(personnel, "/organisation/")
    RouteProof.objects.update(days_done=F("days") - 1)
    prove_waiting(clock=lambda: MONDAY)

    shown = page(personnel, "/organisation/")
    assert "決まらない経路があります" in shown and f"{coming.effective_on} " in shown and "新設0課の" in shown
    assert "新設0課" not in "".join(RouteProof.objects.get().faults)


def test_without_an_organisation_or_a_change_the_pages_say_so(personnel: Client) -> None:
    Posting.objects.update(until=None, since=MONDAY.date())
    OrganisationGeneration.objects.update(revision=99)

    assert "予定されている異動はありません" in page(personnel, "/organisation/")
