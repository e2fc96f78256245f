"""The platform's place in Django's list of applications."""

from django.apps import AppConfig


class MeguroPlatformConfig(AppConfig):
    name = "meguro_platform"
    verbose_name = "目黒共通基盤"

    def ready(self) -> None:
        """Plug the apps into each other, and make the Celery application the current one for tasks sent from pages."""
        from meguro_platform import checks  # noqa: F401 - registers what it checks
        from meguro_platform.celery import app
        from meguro_platform.wiring import connect_apps

        app.set_default()
        connect_apps()
