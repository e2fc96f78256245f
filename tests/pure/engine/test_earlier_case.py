"""開始の元の案件 in the engine: what expressions read of the case that another started from."""

from msgspec import structs

from forms.field_catalogue import field_of
from forms.spec import ItemSpec
from tests.support.trial import PARTIES, Trial
from workflow.engine.machine import Machine
from workflow.engine.origin import Origin
from workflow.engine.program import Earlier
from workflow.engine.state import CaseState

PLACE = ItemSpec(key="place", name="用務先", type="text")
COST = ItemSpec(key="cost", name="見込額", type="yen")
EARLIER = Earlier(procedures=("travel-order",), outcomes=("命令済",), items=(PLACE, COST))
ORIGIN = Origin(
    case="c", number="2026-000001", procedure="travel-order", outcome="命令済", answers={"place": "都庁", "cost": 800}
)


def a_case(origin: Origin | None = ORIGIN) -> tuple[Machine, CaseState, Trial]:
    trial = Trial.of("  - {申請: 申込み, 担当: 申請者}\n  - 終了: 済み\n")
    machine = Machine(structs.replace(trial.simulation.machine.program, begins_from=EARLIER))
    return machine, machine.blank_state("x", "2026-000002", PARTIES, trial.simulation.now, origin), trial


def test_expressions_read_the_earlier_case() -> None:
    machine, state, trial = a_case()
    world = trial.simulation.world()

    assert machine.value("元.用務先", state, world) == "都庁"
    assert machine.value("元.見込額 > 500円", state, world) is True
    assert machine.value("元.結果", state, world) == "命令済"
    assert machine.value("元.文書番号", state, world) is None


def test_texts_show_it_as_a_person_reads_it() -> None:
    machine, state, trial = a_case()

    told = machine.fill("{元.用務先}({元.案件番号}) {元.見込額}", state, trial.simulation.world())

    assert told == f"都庁(2026-000001) {field_of(COST).show(800, COST, 'ja')}"


def test_nothing_is_known_where_there_is_none() -> None:
    machine, state, trial = a_case(None)

    assert machine.value("元.用務先", state, trial.simulation.world()) is None


def test_only_the_procedures_and_ends_that_are_named_fit() -> None:
    assert EARLIER.fits("travel-order", "命令済")
    assert not EARLIER.fits("travel-order", "取下げ")
    assert not EARLIER.fits("leave-of-absence", "命令済")


def test_the_state_is_read_back_as_it_was() -> None:
    _, state, _ = a_case()

    assert CaseState.from_bytes(state.to_bytes()).origin == ORIGIN
