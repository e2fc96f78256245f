"""The headings of steps, and of what stands inside steps."""

STEP_HEADINGS = """
| place | heading | English | value | default | meaning |
| 手順 | 条件 | if | 並び(式(真偽)) | | skip unless true; a list of lines = かつ |
| 手順 | id | id | 符号 | | |
| 手順 | 旧名 | formerly | 並び(名) | | |
| 手順 | 英語 | english | 文 | | |
| 手順 | 説明 | help | 文 | | |
| 手順 | 英語の説明 | english_help | 文 | | the same on English screens |
| 人手順 | 呼び方 | labels | →呼び方 | | what people read instead of the words of the kind |
| 呼び方 | する人 | actor | 名 | | who acts: 命令権者 |
| 呼び方 | する | verb | 名 | | on the button: 命令する |
| 呼び方 | 済み | done | 名 | | on the route when it is done: 命令 |
| 呼び方 | 英語 | english | 文 | | the button and the route on English screens |
| 人手順 | 担当 | assignee | 並び(人) | | required (E070) |
| 人手順 | 編集項目 | edit | 並び(編集項目) | | names, or {項目, 必須} |
| 人手順 | 見せない | hide | 並び(参照 項目) | | items that those who have the step are not shown |
| 人手順 | 期限 | due | 期日 | | §6.3 |
| 人手順 | 休日 | on_holiday | 選び(翌開庁日・前開庁日・そのまま) | 翌開庁日 | |
| 人手順 | 催促 | remind | 催促 | | |
| 人手順 | 期限切れ | overdue | →期限切れ | | |
| 人手順 | 差戻し先 | back_to | 並び(参照 手順) | 最初の手順 | limits and suggests |
| 人手順 | 再開 | resume | 選び(送り主が選ぶ・順に・差戻し元へ) | 送り主が選ぶ | how it comes back |
| 人手順 | できること | actions | 対応(名(操作)→操作) | | adds buttons |
| 人手順 | できないこと | no_actions | 並び(参照 操作) | | removes buttons |
| 人手順 | 兼務不可 | not_same_as | 並び(参照 手順) | | not the person who did that step |
| 人手順 | 不在 | absent | 選び(後閲・待つ) | 待つ | 審議: 後閲; not on 決定 |
| 人手順 | 基準 | as_of | 選び(到達時・起案日) | 到達時 | whose organisation chart says where people belong |
| 人手順 | 引上げ | pull_up | 選び(可・不可) | 不可 | a superior of the line may act instead |
| 操作 | する | do | 行先 | | long form of できること |
| 操作 | 理由 | reason | 選び(必須・任意・なし) | 任意 | |
| 操作 | 結果 | outcome | 名(決定の結果) | | at a 決定 or 回議: what 決定.結果 says then |
| 操作 | 英語 | english | 文 | | |
| 決定 | 代決 | deputy | 選び(可・不可) | 不可 | absent decider: ordered deputies; 後閲 always follows |
| 決定 | 後閲免除 | no_later_view | 式(真偽) | いいえ | routine matters: no 後閲 follows what a deputy decided |
| 協議 | 成立 | quorum | 成立 | 全員 | |
| 協議 | 同時 | at_once | はい | はい | |
| 協議 | 不同意のとき | on_disagree | 選び(決定へ・差戻す・繰上げ) | 決定へ | 決定へ = with the opinion |
| 協議 | 差戻しの扱い | on_send_back | 選び(すぐ・全員の後) | すぐ | |
| 協議 | 残り | rest | 選び(不要・後閲) | 不要 | those not heard when 成立 is reached |
| 回議 | 呼び方 | labels | →呼び方 | | of the decider |
| 回議 | 表* | table | 参照(決定表) | | outputs 決定者, 協議先, 審査先 |
| 回議 | 足す表 | more_tables | 並び(参照 決定表) | | 一致 すべて; only add 協議先, 審査先 |
| 回議 | 繰上げ | raise_if | 式(真偽) | | R3 |
| 回議 | 協議事項 | content | 並び(参照 項目) | 様式の全項目 | R7: a change of these voids acts |
| 回議 | 審議 | examination | →審議段 | | |
| 回議 | 協議 | consultation | →協議段 | | |
| 回議 | 審査 | verification | →審査段 | | |
| 回議 | 決定 | decision | →決定段 | | |
| 回議 | 追加 | additions | →追加 | | |
| 回議 | 差戻し先 | back_to | 並び(参照 手順か段) | 最初の手順 | |
| 回議 | できること | actions | 対応(名(操作)→操作) | | of the decider |
| 回議 | できないこと | no_actions | 並び(参照 操作) | | |
| 審議段 | 不在 | absent | 選び(後閲・待つ) | 後閲 | |
| 審議段 | 引上げ | pull_up | 選び(可・不可) | 不可 | a superior further on acts before those below him |
| 審議段 | 期限 | due | 期日 | | per person |
| 審議段 | 催促 | remind | 催促 | | |
| 協議段 | 成立 | quorum | 成立 | 全員 | |
| 協議段 | 同時 | at_once | はい | はい | |
| 協議段 | 不同意のとき | on_disagree | 選び(決定へ・差戻す・繰上げ) | 決定へ | |
| 協議段 | 差戻しの扱い | on_send_back | 選び(すぐ・全員の後) | すぐ | |
| 協議段 | 期限 | due | 期日 | | |
| 協議段 | 催促 | remind | 催促 | | |
| 審査段 | 担当 | assignee | 並び(人) | 表の審査先 | |
| 審査段 | 期限 | due | 期日 | | |
| 審査段 | 催促 | remind | 催促 | | |
| 決定段 | 代決 | deputy | 選び(可・不可) | 不可 | |
| 決定段 | 後閲免除 | no_later_view | 式(真偽) | いいえ | |
| 決定段 | 期限 | due | 期日 | | |
| 決定段 | 催促 | remind | 催促 | | |
| 追加 | 審議 | examination | 人数 | 0人まで | examiners the drafter may add on the way |
| 追加 | 協議 | consultation | 人数 | 0人まで | |
| 期限切れ | そのとき | then | 選び(残す・引き取る) | 残す | §8.7 |
| 期限切れ | 手順* | steps | 手順の列 | | |
| 連携 | 呼出* | operation | 参照(連携先) | | |
| 連携 | 送る | send | 対応(参照 送る値→式) | | |
| 連携 | 受取る | receive | 対応(参照 項目→参照 返る値) | | left: item, right: output |
| 連携 | 再試行 | retry | 再試行 | 3回 1分から倍々 | |
| 連携 | 時間切れ | timeout | 期間 | 30秒 | |
| 連携 | 応答 | reply | 選び(すぐ・後で) | すぐ | 後で: it goes on when the message that answers has come |
| 連携 | 取消時 | undo | →取消時 | | |
| 連携 | 差戻し時 | on_send_back | 選び(維持・取消・もう一度) | 維持 | §8.9 |
| 連携 | 変わったら | if_changed | 選び(取消してもう一度・そのまま・要対応) | | with 維持 |
| 連携 | やめた時 | on_stop | 選び(維持・取消) | 差戻し時と同じ | 却下, 廃案, 取下げ, lost branches |
| 連携 | エラー時 | on_error | →→エラー時 | | |
| 取消時 | 呼出* | operation | 参照(連携先) | | |
| 取消時 | 送る | send | 対応(参照 送る値→式) | | |
| エラー時 | とき* | errors | 並び(文 エラー) | | 連携失敗, or a code of エラー or of the contract |
| エラー時 | 取消 | undo | はい | いいえ | first undo what is done inside |
| エラー時 | 手順* | steps | 手順の列 | | |
| 通知 | 宛先* | to | 並び(人) | | |
| 通知 | 件名 | subject | 文 | 手順の名 | slots {項目} |
| 通知 | 文面 | text | 文 | | slots {項目} |
| 供覧 | 宛先* | to | 並び(人) | | |
| 供覧 | 期限 | due | 期日 | | |
| 設定 | 値* | values | 対応(参照 項目→式) | | only declared items, 内部, columns of the row |
| 判定 | 決定表* | table | 参照(決定表) | | |
| 待機 | 知らせ | message | 参照(知らせ) | | |
| 待機 | 照合 | match | 式 | 案件番号 | correlation key |
| 待機 | 日時 | at | 式(日時) | | past = passes at once |
| 待機 | 期間 | for | 期間 | | |
| 待機 | になるまで | until | 式(真偽) | | |
| 待機 | 期限 | due | 期日 | | |
| 待機 | 期限切れ | overdue | →期限切れ | | |
| 分岐 | 場合* | cases | →→場合 | | |
| 場合 | 名前 | name | 名 | | |
| 場合 | 条件 | if | 並び(式(真偽)) | | |
| 場合 | それ以外 | otherwise | 空 | | last, required |
| 場合 | 手順* | steps | 手順の列 | | |
| 並行 | 枝* | branches | →→枝 | | |
| 並行 | 成立 | quorum | 選び(全部・1つ) | 全部 | |
| 枝 | 名前* | name | 名 | | |
| 枝 | 条件 | if | 並び(式(真偽)) | はい | all evaluated once, together |
| 枝 | 手順* | steps | 手順の列 | | |
| 先着 | 場合* | cases | →→先着の場合 | | |
| 先着の場合 | 知らせ | message | 参照(知らせ) | | |
| 先着の場合 | 日時 | at | 式(日時) | | |
| 先着の場合 | 期間 | for | 期間 | | |
| 先着の場合 | 手順* | steps | 手順の列 | | |
| 全件 | 対象* | rows | 参照(項目) | | an item of 型 表 |
| 全件 | 一件 | row | 名(行) | 行 | |
| 全件 | 列 | columns | →→様式 | | what the steps write into the row |
| 全件 | 最大 | max_rows | 行数 | 200行 | E at run, W at check |
| 全件 | 同時 | at_once | 数 | 20 | |
| 全件 | 順番 | in_order | はい | いいえ | |
| 全件 | 手順* | steps | 手順の列 | | |
| 全件 | エラー時 | on_error | →→エラー時 | | |
| まとまり | 手順* | steps | 手順の列 | | |
| まとまり | エラー時 | on_error | →→エラー時 | | |
| まとまり | 期限 | due | 期日 | | |
| まとまり | 期限切れ | overdue | →期限切れ | | |
| 別手続 | 手続* | procedure | 符号(手続) | | |
| 別手続 | 渡す | pass | 対応(参照 相手の項目→式) | | |
| 別手続 | 受取る | receive | 対応(参照 項目→参照 相手の項目) | | |
| 起票 | 手続* | procedure | 符号(手続) | | |
| 起票 | 申請者 | applicant | 人 | 申請者 | |
| 起票 | 引き継ぐ | carry | 対応(参照 相手の項目→式) | | |
| 起票 | 状態 | state | 選び(下書き・提出済) | 下書き | |
| 担当替え | 担当* | assignee | 並び(人) | | who has the work from now on |
| 施行 | 宛先* | to | 並び(人) | | also {項目: 主催者}: what the item says |
| 施行 | 文書* | document | 文(帳票) | | template of definitions/documents |
| 施行 | 方法 | by | 選び(送付・手渡し・公示・電子) | 送付 | 電子: a connected system sends it |
| 交付 | 対象* | rows | 参照(項目) | | an item of 型 表, one row = one person |
| 交付 | 宛先* | to | 行の列 | | {行: 職員番号}: the column that holds the staff number |
| 交付 | 帳票* | template | 文(帳票) | | definitions/documents |
| 交付 | 同意 | consent | 文(同意) | | name of the consent register |
| 交付 | 同意なし | without_consent | 選び(紙・保留) | 紙 | |
| 交付 | 紙の担当 | paper_by | 並び(人) | 所管 | prints, hands over, records |
| 交付 | 公開 | publish_at | 式(日時) | すぐ | revocable until then |
| 交付 | 受領 | receipt | →受領 | | |
| 交付 | 控え | keep | 期間 | | how long it stays readable |
| 交付 | 訂正 | corrects | 参照(手順) | | new version of documents of that 交付; the old one stays, marked 訂正前 |
| 受領 | 期限* | due | 期間 | | then 未読 |
| 受領 | 催促 | remind | 催促 | | |
| 終了 | 全体を終える | whole_case | はい | いいえ | required inside 並行 |
| 差戻す | 理由 | reason | 文 | | |
| エラー | 理由 | reason | 文 | | |
"""
