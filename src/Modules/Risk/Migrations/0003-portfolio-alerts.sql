-- Empty: of an account. An alert of a portfolio names no account.
alter table alerts add column portfolio_id text not null default '';

create table told_levels (
    account_id text not null,
    portfolio_id text not null,
    limit_id text not null,
    -- Empty: the account or portfolio as a whole.
    symbol text not null,
    level text not null,
    primary key (account_id, portfolio_id, limit_id, symbol)
);

insert into told_levels (account_id, portfolio_id, limit_id, symbol, level) select account_id, '', limit_id, symbol, level from alert_levels;

drop table alert_levels;
