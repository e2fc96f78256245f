"""The headings of the scenarios at the end of a procedure."""
# ruff: noqa: E501 - one heading per line, as in the specification of the language

SCENARIO_HEADINGS = """
| place | heading | English | value | default | meaning |
| 試験 | 名前 | name | 文 | | (or 共通) |
| 試験 | 共通 | shared | →共通 | | first entry: defaults of all scenarios |
| 試験 | 場 | setting | →場 | | |
| 試験 | 入力 | answers | 入力値 | | |
| 試験 | 連携応答 | replies | 応答 | | |
| 試験 | 進行 | steps | 進行 | | |
| 試験 | 期待 | expect | →期待 | | |
| 共通 | 場 | setting | →場 | | |
| 共通 | 入力 | answers | 入力値 | | |
| 共通 | 連携応答 | replies | 応答 | | |
| 場 | 申請者 | applicant | 文(人) | 係員 | post: 係員 係長 課長 部長, or 所属の職 |
| 場 | 不在 | absent | 並び(文 人) | | |
| 場 | 欠員 | vacant | 並び(文 人) | | nobody holds the post |
| 場 | 兼務 | holds | 対応(文 人→文 人) | | 申請者の課長: 申請者の部長 |
| 場 | 今 | now | 日時 | | |
| 場 | 同意なし | no_consent | 並び(文) | | |
| 場 | 元の案件 | from_case | →元の案件 | | the finished case that it starts from |
| 元の案件 | 結果 | outcome | 名 | | with which it ended; without it the first that may be |
| 元の案件 | 項目 | items | 入力値 | | what stands in it |
| 進行 | する | do | 参照(操作) | | verdict, with target after 差戻し |
| 進行 | 人 | by | 文(人) | | |
| 進行 | 資格 | as | 選び(本人・代決・代理・引上げ) | 本人 | |
| 進行 | 入力 | answers | 入力値 | | edits at this step |
| 進行 | 行 | row | 数 | | of 全件: which row, counted from 1 |
| 進行 | 拒否 | refused | 文 | | must be refused with this text |
| 進行 | 再開 | resume | 選び(順に・差戻し元へ) | 順に | with 差戻し: what the sender chooses |
| 届 | 名前* | name | 参照(届) | | what is filed |
| 届 | 人 | by | 文(人) | | |
| 届 | 入力 | answers | 入力値 | | what the 届 asks for |
| 届 | 拒否 | refused | 文 | | must be refused with this text |
| 足す | 手順* | at | 参照(手順) | | the 回議 |
| 足す | 段* | stage | 選び(審議・協議) | | at which stage |
| 足す | 人* | by | 文(人) | | whom the drafter adds to the route |
| 足す | 拒否 | refused | 文 | | must be refused with this text |
| 別手続の終わり | 手順* | at | 参照(手順) | | the 別手続 |
| 別手続の終わり | 結果* | outcome | 名 | | with which the other case ended |
| 別手続の終わり | 項目 | items | 入力値 | | what stands in it |
| 受領する | 手順* | at | 参照(手順) | | the 交付 |
| 受領する | 行* | row | 文 | | staff number of the reader |
| 期待 | 手順 | at | 参照(手順) | | waiting here |
| 期待 | 結果 | outcome | 参照(結果) | | |
| 期待 | 未処理 | open | 並び(参照 手順) | | |
| 期待 | 担当 | assignees | 並び(文 人) | | who has open work |
| 期待 | 呼出済 | called | 並び(参照 連携先) | | multiset |
| 期待 | 呼出順 | called_in_order | 並び(参照 連携先) | | |
| 期待 | 回 | round | 数 | | of 手順 |
| 期待 | 失効 | void | 並び(参照 手順) | | |
| 期待 | 通らない | not_passed | 並び(参照 手順) | | |
| 期待 | 後閲待ち | to_view_later | 並び(文 人) | | |
| 期待 | 項目 | items | 入力値 | | |
| 期待 | 経路 | route | 並び(文 人) | | 職(段) in order |
| 期待 | 期限 | due | 対応(参照 手順→日時) | | step → until when its open work has to be done |
| 期待 | 通知 | notified | 並び(参照 手順) | | names of 通知 sent |
| 期待 | 要対応 | incident | 文 | | text contained |
| 期待 | 交付 | issued | 対応(文→選び(作成中・作成済・公開済・受領済・未読・紙・紙交付済・保留)) | | row → how far its document is |
"""
