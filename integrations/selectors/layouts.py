"""What the files under definitions/layouts say, read once per process."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from forms.source.source import Source
from integrations.errors import LayoutUnknownError
from integrations.layouts.folder import Finding, check_layouts
from integrations.layouts.layout import Layout


class LayoutsInvalidError(Exception):
    """The files have problems; `python manage.py check_definitions` prints them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        source, problem = findings[0]
        super().__init__(f"{source.path}:{problem.position.line}: {problem.message.en or problem.message.ja}")


def check_layout_files(folder: Path) -> tuple[Mapping[str, Layout], tuple[Finding, ...]]:
    """The sound layouts of a folder by id, and everything that is wrong with its files."""
    return check_layouts(tuple(_sources(folder)))


@cache
def layouts_at(folder: Path) -> tuple[Mapping[str, Layout], tuple[Finding, ...]]:
    """As check_layout_files, read once per process."""
    return check_layout_files(folder)


def layout_named(name: str) -> Layout:
    """The layout of this installation with this id. Raises LayoutUnknownError, and LayoutsInvalidError for its file."""
    layouts, findings = layouts_at(settings.DEFINITIONS_DIR / "layouts")
    own = tuple(finding for finding in findings if Path(finding[0].path).stem == name)
    if own:
        raise LayoutsInvalidError(own)
    try:
        return layouts[name]
    except KeyError:
        raise LayoutUnknownError(name, tuple(layouts)) from None


def _sources(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            yield Source(str(path), path.read_bytes().decode("utf-8"))
        except UnicodeDecodeError:
            yield Source(str(path), "")
