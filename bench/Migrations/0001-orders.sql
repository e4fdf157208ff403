create table orders (
    id text primary key,
    account text not null,
    quantity {decimal} not null,
    price {decimal} not null,
    at bigint not null,
    status text not null
);

create table executions (
    id text primary key,
    order_id text not null references orders (id),
    quantity {decimal} not null,
    price {decimal} not null,
    at bigint not null
);
