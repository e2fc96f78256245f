"""The headings of a whole procedure: what it is, who starts it, its form, its contracts."""
# ruff: noqa: E501 - one heading per line, as in the specification of the language

PROCEDURE_HEADINGS = """
| place | heading | English | value | default | meaning |
| 手続 | 書式 | format | 数 | | version of this language; first heading |
| 手続 | 手続* | procedure | 名 | | name as in the 要綱 |
| 手続 | 英語 | english | 文 | | English label |
| 手続 | id* | id | 符号 | | stable id, file name |
| 手続 | 所管* | office | 人 | | owning section |
| 手続 | 根拠 | basis | 文 | | legal basis |
| 手続 | 施行日 | effective_from | 日付 | 公開の日 | from when new cases use it |
| 手続 | 説明 | description | 文 | | for the applicant |
| 手続 | 英語の説明 | english_description | 文 | | the same on English screens |
| 手続 | 件名 | subject | 文 | 項目「件名」 | what a case is about, in lists and headings: 紛失 or {品名}({数量}台); {項目} is filled |
| 手続 | 使う | uses | 並び(参照 共有) | | shared tables, contracts, layouts, form parts |
| 手続 | 文書 | document | →文書 | | makes the case a 文書 (needs a 決定) |
| 手続 | 開始 | start | →開始 | | who or what starts it |
| 手続 | 結果* | outcomes | 対応(名(結果)→結果) | | the names used by 終了 and their kind: name→kind, or name→{種類, 英語} |
| 手続 | 様式 | form | →→様式 | | items |
| 手続 | 内部 | internal | →→様式 | | items never shown, for 設定 and 受取る |
| 手続 | 検査 | checks | →→検査 | | rules across items |
| 手続 | 連携先 | systems | 対応(名(連携先)→連携先) | | contracts of connected systems |
| 手続 | 決定表 | tables | 対応(名(決定表)→決定表) | | decision tables of this 手続 |
| 手続 | 手順* | steps | 手順の列 | | the flow |
| 手続 | いつでも | anytime | →→いつでも | | handlers during (and after) the case |
| 手続 | 取下げ | withdrawal | →取下げ | | |
| 手続 | 試験 | scenarios | →→試験 | | |
| 文書 | 分類* | classification | 文 | | of the year's classification table |
| 文書 | 保存年限* | retention | 選び(長期・30年・10年・5年・3年・1年・随時廃棄・常用) | | |
| 文書 | 起算 | counted_from | 選び(完結の翌年度・完結の翌日・使用終了) | 完結の翌年度 | from when 保存年限 runs |
| 文書 | 公開区分* | disclosure | 選び(公開・一部公開・非公開) | | |
| 文書 | 不開示理由 | reason_closed | 文 | | required unless 公開 |
| 文書 | 公開区分項目 | disclosure_item | 参照(項目) | | a 選択 of these words that says it for the case |
| 文書 | 番号 | number | 文(番号) | | number series of definitions/organisation |
| 文書 | 番号の時 | number_at | 選び(決定・収受・提出) | 決定 | once per case, never again after 差戻し |
| 開始 | できる人 | who | 並び(人) | 所管 | |
| 開始 | 代理入力 | typed_by | 並び(人) | | may fill in for the applicant (入力者) |
| 開始 | 毎月 | monthly | 周期 | | the calendar starts a case on this day of each month: 25日 09:00, 末日 17:00 |
| 開始 | 知らせ | message | 参照(知らせ) | | a file that a system leaves; a person of できる人 begins the case with it |
| 開始 | 元の案件 | from_case | 並び(符号 手続) | | procedures: a case starts from a finished case of one of them; its items are read as 元.x |
| 開始 | 元の結果 | from_outcome | 並び(名) | 成立 | with which outcomes that case must have ended |
| 開始 | 元の本人だけ | from_own | はい | いいえ | only whoever applied in that case may start from it |
| 開始 | 引き継ぐ | carry | 対応(参照 項目→名) | | left: item, right: value of the message, or item of the earlier case |
| 結果 | 種類* | kind | 選び(成立・不成立・中止) | | |
| 結果 | 英語 | english | 文 | 英語 of its 終了 | English label; then no 終了 of it has one |
| 節 | 節* | section | 名 | | heading of a part of the form |
| 節 | 英語 | english | 文 | | |
| 節 | 表示 | visible | 式(真偽) | はい | hides every item below, up to the next 節 |
| 様式 | 項目* | item | 名(項目) | | |
| 様式 | id | id | 符号 | | for API and 連携; never changed |
| 様式 | 英語 | english | 文 | | |
| 様式 | 旧名 | formerly | 並び(名) | | |
| 様式 | 型* | type | 型 | | §3.1 |
| 様式 | 選択肢 | choices | 選択肢 | | list, or name→id, or name→{id, 英語} |
| 様式 | 必須 | required | 式(真偽) | いいえ | |
| 様式 | 表示 | visible | 式(真偽) | はい | hidden = null everywhere |
| 様式 | 初期値 | initial | 式 | | at the start of the case |
| 様式 | 計算 | formula | 式 | | never editable |
| 様式 | 照会 | lookup | →照会 | | a dated table or a connected system says it; nobody writes it |
| 様式 | 記入 | fill | 選び(最初・あとで・なし) | 最初 | あとで: only at steps with 編集項目; なし: only by 連携, 設定 |
| 様式 | 説明 | help | 文 | | |
| 様式 | 英語の説明 | english_help | 文 | | the same on English screens |
| 様式 | 文字数 | length | 範囲 | | |
| 様式 | 桁 | digits | 範囲 | | |
| 様式 | 範囲 | range | 範囲 | | numbers, amounts |
| 様式 | 形式 | pattern | 文 | | regular expression, ASCII |
| 様式 | 外字 | rare_characters | 選び(可・代替・不可) | 可 | 代替 asks for a substitute spelling |
| 様式 | 拡張子 | extensions | 並び(符号) | | 添付 |
| 様式 | 最大 | max_size | 大きさ | 10MB | 添付 |
| 様式 | 個数 | max_files | 数 | 1 | 添付 |
| 様式 | 回付後 | after_submit | 選び(追加だけ・差替え可・変更不可) | 追加だけ | 添付, once sent; a replaced file stays visible |
| 様式 | 見せる人 | visible_to | 並び(人) | | nobody else sees it, but for those who write it |
| 様式 | 個人情報 | personal_data | 選び(なし・あり・要配慮) | なし | sent only to systems cleared for it (E089), covered in copies for disclosure |
| 様式 | 軽微 | minor | はい | いいえ | a change does not reopen the route (R7, 再開) |
| 様式 | 列 | columns | →→様式 | | 型 表: what each row asks for |
| 様式 | 行数 | rows | 範囲 | | 型 表 with 列: fewest and most rows |
| 様式 | レイアウト | layout | 参照(共有) | | 型 表: columns from definitions/layouts |
| 照会 | 表 | table | 参照(決定表) | | a dated table, own or of a 規程, read by the day of its 基準日 |
| 照会 | 鍵 | key | 対応(参照 表の入力→式) | | column of the table → what is looked for; every column left of the bar |
| 照会 | 列* | column | 参照(返る値か答え) | | the column, or the output of the operation, that becomes the value |
| 照会 | 連携先 | system | 参照(連携先) | | an operation that only reads |
| 照会 | 送る | send | 対応(参照 送る値→式) | | every input of the operation |
| 照会 | いつ | when | 選び(記入中・提出時) | 記入中 | of a system: while the form is filled in, or only when it is submitted; failed = empty, and said so |
| 検査 | 検査* | check | 式(真偽) | | must not be いいえ; null passes (an empty item is 必須's business) |
| 検査 | 文* | message | 文 | | what the person reads |
| 検査 | 英語 | english | 文 | | the same on English screens |
| 検査 | 項目 | at | 並び(参照 項目) | | where it is shown |
| 検査 | 扱い | severity | 選び(誤り・注意) | 誤り | 注意: may be submitted with a reason |
| 連携先 | 送る | send | 並び(名(送る値)) | | |
| 連携先 | 受取る | receive | 並び(名(返る値)) | | outputs of the operation |
| 連携先 | 受ける | payload | 並び(名(届く値)) | | the name is an inbound message (知らせ) with this payload |
| 連携先 | 外へ | external | はい | いいえ | tells the outside: only after 決定 (E084) |
| 連携先 | 緊急 | urgent | はい | いいえ | lifts E084 (stop a lost card) |
| 決定表 | 根拠 | basis | 文 | | |
| 決定表 | 基準日 | as_of | 参照(日付) | 起案日 | 起案日 (first 提出, kept) or a 日付 item |
| 決定表 | 一致 | hit | 選び(一つだけ・同じなら可・上から・優先・すべて) | 一つだけ | UNIQUE ANY FIRST PRIORITY COLLECT |
| 決定表 | 施行 | valid | 文 | | 2026-04-01〜 |
| 決定表 | 任命権者 | authorities | 並び(参照 任命権者) | | whose rule it is; without it of all who have none of their own |
| 決定表 | 表 | rules | 表 | | (or 表ファイル) |
| 決定表 | 表ファイル | file | 文(表ファイル) | | CSV beside the definition |
| 規程 | 書式* | format | 数 | | version of this language; first heading |
| 規程 | 規程* | regulation | 名 | | the name its tables are read by |
| 規程 | 英語 | english | 文 | | |
| 規程 | id* | id | 符号 | | file name |
| 規程 | 根拠 | basis | 文 | | |
| 規程 | 様式* | form | →→様式 | | what its tables ask for |
| 規程 | 決定表* | tables | 対応(名(決定表)→並び(決定表)) | | each table with its amendments |
| いつでも | 届 | report | 名(届) | | raised by a person |
| いつでも | 知らせ | message | 参照(知らせ) | | raised by a system |
| いつでも | 英語 | english | 文 | | English label |
| いつでも | できる人 | who | 並び(人) | | with 届 |
| いつでも | 項目 | items | →→様式 | | what the 届 asks for; read as 届.x |
| いつでも | 中断 | interrupt | はい | いいえ | はい: replaces the main flow, and ends the case or leads back into it |
| いつでも | 同時 | at_once | 選び(1件ずつ・何件でも) | 1件ずつ | |
| いつでも | 完結後 | after_end | 期間 | | still open so long after the end |
| いつでも | 手順* | steps | 手順の列 | | |
| 取下げ | できる人* | who | 並び(人) | | |
| 取下げ | いつまで* | until | 参照(手順) | | before this step is entered |
| 取下げ | 取消 | undo | はい | いいえ | run 取消時 of calls whose やめた時 is 取消 |
"""
