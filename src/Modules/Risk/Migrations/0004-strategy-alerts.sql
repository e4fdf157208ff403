-- Empty: of all that the account or portfolio has, and not of one strategy.
alter table alerts add column strategy_id text not null default '';

-- How far each use of a limit has been told, for each strategy by itself.
create table told_uses (
    account_id text not null,
    portfolio_id text not null,
    strategy_id text not null,
    limit_id text not null,
    -- Empty: the account, portfolio or strategy as a whole.
    symbol text not null,
    level text not null,
    primary key (account_id, portfolio_id, strategy_id, limit_id, symbol)
);

insert into told_uses (account_id, portfolio_id, strategy_id, limit_id, symbol, level) select account_id, portfolio_id, '', limit_id, symbol, level from told_levels;

drop table told_levels;
