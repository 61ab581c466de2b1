-- The few tickets that are not with the customer they were opened for: what a merge that was cut short left, is found by it.

create index tickets_moved on tickets (opened_for) where customer_id <> opened_for;
