-- Every midnight up to there has booked its interest and borrow fees; null before the first event of the market.
alter table accounts add column accrued_to bigint;
