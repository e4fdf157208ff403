create table accounts (
    account_id text primary key,
    name text not null,
    mode text not null,
    broker text not null,
    currency text not null,
    kind text not null,
    leverage {decimal} not null,
    settings text not null,
    version bigint not null,
    opened_at bigint not null,
    -- What the account was when its venue's balances became its own; trades before it are in those.
    adopted_at bigint,
    wants_connection boolean not null,
    trading_mode text not null,
    mode_reason text,
    mode_since bigint,
    -- Raised by every change of its one writer: a second writer would find another number, and nothing of his is kept.
    fence bigint not null,
    last_order bigint not null,
    last_book bigint not null,
    -- The last event of the market that a paper account has met.
    heard_through bigint,
    -- What the limits count: equity of the day's beginning, its highest, day trades.
    watch text,
    -- Of the database when the numbers above were last in use: a restore raises it, and they leap.
    generation bigint not null
);

create table instruments (
    symbol text primary key,
    instrument text not null
);

create table orders (
    account_id text not null references accounts (account_id),
    number bigint not null,
    client_id text not null,
    venue_id text,
    symbol text not null,
    side text not null,
    type text not null,
    quantity {decimal} not null,
    limit_price {decimal},
    stop_price {decimal},
    trail_amount {decimal},
    trail_percent {decimal},
    time_in_force text not null,
    expires_at bigint,
    post_only boolean not null,
    reduce_only boolean not null,
    group_number bigint,
    group_type text,
    entry_number bigint,
    purpose text not null,
    portfolio_id text,
    strategy_id text,
    tag text,
    status text not null,
    filled {decimal} not null,
    filled_worth {decimal} not null,
    filled_before {decimal} not null,
    reason_code text,
    reason_message text,
    version integer not null,
    next_client_id text,
    next_quantity {decimal},
    next_limit_price {decimal},
    next_stop_price {decimal},
    next_trail_amount {decimal},
    next_trail_percent {decimal},
    cancel_wanted boolean not null,
    is_foreign boolean not null,
    has_late_fill boolean not null,
    unknown_since bigint,
    created_at bigint not null,
    updated_at bigint not null,
    primary key (account_id, number)
);

create index orders_open on orders (account_id, number) where status not in ('rejected', 'filled', 'cancelled', 'expired');
create index orders_by_time on orders (created_at);
create index orders_by_venue on orders (account_id, venue_id) where venue_id is not null;
create index orders_by_group on orders (account_id, group_number) where group_number is not null;

create table executions (
    account_id text not null,
    symbol text not null,
    venue_execution_id bigint not null,
    book_sequence bigint not null,
    order_number bigint,
    side text not null,
    quantity {decimal} not null,
    price {decimal} not null,
    fee {decimal} not null,
    fee_currency text not null,
    liquidity text not null,
    is_late boolean not null,
    strategy_id text,
    time bigint not null,
    primary key (account_id, symbol, venue_execution_id)
);

create unique index executions_in_order on executions (account_id, book_sequence);
create index executions_of_order on executions (account_id, order_number);

-- Money and holdings that came or went other than by a trade.
create table moves (
    account_id text not null,
    book_sequence bigint not null,
    kind text not null,
    currency text,
    symbol text,
    amount {decimal} not null,
    price {decimal},
    note text,
    time bigint not null,
    primary key (account_id, book_sequence)
);

create table cursors (
    account_id text not null,
    symbol text not null,
    next_id bigint not null,
    primary key (account_id, symbol)
);

-- What was asked for under an idempotency key, and which order it came to.
create table requests (
    account_id text not null,
    request_key text not null,
    fingerprint text not null,
    number bigint,
    refusal text,
    time bigint not null,
    primary key (account_id, request_key)
);

create table differences (
    account_id text not null,
    difference_id text not null,
    kind text not null,
    what text not null,
    here text not null,
    at_venue text not null,
    message text not null,
    primary key (account_id, difference_id)
);

create table credentials (
    account_id text primary key,
    kind text not null,
    key_hint text not null,
    secret text not null,
    rest text,
    stream text,
    opt_in_by text,
    opt_in_at bigint,
    set_by text not null,
    set_at bigint not null
);
