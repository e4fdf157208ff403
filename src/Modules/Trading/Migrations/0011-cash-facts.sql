-- Whose a fee, interest or the like is; null: of all who hold the instrument, or nobody's.
alter table moves add column part text;
-- What a conversion brought for the amount that it took.
alter table moves add column received {decimal};
alter table moves add column received_currency text;
