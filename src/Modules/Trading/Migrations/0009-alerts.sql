-- What people were to be told; the newest of every account.
create table alerts (
    account_id text not null,
    number bigint not null,
    code text not null,
    message text not null,
    order_id text,
    symbol text,
    time bigint not null,
    primary key (account_id, number)
);

create index alerts_by_time on alerts (time);
