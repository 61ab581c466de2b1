-- Suppressed messages that staff have agreed with: they stay suppressed, and nobody is asked again.
alter table messages add column discarded boolean not null default false;
create index messages_undecided on messages (at) where state = 'suppressed' and not discarded;
