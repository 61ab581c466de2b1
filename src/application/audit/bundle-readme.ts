// What a bundle says of itself to who opens it.

export const bundleReadme = `This is a bundle for auditors.

  report.html         a page to read; open it in any browser, it loads and runs nothing
  entries/            stored events, one JSON text a line, as they lie in the database: sealed fields as bytes
                      ("digest" lines stand for events of other matters, without what is in them)
  checkpoints.jsonl   signed statements about the ledger
  public-key.pem      the key that they are signed with
  header.json         what the bundle is about
  verify.mjs          a verifier that needs Node.js 20 or newer and nothing else

To verify it:

  node verify.mjs . PUBLIC-KEY.pem YOUR-CHECKPOINTS.jsonl

Both files are better your own than this bundle's: whoever can write a false bundle can put a false key into it, and a false
verifier. Without them "node verify.mjs" takes what is here, and says so.

What it proves: these events, byte for byte, lie at these positions of the ledger that the checkpoints were signed for, and of
the ticket or the period none in between was left out. What it does not prove: that what was recorded is true, that nothing
happened after the last event, and that report.html says what the sealed bytes say, which only the desk's keys can tell.
`;
