// Lines that introduce a quoted mail: "On … wrote:", in the languages mail programs speak, and header blocks.

/** Lines that one introduction may be wrapped over. */
const mostLines = 5;
/** UTF-16 units of an introduction. */
const longest = 400;

/** "wrote", as mail programs say it. Latin and Cyrillic words stand alone; the others run into the rest. */
const wrote =
  /(?:(?<![\p{L}\p{N}])(?:wrote|writes|a écrit|écrit|schrieb|schreef|geschreven|escribió|escribio|escribi\u00f3|ha scritto|scrisse|scrive|escreveu|skrev|har skrivit|skrifaði|kirjoitti|napisał\(a\)|napisał|napisała|pisze|napsal\(a\)|napsal|napísal\(a\)|napísal|írta|a scris|yazdı|şunu yazdı|έγραψε|написал\(а\)|написал|написала|написав|написа|пишет|пише|писал|đã viết|menulis|كتب|כתב)(?![\p{L}\p{N}])|写道|寫道|写到|書きました|のメール|님이 작성|작성:|เขียน)/iu;

const email = /[^\s<>"@]{1,64}@[^\s<>"@]{1,190}/u;
/** Names of months need no list: a year or a time is there in every language. */
const year = /(?<!\d)(?:19|20)\d\d(?!\d)/u;
const time = /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/u;
const date = /(?<!\d)\d{1,4}[-./]\d{1,2}[-./]\d{1,4}(?!\d)|(?<!\d)\d{1,2}\.? ?\p{L}{3}/u;

export interface Introduction {
  /** Lines it takes. */
  readonly lines: number;
  /** So complete that what follows is a quoted mail even if nothing marks it as quoted. */
  readonly isCertain: boolean;
}

const isBlank = (line: string | undefined) => line === undefined || line.trim() === '';

/**
 * The introduction that begins at this line, if one does.
 * @param at index of the line; the lines are of one mail
 */
export function introductionAt(lines: readonly string[], at: number): Introduction | undefined {
  const found = spanAt(lines, at);
  if (!found || opens(unquoted(lines[at] ?? '').trim())) return found;
  // Text of the customer right above an introduction is not the beginning of it.
  for (let later = at + 1; later < at + found.lines; later++) if (spanAt(lines, later)) return undefined;
  return found;
}

/** The shortest run of lines from here that reads as an introduction. */
function spanAt(lines: readonly string[], at: number): Introduction | undefined {
  const first = unquoted(lines[at] ?? '').trim();
  if (first === '' || first.length > longest || !mayBegin(first)) return undefined;
  let text = '';
  for (let count = 1; count <= mostLines; count++) {
    const line = lines[at + count - 1];
    if (line === undefined) break;
    // An address on a line of its own may stand apart by an empty line; nothing else may.
    if (isBlank(line)) {
      if (unquoted(lines[at + count] ?? '').trim() !== '<') break;
      continue;
    }
    text = `${text} ${unquoted(line).trim()}`.trim();
    if (text.length > longest) break;
    const isCertain = judge(text);
    if (isCertain !== undefined) return { lines: count, isCertain };
  }
  return undefined;
}

/** "On Monday, 3 May 2027", "Am 3.5.2027": no sentence begins like that and ends in the next line with an address. */
function opens(first: string): boolean {
  const opener = /^(?:on|am|le|op|el|il|em|den|på|dne|dnia|w dniu|в|\d)(?![\p{L}])/iu.test(first);
  return (
    opener && (year.test(first) || date.test(first) || time.test(first)) && !/[.!?]\s+\p{Lu}/u.test(first)
  );
}

/** Text before an introduction on the same line would be text of the customer. */
function mayBegin(first: string): boolean {
  return /^(?:[-–—_*\s]{0,12})?(?:\d|on |le |am |op |el |il |em |den |på |dne |dnia |w dniu |a |ons|w |в |on|il giorno |kl|pe |[\p{Lu}"'“<\p{Lo}])/iu.test(
    first,
  );
}

/** @returns whether it is certain; undefined when this is no introduction (yet) */
function judge(text: string): boolean | undefined {
  const ends = /[:：]\s*[-–—*_]*$/u.test(text) || /[-–—]{2,}$/u.test(text);
  const dated = year.test(text) || date.test(text);
  const addressed = email.test(text);
  if (wrote.test(text) && ends && (addressed || (dated && (time.test(text) || year.test(text)))))
    return addressed || (time.test(text) && dated);
  // "2013/7/20 Ada Marsh <ada@example.org>", as old Gmail wrote it.
  if (/^\d{4}[-/]\d{1,2}[-/]\d{1,2}\b[^<>]{1,120}<\s?[^\s<>@]+@[^\s<>]+>:?$/u.test(text)) return true;
  // A date and an address with a verb we do not know, and a colon.
  if (ends && addressed && dated && /^(?:\p{L}{1,5}[.,]{0,2}\s)?\d/u.test(text) && time.test(text))
    return true;
  return undefined;
}

/** Without the marks of quoting. */
export function unquoted(line: string): string {
  return line.replace(/^[\s>|]{1,60}/u, '');
}

const sender =
  /^[\s>*_]{0,8}(?:from|von|de|da|van|från|fra|od|от|від|από|lähettäjä|feladó|kimden|gönderen|expéditeur|remitente|afzender|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|من)[*_]{0,2}\s{0,3}[:：]/iu;
const otherHeader =
  /^[\s>*_]{0,8}(?:sent|date|to|cc|subject|reply-to|gesendet|datum|an|betreff|envoyé|à|objet|date d'envoi|enviado(?: el| em)?|fecha|para|asunto|assunto|data|inviato|a|oggetto|risposta|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|дата|кому|тема|надіслано|lähetetty|vastaanottaja|aihe|küldve|címzett|tárgy|odesláno|komu|předmět|predmet|tarih|kime|konu|发送时间|日期|收件人|主题|寄件日期|收件者|主旨|送信日時|日付|宛先|件名|보낸 날짜|날짜|받는 사람|제목)[*_]{0,2}\s{0,3}[:：]/iu;

const subject =
  /^[\s>*_]{0,8}(?:subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|temat|тема|aihe|tárgy|předmět|predmet|konu|主题|主旨|件名|제목)[*_]{0,2}\s{0,3}[:：]/iu;

/**
 * Whether a block of mail headers begins at this line: who it was from, and at least two more headers right below. One of
 * them is a subject, or an address stands among them: "From: Berlin, To: Bonn, Date: Monday" is a customer's journey.
 */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!sender.test(lines[at] ?? '')) return false;
  let others = 0;
  let isOfMail = email.test((lines[at] ?? '').slice(0, longest));
  for (let next = at + 1, gaps = 0; next < lines.length && next <= at + 9; next++) {
    const line = lines[next] ?? '';
    if (otherHeader.test(line)) {
      others++;
      gaps = 0;
      isOfMail ||= subject.test(line) || email.test(line.slice(0, longest));
    } else if (!isBlank(line) || ++gaps > 1) {
      // A long list of recipients goes on in the next line.
      if (!isBlank(line) && others > 0 && others < 2 && /[@;,]/u.test(line)) continue;
      break;
    }
    if (others >= 2 && isOfMail) return true;
  }
  return false;
}

const original =
  /original message|original appointment|ursprüngliche nachricht|originalnachricht|original-nachricht|original nachricht|message d'origine|message d’origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|originele bericht|ursprungligt meddelande|originalmeddelande|opprinnelig melding|oprindelig meddelelse|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|původní zpráva|pôvodná správa|eredeti üzenet|исходное сообщение|оригинальное сообщение|вихідне повідомлення|orijinal mesaj|原始邮件|原始郵件|原始信件|元のメッセージ|原本|원본 메시지|원본 메일/iu;
const forwarded =
  /forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado|messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht|vidarebefordrat meddelande|videresendt|przekazana wiadomość|пересылаемое сообщение|пересланное сообщение|转发的邮件|轉寄的郵件|転送メッセージ|전달된 메시지/iu;

/** Whether a line says that an older mail follows: "----- Original Message -----", "Begin forwarded message:". */
export function isOlderMailAhead(line: string): boolean {
  const text = unquoted(line).trim();
  if (text.length > 120) return false;
  if (/^begin forwarded message:?$/iu.test(text) || /^anfang der weitergeleiteten nachricht:?$/iu.test(text))
    return true;
  if (/^début du message (?:réexpédié|transféré)\s?:?$/iu.test(text)) return true;
  const framed = /^[-_*=~\s]{2,}(.{3,80}?)[-_*=~\s]{2,}$/u.exec(text)?.[1];
  return framed !== undefined && (original.test(framed) || forwarded.test(framed));
}
