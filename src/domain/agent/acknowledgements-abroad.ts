// What a customer is told at a hand-over, in the languages besides English: fewer wordings, the same honesty.
import type { EscalationReason } from '../ticket/reasons.ts';
import type { Language } from './languages/phrases.ts';

interface Wordings {
  readonly passedOn: string;
  readonly asked: string;
  readonly security: string;
  readonly threat: string;
  readonly offHours: string;
  /** `#` stands for the reference. */
  readonly reference: string;
  /** Of a further message; `#` stands for the reference. */
  readonly further: string;
}

export const abroad: Readonly<Record<Exclude<Language, 'en'>, Wordings>> = {
  de: {
    passedOn: 'Ihre Nachricht liegt jetzt bei einem Menschen aus unserem Team.',
    asked: 'Sie haben nach einem Menschen gefragt; Ihre Nachricht liegt jetzt bei unserem Team.',
    security:
      'Ihre Nachricht könnte die Sicherheit Ihres Kontos betreffen, darum sieht sie ein Mensch aus unserem Team vorrangig an. Bitte senden Sie uns keine Passwörter oder Codes.',
    threat:
      'Danke, dass Sie uns das sagen. Zuerst liest ein Mensch Ihre Nachricht, keine Maschine. Wenn Sie oder andere in unmittelbarer Gefahr sind, rufen Sie bitte jetzt den örtlichen Notruf.',
    offHours: 'Unser Team ist um diese Zeit nicht im Dienst.',
    reference: 'Ihr Zeichen ist #; mit einer Antwort hier können Sie etwas ergänzen.',
    further:
      'Danke, wir haben Ihre Nachricht zu # hinzugefügt. Die Sache liegt schon bei einem Menschen aus unserem Team, der alles sieht, was Sie geschrieben haben.',
  },
  fr: {
    passedOn: 'Votre message est maintenant entre les mains d’une personne de notre équipe.',
    asked: 'Vous avez demandé à parler à une personne ; votre message est maintenant auprès de notre équipe.',
    security:
      'Votre message peut concerner la sécurité de votre compte ; une personne de notre équipe l’examine en priorité. Ne nous envoyez ni mot de passe ni code.',
    threat:
      'Merci de nous l’avoir dit. Une personne lit votre message en premier, pas une machine. Si vous ou une autre personne êtes en danger immédiat, appelez maintenant les secours.',
    offHours: 'Notre équipe n’est pas en service à cette heure.',
    reference: 'Votre référence est # ; vous pouvez compléter en répondant ici.',
    further:
      'Merci, nous avons ajouté votre message à #. Une personne de notre équipe s’en occupe déjà et voit tout ce que vous avez écrit.',
  },
  es: {
    passedOn: 'Su mensaje está ahora en manos de una persona de nuestro equipo.',
    asked: 'Ha pedido hablar con una persona; su mensaje está ahora con nuestro equipo.',
    security:
      'Su mensaje puede afectar a la seguridad de su cuenta; una persona de nuestro equipo lo mira con prioridad. No nos envíe contraseñas ni códigos.',
    threat:
      'Gracias por decírnoslo. Una persona lee su mensaje antes que nada, no una máquina. Si usted u otra persona corre peligro inmediato, llame ahora a los servicios de emergencia.',
    offHours: 'A esta hora nuestro equipo no está de servicio.',
    reference: 'Su referencia es #; puede añadir algo respondiendo aquí.',
    further:
      'Gracias, hemos añadido su mensaje a #. Ya está con una persona de nuestro equipo, que ve todo lo que usted ha escrito.',
  },
  it: {
    passedOn: 'Il suo messaggio è ora nelle mani di una persona del nostro team.',
    asked: 'Ha chiesto di una persona; il suo messaggio è ora presso il nostro team.',
    security:
      'Il suo messaggio può riguardare la sicurezza del suo account; una persona del nostro team lo esamina con priorità. Non ci invii password o codici.',
    threat:
      'Grazie per avercelo detto. Una persona legge per prima cosa il suo messaggio, non una macchina. Se lei o altri siete in pericolo immediato, chiami subito i servizi di emergenza.',
    offHours: 'A quest’ora il nostro team non è in servizio.',
    reference: 'Il suo riferimento è #; può aggiungere qualcosa rispondendo qui.',
    further:
      'Grazie, abbiamo aggiunto il suo messaggio a #. È già presso una persona del nostro team, che vede tutto ciò che ha scritto.',
  },
  pt: {
    passedOn: 'A sua mensagem está agora com uma pessoa da nossa equipa.',
    asked: 'Pediu para falar com uma pessoa; a sua mensagem está agora com a nossa equipa.',
    security:
      'A sua mensagem pode dizer respeito à segurança da sua conta; uma pessoa da nossa equipa vê-a com prioridade. Não nos envie palavras-passe nem códigos.',
    threat:
      'Obrigado por nos dizer. Uma pessoa lê a sua mensagem antes de tudo, não uma máquina. Se você ou outra pessoa estiver em perigo imediato, ligue agora para os serviços de emergência.',
    offHours: 'A esta hora a nossa equipa não está de serviço.',
    reference: 'A sua referência é #; pode acrescentar algo respondendo aqui.',
    further:
      'Obrigado, acrescentámos a sua mensagem a #. Já está com uma pessoa da nossa equipa, que vê tudo o que escreveu.',
  },
  nl: {
    passedOn: 'Uw bericht ligt nu bij een mens van ons team.',
    asked: 'U vroeg om een mens; uw bericht ligt nu bij ons team.',
    security:
      'Uw bericht kan over de veiligheid van uw account gaan; een mens van ons team bekijkt het met voorrang. Stuur ons geen wachtwoorden of codes.',
    threat:
      'Dank u dat u dit vertelt. Een mens leest uw bericht eerst, geen machine. Als u of iemand anders in direct gevaar is, bel dan nu de hulpdiensten.',
    offHours: 'Ons team heeft op dit uur geen dienst.',
    reference: 'Uw kenmerk is #; u kunt iets toevoegen door hier te antwoorden.',
    further:
      'Dank u, we hebben uw bericht toegevoegd aan #. Het ligt al bij een mens van ons team, die alles ziet wat u schreef.',
  },
};

/** @returns the opening sentence for a reason */
export function openingAbroad(wordings: Wordings, reason: EscalationReason): string {
  switch (reason) {
    case 'threat':
      return wordings.threat;
    case 'security':
      return wordings.security;
    case 'human-requested':
      return wordings.asked;
    default:
      return wordings.passedOn;
  }
}
