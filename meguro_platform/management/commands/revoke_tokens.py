"""manage.py revoke_tokens STAFF_NUMBER: no token acts as this person any more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meguro_platform.models import User
from meguro_platform.services.access_tokens import revoke_tokens


class Command(BaseCommand):
    help = "Ends every token of the interface for programs that acts as this person, at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("staff_number")

    def handle(self, *args: Any, staff_number: str, **options: Any) -> None:
        person = User.objects.filter(staff_number=staff_number).first()
        if person is None:
            raise CommandError(f"職員番号 {staff_number} の職員はいません")
        self.stdout.write(f"トークン {revoke_tokens(person=person.uuid, now=timezone.now())} 個を使えなくしました")
