"""What the files under definitions/layouts say, read once per process."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from integrations.errors import LayoutUnknownError
from integrations.layouts.folder import Finding, check_layouts
from integrations.layouts.layout import Layout
from integrations.selectors.definition_files import FilesInvalidError, sources_in


class LayoutsInvalidError(FilesInvalidError):
    """Of the layouts."""


def check_layout_files(folder: Path) -> tuple[Mapping[str, Layout], tuple[Finding, ...]]:
    """The sound layouts of a folder by id, and everything that is wrong with its files."""
    return check_layouts(tuple(sources_in(folder)))


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
