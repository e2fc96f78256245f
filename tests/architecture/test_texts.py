"""The catalogues of the apps are read as one: an English text has one Japanese text, wherever it stands."""

from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUES = [
    ROOT / app / "locale/ja/LC_MESSAGES/django.po"
    for app in ("forms", "workflow", "approvals", "integrations", "meguro_platform")
]


def test_an_english_text_has_one_japanese_text() -> None:
    known: dict[object, dict[str, str]] = defaultdict(dict)
    for path in filter(Path.exists, CATALOGUES):
        with path.open("rb") as file:
            for message in filter(lambda each: each.id, read_po(file)):  # the heading tells the minute of reading it
                known[message.context, str(message.id)][str(message.string)] = path.parts[-5]

    assert {text: found for text, found in known.items() if len(found) > 1} == {}
