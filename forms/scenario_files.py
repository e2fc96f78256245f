"""Files that scenarios attach by writing a name."""

import hashlib
from collections.abc import Mapping

from forms.field_type import Attached, Files, Json
from forms.reading.file_kind import kind_of


def files_named(submitted: Mapping[str, Json]) -> Files:
    """For every text that is the name of a file, such as c.pdf, the file it stands for.

    Nothing is read or stored: a scenario is about the procedure, its files are as sound as they must be. The name takes
    the place of the uuid; the same name is always the same file.
    """
    names = (part for raw in submitted.values() for part in (raw if isinstance(raw, list) else [raw]))
    return {name: _file(name) for name in names if isinstance(name, str) and kind_of(name)}


def _file(name: str) -> Attached:
    kind = kind_of(name)
    digest = hashlib.sha256(name.encode(errors="replace")).hexdigest()
    return Attached(uuid=name, sha256=digest, name=name, size=1, type=kind.type if kind else "")
