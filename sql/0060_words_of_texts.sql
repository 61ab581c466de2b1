-- The words of what customers wrote, beside the text: who looks for a word that is in most of the texts is answered from the newest
-- of them, and taking each of these apart anew took longer than reading it. Follows the ledger, so no append waits for it.
-- The table is written anew once; on a long log that takes a while.
drop index search_texts_words;
alter table search_texts add column words tsvector generated always as (to_tsvector('simple', text)) stored;
create index search_texts_words on search_texts using gin (words);
