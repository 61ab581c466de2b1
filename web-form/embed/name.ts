// The names the embed goes by in foreign pages.

export const elementName = 'ledgerdesk-form';
/** Marks an element that a script tag has placed. */
export const placedBy = 'data-placed-by';
