"""The settings of a real ward pass Django's own checks and refuse to guess a secret."""

import base64
import os
import subprocess
import sys

from tests.support.machine import PROJECT

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "meguro_platform.settings.production",
    "MEGURO_SECRET_KEY": "x9" * 40 + "abcdefghijkl",
    "MEGURO_ALLOWED_HOSTS": "ward.example",
    "MEGURO_BROKER_URL": "amqp://broker.example",
    "MEGURO_CACHE_URL": "redis://cache.example",
    "MEGURO_ATTACHMENT_KEYS": f"2026:{base64.b64encode(bytes(32)).decode()}",
    "DATABASE_URL": "postgresql://meguro_app@db.example/meguro",
}


def check(environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_they_pass_djangos_checks_for_deployment() -> None:
    answer = check(ENVIRONMENT)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_without_a_secret_key_they_say_which_variable_is_missing() -> None:
    answer = check({name: value for name, value in ENVIRONMENT.items() if name != "MEGURO_SECRET_KEY"})

    assert answer.returncode != 0
    assert "MEGURO_SECRET_KEY is not set" in answer.stderr
