"""Certificates for those who attended a training: a 交付 over a table that people write."""

PROCEDURE = """書式: 1
手続: 研修の修了通知
英語: Certificates of a training
id: certificates
所管: 人事課給与係
開始: {できる人: 人事課給与係}
結果: {通知済: 成立}
様式:
  - {項目: 研修名, id: title, 型: 文字, 必須: はい}
  - 項目: 受講者
    id: attendees
    型: 表
    行数: 1〜30
    列:
      - {項目: 職員, id: person, 型: 職員, 必須: はい}
      - {項目: 修了日, id: day, 型: 日付, 必須: はい}
      - {項目: 評価, id: mark, 型: 選択, 選択肢: {優: A, 良: B}, 必須: はい}
      - {項目: 受講料, id: fee, 型: 金額, 必須: はい}
      - {項目: 補助, id: grant, 型: 金額, 計算: 切捨て(受講料 / 2)}
手順:
  - {申請: 登録, 担当: 人事課給与係}
  - {承認: 係長承認, 担当: 人事課給与係の係長, 期限: 2営業日}
  - {交付: 修了通知, 対象: 受講者, 宛先: {行: 職員}, 帳票: certificate.html, 控え: 1年}
  - 終了: 通知済
試験:
  - 名前: 二人に届く
    場: {申請者: 人事課給与係}
    入力:
      研修名: 文書事務
      受講者:
        - {職員: 申請者, 修了日: 2026-05-01, 評価: 優, 受講料: 3001円}
        - {職員: 総務課の課長, 修了日: 2026-05-01, 評価: 良, 受講料: 2000円}
    進行:
      - 登録: 提出
      - 係長承認: 承認
      - 受領する: {手順: 修了通知, 行: 2}
    期待: {結果: 通知済, 交付: {1: 公開済, 2: 受領済}}
"""

MARKED = PROCEDURE.replace(
    "  - {承認: 係長承認",
    """  - 全件: 採点
    対象: 受講者
    一件: 人
    列:
      - {項目: 合否, id: passed, 型: 選択, 選択肢: {合格: P, 不合格: F}}
    手順:
      - 設定: 合否を決める
        値: {人.合否: if 人.評価 = 「優」 then 「合格」 else 「不合格」}
  - {承認: 係長承認""",
)
"""The same with a column that a 全件 puts into each row, before somebody acts on the whole."""
