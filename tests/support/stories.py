"""What the stories in the browser do again and again: sit down, open a case, answer, look where the case stands."""

import re
from collections.abc import Callable
from uuid import UUID

from playwright.sync_api import Locator, Page

from meguro_platform.models import User
from workflow.models import Case

LogIn = Callable[[User], None]


def sit_down(page: Page, log_in: LogIn, uuid: UUID) -> User:
    """Somebody else sits down at the same browser and logs in."""
    page.goto("about:blank")  # a page that asks for news without a log-in leads away from where the next one goes
    page.context.clear_cookies()
    person = User.objects.get(uuid=uuid)
    log_in(person)
    return person


def open_case(page: Page, number: str) -> None:
    page.goto(f"/cases/{number}/")


def the_case() -> Case:
    """The only case there is, as it stands now."""
    return Case.objects.get()


def steps() -> list[str]:
    """Where the only case stands."""
    return list(the_case().steps)


def box(page: Page, item: str) -> Locator:
    """The input of an item, not its calendar."""
    return page.get_by_role("textbox", name=re.compile(f"^{item}(必須)?$"))


def choose(page: Page, item: str, choice: str) -> None:
    """Press one of the choices of an item."""
    page.get_by_role("group", name=item).get_by_text(choice, exact=True).click()


def act(page: Page, verb: str) -> None:
    """Press a button of the act."""
    page.locator("#act").get_by_role("button", name=verb).click()


def panel(page: Page, heading: str) -> Locator:
    """The panel whose heading has this id."""
    return page.locator(f"section[aria-labelledby='{heading}']")
