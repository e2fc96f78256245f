"""選択: one of several choices."""

from forms.expressions.values import Value
from forms.feel.types import ChoiceType, Type
from forms.field_type import NO_FILES, NOTHING, FieldType, Files, Json
from forms.reading.choice import choice_label, choice_with, read_choice
from forms.spec import ItemSpec


class ChoiceField(FieldType):
    """One choice, stored by its id; people and definitions write its name."""

    name = "choice"
    widget = "choice"

    def expression_type(self, item: ItemSpec) -> Type:
        return ChoiceType(item.choices)

    def parse(self, raw: Json, item: ItemSpec, files: Files = NO_FILES) -> Json:
        return read_choice(raw, item)

    def load(self, stored: Json, item: ItemSpec) -> Value:
        choice = choice_with(stored, item)
        return choice.id if choice else None

    def show(self, stored: Json, item: ItemSpec, language: str = "ja") -> str:
        return NOTHING if stored is None else choice_label(stored, item, language)
