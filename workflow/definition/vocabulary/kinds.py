"""The kinds of steps with their buttons and what stands behind them; the first button completes the step."""
# ruff: noqa: E501 - one kind per line, as in the specification of the language

KINDS = """
| kind | English | verdicts | name | BPMN element | meaning |
| 申請 | apply | 提出=submit | 名(手順) | userTask | first step: fill in and submit. 申請 起案 収受 are one operation with three words |
| 起案 | draft | 提出=submit | 名(手順) | userTask | the same, for a 文書 of one's own |
| 収受 | receive | 収受=receive | 名(手順) | userTask | the same, for a document from outside (収受日, 収受番号, 差出人) |
| 審議 | examine | 異議なし=no_objection 意見=with_opinion 差戻し=send_back | 名(手順) | userTask + exclusiveGateway | in the own line, opinion to the decider |
| 審査 | verify | 適=proper 差戻し=send_back | 名(手順) | userTask + exclusiveGateway | law and form |
| 協議 | consult | 同意=agree 条件付き同意=agree_if 不同意=disagree 差戻し=send_back | 名(手順) | userTask, multi-instance parallel | posts outside the line |
| 決定 | decide | 決定=decide 廃案=drop 差戻し=send_back | 名(手順) | userTask + exclusiveGateway | the deciding act of the one decider; fixes 決定日 and 文書番号 |
| 承認 | approve | 承認=approve 却下=reject 差戻し=send_back | 名(手順) | userTask + exclusiveGateway | consent inside an office that is not a 事案決定 |
| 確認 | check | 確認=checked 差戻し=send_back | 名(手順) | userTask + exclusiveGateway | fact check |
| 認承 | assent | 異議なし=no_objection | 名(手順) | userTask | a non-decider has no objection |
| 入力 | input | 完了=done | 名(手順) | userTask | data entry, hand-over, work by hand |
| 回議 | circulate_for_decision | 異議なし=no_objection 意見=with_opinion 同意=agree 条件付き同意=agree_if 不同意=disagree 適=proper 決定=decide 廃案=drop 差戻し=send_back | 名(手順) | subProcess: userTask MI + gateways | the normal way to decide: 審議 → 協議 → 審査 → 決定, computed whole (§7.3) |
| 交付 | issue | | 名(手順) | subProcess MI (collapsed) | one personal document per row, with consent, publication, receipt (§7.8) |
| 供覧 | show | 閲覧=seen | 名(手順) | sendTask (side lane) | for information, blocks nobody |
| 連携 | call | | 名(手順) | serviceTask | outbound operation: idempotent, retried, compensated |
| 通知 | notify | | 名(手順) | sendTask | mail or portal note |
| 設定 | set | | 名(手順) | scriptTask | assignments |
| 判定 | rule | | 名(手順) | businessRuleTask | draw a decision table; result under the table's name |
| 待機 | wait | | 名(手順) | intermediateCatchEvent; with 期限 eventBasedGateway | wait for a message, a time or a condition |
| 分岐 | choice | | 名(手順) | exclusiveGateway pair | first true branch; それ以外 required |
| 並行 | parallel | | 名(手順) | parallelGateway pair; inclusiveGateway pair when a 枝 has 条件 | branches together |
| 先着 | first_of | | 名(手順) | eventBasedGateway | first of several messages and times |
| 全件 | for_each | | 名(手順) | subProcess MI | one run per row (≤ 最大) |
| まとまり | group | | 名(手順) | subProcess + boundary events | one place for error, deadline, compensation |
| 別手続 | call_procedure | | 名(手順) | callActivity | child case, waited for |
| 起票 | open_case | | 名(手順) | sendTask + wf: | start a linked case and go on; never joined |
| 施行 | enforce | 施行=enforced | 名(手順) | userTask + wf: | send the decided document; 施行日, 施行先, 施行方法, 公印 are recorded |
| 終了 | end | | 参照(結果) | endEvent (terminate inside 並行) | ends the innermost unit: case, row, handler |
| 進む | go_to | | 参照(手順) | sequenceFlow | jump forward (§8.8) |
| 差戻す | send_back_to | | 参照(手順) | sequenceFlow + wf: | automatic send-back |
| エラー | raise | | 名(エラー) | error endEvent | to the nearest エラー時 |
| 担当替え | reassign | | 名(手順) | scriptTask + wf: | beside overdue work: give it to somebody else |
"""
