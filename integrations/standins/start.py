"""Starts a stand-in by its name, with a port and a storage of its own."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from integrations.signing import is_usable_secret
from integrations.standins.callbacks import send_for_ever
from integrations.standins.desk import Desk
from integrations.standins.documents import Documents
from integrations.standins.faults import Fault, Faults
from integrations.standins.finance import Finance
from integrations.standins.finance_new import NewFinance
from integrations.standins.front import Front
from integrations.standins.groupware import Groupware
from integrations.standins.ledger import Ledger
from integrations.standins.server import Server
from integrations.standins.systems import SYSTEMS

MAIL, PAYROLL, NEW_FINANCE = "mail", "payroll", "finance-new"
_BY_NAME = {name: system for system in SYSTEMS for name in (system.slug, system.name)}
NAMES = (*_BY_NAME, "finance", NEW_FINANCE, "documents", "groupware", MAIL, PAYROLL)
_WITH_LOGIN = (NEW_FINANCE, PAYROLL)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """One stand-in to be started."""

    name: str
    storage: str
    """File of the ledger; of the SFTP server the folder."""
    secret: str = ""
    """`whsec_…`, several with blanks between; of finance-new and payroll a name and a password."""
    port: int = 0
    smtp_port: int = 0
    """Of the mail system, whose `port` shows what came."""
    callback: str = ""
    callback_after: float = 2.0
    faults: tuple[Fault, ...] = ()


class SecretUnusable(Exception):
    """The secret is not what this stand-in needs; the text says what is."""


def start(stand_in: StandIn, stop: ExitStack) -> str:
    """Listen; the address. What has to be stopped is put on `stop`. Raises SecretUnusable."""
    words = tuple(stand_in.secret.split())
    if stand_in.name in _WITH_LOGIN and len(words) != 2:
        raise SecretUnusable("put a name and a password here, with a blank between")
    if stand_in.name not in (*_WITH_LOGIN, MAIL) and not (words and all(map(is_usable_secret, words))):
        raise SecretUnusable("put a secret such as whsec_<base64 of 24 bytes or more> here.")
    if stand_in.name == PAYROLL:
        from integrations.standins.payroll import Payroll  # asyncssh takes half a second to import

        port = Payroll(folder=Path(stand_in.storage), user=words[0], password=words[1]).listen(stand_in.port)
        return f"sftp://127.0.0.1:{port}"
    ledger = Ledger(Path(stand_in.storage))
    server = Server(port=stand_in.port, front=_front(stand_in, ledger, words, stop), faults=Faults(stand_in.faults))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stop.callback(server.server_close)
    stop.callback(server.shutdown)
    if stand_in.callback:
        _send_callbacks(stand_in, ledger, words[0], stop)
    return f"http://127.0.0.1:{server.server_address[1]}"


def _front(stand_in: StandIn, ledger: Ledger, words: tuple[str, ...], stop: ExitStack) -> Front:
    fronts: dict[str, Callable[[], Front]] = {
        "finance": lambda: Finance(ledger=ledger, secrets=words),
        NEW_FINANCE: lambda: NewFinance(ledger=ledger, client_id=words[0], client_secret=words[1]),
        "documents": lambda: Documents(
            ledger=ledger, secrets=words, folder=Path(stand_in.storage).with_suffix(".files")
        ),
        "groupware": lambda: Groupware(ledger=ledger, secrets=words, callback_after=stand_in.callback_after),
        MAIL: lambda: _mailbox(stand_in, ledger, stop),
    }
    if stand_in.name in fronts:
        return fronts[stand_in.name]()
    system = _BY_NAME[stand_in.name]
    return Desk(system=system, ledger=ledger, secrets=words, callback_after=stand_in.callback_after)


def _mailbox(stand_in: StandIn, ledger: Ledger, stop: ExitStack) -> Front:
    from integrations.standins.mailbox import Mailbox

    mailbox = Mailbox(ledger=ledger)
    stop.callback(mailbox.listen(stand_in.smtp_port).stop)
    return mailbox


def _send_callbacks(stand_in: StandIn, ledger: Ledger, secret: str, stop: ExitStack) -> None:
    ended = threading.Event()
    stop.callback(ended.set)
    arguments = {"url": stand_in.callback, "secret": secret, "stop": ended}
    threading.Thread(target=send_for_ever, args=(ledger,), kwargs=arguments, daemon=True).start()
