"""The settings of connected systems are read with a sentence for everything that cannot be used."""

import json
from pathlib import Path

import pytest
from pytest_django import Settings

from integrations.errors import ConnectionInvalidError
from integrations.selectors.connections import problems_of_connections
from integrations.systems.connection_reader import read_connection
from integrations.systems.system import Kind
from meguro_platform.settings import environment, systems
from tests.support.stand_ins import SECRET

OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
HTTP = {"url": "https://finance.example", "secret": SECRET}
SFTP = {"url": "sftp://payroll.example", "user": "meguro", "password": "x", "host_keys": ["ssh-ed25519 AAAA"]}
USABLE = [
    (Kind.HTTP, HTTP),
    (Kind.HTTP, {**HTTP, "timeout": 0.5, "rate": 5, "at_once": 2, "allow": ["127.0.0.0/8", "::1/128"]}),
    (
        Kind.HTTP,
        {
            "url": "https://finance.example",
            "oauth": {"token_url": "https://login.example/t", "client_id": "a", "client_secret": "b"},
        },
    ),
    (Kind.HTTP, {**HTTP, "page": "https://finance.example/portal/"}),
    (Kind.HTTP, {"url": "https://finance.example", "tls": {"certificate": "/c.pem", "key": "/k.pem"}}),
    (Kind.SFTP, SFTP),
    (Kind.SFTP, {"url": "sftp://payroll.example:2222", "user": "a", "private_key": "/k", "known_hosts": "/h"}),
    (Kind.FOLDER, {"folder": "/srv/exchange"}),
    (Kind.SQL, {"url": "postgresql://db.example:5432/store", "user": "a", "password": "b"}),
    (Kind.MAIL, {"url": "smtps://mail.example", "sender": "flow@city.example.jp"}),
]
UNUSABLE = [
    (Kind.HTTP, {**HTTP, "url": "finance"}, "https://"),
    (Kind.HTTP, {**HTTP, "url": "https://user:secret@finance.example"}, "https://"),
    (Kind.HTTP, {**HTTP, "url": "http://2130706433"}, "https://"),
    (Kind.HTTP, {"url": "https://finance.example"}, "secret"),
    (Kind.HTTP, {**HTTP, "secret": "short"}, "secret"),
    (Kind.HTTP, {**HTTP, "timeout": 0}, "timeout"),
    (Kind.HTTP, {**HTTP, "timeout": "soon"}, "timeout"),
    (Kind.HTTP, {**HTTP, "rate": True}, "rate"),
    (Kind.HTTP, {**HTTP, "allow": ["everything"]}, "allow"),
    (Kind.HTTP, {**HTTP, "allow": 3}, "allow"),
    (Kind.HTTP, {**HTTP, "alow": []}, "alow"),
    (Kind.HTTP, {**HTTP, "page": "javascript:alert(1)"}, "page"),
    (Kind.HTTP, {**HTTP, "page": "//finance.example"}, "page"),
    (Kind.HTTP, {**HTTP, "page": "https://me:word@finance.example"}, "page"),
    (Kind.HTTP, {**HTTP, "oauth": {"token_url": "https://login.example"}}, "client_id"),
    (Kind.HTTP, {**HTTP, "tls": {"key": "/k.pem"}}, "certificate"),
    (Kind.SFTP, {**SFTP, "host_keys": []}, "host_keys"),
    (Kind.SFTP, {**SFTP, "host_keys": ["AAAA"]}, "host_keys"),
    (Kind.SFTP, {**SFTP, "password": ""}, "password"),
    (Kind.SFTP, {**SFTP, "url": "https://payroll.example"}, "sftp://"),
    (Kind.FOLDER, {"folder": "relative"}, "folder"),
    (Kind.FOLDER, {"folder": "/srv/../etc"}, "folder"),
    (Kind.FOLDER, {"folder": "/srv", "url": "https://x.example"}, "folder"),
    (Kind.SQL, {"url": "mysql://db.example/x"}, "postgresql://"),
    (Kind.MAIL, {"url": "smtp://mail.example"}, "sender"),
]


@pytest.mark.parametrize(("kind", "options"), USABLE)
def test_what_is_complete_is_a_connection(kind: Kind, options: dict[str, object]) -> None:
    assert read_connection("財務会計", kind, options).system == "財務会計"


@pytest.mark.parametrize(("kind", "options", "said"), UNUSABLE)
def test_what_is_not_is_said(kind: Kind, options: dict[str, object], said: str) -> None:
    with pytest.raises(ConnectionInvalidError) as invalid:
        read_connection("財務会計", kind, options)

    assert said in invalid.value.text.ja
    assert said in invalid.value.text.en


def test_no_secret_is_shown_by_accident() -> None:
    options = {**HTTP, "password": "hidden-1", "oauth": {**_OAUTH, "client_secret": "hidden-2"}}

    shown = repr(read_connection("財務会計", Kind.HTTP, options))

    assert not any(word in shown for word in (SECRET, "hidden-1", "hidden-2"))


_OAUTH = {"token_url": "https://login.example", "client_id": "a"}


def test_two_systems_with_one_secret_are_reported_at_start(settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {"財務会計": HTTP, "文書管理": {**HTTP, "secret": f"{OTHER} {SECRET}"}}

    problems = problems_of_connections()

    assert [("財務会計" in each.ja and "文書管理" in each.ja) for each in problems] == [True]


def test_settings_for_a_system_that_no_file_describes_are_reported(settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {"倉庫": HTTP}

    assert ["倉庫" in each.ja for each in problems_of_connections()] == [True]


def test_sound_settings_have_no_problem(settings: Settings) -> None:
    settings.CONNECTED_SYSTEMS = {"財務会計": HTTP, "文書管理": {**HTTP, "secret": OTHER}, "人事給与": SFTP}

    assert problems_of_connections() == []


def test_a_file_goes_over_the_variable_and_null_takes_a_system_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "systems.json"
    file.write_text(json.dumps({"a": {"url": "new"}, "b": None}))
    monkeypatch.setenv("MEGURO_CONNECTED_SYSTEMS", json.dumps({"a": {"url": "old"}, "b": {}, "c": {}}))
    monkeypatch.setenv("MEGURO_CONNECTED_SYSTEMS_FILE", str(file))

    assert systems._systems() == {"a": {"url": "new"}, "c": {}}


@pytest.mark.parametrize("content", ["{", "[]", '{"a": 1}', None])
def test_a_file_that_cannot_be_used_is_said(
    content: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "systems.json"
    if content is not None:
        file.write_text(content)
    monkeypatch.setenv("MEGURO_CONNECTED_SYSTEMS_FILE", str(file))

    with pytest.raises(environment.EnvironmentInvalidError):
        systems._systems()
