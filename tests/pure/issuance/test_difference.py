"""What a clerk is told about a month before standing for it."""

from forms.issuance.difference import Changed, compare, percent_of


def test_new_and_missing_people_are_named() -> None:
    found = compare({"1": 100, "2": 100}, {"2": 100, "3": 100})

    assert (found.new, found.missing, found.changed) == (("1",), ("3",), ())


def test_a_change_by_thirty_percent_is_named_and_less_is_not() -> None:
    found = compare({"a": 130, "b": 129, "c": 60}, {"a": 100, "b": 100, "c": 100})

    assert found.changed == (Changed("c", -40), Changed("a", 30))


def test_from_nothing_to_something_is_the_largest_change() -> None:
    found = compare({"a": 1, "b": 500, "c": 0}, {"a": 0, "b": 100, "c": 0})

    assert found.changed == (Changed("a", None), Changed("b", 400))


def test_percents_are_exact() -> None:
    assert percent_of(1_086_412_905, 1_053_740_110) == "＋3.1%"
    assert percent_of(999, 1000) == "－0.1%"
    assert percent_of(5, 0) == "—"
