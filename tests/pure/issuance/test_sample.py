"""The people of a spot check: likely mistakes and a lot, the same ones for whoever draws again."""

from forms.issuance.sample import BY_LOT, CHANGED, NEW, SIZE, draw

BEFORE = {f"{number:08d}": 300_000 for number in range(1, 401)}


def people(now: dict[str, int], *, seed: str = "a" * 64, before: dict[str, int] = BEFORE) -> dict[str, str]:
    return {each.number: each.why.ja for each in draw(now, before, seed=seed)}


def test_those_who_changed_most_and_those_who_are_new_are_among_them() -> None:
    now = {**BEFORE, "00000007": 900_000, "00000008": 600_000, "99999991": 1, "99999992": 1}

    found = people(now)

    assert len(found) == SIZE
    assert {number for number, why in found.items() if why == CHANGED.ja} == {"00000007", "00000008"}
    assert {number for number, why in found.items() if why == NEW.ja} == {"99999991", "99999992"}
    assert list(found.values()).count(BY_LOT.ja) == 6


def test_they_never_fill_the_sample() -> None:
    now = {number: amount * 3 for number, amount in BEFORE.items()} | {f"9{number:07d}": 1 for number in range(50)}

    assert [*people(now).values()] == [CHANGED.ja] * 3 + [NEW.ja] * 3 + [BY_LOT.ja] * 4


def test_the_same_file_gives_the_same_people_in_any_order_of_its_rows_and_another_file_others() -> None:
    backwards = dict(reversed(BEFORE.items()))

    assert people(BEFORE) == people(backwards)
    assert people(BEFORE).keys() != people(BEFORE, seed="b" * 64).keys()


def test_everybody_is_drawn_about_equally_often() -> None:
    times = dict.fromkeys(BEFORE, 0)
    for seed in range(2_000):
        for number in people(BEFORE, seed=str(seed)):
            times[number] += 1

    assert min(times.values()) > 20 and max(times.values()) < 90, "fifty times each, give or take"


def test_without_a_month_before_all_are_by_lot_and_of_few_everybody_is_drawn() -> None:
    assert set(people(BEFORE, before={}).values()) == {BY_LOT.ja}
    assert people({"00000001": 1, "00000002": 2}).keys() == {"00000001", "00000002"}
    assert people({}) == {}
