"""回付後: what may be done with files that are on their way with the case already."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from forms.errors import AnswerInvalid
from forms.field_type import Json, invalid
from forms.fields.attachment import attached_files
from forms.spec import ItemSpec
from forms.validation.form import Form
from forms.validation.outcome import AnswerProblem
from forms.validation.sent import Sent
from forms.validation.state import Answers


def staying_files(item: ItemSpec, before: Json) -> frozenset[str]:
    """uuids of the files that stay, whoever writes the item now. `before`: its answer as the case has it."""
    if item.type != "attachment" or item.after_submit == "replaceable":
        return frozenset()
    return frozenset(file.uuid for file in attached_files(before))


def with_room(item: ItemSpec, before: Json) -> ItemSpec:
    """The item as it takes files now: beside those that stay as many again, or none where it is locked."""
    staying = staying_files(item, before)
    more = 0 if item.after_submit == "locked" else item.max_files
    return structs.replace(item, max_files=len(staying) + more) if staying else item


def taken_away(form: Form, sent: Sent, previous: Answers, writable: Mapping[str, bool]) -> Iterator[AnswerProblem]:
    """Files that were taken out or put in although they are on their way."""
    for key in sent.stored.keys() & writable.keys():
        item, before = form.by_key[key].spec, previous.get(key)
        staying = staying_files(item, before)
        if not staying:
            continue
        now = frozenset(file.uuid for file in attached_files(sent.stored[key]))
        if item.after_submit == "locked" and now != staying:
            yield AnswerProblem.of(key, _locked(item))
        elif staying - now:
            yield AnswerProblem.of(key, _stays(item))


def _locked(item: ItemSpec) -> AnswerInvalid:
    return invalid(
        item,
        "のファイルは、回付した後は変えられません。",
        "can't be changed any more: its files are on their way.",
    )


def _stays(item: ItemSpec) -> AnswerInvalid:
    return invalid(
        item,
        "に回付したファイルは外せません。直したものは、足してください。",
        "keeps the files that are on their way. Add the corrected one.",
    )
