"""Small procedures for tests of the engine: steps as an author writes them, played by people who may do everything."""

from datetime import UTC, datetime, time

from forms.source.problem import Severity
from forms.source.source import Source
from workflow.definition.catalogue import Catalogue
from workflow.definition.load import load
from workflow.engine.calendar import BusinessCalendar
from workflow.engine.carry_out import CarriedOut
from workflow.engine.commands import (
    Command,
    SettleAction,
    SettleCall,
    SettleIncident,
    TaskAssigned,
    TaskSkipped,
    TaskUnassignable,
)
from workflow.engine.effects import CallSystem, Notify, OpenTask, Remind
from workflow.engine.machine import Machine
from workflow.engine.program import Program
from workflow.engine.remedies import missing_of, targets_of
from workflow.engine.simulate import Played, Simulation
from workflow.engine.state import Actor, CaseState, Json, Parties
from workflow.engine.state import OpenTask as Task

MONDAY = datetime(2026, 5, 11, 0, 0, tzinfo=UTC)
"""Nine o'clock in Japan."""
CALENDAR = BusinessCalendar.of(
    closed_weekdays=(5, 6), closed_dates=(), opens_at=time(8, 30), closes_at=time(17, 15), zone="Asia/Tokyo"
)
CATALOGUE = Catalogue(
    units={"人事課": "hr"},
    posts=frozenset({"課長"}),
    number_series=frozenset({"文書番号"}),
    layouts={"rows": ("番号",)},
    documents={"notice.html": ("番号",)},
    letters={"notice.html": "<p>{番号}</p>"},
)
PARTIES = Parties(
    applicant="hanako", drafter="hanako", unit="hr", post="主事", facts={"name": "花子", "card_number": "C-1"}
)
CLERK = Actor(person="taro", unit="hr", post="課長")
ADMINISTRATOR = Actor(person="root", capacity="administrator")

HEAD = """書式: 1
手続: 試しの手続
id: trial
所管: 人事課
結果: {済み: 成立, 不調: 不成立}
様式:
  - {項目: 件名, id: title, 型: 文字}
  - {項目: 金額, id: amount, 型: 金額}
  - {項目: 番号, id: number, 型: 文字, 記入: なし}
  - {項目: 額, id: price, 型: 金額, 記入: なし}
  - {項目: 期日, id: day, 型: 日時}
連携先:
  機器.登録: {送る: [氏名], 受取る: [番号]}
  機器.変更: {送る: [件名]}
  機器.額: {送る: [氏名], 受取る: [額]}
  機器.一覧: {送る: [件名], 受取る: [明細]}
  機器.解除: {送る: [件名]}
  機器.取消: {送る: [番号]}
  機器.完了: {受ける: [番号]}
"""
TABLES = """使う: レイアウト.rows
内部:
  - {項目: 明細, id: rows, 型: 表, レイアウト: レイアウト.rows}
  - {項目: 明細2, 型: 表, レイアウト: レイアウト.rows}
  - {項目: 明細3, 型: 表, レイアウト: レイアウト.rows}
"""
"""Tables that a call of 機器.一覧 may fill, for `more`."""
APPLY = """
  - 申請: 申請
    担当: 申請者
"""


def program_of(steps: str, more: str = "") -> Program:
    """The program of a procedure with these steps; AssertionError with the checker's words when it has errors."""
    text = HEAD + more + "手順:\n" + steps
    loaded = load(Source("trial.yaml", text), CATALOGUE)
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert loaded.program is not None, [(each.position.line, each.id, each.message.ja) for each in errors]
    return loaded.program


class Trial:
    """A case of a small procedure. Steps are called by their names, times are given as the office writes them."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.skipped: set[str] = set()
        """Steps that nobody need do."""
        self.unassignable: set[str] = set()
        """Steps that nobody can do."""
        self.simulation = Simulation(machine=Machine(program), calendar=CALENDAR, assign=self._assign, now=MONDAY)

    @classmethod
    def of(cls, steps: str, more: str = "") -> "Trial":
        return cls(program_of(steps, more))

    def _assign(self, effect: OpenTask, state: CaseState, now: datetime) -> Command:
        step = self.program.by_id[effect.node].step
        if step in self.unassignable:
            return TaskUnassignable(task=effect.task, reason=f"「{step}」の担当が決まりません。", again=effect.again)
        if step in self.skipped:
            return TaskSkipped(task=effect.task, reason="不在", again=effect.again)
        return TaskAssigned(task=effect.task, route={"seats": []}, again=effect.again)

    # -- doing ----------------------------------------------------------------------------------------------------

    def submit(self, **answers: Json) -> "Trial":
        played = self.simulation.submit(PARTIES, answers)
        assert isinstance(played, CarriedOut), played
        return self

    def press(self, step: str, verdict: str, to: str = "", **answers: Json) -> None:
        """Finish the open task of a step."""
        played = self.attempt(step, verdict, to, **answers)
        assert isinstance(played, CarriedOut), played

    def press_task(self, task: Task, verdict: str, to: str = "", **answers: Json) -> None:
        """Finish one of several open tasks of a step."""
        target = to and self.node(to)
        played = self.simulation.act(task.id, verdict, CLERK, answers=answers, comment="理由", send_back_to=target)
        assert isinstance(played, CarriedOut), played

    def attempt(self, step: str, verdict: str, to: str = "", **answers: Json) -> Played:
        """Try to finish the open task of a step."""
        return self.simulation.act(
            self.task(step).id, verdict, CLERK, answers=answers, comment="理由", send_back_to=to and self.node(to)
        )

    def answer(self, call: str = "", **outputs: Json) -> Played:
        """The system did what the oldest call, or the one of this key, asks."""
        return self.simulation.settle(call or self.simulation.calls[0].key, succeeded=True, outputs=outputs)

    def refuse(self, error: str) -> Played:
        """The system says no to the oldest call, with a code of its own."""
        call = self.simulation.calls.popleft().key
        return self.simulation.carry_out(SettleCall(call=call, succeeded=False, error=error, detail="断られました。"))

    def fail(self, call: str = "") -> Played:
        """The system gave up the oldest call, or the one of this key."""
        return self.simulation.settle(
            call or self.simulation.calls[0].key, succeeded=False, detail="応答がありません。"
        )

    def settle(self, action: SettleAction, to: str = "", **answers: Json) -> Played:
        """An administrator settles the one incident. `to`: the step it goes back to; answers by the items' names."""
        (incident,) = self.state.incidents.values()
        keys = {item.name: item.key for item in self.program.form.items}
        command = SettleIncident(
            incident=incident.id,
            action=action,
            actor=ADMINISTRATOR,
            comment="理由",
            send_back_to=to and self.node(to),
            answers={keys.get(name, name): value for name, value in answers.items()},
        )
        return self.simulation.carry_out(command)

    @property
    def missing(self) -> list[str]:
        """Names of the items an administrator may give a value to."""
        (incident,) = self.state.incidents.values()
        machine, world = self.simulation.machine, self.simulation.world()
        return [machine.target(key).spec.name for key in missing_of(machine, self.state, world, incident)]

    @property
    def ways_back(self) -> list[str]:
        """Names of the steps an administrator may send the case back to."""
        (incident,) = self.state.incidents.values()
        targets = targets_of(self.simulation.machine, self.state, incident)
        return [self.program.by_id[target].step for target in targets]

    # -- looking --------------------------------------------------------------------------------------------------

    @property
    def state(self) -> CaseState:
        return self.simulation.open_state

    def node(self, step: str) -> str:
        return self.program.by_step[step].id

    def task(self, step: str) -> Task:
        (task,) = [task for task in self.state.tasks.values() if task.node == self.node(step)]
        return task

    @property
    def waiting(self) -> list[str]:
        """Names of the steps at which the main flow waits."""
        return [self.program.by_id[each.node].step for each in self.state.tokens.values() if not each.lane_of]

    @property
    def called(self) -> list[str]:
        return [effect.operation for effect in self.simulation.effects if isinstance(effect, CallSystem)]

    @property
    def keys(self) -> list[str]:
        return [effect.key for effect in self.simulation.effects if isinstance(effect, CallSystem)]

    @property
    def notices(self) -> list[str]:
        return [effect.step for effect in self.simulation.effects if isinstance(effect, Notify)]

    @property
    def reminders(self) -> int:
        return sum(isinstance(effect, Remind) for effect in self.simulation.effects)

    @property
    def incidents(self) -> list[str]:
        return [incident.detail for incident in self.state.incidents.values()]

    @property
    def void(self) -> list[str]:
        """Names of the steps whose acts are void."""
        return [self.program.by_id[passed.node].step for passed in self.state.passed if passed.void]
