// The constructions of each language, beside its phrases.
import type { HotReason, Language, Phrases } from '../languages/phrases.ts';
import { angry } from './anger.ts';
import { dangerous } from './danger.ts';
import { claims } from './money-law.ts';
import { personWishesAbroad } from './person-abroad.ts';
import { englishPersonWishes } from './person-english.ts';
import { insecure } from './security.ts';

type Each = Readonly<Record<Language, readonly Phrases[]>>;

export const constructions: Readonly<Record<HotReason | 'anger', Each>> = {
  threat: dangerous,
  security: insecure,
  legal: claims.legal,
  refund: claims.refund,
  pricing: claims.pricing,
  'human-requested': { en: englishPersonWishes, ...personWishesAbroad },
  anger: angry,
};
