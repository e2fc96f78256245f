"""The kinds of steps with their buttons; the first button completes the step."""
# ruff: noqa: E501 - one kind per line, as in the specification of the language

KINDS = """
| kind | English | verdicts | BPMN element | meaning |
| 申請 | apply | 提出=submit | userTask | first step: fill in and submit. 申請 起案 収受 are one operation with three words |
| 起案 | draft | 提出=submit | userTask | the same, for a 文書 of one's own |
| 収受 | receive | 収受=receive | userTask | the same, for a document from outside (収受日, 収受番号, 差出人) |
| 審議 | examine | 異議なし=no_objection 意見=with_opinion 差戻し=send_back | userTask + exclusiveGateway | in the own line, opinion to the decider |
| 審査 | verify | 適=proper 差戻し=send_back | userTask + exclusiveGateway | law and form |
| 協議 | consult | 同意=agree 条件付き同意=agree_if 不同意=disagree 差戻し=send_back | userTask, multi-instance parallel | posts outside the line |
| 決定 | decide | 決定=decide 廃案=drop 差戻し=send_back | userTask + exclusiveGateway | the deciding act of the one decider; fixes 決定日 and 文書番号 |
| 承認 | approve | 承認=approve 却下=reject 差戻し=send_back | userTask + exclusiveGateway | consent inside an office that is not a 事案決定 |
| 確認 | check | 確認=checked 差戻し=send_back | userTask + exclusiveGateway | fact check |
| 認承 | assent | 異議なし=no_objection | userTask | a non-decider has no objection |
| 入力 | input | 完了=done | userTask | data entry, hand-over, work by hand |
| 回議 | circulate_for_decision | 異議なし=no_objection 意見=with_opinion 同意=agree 条件付き同意=agree_if 不同意=disagree 適=proper 決定=decide 廃案=drop 差戻し=send_back | subProcess: userTask MI + gateways | the normal way to decide: 審議 → 協議 → 審査 → 決定, computed whole (§7.3) |
| 交付 | issue | | subProcess MI (collapsed) | one personal document per row, with consent, publication, receipt (§7.8) |
| 供覧 | show | 閲覧=seen | sendTask (side lane) | for information, blocks nobody |
| 連携 | call | | serviceTask | outbound operation: idempotent, retried, compensated |
| 通知 | notify | | sendTask | mail or portal note |
| 設定 | set | | scriptTask | assignments |
| 判定 | rule | | businessRuleTask | draw a decision table; result under the table's name |
| 待機 | wait | | intermediateCatchEvent; with 期限 eventBasedGateway | wait for a message, a time or a condition |
| 分岐 | choice | | exclusiveGateway pair | first true branch; それ以外 required |
| 並行 | parallel | | parallelGateway pair; inclusiveGateway pair when a 枝 has 条件 | branches together |
| 先着 | first_of | | eventBasedGateway | first of several messages and times |
| 全件 | for_each | | subProcess MI | one run per row (≤ 最大) |
| まとまり | group | | subProcess + boundary events | one place for error, deadline, compensation |
| 別手続 | call_procedure | | callActivity | child case, waited for |
| 起票 | open_case | | sendTask + wf: | start a linked case and go on; never joined |
| 施行 | enforce | 施行=enforced | userTask + wf: | send the decided document; 施行日, 施行先, 施行方法, 公印 are recorded |
| 終了 | end | | endEvent (terminate inside 並行) | ends the innermost unit: case, row, handler |
| 進む | go_to | | sequenceFlow | jump forward (§8.8) |
| 差戻す | send_back_to | | sequenceFlow + wf: | automatic send-back |
| エラー | raise | | error endEvent | to the nearest エラー時 |
| 担当替え | reassign | | scriptTask + wf: | beside overdue work: give it to somebody else |
"""
