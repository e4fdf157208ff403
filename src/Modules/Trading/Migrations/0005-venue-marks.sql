-- What only the paper venue knows of orders that wait there (JSON): how far a trailing stop has followed, whether a stop was reached. As it was when heard_through had been heard.
alter table accounts add column venue_marks text;
