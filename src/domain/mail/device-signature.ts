// Lines that a mail program adds by itself: "Sent from my iPhone", in the languages it speaks.

const device =
  'iphone|ipad|ipod|ios|android|samsung|galaxy|huawei|xiaomi|nokia|htc|sony|lg\\b|motorola|oneplus|pixel|blackberry|windows|outlook|yahoo|gmail|gmx|web\\.de|mailbox|airmail|k-9|mobil|phone|handy|smartphone|tablet|móvil|movil|celular|téléphone|telefon|cell|device|mail|proton|spark|superhuman|app\\b|bluemail|aquamail|alcatel|thunderbird|ti-\\d+|мобильн|телефон|смартфон|айфон|планшет|почт|пошт|手机|手機|電話|スマートフォン|携帯|휴대|아이폰|갤럭시';
/** Without one of these words the line may as well be about a parcel: "Sent with DHL on Monday", "Send by post please". */
const isOfDevice = new RegExp(`(?<![a-zа-я])(?:${device})`, 'iu');
const isByMail = /(?:sent|send) (?:by|via) (?:e-?)?mail\b/iu;
const rest = '[^.!?]{0,60}(?:[.!?][^.!?]{0,60}){0,2}';
const open = '^[\\s<(\\[*_>-]{0,6}';
const close = '[\\s>)\\]*_-]{0,6}$';
const line = (words: string) => new RegExp(`${open}${words}${close}`, 'iu');

const patterns: readonly RegExp[] = [
  line(`(?:sent|send) (?:from|via|with|by|using|on)\\b${rest}`),
  line(`from my (?:${device})${rest}`),
  line(`\\p{L}{0,20}\\s?from mobile`),
  line(`get \\[?outlook for (?:ios|android|mac|windows).{0,120}`),
  line(`(?:von meinem|von mein|mit meinem|mit der) .{1,60}(?:gesendet|geschickt|verschickt)\\.?`),
  line(`diese nachricht wurde von .{1,80} gesendet\\.?`),
  line(`(?:gesendet|geschickt) (?:von|mit|über) .{1,80}`),
  line(`(?:envoyé|télécharger) (?:depuis|de|à partir de|avec|via|outlook) .{0,80}`),
  line(`(?:enviado|enviada|mandado) (?:desde|de|do|a partir de|con|via|pelo) .{1,80}`),
  line(`(?:inviato|inviata) (?:da|dal|dall'|con|tramite).{1,80}`),
  line(`(?:verzonden|verstuurd) (?:vanaf|met|via|van) .{1,80}`),
  line(`(?:skickat|skickades|sendt|sent) (?:från|fra|frå|med|via) .{1,80}`),
  line(`(?:lähetetty|lähetettiin) .{1,80}`),
  line(`(?:wysłano|wysłane) (?:z|ze|za pomocą) .{1,80}`),
  line(`(?:отправлено|послано|отправлен|надіслано) (?:с|из|со|з|від|через) .{1,80}`),
  line(`(?:odesláno|odoslané) (?:z|ze|pomocí) .{1,80}`),
  line(`.{1,60}(?:'dan|'den|den|dan) gönderildi`),
  line(`(?:從我的|从我的|发自我的|發自我的|發自|发自).{1,40}`),
  line(`.{1,40}(?:から送信|傳送|发送|에서 보냄|보냄)`),
];

/** Whether a line is one of those. Bounded: longer lines are somebody's words. */
export function isDeviceSignature(text: string): boolean {
  if (text.length > 300) return false;
  const words = text.replace(/[<(]?https?:\/\/[^\s<>]*[>)]?/giu, '').replace(/\]\s/u, '] ');
  return isOfDevice.test(words) && !isByMail.test(words) && patterns.some((pattern) => pattern.test(words));
}
