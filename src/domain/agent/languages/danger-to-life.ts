// Danger to a life that names no death: pills taken, a weapon brought along, a life without sense, a place to be smashed.
import { type Language, type Phrases, phrases } from './phrases.ts';

const certain = (...all: readonly string[]): Phrases => ({ certain: [phrases(...all)] });

export const dangerToLife: Readonly<Record<Language, Phrases>> = {
  en: certain(
    '(took|taken|taking|swallowed|swallowing) …8 (all|too many|so many|a handful|a bottle|the whole) …3 (pills|tablets|painkillers|meds|medication|sleeping pills)',
    "(i'll|i will|i am|i'm|we'll|we will|we are|we're) …3 (come|coming|visit|visiting|show up|be there|stop by) …8 with …2 (gun|knife|rifle|axe|machete|weapon|crowbar)",
    '(life|my life) (has|makes) no …1 (sense|meaning|purpose) (any ?more|left|now)|(no|any) (reason|point) (to|in) (be|being) (here|around|alive) any ?more',
    '(never|not) (want to )?wake up (again|any ?more|tomorrow)',
  ),
  de: certain(
    '(alle|zu viele|handvoll|ganze packung) …2 (tabletten|pillen|schlaftabletten|schmerzmittel) …2 (genommen|geschluckt)',
    '(komme|kommen|fahre|stehe) …5 mit …2 (messer|waffe|pistole|knarre|axt|baseballschlager)',
    '(mein|das|dieses) leben (hat|macht) …2 keinen sinn mehr|nicht mehr aufwachen',
    '(schlage|haue|hau) …4 (kurz und klein|zu brei)',
  ),
  fr: certain(
    '(avale|pris|prends|prendre|avaler) …1 (tous|toutes|trop de|une boite de) …3 (cachets|medicaments|comprimes|pilules|somniferes)',
    '(viens|venir|viendrai|passe|passer|passerai|debarque) …6 avec …2 (couteau|fusil|arme|batte|pistolet|hache)',
    "(ma|la) vie n'a plus …2 sens|ne plus …1 me reveiller",
    '(viens|venir|viendrai|vais) …2 tout (casser|detruire|peter)',
  ),
  es: certain(
    '(tomado|tragado|tomare|tomar|tome|trague) …2 (todas|muchas|demasiadas) …2 (pastillas|pildoras)',
    '(voy|vamos|ire|iremos|paso|pasare|presento|presentare) …6 con …2 (arma|pistola|cuchillo|navaja|escopeta|machete)',
    '(mi|la) vida (ya )?no tiene …1 sentido|no (quiero )?despertar(me)? (mas|nunca)',
    '(voy|vamos) a (romper|destrozar|destruir)(os|les|lo)? …1 (todo|la cara|las piernas|vuestra|su) …1 ?(tienda|oficina|local)?',
  ),
  it: certain(
    '(preso|prendo|prendero|ingoiato|ingoio|ingoiero) …1 (tutte|troppe|una scatola di) …2 (pillole|pastiglie|compresse)',
    '(vengo|verro|passo|passero|arrivo) …6 con …2 (coltello|pistola|fucile|arma|mazza|ascia)',
    '(mia|la) vita non ha …1 senso|non (voglio )?svegliarmi (piu|mai piu)',
    '(vengo|verro|passo) …5 (spacco|sfascio|distruggo) tutto',
  ),
  pt: certain(
    '(tomei|engoli|tomar|tomado|engolir) …1 (todos|muitos|demasiados) …2 (comprimidos|remedios|medicamentos)',
    '(vou|vamos|irei|passo|apareco|passarei) …6 com …2 (arma|faca|pistola|revolver|espingarda)',
    '(minha|a) vida (ja )?nao (tem|faz) …1 sentido|nao (quero )?(acordar|mais acordar) (mais|nunca)?',
    '(vou|vamos) (partir|quebrar|rebentar|destruir) …1 (tudo|cara|pernas|loja|escritorio)',
  ),
  nl: certain(
    '(alle|te veel|een hele strip|een doos) …2 (pillen|tabletten|medicijnen|slaappillen) …2 (ingenomen|genomen|geslikt)',
    '(kom|komen|sta|langs) …6 met …2 (mes|pistool|wapen|knuppel|geweer|bijl)',
    '(mijn|het|dit) leven heeft …2 zin meer|niet meer wakker worden',
    '(sla|slaan|gooi) …4 (kort en klein|in elkaar)',
  ),
};
