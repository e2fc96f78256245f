"""The rail: which pages the main menu offers to whom."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from approvals.selectors.inbox import inbox_count
from approvals.selectors.organisation import NoOrganisationError, key_in_force
from forms.selectors.issuance.batches import count_waiting_for
from integrations.selectors.ledger import count_calls
from integrations.web.operators import OPERATE, operator_of
from meguro_platform.selectors.beginnings import begun_by
from meguro_platform.selectors.open_incidents import count_open_incidents
from meguro_platform.selectors.rights import rights_of
from meguro_platform.web.arrived_files import waiting_count
from meguro_platform.web.permission import may_operate, user_of
from meguro_platform.web.wording import local

BEGIN_WITH_FILES = "begin_with_files"
"""No right that a group has: it follows from who may begin the procedures in force."""


def rights_on_the_menu(request: HttpRequest) -> frozenset[str]:
    """What the person may do somewhere."""
    person = user_of(request)
    return rights_of(person) | ({BEGIN_WITH_FILES} if _begins_with_files(person.uuid) else set())


def _begins_with_files(person: UUID) -> bool:
    try:
        return _begins_in(key_in_force(), person, int(time.time()) // 60)
    except NoOrganisationError:
        return False


@lru_cache(maxsize=4096)
def _begins_in(organisation: str, person: UUID, minute: int) -> bool:
    """Every page asks, so the answer is kept for a minute; a changed organisation is another one."""
    return bool(begun_by(person, local(timezone.now())))


def waiting_for_operators(request: HttpRequest) -> int:
    """How many cases and calls wait for an operator."""
    operator = operator_of(request)
    calls = count_calls("hands", systems=operator.systems) if operator else 0
    return calls + (count_open_incidents() if may_operate(request) else 0)


def waiting_to_be_issued(request: HttpRequest) -> int:
    """How many batches the person can release, and how much paper is asked for."""
    return count_waiting_for(user_of(request).uuid)


def work_count(request: HttpRequest) -> int:
    """How much work waits for the person, at most 1,000."""
    return inbox_count(request.user.uuid) if request.user.is_authenticated else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One page of the main menu."""

    url_name: str
    icon: str
    words: "Promise"
    right: str = ""
    """What one must be allowed to do to see the entry. It only hides a link that would lead to a refusal; the page
    checks by itself."""
    count: Callable[[HttpRequest], int] | None = None
    """How many things wait there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry as this person sees it on this page."""

    href: str
    icon: str
    words: str
    current: bool
    count: int


GROUPS: tuple[tuple[Entry, ...], ...] = (
    (
        Entry(url_name="shell:portal", icon="home", words=_("Portal")),
        Entry(url_name="approvals:inbox", icon="inbox", words=_("Inbox"), count=work_count),
        Entry(url_name="shell:catalogue", icon="pen", words=_("Apply")),
        Entry(url_name="shell:my_cases", icon="doc", words=_("My cases")),
        Entry(url_name="documents:own", icon="yen", words=_("My documents")),
    ),
    (
        Entry(
            url_name="shell:arrived_files",
            icon="doc",
            words=_("Files"),
            right=BEGIN_WITH_FILES,
            count=waiting_count,
        ),
        Entry(
            url_name="issuance:batches",
            icon="send",
            words=_("Issuing documents"),
            right="forms.handle_documentkind",
            count=waiting_to_be_issued,
        ),
        Entry(url_name="shell:clerk", icon="code", words=_("Definitions"), right="workflow.edit_definition"),
        Entry(
            url_name="shell:operations",
            icon="link",
            words=_("Connections"),
            right=OPERATE,
            count=waiting_for_operators,
        ),
    ),
    (
        Entry(
            url_name="shell:organisation",
            icon="people",
            words=_("Organisation"),
            right="meguro_platform.see_coming_organisation",
        ),
    ),
    (Entry(url_name="shell:audit", icon="shield", words=_("Audit"), right="workflow.audit_cases"),),
)
"""The groups of the rail in reading order: one's own work, the offices' work, looking after it."""


def rail(request: HttpRequest, groups: Sequence[Sequence[Entry]] = GROUPS) -> list[list[Link]]:
    """The menu of the person who asks; groups without an entry are left out."""
    rights = rights_on_the_menu(request) | {""}
    shown = [[entry for entry in group if entry.right in rights] for group in groups]
    addresses = {entry.url_name: reverse(entry.url_name) for group in shown for entry in group}
    matching = [address for address in addresses.values() if request.path.startswith(address)]
    here = max(matching, key=len, default="")
    if here == "/" and request.path != "/":
        here = ""
    return [[_link(request, entry, addresses[entry.url_name], here) for entry in group] for group in shown if group]


def _link(request: HttpRequest, entry: Entry, address: str, here: str) -> Link:
    return Link(
        href=address,
        icon=entry.icon,
        words=str(entry.words),
        current=address == here,
        count=entry.count(request) if entry.count else 0,
    )
