"""Requests of programs are counted; without the counter nobody is kept out."""

import pytest
from redis.exceptions import ConnectionError as NoRedis
from rest_framework.throttling import UserRateThrottle
from rest_framework.views import APIView

from meguro_platform.api_throttle import PersonThrottle


def test_while_the_cache_is_gone_everybody_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> bool:
        raise NoRedis

    monkeypatch.setattr(UserRateThrottle, "allow_request", gone)

    assert PersonThrottle().allow_request(None, APIView())  # type: ignore[arg-type]


def test_who_asked_too_often_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UserRateThrottle, "allow_request", lambda *_: False)

    assert not PersonThrottle().allow_request(None, APIView())  # type: ignore[arg-type]
