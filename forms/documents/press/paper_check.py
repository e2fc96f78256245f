"""What is wrong with a template once it is laid out: missing glyphs, room that depends on values, too little room."""

from collections.abc import Iterator

from forms.documents.fill import filled
from forms.documents.markup import Element, Words
from forms.documents.placeholder import placeholders_of
from forms.documents.press.edition import Edition
from forms.documents.press.engine import FAMILIES, render, write
from forms.documents.press.value_fonts import TypeCase
from forms.documents.template import Field, Template
from forms.documents.template_problems import place
from forms.documents.values import FieldProblem, Row
from forms.errors import TemplateNotPrintable
from forms.source.problem import Problem
from forms.spec import Text


def paper_problems(template: Template) -> list[Problem]:
    """Every problem that only a layout shows. Raises PrintingUnavailable."""
    problems = {problem.position: problem for problem in _missing_glyphs(template)}
    if not template.is_flowing:
        for shown in (frozenset(), *(frozenset({condition}) for condition in template.conditions)):
            try:
                edition = Edition(template, shown, TypeCase())
            except TemplateNotPrintable as wrong:
                problems |= {problem.position: problem for problem in wrong.problems}
                continue
            problems |= {problem.position: problem for problem in _too_narrow(template, edition)}
    return [problems[position] for position in sorted(problems)]


def _missing_glyphs(template: Template) -> Iterator[Problem]:
    """D020 at every fixed character that the fonts lack."""
    everything = dict.fromkeys(template.conditions, "1")
    laid_out = render(filled(template, everything)[0])
    write(laid_out)
    lacking = {chr(code) for font in laid_out.fonts.values() for code in font.missing}
    for font in laid_out.fonts.values():
        if font.family not in FAMILIES:
            lacking |= set("".join(font.to_unicode.values()))
    for words in _fixed_words(template.tree):
        for index, character in enumerate(words.text):
            if character in lacking and not character.isspace():
                yield Problem(
                    id="D020",
                    position=place(words, index),
                    message=Text(
                        f"文字「{character}」（U+{ord(character):04X}）は、印刷用の書体にありません。",
                        f"The fonts have no character “{character}” (U+{ord(character):04X}).",
                    ),
                )


def _fixed_words(element: Element) -> Iterator[Words]:
    for child in element.children:
        if isinstance(child, Words):
            if element.tag not in ("style", "title"):
                yield child
        else:
            yield from _fixed_words(child)


def _too_narrow(template: Template, edition: Edition) -> Iterator[Problem]:
    """D022 at every field that has no room for the longest value that it names."""
    for number in edition.places:
        field = template.fields[number]
        longest = field.element.attributes.get("data-longest")
        found: list[FieldProblem] = []
        if longest is not None:
            edition.set_field(number, _all(field, longest), found)
        if found:
            yield Problem(
                id="D022",
                position=field.element.position,
                message=Text(
                    f"data-longest の値「{longest}」を入れられません: {found[0].message.ja}",
                    f"The value “{longest}” of data-longest does not do: {found[0].message.en}",
                ),
                length=len(field.element.tag) + 1,
            )


def _all(field: Field, value: str) -> Row:
    return {placeholder.name: value for placeholder in placeholders_of(field.parts)}
