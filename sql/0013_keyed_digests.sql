-- Addresses, ids of threads and words were kept as plain SHA-256: whoever reads these tables can try out addresses. From here on
-- the digests are keyed, with a key that no SQL has, so the old rows cannot be turned into new ones: "ledgerdesk projections
-- rebuild" makes them from the log. Until then a mail that answers an old one is filed by our own Message-ID, its subject or
-- its sender, and loops are counted anew.

delete from threads;
delete from inbound_traits;
