"""A payroll office for tests: a kind of document, some people, and batches as a case starts them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from guardian.shortcuts import assign_perm

from forms.field_type import Json
from forms.issuance.ask import IssueAsk, Keep, Receipt, RowSetRef, batch_key
from forms.issuance.columns import Column
from forms.issuance.consent import Act
from forms.issuance.kind import read_kind
from forms.issuance.limit import Limit
from forms.issuance.totals import Told
from forms.models import Consent, DocumentKind, IssueBatch, IssuedDocument
from forms.ports import connect, ports
from forms.services.issuance.batch_row import TABLE, batch_row
from forms.services.issuance.consents import answer
from forms.services.issuance.load_kind import load_kind
from forms.services.issuance.make_documents import make_documents
from forms.services.issuance.row_sets import keep_row_set
from forms.services.issuance.tick import look_after_batches
from forms.source.source import Source
from integrations.layouts.columns import columns_of
from integrations.selectors.layouts import layout_named
from meguro_platform.models import User

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
"""Monday 11 May 2026, 9:00 in Japan."""
PAYDAY = datetime(2026, 5, 14, 23, 30, tzinfo=UTC)
"""Friday 15 May 2026, 8:30 in Japan."""
CONSENT = "給与明細の電子交付"
OFFICE = "04020300"

SUMMED = ("支給額合計", "控除額合計", "差引支給額")


def a_kind() -> DocumentKind:
    """The payslip as definitions/documents says."""
    path = Path(settings.DEFINITIONS_DIR) / "documents" / "payslip.yaml"
    kind, problems = read_kind(Source(path.name, path.read_text(encoding="utf-8")))
    assert kind is not None, problems
    return load_kind(kind=kind, office=OFFICE, now=NOW)


def a_person(number: int, name: str = "") -> User:
    """Somebody with a staff number like 00000007."""
    staff_number = f"{number:08d}"
    known = User.objects.filter(staff_number=staff_number).first()
    return known or User.objects.create_user(staff_number=staff_number, name=name or f"職員{number}")


def a_clerk(number: int, kind: DocumentKind | None) -> User:
    """Somebody of the office that handles the kind."""
    person, group = a_person(number, f"給与係{number}"), Group.objects.get_or_create(name=f"documents:{OFFICE}")[0]
    assign_perm("forms.handle_documentkind", group, kind)
    person.groups.add(group)
    return person


def pay(number: int, *, base: int = 245_800, month: str = "2026-05", **more: Json) -> dict[str, Json]:
    """One row of the payroll file; sums fit."""
    area, tax = base // 5, 5_830
    row: dict[str, Json] = {column.key: 0 if column.kind == "yen" else "" for column in columns()}
    return row | {
        "org_code": "131105",
        "pay_ym": month,
        "pay_kind": "1",
        "rev": "01",
        "amend": "0",
        "pay_date": f"{month}-15",
        "emp_no": f"{number:08d}",
        "kana": "ﾒｸﾞﾛ",
        "name": f"職員{number}",
        "dept_code": "04020300",
        "dept_name": "総務部人事課給与係",
        "emp_type": "01",
        "pay_table": "G1",
        "grade": "02",
        "step": "045",
        "base": base,
        "area": area,
        "gross": base + area,
        "itax": tax,
        "deduct": tax,
        "net": base + area - tax,
        "bank1": base + area - tax,
        "ot_hours": "12.50",
        "leave_left": "15-03",
        **more,
    }


@cache
def columns() -> tuple[Column, ...]:
    """The columns of the payroll file."""
    return columns_of(layout_named("payroll-payslip"))


def kept(
    rows: Iterable[dict[str, Json]], *, told: tuple[Told, ...] = (), limits: Mapping[str, Limit] | None = None
) -> RowSetRef:
    """The rows as a row set."""
    found = keep_row_set(
        rows=rows, columns=columns(), summed=SUMMED, told=told, limits=limits, file_name="kyuyo.csv", now=NOW
    )
    return RowSetRef(row_set=str(found.uuid), count=found.count)


def an_ask(rows: Any, *, number: int = 1, **more: Any) -> IssueAsk:
    """What a case asks for; two people's acts led to it unless something else is said."""
    case = str(UUID(int=number))
    values: dict[str, Any] = {
        "key": batch_key(case, "給与明細の交付", 1),
        "case": case,
        "procedure": "payslip-delivery",
        "step": "給与明細の交付",
        "title": "令和8年5月の給与",
        "recipient": "職員番号",
        "template": "payslip.html",
        "consent": CONSENT,
        "publish_at": PAYDAY,
        "receipt": Receipt(within=timedelta(days=30), remind_every=timedelta(days=7), remind_at_most=3),
        "keep": Keep(84),
        "released_by": (str(UUID(int=901)), str(UUID(int=902))),
    }
    return IssueAsk(rows=rows, **(values | more))


def start(ask: IssueAsk, now: datetime = NOW) -> IssueBatch:
    """The batch's row as the case's own statement writes it: only what `batch_row` gives."""
    row = batch_row(ask, now)
    columns = ", ".join(f'"{column}"' for column in row)
    places = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} ({columns}) VALUES ({places}) ON CONFLICT DO NOTHING", [*row.values()])
    return IssueBatch.objects.get(key=ask.key)


def run(now: datetime = NOW) -> None:
    """What sweep and workers do until there is nothing to do at this instant."""
    look_after_batches(now=now)
    make_documents(clock=lambda: now)
    look_after_batches(now=now)


def issued(rows: Any, *, now: datetime = NOW, **more: Any) -> IssueBatch:
    """A batch that was made; released when two people's acts led to it."""
    batch = start(an_ask(rows, **more), now)
    run(now)
    return fresh(batch)


def published(rows: Any, **more: Any) -> IssueBatch:
    """The same, and its hour has come."""
    batch = issued(rows, **more)
    run(PAYDAY)
    return fresh(batch)


def agrees(person: User, at: datetime = NOW - timedelta(days=30)) -> Consent:
    """The person gave explicit consent."""
    return answer(consent=CONSENT, person=person.uuid, act=Act.AGREE, version=1, by=person.uuid, now=at)


@contextmanager
def told_cases() -> Iterator[list[dict[str, Any]]]:
    """In place of the cases that wait for batches: a list of what they are told."""
    plugged, said = ports(), list[dict[str, Any]]()

    def batch_changed(**what: Any) -> None:
        said.append(what)

    connect(replace(plugged, batch_changed=batch_changed))
    try:
        yield said
    finally:
        connect(plugged)


def fresh(batch: IssueBatch) -> IssueBatch:
    """The batch as it is stored now; a protected state can't be refreshed in place."""
    return IssueBatch.objects.get(pk=batch.pk)


def document_of(batch: IssueBatch, person: User) -> IssuedDocument:
    return IssuedDocument.objects.get(batch=batch, person=person.uuid)


def states(batch: IssueBatch) -> dict[str, str]:
    """State of each row by staff number."""
    return dict(batch.rows.order_by("number").values_list("staff_number", "state"))


def in_words(value: Any) -> str:
    """Everything of a value as text, to search it."""
    return json.dumps(value, ensure_ascii=False, default=str)


def key_of(name: str) -> UUID:
    """A steady uuid."""
    return uuid5(UUID(int=0), name)
