"""E013, E083: what a procedure uses is a file under definitions/."""

from collections.abc import Iterator

from forms.source.problem import Problem
from forms.spec import Text
from workflow.definition.checked import Checked, problem
from workflow.definition.shared import KINDS, shared_ref
from workflow.definition.suggestions import did_you_mean


def check(checked: Checked) -> Iterator[Problem]:
    kinds = [checked.vocabulary.word(word) for word in KINDS]
    files = {"layouts": checked.catalogue.layouts, "authority": checked.catalogue.regulations}
    for used in checked.procedure.uses:
        kind, name = shared_ref(used.value, checked.vocabulary)
        if not kind or not name:
            example = f"{kinds[0]}.payroll-payslip"
            yield problem(
                "E013",
                used,
                f"「{used.value}」は「種類.ファイルの名前」として読めません。",
                f'"{used.value}" is not "kind.name of a file".',
                did_you_mean(used.value.partition(".")[0], kinds) or Text(f"例: {example}", f"for example {example}"),
            )
        elif name not in files[kind]:
            yield problem(
                "E083",
                used,
                f"definitions/{kind}/{name}.yaml はありません。",
                f"There is no definitions/{kind}/{name}.yaml.",
                did_you_mean(name, list(files[kind])),
            )
        elif kind == "authority" and not checked.catalogue.regulations[name].tables:
            yield problem(
                "E083",
                used,
                f"definitions/{kind}/{name}.yaml に誤りがあるため、その決定表は使えません。",
                f"definitions/{kind}/{name}.yaml has mistakes, so its tables cannot be used.",
                Text("check_definitions で規程の誤りを見てください", "see its mistakes with check_definitions"),
            )
