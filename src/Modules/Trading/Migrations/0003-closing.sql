-- When the account was closed: what it did stays to be read, and it takes nothing more. Null while it is open.
alter table accounts add column closed_at bigint;
