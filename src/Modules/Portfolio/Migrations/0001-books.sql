-- The accounts as trading last told them.
create table accounts (
    account_id text primary key,
    name text not null,
    mode text not null,
    broker text not null,
    currency text not null,
    kind text not null,
    leverage {decimal} not null,
    lots text not null,
    version bigint not null,
    opened_at bigint not null
);

-- What happened, in order, and what it was booked as: only ever added to. Each row's hash covers the row and the hash before it; fact and entries are text, so that they are the same bytes in every database.
create table ledger (
    account_id text not null,
    sequence bigint not null,
    book_sequence bigint,
    time bigint not null,
    kind text not null,
    reference text not null,
    fact text not null,
    entries text not null,
    previous text not null,
    hash text not null,
    primary key (account_id, sequence)
);

create unique index ledger_book on ledger (account_id, book_sequence);

-- Told before something that belongs before it.
create table waiting (
    account_id text not null,
    book_sequence bigint not null,
    reference text not null,
    fact text not null,
    primary key (account_id, book_sequence)
);

-- Own facts that were asked for under a key.
create table requests (
    account_id text not null,
    key text not null,
    sequence bigint not null,
    primary key (account_id, key)
);

-- From here on everything follows from the ledger and can be made again.
create table positions (
    account_id text not null,
    symbol text not null,
    life bigint not null,
    opened_at bigint not null,
    opened_by bigint not null,
    closed_at bigint,
    side text not null,
    quantity {decimal} not null,
    average_price {decimal} not null,
    realized_pnl {decimal} not null,
    currency text not null,
    primary key (account_id, symbol, life)
);

create index positions_opened on positions (opened_at, account_id, symbol, life);

create table closed_lots (
    account_id text not null,
    sequence bigint not null,
    number bigint not null,
    symbol text not null,
    lot bigint not null,
    opened_at bigint not null,
    closed_at bigint not null,
    quantity {decimal} not null,
    proceeds {decimal} not null,
    cost {decimal} not null,
    currency text not null,
    primary key (account_id, sequence, number)
);

create table equity_points (
    account_id text not null,
    span text not null,
    time bigint not null,
    at bigint not null,
    equity {decimal} not null,
    cash {decimal} not null,
    capital {decimal} not null,
    peak {decimal} not null,
    priced_at bigint,
    primary key (account_id, span, time)
);

create table portfolios (
    portfolio_id text primary key,
    name text not null,
    strategy text,
    members text not null,
    version bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
