"""The files of a folder under definitions/, and what is said when some of them are wrong."""

from collections.abc import Iterator
from pathlib import Path

from forms.source.source import Source
from integrations.layouts.folder import Finding


class FilesInvalidError(Exception):
    """The files have problems; `python manage.py check_definitions` prints them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        source, problem = findings[0]
        super().__init__(f"{source.path}:{problem.position.line}: {problem.message.en or problem.message.ja}")


def sources_in(folder: Path) -> Iterator[Source]:
    """Every file; one that is no UTF-8 is empty, and therefore wrong."""
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield Source(str(path), path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            yield Source(str(path), "")
