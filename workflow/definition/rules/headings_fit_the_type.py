"""E023, E024, E013: an item has only the headings that its type knows, and those it needs; its pattern can be read."""

from collections.abc import Iterator

import re2

from forms.source.problem import Problem
from workflow.definition.checked import Checked, problem
from workflow.definition.form_document import FormPart
from workflow.definition.vocabulary.vocabulary import ALL_HEADINGS

TEXTS = frozenset({"text", "long_text", "kana"})
NUMBERS = frozenset({"number", "integer", "yen", "rate"})
CHOICES = frozenset({"choice", "choices"})
FILES = frozenset({"attachment"})
FITTING: dict[str, frozenset[str]] = {
    "choices": CHOICES,
    "length": TEXTS,
    "digits": frozenset({"text", "number", "integer"}),
    "range": NUMBERS,
    "pattern": TEXTS,
    "rare_characters": TEXTS,
    "extensions": FILES,
    "max_size": FILES,
    "max_files": FILES,
    "after_submit": FILES,
    "layout": frozenset({"table"}),
    "columns": frozenset({"table"}),
    "rows": frozenset({"table"}),
}
"""Headings that only some types of items have."""


def check(checked: Checked) -> Iterator[Problem]:
    words = {h.field: h.in_language(checked.vocabulary.language) for h in ALL_HEADINGS if h.place == "様式"}
    for part in checked.parts:
        if not part.item or not part.type.value:
            continue
        for field, types in FITTING.items():
            if part.has(field) and part.type.value not in types:
                yield problem(
                    "E023",
                    part.heading(field),
                    f"「{words[field]}」はこの型の項目には書けません。",
                    f'"{words[field]}" does not fit the type of this item.',
                )
        if part.type.value in CHOICES and not part.choices:
            yield problem(
                "E024",
                part.type,
                f"「{words['choices']}」が必要です。",
                f'"{words["choices"]}" is required.',
            )
        yield from _counts(part, words)
        yield from _found(part, "formula", words)
        yield from _found(part, "lookup", words)
        yield from _pattern(part)


def _counts(part: FormPart, words: dict[str, str]) -> Iterator[Problem]:
    for field, range_ in (("length", part.length), ("digits", part.digits), ("rows", part.rows)):
        if range_ and any(end is not None and not end.isdigit() for end in range_.value):
            yield problem(
                "E013", range_, f"「{words[field]}」は整数で書きます。", f'"{words[field]}" is in whole numbers.'
            )


def _found(part: FormPart, by: str, words: dict[str, str]) -> Iterator[Problem]:
    """Nobody writes an item that is computed or looked up."""
    if not part.has(by):
        return
    for field in ("initial", "fill", "required", *(["formula"] if by == "lookup" else [])):
        if part.has(field):
            yield problem(
                "E023",
                part.heading(field),
                f"「{words[by]}」のある項目に「{words[field]}」は書けません。",
                f'An item with "{words[by]}" has no "{words[field]}".',
            )


def _pattern(part: FormPart) -> Iterator[Problem]:
    if part.pattern:
        options = re2.Options()
        options.log_errors = False
        try:
            re2.compile(part.pattern.value, options)
        except re2.error:
            yield problem(
                "E013",
                part.pattern,
                f"「{part.pattern.value}」は形式(正規表現)として読めません。",
                f'"{part.pattern.value}" is not a pattern.',
            )
