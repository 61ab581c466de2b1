// What the customer says themself: without quoted mail, signature, confidentiality notice, and titles or texts they cite.
import { bounded, folded } from './wording.ts';

const quotedLine = /^\s*>.*$/gm;
/** "On Tue, Support wrote:" in the seven languages, on a line of its own. */
const attribution =
  /^[ \t]*(?:on|am|le|el|il|em|op) .{4,120}(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef)[^\n]{0,60}:[ \t]*$/gimu;
/** The usual signature mark; what follows is short or it is no signature. */
const signature = /\n-- ?\n[\s\S]{1,600}$/;
const notice =
  /\b(?:confidentiality notice|intended recipient|legally privileged|(?:e-?mail|message|information) (?:is|are|may be|and any attachments?.{0,20}) confidential|vertraulich\w*.{0,60}(?:empfänger|informationen)|confidentiel.{0,60}destinataire|confidencial.{0,60}destinat[aá]rio|riservat\w.{0,60}destinatari|vertrouwelijk.{0,60}(?:geadresseerde|ontvanger))/i;

/** Where one of these stands beside a quotation, the customer names or cites something and does not say it. */
const cites =
  /(?:^|[^\p{L}])(?:articles?|pages?|buttons?|menus?|fields?|columns?|labels?|templates?|examples?|texts?|docs?|documentation|polic(?:y|ies)|terms|titled?|headings?|sections?|called|named|says?|said|states?|reads?|mentions?|shows?|words?|company|reports?|error|message|type|artikel|seite|knopf|feld|heißt|steht|bericht|vorlage|bouton|champ|s'appelle|intitulé|modèle|artículo|página|botón|campo|llama|plantilla|articolo|pagina|pulsante|chiama|modello|artigo|botão|chama|modelo|knop|veld|heet|sjabloon)(?![\p{L}])/u;
const quotation = /"[^"]{1,600}"|«[^»]{1,600}»|„[^“"]{1,600}["“]/g;
const besideQuotation = 80;

/**
 * @param text a message as it came
 * @returns folded text; a message of nothing but quotations is read as it is, for then they are all it says
 */
export function ownWords(text: string): string {
  const read = bounded(text).replace(/\r\n?/g, '\n');
  const bare = read
    .replace(quotedLine, '')
    .replace(attribution, '')
    .replace(signature, '')
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => !notice.test(paragraph))
    .join('\n\n');
  const own = folded(/\p{L}/u.test(bare) ? bare : read);
  const uncited = withoutCitations(own);
  return /\p{L}/u.test(uncited) ? uncited : own;
}

function withoutCitations(text: string): string {
  return text.replace(quotation, (quoted, at: number) => {
    const before = text.slice(Math.max(0, at - besideQuotation), at);
    const after = text.slice(at + quoted.length, at + quoted.length + besideQuotation);
    return cites.test(before) || cites.test(after) ? '"…"' : quoted;
  });
}
