"""The everyday spelling that goes with a name in rare characters (外字: 代替).

It is an answer of its own beside the item, under a key no item can have, because names must not contain a colon.
"""

from forms.field_type import Json, invalid
from forms.plain_text import rare, simpler
from forms.reading.text import check_everyday_characters, named, read_text
from forms.spec import ItemSpec


def substitute_key(key: str) -> str:
    """new_name:substitute"""
    return f"{key}:substitute"


def wants_substitute(item: ItemSpec, stored: Json) -> bool:
    """Whether the answer holds characters that other systems lack, and the item asks for another spelling then."""
    return item.rare_characters == "substitute" and isinstance(stored, str) and bool(rare(stored))


def read_substitute(raw: Json, item: ItemSpec, stored: str) -> str:
    """The substitute spelling of an answer. Raises AnswerInvalid where it is missing or has rare characters itself."""
    text = read_text(raw, item, limit=1_000, one_line=item.type != "long_text")
    if text is None:
        unknown = named(rare(stored))
        raise invalid(
            item,
            f"の代替文字が空です。{unknown}はほかのシステムで使えないことがあるので、普段使う文字での書き方も書いてください。",
            f"needs a substitute spelling (it is empty): other systems may lack {unknown}.",
            simpler(stored),
        )
    check_everyday_characters(text, item)
    return text
