"""長文: text of several lines."""

from forms.expressions.values import Value
from forms.feel.types import TEXT, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.text import read_text
from forms.spec import ItemSpec


class LongTextField(FieldType):
    """Several lines, stored as written with one character for the end of a line.

    At most 10,000 characters unless the definition says otherwise.
    """

    name = "long_text"
    widget = "lines"

    def expression_type(self, item: ItemSpec) -> Type:
        return TEXT

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        return read_text(raw, item, limit=10_000, one_line=False)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        return stored if isinstance(stored, str) else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return stored if isinstance(stored, str) else NOTHING
