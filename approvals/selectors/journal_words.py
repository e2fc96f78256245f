"""The words in which a case's journal speaks: one short statement for each thing that happened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from approvals.routing.authority import Authority
from approvals.routing.route import route_of
from approvals.selectors.what_stands import what_stands
from approvals.vocabulary import outcome_words
from forms.spec import Text
from forms.tokyo_time import write_instant
from workflow.engine.commands import (
    Command,
    CompleteUserTask,
    FindAgain,
    FireTimer,
    Migrate,
    NumberDrawn,
    ProgressUserTask,
    PullBack,
    Raise,
    ReceiveMessage,
    ResumeCall,
    SettleCall,
    SettleChild,
    SettleIncident,
    SettleIssue,
    Start,
    Stop,
    TaskAssigned,
    TaskSkipped,
    TaskUnassignable,
    Urge,
    Withdraw,
)
from workflow.engine.compensation import UNDO
from workflow.engine.machine import Machine
from workflow.engine.nodes import Node, UserNode
from workflow.engine.record import CaseRecord
from workflow.engine.registration import is_registration
from workflow.engine.state import Actor, Json

_DONE = {
    "submit": ("提出しました", "submitted"),
    "receive": ("収受しました", "received"),
    "no_objection": ("異議なしとしました", "had no objection"),
    "with_opinion": ("意見を付けました", "gave an opinion"),
    "proper": ("適と認めました", "found it proper"),
    "agree": ("同意しました", "agreed"),
    "agree_if": ("条件を付けて同意しました", "agreed under a condition"),
    "disagree": ("同意しませんでした", "did not agree"),
    "decide": ("決定しました", "decided"),
    "drop": ("廃案にしました", "dropped it"),
    "approve": ("承認しました", "approved"),
    "reject": ("却下しました", "rejected"),
    "checked": ("確認しました", "checked"),
    "done": ("完了しました", "completed it"),
    "enforced": ("施行しました", "sent it"),
}
_ON_THE_ROUTE = {
    "hold": ("保留にしました", "put it on hold"),
    "let_go": ("保留を解きました", "let it go again"),
    "take_back": ("処理を引き戻しました", "took back what they had done"),
    "pull_up": ("引き上げました", "took it up before those below had acted"),
    "add": ("経路に人を加えました", "added somebody to the route"),
    "take_off": ("加えた人を経路から外しました", "took somebody they had added off the route"),
    "pass_over": ("後閲とする人を決めました", "had somebody passed over, who looks later"),
    "transfer": ("振り替えました", "handed the work on"),
}
"""What is done with the route of work that goes on."""
_ALWAYS_ALIKE: dict[type[Command], tuple[str, str]] = {
    Migrate: ("手続の新しい版に移しました", "moved it to the new version of its procedure"),
    FindAgain: ("担当の人が変わったので、担当を決め直しました", "The work went to whoever has it now"),
    Urge: ("担当の人に催促しました", "asked those who have the work to see to it"),
    PullBack: ("処理を引き戻しました", "took back what they had done"),
    Withdraw: ("申請を取り下げました", "withdrew the application"),
}
_TIMERS = {
    "due": ("期限が過ぎました", "The deadline passed"),
    "remind": ("催促しました", "A reminder was sent"),
    "wait": ("待つ時間が終わりました", "The waiting time ended"),
}
_INCIDENTS = {
    "retry": ("要対応の事がらを、もう一度行わせました", "had the incident tried again"),
    "skip": ("要対応の事がらを、飛ばして進めました", "went on past the incident"),
    "supply": ("要対応の事がらで足りなかった値を入れました", "gave the value that was missing at the incident"),
    "cancel": ("案件を中止しました", "stopped the case"),
    "name": ("担当がいない手順の担当者を決めました", "named who acts where nobody could be found"),
}


@dataclass(frozen=True, slots=True)
class JournalWords:
    """Says what happened in one language."""

    machine: Machine
    english: bool = False
    gone: Mapping[str, str] = field(default_factory=dict)
    """Names of steps that this version does not have, by node id: of an entry that moved the case to it."""
    authority: Authority | None = None
    """Whose case it is: the journal speaks his words, as the page does."""

    def said(self, record: CaseRecord) -> str:
        """What a command was."""
        match record.command:
            case Start(actor=Actor(kind="timer")):
                return self._("暦により始まりました", "The calendar started it")
            case Start():
                first = self.machine.program.start
                return self._did(first, first.buttons[0].verdict)
            case CompleteUserTask():
                return self._verdict(record, record.command)
            case ProgressUserTask(act=act) if act in _ON_THE_ROUTE:
                return self._(*_ON_THE_ROUTE[act])
            case ProgressUserTask(verdict="send_back"):
                return self._("経路の前の人へ差し戻しました", "sent it back to somebody before them on the route")
            case ProgressUserTask(verdict=verdict) if verdict in _DONE:
                return self._own(_DONE[verdict])
            case ProgressUserTask():
                return self._("自分の分を済ませました", "did their part")
            case FireTimer(timer=timer):
                return self._own(_TIMERS.get(timer.partition(" ")[0], ("時刻になりました", "The time came")))
            case ReceiveMessage(name=name):
                return self._(f"「{name}」の知らせが届きました", f"The message “{self._raised(name)}” arrived")
            case SettleCall():
                return self._call(record.command)
            case Raise(report=report):
                return self._(f"「{report}」を出しました", f"filed “{self._raised(report)}”")
            case SettleIssue(issue=issue):
                name = self.step(issue.partition("/")[0])
                return self._(f"「{name}」が行き渡りました", f"“{name}” has reached its readers")
            case SettleChild(child=child, outcome=outcome):
                name, ended = self.step(child.partition("/")[0]), outcome_words(outcome)
                if not outcome:
                    return self._(f"「{name}」を始められませんでした", f"“{name}” could not begin")
                return self._(f"「{name}」が「{ended.ja}」で終わりました", f"“{name}” ended: {ended.in_language('en')}")
            case Stop(reason=reason):
                return self._(f"案件を中止しました（{reason}）", "The case was stopped: nothing waits for it now")
            case SettleIncident(action="send_back", send_back_to=target):
                name = self.step(target)
                return self._(
                    f"要対応の事がらから「{name}」へ差し戻しました", f"sent it back from the incident to “{name}”"
                )
            case SettleIncident(action=action):
                return self._own(_INCIDENTS[action])
            case ResumeCall(call=call):
                name = self.step(call.partition("/")[0])
                return self._(f"「{name}」を、もう一度送らせました", f"had “{name}” sent again")
            case command:
                return self._(*_ALWAYS_ALIKE.get(type(command), ("処理しました", "processed it")))

    def followed(self, record: CaseRecord) -> list[str]:
        """What followed by itself, one statement each."""
        statements = [self._effect(effect) for effect in record.effects]
        statements += [self._answer(answer) for answer in record.answers_to_effects]
        return [statement for statement in statements if statement]

    def step(self, node_id: str) -> str:
        """The name of the step a node belongs to; helper nodes are called after their owner."""
        nodes = self.machine.program.by_id
        node = nodes.get(node_id) or nodes.get(node_id.partition(".")[0])
        return self._(self._called(node.step), node.en) if node else self.gone.get(node_id, node_id)

    def step_of(self, record: CaseRecord) -> Node | None:
        """The human step whose work a record finished."""
        finished = next((e for e in record.effects if e["kind"] == "CloseTask" and e["how"] == "completed"), None)
        return self.machine.program.by_id.get(finished["node"]) if finished else None

    def _verdict(self, record: CaseRecord, command: CompleteUserTask) -> str:
        node = self.step_of(record)
        if not isinstance(node, UserNode):
            return command.verdict
        if command.send_back_to:
            target = self.step(command.send_back_to)
            name = self.step(node.id)
            straight = ("（直されたら、まっすぐ戻る）", ", to come straight back") if command.resume else ("", "")
            return self._(
                f"「{name}」から「{target}」へ差し戻しました{straight[0]}",
                f"sent it back from “{name}” to “{target}”{straight[1]}",
            )
        if command.later_view_waived:
            return self._(
                f"{self._did(node, command.verdict)}（後閲免除）",
                f"{self._did(node, command.verdict)}; nobody need look later",
            )
        return self._did(node, command.verdict)

    def _did(self, node: UserNode, verdict: str) -> str:
        name = self.step(node.id)
        button = self.machine.button(node.id, verdict)
        if button and button.verb:
            known = f"「{self._called(button.ja)}」としました", f"“{button.ja}”"
        elif verdict in _DONE:
            known = self._says(_DONE[verdict][0]), _DONE[verdict][1]
        else:
            label = self._(self._called(button.ja), button.en) if button else verdict
            known = f"「{label}」を選びました", f"chose “{label}”"
        return self._(f"「{name}」で{known[0]}", f"{known[1]} (“{name}”)")

    def _call(self, command: SettleCall) -> str:
        name = self.step(command.call.partition("/")[0])
        undone = UNDO in command.call
        if command.succeeded:
            told = "、".join(f"{key} {value}" for key, value in command.outputs.items())
            if told and is_registration(command.call):
                return self._(f"「{name}」が済みました（{told}）", f"“{name}” is done ({told})")
            ja = f"「{name}」を取り消しました" if undone else f"「{name}」が済みました"
            return self._(ja, f"“{name}” was undone" if undone else f"“{name}” is done")
        ja = f"「{name}」の取消しができませんでした" if undone else f"「{name}」ができませんでした"
        en = f"“{name}” could not be undone" if undone else f"“{name}” failed"
        detail = f"（{command.detail}）" if command.detail else ""
        return self._(ja + detail, en + (f" ({command.detail})" if command.detail else ""))

    def _effect(self, effect: dict[str, Json]) -> str:
        match effect["kind"]:
            case "CallSystem":
                return self._(f"{effect['operation']}を呼び出しました", f"{effect['operation']} was called")
            case "CloseTask":
                return self._closed(effect)
            case "MoveDeadline":
                return self._moved(effect)
            case "Notify":
                return self._(f"「{effect['subject']}」を知らせました", f"“{effect['subject']}” was sent")
            case "OpenIncident":
                return self._(f"要対応になりました：{effect['detail']}", f"Needs attention: {effect['detail']}")
            case "StartIssue":
                name, rows = self.step(effect["node"]), effect["rows"]
                return self._(f"「{name}」を始めました（{rows}件）", f"“{name}” began ({rows} documents)")
            case "CallBackIssue":
                name = self.step(effect["node"])
                return self._(f"「{name}」を公開の前に取りやめました", f"“{name}” was called back before publication")
            case "StartChild" | "OpenCase":
                name = self.step(effect["node"])
                return self._(f"「{name}」で、別の案件を始めます", f"“{name}” begins another case")
            case "StopChild":
                name = self.step(effect["node"])
                return self._(f"「{name}」で始めた案件を中止します", f"The case begun at “{name}” is stopped")
            case "Show":
                return self._(f"「{effect['step']}」で供覧に付しました", f"“{effect['step']}” was put before people")
            case "RowEnded":
                return self._row(effect)
            case "RaiseEnded":
                name = effect["name"]
                return self._(f"「{name}」の処理が終わりました", f"“{self._raised(name)}” was dealt with")
            case "EndCase":
                return self._ended(str(effect["outcome"]), effect.get("spared") or [])
            case _:
                return ""

    def _ended(self, outcome: str, spared: list[str]) -> str:
        ended = outcome_words(outcome, self.machine.program.outcome_en(outcome))
        steps = [self.step(node) for node in spared]
        if not steps:
            return self._(f"「{ended.ja}」で終わりました", f"The case ended: {ended.in_language('en')}")
        ja = "".join(f"「{step}」" for step in steps)
        return self._(
            f"「{ended.ja}」で終わりました。この先の{ja}は行いません",
            f"The case ended: {ended.in_language('en')}. Not done any more: {', '.join(steps)}",
        )

    def _row(self, effect: dict[str, Json]) -> str:
        name, row = self.step(effect["node"]), int(effect["row"]) + 1
        outcome = str(effect["outcome"])
        named = outcome_words(outcome, self.machine.program.outcome_en(outcome))
        ended = named if outcome else Text("済み", "done")
        return self._(f"「{name}」の{row}行目：{ended.ja}", f"“{name}”, row {row}: {ended.in_language('en')}")

    def _closed(self, effect: dict[str, Json]) -> str:
        name = self.step(effect["node"])
        match effect["how"]:
            case "sent_back" | "withdrawn":
                return self._(f"「{name}」の仕事がなくなりました", f"The work “{name}” was withdrawn")
            case "overdue":
                return self._(f"「{name}」は期限を過ぎて引き取られました", f"“{name}” was taken over as overdue")
            case _:
                return ""

    def _moved(self, effect: dict[str, Json]) -> str:
        name = self.step(effect["node"])
        if effect["due_at"] is None:
            return self._(f"「{name}」の期限がなくなりました", f"“{name}” has no deadline any more")
        ja, en = (write_instant(datetime.fromisoformat(effect["due_at"]), language) for language in ("ja", "en"))
        if effect["was"] is None:
            return self._(f"「{name}」の期限が{ja}に決まりました", f"“{name}” has to be done by {en}")
        old = [write_instant(datetime.fromisoformat(effect["was"]), language) for language in ("ja", "en")]
        return self._(
            f"「{name}」の期限が{old[0]}から{ja}に変わりました", f"The deadline of “{name}” moved from {old[1]} to {en}"
        )

    def _answer(self, answer: Command) -> str:
        match answer:
            case TaskSkipped(reason=reason) | TaskUnassignable(reason=reason):
                return reason
            case NumberDrawn(number=number):
                return self._(f"文書番号 {number} が付きました", f"The document number is {number}")
            case TaskAssigned(route=route, again=False) if route.get("acts"):
                stands = what_stands(route_of(route), self.authority)
                return self._(stands.ja, stands.en) if stands else ""
            case _:
                return ""

    def _raised(self, name: str) -> str:
        """The English name of what may be raised at any time; the name itself of another message."""
        return next((each.en for each in self.machine.program.anytime if each.name == name and each.en), name)

    def _called(self, name: str) -> str:
        """A name that the definition gives."""
        return self.authority.words.get(name, name) if self.authority else name

    def _says(self, ja: str) -> str:
        return self.authority.says(ja) if self.authority else ja

    def _own(self, words: tuple[str, str]) -> str:
        """Words of the platform, in those of the authority."""
        return self._(self._says(words[0]), words[1])

    def _(self, ja: str, en: str) -> str:
        return en if self.english and en else ja
