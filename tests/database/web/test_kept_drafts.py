"""Drafts of people who change: nothing typed is lost, and nothing is handed in from a post that one has left."""

from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from approvals.models import Posting
from approvals.selectors.organisation import organisation_in_force
from approvals.services.raise_revision import raise_revision
from forms.models import Draft
from forms.services.save_draft import save_draft
from meguro_platform.models import User
from meguro_platform.web.application import post_key
from tests.support.advice_case import TEXT
from tests.support.ward import Cast, cast, damaged_card, load_world, publish
from workflow.models import Case

pytestmark = pytest.mark.django_db
CARD, KEY = "/apply/id-card-reissue/", "0123456789abcdef0123456789abcdef"


@pytest.fixture
def people() -> Cast:
    load_world()
    return cast()


def at(person: UUID) -> Client:
    client = Client()
    client.force_login(User.objects.get(uuid=person))
    return client


def written(person: UUID, procedure: str, **typed: str) -> None:
    save_draft(person=person, procedure=procedure, values=typed, at=timezone.now())


def two_posts() -> tuple[UUID, str, str]:
    """Somebody with two posts, and how the form names them."""
    organisation, day = organisation_in_force(), timezone.localdate()
    person = next(
        person for person in organisation.staff(day) if len({p.unit for p in organisation.postings(person, day)}) == 2
    )
    first, second = organisation.postings(person, day)
    return UUID(person), post_key(first), post_key(second)


def leaves(person: UUID, post: str) -> None:
    unit, title = post.split("/")
    Posting.objects.filter(person=person, unit=unit, title=title).delete()
    raise_revision()


def test_what_was_begun_in_a_post_one_has_left_goes_out_from_another_only_when_that_was_read(people: Cast) -> None:
    person, stays, left = two_posts()
    client, sent = at(person), {**damaged_card(), ":post": left, ":key": KEY}
    client.post("/apply/id-card-reissue/draft/", sent)
    leaves(person, left)

    assert "別の職で書きはじめた下書きです" in client.get(CARD).content.decode()
    refused = client.post(CARD, sent)
    assert refused.status_code == 422 and "もう就いていません" in refused.content.decode()
    assert not Case.objects.exists()

    assert f'name=":post" value="{stays}"' in refused.content.decode()
    assert client.post(CARD, sent | {":post": stays}).status_code == 302
    assert Case.objects.get().unit == stays.split("/")[0]


def test_choosing_another_applicant_is_no_post_that_was_left(people: Cast) -> None:
    person = at(people.examiner)
    posting = organisation_in_force().postings(str(people.examiner), timezone.localdate())[0]

    person.post(CARD, {":applicant": str(people.applicant), ":post": post_key(posting)})

    assert "別の職で書きはじめた下書きです" not in person.get(CARD).content.decode()


def test_whoever_may_not_hand_it_in_any_more_reads_shows_and_throws_away_what_he_wrote(people: Cast) -> None:
    publish("advice", TEXT)
    written(people.applicant, "advice", matter="用件の文", illness="病名の文")
    Posting.objects.filter(person=people.applicant).delete()
    raise_revision()
    client = at(people.applicant)

    page = client.get("/apply/advice/").content.decode()
    assert "この下書きは読めますが、出せません" in page
    assert "用件の文" in page and "病名の文" in page, "it is his own"
    number = User.objects.get(uuid=people.head).staff_number
    assert client.post("/apply/advice/sounding/", {"name": number, "asked": "引き継いでください"}).status_code == 302
    assert client.post("/apply/advice/", {":key": KEY, "matter": "用件の文"}).status_code == 403
    assert Draft.objects.exists() and not Case.objects.exists()

    client.post("/apply/advice/", {":discard": "yes"})
    assert not Draft.objects.exists()
    assert client.get("/apply/advice/").status_code == 403
