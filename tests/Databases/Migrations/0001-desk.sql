create table values_of_all_kinds (
    id text primary key,
    price {decimal} not null,
    size {decimal},
    at bigint not null,
    at_exactly bigint not null,
    side text not null,
    symbol text,
    count integer not null,
    is_open boolean not null,
    ratio double precision not null,
    big bigint not null,
    note text,
    raw {bytes} not null
);

create table orders (
    id text primary key,
    number bigint not null unique,
    quantity {decimal} not null check (quantity <> '0')
);

create table fills (
    order_id text not null references orders (id),
    part integer not null,
    quantity {decimal} not null,
    primary key (order_id, part)
);

create table numbers (
    place integer primary key,
    number {decimal} not null
);
