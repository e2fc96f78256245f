"""Two acts on one case at once, statement by statement: always one of the two orders, and nothing is stuck."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import combinations_with_replacement

import pytest
from pytest_django import DjangoDbBlocker

from meguro_platform.selectors.invariants import INVARIANTS
from tests.support.contest import LATER, PROCEDURE, Contest, a_contest, ending_of, wrongs_of
from tests.support.database import empty
from tests.support.interleaving import MOST, Choose, Played, every_order, in_turn, play, seeded
from tests.support.ward import Cast, cast, load_world, publish
from workflow.services.request import CommandKey
from workflow.services.withdraw_case import withdraw_case

KINDS = ("approve", "second_approve", "send_back", "pull_back", "withdraw", "timer", "message", "branch")
PAIRS = list(combinations_with_replacement(KINDS, 2))
MANY = [(act, "message") for act in ("approve", "second_approve", "send_back", "message")] + [("message", "branch")]
"""Pairs with more than MOST orders: a message is many statements."""
SEED = 20260511


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Cast]:
    """The ward, once for all pairs; emptied at the end, but counting on, for others put the ward back with its ids."""
    with django_db_blocker.unblock():
        load_world()
        publish("contest", PROCEDURE)
        yield cast()
        broken = [found for invariant in INVARIANTS for found in invariant.broken()]
        empty()
    assert broken == []


class Pair:
    """Two acts, played in one order after another, each time on a new case."""

    def __init__(self, people: Cast, pair: tuple[str, str]) -> None:
        self.people, self.pair = people, pair
        self.endings: set[tuple[object, ...]] = set()
        self.endings = {self.play(in_turn(first))[1] for first in (0, 1)}
        """What comes of one act after the other, in both orders."""

    def play(self, choose: Choose) -> tuple[Played, tuple[object, ...]]:
        contest = a_contest(self.people)
        acts = contest.acts()
        played = play([acts[name] for name in self.pair], choose)
        assert wrongs_of(contest, played.outcomes) == [], played.schedule
        return played, ending_of(contest, played.outcomes)

    def holds(self, choose: Choose) -> Played:
        played, ending = self.play(choose)
        assert ending in self.endings, (played.schedule, ending, self.endings)
        return played


@pytest.mark.parametrize("pair", random.Random(SEED).sample(PAIRS, 12), ids="-".join)
def test_two_acts_in_a_few_orders_come_to_what_one_after_the_other_comes_to(
    people: Cast, pair: tuple[str, str]
) -> None:
    both, chance = Pair(people, pair), random.Random(SEED)

    for _ in range(3):
        both.holds(seeded(chance))


@pytest.mark.long
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_two_acts_in_every_order_come_to_what_one_after_the_other_comes_to(people: Cast, pair: tuple[str, str]) -> None:
    both, chance = Pair(people, pair), random.Random(SEED)
    if pair in MANY:
        print(f"more than {MOST} orders; seed {SEED}")
        for choose in map(seeded, [chance] * MOST):
            both.holds(choose)
        return

    orders = [played.schedule for played in every_order(both.holds)]

    print(f"{len(orders)} orders")
    assert len({tuple(order) for order in orders}) == len(orders)
    assert len(orders) < MOST, f"{pair} is one of MANY"


def test_one_key_is_used_once_even_on_two_cases_at_once(people: Cast) -> None:
    def at_once(choose: Choose) -> Played:
        contests = [a_contest(people), a_contest(people)]
        key = f"key of {contests[0].case}"
        acts = [partial(withdraw, contest, key) for contest in contests]
        return play(acts, choose)

    for played in every_order(at_once):
        told = sorted(type(outcome).__name__ for outcome in played.outcomes)
        assert told == ["CommandKeyReused", "Done"], (played.schedule, played.outcomes)


def withdraw(contest: Contest, key: str) -> object:
    used = CommandKey.of(key, str(contest.case))
    return withdraw_case(case=contest.case, person=contest.applicant, now=LATER, key=used)
