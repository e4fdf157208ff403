-- Raised by every restore, as numbers given out since the backup are forgotten and must not be given out again.
create table generation (
    id integer primary key check (id = 1),
    number bigint not null
);

insert into generation (id, number) values (1, 0);
