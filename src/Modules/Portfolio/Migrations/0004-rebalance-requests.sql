-- Rebalances that were asked for under a key: what was asked, what was to be traded, and, once all of it was sent, what was answered.
create table rebalance_requests (
    key text primary key,
    asked text not null,
    plan text not null,
    answer text
);
