"""The demo's payroll and personnel system as it leaves its files: the stand-in behind the connection of 人事給与."""

import time
from collections.abc import Mapping
from datetime import date

from integrations.connectors.sftp import sftp_place, sftp_trouble
from integrations.errors import ConnectionInvalidError, ConnectionMissingError
from integrations.selectors.connections import connection_of
from integrations.selectors.personnel_sets import parts_of
from integrations.selectors.systems import described_systems
from meguro_platform.demo.payroll_file import PayrollFile

SYSTEM, DELIVERY = "人事給与", "給与明細"


class PayrollServer:
    """Where files are left for us."""

    def answers(self, patience: float) -> bool:
        """Whether it can be reached, tried for so many seconds; at once False when nobody has connected it."""
        until = time.monotonic() + patience
        while True:
            try:
                connection = connection_of(SYSTEM)
                with sftp_place(connection, connection.timeout.total_seconds()):
                    return True
            except (ConnectionMissingError, ConnectionInvalidError):
                return False
            except Exception as problem:
                sftp_trouble(problem)  # raises again what is no trouble of the way
                if time.monotonic() > until:
                    return False
                time.sleep(0.2)

    def leave(self, file: PayrollFile) -> None:
        """The file, its control file, and last the one that says that both are complete."""
        delivery, connection = described_systems()[SYSTEM].deliveries[DELIVERY], connection_of(SYSTEM)
        with sftp_place(connection, connection.timeout.total_seconds()) as place:
            place.write(f"{delivery.folder}/{file.name}", file.content)
            place.write(f"{delivery.folder}/{file.control_name}", file.control)
            place.write(f"{delivery.folder}/{file.name}{delivery.done}", b"")

    def leave_personnel(self, files: Mapping[str, bytes], on: date) -> None:
        """The three files of a day, each with the one that says that it is complete."""
        connection = connection_of(SYSTEM)
        with sftp_place(connection, connection.timeout.total_seconds()) as place:
            for part, delivery in parts_of(described_systems()[SYSTEM]).items():
                path = f"{delivery.folder}/{delivery.file.replace('*', f'{on:%Y%m%d}')}"
                place.write(path, files[part])
                place.write(f"{path}{delivery.done}", b"")
