"""Writes the pages vocabulary.md and mistakes.md of docs/reference from the code.

    python -m tests.docs.write_language_reference

A test compares the files with what is written here, so they cannot fall behind.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from forms.source.problem import Problem
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text
from meguro_platform.scenarios.results import Coverage, FileResult, Part
from tests.docs.titles_of_mistakes import SMALL_TEXTS, TITLES
from tests.support.definitions import GOLDEN, PROJECT, load_text
from workflow.definition.excerpt import printed
from workflow.definition.validator import ALL_RULES
from workflow.definition.vocabulary.entries import Heading, ValueType
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS, ALL_KINDS, english
from workflow.definition.vocabulary.words import WORDS

REFERENCE = PROJECT / "docs" / "reference"
WRITTEN_BY = "*Written by `python -m tests.docs.write_language_reference`; change the code, not this page.*"
_PLACES = {
    "手続": "procedure",
    "手順": "step",
    "人手順": "step of people",
    "操作": "button",
    "場合": "case of a choice",
}
"""Places that are no heading themselves, or another one."""
UNTRIED = "W112"
"""Told of scenarios that were played, and not by reading a text."""
_CODES = re.compile(r"^(?:[EW]\d{3}(?:, | to )?)+: ")
_TO_A_SECTION = re.compile(r"\s*\(?§[\d.]+\)?")


def pages() -> dict[Path, str]:
    """The text of each generated page."""
    return {
        REFERENCE / "vocabulary.md": "\n".join(_vocabulary()) + "\n",
        REFERENCE / "mistakes.md": "\n".join(_mistakes()) + "\n",
    }


def _vocabulary() -> Iterator[str]:
    yield from ("# The vocabulary of definitions", "", WRITTEN_BY, "")
    yield (
        "Every word that a procedure may use today, in both languages. "
        "How they are put together: [definition-language.md](../definition-language.md)."
    )
    yield from ("", "## Kinds of steps", "")
    yield "The buttons of a kind are its verdicts. The first one finishes the step."
    kinds = (
        (kind.ja, kind.en, _spellings((verdict.ja, verdict.en) for verdict in kind.verdicts), _words(kind.meaning))
        for kind in ALL_KINDS
    )
    yield from ("", *_table(("kind", "English", "buttons", "meaning"), kinds))
    yield from ("", "## Headings, place by place", "")
    yield (
        "A star marks what is required. 手順 may stand in every step, 人手順 in every step that people do. The clerk's"
        " editor shows the meanings in Japanese; `manage.py definition_schema` prints the same as a JSON Schema."
    )
    for place, headings in _places().items():
        rows = ((_name(each), each.en, _value(each.value), each.default, _words(each.meaning)) for each in headings)
        yield from ("", f"### {place} ({_english_of(place)})", "")
        yield from _table(("heading", "English", "value", "default", "meaning"), rows)
    yield from ("", "## Words with an English spelling", "")
    pairs = sorted(pair.split("=") for pair in WORDS.split())
    yield from _table(("Japanese", "English"), ((ja, en) for ja, en in pairs))


def _places() -> dict[str, list[Heading]]:
    """Headings by place, in the order of the vocabulary."""
    found: dict[str, list[Heading]] = {}
    for heading in ALL_HEADINGS:
        found.setdefault(heading.place, []).append(heading)
    return found


def _english_of(place: str) -> str:
    kinds = {kind.ja: kind.en for kind in ALL_KINDS}
    named = {heading.ja: heading.en for heading in ALL_HEADINGS}
    others = {
        "手続": "procedure",
        "手順": "step",
        "人手順": "step of people",
        "操作": "button",
        "場合": "case of a choice",
    }
    return others.get(place) or kinds.get(place) or named.get(place) or english(place)


def _name(heading: Heading) -> str:
    return heading.ja + ("\\*" if heading.required else "")


def _value(value: ValueType) -> str:
    """The notation of a type, with the words of a choice in both languages."""
    match value.name:
        case "選び":
            return _spellings((word, english(word)) for word in value.words)
        case "→" | "→→":
            return f"{value.name}{value.word}"
        case "並び" | "対応":
            return f"{value.name}({'→'.join(_value(part) for part in value.of)})"
        case _:
            return f"{value.name}({value.word})" if value.word else value.name


def _spellings(pairs: Iterable[tuple[str, str]]) -> str:
    return "、".join(f"{ja}={en}" for ja, en in pairs)


def _words(meaning: str) -> str:
    """The meaning without the numbers of sections of another text."""
    return _TO_A_SECTION.sub("", meaning)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield "|---" * len(head) + "|"
    for row in rows:
        yield _row(row)


def _row(cells: Iterable[str]) -> str:
    return "|" + "|".join(f" {cell.replace('|', chr(92) + '|')} " if cell else " " for cell in cells) + "|"


def _mistakes() -> Iterator[str]:
    yield from ("# Mistakes in definitions", "", WRITTEN_BY, "")
    yield (
        "Every problem that `manage.py check_definitions` reports, with an example. E… keeps a file from being "
        "published, W… does not. Most examples are small changes of one sound file, "
        "`tests/golden/definitions/ok/key-loan.yaml`."
    )
    for code, title in TITLES.items():
        text, problem = example_of(code)
        told = printed(Source("example.yaml", text), problem, "ja")
        hint = f" → {problem.hint.in_language('en')}" if problem.hint else ""
        yield from ("", f"## {code} {title}", "")
        for rule in rules_about(code):
            yield from (f"The rule: {rule}", "")
        yield from ("```", told, "```", "", f"In English: {problem.message.en}{hint}")


def rules_about(code: str) -> list[str]:
    """What the rules that report this problem demand, as their first lines say it."""
    told = [inspect.getdoc(inspect.getmodule(rule)) or "" for rule in ALL_RULES]
    lines = [" ".join(text.partition("\n\n")[0].split()) for text in told]
    return [_CODES.sub("", line, count=1) for line in lines if code in _codes_of(line)]


def _codes_of(line: str) -> set[str]:
    """E050 to E058 are nine."""
    found = set(re.findall(r"[EW]\d{3}", line))
    for kind, first, last in re.findall(r"([EW])(\d{3}) to [EW](\d{3})", line):
        found.update(f"{kind}{number:03}" for number in range(int(first), int(last) + 1))
    return found


def example_of(code: str) -> tuple[str, Problem]:
    """A text with this problem, and the problem."""
    if code == UNTRIED:
        text = (GOLDEN / "ok" / "key-loan.yaml").read_text(encoding="utf-8")
        problems = _untried(text)
    elif code in SMALL_TEXTS:
        text = SMALL_TEXTS[code]
        problems = tuple(read(Source("example.yaml", text))[1])
    else:
        path = sorted((GOLDEN / "err").glob(f"{code.lower()}-*.yaml"))[0]
        text = path.read_text(encoding="utf-8")
        problems = load_text(text).problems
    return text, next(problem for problem in problems if problem.id == code)


def _untried(text: str) -> tuple[Problem, ...]:
    """What is told when no scenario sends back from the examination."""
    line = text[: text.index("  - 審査: 空きの確認")].count("\n") + 1
    never = Part(name=Text("空きの確認: 差戻し", "空きの確認: Send back"), line=line)
    played = FileResult(
        procedure="", scenarios=(), steps=Coverage(total=1), branches=Coverage(total=1, missing=(never,))
    )
    return played.untried


def main() -> None:
    """Write the pages anew."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
