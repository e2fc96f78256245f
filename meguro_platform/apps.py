"""The platform's place in Django's list of applications."""

from django.apps import AppConfig


class MeguroPlatformConfig(AppConfig):
    name = "meguro_platform"
    verbose_name = "目黒共通基盤"

    def ready(self) -> None:
        """Make the Celery application the current one, so that a task sent from a page reaches our broker."""
        from meguro_platform.celery import app

        app.set_default()
