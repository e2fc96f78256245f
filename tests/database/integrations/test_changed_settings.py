"""What was changed about connected systems is noticed at the next start, and told without secrets."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from approvals.services.grants import recompute_groups
from integrations.models import ConnectedSystem
from integrations.selectors.changed_settings import ChangedSettings, SettingChange, changed_settings
from integrations.services.note_settings import note_settings
from tests.support.definitions import PROJECT
from tests.support.platform_people import operator
from tests.support.ward import MONDAY, load_world
from workflow.models import JournalEntry

pytestmark = pytest.mark.django_db
FINANCE = {"url": "https://finance.example", "secret": "whsec_" + "a" * 32, "timeout": 10}


@pytest.fixture
def definitions(settings: Settings, tmp_path: Path) -> Path:
    """The files of systems, as shipped and to be changed, and a connection to one of them."""
    shutil.copytree(PROJECT / "definitions", tmp_path / "definitions")
    settings.DEFINITIONS_DIR = tmp_path / "definitions"
    settings.CONNECTED_SYSTEMS = {"財務会計": FINANCE}
    return tmp_path / "definitions" / "systems"


def starts(host: str = "ward-1") -> None:
    note_settings(host=host, now=timezone.now())


def connect(settings: Settings, **changed: Any) -> None:
    settings.CONNECTED_SYSTEMS = {"財務会計": {**FINANCE, **changed}}


def only() -> ChangedSettings:
    (found,) = changed_settings(systems=None)
    return found


def test_the_first_start_has_nothing_to_compare_with(definitions: Path) -> None:
    starts()

    assert changed_settings(systems=None) == []
    assert ConnectedSystem.objects.filter(name="財務会計").exists()


def test_a_start_with_the_same_tells_nothing(definitions: Path) -> None:
    starts()
    starts("ward-2")

    assert changed_settings(systems=None) == []


def test_a_changed_connection_is_told_from_and_to_with_the_host_that_started(
    definitions: Path, settings: Settings
) -> None:
    starts()
    connect(settings, timeout=30, rate=2)
    starts("ward-2")

    found = only()
    assert (found.system, found.event, found.host) == ("財務会計", "settings_changed", "ward-2")
    assert set(found.changes) == {
        SettingChange(name="timeout", before="10", after="30"),
        SettingChange(name="rate", before="", after="2"),
    }


def test_that_a_secret_changed_is_told_and_what_it_is_is_nowhere(definitions: Path, settings: Settings) -> None:
    starts()
    connect(settings, secret="whsec_" + "b" * 32)
    starts()

    assert only().changes == (SettingChange(name="secret", before="●●●●", after="●●●●"),)
    entry = JournalEntry.objects.select_related("payload").get(event="settings_changed")
    kept = bytes(entry.payload.body) + b"".join(bytes(row.sealed or b"") for row in ConnectedSystem.objects.all())
    assert not any(secret * 32 in kept for secret in (b"a", b"b"))


def test_another_key_in_the_same_file_is_told(definitions: Path, settings: Settings, tmp_path: Path) -> None:
    key = tmp_path / "id_ed25519"
    key.write_text("one")
    connect(settings, private_key=str(key))
    starts()
    key.write_text("another")
    starts()

    assert [change.name for change in only().changes] == ["private_key (file)"]


def test_a_changed_file_of_a_system_is_told_by_its_headings(definitions: Path) -> None:
    starts()
    file = definitions / "documents.yaml"
    file.write_text(file.read_text("utf-8").replace("場所: /numbers", "場所: /v2/numbers"), "utf-8")
    starts()

    assert (only().system, only().changes) == (
        "文書管理",
        (SettingChange(name="操作 › 採番 › 場所", before="/numbers", after="/v2/numbers"),),
    )


def test_a_system_that_comes_and_one_that_goes_are_told(definitions: Path, settings: Settings) -> None:
    starts()
    file = definitions / "groupware.yaml"
    file.write_text(file.read_text("utf-8").replace("連携先: グループウェア", "連携先: 新グループウェア"), "utf-8")
    starts()

    assert {(each.system, each.event) for each in changed_settings(systems=None)} == {
        ("グループウェア", "system_removed"),
        ("新グループウェア", "system_added"),
    }


def test_what_can_no_longer_be_decrypted_is_remembered_anew_and_told_as_nothing(
    definitions: Path, settings: Settings
) -> None:
    starts()
    settings.ATTACHMENT_KEYS = {"new": b"k" * 32}
    connect(settings, timeout=20)
    starts()
    assert changed_settings(systems=None) == []

    connect(settings, timeout=30)
    starts()

    assert only().changes == (SettingChange(name="timeout", before="20", after="30"),)


def test_operators_see_it_on_their_pages(definitions: Path, settings: Settings, client: Client) -> None:
    load_world()
    recompute_groups(now=MONDAY)
    client.force_login(operator())
    starts()
    connect(settings, timeout=30)
    starts("ward-2")

    for address in ("/operations/", "/operations/systems/財務会計/"):
        shown = client.get(address).content.decode()
        assert "<del>10</del> → <ins>30</ins>" in shown, address
        assert "ward-2 の起動で反映" in shown, address
    assert changed_settings(systems={"文書管理"}) == []
