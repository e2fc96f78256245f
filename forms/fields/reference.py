"""職員, 所属, 職, 案件: somebody or something known elsewhere, kept by its code with the name it had then."""

from typing import ClassVar

import msgspec

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import (
    NO_FILES,
    NOTHING,
    FieldType,
    Files,
    Json,
    ReferenceKind,
    Referred,
    invalid,
    quoted,
    reference_key,
    referred,
)
from forms.spec import ItemSpec, Text

LONGEST = 200


class _ReferenceField(FieldType):
    """What is sent is a code, a name, or a code followed by anything; who or what that is, `files` says.

    Never the sender: of what was stored before only the code is read again. Expressions read one text of it.
    """

    widget = "reference"
    kind: ClassVar[ReferenceKind]
    called: ClassVar[Text]
    example: ClassVar[str]

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        typed = raw.get("code") if isinstance(raw, dict) else raw
        if raw is None or (isinstance(typed, str) and not typed[:LONGEST].strip()):
            return None
        found = files.get(reference_key(self.kind, typed)) if isinstance(typed, str) and len(typed) <= LONGEST else None
        if isinstance(found, Referred):
            return _stored(found)
        if isinstance(found, tuple):
            raise invalid(
                item,
                f"の{quoted(typed)}にあたる{self.called.ja}がいくつもあります。候補から選んでください。",
                f"is not clear: {quoted(typed)} is the name of several. Choose one of those offered.",
                found[0].written,
            )
        raise invalid(
            item,
            f"の{quoted(typed)}という{self.called.ja}は見つかりません。{self.example}のように書き、候補から選んでください。",
            f"{quoted(typed)} is not known. Type a name or a code and choose one of those offered.",
        )

    def load(self, stored: Json, item: ItemSpec) -> Value:
        found = referred(stored)
        return self.text_of(found) if found and found.kind == self.kind else None

    def text_of(self, found: Referred) -> str:
        """What expressions read."""
        return found.code

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        found = referred(stored)
        return found.written if found and found.kind == self.kind else NOTHING


class StaffField(_ReferenceField):
    """A person in office; expressions read the staff number."""

    name = "staff"
    kind = "staff"
    called = Text("職員", "person")
    example = "氏名か職員番号"


class UnitField(_ReferenceField):
    """A unit; expressions read its full name."""

    name = "unit"
    kind = "unit"
    called = Text("所属", "unit")
    example = "総務部人事課"

    def text_of(self, found: Referred) -> str:
        return found.name


class PostField(_ReferenceField):
    """A post such as 課長; expressions read its title."""

    name = "post"
    kind = "post"
    called = Text("職", "post")
    example = "課長"


class CaseField(_ReferenceField):
    """A case that the writer may see; expressions read its number."""

    name = "case"
    kind = "case"
    called = Text("案件", "case")
    example = "案件番号"


def _stored(found: Referred) -> Json:
    kept: dict[str, Json] = msgspec.to_builtins(msgspec.structs.replace(found, reading=""))
    return kept
