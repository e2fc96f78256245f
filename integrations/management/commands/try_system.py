"""manage.py try_system: one call to a connected system by hand, or a look at the files that it has left."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from integrations.connectors.pickup import PickupFailed
from integrations.errors import IntegrationError, sentence
from integrations.reply import Failure, Reply
from integrations.services.try_operation import files_waiting, shown, trial_order, try_operation
from integrations.systems.templates import NotFillable


class Command(BaseCommand):
    help = (
        "Makes one call to a connected system as its file under definitions/systems says, outside any case, and shows"
        " the message, the answer and what a case would be told. The system does it really. With the name of a"
        " delivery (受信) it lists the complete files and takes none. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="財務会計.予算確認: an operation or a delivery of a system")
        parser.add_argument("values", nargs="*", help="値の名=値")
        parser.add_argument("--dry-run", action="store_true", help="show the message and send nothing")

    def handle(self, *args: Any, name: str, values: list[str], dry_run: bool, **options: Any) -> None:
        try:
            waiting = files_waiting(name, now=timezone.now())
            if waiting is not None:
                self.stdout.write("\n".join(waiting) or "届いたファイルはありません / no complete file")
                return
            self._call(name, _payload(values), dry_run)
        except IntegrationError as problem:
            raise CommandError(f"{problem.text.ja} / {problem.text.en}") from None
        except NotFillable as problem:
            raise CommandError(f"{problem.text.ja} / {problem.text.en}") from None
        except PickupFailed as failed:
            said = sentence(failed.reply.trouble, failed.reply.detail)
            raise CommandError(f"{said.ja} / {said.en}") from None

    def _call(self, name: str, payload: dict[str, str], dry_run: bool) -> None:
        order = trial_order(name, payload, now=timezone.now())
        self.stdout.write(shown(order))
        if dry_run:
            return
        tried = try_operation(order, now=timezone.now())
        if isinstance(tried.reply, Reply):
            self.stdout.write(f"\n← {tried.reply.status} {tried.reply.body.decode(errors='replace')}")
        if isinstance(tried.verdict, Failure):
            said = sentence(tried.verdict.trouble, tried.verdict.detail)
            raise CommandError(f"{said.ja} [{tried.verdict.code}] / {said.en}")
        answers = "".join(f"\n  {name} = {value}" for name, value in tried.verdict.outputs.items())
        self.stdout.write(f"成功 / success{answers}")


def _payload(values: list[str]) -> dict[str, str]:
    payload: dict[str, str] = {}
    for written in values:
        name, equals, value = written.partition("=")
        if not equals:
            raise CommandError(f"{written}: 「名=値」の形で書いてください / write name=value")
        payload[name] = value
    return payload
