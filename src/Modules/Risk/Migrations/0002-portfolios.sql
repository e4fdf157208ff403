-- The most that the accounts of a portfolio together have gained, money that came or went aside; of other members than now it says nothing.
create table portfolio_peaks (
    portfolio_id text primary key,
    members text not null,
    profit {decimal} not null
);
