"""Reads one system's settings into a Connection; which parts are needed depends on how the system is reached."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import PurePosixPath

from forms.spec import Text
from integrations.errors import ConnectionInvalidError
from integrations.signing import is_usable_secret
from integrations.systems.addresses import parsed_url
from integrations.systems.connection import Connection, Network, OAuth, Tls
from integrations.systems.system import Kind

LONGEST_CALL = timedelta(minutes=5)
"""No call may take longer, whatever the definition says: it holds one of the worker's threads."""
_MOST_AT_ONCE = 200
"""No system may hold all of a worker's 64 threads: one that hangs must not keep the others waiting."""
_SCHEMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.HTTP: ("http", "https"),
    Kind.SFTP: ("sftp",),
    Kind.SQL: ("postgresql",),
    Kind.MAIL: ("smtp", "smtps"),
}
_KNOWN = (
    *("url", "folder", "secret", "timeout", "allow", "rate", "at_once"),
    *("oauth", "tls", "user", "password", "private_key", "host_keys", "known_hosts", "sender", "page"),
)


def read_connection(system: str, kind: Kind, options: Mapping[str, object]) -> Connection:
    """The connection that the settings describe. Raises ConnectionInvalidError with the first thing to correct."""
    try:
        connection = _read(system, kind, options)
    except _Wrong as wrong:
        raise ConnectionInvalidError(system, wrong.text) from None
    return connection


class _Wrong(Exception):
    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(ja, en)


def _read(system: str, kind: Kind, options: Mapping[str, object]) -> Connection:
    for name in options:
        if name not in _KNOWN:
            raise _Wrong(f"「{name}」という設定はありません。", f'There is no setting "{name}".')
    timeout = _number(options, "timeout", LONGEST_CALL.total_seconds())
    if not timeout > 0:
        raise _Wrong(
            "timeout には待つ秒数(0より大きい数)を書いてください。", "timeout must be a number of seconds above zero."
        )
    connection = Connection(
        system=system,
        url=_url(kind, options),
        folder=_folder(kind, options),
        secrets=_secrets(options),
        timeout=min(timedelta(seconds=timeout), LONGEST_CALL),
        allow=_networks(options.get("allow", ())),
        rate=_number(options, "rate", 0),
        at_once=min(max(int(_number(options, "at_once", 16)), 1), _MOST_AT_ONCE),
        oauth=_oauth(options.get("oauth")),
        tls=_tls(options.get("tls")),
        user=_text(options, "user"),
        password=_text(options, "password"),
        private_key=_text(options, "private_key"),
        host_keys=_host_keys(options.get("host_keys", ())),
        known_hosts=_text(options, "known_hosts"),
        sender=_text(options, "sender"),
        page=_page(options),
    )
    _complete(kind, connection)
    return connection


def _complete(kind: Kind, connection: Connection) -> None:
    if kind is Kind.HTTP and not (connection.secrets or connection.oauth or (connection.tls and connection.tls.key)):
        raise _Wrong(
            "secret に whsec_ で始まる鍵(24バイト以上のBase64)を書くか、oauth か tls を設定してください。",
            "secret must be whsec_ and the base64 of at least 24 bytes; or set oauth, or tls with a certificate.",
        )
    if kind is Kind.SFTP and not ((connection.host_keys or connection.known_hosts) and connection.user):
        raise _Wrong(
            "host_keys か known_hosts(相手のホスト鍵)と、user を書いてください。ssh-keyscan で得て、相手に確かめます。",
            "Set user, and host_keys or known_hosts with the key of the host; take it with ssh-keyscan and confirm it.",
        )
    if kind is Kind.SFTP and not (connection.password or connection.private_key):
        raise _Wrong("password か private_key を書いてください。", "Set password or private_key.")
    if kind is Kind.MAIL and "@" not in connection.sender:
        raise _Wrong("sender に差出人のアドレスを書いてください。", "sender must be the address mails come from.")


def _url(kind: Kind, options: Mapping[str, object]) -> str:
    url = _text(options, "url")
    if kind is Kind.IMPORT:
        return ""
    if kind is Kind.FOLDER:
        if url:
            raise _Wrong("フォルダーには url でなく folder を書いてください。", "Write folder instead of url.")
        return ""
    schemes = _SCHEMES[kind]
    if parsed_url(url, schemes) is None:
        wanted_ja, wanted_en = " か ".join(f"{each}://" for each in schemes), " or ".join(f"{s}://" for s in schemes)
        raise _Wrong(
            f"url に {wanted_ja} で始まる宛先を書いてください。利用者名や鍵は含めません。",
            f"url must be an address that begins with {wanted_en}, without user or password.",
        )
    return url


def _page(options: Mapping[str, object]) -> str:
    """Only what a browser opens as a page: anything else (javascript:, file:) would run or read something here."""
    page = _text(options, "page")
    if page and parsed_url(page, ("http", "https")) is None:
        raise _Wrong(
            "page には、人が開く画面の宛先を https:// か http:// から書いてください。利用者名や鍵は含めません。",
            "page must be the https:// or http:// address people open, without user, password or query.",
        )
    return page


def _folder(kind: Kind, options: Mapping[str, object]) -> str:
    folder = _text(options, "folder")
    if kind is Kind.FOLDER and not (PurePosixPath(folder).is_absolute() and ".." not in PurePosixPath(folder).parts):
        raise _Wrong("folder に「/」で始まる道を書いてください。", "folder must be an absolute path.")
    return folder


def _secrets(options: Mapping[str, object]) -> tuple[str, ...]:
    secrets = tuple(_text(options, "secret").split())
    if not all(is_usable_secret(secret) for secret in secrets):
        raise _Wrong(
            "secret に whsec_ で始まる鍵(24バイト以上のBase64)を書いてください。",
            "secret must be whsec_ and the base64 of at least 24 bytes.",
        )
    return secrets


def _networks(given: object) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(each) for each in _texts(given, "allow"))
    except ValueError:
        raise _Wrong(
            'allow には ["127.0.0.0/8"] のように範囲を並べてください。',
            'allow must be a list of ranges like ["127.0.0.0/8"].',
        ) from None


def _oauth(given: object) -> OAuth | None:
    if given is None:
        return None
    parts = given if isinstance(given, dict) else {}
    token_url, client_id, client_secret = (_text(parts, each) for each in ("token_url", "client_id", "client_secret"))
    if parsed_url(token_url, ("http", "https")) is None or not client_id or not client_secret:
        raise _Wrong(
            "oauth には token_url、client_id、client_secret を書いてください。",
            "oauth needs token_url, client_id and client_secret.",
        )
    return OAuth(token_url=token_url, client_id=client_id, client_secret=client_secret, scope=_text(parts, "scope"))


def _tls(given: object) -> Tls | None:
    if given is None:
        return None
    parts = given if isinstance(given, dict) else {}
    tls = Tls(**{each: _text(parts, each) for each in ("authority", "certificate", "key")})
    if tls.key and not tls.certificate:
        raise _Wrong("tls の key には certificate も要ります。", "tls needs a certificate with its key.")
    return tls


def _host_keys(given: object) -> tuple[str, ...]:
    keys = _texts(given, "host_keys")
    if not all(key.startswith(("ssh-ed25519 ", "ssh-rsa ", "ecdsa-sha2-")) for key in keys):
        raise _Wrong(
            'host_keys には ["ssh-ed25519 AAAA…"] のように並べてください。',
            'host_keys must be a list like ["ssh-ed25519 AAAA…"].',
        )
    return keys


def _texts(given: object, name: str) -> tuple[str, ...]:
    parts = [given] if isinstance(given, str) else given
    if not isinstance(parts, Iterable) or not all(isinstance(part, str) for part in parts):
        raise _Wrong(f"{name} には文字を並べてください。", f"{name} must be a list of texts.")
    return tuple(parts)


def _text(options: Mapping[str, object], name: str) -> str:
    given = options.get(name, "")
    if not isinstance(given, str):
        raise _Wrong(f"{name} には文字を書いてください。", f"{name} must be a text.")
    return given


def _number(options: Mapping[str, object], name: str, default: float) -> float:
    given = options.get(name, default)
    if isinstance(given, bool) or not isinstance(given, int | float) or given < 0:
        raise _Wrong(f"{name} には数を書いてください。", f"{name} must be a number.")
    return given
