-- What this module tells. The one row of outbox_head makes whoever tells wait for whoever told before him, so that no position becomes visible after a later one.
create table outbox_head (
    id integer primary key check (id = 1),
    position bigint not null
);

insert into outbox_head (id, position) values (1, 0);

create table outbox (
    position bigint primary key,
    id text not null unique,
    name text not null,
    version integer not null,
    time bigint not null,
    key text not null,
    sequence bigint not null,
    source text not null,
    trace_id text,
    payload text not null
);

create index outbox_time on outbox (time);

create table outbox_keys (
    key text primary key,
    sequence bigint not null
);

-- How far each reader is, as he last said; only for knowing what nobody needs any more.
create table outbox_readers (
    reader text primary key,
    position bigint not null
);

-- How far this module is in what others tell, and what it has handled.
create table inbox (
    reader text not null,
    source text not null,
    position bigint not null,
    primary key (reader, source)
);

create table inbox_seen (
    reader text not null,
    id text not null,
    source text not null,
    position bigint not null,
    time bigint not null,
    primary key (reader, id)
);

create index inbox_seen_time on inbox_seen (time);
