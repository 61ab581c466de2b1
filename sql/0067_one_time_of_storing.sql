-- Events of one append are known at one moment: the clock was asked again for every row, so that a look back could fall
-- between two of them. A later version of a stream still gets no earlier time: its statement begins after the one before it
-- has been seen, which is after its commit.
alter table events alter column recorded_at set default statement_timestamp();
