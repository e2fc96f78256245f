"""文字: one line of text."""

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.text import read_text
from forms.spec import ItemSpec


class TextField(FieldType):
    """One line, stored as written; at most 1,000 characters unless the definition says otherwise."""

    name = "text"
    widget = "line"

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        return read_text(raw, item, limit=1_000, one_line=True)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored if isinstance(stored, str) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return stored if isinstance(stored, str) else NOTHING
