"""E083, E101: 施行 names a template that its case can fill, and people or items that say where it goes.

電子 needs a system that carries documents: one whose file has an operation that sends a 施行文書.
"""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.compiler.enforcement import carrier_of, item_in
from workflow.definition.document import EnforceStep
from workflow.definition.located import Located
from workflow.definition.suggestions import did_you_mean, likely_or_all
from workflow.definition.vocabulary.vocabulary import normal
from workflow.engine.letter import KNOWN

WORDS = frozenset({"text", "long_text", "staff", "unit"})
"""Types of items that can say where a document goes."""


def check(checked: Checked) -> Iterator[Problem]:
    for placed in checked.steps(EnforceStep):
        assert isinstance(placed.step, EnforceStep)
        yield from _template(checked, placed.step.document)
        for text in placed.step.to:
            yield from _addressee(checked, text)
        if placed.step.is_electronic and checked.catalogue.systems and not carrier_of(checked.catalogue):
            assert placed.step.by is not None
            yield problem(
                "E083",
                placed.step.by,
                "文書を電子で送る連携先がありません。",
                "No connected system carries documents.",
                Text(
                    "definitions/systems の操作の一つが「施行文書」を送るようにするか、送付などにしてください",
                    "let an operation in definitions/systems send a 施行文書, or choose another way",
                ),
            )


def _template(checked: Checked, name: Located[str]) -> Iterator[Problem]:
    catalogue = checked.catalogue
    if name.value and name.value not in catalogue.documents:
        yield problem(
            "E083",
            name,
            f"definitions/documents/{name.value} はありません。",
            f"There is no definitions/documents/{name.value}.",
            likely_or_all(name.value, catalogue.letters),
        )
        return
    if name.value and name.value not in catalogue.letters:
        yield problem(
            "E083",
            name,
            f"「{name.value}」は行を繰り返す型紙か、まちがいのある型紙なので、施行では送れません。",
            f'"{name.value}" repeats rows or has mistakes, so it cannot be sent.',
        )
    names = {*checked.names.items, *KNOWN}
    for unknown in sorted(set(catalogue.documents.get(name.value, ())) - names if name.value else ()):
        yield problem(
            "E101",
            name,
            f"型紙の差し込み「{unknown}」は、この手続の項目ではありません。",
            f'The template asks for "{unknown}", which is no item of this procedure.',
            did_you_mean(unknown, names),
        )


def _addressee(checked: Checked, text: Located[str]) -> Iterator[Problem]:
    name = item_in(text.value)
    if not name:
        return
    item = checked.names.items.get(normal(name))
    fitting = [part.item.value for part in checked.procedure.form if part.item and part.type.value in WORDS]
    if item is None:
        yield problem(
            "E101",
            text,
            f"「{name}」という項目はありません。",
            f'There is no item "{name}".',
            likely_or_all(name, fitting),
        )
    elif item.type.value not in ("", *WORDS):
        yield problem(
            "E101",
            text,
            f"「{name}」は宛先になりません。文字・職員・所属の項目を書いてください。",
            f'"{name}" says no addressee; name an item of the type text, staff or unit.',
            likely_or_all(name, fitting),
        )
