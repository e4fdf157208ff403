-- A release is of one limit as it was then. Of those that there are nobody knows how they were counted: what they let go on halts once more.
drop table released_losses;

create table released_losses (
    account_id text not null,
    limit_id text not null,
    -- Empty: the account's own.
    portfolio_id text not null,
    level {decimal} not null,
    until bigint,
    rule text not null,
    unit text not null,
    value {decimal} not null,
    primary key (account_id, limit_id, portfolio_id)
);
