-- Equity of the parts of an account too; an empty part is all of it.
create table equity_by_part (
    account_id text not null,
    part text not null,
    span text not null,
    time bigint not null,
    at bigint not null,
    equity {decimal} not null,
    cash {decimal} not null,
    capital {decimal} not null,
    peak {decimal} not null,
    priced_at bigint,
    primary key (account_id, part, span, time)
);

insert into equity_by_part (account_id, part, span, time, at, equity, cash, capital, peak, priced_at)
select account_id, '', span, time, at, equity, cash, capital, peak, priced_at from equity_points;

drop table equity_points;

alter table equity_by_part rename to equity_points;
