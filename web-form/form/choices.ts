// The words for categories and priorities, in the order they are offered.
import type { Category, Priority } from '../../src/domain/ticket/classification.ts';

const categoryWords: Readonly<Record<Category, string>> = {
  general: 'Something else',
  account: 'My account',
  billing: 'Billing and payments',
  orders: 'Orders',
  shipping: 'Shipping and delivery',
  returns: 'Returns',
  integrations: 'Integrations',
  technical: 'Technical problem',
};

const priorityWords: Readonly<Record<Priority, string>> = {
  low: 'Low: whenever it suits',
  normal: 'Normal',
  high: 'High: it holds me up',
  urgent: 'Urgent: nothing works',
};

const { general, ...named } = categoryWords;
/** What fits anything stands last. */
export const categories = [...Object.entries(named), ['general', general]] as readonly (readonly [
  string,
  string,
])[];
export const priorities: readonly (readonly [string, string])[] = Object.entries(priorityWords);

export function isCategory(value: string | null | undefined): value is Category {
  return typeof value === 'string' && Object.hasOwn(categoryWords, value);
}

export function categoryLabel(category: string): string {
  return isCategory(category) ? categoryWords[category] : category;
}
