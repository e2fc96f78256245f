"""A whole definition from Japanese headings to English ones, or back."""

from forms.source.problem import Problem, Severity
from forms.source.reader import read
from forms.source.source import Source
from forms.spec import Text
from workflow.definition.catalogue import Catalogue
from workflow.definition.checked import Checked
from workflow.definition.compiler.compiler import compile_procedure
from workflow.definition.document import Procedure
from workflow.definition.load import load
from workflow.definition.outline import outline_of
from workflow.definition.parser.parser import parse
from workflow.definition.translation.rewrite import NotRewritable, rewritten
from workflow.definition.translation.walk import Walk


class NotTranslated(Exception):
    """The definition has errors, or something in it cannot be written in the other language."""

    def __init__(self, source: Source, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{source.path}: {len(problems)} problems")
        self.source = source
        """The text that has the problems: the one to translate, or the translated one."""
        self.problems = problems


def translate(source: Source, catalogue: Catalogue) -> str:
    """The same procedure in the other language, line by line; comments and names stay. Raises NotTranslated."""
    _refuse_errors(source, catalogue)
    root, _ = read(source)
    assert root is not None
    document, _ = parse(root)
    _refuse_circulation(source, document)
    walk = Walk(Checked(compile_procedure(document, catalogue), catalogue))
    walk.place(root, "手続")
    try:
        text = rewritten(source.text, walk.changes)
    except NotRewritable as several:
        message = Text("この値は、一行に書くと訳せます。", "Write this value on one line to have it translated.")
        raise NotTranslated(source, (Problem(id="E001", position=several.position, message=message),)) from several
    _refuse_errors(Source(source.path, text), catalogue)
    return text


def _refuse_circulation(source: Source, document: Procedure) -> None:
    """Tables name deciders and people of a circulation in the words of one language."""
    for placed in outline_of(document).all:
        if placed.step.kind.en == "circulate_for_decision":
            message = Text(
                "回議のある手続は、まだ訳せません。", "A procedure that circulates cannot be translated yet."
            )
            where = placed.step.word
            raise NotTranslated(source, (Problem(id="E016", position=where.position, message=message),))


def _refuse_errors(source: Source, catalogue: Catalogue) -> None:
    problems = load(source, catalogue).problems
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise NotTranslated(source, errors)
