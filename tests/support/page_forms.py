"""The act form of a page, filled in as a browser would send it."""

import re
from html import unescape

from django.test import Client

from workflow.models import Case, UserTask

_INPUT = re.compile(r'<input type="hidden" name="(act\.[a-z]+)" value="([^"]*)"')


def shown_form(client: Client, case: Case) -> dict[str, str]:
    """The hidden fields of the act form on the page of a case."""
    page = client.get(f"/cases/{case.number}/").content.decode()
    start = page.index('id="act"')
    return {name: unescape(value) for name, value in _INPUT.findall(page[start : page.index("</form>", start)])}


def act_address(case: Case, what: str = "act") -> str:
    """Where the form of the open task is sent."""
    task = UserTask.objects.get(case=case, status="open")
    return f"/cases/{case.number}/tasks/{task.uuid}/{what}/"
