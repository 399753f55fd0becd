-- Every type and kind of object that a PostgreSQL 15 dump can hold and that needs nothing from outside.
do $$ begin create role everything_reader; exception when duplicate_object then null; end $$;
create extension if not exists hstore;
create extension if not exists pg_trgm;
create schema "Zweites Schema" authorization everything_reader;
create type mood as enum ('sad', 'ok', 'it''s fine');
create type pair as (a int, b text);
create type floatrange as range (subtype = float8, multirange_type_name = floatmulti);
create domain positive_int as int default 1 constraint must_be_positive check (value > 0);
create collation german (provider = libc, locale = 'C');
create table things (
  id int generated always as identity primary key,
  a_serial serial, a_small smallint, a_big bigint, a_numeric numeric(20, 5), a_nan numeric, a_real real, a_double double precision, a_money money,
  a_bool boolean, a_char char(5), a_varchar varchar(20) check (a_varchar in ('one', 'two')), a_text text collate german, a_bytea bytea,
  a_date date, a_infinite date, a_time time, a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz, an_interval interval,
  a_uuid uuid, a_json json, a_jsonb jsonb, a_xml xml, an_inet inet, a_cidr cidr, a_macaddr macaddr, a_macaddr8 macaddr8,
  a_point point, a_line line, a_lseg lseg, a_box box, a_path path, a_polygon polygon, a_circle circle,
  a_bit bit(4), a_varbit bit varying(9), a_tsvector tsvector, a_tsquery tsquery, an_int4range int4range, a_tstzrange tstzrange, a_multirange int8multirange, a_floatrange floatrange,
  an_array int[], a_matrix text[][], a_mood mood, moods mood[], a_pair pair, pairs pair[], a_positive positive_int, an_hstore hstore, an_oid oid, a_regclass regclass, a_lsn pg_lsn, a_snapshot pg_snapshot,
  doubled int generated always as (a_small * 2) stored);
insert into things (a_small, a_big, a_numeric, a_nan, a_real, a_double, a_money, a_bool, a_char, a_varchar, a_text, a_bytea, a_date, a_infinite, a_time, a_timetz, a_timestamp, a_timestamptz, an_interval,
  a_uuid, a_json, a_jsonb, a_xml, an_inet, a_cidr, a_macaddr, a_macaddr8, a_point, a_line, a_lseg, a_box, a_path, a_polygon, a_circle, a_bit, a_varbit, a_tsvector, a_tsquery, an_int4range, a_tstzrange,
  a_multirange, a_floatrange, an_array, a_matrix, a_mood, moods, a_pair, pairs, a_positive, an_hstore, an_oid, a_regclass, a_lsn, a_snapshot)
values (-7, 9223372036854775807, 123.45678, 'NaN', 1.5, 'Infinity', 12.34, true, 'ab', 'two', 'Grüße 😀', '\x00ff0a5c', '0044-03-15 BC', 'infinity', '23:59:59.999999', '12:00+05:30', '2026-02-28 12:00',
  '2026-02-28 12:00+02', '1 year 2 mons 3 days 04:05:06.7', '00000000-0000-0000-0000-00000000002a', '{"a":  1}', '{"b": [1, null, "x\ny"]}', '<a>b</a>', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05',
  '(1,2)', '{1,2,3}', '[(1,2),(3,4)]', '(3,4),(1,2)', '((1,2),(3,4))', '((0,0),(1,0),(0,1))', '<(1,2),3>', b'1010', b'101', 'a fat cat', 'fat & !rat', '[1,5)', '["2026-01-01 00:00+00",)', '{[1,3),[5,7)}', '[1.5,2.5)',
  '{1,NULL,3}', '{{"a,b","c\"d"},{"e","NULL"}}', 'it''s fine', '{sad,ok}', '(1,"x, ""y""")', array[row(1, null)::pair], 5, 'k => "v, w", n => NULL', 42, 'pg_class', '0/16B3748', '10:20:10,14,15');
create table measures (day date not null, amount numeric, primary key (day)) partition by range (day);
create table measures_2025 partition of measures for values from ('2025-01-01') to ('2026-01-01');
create table measures_2026 partition of measures (constraint positive check (amount >= 0)) for values from ('2026-01-01') to ('2027-01-01');
insert into measures select date '2025-06-01' + i, i from generate_series(1, 300) i;
create index on measures (amount);
create table parents (id int primary key, name text);
create table children (age int) inherits (parents);
insert into children select i, 'child ' || i, i from generate_series(1, 30) i;
create unlogged table scratch (id int);
insert into scratch values (1), (2), (3);
create table "Zweites Schema"."Belege" ("Nr." int primary key deferrable initially deferred, thing int references things on delete cascade, during tstzrange, body text);
insert into "Zweites Schema"."Belege" values (1, 1, '[2026-01-01,2026-01-02)', 'one'), (2, null, null, repeat('lang ', 5000));
create table audited (id int, note text); insert into audited values (1, 'a'), (2, 'b'), (3, E'c\td');
alter table audited enable row level security, force row level security;
create policy only_own on audited for select to everything_reader using (note <> 'b'::text);
alter table audited add constraint checked check (length(note) < 100) not valid;
alter domain positive_int add constraint below check (value < 1000000) not valid;
create sequence counter increment by 2 minvalue 2 maxvalue 1000 cycle; select setval('counter', 42);
create view seen as select id, a_text from things where id > 0;
create view updatable with (security_barrier) as select * from audited where id > 0 with local check option;
create materialized view totals as select count(*) as n, sum(amount) as total from measures; create unique index on totals (n);
create function twice(x int) returns int language sql immutable as $f$ select x * 2 $f$;
create function touch() returns trigger language plpgsql as $f$ begin new.note := coalesce(new.note, 'it''s empty'); return new; end $f$;
create function told() returns event_trigger language plpgsql as $f$ begin null; end $f$;
create procedure tidy(inout n int) language plpgsql as $p$ begin n := n + 1; end $p$;
create trigger touched before insert or update of note on audited for each row when (new.id > 0) execute function touch();
alter table audited disable trigger touched;
create event trigger on_ddl on ddl_command_end when tag in ('DROP TABLE') execute function told();
create rule no_delete as on delete to audited do instead nothing;
create aggregate product (int) (sfunc = int4mul, stype = int, initcond = '1');
create operator === (leftarg = int, rightarg = int, function = int4eq, commutator = ===);
create cast (mood as int) with inout;
create statistics amounts (dependencies, ndistinct) on day, amount from measures_2025;
create text search configuration plain (copy = simple);
create index things_trgm on things using gin (a_text gin_trgm_ops);
create index partial_index on audited (lower(note)) include (id) where note is not null;
alter table audited add constraint no_twins exclude using gist (int4range(id, id + 1) with &&);
create publication some_tables for table things (id, a_text), only audited where (id > 1);
alter default privileges in schema public grant select on tables to everything_reader;
grant select (id, a_text), references (id) on things to everything_reader with grant option;
revoke all on function twice(int) from public; grant execute on function twice(int) to everything_reader;
comment on table things is 'it''s "quoted" \ here'; comment on column things.a_text is 'Grüße 😀'; comment on constraint no_twins on audited is 'no twins'; comment on policy only_own on audited is 'p';
cluster measures_2025 using measures_2025_pkey; alter table audited replica identity full; alter table things alter column a_text set storage external, alter column a_text set statistics 500;
select lo_from_bytea(9001, 'large object one'), lo_from_bytea(9002, decode(repeat('00ff', 100000), 'hex'));
comment on large object 9001 is 'the first'; grant select on large object 9001 to everything_reader;
