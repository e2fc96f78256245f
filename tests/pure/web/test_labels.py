"""呼び方: the words of the office at a step."""

from approvals.vocabulary import Capacity
from approvals.web.buttons import verb_of
from tests.support.definitions import GOLDEN, load_file
from workflow.engine.nodes import UserNode


def test_the_button_says_what_the_office_calls_it_and_the_route_that_it_is_done() -> None:
    program = load_file(GOLDEN / "ok" / "outing.yaml").program
    assert program is not None
    node = program.by_step["計画の承認"]
    assert isinstance(node, UserNode)

    main, *others = node.buttons

    assert (verb_of(main, Capacity.SELF).ja, main.ja, node.actor) == ("命令する", "命令", "命令権者")
    assert (verb_of(main, Capacity.SELF).in_language("en"), main.en) == ("Order", "Order")
    assert all(not button.verb for button in others)
