"""Any sound procedure: blocks of every kind inside each other, drawn by hypothesis, written as authors write them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]
Lines = list[str]
CONDITIONS = ("空(件名)", "件名 ?? 「」 = 「椅子」", "回 > 1", "回 < 3", "案件番号 = 「x」")
"""True and false ones, with the answers that walks give, and such that change with the round."""

TAKE_OVER = ["  期限切れ:", "    そのとき: 引き取る", "    手順:", "      - 差戻す: 申請"]


@dataclass(slots=True)
class _Author:
    """Writes one procedure; `room` is how many steps may still be written."""

    draw: Draw
    room: int = 14
    count: int = 0
    tables: list[str] = field(default_factory=lambda: ["明細", "明細2", "明細3"])
    lines: Lines = field(default_factory=list)
    in_order: list[bool] = field(default_factory=list)
    """Of the loops around: whether their rows come one after the other, so that steps may write items."""

    def name(self, word: str) -> str:
        self.count += 1
        return f"{word}{self.count}"

    def chance(self, of: int = 2) -> bool:
        return bool(self.draw(st.integers(0, of - 1)) == 0)

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    # -- lists ----------------------------------------------------------------------------------------------------

    def steps(self, before: list[str], depth: int, *, raises: bool = False, least: int = 1) -> tuple[Lines, list[str]]:
        """A list of steps, and the human steps in it that later ones may be sent back to."""
        lines: Lines = []
        done: list[str] = []
        for _ in range(self.draw(st.integers(least, 3))):
            if self.room <= 0 and len(lines) >= least:
                break
            self.room -= 1
            more, names = self.step([*before, *done], depth, raises)
            lines += more
            done += names
        return lines, done

    def step(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        simple = [self.human, self.human, self.call, self.notice, self.wait, self.other]
        blocks = [self.first, self.choice, self.parallel, self.parallel, self.group, self.each]
        kinds = [*simple, *(blocks if depth and self.room > 1 else [])]
        if raises and self.chance(4):
            return self.raising()
        return self.one(*kinds)(before, depth, raises)  # type: ignore[no-any-return]

    # -- single steps ---------------------------------------------------------------------------------------------

    def human(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        kind, name = self.one("審査", "承認", "確認", "入力"), self.name("人")
        lines = [f"- {kind}: {name}", "  担当: 人事課", *self.condition()]
        targets = self.draw(st.lists(st.sampled_from(["申請", *before]), max_size=2, unique=True))
        if targets and kind != "入力":
            lines.append(f"  差戻し先: [{', '.join(targets)}]")
        if self.chance(4):
            lines += ["  期限: 2営業日", "  催促: 1時間ごと 最大2回", *self.overdue()]
        return lines, [name]

    def call(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [f"- 連携: {self.name('呼出')}", "  呼出: 機器.変更", "  送る: {件名: 件名}", *self.condition()]
        back = self.one("維持", "取消", "もう一度")
        lines += [f"  差戻し時: {back}", f"  やめた時: {self.one('維持', '取消') if back != 'もう一度' else '維持'}"]
        if back != "もう一度":
            lines.append("  取消時: {呼出: 機器.解除, 送る: {件名: 件名}}")
        if back == "維持":
            lines.append(f"  変わったら: {self.one('取消してもう一度', 'そのまま', '要対応')}")
        if self.chance(3):
            lines += ["  エラー時:", "    - とき: 連携失敗", "      手順:"]
            handled = self.one(self.notice, self.human)([], 0, False)[0] if self.chance() else []
            lines += _in(handled, 8) or ["        []"]
        return lines, []

    def notice(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        return [f"- 通知: {self.name('通知')}", "  宛先: 申請者", "  文面: 進みました。", *self.condition()], []

    def other(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        """Other procedures, and people who only look."""
        if self.chance(3):
            return [f"- 供覧: {self.name('供覧')}", "  宛先: 人事課", *self.condition()], []
        if self.chance(3):
            return [f"- 起票: {self.name('起票')}", "  手続: other", "  引き継ぐ: {件名: 件名}", *self.condition()], []
        return [f"- 別手続: {self.name('別手続')}", "  手続: other", "  渡す: {件名: 件名}", *self.condition()], []

    def wait(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [f"- 待機: {self.name('待機')}", *self.condition()]
        if self.chance(3):
            return [*lines, "  期間: 3日"], []
        if self.chance(3):
            return [*lines, "  になるまで: 回 > 1", "  期限: 2日", *TAKE_OVER], []
        return [*lines, "  知らせ: 機器.完了", "  期限: 2日", *self.overdue()], []

    def raising(self) -> tuple[Lines, list[str]]:
        return [
            f"- 分岐: {self.name('分岐')}",
            "  場合:",
            "    - 条件: 回 > 2",
            "      手順: [{エラー: 不備}]",
            "    - それ以外:",
            "      手順: []",
        ], []

    # -- blocks ---------------------------------------------------------------------------------------------------

    def choice(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [f"- 分岐: {self.name('分岐')}", "  場合:"]
        for last in (False, True):
            steps = self.steps(before, depth - 1, raises=raises)[0]
            lines.append("    - それ以外:" if last else f"    - 条件: {self.one(*CONDITIONS)}")
            lines += ["      手順:", *_in(steps, 8)]
        return lines, []

    def first(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [f"- 先着: {self.name('先着')}", *self.condition(), "  場合:"]
        for comes in ("期間: 3日", self.one("知らせ: 機器.完了", "期間: 1日")):
            steps = self.steps(before, depth - 1, raises=raises, least=0)[0]
            lines += [f"    - {comes}", "      手順:", *(_in(steps, 8) or ["        []"])]
        return lines, []

    def parallel(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [
            f"- 並行: {self.name('並行')}",
            f"  成立: {self.one('全部', '全部', '1つ')}",
            *self.condition(),
            "  枝:",
        ]
        done: list[str] = []
        for number in range(self.draw(st.integers(2, 3))):
            steps, names = self.steps(before, depth - 1, raises=raises, least=0)
            lines.append(f"    - 名前: 枝{number}")
            if self.chance(3):
                lines.append(f"      条件: {self.one(*CONDITIONS)}")
            lines += ["      手順:", *(_in(steps, 8) or ["        []"])]
            done += names
        return lines, done

    def group(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        lines = [f"- まとまり: {self.name('束')}", *self.condition()]
        steps, done = self.steps(before, depth - 1, raises=True)
        lines += ["  手順:", *_in([*self.failing(), *steps], 4), "  エラー時:", "    - とき: [連携失敗, 不備]"]
        lines += [f"      取消: {self.one('はい', 'いいえ')}", "      手順:", *_in(self.human([], 0, False)[0], 8)]
        if self.chance(3):
            lines += ["  期限: 4日", *self.overdue()]
        return lines, done

    def each(self, before: list[str], depth: int, raises: bool) -> tuple[Lines, list[str]]:
        """For rows that a call brings; the number inside names the row, so that blocks may lie in each other."""
        if not self.tables or not all(self.in_order):
            return self.group(before, depth, raises)
        name, table = self.name("行"), self.tables.pop()
        bring = [
            f"- 連携: {self.name('取込')}",
            "  呼出: 機器.一覧",
            "  送る: {件名: 件名}",
            f"  受取る: {{{table}: 明細}}",
        ]
        bring += ["  差戻し時: もう一度", *self.condition()]
        how = self.one("順番: はい", "同時: 2", "同時: 20")
        self.in_order.append(how == "順番: はい")
        steps, _ = self.steps(before, depth - 1, raises=True)
        self.in_order.pop()
        write = [f"- 設定: {self.name('記録')}", f"  値: {{{name}.結果: {name}.番号}}"]
        lines = [f"- 全件: {self.name('全件')}", f"  対象: {table}", f"  一件: {name}", f"  {how}"]
        lines += ["  列:", f"    - {{項目: 結果, id: result{self.count}, 型: 文字}}", *self.condition()]
        lines += ["  手順:", *_in([*write, *steps], 4)]
        if self.chance():
            lines += _in(self.failing(), 4)
            lines += ["  エラー時:", "    - とき: [連携失敗, 不備]", f"      取消: {self.one('はい', 'いいえ')}"]
            lines += ["      手順:", *_in(self.human([], 0, False)[0], 8)]
        return [*bring, *lines], []

    def failing(self) -> Lines:
        return [f"- 連携: {self.name('呼出')}", "  呼出: 機器.解除", "  送る: {件名: 件名}", "  差戻し時: もう一度"]

    # -- parts ----------------------------------------------------------------------------------------------------

    def condition(self) -> Lines:
        return [f"  条件: {self.one(*CONDITIONS)}"] if self.chance(5) else []

    def overdue(self) -> Lines:
        if self.chance():
            return ["  期限切れ:", "    手順:", *_in(self.notice([], 0, False)[0][:3], 6)]
        return TAKE_OVER


def _in(lines: Lines, by: int) -> Lines:
    return [" " * by + line for line in lines]


@st.composite
def procedures(draw: Draw) -> str:
    """The steps of a procedure behind its application, ready for `tests.support.trial.program_of`."""
    author = _Author(draw)
    steps, _ = author.steps([], 3, least=2)
    # something raises the error that groups handle, so that handling it is sound
    raising = [
        "- まとまり: 検品",
        "  手順:",
        *_in(author.raising()[0], 4),
        "  エラー時:",
        "    - とき: 不備",
        "      手順: []",
    ]
    return "\n".join(_in([*steps, *raising, "- 終了: 済み"], 2)) + "\n"
