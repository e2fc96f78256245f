"""A file under definitions/procedures is named after its id, so that one id is never in two files."""

from pathlib import PurePath

from forms.source.nodes import ScalarNode
from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text


def file_name_problems(source: Source) -> list[Problem]:
    """E013 at the id when the file has another name; nothing when there is no id to compare with."""
    root, _ = read(source)
    id_ = root.get("id") if root else None
    if not isinstance(id_, ScalarNode) or id_.text.strip() in {"", PurePath(source.path).stem}:
        return []
    message = Text(
        f"ファイルの名前はidと同じです({id_.text.strip()}.yaml)。",
        f"The file is named after its id ({id_.text.strip()}.yaml).",
    )
    return [Problem(id="E013", position=id_.position, message=message, length=len(id_.text.strip()))]
