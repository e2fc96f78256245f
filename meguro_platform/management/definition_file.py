"""A definition that somebody names on the command line."""

from pathlib import Path

from django.core.management.base import CommandError

from forms.source.source import Source


def source_at(path: Path, name: str = "") -> Source:
    """Its text, under the name it goes by in messages. Raises CommandError when it can't be read."""
    try:
        return Source(name or str(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as unreadable:
        raise CommandError(f"「{path}」を読めません。 / {path} cannot be read: {unreadable}") from unreadable
