-- Which lots of a position a trade closes; null: as the books of the account have it.
alter table accounts add column lots text;
-- The numbers of those that an order names: 3,7.
alter table orders add column lots text;
alter table executions add column lots text;
