-- What risk last pushed, so that a restart of trading alone still has it for as long as it is valid.
create table pushed_limits (
    id integer primary key,
    version bigint not null,
    valid_until bigint not null,
    content text not null
);

-- Losses beyond a limit that somebody has let an account go on with.
create table loss_releases (
    account_id text not null,
    limit_id text not null,
    level {decimal} not null,
    until bigint,
    primary key (account_id, limit_id)
);
