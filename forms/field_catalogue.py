"""All the types an item can have."""

from forms.field_type import FieldType
from forms.fields.attachment import AttachmentField
from forms.fields.boolean import BooleanField
from forms.fields.choice import ChoiceField
from forms.fields.choices import ChoicesField
from forms.fields.date import DateField
from forms.fields.datetime import DateTimeField
from forms.fields.fiscal_year import FiscalYearField
from forms.fields.integer import IntegerField
from forms.fields.kana import KanaField
from forms.fields.long_text import LongTextField
from forms.fields.number import NumberField
from forms.fields.rate import RateField
from forms.fields.reference import CaseField, PostField, StaffField, UnitField
from forms.fields.table import TableField
from forms.fields.text import TextField
from forms.fields.time import TimeField
from forms.fields.written_number import PhoneField, PostcodeField
from forms.fields.year_month import YearMonthField
from forms.fields.yen import YenField
from forms.spec import ItemSpec

CELL_TYPES: tuple[FieldType, ...] = (
    TextField(),
    NumberField(),
    IntegerField(),
    YenField(),
    RateField(),
    DateField(),
    DateTimeField(),
    TimeField(),
    YearMonthField(),
    FiscalYearField(),
    BooleanField(),
    ChoiceField(),
    KanaField(),
    PhoneField(),
    PostcodeField(),
    StaffField(),
    UnitField(),
    PostField(),
    CaseField(),
)
"""What a column of a table can be: whatever is written on one line."""
FIELD_TYPES: tuple[FieldType, ...] = (
    *CELL_TYPES,
    LongTextField(),
    ChoicesField(),
    AttachmentField(),
    TableField(CELL_TYPES),
)

_BY_NAME = {field.name: field for field in FIELD_TYPES}


def field_of(item: ItemSpec) -> FieldType:
    """The field type of an item. Raises KeyError for a type no definition can have passed the check with."""
    return _BY_NAME[item.type]
