"""The rows of the inbox as pages draw them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from approvals.routing.authority import Authority
from approvals.routing.organisation import Organisation
from approvals.selectors.holders import holders_of
from approvals.selectors.inbox import COUNTED, InboxRow, Order
from approvals.selectors.inbox_overview import end_of_day
from approvals.selectors.people_shown import MARKS, PeopleShown
from approvals.selectors.row_contents import Contents, contents_of, titled
from approvals.selectors.row_looks import looks_at
from approvals.selectors.stage_names import in_stage, said_by
from approvals.vocabulary import Capacity
from approvals.web.act_form import fresh_key
from approvals.web.buttons import quick_button, verb_of
from forms.spec import Text
from forms.tokyo_time import TOKYO
from workflow.engine.nodes import UserNode
from workflow.engine.values import Button
from workflow.selectors.programs import machine_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Quick:
    """The one verdict a row offers."""

    verdict: str
    words: Text
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row."""

    row: InboxRow
    title: str
    procedure: str
    step: str
    mark: str = ""
    mark_is_seal: bool = False
    principal: str = ""
    is_changed: bool = False
    has_files: bool = False
    held_by: str = ""
    """Name of somebody else who keeps it to himself."""
    is_held: bool = False
    read_by: str = ""
    """Names of the others who have it open now."""
    quick: Quick | None = None
    group: Text | None = None
    """The heading above it, where a new group begins."""
    group_size: int = 0
    """How many the whole list has in that group; 0 where they were not all counted."""

    @property
    def id(self) -> str:
        return f"row-{self.row.entry}"


def items_of(
    person: UUID,
    rows: Sequence[InboxRow],
    *,
    organisation: Organisation,
    language: str,
    now: datetime,
    order: Order | None = None,
    groups: Mapping[str, int],
) -> list[Item]:
    """The rows with the names people read. With the order of deadlines, headings say until when."""
    people = PeopleShown(organisation, language)
    looks, contents = looks_at(rows, person, now), contents_of({row.case: row.program for row in rows}, language)
    holders = holders_of(rows, organisation, now.astimezone(TOKYO).date())
    items, before = [], None
    for row in rows:
        group = group_of(row.due_at, now) if order is Order.DEADLINE else None
        item = _item(person, row, people, holders.get(row.task), contents.get(row.case, Contents()))
        items.append(
            replace(
                item,
                is_changed=row.case in looks.changed,
                read_by=people.pick(("、", ", ")).join(people.name(str(each)) for each in looks.readers[row.case]),
                group=group if group != before else None,
                group_size=groups.get(group.ja, 0) if group else 0,
            )
        )
        before = group
    return items


def groups_of(dues: Sequence[datetime | None], now: datetime) -> dict[str, int]:
    """How many are in each group, by its Japanese heading; nothing where not all were counted."""
    return Counter(group_of(due, now).ja for due in dues) if len(dues) < COUNTED else {}


def group_of(due_at: datetime | None, now: datetime) -> Text:
    """Until when, roughly."""
    if due_at is None:
        return Text("期限なし", "No deadline")
    if due_at < now:
        return Text("おくれ", "Overdue")
    end = end_of_day(now)
    if due_at < end:
        return Text("きょうまで", "Due today")
    if due_at < end + timedelta(days=1):
        return Text("あすまで", "Due tomorrow")
    if due_at < end + timedelta(days=7):
        return Text("7日以内", "Within 7 days")
    return Text("そのあと", "Later")


def _item(reader: UUID, row: InboxRow, people: PeopleShown, holder: UUID | None, contents: Contents) -> Item:
    program = machine_of(row.program).program
    node = machine_of(row.program).user_node(row.node)
    capacity = Capacity(row.capacity)
    held_by_another = holder not in (None, reader, row.principal)
    quick = None if held_by_another else quick_button(node, row.kind)
    name = Text(program.name, program.en).in_language(people.language)
    authority = people.organisation.authority_of(row.unit)
    return Item(
        row=row,
        title=titled(contents.subject, people.applicant(row.applicant, row.unit)),
        has_files=contents.has_files,
        procedure=name,
        step=_step(node, row.kind, people.language, authority),
        mark=people.pick(MARKS[capacity]) if capacity in MARKS else "",
        mark_is_seal=capacity is Capacity.DEPUTY,
        principal=people.name(str(row.principal)) if row.principal else "",
        held_by=people.name(str(holder)) if held_by_another else "",
        is_held=holder == reader,
        quick=_quick(quick, capacity, authority) if quick else None,
    )


def _quick(button: Button, capacity: Capacity, authority: Authority | None) -> Quick:
    return Quick(verdict=button.verdict, words=said_by(authority, verb_of(button, capacity)), key=fresh_key())


def _step(node: UserNode, kind: str, language: str, authority: Authority | None) -> str:
    """The name of the step; of a 回議 with the stage that the work belongs to."""
    name = Text(node.step, node.en).in_language(language)
    if authority is not None and language == "ja":
        name = authority.words.get(name, name)
    return name if kind == node.kind else in_stage(name, kind, language, authority)
