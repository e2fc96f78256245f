"""The invented systems of the demo ward: which there are, where they listen, and what the settings say of them.

Each is a server in a process of its own, with a storage of its own.
"""

import base64
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from meguro_platform.embedded.ports import HOST, listen, port_of
from meguro_platform.embedded.supervisor import Child


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """An invented system."""

    slug: str
    system: str
    """Its name in definitions; empty for one that is there and not connected."""
    calls_back: bool = False


SIGNED = (
    StandIn(slug="access-control", system="入退室"),
    StandIn(slug="card-issuing", system="職員証発行", calls_back=True),
    StandIn(slug="staff-register", system="人事台帳"),
    StandIn(slug="attendance", system="庶務事務"),
    StandIn(slug="finance", system="財務会計"),
    StandIn(slug="documents", system="文書管理"),
    StandIn(slug="groupware", system="グループウェア", calls_back=True),
)
"""Web services that share a secret with us."""
MAIL = StandIn(slug="mail", system="メール")
PAYROLL = StandIn(slug="payroll", system="人事給与")
NEW_FINANCE = StandIn(slug="finance-new", system="")
"""The finance system that could take over; docs/howto/connect-a-new-system.md connects it."""
STAND_INS = (*SIGNED, NEW_FINANCE, MAIL, PAYROLL)
"""In the order in which they start: SFTP takes longest."""
SENDER = "flow@city.example.jp"
"""Whom mails come from."""
LOGIN = "meguro"
"""Our name at the systems that ask for one."""
SECRET = "MEGURO_STAND_IN_SECRET"
"""Environment variable of a stand-in: a secret must not be in a command line that everybody can list."""
_SMTP = "mail-smtp"
ALLOWED = [f"{HOST}/32"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The processes of all stand-ins, and the settings that connect them."""

    children: tuple[Child, ...]
    connected_systems: Mapping[str, Mapping[str, object]]
    mail_server: tuple[str, int]
    """Host and port that take the mails about new work, too."""


def neighbours(data: Path, web_port: int) -> Neighbours:
    """Choose ports and secrets and write down the processes."""
    folder = data / "stand-ins"
    folder.mkdir(parents=True, exist_ok=True)
    ports = _ports(folder / "ports.json")
    smtp_port, keys = ports.pop(_SMTP), _secrets(data)
    settings = _settings(folder, ports, smtp_port, keys)
    _write_privately(folder / "connected-systems.json", json.dumps(settings, ensure_ascii=False, indent=2))
    _note_addresses(folder, ports, smtp_port, keys)
    callback = f"http://{HOST}:{web_port}/api/v1/messages/"
    children = []
    for stand_in in STAND_INS:
        storage = folder / (stand_in.slug if stand_in is PAYROLL else f"{stand_in.slug}.ledger")
        options = ["--ledger", str(storage), "--port", str(ports[stand_in.slug])]
        if stand_in is MAIL:
            options += ["--smtp-port", str(smtp_port)]
        if stand_in.calls_back:
            options += ["--callback", callback, "--callback-after", "0.5"]
        children.append(_child(data, stand_in, options, keys[stand_in.slug]))
    return Neighbours(children=tuple(children), connected_systems=settings, mail_server=(HOST, smtp_port))


def _child(data: Path, stand_in: StandIn, options: Sequence[str], key: str) -> Child:
    return Child(
        name=stand_in.slug,
        program=["-m", "integrations.standins", stand_in.slug, *options, "--secret-env", SECRET],
        log=data / "logs" / f"{stand_in.slug}.log",
        more={SECRET: key if stand_in in SIGNED else f"{LOGIN} {key}"},
    )


def _settings(
    folder: Path, ports: Mapping[str, int], smtp_port: int, keys: Mapping[str, str]
) -> dict[str, dict[str, object]]:
    systems: dict[str, dict[str, object]] = {
        stand_in.system: {
            "url": f"http://{HOST}:{ports[stand_in.slug]}/",
            "secret": keys[stand_in.slug],
            "page": f"http://{HOST}:{ports[stand_in.slug]}/screen",
            "allow": ALLOWED,
        }
        for stand_in in SIGNED
    }
    systems[MAIL.system] = {
        "url": f"smtp://{HOST}:{smtp_port}",
        "sender": SENDER,
        "allow": ALLOWED,
    }
    systems[PAYROLL.system] = {
        "url": f"sftp://{HOST}:{ports[PAYROLL.slug]}",
        "user": LOGIN,
        "password": keys[PAYROLL.slug],
        "known_hosts": str(folder / PAYROLL.slug / "known_hosts"),
        "allow": ALLOWED,
    }
    return systems


def _note_addresses(folder: Path, ports: Mapping[str, int], smtp_port: int, keys: Mapping[str, str]) -> None:
    """For people who try things out: where everything listens, and the login of what is not connected."""
    lines = {slug: f"http://{HOST}:{port}/" for slug, port in ports.items()}
    lines[PAYROLL.slug] = f"sftp://{HOST}:{ports[PAYROLL.slug]}"
    lines[_SMTP] = f"smtp://{HOST}:{smtp_port}"
    content = {"addresses": lines, "finance-new": {"client_id": LOGIN, "client_secret": keys[NEW_FINANCE.slug]}}
    _write_privately(folder / "addresses.json", json.dumps(content, indent=2))


def _ports(file: Path) -> dict[str, int]:
    """Where each listens: as at the last start, because a setting that changed is told to the operators; else anywhere
    that is free. All are held until the last is chosen, so that no two get the same."""
    known: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    with ExitStack() as held:
        names = [*(stand_in.slug for stand_in in STAND_INS), _SMTP]
        ports = {name: port_of(held.enter_context(listen(known.get(name, 0)))) for name in names}
    _write_privately(file, json.dumps(ports))
    return ports


def _secrets(data: Path) -> dict[str, str]:
    """The secrets shared with the stand-ins, invented once per data folder and readable by nobody else."""
    file = data / "stand-in-secrets.json"
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    missing = [stand_in for stand_in in STAND_INS if stand_in.slug not in known]
    if missing:
        known |= {
            stand_in.slug: _signing_key() if stand_in in SIGNED else secrets.token_urlsafe(24) for stand_in in missing
        }
        _write_privately(file, json.dumps(known))
    return known


def _signing_key() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _write_privately(file: Path, content: str) -> None:
    new = file.with_suffix(".new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(content)
    new.replace(file)
