"""Words with an English spelling, besides headings, kinds and verdicts. Names given by authors are never translated."""

WORDS = """
はい=yes いいえ=no 成立=achieved 不成立=not_achieved 中止=cancelled 公開=open 一部公開=partly_open 非公開=closed
長期=long_term 30年=30_years 10年=10_years 5年=5_years 3年=3_years 1年=1_year 随時廃棄=disposable 常用=in_use
最初=first あとで=later なし=none あり=yes_personal 要配慮=sensitive 誤り=error 注意=warning 一つだけ=unique
同じなら可=any 上から=first_match 優先=priority すべて=collect 後閲=view_later 待つ=wait_for 可=allowed
不可=forbidden 必須=must 任意=optional 残す=leave 引き取る=take_over 維持=keep 取消=undo_it もう一度=again
取消してもう一度=undo_and_again そのまま=as_is 要対応=incident 全員=all 過半数=majority 全部=all_branches
1つ=one すぐ=at_once 全員の後=after_all 決定へ=to_decision 繰上げ=one_level_up 不要=not_needed 紙=paper
保留=hold 下書き=draft_state 提出済=submitted 本人=self 代決=deputy_act 代理=proxy_act 引上げ=pull_up_act
決定=decide 収受=receive 提出=submit 到達時=on_arrival 起案日=draft_date 順に=in_turn 差戻し元へ=to_sender
送り主が選ぶ=sender_chooses 文字=text 長文=long_text 数値=number 整数=integer 金額=yen_amount 率=rate 日付=date
時刻=time 日時=datetime 年月=year_month 年度=fiscal_year はい・いいえ=boolean 選択=choice_of 複数選択=choices_of
職員=staff 所属=unit 職=post 案件=case 添付=file 表=table カナ=kana 電話=phone 郵便番号=postcode
申請者=applicant 起案者=drafter 入力者=typist 所属長=head 係員=member 係長=subsection_chief 課長=section_chief
部長=director 副区長=deputy_mayor 区長=mayor 課=section 部=department 係=subsection 庶務担当=general_affairs
文書主任=records_officer 担当者=person_in_charge 全職員=everyone 行=row 届=report 知らせ=message 今日=today
今=now 職員番号=staff_number 氏名=full_name 職員証番号=card_number 営業日数=business_days_between 円=yen
営業日=business_days 日=days 時間=hours 分=minutes 週=weeks か月=months 連携失敗=call_failed 廃案=dropped
却下=rejected 取下げ=withdrawn 失敗=failure 成功=success 確かめる=verify_that 経過=elapse 後閲する=view
受領する=take_receipt 完結の翌年度=year_after_end 完結の翌日=day_after_end 使用終了=end_of_use 代替=substitute
追加だけ=add_only 差替え可=replaceable 変更不可=locked 記入中=while_filling 提出時=on_submit
翌開庁日=next_office_day 前開庁日=previous_office_day 差戻す=send_back_to 後で=later_on 送付=sent 手渡し=by_hand
公示=public_notice 電子=electronic 1件ずつ=one_at_a_time 何件でも=any_number
年=years 開庁時間=office_hours 秒=seconds 処理者=actor 前の処理者=previous_actor
作成中=making 作成済=made 公開済=published 受領済=received 未読=unread 紙交付済=paper_handed
レイアウト=layouts 規程=regulation 審議=examination 協議=consultation 審査=verification 空=empty
別手続の終わり=other_case_ends 元=origin 足す=add
"""
