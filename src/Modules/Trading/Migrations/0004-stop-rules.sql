-- What guards a position until it is closed: a stop, a time, or both.
create table stop_rules (
    account_id text not null,
    symbol text not null,
    -- The side that it guards: a position that has turned is another one.
    is_long boolean not null,
    kind text,
    stop_price {decimal},
    distance_percent {decimal},
    distance_amount {decimal},
    multiple {decimal},
    atr_period integer,
    atr_interval text,
    -- As it was when the rule was attached.
    average_range {decimal},
    trails boolean not null,
    close_at bigint,
    best_price {decimal},
    -- Where the stop lies; it never moves back.
    stops_at {decimal},
    is_closing boolean not null,
    -- The order that was last sent for it; null when it is dealt with.
    order_number bigint,
    attached_at bigint not null,
    updated_at bigint not null,
    primary key (account_id, symbol)
);
