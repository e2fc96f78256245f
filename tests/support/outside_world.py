"""The three systems around the ID card as real processes, for stories told in the browser."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from pytest_django import Settings

from integrations.connectors.connectors import Connectors
from integrations.services.deliver import deliver_due
from tests.support.stand_ins import LOOPBACK, SECRET, RunningSystem, running_system
from workflow.models import Effect
from workflow.services.receive_message import hand_over_kept_messages

ISSUING = "whsec_c2VjcmV0LW9mLXRoZS1pc3N1aW5nLXN5c3RlbQ=="
REGISTER = "whsec_c2VjcmV0LW9mLXRoZS1zdGFmZi1yZWdpc3Rlcg=="
"""Each its own, because the key says who has sent a message."""
_PATIENCE = 30
"""Seconds to wait for a message that another process sends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWorld:
    """The systems, and the worker that talks to them when it is told to."""

    doors: RunningSystem
    issuing: RunningSystem
    register: RunningSystem
    connector: Connectors

    def deliver(self) -> None:
        """Make every call to them that waits, without its pause: the hours between two tries pass at once.

        Other systems, such as records management, are not there.
        """
        waiting = Effect.objects.filter(status="waiting", target__in=settings.CONNECTED_SYSTEMS)
        while waiting.exists():
            waiting.update(next_at=timezone.now())
            deliver_due(worker="story", connector=self.connector, clock=timezone.now)

    def wait_until(self, happened: Callable[[], bool], what: str) -> None:
        """Look again and again until it happened, as the sweep does; fails with `what` was waited for."""
        ends = time.monotonic() + _PATIENCE
        while not happened():
            hand_over_kept_messages(now=timezone.now())
            assert time.monotonic() < ends, f"waited in vain for {what}: {self.issuing.callbacks}"
            time.sleep(0.1)


@contextmanager
def outside_world(*, address: str, folder: Path, settings: Settings) -> Iterator[OutsideWorld]:
    """Start the systems and connect them; the issuing system calls back to the server at `address`."""
    answers_to = ("--callback", f"{address}/api/v1/messages/", "--callback-after", "0.5")
    with ExitStack() as stack:
        doors = stack.enter_context(running_system("access-control", folder / "doors.sqlite"))
        issuing = stack.enter_context(
            running_system("card-issuing", folder / "issuing.sqlite", *answers_to, secret=ISSUING)
        )
        register = stack.enter_context(running_system("staff-register", folder / "register.sqlite", secret=REGISTER))
        settings.CONNECTED_SYSTEMS = {
            name: {"url": system.url, "secret": secret, "timeout": 20, "allow": LOOPBACK}
            for name, system, secret in (
                ("入退室", doors, SECRET),
                ("職員証発行", issuing, ISSUING),
                ("人事台帳", register, REGISTER),
            )
        }
        connector = stack.enter_context(Connectors())
        yield OutsideWorld(doors=doors, issuing=issuing, register=register, connector=connector)


def asked(system: RunningSystem) -> list[str]:
    """What a system was asked to do, in order."""
    return [each["operation"] for each in system.entries]
