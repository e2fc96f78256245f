"""Files of the payroll system for the generated ward, and the SFTP server on which they lie."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.test import override_settings

from approvals.ward.staff import StaffLine, read_staff
from meguro_platform.demo.payroll_file import Payee, PayrollFile, payroll_file
from tests.support.sftp_server import SftpServer

MAY, PAY_DAY = date(2026, 5, 1), date(2026, 5, 15)
SOME = read_staff()[:30]


def payee(line: StaffLine) -> Payee:
    return Payee(
        number=line.number, name=line.name, kana=line.kana, unit=line.unit, unit_name="人事課", kind=line.employment
    )


def a_month(
    month: date = MAY,
    *,
    version: int = 1,
    people: tuple[StaffLine, ...] = SOME,
    corrected: Mapping[str, Mapping[str, int]] | None = None,
) -> PayrollFile:
    """A good file."""
    day = month.replace(day=15)
    return payroll_file([payee(line) for line in people], month, day, version=version, corrected=corrected)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The folder in which the payroll system leaves its files."""

    folder: Path

    def put(self, file: PayrollFile, *, control: bool = True, done: bool = True, at: datetime | None = None) -> None:
        parts = {file.name: file.content}
        parts |= {file.control_name: file.control} if control else {}
        parts |= {f"{file.name}.done": b""} if done else {}
        for name, content in parts.items():
            (self.folder / name).write_bytes(content)
            if at is not None:
                os.utime(self.folder / name, (at.timestamp(), at.timestamp()))

    @property
    def left(self) -> set[str]:
        """What still lies there."""
        return {path.name for path in self.folder.iterdir() if path.is_file()}

    @property
    def archived(self) -> set[str]:
        taken = self.folder / "taken"
        return {path.name for path in taken.iterdir()} if taken.is_dir() else set()


@contextmanager
def payroll_system(folder: Path) -> Iterator[Outgoing]:
    """A real SFTP server, connected as 人事給与."""
    (folder / "outgoing").mkdir(parents=True)
    server = SftpServer(folder)
    connection = {
        "url": f"sftp://127.0.0.1:{server.port}",
        "user": server.user,
        "password": server.password,
        "host_keys": [server.host_key],
        "allow": ["127.0.0.1/32"],
    }
    try:
        with override_settings(CONNECTED_SYSTEMS={"人事給与": connection}):
            yield Outgoing(folder / "outgoing")
    finally:
        server.close()
