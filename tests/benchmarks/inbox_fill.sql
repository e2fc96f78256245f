-- Copies of one waiting case and of its task, from task %(first)s up to %(last)s; four tasks to a case, 250 to a person.
-- The first people are the ward's own, so that their pages can be opened.

-- Indexes are made anew at the end: written row by row, their random keys take three times as long.
SET maintenance_work_mem = '1GB';
UPDATE pg_index SET indisready = false WHERE indrelid IN (
    'workflow_case'::regclass, 'workflow_usertask'::regclass, 'approvals_inbox_entry'::regclass,
    'approvals_case_reader'::regclass, 'approvals_case_words'::regclass, 'floor_task'::regclass
);

INSERT INTO filled_person
SELECT n - 1, coalesce(uuid, md5('person' || n)::uuid)
FROM generate_series(%(first)s / 250 + 1, %(last)s / 250) n
LEFT JOIN (SELECT row_number() OVER (ORDER BY staff_number) AS n, uuid FROM meguro_platform_user) known USING (n);

INSERT INTO workflow_case
SELECT copied.* FROM generate_series(%(first)s / 4, %(last)s / 4 - 1) n, workflow_case original, jsonb_populate_record(
    original, jsonb_build_object(
        'uuid', md5('case' || n)::uuid, 'number', 'C-' || n, 'started_at', original.started_at + n * interval '1 second'
    )
) copied WHERE original.uuid = %(case)s;

INSERT INTO workflow_usertask
SELECT copied.* FROM generate_series(%(first)s, %(last)s - 1) n, workflow_usertask original, jsonb_populate_record(
    original, jsonb_build_object('uuid', md5('task' || n)::uuid, 'case_id', md5('case' || n / 4)::uuid)
) copied WHERE original.uuid = %(task)s;

INSERT INTO approvals_inbox_entry
SELECT copied.* FROM generate_series(%(first)s, %(last)s - 1) n
JOIN filled_person whose ON whose.place = %(first)s / 250 + n %% ((%(last)s - %(first)s) / 250), approvals_inbox_entry original, jsonb_populate_record(
    original, jsonb_build_object(
        'id', nextval('approvals_inbox_entry_id_seq'), 'task_id', md5('task' || n)::uuid,
        'case_id', md5('case' || n / 4)::uuid, 'person', whose.person,
        'arrived_at', original.arrived_at + n * interval '1 second'
    )
) copied WHERE original.task_id = %(task)s;

INSERT INTO floor_task (person, task, number, procedure, step, created, due, status)
SELECT whose.person, md5('task' || n)::uuid, 'C-' || n / 4, 'p', 's', now() + n * interval '1 second', now(), 'open'
FROM generate_series(%(first)s, %(last)s - 1) n JOIN filled_person whose ON whose.place = %(first)s / 250 + n %% ((%(last)s - %(first)s) / 250);

INSERT INTO approvals_case_reader (case_id, subject, started_at)
SELECT md5('case' || n)::uuid, whose.person::text, original.started_at + n * interval '1 second'
FROM generate_series(%(first)s / 4, %(last)s / 4 - 1) n JOIN workflow_case original ON original.uuid = %(case)s
JOIN filled_person whose ON whose.place = %(first)s / 250 + n %% ((%(last)s - %(first)s) / 250);

-- a department reads what is its own
INSERT INTO approvals_case_reader (case_id, subject, started_at)
SELECT md5('case' || n)::uuid, 'unit:' || code, original.started_at + n * interval '1 second'
FROM generate_series(%(first)s / 4, %(last)s / 4 - 1) n JOIN workflow_case original ON original.uuid = %(case)s JOIN (
    SELECT code, row_number() OVER (ORDER BY code) - 1 AS place, count(*) OVER () AS number
    FROM approvals_unit WHERE kind = 'department'
) department ON place = n %% department.number;

-- one case in a thousand has a word that others lack
INSERT INTO approvals_case_words
SELECT copied.* FROM generate_series(%(first)s / 4, %(last)s / 4 - 1) n, approvals_case_words original,
jsonb_populate_record(original, jsonb_build_object('case_id', md5('case' || n)::uuid) || CASE WHEN n %% 1000 > 0 THEN '{}'
    ELSE jsonb_build_object('text', original.text || ' 希少', 'terms', original.terms || '希少'::varchar) END
) copied
WHERE original.case_id = %(case)s;;
REINDEX TABLE workflow_case;
REINDEX TABLE workflow_usertask;
REINDEX TABLE approvals_inbox_entry;
REINDEX TABLE floor_task;
REINDEX TABLE approvals_case_reader;
REINDEX TABLE approvals_case_words;
