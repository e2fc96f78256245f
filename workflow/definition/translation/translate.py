"""A whole definition, a procedure or a file of shared tables, from Japanese headings to English ones, or back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from forms.source.problem import Problem, Severity
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text
from workflow.definition.catalogue import Catalogue
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.load import load
from workflow.definition.parser.parser import parse, parse_regulation
from workflow.definition.regulation import checked_regulation, is_regulation, load_regulation
from workflow.definition.translation.rewrite import NotRewritable, rewritten
from workflow.definition.translation.walk import Walk


class NotTranslated(Exception):
    """The definition has errors, or something in it cannot be written in the other language."""

    def __init__(self, source: Source, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{source.path}: {len(problems)} problems")
        self.source = source
        """The text that has the problems: the one to translate, or the translated one."""
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A definition in the other language."""

    text: str
    tables: Mapping[str, str]
    """The CSV files of its tables, by name."""


def translate(source: Source, catalogue: Catalogue) -> str:
    """The same definition in the other language, line by line; comments and names stay. Raises NotTranslated."""
    return translate_with_tables(source, catalogue).text


def translate_with_tables(source: Source, catalogue: Catalogue) -> Twin:
    """The same, with the CSV files of its tables. Raises NotTranslated."""
    _refuse_errors(source, catalogue)
    root, _ = read(source)
    assert root is not None
    if is_regulation(source):
        part, language, _ = parse_regulation(root)
        walk = Walk(checked_regulation(part, language, catalogue))
        walk.place(root, "規程")
    else:
        walk = Walk(Checked(compile_procedure(parse(root)[0], catalogue), catalogue))
        walk.place(root, "手続")
    try:
        text = rewritten(source.text, walk.changes)
    except NotRewritable as several:
        message = Text("この値は、一行に書くと訳せます。", "Write this value on one line to have it translated.")
        raise NotTranslated(source, (Problem(id="E001", position=several.position, message=message),)) from several
    beside = {**catalogue.table_files, **walk.files}
    _refuse_errors(Source(source.path, text), replace(catalogue, table_files=beside))
    return Twin(text=text, tables=walk.files)


def _refuse_errors(source: Source, catalogue: Catalogue) -> None:
    problems = (load_regulation if is_regulation(source) else load)(source, catalogue).problems
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise NotTranslated(source, errors)
