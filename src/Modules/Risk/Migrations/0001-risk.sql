-- Every version of the limits that there ever was; the highest is the one that holds.
create table limit_versions (
    version bigint primary key,
    at bigint not null,
    made_by text not null,
    note text,
    on_breach text not null,
    items text not null
);

create table alerts (
    number bigint primary key,
    account_id text not null,
    level text not null,
    limit_id text not null,
    rule text not null,
    symbol text,
    value {decimal} not null,
    unit text not null,
    now {decimal} not null,
    used {decimal} not null,
    message text not null,
    time bigint not null,
    acknowledged_by text,
    acknowledged_at bigint
);

create index alerts_of_account on alerts (account_id, number);

-- How far each use of a limit has been told, so that a crossing is told once, also after a restart.
create table alert_levels (
    account_id text not null,
    limit_id text not null,
    -- Empty: the account as a whole.
    symbol text not null,
    level text not null,
    primary key (account_id, limit_id, symbol)
);
