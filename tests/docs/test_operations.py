"""docs/operations.md names every variable that the settings read, and every command it names exists."""

import re

from django.core.management import get_commands

from tests.support.definitions import PROJECT

OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
QUICKSTART = (PROJECT / "docs" / "quickstart.md").read_text(encoding="utf-8")
_VARIABLE = re.compile(r"\"((?:MEGURO|DATABASE)_[A-Z_]+)\"")
_FOR_ROLES = {"DATABASE_OWNER_URL", "DATABASE_SEALER_URL"}
"""Put together from the role's name in meguro_platform/settings/base.py."""
_OUTSIDE_THE_SETTINGS = {"MEGURO_DATA", "MEGURO_POSTGRES"}
"""Read by meguro_platform/embedded."""


def test_every_variable_of_the_settings_is_described_and_no_other() -> None:
    read = {
        name
        for file in (PROJECT / "meguro_platform" / "settings").glob("*.py")
        for name in _VARIABLE.findall(file.read_text(encoding="utf-8"))
    }

    described = set(re.findall(r"`((?:MEGURO|DATABASE)_[A-Z_]+)`", OPERATIONS))

    assert described == read | _FOR_ROLES | _OUTSIDE_THE_SETTINGS


def test_production_refuses_to_start_without_the_starred_ones() -> None:
    production = (PROJECT / "meguro_platform" / "settings" / "production.py").read_text(encoding="utf-8")

    needed = set(re.findall(r"environment\.text\(\"([A-Z_]+)\"\)", production))

    assert set(re.findall(r"`([A-Z_]+)`\\\*", OPERATIONS)) == needed


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", OPERATIONS + QUICKSTART))

    assert sorted(named - set(get_commands())) == []
