-- What one mid-chain approval has to write, as one statement: the floor that dispatch is measured against.
-- Lock and read come before it in a statement of their own; values are prepared by the client.
WITH changed AS (
    UPDATE workflow_case
    SET state = %(state)s::jsonb, state_hash = %(hash)s, revision = revision + 1, steps = %(steps)s::jsonb,
        changed_at = %(now)s, journal_seq = journal_seq + 1, journal_head = %(hash)s
    WHERE uuid = %(case)s::uuid
), closed AS (
    UPDATE workflow_usertask
    SET status = 'completed', verdict = 'approve', closed_at = %(now)s, closed_by = %(person)s::uuid
    WHERE uuid = %(task)s::uuid
), opened AS (
    INSERT INTO workflow_usertask (uuid, case_id, node, step, kind, round, status, verdict, opened_at, due_at)
    VALUES (%(next_task)s::uuid, %(case)s::uuid, 'n', '二人目', 'approve', 1, 'open', '', %(now)s, %(now)s)
), entry AS (
    INSERT INTO workflow_journalentry (kind, stream, seq, event, at, person, header, hash, command_key, command_digest)
    VALUES ('case', %(case)s, 2, 'complete_user_task', %(now)s, %(person)s::uuid, %(header)s, %(hash)s, %(key)s, %(hash)s)
    RETURNING id
), payload AS (
    INSERT INTO workflow_journalpayload (entry_id, salt, body) SELECT id, %(salt)s, %(body)s FROM entry
), unsealed AS (
    INSERT INTO workflow_journal_unsealed (entry_id) SELECT id FROM entry
), gone AS (
    DELETE FROM approvals_inbox_entry WHERE task_id = %(task)s::uuid
), arrived AS (
    INSERT INTO approvals_inbox_entry (person, task_id, case_id, procedure, arrived_at, due_at, kind, capacity)
    VALUES (%(decider)s::uuid, %(next_task)s::uuid, %(case)s::uuid, 'measured-approval', %(now)s, %(now)s, 'approve', 'self')
), told AS (
    INSERT INTO integrations_notice (person_id, case_id, key, subject, text, at)
    VALUES (%(applicant)s::uuid, %(case)s::uuid, 'n/1', 's', 't', %(now)s)
)
SELECT 1
