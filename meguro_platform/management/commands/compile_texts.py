"""Makes the Japanese texts readable for Django: each app's django.po becomes django.mo beside it."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand


def catalogues() -> list[Path]:
    """The catalogues of our own apps, in the order of their names."""
    ours = (Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR)
    return sorted(path for folder in ours for path in folder.glob("locale/*/LC_MESSAGES/django.po"))


class Command(BaseCommand):
    """Needs neither a database nor the gettext tools."""

    help = "Compile the translations of our apps (django.po to django.mo)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in catalogues():
            with path.open("rb") as written, path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(written))
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
