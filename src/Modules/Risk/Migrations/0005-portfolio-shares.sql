-- What losses of a portfolio are taken as shares of (JSON); null: as in money.
alter table portfolio_peaks add column shares text;
