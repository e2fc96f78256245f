"""What a 施行 records, as items of the form that nobody has to declare: when, to whom, how, under which seal.

They are called alike in files of both languages, like names that authors give. Several 施行 of a procedure share them;
the journal has what each of them wrote.
"""

from collections.abc import Iterator
from dataclasses import replace

from forms.source.position import Position
from workflow.definition.document import EditEntry, EnforceStep, Procedure
from workflow.definition.form_document import ChoiceEntry, FormCheck, FormPart
from workflow.definition.located import Located
from workflow.engine.sending import BY, DAY, METHODS, SEAL, SEAL_NUMBER, TO

NAMES = {DAY: "施行日", TO: "施行先", BY: "施行方法", SEAL: "公印", SEAL_NUMBER: "公印の番号"}
"""By the ids of the items."""
TYPES = {DAY: "日付", TO: "文字", BY: "選択", SEAL: "はい・いいえ", SEAL_NUMBER: "文字"}
_ENGLISH = {DAY: "Day of sending", TO: "Sent to", BY: "Sent by", SEAL: "Sealed", SEAL_NUMBER: "Number of the seal"}
_WAYS = {"sent": "By post", "by_hand": "By hand", "public_notice": "Public notice", "electronic": "Electronically"}


def with_edits(step: EnforceStep) -> EnforceStep:
    """The step, asking for what it records. What a system sends has no seal, and goes no other way."""
    keys = (DAY, TO) if step.is_electronic else (DAY, TO, BY, SEAL, SEAL_NUMBER)
    where = step.word.position
    asked = (EditEntry(item=Located(NAMES[key], where), required=key != SEAL_NUMBER) for key in keys)
    return replace(step, edit=(*asked, *step.edit))


def with_facts(procedure: Procedure, first: EnforceStep) -> Procedure:
    """The procedure, with the items that its 施行 write after all others."""
    where, english = first.word.position, procedure.language == "en"
    decided = "decision.date" if english else "決定.日"
    check = FormCheck(
        position=where,
        check=Located(f"{NAMES[DAY]} >= {decided}", where),
        message=Located("施行日は、決定した日以後にしてください。", where),
        english=Located("It cannot be sent before the day it was decided.", where),
        at=(Located(NAMES[DAY], where),),
    )
    return replace(procedure, form=(*procedure.form, *_facts(where)), checks=(*procedure.checks, check))


def _facts(where: Position) -> Iterator[FormPart]:
    def text(value: str) -> Located[str]:
        return Located(value, where)

    def item(key: str, type_: str, **more: object) -> FormPart:
        return FormPart(
            position=where,
            item=text(NAMES[key]),
            id=text(key),
            english=text(_ENGLISH[key]),
            type=text(type_),
            fill=text("later"),
            minor=Located(True, where),
            **more,  # type: ignore[arg-type]
        )

    yield FormPart(position=where, section=text("施行"), english=text("Sending"))
    yield item(DAY, "date")
    yield item(TO, "text", length=Located((None, "1000"), where))
    choices = (ChoiceEntry(name=text(ja), id=text(id_), english=text(_WAYS[id_])) for id_, ja in METHODS.items())
    yield item(BY, "choice", choices=tuple(choices))
    yield item(SEAL, "boolean")
    yield item(SEAL_NUMBER, "text", length=Located((None, "50"), where), visible=text(f"{NAMES[SEAL]} = true"))
