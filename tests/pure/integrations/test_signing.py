"""Who sent a message."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from standardwebhooks.webhooks import Webhook

from integrations.errors import Mistrust, SignatureRefusedError
from integrations.signing import is_usable_secret, signed_headers, verified_id

NOW = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + "C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
BODY = '{"name":"職員証発行.完了"}'.encode()


def refusal(body: bytes, headers: dict[str, str], now: datetime = NOW) -> Mistrust:
    with pytest.raises(SignatureRefusedError) as refused:
        verified_id(body, headers, secrets=[SECRET], now=now)
    return refused.value.reason


def test_what_we_sign_verifies() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert verified_id(BODY, headers, secrets=[SECRET], now=NOW) == "msg_1"


def test_another_implementation_accepts_our_signature() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=datetime.now(UTC))

    assert Webhook(SECRET).verify(BODY, headers) == {"name": "職員証発行.完了"}


def test_a_signature_in_local_time_is_the_same() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))

    signed = [signed_headers(BODY, secret=SECRET, message_id="msg_1", at=at) for at in (NOW, tokyo)]

    assert signed[0] == signed[1]


def test_header_names_are_read_in_any_case() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert verified_id(BODY, {name.title(): value for name, value in headers.items()}, secrets=[SECRET], now=NOW)


def test_while_a_key_is_changed_both_keys_are_accepted() -> None:
    headers = signed_headers(BODY, secret=OTHER, message_id="msg_1", at=NOW)

    assert verified_id(BODY, headers, secrets=[SECRET, OTHER], now=NOW) == "msg_1"


def test_a_changed_body_is_refused() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert refusal(BODY + b" ", headers) is Mistrust.MISMATCH


def test_another_system_s_key_is_refused() -> None:
    headers = signed_headers(BODY, secret=OTHER, message_id="msg_1", at=NOW)

    assert refusal(BODY, headers) is Mistrust.MISMATCH


def test_a_changed_id_is_refused() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW) | {"webhook-id": "msg_2"}

    assert refusal(BODY, headers) is Mistrust.MISMATCH


def test_an_unsigned_message_is_refused() -> None:
    assert refusal(BODY, {}) is Mistrust.UNSIGNED


def test_a_message_recorded_ten_minutes_ago_is_refused() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert refusal(BODY, headers, now=NOW + timedelta(minutes=10)) is Mistrust.TOO_OLD


def test_a_message_from_the_future_is_refused() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert refusal(BODY, headers, now=NOW - timedelta(minutes=10)) is Mistrust.TOO_NEW


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "１２３", "9" * 400, "1778457600.5"])
def test_a_malformed_time_is_refused(timestamp: str) -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW) | {"webhook-timestamp": timestamp}

    assert refusal(BODY, headers) is Mistrust.UNSIGNED


@pytest.mark.parametrize("signature", ["v1", "v1,", "v1,=", "v2,abc", ",", "署名", "v1,a " * 1000])
def test_a_malformed_signature_is_refused(signature: str) -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW) | {"webhook-signature": signature}

    assert refusal(BODY, headers) is Mistrust.MISMATCH


def test_a_body_that_is_no_text_is_refused() -> None:
    headers = signed_headers(BODY, secret=SECRET, message_id="msg_1", at=NOW)

    assert refusal(b"\xff\xfe", headers) is Mistrust.MISMATCH


def test_only_long_base64_secrets_are_usable() -> None:
    found = {secret: is_usable_secret(secret) for secret in (SECRET, OTHER[6:], "", "whsec_", "short", "whsec_!!!鍵")}

    assert [secret for secret, usable in found.items() if usable] == [SECRET, OTHER[6:]]


@pytest.mark.parametrize("body", [b"", b"{}", "髙﨑".encode()])
def test_signatures_are_those_of_the_library(body: bytes) -> None:
    headers = signed_headers(body, secret=SECRET, message_id="m", at=NOW)

    assert headers["webhook-signature"] == Webhook(SECRET).sign("m", NOW, body.decode())


def test_a_body_that_is_no_text_is_signed_too() -> None:
    headers = signed_headers(b"\xff\x00", secret=SECRET, message_id="m", at=NOW)

    assert verified_id(b"\xff\x00", headers, secrets=[SECRET], now=NOW) == "m"
    with pytest.raises(SignatureRefusedError):
        verified_id(b"\xff\x01", headers, secrets=[SECRET], now=NOW)
