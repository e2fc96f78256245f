"""manage.py definition_schema: the JSON Schema of definitions, for any editor of YAML."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflow.definition.schema import schema_of


class Command(BaseCommand):
    help = "Prints the JSON Schema of definitions with Japanese or English headings. Needs no database."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lang", choices=("ja", "en"), default="ja", help="language of the headings")

    def handle(self, *args: Any, lang: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(schema_of(lang), ensure_ascii=False, indent=2))
