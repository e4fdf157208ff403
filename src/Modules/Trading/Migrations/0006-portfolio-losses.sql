-- A loss that somebody has let an account go on with may be that of a portfolio; empty: the account's own.
create table released_losses (
    account_id text not null,
    limit_id text not null,
    portfolio_id text not null,
    level {decimal} not null,
    until bigint,
    primary key (account_id, limit_id, portfolio_id)
);

insert into released_losses (account_id, limit_id, portfolio_id, level, until) select account_id, limit_id, '', level, until from loss_releases;

drop table loss_releases;
