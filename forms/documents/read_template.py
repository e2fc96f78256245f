"""Reads a template and finds everything that is wrong with it before anything is laid out."""

from collections.abc import Iterator, Mapping

from forms.documents.element_rules import STYLE_SHEET, element_problems
from forms.documents.markup import Element, Words, read_markup
from forms.documents.placeholder import Piece, WrongPiece, pieces, placeholders_of
from forms.documents.style_rules import style_problems
from forms.documents.template import Field, Template
from forms.documents.template_problems import (
    condition_problems,
    missing_style,
    name_problems,
    not_text_only,
    place,
    wrong_piece,
)
from forms.documents.write_markup import written
from forms.source.characters import character_problems
from forms.source.position import Position
from forms.source.problem import Problem, Severity
from forms.source.source import Source

Finding = tuple[Source, Problem]


def read_template(
    source: Source, styles: Mapping[str, Source] | None = None, columns: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[Template | None, list[Finding]]:
    """The template of a text with its style sheets by file name, or None, and everything that is wrong.

    `columns` are the names of values by layout; `<meta name="columns" content="payroll-payslip">` says which layout a
    template is made of. Without either, names are not checked.
    """
    findings = [(source, problem) for problem in character_problems(source.text)]
    if findings:
        return None, findings
    tree, problems = read_markup(source.text)
    findings += _with_styles(tree, styles or {}, source)
    for element in tree.walk():
        if element is not tree:
            problems += element_problems(element)
    fields = tuple(_fields(tree, problems))
    conditions = tuple(
        dict.fromkeys(element.attributes["data-if"] for element in tree.walk() if "data-if" in element.attributes)
    )
    template = Template(name=source.path, text=written(tree), tree=tree, fields=fields, conditions=conditions)
    problems += condition_problems(template)
    problems += name_problems(template, columns or {}) if columns is not None else ()
    findings += [(source, problem) for problem in problems]
    findings.sort(key=lambda finding: (finding[0].path, finding[1].position))
    broken = any(problem.severity is Severity.ERROR for _, problem in findings)
    return (None if broken else template), findings


def _with_styles(tree: Element, styles: Mapping[str, Source], source: Source) -> Iterator[Finding]:
    """Puts style sheets where links to them stand; yields what is wrong with them."""
    for element in tree.walk():
        if element.tag == "style":
            for words in element.children:
                if isinstance(words, Words):
                    yield from ((source, problem) for problem in style_problems(words.text, words.position))
        elif element.tag == "link" and element.attributes.get("rel") == "stylesheet":
            style = styles.get(element.attributes.get("href", ""))
            if style is None:
                if STYLE_SHEET.fullmatch(element.attributes.get("href", "")):
                    yield source, missing_style(element, styles)
                continue
            yield from ((style, problem) for problem in [*character_problems(style.text), *style_problems(style.text)])
            element.tag, element.attributes = "style", {}
            element.children = [Words(style.text, Position(1, 1))]


def _fields(tree: Element, problems: list[Problem], each: str = "") -> Iterator[Field]:
    for element in tree.children:
        if isinstance(element, Words) or element.tag == "style":
            continue
        inner = element.attributes.get("data-each", each)
        parts: list[Piece] = []
        for child in element.children:
            if isinstance(child, Words):
                parts += [piece for index, piece in _checked(child, problems)]
        places = list(placeholders_of(parts))
        if places and (
            element.tag in ("title", "html", "head") or any(isinstance(c, Element) for c in element.children)
        ):
            problems.append(not_text_only(element, places[0]))
        elif places:
            yield Field(element=element, parts=tuple(parts), each=inner)
        yield from _fields(element, problems, inner)


def _checked(words: Words, problems: list[Problem]) -> Iterator[tuple[int, Piece]]:
    for index, piece in pieces(words.text):
        if isinstance(piece, WrongPiece):
            problems.append(wrong_piece(piece, place(words, index)))
        yield index, piece
