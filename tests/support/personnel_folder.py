"""The folder on an SFTP server in which the personnel system leaves its three files."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from integrations.services.personnel_sets import take_personnel_sets
from integrations.services.pick_up import pick_up_files
from tests.support.payroll_arrivals import payroll_system
from tests.support.personnel_files import Sent
from tests.support.ward import MONDAY

NAMES = {"units": "soshiki", "staff": "shokuin", "postings": "hatsurei"}
"""How it calls them."""

Leave = Callable[..., None]
"""(rows, day, parts, hours): leaves files for a day, some hours after the first; they are fetched and taken over."""


@contextmanager
def personnel_folder(folder: Path) -> Iterator[Leave]:
    """Connected as 人事給与."""
    with payroll_system(folder):
        (folder / "personnel").mkdir()

        def leave(rows: Sent, day: str = "20260601", parts: Iterable[str] = tuple(NAMES), hours: float = 0) -> None:
            files = rows.files()
            for part in parts:
                name = f"{NAMES[part]}_{day}.csv"
                (folder / "personnel" / name).write_bytes(getattr(files, part)[1])
                (folder / "personnel" / f"{name}.done").write_bytes(b"")
            now = MONDAY + timedelta(hours=hours)
            pick_up_files(now=now)
            take_personnel_sets(now=now)

        yield leave
