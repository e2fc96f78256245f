"""What can be wrong with answers, one kind of problem after another."""

from collections.abc import Iterator, Mapping

import msgspec

from forms.errors import AnswerInvalid
from forms.field_type import invalid
from forms.spec import ItemSpec, Text
from forms.validation.form import Form
from forms.validation.outcome import AnswerProblem
from forms.validation.rules import concerned_items
from forms.validation.sent import Sent
from forms.validation.state import Answers, FormState

MOST_BYTES = 150_000
"""All answers together, as JSON: a case's row is bounded."""


def may_write(form: Form, key: str, writable: Mapping[str, bool]) -> bool:
    """Whether the item takes an answer here."""
    item = form.by_key.get(key)
    return item is not None and key in writable and not item.spec.is_found


def unreadable(form: Form, sent: Sent, state: FormState, writable: Mapping[str, bool]) -> Iterator[AnswerProblem]:
    """Answers that are no sound value of their item, sent or computed."""
    for key, problem in sent.invalid.items():
        if may_write(form, key, writable) and state.items[key].visible:
            yield AnswerProblem.of(key, problem)
    for key in concerned_items(form, writable):
        if computed := state.items[key].problem:
            yield AnswerProblem.of(key, computed)


def unwelcome(
    form: Form, sent: Sent, state: FormState, previous: Answers, writable: Mapping[str, bool], drop_hidden: bool
) -> Iterator[AnswerProblem]:
    """Answers to items that can't be written here. Sending what stands there already, or nothing, does no harm.

    While an answer that is asked for can't be read, what it shows and hides is not known, so that nobody is blamed for
    a hidden item.
    """
    unsure = any(state.items[key].visible for key in sent.invalid)
    for key in sent.raw.keys() & form.by_key.keys():
        item = form.by_key[key].spec
        unchanged = key not in sent.invalid and sent.stored[key] in (None, previous.get(key))
        if unchanged:
            continue
        if not may_write(form, key, writable):
            yield AnswerProblem.of(key, _locked(item))
        elif item.type == "table" and isinstance(sent.stored.get(key), Mapping):
            yield AnswerProblem.of(key, _of_a_file(item))
        elif not state.items[key].visible and not drop_hidden and not unsure:
            yield AnswerProblem.of(key, _hidden(item))


def _locked(item: ItemSpec) -> AnswerInvalid:
    if item.lookup:
        return invalid(item, "は照会で決まるので書けません。", "is looked up and cannot be written.")
    if item.formula:
        return invalid(item, "は計算で決まるので書けません。", "is computed and cannot be written.")
    return invalid(item, "は、この手順では書けない項目です。", "cannot be written at this step.")


def _of_a_file(item: ItemSpec) -> AnswerInvalid:
    """Only a system says which imported rows are meant: whoever knew the name of others' rows would get to see them."""
    return invalid(
        item,
        "には取り込んだ行を指定できません。行を書くか、ファイルを添付してください。",
        "takes no imported rows. Write the rows, or attach the file.",
    )


def _hidden(item: ItemSpec) -> AnswerInvalid:
    return invalid(
        item,
        "は、いまの答えでは使わない項目です。空にしてください。",
        "does not apply to these answers. Leave it empty.",
    )


def missing(state: FormState, sent: Sent, writable: Mapping[str, bool]) -> Iterator[AnswerProblem]:
    """Required items that are shown, writable here and empty."""
    for key, part in state.items.items():
        if key not in writable or not part.visible or part.item.spec.is_found or part.stored is not None:
            continue
        if (part.required or writable[key]) and key not in sent.invalid:
            yield AnswerProblem.of(key, _empty(part.item.spec))


def _empty(item: ItemSpec) -> AnswerInvalid:
    match item.type:
        case "choice" | "choices" | "boolean":
            return invalid(item, "が空です。選んでください。", "is empty. Choose an answer.")
        case "attachment":
            return invalid(item, "が空です。ファイルを添付してください。", "is empty. Attach a file.")
        case _:
            return invalid(item, "が空です。書いてください。", "is empty. Fill it in.")


def too_large(state: FormState) -> Iterator[AnswerProblem]:
    """All answers together against the room a case has for them."""
    if len(msgspec.json.encode(state.answers)) > MOST_BYTES:
        yield AnswerProblem(
            item=None,
            message=Text(
                "全体の文章が長すぎます。長い説明は添付にしてください。",
                "The answers are too long together. Attach long explanations as a file.",
            ),
        )
