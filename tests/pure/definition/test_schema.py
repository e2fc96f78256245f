"""The JSON Schema for editors takes every sound procedure and no heading that is misspelt."""

import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from forms.source.nodes import MappingNode, Node, ScalarNode, SequenceNode
from forms.source.reader import read
from forms.source.source import Source
from meguro_platform.definition_names import names_for
from tests.support.definitions import GOLDEN, PROJECT, SHIPPED
from tests.support.ward import ward
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.parser.parser import LANGUAGES, language_of, parse
from workflow.definition.parser.scenario_parts import WORDS_OF_A_COURSE
from workflow.definition.schema import schema_of
from workflow.definition.translation.translate import translate
from workflow.definition.translation.walk import Walk

DEFINITIONS = PROJECT / "definitions"
PROCEDURES = sorted((DEFINITIONS / "procedures").glob("*.yaml"))
VALIDATORS = {language: jsonschema.Draft202012Validator(schema_of(language)) for language in LANGUAGES}
SIGNS = "あんx、"


def root_of(text: str) -> MappingNode:
    root, _ = read(Source("procedure.yaml", text))
    assert root is not None
    return root


class TwiceWritten(Exception):
    """A heading stands twice in one mapping: every editor's reader of YAML says so, before any schema is asked."""


def plain(node: Node, changed: ScalarNode | None = None, to: str = "") -> Any:
    """The text as another reader of YAML sees it, one heading of it changed."""
    match node:
        case ScalarNode():
            return node.text
        case SequenceNode():
            return [plain(item, changed, to) for item in node.items]
        case MappingNode():
            written = [(to if entry.key is changed else entry.key.text, entry.value) for entry in node.entries]
            if len(dict(written)) < len(written):
                raise TwiceWritten
            return {word: plain(value, changed, to) for word, value in written}


def is_valid(root: MappingNode, changed: ScalarNode | None = None, to: str = "") -> bool:
    try:
        return bool(VALIDATORS[language_of(root)].is_valid(plain(root, changed, to)))
    except TwiceWritten:
        return False


NAMES_PEOPLE = {"担当", "宛先"}
"""`{項目: x}` stands there where rows may have a name of their own; no schema can tell that from a misspelt word."""


def headings_of(root: MappingNode, path: Path) -> list[ScalarNode]:
    """The keys that are words of the language: those that are others in the other language."""
    catalogue = names_for(path, ward().office, DEFINITIONS)
    walk = Walk(Checked(compile_procedure(parse(root)[0], catalogue), catalogue))
    walk.place(root, "手続")
    found: list[ScalarNode] = []

    def look(node: Node, under: str = "") -> None:
        for item in node.items if isinstance(node, SequenceNode) else ():
            look(item, under)
        entries = node.entries if isinstance(node, MappingNode) else ()
        for entry in entries:
            word = walk.here.japanese(entry.key.text)
            of_a_row = under in NAMES_PEOPLE and len(entries) == 1 and word in ("項目", "行")
            if entry.key.position in walk.changes and word not in WORDS_OF_A_COURSE and not of_a_row:
                found.append(entry.key)
            if word != "兼務":  # its keys are people
                look(entry.value, word)

    look(root)
    return found


def changed(word: str, chance: random.Random) -> str:
    at, sign = chance.randrange(len(word)), chance.choice(SIGNS)
    return chance.choice([word[:at] + word[at + 1 :], word[:at] + sign + word[at:], word[:at] + sign + word[at + 1 :]])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_schema_is_one(language: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(language))


@pytest.mark.parametrize("path", [*PROCEDURES, *sorted((GOLDEN / "ok").glob("*.yaml"))], ids=lambda path: path.stem)
def test_a_sound_procedure_is_valid(path: Path) -> None:
    root = root_of(path.read_text(encoding="utf-8"))

    errors = [error.message for error in VALIDATORS[language_of(root)].iter_errors(plain(root))]

    assert errors == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_its_twin_in_the_other_language_is_valid(path: Path) -> None:
    source = Source(path.name, path.read_text(encoding="utf-8"))

    assert is_valid(root_of(translate(source, names_for(path, ward().office, DEFINITIONS))))


@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_a_heading_with_one_other_character_is_not_valid(path: Path) -> None:
    root, chance = root_of(path.read_text(encoding="utf-8")), random.Random(20260401)
    headings = chance.sample(headings_of(root, path), 25)

    taken = [(key.position.line, other) for key in headings if is_valid(root, key, other := changed(key.text, chance))]

    assert taken == []


@pytest.mark.nightly
@pytest.mark.parametrize("path", PROCEDURES, ids=lambda path: path.stem)
def test_no_heading_may_be_changed(path: Path) -> None:
    root, chance = root_of(path.read_text(encoding="utf-8")), random.Random(20260402)

    taken = [
        (key.position.line, other)
        for key in headings_of(root, path)
        if is_valid(root, key, other := changed(key.text, chance))
    ]

    assert taken == []
