"""What files and settings say about every system at this moment, as this process was started with."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from forms.source.reader import read
from integrations.selectors.definition_files import sources_in
from integrations.systems.flat import FILES, flat_connection, flat_file, masked
from integrations.systems.reader import load


def written_settings() -> dict[str, dict[str, str]]:
    """By system; a file with mistakes is left out, as nothing is sent by it."""
    found: dict[str, dict[str, str]] = {}
    for source in sources_in(settings.DEFINITIONS_DIR / "systems"):
        loaded, root = load(source).system, read(source)[0]
        if loaded is not None and root is not None:
            found[loaded.name] = flat_file(root)
    for system, options in settings.CONNECTED_SYSTEMS.items():
        found.setdefault(system, {}).update(_connection(options))
    return found


def _connection(options: Mapping[str, object]) -> dict[str, str]:
    flat = flat_connection(options)
    contents = {f"{name} (file)": _content(flat[name]) for name in FILES if flat.get(name)}
    return {**flat, **{name: content for name, content in contents.items() if content}}


def _content(path: str) -> str:
    """Whether a key or certificate is another than before; nothing for one that cannot be read."""
    try:
        return masked(Path(path).read_bytes())
    except (OSError, ValueError):
        return ""
