"""The environment is read once, and what is wrong with it is said in a sentence."""

import pytest

from meguro_platform.settings import environment


def test_a_database_url_becomes_djangos_description() -> None:
    described = environment.database("postgresql://meguro:s%40fe@db.example:6543/ward?sslmode=require")

    assert described == {
        "NAME": "ward",
        "USER": "meguro",
        "PASSWORD": "s@fe",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_socket_folder_keeps_its_capital_letters() -> None:
    described = environment.database("postgresql://meguro@/ward?host=/run/PostgreSQL")

    assert described["HOST"] == "/run/PostgreSQL"


@pytest.mark.parametrize("url", ["sqlite:///ward.db", "mysql://db/ward", "postgresql://db.example", "nonsense"])
def test_only_postgresql_is_taken(url: str) -> None:
    with pytest.raises(environment.EnvironmentInvalidError, match="postgresql://user:password@host"):
        environment.database(url)


def test_a_missing_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEGURO_SECRET_KEY", raising=False)

    with pytest.raises(environment.EnvironmentInvalidError, match="MEGURO_SECRET_KEY is not set"):
        environment.text("MEGURO_SECRET_KEY")


@pytest.mark.parametrize("written", ["ward", "10.0.0.0/33", "10.0.0.1/8"])
def test_what_is_no_network_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("MEGURO_PROXIES", f"10.1.0.0/16,{written}")

    with pytest.raises(environment.EnvironmentInvalidError, match="MEGURO_PROXIES must hold addresses or networks"):
        environment.networks("MEGURO_PROXIES")


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEGURO_ALLOWED_HOSTS", "ward.example, www.ward.example,")

    assert environment.words("MEGURO_ALLOWED_HOSTS") == ["ward.example", "www.ward.example"]
