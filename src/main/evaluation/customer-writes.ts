// The customer of a scenario writes: through the form, by mail or on WhatsApp, as these messages really come in.
import { mailReader } from '../../adapters/mime/read-mail.ts';
import { inboundMessage } from '../../adapters/twilio/inbound.ts';
import { inboundMail } from '../../application/mail/inbound-mail.ts';
import { acceptSubmission } from '../../application/ticket/accept-submission.ts';
import { followUp } from '../../application/ticket/follow-up.ts';
import { loadTicket } from '../../application/ticket/load-ticket.ts';
import { isRejection } from '../../domain/event/define.ts';
import { Failure } from '../failure.ts';
import { mailbox, whatsappNumber } from './conversation-desk.ts';
import { mailBytes, receivingServer } from './conversation-mail.ts';
import type { Write } from './conversation-set.ts';
import type { Scene } from './scene.ts';

const customer = { email: 'ada@marsh.example', phone: '+15550123' };

/** Leaves the ticket and the message in the scene. @throws Failure when the desk does not take the message */
export async function write(scene: Scene, step: Write): Promise<void> {
  const { desk } = scene;
  scene.count++;
  const via = step.via ?? scene.channel;
  const code = step.coded ? await codeOf(scene) : '';
  const text = `${step.write}${code}`;
  if (via === 'webform') return await submit(scene, step, text);
  const message = via === 'email' ? await mail(scene, step, text) : whatsapp(scene, step, text);
  if ('malformed' in message) throw new Failure(`no message: ${message.malformed}`);
  const accepted = await desk.accept(message);
  scene.ticketId = accepted.ticketId;
  scene.messageId = accepted.messageId;
}

async function codeOf({ desk, ticketId }: Scene): Promise<string> {
  const ticket = await desk.tickets.byId(ticketId);
  return `\n${ticket?.reference ?? ''} ${desk.codes.issue(ticketId)}`;
}

async function submit(
  scene: Scene,
  { subject = 'A question', apart }: Write,
  message: string,
): Promise<void> {
  const { desk } = scene;
  const submissionId = desk.ids.next();
  const ticket = apart ? undefined : await desk.tickets.byId(scene.ticketId);
  if (ticket) {
    const filed = await followUp(desk, ticket, { message, submissionId });
    if (isRejection(filed)) throw new Failure(`the form refused it: ${filed.detail}`);
    scene.messageId = filed.messageId;
    return;
  }
  const about = { category: 'general', priority: 'normal', subject } as const;
  const accepted = await acceptSubmission(desk, {
    name: 'Ada Marsh',
    email: customer.email,
    ...about,
    message,
    submissionId,
  });
  scene.ticketId = accepted.ticketId;
  const first = (await loadTicket(desk, accepted.ticketId)).ticket?.messages[0];
  scene.messageId = first?.messageId ?? '';
}

async function mail({ desk, count }: Scene, step: Write, text: string) {
  const { apart, subject = 'A question', files = [], headers = {}, unproven } = step;
  const last = desk.sent.findLast(({ to }) => to === customer.email);
  const events = last && !apart ? (await loadTicket(desk, last.ticketId)).events : [];
  const answered = events.flatMap((e) =>
    e.type === 'ReplySent' && e.data.replyId === last?.replyId ? [e.data] : [],
  );
  const id = `mail-${count}`;
  const raw = mailBytes({
    id,
    from: customer.email,
    to: mailbox,
    subject,
    text,
    inReplyTo: answered.at(-1)?.messageId,
    isProven: !unproven,
    files,
    headers,
  });
  const settings = { account: mailbox, ownAddresses: [mailbox], receivingServer };
  const labels = ['INBOX'];
  const now = desk.clock.now();
  return inboundMail(
    await mailReader()(raw),
    { id, threadId: id, raw, labels, receivedAt: now },
    settings,
    now,
  );
}

function whatsapp({ desk, count }: Scene, { files = [] }: Write, text: string) {
  const form = new URLSearchParams({
    MessageSid: `SM${count.toString(16).padStart(32, '0')}`,
    From: `whatsapp:${customer.phone}`,
    To: whatsappNumber,
    Body: text,
    ProfileName: 'Ada',
    NumMedia: String(files.length),
  });
  for (const [i, name] of files.entries()) {
    form.set(`MediaUrl${i}`, `https://media.example/${name}`);
    form.set(`MediaContentType${i}`, 'image/jpeg');
  }
  return inboundMessage(form.toString(), desk.clock.now());
}
