-- Exits that a closing has taken away, until what it leaves is guarded again.
create table exits_aside (
    account_id text not null,
    symbol text not null,
    -- Their numbers and how far it is (JSON).
    aside text not null,
    primary key (account_id, symbol)
);
