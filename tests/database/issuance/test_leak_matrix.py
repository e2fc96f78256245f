"""Role by way: nobody gets a figure of somebody else's payslip. One world, every cell a test of its own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from approvals.services.grants import recompute_groups
from forms.models import DocumentLook, IssueBatch, IssuedDocument
from integrations.models import Notice
from meguro_platform.models import User
from meguro_platform.services.access_tokens import issue_token
from tests.support.issuance import a_kind, a_person, agrees, document_of, kept, pay, run, told_cases
from tests.support.payroll_case import PayrollOffice, payroll_office, released
from tests.support.platform_people import STRANGERS, auditor, member_of, operator, stranger
from tests.support.salary_search import kept_in_cache
from tests.support.ward import MONDAY, cast
from workflow.models import Case, Effect, JournalPayload, UserTask

SALARY = 387_654
"""A base salary that stands nowhere else."""
WRITTEN = ("387654", "387,654", "459354", "459,354", "465184", "465,184")
"""The same, and what is computed of it, as anything might write it."""

ROLES = (
    "superior", "personnel chief", "payroll clerk", "payroll chief", "administrator", "colleague", "auditor",
    "operator", "other office", "former", "nobody",
)  # fmt: skip
OFFICE = ("payroll clerk", "payroll chief")
"""They print for those on paper, and look into one after writing a reason: tests/database/issuance/test_leaks.py."""
WAYS = (
    "list", "filter", "search", "export", "print", "API", "PDF", "mail", "cache", "journal",
    "any address", "anything sent",
)  # fmt: skip
LEFT_OUT = ("/logout/", "/login/", "/clerk/{key}/versions/{version}/specification.pdf")
"""They end the session the matrix is looked at with; the last is a PDF of a definition, which anybody may have."""
PAPER_RUN = "/issuance/{batch}/paper/"
CELLS = [(role, way) for role in ROLES for way in WAYS if not (role in OFFICE and way == "print")]


pytestmark = pytest.mark.long


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A month that was published this morning: to its owner on the screen, to somebody else on paper."""

    owner: User
    case: Case
    batch: IssueBatch
    document: IssuedDocument
    people: Mapping[str, User | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the world showed before it was thrown away."""

    leaks: Mapping[tuple[str, str], Sequence[str]]
    """By role and way: the addresses, or whatever else, in which a figure stood."""
    tried: Mapping[tuple[str, str], int]
    own: Sequence[str]
    """The ways by which the owner got something."""
    looks: int
    """How often somebody else than the owner is recorded to have seen it."""


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    with django_db_blocker.unblock(), transaction.atomic(), told_cases():
        world = a_world()
        own = [way for way in WAYS if leaks_in(tries(way, world, world.owner))]
        seen = {(role, way): tries(way, world, world.people[role]) for role, way in CELLS}
        yield Found(
            leaks={cell: leaks_in(texts) for cell, texts in seen.items()},
            tried={cell: len(texts) for cell, texts in seen.items()},
            own=own,
            looks=DocumentLook.objects.filter(document=world.document).exclude(viewer=world.owner.uuid).count(),
        )
        transaction.set_rollback(True)


@pytest.mark.parametrize(("role", "way"), CELLS)
def test_nothing_leaks(found: Found, role: str, way: str) -> None:
    assert found.tried[role, way] > 0
    assert found.leaks[role, way] == []


def test_the_owner_gets_it_by_the_ways_that_are_the_owners(found: Found) -> None:
    """So the addresses are right, and nothing is safe only because a way leads nowhere."""
    assert found.own == ["list", "filter", "print", "API", "PDF", "any address"]


def test_nobody_else_is_recorded_as_having_seen_it(found: Found) -> None:
    assert found.looks == 0


def a_world() -> World:
    office = payroll_office()
    owner = User.objects.get(uuid=cast().applicant)
    a_kind()
    agrees(owner, timezone.now() - timedelta(days=30))
    rows = kept([pay(int(person.staff_number), base=SALARY) for person in (owner, a_person(2))])
    case = released(office, {"row_set": rows.row_set, "count": rows.count})
    batch = IssueBatch.objects.get(case=case.uuid)
    IssueBatch.objects.filter(pk=batch.pk).update(publish_at=timezone.now() - timedelta(hours=1))
    run(timezone.now())
    recompute_groups(now=MONDAY)
    batch.refresh_from_db(fields=["readable_from"])
    return World(owner=owner, case=case, batch=batch, document=document_of(batch, owner), people=everybody(office))


def everybody(office: PayrollOffice) -> dict[str, User | None]:
    """Each role with every right that is given to it for something else."""
    people = cast()
    administrator = member_of(STRANGERS, 2)
    administrator.is_superuser = True
    administrator.save()
    former = a_person(60, "退職した人")
    former.is_active = False
    former.save()
    users = (people.head, people.decider, office.clerk, office.head)
    first = [User.objects.get(uuid=uuid) for uuid in users]
    colleague = User.objects.get(uuid=people.stranger)
    rest = [administrator, colleague, auditor(), operator(), stranger(), former, None]
    return dict(zip(ROLES, [*first, *rest], strict=True))


def addresses(way: str, world: World) -> list[tuple[str, str, dict[str, Any]]]:
    """Every address under which something might be had this way: method, address, what is sent."""
    one, whole, number = f"/documents/{world.document.uuid}/", f"/issuance/{world.batch.uuid}/", world.case.number
    case = f"/cases/{number}/"
    gets: dict[str, list[str]] = {
        "list": [
            "/",
            "/documents/",
            one,
            "/issuance/",
            whole,
            f"{whole}look/",
            "/inbox/",
            "/my/",
            case,
            "/operations/",
        ],
        "filter": ["/documents/?kind=payslip", "/issuance/consents/payslip/", "/inbox/?q=38765", "/operations/calls/"],
        "search": [f"/search/?q={words}" for words in ("38765", "465,18", "佐藤", world.owner.staff_number)],
        "export": [f"/audit/{number}/csv/", f"{whole}comparison/", f"{case}calls/", "/metrics"],
        "print": [f"{one}pdf/?print=1", f"{one}?print=1"],
        "API": [
            "/api/v1/documents/",
            f"/api/v1/documents/{world.document.uuid}/",
            f"/api/v1/cases/{number}/",
            f"/api/v1/cases/{number}/journal/",
            "/api/v1/cases/",
            "/api/v1/inbox/",
        ],
        "PDF": [f"{one}pdf/"],
        "any address": [route.format(**filled(world)) for route in routes(get_resolver().url_patterns)],
        "journal": ["/operations/", "/audit/", f"/audit/?number={number}", f"/audit/{number}/"],
    }
    posts: dict[str, list[tuple[str, dict[str, Any]]]] = {
        "list": [(f"{whole}look/", {"number": world.owner.staff_number, "reason": "  "})],
        "print": [
            (f"{one}paper/", {}),
            (f"{whole}paper/", {}),
            (f"{whole}handed/", {"row": ["0", "1"]}),
            (f"{whole}rows/0/", {"decision": "leave", "reason": "x"}),
            (f"{whole}take-back/", {}),
        ],
    }
    if way == "anything sent":
        sent = [route for route in routes(get_resolver().url_patterns) if route != PAPER_RUN]
        return [("post", route.format(**filled(world)), {}) for route in sent]
    return [("get", each, {}) for each in gets.get(way, [])] + [("post", *each) for each in posts.get(way, [])]


def routes(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address the product has, `{name}` where something stands; a new one is in the matrix by itself."""
    for pattern in patterns:
        written = str(pattern.pattern).replace("rows/<int:number>", "rows/<row>").replace("<int:number>", "<call>")
        route = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", written)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif route not in LEFT_OUT:
            yield route


def filled(world: World) -> dict[str, object]:
    """What stands in an address: of this case, this batch and this document wherever there is such a thing."""
    call = Effect.objects.filter(case=world.case).values_list("pk", flat=True).first()
    task = UserTask.objects.filter(case=world.case).values_list("uuid", flat=True).first()
    assert task is not None
    return {
        "number": world.case.number,
        "document": world.document.uuid,
        "batch": world.batch.uuid,
        "kind": world.document.kind,
        "procedure": "payslip-delivery",
        "key": "payslip-delivery",
        "version": 1,
        "language": "ja",
        "task": task,
        "delegation": 1,
        "sounding": 1,
        "look": 1,
        "absence": 1,
        "files": world.document.uuid,
        "verdict": "approve",
        "name": "人事給与",
        "file": world.document.uuid,
        "arrival": world.document.uuid,
        "judgement": world.document.uuid,
        "page": 1,
        "row": 0,
        "incident": 1,
        "correction": 1,
        "remedy": 1,
        "wanted": 1,
        "call": call or 1,
        "seq": world.case.journal_seq,
    }


def leaks_in(texts: Sequence[tuple[str, bytes]]) -> list[str]:
    return [where for where, text in texts if text.startswith(b"%PDF") or _has_a_figure(text)]


def tries(way: str, world: World, person: User | None) -> list[tuple[str, bytes]]:
    """Where it was looked, and what stood there."""
    client, headers = Client(), {}
    if person is not None and way == "API" and person.is_active:
        headers = {"authorization": f"Bearer {issue_token(person=person.uuid, now=timezone.now())}"}
    elif person is not None:
        client.force_login(person)
    point = transaction.savepoint() if way == "anything sent" else None
    asked = [
        (address, _said(getattr(client, method)(address, data, headers=headers)))
        for method, address, data in addresses(way, world)
    ]
    if point is not None:
        transaction.savepoint_rollback(point)
    return asked + [(name, text.encode()) for name, text in _lying_about(way, person)]


def _lying_about(way: str, person: User | None) -> Iterator[tuple[str, str]]:
    """What is written without anybody asking."""
    match way:
        case "mail":
            yield "outbox", "".join(str(message.message()) for message in mail.outbox)
            told = Notice.objects.filter(person=person) if person else Notice.objects.none()
            yield "notices", "".join(notice.subject + notice.text for notice in told)
        case "cache":
            yield "cache", "".join(kept_in_cache())
        case "journal":
            bodies = JournalPayload.objects.values_list("body", flat=True)
            yield "payloads", "".join(bytes(body).decode() for body in bodies)


def _said(answer: Any) -> bytes:
    """Its content, unpacked, and its head: a figure in the name of a file or in an address is one, too."""
    content = b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content + str(dict(answer.items())).encode()


def _has_a_figure(text: bytes) -> bool:
    return any(each.encode() in text for each in WRITTEN)
