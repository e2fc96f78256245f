"""Looks into entries of the journal without reading them: where certain bytes stand in what was hashed."""

from django.db.models import BinaryField, F, Func, IntegerField, Value


def place_of(written: str, column: str) -> Func:
    """From 1; 0 where it does not stand, none where the payload was destroyed.

    The bytes are canonical JSON, and a quotation mark inside a text is escaped: nobody can write `"member":` there.
    """
    wanted = Value(written.encode(), output_field=BinaryField())
    return Func(wanted, F(column), function="POSITION", arg_joiner=" IN ", output_field=IntegerField())
