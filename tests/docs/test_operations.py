"""docs/operations.md names every variable that the settings read, and every command it names exists."""

import re

from django.core.management import get_commands

from manage import WITHOUT_DATABASE
from tests.docs.test_pages import PAGES
from tests.support.definitions import PROJECT

OPERATIONS = (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")
INSTALLING = (PROJECT / "docs" / "howto" / "install-for-a-ward.md").read_text(encoding="utf-8")
EVERYTHING = "".join(page.read_text(encoding="utf-8") for page in PAGES)
_VARIABLE = re.compile(r"\"((?:MEGURO|DATABASE)_[A-Z_]+)\"")
_OUTSIDE_THE_SETTINGS = {"MEGURO_DATA", "MEGURO_POSTGRES", "MEGURO_POSTGRES_MEMORY"}
"""Read by meguro_platform/embedded."""


def test_every_variable_of_the_settings_is_described_and_no_other() -> None:
    read = {
        name
        for file in (PROJECT / "meguro_platform" / "settings").glob("*.py")
        for name in _VARIABLE.findall(file.read_text(encoding="utf-8"))
    }

    described = set(re.findall(r"`((?:MEGURO|DATABASE)_[A-Z_]+)`", OPERATIONS))

    assert described == read | _OUTSIDE_THE_SETTINGS


def test_production_refuses_to_start_without_the_starred_ones() -> None:
    production = (PROJECT / "meguro_platform" / "settings" / "production.py").read_text(encoding="utf-8")

    needed = set(re.findall(r"environment\.text\(\"([A-Z_]+)\"\)", production))

    assert set(re.findall(r"`([A-Z_]+)`\\\*", OPERATIONS)) == needed


def test_the_first_installation_sets_what_production_needs_and_nothing_unknown() -> None:
    written = set(re.findall(r"^((?:MEGURO|DATABASE)_[A-Z_]+)=", INSTALLING, re.MULTILINE))

    assert set(re.findall(r"`([A-Z_]+)`\\\*", OPERATIONS)) <= written
    assert written <= set(re.findall(r"`([A-Z_]+)`", OPERATIONS))


def test_a_command_that_needs_no_database_starts_none() -> None:
    rows = [row for row in OPERATIONS.splitlines() if row.startswith("| `manage.py") and "needs no database" in row]

    named = {re.findall(r"manage\.py ([a-z_]+)", row)[0] for row in rows}

    assert len(named) > 5
    assert sorted(named - set(WITHOUT_DATABASE)) == []


def test_every_command_that_is_named_exists() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", EVERYTHING))

    assert sorted(named - set(get_commands())) == []


def test_every_command_of_ours_is_told_of() -> None:
    ours = {name for name, app in get_commands().items() if (PROJECT / str(app)).is_dir()}

    assert len(ours) > 20
    assert sorted(name for name in ours if not re.search(rf"\b{name}\b", EVERYTHING)) == []
