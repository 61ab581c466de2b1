// Mail that no person wrote to us: bounces, absence notes, newsletters, our own mail come back. Recorded, never answered.
// The headers are those of RFC 3834 §2, RFC 2369, RFC 3464 and of the programs that came before and beside them.
import { header, type Mail } from './mail.ts';

const robot =
  /^(?:mailer[-_. ]?daemon|mail[-_.]?daemon|poo?st[-_]?master|post_master|no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply[-+_.].*|donotreply.*|bounces?(?:[-+_.=].*)?|mail[-_. ]?delivery[-_. ]?(?:system|subsystem)|autoreply|auto[-_.]?responder|mdaemon|listserv|majordomo|ndr|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|non[-_.]?rispondere)$/iu;
const robotName =
  /^(?:.{0,40}\s)?(?:mail(?:er)?[- ]?daemon|mail deliver(?:y|er)?(?: system| subsystem)?|mail delivery (?:system|subsystem)|postmaster|system administrator|content-filter at .*|ndr administrator|mail administrator|mail system)$/iu;

/** Subjects of reports; no person begins a letter like this. */
const reportSubject =
  /^\s*(?:\*\*)?(?:undeliver(?:ed|able)(?: mail| message)?\s*(?:returned to sender|[:"-]|$)|undelivered mail|returned mail\b|mail delivery (?:failed|failure|system|status)|mail system error|delivery (?:status notification|failure(?:[: ]|$)|report$|notification|has failed|status$)|failure notice|failed delivery|message (?:delivery has failed|you sent blocked|delivery (?:delayed|failure))|notice: mail delivery status|postmaster notify|warning: could not send message|could not deliver|email feedback report|abuse report|there was an error sending your mail|sorry, your message could not be delivered|unzustellbar|zustellung fehlgeschlagen|nicht zustellbar|échec de la remise|non remis|no se puede entregar|devuelto|mancato recapito|onbestelbaar|недоставленное сообщение|ваше сообщение не доставлено|メールエラー|メッセージを配信できません|配信不能|送信できません|系统退信|退信)/iu;
const awaySubject =
  /^\s*(?:(?:re|aw|sv|antw)\s*:\s*)?(?:away until\b|away from (?:the |my )?(?:office|desk|mail|e-?mail|work|keyboard)\s*(?:until|$|[:：(–-])|(?:automatic reply|auto[- ]?reply|auto[- ]?response|autoreply|out of (?:the )?office|on (?:vacation|holiday|annual leave|leave)|vacation (?:reply|notice|response)|abwesenheits(?:notiz|meldung)|abwesend|automatische antwort|réponse automatique|absence du bureau|absent(?:e)? du bureau|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|resposta automática|fora do escritório|automatisch antwoord|automatische reactie|afwezig|afwezigheid|autosvar|automatiskt svar|frånvaro|ikke på kontoret|fravær|automaattinen vastaus|poissa|automatyczna odpowiedź|odpowiedź automatyczna|nieobecność|automatická odpověď|automatikus válasz|автоматический ответ|автоответ|автовідповідь|отсутствие|自動応答|自动回复|自動回覆|不在通知|자동 회신|부재중)\s*(?:$|[:：(–-]|until\b|from\b|re\b|auto\b|bis\b|vom\b|jusqu|hasta\b|fino\b|até\b|tot\b))/iu;

/** Words that only a mail system writes; looked for where a report begins. */
const reportBody =
  /(?:this (?:is the|message was created automatically by) (?:mail (?:system|delivery software)|qmail-send program|mail delivery system)|hi\. this is the \S{1,60} program|the following (?:address(?:es)? had|message to .{1,80} was undeliverable|recipient(?:s|\(s\))? (?:could not be reached|failed))|a message that you (?:have )?sent could not be delivered to|your message (?:could not be|was not|cannot be|can't be) delivered|delivery to the following recipients? (?:failed|has been delayed)|i'm afraid i wasn't able to deliver|reporting-mta:\s|final-recipient:\s|diagnostic-code:\s|----- the following addresses had|-{3,} transcript of session follows|unable to deliver (?:your )?message to|the original message (?:was received at|follows)|undeliverable mail|message could not be delivered|user unknown in (?:virtual|local|relay)|550 5\.\d\.\d)/iu;

export interface OwnAddresses {
  /** Ours, in lower case: what comes from there came back. */
  readonly addresses: readonly string[];
}

/** Header that marks our own automatic mail, in lower case. */
export const loopHeader = 'x-ledgerdesk-loop';

/** @returns why nobody is to answer this mail, in words for staff and without anything personal; undefined when a person wrote it */
export function automaticBecause(mail: Mail, { addresses }: OwnAddresses): string | undefined {
  return ourOwn(mail, addresses) ?? byHeaders(mail) ?? bySender(mail) ?? byContent(mail);
}

function ourOwn(mail: Mail, addresses: readonly string[]): string | undefined {
  if (header(mail, loopHeader) !== undefined) return 'it is our own mail come back';
  const from = mail.from?.address.toLowerCase();
  return from !== undefined && addresses.includes(from) ? 'it comes from our own address' : undefined;
}

function byHeaders(mail: Mail): string | undefined {
  const said = (name: string) => header(mail, name)?.trim().toLowerCase();
  const submitted = said('auto-submitted');
  if (submitted !== undefined && !/^no\b/.test(submitted)) return 'header Auto-Submitted';
  if (/^(?:bulk|junk|list|auto[-_]reply)\b/.test(said('precedence') ?? '')) return 'header Precedence';
  for (const name of [
    'list-id',
    'list-unsubscribe',
    'list-post',
    'x-autoreply',
    'x-autorespond',
    'x-autoresponder',
    'x-auto-response-suppress',
    'x-autogenerated',
    'x-failed-recipients',
  ])
    if (said(name) !== undefined) return `header ${title(name)}`;
  const returnPath = said('return-path');
  if (returnPath !== undefined && /^(?:<\s*>|)$/.test(returnPath)) return 'empty Return-Path';
  if (returnPath !== undefined && /^<?mailer-daemon/.test(returnPath)) return 'Return-Path of a mail system';
  if (mail.mediaType === 'multipart/report') return 'a report of a mail system';
  if (mail.reportParts.length > 0) return 'a report of a mail system';
  return undefined;
}

const title = (name: string) => name.replace(/(?:^|-)\p{L}/gu, (letter) => letter.toUpperCase());

function bySender(mail: Mail): string | undefined {
  const { address = '', name = '' } = mail.from ?? {};
  const local = address.includes('@') ? address.slice(0, address.lastIndexOf('@')) : address;
  if (robot.test(local.trim())) return 'the sender is a mail system';
  if (robotName.test(name.trim().slice(0, 120))) return 'the sender is a mail system';
  return undefined;
}

/** Only where headers and sender say nothing: a report's subject, with the words of one or with nothing said otherwise. */
function byContent(mail: Mail): string | undefined {
  const subject = mail.subject.slice(0, 300);
  if (awaySubject.test(subject)) return 'an absence note';
  if (!reportSubject.test(subject)) return undefined;
  return reportBody.test(mail.text.slice(0, 8_000)) || mail.text.trim() === ''
    ? 'a report of a mail system'
    : undefined;
}
