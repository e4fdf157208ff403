-- Portfolios that were asked for under a key, and what was asked.
create table portfolio_requests (
    key text primary key,
    portfolio_id text not null,
    asked text not null
);
