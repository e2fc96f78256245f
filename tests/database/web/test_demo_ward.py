"""What the demo ward holds on the day it is opened: a past, and work for everybody who has an inbox."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.utils import timezone

from approvals.models import InboxEntry
from approvals.selectors.organisation import organisation_in_force
from meguro_platform.demo.play import Player
from meguro_platform.demo.script import Script
from workflow.models import Case, Effect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


def test_the_demo_ward_has_a_past_and_inboxes_of_five_to_fifty() -> None:
    call_command("open_ward", bare=True)
    now = timezone.now()
    for play in Script(organisation_in_force(), now).plays():
        Player(play, now).run()

    counted = Counter(Case.objects.values_list("status", flat=True))
    assert counted["ended"] >= 300
    assert counted["open"] >= 80
    inboxes = Counter(InboxEntry.objects.values_list("person", flat=True))
    assert {person: waiting for person, waiting in inboxes.items() if not 5 <= waiting <= 50} == {}
    late = InboxEntry.objects.filter(due_at__lt=now).values("case").distinct()
    assert late.count() >= 2
    assert Effect.objects.filter(status="dead").exists()
