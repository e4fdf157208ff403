-- The changes of orders of the last minute: a limit counts them also after a restart. Those of longer ago go with the next one.
create table order_changes (
    account_id text not null,
    number bigint not null,
    version integer not null,
    at bigint not null,
    primary key (account_id, number, version)
);

create index order_changes_by_time on order_changes (account_id, at);
