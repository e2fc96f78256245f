"""manage.py issue_token STAFF_NUMBER: a token with which a program acts as this person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from meguro_platform.models import User
from meguro_platform.services.access_tokens import issue_token


class Command(BaseCommand):
    help = "Prints a token for the interface for programs, valid for 90 days. It is shown only once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("staff_number")

    def handle(self, *args: Any, staff_number: str, **options: Any) -> None:
        person = User.objects.filter(staff_number=staff_number, is_active=True).first()
        if person is None:
            raise CommandError(f"職員番号 {staff_number} の職員はいません")
        self.stdout.write(issue_token(person=person.uuid, now=timezone.now()))
