"""Role by address by relation by item: what everybody gets, and which items of a case are in it, as data."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from approvals.models import LaterView
from meguro_platform.services.access_tokens import issue_token
from tests.support.advice_case import SAID, Advice, advice
from tests.support.advice_things import COUNTED, SHOWN
from tests.support.permission_table import FIELDS, LEFT_OUT, OPEN, PAGES, ROLES
from tests.support.platform_people import says_why
from workflow.models import Case

SIGNS = {400: "!", 401: "x", 403: "x", 404: "-", 409: "!", 422: "!"}
"""How an answer is written in the table; everything else below 400 is +, and * where something was recorded."""
LETTERS = {"matter": "m", "illness": "i", "detail": "d", "disclosure": "o", "papers": "p", "certificate": "c"} | {
    thing: thing[0].upper() for thing in SHOWN
}
Cells = Mapping[str, str]

pytestmark = pytest.mark.long


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the world answered before it was thrown away."""

    pages: Mapping[str, Cells]
    fields: Mapping[str, Cells]
    nobody: Mapping[str, int]
    """The answer to whoever has not logged in."""


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Found]:
    with django_db_blocker.unblock(), transaction.atomic():
        world = advice()
        clients = {role: Desk(world, role) for role in ROLES}
        pages = {row: {role: desk.asks(row)[0] for role, desk in clients.items()} for row in PAGES}
        fields = {row: {role: seen(world, desk.asks(row)[1]) for role, desk in clients.items()} for row in FIELDS}
        yield Found(pages=pages, fields=fields, nobody={row: nobody_gets(world, row) for row in PAGES})
        transaction.set_rollback(True)


@pytest.mark.parametrize("row", PAGES)
def test_every_role_gets_what_the_table_says(found: Found, row: str) -> None:
    assert found.pages[row] == PAGES[row]


@pytest.mark.parametrize("row", FIELDS)
def test_every_role_sees_the_items_that_the_table_says(found: Found, row: str) -> None:
    assert found.fields[row] == FIELDS[row]


def test_whoever_has_not_logged_in_gets_nothing(found: Found) -> None:
    assert {row: status for row, status in found.nobody.items() if status not in (302, 401, 403)} == OPEN


def test_every_address_is_in_the_table_or_says_why_not() -> None:
    written = {row.partition(" ")[2].replace("{secret}", "{file}") for row in PAGES}

    assert set(routes(get_resolver().url_patterns)) == written | set(LEFT_OUT)


class Desk:
    """Somebody who asks for pages, in a world that is put back after each."""

    def __init__(self, world: Advice, role: str) -> None:
        self.world, self.client = world, Client(raise_request_exception=True)
        user = world.people[role]
        self.token = issue_token(person=user.uuid, now=timezone.now())
        self.client.force_login(user)
        says_why(self.client)

    def asks(self, row: str) -> tuple[str, bytes]:
        """The sign of the answer, and what stood in it."""
        method, address = row.split(" ")
        api = "/api/" in address
        body: Any = BODIES.get(address, _nothing)(self.world) if method == "POST" else {}
        more: dict[str, Any] = {"headers": {"authorization": f"Bearer {self.token}"}} if api else {}
        if api and method == "POST":
            body, more["content_type"] = json.dumps(body), "application/json"
        point, before = transaction.savepoint(), recorded(self.world)
        asked = getattr(self.client, method.lower())(address.format(**filled(self.world, address)), body, **more)
        text = b"".join(asked.streaming_content) if asked.streaming else bytes(asked.content)
        changed = recorded(self.world) != before
        transaction.savepoint_rollback(point)
        return "*" if changed else SIGNS.get(asked.status_code, "+"), text


def recorded(world: Advice) -> tuple[int, ...]:
    """Changes with everything that somebody does on the case."""
    return Case.objects.get(uuid=world.case.uuid).journal_seq, *(count() for count in COUNTED)


def filled(world: Advice, address: str) -> dict[str, object]:
    """What stands in an address: of this case or its applicant where they have such a thing, else what is not there."""
    things = next((things for begins, things in world.things.items() if address.startswith(begins)), {})
    return _filled(world) | things


def _filled(world: Advice) -> dict[str, object]:
    return {
        "number": world.case.number,
        "task": world.task,
        "seq": 1,
        "file": world.papers,
        "secret": world.certificate,
        "document": world.papers,
        "batch": world.papers,
        "arrival": world.papers,
        "judgement": world.papers,
        "files": world.papers,
        "procedure": "advice",
        "key": "advice",
        "kind": "payslip",
        "language": "ja",
        "name": "人事給与",
        "verdict": "proper",
        "look": LaterView.objects.get(person=world.people["shown"].uuid).pk,
        "page": 1,
        "row": 0,
        "correction": 0,
        "remedy": 0,
        "wanted": 0,
        "call": 0,
    }


def _nothing(world: Advice) -> dict[str, Any]:
    return {}


def verdict(world: Advice) -> dict[str, str]:
    return {"act.verdict": "proper", "act.revision": f"{world.case.revision}", "act.key": "matrix", "verdict": "proper"}


def handed(world: Advice) -> dict[str, str]:
    return {"to": world.people["clerk"].staff_number, "reason": "出張"}


BODIES: Mapping[str, Callable[[Advice], dict[str, Any]]] = {
    "/cases/{number}/tasks/{task}/act/": verdict,
    "/cases/{number}/tasks/{task}/ask/": lambda world: {"act.ask": "send_back"},
    "/cases/{number}/tasks/{task}/transfer/": handed,
    "/cases/{number}/tasks/{task}/pull-up/": lambda world: {"reason": "急ぐため"},
    "/cases/{number}/tasks/{task}/hold/": lambda world: {"act.keep": "yes"},
    "/cases/{number}/reports/{name}/": lambda world: {"change": "変わった", "act.key": "matrix"},
    "/cases/{number}/files/{file}/pages/{page}/mark/": lambda world: {"mark": "note", "note": "ほかの書きとめ"},
    "/apply/{procedure}/sounding/": lambda w: {"name": w.people["other"].staff_number, "asked": "どうですか"},
    "/soundings/{sounding}/": lambda world: {"text": "読みました"},
    "/inbox/views/save/": lambda world: {"name": "ほかの一覧"},
    "/inbox/views/delete/": lambda world: {"name": SHOWN["view"]},
    "/cases/{number}/remarks/": lambda world: {"remark.text": "書きこみ", "remark.key": "matrix"},
    "/cases/{number}/undo/": lambda world: {"act.recall": world.recall},
    "/inbox/{number}/{task}/quick/": verdict,
    "/inbox/{number}/{task}/act/": verdict,
    "/inbox/several/act/": lambda w: {"shown": f"{w.task}:{w.case.revision}:{w.case.journal_seq}"},
    "/api/v1/tasks/{task}/{verdict}/": lambda world: {"revision": world.case.revision},
    "/api/v1/tasks/{task}/transfer/": lambda w: {"to": w.people["clerk"].staff_number, "comment": "出張"},
    "/api/v1/tasks/{task}/people/": lambda w: {
        "to": w.people["clerk"].staff_number,
        "stage": "consult",
        "comment": "関わりが深い",
    },
    "/api/v1/tasks/{task}/people/later/": lambda w: {"to": w.people["clerk"].staff_number, "comment": "会議"},
    "/api/v1/tasks/{task}/people/off/": lambda w: {"to": w.people["clerk"].staff_number, "comment": "不要"},
    "/api/v1/tasks/{task}/pull-up/": lambda world: {"comment": "急ぐため"},
    "/api/v1/cases/{number}/withdraw/": lambda world: {"comment": "取下げ"},
    "/api/v1/cases/": lambda world: {"procedure": "advice", "answers": {"matter": "用件"}},
}
"""What is sent to an address that has to be told something."""


def seen(world: Advice, text: bytes) -> str:
    """The first letters of the items whose answer stands in it."""
    said = SAID | {"papers": "papers.pdf", "certificate": "certificate.pdf"} | SHOWN
    return "".join(LETTERS[key] for key, answer in said.items() if answer.encode() in text) or "."


def nobody_gets(world: Advice, row: str) -> int:
    method, address = row.split(" ")
    return int(getattr(Client(), method.lower())(address.format(**filled(world, address))).status_code)


def routes(patterns: Sequence[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address the product has, `{name}` where something stands."""
    for pattern in patterns:
        written = str(pattern.pattern).replace("rows/<int:number>", "rows/<row>").replace("<int:number>", "<call>")
        route = before + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", written)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route
