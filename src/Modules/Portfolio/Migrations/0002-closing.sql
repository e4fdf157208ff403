-- When trading closed the account; null while it is open.
alter table accounts add column closed_at bigint;
