// Mails that persons might write, with the words that machines use as well.

export const humanMails = [
  {
    from: 'Ada Marsh <ada@example.org>',
    subject: 'Undelivered parcel',
    text: 'My parcel was never delivered. The tracking says delivery failed twice.',
  },
  {
    from: 'Ada Marsh <ada@example.org>',
    subject: 'Delivery failure',
    text: 'The courier says delivery failure, nobody at home. I was at home all day.',
  },
  {
    from: 'ada@example.org',
    subject: 'Failure notice on my printer',
    text: 'The display shows a failure notice, E-550. What does it mean?',
  },
  {
    from: 'Bob Postman <bob.postman@example.org>',
    subject: 'Out of office furniture?',
    text: 'Do you sell stands for office use? We are out of them.',
  },
  {
    from: 'Kim <kim@example.org>',
    subject: 'I am on holiday next week',
    text: 'Can you deliver the week after? I am on vacation until 9 November.',
  },
  {
    from: 'Kim <kim@example.org>',
    subject: 'Vacation rental labels',
    text: 'Which labels do you suggest for keys of vacation rentals?',
  },
  {
    from: 'Lee <lee@example.org>',
    subject: 'Automatic reply to my customers',
    text: 'How do I set up an automatic reply in your app?',
  },
  { from: 'Lee <lee@example.org>', subject: 'Re: Automatic labels', text: 'Yes, the automatic mode.' },
  {
    from: 'Jo <jo@example.org>',
    subject: 'Returned mail labels',
    text: 'I need labels that say RETURNED MAIL. Do you have them?',
  },
  {
    from: 'Sam <sam@example.org>',
    subject: 'Returned my order',
    text: 'I returned my order two weeks ago and have no refund.',
  },
  {
    from: 'Max Mustermann <max@example.de>',
    subject: 'Abwesenheit am Liefertag',
    text: 'Ich bin am Dienstag nicht da. Können Sie am Mittwoch liefern?',
  },
  {
    from: 'Max Mustermann <max@example.de>',
    subject: 'Ich bin im Urlaub',
    text: 'Bitte liefern Sie erst nach dem 12. November.',
  },
  {
    from: 'Max Mustermann <max@example.de>',
    subject: 'Zustellung',
    text: 'Die Zustellung ist fehlgeschlagen, sagt der Bote. Was nun?',
  },
  {
    from: 'Marie <marie@example.fr>',
    subject: 'Absente mardi',
    text: 'Je serai absente mardi, pouvez-vous livrer mercredi ?',
  },
  {
    from: 'Marie <marie@example.fr>',
    subject: 'Réponse à votre question',
    text: 'La réponse est oui, automatique.',
  },
  {
    from: 'Luis <luis@example.es>',
    subject: 'Fuera de servicio',
    text: 'La impresora está fuera de servicio.',
  },
  { from: 'Luis <luis@example.es>', subject: 'Devolución', text: 'Quiero devolver el rollo azul.' },
  { from: 'Gianni <gianni@example.it>', subject: 'Fuori garanzia?', text: 'La stampante è fuori garanzia?' },
  {
    from: 'Joana <joana@example.pt>',
    subject: 'Resposta',
    text: 'Obrigada pela resposta automática, mas não ajudou.',
  },
  {
    from: 'Piet <piet@example.nl>',
    subject: 'Afwezigheidsassistent',
    text: 'Hoe zet ik de afwezigheidsassistent aan in jullie app?',
  },
  { from: 'Иван <ivan@example.ru>', subject: 'Вопрос о доставке', text: 'Заказ не доставлен. Где он?' },
  { from: '田中 <tanaka@example.jp>', subject: 'メールが届きません', text: '注文の確認メールが届きません。' },
  { from: '王 <wang@example.cn>', subject: '退货', text: '我想退货。' },
  { from: '김 <kim@example.kr>', subject: '배송 문의', text: '배송이 늦어요.' },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Unsubscribe',
    text: 'Please take me off your newsletter. There is no unsubscribe link.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Your newsletter',
    text: 'List-Unsubscribe does not work in your newsletter, I clicked it three times.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Spam complaint',
    text: 'I get your advertising although I never asked for it. This is abuse.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Abuse of my account',
    text: 'Somebody else logs into my account.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Message not delivered to my team',
    text: 'The app says message could not be delivered to printer LP-2.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Delivery status?',
    text: 'What is the delivery status of my order?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Delivery report missing',
    text: 'The delivery report of the courier is missing from my invoice.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Delivery notification',
    text: 'I did not get a delivery notification, where is my parcel?',
  },
  { from: 'Ada <ada@example.org>', subject: 'Mail delivery', text: 'Do you offer mail delivery to islands?' },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Bounce',
    text: 'My mails to sales@ bounce with 550 5.1.1 user unknown. Who should I write to?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Fwd: Undelivered Mail Returned to Sender',
    text: 'Your sales address does not work, see below.\n\nThis is the mail system at host mx.example.org.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Re: Undeliverable: order 12',
    text: 'I got this when I wrote to your colleague. Can you forward it?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Auto reply is in the wrong language',
    text: 'Your auto reply came in German. I speak English.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'System administrator here',
    text: 'I administer our printers. Where is the MSI installer?',
  },
  {
    from: 'Max Postmaster-Jones <max.jones@example.org>',
    subject: 'Labels for post masters',
    text: 'We run a post office.',
  },
  { from: 'No Reply Needed <nora@example.org>', subject: 'Thanks', text: 'No reply needed, it works now.' },
  {
    from: 'Bounce House Rentals <info@bouncehouse.example>',
    subject: 'Labels for our bouncers',
    text: 'Which label survives rain?',
  },
  {
    from: 'Delivery Team <team@courier.example>',
    subject: 'Pick-up on Tuesday',
    text: 'May we come at nine?',
  },
  { from: 'Info <info@example.org>', subject: 'Question', text: 'Which roll fits?' },
  {
    from: 'Support <support@partner.example>',
    subject: 'Your ticket at ours',
    text: 'We cannot reproduce it; can you send a photo?',
  },
  {
    from: 'Sales <sales@shop.example>',
    subject: 'Bulk order',
    text: 'We would like a bulk price for 1,000 rolls.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Precedence: bulk',
    text: 'Our mail admin asks whether your newsletter sets Precedence: bulk.',
  },
  { from: 'Ada <ada@example.org>', subject: '', text: 'help' },
  { from: 'Ada <ada@example.org>', subject: '?', text: '???' },
  { from: 'Ada <ada@example.org>', subject: 'Re: Re: Re: AW: Blank', text: 'Still blank.' },
  {
    from: 'Ada <ada@example.org>',
    subject: 'URGENT!!!',
    text: 'It does not print and I have to ship today!',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Away from my desk printer',
    text: 'The printer is away from my desk. Can it use Wi-Fi?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Away team uniforms',
    text: 'We label uniforms of the away team.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'On leave labels',
    text: 'Do you have labels for the staff board that say ON LEAVE?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Out of stock',
    text: 'The blue roll is out of stock. When is it back?',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Office is closed on Friday',
    text: 'Please do not deliver on Friday, our office is closed.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Warning light',
    text: 'A warning light blinks: could not send to printer.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Failed payment',
    text: 'My payment failed twice. Diagnostic-Code 51 from the bank.',
  },
  { from: 'Ada <ada@example.org>', subject: 'Notice of defect', text: 'I hereby give notice of a defect.' },
  { from: 'Ada <ada@example.org>', subject: 'Feedback', text: 'I like the new app very much.' },
  { from: 'Ada <ada@example.org>', subject: 'Vacation pack', text: 'What is in the vacation pack?' },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Sorry, wrong address',
    text: 'Sorry, your message went to my old address. Please use this one.',
  },
  {
    from: 'Ada <ada@example.org>',
    subject: 'Returned',
    text: 'Mail returned to me by the post office, the label was unreadable.',
  },
  { from: 'Ada <ada@example.org>', subject: 'Read receipt', text: 'Why do you ask for read receipts?' },
  {
    from: 'Ada <ada@example.org>',
    subject: 'There was an error',
    text: 'There was an error when I sent the form.',
  },
] as const;
